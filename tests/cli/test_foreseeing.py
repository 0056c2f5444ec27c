"""``run --what-would-change``: told before it is made, in both languages, with masked words, and nothing of the case is touched."""

import tarfile
from pathlib import Path

import pytest

MADE = Path(__file__).parents[1] / "store" / "case-of-d3b02e9.tgz"


@pytest.fixture(scope="module")
def earlier(call, tmp_path_factory):
    """A case of an earlier program: its folder, and a call as who holds its key."""
    top = tmp_path_factory.mktemp("earlier")
    with tarfile.open(MADE) as packed:
        packed.extractall(top, filter="data")
    return top / "case", lambda *words, **more: call(*words, DOXDOCKET_HOME=str(top / "home"), **more)


def test_a_case_of_this_program_would_not_change(call, mine):
    said = call("run", mine, "--what-would-change", "--json")
    assert (said.code, said.json["unchanged"], said.json["figures"], said.json["decisions"]) == (0, True, [], [])
    assert said.json["detector"]["then"] == said.json["detector"]["now"]
    assert "不会有变化" in call("run", mine, "--what-would-change").out
    assert "what-would-change" not in call("figures", mine).err


def test_a_decision_changes_what_was_foreseen(call, mine):
    name = next(r for r in call("export", mine, "findings").lines if r["post_id"] == "2" and r["kind"] == "email")
    assert (
        call("decide", mine, "finding.reject", name["finding"], "--reason", "逐项核对", "--officer", "张三").code == 0
    )
    rows = call("export", mine, "custody").lines
    told = call("run", mine, "--what-would-change", "--json").json
    assert (told["counts"]["stays"], told["counts"]["adrift"]) == (1, 0)
    would = {row["id"]: row["would_be"] for row in told["figures"]}
    assert would["items_field"]["high"] < {r["id"]: r["then"] for r in told["figures"]}["items_field"]["high"]
    assert len(call("export", mine, "custody").lines) == len(rows) + 1  # the export itself
    assert call("run", mine).code == 0
    now = {f["id"]: f for f in call("figures", mine, "--json").json["figures"]}
    assert {id_: {end: now[id_][end] for end in ends} for id_, ends in would.items() if id_ in now} == {
        id_: ends for id_, ends in would.items() if id_ in now
    }


def test_commands_say_that_a_case_was_made_with_another_detector(earlier):
    case, ask = earlier
    assert "doxdocket run " in ask("figures", case).err
    assert "--what-would-change" in ask("figures", case).err
    assert "another detector" in ask("figures", case, "--lang", "en").err


def test_what_would_change_is_told_with_masked_words(earlier, whole):
    case, ask = earlier
    data = ask("run", case, "--what-would-change", "--json").json
    assert data["detector"]["then"] is None
    assert data["counts"]["adrift"] == 0
    assert sum(data["counts"].values()) == len({row["decision"] for row in data["decisions"]}) + data["counts"]["stays"]
    assert {row["becomes"] for row in data["decisions"]} <= {"moves", "settled", "back", "adrift"}
    assert all(row["text"] and row["said"] for row in data["decisions"])
    clear = (
        "kaizhewan_xin",
        "河北省保定市人",
        "２６８",
        "press@example.org",
        "13999995967",
        "杨秋浩",
        "6230520005935264264",
    )
    assert not [value for value in clear for row in data["decisions"] if value in row["text"]]
    ids = {row["id"] for row in data["figures"]}
    assert {"incitement", "insult"} <= ids
    assert "decisions_adrift" not in ids
    for lang, words in {
        "zh": ("案卷没有改动", "已无所指", "被害人编号"), **({"en": ("Nothing was changed", "adrift", "Codes of persons")} if whole else {}),
    }.items():  # fmt: skip
        said = ask("run", case, "--what-would-change", "--lang", lang)
        assert said.code == 0
        assert all(word in said.out for word in (*words, "D0033"))
        assert not any(value in said.out for value in clear)
