"""Texts made to cost time: what forms and sentences are read by stays linear enough."""

import pytest
from tests.costs import lines

from doxdocket.detect import (
    blocks,
    call_record,
    certificates,
    credentials,
    journeys,
    labelled,
    labels,
    network,
    stays,
    told,
    wallets,
)
from doxdocket.text import read

SAID = (told, stays, journeys, certificates, network, wallets, call_record)
HOSTILE = {
    "one character": "酒" * 8000,
    "hotels": "青梧酒店" * 2000,
    "digits": "1" * 8000,
    "dumps": "a1----" * 1300,
    "places and times": "09:14 城东站 → " * 600,
    "mailboxes": "a@b.c/" * 1300,
    "base58": "T" + "1" * 8000,
    "hex": "0123456789abcdef" * 500,
    "exams": "四级成绩" + "成绩" * 3900,
    "trains": "G1234 " * 1300,
    "cities": "成都至" * 2600,
    "groups of hex": "a:" * 4000,
    "filling": "密码" + "是" * 7900,
    "spaces": "密码" + " " * 7900 + "x",
    "deeds": "川2023成都" * 1100,
}
TWICE = 2.4  # of a text by half of it; of what goes over it again from each place it is four
SLACK = 2000


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_text_twice_as_long_runs_twice_the_lines(text: str) -> None:
    cost(text[:100])  # what is built once
    half, whole = cost(text[: len(text) // 2]), cost(text)
    assert whole < TWICE * half + SLACK


def cost(text: str) -> int:
    reading = read(f"姓名：韩知予 手机：17806401357\n{text}")
    layout = blocks.lay_out(reading, labels.find(reading))

    def work() -> None:
        for module in SAID:
            list(module.find(reading))
        list(labelled.find(reading, layout))
        list(credentials.find(reading, layout))

    return lines(work)
