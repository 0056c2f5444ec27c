"""What is wrong with an entry as it was written, field by field, in words; nothing is told of what a sealed field holds.

>>> from doxdocket.assess.forms import FORMS
>>> [
...     en
...     for _, en in unfit({"form": "harm", "id": "H1", "kind": "calls", "day": "soon", "times": "many"}, FORMS["harm"])
... ]
['day (day): soon is no day, as in 2024-01-31', 'times (how often): many is no whole number of 0 or more']
>>> [zh for zh, _ in unfit({"form": "expert", "id": "x", "mame": "甲", "field": "民法"}, FORMS["expert"])]
['没有“mame”这一栏，是不是 name？', 'name（姓名（封存））：没有写']
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

import msgspec
from msgspec import inspect

from doxdocket.assess.form import Form, is_sealed
from doxdocket.assess.forms import EVERY, words
from doxdocket.assess.forms.procedure import Event
from doxdocket.assess.gains import settings
from doxdocket.errors import WrongCall
from doxdocket.law.procedure import tables
from doxdocket.store.reason import holds_value
from doxdocket.visible_signs import one_line
from doxdocket.words import listed, zh_en

MOST, LISTED = 24, 50
_MOST, _PLACES = Decimal(10) ** 15, 8
Told = tuple[str, str]


def refuse(faults: Sequence[tuple[str, str, str]]) -> WrongCall:
    """The error for faulty entries: where, and what is wrong, in both languages."""
    lines = [
        "\n".join(
            f"  {one_line(where)}: {one_line(what)}"
            for where, what in zip((f[0] for f in faults[:LISTED]), side, strict=False)
        )
        for side in ([f[1] for f in faults], [f[2] for f in faults])
    ]
    more = len(faults) - LISTED
    return WrongCall(
        zh="登记表有 {n} 处不对，什么都没有记录：\n{lines_zh}" + (f"\n  另有 {more} 处" if more > 0 else ""),
        en="{n} fault(s) in the entries; nothing was recorded:\n{lines_en}" + (f"\n  {more} more" if more > 0 else ""),
        n=len(faults), lines_zh=lines[0], lines_en=lines[1],
    )  # fmt: skip


def unfit(told: Mapping[str, Any], form: type[Form]) -> list[Told]:
    """Every fault of one entry in both languages; none where it fits the form."""
    return [_of(form, name, *said) if name else said for name, said in faults(told, form)]


def faults(told: Mapping[str, Any], form: type[Form]) -> list[tuple[str, Told]]:
    """The same, each with its field; without one where a field is none of the form, or fields do not agree."""
    fields = {f.encode_name: f for f in msgspec.structs.fields(form)}
    out = [("", _stray(str(name), list(fields))) for name in told if name not in {"form", *fields}]
    for name, field in fields.items():
        if told.get(name) is None and not (name in told and _may_be_none(field.type)):
            out += [(name, zh_en("unfit.is_missing"))] if field.required else []
        elif (
            wrong := _wrong(told[name], field.type, sealed=is_sealed(form, name))
            or _no_coin(name, told[name])
            or _no_step(form, name, told)
        ):
            out.append((name, wrong))
    return out or [("", said) for said in _together(told, form)]


def _together(told: Mapping[str, Any], form: type[Form]) -> list[Told]:
    """What is wrong between fields that are each right, as the form says it (``English / 中文``)."""
    try:
        msgspec.convert(told, form, strict=False)
    except msgspec.ValidationError as error:
        en, _, zh = str(error).partition(" / ")
        return [(zh or en, en)]
    return []


def _may_be_none(kind: Any) -> bool:
    """Whether none is an answer of its own, as in a fact that nobody knows."""
    info = inspect.type_info(kind)
    return isinstance(info, inspect.UnionType) and any(isinstance(t, inspect.NoneType) for t in info.types)


def _stray(name: str, known: list[str]) -> Told:
    near = get_close_matches(name, known, 1, 0.7)
    shown = "…" if holds_value(name) else name[:MOST]
    zh, en = zh_en("unfit.is_it", near=near[0]) if near else zh_en("unfit.there_are", known=listed("marks.comma", known))  # fmt: skip
    return zh_en("unfit.there_is_no_field", shown=shown, said=(zh, en))


def _of(form: type[Form], name: str, zh: str, en: str) -> Told:
    both = words()[str(form.__struct_config__.tag)].fields.get(name) or EVERY.get(name)
    return (
        zh_en("unfit.name_both_said", name=name, both=both, said=(zh, en))
        if both
        else zh_en("unfit.name_said", name=name, said=(zh, en))
    )


def _wrong(value: Any, kind: Any, *, sealed: bool) -> Told | None:
    try:
        fits = msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        shown = (
            "" if sealed or holds_value(str(value)) or not isinstance(value, str | int | date) else str(value)[:MOST]
        )
        zh, en = _wanted(inspect.type_info(kind))
        return (f"{shown} {zh}".strip(), f"{shown} {en}".strip())
    if isinstance(fits, Decimal) and not (fits.is_finite() and 0 <= fits < _MOST and fits == round(fits, _PLACES)):
        return zh_en("unfit.is_no_amount_or_rate")
    return None


def _no_coin(name: str, value: Any) -> Told | None:
    """A coin by a name that is neither known nor a code."""
    if name != "coin" or not value or settings.entered(str(value)):
        return None
    shown = "" if holds_value(str(value)) else str(value)[:MOST]
    known, others = (listed("marks.comma", list(settings.settings()[name])) for name in ("coins", "other_coins"))
    return zh_en("unfit.is_no_coin", shown=shown, known=known, coins=others)


def _no_step(form: type[Form], name: str, told: Mapping[str, Any]) -> Told | None:
    """A step of the procedure that no table has of its state: it would take no part in any period."""
    if form is not Event or name != "step" or not told[name]:
        return None
    state = str(told.get("state"))
    states = [of for table in tables() for of in table.states if of.id == state]
    steps = {one.id: one for of in states for one in of.steps}
    if str(told[name]) in steps or not states:
        return None
    shown = "…" if holds_value(str(told[name])) else str(told[name])[:MOST]
    zh, en = ([f"{id_} {getattr(one, side)}" for id_, one in steps.items()] or ["—"] for side in ("zh", "en"))
    known = (listed("marks.comma", zh)[0], listed("marks.comma", en)[1])
    return zh_en("unfit.is_no_step", shown=shown, state=state, known=known)


def _wanted(info: Any) -> Told:
    """What the field takes."""
    while isinstance(info, inspect.Metadata):
        if examples := (info.extra_json_schema or {}).get("examples"):
            return zh_en("unfit.is_not_written_as", example=examples[0])
        info = info.type
    if isinstance(info, inspect.UnionType):
        each = [_wanted(t) for t in info.types if not isinstance(t, inspect.NoneType)]
        return "；".join(zh for zh, _ in each), "; ".join(en for _, en in each)
    if isinstance(info, inspect.LiteralType):
        known = ", ".join(map(str, info.values))
        return zh_en("unfit.is_none_of", known=known)
    if isinstance(info, inspect.ListType | inspect.VarTupleType):
        zh, en = _wanted(info.item_type)
        return zh_en("unfit.list_of_which_each", said=(zh, en))
    plain = {
        inspect.DateType: zh_en("unfit.is_no_day_as_in"),
        inspect.DateTimeType: zh_en("unfit.is_no_moment_with_its"),
        inspect.IntType: zh_en("unfit.is_no_whole_number_of"),
        inspect.DecimalType: zh_en("unfit.is_no_amount_as_in"),
        inspect.BoolType: zh_en("unfit.is_neither_true_nor_false"),
        inspect.StrType: zh_en("unfit.is_not_written_so"),
        inspect.DictType: zh_en("unfit.takes_names_with_what_belongs"),
        inspect.StructType: zh_en("unfit.takes_group_of_fields"),
    }  # fmt: skip
    return next((both for one, both in plain.items() if isinstance(info, one)), zh_en("unfit.is_not_written_so"))  # fmt: skip
