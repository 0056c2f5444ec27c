"""The course: papers there and missing, planned entries, unknown steps, and the remarks, claims and points of a whole procedure."""

from datetime import date
from decimal import Decimal
from functools import partial

import msgspec
import pytest
from tests.assess.procedure_made import event, plain, told_on

from doxdocket.assess.entry_faults import unfit
from doxdocket.assess.forms.procedure import (
    Claim,
    ClaimChange,
    Event,
    Exclusion,
    Extension,
    Holiday,
    JudgmentItem,
    Performance,
)  # fmt: skip
from doxdocket.assess.procedure import claims
from doxdocket.assess.procedure.course import course
from doxdocket.law import procedure as table

ON = date(2026, 6, 1)
told = partial(told_on, ON)


def said(result):
    return [r.en for r in result.remarks]


def test_papers_are_there_missing_or_not_yet_asked_for():
    found = course(
        table.table(ON),
        [event("S2", "2024-06-24", document="浙检〔2024〕1号立案决定书"), event("S8", "2027-01-01")],
        ON,
    )
    by = {s.state: s for s in found.states}
    assert [(p.id, bool(p.recorded), p.missing) for p in by["S2"].documents] == [
        ("opening_form", False, True), ("opening_decision", True, False),
    ]  # fmt: skip
    assert not any(p.missing for p in by["S4"].documents)
    assert (by["S8"].entered, [e.key for e in by["S8"].planned]) == ([], ["S8"])
    assert [p.missing for p in by["S8"].documents] == [False]


@pytest.mark.parametrize(
    ("document", "there"),
    [
        ("起诉书", {"indictment"}), ("《公益诉讼起诉书》（副本）", {"indictment"}), ("公 益 诉 讼 起诉书", {"indictment"}),
        ("关于周某侵害个人信息的民事公益诉讼起诉书、初步证明材料复印件2份", {"indictment", "first_proof"}), ("证明材料", set()), ("公告", set()),
        ("First Proof of Harm; indictment", {"indictment", "first_proof"}), ("书", set()), ("杭检〔2025〕1号起诉书，公告证明材料（扫描件）", {"indictment", "notice_proof"}),
    ],
)  # fmt: skip
def test_a_document_is_known_by_what_its_name_says_and_not_by_how_it_is_written(document, there):
    found = course(table.table(ON), [event("S7", "2025-04-11", document=document)], ON)
    papers = {p.id: p for s in found.states if s.state == "S7" for p in s.documents}
    assert {p.id for p in papers.values() if p.recorded} == there
    assert {p.id for p in papers.values() if p.missing} == set(papers) - there
    assert all(bool(p.named) is bool(p.recorded) for p in papers.values())


@pytest.mark.parametrize(
    ("state", "document", "there"),
    [
        ("S2", "不予立案决定书", set()), ("S2", "撤销立案决定书", set()), ("S2", "关于撤销《立案决定书》的决定", set()), ("S2", "决定书", set()),
        ("S2", "立案决定书送达回证", set()), ("S2", "审批表", set()), ("S2", "浙检〔2024〕1号立案决定书", {"opening_decision"}),
        ("S2", "decision to open the case", {"opening_decision"}), ("S2", "opening_decision", {"opening_decision"}),
        ("S2", "终止立案决定书", set()), ("S2", "立案决定书送达回执", set()), ("S2", "立案决定书（遗失）", set()),
        ("S5", "未发公告", set()), ("S5", "没有公告", set()), ("S5", "尚未发布公告", set()), ("S5", "公告未发布", set()), ("S5", "公告送达回执", set()),
        ("S5", "未成年人保护公告", {"notice"}), ("S13", "民事判决书（未生效）", {"judgment"}), ("S13", "判决书送达回执", set()), ("S10", "开庭传票", set()),
        ("S3", "通知书", set()), ("S3", "调取证据通知书", {"evidence_notice"}), ("S3", "plan B", set()),
        ("S5", "公告费发票", set()), ("S5", "公告", {"notice"}), ("S5", "检察日报公告", {"notice"}),
        ("S7", "侵害未成年人个人信息民事公益诉讼起诉书", {"indictment"}), ("S7", "公益诉讼起诉书（消费领域）", {"indictment"}),
        ("S7", "reply to the indictment", set()), ("S7", "起诉书答辩状", set()), ("S7", "copy of the indictment", {"indictment"}),
        ("S10", "派员出庭通知书", {"attendance"}), ("S10", "出庭通知书", {"court_notice"}),
        ("S12", "撤回起诉决定书", {"withdrawal"}), ("S12", "决定书", set()),
        ("S13", "judgment creditor", set()), ("S13", "judgment", {"judgment"}), ("S13", "判决书", {"judgment"}), ("S13", "裁定书", set()),
    ],
)  # fmt: skip
def test_a_name_that_holds_that_of_a_paper_and_says_another_is_not_that_paper(state, document, there):
    found = course(table.table(ON), [event(state, "2025-04-11", document=document)], ON)
    papers = [p for s in found.states if s.state == state for p in s.documents]
    assert {p.id for p in papers if p.recorded} == there


def of_steps(*entries):
    return {(r.entries[0], r.en.split("names ")[1].split(", and the step ")[0], r.en.split("the step ")[1].split(" ")[0])
            for r in told(*entries).remarks if "and the step" in r.en}  # fmt: skip


def test_a_paper_of_a_step_that_nobody_recorded_is_told_with_that_step():
    hearing = event("S10", "2025-08-28", "h", document="开庭传票、派员出庭通知书、庭审笔录")
    assert of_steps(hearing) == {("h", "开庭传票", "S10:summons"), ("h", "派员出庭通知书", "S10:attendance")}
    served = event("S10:summons", "2025-08-20", "s", document="传票")
    assert of_steps(hearing, served) == {("h", "派员出庭通知书", "S10:attendance")}
    assert of_steps(event("S10", "2025-08-28", "h", document="出庭通知书")) == {("h", "出庭通知书", "S10:court_notice")}
    judged = event("S13", "2025-09-28", "j", document="民事判决书；判决书送达回执")
    assert of_steps(judged) == {("j", "判决书送达回执", "S13:served")}
    assert of_steps(judged, event("S13:served", "2025-10-01", "r")) == set()
    assert of_steps(event("S10", "2025-08-28", "h", document="未发传票，庭审笔录")) == set()
    assert of_steps(event("S10", "2027-08-28", "h", document="传票")) == set()  # planned


def test_filing_and_notice_and_hearing_and_judgment_on_one_day():
    result = told(
        event("S2", "2024-06-24"), event("S5", "2024-06-24"), event("S13", "2025-08-28"), event("S10", "2025-08-28")
    )
    assert result.current == "S13"
    assert "between S5 and S10, S7, S8 is not recorded" in said(result)


def test_moves_the_table_does_not_know_are_told_and_so_are_unknown_steps():
    result = told(event("S7", "2025-04-11"), event("S3", "2025-05-01"), event("S7:stamped", "2025-04-11", "odd"))
    assert "the table has no move from S7 to S3 (2025-05-01); told as recorded" in said(result)
    assert any("S7:stamped" in line for line in said(result))
    assert result.current == "S3"


def test_stray_extensions_and_exclusions_are_told():
    result = told(
        event("S5", "2024-06-24"), event("S7", "2024-10-01"),
        Extension(id="a", deadline="nothing", months=1, by="某人"),
        Extension(id="b", deadline="first-instance", months=6, by="院长"),
        Extension(id="c", deadline="suit-report", days=2, by="某人"),
        Exclusion(id="d", ground="other", since=date(2024, 8, 1), until=date(2024, 8, 9)),
    )  # fmt: skip
    lines = "\n".join(said(result))
    assert "there is no deadline nothing" in lines
    assert "has no start" in lines
    assert "its article provides no extension" in lines
    assert "no article of a running period leaves out time of this ground" in lines
    assert {i for r in result.remarks for i in r.entries} >= {"a", "b", "c", "d"}


def test_one_end_for_two_starts_and_a_late_extension_are_remarked():
    result = told(
        event("S5", "2024-06-24"), event("S7", "2024-11-20", "a"), event("S7", "2024-12-20", "b"), event("S7:reported", "2024-12-23", "r"),
        Extension(id="late", deadline="review", months=1, by="检察长", granted=date(2024, 10, 25)),
    )  # fmt: skip
    assert any("entry r would end several periods" in line for line in said(result))
    assert any("late was granted after the period had run out" in line for line in said(result))


CLAIMS = (
    Claim(id="stop", text="停止侵害", kind="stop", stated=date(2025, 4, 11)),
    Claim(id="pay", text="赔偿", kind="damages", amount=Decimal(100000), against=(), stated=date(2025, 4, 11)),
)


def test_a_claim_achieved_is_a_change_of_claims_and_not_a_withdrawal():
    gone = ClaimChange(
        id="x",
        claim="stop",
        how="achieved",
        at=date(2025, 8, 1),
        grounds="复查",
        publications=5,
        removed=5,
        shown=0,
        unknown=0,
    )
    result = told(event("S7", "2025-04-11"), *CLAIMS, gone)
    assert {c.claim: c.standing for c in result.claims} == {"stop": "achieved", "pay": None}
    assert not any("withdrawal" in line for line in said(result))
    assert told(event("S7", "2025-04-11"), *CLAIMS, gone, on=date(2025, 7, 31)).claims[0].standing is None
    assert told(*CLAIMS, on=date(2025, 4, 10)).claims == []


def test_all_claims_gone_or_a_withdrawal_while_claims_stand_is_remarked():
    gone = [
        ClaimChange(id=f"x{n}", claim=c.id, how="withdrawn", at=date(2025, 8, 1), grounds="复查")
        for n, c in enumerate(CLAIMS)
    ]
    assert any("every claim is achieved or withdrawn" in line for line in said(told(*CLAIMS, *gone)))
    assert not any("every claim" in line for line in said(told(*CLAIMS, *gone, event("S12:decided", "2025-08-02"))))
    assert any(
        "while claims stand" in line for line in said(told(*CLAIMS, gone[0], event("S12:decided", "2025-08-02")))
    )


@pytest.mark.parametrize(
    ("shown", "unknown", "remarked"), [(0, 0, False), (1, 0, True), (0, 2, True), (None, None, False)]
)
def test_a_recheck_that_still_shows_posts_speaks_against_an_achieved_claim(shown, unknown, remarked):
    gone = ClaimChange(
        id="x", claim="stop", how="achieved", at=date(2025, 8, 1), grounds="复查", shown=shown, unknown=unknown
    )
    assert any("the recheck it rests on" in line for line in said(told(*CLAIMS, gone))) is remarked


def test_claims_read_as_they_were_last_changed():
    changes = [
        ClaimChange(id="b", claim="pay", how="changed", at=date(2025, 6, 1), amount=Decimal(80000), grounds="核减"),
        ClaimChange(id="a", claim="pay", how="changed", at=date(2025, 5, 1), text="连带赔偿", grounds="释明"),
        ClaimChange(id="c", claim="stop", how="added", at=date(2025, 5, 1), grounds="释明"),
    ]
    found = {c.claim: c for c in claims.asked(CLAIMS, changes, ON)}
    assert (found["pay"].text, found["pay"].amount, found["pay"].standing) == ("连带赔偿", Decimal(80000), "changed")
    assert (found["pay"].text_first, found["pay"].amount_first) == (CLAIMS[1].text, CLAIMS[1].amount)
    assert found["stop"].standing == "stands"


def item(**more):
    return JudgmentItem(
        **{
            "id": "J",
            "kind": "payment",
            "text": "赔偿",
            "amount": Decimal(100),
            "ordered": date(2025, 8, 28),
            "due": date(2025, 9, 30),
        }
        | more
    )


def paid(name, at, amount=None, kind="payment", **more):
    return Performance(
        id=name, item="J", kind=kind, at=date.fromisoformat(at), amount=Decimal(amount) if amount else None, **more
    )


@pytest.mark.parametrize(
    ("done", "state", "left", "overdue"),
    [
        ([], "open", 100, 244),
        ([paid("a", "2025-09-30", 40)], "partly", 60, 244),
        ([paid("a", "2025-09-30", 40), paid("b", "2025-10-01", 60)], "done", 0, None),
        ([paid("a", "2025-09-30", 120)], "more", -20, None),
        ([paid("a", "2026-06-02", 100)], "open", 100, 244),
        ([paid("a", "2025-09-30", 100, "apology")], "open", 100, 244),
    ],
)
def test_what_is_owed_paid_and_open(done, state, left, overdue):
    (one,) = claims.items([item()], done, ON)
    assert (one.state, one.open, one.overdue) == (state, left, overdue)


def test_the_day_set_is_the_last_in_time():
    (one,) = claims.items([item()], [paid("a", "2025-09-30", 40), paid("b", "2025-10-01", 60)], ON)
    assert one.late == ("b",)
    assert claims.items([item()], [], date(2025, 9, 30))[0].overdue is None
    assert claims.items([item()], [], date(2025, 10, 1))[0].overdue == 1
    assert claims.items([item(due=None)], [paid("b", "2025-10-01", 60)], ON)[0].late == ()
    assert claims.items([item()], [], date(2025, 8, 27)) == []
    assert claims.items([item(amount=None)], [paid("a", "2025-09-30", 40)], ON)[0].state == "not determinable"


@pytest.mark.parametrize(
    ("ordered", "medium", "lower"),
    [("national", "national", False), ("national", "provincial", True), ("provincial", "national", False), ("national", "", True),
     ("national", "other", True), ("other", "national", True), ("other", "other", False), ("", "city", False)],
)  # fmt: skip
def test_an_apology_in_a_smaller_medium_is_for_a_person_to_decide(ordered, medium, lower):
    done = paid("a", "2025-09-20", None, "apology", where="某报", medium=medium)
    (one,) = claims.items([item(kind="apology", amount=None, medium=ordered)], [done], ON)
    assert (one.state, bool(one.lower_medium), bool(one.unsettled)) == (
        "not determinable" if lower else "done",
        lower,
        lower,
    )


def test_performance_that_fits_no_item_is_remarked():
    early = Performance(id="e", item="stop", kind="deletion", at=date(2025, 5, 1))
    result = told(*CLAIMS, item(), early, paid("w", "2025-09-20", 40, "apology"), item(id="K", kind="apology", medium="national"),
                  Performance(id="l", item="K", kind="apology", at=date(2025, 9, 20), medium="city"))  # fmt: skip
    lines = "\n".join(said(result))
    assert "performed on a claim" in lines
    assert "in another kind than ordered" in lines
    assert "reaches less far" in lines


def points(*entries, on=ON):
    return {p.id for p in told(*entries, on=on).contested if p.touched}


def test_contested_points_are_touched_where_the_record_comes_to_them():
    notice, suit = event("S5", "2024-06-24"), event("S7", "2025-04-11")
    assert points(notice, suit) == {"new_act"}
    assert points(suit) == {"new_act", "incidental_notice"}
    assert points(notice, event("S7", "2025-10-31")) == {"new_act"}
    assert points(notice, event("S7", "2025-11-01")) == {"new_act", "internet_court"}
    assert points(notice, on=date(2025, 11, 1)) == {"new_act", "internet_court"}
    assert points(notice, on=date(2025, 10, 31)) == {"new_act"}
    extended = Extension(id="x", deadline="review", months=1, by="检察长")
    work = Exclusion(id="k", ground="expert", since=date(2024, 8, 1), until=date(2024, 8, 20))
    summons = event("S10:summons", "2025-08-20")
    assert points(notice, suit, extended, work, summons) == {
        "new_act",
        "one_or_two_periods",
        "expert_days",
        "before_days",
    }


def test_every_contested_point_has_two_readings_and_asks_for_a_decision():
    data = plain(told())
    assert {p["decision"] for p in data["contested"]} == {"needs a human decision"}
    assert {len(p["readings"]) for p in data["contested"]} == {2}
    assert {p["id"] for p in data["contested"]} >= {"one_or_two_periods", "internet_court", "incidental_notice"}


def test_competence_is_that_of_the_day_of_the_suit():
    ids = {v.id for v in told(event("S7", "2025-10-31")).competence}
    assert "internet_court" in ids
    assert "internet_court_2025" in {v.id for v in told(event("S7", "2025-11-01")).competence}


def test_everything_is_plain_data_and_no_order_of_entries_matters():
    entries = [event("S5", "2024-06-24"), event("S2", "2024-06-24"), event("S7", "2025-04-11"), event("S7:reported", "2025-04-14"),
               *CLAIMS, item(), paid("a", "2025-09-30", 40)]  # fmt: skip
    data = plain(told(*entries))
    data["claims"].sort(key=lambda c: c["claim"])
    again = plain(told(*reversed(entries)))
    again["claims"].sort(key=lambda c: c["claim"])
    assert msgspec.json.encode(data) == msgspec.json.encode(again)
    words = msgspec.json.encode(data).decode()
    assert "违法" in words  # of statutes: 违法行为
    assert "violation" not in words


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (Extension, {"deadline": "review", "by": "某人"}),
        (Exclusion, {"ground": "expert", "since": "2024-08-02", "until": "2024-08-01"}),
        (Claim, {"text": "赔偿", "kind": "damages", "amount": "-1", "stated": "2025-04-11"}),
        (Claim, {"text": "赔偿", "kind": "damages", "amount": "NaN", "stated": "2025-04-11"}),
        (ClaimChange, {"claim": "c", "how": "changed", "at": "2025-04-11", "grounds": "x", "shown": -1}),
        (Holiday, {"year": 2027, "holidays": [], "source": "x"}),
        (Holiday, {"year": 2027, "holidays": ["2028-01-01"], "source": "x"}),
        (Holiday, {"year": 2027, "holidays": ["2027-01-01"], "workdays": ["2027-01-01"], "source": "x"}),
        (Event, {"state": "S16", "at": "2025-04-11"}),
    ],
)
def test_entries_that_cannot_be_are_refused(form, body):
    assert unfit({"form": str(form.__struct_config__.tag), "id": "1"} | body, form)


def test_forms_that_may_be_are_taken():
    table_2027 = Holiday(
        id="2027",
        year=2027,
        holidays=(date(2026, 12, 31), date(2027, 1, 1)),
        workdays=(date(2026, 12, 26),),
        source="x",
    )
    assert Exclusion(id="1", ground="expert", since=date(2024, 8, 1)).until is None
    assert table_2027.year == 2027


def test_the_last_day_for_performance_moves_over_days_of_rest():
    (one,) = claims.items(
        [item(due=date(2025, 10, 1))], [paid("a", "2025-10-09", 40), paid("b", "2025-10-10", 10)], date(2025, 10, 11)
    )
    assert (one.last, one.late, one.overdue) == (date(2025, 10, 9), ("b",), 2)
    (one,) = claims.items([item(due=date(2027, 10, 1))], [paid("a", "2027-10-09", 40)], date(2027, 10, 11))
    assert (one.last, one.late, one.overdue, one.missing) == (None, (), None, ("holiday_table_2027",))


def test_effect_before_the_periods_of_appeal_ran_out_is_remarked():
    served = [
        event("S13:served", "2025-09-01", "a", receiver="D1"),
        event("S13:served", "2025-09-05", "b", receiver="D2"),
    ]
    (remark,) = [r for r in told(*served, event("S14", "2025-09-17", "e")).remarks if "effect is recorded" in r.en]
    assert remark.entries == ("e", "b")
    assert not any("effect is recorded" in line for line in said(told(*served, event("S14", "2025-09-23"))))
    appealed = event("S13:appeal", "2025-09-18", receiver="D2")
    (remark,) = [r for r in told(*served, appealed, event("S14", "2025-09-20", "e")).remarks if "effect is" in r.en]
    assert remark.entries == ("e", appealed.id)


def test_a_notice_that_may_or_may_not_move_is_contested():
    assert "moved_notice" in points(event("S5", "2024-09-01"))
    assert "moved_notice" not in points(event("S5", "2024-09-16"))


def test_tables_that_stand_instead_of_shipped_ones_are_told():
    def rest(name, year):
        return Holiday(id=name, year=year, holidays=(date(year, 1, 1),), source="x")

    assert said(told(rest("a", 2027))) == []
    assert said(told(rest("a", 2024))) == ["days of rest of 2024 are those on the register, not those that ship"]
    (remark,) = told(rest("a", 2027), rest("b", 2027)).remarks
    assert remark.entries == ("a", "b")


def test_a_judgment_dated_before_the_hearing_is_told_as_an_order_of_days_and_not_as_a_hearing_that_is_unrecorded():
    days = {"S8": date(2026, 2, 27), "S13": date(2026, 3, 1), "S9": date(2026, 3, 5), "S10": date(2026, 4, 20)}
    found = told(*(event(state, at.isoformat()) for state, at in days.items()))
    zh, en = next((one.zh, one.en) for one in found.remarks if one.zh.startswith("S13 登记"))
    assert "S13 登记在 2026-03-01，早于其前应有的 S9（2026-03-05）、S10（2026-04-20）" in zh
    assert "S13 is dated 2026-03-01, before S9 (2026-03-05), S10 (2026-04-20)" in en
    assert not [one for one in found.remarks if "没有登记" in one.zh and "S10" in one.zh]
    moves = plain(found)["moves"]
    assert [(row["to"], row["not_recorded"], row["recorded_later"]) for row in moves if not row["in_table"]] == [
        ("S13", [], ["S9", "S10"]), ("S9", [], []),
    ]  # fmt: skip
    without = told(event("S8", "2026-02-27"), event("S13", "2026-03-01"))
    assert [one.zh for one in without.remarks if "之间" in one.zh] == ["S8 到 S13 之间的 S10 没有登记"]
    bare = told(event("S8", "2026-02-27"), event("S13", "2026-03-01"), event("S10", "2026-04-20"))
    assert [one.zh[:3] for one in bare.remarks if "次序不合" in one.zh] == ["S13"]
    anew = told(
        event("S8", "2026-02-27"), event("S13", "2026-03-01"), event("SR", "2026-04-01"), event("S10", "2026-04-20")
    )
    assert [one.zh for one in anew.remarks if "之间" in one.zh] == [
        "S8 到 S13 之间的 S10 没有登记"
    ]  # the hearing is of the new round


def test_of_several_only_who_apologised_as_ordered_is_told_to_have_done_it():
    own = item(kind="apology", amount=None, medium="national", against=["D1", "D2"])
    less = paid("a", "2025-09-20", None, "apology", where="某市报", medium="city", by=["D1"])
    right = paid("b", "2025-09-21", None, "apology", where="某报", medium="national", by=["D2"])
    (one,) = claims.items([own], [less], ON)
    assert (one.state, {each.defendant: each.state for each in one.each}) == (
        "not determinable",
        {"D1": "not determinable", "D2": "open"},
    )
    (one,) = claims.items([own], [less, right], ON)
    assert (one.state, {each.defendant: each.state for each in one.each}) == (
        "not determinable",
        {"D1": "not determinable", "D2": "done"},
    )
    (one,) = claims.items([own], [less, msgspec.structs.replace(right, by=["D1", "D2"])], ON)
    assert one.state == "done"
