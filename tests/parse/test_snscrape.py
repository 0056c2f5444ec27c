"""snscrape's JSON Lines: every shape beside its answer, traps that concern them, damage."""

import pytest
from dumps import answer, arrives_alike, changed_at_random, claims, cut, made, neighbours_are_kept, shapes, within
from reading_exports import golden, tables

SHAPES = shapes("snscrape")
each = pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)


def read(shape):
    (path,) = [path for path in SHAPES if path.parent.name == shape]
    return tables(path.read_bytes(), "snscrape")


@each
def test_golden_shape(path):
    golden(answer(path.read_bytes(), "snscrape"), path.with_name("expected.json"))


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert made("snscrape")["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@each
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    arrives_alike(path.read_bytes(), "snscrape")


@each
def test_every_shape_is_claimed_by_this_form_and_no_other(path):
    assert claims(path.read_bytes()) == ["snscrape"]


def test_lines_of_other_sites_are_not_claimed():
    for line in (
        b'{"_type": "snscrape.modules.twitter.Tweet", "url": "https://twitter.com/a/status/1", "date": "2024-01-01T00:00:00+00:00", "content": "a"}',
        b'{"url": "https://example.org/s/a/1", "date": "2024-01-01T00:00:00+00:00", "content": "a", "outlinks": []}',
    ):
        assert claims(line) == []


@each
def test_the_bytes_of_every_post_are_its_record(path):
    data = path.read_bytes()
    rows = tables(data, "snscrape")
    within(data, rows)
    for row in rows["posts"]:
        record = cut(data, row)
        assert record["url"].endswith(f"/{row['post_id']}")
        assert (record["content"] or "") == row["text"]


def test_the_channel_is_known_by_its_name_only():
    (channel,) = read("first")["channels"]
    assert (channel["channel_id"], channel["username"], channel["title"]) == (
        "telegram:name:shili",
        "ShiLi",
        "示例频道",
    )
    assert channel["extent"] == "selection"


def test_trap_12_a_rounded_counter_keeps_what_was_lost_to_rounding():
    found = {
        row["post_id"]: (row["low"], row["value"], row["high"], row["granularity"]) for row in read("fork")["readings"]
    }
    assert found == {
        "9": (505850, 505900, 505999, 100),
        "8": (44, 44, 44, 1),
        "7": (1475000, 1480000, 1489999, 10000),
    }
    others = read("others")
    shown = {row["post_id"]: row["shown"] for row in others["readings"]}
    assert shown == {"4": "505900", "3": "505.9K"}
    assert ("odd_counter", "1") in {(row["code"], row["detail"]) for row in others["warnings"]}


def test_trap_16_addresses_that_the_words_do_not_show_are_kept():
    post = read("first")["posts"][0]
    assert [(one["where"], one["text"]) for one in post["fields"]] == [("link[0]", "https://example.org/hidden")]


def test_a_forward_is_known_by_the_name_and_post_in_its_address():
    post = read("fork")["posts"][0]
    assert (post["forwarded_from"], post["forwarded_from_id"], post["forwarded_post"]) == ("", "@YuanTou", "6734")


def test_no_broken_line_costs_another():
    make = made("snscrape")
    data = make["lines"]([make["post"](n, f"第 {n} 条") for n in range(9, 1, -1)])
    places = [(row["byte_start"], row["byte_end"]) for row in tables(data, "snscrape")["posts"]]
    neighbours_are_kept("snscrape", data, places)


test_bytes_changed_at_random_end_in_rows_or_in_a_refusal = changed_at_random("snscrape")


def test_only_a_record_that_has_the_field_of_media_tells_that_there_is_none():
    assert {row["media"] is None for row in read("first")["posts"]} == {True}
    fork = {row["post_id"]: row["media"] for row in read("fork")["posts"]}
    assert fork["9"] == []
    assert [one["kind"] for one in fork["8"]] == ["photo"]
