"""``officer``: names tied to keys, one key for two said and told, removing; what ``sample results`` and ``verify`` say of one key."""

import csv
import io
import tarfile
from pathlib import Path

import pytest

from doxdocket.seal.keys import Identity, fingerprint

A, B = "张三", "李四"
DECIDE = ("figure.value", "persons", "3", "--reason", "逐人核对")


@pytest.fixture
def two(call, tmp_path):
    """A case of two officers made at one computer, without the word."""
    said = call("init", tmp_path / "case", "--officer", A, "--officer", B, "--lang", "en")
    assert said.code == 0, said.err
    assert f"This key answers for {A}; {B} each act with their own" in said.out
    return tmp_path / "case"


def test_the_second_officer_needs_a_key_of_their_own_or_the_word(call, two):
    refused = call("backup", two, two.parent / "COPY", "--officer", B, "--lang", "en")
    assert refused.code == 2
    assert f"answers for {A}" in refused.err
    assert "--one-key" in refused.err
    assert call("officer", "key", two, B, "--officer", A).code == 2
    said = call("officer", "key", two, B, "--one-key", "--officer", A, "--json").json
    listed = call("officer", "list", two, "--json").json
    assert listed["keys"] == {A: said["keys"], B: said["keys"]}
    assert [(one["by"], one["officer"], one["keys"]) for one in listed["ties"]] == [(A, B, said["keys"])]
    row = listed["ties"][0]["row"]
    assert f"（{A}，第 {row} 行）" in call("officer", "list", two).out
    assert call("verify", two, "--json").json["ties"] == [
        {**listed["ties"][0], "act": "officer.key", "reason": None, "holds": True}
    ]
    assert (
        f"The key {said['keys'][0]} of {B} was tied by {A} (row {row}, officer.key)"
        in call("verify", two, "--lang", "en").out
    )
    assert call("verify", two, "--json").json["one_key"] == []  # nobody acted under both
    assert call("backup", two, two.parent / "COPY", "--officer", B).code == 0
    told = call("verify", two, "--json").json
    assert (told["sound"], told["one_key"]) == (True, [{"key": said["keys"][0], "officers": [A, B], "plan": None}])
    assert f"One key, 2 officers: {said['keys'][0]} acted under {A}, {B}" in call("verify", two, "--lang", "en").out


def test_a_tie_that_holds_no_longer_is_told_as_one_that_did(call, two):
    assert call("officer", "key", two, B, "--one-key", "--officer", A).code == 0
    assert call("officer", "remove", two, B, "--reason", "调离", "--officer", A).code == 0
    assert [one["holds"] for one in call("verify", two, "--json").json["ties"]] == [False]
    assert "it does no longer" in call("verify", two, "--lang", "en").out


def test_a_key_that_opens_the_case_no_more_is_listed_as_such(call, two):
    other = Identity.generate()
    assert call("key", "add", two, other.recipient, "--name", B, "--officer", A).code == 0
    said = ("key", "remove", two, fingerprint(other.recipient), "--reason", "电脑遗失", "--officer", A)
    assert call("officer", "list", two, "--json").json["removed"] == []
    assert call(*said).code == 0
    listed = call("officer", "list", two, "--json").json
    assert (listed["keys"][B], listed["removed"]) == ([fingerprint(other.recipient)], [fingerprint(other.recipient)])
    assert call("officer", "list", two).out.count("已打不开本案") == 1


def test_officers_of_a_case_from_before_are_listed_with_every_key(call, tmp_path):
    with tarfile.open(Path(__file__).parents[1] / "store" / "case-of-d3b02e9.tgz") as packed:
        packed.extractall(tmp_path, filter="data")
    home = {"DOXDOCKET_HOME": str(tmp_path / "home")}
    before = (tmp_path / "case/case.sqlite").read_bytes()
    listed = call("officer", "list", tmp_path / "case", "--json", **home).json
    assert list(map(len, listed["keys"].values())) == [1, 1]
    assert call("verify", tmp_path / "case", **home).code == 0
    assert (tmp_path / "case/case.sqlite").read_bytes() == before


def test_the_word_at_init_is_enough(call, tmp_path):
    case = tmp_path / "case"
    said = call("init", case, "--officer", A, "--officer", B, "--one-key")
    assert "officer key" not in said.out
    assert call("backup", case, tmp_path / "COPY", "--officer", B).code == 0


def test_remove_says_whose_key_still_opens_and_asks_a_reason_without_values(call, mine):
    assert call("officer", "remove", mine, B, "--officer", A).code == 2
    assert call("officer", "remove", mine, B, "--reason", "号码 13900001850", "--officer", A).code == 2
    said = call("officer", "remove", mine, B, "--reason", "调离本案", "--officer", A, "--json").json
    assert (said["removed"], said["officers"], said["keys"]) == (B, [A], [])  # the key is A's too
    assert call("decide", mine, *DECIDE, "--officer", B).code == 2
    assert call("officer", "list", mine, "--json").json["officers"] == [A]
    row = call("export", mine, "custody").lines[-1]
    assert (row["act"], row["actor"], row["detail"]["officer"], row["detail"]["reason"]) == (
        "officer.remove",
        A,
        B,
        "调离本案",
    )


def answered(call, case, who, path):
    rows = list(
        csv.DictReader(
            io.StringIO(call("sample", "sheet", case, "--reason", "双人复核", "--officer", who).out.lstrip("\ufeff"))
        )
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows({**row, "answer": "0" if row["population"] in {"posts", "unlabelled"} else "是"} for row in rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    assert call("sample", "answer", case, path, "--officer", who).code == 0


def test_two_reviewers_one_key_is_said_with_the_agreement(call, mine, tmp_path):
    assert call("sample", "draw", mine, "--reason", "核验", "--officer", A).code == 0
    answered(call, mine, A, tmp_path / "a.csv")
    keys = lambda: call("sample", "results", mine, "--json").json["sampling"]["plans"][0]["keys"]  # noqa: E731
    assert keys() == "none"
    answered(call, mine, B, tmp_path / "b.csv")
    assert keys() == "one"
    assert "两名复核人，一把钥匙" in call("sample", "results", mine).out
    told = call("verify", mine, "--json").json["one_key"]
    assert [(one["plan"], one["officers"]) for one in told] == [(None, [A, B]), ("S0001", [A, B])]
    assert call("run", mine).code == 0
    assert "Two reviewers, one key" in call("figures", mine, "--all", "--lang", "en").out
    page = tmp_path / "page.html"
    assert call("report", mine, "-o", page).code == 0
    assert "两名复核人，一把钥匙" in page.read_text(encoding="utf-8")


def test_an_officer_whose_name_is_a_value_goes_on_under_a_number_by_the_commands_that_run_names(call, home, tmp_path):
    case = tmp_path / "numbered"
    assert call("init", case, "--officer", "张三").code == 0
    key = call("key", "list", case, "--json").json["holders"][0]["fingerprint"]
    assert call("officer", "add", case, "警号0271", "--key", key, "--one-key").code == 0
    assert call("officer", "remove", case, "张三", "--reason", "改用警号", "--officer", "警号0271").code == 0
    assert call("key", "escrow", case, "--name", "档案室", "--officer", "警号0271").code == 0
    assert call("verify", case).code == 0
