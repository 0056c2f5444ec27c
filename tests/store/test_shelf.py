"""Killed at any step of a file's way in, the next opening finishes it or forgets it."""

import threading
from pathlib import Path

import pytest

from doxdocket.errors import StorageFault
from doxdocket.seal.keys import Identity
from doxdocket.store import case_files, verify
from doxdocket.store.case import Case
from doxdocket.store.lock import Lock


class Killed(BaseException):
    """Stands for the moment after which nothing of this process runs."""


def killed(*_: object) -> None:
    raise Killed


def test_killed_before_the_commit_nothing_happened(
    folder: Path, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(folder, identity=who) as case, monkeypatch.context() as patched:
        patched.setattr(case.custody, "append", killed)
        with pytest.raises(Killed):
            case.release("新.html", b"new")
        assert [p.name for p in (folder / "incoming").iterdir()] != [".lock"]
    assert verify.folder(folder, identity=who) == []
    assert [p.name for p in (folder / "incoming").iterdir()] == [".lock"]
    assert not (folder / "out/新.html").exists()


def test_killed_after_the_commit_it_is_there(folder: Path, who: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    with Case.open(folder, identity=who) as case, monkeypatch.context() as patched:
        patched.setattr(case_files, "move", killed)
        with pytest.raises(Killed):
            case.release("新.html", b"new")
        with pytest.raises(Killed):
            case.release("报告.html", b"another")
    assert not (folder / "out/新.html").exists()
    assert verify.folder(folder, identity=who) == []
    assert (folder / "out/新.html").read_bytes() == b"new"
    assert (folder / "out/报告.html").read_bytes() == b"another"


def test_a_waiting_file_that_was_altered_is_not_put_in_place(
    folder: Path, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(folder, identity=who) as case, monkeypatch.context() as patched:
        patched.setattr(case_files, "move", killed)
        with pytest.raises(Killed):
            case.release("新.html", b"new")
    waiting = next(p for p in (folder / "incoming").iterdir() if p.name != ".lock")
    waiting.write_bytes(b"NEW")
    assert [f.place for f in verify.folder(folder, identity=who)] == ["out/新.html"]


def test_killed_between_the_sources_and_the_bags_list_the_list_catches_up(
    folder: Path, who: Identity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from doxdocket import intake

    (tmp_path / "c.json").write_bytes(b"c")
    with Case.open(folder, identity=who) as case, monkeypatch.context() as patched:
        patched.setattr(Case, "update_bag", killed)
        with pytest.raises(Killed):
            intake.take(case, [tmp_path / "c.json"], origin="x", note="y")
    with Case.open(folder, identity=who) as case:
        assert len(case.sources()) == 3
        assert (folder / "originals/manifest-sha256.txt").read_text().count("\n") == 3
        assert verify.verify(case) == []


def test_a_disk_that_refuses_is_a_storage_fault_and_nothing_is_recorded(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = case.custody.head()
    monkeypatch.setattr(case_files, "write_synced", full)
    with pytest.raises(StorageFault, match="No space"):
        case.release("新.html", b"new")
    assert case.custody.head() == before


def test_another_process_at_work_is_not_disturbed(folder: Path, case: Case, who: Identity) -> None:
    waiting = folder / "incoming" / ("taking-" + "0" * 32)
    with case.shelf.lock.held():
        waiting.write_bytes(b"half")
        Case.open(folder, identity=who).close()
        assert waiting.exists()
    Case.open(folder, identity=who).close()
    assert not waiting.exists()


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    one, two, order = Lock(tmp_path / ".lock"), Lock(tmp_path / ".lock"), []

    def second() -> None:
        with two.held():
            order.append(2)

    with one.held():
        thread = threading.Thread(target=second)
        thread.start()
        threading.Event().wait(0.1)
        order.append(1)
    thread.join()
    assert order == [1, 2]
