"""What two reviewers (and a third person where they differ) answered to each question, and what is settled by it.

A question counts once however often it was answered: of one person the latest answer counts. Two equal answers settle it; else a third
person's does; until then it is open and lies between the two answers. One answer alone settles nothing. What it leaves out:
shares and intervals.

>>> q = Question("Q0001", "findings", "name.valid", "c/1")
>>> weigh(q, {"a": "yes", "b": "no"}, ("a", "b")).state, weigh(q, {"a": "yes", "b": "no", "c": "no"}, ("a", "b")).low
('disputed', 0)
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from doxdocket.sample.plan import Question
from doxdocket.sample.settings import Said

State = Literal["waiting", "settled", "disputed", "unsure"]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One question: its state, the least and most that is true of it (1 right, 0 wrong; or how many missed), both answers."""

    question: Question
    state: State
    low: int
    high: int
    both: tuple[Said | None, Said | None]

    @property
    def open(self) -> bool:
        """Whether both answered and nothing is settled: for a third person."""
        return self.state in {"disputed", "unsure"}


def latest(acts: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Said]]:
    """The answers by question and person; a later act of one person takes the place of an earlier one."""
    found: dict[str, dict[str, Said]] = {}
    for act in acts:
        for number, said in act["answers"].items():
            found.setdefault(number, {})[act["officer"]] = said
    return found


def counting(acts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The acts of which an answer still counts, in order; a person who answered a question again took the earlier answer out of it.

    >>> [one["key"] for one in counting([{"officer": "a", "key": k, "answers": {"Q1": "yes"}} for k in ("old", "new")])]
    ['new']
    """
    kept = list(acts)
    last = {(act["officer"], number): at for at, act in enumerate(kept) for number in act["answers"]}
    return [act for at, act in enumerate(kept) if at in last.values()]


def under(acts: Iterable[Mapping[str, Any]]) -> Literal["none", "one", "unknown", "lent", "apart"]:
    """Whether the answers of different people came under keys of their own; ``one``: two people, one key; ``none``: there are not two;
    ``lent``: a key of their own each, one of which somebody else tied to the name.

    >>> told = [{"officer": "a", "key": "k"}, {"officer": "b", "key": "k"}]
    >>> under(told[:1]), under(told), under([told[0], {"officer": "b", "key": None}])
    ('none', 'one', 'unknown')
    >>> under([told[0], {"officer": "b", "key": "k2", "lent": True}])
    'lent'
    """
    acts = list(acts)
    people: dict[str | None, set[str]] = {}
    for act in acts:
        people.setdefault(act.get("key"), set()).add(act["officer"])
    if len(set().union(*people.values())) < 2:
        return "none"
    if any(len(names) > 1 for key, names in people.items() if key is not None):
        return "one"
    if None in people:
        return "unknown"
    return "lent" if any(act.get("lent") for act in acts) else "apart"


def weigh(question: Question, said: Mapping[str, Said], reviewers: Sequence[str]) -> Weighed:
    """What the answers to one question settle."""
    first, second = (said.get(one) for one in reviewers)
    both = (first, second)
    if first is None or second is None:
        return Weighed(question, "waiting", *_span(*(x for x in both if x is not None)), both)
    if first == second and first != "unsure":
        return Weighed(question, "settled", *_span(first), both)
    third = [x for one, x in said.items() if one not in reviewers and x != "unsure"]
    if third:
        return Weighed(question, "settled", *_span(third[-1]), both)
    return Weighed(question, "unsure" if first == second else "disputed", *_span(first, second), both)


def named(said: Mapping[str, Said], label: str) -> dict[str, Said]:
    """What each person's answer says of one label: whether it is among those named as missed.

    >>> named({"a": "insult,threat", "b": "none", "c": "unsure"}, "threat")
    {'a': 'yes', 'b': 'no', 'c': 'unsure'}
    """
    return {one: x if x == "unsure" else "yes" if label in str(x).split(",") else "no" for one, x in said.items()}


def _span(*said: Said) -> tuple[int, int]:
    ends = [(0, 1) if x == "unsure" else (n := _number(x), n) for x in said]
    return min((a for a, _ in ends), default=0), max((b for _, b in ends), default=1)


def _number(said: Said) -> int:
    """What an answer comes to: 1 or 0, how many, or how many labels."""
    if isinstance(said, int):
        return said
    return {"yes": 1, "no": 0, "none": 0}.get(said, len(said.split(",")))
