"""The elements of one ``messages`` array, each with its exact byte range, cut only where JSON says.

The exact way reads one record with the tokenizer and repairs it where it may; the fast way (``layout``) reads
thousands once two records have shown how the file is laid out. What is damaged ends at the next thing that only a
record or the end of the array can begin with; its bytes are quarantined and its neighbours are kept. Leaves out:
everything outside the array.

>>> import io
>>> window = Window(io.BytesIO(b'[{"id":1,"type":"message","text":"a"},{"id":oops},{"id":3,"type":"message"}]'))
>>> [(part.codes, [m.id for m in part.items], part.starts) for part in read_messages(window)]
[([], [1], [1]), (['not_json'], [], []), ([], [3], [50])]
"""

import re
from collections.abc import Iterator

from doxdocket.parse.careful import FAULTS, Note, repeats
from doxdocket.parse.tdesktop_json.layout import FRAME, OPENS, RESUMES, STRAY, Layout, Part, Warned, learn
from doxdocket.parse.tdesktop_json.message import CAREFUL, decode
from doxdocket.parse.window import BLOCK, Damage, Window

#: A message is some thousand characters with their entities; what is larger than this is not one.
LIMIT = 16 << 20
#: How far the exact way looks for a record's end before it asks whether another record began meanwhile.
_GLANCE, _LOOK = 1 << 9, 1 << 16


def read_messages(window: Window) -> Iterator[Part]:
    """Read the array at ``window.pos``, both brackets included; each part holds at most a block of records."""
    window.take(b"[")
    if window.peek() == 0x5D:
        first = Part()
        if _closes(window, first):
            return
        yield first
    layout: Layout | None = None
    step, more = BLOCK, True
    while more:
        part = layout.read(window, step) if layout else None
        if part:
            step = min(step * 2, BLOCK)
        else:
            resumes = layout.resumes if layout else RESUMES
            part, raw = _exact(window, resumes)
            after, step = window.offset, max(step // 8, _LOOK)
            more = _comma(window, part, resumes)
            if raw and more and after >= window.base:
                layout = layout or learn(
                    raw, window.data[after - window.base : window.pos], window.data[window.pos : window.pos + 64]
                )
        yield part


def _exact(window: Window, resumes: re.Pattern[bytes]) -> tuple[Part, bytes]:
    """One record by the tokenizer, and its bytes; what is damaged is passed over and quarantined."""
    part, raw = Part(), b""
    byte, start = window.peek(), window.offset
    try:
        if byte != 0x7B:
            window.skip()
            part.quarantine("not_an_object", start, window.offset)
            return part, raw
        end = _end(window)
        raw = window.data[window.pos : end]
        _read(raw, start, part)
        window.pos = end
    except Damage as damage:
        head = window.data[max(0, start - window.base) :][:64]
        if damage.code in ("not_json", "too_deep") or not raw:
            _resume(window, start, start + len(raw), resumes)
        else:
            window.pos += len(raw)
        at_end = window.ended and window.pos >= len(window.data)
        code = "not_json" if damage.code == "truncated" and not at_end else damage.code
        part.quarantine(code, start, window.offset, head)
    return part, raw


def _resume(window: Window, start: int, end: int, resumes: re.Pattern[bytes]) -> None:
    """Pass over damage that began at ``start``. Brackets that seem to close at ``end`` (if they do) are believed only
    where nothing that begins a record is near: a lost quote turns text into brackets.
    """
    window.pos = max(window.pos, start - window.base + 1)
    if end > start and not resumes.search(window.data, window.pos, end - window.base + _LOOK):
        window.pos = end - window.base
        return
    window.find(resumes)
    if window.data[window.pos : window.pos + 1] in (b"\r", b"\n"):
        # The match began with the line of a closing brace: what is wanted is the mark after that.
        window.pos = window.data.index(b"}", window.pos) + 1
        window.peek()


def _end(window: Window) -> int:
    """Where the object at ``pos`` ends; ``Damage`` when it runs on into the next record or chat."""
    for look in (_GLANCE, _LOOK):
        try:
            return window.value_end(look)
        except Damage as damage:
            if damage.code != "too_big":
                raise
            for begins in (OPENS, FRAME):
                if begins.search(window.data, window.pos + 1, window.pos + look):
                    raise Damage("not_json", damage.at) from None
    return window.value_end(LIMIT)


def _read(raw: bytes, start: int, part: Part) -> None:
    """Decode one record's bytes into ``part``, with what had to be repaired."""
    notes: list[Note] = []
    try:
        message = decode(raw)
        if repeats(raw):
            message, notes = CAREFUL.read(raw)
    except FAULTS:
        message, notes = CAREFUL.read(raw)
    if notes:
        part.notes[len(part.items)] = notes
    for note in notes:
        part.warned.append(Warned("repair", note.code, message.id, start + note.start, start + note.end, note.detail))
    part.items.append(message)
    part.starts.append(start)
    part.ends.append(start + len(raw))


def _comma(window: Window, part: Part, resumes: re.Pattern[bytes]) -> bool:
    """Read what stands after a record: whether another follows."""
    while True:
        byte, at = window.peek(), window.offset
        if byte == 0x5D:
            return not _closes(window, part)
        if byte in (0x7B, 0x22) and FRAME.match(window.data, window.pos):
            part.warned.append(Warned("repair", "array_not_closed", None, at, at))
            return False
        if byte == -1:
            if not (part.warned and part.warned[-1].code == "truncated"):
                part.warned.append(Warned("notice", "array_left_open", None, at, at))
            return False
        if byte == 0x7B:
            part.warned.append(Warned("repair", "missing_comma", None, at, at))
            return True
        if byte == 0x2C:
            window.pos += 1
            if window.peek() == 0x5D:
                closes = _closes(window, part)
                if closes:
                    part.warned.append(Warned("repair", "trailing_comma", None, at, at + 1))
                return not closes
            if window.peek() == -1:
                continue
            return True
        _resume(window, at, at, resumes)
        part.quarantine("not_json", at, window.offset)


def _closes(window: Window, part: Part) -> bool:
    """Read a closing bracket: whether the array ends with it. One wrong byte must not cost the rest of the chat."""
    at = window.offset
    window.pos += 1
    window.peek()
    if not STRAY.match(window.data, window.pos):
        return True
    part.quarantine("not_json", at, at + 1)
    return False
