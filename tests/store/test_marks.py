"""Keyed marks of all values say the same of a text as the values themselves, read one by one."""

import random

import pytest

from doxdocket.store.marks import Marks
from doxdocket.store.values_in_text import Said

KINDS = (
    "phone_number",
    "id_number",
    "name",
    "former_name_alias",
    "home_address",
    "school",
    "social_account",
    "email",
    "vehicle_file",
)
SIGNS = "0123456789一二三零〇幺olizsbaBcx@.-＊ 　①②\u200b沈听竹松声路幢号室姓名"


def some(chance, least, most):
    return "".join(chance.choices(SIGNS, k=chance.randint(least, most)))


def quoting(chance, value):
    """A text with a stretch of a value in it, as somebody might write it."""
    start = chance.randrange(len(value))
    piece = value[start : start + chance.choice((2, 4, 6, 7, len(value)))]
    apart = chance.choice(("", "", " ", "-", "a"))
    return f"{some(chance, 0, 6)}核对{apart.join(piece)}，{some(chance, 0, 6)}"


@pytest.mark.parametrize("seed", range(4))
def test_marks_find_what_the_values_find(seed):
    chance = random.Random(seed)
    values = [(chance.choice(KINDS), some(chance, 1, 24)) for _ in range(60)]
    values += [
        ("phone_number", "13800001850"),
        ("social_account", "13800001850"),
        ("name", "沈听竹"),
        ("home_address", "杭州市西湖区松声路3号2幢"),
        ("email", "shenting@mail.example.com"),
    ]
    marks = Marks.load(Marks.of(values, b"k" * 32).dump())
    texts = [quoting(chance, chance.choice(values)[1]) for _ in range(300)]
    said = [
        (text, marks.kinds(Said.of(text)), {kind for kind, value in values if Said.of(text).repeats(kind, value)})
        for text in texts
    ]
    assert [one for one in said if one[1] != one[2]] == []
    found = sum(bool(kinds) for _, kinds, _ in said)
    assert 0 < found < len(texts)
