"""``assess procedure``: from register entries to the answer, the calendar file and the picture."""

from pathlib import Path
from xml.etree import ElementTree as ET

import icalendar
import pytest

import doxdocket

ENTRIES = Path(doxdocket.__file__).parent / "rehearsal" / "register_procedure.yaml"


@pytest.fixture
def case(call, tmp_path):
    place = tmp_path / "case"
    assert (
        call("init", place, "--title", "演练", "--authority", "某检察院", "--officer", "张三", "--officer", "李四").code
        == 0
    )
    return place


@pytest.fixture
def entered(call, case):
    said = call("register", "add", case, ENTRIES, "--officer", "张三")
    assert said.code == 0, said.err
    return case


def test_an_empty_register_says_so(call, case, tmp_path):
    said = call("assess", "procedure", case, "--on", "2025-01-01", "--json")
    assert (said.code, said.json["current"], said.json["deadlines"]) == (0, None, [])
    assert "尚无登记" in call("assess", "procedure", case).out
    for option in ("--ics", "--picture"):
        refused = call("assess", "procedure", case, option, tmp_path / "x")
        assert refused.code == 2
        assert not (tmp_path / "x").exists()


def test_the_published_dates_come_out_as_in_the_worked_example(call, entered):
    said = call("assess", "procedure", entered, "--on", "2026-01-15", "--json").json
    assert said["current"] == "S15"
    by = {d["deadline"]: d for d in said["deadlines"]}
    notice, review = by["cn/procedure/notice"], by["cn/procedure/review"]
    (stage,) = notice["readings"][0]["stages"]
    assert (stage["first"], stage["last"], notice["answer"]) == ("2024-06-25", "2024-07-24", "met")
    assert [(r["reading"], r["stages"][-1]["unmoved"], r["last"]) for r in review["readings"]] == [
        ("own_period", "2024-11-24", "2024-11-25"), ("one_period", "2024-11-24", "2024-11-25"),
    ]  # fmt: skip
    assert (review["answer"], review["answer_zh"], review["over"]) == (
        "unexplained overrun",
        "未说明的超期",
        [137, 137],
    )
    assert {d["article"] for d in said["deadlines"]} >= {"民事诉讼法 第一百五十二条"}
    assert [(j["item"], j["state"], j["open"]) for j in said["judgment"]] == [
        ("j-damages", "done", "0"),
        ("j-apology", "done", None),
    ]
    early = call("assess", "procedure", entered, "--on", "2025-09-20", "--json").json
    assert [(j["state"], j["open"]) for j in early["judgment"]] == [("open", "100000"), ("open", None)]
    assert {d["answer"] for d in said["deadlines"]} == {"met", "elapsed", "unexplained overrun"}
    assert {c["claim"]: c["standing"] for c in said["claims"]} == {
        "c-stop": "achieved",
        "c-damages": None,  # no change was entered; whether it still stands nobody said
        "c-apology": None,
    }
    assert [j["paid"] for j in early["judgment"]] == [None, None]


def test_the_text_shows_how_days_were_counted_in_both_languages(call, entered):
    zh = call("assess", "procedure", entered, "--on", "2026-01-15").out
    assert "第 1 日 = 2024-06-25 周二，最后一日 = 2024-07-24 周三" in zh
    assert "最后一日 = 2024-11-24 周日，休假日，顺延到 2024-11-25 周一" in zh
    assert "未说明的超期 137 日" in zh
    en = call("--lang", "en", "assess", "procedure", entered, "--on", "2026-01-15").out
    assert "day 1 = 2024-06-25 Tue, last day = 2024-07-24 Wed" in en
    assert "unexplained overrun of 137 days" in en
    assert "needs a human decision" in en
    assert "violation" not in en
    early = call("--lang", "en", "assess", "procedure", entered, "--on", "2025-03-01").out
    assert "(planned 2025-04-11" in early
    assert "passed, nothing recorded (96 days ago)" in early
    assert "j-damages" not in early


def test_a_period_that_ran_alike_for_several_stands_once_with_all_of_them(call, entered, tmp_path):
    said = call("assess", "procedure", entered, "--on", "2026-01-15").out
    assert "立案之日起五日内将起诉书副本送达被告 → D1、D2、D3\n" in said
    assert "登记：2025-04-21（p-copy-1、p-copy-2、p-copy-3）" in said
    asked = call("assess", "procedure", entered, "--on", "2026-01-15", "--json").json["deadlines"]
    assert sum(d["deadline"] == "cn/procedure/copy-to-defendant" for d in asked) == 6
    moved = tmp_path / "m.yaml"
    moved.write_text(
        "- {form: event, id: p-copy-2, state: S8, step: copy_served, at: 2025-04-24, receiver: D2}\n", encoding="utf-8"
    )
    assert call("register", "add", entered, moved, "--officer", "张三").code == 0
    said = call("assess", "procedure", entered, "--on", "2026-01-15").out
    assert "立案之日起五日内将起诉书副本送达被告 → D1、D3\n" in said
    assert "立案之日起五日内将起诉书副本送达被告 → D2\n" in said


def test_what_a_recheck_counted_performance_and_odd_entries_are_told(call, entered, tmp_path):
    more = tmp_path / "more.yaml"
    more.write_text(
        """
- {form: claim_change, id: x1, claim: c-damages, how: changed, at: 2025-06-01, amount: "80000.50", grounds: 核减}
- {form: claim_change, id: x2, claim: c-stop, how: achieved, at: 2025-08-21, grounds: 复查, publications: 12, removed: 10, shown: 1, unknown: 1, evidence: [卷三]}
- {form: performance, id: y1, item: j-damages, kind: payment, at: 2025-10-02, amount: 40000}
- {form: performance, id: y2, item: j-apology, kind: apology, at: 2025-09-28, where: 某市报第3版, medium: city}
- {form: event, id: z1, state: S8, step: copy_served, at: 2025-04-23, receiver: D1}
- {form: event, id: z2, state: S9, at: 2026-11-28}
- {form: event, id: z3, state: S9, step: evidence_notice, at: 2026-12-15}
- {form: exclusion, id: k1, ground: expert, since: 2024-08-01, until: 2024-12-17}
- {form: exclusion, id: k2, ground: expert, since: 2025-07-01, deadlines: [first-instance]}
- {form: extension, id: l1, deadline: review, months: 1, by: 上一级院, granted: 2025-06-01}
""",
        encoding="utf-8",
    )
    assert call("register", "add", entered, more, "--officer", "张三").code == 0
    told = {
        "zh": ["不计入 138 日", "看得到 1", "（逾期）", "期满以后才批准", "2027 年休假日表", "不计入时间的终止日", "市级媒体"],
        "en": ["138 days not counted", "shown 1", "(late)", "granted after", "holiday table of 2027", "the end of excluded time", "of a city"],
    }  # fmt: skip
    for lang, words in told.items():
        text = call("--lang", lang, "assess", "procedure", entered, "--on", "2027-02-01").out
        assert [w for w in [*words, "80,000.50", "D1"] if w not in text] == []


def test_the_calendar_file_is_read_by_another_library_and_the_same_twice(call, entered, tmp_path):
    one, two = tmp_path / "a.ics", tmp_path / "b.ics"
    for path, on in ((one, "2025-04-12"), (two, "2025-04-12")):
        assert call("assess", "procedure", entered, "--on", on, "--ics", path).code == 0
    assert one.read_bytes() == two.read_bytes()
    found = icalendar.Calendar.from_ical(one.read_bytes())
    assert found.errors == []
    assert "演练" not in one.read_text("utf-8")  # the title may hold names
    days = {str(e["SUMMARY"]): e["DTSTART"].dt.isoformat() for e in found.walk("VEVENT")}
    assert days["S5 公告"] == "2024-06-24"
    assert any(day == "2024-11-25" and "未说明的超期" in summary for summary, day in days.items())
    assert any(e.walk("VALARM") for e in found.walk("VEVENT") if "进行中" in str(e["SUMMARY"]))
    assert call("assess", "procedure", entered, "--ics", one).code == 2
    assert call("assess", "procedure", entered, "--ics", tmp_path / "no" / "a.ics").code == 2


def test_the_picture_is_drawn_and_says_itself(call, entered, tmp_path):
    path = tmp_path / "a.svg"
    assert call("--lang", "en", "assess", "procedure", entered, "--on", "2026-01-15", "--picture", path, "--json").json[
        "picture"
    ] == str(path)
    label = ET.parse(path).getroot().get("aria-label")
    assert label.startswith("Timeline of the procedure on 2026-01-15.")
    assert "unexplained overrun +137" in label


def test_a_table_that_the_team_gives_settles_what_was_open(call, case, tmp_path):
    entries = tmp_path / "e.yaml"
    entries.write_text("- {form: event, id: n, state: S5, at: 2026-11-28}\n", encoding="utf-8")
    assert call("register", "add", case, entries, "--officer", "张三").code == 0
    (notice, _) = call("assess", "procedure", case, "--on", "2027-02-01", "--json").json["deadlines"]
    assert (notice["answer"], notice["missing"]) == ("not determinable", ["holiday_table_2027"])
    entries.write_text(
        "form,id,year,holidays,workdays,source\nholiday,h27,2027,2027-01-01;2027-01-02;2027-01-03,,国务院办公厅通知\n",
        encoding="utf-8",
    )
    table = entries.rename(tmp_path / "h.csv")
    said = call("register", "add", case, table, "--form", "holiday", "--officer", "张三")
    assert said.code == 0, said.err
    (notice, _) = call("assess", "procedure", case, "--on", "2027-02-01", "--json").json["deadlines"]
    assert (notice["answer"], notice["readings"][0]["last"]) == ("elapsed", "2026-12-28")


def test_a_wrong_day_is_a_wrong_call(call, case):
    assert call("assess", "procedure", case, "--on", "2025-02-30").code == 2
