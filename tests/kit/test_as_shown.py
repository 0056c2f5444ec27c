"""What a file shows is told and covered as it shows it: times of all files of a source, wallets over two lines, slips on their side, stamps, accounts of channels, names of groups, quotations."""

import re

import pytest
from tests.kit.conftest import ADDRESS, NAME, PHONE
from tests.kit.test_doubt import seen, take
from tests.kit.test_lay import taken

from doxdocket.detect.images.reading import ImageReading, Line
from doxdocket.kit import exposure, papers
from doxdocket.kit.calls import called, waybills
from doxdocket.kit.copies import Plan, covered, stretches
from doxdocket.kit.exposure import Hiding
from doxdocket.kit.folder import About, Said, opened
from doxdocket.kit.pages import headed
from doxdocket.kit.reading import apart, found, wrapped
from doxdocket.kit.screen import Read, heads_of, parts
from doxdocket.kit.signs import sign

WALLET = "TQzz1111ABCDEFGHNotReal000000"


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


def published(kit, *texts):
    reads = take(
        kit, *(Read((text,), (seen(text, NAME, "name"),)) for text in texts), what="page", about="Telegram 甲频道"
    )
    kit.answer(kit.tag("name", NAME), "mine")
    told = exposure.exposed(kit, reads)
    return [one for one in papers.drafts(kit, reads, told, [], [], Hiding(kit, told)) if one.kind == "published"]


def test_a_source_is_dated_by_the_first_of_all_its_files(kit):
    later = f"甲频道\n12月1日\n{NAME}的电话换了\n09:15"  # below the day of a talk: by whom it was said
    (one,) = published(kit, later, f"甲频道\n11月30日\n甲频道\n随便\n21:40\n甲频道\n{NAME}\n21:47")
    assert one.rough == "11月30日 21:40 至 12月1日 09:15，图上没有年份"


def test_a_file_that_shows_no_time_is_an_entry_of_its_own(kit):
    dated, other = published(kit, f"{NAME}\n2026-11-30 21:47", f"{NAME}一")
    assert (dated.day, dated.files) == ("2026-11-30", (1,))
    assert (other.day, other.rough, other.files) == ("", "", (2,))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("铁锤\n11月30日23:40", ["11月30日 23:40"]),
        ("楼主：甲 发布于 2025-12-01 02:37\n她入住 2025-12-02 14:00", ["2025-12-01 02:37"]),
        ("12月1日星期二00:03", ["12月1日 00:03"]),
    ],
)
def test_times_are_read_without_a_blank_with_a_weekday_and_in_the_head_of_a_post(text, told):
    assert papers.times(Read((text,)), "2026-12-02") == told


def test_the_day_of_a_message_is_no_weekday_alone():
    rows = "17000000388\t12月1日星期二00:03\n"
    assert called(Read((rows,)), "17000000388")[1] == ["12月1日 00:03"]


def lines(*rows):
    """Lines of a talk: text, left, width."""
    at, out = 0, []
    for n, (text, left, width) in enumerate(rows):
        out.append((at, at + len(text), (left, 40 * n, width, 30)))
        at += len(text) + 1
    return "\n".join(text for text, _, _ in rows), out


@pytest.mark.parametrize(("rest", "whole"), [("0000", True), ("3000U", False), ("USDT", False), ("300", False)])
def test_a_wallet_is_one_over_two_lines_of_a_bubble(rest, whole):
    text, where = lines(("你们凭什么，我要报警", 500, 500), (f"打到 {WALLET}", 60, 600), (rest, 60, 90))
    one = seen(text, WALLET, "virtual_asset", sure=False)
    (told,) = wrapped([one], text, where)
    assert told.value == (WALLET + rest if whole else WALLET)


def test_of_an_address_of_mail_the_site_covers_nothing_else():
    assert parts("tinghe_liu@example.com", "TQzz1111ExampleNotReal，https://a.example/1") == []
    assert parts("tinghe_liu@example.com", "叫 tinghe_liu 的") == [(2, 12)]


def test_a_slip_on_its_side_is_covered_line_by_line():
    upright = Line("手机13800000417", ((10, 20), (410, 20), (410, 60), (10, 60)), 1.0)
    side = Line("手机13800000417", ((20, 410), (20, 10), (60, 10), (60, 410)), 1.0)
    for line in (upright, side):
        (box,) = stretches(ImageReading("read", lines=(line,)), 0, 13)
        assert min(box.width, box.height) == 40
        assert max(box.width, box.height) == 440


STAMP = f"甲\n11-30 23:05 来自 岚州\n{NAME}"


def test_the_stamp_of_a_post_is_no_data_and_its_place_is_covered(kit):
    hit = seen(STAMP, "11-30 23:05 来自 岚州", "movement_trace", sure=False)
    assert list(found([hit], [STAMP], "")) == []
    told = covered(b"", Read((STAMP,)), Plan())[1].decode()
    assert "11-30 23:05 来自 ＊＊＊" in told
    assert "来自 iPhone客户端" in covered(b"", Read(("11-30 23:05 来自 iPhone客户端",)), Plan())[1].decode()
    assert papers.times(Read((STAMP,)), "2026-12-02") == ["11-30 23:05"]


def test_the_account_of_a_channel_is_asked_and_what_was_typed_is_taken_back(desk):
    text = f"就是她 {NAME} {PHONE}\n谁去泼油漆，奖300U。加客服 @lwda_kf领任务\n"
    tab = taken(desk, ("a.txt", text.encode()))
    assert "@lwda_kf" in tab.get("/exposed").seen  # shown whole before the answer: it is a seller's
    assert "lwda_kf" not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    tab.post("/exposed/answer", tag=desk.tag("social_account", "@lwda_kf"), said="caller")
    desk.done()
    assert "lwda_kf" in (desk.folder / "police" / "0001.txt").read_text("utf-8")
    assert "lwda_kf" not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")
    tab.post("/exposed/missed", kind="social_account", of="caller", value="laowu_0000")
    desk.take(tab, [("b.txt", b"wechat laowu_0000\n")], "chat")
    desk.done()
    tab.post("/exposed/missed", kind="social_account", of="caller", value="wechat laowu_0000")
    assert desk.kit.record.police == [1, 2]  # the copy for the police is made, and shows it
    tab.post("/exposed/not-missed", tag=desk.kit.tag("social_account", "wechat laowu_0000"))
    page = tab.get("/exposed").text
    card = page.partition("骚扰您的（")[2]
    tag = card.partition('action="/exposed/not-missed"')[2].partition('name="tag" value="')[2][:24]
    assert tag
    tab.post("/exposed/not-missed", tag=tag)
    desk.done()
    assert not desk.kit.record.missed


def test_the_name_of_a_group_that_bears_her_estate_is_told_to_the_platform_and_her_address_is_not(kit):
    address = "岚州市澄江区槐荫路18号望溪苑6幢1502室"
    reads = take(kit, Read((address,), (seen(address, address, "home_address"),)))
    kit.answer(kit.tag("home_address", address), "mine")
    kit.record.about = About(where=f"微信 望溪苑业主群\n见 {address}", since="望溪苑里")
    about = Hiding(kit, exposure.exposed(kit, reads)).record(kit.record).about
    assert "望溪苑业主群" in about.where
    assert "1502" not in about.where
    assert "望溪苑" not in about.since
    kit.answer(kit.tag("home_address", address), "others")
    assert "望溪苑" not in Hiding(kit, exposure.exposed(kit, reads)).record(kit.record).about.where


def test_a_quotation_of_a_paper_that_masks_her_number_has_none(kit):
    text = f"{NAME} {PHONE}"
    reads = take(kit, Read((text,), (seen(text, NAME, "name"), seen(text, PHONE, "phone_number"))))
    for kind, value in (("name", NAME), ("phone_number", PHONE)):
        kit.answer(kit.tag(kind, value), "mine")
        kit.show(kit.tag(kind, value), shown=True)
    kit.record.about = About(name=NAME, phone=PHONE)
    kit.record.threats = [Said("incitement", f"{NAME}的新号{PHONE}，继续打", (1,))]
    told = exposure.exposed(kit, reads)
    words = {
        name: papers.hiding(name, kit, told).record(kit.record).threats[0].words for name in ("report", "prosecutors")
    }
    assert PHONE in words["report"]
    assert PHONE not in words["prosecutors"]
    assert NAME not in words["prosecutors"]


def test_the_number_of_a_waybill_in_a_message_is_nobodys(kit):
    text = "【快递】您有一件到付快递，运单号SF0000001234567，货款128元，收件 寄件"
    read = Read((text,), (seen(text, "SF0000001234567", "delivery_address", sure=False),), form="parcel")
    assert list(waybills(read)) == ["0000001234567"]
    reads = take(kit, read, what="calls")
    assert exposure.exposed(kit, reads) == []


def test_a_notice_is_told_to_have_the_kinds_of_its_own_files_alone(desk):
    tab = taken(
        desk,
        ("a.txt", f"姓名：{NAME}\n手机：{PHONE}\n".encode()),
        ("b.txt", f"姓名：{NAME}\n住址：{ADDRESS}\n".encode()),
        what="screenshot",
    )
    tab.post("/files/sources", **{"about-1": "QQ群 甲", "about-2": "微博 乙 主页"})
    tab.post("/exposed/answers", draft="/exposed", name=NAME, phone=PHONE, address=ADDRESS)
    tab.post("/papers/about", platform="QQ", where="QQ群 甲", platform_2="微博", where_2="微博 乙 主页")
    desk.done()
    qq = tab.get("/papers/check").text.partition("<strong>QQ</strong>")[2].partition("<strong>微博</strong>")[0]
    assert "手机号" in qq
    assert "住址" not in qq


def test_a_slip_offers_a_line_of_what_was_sent(kit):
    text = "运单号 SF0000001234567\n收件人 甲\n寄件人 乙\n物品：花圈一个 货款：128元\n派送时间 2025-12-01 10:18"
    reads = take(kit, Read((text,), form="parcel"), what="parcel")
    (one,) = papers.drafts(kit, reads, [], [], [], str)
    assert (one.kind, one.day) == ("parcels", "2025-12-01")
    assert "花圈一个 货款：128元" in one.says


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("3楼 她2019-09-01搬来的 柳春生", []),
        ("5楼：她2023-09-01入学，2024-05-01 10:00", []),
        ("12楼 案发时间 2021-01-01", []),
        ("3楼 铁匠 2026-11-22 23:30：来了", ["2026-11-22"]),
        ("楼主 判官 发表于 2026-11-22 23:16", ["2026-11-22 23:16"]),
    ],
)
def test_a_day_that_somebody_tells_is_no_head_of_a_post(text, shown):
    assert [text[start:end] for start, end in heads_of(text)] == shown


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("到付 收件人 柳春生 Tel13900001872", []),
        ("收件 到付 单号：13900001872", []),
        ("收件 到付 QQ1390000187", []),
        ("收件 到付 SF0000001234567", ["0000001234567"]),
    ],
)
def test_a_telephone_or_an_account_is_no_waybill(text, numbers):
    assert [*waybills(Read((text,)))] == numbers


def test_given_names_that_are_words_stay_covered_and_times_of_a_day_do_not():
    assert [bool(sign("everyday").fullmatch(one)) for one in ("和平", "朝阳", "平安", "明天", "今晚")] == [
        False, False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "device"),
    [
        ("荣耀路12号", False), ("荣耀小区北门", False), ("微博大厦", False), ("小米科技园东门", False),
        ("iPhone 15 Pro", True), ("微博网页版", True), ("华为Mate60", True), ("HUAWEI P60 客户端", True),
    ],
)  # fmt: skip
def test_a_place_that_begins_as_a_make_is_no_device(where, device):
    assert bool(sign("device").fullmatch(where)) is device


@pytest.mark.parametrize("text", ["就是 liuxia07 这个号", "xunlixia-studio.cn 是他的"])
def test_an_account_that_was_typed_with_its_platform_is_sought_and_so_is_a_site_of_ones_own(text):
    value = "TG @liuxia07" if "liuxia07" in text else "lx@xunlixia-studio.cn"
    assert parts(value, text)


def test_what_a_bar_of_a_screen_says_is_no_title():
    assert (
        headed("王姐(2)", "", "微信") == headed("21:14", "12,431 位订阅者", "") == headed("微博正文", "关注", "") == ""
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("付款人手机13900001872", ""), ("她付款记录 13900001872", ""), ("官方认证的老师 13900001872", ""),
        ("加昵称 13900001872", ""), ("付款13900001872", "seller"), ("官方客服 13900001872", "seller"), ("加微信 13900001872", "seller"),
        ("付款方式：支付宝 13900001872", "seller"), ("付款后 13900001872", "seller"), ("付款时间 13900001872", ""),
    ],
)  # fmt: skip
def test_words_that_tell_of_a_person_make_no_seller(text, said):
    assert apart(Read((text,)), seen(text, "13900001872", "phone_number")) == said


def test_a_number_below_a_wallet_is_none_of_its_signs():
    wallet = "打到 TQzz1111ABCDEFGHJKNotReaL000000abcdefgh"
    for shown, rest, n in ((24, "13900001872", 0), (28, "00001872", 0), (33, "0000", 1)):
        text, where = lines(("你们凭什么，我要报警", 500, 500), (wallet[:shown], 60, 600), (rest, 60, 90))
        assert len(list(wrapped([], text, where))) == n


def test_a_group_names_the_estate_and_no_house(kit):
    address = "槐荫路18号望溪苑6幢1502"
    reads = take(kit, Read((f"她住{address}",), (seen(f"她住{address}", address, "home_address"),)))
    kit.answer(kit.tag("home_address", address), "mine")
    hide = Hiding(kit, exposure.exposed(kit, reads))
    for text in (f"{address}的群", "望溪苑6幢1502的群"):
        assert not re.search("1502|6幢|18号", hide(text, "where"))
    assert hide("微信 望溪苑业主群", "where") == "微信 望溪苑业主群"


@pytest.mark.parametrize("site", ["a.cloud", "b.link", "c.xin", "d.online"])
def test_an_address_without_a_path_is_one(site):
    assert sign("web").search(f"见 {site}")


def test_when_a_post_was_sent_is_masked_in_no_paper(kit):
    """What the reader took for a trace below a comment masked the time of the post: the notice said ***0."""
    text = f"甲\n11-26 12:30 来自 网页版\n{NAME}\n乙\n滚\n11-26 12:33 江州"
    reads = take(kit, Read((text,), (seen(text, "11-26 12:33 江州", "movement_trace", sure=False),)))
    hide = Hiding(kit, exposure.exposed(kit, reads))
    assert hide("11-26 12:30") == "11-26 12:30"
    told = hide("在 11-26 12:33 江州")
    assert told.startswith("在 11-26 12:33")
    assert "江州" not in told


def test_a_notice_names_the_addresses_and_the_group_that_its_files_show(desk):
    """Whom a notice goes to could not find the place: the address stood in the picture alone, and the number of the group was covered."""
    group = f"吃瓜小分队(386)\n群号 000012345\n{NAME} {PHONE}\n加 660017420188\n"
    post = f"甲频道\n姓名：{NAME}\nt.me/jiapindao_notes/311\n"
    tab = taken(desk, ("a.txt", group.encode()), ("b.txt", post.encode()), what="chat")
    assert not {"000012345"} & {one.value for one in exposure.exposed(desk.kit, desk.work.reads)}
    tab.post("/files/sources", **{"about-1": "QQ群 吃瓜小分队", "about-2": "Telegram 甲频道"})
    tab.post(
        "/papers/about",
        name=NAME,
        platform="QQ",
        where="QQ群 吃瓜小分队",
        platform_2="Telegram",
        where_2="Telegram 甲频道",
    )
    tab.post("/papers/with", name="notice", file="1")
    tab.post("/papers/with", name="notice_2", file="2")
    desk.done()
    assert "群号 000012345" in tab.get("/papers/of/notice").seen
    assert "t.me/jiapindao_notes/311" in tab.get("/papers/of/notice_2").seen
    assert "t.me/jiapindao_notes/311" not in tab.get("/papers/of/notice").seen
    copy = desk.kit.covered(1)[0].read_text("utf-8")
    assert "群号 000012345" in copy
    assert "660017420188" not in copy
