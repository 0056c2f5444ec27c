"""What the law leaves open, with every reading computed, and what a person must decide.

Left out: deciding, which is ``decide`` and the register.
"""

from dataclasses import dataclass, field
from typing import Literal

from doxdocket.assess.damages.account import Worksheet
from doxdocket.assess.gains.account import GainsAccount
from doxdocket.assess.marks import TOLD
from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts import Build
from doxdocket.desk.contested_points import live
from doxdocket.pipeline import sampled
from doxdocket.pipeline.published import figures
from doxdocket.report import gather
from doxdocket.report.document import Document, Heading, Items, Part
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
