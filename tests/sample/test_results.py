"""Answers to results: what settles a question, that none counts twice, and what is open lies within the interval."""

import pyarrow as pa
import pytest
from tests.resolve.made import Who, findings, meta, post

from doxdocket.account import LINKS
from doxdocket.records import CONDUCT
from doxdocket.sample import results, strata
from doxdocket.sample.agree import agreement
from doxdocket.sample.answers import latest, weigh
from doxdocket.sample.intervals import share, weighted
from doxdocket.sample.plan import Question, make, questions, shuffled, sizes
from doxdocket.sample.sheet import Sheet, read

TWO = ("甲", "乙")
UNITS = {
    "findings": {"name.valid": [f"c/{n}/text/0-2/name" for n in range(40)], "age.valid": ["c/1/text/3-5/age"]},
    "posts": {"far": [f"c/{n}" for n in range(100, 160)], "one": [f"c/{n}" for n in range(5)]},
}


def plan(numbers=None, **more):
    given = numbers or {"findings": {"name.valid": 10, "age.valid": 1}, "posts": {"far": 6, "one": 5}}
    return {"plan": "S0001", "at": "t", "target": make(UNITS, given, seed=3, reviewers=TWO, drawn_from=more)}


def acts(made, say):
    """Both reviewers answer every question; ``say`` tells what for (officer, question)."""
    return [{"officer": who, "answers": {q.number: say(who, q) for q in questions(made["target"])}} for who in TWO]


def usual(_who, q):
    return 0 if q.population == "posts" else "yes"


def population(told, name):
    return next(p for p in told["populations"] if p["population"] == name)


Q = Question("Q0001", "findings", "name.valid", "c/1/text/0-2/name")
P = Question("Q0002", "posts", "far", "c/1")


@pytest.mark.parametrize(("question", "said", "state", "low", "high"), [
    (Q, {}, "waiting", 0, 1), (Q, {"甲": "yes"}, "waiting", 1, 1), (Q, {"甲": "yes", "乙": "yes"}, "settled", 1, 1),
    (Q, {"甲": "no", "乙": "no"}, "settled", 0, 0), (Q, {"甲": "yes", "乙": "no"}, "disputed", 0, 1),
    (Q, {"甲": "unsure", "乙": "unsure"}, "unsure", 0, 1), (Q, {"甲": "yes", "乙": "unsure"}, "disputed", 0, 1),
    (Q, {"甲": "yes", "乙": "no", "丙": "no"}, "settled", 0, 0), (Q, {"甲": "yes", "乙": "no", "丙": "unsure"}, "disputed", 0, 1),
    (Q, {"甲": "yes", "乙": "yes", "丙": "no"}, "settled", 1, 1), (Q, {"甲": "yes", "丙": "no"}, "waiting", 1, 1),
    (P, {"甲": 2, "乙": 2}, "settled", 2, 2), (P, {"甲": 0, "乙": 3}, "disputed", 0, 3), (P, {"甲": 4, "乙": "unsure"}, "disputed", 0, 4),
    (P, {"甲": 0, "乙": 3, "丙": 1}, "settled", 1, 1),
])  # fmt: skip
def test_what_settles_a_question(question, said, state, low, high):
    found = weigh(question, said, TWO)
    assert (found.state, found.low, found.high) == (state, low, high)


def test_to_answer_twice_replaces_and_does_not_count_twice():
    made = plan()
    given = acts(made, usual)
    once = results.of_plan(made, given, {})
    assert results.of_plan(made, [given[0], *given, given[1], given[1]], {}) == once
    changed = [*given, {"officer": "甲", "answers": {"Q0001": "no"}}]
    assert latest(changed)["Q0001"] == {"甲": "no", "乙": "yes"}
    assert population(results.of_plan(made, changed, {}), "findings")["disputed"] == 1


def test_shares_are_weighted_by_the_sizes_of_the_strata():
    made = plan({"findings": {"name.valid": 40, "age.valid": 1}})
    told = population(
        results.of_plan(made, acts(made, lambda _, q: "no" if q.stratum == "age.valid" else "yes"), {}), "findings"
    )
    assert told["share"] == {"value": 0.9756, "low": 0.9756, "high": 0.9756, "interval": "all"}  # 40 of 41, all drawn
    assert [s["weight"] for s in told["strata"]] == [pytest.approx(1 / 41, abs=1e-6), pytest.approx(40 / 41, abs=1e-6)]


def test_the_interval_named_is_the_interval_used():
    made = plan()
    told = population(results.of_plan(made, acts(made, usual), {}), "findings")
    (age, name) = told["strata"]
    assert (age["share"]["interval"], name["share"]["interval"], told["share"]["interval"]) == (
        "all",
        "wilson",
        "wilson_effective",
    )
    assert name["share"]["low"] == round(share(10, 10, 40)[1], 4)
    assert told["share"]["low"] == round(weighted([(1, 1, 1), (10, 10, 40)])[1], 4)
    assert [(k["kind"], k["of"]) for k in told["kinds"]] == [("age", 1), ("name", 40)]


def test_what_is_open_counts_against_the_low_end_and_for_the_high_one():
    made = plan()
    one = questions(made["target"])[3].number
    told = results.of_plan(
        made, acts(made, lambda who, q: "no" if (who, q.number) == ("甲", one) else usual(who, q)), {}
    )
    name = population(told, "findings")["strata"][1]
    assert (name["disputed"], name["settled"]) == (1, 9)
    assert name["share"]["value"] == 1
    assert name["share"]["low"] == round(share(9, 10, 40)[1], 4)
    assert name["share"]["high"] == 1


def test_a_stratum_without_answers_may_be_all_or_nothing():
    made = plan()
    given = acts(made, usual)
    some = [{**act, "answers": {n: a for n, a in act["answers"].items() if n != "Q0001"}} for act in given]
    told = population(results.of_plan(made, some, {}), "findings")
    assert told["strata"][0]["share"] == {"value": None, "low": None, "high": None, "interval": "none"}
    assert told["share"]["low"] == round(share(10, 10, 40)[1] * 40 / 41, 4)
    assert told["share"]["high"] == 1
    nothing = results.of_plan(made, [], {})
    assert population(nothing, "findings")["share"]["low"] is None
    assert population(nothing, "posts")["total"] == {"value": None, "low": None, "high": None, "interval": "gamma"}


def test_missed_items_are_told_per_post_and_in_all():
    made = plan()
    told = population(
        results.of_plan(
            made, acts(made, lambda _, q: 3 if q.stratum == "one" and q.unit == "c/2" else usual("", q)), {}
        ),
        "posts",
    )
    far, one = told["strata"]
    assert one["share"] == {"value": 0.2, "low": 0.2, "high": 0.2, "interval": "all"}
    assert one["total"] == {"value": 3, "low": 3, "high": 3, "interval": "all"}
    assert far["total"]["low"] == 0
    assert told["total"]["value"] == 3
    assert told["total"]["low"] == 3
    assert told["total"]["high"] == far["total"]["high"] + 3


def test_it_says_whether_the_result_is_still_the_one_that_was_drawn_from():
    made = plan(units={"findings": "a", "posts": "b"})
    told = results.of_plan(made, [], {"findings": "a", "posts": "c"})
    assert [population(told, name)["current"] for name in ("findings", "posts")] == [True, False]


def test_what_stands_beside_a_figure():
    made = plan()
    told = [results.of_plan(made, acts(made, usual), {})]
    assert results.beside("kind.name", told)["n"] == 10
    assert results.beside("items_field", told)["stratum"] is None
    assert results.beside("posts_with_pi", told)["population"] == "posts"
    assert results.beside("views", told) is None
    assert results.beside("kind.email", told) is None
    assert results.beside("kind.name", [results.of_plan(made, [], {})]) is None
    assert results.block([])["note_en"] == "No sampling for double review was done."


def test_conduct_stands_beside_its_own_label():
    made = {"plan": "S0001", "at": "t", "target": make({"conduct": {"sale_offer": ["c/1/text/0-2/sale_offer"]}},
            {"conduct": {"sale_offer": 1}}, seed=1, reviewers=TWO, drawn_from={})}  # fmt: skip
    told = [results.of_plan(made, acts(made, usual), {})]
    assert results.beside("sale_offer", told)["n"] == results.beside("offers", told)["n"] == 1
    assert results.beside("threat", told) is None


def test_agreement_is_cohens():
    """The worked example of Cohen (1960): 0.29 + 0.04 + 0.07 … here, by hand, 20 and 15 alike of 50, kappa 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement(pairs)["kappa"] == pytest.approx(0.4)
    assert agreement(pairs)["same"] == 35
    assert agreement([])["n"] == 0


def test_sheets_come_in_another_order_for_each_and_hold_the_same_questions():
    made = plan()["target"]
    a, b = (shuffled(questions(made), made, who) for who in TWO)
    assert a != b
    assert sorted(a, key=lambda q: q.number) == sorted(b, key=lambda q: q.number) == questions(made)


def test_sizes_follow_the_aim():
    assert set(sizes(UNITS, "missed", None, None, None, each=False)) == {"posts"}
    assert sizes(UNITS, "precision", 20, None, None, each=False)["findings"]["age.valid"] == 1
    assert sizes(UNITS, None, None, 0.05, 0.9, each=True)["findings"]["name.valid"] > 20
    assert sizes(UNITS, None, None, 0.2, None, each=False)["findings"]["name.valid"] < 20


# Units


def test_units_are_named_by_content_and_put_to_their_strata():
    posts = [
        post(1, Who({"name": "x", "phone_number": ("P", "masked")})), post(2, Who({"name": ("y", "doubtful")})), post(3), post(4),
        post(5, Who({"name": "a"}), Who({"name": "b"})), post(6, type="service"),
    ]  # fmt: skip
    links = [{"a": "c/1/0", "b": "c/2/0", "rule": "one_primary"}, {"a": "c/1/0", "b": "c/3/0", "rule": "hub"},
             {"a": "c/1/0", "b": "c/4/0", "rule": "one_primary", "blocked_by": "decision:D0001"},
             {"a": "c/1/0", "b": "c/5/0", "rule": "one_primary", "blocked_by": "birth_date"}]  # fmt: skip
    acts_ = [{"channel_id": "c", "post_id": "1", "where": "text", "start": 0, "end": 4, "label": "threat"}]
    tables = {
        "posts": meta(posts).append_column("near", pa.array([0, 0, 1, 0, 0, 0], pa.int8())), "findings": findings(posts),
        "links": pa.Table.from_pylist([{n: r.get(n) for n in LINKS.names} for r in links], LINKS),
        "conduct": pa.Table.from_pylist([{n: r.get(n) for n in CONDUCT.names} for r in acts_], CONDUCT),
    }  # fmt: skip
    found = strata.by_stratum(strata.units(tables))
    top = "telegram:channel:1"
    assert found["posts"] == {"one": [f"{top}/1"], "doubtful": [f"{top}/2"], "near": [f"{top}/3"], "far": [f"{top}/4"],
                              "several": [f"{top}/5"]}  # fmt: skip
    assert found["findings"]["phone_number.masked"] == [f"{top}/1/text/10-15/phone_number"]
    assert list(found["doubtful"]) == ["name.doubtful"]
    assert found["links"] == {"one_primary": ["c/1/0 — c/2/0 — one_primary", "c/1/0 — c/4/0 — one_primary"]}
    assert found["conduct"] == {"threat": ["c/1/text/0-4/threat"]}
    other = strata.units({**tables, "findings": tables["findings"].slice(1)})
    assert strata.fingerprint(other, "findings") != strata.fingerprint(strata.units(tables), "findings")
    assert strata.fingerprint(other, "links") == strata.fingerprint(strata.units(tables), "links")


# Sheets


def test_every_fault_of_a_sheet_names_its_line():
    made = plan()["target"]
    known = {q.number: q for q in questions(made)}
    own = set(known) - {"Q0009"}
    post_ = next(q for q in known.values() if q.population == "posts")

    def row(number, answer, **more):
        return {
            "plan": "S0001",
            "question": number,
            "unit": known[number].unit if number in known else "",
            "answer": answer,
            **more,
        }

    rows = [row("Q0001", "是", note="清楚"), row("Q0002", ""), row("Q0003", "perhaps"), row("Q0004", "no", unit="c/999/text/0-2/name"),
            row("Q0001", "否"), row("Q9999", "yes"), row("Q0009", "yes"), row("Q0005", "y", plan="S0002"),
            row(post_.number, "-1"), row("Q0006", "yes", note="号码 139 0000 1850")]  # fmt: skip
    answers, notes, faults = read(Sheet("S0001", known, own), enumerate(rows, 2))
    assert (answers, notes) == ({"Q0001": "yes"}, {"Q0001": "清楚"})
    assert [f.en.split(":")[0] for f in faults] == [f"line {n}" for n in range(4, 12)]
    words = ["is no answer", "altered or shifted", "answered on line 2", "no question Q9999", "not this person's", "of plan S0002",
             "a number from 0", "repeat a value"]  # fmt: skip
    assert all(word in fault.en for word, fault in zip(words, faults, strict=True))
    assert all(fault.zh.startswith("第 ") for fault in faults)
