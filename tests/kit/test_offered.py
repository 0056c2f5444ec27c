"""What is offered as said by others: threats in many words, notes of calls, sentences without what stands above or below them, and nothing that is said of somebody else."""

from types import SimpleNamespace

import pytest
from tests.kit.conftest import NAME, PHONE, picture
from tests.kit.test_doubt import seen, take
from tests.kit.test_short_way import taken

from doxdocket.kit import exposure, papers
from doxdocket.kit.calls import of_two
from doxdocket.kit.folder import Own, opened
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import Read

HARMFUL = [
    "你家几口人我都清楚，走夜路注意点",
    "你跑得了和尚跑不了庙",
    "你等着，明天就有人到你店里",
    "报警试试看，看警察先到还是我先到",
    "赶紧死了算了，别活着丢人",
    "我已经在你小区门口了",
    "你儿子在哪个班我都知道",
    "再发一条就把你全家信息挂网上",
    "见一次打一次",
    "信不信我让你在江州待不下去",
    "下次就不是打电话这么简单了",
    "你妈在菜市场卖菜吧，改天去看看她",
    "给你三天时间考虑，后果自负",
    "我知道你住502，出门小心点",
    "报啊 你妈我也找得到",
    "去死吧",
    "别报警 没用的 服务器在境外",
]
HARMLESS = [
    "妈，我到家了，你早点睡",
    "路上小心，到了给我发消息",
    "我陪你去派出所报警吧",
    "别怕，我知道你家在哪，我现在过来接你",
    "快递放门口了，记得拿",
    "明天下午三点去单位开会",
    "这个蛋糕好吃死了",
    "您的验证码请勿告诉他人，谨防诈骗",
    "网暴不对，请删除地址",
    "你先把门锁好，等警察来",
    "笑死我了，这视频太逗",
    "客服：您的订单预计三天内送达",
]


@pytest.fixture
def kit(tmp_path):
    with opened(tmp_path / "kit") as it:
        yield it


@pytest.mark.parametrize("words", HARMFUL)
def test_a_threat_or_a_curse_is_offered(words):
    assert [one[1] for one in read_file("a.txt", words.encode()).threats] == [words]


def test_what_is_harmless_is_mostly_not_offered():
    told = [words for words in HARMLESS if read_file("a.txt", words.encode()).threats]
    assert len(told) <= len(HARMLESS) // 5, told


def test_what_was_noted_of_a_call_is_offered_with_its_number_and_drafted(desk):
    calls = "时间,号码,类型,备注\n2026-11-26 10:30,13200009008,呼入,说要弄死我\n2026-11-27 03:15,13200009008,呼入,说要弄死我\n2026-11-27 03:20,13200009010,呼入,推销\n"
    tab = taken(desk, ("来电.csv", calls.encode()), what="calls")
    [one] = exposure.threats(desk.kit, desk.work.reads)
    assert (one.label, one.words, one.by) == ("noted", "说要弄死我", "13200009008")
    tab.post(
        "/exposed/answers", draft="/exposed/callers", **{f"said-{desk.tag('phone_number', '13200009008')}": "caller"}
    )
    tab.post("/exposed/answers", draft="/exposed", threats="1", said=desk.kit.tag("said", "noted说要弄死我"))
    desk.done()
    page = tab.get("/diary").text
    assert "13200009008在电话里威胁我，我在来电记录里记的是“说要弄死我”" in page


def test_a_field_of_a_dossier_a_stamp_and_a_link_are_no_part_of_a_sentence():
    lines = [
        f"姓名：{NAME}",
        f"手机号：{PHONE}",
        "住址：江州市河湾区柳荫路18号3栋502室一楼东户",
        "嘴硬不道歉，就让大家都认识认识。",
        "t.me/abc_notes/311",
    ]
    told = [one[1] for one in read_file("a.png", picture(lines, pitch=44)).threats]
    assert told == ["嘴硬不道歉，就让大家都认识认识。"]


@pytest.mark.parametrize(("typed", "last"), [("", "大家去她单位"), (NAME, "老赖一个")])
def test_what_is_said_below_somebody_elses_name_is_offered_last(kit, typed, last):
    text = "祝雨亭\n电话：13900001862\n老赖一个\n" + "。\n" * 9 + "大家去她单位"
    threats = (("insult", "老赖一个", "", ""), ("insult", "大家去她单位", "", ""))
    read = Read((text,), (seen(text, "祝雨亭", "name"),), threats=threats)
    kit.record.missed = [Own("name", typed)] if typed else []
    assert [one.words for one in exposure.threats(kit, take(kit, read))][-1] == last


@pytest.mark.parametrize("text", ["周桂兰\n你在哪\n张伟\n弄死你全家，等着", "张伟\n弄死你全家，等着"])
def test_a_threat_below_the_name_of_who_makes_it_or_of_a_relative_is_offered(kit, text):
    hits = tuple(seen(text, name, "name") for name in ("周桂兰", "张伟") if name in text)
    read = Read((text,), hits, threats=(("threat", "弄死你全家，等着", "", ""),))
    kit.record.missed = [Own("name", NAME)]
    assert [one.words for one in exposure.threats(kit, take(kit, read))] == ["弄死你全家，等着"]


def test_what_is_said_below_her_own_and_a_relatives_name_is(kit):
    text = f"{NAME}第二弹\n妈妈：周桂兰\n大家去她单位问候一下"
    hits = (seen(text, NAME, "name"), seen(text, "周桂兰", "name", person=1))
    read = Read((text,), hits, threats=(("threat", "大家去她单位问候一下", "", ""),))
    kit.record.missed = [Own("name", NAME)]
    assert exposure.threats(kit, take(kit, read))


def screen(head, *rows, width=1080):
    """A screen: its head, and lines with how far from the left they begin."""
    lines = [SimpleNamespace(text=head, box=SimpleNamespace(left=134, top=92, width=125, height=60))]
    lines += [
        SimpleNamespace(text=text, box=SimpleNamespace(left=left, top=200 + 80 * n, width=45 * len(text), height=55))
        for n, (left, text) in enumerate(rows)
    ]
    return SimpleNamespace(lines=lines, width=width, document=None)


TALK = ((170, "我知道你住哪里，出门小心"), (670, "你到底是谁啊"), (170, "明天去你单位"), (560, "请你不要再骚扰我"))


@pytest.mark.parametrize(
    ("head", "rows", "form"),
    [
        ("陌路", TALK, "private"),
        ("删帖客服", ((138, "@del_help_bot0 · 最近上线"), *TALK), "private"),
        ("吃瓜小分队(386)", TALK, ""),
        ("业主群", TALK, ""),
        ("陌路", ((150, "小鱼姑娘"), TALK[0], (150, "小鱼姑娘"), *TALK[1:]), ""),
        ("微博正文", TALK, ""),
        ("陌路", TALK[::2] * 2, ""),
    ],
)
def test_a_talk_of_two_is_told_by_its_sides(head, rows, form):
    assert of_two(screen(head, *rows)) == form


def test_a_ticked_threat_of_a_talk_of_two_is_drafted(kit):
    words = "明天去你单位泼你，让你毁容"
    reads = take(kit, Read((f"陌路\n{words}",), form="private", threats=(("threat", words, "", ""),)))
    [said] = exposure.threats(kit, reads)
    [day] = papers.drafts(kit, reads, [], [], [said], lambda text: text)
    assert (day.kind, words in day.says) == ("threat", True)
