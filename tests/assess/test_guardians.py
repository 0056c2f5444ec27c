"""Guardians in every constellation: who answers for acts of which days, who is one no longer, who must be asked for, acts in nobody's care."""

from datetime import date
from itertools import product

import pytest

from doxdocket.assess.forms.parties import Defendant, Fact, Guardian
from doxdocket.assess.parties import deeds, parts
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.guardians import answering
from doxdocket.assess.parties.liability import edges, groups
from doxdocket.assess.parties.stretches import bands, without
from doxdocket.assess.parties.ward import Acts, lacking
from doxdocket.assess.plain_records import plain

ACT, LATER, SUIT = date(2023, 7, 9), date(2024, 3, 20), date(2025, 4, 11)


def guardian(**more):
    return Guardian(**({"id": "G1", "ward": "D1", "name": "丙", "relation": "mother"} | more))


def father(**more):
    return guardian(**({"id": "G2", "relation": "father"} | more))


def minor(born="2008-06-21", **more):
    return Defendant(**({"id": "D1", "name": "乙", "born": born, "own_labour": False} | more))


def stated(**facts):
    return Facts({k: Fact(id=k, value=v, reason="查明") for k, v in facts.items()})


def rules(row):
    return {a.provision: a.answer for a in row.asked}


def asked(who, *by, first=ACT, last=LATER, sued=SUIT, facts=None, **more):
    return answering(who, by, Acts(first, last, sued, **more), facts or Facts({}))


def named(*args, **more):
    return {row.who: row for row in asked(*args, **more) if row.who}


def unnamed(*args, **more):
    return [row for row in asked(*args, **more) if not row.who]


@pytest.mark.parametrize(
    ("born", "sued", "how"),
    [
        ("2008-06-21", SUIT, "guardian"),
        ("2006-09-14", SUIT, "former guardian"),
        ("2007-04-10", SUIT, "former guardian"),  # eighteen on the day after the birthday, which is the day of the suit
        ("2007-04-11", SUIT, "guardian"),
        ("2008-06-21", None, "open"),
        ("2005", SUIT, "open"),
    ],
)
def test_guardian_or_former_guardian(born, sued, how):
    row = named(minor(born), guardian(), sued=sued)["G1"]
    assert row.constellation == how
    assert (row.who, row.ward) == ("G1", "D1")


def test_a_guardian_bears_all_and_only_for_acts_that_others_instigated_a_part():
    facts = stated(damage=True, guardian_failed=True)
    row = named(minor(), guardian(), facts=facts, instigated=[(None, None)])["G1"]
    assert (row.constellation, row.marks) == ("in part", ("instigated_only",))
    assert rules(row)["cn/fashi-2024-12/12"] == rules(row)["cn/minfadian/1169-2-guardian"] == "met"
    assert rules(row)["cn/fashi-2024-12/5"] == rules(row)["cn/minfadian/1188-1"] == "met"  # for every other act
    assert named(minor(""), guardian(), instigated=[(None, None)])["G1"].constellation == "open"


def test_where_every_act_was_instigated_nothing_is_left_for_which_the_guardian_bears_all():
    facts, day = stated(damage=True, guardian_failed=True), date(2024, 1, 10)
    led, part = ("instigated", ()), ("in part", ("instigated_only",))
    for last, unled, told in ((day, [], led), (ACT, [], part), (day, [day], part)):
        row = named(minor(), guardian(), facts=facts, days=[ACT, day], instigated=[(ACT, last)], unled=unled)["G1"]
        assert (row.constellation, row.marks) == told
        displaced = ("cn/minfadian/1169-2",) if told is led else ()
        assert {a.displaced_by for a in row.asked if a.provision in {"cn/minfadian/1188-1", "cn/fashi-2024-12/5"}} == {
            displaced
        }
    grown = named(minor("2006-09-14"), guardian(), facts=facts, days=[ACT], instigated=[(ACT, ACT)])["G1"]
    assert (grown.constellation, rules(grown)["cn/fashi-2024-12/6"]) == ("former instigated", "not determinable")
    early = guardian(until=date(2023, 12, 31))  # of one's own time alone
    rows = named(minor(), early, father(since=date(2024, 1, 1)), facts=facts, days=[ACT, day], instigated=[(ACT, ACT)])
    assert [rows[who].constellation for who in ("G1", "G2")] == ["instigated", "guardian"]


def test_a_guardian_of_days_in_which_nobody_instigated_answers_in_full():
    row = named(minor(), guardian(since=date(2024, 1, 1)), instigated=[(ACT, date(2023, 7, 31))])["G1"]
    assert (row.constellation, row.marks) == ("guardian", ())
    assert "cn/fashi-2024-12/12" not in rules(row)


def test_a_delegation_that_ended_before_the_acts_is_none():
    carer = guardian(id="G9", relation="delegate", until=date(2022, 12, 31))
    facts = stated(damage=True)
    assert "cn/minfadian/1189" not in rules(named(minor(), guardian(), carer, facts=facts)["G1"])
    still = guardian(id="G9", relation="delegate", until=date(2023, 12, 31))
    assert rules(named(minor(), guardian(), still, facts=facts)["G1"])["cn/minfadian/1189"] == "met"


def test_parents_who_never_had_the_care_at_once_are_not_both():
    dead = father(ended="dead", until=date(2023, 8, 1))
    rows = named(minor(), guardian(since=date(2023, 8, 2)), dead)
    assert [rules(row).get("cn/fashi-2024-12/7") for row in rows.values()] == [None, None]
    assert rules(named(minor(), guardian(), father())["G1"])["cn/fashi-2024-12/7"] == "met"


def test_a_step_parent_who_adopted_beside_the_mother_is_no_single_adopter():
    gone = father(ended="adopted", until=date(2020, 1, 1))
    adopter = guardian(id="G3", relation="adopter", basis="adoption", since=date(2020, 1, 1))
    assert unnamed(minor(), guardian(), gone, adopter) == []
    assert [row.relation for row in unnamed(minor(), gone, adopter)] == ["adopter"]


def test_care_that_is_not_founded_is_not_sure():
    step = guardian(relation="step_parent")
    found = asked(minor(), step)
    assert [(p.name, p.sure) for p in parts.by_care(minor(), [step], found) if p.name == "G1"] == [("G1", ())]


def test_the_interpretation_is_asked_on_the_day_of_the_hearing():
    before, after = date(2024, 8, 1), date(2025, 3, 1)
    assert rules(named(minor(), guardian(), sued=before)["G1"])["cn/fashi-2024-12/4"] == "not determinable"
    assert rules(named(minor(), guardian(), sued=before, heard=after)["G1"])["cn/fashi-2024-12/4"] == "met"


def test_nobody_answers_for_an_adult_nor_where_no_act_is_known():
    assert asked(minor("1999-01-01"), guardian()) == []
    (row,) = asked(minor(), guardian(), first=None, last=None)
    assert (row.constellation, row.missing) == ("open", ("first_act",))
    assert asked(minor(), first=None, last=None) == []
    assert lacking(minor(), None, None) == "open"


def test_who_came_of_age_during_the_acts_has_a_guardian_for_the_first():
    assert lacking(minor("2005-10-01"), ACT, LATER) == "limited"
    row = named(minor("2005-10-01"), guardian())["G1"]
    assert row.constellation == "former guardian"
    assert (row.missing, row.marks) == ((), ("came_of_age",))  # a mark is no missing fact
    assert (row.first, row.last) == (ACT, date(2023, 10, 1))  # the birthday itself is the last day as a minor
    assert named(minor("2005", own_labour=None), guardian())["G1"].missing == ("born", "own_labour")


def test_who_was_sixteen_and_of_whom_nobody_said_what_he_lives_on_is_open():
    sixteen = minor("2007-01-01", own_labour=None)
    assert lacking(sixteen, ACT, LATER) == "open"
    row = named(sixteen, guardian())["G1"]
    assert (row.constellation, row.missing) == ("open", ("own_labour",))  # the birth is known and not asked for
    turned = minor("2007-10-01", own_labour=None)  # fifteen at the first act: a guardian answers for that one
    row = named(turned, guardian())["G1"]
    assert (row.constellation, row.missing) == ("guardian", ("own_labour",))
    (part, _) = parts.by_care(turned, [guardian()], [row])
    assert part.sure[0][1] == date(2023, 10, 1)  # surely in care until sixteen, perhaps until adult
    assert part.may[0][1] == date(2025, 10, 1)


def test_an_instigation_that_its_article_does_not_answer_takes_no_other_act_from_the_guardian():
    facts = stated(damage=True, guardian_failed=True)
    row = named(minor(), guardian(), facts=facts, perhaps=[(None, None)])["G1"]
    assert (row.constellation, row.missing, row.marks) == ("in part", ("joint_act",), ())
    assert rules(row)["cn/fashi-2024-12/5"] == "met"
    assert rules(row)["cn/minfadian/1169-2-guardian"] == "not determinable"
    assert named(minor(), guardian(), perhaps=[(date(2025, 1, 1), None)])["G1"].constellation == "guardian"


def test_one_known_by_an_act_together_alone_that_is_not_made_out_leaves_the_guardian_open():
    row = named(minor(), guardian(), facts=stated(damage=True), unsettled=True)["G1"]
    assert (row.constellation, row.missing) == ("open", ("joint_act",))
    assert rules(row)["cn/minfadian/1188-1"] == "not determinable"  # that the ward harmed anybody is not known
    (nobody,) = asked(minor(), unsettled=True)
    assert nobody.constellation == "open"


def test_who_lives_on_own_labour_from_sixteen_has_a_guardian_until_then():
    row = named(minor("2007-10-01", own_labour=True), guardian())["G1"]
    assert (row.first, row.last, row.missing) == (ACT, date(2023, 10, 1), ())


def test_a_minor_without_an_entered_guardian_is_told():
    (row,) = asked(minor(), guardian(ward="D9"))
    assert (row.who, row.missing, row.constellation) == ("", ("guardian",), "guardian")


def test_one_parent_alone_asks_for_the_other_and_says_what_turns_on_it():
    (row,) = unnamed(minor(), guardian())
    assert (row.relation, row.constellation, row.missing) == ("father", "open", ("other_parent",))
    assert rules(row)["cn/fashi-2024-12/7"] == rules(row)["cn/fashi-2024-12/8"] == "not determinable"
    (row,) = unnamed(minor(), father(), facts=stated(parents_divorced=True))
    assert row.relation == "mother"
    assert [a.missing for a in row.asked if a.provision == "cn/fashi-2024-12/8"] == [("parents_both",)]
    assert unnamed(minor(), guardian(), facts=stated(parents_both=False)) == []
    assert unnamed(minor(), guardian(), facts=stated(**{"parents_both@D1": False})) == []
    (row,) = unnamed(minor(), guardian(relation="grandparent"))  # once for both, and none of them is the other parent
    assert (row.relation, row.missing) == ("parent", ("both_parents",))
    assert rules(row)["cn/fashi-2024-12/7"] == "not determinable"


@pytest.mark.parametrize(
    ("ended", "rule"),
    [("dead", "cn/minfadian/39-1"), ("unable", "cn/minfadian/39-1"), ("court", "cn/minfadian/39-1"), ("disqualified", "cn/minfadian/36-1"),
     ("adopted", None)],
)  # fmt: skip
def test_a_parent_who_was_guardian_no_longer_is_accounted_for(ended, rule):
    before = father(ended=ended, until=date(2020, 1, 1))
    found = named(minor(), guardian(), before)
    assert (found["G2"].constellation, unnamed(minor(), guardian(), before)) == ("not guardian then", [])
    assert rules(found["G1"]).get("cn/fashi-2024-12/7") is None
    assert rule is None or rules(found["G2"])[rule] == "met"
    since = named(minor(), guardian(), father(ended=ended, until=date(2024, 6, 1)))["G2"]
    assert (since.constellation, since.marks, since.last) == (
        "dead" if ended == "dead" else "guardian", (f"since_{ended}",), LATER,
    )  # fmt: skip


def test_an_end_of_care_without_its_day_leaves_both_readings():
    found = named(minor(), guardian(), father(ended="dead"))
    assert (found["G2"].constellation, found["G2"].missing) == ("dead", ("ended_day",))
    assert "cn/fashi-2024-12/7" not in rules(found["G1"])
    low, high = parts.by_care(minor(), [father(ended="dead")], [found["G2"]])[0], ()
    assert (low.sure, bool(low.may)) == (high, True)


def test_both_parents_divorced_or_not_and_step_parents():
    two = [guardian(), father(), guardian(id="G3", relation="step_parent")]
    found = named(minor(), *two, facts=stated(parents_divorced=True, damage=True))
    assert rules(found["G1"])["cn/fashi-2024-12/7"] == rules(found["G2"])["cn/fashi-2024-12/8"] == "met"
    assert rules(found["G1"])["cn/minfadian/1188-1"] == rules(found["G1"])["cn/minfadian/27-1"] == "met"
    assert "fosters" in found["G3"].missing
    assert found["G3"].constellation == "open"
    assert rules(found["G3"])["cn/fashi-2024-12/9"] == "not determinable"
    for fosters, how in ((True, "guardian"), (False, "not guardian then")):
        assert named(minor(), guardian(relation="step_parent", fosters=fosters))["G1"].constellation == how


@pytest.mark.parametrize(
    ("relation", "basis", "how", "rule"),
    [
        ("grandparent", None, "open", ("cn/minfadian/27-2", "not determinable")),
        ("grandparent", "parents_dead", "guardian", ("cn/minfadian/27-2", "met")),
        ("sibling", "parents_unable", "guardian", ("cn/minfadian/27-2", "met")),
        ("other", "court", "guardian", ("cn/minfadian/27-1", "not met")),
        ("adopter", None, "open", ("cn/minfadian/1111-1", "not determinable")),
        ("adopter", "adoption", "guardian", ("cn/minfadian/1111-1", "met")),
    ],
)
def test_one_who_is_no_parent_needs_a_ground(relation, basis, how, rule):
    row = named(minor(), guardian(relation=relation, basis=basis))["G1"]
    assert (row.constellation, rules(row)[rule[0]]) == (how, rule[1])
    assert ("basis" in row.missing) == (basis is None)


def test_the_dead_are_no_party_and_answer_no_more():
    two = [guardian(), father(ended="dead", until=date(2024, 6, 1))]
    found = named(minor(), *two, facts=stated(damage=True))
    assert (found["G1"].constellation, found["G2"].constellation) == ("guardian", "dead")
    assert not {"cn/minfadian/1188-1", "cn/fashi-2024-12/7"} & {*rules(found["G2"])}
    assert rules(found["G2"])["cn/minfadian/39-1"] == "met"
    assert "cn/fashi-2024-12/7" not in rules(found["G1"])
    assert [edge.target for edge in edges([], found.values())] == ["G1"]


def test_who_is_guardian_because_the_parents_died_makes_nobody_ask_for_them():
    assert unnamed(minor(), guardian(relation="grandparent", basis="parents_dead")) == []
    asked_for = unnamed(minor(), guardian(relation="grandparent", basis="parents_unable"))
    assert [row.relation for row in asked_for] == ["parent"]


def test_two_adopters_are_parents_and_one_asks_for_the_second():
    first, second = (guardian(id=f"G{n}", relation="adopter", basis="adoption") for n in (1, 2))
    assert [row.relation for row in unnamed(minor(), first)] == ["adopter"]
    assert unnamed(minor(), first, second) == []
    assert rules(named(minor(), first, second)["G1"])["cn/fashi-2024-12/7"] == "met"


def test_a_guardian_for_want_of_parents_beside_parents_is_told():
    by = guardian(id="G3", relation="grandparent", basis="parents_unable")
    assert "parents_stand" in named(minor(), by, guardian(), father())["G3"].marks
    gone = [p(ended="unable", until=date(2022, 1, 1)) for p in (guardian, father)]
    assert named(minor(), by, *gone)["G3"].marks == ()


def test_a_delegate_answers_within_fault_and_the_guardian_all_the_same():
    by = [guardian(), father(), guardian(id="G3", relation="delegate")]
    found = named(minor(), *by, facts=stated(damage=True))
    assert (found["G3"].constellation, found["G3"].missing) == ("delegate", ("delegate_at_fault",))
    assert rules(found["G1"])["cn/minfadian/1189"] == rules(found["G3"])["cn/minfadian/1189"] == "met"
    found = named(minor(), *by, facts=stated(damage=True, delegate_at_fault=True))
    assert (found["G3"].missing, rules(found["G3"])["cn/fashi-2024-12/10"]) == ((), "met")
    assert "cn/minfadian/1189" not in rules(named(minor(), *by[:2])["G1"])


def test_a_guardian_whose_time_does_not_touch_the_acts_does_not_answer():
    for more in ({"since": date(2024, 4, 1)}, {"until": date(2023, 1, 1)}):
        assert named(minor(), guardian(**more))["G1"].constellation == "not guardian then"
    grown = minor("2005-10-01")  # care that began after the ward had grown up touches no act that needs it
    assert named(grown, guardian(since=date(2023, 10, 2)))["G1"].constellation == "not guardian then"
    assert named(grown, guardian(since=date(2023, 10, 1)))["G1"].constellation == "former guardian"


def test_a_guardian_of_a_part_of_the_time_answers_for_that_part():
    row = named(minor(), guardian(since=date(2023, 9, 1), until=date(2023, 12, 31)))["G1"]
    assert (row.first, row.last) == (date(2023, 9, 1), date(2023, 12, 31))
    assert (row.first, row.last) == (date(2023, 9, 1), date(2023, 12, 31))


def test_acts_in_nobodys_care_are_told_where_there_are_any():
    by = [guardian(until=date(2023, 9, 30)), father(since=date(2023, 10, 10), until=date(2024, 2, 1))]

    def gaps(*days):
        rows = unnamed(minor(), *by, days=days)
        return [(row.first.isoformat(), row.last.isoformat()) for row in rows if "nobody_then" in row.missing]

    assert gaps() == [("2024-02-02", "2024-03-20")]  # the last act is in it
    assert gaps(date(2023, 10, 9)) == [("2023-10-01", "2023-10-09"), ("2024-02-02", "2024-03-20")]
    delegate = guardian(id="G3", relation="delegate")  # whose care is no guardianship
    assert any("nobody_then" in row.missing for row in unnamed(minor(), *by, delegate))


def test_guardians_stand_in_the_graph_and_bind_nobody_else():
    found = edges([], asked(minor(), guardian(), father(until=date(2020, 1, 1))))
    assert [(e.source, e.target, e.kind, e.outcome) for e in found] == [("D1", "G1", "guardian", "guardian")]
    assert groups(found) == {}
    assert plain(found[0])["to"] == "G1"


def test_the_time_of_a_guardian_and_of_nobody_is_that_while_a_minor():
    who, by = minor("2005-10-01"), [guardian(until=date(2023, 7, 31)), father(since=date(2023, 9, 1))]
    mother, dad, nobody = parts.by_care(who, by, asked(who, *by))
    assert mother.sure == mother.may == ((date.min, date(2023, 7, 31)),)
    assert dad.sure == ((date(2023, 9, 1), date(2023, 10, 1)),)
    assert nobody.sure == ((date(2023, 8, 1), date(2023, 8, 31)),)
    who = minor("2005")
    mother, dad, nobody = parts.by_care(who, by, asked(who, *by))
    assert (dad.sure, dad.may) == ((), ((date(2023, 9, 1), date(2023, 12, 31)),))
    assert (nobody.sure, nobody.may) == ((), ((date(2023, 8, 1), date(2023, 8, 31)),))
    assert [one.may for one in parts.by_care(minor(""), by, asked(minor(""), *by))][1] == (
        (date(2023, 9, 1), date.max),
    )
    assert parts.by_care(minor("1999"), by, []) == []


def test_days_of_a_part_are_windows_of_every_scope_and_only_the_high_takes_undated_posts():
    rows = list(parts.windows("D1", parts.AGE, parts.by_age("2008", ACT, date(2024, 7, 1))))
    assert {row["name"] for row in rows} == {
        f"{how}{firm}:D1" for how, firm in product((deeds.OWN, deeds.CLAIMED, deeds.JOINT), ("", deeds.SURE))
    }
    assert [(r["part"], r["bound"], r["first_day"], r["last_day"], r["undated"]) for r in rows[:4]] == [
        ("age:0-15", "low", 10101, 20240101, 0),
        ("age:0-15", "high", 10101, 20241231, 1),
        ("age:16-17", "low", 20250101, 20260101, 0),
        ("age:16-17", "high", 20240102, 20261231, 1),
    ]


def test_ages_beside_the_lines_are_told_apart_only_where_acts_may_lie_on_both_sides():
    def names(born, first, last):
        return [part.name for part in parts.by_age(born, first, last)]

    assert names("2007-07-09", date(2023, 7, 9), date(2023, 7, 9)) == []
    assert names("2007-07-09", date(2023, 7, 9), date(2023, 7, 10)) == ["0-15", "16-17"]
    assert names("2005-08", date(2023, 8, 2), None) == ["16-17", "18-"]
    assert names("2006-02", date(2021, 1, 1), date(2025, 1, 1)) == ["0-15", "16-17", "18-"]
    assert names("2006-02-30", date(2021, 1, 1), date(2025, 1, 1)) == []
    assert names("2004-02-29", date(2022, 2, 28), date(2022, 2, 28)) == []  # the birthday itself never comes
    assert names("2004-02-29", date(2022, 2, 28), date(2022, 3, 1)) == ["16-17", "18-"]


def test_stretches_without_others():
    day = date(2024, 1, 1)
    assert without([(day, day)], [(date.min, date.max)]) == ()
    assert without([(date.min, date.max)], [(date.min, day)])[0][0] == date(2024, 1, 2)
    assert without([(date.min, day)], [(date(2025, 1, 1), date.max)]) == ((date.min, day),)
    assert [part.name for part in bands("2008", (8, 16))] == ["0-7", "8-15", "16-"]


def test_a_guardian_answers_for_the_days_themselves_and_not_for_those_between():
    """Once whoever had the care between two acts answered, though there was no act in that time."""
    between = guardian(since=date(2023, 9, 1), until=date(2023, 12, 31))
    days = [date(2023, 7, 9), date(2023, 8, 2), date(2024, 3, 1)]
    span = {"first": days[0], "last": days[-1]}
    assert named(minor(), between, days=days, **span)["G1"].constellation == "not guardian then"
    assert named(minor(), between, **span)["G1"].constellation == "guardian"  # the register knows no day of them
    (row,) = [row for row in asked(minor(), guardian(until=date(2023, 12, 31)), days=days, **span) if row.who]
    assert (row.first, row.last) == (days[0], days[1])
    gaps = unnamed(minor(), guardian(until=date(2023, 12, 31)), father(), days=days, **span)
    assert not gaps


@pytest.mark.parametrize("ends", [("dead",), ("unable", "dead")])
def test_of_parents_who_died_before_nothing_is_said_beside_the_one_who_has_the_care(ends):
    """That parents stand beside a grandparent is told only of days in which one of them may have had the care."""
    since = date(2024, 1, 1)
    parents = [make(ended=end, until=date(2023, 12, 31)) for make, end in zip((guardian, father), ends, strict=False)]
    by = guardian(id="G3", relation="grandparent", basis="parents_dead", since=since)
    row = named(minor(), *parents, by, days=[ACT, LATER])["G3"]
    assert (row.first, row.last, row.marks) == (LATER, LATER, ())
    assert "parents_stand" in named(minor(), *parents, by, father(until=None), days=[ACT, LATER])["G3"].marks
