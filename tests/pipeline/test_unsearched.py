"""A text that costs too much is stored as that: the run goes on, says so, and a later run neither tries again nor forgets."""

import json
from pathlib import Path
from random import Random

import pytest

from doxdocket import bounds, intake, pipeline
from doxdocket.desk.tables import TABLES
from doxdocket.pipeline import running
from doxdocket.rehearsal import cards, people
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case
from doxdocket.store.clear_values import open_post

DOSSIER = "姓名：韩知予\n电话：17806401357\n身份证：510107189906152038\n住址：四川省成都市武侯区竹影巷777号9栋1单元502"
OTHER = "姓名：沈牧之 身份证 320102189602283154"
LONG = DOSSIER + "\n" + "说明" * 2000
FEW = bounds.Allowance(3000, 0)
"""Steps for DOSSIER, which costs some 2,100, and not for LONG, which costs its characters at least."""


def export(path, texts, chat=4210, **more):
    messages = [
        {"id": n, "type": "message", "date": "2023-11-15T06:13:20", "date_unixtime": str(1_700_000_000 + n * 60), "text": text, **more}
        for n, text in texts.items()
    ]  # fmt: skip
    data = {"name": "演练", "type": "public_channel", "id": chat, "messages": messages}
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=Identity.generate()) as opened:
        yield opened


def take(case, path):
    intake.take(case, [path], officers=("甲", "乙"), origin="演练")


def low(case, figure):
    return next(f["low"] for f in pipeline.figures(case)["figures"] if f["id"] == figure)


@pytest.fixture
def few(monkeypatch):
    """What a text may cost, in this process."""
    monkeypatch.setattr(bounds, "TEXT", FEW)


def told(case):
    rows = pipeline.current(case).read("warnings").to_pylist()
    return [row for row in rows if row["what"] == "unsearched"]


def test_a_text_beyond_its_bounds_is_kept_for_a_person(case, tmp_path, few):
    take(case, export(tmp_path / "a.json", {1: OTHER, 2: LONG, 3: "好"}))
    result = pipeline.run(case, workers=1)
    assert result.unsearched == 1
    assert low(case, "persons") == 1  # of the other post
    [row] = told(case)
    assert (row["code"], row["channel_id"], row["post_id"]) == ("detect_stopped", "telegram:channel:4210", "2")
    assert row["detail"] == f"text: steps {len(LONG)}/{FEW.base}"
    raw = (tmp_path / "a.json").read_bytes()[row["byte_start"] : row["byte_end"]]
    assert json.loads(raw)["text"] == LONG
    [lack] = [r for r in pipeline.current(case).read("completeness").to_pylist() if r["item"] == "unsearched"]
    assert (lack["count"], lack["code"], lack["detail"]) == (1, "detect_stopped", "2")
    assert next(f for f in pipeline.figures(case)["figures"] if f["id"] == "completeness")["value"]["unsearched"] == 1
    assert [(r["post_id"], r["code"]) for r in TABLES["unsearched"].rows(case)] == [("2", "detect_stopped")]
    texts = {r["post_id"]: r["text"] for r in TABLES["texts"].rows(case)}
    assert texts["2"] is None  # what was not found would not be masked
    assert texts["3"] == "好"
    assert open_post(case, row["channel_id"], row["post_id"], reason="没有识别完", officer="甲") == LONG


def test_what_was_stopped_stays_told_when_the_bounds_would_let_it_pass(case, tmp_path, monkeypatch):
    take(case, export(tmp_path / "a.json", {1: OTHER, 2: LONG}))
    with monkeypatch.context() as one:
        one.setattr(bounds, "TEXT", FEW)
        pipeline.run(case, workers=1)
    before = told(case)
    take(case, export(tmp_path / "b.json", {1: OTHER}, chat=4211))
    assert pipeline.run(case, workers=1).detected == 1  # the new file's part alone
    assert told(case) == before
    assert pipeline.run(case, workers=1).unsearched == 1  # nothing changed


def test_a_part_without_its_warnings_is_no_part(case, tmp_path, few, monkeypatch):
    """Of a run that was killed between the tables of a part: what was lost is found again."""
    take(case, export(tmp_path / "a.json", {1: OTHER, 2: LONG}))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as one:
        one.setattr(running, "merge_captures", killed)
        with pytest.raises(KeyboardInterrupt):
            pipeline.run(case, workers=1)
    [part] = [p for p in Path(case.folder, "derived").rglob("warnings/*.parquet") if p.stem.count("-") == 3]
    part.unlink()
    pipeline.run(case, workers=1)
    assert [row["post_id"] for row in told(case)] == ["2"]


@pytest.mark.parametrize("name", ["PICTURE", "TEXT"])
def test_a_picture_that_is_stopped_is_told_with_its_post(case, tmp_path, monkeypatch, name):
    """As its pixels are read, and as what was read in them is searched."""
    folder = tmp_path / "ChatExport"
    (folder / "photos").mkdir(parents=True)
    cards.draw(folder / "photos" / "card.png", "id_card", people.person(Random(3), 3))
    export(folder / "result.json", {1: ""}, photo="photos/card.png")
    take(case, folder)
    monkeypatch.setattr(bounds, name, bounds.Allowance(20, 0))
    assert pipeline.run(case, workers=1).unsearched == 1
    [row] = told(case)
    card = next(s.sha256 for s in case.sources() if s.name == "card.png")
    assert (row["code"], row["post_id"], row["source"]) == ("image_stopped", "1", card)
    assert row["detail"].startswith(f"image:{row['source']}: steps ")
    lacks = {r["item"]: r["count"] for r in pipeline.current(case).read("completeness").to_pylist()}
    assert lacks["unsearched"] == 1
    assert "unread" not in lacks
    assert not pipeline.latest_findings(case).num_rows
