"""The desk as a browser sees it: a real server on loopback over a copy of a small case that is made once, and a client that speaks plain HTTP."""

import html
import http.client
import json
import re
import shutil
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from tests.cli.conftest import ONE, TWO
from tests.conftest import PATIENCE

from doxdocket.cli import root
from doxdocket.review.serving import serve
from doxdocket.store.case import Case

PHONE, NAME, ADDRESS = "13900001850", "柳春生", "浙江省杭州市听涛区松声路12号3幢402室"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
TEXTS = (
    f"姓名：{NAME}\n性别：男\n身份证：{ONE}\n电话：{PHONE}\n住址：{ADDRESS}",
    f"姓名：祝雨亭 身份证号 {TWO} 邮箱 zhuyuting@mail.example.com",
    "今天天气不错，大家早点休息。",
    f"再发一次 {NAME} {ONE}",
    f"{NAME}你这个垃圾，大家都去骂他，打电话给他 {HOSTILE}",
    "查户籍 100元一次，需要的私聊",
    "你等着，我知道你家在哪，弄死你",
)
CHANNEL = "telegram:channel:1850001"
OFFICERS = ("张三", "李四", "王五", "赵六")


def export(folder, texts=TEXTS, name=f"演练频道{HOSTILE}", chat=1850001):
    """A Telegram Desktop export of one channel."""
    folder.mkdir(parents=True)
    messages = [
        {
            "id": n, "type": "message", "date": f"2024-01-0{n}T08:00:00", "date_unixtime": str(1704067200 + n * 86400),
            "from": name, "from_id": f"channel{chat}", "text": text, "text_entities": [{"type": "plain", "text": text}],
        }
        for n, text in enumerate(texts, 1)
    ]  # fmt: skip
    whole = {"name": name, "type": "public_channel", "id": chat, "messages": messages}
    (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return folder


@dataclass(frozen=True)
class Made:
    """A case and the home of who made it."""

    case: Path
    home: Path

    def copy(self, to):
        shutil.copytree(self.case, to / "case")
        shutil.copytree(self.home, to / "home")
        return Made(to / "case", to / "home")

    def call(self, *words, stdin=None):
        done = CliRunner(env={"DOXDOCKET_HOME": str(self.home)}).invoke(root, list(map(str, words)), input=stdin)
        assert done.exit_code == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="session")
def made(made_once):
    """A case of one channel, taken from ``init`` to ``run`` by the commands; tests take a copy."""

    def make(top):
        it = Made(top / "case", top / "home")
        named = [word for name in OFFICERS for word in ("--officer", name)]
        it.call("init", it.case, "--title", f"演练{HOSTILE}", "--authority", "某检察院", *named, "--one-key")
        it.call("add", it.case, export(top / "ChatExport"), "--officer", "张三", "--officer", "李四", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("desk", make)
    return Made(top / "case", top / "home")


@dataclass
class Said:
    """An answer."""

    status: int
    headers: dict
    body: bytes = field(repr=False)

    @property
    def text(self):
        return self.body.decode()

    @property
    def tags(self):
        """Name and attributes of each tag."""
        return Tags(self.text).found

    @property
    def seen(self):
        """What a reader sees: no tags, and characters as they are."""
        return html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<head>.*?</head>", "", self.text)))


class Tags(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


class Tab:
    """A browser without a window or scripts: cookies, forms, and what a browser says of where a request comes from."""

    def __init__(self, desk):
        self.desk, self.cookies, self.csrf = desk, {}, ""

    def ask(self, method, path, body=None, headers=None, *, host=None):
        """One request with exactly these headers beside the cookies and the host."""
        link = http.client.HTTPConnection("127.0.0.1", self.desk.port, timeout=PATIENCE)
        told = {"Host": self.desk.host if host is None else host, **(headers or {})}
        if self.cookies and "Cookie" not in told:
            told["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        try:
            link.request(method, path, body, told)
            got = link.getresponse()
            said = Said(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
        finally:
            link.close()
        if cookie := said.headers.get("set-cookie"):
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        if found := re.search(r'name="csrf" value="([^"]*)"', said.body.decode("utf-8", "replace")):
            self.csrf = html.unescape(found[1])
        return said

    def get(self, path, **headers):
        return self.ask("GET", path, headers={"Sec-Fetch-Site": "same-origin", **headers})

    def post(self, path, headers=None, **form):
        """A form of our own page, as a browser sends it."""
        body = urlencode({"csrf": self.csrf, **form}, doseq=True)
        ours = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{self.desk.host}", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
        return self.ask("POST", path, body, ours | (headers or {}))

    def enter(self, officer="张三"):
        """Come in by a link of the terminal."""
        assert self.get(self.desk.link(officer)).status == 200
        assert self.get("/").status == 200
        return self


@dataclass
class Desk:
    """A server that runs, and the case behind it."""

    made: Made
    served: object
    clock: SimpleNamespace

    @property
    def port(self):
        return self.served.place.port

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    def link(self, officer="张三"):
        """The path of a new link."""
        return f"/enter?once={self.served.worker.submit(self.served.link_of, officer).result()}"

    def tab(self, officer="张三"):
        return Tab(self).enter(officer)

    def let_in(self, page, officer="张三", host=None):
        """Come in by a new link with a browser's page, and wait until the link's page has led on: a way taken before that is broken off."""
        root = f"http://{host or self.host}"
        page.goto(root + self.link(officer))
        page.wait_for_url(root + "/")
        return root

    def outside(self):
        return Tab(self)

    def within(self, ask):
        """Ask the case, in its thread."""
        return self.served.worker.submit(ask, self.served.case).result()

    def custody(self):
        return self.within(lambda case: case.custody.rows())


@contextmanager
def running(made, *, idle=15, port=0):
    """The server over this case, in a thread of this process."""
    begun, ended, told, clock = threading.Event(), threading.Event(), [], SimpleNamespace(now=0.0, told=[])

    def started(served):
        told.append(served)
        begun.set()

    def opened():
        return Case.open(made.case)

    def run():
        try:
            serve(
                opened, lang="zh", port=port, tell=clock.told.append, begun=started, idle=idle, clock=lambda: clock.now
            )
        except BaseException as error:  # noqa: BLE001 - it is the test's to raise
            clock.told.append(error)
            begun.set()
        ended.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(made.home))
        thread = threading.Thread(target=run)
        thread.start()
        assert begun.wait(PATIENCE)
        if not told:
            thread.join()
            raise clock.told[0]
        try:
            yield Desk(made, told[0], clock)
        finally:
            told[0].stop()
            thread.join(PATIENCE)


@pytest.fixture(scope="module")
def desk(made, tmp_path_factory):
    """A desk of the file, for tests that only look or each leave things as they need none of them."""
    with running(made.copy(tmp_path_factory.mktemp("desk"))) as it:
        yield it


@pytest.fixture
def fresh(made, tmp_path):
    """A desk of the test's own."""
    with running(made.copy(tmp_path)) as it:
        yield it


@pytest.fixture
def known():
    """The values of the case: none of them may stand on any page but that of one revealed value."""
    return SimpleNamespace(values=(ONE, TWO, PHONE, ADDRESS, NAME, "祝雨亭", "zhuyuting"), one=ONE, phone=PHONE, name=NAME, hostile=HOSTILE, channel=CHANNEL, texts=TEXTS, officers=OFFICERS, running=running)  # fmt: skip
