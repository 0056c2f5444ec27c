r"""A fact that is missing, as a blank inside a text: what it is, and where to enter it. Never an invention.

``blank`` gives a text that may stand anywhere in a sentence, a cell or a title: its parts lie between marks of Unicode's own use (noncharacters,
which no text of others may carry here: ``clean``). A writer takes the text apart with ``runs`` and shows each blank so that nobody overlooks it; in plain text
it stands as ``【待填：…】`` (``plain``).

>>> said = blank(("立案日期", "date of filing"), ("办案程序", "the procedure"))
>>> plain(f"Filed on {said[1]}.")
'Filed on 【to fill in: date of filing】.'
>>> [type(one).__name__ for one in runs(f"Filed on {said[1]}.")]
['str', 'Blank', 'str']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from doxdocket.report import references
from doxdocket.report.references import Place, Reference
from doxdocket.words import zh_en

_OPENS, _BETWEEN, _CLOSES = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKS = re.compile("[\ufdd0-\ufdef]")
_BLANK = re.compile(
    f"{_OPENS}([^{_OPENS}-{_CLOSES}]*){_BETWEEN}([^{_OPENS}-{_CLOSES}]*){_BETWEEN}([^{_OPENS}-{_CLOSES}]*){_CLOSES}"
)

_STRAY = re.compile(f"({_BLANK.pattern}|{references.PATTERN})|{_MARKS.pattern}")


@dataclass(frozen=True, slots=True)
class Blank:
    """One missing fact in one language: as it is shown (``〔待填：立案日期〕``), what is missing, and where to enter it."""

    shown: str
    label: str
    where: str


def blank(label: tuple[str, str], where: tuple[str, str]) -> tuple[str, str]:
    """The blank in both languages, to be put into a text or to stand alone."""
    shown = zh_en("paper.to_fill_in", label=label)
    zh, en = (_OPENS + _BETWEEN.join(map(clean, parts)) + _CLOSES for parts in zip(shown, label, where, strict=True))
    return zh, en


def runs(text: str) -> Iterator[str | Blank | Place | Reference]:
    """The text in its order, each blank, place and reference apart; a text without them as one, an empty one as none."""
    at = 0
    for found in _BLANK.finditer(text):
        yield from references.cut(text[at : found.start()])
        yield Blank(f"〔{found[1]}〕", found[2], found[3])
        at = found.end()
    yield from references.cut(text[at:])


def plain(text: str) -> str:
    """The text for a screen of letters alone."""
    return references.plain(_BLANK.sub(lambda found: f"【{found[1]}】", text) if _OPENS in text else text)


def clean(text: str) -> str:
    """A text of others, which cannot make a blank."""
    return _MARKS.sub("", text)


def whole(text: str) -> str:
    """A text whose marks are those of blanks, places and references and no others."""
    return _STRAY.sub(lambda found: found[1] or "\ufffd", text)
