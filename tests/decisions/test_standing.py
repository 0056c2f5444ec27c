"""Decisions on findings: rejected ones go, confirmed ones are valid, everything else is untouched."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.law.classes import WHOSE
from doxdocket.records import CONDUCT, FINDINGS, put


def table():
    row = dict.fromkeys(FINDINGS.names) | {"channel_id": "c", "post_id": "1", "where": "text", "start": 0, "end": 5}
    return pa.Table.from_pylist([row | {"kind": k, "verdict": "doubtful"} for k in ("name", "school")], FINDINGS)


def act(n, what, finding):
    return {"id": str(n), "act": what, "target": {"finding": finding}, "undone_by": None}


def left(findings, *decisions):
    """The findings as these decisions leave them."""
    return application.findings(findings, Standing.of(decisions))


def test_keys_name_a_finding_by_content():
    assert application.finding_keys(table()).to_pylist() == ["c/1/text/0-5/name", "c/1/text/0-5/school"]


def test_nothing_decided_is_the_same_table():
    findings = table()
    assert application.stands(findings, Standing()) is findings


def test_confirmed_and_rejected():
    made = left(
        table(), *[act(1, "finding.confirm", "c/1/text/0-5/name"), act(2, "finding.reject", "c/1/text/0-5/school")]
    )
    assert [(r["kind"], r["verdict"]) for r in made.to_pylist()] == [("name", "valid")]
    assert made.drop_columns(["confirmed", "lawfully_public", "age_lent", "sensitive"]).schema == FINDINGS


def decision(n, what, **target):
    return {"id": str(n), "act": what, "target": target, "undone_by": None}


def people():
    row = dict.fromkeys(FINDINGS.names) | {
        "channel_id": "c",
        "post_id": "1",
        "where": "text",
        "verdict": "valid",
        "digest": b"1" * 32,
    }
    rows = [
        {"start": 0, "end": 2, "kind": "name", "person": 0, "role": "target", "relation": None},
        {"start": 3, "end": 9, "kind": "phone_number", "person": 0, "role": "target", "relation": None},
        {"start": 10, "end": 12, "kind": "name", "person": 1, "role": "relative", "relation": "mother"},
    ]
    return pa.Table.from_pylist([row | one for one in rows], FINDINGS)


PHONE = "c/1/text/3-9/phone_number"


def test_a_finding_put_to_another_person_takes_that_persons_role_and_kinship():
    made = left(people(), *[decision(1, "finding.person", finding=PHONE, publication="c/1/1")]).to_pylist()
    assert [(r["person"], r["role"], r["relation"]) for r in made] == [
        (0, "target", None), (1, "relative", "mother"), (1, "relative", "mother"),
    ]  # fmt: skip


def test_whose_a_finding_is_stays_open_until_a_person_confirms_it_or_puts_it_to_somebody():
    open_ = put(people(), "reasons", pa.array([None, [WHOSE, "shape"], ["label"]], pa.list_(pa.string())))
    here = decision(1, "finding.person", finding=PHONE, publication="c/1/0")
    for said in (here, decision(1, "finding.person", finding=PHONE, publication="c/1/1"), act(1, "finding.confirm", PHONE)):  # fmt: skip
        assert left(open_, said)["reasons"].to_pylist() == [None, ["shape"], ["label"]]
    assert left(open_, act(1, "finding.confirm", "c/1/text/0-2/name"))["reasons"].to_pylist() == open_["reasons"].to_pylist()  # fmt: skip


def test_a_finding_put_to_somebody_new_keeps_its_role_and_one_that_is_not_there_moves_nothing():
    made = left(people(), *[decision(1, "finding.person", finding=PHONE, publication="c/1/7")]).to_pylist()
    assert [(r["person"], r["role"]) for r in made] == [(0, "target"), (7, "target"), (1, "relative")]
    gone = left(people(), *[decision(1, "finding.person", finding="c/9/text/0-1/name", publication="c/1/1")])
    assert gone.select(FINDINGS.names).to_pylist() == people().to_pylist()


def test_which_findings_a_person_confirmed():
    assert left(people())["confirmed"].to_pylist() == [False, False, False]
    assert left(people(), decision(1, "finding.confirm", finding=PHONE))["confirmed"].to_pylist() == [
        False,
        True,
        False,
    ]


def test_a_value_that_is_lawfully_public_is_so_wherever_that_person_has_it_in_the_post():
    twice = pa.concat_tables([people(), people().slice(1, 1)])
    said = left(twice, decision(1, "finding.lawfully_public", finding=PHONE))
    assert said["lawfully_public"].to_pylist() == [False, True, False, True]
    assert said.schema.names == [*FINDINGS.names, "confirmed", "lawfully_public", "age_lent", "sensitive"]
    assert left(twice)["lawfully_public"].to_pylist() == [False] * 4


def stretches():
    row = dict.fromkeys(CONDUCT.names) | {
        "channel_id": "c",
        "post_id": "1",
        "where": "text",
        "status": "proposed",
        "person": 0,
    }
    return pa.Table.from_pylist(
        [row | {"start": s, "end": s + 2, "label": label} for s, label in ((0, "insult"), (5, "threat"))], CONDUCT
    )


def test_conduct_is_confirmed_rejected_and_given_another_label():
    assert application.conduct(stretches(), Standing()).to_pylist() == stretches().to_pylist()
    said = [
        decision(1, "conduct.confirm", conduct="c/1/text/0-2/insult"),
        decision(2, "conduct.reject", conduct="c/1/text/5-7/threat"),
        decision(3, "finding.reject", finding="c/1/text/0-2/phone_number/0"),
    ]
    assert [(r["label"], r["status"]) for r in application.conduct(stretches(), Standing.of(said)).to_pylist()] == [
        ("insult", "confirmed")
    ]
    said = [decision(1, "conduct.label", conduct="c/1/text/0-2/insult", label="threat")]
    assert [(r["label"], r["status"]) for r in application.conduct(stretches(), Standing.of(said)).to_pylist()] == [
        ("threat", "confirmed"), ("threat", "proposed"),
    ]  # fmt: skip


def test_a_stretch_that_a_person_labelled_is_added_once():
    said = [
        decision(1, "conduct.add", span="c/1/text/9-11", label="insult"),
        decision(2, "conduct.add", span="c/x/text/0-2", label="threat"),
    ]
    made = application.conduct(stretches(), Standing.of(said)).to_pylist()
    added = [(r["post_id"], r["post_no"], r["start"], r["label"], r["status"], r["person"]) for r in made[2:]]
    assert added == [("1", 1, 9, "insult", "confirmed", -1), ("x", None, 0, "threat", "confirmed", -1)]
    again = [decision(1, "conduct.add", span="c/1/text/0-2", label="insult")]
    told = application.conduct(stretches(), Standing.of(again)).to_pylist()
    assert [(r["label"], r["status"]) for r in told if r["post_id"] == "1" and r["start"] == 0] == [
        ("insult", "confirmed")
    ]
    assert len(told) == 2


def test_pairs_apart_readings_and_values_are_those_that_stand():
    said = [
        decision(1, "person.not_same", a="c/1/0", b="c/2/0"), decision(2, "links.reading", reading="name_and_contact", level="likely"),
        decision(3, "figure.value", figure="persons", value=8), decision(4, "figure.value", figure="persons", value=9),
        decision(5, "undo", decision="1"),
    ]  # fmt: skip
    assert Standing.of(said).apart == []
    assert Standing.of(said[:4]).apart == [("c/1/0", "c/2/0", "1")]
    assert Standing.of(said).readings == {"name_and_contact": "likely"}
    assert Standing.of(said).values == {"persons": (9, "4")}


def test_what_a_person_said_takes_the_place_of_another_reading_while_a_decision_says_so():
    [row] = people().slice(0, 1).to_pylist()
    said = {**row, "start": 3, "end": 9, "kind": "home_address", "reasons": ["person"]}
    more = [
        {**row, "start": 3, "end": 8, "kind": "native_place", "verdict": "doubtful"},  # another reading of it
        {**row, "start": 3, "end": 5, "kind": "home_address"},  # a piece of it
        {**row, "start": 3, "end": 5, "kind": "school"},  # something in it
        {**row, "start": 3, "end": 9, "kind": "home_address", "where": "poll"},  # elsewhere
    ]
    findings = pa.Table.from_pylist([said, *more], FINDINGS)
    key, other = "c/1/text/3-9/home_address", "c/1/text/3-8/native_place"

    def whose(*decisions):
        made = left(findings, *decisions)
        return [more.index(one) if one in more else one["kind"] for one in made.select(FINDINGS.names).to_pylist()]

    add = decision(1, "finding.add", span="c/1/text/3-9", kind="home_address")
    for yes in (act(1, "finding.confirm", key), decision(1, "finding.person", finding=key, publication="c/1/0"), add):
        assert whose(yes) == ["home_address", 2, 3]
        assert whose(yes, decision(2, "undo", decision="1")) == [0, 1, 2, 3]
    assert whose(add, act(2, "finding.lawfully_public", other)) == ["home_address", 0, 2, 3]
    assert left(findings, add)["confirmed"].to_pylist() == [True, False, False]
    put = decision(1, "finding.add", span="c/1/text/3-9", kind="home_address", publication="c/1/1")
    assert left(findings, put)["person"].to_pylist()[0] == 1
    assert whose() == [0, 1, 2, 3]  # nobody says it
    elsewhere = act(2, "finding.confirm", "c/9/text/0-3/name")
    assert whose(elsewhere) == [0, 1, 2, 3]
    upheld = application.stands(findings, Standing((elsewhere,)), {key})
    assert upheld.to_pylist()[0]["kind"] == "home_address"


def ids(decisions):
    return {d["id"] for d in decisions}


def upheld(rows):
    """What stands, said another way: whatever no undo that stands takes back."""
    undos = [d for d in rows if d["act"] == "undo"]

    def stands(id_):
        return not any(d["target"]["decision"] == id_ and stands(d["id"]) for d in undos)

    return [d for d in rows if stands(d["id"])]


@st.composite
def histories(draw):
    """Decisions and undos as a case holds them: an undo is of an earlier decision that stands, and each row says what undid it."""
    rows = []
    for n in range(draw(st.integers(1, 10))):
        there = sorted(ids(upheld(rows)))
        if there and draw(st.booleans()):
            rows.append(decision(n, "undo", decision=draw(st.sampled_from(there))))
        else:
            rows.append(decision(n, "figure.value", figure=f"f{n}", value=n))
    last = {d["target"]["decision"]: d["id"] for d in upheld(rows) if d["act"] == "undo"}
    return [{**d, "undone_by": last.get(d["id"])} for d in rows]


@examples(200)
@given(rows=histories(), order=st.randoms(use_true_random=False))
def test_what_stands_is_the_same_whichever_way_the_decisions_came(rows, order):
    standing = Standing.of(rows)
    assert list(standing) == upheld(rows)
    assert Standing.of(standing) == standing, "what stands was taken for all there is"
    assert Standing.read(standing.table(), rows) == standing
    waiting, brought = list(rows), []
    while waiting:  # as a file brings them: in another order, an undo after what it undoes, by other ids
        one = order.choice([d for d in waiting if d["act"] != "undo" or d["target"]["decision"] in ids(brought)])
        brought.append(one)
        waiting.remove(one)
    assert ids(Standing.of(brought)) == ids(standing)
    assert Standing.of(brought).values == standing.values
    told = [{**d, "undone_by": None} for d in brought]
    assert ids(Standing.of(told)) == ids(standing)
    decided = [d for d in rows if d["act"] != "undo"]  # as an export has them where the undos were left out
    assert ids(Standing.of(decided)) == ids(decided) & ids(standing)
