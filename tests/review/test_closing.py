"""A case is closed and opened again at the desk by two officers with keys of their own; its pages say so, and what would add says no before anything is typed."""

import pytest
from tests.cli.test_closing import _office, office  # noqa: F401 - fixtures: an office whose case two officers may close
from tests.review.conftest import Made
from tests.review.test_browser import faults
from tests.review.test_team import signed_in

from doxdocket.review.pages import PAGES
from doxdocket.store.verify import verify

ASKED = {"act": "ask", "until": "2063-05-01", "ground": "本院诉讼档案保管期限", "reason": "判决已执行完毕"}


@pytest.fixture
def both(office, known):  # noqa: F811 - a fixture
    """A desk, and two officers at it: one who serves, and one who came in with a key of their own."""
    with known.running(Made(office.case, office.top / "a")) as desk:
        other, done, _ = signed_in(desk, "乙", office.top / "b")
        assert done.exit_code == 0, done.stderr
        other.get("/")
        yield desk, desk.tab("甲"), other


def closed(tab, other):
    assert tab.post("/closing", **ASKED).status == 303
    assert other.post("/closing", act="close").status == 303


def acts(desk):
    return [(row.act, row.actor) for row in desk.custody()]


def test_one_asks_and_another_confirms_and_the_same_for_opening(both):
    desk, tab, other = both
    assert "档案室" in tab.get("/closing").seen
    assert tab.post("/closing", **ASKED).status == 303
    mine, theirs = tab.get("/closing"), other.get("/closing")
    assert "甲 已提出归档关闭" in other.get("/posts").seen
    assert 'value="close"' in theirs.text
    assert 'value="close"' not in mine.text
    assert "保存至：2063-05-01" in theirs.seen
    assert "判决已执行完毕" in theirs.seen
    assert tab.post("/closing", act="close").status == 400  # who asked confirms nothing
    assert other.post("/closing", act="close").status == 303
    assert acts(desk)[-2:] == [("close.ask", "甲"), ("close", "乙")]
    assert other.post("/closing", act="ask_reopen", reason="发现新证据").status == 303
    assert 'value="reopen"' not in other.get("/closing").text
    said = tab.get("/closing")
    assert 'value="reopen"' in said.text
    assert "发现新证据" in said.seen
    assert tab.post("/closing", act="reopen").status == 303
    assert "已重新打开" in tab.get("/closing").seen
    assert 'id="closed"' not in tab.get("/").text
    assert acts(desk)[-2:] == [("reopen.ask", "乙"), ("reopen", "甲")]
    assert tab.get("/register/new/defendant").status == 200
    assert desk.within(lambda case: list(verify(case))) == []


def test_what_is_wrong_is_said_and_what_was_typed_stays(both):
    desk, tab, _ = both
    before = len(desk.custody())
    for given, said in (
        ({"until": "2001-01-01"}, "不在今天之后"),
        ({"until": ""}, "不是日期"),
        ({"reason": " "}, "理由"),
    ):
        told = tab.post("/closing", **{**ASKED, **given})
        assert (told.status, said in told.seen) == (400, True)
        assert "本院诉讼档案保管期限" in told.text
    assert len(desk.custody()) == before


def test_every_page_of_a_closed_case_says_so_and_what_adds_says_no(both):
    desk, tab, other = both
    closed(tab, other)
    before = len(desk.custody())
    pages = [page for part in PAGES for page in part.ROUTES]
    given = {"form": "defendant", "key": "D1", "kind": "doubtful", "id": "persons", "name": "summary", "token": "x"}
    for page in pages:
        path = page.path.replace(":path", "").format(**given)
        if page.methods == ("GET",) and page.needs in {"see", "decide"} and "register/empty" not in path:
            said = tab.get(path)
            assert "本案已归档关闭（保管链第" in said.seen, path
            assert (said.status == 409) >= page.adds, path
        elif page.adds:
            said = tab.post(path, reason="核对", act="save", name="李四")
            assert said.status == 409, path
            assert "不再接受" in said.seen, path
    assert len(desk.custody()) == before
    for path in ("/register", "/register/of/defendant", "/sampling", "/decisions", "/channels", "/queues"):
        assert 'method="post" action="/' + path.split("/")[1] not in tab.get(path).text, path
    assert "/register/new" not in tab.get("/register").text


def test_looking_and_handing_out_go_on(both):
    _, tab, other = both
    closed(tab, other)
    assert tab.get("/asking").status == 200
    assert tab.post("/documents/write", name="summary", format="docx", reason="移送法院").status == 303
    assert other.post("/team/role", name="甲", role="reviewer", reason="分工").status == 303


def test_its_page_is_axe_clean_in_every_state(both, browser):
    desk, tab, other = both
    context = browser.new_context(viewport={"width": 320, "height": 900})
    page = context.new_page()
    root = desk.let_in(page, "甲")
    steps = (lambda: None, lambda: tab.post("/closing", **ASKED), lambda: other.post("/closing", act="close"), lambda: tab.post("/closing", act="ask_reopen", reason="补证"))  # fmt: skip
    for step in steps:
        step()
        for path in ("/closing", "/add")[: 1 + (step is steps[2])]:
            page.goto(root + path)
            assert faults(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
