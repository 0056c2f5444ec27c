"""A value that the case has sealed stands in no table, whoever else wrote it and wherever: titles, senders, forwards, polls, names of files."""

import json

import pytest

from doxdocket.desk.tables import TABLES
from doxdocket.law.kinds import kinds

NAME = "柳春生"
WHY = ("--reason", "核对导出", "--officer", "张三")


@pytest.fixture(scope="module")
def spoken(call, invented, tmp_path_factory):
    """A case in which a victim's name and number stand in everything that posters name."""
    top = tmp_path_factory.mktemp("spoken")
    named = f"曝光{NAME}{invented.phone}松声路的"  # of the address its road alone
    texts = (*invented.texts, f"听说{NAME}搬家了", "投票", "转发")
    for chat, more in ((1850001, {}), (1850002, {"forwarded_from": named, "forwarded_from_id": "channel1850001"})):
        folder = invented.export(top / f"ChatExport{chat}", texts, name=named, chat=chat)
        told = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        posts = told["messages"]
        posts[2] |= {"from": f"李思雨 {NAME}", "from_id": "user1850009", "author": NAME}
        posts[4] |= {"file": "(File not included.)", "file_name": f"{NAME}_{invented.phone}.zip"}
        posts[6] |= {"poll": {"question": f"{NAME}该不该道歉", "closed": False, "total_voters": 1,
                              "answers": [{"text": f"{NAME} {invented.phone}", "voters": 1, "chosen": False}]}}  # fmt: skip
        posts[7] |= more | {"text": f"转发{chat}", "text_entities": []}
        posts.append({"id": 20, "type": "service", "date": "2024-01-09T08:00:00", "date_unixtime": "1704787200", "actor": NAME,
                      "actor_id": "user1850009", "action": "edit_group_title", "title": named, "text": "", "text_entities": []})  # fmt: skip
        (folder / "result.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    case = top / "case"
    both = ("--officer", "张三", "--officer", "李四")
    for words in (
        ("init", case, *both),
        ("add", case, *sorted(top.glob("Chat*")), *both, "--origin", f"由{NAME}移送"),
        ("run", case),
    ):
        assert (said := call(*words)).code == 0, said.err
    sealed = {invented.one, invented.two, invented.phone, NAME, "祝雨亭", "松声路", "12号3幢", "zhuyuting"}
    return case, sealed


@pytest.mark.parametrize("table", TABLES)
def test_no_sealed_value_stands_in_any_table(table, spoken, call):
    case, sealed = spoken
    said = call("export", case, table, *(WHY if TABLES[table].words else ()))
    assert said.code == 0, said.err
    assert [value for value in sealed if value in said.out] == []


def test_none_stands_in_the_graph_nor_behind_a_figure_nor_in_a_sheet(spoken, call):
    case, sealed = spoken
    figures = [f["id"] for f in call("figures", case, "--json").json["figures"] if f["rows"]]
    assert call("officer", "add", case, "王五", "--one-key").code == 0
    draw = call(
        "sample", "draw", case, "--reviewer", "张三", "--reviewer", "李四", "--reason", "核验", "--officer", "王五"
    )
    assert draw.code == 0, draw.err
    said = [
        call("export", case, "network", "--format", "gexf"),
        call("sample", "sheet", case, *WHY),
        call("sample", "answer", case, "--officer", "张三", stdin="q\n"),
        *(call("explain", case, figure, "--rows") for figure in figures),
    ]
    assert "曝光" in said[0].out
    assert len(said) > 10
    for one in said:
        assert [value for value in sealed if value in one.out] == []


def test_what_is_nobodys_stays_as_it_is(spoken, call):
    case, _ = spoken
    rows = call("export", case, "channels").lines
    assert {row["channel_id"] for row in rows} == {"telegram:channel:1850001", "telegram:channel:1850002"}
    assert all(row["title"].startswith("曝光") for row in rows)
    texts = {(row["channel_id"][-1], row["post_id"]): row["text"] for row in call("export", case, "texts", *WHY).lines}
    assert texts["1", "3"] == "今天天气不错，大家早点休息。"
    assert texts["1", "6"].endswith("搬家了")


def test_a_tag_leaves_only_with_a_kind_that_identifies(spoken, call):
    case, _ = spoken
    rows = call("export", case, "findings").lines
    assert {row["kind"] for row in rows} >= {"gender", "id_number", "name", "phone_number"}
    for row in rows:
        assert bool(row["tag"]) == kinds()[row["kind"]].tagged, row["kind"]
    assert not kinds()["gender"].tagged
    assert not {k.id for k in kinds().values() if k.tagged} & {
        "gender",
        "ethnicity",
        "age",
        "birth_date",
        "school",
        "marital_status",
    }
    assert {row["kind"] for row in call("export", case, "items").lines if row["tag"]} <= {
        k.id for k in kinds().values() if k.tagged
    }


def test_what_explains_shows_no_other_tag(spoken, call):
    case, _ = spoken
    findings, persons = (call("export", case, table).lines for table in ("findings", "persons"))
    one = next(row for row in findings if row["kind"] == "gender")
    asked = [persons[0]["person"], f"{one['channel_id']}/{one['post_id']}", "items_field", "kind.gender"]
    shown = [
        row
        for id_ in asked
        for section in call("explain", case, id_, "--json").json["sections"]
        for row in section["rows"]
        if row.get("tag")
    ]
    of = {kind.id: kind.tagged for kind in kinds().values()}
    assert {of[row.get("id", row["kind"])] for row in shown} == {True}


def test_texts_say_who_looked_and_leave_out_where_more_was_found(call, mine, invented):
    before = call("export", mine, "texts", *WHY)
    assert "没有人核对" in before.err
    assert {row["checked"] for row in before.lines} == {False}
    assert call("sample", "draw", mine, "--for", "posts", "--reason", "核验", "--officer", "李四").code == 0
    sheet = call("sample", "sheet", mine, *WHY, "--format", "jsonl").lines
    found = {row["unit"]: "2" if row["unit"].endswith("/5") else "0" for row in sheet}
    lines = "\n".join(json.dumps(row | {"answer": found[row["unit"]]}, ensure_ascii=False) for row in sheet)
    (mine.parent / "a.jsonl").write_text(lines, encoding="utf-8")
    assert call("sample", "answer", mine, mine.parent / "a.jsonl", "--officer", "张三").code == 0
    after = call("export", mine, "texts", *WHY, "-o", mine.parent / "x.jsonl", "--json")
    rows = [json.loads(line) for line in (mine.parent / "x.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = {unit.rpartition("/")[2] for unit in found}
    assert "5" in asked
    assert {row["post_id"] for row in rows if row["checked"]} == asked
    assert [row["post_id"] for row in rows if row["text"] is None] == ["5"]
    left = len(invented.texts) - len(asked)
    assert after.json["unchecked"] == left
    assert f" {left} 贴没有人核对" in after.err
    last = [row for row in call("export", mine, "custody").lines if row["act"] == "export"][-1]
    assert last["detail"]["unchecked"] == left
