"""Questions that posts put and nobody answered, by kind: how many, what they keep out of the low, what a yes would take out of every bound.

Source: the table ``hints``. A publication that several questions reach counts once a kind. Leaves out: what is asked (``decisions.hints``).

>>> from doxdocket.account import HINTS
>>> asked = pa.Table.from_pylist(
...     [{"hint": "fiction", "kept_from_low": ["c/1/0"], "yes_takes": ["c/1/0", "c/2/0"]}], HINTS
... )
>>> [(one["hint"], one["open"], one["kept_from_low"], one["yes_takes"]) for one in by_kind(asked)]
[('fiction', 1, 1, 2)]
>>> said(by_kind(asked))[1].strip()
'By kind - fiction 1 (in no low 1, out of every bound on a yes 2).'
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pyarrow as pa

from doxdocket.decisions.hints import hints
from doxdocket.words import zh_en


def by_kind(asked: pa.Table, within: Collection[str] | None = None) -> list[dict[str, Any]]:
    """One row a kind that asks anything. ``within``: the keys of the publications of a scope, outside which nothing is counted."""
    found: dict[str, tuple[set[str], set[str], list[str]]] = {}
    for row in asked.to_pylist():
        kept, takes, every = found.setdefault(row["hint"], (set(), set(), []))
        every.append(row["publication"])
        for of, name in ((kept, "kept_from_low"), (takes, "yes_takes")):
            of.update(key for key in row[name] or () if within is None or key in within)
    return [
        {"hint": one.id, "label": one.name.zh, "label_en": one.name.en, "open": len(every), "kept_from_low": len(kept), "yes_takes": len(takes)}
        for one in hints().values() if one.id in found for kept, takes, every in [found[one.id]]
    ]  # fmt: skip


def said(rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """The same in a sentence of each language; nothing where nothing is asked."""
    if not rows:
        return "", ""
    told = [
        zh_en(
            "count_waiting.one",
            name=(r["label"], r["label_en"]),
            n=r["open"],
            low=r["kept_from_low"],
            yes=r["yes_takes"],
        )
        for r in rows
    ]
    return zh_en("count_waiting.by_kind", told=("；".join(zh for zh, _ in told), "; ".join(en for _, en in told)))
