r"""Writes channels in the layout of Telegram Desktop's JSON export, to the byte where that matters.

Source: Telegram Desktop's export_output_json.cpp: one-space indent, text as a string or a list of runs, ``text_entities``,
``date`` in the exporter's clock and ``date_unixtime`` as a string, unsupported posts with an id alone, control
characters as ``\xNN``. Leaves out what the form itself lacks: views, albums, deleted posts.

>>> runs("见 @a_b 吧", [{"start": 2, "end": 6, "type": "mention"}])
[{'type': 'plain', 'text': '见 '}, {'type': 'mention', 'text': '@a_b'}, {'type': 'plain', 'text': ' 吧'}]
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from doxdocket.rehearsal.pen import Span
from doxdocket.rehearsal.post import Channel, Post, Writing

_CLOCK = 8 * 3600  # the exporter sat at UTC+8
_HINTS = re.compile(
    r"(?P<link>https?://\S+|(?<![\w@])t\.me/\w+)|(?P<email>(?<![\w.])[\w.]+@example\.\w+)|(?P<mention>@[a-z]\w{3,})",
    re.ASCII,
)
_CONTROL = re.compile(rb"\\u00([01][0-9a-f])")

Message = dict[str, Any]


def local(at: int) -> str:
    """The exporter's wall clock, without an offset."""
    return datetime.fromtimestamp(at + _CLOCK, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def entities(writing: Writing) -> list[Span]:
    """The writer's own marks, and those a client adds by itself."""
    own = list(writing.entities)
    if "@" not in writing.text and "t.me/" not in writing.text and "http" not in writing.text:
        return own
    found = [{"start": m.start(), "end": m.end(), "type": m.lastgroup} for m in _HINTS.finditer(writing.text)]
    return sorted(
        own + [f for f in found if all(f["end"] <= o["start"] or f["start"] >= o["end"] for o in own)],
        key=lambda s: s["start"],
    )


def runs(text: str, marks: Sequence[Span]) -> list[dict[str, str]]:
    """Text cut at its entities."""
    out, at = [], 0
    for mark in marks:
        if at < mark["start"]:
            out.append({"type": "plain", "text": text[at : mark["start"]]})
        more = {k: v for k, v in mark.items() if k not in {"start", "end", "type"}}
        out.append({"type": mark["type"], "text": text[mark["start"] : mark["end"]], **more})
        at = mark["end"]
    if at < len(text):
        out.append({"type": "plain", "text": text[at:]})
    return out


def _text(writing: Writing) -> Message:
    cut = runs(writing.text, entities(writing))
    if not cut or (len(cut) == 1 and cut[0]["type"] == "plain"):
        return {"text": writing.text, "text_entities": cut}
    return {"text": [r["text"] if r["type"] == "plain" else r for r in cut], "text_entities": cut}


def _who(post: Post, *, service: bool) -> Message:
    a, b = ("actor", "actor_id") if service else ("from", "from_id")
    name, ident = post.sender if post.sender[0] else (post.channel.title, f"channel{post.channel.bare_id}")
    return {
        a: name,
        b: int(ident.removeprefix("channel").removeprefix("user")) if post.channel.shape == "old" else ident,
    }


def message(post: Post, writing: Writing, edited: int) -> Message:
    """One post as the client writes it."""
    if post.kind == "unsupported":
        return {"id": post.id, "type": "unsupported"}
    old = post.channel.shape == "old"
    out: Message = {"id": post.id, "type": post.kind, "date": local(post.at)}
    out |= {} if old else {"date_unixtime": str(post.at)}
    if edited:
        out |= {"edited": local(edited)} | ({} if old else {"edited_unixtime": str(edited)})
    elif old:
        out["edited"] = local(0)
    out |= _who(post, service=post.kind == "service")
    out |= {"author": post.author} if post.author else {}
    out |= {"forwarded_from": post.forward[0]} if post.forward[0] else {}
    out |= {"forwarded_from_id": post.forward[1]} if post.forward[1] else {}
    out |= {"reply_to_message_id": post.reply_to} if post.reply_to else {}
    late = {k: v for k, v in post.extra.items() if k in {"inline_bot_buttons", "reactions"}}
    out |= {k: v for k, v in post.extra.items() if k not in late}
    said = _text(writing)
    return out | ({"text": said["text"]} if old else said) | late


def chat(channel: Channel, messages: Iterable[Message]) -> Message:
    """A chat: name, type, id, messages."""
    return {"name": channel.title, "type": channel.chat_type, "id": channel.bare_id, "messages": list(messages)}


def write(path: Path, whole: Message, *, shape: str = "new") -> None:
    """The file itself."""
    data = msgspec.json.format(msgspec.json.encode(whole), indent=1)
    if shape == "control":
        data = _CONTROL.sub(rb"\\x\1", data)  # which is not JSON: the client's own fault, repaired by the parser
    if shape == "crlf":
        data = data.replace(b"\n", b"\r\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def account(channel: Channel, messages: Iterable[Message], private: Sequence[Message]) -> Message:
    """A whole-account export: the exporter, his contacts, a private talk, and among them the one chat that matters."""
    friends = [
        {"first_name": "团子", "last_name": "", "phone_number": "+86 188 9991 0001", "date": local(1_600_000_000)}
    ]
    talk = {"name": "团子", "type": "personal_chat", "id": 9_000_000_001, "messages": list(private)}
    return {
        "about": "Here is the data you requested.",
        "personal_information": {
            "user_id": 9_000_000_000,
            "first_name": "拾光",
            "last_name": "",
            "phone_number": "+86 188 9991 0000",
            "bio": "",
        },
        "profile_pictures": [],
        "contacts": {"about": "Contacts of the exporter.", "list": friends},
        "chats": {"about": "This page lists all chats from this export.", "list": [talk, chat(channel, messages)]},
        "left_chats": {"about": "Chats that were left.", "list": []},
    }
