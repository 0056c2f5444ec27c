"""Times seen: are these views the same views? Hostile cases with the truth beside each, and what must hold of any case."""

import random
import re
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest
from tests.count.seen import Seen, day, read, seen, sums, tables
from tests.count.test_explain import Held, printed
from tests.count.test_tables import signed
from tests.resolve.made import Who, decision, findings, meta, post, resolve
from tests.resolve.made import tables as resolved

from doxdocket.count import explain_reach, reach
from doxdocket.count.catalogue import step
from doxdocket.count.explain import explain
from doxdocket.count.figures import canonical, figures
from doxdocket.count.measure import relations
from doxdocket.count.register_figures import Stated, stated
from doxdocket.count.tables import tables as count_tables
from doxdocket.decisions.application import finding_keys
from doxdocket.decisions.standing import Standing
from doxdocket.engine import sql
from doxdocket.law.rules import shipped
from doxdocket.records import READINGS

TWO, THREE, GROUP = "channel:2", "channel:3", "supergroup:9"


# Readings: which one counts


def test_rounded_counters_count_at_their_bounds():
    assert seen([Seen(1), Seen(2)], [read(1, 4150, 4299, value=4200), read(2, 7)]) == (4157, 4207, 4306)


def test_the_last_capture_counts_and_not_the_sum_of_captures():
    assert seen([Seen(1)], [read(1, 40, capture="a"), read(1, 90, capture="b")], captures="ab") == (90, 90, 90)


def test_a_post_that_only_an_earlier_capture_holds_keeps_its_last_reading():
    found = seen(
        [Seen(1), Seen(2)], [read(1, 40, capture="a"), read(2, 5, capture="a"), read(2, 6, capture="b")], captures="ab"
    )
    assert found == (46, 46, 46)


def test_a_counter_that_went_down_was_seen_as_often_as_it_once_showed():
    assert seen([Seen(1)], [read(1, 90, capture="a"), read(1, 50, capture="b")], captures="ab") == (50, 50, 90)


def test_an_exact_reading_after_a_rounded_one_that_agrees_is_exact():
    found = seen([Seen(1)], [read(1, 4150, 4299, value=4200, capture="a"), read(1, 4160, capture="b")], captures="ab")
    assert found == (4160, 4160, 4160)


def test_captures_of_unknown_order_give_the_least_and_the_most():
    readings = [read(1, 40, capture="a"), read(1, 90, capture="b")]
    assert seen([Seen(1)], readings, captures={"a": None, "b": None}) == (40, 90, 90)
    assert seen([Seen(1)], readings, captures={"a": None, "b": day(70)}) == (40, 90, 90)  # a may be after b
    assert seen([Seen(1)], readings, captures={"a": day(60), "b": None}) == (90, 90, 90)  # b shows a post of after a


def test_two_readings_of_one_moment_give_the_least_and_the_most():
    assert seen([Seen(1)], [read(1, 40), read(1, 44)]) == (40, 44, 44)


def test_a_counter_of_zero_is_no_reading():
    assert seen([Seen(1)], [read(1, 0)]) is None
    assert seen([Seen(1)], [read(1, 80, capture="a"), read(1, 0, capture="b")], captures="ab") == (80, 80, 80)


def test_a_leap_that_another_file_contradicts_is_in_the_high_alone():
    doubt = {"channel_id": "telegram:channel:1", "post_id": "1", "code": "jumps"}
    readings = [read(1, 120, capture="a"), read(1, 9000, capture="b")]
    assert seen([Seen(1)], readings, captures="ab", doubted=[doubt | {"alone": 0}]) == (120, 9000, 9000)
    assert seen([Seen(1)], readings[1:], captures="ab", doubted=[doubt | {"alone": 1}]) == (0, 9000, 9000)


def test_readings_of_posts_that_are_not_in_the_case_and_of_channels_count_nowhere():
    assert seen(
        [Seen(1)], [read(1, 3), read(7, 100), read(None, 900, what="subscribers"), read(1, 5, what="forwards")]
    ) == (3, 3, 3)


# Forwards: whose views they are


def test_an_album_shows_one_counter_under_each_of_its_ids():
    album = [Seen(1, album="1", pi="low"), Seen(2, album="1")]
    found = reach.sums(reach.parts(reach.posts(tables(album, [read(1, 8), read(2, 9)]))))
    assert found["all"] == {
        "low": 9,
        "estimate": 9,
        "high": 9,
        "covered_low": 1,
        "covered_estimate": 1,
        "covered_high": 1,
    }
    assert found["pi"]["low"] == 9  # the words stand under one id, the counter is the album's
    assert found["pi"]["covered_high"] == 1  # and no more posts that expose somebody are covered than there are
    assert seen(album, [read(2, 9)]) == (9, 9, 9)


@pytest.mark.parametrize(("forward", "truth"), [
    (Seen(5, TWO, of="channel1", number="1"), (10, 10, 17)),   # of a captured post: its counter once, or both
    (Seen(5, TWO, of="-1000000000001", number="1"), (10, 10, 17)),  # the same origin in the numbers of bots
    (Seen(5, TWO, of="channel1", moment=day(1 / 24)), (10, 10, 17)),  # told by its moment
    (Seen(5, TWO, name="甲台", number="1"), (10, 10, 17)),     # told by its title
    (Seen(5, TWO, of="channel1"), (10, 10, 17)),               # which post is not told: it may be the same
    (Seen(5, TWO, of="channel1", number="9"), (17, 17, 17)),   # of a post that nobody captured: other views
    (Seen(5, TWO, of="channel7", number="1"), (17, 17, 17)),   # of another channel
    (Seen(5, TWO, of="user1", number="1"), (17, 17, 17)),      # of a person whose number is a channel's
    (Seen(5, TWO, of="chat1", number="1"), (17, 17, 17)),      # of a small group: another space of numbers
    (Seen(5, TWO), (17, 17, 17)),                              # a copy without a mark is a post of its own
])  # fmt: skip
def test_one_forward_of_ten_views_and_seven(forward, truth):
    found = seen([Seen(1), forward], [read(1, 10), read(5, 7, at=TWO)], titles={"telegram:channel:1": "甲台"})
    assert found == truth


def test_the_largest_reading_of_a_story_counts_wherever_it_stands():
    posts = [Seen(1), Seen(5, TWO, of="channel1", number="1"), Seen(6, THREE, of="channel1", number="1")]
    assert seen(posts, [read(1, 10), read(5, 70, at=TWO), read(6, 30, at=THREE)]) == (70, 70, 110)
    assert seen(posts, [read(5, 70, at=TWO), read(6, 30, at=THREE)]) == (70, 70, 100)  # the origin has no reading


def test_a_forward_of_a_forward_is_of_the_first_post():
    posts = [
        Seen(1),
        Seen(5, TWO, of="channel1", number="1"),
        Seen(6, THREE, of="channel2", number="5"),
        Seen(7, "channel:4", of="channel3", number="6"),
    ]
    readings = [read(1, 10), read(5, 9, at=TWO), read(6, 8, at=THREE), read(7, 7, at="channel:4")]
    assert seen(posts, readings) == (10, 10, 34)
    assert seen(posts, readings[2:]) == (8, 8, 15)  # a link of the chain without a reading holds all the same


def test_posts_that_claim_to_forward_one_another_are_one_story():
    posts = [Seen(1, of="channel2", number="2"), Seen(2, TWO, of="channel3", number="3"), Seen(3, THREE, of="channel1", number="1"),
             Seen(4, "channel:4", of="channel1", number="1")]  # fmt: skip
    readings = [read(1, 5), read(2, 6, at=TWO), read(3, 7, at=THREE), read(4, 8, at="channel:4")]
    assert seen(posts, readings) == (8, 8, 26)
    assert seen([Seen(1, of="channel1", number="1")], [read(1, 5)]) == (5, 5, 5)


def test_forwards_of_a_channel_that_nobody_captured():
    def two(**said):
        return [Seen(1, of="channel99", **said), Seen(2, TWO, of="channel99", **said)]

    readings = [read(1, 3), read(2, 4, at=TWO)]
    assert seen(two(number="5"), readings) == (4, 4, 7)
    assert seen(two(moment=day(-1)), readings) == (4, 4, 7)  # posted in the same second
    assert seen(two(), readings) == (4, 7, 7)  # it may be one post: the largest once
    other = [Seen(1, of="channel99", moment=day(-1)), Seen(2, TWO, of="channel99", moment=day(-2))]
    assert seen(other, readings) == (7, 7, 7)


def test_a_forward_that_does_not_tell_its_post_counts_as_far_as_it_is_more_than_any_that_does():
    posts = [
        Seen(1, of="channel99", number="5"),
        Seen(2, of="channel99", number="6"),
        Seen(3, TWO, of="channel99"),
        Seen(4, TWO, of="channel99"),
    ]
    readings = [read(1, 10), read(2, 3), read(3, 12, at=TWO), read(4, 11, at=TWO)]
    assert seen(posts, readings) == (15, 36, 36)  # 3 and, of 10 and 12, the larger


def test_a_forward_by_moment_may_be_of_a_numbered_post_without_one():
    posts = [Seen(1, of="channel99", number="5"), Seen(2, TWO, of="channel99", moment=day(-1))]
    assert seen(posts, [read(1, 10), read(2, 8, at=TWO)]) == (10, 18, 18)
    dated = [Seen(1, of="channel99", number="5", moment=day(-3)), posts[1]]
    assert seen(dated, [read(1, 10), read(2, 8, at=TWO)]) == (18, 18, 18)


def test_two_posts_of_one_second_leave_open_of_which_a_forward_is():
    posts = [Seen(1), Seen(2), Seen(5, TWO, of="channel1", moment=day(1))]
    made = tables(posts, [read(1, 10), read(2, 20), read(5, 15, at=TWO)])
    same = pa.array([day(1)] * 3, made["posts"]["date"].type)
    made["posts"] = made["posts"].set_column(made["posts"].schema.get_field_index("date"), "date", same)
    assert reach.sums(reach.parts(reach.posts(made)))["all"]["low"] == 30


def test_origins_of_one_name_may_be_one_and_of_two_numbers_are_two():
    hidden = [Seen(1, name="小明"), Seen(2, TWO, name="小明")]
    readings = [read(1, 3), read(2, 4, at=TWO)]
    assert seen(hidden, readings) == (4, 7, 7)
    assert seen([Seen(1, name="小明", moment=day(-1)), Seen(2, TWO, name="小明", moment=day(-2))], readings) == (
        7,
        7,
        7,
    )
    numbered = [Seen(1, of="channel98", name="小明", number="5"), Seen(2, TWO, of="channel99", name="小明", number="5")]
    assert seen(numbered, readings) == (7, 7, 7)


def test_a_title_of_two_captured_channels_tells_neither():
    posts = [Seen(1), Seen(2, TWO), Seen(3, THREE, name="甲台", number="1")]
    readings = [read(1, 10), read(2, 20, at=TWO), read(3, 99, at=THREE)]
    titles = {"telegram:channel:1": "甲台", "telegram:channel:2": "甲台"}
    assert seen(posts, readings, titles=titles) == (30, 129, 129)


def test_a_username_that_no_capture_explains_may_be_a_captured_channel():
    posts = [Seen(1), Seen(5, TWO, of="@alpha", number="1")]
    readings = [read(1, 10), read(5, 7, at=TWO)]
    assert seen(posts, readings) == (10, 17, 17)
    named = {"telegram:channel:1": "jia", "telegram:channel:2": "yi"}
    assert seen(posts, readings, usernames=named) == (17, 17, 17)  # all captured channels are known by other usernames
    two = [Seen(1, of="@alpha_news", number="77"), Seen(2, of="@other_place", number="77")]
    assert seen(two, [read(1, 500), read(2, 300)], usernames=named) == (800, 800, 800)
    mixed = [Seen(1, of="@alpha", number="77"), Seen(2, of="channel55", number="77")]
    assert seen(mixed, [read(1, 500), read(2, 300)], usernames=named) == (
        300,
        800,
        800,
    )  # it may be the channel of that number


def test_a_forward_in_a_group_shows_the_counter_of_the_channels_post():
    group = Seen(5, GROUP, of="channel1", number="1")
    assert seen([Seen(1), group], [read(1, 10), read(5, 12, at=GROUP)]) == (12, 12, 12)
    assert seen([group], [read(5, 12, at=GROUP)]) == (12, 12, 12)
    both = [group, Seen(6, "group:8", of="channel1", number="1"), Seen(7, TWO, of="channel1", number="1")]
    readings = [read(5, 12, at=GROUP), read(6, 11, at="group:8"), read(7, 4, at=TWO)]
    assert seen(both, readings) == (12, 12, 16)  # one counter in both groups, and that of the other channel
    assert seen([Seen(1), Seen(5, GROUP, of="channel1")], [read(1, 10), read(5, 8, at=GROUP)]) == (10, 10, 18)


def test_a_group_and_a_channel_of_one_number_are_one_chat():
    assert seen(
        [Seen(1, "supergroup:1"), Seen(5, TWO, of="channel1", number="1")],
        [read(1, 10, at="supergroup:1"), read(5, 7, at=TWO)],
    ) == (10, 10, 17)


def test_a_forwarded_album_is_one_story_with_its_origin():
    posts = [Seen(n, album="10") for n in (10, 11, 12)] + [
        Seen(n, TWO, of="channel1", number=str(n + 3), album="7") for n in (7, 8, 9)
    ]
    readings = [read(n, 9) for n in (10, 11, 12)] + [read(n, 9, at=TWO) for n in (7, 8, 9)]
    assert seen(posts, readings) == (9, 9, 18)
    alone = [*posts[3:], Seen(4, THREE, of="channel1", number="11")]  # one picture of an album that nobody captured
    assert seen(alone, [*readings[3:], read(4, 5, at=THREE)]) == (9, 9, 14)


def test_other_platforms_have_other_numbers():
    posts = [Seen(1, "weibo:channel:1"), Seen(5, TWO, of="channel1", number="1")]
    assert seen(posts, [read(1, 10, at="weibo:channel:1"), read(5, 7, at=TWO)]) == (17, 17, 17)


# Posts that expose somebody


def test_only_posts_that_expose_somebody_count_at_each_bound():
    posts = [Seen(1, pi="low"), Seen(2, pi="estimate"), Seen(3, pi="high"), Seen(4)]
    assert sums(posts, [read(n, 10**n) for n in (1, 2, 3, 4)])["pi"] == (10, 110, 1110)


def test_a_copy_that_exposes_nobody_lends_no_views_to_the_post_that_does():
    posts = [Seen(1, pi="low"), Seen(5, TWO, of="channel1", number="1")]
    assert sums(posts, [read(1, 10), read(5, 70, at=TWO)]) == {"all": (70, 70, 80), "pi": (10, 10, 10)}


EMPTIED = [read(1, 1700, capture="a"), read(1, 1760, capture="b"), read(1, 9000, capture="c")]


def test_the_low_of_data_holds_no_view_of_after_an_edit_took_them_away():
    """Once an emptied post that was left open counted on in what data were surely seen."""
    assert sums([Seen(1, pi="low", stood="a b")], EMPTIED, captures="abc") == {
        "all": (9000, 9000, 9000),
        "pi": (1760, 9000, 9000),
    }
    assert sums([Seen(1, pi="low", stood="a")], EMPTIED[1:], captures="abc")["pi"] == (
        0,
        9000,
        9000,
    )  # never read with them
    album = [Seen(1, pi="low", stood="a", album="1"), Seen(2, album="1")]
    readings = [read(2, 5, capture="a"), read(2, 9, capture="b")]
    assert sums(album, readings, captures="ab") == {"all": (9, 9, 9), "pi": (5, 9, 9)}
    both = [*album[:1], Seen(2, album="1", pi="low", person="V0002")]  # of another person they stand there still
    assert sums(both, readings, captures="ab")["pi"] == (9, 9, 9)
    rows = {row["person"]: row for row in told(both, readings, captures="ab")["reach_persons"].values()}
    assert {who: row["seen_low"] for who, row in rows.items()} == {"V0001": 5, "V0002": 9}


def told_of_emptied(where):
    """The publications of a post whose one person's data stand there, as decisions leave them."""
    made = findings(
        [post(1, Who({"name": "甲", "id_number": "A"}), Who({"name": "乙", "id_number": "B"}, where="text"))]
    )
    gone = pa.array([where.get((row["person"], row["kind"]), "text") for row in made.to_pylist()], pa.string())
    made = made.set_column(made.schema.get_field_index("where"), "where", gone)
    ids = finding_keys(made).to_pylist()
    sure = [decision(n, "finding.confirm", finding=key) for n, key in enumerate(ids, 1) if "/earlier:" in key]
    return resolve(made, meta([post(1)]), sure, {}).dossiers["stood"].to_pylist()


def test_a_publication_tells_where_what_counts_of_it_stood_when_nothing_of_it_does():
    whole = {(0, "name"): "earlier:text", (0, "id_number"): "earlier:text"}
    assert told_of_emptied({}) == [None, None]
    assert told_of_emptied({(0, "id_number"): "earlier:text"}) == [None, None]  # the name stands
    assert told_of_emptied(whole) == [" s ", None]


# What must hold of any case


def invented(rng):
    """A small case with every kind of forward, album, capture and reading; the same for the same seed."""
    posts, readings = [], []
    for at in ("channel:1", TWO, THREE, GROUP):
        for no in range(1, rng.randint(2, 9)):
            said = rng.choice([{}, {}, {"of": f"channel{rng.randint(1, 4)}", "number": str(rng.randint(1, 9))}, {"of": f"channel{rng.randint(1, 4)}"},
                               {"of": "channel9", "moment": day(rng.randint(1, 3))}, {"of": "@alpha", "number": "3"}, {"name": rng.choice("甲乙")}])  # fmt: skip
            posts.append(
                Seen(
                    no,
                    at,
                    **said,
                    album=rng.choice([None, None, "1"]),
                    pi=rng.choice([None, "low", "estimate", "high"]),
                )
            )
            for capture in rng.sample("abc", rng.randint(0, 3)):
                n = rng.randint(0, 5000)
                readings.append(read(no, n, n + rng.choice([0, 0, 99]), at=at, capture=capture))
    return posts, readings, {c: rng.choice([None, day(60 + i)]) for i, c in enumerate("abc")}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.whole(but=4)
def test_bounds_enclose_the_estimate_and_nothing_hangs_on_order(seed):
    rng = random.Random(seed)
    posts, readings, captures = invented(rng)
    found = sums(posts, readings, captures=captures)
    for low, estimate, high in found.values():
        assert 0 <= low <= estimate <= high
    rng.shuffle(posts)
    rng.shuffle(readings)
    assert sums(posts, readings, captures=captures) == found
    assert sums(posts, [*readings, *readings[:3]], captures=captures) == found  # a file taken in twice


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.whole(but=4)
def test_a_forward_that_was_seen_no_oftener_than_its_origin_never_raises_the_low(seed):
    rng = random.Random(seed)
    posts, readings, captures = invented(rng)
    before = reach.posts(tables(posts, readings, captures=captures))
    if not before.num_rows:
        return
    own = [r for r in before.to_pylist() if r["own"] == r["story"] and r["channel_id"] != "telegram:supergroup:9"]
    if not own:
        return
    origin = rng.choice(own)
    number = {"number": origin["unit"]} if rng.random() < 0.5 else {}
    forward = Seen(77, "channel:8", of="channel" + origin["channel_id"].split(":")[2], **number)
    shown = rng.randint(1, max(1, origin["low"]))
    more = seen([*posts, forward], [*readings, read(77, shown, at="channel:8", capture="a")], captures=captures)
    was = seen(posts, readings, captures=captures)
    if origin["low"]:
        assert more[0] <= was[0]
    assert more[2] == was[2] + shown


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.whole(but=4)
def test_a_later_capture_never_lowers_the_number_of_posts_covered(seed):
    rng = random.Random(seed)
    posts, readings, captures = invented(rng)
    later = [read(p.no, rng.randint(0, 9), at=p.at, capture="d") for p in posts if rng.random() < 0.5]

    def covered(some, taken):
        found = reach.sums(reach.parts(reach.posts(tables(posts, some, captures=taken))))
        return {part: [row[f"covered_{b}"] for b in ("low", "estimate", "high")] for part, row in found.items()}

    before, after = covered(readings, captures), covered(readings + later, {**captures, "d": day(90)})
    for part, counts in before.items():
        assert all(b <= a for b, a in zip(counts, after[part], strict=True))


# Tables


def told(posts, readings, **more):
    """Every table of reach by name, its rows by their first columns."""
    made = reach.tables(tables(posts, readings, **more), "Asia/Shanghai")
    return {
        name: {tuple(list(r.values())[: 2 if name == "reach" else 1]): r for r in t.to_pylist()}
        for name, t in made.items()
    }


def test_growth_lies_between_the_bounds_of_both_readings():
    found = told(
        [Seen(1), Seen(2)],
        [read(1, 950, 1099, value=1000, capture="a"), read(1, 4000, capture="b"), read(2, 7, capture="b")],
        captures={"a": day(10), "b": day(20)},
    )
    row = found["reach"]["telegram:channel:1", "1"]
    assert [row[n] for n in ("first_at", "first_seen", "seen_at", "seen")] == [day(10), 1000, day(20), 4000]
    assert [row[n] for n in ("growth_low", "growth", "growth_high", "growth_per_day")] == [2901, 3000, 3050, 300.0]
    assert found["reach"]["telegram:channel:1", "2"]["growth"] is None  # one reading tells no growth
    channel = found["reach_channels"]["telegram:channel:1",]
    assert (channel["read_twice"], channel["growth"], channel["first_at"], channel["last_at"]) == (
        1,
        3000,
        day(10),
        day(20),
    )


def test_growth_needs_known_moments_and_may_be_below_zero():
    readings = [read(1, 40, capture="a"), read(1, 90, capture="b")]
    assert (
        told([Seen(1)], readings, captures={"a": None, "b": day(9)})["reach"]["telegram:channel:1", "1"]["growth"]
        is None
    )
    fell = told([Seen(1)], [read(1, 90, capture="a"), read(1, 40, capture="b")], captures="ab")["reach"][
        "telegram:channel:1", "1"
    ]
    assert (fell["growth"], fell["doubt"], fell["seen_low"], fell["seen_high"]) == (-50, "falls", 40, 90)


def test_a_post_without_a_reading_is_unknown_and_counted_as_unread():
    found = told([Seen(1, pi="low"), Seen(2, pi="low"), Seen(3)], [read(1, 9)])
    assert found["reach"]["telegram:channel:1", "2"]["seen"] is None
    row = found["reach_channels"]["telegram:channel:1",]
    assert [row[n] for n in ("posts", "read", "pi_posts", "pi_read", "pi_seen_low")] == [3, 1, 2, 1, 9]
    assert (
        told([Seen(1, pi="low")], [read(1, 5, what="forwards")])["reach_channels"]["telegram:channel:1",]["seen"]
        is None
    )


def test_which_posts_the_low_holds_is_told_of_each():
    posts = [
        Seen(1, album="1"),
        Seen(2, album="1"),
        Seen(5, TWO, of="channel1", number="1"),
        Seen(6, TWO, of="channel1"),
        Seen(7, TWO, of="@x", number="1"),
    ]
    readings = [read(1, 10), read(2, 10), read(5, 7, at=TWO), read(6, 5, at=TWO), read(7, 5, at=TWO)]
    rows = told(posts, readings)["reach"].values()
    assert [r["in_low"] for r in rows] == ["counts", "same_album", "same_story", "untold", "apart"]
    assert {r["story"] for r in rows} == {"telegram:c1/1", "telegram:c1/?", "telegram:@x/!"}


def test_sums_by_channel_and_month_count_a_story_in_each():
    posts = [Seen(1, pi="low"), Seen(24 * 40, TWO, of="channel1", number="1", pi="low")]
    found = told(posts, [read(1, 10), read(960, 7, at=TWO)])
    assert [r["pi_seen_low"] for r in found["reach_channels"].values()] == [10, 7]
    assert [(m, r["seen_low"]) for (m,), r in found["reach_months"].items()] == [("2023-07", 10), ("2023-08", 7)]
    late = told([Seen(31 * 24 - 6)], [read(738, 4)])["reach_months"]
    assert list(late) == [("2023-08",)]  # 18:00 of the last of July in UTC is August in China


def test_a_person_is_seen_in_each_post_once_in_the_high_and_in_each_story_once_in_the_low():
    posts = [
        Seen(1, pi="low"),
        Seen(2, pi="low", person="V0002"),
        Seen(3),
        Seen(5, TWO, of="channel1", number="1", pi="low"),
        Seen(6, TWO, pi="low"),
    ]
    made = tables(posts, [read(1, 10), read(2, 20), read(3, 900), read(5, 7, at=TWO)])
    both = {
        **made["dossiers"].to_pylist()[0],
        "person_no": 1,
        "person": "V0002",
        "person_best": "V0002",
        "person_low": "V0002",
    }
    made["dossiers"] = pa.Table.from_pylist([*made["dossiers"].to_pylist(), both], made["dossiers"].schema)
    rows = {r["person"]: r for r in reach.tables(made, "UTC")["reach_persons"].to_pylist()}
    assert [rows["V0001"][n] for n in ("posts", "read", "seen_low", "seen", "seen_high")] == [3, 2, 10, 10, 17]
    assert [rows["V0002"][n] for n in ("posts", "read", "seen_low", "seen", "seen_high")] == [
        2,
        2,
        30,
        30,
        30,
    ]  # post 1 exposes both


def test_doubtful_links_widen_what_a_person_was_seen():
    posts = [
        Seen(1, pi="low"),
        Seen(2, pi="low", person="V0002", best="V0001"),
        Seen(3, pi="low", person="V0003", best="V0003", lowest="V0001"),
    ]
    rows = told(posts, [read(n, 10**n) for n in (1, 2, 3)])["reach_persons"]
    assert [rows["V0001",][n] for n in ("seen_low", "seen", "seen_high")] == [10, 110, 1110]
    assert [rows["V0003",][n] for n in ("seen_low", "seen", "seen_high")] == [1000, 1000, 1110]
    made = tables(posts, [read(n, 10**n) for n in (1, 2, 3)])
    for who in ("V0001", "V0003"):  # the explanation shows each post that the high adds up, with whose it is
        (told_of,) = explain_reach.of_person(who, SimpleNamespace(read=lambda name, *_: made[name]), made["posts"])
        sums_, *shown = told_of.rows
        assert sum(row["seen_high"] for row in shown) == sums_["seen_high"] == 1110
        assert {row["post"].rpartition("/")[2]: row["person"] for row in shown} == {
            "1": "V0001",
            "2": "V0002",
            "3": "V0003",
        }


def test_posts_over_the_lines_of_one_item_are_shown_with_both_bounds():
    posts = [Seen(n) for n in range(1, 6)]
    readings = [read(1, 4999), read(2, 5000), read(3, 4950, 5099, value=5000), read(1, 499, what="forwards"), read(2, 500, what="forwards"),
                read(4, 450, 549, value=500, what="forwards")]  # fmt: skip
    rows = list(told(posts, readings)["reach"].values())
    assert [r["over_views"] for r in rows] == [None, "low", "high", None, None]
    assert [r["over_forwards"] for r in rows] == [None, "low", None, "high", None]


def test_forwards_are_at_least_those_captured_and_members_carry_their_time():
    posts = [
        Seen(1),
        Seen(5, TWO, of="channel1", number="1"),
        Seen(6, THREE, of="channel1", number="1"),
        Seen(7, THREE, of="channel2", number="5"),
    ]
    readings = [read(1, 10), read(1, 2, what="forwards"), read(None, 1150, 1249, value=1200, what="subscribers"),
                read(1, 3, what="reactions", label="怒"), read(1, 4, what="reactions", label="笑")]  # fmt: skip
    row = told(posts, readings)["reach"]["telegram:channel:1", "1"]
    assert [row[n] for n in ("forwards_captured", "forwards_low", "forwards_high", "reactions")] == [3, 3, 3, 7]
    assert [row[n] for n in ("members_low", "members", "members_high", "members_at")] == [1150, 1200, 1249, day(60)]
    without = told(posts, [read(1, 10)])["reach"]["telegram:channel:1", "1"]
    assert (without["forwards_low"], without["forwards_high"]) == (3, None)  # no counter: at least the captured ones


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.whole(but=4)
def test_the_rows_behind_each_figure_add_up_to_it(seed):
    posts, readings, captures = invented(random.Random(seed))
    placed = reach.posts(tables(posts, readings, captures=captures))
    told = reach.sums(reach.parts(placed))
    each = sql.run(step("views_each"), {"views_posts": placed})
    names = {
        "views": ("all", ""),
        "views_pi": ("pi", ""),
        "views_coverage": ("all", "covered_"),
        "views_pi_coverage": ("pi", "covered_"),
    }
    for figure, (part, prefix) in names.items():
        for bound in ("low", "estimate", "high"):
            added = sum(n or 0 for n in each[f"{figure}.{bound}"].to_pylist())
            assert added == told.get(part, {}).get(prefix + bound, 0)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.whole(but=3)
def test_a_line_of_sql_over_the_exported_table_gives_the_bounds(seed):
    posts, readings, captures = invented(random.Random(seed))
    made = tables(posts, readings, captures=captures)
    table = reach.tables(made, "UTC")["reach"]
    page = (Path(__file__).parents[2] / "docs" / "explanation" / "reach.md").read_text("utf-8")
    high, low = re.findall(r"`(SELECT sum\(n\)[^`]*)`", re.sub(r"\s+", " ", page))
    published = reach.sums(reach.parts(reach.posts(made))).get("all", {"low": None, "high": None})
    assert sql.run(high, {"reach": table}).column(0).to_pylist() == [published["high"]]
    if "untold" not in table["in_low"].to_pylist():
        assert (sql.run(low, {"reach": table}).column(0).to_pylist()[0] or 0) == (published["low"] or 0)


# Figures


PERSON = {"name": "x", "id_number": "A"}


def test_without_a_reading_nothing_is_determined():
    for others in ([], [read(None, 9, what="subscribers"), read(1, 9, what="forwards")], [read(1, 0)]):
        made = resolved([post(1)], resolve(findings([post(1)]), meta([post(1)]), [], {}))
        made["readings"] = pa.Table.from_pylist(others, READINGS)
        found = figures(made, Standing(), case_info={"id": "c"}, digests={})["figures"]
        told = [f for f in found if f["id"].startswith("views")]
        assert {(f["low"], f["estimate"], f["high"], f["note"]) for f in told} == {
            (None, None, None, "不能确定：采集文件中没有浏览读数")
        }


def published(made):
    """``figures.json`` of these tables."""
    counted = figures(made, Standing(), case_info={"id": "c"}, digests={})
    return canonical(stated(counted, Stated(), Standing(), shipped()))


def test_a_sum_of_views_explains_itself():
    made = resolved([post(1, PERSON)], resolve(findings([post(1, PERSON)]), meta([post(1, PERSON)]), [], {}))
    made["readings"] = pa.Table.from_pylist([read(1, 4150, 4299, value=4200)], READINGS)
    held = Held(made | {"merged": made["posts"]}, published(made), [])
    said = explain(held, held, "views", posts=made["posts"], findings=made["findings"])
    assert {"seen_low": 4150, "seen_high": 4299, "in_low": "counts"}.items() <= said.data()["sections"][-1]["rows"][
        0
    ].items()


def test_a_post_and_a_person_explain_which_readings_are_used_and_which_forward_does_not_count():
    posts = [post(1, PERSON), post(5, PERSON, channel="telegram:channel:2", forwarded="channel1")]
    seen_posts = meta(posts).to_pylist()
    seen_posts[1]["forwarded_post"] = "1"
    merged = pa.Table.from_pylist(seen_posts, meta(posts).schema)
    made = resolved(posts, resolve(findings(posts), merged, [], {})) | {"posts": merged}
    made["readings"] = pa.Table.from_pylist([read(1, 40), read(5, 30, at=TWO)], READINGS)
    made |= count_tables(relations(made), signed(posts))
    held = Held(made | {"merged": made["posts"]}, published(made), [])
    for id_ in ("telegram:channel:2/5", "V0001"):
        said = explain(held, held, id_, posts=merged, findings=made["findings"])
        zh, en = printed(said, "zh"), printed(said, "en")
        assert "seen_low=30  seen=30  seen_high=30" in en
        assert "in_low=same_story  story=telegram:c1/1" in en
        assert "in_low=counts  story=telegram:c1/1" in en
        assert "a larger reading of the same first post is in it" in en
        assert "人次，不是人数" in zh
        assert "times, not persons" in en
    assert "seen_low=40  seen=40  seen_high=70" in en
    bare = explain(held, held, "telegram:channel:1/1", posts=merged, findings=made["findings"])
    assert "what=views" in printed(bare, "en")


def labels():
    """Every label under which times seen are shown: (where, Chinese, English)."""
    from doxdocket.count.catalogue import catalogue
    from doxdocket.count.explain_reach import TIMES as EXPLAINED
    from doxdocket.desk.tables import TABLES, TIMES
    from doxdocket.words import coded

    yield from ((v.id, v.zh, v.en) for v in catalogue().views)
    yield from ((f"{v.id} note", v.note.zh, v.note.en) for v in catalogue().views if v.id == "views")
    for name, one in TABLES.items():
        if name.startswith("reach"):
            yield from ((f"{name}.{c}", *TIMES[c]) for c in one.columns if "seen" in c or "growth" in c or "views" in c)
    yield from ((k, w.zh, w.en) for k, w in coded("report").items() if "浏览" in w.zh and k != "m_limits_4")
    yield "explain", EXPLAINED.zh, EXPLAINED.en


@pytest.mark.parametrize(("where", "zh", "en"), list(labels()), ids=lambda x: str(x)[:24])
def test_every_label_of_views_says_times_and_not_persons(where, zh, en):
    assert "人次" in zh, where
    assert re.search(r"\btimes\b", en, re.IGNORECASE), where
    assert ("人数" in zh) == ("not persons" in en), where
