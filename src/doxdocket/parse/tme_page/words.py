r"""The text of a post as its readers saw it, what of it quotes somebody, and the addresses that its words hide.

``<br>`` is a newline, a quote or a list item stands on its own line, a line break of the source is layout as HTML has it,
an emoji is its character even where only its picture's name tells it. Source: pages of t.me (2021 to 2026). Leaves out:
bold and the like; what stands beside the text (``post``).

>>> from doxdocket.parse.tme_page.markup import trees
>>> page = b'<div class="tgme_t">a<br/><i class="emoji"><b>\xe2\x9d\x97</b></i> <a href="https://x.example/">b</a>\n  '
>>> [text] = trees(page + b"<blockquote>c</blockquote>d<br/></div>", {"tgme_t"})
>>> read([text])
('a\n❗ b\nc\nd', [(6, 7)], ['https://x.example/'])
"""

import re
from collections.abc import Iterable

from doxdocket.parse.tme_page.markup import Node, characters

#: First and last code point (exclusive).
Quote = tuple[int, int]

_LAYOUT = re.compile(r"(?:(?<![ \t])[ \t]++)?[\r\n][ \t\r\n]*")
_ENDS = " \t\r\n"
_BLOCKS = frozenset(
    ["blockquote", "pre", "p", "div", "section", "details", "summary", "li", "ul", "ol", "table", "tr"]
    + [f"h{level}" for level in range(1, 7)]
)
_PICTURE = re.compile(r"/emoji/\d+/((?:[0-9A-F]{2})+)\.png")
_SCHEME = re.compile(r"(?:https?://|mailto:|tel:)?(?:www\.)?", re.IGNORECASE)
_SEARCH = re.compile(r"(?:https?://t\.me/s/\w+)?\?q=%2[34]", re.IGNORECASE)
_NUMBER = re.compile(r"[\s().-]+")
_OURS = "tgme_widget_message_"


class _Text:
    """A text as it grows."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.size, self.last = 0, ""
        self.space = self.line = False  # layout that counts only if more follows
        self.quotes: list[Quote] = []
        self.links: list[str] = []

    def add(self, text: str) -> None:
        if not text:
            return
        if self.line and self.last not in ("", "\n"):
            text = "\n" + text
        elif self.space and self.last not in ("", "\n"):
            text = " " + text
        self.space = self.line = False
        self.parts.append(text)
        self.size += len(text)
        self.last = text[-1]

    def newline(self) -> None:
        """A ``<br>``: right after a block it is that block's own line end."""
        self.space = self.line = False
        self.parts.append("\n")
        self.size += 1
        self.last = "\n"

    def raw(self, text: str, *, kept: bool) -> None:
        """Text of the source; line breaks are layout unless they are ``kept``."""
        if kept or not ("\n" in text or "\r" in text):
            self.add(text)
            return
        for i, piece in enumerate(_LAYOUT.split(text)):
            self.space = self.space or i > 0
            self.add(piece)

    def node(self, node: Node, *, kept: bool = False) -> None:
        """An element and what is inside it."""
        for part in node.parts:
            if isinstance(part, bytes):
                self.raw(characters(part), kept=kept)
            elif part.tag == "br":
                self.newline()
            elif part.tag == "img":
                self.add(part.get("alt") or "" if "emoji" in part.tokens else "")
            elif not any(token.startswith(_OURS) for token in part.tokens) or _OURS + "text" in part.tokens:
                self.element(part, kept=kept)

    def element(self, node: Node, *, kept: bool) -> None:
        """An element that belongs to the text."""
        block = node.tag in _BLOCKS
        self.line = self.line or block
        start = self.size + ((self.line or self.space) and self.last not in ("", "\n"))
        first = len(self.parts)
        self.node(node, kept=kept or node.tag == "pre")
        if node.tag == "blockquote" and self.size > start:
            self.quotes.append((start, self.size))
        elif node.tag == "a" and (link := hidden(address(node), "".join(self.parts[first:]).strip(_ENDS))):
            self.links.append(link)
        elif "emoji" in node.tokens and self.size <= start:
            self.add(pictured(node))
        self.line = self.line or block


def pictured(node: Node) -> str:
    """The emoji that an element's picture is named after."""
    found = _PICTURE.search((node.get("style") or "")[:512])
    return bytes.fromhex(found[1]).decode("utf-8", "replace") if found else ""


def address(node: Node) -> str:
    """Where a link leads. Links that ask before they open are written with their ampersands escaped twice."""
    href = (node.get("href") or "").strip()
    return href.replace("&amp;", "&") if node.get("onclick") else href


def read(nodes: Iterable[Node]) -> tuple[str, list[Quote], list[str]]:
    """Text, quotes and hidden addresses of the elements that hold a post's words."""
    text = _Text()
    for node in nodes:
        text.line = True
        text.node(node)
    joined = "".join(text.parts)
    start = len(joined) - len(joined.lstrip(_ENDS))
    shown = joined.strip(_ENDS)
    quotes = [(max(a - start, 0), min(b - start, len(shown))) for a, b in text.quotes]
    return shown, [(a, b) for a, b in quotes if a < b], text.links


def hidden(href: str, shown: str) -> str | None:
    """The address of a link, unless its words say the same or it is only a search of the page for them.

    >>> (
    ...     hidden("http://x.example/a", "x.example/a"),
    ...     hidden("https://t.me/some_one", "@some_one"),
    ...     hidden("?q=%23a", "#a"),
    ... )
    (None, None, None)
    >>> hidden("tel:+10012340001", "+100 1234 0001"), hidden("tel:+10012340001", "here")
    (None, 'tel:+10012340001')
    """
    if shown[:1] in ("#", "$") and _SEARCH.match(href):
        return None
    if href.lower().startswith("tel:") and _NUMBER.sub("", href[4:]) == _NUMBER.sub("", shown):
        return None
    if shown.startswith("@") and re.fullmatch(rf"https?://t\.me/{re.escape(shown[1:])}", href, re.IGNORECASE):
        return None
    return None if _bare(href) == _bare(shown) else href or None


def _bare(address: str) -> str:
    return _SCHEME.sub("", address, count=1).rstrip("/").casefold()
