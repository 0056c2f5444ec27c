"""Whom to call: numbers as data beside the kit (``help.toml``), which an office may change before it hands kits out.

Source of the shipped lines: in the file, line by line. A file that cannot be read is said to be so, and the shipped lines are shown.

>>> [one.number for one in shipped()]
['110', '12110', '96110', '12321', '12377', '12309', '12348', '12356', '12355', '12345']
"""

from importlib.resources import files
from pathlib import Path

import msgspec

from doxdocket.kit.folder import HELP, Kit


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number, whose it is, when to call it, and who says so."""

    number: str
    zh: str
    when: str
    source: str
    en: str = ""
    when_en: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    line: tuple[Line, ...]


def _shipped() -> bytes:
    return files("doxdocket.kit").joinpath(HELP).read_bytes()


def shipped() -> tuple[Line, ...]:
    """The lines that come with the program."""
    return msgspec.toml.decode(_shipped(), type=_File).line


def lay(kit: Kit) -> None:
    """Put the file beside the kit, where none is there."""
    path = kit.folder / HELP
    if not path.exists():
        kit.put(path, _shipped())


def lines(folder: Path) -> tuple[tuple[Line, ...], bool]:
    """The lines of this kit, and whether its file could be read."""
    try:
        found = msgspec.toml.decode((folder / HELP).read_bytes(), type=_File).line
    except (OSError, ValueError):
        return shipped(), False
    return (found, True) if found else (shipped(), False)
