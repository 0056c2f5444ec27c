"""``explain`` over the whole register: it says what ``assess`` says, and every row that ``assess`` prints leads on."""

import json
import re
import shutil
from collections import Counter
from functools import cache, partial
from pathlib import Path

import pytest

import doxdocket

PROCEDURE = Path(doxdocket.__file__).parent / "rehearsal" / "register_procedure.yaml"
CHANNEL = "telegram:channel:1850001"
ASSESS = ("thresholds", "parties", "motives", "gains", "damages", "procedure", "points")
ENTRIES = f"""
- {{form: actor, id: A1, accounts: [channel1850001]}}
- {{form: actor, id: A2, signatures: [{{channel: "{CHANNEL}", text: 小乙}}]}}
- {{form: defendant, id: D1, name: 赫连某某, born: "1999-05-02", sued: 2025-04-11, evidence: ["file:1", 卷一第2页]}}
- {{form: defendant, id: D2, name: 申屠某, born: "2007-06-15", sued: 2025-04-11}}
- {{form: guardian, id: G2, ward: D2, name: 申屠大某, relation: father}}
- {{form: role, id: Q1, actor: A2, channel: "{CHANNEL}", role: admin, since: 2024-01-02, until: 2024-01-06}}
- {{form: testimony, id: T1, defendant: D1, day: 2024-06-02, quote: 就是觉得好玩, motive: fun}}
- {{form: attribution, id: L1, actor: A1, defendant: D1, grade: supported, grounds: [admission], testimonies: [T1], reason: 自认}}
- {{form: attribution, id: L2, actor: A2, defendant: D2, grade: proven, grounds: [signature, admission], reason: 自认}}
- {{form: joint, id: J1, basis: "1168", members: [D1, D2], channels: ["{CHANNEL}"], since: 2024-01-02, until: 2024-01-06,
   facts: {{acted_together: true}}, reason: 共同管理}}
- {{form: fact, id: damage, value: true, reason: 多名被害人陈述, evidence: [卷五第1页]}}
- {{form: fact, id: used_for_crime, value: true, reason: 有被害人被敲诈}}
- {{form: sanction, id: X1, defendant: D1, kind: criminal, stage: convicted, fine: "2000", confiscated: "100"}}
- {{form: receipt, id: E1, stage: proven, defendant: D1, amount: "4999.50", day: 2024-01-03, evidence: [卷三第1页, "post:{CHANNEL}/1"]}}
- {{form: receipt, id: E2, stage: proven, defendant: D2, amount: "10.20", day: 2024-01-04, evidence: [卷三第2页]}}
- {{form: receipt, id: E3, stage: paid, defendant: D2, amount: "300", day: 2024-01-04}}
- {{form: harm, id: h1, kind: calls, person: V0001, day: 2024-01-03, times: 20, posts: ["post:{CHANNEL}/1"], evidence: [卷五第1页]}}
- {{form: determinable, id: d1, what: loss, answer: not, reason: 难以逐一计算}}
- {{form: determinable, id: d2, what: gain, answer: partly, reason: 只有一部分}}
- {{form: range, id: r1, low: 80021, high: 620023, per: suit, reasons: 见纪要, evidence: [卷六第9页]}}
"""
PRINTED = re.compile(
    r"\bR\d{4}\b|\bV\d{4}\b|cn/[a-z0-9-]+/[a-z0-9-]+|telegram:channel:\d+(?:/\d+)?|explain \S+ ([a-z_0-9.]+)|\b[DGJAE]\d\b|\bp-[a-z0-9-]+\b|\bS\d+\b|case:\w+"
)


def add(call, case, text, path):
    path.write_text(text, encoding="utf-8")
    said = call("register", "add", case, path, "--officer", "张三")
    assert said.code == 0, said.err


@pytest.fixture(scope="module")
def entered(call, done, tmp_path_factory):
    """A case with the register of all tests here, run once; each test has a copy."""
    top = tmp_path_factory.mktemp("entered")
    where = Path(shutil.copytree(done, top / "case"))
    for text in (ENTRIES, re.sub(r"\bD[3-6]\b", "D2", PROCEDURE.read_text(encoding="utf-8"))):
        add(call, where, text, top / "e.yaml")
    assert call("run", where).code == 0
    return where


@pytest.fixture
def case(entered, tmp_path):
    return Path(shutil.copytree(entered, tmp_path / "case"))


@pytest.fixture
def enter(call, case, tmp_path):
    """More of the register of a test's own copy."""
    return lambda text: add(call, case, text, tmp_path / "e.yaml")


def why(call, case, asked):
    said = call("explain", case, asked, "--json")
    assert said.code == 0, (asked, said.err)
    return said.json


def part(found, title):
    return next((s["rows"] for s in found["sections"] if s["title"]["en"].startswith(title)), [])


def answers(call, case, rule):
    return part(why(call, case, rule), "answers")


def numbers(call, case):
    return {(e["form"], e["id"]): e["entry"] for e in call("register", "list", case, "--json").json["entries"]}


def test_every_row_that_assess_prints_leads_on(call, case, whole):
    found = set()
    for command in ASSESS:
        said = call("assess", command, case)
        assert said.code == 0, (command, said.err)
        found |= {m[1] or m[0] for m in PRINTED.finditer(said.out)}
    law = call("assess", "thresholds", case, "--json").json["answers"]
    found |= {a["rule"] for a in law}
    kinds = {
        "D1",
        "G2",
        "J1",
        "persons",
        "receipts_proven",
        "p-suit",
        "S7",
        "case:linan_zhou_2025",
        "cn/fashi-2020-17/12-2",
        "cn/procedure/review",
    }
    assert kinds <= found
    asked_of = found if whole else kinds | set(sorted(found)[::8])
    failed = {asked: said.err for asked in sorted(asked_of) if (said := call("explain", case, asked)).code != 0}
    assert failed == {}


def test_a_state_of_the_procedure_and_a_published_case_are_explained(call, case, enter):
    found = why(call, case, "S7")
    assert [r["id"] for r in part(found, "events on the register") if r["how"] == "entered"] == ["p-suit"]
    enter("- {form: sanction, id: S7, defendant: D1, kind: administrative, stage: ended}\n")
    assert why(call, case, "S7")["what"] == "entry"
    assert why(call, case, "state/S7")["title"] == found["title"]
    assert part(why(call, case, "case:linan_zhou_2025"), "numbers, as published")
    assert call("explain", case, "case:none").code == 2


def test_explain_gives_the_answers_of_assess_for_each_defendant_and_reading(call, case):
    of = cache(partial(answers, call, case))  # nothing is entered here between two questions
    parties = call("assess", "parties", case, "--json").json
    for one in parties["defendants"]:
        for point, standing in one["standing"].items():
            for said in standing["answers"]:
                (row,) = [r for r in of(said["rule"])
                          if (r["about"], r["reading"], r["on"]) == (one["id"], point, said["on"])]  # fmt: skip
                assert (row["answer_low"], row["inputs"]["low"]) == (said["answer"], said["inputs"])
    (joint,) = parties["joint"]
    (said,) = of("cn/minfadian/1168")
    assert (said["about"], said["answer_low"]) == ("J1", joint["answers"][0]["answer"]) == ("J1", "met")
    told = {
        (one["party"], one["for"]): {a["rule"]: a["answer"] for a in one["answers"]}
        for one in parties["parties"]
        if one["as"] == "guardian"
    }
    guarded = {r["about"]: r["answer_low"] for r in of("cn/fashi-2024-12/4")}
    assert guarded == {
        "G2 → D2": told["G2", "D2"]["cn/fashi-2024-12/4"],
        "? → D2": told["", "D2"]["cn/fashi-2024-12/4"],  # the other parent, who is not entered
    }
    asked_of_gains = call("assess", "gains", case, "--json").json["answers"]
    assert {a["provision"] for a in asked_of_gains} == {"cn/fashi-2017-10/5-1-7", "cn/fashi-2019-15/10-5"}
    for provision in {a["provision"] for a in asked_of_gains}:
        gains = {
            (a["who"], a["reading"]): (a["at_low"], a["at_high"]) for a in asked_of_gains if a["provision"] == provision
        }
        rows = [r for r in of(provision) if r["by"] == "assess gains"]
        assert {(r["about"], r["reading"]): (r["answer_low"], r["answer_high"]) for r in rows} == gains
    ladder = call("assess", "damages", case, "--json").json["ladder"]
    asked = {"": ladder, "J1": ladder["together"][0], **{row["id"]: row for row in ladder["defendants"]}}
    steps = {
        (who, r["zh"]): rule["answer"]
        for who, row in asked.items()
        for r in row["readings"]
        for s in r["steps"]
        for rule in s["rules"]
        if rule["provision"] == "cn/fashi-2020-17/12-2"
    }
    rows = of("cn/fashi-2020-17/12-2")
    assert {(r["about"], r["reading"]["zh"]): r["answer_low"] for r in rows} == steps
    assert {who for who, _ in steps} == {"", "D1", "D2", "J1"}
    assert set(steps.values()) == {"met", "not met"}
    (review,) = of("cn/procedure/review")
    assert review["answer_low"] == "unexplained overrun"


def test_the_step_of_one_defendant_rests_on_his_entries_and_a_range_is_told_as_put_in(call, case, enter):
    enter("- {form: determinable, id: d3, what: gain, answer: whole, reason: 流水完整, defendant: D1}\n"
          "- {form: fact, id: punitive_by_law@D2, value: true, reason: 某法}\n")  # fmt: skip
    at = numbers(call, case)
    own = {r["about"]: r for r in answers(call, case, "cn/pipl/69-2-loss-or-gain") if r["about"] == "D1"}
    assert (own["D1"]["answer_low"], own["D1"]["reading"]["en"]) == ("met", "as entered")
    mine = [at["determinable", "d1"], at["determinable", "d3"], at["defendant", "D1"]]
    assert own["D1"]["entries"] == mine
    rows = {r["about"]: r["answer_low"] for r in answers(call, case, "cn/minfadian/179-2")}
    assert rows == {"": "not determinable", "D2": "met"}
    (row,) = part(why(call, case, "D1"), "loss, gain, and the step")
    assert (row["loss"]["en"], row["gain"]["en"], row["entries"]) == ("not", "whole", mine[:2])
    assert row["articles"] == ["个人信息保护法 第六十九条第二款前段", "民法典 第一千一百八十二条前段"]
    assert [r["reading"]["en"][:9] for r in part(why(call, case, "D2"), "loss, gain, and the step")] == [
        "reading 1",
        "reading 2",
    ]
    assert "获利=能全部确定" in call("explain", case, "D1").out

    put = {
        r["reading"]["en"]: [r["inputs"][end]["damages"] for end in ("low", "high")]
        for r in answers(call, case, "cn/fashi-2020-17/12-2-cap")
    }
    assert put["per suit"] == ["620023", "620023"]
    assert put["per defendant"] == ["620023 ÷ 2"] * 2
    assert "赔偿数额（元）=620023" in call("explain", case, "cn/fashi-2020-17/12-2-cap").out
    assert f"{at['range', 'r1']}（80,021.00 – 620,023.00元）" in call("assess", "points", case).out


def test_an_input_leads_to_the_entry_that_states_it(call, case):
    at = numbers(call, case)
    found = why(call, case, "cn/minfadian/1168")
    stated = {r["fact"]: r for r in part(found, "where the inputs are from")}
    assert stated["damage"]["entry"] == at["fact", "damage"]
    assert stated["damage"]["evidence"] == ["卷五第1页"]
    assert (stated["acted_together"]["entry"], stated["acted_together"]["of"]) == (at["joint", "J1"], "J1")
    (row,) = part(found, "answers")
    assert {at["joint", "J1"], at["defendant", "D1"], at["fact", "damage"]} <= set(row["entries"])
    text = call("explain", case, "cn/minfadian/1170", LANG="en_GB").out
    assert "nobody entered it" in text
    assert "not determinable; " in text


def test_a_rule_that_no_account_asks_is_asked_with_the_facts_of_the_register_and_the_ages_of_the_defendants(
    call, case, enter
):
    rows = answers(call, case, "cn/zhian/12-14")
    assert {(r["by"], r["about"]) for r in rows} == {("explain", "D1"), ("explain", "D2")}
    fact = "cn/minfadian/1165-1"
    (before,) = answers(call, case, fact)
    assert before["answer_low"] == "not determinable"
    enter(
        "- {form: fact, id: fault, value: true, reason: 明知}\n- {form: fact, id: fault@D2, value: false, reason: 不知}\n"
    )
    rows = {r["about"]: r for r in answers(call, case, fact)}
    assert set(rows) == {"", "D2"}
    assert (rows[""]["inputs"]["low"]["fault"], rows["D2"]["inputs"]["low"]["fault"]) == ("True", "False")


def test_a_defendant_brings_the_whole_trail_and_his_posts(call, case):
    text, found = call("explain", case, "D2", LANG="en_GB").out, why(call, case, "defendant/D2")
    assert "申屠某" not in json.dumps(found, ensure_ascii=False)
    assert "申屠*" in text
    assert [(r["point"], r["age_low"], r["capacity"], r["missing"]) for r in part(found, "age and capacity")] == [
        ("first_act", 16, "open", ["own_labour"]), ("last_act", 16, "open", ["own_labour"]), ("sued", 17, "open", ["own_labour"]),
    ]  # fmt: skip
    (civil,) = part(found, "whether sued here")
    assert civil == {"civil": "yes", "sued": "2025-04-11"}
    assert [(r["party"], r["relation"]) for r in part(found, "guardians")] == [("G2", "father"), ("?", "mother")]
    assert "other_parent" in {r["open"] for r in part(found, "to be found out")}
    assert {r["guardian"] for r in part(found, "in the time of each guardian")} == {"G2"}
    assert {(r["from"], r["to"]) for r in part(found, "liable with whom")} == {("D1", "D2"), ("D2", "G2")}
    assert [(r["id"], r["weak"]) for r in part(found, "accounts put to him")] == [("L2", ["no evidence", "no_post"])]
    assert part(found, "shares inside")[0]["how"] == "open"
    deeds = call("assess", "parties", case, "--json").json["deeds"]
    assert part(found, "alone and together") == [d for d in deeds if d["defendant"] == "D2"]
    rows = call("explain", case, "D1", "--rows").lines
    assert Counter(r["how"] for r in rows) == {d["how"]: d["posts_high"] for d in deeds if d["defendant"] == "D1"}
    refused = call("explain", case, "D9", "--rows")
    assert refused.code == 2


_STATED = {"栏目", "值", "所指", "出自", "由谁", "规则", "编号", "命令", "数据", "理由"}
"""Columns of names of fields, commands, rules, ids and codes of reasons, which are as they are typed."""


def test_no_code_and_no_column_is_left_in_code_on_a_chinese_page(call, case):
    pages = {
        asked: call("explain", case, asked).out
        for asked in ("D1", "D2", "A1", "G2", "T1", "X1", "E1", "V0001", f"{CHANNEL}/1")
    }
    lines = [line for page in pages.values() for line in page.splitlines() if "=" in line]
    cells = [cell.partition("=") for line in lines for cell in re.split("  +", line.strip())]
    told = [(name, one) for name, _, value in cells if name not in _STATED for one in value.split("、")]
    assert {pair for pair in told if re.fullmatch("[a-z][a-z_+ ]*", pair[1])} == set()
    assert {name for name, _, _ in cells if re.fullmatch("[A-Za-z_]+", name)} == set()
    assert "方式=本人陈述  由谁=D1" in pages["D1"]  # no statement of an account
    assert "程度=有佐证" in pages["D1"]
    assert "阶段=已判决" in pages["D1"]
    assert "阶段=已证明" in pages["E1"]


def test_an_entry_tells_its_evidence_history_and_what_rests_on_it(call, case, enter):
    at = numbers(call, case)
    found = why(call, case, at["receipt", "E1"])
    assert found["what"] == "entry"
    assert part(found, "what it rests on") == [
        {"ref": "卷三第1页", "paper": {"zh": "卷宗", "en": "paper file"}}, {"ref": f"post:{CHANNEL}/1", "explain": f"{CHANNEL}/1"},
    ]  # fmt: skip
    assert [r["figure"] for r in part(found, "figures that it is in")] == ["receipts_proven"]
    assert ("assess gains", "cn/fashi-2017-10/5-1-7") in {
        (r["by"], r["rule"]) for r in part(found, "answers that rest on it")
    }
    source = call("export", case, "sources").lines[0]
    files = part(why(call, case, at["defendant", "D1"]), "what it rests on")
    assert files[0] == {"ref": "file:1", "file": source["name"], "sha256": source["sha256"], "size": source["size"]}
    assert [(r["id"], r["as"]) for r in part(why(call, case, "testimony/T1"), "entries that name it")] == [
        ("L1", ["testimonies"])
    ]
    used = part(why(call, case, "r1"), "rows of the accounts")
    assert {"assess damages"} == {r["account"] for r in used}

    enter("- {form: receipt, id: E3, stage: paid, defendant: D2, amount: 301}\n")
    old, new = why(call, case, at["receipt", "E3"]), why(call, case, "receipt/E3")
    assert old["sections"][0]["lines"][0]["en"] == f"replaced by {new['id']}"
    assert {r["field"]: r["value"] for r in part(old, "fields")}["amount"] == "300"
    call("register", "withdraw", case, "receipt", "E3", "--reason", "误记", "--officer", "张三")
    history = part(gone := why(call, case, "E3"), "the entry and its history")
    assert [r["act"]["en"] for r in history] == ["entered", "entered", "withdrawn"]
    assert gone["sections"][0]["lines"][0]["en"] == "this is a withdrawal"
    assert why(call, case, new["id"])["sections"][0]["lines"][0]["en"] == f"withdrawn by {gone['id']}"


def test_a_row_of_a_statement_is_no_state_of_the_procedure_and_no_other_row(call, case, enter, tmp_path):
    bill = tmp_path / "bill.csv"
    head = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注\n"
    bill.write_text(
        head + "".join(f"2024-01-0{n} 10:00:00,转账,某甲,/,收入,¥{n}0.00,/,已存入零钱,100{n},/,/\n" for n in (3, 4)),
        "utf-8",
    )
    assert call("add", case, bill, "--officer", "张三", "--origin", "移送").code == 0
    enter(
        '- {form: statement, id: S1, file: "file:2", kind: payment, preset: wechat_pay, defendant: D1}\n'
        '- {form: receipt, id: E9, stage: proven, defendant: D1, amount: "30.00", transactions: ["S1#2"]}\n'
    )
    assert call("assess", "procedure", case, "--json").json["states"][1]["state"] == "S1"
    found = {n: why(call, case, f"S1#{n}") for n in (2, 3)}
    for one in found.values():
        assert "assess procedure" not in {r["account"] for r in part(one, "rows of the accounts")}
    assert [r["row"] for r in part(found[2], "figures that it is in")] == ["S1#2"]
    assert part(found[3], "figures that it is in") == []
    assert [r["stage"] for r in part(found[3], "row S1#3") if "stage" in r] == ["undecided"]


def test_an_id_that_two_forms_have_is_found_by_its_number_alone(call, case, enter):
    assert "assess procedure" in {r["account"] for r in part(why(call, case, "event/p-suit"), "rows of the accounts")}
    enter("- {form: harm, id: p-suit, kind: calls, person: V0001, day: 2024-01-04, times: 1, evidence: [卷五第1页]}\n")
    found = part(why(call, case, "harm/p-suit"), "rows of the accounts")
    assert {r["account"] for r in found} == {"assess damages"}
    assert {r["entry"] for r in found} == {numbers(call, case)["harm", "p-suit"]}


def test_an_id_of_several_forms_is_asked_by_its_form_and_what_is_nothing_is_refused(call, case, enter):
    enter("- {form: actor, id: D1, accounts: [channel7]}\n")
    said = call("explain", case, "D1", LANG="en_GB")
    assert said.code == 2
    assert "defendant/D1" in said.err
    assert "actor/D1" in said.err
    assert why(call, case, "actor/D1")["title"]["en"].endswith("D1")
    assert call("explain", case, "nothing").code == 2
    assert call("explain", case, "E1#3").code == 2  # a receipt has no rows


def test_figures_of_receipts_add_up_at_each_bound_with_the_entries_behind(call, case):
    at = numbers(call, case)
    for figure, rows, low, high in (
        ("receipts_proven", {"E1", "E2"}, "5009.70", "5009.70"),
        ("receipts_claimed", {"E3"}, "300.00", "300.00"),
    ):
        found = why(call, case, figure)
        behind = part(found, "rows behind it")
        assert {(r["entry"], r["register"]) for r in behind} == {(e, at["receipt", e]) for e in rows}
        text = call("explain", case, figure, LANG="en_GB").out
        assert f"rows, {low} yuan" in text
        assert f"rows, {high} yuan" in text
        assert "Receipts of the register" in text
        assert "Not counted" not in text


HEAD = "edition: sample-2026\nbase: cn\nsays: {zh: 示例, en: sample}\nauthority: 示例\nvalid_on: 2026-11-27\n"
RULE = """
form: {form}
provision: "{rule}"
article: 示例 {rule}
sentence: 示例
says: {{zh: 示例。, en: A sample.}}
source: {{title: 示例, url: "https://law.example/1", read: 2026-11-27}}
status: unverified
valid_on: 2026-11-27
applies_to: {by}
effective_from: 2021-01-01
outcome: serious
{body}
"""
TURNED = {  # a rule, and a text of it under which the small case gets another answer
    "cn/fashi-2017-10/5-1-6": ("threshold", "act_date", "shares: {2021-01-01: {tier_a: 1, tier_b: 1, tier_c: 1}}"),
    "cn/fashi-2017-10/5-1-7": ("threshold", "act_date", "shares: {2021-01-01: {gains: 10}}"),
    "cn/minfadian/17": ("threshold", "act_date", "shares: {2021-01-01: {age: 16}}"),
    "cn/minfadian/1168": ("facts", "act_date", "all_of: [plan]\nfacts: {plan: {zh: 有计划, en: a plan}}"),
    "cn/fashi-2020-17/12-2": ("facts", "hearing_date", "all_of: [plan]\nfacts: {plan: {zh: 有计划, en: a plan}}"),
    "cn/fashi-2020-17/12-2-cap": ("ceiling", "hearing_date", "at_most: {2021-01-01: {damages: 700000}}"),
    "cn/minfadian/1165-1": ("facts", "act_date", "all_of: [damage]\nfacts: {damage: {zh: 损害, en: harm}}"),
}


def texts(call, case):
    return {c: call("assess", c, case, "--json").json for c in ("thresholds", "parties", "gains", "damages", "points")}


def test_every_account_and_explain_ask_the_local_edition_of_the_case(call, case, tmp_path):
    before = {rule: answers(call, case, rule) for rule in TURNED}
    accounts = texts(call, case)
    folder = tmp_path / "sample-2026"
    folder.mkdir()
    (folder / "edition.yaml").write_text(HEAD, encoding="utf-8")
    for n, (rule, (form, by, body)) in enumerate(TURNED.items()):
        text = RULE.format(form=form, rule=rule, by=by, body=body)
        (folder / f"r{n}.yaml").write_text(text, encoding="utf-8")
        cases = (
            "- {name: nothing is known, act_date: 2024-01-02, given: {}, expect: not determinable, missing: [LACK]}\n"
        )
        lack = {
            "threshold": body.split("{")[-1].split("}")[0],
            "facts": body.split("[")[1].split("]")[0] if "[" in body else "",
            "ceiling": "damages",
        }[form]
        names = re.findall(r"[a-z_]+", lack)
        (folder / f"r{n}.cases.yaml").write_text(
            cases.replace("LACK", ", ".join(names)).replace("act_date", by), encoding="utf-8"
        )
    said = call("law", "adopt", case, folder, "--reason", "示例标准", "--officer", "张三")
    assert said.code == 0, said.err
    assert call("run", case).code == 0
    for rule in TURNED:
        said = why(call, case, rule)
        rows = part(said, "answers")
        assert rows
        assert {r["article"] for r in rows} == {f"示例 {rule}"}
        ends = [[(r["about"], r["answer_low"], r["answer_high"]) for r in told] for told in (before[rule], rows)]
        assert ends[0] != ends[1], rule
        assert "示例。" in json.dumps(said, ensure_ascii=False)
    assert "示例。" in call("explain", case, rule).out
    figures = {f["id"]: f["article"] for f in call("figures", case, "--json").json["figures"]}
    assert (figures["receipts_proven"], figures["ratio"]) == (
        "示例 cn/fashi-2017-10/5-1-7",
        "示例 cn/fashi-2017-10/5-1-6",
    )
    now = texts(call, case)
    assert all(now[name] != accounts[name] for name in now)
    assert now["parties"]["defendants"][1]["standing"]["first_act"]["capacity"] == "full"
    assert now["parties"]["groups"] == []
    (ranged,) = now["damages"]["ranges"]
    assert {c["low"] for c in ranged["ceiling"] if c["per"] == "suit"} == {"met"}


GAINED = "cn/fashi-2017-10/5-1-7"
WORD = {
    "zh_CN": {"met": "达到", "not met": "未达到", "not determinable": "不能确定"},
    "en_GB": {answer: answer for answer in ("met", "not met", "not determinable")},
}
ARTICLE = "法释〔2017〕10号 第五条第一款第七项"


def rows_told(page, lang):
    """The answers that ``explain`` of an entry prints of the rule: at the low and at the high."""
    names = ("规则", "低", "高") if lang == "zh_CN" else ("rule", "low", "high")
    found = re.compile(rf"  {names[0]}={GAINED}  .*?{names[1]}=(.+?)  {names[2]}=(.+)$", re.MULTILINE)
    return [(m[1].strip(), m[2].strip()) for m in found.finditer(page)]


def lines_told(page):
    """Those that ``explain`` of the rule prints."""
    return re.findall(rf"\[{GAINED}\](?:：|: )([^；;\n]+)", page)


@pytest.mark.parametrize("lang", ["zh_CN", "en_GB"])
def test_one_answer_has_one_word_on_every_page(call, case, lang):
    """The words on the screen are those of the answers in the data, on five pages: an answer is nowhere called by another word."""
    word = WORD[lang]
    (line,) = [a for a in call("assess", "thresholds", case, "--json").json["answers"] if a["rule"] == GAINED]
    gains = [a for a in call("assess", "gains", case, "--json").json["answers"] if a["provision"] == GAINED]
    assert {"met", "not met"} <= {a["answer"] for a in gains} | {line["answer_low"]}
    ends = " – ".join(dict.fromkeys(word[line[f"answer_{end}"]] for end in ("low", "high")))

    page = " ".join(call("assess", "thresholds", case, LANG=lang).out.split())
    assert re.search(rf"\[{re.escape(GAINED)}\] {ends}[；;]", page)
    page = call("assess", "gains", case, LANG=lang).out
    told = [row.split()[-1] if lang == "zh_CN" else re.split(r"\s{2,}", row.rstrip())[-2] for row in page.splitlines() if row.startswith(ARTICLE)]  # fmt: skip
    assert told == [word[a["answer"]] for a in gains]
    (number,) = [n for (form, id_), n in numbers(call, case).items() if (form, id_) == ("receipt", "E1")]
    for name in ("E1", number):
        told = rows_told(call("explain", case, name, LANG=lang).out, lang)
        assert told == [(word[a["at_low"]], word[a["at_high"]]) for a in gains if a["who"] in {"", "D1"}]
    told = lines_told(call("explain", case, GAINED, LANG=lang).out)
    assert told == [
        ends,
        *(" – ".join(dict.fromkeys((word[a["at_low"]], word[a["at_high"]]))) for a in gains),
    ]


def test_a_stretch_that_names_no_way_has_none(call, case):
    page = call("explain", case, "insult", LANG="zh_CN").out
    assert "ways" not in page
    assert "途径=," not in page


def test_a_post_is_found_by_what_papers_call_it(call, case):
    """Papers name posts by the code of the channel alone (C01-36), which explain did not know."""
    (row, *_) = [json.loads(line) for line in call("export", case, "posts").out.splitlines() if line.startswith("{")]
    said = call("explain", case, f"C01-{row['post_id']}", "--json")
    assert said.json["id"] == f"{row['channel_id']}/{row['post_id']}"
