"""Every clear value of a run as marks of its pieces, so that a text is held against all of them at once (``store.values_in_text`` says when it repeats one).

A mark is eight bytes of a keyed digest. Whoever has marks and key together could try pieces until one fits: they are kept where values may be, under the
key of the case (``desk.index``). Two pieces with the same mark would refuse a text that repeats nothing: of a million marks one text in a
hundred million.

>>> made = Marks.of([("phone_number", "13800001850"), ("home_address", "竹影路3号2幢")], b"k" * 32)
>>> again = Marks.load(made.dump())
>>> (
...     again.kinds(Said.of("核对 一三八 零零零 零一八五零")),
...     again.kinds(Said.of("核对竹影路3号")),
...     again.kinds(Said.of("核对原文")),
... )
({'phone_number'}, {'home_address'}, set())
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

import msgspec
import numpy as np
import numpy.typing as npt

from doxdocket.store.values_in_text import NUMBER, PIECE4, PIECE6, RUN, SORTS, WHOLE, Said, needles


class Marks:
    """Of each sort of piece the marks, in order, and of each mark the kind of the value that it is of. ``lengths``: of what is looked for in the midst of a text."""

    def __init__(self, key: bytes, kinds: list[str], lengths: dict[str, list[int]], marks: dict[str, bytes]) -> None:
        self._key, self._kinds, self._lengths = key, kinds, lengths
        self._marks: dict[str, npt.NDArray[np.uint64]] = {}
        self._of: dict[str, npt.NDArray[np.uint16]] = {}
        for sort in SORTS:
            rows = np.frombuffer(marks[sort], _ROW)
            self._marks[sort], self._of[sort] = np.ascontiguousarray(rows["mark"]), np.ascontiguousarray(rows["kind"])

    @classmethod
    def of(cls, values: Iterable[tuple[str, str]], key: bytes) -> "Marks":
        """Of these values (kind, value)."""
        kinds: dict[str, int] = {}
        lengths: dict[str, set[int]] = {WHOLE: set(), RUN: set()}
        found: dict[str, set[tuple[int, int]]] = {sort: set() for sort in SORTS}
        for kind, value in values:
            no = kinds.setdefault(kind, len(kinds))
            for sort, piece in needles(kind, value):
                found[sort].add((_mark(key, sort, piece), no))
                if sort in lengths:
                    lengths[sort].add(len(piece))
        rows = {sort: np.array(sorted(some), _ROW).tobytes() for sort, some in found.items()}
        return cls(key, list(kinds), {sort: sorted(some) for sort, some in lengths.items()}, rows)

    def dump(self) -> bytes:
        """All of it, to be kept where a value may be."""
        rows = {sort: np.rec.fromarrays([self._marks[sort], self._of[sort]], _ROW).tobytes() for sort in SORTS}
        return msgspec.msgpack.encode([self._key, self._kinds, self._lengths, rows])

    @classmethod
    def load(cls, data: bytes) -> "Marks":
        """As it was kept."""
        return cls(*msgspec.msgpack.decode(data, type=tuple[bytes, list[str], dict[str, list[int]], dict[str, bytes]]))

    def kinds(self, said: Said) -> set[str]:
        """The kinds of values that a text repeats."""
        found: set[str] = set()
        for sort in SORTS:
            asked = np.array([_mark(self._key, sort, piece) for piece in set(self._pieces(said, sort))], np.uint64)
            first, end = (np.searchsorted(self._marks[sort], asked, side) for side in ("left", "right"))
            for a, b in zip(first[first < end], end[first < end], strict=True):
                found |= {self._kinds[no] for no in self._of[sort][a:b]}
        return found

    def _pieces(self, said: Said, sort: str) -> Iterator[str]:
        if sort in self._lengths:
            text = said.whole if sort == WHOLE else said.run
            return (text[at : at + size] for size in self._lengths[sort] for at in range(len(text) - size + 1))
        return iter({NUMBER: said.numbers[7], PIECE4: said.pieces[4], PIECE6: said.pieces[6]}[sort])


_ROW = np.dtype([("mark", np.uint64), ("kind", np.uint16)])


def _mark(key: bytes, sort: str, piece: str) -> int:
    return int.from_bytes(
        blake2b(piece.encode("utf-8", "surrogatepass"), digest_size=8, key=key, person=sort.encode()).digest()
    )
