"""A sample from plan to result on pages: the rule before the draw, both reviewers blind, a third who settles, the result beside its rule."""

import re
from urllib.parse import urlencode

import pytest

from doxdocket.law.kinds import kinds as kinds_of
from doxdocket.pipeline import published, sampled
from doxdocket.sample.plan import questions
from doxdocket.sample.results import named
from doxdocket.store.samples import PLAN

from .conftest import running

FORM = {"for": "precision", "size": "3", "within": "", "tolerate": "20", "confidence": "80", "reason": "核验机器标注"}


@pytest.fixture
def desk(made, tmp_path):
    with running(made.copy(tmp_path)) as it:
        yield it


def plans(desk):
    return desk.within(lambda case: case.samples.standing(PLAN))


def answer_all(tab, of):
    """Answer what waits; ``of``: the answer to a question by its number."""
    seen = []
    for _ in range(60):
        page = tab.get("/queue/sampling")
        found = re.search(r'name="at" value="([^"]+)"', page.text)
        if not found:
            return seen
        seen.append(found[1])
        version = re.search(r'name="version" value="([^"]*)"', page.text)[1]
        assert tab.post("/queue/sampling", at=found[1], version=version, answer=of(found[1])).status in {200, 303}
    raise AssertionError(seen)


def test_a_plan_records_nothing_and_says_what_it_would_tell(desk):
    tab = desk.tab()
    page = tab.get("/sampling")
    assert "抽多少" in page.seen
    assert "±" not in page.seen.partition("结果")[0]
    said = tab.get("/sampling?for=precision&size=3&tolerate=20&confidence=80&plan=1")
    assert said.status == 200
    assert "±" in said.seen
    assert 'name="reviewer"' in said.text
    assert not plans(desk)


@pytest.mark.parametrize("query", ["size=0", "size=a", "confidence=5", "size=3&within=5", "tolerate=x", "for=nothing"])
def test_what_no_plan_can_be_is_told(desk, query):
    said = desk.tab().get(f"/sampling?{query}&plan=1")
    assert said.status == 200
    assert 'role="alert"' in said.text


def test_from_draw_to_result_two_answer_blind_and_a_third_settles(desk):
    one = desk.tab("张三")
    assert one.post("/sampling", **FORM, reviewer="张三").status == 400  # one is no pair
    assert not plans(desk)
    both = urlencode([("csrf", one.csrf), *FORM.items(), ("reviewer", "张三"), ("reviewer", "李四")])
    ours = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{desk.host}", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
    assert one.ask("POST", "/sampling", both, ours).status == 303
    [plan] = plans(desk)
    assert plan.target["reviewers"] == ["张三", "李四"]
    assert {rule["tolerate"] for rule in plan.target["accept"].values()} == {"0.2"}
    assert "S0001 已抽取" in one.get("/sampling").seen
    mine = answer_all(one, lambda _at: "yes")
    assert mine
    other = desk.tab("李四")
    page = other.get("/sampling")
    left = dict(re.findall(r"<td>(张三|李四)</td><td class=\"n\">\d+</td><td class=\"n\">(\d+)</td>", page.text))
    assert left == {"张三": "0", "李四": str(len(mine))}
    told = answer_all(other, lambda at: "no" if at == mine[0] else "yes")
    assert sorted(told) == sorted(mine)
    third = desk.tab("王五")
    assert 'href="/queue/disagreements"' in third.get("/sampling").text
    page = third.get("/queue/disagreements")
    at = re.search(r'name="at" value="([^"]+)"', page.text)[1]
    assert at == mine[0]
    version = re.search(r'name="version" value="([^"]*)"', page.text)[1]
    third.post("/queue/disagreements", at=at, version=version, answer="yes")
    states = desk.within(
        lambda case: {p["population"]: p["verdict"]["state"] for p in sampled.said(case)[0]["populations"]}
    )
    assert "unfinished" not in states.values()
    assert "容许" in third.get("/sampling").seen
    assert desk.tab("李四").post("/sampling/undo", plan="S0001", reason="另抽").status == 303
    assert not plans(desk)


def test_each_blind_question_says_what_it_asks_of_whom_and_shows_no_result(desk):
    one = desk.tab("张三")
    both = urlencode([("csrf", one.csrf), ("for", "precision"), ("size", "1"), ("reason", "核验"), ("reviewer", "张三"), ("reviewer", "李四")])  # fmt: skip
    ours = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{desk.host}", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
    assert one.ask("POST", "/sampling", both, ours).status == 303
    page = one.get("/sampling")
    assert "答完之前" in page.seen
    assert "未通过" not in page.seen
    assert "κ" not in page.seen
    assert "κ" in desk.tab("王五").get("/sampling").seen
    assert "未通过" not in desk.tab("王五").get("/sampling").seen  # nobody answered yet
    [plan] = plans(desk)
    asked = {f"S0001|{q.number}": q for q in questions(plan.target)}
    kinds = {"findings", "sets", "roles", "ages", "conduct"}
    assert kinds <= {q.population for q in asked.values()}
    for at, q in asked.items():
        said = one.get(f"/queue/sampling?at={at.replace('|', '%7C')}")
        label = named(q.population, q.stratum)["label"]
        told = said.seen.partition("机器写明的：")[2][:200]
        marked = '<mark class="asked"' in said.text or "cover asked" in said.text
        if q.population == "findings":
            assert kinds_of()[q.unit.rpartition("/")[2]].zh in told, q
            assert "/reveal?finding=" in said.text
        elif q.population in {"roles", "ages", "conduct"}:
            assert label in told, q
        if q.population in {"sets", "roles", "ages"}:
            assert "此人在这一贴里公开了什么" in said.seen
        assert marked or q.population in {"views", "nobody"}, q


def test_a_size_is_kept_to_where_it_can_be(desk):
    tab = desk.tab()
    small = tab.get("/sampling?for=findings&size=1&plan=1")
    assert re.search("要抽 1 个，但有 [0-9]+ 层", small.seen)
    enough = tab.get("/sampling?for=findings&size=9&plan=1")
    assert "每层至少一个" not in enough.seen
    assert sum(map(int, re.findall(r'<td class="n">(\d+)</td><td class="n">[\d.]+%</td>', enough.text))) <= 9


def test_the_questions_of_an_expert_have_a_page(desk):
    said = desk.tab().get("/validation")
    assert said.status == 200
    assert "〔" in said.seen


def test_a_run_begins_at_the_button_and_the_pages_use_it_when_it_is_done(fresh):
    import time

    from .conftest import CHANNEL

    tab, before = fresh.tab(), fresh.within(lambda case: case.current_run().run_id)
    tab.get(f"/add?post={CHANNEL}/3")
    added = tab.post(
        "/add", post=f"{CHANNEL}/3", where="text", start="0", end="2", what="kind:name", reason="逐条核对原文"
    )
    assert added.status == 303, added.seen
    assert 'action="/run"' in tab.get("/").text
    assert 'action="/run"' in tab.get("/sampling").text
    assert tab.post("/run").headers["location"] == "/run"
    for _ in range(1200):
        said = tab.get("/run")
        if "算好了" in said.seen:
            break
        assert "正在计算" in said.seen, said.seen
        time.sleep(0.5)
    assert fresh.within(lambda case: case.current_run().run_id) != before
    assert 'action="/run"' not in tab.get("/").text
    fresh.within(lambda case: __import__("doxdocket.desk.roles", fromlist=["give"]).give(case, "李四", "auditor", reason="分工", officer="张三"))  # fmt: skip
    other = fresh.tab("李四")
    assert other.post("/run").status == 403


def test_a_sample_drawn_after_the_run_is_told_as_not_yet_counted_and_never_as_not_done(desk):
    tab = desk.tab("张三")
    both = urlencode([("csrf", tab.csrf), *FORM.items(), ("reviewer", "张三"), ("reviewer", "李四")])
    ours = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://{desk.host}", "Sec-Fetch-Site": "same-origin"}  # fmt: skip
    assert tab.ask("POST", "/sampling", both, ours).status == 303
    assert [one.id for one in plans(desk)] == ["S0001"]
    note = desk.within(published.figures)["sampling"]
    assert "没有做过" not in note["note"]
    assert "S0001 已抽取，收回答案 0 份" in note["note"]
    assert "尚未计入" in note["note"]
    assert "run again" in note["note_en"]
