"""Why a figure, rule, entry of the register, person, post, channel, decision or state is what it is: which room explains an id.

An id that a figure, rule, decision or person has is theirs; the entry of that id is then asked for by its form: ``defendant/D1``. What stands beside the case and
is named by the accounts is explained here: a state of the procedure (``S7``), a published case (``case:linan_zhou_2025``).

>>> found = beside("case:linan_zhou_2025", ())
>>> found.title.en, found.sections[0].rows[0]["how"]
('published case linan_zhou_2025', 'least')
>>> beside("case:nothing", ()) is None
True
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from doxdocket.assess.plain_records import plain
from doxdocket.assess.procedure.account import KnownState
from doxdocket.count.explain import explain as counted
from doxdocket.count.explanation import Explanation, Section
from doxdocket.count.scope import CORE
from doxdocket.desk import explain_entry
from doxdocket.desk.effect import effect
from doxdocket.desk.explain_entry import lean
from doxdocket.desk.law_answers import Accounts
from doxdocket.law.comparables import by_id
from doxdocket.pipeline import scoped
from doxdocket.pipeline.published import current, latest_conduct, latest_posts, standing, standing_findings
from doxdocket.records import CONDUCT
from doxdocket.store import channel_order
from doxdocket.store.case import Case
from doxdocket.store.register import Register
from doxdocket.words import Both, zh_en

_PERSON, _EXHIBIT = re.compile(r"V\d+"), re.compile(r"C(\d{2,})[-/](.+)")
_CASE, _STATE = "case:", "state/"


def explain(case: Case, id_: str, name: str, names: explain_entry.Names, scopes: Sequence[str] = ()) -> Explanation:
    """Explain what has that id; ``name``: how commands name the case, ``names``: how the name of a file is shown; ``scopes``: of a figure."""
    id_ = _post(case, id_.removeprefix("post:"))  # as the register names a post, or a paper
    accounts = Accounts(case, name, put=False)
    if id_.startswith(f"{CORE}/"):  # as a value is picked for the core
        return _within(case, id_.removeprefix(f"{CORE}/"), accounts, (CORE, *scopes))
    if scopes:
        return _within(case, id_, accounts, scopes)
    if not _counted(case, id_, accounts) and (row := explain_entry.entry_of(Register.of(case).all(), id_)) is not None:
        return explain_entry.explanation(case, row, accounts, names, id_.partition("#")[2])
    if (outside := beside(id_, accounts.procedure.states)) is not None:
        return outside
    told = counted(
        case, current(case), id_, posts=latest_posts(case), findings=standing_findings(case), conduct=latest_conduct(case),
        standing=standing(case), effect=partial(effect, case), book=accounts.book, asked=accounts.of, stated=accounts.stated,
        receipts=accounts.behind, figures=accounts.figures,
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


def _post(case: Case, id_: str) -> str:
    """The id of a post that papers call by the code of its channel and its number there (C01-36); anything else as it is."""
    told = _EXHIBIT.fullmatch(id_)
    order = channel_order.channels(case, current(case)) if told and case.current_run() is not None else []
    at = int(told[1]) if told else 0
    return f"{order[at - 1]}/{told[2]}" if told and 0 < at <= len(order) else id_


def _counted(case: Case, id_: str, accounts: Accounts) -> bool:
    """Whether a figure, rule, decision or person has that id."""
    figures = {one["id"] for one in accounts.figures.get("figures", ())}
    decisions = {str(one.id) for one in case.decisions()}
    return id_ in figures or id_ in accounts.book.texts or id_ in decisions or _PERSON.fullmatch(id_) is not None


def beside(asked: str, states: Iterable[KnownState]) -> Explanation | None:
    """What has that id beside the case; ``states``: those of the procedure."""
    if asked.startswith(_CASE):
        return _case(asked)
    name = asked.removeprefix(_STATE)
    found = next((one for one in states if one.state == name), None)
    return None if found is None else _state(asked, found)


def _case(asked: str) -> Explanation | None:
    found = by_id(asked.removeprefix(_CASE))
    if found is None:
        return None
    told = plain(found)
    deep = [
        {"what": name, **lean(one)}
        for name, held in told.items()
        for one in (held if isinstance(held, list) else [held])
        if isinstance(one, dict)
    ]
    title = zh_en("explain_beside.published_case", id=found.id)
    return Explanation(asked, "case", title, [
        Section(zh_en("explain_beside.numbers_as_published"), rows=deep),
        Section(zh_en("explain_beside.case_excerpts_of_public_pages"), rows=[lean(told)]),
    ])  # fmt: skip


def _state(asked: str, found: KnownState) -> Explanation:
    events = [
        {"how": how, **lean(plain(one))}
        for how, some in (("entered", found.entered), ("steps", found.steps), ("planned", found.planned))
        for one in some
    ]
    return Explanation(asked, "state", Both(found.zh, found.en), [
        Section(zh_en("explain_beside.article"), [Both(found.article, found.article)]),
        Section(zh_en("explain_beside.events_on_register_doxdocket_explain"), rows=events),
        Section(zh_en("explain_beside.documents"), rows=[lean(plain(one)) for one in found.documents]),
    ])  # fmt: skip
