"""``clue``: the register of clues before there is a case. ``init --from-clue`` makes a case of one.

>>> sorted(clue.commands)
['add', 'fate', 'list']
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import click

from doxdocket.cli.answer import Answer
from doxdocket.cli.command import Group, argument, option
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Table
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.clues import Clue

clue = Group("clues.clue")
BOOK = argument("book", metavar="FILE", type=click.Path())
BY = option("--by", required=True, metavar="NAME")


class Entered(TypedDict):
    """A clue that was entered, or of which it was entered what became of it."""

    book: str
    clue: "Clue"


class Listed(TypedDict):
    """The clues of a book."""

    book: str
    clues: "list[Clue]"


@clue.command("clues.add")
@BOOK
@option("--source", required=True, metavar="TEXT")
@option("--says", required=True, metavar="TEXT")
@option("--day", metavar="DAY")
@BY
def add(book: str, source: str, says: str, day: str | None, by: str) -> Answer[Entered]:
    """Add it."""
    from doxdocket.desk import clues

    try:
        received = date.fromisoformat(day) if day else date.today()  # noqa: DTZ011 - the day of who enters it
    except ValueError:
        raise WrongCall("clues.no_day", day=day) from None
    made = clues.add(Path(book), source, says, received, by)
    return Answer({"book": book, "clue": made}, say("clues.entered", id=made.id, book=book))


@clue.command("clues.fate")
@BOOK
@argument("name", metavar="ID", about=Sentence("clues.id_argument"))
@argument("became", metavar="FATE", about=Sentence("clues.fate_argument"))
@option("--why", required=True, metavar="TEXT")
@BY
def fate(book: str, name: str, became: str, why: str, by: str) -> Answer[Entered]:
    """Say what became of it."""
    from doxdocket.desk import clues

    clues.fate(Path(book), name, became, why, by)
    one = clues.of(Path(book), name)
    return Answer({"book": book, "clue": one}, say("clues.entered", id=one.id, book=book))


@clue.command("clues.list")
@BOOK
def list_(book: str) -> Answer[Listed]:
    """All of them."""
    from doxdocket.desk import clues

    if not Path(book).is_file():
        raise WrongCall("clues.no_book", file=book)
    rows = clues.clues(Path(book))
    columns = [
        Column(zh_en("clues.id"), "id"), Column(zh_en("clues.day"), "day"), Column(zh_en("clues.source"), "source"), Column(zh_en("clues.says"), "says"),
        Column(zh_en("clues.fate"), lambda row: zh_en(f"clues.fate_{row.fate}")), Column(zh_en("clues.why"), "why"),
    ]  # fmt: skip
    return Answer({"book": book, "clues": rows}, [Table(rows, columns, zh_en("clues.none"))])
