"""No text may hold the detector up: random mixtures end within the steps of their length, long repeats cost what their length does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.costs import lines
from tests.sizes import examples

from doxdocket.bounds import TEXT, bounded
from doxdocket.detect.rules import detect
from doxdocket.text import read

PARTS = ("姓名：", "电话", "微信:", "QQ", "身份证", "地址:", "妈妈", "姓\u200b名\u200d：", "138", "13812345678", "11010118700101123", "1 3 8 ", "O0l1",
         "四川省成都市", "12栋3单元", "江北大学", "星河公司", "22岁", "2023年1月", "韩知予", "@", "a@", "https://weibo.com/u/", "[", "]", "(", "【", "】",
         "*", "****", "|", "\t", "\n", ",", "。", " ", "\u200b", "🔟", "+852 ", "尾号12", "叫", "的", "x", "一", "6217 0000 ")  # fmt: skip


@examples(25)
@given(st.lists(st.tuples(st.sampled_from(PARTS), st.integers(1, 60)), min_size=5, max_size=60))
def test_any_mixture_ends_and_its_hits_lie_in_it(parts):
    text = "".join(part * times for part, times in parts)
    with bounded(TEXT.of(len(text))):
        hits = detect(text)
    assert all(0 <= hit.start < hit.end <= len(text) for hit in hits)


@pytest.mark.parametrize(
    ("part", "size"),
    [("a", 100_000), ("的", 100_000), ("7", 50_000), ("姓名：", 50_000), ("姓\u200b名：", 50_000), ("@", 50_000), ("[", 50_000), ("\u200b", 100_000),
     ("1 3 8 ", 50_000), ("O0l1", 50_000), ("微信:", 50_000), ("6217 0000 ", 50_000), ("四川省成都市", 50_000), ("1*", 50_000)],
)  # fmt: skip
def test_long_repeats_end_within_their_steps_and_cost_what_their_length_does(part, size):
    def read_for(length):
        text = "姓名：韩知予 住址：成都市 " + part * (length // len(part))
        with bounded(TEXT.of(len(text))):
            detect(text)

    read_for(size)
    once, twice = (lines(lambda n=length: read_for(n)) for length in (1_000, 2_000))
    assert twice < 2.4 * once


def test_a_long_list_is_read_piece_by_piece_with_true_places():
    line = "姓名：韩知予 电话：17806401357\n"
    text = line * 1000
    hits = [hit for hit in detect(text) if hit.kind == "phone_number"]
    assert len(hits) == 1000
    assert {text[hit.start : hit.end] for hit in hits} == {"17806401357"}
    assert [hit.start for hit in hits] == sorted({hit.start for hit in hits})


def test_cleaning_is_linear_in_what_is_removed():
    assert read("姓\u200b\u200b" * 100_000).clean == "姓" * 100_000
    once, twice = (lines(lambda n=times: read("姓\u200b\u200b" * n)) for times in (2_000, 4_000))
    assert twice < 2.2 * once
