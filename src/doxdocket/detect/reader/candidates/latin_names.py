r"""Names of persons in Latin and Cyrillic letters: pinyin, English and southern spellings in either order, initials.

Words that begin with a capital and stand beside each other make rows; each stretch of two to four of a row is proposed, and each word
alone. Rows of small pinyin syllables count the same. Left out: whose name, the words of each language.

>>> [clean[slice(*span[:2])] for clean in ("name TAN WEI LING",) for span in find(clean)][:2]
['TAN', 'TAN WEI']
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.candidate import Form, Proposal
from doxdocket.records import Verdict

_CAPITAL = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ0-9*'’]{0,15}(?:-[A-Za-z]{1,12}){0,4}[…]?|[А-ЯЁ][а-яё]{1,15}|bin|binti|binte|bt\.?|[as]/[lop]|[dD]/[oO]|@|&"
_WORD = re.compile(_CAPITAL)
_SMALL = re.compile(r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,16}")
_JOIN = re.compile(r" {1,2}|, ?|/|<{1,2}|\. ?|-|·")
_SAYS_NO = frozenset(table("names.yaml", __package__)["english"].split())
_INITIALS = re.compile(r"(?<![A-Za-z0-9_@.])(?:[A-Za-z]{2,4}|[A-Za-z](?: [A-Za-z]){1,2})(?![A-Za-z0-9_@.])")
_MOST = 5  # words of one name


@cache
def _syllable() -> re.Pattern[str]:
    return re.compile(f"(?:{''.join(table('names.yaml', __package__)['pinyin'].split())}){{1,3}}")


def find(clean: str) -> Iterator[Proposal]:
    """Every name in letters."""
    yield from _rows(clean, _WORD, lambda word: word not in _SAYS_NO)
    yield from _rows(clean, _SMALL, lambda word: _syllable().fullmatch(_bare(word)) is not None)
    for match in _INITIALS.finditer(clean):
        spend()
        if not set(match[0].lower()) & set("aeiou") or " " in match[0] or match[0].isupper():
            yield _made(clean, *match.span(), Form.VERBATIM)


def _glued(before: str) -> bool:
    return before.isascii() and before.isalnum()


_TONES = str.maketrans("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ", "aaaaeeeeiiiioooouuuuvvvv")


def _bare(word: str) -> str:
    return word.translate(_TONES)


def _made(clean: str, start: int, end: int, form: Form) -> Proposal:
    masked = "*" in clean[start:end] or "…" in clean[start:end]
    form = Form.MASKED if masked else form
    return start, end, "name", clean[start:end], Verdict.MASKED if masked else Verdict.DOUBTFUL, form


def _rows(clean: str, pattern: re.Pattern[str], wanted: Callable[[str], bool]) -> Iterator[Proposal]:
    """Rows of words that join: every stretch of up to five words."""
    row: list[tuple[int, int]] = []
    small = pattern is _SMALL
    for match in (*pattern.finditer(clean), None):
        spend()
        if match and (not wanted(match[0]) or _glued(clean[match.start() - 1 : match.start()])):
            continue
        if row and match:
            join = _JOIN.fullmatch(clean, row[-1][1], match.start())
            if join and (not small or join[0] == " "):
                row.append(match.span())
                continue
        for first, (start, _) in enumerate(row):
            spend(_MOST)
            for last in range(first + (1 if small else 0), min(first + (3 if small else _MOST), len(row))):
                yield _made(clean, start, row[last][1], Form.AROUND if small else Form.VERBATIM)
        row = [match.span()] if match else []
