"""What every form of the register has, and what a field may be: sealed, a reference to another entry, a person, a channel.

Sealed fields hold what must not be shown: names, birth dates, account numbers. They are kept in the encrypted database and
masked by ``shown`` wherever they go; only ``register show`` prints them. What it leaves out: the forms themselves.

>>> from typing import Annotated
>>> class Sample(Form, frozen=True):
...     name: Annotated[str, sealed("name")]
...     ward: Annotated[str, ref("defendant")] = ""
>>> shown(Sample(id="1", name="周某某"))
{'form': 'sample', 'id': '1', 'name': '周**'}
>>> Sample(id="1", name="周某某")
<sample 1>
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from doxdocket.seal.masks import mask

_SEALED, _REF, _FREE, _PLACE = "sealed", "ref", "free", "place"
_LISTS = (msgspec.inspect.ListType, msgspec.inspect.VarTupleType)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def snake(name: str) -> str:
    """The id of a form from the name of its class.

    >>> snake("CallList")
    'call_list'
    """
    return _HUMP.sub("_", name).lower()


def sealed(kind: str) -> msgspec.Meta:
    """A field whose value is masked like one of that kind of personal information."""
    return msgspec.Meta(extra={_SEALED: kind})


def ref(*forms: str) -> msgspec.Meta:
    """A field, or the items of a list, that name an entry of one of these forms; ``person``, ``channel`` and ``post`` are of the run, ``file``
    is of the list of evidence files.
    """
    return msgspec.Meta(extra={_REF: forms})


SEALED = sealed("")
"""A field of which nothing is shown."""
PERSON, CHANNEL, FILE, POST = ref("person"), ref("channel"), ref("file"), ref("post")
FREE = msgspec.Meta(extra={_FREE: True})
"""A text that may hold long numbers without being a value: docket numbers, hashes of transactions, addresses of pages."""

PLACE = msgspec.Meta(extra={_PLACE: True})
"""A place no closer than a district: a road, an estate or a house is a home address."""


class Form(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    tag_field="form",
    tag=snake,
):
    """One entry. ``evidence``: what it rests on: ``file:3``, ``post:CHANNEL/POST``, or a place in the paper file."""

    id: str
    evidence: tuple[str, ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        return f"<{self.__struct_config__.tag} {self.id}>"


def shown(entry: Form) -> dict[str, Any]:
    """The entry as plain data, with what is sealed masked."""
    plain: dict[str, Any] = msgspec.to_builtins(entry)
    hide(plain, type(entry))
    return {"form": plain.pop("form"), "id": plain.pop("id"), **plain}


def masked(entry: Form, field: str) -> str:
    """One text of an entry, masked where it is sealed; of a name, which accounts and papers put beside a code, nothing is shown, whatever the family name.

    >>> from doxdocket.assess.forms.parties import Defendant
    >>> masked(Defendant(id="D1", name="周某某"), "name"), masked(Defendant(id="D1", name="翃某"), "name")
    ('***', '***')
    """
    kind, text = _sealed(type(entry)).get(field), str(getattr(entry, field))
    if kind == "name":
        return mask(kind, text, "") if text else ""
    return text if kind is None else str(_masked(text, kind))


def hide(plain: dict[str, Any], form: type) -> None:
    """Mask the sealed fields of plain data of that form, in place; nested forms too."""
    for name, kind in _sealed(form).items():
        if name in plain:
            plain[name] = _masked(plain[name], kind)
    for name, inner in _nested(form).items():
        for one in plain.get(name) or []:
            hide(one, inner)


def _masked(value: Any, kind: str) -> Any:
    if isinstance(value, list | tuple):
        return [_masked(one, kind) for one in value]
    text = str(value)
    return "" if not text else mask(kind, text) if kind else "****"


def _fields(form: type) -> Iterator[tuple[str, Any]]:
    info = msgspec.inspect.type_info(form)
    assert isinstance(info, msgspec.inspect.StructType)  # noqa: S101 - a form is one
    for field in info.fields:
        yield field.name, field.type


def _extra(told: Any) -> Mapping[str, Any]:
    """What the type of a field, or of the items of its list, was marked with."""
    for one in (told, *([told.item_type] if isinstance(told, _LISTS) else ())):
        if isinstance(one, msgspec.inspect.Metadata) and one.extra:
            return one.extra
    for one in getattr(told, "types", ()):
        if found := _extra(one):
            return found
    return _extra(told.type) if isinstance(told, msgspec.inspect.Metadata) and not told.extra else {}


@cache
def _sealed(form: type) -> Mapping[str, str]:
    return {name: told[_SEALED] for name, kind in _fields(form) if _SEALED in (told := _extra(kind))}


def is_sealed(form: type, field: str) -> bool:
    """Whether the field is masked wherever it is shown."""
    return field in _sealed(form)


def sealed_values(entry: Form) -> list[str]:
    """What an entry seals, as texts."""
    told = (getattr(entry, field) for field in _sealed(type(entry)))
    return [str(one) for some in told for one in (some if isinstance(some, list | tuple) else [some]) if one]


def sealed_names(entry: Form) -> list[str]:
    """The names that an entry seals."""
    return [
        str(getattr(entry, field))
        for field, kind in _sealed(type(entry)).items()
        if kind == "name" and getattr(entry, field)
    ]


@cache
def refs(form: type) -> Mapping[str, tuple[str, ...]]:
    """The fields that name other things, and of which forms these are."""
    return {name: told[_REF] for name, kind in _fields(form) if _REF in (told := _extra(kind))}


@cache
def texts(form: type) -> tuple[str, ...]:
    """The fields of free text, in which no value may stand."""
    return tuple(
        name
        for name, kind in _fields(form)
        if set(_extra(kind)) <= {_PLACE} and _is_text(_bare(kind)) and name not in {"id", "evidence"}
    )


@cache
def places(form: type) -> tuple[str, ...]:
    """The fields that name a place."""
    return tuple(name for name, kind in _fields(form) if _PLACE in _extra(kind))


@cache
def words_of(form: type) -> frozenset[str]:
    """The fields that hold one text, sealed or not."""
    return frozenset(name for name, kind in _fields(form) if _is_text(_bare(kind))) - lists(form)


@cache
def choices(form: type) -> Mapping[str, frozenset[str]]:
    """The fields that take one of a few words, with these."""
    found: dict[str, frozenset[str]] = {}
    for name, kind in _fields(form):
        kinds = kind.types if isinstance(kind, msgspec.inspect.UnionType) else (kind,)
        for one in map(_bare, kinds):
            if isinstance(one, msgspec.inspect.LiteralType):
                found[name] = frozenset(map(str, one.values))
    return found


@cache
def lists(form: type) -> frozenset[str]:
    """The fields that take several things."""
    return frozenset(name for name, kind in _fields(form) if isinstance(_bare(kind), _LISTS))


def _bare(told: Any) -> Any:
    return told.type if isinstance(told, msgspec.inspect.Metadata) else told


def _is_text(kind: Any) -> bool:
    inspect = msgspec.inspect
    if isinstance(kind, inspect.UnionType):
        return any(map(_is_text, kind.types))
    return isinstance(kind, inspect.StrType) or (isinstance(kind, _LISTS) and _is_text(kind.item_type))


@cache
def _nested(form: type) -> Mapping[str, type]:
    """The lists of structs within a form."""
    inspect = msgspec.inspect
    return {
        name: kind.item_type.cls for name, kind in _fields(form)
        if isinstance(kind, _LISTS) and isinstance(kind.item_type, inspect.StructType)
    }  # fmt: skip
