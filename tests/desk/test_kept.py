"""What the desk keeps between two questions is true for as long as it is kept."""

from datetime import timedelta

import pytest

from doxdocket.cli import finding
from doxdocket.desk import search
from doxdocket.desk.answers_cache import as_of_now
from doxdocket.desk.deciding import Asked, record
from doxdocket.desk.session import Session
from doxdocket.errors import WrongCall
from doxdocket.store.case import Case

from .test_search import CHANNEL, own, ran

__all__ = ["own", "ran"]
SAID = "原文今天天气不错，核对"
"""A reason that repeats a word of the post once that word is added as a school."""
ADDED = Asked("finding.add", {"span": f"{CHANNEL}/3/text/0-6", "kind": "school"}, "核对原图", "张三")


def insult(start):
    return Asked("conduct.add", {"span": f"{CHANNEL}/3/text/{start}-{start + 3}", "label": "insult"}, SAID, "张三")


def test_an_answer_is_of_today(own):
    asked = as_of_now(lambda case: case.clock().date())
    before = asked(own)
    clock = own.clock
    own.clock = lambda: clock() + timedelta(days=1)
    assert asked(own) == before + timedelta(days=1)


def test_a_reason_is_looked_through_again_where_somebody_added_its_words_elsewhere(own):
    sitting = Session(own)
    sitting.record([insult(0)])
    with Case.open(own.folder) as other:
        record(other, [ADDED])
    with pytest.raises(WrongCall):
        sitting.record([insult(1)])


def test_a_reason_is_looked_through_again_where_an_undoing_brings_its_words_back(own):
    sitting = Session(own)
    added = sitting.record([ADDED])[0]
    undone = sitting.undo([added.decision.id], "核对原图", "张三")
    sitting.record([insult(0)])
    sitting.undo([undone.decision.id], "核对原图", "张三")
    with pytest.raises(WrongCall):
        sitting.record([insult(1)])


def test_the_options_of_find_are_those_that_there_are():
    assert (tuple(finding.STATUSES), tuple(finding.ORDERS)) == (tuple(search.STATUSES), tuple(search.ORDERS))
