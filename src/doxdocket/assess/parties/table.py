"""The parties of a case: defendants with ages and capacity, guardians, who is bound to whom, criminal and civil side by side, deeds.

Pure: entries of the register, what groups of posts expose, the days of posts, and the day of the suit go in. What it leaves out: a
conclusion on liability; each row says what the rule answered and what was missing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from msgspec.structs import replace

from doxdocket.assess.form import masked
from doxdocket.assess.forms.damages import Circumstance
from doxdocket.assess.forms.parties import (
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
from doxdocket.assess.forms.procedure import Event, last
from doxdocket.assess.parties import ages, deeds, guardians, liability, links, parts, standing
from doxdocket.assess.parties.account import (
    AbsentAccount,
    AnyOpen,
    Care,
    CivilDefendant,
    CivilGuardian,
    Fine,
    Group,
    InDoubt,
    KnownAccount,
    KnownDefendant,
    Link,
    OddCase,
    OldEnough,
    OnDay,
    Open,
    OpenAccount,
    OpenDays,
    OpenGuardian,
    Parties,
    Sentence,
    SharedAccount,
    Subject,
)  # fmt: skip
from doxdocket.assess.parties.age_conflicts import Why, at_odds
from doxdocket.assess.parties.days_of_acts import Acted, Both, Days, acted
from doxdocket.assess.parties.defendants import answerable, sued_here
from doxdocket.assess.parties.facts import Facts
from doxdocket.assess.parties.missing_guardians import BOTH_PARENTS, NOBODY, NOBODY_THEN, OTHER_PARENT
from doxdocket.assess.parties.ward import (
    DOUBTFUL,
    NO_PARTY,
    NOT_THEN,
    TOGETHER,
    WHY_ENDED,
    WITH_OTHERS,
    Acts,
    Answering,
    lacking_in,
)
from doxdocket.assess.register import Entries
from doxdocket.law.rules import Book, shipped

Weights = Mapping[str, deeds.Weight]
Doubtful = Mapping[str, Sequence[InDoubt]]
"""Of each group of ``Days`` in doubt the posts."""
_OPEN: Weights = MappingProxyType({})


def marks(
    entries: Entries, weights: Weights = _OPEN, closed: Collection[str] = (), posted: deeds.Posted = MappingProxyType({}),
) -> list[dict[str, Any]]:  # fmt: skip
    """Which posts are whose, for counting; ``weights``: of each entry of acts together (``weights``), else in the high alone; ``closed``: the
    channels in which none but creator and administrators may post.
    """
    of = entries.of
    return deeds.marks(
        of(Actor).values(), list(of(Attribution).values()), of(Role).values(), of(Joint).values(), weights, closed, posted,
    )  # fmt: skip


def put(
    entries: Entries,
    weights: Weights = _OPEN,
    closed: Collection[str] = (),
    posted: deeds.Posted = MappingProxyType({}),
) -> list[dict[str, Any]]:
    """Which posts are put to those sued here, or of whom nobody told it, together: their own, those of channels they ran, acts together."""
    civil = [name for name, so in sued_here(entries).items() if so is not False]
    actors, linked = entries.of(Actor).values(), list(entries.of(Attribution).values())
    roles = entries.of(Role).values()
    return deeds.union(marks(entries, weights, closed, posted), civil, actors, linked, roles, closed, posted)


def weights(entries: Entries, days: Days, sued: date | None, book: Book | None = None) -> dict[str, deeds.Weight]:
    """In which bounds the posts of each entry of acts together stand, as its article answers it."""
    known = _acted(entries, days)
    return liability.weights(_together(entries, known, heard(entries) or sued, Facts(entries.of(Fact), book)))


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


def bound(
    entries: Entries, days: Days, sued: date | None, book: Book | None = None, hearing: date | None = None
) -> Bound:
    """Days and joint liability by themselves, as ``parties`` has them. ``hearing``: the day to take for that of the hearing where none is entered, the same in every paper."""
    facts, known, day = Facts(entries.of(Fact), book), _acted(entries, days), heard(entries) or hearing or sued
    found = _together(entries, known, day, facts)
    groups = liability.groups(liability.edges(found, ()))
    return Bound(
        known, found, groups, liability.unsettled(found, book), _wards(entries, known, found, sued, day, facts)
    )


def _together(
    entries: Entries, known: Mapping[str, Acted], hearing: date | None, facts: Facts
) -> Sequence[liability.Together]:
    """Each entry of acts done together as its article answers it."""
    first = min((one.span[0] for one in known.values() if one.span[0]), default=None)
    joints, who = entries.of(Joint).values(), _defendants(entries)
    return liability.together(joints, who, first, hearing, facts, known)


def parties(
    entries: Entries, counted: Iterable[parts.Counted], days: Days, sued: date | None, book: Book | None = None,
    parted: Sequence[parts.Counted] = (), absent: Sequence[deeds.Absent] = (), doubtful: Doubtful = MappingProxyType({}), handed: Sequence[deeds.HandedOn] = (),
    hearing: date | None = None, carrying: Collection[str] | None = None,
) -> Parties:  # fmt: skip
    """All of it. ``counted``: rows of ``count.groups.whole``; ``days``: of each group, the days of its acts; ``parted``: those of ``windows``;
    ``absent``: accounts that stand in no post, of ``deeds.absent``; ``doubtful``: the posts of days in doubt; ``handed``: posts that hand accounts on;
    ``hearing``: of ``bound``; ``carrying``: the entries of acts together that put a post to somebody, none where nothing was counted.
    """
    who, facts, tied = _defendants(entries), Facts(entries.of(Fact), book), bound(entries, days, sued, book, hearing)
    known, wards, together, joints = tied.acted, tied.wards, tied.together, list(entries.of(Joint).values())
    suits, said = {name: one.sued or sued for name, one in who.items()}, liability.weights(together)
    found = liability.edges(together, [one for of in wards.values() for one in of])
    groups = [_group(entry, names, entries, found, facts) for entry, names in tied.groups.items()]
    beside = {name: _in_doubt(name, known[name], doubtful) for name in who}
    answers = answerable(entries)
    told = [_defendant(who[name], entries, known[name], suits[name], beside[name], book) for name in answers]
    return Parties(
        defendants=told, accounts=_accounts(entries, absent, handed), parties=list(_parties(who, wards, entries, beside, known)),
        subjects=[_subject(who[name], entries, wards[name], known[name], book) for name in answers],
        joint=together, edges=found, groups=groups, deeds=parts.whole(counted, joints, said), by_age=parts.aged(parted, joints, said),
        by_care=parts.cared(parted, joints, said),
        open=[
            *_open({name: who[name] for name in answers}, wards, suits, entries, beside, book), *_bare(joints, said, carrying), *_odd_cases(entries, known, book), *(Open(name, "acts") for name in answers if known[name].answered_span[0] is None),
            *(AbsentAccount(one.actor, one.account, one.why, one.why) for one in absent),
        ],
    )  # fmt: skip


def windows(
    entries: Entries, days: Days, sued: date | None, book: Book | None = None, posted: Days | None = None,
    hearing: date | None = None,
) -> list[dict[str, Any]]:  # fmt: skip
    """The parts of each defendant's time that are counted by themselves: rows of ``count.groups.WINDOWS``.

    ``posted``: of each group the days of all its posts, of which every bound counts some; else ``days``, those of acts.
    """
    tied = bound(entries, days, sued, book, hearing)
    known, wards = tied.acted, tied.wards
    rows: list[dict[str, Any]] = []
    for name, one in _defendants(entries).items():
        every = days if posted is None else posted
        beside = (day for how in (deeds.OWN, deeds.CLAIMED, deeds.JOINT) for day in every.get(f"{how}:{name}", ()))
        counted = [*(day for day in known[name].reach if day), *known[name].with_others, *beside]
        if counted:
            first, last = min(counted), max(counted)
            rows += parts.windows(name, parts.AGE, parts.by_age(one.born, first, last, book))
            rows += parts.windows(
                name, parts.CARE, parts.by_care(one, entries.of(Guardian).values(), wards[name], book)
            )
    return rows


def _wards(
    entries: Entries, known: Mapping[str, Acted], found: Sequence[liability.Together], sued: date | None,
    hearing: date | None, facts: Facts,
) -> Wards:  # fmt: skip
    """Of each defendant who answers beside him."""
    wards = {}
    for name, one in _defendants(entries).items():
        acts = Acts(
            *known[name].answered_span, one.sued or sued, known[name].one_by_one, _instigated(name, found, "met"), hearing,
            _instigated(name, found, "not determinable"), _unsettled(name, known[name], found, entries), known[name].unled,
        )  # fmt: skip
        wards[name] = guardians.with_doubtful(one, list(entries.of(Guardian).values()), acts, known[name], facts)
    return wards


def heard(entries: Entries) -> date | None:
    """The day of the last hearing entered."""
    return last(entries.of(Event).values(), "S10")


def _instigated(name: str, found: Sequence[liability.Together], answer: str) -> list[liability.Span]:
    """The days for which somebody else is entered to have instigated or helped this one, where its article gives that answer."""
    return [
        (one.since, one.until)
        for one in found
        if name in one.members and set(one.instigators) - {name} and one.asked[0].answer == answer
    ]


def _unsettled(name: str, known: Acted, found: Sequence[liability.Together], entries: Entries) -> bool:
    """Whether one is known by acts done together alone, and none of these entries is answered as made out."""
    firm = list(entries.of(Attribution).values())
    roles = any(links.terms(name, role, firm) for role in entries.of(Role).values())
    own = [one.asked[0].answer for one in found if name in (*one.members, *one.instigators)]
    return not known.own and not roles and bool(own) and "met" not in own


def _defendants(entries: Entries) -> dict[str, Defendant]:
    """The defendants; whether one lives on own labour by the entry of him, else by the fact that was stated of him."""
    facts, found = Facts(entries.of(Fact)), {}
    for name, one in entries.of(Defendant).items():
        stated = facts.own(name).get("own_labour") if one.own_labour is None else None
        found[name] = replace(one, own_labour=stated) if isinstance(stated, bool) else one
    return found


def _acted(entries: Entries, days: Days) -> dict[str, Acted]:
    """Of each defendant the days of acts."""
    links_, joints = list(entries.of(Attribution).values()), list(entries.of(Joint).values())
    return {
        name: acted(
            name,
            [part for role in entries.of(Role).values() for part in _his(name, role, links_)],
            [one for one in joints if name in (*one.members, *one.instigators)],
            days,
        )
        for name in entries.of(Defendant)
    }


def _his(name: str, role: Role, every: Sequence[Attribution]) -> list[Role]:
    """A role in the days on which its account was his; an end that nobody entered of the role stays open, for the days of a link do not tell when a role began or ended."""
    return [
        replace(role, since=role.since and since, until=role.until and until)
        for since, until in links.terms(name, role, every)
    ]


def _in_doubt(name: str, known: Acted, doubtful: Doubtful) -> list[InDoubt]:
    """The posts in doubt before the first or after the last act that is sure, in the order of days."""
    first, last = known.span
    kinds = (deeds.OWN,) if known.own else (deeds.OWN, deeds.JOINT)
    posts = {one: None for kind in kinds for one in doubtful.get(f"{kind}{deeds.PERHAPS}:{name}", ())}
    return sorted(
        (one for one in posts if not first or not last or not first <= one.day <= last),
        key=lambda one: (one.day, one.post),
    )


def _within(posts: Iterable[InDoubt], of: Answering) -> list[str]:
    """The posts in doubt of the days for which one answers, where it turns on them."""
    first, last = of.first or date.min, of.last or date.max
    return [one.post for one in posts if DOUBTFUL in of.missing and first <= one.day <= last]


def _defendant(
    one: Defendant, entries: Entries, known: Acted, sued: date | None, in_doubt: Sequence[InDoubt], book: Book | None
) -> KnownDefendant:  # fmt: skip
    span = known.span
    early, late = (None if day == sure else day for day, sure in zip(known.reach, span, strict=True))
    charged = known.answered_span if known.own else span
    earlier, later = (None if day == own else day for day, own in zip(charged, span, strict=True))
    points = {
        "first_act": span[0],
        "first_charged": earlier,
        "may_first": early,
        "last_act": span[1],
        "last_charged": later,
        "may_last": late,
        "sued": sued,
    }
    asked = _criminal(one, known, book)
    return KnownDefendant(
        one, entries.meta("defendant", one.id).name, span[0], span[1], early, late, in_doubt, sued, sued_here(entries)[one.id], known.ends, known.by,
        standing={n: standing.capacity(one.born, one.own_labour, day, book) for n, day in points.items() if day},
        acts_by_age=ages.by_age(one.born, known.own),
        criminal_age=asked, old_enough=_old_enough(asked, known),
        motives=[t.id for t in entries.of(Testimony).values() if t.defendant == one.id and t.motive],
    )  # fmt: skip


def _criminal(one: Defendant, known: Acted, book: Book | None) -> list[OnDay]:
    """Whether of the age of criminal responsibility on the first and the last day of own acts, of joint ones, and with posts in doubt."""
    found = []
    for by in known.told:
        sure, reach = known.of(by)
        days = {day: False for day in sure if day}
        days |= {day: True for day in reach if day and day not in days}
        found += [
            OnDay(day, said, perhaps, by)
            for day, perhaps in days.items()
            for said in standing.criminal(one.born, day, None, book)
        ]
    return found


def _old_enough(asked: Sequence[OnDay], known: Acted) -> list[OldEnough]:
    """The same of each kind of acts in one answer, which every page gives; where posts in doubt would make it differ, or one has no date, it is not determined; whoever was of age on each day that may be one was so."""
    found = []
    for by in known.told:
        of = {
            perhaps: list(dict.fromkeys(a.said.answer for a in asked if a.acts == by and a.day_in_doubt is perhaps))
            for perhaps in (False, True)
        }
        answer = None if not of[False] else of[False][0] if len(of[False]) == 1 else "partly"
        grown = not of[False] and of[True] == ["met"]  # on each day that may be one
        settled = (grown or set(of[True]) <= set(of[False])) and not known.undated(by)
        found.append(OldEnough(by, answer, "not determinable" if not settled else "met" if grown else answer))
    return found


def _links(entries: Entries) -> dict[str, list[Attribution]]:
    """Of each entry of an account all links, with those of other entries that name the same account or signature."""
    every, actors = list(entries.of(Attribution).values()), entries.of(Actor)
    return {name: links.as_of(one, every, actors.values()) for name, one in actors.items()}


def _accounts(entries: Entries, absent: Sequence[deeds.Absent], handed: Sequence[deeds.HandedOn]) -> list[KnownAccount]:
    every, roles = _links(entries), list(entries.of(Role).values())
    gone = {actor: [one for one in absent if one.actor == actor] for actor in entries.of(Actor)}
    left = {actor: [one for one in handed if one.actor == actor] for actor in entries.of(Actor)}
    return [
        KnownAccount(
            actor, entries.meta("actor", name).name, roles=[r for r in roles if r.actor == name],
            devices=[d.id for d in entries.of(Device).values() if name in d.used_by],
            absent=[one.account for one in gone[name]], beside=links.beside(name, every[name], entries.of(Testimony)),
            links=[
                Link(a, entries.meta("attribution", a.id).name, links.weak(a, every[name], [one.why for one in gone[name]], entries.of(Testimony), handed=not all(one.any_account for one in left[name])))
                for a in entries.of(Attribution).values() if a.actor == name
            ],
            handed=left[name],
        )
        for name, actor in entries.of(Actor).items()
    ]  # fmt: skip


def _parties(
    who: Mapping[str, Defendant], wards: Wards, entries: Entries, beside: Mapping[str, Sequence[InDoubt]], known: Mapping[str, Acted]
) -> Iterator[CivilDefendant | CivilGuardian]:  # fmt: skip
    """The list of civil parties: each defendant sued here, or of whom nobody told it, then those who answer for him."""
    civil = sued_here(entries)
    for name, one in who.items():
        if civil[name] is not False:
            yield CivilDefendant(
                name,
                "defendant",
                "",
                masked(one, "name"),
                "",
                "",
                missing=() if civil[name] else ("called",),
                marks=_linked(name, entries),
            )
            for g in wards[name]:
                if g.constellation not in NO_PARTY:
                    named = masked(entries.of(Guardian)[g.who], "name") if g.who else ""
                    yield CivilGuardian(
                        g.who, "guardian", name, g.constellation, g.relation, named, g.former, g.until, g.missing, g.marks, g.first, g.last, _within(beside[name], g), _by(g, known[name]), g.asked
                    )  # fmt: skip


def _by(one: Answering, known: Acted) -> Both | None:
    """Of which acts the days are for which one answers."""
    if one.first is None or one.last is None or DOUBTFUL in one.missing:
        return known.answered_as
    return known.answered_by(one.first, one.last)


def _linked(name: str, entries: Entries) -> tuple[str, ...]:
    """That no account is firmly put to a defendant: each is denied, or at best claimed."""
    grades = {one.grade for one in entries.of(Attribution).values() if one.defendant == name}
    if not grades or grades & {*links.FIRM}:
        return ()
    return ("claimed_alone",) if "claimed" in grades else ("denied_alone",)


def _subject(
    one: Defendant, entries: Entries, wards: Sequence[Answering], known: Acted, book: Book | None
) -> Subject:  # fmt: skip
    """Criminal and civil side by side."""
    cases = [s for s in entries.of(Sanction).values() if s.defendant == one.id]
    fines = [c for c in entries.of(Circumstance).values() if c.factor == "fines" and c.defendant == one.id]
    criminal = prosecuted(cases, fines)
    civil = sued_here(entries)[one.id]
    return Subject(
        one.id, civil, criminal, None if None in {civil, criminal} else civil != criminal,
        criminal_age=_old_enough(_criminal(one, known, book), known), capacity=lacking_in(one, known, book),
        guardians=[Care(g.who, g.relation, g.constellation, g.former, g.until, g.marks, g.first, g.last, _by(g, known)) for g in wards],
        cases=[Sentence(s, entries.meta("sanction", s.id).name, _odd(s, one, known, book)) for s in cases],
        fines=[Fine(c, entries.meta("circumstance", c.id).name) for c in fines],
    )  # fmt: skip


def _odd(case: Sanction, one: Defendant, known: Acted, book: Book | None) -> Why | None:
    """What in a case does not fit the age."""
    found = at_odds(case, one.born, known.reach, book)
    return found and found.why


def _odd_cases(entries: Entries, known: Mapping[str, Acted], book: Book | None) -> Iterator[OddCase]:
    """The cases that do not fit the age of their defendant."""
    who = entries.of(Defendant)
    for one in entries.of(Sanction).values():
        if one.defendant in who and (found := at_odds(one, who[one.defendant].born, known[one.defendant].reach, book)):
            number = entries.meta("sanction", one.id).name
            yield OddCase(one.defendant, one.id, number, found.why, found.article, found.day, found.age)


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


def _group(
    entry: str, names: tuple[str, ...], entries: Entries, found: Sequence[liability.Edge], facts: Facts
) -> Group:
    decided = entries.of(InnerShare)
    share, how = liability.shares(names, decided, facts.of("shares_determinable", entry))
    return Group(
        entry, names, how, {name: f"{s.numerator}/{s.denominator}" for name, s in share},
        articles=tuple(dict.fromkeys(e.asked[0].article for e in found if e.entry == entry and e.kind != "guardian")),
        rule=liability.EQUAL, decided=[i for i, d in decided.items() if d.defendant in names],
    )  # fmt: skip


def _open(
    who: Mapping[str, Defendant], wards: Wards, suits: Mapping[str, date | None], entries: Entries,
    beside: Mapping[str, Sequence[InDoubt]], book: Book | None,
) -> Iterator[AnyOpen]:  # fmt: skip
    """What a person must still find out or decide."""
    for name, one in who.items():
        if not ages.births(one.born):
            yield Open(name, "born")
        if suits[name] is None:
            yield Open(name, "sued")
        for g in wards[name]:
            if g.constellation != NOT_THEN:
                yield from _open_of(g, beside[name], book)
    every = list(entries.of(Attribution).values())
    for role in entries.of(Role).values():
        if role.role in deeds.RUNS and not (role.since and role.until):
            for name in (one for one in links.of(role.actor, every) if links.terms(one, role, every)):
                yield OpenDays(name, role.id, (role.channel,), "role_days")
    for joint in entries.of(Joint).values():
        if joint.names_posts and not (joint.since and joint.until):
            yield OpenDays("", joint.id, (*joint.actors, *joint.channels), "joint_days")
    attributed = dict.fromkeys(a.actor for a in entries.of(Attribution).values() if a.grade != "denied")
    for actor in entries.of(Actor):
        if actor not in attributed:
            yield OpenAccount(actor)
    for actor, every in ((one, of) for one, of in _links(entries).items() if one in attributed):
        several = links.of(actor, every, (*links.FIRM, "claimed"))
        if len(several) > 1 and not links.parted(actor, every):
            yield SharedAccount(actor, several)
        for link in links.endless(actor, every):
            yield OpenDays(link.defendant, link.id, (), "link_days")
        for link in links.beyond(actor, every):
            yield OpenDays(link.defendant, link.id, (), "other_days")
        if odd := list(dict.fromkeys(a.defendant for a in every if a.actor == actor and links.contradicted(a, every))):
            yield SharedAccount(actor, odd, "contradicted")


def _bare(joints: Iterable[Joint], weights: Weights, carrying: Collection[str] | None) -> Iterator[OpenDays]:
    """The entries of acts together by which no post is put to anybody, though their article does not say that none is."""
    for one in joints:
        if weights[one.id] != "none" and not (one.names_posts and (carrying is None or one.id in carrying)):
            yield OpenDays("", one.id, (*one.actors, *one.channels), "joint_posts" if one.names_posts else "joint_bare")


_ASKED_FOR = (
    DOUBTFUL,
    WITH_OTHERS,
    NOBODY,
    OTHER_PARENT,
    BOTH_PARENTS,
    NOBODY_THEN,
    "basis",
    "fosters",
    "ended_day",
    WHY_ENDED,
    "delegate_at_fault",
)


def _open_of(one: Answering, posts: Sequence[InDoubt], book: Book | None) -> Iterator[OpenGuardian]:
    """What is open of one guardian, or of one not named, with the articles that turn on it."""
    for name in _ASKED_FOR:
        if name in {*one.missing, *one.marks}:
            rules = TOGETHER if name in {OTHER_PARENT, BOTH_PARENTS, WHY_ENDED} else ()
            articles = [(book or shipped()).find(rule).article for rule in rules]
            yield OpenGuardian(
                one.ward,
                name,
                one.who,
                one.relation,
                articles,
                one.first,
                one.last,
                _within(posts, one) if name == DOUBTFUL else (),
            )
