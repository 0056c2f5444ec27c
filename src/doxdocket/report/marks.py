r"""What a writer draws in its own way inside a text: a fact that is missing, a place, a reference to a place, the number of the page on which it stands.

Each may stand anywhere in a sentence, a cell or a title: its parts lie between marks of Unicode's own use (noncharacters, which no text of others carries
here: ``signs.one_line``, ``clean``). A writer takes the text apart with ``runs``. A blank says what is missing and where to enter it, never an invention; every
writer shows it so that nobody overlooks it, in plain text as ``【待填：…】`` (``plain``). A page is a field in .docx, the number in a PDF; where there are no
pages, or the place is not in this file, the words stand alone.

>>> said = blank(("立案日期", "date of filing"), ("办案程序", "the procedure"))
>>> plain(f"Filed on {said[1]}."), plain(f"{refer('e1', '证据1')}见第{page('e1')}页")
('Filed on 【to fill in: date of filing】.', '证据1见第—页')
>>> [type(one).__name__ for one in runs(f"Filed on {said[1]}: {place('e1', '证据1')}")]
['str', 'Blank', 'str', 'Place']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from doxdocket.words import zh_en

_OPENS, _BETWEEN, _CLOSES = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = re.compile("[\ufdd0-\ufdef]")
_BLANK, _PLACE, _REFER, _PAGE = "b", "p", "r", "n"
_PART = "([^\ufdd0-\ufdef]*)"
_MARKED = re.compile(f"{_OPENS}([{_BLANK}{_PLACE}{_REFER}{_PAGE}]){(_BETWEEN + _PART) * 3}{_CLOSES}")
_STRAY = re.compile(f"({_MARKED.pattern})|{_MARKS.pattern}")
NO_PAGE = "—"
"""Stands for a page where there are none."""


@dataclass(frozen=True, slots=True)
class Blank:
    """One missing fact in one language: as it is shown (``〔待填：立案日期〕``), what is missing, and where to enter it."""

    shown: str
    label: str
    where: str


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


def blank(label: tuple[str, str], where: tuple[str, str]) -> tuple[str, str]:
    """The blank in both languages, to be put into a text or to stand alone."""
    shown = zh_en("paper.to_fill_in", label=label)
    zh, en = (_marked(_BLANK, *map(clean, parts)) for parts in zip(shown, label, where, strict=True))
    return zh, en


def place(name: str, text: str) -> str:
    """The text as the place of this name; a document has each once."""
    return _marked(_PLACE, text, name)


def refer(name: str, text: str) -> str:
    """The text as a way to the place."""
    return _marked(_REFER, text, name)


def page(name: str) -> str:
    """The number of the page on which the place stands."""
    return _marked(_PAGE, NO_PAGE, name)


def _marked(kind: str, shown: str, name: str, where: str = "") -> str:
    return f"{_OPENS}{_BETWEEN.join((kind, shown, name, where))}{_CLOSES}"


def runs(text: str) -> Iterator[str | Blank | Place | Reference]:
    """The text in its order, each blank, place and reference apart; a text without them as one, an empty one as none."""
    at = 0
    for found in _MARKED.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        kind, shown, name, where = found.groups()
        if kind == _BLANK:
            yield Blank(f"〔{shown}〕", name, where)
        else:
            yield Place(name, shown) if kind == _PLACE else Reference(name, shown, kind == _PAGE)
        at = found.end()
    if at < len(text):
        yield text[at:]


def plain(text: str) -> str:
    """The text for a screen of letters alone."""
    return (
        _MARKED.sub(lambda found: f"【{found[2]}】" if found[1] == _BLANK else found[2], text)
        if _OPENS in text
        else text
    )


def clean(text: str) -> str:
    """A text of others, in which no mark is left."""
    return _MARKS.sub("", text)


def whole(text: str) -> str:
    """A text whose marks are those of blanks, places and references and no others."""
    return _STRAY.sub(lambda found: found[1] or "\ufffd", text)
