"""Whose the kit takes a value to be: ages and dates, sellers' accounts and prices, lines that go on, firms in sentences, given names."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from tests.kit.conftest import NAME, ONE, PHONE, picture
from tests.kit.test_doubt import report, seen, take

from doxdocket.kit import exposure
from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.exposure import Hiding
from doxdocket.kit.folder import Day, Own, opened
from doxdocket.kit.reading import apart, found, post_of, read_file, wrapped
from doxdocket.kit.screen import Read, Seen, standing
from doxdocket.kit.work import Work

SISTER = "祝小棠 11岁 听涛小学"
LINE = "11月26日晚上11点开始，一个小时来了11个电话，我住的11楼有人敲门，叫我赔11000元，见 IMG_1120.png"
CHANNEL = f"姓名：{NAME}\n微博 @chunsheng99\n随便打\n5,011 21:14\n加客服 @laojiu_pg 查任何人，身份证200U，\n撤榜3000U\n3,870 21:20"


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


def of_channel():
    hits = (
        seen(CHANNEL, NAME, "name"),
        seen(CHANNEL, "@chunsheng99", "social_account", sure=False),
        seen(CHANNEL, "@laojiu_pg", "social_account", sure=False),
        seen(CHANNEL, "200U", "virtual_asset", sure=False),
        seen(CHANNEL, "3000U", "virtual_asset", sure=False),
    )
    return Read((CHANNEL,), tuple(found(hits, (CHANNEL,), "")), picture=b"x")


@pytest.mark.parametrize("answer", ["mine", "family", "others"])
def test_an_age_is_hidden_where_it_is_an_age_and_in_no_date_count_sum_floor_or_name(kit, answer):
    reads = take(kit, Read((SISTER,), (seen(SISTER, "祝小棠", "name"), replaced(seen(SISTER, "11岁", "age"), "11"))))
    kit.answer(kit.tag("age", "11"), answer)
    hide = Hiding(kit, exposure.exposed(kit, reads))
    assert hide(LINE) == LINE
    assert hide("她才11岁，年龄：11，aged 11") == "她才**岁，年龄：**，aged **"
    kit.record.diary = [Day(1, datetime(2026, 11, 27, tzinfo=UTC), "threat", LINE)]
    assert hide.record(kit.record).diary[0].says == LINE


def replaced(one, value):
    return replace(one, value=value)


@pytest.mark.parametrize(
    ("age", "line", "told"),
    [
        ("8岁", "群里有人发我女儿8岁，在听涛小学，8楼", "群里有人发我女儿*岁，在听涛小学，8楼"),
        ("8", "年龄：8，今年8，8月，8个", "年龄：*，今年*，8月，8个"),
        ("26", "今年26，女，虚岁26，26多岁，今年26个", "今年**，女，虚岁**，**多岁，今年26个"),
        ("11周岁", "今年11月，今年 11-26，今年11天", "今年11月，今年 11-26，今年11天"),
    ],
)
def test_an_age_is_hidden_of_one_digit_too_and_by_every_word_of_an_age(kit, age, line, told):
    kit.record.missed = [Own("age", age, "others")]
    text = Hiding(kit, exposure.exposed(kit, take(kit, Read(("x",)))))(line)
    assert text.replace("**", "*") == told.replace("**", "*")


def test_an_age_that_was_written_covers_no_digits_of_copies(kit):
    kit.record.missed = [Own("age", "11", "mine")]
    take(kit, Read((LINE + "，11岁",)))
    work = Work(kit, lambda _: None)
    work.reads = {1: Read((LINE + "，11岁",))}
    told = covered(b"", work.reads[1], work.plan(1, police=False))[1].decode()
    assert told == LINE + "，＊＊＊岁"


def test_an_age_that_stands_behind_its_label_covers_no_floor_of_another_file(kit):
    told, other = "年龄：11", "我住的11楼，11岁"
    take(kit, Read((told,)), Read((other,)))
    work = Work(kit, lambda _: None)
    work.reads = {1: Read((told,), (seen(told, "11", "age"),)), 2: Read((other,))}
    kit.answer(kit.tag("age", "11"), "mine")
    assert covered(b"", work.reads[1], work.plan(1, police=False))[1].decode() == "年龄：＊＊＊"
    assert covered(b"", work.reads[2], work.plan(2, police=False))[1].decode() == "我住的11楼，＊＊＊岁"


def test_few_digits_are_sought_by_themselves_alone():
    text = "11:20，11-20 09:12，1120元，11205，门牌1120"
    assert [text[a - 2 : b] for a, b in standing("1120", text)] == ["门牌1120"]


def test_the_account_and_the_prices_of_a_channel_are_no_part_of_a_card_of_hers(kit):
    reads = take(kit, of_channel())
    told = exposure.exposed(kit, reads)
    assert not [one for one in told if one.kind == "virtual_asset"]
    sure, _, unsure = exposure.to_answer(exposure.heads(told))
    assert [{one.value for one in some} for some in sure] == [
        {NAME, "@chunsheng99"},
        {"@laojiu_pg"},
    ]  # asked, by itself
    assert not unsure
    (seller,) = sure[1]
    assert (seller.core, seller.handed) == ("@laojiu_pg", True)
    kit.answer(kit.tag("name", NAME), "mine")
    assert not [one for one in exposure.exposed(kit, reads) if one.hers and one.value == "@laojiu_pg"]
    (mine,) = (one for one in told if one.value == "@chunsheng99")
    assert (mine.core, mine.handed) == ("@c********99", False)


@pytest.mark.parametrize("words", ["客服", "找", "加飞机 ", "投稿请", "接单", "联系", "进群", "打到这个地址"])
def test_an_account_behind_such_words_is_asked_alone(kit, words):
    text = f"姓名：{NAME}\n{words}@laojiu_pg"
    reads = take(kit, Read((text,), (seen(text, NAME, "name"), seen(text, "@laojiu_pg", "social_account"))))
    assert [len(some) for some in exposure.to_answer(exposure.exposed(kit, reads))[0]] == [1, 1]


def test_who_posts_is_not_put_with_whom_the_post_names(kit):
    text = f"判官 @panguan_1850\n{NAME}"
    account = seen(text, "@panguan_1850", "social_account", sure=False)
    reads = take(kit, Read((text,), (seen(text, NAME, "name"), account)))
    told = exposure.exposed(kit, reads)
    assert [len(some) for some in exposure.together(told, told)] == [1, 1]


@pytest.mark.parametrize("words", ["加她微信 ", "联系方式：", "她QQ：", "找祝雨亭QQ："])
def test_how_somebody_else_is_to_be_reached_stays_with_them(kit, words):
    text = f"姓名：{NAME}\n{words}@chunsheng"
    reads = take(kit, Read((text,), (seen(text, NAME, "name"), seen(text, "@chunsheng", "social_account"))))
    assert [len(some) for some in exposure.to_answer(exposure.exposed(kit, reads))[0]] == [2]


def test_what_another_post_of_a_screenshot_shows_is_no_part_of_a_card(kit):
    text = f"姓名：{NAME}\n4,41007:12\n祝雨亭公司\n转发 88 评论 46 赞 203\n浙A0D7K2"
    hits = (seen(text, NAME, "name"), seen(text, "祝雨亭公司", "workplace"), seen(text, "浙A0D7K2", "vehicle_plate"))
    read = Read((text,), hits, picture=b"x")
    assert [post_of(read, one) for one in hits] == [0, 1, 2]
    assert [len(some) for some in exposure.to_answer(exposure.exposed(kit, take(kit, read)))[0]] == [1, 1, 1]


def test_a_page_shows_an_account_by_its_ends_and_a_sellers_whole(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", f"姓名：{NAME}\n微博 @春生要早睡\n加客服 @laojiu_pg 查人\n".encode())])
    desk.done()
    desk.work.reads[1] = replace(desk.work.reads[1], hits=tuple(hits_of(desk.work.reads[1].texts[0])))
    page = tab.get("/exposed").text
    assert "春生要早睡" not in page
    assert "春***睡" in page
    assert "laojiu_pg" in page
    tab.post("/exposed/answer", tag=desk.kit.tag("social_account", "uid:laojiu_pg"), said="others")
    assert "laojiu_pg" not in tab.get("/exposed").text
    tab.post("/exposed/answer", tag=desk.kit.tag("social_account", "uid:laojiu_pg"), said="caller")
    assert "laojiu_pg" in tab.get("/exposed").text


def hits_of(text):
    yield seen(text, NAME, "name")
    yield replaced(seen(text, "@春生要早睡", "social_account", sure=False), "weibo:春生要早睡")
    yield replaced(seen(text, "@laojiu_pg", "social_account", sure=False), "uid:laojiu_pg")


def lined(*lines, left=60):
    """A text of these lines and where each stands: Han characters twice as wide."""
    text, at, told = "\n".join(lines), 0, []
    for n, line in enumerate(lines):
        width = sum(40 if ord(sign) > 255 else 20 for sign in line)
        told.append((at, at + len(line), (left, 60 * n, width, 40)))
        at += len(line) + 1
    return text, tuple(told)


@pytest.mark.parametrize(
    ("lines", "words", "kind", "value", "whole"),
    [
        (("打她住址松声路12号听涛苑6幢2单", "元503室"), "松声路12号听涛苑6幢2单", "home_address", "松声路12号听涛苑6栋2单", "松声路12号听涛苑6栋2单元503室"),
        (("收:松声路12号听涛苑6幢2单元", "503室"), "松声路12号听涛苑6幢2单元", "delivery_address", "松声路12号听涛苑6栋2单元", "松声路12号听涛苑6栋2单元503室"),
        (("收款 TQx8Lk00000000000000000", "000000zzz9"), "TQx8Lk00000000000000000", "virtual_asset", "TQx8Lk00000000000000000", "TQx8Lk00000000000000000000000zzz9"),
        (("加我谈价钱就找这个号 @heibang", "_kf88"), "@heibang", "social_account", "uid:heibang", "uid:heibang_kf88"),
    ],
)  # fmt: skip
def test_what_goes_on_on_the_next_line_of_a_picture_is_one(lines, words, kind, value, whole):
    text, told = lined(*lines)
    (one,) = wrapped([replaced(seen(text, words, kind), value)], text, told)
    assert one.value == whole
    assert len(one.boxes) == 1


@pytest.mark.parametrize(
    ("lines", "words", "kind"),
    [
        (("微博@青禾要", "上班地点听涛超市，每天都在，大家都去"), "@青禾要", "social_account"),
        (("她的微博就是这个啊 @chunsheng", "QQ 2000000077"), "@chunsheng", "social_account"),
        (("住址松声路12号", "13900001850，打她"), "松声路12号", "home_address"),
        (("眼镜店的柳春生，微博@青禾要", "早睡，上班地点听涛"), "@青禾要", "social_account"),
        (("她的微博账号：@chunsheng99", "3000U，撤榜一个月"), "@chunsheng99", "social_account"),
        (("她的微博账号：@chunsheng99", "3000U"), "@chunsheng99", "social_account"),
        (("查任何人只要五百块钱加客服@laojiu_pg", "8888 浏览"), "@laojiu_pg", "social_account"),
        (("查任何人只要五百块钱加客服@laojiu_pg", "30days"), "@laojiu_pg", "social_account"),
        (("Instagram account is this @chunsheng99", "is a thief and a liar"), "@chunsheng99", "social_account"),
        (("Instagram account is this @chunsheng99", "liar"), "@chunsheng99", "social_account"),
        (
            ("加我谈价钱就找这个号 @heibang", "_kf88", "这一行比上面那一行长得多，所以那一行不是满的一行啊"),
            "@heibang",
            "social_account",
        ),
        (("打她住址松声路12号听涛苑6幢", "29号，我去蹲她"), "松声路12号听涛苑6幢", "home_address"),
        (("打她住址松声路12号听涛苑6幢", "29号"), "松声路12号听涛苑6幢", "home_address"),
        (("大家都去微博骂这个人@春生小店", "不要脸，天天骗人"), "@春生小店", "social_account"),
        (("收款 bc1q" + "0" * 38, "USDT"), "bc1q" + "0" * 38, "virtual_asset"),
        (("收款 1A1zP1eP" + "0" * 26, "BTC1"), "1A1zP1eP" + "0" * 26, "virtual_asset"),
    ],
)
def test_what_begins_on_the_next_line_is_no_rest(lines, words, kind):
    text, told = lined(*lines)
    one = seen(text, words, kind)
    assert [*wrapped([one], text, told)] == [one]


def test_a_wallet_on_two_lines_is_found_and_open_for_the_police():
    text, told = lined("打到这个地址TPw7Yb000000000", "00000000000000aaa4")
    (one,) = wrapped([], text, told)
    assert (one.kind, one.value) == ("virtual_asset", "TPw7Yb00000000000000000000000aaa4")
    read = Read((text,), (one,))
    plan = Plan(police=True, shows=frozenset({one.value.lower()}), own=())
    assert covered(b"", read, plan)[1].decode() == text


def test_a_piece_at_the_end_of_a_line_is_the_account_that_another_file_shows(kit):
    text, whole = "微博@青禾要\n早睡在家", "微博 @青禾要早睡 和"
    piece = replaced(seen(text, "@青禾要", "social_account"), "weibo:青禾要")
    other = replaced(seen(whole, "@青禾要早睡", "social_account"), "weibo:青禾要早睡")
    (one,) = exposure.exposed(kit, take(kit, Read((text,), (piece,)), Read((whole,), (other,))))
    assert one.clear == "@青禾要早睡"
    assert (one.value, one.files) == ("weibo:青禾要早睡", (1, 2))


def test_a_shorter_account_that_ends_within_a_line_is_another_account(kit):
    text, whole = "微博 @chunsheng 99块一次", "微博 @chunsheng99"
    one = replaced(seen(text, "@chunsheng", "social_account"), "uid:chunsheng")
    other = replaced(seen(whole, "@chunsheng99", "social_account"), "uid:chunsheng99")
    told = exposure.exposed(kit, take(kit, Read((text,), (one,)), Read((whole,), (other,))))
    assert sorted(each.files for each in told) == [(1,), (2,)]


def test_a_firm_is_told_by_its_label_and_no_sentence_around_it(kit):
    post = f"姓名：{NAME}\n单位 听涛花木公司\n11-27 09:20 来自 浙江\n我就在听涛花木公司对面上班，明天去堵她\n11-27 10:01 来自 重庆"
    at = post.index("听涛花木公司对面")
    hits = [seen(post, NAME, "name"), seen(post, "听涛花木公司", "workplace")]
    hits += [Seen(0, at, at + 8, "workplace", "valid", "听涛花木公司对面", "*", person=0, sure=False)]
    reads = take(kit, Read((post,), tuple(found(hits, (post,), "")), picture=b"x"))
    (firm,) = (one for one in exposure.heads(exposure.exposed(kit, reads)) if one.kind == "workplace")
    assert (firm.value, firm.labelled) == ("听涛花木公司", True)


def test_the_end_of_a_label_is_no_part_of_a_firm():
    text = "上班地点听涛花木公司，电话"
    (one,) = found([seen(text, "点听涛花木公司", "workplace", sure=False)], (text,), "")
    assert one.value == "听涛花木公司"


def test_what_a_commenter_says_of_himself_is_not_put_with_hers(kit):
    text = f"就是她{NAME}\n我就在顺达机械厂上班，明天去堵她"
    reads = take(kit, Read((text,), (seen(text, NAME, "name"), seen(text, "顺达机械厂", "workplace"))))
    assert [len(some) for some in exposure.to_answer(exposure.exposed(kit, reads))[0]] == [1, 1]


def test_a_short_firm_of_several_files_is_told_before_a_long_one_of_one(kit):
    short, long = "听涛花木公司的人", "大家去听涛花木公司总店闹"
    reads = take(
        kit,
        Read((short,), (seen(short, "听涛花木公司", "workplace"),)),
        Read((short + "！",), (seen(short, "听涛花木公司", "workplace"),)),
        Read((long,), (seen(long, "听涛花木公司总店", "workplace"),)),
    )
    (head,) = exposure.heads(exposure.exposed(kit, reads))
    assert (head.value, head.files) == ("听涛花木公司", (1, 2, 3))
    told = exposure.exposed(kit, reads)
    assert {one.value for one in exposure.equal(head, told)} == {"听涛花木公司", "听涛花木公司总店"}
    for one in told:
        kit.answer(one.tag, "mine")
        kit.show(one.tag, shown=True)
    paper = report(kit, exposure.exposed(kit, reads))
    assert "听涛花木公司" in paper
    assert "总店" not in paper


def test_how_often_a_number_called_is_no_part_of_it():
    text = "+855 00 000 2217 (4)\t昨天 23:31\n未接来电"
    one = replaced(seen(text, "+855 00 000 2217 (4", "phone_number"), "8550000022174")
    (told,) = found([one], (text,), "calls")
    assert (told.value, text[told.start : told.end]) == ("855000002217", "+855 00 000 2217")


def test_a_price_is_open_for_the_police_and_what_somebody_has_is_not():
    text = "代查开户，撤榜3000元\n她存款2000元"
    hits = tuple(seen(text, words, "deposit_balance", sure=False) for words in ("3000元", "2000元"))
    told = [covered(b"", Read((text,), hits), Plan(police=one))[1].decode() for one in (True, False)]
    assert told == ["代查开户，撤榜3000元\n她存款＊＊＊", "代查开户，撤榜＊＊＊\n她存款＊＊＊"]


@pytest.mark.parametrize(
    "line",
    [
        "柳春生奖金20000元",
        "她公积金2000元",
        "她退休金4000元",
        "柳春生的低保680元",
        "她20000元",
        "打工奖金20000元",
        "账上还剩5000U",
        "柳春生有5000U",
    ],
)
def test_what_somebody_gets_or_has_is_covered_for_the_police(line):
    words = line.lstrip("柳春生她的打工奖金公积退休低保账上还剩有")
    (one,) = found([seen(line, words, "virtual_asset" if "U" in line else "deposit_balance", sure=False)], (line,), "")
    assert covered(b"", Read((line,), (one,)), Plan(police=True))[1].decode() == line.replace(words, "＊＊＊")


def test_what_stood_with_hers_stays_there_when_she_types_her_name(kit):
    text = f"姓名：{NAME} {PHONE}\n工作 听涛花木公司\n微博 @chunsheng99"
    hits = (seen(text, NAME, "name"), seen(text, PHONE, "phone_number"))
    hits += (
        seen(text, "听涛花木公司", "workplace", sure=False),
        seen(text, "@chunsheng99", "social_account", sure=False),
    )
    reads = take(kit, Read((text,), hits))

    def cards():
        return [
            [one.value for one in some] for some in exposure.to_answer(exposure.heads(exposure.exposed(kit, reads)))[0]
        ]

    assert len(cards()[0]) == 4
    kit.record.about = msgspec.structs.replace(kit.record.about, name=NAME, phone=PHONE, id_number=ONE)
    assert cards() == [["听涛花木公司", "@chunsheng99"]] or cards() == [["@chunsheng99", "听涛花木公司"]]


@pytest.mark.parametrize("place", ["来自 杭州市西湖区文三路12号", "发布于 听涛花木公司晴川路店", "来自 浙江"])
def test_the_place_in_the_stamp_of_an_app_is_covered_and_its_clock_is_not(place):
    text = f"11-29 23:10 {place}"
    hits = tuple(found([seen(text, text, "movement_trace", sure=False)], (text,), ""))
    told = covered(b"", Read((text,), hits), Plan(police=False))[1].decode()
    assert place.partition(" ")[2] not in told
    assert told.startswith("11-29 23:10")


def test_a_given_name_alone_of_one_whom_she_had_covered_is_covered(desk):
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("a.txt", "姓名：丁小满，手机 13900001862\n好，谢谢你小满\n".encode())], "chat")
    desk.done()
    tab.post("/exposed/answer", tag=desk.tag("name", "丁小满"), said="others")
    desk.done()
    for police in (False, True):
        assert "小满" not in covered(b"", desk.work.reads[1], desk.work.plan(1, police=police))[1].decode()


def test_a_drawn_post_is_read_so():
    data = picture(
        [
            "曝光台",
            f"姓名：{NAME} 26岁",
            f"手机：{PHONE}",
            "5,011 21:14",
            "加客服 @laojiu_pg 查人，身份证200U",
            "3,870 21:20",
        ]
    )
    read = read_file("a.png", data)
    assert not [one for one in read.hits if one.kind == "virtual_asset"]
    assert {post_of(read, one) for one in read.hits if one.kind == "phone_number"} == {0}


def schools(kit, line, longer, *, labelled=True):
    own = "学校：听涛小学" if labelled else "听涛小学"
    told = take(
        kit,
        Read((own,), (seen(own, "听涛小学", "school"),)),
        Read((line,), (seen(line, longer, "school"),)),
    )
    return sorted(one.value for one in exposure.heads(exposure.exposed(kit, told)))


@pytest.mark.parametrize(
    ("line", "longer"),
    [
        ("妹妹在听涛小学附属幼儿园", "听涛小学附属幼儿园"),
        ("就在听涛小学东校区", "听涛小学东校区"),
        ("弟弟在听涛小学门口", "听涛小学门口"),
    ],
)
@pytest.mark.parametrize("labelled", [True, False])
def test_another_house_of_a_school_and_that_of_a_relative_are_asked_by_themselves(kit, line, longer, labelled):
    if labelled or "门口" not in line:
        assert schools(kit, line, longer, labelled=labelled) == sorted(["听涛小学", longer])


def test_the_words_of_a_sentence_behind_a_school_are_no_second_one(kit):
    assert schools(kit, "就在听涛小学对面上班", "听涛小学对面") == ["听涛小学"]


@pytest.mark.parametrize(
    ("name", "line", "told"),
    [("李明天", "明天晚上去你家砸门", "明天晚上去你家砸门"), ("李立夏", "立夏你出来", "＊＊＊你出来")],
)
def test_a_given_name_that_is_an_everyday_word_hides_no_day(kit, name, line, told):
    kit.record.missed = [Own("name", name, "others")]
    take(kit, Read((line,)))
    work = Work(kit, lambda _: None)
    work.reads = {1: Read((line,))}
    assert covered(b"", work.reads[1], work.plan(1, police=True))[1].decode() == told


@pytest.mark.parametrize(
    ("line", "account", "told"),
    [
        ("TG：@laojiu_pg 查任何人", "@laojiu_pg", "poster"),
        ("飞机：@laojiu_pg", "@laojiu_pg", "poster"),
        ("微信 laojiu_pg，接单", "laojiu_pg", "poster"),
        ("曝光台官方账号：@laojiu_pg", "@laojiu_pg", "seller"),
        ("付款到支付宝 laojiu@pg.example", "laojiu@pg.example", "seller"),
        ("打到 laojiu_pg 骂她", "laojiu_pg", ""),
        ("加客服 @laojiu_pg 领她资料", "@laojiu_pg", "seller"),
        ("加微信 liuchun1850 骂她", "liuchun1850", ""),
        ("她的TG：@liuchun1850", "@liuchun1850", ""),
        ("微信 liuchun1850 住听涛苑", "liuchun1850", ""),
    ],
)
def test_an_account_of_who_sells_or_posts_is_put_with_nobody_by_the_words_around_it(line, account, told):
    read = Read((line,), (one := seen(line, account, "social_account"),))
    assert apart(read, one) == told


def test_many_accounts_are_held_against_one_another_by_how_they_begin(kit):
    lines = "\n".join(f"微博 @user{n:05d}x" for n in range(3000))
    hits = tuple(
        Seen(0, at, at + 10, "social_account", "valid", lines[at : at + 10], "*") for at in range(4, len(lines), 15)
    )
    values = {("social_account", one.value): one.value for one in hits}
    begun, before = sorted(values), time.process_time()
    assert all(exposure._as_whole(Read((lines,)), one, values, begun) == one for one in hits)  # noqa: SLF001
    assert time.process_time() - before < 1


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("就青禾幼教那边的", "就＊＊＊那边的"),
        ("我知道你住502，出门小心点", "我知道你住＊＊＊，出门小心点"),
        ("柳荫路那栋", "＊＊＊那栋"),
        ("柳老师别跑", "＊＊＊别跑"),
        ("给502元，排502位，2026-11-26 23:11", "给502元，排502位，2026-11-26 23:11"),
    ],
)
def test_parts_of_what_is_hers_are_covered_in_every_copy(desk, line, told):
    """The short name of her workplace went to the platform, and her flat to the police, in clear."""
    tab = desk.tab()
    post = f"姓名：{NAME}\n单位：江州市青禾幼教中心(河湾店)\n住址：江州市河湾区柳荫路18号3栋502室\n"
    desk.take(tab, [("帖.txt", post.encode()), ("聊.txt", f"群友：{line}\n".encode())], "chat")
    desk.done()
    values = exposure.exposed(desk.kit, desk.work.reads)
    hers = {f"said-{one.tag}": "mine" for one in values if one.kind in ("name", "workplace", "home_address")}
    assert tab.post("/exposed/answers", **hers).status == 303
    desk.done()
    assert desk.kit.covered(2)[0].read_text("utf-8").strip() == f"群友：{told}"


@pytest.mark.parametrize(
    ("line", "name", "typed"),
    [("今天的主角：幼师柳春生", NAME, False), ("主角：幼师柳春生", NAME, True), ("名字：司机韩知予", "韩知予", False)],
)
def test_what_somebody_is_is_no_part_of_their_name(kit, line, name, typed):
    """幼师 and the name behind it were one name, printed in full as the owner's, and the name that she had typed was folded into it."""
    other = "" if typed else f"\n姓名：{name}\n"
    read = read_file("a.txt", f"{line}{other}".encode())
    at = line.index(name) - 2
    more = Seen(0, at, at + 2 + len(name), "name", "valid", line[at:], "*", sure=False)
    read = replace(read, hits=tuple(found([*read.hits, more], read.texts, "")))
    if typed:
        kit.record.about = msgspec.structs.replace(kit.record.about, name=name)
    assert {one.value for one in exposure.exposed(kit, {1: read}) if one.kind == "name"} == {name}


def test_a_card_of_a_saved_channel_holds_what_one_post_shows(kit):
    """The workplace of one post stood on the card of another's post: to say that was not hers threw hers out."""
    title = "江州开盒笔记"
    page = f"{title} – Telegram\n{title}\n陈立\n电话：13900000055\n{title}\n{NAME}第二弹\n单位：江州市青禾幼教中心\n"
    read = read_file("a.txt", page.encode())
    kinds = {"陈立": "name", "13900000055": "phone_number", "江州市青禾幼教中心": "workplace"}
    hits = [replace(seen(page, value, kind), person=0) for value, kind in kinds.items()]
    values = exposure.exposed(kit, {1: replace(read, hits=tuple(hits))})
    cards = exposure.together(values, values)
    assert {frozenset(one.value for one in card) for card in cards} == {
        frozenset(("陈立", "13900000055")), frozenset(("江州市青禾幼教中心",))
    }  # fmt: skip


def test_what_was_typed_for_papers_is_changed_where_it_was_typed(desk):
    """Of her number, telephone and address nothing led to where they are changed."""
    tab = desk.tab()
    desk.take(tab, [("a.txt", f"{NAME} {PHONE} {ONE}\n".encode())], "chat")
    desk.done()
    tab.post("/exposed/own", name=NAME, phone=PHONE, id_number=ONE)
    page = tab.get("/exposed").text
    assert re.findall(r'href="/papers#(\w+)" aria-describedby="v-', page) == ["name", "id_number", "phone"]
    assert all(f'id="{field}"' in tab.get("/papers").text for field in ("name", "id_number", "phone"))


def test_a_branch_in_brackets_keeps_both():
    text = "单位：听涛花木中心(河湾店)"
    (one,) = found([seen(text, "听涛花木中心(河湾店", "workplace")], (text,), "")
    assert one.value == "听涛花木中心(河湾店)"
