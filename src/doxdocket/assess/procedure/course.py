"""Where a case stands: the states it entered, the documents recorded and missing, the moves that the table does not know.

Entries dated after the day asked about are planned, and no state is entered by them. Left out: periods, see ``periods``.

>>> found = course(
...     procedure.table(date(2024, 6, 24)), [Event(id="1", state="S2", at=date(2024, 6, 24))], date(2025, 1, 1)
... )
>>> found.current, [p.id for p in found.states[2].documents if p.missing]
('S2', ['opening_form', 'opening_decision'])
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.procedure.account import KnownState, Paper, Recorded
from doxdocket.law import procedure
from doxdocket.law.periods import Document, Procedure, State
from doxdocket.law.procedure import Move
from doxdocket.law.told_procedure import event as words


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course on a day."""

    current: str | None
    states: tuple[KnownState, ...]
    moves: tuple[Move, ...]
    unknown: tuple[Event, ...]
    """Entries whose step the table does not know."""


def course(table: Procedure, events: Sequence[Event], on: date) -> Course:
    """What the entries make of the table."""
    known = procedure.keys(table)
    done = [e for e in events if e.at <= on]
    entered = [(e.state, e.at) for e in done if not e.step]
    stands = tuple(_stand(state, [e for e in events if e.state == state.id], on) for state in table.states)
    moves = tuple(procedure.walk(table, entered))
    return Course(procedure.current(table, entered), stands, moves, tuple(e for e in events if e.key not in known))


def in_order(events: Sequence[Event]) -> list[Event]:
    """By day; those of one day in the order of their ids."""
    return sorted(events, key=lambda e: (e.at, e.id))


def in_time(event: Event) -> date:
    """The day that counts for being in time: of papers handed in that of posting, of what is served that of receipt (民事诉讼法 art. 91)."""
    return event.at if event.key in procedure.steps("received") else event.done


def _stand(state: State, events: Sequence[Event], on: date) -> KnownState:
    """One state of the table, as far as the case has come."""
    done = in_order([e for e in events if e.at <= on])
    entered = tuple(e for e in done if not e.step)
    steps = {e.step for e in done}
    papers = tuple(
        _paper(d, done, state.documents, here=d.step in steps if d.step else bool(entered)) for d in state.documents
    )
    return KnownState(
        state.id, state.zh, state.en, state.article, [_recorded(e) for e in entered], [_recorded(e) for e in done if e.step],
        [_recorded(e) for e in in_order([e for e in events if e.at > on])], papers,
    )  # fmt: skip


def _recorded(one: Event) -> Recorded:
    zh, en = words(one.key, "zh"), words(one.key, "en")
    return Recorded(one.id, one.key, zh, en, one.at, one.posted, one.document, one.receiver, one.evidence)


def _paper(paper: Document, done: Sequence[Event], asked: Sequence[Document], *, here: bool) -> Paper:
    named = {e.id: _names(paper, e, asked) for e in done if e.document}
    recorded = tuple(one for one, names in named.items() if names)
    told = tuple(dict.fromkeys(name for names in named.values() for name in names))
    missing = here and paper.needs == "must" and not recorded
    return Paper(paper.id, paper.zh, paper.en, paper.article, paper.needs, recorded, missing, told)


def _names(paper: Document, event: Event, asked: Sequence[Document]) -> list[str]:
    """The names in an entry that mean this document; of a step that has one of its own, all that the entry names."""
    names = [name for name in _BETWEEN.split(event.document) if name.strip()]
    if paper.step and event.step == paper.step:
        return names
    return [name.strip() for name in names if means(name, paper, asked)]


def means(name: str, paper: Document, asked: Sequence[Document]) -> bool:
    """Whether a name that a person gave a document means the one asked for.

    It holds that name and nothing that makes another paper of it (不予, 撤销, 发票, 回证), nor the longer name of another one asked
    for; or it is the end of that name and of no other's, and more than a kind of paper (决定书); or it is its whole English name.

    >>> papers = procedure.states(procedure.table(date(2024, 6, 24)))["S7"].documents
    >>> [
    ...     p.id
    ...     for name in (
    ...         "起诉书（副本）",
    ...         "《民事公益诉讼 起诉书》",
    ...         "公告",
    ...         "撤回起诉书申请",
    ...         "reply to the indictment",
    ...     )
    ...     for p in papers
    ...     if means(name, p, papers)
    ... ]
    ['indictment', 'indictment']
    >>> papers = procedure.states(procedure.table(date(2024, 6, 24)))["S11"].documents
    >>> [p.id for name in ("与某甲的调解协议", "和解协议", "调解书") for p in papers if means(name, p, papers)]
    ['terms', 'terms', 'mediation_paper']
    """
    said, called = plain_name(name), _either(plain_name(paper.zh))
    if said == plain_name(paper.en) or name.strip().casefold() == paper.id:
        return True
    if own := next((one for one in called if one in said), ""):
        before, _, after = said.partition(own)
        longer = any(own in other and own != other and other in said for other in (plain_name(one.zh) for one in asked))
        return not (longer or _NOT_BEFORE.search(before) or _NOT_AFTER.search(after))
    if len(said) < _SHORTEST or _KINDS.fullmatch(said):
        return False
    return [one.id for one in asked if plain_name(one.zh).endswith(said)] == [paper.id]


def _either(name: str) -> list[str]:
    """A name of a paper, and where it names two kinds of it each by itself: an entry is of one of them.

    >>> _either("调解或者和解协议"), _either("起诉书")
    (['调解或者和解协议', '和解协议', '调解协议'], ['起诉书'])
    """
    first, _, second = name.partition("或者")
    return [name, second, first + second[len(first) :]] if second else [name]


def steps_named(table: Procedure, events: Sequence[Event], on: date) -> Iterator[tuple[Event, str, str]]:
    """Entries that name the paper of a step which nobody recorded: the entry, the name, and the step.

    >>> hearing = Event(id="e", state="S10", at=date(2025, 8, 28), document="开庭传票、庭审笔录")
    >>> [(name, key) for _, name, key in steps_named(procedure.table(date(2025, 8, 28)), [hearing], date(2026, 1, 1))]
    [('开庭传票', 'S10:summons')]
    """
    done = [e for e in events if e.at <= on]
    recorded = {e.key for e in done}
    known = procedure.states(table)
    for event in done:
        steps = known[event.state].steps if event.state in known and not event.step else []
        for name in (one.strip() for one in _BETWEEN.split(event.document)):
            said = plain_name(name)
            told = [(paper, step.id) for step in steps for paper in step.papers if _tells(said, paper)]
            if told and (key := f"{event.state}:{max(told, key=lambda one: len(one[0]))[1]}") not in recorded:
                yield event, name, key


def _tells(said: str, paper: str) -> bool:
    before, there, after = said.partition(paper)
    return bool(there) and not _NONE_BEFORE.search(before) and not _NONE_AFTER.search(after)


def plain_name(name: str) -> str:
    """A name of a document by its letters alone: no width, blanks, quotes, docket number or word for a copy of it.

    >>> plain_name("关于周某的《起诉书》（2025）浙01民初1号 复印件2份")
    '周某起诉书'
    """
    folded = _NUMBER.sub("", unicodedata.normalize("NFKC", name).casefold())
    return _FILLED.sub("", re.sub(r"[\W_]+", "", _COPY.sub("", folded)))


_SHORTEST = 3
_KINDS = re.compile(
    "(?:决定|通知|裁定|告知|申请|协议|意见)书|(?:审批|登记)表|(?:终结|调查)报告|证明材料|(?:裁判)?文书|委托函"
)
"""Names that say what kind of paper it is and not which."""
_NONE_BEFORE = re.compile(
    "不予|[不未没无免](?:予|再|能|曾|经|有|需|须|发布|发|公开|制作|作出|出具|收到|送达){0,2}$|终止|中止|取消|解除|暂缓"
)
_NONE_AFTER = re.compile("[尚还]?[未没](?:有|发布|发|公开|制作|作出|出具)|缺失|遗失")
"""Around the name of a paper: what says that there is none."""
_NOT_BEFORE = re.compile(f"{_NONE_BEFORE.pattern}|撤销|撤回|申请(?!执行?人)|答辩|异议|回复")
_NOT_AFTER = re.compile(f"{_NONE_AFTER.pattern}|(?<!消)费|发票|收据|回[证执]|答辩|申请(?!执行?人)|异议|撤销|撤回|回复")
"""What makes another paper of it."""
_BETWEEN = re.compile("[,，、;；\n]")
_NUMBER = re.compile(r"(?:[一-鿿]{1,6}[检院字民公刑行])?[(\[〔【]\d{4}[)\]〕】]\S{0,16}?号")
_COPY = re.compile(
    r"(?:副本|正本|复印件|复制件|扫描件|原件|照片|电子版)|[一两二三四五六七八九十\d]{1,4}[份页册]|copy of the|copy of|copy"
)
_FILLED = re.compile("关于|的|the")
