"""Open questions about who is whom, as a section of an explanation.

Source: the run's table ``queue``, strongest identifiers first. Left out: ``export CASE queue`` has all of it.

>>> questions([]).total
0
"""

from collections.abc import Mapping, Sequence
from typing import Any

from doxdocket.count.explanation import Section
from doxdocket.decisions import hints
from doxdocket.words import Both, zh_en


def questions(queue: Sequence[Mapping[str, Any]]) -> Section:
    """Questions that a person must decide, with what each answer does to the number of persons."""
    rows = [
        {"question": q["question"], "a": q["a"], "b": q["b"], "rule": q["rule"] or None, "blocked_by": q["blocked_by"],
         "agree": [f"{k} {t}" for k, t in zip(q["agree"], q["agree_tags"], strict=True)],
         "against": [f"{k} {x} | {y}" for k, x, y in zip(q["against"], q["against_a"], q["against_b"], strict=True)],
         **{to: "/".join(f"{q[f'{to}_{end}']:+d}" for end in ("low", "best", "high")) for to in ("same", "apart")},
         "command": q["command_same"]}
        for q in queue[:_ASKED]
    ]  # fmt: skip
    said = zh_en("count_asked.same_apart_how_low_high")  # fmt: skip
    return Section(
        zh_en("count_asked.open_questions_strongest_identifiers_first"),
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
    title = zh_en("count_asked.what_posts_themselves_speak_of")  # fmt: skip
    return Section(title, lines, some[:_ASKED], len(some))
