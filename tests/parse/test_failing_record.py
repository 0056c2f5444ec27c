"""A record at which a parser fails, by a fault of the program, costs itself alone: its place and the reason are told, the rest is read."""

import importlib
import re

import pytest
from reading_exports import TESTS, tables

from doxdocket.parse.rows import Rows
from doxdocket.parse.table.mapping import load

FORMS = {
    "tdesktop_json": ("", "tdesktop_json:posts", None),
    "telethon": ("everything", "telethon:posts", None),
    "fourcat_ndjson": ("everything", "telethon:posts", None),
    "pyrogram": ("everything", "pyrogram:posts", None),
    "tdl": ("", "tdl:Export.posts", None),
    "snscrape": ("", "snscrape:Lines.posts", None),
    "discord": ("everything", "discord:row", None),
    "tdesktop_html": ("first_of_two", "tdesktop_html:read", "tdesktop_html:read_all"),
    "tme_page": ("", "tme_page:read_post", None),
    "warc": ("", "tme_page:read_post", None),
    "ufed": ("", "ufed.message:Reader.read", None),
    "fourcat_csv": ("of_2025", "rows:Rows.post", None),
    "telepathy": ("channel", "rows:Rows.post", None),
    "wechat_csv": ("", "rows:Rows.post", None),
    "table": ("", "table.posts:words", None),
    "tgdataset": ("everything", "tgdataset:held", None),
}
"""Of each form a golden input, and what every record of it passes through."""


def shape(form, name):
    """An input with several posts: that one, or the first that has them."""
    folder = TESTS / "golden" / form
    for path in sorted(folder.glob(f"{name or '*'}/*")):
        if path.name not in {"expected.json", "mapping.yaml"}:
            mapping = path.parent / "mapping.yaml"
            stated = load(mapping.read_text(encoding="utf-8")) if mapping.exists() else None
            posts = tables(path.read_bytes(), form, mapping=stated)["posts"]
            if len({post["text"] for post in posts}) > 2:
                return path.read_bytes(), stated
    raise AssertionError(form)


def fails_at(monkeypatch, where, mark):
    """What stands there fails when it is given, or gives, that text."""
    module, _, name = where.partition(":")
    owner = importlib.import_module(f"doxdocket.parse.{module}")
    *outer, name = name.split(".")
    for one in outer:
        owner = getattr(owner, one)
    sound = getattr(owner, name)

    def failing(*given, **more):
        made = sound(*given, **more)
        if repr(mark)[1:-1] in f"{given}{more}{made}" or mark in f"{made}":
            raise ZeroDivisionError
        return made

    monkeypatch.setattr(owner, name, failing)


@pytest.mark.parametrize("form", FORMS)
def test_the_others_are_read(form, monkeypatch):
    name, *places = FORMS[form]
    data, mapping = shape(form, name)
    before = tables(data, form, mapping=mapping)
    texts = [post["text"] for post in before["posts"]]
    alone = [post for post in before["posts"][1:] if sum(post["text"] in text for text in texts) == 1]
    bad = max(alone, key=lambda post: len(post["text"]))
    for place in filter(None, places):
        fails_at(monkeypatch, place, bad["text"])
    after = tables(data, form, mapping=mapping)
    [told] = [row for row in after["warnings"] if row["code"] == "record_failed"]
    assert told["what"] == "quarantine"
    assert (told["byte_start"], told["byte_end"]) == (bad["byte_start"], bad["byte_end"])
    assert re.fullmatch(r"ZeroDivisionError \S+\.py:\d+", told["detail"])
    assert [post["post_id"] for post in after["posts"]] == [
        post["post_id"] for post in before["posts"] if post is not bad
    ]
    assert sum(c["posts"] for c in after["channels"]) == len(after["posts"]) == len(before["posts"]) - 1


@pytest.mark.parametrize("value", ["\ud800", 7])
def test_a_value_that_no_batch_holds_costs_its_record_alone(value):
    rows = Rows("ab" * 32)
    for n, text in enumerate(["甲", value, "丙"]):
        rows.post("telegram:channel:1", str(n + 1), text=text, byte_start=10 * n, byte_end=10 * n + 9)
    assert list(rows.repeated()) == []
    made = {part.table: part.batch.to_pylist() for part in rows.rest()}
    assert [row["text"] for row in made["posts"]] == ["甲", "丙"]
    assert made["channels"][0]["posts"] == 2
    [told] = made["warnings"]
    assert (told["code"], told["byte_start"], told["byte_end"]) == ("record_failed", 10, 19)
