"""Who may do what at the desk: lead, reviewer, expert, auditor. The custody chain is the list: the last row that gives an officer a role is theirs.

An officer whom no row names is a lead, as every officer was before there were roles. A lead decides, reveals and gives roles; a reviewer decides and reveals; an
auditor looks at everything and changes nothing; an expert sees the pages that name nobody. Left out: who is an officer (``store.custody.officers``).

>>> may(REVIEWER, "decide"), may(AUDITOR, "decide"), may(AUDITOR, "see"), may(EXPERT, "reveal"), may(REVIEWER, "lead")
(True, False, True, False, False)
"""

from weakref import WeakKeyDictionary

from doxdocket.store.case import Case

LEAD, REVIEWER, EXPERT, AUDITOR = ROLES = ("lead", "reviewer", "expert", "auditor")
RIGHTS = {
    LEAD: frozenset({"see", "decide", "reveal", "lead"}),
    REVIEWER: frozenset({"see", "decide", "reveal"}),
    EXPERT: frozenset({"see"}),
    AUDITOR: frozenset({"see"}),
}
ACT = "officer.role"


def may(role: str, what: str) -> bool:
    """Whether somebody of this role may see, decide, reveal or lead."""
    return what in RIGHTS[role]


def role(case: Case, officer: str) -> str | None:
    """The role of an officer of the case; None where they are none. A case that names no officers has whoever opens it as its lead."""
    if not officer:
        return None if case.info.officers else LEAD
    if officer not in case.info.officers:
        return None
    return roles(case)[officer]


_KNOWN: WeakKeyDictionary[Case, tuple[tuple[int, str], dict[str, str]]] = WeakKeyDictionary()


def roles(case: Case) -> dict[str, str]:
    """Every officer with their role."""
    end = case.custody.end()
    if (known := _KNOWN.get(case)) is None or known[0] != end:
        known = _KNOWN[case] = end, _read(case)
    return known[1]


def _read(case: Case) -> dict[str, str]:
    found = dict.fromkeys(case.info.officers, LEAD)
    for row in case.custody.rows(ACT):
        if row.detail.get("officer") in found and row.detail.get("role") in ROLES:
            found[str(row.detail["officer"])] = str(row.detail["role"])
    return found
