"""Figures of sensitive information: the kinds are those of the dated rule of PIPL 28, what is for a person stands in the high alone."""

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.count.test_bounds_of_kinds import aged, victim
from tests.count.test_explain import held
from tests.count.test_figures import bounds, by_id, made
from tests.resolve.made import Who, decision, post

from doxdocket.count.catalogue import catalogue, condition
from doxdocket.count.cites import cited, told
from doxdocket.count.civil_facts import known
from doxdocket.count.explain import explain
from doxdocket.count.tiers import shown_alone
from doxdocket.law.answer import answer
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import by_provision
from doxdocket.words import zh_en

SUMS = ("sensitive_persons", "sensitive_publications", "sensitive_items")


def of(*posts):
    f = by_id(made(list(posts))[1])
    return tuple(bounds(f[name]) for name in SUMS)


@pytest.mark.parametrize(("kind", "persons"), [
    ("bank_account", (3, 3, 3)),  # one of the six classes of the article
    ("health_record", (3, 3, 3)),
    ("email", (0, 0, 3)),  # beside an identity number, which is for a person
    ("travel_ticket", (0, 0, 3)),  # whether one ticket is a track is for a person
    ("id_card_image", (0, 0, 3)),
])  # fmt: skip
def test_kinds_of_the_article_are_in_the_low_and_kinds_for_a_person_in_the_high(kind, persons):
    assert of(*(post(n, victim(n, **{kind: f"v{n}"})) for n in range(3)))[0] == persons


def test_items_and_publications_are_those_of_sensitive_kinds():
    posts = [post(n, victim(n % 3, bank_account=f"b{n % 3}")) for n in range(6)]
    # three accounts are surely sensitive; three identity numbers only if a person finds so; names never
    assert of(*posts) == ((3, 3, 3), (6, 6, 6), (3, 3, 6))


def test_a_kind_that_one_mistake_can_make_makes_nobody_sensitive_in_the_low():
    assert of(post(1, victim(1, health_record="h")), post(2, victim(2)))[0] == (0, 0, 2)


def test_everything_of_a_child_under_fourteen_is_sensitive_on_that_day():
    f = aged(("2023-07-01", (13, 13)), ("2023-08-01", (14, 14)), ("2023-07-15", None))
    assert bounds(f["sensitive_persons"]) == (1, 1, 1)
    assert bounds(f["sensitive_publications"])[:2] == bounds(f["publications_under_14"])[:2]
    grown = aged(("2023-07-01", (30, 30)))
    assert bounds(grown["sensitive_persons"]) == (0, 0, 1)  # by the identity number, for a person


def test_the_kinds_are_those_of_the_rule():
    rule, low = by_provision("cn/pipl/28"), condition(catalogue().named["sensitive_persons"].low)
    own, decided = low.split(" OR (sensitive IS true", 1)
    how = {k.id: rule.how(k) for k in kinds().values()}
    assert {k for k in kinds() if f"'{k}'" in own} == {k for k, one in how.items() if one == "surely"}
    assert {k for k in kinds() if f"'{k}'" in decided} == {k for k, one in how.items() if one == "perhaps"}


def test_they_cite_the_article_and_say_when_it_was_not_in_force():
    for figure in SUMS:
        rule = catalogue().named[figure].rule
        assert "第二十八条" in told(cited(figure, rule), "zh")
        assert "尚未施行" in told(cited(figure, rule, None, (date(2021, 10, 1), date(2021, 10, 31))), "zh")


def test_a_kind_whose_own_low_is_nought_brings_no_set_into_the_low_of_a_tier():
    """Once a vehicle track seen at one person made a set of tier A at the low, while its kind and the persons of sensitive kinds had none."""
    dossiers = pa.table({
        "kinds": [["name", "vehicle_track"], ["name"]], "kinds_low": pa.array([None, None], pa.list_(pa.string())),
        "kinds_admitted": pa.array([None, ["name"]], pa.list_(pa.string())),
    })  # fmt: skip
    shown = pa.table({"kind": ["name", "vehicle_track"], "shown": ["low", "high"]})
    assert shown_alone(dossiers, shown)["kinds_admitted"].to_pylist() == [["name"], ["name"]]


SAID = [post(n, victim(n, home_address=f"a{n}")) for n in range(3)]


def found(kind, answer, n=1):
    return decision(n, "kind.sensitive", kind=kind, sensitive=answer)


def decided(*decisions, posts=SAID):
    f = by_id(made(posts, decisions)[1])
    return tuple(bounds(f[name]) for name in SUMS)


def test_a_kind_that_a_person_finds_sensitive_counts_as_the_six_classes_and_one_found_not_to_be_leaves_the_high():
    assert decided() == ((0, 0, 3), (0, 0, 3), (0, 0, 6))  # identity numbers and addresses are for a person
    yes, no = found("id_number", "yes"), found("home_address", "no", 2)
    assert decided(yes) == ((3, 3, 3), (3, 3, 3), (3, 3, 6))
    assert decided(no) == ((0, 0, 3), (0, 0, 3), (0, 0, 3))
    assert decided(yes, no) == ((3, 3, 3), (3, 3, 3), (3, 3, 3))
    assert decided(no, found("id_number", "no", 3)) == ((0, 0, 0),) * 3
    assert decided(yes, decision(3, "undo", decision="1")) == decided()


def test_a_kind_found_sensitive_enters_the_low_under_the_conditions_of_the_six_classes():
    one = [post(1, victim(1, health_record="h", home_address="a")), post(2, victim(2))]
    [persons, *_] = decided(found("home_address", "yes"), found("id_number", "no", 2), posts=one)
    assert persons == (0, 0, 1)  # shown at one person, which one mistake makes: as the record of health beside it
    assert (
        decided(found("health_record", "no"), posts=one)[0][2] == 2
    )  # what the article names is no person's to take out


def test_what_is_of_a_child_under_fourteen_is_sensitive_whatever_is_decided_of_its_kind():
    child = [post(1, Who({"name": "x", "id_number": "A", "phone_number": "P"}, age=(13, 13)))]
    assert decided(found("id_number", "no"), posts=child) == decided(posts=child)
    assert decided(posts=child)[0] == (1, 1, 1)


@given(
    st.permutations(["id_number", "home_address"]), st.lists(st.sampled_from(["yes", "no", ""]), min_size=2, max_size=2)
)
def test_decisions_move_no_bound_beyond_another_and_only_the_figures_of_what_is_sensitive(kinds_, answers):
    said = [found(kind, answer, n) for n, (kind, answer) in enumerate(zip(kinds_, answers, strict=True)) if answer]
    before, after = (by_id(made(SAID, some)[1]) for some in ([], said))
    for name, figure in after.items():
        was, now = bounds(before[name]), bounds(figure)
        if name in SUMS:
            assert was[0] <= now[0] <= now[1] <= now[2] <= was[2]
        else:
            assert was == now


def test_the_figure_its_page_and_that_of_the_law_say_who_decided():
    said = [found("id_number", "yes"), found("home_address", "no", 2)]
    figures = by_id(made(SAID, said)[1])
    assert "（1）" in figures["sensitive_items"]["note"]
    assert "decision 2" in figures["sensitive_items"]["note_en"]
    assert "decision 2" not in figures["persons"]["note_en"]
    title = zh_en("count_explain.decisions_and_their_evidence")
    for id_ in (*SUMS, "cn/pipl/28"):
        for decisions in (said, []):
            h = held(*decisions, posts=SAID)
            page = explain(h, h, id_, posts=h.rows["posts"], findings=h.rows["findings"])
            rows = [row for one in page.sections if (one.title.zh, one.title.en) == title for row in one.rows]
            assert [(r["officer"], r["reason"], r["kind"], r["sensitive"]) for r in rows] == [
                ("甲", "比对", d["target"]["kind"], d["target"]["sensitive"]) for d in decisions
            ]


def test_the_answer_of_the_law_follows():
    rule = by_provision("cn/pipl/28")
    rows = [{"id": f"kind.{kind}", "low": 3, "high": 3} for kind in ("id_number", "home_address")]

    def answers(**said):
        told = known(rows, rule, {kind: answer == "yes" for kind, answer in said.items()})
        return answer("cn/pipl/28", {"under_14": False, **told["low"]}, date(2024, 3, 1))

    assert answers().missing == ("person_looks",)
    assert (answers(id_number="yes").answer, answers(id_number="yes").inputs["touched_by"]) == ("met", "id_number")
    assert answers(id_number="no").missing == ("person_looks",)
    assert "id_number" not in answers(id_number="no").inputs["perhaps_by"]
    assert answers(id_number="no", home_address="no").answer != "met"
