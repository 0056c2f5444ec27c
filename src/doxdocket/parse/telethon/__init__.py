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

from doxdocket.parse.form import Bid, Form
from doxdocket.parse.heads import Beginning, beginning
from doxdocket.parse.telethon.dump import Dump
from doxdocket.words import zh_en

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
        return Bid(_ID, 90, *zh_en("parse_telethon.its_records_are_message_objects"))
    inner = first.inner("messages")
    kind = first.keys.get("_", b"")
    if _telethon(inner) or (_PAGES.fullmatch(kind) and "messages" in first.keys):
        return Bid(_ID, 90, *zh_en("parse_telethon.answers_of_server_with_message"))
    if kind == b'"Channel"' and {"id", "title", "megagroup"} <= first.keys.keys():
        return Bid(_ID, 40, *zh_en("parse_telethon.its_first_object_is_channel"))
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
        return Bid(_FOURCAT, 90, *zh_en("parse_telethon.each_line_is_telegram_message"))
    return None


parse = Dump.parse
FORM = Form(_ID, *zh_en("parse_telethon.telethon_dump_json"), recognise, parse)
FOURCAT = Form(_FOURCAT, *zh_en("parse_telethon.of_4cat_ndjson_of_telegram"), recognise_fourcat, parse)
