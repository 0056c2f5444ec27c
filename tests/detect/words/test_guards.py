"""A cheap look before a dear pattern stops no text in which the pattern finds something."""

from pathlib import Path

import pytest

from doxdocket.detect import account_links, context, decoys, home_address, journeys, school, small_facts, tails, written
from doxdocket.text import read

HERE = Path(__file__).parent
TEXTS = [read(line).clean for one in sorted(HERE.glob("*.txt")) for line in one.read_text(encoding="utf-8").split("\n")]
MADE = [
    "10栋 2单元 3室,苑12-302,甲栋,B 座,一百二十 号", "陕师大附中。北师大毕业,中国政法,西北农大的", "G1次 3U8888 9C1234航班 1A2345",
    "♀ 妹子 小姐姐,男 33岁 女", "后四位1234 尾号 八八九九 weihao1234 结尾1234 最后四位一二三四 开头138 机尾1234 前3位138",
    "138****1234 1 x x 2 3-*-*-4", "user.qzone.qq.com12345/ WEIBO.COM/u/12345678", "SAMPLE 示例 纯属虚构 如下格式 格式: 模板 非真实",
    "便宜的来 求带 我的QQ123 脱坑 低价出 互粉 收号 长期收 想要的 邮箱",
]  # fmt: skip
GUARDS = {
    "dwelling": (home_address.ANCHOR, home_address.COUNTS),
    "university": (school.SHORT, school.SHORT_WORDS),
    "journey": (journeys.NUMBER, journeys.NUMBERED),
    "gender": (small_facts.CELL, small_facts.GENDERED),
    "tail": (tails.TAIL, tails.ENDS),
    "masks": (written.MASKED, written.TWO_MASKS),
    "example": (decoys.EXAMPLE, decoys.EXAMPLES_HOLD),
    **{f"link {at}": (pattern, account_links.SITE) for at, (_, pattern) in enumerate(account_links.LINK)},
}


@pytest.mark.parametrize("name", GUARDS)
def test_a_guard_stops_nothing_that_its_pattern_finds(name):
    pattern, guard = GUARDS[name]
    for text in (*TEXTS, *MADE):
        assert not pattern.search(text) or guard.search(text), text


def test_offers_are_found_where_they_begin():
    for text in (*TEXTS, *MADE):
        assert decoys.offer(text) is (decoys.OFFER.search(text) is not None), text


def test_words_of_all_lists_are_found_in_one_pass():
    for text in (*TEXTS, *MADE):
        for name in context.LISTS:
            words = {index for index, _, _ in context.words_of(name).find_matches_as_indexes(text)}
            assert context.said(text, name) == len(words), (name, text)
