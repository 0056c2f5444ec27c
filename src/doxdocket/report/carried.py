"""What a file carries: a text and its place, what was not read, a file in a file; bytes as text, in whatever encoding they are."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

Step = tuple[str, object]
"""A step on the way to a place: what (``words``, ``carriers.at_…``), and which."""
Where = tuple[Step, ...]

#: Bounds of one file. A million rows of an exported table have some 400 MB.
BYTES: Final = 1 << 30
UNPACKED: Final = 2 << 30
MEMBER: Final = 512 << 20
MEMBERS: Final = 20_000
DEPTH: Final = 8
PICTURES: Final = 3_000
FRAMES: Final = 40
PIECE: Final = 1 << 18
"""Characters of a layer of a long text; pieces overlap."""
OVERLAP: Final = 400


@dataclass(frozen=True, slots=True)
class Layer:
    """One text of a file; ``least``: how many Han characters a value needs there, for bytes that are no text look like some."""

    where: Where
    text: str = field(repr=False)
    least: int = 2
    seen: bool = False
    """Whether it was read off a picture, where a sign may be misread."""
    line: int = 0
    """The line of the file at which it begins, of a text as it stands."""
    cells: tuple[tuple[int, str], ...] = field(default=(), repr=False)
    """Of a row of a sheet where in it each cell begins, and which it is."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a file that was not read, and why: then nobody can say that nothing stands in it."""

    where: Where
    why: str


@dataclass(frozen=True, slots=True)
class Inside:
    """A file in a file."""

    where: Where
    data: bytes = field(repr=False)


END: Final = 40
"""Signs of the end of a text that is held beside the end of another."""
FAR: Final = "\n" * 12
PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n\x1a\n|GIF8[79]a|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP|.{4}ftyp(?:heic|heix|hevc|mif1|msf1|avif|avis)|\0\0\0\x0cjP  |\0\0\x01\0[\x01-\x20]\0",
    re.DOTALL,
)


def plain_text(data: bytes) -> str | None:
    """The text that these bytes are, none where they are no text.

    >>> plain_text("编号,1".encode("utf-16")), plain_text("编号,1".encode("gb18030")), plain_text(bytes(range(40)))
    ('编号,1', '编号,1', None)
    """
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (b"\xff\xfe\0\0", "utf-32"),
        (b"\0\0\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                return None
    head = data[: 1 << 16]
    if head.translate(None, _CONTROL) != head:
        return _wide(data)
    for codec in ("utf-8", "gb18030", "big5"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return None


_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of what is Latin in it is nothing."""
    head = data[:512]
    even, odd = head[::2].count(0), head[1::2].count(0)
    for codec, many, few in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many * 5 > len(head) and not few:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            if not any(ord(c) < 32 and c not in "\t\n\r\f" for c in text[:4096]):
                return text
    return None


def pieces(text: str, where: Where, *, lines: bool = False) -> Iterator[Layer]:
    """A text in pieces that overlap, so that a long one costs no more memory than a short one."""
    if text and not text.isspace():
        line = 1
        for at in range(0, len(text), PIECE):
            yield Layer(where, text[at : at + PIECE + OVERLAP], line=line if lines else 0)
            line += text.count("\n", at, at + PIECE) if lines else 0


def in_some_encoding(data: bytes, where: Where) -> Iterator[Layer]:
    """A short field in whatever encoding it may be."""
    for codec in ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "latin-1"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        yield from pieces(text, where)


def decoded(value: Any, where: Where, depth: int = 0) -> Iterator[Layer]:
    """Whatever a library gave as metadata: texts, bytes, and what holds them."""
    if depth > 6 or value is None or isinstance(value, bool | float):
        return
    if isinstance(value, str):
        yield from pieces(value, where)
    elif isinstance(value, int):
        if value > 9_999_999:
            yield Layer(where, str(value))
    elif isinstance(value, bytes | bytearray | memoryview):
        data = bytes(value)
        yield from (
            in_some_encoding(data.removeprefix(b"UNICODE\0").removeprefix(b"ASCII\0\0\0"), where)
            if len(data) < 1 << 16
            else raw(data, where)
        )
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from decoded(key, where, depth + 1)
            yield from decoded(one, where, depth + 1)
    elif isinstance(value, Iterable):
        every = list(value)
        for one in every[:10_000]:
            yield from decoded(one, where, depth + 1)
        if every and all(isinstance(one, int) and 0 <= one < 256 for one in every):
            yield from in_some_encoding(bytes(every), where)
    else:
        yield from pieces(str(value), where)


# Bytes as they lie: runs that are text in an encoding in which somebody may have written.
_LIE: Final = (
    ("utf-8", 2, re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}|[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]){4,}")),
    ("utf-8", 2, re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}){2,3}")),
    ("utf-16-le", 3, re.compile(rb"(?:[\x20-\x7e]\0|.[\x4e-\x9f\xff\x30]){3,}", re.DOTALL)),
    ("utf-16-be", 3, re.compile(rb"(?:\0[\x20-\x7e]|[\x4e-\x9f\xff\x30].){3,}", re.DOTALL)),
    ("gb18030", 3, re.compile(rb"(?:[\x20-\x7e]|[\xa1-\xf7][\xa1-\xfe]){6,}")),
)


def raw(data: bytes, where: Where) -> Iterator[Layer]:
    """The texts that lie open in bytes."""
    for codec, least, runs in _LIE:
        held: list[str] = []
        size = 0
        for run in runs.finditer(data):
            held.append(run[0].decode(codec, "replace"))
            size += len(held[-1])
            if size > PIECE:
                yield Layer((*where, ("bytes", "")), "\n\n".join(held), least)
                held, size = [], 0
        if held:
            yield Layer((*where, ("bytes", "")), "\n\n".join(held), least)
