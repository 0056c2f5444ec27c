"""What leaves in an exported text: masks where findings are, blanks where digits run, everything else as it was."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.desk.masking import BLANK, blank, masked

PHONE = "13900001850"


@pytest.mark.parametrize(
    "run",
    [PHONE, "１３９００００１８５０", "139-0000-1850", "139 0000 1850", "①③⑨⓪⓪⓪⓪①⑧⑤⓪", "一三九零零零零一八五零", "壹叁玖零零零零壹捌伍零",
     "1\u200b3\u200b9\u200b0\u200b0\u200b0", "1️⃣3️⃣9️⃣0️⃣0️⃣", "139.0000.1850", "𝟏𝟑𝟗𝟎𝟎", "¹³⁹⁰⁰", "１ ３ ９ ０ ０"],
)  # fmt: skip
def test_no_run_of_digits_is_left_however_it_is_written(run):
    text = blank(f"电话{run}号")
    assert text.startswith("电话")
    assert text.endswith("号")
    assert len(text) == len(f"电话{run}号")
    assert sum(unicodedata.digit(c, None) is not None for c in text) == 0
    assert not set("一三九零壹叁玖") & set(text)


@pytest.mark.parametrize("text", ["共1234人", "三百人", "2024年1月2日", "第12楼", "", "abc"])
def test_short_numbers_stay(text):
    assert blank(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("前面幺三八四个圈加零", "前面＊＊＊＊＊＊＊＊"), ("幺三八开头", "＊＊＊开头"), ("开头是幺三八，", "开头是＊＊＊，"), ("中间：四个圈零零", "中间：＊＊＊＊＊"),
     ("尾号 889。", "尾号 ＊＊＊。"), ("后四位九九一七", "后四位＊＊＊＊"), ("电话壹叁捌", "电话＊＊＊"), ("单字一个，草字头那个，住", "单字一个，＊＊＊＊＊，住"), ("木字旁的，三点水", "＊＊＊＊，＊＊＊")],
)  # fmt: skip
def test_what_words_tell_of_a_number_or_of_a_sign_of_a_name_is_blanked_beside_what_was_found(text, shown):
    assert blank(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "前面三四个人",
        "后面300米",
        "中间两个圈",
        "电话12345678"[:4],
        "三个圈子",
        "开头两三次",
        "字头",
        "手机2024年",
        "前面100元",
    ],
)
def test_counts_in_words_stay(text):
    assert blank(text) == text


def test_a_mask_stands_where_the_finding_was():
    assert masked(f"电话{PHONE}，急", [(2, 13, "139********")]) == "电话139********，急"


def test_overlapping_findings_leave_nothing_of_either():
    text = f"住址：虚构路{PHONE}室"
    shown = masked(text, [(3, 18, "ADDRESS"), (6, 17, "PHONE")])
    assert shown == "住址：ADDRESS"


def test_order_of_findings_does_not_matter():
    spans = [(0, 2, "A"), (4, 6, "B"), (5, 8, "C")]
    assert masked("abcdefghij", spans) == masked("abcdefghij", reversed(spans)) == "AcdCij"


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=5))
@examples(200)
def test_what_findings_cover_never_leaves(text, places):
    spans = [(start, min(len(text), start + size), "") for start, size in places if start < len(text)]
    covered = {i for start, end, _ in spans for i in range(start, end)}
    kept = [c for i, c in enumerate(text) if i not in covered]
    left = [c for c in masked(text, spans) if c != BLANK]
    it = iter(kept)
    assert all(c in it for c in left)


@given(st.text(alphabet="0123456789零①１甲", max_size=60))
@examples(200)
def test_five_digits_never_leave_together(text):
    runs = "".join("d" if unicodedata.digit(c, None) is not None or c == "零" else c for c in blank(text))
    assert "ddddd" not in runs
