"""The page of ``eval`` for people: the facts of its JSON as tables, in either language.

Left out: precision and recall of the exact reading, of which the page shows F1 only; groups of messages in which nothing was labelled
and nothing found, and all but the largest groups.

>>> _rate(0.98765), _rate(None), _ends([0.9, 0.99])
('0.988', '–', '0.900–0.990')
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.report.text import Lang, table
from doxdocket.score.measures import measures
from doxdocket.words import coded, said_in, zh_en

Facts = Mapping[str, Any]
MOST = 20  # rows of a group
GROUPS = coded("scores_groups")
FORMS = {
    "verbatim": "原样", "masked": "打码", "partial": "部分", "around": "绕写", "split": "拆开", "prose": "描述", "picture": "图中",
    "altered": "变形",
}  # fmt: skip


def page(data: Facts, lang: Lang) -> str:
    """The whole answer."""
    zh = lang == "zh"
    parts = []
    if data["file"] is not None:
        parts = [
            *_findings(data, zh=zh), *_groups(data, zh=zh), *_decoys(data["decoys"], zh=zh), *_persons(data["persons"], zh=zh),
            *_verdicts(data["verdicts"], zh=zh), *_conduct(data["conduct"], zh=zh), *_speed(data, zh=zh),
        ]  # fmt: skip
    parts += [*_insults(data["insults"], zh=zh), *_worst(data["worst"], zh=zh)]
    return "\n\n".join(parts)


def _findings(data: Facts, *, zh: bool) -> Iterator[str]:
    if data["micro"]["n"] + data["micro"]["fp"] == 0:
        yield (said_in("zh" if zh else "en", "scores.messages_no_finding_was_labelled", messages=data["messages"]))  # fmt: skip
        return
    yield (said_in("zh" if zh else "en", "scores.messages_true_findings", messages=data["messages"], n=data["micro"]["n"]))  # fmt: skip
    kinds_ = [(_kind(k, zh=zh), c) for k, c in data["kinds"].items()]
    yield _scores(said_in("zh" if zh else "en", "scores.kind"), kinds_, zh=zh)
    families = [(_family(k, zh=zh), c) for k, c in data["families"].items()]
    families.append((said_in("zh" if zh else "en", "scores.all_micro"), data["micro"]))
    yield _scores(said_in("zh" if zh else "en", "scores.family"), families, zh=zh)
    macro = _rate(data["macro_f1"])
    yield (said_in("zh" if zh else "en", "scores.macro_f1_over_kinds", macro=macro, macro_kinds=data["macro_kinds"]))
    other = [
        f"{_kind(d['true'], zh=zh)} → {_kind(d['found'], zh=zh)} {d['n']}"
        for d in data["differences"]
        if {d["true"], d["found"]} <= kinds().keys()
    ]
    if other:
        yield (said_in("zh" if zh else "en", "scores.found_as_another_kind")) + (
            said_in("zh" if zh else "en", "marks.semicolon")
        ).join(other)


def _scores(name: str, rows: Sequence[tuple[str, Facts]], *, zh: bool) -> str:
    """One line a kind, family or group."""
    full = all("exact" in c for _, c in rows)
    head = [
        name,
        "n",
        "TP",
        "FP",
        "FN",
        *(("精确率", "95 %", "召回率", "95 %") if zh else ("P", "95 %", "R", "95 %")),
        "F1",
        "95 %",
    ]
    head += (["F1 首尾全同", "漏而存疑"] if zh else ["F1 exact", "missed, in doubt"]) if full else []
    lines = []
    for label, c in rows:
        line = [label, *(str(c[k]) for k in ("n", "tp", "fp", "fn"))]
        for rate in ("precision", "recall", "f1"):
            line += [_rate(c[rate]), _ends(c[f"{rate}_95"])]
        lines.append(line + ([_rate(c["exact"]["f1"]), str(c["doubted"])] if full else []))
    return table(head, lines, right=set(range(1, len(head))))


def _groups(data: Facts, *, zh: bool) -> Iterator[str]:
    for name, label in GROUPS.items():
        told = [(group, c) for group, c in data["groups"].get(name, {}).items() if c["n"] or c["fp"]]
        if told:
            yield _scores(label[not zh], sorted(told, key=lambda row: -row[1]["n"])[:MOST], zh=zh)
    forms = data["groups"].get("form")
    if forms:
        head = [
            said_in("zh" if zh else "en", "scores.by_form_of_value"),
            "n",
            "TP",
            "FN",
            said_in("zh" if zh else "en", "scores.r"),
            "95 %",
        ]
        rows = [
            [FORMS.get(form, form) if zh else form, *(str(c[k]) for k in ("n", "tp", "fn")), _rate(c["recall"]), _ends(c["recall_95"])]
            for form, c in forms.items()
        ]  # fmt: skip
        yield table(head, rows, right={1, 2, 3, 4, 5})


def _decoys(d: Facts, *, zh: bool) -> Iterator[str]:
    if d["messages"]:
        ends = _ends(d["per_100k_95"], 1)
        yield (said_in("zh" if zh else "en", "scores.messages_without_personal_information_of", messages=d["messages"], claimed=d["claimed"], per_100k=d["per_100k"], ends=ends))  # fmt: skip


def _persons(p: Facts, *, zh: bool) -> Iterator[str]:
    if p["messages"]:
        pairs, number = f"{_rate(p['pairs'])} ({_ends(p['pairs_95'])})", f"{p['number_right']}/{p['messages']}"
        yield (said_in("zh" if zh else "en", "scores.right_person_two_found_spans", pairs=pairs, pairs_messages=p["pairs_messages"], number=number))  # fmt: skip


def _verdicts(rows: Sequence[Facts], *, zh: bool) -> Iterator[str]:
    if not rows:
        return
    true, found = (sorted({r[side] for r in rows}) for side in ("true", "found"))
    cells = {(r["true"], r["found"]): r["n"] for r in rows}
    head = [said_in("zh" if zh else "en", "scores.verdict_true_found"), *found]
    yield table(head, [[t, *(str(cells.get((t, f), 0)) for f in found)] for t in true], right=set(range(1, len(head))))


def _conduct(c: Facts, *, zh: bool) -> Iterator[str]:
    if not c["messages"]:
        return
    for rows, label in (
        (c["posts"], zh_en("scores.conduct_messages")),
        (c["spans"], zh_en("scores.conduct_spans")),
    ):
        if rows:
            yield _scores(label[0 if zh else 1], list(rows.items()), zh=zh)
    aimed = c["persons"]
    if aimed["spans"]:
        right = f"{aimed['right']}/{aimed['spans']}, {_rate(aimed['rate'])} ({_ends(aimed['rate_95'])})"
        yield said_in("zh" if zh else "en", "scores.whom_conduct_found_is_aimed", right=right)
    d = c["decoys"]
    rate = "–" if d["rate"] is None else f"{d['claimed']}/{d['messages']} ({d['per_100k']:.1f} / 100,000)"
    least = measures().labels_least
    yield (said_in("zh" if zh else "en", "scores.macro_f1_of_conduct_labels", least=least, rate=_rate(c["macro_f1"]), rate_2=_rate(c["macro_f1_spans"]), rate_3=rate))  # fmt: skip


def _speed(data: Facts, *, zh: bool) -> Iterator[str]:
    s = data["speed"]
    if data["messages"]:
        yield (said_in("zh" if zh else "en", "scores.detection_took_ms_of_cpu", cpu_ms_a_message=s["cpu_ms_a_message"], cpu_seconds=s["cpu_seconds"]))  # fmt: skip


def _insults(i: Facts | None, *, zh: bool) -> Iterator[str]:
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
    yield (said_in("zh" if zh else "en", "scores.insults_comments_accuracy_precision_recall", messages=i["messages"], facts=facts[0], facts_2=facts[1], facts_3=facts[2], facts_4=facts[3], claimed=claimed, per=per))  # fmt: skip


def _worst(rows: Sequence[Facts], *, zh: bool) -> Iterator[str]:
    if not rows:
        return
    words = {"missed": zh_en("scores.missed"), "wrong": zh_en("scores.wrong"), "person": zh_en("scores.person")}
    lines = [said_in("zh" if zh else "en", "scores.messages_with_most_errors_id")]
    for row in rows:
        places = [
            f"{words[p['what']][not zh]} {p.get('label') or p['kind']}"
            + (f" {p['start']}–{p['end']}" if "start" in p else "")
            for p in row["places"]
        ]
        lines.append(
            f"  {row['id']} ({said_in('zh' if zh else 'en', 'scores.line')}{row['line']}{said_in('zh' if zh else 'en', 'scores.nothing')}): {'; '.join(places)}"
        )
    yield "\n".join(lines)


def _kind(kind: str, *, zh: bool) -> str:
    known = kinds().get(kind)
    return known.zh if zh and known else kind


def _family(name: str, *, zh: bool) -> str:
    family = measures().families[name]
    return family.zh if zh else family.en


def _rate(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _ends(ends: Sequence[float | None], places: int = 3) -> str:
    low, high = ends
    return "–" if low is None or high is None else f"{low:.{places}f}–{high:.{places}f}"
