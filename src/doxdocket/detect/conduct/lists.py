"""The data files of this room, read once.

>>> "incitement" in table("rules.yaml")
True
"""

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from doxdocket.law import strict_yaml


@cache
def table(name: str) -> Any:
    """The content of one data file."""
    with resources.as_file(resources.files(__package__).joinpath(name)) as path:
        return strict_yaml.load(Path(path))
