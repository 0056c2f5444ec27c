"""Columns on the screen: nothing is lost, nothing is wider than asked."""

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.report.text import NO_START, pad, table, width, wrap

TEXT = st.text(alphabet="abc 开盒案卷，。（ x́", max_size=60)


def test_wide_narrow_and_combining():
    assert [width(t) for t in ("ab", "开盒", "é", "ｱ", "Ａ", "\u200b")] == [2, 4, 1, 1, 2, 0]


@given(TEXT, st.integers(8, 40))
@examples(150)
def test_wrapping_loses_nothing_but_spaces(text, columns):
    assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


@given(st.text(alphabet="开盒案卷", max_size=60), st.integers(4, 40))
@examples(100)
def test_no_line_of_chinese_is_too_wide(text, columns):
    assert all(width(line) <= columns for line in wrap(text, columns))


def test_no_line_begins_with_closing_punctuation():
    lines = wrap("一二三四，五六七八。九十", 8)
    assert not [line for line in lines if line[:1] in set(NO_START)]
    assert "".join(lines) == "一二三四，五六七八。九十"


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=6))
@examples(60)
def test_second_columns_begin_at_the_same_place(rows):
    cells = [[a.strip() or "-", "|"] for a, _ in rows]
    lines = table(["一", "|"], cells).splitlines()
    assert len({width(line[: line.rindex("|")]) for line in lines}) == 1


def test_pad_never_cuts():
    assert pad("开盒案卷", 3) == "开盒案卷"
    assert pad("开", 4, right=True) == "  开"
