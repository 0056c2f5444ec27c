"""The command line as a caller sees it: words in, an exit code and two streams out, in this process."""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from tests.cli.typed import checked

from doxdocket.cli import root

GOLDEN = Path(__file__).parent / "golden"


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def error(self):
        return json.loads(self.err)["error"]


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module", autouse=True)
def _forgotten_before(home):
    """The same for cases that are made once for a file: they are made before what is forgotten for each test."""
    shutil.rmtree(home / "heads", ignore_errors=True)


@pytest.fixture(autouse=True)
def _forgotten(home):
    """Copies of one case that tests work in are not of one story: what one test left is not remembered in the next.

    Nor in what is made once for a file, if its first test is not the first of the file.
    """
    shutil.rmtree(home / "heads", ignore_errors=True)
    yield
    shutil.rmtree(home / "heads", ignore_errors=True)


@pytest.fixture(scope="session")
def call(home):
    """Run one call; ``LANG`` is Chinese unless the test says otherwise. JSON is held to the type that the command says."""

    def run(*words, stdin=None, **environ):
        fresh = dict.fromkeys(("LC_ALL", "LC_MESSAGES", "LANG")) | {"DOXDOCKET_HOME": str(home)} | environ
        said = [str(w) for w in words]
        done = CliRunner(env=fresh).invoke(root, said, input=stdin)
        assert checked(said, done.stdout) == []
        return Said(done.exit_code, done.stdout, done.stderr)

    return run


def id_number(body):
    """Seventeen digits and their check digit (GB 11643); births here are of the nineteenth century."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


ONE = id_number("33010918830412001")
TWO = id_number("33010918790105432")
PHONE = "13900001850"
TEXTS = (
    f"姓名：柳春生\n性别：男\n身份证：{ONE}\n电话：{PHONE}\n住址：浙江省杭州市听涛区松声路12号3幢402室",
    f"姓名：祝雨亭 身份证号 {TWO} 邮箱 zhuyuting@mail.example.com",
    "今天天气不错，大家早点休息。",
    f"再发一次 柳春生 {ONE}",
    "编号 90817 26354 不是谁的",
)


def export(folder, texts=TEXTS, name="演练频道", chat=1850001):
    """A Telegram Desktop export of one channel, as the desktop program writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    messages = [
        {
            "id": n, "type": "message", "date": f"2024-01-0{n}T08:00:00", "date_unixtime": str(1704067200 + n * 86400),
            "from": name, "from_id": f"channel{chat}", "text": text, "text_entities": [{"type": "plain", "text": text}],
        }
        for n, text in enumerate(texts, 1)
    ]  # fmt: skip
    whole = {"name": name, "type": "public_channel", "id": chat, "messages": messages}
    (folder / "result.json").write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def done(call, tmp_path_factory):
    """A case taken from ``init`` to ``run`` by the commands; tests that write take a copy (``mine``)."""
    folder = tmp_path_factory.mktemp("done")
    case = folder / "case"
    said = call("init", case, "--title", "演练", "--authority", "某检察院", "--officer", "张三", "--officer", "李四",
                "--one-key")  # fmt: skip
    assert said.code == 0, said.err
    said = call("add", case, export(folder / "ChatExport"), "--officer", "张三", "--officer", "李四", "--origin", "移送",
                "--captured-at", "2024-03-01T08:00")  # fmt: skip
    assert said.code == 0, said.err
    said = call("run", case)
    assert said.code == 0, said.err
    return case


@pytest.fixture
def mine(done, tmp_path):
    return Path(shutil.copytree(done, tmp_path / "case"))


@pytest.fixture(scope="session")
def golden():
    """Compare with the answer kept under version control; ``./docket golden`` writes it anew."""

    def compare(name, text):
        path = GOLDEN / name
        writing = os.environ.get("DOXDOCKET_GOLDEN") == "write"
        if writing or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if not writing:
                pytest.fail(f"{name} was not there; it is written now, please review it")
        assert path.read_text(encoding="utf-8") == text

    return compare


@pytest.fixture(scope="session")
def invented():
    """The identifiers and the export of the small invented case."""
    return SimpleNamespace(one=ONE, two=TWO, phone=PHONE, texts=TEXTS, export=export)
