"""The parties of a case and their motives: the register and the current run, put before ``assess.parties`` and ``assess.motives``.

Left out: what follows (``assess``). Without a run there are no deeds; ages, guardians and liability are told all the same.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.assess import motives as of_motives
from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Joint, Role
from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.parties import deeds, links
from doxdocket.assess.parties import table as of_parties
from doxdocket.assess.parties.account import InDoubt, Parties
from doxdocket.assess.register import Entries
from doxdocket.count import groups
from doxdocket.count.conduct import claimed
from doxdocket.count.scope import in_no_low
from doxdocket.count.tables import AUTHORS
from doxdocket.decisions.hints import denied, handed_on, lent, whose_account
from doxdocket.pipeline import registered
from doxdocket.pipeline.lawbook import rules
from doxdocket.pipeline.published import (
    current,
    latest_conduct,
    latest_findings,
    latest_posts,
    once,
    relations,
    standing,
)
from doxdocket.store.case import Case
from doxdocket.store.located import names_of

SUIT = "S7"
POSTS = ("how", "channel_id", "post_id", "date", "bound", "posted_by")
Key = tuple[str, str]
_Acts = Mapping[str, list[tuple[date, str, str]]]
Masking = Callable[[str, Iterable[tuple[int, int, str]]], str]
"""Hides spans (start, end, mask) of a text."""
Said = tuple[str, list[tuple[int, int, str, str]]]
"""A text with what was found in it: start, end, kind and mask."""
Hiding = Callable[[Mapping[str, Any], str, str, Iterable[tuple[int, int, str, str]]], list[tuple[int, int, str]]]
"""What is masked in a text of a row of posts, given where it stands: what was found there, and more."""


def parties(case: Case) -> Parties:
    """The account as register and run stand now."""
    kept = registered.entries(case)
    return once(case, "parties", made_of(case, kept), lambda: _parties(case, kept))


def _parties(case: Case, kept: Entries) -> Parties:
    actors = list(kept.of(Actor).values())
    marked = _taken(case, deeds.each(actors))
    seen = marked["name"].unique().to_pylist()
    _, posts, acts = _whose(case, kept)
    days, suit, book = _dated(acts), sued(kept), rules(case)
    doubtful = {
        name: [InDoubt(day, f"{channel}/{post}") for day, channel, post in of]
        for name, of in acts.items()
        if deeds.PERHAPS in name
    }
    rows, parted = [], []
    if posts.num_rows:
        run = _counted(case, kept)
        rows = groups.whole(run, posts, deeds.surely)
        dated = defaultdict[str, list[date]](list)
        for row in groups.posted(run, posts).to_pylist():
            dated[row["name"]] += (_day(row["first_day"]), _day(row["last_day"]))
        windows = of_parties.windows(kept, days, suit, book, dated, case.today())
        given = pa.Table.from_pylist(windows, groups.WINDOWS)
        parted = groups.parted(run, posts, given, deeds.surely) if windows else []
    return of_parties.parties(
        kept,
        rows,
        days,
        suit,
        book,
        parted,
        _absent(case, actors, seen),
        doubtful,
        _handed(case, marked, kept),
        case.today(),
        None if case.current_run() is None else [one for one, of in by_entry(case, kept).items() if of.every],
    )


def _handed(case: Case, marked: pa.Table, kept: Entries) -> list[deeds.HandedOn]:
    """The posts under the accounts of the register that hand them on, or in which the holder leaves, where others followed, and those that say who uses an account; ``marked``: the posts of each (``deeds.each``).

    Where others followed under another account of the same person alone, it may be that one which went: of which account it is, it does not say.
    """
    if not marked.num_rows:
        return []
    keys = ["channel_id", "post_id"]
    dated = marked.join(latest_posts(case).select([*keys, "date"]), keys).to_pylist()
    of: dict[Key, list[str]] = defaultdict(list)
    when: dict[str, list[Any]] = defaultdict(list)
    for row in dated:
        actor = deeds.entered(row["name"])
        of[row["channel_id"], row["post_id"]].append(actor)
        when[actor] += [row["date"]] if row["date"] else []
    names = pa.array(sorted(map("/".join, of)), pa.string())
    said, uses, lends = dict[Key, bool](), set[str](), defaultdict[Key, dict[str, None]](dict)
    for batch in current(case).batches("posts", [*keys, "text"]):
        for row in batch.filter(pc.is_in(names_of(batch), names)).to_pylist():
            key = row["channel_id"], row["post_id"]
            lends[key] |= dict.fromkeys(lent(row["text"] or ""))
            said[key] = said.get(key, False) or bool(lends[key]) or bool(row["text"] and handed_on(row["text"]))
            uses |= {"/".join(key)} if row["text"] and whose_account(row["text"]) else set()
    zone = case.zone
    found = (
        deeds.HandedOn(
            actor,
            at.astimezone(zone).date(),
            f"{row['channel_id']}/{row['post_id']}",
            later := sum(one > at for one in when[actor]),
            any_account=not (lends[key] or (said.get(key) and later)),
            words=tuple(lends[key]),
        )
        for row in dated
        if (said.get(key := (row["channel_id"], row["post_id"])) or "/".join(key) in uses) and (at := row["date"])
        for actor in [deeds.entered(row["name"])]
    )
    of_whom: dict[str, set[str]] = defaultdict(set)
    for link in kept.of(Attribution).values():
        if link.grade != "denied":
            of_whom[link.actor].add(link.defendant)
    last = {actor: max(at.astimezone(zone).date() for at in some) for actor, some in when.items() if some}

    def followed(one: deeds.HandedOn) -> bool:
        return any(
            day >= one.day and of_whom[one.actor] & of_whom[actor] for actor, day in last.items() if actor != one.actor
        )

    told = {one for one in found if not one.any_account or one.post in uses or followed(one)}
    return sorted(told, key=lambda one: (one.actor, one.day, one.post))


def under(case: Case, actors: Collection[Actor]) -> Mapping[str, Collection[Key]]:
    """The posts of each of these accounts of the register."""
    found = defaultdict[str, set[Key]](set)
    for row in _taken(case, deeds.each(actors)).to_pylist():
        found[deeds.entered(row["name"])].add((row["channel_id"], row["post_id"]))
    return found


def absent(case: Case, ids: Collection[str]) -> list[deeds.Absent]:
    """The accounts and signatures of these actors of the register that no post of the run is of."""
    actors = [one for one in registered.entries(case).of(Actor).values() if one.id in ids]
    return _absent(case, actors, _taken(case, deeds.each(actors))["name"].unique().to_pylist())


def endless(case: Case, ids: Collection[str]) -> list[str]:
    """The links of the accounts of these that leave open since when or until when, where the account is put to several: its posts are in nobody's low for that."""
    kept = registered.entries(case)
    actors, every = kept.of(Actor), list(kept.of(Attribution).values())
    about = {one.actor for one in every if one.id in ids}
    found = (
        links.endless(name, links.as_of(one, every, actors.values())) for name, one in actors.items() if name in about
    )
    return sorted({one.id for some in found for one in some})


def of_nobody(case: Case, ids: Collection[str]) -> int:
    """How many posts of the accounts of these links (``endless``) are of several on their day, or have no day: in nobody's own low."""
    kept = registered.entries(case)
    every = list(kept.of(Attribution).values())
    actors = {one.id: one for one in kept.of(Actor).values()}
    asked = [actors[name] for name in dict.fromkeys(one.actor for one in every if one.id in ids) if name in actors]
    marked = _taken(case, deeds.each(asked))
    if not marked.num_rows:
        return 0
    open_ = {
        one.id: [days for who, days in links.held(one.id, links.as_of(one, every, actors.values())) if len(who) > 1]
        for one in asked
    }
    keys, found = ["channel_id", "post_id"], set[Key]()
    for row in marked.join(latest_posts(case).select([*keys, "date"]), keys).to_pylist():
        day = row["date"] and row["date"].astimezone(case.zone).date()
        if any(day is None or first <= day <= last for first, last in open_[deeds.entered(row["name"])]):
            found.add((row["channel_id"], row["post_id"]))
    return len(found)


def _absent(case: Case, actors: list[Actor], seen: list[str]) -> list[deeds.Absent]:
    """The accounts that no post is of; without a run nothing is said of any."""
    if not actors or case.current_run() is None:
        return []
    return deeds.absent(actors, seen, latest_posts(case)["channel_id"].unique().to_pylist())


class Put(NamedTuple):
    """Posts (channel_id, post_id) put to a party: all of them, those that surely are, and the entries of acts together by weight."""

    posts: pa.Table
    sure: pa.Table
    weights: Mapping[str, deeds.Weight]


def defendants(case: Case) -> list[str]:
    """The ids of the defendants of the register."""
    return list(registered.entries(case).of(Defendant))


def of_party(case: Case, kind: str, name: str) -> Put | None:
    """The posts put to one defendant, his own (``defendant``) or also those done together (``joint``), or to all civil defendants
    (another ``kind``); None where no such defendant is entered. Acts together of which the law answers not met are put to nobody.
    """
    kept = registered.entries(case)
    if kind in {"defendant", "joint"} and name not in kept.of(Defendant):
        return None
    group = f"{deeds.OWN if kind == 'defendant' else deeds.JOINT}:{name}" if name else f"{deeds.ALL}:"
    weights = {} if kind == "defendant" else _whose(case, kept).weights
    if not name:
        found = _taken(case, of_parties.put(kept, weights, closed(case), _posted(case, kept)))
    else:
        found = _whose(case, kept).posts if weights else _taken(case, _marks(case, kept, weights))
    posts, sure = (_keys(found.filter(pc.equal(found["name"], one))) for one in (group, deeds.surely(group)))
    of = [one for one in kept.of(Joint).values() if not name or name in (*one.members, *one.instigators)]
    return Put(posts, sure, {one.id: weights[one.id] for one in of if one.names_posts and one.id in weights})


def _keys(posts: pa.Table) -> pa.Table:
    return posts.select(["channel_id", "post_id"]).group_by(["channel_id", "post_id"]).aggregate([])


class _Whose(NamedTuple):
    """In which bounds the posts of each entry of acts together stand, and with that the posts of each group (as ``_taken`` has them) and its acts."""

    weights: Mapping[str, deeds.Weight]
    posts: pa.Table
    acts: _Acts


def _whose(case: Case, kept: Entries) -> _Whose:
    """Whose posts are whose, worked out once for a register and a run. The bounds may turn on the days of acts, and these on what is put to
    whom: it is asked until nothing changes, and an answer that never settles leaves the entry in the high alone.
    """
    return once(case, "put", made_of(case, kept), lambda: _settled(case, kept))


def made_of(case: Case, kept: Entries | None = None) -> object:
    """All that an account of the parties hangs on: the run with its decisions, the register, the law, the day."""
    ran = None if case.current_run() is None else (current(case).run_id, standing(case))
    return ran, [row for _, row in (kept or registered.entries(case)).all()], rules(case), case.today()


def _settled(case: Case, kept: Entries) -> _Whose:
    found: dict[str, deeds.Weight] = dict.fromkeys(kept.of(Joint), "perhaps")
    before, told = found, under(case, [kept.of(Actor)[name] for one in kept.of(Joint).values() for name in one.actors if name in kept.of(Actor)])  # fmt: skip
    for _ in range(len(found) + 1):
        posts = _taken(case, _marks(case, kept, found))
        acts = _acts(partial(_counted, case, kept), posts, _led(kept, found), told)
        now = of_parties.weights(kept, _dated(acts), sued(kept), rules(case))
        if now == found:
            return _Whose(found, posts, acts)
        before, found = found, now
    found = {one: weight if before[one] == weight else "perhaps" for one, weight in found.items()}
    posts = _taken(case, _marks(case, kept, found))
    return _Whose(found, posts, _acts(partial(_counted, case, kept), posts, _led(kept, found), told))


def days(case: Case, kept: Entries) -> Mapping[str, list[date]]:
    """The days of the acts of each defendant, his own and with others."""
    return _dated(_whose(case, kept).acts)


def posts(case: Case, defendant: str) -> pa.Table:
    """The posts of a defendant, a row each and way: his own, with accounts only claimed, with what he ran or did together. ``bound``: from which
    bound on the post is put to him that way; ``posted_by``: the defendants whose own accounts posted it, none where none is known.
    """
    of = _whose(case, registered.entries(case)).posts
    if not of.num_rows:
        return pa.schema([(name, pa.string()) for name in POSTS]).empty_table()
    dated = latest_posts(case).select(["channel_id", "post_id", "date"])
    names = pa.array([f"{how}:{defendant}" for how in (deeds.OWN, deeds.CLAIMED, deeds.JOINT)])
    own = of.filter(pc.is_in(of["name"], names)).join(dated, ["channel_id", "post_id"])
    how = pc.list_element(pc.split_pattern(own["name"], ":"), 0)
    sure = {(row["name"], row["channel_id"], row["post_id"]) for row in of.to_pylist()}
    rows, theirs = own.select(["name", "channel_id", "post_id"]).to_pylist(), posted_by(case)
    bound = ["low" if (deeds.surely(r["name"]), r["channel_id"], r["post_id"]) in sure else "high" for r in rows]
    by = [", ".join(theirs.get((r["channel_id"], r["post_id"]), ())) or None for r in rows]
    return (
        own.append_column("how", how)
        .append_column("bound", pa.array(bound, pa.string()))
        .append_column("posted_by", pa.array(by, pa.string()))
        .select(list(POSTS))
        .sort_by([(name, "ascending") for name in ("how", "date", "channel_id", "post_id")])
    )


def posted_by(case: Case, *, perhaps: bool = False) -> Mapping[Key, Collection[str]]:
    """The defendants whose own accounts, proven or supported and put to nobody else, posted a post; who posted any other is not known. ``perhaps`` takes in accounts put to several, those that statements alone put to them, and days outside a link, of posts of which it is not known."""
    sure, maybe = defaultdict[Key, dict[str, None]](dict), defaultdict[Key, dict[str, None]](dict)
    for row in _whose(case, registered.entries(case)).posts.to_pylist():
        kind, _, name = row["name"].partition(":")
        if kind in {deeds.surely(deeds.OWN), deeds.OWN, deeds.CLAIMED}:
            found = sure if kind == deeds.surely(deeds.OWN) else maybe
            found[row["channel_id"], row["post_id"]][name] = None
    return {**maybe, **sure} if perhaps else sure


Why = Literal["claimed", "shared", "outside", "undated", "endless"]
"""Statements alone put the account to him; it is put to others too on that day; the post is outside the days of his link, or has no day; the account is put to others too, and since when or until when it was his is not entered."""


class Attributed(NamedTuple):
    """Whose a post is: own accounts that are firm; those who ran the channel, or of acts done together, with ``surely`` those of them in whose low it is; and where
    nobody is known who posted it, those to whose accounts it is put with others, by statements alone, or on days outside their links.
    """

    own: tuple[str, ...]
    ran: tuple[str, ...]
    claimed: tuple[str, ...]
    surely: tuple[str, ...]
    why: Mapping[str, Why] = MappingProxyType({})
    """Of each of ``claimed`` why it is not established that he posted it."""
    by: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Of each of ``surely`` the entries of acts together that take the post in; none where it stands in the name of a channel that he ran."""
    perhaps: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Of those of ``ran`` to whom acts together alone put the post, and in the high alone, these entries: it is open whether they make it his."""


def attributed(case: Case) -> Mapping[Key, Attributed]:
    """Of each post that is put to a defendant at any bound, to whom and how, as the table of the parties counts it."""
    kept = registered.entries(case)
    return once(case, "attributed", made_of(case, kept), lambda: _attributed(case, kept))


def _attributed(case: Case, kept: Entries) -> dict[Key, Attributed]:
    found = defaultdict[Key, tuple[list[str], ...]](lambda: ([], [], [], []))
    run, roles, entered = _by_channel(case, kept), _by_role(case, kept), by_entry(case, kept)
    for who in kept.of(Defendant):
        ways = defaultdict[Key, set[str]](set)
        for row in posts(case, who).to_pylist():
            high = row["bound"] == "high"
            if row["how"] == deeds.JOINT and high and (who, row["channel_id"], row["post_id"]) not in run:
                continue  # by his account alone, in which the row of what is his own tells whether it may be his
            if row["how"] == deeds.JOINT or not high or not row["posted_by"]:
                how = deeds.CLAIMED if row["how"] == deeds.OWN and high else row["how"]
                ways[row["channel_id"], row["post_id"]] |= {how} if how != deeds.JOINT or high else {how, deeds.SURE}
        for post, how in ways.items():
            for place, one in enumerate((deeds.OWN, deeds.JOINT, deeds.CLAIMED, deeds.SURE)):
                if one in how and (one == deeds.OWN or deeds.OWN not in how):
                    found[post][place].append(who)
    why, by = _because(case, kept, {post: of for post, of in found.items() if of[2] or of[3]})

    def perhaps(post: Key, ran: Iterable[str], sure: Collection[str]) -> dict[str, tuple[str, ...]]:
        open_ = [who for who in ran if who not in sure and (who, *post) not in roles]
        told = {who: tuple(one for one, of in entered.items() if (who, *post) in of.every) for who in open_}
        return {who: some for who, some in told.items() if some}

    return {
        post: Attributed(tuple(own), tuple(ran), tuple(claimed), tuple(sure), why.get(post, {}), by.get(post, {}), perhaps(post, ran, sure))
        for post, (own, ran, claimed, sure) in found.items()
    }  # fmt: skip


def _by_role(case: Case, kept: Entries) -> frozenset[tuple[str, str, str]]:
    """The posts of channels in the days in which a defendant ran them, with that defendant."""
    links_ = list(kept.of(Attribution).values())
    marks = deeds.marks(kept.of(Actor).values(), links_, kept.of(Role).values(), ())
    whole = [
        m for m in marks if m["name"].startswith(f"{deeds.JOINT}:") and m["account"] is None and m["author"] is None
    ]
    rows = _taken(case, whole).to_pylist()
    return frozenset((row["name"].partition(":")[2], row["channel_id"], row["post_id"]) for row in rows)


def _because(
    case: Case, kept: Entries, put: Mapping[Key, tuple[list[str], ...]]
) -> tuple[dict[Key, dict[str, Why]], dict[Key, dict[str, tuple[str, ...]]]]:
    """Of these posts why it is open that each of those to whom the account is perhaps put posted it, and by which entries of acts together it is surely of others."""
    actors, every = kept.of(Actor), list(kept.of(Attribution).values())
    posted = under(case, actors.values())
    theirs = {name: links.as_of(one, every, actors.values()) for name, one in actors.items()}
    entered = by_entry(case, kept)
    zone = case.zone
    why: dict[Key, dict[str, Why]] = defaultdict(dict)
    by: dict[Key, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in _only(latest_posts(case), dict.fromkeys(put, True)):
        key = row["channel_id"], row["post_id"]
        day = row["date"] and row["date"].astimezone(zone).date()
        for who in put[key][2]:
            firm = [name for name, some in posted.items() if key in some and who in links.of(name, theirs[name])]
            why[key][who] = _why_open(who, day, {name: theirs[name] for name in firm})
        for who in put[key][3]:
            by[key][who] = tuple(one for one, of in entered.items() if (who, *key) in of.sure)
    return why, by


def _why_open(who: str, day: date | None, firm: Mapping[str, Sequence[Attribution]]) -> Why:
    """Why it is open that he posted something on that day, given the accounts that are firmly his with what is entered of each."""

    def holds(one: str, name: str) -> bool:
        held = links.days_of([one], name, firm[name])
        return any(first <= day <= last if day else (first, last) == links.EVER for first, last in held)

    if not firm:
        return "claimed"
    his = [name for name in firm if holds(who, name)]
    if not his:
        return "outside" if day else "undated"
    others = ((one, name) for name in his for one in links.of(name, firm[name]) if one != who)
    return "shared" if any(holds(*each) for each in others) else "endless"


class OfEntry(NamedTuple):
    """The posts (who, channel_id, post_id) that one entry of acts together puts to each who is named in it, at any bound and, where its article is met, surely."""

    every: frozenset[tuple[str, str, str]]
    sure: frozenset[tuple[str, str, str]]

    def has(self, key: Key) -> bool:
        """Whether it puts a post to anybody."""
        return any(one[1:] == key for one in self.every)


def by_entry(case: Case, kept: Entries) -> Mapping[str, OfEntry]:
    """What each entry of acts together puts to whom; of one that its article answers not met nothing."""

    def found() -> Mapping[str, OfEntry]:
        put: dict[tuple[str, bool], set[tuple[str, str, str]]] = defaultdict(set)
        marks = _marks(case, kept, _whose(case, kept).weights)
        for row in _by_entry(case, [one for one in marks if one["entry"]]).to_pylist():
            kind, _, who = row["name"].partition(":")
            put[row["entry"], kind != deeds.JOINT].add((who, row["channel_id"], row["post_id"]))
        return {one: OfEntry(frozenset(put[one, False]), frozenset(put[one, True])) for one in kept.of(Joint)}

    return once(case, "by entry", made_of(case, kept), found)


def _by_channel(case: Case, kept: Entries) -> frozenset[tuple[str, str, str]]:
    """The posts of channels in the days in which a defendant ran them, and of acts together, with that defendant; without those that his accounts alone put to him."""
    marks = _marks(case, kept, _whose(case, kept).weights)
    whole = [
        row for row in marks
        if row["name"].startswith(f"{deeds.JOINT}:") and (row["without"] or (row["account"] is None and row["author"] is None))
    ]  # fmt: skip
    rows = _taken(case, whole).to_pylist()
    named = {one.id for one in kept.of(Joint).values() if one.actors}
    entered = [of.every for one, of in by_entry(case, kept).items() if one in named]
    return frozenset((row["name"].partition(":")[2], row["channel_id"], row["post_id"]) for row in rows).union(*entered)


class Denial(NamedTuple):
    """A post under an account that is put to these defendants, surely or perhaps, in which whoever wrote it denies or says that he was elsewhere, by the words of the rules alone, with what it says of who uses the account."""

    who: tuple[str, ...]
    key: Key
    day: date | None
    words: tuple[str, ...]


def denials(case: Case) -> list[Denial]:
    """Them by day. They are what was said, for a person to judge: what such a post exposes is in no low of a defendant's until one did (``denying``)."""
    kept = registered.entries(case)
    return once(case, "denials", made_of(case, kept), lambda: _denials(case))


def _denials(case: Case) -> list[Denial]:
    whose = posted_by(case, perhaps=True)
    if not whose:
        return []
    zone = case.zone
    days = {
        (row["channel_id"], row["post_id"]): row["date"].astimezone(zone).date() if row["date"] else None
        for row in _only(latest_posts(case).select(["channel_id", "post_id", "date"]), whose)
    }
    found = (
        Denial(tuple(sorted(whose[key])), key, days.get(key), tuple(dict.fromkeys([*words, *lent(text)])))
        for (key, where), (text, _) in texts(case, whose).items()
        if where == "text" and (words := denied(text, own=True))
    )
    return sorted(found, key=lambda one: (one.day is None, str(one.day), one.key))


def denying(case: Case) -> frozenset[str]:
    """Of the posts put to defendants at any bound whose words deny the sets (``channel/post/number``) that expose somebody in the low, and of which no person decided that they point to somebody.

    Who denies names whom he is said to have exposed: nothing of it is in the low of what is put to him; a decision on one set says nothing of another in the same post.
    """
    return _denying(case, registered.entries(case))


def _denying(case: Case, kept: Entries) -> frozenset[str]:
    def found() -> frozenset[str]:
        put = _taken(case, _marks(case, kept, dict.fromkeys(kept.of(Joint), "perhaps")))
        if not put.num_rows:
            return frozenset()
        sets = relations(case)["dossiers"].select(["channel_id", "post_id", "person_no", "counts", "identifies"])
        sets = sets.filter(pc.is_in(names_of(sets), pc.unique(names_of(put)))).to_pylist()
        low = [r for r in sets if r["counts"] == "low" and r["identifies"] != "decided"]
        said = texts(case, {(r["channel_id"], r["post_id"]): True for r in low}).items() if low else ()
        denies = {key for (key, where), (text, _) in said if where == "text" and denied(text)}
        keys = (((r["channel_id"], r["post_id"]), r["person_no"]) for r in low)
        return frozenset(f"{key[0]}/{key[1]}/{number}" for key, number in keys if key in denies)

    return once(case, "denying", made_of(case, kept), found)


def _counted(case: Case, kept: Entries) -> Mapping[str, pa.Table]:
    """What figures are counted from, as it is put to defendants: without what ``denying`` sets expose in the low."""
    counted = in_no_low(relations(case), pa.array(sorted(_denying(case, kept)), pa.string()))
    return {**counted, "clocks": _clocks(case)}


def _clocks(case: Case) -> pa.Table:
    """The clocks without a zone of posts that have no moment."""
    keys = ["channel_id", "post_id"]
    bare = latest_posts(case).filter(pc.field("date").is_null()).select(keys)
    if not bare.num_rows:
        return groups.CLOCKS.empty_table()
    found = [
        pa.Table.from_batches([batch]).filter(pc.field("date").is_null() & pc.field("date_local").is_valid())
        for batch in current(case).batches("posts", [*keys, "date", "date_local"])
    ]
    return (
        pa.concat_tables(found).select([*keys, "date_local"]).join(bare, keys, join_type="inner")
        if found
        else groups.CLOCKS.empty_table()
    )


def sued(kept: Entries) -> date | None:
    """The day of the suit, as the register of the procedure has it."""
    return min((one.at for one in kept.of(Event).values() if one.key == SUIT), default=None)


def motives(case: Case, masked: Masking, hidden: Hiding) -> of_motives.Motives:
    """Statements with a motive, and what was posted of it; ``masked`` hides what was found in a text, and what is ``hidden`` beside that."""
    kept = registered.entries(case)
    whose: dict[Key, list[str]] = defaultdict(list)
    ran: dict[Key, list[str]] = defaultdict(list)
    for row in _whose(case, kept).posts.to_pylist():
        kind, _, name = row["name"].partition(":")
        if kind in {deeds.OWN + deeds.SURE, deeds.JOINT}:
            (ran if kind == deeds.JOINT else whose)[row["channel_id"], row["post_id"]].append(name)
    for key, one in attributed(
        case
    ).items():  # in the name of a channel that he alone ran: his, as the table of acts has it
        whose[key] += [who for who in one.surely if not one.by[who]]
    posted = list(_quoted(case, masked, hidden)) if case.current_run() is not None else []
    return of_motives.table(kept, posted, whose, ran)


def _marks(case: Case, kept: Entries, weights: Mapping[str, deeds.Weight]) -> list[dict[str, Any]]:
    return of_parties.marks(kept, weights, closed(case), _posted(case, kept))


def _posted(case: Case, kept: Entries) -> deeds.Posted:
    """The defendants with the channels in which each posted himself, by accounts that are firmly his."""

    def found() -> deeds.Posted:
        own = _taken(
            case, [row for row in of_parties.marks(kept) if row["name"].startswith(f"{deeds.OWN + deeds.SURE}:")]
        )
        if not own.num_rows:
            return {}
        keys = ["channel_id", "post_id"]
        days = own.join(groups.days(latest_posts(case)), keys).group_by(["name", "channel_id"])
        ends = days.aggregate([("day", "min"), ("day", "max")]).to_pylist()
        return {
            (r["name"].partition(":")[2], r["channel_id"]): (_told(r["day_min"]), _told(r["day_max"])) for r in ends
        }

    return once(case, "posted", made_of(case, kept), found)


def closed(case: Case) -> frozenset[str]:
    """The channels in which none but creator and administrators may post: as a person decided it, else those whose number is of a channel
    that broadcasts.
    """
    if case.current_run() is None:
        return frozenset()
    rows = current(case).read("channel_ranking", ["channel_id", "posting"]).to_pylist()
    return frozenset(
        row["channel_id"] for row in rows
        if row["posting"] == "managers" or (row["posting"] is None and row["channel_id"].split(":")[1:2] == ["channel"])
    )  # fmt: skip


def _taken(case: Case, marks: list[dict[str, Any]]) -> pa.Table:
    """A row a post of each group that the marks make."""
    keys = ["name", "channel_id", "post_id"]
    found = _by_entry(case, marks).group_by(keys).aggregate([]).select(keys)
    return found.sort_by([(one, "ascending") for one in keys])


def _by_entry(case: Case, marks: list[dict[str, Any]]) -> pa.Table:
    """A row a post of each group that the marks make, and entry by which it does."""
    if not marks or case.current_run() is None:
        return pa.schema([(n, pa.string()) for n in ("name", "entry", "channel_id", "post_id")]).empty_table()
    authors = current(case).read("posts", list(AUTHORS))
    titles = current(case).read("channels", ["channel_id", "title"])
    entered = {(one.channel, one.text.strip()) for actor in registered.entries(case).of(Actor).values() for one in actor.signatures}  # fmt: skip
    pairs = zip(titles["channel_id"].to_pylist(), titles["title"].to_pylist(), strict=True)
    own = [(channel, (title or "").strip()) not in entered for channel, title in pairs]
    titles = titles.filter(pa.array(own, pa.bool_()))  # a signature that a person entered goes before the title
    return groups.taken(groups.posts_of(latest_posts(case), authors, titles, pa.Table.from_pylist(marks, groups.MARKS)))


def _dated(acts: _Acts) -> Mapping[str, list[date]]:
    return {name: [day for day, _, _ in of] for name, of in acts.items()}


def _led(kept: Entries, weights: Mapping[str, deeds.Weight]) -> Mapping[str, list[Joint]]:
    """Of each defendant the entries, made out, by which others instigated or helped him."""
    sure = [one for one in kept.of(Joint).values() if one.instigators and weights[one.id] == "sure"]
    return {
        who: [one for one in sure if who in one.members and {*one.instigators} - {who}] for who in kept.of(Defendant)
    }


def _covers(one: Joint, day: date, key: Key, under: Mapping[str, Collection[Key]]) -> bool:
    """Whether an act of that day is of an entry, by its channel and, where accounts are named, its account; of an entry without either or without a day it is not told. ``under``: the posts of each account."""
    there = one.names_posts and (not one.channels or key[0] in one.channels)
    named = not one.actors or any(key in under.get(actor, ()) for actor in one.actors)
    return bool(there and named and one.since and one.until and one.since <= day <= one.until)


def _acts(
    seen: Callable[[], Mapping[str, pa.Table]], posts: pa.Table, led: Mapping[str, list[Joint]], under: Mapping[str, Collection[Key]]
) -> _Acts:  # fmt: skip
    """The acts of each group (day, channel, post), those in doubt, those in the high alone and those without a date by themselves; what is surely a defendant's own is not in
    what he ran or did together, and what an account of several posted is where an act together puts it to him. ``led``: of each the entries by which others instigated him; ``under``: the posts of accounts that these name.
    """
    found = defaultdict[str, list[tuple[date, str, str]]](list)
    rows = groups.acts(seen(), posts).to_pylist() if posts.num_rows else []
    put = {(row["name"], row["channel_id"], row["post_id"]): row for row in rows}
    for (name, *post), row in put.items():
        kind, _, who = name.partition(":")
        if row["day"] is None:
            if kind in {deeds.OWN, deeds.JOINT} and (kind == deeds.OWN or (f"{deeds.OWN}:{who}", *post) not in put):
                may = [(day, *post) for day in _between(row)]
                found[f"{kind + deeds.UNDATED}:{who}"] += may
                if row["sure"] and (deeds.surely(name), *post) in put:
                    found[f"{deeds.DAYLESS}:{who}"] += may
            continue
        alone, own = ((f"{deeds.OWN + more}:{who}", *post) in put for more in (deeds.SURE, ""))
        sure = (deeds.surely(name), *post) in put
        if kind == deeds.JOINT and not (alone or (own and not sure)):
            kind += ("" if sure else deeds.OPEN) if row["sure"] else deeds.PERHAPS
        elif kind not in {deeds.JOINT, deeds.JOINT + deeds.SURE, deeds.OWN + deeds.SURE}:
            kind += "" if row["sure"] and (alone or kind != deeds.OWN) else deeds.PERHAPS
        else:
            continue
        found[f"{kind}:{who}"].append((_day(row["day"]), row["channel_id"], row["post_id"]))
    for who, entered in led.items():
        his = (*found.get(f"{deeds.OWN}:{who}", ()), *found.get(f"{deeds.JOINT}:{who}", ()))
        if entered:
            found[f"{deeds.OWN + deeds.UNLED}:{who}"] = [
                one for one in his if not any(_covers(by, one[0], one[1:], under) for by in entered)
            ]
    return found


def _between(row: Mapping[str, Any]) -> list[date]:
    """The days on which a post without a sure day may have been; the earliest that there is where its clock allows any."""
    if row["first_day"] is None:
        return [date.min]
    first, last = _day(row["first_day"]), _day(row["last_day"])
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _told(number: int | None) -> date | None:
    return None if number is None else _day(number)


def _day(number: int) -> date:
    """A day from its eight digits."""
    return date(number // 10_000, number // 100 % 100, number % 100)


def _quoted(case: Case, masked: Masking, hidden: Hiding) -> Iterator[dict[str, Any]]:
    """Each stretch labelled a motive; the words, masked, of those that a person confirmed: no other text is opened."""
    acts = claimed(latest_conduct(case))
    acts = acts.filter(pc.equal(acts["label"], of_motives.LABEL))
    rows = acts.select(["channel_id", "post_id", "where", "start", "end", "status"]).to_pylist()
    if not rows:
        return
    sure = {(r["channel_id"], r["post_id"]): True for r in rows if r["status"] == of_motives.CONFIRMED}
    said = texts(case, sure) if sure else {}
    found = _only(latest_posts(case), {(r["channel_id"], r["post_id"]): True for r in rows})
    posts, zone = {(r["channel_id"], r["post_id"]): r for r in found}, case.zone
    for row in rows:
        key, start, end = (row["channel_id"], row["post_id"]), row["start"], row["end"]
        text, known = said.get((key, row["where"]), ("", []))
        spans = hidden(posts[key], row["where"], text, known) if text else []
        inside = [(max(a, start) - start, min(b, end) - start, mask) for a, b, mask in spans if a < end and b > start]
        at = posts[key]["date"] if key in posts else None
        yield {
            "channel_id": key[0], "post_id": key[1], "status": row["status"],
            "quote": masked(text[start:end], inside), "day": at and at.astimezone(zone).date().isoformat(),
        }  # fmt: skip


def texts(case: Case, wanted: Mapping[Key, object]) -> dict[tuple[Key, str], Said]:
    """Of these posts each text with the findings in it."""
    latest = {(r["channel_id"], r["post_id"]): r for r in _only(latest_posts(case), wanted)}
    spans: dict[tuple[Key, str], list[tuple[int, int, str, str]]] = defaultdict(list)
    for f in _only(latest_findings(case), wanted):
        spans[(f["channel_id"], f["post_id"]), f["where"]].append((f["start"], f["end"], f["kind"], f["mask"]))
    out: dict[tuple[Key, str], Said] = {}
    columns = ["channel_id", "post_id", "capture", "row_no", "text", "fields"]
    for batch in current(case).batches("posts", columns):
        for row in _only(pa.Table.from_batches([batch]), wanted):
            key = (row["channel_id"], row["post_id"])
            here = latest.get(key)
            if here is None or (here["capture"], here["row_no"]) != (row["capture"], row["row_no"]):
                continue
            for where, text in [
                ("text", row["text"] or ""),
                *((f["where"], f["text"] or "") for f in row["fields"] or ()),
            ]:
                out[key, where] = (text, spans.get((key, where), []))
    return out


def _only(rows: pa.Table, wanted: Mapping[Key, object]) -> list[dict[str, Any]]:
    """The rows of these posts."""
    some = rows.filter(pc.is_in(rows["post_id"], pa.array(sorted({post for _, post in wanted}), pa.string())))
    return [r for r in some.to_pylist() if (r["channel_id"], r["post_id"]) in wanted]
