r"""What a message of a phone's report publishes outside its text, and its files.

Contact: name and entries of shared contacts; location: address and coordinates; file_name: names that a person gave, and
titles. Names that phones and apps give (``IMG-20240101-WA0001.jpg``) say nothing. Leaves out: addresses of servers that
files were kept on, and a machine's transcripts of speech, which nobody wrote.

>>> kind("image/jpeg", ""), kind("audio/ogg; codecs=opus", "PTT-20240101-WA0001.opus"), kind("", "名单.xlsx")
('photo', 'voice_message', 'document')
>>> given("IMG-20241103-WA0103.jpg"), given("名单.xlsx")
(True, False)
"""

import re
from collections.abc import Iterable, Iterator

from doxdocket.parse.attached_objects import Medium, file_name, lines
from doxdocket.parse.ufed.files import Files
from doxdocket.parse.ufed.model import Fields, fields

_GIVEN = re.compile(
    r"(?:PTT|IMG|VID|AUD|STK|DOC|PXL|DSC|MVIMG|Screenshot|signal|telegram)[\w.() -]*|[\w-]{20,}(?:\.\w+)?|\d+_\d+(?:\.\w+)?",
    re.IGNORECASE | re.ASCII,
)
_ENDS = {
    "photo": "jpg jpeg png heic bmp", "sticker": "webp tgs", "animation": "gif", "video_file": "mp4 mov 3gp mkv webm",
    "audio_file": "mp3 m4a ogg aac amr wav flac", "voice_message": "opus", "vcard": "vcf",
}  # fmt: skip
_BY_END = {end: kind for kind, ends in _ENDS.items() for end in ends.split()}
_BY_MIME = {
    "image/webp": "sticker", "image/gif": "animation", "text/vcard": "vcard", "text/x-vcard": "vcard", "image": "photo",
    "video": "video_file", "audio": "audio_file",
}  # fmt: skip


def given(name: str) -> bool:
    """Whether a phone or an app named the file."""
    return _GIVEN.fullmatch(name) is not None


def kind(mime: str, name: str) -> str:
    """Kind of a file by its type, else by its name."""
    plain = mime.partition(";")[0].strip().lower()
    by_mime = _BY_MIME.get(plain) or _BY_MIME.get(plain.partition("/")[0])
    by_name = _BY_END.get(name.rpartition(".")[2].lower(), "document")
    if by_mime == "audio_file" and (by_name == "voice_message" or "opus" in mime or name.startswith("PTT")):
        return "voice_message"
    return by_mime or by_name


def outside(message: Fields, attached: Iterable[Fields]) -> list[tuple[str, str]]:
    """Fields of a post, in a fixed order."""
    contacts = lines(*(_contact(fields(one)) for one in message.models("SharedContacts")))
    places = lines(*(_place(fields(one)) for one in message.models("Position", "Positions", "Location")))
    location = lines(message.value("PositionAddress").strip(), places)
    names = lines(*(name for one in attached for name in _names(one)))
    return [pair for pair in (("contact", contacts), ("location", location), ("file_name", names)) if pair[1]]


def _contact(card: Fields) -> str:
    entries = (fields(one).value("Value").strip() for one in card.models("Entries"))
    return lines(card.value("Name").strip(), *dict.fromkeys(entries))


def _place(place: Fields) -> str:
    latitude, longitude = place.value("Latitude").strip(), place.value("Longitude").strip()
    named = [place.value(name).strip() for name in ("Name", "PositionAddress", "Address")]
    return lines(*named, f"{latitude}, {longitude}" if latitude and longitude else None)


def _names(attachment: Fields) -> Iterator[str]:
    name, title = attachment.value("Filename").strip(), attachment.value("Title").strip()
    yield file_name(None if given(name) else name)
    yield "" if title.startswith("Duration:") or title == name else title


def media(attached: Iterable[Fields], files: Files) -> list[Medium]:
    """Files of a post: a path where the report says that it exported the file."""
    found = []
    for one in attached:
        name, mime = one.value("Filename").strip(), one.value("ContentType").strip()
        path = files.path(one.attributes.get("file_id"), one.value("attachment_extracted_path").strip())
        found.append((path, name or None, mime or None, kind(mime, name), "included" if path else "missing"))
    return found


def attachments(message: Fields) -> list[Fields]:
    """Attachments of a message; one that stands in both of its lists counts once."""
    models = list(message.models("Attachments", "Attachment"))
    return [fields(one) for one in {one.get("id") or i: one for i, one in enumerate(models)}.values()]
