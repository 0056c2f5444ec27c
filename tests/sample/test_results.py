"""Answers to results: what settles a question, that none counts twice, and what is open lies within the interval."""

import random

import pyarrow as pa
import pytest
from tests.resolve.made import Who, findings, meta, post

from doxdocket.account import AGES, DOSSIERS, LINKS
from doxdocket.count.catalogue import catalogue
from doxdocket.records import CONDUCT, READINGS
from doxdocket.sample import estimates, results, strata
from doxdocket.sample.answers import Weighed, latest, weigh
from doxdocket.sample.draw import can_pass
from doxdocket.sample.faults import faults
from doxdocket.sample.intervals import exact, share, usual_tail, weighted
from doxdocket.sample.plan import Question, make, questions, rules, shuffled, sizes
from doxdocket.sample.settings import settings
from doxdocket.sample.sheet import Sheet, read

TWO = ("甲", "乙")
UNITS = {
    "findings": {"name.valid": [f"c/{n}/text/0-2/name" for n in range(40)], "age.valid": ["c/1/text/3-5/age"]},
    "posts": {"far": [f"c/{n}" for n in range(100, 160)], "one": [f"c/{n}" for n in range(5)]},
}


def plan(numbers=None, **more):
    given = numbers or {"findings": {"name.valid": 10, "age.valid": 1}, "posts": {"far": 6, "one": 5}}
    return {"plan": "S0001", "at": "t", "target": make(UNITS, given, seed=3, reviewers=TWO, drawn_from=more, accept={})}


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
    assert estimates.beside("kind.name", told)["n"] == 10
    assert estimates.beside("items_field", told)["stratum"] is None
    assert estimates.beside("posts_with_pi", told)["population"] == "posts"
    assert estimates.beside("views", told) is None
    assert estimates.beside("kind.email", told) is None
    assert estimates.beside("kind.name", [results.of_plan(made, [], {})]) is None
    assert estimates.block([])["note_en"] == "No sampling for double review was done."


def test_conduct_stands_beside_its_own_label():
    made = {"plan": "S0001", "at": "t", "target": make({"conduct": {"sale_offer": ["c/1/text/0-2/sale_offer"]}},
            {"conduct": {"sale_offer": 1}}, seed=1, reviewers=TWO, drawn_from={}, accept={})}  # fmt: skip
    told = [results.of_plan(made, acts(made, usual), {})]
    assert estimates.beside("sale_offer", told)["n"] == estimates.beside("offers", told)["n"] == 1
    assert estimates.beside("threat", told) is None


def test_agreement_is_cohens():
    """The worked example of Cohen (1960): 0.29 + 0.04 + 0.07 … here, by hand, 20 and 15 alike of 50, kappa 0.4."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert results.agreement(pairs)["kappa"] == pytest.approx(0.4)
    assert results.agreement(pairs)["same"] == 35
    assert results.agreement([])["n"] == 0


def test_sheets_come_in_another_order_for_each_and_hold_the_same_questions():
    made = plan()["target"]
    a, b = (shuffled(questions(made), made, who) for who in TWO)
    assert a != b
    assert sorted(a, key=lambda q: q.number) == sorted(b, key=lambda q: q.number) == questions(made)


def test_sizes_follow_the_aim():
    both = ("findings", "posts")
    assert set(sizes(UNITS, ["posts"], None, None, None, {}, each=False)) == {"posts"}
    assert sizes(UNITS, ["findings"], 20, None, None, {}, each=False)["findings"]["age.valid"] == 1
    assert sizes(UNITS, both, None, 0.05, 0.9, {}, each=True)["findings"]["name.valid"] > 20
    assert sizes(UNITS, both, None, 0.2, None, {}, each=False)["findings"]["name.valid"] < 20


def test_a_usual_sample_is_large_enough_to_meet_its_rule_and_one_of_a_given_size_is_as_given():
    units, rule = {"posts": {"far": [f"c/{n}" for n in range(9000)]}}, {"tolerate": "0.005", "confidence": "0.95"}
    usual_ = sizes(units, ["posts"], None, None, None, {}, each=False)["posts"]
    more = sizes(units, ["posts"], None, None, None, {"posts": rule}, each=False)["posts"]
    assert not can_pass({"far": 9000}, usual_, rule)
    assert can_pass({"far": 9000}, more, rule)
    assert not can_pass({"far": 9000}, {"far": more["far"] - 1}, rule)
    assert sizes(units, ["posts"], 40, None, None, {"posts": rule}, each=False)["posts"] == {"far": 40}


def test_a_rule_is_of_a_population_of_all_or_the_usual_and_of_none_that_claims_nothing():
    found = rules(["links", "ages", "doubtful"], {None: "0.2", "ages": "0.01"}, "0.9")
    assert found == {
        "links": {"tolerate": "0.2", "confidence": "0.9"},
        "ages": {"tolerate": "0.01", "confidence": "0.9"},
    }
    assert rules(settings().populations, {}, None).keys() == settings().populations.keys() - {"doubtful"}


# Faults, and the rule


RULE = {"tolerate": "0.05", "confidence": "0.95"}
MANY = {"views": {"exact": [f"c/{n}/x" for n in range(400)]}}


def ruled(n=100, rule=RULE):
    made = make(MANY, {"views": {"exact": n}}, seed=3, reviewers=TWO, drawn_from={}, accept={"views": rule})
    return {"plan": "S0001", "at": "t", "target": made}


def told_of(made, wrong=(), unsure=(), silent=()):
    """The population of views when these questions are answered no, unsure by one, and by nobody."""
    given = acts(
        made, lambda who, q: "no" if q.number in wrong else "unsure" if q.number in unsure and who == "甲" else "yes"
    )
    given = [{**a, "answers": {n: x for n, x in a["answers"].items() if n not in silent}} for a in given]
    return population(results.of_plan(made, given, {}), "views")


def numbers_(*which):
    return {f"Q{n:04d}" for n in which}


def test_faults_are_told_as_a_total_of_all_units_and_the_method_is_named():
    told = told_of(ruled(), wrong=numbers_(1, 2))
    low, high = exact(2, 100, 400, usual_tail())
    assert told["faults"] == {"value": 8, "low": low, "high": high, "interval": "hypergeometric"}
    assert told["strata"][0]["faults"] == told["faults"]
    assert told_of(ruled(400), wrong=numbers_(1))["faults"] == {"value": 1, "low": 1, "high": 1, "interval": "all"}
    open_ = told_of(ruled(), wrong=numbers_(1, 2), unsure=numbers_(3))["faults"]
    assert open_["low"] == exact(2, 100, 400, usual_tail())[0]
    assert open_["high"] == exact(3, 100, 400, usual_tail())[1]
    assert faults({}, "missed")["interval"] == "none"


@pytest.mark.parametrize(("wrong", "unsure", "silent", "state"), [
    ((), (), (), "passed"), ((1,), (), (), "passed"), ((1, 2, 3, 4), (), (), "failed"), ((1,), (2, 3, 4), (), "unfinished"),
    ((), (), (9,), "unfinished"), ((1, 2, 3, 4), (), (9, 10), "failed"), ((), (2,), (), "passed"),
])  # fmt: skip
def test_a_sample_passes_fails_or_is_unfinished_by_the_rule_in_its_plan(wrong, unsure, silent, state):
    told = told_of(ruled(), numbers_(*wrong), numbers_(*unsure), numbers_(*silent))["verdict"]
    assert (told["state"], told["tolerated"]) == (state, 20)
    assert (told["tolerate"], told["confidence"]) == ("0.05", "0.95")
    if state == "failed":
        assert exact(len(wrong), 100, 400, 0.05)[1] > 20


def test_a_sample_too_small_for_its_rule_fails_once_somebody_answered_and_not_before():
    made = ruled(10)
    assert not can_pass({"exact": 400}, {"exact": 10}, RULE)
    assert population(results.of_plan(made, [], {}), "views")["verdict"]["state"] == "unfinished"
    assert told_of(made, silent=numbers_(*range(2, 11)))["verdict"]["state"] == "failed"
    assert population(results.of_plan(ruled(), [], {}), "views")["verdict"]["state"] == "unfinished"


def test_what_a_sample_says_stands_beside_its_figure_apart_from_the_bounds_and_a_failed_one_says_so():
    made = ruled()
    for wrong, word in ((numbers_(1, 2, 3, 4), "验收未通过"), ((), "验收通过")):
        told = results.of_plan(made, acts(made, lambda _, q, wrong=wrong: "no" if q.number in wrong else "yes"), {})
        beside_ = estimates.estimated("views", [told])
        assert word in beside_["says"]
        assert beside_["total"] is None
        assert beside_["parts"][0]["fault"] == "wrong"
    assert "抽样未完成" in estimates.estimated("views", [results.of_plan(made, [], {})])["says"]
    assert "SAMPLE UNFINISHED" in estimates.estimated("views_pi", [results.of_plan(made, [], {})])["says_en"]
    assert estimates.estimated("persons", [told]) is None
    old = {**made, "target": {n: v for n, v in made["target"].items() if n != "accept"}}
    assert "没有定验收规则" in estimates.estimated("views", [results.of_plan(old, acts(old, usual), {})])["says"]


def test_a_failed_plan_stays_beside_a_later_one_that_passed():
    first, second = ruled(), {**ruled(), "plan": "S0005"}
    told = [
        results.of_plan(first, acts(first, lambda *_: "no"), {}),
        results.of_plan(second, acts(second, usual), {}),
    ]
    found = estimates.estimated("views", told)
    assert [(p["plan"], p["verdict"]["state"]) for p in found["parts"]] == [("S0005", "passed"), ("S0001", "failed")]


LABELLED = {
    "conduct": {"threat": [f"c/{n}/threat" for n in range(30)]},
    "unlabelled": {"bare": [f"c/{n}" for n in range(100, 500)], "labelled": [f"c/{n}" for n in range(30)]},
}


def test_posts_that_bear_a_label_are_those_labelled_and_right_and_those_missed():
    made = make(LABELLED, {"conduct": {"threat": 30}, "unlabelled": {"bare": 400, "labelled": 30}}, seed=1, reviewers=TWO, drawn_from={}, accept={})  # fmt: skip

    def said(_, q):
        at = int(q.unit.split("/")[1])
        if q.population == "conduct":
            return "no" if at < 4 else "yes"
        return "insult,threat" if at in {100, 101} else "insult" if at == 102 else "none"

    plan_ = {"plan": "S0001", "at": "t", "target": made}
    told = results.of_plan(plan_, acts(plan_, said), {})
    [whole] = [e for e in told["estimates"] if e["label"] == "threat"]
    assert (whole["low"], whole["value"], whole["high"], whole["interval"]) == (28, 28, 28, "bonferroni")
    assert {one["label"]: one["faults"]["value"] for one in population(told, "unlabelled")["labels"] if one["faults"]["value"]} == {"insult": 3, "threat": 2}  # fmt: skip
    assert estimates.estimated("threat", [told])["says"].startswith("抽样估计共 28–28–28（S0001）")
    assert [p["fault"] for p in estimates.estimated("insult", [told])["parts"]] == ["missed"]
    assert (
        estimates.estimated("offers", [told])["total"] is None
    )  # offers that name a price are fewer than posts so labelled


def test_the_estimate_of_posts_that_bear_a_label_holds_the_truth_as_often_as_it_says():
    """40 posts labelled of which 30 truly are, 600 without a label of which 12 should have one: 42 in truth; both parts sampled."""
    rng, hits, times = random.Random(4), 0, 400
    for _ in range(times):
        right, missed = rng.sample(range(40), 20), rng.sample(range(600), 150)
        labelled = [Weighed(Q, "settled", *[int(n < 30)] * 2, (None, None)) for n in right]
        bare = [Weighed(P, "settled", *[int(n < 12)] * 2, (None, None)) for n in missed]
        told = results.borne((labelled, 40), {"bare": (bare, 600)})
        hits += told["low"] <= 42 <= told["high"]
    assert hits / times >= 0.95 - 3 * (0.05 * 0.95 / times) ** 0.5


def test_two_who_name_other_labels_agree_on_those_that_both_name():
    made = make(LABELLED, {"unlabelled": {"bare": 400}}, seed=1, reviewers=TWO, drawn_from={}, accept={})
    plan_ = {"plan": "S0001", "at": "t", "target": made}
    told = results.of_plan(plan_, acts(plan_, lambda who, q: ("insult,threat" if who == "甲" else "insult") if q.unit == "c/100" else "none"), {})  # fmt: skip
    missed = population(told, "unlabelled")
    assert missed["disputed"] == 1
    assert {one["label"]: one["faults"]["high"] for one in missed["labels"] if one["faults"]["high"]} == {
        "insult": 1,
        "threat": 1,
    }
    assert {one["label"]: one["faults"]["low"] for one in missed["labels"] if one["faults"]["low"]} == {"insult": 1}


# Units


def test_units_are_named_by_content_and_put_to_their_strata():
    posts = [
        post(1, Who({"name": "x", "phone_number": ("P", "masked")})), post(2, Who({"name": ("y", "doubtful")})), post(3), post(4),
        post(5, Who({"name": "x"}), Who({"name": "b"})), post(6, type="service"),
    ]  # fmt: skip
    links = [{"a": "c/1/0", "b": "c/2/0", "rule": "one_primary"}, {"a": "c/1/0", "b": "c/3/0", "rule": "hub"},
             {"a": "c/1/0", "b": "c/4/0", "rule": "one_primary", "blocked_by": "decision:D0001"},
             {"a": "c/1/0", "b": "c/5/0", "rule": "one_primary", "blocked_by": "birth_date"}]  # fmt: skip
    top = "telegram:channel:1"
    of = {"channel_id": top, "post_id": "1", "where": "text"}
    acts_ = [{**of, "start": 0, "end": 4, "label": "threat"}, {**of, "start": 6, "end": 9, "label": "threat"},
             {**of, "start": 9, "end": 12, "label": "sale_offer", "priced": False, "maybe_priced": True}]  # fmt: skip
    sets = [{"channel_id": top, "post_id": str(no), "person_no": who, "person": person, "role": "target", "identifies": how}
            for no, who, person, how in ((1, 0, "V0001", "combined"), (5, 0, "V0002", "alone"), (5, 1, None, "no"))]  # fmt: skip
    old = [{"channel_id": top, "post_id": str(no), "person_no": who, "age_low": age, "age_high": age, "under_18_low": age == 13,
            "under_18_high": age == 13, "under_14_low": age == 13} for no, who, age in ((1, 0, 13), (5, 0, 40), (5, 1, None))]  # fmt: skip
    seen = [{"channel_id": top, "post_id": "1", "what": what, "granularity": g, "capture": "x"}
            for what, g in (("views", 1), ("views", 100), ("forwards", 1))]  # fmt: skip
    tables = {
        "posts": meta(posts).append_column("near", pa.array([0, 0, 1, 0, 0, 0], pa.int8())), "findings": findings(posts),
        "links": pa.Table.from_pylist([{n: r.get(n) for n in LINKS.names} for r in links], LINKS),
        **{name: pa.Table.from_pylist([{n: r.get(n) for n in shape.names} for r in rows], shape)
           for name, rows, shape in (("conduct", acts_, CONDUCT), ("dossiers", sets, DOSSIERS), ("ages", old, AGES), ("readings", seen, READINGS))},
    }  # fmt: skip
    found = strata.by_stratum(strata.units(tables))
    assert found["posts"] == {"one": [f"{top}/1"], "doubtful": [f"{top}/2"], "near": [f"{top}/3"], "far": [f"{top}/4"],
                              "several": [f"{top}/5"]}  # fmt: skip
    assert found["findings"]["phone_number.masked"] == [f"{top}/1/text/10-15/phone_number"]
    assert list(found["doubtful"]) == ["name.doubtful"]
    assert found["links"] == {"one_primary": ["c/1/0 — c/2/0 — one_primary", "c/1/0 — c/4/0 — one_primary"]}
    assert found["conduct"] == {"threat": [f"{top}/1/threat"], "sale_offer": [f"{top}/1/sale_offer"]}
    assert found["prices"] == {"maybe": [f"{top}/1/text/9-12/sale_offer"]}
    assert found["unlabelled"] == {
        "labelled": [f"{top}/1"],
        "found": [f"{top}/2", f"{top}/5"],
        "bare": [f"{top}/3", f"{top}/4"],
    }
    assert found["sets"] == {"combined": [f"{top}/1/0"], "alone": [f"{top}/5/0"]}
    assert found["nobody"] == {"no": [f"{top}/5/1"]}
    assert found["roles"] == {"target": [f"{top}/1/0", f"{top}/5/0", f"{top}/5/1"]}
    assert found["ages"] == {"under_14": [f"{top}/1/0"], "adult": [f"{top}/5/0"], "unknown": [f"{top}/5/1"]}
    assert found["views"] == {"rounded": [f"{top}/1/x"]}
    assert found["apart"] == {"name": [f"{top}/1/0 — {top}/5/0"]}
    assert {w for p, told in found.items() if p in settings().strata for w in told} <= {
        w for told in settings().strata.values() for w in told
    }
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


_OF_HITS = {"dossiers", "exposures", "changes", "profiled", "victims", "ages", "faces"}


def test_every_figure_that_is_counted_from_hits_is_built_of_them():
    built = {figure for one in settings().built if "findings" in one.of for figure in one.figures}
    known = catalogue()
    of_hits = {f.id for f in known.figures if f.table in _OF_HITS} | {t.id for t in known.tiers} | {known.ratio.id}
    assert of_hits <= built
    every = (
        {f.id for f in known.figures}
        | {v.id for v in known.views}
        | {p.id for p in known.prices}
        | of_hits
        | {known.core.id}
    )
    assert {figure for one in settings().built for figure in one.figures} <= every
    assert {p for one in settings().built for p in one.of} <= set(settings().populations)


def test_a_population_that_passed_clears_no_other():
    made = {"plan": "S0001", "populations": [
        {"population": "sets", "verdict": {"state": "passed"}, "drawn": 5, "settled": 5, "faults": {"value": 0}, "strata": []},
        {"population": "findings", "verdict": {"state": "unfinished"}, "drawn": 5, "settled": 4, "faults": {"value": 0}, "kinds": [
            {"kind": "name", "drawn": 4, "settled": 3, "faults": {"value": 0}}, {"kind": "email", "drawn": 1, "settled": 1, "faults": {"value": 0}}]},
    ]}  # fmt: skip
    assert estimates.acceptance("persons", [made])["of"] == [
        {"plan": "S0001", "population": "findings", "state": "unfinished"}
    ]
    assert estimates.acceptance("persons", [made])["says"] == "其依据S0001 个人信息命中抽样未完成"
    assert estimates.acceptance("kind.name", [made])["state"] == "unfinished"
    assert estimates.acceptance("kind.email", [made]) is None
    assert estimates.acceptance("posts", [made]) is None
