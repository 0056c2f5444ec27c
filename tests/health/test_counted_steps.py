"""Bounds end what runs too long, by steps and by the clock, and leave the process as it was."""

import json
import re
import signal
from importlib.resources import files
from pathlib import Path

import pytest

from doxdocket import bounds
from doxdocket.bounds import Allowance, Exceeded, Lost, bounded, guard, spend
from doxdocket.detect import heard
from doxdocket.detect.stage import look, together
from doxdocket.errors import WrongCall
from doxdocket.rehearsal.single import messages

ROOT = Path(__file__).parents[2]


def test_nothing_is_counted_outside():
    spend(10**12)


def test_an_inner_bound_counts_for_itself_and_the_outer_goes_on():
    with bounded(10) as outer:
        spend(4)
        with pytest.raises(Exceeded), bounded(2):
            spend(3)
        spend(6)
        assert outer.spent == 10
        with pytest.raises(Exceeded):
            spend()


def test_the_clock_ends_a_pattern_that_counts_nothing():
    before = signal.getsignal(signal.SIGVTALRM)
    with pytest.raises(Exceeded) as stopped, bounded(10, cpu_seconds=0.05):
        re.search(r"(a|a)*b", "a" * 60)
    assert stopped.value.by_clock
    assert signal.getsignal(signal.SIGVTALRM) is before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


class Panic(BaseException):
    """As extensions written in Rust raise it: no Exception."""


def raises(error):
    def work():
        raise error

    return work


@pytest.mark.parametrize("error", [ValueError("17806401357"), MemoryError(), RecursionError(), Panic("17806401357")])
def test_the_guard_keeps_what_was_raised_without_its_words(error):
    lost = guard(raises(error), 10)
    assert (lost.how, lost.why.split()[0]) == ("failed", type(error).__name__)
    assert "test_counted_steps.py:" in lost.why
    assert "178" not in lost.why


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit])
def test_the_guard_lets_an_interrupt_and_the_end_pass(end):
    with pytest.raises(end):
        guard(raises(end()), 10)


def test_the_guard_lets_errors_of_ours_and_named_ones_pass():
    with pytest.raises(WrongCall):
        guard(raises(WrongCall(zh="错", en="wrong")), 10)
    with pytest.raises(OSError, match="full"):
        guard(raises(OSError(28, "full")), 10, let=(OSError,))


def test_the_guard_tells_steps_from_the_clock():
    assert guard(lambda: spend(11), 10).why == "steps 11/10"
    assert guard(lambda: re.search(r"(a|a)*b", "a" * 60), 10, cpu_seconds=0.05).why == "clock"


def strings(data):
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from strings(one)


def test_an_honest_text_costs_a_tenth_of_what_it_may():
    """Every text of the annotated sample and a tenth of what the golden answers say, read for findings and conduct."""
    sample = files("doxdocket.score").joinpath("sample.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {json.loads(line)["text"] for line in sample}
    for path in sorted((ROOT / "tests" / "golden").rglob("expected.json")):
        texts |= set(list(strings(json.loads(path.read_text(encoding="utf-8"))))[::10])
    assert len(texts) > 300
    tenth = Allowance(bounds.TEXT.base // 10, bounds.TEXT.each // 10)
    given = [("text", text) for text in sorted(texts)]
    assert [one for one in look(given, allowed=tenth) if isinstance(one, Lost)] == []


def test_full_posts_read_together_cost_less_than_one_may():
    """Else each of them would be read a second time, alone."""
    given = [("text", one["text"]) for one in messages(1, "open", 60, ordinary=0.0)]
    batches = [*together(given)]
    assert [place for batch in batches for place in batch] == given
    assert 1 < len(batches) < 6
    for batch in batches:
        with bounded(bounds.TEXT.base):
            heard([text for _, text in batch])


def test_equal_texts_are_read_once():
    dossier, talk = ("text", "姓名：韩知予 电话：17806401357"), ("text", "今天的火锅不错")
    first, other, again, named = look([dossier, talk, dossier, ("contact", dossier[1])])
    assert again is first
    assert named is not first
    assert [hit.kind for hit in first[0]] == ["name", "phone_number"]
    assert other == ([], [])


def test_only_short_texts_without_findings_are_remembered():
    dossier, talk, long = ("text", "姓名：韩知予 电话：17806401357"), ("text", "今天的火锅不错"), ("text", "火锅" * 101)
    abuse = ("text", "你这个贱人,去死吧")
    quiet = {}
    before = look([dossier, talk, long, abuse], quiet=quiet)
    assert before[0][0]
    assert not before[3][0]
    assert [act.label for act in before[3][1]] == ["insult"]
    assert quiet == {talk: ([], []), abuse: before[3]}
    assert look([dossier, talk, long, abuse], quiet=quiet) == before
    assert look([dossier, talk], quiet={dossier: ([], [])}) == [
        ([], []),
        before[1],
    ]  # what is remembered is not read again
