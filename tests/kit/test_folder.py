"""The folder of a kit: what is kept, what a kill leaves, what is refused, what goes."""

import hashlib
import json
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.kit import folder
from doxdocket.kit.folder import Day, opened
from doxdocket.seal import timestamps

AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
DAY = Day(0, AT, "calls", "半夜有人打来电话", day="2026-11-20", times=3)


def test_a_file_is_kept_as_it_came_with_its_digest_and_the_time(tmp_path):
    with opened(tmp_path / "kit", lambda: AT) as kit:
        one = kit.take("C:\\Users\\x\\截图 1.PNG", b"abc", "screenshot", "群")
        assert (one.name, one.stored, one.sha256, one.taken) == (
            "截图 1.PNG",
            "0001.png",
            hashlib.sha256(b"abc").hexdigest(),
            AT,
        )
        path = kit.folder / "files" / "0001.png"
        assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"abc", 0o400)
        assert kit.take("other.png", b"abc", "chat") is one  # the same bytes are one file
    assert stat.S_IMODE((tmp_path / "kit" / "kit.json").stat().st_mode) == 0o600
    with opened(tmp_path / "kit") as again:
        assert (again.record.files, again.changed) == ([one], frozenset())


def test_names_lead_nowhere(tmp_path):
    with opened(tmp_path / "kit") as kit:
        for name in ("../../x.png", "/etc/passwd", "..", "", "a/b/\u202egnp.exe", "x" * 300 + ".html"):
            kit.take(name, name.encode() or b"-", "other")
        assert sorted(path.name for path in (kit.folder / "files").iterdir()) == [
            f"000{n}{end}" for n, end in enumerate((".png", "", "", "", ".exe", ".html"), 1)
        ]
    assert {path.name for path in tmp_path.iterdir()} == {"kit"}


def test_what_was_changed_is_named_and_is_no_original(tmp_path):
    with opened(tmp_path / "kit") as kit:
        kit.take("a.txt", b"abc", "chat")
        kit.take("b.txt", b"abd", "chat")
    path = tmp_path / "kit" / "files" / "0001.txt"
    path.chmod(0o600)
    path.write_bytes(b"abX")
    with opened(tmp_path / "kit") as kit:
        assert kit.changed == {1}
        with pytest.raises(EvidenceFault):
            kit.data(1)
        assert kit.data(2) == b"abd"


def test_a_kill_leaves_it_as_before_or_after(tmp_path):
    with opened(tmp_path / "kit") as kit:
        kit.take("a.txt", b"abc", "chat")
    top = tmp_path / "kit"
    (top / "files" / "0002.txt").write_bytes(b"came, and its entry did not")
    (top / "files" / ".part-1").write_bytes(b"half")
    (top / ".part-2").write_bytes(b"half")
    with opened(top) as kit:
        assert [(one.no, one.stored) for one in kit.record.files] == [(1, "0001.txt"), (2, "0002.txt")]
        assert kit.take("c.txt", b"c", "chat").no == 3
    assert not list(top.rglob(".part-*"))


KILLED = """
import os, sys, threading, time
from pathlib import Path
from doxdocket.kit.folder import Day, opened
with opened(Path(sys.argv[1])) as kit:
    threading.Timer(float(sys.argv[2]), os._exit, (9,)).start()
    n = len(kit.record.files)
    while True:
        n += 1
        kit.take(f"{n}.txt", os.urandom(2000), "chat")
        print(n, flush=True)
"""


def test_killed_again_and_again_it_keeps_what_it_said_it_kept(tmp_path):
    said = 0
    for wait in (0.05, 0.11, 0.17):
        done = subprocess.run(
            [sys.executable, "-c", KILLED, tmp_path / "kit", str(wait)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 9
        said = max([said, *map(int, done.stdout.split())])
        with opened(tmp_path / "kit") as kit:
            assert len(kit.record.files) >= said
            assert kit.changed == frozenset()


def test_a_folder_that_is_none_of_ours_is_let_be(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(WrongCall), opened(tmp_path / "mine"):
        pass
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]
    (tmp_path / "file").write_text("x")
    with pytest.raises(WrongCall), opened(tmp_path / "file"):
        pass


def test_one_process_has_it_open(tmp_path):
    with opened(tmp_path / "kit"):
        with pytest.raises(WrongCall) as refused, opened(tmp_path / "kit"):
            pass
        assert refused.value.text == folder.OPEN
    with opened(tmp_path / "kit"):
        pass


@pytest.mark.parametrize("text", ["", "{", "{}", '{"format": "other"}', "[]"])
def test_a_record_that_is_none_is_said_to_be_so_and_let_be(tmp_path, text):
    with opened(tmp_path / "kit") as kit:
        kit.take("a.txt", b"abc", "chat")
    (tmp_path / "kit" / "kit.json").write_text(text)
    with pytest.raises(EvidenceFault), opened(tmp_path / "kit"):
        pass
    assert (tmp_path / "kit" / "kit.json").read_text() == text
    assert (tmp_path / "kit" / "files" / "0001.txt").read_bytes() == b"abc"


def test_a_file_that_is_taken_out_leaves_its_digest_and_its_number(tmp_path):
    with opened(tmp_path / "kit", lambda: AT) as kit:
        one = kit.take("a.txt", b"abc", "chat")
        kit.write_day(folder.msgspec.structs.replace(DAY, files=(1,)))
        mine = [kit.folder / "files" / "0001.txt", kit.read_path(1), kit.folder / "covered" / "0001.txt"]
        for path in mine[1:]:
            kit.put(path, b"what was read")
        kit.take_out(1)
        assert not [path for path in mine if path.exists()]
        assert kit.record.files == []
        assert [(gone.no, gone.sha256, gone.at) for gone in kit.record.gone] == [(1, one.sha256, AT)]
        assert kit.record.diary[0].files == (1,)  # the diary tells that it was there
        kit.write_day(kit.record.diary[0])
        assert list((kit.folder / "files").iterdir()) == []
        assert kit.take("b.txt", b"b", "chat").no == 2
        with pytest.raises(WrongCall):
            kit.take_out(1)


def test_killed_as_it_takes_a_file_out_it_is_out_when_it_opens(tmp_path, monkeypatch):
    with opened(tmp_path / "kit") as kit:
        kit.take("a.txt", b"abc", "chat")
        kit.put(kit.read_path(1), b"what was read")
        kit.put(kit.folder / "covered" / "0001.txt", b"***")
        with monkeypatch.context() as killed:
            killed.setattr(Path, "unlink", lambda *_, **__: None)
            kit.take_out(1)
        assert (kit.folder / "files" / "0001.txt").exists()
    with opened(tmp_path / "kit") as kit:
        assert not [path for name in folder.OURS for path in (kit.folder / name).glob("*")]
        (kit.folder / "files" / "0001.txt").write_bytes(b"another")  # laid there by hand: it is not the one
    with opened(tmp_path / "kit") as kit:
        assert (kit.folder / "files" / "0001.txt").exists()


def test_a_time_stamp_request_is_over_the_list_of_all_files(tmp_path):
    with opened(tmp_path / "kit") as kit:
        with pytest.raises(WrongCall):
            kit.ask_stamp()
        kit.take("a.txt", b"abc", "chat")
        path = kit.ask_stamp()
        assert kit.ask_stamp() == path  # nothing came since
        listed = path.with_suffix(".txt").read_bytes()
        assert listed.decode() == f"{hashlib.sha256(b'abc').hexdigest()}  files/0001.txt\n"
        assert timestamps.imprint_of(path.read_bytes()) == hashlib.sha256(listed).digest()
        kit.take("b.txt", b"b", "chat")
        assert kit.ask_stamp().name == "0002.tsq"
    done = subprocess.run(
        ["sha256sum", "-c", "stamps/0001.txt"], cwd=tmp_path / "kit", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_no_value_stands_in_the_record_for_an_answer(tmp_path):
    with opened(tmp_path / "kit") as kit:
        tag = kit.tag("phone_number", "13900001850")
        kit.answer(tag, "mine")
        kit.show(tag, shown=True)
        assert "13900001850" not in (kit.folder / "kit.json").read_text()
        kit.answer(tag, "others")
        assert (kit.record.answers, kit.record.shown) == ({tag: "others"}, [])
        kit.answer(tag, None)
        assert kit.record.answers == {}
    with opened(tmp_path / "other") as other:
        assert other.tag("phone_number", "13900001850") != tag


def test_everything_of_it_goes_and_nothing_else(tmp_path):
    with opened(tmp_path / "kit") as kit:
        kit.take("a.txt", b"abc", "chat")
        kit.ask_stamp()
        kit.write_day(DAY)
        kit.put(kit.folder / "papers" / "a.docx", b"x")
        kit.put(kit.folder / "help.toml", b"x")
        (kit.folder / "my own letter.txt").write_text("x")
        (tmp_path / "beside").write_text("x")
        (kit.folder / "papers" / "link").symlink_to(tmp_path / "beside")
        assert kit.delete() == []
    assert [path.name for path in (tmp_path / "kit").rglob("*")] == ["my own letter.txt"]
    assert (tmp_path / "beside").read_text() == "x"


def test_the_record_is_plain_and_says_what_it_is(tmp_path):
    with opened(tmp_path / "kit", lambda: AT) as kit:
        kit.write_day(DAY)
    told = json.loads((tmp_path / "kit" / "kit.json").read_text("utf-8"))
    assert told["format"] == "doxdocket-kit/1"
    assert told["diary"][0] | {"no": 1} == told["diary"][0]
    assert told["diary"][0]["says"] == DAY.says
