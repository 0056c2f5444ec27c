"""The words of a message: its joined text, who is quoted in it, and what it publishes outside its text.

The text is the runs joined and nothing else. Beside it stand contact (names, number), location (place, address,
coordinates), link[i] (address behind linked words, or the account a mention points to), button[i] (label and
address or callback), poll (question and answers; a to-do list is one too) and file_name (with performer and
title of a sound file). Leaves out: pictures, and reactions, which name people who read.

>>> from doxdocket.parse.tdesktop_json.message import decode
>>> runs = decode(b'{"id": 1, "text": ["a", {"type": "blockquote", "text": "bc"}, "d"]}').text
>>> joined(runs), quotes(runs)
('abcd', [(1, 3)])
"""

import base64
import binascii
import posixpath
import re

from doxdocket.parse.tdesktop_json.message import Button, Contact, Message, Run, Text

#: Where, and the words there.
Field = tuple[str, str]
#: First and last code point (exclusive).
Quote = tuple[int, int]

#: Names that Telegram gives to what has none: they say nothing.
_GIVEN = re.compile(
    r"(?:photo|video|audio|file|round_video_message|voice_message|sticker|animation|contact)_?\d*(?:@[\d_-]+)?"
    r"(?: \(\d+\))?\.\w+|sticker(?: \(\d+\))?\.\w+"
)


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
    """What the message publishes outside its text, in a fixed order."""
    found: list[Field] = []
    if message.contact_information:
        found.append(("contact", _contact(message.contact_information)))
    if message.location_information or message.place_name or message.address:
        found.append(("location", _location(message)))
    if isinstance(message.text, list):
        found.extend((f"link[{i}]", link) for i, link in enumerate(_links(message.text)))
    if message.inline_bot_buttons:
        buttons = [button for row in message.inline_bot_buttons for button in row]
        found.extend((f"button[{i}]", _button(button)) for i, button in enumerate(buttons))
    if message.poll or message.todo_list:
        found.append(("poll", _poll(message)))
    found.append(("file_name", _file_name(message)))
    return [one for one in found if one[1]]


def _lines(*parts: str | None) -> str:
    return "\n".join([part for part in parts if part])


def _contact(card: Contact) -> str:
    """Name and number; a Chinese name is put together in its own order."""
    first, last = card.first_name or "", card.last_name or ""
    chinese = any("\u3400" <= char <= "\u9fff" for char in first + last)
    return _lines(last + first if chinese else f"{first} {last}".strip(), card.phone_number)


def _location(message: Message) -> str:
    at = message.location_information
    point = f"{at.latitude}, {at.longitude}" if at and at.latitude is not None and at.longitude is not None else None
    return _lines(message.place_name, message.address, point)


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
    return _lines(button.text, button.url, button.data, hidden)


def _poll(message: Message) -> str:
    lines: list[str] = []
    if poll := message.poll:
        lines = [joined(poll.question), *(joined(answer.text) for answer in poll.answers)]
    if todo := message.todo_list:
        lines += [joined(todo.title), *(joined(answer.text) for answer in todo.answers)]
    return _lines(*lines)


def _file_name(message: Message) -> str:
    name = message.file_name
    if not name and message.file and not message.file.endswith(")"):
        name = posixpath.basename(message.file)
    if name and _GIVEN.fullmatch(name):
        name = None
    return _lines(name, message.performer, message.title if message.file else None)
