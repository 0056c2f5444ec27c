"""What the register says reaches the figures: receipts, facts, the law; a run of the register alone reads and counts nothing anew."""

import pytest

from doxdocket.pipeline import inputs
from doxdocket.store import keyring
from doxdocket.store.case import Case

RECEIPTS = """
- {form: defendant, id: D1, name: 甲}
- {form: receipt, id: G1, stage: proven, defendant: D1, amount: 4999, day: 2023-09-01, evidence: [卷三第1页]}
- {form: receipt, id: G2, stage: paid, defendant: D1, amount: 300, day: 2023-09-02, evidence: [卷三第2页]}
- {form: fact, id: used_for_crime, value: true, reason: 有被害人因此被敲诈}
"""


@pytest.fixture
def enter(call, mine, tmp_path):
    def entered(text):
        path = tmp_path / "e.yaml"
        path.write_text(text, encoding="utf-8")
        said = call("register", "add", mine, path, "--officer", "张三")
        assert said.code == 0, said.err
        return mine

    return entered


def published(call, case):
    said = call("figures", case, "--json")
    assert said.code == 0
    return said.json


def figure(call, case, name):
    return next(f for f in published(call, case)["figures"] if f["id"] == name)


def test_receipts_are_figures_once_they_are_entered_and_not_determinable_again_without(call, enter, mine):
    before = published(call, mine)
    assert figure(call, mine, "receipts_proven")["low"] is None
    enter(RECEIPTS)
    assert "register" not in call("run", mine).err
    found = figure(call, mine, "receipts_proven")
    assert (found["low"], found["estimate"], found["high"], found["value"]) == (4999, 4999, 4999, 4999)
    assert found["rows"] == {"table": "receipts", "where": "stage = 'proven'", "count": 1}
    assert figure(call, mine, "receipts_claimed")["low"] == 300
    for form, key in (("receipt", "G1"), ("receipt", "G2"), ("fact", "used_for_crime")):
        call("register", "withdraw", mine, form, key, "--reason", "误记", "--officer", "张三")
    call("run", mine)
    after = published(call, mine)
    assert after["figures"] == before["figures"]
    assert after["law"] == before["law"]
    assert call("verify", mine).code == 0


def test_the_line_of_gains_and_the_facts_are_asked(call, enter):
    def answer(case, rule):
        return next(a for a in published(call, case)["law"] if a["rule"] == rule)

    case = enter(RECEIPTS)
    call("run", case)
    assert answer(case, "cn/fashi-2017-10/5-1-7")["answer_low"] == "not met"
    enter(RECEIPTS.replace("4999", "5000"))
    call("run", case)
    assert answer(case, "cn/fashi-2017-10/5-1-7")["answer_low"] == "met"


def test_gains_of_several_reach_the_line_together_only_in_the_high(call, enter):
    case = enter(RECEIPTS + "- {form: defendant, id: D2, name: 乙}\n"
                 "- {form: receipt, id: G3, stage: proven, defendant: D2, amount: 3000, day: 2023-09-03, evidence: [卷三第3页]}\n")  # fmt: skip
    call("run", case)
    found = next(a for a in published(call, case)["law"] if a["rule"] == "cn/fashi-2017-10/5-1-7")
    assert (found["answer_low"], found["answer_high"]) == ("not met", "met")
    assert (found["inputs"]["low"]["gains"], found["inputs"]["high"]["gains"]) == ("4999", "8299")
    assert figure(call, case, "receipts_proven")["low"] == 7999


def test_a_run_of_the_register_alone_is_the_run_from_the_beginning_to_the_byte(call, enter, mine, home, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    enter(RECEIPTS)
    said = call("run", mine, "--json").json
    assert (said["parsed"], said["detected"]) == (0, 0)
    quick = call("figures", mine, "--json").out
    with Case.open(mine, identity=keyring.ensure()) as case:
        run = case.current_run()
        assert run.run_id == inputs.run_id(case)
        case.database.execute("UPDATE runs SET head = 'x'")  # as if no row told of the run before what it was made from
    call("register", "withdraw", mine, "receipt", "G2", "--reason", "误记", "--officer", "张三")
    call("run", mine)
    with Case.open(mine, identity=keyring.ensure()) as case:
        case.database.execute("UPDATE runs SET head = 'x'")
    enter(RECEIPTS)
    call("run", mine)
    assert call("figures", mine, "--json").out == quick


def test_an_entry_that_bears_on_no_figure_leaves_the_run_as_it_is(call, enter, mine):
    call("run", mine)
    enter("- {form: defendant, id: D1, name: 甲}\n")
    assert call("figures", mine).err == ""
    assert call("run", mine, "--json").json["unchanged"]


def test_explain_leads_from_the_figure_to_the_entries(call, enter):
    case = enter(RECEIPTS)
    call("run", case)
    said = call("explain", case, "receipts_proven", "--rows", LANG="en_GB")
    assert said.code == 0, said.err
    assert "G1" in said.out
    assert "G2" not in said.out
    plain = call("explain", case, "receipts_proven", LANG="en_GB")
    assert plain.code == 0, plain.err
    assert "G1" in plain.out


def test_the_low_of_gains_is_net_and_the_high_gross(call, mine, tmp_path):
    """Whether costs come off is not settled: both readings are within the bounds."""
    path = tmp_path / "g.yaml"
    path.write_text(
        "- {form: defendant, id: D1, name: 甲某}\n"
        '- {form: receipt, id: G1, stage: proven, defendant: D1, amount: "5200", day: 2024-01-02, evidence: [卷三第1页]}\n'
        '- {form: cost, id: C1, defendant: D1, amount: "300", what: 查档, day: 2024-01-02, evidence: [卷三第2页]}\n',
        encoding="utf-8",
    )
    assert call("register", "add", mine, path, "--officer", "张三").code == 0
    assert call("run", mine).code == 0
    [line] = [a for a in call("figures", mine, "--json").json["law"] if a["rule"] == "cn/fashi-2017-10/5-1-7"]
    assert (line["inputs"]["low"]["gains"], line["inputs"]["high"]["gains"]) == ("4900", "5200")
    assert (line["answer_low"], line["answer_high"]) == ("not met", "met")
