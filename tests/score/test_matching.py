"""The matching rule on worked examples, the ugly ones first."""

import pytest

from doxdocket.score.matching import Match, claimed, match


def span(start, end, kind="name", **more):
    return {"start": start, "end": end, "kind": kind, **more}


CASES = {
    "the very same": ([span(0, 4)], [span(0, 4)], [], Match({0: 0}, {}, (), ())),
    "half of each is enough": ([span(0, 10)], [span(5, 15)], [], Match({0: 0}, {}, (), ())),
    "less than half is missed, but not wrong": ([span(0, 10)], [span(6, 10)], [], Match({}, {}, (0,), ())),
    "half of the found one alone is missed": ([span(0, 4)], [span(0, 9)], [], Match({}, {}, (0,), ())),
    "another kind is missed, and wrong": ([span(0, 4)], [span(0, 4, "school")], [], Match({}, {}, (0,), (0,))),
    "a near kind answers": ([span(0, 4)], [span(0, 4, "former_name_alias")], [], Match({0: 0}, {}, (), ())),
    "fragments do not add up": ([span(0, 10)], [span(0, 3), span(3, 6)], [], Match({}, {}, (0,), ())),
    "a repeat is neither right nor wrong": ([span(0, 4)], [span(0, 4), span(0, 4)], [], Match({0: 0}, {}, (), ())),
    "the first that fits is taken": ([span(0, 8)], [span(2, 6), span(0, 8)], [], Match({0: 1}, {}, (), ())),
    "one answers one": ([span(0, 4), span(4, 8)], [span(0, 8)], [], Match({0: 0}, {}, (1,), ())),
    "marking everything finds nothing": ([span(3, 6), span(20, 23)], [span(0, 40)], [], Match({}, {}, (0, 1), ())),
    "a doubtful finding is no claim": ([span(0, 4)], [span(0, 4, verdict="doubtful")], [], Match({}, {0: 0}, (0,), ())),
    "a claim goes before a doubtful one": (
        [span(0, 4)], [span(0, 4, verdict="doubtful"), span(1, 4, verdict="valid")], [], Match({0: 1}, {}, (), ()),
    ),
    "a doubtful finding is never wrong": ([], [span(0, 4, verdict="doubtful")], [], Match({}, {}, (), ())),
    "ignored is neither": ([], [span(0, 4)], [span(2, 9)], Match({}, {}, (), ())),
    "ignored of another kind does not spare": ([], [span(0, 4)], [span(2, 9, "school")], Match({}, {}, (), (0,))),
    "ignored without a kind spares all": ([], [span(0, 4), span(1, 2, "school")], [{"start": 0, "end": 3}], Match({}, {}, (), ())),
    "ignored of all kinds spares all": ([], [span(0, 4)], [span(0, 3, "*")], Match({}, {}, (), ())),
    "touching ends do not overlap": ([span(0, 4)], [span(4, 8)], [], Match({}, {}, (0,), (0,))),
    "nothing at all": ([], [], [], Match({}, {}, (), ())),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_rule(case):
    true, found, ignore, expected = CASES[case]
    assert match(true, found, ignore) == expected


@pytest.mark.parametrize(
    ("true", "found", "expected"),
    [
        ([span(0, 4)], [span(0, 4)], Match({0: 0}, {}, (), ())),
        ([span(0, 4)], [span(0, 5)], Match({}, {}, (0,), (0,))),
        ([span(0, 4)], [span(0, 4, "former_name_alias")], Match({0: 0}, {}, (), ())),
        ([span(0, 4)], [span(0, 4), span(0, 4)], Match({0: 0}, {}, (), (1,))),
        ([span(0, 4), span(0, 4)], [span(0, 4)], Match({0: 0}, {}, (1,), ())),
        ([span(0, 4), span(4, 8)], [span(0, 8)], Match({}, {}, (0, 1), (0,))),
    ],
)
def test_exact(true, found, expected):
    assert match(true, found, exact=True) == expected


def test_a_decoy_is_claimed_by_a_hard_kind_outside_what_is_ignored():
    ignore = [{"start": 0, "end": 3, "kind": "school"}]
    assert claimed([span(5, 8)], ignore)
    assert not claimed([span(2, 5)], ignore)  # of whatever kind
    assert not claimed([span(5, 8, "age"), span(5, 8, verdict="doubtful")], ignore)


def test_a_list_of_thousands_is_matched_span_by_span():
    true = [span(n * 10, n * 10 + 6) for n in range(5000)]
    found = [span(n * 10 + 1, n * 10 + 8) for n in range(5000)]
    assert match(true, found).best == {n: n for n in range(5000)}
    assert len(match(true, found, exact=True).missed) == 5000
