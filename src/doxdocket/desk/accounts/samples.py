"""The samples of a case: plans with what two reviewers answered, and the questions on which the two differ.

Left out: drawing and answering (``pipeline.sampled``), and who answered what.
"""

from collections.abc import Collection, Iterable
from typing import TypedDict, cast

from doxdocket.desk.accounts import reviewed
from doxdocket.desk.accounts.reviewed import Sampling
from doxdocket.pipeline import sampled
from doxdocket.report.document import Document
from doxdocket.sample.answers import Weighed
from doxdocket.sample.estimates import block
from doxdocket.store.case import Case
from doxdocket.store.samples import PLAN


class Open(TypedDict):
    """A question on which the two reviewers differ."""

    plan: str
    question: str
    population: str
    unit: str
    first: object
    second: object


class Reviewed(TypedDict):
    """What the review says."""

    case: str
    sampling: Sampling
    open: list[Open]


def document(case: Case, name: str, without: Collection[str] = ()) -> Document[Reviewed]:
    """Computed from what there is now; ``name``: how the case is called; ``without``: the plans that who reads is still answering."""
    told = block([one for one in sampled.said(case) if one["plan"] not in without], sampled.undone(case))
    open_ = [row for one in case.samples.standing(PLAN) if one.id not in without for row in _open(one.id, sampled.weighed(case, one))]  # fmt: skip
    data: Reviewed = {"case": name, "sampling": cast("Sampling", told), "open": open_}
    return Document(data, [*reviewed.page(told, strata=True), reviewed.differ(open_)])


def _open(plan: str, weighed: Iterable[Weighed]) -> list[Open]:
    return [
        {"plan": plan, "question": w.question.number, "population": w.question.population, "unit": w.question.unit,
         "first": w.both[0], "second": w.both[1]}
        for w in weighed if w.open
    ]  # fmt: skip
