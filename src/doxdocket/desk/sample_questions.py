"""What one question of a sample is about: its posts, what of them is marked, and what the machine said there, which the reviewer is asked whether it is so.

Sheets and pages tell it from here. Source: the plan's units and strata, the tables of the current run. Masked; nobody's answers. Left out: the texts of the posts.

>>> posts(Question("Q1", "findings", "phone_number.valid", "telegram:channel:1/45/link[0]/3-14/phone_number"))
[('telegram:channel:1', '45')]
>>> posts(Question("Q2", "links", "one_primary", "c:1/7/0 — c:2/8/1 — one_primary"))
[('c:1', '7'), ('c:2', '8')]
>>> [
...     posts(Question("Q3", name, "", unit))
...     for name, unit in (("sets", "c:1/7/0"), ("conduct", "c:1/7/threat"), ("conduct", "c:1/7/text/0-4/threat"))
... ]
[[('c:1', '7')], [('c:1', '7')], [('c:1', '7')]]
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.decisions.placing import post_key, post_of
from doxdocket.desk.answers import called
from doxdocket.law.kinds import told_tag
from doxdocket.sample.plan import Question
from doxdocket.sample.results import named
from doxdocket.words import either, listed, say

Key = tuple[str, str]
"""Channel and post."""
PAIRS = frozenset({"links", "apart"})
"""Populations of two publications."""
PERSONS = frozenset({"sets", "nobody", "roles", "ages"})
"""Populations of all information of one person in one post."""
_NAMED = frozenset({"apart", "roles", "ages"})
"""Those of them of which the stratum is what is asked."""
_STRETCHES = frozenset({"findings", "doubtful", "prices"})


class Seen(NamedTuple):
    """What the current run holds of the posts asked about: findings, links by unit, conduct and readings."""

    findings: Mapping[Key, list[dict[str, Any]]]
    links: Mapping[str, Mapping[str, Any]]
    conduct: Mapping[Key, list[dict[str, Any]]]
    readings: Mapping[Key, list[dict[str, Any]]]


def seen(tables: Mapping[str, pa.Table], some: Collection[Key]) -> Seen:
    """Of these posts what the tables hold that units are drawn from (``sampled.tables``)."""
    ends = pa.array(sorted({"/".join(key) for key in some}), pa.string())
    links = tables["links"]
    of = pc.is_in(pc.replace_substring_regex(links["a"], r"/[^/]*$", ""), ends)
    rows = links.filter(of).to_pylist()
    return Seen(
        _by_post(tables["findings"].select(list(_SEEN)), some), {f"{r['a']} — {r['b']} — {r['rule']}": r for r in rows},
        _by_post(tables["conduct"], some), _by_post(tables["readings"], some),
    )  # fmt: skip


_SEEN = ("channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "mask", "tag")


def _by_post(rows: pa.Table, some: Collection[Key]) -> dict[Key, list[dict[str, Any]]]:
    wanted = rows.filter(pc.is_in(rows["post_id"], pa.array(sorted({post for _, post in some}), pa.string())))
    out: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for row in wanted.to_pylist():
        out[row["channel_id"], row["post_id"]].append(row)
    return out


def posts(q: Question) -> list[Key]:
    """The posts that it is about."""
    if q.population in PAIRS:
        return [post_of(end) for end in persons(q)]
    if q.population in {"posts", "unlabelled"}:
        return [post_key(q.unit)]
    long = q.population in _STRETCHES or _stretch(q.unit)
    return [post_key(q.unit.rsplit("/", 3 if long else 1)[0])]


def persons(q: Question) -> tuple[str, ...]:
    """The publications whose persons it is about."""
    if q.population in PAIRS:
        return tuple(q.unit.split(" — ")[:2])
    return (q.unit,) if q.population in PERSONS else ()


def _stretch(unit: str) -> bool:
    """Whether a unit of conduct names a stretch, as plans did before they named posts."""
    return re.fullmatch(r"\d+-\d+", unit.rsplit("/", 2)[-2]) is not None


def marked(q: Question, run: Seen) -> tuple[str, ...]:
    """What of its posts it asks about: findings and stretches of conduct, by their ids."""
    if q.population in _STRETCHES or (q.population == "conduct" and _stretch(q.unit)):
        return (q.unit,)
    (key, *_) = posts(q)
    if q.population == "conduct":
        return tuple(_id(key, a, "label") for a in run.conduct.get(key, ()) if a["label"] == q.stratum)
    ends = zip(persons(q), posts(q), strict=False)
    return tuple(_id(of, f, "kind") for end, of in ends for f in run.findings.get(of, ()) if str(f["person"]) == end.rpartition("/")[2])  # fmt: skip


def _id(key: Key, row: Mapping[str, Any], name: str) -> str:
    return f"{'/'.join(key)}/{row['where']}/{row['start']}-{row['end']}/{row[name]}"


def said(q: Question, run: Seen, *, placed: bool = True) -> str:
    """What the machine said of it, in a line: kind, mask and tag, rule, label, role, age band, price or reading; empty where it said nothing.

    ``placed``: with the places of stretches and the items of persons, for a sheet, which marks nothing.
    """
    label, colon, semicolon = _word(q), say("marks.colon"), say("marks.semicolon")
    if q.population == "posts":
        return ""
    keys = posts(q)
    if q.population == "links":
        link = run.links.get(q.unit)
        both = zip(link["kinds"], link["tags"], strict=True) if link else ()
        agree = (
            f"{either(*called(kind)) if not placed else kind} {told_tag(kind, tag) or ''}".strip() for kind, tag in both
        )
        return f"{label}{colon}{' '.join(agree) if placed else listed('marks.comma', agree)}"
    if q.population in PAIRS | PERSONS:
        head = label if q.population in _NAMED else ""
        if not placed:
            return head
        sets = (_items(end, run.findings.get(key, [])) for end, key in zip(persons(q), keys, strict=True))
        return f"{head}{colon if head else ''}{' ―― '.join(sets)}"
    acts = run.conduct.get(keys[0], [])
    if q.population == "unlabelled":
        labels = sorted(
            {f"{either(*called(a['label']))} {_place(a)}" if placed else either(*called(a["label"])) for a in acts}
        )
        return f"{say('desk_units.labelled')}{semicolon.join(labels) or say('desk_units.nothing')}"
    if q.population == "views":
        capture = q.unit.rpartition("/")[2]
        told = [r for r in run.readings.get(keys[0], []) if r["what"] == "views" and r["capture"] == capture]
        return semicolon.join(f"{r['shown'] or r['value']} ({r['low']:,}–{r['high']:,}) {capture}" for r in told)
    if q.population == "conduct" and not _stretch(q.unit):
        stretches = [_place(a) for a in acts if a["label"] == q.stratum]
        return f"{label} {semicolon.join(stretches)}" if placed else label
    where, span, name = q.unit.rsplit("/", 3)[1:]
    at = f" {where} {span}" if placed else ""
    if q.population == "prices":
        of = [a for a in acts if (_place(a), a["label"]) == (f"{where} {span}", name)]
        return semicolon.join(_asked_for(a) for a in of) + at
    if q.population == "conduct":
        return label + at
    found = (f for f in run.findings.get(keys[0], ()) if (_place(f), f["kind"]) == (f"{where} {span}", name))
    value = next((_value(f) for f in found), "")
    return f"{either(*called(name))} {value}{at}".strip()


def _word(q: Question) -> str:
    """The stratum in words."""
    word = named(q.population, q.stratum)
    return str(either(word["label"], word["label_en"]))


def _place(row: Mapping[str, Any]) -> str:
    return f"{row['where']} {row['start']}-{row['end']}"


def _value(finding: Mapping[str, Any]) -> str:
    """Mask and tag, which tells equal masks of unequal values apart."""
    return f"{finding['mask']} {told_tag(finding['kind'], finding['tag']) or ''}".strip()


def _items(unit: str, findings: Collection[Mapping[str, Any]]) -> str:
    """All information of one person in one post, masked."""
    person = unit.rpartition("/")[2]
    own = (f for f in findings if str(f["person"]) == person and f["verdict"] != "doubtful")
    return say("marks.semicolon").join(dict.fromkeys(f"{either(*called(f['kind']))} {_value(f)}" for f in own))


def _asked_for(act: Mapping[str, Any]) -> str:
    """The price of an offer as it was read."""
    ends = [act["yuan_low"] if act["priced"] else act["yuan_least"], act["yuan_high"] if act["priced"] else act["yuan_most"]]  # fmt: skip
    known = [f"{float(end):g}" for end in ends if end is not None]
    return (
        say("documents_damages.yuan", amount="–".join(dict.fromkeys(known)))
        if known
        else say("desk_units.no_price_was_read")
    )
