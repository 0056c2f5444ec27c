"""Whom a statement names, publications that leave by being dragged, and the keys as they are listed over a page."""

from types import SimpleNamespace
from urllib.parse import quote, unquote

import pytest

from doxdocket import pipeline
from doxdocket.desk import adding, masked_posts
from doxdocket.desk.sight import Held
from doxdocket.pipeline import published

from .conftest import CHANNEL, NAME, TWO, Made, export, running
from .test_browser import faults as axe

WHY, SOURCE = "与笔录所述一致", "被害人陈述卷二第3页"
ALIAS = "住听涛区的阿蘅，账号见置顶"
SAID = (
    f"姓名：{NAME} 身份证：{TWO}",
    ALIAS,
    "姓名：祝雨亭 电话：13900001850",
    f"姓名：{NAME} 邮箱 liuchun@mail.example.com",
    f"姓名：{NAME} 身份证：{TWO} 再发",
    "今天天气不错",
)


@pytest.fixture(scope="module")
def stated(made_once):
    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三", "--officer", "李四", "--one-key")
        it.call("add", it.case, export(top / "ChatExport", SAID, "演练"), "--officer", "张三", "--officer", "李四", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("named", make)
    return Made(top / "case", top / "home")


@pytest.fixture
def desk(stated, tmp_path):
    with running(stated.copy(tmp_path)) as it:
        yield it


def people(case):
    rows = published.current(case).read("dossiers").to_pylist()
    return {f"{r['post_id']}/{r['person_no']}": r["person"] for r in rows}


def decided(desk):
    return desk.within(lambda case: case.decisions())


def test_a_statement_puts_posts_to_one_person_and_a_stretch_where_nobody_was_found(desk):
    before = desk.within(people)
    assert before["1/0"] != before["3/0"]
    assert not any(key.startswith("2/") for key in before)
    tab, at = desk.tab(), ALIAS.index("阿蘅")
    assert tab.get("/named").status == 200
    said = tab.post("/named", source=SOURCE, who=f"C01/3\n{before['1/0']}\nC01/2/text/{at}-{at + 2}", what="kind:former_name_alias", reason=WHY)  # fmt: skip
    assert said.status == 303
    assert "D0001 至 D0002 共 2 项" in tab.get("/named").seen
    added, same = decided(desk)
    assert (added.act, added.target) == ("finding.add", {"span": f"{CHANNEL}/2/text/{at}-{at + 2}", "kind": "former_name_alias"})  # fmt: skip
    assert (same.act, added.reason) == ("person.same", f"依据{SOURCE}：{WHY}")

    def counted(case):
        pipeline.run(case, workers=1)
        return people(case), published.adrift(case)

    now, adrift = desk.within(counted)
    assert adrift == []
    assert now["1/0"] == now["2/0"] == now["3/0"] == now["5/0"]
    assert "D0002" in tab.get("/explain/D0002").seen
    desk.within(lambda _case: desk.served.desk.undo_last("陈述有误", "张三"))
    again, adrift = desk.within(counted)
    assert adrift == []
    assert again == before


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"who": "C01/6"}, "C01/6"),
        ({"who": f"{NAME}"}, "第 1 行"),
        ({"who": "C01/1\nC01/6"}, "第 2 行"),
        ({"who": "C01/1\nC01/1/0"}, "同一处发布"),
        ({"who": "C01/2/text/1-3\nC01/1"}, "是什么"),
        ({"who": "C01/1\nC01/3", "source": " "}, "出自哪里"),
    ],
)
def test_what_a_statement_cannot_name_is_told_and_nothing_recorded(desk, form, says):
    said = desk.tab().post("/named", **({"source": SOURCE, "reason": WHY, "what": ""} | form))
    assert said.status == 400
    assert says in said.seen
    assert NAME not in said.text
    assert not decided(desk)


def test_a_post_of_several_lists_its_sets_as_its_page_shows_them():
    """It asked for a number that no page showed."""
    dossiers = {"c/1/0": {"person": "V0001", "kinds": ["name"]}, "c/1/1": {"person": None, "kinds": ["phone_number"]}, "c/2/0": {"person": "V0002", "kinds": []}}  # fmt: skip
    session = SimpleNamespace(case=None, desk=SimpleNamespace(dossiers=dossiers))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(adding, "post_of", lambda _case, _text: ("c", "1"))
        said = adding._no_publication(session, 1, "c/1")  # noqa: SLF001 - few cases have such a post
    assert next(one for one in said.splitlines() if "V0001" in one).startswith("c/1/0（")
    assert "c/1/1（没有编号：手机号）" in said
    assert "V0002" not in said


def test_a_post_shows_the_set_of_each_finding(desk):
    assert f"{CHANNEL}/1/0" in desk.tab().get(f"/post?channel={quote(CHANNEL)}&post=1").seen


def test_how_old_somebody_was_is_decided_on_their_page(desk):
    """Once it could be done at the terminal alone, and the low of minors stayed 0 however the queues were answered."""
    code, tab = desk.within(people)["1/0"], desk.tab()
    assert "年龄认定" in tab.get(f"/person?code={code}").seen
    form = {"code": code, "act": "person.minor", "source": SOURCE, "reason": WHY}
    said = tab.post("/person", **(form | {"source": " "}))
    assert (said.status, decided(desk)) == (400, [])
    assert "写明依据" in said.seen
    tab.post("/person", **form)
    [made] = decided(desk)
    assert (made.act, made.target["source"], made.reason) == ("person.minor", SOURCE, WHY)
    assert tab.post("/person", **(form | {"act": "person.age", "age": "十五", "date": "2024-03-01"})).status == 400
    channel = desk.within(lambda case: published.current(case).read("posts")["channel_id"].to_pylist()[0])
    again = tab.post("/person", **(form | {"source": f"post:{channel}/1 13900001850", "act": "person.under_14"}))
    assert "“依据”里好像写出了" in again.seen
    again = tab.post(
        "/person", **(form | {"source": f"post:{channel}/1，第一段", "act": "person.under_14"})
    )  # as the page prints it
    assert again.status == 303, again.seen
    assert decided(desk)[-1].target["source"] == "C01/1，第一段"


def test_a_value_put_to_another_stands_under_that_person_on_its_page():
    """Once the page of the post went on to show it under the person from whom it was taken."""
    key = "c/1/text/3-14/phone_number"
    held = Held("", "", None, "message", "", "", 1, "", False, [], [("text", 3, 14, "phone_number", "valid", "139********", 0)], [], {0: "V0001", 1: "V0002"}, [])  # fmt: skip

    def code(*decisions):
        told = [{"id": f"D{n}", "officer": "甲", **one} for n, one in enumerate(decisions, 1)]
        [found] = masked_posts.made(("c", "1"), held, masked_posts._told(len(told), {}, told, {})).findings  # noqa: SLF001 - decisions without a case
        return found.code, found.status

    put = {"act": "finding.person", "target": {"finding": key, "publication": "c/1/1"}}
    added = {"act": "finding.add", "target": {"span": "c/1/text/3-14", "kind": "phone_number", "publication": "c/1/1"}}
    confirm = {"act": "finding.confirm", "target": {"finding": key}}
    assert code() == ("V0001", "")
    assert code(put) == ("V0002", "")
    assert code(added) == ("V0002", "added")
    assert code(put, confirm) == ("V0002", "confirmed")


def test_publications_leave_by_being_dragged_or_ticked(desk, browser):
    page, faults = browser.new_page(viewport={"width": 1280, "height": 1400}), []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    root, code = desk.let_in(page), desk.within(people)["1/0"]
    page.goto(f"{root}/split?person={code}")
    row = page.locator(f'.moves[data-key="{CHANNEL}/5/0"]')
    row.drag_to(page.locator("#leaves"), source_position={"x": 5, "y": 5})
    assert page.locator("#leaves .moves").count() == 1
    assert row.locator("input").is_checked()
    first = page.locator(f'#stays .moves[data-key="{CHANNEL}/1/0"] input')
    first.check()
    assert page.locator("#leaves .moves").count() == 2
    assert page.evaluate("document.activeElement.value") == f"{CHANNEL}/1/0"  # who uses keys stays where he was
    page.locator(f'#leaves .moves[data-key="{CHANNEL}/1/0"] input').uncheck()
    assert page.locator("#leaves .moves").count() == 1
    assert axe(page) == []
    page.fill("#reason", WHY)
    page.get_by_role("button", name="离开", exact=True).click()
    page.locator("#notes", has_text="D0001").wait_for()
    [made] = decided(desk)
    assert (made.act, made.target["publications"]) == ("person.split", [f"{CHANNEL}/5/0"])
    page.close()
    assert faults == []


def test_keys_are_listed_over_the_page_and_nothing_fires_below(desk, browser):
    page = browser.new_page()
    root = desk.let_in(page)
    page.goto(f"{root}/queues")
    page.keyboard.press("?")
    listed = page.locator("#keys-here")
    assert listed.is_visible()
    assert axe(page) == []
    assert page.url == f"{root}/queues"
    assert "跳过" in listed.inner_text()
    page.keyboard.press("y")
    assert listed.is_visible()
    page.keyboard.press("?")
    assert not listed.is_visible()
    page.keyboard.press("?")
    page.keyboard.press("Escape")
    assert not listed.is_visible()
    page.keyboard.press("?")
    listed.get_by_role("link", name="更改按键").click()
    page.wait_for_url(f"{root}/keys")
    page.close()


HALVES = ("姓名：祝雨亭 身份证前十位 3301061898 未完待续", "姓名：祝雨亭 身份证后八位 08226048 补全", "今天天气不错")


@pytest.fixture(scope="module")
def halved(made_once):
    def make(top):
        it = Made(top / "case", top / "home")
        it.call("init", it.case, "--title", "演练", "--officer", "张三")
        it.call("add", it.case, export(top / "ChatExport", HALVES, "演练"), "--officer", "张三", "--origin", "移送", "--captured-at", "2024-03-01T08:00")  # fmt: skip
        it.call("run", it.case)

    top = made_once("halved", make)
    return Made(top / "case", top / "home")


def test_a_part_of_a_number_is_told_to_be_one_and_counts_as_no_number_beside_it(halved, tmp_path):
    """Once ten digits became a valid identity number, a second one of the same person, and above truth in the low."""
    with running(halved.copy(tmp_path)) as desk:
        tab = desk.tab()
        for number, digits in ((1, "3301061898"), (2, "08226048")):
            at = HALVES[number - 1].index(digits)
            form = {"post": f"{CHANNEL}/{number}", "where": "text", "start": str(at), "end": str(at + len(digits))}
            said = tab.post("/add", **form, what="kind:id_number", reason=WHY)
            assert said.status == 303
            assert "不能是完整的居民身份证号码" in tab.get("/add").seen
        desk.within(lambda case: pipeline.run(case, workers=1))

        def told(case):
            rows = published.latest_findings(case).to_pylist()
            low = next((f["low"] for f in published.figures(case)["figures"] if f["id"] == "kind.id_number"), 0)
            queue = [row for row in published.current(case).read("queue").to_pylist() if "id_number" in str(row)]
            return [row["verdict"] for row in rows if row["kind"] == "id_number"], low, queue

        verdicts, low, queue = desk.within(told)
        assert verdicts == ["partial", "partial"]
        assert low in (None, 0, 1)
        assert not queue


def test_a_finding_that_waits_in_no_queue_is_rejected_and_confirmed_from_its_post(desk):
    """Once a wrong finding that was not doubtful could be rejected at the terminal alone."""
    tab = desk.tab()
    page = tab.get(f"/post?channel={CHANNEL}&post=3")
    links = [str(held["href"]) for tag, held in page.tags if tag == "a" and str(held.get("href")).startswith("/queue/")]
    at = unquote(next(link for link in links if link.endswith("phone_number")).partition("at=")[2].replace("+", " "))
    asked = tab.get(f"/queue/doubtful?at={quote(at)}")
    assert asked.status == 200
    assert "核对一处命中" in asked.seen
    assert "查找" not in asked.seen
    version = next(held["value"] for tag, held in asked.tags if tag == "input" and held.get("name") == "version")
    said = tab.post("/queue/doubtful", at=at, answer="no", reason=WHY, version=version)
    assert said.status == 303
    assert "/post?" in str(said.headers)
    [made] = decided(desk)
    assert (made.act, made.target) == ("finding.reject", {"finding": at})
    assert made.id in tab.get(f"/queue/doubtful?at={quote(at)}").seen
    assert tab.post("/queue/doubtful/undo", decision=made.id, at=at).status == 303
    assert decided(desk)[-1].act == "undo"
    assert tab.get(f"/queue/doubtful?at={quote(at + 'x')}").status in (400, 404)
