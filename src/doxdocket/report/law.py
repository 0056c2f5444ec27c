"""The lines of the law against the figures, under each reading of 条, at both bounds; and the rules with their sentences.

Source: the ``law`` part of ``figures.json``, which `count` answered, and the rules of the case. Nothing is decided here. What
no capture tells stands as lacking.

>>> spread("49/50", "6/1"), spread("1/1", "1/1"), spread("49/50", None, "?"), spread(None, None)
('0.980–6.000', '1.000', '0.980–?', '')
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from doxdocket.law import words as named
from doxdocket.law.links import links
from doxdocket.law.rules import Book
from doxdocket.law.shapes import Counting
from doxdocket.report.words import Words, decimal

FIGURED = {"trace_provided": "kind.movement_trace", "published": "posts_with_pi"}
"""Facts of rules of which a figure tells something, too."""
_CLASS = {"met": "met", "not met": "unmet", "not determinable": "unknown"}

_COUNT = re.compile(r"(?:(?<=^≥)|^)\d+(?:\.\d+)?$")
"""A count as answers tell it, or what one is no less than."""
Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One threshold under one reading, with its answers at both bounds."""

    reading: str
    inputs: str
    lacked: str
    low: str
    low_class: str
    high: str
    high_class: str
    times: str


@dataclass(frozen=True, slots=True)
class Standard:
    """One threshold and its lines; one line where every reading gives the same."""

    provision: str
    says: str
    article: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Asked:
    """Every threshold asked with the figures of a scope, or of all captures."""

    title: str
    standards: Sequence[Standard]


def asked(published: Mapping[str, Any], book: Book, words: Words) -> Asked:
    """The law of a scope."""
    title = words.own(published, "label") if "label" in published else words("law_all")
    return Asked(title, thresholds(published["law"], book, words, published.get("figures", ())))


def thresholds(
    answers: Sequence[Answer], book: Book, words: Words, figures: Sequence[Mapping[str, Any]] = ()
) -> list[Standard]:
    """Every threshold that was asked, in the order in which it was."""
    readings = _readings(book, words)
    out = []
    for provision, group in groupby(answers, key=lambda a: str(a["rule"])):
        same = list(group)
        if all({**a, "reading": ""} == {**same[0], "reading": ""} for a in same):
            same = [{**same[0], "reading": ""}]
        rule = book.find(provision, date.fromisoformat(same[0]["on"]) if same[0]["on"] else None)
        lines = [_line(a, readings.get(a["reading"], words("every_reading")), rule, words, figures) for a in same]
        out.append(Standard(provision, words.of({"zh": rule.says.zh, "en": rule.says.en}), rule.article, lines))
    return out


def _readings(book: Book, words: Words) -> dict[str, str]:
    """The readings of what one 条 is, in words."""
    rules = (one.rule for one in book.rules)
    found = [r for rule in rules if isinstance(rule, Counting) for r in rule.readings]
    return {r.id: words.of({"zh": r.zh, "en": r.en}) for r in found}


def _line(answer: Answer, reading: str, rule: object, words: Words, figures: Sequence[Mapping[str, Any]]) -> Line:
    lacked = words("list_comma").join(_named(rule, name, words) for name in answer["missing"])
    return Line(
        reading=reading, inputs=words("semicolon").join(filter(None, (inputs(answer, rule, words), *told_against(answer, figures, words)))), lacked=words("lacked", fact=lacked) if lacked else "",
        low=named.answer_of(answer["rule"], answer["answer_low"], words.lang), low_class=_CLASS[answer["answer_low"]],
        high=named.answer_of(answer["rule"], answer["answer_high"], words.lang), high_class=_CLASS[answer["answer_high"]],
        times=spread(answer["share_low"], answer["share_high"], words("unknown")),
    )  # fmt: skip


def inputs(answer: Answer, rule: object, words: Words) -> str:
    """The counts and days put in, at the low and at the high bound; what is lacking, and the answers of other rules, stand elsewhere.

    Where a count falls while another rises (items that move to a higher tier), each bound is told whole.
    """
    low, high = answer["inputs"]["low"], answer["inputs"]["high"]
    names = [n for n in {**low, **high} if "/" not in n and {low.get(n), high.get(n)} - {"?", "None", None}]
    if any(_falls(low.get(n), high.get(n)) for n in names):
        ends = (
            words("of_bound", bound=words(bound), inputs=words("list_comma").join(f"{_named(rule, n, words)} {_pair(end.get(n), end.get(n), words)}" for n in names))
            for bound, end in (("low", low), ("high", high))
        )  # fmt: skip
        return words("semicolon").join(ends)
    return words("list_comma").join(f"{_named(rule, n, words)} {_pair(low.get(n), high.get(n), words)}" for n in names)


def against(answer: Answer, figures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The figures that speak against a fact which the register states: it says no and something was counted, or yes and nothing was.

    Told of the rule that asks for the fact itself, and of none that rests on that rule.

    >>> row = {"inputs": {"low": {"trace_provided": "False"}, "high": {"trace_provided": "False"}}}
    >>> [one["said"] for one in against(row, [{"id": "kind.movement_trace", "low": 0, "high": 2}])]
    [False]
    """
    if any("/" in name for name in answer["inputs"]["high"]):
        return []
    known = {str(one["id"]): one for one in figures if one["id"] in FIGURED.values()}
    found: list[Mapping[str, Any]] = []
    for fact, said in answer["inputs"]["high"].items():
        figure = known.get(FIGURED.get(fact, ""))
        if figure and figure["high"] is not None and str(said) == str(figure["high"] == 0):
            ends = {end: figure.get(end) for end in ("low", "estimate", "high")}
            found.append({"fact": fact, "said": str(said) == "True", "figure": figure["id"], **ends})
    return found


def told_against(answer: Answer, figures: Sequence[Mapping[str, Any]], words: Words) -> list[str]:
    """The same in words."""
    return [
        words(
            "register_against_figures", said=words("yes" if one["said"] else "no"), figure=one["figure"],
            span="–".join(words.number(one[end]) for end in ("low", "estimate", "high") if one[end] is not None),
        )
        for one in against(answer, figures)
    ]  # fmt: skip


def _falls(low: object, high: object) -> bool:
    return str(low).isdigit() and str(high).isdigit() and int(str(low)) > int(str(high))


def _named(rule: object, name: str, words: Words) -> str:
    """A count or a fact in the words of the law."""
    return named.of(rule, name, words.lang)


def _pair(low: object, high: object, words: Words) -> str:
    said = {"None": "unknown", "?": "unknown", "True": "yes", "False": "no"}
    a, b = (
        words(said[str(v)])
        if str(v) in said
        else _COUNT.sub(lambda n: words.number(n[0] if "." in n[0] else int(n[0])), str(v))
        for v in (low, high)
    )
    return a if a == b else f"{a} – {b}"


def spread(low: str | None, high: str | None, unknown: str = "?") -> str:
    """Two multiples as printed, or one and that the other is not determinable; nothing where neither is known."""
    if low is None and high is None:
        return ""
    a, b = (unknown if end is None else decimal(Fraction(end)) for end in (low, high))
    return a if a == b else f"{a}–{b}"


def links_used(counts: Mapping[str, int], words: Words) -> list[tuple[str, str, int]]:
    """Rules by which publications were linked to one person: what must agree, how firm that is, and how many links."""
    every = {r.id: r for r in links().rules} | {str(k): r for k, r in links().file.special.items()}
    return [(words.of({"zh": r.zh, "en": r.en}), words(f"level_{r.level}"), counts.get(i, 0)) for i, r in every.items()]
