"""The one reader of YAML: what is ambiguous, doubled or unknown is an error with its file and line.

Source: YAML 1.1 as PyYAML reads it, less what a lawyer would misread: ``on``, ``yes``, ``no``, ``off`` (they are
booleans), ``0x1F``, ``017`` and ``12:30`` (numbers), anchors, merges and tags. Numbers that matter as fractions are
quoted (``"1/2"``). Dates are read as dates, so ``2017-06-01: 50`` may be a key. What it leaves out: writing.

>>> parse("kinds: [name, age]")
{'kinds': ['name', 'age']}
>>> parse("answer: no", name="a.yaml")
Traceback (most recent call last):
doxdocket.errors.RuleFault: a.yaml:1: "no" is read as true or false; quote it
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from yaml.constructor import SafeConstructor

from doxdocket.errors import RuleFault
from doxdocket.words import Both, coded

T = TypeVar("T")
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same reader in C where the wheel has it: rules are read by every command that asks the law."""
_STR, _BOOL, _INT, _FLOAT = (f"tag:yaml.org,2002:{t}" for t in ("str", "bool", "int", "float"))
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_MARKS = re.compile("[&*!]")
_FAULTS = {**coded("strict_yaml_faults"), "schema": ("{what}", "{what}")}


def fault(name: str, line: int, which: str, what: object) -> RuleFault:
    """The error for one place of one file."""
    zh, en = _FAULTS[which]
    return RuleFault(zh="{file}:{line}：" + zh, en="{file}:{line}: " + en, file=name, line=line, what=what)


class _Reader:
    """Turns composed nodes into plain data and remembers on which line each path began."""

    def __init__(self, name: str) -> None:
        self.name, self.lines = name, {"$": 1}

    def value(self, node: yaml.Node, path: str) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, f"{path}[{i}]") for i, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: str) -> dict[Any, Any]:
        out: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            if key is None or isinstance(key, bool):
                raise self._fault(key_node, "key", key_node.value)
            if key in out:
                raise self._fault(key_node, "double", key)
            out[key] = self.value(value_node, f"{path}.{key}")
        return out

    def _scalar(self, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise self._fault(node, "key", node.tag)
        text = str(node.value)
        if node.tag == _STR:
            return text
        if node.tag == _BOOL and text not in {"true", "false"}:
            raise self._fault(node, "boolean", text)
        if node.tag == _FLOAT or (node.tag == _INT and not _DECIMAL.fullmatch(text)):
            raise self._fault(node, "number", text)
        if node.tag == "tag:yaml.org,2002:merge":
            raise self._fault(node, "tag", text)
        try:
            return SafeConstructor().construct_object(node)
        except ValueError:  # a thirteenth month
            raise self._fault(node, "day", text) from None

    def _fault(self, node: yaml.Node, which: str, what: object) -> RuleFault:
        return fault(self.name, node.start_mark.line + 1, which, what)


def _no_marks(text: str, name: str) -> None:
    """Refuse anchors, aliases and tags before anything is composed; a text without their signs has none."""
    if not _MARKS.search(text):
        return
    for event in yaml.parse(text, Loader=_LOADER):
        marks = (getattr(event, "anchor", None), getattr(event, "tag", None))
        if (found := next((m for m in marks if m), None)) and event.start_mark:
            raise fault(name, event.start_mark.line + 1, "tag", found)


def _read(text: str, name: str) -> tuple[Any, Mapping[str, int]]:
    reader = _Reader(name)
    try:
        _no_marks(text, name)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise fault(name, line, "syntax", error.problem) from None
    except yaml.reader.ReaderError as error:
        raise fault(name, text.count("\n", 0, error.position) + 1, "syntax", error.reason) from None
    if node is None:
        return None, reader.lines
    return reader.value(node, "$"), reader.lines


def parse(text: str, name: str = "-") -> Any:
    """Plain data of YAML text; ``name`` stands for the file in errors."""
    return _read(text, name)[0]


def parse_list(text: str, name: str = "-") -> list[tuple[int, Any]]:
    r"""The items of a YAML list, each with the line on which it begins; nothing for an empty text.

    >>> parse_list("- a\n- b: 1")
    [(1, 'a'), (2, {'b': 1})]
    """
    data, lines = _read(text, name)
    if data is None:
        return []
    if not isinstance(data, list):
        raise fault(name, 1, "list", type(data).__name__)
    return [(lines[f"$[{i}]"], one) for i, one in enumerate(data)]


def load(path: Path) -> Any:
    """Plain data of one file."""
    return parse(path.read_text("utf-8"), path.name)


def read(path: Path, shape: type[T]) -> T:
    """One file as ``shape``; a wrong type, a missing or an unknown key is an error with its line."""
    return parse_as(path.read_text("utf-8"), shape, path.name)


def parse_as(text: str, shape: type[T], name: str = "-") -> T:
    """YAML text as ``shape`` (a msgspec.Struct with ``forbid_unknown_fields``)."""
    data, lines = _read(text, name)
    try:
        return msgspec.convert(data, shape, dec_hook=_both)
    except msgspec.ValidationError as error:
        said, *inner = str(error).split(" - at ")
        place = "$" + "".join(path[path.rfind("$") + 1 :].strip("`") for path in reversed(inner))
        within = place.removeprefix("$").strip(".")
        raise fault(name, _line(place, lines), "schema", f"{within}: {said}" if within else said) from None


class _Both(msgspec.Struct, forbid_unknown_fields=True):
    zh: str
    en: str


def _both(shape: type[Both], data: object) -> Both:
    """A text in both languages, which is a mapping in a file."""
    try:
        told = msgspec.convert(data, _Both)
    except msgspec.ValidationError as error:
        raise ValueError(*error.args) from None  # the place in the file is put behind it
    return shape(told.zh, told.en)


def _line(path: str, lines: Mapping[str, int]) -> int:
    """The line where ``path`` (as msgspec writes it) or its nearest known parent begins."""
    while path not in lines:
        shorter = re.sub(r"(\.[^.\[]*|\[[^\[]*\])$", "", path)
        path = shorter if shorter != path else "$"
    return lines[path]
