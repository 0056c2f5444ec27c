"""行为摘录表: what was done beside the disclosures, by label: each post that a person confirmed as an exhibit, with its masked words, of whom, views and decision.

What the machine labels and nobody decided on is told by its number alone: a wrong label in a paper of the court harms. So is, at the scope of a defendant, what is
put to that one at the high alone: who did it is open. Motives are those that defendants stated
or a person confirmed. Left out: what an act is in law.
"""

from doxdocket.desk import masked_posts
from doxdocket.desk.documents.at_odds import sentence
from doxdocket.desk.documents.draft import CONDUCT, Draft, amount, missing, reference
from doxdocket.desk.documents.exhibits import Exhibit, Exhibits, cut, stretches
from doxdocket.desk.documents.material import Key, Material
from doxdocket.desk.documents.narrative import confirmed_outside, motives, perhaps, possible, surely
from doxdocket.law.words import LABELS
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en

BESIDE = (
    "pi_insult",
    "pi_paid_task",
    "offers",
    "source_of_data",
    "source_bot",
    "source_purchase",
    "source_swap",
    "source_insider",
    "source_submission",
    "source_search",
    "source_way_unknown",
)
_WORDS = 120
"""Signs of a stretch in a table."""


def paper(of: Material) -> Paper:
    """The table."""
    draft, exhibits = Draft(of, "conduct"), of.exhibits
    body: list[Block | None] = [
        Paragraph(say("documents_conduct.said")),
        Part([draft.pairs([*CONDUCT, *BESIDE]), Paragraph(say("documents_conduct.figures_said"))], say("documents_conduct.part_figures")),
        *(_label(draft, exhibits, label) for label in CONDUCT),
        Part([motives(of)], say("documents_conduct.part_motives")),
        Paragraph(odd) if (odd := sentence(of)) else None,
    ]  # fmt: skip
    shown_ = list(exhibits.confirmed)
    signatures = [zh_en("documents_conduct.excerpted_by"), zh_en("documents_statistics.checked_by")]
    return draft.paper(body, signatures=signatures, data={"exhibits": ["/".join(key) for key in shown_]})


def _label(draft: Draft, exhibits: Exhibits, label: str) -> Part | None:
    """The confirmed posts of one label."""
    figure = draft.cite(label)
    if figure is None:
        return None
    confirmed = [act for act in exhibits.acts if act.label == label and act.confirmed]
    rows = [exhibits.confirmed[act.key] for act in confirmed if act.sure and act.key in exhibits.confirmed]
    open_ = exhibits.theirs(label)
    of = draft.of
    by = [Column(zh_en("documents_conduct.by"), lambda e: _whose(of, e.post.key))] if of.parties.defendants else []  # fmt: skip
    table = Table(rows, [
        Column(zh_en("documents.exhibit_no"), "name"), Column(zh_en("documents_evidence.posted"), "posted"), *by,
        Column(zh_en("documents_conduct.words"), lambda e: cut(stretches(e.post, label), _WORDS)), Column(zh_en("documents_conduct.target"), lambda e: _at_whom(exhibits, e, label) or None),
        Column(zh_en("documents.views"), lambda e: e.post.views, right=True), Column(zh_en("documents_core.part_decided"), lambda e: _decision(e.post, label)),
        Column(zh_en("documents.source"), lambda e: say("documents.source_of", file=e.file, digest=e.source[:16]) + _views_in(draft.of, e)),
    ], none=_none(draft.of, label, left=figure.figure["high"] is None or figure.figure["high"] > figure.figure["low"] + open_))  # fmt: skip
    told = Paragraph(say("documents_conduct.count", told=amount(figure.figure, open_) + reference(figure)))
    beyond = Paragraph(say("documents_conduct.open", n=open_)) if open_ else None
    return Part([told, table, beyond], either(*LABELS[label]))


def _views_in(of: Material, one: Exhibit) -> str:
    files, fell = of.exhibits.views_in(one), of.exhibits.fell(one)
    told = say("documents_conduct.views_in", files=files) if files else ""
    return told + say("documents_conduct.views_fell", most=fell) if fell else told


def _at_whom(exhibits: Exhibits, one: Exhibit, label: str) -> str:
    """The persons whom a post names; and at whom of them, or of those whom the post that it answers exposes, the act may be aimed."""
    comma, named = say("marks.comma"), list(one.post.persons)
    aimed = exhibits.aimed(one, label)
    told = [comma.join(named)] if named else []
    told += [say("documents_conduct.aimed", who=comma.join(aimed))] if aimed and aimed != named else []
    return say("marks.semicolon").join(told)


def _whose(of: Material, key: Key) -> str:
    """To which defendants the table of the parties puts a post: by the account that posted, by statements alone, or as posted in the name of a channel that one ran or done together; what is in the high alone as no defendant's own, with whose channel it was."""
    one, comma = of.attributed.get(key), say("marks.comma")
    if one is None:
        return say("documents_conduct.nobodys")
    told = [*one.own, *perhaps(one, [who for who in one.claimed if who not in one.surely]), *surely(one)]
    if told:
        return comma.join(told)
    ran = comma.join(who for who in one.ran if who not in one.perhaps)
    return say("documents_harm.of_ran") + (say("documents_harm.and_ran", who=ran) if ran else "") + possible(of, one)


def _none(of: Material, label: str, *, left: bool) -> str:
    """Where no post of the scope is confirmed: the confirmed ones outside it, but at the scope of a defendant, of whom they are not; else a blank, if any is ``left`` to decide, and that there is none."""
    if not of.who and (beyond := confirmed_outside(of, label)):
        return say("documents_conduct.outside", told=say("marks.comma").join(map(of.exhibit, beyond)))
    return (
        missing(Sentence("documents_conduct.confirmed"), Sentence("documents.to_decide"))
        if left
        else say("documents_conduct.none")
    )


def _decision(post: masked_posts.Post, label: str) -> str:
    """Who confirmed it."""
    by = dict.fromkeys(
        f"{one.decision} {one.by}".strip() for one in post.conduct if one.label == label and one.status == "confirmed"
    )
    return say("marks.semicolon").join(by)
