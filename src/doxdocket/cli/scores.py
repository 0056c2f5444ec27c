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

Facts = Mapping[str, Any]
MOST = 20  # rows of a group
GROUPS = {
    "hand": ("按写手", "by hand"), "layout": ("按版式", "by layout"), "register": ("按语域", "by register"),
    "obfuscation": ("按变形", "by obfuscation"), "length": ("按长度", "by length"),
}  # fmt: skip
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
        yield (f"{data['messages']} 条消息，没有标注的个人信息，也没有识别出任何一处。" if zh else
               f"{data['messages']} messages: no finding was labelled, and none was made.")  # fmt: skip
        return
    yield (f"{data['messages']} 条消息，{data['micro']['n']} 处标注的个人信息。" if zh else
           f"{data['messages']} messages, {data['micro']['n']} true findings.")  # fmt: skip
    kinds_ = [(_kind(k, zh=zh), c) for k, c in data["kinds"].items()]
    yield _scores("种类" if zh else "kind", kinds_, zh=zh)
    families = [(_family(k, zh=zh), c) for k, c in data["families"].items()]
    families.append(("全部（微平均）" if zh else "all (micro)", data["micro"]))
    yield _scores("类别" if zh else "family", families, zh=zh)
    macro = _rate(data["macro_f1"])
    yield (
        f"宏平均 F1：{macro}（{data['macro_kinds']} 种）。"
        if zh
        else f"Macro-F1: {macro} over {data['macro_kinds']} kinds."
    )
    other = [
        f"{_kind(d['true'], zh=zh)} → {_kind(d['found'], zh=zh)} {d['n']}"
        for d in data["differences"]
        if {d["true"], d["found"]} <= kinds().keys()
    ]
    if other:
        yield ("认成了别的种类：" if zh else "Found as another kind: ") + ("；" if zh else "; ").join(other)


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
        head = ["按给出方式" if zh else "by form of the value", "n", "TP", "FN", "召回率" if zh else "R", "95 %"]
        rows = [
            [FORMS.get(form, form) if zh else form, *(str(c[k]) for k in ("n", "tp", "fn")), _rate(c["recall"]), _ends(c["recall_95"])]
            for form, c in forms.items()
        ]  # fmt: skip
        yield table(head, rows, right={1, 2, 3, 4, 5})


def _decoys(d: Facts, *, zh: bool) -> Iterator[str]:
    if d["messages"]:
        ends = _ends(d["per_100k_95"], 1)
        yield (f"没有个人信息的消息 {d['messages']} 条：误认 {d['claimed']} 条，即每十万条 {d['per_100k']:.1f}（95 %：{ends}）。" if zh else
               f"Messages without personal information: {d['messages']}, of which {d['claimed']} claimed, that is "
               f"{d['per_100k']:.1f} in 100,000 (95 %: {ends}).")  # fmt: skip


def _persons(p: Facts, *, zh: bool) -> Iterator[str]:
    if p["messages"]:
        pairs, number = f"{_rate(p['pairs'])} ({_ends(p['pairs_95'])})", f"{p['number_right']}/{p['messages']}"
        yield (f"归人：找到的两处是否属于同一人，判断正确 {pairs}（{p['pairs_messages']} 条消息的平均）；人数正确的消息 {number}。" if zh else
               f"Right person: two found spans are rightly of one person or of two in {pairs}, mean of {p['pairs_messages']} messages; "
               f"messages with the right number of persons {number}.")  # fmt: skip


def _verdicts(rows: Sequence[Facts], *, zh: bool) -> Iterator[str]:
    if not rows:
        return
    true, found = (sorted({r[side] for r in rows}) for side in ("true", "found"))
    cells = {(r["true"], r["found"]): r["n"] for r in rows}
    head = ["判定：标注＼识别" if zh else "verdict: true \\ found", *found]
    yield table(head, [[t, *(str(cells.get((t, f), 0)) for f in found)] for t in true], right=set(range(1, len(head))))


def _conduct(c: Facts, *, zh: bool) -> Iterator[str]:
    if not c["messages"]:
        return
    for rows, label in (
        (c["posts"], ("行为（按消息）", "conduct (messages)")),
        (c["spans"], ("行为（按片段）", "conduct (spans)")),
    ):
        if rows:
            yield _scores(label[0 if zh else 1], list(rows.items()), zh=zh)
    aimed = c["persons"]
    if aimed["spans"]:
        right = f"{aimed['right']}/{aimed['spans']}, {_rate(aimed['rate'])} ({_ends(aimed['rate_95'])})"
        yield f"找到的行为所指的人：归对 {right}。" if zh else f"Whom the conduct found is aimed at: right {right}."
    d = c["decoys"]
    rate = "–" if d["rate"] is None else f"{d['claimed']}/{d['messages']} ({d['per_100k']:.1f} / 100,000)"
    least = measures().labels_least
    yield (f"行为宏平均 F1（标注 {least} 次以上的标签）：按消息 {_rate(c['macro_f1'])}，按片段 {_rate(c['macro_f1_spans'])}；没有行为却被标的消息 {rate}。" if zh else
           f"Macro-F1 of conduct, labels that are there {least} times: messages {_rate(c['macro_f1'])}, spans {_rate(c['macro_f1_spans'])}; "
           f"labelled though there is none: {rate}.")  # fmt: skip


def _speed(data: Facts, *, zh: bool) -> Iterator[str]:
    s = data["speed"]
    if data["messages"]:
        yield (f"识别用 CPU {s['cpu_ms_a_message']} 毫秒/条，共 {s['cpu_seconds']} 秒。" if zh else
               f"Detection took {s['cpu_ms_a_message']} ms of CPU a message, {s['cpu_seconds']} s in all.")  # fmt: skip


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
    yield (f"辱骂：{i['messages']} 条，准确率 {facts[0]}，精确率 {facts[1]}，召回率 {facts[2]}，F1 {facts[3]}。"
           f"误认有个人信息的 {claimed} 条，即每十万条 {per}。" if zh else
           f"Insults: {i['messages']} comments, accuracy {facts[0]}, precision {facts[1]}, recall {facts[2]}, F1 {facts[3]}. "
           f"Claimed to hold personal information: {claimed}, that is {per} in 100,000.")  # fmt: skip


def _worst(rows: Sequence[Facts], *, zh: bool) -> Iterator[str]:
    if not rows:
        return
    words = {"missed": ("漏", "missed"), "wrong": ("误", "wrong"), "person": ("人错", "person")}
    lines = ["错得最多的消息（编号、行号、位置）：" if zh else "Messages with most errors (id, line, places):"]
    for row in rows:
        places = [
            f"{words[p['what']][not zh]} {p.get('label') or p['kind']}"
            + (f" {p['start']}–{p['end']}" if "start" in p else "")
            for p in row["places"]
        ]
        lines.append(
            f"  {row['id']} ({'第 ' if zh else 'line '}{row['line']}{' 行' if zh else ''}): {'; '.join(places)}"
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
