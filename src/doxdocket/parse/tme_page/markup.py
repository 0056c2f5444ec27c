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
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache
from html import unescape
from itertools import islice

#: How deep elements of one tree may nest, how many it may have, and attributes of one. Posts have about 15, 100 and 5.
DEPTH, NODES, ATTRIBUTES = 128, 200_000, 256

_TOKEN = re.compile(rb"<(?:(/?)([a-zA-Z][^\s/<>\"']*+)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>|(!--)|[!?/][^<>]*+>)")
_ATTRIBUTE = re.compile(rb"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?+")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_CLASS = b' class="'
_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_RAW = {one: re.compile(rb"</" + one, re.IGNORECASE) for one in (b"script", b"style", b"svg", b"textarea")}
#: What a stray end tag does not reach beyond.
_BLOCKS = frozenset({"div", "section", "main", "body", "blockquote"})
_MARKS = frozenset({b"meta", b"link", b"input", b"body"})
_OURS = re.compile(rb"tgme_|tme_|data-telegram-post")


class Node:
    """One element: its place, and its text (bytes as they stand) and elements in order."""

    __slots__ = ("_attributes", "_raw", "closed", "code", "end", "nodes", "parts", "start", "tag", "tokens")

    def __init__(self, tag: str, raw: bytes, start: int, end: int) -> None:
        self.tag, self._raw, self.start, self.end = tag, raw, start, end
        self.parts: list[bytes | Node] = []
        self.nodes: list[Node] = []  # of these, the elements
        self.closed, self.code = False, ""
        self._attributes: dict[str, str] | None = None
        if raw.startswith(_CLASS):  # nearly always the first
            self.tokens: list[str] = raw[8 : raw.index(b'"', 8)].decode("latin-1").split()
        else:
            self.tokens = (self.get("class") or "").split() if len(raw) > 7 else []

    def get(self, name: str) -> str | None:
        """An attribute's value; the first, where one stands twice."""
        if self._attributes is None:
            if name.encode() not in self._raw.lower():
                return None
            self._attributes = {}
            for key, *values in _attributes(self._raw):
                value = b"".join(values).decode("utf-8", "replace")
                value = _REFERENCE.sub(lambda one: unescape(one[0]), value) if "&" in value else value
                self._attributes.setdefault(key.decode("latin-1").lower(), value)
        return self._attributes.get(name)

    def text(self) -> str:
        """All text inside, one piece after the other."""
        out: list[str] = []
        stack: list[bytes | Node] = [self]
        while stack:
            one = stack.pop()
            if isinstance(one, Node):
                stack.extend(reversed(one.parts))
            else:
                out.append(characters(one))
        return "".join(out)

    def line(self) -> str:
        """The same on one line, without white space around it."""
        return " ".join(self.text().split())

    def inside(self) -> Iterator["Node"]:
        """The element itself and all in it, in order."""
        stack = [self]
        while stack:
            one = stack.pop()
            yield one
            stack.extend(one.nodes[::-1])

    def own(self) -> str:
        """The text that is directly inside."""
        return "".join(characters(part) for part in self.parts if isinstance(part, bytes))


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
    nodes = at = 0
    endless: set[bytes] = set()  # raw elements whose end is nowhere from here on: looked for once
    while found := _TOKEN.search(data, at):
        start, end = found.span()
        if stack and start > at:
            stack[-1].parts.append(data[at:start])
        at = end
        closing, name, raw, comment = found.groups()
        if comment:
            at = data.find(b"-->", end) + 3
            if at < 3:
                at = len(data)
                break
            continue
        if not name:
            continue
        name = name.lower()
        if closing:
            if stack and (root := _close(stack, _tag(name), end)):
                yield root
            continue
        if name in _RAW and name not in endless:
            if not stack and b"data-telegram-post" in raw:
                yield Node("script", raw, start, end)
            if body := _RAW[name].search(data, end):
                at = body.start()
            else:
                endless.add(name)
            continue
        if not stack and not (name in _MARKS or name == b"title" or _OURS.search(raw)):
            continue
        node = Node(_tag(name), raw, start, end)
        if stack and breaks in node.tokens:
            yield _cut(stack, start)
        if stack:
            parent = stack[-1]
            parent.parts.append(node)
            parent.nodes.append(node)
            nodes += 1
        elif name == b"title" or not wanted.isdisjoint(node.tokens):
            nodes = 0
        else:
            yield node
            continue
        if name not in _VOID:
            stack.append(node)
        if len(stack) > DEPTH or nodes > NODES:
            yield _cut(stack, end, "too_deep" if len(stack) > DEPTH else "too_big")
    if stack:
        stack[-1].parts.append(data[at:])
        yield _cut(stack, len(data))


@lru_cache(256)
def _tag(name: bytes) -> str:
    return name.decode("latin-1")


def _close(stack: list[Node], tag: str, end: int) -> Node | None:
    """End the innermost open element of this tag and what is open inside it; the root, when it is that."""
    for depth in range(len(stack) - 1, -1, -1):
        node = stack[depth]
        if node.tag == tag:
            node.closed, node.end = True, end
            del stack[depth:]
            return None if depth else node
        if node.tag in _BLOCKS and tag not in _BLOCKS:
            return None
    return None


def _cut(stack: list[Node], end: int, code: str = "") -> Node:
    """What is open ends here though nothing closed it."""
    root = stack[0]
    root.end, root.code = end, code
    stack.clear()
    return root
