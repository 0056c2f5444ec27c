"""Persons by the civil test beside the criminal one: what only shows an activity is left out, and never more are counted."""

import pytest
from tests.count.test_figures import bounds, by_id, made
from tests.resolve.made import Who, post

from doxdocket.law.identification import CIVIL, PROVISION, counts, identifies, rule


def both(*posts):
    f = by_id(made(list(posts))[1])
    return bounds(f["persons"]), bounds(f["persons_civil"])


@pytest.mark.parametrize(("held", "criminal", "civil"), [
    ({"name": "x", "id_number": "A"}, (1, 1, 1), (1, 1, 1)),
    ({"name": "x", "phone_number": "P"}, (1, 1, 1), (1, 1, 1)),
    ({"name": "x", "lodging_record": "L"}, (0, 1, 1), (0, 0, 1)),  # what somebody did; open who it is
    ({"name": "x", "movement_trace": "L"}, (0, 1, 1), (0, 0, 1)),
    ({"name": "x", "travel_ticket": "T"}, (0, 1, 1), (0, 0, 1)),
    ({"name": "x", "exam_certificate": "E"}, (0, 1, 1), (0, 1, 1)),  # as with a school
    ({"phone_number": "P"}, (0, 0, 1), (0, 0, 1)),
    ({"name": "x", "school": "S"}, (0, 1, 1), (0, 1, 1)),
])  # fmt: skip
def test_the_civil_count_leaves_out_what_only_shows_an_activity(held, criminal, civil):
    assert both(post(1, held)) == (criminal, civil)


def test_a_set_of_an_activity_that_is_certainly_linked_to_an_identified_person_counts():
    posts = [
        post(1, Who({"name": "x", "id_number": "A"})),
        post(2, Who({"name": "x", "id_number": "A", "lodging_record": "L"})),
    ]
    assert both(*posts) == ((1, 1, 1), (1, 1, 1))


def test_the_civil_rule_has_no_combination_that_the_criminal_one_has_not():
    def told(provision):
        return {(row.answer, tuple(c)) for row in rule(provision).answers for c in row.any_of}

    more = {tuple(c) for _, c in told(PROVISION) - told(CIVIL)}
    activity = {tuple(c) for row in rule(CIVIL).answers for c in row.any_of if row.answer == "activity"}
    assert more == activity  # what the one leaves open is open to the other
    assert {a for a in told(CIVIL) if a[0] != "activity"} < told(PROVISION)
    assert more == {
        ("name", k)
        for k in (
            "movement_trace",
            "realtime_location",
            "vehicle_trace",
            "lodging_record",
            "hotel_room_current",
            "travel_ticket",
            "communication_content",
            "call_record",
        )
    }


def test_the_two_tests_are_asked_by_name():
    held = frozenset({"name", "lodging_record"})
    assert (identifies(held), identifies(held, by=CIVIL)) == ("unknown", "activity")
    assert counts("activity", named=True, by=CIVIL) == "high"
    assert counts("no", named=True, certain=True, by=CIVIL) == "low"
