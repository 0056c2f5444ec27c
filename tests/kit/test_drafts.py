"""What is typed and not sent: it is there again, in the kit's folder alone, and an error of ours writes nothing elsewhere."""

import json
import re

import pytest
from click.testing import CliRunner
from tests.kit.conftest import CALLS, CHAT, NAME, OTHER_PHONE, PHONE, SHOT

from doxdocket.cli import root

STORY = "上周三晚上有人打来电话，说出我的名字"


@pytest.mark.parametrize("by", ["/leave", "/cover", "/language", "/draft"])
def test_a_story_that_is_being_typed_comes_back(desk, by):
    tab = desk.tab()
    page = tab.get("/diary").text
    for path in ("/leave", "/cover", "/language"):
        assert f'form="typed" formnovalidate formaction="{path}"' in page  # without scripts too
    said = tab.post(by, draft="/diary", no="0", says=STORY, kind="", lang="zh")
    assert said.status in (200, 204, 303)
    if by == "/leave":
        assert "没有写完的也留着" in said.seen
    assert desk.kit.record.drafts["/diary"]["says"] == [STORY]
    if by in ("/language", "/draft"):
        shown = tab.get("/diary")
        assert STORY in shown.seen
        assert "还没有存" in shown.seen
        tab.post("/diary/write", says=STORY, kind="calls")
        assert not desk.kit.record.drafts
        assert "还没有存" not in tab.get("/diary").seen


def test_a_draft_of_what_papers_need_is_none_where_nothing_was_changed(desk):
    tab = desk.tab()
    tab.get("/papers")
    tab.post("/papers/about", name=NAME)
    desk.done()
    tab.post("/draft", draft="/papers", name=NAME)
    assert not desk.kit.record.drafts
    tab.post("/draft", draft="/papers", name=NAME, since="13号前后")
    assert "13号前后" in tab.get("/papers").text
    tab.post("/draft", drop="/papers")
    assert "13号前后" not in tab.get("/papers").text
    assert "没有写完" not in tab.post("/leave").seen


def test_an_entry_that_is_changed_has_a_draft_of_its_own(desk):
    tab = desk.tab()
    tab.get("/diary")
    tab.post("/diary/write", says="一", kind="calls")
    tab.post("/draft", draft="/diary", no="0", says="新的")
    tab.post("/draft", draft="/diary?no=1", no="1", says="一改", kind="calls")
    assert set(desk.kit.record.drafts) == {"/diary", "/diary?no=1"}
    assert "一改" in tab.get("/diary?no=1").text
    assert "新的" in tab.get("/diary").text
    tab.post("/draft", draft="/elsewhere", says="x")
    assert "/elsewhere" not in desk.kit.record.drafts


def test_a_page_that_another_form_refused_never_empties_what_is_stored(desk, monkeypatch):
    """Its script sends what it shows as a draft when it is left."""
    tab = desk.tab()
    tab.get("/papers")
    tab.post("/papers/about", name=NAME, where="一群\r\n二群", police="松声路派出所")
    desk.done()
    monkeypatch.setattr("doxdocket.kit.pages.busy_with_copies", lambda _: True)
    refused = tab.post("/papers/hand-in")
    assert refused.status == 400
    assert NAME in refused.text
    monkeypatch.undo()
    fields = dict.fromkeys(("name", "where", "police"), "")
    was = refused.text.partition('name="was" value="')[2].partition('"')[0]
    tab.post("/draft", draft="/papers", was=was, **fields)
    assert not desk.kit.record.drafts
    desk.kit.record.drafts["/papers"] = {name: [""] for name in fields} | {"was": [was]}  # of an earlier version
    shown = tab.get("/papers")
    assert "还没有存" not in shown.seen
    assert NAME in shown.text
    assert "原来填好的都还在" in tab.post("/papers/about", was=was, **fields).seen
    tab.post("/papers/about", police="听涛派出所")
    about = desk.kit.record.about
    assert (about.name, about.where, about.police) == (NAME, "一群\n二群", "听涛派出所")


def test_a_form_that_nobody_touched_is_no_draft(desk):
    tab = desk.tab()
    tab.get("/papers")
    tab.post("/papers/about", name=NAME, where="一群\r\n二群")
    tab.post("/diary/write", says="一\r\n二", kind="calls", times="二十多个", money="大概三十")
    desk.done()
    tab.post("/leave", draft="/papers", name=NAME, where="一群\r\n二群")
    assert not desk.kit.record.drafts


def test_an_entry_that_nobody_touched_is_no_draft(desk):
    tab = desk.tab()
    tab.get("/diary")
    tab.post("/diary/write", says="一\r\n二", kind="calls", times="二十多个", money="大概三十")
    tab.post("/draft", draft="/diary?no=1", no="1", says="一\r\n二", kind="calls", times="二十多个", money="大概三十")
    assert not desk.kit.record.drafts


def test_that_the_folder_to_hand_in_went_is_said(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("聊天.txt", CHAT)], "chat")
    desk.done()
    tab.post("/papers/hand-in")
    assert "已经撤掉" not in tab.get("/papers").seen
    tab.post("/papers/about", name="祝雨亭")
    desk.done()
    assert not (desk.folder / "hand-in").exists()
    assert "已经撤掉" in tab.get("/papers").seen
    assert "已经撤掉" not in tab.get("/papers").seen


def test_an_error_of_ours_writes_nothing_outside_of_the_folder(tmp_path, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError

    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr("doxdocket.kit.serving.serve", broken)
    done = CliRunner(env={"DOXDOCKET_HOME": str(home), "HOME": str(home)}).invoke(
        root, ["--lang", "zh", "kit", str(tmp_path / "kit")]
    )
    assert done.exit_code == 3
    assert "文件夹里存好的都还在" in done.output
    assert "verify" not in done.output
    assert not list(home.rglob("*"))
    told = CliRunner(env={"DOXDOCKET_HOME": str(home)}).invoke(root, ["--json", "kit", str(tmp_path / "kit")])
    assert "ZeroDivisionError" in json.loads(told.stderr)["error"]["message_zh"]


@pytest.mark.parametrize("page", ["/exposed", "/exposed/callers"])
def test_answers_that_were_picked_survive_the_covered_screen(desk, page):
    """For the moment in which somebody comes in: they were lost without a word."""
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("群.txt", f"姓名：{NAME}，手机 {PHONE}\n".encode())], "chat")
    desk.take(tab, [("来电.csv", CALLS)], "calls")
    desk.done()
    shown = tab.get(page).text
    assert f'name="draft" value="{page}"' in shown
    assert 'formaction="/cover"' in shown
    tag = re.search(r'name="said-([0-9a-f]{24})"', shown)[1]
    tab.post("/cover", draft=page, **{f"said-{tag}": "family", f"who-{tag}": "姑姑"})
    assert not desk.kit.record.answers
    again = desk.tab().get(page).text
    assert f'name="said-{tag}" value="family" checked' in again
    assert 'value="姑姑"' in again
    tab = desk.tab()
    tab.get(page)
    tab.post("/exposed/answers", draft=page, **{f"said-{tag}": "family", f"who-{tag}": "姑姑"})
    assert desk.kit.record.answers[tag] == "family"
    assert page not in desk.kit.record.drafts


def _chat(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("群.txt", CHAT)], "chat")
    desk.done()
    return tab


def _form(shown):
    """What a browser sends of the one form of what is exposed, with nothing picked."""
    form = shown.partition('action="/exposed/answers"')[2].partition("</form>")[0]
    inputs = re.findall(r'<input(?: id="\w+")? (?:type="hidden" )?name="(\w+)"[^>]*? value="([^"]*)"', form)
    return {name: value for name, value in inputs if name not in ("csrf", "draft")}


@pytest.mark.parametrize("drafted", [True, False])
@pytest.mark.parametrize("before", ["", "祝雨亭"])
def test_the_form_of_what_is_exposed_undoes_nothing_written_elsewhere(desk, before, drafted):
    """Its fields stand closed in the form: a draft, or a page open since, that is older than what was written wiped it out."""
    tab = _chat(desk)
    tab.post("/papers/about", name=before)
    desk.done()
    old = _form(tab.get("/exposed").text)
    assert old["name"] == before
    said = f"said-{desk.tag('phone_number', OTHER_PHONE)}"
    if drafted:
        tab.post("/draft", draft="/exposed", **old, **{said: "others"})
    tab.post("/papers/about", name=NAME, phone=PHONE)
    desk.done()
    sent = _form(tab.get("/exposed").text) if drafted else old
    done = tab.post("/exposed/answers", draft="/exposed", **sent, **{said: "others"})
    about = desk.kit.record.about
    assert (about.name, about.phone) == (NAME, PHONE)
    if drafted or not before:
        assert done.status == 303
        assert desk.kit.record.answers
    else:  # what is not empty is asked about
        assert "在别的窗口改过了" in done.seen
        assert not desk.kit.record.answers


def test_what_is_typed_as_missed_is_kept_by_the_main_button_too(desk):
    """It was dropped with its draft, and the page said that all was kept."""
    tab = _chat(desk)
    said = f"said-{desk.tag('phone_number', OTHER_PHONE)}"
    form = {"draft": "/exposed", "of": "others", "value": "吃瓜"}
    refused = tab.post("/exposed/answers", **form, **{said: "others"})
    assert refused.status == 400
    assert 'value="吃瓜"' in refused.text
    assert '<details id="missed" open>' in refused.text
    assert not desk.kit.record.answers
    tab.post("/exposed/answers", **form, kind="name", **{said: "others"})
    assert [(one.value, one.of) for one in desk.kit.record.missed] == [("吃瓜", "others")]
    assert "others" in desk.kit.record.answers.values()
    assert not desk.kit.record.drafts
    asked = tab.post("/exposed/answers", **{**form, "value": "群友"}, kind="name", **{said: "nobody"})
    assert "/exposed/nobody/" in asked.headers["location"]
    assert [one.value for one in desk.kit.record.missed] == ["吃瓜", "群友"]
    assert "value" not in desk.kit.record.drafts["/exposed"]


def test_a_value_typed_on_one_page_outlives_what_is_confirmed_on_another(desk):
    tab = _chat(desk)
    tab.post("/draft", draft="/exposed", kind="name", of="others", value="吃瓜")
    tag = desk.tag("phone_number", OTHER_PHONE)
    tab.post("/exposed/answers", draft="/exposed/callers", **{f"said-{tag}": "nobody"})
    tab.post("/exposed/nobody", sure="yes", tag=tag)
    assert 'value="吃瓜"' in tab.get("/exposed").text


def test_what_was_unticked_stays_unticked_in_a_draft(desk):
    tab = _chat(desk)
    desk.take(tab, [("截图.png", SHOT)])
    desk.done()
    tab.post("/exposed/answers", draft="/exposed", photos="1", photo="2", show_all="yes")
    tab.post("/draft", draft="/exposed", photos="1", shows="1", **{"as": ["photo=2", "show_all=yes"]})
    page = tab.get("/exposed").text
    assert "还没有存" in page
    assert not re.search(r'<input[^>]*name="(?:show_all|photo)"[^>]* checked', page)
