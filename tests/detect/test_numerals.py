# ruff: noqa: SLF001 - the tables are private to those who take them
"""Tables of Chinese digits are taken from one module, and each is what it was when it was written out."""

import re

from doxdocket.desk import masking
from doxdocket.detect import address, birth_date, han
from doxdocket.detect.reader.candidates import glyphs
from doxdocket.kit import reading
from doxdocket.report import release
from doxdocket.store import reason


def test_each_table_is_what_it_was():
    old = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
    assert {sign: chr(digit) for sign, digit in old.items()} == release._CHINESE
    fold = dict(zip("〇零○◯一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖", "000012345678912123456789", strict=True))
    assert str.maketrans(fold) == reason.FOLD
    aloud = set(re.match(r"\[(.*?)\]", reason._ALOUD.pattern)[1])
    assert aloud == set("0-9〇零○一二三四五六七八九幺壹贰叁肆伍陆柒捌玖洞拐勾两兩")
    assert set(masking._CHINESE) == set("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两弌弍弎")
    assert dict(zip("零〇一二三四五六七八九两", "001234567892", strict=True)) == address._DIGITS
    assert set(address._CHINESE) == set("零〇一二三四五六七八九十百两")
    numbers = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
    assert numbers | {str(n): n for n in range(10)} | {"两": 2} == han._DIGITS
    assert numbers == birth_date._NUMBER
    assert set(birth_date._CN) == set("〇零一二三四五六七八九十")
    money = dict(zip("〇一二三四五六七八九零壹贰叁肆伍陆柒捌玖", "01234567890123456789", strict=True))
    radio = dict(zip("弌弍弎幺么吆两俩仨洞拐勾\U0001f006", "1231112230790", strict=True))
    assert money | radio == glyphs.HAN_DIGIT
    assert set("0123456789OolI零〇一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两") == reading._SIGNS
