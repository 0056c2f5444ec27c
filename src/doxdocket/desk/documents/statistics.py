"""数据统计说明: how the figures were counted, for the person who must sign it (法发〔2016〕22号, article 19(2)).

Scope, units, keys, tiers, what was left out, version and build, steps, results, limits, error rates. The program's text is a draft: the statement is that of
who signs it. Left out: whether the method is fit for this case, which a court weighs.
"""

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any

from doxdocket.count.catalogue import KIND, catalogue
from doxdocket.decisions.hints import hints
from doxdocket.decisions.placing import post_of
from doxdocket.desk import validation
from doxdocket.desk.accounts import reviewed
from doxdocket.desk.accounts.figures import lacks, missed_told
from doxdocket.desk.accounts.figures import missing as lacking_told
from doxdocket.desk.documents import lines
from doxdocket.desk.documents.at_odds import sentence
from doxdocket.desk.documents.draft import Cited, Draft, held, missing
from doxdocket.desk.documents.material import Material
from doxdocket.interval import determinable
from doxdocket.law.kinds import kinds
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table, cells
from doxdocket.report.method import BUILD
from doxdocket.report.method import told as method_told
from doxdocket.report.paper import Paper
from doxdocket.report.words import Words
from doxdocket.words import Sentence, either, named, say, zh_en

RATES = ("validation", "uncertainty", "reference", "errors", "sampling")
"""The questions of a court's expert that tell error rates (``rules/validation.yaml``)."""


def paper(of: Material) -> Paper:
    """The statement."""
    draft = Draft(of, "statistics")
    signatures = [
        zh_en("documents_statistics.signed_by"),
        zh_en("documents_statistics.checked_by"),
        zh_en("documents_statistics.office"),
    ]
    data = {"left_out": dict(_method(of)["out"])}
    return draft.paper(body(draft), signatures=signatures, data=data, unsigned=say("documents_statistics.draft"))


def _method(of: Material) -> dict[str, Any]:
    missed = lacks(of.figure("completeness", whole=True), of.of_tables)
    channels = of.figure("channels", whole=True)
    return method_told(of.tables, int(channels["high"]) if channels else len(of.names.order), missed, of.names, Words(of.lang))  # fmt: skip


def body(draft: Draft, *, alone: bool = True) -> list[Block | None]:
    """Its parts; ``alone``: whether no other part tells the figures, what is missing, and the lines of the law."""
    of, t = draft.of, Words(draft.of.lang)
    method = _method(of)
    return [
        Part([Paragraph(say("documents_statistics.why")), None if alone else Paragraph(say("documents_statistics.draft"))], say("documents_statistics.part_why")),
        Part([Paragraph(method["scope"]), Paragraph(_scope(of)), Paragraph(method["counted"])], say("documents_statistics.part_scope")),
        Part([Items([t("m_unit_person"), t("m_unit_dossier"), t("m_unit_item"), say("documents_statistics.publication")]), Paragraph(say("documents_statistics.ends"))], say("documents_statistics.part_units")),
        Part([Items([t("m_keys_1"), t("m_keys_2"), *method["merging"][:-1], say("documents_statistics.conflict")]), _rules(method)], say("documents_statistics.part_keys")),
        Part([Paragraph(t("tiers_note")), kinds_of(draft) if alone else None, Paragraph(say("documents_statistics.cells"))], say("documents_statistics.part_tiers")),
        Part([lacking_told(of.whole["figures"], of.of_tables), Paragraph(say("documents_statistics.missing_said"))], say("documents_statistics.part_missing")) if alone else None,
        Part([_asked(of)], say("documents_statistics.part_asked")) if of.exhibits.asked else None,
        Part([_left_out(method, t), *(Paragraph(of.set(one)) for one in method["each"])], say("documents_statistics.part_out")),
        Part([Paragraph(t("m_tool_1", software=of.whole["software"], rules=of.whole["rules"])), _build(of, t)], say("documents_statistics.part_tool")),
        Part([Items(list(_steps()))], say("documents_statistics.part_steps")),
        Part([draft.pairs([one for one in catalogue().headline if one != "ratio"])], say("documents_statistics.part_results")) if alone else None,
        Part([lines.standards(of)], say("documents_statistics.part_law")) if alone else None,
        Part([Items([*_limits(t), *method["left"], *([odd] if (odd := sentence(of)) else [])])], say("documents_statistics.part_limits")),
        Part(list(_errors(of)), say("documents_statistics.part_errors")),
        Part([_signing(of)], say("documents_statistics.part_signing")) if alone else None,
    ]  # fmt: skip


def _rules(method: Mapping[str, Any]) -> Table:
    heads = (zh_en("documents.no"), zh_en("documents_statistics.rule"), zh_en("documents_statistics.merges"), zh_en("documents_statistics.links"))  # fmt: skip
    return Table([(n, *row) for n, row in enumerate(method["rules"], 1)], cells(*heads))


def _scope(of: Material) -> str:
    told = say("marks.comma").join(map(of.channel, of.scope.channels))
    return (
        say("documents_statistics.of_scope", label=of.scope, channels=told)
        if of.parted
        else say("documents_statistics.of_all")
    )


def kinds_of(draft: Draft) -> Table:
    """Each kind that the number of kinds holds, with its items and tier at both readings; of one seen in pictures alone nobody can tell how many items."""
    known, t = kinds(), Words(draft.of.lang)
    held_ = draft.of.behind("kinds", "high")
    seen = set(held_["kind"].to_pylist()) if held_ is not None else set()
    ids = [
        one["id"]
        for one in draft.of.main["figures"]
        if one["id"].startswith(KIND)
        and (one["high"] != 0 if determinable(one) else one["id"].removeprefix(KIND) in seen)
    ]
    most = {id_: draft.of.figure(id_) or {} for id_ in ids}
    ids.sort(key=lambda id_: [-(most[id_][end] or 0) for end in ("high", "estimate", "low")])
    rows = [one for id_ in ids if (one := draft.cite(id_)) is not None]

    def of(one: Cited) -> Any:
        return known[one.id.removeprefix(KIND)]

    return Table(rows, [
        Column(zh_en("documents.no"), "no", right=True), Column(zh_en("documents_statistics.kind"), lambda c: named(of(c))),
        Column(zh_en("documents_statistics.items"), lambda c: held(c.figure), right=True), Column(zh_en("documents.unit"), lambda c: c.figure["unit"]),
        Column(zh_en("documents_statistics.tier_low"), lambda c: t(f"tier_{of(c).tier_low}")), Column(zh_en("documents_statistics.tier_high"), lambda c: t(f"tier_{of(c).tier_high}")),
    ], none=say("documents_statistics.no_kind"))  # fmt: skip


def _asked(of: Material) -> Table:
    """The questions that posts of the scope put of others, which nobody answered: the post that asks, the publication that is meant, its person, the kind."""
    return Table(of.exhibits.asked, [
        Column(zh_en("documents_statistics.question"), lambda r: either(hints()[r["hint"]].name.zh, hints()[r["hint"]].name.en)), Column(zh_en("documents_statistics.asking"), lambda r: of.exhibit((r["channel_id"], r["post_id"]))),
        Column(zh_en("documents_statistics.meant"), lambda r: of.exhibit(post_of(r["publication"]))), Column(zh_en("documents_statistics.victim"), "person"),
        Column(zh_en("documents_statistics.kind"), lambda r: either(kinds()[r["kind"]].zh, kinds()[r["kind"]].en) if r["kind"] else None),
    ])  # fmt: skip


def _left_out(method: Mapping[str, Any], t: Words) -> Table:
    own = {"sets_of_nobody": say("documents_statistics.out_nobody"), "waiting": say("documents_statistics.out_waiting")}
    rows = [(own.get(key) or t(f"m_out_{key}"), n) for key, n in method["out"]]
    return Table(
        rows,
        [
            Column(zh_en("documents_statistics.what_out"), itemgetter(0)),
            Column(zh_en("documents_statistics.how_many"), itemgetter(1), right=True),
        ],
    )


def _build(of: Material, t: Words) -> Table:
    build = of.tables.build
    rows = [
        *((t(f"build_{name}"), build[name] or say("documents.unknown")) for name in BUILD),
        (t("run_id"), of.run.run_id), (t("evidence_digest"), of.whole["evidence_digest"]), (t("decisions_digest"), of.whole["decisions_digest"]),
        (t("custody_head"), of.run.head or say("documents.unknown")),
    ]  # fmt: skip
    return Table(rows, cells(zh_en("documents_statistics.part_of_build"), zh_en("documents_statistics.digest")))


def _steps() -> Iterator[str]:
    yield say("documents_statistics.step_1")
    yield say("documents_statistics.step_2")
    yield say("documents_statistics.step_3")
    yield say("documents_statistics.step_4")
    yield say("documents_statistics.step_5")
    yield say("documents_statistics.step_6")


def _limits(t: Words) -> list[str]:
    return [
        say("documents_statistics.limit_first"),
        t("m_limits_2"),
        say("documents_statistics.limit_missed"),
        *(t(f"m_limits_{n}") for n in (3, 4, 5)),
    ]


def _errors(of: Material) -> Iterator[Block | None]:
    """What was measured of the method beside this case, and what samples of this case say."""
    yield missed_told(of.whole.get("missed", ()))
    for one in validation.answers(of.case, 0, of.team):
        if one.id in RATES:
            left = [Paragraph(say("documents_statistics.left", left=(one.left_zh, one.left_en)))] if one.left_zh and one.left_en else []  # fmt: skip
            facts = (
                Paragraph(named(fact)) for fact in one.facts if fact.id != "missed"
            )  # the table before has that share
            yield Part([Paragraph(named(one)), *facts, *left])
    if "sampling" in of.whole:
        yield from reviewed.page(of.whole["sampling"])


def _signing(of: Material) -> Table:
    """What the office must add before it signs."""
    where = Sentence("documents_statistics.outside")
    rows = [
        (say("documents_statistics.office"), of.authority or missing(Sentence("documents.authority"), Sentence("documents.case_info"))),
        (say("documents_statistics.officers"), say("marks.comma").join(of.case.info.officers) or missing(Sentence("documents_statistics.officers"), Sentence("documents.case_info"))),
        (say("documents_statistics.qualified"), missing(Sentence("documents_statistics.qualified"), where)),
        (say("documents_statistics.checked"), missing(Sentence("documents_statistics.checked"), where)),
    ]  # fmt: skip
    return Table(rows, cells("", ""))
