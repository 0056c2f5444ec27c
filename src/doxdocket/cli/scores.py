"""The page of ``eval`` for people: the facts of its JSON as tables, in the language of the call.

Left out: precision and recall of the exact reading, of which the page shows F1 only; groups of messages in which nothing was labelled
and nothing found, and all but the largest groups.

>>> _rate(0.98765), _rate(None), _ends([0.9, 0.99])
('0.988', '–', '0.900–0.990')
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.report.text import table
from doxdocket.score.measures import measures
from doxdocket.words import coded, either, named, say

Facts = Mapping[str, Any]
MOST = 20  # rows of a group
GROUPS = coded("scores_groups")
FORMS = {
    "verbatim": "原样", "masked": "打码", "partial": "部分", "around": "绕写", "split": "拆开", "prose": "描述", "picture": "图中",
    "altered": "变形",
}  # fmt: skip


def page(data: Facts) -> str:
    """The whole answer, in the language of this call."""
    parts = []
    if data["file"] is not None:
        parts = [
            *_findings(data), *_groups(data), *_decoys(data["decoys"]), *_persons(data["persons"]),
            *_verdicts(data["verdicts"]), *_conduct(data["conduct"]), *_speed(data),
        ]  # fmt: skip
    parts += [*_insults(data["insults"]), *_worst(data["worst"])]
    return "\n\n".join(parts)


def _findings(data: Facts) -> Iterator[str]:
    if data["micro"]["n"] + data["micro"]["fp"] == 0:
        yield say("scores.messages_no_finding_was_labelled", messages=data["messages"])  # fmt: skip
        return
    yield say("scores.messages_true_findings", messages=data["messages"], n=data["micro"]["n"])  # fmt: skip
    kinds_ = [(_kind(k), c) for k, c in data["kinds"].items()]
    yield _scores(say("scores.kind"), kinds_)
    families = [(_family(k), c) for k, c in data["families"].items()]
    families.append((say("scores.all_micro"), data["micro"]))
    yield _scores(say("scores.family"), families)
    macro = _rate(data["macro_f1"])
    yield say("scores.macro_f1_over_kinds", macro=macro, macro_kinds=data["macro_kinds"])
    other = [
        f"{_kind(d['true'])} → {_kind(d['found'])} {d['n']}"
        for d in data["differences"]
        if {d["true"], d["found"]} <= kinds().keys()
    ]
    if other:
        yield say("scores.found_as_another_kind") + say("marks.semicolon").join(other)


def _scores(name: str, rows: Sequence[tuple[str, Facts]]) -> str:
    """One line a kind, family or group."""
    full = all("exact" in c for _, c in rows)
    head = [name, "n", "TP", "FP", "FN", either("精确率", "P"), "95 %", either("召回率", "R"), "95 %", "F1", "95 %"]
    head += [either("F1 首尾全同", "F1 exact"), either("漏而存疑", "missed, in doubt")] if full else []
    lines = []
    for label, c in rows:
        line = [label, *(str(c[k]) for k in ("n", "tp", "fp", "fn"))]
        for rate in ("precision", "recall", "f1"):
            line += [_rate(c[rate]), _ends(c[f"{rate}_95"])]
        lines.append(line + ([_rate(c["exact"]["f1"]), str(c["doubted"])] if full else []))
    return table(head, lines, right=set(range(1, len(head))))


def _groups(data: Facts) -> Iterator[str]:
    for name, label in GROUPS.items():
        told = [(group, c) for group, c in data["groups"].get(name, {}).items() if c["n"] or c["fp"]]
        if told:
            yield _scores(either(*label), sorted(told, key=lambda row: -row[1]["n"])[:MOST])
    forms = data["groups"].get("form")
    if forms:
        head = [
            say("scores.by_form_of_value"),
            "n",
            "TP",
            "FN",
            say("scores.r"),
            "95 %",
        ]
        rows = [
            [either(FORMS.get(form, form), form), *(str(c[k]) for k in ("n", "tp", "fn")), _rate(c["recall"]), _ends(c["recall_95"])]
            for form, c in forms.items()
        ]  # fmt: skip
        yield table(head, rows, right={1, 2, 3, 4, 5})


def _decoys(d: Facts) -> Iterator[str]:
    if d["messages"]:
        ends = _ends(d["per_100k_95"], 1)
        yield say("scores.messages_without_personal_information_of", messages=d["messages"], claimed=d["claimed"], per_100k=d["per_100k"], ends=ends)  # fmt: skip


def _persons(p: Facts) -> Iterator[str]:
    if p["messages"]:
        pairs, number = f"{_rate(p['pairs'])} ({_ends(p['pairs_95'])})", f"{p['number_right']}/{p['messages']}"
        yield say("scores.right_person_two_found_spans", pairs=pairs, pairs_messages=p["pairs_messages"], number=number)  # fmt: skip


def _verdicts(rows: Sequence[Facts]) -> Iterator[str]:
    if not rows:
        return
    true, found = (sorted({r[side] for r in rows}) for side in ("true", "found"))
    cells = {(r["true"], r["found"]): r["n"] for r in rows}
    head = [say("scores.verdict_true_found"), *found]
    yield table(head, [[t, *(str(cells.get((t, f), 0)) for f in found)] for t in true], right=set(range(1, len(head))))


def _conduct(c: Facts) -> Iterator[str]:
    if not c["messages"]:
        return
    for rows, label in (
        (c["posts"], say("scores.conduct_messages")),
        (c["spans"], say("scores.conduct_spans")),
    ):
        if rows:
            yield _scores(label, list(rows.items()))
    aimed = c["persons"]
    if aimed["spans"]:
        right = f"{aimed['right']}/{aimed['spans']}, {_rate(aimed['rate'])} ({_ends(aimed['rate_95'])})"
        yield say("scores.whom_conduct_found_is_aimed", right=right)
    d = c["decoys"]
    rate = "–" if d["rate"] is None else f"{d['claimed']}/{d['messages']} ({d['per_100k']:.1f} / 100,000)"
    least = measures().labels_least
    yield say("scores.macro_f1_of_conduct_labels", least=least, rate=_rate(c["macro_f1"]), rate_2=_rate(c["macro_f1_spans"]), rate_3=rate)  # fmt: skip


def _speed(data: Facts) -> Iterator[str]:
    s = data["speed"]
    if data["messages"]:
        yield say("scores.detection_took_ms_of_cpu", cpu_ms_a_message=s["cpu_ms_a_message"], cpu_seconds=s["cpu_seconds"])  # fmt: skip


def _insults(i: Facts | None) -> Iterator[str]:
    if i is None:
        return
    facts = (
        f"{_rate(i['accuracy'])} ({_ends(i['accuracy_95'])})",
        _rate(i["precision"]),
        _rate(i["recall"]),
        _rate(i["f1"]),
    )
    claimed = f"{i['claimed']}/{i['messages']}"
    per = (
        "–" if i["claimed_per_100k"] is None else f"{i['claimed_per_100k']:.1f} ({_ends(i['claimed_per_100k_95'], 1)})"
    )
    yield say("scores.insults_comments_accuracy_precision_recall", messages=i["messages"], facts=facts[0], facts_2=facts[1], facts_3=facts[2], facts_4=facts[3], claimed=claimed, per=per)  # fmt: skip


def _worst(rows: Sequence[Facts]) -> Iterator[str]:
    if not rows:
        return
    words = {"missed": say("scores.missed"), "wrong": say("scores.wrong"), "person": say("scores.person")}
    lines = [say("scores.messages_with_most_errors_id")]
    for row in rows:
        places = [
            f"{words[p['what']]} {p.get('label') or p['kind']}" + (f" {p['start']}–{p['end']}" if "start" in p else "")
            for p in row["places"]
        ]
        lines.append(f"  {row['id']} ({say('scores.line')}{row['line']}{say('scores.nothing')}): {'; '.join(places)}")
    yield "\n".join(lines)


def _kind(kind: str) -> str:
    known = kinds().get(kind)
    return either(known.zh, kind) if known else kind


def _family(name: str) -> str:
    family = measures().families[name]
    return named(family)


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _ends(ends: Sequence[float | None], places: int = 3) -> str:
    low, high = ends
    return "–" if low is None or high is None else f"{low:.{places}f}–{high:.{places}f}"
