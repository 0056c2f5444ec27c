"""A kit as its owner's browser sees it: a real server on loopback over a folder of the test's own, and files that somebody might bring."""

import io
import re
import shutil
import threading
import time
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, field
from types import SimpleNamespace

import cvttf_NotoSansCJK_Regular
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.conftest import PATIENCE
from tests.review.conftest import ONE, Tab

from doxdocket.engine.pool import executor
from doxdocket.kit.folder import About
from doxdocket.kit.serving import serve
from doxdocket.report import html

NAME, PHONE, ADDRESS = "柳春生", "13900001850", "浙江省杭州市听涛区松声路12号3幢402室"
OTHER, OTHER_PHONE = "祝雨亭", "13900001862"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
CHAT = f"群友：就是她，{NAME}，手机号 {PHONE}，身份证 {ONE}\n群友：同事{OTHER}的电话是 {OTHER_PHONE}\n".encode()
CALLS = "时间,号码,时长\n2026-11-20 01:12,13900001871,8秒\n2026-11-20 01:15,13900001872,5秒\n".encode()
PAGE = f"<html><head><title>曝光</title></head><body><p>姓名：{NAME} 电话 <b>{PHONE}</b></p><script>alert(1)</script></body></html>".encode()


def picture(lines, pitch=60):
    """A screenshot of these lines, so far below one another."""
    font = ImageFont.truetype(cvttf_NotoSansCJK_Regular.get_TTF_path(), 28)
    image = Image.new("RGB", (720, 40 + pitch * len(lines)), "white")
    draw = ImageDraw.Draw(image)
    for n, line in enumerate(lines):
        draw.text((30, 30 + n * pitch), line, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


SHOT = picture(
    ["曝光台", f"姓名：{NAME}", f"手机：{PHONE}", f"住址：{ADDRESS}", f"同事 {OTHER} {OTHER_PHONE}", "大家去打她电话"]
)


def all_of(paper):
    """A paper with its annexes, as a page shows it."""
    return "".join(str(html.fragment(one.document, "zh")) for one in (paper, *paper.annexes))


@dataclass
class Desk:
    """A kit that is open."""

    served: object
    folder: object
    clock: SimpleNamespace
    told: list = field(default_factory=list)

    @property
    def port(self):
        return self.served.place.port

    @property
    def host(self):
        return f"127.0.0.1:{self.port}"

    @property
    def kit(self):
        return self.served.kit

    @property
    def work(self):
        return self.served.work

    def link(self, *_):
        return f"/enter?once={self.served.link()}"

    def outside(self):
        return Tab(self)

    def tab(self):
        return Tab(self).enter()

    def let_in(self, page):
        """Come in by a new link with a browser's page."""
        root = f"http://{self.host}"
        page.goto(root + self.link())
        page.wait_for_url(root + "/")
        return root

    def take(self, tab, files, what="screenshot", about=""):
        """Send files by the form, as a browser does; ``about``: where the last of them is from, told afterwards as on the page."""
        mark = "x" * 20
        parts = [("csrf", "", tab.csrf.encode()), ("what", "", what.encode())]
        parts += [("files", f'; filename="{name}"', data) for name, data in files]
        body = b"".join(
            f'--{mark}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + data + b"\r\n"
            for name, more, data in parts
        )
        ours = {
            "Content-Type": f"multipart/form-data; boundary={mark}",
            "Origin": f"http://{self.host}",
            "Sec-Fetch-Site": "same-origin",
        }
        taken = tab.ask("POST", "/files/take", body + f"--{mark}--\r\n".encode(), ours)
        if about:
            no = self.kit.record.files[-1].no
            assert tab.post("/files/sources", **{f"about-{no}": about}).status == 303
        return taken

    def uncovered(self, tab, tag):
        """The page of a value in clear."""
        assert tab.post("/exposed/uncover", tag=tag).headers["location"] == "/exposed/uncovered"
        return tab.get("/exposed/uncovered")

    def done(self, seconds=PATIENCE):
        """Wait until everything is read and covered."""
        end = time.monotonic() + seconds
        while self.work.waiting() or self.work.copying():
            assert time.monotonic() < end, (self.work.waiting(), self.work.copying())
            time.sleep(0.1)

    def callers(self, tab):
        """Say of everybody who called or sent, and of whom nothing was said, that they harass."""
        tags = set(re.findall(r'name="said-([0-9a-f]{24})"', tab.get("/exposed/callers").text))
        return tab.post("/exposed/answers", **{f"said-{tag}": "caller" for tag in tags})

    def tag(self, kind, value):
        """The name of a value on the pages."""
        from doxdocket.kit.exposure import exposed

        return next(one.tag for one in exposed(self.kit, self.work.reads) if (one.kind, one.value) == (kind, value))


class _Reader:
    """One process that reads for the kits of all tests: to load what reads takes a second, and each file comes whole."""

    def __init__(self, ends):
        self._ends, self._process = ends, None

    def __call__(self, workers):
        if self._process is None or self._process._broken:  # noqa: SLF001 - nothing else tells it
            self._process = self._ends.enter_context(executor(workers))
        return nullcontext(self._process)


@pytest.fixture(scope="session", autouse=True)
def _one_reader():
    with ExitStack() as ends, pytest.MonkeyPatch.context() as patch:
        patch.setattr("doxdocket.kit.work.executor", _Reader(ends))
        yield


@pytest.fixture
def own_reader(monkeypatch):
    """The kits of this test have a process each, as in use."""
    monkeypatch.setattr("doxdocket.kit.work.executor", executor)


@contextmanager
def running(folder, *, lang="zh", idle=60):
    """The server over this folder, in a thread of this process."""
    begun, served, clock, faults, again = threading.Event(), [], SimpleNamespace(now=0.0), [], []

    def started(one):
        served.append(one)
        begun.set()

    def run():
        try:
            serve(
                folder,
                lang=lang,
                port=0,
                tell=faults.append,
                begun=started,
                again=again.append,
                idle=idle,
                clock=lambda: clock.now,
            )
        except BaseException as error:  # noqa: BLE001 - it is the test's to raise
            faults.append(error)
            begun.set()

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(PATIENCE)
    if not served:
        thread.join()
        raise faults[0]
    clock.again = again
    try:
        yield Desk(served[0], folder, clock, faults)
    finally:
        served[0].stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert faults == []


@pytest.fixture
def desk(tmp_path):
    """A kit of the test's own, empty."""
    with running(tmp_path / "kit") as it:
        yield it


@pytest.fixture(scope="session")
def filled(tmp_path_factory):
    """A kit with four files that are read; tests leave things as they need none of them."""
    with running(tmp_path_factory.mktemp("filled") / "kit") as it:
        tab = it.tab()
        tab.get("/files")
        it.take(tab, [("截图.png", SHOT)], about="曝光台群")
        it.take(tab, [("聊天.txt", CHAT)], "chat")
        it.take(tab, [("来电.csv", CALLS)], "calls")
        it.take(tab, [("网页.html", PAGE)], "page", "https://t.example/exposed")
        it.done()
        yield it


@pytest.fixture
def read(filled):
    """The same, and afterwards nothing that was answered or written about the owner is left."""
    yield filled
    kit, record = filled.kit, filled.kit.record
    shutil.rmtree(kit.folder / "papers", ignore_errors=True)
    own = kit.own()
    record.answers, record.shown, record.about, record.lang, record.diary = {}, [], About(), "zh", []
    record.adds, record.missed, record.police, record.left_out, record.who, record.reads = [], [], [], [], {}, {}
    record.handed, record.emptied, record.photos, record.open, record.show_all = {}, [], [], [], False
    kit.save()
    if own:
        filled.served.worker.submit(filled.work.again, tuple(one.no for one in record.files)).result()
    filled.done()
