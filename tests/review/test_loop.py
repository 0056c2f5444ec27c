"""The loop in a real browser: every key and button that decides, with and without scripts, and what is recorded by them."""

from dataclasses import dataclass
from urllib.parse import quote

import pytest

from doxdocket import pipeline
from doxdocket.desk import deciding, queues
from doxdocket.desk.session import Session
from doxdocket.pipeline import published
from doxdocket.review.pages.queue import sort_of
from doxdocket.store.decisions import HOW

from .conftest import CHANNEL, Made, export, running

ALIAS, WORK, MISSED = "听说她的小名叫阿蘅", "她在松声路上的药店上班", "谁还记得李商隐那首诗怎么背"
SAID = (
    "你这个垃圾",
    "查户籍100元一次",
    *[ALIAS] * 5,
    *[WORK] * 3,
    MISSED,
    "姓名：柳春生 电话：13900001850",
    "你这个垃圾",
)
WHY = "逐条核对原文"


@pytest.fixture(scope="module")
def asked(made_once):
    """A case in which the same stretch is doubtful five times, and another three times."""

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三", "--officer", "李四", "--one-key")
        it.call("add", it.case, export(top / "ChatExport", SAID), "--officer", "张三", "--officer", "李四", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("loop", make)
    return Made(top / "case", top / "home")


@dataclass
class At:
    """A page of the desk in the browser, and what the case holds."""

    desk: object
    page: object
    faults: list

    def go(self, path):
        self.page.goto(f"http://{self.desk.host}{path}")
        return self.page

    def decisions(self):
        return self.desk.within(lambda case: case.decisions())

    def reason(self, text=WHY):
        self.page.fill("#reason", text)
        self.page.locator("h1").click()


@pytest.fixture
def at(asked, browser, tmp_path, request):
    scripts = getattr(request, "param", True)
    with running(asked.copy(tmp_path)) as desk:
        context = browser.new_context(java_script_enabled=scripts)
        page, faults = context.new_page(), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        refused = "with a status of 4"  # a form that was refused is no fault of the page
        page.on(
            "console",
            lambda said: faults.append(said.text) if said.type == "error" and refused not in said.text else None,
        )
        desk.let_in(page)
        yield At(desk, page, faults)
        context.close()
        assert not faults


def test_one_key_answers_and_shows_the_next(at):
    page = at.go("/queue/doubtful")
    assert page.locator(".trail").inner_text().endswith("第 1 项，共 8 项")
    first = page.locator("#answer input[name=at]").input_value()
    at.reason()
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 2 项").wait_for()
    [made] = at.decisions()
    assert (made.act, made.target, made.reason, made.officer) == ("finding.reject", {"finding": first}, WHY, "张三")
    assert made.marks[HOW] == {"way": "seen"}
    assert page.input_value("#reason") == WHY
    second = page.locator("#answer input[name=at]").input_value()
    assert second != first
    assert "上次答“否" in page.inner_text("#reason-hint")
    page.keyboard.press("y")  # a reason of the opposite answer is not carried over unseen
    page.locator("[role=alert]", has_text="另一种回答").wait_for()
    assert len(at.decisions()) == 1
    page.keyboard.press("y")  # the key answers, and is not typed into the reason
    page.locator(".trail", has_text="第 3 项").wait_for()
    assert at.decisions()[-1].act == "finding.confirm"
    page.keyboard.press("n")  # given for both by now
    page.locator(".trail", has_text="第 4 项").wait_for()


def test_a_key_while_an_answer_is_under_way_does_nothing_and_that_is_said(at):
    page, held = at.go("/queue/doubtful"), []
    page.route(
        "**/queue/doubtful", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    at.reason()
    page.keyboard.press("n")
    page.locator("form.htmx-request").wait_for(state="attached")
    page.keyboard.press("n")
    assert "没有作数" in page.locator("#notes #late").inner_text()
    [answer] = held
    answer.continue_()
    page.locator(".trail", has_text="第 2 项").wait_for()
    assert (len(held), len(at.decisions())) == (1, 1)
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("n")  # of a question that was seen: it answers
    page.wait_for_function("() => !document.getElementById('late')")
    held[-1].continue_()
    page.locator(".trail", has_text="第 3 项").wait_for()
    assert len(at.decisions()) == 2


def test_a_reason_is_of_its_queue_and_what_comes_along_is_replaced_and_not_added_to(at):
    page = at.go("/queue/doubtful")
    at.reason()
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 2 项").wait_for()
    page.keyboard.press("r")
    assert page.locator("label[for=reason] kbd").evaluate("one => getComputedStyle(one).visibility") == "hidden"
    page.keyboard.type("另看过一遍")
    assert page.input_value("#reason") == "另看过一遍"
    page = at.go("/queue/conduct")
    assert page.input_value("#reason") == ""
    assert page.locator("label[for=reason] kbd").evaluate("one => getComputedStyle(one).visibility") == "visible"
    page.keyboard.press("y")
    page.locator("[role=alert]", has_text="请写明理由").wait_for()
    assert [one.reason for one in at.decisions()] == [WHY]


def test_a_reason_for_a_pair_is_of_its_queue_and_its_grounds():
    def pair(kind, *why):
        return queues.Item(kind, "a|b", ("同一人？", "One?"), (), (), why=why, persons=("a", "b"))

    number, account = ("证件号码相同", "equal numbers"), ("账号相同", "equal accounts")
    sorts = [sort_of(one) for one in (pair("conflicts", number), pair("links", number), pair("links", account))]
    assert len({*sorts}) == 3
    assert sort_of(pair("links", account)) == sorts[2]


def test_the_way_back_leads_to_what_was_answered_which_can_be_taken_back_there(at):
    page = at.go("/queue/doubtful")
    first = page.locator("#answer input[name=at]").input_value()
    at.reason()
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 2 项").wait_for()
    second = page.locator("#answer input[name=at]").input_value()
    page.go_back()
    page.locator("#stands").wait_for()
    assert "D0001" in page.inner_text("#stands")
    assert page.locator("#answer").count() == 0
    page.go_forward()
    page.locator("#answer").wait_for()
    assert page.locator("#answer input[name=at]").input_value() == second
    page.go_back()
    page.locator("#stands button").click()
    page.locator("#answer").wait_for()
    assert page.locator("#answer input[name=at]").input_value() == first
    assert at.decisions()[0].undone_by == "D0002"


def test_escape_leaves_the_reason_so_that_keys_answer(at):
    page = at.go("/queue/doubtful")
    assert "Esc" in page.inner_text("#reason-hint")
    page.locator("#reason").press_sequentially(WHY)
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 2 项").wait_for()
    assert [one.reason for one in at.decisions()] == [WHY]


def test_nothing_fires_while_somebody_types_or_composes(at):
    page = at.go("/queue/doubtful")
    page.locator("#reason").press_sequentially("yes no unsure z")
    assert page.input_value("#reason") == "yes no unsure z"
    page.locator("h1").click()
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'n', bubbles: true, isComposing: true}))")
    page.keyboard.press("Control+n")
    assert page.locator(".trail").inner_text().endswith("第 1 项，共 8 项")
    assert not at.decisions()


@pytest.mark.parametrize("at", [True, False], indirect=True)
def test_return_in_the_reason_answers_nothing(at):
    page = at.go("/queue/doubtful")
    page.fill("#reason", WHY)
    page.locator("#reason").press("Enter")
    page.wait_for_timeout(300)
    assert page.input_value("#reason") == WHY
    assert not at.decisions()


@pytest.mark.parametrize("who", ["李四", "张三"])
def test_two_browsers_with_one_question_see_both_views_and_one_decision_is_recorded(at, browser, who):
    page, elsewhere = at.go("/queue/doubtful"), browser.new_context() if who == "李四" else at.page.context
    other = elsewhere.new_page()
    if who == "李四":
        at.desk.let_in(other, who)
    other.goto(f"http://{at.desk.host}/queue/doubtful")
    item = page.locator("#answer input[name=at]").input_value()
    assert other.locator("#answer input[name=at]").input_value() == item
    assert ("张三 也正在看这一条" in other.inner_text("#main")) == (who == "李四")
    at.reason()
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 2 项").wait_for()
    other.fill("#reason", "另有看法")
    other.locator("h1").click()
    other.keyboard.press("y")
    other.locator("h1", has_text="您看过之后" if who == "李四" else "您在另一个页面").wait_for()
    said = other.inner_text("#main")
    name = "张三" if who == "李四" else "您自己（另一个页面）"
    assert all(one in said for one in ("还没有任何认定", name, WHY, "D0001", "另有看法", "是：某个人的"))
    assert not any(one in said for one in ("finding.reject", "UTC"))
    assert [one.act for one in at.decisions()] == ["finding.reject"]
    other.get_by_role("link", name="回到这一问").click()  # the contested one, not the next
    other.locator("#stands", has_text="D0001").wait_for()
    assert quote(item, safe="") in other.url
    other.goto(f"http://{at.desk.host}/queue/doubtful")
    other.locator("#answer").wait_for()
    assert other.input_value("#reason") == "另有看法"
    assert other.locator("#answer input[name=at]").input_value() != item
    other.fill("#reason", "另有看法")
    other.locator("h1").click()
    other.keyboard.press("y")
    other.locator(".trail", has_text="第 3 项").wait_for()
    assert [(one.act, one.officer) for one in at.decisions()] == [("finding.reject", "张三"), ("finding.confirm", who)]
    other.close()


def test_a_bulk_that_is_another_by_now_is_refused_in_its_place(at):
    page = at.go("/queue/doubtful")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.locator("#samples").wait_for()
    one = at.desk.within(lambda case: [r.id for r in queues.rows(Session(case), "doubtful")][1])
    at.desk.within(
        lambda case: deciding.record(case, [deciding.Asked("finding.confirm", {"finding": one}, WHY, "张三")])
    )
    at.reason()
    page.keyboard.press("n")
    page.locator("[role=alert]", has_text="4 处").wait_for()
    assert [d.act for d in at.decisions()] == ["finding.confirm"]


def test_an_answer_without_a_reason_records_nothing_and_says_so(at):
    page = at.go("/queue/doubtful")
    page.locator("h1").click()
    page.keyboard.press("n")
    page.locator("[role=alert]").wait_for()
    assert not at.decisions()
    assert page.locator(".trail").inner_text().endswith("第 1 项，共 8 项")


def test_all_of_one_value_by_two_keys_and_back_by_one(at):
    page = at.go("/queue/doubtful")
    at.reason()
    page.keyboard.press("a")
    page.locator("#samples").wait_for()
    assert page.locator("#samples").inner_text() == "5 处中的 5 处"
    assert page.locator(".post mark.asked").count() == 5
    assert page.input_value("#reason") == WHY  # what was typed on the page before, and no other
    page.locator("h1").click()
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 6 项").wait_for()
    made = at.decisions()
    assert len(made) == 5
    assert {(one.marks[HOW]["seen"], one.marks[HOW]["of"]) for one in made} == {(5, 5)}
    page.keyboard.press("z")
    page.locator(".trail", has_text="第 1 项").wait_for()
    after = at.decisions()
    assert len(after) == 6
    assert all(one.undone_by == after[-1].id for one in after[:5])


AT_ONCE = """key => new MutationObserver((_, watch) => {
  if (!document.querySelector(".trail")?.textContent.includes("第 2 项")) return;
  watch.disconnect();
  document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
}).observe(document.getElementById("main"), {childList: true, subtree: true})"""
"""Presses a key in the moment in which the second item stands on the page."""


def test_a_key_in_the_moment_in_which_a_question_appears_answers_it(at):
    page = at.go("/queue/doubtful")
    at.reason()
    page.evaluate(AT_ONCE, "z")
    page.keyboard.press("n")
    page.locator("#notes", has_text="撤回").wait_for(timeout=20_000)
    assert page.locator(".trail").inner_text().endswith("第 1 项，共 8 项")
    made = at.decisions()
    assert [one.undone_by for one in made] == [made[1].id, None]


def test_what_a_search_finds_is_answered_together(at):
    page = at.go("/queue/doubtful")
    at.reason()
    page.fill("#words", "松声路上")
    page.get_by_role("button", name="查找").click()
    page.locator("text=没有待答的同类事项").wait_for()
    assert page.locator("[data-key=n]").count() == 0
    at.go("/queue/doubtful")
    page.fill("#words", "小名")
    page.get_by_role("button", name="查找").click()
    page.locator("#samples").wait_for()
    assert "小名" not in page.url
    at.reason()
    page.keyboard.press("n")
    page.locator(".trail", has_text="第 6 项").wait_for()
    assert {one.marks[HOW].get("by", "all seen") for one in at.decisions()} == {"all seen"}
    assert len(at.decisions()) == 5


ANSWERED = """now => !document.querySelector("form.htmx-request")
  && document.querySelector("#answer input[name=at]")?.value !== now"""
"""The same, and another question stands there, or none."""


def test_unsure_and_later_set_aside_and_come_back(at):
    page = at.go("/queue/doubtful")
    page.locator("h1").click()
    first = page.locator("#answer input[name=at]").input_value()
    page.keyboard.press("s")
    page.locator(".trail", has_text="留待以后 1 项").wait_for()
    page.keyboard.press("u")
    page.locator(".trail", has_text="不能确定 1 项").wait_for()
    for n in range(2, 8):
        page.keyboard.press("s")
        page.locator(f"text=留待以后 {n} 项").or_(page.locator("text=没有待答的")).first.wait_for()
    assert not at.decisions()
    page = at.go("/queue/doubtful")
    page.get_by_role("button", name="接着答").click()
    page.locator("#question").wait_for()
    assert page.locator("#answer input[name=at]").input_value() == first
    for _ in range(7):
        now = page.locator("#answer input[name=at]").input_value()
        page.keyboard.press("s")
        page.wait_for_function(ANSWERED, arg=now)
    page.locator("text=没有待答的").wait_for()
    page.get_by_role("button", name="再看您不能确定的 1 项").click()
    page.locator("#answer").wait_for()


def test_conduct_is_shown_marked_and_may_be_another(at):
    page = at.go("/queue/conduct")
    key = page.locator("#answer input[name=at]").input_value()
    start, end = key.split("/")[-2].split("-")
    text = SAID[int(key.split("/")[1]) - 1]
    shown = page.locator(".acted mark").inner_text()
    parts = [one for one in shown.split("*") if one]
    assert parts
    assert all(one in text[int(start) : int(end)] for one in parts)
    at.reason()
    page.keyboard.press("2")
    page.locator(".trail", has_text="第 2 项").wait_for()
    [made] = at.decisions()
    assert made.act == "conduct.label"
    assert made.target["label"] != key.rpartition("/")[2]


def test_a_stretch_chosen_with_the_mouse_enters_the_figures(at):
    post = f"{CHANNEL}/{SAID.index(MISSED) + 1}"
    page = at.go(f"/add?post={post}")
    spot = page.locator("#picking .said span[data-start]").first.bounding_box()
    width = spot["width"] / len(MISSED)
    page.mouse.move(spot["x"] + 4 * width + 1, spot["y"] + spot["height"] / 2)
    page.mouse.down()
    page.mouse.move(spot["x"] + 7 * width - 1, spot["y"] + spot["height"] / 2, steps=6)
    page.mouse.up()
    assert (page.input_value("#start"), page.input_value("#end")) == ("4", "7")
    page.select_option("#what", "kind:name")
    page.fill("#reason", WHY)
    page.get_by_role("button", name="补录", exact=True).click()
    page.locator("#notes", has_text="D0001").wait_for()
    [made] = at.decisions()
    assert (made.act, made.target["span"], made.target["kind"]) == ("finding.add", f"{post}/text/4-7", "name")
    assert MISSED[4:7] not in page.locator("#picking").inner_text()

    def found(case):
        pipeline.run(case, workers=1)
        rows = published.standing_findings(case).to_pylist()
        return [r for r in rows if (r["post_id"], r["start"], r["end"]) == (post.rpartition("/")[2], 4, 7)]

    [row] = at.desk.within(found)
    assert (row["kind"], row["verdict"], row["reasons"]) == ("name", "valid", ["person"])


@pytest.mark.parametrize("at", [False], indirect=True)
def test_all_of_it_works_without_scripts(at):
    page = at.go("/queues")
    page.get_by_role("link", name="存疑的命中").click()
    page.fill("#reason", WHY)
    page.get_by_role("button", name="否：").click()
    page.locator(".trail", has_text="第 2 项，共 8 项").wait_for()
    assert "D0001" in page.locator("#notes").inner_text()
    page.fill("#reason", WHY)  # it goes along to all with the value
    page.get_by_role("button", name="内容相同").first.click()
    page.get_by_role("button", name="4 处全部：否").click()
    page.locator(".trail", has_text="第 6 项，共 8 项").wait_for()
    page.get_by_role("button", name="撤回上一次").click()
    page.locator(".trail:not(:has-text('第 6 项'))").wait_for()
    assert [one.act for one in at.decisions()] == ["finding.reject"] * 5 + ["undo"]
    page = at.go(f"/add?post={CHANNEL}/{SAID.index(MISSED) + 1}")
    page.fill("#start", "4")
    page.fill("#end", "7")
    page.select_option("#what", "label:insult")
    page.fill("#reason", WHY)
    page.get_by_role("button", name="补录", exact=True).click()
    page.locator("#notes", has_text="D00").wait_for()
    assert at.decisions()[-1].act == "conduct.add"

    def insults(case):
        before = next(f for f in published.figures(case)["figures"] if f["id"] == "insult")
        pipeline.run(case, workers=1)
        return before["low"], next(f for f in published.figures(case)["figures"] if f["id"] == "insult")["low"]

    assert at.desk.within(insults) == (0, 1)


def test_the_overview_tells_what_moved_once_it_is_counted(at):
    page = at.go("/queue/doubtful?by=value")
    at.reason()
    page.keyboard.press("y")
    page.locator(".trail", has_text="第 6 项").wait_for()
    page = at.go("/queues")
    rows = page.locator("#moved-part tbody tr")
    rows.first.wait_for()
    shown = {row.locator("code").inner_text(): row.locator("td").nth(1).inner_text() for row in rows.all()}

    def printed(case):
        pipeline.run(case, workers=1)
        return {f["id"]: f for f in published.figures(case)["figures"]}

    now = at.desk.within(printed)
    for name, told in shown.items():
        ends = [now[name][end] for end in ("low", "estimate", "high")]
        numbers = [f"{one:,}" if isinstance(one, int) else "—" if one is None else str(one) for one in ends]
        assert told == (numbers[0] if len(set(numbers)) == 1 else " – ".join(numbers)), name
    assert shown


def test_every_queue_of_an_officer_is_their_own(at):
    told = at.desk.within(lambda _case: queues.waiting(at.desk.served.desk, "李四"))
    assert {one.kind for one in told} == set(queues.ABOUT)
    page = at.go("/queue/doubtful")
    page.locator("h1").click()
    page.keyboard.press("s")
    page.locator(".trail", has_text="留待以后 1 项").wait_for()
    other = at.desk.within(lambda _case: queues.of(at.desk.served.desk, "doubtful", "李四"))
    assert (other.skipped, other.n) == (0, 8)


@pytest.fixture(scope="module")
def often(made_once):
    """A case in which the same stretch is doubtful fourteen times."""

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三", "--officer", "李四", "--one-key")
        it.call("add", it.case, export(top / "ChatExport", [ALIAS] * 14), "--officer", "张三", "--officer", "李四", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("often", make)
    return Made(top / "case", top / "home")


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("by", ["value", "search"])
def test_what_is_left_out_of_a_bulk_and_its_reason_survive_more_of_it_and_the_way_back(often, browser, tmp_path, scripts, by):  # fmt: skip
    with running(often.copy(tmp_path)) as desk:
        page = browser.new_context(java_script_enabled=scripts).new_page()
        root = desk.let_in(page)
        page.goto(f"{root}/queue/doubtful")
        if by == "value":
            page.fill("#reason", "逐条看过")
            page.get_by_role("button", name="内容相同").click()
        else:
            page.fill("#words", "小名")
            page.get_by_role("button", name="查找").click()
        page.locator("#samples", has_text="14 处中的 10 处").wait_for()
        assert page.input_value("#reason") == ("逐条看过" if by == "value" else "")
        order = page.eval_on_selector_all("[name=seen]", "every => every.map(one => one.value)")
        page.locator("[name=without]").nth(2).check()
        page.fill("#reason", WHY)
        page.get_by_role("button", name="再列出").click()
        page.locator("#samples", has_text="14 处中的 14 处").wait_for()
        assert page.eval_on_selector_all("[name=seen]", "every => every.map(one => one.value)")[:10] == order
        assert page.locator("[name=without]").nth(2).is_checked()
        assert page.input_value("#reason") == WHY
        if scripts:
            with page.expect_response("**/draft"):
                page.locator("[name=without]").nth(12).check()
        left = page.eval_on_selector_all("[name=without]:checked", "every => every.map(one => one.value)")
        page.goto(f"{root}/posts")
        page.go_back()
        page.locator("#samples", has_text="14 处中的 14 处").wait_for()
        assert page.eval_on_selector_all("[name=without]:checked", "every => every.map(one => one.value)") == left
        page.get_by_role("button", name="14 处全部：否").click()
        page.locator(".trail", has_text=f"第 {15 - len(left)} 项").wait_for()
        made = desk.within(lambda case: case.decisions())
        assert len(made) == 14 - len(left)
        assert not {one.target["finding"] for one in made} & set(left)
        page.context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_set_that_no_low_holds_is_answered_but_what_is_ticked(browser, tmp_path, made_once, scripts):
    said = ("那个狄崇山 13900001852 松声路88号，在松声路职高读计算机", "明天停水")

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三")
        it.call(
            "add", it.case, export(top / "ChatExport", said), "--origin", "移送", "--captured-at", "2024-03-01T08:00"
        )
        it.call("run", it.case)

    top = made_once("unproven", make)
    with running(Made(top / "case", top / "home").copy(tmp_path)) as desk:
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        desk.let_in(page)
        it = At(desk, page, [])
        it.go("/queues").get_by_role("link", name="下限还没有计入的命中").click()
        ticks = page.locator("input[name=without]")
        assert ticks.count() == page.locator("mark.asked").count() == 2
        ticks.last.check()
        page.fill("#reason", WHY)
        page.get_by_role("button", name="都是（").click()
        page.locator("#notes", has_text="D0001").wait_for()
        assert [one.act for one in it.decisions()] == ["finding.confirm", "finding.reject"]
        page.get_by_role("button", name="撤回上一次").click()
        page.locator("#notes", has_text="撤回").wait_for()
        assert it.decisions()[-1].act == "undo"
        context.close()


def test_a_set_of_which_it_is_open_whether_it_identifies_is_asked_about_and_its_person_leads_there(tmp_path, made_once):
    """Without a browser: the page says all, a form answers, and what was told of the set is in its place."""
    said = ("联系他 13900001852", "骂死他，电话 13900001852", "狄崇山，在松声路职高", "明天停水")

    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三")
        it.call("add", it.case, export(top / "ChatExport", said), "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("pointing", make)
    with running(Made(top / "case", top / "home").copy(tmp_path)) as desk:
        tab = desk.tab().enter()
        page = tab.get("/queue/pointing")
        for words in ("能不能识别出特定的一个人？", "139********", "骂死他"):
            assert words in page.text
        assert 'placeholder="贴文及其上下文"' in page.text
        at = f"{CHANNEL}/1/0"
        assert any(
            (held.get("name"), held.get("value")) == ("by", "value") for _, held in page.tags
        )  # the other post says the same
        code = desk.within(lambda case: next(r for r in published.current(case).read("dossiers").to_pylist() if r["post_id"] == "3"))["person"]  # fmt: skip
        assert "/queue/pointing?at=" + quote(f"{CHANNEL}/3/0", safe="") in tab.get(f"/person?code={code}").text
        page = tab.get(f"/queue/pointing?at={quote(at)}")
        version = dict(held for tag, one in page.tags if tag == "input" and (held := (one.get("name"), one.get("value"))))  # fmt: skip
        done = tab.post("/queue/pointing", at=at, answer="yes", reason=WHY, source="评论写出姓名", version=version["version"])  # fmt: skip
        assert done.status == 303
        [one] = desk.within(lambda case: case.decisions())
        assert (one.act, one.target) == ("publication.identifies", {"publication": at, "source": "评论写出姓名"})
        assert "D0001" in tab.get(f"/queue/pointing?at={quote(at)}").text
        assert tab.post("/queue/pointing/undo").status == 303
        assert desk.within(lambda case: case.decisions())[-1].act == "undo"


def test_places_of_the_same_words_that_were_only_masked_are_told_and_added_from_there(asked, tmp_path):
    """An answer to all of a value left out those that were masked and not found, and nothing said so."""
    with running(asked.copy(tmp_path)) as desk:
        tab, session = desk.tab(), desk.served.desk
        assert 'id="masked"' not in tab.get("/queue/doubtful").text
        row = desk.within(lambda _case: queues.item(session, "doubtful", "", "张三")).about
        name = f"only masked {row['kind']} {bytes(row['digest']).hex()}"
        assert session.waits[name] == []
        session.waits[name] = [(f"{CHANNEL}/9", 1, 4), (f"{CHANNEL}/9", 5, 8)]
        page = tab.get("/queue/doubtful")
        assert "另有 2 处没有识别" in page.seen
        assert "start=5&amp;end=8" in page.text or "start=5&end=8" in page.text
