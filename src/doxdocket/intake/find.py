r"""Which files are meant: regular files in sorted order, folders walked without following links.

A name that is no UTF-8 is kept with its odd bytes escaped (``\xff``), so that it can be shown and searched for.

>>> shown(Path("a") / "b.json"), shown(os.fsdecode(b"a\xff.json"))
('a/b.json', 'a\\xff.json')
"""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.store.info import DATABASE, FILE


@dataclass(frozen=True, slots=True)
class Found:
    """One thing met: to be taken when ``refusal`` is empty."""

    path: Path = field(repr=False)
    relative: str = field(repr=False)  # to the folder that was named, with '/' between names
    refusal: str = ""  # link, special, inside_case, case_folder, unreadable
    size: int = 0


def shown(path: Path | str) -> str:
    """A path as text that any screen can show and UTF-8 can hold."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def find(paths: Sequence[Path | str], case_folder: Path) -> Iterator[Found]:
    """Everything under ``paths``, in the order given and sorted within folders."""
    for path in map(Path, paths):
        if not os.path.lexists(path):
            raise WrongCall("intake_find.there_is_no_such_file", path=shown(path))
    inside = case_folder.resolve()
    for path in map(Path, paths):
        mode = _mode(path)
        if mode in {stat.S_IFDIR, stat.S_IFREG} and inside in path.resolve().parents:
            yield Found(path, shown(path.name), "inside_case")
        elif mode == stat.S_IFDIR:
            yield from _walk(path, inside)
        else:
            yield _look(path, shown(path.name))


def _walk(root: Path, case_folder: Path) -> Iterator[Found]:
    """A folder and those in it, however deep: what is still to come waits in a list and not on the stack."""
    case = case_folder.stat()
    waiting = [(root, "")]
    while waiting:
        path, relative = waiting.pop()
        if _mode(path) != stat.S_IFDIR:
            yield _look(path, relative)
        elif refusal := _closed(path, case):
            yield Found(path, relative or ".", refusal)
        else:
            try:
                inside = sorted(path.iterdir(), key=os.fsencode, reverse=True)
            except OSError:
                yield Found(path, relative or ".", "unreadable")
            else:
                above = f"{relative}/" if relative else ""
                waiting += [(one, above + shown(one.name)) for one in inside]


def _closed(folder: Path, case: os.stat_result) -> str:
    """Why a folder is not entered: it is the case at hand, or another."""
    try:
        if os.path.samestat(folder.stat(), case):
            return "inside_case"
        return "case_folder" if all(os.path.lexists(folder / name) for name in (DATABASE, FILE)) else ""
    except OSError:
        return "unreadable"


def _look(path: Path, relative: str) -> Found:
    mode = _mode(path)
    if mode == stat.S_IFLNK:
        return Found(path, relative, "link")
    if mode != stat.S_IFREG:
        return Found(path, relative, "special" if mode else "unreadable")
    return Found(path, relative, size=path.lstat().st_size)


def _mode(path: Path) -> int:
    """What kind of thing it is, itself and not what it links to; 0 when it cannot be told."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except OSError:
        return 0
