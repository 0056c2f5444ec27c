"""Which column may be what, each with its reason: proposals for the person who maps a table, and nothing more.

By the names that exports use, in Chinese and English (what a name says in brackets is passed over), and where a name says nothing by what only one column can be. A
time zone is never proposed: no table shows it. Leaves out: deciding.

>>> from doxdocket.parse.table.profile import Column
>>> columns = [
...     Column(1, "消息ID"),
...     Column(2, "发送时间", type="time", formats=["iso"]),
...     Column(3, "备注"),
...     Column(4, None, filled=3, length=30, type="text"),
... ]
>>> [(one.key, one.column, one.why) for one in proposals(columns)]
[('id', '消息ID', 'name'), ('time', '发送时间', 'name'), ('text', 4, 'longest')]
>>> time_format(columns, "发送时间")
'iso'
"""

import re
from collections import Counter
from pathlib import Path
from typing import Final, NamedTuple

from doxdocket.law import strict_yaml
from doxdocket.parse.table.profile import Column
from doxdocket.words import coded

_NAMES: Final = strict_yaml.read(Path(__file__).with_name("names.yaml"), dict[str, str])
_ASIDE = re.compile(r"[(（\[【][^)）\]】]{0,80}[)）\]】]")
_KEYS: Final = {name: key for key, names in _NAMES.items() for name in names.split()}

#: Why a column is proposed.
REASONS: Final = coded("propose_reasons")


class Proposal(NamedTuple):
    """One column as one thing."""

    key: str
    column: str | int
    why: str


def named(column: Column, columns: list[Column]) -> str | int:
    """How a mapping names a column: by its name where no other bears it, else by its number."""
    names = Counter(one.name for one in columns)
    return column.name if column.name and names[column.name] == 1 else column.number


def _bare(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def known(name: str) -> str | None:
    """What a column of this name is by the names that exports use."""
    return _KEYS.get(_bare(name)) or _KEYS.get(_bare(_ASIDE.sub("", name)))


def proposals(columns: list[Column]) -> list[Proposal]:
    """What the columns may be; each thing once."""
    found: dict[str, Proposal] = {}
    for column in columns:
        key = known(column.name or "")
        if key and key not in found:
            found[key] = Proposal(key, named(column, columns), "name")
    taken = {one.column for one in found.values()}
    free = [one for one in columns if named(one, columns) not in taken]
    times = [one for one in free if one.type == "time"]
    if "time" not in found and len(times) == 1:
        found["time"] = Proposal("time", named(times[0], columns), "only_times")
    texts = sorted((one for one in free if one.type in ("text", "mixed")), key=lambda one: -one.length)
    if "text" not in found and texts and texts[0].length >= 8:
        found["text"] = Proposal("text", named(texts[0], columns), "longest")
    return [found[key] for key in _NAMES if key in found]


def time_format(columns: list[Column], column: str | int | None) -> str | None:
    """The one way of writing times that every cell of a column fits; none when several do that differ in more than spaces."""
    formats = next((one.formats for one in columns if column in (one.name, one.number)), [])
    plain = [one for one in formats if one != "iso"] if len(formats) > 1 else formats
    return plain[0] if len({one.replace(" ", "") for one in plain}) == 1 else None
