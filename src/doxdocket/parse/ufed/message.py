r"""One ``InstantMessage`` of a report as a row of posts, and what of it is only counted.

Ids, names and states are taken as the report writes them; of Telegram, an account's bare number becomes ``user…`` as in
the other forms, and the chat's own number ``channel…`` where it is a group or channel. A name is what the phone's owner
calls the account in the address book. Unknown is not deleted. A message that stands inside another (quoted, answered)
is no post; only where a forward holds no words of its own are its words and files those of the message in it. Leaves
out: receipts of delivery and reading, and reactions.

Contact: name and entries of shared contacts; location: address and coordinates; file_name: names that a person gave, and
titles. Names that phones and apps give (``IMG-20240101-WA0001.jpg``) say nothing. Leaves out: addresses of servers that
files were kept on, and a machine's transcripts of speech, which nobody wrote.

>>> from doxdocket.parse.ufed.model import element_of
>>> raw = b'<model type="InstantMessage" id="m1" deleted_state="Deleted"><field name="Body"><value>hi</value></field></model>'
>>> row, counts = Reader("telegram", "5", "", Files()).read(element_of(raw)[0])
>>> row["post_id"], row["text"], row["state"], counts
('m1', 'hi', 'deleted', {'deleted': 1})
>>> kind("image/jpeg", ""), kind("audio/ogg; codecs=opus", "PTT-20240101-WA0001.opus"), kind("", "名单.xlsx")
('photo', 'voice_message', 'document')
>>> given("IMG-20241103-WA0103.jpg"), given("名单.xlsx")
(True, False)
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from doxdocket.parse.attached_objects import Medium, file_name, lines, outside
from doxdocket.parse.ufed.files import Files
from doxdocket.parse.ufed.model import Fields, fields, when, words

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


def published(message: Fields, attached: Iterable[Fields]) -> list[tuple[str, str]]:
    """Fields of a post."""
    contacts = lines(*(_contact(fields(one)) for one in message.models("SharedContacts")))
    places = lines(*(_place(fields(one)) for one in message.models("Position", "Positions", "Location")))
    location = lines(message.value("PositionAddress").strip(), places)
    names = lines(*(name for one in attached for name in _names(one)))
    return outside(contact=contacts, location=location, file_name=names)


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


_STATES = {"intact": None, "deleted": "deleted", "": None}
_COUNTED = frozenset({"deleted", "unknown", "trash"})
_SHARED = frozenset({"group", "channel", "broadcast", "supergroup"})


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody as the report names him."""

    identifier: str = ""
    name: str = ""
    owner: bool = False


def party(model: Element | None) -> Party:
    """A ``Party``; an empty one where there is none."""
    if model is None:
        return Party()
    one = fields(model)
    return Party(
        one.value("Identifier").strip(), one.value("Name").strip(), one.value("IsPhoneOwner").strip() == "True"
    )


@dataclass
class Reader:
    """Reads the messages of one chat: ``app`` in lower case, its id and type as the report has them."""

    app: str
    chat: str
    chat_type: str
    files: Files

    def _account(self, identifier: str, app: str) -> str | None:
        """An account in the spelling that all forms share; of another app than Telegram behind its name, since two apps may give one number to two accounts."""
        if identifier and app not in ("", "telegram") and identifier != self.chat:
            return f"{app}:{identifier}"
        if not identifier or app != "telegram" or not (identifier.isascii() and identifier.isdigit()):
            return identifier or None
        if identifier != self.chat:
            return f"user{identifier}"
        kind = self.chat_type.lower()
        return f"channel{identifier}" if kind in _SHARED else f"user{identifier}" if kind == "oneonone" else identifier

    def read(self, model: Element) -> tuple[dict[str, Any], dict[str, int]]:
        """The columns of a post, and what is counted."""
        message = fields(model)
        extra = {one.get("type"): fields(one) for one in message.models("MessageExtraData")}
        inner = {one.get("id") or "": one for one in message.models("EmbeddedInstantMessage")}
        labels = _labels(message)
        sender = party(first(message.models("From")))
        app = message.value("Source").strip().lower() or self.app
        date, local = when(first(message.values("TimeStamp")))
        state = (message.attributes.get("deleted_state") or "").lower()
        shown = self._forward(extra, inner, labels, app)
        body, attached = _text(message), attachments(message)
        if shown.get("inside") is not None and not body and not attached:
            inside = fields(shown["inside"])
            body, attached = _text(inside), attachments(inside)
        system = sender.identifier.lower() == "system message"
        service, sender = "System" in labels or system, Party() if system else sender
        activity = first(message.models("ActivityLog"))
        action = None if activity is None else fields(activity).value("Action").strip() or None
        counts = {
            state if state in _COUNTED else "": 1, "dated": bool(message.value("DateDeleted").strip()),
            "names": bool(sender.name), "owner": sender.owner,
            "embedded": len(inner) + sum(len(one.models("InstantMessage")) for one in extra.values()),
            "transcripts": sum(bool(one.value("Transcript").strip()) for one in attached),
            "reactions": len(message.models("Reactions", "Reaction")),
        }  # fmt: skip
        return {
            "post_id": message.value("Identifier").strip() or message.id, "type": "service" if service else "message",
            "date": date, "date_local": local, "edit_shown": True if "Edited" in labels else None,
            "from_id": self._account(sender.identifier, app), "from_name": sender.name or None,
            "forwarded_from": shown.get("name"), "forwarded_from_id": shown.get("id"), "forwarded_post": shown.get("post"),
            "forwarded_date": shown.get("date"), "reply_to": _reply(extra, inner),
            "action": action or ("System" if service else None), "text": body, "fields": published(message, attached),
            "media": media(attached, self.files), "state": _STATES.get(state, "unknown"),
        }, {name: int(count) for name, count in counts.items() if name and count}  # fmt: skip

    def _forward(
        self, extra: dict[str | None, Fields], inner: dict[str, Element], labels: set[str], app: str
    ) -> dict[str, Any]:
        """Origin of a forward, as far as it is told; nothing of what is none."""
        told, quoted = extra.get("ForwardedMessageData"), extra.get("QuotedMessageData")
        by_quote = quoted is not None and quoted.value("Label").strip() == "Forwarded"
        if not (told or by_quote or "Forwarded" in labels):
            return {}
        inside = _inside(quoted, inner) if by_quote else None
        sender = party(first(told.models("OriginalSender"))) if told else Party()
        if inside is not None and sender == Party():
            sender = party(first(fields(inside).models("From")))
        date = when(first(told.values("TimeCreated")))[0] if told else None
        post = fields(inside).value("Identifier").strip() or None if inside is not None else None
        return {
            "name": sender.name,
            "id": self._account(sender.identifier, app),
            "date": date,
            "post": post,
            "inside": inside,
        }


def first(some: list[Element]) -> Element | None:
    """The first, if any."""
    return some[0] if some else None


def _text(message: Fields) -> str:
    """The body, below its subject where there is one."""
    subject, body = message.value("Subject"), message.value("Body")
    return f"{subject}\n{body}" if subject and body else subject or body


def _labels(message: Fields) -> set[str]:
    """Labels, in each of the three places where versions of the tool write them."""
    found = {words(one).strip() for name in ("Label", "Labels") for one in message.values(name)}
    return found | {
        fields(one).value("Label").strip()
        for one in message.models("MessageExtraData")
        if one.get("type") == "MessageLabel"
    }


def _inside(quoted: Fields | None, inner: dict[str, Element]) -> Element | None:
    """The message inside that the quote means."""
    at = quoted.value("ReferenceId").strip() if quoted else ""
    return next((one for one in inner.values() if at and at in (one.get("id"), one.get("pa_id"))), None)


def _reply(extra: dict[str | None, Fields], inner: dict[str, Element]) -> str | None:
    """The id of the message that this one answers, as its own row would have it."""
    if reply := extra.get("ReplyMessageData"):
        if at := reply.value("OriginalMessageID").strip():
            return at
        answered = first(reply.models("InstantMessage"))
        return None if answered is None else _own_id(answered)
    quoted = extra.get("QuotedMessageData")
    if quoted is None or quoted.value("Label").strip() == "Forwarded":
        return None
    if at := quoted.value("OriginalMessageID").strip():
        return at
    inside = _inside(quoted, inner)
    return _own_id(inside) if inside is not None else quoted.value("ReferenceId").strip() or None


def _own_id(message: Element) -> str | None:
    one = fields(message)
    return one.value("Identifier").strip() or one.id or None
