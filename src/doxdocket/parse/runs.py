r"""Records of a dump, many at a time: an array, or one record after the other, each with its exact byte range.

A dump is written by a program, so its records are parted alike. What parts two of them that were read exactly
(``elements``) is a good guess for the next boundaries: a piece that begins at a proven boundary and decodes as one
complete record proves its own end, and so on. What does not decode is read exactly, one record at a time, and
repaired where it may (``careful``). Leaves out: what a record means.

>>> import io, msgspec
>>> class Post(msgspec.Struct):
...     id: int
>>> shape = Shape(Post, ("id",), rb'\{"id":')
>>> lines = b'{"id":1,"to":{"id":0}}\n{"id":2}\n{"id":3,oops}\n{"id":4}\n{"id":5}\n'
>>> [(run.items[-2:], run.starts, run.lost) for run in gathered(Window(io.BytesIO(lines)), shape)]
[([Post(id=4), Post(id=5)], [0, 23, 46, 55], [Lost(code='not_json', start=32, end=45)])]
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, Self, TypeVar

import msgspec

from doxdocket.parse.careful import FAULTS, Careful, Note, repeats
from doxdocket.parse.elements import Element, Lost, elements
from doxdocket.parse.window import BLOCK, Damage, Window

T = TypeVar("T", bound=msgspec.Struct)

#: Bytes one record may have: decoded, a hostile one becomes some thirty times as much.
LIMIT = 4 << 20
#: The least that is tried at once after damage.
_LEAST = 1 << 10
#: Records and bytes that are handed on together.
_ROWS, _BYTES = 8192, 4 << 20
#: Records that are looked at together: few enough to stay in the processor's cache.
_GROUP = 64
_CLOSE = re.compile(rb"\r?\n[ \t]*+\}$|\}$")


class Shape(Generic[T]):
    """How a form's records look: their fields, those they cannot do without, and the bytes they all begin with.

    ``nests``: whether one may stand inside another, as a message that is answered does in some. ``python``: whether a
    script wrote them (``Careful``).
    """

    def __init__(
        self, kind: type[T], vital: Iterable[str], opens: bytes, *, nests: bool = True, python: bool = False
    ) -> None:
        self.careful = Careful(kind, vital, python=python)
        self.opens, self.nests = re.compile(opens), nests
        self.resumes = re.compile(rb"(?:,[ \t\r]*+\n?+|\n|\[)[ \t\r]*+(?=" + opens + rb")")
        self.resumes_line = re.compile(rb"\n[ \t\r]*+(?=" + opens + rb")")


@dataclass(slots=True)
class Run(Generic[T]):
    """Some records in a row, with what was met in and between them."""

    items: list[T] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    notes: dict[int, list[Note]] = field(default_factory=dict)  # index in items -> repairs, at places in the record

    def add(self, other: "Run[T]") -> None:
        """Append what follows."""
        shift = len(self.items)
        self.notes.update({shift + i: notes for i, notes in other.notes.items()})
        self.items += other.items
        self.starts += other.starts
        self.ends += other.ends
        self.lost += other.lost

    def only(self, keep: Sequence[int]) -> Self:
        """The records that are kept, without what was lost between them."""
        at = {old: new for new, old in enumerate(keep)}
        return type(self)(
            items=[self.items[i] for i in keep],
            starts=[self.starts[i] for i in keep],
            ends=[self.ends[i] for i in keep],
            notes={at[i]: notes for i, notes in self.notes.items() if i in at},
        )

    @property
    def full(self) -> bool:
        """Whether it should be handed on."""
        return len(self.items) >= _ROWS or len(self.lost) >= _ROWS or self.size >= _BYTES

    @property
    def size(self) -> int:
        """Bytes of its records."""
        return self.ends[-1] - self.starts[0] if self.ends else 0


def gathered(window: Window, shape: Shape[T]) -> Iterator[Run[T]]:
    """The same as ``runs``, in larger parts."""
    whole: Run[T] = Run()
    for run in runs(window, shape):
        whole.add(run)
        if whole.full:
            yield whole
            whole = Run()
    if whole.items or whole.lost:
        yield whole


def runs(window: Window, shape: Shape[T]) -> Iterator[Run[T]]:
    """Every record from the cursor on: of the array that begins there, else of all that follow to the end."""
    array = window.peek() == 0x5B
    exact = elements(window, LIMIT, shape.resumes if array else shape.resumes_line, nests=shape.nests)
    parted: Parted | None = None
    while True:
        run: Run[T] | None = parted.read(window, shape) if parted else None
        if not run:
            one = next(exact, None)
            if one is None:
                return
            run = _read(one, shape)
            if isinstance(one, Element):
                parted = learn(window, one, shape, parted)
        yield run


def _read(one: Element | Lost, shape: Shape[T]) -> Run[T]:
    """One record, or why it is none."""
    run: Run[T] = Run()
    if isinstance(one, Lost):
        run.lost.append(one)
        return run
    try:
        item, notes = exactly(one.raw, shape)
    except Damage as damage:
        run.lost.append(Lost(damage.code, one.start, one.end))
        return run
    if notes:
        run.notes[0] = notes
    run.items.append(item)
    run.starts.append(one.start)
    run.ends.append(one.end)
    return run


def exactly(raw: bytes, shape: Shape[T]) -> tuple[T, list[Note]]:
    """One record as it stands, or with the repairs it needs; ``Damage`` (at an offset in ``raw``) when they do not help."""
    try:
        item = shape.careful.decode(raw)
    except FAULTS:
        return shape.careful.read(raw)
    return shape.careful.read(raw) if repeats(raw) else (item, [])


def proven(pieces: Sequence[bytes], decode: Callable[[bytes], T]) -> list[T]:
    """The records of the pieces up to the first that is none by itself, or that may hold a key twice."""
    items: list[T] = []
    with suppress(*FAULTS):
        for i in range(0, len(pieces), _GROUP):
            some = pieces[i : i + _GROUP]
            if not repeats(b",".join(some)):
                items.extend(map(decode, some))  # what was decoded before a fault is kept
                continue
            for one in some:  # those before the first that is odd are kept too
                if repeats(one):
                    return items
                items.append(decode(one))
    return items


@dataclass(slots=True)
class Parted:
    """What parts the records of a file."""

    pattern: re.Pattern[bytes]  # from the closing brace of one to where the next one opens
    close: bytes  # the closing brace with the white space before it
    step: int = BLOCK  # bytes that are tried at once: fewer where the guess failed

    def read(self, window: Window, shape: Shape[T]) -> Run[T] | None:
        """Up to ``step`` bytes of records at the cursor; none when the next one is for the exact way."""
        marks = list(self.pattern.finditer(window.data, window.pos, window.pos + self.step))
        if not marks:
            if len(window.data) - window.pos > self.step or not window.more():
                # A record longer than the step is looked for once farther on.
                first = self.pattern.search(window.data, window.pos, window.pos + BLOCK)
                self.step = min(self.step * 2, BLOCK)
                marks = [first] if first else []
            else:
                marks = list(self.pattern.finditer(window.data, window.pos, window.pos + self.step))
        data, start, base = window.data, window.pos, window.base
        if not marks or not shape.opens.match(data, start):
            return None
        starts = [start, *[mark.end() for mark in marks]]
        ends = [mark.start() + len(self.close) for mark in marks]
        items = proven([data[a:b] for a, b in zip(starts, ends, strict=False)], shape.careful.decode)
        self.step = min(self.step * 2, BLOCK) if len(items) == len(ends) else max(self.step // 8, _LEAST)
        if not items:
            return None
        starts, after, ends = starts[: len(items)], starts[len(items)], ends[: len(items)]
        window.pos = after
        return Run(items, [base + one for one in starts], [base + one for one in ends])


def learn(window: Window, before: Element, shape: Shape[T], known: Parted | None) -> Parted | None:
    """What parts the record that was read from the next; what is known where that is out of sight."""
    if window.peek() == 0x2C:
        window.pos += 1
        window.peek()
    at = before.end - window.base
    close = _CLOSE.search(before.raw, max(0, len(before.raw) - 64))
    if at < 0 or not close or not shape.opens.match(window.data, window.pos):
        return known
    pattern = _between(close.group() + window.data[at : window.pos], shape.opens.pattern)
    if known and known.pattern is pattern:
        return known
    return Parted(pattern, close.group(), known.step if known else BLOCK)


@lru_cache(maxsize=64)
def _between(parts: bytes, opens: bytes) -> re.Pattern[bytes]:
    return re.compile(re.escape(parts) + rb"(?=" + opens + rb")")
