"""``assess``: what figures and register say about parties, gains, damages, procedure and motive.

Each command asks the current run and the register as it stands; ``procedure`` asks the register alone and needs no run. Left out: any conclusion, any
amount of damages and any word on fault; a person draws them. The sheet for the panel of experts (``damages --panel``) holds rounded figures and no names or codes.

>>> list(assess.commands)[:2]
['thresholds', 'parties']
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import Group, case_argument, option
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.errors import WrongCall
from doxdocket.words import zh_en

if TYPE_CHECKING:
    from doxdocket.desk.accounts.damages import OfDamages, OfPanel
    from doxdocket.desk.accounts.gains import OfGains
    from doxdocket.desk.accounts.parties import OfMotives, OfParties
    from doxdocket.desk.accounts.points import OfPoints
    from doxdocket.desk.accounts.procedure import OfProcedure
    from doxdocket.desk.accounts.thresholds import OfThresholds
    from doxdocket.desk.accounts.validation import OfValidation

assess = Group("assessing.assess", examples=("doxdocket assess thresholds case",))
TYPES = ("civil_pil", "criminal_incidental_civil_pil", "consumer_civil_pil")


@assess.command(
    "assess_thresholds.thresholds",
    examples=("doxdocket assess thresholds case", "doxdocket assess thresholds case --scope core"),
)
@case_argument()
@option("--scope", "scopes", multiple=True, metavar="SCOPE")
def thresholds(case: str, scopes: tuple[str, ...]) -> "Answer[OfThresholds]":
    """Read what the run answered."""
    from doxdocket.desk.accounts import thresholds as account

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case, scopes))


@assess.command(
    "assess_parties.parties", examples=("doxdocket assess parties case", "doxdocket assess parties case --json")
)
@case_argument()
def parties(case: str) -> "Answer[OfParties]":
    """Read register and run, and say it."""
    from doxdocket.desk.accounts import parties as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case))


@assess.command("assess_parties.motives", examples=("doxdocket assess motives case",))
@case_argument()
def motives(case: str) -> "Answer[OfMotives]":
    """Read register and run, and say it."""
    from doxdocket.desk.accounts.parties import motives_document

    with open_case(case) as opened:
        return Answer.of(motives_document(opened, case))


@assess.command("assess_gains.gains", examples=("doxdocket assess gains case", "doxdocket assess gains case --json"))
@case_argument()
@option("--net", is_flag=True)
def gains(case: str, net: bool) -> "Answer[OfGains]":
    """Read register, files and run, and say it."""
    from doxdocket.desk.accounts import gains as account

    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case, net=net))


@assess.command("assess_damages.damages")
@case_argument()
@option("--on", "at", metavar="DATE")
@option("--window", type=click.IntRange(1, 60), metavar="DAYS")
@option("--type", "suit", type=click.Choice(TYPES), default="civil_pil")
@option("--panel", is_flag=True)
@option("--picture", type=click.Path(), metavar="FILE")
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


@assess.command("assess_procedure.procedure")
@case_argument()
@option("--on", "at", metavar="DATE")
@option("--ics", type=click.Path(), metavar="FILE")
@option("--picture", type=click.Path(), metavar="FILE")
def procedure(case: str, at: str | None, ics: str | None, picture: str | None) -> "Answer[OfProcedure]":
    """Read the register, count, write what was asked for."""
    from doxdocket.desk.accounts import procedure as account
    from doxdocket.desk.releasing import require
    from doxdocket.store import new_file

    with open_case(case) as opened:
        data = account.account(opened, day_of(at))
        told = account.calendar(opened, data) if ics else b""
        if ics and not told:
            raise WrongCall("assess_procedure.register_holds_no_event_of")
        files = [(ics, told)] if ics else []
        if picture:
            if not (drawn := account.picture(data)):
                raise WrongCall("assess_procedure.register_holds_no_event_of_procedure")
            files.append((picture, f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'.encode()))
        require(opened, files)
    for path, content in files:
        new_file.write(Path(path), content)
    return Answer.of(account.document(data, case, ics=ics, picture=picture))


@assess.command("assess_points.points", examples=("doxdocket assess points case",))
@case_argument()
def points(case: str) -> "Answer[OfPoints]":
    """Put every reading beside the others."""
    from doxdocket.desk.accounts import points as account

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case))


@assess.command("assess_validation.validation", examples=("doxdocket assess validation case",))
@case_argument()
def validation(case: str) -> "Answer[OfValidation]":
    """Ask the case, and say what it leaves open."""
    from doxdocket.desk.accounts import validation as account

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        return Answer.of(account.document(opened, case))
