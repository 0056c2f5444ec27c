"""Figures of sensitive information: the kinds are those of the dated rule of PIPL 28, what is for a person stands in the high alone."""

from datetime import date

import pyarrow as pa
import pytest
from tests.count.test_bounds_of_kinds import aged, victim
from tests.count.test_figures import bounds, by_id, made
from tests.resolve.made import post

from doxdocket.count.catalogue import catalogue, condition
from doxdocket.count.cites import cited, told
from doxdocket.count.tiers import shown_alone
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import by_provision

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
    assert {k for k in kinds() if f"'{k}'" in low} == {k.id for k in kinds().values() if rule.how(k) == "surely"}


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
