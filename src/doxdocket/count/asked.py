"""Open questions about who is whom, as a section of an explanation.

Source: the run's table ``queue``, strongest identifiers first. Left out: ``export CASE queue`` has all of it.

>>> questions([]).total
0
"""

from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.count.explanation import Both, Section
from doxdocket.decisions import hints


def questions(queue: Sequence[Mapping[str, Any]]) -> Section:
    """Questions that a person must decide, with what each answer does to the number of persons."""
    rows = [
        {"question": q["question"], "a": q["a"], "b": q["b"], "rule": q["rule"] or None, "blocked_by": q["blocked_by"],
         "agree": [f"{k} {t}" for k, t in zip(q["agree"], q["agree_tags"], strict=True)],
         "against": [f"{k} {x} | {y}" for k, x, y in zip(q["against"], q["against_a"], q["against_b"], strict=True)],
         "same": f"{q['same_low']:+d}/{q['same_high']:+d}", "apart": f"{q['apart_low']:+d}/{q['apart_high']:+d}",
         "command": q["command_same"]}
        for q in queue[:_ASKED]
    ]  # fmt: skip
    said = Both(
        "相同、不同两列：认定为同一人或不是同一人后，人数低值/高值各变多少，只就该问题而言。不是同一人：命令中改作 person.not_same。全表：doxdocket export CASE queue",
        "same, apart: how the low/high of persons changes with that answer, of this question alone. For two persons write person.not_same. All: doxdocket export CASE queue",
    )  # fmt: skip
    return Section(
        Both("待认定的问题（标识强者在前）", "open questions (strongest identifiers first)"),
        [said],
        rows,
        len(queue),
    )


_ASKED = 12


def hinted(rows: Sequence[Mapping[str, Any]], modifier: str = "") -> Section:
    """Questions that posts themselves put; ``modifier``: of these alone that an act of this kind would answer."""
    some = [r for r in rows if not modifier or hints.hints()[r["hint"]].modifier == modifier]
    told = dict.fromkeys(r["hint"] for r in some)
    lines = [Both(hints.hints()[name].zh, f"{name}: {hints.hints()[name].en}") for name in told]
    title = Both("贴文自己说到的（提示，不改变数据；全表：export CASE hints）", "what posts themselves speak of (questions; no figure changes; all: export CASE hints)")  # fmt: skip
    return Section(title, lines, some[:_ASKED], len(some))
