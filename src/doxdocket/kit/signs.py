"""The words by which the kit tells what stands in a text, from its one table: ``signs.yaml``.

>>> sign("seller").search("加客服 ") is not None, sign("seller").search("加她微信 ") is None
(True, True)
"""

import re
from functools import cache

from doxdocket.detect.data import table


def sign(name: str) -> re.Pattern[str]:
    """One entry of the table."""
    return _signs()[name]


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(_alternatives(name)) for name in table("signs.yaml", __package__)}


def _alternatives(name: str) -> str:
    lines = "|".join(table("signs.yaml", __package__)[name].split("\n"))
    return re.sub(r"<(\w+)>", lambda other: f"(?:{_alternatives(other[1])})", lines)
