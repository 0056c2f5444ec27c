"""A local edition through the commands: checked, adopted, seen in the figures, left again; and a rule explained in a case."""

import json

import pytest

from doxdocket.desk.accounts import thresholds
from doxdocket.law import rules

HEAD = """
edition: sample-2026
base: cn
says: {zh: 示例, en: a sample that replaces a line}
authority: 示例
valid_on: 2026-11-27
"""
RATIO = """
form: threshold
provision: "cn/fashi-2017-10/5-1-6"
article: 示例规定 第一条
sentence: 数量未达到标准，但是按相应比例合计达到的
says: {zh: 三类信息按比例合计达到示例标准的，为情节严重。, en: Counts that together reach the line of the sample are serious.}
source: {title: 示例, url: "https://law.example/1", read: 2026-11-27}
status: unverified
valid_on: 2026-11-27
applies_to: act_date
effective_from: 2024-01-01
outcome: serious
shares: {2024-01-01: {tier_a: 1, tier_b: 1, tier_c: 2}}
"""
CASES = """
- {name: one of C is half the line, act_date: 2024-01-01, given: {tier_a: 0, tier_b: 0, tier_c: 1}, expect: not met}
- {name: two of C reach it, act_date: 2024-01-01, given: {tier_a: 0, tier_b: 0, tier_c: 2}, expect: met}
"""


RECEIPT = """
- {form: defendant, id: D1, name: 某甲, born: "2003-08"}
- {form: receipt, id: G1, stage: proven, amount: "3500.00", defendant: D1, day: 2024-03-01, evidence: [卷二第8页]}
"""


@pytest.fixture
def local(tmp_path):
    folder = tmp_path / "sample-2026"
    folder.mkdir()
    for name, text in (("edition.yaml", HEAD), ("ratio.yaml", RATIO), ("ratio.cases.yaml", CASES)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def published(call, case):
    data = call("figures", case, "--json").json
    return data["rules"], next(f for f in data["figures"] if f["id"] == "ratio"), data["law"]


def faults(call, case):
    return sorted(f["code"] for f in call("verify", case, "--json").json["faults"])


def test_a_local_line_changes_the_figure_and_its_edition_and_can_be_undone(call, mine, local):
    (shipped, before, _), sound = published(call, mine), faults(call, mine)
    said = call("law", "adopt", mine, local, "--reason", "示例标准", "--officer", "张三", "--json")
    assert said.code == 0, said.err
    assert said.json["notices"] == 1
    assert said.json["edition"].startswith("cn+sample-2026@")
    assert call("run", mine).code == 0
    name, ratio, law = published(call, mine)
    assert shipped.startswith("cn@")
    assert name.startswith("cn+sample-2026@")
    assert ratio["low"] != before["low"]
    asked = next(a for a in law if a["rule"] == "cn/fashi-2017-10/5-1-6" and a["reading"] == "U_set")
    assert (asked["answer_low"], asked["article"]) == ("met", "示例规定 第一条")
    assert faults(call, mine) == sound
    assert "示例规定" in call("explain", mine, "cn/fashi-2017-10/5-1-6").out
    rows = [json.loads(line) for line in call("explain", mine, "ratio", "--rows").out.splitlines()]
    assert {r["adds"] for r in rows} >= {"1/2"}  # of tier C by the line of the sample
    assert call("report", mine).code == 0

    again = call("law", "adopt", mine, local, "--reason", "示例标准", "--officer", "张三")
    assert again.code == 2
    assert call("law", "adopt", mine, "--shipped", "--reason", "改用全国标准", "--officer", "张三").code == 0
    assert call("run", mine).code == 0
    name, ratio, _ = published(call, mine)
    assert (name, ratio["low"]) == (shipped, before["low"])
    acts = [row["act"] for row in call("export", mine, "custody").lines]
    assert acts.count("rules") == 2


def test_a_copy_that_was_touched_is_not_computed_with(call, mine, local):
    call("law", "adopt", mine, local, "--reason", "示例标准", "--officer", "张三")
    copy = next(mine.glob("rules/*/ratio.yaml"))
    copy.write_text(copy.read_text("utf-8").replace("tier_c: 2", "tier_c: 1"), "utf-8")
    said = call("run", mine)
    assert said.code == 2
    assert "ratio.yaml" in said.err
    assert call("verify", mine).code == 1


def test_a_broken_edition_is_checked_and_not_adopted(call, mine, local):
    sound = call("law", "check", "--edition", local, "--json")
    assert (sound.code, sound.json["errors"], sound.json["notices"]) == (0, 0, 1)
    assert "取代了法释〔2017〕10号 第五条第一款第六项" in sound.json["problems"][0]["message_zh"]
    (local / "ratio.cases.yaml").write_text(CASES.replace("expect: met", "expect: not met"), encoding="utf-8")
    checked = call("law", "check", "--edition", local, "--json")
    assert (checked.code, checked.json["errors"]) == (3, 1)
    said = call("law", "adopt", mine, local, "--reason", "示例标准", "--officer", "张三")
    assert said.code == 2
    assert call("figures", mine, "--json").json["rules"].startswith("cn@")


@pytest.mark.parametrize("words", [["adopt", "@"], ["adopt", "@", ".", "--shipped"], ["check", "--edition", "nowhere"]])
def test_calls_that_say_too_little_or_too_much(call, mine, words):
    named = [mine if w == "@" else w for w in words]
    more = ["--reason", "x", "--officer", "张三"] if words[0] == "adopt" else []
    assert call("law", *named, *more).code == 2


def test_what_is_no_text_is_named(call, local):
    (local / "ratio.yaml").write_bytes(b"\xff\xfe")
    said = call("law", "check", "--edition", local)
    assert (said.code, "ratio.yaml" in said.err) == (2, True)


def test_lists_and_pages_take_a_local_edition(call, local):
    rows = call("law", "list", "--edition", local, "--json").json["rules"]
    assert {r["edition"] for r in rows} == {"cn", "sample-2026"}
    assert (
        len([r for r in rows if r["provision"] == "cn/fashi-2017-10/5-1-6"]) == 2
    )  # until 2023 the base, then the local text
    page = call("law", "show", "cn/fashi-2017-10/5-1-6", "--edition", local, "--on", "2024-06-01").out
    assert "版本：sample-2026（本地版）" in page
    asked = ("law", "explain", "cn/fashi-2017-10/5-1-6", "tier_a=0", "tier_b=0", "tier_c=2", "--on", "2024-06-01")
    assert call(*asked, "--edition", local, "--json").json["answer"] == "met"
    assert call(*asked, "--json").json["answer"] == "not met"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "provision",
    ["cn/fashi-2017-10/5-1-4", "cn/fashi-2017-10/5-1", "cn/fashi-2017-10/5-2-3", "cn/fashi-2017-10/11", "cn/fashi-2019-15/10-3-members",
     "cn/fashi-2013-21/2-1-views", "cn/pipl/70", "cn/minfadian/1019"],
)  # fmt: skip
def test_explain_goes_from_a_rule_to_its_inputs_and_posts(call, done, provision, lang):
    said = call("explain", done, provision, "--lang", lang)
    assert said.code == 0, said.err
    assert provision in said.out
    if provision.endswith(("5-1-4", "5-1")):
        assert "explain" in said.out
        assert "telegram:channel:1850001" in said.out  # the publications behind


def test_a_rule_that_no_figure_asks_is_asked_with_what_is_known(call, done):
    found = call("explain", done, "cn/pipl/70", "--json").json
    assert found["what"] == "rule"
    [row] = found["sections"][1]["rows"]
    assert (row["answer_low"], row["missing"]) == (
        "not determinable",
        ["decides_means", "decides_purpose", "many_persons", "processed_in_breach"],
    )


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["cn/fashi-2017-10/1", "kinds=name,phone_number"], {"identifies": "结合可识别"}),
        (["cn/fashi-2017-10/1", "kinds=name", "kin=yes"], {"identifies": "结合可识别"}),
        (["cn/fashi-2017-10/5-tiers", "kinds=id_number"], {"low": "low C", "default": "default C", "high": "high B"}),
        (["cn/fashi-2017-10/11", "policy=once", "acquired=100", "provided=80", "both=60"], {"once": "once 120"}),
        (
            ["cn/fashi-2017-10/11", "policy=per_recipient", "recipient_1=3", "recipient_2=4", "recipient_3=5"],
            {"per_recipient": "per_recipient 12"},
        ),
        (
            ["cn/fashi-2017-10/11", "policy=bulk", "seized=9", "proven_false=1", "proven_repeated=1", "tier=B"],
            {"bulk": "bulk 7", "review": "据起草人意见，乙类一般逐条认定；由人判断"},
        ),
        (["cn/minfadian/1019", "kinds=face_photo", "--on", "2024-01-01"], "met"),
        (["cn/minfadian/1024", "kinds=name", "conduct=insult", "--on", "2024-01-01"], "met"),
        (["cn/minfadian/188-1", "knew_on=2024-01-01", "--on", "2027-01-01"], "met"),
    ],
)
def test_every_form_can_be_asked(call, words, answer):
    assert call("law", "explain", *words, "--json").json["answer"] == answer


@pytest.mark.parametrize(
    "words",
    [
        ["cn/fashi-2017-10/11"],
        ["cn/fashi-2017-10/11", "policy=all"],
        ["cn/fashi-2017-10/1", "kinds=nothing"],
        ["cn/fashi-2017-10/5-1-3", "tier_a=many"],
    ],
)
def test_questions_that_are_not_understood(call, words):
    said = call("law", "explain", *words)
    assert said.code == 2
    assert said.err.strip()


def test_a_rule_asked_without_facts_says_what_it_asks_for(call):
    said = call("law", "explain", "cn/fashi-2017-10/5-1", "--json").json
    assert said["asks"]["gains"] == "违法所得（元）"
    assert {"tier_a", "known_use", "punished_on"} <= set(said["asks"])


def test_what_is_lacking_is_named_in_words(call):
    said = call("law", "explain", "cn/fashi-2017-10/5-1-3", "tier_a=?")
    assert "还缺：行为日 (--on)" in said.out
    assert call("law", "explain", "cn/fashi-2017-10/5-1-3", "tier_a=1", "--on", "yesterday").code == 2


def test_a_special_rule_is_named_in_place_of_an_answer(call):
    facts = ["for_lawful_business=yes", "only_tier_c=yes", "bought_or_received=yes", "not_passed_on=yes", "tier_c=5000"]
    said = call("law", "explain", "cn/fashi-2017-10/5-1-5", *facts, "--on", "2024-01-01")
    assert "由特别规定取代：cn/fashi-2017-10/6" in said.out
    below = [
        *facts,
        "age=16",
        "breaches_pi_rules=yes",
        "bought_received_swapped=yes",
        "profits=1",
        "acted_again=no",
        "other_serious_business=no",
    ]
    said = call("law", "explain", "cn/xingfa/253-1-1", *below, "--on", "2024-01-01")
    assert said.out.splitlines()[1] == "不符合"
    assert "法释〔2017〕10号 第五条第一款 (cn/fashi-2017-10/5-1) = 由特别规定取代" in said.out


def test_an_act_before_the_interpretation_is_answered_and_says_on_what_that_rests(call):
    said = call("law", "explain", "cn/fashi-2017-10/5-1-3", "tier_a=50", "--on", "2016-03-01").out
    assert "\n达到\n" in said
    assert "2016-03-01 早于所依解释的施行日（2017-06-01）" in said
    through = call(
        "law", "explain", "cn/fashi-2017-10/5-2", "tier_a=500", "--on", "2016-03-01"
    ).out  # it asks such rules
    assert "早于所依解释的施行日" in through
    assert "早于" not in call("law", "explain", "cn/fashi-2017-10/5-1-3", "tier_a=50", "--on", "2017-06-01").out


def test_a_day_that_no_rule_reaches_is_told_from_a_line_not_met(call):
    for words in (["tier_a=50", "--on", "2014-03-01"], ["tier_a=50", "closed_before=yes", "--on", "2016-03-01"]):
        said = call("law", "explain", "cn/fashi-2017-10/5-1-3", *words).out
        assert "没有及于该日" in said
        assert "\n不能确定\n" in said
        assert "早于" not in said


def test_a_rule_that_is_asked_is_named_by_the_text_of_the_day(call):
    said = call("law", "explain", "cn/xingfa/253-1-1", "age=16", "--on", "2012-03-01").out
    assert "刑法 2021年以前文本 第十七条第一款 (cn/xingfa/17-1)" in said
    page = call("law", "show", "cn/xingfa/253-1-1").out
    newer, older = page.split("\n\n刑法 2009年文本 第二百五十三条之一第一款")  # the current text first
    assert "2021年以前文本" in older
    assert "2021年以前文本" not in newer


def test_thresholds_say_that_they_rest_on_a_later_interpretation():
    row = {"rule": "cn/fashi-2017-10/5-1-3", "on": "2016-03-01"}
    (note,) = thresholds.reached([row, row], rules.shipped())
    assert "2017-06-01" in note
    assert thresholds.reached([row | {"on": "2017-06-01"}, row | {"on": None}], rules.shipped()) == []


def test_an_answer_is_in_words_and_no_conclusion(call):
    said = call("law", "explain", "cn/xingfa/17-2", "age=15", "--on", "2024-01-01")
    assert said.out.splitlines()[1:] == [
        "符合", "符合时：只对所列八种罪负责", "  周岁 (age) = 15", "  刑法 第十七条第二款（年龄下限） (cn/xingfa/17-2-14) = 达到",
        "  刑法 第十七条第一款 (cn/xingfa/17-1) = 未达到", "这是对照，不是法律结论。",
    ]  # fmt: skip
    assert "合计占标准" not in call("law", "explain", "cn/minfadian/17", "age=15", "--on", "2024-01-01").out
    said = call("law", "explain", "cn/fashi-2017-10/3-1", "published=no", "given_to_person=?", "--on", "2024-01-01").out
    assert "(published) = 否" in said
    assert "(given_to_person) = 不知" in said


def test_published_cases_are_in_words(call):
    said = call("law", "cases").out
    assert "刑事附带民事公益诉讼" in said
    assert "五十万元以下酌定" in said
    assert not [word for word in ("civil_pil", "statutory_discretion") if word in said]


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (["--status", "unverified"], 10),
        (["--subject", "rights"], 2),
        (["--subject", "criminal", "--on", "2023-12-01"], 30),
    ],
)
def test_lists_are_filtered(call, words, least):
    every = len(call("law", "list", "--json").json["rules"])
    rows = call("law", "list", *words, "--json").json["rules"]
    assert least <= len(rows) < every


def test_gains_are_asked_by_the_rules_of_the_case(call, mine, local):
    (local / "gains.yaml").write_text(
        RATIO.replace("5-1-6", "5-1-7").replace("{tier_a: 1, tier_b: 1, tier_c: 2}", "{gains: 3000}"), "utf-8"
    )
    cases = "[{name: at the line, act_date: 2024-06-01, given: {gains: 3000}, expect: met}]"
    (local / "gains.cases.yaml").write_text(cases, encoding="utf-8")
    assert call("law", "adopt", mine, local, "--reason", "示例标准", "--officer", "张三").code == 0
    receipt = local.parent / "receipt.yaml"
    receipt.write_text(RECEIPT, encoding="utf-8")
    said = call("register", "add", mine, receipt, "--officer", "张三")
    assert said.code == 0, said.err
    assert call("run", mine).code == 0
    answers = call("assess", "gains", mine, "--json").json["answers"]
    assert {a["at_low"] for a in answers if a["provision"].endswith("/5-1-7")} == {"met"}
