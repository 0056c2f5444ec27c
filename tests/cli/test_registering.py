"""``register``: entries go in whole or not at all, stay masked, and only ``show`` with a reason prints them."""

import json
import re

import pytest

from doxdocket.assess.forms import FORMS, words
from doxdocket.cli.registering import template
from doxdocket.law import strict_yaml

PARTIES = """
- {form: defendant, id: D1, name: 周某某, born: "2003-08-30", evidence: [卷一第3页]}
- {form: guardian, id: G1, ward: D1, name: 周大某, relation: father}
- {form: actor, id: A1, accounts: [channel1850001]}
- {form: role, id: R1, actor: A1, channel: "telegram:channel:1850001", role: creator, since: 2023-07-01}
- {form: testimony, id: T1, defendant: D1, day: 2024-06-02, quote: 就是觉得好玩, motive: fun, evidence: ["file:1"]}
- {form: attribution, id: L1, actor: A1, defendant: D1, grade: supported, grounds: [admission], testimonies: [T1], reason: 本人承认}
- {form: harm, id: H1, kind: calls, person: V0001, day: 2024-01-03, times: 20, posts: ["post:telegram:channel:1850001/1"]}
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="entries.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_entries_go_in_and_are_listed_masked(call, mine, written):
    said = call("register", "add", mine, written(PARTIES), "--officer", "张三", "--json")
    assert said.code == 0, said.err
    assert [(e["entry"], e["form"], e["id"]) for e in said.json["entered"]][:2] == [
        ("R0001", "defendant", "D1"),
        ("R0002", "guardian", "G1"),
    ]
    again = call("register", "add", mine, written(PARTIES), "--officer", "张三", "--json")
    assert (again.json["entered"], again.json["same"]) == ([], 7)
    listed = call("register", "list", mine, "defendant", "--json").json["entries"]
    assert [(e["stands"], e["fields"]["name"], e["fields"]["born"]) for e in listed] == [(True, "周**", "2003-**-**")]
    assert "周某某" not in call("register", "list", mine).out
    assert call("verify", mine).code == 0


def test_showing_one_needs_a_reason_and_is_logged(call, mine, written):
    call("register", "add", mine, written(PARTIES), "--officer", "张三")
    assert call("register", "show", mine, "defendant", "D1", "--officer", "张三").code == 2
    said = call("register", "show", mine, "defendant", "D1", "--reason", "写起诉书", "--officer", "张三", "--json")
    assert said.json["fields"]["name"] == "周某某"
    last = call("export", mine, "custody").lines[-1]
    assert (last["act"], last["actor"]) == ("register.show", "张三")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {form: defendant, id: D1}", "b.yaml:1 defendant D1: name (name (sealed)): is missing"),
        ("- {form: judge, id: D1}", "judge"),
        ("- {form: defendant, id: D1, name: 甲, borne: 1999}", "borne"),
        ('- {form: defendant, id: D1, name: 甲, born: "1999-5-2"}', "born"),
        ("- {form: guardian, id: G1, ward: D9, name: 甲, relation: father}", "ward: there is no D9"),
        ("- {form: harm, id: H1, kind: calls, person: V9999}", "person: there is no V9999"),
        ('- {form: harm, id: H1, kind: calls, posts: ["post:telegram:channel:1850001/99"]}', "there is no post:"),
        ('- {form: harm, id: H1, kind: calls, evidence: ["file:99"]}', "there is no file:99"),
        ("- {form: harm, id: H1, kind: calls, says: 有人打 139 0000 1850}", "says: seems to hold a value"),
        ("- {form: harm, id: H1, kind: calls}\n- {form: harm, id: H1, kind: texts}", "the id stands twice"),
        ("- {form: range, id: '1', low: 3.5, high: 4, reasons: 见纪要}", "3.5"),
        ("- {form: harm, id: H1, kind: calls, day: 2023-13-01}", "2023-13-01"),
        ("- {form: harm, id: H1, kind: calls, day: 2024-02-02, until: 2024-02-01}", "day is after until"),
        ("- {form: harm, id: H1, kind: callz}", "kind (calls, texts"),
        ("- {form: harm, id: H1, kind: calls, times: -2}", "times (how often): -2 is no whole number of 0 or more"),
        ("- {form: cost, id: C1, defendant: D7, amount: -5, what: x, day: 2023-09-01}", "amount"),
        ("- {form: extension, id: x1, deadline: cn/procedure/review, by: 检察长}", "months or days are needed"),
        ("- {form: harm, id: H1, kind: calls, 139000018501: x}", "there is no field …"),
        ("- 7", "is no entry"),
        ("- {form: receipt, id: r1, stage: , defendant: D7, amount: 5}", "stage"),
        ('- {form: receipt, id: r1, stage: proven, defendant: D7, amount: "1e30"}', "is no amount or rate"),
        ('- {form: receipt, id: r1, stage: proven, defendant: D7, amount: "NaN"}', "is no amount or rate"),
        ("- {form: harm, id: H1, kind: threat, says: 威胁柳春生}", "says: holds a value of the evidence (name)"),
        ("- {form: fact, id: punished_on, value: true, reason: 决定书, defendant: D7}", "value: this one is a day"),
        ("- {form: fact, id: members, value: true, reason: 勘验}", "value: this one is a whole number"),
        ("- {form: fact, id: sold, value: 3, reason: 供述}", "value: this one is true or false"),
        ("- {form: fact, id: acted_again, value: true, reason: 决定书}", "this is of one person: name the defendant"),
        ("- {form: range, id: '1', low: 9, high: 4, reasons: 见纪要}", "low is after high"),
        (
            "- {form: harm, id: H1, kind: calls, says: 周某某打来的}\n- {form: defendant, id: D1, name: 周某某}",
            "holds a sealed name",
        ),
        ("just words", "must be a list"),
    ],
)
def test_one_fault_keeps_everything_out_and_is_told_where(call, mine, written, text, told):
    good = "- {form: defendant, id: D7, name: 乙}\n"
    said = call("register", "add", mine, written(good), written(text, "b.yaml"), "--officer", "张三", LANG="en_GB")
    assert said.code == 2
    assert told in said.err
    assert call("register", "list", mine, "--json").json["entries"] == []


def test_tables_and_json_lines_are_taken_with_chinese_columns(call, mine, written):
    table = written("编号,姓名,出生\nD1,甲某,2003\nD2,乙某,2006-09\n", "被告.csv")
    lines = written(json.dumps({"form": "expert", "id": "E1", "name": "丙", "field": "民法"}) + "\n", "e.jsonl")
    said = call("register", "add", mine, table, lines, "--form", "defendant", "--officer", "张三", "--json")
    assert [e["id"] for e in said.json["entered"]] == ["D1", "D2", "E1"]
    wrong = call("register", "add", mine, written("编号,姓名\nD3,甲\n", "x.csv"), "--officer", "张三", LANG="en_GB")
    assert wrong.code == 2
    assert "x.csv:2" in wrong.err


def test_what_others_name_cannot_be_withdrawn(call, mine, written):
    call("register", "add", mine, written(PARTIES), "--officer", "张三")
    kept = call("register", "withdraw", mine, "defendant", "D1", "--reason", "误记", "--officer", "张三", LANG="en_GB")
    assert kept.code == 2
    assert "guardian G1" in kept.err
    gone = call("register", "withdraw", mine, "harm", "H1", "--reason", "误记", "--officer", "张三")
    assert gone.code == 0
    rows = call("register", "list", mine, "harm", "--all", "--json").json["entries"]
    assert [(r["act"], r["stands"]) for r in rows] == [("enter", False), ("withdraw", False)]


@pytest.mark.parametrize(
    "text",
    [
        "- {form: 139000018501234, id: D1}",
        "- {form: defendant, id: D1, name: 甲, born: 13900001850.5}",
        "- {form: actor, id: A1, signatures: [{13900001850123: 1}]}",
        "- {form: defendant, id: D1, name: 甲, born: 0622200012345670}",
    ],
)
def test_a_value_in_the_wrong_place_is_refused_and_not_repeated(call, mine, written, text):
    for lang in ("zh_CN", "en_GB"):
        said = call("register", "add", mine, written(text), "--officer", "张三", LANG=lang)
        assert said.code == 2
        assert not re.search(r"\d{7}", said.err)


@pytest.mark.parametrize("key", ["330109188304120017", "柳春生"])
def test_an_id_repeats_no_value_either_and_what_tells_of_the_case_is_in_the_log(call, mine, written, key):
    said = call("register", "add", mine, written(f"- {{form: defendant, id: {key}, name: 甲某}}"), "--officer", "张三")
    assert (said.code, key in said.err) == (2, False)
    assert call("register", "list", mine, "--json").json["entries"] == []
    told = [row["detail"]["kinds"] for row in call("export", mine, "custody").lines if row["act"] == "repeated"]
    assert told == ([] if key.isdigit() else [["name"]])  # digits are none of an id, whatever the case holds


def test_entries_try_no_list_of_names_at_once(call, mine, written):
    entry = "- {{form: defendant, id: {id}, name: 甲某, {more}}}\n".format
    two = entry(id="D1", more="note: 就是柳春生") + entry(id="柳春生", more="note: 无")
    one, both = (
        call("register", "add", mine, written(text), "--officer", "张三").err
        for text in (two, two + entry(id="D3", more='evidence: ["file:99"]'))
    )
    assert (one.count("写出了采集中"), both.count("写出了采集中"), "file:99" in both) == (1, 0, True)


def test_blank_fields_are_as_good_as_none(call, mine, written):
    said = call(
        "register", "add", mine, written("- {form: defendant, id: D1, name: 甲某, born: , note: }"), "--officer", "张三"
    )
    assert said.code == 0, said.err


def test_no_name_stands_in_a_reason_nor_in_a_text_entered_before(call, mine, written):
    text = "- {form: defendant, id: D1, name: 赫连某某}"
    assert (
        call(
            "register",
            "add",
            mine,
            written("- {form: harm, id: H1, kind: calls, says: 赫连某某打来}"),
            "--officer",
            "张三",
        ).code
        == 0
    )
    late = call("register", "add", mine, written(text), "--officer", "张三", LANG="en_GB")
    assert (late.code, "harm H1" in late.err, "R0001" in late.err) == (2, True, True)
    mended = "- {form: harm, id: H1, kind: calls, says: D1 打来}"
    assert call("register", "add", mine, written(mended + "\n" + text), "--officer", "张三").code == 0
    for reason, code in (("赫连某某与此无关", 2), ("柳春生说错了", 2), ("与此无关", 0)):
        assert call("register", "withdraw", mine, "harm", "H1", "--reason", reason, "--officer", "张三").code == code


def test_several_are_withdrawn_at_once_or_none_is(call, mine, written):
    call("register", "add", mine, written(PARTIES), "--officer", "张三")
    asked = ("register", "withdraw", mine, "harm", "H1", "--reason", "误记", "--officer", "张三")
    assert call(*asked[:5], "H9", *asked[5:]).code == 2
    assert call("register", "list", mine, "harm", "--json").json["entries"]
    call("register", "add", mine, written("- {form: harm, id: H2, kind: texts}"), "--officer", "张三")
    gone = call(*asked[:5], "H2", "H1", *asked[5:], "--json")
    assert [one["id"] for one in gone.json["withdrawn"]] == ["H1", "H2"]
    assert call("register", "list", mine, "harm", "--json").json["entries"] == []
    assert call("verify", mine).code == 0


def test_every_form_and_field_has_words_and_every_template_is_yaml_that_can_be_filled():
    assert list(words()) == list(FORMS)
    for name, form in FORMS.items():
        fields = [f for f in form.__struct_fields__ if f not in {"id", "evidence", "note"}]
        assert list(words()[name].fields) == fields, name
        (told,) = strict_yaml.parse(template(name))
        assert told["form"] == name


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("kind: calls, place: 西湖区文三路90号", "place"),
        ("kind: calls, place: 浙江省杭州市余杭区良渚街道", "place"),
        ("kind: calls, place: 杭州市云杉花园", "place"),
        ("kind: calls, place: 3栋", "place"),
        ("kind: moved, says: 被害人住在杭州市西湖区文三路90号2单元301室", "says"),
        ("kind: moved, note: 在云杉小区3栋门口被围堵", "note"),
    ],
)
def test_a_place_is_no_closer_than_a_district_and_no_text_holds_an_address(call, mine, written, fields, told):
    said = call(
        "register", "add", mine, written(f"- {{form: harm, id: H1, {fields}}}"), "--officer", "张三", LANG="en_GB"
    )
    assert (said.code, f"{told}: " in said.err) == (2, True)
    assert "文三路" not in said.err
    assert call("register", "list", mine, "--json").json["entries"] == []


def test_a_district_is_a_place_and_offices_and_pages_are_no_address(call, mine, written):
    text = """
- {form: harm, id: H1, kind: calls, place: 浙江省杭州市西湖区, says: 连日深夜来电，西湖区人民检察院询问, evidence: [卷五第3页]}
- {form: defendant, id: D1, name: 周某某, place: 甲市乙区}
"""
    said = call("register", "add", mine, written(text), "--officer", "张三")
    assert said.code == 0, said.err


def test_a_fact_that_no_rule_asks_for_is_refused_with_the_names_that_may_be_meant(call, mine, written):
    for name, said in (
        ("joint_acted", "acted_together"),
        ("suit_brougth", "suit_brought"),
        ("no_such_fact_xyz", "register form fact"),
    ):
        entry = written(f"- {{form: fact, id: {name}, value: true, reason: 试}}\n")
        refused = call("register", "add", mine, entry, "--officer", "张三", LANG="zh_CN")
        assert refused.code == 2
        assert f"没有规则问“{name}”" in refused.err
        assert said in refused.err
    assert call("register", "list", mine, "fact", "--json").json["entries"] == []
    lost = call(
        "register",
        "add",
        mine,
        written('- {form: fact, id: "acted_together@J9", value: true, reason: 试}\n'),
        "--officer",
        "张三",
    )
    assert (lost.code, "J9" in lost.err) == (2, True)
    names = call("register", "form", "fact", LANG="zh_CN").out
    assert "#   acted_together: " in names
    assert "#   closed_before: " in names


def test_an_old_register_with_such_a_fact_is_read_and_told_of(call, mine, written, monkeypatch):
    with monkeypatch.context() as before:  # as entries were checked when it was written
        before.setattr("doxdocket.pipeline.registered.facts", lambda _: {"suit_brougth": None})
        entry = written("- {form: fact, id: suit_brougth, value: true, reason: 试}\n")
        assert call("register", "add", mine, entry, "--officer", "张三").code == 0
    assert call("run", mine).code == 0
    said = call("assess", "thresholds", mine, "--json")
    assert [(one["entry"], one["fact"]) for one in said.json["unasked_facts"]] == [("R0001", "suit_brougth")]
    assert "suit_brought" in said.json["unasked_facts"][0]["en"]
    assert "登记了、但没有规则问或者所在条文不问的事实" in call("assess", "thresholds", mine, LANG="zh_CN").out


_JOINT = """
- {form: defendant, id: D1, name: 周某某}
- {form: defendant, id: D2, name: 吴某某}
- {form: joint, id: J1, basis: 1168, members: [D1, D2], facts: {acted_together: true, FACT: true}, reason: 轮班}
"""


def test_a_fact_that_its_article_does_not_ask_is_refused_with_those_it_asks(call, mine, written):
    for name, said in (
        ("damage_done", "个人信息保护法 第六十九条第一款"),
        ("same_damage", "民法典 第一千一百七十一条"),
        ("joint_acted", "没有规则问"),
    ):
        entry = written(_JOINT.replace("FACT", name))
        refused = call("register", "add", mine, entry, "--officer", "张三", LANG="zh_CN")
        assert refused.code == 2
        assert said in refused.err
        assert ("damage（造成他人损害）" in refused.err) == (name != "joint_acted")
    assert call("register", "add", mine, written(_JOINT.replace("FACT", "damage")), "--officer", "张三").code == 0


def test_such_a_fact_of_an_old_register_is_told_and_is_not_printed_as_its_articles_own(
    call, mine, written, monkeypatch
):
    with monkeypatch.context() as before:  # as entries were checked when it was written
        before.setattr("doxdocket.pipeline.registered.asked_of", lambda *_: {"acted_together", "damage_done"})
        entry = written(_JOINT.replace("FACT", "damage_done"))
        assert call("register", "add", mine, entry, "--officer", "张三").code == 0
    assert call("run", mine).code == 0
    told = call("assess", "thresholds", mine, "--json").json["unasked_facts"]
    assert [(one["entry"], one["fact"]) for one in told] == [("R0003", "damage_done@J1")]
    paper = "".join(call("documents", mine, "parties").out.split())
    assert "共同实施（有共同的故意或者过失）：是" in paper
    assert "造成损害：是" not in paper


def test_a_number_is_taken_where_a_text_is_wanted(call, mine, written):
    entries = """
- {form: defendant, id: 1, name: 周某某}
- {form: defendant, id: 2, name: 吴某某}
- {form: joint, id: J1, basis: 1168, members: [1, 2], reason: 共同}
"""
    said = call("register", "add", mine, written(entries), "--officer", "张三")
    assert said.code == 0, said.err
    (joint,) = call("register", "list", mine, "joint", "--json").json["entries"]
    assert (joint["fields"]["basis"], joint["fields"]["members"]) == ("1168", ["1", "2"])
    refused = call(
        "register",
        "add",
        mine,
        written("- {form: joint, id: J2, basis: 1167, members: [1], reason: 共同}\n"),
        "--officer",
        "张三",
    )
    assert refused.code == 2


def test_a_table_is_imported_whole_or_not_at_all_with_every_fault_at_its_cell(call, mine, written):
    text = "编号,被监护的被告,姓名,关系\nG1,D1,甲某,父\nG2,D9,乙某,伯父\nG3,D8,丙某,母\n"
    call("register", "add", mine, written("- {form: defendant, id: D1, name: 周某某}"), "--officer", "张三")
    table = written(text, "监护人.csv")
    said = call("register", "import", mine, table, "--form", "guardian", "--officer", "张三", "--json", LANG="zh_CN")
    assert said.code == 2
    assert [(one["row"], one["column"]) for one in said.json["faults"]] == [
        (3, "关系"),
        (3, "被监护的被告"),
        (4, "被监护的被告"),
    ]
    assert all(one["what"] and one["next"] for one in said.json["faults"])
    assert "第" not in said.json["faults"][0]["what"]
    assert call("register", "list", mine, "guardian", "--json").json["entries"] == []
    good = written(text.replace("伯父", "其他监护人").replace("D9", "D1").replace("D8", "D1"), "a.csv")
    only = call("register", "import", mine, good, "--form", "guardian", "--officer", "张三", "--check", "--json")
    assert (only.code, only.json["rows"], only.json["entered"]) == (0, 3, [])
    assert call("register", "list", mine, "guardian", "--json").json["entries"] == []
    done = call("register", "import", mine, good, "--form", "guardian", "--officer", "张三", "--json")
    assert [one["id"] for one in done.json["entered"]] == ["G1", "G2", "G3"]
    more = written(text.splitlines()[0] + "\nG1,D1,甲某,父\nG2,D1,乙某,母\n", "b.csv")
    seen = call("register", "import", mine, more, "--form", "guardian", "--officer", "张三", "--check", "--json").json
    assert (seen["same"], seen["replace"]) == (1, 1)
    assert call("verify", mine).code == 0


def test_of_a_table_texts_are_held_against_the_evidence_only_when_all_else_is_right(call, mine, written):
    heads = "编号,种类,经过\n"
    both = written(heads + "H1,callz,打来\nH2,calls,威胁柳春生\n", "a.csv")
    said = call("register", "import", mine, both, "--form", "harm", "--officer", "张三", "--json")
    assert [(one["row"], one["column"]) for one in said.json["faults"]] == [(2, "种类")]
    one = written(heads + "H1,calls,打来\nH2,calls,威胁柳春生\n", "b.csv")
    told = call("register", "import", mine, one, "--form", "harm", "--officer", "张三", "--json")
    assert [(f["row"], f["column"]) for f in told.json["faults"]] == [(3, "经过")]
    assert [row["act"] for row in call("export", mine, "custody").lines].count("repeated") == 1


def test_the_empty_table_of_a_form_is_written_and_nothing_is_written_over(call, mine, tmp_path):
    for name in ("a.xlsx", "a.csv"):
        path = tmp_path / name
        assert call("register", "form", "receipt", "--to", path).code == 0
        assert path.stat().st_size
        assert call("register", "form", "receipt", "--to", path).code == 2
        empty = call("register", "import", mine, path, "--form", "receipt", "--officer", "张三", "--json")
        assert (empty.code, empty.json["rows"]) == (0, 0)
    assert call("register", "form", "--to", tmp_path / "b.csv").code == 2
    assert call("register", "form", "receipt", "--to", tmp_path / "b.txt").code == 2
    assert call("register", "import", mine, tmp_path / "none.csv", "--officer", "张三").code == 2
    assert call("register", "import", mine, tmp_path / "a.yaml", "--officer", "张三").code == 2


def test_an_account_that_no_post_is_of_is_told_when_it_is_entered(call, mine, written):
    entry = '- {form: actor, id: A9, accounts: ["discord:user:6600004"]}'
    said = call("register", "add", mine, written(entry), "--officer", "张三", "--json")
    assert said.json["in_no_post"] == ["discord:user:6600004"]
    assert "6600004" in call("register", "add", mine, written(entry.replace("A9", "A8")), "--officer", "张三").out
