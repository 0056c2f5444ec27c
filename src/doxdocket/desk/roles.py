"""Who may do what at the desk: lead, reviewer, expert, auditor. The custody chain is the list: the last row that gives an officer a role is theirs. And who is on the team, with what each decided today.

An officer whom no row names is a lead, as every officer was before there were roles. A lead decides, reveals and gives roles; a reviewer decides and reveals; an
auditor looks at everything and changes nothing; an expert sees the pages that name nobody. The log itself takes no act of the last two, whatever they do it with.
Left out: who is an officer (``store.custody.officers``).

>>> may(REVIEWER, "decide"), may(AUDITOR, "decide"), may(AUDITOR, "see"), may(EXPERT, "reveal"), may(REVIEWER, "lead")
(True, False, True, False, False)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from doxdocket.desk import signing
from doxdocket.errors import WrongCall
from doxdocket.store.canonical import moment
from doxdocket.store.case import Case
from doxdocket.store.custody import people
from doxdocket.store.custody.officers import AUDITOR, EXPERT, LEAD, REVIEWER, ROLES

__all__ = [
    "AUDITOR",
    "EXPERT",
    "LEAD",
    "REVIEWER",
    "ROLES",
    "Member",
    "add",
    "alone",
    "give",
    "give_link",
    "may",
    "role",
    "team",
]

RIGHTS = {
    LEAD: frozenset({"see", "decide", "reveal", "lead"}),
    REVIEWER: frozenset({"see", "decide", "reveal"}),
    EXPERT: frozenset({"see"}),
    AUDITOR: frozenset({"see"}),
}


def may(role: str, what: str) -> bool:
    """Whether somebody of this role may see, decide, reveal or lead."""
    return what in RIGHTS[role]


def role(case: Case, officer: str) -> str | None:
    """The role of an officer of the case; None where they are none. A case that names no officers has whoever opens it as its lead."""
    officers = case.custody.officers()
    if not officers:
        return LEAD if not officer else None
    return case.custody.reading().standing.role(officer) if officer in officers else None


def alone(case: Case, officer: str, key: str) -> bool:
    """Whether a key never answered for anybody but this officer: shared once, it closes no case and opens none again."""
    return not case.custody.reading().standing.others(officer, key)


def add(case: Case, name: str, role: str, *, key: str, shared: bool, reason: str, officer: str) -> None:
    """One more officer of this role, at a key that others have too; both rows or none. Logged; a lead does it.

    ``shared``: somebody said that the key is to be shared which was this officer's alone; refused where nobody did, and where the name is an officer's.
    """
    if name in case.custody.officers():
        raise WrongCall("people.is_officer_of_this_case", name=name)
    if not shared and alone(case, officer, key):
        raise WrongCall("review_team.key_is_own")
    with case.together():
        people.add_officer(case, name, officer, [key], one_key=True, reason=reason)
        if role != LEAD:
            people.give_role(case, name, role, reason, officer)


def give_link(case: Case, name: str, *, reason: str, officer: str) -> None:
    """A lead gives an officer a link. Logged before there is one."""
    people.give_link(case, name, reason, officer)


def give(case: Case, name: str, role: str, *, reason: str, officer: str) -> None:
    """Make an officer what this role says, for a reason; a lead does it, and one lead stays. Logged."""
    people.give_role(case, name, role, reason, officer)


@dataclass(frozen=True, slots=True)
class Member:
    """One officer. ``keys``: fingerprints of those that answer for them; ``shared``: others for whom one of these answers too; ``today``: decisions by act."""

    name: str
    role: str
    keys: tuple[str, ...]
    shared: tuple[str, ...]
    today: Mapping[str, int]

    @property
    def decided(self) -> int:
        """How many decisions today."""
        return sum(self.today.values())


def team(case: Case) -> list[Member]:
    """The officers of the case, in the order in which they came."""
    zone = case.zone
    begin = datetime.combine(case.clock().astimezone(zone).date(), datetime.min.time(), zone)
    tally, standing = case.decided_since(moment(begin)), case.custody.reading().standing
    found = []
    for name in case.custody.officers():
        keys = tuple(one.fingerprint for one in signing.keys_of(case, name))
        shared = tuple(
            sorted({other for key in keys for other in standing.others(name, key)} & set(case.custody.officers()))
        )
        today = {act: n for (officer, act), n in tally.items() if officer == name}
        found.append(Member(name, role(case, name) or LEAD, keys, shared, today))
    return found
