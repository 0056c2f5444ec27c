"""What stands beside the case and is named by the accounts: a state of the procedure (``S7``), a published case (``case:linan_zhou_2025``).

>>> found = explanation("case:linan_zhou_2025", ())
>>> found.title.en, found.sections[0].rows[0]["how"]
('published case linan_zhou_2025', 'least')
>>> explanation("case:nothing", ()) is None
True
"""

from collections.abc import Iterable

from doxdocket.assess.plain_records import plain
from doxdocket.assess.procedure.account import KnownState
from doxdocket.count.explanation import Explanation, Section
from doxdocket.desk.short_rows import lean
from doxdocket.law.comparables import by_id
from doxdocket.words import Both, zh_en

_CASE, _STATE = "case:", "state/"


def explanation(asked: str, states: Iterable[KnownState]) -> Explanation | None:
    """What has that id; ``states``: those of the procedure."""
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
