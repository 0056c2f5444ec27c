"""``assess thresholds``: each line of the law with its article, the counts put to it, and what is lacking, in both languages."""

import json

import pytest

from doxdocket.law.rules import shipped
from doxdocket.report import law
from doxdocket.report.words import Words

FACTS = """
- {form: fact, id: duty_acquired, value: true, reason: 工作中取得, evidence: [卷二第1页]}
- {form: fact, id: known_use, value: true, reason: 群内说过, evidence: [卷二第2页]}
- {form: fact, id: provided_to_offender, value: true, reason: 供述一致, evidence: [卷二第3页]}
"""


@pytest.fixture
def pages(call, mine):
    return call("assess", "thresholds", mine), call("assess", "thresholds", mine, LANG="en_GB")


def test_a_page_for_lawyers(pages):
    for page in pages:
        assert page.code == 0, page.err
        assert "U_" not in page.out
        assert max(map(len, page.out.splitlines())) <= 110
    chinese, english = (page.out for page in pages)
    assert "不是法律结论" in chinese
    assert chinese.index("【侵犯公民个人信息刑事案件解释】") < chinese.index("【网络诽谤等刑事案件解释】")
    assert "每人每类每值为一条：未达到；丙类信息条数" in chinese
    assert "tier C" in english
    assert "not met" in english


def test_unknown_facts_stand_once_with_the_article_that_asks(pages):
    lacking = pages[0].out.split("【还缺的事实】")[1]
    assert lacking.count("(duty_acquired)") == 1
    assert "(victim_died)：法释〔2017〕10号 第五条第二款第一项\n" in lacking


def entered(call, case, folder, text):
    """Put these entries into the register and run."""
    path = folder / "e.yaml"
    path.write_text(text, encoding="utf-8")
    assert call("register", "add", case, path, "--officer", "张三").code == 0
    assert call("run", case).code == 0


def test_a_fact_entered_answers_the_items_and_the_article_names_them(call, mine, tmp_path):
    entered(call, mine, tmp_path, FACTS)
    page = call("assess", "thresholds", mine).out
    assert "其中达到：法释〔2017〕10号 第五条第一款第二项" in page
    assert "(duty_acquired)" not in page.split("【还缺的事实】")[1]


PUNISHED = """
- {form: defendant, id: D1, name: 甲某}
- {form: defendant, id: D2, name: 乙某}
- {form: actor, id: A1, signatures: [{channel: "telegram:channel:1850001", text: 灰鸦}]}
- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [device, ip], reason: 比对, evidence: [卷一]}
- {form: fact, id: punished_administratively, value: true, reason: 处罚决定书, defendant: D1}
- {form: fact, id: punished_on, value: DAY, reason: 处罚决定书, defendant: D1}
- {form: fact, id: punished_criminally, value: false, reason: 查询, defendant: D1}
- {form: fact, id: acted_again, value: true, reason: 比对, defendant: D1}
- {form: fact, id: punished_criminally@D2, value: true, reason: 判决书}
- {form: fact, id: members, value: 1200, reason: 勘验}
"""


@pytest.mark.parametrize(("punished", "answer"), [("2022-01-03", "met"), ("2021-12-31", "not met")])
def test_earlier_punishment_is_of_one_defendant_and_never_of_the_case(call, tmp_path, invented, punished, answer):
    capture = invented.export(tmp_path / "x", ["姓名：柳春生 电话：13900001850", "别的"]) / "result.json"
    told = json.loads(capture.read_text("utf-8"))
    signed = told | {"messages": [m | {"author": "灰鸦"} for m in told["messages"]]}
    capture.write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    case, path = tmp_path / "case", tmp_path / "e.yaml"
    call("init", case, "--title", "前科", "--officer", "张三")
    call("add", case, capture.parent, "--officer", "张三")
    call("run", case)
    path.write_text(PUNISHED.replace("DAY", punished), encoding="utf-8")
    entered = call("register", "add", case, path, "--officer", "张三")
    assert entered.code == 0, entered.err
    call("run", case)
    said = call("assess", "thresholds", case, "--json").json
    of = {(r["about"], r["rule"]): r["answer_low"] for r in said["personal"]}
    assert of["D1", "cn/fashi-2017-10/5-1-9"] == answer
    whole = {r["rule"]: r["answer_low"] for r in said["answers"]}
    assert (whole["cn/fashi-2017-10/5-1-9"], whole["cn/fashi-2017-10/5-1"]) == ("not determinable",) * 2
    assert whole["cn/fashi-2019-15/10-3-members"] == "met"
    page = call("assess", "thresholds", case).out
    assert "不是全案的情节" in page
    assert "(punished_on)" not in page.split("【还缺的事实】")[1]


BILL = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
RECEIPTS = """
- {form: defendant, id: D1, name: 甲某}
- {form: receipt, id: E1, stage: proven, defendant: D1, amount: "3000.00", day: 2024-01-03, evidence: [卷三第1页]}
- {form: statement, id: B1, file: "file:2", kind: payment, preset: wechat_pay, defendant: D1}
"""


@pytest.mark.parametrize(("row", "turned"), [("1999.99", set()), ("2000.00", {"5-1-7", "5-1"}), ("7000.00", {"5-1-7", "5-1", "10-5", "10"})])  # fmt: skip
def test_a_line_of_gains_tells_what_all_undecided_receipts_would_make_of_it(call, mine, tmp_path, row, turned):
    table, path = tmp_path / "bill.csv", tmp_path / "e.yaml"
    table.write_text(BILL + f"2024-01-05 10:00:00,转账,某甲,/,收入,¥{row},/,已存入零钱,1000,/,/\n", encoding="utf-8")
    assert call("add", mine, table, "--officer", "张三", "--origin", "移送").code == 0
    path.write_text(RECEIPTS, encoding="utf-8")
    entered = call("register", "add", mine, path, "--officer", "张三")
    assert entered.code == 0, entered.err
    assert call("run", mine).code == 0
    rows = call("assess", "thresholds", mine, "--json").json["answers"]
    amount = 3000 + int(float(row))
    found = {r["rule"].rsplit("/", 1)[-1]: r["with_undecided"] for r in rows if r["with_undecided"]}
    assert found == {rule: {"gains": amount, "answer": "met"} for rule in turned}
    assert {r["answer_high"] for r in rows if r["rule"].endswith(("/5-1-7", "/10-5"))} == {"not met"}
    for lang, said in (
        ("zh_CN", f"未认定的收款全算（{amount:,} 元）：达到"),
        ("en_GB", f"with all undecided receipts ({amount:,} yuan): met"),
    ):
        assert (said in call("assess", "thresholds", mine, LANG=lang).out) is bool(turned)
        assert (said.rsplit(" ", 1)[0][:6] in call("explain", mine, "cn/fashi-2017-10/5-1-7", LANG=lang).out) is bool(
            turned
        )


SEVERAL = """
- {form: defendant, id: D1, name: 甲某}
- {form: defendant, id: D2, name: 乙某}
- {form: receipt, id: E1, stage: proven, defendant: D1, amount: "3500.00", day: 2024-01-03, evidence: [卷三第1页]}
- {form: receipt, id: E2, stage: proven, defendant: D2, amount: "1800.50", day: 2024-01-04, evidence: [卷三第2页]}
- {form: receipt, id: E3, stage: paid, defendant: D2, amount: "20", coin: USDT, day: 2024-01-04}
- {form: receipt, id: E4, stage: paid, defendant: D1, amount: "200.00", day: 2024-01-05}
"""


def test_what_has_a_worth_reaches_the_line_where_the_high_is_not_known(call, mine, tmp_path):
    entered(call, mine, tmp_path, SEVERAL)
    rows = {r["rule"]: r for r in call("assess", "thresholds", mine, "--json").json["answers"]}
    line, whole = rows["cn/fashi-2017-10/5-1-7"], rows["cn/fashi-2017-10/5-1"]
    assert (line["answer_low"], line["answer_high"], line["missing"]) == ("not met", "met", [])
    assert (line["inputs"]["low"]["gains"], line["inputs"]["high"]["gains"]) == ("3500", "≥5500.50")
    assert (whole["answer_high"], whole["inputs"]["high"]["cn/fashi-2017-10/5-1-7"]) == ("met", "met")
    assert rows["cn/fashi-2019-15/10-5"]["answer_high"] == "not determinable"
    together = [a for a in call("assess", "gains", mine, "--json").json["answers"] if not a["who"]]
    assert {(a["provision"], a["reading"]): a["answer"] for a in together} == {
        ("cn/fashi-2017-10/5-1-7", "before"): "met", ("cn/fashi-2017-10/5-1-7", "after"): "met",
        # 10,000 yuan lie between what is known at least and a high that nobody knows
        ("cn/fashi-2019-15/10-5", "before"): "not determinable", ("cn/fashi-2019-15/10-5", "after"): "not determinable",
    }  # fmt: skip
    page = call("assess", "thresholds", mine, LANG="zh_CN").out
    assert "违法所得（元） 3,500 – ≥5,500.50" in page
    assert "5,300.50 – 不明" in page
    assert "折得成元的各笔按高值的合计" in page.replace("\n", "")
    english = " ".join(call("assess", "gains", mine, LANG="en_GB").out.split())
    assert "≥5,500.50 yuan (something has no worth in yuan" in english


def test_a_claim_without_evidence_is_shown_and_not_adopted(call, mine, tmp_path):
    entered(call, mine, tmp_path, SEVERAL)
    told = {f["id"]: f for f in call("figures", mine, "--json").json["figures"]}
    proven, claimed = told["receipts_proven"], told["receipts_claimed"]
    assert [proven[b] for b in ("low", "estimate", "high", "value")] == ["5300.50"] * 4
    assert [claimed[b] for b in ("low", "estimate", "high", "value")] == [0, 0, None, None]
    page = call("figures", mine, "--all", LANG="zh_CN").out
    assert "5,300.50" in page
    assert "0.00 – 0.00 – —" in page
    said = call("explain", mine, "receipts_proven", "--rows", "--json")
    assert said.code == 0, said.err
    worksheet = call("assess", "damages", mine, LANG="zh_CN").out
    assert "声称的收款 0–不明 元" in worksheet
    assert "5,300.50 元" in worksheet
    (second,) = [s for s in call("assess", "gains", mine, "--json").json["sums"] if s["defendant"] == "D2"]
    assert (second["claimed_low"], second["claimed_high"]) == (None, None)


OWN = """
- {form: defendant, id: D1, name: 甲某, born: 2011-05-01}
- {form: defendant, id: D2, name: 乙某}
- {form: actor, id: A1, signatures: [{channel: "telegram:channel:1850001", text: 灰鸦}]}
- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [device, ip], reason: 比对, evidence: [卷一]}
- {form: fact, id: trace_provided, value: true, reason: 供述}
- {form: fact, id: used_for_crime, value: true, reason: 另案}
- {form: fact, id: guardian_diligent, value: false, reason: 陈述}
- {form: fact, id: vile_influence@D1, value: true, reason: 报道}
- {form: fact, id: known_use@J1, value: true, reason: 群内说过}
- {form: fact, id: provided_to_offender@J1, value: true, reason: 供述}
- {form: joint, id: J1, basis: "1168", members: [D1, D2], channels: ["telegram:channel:1850001"], reason: 共同}
- {form: receipt, id: E1, stage: proven, defendant: D1, amount: "3000.00", day: 2024-01-03, evidence: [卷三第1页]}
- {form: receipt, id: E2, stage: proven, defendant: D2, amount: "9000.00", day: 2024-01-03, evidence: [卷三第2页]}
- {form: sanction, id: SN1, defendant: D1, kind: criminal, stage: convicted, day: 2026-06-01}
- {form: sanction, id: SN2, defendant: D2, kind: administrative, stage: punished, day: 2023-09-01}
"""


@pytest.fixture
def own(call, tmp_path, invented):
    capture = invented.export(tmp_path / "x", ["姓名：柳春生 电话：13900001850", "别的"]) / "result.json"
    told = json.loads(capture.read_text("utf-8"))
    signed = told | {"messages": [m | {"author": "灰鸦"} for m in told["messages"]]}
    capture.write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    case, path = tmp_path / "case", tmp_path / "e.yaml"
    call("init", case, "--title", "各人", "--officer", "张三")
    call("add", case, capture.parent, "--officer", "张三")
    call("run", case)
    path.write_text(OWN, encoding="utf-8")
    entered = call("register", "add", case, path, "--officer", "张三")
    assert entered.code == 0, entered.err
    assert call("run", case).code == 0
    return case


def test_what_one_defendant_did_is_asked_with_his_own_facts_and_gains(call, own):
    def low(*scope):
        said = call("assess", "thresholds", own, *scope, "--json")
        assert said.code == 0, said.err
        return {r["rule"].rsplit("/", 1)[-1]: r for r in said.json["answers"]}, said.json

    whole, _ = low()
    assert (whole["5-1-1"]["answer_low"], whole["5-1-7"]["inputs"]["low"]["gains"]) == ("met", "9000")
    alone, told = low("--scope", "defendant:D1")
    assert (alone["5-1-1"]["answer_low"], alone["5-1-1"]["missing"]) == (
        "not determinable",
        ["trace_provided", "used_for_crime"],
    )
    assert alone["5-2-2"]["answer_low"] == "met"  # his own fact
    assert alone["5-1-2"]["answer_low"] == "not determinable"  # of what was done together
    assert [alone["5-1-7"]["inputs"][end]["gains"] for end in ("low", "high")] == ["3000", "3000"]
    assert (alone["5-1-7"]["answer_high"], told["gains"]["who"]) == ("not met", "D1")
    assert [one["fact"] for one in told["facts_not_carried"]] == ["trace_provided", "used_for_crime"]
    assert {one["answer"] for one in told["criminal_age"]} == {"not met"}
    assert [(one["entry"], one["before"]) for one in told["sanctions"]] == [("SN1", False)]
    joint, _ = low("--scope", "joint:D1")
    assert (joint["5-1-1"]["answer_low"], joint["5-1-2"]["answer_low"]) == ("not determinable", "met")
    assert joint["5-1-7"]["inputs"]["low"]["gains"] == "3000"
    other, _ = low("--scope", "joint:D1", "--scope", "2000-01..2100-12")
    assert "gains" in other["5-1-7"]["missing"]  # of some of his acts alone


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh_CN", ("不带入一名被告的范围：", "刑事责任年龄", "SN1 2026-06-01 刑事（与年龄不合）；首次行为（2024-01-0", "以前：没有", "违法所得取被告 D1 自己的账")),
        ("en_GB", ("are not given for what one defendant did", "age of criminal responsibility", "SN1 2026-06-01 criminal (does not fit the age); before the first act", "): none", "the account of defendant D1 alone")),
    ],
)  # fmt: skip
def test_the_page_says_what_of_the_case_is_not_carried_and_what_was_imposed_before(call, own, lang, said):
    page = call("assess", "thresholds", own, "--scope", "defendant:D1", LANG=lang).out
    flat = page.replace("\n", "" if lang == "zh_CN" else " ")
    assert all(one.lower() in flat.lower() for one in said)
    assert "没有登记被告曾受的处罚" not in page
    assert "No earlier punishment is on the register" not in page
    whole = call("assess", "thresholds", own, LANG=lang).out
    assert "SN2 2023-09-01" in whole
    assert said[0] not in whole.replace("\n", "" if lang == "zh_CN" else " ")


DOUBTED = """
- {form: defendant, id: D1, name: 甲某, born: "2008-01-02"}
- {form: actor, id: A1, signatures: [{channel: "telegram:channel:1850001", text: 灰鸦}]}
- {form: attribution, id: L1, actor: A1, defendant: D1, grade: proven, grounds: [device, ip], reason: 比对, evidence: [卷一]}
- {form: sanction, id: SN1, defendant: D1, kind: criminal, stage: convicted, day: 2024-01-02}
- {form: sanction, id: SN2, defendant: D1, kind: criminal, stage: convicted, day: 2024-01-01}
- {form: fact, id: punished_administratively@D1, value: true, reason: 处罚决定书}
- {form: fact, id: punished_on@D1, value: 2022-01-02, reason: 处罚决定书}
- {form: fact, id: punished_criminally@D1, value: false, reason: 查询}
- {form: fact, id: acted_again@D1, value: true, reason: 比对}
"""


@pytest.mark.parametrize(("first", "doubted"), [("手机 13900001851", True), ("姓名：柳春生 电话：13900001851", False)])
def test_what_turns_on_a_day_of_posts_in_doubt_is_not_told_as_sure(call, tmp_path, invented, first, doubted):
    """Fifteen, and within two years of a punishment, on the day of a post that exposes somebody in the high alone; the next day neither."""
    capture = invented.export(tmp_path / "x", [first, "姓名：柳春生 电话：13900001850", "别的"]) / "result.json"
    told = json.loads(capture.read_text("utf-8"))
    signed = told | {"messages": [m | {"author": "灰鸦"} for m in told["messages"]]}
    capture.write_text(json.dumps(signed, ensure_ascii=False), encoding="utf-8")
    case = tmp_path / "case"
    call("init", case, "--title", "存疑", "--officer", "张三")
    call("add", case, capture.parent, "--officer", "张三")
    entered(call, case, tmp_path, DOUBTED)
    said = call("assess", "thresholds", case, "--scope", "defendant:D1", "--json").json
    ages = {one["on"]: (one["answer"], one["day_in_doubt"]) for one in said["criminal_age"]}
    before = {one["entry"]: (one["before"], one["first_act"], one["may_first"]) for one in said["sanctions"]}
    again = {one["on"]: (one["answer_low"], one["day_in_doubt"]) for one in said["personal"] if one["rule"] == "cn/fashi-2017-10/5-1-9"}  # fmt: skip
    page = call("assess", "thresholds", case, "--scope", "defendant:D1", LANG="zh_CN").out.replace("\n", "")
    english = " ".join(call("assess", "thresholds", case, "--scope", "defendant:D1", LANG="en_GB").out.split())
    explained = call("explain", case, "cn/xingfa/17-1", LANG="zh_CN").out.replace("\n", "")
    if doubted:
        assert ages == {"2024-01-03": ("met", False), "2024-01-02": ("not determinable", True)}
        assert again == {"2024-01-03": ("not met", False), "2024-01-02": ("not determinable", True)}
        days = ("2024-01-03", "2024-01-02")
        assert before == {"SN1": (None, *days), "SN2": (True, *days)}
        assert "(2024-01-02，该日的贴文存疑)：不能确定" in page
        assert "首次行为（2024-01-03，可能早至 2024-01-02）以前：SN2；SN1 不能确定" in page
        assert "before the first act (2024-01-03, may be as early as 2024-01-02): SN2; SN1 not determinable" in english
        assert "连同存疑的、只计入上限的贴文" in explained
    else:
        assert ages == {"2024-01-02": ("not met", False), "2024-01-03": ("met", False)}
        assert again == {"2024-01-02": ("met", False), "2024-01-03": ("not met", False)}
        days = ("2024-01-02", None)
        assert before == {"SN1": (False, *days), "SN2": (True, *days)}
        assert "存疑" not in page.split("刑事责任年龄")[1]


def test_a_fact_that_the_figures_speak_against_is_told_as_a_conflict_and_in_words():
    """No trace was provided, says the register; the figures show two."""
    row = {"inputs": {end: {"trace_provided": "False"} for end in ("low", "high")}}
    figures = [{"id": "kind.movement_trace", "low": 0, "estimate": 2, "high": 2}]
    rule = shipped().find("cn/fashi-2017-10/5-1-1")
    assert law.inputs(row, rule, Words("zh")) == "出售或者提供了行踪轨迹信息 否"
    assert law.inputs(row, rule, Words("en")) == "traces of movement were sold or provided no"
    assert law.told_against(row, figures, Words("zh")) == [
        "不合：登记答否，数据 kind.movement_trace 为 0–2–2，由人核对"
    ]
    (english,) = law.told_against(row, figures, Words("en"))
    assert english.startswith("conflict: the register says no, figure kind.movement_trace says 0–2–2")
    yes = {"inputs": {end: {"trace_provided": "True"} for end in ("low", "high")}}
    assert not law.against(yes, figures)
    assert law.against(yes, [{"id": "kind.movement_trace", "low": 0, "estimate": 0, "high": 0}])
