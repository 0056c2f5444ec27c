"""A page that anybody can type: it may change what stands, and what is missing says which posts and counts hang on it."""

import json
from datetime import UTC, datetime

import pytest
from tests.pipeline.mixed import A, desktop, page
from tests.pipeline.test_pipeline import WHO, take

from doxdocket import pipeline
from doxdocket.store.case import Case

EARLY, MIDDLE, LATE = (datetime(2024, month, 1, tzinfo=UTC) for month in (4, 5, 6))
NUMBER = "姓名：钱二宝\n电话：13800000002"


@pytest.fixture
def case(tmp_path):
    texts = {n: f"今天第 {n} 条，大家早上好" for n in range(1, 7)} | {2: NUMBER}
    (tmp_path / "result.json").write_text(json.dumps(desktop(texts), ensure_ascii=False), encoding="utf-8")
    (tmp_path / "true.html").write_bytes(page({n: texts[n] for n in (2, 3, 4)}, MIDDLE, views="6.2K"))
    forged = {2: NUMBER, 3: "姓名：钱三宝\n电话：13800000003", 4: texts[4]}
    (tmp_path / "typed.html").write_bytes(page(forged, LATE, views="9"))
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=WHO) as opened:
        take(opened, tmp_path / "result.json", at=EARLY)
        take(opened, tmp_path / "true.html")
        yield opened


def lacking(case):
    rows = pipeline.current(case).read("completeness").to_pylist()
    return {
        (r["item"], r["code"]): (r["channel_id"], r["count"], r["detail"])
        for r in rows
        if r["item"] in ("single_source", "readings_doubted")
    }


def test_what_rests_on_one_page_alone_is_named_and_counted(case, tmp_path):
    pipeline.run(case)
    assert lacking(case) == {}
    take(case, tmp_path / "typed.html")
    pipeline.run(case)
    channel = f"telegram:channel:{A}"
    assert lacking(case) == {
        ("single_source", None): (channel, 1, "3"), ("readings_doubted", "falls"): (channel, 3, "2, 3, 4"),
    }  # fmt: skip
    told = next(f for f in pipeline.figures(case)["figures"] if f["id"] == "completeness")["value"]
    assert (told["single_source"], told["readings_doubted"], told["versions"]) == (1, 3, 1)
