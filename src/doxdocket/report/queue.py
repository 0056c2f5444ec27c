"""The short list of open questions about who is whom, for the page.

Source: the run's table ``queue``, strongest identifiers first; nothing is weighed here. Leaves out what does not change the
number of persons by either answer, and what a page cannot bear: ``export CASE queue`` has all.
"""

from collections.abc import Sequence
from typing import Any

from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.report.words import Words

_LISTED = 20


def asked(rows: Sequence[dict[str, Any]], words: Words) -> dict[str, Any]:
    """The first questions in words, and how many there are."""
    told = [r for r in rows if r["question"] != "whose_value"]
    weighty = [r for r in told if r["question"] == "which_number" or any(r[e] for e in _EFFECTS)]
    return {"rows": [_row(r, words) for r in weighty[:_LISTED]], "more": max(0, len(rows) - _LISTED), "all": len(rows)}


_EFFECTS = ("same_low", "same_high", "apart_low", "apart_high")


def _row(row: dict[str, Any], words: Words) -> dict[str, Any]:
    comma = words("list_comma")
    persons = [row[side] or words("q_nobody") for side in ("person_a", "person_b")]
    rule = words("q_which_number") if row["question"] == "which_number" else words.of(_said(row["rule"]))
    return {
        "persons": comma.join(dict.fromkeys(persons)), "rule": rule,
        "agree": comma.join(_named(k, words) for k in row["agree"]) or "·",
        "against": comma.join(_named(k, words) for k in row["against"]) or _blocked(row["blocked_by"], words),
        "same": words("q_effect", low=f"{row['same_low']:+d}", high=f"{row['same_high']:+d}"),
        "apart": words("q_effect", low=f"{row['apart_low']:+d}", high=f"{row['apart_high']:+d}"),
    }  # fmt: skip


def _said(rule: str) -> dict[str, str]:
    told = links().told(rule)
    return {"zh": told.zh, "en": told.en}


def _blocked(by: str | None, words: Words) -> str:
    if by is None:
        return "·"
    return words("q_same_post") if by == "same_post" else _named(by, words)


def _named(kind: str, words: Words) -> str:
    known = kinds()[kind]
    return known.zh if words.lang == "zh" else known.en
