"""The parties of a case: defendants with ages and capacity, guardians, who is bound to whom, criminal and civil side by side, deeds.

Pure: entries of the register, what groups of posts expose, the days of posts, and the day of the suit go in. What it leaves out: a
conclusion on liability; each row says what the rule answered and what was missing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doxdocket.assess.damages.forms import Circumstance
from doxdocket.assess.form import shown
from doxdocket.assess.parties import ages, deeds, guardians, liability, links, parts, standing
from doxdocket.assess.parties.absent import NOBODY, NOBODY_THEN, OTHER_PARENT
from doxdocket.assess.parties.acted import Acted, Days, acted
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.forms import (
    Actor,
    Attribution,
    Defendant,
    Device,
    Fact,
    Guardian,
    InnerShare,
    Joint,
    Role,
    Sanction,
    Testimony,
)  # fmt: skip
from doxdocket.assess.parties.sued import sued_here
from doxdocket.assess.parties.ward import NOT_THEN, TOGETHER, Acts, Answering, lacking
from doxdocket.assess.procedure.forms import Event, last
from doxdocket.assess.register import Entries
from doxdocket.law.rules import Book, shipped

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parties:
    """What ``assess parties`` says; every list is of plain rows."""

    defendants: Sequence[Row]
    accounts: Sequence[Row]
    parties: Sequence[Row]
    subjects: Sequence[Row]
    joint: Sequence[Row]
    edges: Sequence[Row]
    groups: Sequence[Row]
    deeds: Sequence[Row]
    by_age: Sequence[Row]
    by_care: Sequence[Row]
    open: Sequence[Row] = field(default=())

    def plain(self) -> dict[str, Any]:
        """As ``--json`` has it."""
        return {name: list(getattr(self, name)) for name in self.__slots__}


def marks(entries: Entries) -> list[dict[str, Any]]:
    """Which posts are whose, for counting."""
    of = entries.of
    return deeds.marks(
        of(Actor).values(), list(of(Attribution).values()), of(Role).values(), of(Joint).values()
    )  # fmt: skip


def put(entries: Entries) -> list[dict[str, Any]]:
    """Which posts are put to those sued here, or of whom nobody told it, together: their own and those of channels they ran."""
    civil = [name for name, so in sued_here(entries).items() if so is not False]
    return deeds.union(marks(entries), civil)


Wards = Mapping[str, Sequence[Answering]]


@dataclass(frozen=True, slots=True)
class Bound:
    """The days of acts of each defendant, each entry of acts done together, and who is jointly liable by which."""

    acted: Mapping[str, Acted]
    together: Sequence[liability.Together]
    groups: Mapping[str, tuple[str, ...]]
    unsettled: Sequence[str]
    """The entries of which that is open."""
    wards: Wards
    """Of each defendant who answers beside him."""


def bound(entries: Entries, days: Days, sued: date | None, book: Book | None = None) -> Bound:
    """Days and joint liability by themselves, as ``parties`` has them."""
    facts, known = Facts(entries.of(Fact), book), _acted(entries, days)
    found = _together(entries, known, sued, facts)
    groups = liability.groups(liability.edges(found, ()))
    return Bound(known, found, groups, liability.unsettled(found, book), _wards(entries, known, sued, facts)[2])


def _together(
    entries: Entries, known: Mapping[str, Acted], sued: date | None, facts: Facts
) -> Sequence[liability.Together]:
    """Each entry of acts done together as its article answers it."""
    spans = {name: one.span for name, one in known.items()}
    first = min((day for day, _ in spans.values() if day), default=None)
    joints, who = entries.of(Joint).values(), entries.of(Defendant)
    return liability.together(joints, who, first, heard(entries) or sued, facts, spans)


def parties(
    entries: Entries, counted: Iterable[Row], days: Days, sued: date | None, book: Book | None = None, parted: Sequence[Row] = (),
    absent: Sequence[Row] = (),
) -> Parties:  # fmt: skip
    """All of it. ``counted``: rows of ``count.groups.over``; ``days``: of each group, the days of its acts; ``parted``: those of ``windows``;
    ``absent``: accounts that stand in no post, of ``deeds.absent``.
    """
    who, facts, known = entries.of(Defendant), Facts(entries.of(Fact), book), _acted(entries, days)
    spans, suits, wards = _wards(entries, known, sued, facts)
    tied = bound(entries, days, sued, book)
    together = tied.together
    found = liability.edges(together, [one for of in wards.values() for one in of])
    groups = [_group(entry, names, entries, found) for entry, names in tied.groups.items()]
    told = [_defendant(one, entries, known[name], suits[name], book) for name, one in who.items()]
    return Parties(
        defendants=told, accounts=_accounts(entries, absent), parties=_parties(who, wards, entries),
        subjects=[_subject(one, entries, wards[name], spans[name], book) for name, one in who.items()],
        joint=[one.plain() for one in together], edges=[one.plain() for one in found], groups=groups,
        deeds=_with(_deeds(counted), entries), by_age=_with(parts.told(parted, parts.AGE), entries), by_care=_with(parts.told(parted, parts.CARE), entries),
        open=[*_open(who, wards, suits, entries, book), *_open_days(spans), *({**row, "open": row["why"]} for row in absent)],
    )  # fmt: skip


def windows(
    entries: Entries, days: Days, sued: date | None, book: Book | None = None, posted: Days | None = None
) -> list[dict[str, Any]]:
    """The parts of each defendant's time that are counted by themselves: rows of ``count.groups.WINDOWS``.

    ``posted``: of each group the days of all its posts, of which every bound counts some; else ``days``, those of acts.
    """
    known = _acted(entries, days)
    _, _, wards = _wards(entries, known, sued, Facts(entries.of(Fact), book))
    rows: list[dict[str, Any]] = []
    for name, one in entries.of(Defendant).items():
        every = days if posted is None else posted
        beside = (day for how in (deeds.OWN, deeds.CLAIMED, deeds.JOINT) for day in every.get(f"{how}:{name}", ()))
        counted = [*known[name].days, *known[name].joint, *beside]
        if counted:
            first, last = min(counted), max(counted)
            rows += parts.windows(name, parts.AGE, parts.by_age(one.born, first, last, book))
            rows += parts.windows(
                name, parts.CARE, parts.by_care(one, entries.of(Guardian).values(), wards[name], book)
            )
    return rows


def _wards(
    entries: Entries, known: Mapping[str, Acted], sued: date | None, facts: Facts
) -> tuple[dict[str, liability.Span], dict[str, date | None], Wards]:
    """Of each defendant the first and last day of acts, the day of the suit, and who answers beside him."""
    who = entries.of(Defendant)
    spans = {name: known[name].span for name in who}
    suits = {name: one.sued or sued for name, one in who.items()}
    wards, found = {}, _together(entries, known, sued, facts)
    for name, one in who.items():
        acts = Acts(
            *spans[name], suits[name], known[name].days, _instigated(name, found, "met"), heard(entries),
            _instigated(name, found, "not determinable"), _unsettled(name, known[name], found, entries),
        )  # fmt: skip
        wards[name] = guardians.answering(one, entries.of(Guardian).values(), acts, facts)
    return spans, suits, wards


def heard(entries: Entries) -> date | None:
    """The day of the last hearing entered."""
    return last(entries.of(Event).values(), "S10")


def _instigated(name: str, found: Sequence[liability.Together], answer: str) -> list[liability.Span]:
    """The days for which somebody else is entered to have instigated or helped this one, where its article gives that answer."""
    return [
        (one.entry.since, one.entry.until)
        for one in found
        if name in one.entry.members and set(one.entry.instigators) - {name} and one.asked[0].answer == answer
    ]


def _unsettled(name: str, known: Acted, found: Sequence[liability.Together], entries: Entries) -> bool:
    """Whether one is known by acts done together alone, and none of these entries is answered as made out."""
    firm = list(entries.of(Attribution).values())
    roles = any(name in links.of(role.actor, firm) for role in entries.of(Role).values())
    own = [one.asked[0].answer for one in found if name in (*one.entry.members, *one.entry.instigators)]
    return not known.own and not roles and bool(own) and "met" not in own


def _acted(entries: Entries, days: Days) -> dict[str, Acted]:
    """Of each defendant the days of acts."""
    links_, joints = list(entries.of(Attribution).values()), list(entries.of(Joint).values())
    return {
        name: acted(
            name,
            [role for role in entries.of(Role).values() if name in links.of(role.actor, links_)],
            [one for one in joints if name in (*one.members, *one.instigators)],
            days,
        )
        for name in entries.of(Defendant)
    }


def _defendant(
    one: Defendant,
    entries: Entries,
    known: Acted,
    sued: date | None,
    book: Book | None,
) -> Row:
    span = known.span
    points = {"first_act": span[0], "last_act": span[1], "sued": sued}
    return {
        **shown(one), "entry": entries.meta("defendant", one.id).name,
        "first_act": _iso(span[0]), "last_act": _iso(span[1]), "sued": _iso(sued), "civil": sued_here(entries)[one.id],
        "acts": known.plain(), "acts_by": known.by,
        "standing": {n: standing.capacity(one.born, one.own_labour, day, book).plain() for n, day in points.items() if day},
        "acts_by_age": [
            {"age_low": a.age and a.age[0], "age_high": a.age and a.age[1], "posts": a.acts, "first": _iso(a.first), "last": _iso(a.last)}
            for a in ages.by_age(one.born, known.own)
        ],
        "criminal_age": [
            {"day": _iso(day), **a.plain()}
            for day, a in zip(dict.fromkeys(d for d in span if d), standing.criminal(one.born, *span, book), strict=True)
        ],
        "motives": [t.id for t in entries.of(Testimony).values() if t.defendant == one.id and t.motive],
    }  # fmt: skip


def _accounts(entries: Entries, absent: Sequence[Row]) -> list[Row]:
    every, roles = list(entries.of(Attribution).values()), list(entries.of(Role).values())
    return [
        {
            **shown(actor), "entry": entries.meta("actor", actor.id).name,
            "roles": [shown(r) for r in roles if r.actor == actor.id],
            "devices": [d.id for d in entries.of(Device).values() if actor.id in d.used_by],
            "absent": [row["account"] for row in absent if row["actor"] == actor.id],
            "links": [
                {**shown(a), "entry": entries.meta("attribution", a.id).name,
                 "weak": list(links.weak(a, every, [row["why"] for row in absent if row["actor"] == actor.id]))}
                for a in every if a.actor == actor.id
            ],
        }
        for actor in entries.of(Actor).values()
    ]  # fmt: skip


def _parties(who: Mapping[str, Defendant], wards: Wards, entries: Entries) -> list[Row]:
    """The list of civil parties: each defendant sued here, or of whom nobody told it, then those who answer for him."""
    out: list[Row] = []
    civil = sued_here(entries)
    for name, one in who.items():
        if civil[name] is not False:
            out.append(
                {
                    "party": name,
                    "as": "defendant",
                    "for": "",
                    "name": shown(one)["name"],
                    "constellation": "",
                    "relation": "",
                    "missing": [] if civil[name] else ["called"],
                    "marks": [],
                }
            )
            out += [
                {
                    "party": g.who, "as": "guardian", "for": name, "constellation": g.constellation, "relation": g.relation,
                    "name": shown(entries.of(Guardian)[g.who])["name"] if g.who else "", "missing": list(g.missing), "marks": list(g.marks),
                    "acts_first": _iso(g.first), "acts_last": _iso(g.last), "answers": [a.plain() for a in g.asked],
                }
                for g in wards[name] if g.constellation != NOT_THEN
            ]  # fmt: skip
    return out


def _subject(
    one: Defendant, entries: Entries, wards: Sequence[Answering], span: tuple[date | None, date | None], book: Book | None
) -> Row:  # fmt: skip
    """Criminal and civil side by side."""
    cases = [s for s in entries.of(Sanction).values() if s.defendant == one.id]
    fines = [c for c in entries.of(Circumstance).values() if c.factor == "fines" and c.defendant == one.id]
    old_enough = [a.answer for a in standing.criminal(one.born, *span, book)]
    criminal = prosecuted(cases, fines)
    civil = sued_here(entries)[one.id]
    return {
        "defendant": one.id, "civil": civil, "criminal": criminal, "differs": None if None in {civil, criminal} else civil != criminal,
        "criminal_age": old_enough[0] if len(set(old_enough)) == 1 else "partly" if old_enough else "not determinable",
        "capacity": lacking(one, *span, book) if span[0] else "open",
        "guardians": [
            {"guardian": g.who, "relation": g.relation, "constellation": g.constellation, "acts_first": _iso(g.first), "acts_last": _iso(g.last)}
            for g in wards
        ],
        "cases": [{**shown(s), "entry": entries.meta("sanction", s.id).name} for s in cases],
        "fines": [{**shown(c), "entry": entries.meta("circumstance", c.id).name} for c in fines],
    }  # fmt: skip


def prosecuted(cases: Sequence[Sanction], fines: Sequence[Circumstance]) -> bool | None:
    """Whether a criminal court was asked: as the cases say, or a sum that is entered as a criminal fine; none where nobody told, a case is
    under way, or the two contradict each other.

    >>> prosecuted([], ()), prosecuted([Sanction(id="1", defendant="D1", kind="administrative", stage="punished")], ())
    (None, None)
    >>> prosecuted([Sanction(id="1", defendant="D1", kind="criminal", stage="not_prosecuted")], ())
    False
    >>> prosecuted([], [Circumstance(id="1", factor="fines", says="罚金", amount=5000)])
    True
    """
    criminal = [one for one in cases if one.kind == "criminal"]
    if any(one.stage in {"prosecuted", "convicted"} for one in criminal):
        return True
    let_off = bool(criminal) and all(one.stage in {"not_prosecuted", "not_liable"} for one in criminal)
    fined = any(one.amount for one in fines)
    return None if let_off == fined else fined


def _group(entry: str, names: tuple[str, ...], entries: Entries, found: Sequence[liability.Edge]) -> Row:
    decided = entries.of(InnerShare)
    share, how = liability.shares(names, decided)
    return {
        "entry": entry, "members": list(names), "how": how, "shares": {name: f"{s.numerator}/{s.denominator}" for name, s in share},
        "articles": list(dict.fromkeys(e.asked[0].article for e in found if e.entry == entry and e.kind != "guardian")),
        "rule": liability.EQUAL, "decided": [i for i, d in decided.items() if d.defendant in names],
    }  # fmt: skip


def _deeds(counted: Iterable[Row]) -> list[Row]:
    out = []
    for row in counted:
        how, _, name = str(row["name"]).partition(":")
        rest = {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in row.items() if k != "name"}
        out.append({"defendant": name, "how": how, **rest})
    order = (deeds.OWN, deeds.CLAIMED, deeds.JOINT)
    return sorted(out, key=lambda r: (r["defendant"], order.index(r["how"])))


def _with(rows: Iterable[Row], entries: Entries) -> list[Row]:
    """Rows of posts with the entries of acts together that are in the group, where it takes them in."""
    joints = list(entries.of(Joint).values())
    return [
        {**row, "together": deeds.together(row["defendant"], joints) if row["how"] == deeds.JOINT else []}
        for row in rows
    ]


def _open_days(spans: Mapping[str, liability.Span]) -> Iterable[Row]:
    """Defendants of whom no day of an act is known."""
    return [{"defendant": name, "open": "acts"} for name, (first, _) in spans.items() if first is None]


def _open(
    who: Mapping[str, Defendant], wards: Wards, suits: Mapping[str, date | None], entries: Entries, book: Book | None
) -> Iterable[Row]:
    """What a person must still find out or decide."""
    for name, one in who.items():
        if not ages.births(one.born):
            yield {"defendant": name, "open": "born"}
        if suits[name] is None:
            yield {"defendant": name, "open": "sued"}
        for g in wards[name]:
            if g.constellation != NOT_THEN:
                yield from _open_of(g, book)
    attributed = dict.fromkeys(a.actor for a in entries.of(Attribution).values() if a.grade != "denied")
    for actor in entries.of(Actor):
        if actor not in attributed:
            yield {"actor": actor, "open": "attribution"}
    for actor in attributed:
        several = links.of(actor, list(entries.of(Attribution).values()), (*links.FIRM, "claimed"))
        if len(several) > 1:
            yield {"actor": actor, "defendants": several, "open": "shared_account"}


_ASKED_FOR = (NOBODY, OTHER_PARENT, NOBODY_THEN, "basis", "fosters", "ended_day", "delegate_at_fault")


def _open_of(one: Answering, book: Book | None) -> Iterable[Row]:
    """What is open of one guardian, or of one not named, with the articles that turn on it."""
    for name in _ASKED_FOR:
        if name in one.missing:
            rules = TOGETHER if name == OTHER_PARENT else ()
            articles = [(book or shipped()).find(rule).article for rule in rules]
            yield {
                "defendant": one.ward, "open": name, "guardian": one.who, "relation": one.relation, "articles": articles,
                "first": _iso(one.first), "last": _iso(one.last),
            }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
