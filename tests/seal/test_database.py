"""The encrypted database: damage and absence are ours to say, transactions are whole, copies open with the same key."""

import random
import sqlite3
from pathlib import Path

import pytest

from doxdocket.errors import EvidenceFault, StorageFault
from doxdocket.seal import database
from doxdocket.seal.database import Database

KEY = bytes(range(32))


def made(path: Path, rows: int = 200) -> Path:
    with Database(path, KEY) as db, db.transaction():
        db.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT)")
        db.many("INSERT INTO t VALUES (?, ?)", [(n, "13800000000" * 20) for n in range(rows)])
    return path


def test_nothing_lies_clear_and_settings_hold(tmp_path: Path) -> None:
    path = made(tmp_path / "a.sqlite")
    assert b"13800000000" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite")
    with Database(path, KEY) as db:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "temp_store")
        assert [db.rows(f"PRAGMA {p}")[0][0] for p in pragmas] == ["wal", 2, 1, 2]
        assert db.damage() == []


def test_another_key_is_an_evidence_fault_and_names_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "a.sqlite")
    with pytest.raises(EvidenceFault, match=r"a\.sqlite"):
        Database(path, bytes(32))


def test_a_folder_that_is_not_there_is_a_storage_fault(tmp_path: Path) -> None:
    with pytest.raises(StorageFault):
        Database(tmp_path / "none" / "a.sqlite", KEY)


def test_every_flipped_byte_is_damage(tmp_path: Path) -> None:
    path = made(tmp_path / "a.sqlite")
    whole, draw = path.read_bytes(), random.Random(2)
    for _ in range(40):
        at = draw.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        try:
            with Database(path, KEY) as db:
                assert db.damage(), at
        except EvidenceFault:
            continue


@pytest.mark.parametrize(
    "change", [lambda b: b[:-4096], lambda b: b + b"x", lambda b: b + bytes(4096), lambda b: b[:-1]]
)
def test_cut_and_lengthened_files_are_damage(tmp_path: Path, change) -> None:
    path = made(tmp_path / "a.sqlite")
    path.write_bytes(change(path.read_bytes()))
    try:
        with Database(path, KEY) as db:
            assert db.damage()
    except EvidenceFault:
        pass  # it does not even open


@pytest.mark.parametrize("keep", [0, 100, 8192])
def test_a_file_cut_while_it_is_open_is_damage(tmp_path: Path, keep: int) -> None:
    path = made(tmp_path / "a.sqlite")
    with Database(path, KEY) as db:
        path.write_bytes(path.read_bytes()[:keep])
        assert db.damage()


def test_damage_met_while_reading_is_ours(tmp_path: Path) -> None:
    path = made(tmp_path / "a.sqlite", 3000)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with Database(path, KEY) as db, pytest.raises(EvidenceFault):
        db.rows("SELECT s FROM t")


def test_a_transaction_is_all_or_nothing_and_inner_ones_join(tmp_path: Path) -> None:
    path = made(tmp_path / "a.sqlite", 1)
    with Database(path, KEY) as db:
        with pytest.raises(ZeroDivisionError), db.transaction():
            with db.transaction():
                db.execute("INSERT INTO t VALUES (100, 'x')")
            raise ZeroDivisionError
        assert db.rows("SELECT count(*) FROM t") == [(1,)]
        with db.transaction():
            db.execute("INSERT INTO t VALUES (100, 'x')")
    with Database(path, KEY) as db:
        assert db.rows("SELECT count(*) FROM t") == [(2,)]


def test_errors_repeat_no_value(tmp_path: Path) -> None:
    path = made(tmp_path / "a.sqlite", 1)
    with Database(path, KEY) as db:
        for act in (
            lambda: db.execute("INSERT INTO t VALUES (0, '13800000000')"),
            lambda: db.many("INSERT INTO t VALUES (?, ?)", [(0, "13800000000")]),
        ):
            with pytest.raises(StorageFault) as caught:
                act()
            assert "13800000000" not in str(caught.value) + caught.value.said("zh")


def test_two_processes_worth_of_connections_wait_for_one_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_MS", 50)
    path = made(tmp_path / "a.sqlite", 1)
    with Database(path, KEY) as one, Database(path, KEY) as two, one.transaction():
        assert two.rows("SELECT count(*) FROM t") == [(1,)]
        with pytest.raises(StorageFault, match="locked"), two.transaction():
            pass


def test_a_copy_is_whole_encrypted_and_opens_with_the_same_key(tmp_path: Path) -> None:
    with Database(made(tmp_path / "a.sqlite"), KEY) as db:
        db.copy_to(tmp_path / "b.sqlite")
    with Database(tmp_path / "b.sqlite", KEY) as db:
        assert db.rows("SELECT count(*) FROM t") == [(200,)]
    plain = sqlite3.connect(tmp_path / "b.sqlite")
    with pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master")
    plain.close()


def test_a_script_runs_whole(tmp_path: Path) -> None:
    with Database(tmp_path / "a.sqlite", KEY) as db:
        db.script("CREATE TABLE a (n INTEGER); CREATE TABLE b (n INTEGER);")
        assert len(db.rows("SELECT name FROM sqlite_master")) == 2
