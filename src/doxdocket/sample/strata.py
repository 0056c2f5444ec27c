"""What may be drawn: the units of each population by stratum, and a digest that says whether they are still the same.

Units are named by content (channel, post, place, span, kind), as decisions name what they are about, so that a plan holds
across runs. Source: ``sql/units.sql``. What it leaves out: drawing.

>>> a = pa.table({"population": ["posts"] * 2, "stratum": ["far", "near"], "unit": ["c/1", "c/2"]})
>>> b = pa.table({"population": ["posts"] * 2, "stratum": ["near", "far"], "unit": ["c/1", "c/2"]})
>>> by_stratum(a), fingerprint(a, "posts") == fingerprint(b, "posts")
({'posts': {'far': ['c/1'], 'near': ['c/2']}}, True)
"""

import hashlib
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.engine import sql

_SILENT = ("far", "near")
"""Told apart by the texts, which are read for drawing only: for whether a population is still the same they are one."""
_CHUNK = 1 << 18


def units(tables: Mapping[str, pa.Table]) -> pa.Table:
    """Population, stratum and name of every unit; ``tables``: findings, links, conduct, dossiers, ages, readings, and posts with a column ``near``."""
    return sql.run(frame(), tables)


def frame() -> str:
    """The statement that lists everything that may be drawn."""
    return sql.text_of("sample", "units")


def by_stratum(found: pa.Table) -> dict[str, dict[str, list[str]]]:
    """The names of the units by population and stratum."""
    out: dict[str, dict[str, list[str]]] = {}
    columns = (found[name].to_pylist() for name in ("population", "stratum", "unit"))
    for population, stratum, unit in zip(*columns, strict=True):
        out.setdefault(population, {}).setdefault(stratum, []).append(unit)
    return out


def of(found: pa.Table, population: str) -> pa.Table:
    """The units of one population."""
    return found.filter(pc.equal(found["population"], population))


def fingerprint(found: pa.Table, population: str) -> str:
    """SHA-256 over the units of a population with their strata."""
    rows = of(found, population)
    stratum = pc.if_else(pc.is_in(rows["stratum"], pa.array(_SILENT)), "silent", rows["stratum"])
    names = pc.binary_join_element_wise(
        rows["unit"].cast(pa.string()), stratum.cast(pa.string()), "\0"
    ).combine_chunks()
    ordered = names.take(pc.sort_indices(names))
    digest = hashlib.sha256()
    for at in range(0, len(ordered), _CHUNK):
        digest.update("\n".join(ordered[at : at + _CHUNK].to_pylist()).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
