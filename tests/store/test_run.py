"""A run's parts are whole or not there; publishing is one act; a killed run goes on where it stood."""

import hashlib
import os
import pickle
import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from doxdocket.account import SCHEMAS
from doxdocket.errors import EvidenceFault, StorageFault, WrongCall
from doxdocket.records import CONDUCT, POSTS
from doxdocket.store import keyring, verify
from doxdocket.store.case import Case
from doxdocket.store.run import Run, opened_part

EMPTY = hashlib.sha256(b"{}").hexdigest()


def test_parts_are_read_in_order_whole_and_by_batch(case: Case) -> None:
    run = case.current_run()
    assert run is not None
    assert run.read("posts", ["post_id"]).column(0).to_pylist() == ["7", "8", "9"]
    assert [b.num_rows for b in run.batches("posts", ["post_id"])] == [2, 1]
    assert [b.num_rows for b in run.part_batches("posts", "0002")] == [1]
    assert run.read("findings").schema.names[0] == "channel_id"
    assert run.read("persons", ["person"]).num_rows == 0


def test_small_parts_are_kept_while_a_case_is_open_and_no_longer(case: Case) -> None:
    run = case.current_run()
    assert run is not None
    assert run.read("posts") is not None
    kept = opened_part.cache_info().currsize
    assert kept
    run.read("posts")
    assert opened_part.cache_info().currsize == kept
    case.close()
    assert not opened_part.cache_info().currsize


def test_the_current_run_is_the_one_published_last(case: Case) -> None:
    assert [run.run_id for run in case.runs()] == ["run1", "run2"]
    first = case.begin_run("run1")  # published before: it is taken as it stands
    assert first.head == case.runs()[0].head
    again = case.publish(first, {"k": "V0002"}, str(first.figures_sha256))
    current = case.current_run()
    assert current is not None
    assert (current.run_id, current.head) == ("run1", again.head)
    assert again.head == case.custody.head()
    assert case.codes() == {"telegram:channel:1/7/0": "V0001", "k": "V0002"}
    assert verify.verify(case) == []


def test_a_killed_run_goes_on_without_what_was_half_written(case: Case) -> None:
    run = case.begin_run("run3")
    run.write("counts", "0001", pa.table({"n": [1]}))
    (run.folder / "counts" / ".writing-1-0002.parquet").write_bytes(b"half")
    again = case.begin_run("run3")
    assert (again.has("counts", "0001"), again.has("counts", "0002")) == (True, False)
    assert sorted(p.name for p in (run.folder / "counts").iterdir()) == ["0001.parquet"]
    (run.folder / "counts" / ".writing-1-0002.parquet").write_bytes(b"half")
    again.write_figures(b"{}")
    case.publish(again, {}, EMPTY)
    assert verify.verify(case) == []


def test_a_write_that_fails_leaves_nothing(case: Case) -> None:
    run = case.begin_run("run3")

    def batches():
        yield pa.record_batch({"n": [1]})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run.write("counts", "0001", batches())
    assert [p.name for p in (run.folder / "counts").iterdir()] == []


def test_a_table_of_records_has_its_shape(case: Case) -> None:
    run = case.begin_run("run3")
    run.write("posts", "a", iter([]))
    assert run.read("posts").schema.equals(POSTS)
    with pytest.raises(ValueError, match="field names"):
        run.write("posts", "b", pa.table({"n": [1]}))
    run.write("counts", "none", iter([]))
    run.write("counts", "one", iter([pa.record_batch({"n": [1]})]))
    assert [p.stem for p in run.parts("counts")] == ["none", "one"]


def test_a_table_of_an_earlier_version_asks_for_a_run_anew(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    new = case.begin_run("run1")
    older = CONDUCT.remove(CONDUCT.get_field_index("yuan_most"))
    monkeypatch.setitem(SCHEMAS, "conduct", older)
    new.write("conduct", "0001", older.empty_table())
    monkeypatch.undo()
    for asked in (lambda: new.read("conduct"), lambda: new.read("conduct", ["yuan_most"])):
        with pytest.raises(WrongCall, match=r"yuan_most.*doxdocket run"):
            asked()
    assert new.read("conduct", ["label"]).num_rows == 0


def test_an_unchanged_part_is_linked_not_copied(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = case.runs()[0], case.begin_run("run3")
    linked = new.link_from(old, "posts", "0001")
    assert linked.stat().st_ino == old.path_of("posts", "0001").stat().st_ino
    assert new.link_from(old, "posts", "0001") == linked
    monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("not on this disk")))
    copied = new.link_from(old, "posts", "0002")
    assert copied.read_bytes() == old.path_of("posts", "0002").read_bytes()
    with pytest.raises(StorageFault):
        new.link_from(old, "posts", "0003")
    new.discard("posts", "0001")
    assert not new.has("posts", "0001")
    assert old.has("posts", "0001")


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".a"])
def test_names_stay_inside_the_run(case: Case, name: str) -> None:
    with pytest.raises(WrongCall):
        case.begin_run(name)
    with pytest.raises(WrongCall):
        case.runs()[0].parts(name)


def test_figures_that_were_changed_are_not_read(case: Case) -> None:
    run = case.current_run()
    assert run is not None
    assert run.figures() == b"{}\n"
    (run.folder / "figures.json").write_bytes(b"{ }")
    with pytest.raises(EvidenceFault):
        run.figures()
    (run.folder / "figures.json").unlink()
    with pytest.raises(EvidenceFault):
        run.figures()


def test_a_worker_process_may_hold_a_run_and_nothing_prints_its_key(case: Case) -> None:
    run = case.runs()[0]
    assert pickle.loads(pickle.dumps(run)) == run
    assert repr(run.keys) not in repr(run)
    assert Run(run.folder, run.keys).run_id == "run1"


def test_of_a_run_that_goes_on_only_what_this_officer_wrote_stays(fresh, posts, tmp_path, monkeypatch):
    """Else whoever can write in the folder leaves posts there, or takes some away, and the next honest run publishes it."""
    with fresh() as case:
        run = case.begin_run("run1")
        for part in ("0001", "0002"):
            run.write("posts", part, posts({"source": "ab" * 32}))
        with monkeypatch.context() as patch:
            patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
            run.write("posts", "0002", posts({"source": "cd" * 32}))
            run.write("posts", "0003", posts({"source": "cd" * 32}))
        shutil.copy(run.path_of("posts", "0001"), run.path_of("posts", "0004"))
        run.path_of("posts", "0005").symlink_to(run.path_of("posts", "0001"))
        assert [path.stem for path in case.begin_run("run1").parts("posts")] == ["0001"]


def test_what_comes_into_a_run_before_it_is_published_is_not_published(fresh, posts, tmp_path, monkeypatch, who):
    with fresh() as case:
        run = case.begin_run("run1")
        run.write("posts", "0001", posts({"source": "ab" * 32}))
        shutil.copy(run.path_of("posts", "0001"), run.path_of("posts", "0002"))
        before = case.custody.head()
        with pytest.raises(EvidenceFault, match=r"posts/0002.parquet was not written by this run"):
            case.publish(run, {}, "")
        assert (case.custody.head(), case.runs()) == (before, [])
        again = case.begin_run("run1")
        assert [path.stem for path in again.parts("posts")] == ["0001"]
        case.publish(again, {}, "")
        later = case.begin_run("run2")
        later.link_from(again, "posts", "0001")
        case.publish(later, {}, "")
        assert verify.verify(case) == []
        assert not list((keyring.home() / "runs").iterdir())
