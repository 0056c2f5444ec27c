"""``officer``: who may act in a case, and with which key. Only officers of the case decide, open, run and so on.

An officer is tied to a key by the first act with it, or by an act that says so (``store.custody.officers``). Left out: who can open a case (``key``).

>>> sorted(officer.commands)
['add', 'key', 'list', 'remove', 'role']
"""

from typing import Annotated, TypedDict, cast

import click

from doxdocket.cli.answer import Answer, OfCase
from doxdocket.cli.command import Group, argument, case_argument, option
from doxdocket.cli.opening import open_case
from doxdocket.report.document import Column, Table
from doxdocket.visible_signs import one_line
from doxdocket.words import Sentence, listed, say, zh_en

officer = Group("officers.officer")

NAME = argument("name")
BY = option("--officer", "by", default="", metavar="NAME")
ONE_KEY = option("--one-key", "one_key", is_flag=True)


Name = Annotated[str, zh_en("officers.name")]


class Tie(TypedDict):
    """A key that somebody else tied to an officer."""

    row: int
    by: str
    officer: str
    keys: list[str]


class Officers(OfCase):
    """Who acts in the case, and with which keys."""

    officers: list[str]
    keys: dict[Name, list[str]]
    roles: dict[Name, str]
    removed: Annotated[list[str], zh_en("officers.keys_that_open_case_no")]
    ties: list[Tie]


class Added(OfCase):
    """Who came."""

    added: str
    officers: list[str]
    by: str


class Tied(OfCase):
    """The keys of one officer."""

    officer: str
    keys: list[str]


class Roled(OfCase):
    """What an officer is from now on."""

    officer: str
    role: str


class Removed(OfCase):
    """Who went, and which keys of theirs still open the case."""

    removed: str
    officers: list[str]
    keys: list[str]


@officer.command("officers.list", examples=(Sentence("officers.officer_example"),))
@case_argument()
def list_(case: str) -> Answer[Officers]:
    """Read them out of the case."""
    from doxdocket.store.custody.officers import TIED
    from doxdocket.store.custody.permission import SPARE
    from doxdocket.store.custody.permission import say_role as said_role

    with open_case(case) as opened:
        names, told = opened.info.officers, opened.custody.reading()
        held = {one.fingerprint: one.role for one in opened.holders()}
    every = [key for key, role in held.items() if role != SPARE]  # of a case from before names were tied to keys
    keys = {name: sorted(told.standing.keys.get(name, every if told.standing.edition < TIED else ())) for name in names}
    lent = [one for one in told.lent if not set(keys.get(one.officer, ())).isdisjoint(one.keys)]
    by = {(one.officer, key): say("officers.row", by=one.by, seq=one.seq) for one in lent for key in one.keys}
    removed = sorted({key for some in keys.values() for key in some} - held.keys())
    gone = dict.fromkeys(removed, say("officers.opens_case_no_more"))
    held_by = {
        name: ", ".join(key + by.get((name, key), "") + gone.get(key, "") for key in keys[name]) for name in names
    }
    shown = [
        Column(zh_en("keys.officer"), one_line),
        Column(zh_en("officers.role"), lambda name: said_role(told.standing.role(name))),
        Column(zh_en("doctor.keys"), lambda name: one_line(held_by[name]) or zh_en("officers.has_not_acted_yet")),
    ]
    rows: list[Tie] = [
        {"row": cast("int", one.seq), "by": one.by, "officer": one.officer, "keys": list(one.keys)} for one in lent
    ]
    return Answer(
        {
            "case": case,
            "officers": list(names),
            "keys": keys,
            "roles": {name: told.standing.role(name) for name in names},
            "removed": removed,
            "ties": rows,
        },
        [Table(names, shown, none=zh_en("officers.no_officers_are_named_yet"))],
    )


@officer.command(
    "officers.add",
    examples=(
        Sentence("officers.officer_example_2"),
        Sentence("officers.add_example"),
    ),
)
@case_argument()
@NAME
@option("--key", "keys", multiple=True, metavar="FINGERPRINT")
@ONE_KEY
@BY
def add(case: str, name: str, keys: tuple[str, ...], by: str, *, one_key: bool) -> Answer[Added]:
    """Add them."""
    with open_case(case) as opened:
        info = opened.add_officer(name, by, keys=_own(keys, opened.custody.identity, one_key=one_key), one_key=one_key)
        row = opened.custody.rows()[-1]
    data: Added = {"case": case, "added": info.officers[-1], "officers": list(info.officers), "by": row.actor}
    shown = one_line(info.officers[-1])
    return Answer(data, say("officers.is_officer_of_now", shown=shown, case=case))


def _own(keys: tuple[str, ...], mine: str, *, one_key: bool) -> tuple[str, ...]:
    """The keys that were said; who shares one and says none shares the one at hand."""
    return keys or ((mine,) if one_key else ())


@officer.command("officers.key")
@case_argument()
@NAME
@argument("fingerprint", required=False)
@ONE_KEY
@option("--lost-key", "lost", is_flag=True)
@option("--reason", default="", metavar="TEXT")
@BY
def key(
    case: str, name: str, fingerprint: str | None, by: str, *, one_key: bool, lost: bool, reason: str
) -> Answer[Tied]:
    """Tie it."""
    from doxdocket.errors import WrongCall
    from doxdocket.store.custody import people

    if lost != bool(reason) or (lost and (fingerprint or by or one_key)):
        raise WrongCall("officers.lost_key_goes_with_reason")
    with open_case(case) as opened:
        if lost:
            people.tie_spare(opened, name, reason)
        else:
            people.tie_officer(opened, name, fingerprint or opened.custody.identity, by, one_key=one_key)
        keys = sorted(opened.custody.reading().standing.keys[name.strip()])
    shown = one_line(name)
    return Answer(
        {"case": case, "officer": name.strip(), "keys": keys},
        say("officers.keys_of", shown=shown, keys=listed("marks.comma", keys)),
    )


@officer.command("officers.role")
@case_argument()
@NAME
@argument("role", type=click.Choice(["lead", "reviewer", "expert", "auditor"]))
@option("--reason", required=True, metavar="TEXT", about=Sentence("officers.role_reason_option"))
@BY
def role_(case: str, name: str, role: str, reason: str, by: str) -> Answer[Roled]:
    """Give it."""
    from doxdocket.desk import roles
    from doxdocket.store.custody.permission import say_role

    with open_case(case) as opened:
        roles.give(opened, name, role, reason=reason, officer=by)
    shown = one_line(name.strip())
    return Answer(
        {"case": case, "officer": name.strip(), "role": role}, say("officers.is_now", shown=shown, role=say_role(role))
    )


@officer.command("officers.remove", examples=(Sentence("officers.officer_example_3"),))
@case_argument()
@NAME
@option("--reason", required=True, metavar="TEXT", about=Sentence("officers.reason_option_2"))
@BY
def remove(case: str, name: str, reason: str, by: str) -> Answer[Removed]:
    """Remove them; say which keys of theirs still open the case."""
    from doxdocket.cli.acting import reason_of
    from doxdocket.store.custody import people

    with open_case(case) as opened:
        theirs = opened.custody.reading().standing.keys.get(name.strip(), set())
        held = opened.holders()
        info = people.remove_officer(opened, name, reason_of(reason, opened), by)
        told = opened.custody.reading().standing
    keys = [one.fingerprint for one in held if one.fingerprint in theirs]
    alone = [one for one in keys if not any(one in told.keys.get(other, ()) for other in info.officers)]
    shown = one_line(name)
    text = say("officers.is_no_officer_of_any", shown=shown, case=case)
    for one in alone:
        text += say("officers.their_key_still_opens_case", one=one, case=case)  # fmt: skip
    return Answer({"case": case, "removed": name.strip(), "officers": list(info.officers), "keys": alone}, text)
