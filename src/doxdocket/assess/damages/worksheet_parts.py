"""What every part of the worksheet has: an amount with what it was taken from, and a remark in both languages with what it is about.

>>> yuan(Decimal("120000"), "R0007")
Money(yuan=Decimal('120000'), source='R0007')
>>> told("no_post").code, yuan(None, "R0007")
('no_post', None)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import overload

from doxdocket.assess.damages.frame import frame
from doxdocket.assess.marks import TOLD, key


@dataclass(frozen=True, slots=True)
class Money:
    """An amount with what it was taken from: an entry, a rule, a published case, the account of gains."""

    yuan: Decimal
    source: str = field(metadata=key("from"))


Pair = tuple[Money | None, Money | None]
"""Low and high."""


@overload
def yuan(amount: Decimal | int, source: str) -> Money: ...
@overload
def yuan(amount: None, source: str) -> None: ...
def yuan(amount: Decimal | int | None, source: str) -> Money | None:
    """An amount with its source."""
    return None if amount is None else Money(Decimal(amount), source)


@dataclass(frozen=True, slots=True)
class Told:
    """A remark or a warning by its code, in both languages, with what it is about."""

    code: str
    zh: str
    en: str
    about: str | Sequence[str] | None = field(default=None, metadata=TOLD)
    each: Mapping[str, str] | None = field(default=None, metadata=TOLD)
    others: Sequence[str] | Mapping[str, int] | None = field(default=None, metadata=TOLD)
    who: Sequence[str] | None = field(default=None, metadata=TOLD)
    open: Sequence[str] | None = field(default=None, metadata=TOLD)
    times: int | None = field(default=None, metadata=TOLD)
    rows: Sequence[str] | None = field(default=None, metadata=TOLD)
    file: str | None = field(default=None, metadata=TOLD)
    expert: str | None = field(default=None, metadata=TOLD)
    factor: str | None = field(default=None, metadata=TOLD)


def told(
    code: str, *, about: str | Sequence[str] | None = None, each: Mapping[str, str] | None = None,
    others: Sequence[str] | Mapping[str, int] | None = None, who: Sequence[str] | None = None, open_: Sequence[str] | None = None,
    times: int | None = None, rows: Sequence[str] | None = None, file: str | None = None, expert: str | None = None,
    factor: str | None = None,
) -> Told:  # fmt: skip
    """A remark."""
    said = frame().told[code]
    return Told(code, said.zh, said.en, about, each, others, who, open_, times, rows, file, expert, factor)


def warning(code: str, who: Sequence[str] | None = None) -> Told:
    """A warning."""
    said = frame().warnings[code]
    return Told(code, said.zh, said.en, who=who)
