r"""Labels that no lexicon knows, told by the mark that they share with labels that are known.

Who writes 姓名～…, 电联～…, 窝点～… line by line writes a form: where several lines begin with a known word and one mark, or many
share a mark and few begin like a name, what stands before that mark is a label, whatever the slang, and never a name. A list of persons
(韩知予～138…) has no such known words, and behind a colon a name may be somebody's who speaks or is spoken of. Source: own
observation of dossier posts' layouts. What its parts or its sound mean is asked of ``label_words``. A line of several
known words before colons is a form as well, and so are three lines or more that begin with a known word and white space. Left out:
forms parted by commas, which lists of persons use too; what a label announces by its value alone (``by_value``).

>>> from doxdocket.detect import labels
>>> from doxdocket.text import read
>>> reading = read("姓名～韩知予\n电话～17806401357\n祭惯～云南省\n老底～云南省")
>>> [(reading.clean[x.start : x.end], x.kind) for x in add(reading.clean, labels.find(reading))]
[('姓名', 'name'), ('电话', 'phone_number'), ('祭惯', 'native_place'), ('老底', 'unknown')]
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from doxdocket.detect import name_shape
from doxdocket.detect.label_words import meant
from doxdocket.detect.labels import Label, meaning, outside

UNKNOWN = "unknown"

_LINE = re.compile(r"^[^\w\n]*(?P<cell>\w{1,7})(?P<mark>[^\S\n]*[^\w\s,，.。、][^\w\n]*)(?=\w)", re.MULTILINE)
_WORD_BEHIND = re.compile(r"\((?P<word>[^()\n]{1,8})\)(?=\n|$)")
_WORD = re.compile(r"[^\d_]+")
_LETTERS = re.compile(r"[^\W\d_]*$")
_LINES = re.compile(r"[^\n]+")
#: A word before a colon inside a line, behind a mark or white space.
_WITHIN = re.compile(
    r"(?:(?<=[\s;|,/&])|^)(?P<cell>[^\W\d_]{2,7})(?P<mark>[^\S\n]?[:=][^\S\n]?)(?=[\w\"'])", re.MULTILINE
)
_SHARED = 2  # lines of known labels that make a form
_BEFORE_SPACE = re.compile(r"^[^\w\n]*(?P<cell>[^\W\d_]{2,4})(?P<mark>[^\S\n]{1,4})(?=\w)", re.MULTILINE)
_SPACES = 3  # lines of known labels that make a form without marks
_HAN = re.compile("[一-鿿]")
_MANY = 4  # lines of one mark of which so few begin like a name make one too
_OF_KIN = frozenset("他她其你您我咱的亲生养继后干岳祖老小大二三堂表")
"""Before a kinship word of one character these make it a kinship word; 公母 is none."""


def add(text: str, labels: Sequence[Label]) -> list[Label]:
    """The labels and the unknown ones of a form; a word of one character inside such a label is none."""
    cells = [found for found in _LINE.finditer(text) if _WORD.fullmatch(found["cell"]) and not _told(text, found)]
    ends = {label.end for label in labels if not _inside_word(text, label)}
    known = Counter(found["mark"].strip() for found in cells if found.end("cell") in ends)
    lines = Counter(found["mark"].strip() for found in cells)
    names = Counter(found["mark"].strip() for found in cells if name_shape.plausible(found["cell"]))
    marks = {
        mark for mark in lines if known[mark] >= _SHARED or (lines[mark] >= _MANY and 3 * names[mark] < lines[mark])
    }
    more = [
        Label(*found.span("cell"), meant(found["cell"]) or UNKNOWN, None, True, found.end("mark"))
        for found in cells
        if found["mark"].strip() in marks
        and found.end("cell") not in ends
        and len(found["cell"]) > 1
        and not (found["mark"].strip()[0] in ":=" and name_shape.plausible(found["cell"]))
    ]
    begun = {one.start for one in more}
    more += [
        Label(*found.span("cell"), meant(found["cell"]) or UNKNOWN, None, True, found.end("mark"))
        for found in (*_inline(text, ends), *_spaced(text, ends))
        if found.end("cell") not in ends
        and found.start("cell") not in begun
        and _HAN.search(found["cell"])
        and not (name_shape.plausible(found["cell"]) or name_shape.is_fact(found["cell"]))
    ]
    if not more:
        return list(labels)
    kept = outside(labels, ((one.start, one.end) for one in more))
    return sorted([*kept, *more], key=lambda label: (label.start, label.end))


def _inline(text: str, ends: Collection[int]) -> Iterator[re.Match[str]]:
    """Words before a colon in a line in which known labels have theirs: 姓名:… 老底:…"""
    for line in _LINES.finditer(text) if text.count(":") + text.count("=") > _SHARED else ():
        cells = list(_WITHIN.finditer(text, *line.span()))
        if sum(found.end("cell") in ends for found in cells) >= _SHARED:
            yield from cells


def _spaced(text: str, ends: Collection[int]) -> Iterator[re.Match[str]]:
    """Words before white space that begin their lines, where several known ones do."""
    cells = list(_BEFORE_SPACE.finditer(text)) if text.count("\n") >= _SPACES else []
    if sum(found.end("cell") in ends for found in cells) >= _SPACES:
        yield from cells


def _told(text: str, cell: re.Match[str]) -> bool:
    """Whether what begins a line is a value, with its word in brackets behind it: 已婚（婚姻）."""
    word = _WORD_BEHIND.match(text, cell.end("cell"))
    return word is not None and meaning(word["word"]) is not None


def _inside_word(text: str, label: Label) -> bool:
    """A kinship word of one character behind another character that makes it none, as in 公母; names may stand before it."""
    if label.kind != "relation" or label.end - label.start > 1 or label.start == 0:
        return False
    head = _LETTERS.search(text[max(0, label.start - 4) : label.start])
    word = head[0] if head else ""
    return len(word) == 1 and word not in _OF_KIN
