"""``init``: a case comes into being. Left out: changing what ``case.toml`` says.

>>> init.short[1]
'Make a case'
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import argument, command, option
from doxdocket.cli.opening import can_ask, new_passphrase, passphrase, warn_if_exposed
from doxdocket.errors import WrongCall
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from doxdocket.desk.clues import Clue


class Made(OfCase):
    """A new case."""

    id: str
    title: str
    authority: str
    officers: list[str]
    home: Annotated[str, zh_en("cases.where_key_lies")]
    passphrase: Annotated[bool, zh_en("cases.whether_key_has_one")]


@command("cases.init")
@argument("case", type=click.Path())
@option("--title")
@option("--authority", default="")
@option("--officer", "officers", multiple=True, metavar="NAME")
@option("--one-key", "one_key", is_flag=True)
@option("--no-passphrase", "bare", is_flag=True)
@option("--from-clue", "clue", nargs=2, metavar="FILE ID", default=None, about=Sentence("clues.from_clue_option"))
def init(
    case: str,
    title: str | None,
    authority: str,
    officers: tuple[str, ...],
    *,
    one_key: bool,
    bare: bool,
    clue: tuple[str, str] | None,
) -> Answer[Made]:
    """Make the case."""
    from doxdocket.store import keyring
    from doxdocket.store.case import Case

    warn_if_exposed()
    heard = _clue(clue, officers)
    folder, who = Path(case), keyring.ensure(ask=passphrase, new=new_passphrase if can_ask() and not bare else None)
    name = title or folder.resolve().name
    with Case.create(folder, title=name, authority=authority, officers=officers, one_key=one_key, identity=who) as made:
        info = made.info
        if clue and heard:
            from doxdocket.desk import clues

            clues.into(made, Path(clue[0]), heard, officers[0])
    data: Made = {"case": case, "id": info.id, "title": info.title, "authority": info.authority, "officers": list(info.officers),
                  "home": str(keyring.home()), "passphrase": keyring.locked()}  # fmt: skip
    shown = one_line(info.title)
    text = say("cases.made_case_next_doxdocket_add", case=case, shown=shown)  # fmt: skip
    text += say("cases.your_key_lies_in_who", home=keyring.home(), case=case)  # fmt: skip
    if not keyring.locked():
        text += say("cases.this_key_has_no_passphrase")  # fmt: skip
    if len(officers) > 1 and not one_key:
        rest, own = one_line("、".join(officers[1:])), one_line(officers[0])
        text += say("cases.this_key_answers_for_each", own=own, rest=rest, case=case)  # fmt: skip
    if len(officers) < 2:
        text += say("cases.note_fewer_than_two_officers")  # fmt: skip
    return Answer(data, text)


def _clue(clue: tuple[str, str] | None, officers: tuple[str, ...]) -> "Clue | None":
    """The clue that the case is made of, which must be there before the case is."""
    if clue is None:
        return None
    from doxdocket.desk import clues

    if not officers:
        raise WrongCall("clues.who_makes_it_a_case")
    found = clues.of(Path(clue[0]), clue[1])
    if found.case:
        raise WrongCall("clues.is_a_case_already", id=found.id, case=found.case)
    return found
