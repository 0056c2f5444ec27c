"""A value that may be another person's of its post neither keeps persons apart for the fewest nor makes them one for certain."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.made import Post, Who, decision, findings, meta, post, resolve
from tests.resolve.test_properties import evidence
from tests.sizes import examples

from doxdocket.law import classes

C = "telegram:channel:1"
TOLD = {"id_number": "A", "name": "x", "phone_number": "P"}
"""Its number is the first finding of a post."""
OTHER = {"name": "x", "home_address": "h", "id_number": "B"}


def run(*posts: Post, decisions=()):
    return resolve(findings(posts), meta(posts), decisions, {})


def persons(*posts: Post, **more):
    """Persons at the low, the estimate and the high, of all sets."""
    rows = run(*posts, **more).dossiers.to_pylist()
    return tuple(len({r[c] for r in rows if r[c]}) for c in ("person_low", "person_best", "person"))


def unsure(values, *kinds, **more):
    return Who(values, reasons={kind: [classes.WHOSE] for kind in kinds}, **more)


def links(*posts):
    return {(r["rule"], r["level"], r["blocked_by"]) for r in run(*posts).links.to_pylist()}


def test_a_number_that_may_be_anothers_keeps_nobody_apart_for_the_fewest_and_the_queue_asks():
    assert persons(post(1, TOLD), post(2, OTHER)) == (2, 2, 2)
    doubted = post(1, unsure(TOLD, "id_number")), post(2, OTHER)
    assert persons(*doubted) == persons(*reversed(doubted)) == (1, 2, 2)
    [asked] = run(*doubted).queue.to_pylist()
    assert (asked["question"], asked["level"], asked["blocked_by"]) == ("same_person", "possible", None)


@pytest.mark.parametrize(
    ("said", "more"), [("finding.confirm", {}), ("finding.person", {"publication": f"{C}/1/0"})], ids=str
)
def test_once_a_person_says_whose_it_is_it_keeps_apart_and_joins_again(said, more):
    say = [decision(1, said, finding=f"{C}/1/text/0-5/id_number", **more)]
    assert persons(post(1, unsure(TOLD, "id_number")), post(2, OTHER), decisions=say) == (2, 2, 2)
    again = post(1, unsure({"id_number": "A", "name": "x"}, "id_number")), post(2, {"id_number": "A", "email": "e"})
    assert (persons(*again), persons(*again, decisions=say)) == ((1, 1, 2), (1, 1, 1))


def test_what_a_number_says_may_be_anothers_with_it_unless_the_set_says_it_too():
    says = {"id_number": {"birth_date": "1901-01-01", "gender": "m"}}
    told = {"id_number": "A", "name": "x", "phone_number": "P"}
    born = {"name": "x", "home_address": "h", "birth_date": "1902-02-02"}
    assert persons(post(1, Who(told, says=says)), post(2, born)) == (2, 2, 2)
    assert persons(post(1, unsure(told, "id_number", says=says)), post(2, born)) == (1, 2, 2)
    assert persons(post(1, unsure({**told, "birth_date": "1901-01-01"}, "id_number", says=says)), post(2, born)) == (
        2,
        2,
        2,
    )


@pytest.mark.parametrize(("verdict", "told"), [("valid", (1, 1, 1)), ("doubtful", (1, 1, 2))])
def test_a_doubtful_value_makes_nothing_its_own_that_only_an_unsure_one_says(verdict, told):
    one = {"social_account": "w", "id_number": ("A", verdict), "name": "x"}
    said = unsure(one, "social_account", says={"social_account": {"id_number": "A"}})
    assert persons(post(1, said), post(2, {"id_number": "A", "phone_number": "Q"})) == told


def test_a_conflict_that_is_sure_blocks_beside_one_that_is_not():
    told = {**TOLD, "gender": "m"}
    assert persons(post(1, unsure(told, "id_number")), post(2, {**OTHER, "gender": "f"}))[0] == 2
    assert persons(post(1, unsure(told, "id_number", "gender")), post(2, {**OTHER, "gender": "f"}))[0] == 1


def test_words_that_say_another_of_the_name_leave_a_doubtful_link_beside_an_unsure_number_too():
    before = {"id_number": "A", "name": "x", "home_address": "h", "school": "s"}
    mute = {"id_number": "B", "name": "x", "school": "s", "workplace": "w"}
    said = Who(mute, reasons={"name": [classes.NAMESAKE]})
    assert persons(post(1, before), post(2, said)) == (2, 2, 2)
    assert persons(post(1, unsure(before, "id_number")), post(2, said)) == (1, 2, 2)


def test_a_telephone_that_may_be_anothers_keeps_no_bearers_of_a_name_apart_for_the_fewest():
    """The case shows two of the name by their numbers, so that the name alone joins no telephones that differ."""
    told = {"name": "x", "phone_number": "P", "email": "e"}
    two = [post(n, {"name": "x", "id_number": f"A{n}", "phone_number": f"Q{n}"}) for n in (2, 3)]
    assert persons(post(1, told), *two) == (3, 3, 3)
    assert persons(post(1, unsure(told, "phone_number")), *two) == (2, 3, 3)


def test_whom_no_text_names_is_for_the_fewest_the_one_before_though_an_unsure_number_differs():
    before, nameless = {"name": "x", "phone_number": "P"}, {"phone_number": "Q", "id_number": "A"}
    assert persons(post(1, {**before, "id_number": "B"}), post(2, nameless))[0] == 2
    more = post(1, {**before, "id_number": "B"}), post(2, unsure(nameless, "id_number", "phone_number"))
    assert persons(*more) == (1, 2, 2)


def test_an_answer_to_a_post_is_about_its_person_for_the_fewest_though_an_unsure_number_differs():
    reply = {"id_number": "B", "email": "e"}
    assert persons(post(1, TOLD), post(2, reply, reply_to="1"))[0] == 2
    assert persons(post(1, TOLD), post(2, unsure(reply, "id_number"), reply_to="1")) == (1, 2, 2)


def test_a_number_that_may_be_anothers_makes_nobody_one_for_certain():
    own = post(2, {"id_number": "A", "phone_number": "Q"})
    assert persons(post(1, TOLD), own) == (1, 1, 1)
    doubted = post(1, unsure(TOLD, "id_number")), own
    assert persons(*doubted) == persons(*reversed(doubted)) == (1, 1, 2)
    assert ("one_primary", "likely", None) in links(*doubted)


def test_those_whose_number_it_surely_is_are_one_beside_one_whose_it_may_be():
    """Whichever of the posts comes first: pairs are made with the first and with the one before."""
    sure = [{"id_number": "A", "email": "e"}, {"id_number": "A", "phone_number": "Q"}]
    for at in range(3):
        posts = [*sure[:at], unsure(TOLD, "id_number"), *sure[at:]]
        assert persons(*(post(n, one) for n, one in enumerate(posts, 1))) == (1, 1, 2), at


def test_what_agrees_without_the_unsure_value_too_is_certain_as_ever():
    told = {**TOLD, "email": "e"}
    posts = post(1, unsure(told, "id_number")), post(2, {"name": "x", "id_number": "A", "phone_number": "P"})
    assert persons(*posts) == (1, 1, 1)
    assert {level for _, level, _ in links(*posts)} == {"certain"}


def test_a_relative_told_twice_by_a_number_that_may_be_anothers_is_not_certainly_one():
    target = {"name": "x", "id_number": "A"}
    mother = {"phone_number": "M"}
    sure = [post(n, target, Who(mother, role="relative", relation="mother")) for n in (1, 2)]
    assert persons(*sure) == (2, 2, 2)
    doubted = [sure[0], post(2, target, unsure(mother, "phone_number", role="relative", relation="mother"))]
    assert persons(*doubted) == (2, 2, 3)


def test_an_unsure_agreement_joins_two_of_one_post_in_the_estimate_as_a_sure_one_does():
    """A certain link minds no post that shows both; that it is one no more makes no estimate higher."""
    both = post(1, {"id_number": "A", "name": "x"}, {"bank_account": "b", "device_id": "d", "name": "x"})
    third = {"id_number": "A", "bank_account": "b", "device_id": "d"}
    assert persons(both, post(2, third)) == (1, 1, 1)
    assert persons(both, post(2, unsure(third, "id_number"))) == (1, 1, 2)


@examples(12)
@given(evidence(), st.integers(0, 99))
def test_whichever_values_are_unsure_no_low_rises_and_no_high_falls(posts, seed):
    some = Random(seed)

    def doubted(who):
        return replace(who, reasons={kind: [classes.WHOSE] for kind in who.values if some.random() < 0.3})

    was = persons(*posts)
    now = persons(*(replace(p, people=[doubted(who) for who in p.people]) for p in posts))
    assert now[0] <= was[0]
    assert now[2] >= was[2]
