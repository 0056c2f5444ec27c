"""Who sits at which browser: a link that lets in once, the cookie that it leaves, the token of its forms, and the lock when nobody is there.

All of it is in memory and ends with the process; of links and cookies only digests are kept. A link that is used a second time by another browser ends
what its first use began: one of the two was not the officer's. At a browser where somebody sits the link of another lets nobody in.

>>> door = Door(lambda: 0.0, idle=600)
>>> link = door.link("甲", "k1", "zh")
>>> cookie = door.enter(link, "")
>>> door.at(cookie).officer
'甲'
>>> door.another(door.link("乙", "k1", "zh"), cookie)[0]
'乙'
>>> door.enter(link, "") is None, door.at(cookie) is None
(True, True)
"""

import hashlib
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from starlette.datastructures import ImmutableMultiDict

from doxdocket.words import Lang

T = TypeVar("T")
MINUTES = 15
"""Of nobody's doing anything, after which a page asks who is there; and for which a link waits."""

MOST = 200
"""Links that wait; of more the oldest goes."""
DAY: Final = 8 * 3600.0
"""Seconds for which something is held."""
HELD: Final = 512
"""Things held at once; the oldest goes first."""
LOOKS: Final = 120
"""Seconds after which somebody who asked for nothing is no longer looking."""


class Held:
    """What an officer typed or brought and did not enter yet, by a token that nobody guesses: in memory for a working day, so that no page has to carry it back and forth in clear.

    Each sitting has its own, so only the browser that left something gets it again, and it goes when the officer does; of forms that were begun each officer has
    one for all browsers, so that what was half written outlives a lock and a new link, until the officer leaves or is put out.

    >>> held = Held(lambda: 0.0)
    >>> token = held.keep("周某某")
    >>> held.get(token), held.get("none"), Held(lambda: 0.0).get(token)
    ('周某某', None, None)
    >>> held.keep("一半", "/damages"), held.get("/damages"), [*held.named(str)]
    ('/damages', '一半', ['一半', '周某某'])
    >>> held.drop("/damages"), held.get("/damages")
    (None, None)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, Any]] = OrderedDict()

    def keep(self, thing: Any, name: str = "") -> str:
        """The token of it: ``name``, of which the last thing is kept, or one that nobody guesses."""
        now = self._clock()
        for token in [token for token, (until, _) in self._kept.items() if until <= now]:
            del self._kept[token]
        while len(self._kept) >= HELD:
            self._kept.popitem(last=False)
        token = name or secrets.token_urlsafe(16)
        self._kept[token] = now + DAY, thing
        self._kept.move_to_end(token)
        return token

    def get(self, token: str) -> Any:
        """The thing again; None where it is over, or was never there."""
        until, thing = self._kept.get(token, (0.0, None))
        return thing if until > self._clock() else None

    def drop(self, token: str) -> None:
        """Keep it no longer."""
        self._kept.pop(token, None)

    def named(self, sort: type[T]) -> Iterator[T]:
        """All things of a sort that are kept, the last one first."""
        now = self._clock()
        return (thing for until, thing in reversed(self._kept.values()) if until > now and isinstance(thing, sort))


class Leases:
    """Who is looking at what just now, so that two officers do not decide on the same thing without knowing: it binds nobody and ends by itself.

    >>> held = Leases(lambda: 0.0)
    >>> held.look("c/1/text/0-3/name", "甲"), held.look("c/1/text/0-3/name", "乙"), held.look("c/2/text/0-3/name", "甲")
    ((), ('甲',), ())
    >>> held.look("c/1/text/0-3/name", "乙")
    ()
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at: dict[str, tuple[str, float]] = {}

    def look(self, item: str, officer: str) -> tuple[str, ...]:
        """An officer looks at an item, and no longer at what they looked at before; who else does."""
        self._at[officer] = item, self._clock() + LOOKS
        return tuple(name for name in self._at if name != officer and self.at(name) == item)

    def leave(self, officer: str) -> None:
        """An officer looks at nothing any more."""
        self._at.pop(officer, None)

    def at(self, officer: str) -> str:
        """What an officer looks at; empty when at nothing."""
        item, until = self._at.get(officer, ("", 0.0))
        return item if self._clock() < until else ""


@dataclass(slots=True)
class Sitting:
    """One officer at one browser."""

    officer: str
    key: str
    """The fingerprint of the key that answers for what is done."""
    lang: Lang
    csrf: str = field(repr=False)
    seen: float
    link: str = field(default="", repr=False)
    """The mark of the link that began it."""
    locked: bool = False
    code: bytes = field(default=b"", repr=False)
    """Of the code that the officer chose for this sitting, by which it goes on when it was locked (``coded``)."""
    coded_at: str = ""
    """When it was chosen, by the clock of the case."""
    wrong: int = 0
    """Codes and passphrases that were tried in vain."""
    notes: list[str] = field(default_factory=list)
    left_open: set[str] = field(default_factory=set)
    """What was asked on a page of its own and left open: it leads there no more."""
    showing: tuple[str, float, str] = ("", 0.0, "")
    """The finding whose value is in clear at this browser, until when, and a token that only its page has."""
    held: Held = field(default_factory=Held, repr=False)
    """What was typed or brought and is not entered yet."""
    drafts: Held = field(default_factory=Held, repr=False)
    """Forms that were begun and not sent; the officer's, at whichever browser."""
    theme: str = ""
    queries: list[object] = field(default_factory=list, repr=False)
    """What was searched for at this browser, so that no word that was typed stands in an address."""
    keys: Mapping[str, str] = field(default_factory=dict)
    liked: bool = False
    """Whether what the officer likes was read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that somebody began and did not send: kept by the address of its page (``named``), which shows it again."""

    here: str
    action: str
    """Where it would be sent."""
    form: ImmutableMultiDict[str, str] = field(repr=False)
    title: str = ""
    """Of the page."""
    told: bool = True
    """Whether the page says that it is shown again."""


def coded(code: str, salt: bytes) -> bytes:
    """What is kept of a code in place of it: the salt, and what takes long to guess from it."""
    return salt + hashlib.scrypt(code.encode("utf-8", "surrogatepass"), salt=salt, n=1 << 14, r=8, p=1)


def named(here: str) -> str:
    """The name of what was begun at an address, however a browser writes it."""
    return re.sub("%([0-9A-Fa-f]{2})", lambda one: chr(int(one[1], 16)), here)


@dataclass(frozen=True, slots=True)
class _Link:
    officer: str
    key: str
    lang: Lang
    until: float
    by: str = ""
    """The mark of the sitting that gave it, with which it ends."""


def _mark(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _drop(held: dict[str, T], over: Callable[[T], bool]) -> None:
    """Take out in place what is over: links are made in one thread and used in another."""
    for mark, _ in [pair for pair in [*held.items()] if over(pair[1])]:
        held.pop(mark, None)


class Door:
    """Links that wait, and who came in by one. ``idle``: seconds after which a sitting locks."""

    def __init__(self, clock: Callable[[], float], idle: float) -> None:
        self._clock, self.idle = clock, idle
        self._links: dict[str, _Link] = {}
        self._lapsed: dict[str, None] = {}
        self._sittings: dict[str, Sitting] = {}
        self._drafts: dict[str, Held] = {}

    def link(self, officer: str, key: str, lang: Lang, by: str = "") -> str:
        """A secret that lets this officer in once, within a quarter of an hour; ``by``: the cookie of who gives it, and as long as they are there."""
        secret, now = secrets.token_urlsafe(32), self._clock()
        self._lapsed |= dict.fromkeys(mark for mark, one in [*self._links.items()] if one.until < now)
        for oldest in [*self._lapsed][:-MOST]:
            self._lapsed.pop(oldest, None)
        _drop(self._links, lambda one: one.until < now)
        for oldest in [*self._links][: 1 - MOST]:
            self._links.pop(oldest, None)
        self._links[_mark(secret)] = _Link(officer, key, lang, now + MINUTES * 60, _mark(by) if by else "")
        return secret

    def enter(self, secret: str, cookie: str) -> str | None:
        """The cookie of a new sitting; None where the link is unknown, over or used. ``cookie``: what the browser has already."""
        mark = _mark(secret)
        if used := next((of for of, one in self._sittings.items() if one.link == mark), None):
            if used != _mark(cookie):
                del self._sittings[used]
            return None
        found = self._links.pop(mark, None)
        if found and self._clock() > found.until:
            self._lapsed[mark] = None
        if found is None or self._clock() > found.until or not self._stays(found.by):
            return None
        self._sittings.pop(_mark(cookie), None)
        made = secrets.token_urlsafe(32)
        drafts = self._drafts.setdefault(found.officer, Held(self._clock))
        sitting = Sitting(
            found.officer, found.key, found.lang, secrets.token_urlsafe(32), self._clock(), mark, drafts=drafts
        )
        self._sittings[_mark(made)] = sitting
        return made

    def lapsed(self, secret: str) -> bool:
        """Whether nobody used a link before its time was over: then nobody came in by it, and that is said."""
        return _mark(secret) in self._lapsed

    def _stays(self, by: str) -> bool:
        """Whether who gave a link is there still, at an open page; a link of the terminal is given by none."""
        giver = self._sittings.get(by)
        return not by or (giver is not None and not giver.locked and self._clock() - giver.seen <= self.idle)

    def giver(self, secret: str) -> str:
        """Who gave this link at a page of theirs; empty where nobody did."""
        found = self._links.get(_mark(secret))
        here = self._sittings.get(found.by) if found else None
        return here.officer if here else ""

    def another(self, secret: str, cookie: str) -> tuple[str, Sitting] | None:
        """Whose link it is, and who sits at this browser, where the two are not one: the link is not used up, and nobody becomes another by it."""
        found, here = self._links.get(_mark(secret)), self._sittings.get(_mark(cookie))
        if found is None or here is None or self._clock() > found.until or here.officer == found.officer:
            return None
        return found.officer, here

    def at(self, cookie: str, *, polls: bool = False) -> Sitting | None:
        """Whose cookie it is; locked when too long nobody was there. ``polls``: the page asks by itself, which tells of nobody."""
        found = self._sittings.get(_mark(cookie))
        if found is None:
            return None
        now = self._clock()
        if not found.locked and now - found.seen > self.idle:
            found.locked = True
            self._take_back(found)
        if not found.locked and not polls:
            found.seen = now
        return found

    def lock(self, sitting: Sitting) -> None:
        """The officer goes away, and says so."""
        sitting.locked, sitting.notes = True, []
        self._take_back(sitting)

    def _take_back(self, giver: Sitting) -> None:
        """The links that wait of who gave them at this sitting are over; going on after a lock gives none of them back."""
        _drop(self._links, lambda one: self._sittings.get(one.by) is giver)

    def take_back(self, officer: str) -> None:
        """Those that an officer gave, at whichever browser."""
        for one in self.present():
            if one.officer == officer:
                self._take_back(one)

    def unlock(self, sitting: Sitting) -> None:
        """The officer is there again."""
        sitting.locked, sitting.seen, sitting.wrong = False, self._clock(), 0

    def now(self) -> float:
        """The time by which sittings and values end."""
        return self._clock()

    def leave(self, cookie: str) -> None:
        """The officer went, with what they had begun; at a locked page it may be anybody who goes."""
        gone = self._sittings.pop(_mark(cookie), None)
        if gone is not None and not gone.locked:
            self._drafts.pop(gone.officer, None)

    def present(self) -> list[Sitting]:
        """Everybody who came in and did not leave, the first one first."""
        return list(self._sittings.values())

    def put_out(self, officer: str) -> None:
        """End every sitting of an officer, and the links that wait for them."""
        _drop(self._sittings, lambda one: one.officer == officer)
        _drop(self._links, lambda one: one.officer == officer)
        self._drafts.pop(officer, None)
