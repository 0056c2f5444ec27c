"""What the tests of this room share: a file read whole, in plain values that can be compared and kept."""

import hashlib
import io
import json
import os
from pathlib import Path

import pytest

from doxdocket.errors import DoxdocketError
from doxdocket.parse import Stated, parse

TESTS = Path(__file__).parent.parent


class Slow(io.BytesIO):
    """A stream that cannot be sought and gives a few bytes at a time, as a pipe may."""

    def __init__(self, data, most):
        super().__init__(data)
        self.most = most

    def read(self, size=-1):
        return super().read(min(size, self.most))

    def seekable(self):
        return False


def tables(data, form="tdesktop_json", *, named=(), name="", mapping=None, most=None):
    """Rows of posts, channels, readings and warnings of one file."""
    rows = {"posts": [], "channels": [], "readings": [], "warnings": []}
    stream = Slow(data, most) if most else io.BytesIO(data)
    for part in parse(stream, hashlib.sha256(data).hexdigest(), form, Stated(name, tuple(named), mapping)):
        part.batch.validate(full=True)
        rows[part.table] += part.batch.to_pylist()
    return rows


def told(rows):
    """The same without what says nothing, as it stands in a golden file."""
    return {
        table: [
            {
                key: value.isoformat() if hasattr(value, "isoformat") else value
                for key, value in row.items()
                if value not in (None, [], 0) and key not in ("source", "capture")
            }
            for row in some
        ]
        for table, some in rows.items()
        if some or table != "readings"
    }


def outcome(data, **how):
    """What a golden file of damaged input holds: ids, channels and warnings, or the refusal."""
    try:
        rows = tables(data, **how)
    except DoxdocketError as refusal:
        return {"refused": refusal.said("en")}
    whole = told(rows)
    return {
        "posts": [row["post_id"] for row in rows["posts"]],
        "channels": whole["channels"],
        "warnings": whole["warnings"],
    }


def golden(answer, path):
    """Compare with the golden file; a new input writes one and asks for review."""
    new = json.dumps(answer, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("DOXDOCKET_GOLDEN") == "write" or not path.exists():
        existed = path.exists()
        path.write_text(new, encoding="utf-8")
        if not existed:
            pytest.fail(f"{path} is new: read it, and commit it when it is right")
    assert new == path.read_text(encoding="utf-8")
