"""The figures as the page shows them: in groups of one unit and scale, and apart the ones nobody can determine.

Source: ``figures.json`` of the run (docs/reference/figures.md); nothing is counted here. Leaves out the rows behind a figure:
``doxdocket explain`` prints them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import Any

from markupsafe import Markup

from doxdocket.count import cites, picked
from doxdocket.count.scope import headline, unread_outside
from doxdocket.interval import determinable
from doxdocket.law import strict_yaml
from doxdocket.report import pictures
from doxdocket.report.words import ROOM, Words

Figure = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One figure in words and numbers, with its drawing."""

    id: str
    label: str
    unit: str
    low: str
    estimate: str
    high: str
    value: str
    status: str
    rule: str
    article: str
    note: str
    estimated: str
    unaccepted: str
    picture: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one unit, drawn on one scale."""

    title: str
    lines: Sequence[Line]


def listed(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of this section; completeness and the kinds have tables of their own."""
    return [f for f in figures if f["id"] != "completeness" and "." not in f["id"]]


def groups(figures: Sequence[Figure], words: Words) -> list[Group]:
    """The determinable figures; a group with two units becomes two."""
    by_id = {f["id"]: f for f in listed(figures) if determinable(f)}
    out = []
    for title, ids in _order(list(by_id)):
        members = [by_id[i] for i in ids if i in by_id]
        for _, same in groupby(sorted(members, key=lambda f: str(f["unit"])), key=lambda f: str(f["unit"])):
            one = list(same)
            top = max((t for f in one if (t := _size(f["high"])) is not None), default=Fraction(0))
            out.append(Group(words(title), [_line(f, top, words) for f in one]))
    return out


@dataclass(frozen=True, slots=True)
class Beside:
    """The headline figures of the core channels beside those of all captures: label, id, what of it did not pass a sample, core, all, unit."""

    title: str
    rows: Sequence[tuple[str, str, str, str, str, str]]
    unread: bool
    """Whether views were read in core channels alone."""


def beside_core(published: Mapping[str, Any], words: Words) -> Beside | None:
    """None where no core channel is known."""
    found = headline(published)
    if found is None:
        return None
    core, pairs = found
    rows = [
        (
            words.own(every, "label"),
            str(every["id"]),
            unaccepted(every, words),
            _span(inside, words),
            _span(every, words),
            str(every["unit"]),
        )
        for inside, every in pairs
    ]
    return Beside(words.own(core, "label"), rows, unread_outside(published))


def _span(figure: Figure, words: Words) -> str:
    told = [words.number(figure[name]) for name in ("low", "estimate", "high")]
    return (told[0] if len(set(told)) == 1 else " – ".join(told)) + decided(figure, words)


def unaccepted(figure: Figure, words: Words) -> str:
    """What a figure is built of that did not pass a sample, in words."""
    return words.own(figure.get("acceptance") or {"says": "", "says_en": ""}, "says")


def decided(figure: Figure, words: Words) -> str:
    """What is printed beside bounds of the value that a person picked, if one did."""
    if figure["value"] is None:
        return ""
    zh, en = picked.said(words.number(figure["value"]), figure["status"])
    return en if words.lang == "en" else zh


def undetermined(figures: Sequence[Figure], words: Words) -> list[tuple[str, list[str]]]:
    """The figures without any bound, by the reason why: what is lacking, and each figure with its unit."""
    out: dict[str, list[str]] = {}
    for figure in (f for f in listed(figures) if not determinable(f)):
        why = words.own(figure, "note") or words("why_unsaid")
        out.setdefault(why, []).append(f"{words.own(figure, 'label')} ({figure['unit']}, {figure['id']})")
    return list(out.items())


def _order(ids: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    listed = strict_yaml.load(ROOM / "figures.yaml")["groups"]
    for group in listed:
        yield group["id"], group["figures"]
    known = {i for group in listed for i in group["figures"]}
    yield "g_other", [i for i in ids if i not in known]


def _size(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _line(figure: Figure, top: Fraction, words: Words) -> Line:
    label = words.own(figure, "label")
    shown_as = {k: words.number(figure.get(k)) for k in ("low", "estimate", "high", "value")}
    return Line(
        id=figure["id"], label=label, unit=figure["unit"], **shown_as,
        status=words(f"status_{figure['status']}"), rule=figure["rule"],
        article=cites.of(figure, words.lang), note=words.own(figure, "note"),
        estimated=words.own(figure.get("estimated") or {"says": "", "says_en": ""}, "says"), unaccepted=unaccepted(figure, words), picture=_picture(figure, top, words("bounds_label", label=label, unit=figure["unit"], **shown_as)),
    )  # fmt: skip


def _picture(figure: Figure, top: Fraction, label: str) -> Markup:
    low, estimate, high = (_size(figure.get(k)) for k in ("low", "estimate", "high"))
    if low is None or high is None or top <= 0:
        return Markup()
    scale = Fraction(10_000) / top
    dot = None if estimate is None else round(estimate * scale)
    return pictures.bounds(round(low * scale), dot, round(high * scale), 10_000, label)
