"""What an app counts and its clock shows is asked of nobody, and what the owner wrote is told again where part of it stands; own people are sorted out before."""

import re

import pytest
from tests.kit.conftest import ADDRESS, NAME, OTHER, PHONE
from tests.kit.test_lay import taken
from tests.kit.test_report import article

from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.exposure import exposed, heads, to_answer
from doxdocket.kit.papers import places
from doxdocket.kit.reading import found, read_file
from doxdocket.kit.screen import Seen

SCREEN = "23:47\t5G 78%\n2,314 位订阅者\n1862 23:31\n1740 23:36\n楼主\t2026-11-24 15:20\n"
FATHER = "13900006620"


def seen(text, *told, form="", sure=False):
    """What stays of findings of kinds and words in a text."""
    hits = [
        Seen(0, (at := text.index(words)), at + len(words), kind, "doubtful", value, "*", sure=sure)
        for kind, words, value in told
    ]
    return [(one.kind, one.value) for one in found(hits, [text], form)]


def test_clocks_counters_amounts_and_heads_of_posts_are_no_values():
    told = [("phone_number", "1740 23:36"), ("student_id", "1862 23"), ("birth_date", "2026-11-24")]
    assert not seen(SCREEN, *((kind, words, words) for kind, words in told))
    assert seen("生日 1896-09-08", ("birth_date", "1896-09-08", "1896-09-08"))
    post = "2楼 铁匠_1850 2026-11-22 23:30：我去踩过点，小区保安不管\n楼主 判官 发表于 2026-11-22 23:16 · 浏览 3,204"
    lines = post.split("\n")
    assert not seen(post, ("movement_trace", lines[0], lines[0]), ("criminal_record", lines[1], lines[1]))
    bounty = "给300U，堵到人给500U\n6,120 21:15"
    assert not seen(bounty, *(("phone_number", words, "15300500") for words in ("15", "300", "500")))
    assert not seen("打了32\n2026-11-22 00:33:02 路人", ("id_number", "32\n2026-11-22 00:33", "32202611220033"))
    assert seen("139 0000\n再记 1850", *(("phone_number", words, PHONE) for words in ("139 0000", "1850")))
    assert not seen("加我，有她身份证照片 20块", ("id_card_image", "身份证照片 20块", "身份证照片20块"))


CARRIER = "序号\t起始时间\t通信地点\t通信方式\t对方号码\t通信时长\t费用\n" + "".join(
    f"{n}\t2026-11-2{n} 20:21:05\t浙江杭州\t被叫\t1390000187{n}\t31秒\t0.00\n" for n in range(4)
)
HISTORY = "通话\n" + "".join(f"1390000187{n}\n未接 11月2{n}日 13:01 浙江省杭州市 中国移动\n" for n in range(4))


@pytest.mark.parametrize(("text", "place"), [(CARRIER, "浙江杭州"), (HISTORY, "浙江省杭州市 中国移动")])
def test_of_a_list_of_calls_nothing_is_found_but_numbers_names_and_what_was_said(text, place):
    row = re.search(rf"[\d月日: -]+\s{place}", text)[0]
    told = [("travel_ticket", row, row), ("age", "21", "21"), ("realtime_location", place, place)]
    told += [("income_tax", "0.00", "0.00")] * ("0.00" in text) + [("phone_number", "13900001872", "13900001872")]
    assert seen(text, *told, form="calls") == [("phone_number", "13900001872")]
    assert not seen(text, ("phone_number", "1872", "18721390"), form="calls")
    said = "2026-11-24 00:15\t13900001871\t今晚就去松声路3幢402找你"
    assert seen(said, ("home_address", "松声路3幢402", "松声路3幢402"), form="calls")
    assert seen("信息\n13900001871\t14:28\n我知道你在松声路", ("home_address", "松声路", "松声路"), form="calls")


@pytest.mark.parametrize("text", [CARRIER, HISTORY])
def test_a_covered_list_of_calls_keeps_every_moment_and_asks_of_numbers_alone(text):
    read = read_file("a.txt", text.encode())
    assert read.form == "calls"
    assert {one.kind for one in read.hits} <= {"phone_number"}
    told = covered(b"", read, Plan())[1].decode()
    assert re.findall(r"[\d月日-]+ \d\d:\d\d", told) == re.findall(r"[\d月日-]+ \d\d:\d\d", text)
    assert "1390000" not in told


def test_what_the_owner_wrote_is_not_asked_again_where_part_of_it_stands_and_the_paper_says_a_part(desk):
    text = f"姓名：{NAME}\n电话{PHONE[:3]}****{PHONE[-4:]}\n住在松声路12号3幢\n"
    tab = taken(desk, ("a.txt", text.encode()), ("b.txt", f"{NAME} {PHONE} {ADDRESS}".encode()))
    tab.post("/files/sources", **{"about-1": "某群", "about-2": "某群"})
    tab.post("/exposed/own", name=NAME, phone=PHONE, address=ADDRESS)
    desk.done()
    found = exposed(desk.kit, desk.work.reads)
    assert [(one.kind, one.partly) for one in found if one.kind == "phone_number"] == [("phone_number", (1,))]
    assert "1（只有一部分，或者看不清）, 2" in article(tab)


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
    desk.take(tab, [(name, f"姓名：{NAME} {name}".encode()) for name in names], "screenshot")
    desk.done()
    tab.post("/files/told", no="3", what="screenshot", about="", seen="private")
    tab.post("/files/sources", **{"about-1": "QQ群 吃瓜群", "about-2": "", "about-3": ""})
    assert [one.about for one in desk.kit.record.files] == ["QQ群 吃瓜群", "QQ群 吃瓜群", ""]
    assert places(desk.kit, exposed(desk.kit, desk.work.reads)) == {"platform": "QQ", "where": "QQ群 吃瓜群"}
    assert 'value="QQ"' in tab.get("/papers").text


def test_all_of_the_owner_is_shown_to_the_police_by_one_click_and_nothing_of_the_family(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME} 电话 {PHONE}\n父亲：柳国平 电话 {FATHER}".encode()))
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    tab.post("/exposed/answer", tag=desk.tag("phone_number", FATHER), said="family", who="爸爸")
    tab.post("/exposed/show", tag="mine", shown="yes")
    shown = {one.value: one.shown for one in exposed(desk.kit, desk.work.reads)}
    assert (shown[NAME], shown[PHONE], shown[FATHER]) == (True, True, False)


def test_no_card_has_the_owner_with_somebody_elses_account_or_one_of_the_family(desk):
    text = f"姓名：{NAME}\n微信：suilan_1850\n宿舍：桂园7栋415\n父亲：柳国平 {FATHER}\n"
    tab = taken(desk, ("a.txt", text.encode()))
    tab.post("/exposed/own", name=NAME)
    desk.done()
    sure, _, unsure = to_answer(heads(exposed(desk.kit, desk.work.reads)))
    for some in (*sure, *unsure):
        if FATHER in {one.value for one in some}:
            assert {one.kind for one in some} <= {"name", "phone_number"}
    shot = f"判官 @panguan_1850\n{NAME} 手机 {PHONE} 学号 1850310728\n"
    desk.take(tab, [("b.txt", shot.encode())], "chat")
    desk.done()
    found = exposed(desk.kit, desk.work.reads)
    assert not [one for one in found if one.value.endswith("panguan_1850") and one.hers and not one.sure]


def test_what_is_no_number_is_confirmed_as_one_sentence_and_senders_leave_nothing_open(desk):
    tab = taken(desk, ("a.txt", f"{NAME}，{OTHER}，张雨亭，{PHONE}\n".encode()))
    tags = [one.tag for one in exposed(desk.kit, desk.work.reads)]
    page = tab.get(f"/exposed/nobody/{tags[0]}?then={'-'.join(tags[1:])}").text
    assert page.count("<details") == 1
    assert page.index(f'value="{desk.tag("phone_number", PHONE)}"') < page.index("<details")


def test_what_papers_cover_is_said_before_anything_was_answered_too(desk):
    tab = taken(desk, ("a.txt", f"{NAME} {OTHER} {PHONE}\n".encode()))
    tab.post("/diary/write", kind="threat", says="没人告诉我", day="2026-11-20")
    assert "还没有说是谁的" not in tab.get("/diary").seen
    tab.post("/diary/write", kind="threat", says=f"{OTHER}告诉我", day="2026-11-20")
    assert "还没有说是谁的" in tab.get("/diary").seen


def test_a_file_that_comes_back_has_its_number_and_source_and_a_quote_of_one_that_is_out_is_named(desk):
    tab = taken(desk, ("a.txt", b"x"), ("b.txt", b"y"))
    tab.post("/files/sources", **{"about-1": "某群"})
    tab.post("/papers/about", worst="评论（第1个文件）：你等着")
    tab.post("/files/take-out", no="1")
    assert "第 1 个文件已经拿出" in tab.get("/papers").seen
    desk.take(tab, [("a.txt", b"x")])
    assert [(one.no, one.about) for one in desk.kit.record.files] == [(1, "某群"), (2, "")]
    assert "已经拿出" not in tab.get("/papers").seen


def test_folders_are_named_by_the_platform(desk):
    tab = taken(desk, ("a.txt", f"{NAME} {PHONE}".encode()))
    tab.post("/papers/about", platform="Telegram", platform_2="微博/超话")
    tab.post("/papers/hand-in")
    there = {one.name for one in (desk.folder / "hand-in").iterdir()}
    assert {"给平台-Telegram", "给平台-微博超话"} <= there


def test_while_files_are_read_no_name_is_shown_of_which_something_was_said(desk):
    tab = taken(desk, ("a.txt", f"就是{NAME}和{OTHER}，住松声路12号3幢\n".encode()))
    tab.post("/exposed/answer", tag=desk.tag("name", OTHER), said="others")
    tab.post("/diary/write", kind="threat", says=f"{OTHER}告诉我", seen_by=OTHER, day="2026-11-20")
    read = desk.work.reads.pop(1)
    assert OTHER not in tab.get("/papers/of/report").seen
    desk.work.reads[1] = read
    assert "告诉我" in tab.get("/papers/of/report").seen


def test_no_paper_is_shown_while_files_are_read_before_anything_was_answered_too(desk):
    tab = taken(desk, ("a.txt", f"就是{NAME}和{OTHER}，住松声路12号3幢\n".encode()))
    tab.post("/diary/write", kind="threat", says=f"{OTHER}告诉我", day="2026-11-20")
    desk.work.reads.pop(1)
    assert OTHER not in tab.get("/papers/of/report").seen


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("姓名：韩知予\n生日：11月26日\n电话：17806401357", "11月26日"),
        ("姓名：韩知予 生日11月26号 电话：17806401357", "11月26号"),
        ("姓名：韩知予\n生日是3月5日\n电话：17806401357", "3月5日"),
    ],
)
def test_a_birthday_without_a_year_is_asked_of_and_covered(text, value):
    read = read_file("a.txt", text.encode())
    assert "birth_date" in {one.kind for one in read.hits}
    assert value not in covered(b"", read, Plan())[1].decode()


def test_the_day_of_a_talk_is_no_birth():
    assert seen("生日 11月26日 23:10", ("birth_date", "11月26日", "11-26"))
    assert not seen("群主 11月26日 下午 23:10\n在吗", ("birth_date", "11月26日", "11-26"))


def test_what_is_not_sure_is_told_in_time_that_grows_with_the_text():
    """Twice the findings take no more than about twice the time; calls are counted, for clocks tell of other work too."""
    import cProfile
    import pstats

    def calls(n):
        numbers = range(1000 * n, 1001 * n)  # of no other text, of which something may be kept
        text = "".join(f"住址：松声路{at}号\n他在松声路{at}号3幢402室 说了给300U 11月26日 23:10\n" for at in numbers)
        hits = [
            Seen(0, one.start(1), one.end(1), "home_address", "valid", one[1], "*", sure=one[0].startswith("住址"))
            for one in re.finditer(r"(?:住址：|他在)(\S+)", text)
        ]
        profile = cProfile.Profile()
        assert len(profile.runcall(lambda: [*found(hits, [text], "")])) == 2 * n
        return pstats.Stats(profile).total_calls

    assert calls(400) < 3 * calls(200)


def test_many_threats_are_told_once_each_and_the_longer_of_two():
    lines = [f"转{n}000块这事就算了，不转等着" for n in range(1, 300)]
    read = read_file("a.txt", "\n".join([*lines, *lines, f"他说：{lines[0]}"]).encode())
    told = [one[1] for one in read.threats]
    assert sorted(told) == sorted({*lines[1:], f"他说：{lines[0]}"} - {one for one in lines[1:] if one in lines[0]})


@pytest.mark.parametrize(
    ("line", "born"),
    [("2026-11-24", False), ("2026年11月24日", False), ("1893-11-24", True), ("生日：2026-11-24", True)],
)
def test_a_day_of_this_year_is_no_birth_where_no_word_says_so(line, born):
    """The day over a saved talk was asked as a birth, printed as leaked, and black in every copy."""
    read = read_file("a.txt", f"{line}\n姓名：{NAME}\n电话：{PHONE}\n她家在这\n".encode(), taken="2026-12-01")
    assert [one.kind for one in read.hits if one.kind == "birth_date"] == ["birth_date"] * born


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("柳小宝，男，2026-03-05生，住址：江州市河湾区柳荫路18号", "2026-03-05"),
        ("柳小宝 女 2026-03-05", "2026-03-05"),
        ("柳小宝\n2026年3月5日生", "2026年3月5日"),
        ("柳小宝 2026-03-05 出生", "2026-03-05"),
        ("2026-11-24\n10:20\n在吗", ""),
        ("2026-11-24生活记录", ""),
    ],
)
def test_a_child_of_this_year_has_a_birth_and_the_day_over_a_talk_is_none(text, born):
    words = born or text[:10]
    day = "2026-03-05" if born else words
    at = text.index(words)
    hits = [Seen(0, at, at + len(words), "birth_date", "valid", day, "*", sure=False)]
    assert [one.value for one in found(hits, [text], "", "2026-12-01")] == ([day] if born else [])


def test_a_birth_of_which_the_computer_is_sure_is_never_taken_for_a_day_of_what_happened():
    hits = [Seen(0, 0, 10, "birth_date", "valid", "2026-03-05", "*")]
    assert [*found(hits, ["2026-03-05 柳小宝"], "", "2026-12-01")] == hits


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("TXk9000abcd3u\nNPqrstuvwxyz0123456", True),
        ("TXk9000abcd3uuNPq", True),
        ("500 USDT", False),
        ("只要500 USDT", False),
    ],
)
def test_a_wallet_over_two_lines_is_no_amount(words, kept):
    value = words.replace("\n", "")
    hits = [Seen(0, 0, len(words), "virtual_asset", "doubtful", value, "*", sure=False)]
    assert bool([*found(hits, [words], "")]) == kept
