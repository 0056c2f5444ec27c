"""Tasks over a run's folder for workers that do not see it: what a task reads travels with it, what it writes comes back and is written here, part by part.

The files are parts of encrypted tables as they lie in the run, and so is what comes back: a worker unseals posts in its own memory alone. A part that came back twice, or was
there, is the same. Left out: how tasks travel (``engine``).
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

from doxdocket.engine.pool import Died
from doxdocket.store.run import Run


class Workers(Protocol):
    """Whoever does tasks somewhere else."""

    def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer to each task."""


class Away:
    """In place of ``engine.pool.Pool`` for tasks (folder, keys, part, …) over the folder of a run."""

    def __init__(self, run: Run, workers: Workers) -> None:
        self._run, self._workers = run, workers

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""

    def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer to each task, as they come; what a task wrote is in the run by then."""
        for answer in self._workers.each(there, (self._packed(function, *task) for task in tasks)):
            if isinstance(answer, Died):
                _, _, *arguments = answer.arguments
                yield Died((self._run.folder, *arguments), answer.at)
                continue
            done, files = answer
            for (table, part), data in sorted(files.items()):
                self._run.put(table, part, data)
            yield done

    def _packed(
        self, function: Callable[..., Any], folder: Path, keys: Sequence[bytes], part: str, *more: Any
    ) -> tuple[Any, ...]:
        path = Run(folder, keys).path_of("posts", part)
        return function, path.read_bytes() if path.exists() else b"", keys, part, *more


def there(
    function: Callable[..., Any], posts: bytes, keys: Sequence[bytes], part: str, *more: Any
) -> tuple[Any, dict[tuple[str, str], bytes]]:
    """A task where it is done: its answer, and what it wrote by table and part."""
    with tempfile.TemporaryDirectory(prefix="doxdocket-away-") as place:
        run = Run(Path(place) / "run", keys)
        if posts:
            run.put("posts", part, posts)
        done = function(run.folder, keys, part, *more)
        made = {
            (path.parent.name, path.stem): path.read_bytes()
            for path in run.folder.glob("*/*.parquet")
            if path.parent.name != "posts"
        }
    return done, made
