"""A new file where the caller's own folder may be another's too: whole or not there, and nothing that lies there is replaced or followed.

It is written under a name that nobody can guess and named by link(2), which fails where anything bears the name already, a planted link
too. Disks without links (FAT on a stick) get it written under its own name, opened for this file alone. Left out: the folder
itself, which may be a link.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     put(Path(home) / "a", [b"1"])
...     try:
...         put(Path(home) / "a", [b"2"])
...     except WrongCall as e:
...         print(e.facts["file"].name, (Path(home) / "a").read_bytes(), len(list(Path(home).iterdir())))
a b'1' 1
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.store.nearby_cases import around, within

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def there(path: Path) -> bool:
    """Whether something bears this name, a link to nothing too."""
    return os.path.lexists(path)


def taken(path: Path) -> WrongCall:
    """The error: something bears this name."""
    return WrongCall("new_file.exists_and_is_not_replaced", file=path)


def free(path: Path) -> None:
    """A ``WrongCall`` where something bears this name, or where it lies in the folder of a case, which holds what is on its record alone."""
    if there(path):
        raise taken(path)
    if case := around(path):
        raise within(path, case)


@contextmanager
def beside(path: Path, data: Iterable[bytes]) -> Iterator[Path]:
    """What is to bear this name, on the disk beside it for its owner alone, under a name at which nothing can wait; inside it may be named, and then it goes."""
    part = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    made = os.open(part, _NEW, 0o600)
    try:
        with os.fdopen(made, "wb") as stream:
            stream.writelines(data)
            stream.flush()
            os.fsync(stream.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)


def put(path: Path, data: Iterable[bytes]) -> None:
    """Write it, for its owner alone; a ``WrongCall`` where something bears the name by then."""
    with beside(path, data) as part:
        try:
            _named(part, path)
        except FileExistsError:
            raise taken(path) from None


def write(path: Path, content: bytes) -> None:
    """Write it where it is free and outside of cases; a ``WrongCall`` else, and where it cannot be written."""
    free(path)
    try:
        put(path, [content])
    except OSError:
        raise WrongCall("new_file.cannot_be_written", file=path) from None


def _named(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        _copied(part, path)


def _copied(part: Path, path: Path) -> None:
    made = os.open(path, _NEW, 0o600)
    try:
        with os.fdopen(made, "wb") as stream, part.open("rb") as source:
            shutil.copyfileobj(source, stream)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)  # it is this call's own
        raise
