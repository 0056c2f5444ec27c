"""``sample``: from a plan to results beside the figures, on a small case."""

import csv
import io
import json

import pytest

A, B, THIRD = "张三", "李四", "王五"
BOTH = ("--reviewer", A, "--reviewer", B)


def rows_of(said):
    return list(csv.DictReader(io.StringIO(said.out.lstrip("\ufeff"))))


def filled(rows, answer):
    """The sheet with its column filled, as a spreadsheet program saves it."""
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({**row, "answer": answer(row)} for row in rows)
    return text.getvalue().encode("gb18030")


def usual(row):
    """Nothing is wrong and nothing was missed."""
    return {"posts": "0", "unlabelled": "0", "apart": "否", "nobody": "否"}.get(row["population"], "是")


WHY = ("--reason", "双人复核")


@pytest.fixture
def drawn(call, mine):
    said = call("sample", "draw", mine, "--reason", "核验机器标注", "--officer", A, "--json")
    assert said.code == 0, said.err
    assert call("officer", "add", mine, THIRD, "--one-key", "--officer", A).code == 0
    return mine, said.json


def answered(call, case, who, path, answer=usual):
    rows = rows_of(call("sample", "sheet", *WHY, case, "--officer", who))
    path.write_bytes(filled(rows, answer))
    return call("sample", "answer", case, path, "--officer", who, "--json")


def test_what_is_stated_of_the_evidence_changes_no_seed(call, drawn):
    """Else somebody would state things anew until the sample pleased."""
    case, first = drawn
    for day in ("01", "02"):
        assert call("describe", case, "1", "--captured-at", f"2024-07-{day}T08:00:00+08:00", "--officer", A).code == 0
        assert call("run", case).code == 0
        again = call("sample", "draw", case, "--reason", "再来一次", "--officer", THIRD, *BOTH, "--json").json
        assert again["seed"] == first["seed"]


def test_the_same_seed_and_result_give_the_same_plan_once(call, drawn):
    case, first = drawn
    assert (first["plan"], first["new"], first["reviewers"]) == ("S0001", True, [A, B])
    again = call("sample", "draw", case, "--reason", "再来一次", "--officer", THIRD, *BOTH, "--json").json
    assert (again["plan"], again["new"], again["seed"]) == ("S0001", False, first["seed"])
    other = call(
        "sample", "draw", case, "--seed", "5", "--reason", "另一种子", "--officer", THIRD, *BOTH, "--json"
    ).json
    assert (other["plan"], other["seed"]) == ("S0002", 5)
    assert call("sample", "sheet", *WHY, case, "--officer", A).code == 2  # which of the two
    assert call("sample", "undo", case, "S0001", "--reason", "重抽", "--officer", THIRD).code == 0
    said = call("sample", "results", case, "--lang", "en").out
    assert "The seed 5 was given by who drew it" in said
    assert "Draw number 2 of this case: 1 came before it, of which 1 were undone" in said


def test_nothing_was_sampled_and_the_figures_say_so(call, mine):
    assert call("figures", mine, "--json").json["sampling"]["plans"] == []
    assert "没有做过抽样双人复核" in call("figures", mine).out
    assert "没有做过抽样双人复核" in call("explain", mine, "persons").out
    assert "没有做过抽样双人复核" in call("sample", "results", mine).out
    assert call("sample", "sheet", *WHY, mine, "--officer", A).code == 2


def test_a_sheet_is_masked_and_holds_nobodys_answers(call, drawn, invented, tmp_path):
    case, told = drawn
    answered(
        call,
        case,
        A,
        tmp_path / "a.csv",
        lambda row: (
            "3" if row["population"] == "posts" else "侮辱、threat" if row["population"] == "unlabelled" else "否"
        ),
    )
    said = call("sample", "sheet", *WHY, case, "--officer", B)
    assert [value for value in (invented.one, invented.two, invented.phone, "zhuyuting@") if value in said.out] == []
    rows = rows_of(said)
    assert len(rows) == told["questions"]
    assert {row["answer"] for row in rows} == {""}
    assert rows_of(call("sample", "sheet", *WHY, case, "--officer", A)) == []
    assert len(rows_of(call("sample", "sheet", *WHY, case, "--officer", A, "--all"))) == told["questions"]
    assert call("sample", "sheet", *WHY, case, "--officer", THIRD).out.count("\n") == 1  # nothing is disputed yet


def test_the_words_of_a_post_are_opened_with_a_reason_and_logged(call, drawn, invented):
    case, _ = drawn
    said = call("open", case, "post:telegram:channel:1850001/2", "--reason", "核对漏检", "--officer", A)
    assert said.out.strip() == invented.texts[1]
    opened = lambda: [row for row in call("export", case, "custody").lines if row["act"] == "open"]  # noqa: E731
    last = opened()[-1]
    assert (last["act"], last["detail"]["where"], last["actor"]) == ("open", "post", A)
    assert call("open", case, "post:telegram:channel:1850001/99", "--reason", "核对漏检", "--officer", A).code == 2
    assert opened()[-1] == last


def test_the_export_holds_nobodys_answers_before_both_have_given_theirs(call, drawn, tmp_path):
    case, told = drawn
    answered(call, case, A, tmp_path / "a.csv")
    rows = call("export", case, "samples").lines
    assert len(rows) == told["questions"]
    assert {(r["state"], r["first"], r["second"], r["low"], r["high"]) for r in rows} == {
        ("waiting", None, None, None, None)
    }
    answered(call, case, B, tmp_path / "b.csv")
    assert {r["state"] for r in call("export", case, "samples").lines} == {"settled"}


def test_one_wrong_line_and_nothing_is_recorded(call, drawn, tmp_path):
    case, _ = drawn
    rows = rows_of(call("sample", "sheet", *WHY, case, "--officer", A))
    wrong = rows[2]["question"]
    path = tmp_path / "a.csv"
    path.write_bytes(filled(rows, lambda row: "也许" if row["question"] == wrong else usual(row)))
    starts = [1 + sum(1 + r["text"].count("\n") for r in rows[:2])]
    said = call("sample", "answer", case, path, "--officer", A)
    assert said.code == 2
    assert f"第 {starts[0] + 1} 行" in said.err
    assert wrong in said.err
    assert [a["act"] for a in call("sample", "status", case, "--json").json["acts"]] == ["plan"]
    path.write_text("a,b\n1,2\n")
    assert "plan, question, answer" in call("sample", "answer", case, path, "--officer", A).err
    path.write_text("{no json}\n")
    assert call("sample", "answer", case, path, "--officer", A).code == 2
    path.write_text("plan,question,answer\n")
    assert call("sample", "answer", case, path, "--officer", A).code == 2
    assert call("sample", "answer", case, tmp_path / "none.csv", "--officer", A).code == 2


def test_from_answers_to_figures_which_do_not_change(call, drawn, tmp_path):
    case, told = drawn
    before = {f["id"]: f for f in call("figures", case, "--json").json["figures"]}
    assert answered(call, case, A, tmp_path / "a.csv").json["left"] == 0
    differs = next(
        r for r in rows_of(call("sample", "sheet", *WHY, case, "--officer", B)) if r["population"] == "findings"
    )["question"]
    answered(call, case, B, tmp_path / "b.csv", lambda r: "否" if r["question"] == differs else usual(r))
    found = call("sample", "results", case, "--json").json
    assert [(r["question"], r["first"], r["second"]) for r in found["open"]] == [(differs, "yes", "no")]
    assert differs in call("sample", "results", case).out

    # a third person gets that question alone, and may answer no other
    sheet = rows_of(call("sample", "sheet", *WHY, case, "--officer", THIRD))
    assert [row["question"] for row in sheet] == [differs]
    stranger = [{**sheet[0], "question": "Q0001" if differs != "Q0001" else "Q0002", "unit": ""}]
    (tmp_path / "c.csv").write_bytes(filled(stranger, lambda _: "否"))
    assert "没有交给此人" in call("sample", "answer", case, tmp_path / "c.csv", "--officer", THIRD).err
    lines = "\n".join(json.dumps({**row, "answer": "no"}, ensure_ascii=False) for row in sheet)
    (tmp_path / "c.jsonl").write_text(lines, encoding="utf-8")
    assert call("sample", "answer", case, tmp_path / "c.jsonl", "--officer", THIRD).code == 0
    assert call("sample", "results", case, "--json").json["open"] == []

    assert call("run", case).code == 0
    after = call("figures", case, "--json").json
    names = ("low", "estimate", "high", "value", "status", "note")
    assert {f["id"]: [f[n] for n in names] for f in after["figures"]} == {
        i: [f[n] for n in names] for i, f in before.items()
    }
    [plan] = after["sampling"]["plans"]
    assert sum(p["drawn"] for p in plan["populations"]) == told["questions"]
    assert all(p["current"] for p in plan["populations"])
    kind = next(f for f in after["figures"] if f["id"] == "kind.id_number")
    assert kind["sampled"]["population"] == "findings"
    assert "κ" in call("figures", case, "--all").out
    assert "S0001" in call("explain", case, "kind.id_number").out
    assert call("run", case, "--json").json["unchanged"]

    # whoever is given the exported questions alone computes the share again
    rows = [r for r in call("export", case, "samples").lines if r["population"] == "findings"]
    strata = {r["stratum"]: r["of"] for r in rows}
    shares = {s: [r["low"] for r in rows if r["stratum"] == s and r["state"] == "settled"] for s in strata}
    value = sum(strata[s] * sum(x) / len(x) for s, x in shares.items()) / sum(strata.values())
    told = next(p for p in plan["populations"] if p["population"] == "findings")
    assert told["share"]["value"] == round(value, 4) < 1
    assert "sample:" not in call("verify", case).out


def test_answers_can_be_taken_back(call, drawn, tmp_path):
    case, told = drawn
    answered(call, case, A, tmp_path / "a.csv")
    left = lambda: {r["officer"]: r["left"] for r in call("sample", "status", case, "--json").json["left"]}  # noqa: E731
    assert left() == {A: 0, B: told["questions"]}
    assert call("sample", "undo", case, "S0002", "--reason", "看错了列", "--officer", A).code == 0
    assert left() == {A: told["questions"], B: told["questions"]}
    assert "S0003" in call("sample", "status", case).out


def test_a_later_result_does_not_change_a_plan_in_silence(call, drawn, tmp_path, invented):
    case, told = drawn
    added = invented.export(tmp_path / "more", (*invented.texts, "姓名：沈又青 电话：13900001851"))
    assert call("add", case, added, "--officer", A, "--officer", B).code == 0
    refused = call("sample", "draw", case, "--seed", "9", "--reason", "新的", "--officer", THIRD, *BOTH)
    assert refused.code == 2
    assert "run" in refused.err
    assert call("run", case).code == 0
    [plan] = call("sample", "results", case, "--json").json["sampling"]["plans"]
    assert sum(p["drawn"] for p in plan["populations"]) == told["questions"]
    assert {p["population"] for p in plan["populations"] if not p["current"]} >= {"findings", "posts"}
    assert "与抽样时不同" in call("sample", "results", case).out


def test_one_by_one_at_the_terminal(call, drawn):
    case, told = drawn
    said = call("sample", "answer", case, "--officer", A, stdin="也许\n?\nq\n")
    assert said.code == 0, said.err
    assert "请再写一次" in said.out
    status = call("sample", "status", case, "--json").json
    assert status["acts"][-1]["count"] == 1
    assert status["left"][0]["left"] == told["questions"] - 1
    assert call("sample", "answer", case, "--officer", A, stdin="q\n").code == 2


def test_planning_records_nothing(call, mine):
    told = call("sample", "plan", mine, "--for", "precision", "--within", "5", "--json").json
    assert {p["population"] for p in told["populations"]} <= {
        "findings",
        "doubtful",
        "links",
        "conduct",
        "sets",
        "roles",
        "ages",
        "prices",
        "views",
    }
    assert all(p["unit"] and p["frame"] and p["asks"] for p in told["populations"])
    assert all(p["can_pass"] for p in told["populations"] if p["accept"])
    assert call("sample", "plan", mine, "--for", "nothing").code == 2
    assert all(s["draw"] <= s["of"] for p in told["populations"] for s in p["strata"])
    assert "±" in call("sample", "plan", mine, "--each", "--within", "10").out
    assert call("sample", "status", mine, "--json").json["acts"] == []
    assert call("sample", "plan", mine, "--within", "5", "--size", "9").code == 2


def test_the_rule_of_acceptance_is_recorded_before_the_draw_and_cannot_be_changed_after(call, mine):
    rule = ("--for", "findings", "--tolerate", "findings=2", "--confidence", "90", "--officer", A)
    made = call("sample", "draw", mine, *rule, "--reason", "核验", "--json").json
    assert made["accept"] == {"findings": {"tolerate": "0.02", "confidence": "0.9"}}
    acts = lambda: len(call("sample", "status", mine, "--json").json["acts"])  # noqa: E731
    for more in (("--tolerate", "20"), ("--tolerate", "20", "--seed", "5"), ("--confidence", "60", "--size", "3")):
        said = call("sample", "draw", mine, "--for", "findings", *more, "--reason", "改规则", "--officer", A)
        assert said.code == 2
        assert "S0001" in said.err
        assert acts() == 1
    assert not call("sample", "draw", mine, *rule, "--reason", "核验", "--json").json["new"]
    assert call("sample", "undo", mine, "S0001", "--reason", "重抽", "--officer", A).code == 0
    assert (
        call("sample", "draw", mine, "--for", "findings", "--tolerate", "20", "--reason", "改规则", "--officer", A).code
        == 0
    )
    said = call("sample", "results", mine, "--lang", "en").out
    assert "S0001, undone, had another rule for findings: at most 2%, confidence 90%" in said


@pytest.mark.parametrize("wrong", ["x", "100", "-1", "nothing=5", "doubtful=5", "findings="])
def test_a_rule_that_cannot_be_is_refused_and_nothing_recorded(call, mine, wrong):
    said = call("sample", "draw", mine, "--tolerate", wrong, "--reason", "核验", "--officer", A)
    assert said.code == 2
    assert wrong in said.err
    assert call("sample", "status", mine, "--json").json["acts"] == []


def test_a_sample_too_small_for_its_rule_says_so_when_it_is_drawn(call, mine):
    made = call(
        "sample",
        "draw",
        mine,
        "--for",
        "findings",
        "--size",
        "1",
        "--tolerate",
        "0",
        "--reason",
        "核验",
        "--officer",
        A,
        "--json",
    ).json
    held = (
        made["populations"]["findings"]
        < call("sample", "plan", mine, "--for", "findings", "--json").json["populations"][0]["of"]
    )
    assert made["too_few"] == (["findings"] if held else [])


def test_an_unfinished_and_a_failed_sample_are_said_beside_the_figures_they_concern(call, drawn, tmp_path):
    case, _ = drawn
    assert "run" in call("figures", case).err  # what was drawn is part of the page
    assert call("run", case).code == 0
    before = {f["id"]: f for f in call("figures", case, "--json").json["figures"]}
    state = lambda figure: {p["population"]: p["verdict"]["state"] for p in figure["estimated"]["parts"]}  # noqa: E731
    assert state(before["kinds"]) == {"findings": "unfinished"}
    assert "抽样未完成" in call("figures", case, "--all").out
    assert before["deceased"]["estimated"] is None

    for who in (A, B):
        answered(call, case, who, tmp_path / "x.csv", lambda r: "否" if r["population"] == "findings" else usual(r))
    assert call("run", case).code == 0
    after = {f["id"]: f for f in call("figures", case, "--json").json["figures"]}
    assert state(after["kinds"]) == {"findings": "failed"}
    assert state(after["persons"])["sets"] == "passed"
    said = call("figures", case, "--all", "--lang", "en").out
    assert "RULE NOT MET" in said
    assert "what is estimated" in said
    assert "验收未通过" in call("explain", case, "kinds").out
    assert "不是这个数的下限、上限" in call("explain", case, "kinds").out
    names = ("low", "estimate", "high", "value", "status", "note")
    assert {i: [f[n] for n in names] for i, f in after.items()} == {i: [f[n] for n in names] for i, f in before.items()}
    assert call("report", case, "-o", tmp_path / "r.html").code == 0
    assert "验收未通过" in (tmp_path / "r.html").read_text("utf-8")
    assert after["kinds"]["estimated"]["parts"][0]["low"] > 0


def test_to_undo_a_failed_sample_does_not_unsay_it(call, drawn, tmp_path):
    case, _ = drawn
    for who in (A, B):
        answered(call, case, who, tmp_path / "x.csv", lambda r: "否" if r["population"] == "findings" else usual(r))
    assert call("sample", "undo", case, "S0001", "--reason", "不合意", "--officer", A).code == 0
    assert call("run", case).code == 0
    [undone] = call("figures", case, "--json").json["sampling"]["undone"]
    assert (undone["plan"], undone["failed"]) == ("S0001", ["findings"])
    for said in (call("figures", case, "--all"), call("explain", case, "kinds"), call("sample", "results", case)):
        assert "没有做过抽样双人复核" not in said.out
        assert "已撤销：S0001" in said.out
        assert "验收未通过：个人信息命中" in said.out


@pytest.mark.parametrize("who", [(A,), (A, A), (A, B, THIRD)])
def test_two_different_reviewers_are_needed(call, mine, who):
    words = [word for name in who for word in ("--reviewer", name)]
    assert call("sample", "draw", mine, "--reason", "核验", "--officer", A, *words).code == 2


BUILT_OF_HITS = ("persons", "persons_civil", "publications", "dossiers", "items_set", "items_person", "items_field", "minors", "sensitive_persons", "profile_full",
                 "tier_c", "ratio", "kinds")  # fmt: skip


def test_hits_that_failed_are_said_at_every_figure_that_is_built_of_them(call, drawn, tmp_path):
    """Once only items_field, kinds and all kinds said it, and the headline was silent."""
    case, _ = drawn
    (tmp_path / "e.yaml").write_text("- {form: receipt, id: P1, stage: paid, amount: 900}\n", encoding="utf-8")
    assert call("register", "add", case, tmp_path / "e.yaml", "--officer", A).code == 0
    for who in (A, B):
        answered(
            call,
            case,
            who,
            tmp_path / "x.csv",
            lambda r: "否" if r["unit"].endswith(("/phone_number", "/home_address")) else usual(r),
        )
    assert call("run", case).code == 0
    told = call("figures", case, "--json").json
    figures = {f["id"]: f for f in told["figures"]}
    findings = next(p for p in told["sampling"]["plans"][0]["populations"] if p["population"] == "findings")
    assert findings["verdict"]["state"] == "failed"
    for id_ in BUILT_OF_HITS:
        assert ("findings", "failed") in {
            (one["population"], one["state"]) for one in figures[id_]["acceptance"]["of"]
        }, id_
    for id_ in ("posts", "channels", "insult"):
        assert figures[id_]["acceptance"] is None, id_
    right = {k["kind"]: k["faults"]["value"] == 0 for k in findings["kinds"]}
    assert set(right.values()) == {True, False}
    for kind, well in right.items():
        assert (figures[f"kind.{kind}"]["acceptance"] is None) == well, kind
        assert (figures[f"kind.{kind}"]["estimated"]["state"] == "right") == well, kind
    scope = call("figures", case, "--scope", "telegram:channel:1850001", "--json").json
    assert next(f for f in scope["figures"] if f["id"] == "persons")["acceptance"]["state"] == "failed"
    printed = [line for line in call("figures", case, "--all").out.splitlines() if line.strip()]
    lines = {line.split()[0]: line for line in reversed(printed)}  # the table of figures comes first
    for id_ in BUILT_OF_HITS:
        assert "验收未通过" in lines[id_], id_
    for lang, words in (
        ("zh", "! 抽样复核：S0001 个人信息命中验收未通过"),
        ("en", "! Sampled review: S0001 findings: RULE NOT MET"),
    ):
        for page in ("damages", "gains", "points", "thresholds"):
            assert words in " ".join(call("assess", page, case, LANG=f"{lang}.UTF-8").out.split()), (page, lang)
    for page in ("damages", "gains", "points", "thresholds"):
        assert "验收未通过" in call("assess", page, case, "--json").json["acceptance"]["zh"], page
    assert call("report", case, "-o", tmp_path / "r.html").code == 0
    assert "其依据S0001 个人信息命中验收未通过" in (tmp_path / "r.html").read_text("utf-8")
