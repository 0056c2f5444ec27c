"""Which key answers for which officer: read off the chain of custody, in which every row has a name and the key that opened the case.

A name is tied to a key by its first act with it, or by a row that says so (``bound``: ``init``, ``officer.add``, ``officer.key``, ``key.add``).
Once a name has a key no other key acts under it, and once a key answers for a name it acts under no other, until such a row says so.
Rows from before names were tied to keys (up to ``migrate``, whose row ties every officer of the day to every key) are not judged. Who was an
officer and whose keys there were is read off the same rows, and a name or key is judged by it once they tell all of them.
Source: docs/decisions/0013-officers-and-keys.md. Left out: whose hand is on the keyboard.

>>> rows = [(1, "甲", "init", {"identity": "k1", "bound": {"甲": ["k1"]}}), (2, "乙", "open", {"identity": "k1"})]
>>> told = read([*rows, (3, "甲", "open", {"identity": "k9"}), (4, "甲", "open", {})])
>>> told.against, told.refusal("乙", "k1"), told.refusal("乙", "k2"), told.refusal("甲", "k2")
({2: 'taken', 3: 'no key', 4: 'unsigned'}, 'taken', None, 'other')
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from doxdocket.errors import WrongCall

BOUND = "bound"
"""In the detail of a row: names, and the keys that answer for them from here on."""
LOST = "lost_key"
"""In the detail of a row that ties a spare key, whose own act it is."""
REMOVED, MIGRATED, MERGED = "officer.remove", "migrate", "merged"
OTHER, TAKEN = "other", "taken"
UNSIGNED, STRANGER, GONE, NO_KEY, AGAIN = "unsigned", "stranger", "gone", "no key", "again"
"""No key in the row; a name that is no officer's, or no longer; a key that is no holder's; a case brought up to an edition that it had."""
TIED = 5
"""The edition from which names are tied to keys."""
Row = tuple[Hashable, str, str, Mapping[str, object]]
"""Number (or another mark), actor, act and detail of a row of the chain."""


@dataclass(slots=True)
class Ties:
    """The ties of one chain."""

    keys: dict[str, set[str]] = field(default_factory=dict)
    """Of each name the keys that answer for it now."""
    ever: dict[str, set[str]] = field(default_factory=dict)
    """Of each key the names that it ever answered for: a key does not become free when a name goes."""
    acted: dict[str, list[str]] = field(default_factory=dict)
    """Of each key the names under which it acted, in order."""
    against: dict[Hashable, str] = field(default_factory=dict)
    """Rows that this program would not have written, and why."""
    officers: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    """Who was removed and did not come again."""
    edition: int = 1
    """The edition that the rows tell of, as far as they do; in an earlier one than ``TIED`` every key answers for every name."""
    all_officers: bool = False
    all_holders: bool = False
    """Whether the rows tell all of them."""

    def refusal(self, name: str, key: str) -> str | None:
        """Why this key may not act under this name: the name has another key, or the key another name; None when it may."""
        if self.edition < TIED or key in self.keys.get(name, ()):
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

    def judge(self, actor: str, act: str, detail: Mapping[str, object]) -> str | None:
        """Why this program would not have written such a row now; None when it would have."""
        if act == MIGRATED and not self.edition <= _number(detail.get("from")) < _number(detail.get("to")):
            return AGAIN
        if self.edition < TIED or "?" in detail:  # an altered row says nothing here, the chain names it
            return None
        key = detail.get("identity")
        if not isinstance(key, str):
            return UNSIGNED
        if self.all_holders and key not in self.holders:
            return NO_KEY
        return None if actor == f"key:{key}" else self._judge_name(actor, key)

    def _judge_name(self, name: str, key: str) -> str | None:
        if name in self.gone:
            return GONE
        if self.all_officers and name not in self.officers:
            return STRANGER
        return self.refusal(name, key)

    def take(self, act: str, detail: Mapping[str, object]) -> None:
        """What a row changes."""
        bound, key = _mapping(detail.get(BOUND)), str(detail.get("key"))
        if BOUND in detail:
            self.edition = max(self.edition, TIED)
        for name, keys in bound.items():
            for one in keys if isinstance(keys, list) else ():
                self.tie(str(name), str(one))
        if act == "init" and "identity" in detail:
            self.holders, self.all_holders = {str(detail["identity"])}, True
        elif act == MIGRATED:
            self.edition = max(self.edition, _number(detail.get("to")))
            self._brought_up(bound)
        elif act in {"key.add", "key.escrow"}:
            self.holders.add(key)
        elif act == "key.remove":
            self.holders.discard(key)
        elif act == MERGED:
            self._bring(_mapping(detail.get("row")))
        self._officers(act, detail)

    def _brought_up(self, bound: Mapping[str, object]) -> None:
        keys = {str(one) for keys in bound.values() if isinstance(keys, list) for one in keys}
        self.officers, self.all_officers = set(map(str, bound)), bool(bound)
        self.holders, self.all_holders = self.holders | keys, bool(keys)

    def _officers(self, act: str, detail: Mapping[str, object]) -> None:
        name, facts = str(detail.get("officer")), _mapping(detail.get("facts"))
        if act == "officer.add":
            self.officers.add(name)
            self.gone.discard(name)
        elif act == REMOVED:
            self.keys.pop(name, None)
            self.officers.discard(name)
            self.gone.add(name)
        elif act == "describe" and "officers" in str(detail.get("changed")):
            self.all_officers = False
        if isinstance(names := facts.get("officers"), list) and isinstance(keys := facts.get("keys"), list):
            self.officers, self.holders = set(map(str, names)), set(map(str, keys))
            self.all_officers = self.all_holders = True
            self.gone -= self.officers

    def _bring(self, row: Mapping[str, object]) -> None:
        """A first act in a fork ties too, from when it was merged."""
        name, key = str(row.get("actor")), _mapping(row.get("detail")).get("identity")
        if isinstance(key, str) and not name.startswith("key:") and not self._judge_name(name, key):
            self.tie(name, key)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def read(rows: Iterable[Row]) -> Ties:
    """What the rows of a chain say, oldest first; an altered row says nothing here, the chain names it."""
    told = Ties()
    for mark, actor, act, detail in rows:
        why, key = told.judge(actor, act, detail), detail.get("identity")
        if isinstance(key, str) and actor != f"key:{key}":
            if not why:
                told.tie(actor, key)
            if actor not in (names := told.acted.setdefault(key, [])):
                names.append(actor)
        if why:
            told.against[mark] = why
        if why != AGAIN:
            told.take(act, detail)
    return told


@dataclass(frozen=True, slots=True)
class Lent:
    """A tie that the officer's own key did not make: the row, who made it by which act, whose name, which keys, and why where it is said."""

    seq: int
    by: str
    act: str
    officer: str
    keys: tuple[str, ...]
    reason: str | None = None


def by_others(rows: Iterable[tuple[int, str, str, Mapping[str, object]]]) -> list[Lent]:
    """The ties that somebody else made, or the program when it brought an earlier case up to date: for good, whatever became of them.

    >>> bound = {"identity": "k1", "bound": {"甲": ["k1"], "乙": ["k2"]}}
    >>> [(one.officer, one.keys, one.by) for one in by_others([(1, "甲", "key.add", bound)])]
    [('乙', ('k2',), '甲')]
    """
    found = []
    for seq, actor, act, detail in rows:
        bound, reason = detail.get(BOUND), detail.get("reason")
        for name, keys in bound.items() if isinstance(bound, Mapping) else ():
            if str(name) != actor and isinstance(keys, list) and keys:
                why = str(reason) if detail.get(LOST) else None
                found.append(Lent(seq, actor, act, str(name), tuple(map(str, keys)), why))
    return found


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
