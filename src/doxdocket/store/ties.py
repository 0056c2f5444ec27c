"""Which key answers for which officer: read off the chain of custody, in which every row has a name and the key that opened the case.

A name is tied to a key by its first act with it, or by a row that says so (``bound``: ``init``, ``officer.add``, ``officer.key``, ``key.add``).
Once a name has a key no other key acts under it, and once a key answers for a name it acts under no other, until such a row says so.
Rows from before names were tied to keys (up to ``migrate``, whose row ties every officer of the day to every key) are not judged.
Source: docs/decisions/0013-officers-and-keys.md. Left out: whose hand is on the keyboard.

>>> rows = [(1, "甲", "init", {"identity": "k1", "bound": {"甲": ["k1"]}}), (2, "乙", "open", {"identity": "k1"})]
>>> told = read(rows)
>>> told.against, told.refusal("乙", "k1"), told.refusal("乙", "k2"), told.refusal("甲", "k2")
([2], 'taken', None, 'other')
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from doxdocket.errors import WrongCall

BOUND = "bound"
"""In the detail of a row: names, and the keys that answer for them from here on."""
LOST = "lost_key"
"""In the detail of a row that ties a spare key, whose own act it is."""
REMOVED = "officer.remove"
OTHER, TAKEN = "other", "taken"
Row = tuple[int, str, str, Mapping[str, object]]
"""Number, actor, act and detail of a row of the chain."""


@dataclass(slots=True)
class Ties:
    """The ties of one chain."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    """Of each name the keys that answer for it now."""
    ever: dict[str, set[str]] = field(default_factory=dict)
    """Of each key the names that it ever answered for: a key does not become free when a name goes."""
    acted: dict[str, list[str]] = field(default_factory=dict)
    """Of each key the names under which it acted, in order."""
    against: list[int] = field(default_factory=list)
    """Rows done with a key that did not answer for the name."""
    judged: bool = False
    """Whether a row tied names to keys: a chain that has none is of an earlier edition, in which every key answers for every name."""

    def refusal(self, name: str, key: str) -> str | None:
        """Why this key may not act under this name: the name has another key, or the key another name; None when it may."""
        if not self.judged or key in self.keys.get(name, ()):
            return None
        if self.keys.get(name):
            return OTHER
        return TAKEN if self.others(name, key) else None

    def others(self, name: str, key: str) -> list[str]:
        """The other names that a key answers or answered for."""
        return sorted(self.ever.get(key, set()) - {name})

    def tie(self, name: str, key: str) -> None:
        """From here on the key answers for the name."""
        self.keys.setdefault(name, set()).add(key)
        self.ever.setdefault(key, set()).add(name)

    def shared(self) -> dict[str, list[str]]:
        """The keys with which more than one name acted."""
        return {key: names for key, names in self.acted.items() if len(names) > 1}


def read(rows: Iterable[Row]) -> Ties:
    """What the rows of a chain say, oldest first; an altered row says nothing here, the chain names it."""
    told = Ties()
    for seq, actor, act, detail in rows:
        bound = detail.get(BOUND)
        if isinstance(bound, Mapping):
            told.judged = True
            for name, keys in bound.items():
                for key in keys if isinstance(keys, list) else ():
                    told.tie(str(name), str(key))
        key = detail.get("identity")
        if isinstance(key, str) and actor != f"key:{key}":
            if told.refusal(actor, key):
                told.against.append(seq)
            else:
                told.tie(actor, key)
            if actor not in (names := told.acted.setdefault(key, [])):
                names.append(actor)
        if act == REMOVED:
            told.keys.pop(str(detail.get("officer")), None)
    return told


def refused(why: str, name: str, key: str, told: Ties) -> WrongCall:
    """The error: this key does not answer for this name."""
    if why == OTHER:
        return WrongCall(
            zh="{name} 用的是另一把钥匙（{known}），打开本案的这一把（{key}）不能以此人名义办理。没有记录任何东西。这把也归此人用的，由经办人记明：doxdocket officer key CASE {name} {key}",
            en="{name} acts with another key ({known}); the one that opened this case ({key}) does not answer for that name. Nothing was recorded. If it is theirs too, an officer says so: doxdocket officer key CASE {name} {key}",
            name=name, key=key, known=", ".join(sorted(told.keys[name])),
        )  # fmt: skip
    return WrongCall(
        zh="打开本案的钥匙（{key}）是 {others} 用的，{name} 不能用它办理。没有记录任何东西。{name} 用自己的钥匙：doxdocket key add CASE 公钥 --name {name}；两人确实合用一把的，要记明：doxdocket officer key CASE {name} {key} --one-key",
        en="the key that opened this case ({key}) answers for {others}; {name} cannot act with it. Nothing was recorded. {name} takes a key of their own: doxdocket key add CASE RECIPIENT --name {name}; where both really share one, it must be said: doxdocket officer key CASE {name} {key} --one-key",
        name=name, key=key, others=", ".join(told.others(name, key)),
    )  # fmt: skip


def taken(name: str, key: str, others: Sequence[str]) -> WrongCall:
    """The error: a key is to answer for a second name and nobody said that they share it."""
    return WrongCall(
        zh="钥匙 {key} 已是 {others} 用的，没有改动。{name} 与其合用一把的，加 --one-key；此后凡用这把钥匙办理的，核验和双人复核都写明“一把钥匙”。",
        en="the key {key} answers for {others} already; nothing was changed. If {name} shares it, add --one-key; verify and double review then say of what is done with it: one key.",
        name=name, key=key, others=", ".join(others),
    )  # fmt: skip
