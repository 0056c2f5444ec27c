"""What is typed and not sent: it is there again, in the kit's folder alone, and an error of ours writes nothing elsewhere."""

import json

import pytest
from click.testing import CliRunner
from tests.kit.conftest import NAME

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
