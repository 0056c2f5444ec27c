"""The panel of experts: what each holds of each factor, by letter and never by name, and how far they lie apart; no average.

``sheet`` is what the panel is handed: figures rounded down and small ones left out, factors, published cases, questions. Names of
defendants, guardians and experts, channels and codes of victims are taken out of what the team wrote; it must still be read.

>>> about(1234), about(918), about(4360000), about(35), about(7), about(800), about(0)
('1200余', '900余', '430万余', '30余', '不足10', '800', '0')
>>> letter(0), letter(26)
('A', 'AA')
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from doxdocket.assess.damages.account import (
    ExpertAsked,
    FactorAsked,
    FactorFigure,
    NearCase,
    PanelSheet,
    PanelViews,
    RoundedFigure,
    SheetEntry,
    SheetFactor,
    SheetIncidents,
    SheetSanction,
    Spread,
    ViewGiven,
    Who,
)
from doxdocket.assess.damages.factors import CONDUCT
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.worksheet_parts import told, yuan
from doxdocket.assess.forms.damages import FACTORS, Expert, View
from doxdocket.words import zh_en

_WORD = re.compile("[0-9A-Za-z]+")


def _other(code: str, found: re.Match[str]) -> str:
    return HIDDEN if found[0] == code else found[0]


_CODES = re.compile(r"(?<![0-9A-Za-z])(?:V[0-9]{4,}|[RD][0-9]{1,6})(?![0-9A-Za-z])|post:\S+|telegram:\S+")
_LEAST, _THOUSAND, _MYRIAD = 10, 1000, 10_000
HIDDEN = "某"


def letter(place: int) -> str:
    """A, B … Z, AA … for the experts in the order in which they were entered."""
    return ("" if place < 26 else letter(place // 26 - 1)) + chr(ord("A") + place % 26)


def about(n: int) -> str:
    """A count as a public document says it: rounded down to its leading digits; of one to nine no number is told."""
    if 0 < n < _LEAST:
        return f"不足{_LEAST}"
    down = leading(n)
    said = f"{down // _MYRIAD}万" if down >= _MYRIAD and down % _MYRIAD == 0 else str(down)
    return said + ("余" if n > down else "")


def in_english(told: str) -> str:
    """The same in English.

    >>> in_english("58万余"), in_english("不足10"), in_english("0")
    ('over 580,000', 'under 10', '0')
    """
    digits = told.removeprefix("不足").removesuffix("余")
    n = int(digits.removesuffix("万")) * (_MYRIAD if digits.endswith("万") else 1)
    return ("under " if told.startswith("不足") else "over " if told.endswith("余") else "") + f"{n:,}"


def leading(n: int) -> int:
    """The same as a number: the leading digit of a count below a thousand, the first two of a larger one.

    >>> leading(1234), leading(918)
    (1200, 900)
    """
    step = int(10 ** (len(str(n)) - (2 if n >= _THOUSAND else 1)))
    return n // step * step


def panel(
    experts: Sequence[tuple[str, Expert]], views: Sequence[tuple[str, View]], hide: Iterable[str] = ()
) -> PanelViews:
    """Every expert by letter with the views given, and the spread of each factor."""
    letters = {one.id: letter(i) for i, (_, one) in enumerate(experts)}
    hidden = sorted({*hide, *(one.name for _, one in experts)} - {""}, key=len, reverse=True)
    rows = [_view(number, one, letters, hidden) for number, one in views]
    rows.sort(key=lambda row: ([*FACTORS, "whole"].index(row.factor), row.expert))
    given = Counter((row.expert, row.factor) for row in rows)
    silent = [f"专家{letters[one.id]}" for _, one in experts if not any(view.expert == one.id for _, view in views)]
    return PanelViews(
        [ExpertAsked(f"专家{letters[one.id]}", number, one.field, one.asked) for number, one in experts],
        rows, [_spread(name, rows, len(experts)) for name in (*FACTORS, "whole")] if rows else [],
        [
            *(told("no_view", expert=one) for one in silent),
            *(told("several_same", expert=who, factor=factor) for (who, factor), n in given.items() if n > 1),
        ],
    )  # fmt: skip


def _view(number: str, one: View, letters: Mapping[str, str], hidden: Sequence[str]) -> ViewGiven:
    wrong = one.low is not None and one.high is not None and one.low > one.high
    return ViewGiven(
        number, f"专家{letters.get(one.expert, '?')}", one.factor, *_word(one.factor), one.weight, yuan(one.low, number),
        yuan(one.high, number), redacted(one.reasons, hidden), [told("low_above_high")] if wrong else [],
    )  # fmt: skip


def _word(factor: str) -> tuple[str, str]:
    return next(((one.zh, one.en) for one in frame().factors if one.id == factor), zh_en("panel.whole"))


def _spread(factor: str, rows: Sequence[ViewGiven], experts: int) -> Spread:
    """How the views of one factor lie apart: weights counted, the lowest and highest amount given, how many experts gave none."""
    of = [row for row in rows if row.factor == factor]
    sums = [end for row in of for end in (row.low, row.high) if end]
    ends = sorted(sums, key=lambda one: one.yuan)
    return Spread(
        factor, *_word(factor), len(of), {w: sum(row.weight == w for row in of) for w in frame().weights},
        sum(row.weight is None for row in of), ends[0] if ends else None, ends[-1] if ends else None,
        experts - len({row.expert for row in of if row.low or row.high}),
    )  # fmt: skip


def redacted(text: str, hidden: Iterable[str]) -> str:
    """A text without the names and codes given; whatever else may point to somebody stays and must be read. A code stands alone, or beside characters that are no Latin ones.

    >>> redacted("G1、D1月收入约3500元，G12", ["G1"])
    '某、某月收入约3500元，G12'
    """
    for name in hidden:
        if name.isascii() and name.isalnum() and any(map(str.isdigit, name)):
            text = _WORD.sub(partial(_other, name), text)
        else:
            text = text.replace(name, HIDDEN)
    return _CODES.sub(HIDDEN, text)


def sheet(
    factors: Sequence[FactorAsked], comparables: Sequence[NearCase], hide: Iterable[str], defendants: Iterable[str] = ()
) -> PanelSheet:
    """What the panel is handed; ``defendants``: their ids in the order of the register."""
    places = {key: place for place, key in enumerate(defendants, 1)}
    hidden = sorted({*hide} - {""}, key=len, reverse=True)
    asks = {one.id: one.asks for one in frame().factors}
    found = []
    for one in factors:
        entries = [
            SheetEntry(redacted(row.says, hidden), row.amount, _place(row.defendant, places)) for row in one.entries
        ]
        found.append(SheetFactor(
            one.id, one.zh, one.en, asks[one.id], one.note, [_rounded(row) for row in one.figures], entries,
            [SheetIncidents(row.zh, row.en, _span(row.incidents_low, row.incidents_high)) for row in one.incidents or ()],
            [
                SheetSanction(s.kind, s.criminal, s.stage, s.imposed, s.fine, s.confiscated, s.returned, _place(s.defendant, places))
                for s in one.sanctions or ()
            ],
        ))  # fmt: skip
    cases = [replace(case, points=[replace(p, ours="", ratio=None) for p in case.points]) for case in comparables]
    return PanelSheet(found, cases)


def _span(low: int, high: int) -> str:
    return "–".join(dict.fromkeys((about(low), about(high))))


def _place(who: Who | None, places: Mapping[str, int]) -> int | None:
    """A defendant by place on the register; neither id nor name is told."""
    return None if who is None else places.get(who.id)


def _rounded(row: FactorFigure) -> RoundedFigure:
    of = row.figure
    ends = (
        (of.low, of.low) if of.id in CONDUCT else (of.low, of.high)
    )  # what only the machine labels is no act of anybody
    low, high = (None if end is None else about(int(end)) for end in ends)
    label, label_en = of.label, of.label_en
    if of.id in CONDUCT:
        (zh, en), (zh_, en_) = zh_en("panel.labelled"), zh_en("panel.confirmed")
        label, label_en = label.replace(zh, zh_), label_en and label_en.replace(en, en_)
    return RoundedFigure(label, label_en, of.unit, low, high)
