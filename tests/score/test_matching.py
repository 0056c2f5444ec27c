"""The matching rule on worked examples, the ugly ones first."""

import pytest

from doxdocket.score.matching import Match, match


def span(start, end, kind="name", **more):
    return {"start": start, "end": end, "kind": kind, **more}


CASES = {
    "the very same": ([span(0, 4)], [span(0, 4)], [], Match({0: 0}, (), ())),
    "half is enough": ([span(0, 10)], [span(5, 10)], [], Match({0: 0}, (), ())),
    "less than half is missed, and wrong": ([span(0, 10)], [span(6, 10)], [], Match({}, (0,), (0,))),
    "another kind is missed, and wrong": ([span(0, 4)], [span(0, 4, "school")], [], Match({}, (0,), (0,))),
    "two fragments cover together": ([span(0, 10)], [span(0, 3), span(3, 6)], [], Match({0: 0}, (), ())),
    "two fragments that do not suffice are both wrong": ([span(0, 10)], [span(0, 2), span(7, 9)], [], Match({}, (0,), (0, 1))),
    "a repeat is wrong": ([span(0, 4)], [span(0, 4), span(0, 4)], [], Match({0: 0}, (), (1,))),
    "a part of what is found already is a repeat": ([span(0, 8)], [span(2, 6), span(0, 8)], [], Match({0: 1}, (), (0,))),
    "one over two neighbours finds both": ([span(0, 4), span(4, 8)], [span(0, 8)], [], Match({0: 0, 1: 0}, (), ())),
    "marking everything finds nothing": ([span(3, 6), span(20, 23)], [span(0, 40)], [], Match({}, (0, 1), (0,))),
    "true spans may overlap": ([span(0, 9), span(2, 5)], [span(0, 9)], [], Match({0: 0, 1: 0}, (), ())),
    "each of overlapping kinds is its own": (
        [span(0, 9, "school"), span(0, 3, "home_address")], [span(0, 9, "school"), span(0, 3, "home_address")], [], Match({0: 0, 1: 1}, (), ()),
    ),
    "ignored is neither": ([], [span(0, 4)], [span(2, 9)], Match({}, (), ())),
    "ignored of another kind does not spare": ([], [span(0, 4)], [span(2, 9, "school")], Match({}, (), (0,))),
    "ignored without a kind spares all": ([], [span(0, 4), span(1, 2, "school")], [{"start": 0, "end": 3}], Match({}, (), ())),
    "ignored does not find": ([span(0, 10)], [span(8, 14)], [span(10, 14)], Match({}, (0,), ())),
    "touching ends do not overlap": ([span(0, 4)], [span(4, 8)], [], Match({}, (0,), (0,))),
    "nothing at all": ([], [], [], Match({}, (), ())),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_relaxed(case):
    true, found, ignore, expected = CASES[case]
    assert match(true, found, ignore) == expected


@pytest.mark.parametrize(
    ("true", "found", "expected"),
    [
        ([span(0, 4)], [span(0, 4)], Match({0: 0}, (), ())),
        ([span(0, 4)], [span(0, 5)], Match({}, (0,), (0,))),
        ([span(0, 4)], [span(0, 4), span(0, 4)], Match({0: 0}, (), (1,))),
        ([span(0, 4), span(0, 4)], [span(0, 4)], Match({0: 0}, (1,), ())),
        ([span(0, 4), span(4, 8)], [span(0, 8)], Match({}, (0, 1), (0,))),
    ],
)
def test_exact(true, found, expected):
    assert match(true, found, exact=True) == expected


def test_a_kind_that_may_stand_for_another_comes_after_the_own_kind():
    also = {"home_address": {"native_place"}}
    true = [span(0, 4, "home_address")]
    assert match(true, [span(0, 4, "native_place")], also=also).best == {0: 0}
    both = match(true, [span(0, 4, "native_place"), span(0, 4, "home_address")], also=also)
    assert (both.best, both.wrong) == ({0: 1}, (0,))


def test_a_list_of_thousands_is_matched_span_by_span():
    true = [span(n * 10, n * 10 + 6) for n in range(5000)]
    found = [span(n * 10 + 1, n * 10 + 8) for n in range(5000)]
    assert match(true, found).best == {n: n for n in range(5000)}
    assert len(match(true, found, exact=True).missed) == 5000
