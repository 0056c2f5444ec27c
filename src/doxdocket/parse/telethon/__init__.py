"""Dumps that scripts write with Telethon, and 4CAT's NDJSON of the same objects.

Source: LonamiWebs/Telethon ``telethon/tl/tlobject.py`` at 03bd3aa8dcb7 (``to_dict``, ``to_json``), digitalmethods-
initiative/4cat ``search_telegram.py`` at 01bd7c21bc80 (``serialize_obj``), and dumps as captured. An array, one message a
line, or whole answers of the server (``messages``, ``chats``). Views, forwards, comments and reactions are those of the
moment of the dump, which it does not state. Leaves out: media files, names of senders (4CAT has them), edit history.

>>> recognise(b'[{"_": "Message", "id": 7, "peer_id": {"_": "PeerChannel", "channel_id": 5}', "x.json").confidence
90
>>> recognise_fourcat(
...     b'{"_chat_peer": {"channel_id": 5, "_type": "PeerChannel"}, "_type": "Message", "id": 7}', ""
... ).form
'fourcat_ndjson'
>>> recognise(b'{"_": "Message", "id": 7, "chat": {"_": "Chat", "id": -1005}}', "x.json") is None  # Pyrogram
True
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.heads import Beginning, beginning
from doxdocket.parse.telethon.dump import Dump

__all__ = ["FORM", "FOURCAT", "parse", "recognise", "recognise_fourcat"]

_ID, _FOURCAT = "telethon", "fourcat_ndjson"
_PAGES = re.compile(rb'"(?:messages\.)?(?:Channel)?Messages(?:Slice)?"')
_MESSAGES = (b'"Message"', b'"MessageService"', b'"MessageEmpty"')
_PEERS = frozenset({"peer_id", "to_id"})
_FOURCAT_KEYS = frozenset({"_chat", "_chat_peer", "_sender", "_sender_id", "_forward", "message_markdown"})


def recognise(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the keys of the first record: Telegram's own names, with the peer that a message belongs to."""
    first = beginning(head)
    if first is None:
        return None
    if _telethon(first.keys):
        return Bid(_ID, 90, "每条记录是 Telethon 的消息对象", "its records are message objects of Telethon")
    inner = first.inner("messages")
    kind = first.keys.get("_", b"")
    if _telethon(inner) or (_PAGES.fullmatch(kind) and "messages" in first.keys):
        return Bid(
            _ID, 90, "服务器应答，内含 Telethon 的消息对象", "answers of the server with message objects of Telethon"
        )
    if kind == b'"Channel"' and {"id", "title", "megagroup"} <= first.keys.keys():
        return Bid(_ID, 40, "首个对象是 Telethon 的频道对象", "its first object is a channel as Telethon writes it")
    return None


def _telethon(keys: dict[str, bytes]) -> bool:
    kind = keys.get("_")
    if kind == b'"MessageEmpty"':
        return "id" in keys
    return kind in _MESSAGES and bool(_PEERS & keys.keys())


def recognise_fourcat(head: bytes, name: str) -> Bid | None:  # noqa: ARG001 - every form is asked the same way
    """Bid by the keys of the first record: Telethon's, with 4CAT's mark of types and what its client knew of the chat."""
    first: Beginning | None = beginning(head)
    if first is None or first.layout == "array" or "_" in first.keys or not _FOURCAT_KEYS & first.keys.keys():
        return None
    peers = [first.inner(key).get("_type", b"") for key in ("peer_id", "to_id", "_chat_peer", "_chat")]
    if first.keys.get("_type") in _MESSAGES or any(peers):
        return Bid(
            _FOURCAT, 90, "每行是 4CAT 写出的 Telegram 消息", "each line is a Telegram message as 4CAT writes it"
        )
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one dump; of several chats, those that are named or else all."""
    return Dump(stream, source_sha256, stated.chats).parts()


FORM = Form(_ID, "Telethon 采集的 JSON", "Telethon dump, JSON", recognise, parse)
FOURCAT = Form(_FOURCAT, "4CAT 的 NDJSON", "4CAT NDJSON of Telegram", recognise_fourcat, parse)
