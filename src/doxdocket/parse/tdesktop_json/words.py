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

from doxdocket.parse.attached_objects import Field, contact, file_name, lines, location, outside
from doxdocket.parse.tdesktop_json.message import Button, Contact, Location, Message, Run, Text

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
