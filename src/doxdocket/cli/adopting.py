"""``law adopt``: a local edition of the rules is taken into a case, or given up again; a copy stays in the case.

Left out: writing one (docs/how-to/add-a-local-rule), and computing, which is the next run's.

>>> adopt.name
'adopt'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING

import click

from doxdocket.cli.command import Answer, OfCase, argument, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.law_asking import files_of, texts_of
from doxdocket.cli.opening import open_case
from doxdocket.errors import WrongCall
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.law.check import Problem


class Adopted(OfCase):
    """Which edition of the rules a case has now."""

    before: str
    edition: str
    files: list[str]
    notices: int


@command("adopting.adopt")
@case_argument()
@argument("folder", required=False, metavar="FOLDER", type=click.Path())
@option("--shipped", is_flag=True)
@option("--reason", required=True)
@option("--officer", metavar="NAME")
def adopt(case: str, folder: str | None, shipped: bool, reason: str, officer: str | None) -> Answer[Adopted]:
    """Check it, copy it, log it."""
    from doxdocket.law import editions
    from doxdocket.store import local_rules

    if (folder is None) is not shipped:
        raise WrongCall("adopting.give_folder_of_local_edition")
    files, notices = files_of(folder) if folder else {}, []
    if folder:
        notices = _sound(folder, texts_of(files))
    with open_case(case) as opened:
        before, who, why = opened.info.rules_edition, officer_of(opened, officer), reason_of(reason, opened)
        if folder:
            name = editions.of(texts_of(files)).name
            edition = local_rules.adopt(opened, name, files, why, who)
        else:
            edition = local_rules.leave(opened, why, who)
    text = say("adopting.rules_next_doxdocket_run", before=before, edition=edition, case=case)
    text = "\n".join([*(say("adopting.notice", file=p.file, p=p) for p in notices), text])
    return Answer(
        {"case": case, "before": before, "edition": edition, "files": sorted(files), "notices": len(notices)}, text
    )


def _sound(folder: str, texts: dict[str, str]) -> "list[Problem]":
    """Refuse a local edition that has an error; its notices."""
    from datetime import UTC, datetime

    from doxdocket.law import editions

    found = editions.problems(texts, datetime.now(UTC).date())
    errors = [p for p in found if p.severity == "error"]
    if errors:
        raise WrongCall("adopting.has_errors_and_was_not", folder=folder, n=len(errors), file=errors[0].file, said_zh=errors[0].zh, said_en=errors[0].en)  # fmt: skip
    return [p for p in found if p.severity == "notice"]
