"""The files of a folder as they lie there: links not followed, hashed side by side at the speed of the disk.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     _ = (Path(home) / "a").write_bytes(b"abc")
...     files(Path(home)), list(hashes(Path(home), ["a", "b"]))
({'a': 3}, [('a', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'), ('b', '')])
"""

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from doxdocket.seal.fixity import file_sha256

NOT_A_FILE = -1


def files(folder: Path) -> dict[str, int]:
    """Sizes by path within the folder, '/' between names; links, pipes and unreadable folders have size -1."""
    found: dict[str, int] = {}
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = list(os.scandir(here))
        except OSError:
            found[here.relative_to(folder).as_posix()] = NOT_A_FILE
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                waiting.append(Path(entry.path))
            elif (size := _size(entry)) is not None:
                found[Path(entry.path).relative_to(folder).as_posix()] = size
    return found


def _size(entry: "os.DirEntry[str]") -> int | None:
    try:
        return entry.stat(follow_symlinks=False).st_size if entry.is_file(follow_symlinks=False) else NOT_A_FILE
    except OSError:  # gone since the folder was listed
        return None


def hashes(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each path with its SHA-256; with '' when it cannot be read."""
    names = list(paths)
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:  # hashing releases the interpreter
        yield from zip(names, pool.map(lambda name: _sha256(folder / name), names), strict=True)


def _sha256(path: Path) -> str:
    try:
        return file_sha256(path)
    except OSError:
        return ""
