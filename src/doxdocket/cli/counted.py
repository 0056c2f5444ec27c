"""Tables of ``export`` from which the figures can be counted again: publications and exposures, with numbers in place of digests.

Equal numbers in one table are equal digests; a number says nothing else, since numbers are given in the order of the rows.
docs/how-to/recompute-the-figures.md is the page of SQL over them. What it leaves out: the counting.

>>> import pyarrow as pa
>>> numbered(pa.array([b"x", b"y", None, b"x"])).to_pylist()
[1, 2, None, 1]
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from doxdocket.store.case import Case

Row = dict[str, Any]
EXPOSURES = (
    "channel_id", "post_id", "person_no", "person", "person_best", "person_low", "counts", "under_14_low", "under_14_best", "under_14_high",
    "kind", "value_no", "spelling_no", "sure", "admitted", "hub", "shown",
)  # fmt: skip
PUBLICATIONS = (
    "channel_id", "post_id", "person_no", "date", "person", "person_best", "person_low", "role", "relation", "identifies", "counts", "kinds",
    "items", "repeat_of", "repeat_why", "repeat_best", "repeat_low", "age_low", "age_high", "kinds_low", "kinds_admitted", "item_set_no", "counts_civil",
    "untrue",
)  # fmt: skip
RECEIPTS = (
    "entry", "stage", "defendants", "joint", "channel_id", "day", "kind", "coin", "low", "high", "yuan_low", "yuan_high", "valued_by",
    "row", "backing", "evidence",
)  # fmt: skip
_ORDER = ("channel_id", "post_id", "person_no", "kind", "digest")


def publications(case: "Case") -> Iterator[Row]:
    """Every publication as the run holds it."""
    from doxdocket import pipeline

    held = pipeline.current(case).read("dossiers")
    return _rows(held.append_column("item_set_no", numbered(held["item_set"])), PUBLICATIONS)


def exposures(case: "Case") -> Iterator[Row]:
    """Every distinct value of a publication, as the figures of items count it."""
    import pyarrow.compute as pc

    from doxdocket import pipeline

    held = pipeline.relations(case)["exposures"].sort_by([(name, "ascending") for name in _ORDER])
    numbers = numbered(held["digest"])
    known = pc.unique(
        held["digest"].drop_null()
    )  # in the order of their numbers; a spelling is the digest of some value
    spelled = pc.add(pc.index_in(held["spelling"], known).cast("int64"), 1)
    return _rows(held.append_column("value_no", numbers).append_column("spelling_no", spelled), EXPOSURES)


def numbered(digests: "pa.Array | pa.ChunkedArray") -> "pa.Array":
    """A number from 1 for each distinct digest, in the order in which they come."""
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = digests.combine_chunks() if isinstance(digests, pa.ChunkedArray) else digests
    return pc.add(whole.dictionary_encode().indices.cast(pa.int64()), 1)


def _rows(held: "pa.Table", columns: tuple[str, ...]) -> Iterator[Row]:
    for batch in held.select(list(columns)).to_batches(4096):
        yield from batch.to_pylist()


TIMES = {
    "seen_low": ("浏览（人次，不是人数）低值", "times seen (not persons), low"),
    "seen": ("浏览（人次，不是人数）估计", "times seen (not persons), estimate"),
    "seen_high": ("浏览（人次，不是人数）高值", "times seen (not persons), high"),
    "pi_seen_low": ("含个人信息贴文的浏览（人次，不是人数）低值", "times posts with personal information were seen (not persons), low"),
    "pi_seen": ("含个人信息贴文的浏览（人次，不是人数）估计", "times posts with personal information were seen (not persons), estimate"),
    "pi_seen_high": ("含个人信息贴文的浏览（人次，不是人数）高值", "times posts with personal information were seen (not persons), high"),
    "first_seen_low": ("首次读数（人次，不是人数）低值", "times seen (not persons) at the first reading, low"),
    "first_seen": ("首次读数（人次，不是人数）", "times seen (not persons) at the first reading"),
    "first_seen_high": ("首次读数（人次，不是人数）高值", "times seen (not persons) at the first reading, high"),
    "growth_low": ("浏览增长（人次，不是人数）低值", "growth of times seen (not persons), low"),
    "growth": ("浏览增长（人次，不是人数）", "growth of times seen (not persons)"),
    "growth_high": ("浏览增长（人次，不是人数）高值", "growth of times seen (not persons), high"),
    "growth_per_day": ("每日浏览增长（人次，不是人数）", "growth of times seen (not persons) per day"),
    "over_views": ("浏览达到5000人次（不是人数）", "seen 5,000 times or more (times, not persons)"),
    "pi_over_views": ("浏览达到5000人次（不是人数）的含个人信息贴文", "posts with personal information seen 5,000 times or more (times, not persons)"),
    "seen_at": ("浏览读数（人次）的时间", "time of the reading of times seen"),
    "readings": ("浏览读数（人次）的个数", "readings of times seen"),
    "read": ("有浏览读数（人次）的贴文", "posts with a reading of times seen"),
    "pi_read": ("有浏览读数（人次）的含个人信息贴文", "posts with personal information and a reading of times seen"),
    "read_twice": ("有先后两次浏览读数（人次）的贴文", "posts with two readings of times seen"),
    "members": ("订阅数（各频道可能重叠）", "subscribers (channels may overlap)"),
}  # fmt: skip
"""Words for the columns of reach that count views, in the tables that people print: times, never persons."""
