"""What a clumsy honest clerk does with copies: nothing of it is called tampering, and every next step that is named can be taken."""

import os
import shutil

import pytest

from doxdocket.desk.merging import merge
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.store import verify
from doxdocket.store.backup import MAKING, backup, fork, restore
from doxdocket.store.case import Case
from doxdocket.store.custody.elsewhere import apart
from doxdocket.store.custody.memory import COPIED
from doxdocket.store.info import DATABASE
from doxdocket.store.lock import Lock
from doxdocket.store.register import Register

TARGET = {"figure": "persons", "value": 1}
LATER = (
    "statements",
    "attachments",
    "digests",
    "hash_entries",
    "hash_lists",
    "stamp_answers",
    "stamps",
    "samples",
    "register",
)


def decide(folder, who, value=1):
    with Case.open(folder, identity=who) as case:
        case.decide("figure.value", TARGET | {"value": value}, "核对", "甲")


def enter(folder, who, key):
    with Case.open(folder, identity=who) as case:
        Register.of(case).enter([("defendant", key, {"name": "周某某"})], "", "甲")


def faults(folder, who):
    return [fault.code for fault in verify.folder(folder, identity=who)]


def earlier(case, edition):
    """Make an open case one of an earlier edition, as far as nothing was written that the edition had no place for."""
    case.database.execute("UPDATE meta SET value = ? WHERE key = 'edition'", (str(edition),))
    for table in LATER if edition == 1 else ():
        case.database.execute(f"DROP TABLE {table}")
    for column in ("parent", "attributes", "settings", "taking") if edition == 1 else ():
        case.database.execute(f"ALTER TABLE sources DROP COLUMN {column}")


@pytest.fixture
def old_backup(fresh, who, tmp_path, early):
    """A backup that an earlier program made: its edition is an earlier one, and no row ties a name to a key."""

    def made(edition, *, sealed=False):
        with fresh() as case:
            folder = case.folder
            early(case.database)
            copy = backup(case, tmp_path / "COPY", "甲")
        with Case.open(copy, identity=who) as case:
            earlier(case, edition)
        if sealed:
            for one in (copy / DATABASE, copy):
                one.chmod(0o500 if one.is_dir() else 0o400)
        return folder, copy

    return made


@pytest.mark.parametrize("edition", [1, 4])
def test_a_backup_of_an_earlier_edition_is_read_verified_and_restored(old_backup, who, tmp_path, edition):
    folder, copy = old_backup(edition)
    before = (copy / DATABASE).read_bytes()
    with Case.open(copy, identity=who) as case:
        assert (case.sources(), case.statements(), case.samples.all()) == ([], [], [])
    assert faults(copy, who) == []
    assert (copy / DATABASE).read_bytes() == before
    folder.rename(tmp_path / "lost")
    with Case.open(copy, identity=who) as case:
        restore(case, folder, "丙")  # every officer of the day could act with every key
    with Case.open(folder, identity=who) as case:
        assert [row.act for row in case.custody.rows()][-2:] == ["restored", "migrate"]
    decide(folder, who)
    assert (faults(folder, who), faults(copy, who)) == ([], [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_backup_of_an_earlier_edition_that_cannot_be_written_is_restored(old_backup, who, tmp_path):
    _, copy = old_backup(4, sealed=True)
    with Case.open(copy, identity=who) as case:
        assert case.database.read_only
        restore(case, tmp_path / "AGAIN", "甲")
    assert faults(tmp_path / "AGAIN", who) == []


def test_a_fork_of_an_earlier_edition_is_merged(fresh, who, tmp_path, early):
    with fresh() as case:
        folder = case.folder
        early(case.database)
        earlier(case, 4)
        away = fork(case, tmp_path / "AWAY", "甲")
    enter(away, who, "D1")
    with Case.open(folder, identity=who) as case, Case.open(away, identity=who) as other:
        assert "migrate" in [row.act for row in other.custody.rows()]
        assert merge(case, other, "甲").entries == 1
    assert faults(folder, who) == []


def test_an_officer_who_saw_the_fork_half_way_is_told_nothing_after_a_merge(folder, who, tmp_path, monkeypatch):
    with Case.open(folder, identity=who) as case:
        away = fork(case, tmp_path / "AWAY", "甲")
    enter(away, who, "D1")
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        Case.open(away, identity=who).close()  # remembers a row of the fork that is not its last
    enter(away, who, "D2")
    with Case.open(folder, identity=who) as case, Case.open(away, identity=who) as other:
        merge(case, other, "甲")
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
    with Case.open(folder, identity=who) as case:
        assert apart(case) == []


@pytest.mark.parametrize("looked", [False, True], ids=["never opened", "opened when it was made"])
@pytest.mark.parametrize("more", [1, 200])
def test_a_copy_made_by_hand_in_which_nobody_worked_is_older_and_not_forked(folder, who, tmp_path, looked, more):
    decide(folder, who)
    old = shutil.copytree(folder, tmp_path / "old")
    if looked:
        Case.open(old, identity=who).close()
    with Case.open(folder, identity=who) as case:
        for value in range(more):
            case.custody.append("open", {"n": value}, "甲")
    (one,) = verify.folder(old, identity=who)
    assert (one.code, f"an older copy of the case at {folder}" in one.en) == ("behind", True)
    with pytest.raises(EvidenceFault, match="older copy of the case at"):
        decide(old, who)
    assert faults(folder, who) == []


def test_a_copy_made_by_hand_in_which_somebody_worked_is_forked(folder, who, tmp_path, monkeypatch):
    old = shutil.copytree(folder, tmp_path / "old")
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        decide(old, who)
    for value in (2, 3):
        decide(folder, who, value)
    assert faults(old, who) == ["forked"]


def test_nothing_of_a_backup_is_written_to_it(folder, who, tmp_path):
    with Case.open(folder, identity=who) as case:
        made = backup(case, tmp_path / "COPY")
    (made / "incoming" / ".lock").unlink(missing_ok=True)
    (made / "incoming").rmdir()
    with Case.open(made, identity=who) as case:
        assert case.remembered.began == COPIED
        restore(case, tmp_path / "AGAIN", "甲")
    assert not (made / "incoming").exists()


def test_what_a_killed_copying_left_is_swept_and_what_is_being_made_is_not(folder, who, tmp_path):
    left, going, else_ = tmp_path / ".fk0.35.abcdefgh", tmp_path / ".fk1.ijklmnop", tmp_path / ".other"
    for one in (left, going, else_):
        shutil.copytree(folder, one / "case")
    (left / MAKING).touch()
    with Lock(going / MAKING).held(), Case.open(folder, identity=who) as case:
        fork(case, tmp_path / "AWAY", "甲")
    assert (left.exists(), going.exists(), else_.exists()) == (False, True, True)
    assert sorted(one.name for one in (tmp_path / "AWAY").iterdir() if one.name.startswith(".")) == []


def test_what_the_case_says_of_itself_comes_over_when_it_is_said_in_both(folder, who, tmp_path):
    with Case.open(folder, identity=who) as case:
        away = fork(case, tmp_path / "AWAY", "甲")
    with Case.open(away, identity=who) as case:
        case.describe("甲", "更正", title="案卷十二")
    with Case.open(folder, identity=who) as case, Case.open(away, identity=who) as other:
        with pytest.raises(WrongCall, match="describe × 1"):
            merge(case, other, "甲")
        case.describe("甲", "更正", title="案卷十二")
        assert merge(case, other, "甲").rows == 2
    assert faults(folder, who) == []
