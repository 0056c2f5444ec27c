"""The word lists that ship beside this room, read once: any table, peoples, divisions.

Sources are named in each file. All are in simplified characters, as the cleaned text is.

>>> "维吾尔族" in peoples(), "浙江省" in divisions()
(True, True)
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from doxdocket.law import strict_yaml


@cache
def table(name: str, package: str = __package__) -> Any:
    """The content of one data file, of this room or of the package named."""
    with resources.as_file(resources.files(package).joinpath(name)) as path:
        return strict_yaml.load(Path(path))


@cache
def peoples() -> Mapping[str, str]:
    """Each way to write one of the 56 peoples, with the full name."""
    names = table("ethnicities.yaml")
    return {**{name: name for name in names["names"]}, **names["short"]}


@cache
def divisions() -> Mapping[str, Mapping[str, list[str]]]:
    """Province, city, counties."""
    provinces = table("divisions.yaml")
    return {p: {c: (n or "").split() for c, n in cities.items()} for p, cities in provinces.items()}
