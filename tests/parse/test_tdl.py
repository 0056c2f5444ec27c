"""tdl exports: every shape beside its answer, traps that concern them, look-alikes, damage."""

import pytest
from dumps import answer, arrives_alike, changed_at_random, claims, cut, made, neighbours_are_kept, shapes, within
from reading_exports import TESTS, golden, tables

from doxdocket.parse import HEAD, recognise

SHAPES = shapes("tdl")
each = pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)


def read(shape):
    (path,) = [path for path in SHAPES if path.parent.name == shape]
    return tables(path.read_bytes(), "tdl")


def by_id(rows):
    return {row["post_id"]: row for row in rows["posts"]}


@each
def test_golden_shape(path):
    golden(answer(path.read_bytes(), "tdl"), path.with_name("expected.json"))


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert made("tdl")["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@each
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    arrives_alike(path.read_bytes(), "tdl")


@each
def test_every_shape_is_claimed_by_this_form_and_no_other(path):
    assert claims(path.read_bytes(), "result.json") == ["tdl"]


def test_no_desktop_export_is_taken_for_one():
    for path in sorted((TESTS / "golden" / "tdesktop_json").glob("*/result.json")):
        assert "tdl" not in claims(path.read_bytes(), path.name), path
    bare = b'{"id": 1, "messages": [{"id": 7, "type": "message", "date": "2024-01-01T00:00:00", "text": "a"}]}'
    assert [bid.form for bid in recognise(bare[:HEAD], "result.json")] == ["tdesktop_json"]


@each
def test_the_bytes_of_every_post_are_its_record(path):
    data = path.read_bytes()
    rows = tables(data, "tdl")
    within(data, rows)
    for row in rows["posts"]:
        record = cut(data, row)
        assert (str(record["id"]), record.get("text", "")) == (row["post_id"], row["text"])


def test_a_minimal_export_says_that_it_has_no_contents_and_that_the_kind_of_chat_is_assumed():
    rows = read("minimal")
    assert [(row["date"], row["text"], row["edit_shown"]) for row in rows["posts"]] == [(None, "", None)] * 3
    assert {row["code"]: row["detail"] for row in rows["warnings"]} == {"content_left_out": "3", "kind_assumed": "1"}
    assert rows["readings"] == []


def test_an_empty_export_is_a_chat_without_posts():
    rows = read("empty")
    assert [(row["channel_id"], row["posts"]) for row in rows["channels"]] == [("telegram:channel:1234567890", 0)]


def test_a_raw_export_names_the_kind_of_chat():
    rows = read("raw_group")
    assert [(row["channel_id"], row["from_id"]) for row in rows["posts"]] == [("telegram:group:55", "user100004")]
    assert rows["readings"] == []


def test_in_a_raw_export_flags_tell_a_counter_of_zero_from_none():
    counts = {(row["post_id"], row["what"]): row["value"] for row in read("raw")["readings"]}
    assert (counts["16", "views"], counts["16", "forwards"], counts["16", "replies"]) == (1016, 0, 12)
    assert not [key for key in counts if key[0] == "15"]
    assert (counts["1", "forwards"], ("1", "replies") in counts) == (0, False)


def test_trap_4_an_edit_that_readers_did_not_see_is_told_from_one_they_saw():
    posts = by_id(read("raw"))
    assert posts["5"]["edited"] == posts["6"]["edited"]
    assert [posts[n]["edit_shown"] for n in "156"] == [False, True, False]


def test_trap_9_what_the_exporting_account_sent_is_counted():
    assert {row["code"]: row["detail"] for row in read("raw")["warnings"]} == {"own_posts": "1", "protected_posts": "1"}


def test_trap_13_an_album_is_the_stated_group():
    assert [(row["post_id"], row["album"]) for row in read("raw")["posts"] if row["album"]] == [
        ("7", "13374242"),
        ("8", "13374242"),
    ]


def test_trap_16_what_is_published_outside_the_text_is_kept():
    fields = {(row["post_id"], one["where"]): one["text"] for row in read("raw")["posts"] for one in row["fields"]}
    assert fields["11", "contact"] == "张三丰\n+1001234567"
    assert fields["12", "location"] == "某店\n无此路 1 号\n1.5, 100.25"
    assert fields["13", "poll"] == "查谁？\n张三丰"
    assert fields["14", "button[1]"] == "查询\nqq:10001"
    assert fields["8", "file_name"] == "名单.pdf"


def test_trap_17_offsets_in_utf_16_units_become_code_points():
    post = by_id(read("raw"))["2"]
    (quote,) = post["quotes"]
    assert post["text"][quote["start"] : quote["end"]] == "😀说原话"
    assert [one["text"] for one in post["fields"]] == ["https://example.org/hidden", "tg://user?id=100002"]


def test_a_forward_names_channel_post_and_time_of_its_origin():
    post = by_id(read("raw"))["3"]
    assert (post["forwarded_from_id"], post["forwarded_post"], post["forwarded_date"].isoformat()) == (
        "channel1111111111",
        "6734",
        "2024-06-24T07:43:20+00:00",
    )


def test_no_broken_record_costs_another():
    make = made("tdl")
    for data in (
        make["export"]([make["plain"](n, f"第 {n} 条") for n in range(9, 1, -1)]),
        make["export"](make["raws"]()[:6]),
    ):
        places = [(row["byte_start"], row["byte_end"]) for row in tables(data, "tdl")["posts"]]
        neighbours_are_kept("tdl", data, places)


test_bytes_changed_at_random_end_in_rows_or_in_a_refusal = changed_at_random("tdl")


def test_the_oldest_exports_say_nothing_of_files():
    assert [row["media"] for row in read("oldest")["posts"]] == [None, None]
    assert [] in [row["media"] for row in read("content")["posts"]]


def raw_of(raw):
    record = b'{"id": 7, "type": "message", "file": "", "date": 1700000000, "text": "a", "raw": {%s}}' % raw.encode()
    return tables(b'{"id": 5, "messages": [%s]}' % record, "tdl")


@pytest.mark.parametrize("raw", [
    '"Title": 4', '"Origin": 4', '"Username": []', '"RestrictionReason": [{"Platform": 3}]', '"RichMessage": []', '"Telethon": 4',
    '"Action": {"Title": "x"}', '"Media": {"Contact": {"PhoneNumber": "1"}}', '"PeerID": {"ChannelID": 5, "Users": 4}',
])  # fmt: skip
def test_what_go_has_not_is_not_read_in_a_raw_message(raw):
    (row,) = raw_of('"ID": 7, "Date": 1700000000, "Message": "b", ' + raw)["posts"]
    assert (row["post_id"], row["text"], row["type"], row["fields"]) == ("7", "b", "message", [])


@pytest.mark.parametrize("raw", ['"Replies": 7', '"PeerID": 77', '"FromID": 77', '"FwdFrom": {"FromID": 77}'])
def test_a_number_where_go_writes_an_object_is_told(raw):
    rows = raw_of('"ID": 7, "Message": "b", ' + raw)
    assert [row["channel_id"] for row in rows["posts"]] == ["telegram:channel:5"]
    assert "wrong_type" in {row["code"] for row in rows["warnings"]}


def test_a_raw_message_without_its_number_has_that_of_its_element():
    assert [row["post_id"] for row in raw_of('"Message": "b"')["posts"]] == ["7"]
