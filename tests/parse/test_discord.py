"""DiscordChatExporter: every shape beside its answer, the sample, traps that concern it, damage, and the number of posts."""

import json
import os
import runpy
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.parse import recognise

HERE = TESTS / "golden" / "discord"
SHAPES = sorted(HERE.glob("*/export.json"))
SAMPLE = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples")) / "discord"
MADE = runpy.run_path(str(HERE / "make.py"))


def read(shape, **how):
    return tables((HERE / shape / "export.json").read_bytes(), "discord", **how)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_shape(path):
    golden(told(tables(path.read_bytes(), "discord")), path.with_name("expected.json"))


def test_an_account_is_no_account_of_telegram_with_the_same_number():
    accounts = {row["from_id"] for row in told(read("everything"))["posts"] if row["from_id"]}
    assert accounts
    assert all(one.startswith("discord:") for one in accounts)


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert MADE["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form="discord", most=61) == outcome(data, form="discord")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_every_shape_is_recognised(path):
    bids = recognise(path.read_bytes()[:4096], "whatever.txt")
    if path.parent.name != "broken_guild":  # of which nothing says what it is
        assert [bid.form for bid in bids] == ["discord"]


@pytest.mark.skipif(not SAMPLE.is_dir(), reason=f"no sample exports in {SAMPLE}")
def test_counts_of_the_sample():
    data = (SAMPLE / "chatpack" / "discord_export.json").read_bytes()
    rows = tables(data, "discord")
    wanted = json.loads(data)["messages"]
    assert [row["text"] for row in rows["posts"]] == [one["content"] for one in wanted]
    assert [row["reply_to"] for row in rows["posts"]] == [one.get("reference", {}).get("messageId") for one in wanted]
    assert [row["edited"] is not None for row in rows["posts"]] == [False] * 6 + [True]
    (channel,) = rows["channels"]
    assert (channel["channel_id"], channel["posts"], channel["stated_posts"]) == ("discord:channel:987654321", 7, 7)
    assert rows["warnings"] == []
    for row, one in zip(rows["posts"], wanted, strict=True):
        assert json.loads(data[row["byte_start"] : row["byte_end"]]) == one


def test_trap_1_a_clock_without_offset_is_no_moment():
    rows = read("odd_times")["posts"]
    assert [(row["date"], row["date_local"]) for row in rows] == [
        (None, "2024-05-31T23:01:00"),
        (None, None),
        (None, None),
    ]


def test_trap_8_ids_of_discord_have_no_gaps_to_count():
    (channel,) = read("everything")["channels"]
    assert channel["id_gaps"] is None
    assert channel["first_post"] == 1_100_000_000_000_000_001


def test_trap_16_words_outside_the_text_are_kept():
    posts = {
        row["post_id"][-2:]: {one["where"]: one["text"] for one in row["fields"]} for row in read("everything")["posts"]
    }
    assert "10012340001" in posts["02"]["link[0]"]
    assert posts["02"]["link[1]"] == "https://discord.com/users/72"  # the account that the text names, and no other
    assert "link[2]" not in posts["02"]
    assert "10012340002" in posts["10"]["button[1]"]
    assert posts["06"] == {"file_name": "名单 2024.xlsx"}  # image.png and the like say nothing


def test_trap_20_quoted_lines_are_marked():
    row = next(row for row in read("everything")["posts"] if row["quotes"])
    assert [row["text"][one["start"] : one["end"]] for one in row["quotes"]] == ["> 引用的\n> 两行", ">>> 后面\n全是"]


def test_a_forward_keeps_where_and_when_it_came_from():
    row = next(row for row in read("everything")["posts"] if row["text"] == "转来的话")
    assert (row["forwarded_from"], row["forwarded_from_id"], row["forwarded_post"]) == ("", "channel4004", "44")
    assert row["forwarded_date"].isoformat() == "2024-05-01T00:00:00+00:00"
    assert row["reply_to"] is None


def test_reactions_are_readings_of_the_moment_of_the_export():
    rows = read("everything")["readings"]
    assert [(row["label"], row["low"], row["high"], row["at_how"]) for row in rows] == [
        ("👍", 3, 3, "tool"),
        ("custom:88", 1, 1, "tool"),
    ]
    assert rows[0]["at"].isoformat() == "2024-06-01T04:00:00.123456+00:00"


def test_a_lost_brace_costs_one_message():
    rows = read("lost_brace")
    assert [row["post_id"][-1] for row in rows["posts"]] == ["1", "3", "4", "5"]
    assert {row["code"] for row in rows["warnings"] if row["what"] == "quarantine"} == {"not_json"}


def test_a_wrong_bracket_between_messages_costs_none():
    rows = read("bracket_became_comma")
    assert [row["post_id"][-1] for row in rows["posts"]] == ["1", "2", "3", "4", "5"]


def test_an_export_is_never_a_whole_since_a_filter_leaves_no_trace():
    assert [read("one_line", name=name)["channels"][0]["extent"] for name in ("a.json", "a [part 2].json")] == [
        "selection",
        "selection",
    ]


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\x00" * 64, b'{"guild": {', b"{" * 9999])
def test_what_holds_no_channel_is_refused(data):
    with pytest.raises(Unreadable):
        tables(data, "discord")


def test_many_messages_before_their_channel_are_refused_in_bounded_memory():
    one = json.dumps(MADE["post"](1, "字" * 200_000), ensure_ascii=False).encode()
    with pytest.raises(Unreadable, match="the channel stands after"):
        tables(b'{"messages": [' + b",".join([one] * 130) + b'], "channel": {"id": "1"}}', "discord")


WHOLE = MADE["laid"](MADE["export"](MADE["EVERYTHING"]))
ROWS = tables(WHOLE, "discord")["posts"]


@given(
    st.integers(0, len(WHOLE) - 1),
    st.one_of(st.binary(max_size=3), st.sampled_from([b"{", b"}", b"[", b"]", b'"', b"\\", b","])),
)
@examples(300)
def test_changed_bytes_cost_at_most_the_messages_they_touch(at, new):
    data = WHOLE[:at] + new + WHOLE[at + 1 :]
    try:
        rows = tables(data, "discord")
    except DoxdocketError:
        assert at < ROWS[0]["byte_start"]
        return
    kept = Counter(row["post_id"] for row in rows["posts"])
    touched = [row["post_id"] for row in ROWS if row["byte_start"] - 16 <= at < row["byte_end"] + 8]
    assert not {row["post_id"] for row in ROWS} - set(kept) - set(touched)
    assert all(0 <= row["byte_start"] <= row["byte_end"] <= len(data) for row in rows["warnings"])


@given(st.integers(0, len(WHOLE)))
@examples(60)
def test_a_cut_export_keeps_every_message_before_the_cut(at):
    try:
        rows = tables(WHOLE[:at], "discord")
    except DoxdocketError:
        assert at < ROWS[0]["byte_start"]
        return
    assert [row["post_id"] for row in rows["posts"]] == [row["post_id"] for row in ROWS if row["byte_end"] <= at]
