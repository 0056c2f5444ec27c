"""The scorer: right answers score one, wrong ones lose where they should."""

import re

from tools import rehearsal_score as score

from doxdocket.rehearsal import messages
from doxdocket.rehearsal.plot import Plot
from doxdocket.rehearsal.score import bounds


def spans(messages, change=lambda s: s):
    return [change({**s, "id": m["id"]}) for m in messages for s in m["spans"]]


def test_the_truth_itself_scores_one_on_both_parts():
    for part in ("open", "held"):
        truth = spans(messages(5, part, 120))
        for exact in (False, True):
            got = score.spans(truth, truth, exact=exact)["all"]
            assert got["f1"] == 1.0
            assert got["tp"] > 200


def test_a_span_one_short_is_right_when_relaxed_and_wrong_when_exact():
    made = messages(5, "open", 60)
    cut = spans(made, lambda s: {**s, "end": s["end"] - 1} if s["end"] - s["start"] > 3 else s)
    assert score.spans(spans(made), cut)["all"]["f1"] == 1.0
    assert score.spans(spans(made), cut, exact=True)["phone_number"]["f1"] == 0.0


def test_doubtful_findings_claim_nothing_and_ignored_spans_are_spared():
    ignore = [{"id": "x", "start": 2, "end": 4, "kind": "name"}]
    name = {"id": "x", "start": 2, "end": 4, "kind": "name", "verdict": "valid"}
    other = {**name, "start": 0, "end": 2}
    doubted = {**other, "verdict": "doubtful"}
    assert score.ordinary(["x"], [name], ignore)["wrong"] == 0
    assert score.ordinary(["x"], [name], ignore)["strict"] == 1
    assert score.ordinary(["x"], [other], ignore)["per_100k"] == 100_000
    assert score.ordinary(["x"], [{**other, "kind": "age"}], ignore)["wrong"] == 0
    assert score.spans([], [doubted], ignore=ignore)["all"]["fp"] == 0
    assert score.spans([], [other, name], ignore=ignore)["name"]["fp"] == 1


def test_a_scope_asks_only_for_its_kinds():
    true = [{"id": 1, "start": 0, "end": 4, "kind": "health_record"}, {"id": 1, "start": 5, "end": 8, "kind": "name"}]
    found = [{"id": 1, "start": 0, "end": 4, "kind": "name"}, {"id": 1, "start": 5, "end": 8, "kind": "name"}]
    assert score.spans(true, found, only=["name"])["all"] == {"tp": 1, "fp": 0, "fn": 0, "p": 1.0, "r": 1.0, "f1": 1.0}
    assert score.spans(true, found)["all"]["fp"] == 1


def test_bounds_say_inside_and_how_wide():
    got = bounds({"persons": 100}, [{"id": "persons", "low": 98, "estimate": 99, "high": 103}])
    assert got["persons"] == {
        "truth": 100,
        "low": 98,
        "estimate": 99,
        "high": 103,
        "inside": True,
        "width_pct": 5.0,
        "error_pct": 1.0,
    }


def test_a_truth_of_two_readings_lies_inside_when_both_do():
    figures = [
        {"id": "views", "low": 90, "estimate": 104, "high": 115},
        {"id": "persons", "low": 9, "estimate": 9, "high": 9},
    ]
    got = bounds({"views": [95, 110], "persons": [9, 10]}, figures, {"views", "persons"})
    assert (got["views"]["inside"], got["views"]["error_pct"]) == (True, 0.0)
    assert (got["persons"]["inside"], got["persons"]["error_pct"]) == (False, 0.0)


def test_figures_of_a_truth_take_the_place_of_what_is_counted_from_its_posts():
    truth = {"persons": {}, "posts": [], "ordinary": [], "figures": {"persons": 3, "minors_under_14": 1}}
    figures = [{"id": n, "low": 1, "estimate": 2, "high": 3} for n in ("persons", "minors_under_14", "minors")]
    got = score.case(truth, {"findings": [], "dossiers": []}, figures)["bounds"]
    assert (got["persons"]["truth"], got["minors_under_14"]["truth"], got["minors"]["truth"]) == (3, 1, 0)


def test_a_perfect_run_of_a_whole_case_scores_one_and_a_blind_one_nothing(tmp_path):
    from doxdocket.rehearsal import invent

    truth = invent(tmp_path, seed=4, scale=0.03).data
    findings, dossiers = [], []
    for post in truth["posts"]:
        at = {"channel_id": post["channel_id"], "post_id": post["post_id"]}
        number = {p["person"]: p["person_no"] for p in post["publications"]}
        findings += [{**s, **at, "where": "text", "person": number[s["person"]]} for s in post["spans"]]
        findings += [{**s, **at, "start": 0, "end": 1, "person": number[s["person"]]} for s in post["fields"]]
        dossiers += [{**p, **at} for p in post["publications"]]
    figures = [{"id": "persons", "low": truth["counts"]["all"]["persons"], "estimate": 1, "high": 10**6}]
    got = score.case(truth, {"findings": findings * 2, "dossiers": dossiers}, figures)
    assert got["spans"]["open"]["all"]["f1"] == got["exact"]["held"]["all"]["f1"] == 1.0
    assert got["persons"]["person"]["f1"] == got["repeats"]["f1"] == got["fields"]["f1"] == 1.0
    assert got["ordinary"]["held"]["strict"] == 0
    assert got["bounds"]["persons"]["inside"]
    blind = score.case(truth, {"findings": [], "dossiers": []}, [])
    assert blind["spans"]["open"]["all"]["r"] == 0.0
    strangers = [{**d, "person": f"V{i}"} for i, d in enumerate(dossiers)]
    apart = score.case(truth, {"findings": findings, "dossiers": strangers}, [])["persons"]["person"]
    assert apart["p"] == 1.0 > apart["r"]


def test_a_scope_of_kinds_holds_for_both_sides():
    made = [{"id": "kinds", "low": 3, "estimate": 3, "high": 3}, {"id": "kind.name", "low": 2, "estimate": 2, "high": 2},
            {"id": "kind.face_photo", "low": 1, "estimate": 1, "high": 1}]  # fmt: skip
    assert score.figures_in(made, None)[0]["low"] == 3
    assert score.figures_in(made, {"name"})[0] == {"id": "kinds", "low": 1, "estimate": 1, "high": 1}


def test_a_set_without_a_person_claims_nobody():
    truth = {"posts": [], "ordinary": []}
    rows = [{"channel_id": "c", "post_id": "1", "person_no": 0, "person": None}]
    assert score.persons(truth, [], rows)["extra"] == 0


def test_pictures_are_scored_apart_from_fields():
    at = {"channel_id": "c", "post_id": "1"}
    truth = {
        "posts": [
            {**at, "fields": [], "images": [{"holds": ["name", "id_number"]}]},
            {**at, "post_id": "2", "fields": [], "images": [{"holds": ["name"]}]},
        ]
    }
    found = [{**at, "where": "image:ab", "kind": kind, "verdict": "valid"} for kind in ("name", "school")]
    got = score.pictures(truth, found)
    assert (got["tp"], got["fp"], got["fn"]) == (
        1,
        1,
        1,
    )  # post 2 shows nothing in its picture: perhaps it was not captured
    assert score.fields(truth, found)["fp"] == 0


def test_conduct_of_a_case_is_scored_by_post_with_ordinary_posts_as_decoys():
    truth = {
        "posts": [{"channel_id": "c", "post_id": "1", "part": "open", "conduct": [{"start": 0, "end": 6, "label": "insult", "person": None}]}],
        "ordinary": [{"channel_id": "c", "part": "open", "posts": [2, 3]}],
    }  # fmt: skip
    row = {"channel_id": "c", "where": "text", "start": 0, "end": 6}
    rows = [{**row, "post_id": "1", "label": "insult"}, {**row, "post_id": "3", "label": "threat"}]
    told = score.conduct(truth, rows, "open")
    assert told["posts"]["insult"]["f1"] == 1.0
    assert (told["decoys"]["messages"], told["decoys"]["claimed"]) == (2, 1)


def test_prices_of_a_case_are_scored_by_post_and_those_of_ordinary_posts_are_wrong():
    truth = {
        "posts": [{"channel_id": "c", "post_id": "1", "conduct": [
            {"label": "sale_offer", "amounts": [30, 30, 50, 80]}, {"label": "paid_task", "amounts": [9]}, {"label": "sale_offer"},
        ]}],
    }  # fmt: skip

    def row(post, *found, **more):
        slots = [{"slot": slot, "value": value} for slot, value in found]
        return {"channel_id": "c", "post_id": post, "where": "text", "label": "sale_offer", "slots": slots} | more

    rows = [
        row("1", ("price", "30"), ("price", "50"), ("maybe_price", "80"), ("maybe_price", "7"), ("unit", "item")),
        row("2", ("price", "50")), row("1", ("price", "30"), where="image"), row("1", ("reward", "9"), label="paid_task"), row("3", slots=None),
    ]  # fmt: skip
    assert score.prices(truth, rows) == {"sure": (2, 1, 2), "with_doubtful": (3, 2, 1)}


def test_an_invented_offer_tells_the_prices_in_it_and_no_discount():
    acts = [(post.writing.text[s["start"] : s["end"]], s) for post in Plot(3, 1.0).posts for s in post.writing.conduct]
    offers = [(text, s.get("amounts", [])) for text, s in acts if s["label"] == "sale_offer"]
    assert any("减" in text for text, _ in offers)
    for text, amounts in offers:
        numbers = [int(n) for n in re.findall(r"(?<![\d减])\d+", text)]
        assert numbers == amounts, text
