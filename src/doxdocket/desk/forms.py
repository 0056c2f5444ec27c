"""The forms of the register as an office fills them: which fields, what each takes, and how what was filled in becomes an entry.

Everything follows from the types of ``assess.forms`` and their words; nothing here knows one form from another but the order in which an
office meets them and the fact, whose answer goes by its rule. What is filled in is a mapping of texts: ``born``; of a list ``members.0``,
``members.1``; of rows ``signatures.0.channel``; of pairs ``shares.0.key`` and ``shares.0.value``. The entry is the same, byte for byte, as the one that
``assess.read`` makes of YAML. Left out: what of it is there in the case (``pipeline.registered``), and pages.

>>> [one.name for one in fields("inner_share") if one.required]
['id', 'defendant', 'share', 'reason']
>>> read("inner_share", {"id": "s1", "defendant": "D1", "share": "1/6", "reason": "约定"}).entry
<inner_share s1>
>>> [(one.field, one.zh) for one in read("harm", {"id": "H1", "kind": "calls", "day": "周三"}).faults]
[('day', '周三 不是日期，写作 2024-01-31')]
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from functools import cache
from typing import Any, Final, Literal, get_args

import msgspec
from msgspec import inspect

from doxdocket.assess import entry_faults, forms
from doxdocket.assess.form import Form, hide, is_sealed, lists, refs
from doxdocket.assess.forms.parties import Fact
from doxdocket.assess.gains.mapping import COLUMNS, presets
from doxdocket.assess.gains.settings import settings
from doxdocket.desk import cells
from doxdocket.law.periods import Deadline
from doxdocket.law.procedure import tables
from doxdocket.law.rules import shipped
from doxdocket.law.words import facts, sort_of
from doxdocket.words import Both, Named, coded, zh_en

Group = Literal["parties", "money", "harm", "procedure", "facts"]
GROUPS: Final[Mapping[Group, tuple[str, ...]]] = {
    "parties": ("defendant", "guardian", "actor", "role", "device", "testimony", "attribution", "joint", "inner_share", "sanction"),
    "money": ("wallet", "statement", "rate", "receipt", "cost"),
    "harm": ("harm", "contacts", "settlement", "determinable", "circumstance", "expert", "view", "range"),
    "procedure": (
        "event", "extension", "exclusion", "holiday", "claim", "claim_change", "judgment_item", "second_instance",
        "judgment_change", "performance", "issued",
    ),
    "facts": ("fact",),
}  # fmt: skip
"""Forms in the order in which an office meets them."""

Takes = Literal[
    "text", "long", "choice", "answer", "day", "birth", "moment", "amount", "count", "share", "ref", "rows", "pairs", "fact"
]  # fmt: skip
"""What one field takes. ``answer`` is yes or no, ``fact`` what the rule asks for, ``ref`` something that is named by its id."""
LONG: Final = frozenset({"reason", "reasons", "says", "quote", "grounds", "note"})
"""Fields of several lines."""
UNKNOWN: Final = "null"
_STEPS: Final = coded("forms_then")
_PERIODS = "cn/procedure/"
_DIGITS = 18
_ANSWER = re.compile(rf"true|false|{UNKNOWN}")
_SHARE = re.compile(r"[0-9]{1,18}/[1-9][0-9]{0,17}")
_NUMBERED = re.compile(r"([0-9]{1,4})(?:\.([a-z_]+))?")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words that a field takes, and what it is called."""

    value: str
    word: Both


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its short word, all that is said of it, and what it takes. ``of``: the forms (or person, channel, post, file) that may be named."""

    name: str
    word: Both
    told: Named
    takes: Takes
    required: bool = False
    many: bool = False
    sealed: bool = False
    choices: tuple[Choice, ...] = ()
    of: tuple[str, ...] = ()
    inner: tuple["Field", ...] = ()
    instead: str = ""
    """What it is where nothing is written."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at which place (``signatures.0.text``; empty: with all of it), and what to do about it."""

    field: str
    zh: str
    en: str
    then: Both


@dataclass(frozen=True, slots=True)
class Read:
    """What was filled in: the entry, or every fault of it."""

    entry: Form | None
    faults: tuple[Fault, ...] = ()


@cache
def fields(form: str) -> tuple[Field, ...]:
    """The fields of a form in their order: its id, its own, evidence and note."""
    kind = forms.FORMS[form]
    told = {one.encode_name: one for one in msgspec.structs.fields(kind)}
    info = {one.name: one.type for one in _struct(kind).fields}
    own = [name for name in told if name not in forms.EVERY]
    return tuple(_field(form, kind, name, info[name], told[name]) for name in ("id", *own, "evidence", "note"))


def group(form: str) -> Group:
    """Where an office looks for it."""
    return next(name for name, some in GROUPS.items() if form in some)


def called(form: str) -> Both:
    """The word for the form.

    >>> called("guardian").zh
    '监护人'
    """
    told = forms.words()[form]
    return Both(zh=told.zh, en=told.en)


def _struct(kind: type) -> inspect.StructType:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - a form is one
    return info


def _field(form: str, kind: type[Form], name: str, info: Any, told: msgspec.structs.FieldInfo) -> Field:
    both = forms.words()[form].fields.get(name) or forms.EVERY[name]
    bare = _bare(info)
    value = told.default if told.default is not msgspec.NODEFAULT else None
    return Field(
        name, Both(zh=forms.short(both) if name != "evidence" else zh_en("desk_forms.evidence")[0], en=name.replace("_", " ")), both, _takes(kind, name, bare),
        required=told.required, many=name in lists(kind), sealed=is_sealed(kind, name),
        choices=tuple(Choice(one, _word(form, name, one)) for one in _choices(told.type) if one),
        of=refs(kind).get(name, ()), inner=_inner(form, name, bare),
        instead="" if value is None or value == () else str(value).lower() if isinstance(value, bool) else str(value),
    )  # fmt: skip


def _word(form: str, name: str, value: str) -> Both:
    """What a code is called."""
    return Both(zh=forms.code(form, name, value) or value, en=value.replace("_", " "))


def _choices(hint: Any) -> Iterator[str]:
    """The words of a field of choices, in the order in which the type has them."""
    for one in get_args(hint):
        if isinstance(one, str):
            yield one
        else:
            yield from _choices(one)


def _bare(info: Any) -> Any:
    """The type without what it was marked with, without none, and of a list that of its items."""
    while True:
        if isinstance(info, inspect.Metadata):
            info = info.type
        elif isinstance(info, inspect.ListType | inspect.VarTupleType):
            info = info.item_type
        elif isinstance(info, inspect.UnionType):
            some = [one for one in info.types if not isinstance(one, inspect.NoneType)]
            plain = [one for one in some if not isinstance(one, inspect.LiteralType)]
            info = some[0] if len(some) == 1 else plain[0] if len(plain) == 1 else inspect.UnionType(tuple(some))
            if isinstance(info, inspect.UnionType):
                return info
        else:
            return info


def _takes(kind: type[Form], name: str, bare: Any) -> Takes:
    if name in refs(kind):
        return "ref"
    if kind is Fact and name == "value":
        return "fact"
    by_type: dict[type, Takes] = {
        inspect.DateType: "day", inspect.DateTimeType: "moment", inspect.DecimalType: "amount", inspect.IntType: "count", inspect.BoolType: "answer",
        inspect.StructType: "rows", inspect.DictType: "pairs", inspect.LiteralType: "choice", inspect.UnionType: "choice",
    }  # fmt: skip
    found = by_type.get(type(bare))
    if found:
        return found
    pattern = getattr(bare, "pattern", None) or ""
    return "birth" if "(-" in pattern else "share" if "/" in pattern else "long" if name in LONG else "text"


def _inner(form: str, name: str, bare: Any) -> tuple[Field, ...]:
    """The fields of one row, or of a pair its two sides."""
    if isinstance(bare, inspect.StructType):
        return tuple(
            Field(one.name, both := Both(*_of_row(one.name)), both, "ref" if one.name == "channel" else "text", required=one.required,
                  of=("channel",) if one.name == "channel" else ())
            for one in bare.fields
        )  # fmt: skip
    if not isinstance(bare, inspect.DictType):
        return ()
    zh, en = zh_en("desk_forms.which"), zh_en("desk_forms.what")
    key = Field("key", Both(*zh), Both(*zh), "text", required=True)
    value = Field("value", Both(*en), Both(*en), "text", required=True)
    if (form, name) == ("receipt", "shares"):
        return replace(key, takes="ref", of=("defendant",)), replace(value, takes="share")
    if (form, name) == ("statement", "mapping"):
        known = tuple(Choice(one, Both(zh=one, en=one)) for one in COLUMNS)
        return replace(key, takes="choice", choices=known), value
    return key, replace(value, takes="answer")


def _of_row(name: str) -> tuple[str, str]:
    return zh_en("desk_forms.channel") if name == "channel" else zh_en("desk_forms.signature")


def masked(form: str, field: str, text: str) -> str:
    """A text of a sealed field as it may be shown.

    >>> masked("defendant", "name", "周某某"), masked("wallet", "address", "TMh1")
    ('周**', '****')
    """
    plain = {field: text}
    hide(plain, forms.FORMS[form])
    return str(plain[field])


def code(form: str, field: str, value: str) -> Both | None:
    """What a code that a field takes is called; none where the value is none."""
    known = next((one.choices for one in fields(form) if one.name == field), ())
    return next((one.word for one in known if one.value == value), None)


def read(
    form: str, given: Mapping[str, str], zone: tzinfo = UTC, kept: Form | None = None, keep: Iterable[str] = ()
) -> Read:
    """What was filled in, as an entry.

    ``zone``: of clock times without one. ``kept`` and ``keep``: the entry that is corrected, and its sealed fields that stay as they are, since
    their values are not sent to whoever fills in the form.
    """
    told: dict[str, Any] = {}
    faults: list[Fault] = []
    coin = str(given.get("coin", "")).strip().upper()
    for one in fields(form):
        value = _value(one, given, zone, faults, yuan=coin in {"", "CNY"})
        if kept is not None and one.sealed and one.name in set(keep):
            value = _with(getattr(kept, one.name), value)
        if value not in (None, "", [], {}):
            told[one.name] = value
    if form == "fact" and "value" in told:
        told["value"] = _fact(told["value"], fact_takes(str(told.get("id", ""))))
    placed = {fault.field.partition(".")[0] for fault in faults}
    kind = forms.FORMS[form]
    of = {one.name: one for one in fields(form)}
    order = list(of)
    for name, said in entry_faults.faults({**told, "form": form}, kind):
        field = of.get(name)
        if name not in placed and not (placed and not name):
            none_of = field is not None and field.takes == "choice" and told.get(name)
            zh, en = _none_of(field) if field and none_of else said
            faults.append(Fault(name, zh, en, then(field, missing=said == zh_en("unfit.is_missing"))))
    faults.sort(key=lambda one: order.index(base) if (base := one.field.partition(".")[0]) in of else -1)
    return Read(None, tuple(faults)) if faults else Read(msgspec.convert({**told, "form": form}, kind, strict=False))


def _none_of(field: Field) -> tuple[str, str]:
    """That what was written is none of the words to choose from, by their words."""
    words = tuple(zh_en("marks.comma")[side].join(one.word[side] for one in field.choices) for side in (0, 1))
    return zh_en("unfit.is_none_of", known=words)


def then(field: Field | None, *, missing: bool = False) -> Both:
    """What to do about a fault of this field; ``missing``: where nothing was written."""
    if missing and (field is None or field.takes not in {"choice", "ref"}):
        return zh_en("desk_forms.then_fill")
    if field is not None and field.takes == "ref" and "person" in field.of:
        return zh_en("desk_forms.then_person")
    return Both(*(_STEPS.get(field.takes) if field else None) or zh_en("desk_forms.then_mend"))


def numbers(given: Iterable[str], name: str) -> list[int]:
    """Which rows of a list were filled in: ``members.0``, ``members.3``."""
    found = (_NUMBERED.fullmatch(one[len(name) + 1 :]) for one in given if one.startswith(f"{name}."))
    return sorted({int(one[1]) for one in found if one})


def _value(field: Field, given: Mapping[str, str], zone: tzinfo, faults: list[Fault], *, yuan: bool) -> Any:
    if field.takes == "rows":
        return list(_rows(field, given, zone, faults).values())
    if field.takes == "pairs":
        return _pairs(field, _rows(field, given, zone, faults), faults)
    if field.many:
        texts = [given[f"{field.name}.{n}"] for n in numbers(given, field.name) if f"{field.name}.{n}" in given]
        return [spelt(field, one, zone, yuan=yuan) for one in texts if one.strip()]
    return spelt(field, given.get(field.name, ""), zone, yuan=yuan)


def _pairs(field: Field, rows: Mapping[int, dict[str, str]], faults: list[Fault]) -> dict[str, str | None]:
    """Names with what belongs to each, each name once."""
    key, value = field.inner
    fits = {"answer": _ANSWER, "share": _SHARE}.get(value.takes)
    found: dict[str, str | None] = {}
    for number, row in rows.items():
        place = f"{field.name}.{number}"
        if row.get("key", "") in found:
            faults.append(Fault(f"{place}.key", *zh_en("desk_forms.stands_twice"), then(key)))
        if fits and "value" in row and not fits.fullmatch(row["value"]):
            faults.append(Fault(f"{place}.value", *zh_en("unfit.is_not_written_so"), then(value)))
        if row.keys() < {"key", "value"}:
            continue
        found[row["key"]] = None if row["value"] == UNKNOWN and value.takes == "answer" else row["value"]
    return found


def _rows(field: Field, given: Mapping[str, str], zone: tzinfo, faults: list[Fault]) -> dict[int, dict[str, str]]:
    found = {}
    for number in numbers(given, field.name):
        row = {one.name: spelt(one, given.get(f"{field.name}.{number}.{one.name}", ""), zone) for one in field.inner}
        if not any(row.values()):
            continue
        faults += [
            Fault(f"{field.name}.{number}.{one.name}", *zh_en("unfit.is_missing"), then(one, missing=True))
            for one in field.inner
            if not row[one.name]
        ]
        found[number] = {name: text for name, text in row.items() if text}
    return found


def spelt(field: Field, text: str, zone: tzinfo, *, yuan: bool = True) -> str:
    """A text as the register takes it in this field."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not plain:
        return ""
    match field.takes:
        case "day":
            return cells.day(plain)
        case "birth":
            return cells.birth(plain)
        case "moment":
            return cells.moment(plain, zone)
        case "amount":
            return cells.amount(plain, yuan=yuan)
        case "count" | "share":
            return cells.folded(plain)
        case "answer" | "fact":
            return cells.answer(plain)
        case "choice":
            return next((one.value for one in field.choices if plain in (one.value, one.word.zh, one.word.en)), plain)
        case _:
            return plain


def _fact(text: str, sort: str) -> bool | int | date | str | None:
    """The answer to what a rule asks: yes, no, not known, a number, a day."""
    if text in {"true", "false", UNKNOWN}:
        return {"true": True, "false": False}.get(text)
    plain = cells.amount(text)
    if plain.isascii() and plain.isdigit() and len(plain) <= _DIGITS and (sort != "day" or cells.day(text) == text):
        return int(plain)
    try:
        return date.fromisoformat(cells.day(text))
    except ValueError:
        return text


def _with(old: Any, new: Any) -> Any:
    """What stays of a sealed field, with what was added."""
    if isinstance(old, tuple):
        return [*old, *(new or [])]
    return new or old


def filled(entry: Form, *, sealed: bool = False) -> dict[str, str]:
    """An entry as it is filled in; ``sealed``: with what is sealed.

    >>> from doxdocket.assess.forms.parties import Actor, Signed
    >>> filled(Actor(id="A1", signatures=(Signed(channel="c", text="甲"),)))
    {'id': 'A1', 'signatures.0.channel': 'c', 'signatures.0.text': '甲'}
    """
    body = forms.body(entry)
    out: dict[str, str] = {}
    for field in fields(str(entry.__struct_config__.tag)):
        value: Any = body.get(field.name)
        if field.name not in body or (field.sealed and not sealed):
            continue
        if field.takes == "pairs":
            for at, (key, one) in enumerate(value.items()):
                out |= {f"{field.name}.{at}.key": key, f"{field.name}.{at}.value": _text(one)}
        elif field.takes == "rows":
            out |= {f"{field.name}.{at}.{name}": text for at, row in enumerate(value) for name, text in row.items()}
        elif field.many:
            out |= {f"{field.name}.{at}": _text(one) for at, one in enumerate(value)}
        else:
            out[field.name] = _text(value)
    return out


def _text(value: Any) -> str:
    return UNKNOWN if value is None else str(value).lower() if isinstance(value, bool) else str(value)


ZONES: Final = ("Asia/Shanghai", "UTC")


@cache
def offered(form: str, field: str) -> tuple[Choice, ...]:
    """What may be meant in a field that takes any text: steps of the procedure, periods, presets of columns, names of facts.

    >>> [one.value for one in offered("extension", "deadline")][:2], offered("harm", "says")
    (['agency-told', 'appeal-judgment'], ())
    """
    match form, field:
        case ("fact", "id"):
            return tuple(Choice(name, both) for name, both in facts().items())
        case ("event", "step"):
            every = [(state, step) for state in tables()[-1].states for step in state.steps]
            return tuple(
                Choice(step.id, Both(zh=f"{state.id} {step.zh}", en=f"{state.id} {step.en}")) for state, step in every
            )
        case ("extension", "deadline") | ("exclusion", "deadlines"):
            return tuple(
                Choice(one.rule.provision.removeprefix(_PERIODS), one.rule.says)
                for one in shipped().rules
                if isinstance(one.rule, Deadline)
            )
        case ("statement", "preset"):
            return tuple(Choice(name, Both(zh=one.zh, en=one.en)) for name, one in presets().items())
        case (_, "coin"):
            return tuple(Choice(one, Both(zh=one, en=one)) for one in settings()["coins"])
        case (_, "zone"):
            return tuple(Choice(one, Both(zh=one, en=one)) for one in ZONES)
        case _:
            return ()


def fact_takes(name: str) -> Literal["day", "count", "fact"]:
    """What the rules ask under the name of a fact (``sold@D1`` is ``sold``)."""
    return sort_of(name.partition("@")[0])
