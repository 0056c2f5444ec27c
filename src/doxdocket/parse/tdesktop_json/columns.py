"""Messages to columns of ``POSTS`` and ``READINGS``: one list a column, no dictionary a row.

Only seconds since 1970 are moments: Telegram Desktop writes ``date`` and ``edited`` in the exporting computer's local time and, since 3.7.6
of 2022, seconds in UTC as well. Without those a post keeps its clock time and no moment: no zone is ever assumed. Where both are written
their difference tells how that computer was set.

Where a file was not exported its path is an excuse in brackets, as ``export_output_json.cpp`` writes it; such a string is never a path.
Paths are untrusted text here: whoever opens one resolves it inside the export's folder.

The text is the runs joined and nothing else. Beside it stand contact (names, number), location (place, address,
coordinates), link[i] (address behind linked words, or the account a mention points to), button[i] (label and
address or callback), poll (question and answers; a to-do list is one too) and file_name (with performer and
title of a sound file). Leaves out: counting (``Tally``) and reading (``records``); Telegram's own rounding to seconds; whether a file is
there (the pipeline looks); who read (reactions name people).

>>> from doxdocket.parse.tdesktop_json.message import decode
>>> columns = posts([decode(b'{"id": 5, "type": "message", "date_unixtime": "1669852800", "text": "hi"}')])
>>> columns["post_id"], columns["date"], columns["text"]
(['5'], [1669852800000000], ['hi'])
>>> micros("1669852800"), micros("soon"), micros("-5")
(1669852800000000, None, None)
>>> epoch("1970-01-01T08:00:00"), epoch("1969-12-31T19:00:00"), epoch("2020-01-01T00:00:00")
(True, True, False)
>>> said_offset(28800), said_offset(-12600)
('+08:00', '-03:30')
>>> status("(File not included. Change data exporting settings to download.)"), status("files/a (1).pdf")
('not_included', 'included')
>>> runs = decode(b'{"id": 1, "text": ["a", {"type": "blockquote", "text": "bc"}, "d"]}').text
>>> joined(runs), quotes(runs)
('abcd', [(1, 3)])
"""

import base64
import binascii
import posixpath
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from msgspec import UNSET

from doxdocket.parse.attached_objects import Field, contact, file_name, lines, location, outside
from doxdocket.parse.tdesktop_json.message import Button, Contact, Location, Message, Reaction, Run, Text
from doxdocket.parse.walk import Columns

_LAST = 253402300799  # the end of the year 9999


def micros(value: str | int | None) -> int | None:
    """Microseconds since 1970 of what is written in seconds, or nothing where that is no moment after it."""
    if value is None:
        return None
    try:
        number = int(value)
    except ValueError:
        return None
    return number * 1_000_000 if 0 < number <= _LAST else None


def epoch(clock: str | None) -> bool:
    """Whether a local clock time is the zero of the clock somewhere on earth, which means: none."""
    return clock is not None and clock.startswith(("1970-01-01T", "1969-12-31T"))


def said_offset(offset: int) -> str:
    """An offset from UTC in seconds as people write it."""
    sign, rest = "-" if offset < 0 else "+", abs(offset)
    return f"{sign}{rest // 3600:02}:{rest % 3600 // 60:02}"


def offsets(clocks: Sequence[str | None], moments: Sequence[int | None]) -> np.ndarray:
    """Local minus UTC in seconds for each message that has both (``moments``: microseconds); NaN elsewhere."""
    utc = np.array([None if one is None else one // 1_000_000 for one in moments], dtype=np.float64)
    try:
        local = pa.array(clocks, pa.string()).cast(pa.timestamp("s")).cast(pa.int64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        local = np.array([_local(clock) for clock in clocks], dtype=np.float64)
    return np.asarray(local - utc, dtype=np.float64)


def _local(clock: str | None) -> float:
    try:
        return float(pa.scalar(clock, pa.string()).cast(pa.timestamp("s")).cast(pa.int64()).as_py())
    except (pa.ArrowInvalid, TypeError):
        return float("nan")


class Medium(NamedTuple):
    """One file, as a row of ``records.MEDIA``."""

    path: str | None
    name: str | None
    mime: str | None
    kind: str
    status: str


_EXCUSES = (("not included", "not_included"), ("exceeds maximum size", "exceeds"), ("unavailable", "unavailable"))


def status(path: str) -> str:
    """What the export says of a file: included, not_included, exceeds or unavailable."""
    if path.endswith(")") and "(" in path:
        excuse = path[path.rindex("(") :]
        for words, name in _EXCUSES:
            if words in excuse:
                return name
    return "included"


def media(message: Message) -> list[Medium]:
    """The files of one message; a thumbnail only where the file itself did not come."""
    found = []
    if message.photo:
        found.append(_medium(message.photo, None, "image/jpeg", "photo"))
    if message.file:
        kind = message.media_type or "document"
        found.append(_medium(message.file, message.file_name, message.mime_type, kind))
        if message.thumbnail and found[-1].status != "included" and status(message.thumbnail) == "included":
            found.append(_medium(message.thumbnail, None, "image/jpeg", "thumbnail"))
    if message.contact_vcard:
        found.append(_medium(message.contact_vcard, None, "text/vcard", "vcard"))
    return found


def _medium(path: str, name: str | None, mime: str | None, kind: str) -> Medium:
    said = status(path)
    return Medium(path if said == "included" else None, name, mime, kind, said)


#: First and last code point (exclusive).
Quote = tuple[int, int]


def joined(text: Text) -> str:
    """All runs of a text, one after the other."""
    return text if isinstance(text, str) else "".join([run if isinstance(run, str) else run.text for run in text])


def quotes(text: Text) -> list[Quote]:
    """Code-point ranges of the joined text that quote somebody."""
    found: list[Quote] = []
    at = 0
    for run in text:
        words = run if isinstance(run, str) else run.text
        if isinstance(run, Run) and run.type == "blockquote":
            found.append((at, at + len(words)))
        at += len(words)
    return found


def fields(message: Message) -> list[Field]:
    """What the message publishes outside its text."""
    card, at = message.contact_information or Contact(), message.location_information or Location()
    return outside(
        contact=contact(card.first_name, card.last_name, card.phone_number),
        location=location(message.place_name, message.address, at.latitude, at.longitude),
        links=_links(message.text) if isinstance(message.text, list) else (),
        buttons=[_button(button) for row in message.inline_bot_buttons or () for button in row],
        poll=_poll(message),
        file_name=_file_name(message),
    )


def _links(text: list[str | Run]) -> list[str]:
    """Addresses that the shown words hide."""
    found = []
    for run in text:
        if not isinstance(run, str):
            if run.href and run.href != run.text:
                found.append(run.href)
            elif run.type == "mention_name" and run.user_id:
                found.append(f"tg://user?id={run.user_id}")
    return found


def _button(button: Button) -> str:
    hidden = None
    if written := button.data_base64:  # Desktop writes the alphabet for addresses, without "=" at the end
        try:
            plain = written.replace("-", "+").replace("_", "/").rstrip("=")
            hidden = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode()
        except (binascii.Error, UnicodeDecodeError, ValueError):
            hidden = written
    return lines(button.text, button.url, button.data, hidden)


def _poll(message: Message) -> str:
    said: list[Text] = []
    if poll := message.poll:
        said = [poll.question, *(answer.text for answer in poll.answers)]
    if todo := message.todo_list:
        said += [todo.title, *(answer.text for answer in todo.answers)]
    return lines(*map(joined, said))


def _file_name(message: Message) -> str:
    name = message.file_name
    if not name and message.file and not message.file.endswith(")"):
        name = posixpath.basename(message.file)
    return file_name(name, message.performer, message.title if message.file else None)


_TYPES = {"message": "message", "service": "service", "unsupported": "unsupported"}


def _id(value: str | int | None) -> str | None:
    return value if value is None or type(value) is str else str(value)


def posts(some: Sequence[Message]) -> Columns:
    """Columns of posts, but for the chat and the place in the file."""
    dates = [micros(m.date_unixtime) for m in some]
    texts = [t if type(t := m.text) is str else "" if t is UNSET else joined(t) for m in some]
    files = [media(m) if m.photo or m.file or m.contact_vcard else [] for m in some]
    # Messages that the server no longer had are written as empty posts of 1970 (export_data_types.cpp, ParseMessage).
    gone = [
        date is None and epoch(m.date) and not text and not named
        for m, date, text, named in zip(some, dates, texts, files, strict=True)
    ]
    return {
        "post_id": [str(m.id) for m in some],
        "post_no": [m.id for m in some],
        "type": [
            "unsupported" if empty else _TYPES.get(m.type, "message") for m, empty in zip(some, gone, strict=True)
        ],
        "date": dates,
        "date_local": [m.date for m in some],
        "edited": [None if m.edited_unixtime is None else micros(m.edited_unixtime) for m in some],
        "author": [m.author for m in some],
        "from_id": [_id(m.from_id if m.from_id is not None else m.actor_id) for m in some],
        "from_name": [m.from_name if m.from_name is not None else m.actor for m in some],
        # The origin's name is empty where it was forwarded from an account that is deleted.
        "forwarded_from": [None if (f := m.forwarded_from) is UNSET else f or "" for m in some],
        "forwarded_from_id": [_id(m.forwarded_from_id) for m in some],
        "saved_from": [m.saved_from for m in some],
        # ``peer/id`` where the post replied to is in another chat.
        "reply_to": [
            None if (r := m.reply_to_message_id) is None else f"{p}/{r}" if (p := m.reply_to_peer_id) else str(r)
            for m in some
        ],
        "action": [m.action for m in some],
        "text": texts,
        "fields": [_fields(m) for m in some],
        "quotes": [quotes(m.text) if type(m.text) is list else [] for m in some],
        "media": files,
        "state": ["empty" if empty else None for empty in gone],
    }


def _fields(m: Message) -> list[Field]:
    if (
        m.file or type(m.text) is list or m.contact_information or m.inline_bot_buttons or m.poll or m.todo_list
        or m.location_information or m.place_name or m.address or m.file_name
    ):  # fmt: skip
        return fields(m)
    return []


def readings(channel_id: str, some: Sequence[Message]) -> list[tuple[str, str, str, str | None, int]]:
    """Reactions as counted at the export, one row a sign and message."""
    return [
        (channel_id, str(m.id), "reactions", _sign(one), one.count)
        for m in some if m.reactions for one in m.reactions if 0 <= one.count < 2**62
    ]  # fmt: skip


def _sign(one: Reaction) -> str:
    """A sign: itself, ``paid``, or a custom one by the file of its picture."""
    return one.emoji or (f"custom:{one.document_id}" if one.document_id else one.type)
