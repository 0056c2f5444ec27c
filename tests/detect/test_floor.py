"""Detection as it ships, on three open hands that it was fitted on too: a floor that says it is whole, not how good it is (``./docket bench reader``)."""

import pytest
from tools import corpus

from doxdocket.cli.detecting import many
from doxdocket.score import Tally, hands

HANDS = ("h22", "h33", "t4")


@pytest.fixture(scope="module")
def told():
    whole = Tally()
    for hand in corpus.open_hands():
        if hand.name in HANDS:
            for message, found in zip(hand.messages, many([(m.id, m.text) for m in hand.messages]), strict=True):
                whole.add(hands.labelled(message, hand.name), found)
    return whole.told()


@pytest.mark.parametrize(
    ("family", "floor"), [("structured", 0.93), ("names", 0.94), ("addresses", 0.90), ("schools", 0.75)]
)
def test_families(told, family, floor):
    assert told["families"][family]["f1"] >= floor


def test_all_kinds_and_whose_they_are(told):
    assert told["micro"]["f1"] >= 0.91
    assert told["persons"]["pairs"] >= 0.85


def test_conduct(told):
    assert told["conduct"]["macro_f1"] >= 0.84
