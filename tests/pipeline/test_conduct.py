"""From an export to the figures of conduct: proposed, confirmed, rejected, and the same after a rerun."""

import json
from datetime import UTC, datetime

import pytest
from tests.pipeline.mixed import desktop
from tests.pipeline.test_pipeline import WHO, take

from doxdocket import pipeline
from doxdocket.count.explain import explain
from doxdocket.decisions import application
from doxdocket.desk.effect import effect
from doxdocket.pipeline import inputs, published
from doxdocket.store.case import Case

TEXTS = {
    1: "今天下雨，出门忘带伞",
    2: "姓名：钱二宝\n电话：13800000002\n这种人渣也配活着，大家都去打爆她电话",
    3: "接单：户籍30一份，机主80元，开房记录200",
    4: "防走丢，备用频道 t.me/example_bak",
    5: "代查户籍20元一份，先款后查",
}


@pytest.fixture
def case(tmp_path):
    (tmp_path / "result.json").write_text(json.dumps(desktop(TEXTS), ensure_ascii=False), encoding="utf-8")
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=WHO) as opened:
        take(opened, tmp_path / "result.json", at=datetime(2024, 4, 1, tzinfo=UTC))
        pipeline.run(opened, workers=1)
        yield opened


def bounds(case, figure):
    row = next(f for f in pipeline.figures(case)["figures"] if f["id"] == figure)
    return row["low"], row["estimate"], row["high"]


def value(case, figure):
    return next(f["value"] for f in pipeline.figures(case)["figures"] if f["id"] == figure)


def key(case, label, post):
    rows = pipeline.latest_conduct(case)
    names = zip(application.conduct_keys(rows).to_pylist(), rows.to_pylist(), strict=True)
    return next(name for name, row in names if (row["label"], row["post_id"]) == (label, str(post)))


def test_proposed_labels_are_counted_and_none_is_in_the_low(case):
    assert bounds(case, "insult") == (0, 1, 1)
    assert bounds(case, "incitement") == (0, 1, 1)
    assert bounds(case, "sale_offer") == (0, 2, 2)
    assert bounds(case, "promotion") == (0, 1, 1)
    assert bounds(case, "offers") == (0, 2, 2)
    assert bounds(case, "price_low") == (20, 20, None)
    assert bounds(case, "price_high") == (None, 80, 200)
    assert value(case, "price_low") is value(case, "price_high") is None
    assert value(case, "offers") == 0


def test_a_decision_confirms_or_rejects_and_holds_over_a_rerun(case):
    insult, offer = key(case, "insult", 2), key(case, "sale_offer", 3)
    case.decide("conduct.confirm", {"conduct": insult}, "原文核对", "甲")
    case.decide("conduct.reject", {"conduct": offer}, "系引用", "甲")
    pipeline.run(case, workers=1)
    assert bounds(case, "insult") == (1, 1, 1)
    assert bounds(case, "sale_offer") == (0, 1, 1)
    assert bounds(case, "price_high") == (None, 20, 20)
    case.decide("conduct.confirm", {"conduct": key(case, "sale_offer", 5)}, "原文核对", "甲")
    pipeline.run(case, workers=1)
    assert bounds(case, "price_low") == bounds(case, "price_high") == (20, 20, 20)
    assert value(case, "price_low") == value(case, "price_high") == 20
    statuses = {r["label"]: r["status"] for r in pipeline.latest_conduct(case).to_pylist()}
    assert statuses["insult"] == "confirmed"


def test_a_list_of_prices_counts_whole_and_a_person_may_say_that_a_line_of_it_is_an_offer(case, tmp_path):
    """Once lines that no label covered were in no bound, and an offer that a person added had no price."""
    text = "价目\n户籍 30元一份\n通话清单三个月 1600元\n航班铁路 280元\n天气不错"
    path = tmp_path / "more.json"
    path.write_text(json.dumps(desktop({**TEXTS, 6: text}), ensure_ascii=False), encoding="utf-8")
    take(case, path, at=datetime(2024, 5, 1, tzinfo=UTC))
    pipeline.run(case, workers=1)
    assert bounds(case, "price_high") == (None, 80, 1600)
    start = text.index("通话")
    channel = pipeline.latest_posts(case)["channel_id"][0].as_py()
    span = f"{channel}/6/text/{start}-{start + 12}"
    case.decide("conduct.add", {"span": span, "label": "sale_offer"}, "原文核对", "甲")
    pipeline.run(case, workers=1)
    assert bounds(case, "price_high") == (1600, 1600, 1600)
    assert value(case, "price_high") == 1600
    [added] = [one["id"] for one in inputs.decisions(case)]
    without, with_it = (
        next((f["low"], f["estimate"], f["high"]) for f in one.figures if f["id"] == "price_high")
        for one in effect(case, added)
    )
    assert (without, with_it) == ((None, 80, 1600), (1600, 1600, 1600))


def test_an_added_offer_takes_no_price_of_a_stretch_that_a_person_rejected(case):
    rejected = key(case, "sale_offer", 3)
    end = int(rejected.rsplit("/", 2)[1].split("-")[1])
    span = f"{rejected.rsplit('/', 2)[0]}/{end - 3}-{end}"
    case.decide("conduct.reject", {"conduct": rejected}, "系引用", "甲")
    case.decide("conduct.add", {"span": span, "label": "sale_offer"}, "原文核对", "甲")
    pipeline.run(case, workers=1)
    assert bounds(case, "sale_offer") == (1, 2, 2)
    assert bounds(case, "price_low") == (20, 20, None)  # once 80, of the stretch that was rejected


def test_a_run_keeps_what_stands_and_one_that_kept_nothing_is_read_as_if_it_had(case):
    named = application.finding_keys(pipeline.latest_findings(case)).to_pylist()
    case.decide("conduct.confirm", {"conduct": key(case, "insult", 2)}, "原文核对", "甲")
    case.decide("conduct.reject", {"conduct": key(case, "sale_offer", 3)}, "系引用", "甲")
    case.decide("finding.reject", {"finding": named[0]}, "系编号", "甲")
    pipeline.run(case, workers=1)
    run = pipeline.current(case)
    kept = (
        published.standing(case),
        pipeline.latest_conduct(case).to_pylist(),
        published.standing_findings(case).to_pylist(),
    )
    assert [d["id"] for d in kept[0]] == ["D0001", "D0002", "D0003"]
    assert len(kept[2]) == len(named) - 1
    for table in ("standing", "conduct_standing", "findings_standing"):
        (part,) = run.parts(table)
        part.unlink()
    assert kept == (published.standing(case), pipeline.latest_conduct(case).to_pylist(), published.standing_findings(case).to_pylist())  # fmt: skip


def test_a_figure_and_a_post_explain_their_conduct(case):
    run = pipeline.current(case)
    latest = {"posts": pipeline.latest_posts(case), "findings": published.standing_findings(case),
              "conduct": pipeline.latest_conduct(case)}  # fmt: skip
    for id_ in ("sale_offer", "price_low", "offers"):
        found = explain(case, run, id_, **latest)
        assert [row["label"] for row in found.sections[-1].rows] == ["sale_offer", "sale_offer"]
    channel = latest["posts"]["channel_id"][0].as_py()
    post = explain(case, run, f"{channel}/2", **latest)
    told = next(s for s in post.sections if s.title.en == "conduct")
    assert {(row["label"], row["person"]) for row in told.rows} == {("insult", 0), ("incitement", 0)}
