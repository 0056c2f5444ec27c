"""The stage over Arrow: sealed, quoted, aged, and with the fields outside the text."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from doxdocket.bounds import Allowance
from doxdocket.detect.stage import DetectConfig, search, stage
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


@pytest.mark.parametrize("text", ["他爸电话17806401365", "他爸"])
def test_fields_beside_words_about_somebody_else_are_no_targets(text: str) -> None:
    rows = run(text=text, fields=[{"where": "contact", "text": "17806401381"}])
    assert {(row["person"], row["role"], row["relation"]) for row in rows} == {(0, "relative", "father")}


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


@pytest.mark.parametrize(
    ("number", "ages"),
    [("33010618500615****", (13, 13)), ("33010618500625****", (12, 12)), ("330106185006******", (12, 13)), ("3301061850********", (12, 13)),
     ("330106****06151234", (None, None)), ("3301**********1234", (None, None)), ("33010618501315****", (None, None))],
)  # fmt: skip
def test_a_number_with_hidden_digits_says_the_age_as_far_as_it_shows_the_birth(
    number: str, ages: tuple[int | None, int | None]
) -> None:
    rows = run(text=f"姓名：韩知予 身份证：{number}", date=datetime(1863, 6, 24, tzinfo=UTC))
    (row,) = (row for row in rows if row["kind"] == "id_number")
    assert (row["verdict"], row["age_low"], row["age_high"]) == ("masked", *ages)


def test_an_empty_batch_and_a_post_without_text() -> None:
    assert run(text=None) == []
    assert stage(pa.RecordBatch.from_pylist([], POSTS), CONFIG).num_rows == 0


def test_a_text_beyond_its_bounds_takes_nothing_from_the_others():
    """Its findings and conduct are none; what stands beside it is read on its own, and every other post as without it."""
    text = "姓名：韩知予 电话：17806401357\n这种人渣也配活着\n"
    row = {"channel_id": "c", "source": "s", "byte_start": 5, "byte_end": 9}
    beside = [{"where": "contact", "text": "沈牧之\n17806401358"}]
    posts = [
        row | {"post_id": "1", "text": text},
        row | {"post_id": "2", "text": text * 9, "fields": beside},
        row | {"post_id": "3", "text": text},
    ]
    few = replace(CONFIG, allowed=Allowance(3000, 0))  # one costs some 800, nine some 7,000
    whole, cut = (search(pa.RecordBatch.from_pylist(posts, POSTS), config) for config in (CONFIG, few))
    others = [pa.Table.from_batches([one]).filter(pc.field("post_id") != "2") for one in (*whole[:2], *cut[:2])]
    assert others[0].num_rows
    assert others[1].num_rows
    assert others[:2] == others[2:]
    assert {(f["post_id"], f["where"]) for f in cut.findings.to_pylist()} == {
        ("1", "text"),
        ("2", "contact"),
        ("3", "text"),
    }
    assert {c["post_id"] for c in cut.conduct.to_pylist()} == {"1", "3"}
    [lost] = cut.warnings.to_pylist()
    assert (lost["post_id"], lost["code"], lost["byte_start"], lost["byte_end"]) == ("2", "detect_stopped", 5, 9)
    assert not whole.warnings.num_rows


PHOTO = {"path": None, "name": None, "mime": "image/jpeg", "kind": "photo", "status": "not_included"}
VOICE = {**PHOTO, "mime": "audio/ogg", "kind": "voice_message"}


@pytest.mark.parametrize(
    ("post", "verdict"),
    [
        ({"media": []}, "doubtful"),
        ({"media": [VOICE]}, "doubtful"),
        ({"media": [PHOTO]}, "valid"),
        ({"media": [], "album": "5"}, "valid"),
        ({"media": [], "also": ["8"]}, "valid"),
        ({}, "valid"),
    ],
)
@pytest.mark.parametrize(
    ("said", "kind"),
    [("身份证正反面如下", "id_card_image"), ("正脸照见图", "face_photo"), ("私密视频1段见下", "intimate_image")],
)
def test_a_picture_that_words_announce_needs_a_file_in_the_post(
    said: str, kind: str, post: dict[str, Any], verdict: str
) -> None:
    rows = run(text=f"姓名：韩知予\n电话：17806401357\n{said}", **post)
    assert [(row["kind"], row["verdict"]) for row in rows] == [
        ("name", "valid"), ("phone_number", "valid"), (kind, verdict),
    ]  # fmt: skip
    assert ("picture.none" in rows[-1]["reasons"]) == (verdict == "doubtful")


@pytest.mark.parametrize(
    "said",
    ["身份证打反了两位，改一下 370102186004123113", "身份证 暂无", "身份证写错一位", "身份证号他自己报的"],
)
def test_words_about_a_card_are_no_picture_of_it(said: str) -> None:
    rows = run(text=f"姓名：韩知予 电话：17806401357 {said}", media=[PHOTO])
    assert "id_card_image" not in {row["kind"] for row in rows}


@pytest.mark.parametrize(
    "said", ["裸照如图", "艳照如图", "不雅视频见下", "床照12张在网盘，解压码另发", "裸体照片12张在网盘"]
)
def test_an_intimate_picture_is_told_by_its_word(said: str) -> None:
    rows = run(text=f"姓名：韩知予 电话17806401357\n{said}", media=[PHOTO])
    assert {row["kind"] for row in rows} - {"name", "phone_number"} == {"intimate_image"}
