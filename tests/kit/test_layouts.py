"""When words on a screen or a page were said, and by whom, by the layout of the file; what of the other side of a talk is offered; what nobody is asked."""

import itertools

import pytest
from tests.kit.conftest import picture
from tests.kit.test_doubt import take

from doxdocket.detect.images import read_image
from doxdocket.kit import exposure, papers
from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.folder import Own, opened
from doxdocket.kit.quotes import heard, told_by
from doxdocket.kit.reading import found, no_value, read_file, unasked, wrapped
from doxdocket.kit.screen import Read, Seen

WORDS = ("今晚去他店里砸门", "大家一起去堵他", "别让他好过", "我在楼下等着他", "都去打他电话", "骂到他关机")
NAMES = ("甲乙丙", "丁戊己", "庚辛壬")
STAMPS = {
    "day and clock": lambda n: f"2026-11-2{n} 21:1{n}",
    "no year, a place": lambda n: f"11-2{n} 21:1{n} 来自临川 回复",
    "foot with buttons": lambda n: f"2026-11-2{n} 21:1{n} 回复 举报",
    "clock": lambda n: f"21:1{n}",
}


def moment(stamp, n):
    """What is told of a stamp: its day and its clock."""
    return f"21:1{n}" if stamp == "clock" else f"11-2{n} 21:1{n}"


@pytest.mark.parametrize(
    ("stamp", "order", "posts"), [*itertools.product(STAMPS, ("above", "below", "inline"), (2, 3, 5))]
)
def test_words_have_the_moment_of_their_post_wherever_the_layout_puts_it(stamp, order, posts):
    rows, told = ["某吧", "标题"], []
    for n in range(posts):
        name, words, when = f"{n + 1}楼 {NAMES[n % 3]}", WORDS[n], STAMPS[stamp](n)
        if order == "inline":
            rows += [f"{NAMES[n % 3]}\t{moment(stamp, n)}", words]
        else:
            rows += [name, when, words] if order == "above" else [name, words, when]
        told.append((words, NAMES[n % 3], moment(stamp, n)))
    text = "\n".join(rows)
    for words, by, when in told:
        assert told_by(text, words)[0] == by
        assert told_by(text, words)[1].endswith(when), text


def screen(rows, width=1000):
    """A picture's text and lines: each row with its left end, its width and where it stands."""
    lines, start = [], 0
    for text, left, wide, top in rows:
        lines.append((start, start + len(text), (left, top, wide, 40)))
        start += len(text) + 1
    return "\n".join(text for text, *_ in rows), lines, width


WECHAT = [
    ("12:05\t5G 78%", 30, 900, 10), ("夜行人", 440, 120, 90), ("11月29日晚上22:05", 360, 280, 200), ("你店明天别想开门", 150, 400, 290),
    ("晓得你闺女几点放学", 150, 420, 410), ("别再骚扰我", 600, 330, 530), ("22:09", 425, 80, 680), ("敢报警就废了你一条腿", 150, 430, 770),
]  # fmt: skip
BUBBLES = [
    ("12:05\t5G 78%", 30, 900, 10), ("小黑", 200, 100, 90), ("@xh_0000_bot", 200, 220, 140), ("11月30日", 430, 140, 230), ("看到了吧", 50, 260, 330),
    ("18:55", 330, 90, 375), ("那就把你女儿照片也发出去", 50, 480, 470), ("19:08", 455, 95, 515), ("你们凭什么", 700, 260, 620), ("19:09", 860, 90, 670),
]  # fmt: skip


def test_a_header_in_the_middle_holds_for_what_follows_and_a_bubbles_own_clock_wins():
    text, lines, width = screen(WECHAT)
    told = {words: (label, by, at) for label, words, by, at in heard([text], [[]], lines, width=width, form="private")}
    assert told["你店明天别想开门"][1:] == ("夜行人", "11月29日晚上22:05")
    assert told["晓得你闺女几点放学"][1:] == ("夜行人", "11月29日晚上22:05")
    assert told["敢报警就废了你一条腿"] == ("threat", "夜行人", "11月29日 22:09")
    text, lines, width = screen(BUBBLES)
    told = {words: (by, at) for _, words, by, at in heard([text], [[]], lines, width=width, form="private")}
    assert told == {
        "看到了吧": ("小黑 @xh_0000_bot", "11月30日 18:55"),
        "那就把你女儿照片也发出去": ("小黑 @xh_0000_bot", "11月30日 19:08"),
    }  # every message of the other side, none of the owner's


def test_of_a_list_of_messages_each_of_a_person_is_offered_and_the_telephones_clock_is_no_time():
    rows = [
        "12:05\t5G 78%",
        "短信",
        "130 0000 4410\t昨天",
        "你全家不得好死",
        "131 0000 8802\t星期一",
        "还不关店？等着",
        "95000\t星期一",
        "【某行】您的验证码480213",
        "李姐\t星期日",
        "面粉明天到，记得收货",
    ]
    text, lines, width = screen([(row, 30, 600, 90 * n + 10) for n, row in enumerate(rows)])
    told = {words: (label, by, at) for label, words, by, at in heard([text], [[]], lines, width=width)}
    assert told["你全家不得好死"][1:] == ("130 0000 4410", "昨天")
    assert told["还不关店？等着"][1:] == ("131 0000 8802", "星期一")
    assert told["面粉明天到，记得收货"] == ("message", "李姐", "星期日")
    assert not any("12:05" in at for _, _, at in told.values())
    assert not any("验证码" in words for words in told)
    text, lines, width = screen([("12:05\t5G 78%", 30, 900, 10), ("夜猫", 30, 90, 90), ("去堵她", 30, 150, 170)])
    assert told_by(text, "去堵她", lines, width) == ("", "")


@pytest.mark.parametrize("words", ["支持，砸了他的店", "明早九点店门口集合", "大家上门退钱去", "这人开黑店的，欠揍"])
def test_a_command_to_come_to_hit_or_to_smash_is_offered(words):
    assert [label for label, *_ in heard([words], [[]])] == ["incitement"]


@pytest.mark.parametrize("words", ["上门安装空调", "面粉明天到，记得收货", "我们店周末集合点单有优惠"])
def test_talk_of_trade_is_not(words):
    assert heard([words], [[]]) == ()


def hit(text, value, kind, **more):
    at = text.index(value)
    return Seen(0, at, at + len(value), kind, "valid", value, "*", sure=False, person=0, **more)


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


FOOT = "永丰老街坊的店 - 临溪吧\n1楼 永丰老街坊\n2026-11-29 00:05 回复 举报\n邵文卓男\n店名麦田面包房\n债主都知道他欠了三万"


def test_the_foot_of_a_post_and_who_posts_are_nothing_and_what_nobody_tells_is_of_nobody():
    assert no_value("movement_trace", "2026-11-2900:05回复举报")
    assert no_value("loan_debt", "2026-11-29 08:52 回复 举报")
    assert no_value("name", "临溪吧")
    assert not no_value("name", "吴吧啦")
    some = [hit(FOOT, "邵文卓男", "name"), hit(FOOT, "麦田面", "name"), hit(FOOT, "欠了三万", "loan_debt")]
    at = FOOT.index("1楼 ") + 3
    some.append(Seen(0, at, at + 5, "workplace", "doubtful", "永丰老街坊", "*", sure=False, person=0))
    told = [(one.kind, one.value, one.person) for one in found(some, [FOOT], "")]
    assert told == [("name", "邵文卓", 0), ("workplace", "麦田面包房", 0), ("loan_debt", "欠了三万", -1)]


def test_a_family_name_alone_and_a_code_are_asked_of_nobody(kit):
    text = "邵老板来了\n【某票务】动态码771902，请勿泄露"
    read = Read((text,), (one := hit(text, "邵", "name"), code := hit(text, "771902", "verification_code")))
    assert unasked(read, one)
    assert unasked(read, code)
    assert exposure.exposed(kit, take(kit, read)) == []
    assert not unasked(read, hit(text, "邵老板", "name"))


def test_an_address_of_mail_over_the_end_of_a_line_is_one_and_says_of_which_service():
    text = "转3000元到支付宝p\nay0000@example.invalid 今晚"
    lines = [(0, 11, (50, 500, 690, 50)), (12, len(text), (50, 560, 680, 50))]
    cut = hit(text, "ay0000@example.invalid", "email")
    (one,) = wrapped([cut], text, lines)
    assert (one.kind, one.value, len(one.boxes)) == ("payment_account", "pay0000@example.invalid", 2)
    short = [(0, 11, (50, 500, 300, 50)), (12, len(text), (50, 560, 680, 50))]
    assert [each.value for each in wrapped([cut], text, short)] == ["ay0000@example.invalid"]


def test_no_value_masks_a_date_in_a_paper_but_a_birth(kit):
    kit.record.missed = [
        Own("movement_trace", "2026-11-29 00:05 临川路"),
        Own("loan_debt", "2026-11-29 老赖"),
        Own("birth_date", "1893-09-15"),
    ]
    hide = papers.hiding("prosecutors", kit, [])
    assert (
        hide("11月28日起，2026-11-29 00:05 至 2026-11-29 00:11") == "11月28日起，2026-11-29 00:05 至 2026-11-29 00:11"
    )
    assert "2026-11-29" in hide("2026-11-29 老赖")
    assert "老赖" not in hide("2026-11-29 老赖")
    assert "1893-09-15" not in hide("她 1893-09-15 生")


def test_the_short_form_of_a_school_is_covered():
    text = "七月\n他女儿在白塔二小\n铁柱"
    plan = Plan(theirs=(("school", "白塔区第二小学"),))
    assert "二小" not in covered(text.encode(), Read((text,)), plan)[1].decode()


AT = "浙江省云溪市望月路318号7幢1单元502室"


@pytest.mark.parametrize(
    ("cut", "behind"), [(8, ""), (10, ""), (12, ""), (14, ""), (17, ""), (20, ""), (16, " 货到付款"), (20, " 货到付款")]
)
def test_an_address_that_a_picture_breaks_anywhere_is_one_and_covered_whole(cut, behind):
    data = picture([f"家庭住址：{AT[:cut]}", AT[cut:] + behind, "大家去她家看看"])
    read = read_file("a.png", data)
    assert [one.value for one in read.hits if one.kind == "home_address"] == [AT.replace("幢", "栋")]
    shown = "".join(read_image(covered(data, read, Plan())[1]).text.split())
    assert not [words for words in ("502", "2室", "7幢", "望月", "单元") if words in shown]


@pytest.mark.parametrize("below", ["29号我去蹲她", "2026年报名的大家去吧", "3室一厅出租"])
def test_what_is_below_an_address_is_no_part_of_it(below):
    read = read_file("a.png", picture([f"家庭住址：{AT[:15]}", below, "电话 13900001850"]))
    assert [one.value for one in read.hits if one.kind == "home_address"] == [AT[:15].replace("幢", "栋")]
