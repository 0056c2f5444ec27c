r"""The parts of a page that matter, as small trees with their byte places, in time and memory that grow with the page only.

A browser's reading of broken markup may copy open tags into every later paragraph: 56 kB of such a page took 3.2 GB and
9.5 s in lexbor (measured, selectolax 1.0.2). So nothing is copied here: an end tag closes its element and what is open
inside it, or nothing. Trees are built for the wanted elements alone, one at a time. Source: HTML Living Standard,
13.2.5 (tags, attributes, comments, raw text) as far as pages of t.me and saved copies of them use it. Leaves out:
optional end tags, foreign content (drawings are skipped), character sets other than UTF-8.

>>> page = b'<p>x<div class="tgme_x b" id=1>one<br/>&amp; <b>two</b></div><!-- <b> --><div class="tgme_x">three'
>>> for one in trees(page, {"tgme_x"}):
...     print(one.tag, one.get("id"), one.text(), one.start, one.end, one.closed)
div 1 one& two 4 61 True
div None three 73 98 False
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from html import unescape
from itertools import islice

#: How deep elements of one tree may nest, how many it may have, and attributes of one. Posts have about 15, 100 and 5.
DEPTH, NODES, ATTRIBUTES = 128, 200_000, 256

#: What may stand in a tag: quoted values may hold its end.
INSIDE = rb"[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+"
_TOKEN = re.compile(rb"<(?:/?[a-zA-Z]%b>|!--|[!?/][^<>]*+>)" % INSIDE)
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/<>\"']*+)(%b)>" % INSIDE)
_ATTRIBUTE = re.compile(rb"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?+")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CLASS = b' class="'
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_RAW = {one: re.compile(rb"(?=</" + one + b")", re.IGNORECASE) for one in (b"script", b"style", b"svg", b"textarea")}
_COMMENT = re.compile(b"-->")
#: What a stray end tag does not reach beyond.
_BLOCKS = frozenset({"div", "section", "main", "body", "blockquote"})
_MARKS = frozenset({b"meta", b"link", b"input", b"body", b"title"})
_OURS = re.compile(rb"tgme_|tme_|data-telegram-post")
#: Spellings of tags that are remembered, and bytes of one: a page is written with some fifty, over and over.
_KNOWN, _SHORT = 4096, 1024


class Tag:
    """What stands between ``<`` and ``>``, read once for all places where it is written alike."""

    __slots__ = ("attributes", "closing", "ends", "framed", "name", "ours", "raw", "short", "tokens", "void")

    def __init__(self, written: bytes) -> None:
        found = _TAG.fullmatch(written)
        closing, name, self.raw = found.groups() if found else (b"", b"", b"")
        self.closing = bool(closing)
        brief = len(written) <= _SHORT
        self.name, self.void, self.ends, ours = (_known_kind if brief else _kind)(name if found else written)
        self.framed = self.ends is not None and b"data-telegram-post" in self.raw
        self.attributes: dict[str, str] | None = None
        if self.raw.startswith(_CLASS):  # nearly always the first
            classes = self.raw[8 : self.raw.index(b'"', 8)].decode("latin-1")
        else:
            classes = self.read().get("class", "") if len(self.raw) > 7 else ""
        self.tokens, self.short = (_known_classes if brief else _classes)(classes)
        self.ours = ours or _OURS.search(self.raw) is not None

    def read(self) -> dict[str, str]:
        """Its attributes; the first value, where one stands twice."""
        found: dict[str, str] = {}
        for key, *values in _attributes(self.raw):
            value = b"".join(values).decode("utf-8", "replace")
            value = _REFERENCE.sub(lambda one: unescape(one[0]), value) if "&" in value else value
            found.setdefault(key.decode("latin-1").lower(), value)
        self.attributes = found
        return found


_known: dict[bytes, Tag] = {}


def tag(written: bytes) -> Tag:
    """The tag that is written so."""
    made = _known.get(written)
    if made is None:
        made = Tag(written)
        if len(written) <= _SHORT:
            if len(_known) >= _KNOWN:
                _known.clear()
            _known[written] = made
    return made


def _kind(name: bytes) -> tuple[str, bool, re.Pattern[bytes] | None, bool]:
    """Of an element's name: as text, whether it holds nothing, where what is no markup in it is over, whether it is a mark.

    Of what is no element the name is empty; a comment's beginning is over at its end.
    """
    if name.startswith(b"<"):
        return "", False, _COMMENT if name == b"<!--" else None, False
    name = name.lower()
    return name.decode("latin-1"), name in _VOID, _RAW.get(name), name in _MARKS


def _classes(value: str) -> tuple[list[str], list[str]]:
    """Class names, and the same without the beginning that those of posts have in common."""
    tokens = value.split()
    return tokens, [token.removeprefix("tgme_widget_message_") for token in tokens]


_known_kind, _known_classes = lru_cache(256)(_kind), lru_cache(_KNOWN)(_classes)


class Node:
    """One element: its place, and what is inside it in order, text as bytes as they stand."""

    __slots__ = ("closed", "code", "end", "first", "last", "mark", "parts", "start", "tag", "tokens", "tree")

    def __init__(self, mark: Tag, start: int, end: int, first: int = 0) -> None:
        self.mark, self.tag, self.tokens, self.start, self.end = mark, mark.name, mark.tokens, start, end
        self.closed, self.code = False, ""
        self.parts: list[bytes | Node] = []
        self.tree: Sequence[Node] = ()  # of a whole tree: all elements in it, in order
        self.first = self.last = first  # which of the whole tree's are in this one: up to ``last``

    def get(self, name: str) -> str | None:
        """An attribute's value; the first, where one stands twice."""
        found = self.mark.attributes
        return (self.mark.read() if found is None else found).get(name)

    def text(self) -> str:
        """All text inside, one piece after the other."""
        if self.first == self.last:
            return self.own()
        return "".join([characters(one) for one in self._pieces() if isinstance(one, bytes)])

    def _pieces(self) -> Iterator["bytes | Node"]:
        """All that is inside, in order."""
        stack = self.parts[::-1]
        while stack:
            one = stack.pop()
            yield one
            if isinstance(one, Node):
                stack += one.parts[::-1]

    def line(self) -> str:
        """The same on one line, without white space around it."""
        return " ".join(self.text().split())

    def inside(self) -> list["Node"]:
        """The element itself and all in it, in order."""
        return [self, *[one for one in self._pieces() if isinstance(one, Node)]] if self.last > self.first else [self]

    def own(self) -> str:
        """The text that is directly inside."""
        return "".join([characters(part) for part in self.parts if isinstance(part, bytes)])


def _attributes(raw: bytes) -> list[tuple[bytes, ...]]:
    """Names and values as they stand; of a tag that is no tag of a page, only the first."""
    if len(raw) < ATTRIBUTES:
        return _ATTRIBUTE.findall(raw)
    return [found.groups(b"") for found in islice(_ATTRIBUTE.finditer(raw), ATTRIBUTES)]


def characters(raw: bytes) -> str:
    r"""Text as characters; what is none becomes U+FFFD.

    >>> characters(b"1 &lt; 2&nbsp;\xff")
    '1 < 2\xa0\ufffd'
    """
    text = raw.decode("utf-8", "replace")
    text = unescape(text) if "&" in text else text
    return text.replace("\0", "\ufffd") if "\0" in text else text


def trees(data: bytes, wanted: AbstractSet[str], breaks: str = "") -> Iterator[Node]:
    """Elements with a wanted class, in order and whole; of all else only the marks: tags, without what is inside.

    An element of class ``breaks`` never lies in another: it ends what is open. ``code`` says why a tree is unusable.
    """
    stack: list[Node] = []
    tree: list[Node] = []
    endless: set[str] = set()  # raw elements whose end is nowhere from here on: looked for once
    behind, going, known = 0, True, _known.get
    while going:
        going = False
        for found in _TOKEN.finditer(data, behind):
            start, end = found.span()
            written = found[0]
            mark = known(written) or tag(written)
            name = mark.name
            if stack:
                top = stack[-1]
                if start > behind:
                    top.parts.append(data[behind:start])
                behind = end
                if mark.closing:
                    if top.tag == name:  # as it nearly always is
                        stack.pop()
                        top.closed, top.end, top.last = True, end, len(tree)
                        if not stack:
                            yield top
                    elif root := _close(stack, name, end):
                        yield root
                    continue
            else:
                behind = end
                if mark.closing:
                    continue
            if mark.ends and name not in endless:
                if not stack and mark.framed:
                    yield Node(mark, start, end)
                over = mark.ends.search(data, end)
                if over or not name:
                    behind = over.end() if over else len(data)
                    going = True
                    break
                endless.add(name)
                continue
            if not name or not (stack or mark.ours):
                continue
            if stack and breaks in mark.tokens:
                yield _cut(stack, start)
            if stack:
                node = Node(mark, start, end, len(tree) + 1)
                tree.append(node)
                stack[-1].parts.append(node)
            elif name == "title" or not wanted.isdisjoint(mark.tokens):
                node = Node(mark, start, end)
                node.tree = tree = []
            else:
                yield Node(mark, start, end)
                continue
            if not mark.void:
                stack.append(node)
            if len(stack) > DEPTH or len(tree) > NODES:
                yield _cut(stack, end, "too_deep" if len(stack) > DEPTH else "too_big")
    if stack:
        stack[-1].parts.append(data[behind:])
        yield _cut(stack, len(data))


def _close(stack: list[Node], name: str, end: int) -> Node | None:
    """End the innermost open element of this tag and what is open inside it; the root, when it is that."""
    for depth in range(len(stack) - 1, -1, -1):
        node = stack[depth]
        if node.tag == name:
            node.closed, node.end, root = True, end, stack[0]
            for one in stack[depth:]:
                one.last = len(root.tree)
            del stack[depth:]
            return None if depth else node
        if node.tag in _BLOCKS and name not in _BLOCKS:
            return None
    return None


def _cut(stack: list[Node], end: int, code: str = "") -> Node:
    """What is open ends here though nothing closed it."""
    root = stack[0]
    root.end, root.code = end, code
    for one in stack:
        one.last = len(root.tree)
    stack.clear()
    return root
