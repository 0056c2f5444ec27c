"""A fault of the program in a later stage names the stage and what was in hand, and leaves the case as it was."""

import json
import shutil

import pytest

from doxdocket import intake, pipeline
from doxdocket.cli.failure import failure
from doxdocket.pipeline import running
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case

SECRET = "张三17800001234"
WHO = Identity.generate()
ROW = {"channel_id": "telegram:channel:4210", "post_id": "2", "person": 3, "text": SECRET}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A case that was run and has new evidence since; its tests take copies."""
    top = tmp_path_factory.mktemp("made")

    def export(name, texts):
        messages = [{"id": n, "type": "message", "date_unixtime": str(1_700_000_000 + n), "text": t} for n, t in texts]
        data = {"name": "演练", "type": "public_channel", "id": 4210, "messages": messages}
        (top / name).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        return top / name

    with Case.create(top / "case", title="演练", identity=WHO) as opened:
        intake.take(opened, [export("a.json", [(1, "身份证：510107189906152038")])])
        pipeline.run(opened, workers=1)
        intake.take(opened, [export("b.json", [(2, "身份证：510107189906152038")])])
    return top / "case"


@pytest.fixture
def case(made, tmp_path):
    with Case.open(shutil.copytree(made, tmp_path / "case"), identity=WHO) as opened:
        yield opened


@pytest.mark.parametrize(
    ("broken", "stage", "said"),
    [
        ("merge_captures", "merge", "合并各次采集"),
        ("resolve", "resolve", "归并到人"),
        ("count_tables", "count", "统计"),
        ("count_figures", "count", "统计"),
    ],
)
def test_a_fault_names_its_stage_and_what_was_in_hand(case, monkeypatch, broken, stage, said):
    before = pipeline.current(case)

    def fails(*_given, **_more):
        for row in [ROW]:
            raise KeyError(row["text"])

    with monkeypatch.context() as one:
        one.setattr(running, broken, fails)
        with pytest.raises(KeyError) as caught:
            pipeline.run(case, workers=1)
    told = failure(caught.value)
    assert told.code == "internal"
    about = {"stage": stage, "channel": ROW["channel_id"], "post": "2", "person": "3"}
    assert told.more.items() >= about.items()
    assert f"在“{said}”这一步，频道 {ROW['channel_id']}，贴文 2，人 3" in told.zh
    assert ", channel telegram:channel:4210, post 2, person 3." in told.en
    assert SECRET not in told.zh + told.en + json.dumps(dict(told.more))
    assert pipeline.current(case).run_id == before.run_id
    assert pipeline.figures(case)["figures"]
    assert [f for f in verify.verify(case) if f.severity == "fatal"] == []
    if broken == "count_figures":  # the last stage: everything before it was done
        assert pipeline.run(case, workers=1).run_id != before.run_id


def test_what_does_not_look_like_an_id_is_not_told(case, monkeypatch):
    def fails(*_given, **_more):
        for _row in [ROW | {"channel_id": SECRET, "post_id": f"一 {SECRET}", "person": SECRET}]:
            raise KeyError(SECRET)

    monkeypatch.setattr(running, "resolve", fails)
    with pytest.raises(KeyError) as caught:
        pipeline.run(case, workers=1)
    told = failure(caught.value)
    assert told.more.keys() == {"type", "place", "stage"}
    assert SECRET not in told.zh + told.en
