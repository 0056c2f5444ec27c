r"""Sheets of double review: what goes out to one reviewer, masked, and the lines of what comes back.

A sheet holds the reviewer's own questions alone, nobody's answers, and texts as ``export posts`` shows them: findings masked, long
runs of digits blanked. What comes back is CSV (UTF-8, or GB 18030 as spreadsheet programs save it) or JSON Lines.

>>> list(lines("plan,question,answer\nS0001,Q0001,是\n".encode("gb18030")))
[(2, {'plan': 'S0001', 'question': 'Q0001', 'answer': '是'})]
>>> list(lines(b'{"plan": "S0001", "question": "Q0001", "answer": 0}'))
[(1, {'plan': 'S0001', 'question': 'Q0001', 'answer': '0'})]
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from doxdocket.cli import evidence
from doxdocket.cli.masking import Hidden, Span, masked
from doxdocket.cli.said import manner, say
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.sample.plan import Question
    from doxdocket.store.case import Case
    from doxdocket.store.samples import Sample

Key = tuple[str, str]


def post_of(unit: str, population: str) -> list[Key]:
    """The posts that a unit is about.

    >>> post_of("telegram:channel:1/45/link[0]/3-14/phone_number", "findings")
    [('telegram:channel:1', '45')]
    >>> post_of("c:1/7/0 — c:2/8/1 — one_primary", "links")
    [('c:1', '7'), ('c:2', '8')]
    """
    if population == "links":
        return [_two(end.rsplit("/", 1)[0]) for end in unit.split(" — ")[:2]]
    return [_two(unit if population == "posts" else unit.rsplit("/", 3)[0])]


def _two(text: str) -> Key:
    channel, _, post = text.rpartition("/")
    return channel, post


def rows(case: "Case", plan: "Sample", asked: "Iterable[Question]") -> list[dict[str, str]]:
    """One row a question, in the order given."""
    from doxdocket import pipeline
    from doxdocket.pipeline import sampled
    from doxdocket.sample.settings import settings

    questions = list(asked)
    posts = {key for q in questions for key in post_of(q.unit, q.population)}
    spans: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in pipeline.latest_findings(case).select(list(_SEEN)).to_pylist():
        key = (row["channel_id"], row["post_id"])
        if key in posts:
            spans[key].append(row)
    hide = Hidden(case).words
    texts = {key: _text(post, spans[key], hide) for key, post in sampled.drawn_posts(case, posts).items()}
    unread = evidence.unread_posts(case)
    texts |= dict.fromkeys(
        unread & texts.keys(),
        say(
            "（没有识别完，不在此显示；打开：doxdocket open）",
            "(not searched to the end, so not shown here: doxdocket open)",
        ),
    )
    links = {f"{r['a']} — {r['b']} — {r['rule']}": r for r in sampled.tables(case)["links"].to_pylist()}
    lang, most = manner().lang, settings().excerpt
    out = []
    for q in questions:
        about = settings().populations[q.population]
        keys = post_of(q.unit, q.population)
        shown = [texts.get(key, say("（现行结果里没有这一贴）", "(not in the current result)"))[:most] for key in keys]
        out.append({
            "plan": plan.id, "question": q.number, "population": q.population, "unit": q.unit,
            "asks": about.asks_zh if lang == "zh" else about.asks_en, "shown": _shown(q, spans[keys[0]], links),
            "text": "\n――――\n".join(shown), "answer": "", "note": "",
        })  # fmt: skip
    return out


_SEEN = ("channel_id", "post_id", "where", "start", "end", "kind", "mask", "tag")


def _text(post: Mapping[str, Any], found: list[dict[str, Any]], hide: Callable[[str], str]) -> str:
    """Everything a post says, masked."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for f in found:
        spans[f["where"]].append((f["start"], f["end"], f["mask"]))
    parts = [masked(post["text"] or "", spans["text"], hide)]
    parts += [f"[{f['where']}] {masked(f['text'] or '', spans[f['where']], hide)}" for f in post["fields"] or ()]
    return "\n".join(part for part in parts if part)


def _shown(q: "Question", found: list[dict[str, Any]], links: Mapping[str, Mapping[str, Any]]) -> str:
    """What the question is about, in a line."""
    from doxdocket.law.kinds import kinds, told_tag
    from doxdocket.sample.results import named

    lang = manner().lang
    word = named(q.population, q.stratum)["label" if lang == "zh" else "label_en"]
    if q.population == "links":
        link = links.get(q.unit)
        agree = (
            " ".join(f"{k} {told_tag(k, t) or ''}".strip() for k, t in zip(link["kinds"], link["tags"], strict=True))
            if link
            else ""
        )
        return f"{word}{say('：', ': ')}{agree}"
    if q.population == "posts":
        return ""
    where, span, name = q.unit.rsplit("/", 3)[1:]
    if q.population == "conduct":
        return f"{word} {where} {span}"
    seen = (f for f in found if (f["where"], f"{f['start']}-{f['end']}", f["kind"]) == (where, span, name))
    kind, mask = kinds()[name], next((f"{f['mask']} {told_tag(name, f['tag']) or ''}".strip() for f in seen), "")
    return f"{kind.zh if lang == 'zh' else kind.en} {mask} {where} {span}"


def lines(data: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a sheet with their numbers in the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", "replace")
    if text.lstrip().startswith("{"):
        for at, line in enumerate(text.splitlines(), 1):
            if line.strip():
                yield at, _row(line, at)
        return
    reader = csv.reader(io.StringIO(text, newline=""))
    head = [name.strip() for name in next(reader, [])]
    at = reader.line_num + 1
    for cells in reader:
        yield at, dict(zip(head, cells, strict=False))
        at = reader.line_num + 1


def _row(line: str, at: int) -> dict[str, str]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict):
        raise WrongCall(
            zh="第 {line} 行不是 JSON 对象。没有记录任何答案。",
            en="line {line} is no JSON object. No answer was recorded.",
            line=at,
        )
    return {str(name): "" if value is None else str(value) for name, value in row.items()}
