"""``assess procedure``: where the case stands, every period as it was counted, claims and performance; a calendar file, a picture.

Asks the register alone; no run is needed. Left out: any word on fault: an overrun is unexplained until a record explains it.

>>> procedure.name
'procedure'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import manner
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence, named, say

if TYPE_CHECKING:
    from doxdocket.assess.procedure.account import ProcedureAccount
    from doxdocket.desk.accounts.procedure import OfProcedure
    from doxdocket.report.calendar_file import Entry


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
    from doxdocket.pipeline import registered
    from doxdocket.store import new_file

    with open_case(case) as opened:
        entries = registered.entries(opened)
        data, info = account.account(opened, day_of(at)), opened.info
        stamp = max(
            (datetime.fromisoformat(row.at) for _, row in entries.all()), default=datetime(2000, 1, 1, tzinfo=UTC)
        )
        files = [(ics, _calendar(data, info.id, stamp))] if ics else []
        if picture:
            if not (drawn := account.picture(data)):
                raise WrongCall("assess_procedure.register_holds_no_event_of_procedure")
            files.append((picture, f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'.encode()))
        require(opened, files)
    for path, content in files:
        new_file.write(Path(path), content)
    return Answer.of(account.document(data, case, ics=ics, picture=picture))


def _calendar(data: "ProcedureAccount", case: str, stamp: datetime) -> bytes:
    """Named by the case's id: a title may hold names, and a calendar leaves the house."""
    from doxdocket.report.calendar_file import calendar

    entries = [*_dates(data), *_last_days(data)]
    if not entries:
        raise WrongCall("assess_procedure.register_holds_no_event_of")
    return calendar(case, entries, stamp, say("assess_procedure.procedure", case=case[:8]))


def _dates(data: "ProcedureAccount") -> list["Entry"]:
    """The events as recorded and planned."""
    from doxdocket.report.calendar_file import Entry

    found = []
    for state in data.states:
        for e in (*state.entered, *state.steps, *state.planned):
            said = named(e)
            found.append(Entry(f"event/{e.id}", e.at, f"{state.state} {said}", f"{state.article}\n{e.id}"))
    return found


def _last_days(data: "ProcedureAccount") -> list["Entry"]:
    """The last day of each period, by the reading that ends first; the others are told in it."""
    from doxdocket.desk.accounts.procedure import day, title
    from doxdocket.report.calendar_file import Entry

    found = []
    for d in data.deadlines:
        lasts = [r.last for r in d.readings if r.last]
        if len(lasts) < len(d.readings):
            continue
        said = d.answer_zh if manner().lang == "zh" else d.answer_en
        readings = "\n".join(f"{named(r)}{say('marks.colon')}{day(r.last)}" for r in d.readings)
        key = "/".join(["deadline", d.deadline, *d.started_by, *([d.ended_by] if d.ended_by else [])])
        summary = say("assess_procedure.last_day", title=title(d)) + f" ({said})"
        found.append(Entry(key, min(lasts), summary, f"{d.article}\n{readings}", alarm=d.answer == "running"))
    return found
