"""The lines of the law against the figures of a scope, as documents tell them: which are reached, at which bound, under which reading of one item.

Source: the answers of the run (``law`` in ``figures.json``) and the rules of the case. Lines that rest on others are told by those. The lines that gains alone
answer are told as the account of gains answers them, so that no paper has another answer. Nothing is decided here.

>>> in_words(
...     [
...         Reached("法释〔2017〕10号 第五条", "low", "", "情节严重"),
...         Reached("法释〔2017〕10号 第六条", "low", "", "情节严重"),
...     ]
... )
'法释〔2017〕10号 第五条、第六条（情节严重）'
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from doxdocket.assess.gains.answers import Asked
from doxdocket.assess.gains.meaning_of_sums import Task
from doxdocket.assess.parties.links import FIRM
from doxdocket.desk.accounts import gains as account
from doxdocket.desk.accounts.gains import READINGS, span
from doxdocket.desk.documents.material import Material
from doxdocket.law import words
from doxdocket.report import law
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.words import Words
from doxdocket.words import Lang, either, say, zh_en


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


def tasks_told(of: Material) -> Part | None:
    """The paid tasks of the scope, as the account of gains tells those of the case: of each its posts in the scope alone.

    Where a post of another calls for it, or a person confirmed another's post alone, it is none of the scope's: a payment or an answer sets no task.
    """
    found = list[Task]()
    for task in of.gains.tasks:
        ours = {post for post in task.posts if of.within((task.channel, post))}
        own = [each for each in zip(task.stretches, task.at, task.again, strict=True) if each[0] in ours]
        if own or (not task.confirmed and task.posts[0] in ours):
            posts, settled = (tuple(post for post in some if post in ours) for some in (task.posts, task.settled))
            stretches, at, again = (
                tuple(one for one, _, _ in own),
                tuple(one for _, one, _ in own),
                tuple(one for *_, one in own),
            )
            found.append(replace(task, posts=posts, settled=settled, stretches=stretches, at=at, again=again))  # fmt: skip
    paid = {(task.channel, post) for task in found for post in task.settled} if of.scopes else set()
    return account.tasks_told(found, lambda *key: of.surely(key) and key not in paid, lambda *key: of.surely(key))


def _rests(answer: Mapping[str, Any]) -> bool:
    """Whether a line rests on the answers of others."""
    return any("/" in name for name in answer["inputs"]["high"])


_CHATS = frozenset({"groups", "members", "followers"})
"""What is counted of whole chats, not of posts."""


def _founded(of: Material) -> bool:
    """Whether the defendant of the scope founded or owns a channel by an account that is firmly put to that one; of any other scope, so."""
    return not of.who or any(
        role.role in {"creator", "owner"}
        for account in of.parties.accounts
        if any(one.link.defendant == of.who and one.link.grade in FIRM for one in account.links)
        for role in account.roles
    )


def answered(of: Material) -> list[Reached]:
    """The lines that are reached at some bound, in their order. At the scope of a defendant who founded or owns no channel, those that count members of chats are left out: who joined them is not that one's act."""
    asked = (a for a in of.main["law"] if not _rests(a) and (_founded(of) or not _CHATS & a["inputs"]["high"].keys()))
    rows = sorted(asked, key=lambda a: words.in_order(a["rule"]))
    named = words.apart({str(a["rule"]): str(a["article"]) for a in rows}, of.book, of.lang)
    out: list[Reached] = []
    received = _of_gains(of)
    for rule, group in groupby(rows, key=lambda a: str(a["rule"])):
        every = list(group)
        if rule in received:
            outcome = words.said("outcomes", every[0]["outcome"], of.lang) if every[0]["outcome"] else ""
            out += _reached_by_gains(named[rule], received[rule], outcome)
            continue
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


def _of_gains(of: Material) -> dict[str, list[Asked]]:
    """By provision, the answers of the account of gains: of all together, then of each defendant; none where nothing is known of gains."""
    found: dict[str, list[Asked]] = {}
    for one in of.gains.answers:
        found.setdefault(one.provision, []).append(one)
    return {
        rule: every
        for rule, every in found.items()
        if any(one.low is not None or one.high is not None for one in every)
    }


def _reached_by_gains(article: str, every: Sequence[Asked], outcome: str) -> list[Reached]:
    """The line that all together reach at a bound, in both readings or in which alone; and who reaches it alone."""
    together = [one for one in every if not one.who]
    bound: Literal["low", "high"] = "low" if any(one.at_low == "met" for one in together) else "high"
    met = [one for one in together if "met" in ({one.at_low} if bound == "low" else {one.at_low, one.at_high})]
    if not met:
        return []
    apart = [one for one in every if one.who]
    alone = [
        who
        for who in dict.fromkeys(one.who for one in apart)
        if all(one.answer == "met" for one in apart if one.who == who)
    ]
    readings = [READINGS[one.reading] for one in met if len(met) < len(together)]
    told = say(
        "documents_lines.together",
        alone=say("documents_lines.alone", who=say("marks.comma").join(alone))
        if alone
        else say("documents_lines.nobody"),
    )
    return [Reached(article, bound, say("marks.comma").join([*(either(*one) for one in readings), told]), outcome)]


def _rows_of_gains(article: str, every: Sequence[Asked], name: str, lang: Lang) -> list[Answer]:
    """The answers of all together, and of the defendant with the most, as rows."""
    most = max(
        (one for one in every if one.who and one.low is not None), key=lambda one: (one.low or 0, one.who), default=None
    )
    rows = [one for one in every if not one.who or (most and one.who == most.who)]

    def said(one: Asked, code: str) -> str:
        return words.answer_of(one.provision, code, lang)

    return [
        Answer(
            article if n == 0 else say("documents.same_line"),
            say("documents_lines.reading", who=say("documents_lines.most", who=one.who) if one.who else say("documents_lines.all"), reading=either(*READINGS[one.reading])),
            f"{name} {span(one.low, one.high)}", said(one, one.at_low), said(one, one.at_high), "",
        )
        for n, one in enumerate(rows)
    ]  # fmt: skip


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
    received = _of_gains(of)
    rows = [
        row for one in known for row in (
            _rows_of_gains(f"{one.article} {one.says}", received[one.provision], words.of(of.book.find(one.provision), "gains", of.lang), of.lang)
            if one.provision in received else _rows(one, resting)
        )
    ]  # fmt: skip
    rest = words.apart({one.provision: one.article for one in asked.standards if one not in known}, of.book, of.lang)
    table = Table(rows, [
        Column(zh_en("documents.line"), "line"), Column(zh_en("documents.reading"), "reading"), Column(zh_en("documents.put_in"), "inputs"),
        Column(zh_en("documents.at_low"), "low"), Column(zh_en("documents.at_high"), "high"), Column(zh_en("documents.times"), "times", right=True),
    ], none=say("documents.no_line"))  # fmt: skip
    blocks: list[Block | None] = [
        table, Table(list(rest.values()), [Column("", str)], title=say("documents.undetermined")) if rest else None, Paragraph(say("documents.lines_said")), gains_told(of),
    ]  # fmt: skip
    return Part(blocks)


def _rows(one: law.Standard, resting: Iterable[str]) -> list[Answer]:
    return [
        Answer(
            f"{one.article} {one.says}" if n == 0 else say("documents.same_line"), line.reading,
            "" if one.provision in resting else line.inputs, line.low, line.high, line.times,
        )
        for n, line in enumerate(one.lines)
    ]  # fmt: skip


def gains_told(of: Material) -> Paragraph | None:
    """How the lines of gains are told, and with what a line is asked that takes gains beside counts; nothing where no end is known."""
    line = of.gains.line
    if line is None or line.low is None:
        return None
    high = (
        span(line.high, line.high)
        if line.high is not None or line.at_least is None
        else f"≥{span(line.at_least, line.at_least)}"
    )
    return Paragraph(say("documents_lines.gains", who=line.who, low=span(line.low, line.low), high=high))
