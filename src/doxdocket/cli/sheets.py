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

from doxdocket.cli.language import manner
from doxdocket.desk.masking import Hidden, Span, masked, unread_posts
from doxdocket.errors import WrongCall
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.sample.plan import Question
    from doxdocket.store.case import Case
    from doxdocket.store.samples import Sample

Key = tuple[str, str]


def rows(case: "Case", plan: "Sample", asked: "Iterable[Question]", officer: str) -> list[dict[str, str]]:
    """One row a question, in the order given; ``officer``: whose sheet it is."""
    from doxdocket import pipeline
    from doxdocket.desk import sample_questions
    from doxdocket.pipeline import sampled
    from doxdocket.sample.settings import settings

    questions = list(asked)
    posts = {key for q in questions for key in sample_questions.posts(q)}
    spans: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in pipeline.latest_findings(case).select(list(_SEEN)).to_pylist():
        key = (row["channel_id"], row["post_id"])
        if key in posts:
            spans[key].append(row)
    hide = Hidden(case).words
    texts = {key: _text(post, spans[key], hide) for key, post in sampled.drawn_posts(case, posts).items()}
    unread = unread_posts(case)
    texts |= dict.fromkeys(
        unread & texts.keys(),
        say("sheets.not_searched_to_end_so"),
    )
    seen = sample_questions.seen(sampled.tables(case), posts)
    lang, most = manner().lang, settings().excerpt
    out = []
    for q in questions:
        about = settings().populations[q.population]
        keys = sample_questions.posts(q)
        shown = [texts.get(key, say("sheets.not_in_current_result"))[:most] for key in keys]
        out.append({
            "plan": plan.id, "officer": officer, "question": q.number, "population": q.population, "unit": q.unit,
            "asks": about.asks_zh if lang == "zh" else about.asks_en, "shown": sample_questions.said(q, seen),
            "text": "\n――――\n".join(shown), "answer": "", "note": "",
        })  # fmt: skip
    return out


_SEEN = ("channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "mask", "tag")


def _text(post: Mapping[str, Any], found: list[dict[str, Any]], hide: Callable[[str], str]) -> str:
    """Everything a post says, masked."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for f in found:
        spans[f["where"]].append((f["start"], f["end"], f["mask"]))
    parts = [masked(post["text"] or "", spans["text"], hide)]
    parts += [f"[{f['where']}] {masked(f['text'] or '', spans[f['where']], hide)}" for f in post["fields"] or ()]
    return "\n".join(part for part in parts if part)


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
        raise WrongCall("sheets.line_is_no_json_object", line=at)
    return {str(name): "" if value is None else str(value) for name, value in row.items()}
