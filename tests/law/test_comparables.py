"""The list of cases to compare with: what does not hold together is named."""

import msgspec
import pytest

from doxdocket.law import comparables

CASES = comparables.file().cases
SPLIT = next(c for c in CASES if c.damages is not None and c.damages.split)


def changed(case, **more):
    return msgspec.structs.replace(case, **more)


def with_total(case, number):
    return changed(case, damages=changed(case.damages, total=number))


@pytest.mark.parametrize(("cases", "said"), [
    ([CASES[0], CASES[0]], f"{CASES[0].id} stands twice"),
    ([changed(CASES[0], sources=())], f"{CASES[0].id}: no source"),
    ([with_total(SPLIT, changed(SPLIT.damages.total, exact=1, least=None, about=None))], f"{SPLIT.id}: the parts do not add up to the total"),
    ([with_total(SPLIT, changed(SPLIT.damages.total, exact=1, least=1))], f"{SPLIT.id}: a number needs one of exact, least, about"),
])  # fmt: skip
def test_a_list_that_does_not_hold_together_says_why(cases, said):
    assert said in [en for _, en in comparables.faults(cases)]
    assert list(comparables.faults(CASES)) == []


def test_a_case_is_found_by_its_id_or_not_at_all():
    assert comparables.by_id(SPLIT.id) is SPLIT
    assert comparables.by_id("nowhere_2000") is None


def test_cases_that_share_more_points_come_first_and_those_that_share_none_are_left_out():
    case = changed(SPLIT, doxxing=True)
    more = comparables.Profile(type=case.type, doxxing=case.doxxing)
    less = changed(case, id="less_2000", type="other than ours")
    none = changed(less, id="none_2000", doxxing=False)
    found = comparables.nearest(more, [none, less, case])
    assert [one.id for one, _ in found] == ["less_2000", case.id][::-1]
    assert [p.id for p in found[0][1]] == ["type", "method", "items", "victims", "views", "doxxing", "minors", "guardians", "joint", "defendants"]  # fmt: skip
