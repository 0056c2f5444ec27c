"""``eval``: labelled messages in, scores out, nothing of any message."""

import json

import pytest

FACTS = {
    "file", "messages", "kinds", "families", "micro", "macro_f1", "macro_kinds", "groups", "differences", "decoys", "persons", "verdicts", "conduct", "worst", "speed", "insults",
}  # fmt: skip


def labelled(invented, n=1):
    text = f"姓名：柳春生 身份证：{invented.one} 电话：{invented.phone}"
    spans = [{"start": text.index(v), "end": text.index(v) + len(v), "kind": k, "person": "p1", "value": v}
             for k, v in (("name", "柳春生"), ("id_number", invented.one), ("phone_number", invented.phone))]  # fmt: skip
    return {"id": f"m{n}", "text": text, "spans": spans, "ignore": []}


def jsonl(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_the_sample_in_both_languages_and_in_json(call):
    said = call("eval", "--sample", "--json").json
    assert set(said) == FACTS
    assert (said["file"], said["messages"], said["decoys"]["messages"]) == ("sample", 24, 12)
    assert said["micro"]["n"] == 48
    assert said["micro"]["f1"] > 0.9
    assert said["persons"]["pairs"] > 0.95
    assert said["speed"]["cpu_ms_a_message"] > 0
    chinese, english = call("eval", "--sample"), call("eval", "--sample", "--lang", "en")
    assert (chinese.code, english.code) == (0, 0)
    for words in ("24 条消息，48 处", "身份证", "按版式", "每十万条", "归人", "行为（按消息）", "毫秒/条"):
        assert words in chinese.out
    for words in ("24 messages, 48 true findings", "id_number", "by layout", "in 100,000", "Right person", "ms of CPU"):
        assert words in english.out


HAND = """=== a-1 | | chat
姓名：⟦name:p1|柳春生⟧ 电话：⟦phone_number:p1|{phone}⟧
=== a-2 | decoy | list
今天天气不错
"""


def test_a_hand_is_read_as_its_marks_say(call, invented, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(HAND.format(phone=invented.phone), encoding="utf-8")
    said = call("eval", path, "--json").json
    assert (said["messages"], said["micro"]["n"], said["micro"]["f1"], said["decoys"]["messages"]) == (2, 2, 1.0, 1)
    assert (list(said["groups"]["hand"]), said["groups"]["register"]["chat"]["n"]) == (["a"], 2)
    assert "按语域" in call("eval", path).out
    assert "by register" in call("eval", path, "--lang", "en").out


@pytest.mark.parametrize("marks", ["⟦1390000185:p1|x⟧", "⟦name:p1|x"])
def test_a_hand_with_a_fault_is_refused_by_its_line_only(marks, call, tmp_path):
    path = tmp_path / "a.b:c.txt"
    path.write_text(f"=== a-1 | | chat\n好\n{marks}\n", encoding="utf-8")
    said = call("eval", path)
    assert (said.code, said.out, "第 3 行" in said.err, "139" in said.err) == (2, "", True, False)
    path.write_bytes(b"=== a-1 | | chat\n\xff\n")
    assert (call("eval", path).code, "UTF-8" in call("eval", path).err) == (2, True)


def test_no_text_and_no_value_comes_out(call, invented):
    row = labelled(invented)
    row["spans"].append({"start": 0, "end": 2, "kind": "school"})
    for words in (["--json"], []):
        said = call("eval", "--errors", "5", *words, stdin=jsonl(row))
        assert said.code == 0
        assert "m1" in said.out
        for secret in (invented.one, invented.phone, "柳春生", invented.one[6:]):
            assert secret not in said.out + said.err
    assert said.out.rstrip().endswith("漏 school 0–2")


def test_a_file_and_standard_input_say_the_same(call, invented, tmp_path):
    text = jsonl(*(labelled(invented, n) for n in range(5)))
    (tmp_path / "m.jsonl").write_text(text, encoding="utf-8")
    here, there = call("eval", tmp_path / "m.jsonl", "--json").json, call("eval", "--json", stdin=text).json
    for said in (here, there):
        del said["file"], said["speed"]
    assert here == there
    assert here["micro"]["f1"] == 1.0


@pytest.mark.whole
def test_many_messages_over_processes_say_what_few_say(call, invented, tmp_path):
    rows = [
        labelled(invented, n) if n % 100 == 0 else {"id": n, "text": "今天天气不错", "spans": []} for n in range(1700)
    ]
    (tmp_path / "m.jsonl").write_text(jsonl(*rows), encoding="utf-8")
    said = call("eval", tmp_path / "m.jsonl", "--json").json
    assert (said["messages"], said["decoys"]["messages"], said["micro"]["tp"]) == (1700, 1683, 51)
    (tmp_path / "m.jsonl").write_text(jsonl(*rows) + "oops\n", encoding="utf-8")
    bad = call("eval", tmp_path / "m.jsonl")
    assert (bad.code, "第 1701 行" in bad.err, bad.out) == (2, True, "")


def test_a_scope_of_kinds(call, invented):
    said = call("eval", "--kinds", "name, phone_number", "--json", stdin=jsonl(labelled(invented)))
    assert list(said.json["kinds"]) == ["name", "phone_number"]
    wrong = call("eval", "--kinds", "name,telephone", stdin="")
    assert (wrong.code, "kinds.zh-CN.md" in wrong.err) == (2, True)


@pytest.mark.parametrize(
    "row",
    [
        "13900001850", "[1]", "{", '{"text": 1, "spans": []}', '{"text": "x"}', '{"text": "x", "spans": 1}', '{"text": "x", "spans": [1]}',
        '{"text": "x", "spans": [{"start": 0, "end": 2, "kind": "name"}]}', '{"text": "x", "spans": [{"start": 1, "end": 1, "kind": "name"}]}',
        '{"text": "x", "spans": [{"start": true, "end": 1, "kind": "name"}]}', '{"text": "x", "spans": [{"start": 0, "end": 1, "kind": "13900001850"}]}',
        '{"text": "x", "spans": [{"start": 0, "end": 1}]}', '{"text": "x", "spans": [{"start": 0, "end": 1, "kind": []}]}', "[" * 90000, '{"text": "x", "spans": [{"start": 0, "end": 1, "kind": "name", "verdict": "13900001850"}]}',
        '{"text": "x", "conduct": [{"start": 0, "end": 1}]}', '{"text": "x", "conduct": [{"start": 0, "label": "insult"}]}',
        '{"text": "x", "spans": [], "ignore": [{"start": 0}]}', '{"text": "x", "spans": [], "layout": 3}', '{"text": "x", "spans": [], "obfuscation": [3]}',
    ],
)  # fmt: skip
def test_a_line_that_is_wrong_is_named_by_its_number_only(row, call):
    said = call("eval", stdin=jsonl({"text": "好", "spans": []}) + row + "\n")
    assert (said.code, said.out) == (2, "")
    assert "第 2 行" in said.err
    assert "139" not in said.err
    assert "line 2" in call("eval", "--lang", "en", stdin=jsonl({"text": "好", "spans": []}) + row + "\n").err


def test_nothing_in(call):
    said = call("eval", stdin="")
    assert (said.code, said.err) == (0, "")
    assert "0 条消息" in said.out


def test_findings_as_detect_prints_them_are_truth_too(call, invented):
    text = f"身份证：{invented.one}"
    found = call("detect", stdin=jsonl({"id": 1, "text": text})).lines[0]
    said = call("eval", "--json", stdin=jsonl({**found, "text": text}))
    assert (said.json["micro"]["n"], said.json["micro"]["f1"]) == (1, 1.0)


def test_a_table_of_insults(call, invented, tmp_path):
    table = tmp_path / "c.csv"
    table.write_text(
        f'\ufeff,label,TEXT\n0,0,今天天气不错\n1,1,"滚, 出去"\n2,0,姓名：柳春生 身份证：{invented.one}\n',
        encoding="utf-8",
    )
    said = call("eval", "--insults", table, "--json").json
    assert (said["file"], said["messages"], said["insults"]["messages"], said["insults"]["claimed"]) == (None, 0, 3, 1)
    assert "辱骂：3 条" in call("eval", "--insults", table).out
    assert call("eval", "--insults", table, "--lang", "en").out.startswith("Insults: 3 comments")
    table.write_text("label,TEXT\n0,x\n2,139\n", encoding="utf-8")
    wrong = call("eval", "--insults", table)
    assert (wrong.code, "第 3 行" in wrong.err, "139" in wrong.err) == (2, True, False)
    table.write_text("label,TEXT\n0," + "x" * 200_000 + "\n", encoding="utf-8")
    assert (call("eval", "--insults", table).code, "CSV" in call("eval", "--insults", table).err) == (2, True)
    table.write_text("a,b\n", encoding="utf-8")
    assert call("eval", "--insults", table).code == 2


def test_wrong_calls(call, tmp_path):
    assert call("eval", tmp_path / "x.jsonl").code == 2
    assert call("eval", tmp_path / "x.jsonl", "--sample").code == 2
    assert call("eval", "--errors", "-1", stdin="").code == 2
