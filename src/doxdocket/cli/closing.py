"""``close`` and ``reopen``: the end of the work on a case, and its going on; two officers, each with a key of their own.

>>> close.name, reopen.name
('close', 'reopen')
"""

from typing import TYPE_CHECKING, Annotated, TypedDict

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import case_argument, command, option
from doxdocket.cli.opening import Row, at_row, open_case, row_said
from doxdocket.errors import WrongCall
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case
    from doxdocket.store.custody.chain import CustodyRow
    from doxdocket.store.custody.closing import Named, State

OFFICER = option("--officer", metavar="NAME")
CONFIRM = option("--confirm", is_flag=True)


class Act(TypedDict):
    """A row of the custody chain: who asked or confirmed."""

    row: int
    at: str
    officer: str


class Closing(OfCase):
    """Whether a case is closed, on which terms, and what waits for a second officer."""

    state: "Named"
    asked: Act | None
    closed: Act | None
    until: Annotated[str | None, zh_en("closing_command.day_or_permanent")]
    ground: str | None
    keeper: Annotated[str | None, zh_en("closing_command.fingerprint_of_keeper")]
    keeper_name: str | None
    document: str | None
    sha256: str | None
    due: Annotated[bool, zh_en("closing_command.whether_day_has_passed")]


class Stands(Closing, Row):
    """The same, with the last row of the custody chain, for a note on paper."""


@command("closing_command.close")
@case_argument()
@option("--until", metavar="DATE")
@option("--ground", metavar="TEXT")
@option("--keeper", default="", metavar="WHO")
@option("--reason", metavar="TEXT")
@CONFIRM
@OFFICER
def close(
    case: str, until: str | None, ground: str | None, keeper: str, reason: str | None, confirm: bool, officer: str | None
) -> Answer[Stands]:  # fmt: skip
    """Ask, confirm, or say how it stands."""
    from doxdocket.cli.acting import officer_of, reason_of
    from doxdocket.desk import closing
    from doxdocket.store.custody.closing import state

    terms = [one for one in (until, ground, reason, keeper) if one]
    if confirm and terms:
        raise WrongCall("closing_command.confirm_takes_no_terms")
    with open_case(case) as opened:
        if confirm:
            return _told(case, opened, closing.close(opened, officer_of(opened, officer)))
        if not terms:
            return _told(case, opened, state(opened))
        if not (until and ground and reason):
            raise WrongCall("closing_command.close_needs", case=case)
        who = officer_of(opened, officer)
        return _told(case, opened, closing.ask_to_close(opened, until, ground, reason_of(reason), who, keeper))


@command("closing_command.reopen")
@case_argument()
@option("--reason", metavar="TEXT", about=Sentence("closing_command.reopen_reason_option"))
@CONFIRM
@OFFICER
def reopen(case: str, reason: str | None, confirm: bool, officer: str | None) -> Answer[Stands]:
    """Ask, confirm, or say how it stands."""
    from doxdocket.cli.acting import officer_of, reason_of
    from doxdocket.desk import closing
    from doxdocket.store.custody.closing import state

    if confirm and reason:
        raise WrongCall("closing_command.reopen_needs", case=case)
    with open_case(case) as opened:
        if not (confirm or reason):
            return _told(case, opened, state(opened))
        who = officer_of(opened, officer)
        if confirm:
            found = closing.reopen(opened, who)
            end = at_row(opened)
            return Answer(
                {**told(case, found), **end},
                "\n".join([say("closing_command.reopened", row=end["seq"], officer=who), row_said(end)]),
            )
        return _told(case, opened, closing.ask_to_reopen(opened, reason_of(reason or ""), who))


def told(case: str, found: "State") -> Closing:
    """The same as data."""
    terms = found.terms.detail if found.terms else {}

    def said(name: str) -> str | None:
        return str(terms[name]) if name in terms else None

    return {
        "case": case, "state": found.named, "asked": _act(found.asked), "closed": _act(found.closed), "until": said("until"), "ground": said("ground"),
        "keeper": said("keeper"), "keeper_name": said("keeper_name"), "document": said("document"), "sha256": said("sha256"), "due": found.due,
    }  # fmt: skip


def _act(row: "CustodyRow | None") -> Act | None:
    return None if row is None else {"row": row.seq, "at": row.at, "officer": row.actor}


def lines(data: Closing) -> list[str]:
    """The same for people: how it stands, on which terms, and what is to do next."""
    until = say("closing_command.for_good") if data["until"] == "permanent" else data["until"]
    facts = {**data, "until": until}
    terms = say("closing_command.terms", **facts) if data["until"] else ""
    asked, closed = data["asked"], data["closed"]
    match data["state"]:
        case "open":
            return [say("closing_command.is_open", case=data["case"])]
        case "closing":
            return [say("closing_command.waits_to_close", **{**facts, **(asked or {})}), terms, say("closing_command.confirm_to_close", case=data["case"])]  # fmt: skip
        case "reopening":
            return [say("closing_command.waits_to_reopen", **{**facts, **(asked or {})}), say("closing_command.confirm_to_reopen", case=data["case"])]  # fmt: skip
    due = [say("closing_command.is_due", **facts)] if data["due"] else []
    return [say("closing_command.is_closed", **{**facts, **(closed or {})}), terms, *due, say("closing_command.to_reopen", case=data["case"])]  # fmt: skip


def _told(case: str, opened: "Case", found: "State") -> Answer[Stands]:
    data, end = told(case, found), at_row(opened)
    return Answer({**data, **end}, "\n".join([*lines(data), row_said(end)]))
