"""Why a figure, a person, a post or a decision is what it is: rule, article, inputs, and the masked rows behind it.

The figure comes from the published ``figures.json``, the rows from the tables of the same run; nothing is counted anew.
For a person each link says its rule, the kinds and tags that agree, and both posts. What it leaves out: values; the one
door opens those. Posts and findings are those that counted: of the latest capture of each post.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.count import conduct as acted
from doxdocket.count import explain_law, explain_link, explain_person, explain_reach
from doxdocket.count.catalogue import BOUNDS, catalogue, counts_of, statement, way_of
from doxdocket.count.channels import explain as weighing
from doxdocket.count.cites import cited
from doxdocket.count.cites import told as told_of
from doxdocket.count.effect import Effect, explained
from doxdocket.count.explanation import Explanation, HasRun, Section, unknown
from doxdocket.count.measure import relations
from doxdocket.count.open_questions import hinted, questions
from doxdocket.decisions import acts
from doxdocket.decisions.standing import PERSON, Decision, Standing
from doxdocket.engine import sql
from doxdocket.law import classes, rule_pages
from doxdocket.law.kinds import told_tag
from doxdocket.law.rules import Book, shipped
from doxdocket.records import CONDUCT
from doxdocket.store.located import names_of
from doxdocket.words import Both, zh_en

_CARRIED = 1000
_CHANNEL = re.compile(r"[^/:]+:[^/:]+:[^/]+")
_META = [
    "channel_id", "post_id", "date", "type", "source", "capture", "forwarded_from_id", "byte_start", "byte_end", "repairs",
]  # fmt: skip
COLUMNS = {
    "posts": "channel_id, post_id, date, type, source",
    "readings": 'channel_id, post_id, what, low, value, high, shown, "at", at_how, capture',
    "findings": 'channel_id, post_id, person, "where", start, "end", kind, verdict, mask, tag',
    "dossiers": "channel_id, post_id, person_no, date, person, person_best, person_low, role, relation, identifies, counts, untrue,"
    " by_link, kinds, repeat_of, repeat_why, age_low, age_high",
    "exposures": "channel_id, post_id, person_no, person, person_best, person_low, counts, kind, tag, sure, admitted, firm, hub, whole, shown, sensitive",
    "profiled": "profile, person, person_best, person_low, holds_low, holds_best, holds_high",
    "changes": "channel_id, post_id, person_no, person, person_best, person_low, counts, changed_low, changed_best, changed_high",
    "conduct": 'channel_id, post_id, "where", start, "end", label, status, person, reasons, slots, yuan_low, yuan_high, yuan_least, yuan_most, harms, aggravators, quoted, exposes, ways',
    "faces": "channel_id, post_id, person, person_best, person_low, counts, place, tag, sure, admitted, hub, shown",
    "ages": "channel_id, post_id, person_no, person, person_best, person_low, counts, under_18_low, under_18_best, under_18_high,"
    " under_14_low, under_14_best, under_14_high",
    "reach": "channel_id, post_id, date, exposes, seen_low, seen, seen_high, seen_at, doubt, in_low, story, counter",
    "completeness": 'channel_id, capture, source, item, code, "count", bytes, detail',
    "channel_ranking": "place, channel_id, score, proposed, drawn, draws, decided, decision, posting, posting_by, persons, first_persons, publications,"
    " days",
    "modifiers": 'person, person_best, person_low, modifier, of_what, "of", told, source, decision, officer, ground',
    "victims": "channel_id, post_id, person_no, person, person_best, person_low, counts, group_low, group_best, group_high, relation_low,"
    " relation_best, relation_high, kin_low, kin_best, kin_high",
    "decided": 'decision, act, part, key, "now", status',
    "hints": "hint, channel_id, post_id, word, how, publication, person, kept_from_low, yes_takes, command, command_no",
    "receipts": "entry, stage, defendants, joint, channel_id, day, kind, coin, low, high, yuan_low, yuan_high, row, backing, evidence",
}
ORDER = {
    "posts": "date, channel_id, post_no",
    "readings": "channel_id, post_id, capture, what, label",
    "findings": 'channel_id, post_no, post_id, "where", start, "end", kind',
    "dossiers": "date, channel_id, post_no, person_no",
    "exposures": "channel_id, post_id, person_no, kind, tag",
    "conduct": 'channel_id, post_no, post_id, "where", start, "end", label',
    "faces": "channel_id, post_id, place, tag",
    "ages": "channel_id, post_id, person_no",
    "changes": "channel_id, post_id, person_no",
    "reach": "seen_low DESC, seen_high DESC, channel_id, post_id",
    "profiled": "profile, person",
    "completeness": "channel_id NULLS LAST, capture NULLS LAST, item, code, source",
    "channel_ranking": "place NULLS LAST, channel_id",
    "modifiers": 'person NULLS LAST, modifier, "of", decision',
    "victims": "channel_id, post_id, person_no",
    "decided": "decision, part",
    "hints": "channel_id, post_id, hint, publication",
    "receipts": "stage, day NULLS LAST, entry, row",
}


Asked = Callable[[str], explain_law.Rows]
Behind = Callable[[str, str, str], Sequence[str]]
"""The numbers on the register behind a row, by its stage, entry and row of a statement."""


class HasDecisions(Protocol):
    """A case: its decisions, oldest first, and its codes."""

    def decisions(self) -> list[Any]:
        """All decisions, undone ones too."""

    def codes(self) -> dict[str, str]:
        """Codes ever allotted, by the publication they were allotted for."""


def explain(
    case: HasDecisions, run: HasRun, id_: str, *, posts: pa.Table, findings: pa.Table, conduct: pa.Table | None = None,
    standing: Standing | None = None, effect: Effect | None = None, book: Book | None = None,
    asked: Asked | None = None, stated: Asked | None = None, receipts: Behind | None = None,
    figures: Mapping[str, Any] | None = None,
) -> Explanation:  # fmt: skip
    """Explain the figure, rule, person, post or decision of that id; ``posts``, ``findings``, ``conduct``: of the latest captures, as they stand.

    ``standing``: what stands by the keys of the run; ``effect``: what the figures would be without a decision; ``asked``: the answers of
    a rule in the case, ``stated``: the entries that state a fact, ``receipts``: those behind a receipt; without them the rule is told alone. ``figures``: with what came after the run, where they are not as the run has them.
    """
    latest = {"posts": posts, "findings": findings, "conduct": CONDUCT.empty_table() if conduct is None else conduct}
    told = [_plain(d) for d in case.decisions()]
    standing = Standing.of(told) if standing is None else standing
    decision = next((d for d in told if str(d["id"]) == id_), None)
    if decision is not None:
        return explained(decision, Standing.of(told), run, effect)
    published = json.loads(run.figures()) if figures is None else figures
    figure = next((f for f in published["figures"] if f["id"] == id_), None)
    if figure is not None:
        return _figure(figure, (published, book or shipped(), receipts), run, standing, latest)
    if id_ in (book or shipped()).texts:
        law = (published, book or shipped(), asked or _nothing, stated or _nothing)
        return _rule(id_, law, run, latest, standing)
    if id_[:1] == "V" and id_[1:].isdigit():
        return explain_person.explanation(id_, run, case.codes(), posts)
    if "+" in id_:
        return explain_link.explanation(id_, run, latest)
    if _CHANNEL.fullmatch(id_) and (found := weighing.channel(run, id_)) is not None:
        return found
    if "/" in id_ and (found := _post(id_, run, latest)) is not None:
        return found
    raise unknown(id_, (book or shipped()).texts, _ids(case, published, run))


def _ids(case: HasDecisions, published: Mapping[str, Any], run: HasRun) -> dict[str, str]:
    """What figures, decisions, persons and channels are called, and the id of each."""
    figures = {f[name]: f["id"] for name in ("label_en", "label", "id") for f in published["figures"]}
    codes = (
        *(str(d.id) for d in case.decisions()),
        *case.codes().values(),
        *run.read("channel_ranking")["channel_id"].to_pylist(),
    )
    return {code: code for code in codes} | figures


def _plain(decision: Any) -> dict[str, Any]:
    names = ("id", "at", "officer", "act", "target", "reason", "undone_by", "marks")
    return {n: decision.get(n) if isinstance(decision, Mapping) else getattr(decision, n, None) for n in names}


# A figure


def _figure(
    figure: Mapping[str, Any], case: tuple[Mapping[str, Any], Book, Behind | None], run: HasRun, standing: Standing,
    latest: Mapping[str, pa.Table],
) -> Explanation:  # fmt: skip
    published, book, receipts = case
    sections = [
        Section(
            zh_en("count_explain.bounds"),
            rows=[{n: figure[n] for n in ("low", "estimate", "high", "value", "unit", "status")}],
        )
    ]
    if figure["note"]:
        sections.append(Section(zh_en("count_explain.note"), [Both(figure["note"], figure["note_en"])]))
    sections += by_rule(figure, book)
    asked = [a for a in published["law"] if a["rule"] == figure["rule"]]
    if asked:
        sections.append(Section(zh_en("count_explain.against_line_of_article"), rows=asked))
    sections.append(_sampled(figure, published))
    if figure["rows"] and figure["rows"]["table"] in _FOUND:
        sections.append(_missed())
    if figure["id"] == "persons":
        sections += [questions(run.read("queue").to_pylist()), hinted(run.read("hints").to_pylist())]
    if figure["id"] == "deceased":
        sections.append(hinted(run.read("hints").to_pylist(), "deceased"))
    if figure["id"] == "sets_untrue":
        sections += [
            _decisions(standing.by(*acts.UNTRUE, acts.KIND_UNTRUE)),
            hinted(run.read("hints").to_pylist(), "untrue"),
        ]
    sections += _of_kinds(figure["rule"], standing)
    if figure["id"] == "core_channels" and figure["rows"]:
        sections += weighing.core(run)
    if figure["rows"] and figure["rows"]["table"] in {"exposures", "profiled"}:
        sections.append(_hubs(run))
    if figure["rows"] and figure["rows"]["table"] == "receipts":
        sections.append(_of_receipts(figure, run.read("receipts"), receipts))
    elif figure["rows"]:
        sections.append(_behind(figure["rows"], run, latest))
    title = Both(figure["label"], figure["label_en"])
    if scope := published.get("label"):
        title = zh_en("count_explain.scope", title=title, scope=(scope, published["label_en"]))
    return Explanation(figure["id"], "figure", title, sections)


def by_rule(figure: Mapping[str, Any], book: Book | None = None) -> list[Section]:
    """By which rule and article a figure is counted, and how; every figure has both, one that is not determinable too.

    >>> [s.title.en for s in by_rule({"id": "views", "rule": "captured", "low": 1, "estimate": 1, "high": 2})]
    ['rule and article', 'how it is counted']
    """
    return [
        Section(zh_en("explain_rule.rule_and_article"), _articles(figure, book)),
        Section(zh_en("explain_rule.how_it_is_counted"), _how(figure), _statements(figure["id"])),
    ]


def _articles(figure: Mapping[str, Any], book: Book | None) -> list[Both]:
    """The articles by what they are, then the rule, then each that the figure cites beside it."""
    rule = figure["rule"] or _would_be(figure["id"])
    rows = figure.get("cites") or cited(figure["id"], rule, book)
    said = [Both(told_of(rows, "zh"), told_of(rows, "en"))] if rows else []
    return [*said, *(_article(name, book) for name in dict.fromkeys((rule, *(row["rule"] for row in rows))))]


def _article(rule: str, book: Book | None) -> Both:
    if "/" in rule:
        return Both(rule_pages.text(rule, "zh", book), rule_pages.text(rule, "en", book))
    ground = catalogue().grounds[rule]
    head = f"{ground.article}  [{rule}]".strip()
    return Both(f"{head}\n{ground.zh}", f"{head}\n{ground.en}")


def _would_be(asked: str) -> str:
    """The rule of a figure that these captures cannot tell."""
    names = catalogue()
    rules = {v.id: v.rule for v in names.views} | {p.id: p.rule for p in (*names.prices, names.core)}
    return (rules | {u.id: u.rule for u in names.unknown})[asked]


def _how(figure: Mapping[str, Any]) -> list[Both]:
    asked, ways = figure["id"], catalogue().ways
    known = asked == "completeness" or any(figure[b] is not None for b in BOUNDS)
    said = [] if counts_of(asked) else [way_of(asked)]
    if not known:
        said = [ways["none"], *(s for s in said if s != ways["none"])]
    out = list(said)
    if known:
        out.append(zh_en("explain_rule.every_row_behind_it_adds", asked=asked))  # fmt: skip
    return out


def _statements(asked: str) -> list[Mapping[str, str]]:
    """The statement of each bound, which anyone can run over an export."""
    found = counts_of(asked)
    return [{"bound": b, "sql": statement(found[0], c)} for b, c in zip(BOUNDS, found[1], strict=True)] if found else []


_EACH = "entry, row, defendants, joint, day, kind, coin, low, high, yuan_low, yuan_high, valued_by, channel_id, backing, evidence"


def _of_receipts(figure: Mapping[str, Any], receipts: pa.Table, behind: Behind | None) -> Section:
    """The parts of receipts that make the figure, with the entries of the register behind each."""
    statement = (
        f"SELECT stage, {_EACH} FROM receipts WHERE {figure['rows']['where']} ORDER BY day NULLS LAST, entry, row"
    )
    rows = sql.run(statement, {"receipts": receipts}).to_pylist()
    told = [
        {"register": ", ".join(behind(row["stage"], row["entry"], str(row["row"]))) if behind else None, **row}
        for row in rows
    ]
    ends = [(row["yuan_low"], row["yuan_high"]) for row in rows]
    title = zh_en("explain_receipts.rows_behind_it_they_add")
    return Section(title, summed(ends), told)


def summed(ends: Sequence[tuple[str | None, str | None]]) -> list[Both]:
    """What the rows add up to at each bound; the high is not determinable where one has none.

    >>> [line.en for line in summed([("1.50", "2.10"), ("2.25", None)])]
    ['low: 2 rows, 3.75 yuan', 'high: not determinable, a rate is missing']
    """
    low, n = sum((Fraction(a or 0) for a, _ in ends), Fraction(0)), len(ends)
    out = [zh_en("explain_receipts.low_rows_yuan", n=n, low=_yuan(low))]
    if any(b is None for _, b in ends):
        return [*out, zh_en("explain_receipts.high_not_determinable_rate_is")]
    high = sum((Fraction(b or 0) for _, b in ends), Fraction(0))
    return [*out, zh_en("explain_receipts.high_rows_yuan", n=n, high=_yuan(high))]


def _yuan(amount: Fraction) -> str:
    """Yuan and cents; amounts of the table have no more."""
    cents = int(amount * 100)
    return f"{cents // 100}.{cents % 100:02d}"


_FOUND = frozenset({"dossiers", "exposures", "profiled", "faces", "changes", "ages"})
"""Tables of what the machine found."""


def _missed() -> Section:
    """What the machine is expected to have missed, by family and form: beside the bounds, in none of them."""
    said = classes.words_of_missed().says
    rows = [
        {"family": one.family, "how": one.form,
         "missed": one.told()}
        for one in [*classes.expected(), *classes.expected(by_form=True)]
    ]  # fmt: skip
    return Section(zh_en("count_explain.expected_miss_in_no_bound"), [said], rows)


def _of_kinds(rule: str, standing: Standing) -> list[Section]:
    """Under the rule that leaves kinds to a person, who decided on which and why."""
    found = standing.by(acts.SENSITIVE) if rule == catalogue().undecided.rule else ()
    return [_decisions(found)] if found else []


def _decisions(decisions: Sequence[Decision]) -> Section:
    """The decisions that say so, each with its evidence and reason: what art. 11 (3) takes off is taken off on these."""
    rows = [{n: d[n] for n in ("id", "officer", "act", "reason")} | dict(d["target"]) for d in decisions]
    return Section(zh_en("count_explain.decisions_and_their_evidence"), rows=rows)


def _nothing(_name: str) -> explain_law.Rows:
    return ()


def _rule(
    id_: str, law: tuple[Mapping[str, Any], Book, Asked, Asked], run: HasRun, latest: Mapping[str, pa.Table], standing: Standing
) -> Explanation:  # fmt: skip
    """What a rule answers in this case, and the posts behind the counts that it asks for."""
    title, sections, behind = explain_law.sections(id_, *law)
    sections = [*sections, *_of_kinds(id_, standing)]
    tiers = [f for f in law[0]["figures"] if f["id"] in behind]
    if tiers and tiers[0]["rows"]:  # the tiers are of the same publications
        sections.append(_behind(tiers[0]["rows"], run, latest))
    return Explanation(id_, "rule", title, sections)


def _hubs(run: HasRun) -> Section:
    """Values that so many people share that they are an item of none of them in the low and the estimate."""
    line = zh_en("count_explain.values_that_many_different_people")  # fmt: skip
    rows = [{n: v for n, v in row.items() if n != "digest"} for row in run.read("hubs").to_pylist()]
    return Section(zh_en("count_explain.values_that_many_people_share"), [line] if rows else [], rows)


def _sampled(figure: Mapping[str, Any], published: Mapping[str, Any]) -> Section:
    """What double review of a sample says beside the figure; it changes none."""
    told, title = figure.get("sampled"), zh_en("count_explain.double_review_of_sample")
    lines = [Both(one["says"], one["says_en"]) for one in [figure.get("estimated"), figure.get("acceptance")] if one]
    if lines:
        lines.insert(0, zh_en("count_explain.intervals_estimated_from_sample_which"))  # fmt: skip
    if told is None:
        block = published.get("sampling") or {
            "plans": (),
            "note": "没有做过抽样双人复核。",
            "note_en": "No sampling for double review was done.",
        }
        if block["plans"]:
            return Section(title, lines or [zh_en("count_explain.no_result_of_sampling_speaks")])
        return Section(title, [Both(block["note"], block["note_en"])])
    line = zh_en("count_explain.share_with_its_95_interval")  # fmt: skip
    return Section(title, [*lines, line], [told])


def _behind(rows: Mapping[str, Any], run: HasRun, latest: Mapping[str, pa.Table]) -> Section:
    table = rows["table"]
    seen = {**latest, "dossiers": run.read("dossiers"), "hubs": run.read("hubs")}
    if table in {"readings", "completeness", "channel_ranking", "modifiers", "decided", "hints"}:
        seen[table] = run.read(table)
    if table == "victims":
        seen["modifiers"] = run.read("modifiers")
    if table == "reach":
        shown = explain_reach.tables(run, run.read("merged"))[table]
        seen[table] = shown.filter(pc.is_in(names_of(shown), names_of(latest["posts"])))
    if table == "conduct":
        seen[table] = acted.beside(latest[table], seen["dossiers"])
    if table in {"findings", "exposures", "faces", "ages", "changes", "profiled", "victims"}:
        seen = relations(seen, run.read("ages"))
        seen |= {name: tagged(seen[name]) for name in ("exposures", "faces")}
    statement = f"SELECT {COLUMNS[table]} FROM {table} WHERE {rows['where']} ORDER BY {ORDER[table]} LIMIT {_CARRIED}"
    found = sql.run(statement, {table: seen[table]}).to_pylist()
    found = [row | {"tag": told_tag(row.get("kind", ""), row["tag"])} if "tag" in row else row for row in found]
    told = (
        [Both(said.zh, f"{code}: {said.en}") for code, said in explain_reach.IN_LOW.items()] if table == "reach" else []
    )
    return Section(
        zh_en("count_explain.rows_behind_it_those_of"),
        [zh_en("count_explain.table_where", table=table, where=rows["where"]), *told], found, rows["count"],
    )  # fmt: skip


def tagged(rows: pa.Table) -> pa.Table:
    """Rows with the tag of their value, where they hold a digest and no tag."""
    if "digest" not in rows.column_names or "tag" in rows.column_names:
        return rows
    tags = ["#" + d[:2].hex() for d in rows["digest"].to_pylist()]
    return rows.append_column("tag", pa.array(tags, pa.string()))


# A post


def _post(id_: str, run: HasRun, latest: Mapping[str, pa.Table]) -> Explanation | None:
    channel, _, post = id_.partition("/")
    kept = {(p["capture"], p["row_no"]) for p in _of(latest["posts"], channel, post)}
    if not kept:
        return None
    rows = _of(run.read("posts", [*_META, "row_no"]), channel, post)
    here = [{n: v for n, v in p.items() if n != "row_no"} for p in rows if (p["capture"], p["row_no"]) in kept]
    found = _of(latest["findings"], channel, post)
    names = (
        "where",
        "start",
        "end",
        "kind",
        "verdict",
        "mask",
        "tag",
        "person",
        "role",
        "relation",
        "reasons",
        "source",
    )
    return Explanation(id_, "post", zh_en("count_explain.post", id=id_), [
        Section(zh_en("count_explain.post_2"), rows=here),
        Section(zh_en("count_explain.findings_masked"), rows=[
            {n: f[n] for n in names} | {"tag": told_tag(f["kind"], f["tag"]), "class": _class(f["reasons"])} for f in found
        ]),
        Section(zh_en("count_explain.conduct"), rows=[
            {n: c[n] for n in _CONDUCT} for c in _of(latest["conduct"], channel, post)
        ]),
        Section(zh_en("count_explain.publications"), rows=[
            {"person": d["person"], **explain_person.lean(d)} for d in _of(run.read("dossiers"), channel, post)
        ]),
        *explain_reach.of_post(channel, post, run, latest["posts"]),
    ])  # fmt: skip


def _class(reasons: Sequence[str] | None) -> Both | None:
    """The evidence class of a finding, and how often such a one is right."""
    if not reasons:
        return None
    if PERSON in reasons:
        return zh_en("count_explain.persons_decision")
    both = classes.told(classes.class_of(reasons))
    less = zh_en("count_explain.whose_unsure") if classes.WHOSE in reasons else None
    return Both(both.zh + less.zh, both.en + less.en) if less else Both(both.zh, both.en)


_CONDUCT = ("where", "start", "end", "label", "status", "person", "reasons", "harms", "aggravators", "quoted")


def _of(table: pa.Table, channel: str, post: str) -> list[dict[str, Any]]:
    statement = "SELECT * FROM t WHERE channel_id = $channel AND post_id = $post"
    return list(sql.run(statement, {"t": table}, {"channel": channel, "post": post}).to_pylist())
