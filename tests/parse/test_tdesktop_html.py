"""Pages of Telegram Desktop: golden pairs, what real clients wrote, the traps of the form, service lines, damage."""

import io
import os
import re
import runpy
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from reading_exports import TESTS, golden, outcome, tables, told

from doxdocket.errors import Unreadable
from doxdocket.parse import HEAD, recognise
from doxdocket.parse.tdesktop_html import service
from doxdocket.parse.tdesktop_html.pieces import pieces

FOLDER = TESTS / "golden" / "tdesktop_html"
MAKE = runpy.run_path(str(FOLDER / "make.py"))
SHAPES, DAMAGES = MAKE["shapes"](), MAKE["damages"]()
FORM = "tdesktop_html"
SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples"))
PAGES = SAMPLES / "telegram-desktop-html"
with_samples = pytest.mark.skipif(not PAGES.is_dir(), reason=f"no sample pages in {PAGES}")


def rows_of(shape):
    return tables(SHAPES[shape], FORM)


def by_id(rows):
    return {row["post_id"]: row for row in rows["posts"]}


def codes(rows, what=None):
    return [row["code"] for row in rows["warnings"] if what in (None, row["what"])]


# golden pairs


@pytest.mark.parametrize("shape", SHAPES)
def test_golden_shape(shape):
    golden(told(rows_of(shape)), FOLDER / shape / "expected.json")


@pytest.mark.parametrize("damage", DAMAGES)
def test_golden_damage(damage):
    golden(outcome(DAMAGES[damage], form=FORM), FOLDER / damage / "expected.json")


def test_the_script_makes_exactly_the_pages_that_are_kept():
    assert {path.parent.name: path.read_bytes() for path in FOLDER.glob("*/messages.html")} == SHAPES | DAMAGES


@pytest.mark.parametrize("name", SHAPES | DAMAGES)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(name):
    data = (SHAPES | DAMAGES)[name]
    assert outcome(data, form=FORM, most=61) == outcome(data, form=FORM)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_pieces_do_not_depend_on_where_blocks_end(size):
    data = SHAPES["runs_and_service"]
    whole = list(pieces(io.BytesIO(data)))
    assert list(pieces(io.BytesIO(data), size)) == whole
    assert b"".join(piece.raw for piece in whole) == data


# what real clients wrote

#: page: posts, of them service posts, posts with a moment, pieces quarantined, repairs, pages it leads to
REAL = {
    "android_security/messages.html": (1000, 2, 0, 0, 0, "messages2.html"),
    "android_security/messages2.html": (471, 0, 0, 0, 0, "messages.html"),
    "uponthepathofsalaf/messages.html": (213, 5, 208, 0, 0, None),
    "physlvr/document_messages.html": (3, 0, 3, 0, 0, None),
    "physlvr/forwarded_messages.html": (3, 0, 3, 0, 0, None),
    "physlvr/malformed_truncated.html": (7, 0, 6, 0, 1, None),
    "physlvr/reaction_messages.html": (3, 0, 3, 0, 0, None),
    "physlvr/rtl_unicode_messages.html": (7, 0, 7, 0, 0, None),
    "physlvr/timezone_messages.html": (4, 0, 3, 0, 0, None),
}


def real(name):
    return tables((PAGES / name).read_bytes(), FORM)


@with_samples
def test_every_sample_page_is_in_the_table():
    assert {str(path.relative_to(PAGES)) for path in PAGES.glob("*/*.html")} == set(REAL)


@with_samples
@pytest.mark.parametrize("name", REAL)
def test_counts_of_a_sample_page(name):
    data = (PAGES / name).read_bytes()
    rows = tables(data, FORM)
    ids = [int(n) for n in re.findall(rb'id="message(\d+)"', data)]  # days have negative ids
    assert [row["post_no"] for row in rows["posts"]] == ids
    linked = [row["detail"] for row in rows["warnings"] if row["code"] == "more_pages"]
    what = Counter(row["what"] for row in rows["warnings"])
    assert REAL[name] == (
        len(ids),
        sum(row["type"] == "service" for row in rows["posts"]),
        sum(row["date"] is not None for row in rows["posts"]),
        what["quarantine"],
        what["repair"],
        linked[0] if linked else None,
    )
    for row in rows["posts"]:
        assert data[row["byte_start"] :].startswith(b"<div ")
        assert f'id="message{row["post_id"]}"'.encode() in data[row["byte_start"] : row["byte_start"] + 80]


@with_samples
def test_every_sample_page_is_recognised_and_nothing_else_is():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            bids = [bid.form for bid in recognise(stream.read(HEAD), path.name)]
        assert (bids == [FORM]) == path.is_relative_to(PAGES), path
        assert path.is_relative_to(PAGES) or FORM not in bids, path


@with_samples
def test_pages_of_another_hand_read_as_far_as_they_go():
    cut_page = by_id(real("physlvr/malformed_truncated.html"))
    assert [cut_page[n]["from_name"] for n in ("50", "51", "54")] == ["Alice", "Bob", None]
    assert cut_page["51"]["text"].strip() == "This message has no closing tag"
    assert cut_page["55"]["text"] == "Message with unclosed bold tag and italic"
    reactions = real("physlvr/reaction_messages.html")["readings"]
    assert [(row["post_id"], row["label"], row["value"]) for row in reactions] == [
        ("10", "👍", 5), ("10", "❤️", 3), ("10", "🎉", 1), ("11", "😂", 2),
    ]  # fmt: skip
    forwards = by_id(real("physlvr/forwarded_messages.html"))
    assert forwards["20"]["forwarded_date"] == datetime(2025, 2, 15, 17, 0, tzinfo=UTC)
    assert [forwards[n]["forwarded_from"] for n in ("21", "22")] == ["", None]
    west = by_id(real("physlvr/timezone_messages.html"))["2"]
    assert west["date"] == datetime(2025, 2, 14, 3, 49, 26, tzinfo=UTC)


# traps


def test_trap_1_a_clock_without_an_offset_is_no_moment():
    old = rows_of("no_offset_2019")
    assert [(row["date"], row["date_local"]) for row in old["posts"][:1]] == [(None, "2023-11-15T06:53:20")]
    assert {row["code"]: row["detail"] for row in old["warnings"]}["clock_without_zone"] == "2"
    assert by_id(old)["41"]["forwarded_date"] is None
    assert "forward_without_zone" in codes(old)


def test_trap_1_the_offset_shown_is_the_winters_and_that_is_said():
    summer = rows_of("summer_time")
    assert summer["posts"][0]["date"] == datetime(2023, 11, 14, 23, 14, 20, tzinfo=UTC)  # an hour late
    assert summer["posts"][0]["date_local"] == "2023-11-15T00:14:20"
    assert [row["detail"] for row in summer["warnings"] if row["code"] == "standard_offsets"] == ["+01:00 × 1"]


def test_trap_5_posts_of_the_group_before_its_upgrade_keep_their_negative_ids_and_replies():
    group = rows_of("migrated_group")
    assert [row["post_no"] for row in group["posts"]][:4] == [-999_999_999, -999_999_990, -999_999_980, 1]
    assert by_id(group)["-999999990"]["reply_to"] == "-999999999"
    assert {row["code"]: row["detail"] for row in group["warnings"]}["migrated_history"] == "3"


def test_trap_6_a_day_is_told_by_its_words_and_a_migrated_post_by_its_own():
    group = rows_of("migrated_group")
    assert "-1" not in by_id(group)
    assert by_id(group)["-999999999"]["action"] == "create_group"
    other = (
        SHAPES["migrated_group"]
        .replace(b'id="message-1"', b'id="message-7"')
        .replace(b"15 November 2023", b"25 Brumaire 2023")
    )
    assert by_id(tables(other, FORM))["-7"]["type"] == "service"
    odd_white = SHAPES["migrated_group"].replace(
        b'<div class="message service" id="message-1">', b'<div id="message-1"  class="message service">'
    )
    assert tables(odd_white, FORM)["posts"] != []
    assert "-1" not in by_id(tables(odd_white, FORM))


def test_trap_10_a_deleted_account_has_no_name_and_joined_posts_have_that_of_the_one_before():
    group = by_id(rows_of("migrated_group"))
    assert [group[n]["from_name"] for n in ("2", "3")] == [None, None]
    runs = by_id(rows_of("runs_and_service"))
    assert runs["8"]["forwarded_from"] == ""
    assert runs["4"]["from_name"] == "示例频道"


def test_trap_14_an_excuse_is_a_status_and_never_a_path():
    files = by_id(rows_of("files"))
    assert [files[n]["media"][0]["status"] for n in ("2", "4", "5")] == ["not_included", "exceeds", "unavailable"]
    assert all(one["path"] is None for row in files.values() for one in row["media"] if one["status"] != "included")


def test_trap_15_a_path_is_text_and_nothing_is_opened():
    assert by_id(rows_of("files"))["14"]["media"][0]["path"] == "../../../etc/passwd"
    assert rows_of("of_an_account")["posts"][0]["media"][0]["path"] == "chats/chat_01/photos/photo_1.jpg"


def test_trap_20_a_blockquote_is_a_quote_with_its_own_place_in_the_text():
    row = by_id(rows_of("runs_and_service"))["5"]
    assert [row["text"][quote["start"] : quote["end"]] for quote in row["quotes"]] == ["引用😀\n两行", "再引"]


def test_trap_22_a_post_without_time_and_content_is_unavailable_and_of_no_year():
    row = by_id(rows_of("unavailable"))["1"]
    assert (row["type"], row["date"], row["date_local"]) == ("unsupported", None, None)
    assert "unavailable" in codes(rows_of("unavailable"))


# service lines


@pytest.mark.parametrize(
    ("line", "action", "actor"),
    [
        ("甲 invited 乙 and 丙", "invite_members", "甲"),
        ("甲 invited 乙 invited 丙", "invite_members", None),  # two readings: nobody is named
        ("Deleted removed 乙", "remove_members", None),
        ("甲 removed group photo", "delete_group_photo", "甲"),
        ("甲 invited 乙 to the voice chat", "invite_to_group_call", "甲"),
        ("Channel «x» created", "create_channel", None),
        ("甲 changed group title to «Channel «x» created»", "edit_group_title", "甲"),
        ("甲 sent you a gift.", None, None),  # of Premium or of stars
        ("甲 sent you a gift for 5 €: Telegram Premium for 3 months.", "send_premium_gift", "甲"),
        ("甲 sent you a gift for 5 €: 100 Telegram Stars.", "send_stars_gift", "甲"),
        ("甲 sent you a gift of 100 Telegram Stars.", "send_star_gift", "甲"),
        ("You are now within 1 meter from 乙", "proximity_reached", None),
        ("甲 is now within 1.2 km from you", "proximity_reached", "甲"),
        ("requested: ", "requested_peer", None),
        ("甲 has set messages to auto-delete in ", "set_messages_ttl", "甲"),
        ('甲 added tasks: "一", "二"', "todo_append_tasks", "甲"),
        ('甲 removed "一" from the poll.', "poll_delete_answer", "甲"),
        ("甲 rejected your suggested post.", "process_suggested_post", "甲"),
        ("乙 will become the new main admin in 7 days if 甲 does not return", "new_creator_pending", "甲"),
        ("pinned this message", None, None),
        ("x" * 20_000 + " pinned this message", None, None),
    ],
)  # fmt: skip
def test_a_service_line_names_the_action_and_who_acted_where_that_is_certain(line, action, actor):
    assert service.told(line)[:2] == (action, actor)


def test_a_line_that_only_a_broadcast_channel_has_is_the_channels_own_act():
    rows = by_id(rows_of("runs_and_service"))
    assert [(rows[n]["action"], rows[n]["from_name"]) for n in ("1", "2", "11", "12")] == [
        ("create_channel", None), ("edit_group_photo", "示例频道"), ("pin_message", "示例频道"), (None, None),
    ]  # fmt: skip
    assert {row["text"] for row in rows.values() if row["type"] != "message"} == {""}


# damage


def test_a_cut_page_keeps_what_stood_before_the_cut_and_quarantines_the_rest():
    rows = tables(DAMAGES["cut_in_a_message"], FORM)
    assert [row["post_no"] for row in rows["posts"]] == [1, 2, 3]
    lost = [row for row in rows["warnings"] if row["what"] == "quarantine"]
    assert [(row["code"], row["byte_end"]) for row in lost] == [("truncated", len(DAMAGES["cut_in_a_message"]))]
    assert codes(tables(DAMAGES["cut_between_messages"], FORM), "notice")[0] == "file_left_open"


def test_no_missing_close_costs_a_message_its_words():
    whole = SHAPES["runs_and_service"]
    seventh = by_id(rows_of("runs_and_service"))["7"]
    one = whole[seventh["byte_start"] : seventh["byte_end"]]
    for close in [match.start() for match in re.finditer(b"</div>", one)]:
        rows = tables(whole.replace(one, one[:close] + one[close + 6 :]), FORM)
        row = by_id(rows)["7"]
        found = {key: row[key] for key in ("text", "author", "from_name", "forwarded_from", "forwarded_date", "date")}
        assert found == {key: seventh[key] for key in found}, one[close - 60 : close]
        assert codes(rows, "repair") == ["not_closed"]
        assert {n: row["text"] for n, row in by_id(rows).items()} == {
            n: row["text"] for n, row in by_id(rows_of("runs_and_service")).items()
        }


def test_a_joined_post_after_lost_bytes_is_nobodys():
    rows = by_id(tables(DAMAGES["no_number"], FORM))
    assert (rows["3"]["from_name"], rows["5"]["from_name"], rows["7"]["from_name"]) == ("示例频道", None, None)
    assert "joined_unknown" in codes(tables(DAMAGES["no_number"], FORM))


def test_a_message_that_breaks_out_of_its_element_does_not_change_its_neighbours():
    whole = SHAPES["first_of_two"]
    for breaking in (b"</object>", b"</object><object>", b"<a href='x'>", b"<b><i><object>", b"<table>", b"<svg><p>", b"<!--",
                     b"<script>", b"<plaintext>", b"<select>", b"<template>", b"</body></html>", b"<frameset>"):  # fmt: skip
        rows = tables(whole.replace("第 2 条".encode(), breaking), FORM)
        assert [row["text"] for row in rows["posts"]][2:] == ["第 3 条", "第 4 条"], breaking
        assert [row["fields"] for row in rows["posts"]][2:] == [[], []], breaking


@pytest.mark.parametrize("damage", ["crlf", "other_hands", "closed_too_often", "not_closed", "twice"])
def test_what_is_only_laid_out_otherwise_says_the_same(damage):
    rows = tables(DAMAGES[damage], FORM)["posts"]
    assert [row["text"] for row in rows] == [f"第 {n} 条" for n in range(1, 8)]
    assert {row["date_local"][:14] for row in rows} == {"2023-11-15T06:"}


def test_what_is_not_a_page_is_refused_with_the_next_step():
    for data in (b"", b"<html>", DAMAGES["not_a_page"], b"\xff\xfe<\x00"):
        with pytest.raises(Unreadable, match=r"check it against|ask for"):
            tables(data, FORM)
