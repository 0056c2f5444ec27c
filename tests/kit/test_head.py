"""The owner's own contact stands in the head of the papers that need it as it was typed, there alone; what a post says of a firm, a school or a house stands in no paper."""

import re

import pytest
from tests.kit.conftest import ADDRESS, NAME, ONE, OTHER, OTHER_PHONE, PHONE
from tests.kit.test_lay import taken
from tests.kit.test_report import article

from doxdocket.kit import papers
from doxdocket.kit.exposure import Hiding, exposed
from doxdocket.kit.folder import About, Own, Said, opened
from doxdocket.law.rules import by_provision

MOTHER, MOTHER_PHONE = "吕秋菊", "13900009152"
FIRM = "听涛幼儿园"


def parts_of(tab, name="report"):
    """A paper's lines, by the title of the part in which they stand."""
    page = tab.get(f"/papers/of/{name}").text.partition("<article")[2]
    told, title = {}, ""
    for line in re.sub(r"</?(?:p|td|th|li|tr)\b[^>]*>", "\n", page).split("\n"):
        if head := re.search(r"<h\d[^>]*>(.*?)</h\d>", line):
            title = re.sub("<[^>]+>", "", head[1])
        told.setdefault(title, []).append(re.sub("<[^>]+>", "", line))
    return {title: "\n".join(lines) for title, lines in told.items()}


def kit_with(tmp_path, about, **answered):
    """A kit whose owner typed these fields, and said of values whose they are."""
    with opened(tmp_path / "kit") as kit:
        kit.record.about = About(**about)
        kit.record.missed = [Own(kind, value, of) for of, some in answered.items() for kind, value in some]
        kit.save()
        return kit


@pytest.mark.parametrize(
    "answered",
    [
        {"family": [("phone_number", PHONE), ("name", NAME), ("home_address", ADDRESS)]},  # a wrong button
        {"others": [("student_id", PHONE[-6:]), ("name", NAME[:2]), ("age", "18")]},  # what looks like a piece
        {"others": [("social_account", f"{PHONE}77"), ("social_account", f"weibo:{PHONE}")]},  # what holds it
    ],
)
@pytest.mark.parametrize("typed", [PHONE, "139-0000-1850", "+86 139 0000 1850"])
def test_what_the_owner_typed_stands_in_the_head_whatever_was_said_of_its_like(tmp_path, answered, typed):
    about = {"name": NAME, "phone": typed, "id_number": ONE, "address": ADDRESS, "contact": "liu@mail.example"}
    kit = kit_with(tmp_path, about, **answered)
    report = papers.paper("report", kit, []).document.text("zh")
    assert all(text in report for text in about.values() if text != about["contact"])
    letter = papers.paper("prosecutors", kit, []).document.text("zh")
    assert NAME in letter
    assert typed in letter
    assert ADDRESS not in letter
    notice = papers.paper("notice", kit, []).document.text("zh")
    assert about["contact"] in notice
    assert not [text for text in (typed, ONE, ADDRESS) if text in notice]


def test_a_relatives_number_that_was_written_as_theirs_and_typed_as_ones_own_stands_in_the_head_alone(tmp_path):
    about = {"name": MOTHER, "phone": MOTHER_PHONE, "worst": f"打{MOTHER_PHONE}", "who": f"{MOTHER} {MOTHER_PHONE}"}
    kit = kit_with(tmp_path, about, family=[("name", MOTHER), ("phone_number", MOTHER_PHONE)])
    kit.record.threats = [Said("threat", f"打死{MOTHER}，{MOTHER_PHONE}")]
    report = papers.paper("report", kit, []).document.text("zh")
    assert report.count(MOTHER) == report.count(MOTHER_PHONE) == 1
    assert f"姓名：{MOTHER}" in report


def test_a_relatives_number_as_ones_own_contact_stands_in_the_head_alone(desk):
    threat = f"再不给钱就打{MOTHER_PHONE}，弄死{MOTHER}"
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n她妈妈姓名：{MOTHER}，手机 {MOTHER_PHONE}\n{threat}\n".encode()))
    for kind, value in (("name", MOTHER), ("phone_number", MOTHER_PHONE)):
        tab.post("/exposed/answer", tag=desk.tag(kind, value), said="family", who="母亲")
    desk.kit.record.threats = [Said("threat", threat, (1,))]
    tab.post("/papers/about", name=MOTHER, phone=MOTHER_PHONE, worst=f"他打了{MOTHER_PHONE}", who=f"{MOTHER}的同事")
    tab.post("/diary/write", kind="calls", says=f"打{MOTHER_PHONE}找{MOTHER}", day="2026-11-20")
    desk.done()
    told = parts_of(tab)
    assert [title for title, text in told.items() if MOTHER_PHONE in text or MOTHER in text] == ["报案人"]
    assert "*" in "".join(told.values())
    tab.post(
        "/papers/about", name=NAME, phone=f"{PHONE}，我妈{MOTHER}的 {MOTHER_PHONE}", address=f"{ADDRESS} {MOTHER}家"
    )
    desk.done()
    told = parts_of(tab)
    assert PHONE in told["报案人"]
    assert ADDRESS in told["报案人"]
    assert not [text for text in told.values() if MOTHER_PHONE in text or MOTHER in text]


OTHERS = {
    "family": [
        ("name", MOTHER),
        ("phone_number", MOTHER_PHONE),
        ("landline_number", "6123456"),
        ("landline_number", "61234567"),
        ("workplace", FIRM),
        ("home_address", "浙江省杭州市听涛区望江街8号2幢301室"),
    ],
    "others": [("name", "李红")],
}


@pytest.mark.parametrize(
    ("field", "typed", "gone"),
    [
        ("contact", f"我妈{MOTHER}{MOTHER_PHONE}或liu@mail.example", (MOTHER, MOTHER_PHONE)),
        ("contact", f"liu@mail.example或打我妈{MOTHER}{MOTHER_PHONE}", (MOTHER, MOTHER_PHONE)),
        ("contact", f"妈妈{MOTHER}@{MOTHER_PHONE}", (MOTHER, MOTHER_PHONE)),
        ("contact", f"{MOTHER_PHONE}@189.example", (MOTHER_PHONE,)),
        ("contact", "找李红", ("李红",)),
        ("contact", "朋友李红", ("李红",)),
        ("contact", f"找{MOTHER}", (MOTHER,)),
        ("name", "我姐李红", ("李红",)),
        ("name", "李红之女", ("李红",)),
        ("name", f"{NAME}·{MOTHER}", (MOTHER,)),
        ("phone", f"{PHONE} 6123456", ("6123456",)),
        ("phone", "60004567 61234567", ("61234567",)),
        ("address", f"{ADDRESS}；我妈单位{FIRM}", (FIRM,)),
        ("address", f"听涛区{FIRM}教工宿舍3幢402室", (FIRM,)),
        ("address", f"{ADDRESS}，父母家望江街8号2幢301室", ("望江街", "301")),
        ("address", f"{ADDRESS} 望江街8号2幢301室", ("望江街", "301")),
    ],
)
def test_what_is_no_single_value_of_a_strict_form_is_masked_in_the_head_as_everywhere(tmp_path, field, typed, gone):
    kit = kit_with(tmp_path, {"name": NAME, field: typed}, **OTHERS)
    kit.record.adds = ["notice/address", "search/address"]
    told = "".join(whole(papers.paper(name, kit, [])) for name in ("report", "notice", "search", "prosecutors"))
    assert not [text for text in gone if text in told]


@pytest.mark.parametrize(("said", "typed"), [
    (f"+86{MOTHER_PHONE}", MOTHER_PHONE),
    ("0086 139 0000 9152", MOTHER_PHONE),
    (MOTHER_PHONE, "+86 139-0000-9152"),
])  # fmt: skip
def test_a_number_is_a_relatives_in_every_spelling(tmp_path, said, typed):
    about = {"name": NAME, "phone": typed, "worst": f"打死你，{MOTHER_PHONE}", "who": f"打{MOTHER_PHONE}"}
    kit = kit_with(tmp_path, about, family=[("phone_number", said)])
    kit.record.threats = [Said("threat", f"再不给钱就打{MOTHER_PHONE}")]
    report = papers.paper("report", kit, []).document.text("zh")
    assert [line for line in report.splitlines() if MOTHER_PHONE in line or typed in line] == [f"电话：{typed}"]


def test_what_a_file_labels_as_a_relatives_is_asked_though_it_was_typed_as_ones_own(desk):
    threat = f"再不给钱就打{MOTHER_PHONE}，弄死{MOTHER}"
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n她妈妈姓名：{MOTHER}，她妈手机：{MOTHER_PHONE}\n{threat}\n".encode()))
    tab.post("/papers/about", name=MOTHER, phone=MOTHER_PHONE, worst=threat, who=f"{MOTHER}的同事")
    desk.kit.record.threats = [Said("threat", threat, (1,))]
    desk.kit.save()
    desk.done()
    found = {one.value: (one.answer, one.typed, one.kin) for one in exposed(desk.kit, desk.work.reads)}
    assert found[MOTHER] == found[MOTHER_PHONE] == (None, False, "母亲")
    told = parts_of(tab)
    assert [title for title, text in told.items() if MOTHER_PHONE in text or MOTHER in text] == ["报案人"]
    for kind, value in (("name", MOTHER), ("phone_number", MOTHER_PHONE)):
        tab.post("/exposed/answer", tag=desk.tag(kind, value), said="mine")
    desk.done()
    assert {one.answer for one in exposed(desk.kit, desk.work.reads) if one.value in {MOTHER, MOTHER_PHONE}} == {"mine"}
    assert f"弄死{MOTHER}" in article(tab)


def test_the_page_says_at_the_field_why_papers_mask_it(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n".encode()))
    tab.post("/exposed/missed", kind="phone_number", value=MOTHER_PHONE, of="family")
    tab.post("/papers/about", name=NAME, phone=f"{PHONE} 或 {MOTHER_PHONE}", contact="liu@mail.example")
    desk.done()
    page = tab.get("/papers").seen
    assert "只写一个号码（" in page
    assert "只写一个电子邮箱" not in page
    tab.post("/papers/about", name=NAME, phone=PHONE, contact="liu@mail.example")
    assert "只写一个号码（" not in tab.get("/papers").seen


def test_the_page_to_read_first_says_what_stands_in_the_head(desk):
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n电话：{PHONE}\n".encode()))
    tab.post("/exposed/missed", kind="phone_number", value=MOTHER_PHONE, of="family")
    tab.post("/papers/about", name=NAME, phone=f"{PHONE} 或 {MOTHER_PHONE}")
    desk.done()
    page = tab.get("/papers/check").text
    assert PHONE in page
    assert MOTHER_PHONE not in page


QUOTES = (
    "去听涛幼儿园堵她妈",
    "她家松声路12号3栋402，去敲门",
    "3幢402室有人吗",
    "去听涛超市闹",
    "顺达物流的前台，大家认一认",
)
FIRMS = (
    ("workplace", "我去听涛幼儿园"),
    ("home_address", "浙江省杭州市听涛区松声路12号3栋402室"),
    ("home_address", ADDRESS),
    ("workplace", "松声路88号听涛超市"),
    ("workplace", "顺达物流有限公司"),
)
NAMED = ("听涛幼儿园", "松声路", "402", "听涛超市", "顺达物流")


@pytest.mark.parametrize("said", ["mine", "family", "others"])
def test_no_firm_school_or_house_stands_in_what_a_paper_quotes(tmp_path, said):
    about = {"name": NAME, "address": ADDRESS, "work": "顺达物流有限公司", "worst": "\n".join(QUOTES)}
    kit = kit_with(tmp_path, about, **{said: FIRMS})
    kit.record.threats = [Said("threat", quote) for quote in QUOTES]
    report = papers.paper("report", kit, []).document.text("zh")
    assert report.count("敲门") == 2
    head = (ADDRESS, "顺达物流有限公司")
    told = [line for line in report.splitlines() if not any(text in line for text in head)]
    assert not [(name, line) for name in NAMED for line in told if name in line]
    assert ADDRESS in report  # in the head


def test_what_is_shown_in_the_list_is_masked_in_a_quote(desk):
    threat = f"再报警就弄死你，{FIRM}等着"
    tab = taken(desk, ("a.txt", f"姓名：{NAME}\n单位：{FIRM}\n{threat}\n".encode()))
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    work = desk.tag("workplace", FIRM)
    tab.post("/exposed/answer", tag=work, said="mine")
    tab.post("/exposed/show", tag=work, shown="yes")
    desk.kit.record.threats = [Said("threat", threat, (1,))]
    desk.kit.save()
    desk.done()
    lines = [line for line in article(tab).split("\n") if FIRM in line]
    assert len(lines) == 2  # what is exposed, in short and in the list
    assert lines[1] == FIRM
    assert not [line for line in lines if "等着" in line]
    assert FIRM not in tab.get("/papers/of/prosecutors").seen


def test_unanswered_accounts_and_plates_stay_masked_in_a_quote(desk):
    threat = "浙A0K185 的车，微信 liuchun1850，不给钱就砸车"
    tab = taken(desk, ("a.txt", f"{threat}\n车牌 浙A0K185\n微信 liuchun1850\n".encode()))
    desk.kit.record.threats = [Said("threat", threat, (1,))]
    tab.post("/papers/about", worst=threat)
    desk.done()
    seen = article(tab)
    assert "砸车" in seen
    assert not [value for value in ("浙A0K185", "liuchun1850") if value in seen]


def whole(paper):
    """What a paper says, its annexes too."""
    return "\n".join(one.document.text("zh") for one in (paper, *paper.annexes))


def test_a_short_name_of_a_firm_covers_itself_alone(tmp_path):
    about = {"name": NAME, "where": "微博 话题", "others": "听涛区二十多人"}
    firms = [("workplace", one) for one in ("顺达", "听涛公司", "杭州鸿达机械厂", "第一人民医院", "中心小学")]
    kit = kit_with(tmp_path, about, family=firms)
    said = "去顺达闹，听涛区的都来，听涛派出所旁边，人民币五千，第一天去鸿达"
    kit.record.threats = [Said("threat", said)]
    report = whole(papers.paper("report", kit, []))
    (tmp_path / "bare").mkdir()
    bare = whole(papers.paper("report", kit_with(tmp_path / "bare", about), []))
    assert "去***闹，听涛区的都来，听涛派出所旁边，人民币五千，第一天去***" in report
    law = [line for line in bare.splitlines() if "〔" not in line and "【" not in line]
    assert set(law) <= set(report.splitlines())  # nothing of the rest is covered
    assert by_provision("cn/pipl/10").sentence in report


def test_a_misread_house_is_hidden_as_it_stands(desk):
    """The reader writes 3幢 as 3栋; a quote has it as it stands."""
    text = f"姓名：{OTHER} 手机 {OTHER_PHONE}\n住址：{ADDRESS}\n松声路12号3幢402室，去堵他\n"
    tab = taken(desk, ("a.txt", text.encode()))
    found = exposed(desk.kit, desk.work.reads)
    assert [one.words for one in found if one.kind == "home_address" and one.words]
    assert "402" not in Hiding(desk.kit, found)("松声路12号3幢402室，去堵他", "quote")
    assert "402" not in Hiding(desk.kit, found)("松声路12号3幢402室，去堵他")
    assert tab.get("/exposed").status == 200


def test_a_mask_puts_no_words_into_what_was_said(desk):
    whole = "湖北省武汉市硚口区古田二路88号云栖苑3栋2单元1702室"
    said = ("沈若棠你不道歉，我们就去云栖苑，泼油漆", "你妈在卫生站收费是吧，明天我去堵她")
    text = f"姓名：沈若棠\n户籍：{whole}\n" + "\n".join(said)
    tab = taken(desk, ("a.txt", text.encode()))
    tab.post("/papers/about", address=whole)
    tab.post("/exposed/own", address=whole)
    tab.post("/exposed/missed", kind="home_address", value=whole, of="mine")
    tab.post("/exposed/missed", kind="workplace", value="你妈在卫生站", of="family")
    desk.kit.record.threats = [Said("threat", one, (1,)) for one in said]
    desk.kit.save()
    desk.done()
    page, paper = tab.get("/exposed").seen, article(tab)
    for seen in (page, paper):
        assert "我们就去***，泼油漆" in seen
        assert "你妈在***收费是吧，明天我去堵她" in seen
    found = exposed(desk.kit, desk.work.reads)
    assert "硚口" not in Hiding(desk.kit, found)("就去云栖苑，泼油漆")  # in a diary too


def test_a_drafted_entry_quotes_without_naming_a_firm(desk):
    threat = f"再不给五千就去{FIRM}堵你妈"
    tab = taken(desk, ("a.txt", f"17000001093\n短信\n11月25日 23:47\n{threat}\n11月25日 23:50\n接电话\n".encode()))
    tab.post("/files/told", no="1", what="screenshot", about="短信", seen="private")
    tab.post("/exposed/missed", kind="workplace", value=FIRM, of="mine")
    desk.kit.record.shown.append(desk.tag("workplace", FIRM))
    desk.kit.record.threats = [Said("threat", threat, (1,))]
    desk.done()
    page = tab.get("/diary").seen
    assert "再不给五千" in page
    assert FIRM not in page


def test_a_mistake_in_a_sentence_uncovers_no_firm_in_it(desk):
    text = f"17000001094\n短信\n11月26日01:47\n{NAME}，我去{FIRM}单位找你妈\n11月26日01:50\n敢报警试试\n"
    tab = taken(desk, ("a.txt", f"她妈单位：{FIRM}\n".encode()), ("b.txt", text.encode()))
    wrong = desk.tag("workplace", f"我去{FIRM}")
    tab.post("/exposed/nobody", tag=wrong, sure="yes")
    desk.done()
    answers = {one.value: one.answer for one in exposed(desk.kit, desk.work.reads) if one.kind == "workplace"}
    assert answers == {FIRM: None, f"我去{FIRM}": "nobody"}
    tab.post("/papers/about", worst=f"去{FIRM}堵她妈")
    desk.done()
    assert FIRM not in article(tab)
    assert FIRM not in (desk.folder / "covered" / "0001.txt").read_text("utf-8")
