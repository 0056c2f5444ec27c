"""The loop: what waits, what is alike, how it was decided, and what moved, on the rehearsal case."""

import json
import random
import shutil
import time
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import psutil
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from doxdocket import pipeline
from doxdocket.cli import decision_files
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.desk import adding, deciding, masked_posts, queues
from doxdocket.desk.explain import explain
from doxdocket.desk.moved_figures import Anew, Behind
from doxdocket.desk.session import Session
from doxdocket.errors import WrongCall
from doxdocket.law.classes import WHOSE
from doxdocket.pipeline import inputs, published, sampled
from doxdocket.report.as_json import line
from doxdocket.sample.plan import rules
from doxdocket.store.decisions import HOW, ways

WHY = "逐条核对原文"
MANY = pytest.mark.parametrize("rehearsed", ["rehearsal_case"], indirect=True)
"""On the larger case: of the small one no value is told more than twice."""


@pytest.fixture
def sitting(case):
    return Session(case)


@pytest.fixture
def who(case):
    return case.info.officers[0]


def doubtful(sitting):
    """Every doubtful finding of the latest captures, of a text."""
    rows = published.latest_findings(sitting.case)
    rows = rows.filter(pc.equal(rows["verdict"], "doubtful"))
    return rows.filter(pc.invert(pc.starts_with(rows["where"], "image:")))


def test_a_queue_holds_all_that_waits_and_most_first(sitting, who):
    told = {one.kind: one for one in queues.waiting(sitting, who)}
    assert set(told) == set(queues.ABOUT)
    assert told["doubtful"].n == doubtful(sitting).num_rows > 30
    queue = sitting.run.read("queue").to_pylist()
    for kind, blocked in (("links", False), ("conflicts", True)):
        here = [row for row in queue if bool(row["blocked_by"] or row["against"]) == blocked]
        persons = {
            frozenset((row["person_a"] or row["a"], row["person_b"] or row["b"]))
            for row in here
            if row["question"] == "same_person"
        }
        others = {(row["a"], row["b"]) for row in here if row["question"] != "same_person"}
        assert (
            len(persons)
            <= told[kind].n
            <= len(persons) + len(others) + sum(None in (row["person_a"], row["person_b"]) for row in here)
        )
    assert told["hints"].n == sitting.run.read("hints").num_rows
    for kind in ("doubtful", "links", "conflicts", "hints"):
        weights = [one.weight for one in queues.rows(sitting, kind)]
        assert weights == sorted(weights, reverse=True), kind
        assert len({one.id for one in queues.rows(sitting, kind)}) == told[kind].n, kind


@MANY
def test_copies_of_few_values_cost_few_answers_and_each_says_what_was_shown(sitting, who):
    rows = doubtful(sitting).select(["kind", "digest"]).to_pylist()
    values = Counter((row["kind"], row["digest"]) for row in rows)
    answers, bulk = 0, []
    while (item := queues.item(sitting, "doubtful", officer=who)) is not None:
        n, samples = queues.alike(sitting, item, "value")
        assert samples[0].id == item.id
        assert len(samples) == min(n, 10) == len({one.id for one in samples})
        done = queues.answer(sitting, item, "no", reason=WHY, officer=who, by="value", seen=[samples[0].id])
        bulk = done if n > 1 else bulk
        answers += 1
    assert answers == len(values) < len(rows)
    made = Counter((d.marks[HOW]["seen"], d.marks[HOW]["of"], d.marks[HOW]["way"]) for d in sitting.case.decisions())
    expected = Counter()
    for n in values.values():
        expected[1, n, "bulk" if n > 1 else "seen"] += n
    assert made == expected
    assert ways(sitting.case.decisions())["shown"] == sum(n > 1 for n in values.values())
    assert queues.of(sitting, "doubtful", who).left == 0
    pipeline.run(sitting.case, workers=1)
    standing = published.standing_findings(sitting.case)
    left = standing.filter(pc.equal(standing["verdict"], "doubtful"))["where"].to_pylist()
    assert all(where.startswith("image:") for where in left)
    told = explain(sitting.case, bulk[0].decision.id, "CASE", lambda name: name)
    said = " ".join(line.zh for section in told.sections for line in section.lines)
    assert f"与内容相同的 {len(bulk)} 处一并作出，其中看过 1 处" in said


def biggest(sitting, who, by="value"):
    """The first question with several alike."""
    found = (queues.item(sitting, "doubtful", one.id, who) for one in queues.rows(sitting, "doubtful"))
    return next(one for one in found if one.alike.get(by, 0) > 2)


@MANY
def test_a_bulk_is_one_entry_to_undo_and_the_undo_too(sitting, who):
    item = biggest(sitting, who)
    done = queues.answer(sitting, item, "yes", reason=WHY, officer=who, by="value")
    ids = [one.decision.id for one in done]
    assert len(ids) == item.alike["value"]
    before = len(sitting.case.decisions())
    undo, n = sitting.undo_last("点错了", who)
    assert n == len(ids)
    assert len(sitting.case.decisions()) == before + 1
    assert {d.undone_by for d in sitting.case.decisions() if d.id in ids} == {undo.decision.id}
    assert not queues.answered(sitting, "doubtful")
    assert queues.of(Session(sitting.case), "doubtful", who).done == 0
    sitting.undo([undo.decision.id], "没有点错", who)
    assert queues.of(sitting, "doubtful", who).done == len(ids)
    assert {str(d["id"]) for d in Standing.of(inputs.decisions(sitting.case))} >= set(ids)
    with pytest.raises(WrongCall):
        sitting.undo([*ids, "D9999"], "没有这一项", who)
    assert queues.of(sitting, "doubtful", who).done == len(ids)


@MANY
def test_what_an_officer_leaves_out_of_a_bulk_is_not_decided(sitting, who):
    item = biggest(sitting, who)
    n, samples = queues.alike(sitting, item, "value", most=2)
    assert len(samples) == 2
    out = samples[1].id
    done = queues.answer(sitting, item, "no", reason=WHY, officer=who, by="value", seen=[one.id for one in samples], without=[out])  # fmt: skip
    assert len(done) == n - 1
    assert out not in queues.answered(sitting, "doubtful")
    assert {(one.decision.marks["how"]["seen"], one.decision.marks["how"]["of"]) for one in done} == {(1, n - 1)}


def test_a_set_that_no_low_holds_is_asked_about_as_one_and_enters_it(sitting, who):
    every = queues.rows(sitting, "unproven", who)
    findings = sitting.findings
    verdicts = dict(zip(application.finding_keys(findings).to_pylist(), findings["verdict"].to_pylist(), strict=True))
    asked = [id_ for one in every for id_ in one.together]
    assert len(asked) == len(set(asked)) > len(every) > 20
    assert "doubtful" not in {verdicts[id_] for id_ in asked}
    one = next(w for w in every if w.about["outside"] and len(w.together) > 2)
    first, wrong, *rest = one.together
    [alone] = sitting.record([deciding.Asked("finding.confirm", {"finding": first}, WHY, who)])
    item = queues.item(sitting, "unproven", one.id, who)
    assert list(item.together) == [wrong, *rest]
    assert set(item.named) == set(one.together)  # who decided on one of them meanwhile makes the page stale
    assert one.id not in queues.answered(sitting, "unproven")
    done = queues.answer(sitting, item, "yes", reason=WHY, officer=who, without=[wrong])
    assert {d.decision.target["finding"]: d.decision.act for d in done} == {
        wrong: "finding.reject",
        **dict.fromkeys(rest, "finding.confirm"),
    }
    assert {(d.decision.marks[HOW]["way"], d.decision.marks[HOW]["seen"], d.decision.marks[HOW]["of"]) for d in done} == {("seen", len(item.together), len(item.together))}  # fmt: skip
    assert one.id in queues.answered(sitting, "unproven")
    assert queues.undo_last(sitting, "unproven", "点错了", who)[1] == len(done)
    assert one.id not in queues.answered(sitting, "unproven")
    [before] = [d for d in sitting.desk.told() if d.id == alone.decision.id]
    assert before.undone_by is None


def test_a_set_of_which_it_is_open_whose_something_is_asks_that_too_and_no_other_does(sitting, who):
    told = dict(zip(application.finding_keys(sitting.findings).to_pylist(), sitting.findings["reasons"].to_pylist(), strict=True))  # fmt: skip
    asked = {True: "所指的人的", False: "是不是都如所标？"}
    seen = set()
    for one in queues.rows(sitting, "unproven", who):
        unsure = any(WHOSE in (told[id_] or ()) for id_ in one.together)
        if unsure not in seen:
            item = queues.item(sitting, "unproven", one.id, who)
            assert asked[unsure] in item.question.zh
            assert asked[not unsure] not in item.question.zh
            assert any("改归那个人" in why.zh for why in item.why) is unsure
            seen.add(unsure)
    assert seen == {True, False}


def test_what_a_person_added_is_asked_about_no_more_and_its_undoing_tells_what_upholds_it(sitting, who):
    keys = [key for w in queues.rows(sitting, "unproven", who) for key in w.posts]
    texts = [(key, t) for key, post in masked_posts.posts(sitting.case, keys).items() for t in post.texts]
    free = ((key, p) for key, t in texts if t.where == "text" for p in t.pieces if not p.kind and p.shown[:2].isalpha())
    key, bare = next((key, p) for key, p in free if p.end - p.start > 1)
    span = adding.span("/".join(key), "text", str(bare.start), str(bare.start + 2))
    added = adding.stretch(sitting, span, "kind:school", "", WHY, who).decision
    pipeline.run(sitting.case, workers=1)
    sitting.fresh()
    id_ = f"{span}/school"
    assert id_ in application.finding_keys(sitting.findings).to_pylist()
    assert id_ not in {each for w in queues.rows(sitting, "unproven", who) for each in w.together}
    [other] = sitting.record([deciding.Asked("finding.confirm", {"finding": id_}, WHY, who)])
    undo = sitting.undo([added.id], WHY, who).decision
    assert other.decision.id in deciding.upheld(sitting.case, undo)
    assert not deciding.upheld(sitting.case, sitting.undo([other.decision.id], WHY, who).decision)


def test_another_reading_of_what_a_person_put_in_is_asked_about_no_more_before_and_after_the_next_run(sitting, who):
    def asked():
        return queues.ids(sitting, "doubtful") - queues.answered(sitting, "doubtful")

    row = next(
        r for r in doubtful(sitting).to_pylist() if r["kind"] == "name" and r["where"] == "text" and r["start"] > 0
    )
    post = f"{row['channel_id']}/{row['post_id']}"
    machine = f"{post}/text/{row['start']}-{row['end']}/name"
    span = adding.span(post, "text", str(row["start"] - 1), str(row["end"]))
    before = asked()
    assert machine in before
    added = adding.stretch(sitting, span, "kind:name", "", WHY, who).decision
    assert application.replaced(sitting.findings, f"{span}/name") == [machine]
    assert before - asked() == {machine}
    pipeline.run(sitting.case, workers=1)
    sitting.fresh()
    assert f"{span}/name" in application.finding_keys(sitting.findings).to_pylist()
    assert machine not in asked()
    sitting.undo([added.id], WHY, who)
    assert machine in asked()


def test_confirming_sets_that_no_low_holds_raises_lows_and_no_high(sitting, who):
    def told():
        found = published.figures(sitting.case)["figures"]
        return {f["id"]: f for f in found if f["id"] in {"persons", "publications", "items_field", "kinds"}}

    before = told()
    outside = {w.id for w in queues.rows(sitting, "unproven", who) if w.about["outside"] and not w.about["held"]}
    while (item := queues.item(sitting, "unproven", officer=who)) is not None and item.id in outside:
        queues.answer(sitting, item, "yes", reason=WHY, officer=who, by="value" if "value" in item.alike else "")
    assert outside <= queues.answered(sitting, "unproven")
    pipeline.run(sitting.case, workers=1)
    now = told()
    assert {id_ for id_, f in now.items() if f["low"] > before[id_]["low"]} >= {"publications", "items_field"}
    for id_, f in now.items():
        assert before[id_]["low"] <= f["low"] <= f["high"] <= before[id_]["high"], id_


@MANY
def test_sets_that_say_the_same_are_answered_together_but_those_left_out(sitting, who):
    found = (queues.item(sitting, "unproven", one.id, who) for one in queues.rows(sitting, "unproven", who))
    item = next(one for one in found if one.alike.get("value", 0) > 2)
    n, samples = queues.alike(sitting, item, "value")
    out = samples[1]
    done = queues.answer(sitting, item, "no", reason=WHY, officer=who, by="value", seen=[samples[0].id], without=[out.id])  # fmt: skip
    assert {d.decision.act for d in done} == {"finding.reject"}
    assert len({d.decision.target["finding"] for d in done}) == len(done) == (n - 1) * len(item.together)
    assert {(d.decision.marks[HOW]["way"], d.decision.marks[HOW]["seen"]) for d in done} == {("bulk", len(item.together))}  # fmt: skip
    assert out.id not in queues.answered(sitting, "unproven")


def test_a_set_that_was_answered_is_not_answered_otherwise_and_no_search_answers_sets(sitting, who):
    one = next(w for w in queues.rows(sitting, "unproven", who) if len(w.together) > 1)
    item = queues.item(sitting, "unproven", one.id, who)
    made = queues.answer(sitting, item, "yes", reason=WHY, officer=who)
    again = queues.item(sitting, "unproven", one.id, who)
    assert set(again.together) == set(one.together)
    assert [d.already for d in queues.answer(sitting, again, "yes", reason=WHY, officer=who)] == [True] * len(made)
    with pytest.raises(WrongCall):
        queues.answer(sitting, again, "no", reason=WHY, officer=who)
    before = len(sitting.case.decisions())
    other = queues.item(sitting, "unproven", officer=who)
    with pytest.raises(WrongCall):
        queues.answer(sitting, other, "yes", reason=WHY, officer=who, by="search", among=other.posts)
    assert len(sitting.case.decisions()) == before


@MANY
def test_a_set_that_an_open_hint_keeps_out_says_so_and_comes_after_the_others(sitting, who):
    every = queues.rows(sitting, "unproven", who)
    hints = sitting.run.read("hints")
    kept = {key for keys in hints["kept_from_low"].to_pylist() for key in keys}
    held = [w for w in every if w.about["held"]]
    first = [w for w in every if w.about["outside"] and not w.about["held"]]
    assert first
    assert held
    assert [*every[: len(first)]] == first
    for one in held:
        item = queues.item(sitting, "unproven", one.id, who)
        row = next(iter(item.together.values()))
        assert f"{row['channel_id']}/{row['post_id']}/{row['person']}" in kept
        assert "待答" in item.why[0][0]
    while (hint := queues.item(sitting, "hints", officer=who)) is not None:
        queues.answer(sitting, hint, "no", reason=WHY, officer=who)
    for one in held:  # what is answered is not said to be open
        item = queues.item(sitting, "unproven", one.id, who)
        assert "待答" not in item.why[0][0]
        assert "已有答复" in item.why[0][0]


def test_kinds_of_which_a_person_decides_whether_they_are_sensitive_are_asked_about_kind_by_kind(sitting, who):
    held = {f["id"]: f for f in published.figures(sitting.case)["figures"]}
    every = queues.rows(sitting, "sensitive", who)
    assert 2 < len(every) < 25
    assert [one.weight for one in every] == sorted((held[f"kind.{one.id}"]["high"] or 0 for one in every), reverse=True)
    first = queues.item(sitting, "sensitive", officer=who)
    [done] = queues.answer(sitting, first, "yes", reason=WHY, officer=who)
    assert (done.decision.act, done.decision.target) == ("kind.sensitive", {"kind": first.id, "sensitive": "yes"})
    assert queues.answered(sitting, "sensitive") == {first.id}
    assert [one.id for one in queues.standing(sitting, first)] == [done.decision.id]
    second = queues.item(sitting, "sensitive", officer=who)
    assert second.id == every[1].id
    with pytest.raises(WrongCall):  # of one kind both cannot be
        queues.answer(sitting, first, "no", reason=WHY, officer=who)
    assert queues.undo_last(sitting, "sensitive", "点错了", who)[1] == 1
    assert not queues.answered(sitting, "sensitive")
    queues.answer(sitting, first, "no", reason=WHY, officer=who)
    would = {f["id"]: f for f in Anew(sitting.case).figures()["figures"]}
    assert would["sensitive_items"]["high"] < held["sensitive_items"]["high"]
    assert would["sensitive_items"]["low"] == held["sensitive_items"]["low"]


def test_sets_of_which_it_is_open_whether_they_point_to_somebody_are_asked_about_and_move_the_low(sitting, who):
    def told():
        return {f["id"]: f for f in published.figures(sitting.case)["figures"]}["publications"]

    before, every = told(), queues.rows(sitting, "pointing", who)
    assert len(every) > 3
    assert [one.weight for one in every] == sorted((one.weight for one in every), reverse=True)
    first = queues.item(sitting, "pointing", officer=who)
    assert first.id == every[0].id
    assert first.findings  # marked in its post
    verdicts = dict(zip(application.finding_keys(sitting.findings).to_pylist(), sitting.findings["person"].to_pylist(), strict=True))  # fmt: skip
    assert {verdicts[one] for one in first.findings} == {int(first.id.rpartition("/")[2])}
    with pytest.raises(WrongCall):  # no two sets are of one sort
        queues.answer(sitting, first, "no", reason=WHY, officer=who, by="search", among=first.posts)
    assert not sitting.case.decisions()
    by = "value" if "value" in first.alike else ""
    done = queues.answer(sitting, first, "yes", reason=WHY, officer=who, by=by)
    assert {(d.decision.act, d.decision.target["source"]) for d in done} == {
        ("publication.identifies", "贴文及其上下文")
    }
    assert first.id in queues.answered(sitting, "pointing")
    assert queues.undo_last(sitting, "pointing", "点错了", who)[1] == len(done)
    assert not queues.answered(sitting, "pointing")
    yes = queues.answer(sitting, first, "yes", reason=WHY, officer=who, more={"source": "评论写出姓名"}, by=by)
    assert {d.decision.target["source"] for d in yes} == {"评论写出姓名"}
    second = queues.item(sitting, "pointing", officer=who)
    nobody = queues.answer(sitting, second, "no", reason=WHY, officer=who)[0].decision
    assert (nobody.act, nobody.target) == ("publication.identifies_nobody", {"publication": second.id})
    assert {first.id, second.id} <= queues.answered(sitting, "pointing")
    for _ in range(2):  # found again by content in the run after the next
        pipeline.run(sitting.case, workers=1)
        sitting.fresh()
        rows = sitting.run.read("dossiers")
        keys = [f"{r['channel_id']}/{r['post_id']}/{r['person_no']}" for r in rows.to_pylist()]
        answers = dict(zip(keys, zip(rows["identifies"].to_pylist(), rows["counts"].to_pylist(), strict=True), strict=True))  # fmt: skip
        assert answers[first.id] == ("decided", "low")
        assert answers[second.id][0] == "no"
        assert told()["low"] > before["low"]
        assert told()["high"] <= before["high"]
        assert not {first.id, second.id} & {one.id for one in queues.rows(sitting, "pointing", who)}


@MANY
def test_how_it_was_decided_goes_with_the_decisions_into_another_copy(rehearsed, sitting, who, tmp_path, monkeypatch):
    queues.answer(sitting, biggest(sitting, who), "no", reason=WHY, officer=who, by="value")
    item = queues.item(sitting, "doubtful", officer=who)
    queues.answer(sitting, item, "yes", reason=WHY, officer=who)
    sitting.undo_last("看错了", who)
    rows = [
        {name: getattr(d, name) for name in ("id", "at", "officer", "act", "target", "reason")}
        | {"marks": deciding.shown(sitting.case, d) or None}
        for d in sitting.case.decisions()
    ]
    shutil.copytree(tmp_path / "home", tmp_path / "elsewhere", ignore=shutil.ignore_patterns("heads"))
    monkeypatch.setenv(
        "DOXDOCKET_HOME", str(tmp_path / "elsewhere")
    )  # of another team, which knows nothing of this one
    other = rehearsed("other")
    asked, faults = decision_files.read("\n".join(map(line, rows)).encode(), who)
    assert not faults
    deciding.record(other, asked, origin={"file": "0" * 64}, by=who)
    assert ways(other.decisions()) == ways(sitting.case.decisions())
    assert [d.undone_by for d in other.decisions()] == [d.undone_by for d in sitting.case.decisions()]


@pytest.mark.parametrize("kind", ["doubtful", "conduct"])
def test_what_is_called_alike_is_alike(sitting, kind, who):
    every = {one.id: one for one in queues.rows(sitting, kind)}
    for by in ("value", "wording", "reason"):
        groups = [queues.members(sitting, kind, one, by) for one in list(every.values())[:40] if by in one.alike]
        for group in groups:
            assert len({one.alike[by] for one in group}) == 1
            if kind == "doubtful" and by == "value":
                assert len({(one.about["kind"], one.about["digest"]) for one in group}) == 1
            if by == "reason":
                assert len({one.about.get("kind") or one.about["label"] for one in group}) == 1


def test_a_search_chooses_what_is_decided_together(sitting, who):
    item = queues.item(sitting, "doubtful", officer=who)
    some = {one.posts[0] for one in queues.rows(sitting, "doubtful")[:7]}
    n, _ = queues.alike(sitting, item, "search", some)
    kind = item.about["kind"]
    assert n == sum(one.posts[0] in some and one.about["kind"] == kind for one in queues.rows(sitting, "doubtful"))
    done = queues.answer(sitting, item, "no", reason=WHY, officer=who, by="search", among=some)
    assert len(done) == n


def test_unsure_and_later_are_kept_for_each_officer_and_nobody_else(sitting, case):
    one, other = case.info.officers[:2]
    first = queues.item(sitting, "doubtful", officer=one)
    queues.set_aside(sitting, first, one, "unsure")
    second = queues.item(sitting, "doubtful", officer=one)
    queues.set_aside(sitting, second, one, "skip")
    again = Session(case)
    third = queues.item(again, "doubtful", officer=one)
    assert len({first.id, second.id, third.id}) == 3
    told = queues.of(again, "doubtful", one)
    assert (told.unsure, told.skipped, told.done) == (1, 1, 0)
    assert queues.item(again, "doubtful", officer=other).id == first.id
    assert not case.decisions()
    again.take_up(one, "doubtful")
    assert queues.item(again, "doubtful", officer=one).id == second.id


def test_a_sitting_knows_what_another_process_decided(case, sitting, who):
    item = queues.item(sitting, "doubtful", officer=who)
    deciding.record(case, [deciding.Asked("finding.reject", {"finding": item.id}, WHY, who)])
    assert queues.item(sitting, "doubtful", officer=who).id != item.id
    with pytest.raises(WrongCall, match=item.id.split("/")[0]):
        queues.answer(sitting, item, "yes", reason=WHY, officer=who)
    assert len(case.decisions()) == 1


@MANY
def test_an_answer_to_several_reaches_none_of_which_it_is_open_whose_it_is(sitting):
    """What may be another person's of its post was confirmed with all of its value, and nobody was asked whose it is."""
    every = queues.rows(sitting, "doubtful")
    assert all((WHOSE in w.about["reasons"]) == (not w.alike) for w in every)
    known = [w for w in every if w.alike]
    value = next(v for v, n in Counter(w.alike["value"] for w in known).items() if n > 1)
    one, other = [w for w in known if w.alike["value"] == value][:2]
    assert other in queues.members(sitting, "doubtful", one, "value")
    keys = application.finding_keys(sitting.findings).to_pylist()
    told = zip(sitting.findings["reasons"].to_pylist(), keys, strict=True)
    reasons = [[*(codes or ()), WHOSE] if key == other.id else codes for codes, key in told]
    at, kind = sitting.findings.column_names.index("reasons"), sitting.findings.schema.field("reasons")
    sitting.findings = sitting.findings.set_column(at, kind, pa.array(reasons, kind.type))
    sitting.waits.clear()
    unsure = next(w for w in queues.rows(sitting, "doubtful") if w.id == other.id)
    assert not unsure.alike
    for by in ("value", "reason", "search"):
        found = queues.members(sitting, "doubtful", one, by, {*one.posts, *other.posts})
        assert other.id not in {w.id for w in found}
        assert {w.id for w in queues.members(sitting, "doubtful", unsure, by, unsure.posts)} <= {other.id}


@MANY
def test_a_bulk_with_one_contradiction_records_nothing(case, sitting, who, monkeypatch):
    item = biggest(sitting, who)
    last = queues.members(sitting, "doubtful", queues.rows(sitting, "doubtful")[0], "value")[-1]
    group = queues.members(
        sitting, "doubtful", next(w for w in queues.rows(sitting, "doubtful") if w.id == item.id), "value"
    )
    last = group[-1]
    queues.answer(sitting, queues.item(sitting, "doubtful", last.id, who), "yes", reason=WHY, officer=who)
    monkeypatch.setattr(queues, "members", lambda *_: group)  # as if the page had been asked for before that answer
    with pytest.raises(WrongCall):
        queues.answer(sitting, item, "no", reason=WHY, officer=who, by="value")
    monkeypatch.undo()
    assert len(case.decisions()) == 1
    assert queues.of(sitting, "doubtful", who).done == 1


def asked_of(sitting, chance, who, each=4):
    """Some decisions that a person might make, of every sort that a queue asks."""
    out = []
    for kind in ("doubtful", "pictures", "conduct", "links", "conflicts", "hints", "tiers"):
        some = list(queues.rows(sitting, kind))
        for one in chance.sample(some, min(len(some), each)):
            item = queues.item(sitting, kind, one.id, who)
            option = chance.choice(item.options)
            out.append(
                deciding.Asked(option.act, {**option.target, **dict.fromkeys(option.needs, "卷一第3页")}, WHY, who)
            )
    return out


def kept(anew, what):
    """What it holds of that sort from the last time it was asked."""
    return [made for (name, *_), made in anew._memory._now.items() if name == what]  # noqa: SLF001 - what is kept is seen in nothing but time


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.whole(but=2)
def test_the_figures_that_moved_are_those_that_the_next_run_prints(case, sitting, who, seed):
    chance, taken = random.Random(seed), 0
    anew = Anew(case)
    anew.figures()  # what it keeps of this and of the next time must not be told where decisions changed it
    [heard], [accounts] = kept(anew, "heard"), kept(anew, "accounts")
    for asked in asked_of(sitting, chance, who):
        try:
            taken += len(sitting.record([asked]))
        except WrongCall:
            continue  # it contradicts what was decided before
        if taken == 5:
            anew.figures()
    assert taken > 8
    would, moved = json.loads(json.dumps(anew.figures())), anew.moved()
    assert [one is heard for one in kept(anew, "heard")] == [True]  # posts were read once, whatever was decided
    assert [one is accounts for one in kept(anew, "accounts")] == [True]
    assert "text" not in heard.texts.column_names  # what texts are compared by is made with it
    before = {one["id"]: one for one in published.figures(case)["figures"]}
    pipeline.run(case, workers=1)
    now = published.figures(case)
    assert moved.known
    assert would == now
    told = {one["id"]: one["would_be"]["low"] for one in moved.figures if one["id"] == one["figure"]}
    after = {one["id"]: one for one in now["figures"]}
    nothing = dict.fromkeys(("low", "estimate", "high", "value"))  # of a kind that is not there, or no more
    assert set(told) == {
        i
        for i, one in {**before, **after}.items()
        if not isinstance(one["value"], dict)
        and any(after.get(i, nothing)[e] != before.get(i, nothing)[e] for e in nothing)
    }
    assert told
    assert all(after.get(i, nothing)["low"] == low for i, low in told.items())


def test_a_sitting_keeps_the_same_marks_as_a_decision_by_itself(case, sitting, who):
    chance, other, taken = random.Random(7), case.info.officers[1], 0
    for one in asked_of(sitting, chance, who, each=1):
        try:
            first = sitting.record([one])[0].decision
        except WrongCall:
            continue
        sitting.undo([first.id], "换一人再作", who)
        second = deciding.record(case, [replace(one, officer=other)])[0].decision
        marks = [{name: mark for name, mark in d.marks.items() if name != "salt"} for d in (first, second)]
        assert (first.target, marks[0]) == (second.target, marks[1])
        sitting.undo([second.id], "再撤", who)
        taken += 1
    assert taken > 4


def test_a_sample_is_answered_blind_and_a_third_person_is_asked_where_two_differ(case, sitting):
    one, other = case.info.officers[:2]
    accept = rules(["findings"], {}, None)
    held, how_many = sampled.numbers(case, ["findings"], accept, size=6, within=None, expect=None, each=False)
    sampled.draw(case, held, how_many, accept, seed=1, reviewers=(one, other), reason=WHY, officer=one)
    [plan] = case.samples.standing("plan")
    told = [line for part in explain(case, "persons", "case", str).sections for line in part.lines]
    assert any(plan.id in line.zh and plan.id in line.en for line in told), "drawn after the run, and told all the same"
    n = queues.of(sitting, "sampling", one).n
    assert n == sum(sum(some.values()) for some in how_many.values()) > 5
    asked = queues.item(sitting, "sampling", officer=one)
    queues.answer(sitting, asked, "yes", reason="", officer=one)
    assert queues.of(sitting, "sampling", one).done == 1
    assert queues.of(sitting, "sampling", other).done == 0
    assert queues.of(sitting, "disagreements", "丙").n == 0
    same = queues.item(sitting, "sampling", asked.id, other)
    assert same.question == asked.question
    queues.answer(sitting, same, "no", reason="", officer=other)
    queues.set_aside(sitting, queues.item(sitting, "sampling", officer=one), one, "unsure")
    assert queues.of(sitting, "sampling", one).done == 2
    assert queues.of(sitting, "disagreements", one).n == 0
    case.add_officer("丙", one, keys=[case.custody.identity], one_key=True)
    [third] = queues.rows(sitting, "disagreements", "丙")
    assert third.id == asked.id
    queues.answer(sitting, queues.item(sitting, "disagreements", officer="丙"), "no", reason="", officer="丙")
    assert queues.of(sitting, "disagreements", "丙").left == 0
    assert not case.decisions()


def test_what_was_taken_back_can_be_said_again(sitting, who):
    item = queues.item(sitting, "doubtful", officer=who)
    (first,) = queues.answer(sitting, item, "no", reason=WHY, officer=who)
    queues.undo_last(sitting, "doubtful", "", who)
    assert item.id not in queues.answered(sitting, "doubtful")
    (again,) = queues.answer(sitting, item, "no", reason="看清了", officer=who)
    assert not again.already
    assert again.decision.id != first.decision.id
    assert item.id in queues.answered(sitting, "doubtful")


def test_taking_back_in_a_queue_leaves_what_was_decided_in_another(sitting, who):
    pair = queues.item(sitting, "conflicts", officer=who)
    (elsewhere,) = queues.answer(sitting, pair, pair.options[1].name, reason=WHY, officer=who)
    assert queues.last(sitting, "doubtful", who) == []
    with pytest.raises(WrongCall):
        queues.undo_last(sitting, "doubtful", "", who)
    item = queues.item(sitting, "doubtful", officer=who)
    (here,) = queues.answer(sitting, item, "no", reason=WHY, officer=who)
    assert [d.id for d in queues.last(sitting, "conflicts", who)] == [elsewhere.decision.id]
    assert [d.id for d in queues.last(sitting, "doubtful", who)] == [here.decision.id]


@pytest.mark.whole
def test_a_counting_that_is_killed_ends_no_page_and_the_next_decision_counts_again(sitting, who):
    def ended(behind):
        until = time.monotonic() + 600
        while (told := behind.told())[1]:
            assert time.monotonic() < until
            time.sleep(0.2)
        return told[0]

    before, behind = {one.pid for one in psutil.Process().children()}, Behind(sitting.case)
    try:
        behind.told()
        for one in psutil.Process().children():
            if one.pid not in before and "resource_tracker" not in " ".join(one.cmdline()):
                one.kill()
        assert ended(behind).known is False
        queues.answer(sitting, queues.item(sitting, "doubtful", officer=who), "no", reason=WHY, officer=who)
        told = ended(behind)
        assert (told.known, told.decisions) == (True, 1)
    finally:
        behind.close()


@MANY
def test_two_persons_are_asked_about_once_whichever_publications_a_decision_names(sitting, who):
    groups = {}
    for row in sitting.run.read("queue").to_pylist():
        codes = frozenset((row["person_a"], row["person_b"])) - {None}
        if row["question"] == "same_person" and len(codes) == 2:
            groups.setdefault((codes, bool(row["blocked_by"] or row["against"])), []).append(row)
    (_, blocked), most = max(groups.items(), key=lambda one: len({(row["a"], row["b"]) for row in one[1]}))
    assert len(most) > 1
    kind, ids = "conflicts" if blocked else "links", {f"{row['a']}|{row['b']}" for row in most}
    asked = [one.id for one in queues.rows(sitting, kind) if one.id in ids]
    assert len(asked) == 1
    before = queues.of(sitting, kind, who)
    row = next(row for row in most if f"{row['a']}|{row['b']}" not in asked)
    sitting.record([deciding.Asked("person.not_same", {"a": row["a"], "b": row["b"]}, WHY, who)])
    after = queues.of(sitting, kind, who)
    assert (after.n, after.done) == (before.n, before.done + 1)
    assert queues.following(sitting, kind, who).id not in asked
    pipeline.run(sitting.case, workers=1)
    sitting.fresh()
    assert not ids & {one.id for one in queues.rows(sitting, kind)} - set(queues.answered(sitting, kind))


def test_two_persons_are_decided_on_by_publications_of_which_no_question_is(sitting, who):
    every = {}
    for key, row in sitting.desk.dossiers.items():
        every.setdefault(row["person"], []).append(key)
    queue = sitting.run.read("queue").to_pylist()
    pairs = {frozenset((row["a"], row["b"])) for row in queue}
    a, b, blocked = next(
        (a, b, bool(row["blocked_by"] or row["against"]))
        for row in queue
        if row["question"] == "same_person" and row["person_a"] and row["person_b"]
        for a in every[row["person_a"]]
        for b in every[row["person_b"]]
        if frozenset((a, b)) not in pairs
    )
    kind = "conflicts" if blocked else "links"
    before = queues.of(sitting, kind, who).done
    sitting.record([deciding.Asked("person.not_same", {"a": a, "b": b}, WHY, who)])
    assert queues.of(sitting, kind, who).done == before + 1


def test_a_question_about_one_kind_of_a_set_says_so_and_what_its_yes_takes():
    row = {"hint": "taken_back", "word": "学校写错", "publication": "c/1/0", "kept_from_low": ["c/1/0"], "yes_takes": [], "channel_id": "c", "post_id": "2"}  # fmt: skip
    ask = queues._ask_hint  # noqa: SLF001 - of a row that few cases have
    session = SimpleNamespace(desk=SimpleNamespace(dossiers={"c/1/0": {"kinds": ["name", "school"]}}))
    whole, part = (
        ask(session, queues.Waits("c/1/0|taken_back", (), 1, {**row, "kind": one})) for one in (None, "school")
    )
    assert "里的就读学校/班级是不是" in part["question"][0]
    assert "the school of this set" in part["question"][1]
    assert "其余照算" in part["effect"][0][0]
    assert part["options"][0].target["kind"] == "school"
    assert whole["question"][0] == "贴文有“学校写错”：这一组信息是不是已被撤回、更正为不实？"
    assert "其余照算" not in whole["effect"][0][0]
    assert [one.key for one in whole["options"]] == ["y", "n", "1", "2"]
    assert [one.key for one in part["options"]] == ["y", "n"]
    one = whole["options"][3]  # of the school alone: that, and no to the question about all of it
    assert (one.act, one.target["kind"], one.needs) == ("publication.kind_untrue", "school", ("source",))
    assert [also.act for also in one.also] == ["publication.hint_no"]
    told, item = [], SimpleNamespace(kind="hints", option=lambda _name: one, together=(), id="c/1/0|taken_back")
    queues.answer(
        SimpleNamespace(record=told.extend), item, one.name, reason=WHY, officer="甲", more={"source": "更正贴"}
    )
    assert [(each.act, each.target.get("source")) for each in told] == [
        ("publication.kind_untrue", "更正贴"),
        ("publication.hint_no", None),
    ]
    assert len({each.how["batch"] for each in told}) == 1  # one entry to take back


def test_one_kind_of_a_set_is_answered_for_and_taken_back_as_one(sitting, who):
    key = next(key for key, row in sitting.desk.dossiers.items() if row["person"] and len(row["kinds"] or ()) > 1)
    channel, post = key.rsplit("/", 2)[:2]
    row = {"hint": "taken_back", "word": "写错", "publication": key, "kept_from_low": [key], "yes_takes": [key], "channel_id": channel, "post_id": post, "kind": None}  # fmt: skip
    asked = queues._ask_hint(sitting, queues.Waits(f"{key}|taken_back", (), 1, row))  # noqa: SLF001 - no post of the case asks so
    item = queues.Item("hints", f"{key}|taken_back", posts=((channel, post),), **asked)
    option = next(one for one in item.options if one.also)
    done = queues.answer(sitting, item, option.name, reason=WHY, officer=who, more={"source": "后一贴的更正"})
    assert [one.decision.act for one in done] == ["publication.kind_untrue", "publication.hint_no"]
    assert sitting.undo_last("", who)[1] == 2


def test_a_yes_to_a_hint_answers_every_post_that_asks_and_a_no_one_of_them():
    ids = [f"c/1/0|taken_back|c/{n}" for n in (2, 3)] + ["c/4/0|taken_back|c/5"]
    waits = {
        "hints": [
            queues.Waits(one, (), 1, {"kind": kind}) for one, kind in zip(ids, ("school", None, "school"), strict=True)
        ]
    }

    def done(*said):
        return queues.answered(SimpleNamespace(waits=waits, answered={"hint": set(said)}), "hints") & set(ids)

    act = {"act": "publication.kind_untrue", "target": {"publication": "c/1/0", "kind": "school"}}
    [(about, id_)] = Session._of(None, act)  # noqa: SLF001 - what it is about, of which few cases have one
    assert (about, done(id_)) == ("hint", {ids[0]})  # of one kind of the set alone

    assert done("c/1/0|taken_back") == {*ids[:2]}  # of the publication: a yes, or a no that names no post
    assert done(ids[0]) == {ids[0]}
    assert done("c/1/0|fiction") == set()


def test_a_pair_tells_what_contradicts_first_with_tags_and_what_decisions_since_leave_of_its_effect(sitting, who):
    told = [queues.item(sitting, "conflicts", one.id, who) for one in queues.rows(sitting, "conflicts")]
    against = [one for one in told if one.about["against"]]
    assert against
    for one in against:
        assert one.why[0][0].startswith("矛盾：")
        hows = [row.how for row in one.compared]
        assert hows == sorted(hows, key=("against", "agree").index)
        assert all(row.a != row.b for row in one.compared if row.how == "against" and row.kind == "name" and row.a)
    item = told[0]
    assert queues.foretold(item, None, pending=True).effect[0][0].startswith("您已作认定")
    moved = Anew(sitting.case).moved()
    assert queues.foretold(item, moved, pending=False).effect == item.effect
    queues.answer(sitting, item, "no", reason=WHY, officer=who)
    after = Anew(sitting.case).moved()
    assert item.id not in after.queue
    assert [one.target["a"] for one in queues.standing(sitting, item)] == [item.persons[0]]


def test_what_is_decided_of_a_set_whose_doubtful_findings_were_confirmed_since_the_run_stands_at_once(sitting, who):
    rows = sitting.run.read("dossiers").to_pylist()
    row = next(r for r in rows if not r["items"] and r["counts"] == "high" and not r["by_link"])
    found = sitting.findings
    here = pc.and_(pc.equal(found["post_id"], row["post_id"]), pc.equal(found["person"], row["person_no"]))
    found = found.filter(pc.and_(here, pc.equal(found["channel_id"], row["channel_id"])))
    keys = application.finding_keys(found).to_pylist()
    sitting.record([deciding.Asked("finding.confirm", {"finding": key}, WHY, who) for key in keys])
    key = f"{row['channel_id']}/{row['post_id']}/{row['person_no']}"
    [done] = sitting.record(
        [deciding.Asked("publication.identifies", {"publication": key, "source": "照片"}, WHY, who)]
    )
    assert not done.adrift
    assert key in sitting.answered["set"]


def test_a_pair_tells_what_its_posts_tell_of_the_same_kinds_and_put_to_nobody():
    """The birth date that contradicts the number stood in a set of nobody, and the page said that the dates agree."""
    names = ("channel_id", "post_id", "kind", "verdict", "mask", "person")
    found = [
        ("c", "1", "id_number", "valid", "53**", 0), ("c", "1", "birth_date", "valid", "1866-**-**", 1), ("c", "1", "school", "valid", "*", 1),
        ("c", "1", "birth_date", "valid", "1870-**-**", 2), ("c", "1", "birth_date", "rejected", "1871-**-**", None), ("c", "2", "birth_date", "valid", "1858-**-**", 0), ("c", "2", "birth_date", "valid", "1859-**-**", None),
    ]  # fmt: skip
    table = pa.Table.from_pylist([dict(zip(names, one, strict=True)) for one in found])
    sets = {"c/1/0": {"person": "V0001"}, "c/1/1": {"person": None}, "c/1/2": {"person": "V0002"}}
    session = SimpleNamespace(findings=table, desk=SimpleNamespace(dossiers=sets))
    row = {"a": "c/1/0", "b": "c/2/0", "agree": ["id_number", "birth_date"], "against": ["name"]}
    told = [one[0] for one in queues._beside(session, row)]  # noqa: SLF001
    assert ["1866" in one for one in told] == [True, False]
    assert "1859" in told[1]


def test_where_the_same_words_stand_and_nothing_was_found_is_told():
    said = {"c/1": "住石榆巷七号", "c/2": "石榆巷七号，又是石榆巷七号", "c/3": "别处"}
    found = [("c", "1", "text", 1, 6), ("c", "2", "text", 0, 5)]
    spans = pa.Table.from_pylist(
        [dict(zip(("channel_id", "post_id", "where", "start", "end"), one, strict=True)) for one in found]
    )
    evidence = SimpleNamespace(
        rows=lambda posts, _names: ({"post": one, "text": said[one]} for one in posts), among=lambda _posts: SimpleNamespace(findings=spans)
    )  # fmt: skip
    posts = [{"channel_id": "c", "post_id": key[2:], "text": text} for key, text in said.items()]
    run = SimpleNamespace(batches=lambda *_: pa.Table.from_pylist(posts).to_batches())
    session = SimpleNamespace(desk=SimpleNamespace(evidence=evidence), run=run)
    assert queues._unfound(session, "c/1", 1, 6) == [("c/2", 8, 13)]  # noqa: SLF001
    assert queues._unfound(session, "c/1", 1, 3) == []  # noqa: SLF001 - of two signs nothing is looked for
    assert queues._covers("c/2/text/8-13/home_address", ("c/2", 8, 13))  # noqa: SLF001


def test_the_answer_that_two_are_one_tells_which_sets_move():
    """It said that the number of persons stays, and brought a denial into the low of publications and the day of a first act forward."""
    sets = {
        "c/1/0": {"counts": "low", "identifies": "combined", "kinds": ["name", "phone_number"], "items": 2},
        "c/2/0": {"counts": "high", "identifies": "no", "kinds": ["name"], "items": 1},
        "c/3/0": {"counts": "estimate", "identifies": "unknown", "kinds": ["name", "school"], "items": 2},
        "c/4/0": {"counts": "estimate", "identifies": "no", "kinds": ["name"], "items": 1},
        "c/5/0": {"counts": "high", "identifies": "unknown", "kinds": ["job_history", "name"], "items": 1},
        "c/6/0": {"counts": "high", "identifies": "unknown", "kinds": ["name", "school"], "items": 0},
    }
    session = SimpleNamespace(desk=SimpleNamespace(dossiers=sets))

    def told(a, b):
        return [one[0] for one in queues._sets_move(session, {"a": a, "b": b})]  # noqa: SLF001

    assert ["c/2/0" in one and "不进入下限" in one for one in told("c/1/0", "c/2/0")] == [True]
    assert ["c/3/0" in one and "首次行为" in one for one in told("c/3/0", "c/1/0")] == [True]
    assert ["是姓名的" in one and "不进入下限" in one for one in told("c/5/0", "c/1/0")] == [True], (
        "a doubtful job beside a name"
    )
    assert told("c/1/0", "c/6/0") == [], "doubtful alone: in no low"
    assert told("c/1/0", "c/1/0") == told("c/1/0", "c/4/0") == told("c/2/0", "c/3/0") == told("c/1/0", "c/9/0") == []
