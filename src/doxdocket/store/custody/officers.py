"""Who is an officer of the case and which keys answer for whom: read off the rows of the chain, oldest first.

Every row has a name and the key that opened the case. A name is tied to a key by its first act with it, or by a row that says so (``bound``:
``init``, ``officer.add``, ``officer.key``, ``key.add``). Once a name has a key no other key acts under it, and once a key answers for a name it acts
under no other, until such a row says so. Rows from before names were tied to keys (up to ``migrate``, whose row ties every officer of the day to
every key) are not judged. A name or key is judged by who was an officer or holder once the rows tell all of them.
Source: docs/decisions/0013-officers-and-keys.md. Left out: whose hand is on the keyboard.

>>> rows = [(1, "甲", "init", {"identity": "k1", "bound": {"甲": ["k1"]}}), (2, "乙", "open", {"identity": "k1"})]
>>> told = Reading().on([*rows, (3, "甲", "open", {"identity": "k9"}), (4, "甲", "open", {})])
>>> told.against, [told.standing.refusal(*one) for one in (("乙", "k1"), ("乙", "k2"), ("甲", "k2"))]
({2: 'taken', 3: 'no key', 4: 'unsigned'}, ['taken', None, 'other'])
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

BOUND = "bound"
"""In the detail of a row: names, and the keys that answer for them from here on."""
LOST = "lost_key"
"""In the detail of a row that ties a spare key, whose own act it is."""
FACTS = "facts"
"""In the detail of a row that changes officers or holders: all of them, as they then are (``witness``)."""
KEY = "key:"
"""Before a fingerprint, where an act is that of a key and of no officer."""
REMOVED, MIGRATED, MERGED = "officer.remove", "migrate", "merged"
ROLE, LINK = "officer.role", "officer.link"
LEAD, REVIEWER, EXPERT, AUDITOR = ROLES = ("lead", "reviewer", "expert", "auditor")
"""What an officer is in the case: a lead until a row says otherwise. An expert and an auditor look, and act in nothing."""
LOOKING = frozenset((EXPERT, AUDITOR))
OTHER, TAKEN = "other", "taken"
UNSIGNED, STRANGER, GONE, NO_KEY, AGAIN = "unsigned", "stranger", "gone", "no key", "again"
"""No key in the row; a name that is no officer's, or no longer; a key that is no holder's; a case brought up to an edition that it had."""
ROTATION, NONE = "rotation", "None"
COMINGS = {
    "officer.add": ("officer", False), "officer.remove": ("officer", True), "key.add": ("key", False), "key.escrow": ("key", False),
    "key.remove": ("key", True), "key.rotate": (ROTATION, True),
}  # fmt: skip
"""Acts with which an officer, a holder, or the key in use before comes or goes: of whom their rows speak, and whether they go."""
SIGNS = "sign.key"
"""An officer records the key with which they sign what is handed over."""
CLOSE, REOPEN = "close", "reopen"
CLOSE_ASKED, REOPEN_ASKED = f"{CLOSE}.ask", f"{REOPEN}.ask"
"""One officer asks, another confirms with a key of their own: then the case is closed, or open again."""
LASTING = frozenset((
    "export", "report", "open", "ask", "scan", "register.show", "repeated", "backup", "copied", "restore", "restored", "timestamp.request", "timestamp.attach",
    "officer.add", "officer.key", "officer.remove", ROLE, LINK, "key.add", "key.escrow", "key.remove", "key.rotate", SIGNS, "migrate", REOPEN_ASKED, REOPEN,
))  # fmt: skip
"""Acts that go on in a closed case: looking, handing out, whole copies, time stamps, who may open it, opening it again. None adds to what was closed."""
CLOSED, ALONE, LATER = "closed", "alone", "later"
"""Something was added to a closed case; a case was closed or opened again by one officer, or one key; who came when it was closed asked to open it."""
TIED = 5
"""The edition from which names are tied to keys."""
Detail = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """That a case be closed or opened again: the row, whose it is, with which key."""

    act: str
    row: Hashable
    officer: str
    key: str
    keeper: str = ""


@dataclass(slots=True)
class Standing:
    """What holds behind a row."""

    edition: int = 1
    """As far as the rows tell; in an earlier one than ``TIED`` every key answers for every name."""
    said: int = 0
    """The edition that a row names; 0 where the case is from before its first row did."""
    keys: dict[str, set[str]] = field(default_factory=dict)
    """Of each name the keys that answer for it."""
    ever: dict[str, set[str]] = field(default_factory=dict)
    """Of each key the names that it ever answered for: a key does not become free when a name goes."""
    officers: set[str] | None = None
    holders: set[str] | None = None
    """All of them; None while the rows do not tell all."""
    gone: set[str] = field(default_factory=set)
    """Who was removed and did not come again."""
    roles: dict[str, str] = field(default_factory=dict)
    """What officers were made, of whom a row says so."""
    asked: Asked | None = None
    """What waits for the second officer; whatever adds to the case ends it."""
    closed: Hashable = None
    """The row with which the case was closed; None while it is open."""
    keeper: str = ""
    """The fingerprint of the escrow key under which it was closed."""
    openers: dict[str, set[str]] = field(default_factory=dict)
    """Who may open it again, with which keys: the officers who had a key of their own when it was closed. Nobody who came later is one;
    a key that one of them ties to their own name, acting with a key that is there, follows it.
    """

    def opens(self, officer: str, key: str) -> bool:
        """Whether this officer and key may ask that a closed case be opened again, or confirm it."""
        return key in self.openers.get(officer, ())

    def second(self, act: str, officer: str, key: str) -> bool:
        """Whether this officer and key may confirm what another asked for."""
        one = self.asked
        if act == REOPEN and not (self.opens(officer, key) and one and self.opens(one.officer, one.key)):
            return False
        return one is not None and one.act == f"{act}.ask" and officer != one.officer and key != one.key and not officer.startswith(KEY)  # fmt: skip

    def turn(self, row: Hashable, actor: str, act: str, detail: Detail) -> None:
        """Follow a row that closes the case or opens it again, or asks for it."""
        if act in {CLOSE_ASKED, REOPEN_ASKED}:
            self.asked = Asked(act, row, actor, str(detail.get("identity")), str(detail.get("keeper", "")))
        elif act == CLOSE:
            self.closed, self.keeper, self.asked = row, self.asked.keeper if self.asked else "", None
            self.openers = self._own()
        elif act == REOPEN:
            self.closed, self.keeper, self.asked, self.openers = None, "", None, {}
        elif act not in LASTING:
            self.asked = None
        elif self.opens(actor, str(detail.get("identity"))):
            self.openers[actor] |= set(map(str, _list(_mapping(detail.get(BOUND)).get(actor))))

    def _own(self) -> dict[str, set[str]]:
        """Of each officer the keys that are a holder's and answer for nobody else."""
        own = {
            name: {k for k in keys if self.ever.get(k) == {name} and (self.holders is None or k in self.holders)}
            for name, keys in self.keys.items()
            if name not in self.gone
            and self.role(name) not in LOOKING
            and (self.officers is None or name in self.officers)
        }
        return {name: keys for name, keys in own.items() if keys}

    def role(self, name: str) -> str:
        """What an officer is in the case."""
        return self.roles.get(name, LEAD)

    def answers(self, name: str, key: str) -> bool:
        """Whether this key answers for this name already."""
        return key in self.keys.get(name, ())

    def refusal(self, name: str, key: str) -> str | None:
        """Why this key may not act under this name: the name has another key, or the key another name; None when it may."""
        if self.edition < TIED or self.answers(name, key):
            return None
        if self.keys.get(name):
            return OTHER
        return TAKEN if self.others(name, key) else None

    def others(self, name: str, key: str) -> list[str]:
        """The other names that a key answers or answered for."""
        return sorted(self.ever.get(key, set()) - {name})

    def with_keys(self, but: str) -> tuple[str, ...]:
        """The officers, but for one, with a key that is a holder's."""
        held = {name for name, keys in self.keys.items() if self.holders is None or keys & self.holders}
        return tuple(sorted(held & (held if self.officers is None else self.officers) - {but}))

    def tie(self, name: str, key: str) -> None:
        """From here on the key answers for the name."""
        self.keys.setdefault(name, set()).add(key)
        self.ever.setdefault(key, set()).add(name)


def judged(told: Standing, actor: str, act: str, detail: Detail) -> str | None:
    """Why this program would not have written such a row behind those before it; None when it would have."""
    if act == MIGRATED and not told.edition <= _number(detail.get("from")) < _number(detail.get("to")):
        return AGAIN
    if told.edition < TIED or "?" in detail:  # an altered row says nothing here, the chain names it
        return None
    key = detail.get("identity")
    if not isinstance(key, str):
        return UNSIGNED
    if told.holders is not None and key not in told.holders:
        return NO_KEY
    if told.closed is not None and act not in LASTING:
        return CLOSED
    if act in {CLOSE, REOPEN} and not told.second(act, actor, key):
        return ALONE
    if act == REOPEN_ASKED and not told.opens(actor, key):
        return LATER
    return None if actor == f"{KEY}{key}" else _name_judged(told, actor, key)


def _name_judged(told: Standing, name: str, key: str) -> str | None:
    if name in told.gone:
        return GONE
    if told.officers is not None and name not in told.officers:
        return STRANGER
    return told.refusal(name, key)


def follow(told: Standing, act: str, detail: Detail) -> None:
    """What a row changes."""
    name, key, bound = str(detail.get("officer")), str(detail.get("key")), _mapping(detail.get(BOUND))
    for one, keys in bound.items():
        for mark in _list(keys):
            told.tie(str(one), str(mark))
    if BOUND in detail:
        told.edition = max(told.edition, TIED)
    match act:
        case "init":
            told.holders = {str(detail["identity"])} if "identity" in detail else None
            told.said = _number(detail.get("edition"))
        case "migrate":
            told.edition = max(told.edition, _number(detail.get("to")))
            told.said = _number(detail.get("to"))
            told.officers = set(map(str, bound)) or None
        case "key.add" | "key.escrow" if told.holders is not None:
            told.holders.add(key)
        case "key.remove" if told.holders is not None:
            told.holders.discard(key)
        case "merged":
            _bring(told, _mapping(detail.get("row")))
        case "officer.add":
            told.gone.discard(name)
            if told.officers is not None:
                told.officers.add(name)
        case "officer.remove":
            told.keys.pop(name, None)
            told.roles.pop(name, None)
            told.gone.add(name)
            if told.officers is not None:
                told.officers.discard(name)
        case "officer.role" if detail.get("role") in ROLES:
            told.roles[name] = str(detail["role"])
        case "describe" if "officers" in str(detail.get("changed")):  # of an earlier version
            told.officers = None
    facts = _mapping(detail.get(FACTS))
    if isinstance(facts.get("officers"), list) and isinstance(facts.get("keys"), list):
        told.officers, told.holders = set(map(str, _list(facts["officers"]))), set(map(str, _list(facts["keys"])))
        told.gone -= told.officers


def _bring(told: Standing, row: Detail) -> None:
    """A first act in a fork ties too, from when it was merged."""
    name, key = str(row.get("actor")), _mapping(row.get("detail")).get("identity")
    if isinstance(key, str) and not name.startswith(KEY) and not _name_judged(told, name, key):
        told.tie(name, key)


def _mapping(value: object) -> Detail:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class Lent:
    """A tie that the officer's own key did not make: the row, who made it by which act, whose name, which keys, and why where it is said."""

    seq: Hashable
    by: str
    act: str
    officer: str
    keys: tuple[str, ...]
    reason: str | None = None
    others: tuple[str, ...] = ()
    """Of a spare key that tied itself since a key was lost: the officers who had keys of their own, and could have let them in."""


@dataclass(slots=True)
class Reading:
    """All that the rows tell of officers and keys; rows that come later are read on.

    >>> bound = {"identity": "k1", "bound": {"甲": ["k1"], "乙": ["k2"]}}
    >>> [(one.officer, one.keys, one.by) for one in Reading().on([(1, "甲", "key.add", bound)]).lent]
    [('乙', ('k2',), '甲')]
    """

    standing: Standing = field(default_factory=Standing)
    against: dict[Hashable, str] = field(default_factory=dict)
    """Rows that this program would not have written, and why."""
    acted: dict[str, list[str]] = field(default_factory=dict)
    """Of each key the names under which it acted, in order."""
    lent: list[Lent] = field(default_factory=list)
    """The ties that somebody else made, or the program when it brought an earlier case up to date: for good, whatever became of them.
    Of a name that somebody else removed and added again, its first act with a new key counts as one.
    """
    again: dict[str, tuple[Hashable, str]] = field(default_factory=dict)
    """Names that were added again, with the row and who did it."""
    went: dict[tuple[str, str], Hashable] = field(default_factory=dict)
    """Who was removed (``COMINGS``) and did not come back, with the row."""
    marks: set[str] = field(default_factory=set)
    """Every key that acted, was given or was taken away."""

    def on(self, rows: Iterable[tuple[Hashable, str, str, Detail]]) -> Self:
        """Read rows: number (or another mark), actor, act and detail. An altered row says nothing here, the chain names it."""
        for mark, actor, act, detail in rows:
            why, key = judged(self.standing, actor, act, detail), detail.get("identity")
            if isinstance(key, str) and actor != f"{KEY}{key}":
                if not why:
                    if actor in self.again and not self.standing.answers(actor, key):
                        row, by = self.again[actor]
                        self.lent.append(Lent(row, by, "officer.add", actor, (key,)))
                    self.standing.tie(actor, key)
                if actor not in (names := self.acted.setdefault(key, [])):
                    names.append(actor)
            if why:
                self.against[mark] = why
            if act == "officer.add" and (name := str(detail.get("officer"))) in self.standing.gone and name != actor:
                self.again[name] = mark, actor
            if why != AGAIN:
                follow(self.standing, act, detail)
                self.standing.turn(mark, actor, act, detail)
            self.marks |= {key} if isinstance(key, str) else set()
            if act in COMINGS:
                what, goes = COMINGS[act]
                self.marks |= {str(detail.get(what))} if what == "key" else set()
                self.went.pop(who := (what, str(detail.get(what))), None)
                self.went |= {who: mark} if goes else {}
            for name, keys in _mapping(detail.get(BOUND)).items():
                if str(name) != actor and (marks := tuple(map(str, _list(keys)))):
                    lost = bool(detail.get(LOST))
                    reason = str(detail.get("reason")) if lost else None
                    self.lent.append(
                        Lent(
                            mark,
                            actor,
                            act,
                            str(name),
                            marks,
                            reason,
                            self.standing.with_keys(str(name)) if lost else (),
                        )
                    )
        return self

    def shared(self) -> dict[str, list[str]]:
        """The keys with which more than one name acted."""
        return {key: names for key, names in self.acted.items() if len(names) > 1}
