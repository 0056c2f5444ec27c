"""``detect``: text in, findings out, without a case. JSON Lines both ways, in order, nothing kept.

Source of the shapes: docs/reference/commands.md. Values never come out: a finding carries offsets, a mask and reasons. Big input is
searched in several processes. Left out: plain text input.

>>> one(b'{"id": 7, "text": 1}', 3)
Traceback (most recent call last):
    ...
doxdocket.errors.WrongCall: line 3: "text" must be a string. Nothing after this line was read.
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.command import argument, command
from doxdocket.cli.shapes import Lines
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.detect.conduct import Act
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
    boxes: Annotated[NotRequired[list[dict[str, int]]], ("只在图片里（像素）", "of a picture alone, in pixels")]


class Slot(TypedDict):
    """A part of an act."""

    slot: str
    value: str
    start: int
    end: int


class Acted(TypedDict):
    """Conduct."""

    start: int
    end: int
    label: str
    status: str
    person: int
    reasons: list[str]
    slots: list[Slot]
    harms: list[str]
    aggravators: list[str]


class Unsearched(TypedDict):
    """That the search did not come to its end."""

    how: Literal["stopped", "failed"]
    why: str


class Searched(TypedDict):
    """What a text or a picture holds."""

    id: object
    status: NotRequired[str]
    why: NotRequired[str | None]
    document: NotRequired[str | None]
    faces: NotRequired[int]
    findings: list[Found]
    conduct: list[Acted]
    unsearched: Annotated[
        NotRequired[Unsearched], ("只在没有识别完的行里", "only in lines that were not searched to the end")
    ]


@command(
    "detect",
    short=("不建案卷，直接识别文本", "Look for personal information in text, without a case"),
    about=(
        (
            '逐行读 JSON：{"id", "text"}，逐行输出找到的个人信息。偏移按原文码点计；只有掩码，没有明文。\n'
            "FILE 为 - 或不写，即读标准输入。person 把同一文本里属于一个人的归在一起，-1 为不属于任何人。\n"
            "FILE 是图片时输出一行：命中另有方框 boxes（像素），并写明是否读成、是什么证件、有几张人脸。\n"
            "识别超出限度或出错的一行没有命中，而有 unsearched：须由人阅读。其余照常，退出码仍为 0。"
        ),
        (
            'Reads JSON Lines {"id", "text"} and prints what personal information each holds, line by line. Offsets are code\n'
            "points of the text as given; masks only, no clear values. FILE is - or left out for standard input. person\n"
            "groups the findings of one text, -1 for nobody's. Of a picture one line is printed: findings have boxes in pixels,\n"
            "beside whether it could be read, what paper it shows and how many faces. A line whose search is stopped at its bounds\n"
            "or fails has no findings but unsearched: a person must read it. The rest goes on, and the exit code is 0 still."
        ),
    ),
    examples=(
        "doxdocket detect messages.jsonl > findings.jsonl",
        "cat messages.jsonl | doxdocket detect -",
        "doxdocket detect photo.jpg",
    ),
)
@argument(
    "file",
    required=False,
    default="-",
    type=click.Path(),
    about=("JSON Lines 文件，或一张图片，或 -", "a file of JSON Lines, or a picture, or -"),
)
def detect(file: str) -> Lines[Searched] | None:
    """Stream through the file."""
    from doxdocket.cli.spreading import ALONE

    with ExitStack() as stack:
        if file == "-":
            lines: Iterable[bytes] = sys.stdin.buffer
        else:
            path = Path(file)
            if not path.is_file():
                raise WrongCall(zh="没有这个文件：{file}", en="there is no file {file}", file=file)
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
    unsearched = hits if isinstance(hits, Lost) else None
    found = [
        _finding(one.hit) | {"where": one.origin, "boxes": [asdict(box) for box in one.boxes]}
        for one in ([] if isinstance(hits, Lost) else hits)
    ]
    return {"id": sha256(data).hexdigest(), "status": reading.status, "why": reading.why, "document": reading.document,
            "faces": len(reading.faces), "findings": found, "conduct": [], **({"unsearched": asdict(unsearched)} if unsearched else {})}  # fmt: skip


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
        raise WrongCall(zh='第 {line} 行不是一个 JSON 对象（应为 {{"id", "text"}}）。此行之后没有读。',
                        en='line {line} is not a JSON object ({{"id", "text"}} is expected). Nothing after it was read.',
                        line=number)  # fmt: skip
    if not isinstance(data.get("text"), str):
        raise WrongCall(zh='第 {line} 行的 "text" 不是字符串。此行之后没有读。',
                        en='line {line}: "text" must be a string. Nothing after this line was read.', line=number)  # fmt: skip
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
        {"id": key, "findings": [], "conduct": [], "unsearched": {"how": found.how, "why": found.why}}
        if isinstance(found, Lost)
        else _printed(key, *found)
        for (key, _), found in zip(chunk, read, strict=True)
    ]


def _printed(key: object, hits: "list[Hit]", acts: "list[Act]") -> dict[str, Any]:
    found = [_finding(hit) for hit in hits]
    done = [
        {"start": a.start, "end": a.end, "label": a.label, "status": a.status, "person": a.person, "reasons": list(a.reasons),
         "slots": [{"slot": s.slot, "value": s.value, "start": s.start, "end": s.end} for s in a.slots],
         "harms": list(a.harms), "aggravators": list(a.aggravators)}
        for a in acts
        if a.status == "proposed"
    ]  # fmt: skip
    return {"id": key, "findings": found, "conduct": done}


def _finding(h: "Hit") -> dict[str, Any]:
    from doxdocket.seal.masks import mask

    return {"start": h.start, "end": h.end, "kind": h.kind, "verdict": h.verdict.value,
            "mask": mask(h.kind, h.value, h.verdict), "person": h.person, "reasons": list(h.reasons)}  # fmt: skip
