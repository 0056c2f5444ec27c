"""The right person, whatever the persons are called, against all pairings by force."""

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.score.persons import right, same_person


def test_names_of_persons_do_not_matter():
    spans = [("p1", 7), ("p1", 7), ("p2", 0), ("p3", 1)]
    assert right(spans) == [True] * 4
    assert same_person(spans) == (1, 0, 0)


def test_two_persons_swapped_in_one_fact_each():
    spans = [("a", 0), ("a", 0), ("a", 1), ("b", 1), ("b", 1), ("b", 0)]
    assert right(spans) == [True, True, False, True, True, False]
    assert same_person(spans) == (2, 4, 4)


def test_all_thrown_together_keeps_the_greatest_only():
    spans = [("a", 0)] * 3 + [("b", 0)] * 2
    assert sum(right(spans)) == 3
    assert same_person(spans) == (4, 6, 0)


def test_all_torn_apart_keeps_one_of_each():
    spans = [("a", 0), ("a", 1), ("a", 2), ("b", 3)]
    assert sum(right(spans)) == 2
    assert same_person(spans) == (0, 0, 3)


def test_nobody_is_right_with_nobody_only():
    assert right([(None, None), (None, 0), ("a", None), ("a", 1)]) == [True, False, False, True]
    assert same_person([(None, None), (None, None), ("a", None), ("a", None)]) == (0, 0, 1)


def test_greed_is_not_enough():
    # taking the largest pair first (a with 0: 5) gives 5, the best pairing 4 + 4
    spans = [("a", 0)] * 5 + [("a", 1)] * 4 + [("b", 0)] * 4
    assert sum(right(spans)) == 8


def by_force(spans):
    true = sorted({t for t, _ in spans})
    found = sorted({f for _, f in spans}) + [-n for n in range(1, len(true) + 1)]
    return max(
        sum((t, f) in dict.fromkeys(zip(true, chosen, strict=True)) for t, f in spans)
        for chosen in permutations(found, len(true))
    )


@examples(150)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=14))
def test_the_pairing_is_the_best_there_is(spans):
    assert sum(right(spans)) == by_force(spans)


def test_a_list_of_a_thousand_persons_takes_no_time():
    spans = [(n, 1000 - n) for n in range(1000) for _ in range(3)] + [(n, 999 - n) for n in range(0, 1000, 10)]
    assert sum(right(spans)) == 3000
    assert same_person(spans)[0] == 3000


def by_pairs(spans):
    counts = [0, 0, 0]
    for (t1, f1), (t2, f2) in combinations(spans, 2):
        true, found = t1 == t2 is not None, f1 == f2 is not None
        counts = [counts[0] + (true and found), counts[1] + (found and not true), counts[2] + (true and not found)]
    return tuple(counts)


@examples(150)
@given(st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, 0, 1])), max_size=12))
def test_pairs_of_spans_counted_one_by_one(spans):
    assert same_person(spans) == by_pairs(spans)
