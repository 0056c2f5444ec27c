"""The damages worksheet (赔偿金确定说明) from what the run counted and a team entered: one pure function.

Steps of the ladder, factors, harm, time line of contacts, panel, published cases, range, what bounds change, what is open. Every
amount in it was entered, is of a rule, of a published case or of the account of gains, and says which. What it leaves out: an answer.

>>> found = worksheet(Given(case="case", on=date(2025, 8, 28)))
>>> all(row.empty for row in found.factors), found.ranges
(True, [])
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from msgspec.structs import replace as replace_form

from doxdocket.assess.damages import by_defendant, chosen_range, comparison, sensitivity
from doxdocket.assess.damages.account import (
    Cap,
    ContactLists,
    HarmRegister,
    Incident,
    Ladder,
    LadderGains,
    PanelSheet,
    PutPosts,
    Regions,
    StatedFact,
    WeighedRange,
    Worksheet,
)
from doxdocket.assess.damages.contacts import Moments, Post, against, doubled
from doxdocket.assess.damages.determinable import Rows, strangers
from doxdocket.assess.damages.factors import Entered, factors, figure
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.harm import Span, Terms, Whose, by_kind, incident, perhaps_same, places
from doxdocket.assess.damages.ladder import Days, ladder, met_in, subjects
from doxdocket.assess.damages.panel import panel, sheet
from doxdocket.assess.damages.worksheet_parts import Money, Told, told, warning, yuan
from doxdocket.assess.form import Form, masked
from doxdocket.assess.forms.damages import Circumstance, Contacts, Determinable, Expert, Harm, Range, Settlement, View
from doxdocket.assess.forms.parties import Actor, Attribution, Defendant, Fact, Guardian, Role, Sanction, Testimony
from doxdocket.assess.forms.procedure import Claim, ClaimChange, Event, last
from doxdocket.assess.gains.account import Received, Whole
from doxdocket.assess.gains.sums import Total
from doxdocket.assess.parties import links
from doxdocket.assess.parties.ages import births
from doxdocket.assess.parties.days_of_acts import Acted
from doxdocket.assess.parties.deeds import Weight, by_weight
from doxdocket.assess.parties.defendants import sued_here
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.table import Bound, bound
from doxdocket.assess.parties.ward import NO_PARTY
from doxdocket.assess.procedure.claims import asked
from doxdocket.assess.register import Entries
from doxdocket.law.answer import Value
from doxdocket.law.comparables import OPEN, PARTLY, Open, Partly, Profile, file
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Ceiling

F = TypeVar("F", bound=Form)
_CHINA = ZoneInfo("Asia/Shanghai")
_GAINS = ("receipts_proven", "receipts_claimed")
_CAPPED = "within_ceiling"
HANDLED = "pi_handled"
"""The fact that the article on processors asks for: posts tell it, or a person."""
_METHODS = {"loss_or_gain": "gains", _CAPPED: "statutory_discretion_500k"}


@dataclass(frozen=True, slots=True)
class Put:
    """What is put to the civil defendants together: how many posts, how many of them surely, each entry of acts together with its weight, and
    the figures of these posts alone, by id.
    """

    posts: int
    sure: int
    weights: Mapping[str, Weight]
    figures: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Given:
    """What the worksheet is made from; rows of the run are plain."""

    case: str
    on: date
    """The day asked about: that of the hearing, where none was entered."""
    hearing: date | None = None
    entries: Entries = field(default_factory=lambda: Entries(()))
    published: Mapping[str, Any] = field(default_factory=dict)
    """``figures.json``."""
    publications: Sequence[Mapping[str, Any]] = ()
    """Rows with channel_id, post_id, person (under certain links), date and counts."""
    regions: Sequence[Mapping[str, Any]] = ()
    edited: Mapping[str, datetime] = field(default_factory=dict)
    """Of each edited post by when at the latest its content stood."""
    moments: Mapping[str, Moments] = field(default_factory=dict)
    """What was read of each list of contacts, by the entry's id."""
    gains: Mapping[Total, Whole | None] | None = None
    """Totals of the account of gains, low and high, where there is one."""
    gained: Mapping[str, Received] = field(default_factory=dict)
    """Of each defendant the sums of that account."""
    days: Mapping[str, Sequence[date]] = field(default_factory=dict)
    """The days of the acts of each defendant, as ``assess parties`` has them."""
    handled: Mapping[str, bool | None] = field(default_factory=dict)
    """Whether posts that expose somebody are surely of a defendant, or of an entry of acts done together (``joint:`` and its id); unknown where none is."""
    whose: Whose = field(default_factory=dict)
    """Of posts of defendants (``channel/post``) whose they are."""
    sued: date | None = None
    """The day of the suit as ``assess parties`` takes it."""
    book: Book = field(default_factory=shipped)
    """The rules of the case."""
    zone: ZoneInfo = _CHINA
    window: int | None = None
    suit: str = "civil_pil"
    put: Put | None = None
    """What is put to the civil defendants together."""
    hide: Sequence[str] = ()
    """Names of channels, which the panel does not see."""


def _put(put: Put | None) -> PutPosts:
    if put is None:
        return PutPosts(None, None)
    of = by_weight(put.weights)
    return PutPosts(put.posts, put.sure, of["sure"], of["perhaps"], of["none"])


def worksheet(given: Given) -> Worksheet:
    """The whole worksheet."""
    figures = {row["id"]: row for row in given.published.get("figures", ())}
    when, entries = days(given), given.entries
    first, last, hearing = when.first, when.act, _hearing(given)
    steps = _ladder(given, when)
    harm = _harm(given)
    profile = _profile(given, figures, steps, first)
    ranges = _ranges(given, figures)
    cases = file().cases
    low, high = comparison.at_both(profile, cases)
    law = given.published.get("law", ())
    return Worksheet(
        given.case, given.published.get("rules", ""), hearing,
        "asked" if given.hearing else "register" if _last(given, "S10") else "today", facts=_facts_stated(given),
        acts=(first, last), says=frame().says, ladder=replace(steps, gains=_gains(given, figures)),
        factors=factors(figures, _entered(given, harm), given.case, given.put.figures if given.put else None),
        put=_put(given.put), harm=harm, contacts=_contacts(given),
        panel=panel(list(_numbered(entries, Expert).values()), list(_numbered(entries, View).values()), _names(given)),
        comparables=comparison.near(profile), ceiling=_cap(given.book, hearing), ranges=ranges, warnings=_warnings(ranges, steps),
        swings=sensitivity.swings(law, subjects(steps), ranges, sensitivity.likeness(low, high)),
        contested=frame().contested,
    )  # fmt: skip


def _ladder(given: Given, when: Days) -> Ladder:
    """The ladder of all together, and beside it that of each defendant and of those jointly liable."""
    entries, book, known = given.entries, given.book, facts(given)
    stated, tied = _numbered(entries, Determinable), _bound(given)
    ones = {who: _one(given, who, when, tied.acted[who]) for who in _civil(given)}
    found, rows = ladder(stated, known, when, book, tuple(ones)), list(stated.values())
    groups: dict[tuple[str, ...], list[str]] = {}
    for entry, names in tied.groups.items():
        groups.setdefault(names, []).append(entry)
    single = by_defendant.defendants(rows, ones, groups, book)
    by = {one.entry: one for one in tied.together}
    told_of = [
        *found.found.told, *by_defendant.apart(ones, ones, known, book), *by_defendant.between(found.found, single, groups, tied.unsettled),
        *_not_sued(rows, ones),
        *_perhaps_sued(given),
    ]  # fmt: skip
    of = {names: known | _handled(given, *(f"joint:{one}" for one in some)) for names, some in groups.items()}
    together = by_defendant.together(rows, ones, groups, by, of, when, book)
    return replace(found, found=replace(found.found, told=told_of), defendants=single, together=together)


def _one(given: Given, who: str, when: Days, known: Acted) -> by_defendant.One:
    """A defendant as the ladder is asked of him."""
    one, stated = given.entries.of(Defendant)[who], Facts(given.entries.of(Fact))
    first, last = known.span
    days_ = Days(last or when.act, when.hearing, one.sued or when.filing, first or when.first)
    rows = [
        StatedFact(f.id.partition("@")[0], number, f.value, f.reason)
        for number, f in _numbered(given.entries, Fact).values() if (f.defendant or f.id.partition("@")[2]) == who
    ]  # fmt: skip
    return by_defendant.One(
        masked(one, "name"),
        facts(given) | _handled(given, who) | stated.own(who),
        days_,
        known,
        rows,
        given.gained.get(who),
        [number for number, f in _numbered(given.entries, Settlement).values() if f.defendant == who],
    )


def _handled(given: Given, *of: str) -> dict[str, Value]:
    """Whether any of these surely handled personal information, by what is stated of them or else by posts; nothing where neither tells."""
    stated = Facts(given.entries.of(Fact))
    known = {one: given.handled[one] for one in of if one in given.handled}
    known |= {one: own[HANDLED] is True for one in of if HANDLED in (own := stated.own(one.removeprefix("joint:")))}
    return {HANDLED: True if any(known.values()) else None if None in known.values() else False} if known else {}


def _not_sued(rows: Rows, ones: Iterable[str]) -> list[Told]:
    """Entries of those who are no civil defendants."""
    others = strangers(rows, list(ones))
    return [told("not_sued", others=others)] if others else []


def _perhaps_sued(given: Given) -> list[Told]:
    """Those of whom nobody said whether they are sued here: they stand among the civil defendants."""
    others = [name for name, so in sued_here(given.entries).items() if so is None]
    return [told("perhaps_sued", others=others)] if others else []


def panel_sheet(given: Given, found: Worksheet) -> PanelSheet:
    """What the panel is handed, from a worksheet."""
    return sheet(found.factors, found.comparables.cases, _names(given), given.entries.of(Defendant))


def _numbered(entries: Entries, form: type[F]) -> dict[str, tuple[str, F]]:
    """The entries of a form with their numbers on the register."""
    return {key: (entries.meta(str(one.__struct_config__.tag), key).name, one) for key, one in entries.of(form).items()}


def days(given: Given) -> Days:
    """The days by which the rules of the case are chosen."""
    first, last = _acts(given)
    return Days(last, _hearing(given), _filing(given), first)


def _acts(given: Given) -> tuple[date | None, date | None]:
    """The days of the first and last post that exposes somebody at the high, in China: those by which ``assess thresholds`` chooses rules too."""
    counted = given.published.get("law_counts") or {}
    if counted.get("since") and counted.get("on"):
        return date.fromisoformat(counted["since"]), date.fromisoformat(counted["on"])
    days = [row["date"].astimezone(_CHINA).date() for row in given.publications if row.get("date")]
    return (min(days), max(days)) if days else (None, None)


def _civil(given: Given) -> dict[str, Defendant]:
    civil = sued_here(given.entries)
    return {key: one for key, one in given.entries.of(Defendant).items() if civil[key] is not False}


def _hearing(given: Given) -> date:
    """The day asked for, else the last hearing entered, else the day asked about."""
    return given.hearing or _last(given, "S10") or given.on


def _filing(given: Given) -> date:
    """The day of the suit as entered, with the procedure or with defendants; else that of the hearing."""
    sued = max((one.sued for one in _civil(given).values() if one.sued), default=None)
    return _last(given, "S7") or sued or _hearing(given)


def _last(given: Given, state: str) -> date | None:
    """The day of the last event of a state, without its steps."""
    return last(given.entries.of(Event).values(), state)


def facts(given: Given) -> dict[str, Value]:
    """Facts that rules ask; a suit for the public is no claim of the injured person, and one on record was brought."""
    own: dict[str, Value] = {"individual_claim": False} if given.suit.endswith("_pil") else {}
    if _brought(given):
        own["suit_brought"] = True
    if _costs_claimed(given):
        own["costs_claimed_with_suit"] = True
    if given.publications:
        own[HANDLED] = True
    return own | {
        name: value
        for name, value in Facts(given.entries.of(Fact)).case().items()
        if value is not None or name not in own
    }


def _brought(given: Given) -> list[str]:
    """The numbers on the register of what records a suit that was brought: events, or else defendants with the day on which they were sued."""
    filed = [
        number for number, one in _numbered(given.entries, Event).values() if one.key == "S7" and one.at <= given.on
    ]
    return filed or [
        number for number, one in _numbered(given.entries, Defendant).values() if one.sued and one.sued <= given.on
    ]


def _costs_claimed(given: Given) -> list[str]:
    """The numbers of the claims of costs that were stated no later than the suit was first brought, and not withdrawn since."""
    filed = [one.at for one in given.entries.of(Event).values() if one.key == "S7" and one.at <= given.on]
    brought = min(filed or [one.sued for one in _civil(given).values() if one.sued], default=date.min)
    stated = _numbered(given.entries, Claim).values() if _brought(given) else ()
    changes = list(given.entries.of(ClaimChange).values())
    return [
        number for number, one in stated
        if one.kind == "costs" and one.stated <= brought and asked([one], changes, given.on)[0].standing != "withdrawn"
    ]  # fmt: skip


def _facts_stated(given: Given) -> list[StatedFact]:
    """The facts that persons stated, with their entries; and those that follow from the type of suit and from the suit on record."""
    known, rest = facts(given), {"suit_brought": _brought(given), "costs_claimed_with_suit": _costs_claimed(given)}
    own = [
        (number, one) for number, one in _numbered(given.entries, Fact).values()
        if not one.defendant and "@" not in one.id and one.value == known.get(one.id, one.value)
    ]  # fmt: skip
    said = {one.id for _, one in own}
    rows = [
        StatedFact(name, ", ".join(rest.get(name, ())), value, "")
        for name, value in known.items() if name not in said
    ]  # fmt: skip
    return rows + [StatedFact(one.id, number, one.value, one.reason) for number, one in own]


def _names(given: Given) -> list[str]:
    """Names, and codes of parties and accounts, that the panel does not see."""
    kept = given.entries
    people = [
        *(key for form in (Defendant, Guardian, Actor) for key in kept.of(form)),
        *(one.name for one in kept.of(Defendant).values()),
        *(one.name for one in kept.of(Guardian).values()),
        *(one.witness for one in kept.of(Testimony).values()),
    ]
    return [*people, *given.hide]


def _gains(given: Given, figures: Mapping[str, Any]) -> LadderGains:
    """Gains as the run or the account has them; which of them is meant is open."""
    rows = [figure(figures[name], given.case) for name in _GAINS if name in figures]
    totals: dict[str, Sequence[Money | None] | None] = {
        name: None if pair is None else [yuan(end, f"gains:{name}") for end in pair]
        for name, pair in (given.gains or {}).items()
    }
    return LadderGains(rows, totals)


def _entered(given: Given, harm: HarmRegister) -> Entered:
    entries = given.entries
    return Entered(
        list(_numbered(entries, Circumstance).values()), list(_numbered(entries, Sanction).values()), entries.of(Defendant),
        harm.by_kind,
    )  # fmt: skip


def of_both_sides(entries: Entries) -> Mapping[str, list[str]]:
    """Those exposed who are defendants too, as a person entered it, each with the entries."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in entries.of(Defendant).values():
        if one.victim:
            found[one.victim].append(one.id)
    return found


def _harm(given: Given) -> HarmRegister:
    every = _posts(given)
    posts = {who: [(p.key, p.at.astimezone(given.zone).date()) for p in those] for who, those in every.items()}
    undated, terms = _undated(given), terms_of(given)
    edited = {post: at.astimezone(given.zone) for post, at in given.edited.items()}
    rows, both = [], of_both_sides(given.entries)
    for number, one in _numbered(given.entries, Harm).values():
        row = incident(
            one,
            number,
            posts.get(one.person, ()),
            given.whose,
            terms,
            {p.key for p in every.get(one.person, ()) if p.perhaps},
            _span(given, one),
            {p.key: p.at for p in every.get(one.person, ()) if not _day_alone(p.at, given.zone)},
            edited,
        )
        differ = _listed(given, row)
        beside = [told("lists_differ", others=differ)] if differ else []
        beside += [told("victim_sued", who=too)] if one.person and (too := both.get(one.person)) else []
        rows.append(replace(row, told=[*row.told, *beside, *_without_moment(undated, one.person)]))
    same = perhaps_same(rows)
    rows = [
        replace(row, told=[*row.told, told("perhaps_same", others=same[row.entry])]) if same[row.entry] else row for row in rows
    ]  # fmt: skip
    regions = [r for r in given.regions if r.get("source") == "likely"]
    low, high = (sum(r[f"persons_{end}"] > 0 for r in regions) for end in ("low", "high"))
    return HarmRegister(
        rows, by_kind(rows), places(rows), len({r.person for r in rows if r.person}) or None, [told("links")] if rows else [],
        Regions(low, high, f"doxdocket export {given.case} regions"),
    )  # fmt: skip


def _span(given: Given, one: Harm) -> Span | None:
    """The first and the last moment of the day of an incident by the lists of its kind and person; none unless they were read whole, and one covers that day or
    they tell as many as were entered.
    """
    lists = [
        (listed, given.moments.get(key, Moments()))
        for key, listed in given.entries.of(Contacts).items()
        if one.person and (listed.person, listed.what) == (one.person, one.kind)
    ]
    at = sorted({m for _, some in lists for m in some.at if m.astimezone(given.zone).date() == one.day})
    covered = one.day and any(x.since and x.until and x.since <= one.day <= x.until for x, _ in lists)
    all_told = covered or (one.until in (None, one.day) and one.times is not None and len(at) >= one.times)
    if not at or not all_told or any(some.unread for _, some in lists) or any(_day_alone(m, given.zone) for m in at):
        return None
    return at[0], at[-1]


def _day_alone(at: datetime, zone: ZoneInfo) -> bool:
    """Whether a moment may be no more than a day: midnight is how a day without an hour is written."""
    return at.astimezone(zone).time() == time()


def _listed(given: Given, row: Incident) -> dict[str, int]:
    """How often lists of the kind and person of an incident tell it in its days, where they do not agree with the times entered: one that covers these days, or tells of more."""
    first, last = row.day, row.until or row.day
    found = dict[str, int]()
    for key, one in given.entries.of(Contacts).items():
        if (
            row.times is None
            or not first
            or not last
            or not one.person
            or (one.person, one.what) != (row.person, row.kind)
        ):
            continue
        moments = given.moments.get(key, Moments())
        n = sum(first <= moment.astimezone(given.zone).date() <= last for moment in moments.at)
        covers = one.since and one.until and one.since <= first and last <= one.until and not moments.unread
        if n > row.times or (covers and n != row.times):
            found[key] = n
    return found


def terms_of(given: Given) -> Terms:
    """Of each civil defendant the times of the roles of accounts while they were firmly his."""
    links_ = list(given.entries.of(Attribution).values())
    return {
        who: [(one.channel, *days) for one in given.entries.of(Role).values() for days in links.terms(who, one, links_)]
        for who in _civil(given)
    }


def _undated(given: Given) -> dict[str, int]:
    """How many posts without a moment expose each person."""
    keys = {
        (r["person"], r["channel_id"], r["post_id"])
        for r in given.publications
        if r.get("person") and not r.get("date")
    }
    return Counter(person for person, _, _ in keys)


def _without_moment(undated: Mapping[str, int], person: str) -> list[Told]:
    return [told("undated", times=undated[person])] if person in undated else []


def _posts(given: Given) -> dict[str, list[Post]]:
    """The posts with a moment that expose each person, each once."""
    out: dict[str, dict[str, Post]] = {}
    for row in given.publications:
        if row.get("person") and row.get("date"):
            key = f"{row['channel_id']}/{row['post_id']}"
            before = out.setdefault(row["person"], {}).get(key)
            out[row["person"]][key] = Post(key, row["date"], row.get("counts") == "high" and (before is None or before.perhaps))  # fmt: skip
    return {who: list(posts.values()) for who, posts in out.items()}


def _contacts(given: Given) -> ContactLists:
    posts, every, undated = _posts(given), _numbered(given.entries, Contacts), _undated(given)
    twice = doubled([(one, given.moments.get(key, Moments())) for key, (_, one) in every.items()])
    rows = []
    for key, (number, one) in every.items():
        row = against(
            one, number, given.moments.get(key, Moments()), posts.get(one.person, ()), given.zone, given.window
        )
        beside = [told("doubled", others=twice[key])] if key in twice else []
        rows.append(replace(row, told=[*row.told, *beside, *_without_moment(undated, one.person)]))
    return ContactLists(rows, [told("links"), told("causation")] if rows else [], given.zone.key)


def _profile(given: Given, figures: Mapping[str, Any], steps: Ladder, first: date | None) -> Profile:
    defendants, tied = _civil(given), _bound(given)
    minors, perhaps = (
        comparison.born([(one.born, (tied.acted[who].reach if wide else tied.acted[who].span)[0] or first) for who, one in defendants.items()], given.book)
        for wide in (False, True)
    )  # fmt: skip
    minors = minors if minors or minors == perhaps else None
    guardians = _guardians(tied) if given.entries.of(Guardian) else False if minors is False else None
    told = bool(defendants) and all(births(one.born) for one in defendants.values())
    core = comparison.ends(figures, "core_channels")
    return Profile(
        type=given.suit, methods=tuple(m for step, m in _METHODS.items() if met_in(steps, step)),
        items=comparison.ends(figures, "items_set"), victims=comparison.victims(figures), views=comparison.ends(figures, "views"),
        doxxing=True if core and core[0] else None, defendants=len(defendants) or None,
        minors=OPEN if minors is None and first and told else minors, guardians=guardians, joint=_joint(tied, defendants),
    )  # fmt: skip


def _guardians(tied: Bound) -> bool | Open | None:
    """Whether a guardian entered answers for somebody; open where more than the day of the suit is not known of every one."""
    rows = [one for of in tied.wards.values() for one in of if one.who and one.constellation not in NO_PARTY]
    sure = any(one.constellation != "open" or {*one.missing} <= {"sued"} for one in rows)
    return True if sure else OPEN if rows else None


def _bound(given: Given) -> Bound:
    """The days of acts and joint liability, as ``assess parties`` has them."""
    return bound(given.entries, given.days, given.sued, given.book, _hearing(given))


def _joint(tied: Bound, all_: Collection[str]) -> bool | Partly | Open | None:
    """Whether all of them answer jointly by one entry, or some; nobody said where no acts together are entered."""
    if tied.groups:
        return (
            True if any({*all_} <= {*names} for names in tied.groups.values()) else OPEN if tied.unsettled else PARTLY
        )
    return OPEN if tied.unsettled else False if tied.together else None


def _ranges(given: Given, figures: Mapping[str, Any]) -> list[WeighedRange]:
    listed = _civil(given)
    civil = sum(so is True for so in sued_here(given.entries).values()), len(listed)
    counts = {"suit": (1, 1), "defendant": civil if civil[1] else None, "victim": comparison.victims(figures)}
    among, pending = chosen_range.awarded(file().cases), _pending(given)
    rows = []
    for number, one in _numbered(given.entries, Range).values():
        differs = bool(pending) and one.claimed is not None and one.claimed not in pending.values()
        stands = next(iter(pending.values())) if len(pending) == 1 else one.claimed
        row = chosen_range.weighed(
            replace_form(one, claimed=stands), number, counts, _hearing(given), among, given.book
        )
        beside = [f"{number} {one.claimed}", *(f"{entry} {amount}" for entry, amount in pending.items())]
        more = [replace(warning("claim_differs"), others=beside)] if differs else []
        claimed = None if one.claimed is None else yuan(one.claimed, number)
        rows.append(replace(row, claimed=claimed, warnings=[*row.warnings, *more]))
    return rows


def _pending(given: Given) -> dict[str, Decimal]:
    """The sums of claims for damages as they stand after each change entered, by the entry that says so; those withdrawn left out."""
    meta, claims = given.entries.meta, [one for one in given.entries.of(Claim).values() if one.kind == "damages"]
    out = {}
    for one in asked(claims, list(given.entries.of(ClaimChange).values()), date.max):
        by = next((x for x in reversed(one.changes) if x.amount is not None), None)
        if one.standing not in {"withdrawn", "achieved"} and one.amount is not None:
            out[meta("claim_change", by.id).name if by else meta("claim", one.claim).name] = one.amount
    return out


def _warnings(ranges: Sequence[WeighedRange], steps: Ladder) -> list[Told]:
    codes = {
        "no_range": not ranges, "several_ranges": len(ranges) > 1,
        "step_not_met": bool(ranges) and not met_in(steps, _CAPPED),
    }  # fmt: skip
    told_of = [warning(code) for code, so in codes.items() if so]
    without = [row.id for row in steps.defendants if not any(_CAPPED in one.applies for one in row.found.readings)]
    if ranges and without and met_in(steps, _CAPPED):
        told_of.append(warning("step_not_met_of", without))
    return told_of


def _cap(book: Book, on: date) -> Cap:
    """The ceiling with its article, as of the day of the hearing."""
    rule = book.find(frame().ceiling, on)
    assert isinstance(rule, Ceiling)  # noqa: S101 - the frame names one
    amount = rule.lines(on)["damages"] if rule.in_force(on) else None
    return Cap(rule.provision, rule.article, rule.sentence, yuan(amount, rule.provision))
