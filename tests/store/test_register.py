"""Entries of the register are added and never changed; the last of one form and key stands, and each is in the chain."""

import pytest

from doxdocket.errors import WrongCall
from doxdocket.store import verify
from doxdocket.store.register import Register, standing


def test_an_entry_is_kept_with_a_salted_custody_row_that_holds_nothing_of_it(case):
    (made,) = Register.of(case).enter([("defendant", "D1", {"id": "D1", "name": "周某某"})], "", "甲")
    row = case.custody.rows()[-1]
    assert (row.act, row.actor) == ("register", "甲")
    assert row.detail == {
        "entry": "R0001",
        "act": "enter",
        "form": "defendant",
        "sha256": made.sealed(),
        "identity": case.custody.identity,
    }
    (again,) = Register.of(case).enter([("defendant", "D2", {"id": "D1", "name": "周某某"})], "", "甲")
    assert made.salt != again.salt
    assert [f for f in verify.verify(case) if f.code == "record"] == []


def test_the_last_of_one_key_stands_and_the_same_again_is_no_entry(case):
    register = Register.of(case)
    register.enter([("range", "1", {"low": "1"}), ("range", "2", {"low": "5"})], "", "甲")
    assert register.enter([("range", "1", {"low": "1"})], "", "甲") == []
    register.enter([("range", "1", {"low": "2"})], "改正", "乙")
    assert [(one.name, one.body) for one in standing(register.all())] == [
        ("R0003", {"low": "2"}),
        ("R0002", {"low": "5"}),
    ]
    assert [one.name for one in register.withdraw("range", ["1", "1"], "误记", "甲")] == ["R0004"]
    assert [one.key for one in standing(register.all())] == ["2"]
    register.enter([("range", "1", {"low": "2"})], "", "甲")
    assert [one.key for one in standing(register.all())] == ["1", "2"]


def test_what_cannot_be_withdrawn_or_has_no_name_or_no_reason_changes_nothing(case):
    register, before = Register.of(case), case.custody.head()
    with pytest.raises(WrongCall, match="no entry range 9"):
        register.withdraw("range", ["9"], "误记", "甲")
    with pytest.raises(WrongCall, match="who enters this"):
        register.enter([("range", "1", {})], "", " ")
    with pytest.raises(WrongCall, match="reason"):
        register.withdraw("range", ["9"], " ", "甲")
    assert case.custody.head() == before
    assert register.all() == []


def test_the_table_only_grows_and_verify_names_what_was_altered(case):
    Register.of(case).enter([("range", "1", {"low": "1"})], "", "甲")
    for statement in ("UPDATE register SET officer = '丁'", "DELETE FROM register"):
        with pytest.raises(Exception, match="append-only"):
            case.database.execute(statement)
    case.database.execute("DROP TRIGGER register_kept")
    case.database.execute('UPDATE register SET body = \'{"low":"9"}\'')
    assert "register:R0001" in {f.place for f in verify.verify(case)}
