"""The frame of the damages worksheet as data: steps of the ladder, factors and the figures behind each, words, open points.

Source: ``frame.yaml`` beside this module. Amounts leave this room with the entry, rule or published case they were taken from.

>>> [one.id for one in frame().factors]
['number', 'kinds', 'harm', 'repair', 'ability', 'fines']
>>> yuan(Decimal("120000"), "R0007")
{'yuan': '120000', 'from': 'R0007'}
"""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from doxdocket.assess.damages.forms import Factor
from doxdocket.law import strict_yaml
from doxdocket.law.shapes import Both, Strict


class Step(Strict, frozen=True, kw_only=True):
    """One step, and the rules of which one is enough."""

    id: str
    zh: str
    en: str
    rules: list[str]


class Weighed(Strict, frozen=True, kw_only=True):
    """One factor: the figures behind it, what the panel is asked, what is to be kept apart."""

    id: Factor
    zh: str
    en: str
    figures: list[str]
    asks: Both
    note: Both


class Point(Strict, frozen=True, kw_only=True):
    """A point on which law is open, with its readings."""

    id: str
    zh: str
    en: str
    readings: list[Both]


class Night(Strict, frozen=True, kw_only=True):
    """From one hour to another, past midnight."""

    since: int
    until: int


class Frame(Strict, frozen=True, kw_only=True):
    """The whole of it."""

    window_days: int
    night: Night
    says: list[Both]
    steps: list[Step]
    beside: list[Step]
    ceiling: str
    held: dict[str, Both]
    readings: dict[str, Both]
    factors: list[Weighed]
    harm: dict[str, Both]
    order: dict[str, Both]
    weights: dict[str, Both]
    points: dict[str, Both]
    per: dict[str, Both]
    told: dict[str, Both]
    warnings: dict[str, Both]
    contested: list[Point]


@cache
def frame() -> Frame:
    """The frame as it ships."""
    return strict_yaml.read(Path(__file__).with_name("frame.yaml"), Frame)


def yuan(amount: Decimal | int | None, source: str) -> dict[str, str] | None:
    """An amount with what it was taken from: an entry, a rule, a published case, the account of gains."""
    return None if amount is None else {"yuan": format(Decimal(amount), "f"), "from": source}


def both(said: Both) -> dict[str, str]:
    """A sentence in both languages as plain data."""
    return {"zh": said.zh, "en": said.en}


def told(code: str, **more: object) -> dict[str, Any]:
    """A remark by its code, in both languages, with what it is about."""
    return {"code": code, **both(frame().told[code]), **more}
