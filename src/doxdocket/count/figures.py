"""Published figures: each with unit, rule, article, bounds, status and the rows behind it (docs/reference/figures.md).

``value`` is what ``adopts`` says of it (the low bound, of few another) until a person picks another, with a reason; then the status is "reviewed". What cannot be
told from the captures is null and says why. The same rows and decisions give the same bytes: no clock, no path, no order
of a dictionary. What it leaves out: any conclusion; the ``law`` part answers met, not met or not determinable.

>>> print(canonical({"b": 1, "a": "条"}).decode().strip())
{"a":"条","b":1}
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa

from doxdocket.count import thresholds, waiting
from doxdocket.count.catalogue import BOUNDS, Spec, catalogue, condition, spelled
from doxdocket.count.cites import cited
from doxdocket.count.decided_values import OUTDATED, REVIEWED
from doxdocket.count.measure import Measured, between, measure
from doxdocket.count.scope import ALL, Scoped
from doxdocket.count.tiers import Tally
from doxdocket.decisions.standing import Standing
from doxdocket.errors import RuleFault
from doxdocket.interval import Bounds, money_or_none
from doxdocket.law import classes
from doxdocket.law.kinds import TierName, kinds
from doxdocket.law.rules import Book, shipped
from doxdocket.words import zh_en

Figure = dict[str, Any]
_UNTOLD = {
    "id_gaps_unknown": zh_en("count_figures.in_chats_ids_are_not"),
    "id_gaps_kind_unknown": zh_en("count_figures.of_channels_kind_is_not"),
    "id_gaps_selections": zh_en("count_figures.of_channels_only_selections_were"),
}  # fmt: skip
"""Why gaps cannot be told of some channels."""


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spare spaces, in UTF-8, with a final newline."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def figures(
    tables: Mapping[str, pa.Table], standing: Standing, *,
    case_info: Mapping[str, Any], digests: Mapping[str, str], book: Book | None = None, scopes: Sequence[Scoped] = (),
) -> dict[str, Any]:  # fmt: skip
    """``figures.json`` but for what the register adds, the answers of the law among it (``register_figures``); ``book``: the rules of the case, the shipped ones unless it has a local edition; ``scopes``: beside all."""
    asked = book or shipped()
    return {
        "case": str(case_info.get("id", "")),
        **{name: digests.get(name, "") for name in ("software", "code", "detector", "weights", "lists")},
        "rules": f"{asked.name}@{asked.mark}",
        "rules_digest": asked.digest,
        "evidence_digest": digests.get("evidence", ""),
        "decisions_digest": digests.get("decisions", ""),
        **_of(tables, standing, asked, ALL),
        "missed": classes.counts_of_missed(),
        "scopes": [of_scope(one, standing, asked) for one in scopes],
    }


def of_scope(scoped: Scoped, standing: Standing, book: Book) -> dict[str, Any]:
    """The figures of a scope, and what it is; an entry of ``scopes``."""
    return {**scoped.scope.plain(), **_of(scoped.tables, standing, book, scoped.scope.id, scoped.least)}


def _of(
    tables: Mapping[str, pa.Table], standing: Standing, book: Book, scope: str, least: Mapping[str, pa.Table] | None = None
) -> dict[str, Any]:  # fmt: skip
    found = measure(tables)
    if least is not None:
        found = between(measure(least), found)
    counted = thresholds.counts(found)
    rows = [
        _completeness(found),
        *(_of_kinds(row, standing) for row in _counted(found)),
        *_tiers(found, book),
        *_kinds(found),
        *_views(found),
        *_prices(found),
    ]
    if scope == ALL:
        rows += [_core(tables), *unknown()]
    else:
        rows = [row for row in rows if row["id"] not in catalogue().of_all]
    return {
        "figures": decided(rows, standing, book, counted, scope),
        "law_counts": counted,
        "hints": found.hints,
    }


def figure(
    id_: str, label: tuple[str, str], unit: str, bounds: tuple[Any, Any, Any], rule: str, *,
    rows: Mapping[str, Any] | None = None, note: tuple[str, str] = ("", ""), value: str = "low",
) -> Figure:  # fmt: skip
    """One figure as ``figures.json`` has it, before a person picks a value.

    Raises:
        RuleFault: its bounds are out of order, so it was reckoned wrongly and nothing is published.

    """
    low, estimate, high = bounds
    try:
        Bounds(*(None if one is None else Fraction(one) for one in bounds))
    except ValueError as fault:
        raise RuleFault("count_figures.figure_has_its_low_estimate", id=id_) from fault
    return {
        "id": id_, "label": label[0], "label_en": label[1], "unit": unit, "low": low, "estimate": estimate, "high": high,
        "value": high if value == "high" else low, "adopts": value, "status": "machine", "rule": rule, "article": "", "cites": [],
        "rows": dict(rows) if rows else None, "note": note[0], "note_en": note[1],
    }  # fmt: skip


def refer(table: str, where: str, count: int) -> dict[str, Any]:
    """A reference that ``explain`` lists and anyone can run: SELECT * FROM table WHERE where."""
    return {"table": table, "where": where, "count": count}


def _completeness(found: Measured) -> Figure:
    gaps = found.missing
    loose = [(zh.format(n=n), en.format(n=n)) for key, (zh, en) in _UNTOLD.items() if (n := gaps[key])]
    row = figure(
        "completeness", zh_en("count_figures.completeness"), "—", (None, None, None), "captured",
        rows=refer("completeness", "true", found.rows["completeness"]),
        note=zh_en("count_figures.what_captures_lack_or_leave", loose=("".join(zh for zh, _ in loose), "".join(en for _, en in loose))),
    )  # fmt: skip
    return row | {"value": gaps, "adopts": "gaps"}


def _counted(found: Measured) -> list[Figure]:
    return [
        figure(
            f.id, (f.zh, f.en), f.unit, _seen(found.numbers[f.id], found.missing) if f.of_pictures else found.numbers[f.id], f.rule,
            rows=refer(f.table, condition(f.high), found.rows[f.id]),
            note=_noted(f, found),
        )
        for f in catalogue().figures
    ]  # fmt: skip


def _of_kinds(row: Figure, standing: Standing) -> Figure:
    """The figure; where it is of what is sensitive, with what a person decided of kinds."""
    if row["rule"] != catalogue().undecided.rule:
        return row
    for one in found_sensitive(standing):
        row = _saying(row, one)
    return row


def found_sensitive(standing: Standing) -> list[tuple[str, str]]:
    """What a person decided of kinds, each in both languages."""
    return [kind_found(kind, said, decision) for kind, (said, decision) in sorted(standing.sensitive.items())]


def kind_found(kind: str, said: bool, decision: str) -> tuple[str, str]:
    """What a decision says of a kind, in both languages."""
    told = {"kind": (kinds()[kind].zh, kinds()[kind].en), "decision": decision}
    yes, no = zh_en("count_figures.kind_is_sensitive", **told), zh_en("count_figures.kind_not_sensitive", **told)
    return yes if said else no


def _noted(spec: Spec, found: Measured) -> tuple[str, str]:
    """What is said of a figure; of open questions, by kind."""
    zh, en = spec.note or ("", "")
    more = waiting.said(found.hints) if spec.table == "hints" else ("", "")
    return zh + more[0], en + more[1]


def _seen(bounds: tuple[int, int, int], missing: Mapping[str, int | None]) -> tuple[int | None, int | None, int | None]:
    """Bounds of what only pictures show: where files lack, no less than what was seen; nothing seen is not none.

    >>> _seen((0, 0, 1), {"files_missing": 3}), _seen((2, 2, 3), {"unread": 1}), _seen((0, 0, 1), {})
    ((None, None, None), (2, None, None), (0, 0, 1))
    """
    if not any(missing.get(name) for name in ("files_missing", "files_absent", "unread")):
        return bounds
    return bounds[0] or None, None, None


def _tiers(found: Measured, book: Book) -> list[Figure]:
    """Tiers and ratio in the default reading: one set of one person is one 条."""
    tally, names = found.readings["U_set"], catalogue()
    rows = refer("dossiers", condition(names.named["publications"].high), found.rows["publications"])
    note = zh_en("count_figures.one_set_of_one_person")  # fmt: skip
    out = [figure(t.id, (t.zh, t.en), "条", tally.bounds(t.tier), t.rule, rows=rows, note=note) for t in names.tiers]
    lines = thresholds.lines(found.last_post, book)
    fractions = [tally.ratio(end, lines) for end in range(3)]
    ratio = tuple(f"{f.numerator}/{f.denominator}" for f in fractions)
    label = (names.ratio.zh, names.ratio.en)
    return [
        *out,
        figure(
            names.ratio.id,
            label,
            "倍",
            (ratio[0], ratio[1], ratio[2]),
            names.ratio.rule,
            rows=rows,
            note=_of_ratio(tally, lines),
        ),
    ]


def _of_ratio(tally: Tally, lines: Mapping[TierName, int]) -> tuple[str, str]:
    """Of which records each end of the ratio is made: not of the lows of the tiers, which leave out what is disputed between two."""
    ends = [" + ".join(f"{n}/{lines[t]}" for t, n in tally.assigned(end).items()) for end in range(3)]
    names = "、".join(tally.assigned(0))
    return zh_en("count_figures.one_set_of_one_person_each", names=names, ends=ends[0], ends_2=ends[1], ends_3=ends[2])  # fmt: skip


def _kinds(found: Measured) -> list[Figure]:
    spec, pictured, known = catalogue().by_kind, catalogue().pictured, kinds()
    out = []
    for r in found.by_kind.to_pylist():
        kind, bounds = r["kind"], (r["low"], r["estimate"], r["high"])
        shown = kind in pictured.kinds
        out.append(figure(
            f"kind.{kind}", zh_en("count_figures.known_spec", known=known[kind], spec=spec), "条",
            _seen(bounds, found.missing) if shown else bounds, spec.rule, rows=refer("exposures", f"kind = '{kind}'", r["high"]),
            note=pictured.note if shown else ("", ""),
        ))  # fmt: skip
    return out


def _views(found: Measured) -> list[Figure]:
    """Times seen, and how many posts have a reading; not determinable where the captures hold none."""
    out, why = [], catalogue().views_unread
    for v in catalogue().views:
        told = found.views.get(v.part, {})
        names = BOUNDS if v.of == "seen" else [f"covered_{b}" for b in BOUNDS]
        low, estimate, high = (told.get(name, 0) for name in names)
        known = bool(found.views)
        note = v.note if known else zh_en("count_figures.not_determinable", why=why)
        where = "seen_high IS NOT NULL" + (" AND exposes IS NOT NULL" if v.part == "pi" else "")
        rows = refer("reach", where, told.get("covered_high", 0)) if known else None
        bounds = (low, estimate, high) if known else (None, None, None)
        out.append(figure(v.id, (v.zh, v.en), v.unit, bounds, v.rule if known else "", rows=rows, note=note))
    return out


def _prices(found: Measured) -> list[Figure]:
    """Prices asked; not determinable where no offer names one."""
    out = []
    for p in catalogue().prices:
        known = bool(found.prices)
        note = p.note if known else zh_en("count_figures.not_determinable", why=(p.why_zh, p.why_en))
        low, estimate, high = (money_or_none(found.prices.get(f"{p.id}.{b}")) for b in ("low", "estimate", "high"))
        rows = refer("conduct", spelled("MAYBE_OFFERED"), found.rows["offers"]) if known else None
        out.append(
            figure(
                p.id,
                (p.zh, p.en),
                p.unit,
                (low, estimate, high),
                p.rule if known else "",
                rows=rows,
                note=note,
                value=p.value,
            )
        )
    return out


def _core(tables: Mapping[str, pa.Table]) -> Figure:
    """How many channels the weighing proposes; reviewed once a person decided on every channel that may be in it."""
    spec, ranked = catalogue().core, tables.get("channel_ranking")
    rows = (
        []
        if ranked is None
        else ranked.select(["in_low", "in_best", "in_high", "decided", "decision", "place"]).to_pylist()
    )
    core = [r for r in rows if r["in_high"]]
    decided = [r for r in rows if r["decided"]]
    if not core and not (decided and any(r["place"] for r in rows)):
        return figure(spec.id, (spec.zh, spec.en), spec.unit, (None, None, None), "",
                       note=zh_en("count_figures.not_determinable", why=(spec.why_zh, spec.why_en)))  # fmt: skip
    bounds = [sum(bool(r[name]) for r in rows) for name in ("in_low", "in_best", "in_high")]
    behind = refer("channel_ranking", "in_high", len(core))
    row = figure(spec.id, (spec.zh, spec.en), spec.unit, (bounds[0], bounds[1], bounds[2]), spec.rule, rows=behind,
                  note=spec.note)  # fmt: skip
    left = sum(not r["decided"] for r in core)
    if not left:
        return row | {"status": REVIEWED}
    return _saying(row, zh_en("count_figures.core_partly", left=left, **_by(decided))) if decided else row


def _by(decided: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """How many channels are decided to be core, and not to be, with the decisions."""
    found = {}
    for name, which in (("yes", "core"), ("no", "not_core")):
        by = sorted({str(r["decision"]) for r in decided if r["decided"] == which})
        found[name] = f"{len(by)}" + (f" ({', '.join(by)})" if by else "")
    return found


def unknown() -> list[Figure]:
    """The figures that no capture tells."""
    return [
        figure(u.id, (u.zh, u.en), u.unit, (None, None, None), "", note=zh_en("count_figures.not_determinable", why=(u.why_zh, u.why_en)))
        for u in catalogue().unknown
    ]  # fmt: skip


def decided(
    rows: Sequence[Figure],
    standing: Standing,
    book: Book,
    counted: Mapping[str, Any],
    scope: str = ALL,
) -> list[Figure]:
    """The figures with the values that persons picked for the scope, and the articles as the book of the case has them; ``counted``: days of acts."""
    since, on = (day and date.fromisoformat(day) for day in (counted.get("since"), counted.get("on")))
    cites = [cited(row["id"], row["rule"], book, (since, on)) if row["rule"] else [] for row in rows]
    picked = standing.values
    own = [
        _decided(row | {"article": of[0]["article"] if of else "", "cites": of, "scope": scope}, picked)
        for row, of in zip(rows, cites, strict=True)
    ]
    by_id = {row["id"]: row for row in own}
    return [_beside(row, by_id, picked) for row in own]


def _beside(row: Figure, by_id: Mapping[str, Figure], picked: Mapping[str, tuple[Any, str]]) -> Figure:
    """The figure with what was decided of another: its value where both are one count by rule, else that the value is not carried."""
    prefix = "" if row["scope"] == ALL else f"{row['scope']}/"
    twin = catalogue().same.get(row["id"])
    if twin and f"{prefix}{twin}" in picked and (row["status"] == "machine" or row["value"] != by_id[twin]["value"]):
        value, decision = picked[f"{prefix}{twin}"]
        if row["status"] == "machine":
            row = row | {"value": value, "status": OUTDATED if _apart(value, row) else REVIEWED}
            return _saying(row, zh_en("count_figures.carried", of=twin, decision=decision))
        return _saying(row, zh_en("count_figures.decided_otherwise", of=twin, value=value, decision=decision))
    if row["status"] != "machine":
        return row
    parts = [one for one in catalogue().made_of(row["id"]) if f"{prefix}{one}" in picked]
    for one in parts:
        value, decision = picked[f"{prefix}{one}"]
        row = _saying(row, zh_en("count_figures.not_carried", of=one, value=value, decision=decision))
    if prefix and row["id"] in picked:
        value, decision = picked[row["id"]]
        row = _saying(row, zh_en("count_figures.not_carried_here", value=value, decision=decision))
    return row


def _saying(row: Figure, said: tuple[str, str]) -> Figure:
    """The figure with a sentence behind its note, which ends in a stop."""
    return row | {
        "note": _stopped(row["note"]) + said[0],
        "note_en": f"{_stopped(row['note_en'], '.')} {said[1]}".strip(),
    }


def _stopped(note: str, stop: str = "。") -> str:
    """A note with a stop at its end.

    >>> _stopped("其他读法见 law"), _stopped("Kept", "."), _stopped("另计。"), _stopped("")
    ('其他读法见 law。', 'Kept.', '另计。', '')
    """
    return note if not note or note[-1] in "。！？.!?" else note + stop


def _decided(row: Figure, picked: Mapping[str, tuple[Any, str]]) -> Figure:
    """The figure with the value that a person picked, when there is one."""
    asked = row["id"] if row["scope"] == ALL else f"{row['scope']}/{row['id']}"
    if asked not in picked:
        return row
    value, decision = picked[asked]
    apart = _apart(value, row)
    told = zh_en("count_figures.decided", decision=decision)
    if apart:
        told = zh_en("count_figures.decided_outdated", decision=decision)
    return _saying(row | {"value": value, "status": OUTDATED if apart else REVIEWED}, told)


def _apart(value: Any, row: Figure) -> bool:
    """Whether a value that was picked lies outside the bounds as they are now."""
    low, high = (None if row[end] is None else Fraction(row[end]) for end in ("low", "high"))
    told = Fraction(value)
    return (low is not None and told < low) or (high is not None and told > high)
