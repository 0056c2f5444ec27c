"""What the law leaves open, with every reading computed, and what a person must decide.

The points stand in ``report/points.yaml``; beside them what the register says to them: gains gross and net, and every range entered against its ceiling.
Left out: deciding, which is ``decide`` and the register.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from doxdocket.assess.damages.account import WeighedRange, Worksheet
from doxdocket.assess.damages.worksheet import worksheet
from doxdocket.assess.forms.parties import Fact
from doxdocket.assess.gains.account import GainsAccount
from doxdocket.assess.gains.gains_account import told
from doxdocket.assess.marks import TOLD
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.plain_records import plain
from doxdocket.assess.register import Entries
from doxdocket.count import thresholds
from doxdocket.desk.accounts import Build
from doxdocket.desk.accounts.gains import span
from doxdocket.desk.damages import given
from doxdocket.law.rules import Book
from doxdocket.pipeline import registered, sampled
from doxdocket.pipeline.gains import gains
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.published import figures
from doxdocket.report import gather
from doxdocket.report.document import Document, Heading, Items, Part
from doxdocket.report.gather import answer_word
from doxdocket.report.words import Words
from doxdocket.store.case import Case
from doxdocket.words import either, lang, say, zh_en

WITHIN = {
    "met": zh_en("assess_points.is_within_500_000_yuan"),
    "not met": zh_en("assess_points.is_above_500_000_yuan"),
    "not determinable": zh_en("assess_points.not_determinable"),
}
"""How a range stands to the ceiling, by the answer of the rule."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of an open point, with what it comes to where that can be computed."""

    reading: str
    value: str


@dataclass(frozen=True, slots=True)
class Point:
    """What the law leaves open, with its readings."""

    id: str
    title: str
    why: str
    article: str
    readings: list[Reading]
    decision: Literal["needs a human decision"] = "needs a human decision"


@dataclass(frozen=True, slots=True)
class OfPoints:
    """What ``assess points`` prints."""

    case: str
    points: list[Point]
    acceptance: dict[str, str] | None = None
    build: Build | None = field(default=None, metadata=TOLD)


def document(
    case: Case, name: str, *, money: GainsAccount | None = None, sheet: Worksheet | None = None
) -> Document[OfPoints]:
    """Every reading beside the others; ``name``: how the case is called, ``money``, ``sheet``: the accounts that it reads, if they are at hand."""
    published, said = figures(case), live(case, name, lambda answer: either(*WITHIN[answer]), money=money, sheet=sheet)
    found = [
        {**p, "readings": [Reading(r, v) for r, v in p["readings"]]}
        for p in gather.points(published, Words(lang()), said)
    ]
    rows, warning = [Point(**p) for p in found], sampled.warning(published)
    head = Part(
        [say("assess_points.each_of_these_needs_human"), either(warning["zh"], warning["en"]) if warning else None]
    )
    return Document(plain(OfPoints(name, rows, warning)), [head, *(_point(n, p) for n, p in enumerate(rows, 1))])


def _point(place: int, point: Point) -> Part:
    values = (say("marks.colon") + " ".join(one.value.split()) if one.value else "" for one in point.readings)
    readings = [f"– {one.reading}{value}" for one, value in zip(point.readings, values, strict=True)]
    return Part([Heading(f"{place}. {point.title}  〔{point.article}〕"), Items([point.why, *readings], indent="   ")])


Answer = Callable[[str], str]
"""The words of an answer of the law."""
_CHATS = {
    "groups_with_channels": ("cn/fashi-2019-15/10-3-groups", "groups"), "groups_alone": ("cn/fashi-2019-15/10-3-groups", "groups"),
    "members_with_channels": ("cn/fashi-2019-15/10-3-members", "members"), "followers_of_channels": ("cn/fashi-2019-15/10-4-4", "followers"),
}  # fmt: skip
"""Of each count of chats under one reading of what a channel is (``related_counts.members``) the rule that asks for it, and under which name."""


def live(
    case: Case, name: str, answer: Answer, *, money: GainsAccount | None = None, sheet: Worksheet | None = None
) -> dict[str, str]:
    """Each reading by its name in ``report/points.yaml``; those for which nothing is registered are left out. ``money``, ``sheet``: if they are at hand."""
    found = money or told(gains(case))
    entries = registered.entries(case)
    out = _money(found) | _many(entries) | chats(figures(case), Facts(entries.of(Fact)), rules(case))
    ranges = (sheet or worksheet(given(case, name, account=found, put=False))).ranges
    for per in {row.per for one in ranges for row in one.ceiling}:
        out[f"per_{per}"] = say("marks.semicolon").join(_range(one, per, answer) for one in ranges)
    return out


def chats(published: Mapping[str, Any], facts: Facts, book: Book) -> dict[str, str]:
    """What the lines of chats answer under each reading of what a channel is, of all captures and of the core: not determinable where the bounds
    answer differently, since whether a chat was set up for offences is for a person.
    """
    words, out = Words(lang()), dict[str, str]()
    parts = [
        (words("law_all"), published["law_counts"]),
        *(
            (words.own(one, "label"), one["law_counts"])
            for one in published.get("scopes", ())
            if one["scope"] == "core"
        ),
    ]
    for reading, (rule, name) in _CHATS.items():
        told = []
        for label, counted in parts:
            beside = {end: counted["beside"][end] for end in thresholds.ENDS}
            if any(reading not in of for of in beside.values()):
                continue  # of a run before readings were counted apart
            ends = " – ".join(dict.fromkeys(words.number(of[reading]) for of in beside.values()))
            asked = {**counted, "beside": {end: {**of, name: of[reading]} for end, of in beside.items()}}
            for one in thresholds.of(rule, asked, facts.case(), book):
                answer = one["answer_low"] if one["answer_low"] == one["answer_high"] else "not determinable"
                said = words("answer_of_scope", answer=words(answer_word(answer)), scope=label)
                told.append(said + (say("marks.in_brackets", text=ends) if ends != words("unknown") else ""))
        if told:
            out[reading] = say("marks.semicolon").join(told)
    return out


def _many(entries: Entries) -> dict[str, str]:
    """What a person entered of whether these are many persons, with the number of each entry."""
    facts = [one for one in entries.of(Fact).values() if one.id.partition("@")[0] == "many_persons"]
    answers = {True: say("parties_words.yes"), False: say("parties_words.no")}
    told = [
        (answers[one.value is True] if isinstance(one.value, bool) else say("parties_codes.unknown"))
        + say("marks.in_brackets", text=entries.meta("fact", one.id).name)
        for one in facts
    ]
    return {"many_persons": say("marks.semicolon").join(told)} if told else {}


def _range(one: WeighedRange, per: str, answer: Answer) -> str:
    [row] = [row for row in one.ceiling if row.per == per]
    chosen = say("marks.in_brackets", text=_yuan(one.low.yuan, one.high.yuan))
    return f"{one.entry}{chosen} " + " – ".join(dict.fromkeys(answer(end) for end in (row.low, row.high)))


def _money(found: GainsAccount) -> dict[str, str]:
    """Nothing is set off here: what was confiscated from one is no other's, and whether it is set off at all is open.

    A sum of which nothing was entered is left out: it is not known.
    """
    whole = found.sums[0]
    pairs = {"gross": whole.before, "net": whole.after, "beside": whole.proven}
    return {reading: _yuan(pair.low, pair.high) for reading, pair in pairs.items() if (pair.low, pair.high) != (None, None)}  # fmt: skip


def _yuan(low: Decimal | None, high: Decimal | None) -> str:
    return say("documents_damages.yuan", amount=span(low, high))
