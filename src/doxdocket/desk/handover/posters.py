"""Who posted, in the table of posts that is handed over: accounts and nicknames of people about whom the case says nothing are codes of the bundle.

A channel's own number and title stay, and so does an account that stands on the register as one of an actor: documents name both. Of everybody else equal codes
are equal accounts, and a nickname is its first character, as in the forwards (``count.forwards``). Source: 个人信息保护法 Art. 6. Left out: signatures
of posts in a channel's name, which are of whoever runs it.

>>> poster = Posters(["user7"])
>>> [
...     poster(
...         {"channel_id": "telegram:group:1850", "from_id": one, "from_name": "somebody", "forwarded_from_id": None}
...     )["from_id"]
...     for one in ("user7", "user8", "channel1850")
... ]
['user7', 'account:1', 'channel1850']
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from doxdocket.store.case import Case

_CHANNEL = re.compile(r"(channel|chat|-100|-)\d+")


class Posters:
    """Codes in the order of the rows; one for a bundle."""

    def __init__(self, named: Iterable[str]) -> None:
        """Keep these accounts as they are."""
        self._named = frozenset(named)
        self._codes: dict[str, str] = {}

    @classmethod
    def of(cls, case: "Case") -> Self:
        """With the accounts of actors on the register kept."""
        from doxdocket.assess.forms.parties import Actor  # noqa: PLC0415 - loads the forms
        from doxdocket.pipeline import registered  # noqa: PLC0415

        return cls(account for actor in registered.entries(case).of(Actor).values() for account in actor.accounts)

    def __call__(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row of a post as it may leave."""
        told, own = dict(row), str(row["channel_id"]).rpartition(":")[2]
        for name in ("from_id", "forwarded_from_id"):
            account = row[name]
            if account and account != own and account not in self._named and not _CHANNEL.fullmatch(account):
                told[name] = self._codes.setdefault(account, f"account:{len(self._codes) + 1}")
        if told["from_id"] != row["from_id"] and row["from_name"]:
            told["from_name"] = f"{row['from_name'][0]}***"
        return told
