"""Labelled messages, one JSON object a line: what is wrong is said with its line, never with its content.

A line has ``text``, and ``spans`` (or ``findings``, as ``detect`` prints them) or ``conduct`` or both: what is left out is not scored. Doubtful
spans of the truth are treated as ``ignore``. The definition for users: docs/how-to/evaluate.md.

>>> one(b'{"text": "abc", "spans": [{"start": 2, "end": 9, "kind": "name"}]}', 4)
Traceback (most recent call last):
    ...
doxdocket.errors.WrongCall: line 4: "spans" [0] does not lie inside the text: 0 <= start < end <= 3 is expected. Nothing was scored.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.records import Verdict

LONE = re.compile("[\ud800-\udfff]")  # a lone surrogate is one code point, as in the store
GROUPS = ("hand", "layout", "register", "obfuscation")
"""What a line may say of its message, by which scores are told apart."""
Span = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One message with its truth; a part that is None was not labelled."""

    line: int
    id: object
    text: str
    spans: tuple[Span, ...] | None
    ignore: tuple[Span, ...]
    conduct: tuple[Span, ...] | None
    groups: Mapping[str, tuple[str, ...]]


def lines(given: Iterable[bytes]) -> Iterator[Labelled]:
    """Every message of a file; blank lines are passed over."""
    for number, line in enumerate(given, 1):
        if line.strip():
            yield one(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number)


def one(line: bytes, number: int) -> Labelled:
    """One line."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise WrongCall("score_read.line_is_not_json_object", line=number)  # fmt: skip
    name = "spans" if "spans" in data else "findings"
    if name not in data and "conduct" not in data:
        raise WrongCall("score_read.line_has_no_truth_spans", line=number)  # fmt: skip
    text = LONE.sub("\ufffd", data["text"])
    spans = _spans(data, name, number, len(text))
    ignore = _spans(data, "ignore", number, len(text)) or ()
    doubted = tuple(s for s in spans or () if s.get("verdict") == Verdict.DOUBTFUL)
    return Labelled(
        number, data.get("id"), text,
        spans if spans is None else tuple(s for s in spans if s not in doubted),
        (*ignore, *doubted),
        _spans(data, "conduct", number, len(text)),
        {name: _groups(data, name, number) for name in GROUPS},
    )  # fmt: skip


def _spans(data: Mapping[str, Any], name: str, line: int, length: int) -> tuple[Span, ...] | None:
    if data.get(name) is None:
        return None
    if not isinstance(data[name], list):
        raise WrongCall("score_read.line_must_be_list_nothing", line=line, name=name)  # fmt: skip
    return tuple(_span(span, name, line, at, length) for at, span in enumerate(data[name]))


def _span(span: Any, name: str, line: int, at: int, length: int) -> Span:
    """One span of the truth; conduct may be labelled for the whole message, without a place."""
    where = {"line": line, "name": name, "at": at}
    start, end = (span.get("start"), span.get("end")) if isinstance(span, dict) else (None, None)
    whole = name == "conduct" and isinstance(span, dict) and start is None and end is None
    if not (whole or (_number(start) and _number(end) and 0 <= start < end <= length)):
        raise WrongCall("score_read.line_does_not_lie_inside", length=length, **where)  # fmt: skip
    if name == "conduct":
        if not isinstance(span.get("label"), str):
            raise WrongCall("score_read.line_has_no_label_nothing", **where)  # fmt: skip
    elif not _kind(span.get("kind"), name):
        raise WrongCall("score_read.line_has_kind_that_is", **where)  # fmt: skip
    if span.get("verdict") not in (None, *Verdict):
        raise WrongCall("score_read.line_has_verdict_that_is", **where)  # fmt: skip
    return dict(span)


def _kind(value: object, name: str) -> bool:
    return (isinstance(value, str) and value in kinds()) or (name == "ignore" and value in (None, "*"))


def _number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _groups(data: Mapping[str, Any], name: str, line: int) -> tuple[str, ...]:
    """One word or several by which scores are told apart."""
    given = data.get(name)
    words = [given] if isinstance(given, str) else [] if given is None else given
    if not isinstance(words, list) or not all(isinstance(w, str) for w in words):
        raise WrongCall("score_read.line_must_be_text_or", line=line, name=name)  # fmt: skip
    return tuple(dict.fromkeys(words))
