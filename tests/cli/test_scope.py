"""``--scope``: figures, rows, grounds and lines of the law of a part of a case, each equal to the other."""

import json
import shutil
from fractions import Fraction

import pytest
from tests.cli.test_explain import ENTRIES, add

from doxdocket.count import rows
from doxdocket.count.catalogue import BOUNDS
from doxdocket.pipeline import scoped
from doxdocket.pipeline.lawbook import rules
from doxdocket.store.case import Case

CHANNEL = "telegram:channel:1850001"
SCOPES = (CHANNEL, "joint:D1", "parties", "2024-01..2024-01-03", "2024-01", "2024", "2024-01-03")


@pytest.fixture(scope="module")
def entered(call, done, tmp_path_factory):
    top = tmp_path_factory.mktemp("scoped")
    where = shutil.copytree(done, top / "case")
    add(call, where, ENTRIES, top / "e.yaml")
    assert call("run", where).code == 0
    return where


def figures(call, case, *words):
    said = call("figures", case, *words, "--json")
    assert said.code == 0, said.err
    return said.json


@pytest.mark.parametrize("scope", SCOPES)
def test_the_rows_of_every_figure_add_up_in_the_scope(call, entered, home, monkeypatch, scope):
    told = figures(call, entered, "--scope", scope)
    assert told["scope"] == scope
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    with Case.open(entered) as case:
        found, book = scoped.asked(case, [scope]), rules(case)
        for row in told["figures"]:
            for bound in BOUNDS:
                if row[bound] is not None and row["id"].split(".")[0] in {"persons", "views", "tier_a", "ratio"}:
                    behind = rows.within(scoped.figure(found, row["id"]), bound, found.scoped, book)
                    assert rows.recount(row, behind) == Fraction(row[bound]), (row["id"], bound)
    most = next(row["high"] for row in told["figures"] if row["id"] == "persons")
    said = call("explain", entered, "persons", "--rows", "--bound", "high", "--scope", scope)
    assert sum(json.loads(line)["adds"] for line in said.out.splitlines()) == most > 0
    said = call("explain", entered, "persons", "--scope", scope)
    assert told["label"] in said.out


def test_a_period_that_holds_every_dated_post_has_the_figures_of_all(call, entered):
    whole = {f["id"]: f for f in figures(call, entered)["figures"]}
    part = {f["id"]: f for f in figures(call, entered, "--scope", "2000-01..2100-12")["figures"]}
    for name in ("persons", "publications", "dossiers", "items_field", "kinds", "views_pi"):
        assert [part[name][b] for b in ("low", "estimate", "high")] == [
            whole[name][b] for b in ("low", "estimate", "high")
        ], name


def test_an_act_that_a_person_adds_to_a_post_outside_is_in_no_scope_without_it(call, entered, tmp_path):
    case = shutil.copytree(entered, tmp_path / "case")
    said = call(
        "decide", case, "conduct.add", f"{CHANNEL}/5/text/0-2", "insult", "--reason", "辱骂", "--officer", "张三"
    )
    assert said.code == 0, said.err
    assert call("run", case).code == 0
    low = {f["id"]: f["low"] for f in figures(call, case)["figures"]}
    within = {f["id"]: f["low"] for f in figures(call, case, "--scope", "2024-01-06..2024-01-06")["figures"]}
    outside = {f["id"]: f["low"] for f in figures(call, case, "--scope", "2024-01-02..2024-01-05")["figures"]}
    assert (low["insult"], within["insult"], outside["insult"]) == (1, 1, 0)
    assert "范围" in call("explain", case, "pi_insult", "--scope", CHANNEL).out


def test_several_scopes_are_what_they_have_in_common(call, entered):
    one = figures(call, entered, "--scope", CHANNEL)
    same = figures(call, entered, "--scope", CHANNEL, "--scope", "2000-01..2100-12")
    none = call("figures", entered, "--scope", CHANNEL, "--scope", "2001-01..2001-02")
    persons = [next(f["high"] for f in told["figures"] if f["id"] == "persons") for told in (one, same)]
    assert persons[0] == persons[1] > 0
    assert (none.code, "这不是零" in none.err) == (2, True)


def test_the_lines_of_the_law_are_asked_with_the_figures_of_the_scope_and_the_page_says_whose(call, entered):
    said = call("assess", "thresholds", entered, "--scope", "joint:D1")
    assert said.code == 0, said.err
    assert said.out.startswith("数据只取被告 D1 本人和共同所为的贴文")
    assert "不限于被告的频道" in call("assess", "thresholds", entered).out


@pytest.mark.parametrize(
    "wrong",
    [
        "defendant:D9",
        "defendant:D2",
        "channel:telegram:channel:77",
        "2024-13..2025-01",
        "2024-02..2024-01",
        "everything",
    ],
)
def test_what_is_no_scope_is_said_with_what_may_be_one(call, entered, wrong):
    said = call("figures", entered, "--scope", wrong)
    assert said.code == 2
    assert wrong.rpartition(":")[2] in said.err
    assert call("explain", entered, "V0001", "--scope", CHANNEL).code == 2


def test_a_persons_own_packet_has_the_posts_that_tell_of_them_and_no_other(call, entered, tmp_path):
    rows = call("export", entered, "publications").lines
    code = next(row["person_best"] for row in rows if row["post_id"] == "1")
    own = {row["post_id"] for row in rows if code in {row["person"], row["person_best"], row["person_low"]}}
    others = {row["post_id"] for row in rows} - own
    assert {"1", "4"} <= own
    assert others
    why = ("--scope", f"person:{code}", "--reason", "被害人查询", "--officer", "张三")
    said = call("documents", entered, "exhibits", "--to", tmp_path, "--format", "json", *why)
    assert said.code == 0, said.err
    told = json.loads(next(tmp_path.glob("09-*.json")).read_text("utf-8"))
    assert {one["post"].rpartition("/")[2] for one in told["exhibits"]} == own
    (row,) = [row for row in call("export", entered, "custody").lines if row["detail"].get("document") == "exhibits"]
    assert (row["actor"], row["detail"]["scope"], row["detail"]["reason"]) == ("张三", f"person:{code}", "被害人查询")
    text = call("documents", entered, "exhibits", "--scope", f"person:{code}").out
    assert all(value not in text for value in ("柳春生", "13900001850", "祝雨亭"))
    assert call("figures", entered, "--scope", "person:V9999").code == 2
