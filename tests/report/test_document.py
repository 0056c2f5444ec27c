"""Blocks as text: what is cut, what is left out, and what a cell shows."""

from dataclasses import dataclass

import pytest

from doxdocket.report.document import Column, Document, Fields, Items, Paragraph, Part, Table, written


@dataclass(frozen=True)
class Row:
    name: str
    n: int | None


COLUMNS = [
    Column(("名称", "name"), "name"),
    Column(("数", "n"), "n", right=True),
    Column("", lambda row: ("有", "some") if row.n else ""),
]


def test_a_table_shows_the_rows_of_the_data_in_the_language_asked_for():
    rows = [Row("甲", 12345), Row("b", None)]
    assert written(Table(rows, COLUMNS), "zh") == ["名称      数", "甲    12,345  有", "b          —"]
    assert written(Table(rows, COLUMNS), "en")[0] == "name       n"
    assert written(Table([{"name": "甲", "n": 1}], COLUMNS[:2]), "zh")[1] == "甲     1"


@pytest.mark.parametrize(("none", "lines"), [("", []), (("没有", "none"), ["none"]), (None, ["name  n"])])
def test_a_table_without_rows_says_what_it_is_told_to_say(none, lines):
    assert written(Table([], COLUMNS, none=none), "en") == lines


def test_a_list_is_cut_and_says_how_many_more_there_are():
    more = ("… 另有 {n} 个", "… {n} more")
    lines = ["a", ("二", "b"), "{c}", "d"]
    assert written(Items(lines, 2, more, title="T", indent="  "), "en") == ["T", "  a", "  b", "  … 2 more"]
    assert written(Items(lines, 4, more), "zh") == ["a", "二", "{c}", "d"]
    assert written(Items([], 4, more, title="T"), "zh") == []


def test_blocks_that_say_nothing_leave_no_gap():
    body = [
        "a",
        None,
        "",
        Table([], COLUMNS),
        Part([None, Items([])]),
        Part([("乙", "b"), Fields({"x": "1"})]),
        Paragraph("长 " * 60),
    ]
    assert Document({}, body).text("zh").split("\n\n")[:2] == ["a", "乙\n  x：1"]
    assert Document({}, body).text("en").split("\n\n")[1] == "b\n  x: 1"
    assert max(map(len, Document({}, body).text("zh").split("\n"))) < 100
    assert Document({}, ("甲", "a")).text("en") == "a"
