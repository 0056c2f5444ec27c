"""A new key for a case: who may open it afterwards, what stays, and what a kill at any step leaves."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from doxdocket.errors import DoxdocketError, EvidenceFault, KeyFault, StorageFault, WrongCall
from doxdocket.seal import database, originals, parquet, seeking
from doxdocket.seal.keys import CaseKey, Identity, fingerprint
from doxdocket.store import case_files, holders, keyring, verify
from doxdocket.store.case import Case


@pytest.fixture(scope="module")
def leaver() -> Identity:
    return Identity.generate()


@pytest.fixture
def two(folder: Path, who: Identity, leaver: Identity) -> Path:
    """The small case, with a second officer."""
    with Case.open(folder, identity=who) as case:
        case.add_holder(leaver.recipient, name="乙", officer="甲")
    return folder


def rotate(folder: Path, who: Identity, without: str = "") -> None:
    with Case.open(folder, identity=who, alone=True) as case:
        case.rotate(without=without, reason="调离本案", officer="甲")


def kept(case: Case) -> dict[str, object]:
    """What no rotation changes."""
    run = case.current_run()
    assert run is not None
    return {
        "codes": case.codes(),
        "decisions": [(d.id, d.sealed()) for d in case.decisions()],
        "digest key": case.key.subkey("digest"),
        "posts": run.read("posts").to_pylist(),
        "figures": run.figures(),
        "originals": [read(case, one.sha256) for one in case.sources()],
        "bag": {path.name: path.read_bytes() for path in (case.folder / "originals").rglob("*") if path.is_file()},
    }


def read(case: Case, sha256: str) -> bytes:
    with case.original(sha256) as stream:
        return stream.read()


def ring(folder: Path, who: Identity) -> CaseKey:
    return holders.unlock(folder, [who])[0][0]


def test_nothing_moves_and_everybody_who_stays_opens_the_case(two: Path, who: Identity, leaver: Identity) -> None:
    with Case.open(two, identity=who) as case:
        before = kept(case)
    for times in (1, 2):
        rotate(two, who)
        for one in (who, leaver):
            with Case.open(two, identity=one) as case:
                assert kept(case) == before
                assert verify.verify(case) == []
                assert len(case.key.secrets) == times + 1
        assert case.custody.identity == fingerprint(leaver.recipient)


def test_whoever_was_removed_opens_neither_the_case_nor_anything_new(
    two: Path, who: Identity, leaver: Identity, tmp_path: Path, posts: Callable[..., object]
) -> None:
    mark, old = fingerprint(leaver.recipient), ring(two, leaver)
    wrapped = (two / holders.path_of(mark)).read_bytes()
    there = {path for path in two.rglob("*") if path.is_file()}
    rotate(two, who, mark)
    with Case.open(two, identity=who) as case:
        run = case.begin_run("run3")
        run.write("posts", "0001", posts({"source": "ab" * 32}))
        assert [row.act for row in case.custody.rows()][-1] == "key.remove"
        assert case.custody.rows()[-1].detail["key"] == mark
        with (tmp_path / "new.age").open("wb") as sealed, (two / "case.toml").open("rb") as clear:
            originals.encrypt(clear, sealed, case.key.recipient)
    assert not (two / holders.path_of(mark)).exists()
    with pytest.raises(KeyFault):
        Case.open(two, identity=leaver)
    with pytest.raises(EvidenceFault):
        database.Database(two / "case.sqlite", old.subkeys("database")[0])
    new = {path for path in two.rglob("*.parquet") if path not in there}
    assert new
    for path in new:
        with pytest.raises(EvidenceFault):
            parquet.read(path, old.subkeys("derived"))
    with (tmp_path / "new.age").open("rb") as sealed, pytest.raises(EvidenceFault):
        seeking.Clear(sealed, old, "", "new.age")
    # the file of the removed holder put back, under its own name and under any other
    listed = (two / "case.toml").read_bytes()
    for name in (mark, "zz", fingerprint(who.recipient)):
        put = two / holders.path_of(name)
        was = put.read_bytes() if put.exists() else None
        put.write_bytes(wrapped)
        for toml in (listed, listed.replace(b"holders = [", f'holders = ["{mark}", '.encode()), b""):
            (two / "case.toml").write_bytes(toml)
            with pytest.raises(DoxdocketError):
                Case.open(two, identity=leaver)
        (two / "case.toml").write_bytes(listed)
        assert any(put.name in fault.place for fault in verify.folder(two, identity=who))
        put.unlink() if was is None else put.write_bytes(was)
    assert verify.folder(two, identity=who) == []


def test_a_file_of_no_recorded_holder_is_not_tried(two: Path, who: Identity) -> None:
    stranger = Identity.generate()
    with Case.open(two, identity=who) as case:
        (two / "keys/zz.age").write_bytes(case.key.wrap(stranger.recipient))
        (two / holders.path_of(fingerprint(stranger.recipient))).write_bytes(case.key.wrap(stranger.recipient))
    with pytest.raises(KeyFault, match="doxdocket key add"):
        Case.open(two, identity=stranger)
    (two / "case.toml").unlink()  # nor where case.toml cannot say who holds a key: then the database does
    with pytest.raises(KeyFault, match="doxdocket key add"):
        Case.open(two, identity=stranger)


def test_a_holder_taken_out_of_the_database_by_hand_is_told(two: Path, who: Identity, leaver: Identity) -> None:
    mark = fingerprint(leaver.recipient)
    with Case.open(two, identity=who) as case:
        case.database.execute("DELETE FROM keyholders WHERE fingerprint = ?", (mark,))
        assert f"key:{mark}" in [fault.place for fault in verify.verify(case)]


def test_nobody_locks_everybody_out(fresh: Callable[..., Case], who: Identity) -> None:
    mark = fingerprint(who.recipient)
    with fresh(officers=["甲"]) as case:
        folder = case.folder
    with pytest.raises(WrongCall, match="last holder"):
        rotate(folder, who, mark)
    with pytest.raises(WrongCall, match="holds no key"):
        rotate(folder, who, "0" * 16)
    assert verify.folder(folder, identity=who) == []


def test_without_its_database_tables_of_every_key_are_checked(
    two: Path, who: Identity, posts: Callable[..., object]
) -> None:
    rotate(two, who)
    with Case.open(two, identity=who) as case:
        run = case.begin_run("run3")
        new = run.write("posts", "0001", posts({"source": "ab" * 32}))
        old = case.runs()[0].parts("posts")[0]
    (two / "case.sqlite").write_bytes(b"gone")
    assert [fault.place for fault in verify.folder(two, identity=who)] == ["case.sqlite"]
    for path in (new, old):
        path.write_bytes(path.read_bytes()[:-1])
    found = {fault.place for fault in verify.folder(two, identity=who)}
    assert found == {"case.sqlite", *(path.relative_to(two).as_posix() for path in (new, old))}


def test_while_somebody_else_has_it_open_the_key_stays(
    two: Path, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_MS", 50)
    with Case.open(two, identity=who), pytest.raises(StorageFault, match="other running doxdocket"):
        rotate(two, who)
    rotate(two, who)


def test_whoever_read_the_old_ring_while_it_was_rotated_reads_it_again(
    two: Path, who: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlock, calls = holders.unlock, []

    def slow(*asked: object) -> object:
        found = unlock(*asked)
        calls.append(1)
        if len(calls) == 1:
            monkeypatch.setattr(holders, "unlock", unlock)
            rotate(two, who)
            monkeypatch.setattr(holders, "unlock", slow)
        return found

    monkeypatch.setattr(holders, "unlock", slow)
    with Case.open(two, identity=who) as case:
        assert len(case.key.secrets) == 2


# Killed: the child dies at the n-th of these steps, each a write, a statement of the database or a change of the folder.
STEPS = [(case_files, "write_synced"), (database.Database, "execute"), (database.Database, "rekey"), (case_files, "sync"),
         (Path, "replace"), (Path, "unlink"), (database.Database, "close")]  # fmt: skip


def killed(folder: Path, who: Identity, without: str, at: int) -> bool:
    """Rotate in a child that kills itself before its step ``at``; False when it came to its end."""
    child = os.fork()
    if child == 0:
        left = [at]

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def step(*args: object, **more: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                return call(*args, **more)

            return step

        try:
            with closing(Case.open(folder, identity=who, alone=True)) as case:
                for owner, name in STEPS:
                    setattr(owner, name, counted(getattr(owner, name)))
                case.rotate(without=without, reason="调离本案", officer="甲")
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def kill_everywhere(two: Path, who: Identity, leaver: Identity, tmp_path: Path, *, stride: int) -> tuple[int, int]:
    """Kill at each ``stride``-th step; how many kept the old key and how many have the new one."""
    mark, outcome, at = fingerprint(leaver.recipient), [0, 0], 0
    with Case.open(two, identity=who) as case:
        before = kept(case)
    while True:
        folder = Path(shutil.copytree(two, tmp_path / f"killed-{at}"))
        shutil.rmtree(keyring.home() / "heads", ignore_errors=True)  # each copy is the only one that there is
        ended = not killed(folder, who, mark, at)
        with Case.open(folder, identity=who) as case:
            done = case.custody.rows()[-1].act == "key.remove"
            assert len(case.key.secrets) == 1 + done
            assert kept(case) == before
            assert verify.verify(case) == []
            assert (folder / holders.path_of(mark)).exists() == (not done)
            assert case.shelf.lock.free()
        assert sorted(path.name for path in (folder / "incoming").iterdir()) == [".lock"]
        if done:
            with pytest.raises(DoxdocketError):
                Case.open(folder, identity=leaver)
        rotate(folder, who)  # and it can be rotated again
        assert verify.folder(folder, identity=who) == []
        shutil.rmtree(folder)
        outcome[done] += 1
        if ended:
            return outcome[0], outcome[1]
        at += stride


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.whole)])
def test_killed_at_a_step_it_has_the_old_key_or_the_new_one(
    two: Path, who: Identity, leaver: Identity, tmp_path: Path, stride: int
) -> None:
    old, new = kill_everywhere(two, who, leaver, tmp_path, stride=stride)
    assert old > 2
    assert new > 2
