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
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from doxdocket.cli.said import manner
from doxdocket.desk.masking import Hidden, Span, masked, unread_posts
from doxdocket.errors import WrongCall
from doxdocket.words import say

if TYPE_CHECKING:
    import pyarrow as pa

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
    >>> post_of("c:1/7/0", "sets"), post_of("c:1/7/threat", "conduct"), post_of("c:1/7/text/0-4/threat", "conduct")
    ([('c:1', '7')], [('c:1', '7')], [('c:1', '7')])
    """
    if population in {"links", "apart"}:
        return [_two(end.rsplit("/", 1)[0]) for end in unit.split(" — ")[:2]]
    if population in {"posts", "unlabelled"}:
        return [_two(unit)]
    long = population in {"findings", "doubtful", "prices"} or _stretch(unit)
    return [_two(unit.rsplit("/", 3 if long else 1)[0])]


def _stretch(unit: str) -> bool:
    """Whether a unit of conduct names a stretch, as plans did before they named posts."""
    return re.fullmatch(r"\d+-\d+", unit.rsplit("/", 2)[-2]) is not None


def _two(text: str) -> Key:
    channel, _, post = text.rpartition("/")
    return channel, post


def rows(case: "Case", plan: "Sample", asked: "Iterable[Question]", officer: str) -> list[dict[str, str]]:
    """One row a question, in the order given; ``officer``: whose sheet it is."""
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
    unread = unread_posts(case)
    texts |= dict.fromkeys(
        unread & texts.keys(),
        say("sheets.not_searched_to_end_so"),
    )
    held = sampled.tables(case)
    links = {f"{r['a']} — {r['b']} — {r['rule']}": r for r in held["links"].to_pylist()}
    seen = Seen(spans, links, _by_post(held["conduct"], posts), _by_post(held["readings"], posts))
    lang, most = manner().lang, settings().excerpt
    out = []
    for q in questions:
        about = settings().populations[q.population]
        keys = post_of(q.unit, q.population)
        shown = [texts.get(key, say("sheets.not_in_current_result"))[:most] for key in keys]
        out.append({
            "plan": plan.id, "officer": officer, "question": q.number, "population": q.population, "unit": q.unit,
            "asks": about.asks_zh if lang == "zh" else about.asks_en, "shown": _shown(q, keys, seen),
            "text": "\n――――\n".join(shown), "answer": "", "note": "",
        })  # fmt: skip
    return out


_SEEN = ("channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "mask", "tag")


class Seen(NamedTuple):
    """What the current run holds of the posts asked about: findings, links by unit, conduct and readings."""

    findings: Mapping[Key, list[dict[str, Any]]]
    links: Mapping[str, Mapping[str, Any]]
    conduct: Mapping[Key, list[dict[str, Any]]]
    readings: Mapping[Key, list[dict[str, Any]]]


def _by_post(rows: "pa.Table", posts: set[Key]) -> dict[Key, list[dict[str, Any]]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = rows.filter(pc.is_in(rows["post_id"], pa.array(sorted({post for _, post in posts}), pa.string())))
    out: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in wanted.to_pylist():
        out[row["channel_id"], row["post_id"]].append(row)
    return out


def _text(post: Mapping[str, Any], found: list[dict[str, Any]], hide: Callable[[str], str]) -> str:
    """Everything a post says, masked."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for f in found:
        spans[f["where"]].append((f["start"], f["end"], f["mask"]))
    parts = [masked(post["text"] or "", spans["text"], hide)]
    parts += [f"[{f['where']}] {masked(f['text'] or '', spans[f['where']], hide)}" for f in post["fields"] or ()]
    return "\n".join(part for part in parts if part)


def _shown(q: "Question", keys: list[Key], seen: Seen) -> str:
    """What the question is about, in a line."""
    from doxdocket.law.kinds import kinds, told_tag
    from doxdocket.sample.results import named

    lang = manner().lang
    word = named(q.population, q.stratum)["label" if lang == "zh" else "label_en"]
    colon = say("marks.colon")
    if q.population == "links":
        link = seen.links.get(q.unit)
        agree = (
            " ".join(f"{k} {told_tag(k, t) or ''}".strip() for k, t in zip(link["kinds"], link["tags"], strict=True))
            if link
            else ""
        )
        return f"{word}{colon}{agree}"
    if q.population == "posts":
        return ""
    if q.population in _OF_SETS:
        sets = [_items(end, key, seen) for end, key in zip(q.unit.split(" — "), keys, strict=True)]
        return f"{word if q.population in _NAMED else ''}{colon if q.population in _NAMED else ''}{' ―― '.join(sets)}"
    acts = seen.conduct.get(keys[0], [])
    if q.population == "unlabelled":
        labels = sorted({f"{named('conduct', a['label'])['label' if lang == 'zh' else 'label_en']} {a['where']} {a['start']}-{a['end']}" for a in acts})  # fmt: skip
        return f"{say('sheets.labelled')}{say('marks.semicolon').join(labels) or say('sheets.nothing')}"
    if q.population == "views":
        capture = q.unit.rpartition("/")[2]
        told = [r for r in seen.readings.get(keys[0], []) if r["what"] == "views" and r["capture"] == capture]
        return say("marks.semicolon").join(
            f"{r['shown'] or r['value']} ({r['low']:,}–{r['high']:,}) {capture}" for r in told
        )
    if q.population == "conduct" and not _stretch(q.unit):
        stretches = [f"{a['where']} {a['start']}-{a['end']}" for a in acts if a["label"] == q.stratum]
        return f"{word} {say('marks.semicolon').join(stretches)}"
    where, span, name = q.unit.rsplit("/", 3)[1:]
    if q.population == "prices":
        of = [a for a in acts if (a["where"], f"{a['start']}-{a['end']}", a["label"]) == (where, span, name)]
        return f"{say('marks.semicolon').join(_asked_for(a) for a in of)} {where} {span}"
    if q.population == "conduct":
        return f"{word} {where} {span}"
    found = (f for f in seen.findings[keys[0]] if (f["where"], f"{f['start']}-{f['end']}", f["kind"]) == (where, span, name))  # fmt: skip
    kind, mask = kinds()[name], next((f"{f['mask']} {told_tag(name, f['tag']) or ''}".strip() for f in found), "")
    return f"{kind.zh if lang == 'zh' else kind.en} {mask} {where} {span}"


_NAMED = frozenset({"apart", "roles", "ages"})
_OF_SETS = _NAMED | {"sets", "nobody"}
"""Populations about all information of one person in one post; of three of them the stratum is what is asked."""


def _items(unit: str, key: Key, seen: Seen) -> str:
    """All information of one person in one post, masked."""
    from doxdocket.law.kinds import kinds, told_tag

    lang, person = manner().lang, unit.rpartition("/")[2]
    parts = [
        f"{getattr(kinds()[f['kind']], lang)} {f['mask']} {told_tag(f['kind'], f['tag']) or ''}".strip()
        for f in seen.findings[key] if str(f["person"]) == person and f["verdict"] != "doubtful"
    ]  # fmt: skip
    return say("marks.semicolon").join(dict.fromkeys(parts))


def _asked_for(act: Mapping[str, Any]) -> str:
    """The price of an offer as it was read."""
    ends = [act["yuan_low"] if act["priced"] else act["yuan_least"], act["yuan_high"] if act["priced"] else act["yuan_most"]]  # fmt: skip
    known = [f"{float(end):g}" for end in ends if end is not None]
    return "¥" + "–".join(dict.fromkeys(known)) if known else say("sheets.no_price_was_read")


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
