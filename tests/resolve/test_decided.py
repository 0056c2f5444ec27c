"""What decisions about persons do to the rows: splits, whose a publication is, what leaves the low, ages; and undoing all of it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.resolve.made import Who, decision, findings, meta, post, resolve
from tests.resolve.test_properties import answer, evidence, same
from tests.sizes import examples

from doxdocket.count.figures import canonical

FULL = {"name": "x", "id_number": "A", "phone_number": "P"}
C = "telegram:channel:1"


def people(posts, *decisions):
    rows = resolve(findings(posts), meta(posts), list(decisions), {}).dossiers.to_pylist()
    return {f"{r['post_id']}/{r['person_no']}": r for r in rows}


def test_a_split_takes_its_own_and_leaves_the_rest_together():
    """Even when the first publication leaves, on which all others hang."""
    posts = [post(n, FULL) for n in range(1, 6)]
    split = decision(1, "person.split", publications=[f"{C}/1/0", f"{C}/3/0"], stays=[f"{C}/{n}/0" for n in (2, 4, 5)])
    found = people(posts, split)
    assert found["1/0"]["person"] == found["3/0"]["person"]
    assert len({found[f"{n}/0"]["person_low"] for n in (2, 4, 5)}) == 1
    assert found["1/0"]["person_low"] != found["2/0"]["person_low"]


def test_a_publication_goes_to_the_person_it_belongs_to():
    posts = [post(1, FULL), post(2, FULL), post(3, {"name": "y", "id_number": "B"})]
    put = decision(1, "publication.person", publication=f"{C}/2/0", person=f"{C}/3/0", **{"from": f"{C}/1/0"})
    found = people(posts, put)
    assert found["2/0"]["person"] == found["3/0"]["person"] != found["1/0"]["person_low"]


def test_lawfully_public_is_weighed_without_it_in_the_low_alone():
    posts = [
        post(1, {"name": "x", "phone_number": "P", "home_address": "h"}),
        post(2, {"name": "y", "phone_number": "Q"}),
    ]
    number = decision(1, "finding.lawfully_public", finding=f"{C}/2/text/10-15/phone_number")
    found = people(posts, number)
    assert found["2/0"]["counts"] == "high"
    assert found["2/0"]["kinds_low"] == ["name"]
    assert (found["1/0"]["counts"], found["1/0"]["kinds_low"]) == ("low", None)


def test_death_reaches_only_posts_from_its_day_on():
    posts = [post(1, FULL), post(40, FULL)]
    found = people(posts, decision(1, "person.deceased", person=f"{C}/1/0", date="2023-07-02"))
    assert [found[k]["counts"] for k in ("1/0", "40/0")] == ["low", "high"]


def test_an_age_that_was_decided_takes_the_place_of_the_machine_s():
    posts = [post(1, FULL), post(2, FULL)]
    found = people(posts, decision(1, "person.age", person=f"{C}/1/0", age=12, date="2023-07-01"))
    assert {(r["age_low"], r["age_high"]) for r in found.values()} == {(12, 12)}


@pytest.mark.parametrize(("act", "read", "told"), [
    ("person.minor", (14, 24), (14, 17)),  # born 2000 to 2009, says the post: not under fourteen either
    ("person.minor", (30, 30), (0, 17)),  # what a person decided stands against it
    ("person.minor", None, (0, 17)),
    ("person.adult", (14, 24), (18, 24)),
    ("person.adult", (15, 16), (18, None)),
    ("person.under_14", (12, 15), (12, 13)),
])  # fmt: skip
def test_a_span_of_ages_that_was_decided_keeps_what_the_post_says_within_it(act, read, told):
    posts = [post(1, Who(FULL, age=read)), post(2, FULL)]
    found = people(posts, decision(1, act, person=f"{C}/1/0"))
    assert (found["1/0"]["age_low"], found["1/0"]["age_high"]) == told
    born = people(posts, decision(1, "person.born", person=f"{C}/1/0", date="2011"))
    assert (born["1/0"]["age_low"], born["1/0"]["age_high"]) == (11, 12)


def test_a_minor_whose_posts_say_an_age_above_fourteen_is_in_no_bound_under_fourteen():
    posts = [post(1, Who(FULL, age=(14, 24))), post(2, FULL)]
    _, plain = answer(posts)
    _, decided = answer(posts, [decision(1, "person.minor", person=f"{C}/1/0")])
    one, other = ({f["id"]: f for f in published["figures"]} for published in (plain, decided))
    assert [one["minors"][end] for end in ("low", "high")] == [0, 1]
    assert [other["minors"][end] for end in ("low", "high")] == [1, 1]
    assert [f["minors_under_14"]["high"] for f in (one, other)] == [0, 0]


NAMED = {"name": "x", "phone_number": "P"}


@pytest.mark.parametrize(
    ("reasons", "counts"),
    [
        (["label", "chance.sure"], "low"),
        (["net=900&verdict=valid", "chance.sure"], "low"),
        (["net=900&verdict=valid", "chance.likely"], "estimate"),
        (["label", "chance.likely"], "estimate"),
        (["at=same", "chance.even"], "estimate"),
        (["label"], "estimate"),
    ],
)
def test_a_class_that_is_not_admitted_puts_nobody_into_the_low(reasons, counts):
    posts = [post(1, Who(NAMED, reasons=dict.fromkeys(NAMED, reasons)))]
    assert people(posts)["1/0"]["counts"] == counts


@pytest.mark.parametrize(("chance", "repeats"), [("chance.sure", False), ("chance.even", True)])
def test_a_set_that_differs_by_what_no_class_admits_repeats_the_earlier_one_in_the_low(chance, repeats):
    more = NAMED | {"home_address": "h"}
    sure = {kind: ["label", "chance.sure"] for kind in NAMED}
    posts = [post(1, Who(NAMED, reasons=sure)), post(2, Who(more, reasons=sure | {"home_address": ["label", chance]}))]
    found = people(posts)["2/0"]
    assert (found["repeat_low"] is not None) is repeats
    assert found["repeat_best"] is None


def test_a_person_s_decision_admits_what_no_class_does():
    posts = [post(1, Who(NAMED, reasons={kind: ["net", "chance.even"] for kind in NAMED}))]
    said = [
        decision(n, "finding.confirm", finding=f"{C}/1/text/{at}-{at + 5}/{kind}")
        for n, (at, kind) in enumerate([(0, "name"), (10, "phone_number")])
    ]
    assert people(posts, said[0])["1/0"]["counts"] == "estimate"
    assert people(posts, *said)["1/0"]["counts"] == "low"


def test_one_value_that_is_not_admitted_leaves_the_low_with_the_others():
    values = {"name": "x", "id_number": "A", "phone_number": "P"}
    reasons = {
        "name": ["name.label", "chance.sure"],
        "id_number": ["label", "chance.sure"],
        "phone_number": ["net", "chance.even"],
    }
    assert people([post(1, Who(values, reasons=reasons))])["1/0"]["counts"] == "low"


@examples(15)
@given(evidence(), st.data())
def test_classes_move_the_low_alone_and_only_down(posts, data):
    said = {k: data.draw(st.sampled_from([["label", "chance.sure"], ["net", "chance.even"]])) for k in FULL}
    weaker = [replace(p, people=[replace(who, reasons=said) for who in p.people]) for p in posts]
    _, plain = answer(posts)
    _, weighed = answer(weaker)
    for one, other in zip(plain["figures"], weighed["figures"], strict=True):
        assert one["id"] == other["id"]
        if one["low"] is not None and one["id"] in MOVED:
            assert other["low"] <= one["low"], one["id"]
            assert (one["estimate"], one["high"]) == (other["estimate"], other["high"]), one["id"]


MOVED = {"persons", "dossiers", "publications", "posts_with_pi", "items_set", "items_field", "kinds", "items_changed"}


ACTS = [
    "person.same",
    "person.not_same",
    "person.split",
    "publication.person",
    "person.deceased",
    "person.minor",
    "publication.lawfully_public",
    "publication.identifies",
    "publication.identifies_nobody",
]


@examples(15)
@given(evidence(), st.data())
def test_a_sequence_with_undone_decisions_is_the_sequence_without_them(posts, data):
    r, _ = answer(posts)
    keys = [f"{d['channel_id']}/{d['post_id']}/{d['person_no']}" for d in r.dossiers.to_pylist()]
    if len(keys) < 2:
        return
    made = []
    for n in range(data.draw(st.integers(1, 6))):
        act, a, b = data.draw(st.sampled_from(ACTS)), data.draw(st.sampled_from(keys)), data.draw(st.sampled_from(keys))
        if a == b:
            continue
        target = {
            "person.same": {"a": a, "b": b}, "person.not_same": {"a": a, "b": b}, "person.split": {"publications": [a], "from": b},
            "publication.person": {"publication": a, "person": b}, "publication.lawfully_public": {"publication": a},
            "publication.identifies": {"publication": a, "source": "s"}, "publication.identifies_nobody": {"publication": a},
        }.get(act, {"person": a})  # fmt: skip
        made.append(decision(n, act, **target))
    gone = data.draw(st.sets(st.sampled_from([d["id"] for d in made]))) if made else set()
    undos = [decision(100 + n, "undo", decision=id_) for n, id_ in enumerate(sorted(gone))]
    one, first = answer(posts, [*made, *undos])
    two, second = answer(posts, [d for d in made if d["id"] not in gone])
    assert same(one, two)
    assert canonical(first) == canonical(second)


def test_a_set_that_is_untrue_counts_nowhere_nor_does_its_repeat_and_what_is_left_counts_as_ever():
    posts = [
        post(1, FULL),
        post(2, FULL),
        post(3, {"name": "x", "id_number": "A"}),
        post(4, {"name": "y", "id_number": "B"}),
    ]
    found = people(posts, decision(1, "publication.untrue", publication=f"{C}/2/0", source="频道次日声明"))
    assert [(found[f"{n}/0"]["counts"], found[f"{n}/0"]["untrue"]) for n in (1, 2, 3, 4)] == [
        ("none", True), ("none", True), ("low", False), ("low", False),
    ]  # fmt: skip
    assert (found["1/0"]["person"], found["3/0"]["repeat_low"]) == (
        None,
        None,
    )  # a part of what is untrue repeats nothing


def test_a_person_who_is_untrue_leaves_every_bound_and_whoever_it_may_be_the_low():
    posts = [post(1, FULL), post(2, {"name": "x", "id_number": "A"}), post(3, {"name": "x", "home_address": "h"})]
    found = people(posts, decision(1, "person.untrue", person=f"{C}/1/0", source="小说原文"))
    assert [found[f"{n}/0"]["counts"] for n in (1, 2)] == ["none", "none"]
    assert found["3/0"]["counts"] in ("estimate", "high")


def test_an_undone_untrue_leaves_all_as_it_was():
    posts = [post(1, FULL), post(2, FULL)]
    said = decision(1, "person.untrue", person=f"{C}/1/0", source="小说原文")
    assert people(posts, said, decision(2, "undo", decision="1")) == people(posts)


def test_a_set_that_is_untrue_joins_nobody_and_takes_no_code_along():
    posts = [
        post(1, {"name": "x", "id_number": "A", "phone_number": "p"}),
        post(2, {"name": "x", "id_number": "A", "passport_number": "B"}),
        post(3, {"name": "x", "passport_number": "B"}),
        post(4, {"name": "x", "id_number": "A", "home_address": "h"}),
    ]
    before = people(posts)
    assert {row["person"] for row in before.values()} == {"V0001"}
    found = people(posts, decision(1, "publication.untrue", publication=f"{C}/2/0", source="频道次日声明"))
    assert found["2/0"]["person"] is None
    assert found["1/0"]["person"] == found["4/0"]["person"] == "V0001"
    assert found["3/0"]["person"] not in ("V0001", None)  # only the untrue set tied its passport to the others


def test_those_who_agree_with_an_untrue_set_and_with_one_another_stay_together():
    posts = [
        post(n, {"name": "x", "id_number": "A", kind: "v"})
        for n, kind in enumerate(("school", "workplace", "email"), 1)
    ]
    found = people(posts, decision(1, "publication.untrue", publication=f"{C}/1/0", source="更正"))
    assert (found["1/0"]["person"], found["2/0"]["person"]) == (None, found["3/0"]["person"])
    assert found["2/0"]["person"] is not None


PERHAPS = [post(1, {"phone_number": "P"}), post(2, {"name": "y", "school": "s"})]


def points(n, at, **more):
    return decision(n, "publication.identifies", publication=f"{C}/{at}/0", source="评论写出姓名", **more)


def test_a_set_that_a_person_says_points_to_somebody_counts_from_the_low_on_and_undone_as_before():
    before = people(PERHAPS)
    assert [(before[n]["identifies"], before[n]["counts"]) for n in ("1/0", "2/0")] == [("unknown", "high"), ("unknown", "estimate")]  # fmt: skip
    found = people(PERHAPS, points(1, 1), points(2, 2))
    for row in found.values():
        assert (row["identifies"], row["counts"], row["counts_civil"]) == ("decided", "low", "low")
    figures = [answer(PERHAPS, made)[1] for made in ([], [points(1, 1)], [points(1, 1), points(2, 2)])]
    persons = [next(f for f in one["figures"] if f["id"] == "persons") for one in figures]
    assert [(f["low"], f["estimate"], f["high"]) for f in persons] == [
        (0, 1, 2),
        (1, 2, 2),
        (1, 2, 2),
    ]  # whom no text names may be the one who is named
    assert people(PERHAPS, points(1, 1), decision(2, "undo", decision="1")) == before


def test_equal_sets_that_are_said_to_point_to_somebody_are_one_person_of_the_fewest():
    """Copies of one set, and what one post parts of one person, once made as many persons of the low as there are sets."""
    masked = {"phone_number": ("P", "masked"), "school": "s"}
    copies = [post(n, masked) for n in (1, 2, 3)]
    parted = [post(1, {"phone_number": "P"}, {"social_account": "q"})]
    for posts, made in (
        (copies, [points(n, n) for n in (1, 2, 3)]),
        (parted, [points(1, 1), decision(2, "publication.identifies", publication=f"{C}/1/1", source="评论")]),
    ):
        found = people(posts, *made)
        assert {row["counts"] for row in found.values()} == {"low"}
        assert len({row["person_low"] for row in found.values()}) == 1
        assert len({row["person"] for row in found.values()}) == len(made)


def test_what_points_to_nobody_is_nobodys_but_where_a_link_leads_it_to_somebody():
    nobody = decision(1, "publication.identifies_nobody", publication=f"{C}/1/0")
    found = people(PERHAPS, nobody)
    assert (found["1/0"]["counts"], found["1/0"]["counts_civil"], found["1/0"]["person"]) == ("none", "none", None)
    assert found["2/0"]["counts"] == "estimate"
    linked = decision(2, "person.same", a=f"{C}/1/0", b=f"{C}/3/0")
    found = people([*PERHAPS, post(3, FULL)], nobody, linked)
    assert (found["1/0"]["counts"], found["1/0"]["person"]) == ("low", found["3/0"]["person"])


def test_what_keeps_other_sets_out_of_the_low_keeps_one_that_a_person_says_points_to_somebody():
    at = f"{C}/1/0"
    for act, bound in (("publication.lawfully_public", "high"), ("publication.untrue", "none")):
        assert people(PERHAPS, points(1, 1), decision(2, act, publication=at, source="s"))["1/0"]["counts"] == bound
    assert people(PERHAPS, points(1, 1), decision(2, "person.deceased", person=at))["1/0"]["counts"] == "high"
    doubtful = [post(1, {"phone_number": ("P", "doubtful")})]
    assert people(doubtful, points(1, 1)) == people(doubtful)
    confirmed = decision(2, "finding.confirm", finding=f"{C}/1/text/0-5/phone_number")
    assert people(doubtful, points(1, 1), confirmed)["1/0"]["counts"] == "low"


def test_who_looked_vouches_for_the_set_and_not_for_its_items():
    weighed = {"reasons": {"name": ["chance.likely"], "phone_number": ["chance.likely"]}}
    posts = [post(1, Who({"name": "x", "phone_number": "P"}, **weighed))]
    before, now = people(posts)["1/0"], people(posts, points(1, 1))["1/0"]
    assert (before["identifies"], before["counts"], before["kinds_admitted"]) == ("combined", "estimate", [])
    assert (now["identifies"], now["counts"], now["kinds_admitted"]) == ("decided", "low", [])


def test_a_relative_beside_whom_a_person_says_is_pointed_to_is_found_through_them():
    posts = [post(1, {"phone_number": "P"}, Who({"name": "m"}, role="relative", relation="mother"))]
    assert people(posts)["1/1"]["counts"] == "none"
    assert people(posts, points(1, 1))["1/1"]["counts"] == "low"


def test_a_name_said_again_is_whom_a_post_names_and_not_an_exposure():
    """That it is the same person settles who is meant; a denial or an insult that names somebody tells nothing of him."""
    posts = [
        post(1, FULL),
        post(2, {"name": "x"}),
        post(3, {"name": "x", "health_physiology": "h"}),
        post(4, {"name": "x"}),
    ]
    same = decision(1, "person.same", a=f"{C}/1/0", b=f"{C}/2/0", more=[f"{C}/3/0", f"{C}/4/0"])
    assert {k: r["counts"] for k, r in people(posts, same).items()} == {
        "1/0": "low",
        "2/0": "estimate",
        "3/0": "low",
        "4/0": "estimate",
    }
    points = decision(2, "publication.identifies", publication=f"{C}/2/0", source="s")
    assert people(posts, same, points)["2/0"]["counts"] == "low"
    nobody = decision(2, "publication.identifies_nobody", publication=f"{C}/2/0")
    assert people(posts, same, nobody)["2/0"]["counts"] == "estimate"


def test_a_name_without_which_nobody_is_known_is_part_of_the_exposure():
    """A name here and a telephone there; where several tell nothing but a name, which of them is the exposure is open: the first may be a denial."""
    posts = [post(1, {"name": "x"}), post(2, {"phone_number": "P"}), post(3, {"home_address": "h"})]
    same = decision(1, "person.same", a=f"{C}/1/0", b=f"{C}/2/0", more=[f"{C}/3/0"])
    assert [r["counts"] for r in people(posts, same).values()] == ["low", "low", "low"]
    for again in ({"name": "x"}, {"name": "y"}, {"name": "x", "gender": "f"}):
        same = decision(1, "person.same", a=f"{C}/1/0", b=f"{C}/2/0", more=[f"{C}/3/0", f"{C}/4/0"])
        found = people([*posts, post(4, again)], same)
        assert [r["counts"] for r in found.values()] == ["estimate", "low", "low", "estimate"]


@pytest.mark.parametrize(
    ("beside", "counts"),
    [
        ({"gender": "f"}, "estimate"),
        ({"age": "17"}, "estimate"),
        ({"former_name_alias": "n"}, "estimate"),
        ({"gender": "f", "age": "17", "former_name_alias": "n"}, "estimate"),
        ({"health_physiology": "h"}, "low"),
        ({"school": "s"}, "low"),
    ],
)
def test_sex_age_or_another_name_beside_a_name_said_again_discloses_no_more(beside, counts):
    posts = [post(1, FULL), post(2, {"name": "x", **beside})]
    same = decision(1, "person.same", a=f"{C}/1/0", b=f"{C}/2/0")
    assert people(posts, same)["2/0"]["counts"] == counts
