"""One entry of a channel in TGDataset: a text or a file, and its columns.

Source: SystemsLab-Sapienza/TGDataset README at 04a087d64488 and its preview as captured: times are seconds since 1970 with
a fraction of zero; ``author`` and ``forwarded_from_id`` are numbers without their kind. Telegram numbers channels from
1,000,000,000 on, so an origin below is an account and one above is taken for a channel. Leaves out: ``media_id``.

>>> entry = decode(b'{"message": "hi", "date": 1669852800.0, "is_forwarded": true, "forwarded_from_id": 749891673}')
>>> columns = held(["7"], [entry])
>>> columns["date"], columns["forwarded_from_id"], columns["text"]
([1669852800000000], ['user749891673'], ['hi'])
>>> medium(None, ".jpe"), medium("名单.pdf", ".pdf")
((None, None, 'image/jpeg', 'photo', 'not_included'), (None, '名单.pdf', 'application/pdf', 'document', 'not_included'))
"""

import mimetypes
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from doxdocket.parse.moments import Written, moment
from doxdocket.parse.walk import Columns

Id = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
_CHANNELS_FROM = 1_000_000_000
_KINDS = {
    ".jpe": "photo", ".jpg": "photo", ".jpeg": "photo", ".png": "photo", ".mp4": "video_file", ".mov": "video_file",
    ".oga": "voice_message", ".ogg": "voice_message", ".mp3": "audio_file", ".m4a": "audio_file", ".webp": "sticker",
    ".tgs": "sticker",
}  # fmt: skip


class Entry(Struct, gc=False):
    """A text has ``message``, a file ``extension``. What a channel has shows that it is none."""

    message: str | None = None
    date: Written = None
    author: Id | None = None
    is_forwarded: bool | None = None
    forwarded_from_id: Id | None = None
    forwarded_message_date: Written = None
    title: str | None = None
    extension: str | None = None
    username: msgspec.Raw | None = None
    creation_date: msgspec.Raw | None = None
    text_messages: msgspec.Raw | None = None
    generic_media: msgspec.Raw | None = None

    @property
    def channel(self) -> bool:
        """Whether this is a whole channel."""
        return bool(self.text_messages or self.generic_media or self.creation_date or self.username)


decode = msgspec.json.Decoder(Entry).decode
"""One entry's bytes to an ``Entry``; raises what msgspec raises."""


def held(ids: Sequence[str], some: Sequence[Entry]) -> Columns:
    """What is kept of some entries until their channel ends."""
    dates = [moment(one.date) for one in some]
    return {
        "post_id": ids,
        "date": [micros for micros, _ in dates],
        "date_local": [clock for _, clock in dates],
        "from_id": [None if one.author is None else f"user{one.author}" for one in some],
        "forwarded_from": ["" if one.is_forwarded or one.forwarded_from_id is not None else None for one in some],
        "forwarded_from_id": [None if (n := one.forwarded_from_id) is None else _origin(n) for one in some],
        "forwarded_date": [
            None if one.forwarded_message_date is None else moment(one.forwarded_message_date)[0] for one in some
        ],
        "text": [one.message or "" for one in some],
        "name": [one.title for one in some],
        "extension": [one.extension for one in some],
    }


def _origin(number: int) -> str:
    return f"channel{number}" if number >= _CHANNELS_FROM else f"user{number}"


@lru_cache(maxsize=1024)
def _stored(extension: str) -> tuple[str | None, str]:
    """Mime type and kind of a file without a name, by how it is stored."""
    return mimetypes.guess_type("x" + extension)[0], _KINDS.get(extension.lower(), "document")


def medium(name: str | None, extension: str | None) -> tuple[Any, ...]:
    """A row of ``records.MEDIA``. What has a name of its own was sent as a file."""
    mime, kind = _stored(extension or "")
    return None, name, mime, "document" if name and kind != "audio_file" else kind, "not_included"
