"""``law cases``: the published cases beside which a team sets its own, filtered; each with what was read and where.

Left out: nearness to a case at hand, which ``assess damages`` tells with its reasons.

>>> span("1000-5000"), span("3000-"), span("-10")
((1000, 5000), (3000, 1000000000000), (0, 10))
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli.command import Answer, command, option
from doxdocket.desk.accounts import METHODS
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Part, Table
from doxdocket.words import Sentence, zh_en

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import PublishedDamages, PublishedNumber

KINDS = {
    "civil_pil": zh_en("law_cases.civil_public_interest_suit"),
    "criminal_incidental_civil_pil": zh_en("law_cases.criminal_case_with_civil_public"),
    "criminal_plus_pil": zh_en("law_cases.criminal_case_and_public_interest"),
    "consumer_civil_pil": zh_en("law_cases.consumer_public_interest_suit"),
    "pil_typical_case": zh_en("law_cases.typical_case_of_public_interest"),
    "administrative_pil": zh_en("law_cases.administrative_public_interest_suit"),
    "criminal_plus_procuratorial_suggestion": zh_en("law_cases.criminal_case_and_procuratorial_suggestion"),
    "criminal": zh_en("law_cases.criminal_case"),
}
"""Types of cases in words."""
TYPES = tuple(KINDS)
_END = 10**12


def span(text: str | None) -> tuple[int, int] | None:
    """A range of whole numbers as written in a call; either end may be left out."""
    if text is None:
        return None
    low, dash, high = text.partition("-")
    if not all(part.isdigit() or not part for part in (low, high)) or not (low or high):
        raise WrongCall("law_cases.range_is_written_1000_5000", text=text[:40])  # fmt: skip
    return int(low or 0), int(high) if high else (_END if dash else int(low))


class Comparables(TypedDict):
    """Published cases; of each at least ``id``, ``name``, ``type``, ``court``, ``year``, ``items``, ``victims``, ``damages``, ``method`` and ``sources``."""

    compiled: str
    read: dict[str, str]
    cases: Annotated[
        list[dict[str, object]],
        zh_en("law_cases.each_has_id_name_type"),
    ]


@command(
    "cases",
    short=Sentence("law_cases.cases_short"),
    about=Sentence("law_cases.cases_about"),
    examples=(
        "doxdocket law cases",
        "doxdocket law cases --type civil_pil --amount known",
        "doxdocket law cases --doxxing --victims 100-",
    ),
)  # fmt: skip
@option(
    "--type",
    "types",
    type=click.Choice(TYPES),
    multiple=True,
    metavar="TYPE",
    about=Sentence("law_cases.type_option"),
)
@option("--method", type=click.Choice(list(METHODS)), default=None, about=Sentence("law_cases.method_option"))
@option("--year", "years", metavar="RANGE", about=Sentence("law_cases.year_option"))
@option(
    "--amount",
    type=click.Choice(["known", "unknown"]),
    default=None,
    about=Sentence("law_cases.amount_option"),
)
@option("--court", default="", metavar="TEXT", about=Sentence("law_cases.court_option"))
@option("--kind", "kinds", multiple=True, metavar="TEXT", about=Sentence("law_cases.kind_option"))
@option("--items", metavar="RANGE", about=Sentence("law_cases.items_option"))
@option("--victims", metavar="RANGE", about=Sentence("law_cases.victims_option"))
@option("--doxxing", is_flag=True, about=Sentence("law_cases.doxxing_option"))
def cases(
    types: tuple[str, ...], method: str | None, years: str | None, amount: str | None, court: str, kinds: tuple[str, ...],
    items: str | None, victims: str | None, doxxing: bool,
) -> Answer[Comparables]:  # fmt: skip
    """Filter the list."""
    from doxdocket.assess.damages.likes import published
    from doxdocket.assess.plain import plain
    from doxdocket.law.comparables import chosen, file

    kept = file()
    found = chosen(
        types=types, method=method or "", years=span(years), amount_known=None if amount is None else amount == "known", court=court,
        kinds=kinds, items=span(items), victims=span(victims), doxxing=True if doxxing else None,
    )  # fmt: skip
    rows = [published(case) for case in found]
    shown = [
        Column(zh_en("law_cases.id"), lambda r: r.id), Column(zh_en("law_cases.year"), lambda r: str(r.year or "")), Column(zh_en("law_cases.type"), lambda r: KINDS[r.type]),
        Column(zh_en("law_cases.items"), lambda r: _number(r.items), right=True), Column(zh_en("law_cases.victims"), lambda r: _number(r.victims), right=True),
        Column(zh_en("law_cases.damages_yuan"), lambda r: _sum(r.damages), right=True),
        Column(zh_en("law_cases.method"), lambda r: METHODS[r.method] if r.method else zh_en("law_cases.not_seen")), Column(zh_en("law_cases.case"), lambda r: r.name),
    ]  # fmt: skip
    end = zh_en("law_cases.of_cases_compiled", rows=len(rows), cases=len(kept.cases), compiled=kept.compiled, read=(kept.read.zh, kept.read.en))  # fmt: skip
    return Answer(
        {"compiled": plain(kept.compiled), "read": plain(kept.read), "cases": plain(rows)},
        [Part([Table(rows, shown, none=None), end])],
    )


def _number(one: "PublishedNumber | None") -> str:
    return "" if one is None else f"{one.value:,}" + ("+" if one.how == "least" else "")


def _sum(damages: "PublishedDamages | None") -> str:
    return "" if damages is None else f"{int(damages.amount.yuan):,}" + ("+" if damages.how == "least" else "")
