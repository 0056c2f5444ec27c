"""What an app counts and its clock shows is asked of nobody, and what the owner wrote is told again where part of it stands; own people are sorted out before."""

import re

from tests.kit.conftest import ADDRESS, NAME, PHONE
from tests.kit.test_lay import taken
from tests.kit.test_report import article

from doxdocket.kit.exposure import exposed, heads, to_answer
from doxdocket.kit.papers import places
from doxdocket.kit.reading import Read, Seen

SCREEN = "23:47\t5G 78%\n2,314 位订阅者\n1862 23:31\n1740 23:36\n楼主\t2026-11-24 15:20\n"
FATHER = "13900006620"


def test_clocks_counters_and_times_of_posts_are_asked_of_nobody(desk):
    taken(desk, ("a.txt", b"x"))
    found = [("phone_number", "1740 23:36"), ("student_id", "1862 23"), ("birth_date", "2026-11-24")]
    hits = [
        Seen(0, SCREEN.index(t), SCREEN.index(t) + len(t), kind, "doubtful", t, "*", sure=False) for kind, t in found
    ]
    desk.work.reads[1] = Read((SCREEN,), tuple(hits))
    assert not exposed(desk.kit, desk.work.reads)
    birth = "生日 1896-09-08"
    desk.work.reads[1] = Read((birth,), (Seen(0, 3, 13, "birth_date", "doubtful", "1896-09-08", "*", sure=False),))
    assert [one.kind for one in exposed(desk.kit, desk.work.reads)] == ["birth_date"]


def test_what_the_owner_wrote_is_not_asked_again_where_part_of_it_stands_and_the_paper_says_a_part(desk):
    text = f"姓名：{NAME}\n电话{PHONE[:3]}****{PHONE[-4:]}\n住在松声路12号3幢\n"
    tab = taken(desk, ("a.txt", text.encode()), ("b.txt", f"{NAME} {PHONE} {ADDRESS}".encode()))
    tab.post("/files/sources", **{"about-1": "某群", "about-2": "某群"})
    tab.post("/exposed/own", name=NAME, phone=PHONE, address=ADDRESS)
    desk.done()
    found = exposed(desk.kit, desk.work.reads)
    assert [(one.kind, one.partly) for one in found if one.kind == "phone_number"] == [("phone_number", (1,))]
    assert "1（只有一部分）, 2" in article(tab)


def test_whom_the_owner_saved_is_set_to_not_mine_and_who_was_called_back_is_not(desk):
    """A harasser whom the owner called back would leave the report by one press."""
    calls = f"2026-11-22 23:50:07,{FATHER},爸爸,来电\n2026-11-23 01:00:07,13900001871,,来电\n2026-11-23 01:05:07,13900001872,,来电\n2026-11-23 01:06:07,13900001872,,拨出\n"
    tab = taken(desk, ("来电.csv", f"时间,号码,姓名,类型\n{calls}".encode()), what="calls")
    assert to_answer(heads(exposed(desk.kit, desk.work.reads)))[1][0].value == "13900001871"
    page = tab.get("/exposed/callers").text
    assert page.count(" checked") == 1
    tag = desk.tag("phone_number", FATHER)
    assert f'name="said-{tag}" value="others" checked' in page
    assert page.count("您打过这个号码") == 1


def test_all_the_rest_has_whom_the_owner_called_and_another_file_names(desk):
    calls = f"时间,号码,类型\n2026-11-22 23:50:07,{FATHER},拨出\n2026-11-22 23:55:07,{FATHER},来电\n2026-11-23 01:00:07,13900001871,来电\n"
    tab = taken(desk, ("来电.csv", calls.encode()), what="calls")
    desk.take(tab, [("a.txt", f"父亲：柳国平\n电话：{FATHER}\n".encode())], "chat")
    desk.done()
    rest = tab.get("/exposed/rest").text
    asked = re.search('name="asked" value="([0-9a-f]+)"', rest)[1]
    tab.post("/exposed/answer", tag="rest", said="others", asked=asked)
    said = {one.value: one.answer for one in exposed(desk.kit, desk.work.reads)}
    assert (said[FATHER], said["13900001871"]) == ("others", None)


def test_what_stands_under_one_name_is_answered_at_once_but_apart_where_chosen_so(desk):
    text = f"父亲：柳国平\n电话：{FATHER}\n单位：济南松涧机械厂\n"
    tab = taken(desk, ("a.txt", text.encode()))
    [some, *_] = to_answer(heads(exposed(desk.kit, desk.work.reads)))[0]
    assert len(some) > 1
    tags = [one.tag for one in some]
    form = {f"all-{'-'.join(tags)}": "family", f"who-{tags[0]}-{len(tags)}": "爸爸", f"said-{tags[1]}": "others"}
    tab.post("/exposed/answers", **form)
    record = desk.kit.record
    assert [record.answers[tag] for tag in tags] == ["family", "others", *["family"] * (len(tags) - 2)]
    assert record.who[tags[0]] == "爸爸"


def test_a_source_of_one_screenshot_of_an_app_fills_the_others_and_the_platforms_but_no_private_message(desk):
    tab = desk.tab()
    tab.get("/files")
    names = [f"Screenshot_2026112{n}_220104_QQ.txt" for n in range(3)]
    desk.take(tab, [(name, name.encode()) for name in names], "screenshot")
    desk.done()
    tab.post("/files/told", no="3", what="screenshot", about="", seen="private")
    tab.post("/files/sources", **{"about-1": "QQ群 吃瓜群", "about-2": "", "about-3": ""})
    assert [one.about for one in desk.kit.record.files] == ["QQ群 吃瓜群", "QQ群 吃瓜群", ""]
    assert places(desk.kit) == {"platform": "QQ", "where": "QQ群 吃瓜群"}
    assert 'value="QQ"' in tab.get("/papers").text


def test_all_of_the_owner_is_shown_to_the_police_by_one_click_and_nothing_of_the_family(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME} 电话 {PHONE}\n父亲：柳国平 电话 {FATHER}".encode()))
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    tab.post("/exposed/answer", tag=desk.tag("phone_number", FATHER), said="family", who="爸爸")
    tab.post("/exposed/show", tag="mine", shown="yes")
    shown = {one.value: one.shown for one in exposed(desk.kit, desk.work.reads)}
    assert (shown[NAME], shown[PHONE], shown[FATHER]) == (True, True, False)
