"""What the police read in the report: about when, as it was written; the worst words; callers in order of time; what was published, and what was not."""

import re
from datetime import UTC, datetime

import pytest
from tests.kit.conftest import NAME, PHONE
from tests.kit.test_lay import taken

from doxdocket.kit.exposure import threats
from doxdocket.kit.folder import Said
from doxdocket.words import say

AT = datetime(2026, 11, 30, 8, tzinfo=UTC)
BOUNTY = "悬赏：谁去堵她给200"


def article(tab, name="report"):
    return re.sub(r"<[^>]+>", "\n", tab.get(f"/papers/of/{name}").text.partition("<article")[2])


def test_a_rough_day_has_its_place_and_tells_when_it_was_written(desk):
    desk.kit.clock = lambda: AT
    tab = desk.tab()
    tab.get("/diary")
    tab.post("/diary/write", kind="calls", says="后来", day="2026-11-26")
    tab.post("/diary/write", kind="calls", says="开头", rough="上周三晚上")
    tab.post("/diary/write", kind="calls", says="更早", rough="11月13日前后")
    tab.post("/papers/about", since="上周三")
    desk.done()
    seen = article(tab)
    assert seen.index("更早") < seen.index("开头") < seen.index("后来")
    assert "大概：上周三晚上（写于 2026-11-30）" in seen
    assert "上周三（写于 2026-11-30）" in seen


@pytest.mark.parametrize(
    ("money", "times", "stand", "all_"),
    [
        ("128元", "一次", ("128", "1"), "128"),
        ("￥600", "5-6", ("600", "5-6"), "600"),
        ("大概五百", "五六次", ("大概五百", "五六次"), ""),
    ],
)
def test_a_number_may_be_written_as_people_write_it(desk, money, times, stand, all_):
    tab = desk.tab()
    tab.get("/diary")
    assert tab.post("/diary/write", kind="parcels", says="x", money=money, times=times).status == 303
    lines = article(tab).split("\n")
    assert set(stand) <= set(lines)
    assert (f"合计：{all_} 元" in "".join(lines)) is bool(all_)


def test_nothing_is_chosen_for_the_owner(desk):
    tab = desk.tab()
    assert " selected" not in tab.get("/diary").text
    assert tab.post("/diary/write", says="整个经过").status == 400


def test_the_worst_words_are_quoted_where_the_owner_chose_them(desk):
    tab = taken(desk, ("a.txt", f"{BOUNTY}\n{NAME} {PHONE}\n".encode()))
    page = tab.get("/exposed").text
    assert BOUNTY in page
    assert BOUNTY not in article(tab)
    tags = re.findall(r'name="said" value="([0-9a-f]{24})"(?: checked)?> <span>', page)
    tab.post("/exposed/answers", threats="1", said=tags[0])
    tab.post("/papers/about", worst="200块就能买你的命")
    desk.done()
    seen = article(tab)
    assert BOUNTY in seen
    assert "200块就能买你的命" in seen
    assert "谁出的钱" in seen
    assert BOUNTY not in article(tab, "notice")


def test_callers_stand_in_order_of_time_and_whether_they_were_answered(desk):
    calls = "2026-11-13 00:09:00,13900055249,未接\n11-12 23:00,13900058613,已接\n2026-11-13 00:03:00,13900050822,已接\n"
    tab = taken(desk, ("来电.csv", calls.encode()), what="calls")
    desk.callers(tab)
    desk.done()
    seen = article(tab)
    assert seen.index("13900058613") < seen.index("13900050822") < seen.index("13900055249")
    assert "未接" in seen


def test_a_parcel_and_a_text_are_no_publication_and_go_to_no_platform(desk):
    slip = f"运单号 SF1\n收件：{NAME} {PHONE}\n寄件：某人"
    tab = taken(desk, ("页.html", f"<p>姓名：{NAME}</p>".encode()), ("快递 照片.txt", slip.encode()), what="auto")
    assert [one.what for one in desk.kit.record.files] == ["page", "parcel"]
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/exposed/answer", tag=desk.tag("phone_number", PHONE), said="mine")
    desk.done()
    seen = article(tab)
    part = seen[seen.index("被公开的本人信息") : seen.index("其他证据上的本人信息")]
    assert "139" not in part
    assert "139" in seen[seen.index("其他证据上的本人信息") :]
    assert "快递" not in article(tab, "notice")


def test_a_file_of_one_platform_does_not_go_to_another(desk):
    page = f"<p>姓名：{NAME}</p>"
    tab = taken(desk, ("a.html", page.encode()), ("b.html", f"{page}<p>二</p>".encode()), what="page")
    tab.post("/files/sources", **{"about-1": "甲网站 曝光台", "about-2": "乙软件"})
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/papers/about", platform="甲网站", where="曝光台", platform_2="乙软件", where_2="群二")
    desk.done()
    assert ("0001" in article(tab, "notice"), "0002" in article(tab, "notice")) == (True, False)
    assert ("0001" in article(tab, "notice_2"), "0002" in article(tab, "notice_2")) == (False, True)


def test_a_notice_takes_no_file_of_elsewhere_and_no_private_message(desk):
    """Whether that other platform is filled in or not; of what has no source it is asked."""
    page = f"<p>姓名：{NAME}</p>"
    said = ("甲网站 曝光台 搜搜贴吧", "乙软件", "甲网站私信", "", "短信 13900001871")
    tab = taken(desk, *((f"{n}.html", f"{page}<p>{n}</p>".encode()) for n in range(5)), what="page")
    tab.post("/files/sources", **{f"about-{n}": one for n, one in enumerate(said, 1)})
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/papers/about", platform="甲网站", engine="搜搜")
    desk.done()
    for name, files in (("notice", {"0001"}), ("search", set())):
        assert set(re.findall(r"000\d", article(tab, name))) == files
        assert f"没有放进来：{'4' if files else '1、4'}。" in tab.get(f"/papers/of/{name}").seen
    tab.post("/papers/with", name="notice", file="4")
    assert "没有放进来" not in tab.get("/papers/of/notice").seen
    assert "0004" in article(tab, "notice")


def test_a_kind_of_act_is_shown_where_it_is_ticked_and_money_stands_where_it_is_said(desk):
    lines = "收到 今晚12点开始 每人十个电话\n打爆她电话，打一个给5块红包\n柳春生这个贱人\n"
    tab = taken(desk, ("群.txt", lines.encode()))
    found = threats(desk.kit, desk.work.reads)
    assert not [one for one in found if one.label == "paid_task" and "十个电话" in one.words]
    assert [one.label for one in found if "贱人" in one.words] == ["insult"]
    page = tab.get("/exposed").seen
    for one in found:
        assert say(f"kit.act_{one.label}") in page
    desk.kit.record.threats = [
        Said("paid_task", "收到 今晚12点开始 每人十个电话", (1,)),
        *found,
    ]  # of an earlier version
    told = article(tab)
    assert "出钱叫人做" not in told or "红包" in told
    desk.kit.record.threats = [Said("paid_task", "收到 今晚12点开始 每人十个电话", (1,))]
    assert "谁出的钱" not in article(tab)
    desk.kit.record.threats = found
    assert "侮辱、谩骂" in article(tab)


def test_what_is_handed_in_lies_apart_and_holds_nothing_else(desk):
    tab = taken(desk, ("a.html", f"<p>姓名：{NAME} 电话 {PHONE}</p>".encode()), what="page")
    tab.post("/exposed/answer", tag=desk.tag("name", NAME), said="mine")
    tab.post("/files/sources", **{"about-1": "甲网站"})
    tab.post("/papers/about", name=NAME, platform="甲网站")
    desk.done()
    assert tab.post("/papers/hand-in").status == 303
    lies = {
        str(path.relative_to(desk.folder / "hand-in"))
        for path in (desk.folder / "hand-in").rglob("*")
        if path.is_file()
    }
    assert {
        "给警察/报案材料.docx",
        "给警察/0001.txt",
        "给平台-甲网站/侵权通知书.docx",
        "给平台-甲网站/0001.txt",
    } <= lies
    assert PHONE not in (desk.folder / "hand-in" / "给平台-甲网站" / "0001.txt").read_text("utf-8")
    assert "没有加密" in tab.get("/papers").seen
    tab.post("/exposed/missed", kind="other", value="电话", of="mine")  # copies cover otherwise now
    assert not (desk.folder / "hand-in").exists()
    desk.done()
    tab.post("/papers/hand-in")
    tab.post("/delete/all", sure="yes")
    assert not desk.folder.exists()


@pytest.mark.parametrize("name", ["report", "prosecutors"])
def test_the_files_the_law_and_digests_stand_behind_the_signature(read, name):
    """Whoever signs reads what happened; nobody needs to read the rest before."""
    tab = read.tab()
    before, _, behind = article(tab, name).partition(say("kit_papers.signature") + "：")
    assert say("kit_papers.behind") in before
    for told in ("evidence", "law", "digests"):
        assert say(f"kit_papers.{told}") not in before.split("\n")
        assert say(f"kit_papers.{told}") in behind.split("\n")
    digest = read.kit.record.files[0].sha256
    assert digest in behind
    assert digest not in before
    assert tab.post("/papers/save", name=name).status == 303
    saved = next((read.kit.folder / "papers").glob("*.html")).read_text()
    assert saved.index(say("kit_papers.signature") + "：") < saved.index(digest)


def test_what_the_files_tell_is_ticked_and_what_is_unticked_is_not_entered(read):
    tab = read.tab()
    tab.get("/exposed/callers")
    read.callers(tab)
    listed = re.findall(r'name="entry" value="(\w+)" checked', tab.get("/diary").text)
    assert listed
    tab.post("/diary/drafts", entry=listed[1:])
    assert len(read.kit.record.diary) == len(listed) - 1
