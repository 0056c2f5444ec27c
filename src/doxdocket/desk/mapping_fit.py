"""Whether a table and the mapping that was stated for it fit: asked of its first rows when it is taken in, not only at ``run``.

Source: the parser of tables itself, whose answer this is. What does not fit is told and stops nothing: the file is in the case as
it was received, and the mapping can be stated anew. Leaves out: rows behind the first ``LOOKED_AT``; clocks
of a table whose zone is unknown, and numbers that are no unix time, of which ``run`` tells.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import parse
from doxdocket.errors import DoxdocketError
from doxdocket.parse.table.mapping import UNKNOWN
from doxdocket.pipeline.ids import Ids
from doxdocket.pipeline.sources import stated_of
from doxdocket.store.case import Case
from doxdocket.store.sources import Source
from doxdocket.words import zh_en

LOOKED_AT = 20_000
"""So many rows are read; a table of that size takes a second."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit, in Chinese and English."""

    source: str
    zh: str = field(repr=False)
    en: str = field(repr=False)


def misfits(case: Case, among: Collection[str]) -> list[Misfit]:
    """Of the tables ``among`` these sources (SHA-256) for which a mapping was stated."""
    tables = [s for s in case.sources() if s.sha256 in among and s.form == "table" and s.settings.get("mapping")]
    return [one for source in tables for one in _of(case, source)]


def _of(case: Case, source: Source) -> Iterator[Misfit]:
    read: list[pa.RecordBatch] = []
    rows = 0
    try:
        with case.original(source.sha256) as stream:
            for parsed in parse.parse(
                stream, source.sha256, str(source.form), stated_of(source, Ids(case.key.subkey("digest")))
            ):
                if parsed.table == "posts":
                    read.append(parsed.batch.select(["channel_id", "post_id", "date", "date_local"]))
                    rows += parsed.batch.num_rows
                if rows >= LOOKED_AT:
                    break
    except DoxdocketError as error:
        yield Misfit(source.sha256, error.said("zh"), error.said("en"))
        return
    if not read:
        yield Misfit(source.sha256, *zh_en("fits.with_this_mapping_not_one"))
        return
    posts = pa.Table.from_batches(read)
    told = source.settings["mapping"].get("time", {})
    if told.get("zone") != UNKNOWN:  # without a zone no row has a moment, whether its clock was read or not
        lost = pc.sum(pc.and_(pc.is_null(posts["date"]), pc.is_valid(posts["date_local"]))).as_py() or 0
        if lost:
            yield Misfit(
                source.sha256,
                *zh_en("fits.of_first_rows_times_of", rows=rows, lost=lost),
            )
    doubled = rows - posts.group_by(["channel_id", "post_id"]).aggregate([([], "count_all")]).num_rows
    if doubled:
        yield Misfit(
            source.sha256,
            *zh_en("fits.of_first_rows_bear_id", rows=rows, doubled=doubled),
        )
