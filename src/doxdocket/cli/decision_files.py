r"""A file of decisions: one a line, as ``export CASE decisions`` writes them or as a team of reviewers does.

JSON Lines or CSV. Each has ``act``, ``target`` (an object as exported, a list, or words), ``reason``, and ``officer`` unless one is
given for all; ``id``, ``at`` and ``marks`` come with an export, ``overrules`` names decisions to be undone with it. Left out: what
the decisions are about, which is asked of the case.

>>> row = '{"act": "figure.value", "target": ["persons", 812], "reason": "核对", "officer": "甲"}\n'.encode()
>>> [one.target for one in read(row, "")[0]]
[{'figure': 'persons', 'value': '812'}]
>>> [(one.act, one.officer) for one in read("act,target,reason\nundo,D0001,误认\n".encode(), "乙")[0]]
[('undo', '乙')]
"""

import csv
import io
import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from doxdocket.errors import WrongCall
from doxdocket.guess import meant

if TYPE_CHECKING:
    from doxdocket.desk.deciding import Asked, Fault

_GUARD = "'"
"""Before a cell that a spreadsheet would run, as ``export`` writes it."""


def read(data: bytes, officer: str) -> "tuple[list[Asked], list[Fault]]":
    """Every decision of a file, and the lines that are none, each with what is wrong with it."""
    text = data.decode("utf-8-sig", "replace")
    rows = _lines(text) if text.lstrip().startswith("{") else _cells(text)
    found: list[Asked] = []
    faults: list[Fault] = []
    for line, row in rows:
        try:
            found.append(_asked(line, row, officer))
        except WrongCall as fault:
            faults.append((line, fault))
    return found, faults


def _lines(text: str) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError:
                row = None
            yield number, row if isinstance(row, dict) else None


def _cells(text: str) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    for row in reader:
        plain = {k: _cell(v) for k, v in row.items() if k and isinstance(v, str) and v.strip()}
        if plain:
            yield reader.line_num, plain


def _cell(text: str) -> Any:
    text = text[1:] if text[:1] == _GUARD and text[1:2] in "=+-@" else text
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _asked(line: int, row: Mapping[str, Any] | None, officer: str) -> "Asked":
    from doxdocket.decisions import acts
    from doxdocket.desk.deciding import Asked

    missing = [name for name in ("act", "target", "reason") if not (row or {}).get(name)]
    if row is None or missing:
        raise WrongCall("decision_files.act_target_and_reason_are")
    act, who = str(row["act"]).strip(), str(row.get("officer") or officer).strip()
    if act not in acts.acts():
        raise meant(WrongCall("decision_files.there_is_no_such_act"), act, acts.acts())
    if not who:
        raise WrongCall("decision_files.who_decides_is_not_said")
    marks = row.get("marks")
    overrules = row.get("overrules") or ()
    return Asked(
        act, target_of(act, row["target"]), str(row["reason"]), who,
        overrules=overrules.split() if isinstance(overrules, str) else list(map(str, overrules)),
        at=_moment(row.get("at")), name=str(row["id"]) if row.get("id") else None,
        marks=marks if isinstance(marks, dict) else None, line=line,
    )  # fmt: skip


def target_of(act: str, told: Any) -> Mapping[str, object]:
    """The target by name: as it is exported, or from words."""
    from doxdocket.decisions import acts

    if isinstance(told, dict):
        allowed = {*acts.acts()[act].names, "a", "b", "more", "publications", "from", "also"}
        least = acts.acts()[act].names[: acts.acts()[act].least]
        whole = act in {"person.same", "person.split"} or all(name in told for name in least)
        if (
            set(told) <= allowed
            and whole
            and (act != "person.same" or {"a", "b"} <= set(told))
            and (act != "person.split" or told.get("publications"))
        ):
            return told
        raise WrongCall("decision_files.is_written", act=act, how=acts.acts()[act].written())
    words: Iterable[Any] = told if isinstance(told, list) else shlex.split(str(told))
    return acts.targets(act, [str(word) for word in words])


def _moment(told: Any) -> str | None:
    if not told:
        return None
    from doxdocket.store.canonical import moment, now

    try:
        at = datetime.fromisoformat(str(told))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or at > now():
        raise WrongCall("decision_files.at_is_time_with_its")
    return moment(at)
