"""The stage over Arrow: sealed, quoted, aged, and with the fields outside the text."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.records import FINDINGS, POSTS

CONFIG = DetectConfig(bytes(range(32)))


def run(**post: Any) -> list[dict[str, Any]]:
    row = {
        "channel_id": "telegram:channel:1",
        "post_id": "7",
        "post_no": 7,
        "date": datetime(2024, 6, 24, tzinfo=UTC),
        "source": "ab",
        **post,
    }
    batch = stage(pa.RecordBatch.from_pylist([row], POSTS), CONFIG)
    assert batch.schema == FINDINGS
    return batch.to_pylist()


def test_no_value_leaves() -> None:
    rows = run(text="姓名：韩知予 住址：四川省成都市武侯区竹影巷777号")
    assert [row["kind"] for row in rows] == ["name", "home_address"]
    assert "知予" not in str(rows)
    assert "竹影巷" not in str(rows)
    assert all(len(row["digest"]) == 32 and row["tag"].startswith("#") for row in rows)


def test_fields_outside_the_text_belong_to_the_target() -> None:
    rows = run(
        text="爸爸：韩立群 17806401365\n本人：韩知予 17806401357",
        fields=[{"where": "contact", "text": "韩知予 17806401381"}],
    )
    target = next(row["person"] for row in rows if row["where"] == "text" and row["role"] == "target")
    outside = [row for row in rows if row["where"] == "contact"]
    assert outside
    assert {(row["person"], row["role"]) for row in outside} == {(target, "target")}


def test_quotes_are_marked() -> None:
    text = "姓名：韩知予\n电话：17806401357"
    rows = run(text=text, quotes=[{"start": 0, "end": 6}])
    assert [row["quoted"] for row in rows] == [True, False]


def test_ages_on_the_day_of_the_post() -> None:
    rows = run(text="姓名：韩知予\n电话：17806401357\n生日：2010-06-25\n年龄：13岁")
    assert [(row["kind"], row["age_low"], row["age_high"]) for row in rows if row["age_low"]] == [
        ("birth_date", 13, 13),
        ("age", 13, 13),
    ]


def test_an_empty_batch_and_a_post_without_text() -> None:
    assert run(text=None) == []
    assert stage(pa.RecordBatch.from_pylist([], POSTS), CONFIG).num_rows == 0
