"""From an account to a person: what was entered, how firm it is, and what is weak about it.

Source: 法发〔2016〕22号 art. 25: a network identity is tied to a person by addresses of the network, records of activity, ownership of
devices and testimony taken together. The program makes no link; it says what a link rests on.

>>> from doxdocket.assess.forms.parties import Attribution
>>> one = Attribution(id="L1", actor="A1", defendant="D1", grade="proven", grounds=("signature",), reason="署名")
>>> weak(one, [one])
('one ground', 'no evidence', 'signature only')
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from msgspec.structs import replace

from doxdocket.assess.forms.parties import Actor, Attribution, Role, Testimony
from doxdocket.assess.parties.stretches import Stretch, cut, without

FIRM = ("proven", "supported")
_OWN_WORD = ("admission", "testimony")
GROUNDS_LACK = ("one ground", "words only")
"""What is weak about the grounds of a link themselves: there are not several, or none but words."""
HIMSELF = "own statement"
"""Weak about a link whose testimony is what the defendant himself said: no other person said it."""


def weak(
    one: Attribution, every: Iterable[Attribution], absent: Iterable[str] = (), said: Mapping[str, Testimony] = MappingProxyType({}), *, handed: bool = False
) -> tuple[str, ...]:  # fmt: skip
    """What a reader of the other side would say of it. ``absent``: why accounts of it are in no post (``deeds.absent``), ``said``: the statements of the register, ``handed``: whether a post under the account hands it on and others followed."""
    every = list(every)
    others = {o.defendant for o in every if o.actor == one.actor and o.grade != "denied"} - {one.defendant}
    marks = [
        (GROUNDS_LACK[0], len(set(one.grounds)) < 2),
        ("no evidence", not (one.evidence or one.devices or one.testimonies)),
        (GROUNDS_LACK[1], bool(one.grounds) and set(one.grounds) <= set(_OWN_WORD)),
        (HIMSELF, "testimony" in one.grounds and _himself(one, said)),
        ("signature only", set(one.grounds) == {"signature"}),
        ("another too", bool(others) and one.grade != "denied"),
        ("denied too", contradicted(one, every)),
        ("handed on", handed and one.grade != "denied"),
    ]
    return (*(name for name, so in marks if so), *dict.fromkeys(absent))


def contradicted(one: Attribution, every: Iterable[Attribution]) -> bool:
    """Whether an account is put to a defendant and entered as not his too, on a day of both."""
    return one.grade != "denied" and any(
        (o.actor, o.defendant, o.grade) == (one.actor, one.defendant, "denied")
        and cut([_days(o)], one.since, one.until)
        for o in every
    )


def beside(actor: str, every: Iterable[Attribution], said: Mapping[str, Testimony]) -> list[str]:
    """The statements about an account on which no link of it rests: whoever reads the links must know them too.

    >>> one = Attribution(
    ...     id="L1", actor="A1", defendant="D1", grade="claimed", grounds=("testimony",), testimonies=("T1",), reason=""
    ... )
    >>> beside("A1", [one], {name: Testimony(id=name, about=("A1",)) for name in ("T1", "T2")})
    ['T2']
    """
    named = {name for one in every if one.actor == actor for name in one.testimonies}
    return [name for name, one in said.items() if actor in one.about and name not in named]


def _himself(one: Attribution, said: Mapping[str, Testimony]) -> bool:
    """Whether every statement that a link names is the defendant's own.

    >>> one = Attribution(
    ...     id="L1", actor="A1", defendant="D1", grade="claimed", grounds=("testimony",), testimonies=("T1",), reason=""
    ... )
    >>> [_himself(one, {"T1": Testimony(id="T1", defendant=who)}) for who in ("D1", "D2", "")]
    [True, False, False]
    """
    return bool(one.testimonies) and all(
        name in said and said[name].defendant == one.defendant for name in one.testimonies
    )


def of(actor: str, every: Iterable[Attribution], grades: Sequence[str] = FIRM) -> list[str]:
    """The defendants to whom an account was put with one of these grades."""
    return list(dict.fromkeys(one.defendant for one in every if one.actor == actor and one.grade in grades))


def may_be(actor: str, every: Sequence[Attribution]) -> list[str]:
    """All who may have posted what an account did that is firmly put to somebody: all of those to whom it is put, by statements alone too; one alone to whom it is put as proven while others are only claimed.

    >>> link = Attribution(id="L1", actor="A1", defendant="D1", grade="supported", grounds=(), reason="")
    >>> other = Attribution(id="L2", actor="A1", defendant="D2", grade="claimed", grounds=(), reason="")
    >>> may_be("A1", [link]), may_be("A1", [link, other]), may_be("A1", [other])
    (['D1'], ['D1', 'D2'], [])
    """
    firm, proven = of(actor, every), of(actor, every, FIRM[:1])
    return firm if firm == proven and len(firm) < 2 else of(actor, every, (*FIRM, "claimed")) if firm else []


def named(actor: Actor) -> frozenset[tuple[str, ...]]:
    """Each account of an entry, and each signature with its channel."""
    return frozenset([(one,) for one in actor.accounts] + [(one.channel, one.text.strip()) for one in actor.signatures])


def as_of(actor: Actor, every: Iterable[Attribution], actors: Iterable[Actor]) -> list[Attribution]:
    """The links with those of other entries that name an account or signature of this one too as links of this one: one account entered twice is put to each of those to whom either entry is put.

    >>> one, same, other = (Actor(id=n, accounts=(a,)) for n, a in (("A1", "7"), ("A2", "7"), ("A3", "8")))
    >>> every = [
    ...     Attribution(id=n, actor=n, defendant=f"D{n}", grade="proven", grounds=(), reason="") for n in ("A2", "A3")
    ... ]
    >>> [link.actor for link in as_of(one, every, [one, same, other])]
    ['A1', 'A3']
    """
    mine = named(actor)
    same = {one.id for one in actors if named(one) & mine} - {actor.id}
    return [replace(one, actor=actor.id) if one.actor in same else one for one in every] if same else list(every)


EVER: Stretch = (date.min, date.max)


def held(actor: str, every: Sequence[Attribution]) -> Sequence[tuple[frozenset[str], Stretch]]:
    """The days on which an account that is firmly put to somebody was surely held, each with all who may have posted then (``may_be``).

    Of one holder they are the days of his firm links; where a link has no day since when or until when it is his from the first or to the last.
    Of several they are told apart only where each link has a day, and one alone has the days between the two of his firm link that no link
    of another may cover: where an end is open nobody decided how long it was his, and on such days it may be of any of them. A day that is in no
    firm link, or of which it is entered of each who has one that it was not his, is nobody's.

    >>> def link(who, since=None, until=None, grade="proven"):
    ...     return Attribution(
    ...         id=who, actor="A1", defendant=who, grade=grade, grounds=(), reason="", since=since, until=until
    ...     )
    >>> may, june = date(2024, 5, 31), date(2024, 6, 1)
    >>> held("A1", [link("D1", until=may)]) == [(frozenset({"D1"}), (date.min, may))]
    True
    >>> [
    ...     (*sorted(who), first.month, last.month)
    ...     for who, (first, last) in held("A1", [link("D1", date(2024, 2, 1), may), link("D2", june, june)])
    ... ]
    [('D1', 2, 5), ('D2', 6, 6)]
    >>> held("A1", [link("D1"), link("D2", june, june)]) == [(frozenset({"D1", "D2"}), EVER)]
    True
    """
    who = frozenset(may_be(actor, every))
    links = [o for o in every if o.actor == actor and o.defendant in who]
    firm = [o for o in links if o.grade in FIRM]
    left: Sequence[Stretch] = _united(days for one in who for days in days_of([one], actor, every))
    his = [o for o in links if o.grade != "denied"]
    if len(who) < 2 or not all(o.since or o.until for o in his):
        return [(who, days) for days in left]
    out = list[tuple[frozenset[str], Stretch]]()
    for one in who:
        own = [_days(o) for o in firm if o.defendant == one and o.since and o.until]
        alone = without(_united(own), [_days(o) for o in his if o.defendant != one])
        alone = without(alone, _denied_days([one], links))
        out += [(frozenset({one}), days) for days in alone]
        left = without(left, alone)
    return sorted([*out, *((who, days) for days in left)], key=lambda found: found[1])


def days_of(who: Collection[str], actor: str, every: Iterable[Attribution]) -> Sequence[Stretch]:
    """The days of firm links of an account to these defendants, less those of which it is entered as not theirs; without a day in any, ever."""
    links = [o for o in every if o.actor == actor and o.defendant in who]
    return without(_united(_days(o) for o in links if o.grade in FIRM), _denied_days(who, links))


def open_to(who: str, actor: str, every: Iterable[Attribution]) -> Sequence[Stretch]:
    """The days on which an account may be this defendant's: all but those for which it is entered as not his and no link as his.

    >>> june = date(2024, 6, 1)
    >>> link = Attribution(id="L1", actor="A1", defendant="D1", grade="proven", grounds=(), reason="", since=june)
    >>> denied = Attribution(
    ...     id="L2", actor="A1", defendant="D1", grade="denied", grounds=(), reason="", until=date(2024, 7, 1)
    ... )
    >>> [list(open_to("D1", "A1", some)) for some in ([link], [link, denied])] == [[EVER], [(june, date.max)]]
    True
    """
    links = [o for o in every if o.actor == actor and o.defendant == who]
    his = [_days(o) for o in links if o.grade != "denied"]
    return without([EVER], without(_denied_days([who], links), his))


def endless(actor: str, every: Iterable[Attribution]) -> list[Attribution]:
    """The links of an account of several, told apart by days, of which the day since when or until when is not entered: it is then taken to be theirs from the first or to the last."""
    his = [o for o in every if o.actor == actor and o.grade != "denied"]
    if len({o.defendant for o in his}) < 2 or not any(o.since or o.until for o in his):
        return []
    return [o for o in his if not (o.since and o.until)]


def beyond(actor: str, every: Sequence[Attribution]) -> list[Attribution]:
    """The links of an account that went from one to another of whose defendant nobody entered that it was not his on the days outside them: its posts of those days are in his high."""
    if not parted(actor, every) or len(of(actor, every)) < 2:
        return []
    links = [o for o in every if o.actor == actor]
    denied = {o.defendant for o in links if o.grade == "denied"}
    return [o for o in links if o.grade in FIRM and (o.since or o.until) and o.defendant not in denied]


def terms(who: str, role: Role, every: Iterable[Attribution]) -> Sequence[tuple[date | None, date | None]]:
    """The days of a role of an account on which it was this defendant's: none where no firm link of his touches them; an end is open where those of role and link are.

    >>> role = Role(id="R1", actor="A1", channel="c", role="owner", since=date(2024, 1, 1))
    >>> link = Attribution(
    ...     id="L1", actor="A1", defendant="D1", grade="proven", grounds=(), reason="", until=date(2024, 5, 31)
    ... )
    >>> terms("D1", role, [link]) == [(date(2024, 1, 1), date(2024, 5, 31))], terms("D2", role, [link])
    (True, [])
    """
    days = cut(days_of([who], role.actor, list(every)), role.since, role.until)
    return [(None if first == date.min else first, None if last == date.max else last) for first, last in days]


def parted(actor: str, every: Sequence[Attribution]) -> bool:
    """Whether the days of the links leave no day open on which an account may be of one or another of those to whom it is put."""
    every_dated = all(o.since or o.until for o in every if o.actor == actor and o.grade != "denied")
    found = held(actor, every)
    return every_dated and bool(found) and all(len(who) == 1 for who, _ in found)


def _denied_days(who: Collection[str], links: Iterable[Attribution]) -> list[Stretch]:
    """The days of denials that name any; one that names none contradicts the link as a whole, which is asked about (``contradicted``)."""
    return [_days(o) for o in links if o.defendant in who and o.grade == "denied" and (o.since or o.until)]


def _days(one: Attribution) -> Stretch:
    return one.since or date.min, one.until or date.max


def _united(days: Iterable[Stretch]) -> list[Stretch]:
    """Each day once, in order."""
    out = list[Stretch]()
    for first, last in sorted(days):
        if out and (out[-1][1] == date.max or first <= out[-1][1] + timedelta(days=1)):
            out[-1] = out[-1][0], max(out[-1][1], last)
        elif first <= last:
            out.append((first, last))
    return out
