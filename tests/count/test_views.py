"""Sums of view readings: the last capture counts, albums once, forwards once or each, rounded counters at their bounds."""

import pyarrow as pa
import pytest
from tests.count.test_explain import Held
from tests.resolve.made import findings, meta, post, tables

from doxdocket.count.explain import explain
from doxdocket.count.figures import canonical, figures
from doxdocket.records import CAPTURES, READINGS
from doxdocket.resolve import resolve

PERSON = {"name": "x", "id_number": "A"}
CHANNEL, OTHER = "telegram:channel:1", "telegram:channel:2"


def reading(no, low, value=None, high=None, *, capture="s", channel=CHANNEL, what="views"):
    return {"channel_id": channel, "post_id": None if no is None else str(no), "what": what, "low": low,
            "value": low if value is None else value, "high": low if high is None else high, "capture": capture}  # fmt: skip


def counted(posts, readings, *, ranks=("s",), **columns):
    """Figures of views by id: (low, estimate, high); ``columns``: of merged posts, by post id."""
    rows = meta(posts).to_pylist()
    for row in rows:
        row.update({name: of[row["post_id"]] for name, of in columns.items() if row["post_id"] in of})
    seen = pa.Table.from_pylist(rows, meta(posts).schema)
    made = tables(posts, resolve(findings(posts), seen, [], {}))
    made |= {"posts": seen, "readings": pa.Table.from_pylist(readings, READINGS)}
    order = [{"channel_id": c, "capture": name, "rank": n} for n, name in enumerate(ranks) for c in (CHANNEL, OTHER)]
    made["captures"] = pa.Table.from_pylist(order, CAPTURES)
    found = figures(made, [], case_info={"id": "c"}, digests={})["figures"]
    return {f["id"]: (f["low"], f["estimate"], f["high"]) for f in found if f["id"].startswith("views")}


def test_without_a_reading_nothing_is_determined():
    for others in ([], [reading(None, 9, what="subscribers"), reading(1, 9, what="forwards")]):
        assert set(counted([post(1)], others).values()) == {(None, None, None)}


def test_sums_are_of_rounded_counters_at_their_bounds_and_say_which_posts_expose_somebody():
    found = counted([post(1, PERSON), post(2), post(3)], [reading(1, 4150, 4200, 4299), reading(2, 7)])
    assert found == {"views": (4157, 4207, 4306), "views_pi": (4150, 4200, 4299), "views_coverage": (2, 2, 2)}


def test_the_last_capture_that_read_a_post_counts_even_when_it_read_less():
    readings = [reading(1, 50, capture="b"), reading(1, 90, capture="a"), reading(2, 5, capture="a")]
    assert counted([post(1), post(2)], readings, ranks=("a", "b"))["views"] == (55, 55, 55)


def test_an_album_shows_one_counter_under_each_of_its_ids():
    found = counted([post(1), post(2)], [reading(1, 8), reading(2, 8)], album={"1": "1", "2": "1"})
    assert found["views"] == (8, 8, 8)
    assert found["views_coverage"] == (1, 1, 2)


@pytest.mark.parametrize(("said", "low", "high"), [
    ({}, 10, 17),                          # a captured channel, which post is not said: left out of low
    ({"forwarded_post": {"5": "1"}}, 10, 17),  # of a post that was captured: the larger counter, once
    ({"forwarded_post": {"5": "9"}}, 17, 17),  # of a post that has no reading of its own
])  # fmt: skip
def test_a_forward_counts_once_with_its_captured_origin_in_low_and_each_in_high(said, low, high):
    posts = [post(1), post(5, channel=OTHER, forwarded="channel1")]
    found = counted(posts, [reading(1, 10), reading(5, 7, channel=OTHER)], **said)
    assert (found["views"][0], found["views"][2]) == (low, high)


def test_a_forwarded_album_is_one_story_with_its_origin():
    posts = [post(n) for n in (10, 11, 12)] + [post(n, channel=OTHER, forwarded="channel1") for n in (7, 8, 9)]
    readings = [reading(n, 9) for n in (10, 11, 12)] + [reading(n, 9, channel=OTHER) for n in (7, 8, 9)]
    albums = {"10": "10", "11": "10", "12": "10", "7": "7", "8": "7", "9": "7"}
    found = counted(posts, readings, album=albums, forwarded_post={"7": "10", "8": "11", "9": "12"})
    assert found["views"] == (9, 9, 18)


def test_a_sum_of_views_explains_itself():
    made = tables([post(1)], resolve(findings([post(1)]), meta([post(1)]), [], {}))
    made["readings"] = pa.Table.from_pylist([reading(1, 4150, 4200, 4299)], READINGS)
    held = Held(made, canonical(figures(made, [], case_info={"id": "c"}, digests={})), [])
    said = explain(held, held, "views", posts=made["posts"], findings=made["findings"])
    assert {"low": 4150, "high": 4299}.items() <= said.data()["sections"][-1]["rows"][0].items()


def test_forwards_from_channels_that_nobody_captured_count_like_posts():
    posts = [post(1, forwarded="channel99"), post(2, forwarded="channel99")]
    assert counted(posts, [reading(1, 3), reading(2, 4)])["views"] == (7, 7, 7)


@pytest.mark.parametrize(("one", "other"), [("@alpha_news", "@other_place"), ("@alpha12", "@other12")])
def test_origins_known_by_their_usernames_are_different_stories(one, other):
    posts = [post(1, forwarded=one), post(2, forwarded=other)]
    found = counted(posts, [reading(1, 500), reading(2, 300)], forwarded_post={"1": "77", "2": "77"})
    assert found["views"] == (800, 800, 800)


def test_a_person_whose_number_is_that_of_a_captured_channel_is_not_that_channel():
    posts = [post(1), post(2, forwarded="user1")]
    assert counted(posts, [reading(1, 300), reading(2, 500)])["views"] == (800, 800, 800)
