"""The head that every rule has: its provision, the sentence it quotes, where that was read, from when to when it holds.

What it leaves out: the forms, see ``shapes`` and ``periods``.
"""

from datetime import date
from typing import Literal

import msgspec

from doxdocket.words import Both


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """No key but those named."""


class Source(Strict, frozen=True, kw_only=True):
    """Where the text of a provision was read."""

    title: str
    url: str
    read: date


class Rule(Strict, frozen=True, kw_only=True, tag_field="form"):
    """The head of every rule."""

    provision: str
    article: str
    sentence: str
    says: Both
    source: Source
    status: Literal["verified", "unverified"]
    valid_on: date
    applies_to: Literal["act_date", "filing_date", "hearing_date", "event_date"]
    effective_from: date
    effective_to: date | None = None
    reaches_back_to: date | None = None
    """From this day acts are judged by it too, where their case was not closed when it took effect: an interpretation of a
    law reaches the acts under that law for which there was none (高检发释字〔2001〕5号)."""
    compared: date | None = None
    """When the sentence was compared with the official publication of its instrument; none where it was not."""
    note: str = ""
    displaces: list[str] = []
    """The provisions in whose place this one stands where all of ``only_if`` hold."""
    only_if: list[str] = []

    def in_force(self, on: date) -> bool:
        """Whether the rule holds on that day; its last day counts."""
        return self.effective_from <= on and (self.effective_to is None or on <= self.effective_to)

    def reaches(self, on: date) -> bool:
        """Whether an act of that day, before the rule took effect, is judged by it where its case was not closed by then."""
        return self.reaches_back_to is not None and self.reaches_back_to <= on < self.effective_from

    def holds(self, on: date) -> bool:
        """Whether it is in force on that day or reaches back to it."""
        return self.in_force(on) or self.reaches(on)
