"""Whether a post discloses somebody: points for what stands in it, and doubt for what stands alone.

Source: ``context.yaml`` (own judgment, checked on invented posts and ordinary comments). A name, a school or a gender
proves nothing alone; beside an identity number, a phone, a home, a label or an insult it is part of a dossier. Public
figures in a sentence are talk; in a dossier they are victims. Left out: what numbers are (their kinds say it).

>>> weigh([], [], "今天的火锅不错").enough
False
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from doxdocket.detect import data
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict

#: Kinds that say by themselves that somebody's private affairs are told.
PRIVATE = frozenset(
    {
        "id_number",
        "passport_number",
        "bank_account",
        "phone_number",
        "landline_number",
        "social_account",
        "email",
        "vehicle_file",
        "student_id",
        "exam_certificate",
        "payment_account",
        "lodging_record",
        "travel_ticket",
        "health_record",
    }  # fmt: skip
)
#: Kinds of this half of the room: their verdict depends on the rest of the post.
WORDS = frozenset({"name", "home_address", "birth_date", "gender", "ethnicity", "age", "school", "workplace"})


_LABELLED = frozenset({"label.value", "travel.number"})


@dataclass(frozen=True, slots=True)
class Weight:
    """Points of a post, and whether they are enough."""

    points: int
    enough: bool
    ask_names: bool
    ask_model: bool


@cache
def _rule() -> Any:
    return data.table("context.yaml")


@cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _rule()[words])))


def said(text: str, words: str) -> int:
    """How many different words of one list of context.yaml a text holds."""
    return len(set(_pattern(words).findall(text)))


def is_figure(name: str) -> bool:
    """Whether a name is that of a public figure or of nobody in particular."""
    return name in _names()


@cache
def _names() -> frozenset[str]:
    return frozenset([*_rule()["public_figures"], *_rule()["example_names"]])


@cache
def _nobodies() -> frozenset[str]:
    return frozenset(_rule()["example_names"])


def weigh(hits: Iterable[Hit], labels: Sequence[Label], text: str, *, terse: bool = False) -> Weight:
    """Points of what was found in a cleaned text so far."""
    rule = _rule()
    kinds: dict[str, int] = {}
    anchored = terse
    for hit in hits:
        if hit.verdict is Verdict.DOUBTFUL or (
            hit.kind == "name" and is_figure(hit.value) and hit.reasons[0] != "name.label"
        ):
            continue
        points = rule["points"].get(hit.kind, 5) + sum(rule["reasons"].get(reason, 0) for reason in hit.reasons)
        kinds[hit.kind] = max(kinds.get(hit.kind, 0), points)
        anchored = (
            anchored
            or hit.kind in PRIVATE
            or bool({"name.label", "address.label", "birth.label", "name.kin", "label.value"} & set(hit.reasons))
        )
    cues = {text[label.start : label.end] for label in labels if label.kind == "cue"}
    cue = min(2, len(cues) + said(text, "stalk_words")) if kinds else 0
    unmask = min(1, said(text, "unmask_words")) if kinds else 0
    points = sum(kinds.values()) + cue * rule["cue"] + unmask * rule["unmask"] + terse * rule["terse"]
    anchored = anchored or cue + unmask > 0
    if not anchored:
        points = min(points, rule["enough"] - 1)
    if not any(kind in PRIVATE for kind in kinds):
        points -= 10 * min(2, said(text, "news_words"))
    return Weight(points, points >= rule["enough"], points >= rule["ask_names"], points >= rule["ask_model"])


def judge(hits: Iterable[Hit], weight: Weight, text: str) -> list[Hit]:
    """The same hits, those that nothing else in the post supports made doubtful."""
    example = said(text, "example_words") > 0
    judged = []
    for hit in hits:
        if hit.kind == "name" and (hit.value in _nobodies() or example and hit.reasons[0] != "name.label"):
            judged.append(_doubt(hit, "context.example"))
        elif (hit.kind in WORDS or _LABELLED & set(hit.reasons)) and not weight.enough:
            judged.append(_doubt(hit, "context.alone"))
        else:
            judged.append(hit)
    return judged


def _doubt(hit: Hit, reason: str) -> Hit:
    if hit.verdict is Verdict.DOUBTFUL:
        return hit
    return replace(hit, verdict=Verdict.DOUBTFUL, reasons=(*hit.reasons, reason))
