"""``assess points``: what the law leaves open, with every reading computed, and what a person must decide.

Left out: deciding, which is ``decide`` and the register.

>>> points.name
'points'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from typing import Literal

from doxdocket.assess.marks import TOLD
from doxdocket.cli.assessing import Build
from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.said import manner, say

WITHIN = {
    "met": ("在五十万元以内", "is within 500,000 yuan"),
    "not met": ("超过五十万元", "is above 500,000 yuan"),
    "not determinable": ("不能确定", "not determinable"),
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
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "points",
    short=("需要人工认定的争议点", "Points that need a human decision"),
    about=(
        (
            "列出法律没有定论的十二个问题，每个问题的各种读法并列，能算的都按本案算出；采哪一种由人认定并说明理由。\n"
            "依登记簿的读法（成本、抵扣、五十万元按什么计）按登记现状计算。程序上的争议点另见 assess procedure。"
        ),
        (
            "Lists twelve questions that the law leaves open, each with its readings side by side, computed for this case wherever that\n"
            "can be; which one holds is for a person to decide with a reason. Readings that rest on the register (costs, setting off,\n"
            "what the ceiling is per) are of the register as it stands. Points of procedure: assess procedure."
        ),
    ),
    examples=("doxdocket assess points case",),
)  # fmt: skip
@case_argument()
def points(case: str) -> Answer[OfPoints]:
    """Put every reading beside the others."""
    from doxdocket import pipeline
    from doxdocket.assess.plain import plain
    from doxdocket.pipeline.points import live
    from doxdocket.report import gather
    from doxdocket.report.words import Words

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        said = live(opened, case, lambda answer: say(*WITHIN[answer]))
        found = gather.points(pipeline.figures(opened), Words(manner().lang), said)
    rows = [Point(**{**p, "readings": [Reading(r, v) for r, v in p["readings"]]}) for p in found]
    lines = [
        say(
            "以下各点需要人工认定；各种读法并列，程序不选。",
            "Each of these needs a human decision; readings stand side by side and none is chosen.",
        )
    ]
    for n, p in enumerate(rows, 1):
        lines += ["", f"{n}. {p.title}  〔{p.article}〕", f"   {p.why}"]
        lines += [
            f"   – {one.reading}" + (say("：", ": ") + " ".join(one.value.split()) if one.value else "")
            for one in p.readings
        ]
    return Answer(plain(OfPoints(case, rows)), "\n".join(lines))
