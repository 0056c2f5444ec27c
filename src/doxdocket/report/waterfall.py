"""The doubtful links that weigh most, each as a waterfall: a bar a kind from where the one before ended, then the sum.

Source: ``count.waterfall`` over links that a conflict blocks or that are not certain, between two persons of the high
count. Masks are left out of the picture, so that it says kinds and how many share a value, nothing of anybody. Leaves out the
links that a decision has settled.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from doxdocket.count.explain_link import elsewhere
from doxdocket.count.waterfall import Step, Weighing
from doxdocket.law import rule_pages
from doxdocket.law.kinds import kinds
from doxdocket.law.weights import weights
from doxdocket.report.gather import kind_label
from doxdocket.report.pictures import FAINT, INK, RANGE, _line, _n, _rect, _svg, _text
from doxdocket.report.tables import Row, Tables
from doxdocket.report.words import Words

SHOWN = 12
WEIGHED = 2000
"""Links that are weighed; of more, those of the strongest rules."""
_LEVELS = {"certain": 0, "likely": 1, "possible": 2}
_LEFT, _SPAN, _TALL = 330, 260, 18


def doubts(tables: Tables, words: Words) -> dict[str, Any]:
    """The links to look at, most weight first, and how many there are."""
    dossiers = tables.run.read("dossiers")
    keys = (dossiers[c].to_pylist() for c in ("channel_id", "post_id", "person_no", "person", "by_link"))
    person = {f"{c}/{p}/{n}": None if led else who for c, p, n, who, led in zip(*keys, strict=True)}
    open_ = [x for x in tables.run.read("links").to_pylist() if _waits(x) and person.get(x["a"]) != person.get(x["b"])]
    open_.sort(key=lambda x: (_LEVELS[x["level"]], x["a"], x["b"]))
    weighed = open_[:WEIGHED]
    says = weights().says
    out: dict[str, Any] = {
        "says": says.zh if words.lang == "zh" else says.en,
        "total": len(open_),
        "rows": [],
    }
    if weighed:
        seen = tables.counted
        weighing = Weighing(seen["exposures"], seen["findings"], [x[side] for x in weighed for side in ("a", "b")])
        steps = {(x["a"], x["b"]): weighing.steps(x["a"], x["b"]) for x in weighed}
        weighed.sort(key=lambda x: -_total(steps[x["a"], x["b"]]))
        pairs: dict[frozenset[str | None], Row] = {}
        for x in weighed:  # one row a pair of persons: the strongest
            pairs.setdefault(frozenset((person.get(x["a"]), person.get(x["b"]))), x)
        out["total"], rows = len(pairs), list(pairs.values())[:SHOWN]
        out["rows"] = [_row(x, steps[x["a"], x["b"]], person, words) for x in rows]
    return out


def _waits(link: Row) -> bool:
    """Whether a link is a person's to look at: doubtful, or kept apart by what contradicts it."""
    blocked = link["blocked_by"] or ""
    return (
        link["rule"] != "hub"
        and not blocked.startswith(("decision:", "hub:"))
        and (bool(blocked) or not link["certain"])
    )


def _total(steps: Sequence[Step]) -> float:
    return steps[-1].total if steps else 0.0


def _row(link: Row, steps: Sequence[Step], person: Mapping[str, str | None], words: Words) -> Row:
    zh, en = rule_pages.link(link["rule"], "zh")[0], rule_pages.link(link["rule"], "en")[0]
    ends = [person.get(link[side]) or link[side] for side in ("a", "b")]
    label = words("doubts_label", a=ends[0], b=ends[1], sum=f"{_total(steps):+.1f}")
    blocked = link["blocked_by"]
    return {
        "id": f"{link['a']}+{link['b']}", "persons": " + ".join(ends), "rule": zh if words.lang == "zh" else en,
        "level": words(f"level_{link['level']}"), "blocked": kind_label(blocked, words) if blocked in kinds() else blocked,
        "elsewhere": elsewhere(link, steps),
        "picture": waterfall(steps, label, words),
    }  # fmt: skip


def waterfall(steps: Sequence[Step], label: str, words: Words) -> Markup:
    """One line a kind; each bar starts where the sum stood before."""
    ends = [0.0, *(s.total for s in steps)]
    low, high = min(ends), max(*ends, 1.0)
    scale = _SPAN / (high - low)

    def x(weight: float) -> float:
        return _LEFT + (weight - low) * scale

    foot = _TALL * (len(steps) + 1) + 4
    body: list[Markup] = [_line(x(0), 0, x(0), foot, FAINT)]
    for n, s in enumerate(steps):
        before, top = ends[n], n * _TALL + 3
        a, b = sorted((before, s.total))
        body += [
            _text(_LEFT - 8, top + 11, _said(s, words), "end"),
            _rect(x(a), top, max((b - a) * scale, 1), _TALL - 6, RANGE if s.how == "differ" else INK),
            _text(_LEFT + _SPAN + 8, top + 11, f"{s.weight:+.1f}"),
        ]
    top = len(steps) * _TALL + 3
    body += [
        _text(_LEFT - 8, top + 11, words("doubts_sum"), "end"),
        _line(x(ends[-1]), top, x(ends[-1]), top + _TALL - 6, INK, 3),
        _text(_LEFT + _SPAN + 8, top + 11, f"{ends[-1]:+.1f}"),
    ]
    return _svg(_LEFT + _SPAN + 60, int(float(_n(foot))), label, body, "chart")


def _said(s: Step, words: Words) -> str:
    """The kind, how it compares, and how many share it."""
    more = [words("doubts_differ")] if s.how == "differ" else [words("doubts_near")] if s.how == "near" else []
    if s.held is not None:
        more.append(words("doubts_held", held=words.number(s.held), known=words.number(s.known)))
    if s.why:
        more.append(words("doubts_with", kind=kind_label(s.why, words)))
    return f"{kind_label(s.kind, words)} {words('semicolon').strip().join(more)}".strip()
