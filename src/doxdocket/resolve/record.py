"""Publications in memory: their values, what they contradict, whom they identify, which of them repeat another.

Source: the relations of ``steps``; ``law.identification`` for R1.1. A repeat is a forward of a captured origin, a quote,
or the same items again. Whether a part of an earlier set is a repeat is open (art. 11 speaks of repeated information, a
set that lacks an item is another set): it is one in the low reading only. Doubtful values are no claim: they take no part. A set of doubtful
values alone is a publication of the high, if what it says could identify somebody: it links to nothing but its own copies. Beside
claimed values a doubtful one may do no more: with it, a set that else is nobody's is in the high.

What it leaves out: codes and links.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.law.classes import NAMESAKE as OTHER
from doxdocket.law.classes import RENEWED
from doxdocket.law.identification import CIVIL, Answer, Counts, counts, identifies, names_alone
from doxdocket.law.links import SCRIPT, WEAK, links
from doxdocket.law.shapes import COUNTS
from doxdocket.resolve.forest import NAMESAKE, SAME_POST, TOLD_APART, Facts, Roots, written
from doxdocket.resolve.link_order import Told

_DOUBTFUL, _NAME = 4, "name"
_OWNERS_WRITE = frozenset({"private_channel", "public_channel"})  # as exports of Telegram Desktop state a chat's type
Means = Mapping[int, tuple[tuple[str, int], ...]]
"""Of a value: the kinds and numbers of the values that it says in other kinds."""


@dataclass(frozen=True, slots=True)
class Channels:
    """What the captures state of their chats."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """The id of the one chat that was captured under a title, at whatever time, for forwards that name their origin and give no id."""
    broadcast: frozenset[str] = frozenset()
    """Chats that a capture states to be channels in which the owners alone write. The id says no such thing: most forms call
    a supergroup a channel too."""

    @classmethod
    def of(cls, table: pa.Table) -> "Channels":
        """From a table of ``records.CHANNELS``."""
        rows = list(_rows(table, "channel_id", "title", "chat_type"))
        stated = {
            kind: {c for c, _, told in rows if told and (told in _OWNERS_WRITE) == kind} for kind in (True, False)
        }
        named = defaultdict[str, set[str]](set)
        for channel, title, _ in rows:
            named[title or ""].add(channel)
        titles = {title: min(of) for title, of in named.items() if title and len(of) == 1}
        return cls(titles, frozenset(stated[True] - stated[False]))


@dataclass(slots=True)
class Publication:
    """One person of one post, by the numbers of its values."""

    key: str
    channel: str
    post: tuple[str, str]
    role: str
    relation: str | None
    quoted: bool
    origin: str | None
    """Of a forward: the chat it came from; None when it was written here."""
    home: str
    """The chat it stands in, in the same spelling as ``origin``."""
    reply_to: str | None = None
    values: dict[int, str] = field(default_factory=dict)
    """Value number → kind, ``weak:`` before it when not valid; without doubtful ones."""
    unowned: frozenset[int] = frozenset()
    """Values that it states or says and that may be another person's of its post."""
    doubtful_names: Sequence[int] = ()
    """They claim nothing, and may be of a person who bears one of them elsewhere."""
    doubtful: frozenset[str] = frozenset()
    """The kinds of a set that is doubtful as a whole; empty where any value is claimed."""
    unsure: frozenset[str] = frozenset()
    """The kinds of the doubtful values beside claimed ones."""
    item_set: bytes = b""
    identifies: Answer = "no"
    through: bool = False
    """Whether only an identified relative in its post helps to identify it: the one person shown beside her father, or where all are relatives of one family (妈:…, 女儿:…) her parent or child."""
    decided: Answer | None = None
    """What a person decided of it: ``decided`` (it points to somebody) or ``no``; of a set that is doubtful as a whole the second alone."""
    perhaps: bool = False
    """Whether it identifies nobody by what it claims, and perhaps somebody with its doubtful values too: in the high, no sooner."""

    @property
    def own(self) -> Mapping[int, str]:
        """The values without those that may be another person's of its post."""
        gone = self.unowned
        return {v: kind for v, kind in self.values.items() if v not in gone} if gone else self.values

    @property
    def kin(self) -> bool:
        """Whether it is of a relative of whom the post is about."""
        return bool(self.relation) and self.role == "relative"

    @property
    def idle(self) -> bool:
        """Whether it is doubtful as a whole and could point to nobody: no publication at any bound."""
        return bool(self.doubtful) and self.identifies == "no"


Of = Callable[[Publication], Mapping[int, str]]
ALL, OWN = attrgetter("values"), attrgetter("own")
"""Of a publication all its values, or those that are surely its person's."""


def chat(channel_id: str) -> str:
    """A chat as a forward would name it: digits, with ``user`` before them for a private chat."""
    *_, kind, bare = ("", "", *channel_id.split(":"))
    return ("user" if kind in {"user", "personal", "personal_chat", "bot", "bot_chat"} else "") + bare


def origin(forwarded_from_id: str) -> str:
    """The chat or account that a forward names, spelled as ``chat`` spells it; a username without its @."""
    if forwarded_from_id.startswith("@"):  # a username, of a channel that no capture numbers
        return forwarded_from_id[1:].lower()
    head, _, digits = forwarded_from_id.rpartition(":") if ":" in forwarded_from_id else ("", "", forwarded_from_id)
    bare = digits.lstrip("abcdefghijklmnopqrstuvwxyz_")
    return ("user" if digits.startswith("user") or head.endswith("user") else "") + bare


def publications(
    table: pa.Table, claims: pa.Table, unowned: pa.Table, titles: Mapping[str, str], decided: Mapping[str, Answer]
) -> list[Publication]:
    """Every publication with its values, in canonical order; ``titles``: the captured channel that alone bore each; ``decided``: by key what a person decided that it is.

    Some forms name the origin of a forward and give no id: it is the one captured channel that ever bore that title, if there is one.
    """
    homes = {title: chat(channel) for title, channel in titles.items()}
    out = [
        Publication(
            f"{channel}/{post}/{person}", channel, (channel, post), role, relation, bool(quoted),
            origin(forwarded_id) if forwarded_id else homes.get(forwarded), chat(channel), reply_to,
        )
        for channel, post, person, role, relation, quoted, forwarded_id, forwarded, reply_to in _rows(
            table, "channel_id", "post_id", "person_no", "role", "relation", "quoted", "forwarded_from_id", "forwarded_from", "reply_to"
        )
    ]  # fmt: skip
    _fill(out, claims, table["doubt"].to_pylist())
    for n, value in _rows(unowned, "pub", "value"):
        out[n].unowned |= {value}
    for p in out:
        said = decided.get(p.key)
        p.decided = None if p.doubtful and said != "no" else said
    _identify(out)
    return out


def _fill(out: list[Publication], claims: pa.Table, doubt: Sequence[int]) -> None:
    """Add the values; claims come by publication and value, so each set is hashed in one order. A doubtful set is never that of a claimed one."""
    for n, values in groupby(_rows(claims, "pub", "kind", "value", "digest", "standing"), key=itemgetter(0)):
        items, names = hashlib.sha256(b"doubtful\0" if doubt[n] else b""), list[int]()
        for _, kind, value, digest, standing in values:
            if standing == _DOUBTFUL and kind == _NAME:
                names.append(value)
            if doubt[n]:
                out[n].doubtful |= {kind}
            elif standing == _DOUBTFUL:
                out[n].unsure |= {kind}
                continue
            else:
                out[n].values[value] = WEAK + kind if standing else kind
            items.update(kind.encode() + b"\0" + digest)
        out[n].item_set = items.digest()
        if names:
            out[n].doubtful_names = names


def _rows(table: pa.Table, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of some columns, a batch at a time: a million rows at once would be as many objects a column."""
    for batch in table.select(columns).to_batches(max_chunksize=65_536):
        yield from zip(*(c.to_pylist() for c in batch.columns), strict=True)


def _identify(out: list[Publication]) -> None:
    """R1.1 for each; relatives after targets, since kinship to an identified person of the same post helps, and it is the same kinship from either end."""
    known, parents = set[tuple[str, str]](), set[tuple[str, str]]()
    lines = set[tuple[tuple[str, str], str]]()
    targets = Counter(p.post for p in out if p.role == "target")
    several = {
        post
        for (post, one), n in Counter((p.post, p.relation) for p in out if p.kin).items()
        if n > 1 and one in _PARENTS
    }
    for p in out:
        p.identifies = p.decided or identifies(frozenset(p.values.values()))
        if p.identifies in _FOUND and (p.role == "target" or _family(p)):
            (known if p.role == "target" else parents).add(p.post)
            lines.add((p.post, _line(p)))
    left = [p for p in out if not p.decided]
    for p in left:
        if p.role == "target" and targets[p.post] == 1 and p.post in parents - known and not p.doubtful:
            p.identifies = identifies(frozenset(p.values.values()), kin=True)
            p.through = p.identifies in _FOUND
    for p in left:
        if p.relation and p.role == "relative" and p.post in known:
            p.identifies = identifies(frozenset(p.values.values()), kin=True)
        elif (
            not targets[p.post] and p.post not in several and p.identifies not in _FOUND and not p.doubtful
            and (p.post, _ACROSS.get(_line(p))) in lines
        ):  # fmt: skip
            p.identifies = identifies(frozenset(p.values.values()), kin=True)
            p.through = p.identifies in _FOUND
    for p in left:
        kin = bool(p.relation) and p.role == "relative" and p.post in known
        if p.doubtful and identifies(p.doubtful, kin=kin) != "no":
            p.identifies = "unknown"
        elif p.unsure:
            p.perhaps = p.identifies == "no" and identifies(frozenset(p.values.values()) | p.unsure, kin=kin) != "no"


def together(
    pubs: Sequence[Publication], decided: Iterable[tuple[int, int]], left: Mapping[int, Mapping[int, str]]
) -> frozenset[int]:
    """The publications that decisions join and of which the values, put together, identify somebody: a name here, the telephone there; ``left``: of some, the values that may do so."""
    roots = Roots()
    for a, b in decided:
        roots.join(a, b)
    of: dict[int, list[int]] = defaultdict(list)
    for n in roots.parent:
        of[roots.find(n)].append(n)
    return frozenset(
        n
        for some in of.values()
        if identifies(frozenset(kind for m in some for kind in left.get(m, pubs[m].values).values())) in _FOUND
        for n in some
    )


def counted(
    pubs: Sequence[Publication],
    certain: Sequence[int],
    likely: Sequence[int],
    kinless: Collection[int] = (),
    together: Collection[int] = (),
) -> list[Counts]:
    """From which bound on each counts; ``certain``, ``likely``: the persons under such links; ``kinless``, ``together``: as their functions say."""
    told = list(pubs)
    for n in kinless:
        if not pubs[n].doubtful and not pubs[n].decided:
            told[n] = replace(pubs[n], identifies=identifies(frozenset(pubs[n].values.values())))
    named = bare(told, certain)
    out = [
        counts(
            p.identifies,
            named="name" in p.values.values(),
            certain=sure,
            likely=perhaps,
            kin=p.kin and n not in kinless,
            bare=n in named,
        )
        for n, (p, sure, perhaps) in enumerate(
            zip(told, _linked(told, certain, together), _linked(told, likely, together), strict=True)
        )
    ]
    return ["high" if one == "none" and p.perhaps else one for one, p in zip(out, told, strict=True)]


def bare(pubs: Sequence[Publication], person: Sequence[int]) -> frozenset[int]:
    """The sets that only say a name (``names_alone``), and identify nobody, of persons who are known without them: another set identifies them, or holds that name too.

    Of nobody who is identified the one such set is none: with a telephone told elsewhere it makes its person known. Of several which of them does
    so is open - the first may be a denial, the next the exposure: all are.
    """
    alone = [n for n, p in enumerate(pubs) if p.identifies in {"no", "unknown"} and names_alone(p.values.values())]
    if not alone:
        return frozenset()
    several, only = Counter(person[n] for n in alone), {*alone}
    theirs = [(who, p) for n, (who, p) in enumerate(zip(person, pubs, strict=True)) if who in several and n not in only]
    found = {who for who, p in theirs if p.identifies in _FOUND and not p.doubtful}
    held = {(who, value) for who, p in theirs for value in p.values}
    return frozenset(
        n
        for n in alone
        if (who := person[n]) in found
        or several[who] > 1
        or held >= {(who, v) for v, k in pubs[n].values.items() if names_alone([k])}
    )


def kinless(pubs: Sequence[Publication], standings: Sequence[Counts] | None = None) -> frozenset[int]:
    """The relatives in whose post no set identifies the person whose relatives they are, and who is found through such a relative where none is identified; with ``standings``: none that is in the low.

    Whoever is found through another is found no sooner than that other.
    """
    found = [
        p
        for n, p in enumerate(pubs)
        if p.identifies in _FOUND and (standings is None or standings[n] == "low") and not p.through
    ]
    known = {p.post for p in found if p.role == "target"}
    parents, lines = {p.post for p in found if _family(p)}, {(p.post, _line(p)) for p in found}

    def without(p: Publication) -> bool:
        if p.through:
            return (p.post, _ACROSS.get(_line(p))) not in lines if p.kin else p.post not in parents
        return p.kin and p.post not in known

    return frozenset(n for n, p in enumerate(pubs) if without(p))


def _family(p: Publication) -> bool:
    return p.kin and p.relation not in _COMPANY


def _line(p: Publication) -> str:
    """Whether it is a relative who is a parent or a child; else nothing."""
    if not p.kin:
        return ""
    return "parent" if p.relation in _PARENTS else "child" if p.relation in _CHILDREN else ""


_PARENTS, _CHILDREN = frozenset({"mother", "father"}), frozenset({"son", "daughter", "child"})
"""Two of one of the first in a post are of two families."""

_ACROSS = {"parent": "child", "child": "parent"}

_COMPANY = frozenset({"partner", "former_partner", "former_spouse"})
"""Relatives by role who are no family (as the figure of relatives has it): nobody is found through them."""

_FOUND = frozenset({"alone", "combined", "decided"})


def led(
    pubs: Sequence[Publication], standings: Sequence[Counts], certain: Sequence[int], possible: Sequence[int], known: Facts,
    apart: Iterable[tuple[int, int, str]], untrue: Collection[int],
) -> dict[int, int]:  # fmt: skip
    """Each publication that by itself is nobody's and may be of a person of the high, with the first publication of that person.

    Doubtful links lead there, a name alone among them; so does a doubtful name that the person bears elsewhere. Names, births and sexes that
    contradict bar it, and so do a decision and one post that shows both.
    """
    first: dict[int, int] = {}
    for n, bound in enumerate(standings):
        if bound != "none":
            first.setdefault(possible[n], n)
    nobodys = [n for n, bound in enumerate(standings) if bound == "none" and n not in untrue]
    out = {n: first[possible[n]] for n in nobodys if possible[n] in first}
    asked = {n: names for n in nobodys if n not in out and (names := pubs[n].doubtful_names)}
    if not asked:
        return out
    wanted = {name for names in asked.values() for name in names}
    bearers: dict[int, dict[int, int]] = defaultdict(dict)
    shown: dict[int, set[tuple[str, str]]] = defaultdict(set)
    told: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for n, p in enumerate(pubs):
        shown[certain[n]].add(p.post)
        for kind, values in known.get(n, {}).items():
            told[certain[n]][kind] |= values
        for value in wanted & p.values.keys() if standings[n] != "none" else ():
            if p.values[value] == _NAME:
                bearers[value].setdefault(certain[n], n)
    parted = {(one, certain[other]) for a, b, _ in apart for one, other in ((a, b), (b, a))}
    for n, names in asked.items():
        mine = {kind: values for kind, values in known.get(n, {}).items() if kind not in {SAME_POST, TOLD_APART}}
        for who, at in (one for name in names for one in bearers[name].items()):
            against = any(told[who].get(kind) and values.isdisjoint(told[who][kind]) for kind, values in mine.items())
            if not against and pubs[n].post not in shown[who] and (n, who) not in parted:
                out[n] = at
                break
    return out


def counted_civil(
    pubs: Sequence[Publication], certain: Sequence[int], likely: Sequence[int], standings: Sequence[Counts]
) -> list[Counts]:
    """From which bound on each counts under the narrower civil test; never sooner than it does (``standings``)."""
    out = list(standings)
    linked = zip(pubs, _linked(pubs, certain), _linked(pubs, likely), strict=True)
    for n, (p, sure, perhaps) in enumerate(linked):
        held = p.doubtful or frozenset(p.values.values())
        if p.identifies == "unknown" and out[n] != "none" and (answer := identifies(held, by=CIVIL)) != "unknown":
            first = counts(answer, named="name" in held, certain=sure, likely=perhaps, by=CIVIL)
            out[n] = max(out[n], first, key=COUNTS.index)
    return out


def _linked(pubs: Sequence[Publication], person: Sequence[int], together: Collection[int] = ()) -> list[bool]:
    """Whether the person of each is one whom a set identifies, or sets that decisions put together."""
    known = {
        who for n, (who, p) in enumerate(zip(person, pubs, strict=True)) if p.identifies in _FOUND or n in together
    }
    return [who in known and not p.doubtful for who, p in zip(person, pubs, strict=True)]


def facts(pubs: Sequence[Publication], means: Means) -> Facts:
    """What each is known by: its valid values of the kinds that may conflict and what they say, and its post where others
    share it.

    A number in an old form stands as the new forms that it may have, so it contradicts only what is none of them. A name contradicts
    only names in its own script: 'Wen Mingxun' and '溫銘勳' may be one person.
    """
    out = {n: _facts_of(p.values, means) for n, p in enumerate(pubs)}
    for number, members in enumerate(_by_post(pubs).values()):
        for n in members if len(members) > 1 else ():
            out[n][SAME_POST] = frozenset({number})
            held = set(pubs[n].values.values())
            # a mere mention keeps nobody apart for the fewest: a post may name first whose values stand below another word
            if pubs[n].relation or (_NAME in held and not (pubs[n].identifies == "no" and held == {_NAME})):
                out[n][TOLD_APART] = frozenset({number})
    return out


def _facts_of(values_: Mapping[int, str], means: Means) -> dict[str, frozenset[int]]:
    watched = set(links().file.conflicts)
    known: dict[str, set[int]] = defaultdict(set)
    for value, kind in values_.items():
        said = means.get(value, ()) if not kind.startswith(WEAK) else ()
        for other, what in said:
            if other in watched:
                known[other].add(what)
        if kind in watched and not any(other == kind for other, _ in said):
            in_script = next((written(kind, what) for other, what in said if other == SCRIPT), kind)
            known[in_script].add(value)
    return {kind: frozenset(values) for kind, values in known.items()}


def unowned(pubs: Sequence[Publication], means: Means, known: Facts) -> dict[int, frozenset[str]]:
    """Of those with values that may be another's the facts that their own do not tell."""
    return {
        n: frozenset(known[n].keys() - _facts_of(p.own, means).keys() - {SAME_POST, TOLD_APART})
        for n, p in enumerate(pubs)
        if p.unowned
    }


def meanings(means: pa.Table) -> Means:
    """For each value what it says, as kinds and value numbers."""
    out: dict[int, tuple[tuple[str, int], ...]] = {}
    for value, kind, says in _rows(means, "value", "kind", "says"):
        out[value] = (*out.get(value, ()), (kind, says))
    return out


def copies(pubs: Sequence[Publication]) -> list[tuple[int, int]]:
    """Each forward with the first publication of its origin (or the first other forward) that holds the same items."""
    first: dict[tuple[str, bytes], int] = {}
    for n, p in enumerate(pubs):
        if p.origin is None:
            first.setdefault((p.home, p.item_set), n)
    out = []
    for n, p in enumerate(pubs):
        if p.origin is not None and not p.idle:
            at = first.setdefault((p.origin, p.item_set), n)
            if at != n:
                out.append((min(at, n), max(at, n)))
    return out


def replies(pubs: Sequence[Publication]) -> list[tuple[int, int]]:
    """Each reply that tells of one target without a name, with the one target of the post it answers.

    A post that answers none and tells of one person alone is about that person, called 前男友 or not.
    """
    here = _by_post(pubs)
    targets = _by_post(
        p if p.role == "target" or (p.reply_to is None and len(here.get(p.post, ())) == 1) else None for p in pubs
    )
    out = []
    for n, p in enumerate(pubs):
        answered = targets.get((p.channel, p.reply_to or ""), [])
        if p.role == "target" and len(answered) == 1 and here.get(p.post) == [n] and "name" not in p.values.values():
            out.append((min(answered[0], n), max(answered[0], n)))
    return out


def relatives(pubs: Sequence[Publication], of: Of) -> dict[int, tuple[int, str, frozenset[int]]]:
    """Relatives in posts with one target: that target, the kinship, and the names and numbers they may be told by."""
    targets = _by_post(p if p.role == "target" else None for p in pubs)
    return {
        n: (targets[p.post][0], p.relation, frozenset(v for v, k in of(p).items() if k in {"name", "phone_number"}))
        for n, p in enumerate(pubs)
        if p.role == "relative" and p.relation and len(targets.get(p.post, ())) == 1
    }


def beside(pubs: Sequence[Publication]) -> list[tuple[int, int, int]]:
    """Each publication with a full name, that name, and each other publication of the post; long lists are left out."""
    out = []
    for members in _by_post(pubs).values():
        if 1 < len(members) <= links().file.list_of:
            for n in members:
                names = [v for v, kind in pubs[n].values.items() if kind == "name"]
                out += [(n, name, other) for name in names for other in members if other != n]
    return sorted(out)


def told(pubs: Sequence[Publication], of: Of) -> list[Told]:
    """Of each its chat, whether it identifies somebody, and its values."""
    return [
        Told(
            p.channel,
            p.identifies in _FOUND and not p.doubtful,
            frozenset(
                (kind if kind == WEAK + _NAME else kind.removeprefix(WEAK), value) for value, kind in of(p).items()
            ),
        )
        for p in pubs
    ]


def bearers(pubs: Sequence[Publication], findings: pa.Table, claims: pa.Table) -> dict[int, list[int]]:
    """Of each whole name in characters the publications that hold it, where the case names so few that another bearer is not expected."""
    rule = links().file.namesakes
    names = {value for p in pubs for value, kind in p.values.items() if kind == _NAME}
    if len(names) > rule.names:
        return {}
    spelled = pc.greater_equal(pc.fill_null(pc.list_value_length(findings["near"]), 0), rule.spellings)
    whole = findings.filter(pc.and_(spelled, pc.equal(findings["kind"], _NAME)))["digest"]
    told = claims.filter(pc.and_(pc.equal(claims["kind"], _NAME), pc.is_in(claims["digest"], whole.combine_chunks())))
    wanted = set(told["value"].to_pylist())
    out: dict[int, list[int]] = defaultdict(list)
    for n, p in enumerate(pubs):
        held = [value for value, kind in p.values.items() if kind == _NAME]
        if len(held) <= links().file.list_of:
            for value in wanted.intersection(held):
                out[value].append(n)
    return {value: of for value, of in out.items() if len(of) > 1}


def stated(table: pa.Table, claims: pa.Table, of: Collection[int]) -> Facts:
    """What these publications tell of the kinds by which bearers of one name are kept apart, and the years of birth that their ages leave.

    Accounts of two platforms do not differ; an age that nobody reaches tells nothing.
    """
    if not of:
        return {}
    rule = links().file.namesakes
    rows = claims.filter(pc.and_(pc.is_in(claims["kind"], pa.array(rule.if_differ)), pc.equal(claims["standing"], 0)))
    rows = rows.filter(pc.is_in(rows["pub"], pa.array(sorted(of), rows["pub"].type)))
    known: dict[int, dict[str, set[int]]] = {n: defaultdict(set) for n in of}
    for n, kind, value, mask in _rows(rows, "pub", "kind", "value", "mask"):
        known[n][f"{kind}:{mask.partition(':')[0]}" if ":" in mask else kind].add(value)
    told = _rows(table.take(pa.array(list(known), pa.int64())), "date", "age_low", "age_high")
    for own, (date, low, high) in zip(known.values(), told, strict=True):
        if None not in (date, low, high) and high <= rule.oldest:
            own["age"].update(range(date.year - high - 1 - rule.years, date.year - low + 1 + rule.years))
    return {n: {kind: frozenset(values) for kind, values in own.items()} for n, own in known.items()}


def renewed(findings: pa.Table, place: Mapping[str, int]) -> frozenset[tuple[int, str]]:
    """Publications with a value of a kind that their text calls a new one (换号了，新号139…), each with that kind."""
    return _reasoned(findings, place, RENEWED)


def _reasoned(findings: pa.Table, place: Mapping[str, int], reason: str) -> frozenset[tuple[int, str]]:
    """Publications with a finding of this reason, each with its kind."""
    if "reasons" not in findings.column_names or not findings.num_rows:
        return frozenset()
    reasons = findings["reasons"].combine_chunks()
    rows = pc.list_parent_indices(reasons).filter(pc.equal(pc.list_flatten(reasons), reason))
    told = _rows(findings.take(rows), "channel_id", "post_id", "person", "kind")
    keys = ((f"{channel}/{post}/{person}", kind) for channel, post, person, kind in told)
    return frozenset((place[key], kind) for key, kind in keys if key in place)


def namesakes(facts: Facts, pubs: Sequence[Publication], findings: pa.Table, place: Mapping[str, int]) -> Facts:
    """The facts with two sides for each publication whose text says that it is of another of the name: its own, and that of all before it which hold the name and say no such thing.

    Of one name the first ``_NAMESAKES`` such publications count: more would cost their number times that of all of the name.
    """
    others = sorted(n for n, _ in _reasoned(findings, place, OTHER))
    if not others:
        return facts
    out, apart = {n: dict(known) for n, known in facts.items()}, set(others)
    bear: dict[int, list[int]] = defaultdict(list)
    said: dict[int, int] = defaultdict(int)
    for n, p in enumerate(pubs):
        names = [value for value, kind in p.values.items() if kind == _NAME]
        if n not in apart:
            for name in names:
                bear[name].append(n)
            continue
        before = {m for name in names if said[name] < _NAMESAKES for m in bear[name]}
        for m in (n, *sorted(before)) if before else ():
            out.setdefault(m, {})[written(NAMESAKE, n)] = frozenset({int(m == n)})
        for name in names:
            said[name] += 1
    return out


_NAMESAKES = 20


def differ(
    pubs: Sequence[Publication],
    of: Of,
    beside: Mapping[int, Collection[int]],
    new: Collection[tuple[int, str]],
    kind: str,
    a: int,
    b: int,
) -> bool:
    """Whether both hold whole values of the kind, none in common and none a new one (``renewed``).

    ``beside``: of some, values that their post gives to a relative of theirs, which are no others'.
    """
    if (a, kind) in new or (b, kind) in new:
        return False
    one, other = ({v for v, k in of(pubs[n]).items() if k == kind} for n in (a, b))
    return bool(
        one
        and other
        and one.isdisjoint(other)
        and other.isdisjoint(beside.get(a, ()))
        and one.isdisjoint(beside.get(b, ()))
    )


def of_relatives(told: Mapping[int, tuple[int, str, frozenset[int]]]) -> dict[int, set[int]]:
    """Of each target the names and numbers by which its post tells relatives (``relatives``)."""
    out: dict[int, set[int]] = defaultdict(set)
    for target, _, values in told.values():
        out[target] |= values
    return dict(out)


def _by_post(pubs: Iterable[Publication | None]) -> dict[tuple[str, str], list[int]]:
    """The publications of each post; what is doubtful as a whole is nobody beside whom, or about whom, something is said."""
    out: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, p in enumerate(pubs):
        if p is not None and not p.doubtful:
            out[p.post].append(n)
    return dict(out)


Repeat = tuple[int, str] | None


def repeats(
    pubs: Sequence[Publication],
    person: Sequence[int],
    finer: tuple[Sequence[int], Sequence[Repeat]] | None = None,
    *,
    parts: bool = False,
    sure: Mapping[int, Mapping[int, str]] | None = None,
    without: Collection[int] = (),
) -> list[Repeat]:
    """For each the publication that it repeats and why, when ``person`` says which are of one person.

    ``finer``: the persons and the answer under fewer links; where these links joined nothing, that answer holds.
    ``parts``: a part of an earlier set is a repeat too, of what is quoted it always is; and so is a forward that shows more than its origin,
    as it was captured, showed of that person. Elsewhere such a forward is of a post that was not captured. ``sure``: of some, the values that
    tell them from an earlier set; what the machine weighed up alone makes no set a new one in the low. ``without``: those that count
    nowhere, which repeat nothing and are repeated by none.
    """
    finest, found = finer or (range(len(pubs)), [None] * len(pubs))
    joined = {who for who, part in zip(person, finest, strict=True) if who != part}
    held = joined if parts else {who for who, p in zip(person, pubs, strict=True) if p.quoted}
    holders: dict[tuple[int, int], list[int]] = defaultdict(list)
    known: dict[tuple[int, bytes], int] = {}
    at_home: dict[tuple[int, str], int] = {}
    shown: dict[tuple[int, str], set[int]] = defaultdict(set)
    out = list(found)
    for n, p in enumerate(pubs):
        who = person[n]
        if n in without:
            out[n] = None
        if who not in joined or n in without:
            continue
        first = known.get((who, p.item_set))
        if first is None and p.values and (parts or p.quoted):
            first = _first_with_all(pubs, holders, who, (sure or {}).get(n) or p.values)
        origin = at_home.get((who, p.origin)) if p.origin is not None else None
        if p.origin is not None and not (parts or p.values.keys() <= shown[who, p.origin]):
            origin = None
        if origin is not None:
            out[n] = (origin if first is None else first, "forward")
        else:
            out[n] = None if first is None else (first, "quote" if p.quoted else "same_items")
        if p.origin is None:
            at_home.setdefault((who, p.home), n)
            shown[who, p.home].update(p.values)
        for value in p.values if who in held else ():
            holders[who, value].append(n)
        known.setdefault((who, p.item_set), n if first is None else first)
    return out


def _first_with_all(
    pubs: Sequence[Publication], holders: dict[tuple[int, int], list[int]], who: int, values: Mapping[int, str]
) -> int | None:
    """The first earlier publication of the person that held every one of these values."""
    rarest = min((holders.get((who, v), []) for v in values), key=len)
    return next((m for m in rarest if values.keys() <= pubs[m].values.keys()), None)
