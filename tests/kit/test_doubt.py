"""What the computer is not sure of, and what it drafts: misreads of a blurred picture, labels of relatives, counts and days, platforms, entries of the diary."""

import re
import time
from dataclasses import replace
from io import BytesIO

import pytest
from tests.kit.conftest import all_of

from doxdocket.kit import exposure, papers
from doxdocket.kit.copies import Plan, covered, place, spans
from doxdocket.kit.folder import Own, Said, opened
from doxdocket.kit.quotes import spoken
from doxdocket.kit.reading import found, kin_of, read_file
from doxdocket.kit.screen import Read, Seen, chance
from doxdocket.seal.masks import mask

POST = "小黑屋\n11月30日\n姓名：柳春生\n手机：13900001850\n她妈电话：13900001862\n3.2K 21:14"
BLURRED = "姓名：柳舂主\n手机：13900001860\n路码电话：13900001862"


def seen(text, value, kind, *, person=0, unclear=False, sure=True):
    at = text.index(value)
    verdict = "doubtful" if unclear else "valid"
    return Seen(
        0, at, at + len(value), kind, verdict, value, mask(kind, value), person=person, sure=sure, unclear=unclear
    )


def sharp():
    hits = (seen(POST, "柳春生", "name"), seen(POST, "13900001850", "phone_number"))
    hits += (seen(POST, "13900001862", "phone_number", person=1),)
    return Read((POST,), hits)


def blurred(*, mother_unclear=True):
    hits = (
        seen(BLURRED, "柳舂主", "name", unclear=True),
        seen(BLURRED, "13900001860", "phone_number", unclear=True),
        seen(BLURRED, "13900001862", "phone_number", unclear=mother_unclear),
    )
    return Read((BLURRED,), hits)


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


def take(kit, *reads, what="screenshot", about=""):
    told = {}
    for read in reads:
        told[kit.take(f"{len(kit.record.files)}.png", str(len(kit.record.files)).encode(), what, about).no] = read
    return told


def report(kit, told):
    return all_of(papers.paper("report", kit, told))


def of(found_, value):
    return next(one for one in found_ if one.value == value)


@pytest.mark.parametrize(
    ("text", "start", "end"), [("18 642 位订阅者\n11月30日", 0, 17), ("18,642 subscribers\n11月30日", 0, 24)]
)
def test_a_count_and_a_day_are_no_telephone(text, start, end):
    one = Seen(0, start, end, "phone_number", "invalid", "186421130", "*", sure=False)
    assert [*found([one], [text], "")] == []


@pytest.mark.parametrize("value", ["一三九0000 18:52", "139 OOOO 18:52", "139零零 00:18 62"])
def test_a_number_with_the_clock_of_its_line_stays_one(value):
    one = seen(f"微信：{value}", value, "social_account", sure=False)
    assert [*found([one], [f"微信：{value}"], "")]


def test_the_day_over_a_talk_is_no_birth_and_what_is_on_a_slip_no_address():
    text = "11月30日\n生日 11月30日\n代收货款：￥188.00\n2026-12-01 10:36 派送"
    day, birth = (Seen(0, a, a + 6, "birth_date", "doubtful", "11-30", "*", sure=False) for a in (0, 10))
    price = seen(text, "￥188.00", "delivery_address", sure=False)
    moment = seen(text, "2026-12-01 10:36 派送", "delivery_address", sure=False)
    assert [one.start for one in found([day, birth, price, moment], [text], "")] == [10]


def test_a_day_lines_below_its_label_is_a_birth():
    text = "姓名\n出生日期\n柳春生\n3月18日"
    assert [*found([seen(text, "3月18日", "birth_date", sure=False)], [text], "")]


def test_what_is_a_count_by_chance_is_sought_nowhere_else(kit):
    text = "18 642 位订阅者\n11月30日"
    one = Seen(0, 0, 17, "phone_number", "doubtful", "186421130", "*", sure=False)
    assert chance(text, one)
    assert not chance("电话 13900001850", seen("电话 13900001850", "13900001850", "phone_number"))
    other = Read(("11月30日 23:47\n18 642 位订阅者",))
    assert spans(other, Plan(())) == [set()]


def test_a_misread_is_asked_of_and_taken_for_no_other_value(kit):
    """A relative's number differs by a sign, another victim has the same surname, a neighbour the same estate."""
    told = exposure.exposed(kit, take(kit, sharp(), blurred()))
    assert sorted(one.value for one in told if one.unclear) == ["13900001860", "柳舂主"]
    assert of(told, "13900001850").files == (1,)
    text = "她妈电话：13900001852\n王大力\n松声路14号听涛苑5栋302室\n1897-03-16"
    kinds = {
        "13900001852": "phone_number",
        "王大力": "name",
        "松声路14号听涛苑5栋302室": "home_address",
        "1897-03-16": "birth_date",
    }
    read = Read(
        (text,),
        tuple(seen(text, value, kind, unclear=True) for value, kind in kinds.items()),
        picture=b"x",
    )
    for kind, value in (
        ("phone_number", "13900001850"),
        ("name", "王小明"),
        ("home_address", "松声路14号听涛苑2栋1103室"),
        ("birth_date", "1899-03-18"),
    ):
        kit.record.missed.append(Own(kind, value, "mine"))
    told = exposure.exposed(kit, take(kit, read))
    assert {one.value for one in told if one.unclear} == {*kinds}
    assert of(told, "13900001852").kin == "母亲"
    assert not any(one.files for one in told if one.answer == "mine" and one.kind != "home_address")


def test_a_misread_that_equals_a_sharp_value_is_not_sure_and_gives_it_no_label(kit):
    """Her mother's number, read as her own."""
    text = "她妈电话：13900001850"
    told = exposure.exposed(
        kit, take(kit, sharp(), Read((text,), (seen(text, "13900001850", "phone_number", unclear=True),)))
    )
    one = of(told, "13900001850")
    assert (one.kin, one.partly) == ("", (2,))


def test_the_place_to_compare_is_that_of_the_picture_upright_and_all_lines_of_it():
    """A telephone's photograph is turned by a mark, HEIC has a reader of its own, and a value may go over two lines."""
    from PIL import Image

    shot = Image.new("RGB", (80, 40), "black")
    shot.paste("red", (20, 0, 40, 20))
    turned, exif = shot.transpose(Image.Transpose.ROTATE_90), Image.Exif()
    exif[0x0112] = 6
    for form, more in (("JPEG", {"exif": exif, "quality": 100}), ("TIFF", {"exif": exif})):
        out = BytesIO()
        turned.save(out, form, **more)
        with Image.open(BytesIO(place(out.getvalue(), (80, 40), [(22, 2, 8, 8), (50, 25, 8, 8)], alone=True))) as cut:
            assert cut.convert("RGB").getpixel((8, 8))[0] > 200
            assert cut.convert("RGB").getpixel((8, 28))[0] < 50
    assert place(b"no picture", (80, 40), [(0, 0, 8, 8)], alone=True) == b""


@pytest.mark.parametrize(
    "text",
    [
        "柳春生 微信139零零零零1862\n点赞 12",
        "柳春生 QQ：139 OOOO 1862 回复",
        "柳春生 身份证 139 OOOO 1862 回复",
        "柳春生 微信一三九 0000 1862\n回复",
        "柳春生 她手机：139元0000块1862 回复",
        "柳春生 手机号：139元0000块1862 回复",
        "柳春生 她手机139块0000块1862\n回复",
        "柳春生 QQ：139-零零00-18位62\n点赞 12",
        "姓名：柳春生\n出生日期\n97.03.18",
        "柳春生 生日\n3月18日\n21:14",
    ],
)
def test_what_stands_beside_a_counter_or_below_a_label_stays_covered(text):
    told = covered(b"", read_file("a.txt", text.encode()), Plan())[1].decode()
    assert not re.search("1862|零零|一三九|OOOO|97|3月18", told)


def test_a_misread_that_no_file_shows_sharply_is_in_no_paper_before_it_was_compared(kit):
    reads = take(kit, blurred(), about="Telegram 频道 甲")
    assert all(one.unclear for one in exposure.exposed(kit, reads))
    for one in exposure.exposed(kit, reads):
        kit.answer(one.tag, "mine")
        kit.show(one.tag, shown=True)
    told = exposure.exposed(kit, reads)
    assert "13900001860" not in report(kit, told)
    kit.record.reads[of(told, "13900001860").tag] = "13900001850"
    told = exposure.exposed(kit, reads)
    shown = report(kit, told)
    assert "13900001850" in shown
    assert "13900001860" not in shown
    assert all(len(some) == 1 for some in exposure.together(told, told))  # asked one by one


def test_a_correction_leaves_no_second_row(kit):
    reads = take(
        kit,
        sharp(),
        Read(("手机 13900002222",), (seen("手机 13900002222", "13900002222", "phone_number", unclear=True),)),
    )
    wrong = of(exposure.exposed(kit, reads), "13900002222")
    kit.record.reads[wrong.tag] = "139 0000 1850"
    told = exposure.exposed(kit, reads)
    assert "13900002222" not in [one.value for one in told]
    assert of(told, "13900001850").files == (1, 2)


def test_a_value_under_a_relatives_label_is_asked_apart_in_every_group(kit):
    reads = take(kit, sharp(), blurred(mother_unclear=False))
    told = exposure.exposed(kit, reads)
    mother = of(told, "13900001862")
    assert mother.kin == "母亲"
    assert [mother] in exposure.together(told, told)
    assert not mother.hers


def test_where_evidence_comes_from_is_no_platform_of_the_offence(kit):
    reads = take(kit, sharp(), about="Telegram 频道 甲")
    reads |= take(kit, Read(("快看，有人在转",)), about="微信 群聊 412")
    reads |= take(kit, Read(("收款方：某某",)), about="支付宝收款")
    told = exposure.exposed(kit, reads)
    assert papers.places(kit, told) == {"platform": "Telegram", "where": "Telegram 频道 甲"}


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("Telegram 频道 查档付款群", True),
        ("百度贴吧 账单吧", True),
        ("收款码曝光 tieba.baidu.com/p/1", True),
        ("支付宝收款", False),
    ],
)
def test_a_place_whose_name_speaks_of_money_is_a_place(kit, about, told):
    take(kit, Read(("x",)), about=about)
    assert papers.published(kit.item(1)) is told


def test_a_post_with_a_price_is_no_private_payment_and_a_file_that_shows_a_face_alone_is_of_its_place(kit):
    post = "开盒频道\n柳春生 13900001850\n付款方式：USDT\n银行卡转账\n收款人 王某"
    assert read_file("a.txt", post.encode()).form == ""
    reads = take(kit, sharp(), about="Telegram 频道 甲")
    reads |= take(
        kit, Read(("x",), (Seen(0, 0, 1, "face_photo", "valid", "x", "*", where="face"),)), about="小红书 主页 乙"
    )
    told = exposure.exposed(kit, reads)
    kit.answer(of(told, "13900001850").tag, "mine")
    assert set(papers.places(kit, exposure.exposed(kit, reads)).values()) >= {"Telegram", "小红书"}


@pytest.mark.parametrize("words", ["不打钱就把你通话详单全网公开", "去她学校堵她 3条评论"])
def test_a_threat_is_offered_whatever_list_or_count_it_names(words):
    assert [one[1] for one in read_file("a.txt", words.encode()).threats] == [words]


@pytest.mark.parametrize("text", ["操他妈的 ", "他妈的电话：", "打爆她妈的", "给我打 老公：", "甲\n姐 "])
def test_a_curse_or_a_speakers_name_is_no_label_of_a_relative(text):
    assert kin_of(text) == ""


@pytest.mark.parametrize(
    "text", ["手机：13900001862\n单位：甲", "13900001862万女士", "13900001862 单丽", "松声路12号听涛苑12单元"]
)
def test_a_telephone_is_no_price_by_the_word_behind_it(text):
    assert not any(
        chance(text, replace(one, sure=False))
        for one in read_file("a.txt", text.encode()).hits
        if one.kind != "birth_date"
    )


def test_drafts_tell_no_day_of_yesterday_no_insult_as_a_threat_and_nothing_that_was_not_chosen(kit):
    reads = take(kit, Read(("x",), form="private"), about="短信 17000001093")
    said = [Said("insult", "废物", (1,)), Said("threat", "弄死你", (1,), "17000001093", "昨天 21:52")]
    assert papers.drafts(kit, reads, [], [], said[:1], str) == []
    (day,) = papers.drafts(kit, reads, [], [], said, str)
    assert (day.day, "1 句" in day.says) == ("", True)
    slip = take(kit, Read(("收件 柳春生",)), what="parcel")
    assert papers.drafts(kit, slip, [], [], [], str) == []


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("不接电话？明天去锦栾苑找你妈", "threat"),
        ("拿两千来，不然天天打", "threat"),
        ("明天继续，凌晨三点轮班打", "incitement"),
        ("关机了就打宿舍楼", "incitement"),
        ("给她点了三份到付花圈", "sent"),
    ],
)
def test_threats_by_condition_and_calls_to_go_on_are_offered(words, label):
    assert [one[:2] for one in read_file("a.txt", words.encode()).threats] == [(label, words)]


@pytest.mark.parametrize("words", ["小黑屋开盒日报·56 条评论", "起始时间\t对方号码\t呼叫类型\t通话时长\t状态"])
def test_a_title_with_a_count_and_the_head_of_a_list_are_no_threat(words):
    assert read_file("a.txt", words.encode()).threats == ()


def test_who_said_it_and_when_stand_beside_the_words(kit):
    text = "5G 47%\n评论\n11月30日\n甲乙丙\n去堵她\n21:52"
    assert spoken(text, text.index("去堵她"), text.index("去堵她") + 3) == ("", "11月30日 21:52")
    kit.record.threats = [Said("threat", "去堵她", (), "甲乙丙", "11月30日 21:52")]
    shown = report(kit, [])
    assert "甲乙丙" in shown
    assert "21:52" in shown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("17000001093\n11月30日 23:47\n去堵她\n00:10\n接电话", ("17000001093", "11月30日 23:47")),
        ("17000001093\n上午 8:20\n去堵她\n09:30\n接电话", ("", "")),
        ("13900001850\n柳春生\n去堵她", ("", "")),
        ("甲\n21:50\n去堵她\n乙\n21:52", ("", "")),
        ("11月30日\n夜猫\n有人吗\n21:52\n我有她照片\n去堵她\n21:53", ("", "")),
        ("甲：去堵她\n付款方式 转账 收款人：柳老板\n付款时间：2026-11-30 20:00", ("", "")),
    ],
)
def test_where_the_screen_is_not_sure_who_and_when_are_nobody_and_nothing(text, told):
    at = text.index("去堵她")
    assert spoken(text, at, at + 3) == told


def test_who_and_when_are_of_one_file_and_nothing_is_quoted_unasked(kit):
    reads = take(
        kit,
        *(
            Read(("去堵她",), threats=(("threat", "去堵她", by, at),))
            for by, at in (("", "11月30日 21:52"), ("乙", ""))
        ),
    )
    assert exposure.threats(kit, reads) == [Said("threat", "去堵她", (1, 2))]
    other = Read(("去她家打她",), threats=(("threat", "去她家打她", "", ""),))
    assert exposure.threats(kit, take(kit, other))[0].files == (3,)


def test_who_said_it_is_told_in_one_pass():
    text = "去她家堵她 给200\n" * 9000
    begun = time.process_time()
    for at in range(0, len(text), 12):
        spoken(text, at, at + 5)
    assert time.process_time() - begun < 2


def test_the_diary_is_drafted_of_what_the_owner_said_is_theirs_and_of_nothing_else(kit):
    reads = take(kit, sharp(), about="Telegram 频道 甲")
    assert papers.drafts(kit, reads, exposure.exposed(kit, reads), [], [], str) == []
    for one in exposure.exposed(kit, reads):
        kit.answer(one.tag, "family" if one.kin else "mine")
    (day,) = papers.drafts(kit, reads, exposure.exposed(kit, reads), [], [], str)
    assert (day.kind, day.day, day.rough, day.files) == ("published", "", "11月30日 21:14，图上没有年份", (1,))
    assert "13900001862" not in day.says
    kit.write_day(day)
    assert papers.drafts(kit, reads, exposure.exposed(kit, reads), [], [], str) == []


def test_a_screen_headed_by_the_number_of_who_is_exposed_makes_it_no_speaker(kit):
    said = (("threat", "去她家堵她", "13900001862", "11月30日 23:47"),)
    text = "13900001862\n11月30日 23:47\n去她家堵她"
    reads = {1: Read((text,), (seen(text, "13900001862", "phone_number"),), threats=said)}
    assert [(one.by, one.at) for one in exposure.threats(kit, reads)] == [("13900001862", "11月30日 23:47")]
    kit.record.answers[kit.tag("phone_number", "13900001862")] = "mine"
    assert [(one.by, one.at) for one in exposure.threats(kit, reads)] == [("", "")]
