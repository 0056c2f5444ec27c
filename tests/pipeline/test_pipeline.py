"""The pipeline on the real store: what changed is done again, what did not is not, and the same gives the same bytes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import pytest

from doxdocket import intake, pipeline
from doxdocket.assess.gains import gains_account
from doxdocket.assess.plain_records import plain
from doxdocket.desk import deciding
from doxdocket.errors import WrongCall
from doxdocket.pipeline import inputs, sources
from doxdocket.pipeline.gains import gains
from doxdocket.seal.keys import Identity
from doxdocket.store import values_in_text, verify
from doxdocket.store.case import Case

DOSSIER = "姓名：韩知予\n电话：17806401357\n身份证：510107189906152038\n住址：四川省成都市武侯区竹影巷777号9栋1单元502"
OTHER = "姓名：沈牧之 身份证 320102189602283154"
THIRD = "姓名：许望舒 身份证 330102188703164020"
WHO = Identity.generate()


def export(path: Path, texts: dict[int, str], *, chat: int = 4210, start: int = 1_700_000_000) -> Path:
    messages = [
        {"id": n, "type": "message", "date": "2023-11-15T06:13:20", "date_unixtime": str(start + n * 60), "text": text}
        for n, text in texts.items()
    ]
    data = {"name": "演练", "type": "public_channel", "id": chat, "messages": messages}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), one_key=True, identity=WHO) as opened:
        yield opened


def take(case: Case, *paths: Path, at: datetime | None = None) -> None:
    intake.take(case, paths, officers=("甲", "乙"), origin="演练", captured_at=at)


def low(case: Case, figure: str) -> int:
    return next(f["low"] for f in pipeline.figures(case)["figures"] if f["id"] == figure)


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A case that was run; its tests take copies."""
    top = tmp_path_factory.mktemp("ran")
    with Case.create(top / "case", title="演练", officers=("甲", "乙"), one_key=True, identity=WHO) as made:
        take(made, export(top / "a.json", {1: DOSSIER, 2: OTHER}))
        pipeline.run(made, workers=1)
    return top / "case"


@pytest.fixture
def copied(ran, tmp_path):
    with Case.open(shutil.copytree(ran, tmp_path / "copied"), identity=WHO) as opened:
        yield opened


def test_how_far_evidence_was_read_never_falls(case, tmp_path):
    take(case, export(tmp_path / "a.json", dict.fromkeys(range(1, 16_501), "今天下雨")))
    told = []
    pipeline.run(case, progress=lambda stage, done, total: told.append((stage, done, total)), workers=1)
    read = [done for stage, done, _ in told if stage == "parse"]
    assert read == sorted(read)
    assert 0 < read[len(read) // 2] < read[-1]


def test_an_empty_case_says_what_to_do_next(case):
    with pytest.raises(WrongCall, match="doxdocket add"):
        pipeline.run(case)
    with pytest.raises(WrongCall, match="doxdocket run"):
        pipeline.figures(case)


def test_a_second_run_with_nothing_new_does_nothing(case, tmp_path):
    take(case, export(tmp_path / "a.json", {1: DOSSIER, 2: "早上好", 3: OTHER}))
    first = pipeline.run(case, workers=1)
    assert (first.parsed, first.unchanged) == (1, False)
    assert low(case, "persons") == 2
    head = case.custody.head()
    again = pipeline.run(case, workers=1)
    assert again.unchanged
    assert again.run_id == first.run_id
    assert case.custody.head() == head


def test_new_evidence_leaves_old_parts_as_they_are(copied, tmp_path):
    before = {p.name: p.read_bytes() for p in pipeline.current(copied).parts("findings")}
    take(copied, export(tmp_path / "b.json", {1: THIRD}, chat=4211))
    second = pipeline.run(copied, workers=1)
    assert (second.parsed, second.detected) == (1, 1)
    assert second.reused >= 4
    after = {p.name: p.read_bytes() for p in pipeline.current(copied).parts("findings")}
    assert before.items() <= after.items()
    assert low(copied, "persons") == 3


def test_a_decision_runs_only_what_hangs_on_it_and_undo_restores_the_counts(copied, tmp_path):
    before = [f for f in pipeline.figures(copied)["figures"] if f["id"] != "completeness"]
    key = "telegram:channel:4210/2/text/11-29/id_number"
    made = copied.decide("finding.reject", {"finding": key}, "核对原文", "甲")
    result = pipeline.run(copied, workers=1)
    assert (result.parsed, result.detected) == (0, 0)
    assert low(copied, "items_field") < next(f["low"] for f in before if f["id"] == "items_field")
    copied.decide("undo", {"decision": made.id}, "看错了", "乙")
    pipeline.run(copied, workers=1)
    assert [f for f in pipeline.figures(copied)["figures"] if f["id"] != "completeness"] == before


def test_a_note_in_the_database_leaves_no_decision_out_of_a_run(copied, tmp_path):
    """What a run was made from is asked of its custody row alone: whoever holds the key can write notes that no row witnesses."""
    before = low(copied, "items_field")
    copied.decide("finding.reject", {"finding": "telegram:channel:4210/2/text/11-29/id_number"}, "核对原文", "甲")
    copied.set_memo(f"base.{copied.current_run().run_id}", inputs.base_id(copied))
    pipeline.run(copied, workers=1)
    assert low(copied, "items_field") < before
    assert copied.custody.rows()[-1].detail["base"] == inputs.base_id(copied)
    assert copied.memo(f"base.{copied.current_run().run_id}") == ""


def test_the_same_evidence_gives_the_same_bytes_in_one_process_or_two(case, tmp_path):
    take(case, export(tmp_path / "a.json", dict.fromkeys(range(1, 40), DOSSIER) | {50: OTHER}))
    pipeline.run(case, workers=1)
    first = pipeline.current(case).figures()
    copy = tmp_path / "copy"
    shutil.copytree(case.folder, copy)
    shutil.rmtree(copy / "derived")
    with Case.open(copy, identity=WHO) as again:
        again.database.execute("DELETE FROM runs")
        again.database.execute("DELETE FROM codes")
        pipeline.run(again, workers=2)
        assert pipeline.current(again).figures() == first


def test_the_persons_of_two_rows_of_one_id_are_not_put_together(case, tmp_path):
    path = export(tmp_path / "result.json", {1: "大家好"})
    data = json.loads(path.read_text(encoding="utf-8"))
    one = data["messages"][0]
    data["messages"] += [
        one | {"text": "姓名：钱一宝\n电话：13800000001"}, one | {"text": "姓名：孙二宝\n电话：13800000002\n邮箱：a@mail.example"},
    ]  # fmt: skip
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    take(case, path)
    pipeline.run(case)
    found = pipeline.latest_findings(case)
    assert set(found["row_no"].to_pylist()) == {2}
    assert (low(case, "persons"), low(case, "publications")) == (1, 1)
    assert sorted(found["kind"].to_pylist()) == ["email", "name", "phone_number"]


def test_the_latest_capture_counts_and_deleted_posts_stay(case, tmp_path):
    take(case, export(tmp_path / "one.json", {1: DOSSIER, 2: OTHER, 3: "早"}), at=datetime(2024, 1, 1, tzinfo=UTC))
    take(case, export(tmp_path / "two.json", {1: "已编辑", 3: "早", 4: "晚"}), at=datetime(2024, 2, 1, tzinfo=UTC))
    pipeline.run(case, workers=1)
    posts = pipeline.latest_posts(case)
    assert sorted(posts["post_id"].to_pylist()) == ["1", "2", "3", "4"]
    assert low(case, "posts") == 4
    figures = {one["id"]: one for one in pipeline.figures(case)["figures"]}
    for name in (
        "persons",
        "publications",
        "posts_with_pi",
    ):  # post 1 was edited away: it was published, and no low rests on it
        assert [figures[name][end] for end in ("low", "estimate", "high")] == [1, 2, 2]
    found = pipeline.latest_findings(case)
    assert found["post_id"].unique().to_pylist() == ["1", "2"]
    assert {row["where"] for row in found.to_pylist() if row["post_id"] == "1"} == {"earlier:text"}
    removed = next(row for row in found.to_pylist() if row["post_id"] == "1")
    assert [text for _, text in values_in_text.cut(pipeline.current(case), [removed])] == [
        DOSSIER[removed["start"] : removed["end"]]
    ]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_an_edit_removed_is_of_its_person_in_estimate_and_high(case, tmp_path, order):
    """The union of the versions, once each, whichever is taken in first; nothing of it in a low."""
    before, after = DOSSIER, DOSSIER.replace("510107189906152038", "已打码")
    told = [
        ("one.json", before, datetime(2024, 1, 1, tzinfo=UTC)),
        ("two.json", after, datetime(2024, 2, 1, tzinfo=UTC)),
    ]
    for name, text, at in (told[n] for n in order):
        take(case, export(tmp_path / name, {1: text}), at=at)
    pipeline.run(case, workers=1)
    figures = {one["id"]: one for one in pipeline.figures(case)["figures"]}
    assert [figures["persons"][end] for end in ("low", "estimate", "high")] == [1, 1, 1]
    assert [figures["publications"][end] for end in ("low", "estimate", "high")] == [1, 1, 1]
    assert [figures["kind.id_number"][end] for end in ("low", "estimate", "high")] == [0, 1, 1]
    kinds = {(row["kind"], row["where"]) for row in pipeline.latest_findings(case).to_pylist()}
    assert {kind for kind, where in kinds if where == "earlier:text"} == {"id_number"}


_ALWAYS = {
    ("posts", "flip"),
    ("findings", "cut"),
    ("persons", "remove"),
    ("figures.json", "flip"),
    ("figures.json", "remove"),
}


@pytest.mark.parametrize(
    ("table", "harm"),
    [
        pytest.param(*one, marks=() if one in _ALWAYS else pytest.mark.whole)
        for one in product(["posts", "findings", "persons", "figures.json"], ["flip", "cut", "remove"])
    ],
)
def test_a_damaged_table_is_made_anew(copied, table, harm):
    run, before = pipeline.current(copied), pipeline.current(copied).figures()
    hurt = run.folder / table if table.endswith(".json") else run.parts(table)[0]
    data = hurt.read_bytes()
    if harm == "remove":
        hurt.unlink()
    else:
        hurt.write_bytes(data[:-9] if harm == "cut" else data[:50] + bytes([data[50] ^ 1]) + data[51:])
    assert [f.place for f in verify.verify(copied) if f.severity == "fatal"] == [
        hurt.relative_to(copied.folder).as_posix()
    ]
    result = pipeline.run(copied, workers=1)
    assert (result.unchanged, result.run_id) == (False, run.run_id)
    assert pipeline.current(copied).figures() == before
    assert [f for f in verify.verify(copied) if f.severity == "fatal"] == []


def test_nothing_is_taken_over_from_a_damaged_run(copied, tmp_path):
    part = pipeline.current(copied).parts("findings")[0]
    part.write_bytes(part.read_bytes()[:-7])
    take(copied, export(tmp_path / "b.json", {1: THIRD}, chat=4211))
    assert pipeline.run(copied, workers=1).reused == 0
    assert low(copied, "persons") == 3


def test_an_archive_whose_members_were_known_is_an_opened_one(case, tmp_path):
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.write(export(tmp_path / "x.json", {1: DOSSIER}), "x.json")
            archive.comment = name.encode()
    take(case, tmp_path / "a.zip", tmp_path / "b.zip")
    pipeline.run(case, workers=1)
    assert sorted(str(s.form) for s in case.sources()) == ["container", "container", "tdesktop_json"]


def test_a_statement_or_file_after_the_run_makes_its_result_stale(copied, tmp_path):
    assert not pipeline.stale(copied)
    copied.describe_source(copied.sources()[0].sha256, officer="甲", captured_at=datetime(2024, 1, 1, tzinfo=UTC))
    assert pipeline.stale(copied)
    pipeline.run(copied, workers=1)
    assert not pipeline.stale(copied)
    take(copied, export(tmp_path / "b.json", {1: OTHER}, chat=4211))
    assert pipeline.stale(copied)


def test_a_sample_that_was_drawn_since_makes_a_result_stale_which_says_that_none_was(copied):
    copied.samples.add("plan", {"seed": 1}, "抽查", "甲")
    assert pipeline.stale(copied)


def test_what_was_decided_of_a_person_stands_already_whatever_its_source(copied, tmp_path):
    asked = [
        deciding.Asked("person.minor", {"person": "V0001", "source": one}, "比对", "甲") for one in ("笔录", "学校证明")
    ]
    first, second = deciding.record(copied, asked)
    assert (first.already, second.already, second.decision.id) == (False, True, first.decision.id)


def test_a_refused_file_is_said_and_stops_no_other(case, tmp_path):
    broken = tmp_path / "broken.json"
    whole = export(tmp_path / "whole.json", {1: DOSSIER})
    text = whole.read_text(encoding="utf-8")
    broken.write_text(text.replace("\n  {", "\n<<<<<<< HEAD\n  {"), encoding="utf-8")
    take(case, whole, broken)
    result = pipeline.run(case, workers=1)
    warnings = pipeline.current(case).read("warnings").to_pylist()
    assert [w["code"] for w in warnings if w["code"] == "source_refused"] == ["source_refused"]
    [(name, zh, en)] = result.refused
    assert name.endswith(".json")
    assert zh
    assert "taken" in en
    assert low(case, "persons") == 1


def test_long_posts_make_more_parts_and_the_same_figures(case, tmp_path, monkeypatch):
    """No part has more characters than a machine searches soon, but for a single post that has; nothing else is changed by it."""
    take(case, export(tmp_path / "a.json", {1: DOSSIER, 2: "早" * 70, 3: "安", 4: OTHER, 5: "好" * 20}))
    pipeline.run(case, workers=1)
    before = pipeline.figures(case)["figures"]
    assert len(pipeline.current(case).parts("posts")) == 1
    monkeypatch.setattr(sources, "CHARACTERS_PER_PART", 60)
    shutil.rmtree(case.folder / "derived")
    pipeline.run(case, workers=1)
    run = pipeline.current(case)
    made = [
        [len(t) for b in run.part_batches("posts", p.stem) for t in b["text"].to_pylist()] for p in run.parts("posts")
    ]
    assert all(sum(sizes) <= 2 * 60 or len(sizes) == 1 for sizes in made)
    assert len(made) > 2
    assert pipeline.figures(case)["figures"] == before


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_refused_after_its_first_parts_leaves_nothing_of_them(case, tmp_path, workers, monkeypatch):
    monkeypatch.setattr(sources, "POSTS_PER_PART", 1)
    broken = tmp_path / "broken.json"
    whole = export(tmp_path / "whole.json", {1: OTHER})
    text = export(tmp_path / "long.json", dict.fromkeys(range(1, 17_000), "早") | {9: DOSSIER}, chat=5).read_text(
        encoding="utf-8"
    )
    head, mark, tail = text.rpartition("\n  {")
    broken.write_text(f"{head}\n<<<<<<< HEAD{mark}{tail}", encoding="utf-8")
    take(case, whole, broken)
    pipeline.run(case, workers=workers)
    run = pipeline.current(case)
    assert "source_refused" in run.read("warnings")["code"].to_pylist()
    assert run.read("posts").num_rows == 1
    assert len(run.parts("findings")) == len(run.parts("posts")) == 1
    assert low(case, "persons") == 1


@pytest.mark.whole
def test_a_run_that_is_killed_goes_on_and_ends_alike(tmp_path, whole):
    home = tmp_path / "home"
    environment = {**os.environ, "DOXDOCKET_HOME": str(home)}

    def command(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "doxdocket", *words],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def done(*words: str) -> None:
        process = command(*words)
        _, errors = process.communicate(timeout=600)
        assert process.returncode == 0, errors.decode()

    for n in range(4):
        export(
            tmp_path / "in" / f"{n}.json",
            {i: DOSSIER if i % 9 == 0 else f"第{i}天，闲聊" for i in range(1, 400)},
            chat=900 + n,
        )
    done("init", str(tmp_path / "case"), "--title", "演练")
    done("add", str(tmp_path / "case"), str(tmp_path / "in"))
    for wait in (0.3, 0.7, 1.1, 1.5) if whole else (0.7, 1.5):
        process = command("run", str(tmp_path / "case"))
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        with Case.open(tmp_path / "case", identity=_identity(home)) as opened:
            assert [f for f in verify.verify(opened) if f.severity == "fatal"] == []
    done("run", str(tmp_path / "case"))
    with Case.open(tmp_path / "case", identity=_identity(home)) as opened:
        assert low(opened, "posts") == 4 * 399
        assert low(opened, "persons") == 1
        assert [f for f in verify.verify(opened) if f.severity == "fatal"] == []


def _identity(home: Path) -> Identity:
    return Identity(next(line for line in (home / "identity.txt").read_text().splitlines() if line.startswith("AGE-")))


def test_a_price_that_an_edit_brought_is_of_its_day_and_one_that_it_removed_of_the_first(case, tmp_path):
    """The words of February are not the price asked in January: each version has its own."""
    text = "查档接单，明码标价\n户籍 40元一份\n定位 800元一次\n先款后查"
    take(case, export(tmp_path / "one.json", {1: text}), at=datetime(2024, 1, 20, tzinfo=UTC))
    take(case, export(tmp_path / "two.json", {1: text.replace("800", "1000")}), at=datetime(2024, 2, 20, tzinfo=UTC))
    pipeline.run(case, workers=1)
    asked = {row["price"]: row for row in plain(gains_account.told(gains(case)))["asked"]}
    posted = pipeline.latest_posts(case)["date"].to_pylist()[0]
    assert {price: datetime.fromisoformat(row["at"]) for price, row in asked.items()} == {
        "40": posted, "800": posted, "1000": datetime(2024, 1, 20, tzinfo=UTC),
    }  # fmt: skip
