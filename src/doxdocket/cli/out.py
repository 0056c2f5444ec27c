"""Where answers go: text in the terminal's encoding, machine output in UTF-8 whatever the terminal is.

Left out: paging and colour.

>>> line({"n": 1, "说": "条"})
'{"n": 1, "说": "条"}'
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from doxdocket import signs
from doxdocket.cli.command import Answer
from doxdocket.cli.said import called, manner


def plain(value: object) -> object:
    """What JSON has no shape for: paths, moments and amounts of money become text, bytes never leave.

    >>> plain(Decimal("30.00"))
    '30.00'
    """
    if isinstance(value, (Path, Decimal)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if is_dataclass(value):
        return keys(value)
    if hasattr(value, "isoformat"):
        text = str(value.isoformat())
        return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
    raise TypeError(type(value).__name__)


def keys(data: Any) -> Mapping[str, Any]:
    """The data of an answer as a mapping; of a dataclass its fields."""
    return {one.name: getattr(data, one.name) for one in fields(data)} if is_dataclass(data) else data


def line(data: Any, *, indent: int | None = None) -> str:
    """One JSON document in text; what steers a terminal is escaped, and a lone surrogate, which UTF-8 cannot carry."""
    text = signs.in_json(json.dumps(data, ensure_ascii=False, indent=indent, default=plain))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(data, indent=indent, default=plain)
    return text


def write_lines(rows: Iterable[Mapping[str, Any]], stream: IO[bytes] | None = None, *, at_once: int = 0) -> int:
    """JSON Lines in UTF-8 to standard output, or to the stream given; says how many.

    The first ``at_once`` lines go out one by one, for a reader that waits for each.
    """
    out = stream or sys.stdout.buffer
    count = 0
    for row in rows:
        out.write(line(row).encode() + b"\n")
        count += 1
        if count <= at_once:
            out.flush()
    out.flush()
    return count


def told(data: Any, *, indent: int | None = None, verbatim: bool = False) -> str:
    """One JSON document for the caller: the calls that its texts name are written as this call was."""
    return line(data if verbatim else _called(data), indent=indent)


def _called(value: Any) -> Any:
    if isinstance(value, str):
        return called(value)
    value = keys(value)
    if isinstance(value, Mapping):
        return {key: _called(one) for key, one in value.items()}
    return [_called(one) for one in value] if isinstance(value, list | tuple) else value


def note(text: str) -> None:
    """A remark beside the answer, on standard error."""
    sys.stderr.write(called(text) + "\n")


def give(answer: Answer) -> None:
    """Print an answer as this call asked for it."""
    text = (
        told(answer.data, indent=2, verbatim=answer.verbatim)
        if manner().json
        else answer.text
        if answer.verbatim
        else called(answer.text)
    )
    if not text:
        return
    if manner().json:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        print(text, flush=True)
