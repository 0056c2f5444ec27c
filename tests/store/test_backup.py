"""A backup is the case, whole, and never on top of something."""

import shutil
from pathlib import Path

import pytest

from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.backup import backup
from doxdocket.store.case import Case


def test_the_copy_verifies_and_holds_everything(case: Case, tmp_path: Path, who: Identity) -> None:
    run = case.begin_run("run3")  # one that is going on is not copied: nothing rests on it
    run.write_figures(b"{}")
    copy = backup(case, tmp_path / "COPY", "甲")
    assert verify.folder(copy, identity=who) == []
    with Case.open(copy, identity=who) as again:
        assert again.sources() == case.sources()
        assert again.decisions() == case.decisions()
        assert again.custody.rows()[:-1] == case.custody.rows()
        assert again.custody.rows()[-1].act == "copied"
        assert [r.run_id for r in again.runs()] == ["run1", "run2"]
        with again.original(again.sources()[0].sha256) as stream:
            assert stream.read() == b'{"messages": []}'
    assert case.custody.rows()[-1].act == "backup"
    assert not (copy / "derived/run3").exists()


def test_the_copy_has_what_the_write_ahead_log_still_holds(case: Case, tmp_path: Path, who: Identity) -> None:
    """Copying the file by itself would lose it."""
    made = case.decide("figure.value", {"figure": "persons", "value": 4}, "再次核对", "甲")
    assert (case.folder / "case.sqlite-wal").stat().st_size > 0
    with Case.open(backup(case, tmp_path / "COPY"), identity=who) as again:
        assert again.decisions()[-1] == made


def test_nothing_is_overwritten_and_nothing_goes_inside_the_case(case: Case, tmp_path: Path) -> None:
    (tmp_path / "COPY").mkdir()
    for to in (tmp_path / "COPY", case.folder / "out" / "COPY", case.folder):
        with pytest.raises(WrongCall):
            backup(case, to)
    assert case.custody.rows()[-1].act == "report"


def test_a_case_with_a_missing_file_is_not_copied_as_if_it_were_whole(case: Case, tmp_path: Path) -> None:
    (case.folder / "out/报告.html").unlink()
    with pytest.raises(EvidenceFault, match="out/"):
        backup(case, tmp_path / "COPY")
    assert sorted(p.name for p in (tmp_path).iterdir()) == ["CASE"]


def test_a_disk_that_refuses_leaves_nothing(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StorageFault, match="No space"):
        backup(case, tmp_path / "COPY")
    assert sorted(p.name for p in (tmp_path).iterdir()) == ["CASE"]
