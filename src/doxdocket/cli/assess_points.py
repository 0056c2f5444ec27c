"""``assess points``: what the law leaves open, with every reading computed, and what a person must decide.

Left out: deciding, which is ``decide`` and the register.

>>> points.name
'points'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from typing import Literal

from doxdocket.assess.marks import TOLD
from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import Build, open_case, warn_if_stale
from doxdocket.cli.said import manner
from doxdocket.words import Sentence, either, say, zh_en

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


@command(
    "points",
    short=Sentence("assess_points.points_short"),
    about=Sentence("assess_points.points_about"),
    examples=("doxdocket assess points case",),
)  # fmt: skip
@case_argument()
def points(case: str) -> Answer[OfPoints]:
    """Put every reading beside the others."""
    from doxdocket import pipeline
    from doxdocket.assess.plain import plain
    from doxdocket.desk.points import live
    from doxdocket.pipeline import sampled
    from doxdocket.report import gather
    from doxdocket.report.words import Words

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        said = live(opened, case, lambda answer: either(*WITHIN[answer]))
        published = pipeline.figures(opened)
        unaccepted = sampled.warning(published)
        found = gather.points(published, Words(manner().lang), said)
    rows = [Point(**{**p, "readings": [Reading(r, v) for r, v in p["readings"]]}) for p in found]
    lines = [say("assess_points.each_of_these_needs_human")]
    lines += [either(unaccepted["zh"], unaccepted["en"])] if unaccepted else []
    for n, p in enumerate(rows, 1):
        lines += ["", f"{n}. {p.title}  〔{p.article}〕", f"   {p.why}"]
        lines += [
            f"   – {one.reading}" + (say("marks.colon") + " ".join(one.value.split()) if one.value else "")
            for one in p.readings
        ]
    return Answer(plain(OfPoints(case, rows, unaccepted)), "\n".join(lines))
