r"""What a file looks like from its beginning: its encoding, its delimiter, its columns. Proposals, never statements.

``parse`` uses none of this but to bid for a file; the person who makes a mapping is shown it with its reasons. Source:
byte order marks, validity of UTF-8 and GB 18030, agreement of rows. Leaves out: zones, which no file shows.

>>> delimited("编号;内容\n1;a\n2;b\n".encode("gb18030"), "x.csv")
Look(encoding='gb18030', delimiter=';', columns=2)
>>> delimited(b'{"id": 1, "a": 2}\n{"id": 2, "a": 3}\n', "x.jsonl") is None
True
"""

import codecs
import csv
from typing import Final, NamedTuple

from doxdocket.parse.table.encodings import mark
from doxdocket.parse.table.lines import DELIMITERS

_ROWS: Final = 50
_NAMES: Final = (".csv", ".tsv", ".tab")
_OPENS: Final = tuple("{[<%")
_HEADER: Final = 60  # characters of the longest column name that is believed without a file name's help


class Look(NamedTuple):
    """What a beginning looks like."""

    encoding: str
    delimiter: str
    columns: int


def encoding(head: bytes) -> str | None:
    """The encoding that a beginning is in; none when it is in none of ours."""
    if said := mark(head):
        return "utf-16" if said.startswith("utf-16") else said
    for name in ("utf-8", "gb18030"):
        try:
            codecs.getincrementaldecoder(name)().decode(head)
        except UnicodeDecodeError:
            continue
        return name
    return None


def text_of(head: bytes, name: str) -> str:
    """The whole lines of a beginning."""
    text = codecs.getincrementaldecoder("utf-8-sig" if name == "utf-8" else name)("replace").decode(head)
    cut = max(text.rfind("\n"), text.rfind("\r")) + 1
    return text[:cut] if cut and len(head) >= 1 << 15 else text


def delimited(head: bytes, name: str) -> Look | None:
    """Whether a beginning is delimited text."""
    known = encoding(head)
    if known is None:
        return None
    text = text_of(head, known)
    if not text.strip() or text.lstrip().startswith(_OPENS) or any(c < " " and c not in "\r\n\t" for c in text[:4096]):
        return None
    named = name.lower().endswith(_NAMES)
    best: tuple[int, int, str] | None = None
    for delimiter in DELIMITERS:
        widths = _widths(text, delimiter, named=named)
        if widths and (best is None or widths > best[:2]):
            best = (*widths, delimiter)
    return Look(known, best[2], best[1]) if best else None


def _widths(text: str, delimiter: str, *, named: bool) -> tuple[int, int] | None:
    """How many rows agree with the first, and on how many columns; none when it is no table with this delimiter."""
    reader, found = csv.reader(text.splitlines(keepends=True), delimiter=delimiter), []
    try:
        for row in reader:
            if row:
                found.append(row)
            if len(found) == _ROWS:
                break
    except csv.Error:
        return None
    if not found or len(found[0]) < 2:
        return None
    agree = sum(len(row) == len(found[0]) for row in found)
    if named:
        return (agree, len(found[0])) if agree * 2 > len(found) else None
    head = [cell.strip() for cell in found[0]]
    believed = len(set(head)) == len(head) and all(0 < len(cell) <= _HEADER and not cell.isdigit() for cell in head)
    return (agree, len(head)) if believed and agree == len(found) >= 3 else None
