"""A name acts with its keys alone: tied at the first act or by a row that says so; one key for two names only where it is said."""

import pytest

from doxdocket.desk.merging import merge
from doxdocket.errors import WrongCall
from doxdocket.pipeline.sampled import answers_of
from doxdocket.sample.answers import under
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store import backup
from doxdocket.store.case import Case
from doxdocket.store.custody.log import Custody
from doxdocket.store.custody.officers import Reading
from doxdocket.store.custody.people import remove_officer, tie_officer, tie_spare
from doxdocket.store.verify import verify


def mark(identity):
    return fingerprint(identity.recipient)


def last(case):
    return case.custody.rows()[-1]


def decide(case, officer, value=1):
    return case.decide("figure.value", {"figure": "persons", "value": value}, "核对", officer)


@pytest.fixture
def apart(fresh, who):
    """A case of two officers whose maker holds the first one's key."""
    return lambda **more: fresh(**{"officers": ["甲", "乙"], "one_key": False, **more})


@pytest.fixture
def second():
    return Identity.generate()


def test_the_key_of_the_first_officer_acts_under_no_other_name(apart, who):
    with apart() as case:
        before = case.custody.head()
        for act in (
            lambda: decide(case, "乙"),
            lambda: case.samples.add("plan", {"seed": 1}, "核验", "乙"),
            lambda: case.release("a.html", b"x", "乙"),
            lambda: case.describe("乙", title="另一个"),
            lambda: case.add_officer("丙", "乙"),
        ):
            with pytest.raises(WrongCall, match=f"officer key CASE 乙 {mark(who)} --one-key"):
                act()
        assert case.custody.head() == before
        decide(case, "甲")
        assert verify(case) == []


def test_a_name_is_tied_to_the_key_of_its_first_act_and_to_no_other(apart, second, tmp_path):
    third = Identity.generate()
    with apart() as case:
        case.add_holder(second.recipient)
        case.add_holder(third.recipient)
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        decide(case, "乙")
        assert (last(case).actor, last(case).detail["identity"]) == ("乙", mark(second))
        with pytest.raises(WrongCall, match=f"甲 acts with another key .*officer key CASE 甲 {mark(second)}"):
            decide(case, "甲")
    with Case.open(tmp_path / "FRESH", identity=third) as case:
        with pytest.raises(WrongCall, match="乙 acts with another key"):
            decide(case, "乙")
        assert case.custody.who("") == f"key:{mark(third)}"
        assert verify(case) == []


def test_a_holder_of_an_officers_name_is_tied_before_the_first_act(apart, who, second, tmp_path):
    third = Identity.generate()
    with apart() as case:
        case.add_holder(second.recipient, name="乙", officer="甲")
        assert last(case).detail["bound"] == {"乙": [mark(second)]}
        case.add_holder(third.recipient, officer="甲")
    with Case.open(tmp_path / "FRESH", identity=third) as case, pytest.raises(WrongCall, match="another key"):
        decide(case, "乙")
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        decide(case, "乙")
        assert verify(case) == []


def test_another_key_and_a_shared_one_are_tied_by_acts_that_say_so(apart, who, second, tmp_path):
    with apart() as case:
        with pytest.raises(WrongCall, match="holds no key"):
            tie_officer(case, "甲", mark(second), "甲")
        case.add_holder(second.recipient)
        tie_officer(case, "甲", mark(second), "甲")
        with pytest.raises(WrongCall, match=r"answers for 甲 already.*--one-key"):
            tie_officer(case, "乙", mark(who), "甲")
        with pytest.raises(WrongCall, match="--one-key"):
            case.add_officer("丙", "甲", keys=[mark(who)])
        tie_officer(case, "乙", mark(who), "甲", one_key=True)
        assert (last(case).act, last(case).actor) == ("officer.key", "甲")
        decide(case, "乙")
        assert case.custody.reading().shared() == {mark(who): ["甲", "乙"]}
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        decide(case, "甲")
        assert verify(case) == []


def test_a_removed_officer_acts_no_more_and_what_was_done_stays(fresh, who):
    with fresh(officers=["甲", "乙"]) as case:
        decide(case, "乙")
        remove_officer(case, "乙", "调离本案", "甲")
        assert (last(case).act, last(case).actor, last(case).detail["officer"]) == ("officer.remove", "甲", "乙")
        with pytest.raises(WrongCall, match="乙 is no officer"):
            decide(case, "乙", 2)
        assert [(one.officer, one.undone_by) for one in case.decisions()] == [("乙", None)]
        with pytest.raises(WrongCall, match="only officer"):
            remove_officer(case, "甲", "调离本案", "甲")
        case.add_officer("乙", "甲")  # comes again without keys
        with pytest.raises(WrongCall, match="answers for 甲"):
            decide(case, "乙", 2)
        case.add_officer("丁", "甲")
        with pytest.raises(WrongCall, match="answers for 乙, 甲"):
            decide(case, "丁", 2)
        assert verify(case) == []


def test_the_key_of_who_left_does_not_become_free_for_another_name(apart, who, second, tmp_path):
    with apart(officers=["甲", "乙", "丙"]) as case:
        case.add_holder(second.recipient, name="乙", officer="甲")
        remove_officer(case, "乙", "调离本案", "甲")
    with Case.open(tmp_path / "FRESH", identity=second) as case, pytest.raises(WrongCall, match="answers for 乙"):
        decide(case, "丙")


def test_verify_names_a_row_under_a_name_whose_key_it_is_not(apart, monkeypatch):
    with apart() as case, monkeypatch.context() as asks_nothing:
        asks_nothing.setattr(Custody, "who", lambda _, name, _act="": name)
        decide(case, "乙")
        assert [(f.code, f.severity, f.place) for f in verify(case)] == [
            ("officer", "fatal", f"custody:{last(case).seq}")
        ]


def test_a_case_from_before_keeps_every_officer_on_every_key(fresh, second, early):
    with fresh() as case:
        folder = case.folder
        case.add_holder(second.recipient)
        early(case.database)
        case.database.execute("UPDATE meta SET value = '4' WHERE key = 'edition'")
    with Case.open(folder, identity=second) as case:
        for name in ("甲", "乙", "丙"):
            decide(case, name)
        assert [row.act for row in case.custody.rows()][-4:] == ["migrate", "decide", "decide", "decide"]
        case.add_officer("丁", "甲")
        with pytest.raises(WrongCall, match="丁 cannot act with it"):
            decide(case, "丁")
        assert verify(case) == []


def test_what_a_fork_brings_is_the_act_of_whoever_brings_it(apart, who, second, tmp_path):
    with apart() as case:
        case.add_holder(second.recipient, name="乙", officer="甲")
        there = backup.fork(case, tmp_path / "FORK", "甲")
    with Case.open(there, identity=second) as case:
        assert verify(case) == []
        case.custody.append("register.show", {"entry": "x"}, "乙")
    with Case.open(tmp_path / "FRESH", identity=who) as case, Case.open(there, identity=who) as fork:
        merge(case, fork, "甲")
        assert {row.actor for row in case.custody.rows()} == {"甲"}
        assert verify(case) == []


def test_answers_of_two_reviewers_under_one_key_are_named(fresh, who, second, tmp_path):
    with fresh(officers=["甲", "乙", "丙"]) as case:
        case.add_holder(second.recipient)
        case.samples.add("plan", {"seed": 1}, "核验", "甲")
        for name in ("甲", "乙"):
            case.samples.add("answers", {"plan": "S0001", "answers": {}}, "复核", name)
        assert case.samples.one_key() == [("S0001", mark(who), ["甲", "乙"])]
        case.samples.add("undo", {"sample": "S0003"}, "重来", "乙")
        assert case.samples.one_key() == []


def test_answers_given_again_with_a_key_of_ones_own_end_the_reservation(fresh, who, second):
    with fresh(officers=["甲", "乙"]) as case:
        case.add_holder(second.recipient, name="乙", officer="甲")
        tie_officer(case, "乙", mark(who), "甲", one_key=True)
        case.samples.add("plan", {"seed": 1}, "核验", "甲")
        for name in ("甲", "乙"):
            case.samples.add("answers", {"plan": "S0001", "answers": {"Q0001": "yes", "Q0002": "no"}}, "复核", name)
        folder = case.folder
    with Case.open(folder, identity=second) as case:
        case.samples.add("answers", {"plan": "S0001", "answers": {"Q0001": "yes"}}, "复核", "乙")
        assert case.samples.one_key() == [("S0001", mark(who), ["甲", "乙"])]  # Q0002 is still of the shared key
        case.samples.add("answers", {"plan": "S0001", "answers": {"Q0002": "no"}}, "复核", "乙")
        assert case.samples.one_key() == []


def test_a_long_sitting_without_a_name_reads_the_chain_once(apart, second, tmp_path, monkeypatch):
    with apart() as case:
        case.add_holder(second.recipient)
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        read = []
        on = Reading.on
        monkeypatch.setattr(Reading, "on", lambda self, rows: on(self, (read.append(row[0]) or row for row in rows)))
        before = case.custody.end()[0]
        for _ in range(5):
            case.custody.append("open", {})
        assert last(case).actor == f"key:{mark(second)}"
        assert read == list(range(1, before + 6))
        tie_officer(case, "乙", mark(second), "乙")
        case.custody.append("open", {})
        assert last(case).actor == "乙"


def refusals(case, one):
    """The acts on officers, keys and copies, each as somebody with the key at hand would try it."""
    return {
        "add": lambda: case.add_officer("戊"),
        "key": lambda: tie_officer(case, "甲", mark(one), "", one_key=True),
        "remove": lambda: remove_officer(case, "甲", "调离本案", f"key:{mark(one)}"),
        "holder": lambda: case.add_holder(Identity.generate().recipient),
        "escrow": lambda: case.add_holder(Identity.generate().recipient, role="escrow", officer=f"key:{mark(one)}"),
        "rotate": lambda: case.rotate(without=mark(one), reason="换"),
        "backup": lambda: backup.backup(case, case.folder.parent / "B"),
        "fork": lambda: backup.fork(case, case.folder.parent / "F"),
    }


@pytest.mark.parametrize("how", ["removed", "holder", "spare"])
def test_a_key_that_answers_for_no_officer_touches_no_officers_keys_or_copies(apart, second, tmp_path, how):
    with apart(officers=["甲", "乙", "丙"]) as case:
        case.add_holder(
            second.recipient, name="乙" if how == "removed" else "", role="escrow" if how == "spare" else "officer"
        )
        if how == "removed":
            remove_officer(case, "乙", "调离本案", "甲")
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        before = case.custody.head()
        for act in refusals(case, second).values():
            with pytest.raises(WrongCall, match="answers for no officer of it"):
                act()
        assert case.custody.head() == before
        case.custody.append("export", {})
        assert last(case).actor == f"key:{mark(second)}"  # other acts are recorded as that of the key
        assert verify(case) == []


def test_a_spare_becomes_an_officers_key_by_no_act_but_the_one_that_says_so(apart, who, second, tmp_path):
    with apart() as case:
        case.add_holder(second.recipient, role="escrow", name="档案室")
        with pytest.raises(WrongCall, match="is for a spare key"):
            tie_spare(case, "乙", "电脑遗失")
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        with pytest.raises(WrongCall, match="does not become that of 乙 by acting"):
            decide(case, "乙")
        with pytest.raises(WrongCall, match="repeat a value"):
            tie_spare(case, "甲", "丢了 13800000000")
        tie_spare(case, "甲", "电脑遗失")
        row = last(case)
        assert (row.act, row.actor, row.detail["lost_key"], row.detail["reason"]) == (
            "officer.key", f"key:{mark(second)}", True, "电脑遗失",
        )  # fmt: skip
        told = case.custody.reading().lent[-1]
        assert (told.seq, told.by, told.reason, told.others) == (row.seq, row.actor, "电脑遗失", ())
        with pytest.raises(WrongCall, match="answers for 甲"):
            tie_spare(case, "乙", "也丢了")
        case.rotate(without=mark(who), reason="电脑遗失", officer="甲")
        assert verify(case) == []


def test_a_spare_restores_a_case_and_a_holder_does_not(apart, second, tmp_path):
    third = Identity.generate()
    with apart() as case:
        case.add_holder(second.recipient, role="escrow")
        case.add_holder(third.recipient)
        backup.backup(case, tmp_path / "B", "甲")
    with Case.open(tmp_path / "B", identity=third) as case, pytest.raises(WrongCall, match="no officer of it"):
        backup.restore(case, tmp_path / "R")
    with Case.open(tmp_path / "B", identity=second) as case:
        backup.restore(case, tmp_path / "R")
    with Case.open(tmp_path / "R", identity=second) as case:
        assert last(case).actor == f"key:{mark(second)}"


ALIKE = [
    "⼄",
    "乙\u200b",
    "乙\n",
    "乙\u3164",
    "key:a1ce",
    "ＫＥＹ:a1ce",
    "丙\u202e",
    "丁\ufe0f",
    "kеy:a1ce",
    "key∶a1ce",
    "丙 (c895b7fa5b611787)",
    "甲, 丙",
    "甲､丙",
    "丙；丁",
]


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_that_only_looks_different_is_refused(apart, name, tmp_path):
    with apart() as case:
        with pytest.raises(WrongCall):
            case.add_holder(Identity.generate().recipient, name=name)
        remove_officer(case, "乙", "调离本案", "甲")
        before = case.custody.head()
        with pytest.raises(WrongCall):
            case.add_officer(name)
        assert case.custody.head() == before
        assert case.add_officer(" 乙 ").officers == ("甲", "乙")
    with pytest.raises(WrongCall):
        Case.create(tmp_path / "OTHER", title="演示", officers=["乙", name], identity=Identity.generate())
    assert not (tmp_path / "OTHER").exists()


@pytest.mark.parametrize(
    ("name", "other"),
    [("王二", "王ニ"), ("口丙", "ロ丙"), ("Bob", "Вob"), ("Ivan", "Ӏvan"), ("Coe", "Ϲoe"), ("〇号", "O号")],
)
def test_a_name_in_letters_of_another_script_that_look_the_same_is_refused(fresh, name, other):
    with fresh(officers=[name, "甲"]) as case:
        with pytest.raises(WrongCall, match="reads like"):
            case.add_officer(other, "甲")
        assert case.add_officer("Zoë O'Ñeil-Müller", "甲").officers[-1] == "Zoë O'Ñeil-Müller"


def test_every_tie_that_somebody_else_made_is_told_for_good(apart, who, second, tmp_path):
    with apart() as case:
        case.add_holder(second.recipient, name="乙", officer="甲")
        row = last(case).seq
        case.samples.add("plan", {"seed": 1}, "核验", "甲")
        case.samples.add("answers", {"plan": "S0001", "answers": {"Q1": "yes"}}, "复核", "甲")
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        case.samples.add("answers", {"plan": "S0001", "answers": {"Q1": "yes"}}, "复核", "乙")
        told = [(one.seq, one.by, one.officer, one.keys, one.reason) for one in case.custody.reading().lent]
        assert told == [(row, "甲", "乙", (mark(second),), None)]
        assert under(answers_of(case, "S0001")) == "lent"
        assert verify(case) == []
    with Case.open(tmp_path / "FRESH", identity=who) as case:
        remove_officer(case, "乙", "调离本案", "甲")
        assert len(case.custody.reading().lent) == 1


def test_two_reviewers_whose_keys_their_own_acts_tied_have_no_reservation(apart, second, tmp_path):
    with apart() as case:
        case.add_holder(second.recipient, officer="甲")
        case.samples.add("plan", {"seed": 1}, "核验", "甲")
        case.samples.add("answers", {"plan": "S0001", "answers": {"Q1": "yes"}}, "复核", "甲")
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        case.samples.add("answers", {"plan": "S0001", "answers": {"Q1": "yes"}}, "复核", "乙")
        assert case.custody.reading().lent == []
        assert under(answers_of(case, "S0001")) == "apart"


def test_that_another_officer_had_a_key_is_told_of_a_spare_that_says_one_was_lost(apart, second, tmp_path):
    with apart(officers=["甲", "乙"]) as case:
        case.add_holder(Identity.generate().recipient, name="乙", officer="甲")
        case.add_holder(second.recipient, role="escrow", name="档案室")
    with Case.open(tmp_path / "FRESH", identity=second) as case:
        tie_spare(case, "甲", "电脑遗失")
        assert case.custody.reading().lent[-1].others == ("乙",)
