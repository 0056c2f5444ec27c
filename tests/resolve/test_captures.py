"""Of several captures of a channel the latest that holds a post counts, and only its findings."""

from datetime import UTC, datetime

import pyarrow as pa
from tests.resolve.made import findings, meta, post

from doxdocket.records import UTC as MOMENT
from doxdocket.resolve import captures


def test_the_latest_capture_of_each_post_counts():
    early = [post(1, {"name": "x"}), post(2, {"name": "y"}, reply_to="1")]
    late = [post(1, {"name": "x", "phone_number": "P"})]
    old, new = (meta(p).set_column(8, "source", pa.array([s] * len(p))) for p, s in ((early, "old"), (late, "new")))
    rows = [findings(p).set_column(3, "source", pa.array([s] * n)) for p, s, n in ((early, "old", 2), (late, "new", 2))]
    sources = pa.table({
        "source": ["old", "new"], "taken": [1, 0],
        "captured_at": pa.array([datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 2, 1, tzinfo=UTC)], MOMENT),
    })  # fmt: skip
    latest = captures.latest_posts(pa.concat_tables([old, new]), sources)
    assert latest.select(["post_id", "source", "reply_to"]).to_pylist() == [
        {"post_id": "1", "source": "new", "reply_to": None}, {"post_id": "2", "source": "old", "reply_to": "1"},
    ]  # fmt: skip
    kept = captures.latest_findings(pa.concat_tables(rows), latest)
    assert [(r["post_id"], r["kind"], r["source"]) for r in kept.to_pylist()] == [
        ("1", "name", "new"), ("1", "phone_number", "new"), ("2", "name", "old"),
    ]  # fmt: skip
