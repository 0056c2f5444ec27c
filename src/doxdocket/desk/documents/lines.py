"""The lines of the law against the figures of a scope, as documents tell them: which are reached, at which bound, under which reading of one item.

Source: the answers of the run (``law`` in ``figures.json``) and the rules of the case. Nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from doxdocket.desk.documents.material import Material
from doxdocket.law import words
from doxdocket.report import law
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.words import Words
from doxdocket.words import say, zh_en


@dataclass(frozen=True, slots=True)
class Reached:
    """A line that is reached; ``bound``: at the low already, or at the high alone; ``reading``: under which alone, where not under every one."""

    article: str
    bound: Literal["low", "high"]
    reading: str
    outcome: str

    @property
    def said(self) -> str:
        """The line in words: its article, what follows where it is reached, and under which reading."""
        told = say("marks.semicolon").join(filter(None, (self.outcome, self.reading)))
        return self.article + (say("marks.in_brackets", text=told) if told else "")


@dataclass(frozen=True, slots=True)
class Answer:
    """A line with what was put in and its answers at both bounds."""

    article: str
    says: str
    reading: str
    inputs: str
    lacks: str
    low: str
    high: str
    times: str


def answered(of: Material) -> list[Reached]:
    """The lines that are reached at some bound, in their order."""
    rows = sorted(of.main["law"], key=lambda a: words.in_order(a["rule"]))
    named = words.apart({str(a["rule"]): str(a["article"]) for a in rows}, of.book, of.lang)
    out = []
    for rule, group in groupby(rows, key=lambda a: str(a["rule"])):
        every = list(group)
        for bound, met in (("low", [a for a in every if a["answer_low"] == "met"]), ("high", [a for a in every if a["answer_low"] != "met" and a["answer_high"] == "met"])):
            if met:
                some = len(met) < len(every)
                reading = say("marks.comma").join(words.said("readings", a["reading"], of.lang) for a in met if a["reading"]) if some else ""
                out.append(Reached(named[rule], bound, reading, words.said("outcomes", met[0]["outcome"], of.lang) if met[0]["outcome"] else ""))  # type: ignore[arg-type] - one of both, as above
    return out


def standards(of: Material) -> Part:
    """Every line that was asked with what was put in, its answers, and what it lacks."""
    asked = law.asked(of.main, of.book, Words(of.lang))
    rows: Sequence[Answer] = [
        Answer(one.article, one.says, line.reading, line.inputs, line.lacked, line.low, line.high, line.times) for one in asked.standards for line in one.lines
    ]  # fmt: skip
    table = Table(rows, [
        Column(zh_en("documents.line"), lambda r: f"{r.article} {r.says}"), Column(zh_en("documents.reading"), "reading"),
        Column(zh_en("documents.put_in"), lambda r: say("marks.semicolon").join(filter(None, (r.inputs, r.lacks)))), Column(zh_en("documents.at_low"), "low"), Column(zh_en("documents.at_high"), "high"),
        Column(zh_en("documents.times"), "times", right=True),
    ], none=say("documents.no_line"))  # fmt: skip
    blocks: list[Block | None] = [table, Paragraph(say("documents.lines_said"))]
    return Part(blocks, say("documents.lines_title"))
