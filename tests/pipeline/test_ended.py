"""What ends a run from outside or from within: words and exit code of a call that is asked to end, and texts and pictures that end their process."""

import json
import os
import signal
import subprocess
import sys
import time
from random import Random

import psutil
import pytest

from doxdocket import intake, pipeline
from doxdocket.rehearsal import cards, people
from doxdocket.store import keyring
from doxdocket.store.case import Case

DOSSIER = "姓名：韩知予\n电话：17806401357\n身份证：510107189906152038"
PROGRAM = """
import os, signal, time
from pathlib import Path
from doxdocket.detect import images, stage
from doxdocket.pipeline import running, sources

marks = Path(__file__).parent / "marks"
search, read_image = stage.search, images.read_image


def hostile(batch, config):
    texts = [text or "" for text in batch["text"].to_pylist()]
    if any("ends its process" in text for text in texts):
        os._exit(9)
    if any("waits" in text for text in texts) and not (marks / "go").exists():
        (marks / str(os.getpid())).touch()
        time.sleep(600)
    return search(batch, config)


def dies(data):
    if data[:8] != b"\\x89PNG\\r\\n\\x1a\\n" or (marks / "pictures").exists():
        os._exit(9)
    return read_image(data)


stage.search, images.read_image = hostile, dies
sources.CHARACTERS_PER_PART = 100
if (marks / "large").exists():
    running._SMALL = 0
if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # however the suite was started
    from doxdocket.cli import main

    main()
"""
"""The command, with a detector that ends its process or waits at some texts; workers load it as their main program too."""


@pytest.fixture
def call(tmp_path):
    """Start one call of that program."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    marks = tmp_path / "marks"
    marks.mkdir()

    def start(*words):
        surroundings = os.environ | {"DOXDOCKET_HOME": str(tmp_path / "home")}
        return subprocess.Popen([sys.executable, str(program), *map(str, words)], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                text=True)  # fmt: skip

    start.marks = marks
    return start


def ended(process):
    """Exit code, answer and words."""
    answer, words = process.communicate(timeout=300)
    return process.returncode, answer, words


@pytest.fixture
def case(tmp_path):
    """Take texts into a case."""

    def made(texts, photo=None):
        folder = tmp_path / "ChatExport"
        folder.mkdir()
        messages = [
            {"id": n, "type": "message", "date_unixtime": str(1_700_000_000 + n), "text": text}
            | ({"photo": photo} if n == 1 and photo else {})
            for n, text in enumerate(texts, 1)
        ]
        data = {"name": "演练", "type": "public_channel", "id": 4210, "messages": messages}
        (folder / "result.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        if photo:
            (folder / photo).parent.mkdir()
            cards.draw(folder / photo, "id_card", people.person(Random(3), 3))
        with Case.create(tmp_path / "case", title="演练", identity=keyring.ensure(tmp_path / "home")) as opened:
            intake.take(opened, [folder])
        return tmp_path / "case"

    return made


def unsearched(folder):
    """What is kept for a person: (code, post, why)."""
    with Case.open(folder, identity=keyring.ensure(folder.parent / "home")) as opened:
        rows = pipeline.current(opened).read("warnings").to_pylist()
        found = pipeline.latest_findings(opened).to_pylist()
    told = [(r["code"], r["post_id"], r["detail"].rpartition(": ")[2]) for r in rows if r["what"] == "unsearched"]
    return told, {row["post_id"] for row in found}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM to hear")
@pytest.mark.whole
def test_a_run_that_is_asked_to_end_says_so_leaves_nothing_and_goes_on(call, case):
    folder = case([*["平常的话" * 20] * 6, "waits" * 30, DOSSIER])
    (call.marks / "large").touch()
    process = call("run", folder)
    while len(list(call.marks.iterdir())) == 1:
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    workers = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    code, _, words = ended(process)
    assert code == 143
    assert (
        words.count("\n已中断。已收下的都在；案卷可以照常打开，再次运行同一条命令会从断点继续。")
        + words.startswith("已中断")
        == 1
    )
    assert "resource_tracker" not in words
    assert "Traceback" not in words
    _, alive = psutil.wait_procs(workers, timeout=300)
    assert not alive
    (call.marks / "go").touch()
    code, answer, words = ended(call("run", folder))
    assert code == 0, words
    assert words.splitlines()[0].startswith("从断点继续，已读取的部分 ")
    assert "识别 8 段" not in answer  # some were done before
    assert unsearched(folder) == ([], {"8"})


@pytest.mark.whole  # in the ordinary suite the small case below
def test_a_text_that_ends_its_process_each_time_is_kept_for_a_person(call, case):
    folder = case(["平常的话", "ends its process", DOSSIER])
    (call.marks / "large").touch()
    code, answer, words = ended(call("run", folder))
    assert code == 0, words
    assert "没有识别完 1 处" in answer
    assert unsearched(folder) == ([("detect_failed", "2", "process ended")], {"3"})


@pytest.mark.whole
def test_in_a_small_case_what_ended_one_run_does_not_end_the_next(call, case):
    """A picture as well as a text: a small case is read in one process, and one that was begun is not."""
    folder = case([DOSSIER, "ends its process"], photo="photos/card.png")
    (call.marks / "pictures").touch()
    assert ended(call("run", folder))[0] == 9
    code, answer, words = ended(call("run", folder))
    assert code == 0, words
    assert "没有识别完 2 处" in answer
    assert unsearched(folder) == (
        [("detect_failed", "2", "process ended"), ("image_failed", "1", "process ended")],
        {"1"},
    )
