"""What a reading exposes: the findings of its text and codes with boxes, its place, its faces, its kind of paper.

The text goes through the same detectors as a post's. A value of which the reader was not sure becomes doubtful, unless
its check digit confirms it; a wrong check digit on an uncertain reading is doubtful too, for the reader may have erred.
A whole picture (a face, a card) has no value: its print stands for it. Source: limits.yaml, papers.yaml. Left out:
whether a face is a victim's; the post around the picture says that.

>>> find(ImageReading("unread", "damaged"))
[]
>>> [
...     (found.hit.kind, found.origin)
...     for found in find(ImageReading("read", faces=(Box(9, 9, 40, 50),), phash=bytes(32)))
... ]
[('face_photo', 'face')]
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from doxdocket.bounds import spend
from doxdocket.detect import contact, detect
from doxdocket.detect.hit import Hit
from doxdocket.detect.images.limits import share
from doxdocket.detect.images.papers import kind_of, numbered
from doxdocket.detect.images.reading import Box, ImageHit, ImageReading, Line
from doxdocket.detect.images.reading_order import label_of
from doxdocket.detect.stage import bearer, told_of
from doxdocket.records import Verdict

_CONFIRMED = frozenset({"check", "luhn"})


def find(reading: ImageReading) -> list[ImageHit]:
    """The findings of one picture, in the order of its text, then codes, place, faces and paper."""
    if reading.status != "read":
        return []
    spend(len(reading.text) + sum(len(code.text) for code in reading.codes))
    text = [_in_text(reading, hit) for hit in detect(reading.text) if not (_label(reading, hit) or _day(reading, hit))]
    whose = bearer([one.hit for one in text])
    beside = (*_in_codes(reading), *_whole(reading, text))
    return [*text, *(replace(one, hit=told_of(one.hit, whose)) for one in beside)]


def _label(reading: ImageReading, hit: Hit) -> bool:
    """Whether what was found is a printed label: 所属派出所 is no workplace."""
    return any(
        line.start <= hit.start and hit.end <= line.start + len(line.text) and label_of(line.text)
        for line in reading.lines
    )


def _day(reading: ImageReading, hit: Hit) -> bool:
    """Whether what was taken for a birth is the day over messages: a day in the middle of the screen by itself, with no word for a birth, where the lines beside it do not stand so."""
    at = next(
        (n for n, line in enumerate(reading.lines) if line.start <= hit.start < line.start + len(line.text)), None
    )
    if hit.kind != "birth_date" or "label" in hit.reasons or at is None:
        return False
    beside = [reading.lines[n] for n in (at - 1, at + 1) if 0 <= n < len(reading.lines)]
    return (
        _DAY_OVER.fullmatch(reading.lines[at].text.strip()) is not None
        and _in_the_middle(reading, reading.lines[at])
        and bool(beside)
        and not all(_in_the_middle(reading, line) for line in beside)
    )


_DAY_OVER = re.compile(
    r"(?:(?:19|20)\d\d ?[-./年] ?)?\d{1,2} ?[-./月] ?\d{1,2} ?[日号]?(?: ?(?:星期|周)[一二三四五六日天])?(?: ?\d{1,2}[:：]\d{2})?"
)
_MIDDLE: Final = 0.03
"""Of the width of a screen, how far from its middle what an app puts there may be read."""


def _in_the_middle(reading: ImageReading, line: Line) -> bool:
    box = line.box
    return abs(2 * box.left + box.width - reading.width) <= 2 * _MIDDLE * reading.width


def _in_text(reading: ImageReading, hit: Hit) -> ImageHit:
    boxes: list[Box] = []
    sure: list[float] = []
    for line in reading.lines:
        start, end = max(hit.start, line.start), min(hit.end, line.start + len(line.text))
        if start < end:
            boxes.append(line.part(start - line.start, end - line.start))
            sure += certainty(line, start - line.start, end - line.start)
    unsure = min(sure, default=0.0) < share("text.sure")
    if unsure and not _CONFIRMED.intersection(hit.reasons):
        hit = replace(hit, verdict=Verdict.DOUBTFUL, reasons=(*hit.reasons, "image.uncertain"))
    return ImageHit(hit, tuple(boxes))


def certainty(line: Line, start: int, end: int) -> tuple[float, ...]:
    """How sure the reader was of each character of a stretch of a line; spaces say nothing."""
    if len(line.sure) != len(line.text):
        return (line.confidence,)
    return tuple(line.sure[at] for at in range(start, end) if not line.text[at].isspace())


def _in_codes(reading: ImageReading) -> Iterator[ImageHit]:
    for number, code in enumerate(reading.codes):
        card = code.text.lstrip().upper().startswith(("BEGIN:VCARD", "MECARD:"))
        for hit in _of_code(code.text, card=card):
            yield ImageHit(replace(hit, reasons=(*hit.reasons, "image.code")), (code.box,), "code", number)


def _whole(reading: ImageReading, text: list[ImageHit]) -> Iterator[ImageHit]:
    """What the picture as a whole exposes."""
    print_ = reading.phash.hex()
    if reading.position:
        value = "{:.6f},{:.6f}".format(*reading.position)
        place = Hit(0, 0, "realtime_location", Verdict.DOUBTFUL, value, ("image.position",))
        yield ImageHit(place, (), "exif")
    if reading.faces:
        face = Hit(0, 0, "face_photo", Verdict.VALID, print_, ("image.face",))
        yield ImageHit(face, reading.faces, "face")
    if reading.document:
        kind = kind_of(reading.document)
        said = any(one.hit.kind == kind and one.hit.verdict is not Verdict.DOUBTFUL for one in text)
        if not (said and numbered(reading.document)):  # a number that was read is the item; its card is no second one
            paper = Hit(0, 0, kind, Verdict.VALID, print_, reading.document_reasons)
            yield ImageHit(paper, (Box(0, 0, reading.width, reading.height),), "document")


def _of_code(text: str, *, card: bool) -> list[Hit]:
    found = detect(text)
    return contact.told(text, found) if card else found
