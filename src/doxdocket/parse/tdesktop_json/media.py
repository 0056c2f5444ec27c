"""Files a message names, and whether the export says they came with it.

Where a file was not exported its path is an excuse in brackets, as Telegram Desktop's ``export_output_json.cpp``
writes it; such a string is never a path. Paths are untrusted text here: whoever opens one resolves it inside the
export's folder. Leaves out: whether the file is there (the pipeline looks).

>>> status("(File not included. Change data exporting settings to download.)"), status("files/a (1).pdf")
('not_included', 'included')
"""

from typing import NamedTuple

from doxdocket.parse.tdesktop_json.message import Message


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
