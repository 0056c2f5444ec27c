"""The right person, whatever the persons are called: pairs within a text against counting one by one, and B-cubed over posts."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.score.persons import b_cubed, mates, over_posts, right_pairs


def test_names_of_persons_do_not_matter():
    assert right_pairs([("p1", 7), ("p1", 7), ("p2", 0), ("p3", 1)]) == (6, 6)


def test_two_persons_swapped_in_one_fact_each():
    # of 15 pairs 6 are of one person in truth, 6 in the answer, 2 in both: 15 - 6 - 6 + 2 * 2
    assert right_pairs([("a", 0), ("a", 0), ("a", 1), ("b", 1), ("b", 1), ("b", 0)]) == (7, 15)


def test_all_thrown_together_and_all_torn_apart():
    assert right_pairs([("a", 0)] * 3 + [("b", 0)] * 2) == (4, 10)
    assert right_pairs([("a", 0), ("a", 1), ("a", 2), ("b", 3)]) == (3, 6)


def test_what_is_nobodys_is_like_no_other():
    assert right_pairs([("a", None), ("a", None)]) == (0, 1)
    assert right_pairs([("a", None), ("b", None)]) == (1, 1)
    assert right_pairs([(None, 0), (None, 0)]) == (0, 1)
    assert right_pairs([(None, None), (None, None)]) == (1, 1)


def by_pairs(spans):
    told = [((t1 == t2 is not None) == (f1 == f2 is not None)) for (t1, f1), (t2, f2) in combinations(spans, 2)]
    return sum(told), len(told)


@examples(150)
@given(st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, 0, 1])), max_size=12))
def test_pairs_of_spans_counted_one_by_one(spans):
    assert right_pairs(spans) == by_pairs(spans)


def test_who_stands_for_whom():
    assert mates([("a", 0), ("a", 1), ("a", 1), ("b", 1), ("b", None)]) == {"a": 1}
    assert mates([("a", 0), ("b", 1), ("b", 0)]) == {"a": 0, "b": 1}


def test_b_cubed_of_a_known_example():
    got = b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "y", 3: "y"})
    assert got["p"] == round((1 + 0.5 + 0.5) / 3, 4)
    assert got["r"] == round((0.5 + 0.5 + 1) / 3, 4)


@examples(60)
@given(st.dictionaries(st.integers(0, 20), st.integers(0, 5), min_size=1))
def test_b_cubed_of_a_labelling_with_itself_is_one_whatever_the_names(labels):
    got = b_cubed(labels, {k: f"V{v}" for k, v in labels.items()})
    assert (got["p"], got["r"], got["f1"]) == (1.0, 1.0, 1.0)


def test_over_posts_what_is_found_as_nobodys_stands_alone():
    # each of P1's two spans is alone: precision 1, recall a half
    assert over_posts([("P1", None), ("P1", None)]) == {"p": 1.0, "r": 0.5, "f1": 0.6667, "n": 2}
