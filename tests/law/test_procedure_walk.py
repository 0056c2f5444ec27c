"""Where days stand in another order than the states, what is recorded is said to be misdated and never to be missing."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.law.procedure import table, walk

TABLE = table(date(2024, 6, 24))
COURSE = ("S0", "S2", "S5", "S7", "S8", "S10", "S13", "S14", "S15")


def moves(names):
    return walk(TABLE, [(name, date(2024, 7, 1) + timedelta(days=n)) for n, name in enumerate(names)])


@given(st.permutations(COURSE))
@example(["S8", "S13", "S10", "S14", "S0", "S2", "S5", "S7", "S15"])
@examples(200)
def test_nothing_of_a_whole_course_is_missing_in_whatever_order_its_days_stand(names):
    assert [m.between for m in moves(names) if set(m.between) & set(COURSE)] == []
    assert [m.after for m in moves(names)] == list(names)


@given(st.permutations(COURSE), st.sampled_from(COURSE[1:-1]))
@examples(100)
def test_only_what_is_not_recorded_is_missing(names, gone):
    left = [name for name in names if name != gone]
    assert {x for m in moves(left) for x in m.between} & set(left) == set()


def test_a_judgment_dated_before_its_hearing_does_not_make_a_settlement_missing():
    found = moves(["S8", "S13", "S10", "S14"])
    assert [(m.after, m.between, [state for state, _ in m.later], m.stray) for m in found] == [
        ("S8", (), [], False), ("S13", (), ["S10"], False), ("S10", (), [], False), ("S14", (), [], False),
    ]  # fmt: skip
    assert moves(["S8", "S13", "SR", "S10", "S13"])[1].between == ("S10",)  # that hearing is one of the new round
