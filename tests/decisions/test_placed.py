"""What decisions name is found again by the words of a post that another detector reads otherwise, and never against another decision."""

import pyarrow as pa
import pytest

from doxdocket.account import MERGED
from doxdocket.decisions import application, placement, placing
from doxdocket.decisions.standing import Standing
from doxdocket.pipeline import published
from doxdocket.records import CONDUCT, FINDINGS, POSTS
from doxdocket.seal.digest import Digester
from doxdocket.store.run import Run

TEXT = "职业：外卖骑手，住云栖里２６８号，小丑"
KNOWN = Digester(bytes(32))


def at(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def finding(words, kind, value):
    start, end = at(words)
    place = {
        "channel_id": "c",
        "post_id": "1",
        "where": "text",
        "start": start,
        "end": end,
        "capture": "k",
        "row_no": 0,
    }
    return {**place, "kind": kind, "digest": KNOWN.digest(kind, value), "person": 0, "verdict": "valid"}


def decision(number, act, words, kind, value=None):
    start, end = at(words)
    name = act.partition(".")[0]
    known = KNOWN.digest(kind, value or words) if name == "finding" else KNOWN.digest("words", words)
    marks = {name: {"value": known.hex()[:16], "nth": 0, "of": 1}}
    target = {name: f"c/1/text/{start}-{end}/{kind}"}
    return {"id": f"D{number}", "act": act, "target": target, "undone_by": None, "marks": marks}


@pytest.fixture
def evidence(tmp_path, monkeypatch):
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "home"))
    run = Run(tmp_path / "run", [bytes(32)])
    post = {"channel_id": "c", "post_id": "1", "text": TEXT, "capture": "k", "row_no": 0}
    run.write("posts", "one", pa.Table.from_pylist([post], schema=POSTS))
    posts = pa.Table.from_pylist([{**post, "captures": 1, "versions": 2}], schema=MERGED)

    def made(*findings):
        rows = pa.Table.from_pylist(list(findings), schema=FINDINGS)
        return placement.Evidence(run, posts, rows, CONDUCT.empty_table(), KNOWN, published.forms)

    return made


def told(table):
    return {row["decision"]: (row["now"], row["status"]) for row in table.to_pylist()}


def test_of_two_that_would_meet_in_one_finding_and_say_the_contrary_each_keeps_to_its_words(evidence):
    given = evidence(finding("外卖骑手", "job_history", "外卖骑手"))
    yes = decision(1, "finding.confirm", "外卖骑手，住", "job_history")
    no = decision(2, "finding.reject", "卖骑手", "job_history")
    left, table = placement.place(given, Standing.of([yes, no]))
    assert [one["id"] for one in left] == ["D1"]
    assert told(table) == {"D1": (yes["target"]["finding"], "words"), "D2": (None, "agreed")}
    assert not any(placement.lost(row) for row in table.to_pylist())
    (left,), _ = placement.place(given, Standing.of([yes]))
    start, end = at("外卖骑手")
    assert left["target"] == {"finding": f"c/1/text/{start}-{end}/job_history"}


def test_what_was_decided_of_the_finding_itself_stands_against_what_follows_its_words(evidence):
    given = evidence(finding("外卖骑手", "job_history", "外卖骑手"))
    here = decision(1, "finding.reject", "外卖骑手", "job_history")
    left, table = placement.place(
        given, Standing.of([here, decision(2, "finding.confirm", "外卖骑手，住", "job_history")])
    )
    assert [one["id"] for one in left] == ["D1", "D2"]
    assert told(table)["D2"][1] == "words"
    assert not any(placement.lost(row) for row in table.to_pylist())


def test_words_are_known_whatever_characters_they_are_written_in(evidence):
    given = evidence(finding("云栖里２６８", "home_address", "云栖里268"))
    (left,), table = placement.place(
        given, Standing.of([decision(1, "finding.confirm", "云栖里２６８号", "home_address", "云栖里268号")])
    )
    assert told(table)["D1"][1] == "other_ends"
    assert left["target"]["finding"].endswith("/home_address")


def test_conduct_that_nobody_proposes_any_more_is_counted_where_a_person_confirmed_it(evidence):
    given = evidence()
    yes, no = decision(1, "conduct.confirm", "小丑", "insult"), decision(2, "conduct.reject", "骑手", "threat")
    left, table = placement.place(given, Standing.of([yes, no]))
    assert {status for _, status in told(table).values()} == {"words", "agreed"}
    assert not any(placement.lost(row) for row in table.to_pylist())
    (row,) = application.conduct(given.conduct, left).to_pylist()
    assert (row["start"], row["end"], row["label"], row["status"]) == (*at("小丑"), "insult", "confirmed")
    other = {**yes, "act": "conduct.label", "target": yes["target"] | {"label": "threat"}}
    (row,) = application.conduct(given.conduct, placement.place(given, Standing.of([other]))[0]).to_pylist()
    assert (row["start"], row["label"]) == (at("小丑")[0], "threat")


def test_every_state_has_its_words():
    assert {*placing.STATES} == {*placing.State.__args__}
