"""The pages of posts, persons, pictures and of asking: nothing clear, nothing typed in an address, hostile text as text, who may what."""

import re
from urllib.parse import quote

import pytest

from doxdocket.desk import roles

from .conftest import CHANNEL, ONE


def _found(tab, **form):
    """What a search shows, and the address that it leads to."""
    said = tab.post("/posts", **form)
    assert said.status == 303, said.text
    place = said.headers["location"]
    return tab.get(place), place


def _numbers(said):
    return sorted(
        {
            int(n)
            for n in re.findall(
                r'<article class="post.*?<code>telegram:channel:1850001/(\d+)</code>', said.text, re.DOTALL
            )
        }
    )


def test_posts_are_found_and_no_word_stands_in_an_address(desk):
    tab = desk.tab()
    first = tab.get("/posts")
    assert first.status == 200
    assert _numbers(first) == [1, 2, 3, 4, 5, 6, 7]
    said, place = _found(tab, words="天气")
    assert _numbers(said) == [3]
    assert re.fullmatch(r"/posts\?q=\d+", place)
    assert _numbers(_found(tab, words="姓名", without="性别")[0]) == [2]
    assert _numbers(_found(tab, kind="email")[0]) == [2]
    assert _numbers(_found(tab, words="没有的话")[0]) == []


def test_no_value_stands_on_any_of_these_pages_and_hostile_text_is_text(desk, known):
    tab = desk.tab()
    pages = [tab.get("/posts"), tab.get("/pictures"), tab.get("/asking")]
    pages += [tab.get(f"/post?channel={known.channel}&post={n}") for n in range(1, 8)]
    pages += [tab.get(f"/person?code={code}") for code in ("V0001", "V0002")]
    for page in pages:
        assert page.status == 200, page.seen[:300]
        assert [value for value in known.values if value in page.text] == []
        assert "<script>alert" not in page.text
        assert "onerror=alert(2)>" not in page.text
        assert not [tag for tag, held in page.tags if "style" in held or any(name.startswith("on") for name in held)]
    assert any("alert(1)" in page.seen for page in pages)


def test_a_post_stands_in_its_place_with_findings_and_links(desk, known):
    tab = desk.tab()
    page = tab.get(f"/post?channel={known.channel}&post=2")
    assert _numbers(page) == [1, 2, 3, 4]
    links = [held.get("href", "") for tag, held in page.tags if tag == "a"]
    assert any(link.startswith("/person?code=V") for link in links)
    assert any(link.startswith("/reveal?finding=") for link in links)
    assert any(link.startswith(f"/add?post={quote(known.channel + '/2', safe='')}&back=") for link in links)
    assert any(link.endswith("&post=2#findings") for link in links)
    assert all(tab.get(link.partition("#")[0]).status == 200 for link in links if link.startswith(("/add", "/post?")))
    assert "未认定" in page.seen
    assert tab.get(f"/post?channel={known.channel}&post=99").status == 400
    assert tab.get("/person?code=x").status == 400


def test_whether_a_person_is_there_is_logged_before_it_is_answered(fresh, known):
    tab = fresh.tab()
    tab.get("/asking")
    said = tab.post("/asking", kind="phone_number", value=known.phone, reason="核对移送名单")
    assert said.status == 200, said.seen
    assert "V0001" in said.seen
    assert known.phone not in said.text
    assert _numbers(said) == [1]
    last = fresh.custody()[-1]
    assert (last.act, last.actor, last.detail["kind"], last.detail["reason"]) == (
        "ask",
        "张三",
        "phone_number",
        "核对移送名单",
    )
    assert known.phone not in str(last.detail)
    none = tab.post("/asking", kind="phone_number", value="13900001851", reason="核对移送名单")
    assert "本案里没有这个值" in none.seen
    assert fresh.custody()[-1].seq == last.seq + 1


@pytest.mark.parametrize(("kind", "typed", "told"), [
    ("phone_number", "139-0000-1850", "（11 个字符）"),
    ("phone_number", "+86 139 0000 1850", "（11 个字符）"),
    ("phone_number", "１３９００００１８５０", "（11 个字符）"),
    ("phone_number", "手机是139 0000 1850的人", "（11 个字符）"),
    ("name", "一个叫柳春生的人", "（3 个字符）"),
    ("id_number", "330109 1883 0412 001" + ONE[-1].lower(), "（18 个字符）"),
    ("email", "邮箱：zhuyuting@mail.example.com", "个字符）"),
])  # fmt: skip
def test_a_value_is_read_as_a_post_is_and_the_answer_says_as_what(desk, known, kind, typed, told):
    tab = desk.tab()
    assert 'type="password"' not in tab.get("/asking").text
    said = tab.post("/asking", kind=kind, value=typed, reason="核对移送名单")
    assert "条贴文里" in said.seen
    assert told in said.seen
    assert typed not in said.text
    assert not any(one in said.text for one in known.values)


@pytest.mark.parametrize(("kind", "typed", "shown"), [
    ("id_number", "139-0000-1850", "手机号"), ("social_account", "13900001850", "手机号"), ("phone_number", ONE, "居民身份证号码"), ("home_address", "柳春生", "姓名"),
])  # fmt: skip
def test_a_kind_that_was_chosen_wrong_is_no_false_no(desk, known, kind, typed, shown):
    """A telephone number asked for as an identity number was answered "none here"."""
    tab = desk.tab()
    tab.get("/asking")
    said = tab.post("/asking", kind=kind, value=typed, reason="核对移送名单")
    assert "V0001" in said.seen
    assert shown in said.seen.partition("查过的读法")[2][:99]
    assert not any(one in said.text for one in known.values)
    assert desk.custody()[-1].detail["also"]


def test_a_no_says_what_it_does_not_cover(desk):
    tab = desk.tab()
    tab.get("/asking")
    said = tab.post("/asking", kind="social_account", value="QQ 88001850", reason="核对移送名单")
    assert "本案里没有这个值" in said.seen
    assert "机器没有识别出来的" in said.seen
    assert "（8 个字符）" in said.seen


@pytest.mark.parametrize(("form", "says"), [
    ({"kind": "gender", "value": "男", "reason": "核对移送名单"}, "不能查"),
    ({"kind": "name", "value": "柳", "reason": "核对移送名单"}, "个字符"),
    ({"kind": "name", "value": "柳春生", "reason": ""}, "理由"),
])  # fmt: skip
def test_a_question_that_is_none_is_neither_compared_nor_logged(desk, form, says):
    tab, before = desk.tab(), len(desk.custody())
    tab.get("/asking")
    said = tab.post("/asking", **form)
    assert said.status == 400
    assert says in said.seen
    assert len(desk.custody()) == before


def test_the_reason_may_not_repeat_the_value(fresh, known):
    tab = fresh.tab()
    tab.get("/asking")
    said = tab.post("/asking", kind="phone_number", value=known.phone, reason=f"查 {known.phone} 是谁")
    assert said.status == 400
    assert [row.act for row in fresh.custody()[-2:]].count("ask") == 0


def test_an_officer_asks_a_few_an_hour(fresh, known, monkeypatch):
    monkeypatch.setattr("doxdocket.desk.person_query.MOST", 2)
    tab = fresh.tab()
    tab.get("/asking")
    asked = [
        tab.post("/asking", kind="phone_number", value=known.phone, reason="核对移送名单").status for _ in range(3)
    ]
    assert asked == [200, 200, 400]
    assert sum(row.act == "ask" for row in fresh.custody()) == 2


def test_auditors_and_experts_do_not_ask(fresh, known):
    for name, role in (("李四", roles.AUDITOR), ("王五", roles.EXPERT)):
        fresh.within(lambda case, name=name, role=role: roles.give(case, name, role, reason="分工", officer="张三"))
        tab = fresh.outside()
        assert tab.get(fresh.link(name)).status == 200
        assert tab.get("/asking").status == 403
        assert tab.post("/asking", kind="phone_number", value=known.phone, reason="核对移送名单").status == 403
        assert tab.get("/posts").status == (200 if role == roles.AUDITOR else 403)
    assert sum(row.act == "ask" for row in fresh.custody()) == 0


def test_filters_stay_where_nothing_is_found_and_say_how_many_are_chosen(desk):
    tab = desk.tab()
    said, _ = _found(tab, words="没有这样的话", kind="phone_number")
    assert _numbers(said) == []
    boxes = {held["name"] for tag, held in said.tags if held.get("type") == "checkbox"}
    assert {"channel", "kind", "month"} <= boxes
    assert re.search(r"<summary>信息种类 <span[^>]*>已选 1 项<", said.text)
    assert re.search(r"<summary>频道 <span[^>]*>1 项可选<", said.text)


def test_the_code_of_a_person_leads_to_their_page_from_every_page(desk):
    tab = desk.tab()
    for path in ("/explain/persons", "/explain/telegram:channel:1850001/1", "/person?code=V0001"):
        links = [held.get("href", "") for tag, held in tab.get(path).tags if tag == "a"]
        assert not [link for link in links if link.startswith("/explain/V")], path
    assert any(link == "/person?code=V0001" for link in links)


def test_times_of_a_person_and_of_decisions_are_in_the_zone_of_the_case_which_is_named(desk):
    tab, zone = desk.tab(), desk.within(lambda case: case.info.display_zone)
    person = tab.get("/person?code=V0001")
    assert person.status == 200
    assert zone in person.seen
    assert not re.search(r"\d\d:\d\dZ", person.seen)
    assert "2024-01-02 08:00" in person.seen  # 1704067200 + a day is midnight in UTC
    for path in ("/decisions", "/decisions/day"):
        assert zone in tab.get(path).seen


def test_places_are_counted_out_ten_characters_a_line(desk):
    said = desk.tab().get(f"/add?post={CHANNEL}/3")
    rows = re.findall(r'<td class="n">(\d+)</td><td class="n">(\d+)</td><td class="said">([^<]*)</td>', said.text)
    assert rows == [("0", "10", "今天天气不错，大家早"), ("10", "14", "点休息。")]
    assert "从 0 数" in said.seen
