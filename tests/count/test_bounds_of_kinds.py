"""What one mistake of the machine can make is in no low: kinds, items and faces at one person; ages spread over a person's posts."""

from datetime import UTC, datetime

import pytest
from tests.count.test_figures import bounds, by_id, made
from tests.resolve.made import Who, decision, post

CHECKED = {"id_number": ["check", "chance.sure"]}


def victim(n, **more):
    return Who({"name": f"n{n}", "id_number": f"i{n}", **more}, reasons=CHECKED)


def test_a_kind_found_at_one_person_or_with_one_value_at_two_is_not_in_the_low():
    one = by_id(made([post(1, victim(1, school="s")), post(2, victim(2)), post(3, victim(3))])[1])
    assert bounds(one["kinds"]) == (2, 2, 3)  # the identity number by its check digit, names at three persons
    two = by_id(made([post(1, victim(1, school="s")), post(2, victim(2, school="s")), post(3, victim(3))])[1])
    assert bounds(two["kinds"]) == (2, 3, 3)
    other = by_id(made([post(1, victim(1, school="s")), post(2, victim(2, school="t")), post(3, victim(3))])[1])
    assert bounds(other["kinds"]) == (3, 3, 3)  # two values at two persons
    three = by_id(made([post(n, victim(n, school="s")) for n in range(3)])[1])
    assert bounds(three["kinds"]) == (3, 3, 3)


def test_reposts_of_one_mistake_are_one_mistake():
    f = by_id(made([post(n, victim(1, school="s")) for n in range(9)])[1])
    assert bounds(f["kinds"]) == (1, 1, 3)
    assert bounds(f["kind.school"]) == (0, 0, 1)


def test_a_check_digit_or_a_person_shows_a_kind_at_once():
    posts = [post(1, victim(1, school="s"))]
    assert bounds(by_id(made(posts)[1])["kinds"]) == (1, 1, 3)
    school = "telegram:channel:1/1/text/20-25/school"
    f = by_id(made(posts, [decision(1, "finding.confirm", finding=school)])[1])
    assert bounds(f["kinds"]) == (2, 2, 3)
    f = by_id(made([post(1, Who({"name": "x", "id_number": ("i", "invalid")}, reasons=CHECKED))])[1])
    assert f["kinds"]["low"] == 0  # the code of a right digit inside a number that is too long proves nothing


def test_a_second_spelling_of_an_address_is_no_second_item_in_the_low():
    posts = [post(n, victim(n, home_address=[f"a{n}", f"b{n}"], email=[f"c{n}", f"d{n}"])) for n in range(3)]
    f = by_id(made(posts)[1])
    assert bounds(f["kind.home_address"]) == (3, 6, 6)
    assert bounds(f["kind.email"]) == (6, 6, 6)


@pytest.mark.parametrize(("later", "changed"), [
    ({"phone_number": "P"}, (1, 1, 1)), ({"phone_number": "Q"}, (2, 2, 2)), ({"school": "s"}, (1, 1, 2)),
    ({"home_address": "b"}, (1, 2, 2)), ({}, (1, 1, 1)),
])  # fmt: skip
def test_changed_content_is_a_new_record_in_one_reading(later, changed):
    first = Who({"name": "x", "id_number": "A", "phone_number": "P", "home_address": "a"})
    f = by_id(made([post(1, first), post(2, Who({"name": "x", "id_number": "A", **later}))])[1])
    assert bounds(f["items_changed"]) == changed
    assert bounds(f["items_person"]) == (1, 1, 1)


def test_one_set_in_two_channels_is_one_or_two():
    posts = [post(1, victim(1)), post(2, victim(1), channel="telegram:channel:2"), post(3, victim(1))]
    f = by_id(made(posts)[1])
    assert bounds(f["items_set"]) == (1, 1, 1)
    assert bounds(f["items_channel"]) == (1, 2, 2)


def test_a_part_of_an_earlier_set_is_no_item_of_its_own_in_the_low():
    f = by_id(made([post(1, victim(1, school="s")), post(2, victim(1))])[1])
    assert bounds(f["items_set"]) == (1, 2, 2)


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def aged(*told):
    """One person: (day, lowest and highest age or None) a post."""
    posts = [
        post(n, Who({"name": "x", "id_number": "A"}, age=age), date=day(when)) for n, (when, age) in enumerate(told, 1)
    ]
    return by_id(made(posts)[1])


def test_an_age_in_one_post_is_an_age_in_every_other_post_of_the_person():
    f = aged(("2023-07-01", (12, 12)), ("2023-12-01", None), ("2025-08-01", None))
    assert bounds(f["minors_under_14"]) == (1, 1, 1)
    assert bounds(f["publications_under_14"]) == (
        2,
        2,
        2,
    )  # 12 in July 2023 is 12 or 13 in December, 14 or 15 two years on
    f = aged(("2023-07-01", (12, 12)), ("2025-01-01", None))
    assert bounds(f["publications_under_14"]) == (1, 2, 2)  # 13 or 14 then: the estimate takes the middle


def test_thirteen_in_one_post_and_fourteen_in_the_next():
    f = aged(("2023-07-01", (13, 13)), ("2023-08-01", (14, 14)), ("2023-07-15", None))
    assert bounds(f["minors_under_14"]) == (1, 1, 1)
    assert bounds(f["publications_under_14"]) == (1, 2, 2)
    assert bounds(f["minors"]) == (1, 1, 1)
    assert f["items_under_14"]["high"] == 2


def test_two_posts_narrow_what_one_leaves_open():
    f = aged(("2023-07-01", (17, 18)), ("2024-08-01", (17, 18)))
    assert bounds(f["minors"]) == (1, 1, 1)  # 17 or 18 a year later too: so 17 at the first


def test_ages_that_contradict_one_another_widen():
    f = aged(("2023-07-01", (13, 13)), ("2023-07-02", (30, 30)))
    assert bounds(f["minors_under_14"]) == (0, 0, 1)
    assert bounds(f["minors"]) == (0, 0, 1)


def test_an_age_that_only_a_doubtful_link_brings_is_in_the_high_alone():
    posts = [
        post(1, Who({"name": "x", "phone_number": "P"}, age=(13, 13))),
        post(2, {"phone_number": "P", "email": "e"}),
    ]
    f = by_id(made(posts)[1])
    assert bounds(f["persons"])[2] == 2
    assert bounds(f["minors_under_14"]) == (1, 1, 2)
    assert bounds(f["publications_under_14"]) == (1, 2, 2)


def test_an_age_of_an_evidence_class_that_is_not_admitted_is_in_no_low():
    """Once the low of minors took the word of any age, while the low of persons took none of such a class."""
    named = {"name": "x", "id_number": "A", "school": "s"}

    def told(sure, **more):
        reasons = {"name": ["label", "chance.sure"], **CHECKED, "school": ["net", sure]}
        child = Who(named, age=(12, 13), age_of="school", reasons=reasons)
        return by_id(made([post(1, child), post(2, named)], **more)[1])

    f = told("chance.sure")
    assert [bounds(f[name]) for name in ("minors", "minors_under_14", "publications_under_14")] == [
        (1, 1, 1), (1, 1, 1), (2, 2, 2),
    ]  # fmt: skip
    f = told("chance.even")
    assert [bounds(f[name]) for name in ("minors", "minors_under_14", "publications_under_14", "sensitive_persons")] == [
        (0, 1, 1), (0, 1, 1), (0, 2, 2), (0, 1, 1),
    ]  # fmt: skip


def test_an_age_that_was_decided_needs_no_class():
    reasons = {"name": ["label", "chance.sure"], **CHECKED}
    posts = [post(1, Who({"name": "x", "id_number": "A", "school": "s"}, age=(12, 13), age_of="school", reasons=reasons | {"school": ["net", "chance.even"]}))]  # fmt: skip
    minor = decision(1, "person.under_14", person="telegram:channel:1/1/0")
    assert bounds(by_id(made(posts, [minor])[1])["minors_under_14"]) == (1, 1, 1)


def test_an_age_outlives_the_school_that_it_stood_beside():
    """Once the answer that a school was wrong took the child that another post calls 初二 out of every bound of minors."""
    child = Who({"name": "x", "id_number": "A", "school": "s"}, age=(12, 13), age_of="school")
    wrong = decision(
        1, "publication.kind_untrue", publication="telegram:channel:1/1/0", kind="school", source="次日更正贴"
    )
    assert bounds(by_id(made([post(1, child)])[1])["minors"]) == (1, 1, 1)
    assert bounds(by_id(made([post(1, child)], [wrong])[1])["minors"]) == (0, 1, 1)
    told = Who({"name": "x", "id_number": "A", "age": "12"}, age=(12, 12), age_of="age")
    wrong = decision(
        1, "publication.kind_untrue", publication="telegram:channel:1/1/0", kind="age", source="次日更正贴"
    )
    assert bounds(by_id(made([post(1, told)], [wrong])[1])["minors"]) == (0, 0, 0)  # the age itself was wrong


def test_an_age_without_a_day_is_that_of_its_own_post():
    posts = [
        post(1, Who({"name": "x", "id_number": "A"}, age=(13, 13)), date=None),
        post(2, {"id_number": "A", "name": "x"}),
    ]
    f = by_id(made(posts)[1])
    assert bounds(f["minors_under_14"]) == (1, 1, 1)
    assert bounds(f["publications_under_14"]) == (1, 1, 1)
