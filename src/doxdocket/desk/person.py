"""One person as a screen shows it: why linked, dossiers, items, combination, reach, open questions, as tables in words.

The facts are those of ``explain``; nothing is counted here. Left out: values, and the posts (``desk.search``).
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.count.explanation import Explanation, cell, column
from doxdocket.desk.answers import absent
from doxdocket.desk.explain import explain
from doxdocket.desk.masking import file_names
from doxdocket.desk.queues import unknown
from doxdocket.pipeline.published import current
from doxdocket.store.case import Case
from doxdocket.store.located import names_of
from doxdocket.words import Both, Lang

_CODE = re.compile(r"V\d{1,9}")
_ROWS = 100


@dataclass(frozen=True, slots=True)
class Table:
    """A part of the explanation: sentences, and rows in words. ``total``: how many rows there are."""

    title: str
    lines: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    asked: tuple[tuple[str, str], ...] = ()
    """Queue and id of each row, if these are questions that wait."""


def checked(code: str) -> str:
    """A code of a person as it is written; refused where it is none, before a page says it again."""
    if not _CODE.fullmatch(code):
        raise absent(code[:20])
    return code


def why(case: Case, code: str, lang: Lang) -> tuple[Table, ...]:
    """Why linked, and what is counted of one person."""
    told = explain(case, checked(code), str(case.folder), file_names(case))
    open_ = frozenset(names_of(unknown(current(case)), "person_no").to_pylist())
    return tables(told, lang, case.zone, open_)


def tables(why: Explanation, lang: Lang, zone: ZoneInfo, pointing: Collection[str] = ()) -> tuple[Table, ...]:
    """The sections of an explanation, each as a table whose empty columns are left out; times in the zone of the case. ``pointing``: the sets of which a queue asks whether they point to one person."""
    out = []
    for section in why.sections:
        rows = section.rows[:_ROWS]
        names = [
            name
            for name in dict.fromkeys(key for row in rows for key in row)
            if name != "command" and any(_there(row, name) for row in rows)
        ]
        cells = tuple(
            tuple(cell(name, _here(row[name], zone), lang) if _there(row, name) else "" for name in names)
            for row in rows
        )
        head = tuple(column(name, lang) for name in names)
        asked = tuple(_asked(row, pointing) for row in rows)
        lines = tuple(
            part for line in section.lines for part in line.of(lang).split("\n") if part and "doxdocket " not in part
        )
        if lines or cells:
            out.append(
                Table(
                    section.title.of(lang),
                    lines,
                    head,
                    cells,
                    section.total or len(section.rows),
                    asked if any(kind for kind, _ in asked) else (),
                )
            )
    return tuple(out)


def _asked(row: Mapping[str, Any], pointing: Collection[str]) -> tuple[str, str]:
    """Queue and id of the question that a row is; empty where it is none."""
    if "question" in row and "a" in row:
        kind, id_ = "conflicts" if row["blocked_by"] or row["against"] else "links", f"{row['a']}|{row['b']}"
    elif "hint" in row and "publication" in row:
        kind, id_ = "hints", "|".join(str(row[name]) for name in ("publication", "hint", "asking") if row.get(name))
    elif row.get("dossier") in pointing:
        kind, id_ = "pointing", str(row["dossier"])
    else:
        return "", ""
    return kind, id_


def _here(value: Any, zone: ZoneInfo) -> Any:
    """A value with the times in it as they are in that zone."""
    if isinstance(value, datetime):
        return f"{(value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(zone):%Y-%m-%d %H:%M}"
    if isinstance(value, Mapping):
        return {name: _here(one, zone) for name, one in value.items()}
    return (
        [_here(one, zone) for one in value]
        if isinstance(value, list | tuple) and not isinstance(value, Both)
        else value
    )


def _there(row: Mapping[str, object], name: str) -> bool:
    return row.get(name) not in (None, "", [], ())
