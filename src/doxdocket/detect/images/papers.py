"""What kind of paper or screen a picture shows, told from its words and their layout, with reasons.

Source: ``papers.yaml``: a title that heads a line, labels that begin cells, shapes of numbers. A word inside a sentence
tells nothing, so that news about identity cards is none. Chats are told by bubbles on two sides, or by speakers who
take turns. Left out: emblems, seals and colours; handwriting.

>>> from doxdocket.detect.images.reading import level
>>> back = ["中华人民共和国", "居民身份证", "签发机关", "云江市公安局", "有效期限", "2016.03.04-2036.03.04"]
>>> told([Line(text, level(0, 40 * i, 200, 30), 1.0) for i, text in enumerate(back)], None)
('id_card_back', ('image.title', 'image.labels'))
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from doxdocket.detect.data import table
from doxdocket.detect.images.decode import Pixels
from doxdocket.detect.images.limits import limit, share
from doxdocket.detect.images.reading import Line
from doxdocket.detect.images.reading_order import label_of
from doxdocket.detect.labels import meaning

_CLOCK = re.compile(r"(?:上午|下午|晚上|凌晨|早上|中午|昨天|前天|星期.|周.)?\s*\d{1,2}:\d{2}")
_SPEAKER = re.compile(r"\s*([^：:\s]{1,8})\s*[：:]\s*\S")
_TITLE_ROOM = 12  # characters that a title's line may have besides its word
_SLIP = 5  # from so many characters on, a word is known with one of them misread


def told(lines: Sequence[Line], pixels: Pixels | None) -> tuple[str | None, tuple[str, ...]]:
    """The paper that the lines make, if any, and why."""
    cells = [re.sub(r"\s", "", line.text) for line in lines]
    best: tuple[int, str | None, tuple[str, ...]] = (0, None, ())
    text = "\n".join([*cells, *(line.text for line in lines)])
    for paper in _papers():
        weight, reasons = _fits(paper, cells, text)
        if weight > best[0]:
            best = (weight, paper["id"], reasons)
    if best[1]:
        return best[1], best[2]
    reasons = _chat(lines, cells, pixels)
    return ("chat" if reasons else None), reasons


@cache
def kind_of(paper: str) -> str:
    """The kind of personal information that a picture of such a paper is."""
    if paper == "chat":
        return "communication_content"
    return str(next(one["kind"] for one in _papers() if one["id"] == paper))


@cache
def portrayed(paper: str) -> bool:
    """Whether such a paper bears the portrait of its holder."""
    return any("portrait" in one for one in _papers() if one["id"] == paper)


@cache
def numbered(paper: str) -> bool:
    """Whether the kind of a paper is that of a number it bears."""
    return any("numbered" in one for one in _papers() if one["id"] == paper)


def printed(text: str, paper: str | None) -> bool:
    """Whether a line is one of a paper's own words: its title or a label with nothing behind it."""
    cell = re.sub(r"[\s:：]", "", text)
    own = [one for one in _papers() if one["id"] == paper]
    titles = any(_heads(word, cell) for one in own for word in one.get("title", ()))
    return titles or label_of(text) is not None or any(cell in one.get("labels", ()) for one in own)


@cache
def _papers() -> tuple[dict[str, Any], ...]:
    return tuple(table("images/papers.yaml")["papers"])


def _fits(paper: dict[str, Any], cells: Sequence[str], text: str) -> tuple[int, tuple[str, ...]]:
    """How many of a paper's words stand there, and which sort of them; 0 where one is lacking."""
    titles = [word for word in paper.get("title", ()) if any(_heads(word, cell) for cell in cells)]
    if any(_heads(word, cell) for word in paper.get("never", ()) for cell in cells):
        return 0, ()
    if "title" in paper and not titles:
        return 0, ()
    labels = [
        word for word in paper.get("labels", ()) if any(_begins(word, cell, plain="plain" in paper) for cell in cells)
    ]
    words = [word for word in paper.get("words", ()) if any(word.lower() in cell.lower() for cell in cells)]
    shapes = all(_shape(name).search(text) for name in paper.get("shapes", ()))
    few = len(cells) <= paper.get("most_lines", len(cells))
    if not shapes or not few or len(labels) + len(words) < paper["least"]:
        return 0, ()
    given = {"image.title": titles, "image.labels": labels, "image.words": words, "image.shape": paper.get("shapes")}
    weight = 2 * len(titles) + len(labels) + len(words) + 2 * len(paper.get("shapes", ()))
    return weight, tuple(code for code, found in given.items() if found)


@cache
def _shape(name: str) -> re.Pattern[str]:
    return re.compile(table("images/papers.yaml")["shapes"][name])


def _heads(word: str, cell: str) -> bool:
    """Whether a word is the title that a cell is, a misread character allowed in a long one."""
    return (
        len(cell) <= len(word) + _TITLE_ROOM
        and not re.search(r"[，。；！？]", cell)
        and _stands(word.lower(), cell.lower())
    )


def _stands(word: str, cell: str) -> bool:
    if word in cell:
        return True
    if len(word) < _SLIP:
        return False
    starts = range(len(cell) - len(word) + 1)
    return any(sum(a != b for a, b in zip(word, cell[at:], strict=False)) <= 1 for at in starts)


def _begins(word: str, cell: str, *, plain: bool) -> bool:
    """Whether a cell begins with a label; where labels are ``plain``, none with a colon behind it counts."""
    head = cell[: len(word)]
    known = head == word or (len(word) >= _SLIP and len(cell) >= len(word) and _stands(word, head))
    return known and not (plain and cell[len(word) : len(word) + 1] in {":", "："})


def _chat(lines: Sequence[Line], cells: Sequence[str], pixels: Pixels | None) -> tuple[str, ...]:
    """Why the lines are a chat: bubbles on both sides, or speakers who take turns."""
    if pixels is not None and _bubbles(lines, cells, pixels):
        return ("image.bubbles",)
    spoken = [found[1] for cell in cells if (found := _SPEAKER.match(cell)) and not meaning(found[1])]
    turns = len(spoken) >= limit("chat.turns") and len(set(spoken)) < len(spoken) and len(spoken) * 2 > len(cells)
    return ("image.speakers",) if turns and len(set(spoken)) > 1 else ()


def _bubbles(lines: Sequence[Line], cells: Sequence[str], pixels: Pixels) -> bool:
    """Lines in patches of another colour than the ground, some from the left and some up to the right."""
    width = pixels.shape[1]
    ground = _ground(pixels)
    inside = [line for line in lines if _apart(_patch(line, pixels), ground)]
    left = [line for line in inside if line.box.left < width * 0.3 and line.box.left + line.box.width < width * 0.9]
    right = [line for line in inside if line.box.left > width * 0.3 and line.box.left + line.box.width > width * 0.7]
    said = any(word in cell for word in table("images/papers.yaml")["chat"]["words"] for cell in cells)
    clock = any(_CLOCK.fullmatch(cell) for cell in cells)
    least = limit("chat.bubbles") - (said or clock)
    both = len(left) >= 1 and len(right) >= 1 and len(left) + len(right) >= least
    return both and len(inside) * 2 > len(lines)


def _ground(pixels: Pixels) -> np.ndarray[Any, Any]:
    """The colour of the picture's side edges, where bubbles do not reach."""
    edges = np.concatenate([pixels[:, :6].reshape(-1, 3), pixels[:, -6:].reshape(-1, 3)])
    colour: np.ndarray[Any, Any] = np.median(edges, axis=0)
    return colour


def _patch(line: Line, pixels: Pixels) -> np.ndarray[Any, Any]:
    """The colour around a line's writing."""
    box = line.box
    stretch = pixels[max(0, box.top) : box.top + box.height, max(0, box.left) : box.left + box.width]
    colour: np.ndarray[Any, Any] = np.median(np.concatenate(list(_rim(stretch))), axis=0)
    return colour


def _rim(stretch: Pixels) -> Iterator[Pixels]:
    yield from (side.reshape(-1, 3) for side in (stretch[:2], stretch[-2:], stretch[:, :2], stretch[:, -2:]))


def _apart(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return bool(np.abs(one - other).max() > share("chat.colour"))
