r"""The rows of a file of delimited text (CSV, TSV), in bounded memory and with their places in bytes.

Source: RFC 4180, as its writers keep it: a field that begins with a quote ends with one, a doubled quote inside is one
quote, newlines inside are text; anywhere else a quote is a character. Rows end with LF, CRLF, CR or what a Windows
writer makes of CRLF (CR CR LF). What breaks these rules is one ``Bad`` stretch that ends with its line, and reading
goes on behind it. Leaves out: what columns mean; backslash escapes; comment lines.

>>> import io
>>> text = io.BytesIO('id,text\r\n1,"a ""b"",\nc"\r\n2,"x"y\r\n3,5" d\r\n'.encode())
>>> for one in rows(Coded(text, "utf-8"), ","):
...     print(one)
Row(cells=['id', 'text'], number=1, start=0, end=7)
Row(cells=['1', 'a "b",\nc'], number=2, start=9, end=23)
Bad(code='broken_quotes', number=3, start=25, end=31)
Row(cells=['3', '5" d'], number=4, start=33, end=39)
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from doxdocket.parse.table.encodings import BLOCK, Coded, Guard

#: Bytes that one row may have: thousands of times what a message has.
LIMIT: Final = 16 << 20
#: As many columns as a spreadsheet can have.
COLUMNS: Final = 16_384
_STRETCH: Final = 1 << 14  # bytes of lines taken at once: looking ahead must not cost more than it saves
_SHORT: Final = 16_384  # the standard reader takes these: it is faster, and has a limit of its own
DELIMITERS: Final = (",", ";", "\t", "|")


class Row(NamedTuple):
    """One row: its cells, its number in the file (from 1) and its place in bytes."""

    cells: list[str]
    number: int
    start: int
    end: int


class Bad(NamedTuple):
    """Bytes that are no row, and why."""

    code: str
    number: int
    start: int
    end: int


@cache
def _patterns(delimiter: str, codec: str) -> tuple[re.Pattern[bytes], re.Pattern[bytes], re.Pattern[str]]:
    d = re.escape(delimiter.encode())
    plain = rb'(?!")[^%b\r\n]*+' % d
    if codec == "gb18030" and delimiter == "|":  # which may be the second half of a character there
        plain = rb'(?!")(?:[\x81-\xfe][0-9@-~\x80-\xfe]|[^|\r\n])*+'
    field = rb'(?:"[^"]*+(?:""[^"]*+)*+"(?=%b|[\r\n]|\Z)|%b)' % (d, plain)
    cell = r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^%s]*+))(%s|\Z)' % ((re.escape(delimiter),) * 2)
    return re.compile(rb"%b(?:%b%b)*+" % (field, d, field)), re.compile(rb'"[^"]*+(?:""[^"]*+)*+'), re.compile(cell)


_END = re.compile(rb"\r*+\n|\r++(?!\n)")
_BREAK = re.compile(rb"[\r\n]")
_BLANK = re.compile(rb"[\r\n]*+")


class _Text:
    """What of the file is in memory, and where reading stands in it."""

    def __init__(self, coded: Coded, delimiter: str) -> None:
        self.coded, self.delimiter = coded, delimiter.encode()
        self.record, self.quoted, self.cell = _patterns(delimiter, coded.codec)
        self.data, self.base, self.pos, self.ended = b"", 0, 0, False

    def more(self) -> None:
        """Read on, as much again as there is."""
        parts, wanted = [self.data[self.pos :]], max(BLOCK, len(self.data) - self.pos)
        while wanted > 0 and not self.ended:
            parts.append(self.coded.read(BLOCK))
            self.ended = not parts[-1]
            wanted -= len(parts[-1])
        self.base += self.pos
        self.data, self.pos = b"".join(parts), 0

    def left(self) -> bool:
        """Whether there is more to read."""
        if self.pos == len(self.data) and not self.ended:
            self.more()
        return self.pos < len(self.data)

    def start(self) -> int:
        """Where reading stands in the file."""
        return self.coded.place(self.base + self.pos)

    def row_end(self) -> tuple[int, int] | str:
        """Where the row at ``pos`` ends and the next begins, or why there is none."""
        while True:
            match = self.record.match(self.data, self.pos)  # none when its first cell is a quote that does not close
            at = match.end() if match else self.pos
            if at == len(self.data):
                if self.ended:
                    return at, at
            elif end := _END.match(self.data, at):
                if end.end() < len(self.data) or self.ended:
                    return at, end.end()
            elif not self._open(at):
                return "broken_quotes"
            if len(self.data) - self.pos >= LIMIT:
                return "broken_quotes" if _BREAK.search(self.data, self.pos, self.pos + LIMIT) else "too_big"
            self.more()

    def _open(self, at: int) -> bool:
        """Whether the field that stops the row at ``at`` is a quote that may yet close."""
        quote = at if self.data[at : at + 1] == b'"' else at + len(self.delimiter)
        found = self.quoted.match(self.data, quote)
        return found is not None and found.end() + 1 >= len(self.data) and not self.ended

    def blank(self) -> int:
        """Pass over blank lines, however many; how many there were."""
        lines = 0
        while self.left():
            end = _BLANK.match(self.data, self.pos).end()  # type: ignore[union-attr]  # it matches the empty string
            if end == len(self.data) and self.data[-1:] == b"\r" and not self.ended:
                end -= 1  # it may be the first half of CRLF
                if end == self.pos:
                    self.more()
                    continue
            run, self.pos = self.data[self.pos : end], end
            lines += run.count(b"\n") or len(run)
            if end < len(self.data):
                break
        return lines

    def line_end(self) -> int:
        """Pass over the rest of the line, whatever its length; the place in the file where it ended."""
        while not (found := _BREAK.search(self.data, self.pos)):
            self.pos = len(self.data)
            if not self.left():
                return self.start()
        self.pos = found.start()
        end = self.start()
        while (behind := _END.match(self.data, self.pos)) and behind.end() == len(self.data) and not self.ended:
            self.more()
        self.pos = behind.end() if behind else len(self.data)
        return end


def rows(coded: Coded, delimiter: str) -> Iterator[Row | Bad]:
    """Every row, or stretch that is none; blank lines are passed over but counted in the numbers."""
    text, guard, number = _Text(coded, delimiter), Guard(coded.stated), 0
    while True:
        number += text.blank()
        if not text.left():
            break
        for row in _plain(text, guard, number):
            number = row.number
            if len(row.cells) > COLUMNS:
                yield Bad("too_many_columns", *row[1:])
            else:
                yield row
        if text.left() and text.data[text.pos] not in b"\r\n":
            number += 1
            yield _next(text, guard, number)
    guard.ended()


def _plain(text: _Text, guard: Guard, number: int) -> Iterator[Row]:
    """The whole lines in memory before the next quote, when nothing is wrong with them; else none."""
    data, pos = text.data, text.pos
    first = data.find(b"\n", pos, pos + _STRETCH)
    if first < 0 or data.find(b'"', pos, first) >= 0:
        return
    stop = min(len(data), pos + _STRETCH)
    for blank in (b"\n\n", b"\n\r\n"):
        if (at := data.find(blank, pos, stop)) >= 0:
            stop = at + 1
    quote = data.find(b'"', pos, stop)
    last = data.rfind(b"\n", pos, quote if quote >= 0 else stop)
    if last < 0 or data.find(b"\0", pos, last) >= 0:
        return
    raw = data[pos:last]
    if raw.count(b"\r") != raw.count(b"\r\n") + raw.endswith(b"\r"):
        return
    try:
        lines = raw.decode(text.coded.codec).split("\n")
    except UnicodeDecodeError:
        return
    delimiter = text.delimiter.decode()
    guard.good(raw, len(lines))
    at = text.base + pos
    for line, part in zip(lines, raw.split(b"\n"), strict=True):
        number += 1
        end = at + len(part) - part.endswith(b"\r")
        cells = line.removesuffix("\r").split(delimiter)
        yield Row(cells, number, text.coded.place(at), text.coded.place(end))
        at += len(part) + 1
    text.pos = last + 1


def _next(text: _Text, guard: Guard, number: int) -> Row | Bad:
    """The row at ``pos``, whatever it is like."""
    start = text.start()
    found = text.row_end()
    if isinstance(found, str):
        return Bad(found, number, start, text.line_end())
    raw = text.data[text.pos : found[0]]
    text.pos = found[0]
    end = text.start()
    text.pos = found[1]
    if b"\0" in raw:
        return Bad("nul_bytes", number, start, end)
    try:
        words = raw.decode(text.coded.codec)
    except UnicodeDecodeError:
        guard.lost(start)
        return Bad("wrong_encoding", number, start, end)
    guard.good(raw, 1)
    cells = _cells(words, text)
    return Bad("too_many_columns", number, start, end) if cells is None else Row(cells, number, start, end)


def _cells(words: str, text: _Text) -> list[str] | None:
    if len(words) < _SHORT:
        return next(csv.reader((words,), delimiter=text.delimiter.decode()))
    cells, at = [], 0
    while True:
        match = text.cell.match(words, at)
        assert match  # noqa: S101 - the row's own pattern matched it in bytes
        cells.append(match[1].replace('""', '"') if match[1] is not None else match[2])
        if not match[3]:
            return cells
        if len(cells) >= COLUMNS:
            return None
        at = match.end()
