"""The short way to the first report: what is of one place is asked once, keeping goes on to the next step, and what is already known is not asked again."""

import re
from dataclasses import replace

import msgspec
import pytest
from tests.kit.conftest import ADDRESS, CALLS, NAME, ONE, OTHER, PHONE, picture
from tests.kit.test_lay import taken

from doxdocket.kit import papers
from doxdocket.kit.copies import around
from doxdocket.kit.exposure import exposed, heads, to_answer
from doxdocket.kit.papers import published
from doxdocket.kit.screen import Read, Seen

POST = f"姓名：{NAME}\n手机：{PHONE}\n住址：{ADDRESS}\n"
LOOSE = "编号 7736251908\n大家看看\n"
SHOTS = [
    ("Screenshot_20261124_220104_Telegram.txt", f"{POST}一".encode()),
    ("Screenshot_20261124_220204_Telegram.txt", f"{POST}二".encode()),
    ("Screenshot_20261124_220304_Weibo.txt", f"{POST}三".encode()),
]


def open_cards(desk):
    sure, _, unsure = to_answer(heads(exposed(desk.kit, desk.work.reads)))
    return [{one.kind for one in some} for some in (*sure, *unsure)]


def test_screenshots_of_one_app_are_asked_once_for_their_source(desk):
    tab = taken(desk, *SHOTS)
    page = tab.get("/files").text
    asked = page.partition("<details><summary>其余")[0]
    assert re.findall(r'name="((?:app|about)-[^"]+)"', asked) == ["app-Telegram", "about-3"]
    tab.post("/files/told", no="2", what="chat", about="Telegram 乙频道")
    done = tab.post(
        "/files/sources",
        **{"app-Telegram": "Telegram 甲频道", "about-1": "", "about-2": "Telegram 乙频道", "about-3": "", "next": "1"},
    )
    assert done.headers["location"] == "/exposed"
    assert [one.about for one in desk.kit.record.files] == ["Telegram 甲频道", "Telegram 乙频道", ""]


def test_what_was_sent_to_one_alone_gets_no_source_of_an_app(desk):
    tab = taken(desk, *SHOTS)
    tab.post("/files/told", no="1", what="chat", seen="private")
    tab.post("/files/sources", **{"app-Telegram": "Telegram 甲频道", "about-1": "", "about-2": "", "about-3": ""})
    assert [one.about for one in desk.kit.record.files] == ["", "Telegram 甲频道", ""]


def shot(n, app):
    return f"Screenshot_20261124_22010{n}_{app}.txt"


def test_a_name_or_a_number_in_the_name_of_a_file_is_no_app(desk):
    lines = (f"微信 zhuyuting1862 {OTHER}\n电话13900001862\n", "微信 zhuyuting1862\n")
    apps = ("zhuyuting1862", f"a{OTHER}", "tel13900001862")
    texts = [f"{line}{n}{app}" for app in apps for n, line in enumerate(lines)]
    tab = taken(desk, *((shot(n, apps[n // 2]), text.encode()) for n, text in enumerate(texts)))
    for one in exposed(desk.kit, desk.work.reads):
        tab.post("/exposed/answer", tag=one.tag, said="others")
    desk.done()
    page = tab.get("/files").text
    assert 'name="about-1"' in page
    assert not [text for text in ("zhuyuting1862", OTHER, "13900001862") if text in page]


PRIVATE = (
    f"17000001093\n短信\n11月25日 23:47\n{NAME}，再不给五千就去找你\n11月25日 23:50\n接电话\n",
    f"微信\n张三\n11月25日 23:47\n{NAME} 你的手机{PHONE}我知道\n",
    f"微信\n阿土\n11月25日 23:47\n{NAME} 你的手机{PHONE}我知道\n",
)


@pytest.mark.parametrize("app", ["com.tencent.mm", "Telegram"])
@pytest.mark.parametrize("filled", ["app", "about-1", "about-all"])
def test_one_field_never_makes_a_private_screen_public(desk, app, filled):
    some = PRIVATE if app == "com.tencent.mm" else PRIVATE[:2]
    posts = [f"姓名：{NAME}\n手机：{PHONE}\n{n}" for n in range(2)]
    tab = taken(desk, *((shot(n, app), text.encode()) for n, text in enumerate((*posts, *some))))
    page = tab.get("/files").text
    assert re.findall(r'name="(app-[^"]+)"', page) == [f"app-{app}"]
    assert "文件 1、2。" in page
    form = {f"about-{one.no}": "" for one in desk.kit.record.files}
    tab.post("/files/sources", **form | {f"app-{app}" if filled == "app" else filled: "微信群 吃瓜群"})
    assert [published(one) for one in desk.kit.record.files] == [True, True, *[False] * len(some)]


def test_a_source_that_tells_of_a_sender_alone_fills_no_screens_of_an_app(desk):
    tab = taken(desk, *SHOTS)
    form = {"app-Telegram": "微信 张三 转发", "about-1": "", "about-2": "", "about-3": "", "next": "1"}
    done = tab.post("/files/sources", **form)
    assert done.headers["location"] == "/files"
    assert not any(one.about for one in desk.kit.record.files)
    assert "一张一张写" in tab.get("/files").seen


def test_who_called_is_asked_once_and_again_of_who_is_new(desk):
    tab = taken(desk, ("a.txt", f"{POST}同事：{OTHER}\n".encode()))
    desk.take(tab, [("来电.csv", CALLS)], "calls")
    desk.done()
    first = {"next": "1", "draft": "/exposed", "name": NAME, "phone": PHONE}
    assert tab.post("/exposed/answers", **first).headers["location"] == "/exposed/callers"
    assert tab.post("/exposed/answers", next="1", draft="/exposed/callers").headers["location"] == "/diary"
    assert tab.post("/exposed/answers", **first).headers["location"] != "/exposed/callers"
    desk.take(tab, [("来电2.csv", CALLS.replace(b"13900001871", b"13900001879"))], "calls")
    desk.done()
    assert tab.post("/exposed/answers", **first).headers["location"] == "/exposed/callers"


def test_keeping_goes_on_step_by_step_and_never_in_a_circle(desk):
    tab = taken(desk, ("a.txt", f"{POST}同事：{OTHER}\n".encode()))
    desk.take(tab, [("来电.csv", CALLS)], "calls")
    desk.done()
    kept = tab.post("/exposed/answers", next="1", draft="/exposed", name=NAME, phone=PHONE)
    assert kept.headers["location"] == "/exposed/callers"
    tag = desk.tag("phone_number", "13900001871")
    kept = tab.post("/exposed/answers", next="1", draft="/exposed/callers", **{f"said-{tag}": "caller"})
    assert kept.headers["location"] == "/exposed#open"  # something is to be answered still
    kept = tab.post("/exposed/answers", next="1", draft="/exposed/callers")
    assert kept.headers["location"] == "/diary"  # left open on purpose
    assert tab.post("/diary/drafts", next="1").headers["location"] == "/papers"
    assert tab.post("/papers/about", next="1", name=NAME).headers["location"] == "/papers/check"
    stays = {"/exposed/answers": "/exposed#open", "/diary/drafts": "/diary#written", "/papers/about": "/papers"}
    assert {path: tab.post(path, name=NAME).headers["location"] for path in stays} == stays
    assert not desk.kit.record.drafts


def test_nothing_is_shown_to_the_police_unless_it_is_ticked(desk):
    tab = taken(desk, ("a.txt", POST.encode()))
    assert "checked" not in re.search(r'<input[^>]*name="show_all"[^>]*>', tab.get("/exposed").text)[0]
    tags = {f"said-{desk.tag('name', NAME)}": "mine", f"said-{desk.tag('phone_number', PHONE)}": "others"}
    tab.post("/exposed/answers", draft="/exposed", **tags)
    assert not desk.kit.record.shown
    tab.post("/exposed/answers", draft="/exposed", show_all="yes")
    assert desk.kit.record.shown == [desk.tag("name", NAME)]  # and nothing of anybody else


def test_what_one_public_file_shows_beside_no_name_is_asked_together(desk):
    text = "微信 liuchun1850\n车牌 浙A0K185\nQQ：1850001850\n"
    taken(desk, ("a.txt", text.encode()))
    assert {"social_account", "vehicle_file"} in open_cards(desk)
    assert "第 1 个文件里的 3 项" in desk.tab().get("/exposed").seen


@pytest.mark.parametrize(
    "more",
    [
        f"{OTHER}说\n姓名：{OTHER}\n",  # a name: somebody's
        "微信 other1862\n车牌 浙A0K186\n",  # two of a sort
        "闺蜜的QQ：1850001850\n",
        "老公也在\n",
        "男友：\n住址：浙江省杭州市听涛区松声路12号3幢402室\n",
    ],
)
def test_accounts_that_may_be_of_two_are_asked_one_by_one(desk, more):
    taken(desk, ("a.txt", f"微信 liuchun1850\n车牌 浙A0K185\n{more}".encode()))
    assert {"social_account", "vehicle_file"} not in open_cards(desk)


def test_who_wrote_to_one_alone_is_put_with_nothing(desk):
    tab = taken(desk, ("a.txt", f"微信 harass1850\n车牌 浙A0K185\n住址：{ADDRESS}\n".encode()))
    tab.post("/files/told", no="1", what="screenshot", seen="private")
    assert all(len(some) == 1 for some in open_cards(desk))


def test_what_is_known_of_the_owner_is_not_asked_again(desk):
    tab = taken(desk, ("a.txt", POST.encode()))
    page = tab.get("/exposed").text
    first, _, more = page.partition("还可以写")
    assert 'name="name"' in first
    assert all(f'name="{name}"' in more and f'name="{name}"' not in first for name in ("phone", "id_number", "address"))
    tab.post("/exposed/own", name=NAME, phone=PHONE, id_number=ONE)
    desk.done()
    assert "<details><summary>姓名、身份证号、电话、住址（已填 3 项" in tab.get("/papers").text
    assert f'value="{PHONE}"' in tab.get("/papers").text


def test_a_row_of_digits_is_taken_out_by_what_stands_around_it(desk):
    tab = taken(desk, ("a.txt", LOOSE.encode()))
    page = tab.get("/exposed").text
    assert "一串数字，不知道是什么" in page
    assert "共 10 位数字：第一位 7，最后一位 8" in page
    assert "第 1 行" in page
    assert (
        "没有说是不是自己的" not in tab.get("/papers").seen
    )  # of what the computer is not sure of nothing need be said
    tag = desk.tag("social_account", "7736251908")
    asked = tab.post("/exposed/answers", draft="/exposed", **{f"said-{tag}": "nobody"})
    page = tab.get(asked.headers["location"]).text
    assert "共 10 位数字：第一位 7，最后一位 8" in page
    assert "编号" in page
    assert "773625" not in page
    assert not re.search(r"<input[^>]*checkbox[^>]*checked", page)
    tab.post("/exposed/nobody", tag=tag, sure="yes")
    desk.done()
    assert "7736251908" in (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    assert "改一下" in tab.get("/exposed").text
    tab.post("/exposed/answer", tag=tag, said="")
    desk.done()
    assert "7736251908" not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")


def test_of_a_telephone_or_an_identity_number_no_end_is_told(desk):
    page = taken(desk, ("a.txt", f"手机：{PHONE}\n身份证：{ONE}\n".encode())).get("/exposed").text
    assert "共 11 位数字" in page
    assert "最后一位" not in page


def test_photographs_are_asked_of_public_pictures_alone(desk):
    tab = taken(desk, *((f"{n}.png", picture([f"甲{n}", NAME])) for n in range(3)), what="screenshot")
    tab.post("/files/told", no="2", what="screenshot", seen="private")
    tab.post("/files/told", no="3", what="calls")
    assert re.findall(r'name="photo" value="(\d+)"', tab.get("/exposed").text) == ["1"]


@pytest.mark.parametrize(
    ("name", "lines", "told"),
    [
        ("a.png", ["猎物档案馆", "12,431 位订阅者", f"姓名：{NAME}"], "Telegram 猎物档案馆"),
        ("a.png", ["微博正文", "吃瓜小铲子07", f"姓名：{NAME}"], "微博 吃瓜小铲子07"),
        ("a.png", ["同城吃瓜群(1032)", "QQ群700000213", f"姓名：{NAME}"], "QQ群 同城吃瓜群 700000213"),
        ("a.png", ["猎物档案馆", "<", "12,431 位订阅者", f"姓名：{NAME}"], "Telegram 猎物档案馆"),
        ("a.png", ["微博正文", "<", "评论1,204", "@路边社江州", f"姓名：{NAME}"], "微博 路边社江州"),
        ("a.png", ["吃瓜小分队(386)", "<", "群号 000012345", f"姓名：{NAME}"], "QQ群 吃瓜小分队 000012345"),
        (
            "a.png",
            ["江州论坛", "bbs.example.invalid/thread-90211", f"姓名：{NAME}"],
            "江州论坛 bbs.example.invalid/thread-90211",
        ),
        ("微信群.png", ["望溪苑业主群(286)", "大家看看", f"姓名：{NAME}"], "微信群 望溪苑业主群"),
        ("b.png", ["望溪苑业主群(286)", "加微信", f"姓名：{NAME}"], ""),
        ("微信.png", ["阿土", "在吗", f"姓名：{NAME}"], ""),
    ],
)
@pytest.mark.whole(but=5)
def test_the_head_of_a_screen_proposes_where_it_is_from_and_only_what_is_kept_counts(desk, name, lines, told):
    tab = taken(desk, (name, picture(lines)), what="screenshot")
    page = tab.get("/files").text
    assert f'id="about-1" name="about-1" type="text" value="{told}"' in page
    assert not desk.kit.record.files[0].about


def test_what_is_not_sure_stays_folded_and_a_sellers_account_does_not(desk):
    tab = taken(desk, ("群.txt", f"{NAME}在不在\n加客服 @lwda_kf领任务\n".encode()))
    sure, _, unsure = to_answer(heads(exposed(desk.kit, desk.work.reads)))
    assert {one.value for some in sure for one in some} >= {"@lwda_kf"}
    page = tab.get("/exposed").text
    assert not unsure or "<details><summary>电脑没有把握的" in page


def test_a_number_that_called_is_asked_by_one_choice_with_the_others_folded(desk):
    tab = taken(desk, ("来电.csv", CALLS), what="calls")
    page = tab.get("/exposed/callers").text
    first, _, others = page.partition("<summary>不是：选是谁的</summary>")
    assert 'value="caller"' in first
    assert 'value="others"' not in first
    assert 'value="others"' in others


def test_platforms_that_are_known_are_one_line_and_stand_in_the_form(desk):
    tab = taken(desk, *SHOTS[::2])
    tab.post("/files/sources", **{"about-1": "Telegram 甲频道", "about-2": "微博 乙主页"})
    tab.post("/exposed/answers", draft="/exposed", name=NAME)
    desk.done()
    page = tab.get("/papers").text
    assert "2 个平台已填好：Telegram、微博" in page
    assert 'value="Telegram"' in page


def test_sentences_of_a_public_file_are_ticked_at_once_and_those_of_a_friend_are_not(desk):
    some = "拿不出三万就把你照片发给全公司\n今晚八点大家去打她电话\n三天内不打五千我们上门\n贱人活该，让她社死\n"
    tab = taken(desk, ("a.txt", some.encode()), ("b.txt", some.replace("三", "五").encode()), what="chat")
    tab.post("/files/sources", **{"about-1": "Telegram 判官阁频道", "about-2": "朋友私聊"})
    page = tab.get("/exposed")
    assert re.findall(r'name="said-of" value="(\d+)"', page.text) == ["1"]
    tab.post("/exposed/answers", draft="/exposed", threats="1", **{"said-of": "2"})
    assert desk.kit.record.threats == []
    tab.post("/exposed/answers", draft="/exposed", threats="1", **{"said-of": "1"})
    assert len(desk.kit.record.threats) > 2
    assert {no for one in desk.kit.record.threats for no in one.files[:1]} == {1}
    assert "said-of" not in tab.get("/exposed").text


def test_a_line_of_masks_alone_is_not_shown():
    read = Read(
        ("柳春生，13900001850\n电话是 13900001850",),
        (
            Seen(0, 0, 3, "name", "valid", "柳春生", "*"),
            Seen(0, 4, 15, "phone_number", "valid", "13900001850", "*"),
            Seen(0, 20, 31, "phone_number", "valid", "13900001850", "*"),
        ),
    )
    assert [around(read, one, "＊＊＊") for one in read.hits] == ["", "", "电话是 ＊＊＊"]
    assert (
        around(
            replace(
                read,
                texts=(read.texts[0].replace("电话是", "她现在的电话是"),),
                hits=(replace(read.hits[2], start=24, end=35),),
            ),
            replace(read.hits[2], start=24, end=35),
            "＊＊＊",
        )
        == "她现在的电话是 ＊＊＊"
    )


def test_two_folders_of_one_name_are_two():
    assert papers.folder_of("notice_2", "zh", "微博") == "给平台-微博"
    assert papers.folder_of("notice_2", "zh", "微博", {"给平台-微博"}) == "给平台-微博-2"


TALK = f"21:50\n吃瓜铲子\n拿不出三万就把你照片发给全公司\n21:52\n吃瓜铲子\n在吗\n21:54\n{NAME}\n今晚八点大家去打她电话\n21:56\n{NAME}\n过分\n21:58\n"


def test_who_said_it_and_when_is_offered_and_stands_in_no_paper_until_it_was_chosen(desk):
    tab = taken(desk, ("a.txt", TALK.encode()), what="chat")
    tab.post("/files/sources", **{"about-1": "Telegram 判官阁频道"})
    name = desk.tag("name", NAME)
    tab.post("/exposed/answer", tag=name, said="others")
    desk.done()
    page = tab.get("/exposed").text
    ask = re.compile(r'name="(by|at)-([0-9a-f]{24})">(.*?)</select>')
    asked = {}
    for field, tag, some in ask.findall(page):
        asked.setdefault(tag, {})[field] = re.findall(r'value="([^"]+)"', some)
    [tag] = [tag for tag, told in asked.items() if told.get("at", [""])[0] == "21:52"]
    assert asked[tag] == {"by": ["吃瓜铲子"], "at": ["21:52", "21:50"]}
    assert not [told for told in asked.values() if NAME in told.get("by", ())]
    tab.post("/exposed/answers", draft="/exposed", threats="1", said=tag)
    [one] = desk.kit.record.threats
    assert (one.by, one.at) == ("", "")
    tab.post(
        "/exposed/answers", draft="/exposed", threats="1", said=tag, **{f"by-{tag}": "吃瓜铲子", f"at-{tag}": "21:52"}
    )
    [one] = desk.kit.record.threats
    assert (one.by, one.at) == ("吃瓜铲子", "21:52")
    assert 'value="21:52" selected' in tab.get("/exposed").text
    tab.post("/exposed/answers", draft="/exposed", threats="1", said=tag)
    assert desk.kit.record.threats == [one]
    tab.post("/exposed/answers", draft="/exposed", threats="1", said=tag, **{f"by-{tag}": OTHER, f"at-{tag}": ""})
    assert (desk.kit.record.threats[0].by, desk.kit.record.threats[0].at) == ("", "")


def test_an_entry_that_was_drafted_follows_a_correction_and_one_that_was_changed_does_not(desk):
    """What was said to be no personal data after all stood in the diary and in the report all the same."""
    shot = f"甲频道\n姓名：{NAME}\n单位：听涛机械厂\n"
    tab = taken(desk, ("a.txt", shot.encode()), ("b.txt", f"姓名：{NAME}\n单位：听涛机械厂\n".encode()))
    tab.post("/files/sources", **{"about-1": "Telegram 甲频道", "about-2": "微博 乙主页"})
    for one in exposed(desk.kit, desk.work.reads):
        tab.post("/exposed/answer", tag=one.tag, said="mine")
    page = tab.get("/diary").text
    tab.post("/diary/drafts", entry=re.findall(r'name="entry" value="([0-9a-f]{24})"', page)[0])
    tab.post("/diary/drafts", entry=re.findall(r'name="entry" value="([0-9a-f]{24})"', tab.get("/diary").text)[0])
    first, second = desk.kit.record.diary
    assert "工作单位" in first.says + second.says
    desk.kit.write_day(msgspec.structs.replace(second, says=f"{second.says}，我自己写的"))
    (firm,) = (one.tag for one in exposed(desk.kit, desk.work.reads) if one.kind == "workplace")
    tab.post("/exposed/answer", tag=firm, said="")
    tab.post("/exposed/nobody", tag=firm, sure="yes")
    told = {one.no: one.says for one in desk.kit.record.diary}
    assert "工作单位" not in told[first.no]
    assert "姓名" in told[first.no]
    assert "工作单位" in told[second.no]
    assert f"跟着改了：第 {first.no} 条" in tab.get("/diary").text
