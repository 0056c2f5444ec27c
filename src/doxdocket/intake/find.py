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


@dataclass(frozen=True, slots=True)
class Found:
    """One thing met: to be taken when ``refusal`` is empty."""

    path: Path = field(repr=False)
    relative: str = field(repr=False)  # to the folder that was named, with '/' between names
    refusal: str = ""  # link, special, inside_case, unreadable
    size: int = 0


def shown(path: Path | str) -> str:
    """A path as text that any screen can show and UTF-8 can hold."""
    return os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def find(paths: Sequence[Path | str], case_folder: Path) -> Iterator[Found]:
    """Everything under ``paths``, in the order given and sorted within folders."""
    for path in map(Path, paths):
        if not os.path.lexists(path):
            raise WrongCall(
                zh="没有这个文件或文件夹：{path}。没有入卷任何东西。",
                en="there is no such file or folder: {path}. Nothing was taken in.",
                path=shown(path),
            )
    inside = case_folder.resolve()
    for path in map(Path, paths):
        if _mode(path) == stat.S_IFDIR:
            yield from _walk(path, path, inside)
        else:
            yield _look(path, shown(path.name), inside)


def _walk(folder: Path, root: Path, case_folder: Path) -> Iterator[Found]:
    relative = shown(folder.relative_to(root))
    if folder.resolve() == case_folder:
        yield Found(folder, relative, "inside_case")
        return
    try:
        entries = sorted(folder.iterdir(), key=os.fsencode)
    except OSError:
        yield Found(folder, relative, "unreadable")
        return
    for entry in entries:
        if _mode(entry) == stat.S_IFDIR:
            yield from _walk(entry, root, case_folder)
        else:
            yield _look(entry, shown(entry.relative_to(root)), case_folder)


def _look(path: Path, relative: str, case_folder: Path) -> Found:
    mode = _mode(path)
    if mode == stat.S_IFLNK:
        return Found(path, relative, "link")
    if mode != stat.S_IFREG:
        return Found(path, relative, "special" if mode else "unreadable")
    if case_folder in path.resolve().parents:
        return Found(path, relative, "inside_case")
    return Found(path, relative, size=path.lstat().st_size)


def _mode(path: Path) -> int:
    """What kind of thing it is, itself and not what it links to; 0 when it cannot be told."""
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except OSError:
        return 0
