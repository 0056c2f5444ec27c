"""TGDataset: every shape beside its answer, its preview by an independent reading, large channels, damage."""

import json

import pytest
from dumps import SAMPLES, answer, arrives_alike, changed_at_random, claims, made, neighbours_are_kept, shapes, within
from reading_exports import golden, tables

from doxdocket.parse import tgdataset

SHAPES = shapes("tgdataset")
PREVIEW = SAMPLES / "tgdataset" / "tgdataset_preview.json"
each = pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)


def read(shape, **how):
    (path,) = [path for path in SHAPES if path.parent.name == shape]
    return tables(path.read_bytes(), "tgdataset", **how)


@each
def test_golden_shape(path):
    golden(answer(path.read_bytes(), "tgdataset"), path.with_name("expected.json"))


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert made("tgdataset")["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@each
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    arrives_alike(path.read_bytes(), "tgdataset")


@each
def test_every_shape_is_claimed_by_this_form_and_no_other(path):
    assert claims(path.read_bytes()) == ["tgdataset"]


def independent(data):
    """Posts of every channel, read by the standard library: text and file of one number are one post."""
    root = json.loads(data)
    return {
        (key, number): (channel["text_messages"].get(number), channel["generic_media"].get(number))
        for key, channel in root.items()
        for part in ("text_messages", "generic_media")
        for number in channel[part]
    }


def same_as_independent(data, rows):
    wanted = independent(data)
    assert len(rows["posts"]) == len(wanted)
    for row in rows["posts"]:
        key = (row["channel_id"].removeprefix("telegram:channel:"), row["post_id"])
        text, file = wanted.pop(key)
        assert json.loads(b"{%b}" % data[row["byte_start"] : row["byte_end"]]) == {row["post_id"]: text or file}
        assert row["text"] == (text or {"message": ""})["message"]
        assert [one["name"] for one in row["media"]] == ([file["title"]] if file else [])
        assert row["date"].timestamp() == (text or file)["date"]
    assert wanted == {}


@pytest.mark.skipif(not PREVIEW.is_file(), reason=f"no sample {PREVIEW}")
def test_the_preview_of_ten_channels_agrees_with_an_independent_reading():
    data = PREVIEW.read_bytes()
    assert claims(data) == ["tgdataset"]
    rows = tables(data, "tgdataset")
    assert (len(rows["channels"]), len(rows["posts"]), rows["warnings"]) == (10, 4010, [])
    same_as_independent(data, rows)
    root = json.loads(data)
    for row in rows["channels"]:
        assert (row["title"], row["username"]) == (root[row["bare_id"]]["title"], root[row["bare_id"]]["username"])
    assert {row["channel_id"]: row["value"] for row in rows["readings"]} == {
        f"telegram:channel:{key}": channel["n_subscribers"] for key, channel in root.items()
    }


@pytest.mark.parametrize("shape", ["everything", "files_first", "indented", "several"])
def test_text_and_file_of_one_post_are_one_post_in_whatever_order_they_come(shape):
    (path,) = [path for path in SHAPES if path.parent.name == shape]
    same_as_independent(path.read_bytes(), tables(path.read_bytes(), "tgdataset"))


def test_a_channel_that_waits_packed_reads_the_same(monkeypatch):
    make = made("tgdataset")
    texts = {str(n): make["text"](n % 60, f"第 {n} 条" * 9) for n in range(9000, 0, -1)}
    files = {str(n): make["media"](n % 60, ".pdf", f"{n}.pdf") for n in range(1, 9000, 3)}
    data = make["written"]({"1000000001": make["channel"](texts, files)})
    monkeypatch.setattr(tgdataset.Held.__init__, "__defaults__", (1 << 10,))
    same_as_independent(data, tables(data, "tgdataset"))


def test_a_channel_too_large_to_wait_for_is_read_in_pieces_and_that_is_said(monkeypatch):
    make = made("tgdataset")
    texts = {str(n): make["text"](n % 60, f"第 {n} 条" * 9) for n in range(4000, 0, -1)}
    data = make["written"]({"1000000001": make["channel"](texts, {"4000": make["media"](1, ".jpe")})})
    monkeypatch.setattr(tgdataset, "HOLD", 1 << 10)
    rows = tables(data, "tgdataset")
    assert {row["post_id"] for row in rows["posts"]} == set(texts)
    assert {row["code"] for row in rows["warnings"]} == {"parts_not_joined", "repeated_id"}


def test_origins_are_told_by_where_telegram_begins_to_number_channels():
    posts = {row["post_id"]: row for row in read("everything")["posts"]}
    assert [posts[n]["forwarded_from_id"] for n in "876"] == ["channel1007112439", "user749891673", None]
    assert [posts[n]["forwarded_from"] for n in "9876"] == [None, "", "", ""]


def test_of_a_data_set_only_named_channels_are_taken_and_the_rest_is_said():
    rows = read("several", named=["shili2"])
    assert {row["channel_id"] for row in rows["posts"]} == {"telegram:channel:1000000002"}
    assert [(row["code"], row["channel_id"]) for row in rows["warnings"]] == [
        ("chat_out_of_scope", "telegram:channel:1000000001")
    ]


def test_a_map_that_does_not_close_never_gives_one_channels_posts_to_another():
    rows = read("not_closed")
    posts = {(row["channel_id"][-1], row["text"]) for row in rows["posts"]}
    assert posts == {("1", f"第 {n} 条") for n in range(4, 10)} | {("2", f"别的 {n}") for n in range(1, 4)}


@each
def test_places_are_within_the_file(path):
    data = path.read_bytes()
    within(data, tables(data, "tgdataset"))


def test_no_broken_entry_costs_another():
    (path,) = [path for path in SHAPES if path.parent.name == "several"]
    data = path.read_bytes()
    rows = tables(data, "tgdataset")["posts"]
    neighbours_are_kept(
        "tgdataset",
        data,
        [(row["byte_start"] + data[row["byte_start"] :].index(b"{"), row["byte_end"]) for row in rows[1:]],
        keyed=True,
    )


test_bytes_changed_at_random_end_in_rows_or_in_a_refusal = changed_at_random("tgdataset")
