"""Each source has its own time, and papers have what the page showed: a notice tells the times of its own files, an entry is one a source, nothing prefilled is lost, nothing empty is made."""

import io
import re

import cvttf_NotoSansCJK_Regular
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.kit.conftest import NAME, PHONE, picture
from tests.kit.test_lay import taken
from tests.kit.test_report import article

from doxdocket.detect.images import read_image
from doxdocket.kit import papers
from doxdocket.kit.exposure import exposed
from doxdocket.kit.folder import Day
from doxdocket.kit.papers import times
from doxdocket.kit.screen import Read

TELEGRAM = f"判官阁\n11月28日\n姓名：{NAME}\n手机：{PHONE}\n21:14\n"
FORUM = f"<p>隐闻论坛</p><p>2026-11-29 02:13:44 发布</p><p>姓名：{NAME} 电话 {PHONE}</p>"
BARE = f"<p>姓名：{NAME} 手机：{PHONE}</p>"
START = "2026年11月28日晚上九点多"


def sources(desk):
    """Three places: one whose day has no year, one with a whole moment, one that shows none; all the owner's."""
    tab = taken(desk, ("a.html", TELEGRAM.encode()), ("b.html", FORUM.encode()), ("c.html", BARE.encode()), what="page")
    told = ("Telegram 判官阁频道", "隐闻论坛 开盒贴", "贴吧 吃瓜吧")
    tab.post("/files/sources", **{f"about-{no}": about for no, about in enumerate(told, 1)})
    for one in exposed(desk.kit, desk.work.reads):
        tab.post("/exposed/answer", tag=one.tag, said="mine" if one.kind in ("name", "phone_number") else "others")
    desk.done()
    return tab


def shown(tab):
    """What the form of papers shows, as a browser sends it."""
    form = tab.get("/papers").text.partition('action="/papers/about"')[2].partition("</form>")[0]
    some = re.findall(r'<input id="\w+" name="(\w+)" type="text" value="([^"]*)"', form)
    return dict(some + re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>([^<]*)</textarea>', form))


def test_a_notice_tells_the_times_of_its_own_files_and_no_start_that_was_typed_for_all(desk):
    tab = sources(desk)
    tab.post("/papers/about", **shown(tab) | {"since": START})
    desk.done()
    first, second, third = (article(tab, name) for name in ("notice", "notice_2", "notice_3"))
    assert not any(START in seen for seen in (first, second, third))
    assert START in article(tab, "report")
    assert "文件 1 里显示的时间：11月28日 21:14，图上没有年份" in first
    assert "文件 2 里显示的时间：2026-11-29 02:13:44" in second
    assert "〔待填：发布时间" in third
    assert "里显示的时间" not in third
    tab.post("/papers/about", where_3="贴吧 吃瓜吧\n2026年11月30日发布")
    desk.done()
    assert "〔待填：发布时间" not in article(tab, "notice_3")


def test_an_only_platform_is_told_what_was_typed(desk):
    tab = taken(desk, ("c.html", BARE.encode()), what="page")
    tab.post("/papers/about", platform="贴吧", where="吃瓜吧", since=START)
    desk.done()
    assert START in article(tab, "notice")


def test_the_diary_has_an_entry_a_source_with_its_own_time(desk):
    tab = sources(desk)
    seen = tab.get("/diary").text
    some = re.findall(r'name="entry" value="(\w+)" checked> <span><strong>([^<]*)</strong><br>([^<]*)', seen)
    assert [head.partition(" · ")[0].strip() for _, head, _ in some] == [
        "大概：11月28日 21:14，图上没有年份",
        "2026-11-29 02:13",
        "日期还没有写",
    ]
    assert [says.partition("：")[0] for _, _, says in some] == ["Telegram 判官阁频道", "隐闻论坛 开盒贴", "贴吧 吃瓜吧"]
    listed = re.findall(r'name="entry" value="(\w+)"', seen)
    assert listed == [tag for tag, _, _ in some]
    tab.post("/diary/drafts", listed=listed)
    assert not desk.kit.record.diary
    tab.post("/diary/drafts", entry=listed[:2])
    tab.post("/diary/drafts", entry=listed[2:])
    assert [one.files for one in desk.kit.record.diary] == [(1,), (2,), (3,)]
    assert "11月28日 21:14，图上没有年份" in article(tab)


def test_a_threat_whose_day_is_known_roughly_is_asked_for_by_that(desk):
    kit = desk.kit
    kit.write_day(Day(0, kit.clock(), "threat", "有人发来要钱的话", rough="11月28日 23:44，图上没有年份"))
    assert "（日期：11月28日 23:44，图上没有年份）" in article(desk.tab())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("11月28日 星期六 23:44\n还钱", ["11月28日 23:44"]),
        ("昨天 23:58\n来自", ["昨天 23:58"]),
        ("21:40\n没有日子", []),
        ("生日：2001-05-14 03:00", []),
        ("2027-01-01 08:00 以前给钱", []),
        ("2026年11月28日\n甲\n21:14\n乙\n21:15", ["2026年11月28日 21:14", "2026年11月28日 21:15"]),
        ("我 11月20日 08:00 在晴川苑门口等了她一整天，没有人出来，明天还去", []),
        (f"姓名：{NAME}\n入住 2026-11-20 14:03 如家酒店\n她航班 2026-11-30 08:05 杭州飞成都", []),
        ("入住时间：\n2026-11-20 14:03\n如家酒店", []),
        ("11月30日 12:00前撤榜3000U\n12月5日 20:00前打钱", []),
        ("2026年11月28日\n21:14\n23:59\n00:03", ["2026年11月28日 21:14", "2026年11月28日 23:59"]),
        ("11-29 17:41 来自 浙江\n2026-11-30 08:05 阅读 1.2万", ["2026-11-30 08:05", "11-29 17:41"]),
    ],
)
def test_times_are_those_that_a_file_shows_with_their_day(text, told):
    assert sorted(times(Read((text,)), "2026-12-01")) == sorted(told)


def test_callers_are_counted_as_they_were_chosen_and_told_as_the_list_has_them(desk):
    rows = ("未知号码,昨天 00:12,未接", "13900001871,昨天 00:15,未接", "13900001872,昨天 23:58,未接")
    tab = taken(desk, ("来电.csv", "\n".join(("号码,时间,状态", *rows)).encode()), what="calls")
    desk.callers(tab)
    desk.done()
    (day,) = re.findall(
        r'name="entry" value="\w+" checked> <span><strong>([^<]*)</strong><br>([^<]*)', tab.get("/diary").text
    )
    assert day[1].startswith("2 个号码打来骚扰电话，另有未显示号码的 1 次")
    assert "大概：图上写“昨天 00:15 至 昨天 23:58”，没有写日期" in day[0]
    assert day[0].endswith("2 次")
    tab.post("/diary/drafts", entry=re.findall(r'name="entry" value="(\w+)"', tab.get("/diary").text))
    assert "（写于" not in article(tab)


def test_what_the_page_of_papers_shows_is_in_the_folder_and_on_the_page_to_check(desk):
    """It was shown as filled in, and the papers of its own two buttons had blanks, and one notice to nobody."""
    tab = sources(desk)
    assert "还没有存" in tab.get("/papers/check").seen
    form = shown(tab)
    assert form["platform_3"] == "贴吧"
    page = tab.get("/papers").text
    assert '<button class="first" form="typed" name="next" value="1">先看一页' in page
    assert 'form="typed" formaction="/papers/hand-in"' in page
    was = re.search(r'name="was" value="([^"]*)"', page)[1]
    tab.post("/papers/hand-in", was=was, **form)
    there = {one.name for one in (desk.folder / "hand-in").iterdir()}
    assert {one for one in there if "平台" in one} == {"给平台-Telegram", "给平台-隐闻论坛", "给平台-贴吧"}
    assert desk.kit.record.about.platform_2 == "隐闻论坛"
    assert "还没有存" not in tab.get("/papers/check").seen


def test_no_notice_to_nobody_and_no_search_of_groups_is_made(desk):
    tab = taken(desk, ("c.html", BARE.encode()), what="page")
    tab.post("/papers/about", name=NAME, engine="百度")
    desk.done()
    seen = tab.get("/papers/check").seen
    assert "给平台的通知没有做" in seen
    assert "给搜索引擎的请求没有做" in seen
    tab.post("/papers/hand-in")
    assert {one.name for one in (desk.folder / "hand-in").iterdir()} == {"给警察", "给检察院"}


def test_a_search_engine_is_told_pages_and_what_they_show(desk):
    tab = sources(desk)
    tab.post("/files/sources", **{"about-2": "https://forum.example/219"})
    tab.post(
        "/papers/about", name=NAME, engine="百度", platform="微信", where="微信群 云汀邻里团购群\nhttps://t.example/a"
    )
    desk.done()
    seen = article(tab, "search")
    assert "云汀邻里" not in seen
    assert "判官阁" not in seen
    assert "https://t.example/a" in seen
    assert "https://forum.example/219" in seen
    assert "〔待填：被公开的本人信息" not in seen
    assert "0002.txt" in seen
    assert "0001.txt" not in seen


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("微信群 截图 a.png", 0),
        ("Telegram v2.go", 0),
        ("论坛 forum.example", 1),
        ("t.me/abc 频道", 1),
        ("见 bbs.abc.xx/90017", 1),
    ],
)
def test_the_name_of_a_file_is_no_page(about, told):
    assert len(papers._addresses(about)) == told  # noqa: SLF001


def test_the_prosecutors_are_told_what_happened_and_of_many_only_what_was_said(desk):
    tab = sources(desk)
    tab.post("/diary/write", kind="work", says="老板叫我先别来上班", day="2026-11-30")
    seen = article(tab, "prosecutors")
    assert "老板叫我先别来上班" in seen
    assert "2026-11-30" in seen
    assert "有人在网上公开众多个人的信息" not in seen
    tab.post("/papers/about", others="大概三十个人")
    desk.done()
    assert "有人在网上公开众多个人的信息" in article(tab, "prosecutors")


SMS = ["15300006671", "短信", "11月28日 23:44", "还钱！不然去你店里闹", "11月28日 23:50", "接电话"]


def test_who_sent_a_message_alone_is_chosen_in_the_list_and_seen_by_the_police(desk):
    """No list of calls has it, so the page of callers never asked, and the police copy was black."""
    tab = taken(desk, ("短信.txt", "\n".join(SMS).encode()))
    tag = desk.tag("phone_number", SMS[0])
    tab.post("/exposed/answers", draft="/exposed", **{f"said-{tag}": "caller"})
    desk.done()
    assert desk.kit.record.police == [1]
    assert SMS[0] in desk.kit.for_police(1)[0].read_text("utf-8")
    assert SMS[0] not in desk.kit.covered(1)[0].read_text("utf-8")
    assert SMS[0] in article(tab)


def test_all_in_full_holds_for_what_is_added_later_until_one_is_masked(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n手机：{PHONE}\n微信 liuchun1850\n".encode()))
    tab.post("/exposed/answers", draft="/exposed", show_all="yes", **{f"said-{desk.tag('name', NAME)}": "mine"})
    tab.post("/papers/about", phone=PHONE)
    desk.done()
    later = next(one for one in exposed(desk.kit, desk.work.reads) if one.kind == "social_account")
    assert re.search(r'<input[^>]*name="show_all"[^>]* checked', tab.get("/exposed").text)
    tab.post("/exposed/answer", tag=later.tag, said="mine")
    assert all(one.shown for one in exposed(desk.kit, desk.work.reads) if one.answer == "mine")
    tab.post("/exposed/show", tag=later.tag, shown="no")
    tab.post("/papers/about", sex="女")
    desk.done()
    assert not next(one.shown for one in exposed(desk.kit, desk.work.reads) if one.tag == later.tag)
    tab.post("/exposed/answers", draft="/exposed", show_all="yes")
    tab.post("/exposed/answers", draft="/exposed", **{"as": "show_all=yes"})  # it stood ticked, and was taken back
    assert not desk.kit.record.show_all


def with_photograph():
    """A post with a photograph that no finder of faces takes for one; its middle is red."""
    image = Image.open(io.BytesIO(picture(["判官阁", "就是她，岚州的，大家认一认", "", "", "", "", ""])))
    draw = ImageDraw.Draw(image)
    draw.rectangle((200, 150, 520, 380), fill=(120, 150, 190))
    draw.ellipse((310, 170, 410, 300), fill=(255, 0, 0))
    draw.ellipse((250, 310, 470, 500), fill=(70, 90, 60))
    draw.rectangle((200, 381, 520, 500), fill="white")
    draw.text(
        (30, 30 + 6 * 60),
        "今晚八点开始打",
        font=ImageFont.truetype(cvttf_NotoSansCJK_Regular.get_TTF_path(), 28),
        fill="black",
    )
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def red(path):
    return (255, 0, 0) in {colour for _, colour in Image.open(path).convert("RGB").getcolors(1 << 24)}


def test_a_photograph_of_the_owner_in_which_no_face_was_found_goes_out_open_only_if_they_say_so(desk):
    tab = taken(desk, ("a.png", with_photograph()), what="screenshot")
    tab.post("/files/sources", **{"about-1": "Telegram 判官阁频道"})
    kit = desk.kit

    def covered():
        desk.done()
        return kit.covered(1)[0]

    assert not any(hit.where == "face" for hit in desk.work.reads[1].hits)
    assert red(covered())
    assert "photo-1" not in tab.get("/papers/check").text
    tab.post("/exposed/answers", draft="/exposed", photos="1", photo="1")
    assert not red(covered())  # nothing was said of it
    text = read_image(covered().read_bytes()).text
    assert "判官阁" in text
    assert "今晚八点开始打" in text.replace(" ", "")
    page = tab.get("/papers/check")
    assert re.findall(r'name="photo-1" value="(\w+)"( checked)?', page.text) == [
        ("cover", " checked"),
        ("out", ""),
        ("open", ""),
    ]
    tab.post("/papers/hand-in")
    handed = list((kit.folder / "hand-in").rglob("0001.png"))
    assert handed
    assert not any(map(red, handed))
    tab.post("/files/photos", **{"photo-1": "open"})
    assert not list((kit.folder / "hand-in").rglob("0001.png"))
    assert red(covered())
    tab.post("/files/photos", **{"photo-1": "out"})
    desk.done()
    assert not kit.copies(1)
    tab.post("/papers/hand-in")
    assert not list((kit.folder / "hand-in").rglob("*.png"))
    tab.post("/files/photos", **{"photo-1": "cover"})
    assert not red(covered())
    tab.post("/exposed/answers", draft="/exposed", photos="1")
    tab.post("/files/photos", **{"photo-1": "open"})  # it is not asked
    assert kit.record.open == []


def test_whose_photograph_is_in_a_picture_its_owner_says(desk):
    tab = taken(desk, ("a.png", picture(["判官阁", "就是她"])), ("b.txt", TELEGRAM.encode()), what="screenshot")
    tab.post("/files/sources", **{"about-1": "Telegram 判官阁频道"})
    page = tab.get("/exposed")
    assert re.findall(r'name="photo" value="(\d+)"( checked)?', page.text) == [("1", "")]
    assert "没有写“找到脸”的，副本里只留写的字" in page.seen
    row = re.compile(r"照片[^\n]*\s+图片\s+1\s")
    assert not row.search(article(tab))
    tab.post("/exposed/answers", draft="/exposed", photos="1", photo="1")
    assert re.findall(r'name="photo" value="(\d+)"( checked)?', tab.get("/exposed").text) == [("1", " checked")]
    tab.post("/papers/about", **shown(tab))
    desk.done()
    for name in ("report", "notice", "prosecutors"):
        seen = article(tab, name)
        assert row.search(seen.partition("被公开的本人信息")[2]), name
    assert "0001.png" in article(tab, "notice")
    assert "照片" in tab.get("/diary").seen
    tab.post("/exposed/answers", draft="/exposed", photos="1")
    assert not row.search(article(tab))


DOOR = picture(["云溪吃瓜群", "她家门口"])


def test_a_picture_that_was_said_to_be_public_goes_with_its_notice_and_into_the_diary(desk):
    tab = taken(desk, ("a.png", picture([f"姓名：{NAME}", f"手机：{PHONE}"])), ("门.png", DOOR), what="screenshot")
    for no in ("1", "2"):
        tab.post("/files/told", no=no, what="screenshot", about="Telegram 云溪吃瓜群", seen="public")
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    tab.post("/papers/about", platform="Telegram", where="Telegram 云溪吃瓜群")
    desk.done()
    found = exposed(desk.kit, desk.work.reads)
    assert [one.no for one in papers.files(desk.kit, "notice", found)] == [1, 2]
    told = papers.drafts(desk.kit, desk.work.reads, found, (), (), str)
    assert ("Telegram 云溪吃瓜群：公开了有关我的图片", (2,)) in [(one.says, one.files) for one in told]
    desk.take(tab, [("人.png", picture(["姓名：祝雨亭", "手机：13900001852"]))])
    tab.post("/files/told", no="3", what="screenshot", about="Telegram 云溪吃瓜群", seen="public")
    desk.done()
    found = exposed(desk.kit, desk.work.reads)
    told = papers.drafts(desk.kit, desk.work.reads, found, (), (), str)
    assert not [one for one in told if 3 in one.files]  # nobody said whose that is
    tab.post("/files/told", no="2", what="screenshot", about="Telegram 云溪吃瓜群", seen="private")
    assert [one.no for one in papers.files(desk.kit, "notice", exposed(desk.kit, desk.work.reads))] == [1]


def test_a_file_that_was_not_read_is_named_as_such_and_a_talk_about_others_is_not_attached(desk):
    talk = "2026-11-30 10:20 阿梨: 周三读什么书\n2026-11-30 10:25 桃子: 秋园好吗\n"
    tab = taken(desk, ("a.txt", f"{NAME} 手机 {PHONE}\n".encode()), ("读书.txt", talk.encode()))
    desk.take(tab, [("坏.png", b"\x89PNG\r\n\x1a\nbroken")])
    desk.done()
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    desk.done()
    for one in exposed(desk.kit, desk.work.reads):
        if one.answer is None:
            desk.kit.answer(one.tag, "others")
    check, report = tab.get("/papers/check").seen, article(tab, "report")
    assert "随附文件：1、3" in check
    assert "没有副本的：文件 3" in check
    assert "没有附的：文件 2" in check
    assert "电脑没有读出来，没有副本" in report
    assert "读书.txt" not in report


def test_what_is_chosen_of_a_photograph_is_kept_by_whichever_button(desk):
    tab = taken(desk, ("a.png", with_photograph()), what="screenshot")
    tab.post("/files/told", no="1", what="screenshot", about="Telegram 判官阁", seen="public")
    tab.post("/exposed/answers", draft="/exposed", photos="1", photo="1")
    desk.done()
    page = tab.get("/papers/check").text
    form = page.partition('id="photos"')[2].partition("</form>")[0]
    assert 'formaction="/papers/hand-in"' in form
    assert 'name="photo-1" value="out" form="photos"' in page
    assert 'name="photo-1" value="out" form="typed"' in tab.get("/papers").text
    tab.post("/papers/hand-in", **{"photo-1": "out"})
    assert desk.kit.record.left_out == [1]
    tab.post("/papers/about", was="", **{"photo-1": "open"})
    assert (desk.kit.record.left_out, desk.kit.record.open) == ([], [1])


def test_an_address_of_a_page_is_asked_for_once_and_whole(desk):
    where = "https://tieba.example.invalid/p/18500123"
    tab = taken(desk, ("a.html", f"{BARE}<p>QQ：18500123</p>".encode()), what="page")
    tab.post("/files/told", no="1", what="page", about=where, seen="public")
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    tab.post("/papers/about", platform="贴吧", where=where, engine="搜索", searched="曝光")
    desk.done()
    assert article(tab, "search").count("tieba.example.invalid") == 1
    assert where in article(tab, "search")


def test_whose_a_number_of_the_family_is_stands_as_the_file_says_it(desk):
    tab = taken(desk, ("a.txt", f"{NAME} 手机 {PHONE}，她妈电话 13900001862\n".encode()))
    tab.post("/files/told", no="1", what="chat", about="Telegram 判官阁", seen="public")
    tab.post("/exposed/own", name=NAME, own_kin="13900001862")
    desk.done()
    [one] = [one for one in exposed(desk.kit, desk.work.reads) if one.value == "13900001862"]
    assert one.who
    assert one.who in article(tab, "report")
