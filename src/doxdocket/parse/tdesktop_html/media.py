"""What hangs on a post: files, contact, place, poll, buttons, reactions.

Source: Telegram Desktop ``export_output_html.cpp`` (pushMedia, prepareMediaData, pushPoll) at 929032d598f7 and later
builds. What the JSON export keeps in fields of their own stands here in one line each; it is put back into those fields
where that is certain, so that both forms say the same. A file that did not come has an excuse where its address would be
and no path; paths are untrusted text. Leaves out, as the JSON reader does: games, invoices, giveaways, votes.

>>> from selectolax.lexbor import LexborHTMLParser
>>> page = LexborHTMLParser('<div><a class="photo_wrap clearfix pull_left" href="photos/photo_1.jpg"></a></div>')
>>> hung = Hung()
>>> wrap(page.body.first_child, "", hung)
>>> hung.media
[Medium(path='photos/photo_1.jpg', name=None, mime='image/jpeg', kind='photo', status='included')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from doxdocket.parse.tdesktop_html.words import EMOJI, plain
from doxdocket.parse.tdesktop_json.columns import Medium
from doxdocket.parse.tdesktop_json.message import Answer, Button, Contact, Location, Message, Poll

_EXCUSES = (("Not included", "not_included"), ("Exceeds maximum size", "exceeds"), ("Unavailable", "unavailable"))
_WRAPS = {
    "photo_wrap": "photo",
    "video_file_wrap": "video_file",
    "animated_wrap": "animation",
    "sticker_wrap": "sticker",
}
#: Of a photo or video without picture, what its title says it is.
_TITLES = {
    "Photo": "photo", "Sticker": "sticker", "Self-destructing photo": "photo", "Animation": "animation",
    "Video file": "video_file", "Video message": "video_message", "Self-destructing video": "video_file",
}  # fmt: skip
_KINDS = {
    "media_photo": "photo", "media_video": "video_file", "media_voice_message": "voice_message",
    "media_audio_file": "audio_file", "media_file": "document",
}  # fmt: skip
_LEFT_OUT = frozenset({"media_game", "media_invoice"})  # any other name could be content and is not shown
_NAMELESS = frozenset({"File", "Audio file"})
_POINT = re.compile(r"\s*(-?[\d.]{1,30}), ?(-?[\d.]{1,30})\s*", re.ASCII)
_MAP = re.compile(r"[?&]q=(-?[\d.]{1,30}),(-?[\d.]{1,30})(?:&|\Z)", re.ASCII)
_COPIED = re.compile(r"return ShowTextCopied\('(?:Data: (.*) \| )?Type: \w+'\);", re.DOTALL)
_FORWARD = re.compile(r"(.*?)(?: \| )?Forward text: .*", re.DOTALL)
_ESCAPED = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_EXTENSION = re.compile(r".*\.\w{1,5}", re.DOTALL)


@dataclass(slots=True)
class Hung:
    """What was found on one post. ``extra`` holds what the JSON export keeps outside the text."""

    media: list[Medium] = field(default_factory=list)
    extra: Message | None = None
    reactions: list[tuple[str, int]] = field(default_factory=list)
    call: str | None = None
    left_out: list[str] = field(default_factory=list)

    def more(self) -> Message:
        """The fields outside the text, begun when the first is met."""
        if self.extra is None:
            self.extra = Message(id=0)
        return self.extra


def elements(node: LexborNode) -> Iterator[tuple[LexborNode, list[str]]]:
    """The elements in an element, each with its classes."""
    for child in node.iter():
        if child.is_element_node:
            yield child, (child.attributes.get("class") or "").split()


def wrap(node: LexborNode, base: str, hung: Hung) -> None:
    """Read a ``media_wrap``; ``base`` leads from the page to the folder that paths are told from."""
    for child, names in elements(node):
        path = told_from(base, child.attributes.get("href") or "")
        kind = next((_WRAPS[name] for name in names if name in _WRAPS), None)
        if kind:
            hung.media.append(_file(path, None, kind, None))
        elif "media_poll" in names:
            hung.more().poll = _poll(child)
        elif "media" in names:
            _generic(child, path, base, names, hung)
        elif path and "://" not in path:  # not Desktop's own hand
            hung.media.append(_file(path, None, "document", None))
            hung.more().file = path
        else:
            hung.left_out.append("media_giveaway" if "media_giveaway" in names else "?")


def told_from(base: str, address: str) -> str:
    """The path that an address is; one that a browser wrote out has its odd characters escaped.

    >>> told_from("../", "../files/a%20b"), told_from("file:///C:/x/", "file:///C:/x/files/a%20b")
    ('files/a%20b', 'files/a b')
    """
    path = address.removeprefix(base)
    if "://" not in base or len(path) == len(address):
        return path
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "replace"), path)


def _file(path: str, name: str | None, kind: str, excuse: str | None) -> Medium:
    mime = {"photo": "image/jpeg", "vcard": "text/vcard"}.get(kind)
    if path:
        return Medium(path, name, mime, kind, "included")
    return Medium(None, name, mime, kind, next((how for words, how in _EXCUSES if (excuse or "").startswith(words)), "not_included"))  # fmt: skip


def _generic(node: LexborNode, path: str, base: str, names: list[str], hung: Hung) -> None:
    """Read a line with title, description and status."""
    said = dict.fromkeys(("title", "description", "status"), "")
    thumb = ""
    for part, inside in elements(node):
        if part.tag == "img" and "thumb" in inside:
            thumb = (
                told_from(base, part.attributes.get("src") or "") if "://" in base else part.attributes.get("src") or ""
            )
        for line, what in elements(part):
            if what and what[0] in said:
                said[what[0]] = plain(line.inner_html or "")
    name = next((name for name in names if name.startswith("media_")), "media")
    if name in _KINDS:
        _generic_file(name, path, thumb, said, hung)
    elif name == "media_contact":
        _contact(path, said, hung)
    elif name in ("media_location", "media_live_location", "media_venue"):
        _place(name, path, said, hung)
    elif name == "media_call":
        hung.call = "conference_call" if said["status"].startswith(("Invitation", "Ongoing")) else "phone_call"
    else:
        hung.left_out.append(name if name in _LEFT_OUT else "?")


def _generic_file(name: str, path: str, thumb: str, said: dict[str, str], hung: Hung) -> None:
    title, kind = said["title"], _KINDS[name]
    given = None
    if name in ("media_photo", "media_video"):
        kind = _TITLES.get(title, kind)
        if title.startswith("Self-destructing"):
            said["description"] = "Unavailable"
    elif name == "media_audio_file":
        song = title.split(" – ")
        if len(song) == 2 and not _EXTENSION.fullmatch(title):
            hung.more().performer, hung.more().title = song
        elif title not in _NAMELESS:
            given = title
    elif name == "media_file" and title not in _NAMELESS:
        given = title
    hung.media.append(_file(path, given, kind, said["description"]))
    if not path and thumb:
        hung.media.append(Medium(thumb, None, "image/jpeg", "thumbnail", "included"))
    if kind != "photo":  # of a photo the JSON export names no file
        hung.more().file, hung.more().file_name = path or "()", given


def _contact(path: str, said: dict[str, str], hung: Hung) -> None:
    """First and last name stand with a space between; where more stand, which is which cannot be told."""
    parts = said["title"].split(" ")
    first, last = parts if len(parts) == 2 else (said["title"], "")
    phone = said["status"]
    card = phone.endswith(" - vCard") or bool(path)
    hung.more().contact_information = Contact(first, last, phone.removesuffix(" - vCard"))
    if card:
        hung.media.append(_file(path, None, "vcard", None))


def _place(name: str, path: str, said: dict[str, str], hung: Hung) -> None:
    if name == "media_venue":
        hung.more().place_name, hung.more().address = said["title"], said["description"]
    match = _MAP.search(path) or _POINT.fullmatch(said["status"])
    try:
        if match:
            hung.more().location_information = Location(float(match[1]), float(match[2]))
    except ValueError:
        hung.left_out.append("?")


def _poll(node: LexborNode) -> Poll:
    """A poll or a list of things to do."""
    poll = Poll(answers=[])
    for line, names in elements(node):
        if "question" in names:
            poll.question = plain(line.inner_html or "")
        elif "answer" in names:
            poll.answers.append(Answer(_answer(line)))
    return poll


def _answer(line: LexborNode) -> str:
    votes = [part for part, names in elements(line) if "details" in names]
    for one in votes:
        one.decompose()
    text = plain(line.inner_html or "").removeprefix("- ")
    return text.removesuffix(" ") if votes else text


def buttons(node: LexborNode) -> list[list[Button]]:
    """The buttons under a post, row by row."""
    return [[_button(link) for link in row.css("a")] for row in node.css("td") or [node]]


def _button(link: LexborNode) -> Button:
    url = link.attributes.get("href")
    copied = _COPIED.fullmatch(link.attributes.get("onclick") or "")
    data = copied[1] if copied else None
    if data and "Forward text: " in data and (match := _FORWARD.fullmatch(data)):
        data = match[1]
    return Button(text=plain((link.first_child and link.inner_html) or "").strip(), data=url or data or None)


def reactions(node: LexborNode) -> list[tuple[str, int]]:
    """Each kind of reaction and how many gave it. Who did, where few are shown, names readers and is left out."""
    found = []
    for one, names in elements(node):
        if "reaction" not in names:
            continue
        label, count, faces = "", None, 0
        for part, inside in elements(one):
            if "emoji" in inside:
                label = _label(part)
            elif "count" in inside:
                count = plain(part.inner_html or "").strip()
            elif "userpics" in inside:
                faces = sum(1 for _ in elements(part))
        if "paid" in names:
            label = "paid"
        number = int(count) if count and count.isascii() and count.isdigit() and len(count) < 16 else faces
        if label and number:
            found.append((label, number))
    return found


def _label(node: LexborNode) -> str:
    link = node.css_first("a")
    if link is None:
        return plain(node.inner_html or "").strip()
    picture = link.attributes.get(EMOJI)
    return f"custom:{picture}" if picture else "custom_emoji"
