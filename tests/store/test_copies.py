"""Backups, restorings and forks made by the program: none is called tampering, whoever looks; each says of which row it is a copy."""

import random
import shutil
from contextlib import suppress
from itertools import count

import pytest

from doxdocket.desk.merging import merge
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.store import verify
from doxdocket.store.backup import backup, fork, restore
from doxdocket.store.case import Case
from doxdocket.store.custody.elsewhere import apart
from doxdocket.store.register import Register

TARGET = {"figure": "persons", "value": 1}


def opened(folder, who):
    return Case.open(folder, identity=who)


def decide(folder, who):
    with opened(folder, who) as case:
        case.decide("figure.value", TARGET, "核对", "甲")


def fatal(folder, who):
    return [fault for fault in verify.folder(folder, identity=who) if fault.severity == "fatal"]


def relation(folder, who):
    with opened(folder, who) as case:
        return case.remembered.relation_at_open


def test_a_backup_says_of_which_row_it_is_and_stays_honest_when_the_case_goes_on(folder, who, tmp_path):
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY", "乙")
        of = {"seq": case.custody.end()[0], "head": case.custody.end()[1]}
        row = case.custody.rows()[-1]
        assert (row.act, row.actor) == ("backup", "乙")
    decide(folder, who)
    first = relation(made, who)
    assert (first.kind, first.recorded, first.other) == ("forked", True, "copied")
    assert relation(made, who).kind == "same"
    with opened(made, who) as case:
        row = case.custody.rows()[-1]
        assert (row.act, row.actor, row.detail["of"]) == ("copied", "乙", of)
    decide(folder, who)
    assert (fatal(made, who), fatal(folder, who)) == ([], [])


def test_a_backup_moved_by_hand_into_the_place_of_the_case_is_told(folder, who, tmp_path):
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    assert relation(made, who).recorded
    decide(folder, who)
    shutil.rmtree(folder)
    made.rename(folder)
    assert [f.code for f in fatal(folder, who)] == ["forked"]
    with pytest.raises(EvidenceFault, match="Nothing was done"):
        decide(folder, who)


@pytest.mark.parametrize("home", ["the same", "another"])
def test_a_restoring_names_what_it_replaces_and_every_officer_can_work_in_it(folder, who, tmp_path, monkeypatch, home):
    def other_officer(patch):
        if home == "another":
            patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))

    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    decide(folder, who)
    with monkeypatch.context() as patch:
        other_officer(patch)
        decide(folder, who)
    lost = relation(folder, who)
    shutil.rmtree(folder)
    with opened(made, who) as case:
        restore(case, folder, "甲")
    with opened(folder, who) as case:
        row = case.custody.rows()[-1]
        assert (row.act, row.detail["replaces"]) == ("restored", {"branch": "", "seq": lost.seq, "head": lost.head})
    with monkeypatch.context() as patch:
        other_officer(patch)
        assert fatal(folder, who) == []
        decide(folder, who)
    assert fatal(folder, who) == []


def test_rows_that_a_restoring_does_not_speak_of_are_told_to_who_remembers_them(folder, who, tmp_path, monkeypatch):
    """Somebody restores on a computer that never saw the last decision: that is on record, and what is gone is told for good."""
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        opened(folder, who).close()
    decide(folder, who)
    decided = relation(folder, who).seq
    shutil.rmtree(folder)
    with monkeypatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(tmp_path / "else"))
        with opened(made, who) as case:
            restore(case, folder, "甲")
        assert verify.folder(folder, identity=who) == []
    for _ in range(2):
        (one,) = verify.folder(folder, identity=who)
        assert (
            one.severity,
            one.code,
            f" row {decided} of the chain before" in one.en and "does not speak of them" in one.en,
        ) == (
            "curable",
            "restored",
            True,
        )
        decide(folder, who)


def test_nobody_acts_in_a_backup(folder, who, tmp_path):
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    for _ in range(2):
        with pytest.raises(WrongCall, match="is a backup"):
            decide(made, who)
    assert fatal(made, who) == []


def test_an_older_copy_at_a_path_of_another_case_is_told_and_not_written_over(folder, who, tmp_path):
    """What lay at a path says nothing of the chain: it is compared first."""
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    decide(folder, who)
    place = tmp_path / "stick"
    Case.create(place, title="另一案", officers=["甲"], identity=who).close()
    shutil.rmtree(place)
    shutil.copytree(older, place)
    kept = relation(folder, who)
    with pytest.raises(EvidenceFault, match="Nothing was done"):
        decide(place, who)
    assert [f.code for f in fatal(place, who)] == ["behind"]
    assert (relation(folder, who), fatal(folder, who)) == (kept, [])
    shutil.rmtree(place)
    shutil.copytree(folder, place)
    assert [(f.severity, f.code) for f in verify.folder(place, identity=who)] == [("curable", "foreign")]


def test_acts_in_a_copy_that_did_not_come_back_are_remembered(folder, who, tmp_path):
    with opened(folder, who) as case:
        away = fork(case, tmp_path / "AWAY")
        again = restore(case, tmp_path / "AGAIN")
        assert [row.act for row in case.custody.rows()][-2:] == ["fork", "restore"]
    with opened(folder, who) as case:
        assert apart(case) == []
    decide(away, who)
    decide(again, who)
    shutil.rmtree(away)
    shutil.rmtree(again)
    with opened(folder, who) as case:
        assert sorted((one.began, one.path, one.lost) for one in apart(case)) == [
            ("forked", str(away), False),
            ("restored", str(again), False),
        ]


@pytest.mark.parametrize("detail", ["{", "{}", '{"of": 1, "replaces": {"seq": "x"}}'])
def test_an_altered_row_of_a_restoring_is_a_fault_and_ends_nothing(folder, who, tmp_path, detail):
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    decide(folder, who)
    shutil.rmtree(folder)
    with opened(made, who) as case:
        restore(case, folder, "甲")
    with opened(folder, who) as case:
        for (name,) in case.database.rows(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'custody'"
        ):
            case.database.execute(f"DROP TRIGGER {name}")
        case.database.execute("UPDATE custody SET detail = ? WHERE act = 'restored'", (detail,))
        case.database.execute("UPDATE custody SET detail = ?, act = 'merge' WHERE act = 'backup'", (detail,))
    with opened(folder, who) as case:
        assert "chain" in {fault.code for fault in verify.verify(case)}
        apart(case)


def test_going_back_behind_a_restoring_is_told(folder, who, tmp_path):
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    old = folder.rename(tmp_path / "old")
    with opened(made, who) as case:
        restore(case, folder)
    decide(folder, who)
    later = folder.rename(tmp_path / "later")
    old.rename(folder)
    assert [f.code for f in fatal(folder, who)] == ["behind"]
    shutil.rmtree(folder)
    shutil.copytree(later, folder)
    assert fatal(folder, who) == []


def test_both_sides_of_a_fork_are_worked_in_and_remembered_apart(folder, who, tmp_path):
    with opened(folder, who) as case:
        made = fork(case, tmp_path / "FORK", "甲")
    for one in (folder, made, made, folder):
        decide(one, who)
        assert fatal(one, who) == []
    old = shutil.copytree(made, tmp_path / "old")
    decide(made, who)
    shutil.rmtree(made)
    old.rename(made)
    assert [f.code for f in fatal(made, who)] == ["behind"]
    assert fatal(folder, who) == []


def test_nobody_copies_over_a_folder_or_a_case_that_is_not_what_it_was(folder, who, tmp_path):
    decide(folder, who)
    old = shutil.copytree(folder, tmp_path / "old")
    decide(folder, who)
    with opened(folder, who) as case, pytest.raises(WrongCall, match="exists already"):
        restore(case, old)
    shutil.rmtree(folder)
    old.rename(folder)
    with opened(folder, who) as case:
        for make in (backup, fork):
            with pytest.raises(EvidenceFault, match="Nothing was done"):
                make(case, tmp_path / "x")
        assert not (tmp_path / "x").exists()
        restore(case, tmp_path / "again", "甲")  # of what is left, and on record
    assert fatal(tmp_path / "again", who) == []


MERGED = []


def story(seed, folder, who, tmp_path, monkeypatch):
    """Two officers who decide, make copies of all kinds, restore and move them, in a sequence drawn from the seed."""
    draw, names = random.Random(seed), count(1)
    there, backups = [folder], []
    for _ in range(12):
        one = draw.choice(there)
        fresh = tmp_path / f"c{seed}-{next(names)}"
        with monkeypatch.context() as patch:
            patch.setenv("DOXDOCKET_HOME", str(tmp_path / f"officer{seed}-{draw.randrange(2)}"))
            what = draw.choice(["enter", "enter", "look", "backup", "fork", "restore", "move", "merge", "merge"])
            if what == "enter":
                with opened(one, who) as case:
                    Register.of(case).enter([("defendant", f"D{next(names)}", {"name": "周某某"})], "", "甲")
            elif what == "merge" and len(there) > 1:
                two = draw.choice([p for p in there if p != one])
                with suppress(WrongCall), opened(one, who) as case, opened(two, who) as other:
                    merge(case, other)  # else they are no case and its fork, or nothing came since
                    MERGED.append(seed)
            elif what == "look":
                relation(one, who)
            elif what in {"backup", "fork"}:
                with opened(one, who) as case:
                    made = (backup if what == "backup" else fork)(case, fresh)
                (backups if what == "backup" else there).append(made)
            elif what == "restore" and backups:
                with opened(draw.choice(backups), who) as case:
                    place = one if draw.random() < 0.5 else fresh
                    if place == one:
                        one.rename(tmp_path / f"lost{seed}-{next(names)}")
                    restore(case, place)
                there = [*(p for p in there if p != place), place]
            elif what == "move":
                there[there.index(one)] = one.rename(fresh)
        for person in range(2):
            with monkeypatch.context() as patch:
                patch.setenv("DOXDOCKET_HOME", str(tmp_path / f"officer{seed}-{person}"))
                for each in (*there, *backups):
                    yield each, relation(each, who)


@pytest.mark.parametrize("seed", [1, 2, pytest.param(range(3, 50), marks=pytest.mark.whole)], ids=str)
def test_no_honest_copy_is_called_tampering(seed, fresh, who, tmp_path, monkeypatch):
    for n in [seed] if isinstance(seed, int) else seed:
        with fresh() as case:
            folder = case.folder
        folder = folder.rename(tmp_path / f"start{n}")
        seen = [(str(each), r.kind) for each, r in story(n, folder, who, tmp_path, monkeypatch) if r.bad]
        assert seen == [], n
    assert isinstance(seed, int) or len(MERGED) > 5


def test_each_remembered_chain_is_told_once_and_by_its_name(folder, who, tmp_path):
    """After a restoring what was lost is a fault and nothing else; from a fork the case itself is told as the case, whatever came before."""
    with opened(folder, who) as case:
        made = backup(case, tmp_path / "COPY")
    decide(folder, who)
    old = folder.rename(tmp_path / "old")
    with opened(made, who) as case:
        restore(case, folder, "甲")
    with opened(folder, who) as case:
        (one,) = apart(case)
        assert (one.began, one.lost, one.spoken, one.first, one.last) == ("", True, True, one.last, one.last)
        away = fork(case, tmp_path / "AWAY")
    decide(folder, who)
    with opened(away, who) as case:
        lost, case_itself = sorted(apart(case), key=lambda one: one.began)
        assert (lost.began, lost.lost) == ("", True)
        assert (case_itself.path, case_itself.above, case_itself.lost) == (str(folder), True, False)
    assert [f.code for f in verify.folder(away, identity=who)] == ["restored"]
    assert old.is_dir()


def test_from_a_fork_the_case_itself_is_no_copy(folder, who, tmp_path):
    with opened(folder, who) as case:
        away = fork(case, tmp_path / "AWAY")
    decide(folder, who)
    with opened(away, who) as case:
        assert [(one.path, one.above, one.lost) for one in apart(case)] == [(str(folder), True, False)]
