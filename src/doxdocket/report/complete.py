"""The first section of the page: what the captures lack or leave in doubt, in sentences, by capture, and item by item.

Source: the run's tables ``completeness`` and ``captures`` and the figure of that name; nothing is counted here. Leaves out
values, names of posters, and any cause of what is missing.

>>> spread([1, 2, 3, 4, 5, 6, 7], ", ")
'1, 2, 3, 4, 5 …'
"""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pyarrow.compute as pc

from doxdocket.intake.words import CODES as REFUSALS
from doxdocket.merge.completeness import ITEMS
from doxdocket.parse.codes import CODES
from doxdocket.report.gather import Names, minute
from doxdocket.report.tables import Row, Tables
from doxdocket.report.words import Words, table

_COUNTS = ("posts", "id_gaps", "unsupported", "undated", "files_missing", "repairs", "quarantined", "no_reading")
_ABOVE = frozenset({"unsupported", "undated", "no_reading", "repairs", "quarantined", "notice"})  # stand whole above it
_UNTOLD = ("id_gaps_unknown", "id_gaps_kind_unknown", "id_gaps_selections")
_LISTED = 120  # rows of items that a page can bear
_FILES = 5


def completeness(tables: Tables, merged: Mapping[str, int | None], names: Names, words: Words) -> dict[str, Any]:
    """``merged``: the figure's value, the whole of the case with each post once."""
    rows = [_capture(r, tables.zone, names, words) for r in tables.missing()]
    lacking = tables.lacking()
    outside = _bytes(tables, without_channel=True)
    whole = {**merged, "posts": tables.posts.num_rows, "quarantined": _bytes(tables)}
    if not whole["id_gaps"] and any(merged.get(key) for key in _UNTOLD):
        whole["id_gaps"] = None  # a sum of nothing known is no zero
    said = sentences(merged, words)
    worth = [r for r in sorted(lacking, key=_order) if r["item"] not in _ABOVE and _worth(r)]
    items: list[Row] = [
        {
            "label": words(f"i_{item}"),
            "code": told(item, code, words),
            "rows": [item_row(r, names, words) for r in same],
        }
        for (item, code), same in groupby(worth[:_LISTED], key=lambda r: (r["item"], r["code"]))
    ]
    return {
        "said": said, "rows": rows, "outside": outside, "total": [whole[c] for c in _COUNTS], "items": items,
        "more": max(0, len(worth) - _LISTED),
    }  # fmt: skip


def sentences(merged: Mapping[str, int | None], words: Words) -> list[str]:
    """One sentence for each thing that lacks somewhere, in the order of the words."""
    keys = [name.removeprefix("say_") for name in table() if name.startswith("say_")]
    return [words(f"say_{key}", n=words.number(n)) for key in keys if (n := merged.get(key))]


def _bytes(tables: Tables, *, without_channel: bool = False) -> int:
    rows = (
        tables.completeness.filter(pc.equal(tables.completeness["item"], "quarantined"))
        .select(["channel_id", "bytes"])
        .to_pylist()
    )
    return sum(r["bytes"] or 0 for r in rows if not without_channel or r["channel_id"] is None)


def _capture(row: Row, zone: str, names: Names, words: Words) -> Row:
    """One channel in one file: what it is, when it was made, what it reaches, and its counts."""
    first, last = (minute(row[n], zone) for n in ("first_at", "last_at"))
    when = (
        words("no_time_stated") if not first else first if first == last else words("day_span", first=first, last=last)
    )
    how = words(f"how_{row['at_how']}") if first and row["at_how"] else ""
    kind = words(f"extent_{row['extent']}") if row["extent"] else words("extent_mixed")
    many = words("captures_n", n=words.number(row["captures"])) if row["captures"] > 1 else ""
    ids = "" if row["first_post"] is None else f"{row['first_post']}–{row['last_post']}"
    reach = names.guard.masked(ids, words("masked_words"))  # an id may chance to be somebody's number
    return {
        "channel": names.long(row["channel_id"]), "file": names.file(row["source"]), "when": when, "how": how,
        "kind": words("list_comma").join(w for w in (kind, many) if w), "reach": reach, "counts": [row[c] for c in _COUNTS],
    }  # fmt: skip


def _worth(row: Row) -> bool:
    """Gaps that are none, and ranges that hold what they claim, need no row."""
    return row["count"] != 0 if row["item"] in ("id_gaps", "stated_range") else True


def _order(row: Row) -> tuple[int, str, str]:
    return ITEMS.index(row["item"]), row["code"] or "", row["channel_id"] or "~"


def item_row(row: Row, names: Names, words: Words) -> Row:
    """What an item lacks, as its row on the page: identifiers of persons hidden, sums said."""
    detail = [names.guard.masked(row["detail"] or "", words("masked_words"))]
    if row["each_sum"]:
        detail.append(words("by_each", n=words.number(row["each_sum"])))
    elif row["summed"]:
        detail.append(words("by_each_only"))
    serials = sorted(names.serial[s] for s in row["sources"] or () if s in names.serial)
    return {
        "channel": names.long(row["channel_id"]) if row["channel_id"] else words("outside_channels"),
        "files": spread(serials, words("list_comma")), "count": row["count"], "detail": words("semicolon").join(d for d in detail if d),
    }  # fmt: skip


def told(item: str, code: str | None, words: Words) -> str:
    """The words of a code, whoever brings them: the intake, the parsers, or this page."""
    if code is None:
        return ""
    both = (REFUSALS if item == "not_taken" else CODES).get(code)
    return words(f"c_{code}") if both is None else both[0] if words.lang == "zh" else both[1]


def spread(numbers: Sequence[int], comma: str) -> str:
    """Numbers of files, the first of them."""
    return comma.join(map(str, numbers[:_FILES])) + (" …" if len(numbers) > _FILES else "")
