"""Which posts are a defendant's own and which stood in a channel that he ran: marks for counting, from what a person entered.

``own``: by accounts put to the defendant as proven or supported, of one put to another too on those days (``links.held``), by this entry or another that names it, in the high alone; ``own+claimed``: with those only claimed, where there are any;
``joint``: own, and all of a channel in the days of a role of founding, owning or administering it, and of acts entered as done together,
where the law does not answer that they were not. ``+sure`` marks what of a group is surely put to him, in which low and estimate are counted:
accounts proven or supported and put to nobody else, acts together of which the law answers met - of a channel all but what is put to others who are not named in them -, and of a channel in which members may post too, or to one whom
others instigated or helped, only what the accounts of those concerned and not of these posted - what strangers wrote there, and who instigated, is in the high alone; to who
instigated no more than what those accounts posted, and what stands in the channel's name while they alone ran it. Acts together of named accounts are what these posted, and no more at any bound. A role alone puts no post of others to him surely: of a channel that he ran only what stands in its own name, and that on days for which nobody else is entered
as running it. Days that nobody entered are in the high alone: of a role without the day since when or until when those outside his own posts in that
channel, where none but who runs it may post; of acts together without days all but those of his own roles there. What it leaves out: counting (``count.groups``), and any
judgement on who is guilty of what.
What an account posted outside the days of its link is in the high alone; on days for which it is entered as not his, and no link as his, it is in none.

>>> a, l = (
...     Actor(id="A1", accounts=("7",)),
...     Attribution(id="L1", actor="A1", defendant="D1", grade="claimed", grounds=(), reason=""),
... )
>>> [m["name"] for m in marks([a], [l], [], [])]
['own+claimed:D1']
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args

from msgspec.structs import replace

from doxdocket.assess.forms.parties import Actor, Attribution, Joint, Role
from doxdocket.assess.parties import links
from doxdocket.assess.parties.stretches import Stretch, cut, without
from doxdocket.words import listed, zh_en

How = Literal["own", "own+claimed", "joint"]
Why = Literal["no_post", "channel_number"]
Weight = Literal["sure", "perhaps", "none"]
"""Of acts entered as done together: whose bounds hold their posts - every one, the high alone, none."""
OWN, CLAIMED, JOINT = get_args(How)
SURE = "+sure"
"""What the name of a group has of which only what is sure is taken."""
OPEN = "+open"
"""What the name of a group of days has of acts of others that are in the high of what is put to him alone."""
UNLED = "+unled"
"""What the name of a group of days has of acts that no entry covers, as made out, in which others instigated or helped."""
PERHAPS = "+perhaps"
"""What the name of a group of days has of which it is open whether they are days of acts: the posts expose somebody in the high alone."""
UNDATED = "+undated"
"""What the name of a group of days has of posts that are or may be acts and have no sure day: each with the days that its clock allows, or as the earliest day there is where it has none: it may be any."""
DAYLESS = "+dayless"
"""The same of those that are surely acts, and surely his."""
ALL = "all"
ENTERED = "entered"
_NUMBER = re.compile(r"^(channel|chat|-100|-)")
"""What stands before the number of a channel."""
CHANNEL_ITSELF = ""
"""The author of a post that names none but the channel."""
RUNS = ("creator", "owner", "admin")
_ALL = (*links.FIRM, "claimed")
_Taken = tuple[frozenset[str], dict[str, Any]]
"""What an account or signature takes, and all who may have posted it."""
Posted = Mapping[tuple[str, str], tuple[date | None, date | None]]
"""The defendants with the channels in which each posted himself, by accounts that are firm: the first and the last day of it."""


@dataclass(frozen=True, slots=True)
class Absent:
    """An account or signature entered that no post is of, and why."""

    actor: str
    account: str
    why: Why


@dataclass(frozen=True, slots=True)
class HandedOn:
    """A post under an account that says that it goes to another or that its holder leaves, and how many posts followed under it; or, of which account it
    does not say, who uses one or that one came or went (``any_account``).
    """

    actor: str
    day: date
    post: str
    later: int
    any_account: bool = False
    words: tuple[str, ...] = ()
    """That it is lent, or that another uses or used it, as the post says it: then posts before it may be another's too."""


def surely(name: str) -> str:
    """The group in which low and estimate of a group are counted: what is sure of it.

    >>> surely("joint:D1"), surely("own:D1"), surely("all:")
    ('joint+sure:D1', 'own+sure:D1', 'all+sure:')
    """
    kind, colon, who = name.partition(":")
    return f"{kind}{SURE}{colon}{who}" if kind in {OWN, CLAIMED, JOINT, ALL} else name


def marks(
    actors: Iterable[Actor], attributions: Sequence[Attribution], roles: Iterable[Role], joints: Iterable[Joint],
    weights: Mapping[str, Weight] = MappingProxyType({}), closed: Collection[str] = (), posted: Posted = MappingProxyType({}),
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of ``count.groups.MARKS``, those of acts together with the entry. ``weights``: of each entry of acts together; one of which nothing is answered is in the high alone.
    ``closed``: the channels in which none but creator and administrators may post.
    """
    found: list[dict[str, Any]] = []
    known = {one.id: one for one in actors}
    theirs, denied = _theirs(known.values(), attributions), _denied(known.values(), attributions)
    for actor in known.values():
        firmly = links.of(actor.id, attributions)
        parts = list(_one_by_one(actor, known.values(), attributions))
        for who in links.of(actor.id, attributions, _ALL):
            kinds = (OWN, JOINT, CLAIMED) if who in firmly else (CLAIMED,)
            found += [
                _within(row, *days) | {"undated": 1}  # a post without a day may be of any that is left open
                for kind in kinds
                for part, links_ in parts
                for row in _of(part, f"{kind}:{who}")
                for days in links.open_to(who, actor.id, links_)
            ]
            for part, links_ in parts:
                held = _held({who}, actor.id, links_)
                own_days = [some for of in links.days_of([who], actor.id, attributions) for some in cut(held, *of)]
                found += [row for kind in (OWN, CLAIMED, JOINT) for row in _surely_of(part, kind, who, own_days)]
    ran, own = (
        [role for role in roles if role.role in RUNS],
        {key: of for key, of in posted.items() if key[1] in closed},
    )
    for role in ran:
        for who in links.of(role.actor, attributions):
            whole = _channel(f"{JOINT}:{who}", role.channel, role.since, role.until)
            found.append(whole)
            if role.channel in closed:
                days = _alone({who}, role, ran_surely(role, own.get((who, role.channel))), ran, attributions, known)
                found += _itself(f"{JOINT + SURE}:{who}", role.channel, days)
    case = _Case(known, attributions, ran, closed, own, theirs, denied)
    for joint in joints:
        found += (row | {"entry": joint.id} for row in _together(joint, weights.get(joint.id, "perhaps"), case))
    claimed = {one.defendant for one in attributions if one.grade == "claimed"}
    return [row for row in found if _kept(row["name"], claimed)]


def union(
    marks: Iterable[dict[str, Any]], who: Collection[str], actors: Iterable[Actor], attributions: Sequence[Attribution],
    roles: Iterable[Role] = (), closed: Collection[str] = (), posted: Posted = MappingProxyType({}),
) -> list[dict[str, Any]]:  # fmt: skip
    """The marks of what these defendants posted and ran, as one group, and of what is sure of it: also what an account posted that is put to several, all of
    them among these, and what stands in the name of a channel on days when none but they ran it.
    """
    known = {one.id: one for one in actors}
    sure = [
        row
        for one in known.values()
        for part, links_ in _one_by_one(one, known.values(), attributions)
        for row in _surely_of(part, ALL, "", _held(who, one.id, links_))
    ]
    ran = [role for role in roles if role.role in RUNS and role.channel in closed]
    for by, one in ((role, one) for role in ran for one in links.of(role.actor, attributions)):
        days = _alone(who, by, ran_surely(by, posted.get((one, by.channel))), ran, attributions, known)
        sure += _itself(f"{ALL + SURE}:", by.channel, days)
    mine = {f"{JOINT + kind}:{name}": (f"{ALL + kind}:", name) for name in who for kind in ("", SURE)}
    return [
        *(
            row | {"name": name, "entry": row["entry"] and f"{one} {row['entry']}"}
            for row in marks
            if row["name"] in mine
            for name, one in [mine[row["name"]]]
        ),
        *sure,
    ]


def of_weight(name: str, joints: Iterable[Joint], weights: Mapping[str, Weight], weight: Weight) -> list[str]:
    """The entries of acts done together, of that weight, whose channels are in the group ``joint`` of this defendant."""
    return [
        one.id for one in joints
        if one.names_posts and name in (*one.members, *one.instigators) and weights.get(one.id, "perhaps") == weight
    ]  # fmt: skip


def by_weight(weights: Mapping[str, Weight]) -> dict[Weight, list[str]]:
    """The entries of each weight."""
    kinds: tuple[Weight, ...] = get_args(Weight)
    return {weight: [one for one, of in weights.items() if of == weight] for weight in kinds}


def said(sure: int, posts: int, entries: Mapping[Weight, Sequence[str]]) -> tuple[str, str]:
    """Of which posts low and estimate are counted and of which the high, in both languages; ``entries``: acts together ``by_weight``."""
    told = {name: listed("marks.comma", of) if of else zh_en("deeds.no_entry") for name, of in entries.items()}
    return zh_en("deeds.acts_together", sure=sure, posts=posts, met=told["sure"], open=told["perhaps"], no=told["none"])


def each(actors: Iterable[Actor]) -> list[dict[str, Any]]:
    """Marks of each account and signature by itself, to see whether any post is of it."""
    return [row | {"name": _entered(actor.id, row)} for actor in actors for row in _of(actor, "")]


def entered(name: str) -> str:
    """The actor whose account or signature a mark of ``each`` is."""
    return name.removeprefix(f"{ENTERED}:").partition(" ")[0]


def absent(actors: Iterable[Actor], seen: Collection[str], channels: Collection[str]) -> list[Absent]:
    """Each account and signature entered that no post is of. ``seen``: the marks of ``each`` that have posts; ``channels``: those captured.

    A channel's own number is no account: posts in its name are of whoever ran it, by a role.

    >>> one = Actor(id="A1", accounts=("channel1850001", "user7"))
    >>> [(one.account, one.why) for one in absent([one], [], ["telegram:channel:1850001"])]
    [('channel1850001', 'channel_number'), ('user7', 'no_post')]
    """
    numbers = {channel.rpartition(":")[2] for channel in channels}
    return [
        Absent(actor.id, row["account"] or f"{row['author']} ({row['channel_id']})",
               "channel_number" if row["account"] and _NUMBER.sub("", row["account"]) in numbers else "no_post")
        for actor in actors for row in _of(actor, "") if _entered(actor.id, row) not in seen
    ]  # fmt: skip


class _Case(NamedTuple):
    """What acts together are asked against: accounts, links, who ran what, the channels in which only they post and the days of it, and what accounts take."""

    actors: Mapping[str, Actor]
    attributions: Sequence[Attribution]
    ran: Sequence[Role]
    closed: Collection[str]
    own: Posted
    theirs: Sequence[_Taken]
    denied: Sequence[_Taken]


def _together(joint: Joint, weight: Weight, of: _Case) -> Iterator[dict[str, Any]]:
    """What one entry of acts together puts to each who is named in it."""
    all_of = tuple(dict.fromkeys((*joint.members, *joint.instigators)))
    if weight == "none":
        return
    if joint.actors:
        for who in all_of:
            yield from _of_accounts(who, joint, weight == "sure", of)
        return
    for who, channel in product(all_of, joint.channels):
        whole = _channel(f"{JOINT}:{who}", channel, joint.since, joint.until)
        yield whole
        led = _led(who, joint)
        # what an instigator posted is none of the acts of those whom he instigated, and what accounts posted that are entered as not his is none of his
        yield from _posted(whole | {"without": 1}, of.theirs, led)
        yield from _posted(whole | {"without": 1}, of.denied, [who])
        for days in _stretches(who, channel, joint, of.ran, of.attributions, of.own) if weight == "sure" else ():
            sure = _channel(f"{JOINT + SURE}:{who}", channel, *days)
            acting = [one for one in all_of if one not in led]
            if channel in of.closed and not led and who in joint.members:
                yield from _but_of_others(sure, channel, days, joint, of)
                yield from _posted(sure | {"without": 1, "undated": 1}, of.denied, [who])
                continue
            yield from _posted(sure, of.theirs, acting)
            if channel in of.closed and who not in joint.members:  # no more than what those who acted surely posted
                yield from _named(sure["name"], channel, days, acting, of.ran, of.own, of.attributions, of.actors)


def _but_of_others(
    sure: dict[str, Any], channel: str, days: Stretch, joint: Joint, of: _Case
) -> Iterator[dict[str, Any]]:
    """All of a channel in these days but what is put to others than those named in the entry, or stands in its name while others alone ran it."""
    concerned = {*joint.members, *joint.instigators}
    others = {one.defendant for one in of.attributions if one.grade != "denied"} - concerned
    first, last = (_number(day) for day in days)
    theirs = (
        _within(row, *some)
        for actor in of.actors.values()
        for part, links_ in _one_by_one(actor, of.actors.values(), of.attributions)
        for row in _of(part, "")
        if row["channel_id"] in {None, channel}
        for some in _of_others(part, links_, concerned)
    )
    left = [
        *(row | {"channel_id": channel, "undated": 1} for row in theirs),
        *_named("", channel, days, others, of.ran, of.own, of.attributions, of.actors),
    ]
    yield sure
    yield from (
        row | {"name": sure["name"], "without": 1}
        for row in left
        if not (last and row["first_day"] and row["first_day"] > last)
        and not (first and row["last_day"] and row["last_day"] < first)
    )


def _of_others(actor: Actor, links_: Sequence[Attribution], concerned: Collection[str]) -> Sequence[Stretch]:
    """The days on which an account may have been another's than these, and is not surely one of theirs."""
    others = [who for who in links.of(actor.id, links_, _ALL) if who not in concerned]
    days = [some for who in others for some in links.open_to(who, actor.id, links_)]
    return without(days, _held(concerned, actor.id, links_))


def _of_accounts(who: str, joint: Joint, sure: bool, of: _Case) -> Iterator[dict[str, Any]]:
    """What the accounts posted that an entry names, in its channels and days: all that is not entered as not his, nor who instigated him surely posted; surely what is
    not put to others either, and to who instigated, or was instigated, no more than what those who acted surely posted.
    """
    led, all_of = _led(who, joint), {*joint.members, *joint.instigators}
    ever = (joint.since or date.min, joint.until or date.max)
    every = of.actors.values()
    parts = [
        one
        for name in joint.actors
        if name in of.actors
        for one in _one_by_one(of.actors[name], every, of.attributions)
    ]
    for part, links_ in parts:
        denied = [days for rows, days in _denied_days(part, links_) if who == rows]
        left = without([ever], [*denied, *(_held(led, part.id, links_) if led else ())])
        for channel, row in product(joint.channels or (None,), _of(part, f"{JOINT}:{who}")):
            if row["channel_id"] not in {None, channel} and channel:
                continue
            row |= {"channel_id": row["channel_id"] or channel}
            yield from (_within(row, *days) | {"undated": 1} for days in left)
            firm = _stretches(who, channel or "", joint, of.ran, of.attributions, of.own) if sure else ()
            acting = _held(all_of - {*led}, part.id, links_)
            for some in firm:
                plain = not led and who in joint.members
                days = without([some], [*denied, *_of_others(part, links_, all_of)]) if plain else cut(acting, *some)
                yield from (_within(row, *one) | {"name": f"{JOINT + SURE}:{who}"} for one in days)


def _theirs(actors: Collection[Actor], attributions: Sequence[Attribution]) -> list[_Taken]:
    """What firm accounts and signatures take, each with all who may have posted it, in the days of which that is decided."""
    return [
        (who, _within(row, *days))
        for actor in actors
        for part, links_ in _one_by_one(actor, actors, attributions)
        for who, days in links.held(actor.id, links_)
        for row in _of(part, "")
    ]


def _one_by_one(
    actor: Actor, actors: Iterable[Actor], attributions: Sequence[Attribution]
) -> Iterator[tuple[Actor, Sequence[Attribution]]]:
    """Each account and signature of an entry by itself, with the links of every entry that names it."""
    every = list(actors)
    parts = [replace(actor, accounts=(one,), signatures=()) for one in actor.accounts]
    for part in (*parts, *(replace(actor, accounts=(), signatures=(one,)) for one in actor.signatures)):
        yield part, links.as_of(part, attributions, every)


def _held(who: Collection[str], actor: str, attributions: Sequence[Attribution]) -> Sequence[Stretch]:
    """The days on which an account was surely held by these defendants, one of them or another."""
    return [days for whose, days in links.held(actor, attributions) if whose <= {*who}]


def _surely_of(actor: Actor, kind: str, who: str, days: Iterable[Stretch]) -> Iterator[dict[str, Any]]:
    """What an account takes in those days that is surely of the group."""
    days = list(days)
    for row in _of(actor, ""):
        yield from (_within(row, *some) | {"name": f"{kind + SURE}:{who}"} for some in days)


def _within(row: dict[str, Any], first: date, last: date) -> dict[str, Any]:
    """A mark in those days; an end at the end of time is none."""
    return row | {
        "first_day": None if first == date.min else _number(first),
        "last_day": None if last == date.max else _number(last),
    }


def ran_surely(role: Role, posted: tuple[date | None, date | None] | None = None) -> tuple[date, date] | None:
    """The first and the last day of which it is sure that somebody ran a channel: those entered; where one is not, the first or last on which
    he posted there, if only those who run it may post (``posted``); none where neither tells it.

    >>> first, last = date(2024, 1, 2), date(2024, 5, 6)
    >>> ran_surely(Role(id="R1", actor="A1", channel="c", role="owner", since=first))
    >>> ran_surely(Role(id="R1", actor="A1", channel="c", role="owner", since=first), (last, last)) == (first, last)
    True
    """
    since, until = (
        entered or shown for entered, shown in zip((role.since, role.until), posted or (None, None), strict=True)
    )
    return (since, until) if since and until and since <= until else None


def _stretches(
    who: str, channel: str, joint: Joint, ran: Iterable[Role], attributions: Sequence[Attribution], posted: Posted,
) -> list[tuple[date, date]]:  # fmt: skip
    """The days of acts together that are surely his: those entered; where one is not, those of his own roles in that channel within them."""
    if joint.since and joint.until:
        return [(joint.since, joint.until)]
    own = [one for one in ran if one.channel == channel and who in links.of(one.actor, attributions)]
    known = [
        some
        for one in own
        if (days := ran_surely(one, posted.get((who, channel))))
        for some in cut(links.days_of([who], one.actor, attributions), *days)
    ]
    found = [(max(joint.since or first, first), min(joint.until or last, last)) for first, last in known]
    return [(since, until) for since, until in found if since <= until]


def _led(who: str, joint: Joint) -> list[str]:
    """Those who instigated or helped one who acted, by this entry: he answers for what he and others did, not for what they posted."""
    return [one for one in joint.instigators if one not in joint.members] if who in joint.members else []


def _alone(
    who: Collection[str], role: Role, days: Stretch | None, ran: Iterable[Role], attributions: Sequence[Attribution],
    actors: Mapping[str, Actor],
) -> Sequence[Stretch]:  # fmt: skip
    """What of the days of a role no role in that channel covers, this one among them, of an account that is not of these alone; of another without
    a day since when or until when nothing ends it there.
    """

    def of_all(one: Role) -> set[str]:
        actor = actors.get(one.actor)
        return {*links.of(one.actor, links.as_of(actor, attributions, actors.values()) if actor else attributions)}

    of = [(one, of_all(one)) for one in ran if one.channel == role.channel]
    taken = [(one.since or date.min, one.until or date.max) for one, some in of if not some or not some <= {*who}]
    return without(cut(links.days_of(who, role.actor, attributions), *days), taken) if days else ()


def _itself(name: str, channel: str, days: Iterable[Stretch]) -> list[dict[str, Any]]:
    """What stands in the name of a channel in those days."""
    return [_channel(name, channel, *some) | {"author": CHANNEL_ITSELF} for some in days]


def _named(
    name: str, channel: str, days: Stretch, who: Collection[str], ran: Sequence[Role], posted: Posted,
    attributions: Sequence[Attribution], actors: Mapping[str, Actor],
) -> Iterator[dict[str, Any]]:  # fmt: skip
    """What stands in the name of a channel on those days of these on which nobody but some of these ran it."""
    for by, one in (
        (role, one) for role in ran if role.channel == channel for one in links.of(role.actor, attributions)
    ):
        if one in who:
            alone = _alone(who, by, ran_surely(by, posted.get((one, channel))), ran, attributions, actors)
            yield from _itself(name, channel, cut(alone, *days))


def _denied(actors: Iterable[Actor], attributions: Sequence[Attribution]) -> list[_Taken]:
    """What accounts take that are entered as not a defendant's, each with whose not, and put to nobody else."""
    return [
        (frozenset({who}), _within(row, *days))
        for actor in actors
        for who, days in _denied_days(actor, attributions)
        for row in _of(actor, "")
    ]


def _denied_days(actor: Actor, attributions: Sequence[Attribution]) -> list[tuple[str, Stretch]]:
    """Whose an account is entered not to be, and on which days, where it is put to nobody."""
    if links.of(actor.id, attributions, _ALL):
        return []
    return [
        (one.defendant, (one.since or date.min, one.until or date.max))
        for one in attributions
        if one.actor == actor.id and one.grade == "denied"
    ]


def _posted(within: dict[str, Any], theirs: Iterable[_Taken], who: Iterable[str]) -> Iterator[dict[str, Any]]:
    """What the accounts of these defendants, and of nobody beside them, posted in that channel in its days."""
    some = frozenset(who)
    for row in (row for whose, row in theirs if whose <= some):
        first, last = (
            pick((one[end] for one in (row, within) if one[end]), default=None)
            for pick, end in ((max, "first_day"), (min, "last_day"))
        )
        if row["channel_id"] in {None, within["channel_id"]} and not (first and last and first > last):
            yield (
                row
                | within
                | {"account": row["account"], "author": row["author"], "first_day": first, "last_day": last}
            )


def _entered(actor: str, row: Mapping[str, Any]) -> str:
    return f"{ENTERED}:{actor} {row['account'] or row['author']} {row['channel_id'] or ''}"


def _kept(name: str, claimed: set[str]) -> bool:
    """A group with the claimed is of use only where something is claimed."""
    kind, _, who = name.partition(":")
    return not kind.startswith(CLAIMED) or who in claimed


def _of(actor: Actor, name: str) -> Iterator[dict[str, Any]]:
    for account in actor.accounts:
        yield _row(name, account=account)
    for one in actor.signatures:
        yield _row(name, channel_id=one.channel, author=one.text)


def _channel(name: str, channel: str, since: date | None, until: date | None) -> dict[str, Any]:
    return _row(name, channel_id=channel, first_day=_number(since), last_day=_number(until))


def _row(name: str, **more: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("entry", "channel_id", "account", "author", "first_day", "last_day", "without"))
    return {"name": name, **empty, **more}


def _number(day: date | None) -> int | None:
    return None if day is None else day.year * 10_000 + day.month * 100 + day.day
