"""The best row of tags: what is inside follows its own beginning or inside, found with whole numbers.

Where the likeliest tag of each character already makes such a row, that is it; elsewhere dynamic programming finds it, between places where the
best row surely is outside. A column is a tag: outside, then of each kind its beginning and its inside. Left out: what a tag means.

>>> tags = np.full((4, 127), -9, np.int32)
>>> tags[:, 0] = (1, 0, 0, 1)
>>> tags[1, 3] = tags[2, 4] = 5
>>> [(start, end) for start, end, _ in best(tags)]
[(1, 3)]
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from doxdocket.bounds import spend
from doxdocket.law.kinds import kinds

Ints = npt.NDArray[np.int32]

_KINDS = tuple(kinds())


def best(tags: Ints) -> Iterator[tuple[int, int, str]]:
    """The spans of the best row: start, end, kind."""
    likeliest = tags.argmax(axis=1)
    inside = (likeliest > 0) & (likeliest % 2 == 0)
    before = np.concatenate(([0], likeliest[:-1]))
    torn = np.flatnonzero(inside & (before != likeliest) & (before != likeliest - 1))
    path: list[int] = likeliest.tolist()
    if len(torn):
        stops = _stops(tags).tolist()
        done = 0
        for at in torn.tolist():
            if at >= done:
                low, high = bisect_right(stops, at) - 1, bisect_left(stops, at)
                start = stops[low] if low >= 0 else 0
                done = stops[high] if high < len(stops) else len(tags)
                path[start:done] = _viterbi(tags[start:done])
    for start in np.flatnonzero(np.array(path) % 2 == 1).tolist():
        end, more = start + 1, path[start] + 1
        while end < len(path) and path[end] == more:
            end += 1
        yield start, end, _KINDS[path[start] // 2]


def _stops(tags: Ints) -> npt.NDArray[np.intp]:
    """Where the best row surely is outside: what an inside there could gain at the next character is less than it costs."""
    begin, inside = tags[:, 1::2], tags[:, 2::2]
    gain = np.zeros_like(begin)
    gain[:-1] = np.maximum(inside[1:] - begin[1:], 0)
    return np.flatnonzero((np.maximum(begin, inside) + gain).max(axis=1) < tags[:, 0])


def _viterbi(tags: Ints) -> list[int]:
    """The best row of tags; a kind that is nowhere as likely as the outside is in none."""
    some = np.flatnonzero((np.maximum(tags[:, 1::2], tags[:, 2::2]) >= tags[:, :1]).any(axis=0))
    spend(len(tags) * (1 + len(some)))
    columns = [0, *(column for kind in some.tolist() for column in (2 * kind + 1, 2 * kind + 2))]
    rows: list[list[int]] = tags[:, columns].tolist()
    score = rows[0]
    score[2::2] = [-(1 << 40)] * len(some)
    from_ = []
    for row in rows[1:]:
        most = max(score)
        came = [score.index(most)] * len(row)
        new = [most + one for one in row]
        for at in range(1, len(row), 2):
            begun = score[at] >= score[at + 1]
            came[at + 1] = at if begun else at + 1
            new[at + 1] = score[came[at + 1]] + row[at + 1]
        from_.append(came)
        score = new
    path = [score.index(max(score))]
    for came in reversed(from_):
        path.append(came[path[-1]])
    return [columns[at] for at in reversed(path)]
