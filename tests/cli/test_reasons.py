"""Whatever a person writes is held against the values of the case: reasons, notes, origins, titles; what was written before a run is asked again."""

import csv
import io
import json
import shutil

import click
import pytest

from doxdocket.cli.program import root
from doxdocket.seal.keys import Identity

AROUND = (
    "核对柳春生本人", "柳 春 生", "住松声路12号", "松声路 十二 号" , "13900OO1850", "139a0000b1850", "一三九 零零零零 一八五零", "zhu yu ting",
)  # fmt: skip
BY = ("--officer", "张三")


@pytest.fixture(scope="module")
def case(done, tmp_path_factory):
    return shutil.copytree(done, tmp_path_factory.mktemp("reasons") / "case")


def finding(call, case, kind):
    return next(row["finding"] for row in call("export", case, "findings").lines if row["kind"] == kind)


def test_no_reason_of_any_act_repeats_a_value(case, call, tmp_path):
    phone, name = finding(call, case, "phone_number"), finding(call, case, "name")
    before = [row["act"] for row in call("export", case, "custody").lines]
    (tmp_path / "n.txt").write_text("n", encoding="utf-8")
    acts = (
        lambda text: ("open", case, phone, "--reason", text, *BY),
        lambda text: ("open", case, "post:telegram:channel:1850001/2", "--reason", text, *BY),
        lambda text: ("open", case, "file:1", "--reason", text, *BY),
        lambda text: ("decide", case, "finding.confirm", name, "--reason", text, *BY),
        lambda text: ("export", case, "texts", "--reason", text, *BY),
        lambda text: ("sample", "draw", case, "--reason", text, *BY),
        lambda text: ("describe", case, "1", "--note", text, "--by", "张三"),
        lambda text: ("describe", case, "1", "--origin", text, "--by", "张三"),
        lambda text: ("attach", case, "1", tmp_path / "n.txt", "--as", "other", "--note", text, "--by", "张三"),
    )
    for at, text in enumerate(AROUND):
        for act in acts if at < 2 else acts[:1] + acts[3:4]:
            said = call(*act(text))
            assert (said.code, said.out) == (2, ""), (text, act(text)[0])
            assert text not in said.err
    since = call("export", case, "custody").lines[len(before) :]
    assert {row["act"] for row in since} == {"repeated", "export"}  # what was refused tells of the case, so it is a row
    assert {kind for row in since for kind in row["detail"].get("kinds", ())} >= {
        "name",
        "home_address",
        "phone_number",
    }
    assert call("verify", case).code == 0


ASKED = {  # commands that take words of an officer, and a call of each
    "init": None,  # before there is a case; asked after each run
    "add": ("add", "CASE", "FILE", "--note", "WORDS"),
    "describe": ("describe", "CASE", "--title", "WORDS", "--reason", "更正"),
    "attach": ("attach", "CASE", "1", "FILE", "--as", "other", "--note", "WORDS"),
    "export": ("export", "CASE", "texts", "--reason", "WORDS"),
    "decide": ("decide", "CASE", "figure.value", "persons", "2", "--reason", "WORDS"),
    "open": ("open", "CASE", "file:1", "--reason", "WORDS"),
    "register add": ("register", "add", "CASE", "FORM", "--reason", "WORDS"),
    "register import": ("register", "import", "CASE", "TABLE", "--form", "defendant", "--reason", "WORDS"),
    "register show": ("register", "show", "CASE", "defendant", "D1", "--reason", "WORDS"),
    "register withdraw": ("register", "withdraw", "CASE", "defendant", "D1", "--reason", "WORDS"),
    "sample draw": ("sample", "draw", "CASE", "--reason", "WORDS"),
    "sample sheet": ("sample", "sheet", "CASE", "--reason", "WORDS"),
    "sample answer": ("sample", "answer", "CASE", "SHEET", "--reason", "WORDS"),
    "sample undo": ("sample", "undo", "CASE", "S0001", "--reason", "WORDS"),
    "key remove": ("key", "remove", "CASE", "KEY", "--myself", "--reason", "WORDS"),
    "key rotate": ("key", "rotate", "CASE", "--reason", "WORDS"),
    "officer key": None,  # of a spare key alone: tests/store/test_ties.py
    "officer role": ("officer", "role", "CASE", "李四", "reviewer", "--reason", "WORDS"),
    "officer remove": ("officer", "remove", "CASE", "李四", "--reason", "WORDS"),
    "law adopt": ("law", "adopt", "CASE", "--shipped", "--reason", "WORDS"),
    "documents": ("documents", "CASE", "summary", "--to", "FOLDER", "--reason", "WORDS"),
    "handover": ("handover", "CASE", "--to", "NEW", "--reason", "WORDS"),
    "close": None,  # of a case with keys of two officers: tests/cli/test_closing.py
    "reopen": None,  # the same
    "scan": ("scan", "FOLDER", "--to", "NEW", "--case", "CASE", "--reason", "WORDS"),
    "queue": ("queue", "CASE", "tiers", "--answer", "low", "--reason", "WORDS"),
    "merge": None,  # of a fork that does not fit: tests/cli/test_merging.py
}


def commands(one, path=()):
    if isinstance(one, click.Group):
        for name in one.list_commands(click.Context(one)):
            yield from commands(one.get_command(click.Context(one), name), (*path, name))
    elif {"--reason", "--note", "--origin", "--title", "--nevertheless"} & {o for p in one.params for o in p.opts}:
        yield " ".join(path)


def test_every_command_that_takes_words_is_asked_here():
    assert set(commands(root)) == set(ASKED)


@pytest.fixture
def full(mine, call, tmp_path):
    """A case with an entry and a plan, and what the calls name."""
    (tmp_path / "n.txt").write_text("n", encoding="utf-8")
    for key in ("D1", "D2"):
        (tmp_path / f"{key}.yaml").write_text(f"- {{form: defendant, id: {key}, name: 甘松涛}}", encoding="utf-8")
    assert call("register", "add", mine, tmp_path / "D1.yaml", *BY).code == 0
    assert call("sample", "draw", mine, "--reason", "核验", *BY).code == 0
    sheet = call("sample", "sheet", mine, "--reason", "复核", *BY).out
    rows = list(csv.DictReader(io.StringIO(sheet.lstrip("\ufeff"))))
    with (tmp_path / "s.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(
            {**row, "answer": "0" if row["population"] in {"posts", "unlabelled"} else "是"} for row in rows
        )
    (tmp_path / "D3.csv").write_text("id,name\nD3,甘松涛\n", encoding="utf-8")
    holder = call("key", "list", mine, "--json").json["holders"][0]["fingerprint"]
    assert call("key", "escrow", mine, *BY).code == 0
    return {
        "CASE": mine,
        "FILE": tmp_path / "n.txt",
        "FOLDER": tmp_path,
        "NEW": tmp_path / "new",
        "FORM": tmp_path / "D2.yaml",
        "TABLE": tmp_path / "D3.csv",
        "SHEET": tmp_path / "s.csv",
        "KEY": holder,
    }


def test_no_words_of_any_command_repeat_a_value(full, call):
    for name, words in ASKED.items():
        for text in ("核对柳春生本人", "住松声路12号") if words else ():
            by = ("--by", "张三") if name == "attach" else BY
            said = call(*(full.get(word, text if word == "WORDS" else word) for word in words), *by)
            told = said.err + said.out
            assert (said.code, "重复了本案封存" in told or "写出了姓名" in told) == (2, True), (name, told)
            assert text not in told
    assert call("verify", full["CASE"]).code == 0


def test_the_reason_for_showing_an_entry_repeats_nothing_of_it(full, call):
    for text, code in (("核对甘松涛本人", 2), ("写起诉书", 0)):
        assert call("register", "show", full["CASE"], "defendant", "D1", "--reason", text, *BY).code == code
    acts = [row["act"] for row in call("export", full["CASE"], "custody").lines]
    assert acts[-2:] == ["repeated", "register.show"]


def test_an_opening_may_not_repeat_a_piece_of_what_it_opens(case, call):
    phone, address = finding(call, case, "phone_number"), finding(call, case, "home_address")
    for what, text in ((phone, "核对0000一八五"), (address, "核对松声路")):
        assert (call("open", case, what, "--reason", text, *BY).code == 2) == (
            what == phone
        )  # three signs are a road among many
    assert call("open", case, address, "--reason", "核对松声路1", *BY).code == 2
    said = call("open", case, phone, "--reason", "核对报案人陈述，见2024-01-02笔录第12页", *BY)
    assert said.code == 0, said.err


def test_a_file_of_decisions_names_the_lines_that_repeat_a_value(mine, call, tmp_path):
    named, number = finding(call, mine, "name"), finding(call, mine, "phone_number")
    rows = [
        {"act": "finding.confirm", "target": {"finding": what}, "reason": why}
        for what, why in ((named, "核对笔录"), (number, "就是柳春生的"))
    ]
    (tmp_path / "d.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    said = call("decide", mine, "--from", tmp_path / "d.jsonl", *BY)
    assert said.code == 2
    assert "第 2 行" in said.err
    assert "柳春生" not in said.err
    assert call("export", mine, "decisions").out == ""
    (row,) = [row for row in call("export", mine, "custody").lines if row["act"] == "repeated"]
    assert (row["detail"]["texts"], row["detail"]["repeat"], row["detail"]["kinds"]) == (2, 1, ["name"])


def test_a_file_tries_no_list_of_names_at_once(mine, call, tmp_path):
    kinds = {"name": "核对", "phone_number": "就是柳春生的", "home_address": "柳春生自己说的"}
    one, two, three = (
        {"act": "finding.confirm", "target": {"finding": finding(call, mine, kind)}, "reason": why}
        for kind, why in kinds.items()
    )
    bad = {"act": "undo", "target": ["D9001"], "reason": "误认"}

    def asked(*rows):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        (tmp_path / "d.jsonl").write_text(lines, encoding="utf-8")
        said = call("decide", mine, "--from", tmp_path / "d.jsonl", *BY)
        return said.code, [f"第 {n} 行" in said.err for n in range(1, len(rows) + 1)]

    assert asked(one, two, three) == (2, [False, True, False])  # of lines that repeat a value the first one
    assert asked(one, two, bad, three) == (2, [False, False, True, False])  # and none before all are well made
    assert asked({**bad, "reason": "就是柳春生的"}) == (2, [True])
    told = [row["detail"] for row in call("export", mine, "custody").lines if row["act"] == "repeated"]
    assert [(row["texts"], row["repeat"]) for row in told] == [(3, 2), (4, 2), (1, 1)]
    assert call("export", mine, "decisions").lines == []


def test_what_was_written_before_the_run_is_asked_again_and_told_and_not_rewritten(call, invented, tmp_path):
    new = tmp_path / "case"
    both = ("--officer", "张三", "--officer", "李四")
    assert call("init", new, "--title", "柳春生被开盒案", *both).code == 0
    added = call("add", new, invented.export(tmp_path / "x"), "--origin", "报案人祝雨亭提交", "--note", "原件", *both)
    assert added.code == 0, added.err
    said = call("run", new, "--json")
    assert said.json["repeats"] == [
        {"of": "case", "id": said.json["repeats"][0]["id"], "field": "title", "kinds": ["name"]},
        {"of": "source", "id": "1", "field": "origin", "kinds": ["name"]},
    ]
    assert call("export", new, "repeats").lines == said.json["repeats"]
    assert "2 处" in call("run", new).out
    assert call("describe", new, "1", "--origin", "报案人V0002提交", "--by", "张三").code == 0
    run = call("run", new, "--lang", "en")
    assert f"doxdocket describe {new} --title" in run.out
    title = ("describe", new, "--title", "竹影路案", "--by", "张三")
    for words in (
        (*title,),
        (*title, "--reason", "柳春生"),
        (*title, "1", "--reason", "更正"),
        ("describe", new, "--title", "柳春生", "--reason", "更正"),
    ):
        assert call(*words).code == 2, words
    before = call("verify", new, "--json").json["seq"]
    said = call(*title, "--reason", "原名称写了被害人姓名", "--json")
    assert (said.code, said.json["changed"]) == (0, ["title"])
    assert call("run", new, "--json").json["repeats"] == []
    assert call("report", new, "-o", tmp_path / "r.html").code == 0
    assert "竹影路案" in (tmp_path / "r.html").read_text("utf-8")
    (row,) = [row for row in call("export", new, "custody").lines if row["seq"] == before + 1]
    assert (row["act"], "柳春生" in str(row), "原名称写了被害人姓名" in str(row)) == ("describe", False, True)
    assert (call("verify", new).code, "柳春生" in (new / "case.toml").read_text("utf-8")) == (0, False)


STATED = ("overseas", "no_seizure", "video", "place", "account", "holder", "witness")


def test_what_is_stated_of_a_taking_leaves_without_the_values_of_the_case(call, tmp_path, invented):
    """Stated before the run, when nobody could hold it against a value; names that are none of the case stay."""
    case, values = tmp_path / "case", ("柳春生", "13900001850")
    invented.export(tmp_path / "x")
    said = [part for name in STATED for part in ("--" + name.replace("_", "-"), f"某所{values[name == 'account']}二")]
    assert call("init", case, *BY).code == 0
    assert call("add", case, tmp_path / "x", *BY, *said, "--witness", "欧阳明").code == 0
    assert call("describe", case, "1", *said, "--witness", "欧阳明", "--by", "张三").code == 0
    assert values[0] in call("export", case, "sources").out  # it stands there, and nothing is sealed yet
    assert call("run", case).code == 0
    for table in ("sources", "statements", "custody"):
        out = call("export", case, table).out
        assert [value for value in values if value in out] == [], table
    one = call("export", case, "sources").lines[0]
    assert {name: "某所" in str(one[name]) and "二" in str(one[name]) for name in STATED} == dict.fromkeys(STATED, True)
    assert "欧阳明" in one["witness"]
    listed = {row["field"] for row in call("export", case, "repeats").lines}
    assert {"overseas", "no_seizure", "video", "place"} <= listed
    assert not {"witness", "holder", "account"} & listed


@pytest.mark.parametrize("name", ["video", "place", "overseas", "no-seizure"])
def test_what_is_stated_of_a_taking_is_asked_as_a_note(case, call, name, tmp_path):
    (tmp_path / "n.txt").write_text("n", encoding="utf-8")
    for words in (("describe", case, "1", "--by", "张三"), ("add", case, tmp_path / "n.txt", *BY)):
        said = call(*words, f"--{name}", "在柳春生家中")
        assert (said.code, said.out, "柳春生" in said.err) == (2, "", False)


def test_names_of_officers_and_key_holders_are_held_against_the_values_too(call, mine, invented, tmp_path):
    """One that comes after a run is refused; one from before stands in the list, by its number."""
    key = Identity.generate().recipient
    before = [row["act"] for row in call("export", mine, "custody").lines]
    for words in (
        ("officer", "add", mine, "柳春生", *BY),
        ("key", "add", mine, key, "--name", "柳春生的电脑", *BY),
        ("key", "escrow", mine, key, "--name", "柳春生保险柜", *BY),
    ):
        said = call(*words)
        assert (said.code, "柳春生" in said.err) == (2, False), words
    since = [row["act"] for row in call("export", mine, "custody").lines][len(before) :]
    assert since == ["export", *["repeated"] * 3]
    case = tmp_path / "new"
    assert call("init", case, "--officer", "张三", "--officer", "祝雨亭").code == 0
    assert call("add", case, invented.export(tmp_path / "x"), "--officer", "柳春生").code == 0
    assert call("key", "add", case, key, "--name", "柳春生", *BY).code == 0
    told = call("run", case, "--json").json["repeats"]
    assert [(row["of"], row["field"], row["kinds"]) for row in told] == [
        ("officer", "name", ["name"]), ("key", "name", ["name"]), ("source", "officers", ["name"]),
    ]  # fmt: skip
    assert told[0]["id"] == "2"
