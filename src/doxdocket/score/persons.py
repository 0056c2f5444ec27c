"""Whether the findings of one text went to the right persons, whatever the persons are called on either side.

Persons of the truth and of the answer are paired one to one so that most spans agree (Kuhn, Naval Research Logistics 2
(1955) 83); a span is right when its two persons are a pair. Spans that are nobody's are right when they are nobody's on both sides. Only
spans that were found are asked. Left out: roles and kinship.

>>> swapped = [("甲", 1), ("甲", 1), ("乙", 0), ("乙", 1)]
>>> right(swapped), same_person(swapped)
([True, True, True, False], (1, 2, 1))
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

NOBODY = None
Pair = tuple[Hashable, Hashable]
"""The person of one span in truth and answer."""


def person(given: object) -> str | None:
    """A person as labels and findings name one: null and -1 are nobody."""
    return NOBODY if given is None or given == -1 else str(given)


def pairing(spans: Sequence[Pair]) -> frozenset[Pair]:
    """Which persons of truth and answer are taken to be the same, so that most spans agree."""
    votes = Counter(pair for pair in spans if NOBODY not in pair)
    return frozenset(pair for part in _parts(votes) for pair in _paired(part, votes))


def right(spans: Sequence[Pair]) -> list[bool]:
    """Of each span whether it lies with the right person under the best pairing."""
    paired = pairing(spans)
    return [pair == (NOBODY, NOBODY) or pair in paired for pair in spans]


def same_person(spans: Sequence[Pair]) -> tuple[int, int, int]:
    """Of pairs of spans that one person owns: right, wrong and missed."""
    both = _twos(Counter(pair for pair in spans if NOBODY not in pair))
    true, found = (_twos(Counter(pair[side] for pair in spans if pair[side] is not NOBODY)) for side in (0, 1))
    return both, found - both, true - both


def _twos(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _parts(votes: Mapping[Pair, int]) -> list[list[Pair]]:
    """Pairs that share a person with one another, directly or over others: each part is paired for itself."""
    of_true: dict[Hashable, list[Pair]] = defaultdict(list)
    of_found: dict[Hashable, list[Pair]] = defaultdict(list)
    for pair in votes:
        of_true[pair[0]].append(pair)
        of_found[pair[1]].append(pair)
    left, parts = dict.fromkeys(votes), []
    while left:
        part, todo = [], [next(iter(left))]
        while todo:
            pair = todo.pop()
            if pair in left:
                del left[pair]
                part.append(pair)
                todo += [*of_true[pair[0]], *of_found[pair[1]]]
        parts.append(part)
    return parts


def _paired(part: Sequence[Pair], votes: Mapping[Pair, int]) -> Iterator[Pair]:
    true, found = (list(dict.fromkeys(pair[side] for pair in part)) for side in (0, 1))
    for i, j in _pairing([[votes.get((t, f), 0) for f in found] for t in true]):
        yield true[i], found[j]


def _pairing(table: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """One cell a row and column, so that their sum is greatest: the Hungarian method on costs of opposite sign."""
    if not table or not table[0]:
        return []
    if len(table) > len(table[0]):
        return [(row, column) for column, row in _pairing(list(zip(*table, strict=True)))]
    rows, columns = len(table), len(table[0])
    far = 1 + sum(map(sum, table))
    of_row, of_column = [0] * (rows + 1), [0] * (columns + 1)
    row_at, way = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_at[0], column = row, 0
        least, seen = [far] * (columns + 1), [False] * (columns + 1)
        while row_at[column]:
            seen[column], delta, after = True, far, 0
            for c in range(1, columns + 1):
                if not seen[c]:
                    cost = -table[row_at[column] - 1][c - 1] - of_row[row_at[column]] - of_column[c]
                    if cost < least[c]:
                        least[c], way[c] = cost, column
                    if least[c] < delta:
                        delta, after = least[c], c
            for c in range(columns + 1):
                if seen[c]:
                    of_row[row_at[c]] += delta
                    of_column[c] -= delta
                else:
                    least[c] -= delta
            column = after
        while column:
            row_at[column] = row_at[way[column]]
            column = way[column]
    return [(row_at[c] - 1, c - 1) for c in range(1, columns + 1) if row_at[c]]
