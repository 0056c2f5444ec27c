"""行为摘录表: what was done beside the disclosures, by label: each post that a person confirmed as an exhibit, with its masked words, of whom, views and decision.

What the machine labels and nobody decided on stands apart, as work that is left and no act found. Motives are those that defendants stated or a person confirmed.
Left out: what nobody labelled; what an act is in law.
"""

from collections.abc import Sequence

from doxdocket.assess.motives import Motive
from doxdocket.desk import shown
from doxdocket.desk.accounts.parties_words import word
from doxdocket.desk.documents.draft import CONDUCT, Draft, amount, missing, reference
from doxdocket.desk.documents.exhibits import Act, Exhibits, cut, stretches
from doxdocket.desk.documents.material import Material
from doxdocket.desk.masking import masked
from doxdocket.law.words import LABELS
from doxdocket.pipeline.parties import motives
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.words import Sentence, either, say, zh_en

TITLE = zh_en("documents_conduct.title")
BESIDE = ("pi_insult", "pi_paid_task", "offers", "source_of_data", "source_bot", "source_purchase", "source_swap", "source_insider", "source_submission", "source_search", "source_way_unknown")
_WORDS, _OPEN = 120, 10
"""Signs of a stretch, and posts of a label that nobody decided on, in a table."""


def paper(of: Material) -> Paper:
    """The table."""
    draft, exhibits = Draft(of, "conduct"), Exhibits(of)
    left = {act.key for label in CONDUCT for act in _open(exhibits.acts, label)}
    posts = shown.posts(of.case, left)
    found = motives(of.case, masked)
    body: list[Block | None] = [
        Paragraph(say("documents_conduct.said")),
        Part([draft.pairs([*CONDUCT, *BESIDE]), Paragraph(say("documents_conduct.figures_said"))], say("documents_conduct.part_figures")),
        *(_label(draft, exhibits, label) for label in CONDUCT),
        Part([_motives(of, [row for row in found.rows if row.quote])], say("documents_conduct.part_motives")),
        Part([Paragraph(say("documents_conduct.open_said")), *(_left(of, exhibits.acts, posts, label) for label in CONDUCT)], say("documents_conduct.part_open")) if left else None,
    ]  # fmt: skip
    shown_ = [one.post.key for one in exhibits.every]
    signatures = [zh_en("documents_conduct.excerpted_by"), zh_en("documents_conduct.checked_by")]
    return draft.paper(TITLE, body, signatures=signatures, data={"exhibits": ["/".join(key) for key in shown_]})


def _label(draft: Draft, exhibits: Exhibits, label: str) -> Part | None:
    """The confirmed posts of one label."""
    of, figure = draft.of, draft.cite(label)
    if figure is None:
        return None
    keys = [act.key for act in exhibits.acts if act.label == label and act.confirmed]
    rows = [exhibits.by_key[key] for key in keys if key in exhibits.by_key]
    table = Table(rows, [
        Column(zh_en("documents.exhibit_no"), "name"), Column(zh_en("documents.post"), lambda e: f"{of.short(e.post.channel)}/{e.post.post} {e.post.at}"),
        Column(zh_en("documents_conduct.words"), lambda e: cut(stretches(e.post, label), _WORDS)), Column(zh_en("documents_conduct.target"), lambda e: say("marks.comma").join(e.post.persons) or None),
        Column(zh_en("documents.views"), lambda e: e.post.views, right=True), Column(zh_en("documents_conduct.decision"), lambda e: _decision(e.post, label)),
        Column(zh_en("documents.source"), lambda e: say("documents.source_of", file=e.file, digest=e.source[:16])),
    ], none=missing(Sentence("documents_conduct.confirmed"), Sentence("documents.to_decide")))  # fmt: skip
    told = Paragraph(say("documents_conduct.count", told=amount(figure.figure) + reference(figure)))
    return Part([told, table], either(*LABELS[label]))


def _decision(post: shown.Post, label: str) -> str:
    """Who confirmed it."""
    by = dict.fromkeys(f"{one.decision} {one.by}".strip() for one in post.conduct if one.label == label and one.status == "confirmed")
    return say("marks.semicolon").join(by)


def _motives(of: Material, rows: Sequence[Motive]) -> Table:
    return Table(rows, [
        Column(zh_en("documents_conduct.defendant"), "defendant"), Column(zh_en("documents_conduct.said_by"), "by"), Column(zh_en("documents_conduct.day"), lambda r: r.day or None),
        Column(zh_en("documents_conduct.motive"), lambda r: word(r.motive)), Column(zh_en("documents_conduct.quote"), lambda r: of.team(r.quote)),
        Column(zh_en("documents_conduct.evidence"), lambda r: say("marks.semicolon").join(r.evidence) or None),
    ], none=missing(Sentence("documents_conduct.motives"), Sentence("documents.register_parties")))  # fmt: skip


def _open(acts: Sequence[Act], label: str) -> list[Act]:
    """The first posts of a label that nobody confirmed."""
    return [act for act in acts if act.label == label and not act.confirmed][:_OPEN]


def _left(of: Material, acts: Sequence[Act], posts: dict[shown.Key, shown.Post], label: str) -> Block | None:
    rows = [posts[act.key] for act in _open(acts, label) if act.key in posts]
    return Table(rows, [
        Column(zh_en("documents.post"), lambda p: f"{of.short(p.channel)}/{p.post} {p.at}"), Column(zh_en("documents_conduct.words"), lambda p: cut(stretches(p, label), _WORDS)),
    ], title=either(*LABELS[label])) if rows else None  # fmt: skip
