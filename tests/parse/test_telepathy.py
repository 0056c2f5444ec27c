"""Telepathy archives: senders that may be the channel, counters that may be another post's, and its words for nothing."""

import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from test_samples import SAMPLES
from tests.sizes import examples

from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD, recognise
from doxdocket.parse.telepathy import FORM

HERE = TESTS / "golden" / "telepathy"
MADE = runpy.run_path(str(HERE / "make.py"))
SHAPES = sorted(HERE.glob("*/*.csv"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_shape(path):
    golden(told(tables(path.read_bytes(), "telepathy")), path.with_name("expected.json"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form="telepathy", most=61) == outcome(data, form="telepathy")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_it_is_recognised_by_its_columns_and_by_nothing_else(path):
    head = path.read_bytes()[:HEAD]
    assert [(bid.form, bid.confidence) for bid in recognise(head, "any name")] == [("telepathy", 95)]


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert {path.parent.name: path.read_bytes() for path in SHAPES} == MADE["shapes"]()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}")
def test_no_sample_of_another_form_is_bid_for():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            assert FORM.recognise(stream.read(HEAD), path.name) is None, path


@given(st.sampled_from(SHAPES), st.data())
@examples(150)
def test_changed_bytes_raise_nothing_but_our_errors(path, draw):
    data = path.read_bytes()
    at = draw.draw(st.integers(0, len(data)))
    changed = data[:at] + draw.draw(st.binary(max_size=4)) + data[at + draw.draw(st.integers(0, 4)) :]
    FORM.recognise(changed, "")
    try:
        rows = tables(changed, "telepathy")
    except DoxdocketError:
        return
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(changed)


def posts_of(name):
    rows = tables((HERE / name / "archive.csv").read_bytes(), "telepathy")
    return {row["post_id"]: row for row in rows["posts"]}, rows


def codes(rows):
    return {row["code"]: row["detail"] for row in rows["warnings"]}


def test_an_id_that_stands_alone_is_nobodys():
    posts, rows = posts_of("channel")
    assert {post["from_id"] for post in posts.values()} == {None}
    assert codes(rows)["sender_unsure"].startswith("5,")


def test_ids_of_a_group_are_its_members():
    posts, _ = posts_of("group")
    assert [posts[n]["from_id"] for n in ("30", "29", "28", "27")] == [
        "user100200300",
        "user100200301",
        "channel99",
        None,
    ]


def test_when_a_second_sender_comes_late_the_first_stays_nobody():
    made = MADE["archive"](
        [MADE["post"](n % 40, 5000 - n, "a") for n in range(2001)]
        + [MADE["post"](1, 2, "b", **{"User ID": "100200300"})]
    )
    posts = tables(made, "telepathy")["posts"]
    assert (len(posts), posts[0]["from_id"], posts[-1]["from_id"]) == (2002, None, "user100200300")


def test_trap_12_reactions_that_may_be_another_posts_are_a_highest_bound():
    _, rows = posts_of("channel")
    (reading,) = [row for row in rows["readings"] if row["what"] == "reactions"]
    assert (reading["low"], reading["value"], reading["high"], reading["label"]) == (0, 5, 5, None)
    assert "reactions_unsure" in codes(rows)


def test_media_are_claimed_only_where_a_file_is_named():
    posts, rows = posts_of("channel")
    assert [one["name"] for one in posts["7"]["media"]] == ["名单.pdf"]
    assert posts["6"]["media"] is None  # media, but of which nothing is said
    assert codes(rows)["media_unsure"] == "1, first in row 5"


def test_text_loses_the_quotes_of_translation_and_nothing_else():
    assert [post["text"] for post in posts_of("translated")[0].values()] == ["引号里的", "", '"']


def test_a_clock_without_an_offset_is_no_moment():
    posts, rows = posts_of("channel")
    assert posts["4"]["date"] is None
    assert "time_unread" in codes(rows)


def test_what_a_windows_computer_wrote_reads_the_same():
    there, here = (posts_of(name)[0] for name in ("channel_from_windows", "channel"))
    assert [post["date"] for post in there.values()] == [here[n]["date"] for n in there]
    assert there["9"]["text"].replace("\r\r\n", "\n") == here["9"]["text"]


def test_the_chat_is_named_as_far_as_its_address_says():
    _, rows = posts_of("targets")
    assert sorted(row["channel_id"].partition(":unkeyed:")[0] for row in rows["channels"]) == [
        "telegram",
        "telegram:channel:1234567890",
    ]
    (channel,) = posts_of("group")[1]["channels"]
    assert (channel["channel_id"], channel["username"]) == ("telegram:name:example_group", "example_group")


def test_media_without_a_saved_file_may_be_a_preview_so_nothing_is_said_of_files():
    (path,) = [path for path in SHAPES if path.parent.name == "channel"]
    posts = tables(path.read_bytes(), "telepathy")["posts"]
    found = {row["text"]: row["media"] for row in posts}
    assert found["也许只是链接"] is None
    assert [one["name"] for one in found["有图"]] == ["名单.pdf"]
    assert [] in found.values()
