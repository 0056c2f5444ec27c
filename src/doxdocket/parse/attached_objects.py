r"""What a post publishes outside its text, put into words in one way for every form that holds such objects.

Contact: name, then number, then what else a card says; location: place, address, coordinates; button: label, address,
what a bot is sent; poll: question, then answers; file name: the name a person gave, performer, title. Leaves out: where
a form keeps them.

>>> contact("三", "张", "+86 100 0000 0000")
'张三\n+86 100 0000 0000'
>>> location("某店", "示例路 1 号", 1.5, 100.25)
'某店\n示例路 1 号\n1.5, 100.25'
>>> file_name("photo_1@01-01-2024.jpg"), file_name("名单.pdf")
('', '名单.pdf')
"""

import ast
import base64
import binascii
import re
from collections.abc import Iterable, Iterator
from typing import Any

Field = tuple[str, str]
"""Where, and the words there."""
Medium = tuple[str | None, str | None, str | None, str, str]
"""Path, name, mime type, kind, status: a row of ``records.MEDIA``."""

#: Names that clients and libraries give to what has none: they say nothing.
_GIVEN = re.compile(
    r"(?:photo|video|audio|file|round_video_message|voice_message|sticker|animation|contact)_?\d*(?:@[\d_-]+)?"
    r"(?: \(\d+\))?\.\w+|sticker(?: \(\d+\))?\.\w+"
)
_SAID = re.compile(r"(?:BEGIN|END|VERSION|PRODID|REV|N|FN)\s*[:;]", re.IGNORECASE)  # of a vCard, or said by the name


def outside(
    *,
    contact: str = "",
    location: str = "",
    links: Iterable[str] = (),
    buttons: Iterable[str] = (),
    poll: str = "",
    file_name: str = "",
) -> list[Field]:
    """What a post publishes outside its text, in the order that all forms have; what is empty is left out.

    >>> outside(file_name="名单.pdf", links=["https://example.org", ""])
    [('link[0]', 'https://example.org'), ('file_name', '名单.pdf')]
    """
    linked = [(f"link[{i}]", link) for i, link in enumerate(links)]
    under = [(f"button[{i}]", button) for i, button in enumerate(buttons)]
    found = [("contact", contact), ("location", location), *linked, *under, ("poll", poll), ("file_name", file_name)]
    return [one for one in found if one[1]]


def lines(*parts: str | None) -> str:
    """What there is of some parts, a line each."""
    return "\n".join([part for part in parts if part])


def full_name(first: str | None, last: str | None) -> str:
    """A name of two parts; a Chinese one is put together in its own order."""
    first, last = first or "", last or ""
    chinese = any("\u3400" <= char <= "\u9fff" for char in first + last)
    return last + first if chinese else f"{first} {last}".strip()


def contact(first: str | None, last: str | None, phone: str | None, card: str | None = None) -> str:
    r"""Name and number, then the lines of a vCard that say more.

    >>> contact("A", "B", "+861000", "BEGIN:VCARD\nFN:A B\nTEL;CELL:+86 1000\nEMAIL:a@example.org\nEND:VCARD")
    'A B\n+861000\nEMAIL:a@example.org'
    """
    more = [line for line in (card or "").splitlines() if line.strip() and not _SAID.match(line)]
    more = [line for line in more if not line.upper().startswith("TEL") or _digits(line) != _digits(phone or "")]
    return lines(full_name(first, last), phone, *more)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def location(title: str | None, address: str | None, latitude: float | None, longitude: float | None) -> str:
    """Name of the place, its address, its coordinates."""
    point = None if latitude is None or longitude is None else f"{latitude}, {longitude}"
    return lines(title, address, point)


def file_name(name: str | None, performer: str | None = None, title: str | None = None) -> str:
    """The name of a file and what a sound file says of itself."""
    return lines(None if name and _GIVEN.fullmatch(name) else name, performer, title)


def poll(question: str, answers: Iterable[str]) -> str:
    """Question and answers."""
    return lines(question, *answers)


def rich(blocks: Any) -> str:
    r"""The words of a message that is laid out in blocks instead of a text, a line each block, row and item.

    >>> rich(
    ...     [
    ...         {"_": "B", "text": ["甲", {"_": "Bold", "text": "乙"}]},
    ...         {"_": "L", "items": [{"text": "丙"}, {"text": "丁"}]},
    ...     ]
    ... )
    '甲乙\n丙\n丁'
    """
    return "\n".join(line for line in "".join(_rich({"blocks": blocks}, 0)).split("\n") if line)


def _rich(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list) and depth < _DEEP:
        for one in value:
            yield from _rich(one, depth + 1)
    elif isinstance(value, dict) and depth < _DEEP:
        for key, inner in value.items():
            if key in _PARTS and isinstance(inner, list):
                for one in inner:
                    yield "\n"
                    yield from _rich(one, depth + 1)
            elif key in _WORDS:
                yield from _rich(inner, depth + 1)


#: In blocks, members that hold others and those that hold words; how deep one may stand in another.
_PARTS = frozenset({"blocks", "items", "rows", "cells", "articles"})
_WORDS = frozenset(
    {
        "text",
        "texts",
        "title",
        "caption",
        "credit",
        "author",
        "header",
        "expression",
        "source",
        "alternative_text",
        "alt",
    }
)
_DEEP = 60

Data = str | list[int] | None
"""Bytes as JSON can hold them: base64, hexadecimal, Python's way of showing them, or a list of numbers."""


def data(written: Data, *, hexadecimal: bool = False) -> str | None:
    """Bytes as the text they are; as written where they are none.

    >>> data("Z28="), data("676f", hexadecimal=True), data("b'go'"), data([103, 111]), data("???")
    ('go', 'go', 'go', 'go', '???')
    """
    if not written:
        return None
    try:
        return _bytes(written, hexadecimal).decode()
    except (ValueError, SyntaxError, MemoryError, RecursionError, binascii.Error, UnicodeDecodeError):
        return written if isinstance(written, str) else None


def _bytes(written: str | list[int], hexadecimal: bool) -> bytes:
    if isinstance(written, list):
        return bytes(written)
    if written[:2] in ("b'", 'b"'):
        shown = ast.literal_eval(written)
        if isinstance(shown, bytes):
            return shown
        raise ValueError
    return bytes.fromhex(written) if hexadecimal else base64.b64decode(written, validate=True)
