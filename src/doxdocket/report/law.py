"""The lines of the law against the figures, at the low and at the high bound; and the rules with their sentences.

Source: `doxdocket.law`, which answers met, not met or not determinable; nothing is decided here. Where several counts
are added in proportion, the figure ``ratio`` stands for the sum, since its bounds keep one reading of every tier, while
three low bounds together may belong to no reading at all. Leaves out what numbers cannot say: items 1, 2, 9 and 10.

>>> spread(Fraction(49, 50), Fraction(6)), spread(Fraction(1), Fraction(1))
('0.980–6.000', '1.000')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from markupsafe import Markup

from doxdocket.law.answer import Answered, Given, weigh
from doxdocket.law.links import links
from doxdocket.law.rules import load
from doxdocket.law.shapes import AnyRule, Multiple, Threshold
from doxdocket.report import pictures
from doxdocket.report.words import Words, decimal

#: Which figure answers for which input of a rule; what no figure answers for is missing.
INPUTS = {"tier_a": "tier_a", "tier_b": "tier_b", "tier_c": "tier_c", "gains": "receipts_proven"}
_CLASS = {"met": "met", "not met": "unmet", "not determinable": "unknown"}
_WORD = {"met": "met", "not met": "not_met", "not determinable": "not_determinable"}

Figures = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One threshold with its answers at both bounds."""

    standard: str
    article: str
    inputs: str
    lacked: str
    low: str
    low_class: str
    high: str
    high_class: str
    picture: Markup


@dataclass(frozen=True, slots=True)
class Cited:
    """One rule as the page quotes it."""

    id: str
    title: str
    says: str
    how: str
    note: str
    source: str
    used_by: str


def thresholds(figures: Figures, on: date | None, edition: str, words: Words) -> list[Line]:
    """Every threshold of the edition, in its order, for acts that ended ``on``."""
    rules = _rules(edition)
    return [_line(r, rules, figures, on, words) for r in rules if isinstance(r, Threshold | Multiple)]


def _rules(edition: str) -> list[AnyRule]:
    return [loaded.rule for loaded in load(edition)]


def _line(
    rule: Threshold | Multiple, rules: Sequence[AnyRule], figures: Figures, on: date | None, words: Words
) -> Line:
    summed = isinstance(rule, Multiple) or len(rule.lines(on) if on and rule.in_force(on) else ()) > 1
    low, high = (
        weigh(rule, _given(figures, bound, _proportion(rules, on) if summed else {}), on) for bound in ("low", "high")
    )
    names = ["ratio"] if summed and _known(figures, "ratio") else [n for n in low.inputs if n in INPUTS]
    lacked = words("list_comma").join(words(f"lack_{m}") for m in sorted({*low.missing, *high.missing}))
    return Line(
        standard=words.of({"zh": rule.says.zh, "en": rule.says.en}), article=rule.article,
        inputs=words("list_comma").join(_input(n, figures, words) for n in names),
        lacked=words("lacked", fact=lacked) if lacked else "",
        low=words(_WORD[low.answer]), low_class=_CLASS[low.answer],
        high=words(_WORD[high.answer]), high_class=_CLASS[high.answer],
        picture=_picture(low, high, rule, words),
    )  # fmt: skip


def _given(figures: Figures, bound: str, proportion: Mapping[str, int]) -> Given:
    """Counts at one bound; under ``proportion`` (lines that are summed) the ratio alone, put on the first of them."""
    given: dict[str, int | Fraction | bool | None] = {}
    for name, figure in INPUTS.items():
        value = figures.get(figure, {}).get(bound)
        given[name] = None if value is None else Fraction(str(value))
    if proportion and _known(figures, "ratio"):
        first, *rest = proportion
        given |= dict.fromkeys(rest, 0)
        given[first] = Fraction(str(figures["ratio"][bound])) * proportion[first]
    return given


def _proportion(rules: Sequence[AnyRule], on: date | None) -> Mapping[str, int]:
    """The lines of the rule that sums several counts."""
    if on is None:
        return {}
    sums = (r.lines(on) for r in rules if isinstance(r, Threshold) and r.in_force(on))
    return next((lines for lines in sums if len(lines) > 1), {})


def _known(figures: Figures, name: str) -> bool:
    figure = figures.get(name, {})
    return figure.get("low") is not None and figure.get("high") is not None


def _input(name: str, figures: Figures, words: Words) -> str:
    figure = INPUTS.get(name, name)
    label = words(f"lack_{name}")
    if not _known(figures, figure):
        return f"{label} {words('unknown')}"
    low, high = figures[figure]["low"], figures[figure]["high"]
    shown = words.number(low) if low == high else f"{words.number(low)} – {words.number(high)}"
    return f"{label} {shown}"


def _picture(low: Answered, high: Answered, rule: Threshold | Multiple, words: Words) -> Markup:
    if low.share is None or high.share is None:
        return Markup()
    label = words("multiples_label", label=rule.article, low=decimal(low.share), high=decimal(high.share))
    drawn = pictures.against(low.share, high.share, label, (1,) if isinstance(rule, Multiple) else (1, 10))
    return drawn + Markup('<span class="keep">{}</span>').format(spread(low.share, high.share))


def spread(low: Fraction, high: Fraction) -> str:
    """Two multiples as printed."""
    return decimal(low) if low == high else f"{decimal(low)}–{decimal(high)}"


def rules_used(figures: Sequence[Mapping[str, Any]], edition: str, words: Words) -> list[Cited]:
    """Every rule of the edition that a figure or a threshold rests on, with its sentence and where it was read."""
    out = []
    for rule in _rules(edition):
        users = [words.of(f["label"]) if isinstance(f["label"], Mapping) else str(f["label"])
                 for f in figures if f.get("rule") == rule.provision]  # fmt: skip
        if isinstance(rule, Threshold | Multiple):
            users.append(words("s_law"))
        read, since = words("read_on", date=rule.source.read), words("valid_from", date=rule.effective_from)
        out.append(Cited(
            id=rule.provision, title=rule.article, says=rule.sentence, how=words.of({"zh": rule.says.zh, "en": rule.says.en}),
            note=_side(rule.note, words), used_by=words("list_comma").join(users),
            source=words("semicolon").join([f"{rule.source.title}  {rule.source.url}", read, since, words(f"text_{rule.status}")]),
        ))  # fmt: skip
    return out


def _side(note: str, words: Words) -> str:
    """One language of a note written as ``中文 / English``."""
    zh, _, en = note.partition(" / ")
    return zh if words.lang == "zh" else en or zh


def links_used(counts: Mapping[str, int], words: Words) -> list[tuple[str, str, int]]:
    """Rules by which publications were linked to one person: what must agree, how firm that is, and how many links."""
    every = {r.id: r for r in links().rules} | {str(k): r for k, r in links().file.special.items()}
    return [(words.of({"zh": r.zh, "en": r.en}), words(f"level_{r.level}"), counts.get(i, 0)) for i, r in every.items()]
