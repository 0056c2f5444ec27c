r"""One message of a page, from its markup: who, when, what, as far as its own lines say.

Source: Telegram Desktop ``export_output_html.cpp`` (pushMessage) at 929032d598f7 and later builds, and pages as captured.
Parts are known by their classes wherever they stand, so that pages others wrote in this manner are read as well. Leaves
out: what a message takes from the one before it (``page``).

>>> post = read(b'<div id="message7" class="message default"><div class="text">\nhi\n </div>stray</div>')
>>> post.number, post.words.text, post.unknown
(7, 'hi', 1)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from doxdocket.parse.tdesktop_html import media
from doxdocket.parse.tdesktop_html.media import Hung, elements
from doxdocket.parse.tdesktop_html.words import Words, marked, plain, words

_ID = re.compile(r"message(-?\d{1,18})", re.ASCII)
_GO_TO = re.compile(r"(?:messages\d*\.html)?#go_to_message(-?\d{1,18})", re.ASCII)
_VIA = re.compile(r" via @\w{3,64}\Z", re.ASCII)
_WORDS = frozenset({"date", "from_name", "text", "reply", "signature"})  # these hold no ``div``
_DEEP = 12  # elements within elements before a part is found: Desktop needs three
_EMPTY = Words("", [], [])

# What an element is by its classes as Desktop writes them; else by the first row all of whose classes it has.
_KNOWN = {
    "pull_left userpic_wrap": "skip", "body": "body", "pull_right date details": "date", "from_name": "from_name",
    "text": "text", "body details": "service", "media_wrap clearfix": "media", "forwarded body": "forwarded",
    "pull_left forwarded userpic_wrap": "skip", "reply_to details": "reply", "signature details": "signature",
    "userpic_wrap": "userpic", "reactions": "reactions", "bot_buttons_table": "buttons",
}  # fmt: skip
_LIKE = (
    ({"userpic_wrap"}, "skip"), ({"reply_to"}, "reply"), ({"media_wrap"}, "media"), ({"signature"}, "signature"),
    ({"reactions"}, "reactions"), ({"bot_buttons_table"}, "buttons"), ({"from_name"}, "from_name"),
    ({"forwarded"}, "forwarded"), ({"date"}, "date"), ({"text"}, "text"), ({"body", "details"}, "service"),
    ({"body"}, "body"),
)  # fmt: skip


@dataclass(slots=True)
class Post:
    """What one message's own markup says."""

    number: int | None = None
    alone: bool = True  # whether the bytes held one element and nothing else
    service: bool = False
    joined: bool = False
    title: str | None = None  # of its date
    from_name: str | None = None  # none where it says none
    forwarded: bool = False
    forwarded_from: str | None = None
    forwarded_title: str | None = None
    reply_to: str | None = None
    reply_elsewhere: bool = False
    words: Words = _EMPTY
    line: str = ""  # of a service message
    userpic: str | None = None  # new picture of a service message; empty where it did not come
    signature: str | None = None
    hung: Hung | None = None
    unknown: int = 0  # parts that hold words and are none of these


def read(raw: bytes, base: str = "", *, mend: bool = False) -> Post:
    """Read the bytes of one message's element, which are UTF-8; ``base`` as in ``media``.

    ``mend``: where an element is not closed, what follows lies inside it; take it out and read it as what it is.
    """
    body = LexborHTMLParser(marked(raw)).body
    post = _post(body.first_child if body is not None else None, base, mend=mend)
    post.alone = body is not None and sum(1 for _ in body.iter(include_text=True)) == 1
    return post


def read_all(raws: Sequence[bytes], base: str = "") -> list[Post]:
    """The same of many at once, which is several times faster.

    Each stands in an ``object``, whose end closes whatever was left open in it; where the parser does not give as many
    of them back, some message broke out of its own, and they are read one by one.
    """
    made = b"".join([b"<object>%b</object>" % marked(raw) for raw in raws])
    body = LexborHTMLParser(made).body
    nodes = [] if body is None else list(body.iter(include_text=True))
    if len(nodes) == len(raws) and all(node.tag == "object" for node in nodes):
        inside = [list(node.iter(include_text=True)) for node in nodes]
        if all(len(children) == 1 for children in inside):
            return [_post(children[0], base) for children in inside]
    return [read(raw, base) for raw in raws]


def _post(node: LexborNode | None, base: str, *, mend: bool = False) -> Post:
    post = Post()
    if node is None or not node.is_element_node:
        return post
    attributes = node.attributes
    match = _ID.fullmatch(attributes.get("id") or "")
    post.number = int(match[1]) if match else None
    names = (attributes.get("class") or "").split()
    post.service, post.joined = "service" in names, "joined" in names
    _Reader(post, base, mend).parts(node, 0, origin=False)
    return post


def _kind(written: str) -> str | None:
    if written in _KNOWN:
        return _KNOWN[written]
    names = set(written.split())
    return next((kind for wanted, kind in _LIKE if wanted <= names), None)


@dataclass(slots=True)
class _Reader:
    """Fills a post from the elements of its message."""

    post: Post
    base: str
    mend: bool

    def parts(self, node: LexborNode, depth: int, *, origin: bool) -> None:
        """Read what stands in an element; ``origin``: within what was forwarded."""
        for child in node.iter(include_text=True):
            if child.is_element_node:
                self._part(child, depth, origin=origin)
            elif child.is_text_node and not child.is_empty_text_node:
                self.post.unknown += 1

    def _part(self, node: LexborNode, depth: int, *, origin: bool) -> None:
        attributes, post = node.attributes, self.post
        kind = _kind(attributes.get("class") or "")
        if kind == "skip":
            body = node.css_first("div.body") if self.mend and depth < _DEEP else None
            if body is not None:
                self._part(body, depth + 1, origin=origin)
            return
        if self.mend and kind in _WORDS and depth < _DEEP:
            for inside in [one for one, _ in elements(node) if one.tag == "div"]:
                self._part(inside, depth + 1, origin=origin)
                inside.decompose()
        if kind == "body" and depth < _DEEP:
            self.parts(node, depth + 1, origin=origin)
        elif kind == "date":
            post.title = post.title or attributes.get("title") or ""
        elif kind == "text":
            self._text(words(self._inner(node)))
        elif kind == "from_name":
            self._name(node, origin=origin)
        elif kind == "forwarded" and depth < _DEEP:
            post.forwarded = True
            self.parts(node, depth + 1, origin=True)
        elif not self._hangs(node, kind) and (node.text(deep=True) or "").strip():
            post.unknown += 1

    def _hangs(self, node: LexborNode, kind: str | None) -> bool:
        """The parts that most messages do not have."""
        post = self.post
        if kind == "media":
            media.wrap(node, self.base, self._hung())
        elif kind == "reply":
            match = _GO_TO.search(_href(node, "a"))
            post.reply_to, post.reply_elsewhere = (match[1], False) if match else (None, True)
        elif kind == "signature":
            post.signature = plain(self._inner(node))
        elif kind == "service":
            post.line = plain(node.inner_html or "")
        elif kind == "userpic":
            post.userpic = media.told_from(self.base, _href(node, "a.userpic_link"))
        elif kind == "reactions":
            self._hung().reactions = media.reactions(node)
        elif kind == "buttons":
            self._hung().more().inline_bot_buttons = media.buttons(node)
        else:
            return False
        return True

    def _inner(self, node: LexborNode) -> str:
        """The markup in an element; of one that was not closed, without the layout that followed it."""
        inner = node.inner_html or ""
        return inner.rstrip() if self.mend else inner

    def _hung(self) -> Hung:
        self.post.hung = self.post.hung or Hung()
        return self.post.hung

    def _text(self, found: Words) -> None:
        """A second text, which Desktop never writes, follows on a line of its own."""
        if before := self.post.words.text:
            at = len(before) + 1
            moved = [(start + at, end + at) for start, end in found.quotes]
            found = Words(
                f"{before}\n{found.text}", self.post.words.quotes + moved, self.post.words.links + found.links
            )
        self.post.words = found

    def _name(self, node: LexborNode, *, origin: bool) -> None:
        """Who wrote it, or whence it was forwarded, with the time it had there."""
        shown = None
        for span, names in elements(node):
            if "details" in names:
                shown = span.attributes.get("title") or plain(span.inner_html or "")
                span.decompose()
                break
        name = _VIA.sub("", plain(node.inner_html or "").strip()).rstrip()
        if origin:
            self.post.forwarded_from, self.post.forwarded_title = name, shown
        else:
            self.post.from_name = name


def _href(node: LexborNode, selector: str) -> str:
    """Where the first such link in an element leads."""
    link = node.css_first(selector)
    return (link.attributes.get("href") or "") if link is not None else ""
