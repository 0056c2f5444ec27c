"""The frame of the damages worksheet as data: steps of the ladder, factors and the figures behind each, words, open points.

Source: ``frame.yaml`` beside this module.

>>> [one.id for one in frame().factors]
['number', 'kinds', 'harm', 'repair', 'ability', 'fines']
"""

from functools import cache
from pathlib import Path

from doxdocket.assess.forms.damages import Factor
from doxdocket.law import strict_yaml
from doxdocket.law.shapes import Strict
from doxdocket.words import Both


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
