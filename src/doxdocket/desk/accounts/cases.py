"""The published cases beside which a team sets its own, filtered; each with what was read and where.

Left out: nearness to a case at hand, which the damages worksheet tells with its reasons.
"""

# ruff: noqa: PLC0415 - a function imports the rooms it needs when it is asked: commands take words from here as they start

from typing import TYPE_CHECKING, Annotated, Any, TypedDict, cast

from doxdocket.report.document import Column, Document, Part, Table
from doxdocket.words import coded, zh_en

if TYPE_CHECKING:
    from doxdocket.law.comparables import Number

KINDS = coded("law_cases_types")
"""Types of cases in words."""
METHODS = {
    "gains": zh_en("panel_said.by_gains"), "statutory_discretion_500k": zh_en("panel_said.at_discretion_within_500_000"), "none": zh_en("panel_said.no_damages_asked"),
}  # fmt: skip
"""How a published amount was found."""


class Comparables(TypedDict):
    """Published cases; of each at least ``id``, ``name``, ``type``, ``court``, ``year``, ``items``, ``victims``, ``damages``, ``method`` and ``sources``."""

    compiled: str
    read: dict[str, str]
    cases: Annotated[
        list[dict[str, object]],
        zh_en("law_cases.each_has_id_name_type"),
    ]


def document(**asked: Any) -> Document[Comparables]:
    """Those that are as asked (``law.comparables.chosen``)."""
    from doxdocket.assess.plain_records import plain
    from doxdocket.law.comparables import chosen, file

    kept, rows = file(), chosen(**asked)
    shown = [
        Column(zh_en("law_cases.id"), lambda r: r.id), Column(zh_en("law_cases.year"), lambda r: str(r.year or "")), Column(zh_en("law_cases.type"), lambda r: KINDS[r.type]),
        Column(zh_en("law_cases.items"), lambda r: _number(r.items), right=True), Column(zh_en("law_cases.victims"), lambda r: _number(r.victims), right=True),
        Column(zh_en("law_cases.damages_yuan"), lambda r: "" if r.damages is None else _number(r.damages.total), right=True),
        Column(zh_en("law_cases.method"), lambda r: METHODS[r.method] if r.method else zh_en("law_cases.not_seen")), Column(zh_en("law_cases.case"), lambda r: r.name),
    ]  # fmt: skip
    end = zh_en("law_cases.of_cases_compiled", rows=len(rows), cases=len(kept.cases), compiled=kept.compiled, read=kept.read)  # fmt: skip
    data = {"compiled": plain(kept.compiled), "read": plain(kept.read), "cases": plain(rows)}
    return Document(cast("Comparables", data), [Part([Table(rows, shown, none=None), end])])


def _number(one: "Number | None") -> str:
    return "" if one is None else f"{one.value:,}" + ("+" if one.how == "least" else "")
