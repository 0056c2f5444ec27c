"""One value in clear: after a reason, logged before it is sent, for a minute, and nowhere else."""

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest


@pytest.fixture
def finding(fresh):
    """The id of the telephone number of the first post."""

    def found(case):
        from doxdocket.pipeline.published import latest_findings

        rows = latest_findings(case).to_pylist()
        one = next(r for r in rows if r["post_id"] == "1" and r["kind"] == "phone_number")
        return f"{one['channel_id']}/1/{one['where']}/{one['start']}-{one['end']}/{one['kind']}"

    return fresh.within(found)


def opened(desk):
    return [row for row in desk.custody() if row.act == "open"]


def test_a_value_is_shown_after_its_row_is_written_and_on_no_page_before(fresh, finding, known):
    tab = fresh.tab()
    asked = tab.get(f"/reveal?finding={quote(finding)}&back=/keys")
    assert asked.status == 200
    assert "手机" in asked.seen or "电话" in asked.seen
    assert all(value not in asked.text for value in known.values)
    assert opened(fresh) == []
    said = tab.post("/reveal", finding=finding, reason="核对与笔录是否同一人", back="/keys")
    assert said.status == 200
    assert known.phone in said.seen
    assert [v for v in known.values if v in said.text] == [known.phone]
    (row,) = opened(fresh)
    assert (row.actor, row.detail["reason"], row.detail["post"]) == (
        "张三",
        "核对与笔录是否同一人",
        f"{known.channel}/1",
    )
    assert f"第 {row.seq} 行" in said.seen
    assert said.headers["cache-control"] == "no-store"


def test_what_cannot_be_logged_is_not_shown(fresh, finding, known, monkeypatch):
    from doxdocket.errors import StorageFault
    from doxdocket.store.custody.log import Custody

    tab = fresh.tab()
    tab.get(f"/reveal?finding={quote(finding)}")

    def full(*_):
        raise StorageFault(zh="磁盘已满", en="the disk is full")

    monkeypatch.setattr(Custody, "append", full)
    said = tab.post("/reveal", finding=finding, reason="核对与笔录是否同一人")
    assert said.status == 500
    assert "磁盘已满" in said.seen
    assert known.phone not in said.text


def test_a_page_that_fails_after_the_row_leaves_the_row(fresh, finding, monkeypatch):
    tab = fresh.tab()
    monkeypatch.setattr(
        "doxdocket.review.templates.rendered", lambda name, _: 1 / 0 if name == "revealed.html.j2" else ""
    )
    tab.post("/reveal", finding=finding, reason="核对与笔录是否同一人")
    assert len(opened(fresh)) == 1


@pytest.mark.parametrize("reason", ["", "  ", "号码是13900001850", "尾号1850"])
def test_a_reason_that_is_none_or_repeats_it_opens_nothing(fresh, finding, known, reason):
    tab = fresh.tab()
    said = tab.post("/reveal", finding=finding, reason=reason)
    assert said.status == 400
    assert known.phone not in said.text
    assert opened(fresh) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "x",
        "a/b/c/d-e/f",
        "telegram:channel:1850001/1/text/0-999999/phone_number",
        "telegram:channel:1850001/1/text/0-3/name",
    ],
)
def test_what_is_no_finding_is_not_opened(fresh, name):
    tab = fresh.tab()
    assert tab.get(f"/reveal?finding={quote(name)}").status == 400
    assert tab.post("/reveal", finding=name, reason="核对").status == 400
    assert opened(fresh) == []


def test_one_at_a_time_and_a_minute_each(fresh, finding, known):
    tab, other = fresh.tab(), fresh.tab("李四")
    reason = "核对与笔录是否同一人"
    assert known.phone in tab.post("/reveal", finding=finding, reason=reason).text
    fresh.clock.now += 30
    again = tab.post("/reveal", finding=finding, reason=reason)
    assert again.status == 400
    assert "还有 30 秒" in again.seen
    assert known.phone not in again.text
    assert known.phone in other.post("/reveal", finding=finding, reason=reason).text
    fresh.clock.now += 31
    said = tab.post("/reveal", finding=finding, reason=reason)
    assert known.phone in said.text
    assert tab.post("/reveal/close", back="/keys", shown="").headers["location"] == "/keys"
    assert tab.post("/reveal", finding=finding, reason=reason).status == 400  # another page does not close it
    (shown,) = [given["value"] for _, given in said.tags if given.get("name") == "shown"]
    assert tab.post("/reveal/close", back="/keys", shown=shown).headers["location"] == "/keys"
    assert known.phone in tab.post("/reveal", finding=finding, reason=reason).text
    assert [row.actor for row in opened(fresh)] == ["张三", "李四", "张三", "张三"]


def test_it_leads_away_by_itself_without_a_script(fresh, finding, known):
    tab = fresh.tab()
    said = tab.post("/reveal", finding=finding, reason="核对与笔录是否同一人", back="/keys?a=b")
    (again,) = [given["content"] for tag, given in said.tags if tag == "meta" and given.get("http-equiv") == "refresh"]
    assert again == "60;url=/reveal/gone?back=/keys%3Fa%3Db"
    gone = tab.get(again.partition("url=")[2])
    assert (gone.status, gone.headers["location"]) == (303, "/keys?a=b")
    after = tab.get("/keys?a=b")
    assert "值已遮上" in after.seen
    assert known.phone not in after.text
    assert "值已遮上" not in tab.get("/keys").seen


def test_no_other_page_is_led_to(fresh, finding):
    tab = fresh.tab()
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        tags = tab.get(f"/reveal?finding={quote(finding)}&back={quote(back)}").tags
        led = [given[name] for _, given in tags for name in ("href", "action", "formaction") if name in given]
        assert all(path.startswith(("/", "#")) and not path.startswith("//") for path in led)
        assert {"name": "back", "type": "hidden", "value": "/"} in [given for _, given in tags]
        assert tab.get(f"/reveal/gone?back={quote(back)}").headers["location"] == "/"


def test_loaded_anew_it_says_how_long_and_leads_back_to_the_post(fresh, finding, known):
    tab = fresh.tab()
    reason = "核对与笔录是否同一人"
    first = tab.post("/reveal", finding=finding, reason=reason)
    (shown,) = [given["value"] for _, given in first.tags if given.get("name") == "shown"]
    fresh.clock.now += 10
    again = tab.post("/reveal", finding=finding, reason=reason)
    assert again.status == 400
    assert "另一个值" not in again.seen
    assert "已经在显示这个值，还有 50 秒" in again.seen
    assert known.phone not in again.text
    assert len(opened(fresh)) == 1
    assert shown not in again.text
    (back,) = {given["value"] for tag, given in again.tags if given.get("name") == "back" and given["value"] != "/"}
    assert back == f"/post?channel={quote(known.channel)}&post=1"
    assert tab.post("/reveal/close", shown=shown, left="1").status == 204  # as the page says when it is left
    assert tab.get(back).status == 200
    assert known.phone in tab.post("/reveal", finding=finding, reason=reason).text


def test_custody_names_the_place_the_kind_and_the_reason_in_the_time_of_the_case(fresh, finding, known):
    tab = fresh.tab()
    tab.post("/reveal", finding=finding, reason="核对与笔录是否同一人")
    page = tab.get("/custody")
    (row,) = opened(fresh)
    zone = fresh.within(lambda case: case.info.display_zone)
    assert finding.rpartition("/")[0] in page.seen.replace("\u2060", "").replace("\u200b", "")
    assert "电话" in page.seen or "手机" in page.seen
    assert "核对与笔录是否同一人" in page.seen
    assert all(value not in page.text for value in known.values)
    assert f"时间（{zone}）" in page.seen
    local = datetime.fromisoformat(row.at).astimezone(ZoneInfo(zone))
    assert f"{local:%Y-%m-%d %H:%M:%S}" in page.seen
    assert "UTC" not in page.seen
