"""What papers say is what the files show: what was published and what was not, calls that two records have, days with a time, and folders to hand in that no longer fit."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import get_args, get_type_hints

import pytest
from tests.kit.conftest import NAME, ONE, OTHER, PHONE, picture
from tests.kit.test_lay import taken
from tests.kit.test_report import article

from doxdocket.assess.forms.damages import Harm
from doxdocket.errors import StorageFault
from doxdocket.kit.calls import called
from doxdocket.kit.copies import Plan, covered
from doxdocket.kit.exposure import Called, exposed, heads
from doxdocket.kit.folder import FILE, HAND_IN, About, Item, Kind, Kit, opened
from doxdocket.kit.papers import calls_row, published, source
from doxdocket.kit.quotes import heard, offered
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import Read, Seen
from doxdocket.kit.work import Work
from doxdocket.words import said_in

FATHER = "13900006620"


def part(seen, title, end="证据编号"):
    """What stands between a title and what follows on its table."""
    return seen.partition(title)[2].partition("\n\n\n\n")[0] if title in seen else ""


def test_what_stands_in_ones_own_list_or_a_private_message_was_not_published(desk):
    calls = f"时间,号码,类型\n2026-11-22 23:50:07,{FATHER},被叫\n2026-11-22 01:00:07,13900001871,被叫\n2026-11-22 01:05:07,13900001872,被叫\n"
    tab = taken(desk, ("来电.csv", calls.encode()), what="calls")
    desk.take(tab, [("a.txt", f"姓名：{NAME} 手机 {PHONE}".encode())], "chat", "短信 13900001871发来的")
    desk.done()
    tab.post("/exposed/answer", tag=desk.tag("phone_number", FATHER), said="family", who="爸爸")
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    desk.done()
    for name in ("report", "prosecutors"):
        seen = article(tab, name)
        assert "家人被公开的信息" not in seen
        first, mark, rest = seen.partition("其他证据上的本人信息")
        assert mark
        assert "姓名" not in first[first.index("被公开的本人信息") :]
        assert "姓名" in rest


@pytest.mark.parametrize(
    ("what", "about", "name", "seen", "told"),
    [
        ("screenshot", "QQ群 吃瓜群", "a.png", "", True),
        ("screenshot", "", "a.png", "", False),
        ("screenshot", "短信 1390000", "a.png", "", False),
        ("screenshot", "爸爸微信发我的", "a.png", "", False),
        ("screenshot", "QQ新朋友里的验证消息", "a.png", "", False),
        ("screenshot", "存的", "Screenshot_1_Mms.jpg", "", False),
        ("screenshot", "爸爸微信发我的", "a.png", "public", True),
        ("chat", "某某群", "a.txt", "private", False),
        ("page", "", "a.html", "", True),
        ("page", "", "话单.pdf", "", False),
        ("page", "曝光网", "a.pdf", "", True),
        ("screenshot", "百度贴吧 宝妈吧", "a.png", "", True),
        ("screenshot", "QQ群 宝妈群", "a.png", "", True),
        ("screenshot", "Telegram 频道 查父母户籍", "a.png", "", True),
        ("screenshot", "微博 转发我照片的帖", "a.png", "", True),
        ("screenshot", "曝光台", "妈妈发来.png", "", True),
        ("screenshot", "微信朋友圈 小丽", "a.png", "", True),
        ("screenshot", "微信群，同学转来", "a.png", "", True),
        ("screenshot", "微信 小丽", "a.png", "", False),
        ("screenshot", "同学微信发来", "a.png", "", False),
        ("screenshot", "微信好友发的截图", "a.png", "", False),
        ("screenshot", "WhatsApp Li", "a.png", "", False),
        ("screenshot", "forwarded by a friend", "a.png", "", False),
        ("screenshot", "Telegram 群里有人私聊我", "a.png", "", False),
        ("calls", "某某群", "a.csv", "public", False),
        ("parcel", "某某群", "a.png", "", False),
    ],
)
@pytest.mark.whole(but=5)
def test_published_is_what_anybody_could_see(desk, what, about, name, seen, told):
    assert published(Item(1, name, name, "", 1, desk.kit.record.made, what, about, seen)) is told


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("QQ群 宝妈群", True),
        ("QQ 小丽", None),
        ("QQ 小丽发给我", None),
        ("QQ群 群主私聊我", None),
        ("QQ群 短信轰炸", None),
        ("QQ 私聊", False),
        ("微博 帖", False),
    ],
)
def test_where_a_word_alone_tells_who_could_see_a_file_the_owner_is_asked(desk, about, told):
    desk.kit.record.about = About(platform="QQ")
    one = Item(1, "a.png", "a.png", "", 1, desk.kit.record.made, "screenshot", about)
    assert source(desk.kit, one, "notice") is told


def test_a_source_that_names_nobody_but_a_sender_fills_no_other(desk):
    names = [f"Screenshot_2026112{n}_220104_WeChat.txt" for n in range(2)]
    tab = taken(desk, *((name, name.encode()) for name in names), what="screenshot")
    tab.post("/files/sources", **{"about-1": "微信 小丽", "about-2": ""})
    assert [one.about for one in desk.kit.record.files] == ["微信 小丽", ""]
    tab.post("/files/sources", **{"about-1": "微信群 吃瓜", "about-2": ""})
    assert [one.about for one in desk.kit.record.files] == ["微信群 吃瓜"] * 2


def test_the_owner_says_who_could_see_a_file(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}".encode()), what="chat")
    tab.post("/files/told", no=1, what="chat", about="群", seen="private")
    assert not published(desk.kit.item(1))
    tab.post("/files/sources", **{"about-1": "群一"})
    assert desk.kit.item(1).seen == "private"


LIST = "序号\t起始时间\t通信方式\t对方号码\n" + "".join(
    f"{n}\t2026-11-{day} 0{n}:10:07\t被叫\t{number}\n"
    for n, day, number in (
        (1, 22, "13900001871"),
        (2, 23, "13900001871"),
        (3, 22, "0085500000312"),
        (4, 24, "13900001872"),
    )
)
SCREEN = "最近通话\n13900001871\t今天 03:41\n未接来电 (2)\n+855 00 000 312\t今天 02:58\n未接来电\n13900001872\t今天 02:10\n来电12秒\n110\t昨天 23:40\n拨出 3分41秒\n"


def test_a_screen_of_calls_and_a_list_of_them_tell_the_same_calls_and_a_number_written_otherwise_is_one(desk):
    tab = taken(desk, ("详单.txt", LIST.encode()), ("最近.txt", SCREEN.encode()), what="calls")
    cards = [one for one in heads(exposed(desk.kit, desk.work.reads)) if one.sends]
    assert len(cards) == 3
    desk.callers(tab)
    desk.done()
    seen = [line.strip() for line in article(tab).split("\n") if line.strip()]
    at = seen.index("骚扰、威胁本人的号码和账号")
    rows = seen[at : at + 60]
    for number, times, first, last in (
        ("13900001871", "至少 2", "2026-11-22 01:10:07", "2026-11-23 02:10:07"),
        ("0085500000312", "至少 1", "2026-11-22 03:10:07", "2026-11-22 03:10:07"),
        ("13900001872", "至少 1", "2026-11-24 04:10:07", "2026-11-24 04:10:07"),
    ):
        [here] = [n for n, text in enumerate(rows) if text == number]
        assert rows[here + 1 : here + 4] == [times, first, rows[here + 3]]
        assert rows[here + 3] == last
        assert "图上写“" in rows[here + 4]
        assert rows[here + 4].endswith("先后不明")  # the day of a screen that says 今天 nobody knows: as shown


def test_a_count_on_the_line_below_is_counted_and_whom_the_owner_called_there_is_none():
    read = Read((SCREEN,), form="calls")
    assert called(read, "13900001871") == (2, ["今天 03:41"], (("今天 03:41", "missed", 2),))
    assert called(read, "110")[0] == 0


ROWS = (
    "最近通话\n13900001871\t11月26日22:15\n已接来电0:12\n13900001871 (3)\t11月26日 21:06\n未接来电\n"
    "13900001872\t昨天 09:02\n未接来电\n13900001872\t11月24日07:00\n已接来电1:00\n13900001872\t11月24日07:30\n呼出 1:00\n"
    "13900001873\t昨天 22:15\n呼入 0:12\n13900001873\t今天 01:02\n拒接\n13900001873\t前天\n未接来电\n"
)


def test_calls_are_told_as_the_list_tells_them_with_the_days_that_it_shows(desk):
    first, second, third = (called(Read((ROWS,), form="calls"), f"1390000187{n}") for n in (1, 2, 3))
    assert (first[0], first[1]) == (4, ["11月26日 21:06", "11月26日 22:15"])
    assert {state: n for _, state, n in first[2]} == {"answered": 1, "missed": 3}
    assert (second[0], second[1]) == (2, ["11月24日 07:00", "昨天 09:02"])
    assert [state for _, state, _ in second[2]] == ["missed", "answered", "outgoing"]
    assert (third[0], third[1]) == (3, ["前天", "昨天 22:15", "今天 01:02"])
    assert [state for _, state, _ in third[2]] == ["", "declined", "missed"]
    tab = desk.tab()
    tab.get("/files")
    desk.take(tab, [("来电.txt", ROWS.encode())], "calls")
    desk.done()
    page = re.sub(r"<[^>]+>", "", tab.get("/exposed/callers").text)
    desk.callers(tab)
    desk.done()
    paper = article(tab)
    for told in (
        "3 次未接{}1 次已接",
        "1 次未接{}1 次已接{}您打出 1 次",
        "1 次未接{}1 次拒接{}1 次不明",
        "图上写“昨天 09:02”",
        "11月24日 07:00",
        "11月26日 21:06",
    ):
        assert told.replace("{}", "、") in page
        assert told.replace("{}", "、") in paper
    assert "图上写“今天 01:02”" in paper


def test_days_of_two_lists_that_say_yesterday_are_not_set_in_order_and_no_year_is_made_up():
    one = Called(1, 1, ("昨天 22:15",), (("昨天 22:15", "missed", 1),))
    other = Called(2, 2, ("11月24日 07:00", "今天 08:00"), (("11月24日 07:00", "answered", 1), ("今天 08:00", "", 1)))
    row = calls_row([one, other], {1: "2026-12-01", 2: "2026-12-01"})
    assert row.first == "11月24日 07:00"
    assert row.last == "11月24日 07:00"
    told = "至少 1 次未接、1 次已接；图上写“昨天 22:15”、图上写“今天 08:00”，先后不明"
    assert (row.states[0], row.times[0], row.dated) == (told, "至少 2", [])


def test_a_time_stands_with_its_own_day(desk):
    tab = desk.tab()
    tab.get("/diary")
    tab.post("/diary/write", kind="calls", says="x", day="2026-11-23", time="02:14", until="2026-11-26")
    told = "2026-11-23 02:14 – 2026-11-26"
    assert told in article(tab)
    assert told in re.sub(r"<[^>]+>", "", tab.get("/diary").text)


def test_the_sender_of_a_parcel_is_never_proposed_as_the_owners(desk):
    slip = f"运单号 XL0000038814472\n收：{NAME}13900001899\n浙江省杭州市听涛区松声路12号\n寄：殡葬用品 13900009999\n"
    tab = taken(desk, ("快递.txt", slip.encode()), what="parcel")
    tab.post("/exposed/own", name=NAME)
    desk.done()
    sender = [one for one in exposed(desk.kit, desk.work.reads) if one.value == "13900009999"]
    assert [(one.hers, one.sends) for one in sender] == [(False, (1,))]
    tab.post("/exposed/own", name=NAME, phone=PHONE)
    assert not [one for one in exposed(desk.kit, desk.work.reads) if one.hers and one.kind == "phone_number"]


def _diary(tab, desk):
    tab.post("/diary/write", kind="calls", says="又来了")


def _kind(tab, desk):
    tab.post("/files/told", no=1, what="parcel")


def _out(tab, desk):
    tab.post("/files/take-out", no=1)


def _answer(tab, desk):
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="others")


@pytest.mark.parametrize("change", [_diary, _kind, _out, _answer])
def test_folders_to_hand_in_go_with_whatever_is_said_otherwise(desk, change):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}".encode()), ("b.txt", b"x"), what="chat")
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    desk.done()
    tab.post("/papers/hand-in")
    folder = desk.kit.folder / HAND_IN
    assert folder.is_dir()
    tab.post("/language", lang="en")
    tab.post("/language", lang="zh")
    assert folder.is_dir()
    change(tab, desk)
    assert not folder.exists()
    assert "撤掉" in tab.get("/papers").text


def test_folders_to_hand_in_that_were_not_written_whole_are_none(desk, monkeypatch):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}".encode()), what="chat")
    tab.post("/papers/hand-in")
    folder, put = desk.kit.folder / HAND_IN, Kit.put

    def full(kit, path, data):
        if HAND_IN in path.parts and path.suffix == ".txt":
            laid.append((json.loads((kit.folder / FILE).read_bytes())["laid"], kit.record.laid))
            raise StorageFault("kit_folder.not_written", file=path)
        put(kit, path, data)

    laid = []
    monkeypatch.setattr(Kit, "put", full)
    assert tab.post("/papers/hand-in").status == 400
    assert laid == [("", "")]  # killed now, the half would not count as whole
    assert not folder.exists()
    monkeypatch.undo()
    assert "撤掉" not in tab.get("/papers").seen
    assert tab.post("/papers/hand-in").status == 303
    assert list(folder.rglob("0001.txt"))


def test_no_digest_of_what_was_said_stays_when_it_holds_no_more(desk):
    tab = taken(desk, ("a.txt", b"x"), what="chat")
    tab.post("/papers/about", id_number=ONE)
    desk.done()
    tab.post("/papers/hand-in")
    assert desk.kit.record.laid
    tab.post("/papers/about", name=NAME, id_number="")
    desk.done()
    assert json.loads((desk.kit.folder / FILE).read_bytes())["laid"] == ""


def test_who_could_see_a_file_is_told_by_its_head_once(tmp_path):
    """Each start said again what the owner had taken back, and the folders to hand in went."""
    with opened(tmp_path / "kit") as kit, ThreadPoolExecutor(1) as worker:
        kit.take("a.txt", b"x", "chat")
        work = Work(kit, worker)
        work.read(1)
        work._take_read(1, Read(("x",), form="private"))  # noqa: SLF001 - as the thread of reading does
        assert kit.item(1).seen == "private"
        kit.tell(1, "chat", "", "")
        kit.put(kit.folder / "covered" / "0001.txt", b"x")
        again = Work(kit, worker)
        again.read(1)
        again._take_read(1, Read(("x",), form="private"))  # noqa: SLF001
        assert kit.item(1).seen == ""


def test_what_the_owner_said_is_theirs_stays_covered_whatever_else_is_nobodys(desk):
    """An address that swallows the sentence behind it is nobody's, its estate and flat stand without the house, the given name alone."""
    home, threat = "松岚市松溪区柳荫路88号听涛苑3幢602室", "谁去桂园7栋415楼下拍到她，给300U"
    tab = taken(
        desk,
        ("a.txt", f"姓名：{NAME}\n宿舍：桂园7栋415\n住址：{home}\n".encode()),
        ("b.txt", f"悬赏：{threat}\n听涛苑602我记住了\n{NAME[1:]}你快看\n".encode()),
    )
    own = {"name": NAME, "home_address": "桂园7栋415"}
    for one in exposed(desk.kit, desk.work.reads):
        if one.clear in own.values() or one.clear == home:
            tab.post("/exposed/answer", tag=one.tag, said="mine")
    read = desk.work.reads[2]
    at = read.texts[0].index("桂园7栋415")
    swallowed = Seen(0, at, at + 13, "home_address", "valid", "桂园7栋415楼下拍到她", "*", sure=False)
    desk.work.reads[2] = replace(read, hits=(swallowed,))
    desk.kit.answer(desk.kit.tag("home_address", swallowed.value), "nobody")
    for police in (False, True):
        told = covered(b"", desk.work.reads[2], desk.work.plan(2, police=police))[1].decode()
        assert told == "悬赏：谁去＊＊＊楼下拍到她，给300U\n＊＊＊我记住了\n＊＊＊你快看\n"


def test_of_a_threat_nothing_is_covered_but_what_names_somebody():
    line = f"判官：给500块，明天就去松声路12号堵{OTHER}"
    hits = [
        Seen(0, line.index(words), line.index(words) + len(words), kind, "valid", words, "*", sure=False)
        for kind, words in (("income_tax", "500块"), ("criminal_record", "判官：给500块"), ("name", OTHER))
    ]
    read = Read((line,), tuple(hits), threats=(("paid_task", line),))
    assert covered(b"", read, Plan())[1].decode() == line.replace(OTHER, "＊＊＊")


def test_every_row_of_digits_that_is_covered_is_asked_of_and_can_be_lifted(desk):
    tab = taken(desk, ("群.txt", "群号 660017420\n大家好\n".encode()))
    copy = desk.folder / "covered" / "0001.txt"
    assert "660017420" not in copy.read_text("utf-8")
    [one] = exposed(desk.kit, desk.work.reads)
    tab.post("/exposed/nobody", tag=one.tag, sure="yes")
    desk.done()
    assert "660017420" in copy.read_text("utf-8")


def test_copies_are_made_again_only_where_they_cover_otherwise(desk, monkeypatch):
    tab = taken(desk, ("a.txt", f"手机 {PHONE}\n".encode()), ("b.txt", "路人甲：别传了\n".encode()))
    again = []
    monkeypatch.setattr(desk.work, "again", again.append)
    tab.post("/exposed/missed", kind="name", value="路人甲", of="others")
    tab.post("/exposed/answer", tag=desk.tag("phone_number", PHONE), said="mine")
    assert again == [(2,), ()]


def test_prosecutors_get_the_copy_that_the_police_get(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n骚扰电话 13900001871\n".encode()))
    tab.post("/exposed/answer", tag=desk.tag("phone_number", "13900001871"), said="caller")
    tab.post("/files/copies", what="police", no="1", chosen="yes")
    desk.done()
    tab.post("/papers/hand-in")
    for folder in ("给警察", "给检察院"):
        assert "13900001871" in (desk.folder / HAND_IN / folder / "0001.txt").read_text("utf-8")
    assert "police/" not in article(tab)


def test_a_home_made_public_is_registered_as_a_home():
    assert get_args(Kind)[1:] == get_args(get_type_hints(Harm)["kind"])  # what was published is no kind of damage
    assert said_in("zh", "kit.kind_home") == "住处被公开"


def test_demands_and_threats_are_offered_whole_and_once_and_no_name_is_one():
    told = [
        "转2000块这事就算了，不转等着",
        "500块买你消停",
        "死了没？不死我帮你",
        "算我一个，泼点油漆",
        "给她点30份外卖到付",
        "我去踩过点，小区保安不管",
        "转发到你们群，让她出名",
    ]
    plain = ["夜路", "同学你信息被挂了，快报警"]
    read = read_file("a.txt", "\n".join(told + plain).encode())
    assert sorted(one[1] for one in read.threats) == sorted(told)
    shot = picture(["13900001871", "不道歉周六就去你家门口，让你妈也出", "名"], pitch=44)
    assert [one[1] for one in read_file("a.png", shot).threats] == ["不道歉周六就去你家门口，让你妈也出名"]


GROUP = (
    ("过路人", (117, 257, 123, 59)), ("骗子，走夜路当心点，我见你一次", (150, 329, 645, 56)), ("揍你一回", (147, 386, 188, 61)),
    ("橙子", (118, 490, 88, 58)), ("谁敢碰她我跟谁急，气死我了", (153, 564, 551, 51)), ("毒蛇", (120, 662, 85, 58)),
    ("你全家等着，明天就有人上门收拾", (150, 732, 641, 56)), ("你们一家", (149, 789, 186, 62)), ("小美", (119, 893, 87, 61)),
    ("若棠，我已经报警了，明天我接你", (153, 967, 639, 51)),
    ("过路人", (117, 1067, 121, 58)), ("把她堵在单位门口，让她跪下道歉", (151, 1139, 641, 51)), ("才放她走", (148, 1192, 188, 65)),
    ("阿强", (122, 1303, 80, 51)), ("大家别怕，我在楼下守着，谁来我", (151, 1371, 641, 51)), ("打谁", (143, 1422, 113, 68)),
)  # fmt: skip


def test_what_one_said_ends_with_the_bubble_and_the_next_name():
    text, lines = "\n".join(words for words, _ in GROUP), list[tuple[int, int, tuple[float, float, float, float]]]()
    for words, box in GROUP:
        start = lines[-1][1] + 1 if lines else 0
        lines.append((start, start + len(words), box))
    told = [words for _, words, *_ in heard([text], [[]], lines)]
    assert {"把她堵在单位门口，让她跪下道歉才放她走", "你全家等着，明天就有人上门收拾你们一家"} <= {*told}
    assert not [words for words in told if "阿强" in words or ("放她走" in words and "大家" in words)]
    assert all("阿强" not in words and "\n" not in words for _, words, *_ in heard([text], [[]]))  # of a text each line


def test_a_name_as_far_left_and_near_ends_a_sentence():
    text = "明天我去她单位门口堵她，大家一起来\n小鱼儿\n别怕我陪你\n小鱼儿\n在\n"
    starts = [0, *(at + 1 for at, sign in enumerate(text[:-1]) if sign == "\n")]
    lines = [
        (at, text.index("\n", at), (30.0, 60.0 * n, 600.0 if not n else 100.0, 40.0)) for n, at in enumerate(starts)
    ]
    assert [words for _, words, *_ in heard([text], [[]], lines)] == ["明天我去她单位门口堵她，大家一起来"]


def test_files_that_no_source_was_carried_over_to_are_named(desk):
    pages = [(f"IMG_{n}.txt", f"第{n}页\n姓名：{NAME} 手机 {PHONE}\n".encode()) for n in range(3)]
    tab = taken(desk, *pages, what="screenshot")
    tab.post("/files/sources", **{"about-1": "", "about-2": "Telegram 频道 甲", "about-3": ""})
    assert "没有来源的文件：1、3。" in tab.get("/files").seen
    tab.post("/files/sources", **{"about-1": "Telegram 频道 甲", "about-3": "Telegram 频道 甲"})
    assert "没有来源的文件" not in tab.get("/files").seen


def test_a_text_of_a_number_is_in_the_row_of_the_number(desk):
    calls = "".join(f"2026-11-22 0{n}:00:07,13900001871,被叫\n" for n in range(1, 4))
    tab = taken(desk, ("来电.csv", f"时间,号码,类型\n{calls}".encode()), what="calls")
    desk.take(tab, [("短信.txt", "13900001871\n短信\n转2000块，不转等着\n".encode())], "screenshot")
    desk.done()
    tab.post("/exposed/answer", tag=desk.tag("phone_number", "13900001871"), said="caller")
    row = article(tab).rpartition("13900001871")[2]
    assert re.match(r"\s*3\s.*1, 2", row.replace("\n", " "))


@pytest.mark.parametrize(
    ("rows", "words", "at"),
    [
        # a talk with moments in the middle: what stands above holds, far above too; the one below is of what follows
        (
            [("2026-11-25 20:02", 380, 240), *[("随便说说", 60, 200)] * 7, ("贱人 活该", 60, 200), ("20:05", 460, 80), ("阿布", 60, 80)],
            "贱人 活该",
            {"2026-11-25 20:02": "above"},
        ),
        (
            [("2026-11-25 20:02", 380, 240), ("好", 60, 40), ("20:05", 460, 80), ("打她电话", 60, 200)],
            "打她电话",
            {"2026-11-25 20:05": "above"},
        ),
        # a talk with clocks in the bubbles: that below the words
        (
            [("11月28日", 440, 120), ("在吗", 60, 90), ("15:20", 300, 60), ("弄死你", 60, 90), ("15:26", 300, 60)],
            "弄死你",
            {"11月28日 15:26": "below"},
        ),
        # a comment: its stamp below it, and that of the post above
        (
            [("@甲", 60, 60), ("11-26 12:30 来自 网页版", 60, 400), ("乙", 60, 40), ("滚出去", 60, 90), ("11-26 12:33 江州", 60, 300)],
            "滚出去",
            {"11-26 12:33": "below", "11-26 12:30": "above"},
        ),
        # a forum: the head of the post
        (
            [("楼主 真相君 2026-11-28 18:00 浏览 2,310", 60, 700), *[("随便说说", 60, 200)] * 7, ("想堵她的四点半去", 60, 300)],
            "想堵她的四点半去",
            {"2026-11-28 18:00": "above"},
        ),
    ],
)  # fmt: skip
def test_a_sentence_is_offered_the_moment_that_is_its_own_by_the_screen(rows, words, at):
    """Under the hour of the next messages stood what was said before; of a forum and of comments no time was offered."""
    lines, start = [], 0
    for n, (text, left, width) in enumerate(rows):
        lines.append((start, start + len(text), (left, 40 * n, width, 30)))
        start += len(text) + 1
    assert list(offered("\n".join(text for text, _, _ in rows), words, lines, 1000)[1].items()) == list(at.items())


@pytest.mark.parametrize(
    "word",
    ["未知", "隐藏", "隐藏号码", "无号码", "号码保密", "匿名", "Private number", "Private", "Unknown", "Withheld"],
)
def test_a_call_whose_number_a_list_withholds_counts_whatever_word_stands_in_its_place(word):
    rows = [f"{PHONE[:-1]}{n},,未接,2026-11-29 14:2{n}:05,0" for n in range(3)]
    rows += [f"{word},,已接,2026-11-29 13:21:05,15", f"{word},{word},未接,2026-11-29 13:25:05,0"]
    rows += [f"{PHONE},,{word},2026-11-29 15:25:05,0", f"妈妈,{word},未接,2026-11-29 16:25:05,0"]
    read = read_file("a.csv", "\n".join(["号码,姓名,类型,时间,时长", *rows]).encode())
    assert read.form == "calls"
    assert called(read, "")[:2] == (2, ["2026-11-29 13:21:05", "2026-11-29 13:25:05"])
