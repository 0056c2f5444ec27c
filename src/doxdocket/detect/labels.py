"""Words that announce a piece of personal information: 姓名, 申份证, SJH, 抖音号, 她妈.

Source: ``labels.yaml`` (own compilation). One pass of one automaton over the cleaned text finds them all; the longest
word wins. A word in Latin letters must stand alone; a weak word counts only where a mark, a bracket or a line behind it shows it to be a label.
Left out: what a label announces, which the reader asks of its own lists (`reader.lexicon`).

>>> from doxdocket.text import read
>>> [(label.kind, label.extra) for label in find(read("性名：韩知予 扣扣 8123456701"))]
[('name', None), ('social_account', 'qq')]
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import ahocorasick_rs

from doxdocket.detect.reader import lexicon
from doxdocket.text import Reading, read

_BEHIND = re.compile(
    r"(?:\([^()\n]{1,8}\))?[^\S\n]*(?:[^\w\s,;、.‘〈<({。!?*@+#]|_|\*{1,2}[:=]|\.\.|[@+#](?=[一-鿿])|就是|是|叫|为|\n)"
)
"""What shows behind a word that it is a label: a mark, a word that says so, the next line."""
_GAPS = ("", " ", "  ", "   ", "    ", "/", ".")
_GAPPED = (2, 3)  # characters of a word that such a gap may part


class Label(NamedTuple):
    """One label: where its word stands in the cleaned text, and what it announces."""

    start: int
    end: int
    kind: str
    extra: str | None = None  # platform, kinship code


@cache
def _lexicon() -> tuple[Any, Mapping[str, tuple[str, str | None, bool]]]:
    """The automaton over every word as it is, or spaced (姓 名) or cut (姓/名), and what each announces."""
    known: dict[str, tuple[str, str | None, bool]] = {}
    for kind, extra, word, weak in lexicon.labels():
        clean = read(word).clean.lower()
        if word.isascii() or not clean.isascii():  # of 🅿️ a letter is left, which is no label
            for gap in _GAPS if len(clean) in _GAPPED and not clean.isascii() else ("",):
                known.setdefault(gap.join(clean), (kind, extra, weak))
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick([*known], matchkind=longest), known


def meaning(word: str) -> tuple[str, str | None] | None:
    """What a word that stands alone in a cell of a table head announces.

    >>> meaning("手机号"), meaning("SFZ"), meaning("星期")
    (('phone_number', None), ('id_number', None), None)
    """
    known = _lexicon()[1].get(word.strip().lower())
    return known[:2] if known else None


def find(reading: Reading) -> list[Label]:
    """Every label of a text, in order."""
    text, (automaton, known) = reading.clean, _lexicon()
    low, found = lexicon.lower(text), list[Label]()
    for _, start, end in automaton.find_matches_as_indexes(low):
        kind, extra, weak = known[low[start:end]]
        if (not weak or _BEHIND.match(text, end)) and _stands_alone(text, start, end):
            found.append(Label(start, end, kind, extra))
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """A Latin word is not part of a longer one: ``id`` in ``video`` is none."""
    before, after = text[start - 1 : start], text[end : end + 1]
    glued = before.isascii() and (before.isalnum() or before in ("_", "."))
    return not text[start:end].isascii() or not (
        (before and glued) or (after.isascii() and (after.isalpha() or after == "_"))
    )
