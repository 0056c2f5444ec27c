"""Cases near a path that is none: in it, above it, beside it, and beside where it would be; those spelt like it first.

A mistyped path must not lead to a second, empty case: what is asked for is named, nothing is made. It looks one folder deep, at names
alone, and opens nothing.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as home:
...     (Path(home) / "lin-an").mkdir()
...     _ = (Path(home) / "lin-an" / DATABASE).write_bytes(b"")
...     [one.name for one in near(Path(home) / "lin-na")]
['lin-an']
"""

from collections.abc import Iterator
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

from doxdocket.errors import WrongCall
from doxdocket.store.info import DATABASE

MOST, LOOKED_AT = 5, 2000  # cases named; entries of one folder looked at


def is_case(place: Path) -> bool:
    """Whether a case lies there."""
    with suppress(OSError):
        return (place / DATABASE).is_file()
    return False


def around(place: Path) -> Path | None:
    """The case in whose folder this path lies, links followed; None when it lies in none."""
    there = place.parent.resolve()
    return next((one for one in (there, *there.parents) if is_case(one)), None)


def within(path: Path, case: Path) -> WrongCall:
    """The error: something is to be written into the folder of a case."""
    return WrongCall("store_near.lies_in_case_folder_nothing", file=path, case=case)  # fmt: skip


def near(place: Path) -> list[Path]:
    """The cases near that path, the likeliest first."""
    there = place.absolute()
    above = [one for one in there.parents if is_case(one)]  # a file or folder of a case was named
    stands = next(one for one in (there, *there.parents) if one.is_dir())
    beside = [one for folder in dict.fromkeys((stands, stands.parent)) for one in _inside(folder) if is_case(one)]
    ranked = sorted(dict.fromkeys(beside), key=lambda one: -SequenceMatcher(None, one.name, there.name).ratio())
    return list(dict.fromkeys([*above, *ranked]))[:MOST]


def _inside(folder: Path) -> Iterator[Path]:
    """The entries of a folder, as far as they are looked at."""
    try:
        for _, one in zip(range(LOOKED_AT), folder.iterdir(), strict=False):
            yield one
    except OSError:
        return


def no_case(place: Path) -> WrongCall:
    """That no case is there, with those that are near."""
    if found := near(place):
        return WrongCall("store_near.there_is_no_case_at", folder=place, near=", ".join(map(str, found)))  # fmt: skip
    return WrongCall("store_near.there_is_no_case_at_look", folder=place)


def occupied(folder: Path) -> WrongCall:
    """There is something where a new case shall be."""
    return WrongCall("store_near.is_not_empty_and_was", folder=folder)
