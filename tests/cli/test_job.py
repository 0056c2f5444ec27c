"""The main job through the real commands on a small invented export, and what each command answers in JSON."""

import json
import re
import shutil
import stat
from pathlib import Path

import pytest

from doxdocket.report.text import width


def shape(value):
    """The shape of a JSON value: keys and types, one element for a list."""
    if isinstance(value, dict):
        return {key: shape(part) for key, part in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return {str: "text", bool: "bool", int: "number", float: "number", type(None): "null"}[type(value)]


def test_golden_json_shapes(call, mine, invented, tmp_path, golden):
    """Times, paths and digests are masked by keeping types only."""
    again = invented.export(tmp_path / "second", texts=(*invented.texts, "新的一条"))
    finding = call("export", mine, "findings").lines[0]["finding"]
    paper = tmp_path / "list.md5"
    paper.write_text(f"{'0' * 32}  other.json\n", encoding="utf-8")
    words = {
        "init": ["init", tmp_path / "new"],
        "add": ["add", mine, again],
        "describe": ["describe", mine, "1", "--place", "某地", "--by", "张三"],
        "attach": ["attach", mine, "1", paper, "--as", "record", "--by", "张三"],
        "hashes": ["hashes", mine, paper, "--by", "张三"],
        "timestamp request": ["timestamp", "request", mine, "-o", tmp_path / "x.tsq"],
        "timestamp list": ["timestamp", "list", mine],
        "run": ["run", mine],
        "figures": ["figures", mine],
        "recheck": ["recheck", mine],
        "decide": ["decide", mine, "finding.reject", finding, "--reason", "核对过", "--officer", "张三"],
        "open": ["open", mine, finding, "--reason", "核对", "--officer", "张三"],
        "verify": ["verify", mine],
        "export": ["export", mine, "persons", "-o", tmp_path / "p.jsonl"],
        "report": ["report", mine],
        "backup": ["backup", mine, tmp_path / "copy"],
        "key list": ["key", "list", mine],
        "key show": ["key", "show"],
        "key new": ["key", "new"],
        "key escrow": ["key", "escrow", mine, "--name", "保险柜"],
        "law list": ["law", "list"],
        "law check": ["law", "check"],
        "law explain": ["law", "explain", "cn/fashi-2017-10/5-1-6", "tier_a=50", "--on", "2023-12-01"],
        "doctor": ["doctor"],
    }
    shapes = {}
    for name, call_words in words.items():
        said = call(*call_words, "--json")
        assert said.code == 0, (name, said.err)
        shapes[name] = shape(said.json)
    golden("shapes.json", json.dumps(shapes, ensure_ascii=False, indent=1) + "\n")


def test_what_add_says(call, tmp_path, invented):
    case = tmp_path / "case"
    assert call("init", case).code == 0
    said = call("add", case, invented.export(tmp_path / "x"), "--json")
    assert said.json["lacking"] == [
        "officers",
        "origin",
        "captured_at",
        "method",
        "place",
        "reason",
        "witness",
        "holder",
    ]
    assert (said.json["new"], said.json["known"], said.json["refused"]) == (1, 0, 0)
    again = call("add", case, tmp_path / "x")
    assert "没有重复入卷" in again.out
    assert "还缺：两名经办人" in again.out
    (tmp_path / "link").symlink_to(tmp_path / "x" / "result.json")
    refused = call("add", case, tmp_path / "link", LANG="en")
    assert refused.code == 2
    assert "not followed" in refused.out
    assert call("add", case, tmp_path / "none").code == 2


@pytest.mark.parametrize(
    ("text", "stored"),
    [("2024-03-01", "2024-02-29T16:00:00"), ("2024-03-01T08:00", "2024-03-01T00:00:00"),
     ("2024-03-01T08:00+00:00", "2024-03-01T08:00:00"), ("2024-03-01 08:00:30", "2024-03-01T00:00:30")],
)  # fmt: skip
def test_capture_times_are_of_the_cases_zone(text, stored, call, tmp_path, invented):
    call("init", tmp_path / "c")
    assert call("add", tmp_path / "c", invented.export(tmp_path / "x"), "--captured-at", text).code == 0
    assert call("export", tmp_path / "c", "sources").lines[0]["captured_at"].startswith(stored)


def test_a_time_that_is_none(call, done, tmp_path):
    said = call("add", done, tmp_path, "--captured-at", "yesterday")
    assert (said.code, "2024-03-01" in said.err) == (2, True)


def test_an_unchanged_case_is_not_run_again(call, mine):
    said = call("run", mine, "--json")
    assert said.json["unchanged"] is True
    assert said.json["parsed"] == said.json["detected"] == 0
    assert "没有变化" in call("run", mine).out


def test_figures_come_with_unit_bounds_rule_and_article(call, done):
    figures = {f["id"]: f for f in call("figures", done, "--json").json["figures"]}
    for name in ("posts", "posts_with_pi", "persons", "dossiers", "publications", "kinds"):
        f = figures[name]
        assert f["low"] <= f["estimate"] <= f["high"]
        assert f["value"] == f["low"]
        assert f["unit"]
    assert figures["posts"]["low"] == 5
    assert figures["persons"]["low"] <= 2 <= figures["persons"]["high"]
    assert figures["publications"]["low"] <= 3 <= figures["publications"]["high"]


def test_the_table_of_figures_shows_every_figure_and_completeness_first(call, done):
    data = call("figures", done, "--json").json
    text = call("figures", done, "--all").out
    for f in data["figures"]:
        assert f["id"] in text or f["id"] == "completeness"
    assert text.index(_label(data, "completeness")) < text.index(_label(data, "persons"))
    lines = text[text.index("\n编号 ") + 1 :].split("\n\n", 1)[0].splitlines()
    assert len(lines) == 1 + sum(f["low"] is not None for f in data["figures"])
    column = width(lines[0][: lines[0].index("数据")])
    assert all(width(line[: len(_cut(line, column))]) == column for line in lines)


def _label(data, figure):
    label = next(f["label"] for f in data["figures"] if f["id"] == figure)
    return label["zh"] if isinstance(label, dict) else label


def _cut(line, columns):
    """The longest beginning of a line that is no wider than so many columns."""
    while width(line) > columns:
        line = line[:-1]
    return line


def test_what_cannot_be_told_is_a_dash(call, done):
    data = call("figures", done, "--json").json
    open_ = [f["id"] for f in data["figures"] if f["low"] is None and f["id"] != "completeness"]
    text = call("figures", done, "--all").out
    for figure in open_:
        assert re.search(rf"^{figure} .*—", text, re.MULTILINE)


@pytest.mark.parametrize("what", ["persons", "dossiers", "items_set", "V0001", "post"])
def test_explain_gives_grounds_in_both_languages(what, call, done):
    post = call("export", done, "findings").lines[0]
    name = f"{post['channel_id']}/{post['post_id']}" if what == "post" else what
    for lang in ("zh", "en"):
        said = call("explain", done, name, "--lang", lang)
        assert said.code == 0, said.err
        assert said.out.strip()
    assert call("explain", done, name, "--json").json


def test_explain_of_nothing(call, done):
    said = call("explain", done, "V9999")
    assert said.code == 2
    assert "V9999" in said.err


def test_no_command_shows_a_value(call, done, invented):
    for words in (
        ["figures", done],
        ["figures", done, "--all"],
        ["explain", done, "persons"],
        ["explain", done, "V0001"],
        ["verify", done],
    ):
        for extra in ([], ["--json"]):
            text = call(*words, *extra).out
            for value in (invented.one, invented.two, invented.phone):
                assert value not in text


def test_a_decision_changes_the_figure_and_undo_brings_it_back(call, mine):
    before = call("figures", mine, "--json").json["figures"]
    finding = next(r for r in call("export", mine, "findings").lines if r["kind"] == "email")["finding"]
    said = call("decide", mine, "finding.reject", finding, "--reason", "不是邮箱", "--officer", "李四", "--json")
    assert said.code == 0, said.err
    assert call("run", mine).code == 0
    after = call("figures", mine, "--json").json["figures"]
    items = [next(f["low"] for f in fs if f["id"] == "items_person") for fs in (before, after)]
    assert items[0] != items[1] or before != after
    undo = call("decide", mine, "undo", said.json["decision"], "--reason", "看错了", "--officer", "李四")
    assert undo.code == 0, undo.err
    assert call("run", mine).code == 0
    assert call("figures", mine, "--json").json["figures"] == before
    rows = call("export", mine, "decisions").lines
    assert [r["act"] for r in rows] == ["finding.reject", "undo"]
    assert rows[0]["undone_by"] == rows[1]["id"]


def test_persons_are_told_apart_for_good(call, mine):
    rows = call("export", mine, "publications").lines
    codes = sorted({r["person"] for r in rows})
    said = call(
        "decide", mine, "person.not_same", codes[0], codes[1], "--reason", "两个人", "--officer", "张三", "--json"
    )
    assert said.code == 0, said.err
    assert set(said.json["target"]) == {"a", "b"}
    assert all("/" in key for key in said.json["target"].values())
    assert call("run", mine).code == 0
    assert len({r["person"] for r in call("export", mine, "publications").lines}) == len(codes)


def test_a_person_picks_the_value(call, mine):
    figure = next(f for f in call("figures", mine, "--json").json["figures"] if f["id"] == "persons")
    said = call(
        "decide", mine, "figure.value", "persons", str(figure["high"]), "--reason", "逐一核对", "--officer", "张三"
    )
    assert said.code == 0, said.err
    call("run", mine)
    after = next(f for f in call("figures", mine, "--json").json["figures"] if f["id"] == "persons")
    assert after["value"] == figure["high"]
    assert after["status"] != "machine"


@pytest.mark.parametrize(
    ("words", "says"),
    [(["finding.reject", "a/1/text/0-1/name"], "没有 a/1/text/0-1/name"), (["finding.reject", "x"], "频道/贴文/位置"),
     (["person.same", "V0001"], "写法"), (["person.same", "V0001", "V9999"], "没有 V9999"),
     (["person.same", "V0001", "V0001"], "同一个"), (["figure.value", "people", "1"], "没有 people"),
     (["figure.value", "persons", "999"], "之间"), (["figure.value", "persons", "many"], "整数"),
     (["undo", "D0009"], "D0009")],
)  # fmt: skip
def test_decisions_about_nothing_are_not_recorded(words, says, call, done):
    said = call("decide", done, *words, "--reason", "试", "--officer", "张三")
    assert said.code == 2
    assert says in said.err
    assert call("export", done, "decisions").out == ""


def test_a_decision_needs_an_officer_and_a_reason_that_holds_no_value(call, mine, tmp_path, invented):
    finding = call("export", mine, "findings").lines[0]["finding"]
    other = {"DOXDOCKET_HOME": str(tmp_path / "other")}
    recipient = call("key", "new", "--json", **other).json["recipients"][0]
    assert call("key", "add", mine, recipient).code == 0
    assert "--officer" in call("decide", mine, "finding.reject", finding, "--reason", "错", **other).err
    asked = call("decide", mine, "finding.reject", finding, "--reason", "错")
    assert (asked.code, "张三、李四" in asked.err) == (2, True)  # either may sit at this key: none is chosen
    told = call("decide", mine, "finding.reject", finding, "--reason", "错", "--officer", "张三", "--json")
    assert told.json["officer"] == "张三"
    said = call("decide", mine, "finding.reject", finding, "--reason", "错", "--officer", "张二")
    assert (said.code, "是 张三 吗" in said.err) == (2, True)
    said = call("decide", mine, "finding.reject", finding, "--reason", f"是 {invented.phone}", "--officer", "张三")
    assert (said.code, invented.phone in said.err) == (2, False)
    said = call("decide", mine, "finding.reject", finding, "--reason", "-", "--officer", "张三", stdin="  \n")
    assert said.code == 2


def test_the_one_door_logs_before_it_shows(call, mine, invented):
    finding = next(r for r in call("export", mine, "findings").lines if r["kind"] == "phone_number")["finding"]
    said = call("open", mine, finding, "--reason", "-", "--officer", "张三", stdin="核对报案人")
    assert (said.code, said.out) == (0, invented.phone + "\n")
    last = call("export", mine, "custody").lines[-1]
    assert (last["act"], last["actor"], last["detail"]["reason"]) == ("open", "张三", "核对报案人")
    assert invented.phone not in json.dumps(last)
    assert call("open", mine, finding, "--reason", " ", "--officer", "张三").code == 2
    assert call("open", mine, finding.replace("/1/", "/99/"), "--reason", "核对", "--officer", "张三").code == 2
    assert len([r for r in call("export", mine, "custody").lines if r["act"] == "open"]) == 1


def test_verify_says_all_faults_and_the_head(call, mine):
    said = call("verify", mine, "--json")
    assert said.code == 0
    assert said.json["sound"] is True
    assert said.json["head"] in call("verify", mine).out
    files = sorted(mine.glob("originals/data/*")) + sorted(mine.glob("derived/*/posts/*"))
    for path in files:
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
        path.write_bytes(bytes(data))
    said = call("verify", mine, "--json")
    assert said.code == 1
    assert said.json["sound"] is False
    named = {f["place"] for f in said.json["faults"] if f["severity"] == "fatal"}
    assert {path.relative_to(mine).as_posix() for path in files} <= named
    text = call("verify", mine, LANG="en_US")
    assert text.code == 1
    assert "[fatal]" in text.out


def test_verify_tells_integrity_and_formal_gaps_apart(call, mine):
    """A case whose record of the taking lacks things is whole, and is not said to be without fault."""
    said = call("verify", mine, "--json").json
    wanted = [code for row in call("export", mine, "sources").lines for code in row["lacking"]]
    assert wanted
    assert said["sound"] is True
    assert said["faults"] == []
    assert [gap["code"] for gap in said["gaps"]] == wanted
    assert all(gap["sources"] == [1] for gap in said["gaps"])
    whole, formal, *each = call("verify", mine).out.splitlines()
    assert whole == "完整性：没有发现改动。"
    assert formal == f"形式上的缺口（法发〔2016〕22号）：1 份证据，{len(wanted)} 项，均可补正（第27条）。"
    assert each[0] == "  取证方式（第14条，--method）：1 份，清单编号 1"
    cured = ("--method", "online", "--place", "某地", "--witness", "王五", "--overseas", "服务器在境外")
    assert call("describe", mine, "1", *cured, "--by", "张三").code == 0
    assert call("verify", mine, "--json").json["gaps"] == []
    assert "没有。" in call("verify", mine).out
    next(mine.glob("originals/data/*")).unlink()
    assert call("verify", mine).code == 1


def test_verify_of_a_case_without_its_database(call, mine):
    for path in mine.glob("case.sqlite*"):
        path.unlink()
    said = call("verify", mine, "--json")
    assert said.code == 1
    assert said.json["head"] is None
    assert said.json["faults"]
    assert said.json["gaps"] is None
    assert "形式上的缺口（法发〔2016〕22号）：案卷打不开" in call("verify", mine).out


def test_a_report_is_one_file_and_never_replaces_another(call, mine, tmp_path, invented):
    said = call("report", mine, "-o", tmp_path / "r.html", "--json")
    assert said.code == 0, said.err
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert said.json["bytes"] == len(html.encode())
    assert invented.one not in html
    assert call("report", mine, "-o", tmp_path / "r.html").code == 2
    assert 'lang="en"' in (mine / "out" / next(p.name for p in [*_english(call, mine)])).read_text(encoding="utf-8")
    assert call("verify", mine).code == 0


def _english(call, case):
    before = set((case / "out").iterdir())
    assert call("report", case, "--lang", "en").code == 0
    return set((case / "out").iterdir()) - before


def test_a_backup_opens_and_verifies(call, mine, tmp_path):
    assert call("backup", mine, tmp_path / "copy").code == 0
    assert call("verify", tmp_path / "copy").code == 0
    assert call("figures", tmp_path / "copy", "--json").json == call("figures", mine, "--json").json
    assert call("backup", mine, tmp_path / "copy").code == 2


def test_another_officer_opens_the_case_after_key_add(call, mine, tmp_path):
    other = {"DOXDOCKET_HOME": str(tmp_path / "other")}
    refused = call("figures", mine, **other)
    assert (refused.code, "doxdocket key" in refused.err) == (2, True)
    recipient = call("key", "new", "--json", **other).json["recipients"][0]
    assert call("key", "show", **other).out.startswith(recipient)
    assert call("key", "add", mine, recipient, "--name", "李四", "--officer", "张三").code == 0
    assert call("figures", mine, **other).code == 0
    assert [h["name"] for h in call("key", "list", mine, "--json").json["holders"]] == ["张三", "李四"]
    assert call("key", "add", mine, recipient).code == 2
    assert call("key", "add", mine, "age1nonsense").code == 2


def test_an_escrow_key_is_shown_once_and_opens_the_case(call, mine, tmp_path):
    said = call("key", "escrow", mine, "--name", "保险柜", "--json")
    assert said.code == 0, said.err
    spare = tmp_path / "spare"
    spare.mkdir()
    (spare / "identity.txt").write_text(said.json["secret"] + "\n", encoding="utf-8")
    assert call("figures", mine, DOXDOCKET_HOME=str(spare)).code == 0
    roles = {h["name"]: h["role"] for h in call("key", "list", mine, "--json").json["holders"]}
    assert roles["保险柜"] == "escrow"
    assert said.json["secret"] not in call("export", mine, "custody").out


def test_a_passphrase_comes_from_a_file_or_a_terminal_and_never_from_the_call(call, tmp_path):
    (tmp_path / "p").write_text("三个词 一句话\n", encoding="utf-8")
    environ = {"DOXDOCKET_HOME": str(tmp_path / "home"), "DOXDOCKET_PASSPHRASE_FILE": str(tmp_path / "p")}
    made = call("key", "new", "--passphrase", "--json", **environ)
    assert made.code == 0, made.err
    assert made.json["passphrase"] is True
    assert call("init", tmp_path / "case", **environ).code == 0
    without = call("key", "list", tmp_path / "case", DOXDOCKET_HOME=environ["DOXDOCKET_HOME"])
    assert (without.code, "口令" in without.err) == (2, True)
    (tmp_path / "p").write_text("别的", encoding="utf-8")
    assert call("key", "list", tmp_path / "case", **environ).code == 2


def test_no_key_yet(call, tmp_path):
    said = call("key", "show", DOXDOCKET_HOME=str(tmp_path / "none"))
    assert (said.code, "doxdocket key new" in said.err) == (2, True)
    assert not (tmp_path / "none").exists()


def test_init_never_touches_what_is_there(call, tmp_path):
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    said = call("init", tmp_path)
    assert said.code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_demo_refuses_a_folder_that_holds_something(call, tmp_path):
    (tmp_path / "x").write_text("mine", encoding="utf-8")
    said = call("demo", tmp_path)
    assert (said.code, [p.name for p in tmp_path.iterdir()]) == (2, ["x"])


def test_the_demo_goes_from_nothing_to_a_report_and_shows_the_truth_beside(rehearsal_case, whole):
    said = rehearsal_case.said
    rows = {row["figure"]: row for row in said["beside"]}
    assert {"persons", "dossiers", "publications", "posts_with_pi"} <= set(rows)
    assert rows["persons"]["truth"] >= (800 if whole else 160)
    assert all(row["inside"] is (row["low"] <= row["truth"] <= row["high"]) for row in rows.values())
    assert (rehearsal_case.folder / "truth.json").is_file()
    assert "<html" in Path(said["report"]).read_text(encoding="utf-8")
    assert json.loads(rehearsal_case.ask("verify", said["case"], "--json"))["faults"] == []


def test_same_evidence_same_figures(call, done, tmp_path):
    again = tmp_path / "case"
    call("init", again, "--title", "演练", "--authority", "某检察院", "--officer", "张三", "--officer", "李四")
    source = done.parent / "ChatExport"
    call("add", again, shutil.copytree(source, tmp_path / "ChatExport"), "--captured-at", "2024-03-01T08:00")
    assert call("run", again).code == 0
    first, second = (call("figures", c, "--json").json for c in (done, again))
    assert first["figures"] == second["figures"]
    assert first["evidence_digest"] == second["evidence_digest"]
