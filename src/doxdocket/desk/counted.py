"""Tables of ``export`` from which the figures can be counted again: publications and exposures, with numbers in place of digests.

Equal numbers in one table are equal digests; a number says nothing else, since numbers are given in the order of the rows.
``desk/handover/verify.py`` counts over them. What it leaves out: the counting.

>>> import pyarrow as pa
>>> numbered(pa.array([b"x", b"y", None, b"x"])).to_pylist()
[1, 2, None, 1]
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from doxdocket.words import coded

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.store.case import Case

Row = dict[str, Any]
PUBLICATIONS = (
    "channel_id", "post_id", "person_no", "date", "person", "person_best", "person_low", "role", "relation", "identifies", "counts", "kinds",
    "items", "repeat_of", "repeat_why", "repeat_best", "repeat_low", "age_low", "age_high", "kinds_low", "kinds_admitted", "item_set_no", "counts_civil",
    "untrue", "by_link",
)  # fmt: skip
_ORDER = ("channel_id", "post_id", "person_no", "kind", "digest")


def publications(case: "Case", held: "pa.Table | None" = None) -> Iterator[Row]:
    """Every publication as the run holds it; ``held``: dossiers of a scope."""
    from doxdocket import pipeline

    held = pipeline.relations(case)["dossiers"] if held is None else held
    return _rows(held.append_column("item_set_no", numbered(held["item_set"])), PUBLICATIONS)


def exposures(case: "Case", held: "pa.Table | None" = None) -> Iterator[Row]:
    """Every distinct value of a publication, as the figures of items count it; ``held``: those of a scope."""
    import pyarrow.compute as pc

    from doxdocket import pipeline
    from doxdocket.desk.tables import TABLES

    held = pipeline.relations(case)["exposures"] if held is None else held
    held = held.sort_by([(name, "ascending") for name in _ORDER])
    numbers = numbered(held["digest"])
    known = pc.unique(
        held["digest"].drop_null()
    )  # in the order of their numbers; a spelling is the digest of some value
    spelled = pc.add(pc.index_in(held["spelling"], known).cast("int64"), 1)
    return _rows(
        held.append_column("value_no", numbers).append_column("spelling_no", spelled), TABLES["exposures"].columns
    )


def numbered(digests: "pa.Array | pa.ChunkedArray") -> "pa.Array":
    """A number from 1 for each distinct digest, in the order in which they come."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = digests.combine_chunks() if isinstance(digests, pa.ChunkedArray) else digests
    return pc.add(whole.dictionary_encode().indices.cast(pa.int64()), 1)


def _rows(held: "pa.Table", columns: tuple[str, ...]) -> Iterator[Row]:
    for batch in held.select(list(columns)).to_batches(4096):
        yield from batch.to_pylist()


TIMES = coded("counted_times")
"""Words for the columns of reach that count views, in the tables that people print: times, never persons."""
