"""Entries as people write them: YAML, JSON Lines, or a table whose columns are fields by id or by their Chinese word.

>>> written([{"编号": "D1", "姓名": "甲", "出生": "2003", "#row": "2"}], "defendant", "a.csv")
[<defendant D1>]
>>> json_lines('{"form": "defendant", "id": "D1", "name": "甲"}', "a.jsonl")
[<defendant D1>]
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec

from doxdocket.assess import forms
from doxdocket.assess.form import Form, lists
from doxdocket.errors import RuleFault, WrongCall

ID, FORM = "id", "form"
COMMON = {"编号": ID, "表": FORM, "证据": "evidence", "备注": "note"}
_BETWEEN = re.compile(r"[;；、\n]")
_BARE = re.compile(r"[（(：:，,].*", re.DOTALL)


def yaml(text: str, name: str) -> Sequence[Form]:
    """A list of mappings, each with ``form`` and ``id``."""
    try:
        return forms.read(text, name)
    except RuleFault as fault:
        raise WrongCall(zh=fault.zh, en=fault.en, **fault.facts) from None


def json_lines(text: str, name: str) -> list[Form]:
    """One entry a line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                told = json.loads(line)
            except ValueError:
                told = None
            if not isinstance(told, dict):
                raise _fault(name, number, "not a JSON object / 不是 JSON 对象")
            found.append(_entry(told, name, number))
    return found


def written(rows: Iterable[Mapping[str, str]], form: str | None, name: str) -> list[Form]:
    """The rows of a table; ``form`` unless a column says it. Cells of lists are split at ``;`` and 、."""
    return [_entry(_named(row, form), name, int(row["#row"])) for row in rows]


def _named(row: Mapping[str, str], form: str | None) -> dict[str, Any]:
    common = {COMMON.get(column, column): cell for column, cell in row.items() if column != "#row" and cell}
    form = str(common.pop(FORM, form or ""))
    if form not in forms.FORMS:
        return {**common, FORM: form}
    known, several = _columns(form), lists(forms.FORMS[form])
    told = {known.get(column, column): cell for column, cell in common.items()}
    parted = {
        n: [one.strip() for one in _BETWEEN.split(c) if one.strip()] if n in several else c for n, c in told.items()
    }
    return {**parted, FORM: form}


@cache
def _columns(form: str) -> Mapping[str, str]:
    """The Chinese words for fields, as far as the first bracket or comma."""
    return {_BARE.sub("", both.zh): name for name, both in forms.words()[form].fields.items()}


def _entry(told: Mapping[str, Any], name: str, line: int) -> Form:
    form = str(told.get(FORM, ""))
    if form not in forms.FORMS:
        raise _fault(name, line, f"no form {form[:40]!r} / 没有这种表")
    try:
        entry: Form = msgspec.convert(dict(told), forms.FORMS[form], strict=False)
    except msgspec.ValidationError as error:
        raise _fault(name, line, str(error)) from None
    return entry


def _fault(name: str, line: int, what: str) -> WrongCall:
    return WrongCall(
        zh="{file}:{line}：{what}。什么都没有记录；各表的栏目见 doxdocket register form。",
        en="{file}:{line}: {what}. Nothing was recorded; the fields of each form: doxdocket register form",
        file=name,
        line=line,
        what=what,
    )
