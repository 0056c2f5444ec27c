"""How each figure is counted, as the bundle says it: of a figure that one statement gives, at each bound what is told apart in which table under which condition; of any other the way in words.

Source: ``count/figures.yaml``, spelled out with the names of the bundle's tables and columns. ``verify.py`` counts by these conditions. Left out: figures of tables
that are not handed over (``profiled``, ``changes``, ``faces``, findings as decisions leave them): of these it says so.

>>> [(row["bound"], row["told_apart"], row["where"]) for row in rows(["persons"])][:1]
[('low', 'person_low', "counts = 'low'")]
>>> rows(["ratio"])[0]["bound"], rows(["face_images"])[0]["table"]
(None, None)
"""

import re
from collections.abc import Iterable
from typing import Any

from doxdocket.count.catalogue import BOUNDS, KIND, catalogue, condition, counts_of, way_of
from doxdocket.words import zh_en

Row = dict[str, Any]
COLUMNS = ("id", "bound", "table", "told_apart", "where", "how", "how_en")
_TABLES = {"dossiers": "publications"}
_COLUMNS = {"digest": "value_no", "spelling": "spelling_no", "item_set": "item_set_no"}
_HANDED = frozenset(("posts", "publications", "exposures", "conduct", "ages", "modifiers", "victims", "channel_ranking", "decided", "hints"))  # fmt: skip
"""Tables of the bundle in which a figure's rows stand as the figure counted them."""
BESIDE = ("U_set", "U_person", "U_field")
"""The readings of 条 of which ``law_counts`` has counts."""


def rows(ids: Iterable[str]) -> list[Row]:
    """The ways of these figures, in their order, then those of the counts under each reading."""
    found = list[Row]()
    for one in ids:
        counts = counts_of(one)
        table = _TABLES.get(counts[0], counts[0]) if counts else ""
        if counts is None or table not in _HANDED:
            how = zh_en("handover.away_rows") if counts else way_of(one.removeprefix(KIND))
            found.append(dict.fromkeys(COLUMNS) | {"id": one, "how": how[0], "how_en": how[1]})
            continue
        for bound, counted in zip(BOUNDS, counts[1], strict=True):
            cells = (one, bound, table, _named(counted.of), _named(condition(counted)), None, None)
            found.append(dict(zip(COLUMNS, cells, strict=True)))
    for name in BESIDE:
        said = catalogue().ways[name]
        found.append(dict.fromkeys(COLUMNS) | {"id": f"law_counts.{name}", "how": said.zh, "how_en": said.en})
    return found


def _named(text: str) -> str:
    """SQL with the names that columns have in the bundle."""
    return re.sub(r"\b(" + "|".join(_COLUMNS) + r")\b", lambda found: _COLUMNS[found[0]], text)
