"""The captures of a run brought together: channels keyed, posts merged, and what was matched said as notices."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket import merge, parse
from doxdocket.records import UTC, WARNINGS
from doxdocket.store.case import Case
from doxdocket.store.run import Run
from doxdocket.store.sources import Source

_SAID = {
    "stated": "channel_stated",
    "username": "channel_by_username",
    "posts": "channel_by_posts",
    "title": "channel_by_title",
}


def merge_captures(new: Run, case: Case, sources: Sequence[Source]) -> pa.Table:
    """Write keys, captures, versions and merged posts of a run; the merged posts."""
    new.discard("keys", "all")  # of a run that was killed: channels are read under the ids that files give
    new.write("keys", "all", _keys(new, sources))
    new.write("warnings", "keys", _notices(new))
    made = merge.merge(
        new.read("posts", merge.META), lambda columns: new.batches("posts", columns), new.read("channels"), _about(case),
        lambda columns: new.read("findings", columns),
    )  # fmt: skip
    for table in ("captures", "versions", "merged"):
        new.write(table, "all", getattr(made, table))
    return made.merged


def _keys(new: Run, sources: Sequence[Source]) -> pa.Table:
    def posts_of(wanted: set[str]) -> Iterator[pa.RecordBatch]:
        for batch in new.batches("posts", ["channel_id", "capture", "post_no", "date", "date_local"]):
            yield batch.filter(pc.is_in(batch["channel_id"], pa.array(sorted(wanted), pa.string())))

    stated = {s.sha256: s.channel for s in sources if s.channel}
    return merge.keys(new.read("channels").to_pylist(), stated, posts_of)


def _notices(new: Run) -> pa.Table:
    """A row for each file whose channel was matched, and for each that could not be."""
    keys = new.read("keys").to_pylist()
    matched, joined = {row["channel_id"]: row["how"] for row in keys}, {row["key"] for row in keys}
    rows = []
    for path in new.parts("channels"):
        for batch in new.part_batches("channels", path.stem, ["channel_id", "chat_kind", "source"]):
            for row in batch.to_pylist():
                code = _SAID.get(matched.get(row["channel_id"], ""))
                if code is None and row["chat_kind"] in ("unkeyed", "name"):
                    code = "channel_by_title" if row["channel_id"] in joined else "channel_unkeyed"
                if code:
                    rows.append(
                        {"source": row["source"], "what": "notice", "code": code, "channel_id": row["channel_id"]}
                    )
    return pa.Table.from_pylist(rows, WARNINGS)


def _about(case: Case) -> pa.Table:
    fullness = {form.id: -place for place, form in enumerate(parse.forms())}
    sources = case.sources()
    return pa.table(
        {
            "source": pa.array([s.sha256 for s in sources], pa.string()),
            "form": pa.array([s.form for s in sources], pa.string()),
            "captured_at": pa.array([s.captured_at for s in sources], UTC),
            "taken_at": pa.array([datetime.fromisoformat(s.taken_at) for s in sources], UTC),
            "fullness": pa.array([fullness.get(str(s.form), -len(fullness)) for s in sources], pa.int64()),
        }
    )
