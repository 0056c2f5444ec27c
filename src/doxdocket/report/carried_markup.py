"""What a markup holds: texts as they flow, each by itself, attributes and comments, hidden or shown."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from typing import Any, Final, Protocol
from xml.parsers import expat

_NEST: Final = 512
APART = re.compile(r"[\s\"'&,;|\[\]{}<>:=+()/\\]+")


_FLOWS = (
    "a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q r rb rp rt ruby s samp small span strong sub sup t text tspan tt u var wbr "
    "hyperlink smarttag fld run lang rpr ppr noproof instrtext deltext fldchar sym nobreakhyphen softhyphen rubybase rubypr"
)
_INLINE = frozenset(_FLOWS.split())
_ASIDE = frozenset(("rt", "rp", "deltext", "instrtext"))
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_NO = frozenset(("0", "false", "off"))
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,2}|[A-Z])')
"""What a header of a sheet says of its letters."""


_NAMES_IT = frozenset(("name", "title", "descr", "alt", "label"))


class Sink:
    """Takes what a markup holds: its texts as they flow, each by itself, by element, and what is no text to a reader."""

    def __init__(self) -> None:
        self.flow: list[str] = []
        self.seen: list[str] = []
        """Of the flow what shows: no hidden runs, no readings beside the signs."""
        self._hides: list[int] = []
        self.nodes: list[str] = []
        self.by_tag: dict[str, list[str]] = {}
        self.attributes: list[str] = []
        self.named: dict[tuple[str, str], list[str]] = {}
        """Names of things of one sort (sheets, fields, shapes), which a reader sees in a row."""
        self.tags: list[str] = []
        self.root = ""

    def start(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.root = self.root or tag
        self.tags.append(tag)
        if tag not in _INLINE and "rpr" not in self.tags:
            self._part()
        attributes = list(attributes)
        self._hide(tag, {name: value or "" for name, value in attributes})
        for name, value in attributes:
            if value:
                self.attributes.append(value)
                if name in _NAMES_IT:
                    self.named.setdefault((tag, name), []).append(value)
            if not name.isascii() or any(map(str.isdecimal, name)):
                self.attributes.append(name)

    def end(self, tag: str) -> None:
        """It ends."""
        if tag in self.tags:
            while self.tags.pop() != tag:
                pass
            self._shows()
        if tag not in _INLINE and "rpr" not in self.tags:
            self._part()

    def leave(self) -> None:
        """Of an element that holds nothing."""
        self.tags.pop()
        self._shows()

    def _hide(self, tag: str, given: dict[str, str]) -> None:
        """What hides, and signs that are written as elements."""
        self._shows()
        if tag == "vanish" and given.get("val", "") not in _NO and "r" in self.tags:
            self._hides.append(len(self.tags) - self.tags[::-1].index("r"))
        elif (
            tag in _ASIDE
            or "hidden" in given
            or given.get("display") == "none"
            or _UNSEEN.search(given.get("style", ""))
        ):
            self._hides.append(len(self.tags))
        if tag == "sym" and re.fullmatch("[0-9A-Fa-f]{1,4}", given.get("char", "")):
            point = int(given["char"], 16)
            self.text(chr(point & 0xFF if point >> 8 == 0xF0 else point))
        elif tag == "nobreakhyphen":
            self.text("-")

    def _shows(self) -> bool:
        while self._hides and self._hides[-1] > len(self.tags):
            self._hides.pop()
        return not self._hides

    def _part(self) -> None:
        if self.flow and self.flow[-1] != "\n":
            self.flow.append("\n")
            self.seen.append("\n")
            for texts in self.by_tag.values():
                if texts[-1] != "\n":
                    texts.append("\n")

    def text(self, text: str) -> None:
        """Text in it."""
        if not text.strip():
            if text and self.flow and self.flow[-1] != "\n" and "\n" not in text:
                self.flow.append(text)
                self.seen.append(text)
            return
        self.flow.append(text)
        if self._shows():
            header = self.tags and self.tags[-1].endswith(("header", "footer"))
            self.seen.append(_CODE.sub("", text) if header else text)
        self.nodes.append(text.strip())
        self.by_tag.setdefault(self.tags[-1] if self.tags else "", []).append(text)

    def aside(self, text: str) -> None:
        """What is no text to a reader."""
        self.attributes.append(text)

    def texts(self) -> Iterator[str]:
        """Each text by itself, and what flows together."""
        flow, nodes = "".join(self.flow), "\n".join(self.nodes)
        yield flow
        if self.seen != self.flow:
            yield "".join(self.seen)
        if nodes.strip() != flow.strip():
            yield nodes
        if len(self.by_tag) > 1:
            yield "\n\n".join("".join(texts) for texts in self.by_tag.values())
        yield "\n\n".join(self.attributes)
        yield "\n\n".join("\n".join(one) for one in self.named.values() if len(one) > 1)
        apart = APART.sub("\n", flow)
        if apart != flow:
            yield apart
        odd = "\n".join(sorted({tag for tag in self.tags if not tag.isascii()}))
        yield odd

    def html(self, text: str) -> None:
        """A page, however it is written."""
        reader = _Html(self)
        reader.feed(text)
        reader.close()


class _Html(HTMLParser):
    def __init__(self, sink: Sink) -> None:
        super().__init__(convert_charrefs=True)
        self._sink = sink

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sink.start(tag, attrs)
        if tag in _EMPTY:
            self._sink.leave()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._sink.start(tag, attrs)
        self._sink.leave()

    def handle_endtag(self, tag: str) -> None:
        self._sink.end(tag)

    def handle_data(self, data: str) -> None:
        self._sink.text(data)

    def handle_comment(self, data: str) -> None:
        self._sink.aside(data)

    def handle_decl(self, decl: str) -> None:
        self._sink.aside(decl)

    handle_pi = unknown_decl = handle_comment


_ALONE = "area base br col embed hr img input link meta param source track wbr"
_EMPTY = frozenset(_ALONE.split())


class Takes(Protocol):
    """Takes what a markup holds, element by element."""

    tags: list[str]

    def start(self, tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """It ends."""

    def text(self, text: str) -> None:
        """Text in it."""

    def aside(self, text: str, /) -> None:
        """What is no text to a reader."""


def xml(data: bytes, sink: Takes) -> bool:
    """Whether these bytes are whole XML without entities of its own; what it holds up to its first fault goes to the sink."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    ok = [True]

    def start(name: str, given: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if len(sink.tags) > _NEST:
            ok[0] = False
            raise _TooDeep
        if not tag.isascii() or any(map(str.isdecimal, tag)):
            sink.aside(tag)
        sink.start(tag.lower(), [(key.rpartition(":")[2], value) for key, value in given.items()])

    def declared(*_: Any) -> None:
        ok[0] = False
        raise _TooDeep

    parser.StartElementHandler, parser.EndElementHandler = start, lambda name: sink.end(name.rpartition(":")[2].lower())
    parser.CharacterDataHandler, parser.CommentHandler = sink.text, sink.aside
    parser.ProcessingInstructionHandler = lambda target, said: sink.aside(f"{target} {said}")
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, _TooDeep, ValueError, LookupError):
        return False
    return ok[0]


class _TooDeep(Exception):
    pass
