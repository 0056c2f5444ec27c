r"""The records of a JSON file that is one array, or one record a line, in bounded memory and with their places.

Dumps are written both ways, and the same reader serves: what stands at the top is an array's opening bracket or the
first record. After damage the reading goes on at the next line or element that begins an object; what was passed over
is handed on as ``Lost``. Leaves out: what a record means.

>>> import io
>>> lines, resumes = Window(io.BytesIO(b'{"id": 1}\n{"id": 2\n{"id": 3}\n')), re.compile(rb"[\n,] ?(?=\{)")
>>> [one.raw if isinstance(one, Element) else (one.code, one.start, one.end) for one in elements(lines, 99, resumes)]
[b'{"id": 1}', ('not_json', 10, 18), b'{"id": 3}']
>>> [one.raw for one in elements(Window(io.BytesIO(b'[{"a": [1]}, {"b": 2}]')), 99, resumes)]
[b'{"a": [1]}', b'{"b": 2}']
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeVar

import msgspec

from doxdocket.parse.careful import without_nan
from doxdocket.parse.repair import Repair, repaired
from doxdocket.parse.window import Damage, Window

T = TypeVar("T")

#: Half of the bytes that may be searched in vain: a message and everything about it is thousands of times smaller.
LIMIT = 16 << 20
_LEAST = 4 << 10


class Store:
    """Bytes that may be searched in vain for the ends of records. It fills as the reading gets on; while it is empty, what was
    searched is passed over whole. So the time stays in proportion to the file, whatever it holds.
    """

    def __init__(self, most: int) -> None:
        self._left = self._most = most

    def reach(self, limit: int) -> int:
        """Bytes in which the end of a record of up to ``limit`` bytes may be looked for now."""
        return min(limit, max(_LEAST, self._left))

    def vain(self, start: int, at: int) -> int:
        """Pay for a search from ``start`` that failed ``at``; from where the next record may be looked for."""
        self._left -= at - start
        return start if self._left > 0 else at

    def gain(self, read: int) -> None:
        """The reading got on by so many bytes."""
        self._left = min(self._most, self._left + 2 * read)


class Element(NamedTuple):
    """One record and where it lies in the file."""

    raw: bytes
    start: int
    end: int


class Lost(NamedTuple):
    """Bytes that hold no readable record, and why."""

    code: str
    start: int
    end: int


def elements(window: Window, limit: int, resumes: re.Pattern[bytes], *, nests: bool = True) -> Iterator[Element | Lost]:
    """Every record from the cursor on: of the array that begins there, else of the lines to the end of the file.

    ``limit``: bytes one record may have. ``resumes`` ends where a record begins, and spans no more than one line: a file of empty
    lines would be searched from each of them to the end. What ``nests`` may hold another record.
    """
    array = window.peek() == 0x5B
    if array:
        window.pos += 1
    store = Store(2 * LIMIT)
    while (byte := window.peek()) != -1:
        if array and byte == 0x5D:
            window.pos += 1
            return
        if byte == 0x2C:
            window.pos += 1
            continue
        start = window.offset
        try:
            end = _end(window, store.reach(limit), resumes, nests=nests)
        except Damage as damage:
            yield _passed(window, damage, store.vain(start, damage.at), resumes)._replace(start=start)
        else:
            raw, window.pos = window.data[window.pos : end], end  # whoever takes it may read on by himself
            yield Element(raw, start, window.offset)
        store.gain(window.offset - start)
    if array:
        yield Lost("truncated", window.offset, window.offset)


def _end(window: Window, limit: int, opens: re.Pattern[bytes], *, nests: bool) -> int:
    """Relative end of the record at the cursor, which holds no other: a lost brace or quote lets it swallow what follows."""
    if window.peek() != 0x7B:
        raise Damage("not_json", window.offset)
    end = window.value_end(limit)
    if not nests and opens.search(window.data, window.pos + 1, end):
        raise Damage("not_json", window.base + end)
    if not _whole(window.data[window.pos : end]):
        # Brackets are believed only where all that stands between them is JSON too.
        raise Damage("not_json", window.base + end)
    return end


def _whole(raw: bytes) -> bool:
    try:
        msgspec.json.decode(without_nan(repaired(raw)[0]).decode("utf-8", "replace"))
    except msgspec.DecodeError:
        return False
    except RecursionError:
        return True  # its brackets close; that it is too deep is said when it is read
    return True


def _passed(window: Window, damage: Damage, start: int, resumes: re.Pattern[bytes]) -> Lost:
    """Go to the next place after ``start`` where a record may begin."""
    window.pos = min(max(window.pos, start - window.base) + 1, len(window.data))
    match = window.find(resumes)
    end = window.offset
    if match:
        window.pos += len(match.group())
    return Lost("not_json" if match and damage.code == "truncated" else damage.code, start, end)


def members(window: Window, *, after: bool = False, comma: bool = False) -> Iterator[str]:
    """Keys of the object at the cursor; whoever asks for the next has read the value.

    ``after``: the cursor is behind a value of it. ``comma``: one behind the last member costs nothing.
    """
    if not after:
        window.take(b"{")
    while window.peek() != 0x7D:
        if after:
            window.take(b",")
            if window.peek() == 0x7D and comma:
                break
        after = True
        key = window.string()
        window.take(b":")
        window.peek()
        yield key
    window.pos += 1


def decoded(raw: bytes, decode: Callable[[bytes], T]) -> tuple[T, list[Repair]]:
    """One record, read as it stands or after the known repairs; ``Damage`` when it cannot be read."""
    try:
        return decode(raw), []
    except msgspec.ValidationError as fault:
        raise Damage("wrong_type", 0) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        fixed, repairs = repaired(raw)
    try:
        return decode(fixed), repairs
    except msgspec.ValidationError as fault:
        raise Damage("wrong_type", 0) from fault
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise Damage("not_json", 0) from fault
