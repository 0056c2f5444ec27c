"""Which publications are one person: the rules of links.yaml, conflicts, hubs, decisions."""

import pyarrow as pa
import pytest
from tests.resolve.made import Who, decision, findings, meta, post, resolve

from doxdocket.detect.near_spellings import near
from doxdocket.law import classes
from doxdocket.law.links import links
from doxdocket.records import CHANNELS
from doxdocket.resolve import Channels
from doxdocket.resolve.record import Publication, kinless

ID, PHONE = {"id_number": "A"}, {"phone_number": "P"}


def run(*posts, decisions=(), codes=None):
    return resolve(findings(posts), meta(posts), list(decisions), codes or {})


def counts(*posts, decisions=()):
    """Distinct persons: low (all links), best, high (certain links)."""
    d = run(*posts, decisions=decisions).dossiers
    return tuple(len(set(d[c].to_pylist()) - {None}) for c in ("person_low", "person_best", "person"))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"name": "x", **ID}, {**ID}, (1, 1, 1)),
        ({"name": "x", **ID}, {"name": "y", **ID}, (1, 1, 2)),
        ({"id_number": ("A", "invalid")}, {"id_number": ("A", "invalid")}, (1, 2, 2)),
        ({"name": "x", "id_number": ("A", "masked")}, {"name": "x", "id_number": ("A", "masked")}, (1, 1, 2)),
        (PHONE, PHONE, (1, 1, 2)),
        ({"name": "x", **PHONE}, {"name": "y", **PHONE}, (2, 2, 2)),
        ({"name": "x", **PHONE}, {"name": "x", **PHONE, "school": "s"}, (1, 1, 1)),
        ({"name": "x"}, {"name": "x"}, (0, 0, 0)),
        ({"name": "x", "school": "s"}, {"name": "x", "school": "s"}, (1, 1, 2)),
        ({"name": "x", "school": "s", **PHONE}, {"name": "x", "school": "s", "phone_number": "Q"}, (1, 2, 2)),
        ({"name": "x", "school": "s", "workplace": "w"}, {"name": "x", "school": "s", "workplace": "w"}, (1, 1, 2)),
        ({"name": "x", "birth_date": "b"}, {"name": "x", "birth_date": "b"}, (1, 1, 2)),
        ({"name": "x", "home_address": "h"}, {"name": "x", "home_address": "h"}, (1, 1, 2)),
        ({"name": "x", "home_address": "h", "birth_date": "b"}, {"name": "x", "home_address": "h", "birth_date": "b"}, (1, 1, 1)),
        ({"home_address": "h", **PHONE}, {"home_address": "h", **PHONE}, (1, 1, 2)),
        ({"name": "x", "home_address": "h", **PHONE}, {"name": "y", "home_address": "h", **PHONE}, (1, 2, 2)),  # a couple, or one name misread
        ({"social_account": "q", **PHONE}, {"social_account": "q", **PHONE}, (1, 1, 1)),
        ({"social_account": "q", "email": "e"}, {"social_account": "q", "email": "e"}, (1, 1, 2)),
        ({"name": "x", **PHONE, "id_number": "A"}, {"name": "x", **PHONE, "id_number": "B"}, (1, 2, 2)),
        ({**PHONE, "id_number": "A"}, {**PHONE, "id_number": "B"}, (2, 2, 2)),
        ({"name": "x", **PHONE, "gender": "男"}, {"name": "x", **PHONE, "gender": "女"}, (1, 2, 2)),
        ({**ID, "gender": "男"}, {**ID, "gender": "女"}, (1, 1, 2)),
        ({"name": ("x", "doubtful"), **PHONE}, {"name": ("x", "doubtful"), "phone_number": ("P", "doubtful")}, (2, 2, 2)),  # doubtful alone: linked to nobody, of the high alone
    ],
)  # fmt: skip
def test_two_posts(a, b, expected):
    assert counts(post(1, a), post(2, b)) == expected
    assert counts(post(1, b), post(2, a)) == expected


def test_a_screen_name_told_with_a_number_and_later_with_the_real_name_is_one_person_of_the_fewest_and_asked_about():
    first, later = (
        post(1, {"former_name_alias": "z", "phone_number": "P", "social_account": "q"}),
        post(2, {"former_name_alias": "z", "name": "x", "home_address": "h", "school": "s"}),
    )
    assert counts(first, later) == (1, 2, 2)
    assert [row["rule"] for row in run(first, later).queue.to_pylist()] == ["alias_alone"]
    assert counts(first, post(2, {"former_name_alias": "z", "name": "x", "phone_number": "Q"})) == (2, 2, 2)


def test_who_is_said_to_have_a_new_number_is_for_the_fewest_the_one_named_before_though_another_bears_the_name():
    told = {"name": "x", "phone_number": "R", "email": "e"}
    first, other = post(1, {"name": "x", "id_number": "A", "phone_number": "P"}), post(2, {"name": "x", "id_number": "B", "phone_number": "Q"})  # fmt: skip
    assert counts(first, other, post(3, told))[0] == 3
    said = Who(told, reasons={"phone_number": [classes.RENEWED]})
    assert counts(first, other, post(3, said)) == (2, 3, 3)
    assert "name_alone" in run(first, other, post(3, said)).queue["rule"].to_pylist()


def test_who_is_said_to_be_another_of_the_name_is_joined_by_the_name_at_the_low_alone_and_the_queue_asks():
    before, mute = (
        {"name": "x", "home_address": "h", "school": "s"},
        {"name": "x", "school": "s", "workplace": "w", "job_history": "j"},
    )
    assert counts(post(1, before), post(2, mute))[0] == 1
    said = Who(mute, reasons={"name": [classes.NAMESAKE]})
    assert counts(post(1, before), post(2, mute)) == (1, 1, 2)
    assert counts(post(1, before), post(2, said)) == (1, 2, 2), (
        "a machine that misreads such words makes no person more of the fewest"
    )
    assert counts(post(1, said), post(2, before)) == counts(post(1, mute), post(2, before)), (
        "nobody of the name was told before"
    )
    assert counts(post(1, before), post(2, said), post(3, said))[0] == 1, "two that say so may be one"
    [asked] = run(post(1, before), post(2, said)).queue.to_pylist()
    print(asked)
    assert (asked["level"], asked["apart_low"]) == ("possible", 1)
    same = decision(1, "person.same", a=asked["a"], b=asked["b"])
    assert counts(post(1, before), post(2, said), decisions=[same]) == (1, 1, 1)
    number = {**before, **PHONE}, Who({**mute, **PHONE}, reasons={"name": [classes.NAMESAKE]})
    assert counts(post(1, number[0]), post(2, number[1])) == (1, 1, 1), "a number and the name say more than the words"


def test_one_number_and_one_address_are_one_person_of_the_fewest_beside_a_mention_of_the_other_name():
    """Once a name that a list mentions took the place of the person told by number and address, and the low counted two."""
    told = {"home_address": "h", **PHONE}
    mention = Who({"name": "x"}, role="mentioned")
    rows = run(post(1, {"name": "x", **told}), post(2, mention, {"name": "y", **told})).dossiers.to_pylist()
    assert len({r["person_low"] for r in rows if r["counts"] == "low"}) == 1
    assert len({r["person"] for r in rows if r["counts"] == "low"}) == 2


def test_homonyms_stay_apart_and_twins_are_two():
    assert counts(post(1, {"name": "x", "phone_number": "1"}), post(2, {"name": "x", "phone_number": "2"})) == (2, 2, 2)
    twins = {"birth_date": "b", "home_address": "h", "school": "s"}
    assert counts(post(1, {"name": "x", **twins}), post(2, {"name": "y", **twins})) == (2, 2, 2)


def test_what_one_post_gives_to_a_nameless_second_may_be_of_the_first_for_the_fewest():
    whole = post(1, {"name": "n", "id_number": "I", **PHONE})
    assert counts(whole, post(2, {"name": "n", "id_number": "I"}, PHONE))[0] == 1
    assert counts(whole, post(2, {"name": "n", "id_number": "I"}, {"name": "m", **PHONE}))[0] == 2
    assert counts(whole, post(2, {"name": "n", "id_number": "I"}, Who(PHONE, "relative", "mother")))[0] == 2


@pytest.mark.parametrize("own", [{}, {"phone_number": "Q"}])
def test_a_number_told_as_a_parents_and_later_as_ones_own_leaves_one_person_of_the_fewest(own):
    """Once the telephone link to the parent's set was taken first, and one girl was two persons of the low."""
    girl, parent = {"name": "x", "school": "s", "birth_date": "b", **own}, Who(PHONE, "relative", "parent")
    later = {"name": "x", "school": "t", **PHONE}
    for posts in ((post(1, girl, parent), post(2, later)), (post(1, later), post(2, girl, parent))):
        rows = run(*posts).dossiers.to_pylist()
        assert len({r["person_low"] for r in rows if r["counts"] == "low"}) == 1
    assert counts(post(1, girl, parent), post(2, {"name": "y", **PHONE}))[0] == 2  # the parent's own, as before


def test_what_the_queue_says_of_same_is_what_the_decision_does_where_a_post_keeps_others_apart():
    """Once "same" promised one fewer and made one more."""
    girl, parent = {"name": "x", "school": "s", "birth_date": "b"}, Who(PHONE, "relative", "parent")
    posts = post(1, girl, parent), post(2, {"name": "x", "school": "t", **PHONE})

    def low(*decisions):
        rows = run(*posts, decisions=decisions).dossiers.to_pylist()
        return len({r["person_low"] for r in rows if r["counts"] == "low"})

    asked = run(*posts).queue.to_pylist()
    assert [(row["rule"], row["blocked_by"], row["same_low"]) for row in asked] == [
        ("mobile_alone", "same_post", 1),
        ("name_alone", None, 0),
    ]
    for row in asked:
        assert low(decision(1, "person.same", a=row["a"], b=row["b"])) - low() == row["same_low"]


def test_a_household_in_one_post_is_not_one_person():
    shared = {"home_address": "h", "phone_number": "p"}
    assert counts(post(1, shared, Who(shared, "relative", "spouse"))) == (2, 2, 2)


def test_one_person_told_twice_in_one_post_is_one():
    assert counts(post(1, {"name": "x", **ID}, {**ID, **PHONE})) == (1, 1, 1)


def test_a_nameless_post_never_chains_two_names_together():
    low, best, high = counts(
        post(1, {"name": "x", **PHONE}), post(2, PHONE), post(3, {"name": "y", **PHONE}), post(4, PHONE)
    )
    assert (low, best, high) == (2, 2, 4)


def test_a_reissued_phone_joins_each_holder_by_name():
    posts = [post(n, {"name": who, **PHONE}) for n, who in enumerate("xyxy", 1)]
    assert counts(*posts) == (2, 2, 2)


def test_a_hub_links_nothing_and_is_recorded():
    hot = {"phone_number": "hotline"}
    posts = [post(n, {"name": f"n{n}", **hot}) for n in range(1, 6)] + [post(9, {"name": "n1", **hot}), post(10, hot)]
    r = run(*posts)
    assert len(set(r.dossiers["person_best"].to_pylist())) == 7
    hubs = [x for x in r.links.to_pylist() if x["rule"] == "hub"]
    assert [(h["kinds"], h["blocked_by"]) for h in hubs] == [(["phone_number"], "hub:5")]


def test_typos_in_a_name_make_no_hub():
    posts = [post(n, {"name": "x", **ID}) for n in range(1, 9)] + [
        post(10 + n, {"name": f"t{n}", **ID}) for n in range(4)
    ]
    assert counts(*posts) == (1, 1, 5)


def test_people_of_common_names_at_one_account_are_many_though_their_names_are_alike_by_chains():
    """王伟 and 王芳, 王芳 and 李芳, 李芳 and 李娜: once a seller's account with forty such names was no hub and joined them."""
    four = ["王伟", "王芳", "李芳", "李娜"]
    names = [family + given for family in "王李张刘陈杨黄赵吴周" for given in ("伟", "芳", "娜", "秀英")]
    for some in (four, names):
        near_ = [{"name": list(near("name", name, "valid"))} for name in some]
        told = [
            Who({"name": name, "social_account": "qq:seller"}, near=of) for name, of in zip(some, near_, strict=True)
        ]
        posts = [post(n, who) for n, who in enumerate(told, 1)]
        hubs = [x["blocked_by"] for x in run(*posts).links.to_pylist() if x["rule"] == "hub"]
        assert (hubs, counts(*posts)) == ([f"hub:{len(some)}"], (len(some),) * 3)


def test_a_list_of_numbers_links_nothing():
    assert counts(post(1, {"phone_number": [f"p{n}" for n in range(9)]}), post(2, {"phone_number": "p1"})) == (2, 2, 2)


def test_relatives_of_a_linked_person_are_linked_and_are_not_the_person():
    father = Who({"name": "f"}, "relative", "father")
    posts = [post(1, {"name": "x", **ID}, father), post(2, {**ID}, father)]
    assert counts(*posts) == (2, 2, 2)
    apart = decision(1, "person.not_same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    assert counts(*posts, decisions=[apart]) == (4, 4, 4)
    fallen = [x for x in run(*posts, decisions=[apart]).links.to_pylist() if x["rule"] == "kin_of_linked"]
    assert [x["blocked_by"] for x in fallen] == ["decision:1"]


def test_a_family_posted_twice_has_the_same_members():
    child = Who({"name": "c", "age": "9"}, "relative", "daughter")
    again = Who({"name": "c", "school": "s"})
    posts = [post(1, {"name": "x", **ID}, child), post(2, {"name": "x", **ID}, again)]
    assert counts(*posts) == (2, 2, 3)
    assert counts(*posts, post(3, {"name": "y", "id_number": "B"}, again))[1] == 3
    apart = decision(1, "person.not_same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    assert counts(*posts, decisions=[apart]) == (4, 4, 4)


def test_a_forward_of_the_same_set_is_the_same_person():
    lone = {"name": "x", "school": "s"}
    posts = [post(1, lone), post(2, lone, channel="telegram:channel:2", forwarded="channel1"),
             post(3, lone, channel="telegram:channel:3", forwarded="channel77"),
             post(4, lone, channel="telegram:channel:4", forwarded="channel77")]  # fmt: skip
    r = run(*posts)
    assert len(set(r.dossiers["person"].to_pylist())) == 2
    assert r.dossiers["repeat_why"].to_pylist() == [None, "forward", None, "same_items"]


@pytest.mark.parametrize("channel", ["telegram:channel:5", "telegram:personal_chat:5"])
def test_forwards_know_chats_from_users(channel):
    named = "user5" if "personal" in channel else "channel5"
    lone = {"name": "x", "workplace": "w"}
    posts = [post(1, lone, channel=channel), post(2, lone, forwarded=named)]
    assert counts(*posts) == (1, 1, 1)
    other = "channel5" if named == "user5" else "telegram:user:5"
    assert counts(posts[0], post(2, lone, forwarded=other)) == (1, 1, 2)


def test_a_part_of_an_earlier_set_repeats_it_in_the_low_reading_only():
    full = {"name": "x", **ID, **PHONE}
    posts = [post(1, {"name": "x", **ID}), post(2, full), post(3, {**ID, **PHONE}), post(4, {**ID, "school": "s"}),
             post(5, Who({**ID}, quoted=True)), post(6, full)]  # fmt: skip
    d = run(*posts).dossiers
    assert d["repeat_why"].to_pylist() == [None, None, None, None, "quote", "same_items"]
    for reading in ("repeat_of", "repeat_best"):
        assert [r and r.split("/")[1] for r in d[reading].to_pylist()] == [None, None, None, None, "1", "2"]
    assert [r and r.split("/")[1] for r in d["repeat_low"].to_pylist()] == [None, None, "2", None, "1", "2"]


def test_a_forward_that_shows_more_than_its_origin_is_of_a_post_that_was_not_captured():
    there = {"channel": "telegram:channel:2", "forwarded": "channel1"}
    posts = [post(1, {"name": "x", **ID}), post(2, {**ID, "school": "s"}, **there), post(3, ID, **there),
             post(4, {**ID, **PHONE}), post(5, {"name": "x", **ID, **PHONE}, **there)]  # fmt: skip
    d = run(*posts).dossiers
    assert d["repeat_why"].to_pylist() == [None, None, "forward", None, "forward"]
    for reading, expected in (
        ("repeat_of", [None, None, "1", None, "1"]),
        ("repeat_best", [None, None, "1", None, "1"]),
        ("repeat_low", [None, "1", "1", None, "1"]),
    ):
        assert [r and r.split("/")[1] for r in d[reading].to_pylist()] == expected


def test_a_forward_may_name_its_origin_by_title():
    posts = [post(1, {"name": "x", "school": "s"}), post(2, {"name": "x", "school": "s"}, channel="telegram:channel:2")]
    about = meta(posts)
    about = about.set_column(about.column_names.index("forwarded_from"), "forwarded_from", pa.array([None, "甲"]))
    one, renamed, other = (("telegram:channel:1", "甲"), ("telegram:channel:1", "乙"), ("telegram:channel:3", "甲"))
    for captured, expected in (([one], [None, "forward"]), ([], [None, None]), ([one, other], [None, None]),
                               ([one, renamed], [None, "forward"]), ([renamed, one], [None, "forward"])):  # fmt: skip
        rows = [{"channel_id": channel, "title": title} for channel, title in captured]
        channels = Channels.of(pa.Table.from_pylist(rows, CHANNELS))
        assert resolve(findings(posts), about, [], {}, channels).dossiers["repeat_why"].to_pylist() == expected


def test_what_points_to_nobody_is_kept_without_a_code():
    posts = [post(1, {"name": "x", **ID}), post(2, {"gender": "男"}), post(3, PHONE, {"phone_number": ("Q", "doubtful")}),
             post(4, {"name": "y", "school": "s"}), post(5, {"landline_number": "l", "school": "s"}, reply_to="1")]  # fmt: skip
    r = run(*posts)
    assert r.dossiers["person"].to_pylist() == ["V0001", None, "V0002", "V0003", "V0004", "V0001"]
    assert r.dossiers["counts"].to_pylist() == ["low", "none", "high", "high", "estimate", "high"]
    assert r.dossiers["by_link"].to_pylist() == [False] * 5 + [True], (
        "what somebody answers elsewhere may be of the person"
    )
    assert r.persons["person"].to_pylist() == ["V0001", "V0002", "V0003", "V0004"]
    assert set(r.items["person"].to_pylist()) == {"V0001", "V0002", "V0003", "V0004"}
    same = decision(1, "person.same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    assert run(*posts, decisions=[same]).dossiers["counts"].to_pylist()[1] == "low"
    linked = [post(1, {"name": "x", **ID, **PHONE}), post(2, PHONE)]
    assert run(*linked).dossiers["counts"].to_pylist() == ["low", "estimate"]


def test_decisions_join_and_part():
    keys = [f"telegram:channel:1/{n}/0" for n in (1, 2, 3)]
    posts = [post(n, {"name": who, "school": "s"}) for n, who in enumerate("xyz", 1)]
    same = [decision(1, "person.same", a=keys[0], b=keys[1]), decision(2, "person.same", a=keys[1], b=keys[2])]
    assert counts(*posts, decisions=same) == (1, 1, 1)
    apart = decision(3, "person.not_same", a=keys[0], b=keys[1])
    assert counts(*posts, decisions=[*same, apart]) == (2, 2, 2)
    undo = decision(4, "undo", decision="3")
    assert counts(*posts, decisions=[*same, apart, undo]) == (1, 1, 1)
    assert counts(*posts, decisions=[*same, apart, undo, decision(5, "undo", decision="4")]) == (2, 2, 2)
    gone = decision(6, "person.same", a=keys[0], b="telegram:channel:1/99/0")
    assert counts(*posts, decisions=[gone]) == (3, 3, 3)


def test_not_the_same_between_strangers_is_recorded():
    posts = [post(1, {"name": "x"}), post(2, {"name": "y"})]
    apart = decision(1, "person.not_same", a="telegram:channel:1/2/0", b="telegram:channel:1/1/0")
    r = run(*posts, decisions=[apart])
    assert [(x["rule"], x["blocked_by"]) for x in r.links.to_pylist()] == [("decided_apart", "decision:1")]


def test_rejected_and_confirmed_findings():
    posts = [post(1, {"name": "x", **PHONE}), post(2, {"name": "x", "phone_number": ("P", "doubtful")})]
    assert counts(*posts) == (
        1,
        2,
        2,
    )  # persons by links: a name alone is a possible one, and with its number it may be another's
    assert run(*posts).dossiers["counts"].to_pylist() == ["low", "high"]
    key = "telegram:channel:1/2/text/10-15/phone_number"
    assert counts(*posts, decisions=[decision(1, "finding.confirm", finding=key)]) == (1, 1, 1)
    r = run(*posts, decisions=[decision(1, "finding.reject", finding=key)])
    assert r.dossiers["by_link"].to_pylist() == [False, True]
    assert r.dossiers["kinds"].to_pylist() == [["name", "phone_number"], ["name"]]


def standings(*posts, decisions=()):
    """How each publication counts, and whether by a doubtful link alone."""
    r = run(*posts, decisions=decisions)
    return list(zip(r.dossiers["counts"].to_pylist(), r.dossiers["by_link"].to_pylist(), strict=True))


LED, NOBODYS, FIRM = ("high", True), ("none", False), ("low", False)


def test_the_name_of_somebody_who_is_counted_is_in_the_high_and_adds_nobody():
    posts = [
        post(1, {"name": "x", **ID}),
        post(2, {"name": "x", "religion": "r"}),
        post(3, {"name": "y", "religion": "r"}),
    ]
    assert standings(*posts) == [FIRM, LED, NOBODYS]
    assert counts(*posts) == (1, 1, 1)
    r = run(*posts)
    assert r.dossiers["person"].to_pylist() == ["V0001", "V0001", None]
    assert r.persons["publications"].to_pylist() == [1], "of the person under certain links it is none"
    assert set(r.items["kind"].to_pylist()) == {"name", *ID}
    ends = {"a": "telegram:channel:1/1/0", "b": "telegram:channel:1/2/0"}
    assert standings(*posts, decisions=[decision(1, "person.not_same", **ends)]) == [FIRM, NOBODYS, NOBODYS]
    assert standings(*posts, decisions=[decision(1, "person.same", **ends)])[:2] == [FIRM, FIRM]
    untrue = decision(1, "publication.untrue", publication=ends["a"], source="s")
    assert standings(*posts, decisions=[untrue]) == [NOBODYS] * 3, "nobody who counts bears the name any more"


@pytest.mark.parametrize("name", ["x", ("x", "doubtful")])
def test_a_name_leads_to_nobody_whom_something_contradicts(name):
    bearer = {"name": "x", **ID, "gender": "男"}
    assert standings(post(1, bearer), post(2, {"name": name})) == [FIRM, LED]
    assert ("high", True) not in standings(post(1, bearer), post(2, {"name": name, "gender": "女"}))
    assert ("high", True) not in standings(post(1, bearer, {"name": name})), "one post that shows both"
    apart = decision(1, "person.not_same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    assert ("high", True) not in standings(post(1, bearer), post(2, {"name": name, "religion": "r"}), decisions=[apart])


def test_a_doubtful_name_leads_to_whoever_bears_it_and_is_nowhere_else():
    posts = [
        post(1, {"name": "x", **ID}),
        post(2, {"name": ("x", "doubtful"), "age": "a"}),
        post(3, {"name": ("y", "doubtful")}),
    ]
    assert standings(*posts) == [FIRM, LED], "a doubtful name alone that nobody bears makes no publication"
    assert counts(*posts) == (1, 1, 1)


DOUBTED = {"name": ("x", "doubtful"), "id_number": ("A", "doubtful")}


def test_a_doubtful_set_links_to_nothing_but_its_copies():
    posts = [
        post(1, {"name": "x", **ID}),
        post(2, DOUBTED),
        post(3, DOUBTED, channel="telegram:channel:2", forwarded="channel1"),
    ]
    r = run(*posts)
    assert r.dossiers["person"].to_pylist() == r.dossiers["person_low"].to_pylist() == ["V0001", "V0002", "V0002"]
    assert r.dossiers["counts"].to_pylist() == ["low", "high", "high"]
    assert r.dossiers["repeat_of"].to_pylist() == [None, None, "telegram:channel:1/2/0"]
    same = decision(1, "person.same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    r = run(*posts, decisions=[same])
    assert r.dossiers["counts"].to_pylist() == ["low", "high", "high"], "what nobody confirmed is in no low"
    assert len(set(r.dossiers["person"].to_pylist())) == 1


def test_a_doubtful_set_beside_others_changes_nothing_of_theirs():
    answered = [post(1, {"name": "x", **ID}), post(2, PHONE, reply_to="1")]
    beside = [answered[0], post(2, PHONE, {"name": ("z", "doubtful"), "phone_number": ("Q", "doubtful")}, reply_to="1")]
    before, after = (
        resolve(findings(some), meta(some), [], {}, stated("private_channel")) for some in (answered, beside)
    )
    assert before.links.num_rows == 1
    assert after.links.to_pylist() == before.links.to_pylist()
    assert after.dossiers["person_low"].to_pylist()[:2] == before.dossiers["person_low"].to_pylist()


def test_codes_stay_and_are_never_used_twice():
    posts = [post(1, {"name": "x", **ID}), post(2, {"name": "y", "id_number": "B"})]
    first = run(*posts)
    assert first.dossiers["person"].to_pylist() == ["V0001", "V0002"]
    keys = ["telegram:channel:1/1/0", "telegram:channel:1/2/0"]
    same = decision(1, "person.same", a=keys[0], b=keys[1])
    joined = resolve(findings(posts), meta(posts), [same], first.codes)
    assert joined.dossiers["person"].to_pylist() == ["V0001", "V0001"]
    more = [*posts, post(0, {"name": "z", "id_number": "C"})]
    later = resolve(findings(more), meta(more), [same], joined.codes)
    assert later.dossiers["person"].to_pylist() == ["V0003", "V0001", "V0001"]
    undone = resolve(findings(more), meta(more), [], later.codes)
    assert undone.dossiers["person"].to_pylist() == ["V0003", "V0001", "V0002"]


def test_persons_and_items():
    minor = Who({"name": "x", "id_number": "A", "phone_number": ("P", "doubtful")}, age=(13, 14))
    undated = post(2, {**ID, **PHONE}, date=None, channel="telegram:channel:2")
    r = run(post(1, minor), undated)
    (person,) = r.persons.to_pylist()
    assert (person["publications"], person["dossiers"], person["channels"], person["items"]) == (2, 2, 2, 3)
    assert (person["age_low"], person["age_high"], person["identifies"]) == (13, 14, "alone")
    verdicts = {i["kind"]: (i["verdict"], i["findings"], i["posts"]) for i in r.items.to_pylist()}
    assert verdicts["phone_number"] == ("valid", 2, 2)
    assert r.dossiers["channel_id"].to_pylist() == ["telegram:channel:1", "telegram:channel:2"]


NAMED, MORE = {"name": "x", **ID}, {"phone_number": "Q", "social_account": "q"}


@pytest.mark.parametrize(
    ("posts", "low"),
    [
        pytest.param([post(1, NAMED), post(2, MORE)], 1, id="after the one who is named"),
        pytest.param([post(1, MORE), post(2, NAMED)], 1, id="before"),
        pytest.param([post(1, {**NAMED, **PHONE}), post(2, MORE)], 2, id="another telephone"),
        pytest.param([post(1, NAMED), post(2, {"id_number": "B"})], 2, id="another number"),
        pytest.param([post(1, NAMED), post(2, MORE, channel="telegram:channel:2")], 2, id="another chat"),
        pytest.param([post(1, NAMED), post(2, {"name": "y", **MORE})], 2, id="another name"),
        pytest.param([post(1, NAMED), post(2, MORE), post(3, {"phone_number": "R", "social_account": "r"})], 2, id="of two one alone"),
        pytest.param([post(1, {"name": "y", **PHONE}, NAMED), post(2, MORE)], 2, id="one of two in a post"),
        pytest.param([post(1, {"email": "e", "social_account": "q"}), post(2, {"email": "f", "bank_account": "b"})], 2, id="two nameless of two mails"),
        pytest.param([post(1, NAMED, Who({"phone_number": "Q", "social_account": "q"}, "relative", "mother"))], 2, id="a relative beside"),
        pytest.param([post(1, PHONE), post(2, {"name": "x", "school": "s"})], 2, id="what identifies nobody by itself is left"),
    ],
)  # fmt: skip
def test_whom_no_text_names_may_be_a_person_named_before_for_the_fewest_and_a_person_is_asked(posts, low):
    """At the other bounds nothing joins them; a decision that they are two parts them."""
    r = run(*posts)
    least, *others = counts(*posts)
    made = [one for one in r.links.to_pylist() if one["rule"] == "unnamed"]
    assert least == low
    assert min(others) >= low
    assert (len(made), {one["level"] for one in made}) in [(0, set()), (1, {"possible"})]
    for one in made:
        assert one["rule"] in {row["rule"] for row in r.queue.to_pylist()}
        assert counts(*posts, decisions=[decision(1, "person.not_same", a=one["a"], b=one["b"])])[0] == low + 1


def test_nothing_gives_nothing():
    r = run()
    assert (r.dossiers.num_rows, r.links.num_rows, r.persons.num_rows, r.items.num_rows) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (post(2, {"phone_number": "Q"}, reply_to="1"), (1, 1, 2)),
        (post(2, {"phone_number": "Q"}, reply_to="9"), (2, 2, 2)),
        (post(2, Who({"phone_number": "Q"}, "relative", "father"), reply_to="1"), (2, 2, 2)),
        (post(2, {"phone_number": "Q"}, {"phone_number": "R"}, reply_to="1"), (3, 3, 3)),
        (post(2, {"phone_number": "Q"}, reply_to="1", channel="telegram:channel:2"), (2, 2, 2)),
        (post(2, {"name": "y", "phone_number": "Q"}, reply_to="1"), (2, 2, 2)),
        (post(2, {"id_number": "B"}, reply_to="1"), (2, 2, 2)),
    ],
)
def test_a_reply_adds_to_the_person_of_the_post(answer, expected):
    assert counts(post(1, {"name": "x", **ID}), answer) == expected


def stated(*types, channel="telegram:channel:1"):
    """What captures of one chat state to be its type."""
    return Channels.of(pa.Table.from_pylist([{"channel_id": channel, "chat_type": t} for t in types], CHANNELS))


@pytest.mark.parametrize(
    ("channels", "high"),
    [
        (stated("private_channel"), 1),
        (stated("public_channel", None), 1),
        (stated(None), 2),  # most forms call a supergroup a channel too
        (stated("public_channel", "public_supergroup"), 2),
        (stated("public_supergroup"), 2),
        (stated("public_channel", channel="telegram:channel:2"), 2),
    ],
)
def test_a_reply_is_surely_the_authors_where_a_capture_states_a_channel(channels, high):
    posts = [post(1, {"name": "x", **ID}), post(2, PHONE, reply_to="1")]
    assert resolve(findings(posts), meta(posts), [], {}, channels).persons.num_rows == high


def test_a_channels_reply_about_a_relative_or_two_people_is_no_addition():
    for answer in ([Who(PHONE, "relative", "father")], [PHONE, {"phone_number": "R"}], [{"id_number": "B"}]):
        posts = [post(1, {"name": "x", **ID}), post(2, *answer, reply_to="1")]
        whose = resolve(findings(posts), meta(posts), [], {}, stated("private_channel")).dossiers["person"].to_pylist()
        assert whose[0] not in whose[1:]


def test_a_channels_reply_to_a_post_about_one_person_adds_to_that_person_whatever_the_post_calls_him():
    friend = Who({"phone_number": "Q"}, "relative", "former_partner")
    for posts, high in (
        ([post(1, friend), post(2, PHONE, reply_to="1")], 1),
        ([post(1, friend, Who(ID, "relative", "father")), post(2, PHONE, reply_to="1")], 3),
        ([post(1, {"name": "x", **ID}), post(2, friend, reply_to="1"), post(3, PHONE, reply_to="2")], 3),
    ):
        made = resolve(findings(posts), meta(posts), [], {}, stated("private_channel")).dossiers
        assert len(set(made["person"].to_pylist())) == high


def test_values_say_of_whom_a_channel_replies_before_the_reply_does():
    """The number in the reply is another's, of another name: it is that person, and nobody is merged."""
    posts = [post(1, {"name": "x", **PHONE}), post(2, {"name": "y", **ID}), post(3, ID, reply_to="1")]
    made = resolve(findings(posts), meta(posts), [], {}, stated("private_channel"))
    assert made.dossiers["person"].to_pylist() == ["V0001", "V0002", "V0002"]


TEASER = Who(
    {"name": ("x**", "masked"), "id_number": ("a", "masked"), "phone_number": ("p", "masked")},
    near={"id_number": ["A"], "phone_number": ["P"]},
)
WHOLE = Who({"name": "x", **ID, **PHONE}, near={"id_number": ["A"], "phone_number": ["P"]})


def test_what_a_post_announces_with_masks_is_likely_the_person_it_is_shown_of_later():
    assert counts(post(1, TEASER), post(2, WHOLE)) == (1, 1, 2)
    assert counts(post(1, TEASER), post(2, TEASER)) == (1, 1, 2)
    half = Who({"id_number": ("a", "masked")}, near={"id_number": ["A"]})
    assert counts(post(1, half), post(2, WHOLE)) == (1, 2, 2)


def test_posts_without_replies_known():
    posts = [post(1, {"name": "x", **ID}), post(2, {**ID})]
    assert resolve(findings(posts), meta(posts).drop_columns(["reply_to"]), [], {}).persons.num_rows == 1


def test_the_old_form_of_an_identity_number_stands_as_the_new_forms_it_may_have():
    old = Who(
        {"name": "x", **PHONE, "id_number": "a"}, says={"id_number": {"id_number": ["A", "A of the century before"]}}
    )
    other = Who({"name": "x", **PHONE, "id_number": "b"}, says={"id_number": {"id_number": "B"}})
    assert counts(post(1, {"name": "x", **PHONE, "id_number": "A"}), post(2, old)) == (1, 1, 1)
    assert counts(post(1, {**ID}), post(2, old)) == (1, 1, 1)
    assert counts(post(1, old), post(2, other)) == (1, 2, 2)


def test_one_thing_by_two_names_is_one_agreement():
    number = {"social_account": {"phone_number": "P"}}
    wechat = Who({"social_account": "wechat:P", **PHONE}, says=number)
    assert counts(post(1, wechat), post(2, wechat)) == (1, 1, 2)
    assert counts(post(1, Who({"social_account": "wechat:P"}, says=number)), post(2, PHONE)) == (1, 1, 2)
    qq = Who({"email": "q@qq.com", **PHONE}, says={"email": {"social_account": "qq:q"}})
    assert counts(post(1, qq), post(2, {"social_account": "qq:q", **PHONE})) == (1, 1, 1)


def test_home_and_delivery_address_are_one_place():
    parcel = Who({"name": "x", "delivery_address": "h"}, says={"delivery_address": {"home_address": "h"}})
    assert counts(post(1, parcel), post(2, {"name": "x", "home_address": "h"})) == (1, 1, 2)
    both = Who({"delivery_address": "h", "home_address": "h"}, says={"delivery_address": {"home_address": "h"}})
    assert counts(post(1, both), post(2, both)) == (1, 2, 2)


def test_what_an_identity_number_says_of_birth_and_sex_contradicts():
    told = Who({"name": "x", **ID, **PHONE}, says={"id_number": {"birth_date": "b", "gender": "男"}})
    assert counts(post(1, told), post(2, {"name": "x", **PHONE, "birth_date": "b", "gender": "男"})) == (1, 1, 1)
    assert counts(post(1, told), post(2, {"name": "x", **PHONE, "birth_date": "c"}))[2] == 2
    assert counts(post(1, Who({"name": "x", **ID}, says=told.says)), post(2, {"name": "x", "birth_date": "b"})) == (
        1,
        1,
        2,
    )


NEAR = {"id_number": ["A"]}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Who({"name": "x", **ID}, near=NEAR), Who({"name": "x", "id_number": ("S", "invalid")}, near=NEAR), (1, 1, 2)),
        (Who({**ID}, near=NEAR), Who({"id_number": ("S", "invalid")}, near=NEAR), (1, 2, 2)),
        (Who({"name": "x", **ID}, near=NEAR), Who({"name": "y", "id_number": ("S", "invalid")}, near=NEAR), (2, 2, 2)),
        (Who({"name": "x", **ID}, near=NEAR), Who({"name": "x", "id_number": "B"}, near=NEAR), (2, 2, 2)),
        (Who({"name": "x", "home_address": "h1"}, near={"home_address": ["h"]}),
         Who({"name": "x", "home_address": "h2"}, near={"home_address": ["h"]}), (1, 1, 2)),
        (Who({"home_address": "h1", "phone_number": "1"}, near={"home_address": ["h"]}),
         Who({"home_address": "h2", "phone_number": "2"}, near={"home_address": ["h"]}), (2, 2, 2)),
    ],
)  # fmt: skip
def test_slips_masks_and_shorter_addresses_are_near_and_never_certain(a, b, expected):
    assert counts(post(1, a), post(2, b)) == expected


@pytest.mark.parametrize(
    ("half", "whole", "expected"),
    [
        (Who({"name": ("*", "masked"), **ID}, near={"name": ["m"]}), Who({"name": "x", **PHONE}, near={"name": ["m"]}), (1, 2, 2)),
        (Who({"name": ("*", "masked"), **ID}, near={"name": ["m"]}), Who({"name": "x", **PHONE}, near={"name": ["n"]}), (2, 2, 2)),
        (Who({"name": "l", **ID}, says={"name": {"script": "LATIN"}}, near={"name": ["m"]}), Who({"name": "x", **PHONE}, near={"name": ["m"]}), (1, 2, 2)),
        (Who({"name": "y", **ID}, near={"name": ["m"]}), Who({"name": "x", **PHONE}, near={"name": ["m"]}), (2, 2, 2)),
        (Who({"name": ("*", "masked"), **ID, "gender": "女"}, near={"name": ["m"]}), Who({"name": "x", **PHONE, "gender": "男"}, near={"name": ["m"]}), (2, 2, 2)),
        (Who({"name": ("*", "masked"), **ID, "phone_number": "Q"}, near={"name": ["m"]}), Who({"name": "x", **PHONE}, near={"name": ["m"]}), (2, 2, 2)),
    ],
)  # fmt: skip
def test_a_masked_name_and_one_in_letters_may_be_the_whole_one_in_the_low(half, whole, expected):
    assert counts(post(1, half), post(2, whole)) == counts(post(1, whole), post(2, half)) == expected


def test_two_cards_of_one_layout_never_merge_and_one_file_is_one_card():
    def card(name, file):
        return Who({"name": name, "id_card_image": "cluster"} if name else {"id_card_image": "cluster"},
                   says={"id_card_image": {"picture": "cluster"}}, near={"id_card_image": ["cluster"]},
                   where=f"image:{file}")  # fmt: skip

    assert counts(post(1, card("x", "1")), post(2, card("y", "2"))) == (2, 2, 2)
    assert counts(post(1, card(None, "1")), post(2, card(None, "2"))) == (1, 2, 2)
    assert counts(post(1, card(None, "1")), post(2, card(None, "1"))) == (1, 1, 2)
    assert counts(post(1, card("x", "1")), post(2, card("x", "2"))) == (1, 1, 2)


def test_a_hub_is_told_without_names_and_by_its_other_name():
    hot = {"social_account": {"phone_number": "hotline"}}
    posts = [post(n, {"id_number": f"i{n}", "phone_number": "hotline"}) for n in range(1, 6)]
    posts += [post(n, Who({"social_account": "wechat:hotline"}, says=hot)) for n in (10, 11)]
    assert counts(*posts) == (7, 7, 7)


def test_a_registered_address_is_the_households():
    """Equal registered addresses are of one household, not of one person, and what a household shares alone identifies nobody."""
    place = {"household_registration": "h"}
    masked = {**place, "name": ("m", "masked"), "phone_number": ("P", "masked")}
    assert counts(post(1, place), post(2, place)) == (1, 2, 2)
    assert counts(post(1, {"name": "x", **place}), post(2, {"name": "y", **place})) == (2, 2, 2)
    assert run(post(1, masked)).dossiers["counts"].to_pylist() == ["high"]
    assert run(post(1, {"name": "x", **place})).dossiers["counts"].to_pylist() == ["low"]


def test_who_is_found_through_another_is_in_the_low_no_sooner_than_that_other():
    """A father told by name alone is found through the child; where the child is not in the low he is in the estimate. His own number finds him."""
    child = {"name": "c", **PHONE}
    father = Who({"name": "f"}, "relative", "father")
    found = Who({"name": "f", "phone_number": "Q"}, "relative", "father")
    gone = decision(1, "publication.lawfully_public", publication="telegram:channel:1/1/0")

    def stands(*people, decisions=()):
        return run(post(1, *people), decisions=decisions).dossiers["counts"].to_pylist()

    assert stands(child, father) == ["low", "low"]
    assert stands(child, father, decisions=[gone]) == ["high", "estimate"]
    assert stands(child, found, decisions=[gone]) == ["high", "low"]
    assert stands({"name": "c"}, father) == ["none", "none"]
    likely = run(post(1, {"name": "c", "school": "s"}, father)).dossiers["counts"].to_pylist()
    assert likely == ["estimate", "none"], "the child is not found for sure, so nobody is found through it"


def test_a_relative_without_a_name_is_in_no_low():
    """A parent's telephone: of which parent, of the pupil, or of the home is not told."""
    child, parent = {"name": "c", "home_address": "H"}, Who(PHONE, "relative", "parent")
    assert run(post(1, child, parent)).dossiers["counts"].to_pylist() == ["low", "estimate"]
    named = Who({"name": "f", **PHONE}, "relative", "parent")
    assert run(post(1, child, named)).dossiers["counts"].to_pylist() == ["low", "low"]
    assert run(post(1, {"school": "s"}, parent)).dossiers["counts"].to_pylist() == ["none", "high"]  # of nobody known
    two = Who({**PHONE, "social_account": "S"}, "relative", "parent")  # two identifiers meet in one person
    assert run(post(1, child, two)).dossiers["counts"].to_pylist() == ["low", "low"]


def test_a_named_pupil_beside_her_identified_father_is_found_through_him():
    """Once the kinship was read from the pupil to her father alone, and the low held the father without his child."""
    pupil = {"name": "c", "school": "s"}
    father = Who({"name": "f", "phone_number": "P"}, "relative", "father")

    def stands(*people, decisions=()):
        return run(post(1, *people), decisions=decisions).dossiers["counts"].to_pylist()

    assert stands(pupil, father) == ["low", "low"]
    assert stands({"school": "s"}, father) == ["none", "low"]  # not named
    for company in ("partner", "former_partner", "former_spouse"):
        assert stands(pupil, Who({"name": "f", "phone_number": "P"}, "relative", company)) == ["estimate", "low"]
    assert stands(pupil, Who({"name": "f"}, "relative", "father")) == ["estimate", "none"]  # he is not found himself
    assert stands(pupil, {"name": "d", "school": "t"}, father) == [
        "estimate",
        "estimate",
        "low",
    ]  # whose father is open
    gone = decision(1, "publication.lawfully_public", publication="telegram:channel:1/1/1")
    assert stands(pupil, father, decisions=[gone]) == ["estimate", "high"]


def test_names_in_two_scripts_never_contradict():
    """'Wen Mingxun' and '溫銘勳' with one telephone and one address are one at the low; two names in letters are two, and so are two in characters, but for the fewest."""
    home = {**PHONE, "home_address": "h"}
    script = {"name": {"script": "LATIN"}}
    han = [post(n, {"name": name, **home}) for n, name in enumerate(("溫銘勳", "温铭"), 1)]
    latin = [post(n, Who({"name": name, **home}, says=script)) for n, name in enumerate(("Wen Mingxun", "Li Ming"), 3)]
    assert counts(han[0], latin[0]) == (1, 1, 2)
    assert counts(*han) == counts(*latin) == (1, 2, 2)
    blocked = run(*latin).queue.to_pylist()
    assert {(r["blocked_by"], *r["against"]) for r in blocked} == {(None, "name")}
    assert {tuple(r["agree"]) for r in run(han[0], latin[0]).queue.to_pylist()} == {("home_address", "phone_number")}
    same = {"social_account": "q", **PHONE}
    assert counts(post(1, {"name": "溫銘勳", **same}), post(2, Who({"name": "Wen Mingxun", **same}, says=script))) == (
        1,
        1,
        1,
    )
    assert counts(han[0], han[1], latin[0]) == (1, 2, 3), (
        "the fewest are one; the name in letters joins one of the two and makes them no one elsewhere"
    )


FULL, SHORT = list("abcd"), list("abc")
"""As many near spellings as a whole name has, and a given name alone."""
QQ, WECHAT = {"social_account": "qq:1"}, {"social_account": "wechat:a"}


def called(no, near=FULL, age=None, **values):
    return post(no, Who({"name": "x", **values}, near={"name": near}, age=age))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (called(1, email="e"), called(2, vehicle_file="v"), (1, 1, 2)),
        (called(1, SHORT, email="e"), called(2, SHORT, vehicle_file="v"), (1, 2, 2)),
        (called(1, phone_number="1"), called(2, phone_number="2"), (1, 2, 2)),
        (called(1, home_address="1"), called(2, home_address="2"), (1, 2, 2)),
        (called(1, **QQ), called(2, social_account="qq:2"), (1, 2, 2)),
        (called(1, id_number="A"), called(2, id_number="B"), (2, 2, 2)),
        (called(1, id_number="A", gender="m"), called(2, email="e", gender="f"), (2, 2, 2)),
        (called(1, age=(14, 14), email="e"), called(2, age=(17, 17), vehicle_file="v"), (1, 1, 2)),
        (called(1, age=(14, 14), email="e"), called(2, age=(35, 35), vehicle_file="v"), (1, 2, 2)),
        (called(1, age=(14, 14), email="e"), called(2, age=(150, 150), vehicle_file="v"), (1, 1, 2)),
    ],
)  # fmt: skip
def test_the_same_whole_name_is_one_at_the_estimate_unless_something_contradicts(a, b, expected):
    assert counts(a, b) == expected


def test_bearers_whose_telephones_differ_are_not_chained_at_the_estimate():
    bridge = [
        called(1, phone_number="1"),
        called(2, email="e"),
        called(3, phone_number="2"),
        called(4, vehicle_file="v"),
    ]
    assert counts(*bridge) == (1, 2, 4)
    made = [(x["a"][-3:], x["b"][-3:], x["level"]) for x in run(*bridge).links.to_pylist() if x["rule"] == "same_name"]
    assert made == [("1/0", "2/0", "likely"), ("1/0", "4/0", "likely")]
    assert counts(called(1, email="e"), called(2, phone_number="1"), called(3, phone_number="2")) == (1, 2, 3)


def test_bearers_of_a_name_in_two_posts_each_find_one_of_the_other():
    """Whom a post shows beside another bearer goes with the one of an earlier post that is left."""
    kinds = iter(("email", "vehicle_file", "bank_account", "real_estate"))
    two = [post(n, *(Who({"name": "x", next(kinds): "v"}, near={"name": FULL}) for _ in range(2))) for n in (1, 2)]
    assert counts(*two) == (2, 2, 4)


def test_a_hidden_telephone_keeps_no_bearers_apart():
    assert counts(called(1, phone_number=("1", "masked")), called(2, phone_number="2"))[1:] == (1, 2)


def test_a_bearer_whose_set_is_untrue_keeps_nobody_apart():
    untrue = decision(1, "publication.untrue", publication="telegram:channel:1/1/0", source="s")
    held = [called(1, phone_number="1"), called(2, email="e"), called(3, phone_number="2")]
    assert counts(*held)[1:] == (2, 3)
    assert counts(*held, decisions=[untrue])[1:] == (1, 2)


def test_accounts_of_two_platforms_do_not_differ():
    assert counts(called(1, **QQ, email="e"), called(2, email="f"), called(3, **WECHAT, email="f"))[1] == 1
    assert counts(called(1, **QQ, email="e"), called(2, email="f"), called(3, social_account="qq:2", email="f"))[1] == 2


def test_a_name_that_the_case_shows_two_persons_of_joins_nobody():
    assert counts(called(1, id_number="A"), called(2, id_number="B"), called(3, email="e")) == (2, 3, 3)


def test_two_of_one_name_in_one_post_stay_two():
    two = post(
        2,
        Who({"name": "x", "email": "e"}, near={"name": FULL}),
        Who({"name": "x", "vehicle_file": "v"}, near={"name": FULL}),
    )
    assert counts(called(1, bank_account="b"), two) == (2, 2, 3)


def test_names_so_many_that_a_namesake_is_expected_join_nobody():
    most = links().file.namesakes.names
    others = [post(n, {"name": f"n{n}", "phone_number": f"p{n}"}) for n in range(3, most + 3)]
    pair = called(1, email="e"), called(2, vehicle_file="v")
    assert counts(*pair, *others[1:]) == (most, most, most + 1)
    assert counts(*pair, *others) == (most + 1, most + 2, most + 2)


def test_the_rule_says_its_limit():
    told, most = links().told("same_name"), links().file.namesakes.names
    assert f"{most} 个" in told.zh
    assert f"({most:,} at most)" in told.en
    assert f"{most:,} names" in told.because


def test_a_team_may_take_the_name_out_of_the_estimate_and_part_two():
    pair = called(1, email="e"), called(2, vehicle_file="v")
    assert counts(*pair, decisions=[decision(1, "links.reading", reading="same_name", level="possible")]) == (1, 2, 2)
    apart = decision(1, "person.not_same", a="telegram:channel:1/1/0", b="telegram:channel:1/2/0")
    assert counts(*pair, decisions=[apart]) == (2, 2, 2)
    assert counts(*pair, called(3, bank_account="b"), decisions=[apart]) == (2, 2, 3)


@pytest.mark.parametrize(("name", "whole"), [("欧阳欣霖", True), ("雷辰", True), ("林昕诺", True), ("子涵", False), ("小雨", False), ("Heidi Poon", False)])  # fmt: skip
def test_a_whole_name_is_told_by_its_spellings(name, whole):
    assert (len(near("name", name, "valid")) >= links().file.namesakes.spellings) == whole


def test_posts_of_one_dossier_that_a_decision_joins_identify_together():
    """A name here, the telephone there and the home in a third post: decided to be one person's, they are one person of every bound."""
    parts = [post(1, {"name": "x"}), post(2, {"phone_number": "P"}), post(3, {"home_address": "h"})]
    c = "telegram:channel:1"
    same = [decision(n, "person.same", a=f"{c}/1/0", b=f"{c}/{n + 1}/0") for n in (1, 2)]

    def bounds(*decisions):
        return run(*parts, decisions=decisions).dossiers["counts"].to_pylist()

    assert "low" not in bounds()
    assert bounds(*same) == ["low"] * 3
    assert "low" not in [
        row for n, row in enumerate(bounds(decision(1, "person.same", a=f"{c}/1/0", b=f"{c}/3/0"))) if n == 1
    ]


def test_where_all_are_relatives_a_named_child_is_found_through_her_identified_mother():
    """妈：…(number), 女儿：荀小满，9岁: nobody is a target, and each is a relative of the other."""
    mother = Who({"name": "m", "id_number": "A", "phone_number": "P"}, role="relative", relation="mother")
    daughter = Who({"name": "d", "school": "s"}, role="relative", relation="daughter")
    assert run(post(1, mother, daughter)).dossiers["counts"].to_pylist() == ["low", "low"]
    unknown = Who({"name": "m"}, role="relative", relation="mother")
    assert run(post(1, unknown, daughter)).dossiers["counts"].to_pylist()[1] != "low"
    nameless = Who({"school": "s"}, role="relative", relation="daughter")
    assert run(post(1, mother, nameless)).dossiers["counts"].to_pylist()[1] != "low"
    for other in ("uncle", "aunt", "cousin", "relative", "paternal_grandfather"):
        stranger = Who({"name": "e", "school": "s"}, role="relative", relation=other)
        assert run(post(1, mother, stranger)).dossiers["counts"].to_pylist()[1] != "low", other
    second = Who({"name": "n", "phone_number": "Q"}, role="relative", relation="mother")
    of_two_families = run(post(1, mother, second, daughter)).dossiers["counts"].to_pylist()
    assert (of_two_families[:2], of_two_families[2] != "low") == (["low", "low"], True)


def test_who_is_found_through_her_mother_waits_for_her_and_for_no_uncle():
    """The mother is in the estimate only; an uncle of the low beside them brings nobody's daughter into it."""

    def relative(n, relation, **more):
        return Publication(f"c/1/{n}", "c", ("c", "1"), "relative", relation, False, None, "c", identifies="combined", **more)  # fmt: skip

    pubs = [relative(0, "mother"), relative(1, "uncle"), relative(2, "daughter", through=True)]
    assert 2 in kinless(pubs, ["estimate", "low", "low"])
    assert 2 not in kinless(pubs, ["low", "low", "low"])
