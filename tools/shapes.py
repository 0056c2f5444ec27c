"""What ``--json`` prints, told from the type of its data: the keys in order, what nests, what is a choice and what may be null.

A type is a ``TypedDict`` or a frozen dataclass of such, of lists, mappings, ``Literal`` choices and plain values. A remark stands where
the name does not say enough: ``Annotated[T, ("中文", "English")]``. In the shape ``"x"?`` may be left out, ``"x" | null`` may be null,
``[…]`` and ``{…}`` hold values or keys that depend on the case. A type of a room may be imported under ``TYPE_CHECKING``. Left out: whether a plain value is a text or a number.

>>> from typing import TypedDict
>>> class Sealed(TypedDict):
...     how: Literal["age", "plain"]
...     secret: Annotated[str | None, ("给了公钥时为 null", "null when a public key was given")]
>>> class Told(TypedDict):
...     case: str
...     sealed: list[Sealed]
...     counts: dict[Annotated[str, ("种类", "KIND")], int]
...     more: NotRequired[list[str]]
>>> print(shape(Told, "en"))
{"case", "sealed": [{"how": "age" | "plain", "secret" | null}], "counts": {KIND: …}, "more"?: […]}; secret: null when a public key was given
>>> print(shape(Told | Annotated[Sealed, ("--from 为", "of --from")], "zh").split("；")[1])
--from 为 {"how": "age" | "plain", "secret" | null}
"""

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Row
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from msgspec.structs import fields as filled

from doxdocket.assess import marks
from doxdocket.assess.damages.account import PUBLISHED
from doxdocket.cli.answer import Answer, Lines
from doxdocket.cli.command import Command, Page
from doxdocket.report.text import Lang
from doxdocket.words import Both, said_in

Remark = tuple[str, str]
_LISTS = (list, tuple, set, frozenset, Row, Iterator)


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: the type of what stands behind it, and whether the key may be missing."""

    name: str
    type: Any
    optional: bool = False


def bare(of: Any) -> tuple[Any, list[Remark]]:
    """A type without what is written around it, and the remarks that were.

    >>> bare(NotRequired[Annotated[int, ("人数", "persons")]])
    (<class 'int'>, [('人数', 'persons')])
    """
    remarks: list[Remark] = []
    while get_origin(of) in (Annotated, NotRequired):
        remarks += (
            one for one in getattr(of, "__metadata__", ()) if isinstance(one, tuple)
        )  # a Meta of msgspec is none
        of = get_args(of)[0]
    return of, remarks


def either(of: Any) -> list[Any]:
    """The types that a value may have, ``None`` last."""
    of = of if get_origin(of) is Annotated else bare(of)[0]
    every = get_args(of) if get_origin(of) in (Union, UnionType) else (of,)
    return sorted(every, key=lambda one: one is NoneType)


def record(of: Any) -> list[Field] | None:
    """The keys of a record in order; nothing for what is no record."""
    of = PUBLISHED.get(of, of) if isinstance(of, type) else of
    if is_typeddict(of):
        optional = of.__optional_keys__
        return [Field(name, one, name in optional) for name, one in _hints(of).items()]
    if of is Both:
        return [Field("zh", str), Field("en", str)]
    if isinstance(of, type) and is_dataclass(of):
        hints = _hints(of)
        found = [each for one in fields(of) for each in _fields(one.name, hints[one.name], marks.of(of, one))]
        return list({one.name: one for one in found}.values())
    if hasattr(of, "__struct_fields__"):
        return _struct(of)
    return None


def _fields(name: str, of: Any, mark: Mapping[str, Any]) -> Iterator[Field]:
    """The keys of one field of a record, as its mark says (``assess.marks``)."""
    name = mark.get("key", name)
    if mark.get("flat"):
        yield from record(of) or ()
    elif mark.get("spread"):
        ends = next((known for one in either(of) if (known := record(one)) is not None), None)
        known = ends or [Field(end, int | None) for end in ("low", "high")]
        yield from (Field(f"{name}_{end.name}", end.type) for end in known)
    elif mark.get("told"):
        yield Field(name, Union[tuple(one for one in either(of) if one is not NoneType)], optional=True)  # noqa: UP007 - of a tuple
    elif not mark.get("unsaid"):
        yield Field(name, of)


def _struct(of: Any) -> list[Field]:
    """The keys of a struct; of an entry of the register that is told, its form, its id, and what was filled in."""
    config, hints, found = of.__struct_config__, _hints(of), filled(of)
    if config.tag is None:
        return [Field(one.name, hints[one.name]) for one in found]
    order = sorted(found, key=lambda one: one.name != "id")
    return [Field(config.tag_field, str), *(Field(one.name, hints[one.name], not one.required) for one in order)]


def _hints(of: Any) -> dict[str, Any]:
    return get_type_hints(of, localns=_named(of.__module__), include_extras=True)


@cache
def _named(module: str) -> dict[str, Any]:
    """The names of a module, those too that it imports for types alone: a record of a room is read only when its shape is asked for."""
    names = dict(vars(sys.modules[module]))
    if source := getattr(sys.modules[module], "__file__", None):
        for node in ast.parse(Path(source).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                exec(compile(ast.Module(node.body, []), source, "exec"), names)  # noqa: S102 - the module's own imports
    return names


def item(of: Any) -> Any:
    """The type of what a list holds; nothing for what is no list."""
    if (get_origin(of) or of) not in _LISTS:
        return None
    known = tuple(one for one in get_args(of) if one is not ...)
    return Union[known] if known else Any  # noqa: UP007 - of a tuple


def behind(of: Any) -> tuple[Any, Any] | None:
    """The types of keys and values of a mapping; nothing for what is none."""
    held = get_origin(of) or of
    if not isinstance(held, type) or is_typeddict(held) or not issubclass(held, Mapping):
        return None
    key, value = get_args(of) or (str, Any)
    return key, value


def gives(command: Command) -> Any:
    """The type of what ``--json`` prints, as the command's function says it; nothing when it does not."""
    told = _hints(command.callback).get("return") if command.callback else None
    every = [get_args(one)[0] if get_origin(one) is Answer else one for one in either(told)]
    known = tuple(one for one in every if one not in (Answer, type(None), None))
    return Union[known] if known else None  # noqa: UP007 - of a tuple


def printed(page: Page, lang: Lang) -> str:
    """What ``--json`` of a command prints, by its type; nothing where there is nothing to print."""
    return shape(of, lang) if isinstance(page, Command) and (of := gives(page)) is not None else ""


def shape(of: Any, lang: Lang) -> str:
    """The shape of data of this type, its remarks behind it."""
    remarks: list[str] = []
    told = []
    for one in either(of):
        kind, words = bare(one)
        told.append(" ".join([*(_word(both, lang) for both in words), _written(kind, lang, remarks, ())]))
    return (said_in(lang, "marks.semicolon")).join([*told, *dict.fromkeys(remarks)])


def _word(both: Remark, lang: Lang) -> str:
    return both[0 if lang == "zh" else 1]


def _written(of: Any, lang: Lang, remarks: list[str], above: tuple[Any, ...]) -> str:
    """How one type is written; a plain value is ``…``. A record inside itself is not written again."""
    of, _ = bare(of)
    if of is NoneType:
        return "null"
    if get_origin(of) is Literal:
        choices = get_args(of)
        return " | ".join(json.dumps(one, ensure_ascii=False) for one in choices)
    if get_origin(of) is Lines:
        return f"{'每行' if lang == 'zh' else 'each line'} {_written(get_args(of)[0], lang, remarks, above)}"
    if len(every := either(of)) > 1:
        return " | ".join(dict.fromkeys(_written(one, lang, remarks, above) for one in every))
    if (held := item(of)) is not None:
        return f"[{_written(held, lang, remarks, above)}]"
    if (pair := behind(of)) is not None:
        _, names = bare(pair[0])
        value = _written(pair[1], lang, remarks, above)
        return f"{{{_word(names[0], lang)}: {value}}}" if names else "{…}" if value == "…" else f"{{…: {value}}}"
    if (known := record(of)) is None:
        return "…"
    if of in above:
        return "{…}"
    return "{" + ", ".join(_key(one, lang, remarks, (*above, of)) for one in known) + "}"


def _key(one: Field, lang: Lang, remarks: list[str], above: tuple[Any, ...]) -> str:
    """One key of a record with what stands behind it."""
    _, words = bare(one.type)
    remarks += [f"{one.name}{said_in(lang, 'marks.colon')}{_word(both, lang)}" for both in words]
    name, value = json.dumps(one.name) + "?" * one.optional, _written(one.type, lang, remarks, above)
    return name + value[1:] if value[0] == "…" else f"{name}: {value}"
