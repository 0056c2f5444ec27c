"""Decisions by command: they survive new evidence, go to another copy of the case, and are refused where they contradict."""

import json

import pytest

PERSON = "telegram:channel:1850001/1/0"


def decide(call, case, *words, reason="逐项核对", officer="张三", stdin=None):
    return call("decide", case, *words, "--reason", reason, "--officer", officer, "--json", stdin=stdin)


def decided(call, case):
    return {(r["decision"], r["part"]): (r["now"], r["status"]) for r in call("export", case, "decided").lines}


def figures(call, case):
    return {f["id"]: f for f in call("figures", case, "--json").json["figures"]}


def test_decisions_survive_a_second_capture_with_shifted_text(call, mine, tmp_path, invented):
    mail = next(r for r in call("export", mine, "findings").lines if r["kind"] == "email")
    assert decide(call, mine, "finding.reject", mail["finding"]).code == 0
    span = "telegram:channel:1850001/3/text/0-4"
    assert decide(call, mine, "conduct.add", span, "promotion").code == 0
    assert decide(call, mine, "person.public_figure", PERSON).code == 0
    gone = next(r for r in call("export", mine, "findings").lines if r["post_id"] == "4" and r["kind"] == "name")
    assert decide(call, mine, "finding.confirm", gone["finding"]).code == 0
    texts = ["转自别处。" + t for t in invented.texts]
    texts[0] = "联系人：牛三水 电话：13900001851\n" + invented.texts[0]  # another person first
    texts[3] = "没有了"
    later = invented.export(tmp_path / "later", texts=texts)
    assert call("add", mine, later, "--captured-at", "2024-04-01T08:00").code == 0
    said = call("run", mine, "--json")
    assert said.code == 0, said.err
    found = decided(call, mine)
    moved, status = found["D0001", "finding"]
    assert status == "moved"
    assert moved != mail["finding"]
    row = next(r for r in call("export", mine, "findings").lines if r["kind"] == "email")
    assert row["finding"] == moved
    assert found["D0002", "span"] == ("telegram:channel:1850001/3/text/5-9", "moved")
    who = found["D0003", "person"][0]
    names = {
        r["person_no"]: r["tag"]
        for r in call("export", mine, "findings").lines
        if r["post_id"] == "1" and r["kind"] == "id_number"
    }
    assert int(who.rpartition("/")[2]) in names
    assert found["D0004", "finding"] == (None, "gone")
    assert figures(call, mine)["decisions_adrift"]["value"] == 1
    assert said.json["adrift"] == ["D0004"]
    assert "D0004" in call("run", mine).out


def test_an_export_goes_to_another_copy_once(call, mine, tmp_path):
    other = tmp_path / "other"
    assert call("fork", mine, other).code == 0
    finding = next(r for r in call("export", mine, "findings").lines if r["kind"] == "email")["finding"]
    decide(call, mine, "finding.reject", finding)
    decide(call, mine, "person.born", PERSON, "-", "户口簿第三页", stdin="2010-06-24\n")
    decide(call, mine, "undo", "D0001", officer="李四")
    rows = tmp_path / "rows.jsonl"
    rows.write_text(call("export", mine, "decisions").out, "utf-8")
    text = rows.read_text("utf-8")
    assert "2010-06" not in text
    assert all(r["marks"] is None or "salt" not in r["marks"] for r in map(json.loads, text.splitlines()))
    said = call("decide", other, "--from", rows, "--json")
    assert said.code == 0, said.err
    assert [len(said.json[n]) for n in ("recorded", "already", "adrift")] == [3, 0, 0]
    again = call("decide", other, "--from", rows, "--json")
    assert [len(again.json[n]) for n in ("recorded", "already")] == [0, 3]
    came, went = (call("export", case, "decisions").lines for case in (other, mine))
    assert [{**row, "brought_by": None, "brought_at": None} for row in came] == went
    assert {row["brought_by"] for row in came} == {"张三"}
    told = call("verify", other, "--json").json["brought"]
    assert [(one["officer"], one["by"], one["decisions"]) for one in told] == [
        ("张三", "张三", ["D0001", "D0002"]),
        ("李四", "张三", ["D0003"]),
    ]
    assert "said to be of 李四 (D0003) were brought by 张三" in call("verify", other, "--lang", "en").out
    rows_of = [s["rows"] for s in call("explain", other, "D0003", "--json").json["sections"]]
    assert any(row.get("brought_by") == "张三" for rows in rows_of for row in rows)
    for case in (mine, other):
        assert call("run", case).code == 0
    assert call("figures", mine, "--json").out == call("figures", other, "--json").out
    assert call("verify", other).code == 0
    csv = tmp_path / "rows.csv"
    call("export", mine, "decisions", "--format", "csv", "-o", csv)
    third = call("decide", other, "--from", csv, "--json")
    assert third.code == 0, third.err
    assert len(third.json["already"]) == 3


def lines(path, *rows):
    path.write_text(
        "".join((r if isinstance(r, str) else json.dumps(r, ensure_ascii=False)) + "\n" for r in rows), "utf-8"
    )
    return path


FAMOUS = {"act": "person.public_figure", "target": PERSON, "reason": "核对", "officer": "张三"}


def test_of_a_file_what_is_right_is_recorded_and_every_other_line_is_told(call, mine, tmp_path):
    confirm = {**FAMOUS, "act": "figure.value", "target": ["persons", "2"], "id": "A1"}
    file = lines(
        tmp_path / "team.jsonl", FAMOUS, {**FAMOUS, "act": "person.famous"}, "{", {**FAMOUS, "act": "person.same", "target": [PERSON, "V0099"], "id": "A0"},
        {**FAMOUS, "act": "undo", "target": ["A0"]}, confirm, {**FAMOUS, "officer": "王五"},
    )  # fmt: skip
    said = call("decide", mine, "--from", file, "--officer", "张三", "--json")
    assert said.code == 2
    assert [one["line"] for one in said.json["recorded"]] == [1, 6]
    assert [one["line"] for one in said.json["refused"]] == [2, 3, 4, 5, 7]
    assert all(one["message_zh"] and one["message_en"] for one in said.json["refused"])
    assert [one["act"] for one in call("export", mine, "decisions").lines] == ["person.public_figure", "figure.value"]
    (row,) = (r["detail"] for r in call("export", mine, "custody").lines if r["act"] == "decide.import")
    assert (row["rows"], row["refused"]) == (2, 5)
    again = call("decide", mine, "--from", file, "--officer", "张三")
    assert (again.code, "已记录 0 项，已有而未再记 2 项" in again.out, again.out.count("  第 ")) == (2, True, 5)
    assert len(call("export", mine, "decisions").lines) == 2


def test_what_a_refused_line_would_have_overruled_stands(call, mine, tmp_path):
    assert decide(call, mine, "person.public_figure", PERSON).code == 0
    bad = {
        **FAMOUS,
        "act": "person.same",
        "target": [PERSON, "telegram:channel:1850001/2/0"],
        "overrules": ["D0001", "D0099"],
    }
    file = lines(tmp_path / "team.jsonl", bad, {**FAMOUS, "act": "figure.value", "target": ["persons", "2"]})
    said = call("decide", mine, "--from", file, "--json")
    assert (said.code, [one["line"] for one in said.json["refused"]]) == (2, [1])
    assert [(one["act"], one["undone_by"]) for one in call("export", mine, "decisions").lines] == [
        ("person.public_figure", None), ("figure.value", None)
    ]  # fmt: skip


def test_a_file_with_no_right_line_records_nothing_and_names_them_all(call, mine, tmp_path):
    file = lines(tmp_path / "team.jsonl", *[{**FAMOUS, "act": "person.famous"}] * 30)
    said = call("decide", mine, "--from", file)
    assert (said.code, said.out, said.err.count("  第 ")) == (2, "", 30)
    assert all(r["act"] != "decide.import" for r in call("export", mine, "custody").lines)


def test_a_file_is_recorded_whole_or_not_at_all_where_that_is_asked(call, mine, tmp_path):
    rows = [
        {"act": "person.public_figure", "target": PERSON, "reason": "核对", "officer": "甲"},
        {"act": "person.same", "target": [PERSON, "V0099"], "reason": "核对", "officer": "乙"},
    ]
    file = tmp_path / "team.jsonl"
    file.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8")
    assert call("decide", mine, "person.deceased", PERSON, "--reason", "核对", "--all-or-none").code == 2
    said = call("decide", mine, "--from", file, "--all-or-none")
    assert said.code == 2
    assert "第 2 行" in said.err
    assert call("export", mine, "decisions").lines == []
    assert all(r["act"] != "decide.import" for r in call("export", mine, "custody").lines)


def test_ones_own_decisions_of_now_are_brought_by_nobody(call, mine, tmp_path):
    file = tmp_path / "team.jsonl"
    row = {"act": "person.public_figure", "target": PERSON, "reason": "核对", "officer": "张三"}
    file.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    assert call("decide", mine, "--from", file, "--officer", "张三").code == 0
    assert call("verify", mine, "--json").json["brought"] == []
    assert [row["brought_by"] for row in call("export", mine, "decisions").lines] == [None]


@pytest.mark.parametrize("name", ["key:13900001850 柳春生", "key:柳春生", "柳春生", "key:" + "0" * 16, "张三\u200b"])
def test_a_file_names_officers_and_keys_that_the_case_knows_alone(call, mine, tmp_path, name):
    before = call("export", mine, "custody").out.count("\n")
    file = tmp_path / "team.jsonl"
    row = {"act": "figure.value", "target": {"figure": "persons", "value": 2}, "reason": "核对", "officer": name}
    file.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    said = call("decide", mine, "--from", file, "--officer", "张三")
    assert (said.code, "柳春生" in said.err, "13900001850" in said.err) == (2, False, False)
    assert call("export", mine, "decisions").lines == []
    since = {row["act"] for row in call("export", mine, "custody").lines[before:]}
    assert since <= {"export", "repeated"}  # the exports, and that the name repeats a value
    known = call("officer", "list", mine, "--json").json["keys"]["张三"][0]
    file.write_text(json.dumps(row | {"officer": f"key:{known}"}, ensure_ascii=False), "utf-8")
    assert call("decide", mine, "--from", file, "--officer", "张三").code == 0


def test_a_time_from_before_the_case_is_not_taken_and_is_told(call, mine, tmp_path):
    file = tmp_path / "team.jsonl"
    row = {
        "act": "person.public_figure",
        "target": PERSON,
        "reason": "核对",
        "officer": "李四",
        "at": "2020-01-01T08:00:00+08:00",
    }
    file.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    said = call("decide", mine, "--from", file, "--officer", "张三", "--json")
    assert said.code == 0, said.err
    assert said.json["retimed"] == said.json["recorded"]
    (made,) = call("export", mine, "decisions").lines
    assert made["at"] > "2024"
    detail = next(r["detail"] for r in call("export", mine, "custody").lines if r["act"] == "decide")
    assert (detail["officer"], detail["said_at"]) == ("李四", "2020-01-01T00:00:00.000000+00:00")
    assert "2020-01-01" in call("explain", mine, "D0001").out
    again = call("decide", mine, "--from", file, "--officer", "张三")
    assert (again.code, "早于本案" in again.out) == (0, False)
    assert len(call("export", mine, "decisions").lines) == 1
    row["at"] = "2999-01-01T08:00:00+08:00"
    file.write_text(json.dumps(row, ensure_ascii=False), "utf-8")
    assert call("decide", mine, "--from", file, "--officer", "张三").code == 2


def test_a_contradiction_says_what_stands_and_may_be_overruled(call, mine):
    a, b = PERSON, "telegram:channel:1850001/2/0"
    assert decide(call, mine, "person.not_same", a, b).code == 0
    refused = call("decide", mine, "person.same", a, b, "--reason", "同一人", "--officer", "李四")
    assert refused.code == 2
    assert "D0001" in refused.err
    assert "--overrule D0001" in refused.err
    done = call(
        "decide", mine, "person.same", a, b, "--reason", "同一人", "--officer", "李四", "--overrule", "D0001", "--json"
    )
    assert done.code == 0, done.err
    assert [r["act"] for r in call("export", mine, "decisions").lines] == ["person.not_same", "undo", "person.same"]


def test_what_stands_in_the_way_of_a_decision_that_comes_back_is_named_and_may_be_overruled(call, mine):
    finding = next(r for r in call("export", mine, "findings").lines if r["kind"] == "email")["finding"]
    for words in (("finding.reject", finding), ("undo", "D0001"), ("finding.confirm", finding)):
        assert decide(call, mine, *words).code == 0
    refused = decide(call, mine, "undo", "D0002")
    assert refused.code == 2
    assert "--overrule D0003" in refused.error["message_en"]
    done = decide(call, mine, "undo", "D0002", "--overrule", "D0003")
    assert done.code == 0, done.err
    rows = {r["id"]: r["undone_by"] for r in call("export", mine, "decisions").lines}
    assert rows["D0001"] is None or rows[rows["D0001"]] is not None
    assert rows["D0003"] is not None


def test_explain_says_which_figures_a_decision_changed(call, mine):
    four = "telegram:channel:1850001/4/0"
    said = decide(call, mine, "person.split", four)
    assert said.code == 0, said.err
    before = figures(call, mine)
    assert call("run", mine).code == 0
    after = figures(call, mine)
    told = call("explain", mine, "D0001", "--json").json
    rows = [r for s in told["sections"] for r in s["rows"] if r.get("figure") == "persons"]
    assert rows[0]["high"] == f"{before['persons']['high']} → {after['persons']['high']}"
    assert after["persons"]["high"] == before["persons"]["high"] + 1
    assert any(r.get("publication") == four for s in told["sections"] for r in s["rows"])


def test_deceased_and_lawfully_public_leave_the_low_and_stay_in_the_high(call, mine, tmp_path):
    before = figures(call, mine)["persons"]
    decide(call, mine, "person.deceased", PERSON)
    assert call("run", mine).code == 0
    after = figures(call, mine)
    assert (after["persons"]["low"], after["persons"]["high"]) == (before["low"] - 1, before["high"])
    assert after["deceased"]["value"] == 1
    assert call("report", mine, "--lang", "zh", "-o", tmp_path / "a.html").code == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert '经人认定其人已去世的组（不计入下限，仍计入上限）</td><td class="n">2</td>' in page
    row = call("export", mine, "modifiers").lines[0]
    assert (row["modifier"], row["decision"]) == ("deceased", "D0001")
    assert "deceased" in call("explain", mine, row["person"]).out


def test_a_birth_date_is_no_argument(call, mine):
    said = decide(call, mine, "person.born", PERSON, "2010-06-24", "户口簿")
    assert said.code == 2
    assert "2010-06-24" not in said.err


def test_a_person_adds_what_the_machine_missed(call, mine, invented):
    text = next(t for t in invented.texts if "住" not in t and len(t) > 6)
    post = invented.texts.index(text) + 1
    span = f"telegram:channel:1850001/{post}/text/0-4"
    before = figures(call, mine)
    assert decide(call, mine, "finding.add", span, "no_such_kind").code == 2
    assert decide(call, mine, "finding.add", f"telegram:channel:1850001/{post}/text/0-9999", "hobby").code == 2
    blank = next((n, t.index(" ")) for n, t in enumerate(invented.texts, 1) if " " in t)
    nothing = f"telegram:channel:1850001/{blank[0]}/text/{blank[1]}-{blank[1] + 1}"
    assert "没有可以作为该种类的值" in decide(call, mine, "finding.add", nothing, "phone_number").err
    assert decide(call, mine, "finding.add", span, "religion").code == 0
    assert call("run", mine).code == 0
    added = next(r for r in call("export", mine, "findings").lines if r["finding"] == f"{span}/religion")
    assert (added["verdict"], added["reasons"]) == ("valid", ["person"])
    assert text[:4] not in json.dumps(call("export", mine, "posts").lines, ensure_ascii=False)
    assert figures(call, mine)["items_field"]["high"] == before["items_field"]["high"] + 1
    assert figures(call, mine)["decisions_adrift"]["value"] == 0
    assert "由人认定" in call("explain", mine, f"telegram:channel:1850001/{post}").out
    assert call("explain", mine, "D0001").code == 0
    assert decide(call, mine, "finding.reject", added["finding"]).code == 2  # it contradicts what stands
    assert decide(call, mine, "undo", "D0001").code == 0
    assert call("run", mine).code == 0
    assert added["finding"] not in {r["finding"] for r in call("export", mine, "findings").lines}
    assert figures(call, mine)["items_field"]["high"] == before["items_field"]["high"]


def test_a_set_that_is_untrue_is_taken_off_everywhere_told_with_its_evidence_and_comes_back(call, mine, tmp_path):
    before = figures(call, mine)
    said = decide(call, mine, "person.untrue", PERSON, "频道次日贴文称系编造", reason="与次日更正贴比对")
    assert said.code == 0, said.err
    assert call("run", mine).code == 0
    after = figures(call, mine)
    for name in ("persons", "publications", "items_person"):
        assert after[name]["high"] < before[name]["high"], name
    assert after["sets_untrue"]["value"] == 2  # both sets of the person
    assert after["sets_of_nobody"]["value"] == before["sets_of_nobody"]["value"]
    told = call("explain", mine, "sets_untrue").out
    assert "频道次日贴文称系编造" in told
    assert "与次日更正贴比对" in told
    assert "频道次日贴文称系编造" in call("explain", mine, "V0001").out
    assert [r["untrue"] for r in call("export", mine, "publications").lines].count(True) == 2
    assert call("report", mine, "--lang", "zh", "-o", tmp_path / "a.html").code == 0
    page = (tmp_path / "a.html").read_text("utf-8")
    assert "频道次日贴文称系编造" in page
    assert decide(call, mine, "undo", "D0001").code == 0
    assert call("run", mine).code == 0
    assert {n: f["high"] for n, f in figures(call, mine).items()} == {n: f["high"] for n, f in before.items()}


def test_untrue_needs_the_evidence_that_shows_it(call, mine):
    assert decide(call, mine, "person.untrue", PERSON).code == 2


def test_a_later_post_that_takes_it_back_asks_and_changes_no_figure(call, mine, tmp_path, invented):
    before = figures(call, mine)["persons"]
    later = invented.export(tmp_path / "later", texts=[*invented.texts, "上面那个是编的，更正一下"])
    assert call("add", mine, later, "--captured-at", "2024-04-01T08:00").code == 0
    assert call("run", mine).code == 0
    row = call("export", mine, "hints").lines[0]
    assert (row["hint"], row["post_id"], row["publication"]) == ("taken_back", "6", "telegram:channel:1850001/4/0")
    assert "publication.untrue" in row["command"]
    after = figures(call, mine)["persons"]
    assert (after["low"], after["estimate"], after["high"]) == (before["low"], before["estimate"], before["high"])
    assert "taken_back" in call("explain", mine, "persons", "--json").out
    assert "taken_back" in call("explain", mine, "sets_untrue", "--lang", "en").out


def test_the_group_of_a_victim_is_one_of_a_few_and_one_alone(call, mine):
    assert decide(call, mine, "person.group", PERSON, "hero").code == 2
    assert decide(call, mine, "person.group", PERSON, "streamer").code == 0
    assert decide(call, mine, "person.group", PERSON, "private").code == 2
    assert decide(call, mine, "person.relation", PERSON, "stranger").code == 0
    assert call("run", mine).code == 0
    found = figures(call, mine)
    assert (found["victims_streamer"]["value"], found["victims_stranger"]["value"]) == (1, 1)
    assert found["victims_group_unknown"]["value"] == found["persons"]["value"] - 1
    assert "streamer" in call("explain", mine, "victims_streamer", "--rows").out
    assert "streamer" in call("explain", mine, "victims_streamer").out


def test_a_person_says_who_is_kin_of_whom_and_takes_it_back(call, mine):
    before = figures(call, mine)["relatives"]
    assert decide(call, mine, "person.kin", "V0002", "V0002").code == 2
    told = decide(call, mine, "person.kin", "V0002", "V0001")
    assert (told.code, call("run", mine).code) == (0, 0)
    now = figures(call, mine)["relatives"]
    assert (now["low"], now["high"] >= now["estimate"]) == (before["low"] + 1, True)
    assert "V0001" in call("explain", mine, "V0002").out
    assert decide(call, mine, "undo", "D0001").code == 0
    assert call("run", mine).code == 0
    assert figures(call, mine)["relatives"] == before


def test_who_may_post_is_what_was_decided_else_what_the_capture_states(call, mine):
    def bounds():
        told = figures(call, mine)["channels_managed"]
        return told["low"], told["estimate"], told["high"], told["value"]

    channel = "telegram:channel:1850001"
    assert bounds() == (0, 1, 1, 0)
    assert "没有认定" in call("explain", mine, channel).out
    assert decide(call, mine, "channel.posting", channel, "nobody", "设置截图").code == 2
    assert decide(call, mine, "channel.posting", channel, "managers", "卷三第5页频道设置截图").code == 0
    assert decide(call, mine, "channel.posting", channel, "members", "另一截图").code == 2
    assert call("run", mine).code == 0
    assert bounds() == (1, 1, 1, 1)
    assert "D0001" in call("explain", mine, channel).out
    assert call("export", mine, "channel_ranking").lines[0]["posting"] == "managers"


def test_whether_a_kind_is_sensitive_is_decided_where_the_article_leaves_it_to_a_person(call, mine, tmp_path):
    def bounds():
        told = figures(call, mine)["sensitive_items"]
        return told["low"], told["estimate"], told["high"]

    before = bounds()
    for kind in ("bank_account", "phone_number"):  # the article names one; of the other the rule says no
        refused = decide(call, mine, "kind.sensitive", kind, "no")
        assert refused.code == 2
        assert "cn/pipl/28" in refused.err
    assert decide(call, mine, "kind.sensitive", "id_number", "perhaps").code == 2
    asked = next(q for q in call("queue", mine, "--json").json["queues"] if q["queue"] == "sensitive")
    assert asked["left"] > 0
    brought = tmp_path / "decisions.csv"
    brought.write_text("act,target,reason,officer\nkind.sensitive,id_number no,只有两处,张三\n", "utf-8")
    assert call("decide", mine, "--from", brought).code == 0
    assert decide(call, mine, "kind.sensitive", "id_number", "yes").code == 2  # it contradicts what stands
    assert call("run", mine).code == 0
    less = bounds()
    assert less[:2] == before[:2]
    assert less[2] < before[2]
    assert "D0001" in figures(call, mine)["sensitive_items"]["note"]
    assert "只有两处" in call("explain", mine, "cn/pipl/28").out
    assert decide(call, mine, "undo", "D0001").code == 0
    assert decide(call, mine, "kind.sensitive", "id_number", "yes").code == 0
    assert call("run", mine).code == 0
    more = bounds()
    assert more[0] > before[0]
    assert more[2] == before[2]
    page = call("explain", mine, "cn/pipl/28", "--json").json
    told = [a["answer_low"] for s in page["sections"] for a in s["rows"] if a.get("rule") == "cn/pipl/28"]
    assert "met" in told
    said = "经认定（D0003），种类“居民身份证号码”在本案中是敏感个人信息"
    for paper in ("statistics", "objections"):  # who gets them can contest what was decided
        call("documents", mine, paper, "--to", tmp_path / paper, "--format", "txt")
        assert said in "".join(one.read_text("utf-8") for one in (tmp_path / paper).rglob("*.txt"))
    assert decide(call, mine, "undo", "D0003").code == 0
    assert call("run", mine).code == 0
    assert bounds() == before


def test_two_values_are_opened_side_by_side_on_record(call, mine):
    found = [row for row in call("export", mine, "findings").lines if row["kind"] == "id_number"]
    same, again, other = (next(r["finding"] for r in found if r["post_id"] == post) for post in ("1", "4", "2"))
    why = ("--reason", "法庭核对两处是否相同", "--officer", "张三")
    for second, equal in ((again, True), (other, False)):
        said = call("open", mine, same, "--beside", second, *why, "--json").json
        first, last = said["findings"]
        assert (said["equal"], first["value"] == last["value"]) == (equal, equal)
        opened = call("export", mine, "custody").lines[-2:]
        assert [row["seq"] for row in opened] == [first["custody_row"], last["custody_row"]]
        assert all(row["actor"] == "张三" and row["act"] == "open" for row in opened)
    assert "是同一个值" in call("open", mine, same, "--beside", again, *why).out

    def openings():
        return [row for row in call("export", mine, "custody").lines if row["act"] == "open"]

    before = openings()
    phone = next(r["finding"] for r in call("export", mine, "findings").lines if r["kind"] == "phone_number")
    for second in (phone, same):
        said = call("open", mine, same, "--beside", second, *why)
        assert (said.code, said.out) == (2, "")
    assert openings() == before
