"""Contacts before and after each post, and the harm register: windows to the second, coverage, what cannot be read."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from doxdocket.assess.damages.contacts import Moments, Post, against, doubled, read
from doxdocket.assess.damages.harm import by_kind, incident, perhaps_same, places
from doxdocket.assess.forms.damages import Contacts, Harm
from doxdocket.assess.plain_records import plain

CHINA = ZoneInfo("Asia/Shanghai")
AT = datetime(2023, 8, 10, 12, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def entry(**more):
    return Contacts(**({"id": "k", "person": "V0001", "what": "calls"} | more))


ONE = (Post("c/1", AT),)


def row_of(moments, posts=ONE, window=None, **more):
    return plain(against(entry(**more), "R0001", Moments(tuple(sorted(moments))), posts, CHINA, window))


def codes(row):
    return [one["code"] for one in row["told"]]


@pytest.mark.parametrize(
    ("moment", "before", "after"),
    [
        (AT - 7 * DAY - SECOND, 0, 0),
        (AT - 7 * DAY, 1, 0),
        (AT - SECOND, 1, 0),
        (AT, 0, 1),
        (AT + 7 * DAY - SECOND, 0, 1),
        (AT + 7 * DAY, 0, 0),
    ],
)
def test_the_window_to_the_second(moment, before, after):
    (post,) = row_of([moment])["posts"]
    assert (post["before"], post["after"]) == (before, after)
    assert sum(n for _, n in post["days"]) == before + after
    assert [day for day, _ in post["days"]] == list(range(-7, 7))


def test_another_window_is_taken():
    (post,) = row_of([AT - 2 * DAY, AT + DAY], window=1)["posts"]
    assert (post["before"], post["after"], len(post["days"])) == (0, 0, 2)


@pytest.mark.parametrize(
    ("since", "until", "before", "after", "told"),
    [
        (None, None, None, None, "uncovered"),
        (date(2023, 8, 3), date(2023, 8, 17), True, True, ""),
        (date(2023, 8, 4), date(2023, 8, 17), False, True, "partly_covered"),
        (date(2023, 8, 3), date(2023, 8, 16), True, False, "partly_covered"),
        (date(2023, 9, 1), None, False, False, "partly_covered"),
        (None, date(2023, 8, 1), False, False, "partly_covered"),
        (date(2023, 8, 1), None, None, None, "uncovered"),
    ],
)
def test_days_that_a_list_does_not_cover(since, until, before, after, told):
    row = row_of([AT], since=since, until=until)
    assert (row["posts"][0]["covered_before"], row["posts"][0]["covered_after"]) == (before, after)
    assert ({"uncovered", "partly_covered"} & set(codes(row))) == ({told} if told else set())


def test_contacts_before_the_first_post_are_told():
    row = row_of([AT - DAY, AT - 30 * DAY, AT + DAY], known_before=True)
    assert row["before_first"] == 2
    assert {"first_before", "known_before"} <= set(codes(row))
    late = row_of([AT + 40 * DAY], since=date(2023, 9, 1))
    assert late["before_first"] is None


def test_a_victim_without_a_post_and_a_list_without_a_moment():
    nobody = row_of([AT], posts=())
    assert (nobody["before_first"], nobody["posts"]) == (None, [])
    assert codes(nobody) == ["no_post"]
    empty = row_of([], since=date(2023, 8, 1), until=date(2023, 8, 31))
    assert (empty["first"], empty["last"], codes(empty)) == (None, None, ["no_moment"])


def test_posts_that_stand_close_overlap_and_do_not_add_up():
    row = row_of(
        [AT + DAY], posts=(Post("c/1", AT), Post("c/2", AT + 2 * DAY)), since=date(2023, 7, 1), until=date(2023, 9, 1)
    )
    assert [(p["before"], p["after"], p["others_near"]) for p in row["posts"]] == [(0, 1, 1), (1, 0, 1)]
    assert codes(row) == ["overlap"]


def test_nights_are_those_of_the_place():
    night = [datetime(2023, 8, 10, hour, tzinfo=UTC) for hour in (13, 14, 21, 22)]  # 21:00, 22:00, 5:00, 6:00 in China
    assert row_of(night)["at_night"] == 2
    assert row_of(night)["by_day"] == [["2023-08-10", 2], ["2023-08-11", 2]]


def test_moments_outside_the_days_stated_are_told():
    row = row_of([AT, AT + 20 * DAY, AT - 20 * DAY], since=date(2023, 8, 1), until=date(2023, 8, 20))
    assert next(one["times"] for one in row["told"] if one["code"] == "outside") == 2


def test_moments_of_a_table():
    rows = [
        {"时间": "2023-08-10 20:00", "#row": "2"},
        {"时间": "20时", "#row": "3"},
        {"#row": "4"},
        {"时间": "2023-08-10T12:00:00Z", "#row": "5"},
    ]
    found = read(entry(file="file:3", column="时间", at=(AT + DAY,)), rows, CHINA)
    assert found == Moments((AT, AT, AT + DAY), ("3", "4"))
    other = read(
        entry(file="file:3", column="时间", time_format="%Y/%m/%d %H:%M", zone="Asia/Tokyo"),
        [{"时间": "2023/08/10 21:00"}],
        CHINA,
    )
    assert other.at == (AT,)
    told = plain(against(entry(file="file:3", evidence=("卷五",)), "R1", found, [Post("c/1", AT)], CHINA))
    assert (told["evidence"], codes(told)[0], told["told"][0]["rows"]) == (["file:3", "卷五"], "unread", ["3", "4"])
    assert read(entry(file="file:3", column="t"), [{"t": "?"}], CHINA).unread == ("1",)


def test_a_table_or_a_zone_that_cannot_be_read():
    lost = read(entry(file="file:3", at=(AT,)), None, CHINA)
    assert (lost.at, lost.unread) == ((AT,), ("file:3",))
    assert "file_unread" in codes(plain(against(entry(file="file:3"), "R1", lost, [], CHINA)))
    for zone in ("Nowhere/Town", "../x"):
        assert read(entry(zone=zone), [], CHINA).unread == (zone,)
        assert read(entry(zone=zone, file="file:3"), [], CHINA).unread == ("file:3",)


def test_one_contact_in_two_lists_is_told():
    one, two, other = entry(id="a"), entry(id="b"), entry(id="c", what="texts")
    lists = [(one, Moments((AT, AT, AT + DAY))), (two, Moments((AT, AT + 2 * DAY))), (other, Moments((AT,)))]
    assert doubled(lists) == {"a": {"b": 1}, "b": {"a": 1}}
    assert doubled([(one, Moments((AT,))), (two, Moments((AT + SECOND,)))]) == {}


POSTS = [("c/2", date(2024, 1, 3)), ("c/1", date(2024, 1, 1)), ("c/3", date(2024, 1, 5))]


def test_posts_before_an_incident_and_those_it_names():
    one = Harm(
        id="h",
        kind="calls",
        person="V0001",
        day=date(2024, 1, 3),
        posts=("post:c/1", "post:c/2", "post:c/3", "post:c/9"),
    )
    row = plain(incident(one, "R0005", POSTS))
    assert (row["posts_before"], row["posts_same_day"], row["first_post"], row["last_before"]) == (
        1,
        1,
        "2024-01-01",
        "2024-01-01",
    )
    assert [post["order"] for post in row["posts"]] == ["before", "same_day", "after", "unknown"]
    assert row["told"] == []


@pytest.mark.parametrize(
    ("more", "posts", "told"),
    [
        ({"day": date(2024, 1, 1)}, POSTS, ["order_unknown"]),
        ({"day": date(2023, 12, 31)}, POSTS, ["no_posts_before"]),
        ({}, POSTS, []),
        ({"day": date(2024, 1, 2)}, [], ["no_post"]),
        ({"day": date(2024, 1, 2), "person": ""}, [], ["person_absent"]),
    ],
)
def test_what_speaks_against_a_link_is_told(more, posts, told):
    row = plain(incident(Harm(**({"id": "h", "kind": "threat", "person": "V0001"} | more)), "R1", posts))
    assert [one["code"] for one in row["told"]] == told
    if "day" not in more:
        assert (row["posts_before"], row["posts_same_day"], row["last_before"]) == (None, None, None)


def rows_of(*given):
    return [incident(one, f"R{n}", []) for n, one in enumerate(given, 1)]


def test_incidents_by_kind_and_place():
    rows = rows_of(
        Harm(id="1", kind="calls", person="V0001", day=date(2024, 1, 3), times=20, place="甲市"),
        Harm(id="2", kind="calls", person="V0001", day=date(2024, 1, 4), place="甲市"),
        Harm(id="3", kind="moved", place="乙市"),
    )
    assert [
        (k["kind"], k["incidents_low"], k["incidents_high"], k["persons"], k["times_low"], k["times_high"], k["times_unstated"])
        for k in plain(by_kind(rows))
    ] == [("calls", 2, 2, 1, 20, 20, 1), ("moved", 1, 1, 0, 0, 0, 1)]  # fmt: skip
    assert plain(places(rows)) == [{"place": "乙市", "incidents": 1}, {"place": "甲市", "incidents": 2}]


A, B, C = date(2024, 1, 3), date(2024, 1, 4), date(2024, 1, 5)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"day": A}, {"day": A}, True),
        ({"day": A}, {"day": B}, False),
        ({"day": A, "until": B}, {"day": B}, True),  # the last day of one is the first of the other
        ({"day": A, "until": B}, {"day": C}, False),
        ({"day": C}, {"day": A, "until": C}, True),
        ({"day": A}, {}, True),  # a day that is not told may be any
        ({"day": A}, {"day": A, "person": "V0002"}, False),
        ({"day": A}, {"day": A, "kind": "texts"}, False),
        ({"day": A, "person": ""}, {"day": A, "person": ""}, True),
        ({"day": A, "person": ""}, {"day": A, "person": "", "place": "乙市"}, False),
        ({"person": ""}, {"person": ""}, False),
    ],
)
def test_entries_of_one_kind_person_and_day_may_be_one(one, other, same):
    usual = {"kind": "calls", "person": "V0001", "place": "甲市"}
    rows = rows_of(Harm(id="1", **usual | one), Harm(id="2", **usual | other))
    assert perhaps_same(rows) == ({"R1": ["R2"], "R2": ["R1"]} if same else {"R1": [], "R2": []})


def test_what_may_be_one_counts_once_in_the_low_and_each_in_the_high():
    usual = {"kind": "calls", "person": "V0001"}
    rows = rows_of(
        Harm(id="1", day=A, until=B, times=20, **usual), Harm(id="2", day=B, times=25, **usual), Harm(id="3", day=A, **usual),
        Harm(id="4", day=date(2024, 2, 1), times=3, **usual),
    )  # fmt: skip
    (told,) = plain(by_kind(rows))
    assert (told["incidents_low"], told["incidents_high"], told["times_low"], told["times_high"]) == (3, 4, 28, 48)
    assert told["perhaps_same"] == [["R1", "R3"]]  # the second may be the first too, and cannot be the third


def test_whose_the_earlier_posts_are_and_how_they_stand_to_each_time_in_office():
    """A post of nobody who is sued is put to none of them, and one before or behind somebody's role is told so."""
    one = Harm(id="h1", kind="calls", person="V0001", day=date(2024, 2, 9))
    posts = [
        ("c/1", date(2023, 9, 2)),
        ("c/2", date(2023, 12, 1)),
        ("c/3", date(2024, 2, 8)),
        ("c/4", date(2024, 2, 9)),
    ]
    whose = {"c/1": (["D2"], ["D1"], [], []), "c/2": ([], ["D3"], ["D5"], [])}
    terms = {"D3": [("c", date(2023, 10, 10), date(2024, 1, 31))], "D4": [("another", date(2023, 10, 10), None)]}
    row = plain(incident(one, "R0005", posts, whose, terms))
    assert [(it["post"], it["by"], it["ran"], it["terms"]) for it in row["earlier"]] == [
        ("c/1", ["D2"], ["D1"], {"D3": "before", "D4": "unknown"}),
        ("c/2", [], ["D3"], {"D3": "during", "D4": "unknown"}),
        ("c/3", [], [], {"D3": "after", "D4": "unknown"}),
    ]
    assert [it["claimed"] for it in row["earlier"]] == [[], ["D5"], []]


def test_a_post_that_counts_for_the_person_at_the_high_alone_stands_before_nothing():
    """It is named, and told to be perhaps alone: it is neither the first post nor one of those before."""
    one = Harm(id="h1", kind="calls", person="V0001", day=date(2024, 2, 9))
    posts = [("c/1", date(2023, 9, 2)), ("c/2", date(2023, 12, 1))]
    row = plain(incident(one, "R0005", posts, perhaps={"c/1"}))
    assert (row["first_post"], row["posts_before"], row["last_before"]) == ("2023-12-01", 1, "2023-12-01")
    assert [(it["post"], it["perhaps"]) for it in row["earlier"]] == [("c/1", True), ("c/2", False)]
    row = plain(incident(one, "R0005", posts[:1], perhaps={"c/1"}))
    assert (row["first_post"], row["posts_before"], [it["code"] for it in row["told"]]) == (None, 0, ["no_post"])
