"""Entries as people write them: YAML or JSON Lines; tables are read by ``desk.form_tables``.

Every fault of every entry is told at once, with its line; of a file that is no YAML the first. Whole numbers and days in a field of text are taken as they are written,
so that ``born: 2003`` needs no quotes.

>>> yaml("- {form: defendant, id: D1, name: 甲, born: 2003}")[0].born
'2003'
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from doxdocket.assess import forms
from doxdocket.assess.entry_faults import refuse, unfit
from doxdocket.assess.form import Form, choices, lists, words_of
from doxdocket.assess.forms.parties import Fact
from doxdocket.errors import RuleFault, WrongCall
from doxdocket.law import strict_yaml
from doxdocket.store.reason import holds_value
from doxdocket.words import zh_en

ID, FORM = "id", "form"
Line = tuple[int, Any]


def yaml(text: str, name: str = "-") -> list[Form]:
    """A list of mappings, each with ``form`` and ``id``."""
    try:
        found = strict_yaml.parse_list(text, name)
    except RuleFault as fault:
        facts = {k: "…" if k == "what" and _clear(str(v)) else v for k, v in fault.facts.items()}
        raise WrongCall(zh=fault.zh, en=fault.en, **facts) from None
    return _entries(found, name)


def json_lines(text: str, name: str) -> list[Form]:
    """One entry a line."""
    found: list[Line] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                found.append((number, json.loads(line)))
            except ValueError:
                found.append((number, None))
    return _entries(found, name)


def _entries(found: Iterable[Line], name: str) -> list[Form]:
    entries: list[Form] = []
    faults: list[tuple[str, str, str]] = []
    for line, told in found:
        where = f"{name}:{line}"
        form = forms.FORMS.get(str(told.get(FORM, ""))) if isinstance(told, dict) else None
        if not isinstance(told, dict):
            faults.append((where, *zh_en("assess_read.is_no_entry_field_content")))
        elif form is None:
            said = "…" if holds_value(str(told.get(FORM, ""))) else str(told.get(FORM, ""))[:24]
            faults.append((where, *zh_en("assess_read.form_there_is_no_form", said=said)))  # fmt: skip
        else:
            spelt = {k: v for k, v in _spelt(told, form).items() if v is not None or (form is Fact and k == "value")}
            wrong = unfit(spelt, form)
            of = f"{where} {spelt[FORM]} {str(spelt.get(ID, ''))[:64]}".strip()
            faults += [(of, zh, en) for zh, en in wrong]
            if not wrong:
                entries.append(msgspec.convert(spelt, form, strict=False))
    if faults:
        raise refuse(faults)
    return entries


def _clear(text: str) -> bool:
    """Whether a scalar that could not be read may be a value: more digits than a day has."""
    return holds_value(text) or sum(map(str.isdigit, text)) > len("20240131")


def _spelt(told: Mapping[Any, Any], form: type[Form]) -> dict[str, Any]:
    """Numbers and days in fields of text, of listed texts and of words to choose from as they were written."""
    plain, listed, chosen = words_of(form), lists(form), choices(form)

    def text(value: Any) -> Any:
        return str(value) if isinstance(value, int | date) and not isinstance(value, bool) else value

    def spelt(name: str, value: Any) -> Any:
        if name in plain or (isinstance(value, int | date) and text(value) in chosen.get(name, ())):
            return text(value)
        return [*map(text, value)] if name in listed and isinstance(value, list) else value

    return {str(name): spelt(str(name), value) for name, value in told.items()}
