"""What a form of captured file is to the rest of the program: how it bids for a file and what it yields.

A form is one module (or package) with two functions, ``recognise(head, name)`` and ``parse(stream, …)``; the
registry in ``doxdocket.parse`` lists them. Leaves out: everything that is particular to a form.

>>> Bid("tdesktop_json", 90, zh="根对象含 messages", en="the root object holds messages").confidence
90
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, Protocol

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Bid:
    """A form's claim to a file: how sure (0 to 100) and why, in both languages."""

    form: str
    confidence: int
    zh: str
    en: str


class Ids(Protocol):
    """What may stand in an id, which everybody sees (``pipeline.ids``)."""

    def announces(self, heading: str, key: str, *, whole: bool = False) -> bool:
        """Whether a column of this heading holds personal information, and so cannot be what a mapping calls ``key``; ``whole``: of any cell."""

    def shown(self, value: str) -> str:
        """An id of the evidence as it may stand."""

    def sealed(self, value: str) -> str:
        """An id in place of one that may not stand."""


class AsTheyAre:
    """Ids of a file that belongs to no case."""

    def announces(self, heading: str, key: str, *, whole: bool = False) -> bool:  # noqa: ARG002 - as the protocol has it
        """Nothing."""
        return False

    def shown(self, value: str) -> str:
        """As it is."""
        return value

    sealed = shown


_AS_THEY_ARE = AsTheyAre()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file does not say itself: its name, and what people stated about it when it was taken in."""

    name: str = ""
    chats: tuple[str, ...] = ()  # of a whole account, the chats that are wanted: title, id or channel id
    mapping: Mapping[str, Any] | None = None  # of a table without fixed columns: what its columns are
    address: str = ""  # of a page out of a file that holds several: where it was
    saved: datetime | None = None  # and when that file was saved
    ids: Ids = _AS_THEY_ARE  # what of its ids may be shown


@dataclass(frozen=True, slots=True)
class Parsed:
    """One record batch of one table: posts, channels, readings or warnings (shapes in ``account.SCHEMAS``)."""

    table: str
    batch: pa.RecordBatch


class Parse(Protocol):
    """Reads one file of a form, in bounded memory, from a stream that need not be seekable."""

    def __call__(self, stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
        """Yield the file's posts, then each chat's row, then what could not be taken as it stood."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of captured file."""

    id: str
    zh: str
    en: str
    recognise: Callable[[bytes, str], Bid | None]
    parse: Parse
    posts: bool = True  # false of documents, which are evidence by themselves and hold no posts to be read
