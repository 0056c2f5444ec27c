"""质证提纲: what the other side may be expected to say against figures, acts, parties, damages and evidence, with the answer that the accounts give and what is weak.

An objection stands where the accounts give it ground; its answer names their figures. A weakness is told as one: who goes to court with it must know it
first. Behind them the points on which law is open, with every reading. Left out: choosing one, and what a witness would say.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.assess.damages.account import AroundPost, ContactList
from doxdocket.assess.damages.worksheet import HANDLED
from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.parties.links import GROUNDS_LACK
from doxdocket.assess.parties.ward import NO_PARTY, OPEN_TO_ANSWER
from doxdocket.count.catalogue import catalogue
from doxdocket.count.cites import UNREAD
from doxdocket.count.figures import found_sensitive
from doxdocket.decisions.acts import KIND_UNTRUE, UNTRUE
from doxdocket.decisions.placing import post_key
from doxdocket.desk.accounts import parties as account
from doxdocket.desk.accounts import points
from doxdocket.desk.accounts.damages_words import answer
from doxdocket.desk.accounts.figures import missed_told
from doxdocket.desk.accounts.ladder import applied
from doxdocket.desk.accounts.parties_words import binds, for_days, graded, how, word
from doxdocket.desk.accounts.procedure import late, passed
from doxdocket.desk.documents import damages, elements, narrative, parties
from doxdocket.desk.documents.at_odds import places
from doxdocket.desk.documents.draft import CONDUCT, Cited, Draft, amount, few, held, label, missing, reference
from doxdocket.desk.documents.material import Key, Material, without_page
from doxdocket.desk.documents.summary import lacking, unreviewed
from doxdocket.interval import determinable
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.law.words import LABELS
from doxdocket.pipeline import published, sampled
from doxdocket.pipeline.parties import denials, posts
from doxdocket.pipeline.registered import entries
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.resolve.forest import SAME_POST
from doxdocket.words import Sentence, either, named, say, zh_en

PERSONS = ("persons_civil", "persons", "items_person", "dossiers")
ITEMS = ("items_set", "items_person", "items_field", "items_channel", "publications", "dossiers")
SENSITIVE = ("sensitive_persons", "sensitive_items", "sensitive_publications")
TIERS = ("tier_a", "tier_b", "tier_c")
VIEWS = ("views", "views_pi")
AGES = ("minors", "minors_under_14")
_ALL = "*"


@dataclass(frozen=True, slots=True)
class Objection:
    """What may be said, the answer, what is weak or missing about it, and the figures that it is about (all of them: ``*``)."""

    says: str
    answer: str
    weak: Sequence[str] = ()
    about: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """An objection with its number in the document."""

    no: int
    of: Objection


def paper(of: Material) -> Paper:
    """The outline."""
    draft, found = Draft(of, "objections"), list[Numbered]()
    groups: Sequence[tuple[str, Callable[[Draft], Iterator[Objection]]]] = (
        (say("documents_objections.part_figures"), _figures), (say("documents_objections.part_acts"), _acts), (say("documents_objections.part_parties"), _parties),
        (say("documents_objections.part_damages"), _damages), (say("documents_objections.part_evidence"), _evidence),
        (say("documents_objections.part_procedure"), _procedure),
    )  # fmt: skip
    parts: list[Block | None] = []
    for title, tell in groups:
        told = [Numbered(len(found) + n, one) for n, one in enumerate(tell(draft), 1)]
        found += told
        parts.append(Part([_told(one) for one in told], title) if told else None)
    body: list[Block | None] = [
        Paragraph(say("documents_objections.said", label=of.scope.label(of.lang))),
        *parts,
        Part([_by_figure(draft, found), Paragraph(say("documents_objections.by_figure_said"))], say("documents_objections.part_by_figure")),
        Part([Paragraph(say("documents_objections.points_said")), *points_of(of)], say("documents_objections.part_points")),
        Part([missed_told(of.whole.get("missed", ()))], say("documents_objections.part_missed")) if of.whole.get("missed") else None,
    ]  # fmt: skip
    signatures = [zh_en("documents.prosecutor"), zh_en("documents_statistics.checked_by")]
    return draft.paper(body, signatures=signatures, confidential=zh_en("documents_objections.inside"))


def _told(one: Numbered) -> Part:
    weak = say("documents_objections.weak", told=say("marks.semicolon").join(one.of.weak)) if one.of.weak else ""
    return Part(
        [Paragraph(say("documents_objections.answer", told=one.of.answer)), Paragraph(weak) if weak else None],
        say("documents_objections.objection", no=one.no, says=one.of.says),
    )


# Figures


def _apart(of: Material) -> str:
    """How many pairs of persons of the low agree in something and are two all the same, by the first reason of the rules of links; of those without one, who share a name or an identifier, which."""
    low = {
        f"{row['channel_id']}/{row['post_id']}/{row['person_no']}": row["person_low"]
        for row in of.run.read("dossiers", ["channel_id", "post_id", "person_no", "person_low", "counts"]).to_pylist()
        if row["counts"] == "low" and of.within((row["channel_id"], row["post_id"]))
    }
    why: dict[frozenset[str], int] = {}
    for row in of.run.read("links", ["a", "b", "blocked_by"]).to_pylist():
        pair = frozenset(who for side in "ab" if (who := low.get(row[side])))
        if (by := row["blocked_by"]) and not by.startswith("hub:") and len(pair) > 1:
            reason = 0 if by.startswith("decision:") else 1 if by == SAME_POST else 3 if by == "name" else 2
            why[pair] = min(reason, why.get(pair, reason))
    names = sorted({*low.values()})
    number = {who: n for n, who in enumerate(names)}
    reasoned = np.array(sorted(number[a] * len(names) + number[b] for a, b in map(sorted, why)), np.int64)
    sharing = _sharing(of, low, number)
    every = np.union1d(reasoned, sharing.pairs(len(names)))
    many = say("documents_objections.merged_many", n=sharing.many, most=_HELD_BY) if sharing.many else ""
    if not every.size:
        return many or say("documents_objections.merged_none")
    counts = {name: list(why.values()).count(n) for n, name in enumerate(("decided", "post", "facts", "names"))}
    counts["other"] = every.size - reasoned.size
    shown = (divmod(int(one), len(names)) for one in every[:_LISTED])
    told = say("marks.comma").join(f"{names[a]}–{names[b]}" for a, b in shown)
    more = say("documents_objections.merged_more", n=every.size - _LISTED) if every.size > _LISTED else ""
    return say("documents_objections.merged_apart", n=every.size, pairs=told + more, **counts) + many


_LISTED, _HELD_BY = 40, 100
"""How many pairs are told by their codes; what more than so many hold is nobody's (a hub), and told as such."""


class _Held(NamedTuple):
    """The persons, by number, who share a whole name or a value that may identify, each group once; and how many such values too many share."""

    groups: Collection[frozenset[int]]
    many: int

    def pairs(self, persons: int) -> npt.NDArray[np.int64]:
        """Each pair of them once, in order: the number of the one times how many persons there are, and that of the other.

        >>> _Held([frozenset({0, 2}), frozenset({0, 1, 2})], 0).pairs(10).tolist()
        [1, 2, 12]
        """
        found = [np.empty(0, np.int64)]
        for group in self.groups:
            who = np.array(sorted(group), np.int64)
            one, other = np.triu_indices(len(who), 1)
            found.append(who[one] * persons + who[other])
        return np.unique(np.concatenate(found))


def _sharing(of: Material, whose: Mapping[str, str], number: Mapping[str, int]) -> _Held:
    """Who shares what; ``whose``: of publications, ``number``: of persons."""
    telling = pa.array(
        sorted(one.id for one in kinds().values() if one.id == "name" or one.strength in {"primary", "secondary"})
    )
    rows = published.latest_findings(of.case)
    rows = rows.filter(pc.and_(pc.is_in(rows["kind"], telling), pc.equal(rows["verdict"], "valid")))
    found: dict[tuple[str, bytes], set[int]] = {}
    for row in rows.select(["channel_id", "post_id", "person", "kind", "digest"]).to_pylist():
        if who := whose.get(f"{row['channel_id']}/{row['post_id']}/{row['person']}"):
            found.setdefault((row["kind"], row["digest"]), set()).add(number[who])
    few = {frozenset(some) for some in found.values() if 1 < len(some) <= _HELD_BY}
    return _Held(few, sum(len(some) > _HELD_BY for some in found.values()))


def _figures(draft: Draft) -> Iterator[Objection]:
    of = draft.of
    undecided = missing(Sentence("documents_objections.hints"), Sentence("documents.to_decide"))
    hints = of.figure("hints_open")
    yield Objection(say("documents_objections.merged"), say("documents_objections.merged_answer", hub=links().file.hub.names, apart=_apart(of), persons=draft.said("persons_civil"), nobody=draft.said("sets_of_nobody"), hints=draft.said("hints_open")), [undecided] if hints and hints["high"] else (), PERSONS)  # fmt: skip
    yield Objection(say("documents_objections.missed"), say("documents_objections.missed_answer"), [say("documents_objections.missed_weak")], [_ALL])  # fmt: skip
    core = missing(Sentence("documents_objections.core"), Sentence("documents_core.page"))
    weak = [core] if of.scope.basis in {"proposed", "partly"} or not of.parted else []
    if of.parted:
        yield Objection(say("documents_objections.scope"), say("documents_objections.scope_answer", label=of.scope.label(of.lang), persons=draft.said("persons_civil"), whole=amount(of.figure("persons_civil", whole=True) or {})), weak, [_ALL])  # fmt: skip
    else:
        yield Objection(say("documents_objections.all"), say("documents_objections.all_answer"), weak, [_ALL])
    yield Objection(say("documents_objections.units"), say("documents_objections.units_answer", **{name: draft.said(name) for name in ("items_set", "items_person", "items_field", "publications")}), [say("documents_objections.units_weak")], ITEMS)  # fmt: skip
    yield Objection(say("documents_objections.repeats"), say("documents_objections.repeats_answer", dossiers=draft.said("dossiers"), publications=draft.said("publications")), about=("items_set", "publications", "dossiers"))  # fmt: skip
    yield Objection(say("documents_objections.kinds"), say("documents_objections.kinds_answer", kinds=draft.said("kinds")), about=("kinds",))  # fmt: skip
    yield Objection(say("documents_objections.sensitive"), say("documents_objections.sensitive_answer", article=elements.article(of, "cn/pipl/28"), persons=draft.said("sensitive_persons"), decided="".join(either(*one) for one in found_sensitive(published.standing(of.case)))), about=SENSITIVE)  # fmt: skip
    yield Objection(say("documents_objections.tiers"), say("documents_objections.tiers_answer", **{name: draft.said(name) for name in ("tier_a", "tier_b", "tier_c")}), [say("documents_objections.tiers_weak")], TIERS)  # fmt: skip
    yield Objection(say("documents_objections.tests"), say("documents_objections.tests_answer", civil=draft.said("persons_civil"), criminal=draft.said("persons"), article=elements.article(of, "cn/minfadian/1034-identifies")), about=("persons", "persons_civil"))  # fmt: skip
    yield Objection(say("documents_objections.ages"), say("documents_objections.ages_answer", minors=draft.said("minors"), under_14=draft.said("minors_under_14")), about=AGES)  # fmt: skip
    yield from _at_odds(draft)
    found = published.standing(of.case)
    whole, part = len(found.by(*UNTRUE)), len(found.by(KIND_UNTRUE))
    unproven = [] if whole or part else [say("documents_objections.untrue_weak")]
    decided = say("documents_objections.untrue_decided", whole=whole, part=part) if whole or part else ""
    yield Objection(say("documents_objections.untrue"), say("documents_objections.untrue_answer", sets=draft.said("sets_untrue"), decided=decided, article=elements.article(of, "cn/fashi-2017-10/11")), unproven, PERSONS)  # fmt: skip
    yield Objection(say("documents_objections.views"), say("documents_objections.views_answer", views=draft.said("views"), views_pi=draft.said("views_pi"), read=draft.said("views_pi_coverage")), about=VIEWS)  # fmt: skip
    yield from _incomplete(draft)
    yield from _unread(draft)
    failed = sampled.failed(of.whole)
    weak = [say("documents_objections.rates_failed", told=failed)] if failed else [] if (of.whole.get("sampling") or {}).get("plans") else [say("documents_objections.rates_weak")]  # fmt: skip
    yield Objection(say("documents_objections.rates"), say("documents_objections.rates_answer"), weak, [_ALL])


def _at_odds(draft: Draft) -> Iterator[Objection]:
    """Births and sexes that an identity number beside them contradicts: which somebody decided on, who and when; those that are open are a weakness."""
    settled, open_ = places(draft.of)
    if not settled and not open_:
        return
    weak = [say("documents_objections.odds_open", told=few(open_, say("marks.comma")))] if open_ else []
    yield Objection(say("documents_objections.odds"), say("documents_objections.odds_answer", told=few(settled, say("marks.semicolon")) or say("documents_summary.none_met")), weak, (*PERSONS, *AGES))  # fmt: skip


def _incomplete(draft: Draft) -> Iterator[Objection]:
    """What the captures lack, where they lack something."""
    if told := say("marks.comma").join(lacking(draft.of)):
        yield Objection(say("documents_objections.incomplete"), say("documents_objections.incomplete_answer", told=told), about=[_ALL])  # fmt: skip


def _unread(draft: Draft) -> Iterator[Objection]:
    """Figures that cite a rule whose text was not checked."""
    ids = [one["id"] for one in draft.of.main["figures"] if any(m["zh"] == UNREAD.zh for c in one.get("cites", ()) for m in c["marks"]) and not one["id"].startswith("kind.")]  # fmt: skip
    if ids:
        names = dict.fromkeys(label(draft.of.figure(one) or {}) for one in ids)
        yield Objection(say("documents_objections.unread"), say("documents_objections.unread_answer", told=say("marks.comma").join(names)), [say("documents_objections.unread_weak")], ids)  # fmt: skip


# Acts, parties


def _acts(draft: Draft) -> Iterator[Objection]:
    of = draft.of
    acts_open = missing(Sentence("documents_objections.acts_open"), Sentence("documents.to_decide"))
    weak = [acts_open] if unreviewed(of) else []
    yield Objection(say("documents_objections.labels"), say("documents_objections.labels_answer", told=say("marks.semicolon").join(f"{either(*LABELS[one])}{say('marks.colon')}{draft.said(one)}" for one in CONDUCT)), weak, CONDUCT)  # fmt: skip
    yield Objection(say("documents_objections.quoted"), say("documents_objections.quoted_answer"), about=CONDUCT)
    if (prices := of.figure("price_high")) and prices["high"] is not None:
        yield Objection(say("documents_objections.prices"), say("documents_objections.prices_answer", low=_ends(draft, "price_low"), high=_ends(draft, "price_high"), proven=draft.said("receipts_proven")), about=("price_low", "price_high", "offers"))  # fmt: skip


def _ends(draft: Draft, id_: str) -> str:
    """The bounds of a figure of which one may be unknown, with its number."""
    one = draft.cite(id_)
    return say("documents.unknown") if one is None else f"{held(one.figure)} {one.figure['unit']}{reference(one)}"


def _parties(draft: Draft) -> Iterator[Objection]:
    of, comma = draft.of, say("marks.comma")
    if not of.parties.defendants:
        yield Objection(say("documents_objections.nobody"), say("documents_objections.nobody_answer"), [missing(Sentence("documents.defendants"), Sentence("documents.register_parties"))])  # fmt: skip
        return
    links = [(a, one) for a in of.parties.accounts for one in a.links if one.link.grade != "denied"]
    firm = [
        f"{a.actor.id}→{one.link.defendant} {graded(one.link)}" for a, one in links if not {*GROUNDS_LACK} & {*one.weak}
    ]
    weak = [f"{a.actor.id}→{one.link.defendant} {graded(one.link)}{say('marks.in_brackets', text=comma.join(map(word, one.weak)))}" for a, one in links if one.weak]  # fmt: skip
    bare = [
        say("documents_objections.role_unbacked", told=f"{a.actor.id} {parties.ran(of, [one])}")
        for a in of.parties.accounts
        for one in a.roles
        if not of.rests(one.evidence)
    ]
    yield Objection(say("documents_objections.identity"), say("documents_objections.identity_answer", told=comma.join(firm) or say("documents_summary.none_met")), [*weak, *bare, *parties.against_links(of)])  # fmt: skip
    yield from _denied(of)
    days = [
        f"{one.who.id} {one.first_act or say('documents.unknown')}" + (say("marks.in_brackets", text=word(f"{one.acts_by}_day")) if (one.first_act or one.acts_by == "undated") and one.acts_by not in {None, "own"} else "")
        for one in of.parties.defendants
    ]  # fmt: skip
    doubt = [f"{one.who.id} {one.may_first}" for one in of.parties.defendants if one.may_first]
    lacks = [say("documents_objections.days_weak", told=comma.join(doubt))] if doubt else []
    for by, said in (("undated", "undated_day"), ("register", "register_day")):
        some = [one.who.id for one in of.parties.defendants if one.acts_by == by]
        lacks += [f"{comma.join(some)}{say('marks.colon')}{word(said)}"] if some else []
    yield Objection(
        say("documents_objections.days"), say("documents_objections.days_answer", told=comma.join(days)), lacks
    )
    joint = [f"{one.entry} {comma.join(a.article + say('marks.colon') + word(a.answer) for a in one.asked)}" for one in of.parties.joint]  # fmt: skip
    none = missing(Sentence("documents_narrative.joint"), Sentence("documents.register_parties"))
    open_ = [f"{one.entry} {binds(one)}" for one in of.parties.joint if one.binds != "joint"]
    yield Objection(say("documents_objections.joint"), say("documents_objections.joint_answer", told=say("marks.semicolon").join(joint) or say("documents_summary.none_met")), [*open_, *_thin(of), *_not_bound(of), *([] if joint else [none])])  # fmt: skip
    wards = [one for one in of.parties.subjects if one.guardians]
    if wards:
        unentered = say("assess_parties.not_entered")
        told = [f"{one.defendant}{say('marks.colon')}{comma.join(f'{g.guardian or unentered} {how(g)}{for_days(g)}' for g in one.guardians)}" for one in wards]  # fmt: skip
        lacks = _not_entered(of, "cn/minfadian/1188-1-less")
        led, only = (
            [one.defendant for one in wards if any(g.constellation.endswith(part) for g in one.guardians)]
            for part in ("in part", "instigated")
        )
        beside = {
            "article": elements.article(of, "cn/minfadian/1169-2-guardian"),
            "other": elements.article(of, "cn/fashi-2024-12/12"),
        }
        answer = [say("documents_objections.guardians_told", told=say("marks.semicolon").join(told))]
        answer += (
            [say("documents_objections.guardians_answer", article=elements.article(of, "cn/minfadian/1188-1"))]
            if any(
                g.constellation not in {*NO_PARTY, OPEN_TO_ANSWER}
                for one in wards
                if one.defendant not in only
                for g in one.guardians
            )
            else []
        )
        answer += [say("documents_objections.guardians_in_part", who=comma.join(led), **beside)] if led else []
        answer += [say("documents_objections.guardians_instigated", who=comma.join(only), **beside)] if only else []
        failed = (
            [say("documents_objections.guardian_failed", who=comma.join(only))]
            if only and elements.unknown(of, ["cn/minfadian/1169-2-guardian"])
            else []
        )
        yield Objection(
            say("documents_objections.guardians"),
            "".join(answer),
            [*(lacks if len(only) < len(wards) else []), *failed],
        )
    punished = {one.defendant for one in entries(of.case).of(Sanction).values()}
    dark = [one.defendant for one in of.parties.subjects if one.defendant not in punished]
    yield Objection(say("documents_objections.punished"), say("documents_objections.punished_answer", article=elements.article(of, "cn/minfadian/187")), [say("documents_objections.punished_weak", who=comma.join(map(account.called(of.parties), dark)))] if dark else ())  # fmt: skip


def _denied(of: Material) -> Iterator[Objection]:
    """What posts under accounts of defendants say against it, in the words that deny alone: nothing is taken as true or false by them."""
    comma = say("marks.comma")
    told = [
        say("documents_objections.denial", who=comma.join(one.who), post=of.exhibit(one.key), day=one.day or say("documents.unknown"), words=comma.join(say("documents_objections.denial_words", words=word) for word in one.words))
        for one in denials(of.case) if not of.who or of.who in one.who
    ]  # fmt: skip
    if told:
        yield Objection(
            say("documents_objections.denials"),
            say("documents_objections.denials_answer", told=say("marks.semicolon").join(told)),
            [say("documents_objections.denials_weak")],
        )


def _not_bound(of: Material) -> Iterator[str]:
    """That no joint liability takes in all whom a claim is against, the posts outside the days of each entry, to which channels of the scope nothing ties one of them, and of whom nothing in it surely is."""
    yield from (told.rstrip("。.") for told in (*narrative.not_joint_as_asked(of), *narrative.beyond(of)))
    yield from narrative.untied(of)
    yield from (told.rstrip("。.") for told in narrative.inside(of))


def _procedure(draft: Draft) -> Iterator[Objection]:
    """Periods of the procedure that were not kept, or that ran out with nothing entered."""
    if told := [*late(draft.of.procedure), *passed(draft.of.procedure)]:
        yield Objection(say("documents_objections.late"), say("documents_objections.late_answer"), told)


def _thin(of: Material) -> Iterator[str]:
    """Entries of acts done together that carry no post, that nobody can look up, or that rest on what was entered of them alone."""
    yield from (account.open_point(row) for row in of.parties.open if row.open in parties.BARE)
    for one in of.parties.joint:
        if not one.evidence or all(map(without_page, one.evidence)):
            yield say(
                "documents_objections.joint_weak",
                entry=one.entry,
                evidence=of.rests(one.evidence)
                or missing(Sentence("documents_parties.evidence"), Sentence("documents.register_parties")),
            )


# Damages, evidence


def _damages(draft: Draft) -> Iterator[Objection]:
    of, found = draft.of, draft.of.worksheet
    open_ = [
        one.row for one in of.gains.receipts if one.stage == "undecided" and (not of.who or of.who in one.defendants)
    ]
    weak = [say("documents_objections.gains_weak", rows=say("marks.comma").join(open_))] if open_ else []
    own = narrative.own_gains(of) if of.who else ""
    yield Objection(say("documents_objections.gains"), own + say("documents_objections.gains_answer", proven=draft.said("receipts_proven"), claimed=draft.said("receipts_claimed"), same=narrative.may_be_one(of)), weak, ("receipts_proven", "receipts_claimed"))  # fmt: skip
    none = missing(Sentence("documents_narrative.harm"), Sentence("documents.register_harm"))
    late = [one.entry for one in found.harm.rows if one.posts_before == 0 and not one.posts_same_day]
    weak = [none] if not found.harm.rows else [say("documents_objections.cause_weak", entries=say("marks.comma").join(late))] if late else []  # fmt: skip
    unordered = [one.entry for one in found.harm.rows if one.posts_before == 0 and one.posts_same_day]
    weak += [say("documents_objections.cause_unordered", entries=say("marks.comma").join(unordered))] if unordered else []  # fmt: skip
    weak += [*_against_cause(of)]
    refuted = _refuted(of)
    weak += [say("documents_objections.cause_refuted", entry=entry, lists=say("marks.comma").join(lists)) for entry, lists in refuted.items()]  # fmt: skip
    early = [one.entry for one in found.harm.rows if one.posts_before and one.entry not in refuted]
    yield Objection(say("documents_objections.cause"), say("documents_objections.cause_answer", told=say("marks.comma").join(early) or say("documents_summary.none_met"), risen=_risen(of)), weak)  # fmt: skip
    yield Objection(say("documents_objections.fault"), say("documents_objections.fault_answer", pi=elements.article(of, "cn/pipl/69-1"), other=elements.article(of, "cn/minfadian/1165-1")), [*_not_handling(of), *_not_entered(of, "cn/minfadian/1165-1")])  # fmt: skip
    steps = [f"{named(one)}{say('marks.colon')}{applied(one, articles=True)}" for one in found.ladder.found.readings]
    none = missing(Sentence("documents_damages.determinable"), Sentence("documents.register_harm"))
    yield Objection(say("documents_objections.ladder"), say("documents_objections.ladder_answer", told=say("marks.semicolon").join(steps) or say("documents_summary.none_met")), [] if found.ladder.determinable else [none])  # fmt: skip
    ranges = [f"{one.entry} {damages.money(one.low)}–{damages.money(one.high)}" for one in found.ranges]
    warned = [named(one).rstrip("。.") for row in found.ranges for one in row.warnings]
    none = missing(Sentence("documents_damages.range"), Sentence("documents.register_harm"))
    yield Objection(say("documents_objections.amount"), say("documents_objections.amount_answer", told=say("marks.semicolon").join(ranges) or say("documents_summary.none_met"), article=found.ceiling.article, most=damages.money(found.ceiling.amount)), warned if ranges else [none])  # fmt: skip
    if near := found.comparables.cases[:1]:
        unlike = [
            named(p) + (say("marks.in_brackets", text=answer(p.how)) if p.how == "partly" else "")
            for p in near[0].points
            if p.how in {"different", "larger", "smaller", "partly"}
        ]
        same = [named(p) for p in near[0].points if p.how == "same"]
        open_ = [named(p) for p in near[0].points if p.how == "undecided"]
        weak = [say("documents_objections.case_weak", told=say("marks.comma").join(unlike))] if unlike else []
        weak += [say("documents_objections.case_open", told=say("marks.comma").join(open_))] if open_ else []
        yield Objection(say("documents_objections.case"), say("documents_objections.case_answer", case=near[0].case.name, told=say("marks.comma").join(same) or say("documents_summary.none_met")), weak)  # fmt: skip


def _flat(row: ContactList) -> list[AroundPost]:
    """The posts after which a list that covers the days on both sides tells of no more than before."""
    return [
        one for one in row.posts
        if one.covered_before and one.covered_after and not one.perhaps and one.before is not None and one.after is not None and one.after <= one.before
    ]  # fmt: skip


def _risen(of: Material) -> str:
    """The lists that tell of more after a post than before it, both sides covered, each with its posts; nothing where none does."""
    told = list[str]()
    for row in of.worksheet.contacts.rows:
        more = [
            one for one in row.posts
            if one.covered_before and one.covered_after and not one.perhaps and one.before is not None and one.after is not None and one.after > one.before
        ]  # fmt: skip
        posts = [say("documents_objections.cause_no_rise_one", post=of.exhibit(post_key(one.post)), before=one.before, after=one.after) for one in more]  # fmt: skip
        if posts:
            told.append(say("documents_objections.cause_risen_one", entry=row.entry, days=row.window_days, told=say("marks.comma").join(posts)))  # fmt: skip
    return say("documents_objections.cause_risen", told=say("marks.semicolon").join(told)) if told else ""


def _refuted(of: Material) -> dict[str, list[str]]:
    """The entries of harm after a post which a list of the same kind and person does not bear out, each with these lists: as many before, no more after, or other times."""
    found = dict[str, list[str]]()
    for one in of.worksheet.harm.rows if of.worksheet.contacts.rows else ():
        lists = [row for row in of.worksheet.contacts.rows if (row.person, row.what) == (one.person, one.kind)]
        unlike = any(told.code == "lists_differ" for told in one.told)
        against = [row.entry for row in lists if unlike or row.known_before or row.before_first or _flat(row)]
        if one.posts_before and against:
            found[one.entry] = against
    return found


def _against_cause(of: Material) -> Iterator[str]:
    """What the case itself holds against the posts as the cause: that it happened before, that it did not grow after them, and whose the earlier posts are not."""
    for row in of.worksheet.contacts.rows:
        if row.known_before:
            yield say("documents_objections.cause_before_itself", entry=row.entry)
        if flat := _flat(row):
            told = [say("documents_objections.cause_no_rise_one", post=of.exhibit(post_key(one.post)), before=one.before, after=one.after) for one in flat]  # fmt: skip
            yield say("documents_objections.cause_no_rise", entry=row.entry, days=row.window_days, told=say("marks.comma").join(told))  # fmt: skip
    for one in of.worksheet.harm.rows:
        if earlier := [post for post in one.earlier if not post.perhaps]:
            whose = {who for post in earlier for who in (*post.by, *post.ran, *post.claimed)}
            open_ = {who for post in earlier for who in post.possible if who not in whose}
            if others := [who for who in earlier[0].terms if who not in whose | open_]:
                yield say("documents_objections.cause_not_theirs", entry=one.entry, who=say("marks.comma").join(others))
            for who in (name for name in earlier[0].terms if name in open_):
                acts = dict.fromkeys(act for post in earlier for act in of.attributed.get(post_key(post.post), narrative.NOBODYS).perhaps.get(who, ()))  # fmt: skip
                yield say("documents_objections.cause_possible", entry=one.entry, who=who, acts=say("marks.comma").join(acts))  # fmt: skip
            last = max(earlier, key=lambda post: (post.day, post.post))
            if whose and not (last.by or last.ran or last.claimed):
                yield say("documents_objections.cause_of_nobody", entry=one.entry, day=last.day)


def _not_entered(of: Material, provision: str) -> list[str]:
    """Of each fact of a rule that nobody entered, that it is not."""
    return [say("documents_objections.not_entered", fact=fact) for fact in elements.unknown(of, [provision])]


def _not_handling(of: Material) -> Iterator[str]:
    """Of whom it is open whether he handled personal information at all: the burden that the article on processors turns round has no object there, and it is open whether it has one where a post that exposes somebody may be his."""
    who = [
        row.id for row in of.worksheet.ladder.defendants
        if any(m.fact == HANDLED for one in row.found.readings for step in one.steps for rule in step.rules for m in rule.missing)
    ]  # fmt: skip
    exposing = {(row["channel_id"], row["post_id"]) for row in of.tables.dossiers.select(["channel_id", "post_id"]).to_pylist()}  # fmt: skip
    open_ = [one for one in who if _perhaps(of, one) & exposing]
    none = [one for one in who if one not in open_]
    told = {"pi": elements.article(of, "cn/pipl/69-1"), "other": elements.article(of, "cn/minfadian/1165-1")}
    if none:
        yield say("documents_objections.fault_none", who=say("marks.comma").join(none), **told)
    if open_:
        yield say("documents_objections.fault_open", who=say("marks.comma").join(open_), **told)


def _perhaps(of: Material, name: str) -> set[Key]:
    """The posts that are put to a defendant at any bound, less those that others alone surely posted."""
    keys = ((row["channel_id"], row["post_id"]) for row in posts(of.case, name).to_pylist())
    return {key for key in keys if name in of.posted_by.get(key, (name,))}


def _evidence(draft: Draft) -> Iterator[Objection]:
    of = draft.of
    lacks = [str(row["no"]) for row in of.sources if row["lacking"]]
    weak = [say("documents_objections.lawful_weak", files=len(lacks))] if lacks else []
    yield Objection(say("documents_objections.lawful"), say("documents_objections.lawful_answer", files=len(of.sources)), weak)  # fmt: skip
    yield Objection(say("documents_objections.same"), say("documents_objections.same_answer"), [say("documents_objections.same_weak")])  # fmt: skip
    yield Objection(say("documents_objections.masked"), say("documents_objections.masked_answer"))


def _by_figure(draft: Draft, found: Sequence[Numbered]) -> Table:
    """Each figure with its bounds and the objections that it meets."""
    ids = dict.fromkeys([*catalogue().headline, *(id_ for one in found for id_ in one.of.about if id_ != _ALL)])
    known = [
        id_
        for id_ in ids
        if id_ != "ratio" and (f := draft.of.figure(id_) or draft.of.figure(id_, whole=True)) and determinable(f)
    ]
    rows = [one for id_ in known if (one := draft.cite(id_))]

    def meets(row: Cited) -> str:
        return say("marks.comma").join(str(one.no) for one in found if {row.id, _ALL} & set(one.of.about))

    return Table(rows, [
        Column(zh_en("documents.no"), "no", right=True), *draft.columns(), Column(zh_en("documents_objections.meets"), meets),
    ], none=None)  # fmt: skip


def points_of(of: Material) -> Iterator[Block]:
    """The points on which law is open, with every reading and what it comes to."""
    told = cast("Mapping[str, Any]", points.document(of.case, of.name, money=of.gains, sheet=of.worksheet).data)
    for one in told["points"]:
        lines = [
            of_ + (say("marks.colon") + " ".join(value.split()) if value else "")
            for of_, value in ((r["reading"], r["value"]) for r in one["readings"])
        ]
        yield Part([Paragraph(f"{one['article']}{say('marks.colon')}{one['why']}"), Items(lines)], one["title"])
