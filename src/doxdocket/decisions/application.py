"""What the decisions that stand make of findings and conduct.

Rejected findings and names of channels are left out everywhere; a confirmed finding counts as valid; so it is with conduct. Decisions come by the keys of the run at
hand (``decisions.placement``). What a person said is there, and the program does not find, is a row of the run (``pipeline.added_findings``): it stands while
a decision names it, in place of what the program reads in the same stretch. A run applies its decisions once, to the findings of the latest captures,
and keeps the two tables ``findings_standing`` and ``conduct_standing`` where decisions touch any of it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions import placing
from doxdocket.decisions.acts import KIND_UNTRUE, SENSITIVE
from doxdocket.decisions.standing import CHANNEL, PERSON, SAYS, SURE, Standing
from doxdocket.law.classes import WHOSE
from doxdocket.law.kinds import kinds
from doxdocket.records import holds, put, told_as_money
from doxdocket.store.located import names_of

COLUMNS = ("channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "role", "relation", "reasons")
"""What ``stands`` needs of the findings."""


def finding_keys(findings: pa.Table) -> pa.ChunkedArray:
    """The key of each finding, as decisions name it: ``channel/post/where/start-end/kind``."""
    text = {c: findings[c].cast(pa.string()) for c in ("channel_id", "post_id", "where", "start", "end", "kind")}
    span = pc.binary_join_element_wise(text["start"], text["end"], "-")
    return pc.binary_join_element_wise(text["channel_id"], text["post_id"], text["where"], span, text["kind"], "/")


CONFIRMED, LAWFUL, LENT, FOUND = "confirmed", "lawfully_public", "age_lent", "sensitive"
"""The columns of ``findings_standing`` beside those of ``findings``."""


def touch(table: str, standing: Standing) -> bool:
    """Whether a decision is about findings, or about conduct: else all of them stand as they are."""
    names = ("finding.", KIND_UNTRUE, SENSITIVE) if table == "findings" else ("conduct.",)
    return any(str(d["act"]).startswith(names) for d in standing)


def findings(rows: pa.Table, standing: Standing, posts: pa.Table | None = None) -> pa.Table:
    """The findings that stand, as ``findings_standing`` has them: each with whether a person confirmed it, whether it was lawfully public, whether its age is of a value that went, and whether a person decided that its kind is sensitive."""
    out = stands(rows, standing, (), posts)
    lent = out[LENT] if LENT in out.column_names else _none(out)
    out = out.select([name for name in out.column_names if name != LENT])
    return (
        out.append_column(CONFIRMED, _confirmed(out, standing))
        .append_column(LAWFUL, _public(out, standing))
        .append_column(LENT, lent)
        .append_column(FOUND, _sensitive(out, standing))
    )


def stands(
    findings: pa.Table, standing: Standing, says: Collection[str] = (), posts: pa.Table | None = None
) -> pa.Table:
    """The findings that stand: without the rejected ones and those of a kind that is untrue, the confirmed ones valid, those of another person put to it.

    ``says``: keys that decisions beside these say are there; ``posts``: one row a post, by which answers are known.
    """
    findings = _true(_yielded(findings, standing, says), standing, posts)
    rejected, sure = standing.named("finding.reject", CHANNEL), standing.named(*SURE)
    if not (rejected or sure or standing.put):
        return findings
    keys = finding_keys(findings)
    doubted = pc.and_(pc.is_in(keys, pa.array(sure, pa.string())), pc.equal(findings["verdict"], "doubtful"))
    out = put(findings, "verdict", pc.if_else(doubted, "valid", findings["verdict"]))
    if standing.put:
        out = _moved(out, keys, standing.put)
    return _owned(out, keys, {*sure, *standing.put}).filter(pc.invert(pc.is_in(keys, pa.array(rejected, pa.string()))))


def _owned(findings: pa.Table, keys: pa.ChunkedArray, said: Collection[str]) -> pa.Table:
    """The findings; of those that a person confirmed or put to somebody it is no longer open whose they are."""
    hits = pc.indices_nonzero(pc.is_in(keys, pa.array(sorted(said), pa.string()))).to_pylist()
    if not hits or "reasons" not in findings.column_names:
        return findings
    reasons = findings["reasons"].to_pylist()
    for at in hits:
        reasons[at] = reasons[at] and [one for one in reasons[at] if one != WHOSE]
    return put(findings, "reasons", pa.array(reasons, findings.schema.field("reasons").type))


def _true(findings: pa.Table, standing: Standing, posts: pa.Table | None) -> pa.Table:
    """The findings without what evidence shows to be untrue of one kind of a set: there, where the same value is told again with a name or an identifier of the set, and without a name in an answer to it."""
    told = {(str(d["target"]["publication"]), str(d["target"]["kind"])) for d in standing.by(KIND_UNTRUE)}
    if not told or "digest" not in findings.column_names:
        return findings
    keys = names_of(findings, "person")
    named = pa.array(sorted({key for key, _ in told}), pa.string())
    own = defaultdict[str, list[tuple[str, bytes]]](list)
    for key, kind, digest in _rows(findings, keys, pc.is_in(keys, named)).values():
        own[key].append((kind, digest))
    wanted = pa.array(sorted({digest for rows in own.values() for _, digest in rows if digest}), pa.binary())
    among = _rows(findings, keys, pc.is_in(findings["digest"], wanted))
    at, sets = defaultdict[bytes, list[int]](list), defaultdict[bytes, set[str]](set)
    for n, (key, _, digest) in among.items():
        at[digest].append(n)
        sets[digest].add(key)
    answers = _answers(findings, keys, among, posts)
    gone = set[int]()
    for key, kind in told:  # others tell that a set is told again, but not a sex, which half of all people share
        again = answers[key.rpartition("/")[0]].union(
            {key}, *(sets[one] for of, one in own[key] if of != kind and of in _telling())
        )
        wrong = {one for of, one in own[key] if of == kind}
        gone |= {n for one in wrong for n in at[one] if among[n][1] == kind and among[n][0] in again}
    kept = pc.invert(pc.is_in(pa.array(range(findings.num_rows)), pa.array(sorted(gone), pa.int64())))
    return _aged(findings, keys, sorted(gone)).filter(kept)


def _answers(
    findings: pa.Table, keys: pa.ChunkedArray, among: Mapping[int, tuple[str, str, bytes]], posts: pa.Table | None
) -> Mapping[str, set[str]]:
    """Of each post the sets, of those meant, that an answer to it tells without a name."""
    out = defaultdict[str, set[str]](set)
    if posts is None or "reply_to" not in posts.column_names:
        return out
    sets = pa.array(sorted({key for key, _, _ in among.values()}), pa.string())
    of_names = keys.filter(pc.equal(findings["kind"], "name"))
    nameless = sets.filter(pc.invert(pc.is_in(sets, of_names.combine_chunks()))).to_pylist()
    names = pa.array(sorted({key.rpartition("/")[0] for key in nameless}), pa.string())
    rows = posts.select(["channel_id", "post_id", "reply_to"]).filter(pc.is_in(names_of(posts), names))
    to = {
        name: f"{r['channel_id']}/{r['reply_to']}"
        for name, r in zip(names_of(rows).to_pylist(), rows.to_pylist(), strict=True)
        if r["reply_to"]
    }
    for key in nameless:
        if post := to.get(key.rpartition("/")[0]):
            out[post].add(key)
    return out


def _aged(findings: pa.Table, keys: pa.ChunkedArray, gone: Sequence[int]) -> pa.Table:
    """The findings; what goes leaves the age that stands beside its value (初二 beside a school) with the rest of its set, whose word it is not (``LENT``).

    The age that a value itself says goes with it.
    """
    if "age_low" not in findings.column_names:
        return findings
    rows = findings.select(["kind", "age_low", "age_high"]).take(pa.array(gone, pa.int64())).to_pylist()
    told = {
        keys[n].as_py(): (row["age_low"], row["age_high"])
        for n, row in zip(gone, rows, strict=True)
        if row["kind"] not in _AGES_THEMSELVES and None not in (row["age_low"], row["age_high"])
    }
    if not told:
        return findings
    here = pc.indices_nonzero(pc.is_in(keys, pa.array(sorted(told), pa.string()))).to_pylist()
    low, high, lent = findings["age_low"].to_pylist(), findings["age_high"].to_pylist(), [False] * findings.num_rows
    for n in here:
        if n not in gone and low[n] is None:
            (low[n], high[n]), lent[n] = told[keys[n].as_py()], True
    out = put(put(findings, "age_low", pa.array(low, pa.int16())), "age_high", pa.array(high, pa.int16()))
    return out.append_column(LENT, pa.array(lent, pa.bool_()))


_AGES_THEMSELVES = frozenset({"age", "birth_date", "id_number"})


def _rows(findings: pa.Table, keys: pa.ChunkedArray, here: pa.ChunkedArray) -> dict[int, tuple[str, str, bytes]]:
    """The set, kind and digest of the findings that are meant, by their place."""
    at = pc.indices_nonzero(here)
    columns = keys.take(at), findings["kind"].take(at), findings["digest"].take(at)
    return dict(zip(at.to_pylist(), zip(*(one.to_pylist() for one in columns), strict=True), strict=True))


@cache
def _telling() -> frozenset[str]:
    """The kinds of which an equal value tells that a set is told again."""
    return frozenset(kind.id for kind in kinds().values() if kind.tagged)


def _yielded(findings: pa.Table, standing: Standing, more: Collection[str]) -> pa.Table:
    """The findings without those that a person said and no decision says any more, and without what is another reading of one that stands."""
    if "reasons" not in findings.column_names:
        return findings
    reasons = findings["reasons"].combine_chunks()
    here = pc.list_parent_indices(reasons).filter(pc.equal(pc.list_flatten(reasons), PERSON))
    if not len(here):
        return findings
    posts = names_of(findings)
    at = pc.indices_nonzero(pc.is_in(posts, posts.take(here).combine_chunks()))
    rows = findings.select([*COLUMNS[:6], "reasons"]).take(at)
    says = {*more, *standing.named(*SAYS)}
    known = {*says, *standing.named("finding.reject")}
    told = list(zip(at.to_pylist(), finding_keys(rows).to_pylist(), rows.to_pylist(), strict=True))
    said = [row for _, key, row in told if key in says and PERSON in (row["reasons"] or ())]
    gone = [
        n
        for n, key, row in told
        if (PERSON in (row["reasons"] or ()) and key not in says)
        or (key not in known and any(_read(row, one) for one in said))
    ]
    return findings.filter(pc.invert(pc.is_in(pa.array(range(findings.num_rows)), pa.array(gone, pa.int64()))))


def replaced(findings: pa.Table, key: str) -> list[str]:
    """The keys of those of a post that are another reading of the one of that key, which a person put in."""
    rows = findings.select([*COLUMNS[:6]])
    post, (where, start, end, kind) = placing.span_key(key)
    channel, number = placing.post_key(post)
    one = {"channel_id": channel, "post_id": number, "where": where, "start": start, "end": end, "kind": kind}
    told = zip(finding_keys(rows).to_pylist(), rows.to_pylist(), strict=True)
    return [other for other, row in told if other != key and _read(row, one)]


def _read(row: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    """Whether a finding is another reading of this one: most of it lies in it, and if it is of another kind, it is most of it too."""
    same = all(row[name] == one[name] for name in ("channel_id", "post_id", "where"))
    other = row["kind"] != one["kind"]
    return same and placing.most((row["start"], row["end"]), (one["start"], one["end"]), both=other)


def _confirmed(findings: pa.Table, standing: Standing) -> pa.Array | pa.ChunkedArray:
    """For each finding whether a person confirmed it."""
    keys = standing.named(*SURE)
    return pc.is_in(finding_keys(findings), pa.array(keys, pa.string())) if keys else _none(findings)


def _none(rows: pa.Table) -> pa.Array:
    return pa.repeat(pa.scalar(False), rows.num_rows)


def _moved(findings: pa.Table, keys: pa.ChunkedArray, moved: Mapping[str, str]) -> pa.Table:
    """The findings that decisions put to another person of their post, with that person's role and kinship."""
    hits = pc.indices_nonzero(pc.is_in(keys, pa.array(sorted(moved), pa.string()))).to_pylist()
    here = names_of(findings, "person")
    wanted = pc.indices_nonzero(pc.is_in(here, pa.array(sorted(set(moved.values())), pa.string())))
    roles = sorted(
        zip(here.take(wanted).to_pylist(), findings["role"].take(wanted).to_pylist(), findings["relation"].take(wanted).to_pylist(),
            strict=True), key=str,
    )  # fmt: skip
    known = {key: (role, relation) for key, role, relation in roles}
    columns = {name: findings[name].to_pylist() for name in ("person", "role", "relation")} if hits else {}
    for at in hits:
        key = moved[keys[at].as_py()]
        columns["person"][at] = int(key.rpartition("/")[2])
        if key in known:
            columns["role"][at], columns["relation"][at] = known[key]
    for name, column in columns.items():
        findings = put(findings, name, pa.array(column, findings.schema.field(name).type))
    return findings


def _public(findings: pa.Table, standing: Standing) -> pa.Array:
    """Which findings were decided to be lawfully public: those named, and the same value of the same person in the same post."""
    keys = standing.named("finding.lawfully_public")
    if not keys:
        return _none(findings)
    columns = ["channel_id", "post_id", "person", "kind", "digest"]
    meant = findings.filter(pc.is_in(finding_keys(findings), pa.array(keys, pa.string()))).select(columns).to_pylist()
    values = {tuple(row.values()) for row in meant}
    posts = names_of(findings)
    here = pc.is_in(posts, pa.array(sorted({f"{v[0]}/{v[1]}" for v in values}), pa.string()))
    at = pc.indices_nonzero(here)
    rows = findings.select(columns).take(at).to_pylist()
    hits = [n for n, row in zip(at.to_pylist(), rows, strict=True) if tuple(row.values()) in values]
    return pc.is_in(pa.array(range(findings.num_rows), pa.int64()), pa.array(hits, pa.int64()))


def _sensitive(findings: pa.Table, standing: Standing) -> pa.ChunkedArray:
    """Of each finding whether a person decided that its kind is sensitive; null where nobody decided."""
    kinds = {answer: [kind for kind, (said, _) in standing.sensitive.items() if said is answer] for answer in (True, False)}  # fmt: skip
    yes, no = (pc.is_in(findings["kind"], pa.array(kinds[answer], pa.string())) for answer in (True, False))
    return pc.if_else(pc.or_(yes, no), yes, pa.scalar(None, pa.bool_()))


def conduct_keys(conduct: pa.Table) -> pa.ChunkedArray:
    """The key of each stretch of conduct, as decisions name it: ``channel/post/where/start-end/label``."""
    return finding_keys(conduct.rename_columns(["kind" if name == "label" else name for name in conduct.column_names]))


def conduct(rows: pa.Table, standing: Standing) -> pa.Table:
    """The conduct that stands: without what was rejected, confirmed where a person said so, under the label a person gave.

    What a person confirmed or labelled and the machine no longer proposes stands on its words, as what a person added.
    """
    acts: dict[str, dict[str, Any]] = {
        act: {str(t.get("conduct") or t["span"]): t.get("label") for t in (d["target"] for d in standing.by(act))}
        for act in _CONDUCT
    }
    if not any(acts.values()):
        return rows
    keys = conduct_keys(rows)
    renamed = acts["conduct.label"]
    added = [f"{span}/{label}" for span, label in acts["conduct.add"].items()]
    sure = pc.is_in(keys, pa.array([*acts["conduct.confirm"], *renamed, *added], pa.string()))
    out = put(rows, "status", pc.if_else(sure, "confirmed", rows["status"]))
    if renamed:
        labels = pa.array(
            [renamed.get(k, old) for k, old in zip(keys.to_pylist(), rows["label"].to_pylist(), strict=True)],
            pa.string(),
        )
        out = put(out, "label", labels)
    out = out.filter(pc.invert(pc.is_in(keys, pa.array(list(acts["conduct.reject"]), pa.string()))))
    proposed = set(keys.to_pylist())
    said = {key: key.rpartition("/")[2] for key in acts["conduct.confirm"]} | renamed
    alone = {(key.rpartition("/")[0], label) for key, label in said.items() if key not in proposed}
    there = set(conduct_keys(out).to_pylist()) if acts["conduct.add"] or alone else set()
    more = [
        _added(key, label, rows.schema)
        for key, label in sorted({*acts["conduct.add"].items(), *alone})
        if f"{key}/{label}" not in there
    ]
    out = priced(out)
    return pa.concat_tables([out, pa.Table.from_pylist(more, schema=rows.schema)]) if more else out


def priced(rows: pa.Table) -> pa.Table:
    """The same with the prices, told with a unit of money, of lines that name nothing looked up and that a person confirmed to be offers."""
    mine = pc.and_(pc.equal(rows["label"], "sale_offer"), pc.equal(rows["status"], "confirmed"))
    mine = pc.fill_null(pc.and_(mine, pc.is_valid(rows["yuan_most"])), fill_value=False)
    if not pc.any(mine).as_py():
        return rows
    ends = {name: rows[name].to_pylist() for name in ("yuan_low", "yuan_high", "priced")}
    at = pc.indices_nonzero(mine).to_pylist()
    for n, row in zip(at, rows.filter(mine).to_pylist(), strict=True):
        marks = {(s["slot"], s["start"], s["end"]): s["value"] for s in row["slots"] or ()}
        told = [
            Decimal(s["value"]) for s in row["slots"] or ()
            if s["slot"] in ("price", "maybe_price") and holds(row, s) and marks.get(("currency", s["start"], s["end"]), "cny") == "cny"
            and told_as_money(s["slot"], marks.get(("sign", s["start"], s["end"]), ""), confirmed=True)
        ]  # fmt: skip
        some = [min(max(one, row["yuan_least"]), row["yuan_most"]) for one in told]
        for name, end in (("yuan_low", min), ("yuan_high", max)):
            ends[name][n] = end([*some, *([] if row[name] is None else [row[name]])], default=None)
        ends["priced"][n] = ends["priced"][n] or bool(some)
    for name, column in ends.items():
        rows = put(rows, name, pa.array(column, rows.schema.field(name).type))
    return rows


_CONDUCT = ("conduct.confirm", "conduct.reject", "conduct.label", "conduct.add")


def _added(key: str, label: str, schema: pa.Schema) -> dict[str, Any]:
    """A stretch that a person labelled: of no person that the machine knows, and without a price."""
    place, where, span = key.rsplit("/", 2)
    channel, _, post = place.rpartition("/")
    start, _, end = span.partition("-")
    row: dict[str, Any] = {
        "channel_id": channel, "post_id": post, "post_no": int(post) if post.isdecimal() else None, "where": where, "start": int(start),
        "end": int(end), "label": label, "status": "confirmed", "person": -1, "reasons": [], "slots": [],
        "priced": False, "maybe_priced": False, "harms": [], "aggravators": [], "quoted": False,
    }  # fmt: skip
    return {name: row.get(name) for name in schema.names}
