"""The spread of scores between hands."""

import pytest
from tools import corpus_spread


def spread(hands: dict) -> dict:
    return corpus_spread.spread(hands, ["names", "schools"])


def test_worst_quartiles_and_best_are_of_hands_with_enough_spans():
    hands = {f"h{n}": {"names": (n, 10 - n, 0)} for n in (0, 5, 10)} | {"few": {"names": (4, 0, 0)}}
    got = spread(hands)["names"]
    assert got["hands"] == 3
    assert [got[name] for name in ("min", "q1", "median", "q3", "max")] == pytest.approx([0, 1 / 3, 2 / 3, 5 / 6, 1])
    assert got["f1"] == 2 * 19 / (2 * 19 + 15)  # the small hand is in the sum


def test_hands_that_are_alike_give_a_point_and_hands_that_differ_a_width():
    alike = spread({name: {"names": (8, 2, 2)} for name in "abcdef"})["names"]
    assert (alike["low"], alike["f1"], alike["high"]) == (0.8, 0.8, 0.8)
    apart = spread({name: {"names": (8, 2, 2) if name < "d" else (1, 9, 9)} for name in "abcdef"})["names"]
    assert apart["f1"] == 0.45
    assert apart["low"] < 0.3
    assert apart["high"] > 0.6


def test_the_same_counts_give_the_same_interval():
    hands = {f"h{n}": {"names": (n, 7, n % 3)} for n in range(12)}
    assert spread(hands) == spread(dict(hands))
    assert corpus_spread.DRAWS == 2000


def test_one_hand_or_none_with_enough_spans_is_told_as_that():
    assert spread({"a": {"names": (5, 0, 0)}})["names"]["q1"] == 1
    assert spread({"a": {"names": (1, 0, 0), "schools": (0, 0, 0)}})["schools"] == {
        "hands": 0,
        "f1": 1,
        "low": 1,
        "high": 1,
    }
