r"""Telegram Desktop's ``result.json``: one chat or a whole account, of every version since 2018.

Source: Telegram Desktop ``export_output_json.cpp`` at 929032d598f7 and exports of 2020 to 2026. The form has no
view counts, no album ids and no deleted posts; public or private in ``type`` is the state of the export day. Leaves
out: the HTML form, and files beside the JSON.

>>> recognise(b'\xef\xbb\xbf{"name": null, "type": "bot_chat", "id": 1, "messages": [', "result.json").confidence
90
>>> recognise(b'[{"_": "Message"}]', "result.json") is None
True
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from doxdocket.parse.form import Bid, Form, Parsed, Stated
from doxdocket.parse.tdesktop_json.export import Export
from doxdocket.parse.tdesktop_json.layout import TYPES
from doxdocket.words import zh_en

__all__ = ["FORM", "parse", "recognise"]

_ID = "tdesktop_json"
_OPENS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')
_CHAT = re.compile(rb'"type"\s*:\s*"' + TYPES + rb'"')
_ACCOUNT = re.compile(rb'"(?:personal_information|left_chats|chats|frequent_contacts)"\s*:\s*\{')
_MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
_RECORD = re.compile(rb'"messages"\s*:\s*\[\s*\{\s*"id"\s*:\s*-?\d+\s*,\s*"type"\s*:')
_OTHERS = re.compile(
    rb'"(?:guild|exportedAt|dateRange)"\s*:'  # DiscordChatExporter
    rb'|"messages"\s*:\s*\[\s*\{\s*"id"\s*:\s*\d+\s*,\s*"type"\s*:\s*"message"\s*,\s*"file"\s*:'  # tdl writes no time before
)


def recognise(head: bytes, name: str) -> Bid | None:
    """Bid by what the root object's first bytes hold; the name only tips the scales."""
    if not _OPENS.match(head) or _OTHERS.search(head):
        return None
    if _CHAT.search(head) and (_MESSAGES.search(head) or _ACCOUNT.search(head)):
        return Bid(_ID, 90, *zh_en("parse_tdesktop_json.root_object_is_telegram_chat"))
    if _ACCOUNT.search(head) or _RECORD.search(head):
        sure = 80 if name.endswith("result.json") else 60
        return Bid(_ID, sure, *zh_en("parse_tdesktop_json.laid_out_like_telegram_desktop"))
    return None


def parse(stream: BinaryIO, source_sha256: str, stated: Stated, /) -> Iterator[Parsed]:
    """Read one export; of a whole account, the chats that are named or else what many people read."""
    return Export(stream, source_sha256, stated.chats).parts()


FORM = Form(_ID, *zh_en("parse_tdesktop_json.telegram_desktop_json_export"), recognise, parse)
