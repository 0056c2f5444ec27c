"""The lines of the law against the figures of a scope, as documents tell them: which are reached, at which bound, under which reading of one item.

Source: the answers of the run (``law`` in ``figures.json``) and the rules of the case. Lines that rest on others are told by those. Nothing is decided here.

>>> in_words(
...     [
...         Reached("法释〔2017〕10号 第五条", "low", "", "情节严重"),
...         Reached("法释〔2017〕10号 第六条", "low", "", "情节严重"),
...     ]
... )
'法释〔2017〕10号 第五条、第六条（情节严重）'
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from doxdocket.desk.accounts.gains import line_told
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


@dataclass(frozen=True, slots=True)
class Answer:
    """A line with what was put in and its answers at both bounds."""

    line: str
    reading: str
    inputs: str
    low: str
    high: str
    times: str


def _rests(answer: Mapping[str, Any]) -> bool:
    """Whether a line rests on the answers of others."""
    return any("/" in name for name in answer["inputs"]["high"])


def answered(of: Material) -> list[Reached]:
    """The lines that are reached at some bound, in their order."""
    rows = sorted((a for a in of.main["law"] if not _rests(a)), key=lambda a: words.in_order(a["rule"]))
    named = words.apart({str(a["rule"]): str(a["article"]) for a in rows}, of.book, of.lang)
    out: list[Reached] = []
    for rule, group in groupby(rows, key=lambda a: str(a["rule"])):
        every = list(group)
        at_low = [a for a in every if a["answer_low"] == "met"]
        at_high = [a for a in every if a["answer_low"] != "met" and a["answer_high"] == "met"]
        bounds: Sequence[tuple[Literal["low", "high"], list[Any]]] = (("low", at_low), ("high", at_high))
        for bound, met in bounds:
            if met:
                readings = [
                    words.said("readings", a["reading"], of.lang) for a in met if a["reading"] and len(met) < len(every)
                ]
                outcome = words.said("outcomes", met[0]["outcome"], of.lang) if met[0]["outcome"] else ""
                out.append(Reached(named[rule], bound, say("marks.comma").join(readings), outcome))
    return out


def in_words(rows: Iterable[Reached]) -> str:
    """Lines in a sentence: those of one instrument that have one outcome under one reading together."""
    told = []
    for (instrument, outcome, reading), group in groupby(
        rows, key=lambda r: (r.article.partition(" ")[0], r.outcome, r.reading)
    ):
        articles = say("marks.comma").join(r.article.partition(" ")[2] or r.article for r in group)
        beside = say("marks.semicolon").join(filter(None, (outcome, reading)))
        told.append(f"{instrument} {articles}" + (say("marks.in_brackets", text=beside) if beside else ""))
    return say("marks.semicolon").join(told)


def standards(of: Material) -> Part:
    """Every line that answers something at a bound with what was put in; of the others their articles."""
    asked = law.asked(of.main, of.book, Words(of.lang))
    resting = {str(a["rule"]) for a in of.main["law"] if _rests(a)}
    known = [
        one for one in asked.standards if any({line.low_class, line.high_class} != {"unknown"} for line in one.lines)
    ]
    rows = [
        Answer(
            f"{one.article} {one.says}" if n == 0 else say("documents.same_line"), line.reading,
            "" if one.provision in resting else line.inputs, line.low, line.high, line.times,
        )
        for one in known for n, line in enumerate(one.lines)
    ]  # fmt: skip
    rest = words.apart({one.provision: one.article for one in asked.standards if one not in known}, of.book, of.lang)
    table = Table(rows, [
        Column(zh_en("documents.line"), "line"), Column(zh_en("documents.reading"), "reading"), Column(zh_en("documents.put_in"), "inputs"),
        Column(zh_en("documents.at_low"), "low"), Column(zh_en("documents.at_high"), "high"), Column(zh_en("documents.times"), "times", right=True),
    ], none=say("documents.no_line"))  # fmt: skip
    blocks: list[Block | None] = [
        table, Paragraph(say("documents.undetermined", told=say("marks.semicolon").join(rest.values()))) if rest else None, Paragraph(say("documents.lines_said")), line_told(of.gains.line),
    ]  # fmt: skip
    return Part(blocks)
