"""Pyrogram dumps: every shape beside its answer, traps that concern them, look-alikes, damage."""

import pytest
from dumps import answer, arrives_alike, changed_at_random, claims, cut, made, neighbours_are_kept, shapes, within
from reading_exports import golden, tables

SHAPES = shapes("pyrogram")
each = pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)


def read(shape):
    (path,) = [path for path in SHAPES if path.parent.name == shape]
    return tables(path.read_bytes(), "pyrogram")


def by_id(rows):
    return {row["post_id"]: row for row in rows["posts"]}


@each
def test_golden_shape(path):
    golden(answer(path.read_bytes(), "pyrogram"), path.with_name("expected.json"))


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert made("pyrogram")["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@each
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    arrives_alike(path.read_bytes(), "pyrogram")


@each
def test_every_shape_is_claimed_by_this_form_and_no_other(path):
    assert claims(path.read_bytes()) == ["pyrogram"]


@each
def test_the_bytes_of_every_post_are_its_record(path):
    data = path.read_bytes()
    rows = tables(data, "pyrogram")
    within(data, rows)
    for row in rows["posts"]:
        record = cut(data, row)
        text = record.get("text") or record.get("caption") or ("住某处" if "rich_message" in record else "")
        assert (str(record.get("id") or record["message_id"]), text) == (row["post_id"], row["text"])


def test_trap_1_the_dumping_computers_clock_is_kept_as_written_and_is_no_moment():
    rows = read("first")
    assert [(row["date"], row["date_local"]) for row in rows["posts"]][:2] == [
        (None, "2024-06-24 16:01:00"),
        (None, "2024-06-24 16:02:00"),
    ]
    assert [(row["code"], row["detail"]) for row in rows["warnings"]] == [("clock_without_zone", "5")]
    (channel,) = rows["channels"]
    assert (channel["undated"], channel["first_date"]) == (5, None)


def test_seconds_and_times_with_an_offset_are_moments():
    posts = by_id(read("zoned"))
    assert [posts[n]["date"].isoformat() for n in "12"] == ["2024-06-24T08:01:00+00:00", "2024-06-24T08:02:00+00:00"]
    assert posts["1"]["edited"].isoformat() == "2024-06-24T08:10:00+00:00"
    assert posts["2"]["forwarded_date"].isoformat() == "2024-06-24T08:00:00+00:00"


def test_trap_4_an_edit_that_readers_did_not_see_is_told_from_one_they_saw():
    posts = by_id(read("everything"))
    assert [posts[n]["edit_shown"] for n in "2345"] == [False, True, False, None]


def test_trap_9_who_made_the_channel_shows_only_in_what_the_dumping_account_sent():
    said = {row["code"]: row for row in read("everything")["warnings"]}
    assert (said["own_posts"]["detail"], said["made_by_dumper"]["post_id"]) == ("1", "1")


def test_trap_13_an_album_is_the_stated_group():
    assert [(row["post_id"], row["album"]) for row in read("everything")["posts"] if row["album"]] == [
        ("12", "13374242"),
        ("13", "13374242"),
    ]


def test_trap_16_what_is_published_outside_the_text_is_kept_and_hidden_numbers_are_counted():
    rows = read("everything")
    fields = {(row["post_id"], one["where"]): one["text"] for row in rows["posts"] for one in row["fields"]}
    assert fields["16", "contact"] == "张三丰\n*********\nEMAIL:zhang@example.org"
    assert fields["17", "location"] == "某店\n无此路 1 号\n1.5, 100.25"
    assert fields["19", "poll"] == "查谁？\n张三丰\n李四"
    assert [fields["20", f"button[{i}]"] for i in (1, 2)] == ["查询\nqq:10001", "字节\nqq:10002"]
    assert fields["12", "link[0]"] == "tel:+1001234567"
    assert {row["code"]: row["detail"] for row in rows["warnings"]}["numbers_hidden"] == "1"


def test_trap_17_offsets_in_utf_16_units_become_code_points():
    post = by_id(read("everything"))["2"]
    (quote,) = post["quotes"]
    assert post["text"][quote["start"] : quote["end"]] == "原话"
    assert [one["text"] for one in post["fields"]] == ["https://example.org/hidden", "tg://user?id=100001"]


def test_trap_22_an_empty_message_names_no_chat_and_is_nobodys_where_there_are_several():
    (lost,) = [row for row in read("everything")["posts"] if row["state"] == "empty"]
    assert lost["type"] == "unsupported"
    assert lost["channel_id"].startswith("telegram:unkeyed:")


def test_forwards_of_every_version_say_where_from():
    posts = by_id(read("everything"))
    said = {
        n: [posts[n][k] for k in ("forwarded_from", "forwarded_from_id", "forwarded_post")]
        for n in ("6", "7", "8", "9", "10", "2")
    }
    assert said == {
        "6": ["源头", "channel1222222222", "6734"],
        "7": ["张三丰", "user100001", None],
        "8": ["某乙", None, None],
        "9": ["源头", "channel1222222222", "6735"],
        "10": ["某丙", None, None],
        "2": [None, None, None],
    }


def test_readings_are_exact_and_have_no_moment():
    rows = read("everything")
    assert all(row["low"] == row["value"] == row["high"] and row["at"] is None for row in rows["readings"])
    reactions = [(row["label"], row["value"]) for row in rows["readings"] if row["what"] == "reactions"]
    assert reactions == [("👍", 5), ("custom:5368324170671202286", 3), ("paid", 1)]
    assert [row["value"] for row in rows["readings"] if row["post_id"] is None] == [321]


def test_no_broken_record_costs_another_in_any_layout():
    make = made("pyrogram")
    few = [
        make["post"](number, f"第 {number} 条", reply_to_message=make["post"](1, "被回复")) for number in range(1, 7)
    ]
    for data in (make["array"](few), make["printed"](few), make["lines"](few)):
        places = [(row["byte_start"], row["byte_end"]) for row in tables(data, "pyrogram")["posts"]]
        assert len(places) == 6
        neighbours_are_kept("pyrogram", data, places)


test_bytes_changed_at_random_end_in_rows_or_in_a_refusal = changed_at_random("pyrogram")
