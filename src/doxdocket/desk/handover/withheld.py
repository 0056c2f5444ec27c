"""What tables of ``export`` have and the bundle has not, because no figure needs it and with what else is there it would undo a mask.

Ages: figures ask whether somebody was under 14 or 18 (tables ``ages``, ``exposures``); exact ages at dated posts tell a birthday. Prefectures: of an identity
number they are digits that its mask hides, and beside the places that documents name its province is one city. Places in a text: the length of what a mask makes as long as all others. Masks of names, births, addresses and vehicles are whole, as papers show them. So a finding bears its number within
the post in place of them, and so does conduct, whose places beside the masked words of exhibits tell the same lengths, as bytes do; of reasons the measures (``digits=10``) are left out. The office finds each by its line, which is that of ``export``. Source: 个人信息保护法 Art. 6. Left out: findings
and conduct that decisions name, which stay as they were decided, for the file of figures holds a digest of them.

>>> told = Withheld()
>>> row = {
...     "finding": "c/7/text/3-5/name",
...     "channel_id": "c",
...     "post_id": "7",
...     "kind": "name",
...     "start": 3,
...     "mask": "孙**",
... }
>>> told("findings", row)
{'finding': 'c/7/1', 'channel_id': 'c', 'post_id': '7', 'kind': 'name', 'mask': '***'}
>>> told("decided", {"decision": "1", "key": "c/7/text/3-5/name"})["key"]
'c/7/1'
>>> act = {
...     "conduct": "c/7/text/9-24/insult",
...     "channel_id": "c",
...     "post_id": "7",
...     "label": "insult",
...     "start": 9,
...     "slots": None,
...     "reasons": ["letters=9"],
... }
>>> told("conduct", act)
{'conduct': 'c/7/insult/1', 'channel_id': 'c', 'post_id': '7', 'label': 'insult', 'slots': [], 'reasons': ['letters']}
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from doxdocket.desk.masking import covered

Row = dict[str, Any]
COLUMNS = {
    "findings": ("start", "end", "age_low", "age_high", "region", "boxes"),
    "conduct": ("start", "end"),
    "posts": ("byte_start", "byte_end"),
    "unsearched": ("byte_start", "byte_end"),
    "publications": ("age_low", "age_high"),
    "persons": ("age_low", "age_high"),
}
"""By table."""
_IN_SLOT = ("start", "end")
_MEASURE = re.compile("=[^&]*")


def columns(table: str, held: Iterable[str]) -> tuple[str, ...]:
    """Those of the columns of a table that are handed over."""
    return tuple(one for one in held if one not in COLUMNS.get(table, ()))


class Withheld:
    """Rows as they go into a bundle; one for a bundle, given the findings before the tables that name some of them."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}
        self._of_post: Counter[str] = Counter()

    def __call__(self, table: str, row: Mapping[str, Any]) -> Row:
        """The row with what is handed over of it."""
        if table == "findings":
            post = f"{row['channel_id']}/{row['post_id']}"
            self._of_post[post] += 1
            self._named[row["finding"]] = f"{post}/{self._of_post[post]}"
        elif table == "conduct":
            post = f"{row['channel_id']}/{row['post_id']}/{row['label']}"
            self._of_post[post] += 1
            self._named[row["conduct"]] = f"{post}/{self._of_post[post]}"
        told = {name: row[name] for name in columns(table, row)}
        if told.get("reasons"):
            told["reasons"] = [_MEASURE.sub("", one) for one in told["reasons"]]
        if told.get("mask"):
            told["mask"] = covered(told["kind"], told["mask"])
        if table == "conduct":
            told["slots"] = [
                {name: value for name, value in one.items() if name not in _IN_SLOT} for one in row["slots"] or ()
            ]
        if table in {"decisions", "custody"}:
            return told
        return {
            name: self._named.get(value, value) if isinstance(value, str) else value for name, value in told.items()
        }
