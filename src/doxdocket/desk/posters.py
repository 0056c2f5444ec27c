"""Who posted, as it leaves the office: accounts and nicknames of people about whom the case says nothing are codes, in tables and in documents alike.

A channel's own number and title stay, and so does an account that stands on the register as one of an actor: documents name both. Of everybody else equal codes
are equal accounts, and a nickname is its first character, as in the forwards (``count.forwards``); of one that repeats the given name of somebody whose name is sealed nothing shows. Source: 个人信息保护法 Art. 6. Left out: signatures
of posts in a channel's name, which are of whoever runs it.

>>> poster = Posters(["user7"])
>>> row = {"channel_id": "telegram:group:1850", "from_name": "somebody", "forwarded_from_id": None}
>>> [poster(row | {"from_id": one})["from_id"] for one in ("user7", "user8", "channel1850")]
['user7', 'account:1', 'channel1850']
>>> poster(row | {"from_id": None})["from_name"], Posters([], ["somebody"])(row | {"from_id": None})["from_name"]
('s***', 'somebody')
>>> Posters(["user7"], given=lambda name: [(0, 2)])(row | {"from_id": "user7"})["from_name"]
'***'
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from doxdocket.store.case import Case

Key = tuple[str, str]
Given = Callable[[str], Iterable[tuple[int, int]]]
_CHANNEL = re.compile(r"(channel|chat|-100|-)\d+")
_ROW = ("channel_id", "post_id", "capture", "row_no", "author", "from_id", "from_name", "forwarded_from", "forwarded_from_id")  # fmt: skip


class Posters:
    """Codes in the order of the rows; one for a bundle. ``named``: accounts that are kept, ``titles``: names that are a captured channel's and so no person's."""

    def __init__(self, named: Iterable[str], titles: Iterable[str] = (), given: "Given" = lambda _: ()) -> None:
        """Keep these as they are; ``given`` finds given names of sealed names."""
        self._given = given
        self._named, self._titles = frozenset(named), frozenset(titles)
        self._codes: dict[str, str] = {}

    @classmethod
    def of(cls, case: "Case") -> Self:
        """With the accounts of actors on the register and the titles of captured channels kept."""
        from doxdocket import pipeline  # noqa: PLC0415
        from doxdocket.assess.forms.parties import Actor  # noqa: PLC0415 - loads the forms
        from doxdocket.desk import masking  # noqa: PLC0415
        from doxdocket.pipeline import registered  # noqa: PLC0415

        actors = registered.entries(case).of(Actor).values()
        titles = pipeline.current(case).read("channels", ["title"])["title"].to_pylist()
        given = known.given if (known := masking.guard(case)) else lambda _: ()
        return cls((one for actor in actors for one in actor.accounts), filter(None, titles), given)

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row of a post as it may leave."""
        told, own = dict(row), str(row["channel_id"]).rpartition(":")[2]
        for name in ("from_id", "forwarded_from_id"):
            account = row[name]
            if account and account != own and account not in self._named and not _CHANNEL.fullmatch(account):
                told[name] = self._codes.setdefault(account, f"account:{len(self._codes) + 1}")
        unknown = told["from_id"] != row["from_id"] if row["from_id"] else row["from_name"] not in self._titles
        for name in ("from_name", "author"):
            if row.get(name) and any(self._given(row[name])):
                told[name] = "***"
            elif name == "from_name" and row[name] and unknown:
                told[name] = f"{row[name][0]}***"
        return told


def named(case: "Case", keys: Collection[Key]) -> dict[Key, tuple[str, str]]:
    """By whom each post was posted and forwarded, as documents may say it: both as in the table of posts that is handed over."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    from doxdocket import pipeline  # noqa: PLC0415
    from doxdocket.store.located import InRun  # noqa: PLC0415

    poster, forwarded = Posters.of(case), pipeline.forward_names(case)
    rows = pipeline.latest_posts(case).select(["channel_id", "post_id", "capture", "row_no"])
    rows = rows.filter(pc.is_in(rows["post_id"], pa.array([post for _, post in keys], pa.string())))  # most cite few
    latest = {(row["channel_id"], row["post_id"]): (row["capture"], row["row_no"]) for row in rows.to_pylist()}
    found = dict[Key, tuple[str, str]]()
    for batch in InRun(pipeline.current(case), "posts").batches([f"{one}/{post}" for one, post in keys], list(_ROW)):
        for row in batch.to_pylist():
            key = row["channel_id"], row["post_id"]
            if latest.get(key) == (row["capture"], row["row_no"]):
                told = poster(row)
                by = told["author"] or told["from_name"] or ""
                found[key] = by, forwarded(row) or row["forwarded_from"] or ""
    return found
