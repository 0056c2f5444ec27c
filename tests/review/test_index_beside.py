"""The index of a large case is made in another process: pages that look for posts say how far it is, all others go on."""

import time
from multiprocessing import active_children
from urllib.parse import quote

import pytest

from doxdocket.desk import index
from doxdocket.desk.accounts import explain
from doxdocket.pipeline import published


@pytest.fixture
def large(fresh, monkeypatch):
    """As if a handful of posts were many."""
    monkeypatch.setattr(index, "SMALL", 3)
    return fresh


def test_pages_that_look_for_posts_wait_and_all_others_go_on(large):
    tab = large.tab()
    for path in ("/posts", "/pictures", "/picture?source=" + "ab" * 32, "/person?code=V0001"):
        said = tab.get(path)
        assert (said.status, "还没有索引" in said.seen) == (200, True), path
    assert tab.get("/queues").status == 200
    for path in ("/queue/doubtful/alike", "/pictures", "/picture", "/picture/shown"):
        assert "还没有索引" in tab.post(path, words="天气", reason="核对").seen, path
    until = time.monotonic() + 600
    while "还没有索引" in tab.get("/posts").seen and time.monotonic() < until:
        time.sleep(0.2)
    assert large.within(lambda case: index.at_hand(case).count) == 7


@pytest.mark.whole
def test_a_making_that_is_killed_is_begun_again_by_hand_alone(large):
    tab = large.tab()
    tab.get("/posts")
    making = large.served.desk.making
    for process in active_children():
        process.kill()
        process.join()
    until = time.monotonic() + 600
    while making.far() is not None and time.monotonic() < until:
        time.sleep(0.05)
    said = tab.get("/posts")
    assert "/posts/index" in [attrs.get("action") for tag, attrs in said.tags if tag == "form"]
    assert tab.post("/posts/index").status == 303
    while "还没有索引" in tab.get("/posts").seen and time.monotonic() < until + 600:
        time.sleep(0.2)
    assert large.within(lambda case: index.at_hand(case).count) == 7


@pytest.mark.parametrize("path", ["/explain/persons", "/law?scope=core", "/channels", "/person?code=V0001", "/damages"])
@pytest.mark.whole(but=4)
def test_accounts_that_read_every_post_of_a_large_case_are_made_beside(fresh, monkeypatch, path):
    here = fresh.tab().get(path)
    monkeypatch.setattr(index, "LARGE", 3)
    fresh.within(lambda case: (published.MADE.clear(), case.custody.append("describe", {}, "张三")))
    tab = fresh.tab()
    assert "正在另行算出" in tab.get(path).seen
    assert "正在另行算出" not in tab.get("/custody").seen
    until = time.monotonic() + 600
    while "正在另行算出" in (there := tab.get(path)).seen and time.monotonic() < until:
        time.sleep(0.2)
    assert (there.status, there.seen) == (here.status, here.seen)
    assert "relations" not in fresh.within(lambda case: published.MADE.get(case, {}))


def test_a_process_that_is_killed_is_told_of_and_begun_again(fresh, monkeypatch):
    monkeypatch.setattr(index, "LARGE", 3)
    tab = fresh.tab()
    tab.get("/explain/persons")
    for process in active_children():
        process.kill()
        process.join()
    until = time.monotonic() + 600
    while fresh.served.desk.answers.far() is not None and time.monotonic() < until:
        time.sleep(0.05)
    assert "终止" in tab.get("/explain/persons").seen
    while "正在另行算出" in (said := tab.get("/explain/persons")).seen and time.monotonic() < until + 600:
        time.sleep(0.2)
    assert said.status == 200


@pytest.mark.parametrize("path", ["/damages", "/channels", "/person?code=V0001"])
@pytest.mark.whole(but=3)
def test_an_account_is_shown_to_who_waits_while_others_decide(fresh, monkeypatch, path):
    monkeypatch.setattr(index, "LARGE", 3)
    tab = fresh.tab()
    until, decided = time.monotonic() + 600, 0
    while "正在另行算出" in (said := tab.get(path, **{"HX-Request": "true", "HX-Trigger": "far"})).seen and time.monotonic() < until:  # fmt: skip
        decided = decided or len(fresh.custody())
        fresh.within(lambda case: case.custody.append("describe", {}, "李四"))
        time.sleep(0.3)
    rows = len(fresh.custody())
    assert rows > decided
    assert f"按保管记录第 {decided} 行时的案卷算出，现已有 {rows} 行" in said.seen
    assert "正在另行算出" in tab.get(path).seen


@pytest.mark.whole
def test_what_nobody_waits_for_is_not_shown_once_the_case_went_on(fresh, monkeypatch):
    monkeypatch.setattr(index, "LARGE", 3)
    monkeypatch.setattr("doxdocket.desk.beside.WAITS", 0)
    tab, answers = fresh.tab(), fresh.served.desk.answers
    assert "正在另行算出" in tab.get("/gains").seen
    until = time.monotonic() + 600
    while fresh.within(lambda _: answers.far()) is not None and time.monotonic() < until:
        time.sleep(0.1)
    fresh.within(lambda case: case.custody.append("describe", {}, "李四"))
    assert "正在另行算出" in tab.get("/gains").seen


def test_what_is_no_code_is_on_no_page(fresh, monkeypatch, known):
    monkeypatch.setattr(index, "LARGE", 3)
    said = fresh.tab().get(f"/person?code={quote(known.name)}x")
    assert said.status == 400
    assert "正在另行算出" not in said.seen
    assert "<title>" + known.name not in said.text


def test_a_form_that_was_refused_is_not_taken_away_by_the_page_asking_again(fresh, monkeypatch, known):
    monkeypatch.setattr(index, "LARGE", 3)
    tab = fresh.tab()
    said = tab.post("/channels/core", channel=known.channel, act="nothing", reason="核对")
    assert (said.status, "正在另行算出" in said.seen) == (400, True)
    assert "hx-get" not in said.text
    assert '<a href="/channels">' in said.text


def test_an_error_of_the_other_process_is_told_by_its_place_there(fresh):
    from doxdocket import bounds

    answers, found = fresh.served.desk.answers, []
    until = time.monotonic() + 600
    while not found and time.monotonic() < until:
        try:
            fresh.within(lambda _: answers.of("x", 1, explain.document, 0, "", ()))
        except Exception as error:  # noqa: BLE001 - whichever it is
            found.append(bounds.place(error))
        time.sleep(0.1)
    assert not found[0].startswith("doxdocket/desk/beside.py")
