"""Whether loss or gain can be determined, of one defendant or of several together, as persons entered it.

What is entered of one defendant counts for him alone, and for him goes before what is entered of all. Of several together there is an
answer where one was entered of all, or where the whole can be determined of each; else not, since what cannot be told apart by person may
be known together. Source: the loss is that from *this* infringement, the gain that of *this* infringer (个人信息保护法 art. 69(2), 民法典
art. 1182). What it leaves out: rules.

>>> rows = [("R0001", Determinable(id="1", what="gain", answer="whole", defendant="D1", reason="流水"))]
>>> held(rows, ("D1",)).answer, held(rows, ("D2",)).answer, held(rows, ("D1", "D2")).without
('whole', None, ('D2',))
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from doxdocket.assess.damages.account import Determined as Answer
from doxdocket.assess.damages.account import Held
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.worksheet_parts import Told, told
from doxdocket.assess.forms.damages import Determinable
from doxdocket.words import Both

Rows = Sequence[tuple[str, Determinable]]


def held(rows: Rows, among: Sequence[str]) -> Held:
    """What entries of one thing, loss or gain, say of those asked about; entries of others say nothing."""
    every = [row for row in rows if not row[1].defendant]
    own = {who: [row for row in rows if row[1].defendant == who] for who in among}
    if len(own) == 1:
        return _alone(own[among[0]], every)
    return _together(own, every)


def _alone(own: Rows, every: Rows) -> Held:
    used = own or every
    answer = _merged(used)
    return Held(answer, _says(answer), _numbers(used), bool(used) and not own, {}, (), _differ(used))


def _together(own: Mapping[str, Rows], every: Rows) -> Held:
    """An entry of all decides, unless one of a defendant shows that more can be determined: then a part can."""
    used = [*every, *(row for of in own.values() for row in of)]
    parts = {_merged(of) for of in own.values() if of}
    each_whole = parts == {"whole"} and all(own.values())
    answer = _merged(every) or ("whole" if each_whole else None)
    more = answer == "not" and bool(parts & {"whole", "partly"})
    answer = "partly" if more else answer
    return Held(
        answer, _says(answer), _numbers(used), bool(every),
        {who: so for who, of in own.items() if (so := _merged(of or every))}, tuple(who for who, of in own.items() if not (of or every)),
        more or (_merged(every) == "partly" and each_whole) or any(map(_differ, (every, *own.values()))),
    )  # fmt: skip


def _says(answer: Answer | None) -> Both:
    return frame().held[answer or "none"]


def _numbers(rows: Rows) -> tuple[str, ...]:
    return tuple(number for number, _ in rows)


def _differ(rows: Rows) -> bool:
    return len({one.answer for _, one in rows}) > 1


def _merged(rows: Rows) -> Answer | None:
    """What they say: where they are not of one answer, a part only can be determined."""
    return None if not rows else "partly" if _differ(rows) else rows[0][1].answer


def told_of(what: str, one: Held) -> Iterator[Told]:
    """What must be known beside the answer."""
    if len(set(one.each.values())) > 1:
        yield told("defendants_differ", about=what, each=one.each)
    if one.unlike:
        yield told("entries_differ", about=what, others=one.entries)
    if one.answer is None and one.entries:
        yield told("not_together", about=what, who=one.without or None)


def strangers(rows: Iterable[tuple[str, Determinable]], among: Sequence[str]) -> list[str]:
    """The entries of defendants who are not among those asked about."""
    return [number for number, one in rows if one.defendant and one.defendant not in among]
