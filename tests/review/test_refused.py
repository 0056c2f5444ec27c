"""A form that is refused comes back with what was typed, says why at the top, and does not say again what may be a value."""

import re
from dataclasses import replace
from urllib.parse import quote

import pytest

NUMBER = "330109188304120018"
WHY = "核对与笔录是否同一人"


def alert(said):
    (told,) = re.findall(
        r'(?s)<section class="note fault" id="fault" role="alert" tabindex="-1" autofocus>(.*?)</section>', said.text
    )
    return told


@pytest.fixture
def finding(fresh):
    def found(case):
        from doxdocket.pipeline.published import latest_findings

        one = next(r for r in latest_findings(case).to_pylist() if r["kind"] == "phone_number")
        return f"{one['channel_id']}/{one['post_id']}/{one['where']}/{one['start']}-{one['end']}/{one['kind']}"

    return fresh.within(found)


def values(said):
    """What stands in the fields of a page."""
    found = {given.get("name"): given.get("value", "") for tag, given in said.tags if tag == "input"}
    return found | dict(re.findall(r'(?s)<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', said.text))


def test_reveal_stays_with_its_fields_and_without_what_looks_like_a_value_in_the_reason(fresh, finding):
    tab = fresh.tab()
    tab.get(f"/reveal?finding={quote(finding)}&back=/keys")
    said = tab.post("/reveal", finding=finding, reason=f"核对{NUMBER}", back="/keys")
    assert said.status == 400
    assert "理由" in alert(said)
    assert NUMBER not in said.text
    assert (values(said)["finding"], values(said)["back"], values(said)["reason"]) == (finding, "/keys", "核对＊＊＊")


@pytest.mark.parametrize(
    ("path", "form", "kept"),
    [
        ("/keys", {"key_1": "j", "key_2": "j"}, {"key_1": "j", "key_2": "j"}),
        ("/asking", {"kind": "", "value": NUMBER, "reason": WHY}, {"reason": WHY, "value": ""}),
        ("/team/role", {"name": "李四", "role": "none", "reason": WHY}, {"reason": WHY}),
        ("/team/role", {"name": "李四", "role": "expert", "reason": NUMBER}, {"reason": ""}),
        ("/link", {"a": NUMBER, "b": "V0002", "reason": WHY, "answer": "same"}, {"a": "", "b": "V0002", "reason": WHY}),
        ("/link", {"a": "V0001", "b": "V0002", "reason": NUMBER, "answer": "kin"}, {"a": "V0001", "b": "V0002", "reason": ""}),
        ("/link", {"a": "V0001", "b": "V0002", "reason": NUMBER, "answer": "same"}, {"a": "V0001", "b": "V0002", "reason": ""}),
        ("/split", {"person": "V0001", "reason": WHY}, {"person": "V0001", "reason": WHY}),
        ("/add", {"post": "telegram:channel:1850001/3", "start": NUMBER, "end": "3", "what": "kind:name", "reason": WHY}, {"start": "", "end": "3", "reason": WHY}),
        ("/channels/core", {"act": "channel.core", "channel": "telegram:channel:1850001", "reason": NUMBER}, {"reason": ""}),
        ("/channels/core", {"channel": "telegram:channel:1850001", "reason": WHY}, {"reason": WHY}),
    ],
)  # fmt: skip
def test_each_form_comes_back(fresh, path, form, kept):
    tab = fresh.tab()
    said = tab.post(path, **form)
    assert said.status == 400
    assert alert(said)
    assert NUMBER not in said.text
    if path == "/channels/core":  # two reasons stand there
        reasons = re.findall(r'(?s)<textarea[^>]*name="reason"[^>]*>(.*?)</textarea>', said.text)
        assert reasons[-1:] == [kept["reason"]] or "reason" not in values(said)
        return
    if path == "/team/role":  # three reasons stand there
        said = replace(said, body=re.search(rf'(?s)<form[^>]*action="{path}".*?</form>', said.text)[0].encode())
    assert {name: values(said)[name] for name in kept} == kept
    assert 'role="alert"' not in tab.get(path.replace("/role", "")).text


def test_what_is_typed_to_find_a_post_stands_in_no_address(fresh):
    tab = fresh.tab()
    page = tab.get("/add")
    assert {"method": "post", "action": "/add/post"} in [given for tag, given in page.tags if tag == "form"]
    for name in ("telegram:channel:1850001/3", "C01/3", "c1 / 3", "C1 3"):
        said = tab.post("/add/post", post=name)
        assert (said.status, said.headers["location"]) == (303, "/add?post=telegram%3Achannel%3A1850001%2F3"), name
        assert tab.get(said.headers["location"]).status == 200
    for name in ("柳春生", NUMBER, "C02/3", "C01/99", "/", ""):
        said = tab.post("/add/post", post=name)
        assert said.status == 400
        assert alert(said)
        assert name in ("/", "") or name not in said.text
        assert values(said)["post"] == ""
    assert "柳春生" not in tab.get(f"/add?post={quote('柳春生')}").text


def test_the_note_says_whether_anybody_is_identified_now(fresh):
    tab, post = fresh.tab(), "telegram:channel:1850001/3"
    tab.get(f"/add?post={post}")
    said = tab.post("/add", post=post, where="text", start="0", end="2", what="kind:name", reason=WHY)
    assert said.status == 303
    shown = tab.get(said.headers["location"]).seen
    assert "D0001 已记录" in shown
    assert "识别不出人" in shown
    assert (
        "由您补录：居民身份证号码、手机号、社交账号(QQ/微信/微博/抖音等)、家庭住址" in shown
    )  # each with the name enough, and the name alone is not among them
    tab.post("/add", post=post, where="text", start="2", end="4", what="kind:home_address", reason=WHY)
    assert "此前没有识别出人" in tab.get("/add").seen


def test_an_address_alone_is_not_told_to_want_an_address(fresh):
    tab, post = fresh.tab(), "telegram:channel:1850001/3"
    tab.get(f"/add?post={post}")
    tab.post("/add", post=post, where="text", start="0", end="2", what="kind:home_address", reason=WHY)
    shown = tab.get("/add").seen
    assert "只在估计数或上限里计一人" in shown
    assert "由您补录：姓名、居民身份证号码、手机号" in shown
    assert "家庭住址" not in shown.partition("由您补录：")[2][:40]


def test_a_reason_that_repeats_what_somebody_added_is_refused_before_the_next_run(fresh):
    tab, post = fresh.tab(), "telegram:channel:1850001/3"
    tab.get(f"/add?post={post}")
    school, reason = "今天天气不错", "原文今天天气不错，核对"
    given = {"post": post, "where": "text", "start": "6", "end": "12"}
    assert tab.post("/add", **given, what="label:insult", reason=reason).status == 303
    assert (
        tab.post(
            "/add", post=post, where="text", start="0", end=str(len(school)), what="kind:school", reason=WHY
        ).status
        == 303
    )
    said = tab.post("/add", **given, what="label:threat", reason=reason)
    assert said.status == 400
    assert "重复" in alert(said) or "写出" in alert(said)
    assert values(said)["reason"] == ""
    (made,) = [one for one in fresh.within(lambda case: case.decisions()) if one.act == "finding.add"]
    fresh.within(lambda _case: fresh.served.desk.undo([made.id], WHY, "张三"))
    assert tab.post("/add", **given, what="label:threat", reason=reason).status == 303


@pytest.fixture
def places(fresh):
    """Where a reason is written beside the forms above: the address, and what else the form has."""

    def found(case):
        from doxdocket.desk import deciding, queues
        from doxdocket.desk.session import Session

        who = case.info.officers[0]
        (item,) = [queues.item(Session(case), "conduct", officer=who)]
        (done,) = deciding.record(case, [deciding.Asked("figure.value", {"figure": "persons", "value": "2"}, WHY, who)])
        return {
            "/queue/conduct": {"at": item.id, "answer": "no"},
            "/decisions": {"decision": done.decision.id},
            "/register/withdraw/defendant/D1": {},
            "/register/show/defendant/D1": {"field": "name"},
        }

    tab = fresh.tab()
    tab.post("/register/new/defendant", act="save", id="D1", name="甘松涛")
    return fresh.within(found)


@pytest.mark.parametrize("secret", [NUMBER, "柳春生"])
@pytest.mark.parametrize(
    "path", ["/queue/conduct", "/decisions", "/register/withdraw/defendant/D1", "/register/show/defendant/D1"]
)
def test_a_value_in_a_reason_is_sent_back_nowhere(fresh, places, path, secret):
    tab = fresh.tab()
    if path == "/queue/conduct":  # the officer has looked at the question
        places[path]["version"] = values(tab.get(f"{path}?at={quote(places[path]['at'])}"))["version"]
    said = tab.post(path, **places[path], reason=f"核对{secret}本人")
    assert said.status in {200, 400, 422}
    assert 'role="alert"' in said.text or "note fault" in said.text
    assert secret not in said.text


def test_where_a_form_leads_is_looked_at_before_anything_is_recorded(fresh):
    tab = fresh.tab()
    before = len(fresh.within(lambda case: case.decisions()))
    form = {
        "post": "telegram:channel:1850001/1",
        "where": "text",
        "start": "0",
        "end": "2",
        "what": "kind:name",
        "reason": WHY,
    }
    said = tab.post("/add", **form, back="/a 甲")
    assert said.status != 500
    assert len(fresh.within(lambda case: case.decisions())) - before == (said.status == 303)


def test_every_queue_and_page_of_a_list_answers(desk):
    from doxdocket.desk.queues import ABOUT

    tab = desk.tab()
    for path in (
        *(f"/queue/{kind}" for kind in ABOUT),
        "/decisions?page=²",
        "/posts?page=²",
        "/person?code=V0001&page=²",
    ):
        assert tab.get(quote(path, safe="/?=&")).status == 200, (path, desk.clock.told)
