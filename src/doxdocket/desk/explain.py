"""Why a figure, rule, entry of the register, person, post, channel, decision or state is what it is: which room explains an id.

An id that a figure, rule, decision or person has is theirs; the entry of that id is then asked for by its form: ``defendant/D1``.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from doxdocket.count.explain import explain as counted
from doxdocket.count.explanation import Explanation, Section
from doxdocket.count.scope import CORE
from doxdocket.desk import explain_beside, explain_entry
from doxdocket.desk.effect import Effects
from doxdocket.desk.law_answers import Accounts
from doxdocket.pipeline import scoped
from doxdocket.pipeline.published import current, latest_conduct, latest_posts, standing, standing_findings
from doxdocket.records import CONDUCT
from doxdocket.store.case import Case
from doxdocket.store.register import Register
from doxdocket.words import zh_en

_PERSON = re.compile(r"V\d+")


def explain(case: Case, id_: str, name: str, names: explain_entry.Names, scopes: Sequence[str] = ()) -> Explanation:
    """Explain what has that id; ``name``: how commands name the case, ``names``: how the name of a file is shown; ``scopes``: of a figure."""
    id_ = id_.removeprefix("post:")  # as the register names a post
    accounts = Accounts(case, name, put=False)
    if id_.startswith(f"{CORE}/"):  # as a value is picked for the core
        return _within(case, id_.removeprefix(f"{CORE}/"), accounts, (CORE, *scopes))
    if scopes:
        return _within(case, id_, accounts, scopes)
    if not _counted(case, id_, accounts) and (row := explain_entry.entry_of(Register.of(case).all(), id_)) is not None:
        return explain_entry.explanation(case, row, accounts, names, id_.partition("#")[2])
    if (beside := explain_beside.explanation(id_, accounts.procedure.states)) is not None:
        return beside
    told = counted(
        case, current(case), id_, posts=latest_posts(case), findings=standing_findings(case), conduct=latest_conduct(case),
        standing=standing(case), effect=Effects(case).of, book=accounts.book, asked=accounts.of, stated=accounts.stated,
        receipts=accounts.behind,
    )  # fmt: skip
    brought = case.custody.brought().get(id_) if told.what == "decision" else None
    if brought is None:
        return told
    rows = [{"brought_by": brought.by, "brought_at": brought.at, "row": brought.seq, "said_at": brought.said_at}]
    title = zh_en("desk_explain.who_brought_it_file_or")
    return replace(told, sections=[told.sections[0], Section(title, rows=rows), *told.sections[1:]])


def _within(case: Case, id_: str, accounts: Accounts, scopes: Sequence[str]) -> Explanation:
    """A figure within a scope."""
    found = scoped.asked(case, scopes)
    scoped.figure(found, id_)
    here = found.scoped.tables
    return counted(
        case,
        found,
        id_,
        posts=here["posts"],
        findings=here["findings"],
        conduct=here["conduct"].select(CONDUCT.names),
        standing=standing(case),
        book=accounts.book,
    )


def _counted(case: Case, id_: str, accounts: Accounts) -> bool:
    """Whether a figure, rule, decision or person has that id."""
    figures = {one["id"] for one in accounts.figures.get("figures", ())}
    decisions = {str(one.id) for one in case.decisions()}
    return id_ in figures or id_ in accounts.book.texts or id_ in decisions or _PERSON.fullmatch(id_) is not None
