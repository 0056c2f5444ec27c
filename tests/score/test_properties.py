"""What holds of every score, whatever is labelled and found."""

import json

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.score import Tally, read
from doxdocket.score.matching import match

LENGTH = 24
KINDS = ("name", "school", "phone_number")


@st.composite
def spans(draw):
    made = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, LENGTH - 1))
        made.append({"start": start, "end": draw(st.integers(start + 1, LENGTH)), "kind": draw(st.sampled_from(KINDS)),
                     "person": draw(st.sampled_from([None, 0, 1])), "verdict": draw(st.sampled_from(["valid", "doubtful"]))})  # fmt: skip
    return made


def apart(given):
    """Spans of which none of a kind overlap, as detect finds them."""
    kept = []
    for s in given:
        if all(s["end"] <= k["start"] or k["end"] <= s["start"] for k in kept):
            kept.append(s)
    return kept


def told(true, found, ignore=()):
    tally = Tally(worst=3)
    line = {"text": "x" * LENGTH, "spans": true, "ignore": list(ignore)}
    tally.add(read.one(json.dumps(line).encode(), 1), {"findings": found, "conduct": []})
    return tally.told()


@examples(200)
@given(spans(), spans(), spans())
def test_every_true_span_is_found_or_missed_and_no_found_one_counts_twice(true, found, ignore):
    for exact in (False, True):
        got = match(true, found, ignore, exact=exact)
        assert sorted([*got.best, *got.missed]) == list(range(len(true)))
        answers = [*got.best.values(), *got.doubted.values()]
        assert len(answers) == len({*answers, *got.wrong}) - len(got.wrong)


@examples(200)
@given(spans(), spans(), spans(), st.randoms())
def test_the_order_of_spans_does_not_matter(true, found, ignore, rng):
    true, found = apart(true), apart(found)
    before = told(true, found, ignore)
    for some in (true, found, ignore):
        rng.shuffle(some)
    after = told(true, found, ignore)
    for facts in (before, after):
        del facts["worst"]  # in the order of the labels
    assert before["kinds"] == after["kinds"]
    assert before["decoys"] == after["decoys"]


@examples(200)
@given(spans())
def test_the_truth_found_is_no_error(given_):
    true = [{**s, "verdict": "valid"} for s in apart(given_)]
    got = told(true, true)
    assert (got["micro"]["fp"], got["micro"]["fn"], got["worst"]) == (0, 0, [])
    assert got["persons"]["pairs"] in (1.0, None)


@examples(200)
@given(spans(), spans())
def test_exact_is_never_better_and_doubt_never_a_claim(true, found):
    true, found = apart(true), apart(found)
    micro = told(true, found)["micro"]
    assert micro["exact"]["tp"] <= micro["tp"]
    assert micro["n"] == micro["exact"]["n"]
    assert micro["doubted"] <= micro["fn"]
    sure = told(true, [f for f in found if f["verdict"] == "valid"])["micro"]
    assert [sure[k] for k in ("tp", "fp", "fn")] == [micro[k] for k in ("tp", "fp", "fn")]


@examples(200)
@given(spans(), spans(), st.integers(1, 3))
def test_ignoring_more_never_adds_an_error(true, found, width):
    plain = match(true, found)
    spared = match(true, found, [{"start": 0, "end": LENGTH // width}])
    assert set(spared.wrong) <= set(plain.wrong)
    assert plain.best == spared.best
