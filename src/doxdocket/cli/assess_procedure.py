"""``assess procedure``: where the case stands, every period as it was counted, claims and performance; a calendar file, a picture.

Asks the register alone; no run is needed. Left out: any word on fault: an overrun is unexplained until a record explains it.

>>> procedure.name
'procedure'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import TYPE_CHECKING

import click

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence

if TYPE_CHECKING:
    from doxdocket.desk.accounts.procedure import OfProcedure


@command(
    "procedure",
    short=Sentence("assess_procedure.procedure_short"),
    about=Sentence("assess_procedure.procedure_about"),
    examples=(
        Sentence("assess_procedure.procedure_example"),
        Sentence("assess_procedure.procedure_example_2"),
    ),
)  # fmt: skip
@case_argument()
@option("--on", "at", metavar="DATE", about=Sentence("assess_procedure.on_option"))
@option("--ics", type=click.Path(), metavar="FILE", about=Sentence("assess_procedure.ics_option"))
@option("--picture", type=click.Path(), metavar="FILE", about=Sentence("assess_procedure.picture_option"))
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
