r"""A place in a document that others of its texts refer to, and such a reference: marks inside a text, as ``blanks`` are.

``place`` marks the words that a reference leads to, ``refer`` words that lead there, ``page`` the number of the page on which the place stands, which each
writer with pages puts in itself: a field in .docx, the number in a PDF. Where there are no pages, or the place is not in this file, its words stand alone.

>>> plain(f"{refer('e1', '证据1')}见第{page('e1')}页")
'证据1见第—页'
>>> [type(one).__name__ for one in cut(f"{place('e1', '证据1')}：")]
['Place', 'str']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENS, _BETWEEN, _CLOSES = "\ufdd3", "\ufdd4", "\ufdd5"
_PLACE, _REFER, _PAGE = "p", "r", "n"
PATTERN = f"{_OPENS}([{_PLACE}{_REFER}{_PAGE}]){_BETWEEN}([^\ufdd0-\ufdef]+){_BETWEEN}([^\ufdd0-\ufdef]*){_CLOSES}"
_MARK = re.compile(PATTERN)
NO_PAGE = "—"
"""Stands for a page where there are none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Words that others lead to; ``name``: by which they do."""

    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that lead to a place, or with ``page`` the number of its page."""

    name: str
    shown: str
    page: bool = False


def place(name: str, text: str) -> str:
    """The text as the place of this name; a document has each once."""
    return _marked(_PLACE, name, text)


def refer(name: str, text: str) -> str:
    """The text as a way to the place."""
    return _marked(_REFER, name, text)


def page(name: str) -> str:
    """The number of the page on which the place stands."""
    return _marked(_PAGE, name, NO_PAGE)


def cut(text: str) -> Iterator[str | Place | Reference]:
    """The text in its order, each place and reference apart."""
    at = 0
    for found in _MARK.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        kind, name, shown = found.groups()
        yield Place(name, shown) if kind == _PLACE else Reference(name, shown, kind == _PAGE)
        at = found.end()
    if at < len(text):
        yield text[at:]


def plain(text: str) -> str:
    """The text without marks."""
    return _MARK.sub(lambda found: found[3], text) if _OPENS in text else text


def _marked(kind: str, name: str, text: str) -> str:
    return f"{_OPENS}{_BETWEEN.join((kind, name, text))}{_CLOSES}"
