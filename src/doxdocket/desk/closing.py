"""Closing a case, and opening it again: one officer asks, another confirms with a key of their own, and each is a row of the custody chain.

Nothing else says whether a case is closed, so a process that is killed leaves it open or closed and nothing between. Asked for are a keeper (an escrow key of the case), a day
until which it is kept with the ground of that day, and a validation report, which is made with the question so that both officers confirm the same bytes. The ground
is the office's own entry: no rule of this program sets a period for files of cases. What goes on in a closed case: ``store.custody.officers.LASTING``. Nothing is ever
deleted; when the day has passed, ``verify`` and ``close`` say so. Left out: archives of paper, and who may see a closed case.

>>> day("2063-05-01"), day("permanent")
(datetime.date(2063, 5, 1), None)
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from doxdocket.desk import releasing
from doxdocket.desk.accounts import validation
from doxdocket.desk.documents.files import content
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.pipeline import published
from doxdocket.report.gather import local_day
from doxdocket.report.paper import Paper
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.custody.closing import Named, State, state, today
from doxdocket.store.custody.officers import CLOSE, CLOSE_ASKED, REOPEN, REOPEN_ASKED, Asked
from doxdocket.store.custody.permission import SPARE
from doxdocket.store.holders import Holder
from doxdocket.store.reason import checked
from doxdocket.store.verify import verify
from doxdocket.words import lang, zh_en

PERMANENT = "permanent"


def day(text: str) -> date | None:
    """A day, or none for ``permanent``; a ``WrongCall`` for anything else."""
    if text == PERMANENT:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongCall("closing.is_no_day", text=text[:40]) from None


def ask_to_close(case: Case, until: str, ground: str, reason: str, officer: str, keeper: str = "") -> State:
    """Ask that the case be closed; the validation report is made and kept with the question.

    Raises:
        WrongCall: it is closed, no run or one that is behind, no keeper or no such one, a day that is none or has passed, a reason or ground that is none or repeats a value.
        EvidenceFault: the case is not as its record says.

    """
    case.custody.who(officer, CLOSE_ASKED)
    kept, said, why = _keeper(case, keeper), checked(reason), checked(ground)
    last = day(until)
    if last is not None and last <= today(case):
        raise WrongCall("closing.day_has_passed", day=last)
    values_in_text.refuse(case, said, why)
    _sound(case)
    name = f"validation-{case.custody.end()[0] + 1}.html"
    data = content(
        Paper("validation", zh_en("closing.validation"), validation.document(case, case.info.id)), "html", lang()
    )
    releasing.leaving(case, name, len(data), partial(list, [data]))
    detail: dict[str, object] = {
        "until": until, "ground": why, "reason": said, "keeper": kept.fingerprint, "keeper_name": kept.name,
        "document": f"out/{name}", "sha256": hashlib.sha256(data).hexdigest(),
    }  # fmt: skip
    with case.together():
        case.release(name, data, officer)
        case.custody.append(CLOSE_ASKED, detail, officer)
    return state(case)


def close(case: Case, officer: str) -> State:
    """Confirm, as a second officer with a key of their own, what another asked for: the case is closed when this returns."""
    _second(case, CLOSE, officer)
    _sound(case)
    with case.together():
        one, asked = _second(case, CLOSE, officer), state(case).asked
        if asked is None or one.keeper not in {holder.fingerprint for holder in _keepers(case)}:
            raise WrongCall("closing.keeper_is_gone", mark=one.keeper, case=case.folder)
        case.custody.append(CLOSE, {"asked": asked.seq, "hash": asked.hash, "sha256": asked.detail["sha256"]}, officer)
    case.database.fold()
    return state(case)


def ask_to_reopen(case: Case, reason: str, officer: str) -> State:
    """Ask that a closed case be opened again."""
    case.custody.who(officer, REOPEN_ASKED)
    if case.custody.reading().standing.closed is None:
        raise WrongCall("closing.is_not_closed", case=case.folder)
    said = checked(reason)
    values_in_text.refuse(case, said)
    case.custody.append(REOPEN_ASKED, {"reason": said}, officer)
    return state(case)


def reopen(case: Case, officer: str) -> State:
    """Confirm it, as a second officer: work goes on when this returns."""
    with case.together():
        _second(case, REOPEN, officer)
        if asked := state(case).asked:
            case.custody.append(REOPEN, {"asked": asked.seq, "hash": asked.hash}, officer)
    case.database.fold()
    return state(case)


def _second(case: Case, act: str, officer: str) -> Asked:
    """What waits for this officer; an error that says why it is not theirs to confirm."""
    who, told = case.custody.who(officer, act), case.custody.reading().standing
    one = told.asked
    if one is None or one.act != f"{act}.ask":
        if act == CLOSE:
            raise WrongCall("closing.nobody_asked_to_close", case=case.folder)
        raise WrongCall("closing.nobody_asked_to_reopen", case=case.folder)
    if not told.second(act, who, case.custody.identity):
        raise WrongCall("closing.needs_second_officer", officer=one.officer, key=one.key)
    return one


def _sound(case: Case) -> None:
    """Refuse where the record is not sound, or the result is not of what the case holds now."""
    published.current(case)
    if published.stale(case):
        raise WrongCall("closing.result_is_behind", case=case.folder)
    if faults := [fault for fault in verify(case) if fault.severity == "fatal"]:
        raise EvidenceFault("closing.is_not_sound", n=len(faults), first=(faults[0].zh, faults[0].en), case=case.folder)


@dataclass(frozen=True, slots=True)
class Told:
    """How a case stands, for one officer at the desk with the key of their sitting. ``row``, ``at`` (a day), ``officer``: of the row that says so."""

    state: Named
    row: int = 0
    at: str = ""
    officer: str = ""
    terms: Mapping[str, str] = field(default_factory=dict)
    """On which it is closed, or is to be."""
    why: str = ""
    """It is to be opened again."""
    due: bool = False
    second: bool = False
    """Whether this officer may confirm what another asked for."""
    opens: bool = False
    """Whether they may ask that it be opened again; ``openers``: who may."""
    openers: Sequence[str] = ()


def told(case: Case, officer: str) -> Told:
    """How it stands now."""
    found, standing, key = state(case), case.custody.reading().standing, case.custody.identity
    row = found.asked or found.closed
    return Told(
        found.named, row.seq if row else 0, local_day(row.at, case.info.display_zone) if row else "", row.actor if row else "", {name: str(one) for name, one in found.terms.detail.items()} if found.terms else {},
        str(found.asked.detail.get("reason", "")) if found.asked and found.closed else "", found.due, standing.second(REOPEN if found.closed else CLOSE, officer, key),
        standing.opens(officer, key), sorted(standing.openers),
    )  # fmt: skip


def keepers(case: Case) -> list[tuple[str, str]]:
    """The escrow holders that may be named, fingerprint and name."""
    return [(one.fingerprint, one.name) for one in _keepers(case) if one.name]


def _keepers(case: Case) -> list[Holder]:
    return [one for one in case.holders() if one.role == SPARE]


def _keeper(case: Case, who: str) -> Holder:
    """The escrow holder of that name or fingerprint; without one the only one that there is."""
    held = [one for one in _keepers(case) if who in {"", one.name, one.fingerprint}]
    if len(held) != 1:
        known = ", ".join(f"{one.name or '—'} ({one.fingerprint})" for one in _keepers(case))
        raise WrongCall("closing.which_keeper" if known else "closing.needs_keeper", known=known, case=case.folder)
    if not held[0].name:
        raise WrongCall("closing.keeper_has_no_name", mark=held[0].fingerprint, case=case.folder)
    return held[0]
