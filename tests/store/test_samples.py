"""Acts of double review are added and never changed; undoing is another, and each is in the chain."""

import sqlite3

import pytest

from doxdocket.errors import WrongCall
from doxdocket.seal.database import Database
from doxdocket.store import edition, verify
from doxdocket.store.case import Case
from doxdocket.store.custody.witness import facts
from doxdocket.store.info import DATABASE


def test_an_act_is_kept_with_its_custody_row_and_is_no_decision(case):
    before = case.decisions()
    made = case.samples.add("plan", {"seed": 7, "reviewers": ["甲", "乙"]}, "核验", "丙")
    assert case.samples.all() == [made]
    assert case.decisions() == before
    row = case.custody.rows()[-1]
    assert (row.act, row.actor, row.detail) == (
        "sample",
        "丙",
        {"sample": "S0001", "act": "plan", "sha256": made.sealed(), "identity": case.custody.identity},
    )
    assert [f for f in verify.verify(case) if f.code == "record"] == []


def test_undo_and_undo_of_undo(case):
    case.samples.add("plan", {"seed": 7}, "核验", "丙")
    case.samples.add("undo", {"sample": "S0001"}, "重抽", "丙")
    assert case.samples.standing("plan") == []
    with pytest.raises(WrongCall, match="S0002"):
        case.samples.add("undo", {"sample": "S0001"}, "再撤一次", "丙")
    case.samples.add("undo", {"sample": "S0002"}, "不重抽", "丙")
    assert [one.id for one in case.samples.standing("plan")] == ["S0001"]


@pytest.mark.parametrize("target", [{}, {"sample": "S9999"}, {"sample": "1"}])
def test_undo_of_what_is_not_there_is_a_wrong_call(case, target):
    before = case.custody.head()
    with pytest.raises(WrongCall, match="there is no"):
        case.samples.add("undo", target, "没有", "丙")
    with pytest.raises(WrongCall, match="who does this"):
        case.samples.add("plan", {}, "没有人", " ")
    assert case.custody.head() == before


def test_the_table_only_grows_and_verify_names_what_was_altered(case):
    case.samples.add("plan", {"seed": 7}, "核验", "丙")
    for statement in ("UPDATE samples SET officer = '丁'", "DELETE FROM samples"):
        with pytest.raises((sqlite3.DatabaseError, Exception), match="append-only"):
            case.database.execute(statement)
    case.database.execute("DROP TRIGGER samples_kept")
    case.database.execute("UPDATE samples SET target = '{\"seed\":8}'")
    assert "sample:S0001" in {f.place for f in verify.verify(case)}


def test_a_case_of_the_edition_before_gets_the_table_before_the_first_act(fresh, who, early):
    with fresh() as case:
        folder, key = case.folder, case.key.subkey("database")
    with Database(folder / DATABASE, key) as database:
        for name in ("samples_kept", "samples_whole"):
            database.execute(f"DROP TRIGGER {name}")
        database.execute("DROP TABLE samples")
        for name in ("register_kept", "register_whole"):
            database.execute(f"DROP TRIGGER {name}")
        database.execute("DROP TABLE register")
        database.execute("UPDATE meta SET value = '2' WHERE key = 'edition'")
        early(database)
    with Case.open(folder, identity=who) as case:
        with case.database.transaction():  # what any act does first
            last = case.custody.rows()[-1]
        assert (last.act, last.detail) == (
            "migrate",
            {**facts(case.database), "from": 2, "to": edition.EDITION, "identity": case.custody.identity,
             "bound": {name: [case.custody.identity] for name in ("甲", "乙", "丙")}},
        )  # fmt: skip
        case.samples.add("plan", {"seed": 7}, "核验", "丙")
        assert [f for f in verify.verify(case) if f.code == "record"] == []
