"""What the computer is not sure of, and what it drafts: misreads of a blurred picture, labels of relatives, counts and days, platforms, entries of the diary."""

import pytest

from doxdocket.kit import exposure, papers
from doxdocket.kit.folder import Said, opened
from doxdocket.kit.reading import Plan, Read, Seen, chance, found, read_file, spans, spoken
from doxdocket.report import html
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
    return Read((BLURRED,), hits, blurred=True)


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
    return str(html.fragment(papers.paper("report", kit, told).document, "zh"))


def of(found_, value):
    return next(one for one in found_ if one.value == value)


@pytest.mark.parametrize(
    ("text", "start", "end"), [("18 642 位订阅者\n11月30日", 0, 17), ("18,642 subscribers\n11月30日", 0, 24)]
)
def test_a_count_and_a_day_are_no_telephone(text, start, end):
    one = Seen(0, start, end, "phone_number", "invalid", "186421130", "*", sure=False)
    assert [*found([one], [text], "")] == []


def test_the_day_over_a_talk_is_no_birth_and_what_is_on_a_slip_no_address():
    text = "11月30日\n生日 11月30日\n代收货款：￥188.00\n2026-12-01 10:36 派送"
    day, birth = (Seen(0, a, a + 6, "birth_date", "doubtful", "11-30", "*", sure=False) for a in (0, 10))
    price = seen(text, "￥188.00", "delivery_address", sure=False)
    moment = seen(text, "2026-12-01 10:36 派送", "delivery_address", sure=False)
    assert [one.start for one in found([day, birth, price, moment], [text], "")] == [10]


def test_what_is_a_count_by_chance_is_sought_nowhere_else(kit):
    text = "18 642 位订阅者\n11月30日"
    one = Seen(0, 0, 17, "phone_number", "doubtful", "186421130", "*")
    assert chance(text, one)
    assert not chance("电话 13900001850", seen("电话 13900001850", "13900001850", "phone_number"))
    other = Read(("11月30日 23:47\n18 642 位订阅者",))
    assert spans(other, Plan(())) == [set()]


def test_a_misread_is_the_value_that_another_file_shows_and_no_second_one(kit):
    reads = take(kit, sharp(), blurred())
    told = exposure.exposed(kit, reads)
    assert sorted(one.value for one in told if not one.unclear) == ["13900001850", "13900001862", "柳春生"]
    assert [one.value for one in told if one.unclear] == ["柳舂主"]  # no number that is read surely stands beside it
    assert of(told, "13900001850").partly == (2,)


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
    assert all(len(some) == 1 for some in exposure.together(told))  # asked one by one


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
    assert [mother] in exposure.together(told)
    assert not mother.hers


def test_where_evidence_comes_from_is_no_platform_of_the_offence(kit):
    reads = take(kit, sharp(), about="Telegram 频道 甲")
    reads |= take(kit, Read(("快看，有人在转",)), about="微信 群聊 412")
    reads |= take(kit, Read(("收款方：某某",)), about="支付宝收款")
    told = exposure.exposed(kit, reads)
    assert papers.places(kit, told) == {"platform": "Telegram", "where": "Telegram 频道 甲"}


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
    assert spoken(text, text.index("去堵她"), text.index("去堵她") + 3) == ("甲乙丙", "11月30日 21:52")
    kit.record.threats = [Said("threat", "去堵她", (), "甲乙丙", "11月30日 21:52")]
    shown = report(kit, [])
    assert "甲乙丙" in shown
    assert "21:52" in shown


def test_the_diary_is_drafted_of_what_the_owner_said_is_theirs_and_of_nothing_else(kit):
    reads = take(kit, sharp(), about="Telegram 频道 甲")
    assert papers.drafts(kit, reads, exposure.exposed(kit, reads), [], [], str) == []
    for one in exposure.exposed(kit, reads):
        kit.answer(one.tag, "family" if one.kin else "mine")
    (day,) = papers.drafts(kit, reads, exposure.exposed(kit, reads), [], [], str)
    assert (day.kind, day.day[5:], day.time, day.files) == ("published", "11-30", "21:14", (1,))
    assert "13900001862" not in day.says
    kit.write_day(day)
    assert papers.drafts(kit, reads, exposure.exposed(kit, reads), [], [], str) == []
    assert papers.begun(kit).endswith("11-30 21:14")
