"""``backup``, ``restore``, ``fork``, ``merge``: copies of a case whose chains say what they are, so that none is taken for tampering.

>>> [one.short[1] for one in (backup, restore, fork)]
['Make a consistent copy', 'Put a backup in the place of a case that was lost', 'Make a copy to work on']
"""

from pathlib import Path
from typing import cast

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.opening import Row, at_row, open_case, row_said
from doxdocket.errors import WrongCall
from doxdocket.words import say

_PARTS = 1000
"""As many parts as a case may be forked in."""
TO = argument("to", type=click.Path())
OFFICER = option("--officer", default="", metavar="NAME")


class Copy(Row):
    """A copy of a case: of which row it is one, and where its own chain ends."""

    case: str
    to: str
    of: Row


class Merged(Row):
    """What a fork brought back."""

    case: str
    fork: str
    rows: int
    searched: int
    recorded: int
    already: int
    adrift: int
    entries: int
    fork_seq: int
    fork_head: str


@command("copies.backup")
@case_argument()
@TO
@OFFICER
def backup(case: str, to: str, officer: str) -> Answer[Copy]:
    """Copy it."""
    from doxdocket.store import backup as room

    with open_case(case) as opened:
        room.backup(opened, Path(to), officer)
    return _answer(case, to, say("copies.copied_to_check_it_doxdocket", to=to))


@command("copies.restore")
@argument("backup", type=click.Path())
@TO
@OFFICER
def restore(backup: str, to: str, officer: str) -> Answer[Copy]:
    """Copy it to its place."""
    from doxdocket.store import backup as room

    with open_case(backup) as opened:
        room.restore(opened, Path(to), officer)
    return _answer(
        backup,
        to,
        say("copies.restored_to_next_doxdocket_verify", to=to),
    )


@command("copies.fork")
@case_argument()
@TO
@OFFICER
@option("--part", metavar="N/M")
def fork(case: str, to: str, officer: str, part: str | None) -> Answer[Copy]:
    """Copy it."""
    from doxdocket.pipeline import sources
    from doxdocket.store import backup as room

    number, of = _part(part) if part else (0, 0)
    with open_case(case) as opened:
        room.fork(opened, Path(to), officer, sources.part(opened, number, of) if of else None)
    if of:
        return _answer(case, to, say("copies.part_forked", number=number, of=of, to=to))
    return _answer(case, to, say("copies.forked_to_to_be_worked", to=to))


@command("copies.merge")
@case_argument()
@argument("fork", type=click.Path())
@OFFICER
@option("--nevertheless", default="", metavar="TEXT")
def merge(case: str, fork: str, officer: str, nevertheless: str) -> Answer[Merged]:
    """Bring it back."""
    from doxdocket.desk.merging import merge as bring

    with open_case(case) as opened, open_case(fork) as theirs:
        done = bring(opened, theirs, officer, nevertheless)
        end = at_row(opened)
    new = sum(not one.already for one in done.decisions)
    data: Merged = {
        "case": case, "fork": fork, "rows": done.rows, "searched": done.searched, "recorded": new, "already": len(done.decisions) - new,
        "adrift": sum(one.adrift for one in done.decisions), "entries": done.entries, "fork_seq": done.seq, "fork_head": done.head, **end,
    }  # fmt: skip
    text = say("copies.merged_decisions_entries_custody_rows", new=new, entries=done.entries, rows=done.rows, seq=done.seq, head=done.head)  # fmt: skip
    return Answer(data, f"{text}\n{row_said(end)}\n" + say("adding.next_doxdocket_run", case=case))


def _part(text: str) -> tuple[int, int]:
    """Which part of how many."""
    number, _, of = text.partition("/")
    if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of) <= _PARTS:
        return int(number), int(of)
    raise WrongCall("copies.no_such_part", part=text, most=_PARTS)


def _answer(case: str, to: str, text: str) -> Answer[Copy]:
    """What came of it, with the row at which the chain of the copy is."""
    from doxdocket.store.custody.memory import BRANCHES

    with open_case(to) as made:
        began = next(row for row in reversed(made.custody.rows()) if row.act in BRANCHES)
        end = at_row(made)  # a copy of an earlier edition was brought up behind it
    return Answer({"case": case, "to": to, "of": cast("Row", began.detail["of"]), **end}, text)
