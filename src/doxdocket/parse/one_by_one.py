"""Records that are taken many at a time, and one by one where that fails: the bad one costs itself alone.

Leaves out: what is no record (``Lost``), which is told before.

>>> rows, taken = Rows("ab" * 32), []
>>> def take(run):
...     taken.extend(10 // n for n in run.items)
>>> each(
...     rows,
...     Run([5, 0, 2], [0, 10, 20], [9, 19, 29]),
...     take,
...     lambda: (lambda size: lambda: taken.__delitem__(slice(size, None)))(len(taken)),
... )
>>> taken, [row["byte_start"] for part in rows.rest() for row in part.batch.to_pylist()]
([2, 5], [10])
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import msgspec

from doxdocket.parse.rows import Rows
from doxdocket.parse.runs import Run

T = TypeVar("T", bound=msgspec.Struct)


def each(rows: Rows, run: Run[T], take: Callable[[Run[T]], None], marked: Callable[[], Callable[[], None]]) -> None:
    """Let ``take`` have the records. ``marked`` notes how things stand beside the rows, and gives what brings that back."""
    back = marked()
    if rows.trial(partial(take, run)) is None:
        return
    back()
    take(Run(lost=run.lost))
    for at in range(len(run.items)):
        back = marked()
        if not rows.tried(partial(take, some(run, [at])), run.starts[at], run.ends[at]):
            back()


def some(run: Run[T], keep: Sequence[int]) -> Run[T]:
    """The records that are kept, without what was lost between them."""
    at = {old: new for new, old in enumerate(keep)}
    return Run(
        [run.items[i] for i in keep],
        [run.starts[i] for i in keep],
        [run.ends[i] for i in keep],
        notes={at[i]: notes for i, notes in run.notes.items() if i in at},
    )
