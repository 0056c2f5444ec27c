"""Covered copies: what of a file is covered, and the copy in which it is.

A picture is read again after it was covered, and what still shows a value is not given. Left out: sound and film, of which there is no copy.

>>> from doxdocket.kit.reading import read_file
>>> read = read_file("聊天.txt", "姓名：韩知予".encode())
>>> covered(b"", read, Plan())[1].decode()
'姓名：＊＊＊'
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from doxdocket import bounds
from doxdocket.bounds import Lost, guard
from doxdocket.kit.calls import CELL_OF
from doxdocket.kit.reading import _NO_PAPER, _OF_MOMENTS, VAGUE, _bare, handles
from doxdocket.kit.screen import (
    LONG,
    STAMPED,
    WHEN,
    Box,
    Read,
    Seen,
    digits,
    inside,
    line_of,
    meets,
    number,
    parts,
    plain,
    priced,
    proof,
    rows,
    standing,
    text_of,
)
from doxdocket.kit.signs import sign

if TYPE_CHECKING:
    from doxdocket.report.known_values import Known
    from doxdocket.store.pieces import Pieces
    from doxdocket.store.retold import Forms


@dataclass(frozen=True, slots=True)
class Plan:
    """What a copy covers: every value that is no proof. ``own``: values that the owner wrote, or that other files showed, looked for in parts too; ``nobody``: found ones that are none.

    ``police``: a copy in which who called, wrote or sent can be seen, ``shows``, as they are compared. ``mark``: what stands in a text in place of a value. ``bare``: of a picture the writing alone is seen.
    Of what is the owner's, the family's or of others: ``theirs``: kinds and values whose parts are looked for; ``called``: what people call firms and schools among them.
    """

    own: tuple[str, ...] = field(default=(), repr=False)
    nobody: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)
    police: bool = False
    shows: frozenset[str] = field(default=frozenset(), repr=False)
    mark: str = "＊＊＊"
    bare: bool = False
    theirs: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    called: tuple[str, ...] = field(default=(), repr=False)

    def covers(self, one: Seen) -> bool:
        """Whether this is covered."""
        return (one.kind, one.value) not in self.nobody and not proof(one) and not self.shown(one.value)

    def shown(self, value: str) -> bool:
        """Whether this is who called, wrote or sent, or what the report shows in full."""
        return bool(self.shows) and not self.shows.isdisjoint((plain(value), digits(value), number(value)))


def covered(data: bytes, read: Read, plan: Plan) -> tuple[str, bytes]:
    """A copy in which everything is covered that the plan says, and its suffix; nothing where that cannot be made sure.

    A picture becomes a PNG of its own size without the data of the file, of an identity card nothing but its printed words, and is read again, at full size: what is
    seen then is covered too, and where it still shows a value it is not given. Anything else becomes its text; moments stay.
    """
    done = guard(partial(_covered, data, read, plan), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS)
    return ("", b"") if isinstance(done, Lost) else done


def _covered(data: bytes, read: Read, plan: Plan) -> tuple[str, bytes]:
    from doxdocket.seal.masks import in_text  # noqa: PLC0415

    if read.picture:
        return _picture_covered(data, read, plan)
    told, known = list[str](), _known(read, plan)
    for at, text in enumerate(read.texts):
        spans = _spans(read, at, plan, known)
        hidden = _by_cell(text, spans) if read.form == "calls" else spans
        told.append(in_text(text, [(*span, plan.mark) for span in hidden]))
    return (".txt", "\n\n".join(told).encode()) if told and read.why in ("", "part", "long") else ("", b"")


_LASTED = re.compile(r"\s*(?:\d{1,3}(?:\.\d{1,2})?|(?:\d{1,3}\s?(?:小时|时|分钟|分|秒|[hms])\s?)+)\s*")


def _by_cell(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    r"""Of a list of calls what is covered, cell by cell: its lines and cells stand as they were, and what tells a moment, a state or how long stays.

    >>> text = "03:17,未知号码,未接来电,0\n柳春生\t12秒"
    >>> [text[a:b] for a, b in _by_cell(text, [(5, len(text))])]
    ['柳春生']
    """
    for cell in CELL_OF.finditer(text):
        if re.search(r"\w", _bare(cell[0])) and not _LASTED.fullmatch(cell[0]):
            for start, end in spans:
                if start < cell.end() and end > cell.start():
                    yield max(start, cell.start()), min(end, cell.end())


def around(read: Read, one: Seen, mark: str, own: Sequence[str] = ()) -> str:
    """The line of a text in which something was found, everything in it covered, and what the owner wrote (``own``); nothing of what stands in no text."""
    text = read.texts[one.text] if read.texts and one.where == "text" else ""
    first, last = line_of(text, one.start, one.end)
    first, last = max(first, one.start - _BESIDE_IT), min(last, one.end + _BESIDE_IT)
    spans = [(each.start, each.end) for each in read.hits if each.text == one.text and each.where == "text"] + rows(
        text
    )
    at, held = first, list[str]()
    for start, end in sorted([*spans, *_written(read, text, own), (one.start, one.end)]):
        if start < last and end > at:
            held.append(text[at : max(at, start)] + (mark if start >= at else ""))
            at = end
    told = "".join(held) + text[at:last]
    return told if len(re.findall(r"\w", told.replace(mark, ""))) > _TELLS else ""


_TELLS: Final = 1
"""Signs that are left of a line for it to tell something."""
_BESIDE_IT: Final = 24
"""Signs of its line that are shown on either side."""


def _known(read: Read, plan: Plan) -> "Known":
    from doxdocket.report.known_values import Known  # noqa: PLC0415 - loads the words of the program

    found = dict.fromkeys((one.kind, one.value) for one in _covers(read, plan) if one.value)
    return Known([*found, *(("name", each) for each in plan.called)])


def _covers(read: Read, plan: Plan) -> Iterator[Seen]:
    """What was found and is covered: of a threat, a reward or a call to harass, as of any sentence, all but what is money (``_OPEN``); for the police of a price by its words (``priced``), which is proof."""
    asked = {one: line for one in read.hits if (line := _asked(read, one))}
    said = inside(set(asked.values()), (told[1] for told in read.threats))
    theirs = {value for _, value in plan.theirs}
    for one in (*read.hits, *handles(read)):
        if plan.police and not one.sure and one.kind == "name" and one.value not in theirs and _speaks(read, one):
            continue
        if plan.covers(one) and not (one in asked and ((plan.police and priced(asked[one])) or asked[one] in said)):
            yield one


_OPEN: Final = frozenset({"income_tax", "deposit_balance", "criminal_record"})
"""Kinds for which an amount that is asked or offered is taken; all else that stands in a threat may be of somebody, and is covered."""


def _asked(read: Read, one: Seen) -> str:
    """The line of an amount that may be asked or offered; nothing where it is another value, or the line says that somebody has, earns or owes it."""
    if one.kind not in _OPEN or one.sure or one.where != "text" or not read.texts:
        return ""
    text = read.texts[one.text]
    line = text[slice(*line_of(text, one.start, one.end))].strip()
    return line if meets(text_of(text).amounts, one.start, one.end) and not sign("has").search(line) else ""


def _spans(read: Read, at: int, plan: Plan, known: "Known") -> list[tuple[int, int]]:
    """What of a text is covered."""
    text = read.texts[at]
    heads = [one.moment for one in text_of(text).chat]
    moments = [found.span() for found in WHEN.finditer(text)]
    threats = [span for told in read.threats if plan.police for span in standing(told[1], text)]
    by = [(told.start, told.words) for start, _ in threats if (told := text_of(text).message(start))]
    spans = list[tuple[int, int]]()

    def kept(start: int, kind: str) -> list[tuple[int, int]]:
        vague = kind in VAGUE | _OF_MOMENTS
        told = [] if kind == "birth_date" else moments
        return [*told, *(span for span in threats if vague or start < span[0]), *(by if vague else ())]

    for one in _covers(read, plan):
        if one.text == at and one.where == "text":
            stay = moments if one.sure and one.kind != "birth_date" else [] if one.sure else kept(one.start, one.kind)
            spans += without((one.start, one.end + _cut(text, one)), stay)
    for start, end, kind in _found(read, text, plan, known):
        spans += without((start, end), kept(start, kind))
    looks = () if plan.police else sign("looks").finditer(text)
    where = (
        found for found in STAMPED.finditer(text) if not sign("device").fullmatch(found[found.lastindex or 0].strip())
    )
    spans += [found.span(found.lastindex or 0) for found in where]
    spans += _rows(text, plan) + [found.span(1) for found in looks]
    return [part for span in spans for part in without(span, heads)]


def _speaks(read: Read, one: Seen) -> bool:
    """Whether what was found is the name in the head of a message: to the police who spoke is no secret."""
    said = text_of(read.texts[one.text]).message(one.start) if read.texts and one.where == "text" else None
    return said is not None and one.start < said.words and one.value in said.by


def spans(read: Read, plan: Plan) -> list[set[int]]:
    """Of each text the signs that are covered."""
    known = _known(read, plan)
    return [
        {at for start, end in _spans(read, n, plan, known) for at in range(start, end) if not text[at].isspace()}
        for n, text in enumerate(read.texts)
    ]


def _rows(text: str, plan: Plan) -> list[tuple[int, int]]:
    """Rows of digits, but for those of who called, or of a wallet of theirs, and those that are as a whole a value of which the owner said and confirmed that it is nobody's."""
    free = {digits(value) for _, value in plan.nobody}
    shown = [span for value in plan.shows for span in standing(value, text)]
    return [
        (a, b)
        for a, b in rows(text)
        if not plan.shown(text[a:b])
        and digits(text[a:b]) not in free
        and not any(start <= a and b <= end for start, end in shown)
        and not (plan.police and sign("of_group").search(text, max(0, a - 12), a))  # where it was said, and nobody's
    ]


def _cut(text: str, one: Seen) -> int:
    """A sign more of a name of two of which the computer is not sure and on which another follows: it may have three."""
    return int(
        one.kind == "name" and not one.sure and one.end - one.start == 2 and _HAN.match(text, one.end) is not None
    )


_HAN = re.compile(r"[\u3400-\u9fff]")


def _written(read: Read, text: str, own: Sequence[str]) -> list[tuple[int, int]]:
    """Where what the owner wrote stands."""
    misread = bool(read.picture)
    found = [span for value in own for span in (*standing(value, text), *parts(value, text, misread=misread))]
    return found + [span for value in own if misread for span in alike(value, text)]


def _theirs(read: Read, text: str, plan: Plan) -> list[tuple[int, int]]:
    """Where what the owner wrote stands, and parts of what is theirs: a road, a building with its flat, a class, a surname with a title behind it."""
    pieces, forms = _parts(plan.theirs)
    again = [(a, b) for a, b, _ in forms.spans(text, forms.signed)]
    return _written(read, text, plan.own) + pieces(text) + again


def _found(read: Read, text: str, plan: Plan, known: "Known") -> Iterator[tuple[int, int, str]]:
    """Where what is covered stands, with its kind, nothing where it is what the owner wrote or part of it; then the same over the end of a line and over marks that stand between Han characters."""

    def of(told: str) -> Iterator[tuple[int, int, str]]:
        for start, end, kind in known.found(told):
            if not (told[end : end + 1] in OF_PLACES and told[start:end] in plan.called):
                yield start, end, kind
        yield from ((start, end, "") for start, end in _theirs(read, told, plan))

    yield from of(text)
    closed, at = _closed(text)
    for start, end, kind in of(closed) if len(closed) < len(text) else ():
        first, last = at[start], at[end - 1] + 1
        # of two signs, one may end what is said and the other begin it; in a picture a line ends where it is full
        chance = end - start < _BY_CHANCE and (
            _OTHER_SENTENCE.search(text, first, last) or ("\n" in text[first:last] and not read.picture)
        )
        if last - first > end - start and not chance:
            yield first, last, kind


def _closed(text: str) -> tuple[str, list[int]]:
    r"""A text without what stands between Han characters, and where its signs stood.

    >>> _closed("在星/\n桥 1 文、化")
    ('在星桥 1 文化', [0, 1, 4, 5, 6, 7, 8, 10])
    """
    gone = {at for found in _BETWEEN.finditer(text) for at in range(*found.span())}
    at = [n for n in range(len(text)) if n not in gone]
    return "".join(text[n] for n in at), at


_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])[\W_]{1,3}(?=[\u3400-\u9fff])")
_OTHER_SENTENCE = re.compile(r"[，。！？；：,.!?;:]")
_BY_CHANCE: Final = 3
"""Signs from which what the end of a sentence divides is a value."""


@lru_cache(maxsize=8)
def _parts(theirs: tuple[tuple[str, str], ...]) -> "tuple[Pieces, Forms]":
    from doxdocket.store.parts import Strength  # noqa: PLC0415
    from doxdocket.store.pieces import Pieces  # noqa: PLC0415 - reads the list of divisions
    from doxdocket.store.retold import Forms  # noqa: PLC0415

    return Pieces(theirs, least=Strength.NEAR), Forms(theirs, SORTS)


SORTS: Final = frozenset(("number", "block", "class", "call", "short"))
"""Sorts of parts (``store.parts``) that are looked for by their form."""
OF_PLACES: Final = tuple("省市区县镇乡街路村派")
"""Signs behind which two signs are the name of a place, not of a firm."""


def alike(name: str, text: str) -> list[tuple[int, int]]:
    """Where a name of three or four Han characters stands with one of them misread.

    >>> alike("柳春生", "就是柳舂生，柳春天")
    [(2, 5), (6, 9)]
    """
    if len(name) not in (3, 4) or len(_HAN.findall(name)) < len(name):
        return []
    found = list[tuple[int, int]]()
    for at in range(len(text) - len(name) + 1):
        other = [sign for sign, own in zip(text[at : at + len(name)], name, strict=True) if sign != own]
        if len(other) <= 1 and all(map(_HAN.match, other)) and (not found or at >= found[-1][1]):
            found.append((at, at + len(name)))
    return found


def without(span: tuple[int, int], kept: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of a stretch lies in none of those that are kept."""
    at, end = span
    for first, last in sorted(kept):
        if first < end and last > at:
            if first > at:
                yield at, first
            at = max(at, last)
    if at < end:
        yield at, end


def _picture_covered(data: bytes, read: Read, plan: Plan) -> tuple[str, bytes]:
    from doxdocket.detect.images import blurred, read_image  # noqa: PLC0415
    from doxdocket.detect.images.reading import reading_of  # noqa: PLC0415

    reading, known = reading_of(read.picture), _known(read, plan)
    drawn = [box for span in _spans(read, 0, plan, known) for box in stretches(reading, *span)]
    made = blurred(data, reading, [*drawn, *_unsure(reading)], cards=True, alone=True)
    if plan.bare and made:
        made = _writing_alone(made, reading)
    for last in (False, True):
        again = read_image(made) if made else None
        if again is None:
            break
        text = again.text
        seen = known.kinds(text, seen=True)
        left = [(start, end) for start, end, kind in _found(read, text, plan, known) if seen or not kind]
        left += _rows(text, plan)
        codes = any(known.kinds(code.text, seen=True) for code in again.codes)
        if not left and not codes:
            return ".png", made
        if last or codes:
            break
        made = blurred(made, again, [box for span in left for box in stretches(again, *span)], cards=True, alone=True)
    return "", b""


def _writing_alone(made: bytes, reading: Any) -> bytes:
    """A covered copy in which nothing is seen but lines that were surely read and stand on one colour: what stands in a picture within the picture does not."""
    from io import BytesIO  # noqa: PLC0415 - for pictures alone

    import numpy as np  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415

    from doxdocket.detect.images.limits import share  # noqa: PLC0415

    pixels = np.asarray(Image.open(BytesIO(made)).convert("RGB"))
    shown, out, by = np.zeros_like(pixels), BytesIO(), pixels.shape[1] / max(reading.width, 1)
    for line in reading.lines:
        box, edge = line.box, line.box.height // 2
        left, right = max(0, round(box.left * by)), round((box.left + box.width) * by)
        top, bottom = max(0, round(box.top * by)), round((box.top + box.height) * by)
        around = pixels[max(0, round((box.top - edge) * by)) : round((box.top + box.height + edge) * by), left:right]
        if around.size and line.confidence >= share("text.sure") and _one_colour(around.reshape(-1, 3).astype(int)):
            shown[top:bottom, left:right] = pixels[top:bottom, left:right]
    Image.fromarray(shown).save(out, "PNG")
    return out.getvalue()


def _one_colour(pixels: Any) -> bool:
    """Whether most of these pixels are of one colour, but for what is covered."""
    import numpy as np  # noqa: PLC0415 - for pictures alone

    sorts = np.unique(pixels // 32 @ (64, 8, 1), return_inverse=True)[1]
    most = np.median(pixels[sorts == np.bincount(sorts).argmax()], axis=0)
    near = (abs(pixels - most) < _NEAR_IT).all(axis=1) | (pixels == _COVERED).all(axis=1)
    return bool(near.mean() > _MOST)


_COVERED: Final = 64
"""Of each colour what covers (``blur``)."""
_NEAR_IT: Final = 24
_MOST: Final = 0.6
"""Of the pixels of a line and half of its height above and below."""


def stretches(reading: Any, start: int, end: int) -> Iterator[Any]:
    """Where in a picture a stretch of its text stands, with half a sign on either side: where in its line a sign begins the reader tells roughly. Of a picture that lies on its side a line goes from the top to the bottom."""
    for line in reading.lines:
        if start < line.start + len(line.text) and end > line.start:
            first, last = max(start - line.start, 0), min(end - line.start, len(line.text))
            first += len(words := line.text[first:last]) - len(words.lstrip())
            box = line.part(first, last)
            if line.box.height > line.box.width and len(line.text) > 1:
                more = line.box.width // 2
                yield replace(box, top=box.top - more, height=box.height + 2 * more)
            else:
                more = min(box.height, max(line.box.height, 1)) // 2
                before = more * (not _behind_moment(line.text, first))
                yield replace(box, left=box.left - before, width=box.width + before + more)


def _behind_moment(text: str, at: int) -> bool:
    """Whether nothing but a blank stands between a moment, which is proof and stays, and what begins there."""
    before = text[:at]
    return before[-1:].isspace() and any(found.end() == len(before.rstrip()) for found in WHEN.finditer(before))


def _unsure(reading: Any) -> Iterator[Any]:
    """Lines that are covered whole: those of a paper but for its printed words, and those of which the reader was not sure, unless they are a sentence without numbers."""
    from doxdocket.detect.images.limits import share  # noqa: PLC0415
    from doxdocket.detect.images.papers import printed  # noqa: PLC0415

    paper = reading.document if reading.document not in _NO_PAPER else None
    for line in reading.lines:
        sentence = len(line.text) >= LONG and not re.search(r"[\dXx]{4}", line.text)
        if (line.confidence < share("text.sure") and not sentence) or (paper and not printed(line.text, paper)):
            yield line.box


def place(copy: bytes, size: tuple[int, int], where: Sequence[Box], *, alone: bool = False) -> bytes:
    """Of a covered copy the part around the first of these boxes, as PNG; ``size``: of the picture in whose pixels they are, upright as every viewer shows it; ``alone``: nothing but these boxes, one below the other, of the picture itself. Nothing where it cannot be decoded."""
    from io import BytesIO  # noqa: PLC0415 - for a page with pictures alone

    from PIL import Image, ImageDraw  # noqa: PLC0415

    from doxdocket.detect.images.decode import decode  # noqa: PLC0415

    read = guard(partial(decode, copy), bounds.FILE.base, cpu_seconds=bounds.FILE_SECONDS)
    if isinstance(read, Lost):
        return b""
    shown, out = Image.fromarray(read.pixels), BytesIO()
    by = shown.width / max(size[0], 1)
    if alone:
        parts = list[Any]()
        for box in where:
            left, top, width, height = (round(side * by) for side in box)
            edge = height // 8  # of the lines above and below nothing
            parts.append(
                shown.crop((max(0, left - edge), max(0, top - edge), left + width + edge, top + height + edge))
            )
        whole = Image.new("RGB", (max(one.width for one in parts), sum(one.height for one in parts)), "white")
        for n, one in enumerate(parts):
            whole.paste(one, (0, sum(each.height for each in parts[:n])))
        whole.resize((whole.width * 2, whole.height * 2)).save(out, "PNG")
        return out.getvalue()
    left, top, width, height = (round(side * by) for side in where[0])
    high = max(3 * height, shown.width // 6)
    middle = top + height // 2
    ImageDraw.Draw(shown).rectangle(
        (left - 3, top - 3, left + width + 3, top + height + 3), outline=(176, 0, 32), width=4
    )
    part = shown.crop((0, max(0, middle - high), shown.width, min(shown.height, middle + high)))
    part.thumbnail((640, 640))
    part.save(out, "PNG")
    return out.getvalue()
