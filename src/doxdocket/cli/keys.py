"""``key``: who can open a case, and this person's own key.

A secret is shown once only, by ``key escrow`` without a recipient, for printing; a passphrase is never an argument.

>>> sorted(key.commands)
['add', 'escrow', 'export', 'import', 'list', 'new', 'remove', 'rotate', 'show', 'sign', 'sign-in']
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import Group, argument, case_argument, option
from doxdocket.cli.opening import new_passphrase, open_case, passphrase, warn_if_exposed
from doxdocket.report.document import Column, Table
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.holders import Holder

key = Group(
    "keys.key",
    examples=(
        "doxdocket key show",
        Sentence("keys.key_example"),
        Sentence("keys.key_example_2"),
    ),
)

LINES = 40
"""Of a block that is pasted."""
NAME = option("--name", default="", metavar="NAME")
OFFICER = option("--officer", default="", metavar="NAME")


class Holders(OfCase):
    """Who can open the case."""

    holders: "list[Holder]"


class SignedIn(TypedDict):
    """A link to the desk, for this officer."""

    officer: str
    link: str


class Held(OfCase):
    """A person who can open the case now."""

    holder: "Holder"


class Spare(Held):
    """A spare key, left."""

    secret: Annotated[str | None, zh_en("keys.null_when_public_key_was")]


class Rotated(OfCase):
    """Who opens the case with its new key."""

    removed: Annotated[str | None, zh_en("keys.whose_key_was_removed")]
    holders: "list[Holder]"


class Mine(TypedDict):
    """A person's own key."""

    home: Annotated[str, zh_en("keys.where_it_lies")]
    recipients: list[str]
    passphrase: Annotated[bool, zh_en("keys.whether_it_has_one")]


class Signing(OfCase):
    """The key with which an officer signs what is handed over."""

    public: str
    fingerprint: str
    officer: str
    custody_row: int


class Written(TypedDict):
    """A key in a file."""

    file: str


@key.command("keys.list", examples=(Sentence("keys.key_example"),))
@case_argument()
def list_(case: str) -> Answer[Holders]:
    """Read them out of the case."""
    with open_case(case) as opened:
        rows = opened.holders()
    roles = {"officer": zh_en("keys.officer"), "escrow": zh_en("keys.escrow")}
    shown = [Column(zh_en("keys.fingerprint"), "fingerprint"), Column(zh_en("keys.role"), lambda r: roles[r.role]),
             Column(zh_en("keys.name"), lambda r: r.name or "—"), Column(zh_en("keys.added"), "added_at")]  # fmt: skip
    return Answer({"case": case, "holders": rows}, [Table(rows, shown)])


@key.command("keys.show", examples=("doxdocket key show",))
def show() -> Answer[Mine]:
    """Load the identity and show its public half."""
    from doxdocket.errors import KeyFault
    from doxdocket.store import keyring

    mine = [one.recipient for one in keyring.load(ask=passphrase)]
    if not mine:
        raise KeyFault("keys.you_have_no_key_yet")
    return _mine(mine)


def _mine(recipients: list[str]) -> Answer[Mine]:
    from doxdocket.store import keyring

    warn_if_exposed()
    home, locked = keyring.home(), keyring.locked()
    lock = say("keys.with_passphrase") if locked else say("keys.no_passphrase")
    data: Mine = {"home": str(home), "recipients": recipients, "passphrase": locked}
    return Answer(data, "\n".join([*recipients, say("keys.in", home=home, lock=lock)]))


@key.command("keys.new", examples=("doxdocket key new", "doxdocket key new --passphrase"))
@option("--passphrase", "locked", is_flag=True)
def new(*, locked: bool) -> Answer[Mine]:
    """Make it where there is none."""
    from doxdocket.store import keyring

    mine = keyring.ensure(ask=passphrase, new=new_passphrase if locked else None)
    if locked and not keyring.locked():
        keyring.protect(new_passphrase())
    return _mine([mine.recipient])


@key.command("keys.sign")
@case_argument()
@OFFICER
def sign(case: str, officer: str) -> Answer[Signing]:
    """Record it."""
    from doxdocket.desk import signing

    with open_case(case) as opened:
        mine = signing.signer(opened, passphrase)
        row = signing.record(opened, mine, officer)
    told: Signing = {"case": case, "public": mine.public, "fingerprint": mine.fingerprint, "officer": row.actor, "custody_row": row.seq}  # fmt: skip
    return Answer(told, say("keys.signing_key", key=mine.fingerprint, officer=one_line(row.actor), seq=row.seq, public=mine.public))  # fmt: skip


@key.command("keys.sign_in", examples=("doxdocket key sign-in",))
def sign_in() -> Answer[SignedIn]:
    """Open the link that the desk sealed for this key."""
    from doxdocket.desk import signing
    from doxdocket.store import keyring

    if sys.stdin.isatty():
        out.note(say("keys.paste_block"))
    lines = []
    for line in sys.stdin:
        lines.append(line)
        if line.startswith("-----END") or len(lines) > LINES:
            break
    officer, link = signing.opened("".join(lines), keyring.load(ask=passphrase))
    return Answer({"officer": officer, "link": link}, say("keys.link_for", officer=one_line(officer), link=link))


@key.command("keys.add")
@case_argument()
@argument("recipient")
@NAME
@OFFICER
def add(case: str, recipient: str, name: str, officer: str) -> Answer[Held]:
    """Wrap it once more."""
    with open_case(case) as opened:
        row = opened.add_holder(recipient, role="officer", name=name, officer=officer)
    shown = one_line(name) or row.fingerprint
    text = say("keys.can_now_open", shown=shown, case=case)
    return Answer({"case": case, "holder": row}, text)


@key.command("keys.escrow")
@case_argument()
@argument("recipient", required=False, about=Sentence("keys.recipient_argument_2"))
@NAME
@OFFICER
def escrow(case: str, recipient: str | None, name: str, officer: str) -> Answer[Spare]:
    """Wrap it for the keeper, or for a new key that is shown once."""
    from doxdocket.seal.keys import Identity

    made = None if recipient else Identity.generate()
    with open_case(case) as opened:
        given = made.recipient if made else str(recipient)
        row = opened.add_holder(given, role="escrow", name=name, officer=officer)
    secret = made.secret if made else None
    lines = [say("keys.spare_key_to_is_left", case=case, fingerprint=row.fingerprint)]
    if secret:
        lines += [say("keys.shown_this_once_print_it"), secret]  # fmt: skip
    return Answer({"case": case, "holder": row, "secret": secret}, "\n".join(lines))


REASON = option("--reason", required=True, metavar="TEXT")
BY = option("--officer", required=True, metavar="NAME")


@key.command("keys.remove")
@case_argument()
@argument("fingerprint")
@REASON
@BY
@option("--myself", is_flag=True)
def remove(case: str, fingerprint: str, reason: str, officer: str, *, myself: bool) -> Answer[Rotated]:
    """Rotate without that one."""
    return _rotate(case, reason, officer, without=fingerprint, myself=myself)


@key.command("keys.rotate")
@case_argument()
@REASON
@BY
def rotate(case: str, reason: str, officer: str) -> Answer[Rotated]:
    """Rotate for all."""
    return _rotate(case, reason, officer)


def _rotate(case: str, reason: str, officer: str, *, without: str = "", myself: bool = False) -> Answer[Rotated]:
    from doxdocket.errors import WrongCall

    with open_case(case, alone=True) as opened:
        if without == opened.custody.identity and not myself:
            raise WrongCall("keys.is_your_own_key_without", mark=without)
        opened.rotate(without=without, reason=reason, officer=officer)
        rows = opened.holders()
    gone = say("keys.key_of_is_removed", without=without) if without else ""
    text = gone + say("keys.has_new_key_its_holders", case=case, rows=len(rows))
    return Answer({"case": case, "removed": without or None, "holders": rows}, text)


@key.command("keys.export")
@argument("file", type=click.Path())
def export(file: str) -> Answer[Written]:
    """Write it."""
    from doxdocket.store import keyring

    keyring.export(Path(file), "" if keyring.locked() or keyring.there() is None else new_passphrase())
    return Answer({"file": file}, say("keys.written_to_on_other_computer", file=file))  # fmt: skip


@key.command("keys.import")
@argument("file", about=Sentence("keys.file_argument_2"), type=click.Path())
def import_(file: str) -> Answer[Mine]:
    """Take it in."""
    from doxdocket.store import keyring

    return _mine([one.recipient for one in keyring.take(Path(file), passphrase())])
