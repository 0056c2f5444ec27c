"""Calls and messages are told apart, a platform's own numbers are one line, and what a list remarks stands beside the number."""

import pytest
from tests.kit.conftest import all_of, picture
from tests.kit.test_short_way import taken

from doxdocket.kit import exposure, papers
from doxdocket.kit.calls import called, notes, senders
from doxdocket.kit.quotes import remarked
from doxdocket.kit.reading import read_file
from doxdocket.kit.screen import Read

CALLS = """时间,号码,类型,时长(秒),备注
2026-11-25 21:05,130 0000 0311,呼入,12,骂人
2026-11-25 21:07,130 0000 0311,呼入,9,骂人
2026-11-26 08:02,139 0000 7712,呼入,420,妈妈
2026-11-26 10:30,132 0000 9008,呼入,35,说要弄死我
2026-11-27 09:00,010 0000 6688,呼入,180,单位园长
"""
CODES = "02:31\n信息\n106900001234等\n" + "".join(
    f"1069000012{n:02d}\t11/27 02:0{n % 10}\n【某团】您的验证码20830{n % 10}，5分钟内有效\n" for n in range(34, 40)
)
BOTH = "时间,号码,类型\n2026-11-25 21:05,13000000311,呼入\n2026-11-25 21:07,13000000311,短信\n2026-11-25 21:09,13000000311,短信\n"


@pytest.mark.parametrize(
    ("text", "number", "told"),
    [
        (CODES, "106900001234", (0, {"code": 1})),
        (CODES, "106900001239", (0, {"code": 1})),
        (BOTH, "13000000311", (1, {"text": 2})),
        (CALLS, "13000000311", (2, {})),
        ("信息\n13000000311\t11/27 02:01\n去死\n13000000311\t11/27 02:03\n贱人\n", "13000000311", (0, {"text": 2})),
        ("通话记录\n13000000311 (3)\t11月27日 02:01\n未接来电\n", "13000000311", (3, {})),
        ("最近通话\n短信\n13000000311\t11/27 02:01\n来电\n", "13000000311", (1, {})),
    ],
)
def test_a_call_and_a_message_are_told_apart_and_a_head_is_neither(text, number, told):
    times, _, rows = called(Read((text,)), number)
    assert (times, exposure.Called(1, rows=rows).texts) == told


def test_a_landline_is_one_and_what_the_list_remarks_stands_beside(desk):
    assert [one.kind for one in senders(Read((CALLS,)), "calls")][-1] == "landline_number"
    assert [said for _, said in notes(Read((CALLS,)))["13900007712"]] == ["妈妈"]
    page = taken(desk, ("来电.csv", CALLS.encode()), what="calls").get("/exposed/callers").text
    for said in ("记录里的备注：骂人", "记录里的备注：妈妈", "记录里的备注：单位园长", "在文件 1：2 次"):
        assert said in page
    mother = desk.tag("phone_number", "13900007712")
    assert f'name="said-{mother}" value="family" checked' in page
    assert "座机" in page or "固定电话" in page


def test_platforms_numbers_are_one_line_with_one_choice_and_no_numbers_of_who_harasses(desk):
    tab = taken(desk, ("来电.csv", CALLS.encode()), ("短信.txt", CODES.encode()), what="calls")
    tab.post("/files/told", no="2", what="calls")
    page = tab.get("/exposed/callers").text
    assert "6 条验证码短信，来自 6 个服务号码" in page
    found = exposure.exposed(desk.kit, desk.work.reads)
    assert not [one for one in found if one.kind == "verification_code"]
    services = [one.tag for one in exposure.to_answer(exposure.heads(found))[1] if one.service]
    who = [desk.tag("phone_number", value) for value in ("13000000311", "13200009008")]
    assert f'name="all-{"-".join(services)}" value="caller"' in page
    tab.post(
        "/exposed/answers",
        draft="/exposed/callers",
        **{f"all-{'-'.join(services)}": "caller"},
        **{f"said-{tag}": "caller" for tag in who},
    )
    desk.done()
    found = exposure.exposed(desk.kit, desk.work.reads)
    shown = all_of(papers.paper("report", desk.kit, found, (), desk.work.reads))
    assert "另收到 6 条验证码短信，来自 6 个服务号码" in shown
    assert "106900001234" not in shown
    assert "13000000311" in shown.replace(" ", "")
    drafts = tab.get("/diary").text
    assert "2 个号码打来骚扰电话" in drafts
    assert "收到 6 条验证码短信，来自 6 个服务号码" in drafts
    assert "骚扰电话 · 3 次" in drafts


def test_a_list_that_two_files_tell_counts_once():
    rows = (("11/27 02:01", "code", 1), ("11/27 02:02", "code", 1))
    lists = [exposure.Called(1, rows=rows), exposure.Called(2, rows=rows[:1])]
    assert papers.texted(lists, {1: "2026-12-01", 2: "2026-12-01"}) == {"code": 2}


def test_a_threat_from_a_number_of_services_is_of_who_harasses(desk):
    words = "再不还钱就去你单位堵你，弄死你"
    text = CODES + f"106900005678\t11/27 02:11\n{words}\n"
    tab = taken(desk, ("短信.txt", text.encode()), what="calls")
    found = exposure.exposed(desk.kit, desk.work.reads)
    [one] = [one for one in found if one.value == "106900005678"]
    assert one.calls[0].texts == {"text": 1}
    assert not one.service
    assert "6 条验证码短信，来自 6 个服务号码" in tab.get("/exposed/callers").text
    tab.post("/exposed/answers", draft="/exposed/callers", **{f"said-{one.tag}": "caller"})
    desk.done()
    found = exposure.exposed(desk.kit, desk.work.reads)
    shown = all_of(papers.paper("report", desk.kit, found, (), desk.work.reads))
    assert "106900005678" in shown.replace(" ", "")
    assert "验证码短信" not in shown


class Counted(str):  # noqa: SLOT000 - it counts
    """A text that counts how often it is gone through by lines."""

    times = 0

    def splitlines(self, keepends=False):
        self.times += 1
        return super().splitlines(keepends)


def test_a_list_is_gone_through_as_often_for_many_numbers_as_for_few():
    def times(n, head="备注"):
        rows = "".join(f"2026-11-26 10:30,1320000{at:04d},说要弄死我\n" for at in range(n))
        text = Counted(f"时间,号码,{head}\n{rows}")
        told = remarked(Read((text,), form="calls"))
        assert len(told) == (n if head == "备注" else 0)
        return text.times

    assert times(40) == times(4) > 0
    assert times(40, "类型") < times(40)


SENDERS = ("+855 96 000 3121", "17000001093", "106900001234")
SAID = ("三天内打3000U，不然去你家", "再不还钱弄死你", "你等着，我们上门找你")
DAYS = ("11月24日 21:40", "11月24日 22:05", "11月25日 02:01")


@pytest.mark.parametrize("form", ["txt", "png"])
@pytest.mark.parametrize(
    ("rows", "dated"),
    [
        (["{0}", "{1}", "{2}"], True),
        (["{0}", "{2}", "{1}"], True),
        (["来自 {0}", "{2}"], False),
    ],
)
def test_what_several_numbers_wrote_is_said_by_each_alone(rows, dated, form):
    """Below a number alone, a moment beside or below it, or what followed: none of it is of the first."""
    lines = [row.format(*one) for one in zip(SENDERS, DAYS, SAID, strict=True) for row in rows]
    lines = ["信息", *lines] if rows[1] == "{2}" else lines
    data = picture(lines) if form == "png" else "\n".join(lines).encode()
    told = {words: (by, at.replace(" ", "")) for _, words, by, at in read_file(f"短信.{form}", data).threats}
    days = [day.replace(" ", "") if dated else "" for day in DAYS]
    assert told == dict(zip(SAID, zip(SENDERS, days, strict=True), strict=True))


def test_whose_number_is_not_read_surely_is_nobodys_words():
    lines = [SENDERS[1], DAYS[0], SAID[0], SENDERS[2], DAYS[2], SAID[2], "17000001094 11-2422:40", SAID[1]]
    told = {words: by for _, words, by, _ in read_file("短信.txt", "\n".join(lines).encode()).threats}
    assert told == {SAID[0]: SENDERS[1], SAID[2]: SENDERS[2], SAID[1]: ""}


def test_a_screen_of_messages_of_several_numbers_is_a_list_of_who_wrote(desk):
    tab = desk.tab()
    tab.get("/files")
    lines = [row for one in zip(SENDERS, DAYS, SAID, strict=True) for row in one][:6]
    desk.take(tab, [("a.png", picture(["信息", *lines]))], "auto")
    desk.done()
    assert desk.kit.record.files[0].what == "calls"
    page = tab.get("/exposed/callers").seen.replace(" ", "")
    assert "855960003121" in page
    assert SENDERS[1] in page
