"""What a frightened layperson met: copies and papers that said more, or less, than they should."""

import io
import re
from concurrent.futures import ThreadPoolExecutor

import cvttf_NotoSansCJK_Regular
import numpy as np
import openpyxl
import pytest
from PIL import Image, ImageDraw, ImageFont
from tests.kit.conftest import ADDRESS, CALLS, CHAT, NAME, OTHER, OTHER_PHONE, PAGE, PHONE, SHOT, all_of
from tests.kit.test_safety import words
from tests.review.conftest import ONE

from doxdocket.kit import papers
from doxdocket.kit.calls import called, senders
from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.exposure import exposed, heads, to_answer
from doxdocket.kit.folder import Day, opened
from doxdocket.kit.reading import joined, no_value, read_file
from doxdocket.kit.screen import Read, Seen, proof, rows
from doxdocket.kit.work import Work
from doxdocket.law.rules import by_provision

THREAT = "再报警就弄死你妈，你等着"


def taken(desk, *files, what="chat"):
    """A browser, and a kit into which these files came and were read."""
    tab = desk.tab()
    tab.get("/files")
    assert desk.take(tab, list(files), what).status == 303
    desk.done()
    return tab


def test_the_police_see_who_sent_a_parcel_and_nobody_else(desk):
    text = f"运单号：SF1850000012345\n收件人：{NAME} {PHONE}\n寄件人：某花店 {OTHER_PHONE}\n备注：{OTHER}收\n"
    tab = taken(desk, ("快递.txt", text.encode()), ("群.txt", CHAT), what="parcel")
    tab.post("/files/told", no="2", what="screenshot")
    assert tab.post("/files/copies", no="2", what="police", chosen="yes").status == 400
    assert tab.post("/files/copies", no="1", what="police", chosen="yes").status == 303
    desk.done()
    assert OTHER_PHONE not in (desk.folder / "police" / "0001.txt").read_text("utf-8")  # nobody chose them
    assert "1850000012345" not in tab.get("/exposed/callers").seen  # the waybill is no telephone
    desk.callers(tab)
    desk.done()
    told = (desk.folder / "police" / "0001.txt").read_text("utf-8")
    assert OTHER_PHONE in told
    assert "1850000012345" in told
    assert not [one for one in (NAME, PHONE, OTHER) if one in told]
    assert desk.kit.record.police == [1, 2]  # of the chat too, which shows the number that was chosen
    page = tab.get("/papers").seen
    assert re.findall("能看到 [0-9]+ 项", page) == ["能看到 3 项", "能看到 1 项"]


def test_who_called_is_told_by_where_a_number_stands():
    text = "13900001871 (14)\t03:10\n未接来电 浙江\n13900001862\n呼出 1分12秒\n95013 0000 2217 (5)\t02:15\n主叫 13900001801 13900001802\n备注 13900001803\n"
    read = Read((text,), (Seen(0, 0, 11, "phone_number", "valid", "13900001871", "*"),))
    assert [one.value for one in senders(read, "calls")] == ["13900001871", "9501300002217"]
    assert not list(senders(read, "chat"))
    assert called(read, "13900001871") == (14, ["03:10"], (("03:10", "missed", 14),))  # the line below
    assert "13900001871 (14" not in [text[a:b] for a, b in rows(text)]  # how often is no part of the number
    assert not covered(b"", read, Plan(("13900001850",), police=True, shows=frozenset({"13900001871"})))[1].startswith(
        b"\xef\xbc\x8a"
    )


def test_what_was_said_and_done_is_asked_of_nobody_and_stays(tmp_path):
    text = f"{THREAT}\n转账 1288.00\n手机 {PHONE}\n"
    hits = (
        Seen(0, 0, len(THREAT), "communication_content", "valid", THREAT, "*", sure=False),
        Seen(0, text.index("1288"), text.index("1288") + 7, "transaction_record", "valid", "1288.00", "*"),
        Seen(0, text.index(PHONE), text.index(PHONE) + 11, "phone_number", "valid", PHONE, "139*"),
    )
    with opened(tmp_path / "kit") as kit, ThreadPoolExecutor(1) as worker:
        kit.take("a.txt", text.encode(), "chat")
        for one in hits:
            kit.answer(kit.tag(one.kind, one.value), "others")  # as an earlier program took it
        work = Work(kit, worker)
        work.reads[1] = Read((text,), hits)
        assert [one.value for one in exposed(kit, work.reads)] == [PHONE]
        for police in (False, True):
            told = covered(b"", work.reads[1], work.plan(1, police=police))[1].decode()
            assert THREAT in told
            assert "1288.00" in told
            assert PHONE not in told
        told = all_of(papers.paper("report", kit, exposed(kit, work.reads)))
        assert "通信内容" not in told


def test_an_address_with_a_comma_is_no_sentence():
    assert not proof(Seen(0, 0, 20, "home_address", "doubtful", "松声路128号3幢,402室", "*", sure=False))


def drawn(line, name):
    """A picture of a line, and from where to where in it a name stands."""
    font = ImageFont.truetype(cvttf_NotoSansCJK_Regular.get_TTF_path(), 40)
    image = Image.new("RGB", (1080, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.text((60, 70), line, font=font, fill="black")
    left = 60 + draw.textlength(line[: line.index(name)], font=font)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue(), (round(left), round(left + draw.textlength(name, font=font)))


@pytest.mark.parametrize(
    "line",
    [
        f"1. {NAME} {PHONE}",
        f"姓名：{NAME}",
        f"她妈 {NAME} 在医院",
        f"{NAME}，有陌生人打我电话",
        f"{NAME}明天我去她公司楼下",
    ],
)
def test_of_a_name_in_a_picture_no_stroke_is_left(line):
    data, (left, right) = drawn(line, NAME)
    suffix, made = covered(data, read_file("a.png", data), Plan((NAME,)))
    assert suffix == ".png"
    grey = np.asarray(Image.open(io.BytesIO(made)).convert("L"))
    assert int((grey[:, left:right] < 50).sum()) == 0  # the cover is lighter than ink
    assert int((grey < 50).sum()) > 0


def test_a_name_of_which_a_part_was_found_is_covered_whole():
    text = f"{OTHER}明天我去"
    read = Read((text,), (Seen(0, 0, 2, "name", "doubtful", OTHER[:2], "*", sure=False),))
    assert OTHER[2] not in covered(b"", read, Plan())[1].decode()


def test_what_one_file_shows_is_covered_in_the_others(desk):
    strange = f"{OTHER[0]}{OTHER[1]}{OTHER[2]}明天我去她公司楼下".encode()
    tab = taken(desk, ("a.txt", strange))
    desk.kit.put(desk.folder / "covered" / "0001.txt", strange)  # as if nothing had been found in it
    desk.work.reads[1] = Read((strange.decode(),))
    desk.take(tab, [("b.txt", f"姓名：{OTHER}，电话 {OTHER_PHONE}".encode())], "page")
    desk.done()
    assert OTHER not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")


def test_a_paper_that_may_be_passed_on_lists_what_shows_the_post_and_nothing_of_the_family(desk):
    tab = taken(desk, ("页.html", PAGE), ("截图.png", SHOT), ("妈妈.txt", CHAT), ("来电.csv", CALLS), what="auto")
    assert [one.what for one in desk.kit.record.files] == ["page", "screenshot", "chat", "calls"]
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/exposed/answer", tag=desk.tag("name", OTHER), said="family", who="母亲")
    tab.post("/files/told", no="3", what="chat", about="微信，我妈妈转给我")
    desk.done()
    assert "没有写从哪里来" in tab.get("/papers/of/notice").seen
    assert "0001.txt" not in tab.get("/papers/of/notice").text.partition("<article")[2]
    tab.post("/files/sources", **{"about-1": "甲网 群一，搜搜结果", "about-2": "搜搜快照、甲网"})
    tab.post("/papers/about", platform="甲网", engine="搜搜")
    desk.done()
    for name in ("notice", "search"):
        seen = tab.get(f"/papers/of/{name}").text.partition("<article")[2]
        assert "0001.txt" in seen
        assert "0002.png" in seen
        assert not [one for one in ("0003", "0004", "母亲", "妈妈", "家人被公开") if one in seen]
    assert tab.post("/papers/with", name="notice", file="2").status == 303
    assert "0001.txt" not in tab.get("/papers/of/notice").text.partition("<article")[2]
    assert "0001.txt" in tab.get("/papers/of/search").text.partition("<article")[2]
    assert "母亲" in tab.get("/papers/of/report").seen
    tab.post("/files/take-out", no="2")
    assert desk.kit.record.handed == {"notice": []}


def test_what_a_file_is_is_told_by_its_form(desk):
    calls = "".join(f"1390000187{n},未接来电,2026-11-20 01:1{n}:00\n" for n in range(5)).encode()
    taken(desk, ("话.csv", calls), ("声.m4a", b"x"), ("b.MHTML", b"y"), ("c.docx", b"z"), what="auto")
    assert [one.what for one in desk.kit.record.files] == ["calls", "recording", "page", "other"]
    assert "录音、录像" in desk.tab().get("/files").seen


def test_an_empty_file_is_named_and_the_others_are_kept(desk):
    tab = taken(desk, ("a.txt", b"abc"), ("空的.png", b""))
    assert "没有收：空的.png" in tab.get("/files").seen
    assert len(desk.kit.record.files) == 1


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"day": "2999-01-01"}, "还没有到"),
        ({"day": "2026-11-01", "until": "2999-01-01"}, "还没有到"),
    ],
)
def test_a_slip_in_the_diary_is_said(desk, form, why):
    tab = desk.tab()
    tab.get("/diary")
    said = tab.post("/diary/write", kind="calls", says="来电", **form)
    assert said.status == 400
    assert why in said.seen
    assert not desk.kit.record.diary


def test_a_page_that_is_older_undoes_nothing(desk):
    tab = desk.tab()
    old = re.search('name="was" value="([0-9a-f]+)"', tab.get("/papers").text)[1]
    tab.post("/papers/about", platform="某软件和另一个", was=old)
    said = tab.post("/papers/about", platform="某软件", was=old)
    assert (said.status, "别的窗口改过" in said.seen) == (400, True)
    assert desk.kit.record.about.platform == "某软件和另一个"
    tab.post("/diary/write", kind="calls", says="一")
    was = re.search('name="was" value="([^"]*)"', tab.get("/diary?no=1").text)[1]
    desk.kit.record.diary = [Day(1, desk.kit.clock().replace(year=2000), "calls", "二")]
    assert tab.post("/diary/write", no="1", kind="calls", says="一", was=was).status == 400
    assert desk.kit.record.diary[0].says == "二"


def test_a_password_over_two_lines_is_one():
    text = "密码 Ya\nndai0314 还能登"
    hits = [
        Seen(0, 3, 5, "account_password", "doubtful", "Ya", "**", boxes=((1, 1, 1, 1),)),
        Seen(0, 6, 14, "account_password", "valid", "ndai0314", "*" * 8),
    ]
    [one] = joined(hits, (text,))
    assert (one.start, one.end, one.value, one.boxes) == (3, 14, "Yandai0314", ((1, 1, 1, 1),))
    assert list(joined(hits, ("密码 Ya ndai0314",))) == hits  # two in one line are two


def test_law_between_quotation_marks_is_whole(read):
    tab = read.tab()
    tab.get("/diary")
    tab.post("/diary/write", kind="threat", says="要钱", day="2026-11-20")
    seen = tab.get("/papers/of/report").seen
    assert "并处或者单处罚金；情节特别严重的，处三年以上七年以下有期徒刑，并处罚金。”" in seen
    assert f"“{by_provision('cn/fashi-2013-21/5-1').sentence}。”" in seen
    assert f"（节录）：{by_provision('cn/zhian/50').sentence}。" in seen
    assert not [one for one in re.findall("“([^”]*)”", seen) if "……" in one]


def test_who_called_is_answered_together_and_stands_in_the_report(desk):
    calls = CALLS + f"2026-11-20 02:00,{OTHER_PHONE},3秒\n".encode()
    tab = taken(desk, ("来电.csv", calls), what="calls")
    page = tab.get("/exposed")
    assert "来电、发信、寄件的（3 个）" in page.seen
    assert tab.post("/exposed/answer", tag="file-1", said="caller").status == 400  # never a whole list at once
    tab.post("/exposed/answer", tag=desk.tag("phone_number", OTHER_PHONE), said="family", who="母亲")
    shown = tab.get("/exposed/callers").seen
    assert ("13900001871" in shown, OTHER_PHONE in shown) == (True, False)
    assert desk.callers(tab).status == 303
    said = {one.value: one.answer for one in exposed(desk.kit, desk.work.reads)}
    assert said == {"13900001871": "caller", "13900001872": "caller", OTHER_PHONE: "family"}
    tab.post(
        "/diary/write",
        kind="threat",
        says=f"{OTHER_PHONE} 也接到电话，13900001871 要钱",
        day="2026-11-20",
        time="16:20",
        money="318.50",
    )
    tab.post("/diary/write", kind="calls", says="早上来电", day="2026-11-20", time="06:40")
    tab.post(
        "/papers/about",
        name=NAME,
        guardian="母亲",
        sex="女",
        platform="甲",
        where="群一",
        platform_2="乙",
        platform_6="己",
        where_2="群二",
    )
    desk.done()
    tab.post("/papers/save")
    told = words(desk.folder / "papers" / "报案材料.docx")
    seen = tab.get("/papers/of/report").seen
    assert told[told.index("13900001871") + 1 : told.index("13900001871") + 3] == ["1", "2026-11-20 01:12"]
    assert OTHER_PHONE not in seen
    assert "13900001871 要钱" in seen
    assert seen.index("06:40") < seen.index("16:20")
    for one in ("合计：318.50 元", "监护人：母亲", "以上是本人如实写的", "0001.txt", "群二"):
        assert one in seen, one
    one, other = (tab.get(f"/papers/of/{name}").text.partition("<article")[2] for name in ("notice", "notice_2"))
    assert ("群一" in one, "群二" in one) == (True, False)
    assert ("群一" in other, "群二" in other) == (False, True)
    assert "13900001871" not in one + other
    assert (desk.folder / "papers" / "侵权通知书2.docx").exists()
    assert tab.get("/papers/of/notice_3").status == 400
    assert "己" in tab.get("/papers/of/notice_6").text.partition("<article")[2]


def test_many_are_answered_with_one_form_and_a_mistake_is_asked_once_more(read):
    tab = read.tab()
    page = tab.get("/exposed").text
    sure, sent, _ = to_answer(heads(exposed(read.kit, read.work.reads)))
    assert {no for one in sent for no in one.sends} == {3}
    assert page.count('action="/exposed/answers"') == 1  # one save for the page
    name, phone, number, *more = [one.tag for some in sure for one in some]
    said = tab.post(
        "/exposed/answers",
        **{
            f"said-{name}": "mine",
            f"said-{phone}": "family",
            f"who-{phone}": "母亲",
            f"said-{number}": "nobody",
            f"said-{more[0]}": "nobody",
            f"said-{more[1]}": "everybody",
        },
    )
    answers = read.kit.record.answers
    assert (answers[name], answers[phone], read.kit.record.who[phone]) == ("mine", "family", "母亲")
    assert not {number, *more} & set(answers)
    assert set(re.findall("[0-9a-f]{24}", said.headers["location"])) == {number, more[0]}
    page = tab.get(said.headers["location"]).text
    assert page.count('name="tag"') == 2  # one page for all
    tab.post("/exposed/nobody", tag=[number, more[0]], sure="yes")
    assert (answers[number], answers[more[0]]) == ("nobody", "nobody")
    assert tab.post("/exposed/answers").status == 303


def test_what_stands_beside_ones_own_is_answered_together_as_it_was_shown(read):
    tab = read.tab()
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    read.done()
    near = [one for one in exposed(read.kit, read.work.reads) if one.near and one.answer is None]
    assert near
    assert {one.kind for one in near if one.hers} == {"home_address", "id_number"}
    hers, *_ = [
        some for some in to_answer(heads(exposed(read.kit, read.work.reads)))[0] if any(one.hers for one in some)
    ]
    assert all(one.hers for one in hers)
    tags = "-".join(one.tag for one in hers)
    tab.post("/exposed/answers", **{f"all-{tags}": "mine", f"said-{hers[-1].tag}": "others"})
    answers = read.kit.record.answers
    assert [answers[one.tag] for one in hers] == [*["mine"] * (len(hers) - 1), "others"]


def test_a_name_that_is_not_hers_and_what_stands_with_it_is_never_taken_together(desk):
    """Of the same place a friend's name, and each is shown before it is answered."""
    both = f"{NAME} 身份证 {ONE} 学校 松声大学\n闺蜜也一起 {OTHER} 电话 {OTHER_PHONE}\n"
    tab = taken(
        desk,
        ("一.txt", both.encode()),
        ("二.txt", f"姓名：{NAME}\n住址：{ADDRESS}\n手机：{PHONE}\n邮箱 liu@mail.example".encode()),
    )
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    desk.done()
    found = exposed(desk.kit, desk.work.reads)
    assert not [one for one in found if one.hers and one.kind == "name"]
    for some in to_answer(heads(found))[0]:
        assert not ({OTHER, OTHER_PHONE} & {one.value for one in some} and any(one.hers for one in some))


def test_one_source_fills_those_of_what_was_published_and_leaves_what_stands(read):
    tab = read.tab()
    before = [one.about for one in read.kit.record.files]
    fields = {f"about-{one.no}": one.about for one in read.kit.record.files}
    tab.post("/files/sources", **fields, **{"about-all": "人肉档案馆"})
    told = {one.what: one.about for one in read.kit.record.files}
    assert told == {"screenshot": "曝光台群", "chat": "人肉档案馆", "calls": "", "page": "https://t.example/exposed"}
    for one, about in zip(list(read.kit.record.files), before, strict=True):
        read.kit.tell(one.no, one.what, about)


LIST = (
    "时间,号码,姓名,类型,通话时长(秒)\n"
    "2026/11/22 00:55:59,未知号码,,已接来电,35\n"
    "2026/11/22 00:58:53,95013880012,,未接来电,0\n"
    "2026/11/22 02:40:37,95013880012,,已接来电,12\n"
    "2026/11/22 09:12:10,110,,拨出,95\n"
    "2026/11/22 09:30:00,13900003390,爸爸,拨出,420\n"
    "2026/11/24 03:17:18,未知号码,,未接来电,0\n"
    "2026/11/24 03:37:26,16200004411,,已接来电,35\n"
    "2026/11/24 10:00:00,10086,,拨出,180\n"
    "2026/11/24 15:22:00,13900001100,辅导员李老师,已接来电,240\n"
)
BILLED = (
    ("中国移动通信客户通话详单",),
    ("客户号码", PHONE),
    ("起始时间", "通信地点", "通信方式", "对方号码", "通信时长", "通信类型", "费用"),
    ("2026-11-22 00:58:53", "临江", "被叫", "95013880012", "12秒", "国内通话", "0.00"),
    ("2026-11-22 09:12:10", "临江", "主叫", "110", "1分35秒", "国内通话", "0.00"),
    ("2026-11-24 03:37:26", "临江", "被叫", "16200004411", "35秒", "国内通话", "0.00"),
    ("2026-11-25 00:18:27", "临江", "被叫", "17000001234", "12秒", "国内通话", "0.00"),
    ("2026-11-25 01:18:27", "临江", "被叫", "17000001234", "12秒", "国内通话", "0.00"),
)


def sheet(lines):
    out, book = io.BytesIO(), openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


def test_lists_of_calls_keep_their_rows_and_show_the_police_whom_the_owner_chose(desk):
    """Two lists of the same calls: a contact with a name, one's own calls and numbers nobody chose stay out; a call is counted once."""
    tab = taken(desk, ("通话记录.csv", LIST.encode()), ("移动详单.xlsx", sheet(BILLED)), what="auto")
    assert [one.what for one in desk.kit.record.files] == ["calls", "calls"]
    assert not [one for one in exposed(desk.kit, desk.work.reads) if one.kind in ("movement_trace", "birth_date")]
    page = tab.get("/exposed/callers").text
    assert "辅导员李老师" in page
    assert page.index("16200004411") < page.index("13900001100")
    assert "2026/11/22 02:40:37" in page
    assert "110</h2>" not in page
    for number in ("95013880012", "16200004411"):
        tab.post("/exposed/answers", **{f"said-{desk.tag('phone_number', number)}": "caller"})
    for no in ("1", "2"):
        tab.post("/files/copies", no=no, what="police", chosen="yes")
    desk.done()
    for folder in ("covered", "police"):
        lines = (desk.folder / folder / "0001.txt").read_text("utf-8").splitlines()
        assert len(lines) == len(LIST.splitlines())
        assert "2026/11/24 03:17:18,未知号码,,未接来电,0" in lines
        assert "2026/11/24 10:00:00,10086,,拨出,180" in lines
        rows_ = (desk.folder / folder / "0002.txt").read_text("utf-8").splitlines()
        assert len(rows_) == len(BILLED)
        assert {len(row.split("\t")) for row in rows_[2:]} == {7}
        assert "openpyxl" not in "".join(rows_).lower()
    shown = "".join((desk.folder / "police" / f"000{n}.txt").read_text("utf-8") for n in (1, 2))
    numbers = ("95013880012", "16200004411", "17000001234", "13900001100", "13900003390", PHONE)
    assert [one in shown for one in numbers] == [True, True, False, False, False, False]
    assert "被叫\t95013880012\t12秒\t国内通话" in shown
    tab.post("/papers/save", name="report")
    told = words(desk.folder / "papers" / "报案材料.docx")
    at = told.index("95013880012")
    assert told[at + 1 : at + 6] == ["2", "2026/11/22 00:58:53", "2026/11/22 02:40:37", "1 次未接、1 次已接", "1, 2"]
    at = told.index("未显示号码")
    assert told[at + 1] == "2"
    assert not {"13900001100", "17000001234"} & set(told)


def test_a_word_of_an_apps_own_bar_is_no_account():
    assert no_value("social_account", "weibo:正文")
    assert not [one for one in read_file("帖.txt", "微博正文\n@吃瓜路人8823\n".encode()).hits if one.value == "正文"]


HEAD = ("序号", "起始时间", "通信地点", "通信方式", "对方号码", "通信时长", "实收通信费(元)")
BILL = (
    ("1", "2026-11-13 00:00:00", "浙江杭州", "被叫", "13900003949", "1分2秒", "0.00"),
    ("2", "2026-11-13 00:27:03", "浙江杭州", "被叫", "057188880001", "1分2秒", "0.00"),
    ("3", "2026-11-13 00:31:00", "浙江杭州", "被叫", "13900003949", "9秒", "0.00"),
    ("4", "2026-11-13 09:00:00", "浙江杭州", "主叫", "13900007777", "32秒", "0.10"),
)
TITLE = "客户名称：柳春生 手机号码：13900001850 查询时间：2026-11-20 10:00:00"
CELLS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEAD, *BILL))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("详单.xls", f"<html><h3>通话详单</h3><p>{TITLE}</p><table>{CELLS}</table></html>".encode()),
        ("详单.xls", "\n".join("\t".join(row) for row in (HEAD, *BILL)).encode("gb18030")),
        ("详单.csv", "\n".join([TITLE, *(",".join(row) for row in (HEAD, *BILL))]).encode("utf-8-sig")),
        ("详单.txt", "\n".join(["通话详单", TITLE, *(" ".join(row) for row in (HEAD, *BILL))]).encode()),
    ],
)
def test_a_carriers_list_tells_who_called_and_when_and_neither_its_owner_nor_whom_the_owner_called(name, data):
    read = read_file(name, data)
    assert read.form == "calls"
    assert list(dict.fromkeys(one.value for one in senders(read, "calls"))) == ["13900003949", "057188880001"]
    assert called(read, "13900003949")[:2] == (2, ["2026-11-13 00:00:00", "2026-11-13 00:31:00"])


def test_a_page_read_twice_is_counted_once_and_how_long_a_call_was_is_no_moment():
    row = "2026-11-13 00:00:00 浙江杭州 被叫 13900003949 00:01:02"
    read = Read((f"通话详单\n{row}", f"通话详单\n{row.replace('被叫 ', '被叫：')}"))
    assert called(read, "13900003949")[:2] == (1, ["2026-11-13 00:00:00"])


def test_a_screenshot_of_a_list_tells_the_moment_and_the_answer_on_the_line_below():
    shot = "通话记录：13900003949\n呼入12秒 11-13 00:00浙江杭州\n13900006854\n未接 11-13 00:03 浙江杭州\n13900006458\n未接 11-13 00:06"
    read = Read((shot,))
    assert [one.value for one in senders(read, "calls")] == ["13900003949", "13900006854", "13900006458"]
    assert called(read, "13900006854") == (1, ["11-13 00:03"], (("11-13 00:03", "missed", 1),))
    english = read_file("log.csv", b'Number,Date,Type\n+8613900003949,"Nov 13, 2026 12:03 AM",MISSED\n' * 3)
    assert called(english, "8613900003949")[1][:1] == ["Nov 13, 2026 12:03 AM"]


def test_the_page_of_a_paper_has_one_form_and_files_stay_as_found_until_changed(desk):
    tab = taken(desk, ("一.txt", f"姓名：{NAME} 手机 {PHONE}".encode()))
    page = tab.get("/papers/of/notice").text
    assert page.count('action="/papers/with"') == 1
    assert page.index('name="field"') < page.index('name="file"') < page.index("</form>", page.index('name="field"'))
    found = re.findall(r'name="file" value="(\d+)" checked', page)
    tab.post("/papers/with", name="notice", field="phone", file=found)
    assert desk.kit.record.adds == ["notice/phone"]
    assert "notice" not in desk.kit.record.handed
    tab.post("/papers/with", name="notice", field="phone", file=[] if found else ["1"])
    assert desk.kit.record.adds == ["notice/phone"]
    assert desk.kit.record.handed["notice"] == ([] if found else [1])


def test_what_was_ordered_to_the_door_and_codes_are_drafted_with_what_was_used(desk):
    order = f"订单详情\n{NAME} {PHONE}\n{ADDRESS}\n货到付款\n下单时间 2026-11-29 14:02\n"
    code = "106900001234\n11月30日 02:01\n【某团】您的验证码208301，5分钟内有效\n"
    tab = taken(desk, ("订单.txt", order.encode()), ("码.txt", code.encode()), what="other")
    tags = {desk.tag(*one) for one in (("name", NAME), ("phone_number", PHONE))}
    where = next(one.tag for one in exposed(desk.kit, desk.work.reads) if one.kind == "delivery_address")
    tab.post("/exposed/answers", **{f"said-{tag}": "mine" for tag in {*tags, where}})
    desk.done()
    page = tab.get("/diary").seen
    drafted = re.search(r"有人下了货到付款的单[^。 ]*", page)[0]
    assert "快递" in drafted
    assert "手机号" in drafted
    assert "收到 1 条验证码短信，用的是我的手机号" in page
