"""What the officer remembers outside the folder: an older copy, a cut log, two copies worked in and another case are told."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from doxdocket.errors import EvidenceFault
from doxdocket.seal.keys import Identity
from doxdocket.store import keyring, verify
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value
from doxdocket.store.custody import memory
from doxdocket.store.custody.chain import link
from doxdocket.store.info import DATABASE

TARGET = {"figure": "persons", "value": 1}


def decide(folder, who, reason="核对"):
    with Case.open(folder, identity=who) as case:
        return case.decide("figure.value", TARGET, reason, "甲")


def look(folder, who):
    with Case.open(folder, identity=who) as case:
        return case.remembered.relation_at_open


def told(folder, who):
    return {fault.code for fault in verify.folder(folder, identity=who) if fault.severity == "fatal"}


def copy(folder, to):
    return Path(shutil.copytree(folder, to))


def remembered():
    (file,) = (keyring.home() / memory.FOLDER).glob("*.json")
    return file


def test_after_each_act_its_row_is_remembered_before_it_is_acknowledged(folder, who):
    with Case.open(folder, identity=who) as case:
        for _ in range(3):
            case.decide("figure.value", TARGET, "核对", "甲")
            kept = json.loads(remembered().read_bytes())
            assert kept["places"][str(folder)]["head"] == case.custody.head()
    assert (look(folder, who).kind, told(folder, who)) == ("same", set())
    assert remembered().stat().st_mode & 0o777 == 0o600


def test_several_acts_of_one_transaction_are_remembered_once_and_none_that_was_taken_back(case, monkeypatch):
    kept = []
    monkeypatch.setattr(case.custody, "committed", lambda: kept.append(case.custody.end()[0]))
    before = case.custody.end()[0]
    with case.together():
        for _ in range(3):
            case.decide("figure.value", TARGET, "核对", "甲")
        assert kept == []
    assert kept == [before + 3]
    with pytest.raises(KeyboardInterrupt), case.together():
        case.decide("figure.value", TARGET, "核对", "甲")
        raise KeyboardInterrupt
    assert kept == [before + 3]


def test_an_older_database_put_back_is_behind_and_nobody_acts_on_it(folder, who):
    decide(folder, who)
    old = (folder / DATABASE).read_bytes()
    decide(folder, who)
    kept = remembered().read_bytes()
    (folder / DATABASE).write_bytes(old)
    assert look(folder, who).kind == "behind"
    assert "behind" in told(folder, who)
    with pytest.raises(EvidenceFault, match="Nothing was done"):
        decide(folder, who)
    with Case.open(folder, identity=who) as case:
        with pytest.raises(EvidenceFault, match="Nothing was done"):
            case.begin_run("run9")
        assert [d.id for d in case.decisions()] == ["D0001", "D0002"]  # it can be read
    assert remembered().read_bytes() == kept


def test_a_whole_folder_replaced_by_an_older_copy_is_behind(folder, who, tmp_path):
    decide(folder, who)
    old = copy(folder, tmp_path / "old")
    decide(folder, who)
    shutil.rmtree(folder)
    old.rename(folder)
    assert (look(folder, who).kind, told(folder, who)) == ("behind", {"behind"})


def test_an_older_copy_is_told_wherever_it_lies(folder, who, tmp_path):
    decide(folder, who)
    old = copy(folder, tmp_path / "old")
    decide(folder, who)
    shutil.rmtree(folder)
    assert look(old, who).kind == "behind"


def test_a_chain_as_long_with_other_rows_is_forked(folder, who, tmp_path, monkeypatch):
    decide(folder, who)
    other = copy(folder, tmp_path / "other")
    with monkeypatch.context() as patch:  # somebody else works in the copy
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        decide(other, who, "别的理由")
    decide(folder, who)
    shutil.rmtree(folder)
    other.rename(folder)
    relation = look(folder, who)
    assert (relation.kind, relation.seq) == ("forked", relation.remembered)
    assert told(folder, who) == {"forked"}


def test_of_a_copy_by_hand_that_is_worked_in_the_first_one_is_behind_and_the_other_folder_is_named(
    folder, who, tmp_path
):
    decide(folder, who)
    other = copy(folder, tmp_path / "other")
    assert look(other, who).kind == "same"
    decide(other, who)
    relation = look(folder, who)
    assert (relation.kind, relation.other) == ("behind", str(other))
    assert look(other, who).kind == "same"


def test_a_folder_that_was_moved_is_no_fork(folder, who, tmp_path):
    decide(folder, who)
    moved = folder.rename(tmp_path / "moved")
    decide(moved, who)
    moved.rename(folder)
    assert look(folder, who).kind == "same"
    decide(folder, who)
    assert told(folder, who) == set()


def test_what_another_officer_added_is_ahead_and_remembered_from_then_on(folder, who, monkeypatch, tmp_path):
    decide(folder, who)
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        decide(folder, who)
    assert (look(folder, who).kind, look(folder, who).kind) == ("ahead", "same")


def test_another_case_at_the_same_path_is_foreign_until_somebody_holds_it_against_paper(folder, who, tmp_path):
    decide(folder, who)
    shutil.rmtree(folder)
    Case.create(tmp_path / "second", title="另一案", officers=["甲"], identity=who).close()
    decide(tmp_path / "second", who)
    (tmp_path / "second").rename(folder)
    for _ in range(2):  # an act does not settle which case it is
        assert look(folder, who).kind == "foreign"
        assert [(f.code, f.severity) for f in verify.folder(folder, identity=who)] == [("foreign", "curable")]
        decide(folder, who)
    with Case.open(folder, identity=who) as case:
        case.remembered.settle()
    assert look(folder, who).kind == "same"
    decide(folder, who)
    assert look(folder, who).kind == "same"


def test_a_case_that_was_made_anew_at_a_path_is_no_foreign_one(folder, who):
    decide(folder, who)
    shutil.rmtree(folder)
    Case.create(folder, title="另一案", officers=["甲"], identity=who).close()
    decide(folder, who)
    assert look(folder, who).kind == "same"


@pytest.mark.parametrize("how", ["cut", "edited", "of another case", "a folder"])
def test_a_memory_that_was_altered_is_told_and_never_written_over(folder, who, how):
    decide(folder, who)
    file = remembered()
    if how == "a folder":
        file.unlink()
        file.mkdir()
    else:
        data = file.read_bytes()
        file.write_bytes(
            data[:-9]
            if how == "cut"
            else data.replace(b'"seq":', b'"seq":1')
            if how == "edited"
            else data.replace(data[-20:-10], b"0" * 10)
        )
    before = file.is_dir() or file.read_bytes()
    assert (look(folder, who).kind, told(folder, who)) == ("unreadable", {"unreadable"})
    with pytest.raises(EvidenceFault, match="Nothing was done"):
        decide(folder, who)
    assert (file.is_dir() or file.read_bytes()) == before


KILLED = """
import os, signal, sys
from doxdocket.seal.keys import Identity
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_value
case = Case.open(sys.argv[1], identity=Identity(sys.argv[2]))
print(open_value(case, "telegram:channel:1", "7", "text", 6, 17, reason="质证", officer="甲"), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_kill_after_the_value_and_a_deleted_log_lose_nothing(folder, who):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, folder, who.secret], capture_output=True, check=False, text=True, env=os.environ
    )
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "13800000000\n"), done.stderr
    for name in ("-wal", "-shm"):
        (folder / f"{DATABASE}{name}").unlink(missing_ok=True)
    with Case.open(folder, identity=who) as case:
        assert case.custody.rows()[-1].act == "open"
        assert case.remembered.relation_at_open.kind == "same"
        assert verify.verify(case) == []


def test_the_value_is_shown_only_once_its_row_is_in_the_database_file(case, monkeypatch):
    monkeypatch.setattr(case.database, "fold", lambda: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        open_value(case, "telegram:channel:1", "7", "text", 6, 17, reason="质证", officer="甲")
    assert case.custody.rows()[-1].act == "open"


@pytest.mark.parametrize("how", ["empty", "gone", "a folder", "a link", "no tables"])
@pytest.mark.parametrize("left", ["all", "keys and derived"])
def test_a_database_that_is_none_is_tampering(folder, who, tmp_path, how, left):
    database = folder / DATABASE
    data = database.read_bytes()
    with Case.open(folder, identity=who) as case:
        key = case.key.subkey("database")
    database.unlink()
    if how == "empty":
        database.write_bytes(b"")
    elif how == "a folder":
        database.mkdir()
    elif how == "a link":
        (tmp_path / "outside.sqlite").write_bytes(data)
        database.symlink_to(tmp_path / "outside.sqlite")
    elif how == "no tables":
        from doxdocket.seal.database import Database

        with Database(database, key) as made:
            made.execute("CREATE TABLE x (y)")
    if left != "all":
        shutil.rmtree(folder / "originals")
        (folder / "case.toml").unlink()
    faults = verify.folder(folder, identity=who)
    assert next((f.code, f.severity, f.place) for f in faults) == ("database", "fatal", DATABASE)
    if how == "empty":
        assert database.stat().st_size == 0  # nothing was made of it


def test_a_stranger_to_the_case_is_told_of_the_key_and_not_of_tampering(folder):
    from doxdocket.errors import KeyFault

    with pytest.raises(KeyFault):
        verify.folder(folder, identity=Identity.generate())


@pytest.mark.parametrize("begins", ["forked", "restored", "copied"])
def test_a_chain_written_anew_is_no_copy_on_record_whatever_its_last_row_says(
    fresh, who, unkept, tmp_path, begins, monkeypatch
):
    home = str(keyring.home())
    with fresh() as case:
        for n in range(3):
            case.decide("figure.value", TARGET | {"value": n + 1}, "核对", "甲")
        folder = case.folder
    place = folder if begins == "restored" else copy(folder, tmp_path / "other")
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))  # somebody else does it
    with Case.open(place, identity=who) as case, unkept(case.database):
        rows = [row for row in case.custody.rows() if row.seq != 2]  # a decision less
        acts = [(row.at, row.actor, row.act, row.detail) for row in rows]
        of = {"case": case.info.id, "of": {"seq": rows[-1].seq, "head": rows[-1].hash}, "replaces": None}
        acts.append((rows[-1].at, "甲", begins, of | {"identity": case.custody.identity}))
        case.database.execute("DELETE FROM custody")
        for row in link(acts):
            detail = canonical(row.detail).decode()
            values = (row.seq, row.at, row.actor, row.act, detail, row.prev, row.hash)
            case.database.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    monkeypatch.setenv("DOXDOCKET_HOME", home)
    relation = look(place, who)
    assert (relation.kind, relation.bad, relation.remembered) == ("forked", True, 3)
    assert "forked" in told(place, who)


def set_id(folder, who, id_):
    with Case.open(folder, identity=who) as case:
        case.database.execute("UPDATE meta SET value = json_set(value, '$.id', ?) WHERE key = 'info'", (id_,))


def test_a_case_of_a_remembered_key_under_another_id_is_told_and_nobody_acts_in_it(folder, who):
    decide(folder, who)
    set_id(folder, who, "00000000-0000-4000-8000-000000000000")
    relation = look(folder, who)
    assert (relation.kind, relation.bad, f"{relation.other}.json") == ("renamed", True, remembered().name)
    with pytest.raises(EvidenceFault, match="under another id"):
        decide(folder, who)


def test_an_id_that_names_a_file_elsewhere_does_not_open(folder, who):
    decide(folder, who)
    set_id(folder, who, "../../planted")
    with pytest.raises(EvidenceFault, match="not the database this case wrote"):
        look(folder, who)
    assert not list(keyring.home().parent.rglob("planted*"))


def test_two_computers_that_only_looked_at_two_copies_of_an_earlier_case_fork_nothing(tmp_path, monkeypatch):
    with tarfile.open(Path(__file__).parent / "case-of-d3b02e9.tgz") as packed:
        packed.extractall(tmp_path, filter="data")
    who, stick = keyring.load(tmp_path / "home")[0], copy(tmp_path / "case", tmp_path / "stick")
    for home, place in (("a", tmp_path / "case"), ("b", stick)):
        monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / home))
        assert look(place, who).kind == "new"
    for home, place in (("a", stick), ("b", tmp_path / "case"), ("a", tmp_path / "case")):
        monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / home))
        assert (look(place, who).kind, told(place, who)) == ("same", set())
    with Case.open(tmp_path / "case", identity=who) as case:
        case.decide("figure.value", TARGET, "核对", case.info.officers[0])
    assert (look(stick, who).kind, told(stick, who)) == ("behind", {"behind"})
    assert look(tmp_path / "case", who).kind == "same"
