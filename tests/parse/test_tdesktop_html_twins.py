"""One chat exported twice, as JSON and as pages: post by post the same, and where they cannot be it is said why.

Real twins lie in the samples; generated ones are written by ``desktop_pages``, which writes the real page byte by byte.
"""

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from reading_exports import TESTS, tables

sys.path.insert(0, str(TESTS / "golden" / "tdesktop_html"))

import desktop_marks
import desktop_pages
import desktop_twins

FORM = "tdesktop_html"
SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples"))
PAGE = SAMPLES / "telegram-desktop-html" / "uponthepathofsalaf" / "messages.html"
EXPORT = SAMPLES / "telegram-desktop-json" / "uponthepathofsalaf" / "result.json"
with_samples = pytest.mark.skipif(not PAGE.is_file(), reason=f"no sample page {PAGE}")

#: What the page never states, and what names the capture itself.
ABSENT = {
    "edited", "edit_shown", "from_id", "forwarded_from_id", "saved_from", "forwarded_post", "album", "also", "state",
}  # fmt: skip
OWN = {"channel_id", "source", "capture", "byte_start", "byte_end", "forwarded_date", "repairs"}
LINE_ENDS = str.maketrans("\u2028\u2029", "\n\n")


def unlike(html, json_row):
    """Columns in which a page's row contradicts the JSON's; a null of the page contradicts nothing."""
    found = []
    for column in html.keys() - ABSENT - OWN - {"media", "fields"}:
        mine, theirs = html[column], json_row[column]
        if column == "text":
            theirs = theirs.translate(LINE_ENDS)
        if mine != theirs and not (mine is None and theirs is not None):
            found.append(column)
    if len(html["media"]) != len(json_row["media"]):
        found.append("media")
    for mine, theirs in zip(html["media"], json_row["media"], strict=False):
        found += [f"media.{key}" for key in mine if mine[key] != theirs[key] and mine[key] is not None]
        found += [f"media.{key}" for key in ("kind", "status", "path") if mine[key] != theirs[key]]
    mine, theirs = said(html), said(json_row)
    if mine != theirs[len(theirs) - len(mine) :]:  # the page may lack the file's name, which stands first
        found.append("fields.file_name")
    ours = [one["text"] for one in html["fields"] if one["where"] != "file_name"]
    others = [one["text"] for one in json_row["fields"] if one["where"] != "file_name"]
    if ours != [one for one in others if not one.startswith("tg://user?id=")]:
        found.append("fields")
    return found


def said(row):
    """Name of a file, performer and title, as far as they are there."""
    return [line for one in row["fields"] if one["where"] == "file_name" for line in one["text"].split("\n")]


def nulls(html, json_row):
    """Columns that the page leaves null where the JSON has something."""
    return {column for column in html.keys() - ABSENT - OWN if html[column] is None and json_row[column] is not None}


@with_samples
def test_the_real_twin_agrees_post_by_post():
    html, theirs = tables(PAGE.read_bytes(), FORM), tables(EXPORT.read_bytes())
    assert [row["post_id"] for row in html["posts"]] == [row["post_id"] for row in theirs["posts"]]
    pairs = list(zip(html["posts"], theirs["posts"], strict=True))
    assert [mine["text"] == his["text"] for mine, his in pairs] == [True] * 213
    assert {mine["post_id"]: found for mine, his in pairs if (found := unlike(mine, his))} == {}
    left = Counter(column for mine, his in pairs for column in nulls(mine, his))
    assert left == {"date": 5, "date_local": 5, "from_name": 1}  # service posts; who created the channel
    for column in ("text", "quotes", "author", "forwarded_from", "reply_to", "action", "type"):
        assert [mine[column] for mine, _ in pairs] == [his[column] for _, his in pairs]
    names = sum(a["name"] != b["name"] for mine, his in pairs for a, b in zip(mine["media"], his["media"], strict=True))
    assert names == 44  # 37 stickers, 3 videos and 4 songs whose performer stands for the name
    assert sum(row["forwarded_date"] is not None for row in html["posts"]) == 27


@with_samples
def test_the_writer_of_the_twins_writes_the_page_that_a_real_client_wrote():
    chat = json.loads(EXPORT.read_text(encoding="utf-8"))
    origins = {row["post_id"]: row["forwarded_date"] for row in tables(PAGE.read_bytes(), FORM)["posts"]}

    def line(page, m):
        if m["action"] == "pin_message":
            return f"{desktop_marks.escaped(m['actor'])} pinned {page.link(m['message_id'], 'this message')}"
        title = desktop_marks.escaped(m.get("title", ""))
        return {
            "create_channel": f"Channel &laquo;{title}&raquo; created",
            "edit_group_photo": "Channel photo changed",
        }[m["action"]]

    for m in chat["messages"]:
        if m["type"] == "service":
            m["_line"] = lambda page, m=m: line(page, m)
        if "forwarded_from" in m:
            m["_forwarded_date"] = int(origins[str(m["id"])].timestamp())

    def plain(text):  # colours and initials are no matter of ours
        return re.sub(r'(<div class="initials"[^>]*>\n).*\n', r"\1", re.sub(r"userpic userpic\d", "userpic", text))

    assert plain(desktop_pages.Page(chat, 3600).files()["messages.html"]) == plain(PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["public_channel", "private_supergroup"])
@pytest.mark.parametrize("seed", range(8))
def test_generated_twins_agree_post_by_post(seed, kind):
    chat = desktop_twins.invented(seed, kind=kind)
    theirs = tables(desktop_twins.as_json(chat))
    html = {"posts": [], "readings": [], "warnings": []}
    for data in desktop_twins.as_pages(chat, per_page=25).values():
        for table, rows in tables(data, FORM).items():
            html.setdefault(table, []).extend(rows)
    pairs = list(zip(html["posts"], theirs["posts"], strict=True))
    assert {mine["post_id"]: found for mine, his in pairs if (found := unlike(mine, his))} == {}
    for mine, his in pairs:
        left = nulls(mine, his)
        if mine["type"] == "service":
            assert left == {"date", "date_local"} | ({"from_name"} & left)
            assert not left & {"from_name"} or mine["action"] is None
        else:
            assert left <= {"reply_to"}
            assert not left or "/" in his["reply_to"]
    readings = [[(r["post_id"], r["what"], r["label"], r["low"], r["value"], r["high"], r["shown"]) for r in some["readings"]] for some in (html, theirs)]  # fmt: skip
    assert readings[0] == readings[1]
    assert not [row for row in html["warnings"] if row["what"] != "notice" or row["code"] == "unknown_part"]
