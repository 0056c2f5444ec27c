"""How many invented retractions and searches ask, and how many near-twins that are none: every second text was written against, the others were held."""

from pathlib import Path

import pytest

from doxdocket.decisions.hints import answered, said

ROWS = [line.split("\t") for line in (Path(__file__).parent / "hints_said.tsv").read_text("utf-8").splitlines()]


def asking(what, hint, half):
    """How many of the texts of a sort ask, and how many there are."""
    texts = [text for sort, text in ROWS if sort == what][half::2]
    asked = [
        any(one.id == hint for one, _ in (*said(text), *(answered(text) if hint == "taken_back" else ())))
        for text in texts
    ]
    return sum(asked), len(texts)


@pytest.mark.parametrize(
    ("what", "hint", "seen", "held"),
    [
        ("back", "taken_back", (32, 32), (28, 32)),
        ("kept", "taken_back", (2, 30), (11, 30)),
        ("search", "search", (21, 21), (19, 21)),
        ("exposed", "search", (0, 20), (1, 20)),
    ],
)
def test_recall_and_false_questions(what, hint, seen, held):
    assert (asking(what, hint, 0), asking(what, hint, 1)) == (seen, held)
