"""The days of a defendant's acts, told apart: his own, those put to him together with others, and what the register says.

Every page that names a first or last day of a defendant, or an age at an act, asks ``acted``. Own and joint are days of posts that expose or
abuse (``count.groups.acts``), of those that figures put to him in the low; posts that expose somebody in the high alone, and those of others that are
in the high of what is put to him alone, may be days of acts, and only widen: ``span`` is of what
is sure, ``reach`` of what may be. Joint are those of channels that he ran and of acts entered as done together, his own left out. An age is
computed from his own; from the joint ones only where none of his own is known, and from the register only where there is no act at all: an act
without a sure day has the days that its clock allows (``count.groups.days``), which only widen; that of criminal responsibility is told of own
and joint acts, each apart (``told``). A guardian answers for what the ward did with others too: for own days and those of joint acts that
are made out (``answered``); of other joint ones it is open. What it leaves out: accounts that are only claimed to be his.

>>> day = date(2024, 7, 14)
>>> role = Role(id="R1", actor="A1", channel="c", role="owner", since=date(2024, 5, 1), until=date(2024, 8, 1))
>>> found = acted("D1", [role], [], {"own:D1": [day]})
>>> found.by, found.span == (day, day), found.register[0].isoformat()
('own', True, '2024-05-01')
>>> acted("D1", [role], [], {}).by
'register'
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from doxdocket.assess.forms.parties import Joint, Role
from doxdocket.assess.parties.deeds import DAYLESS, JOINT, OPEN, OWN, PERHAPS, UNDATED, UNLED

By = Literal["own", "joint", "undated", "register"]
Both = Literal["own", "joint", "undated", "register", "joint_then", "both"]
"""Of which acts some days are: of joint ones, with own ones on other days (``joint_then``) or among them too (``both``)."""
Days = Mapping[str, Sequence[date]]
"""Days of acts by group (``deeds``), one a post; those of ``joint`` are surely put to him and without his own, so are those of ``joint+open``, which are in the
high alone; ``own+perhaps`` and ``joint+perhaps``: of posts in doubt."""
Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Ends:
    """The first and the last day of acts of one kind, none where none is known; ``may_first``, ``may_last``: with posts in doubt and those that
    only the high puts to him, where that is another day.
    """

    acts: By
    first: date | None
    last: date | None
    may_first: date | None = None
    may_last: date | None = None


@dataclass(frozen=True, slots=True)
class Acted:
    """The days of each of the three, in order, and those of posts in doubt."""

    own: Sequence[date] = ()
    joint: Sequence[date] = ()
    register: Span = (None, None)
    """The first day entered as a beginning and the last entered as an end (``_entered``)."""
    own_perhaps: Sequence[date] = ()
    joint_perhaps: Sequence[date] = ()
    joint_open: Sequence[date] = ()
    """Those of posts of others that are in the high alone of what is put to him."""
    unled: Sequence[date] = ()
    """Those of them that are of no acts which others instigated or helped."""
    own_undated: Sequence[date] = ()
    joint_undated: Sequence[date] = ()
    """One of each post that is or may be an act and whose clock allows any day: no age is sure by it."""
    dayless: Sequence[date] = ()
    """Those of surely his acts that have no sure day, whatever their clocks allow."""

    @property
    def by(self) -> By | None:
        """Which of the three an age is computed from."""
        sure: By | None = "own" if self.own else "joint" if self.joint else None
        return sure or ("undated" if self.dayless else "register" if any(self.register) else None)

    @property
    def span(self) -> Span:
        """The first and the last of the days that an age is computed from."""
        return self.register if self.by == "register" else _ends(self.own or self.joint)

    @property
    def reach(self) -> Span:
        """The same with what may be acts; the joint ones count where none of his own is sure."""
        first, last = self.span
        more = [*self.own_perhaps, *(() if self.own else (*self.joint_open, *self.joint_perhaps))]
        return _ends([first, *more])[0], _ends([last, *more])[1]

    @property
    def with_others(self) -> Sequence[date]:
        """The days of joint acts, whether they are surely put to him or in the high alone."""
        return sorted([*self.joint, *self.joint_open])

    @property
    def answered(self) -> Sequence[date]:
        """The days for which a guardian surely answers: own ones and those of joint acts that are made out; the joint ones, or the register's, where there are none."""
        return self.one_by_one or [day for day in self.span if day]

    @property
    def answered_span(self) -> Span:
        """The first and the last of them."""
        return _ends(self.one_by_one) if self.one_by_one else self.span

    @property
    def one_by_one(self) -> Sequence[date]:
        """The same where each is the day of a post; none where the register alone tells from when to when."""
        return sorted({*self.own, *self.joint}) or self.with_others

    @property
    def answered_as(self) -> By | None:
        """Which of the three these days are of, where none is his own."""
        return "own" if self.own else "joint" if self.one_by_one else self.by

    def answered_by(self, first: date, last: date) -> Both | None:
        """Of which acts the days are for which a guardian answers, from first to last.

        >>> one, other = date(2024, 5, 1), date(2024, 6, 1)
        >>> known = Acted(own=[other], joint=[one])
        >>> known.answered_by(one, one), known.answered_by(one, other), known.answered_by(other, other)
        ('joint_then', 'both', 'own')
        """
        start, stop = _ends(self.own)
        if start is None or stop is None or (start <= first and last <= stop):
            return self.answered_as
        return "both" if any(first <= day <= last for day in self.own) else "joint_then"

    def of(self, by: By) -> tuple[Span, Span]:
        """The first and the last day of one of the three: of what is sure, and with posts in doubt."""
        if by == "register":
            return self.register, self.register
        sure, perhaps = {
            "own": (self.own, self.own_perhaps),
            "joint": (self.joint, [*self.joint_open, *self.joint_perhaps]),
        }[by]
        return _ends(sure), _ends([*sure, *perhaps])

    def undated(self, by: By) -> bool:
        """Whether of one of the three some post has no date; of the register, where neither of the others has a sure day, of either."""
        of = {
            "own": self.own_undated,
            "joint": self.joint_undated,
        }
        return bool(of.get(by, [*self.own_undated, *self.joint_undated]))

    @property
    def told(self) -> Sequence[By]:
        """By which of the three an age of criminal responsibility is told: own posts and joint ones, each apart; the register where neither has a sure day."""
        return ("own", "joint", "register") if self.by == "register" else ("own", "joint")

    @property
    def ends(self) -> Sequence[Ends]:
        """The first and last day of each of the three."""
        kinds: Sequence[Literal["own", "joint", "register"]] = ("own", "joint", "register")
        return [_told(by, *self.of(by)) for by in kinds]


def acted(name: str, roles: Iterable[Role], joints: Iterable[Joint], days: Days) -> Acted:
    """The days of acts of one defendant. ``roles``, ``joints``: his alone."""
    kinds = (
        OWN,
        JOINT,
        OWN + PERHAPS,
        JOINT + PERHAPS,
        JOINT + OPEN,
        OWN + UNLED,
        OWN + UNDATED,
        JOINT + UNDATED,
        DAYLESS,
    )
    own, joint, *more = (sorted(days.get(f"{kind}:{name}", ())) for kind in kinds)
    own_perhaps, joint_perhaps, open_, unled, alone, others, dayless = more
    may, may_joint = sorted([*own_perhaps, *_allowed(alone)]), sorted([*joint_perhaps, *_allowed(others)])
    any_, any_joint = ([day for day in some if day == date.min] for some in (alone, others))
    return Acted(own, joint, _entered([*roles, *joints]), may, may_joint, open_, unled, any_, any_joint, dayless)


def _allowed(undated: Iterable[date]) -> list[date]:
    """The days that clocks allow."""
    return [day for day in undated if day != date.min]


def _entered(entries: Sequence[Role | Joint]) -> Span:
    """The first day that an entry begins and the last on which one ends; none where an entry without the one is wholly before it, without the other after it.

    >>> one, other = date(2024, 1, 2), date(2024, 5, 6)
    >>> until = Role(id="R1", actor="A1", channel="c", role="owner", until=one)
    >>> (
    ...     _entered([until]) == (None, one),
    ...     _entered([until, Role(id="R2", actor="A1", channel="c", role="owner", since=other)]),
    ... )
    (True, (None, None))
    """
    first, last = (
        min((one.since for one in entries if one.since), default=None),
        max((one.until for one in entries if one.until), default=None),
    )
    before = first and any(one.until and one.until < first for one in entries if not one.since)
    after = last and any(one.since and one.since > last for one in entries if not one.until)
    return None if before else first, None if after else last


def _told(acts: By, sure: Span, reach: Span) -> Ends:
    (first, last), (early, late) = sure, reach
    return Ends(acts, first, last, None if early == first else early, None if late == last else late)


def _ends(days: Iterable[date | None]) -> Span:
    known = [day for day in days if day]
    return min(known, default=None), max(known, default=None)
