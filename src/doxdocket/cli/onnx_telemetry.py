"""What onnxruntime wrote into the user's home while earlier versions of this program let it report to its maker.

A device id and a queue of events with the times of work, the place of this program and the make of the machine; nothing
of a case was found in one. Source: the paths in the wheels of onnxruntime 1.32.0 for Linux and macOS; the one for Windows
writes none. Every program that uses the library shares the folder, and whoever still lets it report makes it anew.
Left out: everything beside that folder, which is other programs'.

>>> [place.parts[-3:] for place in places({"HOME": "/home/o"})][0]
('Microsoft', 'DeveloperTools', '.onnxruntime')
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

_FOLDER = Path("Microsoft", "DeveloperTools", ".onnxruntime")


def places(environ: Mapping[str, str]) -> list[Path]:
    """Where it may lie: the cache of this user on Linux, as named or as usual, and the support files on macOS."""
    home = Path(environ["HOME"]) if environ.get("HOME") else None
    tops = [Path(environ["XDG_CACHE_HOME"])] if environ.get("XDG_CACHE_HOME") else []
    tops += [home / ".cache", home / "Library" / "Application Support"] if home else []
    return [top / _FOLDER for top in dict.fromkeys(tops)]


def found(environ: Mapping[str, str]) -> list[Path]:
    """The folders that are there; a link is somebody's own doing and is left."""
    return [place for place in places(environ) if place.is_dir() and not place.is_symlink()]


def delete(environ: Mapping[str, str]) -> list[Path]:
    """Delete them, and say which."""
    gone = found(environ)
    for place in gone:
        shutil.rmtree(place)
    return gone
