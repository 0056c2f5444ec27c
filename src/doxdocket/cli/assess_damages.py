"""``assess damages``: the worksheet for damages: ladder, factors, harm, contacts before and after, panel, published cases, range.

Left out: an amount. The sheet for the panel of experts (``--panel``) holds rounded figures and no names or codes.

>>> damages.name
'damages'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.opening import Build, open_case, warn_if_stale
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence, either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import PanelSheet, Worksheet

TYPES = ("civil_pil", "criminal_incidental_civil_pil", "consumer_civil_pil")


@dataclass(frozen=True, slots=True)
class OfDamages:
    """What ``assess damages`` prints; ``picture``: the file that it wrote."""

    sheet: "Worksheet" = field(metadata=FLAT)
    picture: str | None
    acceptance: dict[str, str] | None = None
    build: Build | None = field(default=None, metadata=TOLD)


@dataclass(frozen=True, slots=True)
class OfPanel:
    """What ``assess damages --panel`` prints."""

    case: str
    sheet: "PanelSheet" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


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
) -> Answer[OfDamages] | Answer[Annotated[OfPanel, zh_en("assess_damages.with_panel")]]:
    """Ask the worksheet, write what was asked for."""
    from doxdocket.assess.damages.worksheet import panel_sheet, worksheet
    from doxdocket.assess.plain import plain
    from doxdocket.cli import damages_said, panel_said
    from doxdocket.cli.damages_words import flow
    from doxdocket.desk import damages as gathered
    from doxdocket.pipeline import sampled
    from doxdocket.store import new_file

    if panel and picture:
        raise WrongCall("assess_damages.panel_has_no_picture")
    with open_case(case) as opened:
        warn_if_stale(opened, case)
        given = gathered.given(opened, case, hearing=day_of(at), window=window, suit=suit)
    found = worksheet(given)
    if panel:
        sheet = panel_sheet(given, found)
        return Answer(plain(OfPanel(case, sheet)), panel_said.sheet(sheet))
    unaccepted = sampled.warning(given.published)
    lines = ["\n".join(flow(either(unaccepted["zh"], unaccepted["en"]), ""))] if unaccepted else []
    lines.append(damages_said.text(found))
    if picture:
        new_file.write(Path(picture), _picture(found))
        lines.append(say("assess_damages.written", picture=picture))
    return Answer(plain(OfDamages(found, picture, unaccepted)), "\n\n".join(lines))


def _picture(found: "Worksheet") -> bytes:
    from doxdocket.cli.harm_said import lane_of, picture_label
    from doxdocket.report.contacts_picture import timeline

    drawing = timeline([lane_of(row) for row in found.contacts.rows], picture_label(found))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + str(drawing) + "\n").encode()
