"""What stands beside the case and is named by the accounts: a state of the procedure (``S7``), a published case (``case:linan_zhou_2025``).

>>> found = explanation("case:linan_zhou_2025", ())
>>> found.title.en, found.sections[0].rows[0]["how"]
('published case linan_zhou_2025', 'least')
>>> explanation("case:nothing", ()) is None
True
"""

from collections.abc import Iterable

from doxdocket.assess.damages.likes import published
from doxdocket.assess.plain import plain
from doxdocket.assess.procedure.account import KnownState
from doxdocket.count.explanation import Both, Explanation, Section
from doxdocket.law.comparables import by_id
from doxdocket.pipeline.lean import lean

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
    told = plain(published(found))
    deep = [
        {"what": name, **lean(one)}
        for name, held in told.items()
        for one in (held if isinstance(held, list) else [held])
        if isinstance(one, dict)
    ]
    title = Both(f"公开案例 {found.id}", f"published case {found.id}")
    return Explanation(asked, "case", title, [
        Section(Both("数字（余、约为公布的说法）", "numbers, as published"), rows=deep),
        Section(Both("案例（只读到公开网页的节选）", "the case (excerpts of public pages alone were read)"), rows=[lean(told)]),
    ])  # fmt: skip


def _state(asked: str, found: KnownState) -> Explanation:
    events = [
        {"how": how, **lean(plain(one))}
        for how, some in (("entered", found.entered), ("steps", found.steps), ("planned", found.planned))
        for one in some
    ]
    return Explanation(asked, "state", Both(found.zh, found.en), [
        Section(Both("依据", "article"), [Both(found.article, found.article)]),
        Section(Both("登记的事项（doxdocket explain 案卷 event/编号）", "events on the register (doxdocket explain CASE event/ID)"), rows=events),
        Section(Both("文书", "documents"), rows=[lean(plain(one)) for one in found.documents]),
    ])  # fmt: skip
