"""``detect``: text in, findings out, without a case. JSON Lines both ways, in order, nothing kept.

Source of the shapes: docs/reference/commands.md. Values never come out: a finding carries offsets, a mask and reasons. Big input is
searched in several processes. Left out: plain text input.

>>> one(b'{"id": 7, "text": 1}', 3)
Traceback (most recent call last):
    ...
doxdocket.errors.WrongCall: line 3: "text" must be a string. Nothing after this line was read.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NotRequired, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.answer import Lines
from doxdocket.cli.command import argument, command
from doxdocket.errors import WrongCall
from doxdocket.words import zh_en

if TYPE_CHECKING:
    from doxdocket.bounds import Lost
    from doxdocket.detect.conduct import Act
    from doxdocket.detect.conduct.slots import Slot
    from doxdocket.detect.hit import Hit

Text = tuple[object, str]
LONE = re.compile("[\ud800-\udfff]")  # a lone surrogate is one code point, as in the store


class Found(TypedDict):
    """A finding."""

    start: int
    end: int
    kind: str
    verdict: str
    mask: str
    person: int
    reasons: list[str]
    where: NotRequired[str]
    boxes: Annotated[NotRequired[list[dict[str, int]]], zh_en("detecting.of_picture_alone_in_pixels")]


class Acted(TypedDict):
    """Conduct."""

    start: int
    end: int
    label: str
    status: str
    person: int
    reasons: list[str]
    slots: "Sequence[Slot]"
    harms: list[str]
    aggravators: list[str]


class Searched(TypedDict):
    """What a text or a picture holds."""

    id: object
    status: NotRequired[str]
    why: NotRequired[str | None]
    document: NotRequired[str | None]
    faces: NotRequired[int]
    findings: list[Found]
    conduct: list[Acted]
    unsearched: Annotated[NotRequired["Lost"], zh_en("detecting.only_in_lines_that_were")]


@command(
    "detecting.detect",
    examples=(
        "doxdocket detect messages.jsonl > findings.jsonl",
        "cat messages.jsonl | doxdocket detect -",
        "doxdocket detect photo.jpg",
    ),
)
@argument("file", required=False, default="-", type=click.Path())
def detect(file: str) -> Lines[Searched] | None:
    """Stream through the file."""
    from doxdocket.cli.spreading import ALONE

    with ExitStack() as stack:
        if file == "-":
            lines: Iterable[bytes] = sys.stdin.buffer
        else:
            path = Path(file)
            if not path.is_file():
                raise WrongCall("detecting.there_is_no_file", file=file)
            if _is_picture(path):
                out.write_lines([picture(path)])
                return None
            lines = stack.enter_context(path.open("rb"))
        out.write_lines(search(texts(lines)), at_once=ALONE)
    return None


def _is_picture(path: Path) -> bool:
    from doxdocket.parse.documents.magic import kind

    with path.open("rb") as stream:
        found = kind(stream.read(1 << 16), path.name)
    return found is not None and found.form == "image"


def picture(path: Path) -> dict[str, Any]:
    """What is printed about a picture; ``id`` is its SHA-256, for its name may tell whom it shows."""
    from dataclasses import asdict
    from functools import partial
    from hashlib import sha256

    from doxdocket import bounds
    from doxdocket.bounds import Lost, guard
    from doxdocket.detect.images import find, read_image

    data = path.read_bytes()
    reading = read_image(data)
    hits = guard(partial(find, reading), bounds.TEXT.of(len(reading.text)))
    found = [
        _finding(one.hit) | {"where": one.origin, "boxes": [asdict(box) for box in one.boxes]}
        for one in ([] if isinstance(hits, Lost) else hits)
    ]
    return {"id": sha256(data).hexdigest(), "status": reading.status, "why": reading.why, "document": reading.document,
            "faces": len(reading.faces), "findings": found, "conduct": [], **({"unsearched": hits} if isinstance(hits, Lost) else {})}  # fmt: skip


def texts(lines: Iterable[bytes]) -> Iterator[Text]:
    """The id and text of every line; blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield one(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number)


def one(line: bytes, number: int) -> Text:
    """One line; what is wrong is said with its number, never with its content."""
    try:
        data = json.loads(line)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise WrongCall("detecting.line_is_not_json_object", line=number)  # fmt: skip
    if not isinstance(data.get("text"), str):
        raise WrongCall("detecting.line_text_must_be_string", line=number)  # fmt: skip
    return data.get("id"), LONE.sub("\ufffd", data["text"])


def search(given: Iterator[Text]) -> Iterator[dict[str, Any]]:
    """Every text's findings, in the order of the texts."""
    from doxdocket.cli.spreading import ALONE, spread

    for text in islice(given, ALONE):  # one by one, for a reader that waits for each
        yield from many([text])
    for rows in spread(many, given, alone=0):
        yield from rows


def many(chunk: list[Text]) -> list[dict[str, Any]]:
    """What is printed about each of some texts."""
    from doxdocket import bounds
    from doxdocket.bounds import Lost
    from doxdocket.detect.stage import look

    read = look([("text", text) for _, text in chunk], allowed=bounds.TEXT)
    return [
        {"id": key, "findings": [], "conduct": [], "unsearched": found}
        if isinstance(found, Lost)
        else _printed(key, *found)
        for (key, _), found in zip(chunk, read, strict=True)
    ]


def _printed(key: object, hits: "list[Hit]", acts: "list[Act]") -> dict[str, Any]:
    found = [_finding(hit) for hit in hits]
    done = [
        {"start": a.start, "end": a.end, "label": a.label, "status": a.status, "person": a.person, "reasons": a.reasons,
         "slots": a.slots,
         "harms": a.harms, "aggravators": a.aggravators}
        for a in acts
        if a.status == "proposed"
    ]  # fmt: skip
    return {"id": key, "findings": found, "conduct": done}


def _finding(h: "Hit") -> dict[str, Any]:
    from doxdocket.seal.masks import mask

    return {"start": h.start, "end": h.end, "kind": h.kind, "verdict": h.verdict.value,
            "mask": mask(h.kind, h.value, h.verdict), "person": h.person, "reasons": list(h.reasons)}  # fmt: skip
