r"""Words between tags: a stretch of a page as plain text, what in it is quoted, and what its links hide.

Works on markup as the parser writes it back: tags in lower case, every attribute quoted, every element closed. ``<br>``
is a line end; one line end after an opening tag and the line end and indent before a closing one are layout. Telegram
Desktop writes U+2028 and U+2029 as ``<br>`` too, so those cannot be told from a line end. Leaves out: who a name without
a username points to, which this form does not state.

>>> words("\na &amp; <strong>b</strong><br><blockquote>c</blockquote>\n       ")
Words(text='a & b\nc', quotes=[(6, 7)], links=[])
>>> words('<a href="tel:10012340003">hier</a> <a href="https://t.me/name">@name</a>').links
[('hier', 'tel:10012340003')]
"""

import re
from typing import NamedTuple

#: Stands for the address of a custom emoji's picture, which is no link (see ``marked``).
EMOJI = "data-emoji"

_BREAK = "<br>"
_TAG = re.compile(r'(<!--(?:(?!<!--).)*?-->|<(?:[^<>"]|"[^"]*")*+>)', re.DOTALL)
_HREF = re.compile(r'\shref="([^"]*)"')
_HOSTS = ("https://t.me/", "http://t.me/", "https://telegram.me/", "https://telegram.dog/")


class Words(NamedTuple):
    """A text, the code-point ranges of it that quote somebody, and linked words with the address they hide."""

    text: str
    quotes: list[tuple[int, int]]
    links: list[tuple[str, str]]


def marked(raw: bytes) -> bytes:
    """A message's bytes with custom emoji told from links: only their address is written with spaces around the sign."""
    return raw.replace(b'<a href = "', b'<a data-emoji="') if b'<a href = "' in raw else raw


def plain(markup: str) -> str:
    """The text of some markup, without layout."""
    inner = _bare(markup)
    return _decoded(_TAG.sub("", inner)) if "<" in inner else _decoded(inner)


def words(markup: str) -> Words:
    """The text of some markup with quotes and links."""
    inner = _bare(markup)
    if "<a" not in inner and "<blockquote" not in inner:
        return Words(_decoded(_TAG.sub("", inner) if "<" in inner else inner), [], [])
    parts: list[str] = []
    quotes: list[tuple[int, int]] = []
    links: list[tuple[str, str]] = []
    opened: list[tuple[int, int, str]] = []  # where a quote or link begins, in the text and among its parts
    at = 0
    for i, piece in enumerate(_TAG.split(inner)):
        if not piece:
            continue
        if not i % 2:
            text = _decoded(piece)
            parts.append(text)
            at += len(text)
        elif piece.startswith("<blockquote"):
            opened.append((at, len(parts), ""))
        elif piece.startswith(("<a ", "<a>")):
            href = _HREF.search(piece)
            opened.append((at, len(parts), _decoded(href[1]) if href else ""))
        elif piece == "</blockquote>" and opened:
            start, _, _ = opened.pop()
            if start < at:
                quotes.append((start, at))
        elif piece == "</a>" and opened:
            _, first, href_text = opened.pop()
            shown = "".join(parts[first:])
            if _hides(href_text, shown):
                links.append((shown, href_text))
    return Words("".join(parts), quotes, links)


def _hides(href: str, shown: str) -> bool:
    """Whether an address says more than the words it is linked to."""
    if not href or href in (shown, "mailto:" + shown, "tel:" + shown):
        return False
    return not (shown.startswith("@") and any(href == host + shown[1:] for host in _HOSTS))


def _bare(markup: str) -> str:
    """Markup without the layout around it, line ends as such."""
    start = 1 if markup.startswith("\n") else 0
    body = markup.rstrip(" \t")
    end = len(body) - 1 if body.endswith("\n") else len(markup)
    return markup[start : max(start, end)].replace(_BREAK, "\n")


def _decoded(text: str) -> str:
    if "&" not in text:
        return text
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\xa0"), ("&amp;", "&")):
        text = text.replace(name, char)
    return text
