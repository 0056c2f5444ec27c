"""What was decided: every decision with what it names, whether it stands, and who decided and entered what on a day.

Reasons and what others wrote are shown as everywhere: what the case has sealed is hidden in them. Left out: recording and taking back
(``desk.deciding``), and what a decision did (``explain``).
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from doxdocket.decisions import placing
from doxdocket.decisions.acts import PUBLICATIONS, acts
from doxdocket.desk.answers import called
from doxdocket.desk.masking import Hidden
from doxdocket.store.case import Case
from doxdocket.store.decisions import UNDO, Decision, how_made
from doxdocket.store.register import ENTER, Register
from doxdocket.words import Both, coded, either, zh_en

PAGE = 50
_WRITTEN = re.compile(r" ?[（(][^（）()]*[）)]")
_THINGS = coded("decided_things")


@dataclass(frozen=True, slots=True)
class Line:
    """One decision as it is listed. ``names``: what it is about, by the word of the act; ``undone_by``: the decision that took it back; ``posts``: where
    that stands; ``seen``: of how many answered together how many were shown; ``together``: how many of those stand.
    """

    id: str
    at: datetime
    officer: str
    act: str
    word: Both
    names: tuple[tuple[Both, str], ...]
    reason: str
    undone_by: str | None
    posts: tuple[tuple[str, str], ...] = ()
    seen: tuple[int, int] | None = None
    together: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A page of decisions, latest first, with how many there are in all; who decided, and what."""

    lines: tuple[Line, ...]
    total: int
    officers: tuple[str, ...]
    acts: tuple[tuple[str, Both], ...]


@dataclass(frozen=True, slots=True)
class Did:
    """What one officer did of one sort on a day; ``undone``: how many of them no longer stand."""

    officer: str
    word: Both
    count: int
    undone: int


def word(act: str) -> Both:
    """What an act is called.

    >>> word("undo").en, word("conduct.confirm").zh != "conduct.confirm"
    ('taken back', True)
    >>> word("finding.reject").zh, word("finding.add").zh
    ('这处命中不是个人信息', '机器没有识别出来的这一段是某种个人信息')
    """
    known = acts().get(act)
    if act == UNDO:
        return zh_en("desk_decided.undo")
    if not known:
        return Both(zh=act, en=act)
    zh, en = (_WRITTEN.sub("", text) for text in (known.zh, known.en))  # without how it is written
    if "；" in zh and "; " in en:  # what stands behind is for whoever writes it
        zh, en = zh.partition("；")[0], en.partition("; ")[0]
    return Both(zh=zh, en=en)


def lines(
    case: Case, *, officer: str = "", act: str = "", day: date | None = None, standing: bool = False, page: int = 1
) -> Found:
    """Decisions of an officer, an act, a day; ``standing``: only those not taken back; ``page`` from 1."""
    every, at = case.decisions(), case.zone
    chosen = [
        one for one in reversed(every)
        if officer in ("", one.officer) and act in ("", one.act) and (not standing or one.undone_by is None)
        and day in (None, _at(one, at).date())
    ]  # fmt: skip
    hidden = Hidden(case)
    batches = Counter(key for one in every if one.undone_by is None and (key := _batch(one)))
    start = max(0, page - 1) * PAGE
    shown = tuple(_line(one, at, hidden, batches) for one in chosen[start : start + PAGE])
    kinds = sorted({one.act for one in every})
    return Found(
        shown, len(chosen), tuple(sorted({one.officer for one in every})), tuple((one, word(one)) for one in kinds)
    )


def told(case: Case, some: Sequence[Decision]) -> list[Line]:
    """Decisions in words, in the order given."""
    at, hidden = case.zone, Hidden(case)
    return [_line(one, at, hidden) for one in some]


def _at(one: Decision, at: ZoneInfo) -> datetime:
    return datetime.fromisoformat(one.at).astimezone(at)


def _batch(one: Decision) -> tuple[str, str] | None:
    """What decisions that were made in one answer have in common."""
    batch = how_made(one.marks).get("batch")
    return (one.officer, str(batch)) if batch else None


def _line(one: Decision, at: ZoneInfo, hidden: Hidden, batches: Mapping[tuple[str, str], int] | None = None) -> Line:
    named = tuple(
        (Both(*_THINGS.get(name, (name, name))), str(hidden.desk(_said(name, value))))
        for name, value in one.target.items()
        if value not in (None, "", [])
    )
    how, batch = how_made(one.marks), _batch(one)
    seen = how.get("seen"), how.get("of")
    both = (seen[0], seen[1]) if isinstance(seen[0], int) and isinstance(seen[1], int) else None
    standing = (batches or {}).get(batch, 0) if batch and one.undone_by is None else 0
    return Line(
        one.id, _at(one, at), one.officer, one.act, word(one.act), named, str(hidden.desk(one.reason)), one.undone_by,
        tuple(dict.fromkeys(_posts(one.target))), both, standing,
    )  # fmt: skip


def _posts(target: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The posts in which what a decision names stands."""
    for name, value in target.items():
        for text in map(str, value) if isinstance(value, list | tuple) else (str(value),):
            if name in {"finding", "span", "conduct"}:
                post = placing.span_key(text, bare=name == "span")[0]
            elif name in {"post", "asking"}:
                post = text if not text.startswith("image:") else ""
            else:
                post = placing.publication_key(text)[0] if name in PUBLICATIONS else ""
            if "/" in post:
                yield placing.post_key(post)


def _said(name: str, value: object) -> str:
    """What is named; the kind or label in words, also where it ends the id of a finding."""
    if isinstance(value, list | tuple):
        return ", ".join(_said(name, one) for one in value)
    text = str(value)
    if name in {"kind", "label"}:
        return either(*called(text))
    if name in {"finding", "conduct"} and (of := placing.span_key(text))[0]:
        return f"{text.rpartition('/')[0]} {either(*called(of[1][3]))}"
    return text


def did(case: Case, day: date) -> list[Did]:
    """Who decided and entered what on that day, by officer."""
    at = case.zone
    done: Counter[tuple[str, str]] = Counter()
    undone: Counter[tuple[str, str]] = Counter()
    for one in case.decisions():
        if _at(one, at).date() == day:
            done[one.officer, one.act] += 1
            undone[one.officer, one.act] += one.undone_by is not None
    entered: Counter[tuple[str, str]] = Counter()
    for row in Register.of(case).all():
        if datetime.fromisoformat(row.at).astimezone(at).date() == day:
            entered[row.officer, row.act] += 1
    told = [Did(who, word(act), n, undone[who, act]) for (who, act), n in done.items()]
    entries = {True: zh_en("desk_decided.entered"), False: zh_en("desk_decided.withdrawn")}
    told += [Did(who, entries[act == ENTER], n, 0) for (who, act), n in entered.items()]
    return sorted(told, key=lambda one: (one.officer, -one.count, one.word.zh))
