"""One post of a page: who, when and what, from its tree.

Source: pages of t.me as captured (2021 to 2026); the selectors agree with DIYgod/RSSHub ``lib/routes/telegram/channel.ts``.
The quoted words of a reply are not the post's. Of a service post whose words are Telegram's own only what happened is
kept, as other forms have it. Leaves out: previews of linked pages (said), voters, percentages, durations, sizes.

A page holds pictures by address only, so their status is ``not_included``, unless a browser saved the page with its
files: then an address is a path beside the page. Source: class names of pages of t.me (2021 to 2026). Leaves out:
whether a path is there (the pipeline looks); pictures of linked pages, avatars, emoji.

>>> from doxdocket.parse.tme_page.markup import trees
>>> page = (
...     b'<div class="tgme_widget_message" data-post="ab/5"><span class="tgme_widget_message_views">1.2K</span></div>'
... )
>>> one = read_post(next(trees(page, {"tgme_widget_message"})))
>>> one.slug, one.id, one.readings
('ab', '5', [('views', (1150, 1200, 1299, '1.2K', 100), None)])
>>> (
...     saved("./page_files/a%20b.jpg"),
...     saved("https://cdn.example/a.jpg"),
...     saved("../a.jpg"),
...     saved("data:image/png;base64,"),
... )
('page_files/a b.jpg', None, None, None)
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from doxdocket.parse.actions import ACTIONS
from doxdocket.parse.attached_objects import Field, lines, outside
from doxdocket.parse.rows import Reading
from doxdocket.parse.tme_page import words
from doxdocket.parse.tme_page.counters import counter
from doxdocket.parse.tme_page.links import View, link, view
from doxdocket.parse.tme_page.markup import Node

Medium = dict[str, str | None]

#: Class (without its common beginning) and kind; several may apply to one element and the first counts.
KINDS = {
    "roundvideo_player": "video_message",
    "video_player": "video_file",
    "voice_player": "voice_message",
    "document_wrap": "document",
    "sticker_wrap": "sticker",
    "photo_wrap": "photo",
    "service_photo": "photo",
}
_ADDRESS = re.compile(
    r"background(?:-image)?\s{0,4}:[^;]{0,64}?url\(\s{0,4}(?:\"([^\"]{0,999})|'([^']{0,999})|([^)\"']{0,999}))"
)
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/#?\\]")
_HEX = re.compile(r"((?:%[0-9a-fA-F]{2})+)")
_BYTES = ("data:image/jpeg", "data:image/png", "data:image/webp", "data:image/gif")
_OWN = frozenset({"video", "audio"})


def saved(address: str) -> str | None:
    """The path beside the page that an address is, if it is one inside the page's own folder."""
    if not address or _ELSEWHERE.match(address):
        return None
    plain = re.split(r"[?#]", address)[0]
    path = _HEX.sub(lambda one: bytes.fromhex(one[0].replace("%", "")).decode("utf-8", "replace"), plain)
    parts = [part for part in path.replace("\\", "/").split("/") if part != "."]
    if not parts or any(part in ("", "..") or ":" in part or "\0" in part for part in parts):
        return None
    return "/".join(parts)


def medium(node: Node, kind: str) -> Iterator[Medium]:
    """One file of a post; its preview too where that alone was saved."""
    inside = list(node.inside())
    tokens = {token for one in inside for token in one.tokens}
    name = None
    if (
        kind == "video_file"
        and not tokens & {"message_video_play", "message_video_duration"}
        and "not_supported" not in node.tokens
    ):
        kind = "animation"
    elif kind == "document":
        kind = "audio_file" if "audio" in tokens else kind
        name = next((one.line() for one in inside if "tgme_widget_message_document_title" in one.tokens), None)
    pictures = [path for one in inside for path in [saved(_picture(one))] if path]
    files = [path for one in inside if one.tag in _OWN and (path := saved(one.get("src") or ""))]
    if kind in ("photo", "sticker") and not files:
        files, pictures = pictures[:1], []
    status = "included" if files else "not_included"
    yield {"path": files[0] if files else None, "name": name, "mime": None, "kind": kind, "status": status}
    if pictures and not files:
        yield {"path": pictures[0], "name": None, "mime": None, "kind": "thumbnail", "status": "included"}


def embedded(node: Node) -> bool:
    """Whether a picture's bytes stand in the page itself."""
    return any(_picture(one).startswith(_BYTES) for one in node.inside())


def _picture(node: Node) -> str:
    """The beginning of the address of an element's picture."""
    if node.tag == "img":
        return (node.get("src") or "")[:999]
    found = _ADDRESS.search((node.get("style") or "")[:2048])
    return found[1] or found[2] or found[3] or "" if found else ""


_OURS = "tgme_widget_message_"
#: Parts that are not the post's own: a quoted post, another site's words, the placeholder for old browsers.
_NOT_OWN = frozenset({_OURS + "reply", _OURS + "link_preview", "media_not_supported_cont"})
_DATA_POST = re.compile(r"([A-Za-z0-9_]{1,64})/0*(\d{1,15})")
_POINT = re.compile(r"[?&](?:q|ll|center)=(-?\d{1,3}(?:\.\d{1,15})?)(?:,|%2C)(-?\d{1,3}(?:\.\d{1,15})?)")
_FORWARDED = re.compile(r"^\s*Forwarded from\s*")
#: What Telegram writes of itself in English, and what Desktop's export calls it.
_SERVICE = [(re.compile(shape, re.DOTALL), action) for action, shape in ACTIONS.page]
#: Elements that show a file, and those that may hold words outside of the text.
_FILES = frozenset({"grouped_media_wrap", *KINDS})
_OUTSIDE = frozenset({
    "contact_name", "contact_phone", "location_wrap", "venue_wrap", "location_title", "location_address", "inline_button",
    "poll_question", "poll_option_text", "document_extra", "document_title",
})  # fmt: skip
#: Characters of a text: Telegram takes a few thousand.
_MOST = 1 << 20
_LAST = 253402300799  # the end of the year 9999


@dataclass(slots=True)
class Post:
    """A post as the page has it: its key parts, its columns, its counters, and codes of what is left out of it."""

    slug: str
    id: str
    view: View
    owner: str | None
    columns: dict[str, Any]
    readings: list[tuple[str, Reading, str | None]]
    said: list[str]


class _Parts:
    """A post's elements by their class, without its common beginning, in order."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.by: dict[str, list[Node]] = {}
        over = 0
        for node in (root, *root.tree):
            if 0 < node.first <= over:
                continue
            for name in node.mark.short:
                if name in self.by:
                    self.by[name].append(node)
                else:
                    self.by[name] = [node]
            if not _NOT_OWN.isdisjoint(node.tokens):
                over = node.last

    def first(self, name: str) -> Node | None:
        """The first element of a class."""
        found = self.by.get(name)
        return found[0] if found else None

    def line(self, name: str) -> str | None:
        """The text of the first element of a class."""
        found = self.by.get(name)
        return (found[0].line() or None) if found else None

    def lines(self, *names: str) -> list[str]:
        """Texts of all elements of some classes."""
        return [line for name in names for node in self.by.get(name, ()) if (line := node.line())]

    def href(self, name: str) -> str:
        """Where the first element of a class leads."""
        found = self.by.get(name)
        return words.address(found[0]) if found else ""

    def any(self, names: AbstractSet[str]) -> bool:
        """Whether there is an element of one of these classes."""
        return not names.isdisjoint(self.by)

    def texts(self) -> list[Node]:
        """The elements that hold the post's words; an album's caption is wrapped twice."""
        nodes = self.by.get("text", [])
        inner = {id(one) for node in nodes for one in node.inside() if one is not node} if len(nodes) > 1 else ()
        return [node for node in nodes if id(node) not in inner]


def read_post(root: Node) -> Post | str:
    """Read one post's tree; a code where nothing tells its number, or two parts of it tell different ones."""
    parts = _Parts(root)
    date = parts.href("date")
    where, number = link(date)
    if found := _DATA_POST.fullmatch(root.get("data-post") or ""):
        slug, own = found[1], found[2]
    elif where and where.startswith("@") and number and "?" not in date:
        slug, own = where[1:], number
    else:
        return "no_post_id"
    also = _others(parts, own)
    if number and number != own and number not in also:
        return "broken_structure"
    text, quotes, hidden = words.read(parts.texts())
    if len(text) > _MOST:
        return "too_big"
    attached, shown = _media(parts)
    fields = _fields(parts, hidden, own) if hidden or parts.any(_OUTSIDE) else []
    kind, action, said = "message", None, list(_said(parts, shown))
    if "service_message" in root.tokens:
        kind, action = "service", next((code for shape, code in _SERVICE if shape.fullmatch(text)), None)
        if action and action != "edit_group_title":  # whose words are the new title
            text, quotes = "", []
    elif "not_shown" in said and not (text or attached or fields):
        kind = "unsupported"
        said.remove("not_shown")
    columns = _times(parts) | _origin(parts) | {
        "type": kind, "action": action, "text": text, "quotes": quotes, "fields": fields, "media": attached,
        "also": also, "author": parts.line("from_author"), "reply_to": _reply(parts, slug),
        "from_name": parts.line("author_name"), "from_id": link(parts.href("author_name"))[0],
    }  # fmt: skip
    readings = list(_readings(parts, said))
    return Post(slug, own, view(root.get("data-view")), parts.line("owner_name"), columns, readings, said)


def _others(parts: _Parts, own: str) -> list[str]:
    """Ids of an album's other posts: only the links of its parts tell them (``…/13374?single``)."""
    found: dict[str, None] = {}
    if not parts.any(_FILES):
        return []
    for name in ("grouped_media_wrap", *KINDS):
        for node in parts.by.get(name, ()):
            href = node.get("href") or ""
            number = link(href)[1] if "single" in href else None
            if number and number != own:
                found[number] = None
    return list(found)


def _times(parts: _Parts) -> dict[str, Any]:
    """The moment, if it has an offset, else the clock as written; and whether readers saw that it was edited."""
    date = parts.first("date")
    shown = [node.get("datetime") for node in (date or parts.root).inside() if node.tag == "time"]
    written = next((one for one in shown if one), None)
    moment: float | None = None
    try:
        if written and (clock := datetime.fromisoformat(written.strip())).tzinfo:
            moment = clock.timestamp()
    except (ValueError, OverflowError):
        pass
    if moment is not None and not 0 < moment <= _LAST:
        moment = None
    meta = parts.first("meta")
    edited = bool(meta.own().strip(" ,\u00a0·\r\n\t")) if meta else None
    return {"date": moment, "date_local": None if moment is not None else written, "edit_shown": edited}


def _origin(parts: _Parts) -> dict[str, Any]:
    """Where a forward comes from; the origin's signature stands behind its name as the page shows it."""
    frame = parts.first("forwarded_from")
    if frame is None:
        return {}
    name = parts.line("forwarded_from_name")
    if name is None and parts.first("forwarded_from_name") is None:
        name = _FORWARDED.sub("", frame.line())
    author = parts.line("forwarded_from_author")
    whom, which = link(parts.href("forwarded_from_name"))
    shown = f"{name or ''} ({author})".strip() if author and author != name else name or ""
    return {"forwarded_from": shown, "forwarded_from_id": whom, "forwarded_post": which}


def _reply(parts: _Parts, slug: str) -> str | None:
    """The post replied to: its number, with the chat's name where that is another one."""
    whom, which = link(parts.href("reply"))
    if not which:
        return None
    return which if whom is None or whom.casefold() == f"@{slug}".casefold() else f"{whom}/{which}"


def _media(parts: _Parts) -> tuple[list[Medium], set[int]]:
    """Files in order, and the elements that show them."""
    found: list[tuple[int, Node, str]] = []
    seen: set[int] = set()
    if not parts.any(_FILES):
        return [], seen
    for name, kind in KINDS.items():
        for node in parts.by.get(name, ()):
            if id(node) not in seen:
                found.append((node.start, node, kind))
                seen.update(id(one) for one in node.inside())
    found.sort(key=lambda one: one[0])
    return [one for _, node, kind in found for one in medium(node, kind)], seen


def _said(parts: _Parts, shown: set[int]) -> Iterator[str]:
    """Codes of what is not taken from this post."""
    if "link_preview" in parts.by:
        yield "link_previews"
    labels = parts.by.get("message_media_not_supported_label", ())
    only_old = "media_not_supported_cont" in parts.by and "media_supported_cont" not in parts.by
    if only_old or any(id(label) not in shown for label in labels):
        yield "not_shown"
    if parts.any(_FILES) and any(embedded(node) for name in KINDS for node in parts.by.get(name, ())):
        yield "embedded_files"


def _fields(parts: _Parts, hidden: list[str], own: str) -> list[Field]:
    """What is published outside the text."""
    point = _POINT.search(parts.href("location_wrap") or parts.href("venue_wrap"))
    at = [f"{float(point[1])}, {float(point[2])}"] if point else []
    buttons = []
    for node in parts.by.get("inline_button", ()):
        href = words.address(node)
        to = "" if link(href)[1] == own and "url_button" not in node.tokens else href
        buttons.append(lines(node.line(), to))
    extra = parts.lines("document_extra") if parts.by.get("audio") else []
    return outside(
        contact=lines(*parts.lines("contact_name", "contact_phone")),
        location=lines(*parts.lines("location_title", "location_address"), *at),
        links=hidden,
        buttons=buttons,
        poll=lines(*parts.lines("poll_question", "poll_option_text")),
        file_name=lines(*extra, *parts.lines("document_title")),
    )


def _readings(parts: _Parts, said: list[str]) -> Iterator[tuple[str, Reading, str | None]]:
    """Counters; one that cannot be read is said."""
    found: list[tuple[str, str, str | None]] = [("views", node.line(), None) for node in parts.by.get("views", ())[:1]]
    found += [("reactions", node.own().strip(), _reaction(node)) for node in parts.by.get("tgme_reaction", ())]
    for what, shown, label in found:
        if reading := counter(shown):
            yield what, reading, label
        else:
            said.append("odd_counter")


def _reaction(node: Node) -> str | None:
    """Which reaction: a character, a custom emoji by its id, or paid for."""
    if "tgme_reaction_paid" in node.tokens:
        return "paid"
    for one in node.inside():
        if one.tag == "tg-emoji" and (number := one.get("emoji-id")):
            return f"custom:{number}"
        if "emoji" in one.tokens or one.tag == "b":
            return one.line() or words.pictured(one) or None
    return None
