"""Whether a post discloses somebody: points for what stands in it, and doubt for what stands alone.

Source: ``context.yaml`` (own judgment, checked on invented posts and ordinary comments). A name, a school or a gender
proves nothing alone; beside an identity number, a phone, a home, a label or an insult it is part of a dossier. Public
figures in a sentence are talk; in a dossier they are victims. Left out: what numbers are (their kinds say it).

>>> weigh([], [], "今天的火锅不错").enough
False
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from doxdocket.detect import data
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.records import Verdict

#: Kinds that say by themselves that somebody's private affairs are told.
PRIVATE = frozenset(
    [
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
    ]
)
#: Kinds of this half of the room: their verdict depends on the rest of the post.
WORDS = frozenset({"name", "home_address", "birth_date", "gender", "ethnicity", "age", "school", "workplace"})


_CLASS = re.compile(r"[中学院小高]\(?(?:[初高大研小]?[一二三四五六七八九\d]{1,2}(?:年级)?[(]?\d{0,2}[)]?班)")
#: Reasons that make a post more than talk.
_ANCHORS = frozenset({"name.label", "birth.label", "label.value"})
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


@lru_cache(maxsize=16)
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


def weigh(hits: Sequence[Hit], labels: Sequence[Label], text: str, *, terse: bool = False) -> Weight:
    """Points of what was found in a cleaned text so far."""
    rule = _rule()
    kinds: dict[str, int] = {}
    anchored = told = private = False
    for hit in hits:
        if "decoy.advert" in hit.reasons and "label" in hit.reasons:
            kinds[hit.kind] = max(kinds.get(hit.kind, 0), rule["points"].get(hit.kind, 5) // 2)
        if hit.verdict is Verdict.DOUBTFUL or (
            hit.kind == "name" and is_figure(hit.value) and hit.reasons[0] != "name.label"
        ):
            continue
        points = rule["points"].get(hit.kind, 5) + sum(rule["reasons"].get(reason, 0) for reason in hit.reasons)
        kinds[hit.kind] = max(kinds.get(hit.kind, 0), points)
        private = private or hit.kind in PRIVATE
        anchored = anchored or private or not _ANCHORS.isdisjoint(hit.reasons)
        told = told or hit.kind in {"name", "school"} or "address.detailed" in hit.reasons
    anchored = anchored or terse or {"address.label", "address.detailed"} <= {r for h in hits for r in h.reasons}
    cue = (
        min(
            2,
            len({text[label.start : label.end] for label in labels if label.kind == "cue"}) + said(text, "stalk_words"),
        )
        if told
        else 0
    )
    unmask = min(1, said(text, "unmask_words")) if told else 0
    points = sum(kinds.values()) + cue * rule["cue"] + unmask * rule["unmask"] + terse * rule["terse"]
    points += rule["together"] * (private and "name" in kinds)
    in_class = "school" in kinds and _CLASS.search(text) is not None
    points += rule["in_class"] * in_class
    if not anchored and not in_class and not cue + unmask:
        points = min(points, rule["enough"] - 1)
    if not private:
        points -= 10 * min(2, said(text, "news_words"))
    return Weight(points, points >= rule["enough"], points >= rule["ask_names"], points >= rule["ask_model"])


def judge(hits: Sequence[Hit], weight: Weight, text: str) -> list[Hit]:
    """The same hits, those that nothing else in the post supports made doubtful."""
    example = said(text, "example_words") > 0
    named = not said(text, "news_words") and any(
        hit.kind == "name" and hit.verdict is Verdict.VALID and not is_figure(hit.value) for hit in hits
    )
    judged = []
    for hit in hits:
        if hit.kind == "name" and (hit.value in _nobodies() or (example and hit.reasons[0] != "name.label")):
            judged.append(_doubt(hit, "context.example"))
        elif weight.enough and named and "decoy.advert" in hit.reasons and hit.kind in PRIVATE:
            judged.append(replace(hit, verdict=Verdict.VALID, reasons=(*hit.reasons, "context.dossier")))
        elif (hit.kind in WORDS or _LABELLED & set(hit.reasons)) and not weight.enough:
            judged.append(_doubt(hit, "context.alone"))
        else:
            judged.append(hit)
    return judged


def _doubt(hit: Hit, reason: str) -> Hit:
    if hit.verdict is Verdict.DOUBTFUL:
        return hit
    return replace(hit, verdict=Verdict.DOUBTFUL, reasons=(*hit.reasons, reason))
