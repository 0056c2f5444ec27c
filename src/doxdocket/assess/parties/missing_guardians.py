"""Who must be asked for beside the guardians entered: the other parent, and who had the care when none of them had.

Source: 民法典 art. 27(1): both parents are guardians. A parent who is none (dead, unable, disqualified, a court's finding) is entered all the
same, with the reason and its day; or a person states the fact ``parents_both`` as untrue. What it leaves out: finding anybody.

>>> from doxdocket.assess.parties.facts import Facts
>>> from doxdocket.assess.forms.parties import Defendant, Guardian
>>> from doxdocket.assess.parties.ward import Acts
>>> who, by = (
...     Defendant(id="D5", name="乙", born="2008-09-14"),
...     Guardian(id="G1", ward="D5", name="丙", relation="mother"),
... )
>>> [(r.relation, r.missing) for r in absent(Ward(who, [by], Acts(date(2023, 7, 9)), Facts({})))]
[('father', ('sued', 'other_parent'))]
"""

from collections.abc import Iterator
from datetime import date

from doxdocket.assess.parties.stretches import Stretch, without
from doxdocket.assess.parties.ward import DELEGATE, TOGETHER, Answering, Ward, cares, how

NOBODY, OTHER_PARENT, BOTH_PARENTS, NOBODY_THEN = "guardian", "other_parent", "both_parents", "nobody_then"


def absent(case: Ward) -> list[Answering]:
    """Rows without a name: nobody entered at all, a parent of whom nothing is (both in one row), days in which nobody had the care."""
    first, last = case.window()
    given = case.given(first, last)
    missing, marks, common = (
        case.missing(first, last, given),
        case.marks(given, first, last),
        case.common(given, first, last),
    )
    who = case.who.id
    if not case.own:
        return [Answering("", who, "", how(case, given, first, last), common, (*missing, NOBODY), marks, first, last)]
    asked = [*case.ask(TOGETHER, given, first), *common]
    lacked = case.unaccounted()
    of = [("parent", BOTH_PARENTS)] if len(lacked) > 1 else [(relation, OTHER_PARENT) for relation in lacked]
    others = [
        Answering("", who, relation, "open", asked, (*missing, name), marks, first, last) for relation, name in of
    ]
    return [*others, *(_nobody(case, a, b) for a, b in _gaps(case))]


def _nobody(case: Ward, first: date, last: date) -> Answering:
    """Acts of days in which none of those entered had the care."""
    given = case.given(first, last)
    missing = (*case.missing(first, last, given), NOBODY_THEN)
    return Answering(
        "",
        case.who.id,
        "",
        how(case, given, first, last),
        case.common(given, first, last),
        missing,
        case.marks(given, first, last),
        first,
        last,
    )


def _gaps(case: Ward) -> Iterator[Stretch]:
    """The stretches of acts in which none of those entered had the care; only such as hold a known act."""
    first, last = case.window()
    days = [day for day in (case.first, case.last, *case.acts.days) if first <= day <= last]
    for a, b in without([(first, last)], cared(case)):
        if any(a <= day <= b for day in days):
            yield a, b


def cared(case: Ward) -> list[Stretch]:
    """The days of care of those who are or may be guardians, delegates left out."""
    return [
        (one.since or date.min, one.until or date.max)
        for one in case.own
        if one.relation != DELEGATE and cares(one, case)
    ]
