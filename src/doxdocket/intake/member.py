"""What containers hand over: members, one after another, each with its bytes or the reason why they cannot be had.

Limits keep a hostile container from filling disk and memory. They belong to the outermost container: what is nested in it
draws on the same account. A member that is refused is named; a container that is given up is named too, and stays in the case.

>>> Account(1000, Limits(total=10, ratio=2)).left
2000
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from doxdocket.intake.names import INSIDE, Name
from doxdocket.store.canonical import moment


class Refused(Exception):
    """A file, a member or what is left of a container was not taken: ``code`` says why (``record.CODES``)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class GivenUp(Refused):
    """The outermost container is given up: it would take more than there is room for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a container may be."""

    depth: int = 4  # containers within containers
    members: int = 500_000
    ratio: int = 250  # bytes out of one byte in: text comes to 30, what is made to harm to thousands
    floor: int = 64 << 20  # so many bytes are no bomb, whatever their ratio
    total: int = 1 << 30  # or ratio times the outermost container, whichever is more
    directory: int = 128 << 20  # bytes of a table of contents
    header: int = 1 << 20  # bytes of one member's header
    window: int = 512 << 20  # bytes a decompressor looks back on
    mail: int = 64 << 20  # bytes of a mail


class Readable(Protocol):
    """Bytes from front to back."""

    def read(self, size: int, /) -> bytes:
        """At most ``size`` more; none at the end. ``Refused`` when they cannot be had."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a container. Its bytes can be read until the next member is asked for."""

    name: Name
    refusal: str = ""  # why there are none
    stream: Callable[[], Readable] | None = field(default=None, repr=False)
    modified: str = ""
    times: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Opened:
    """A container as it is found: its members, and how many bytes they say they are."""

    members: Iterator[Member]
    stated: int = 0


def remark(code: str) -> Member:
    """Something about the inside of a container as a whole."""
    return Member(INSIDE, code)


def at(seconds: float) -> str:
    """A moment in seconds since 1970 as text; empty when no calendar has it."""
    try:
        return moment(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return ""


def is_bomb(size: int, packed: int, limits: Limits) -> bool:
    """Whether so many bytes out of so few are more than any honest file comes to."""
    return size > limits.floor and size > limits.ratio * packed


class Account:
    """What the outermost container may still bring out."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.limits = limits
        self.left, self.members = max(limits.total, limits.ratio * size), limits.members

    def member(self) -> None:
        """One more."""
        self.members -= 1
        if self.members < 0:
            raise GivenUp("too_many")

    def counted(self, stream: Readable) -> Readable:
        """The same bytes, drawn from the account."""
        return _Counted(stream, self)


class _Counted:
    """Hands on what is asked for in full, since whoever encrypts works best with whole blocks."""

    def __init__(self, stream: Readable, account: Account) -> None:
        self._stream, self._account = stream, account

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes or a piece more; fewer only at the end."""
        pieces, lacking = [], size
        while lacking > 0 and (data := self._stream.read(lacking)):
            pieces.append(data)
            lacking -= len(data)
            self._account.left -= len(data)
            if self._account.left < 0:
                raise GivenUp("bomb")
        return b"".join(pieces)
