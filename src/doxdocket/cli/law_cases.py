"""``law cases``: the published cases beside which a team sets its own, filtered; each with what was read and where.

Left out: nearness to a case at hand, which ``assess damages`` tells with its reasons.

>>> span("1000-5000"), span("3000-"), span("-10")
((1000, 5000), (3000, 1000000000000), (0, 10))
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

import click

from doxdocket.cli.command import Answer, command, option
from doxdocket.desk.accounts.cases import KINDS, METHODS
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.desk.accounts.cases import Comparables

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


@command(
    "law_cases.cases",
    examples=(
        "doxdocket law cases",
        "doxdocket law cases --type civil_pil --amount known",
        "doxdocket law cases --doxxing --victims 100-",
    ),
)
@option("--type", "types", type=click.Choice(TYPES), multiple=True, metavar="TYPE")
@option("--method", type=click.Choice(list(METHODS)), default=None)
@option("--year", "years", metavar="RANGE")
@option("--amount", type=click.Choice(["known", "unknown"]), default=None)
@option("--court", default="", metavar="TEXT")
@option("--kind", "kinds", multiple=True, metavar="TEXT")
@option("--items", metavar="RANGE")
@option("--victims", metavar="RANGE")
@option("--doxxing", is_flag=True)
def cases(
    types: tuple[str, ...], method: str | None, years: str | None, amount: str | None, court: str, kinds: tuple[str, ...],
    items: str | None, victims: str | None, doxxing: bool,
) -> "Answer[Comparables]":  # fmt: skip
    """Filter the list."""
    from doxdocket.desk.accounts import cases as account

    return Answer.of(account.document(
        types=types, method=method or "", years=span(years), amount_known=None if amount is None else amount == "known", court=court,
        kinds=kinds, items=span(items), victims=span(victims), doxxing=True if doxxing else None,
    ))  # fmt: skip
