"""``assess damages``: the worksheet for damages: ladder, factors, harm, contacts before and after, panel, published cases, range.

Left out: an amount. The sheet for the panel of experts (``--panel``) holds rounded figures and no names or codes.

>>> damages.name
'damages'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.accounts.damages import OfDamages, OfPanel

TYPES = ("civil_pil", "criminal_incidental_civil_pil", "consumer_civil_pil")


@command(
    "damages",
    short=Sentence("assess_damages.damages_short"),
    about=Sentence("assess_damages.damages_about"),
    examples=(
        Sentence("assess_damages.damages_example"),
        Sentence("assess_damages.damages_example_2"),
        Sentence("assess_damages.damages_example_3"),
    ),
)  # fmt: skip
@case_argument()
@option(
    "--on",
    "at",
    metavar="DATE",
    about=Sentence("assess_damages.on_option"),
)
@option(
    "--window",
    type=click.IntRange(1, 60),
    metavar="DAYS",
    about=Sentence("assess_damages.window_option"),
)
@option(
    "--type",
    "suit",
    type=click.Choice(TYPES),
    default="civil_pil",
    about=Sentence("assess_damages.type_option"),
)
@option("--panel", is_flag=True, about=Sentence("assess_damages.panel_option"))
@option(
    "--picture",
    type=click.Path(),
    metavar="FILE",
    about=Sentence("assess_damages.picture_option"),
)
def damages(
    case: str, at: str | None, window: int | None, suit: str, panel: bool, picture: str | None
) -> Answer["OfDamages"] | Answer[Annotated["OfPanel", zh_en("assess_damages.with_panel")]]:
    """Ask the worksheet, write what was asked for."""
    from doxdocket.desk import damages as gathered
    from doxdocket.desk.accounts import damages as account
    from doxdocket.desk.releasing import require
    from doxdocket.store import new_file

    if panel and picture:
        raise WrongCall("assess_damages.panel_has_no_picture")
    with open_case(case) as opened:
        warn_if_stale(opened, case)
        given = gathered.given(opened, case, hearing=day_of(at), window=window, suit=suit)
        drawn = f'<?xml version="1.0" encoding="UTF-8"?>\n{account.drawn(given)}\n'.encode() if picture else b""
        if picture:
            require(opened, [(picture, drawn)])
    if panel:
        return Answer.of(account.panel_document(given, case))
    if picture:
        new_file.write(Path(picture), drawn)
    return Answer.of(account.document(given, picture=picture))
