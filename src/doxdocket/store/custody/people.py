"""Officers and key holders come and go: what is written when one does, and when the key is rotated.

Names of officers and holders are held against the values of the case as reasons are (``spoken``): an officer who is a victim of the case
does not handle it, and one who only bears the name is written with a number of service.
Source: docs/decisions/0012-keys.md, 0013-officers-and-keys.md. ``Case`` is the door to all of it.

>>> import pathlib, tempfile
>>> from doxdocket.seal.keys import Identity
>>> from doxdocket.store.case import Case
>>> with tempfile.TemporaryDirectory() as home:
...     who = Identity.generate()
...     with Case.create(pathlib.Path(home) / "CASE", title="演示", officers=["甲"], identity=who) as case:
...         add(case, Identity.generate().recipient, "escrow", "档案室", "甲").role
'escrow'
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from doxdocket.errors import WrongCall
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store import holders, indexes, values_in_text
from doxdocket.store import info as about
from doxdocket.store.canonical import moment
from doxdocket.store.case_files import Change
from doxdocket.store.custody import names
from doxdocket.store.custody.elsewhere import waits
from doxdocket.store.custody.officers import BOUND, LEAD, LINK, LOST, REMOVED, ROLE, ROLES
from doxdocket.store.custody.permission import SPARE, say_role, taken
from doxdocket.store.custody.witness import facts
from doxdocket.store.edition import EDITION
from doxdocket.store.holders import Holder, Role
from doxdocket.store.info import CaseInfo
from doxdocket.store.reason import checked

if TYPE_CHECKING:
    from doxdocket.store.case import Case

STATED = frozenset(("title", "authority", "display_zone", "rules_edition"))
"""What ``describe`` changes; officers come and go by acts of their own."""


def begin(case: "Case", who: Identity, info: CaseInfo, tied: int) -> None:
    """The first act of a case: who made it holds its key; so many of its officers act with that identity."""
    info = replace(info, officers=names.every(info.officers))
    mark, first = fingerprint(who.recipient), info.officers[0] if info.officers else ""
    bound = {name: [mark] for name in info.officers[:tied]}
    with case.shelf.change() as change:
        hold(case, change, Holder(mark, who.recipient, "officer", first, info.created_at))
        state(case, change, info)
        case.custody.append(
            "init", {"case": info.id, "edition": EDITION, "key": info.key, BOUND: bound, **facts(case.database)}, first
        )


def describe(case: "Case", officer: str, reason: str, changes: Mapping[str, Any]) -> CaseInfo:
    """Change what the case says of itself. Logged, with keyed digests of what was said and is said now."""
    if not changes.keys() <= STATED:
        raise TypeError(sorted(changes))
    with case.shelf.change() as change:
        info, told = replace(case.info, **changes), {"reason": checked(reason)} if reason else {}
        was, now = (
            {name: case.mac([name, getattr(one, name)]) for name in sorted(changes)} for one in (case.info, info)
        )
        rest = {"was": was, "now": now, **told, **facts(case.database, info)}
        case.custody.append("describe", {"case": case.info.id, "changed": sorted(changes), **rest}, officer)
        state(case, change, info)
    return info


def add_officer(
    case: "Case", name: str, officer: str, keys: Sequence[str] = (), *, one_key: bool = False, reason: str = ""
) -> CaseInfo:
    """Let one more person act in this case, with these keys if any are said. Logged, with the officer who did it and any reason."""
    new = names.checked(name, case.custody.names())
    if new in case.info.officers and waits(case, "officer", new) and case.custody.who(officer, "officer.add") != new:
        case.custody.append("officer.add", {"officer": new, "confirmed": True}, officer)
        return case.info
    if not new or new in case.info.officers:
        raise WrongCall("people.is_officer_of_this_case" if new else "people.name_is_needed_nobody_was", name=new)  # fmt: skip
    values_in_text.refuse(case, new, reason)
    with case.shelf.change() as change:
        by = case.custody.who(officer, "officer.add")  # of the case as it was: nobody makes himself an officer
        _may_tie(case, new, keys, one_key=one_key)
        info = replace(case.info, officers=(*case.info.officers, new))
        told = {"officer": new, **facts(case.database, info)} | ({BOUND: {new: list(keys)}} if keys else {})
        told |= {"reason": checked(reason)} if reason else {}
        case.custody.append("officer.add", told, by)
        state(case, change, info)
    return info


def give_role(case: "Case", name: str, role: str, reason: str, officer: str) -> None:
    """Make an officer a lead, reviewer, expert or auditor; a case keeps one lead. Logged, with the reason: the rows of the chain are the list."""
    who = case.custody.named(name.strip())
    if role not in ROLES:
        raise WrongCall("people.there_is_no_such_role", roles=", ".join(ROLES))
    said, by, told = checked(reason), case.custody.who(officer, ROLE), case.custody.reading().standing
    if told.role(who) == role:
        raise WrongCall("people.has_this_role_already", name=who, role=say_role(role))
    if role != LEAD:
        _a_lead_stays(case, who)
    values_in_text.refuse(case, said)
    case.custody.append(ROLE, {"officer": who, "role": role, "reason": said}, by)


def give_link(case: "Case", name: str, reason: str, officer: str) -> None:
    """A lead gives somebody for whom the key at hand may act a link to the desk. Logged, with the reason, before there is one."""
    who, said = case.custody.officer(name), checked(reason)
    values_in_text.refuse(case, said)
    case.custody.append(LINK, {"officer": who, "reason": said}, officer)


def _a_lead_stays(case: "Case", but: str) -> None:
    """Refuse what would leave a case without a lead."""
    told = case.custody.reading().standing
    if not any(told.role(one) == LEAD for one in case.info.officers if one != but):
        raise WrongCall("people.is_last_lead", name=but)


def tie_officer(case: "Case", name: str, key: str, officer: str, *, one_key: bool = False) -> None:
    """Let an officer act with one more key. Logged, with the officer who did it."""
    who = case.custody.named(name.strip())
    with case.database.transaction():
        by = case.custody.who(officer, "officer.key")
        _may_tie(case, who, [key], one_key=one_key)
        case.custody.append("officer.key", {"officer": who, BOUND: {who: [key]}}, by)


def tie_spare(case: "Case", name: str, reason: str) -> None:
    """The officer lost their key: the spare that opened the case answers for them from here on. Logged as the act of that key, with the reason."""
    who, said, mark = case.custody.named(name.strip()), checked(reason), case.custody.identity
    values_in_text.refuse(case, said)
    with case.database.transaction():
        case.custody.who(act=LOST)
        _may_tie(case, who, [mark], one_key=False)
        case.custody.append("officer.key", {"officer": who, BOUND: {who: [mark]}, LOST: True, "reason": said})


def remove_officer(case: "Case", name: str, reason: str, officer: str) -> CaseInfo:
    """Nobody acts under this name any more; what was done stays. Logged, with the officer who did it."""
    gone, said = case.custody.named(name.strip()), checked(reason)
    if len(case.info.officers) == 1:
        raise WrongCall("people.is_only_officer_of_this", name=gone, case=case.folder)  # fmt: skip
    _a_lead_stays(case, gone)
    info = replace(case.info, officers=tuple(one for one in case.info.officers if one != gone))
    with case.shelf.change() as change:
        case.custody.append(REMOVED, {"officer": gone, "reason": said, **facts(case.database, info)}, officer)
        state(case, change, info)
    return info


def _may_tie(case: "Case", name: str, keys: Sequence[str], *, one_key: bool) -> None:
    """Refuse a key that is no holder's, and one that answers for another name unless somebody says that they share it."""
    held, told = {holder.fingerprint for holder in case.holders()}, case.custody.reading().standing
    for key in keys:
        if key not in held:
            raise holders.unknown(key, case.folder)
        if not one_key and (others := told.others(name, key)):
            raise taken(name, key, others)


def add(case: "Case", recipient: str, role: Role, name: str, officer: str) -> Holder:
    """Wrap the case key for one more person (or, as ``escrow``, for safe keeping); under an officer's name it answers for them. Logged."""
    mark = fingerprint(recipient)
    act = "key.escrow" if role == SPARE else "key.add"
    by = case.custody.who(officer, act)
    name = names.checked(name, case.info.officers)
    for holder in case.holders():
        if holder.fingerprint == mark:
            if not waits(case, "key", mark) or case.custody.identity == mark:
                raise holders.known(mark)
            case.custody.append("key.add", {"key": mark, "confirmed": True}, by)
            return holder
    values_in_text.refuse(case, "" if name in case.info.officers else name)  # an officer's was asked about when it came
    holder = Holder(mark, recipient.strip(), role, name, moment(case.clock()))
    theirs = role != SPARE and name in case.info.officers and not case.custody.reading().standing.others(name, mark)
    with case.shelf.change() as change:
        hold(case, change, holder)
        state(case, change, case.info)
        told = {"key": mark, **facts(case.database)} | ({BOUND: {name: [mark]}} if theirs else {})
        case.custody.append(act, told, by)
    return holder


def rotate(case: "Case", without: str, reason: str, officer: str) -> None:
    """Give the case a new key, for all holders or all but one (a fingerprint). Logged; asks a case opened ``alone``.

    One transaction: copies for the holders wait in ``incoming/``, the database is encrypted anew, both count from its commit on.
    """
    known = {holder.fingerprint: holder for holder in case.holders()}
    if without and without not in known:
        raise holders.unknown(without, case.folder)
    told = case.custody.reading().standing
    if without and told.closed is not None and without == told.keeper:
        raise WrongCall("people.keeps_closed_case", mark=without)
    if len(known) == 1 and without:
        raise holders.last(without)
    act = "key.remove" if without else "key.rotate"
    by, said, key = case.custody.who(officer, act), checked(reason), case.key.rotated()
    values_in_text.refuse(case, said)
    with case.shelf.change() as change:
        if without:
            case.database.execute("DELETE FROM keyholders WHERE fingerprint = ?", (without,))
            change.drop(holders.path_of(without))
        for holder in case.holders():
            change.put(holders.path_of(holder.fingerprint), key.wrap(holder.recipient), "key")
        state(case, change, case.info)
        indexes.drop(case, change)  # sealed with the key of before; it is made anew
        detail = facts(case.database) | ({"key": without} if without else {})
        case.custody.append(act, {**detail, "reason": said}, by)
        case.database.rekey(key.subkeys("database")[0])
    case.key = key


def state(case: "Case", change: Change, info: CaseInfo) -> None:
    """What the case says of itself, in the database and in ``case.toml``."""
    case.database.execute("INSERT OR REPLACE INTO meta VALUES ('info', ?)", (json.dumps(asdict(info)),))
    change.put(about.FILE, about.toml(info, [holder.fingerprint for holder in case.holders()]), "info")


def hold(case: "Case", change: Change, holder: Holder) -> None:
    """One more holder, and the key wrapped for that one."""
    case.database.execute(
        "INSERT INTO keyholders VALUES (?, ?, ?, ?, ?)",
        (holder.fingerprint, holder.recipient, holder.role, holder.name, holder.added_at),
    )
    change.put(holders.path_of(holder.fingerprint), case.key.wrap(holder.recipient), "key")


def stated_truly(case: "Case") -> bool:
    """Whether the database still says what was written to ``case.toml``."""
    try:
        data = about.toml(case.info, [holder.fingerprint for holder in case.holders()])
        return case.shelf.recorded()[about.FILE][0] == hashlib.sha256(data).hexdigest()
    except (ValueError, TypeError, KeyError):
        return False
