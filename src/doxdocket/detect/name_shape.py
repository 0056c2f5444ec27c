"""What a name is made of: a family name and one to three more characters, usual ones or not, and where it ends.

Source: family names of ``surnames.yaml``, characters of ``given.yaml``, words of ``not_names.yaml``. A string of that shape
may be a name, nothing more; `likely` says that it is made as names are and is no common word. Left out: names with a
middle dot, hidden names, names in Latin letters (``name``).

>>> given_end("韩知予是个骗子", 0, 7)
3
>>> given_end("方便的话", 0, 4) is None
True
"""

import re
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.labels import meaning

HAN = "一-鿿㐀-䶵"
_RUN = re.compile(f"[{HAN}]+")


@cache
def tables() -> tuple[frozenset[str], frozenset[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    """Characters that no name holds; words that are none; what may follow; family names; peoples and places."""
    lists = data.table("not_names.yaml")
    follow = "|".join(sorted(map(re.escape, lists["follow"]), key=len, reverse=True))
    family = "|".join(sorted(data.surnames(), key=len, reverse=True))
    words = {*lists["words"], *data.peoples(), *(p[:-1] for p in data.peoples())}
    for province, cities in data.divisions().items():
        words.update((province, province[:2], *cities, *(c[:-1] for c in cities if len(c) > 2)))
        for counties in cities.values():
            words.update(counties)
    return (
        frozenset(lists["characters"]), frozenset(words), re.compile(follow), re.compile(family), data.surnames(),
    )  # fmt: skip


def family_end(text: str, start: int) -> int | None:
    """Where the family name that begins here ends."""
    known = data.surnames()
    return next(
        (start + size for size in (3, 2, 1) if start + size <= len(text) and text[start : start + size] in known), None
    )


def plausible(name: str) -> bool:
    """Whether a whole string may be a name: family name, one to three more characters, none of them a word's."""
    bad, words, _, _, _ = tables()
    end = family_end(name, 0)
    if end is None or not 1 <= len(name) - end <= (3 if end == 1 else 2) or name in words:
        return False
    if meaning(name) is not None or any(char in bad for char in name[end:]):
        return False
    return len(name) != 4 or not {name[:2], name[2:]} & words


def likely(name: str) -> bool:
    """Whether a possible name is made as names are: no common word, and its given part of characters usual there.

    >>> likely("韩知予"), likely("车停地库")
    (True, False)
    """
    end = family_end(name, 0)
    if end is None or not plausible(name) or wordy(name):
        return False
    usual, sometimes = data.given()
    rare = [char for char in name[end:] if char not in usual]
    return not rare or (len(rare) == 1 < len(name) - end and rare[0] in sometimes)


@cache
def starts() -> re.Pattern[str]:
    """A family name with a character usual in given names."""
    usual = "".join(sorted(data.given()[0]))
    return re.compile(f"(?:{'|'.join(sorted(data.common_surnames(), key=len, reverse=True))})[{usual}]")


def maybe(stretch: str) -> bool:
    """Whether a stretch holds anything that may be a name, at a glance."""
    words = tables()[1]
    return any(found[0] not in words for found in starts().finditer(stretch))


def wordy(name: str) -> bool:
    """A possible name that begins or ends like a common word: it needs a second opinion."""
    words = tables()[1]
    return len(name) > 2 and bool({name[:2], name[-2:]} & words)


def given_end(text: str, start: int, end: int) -> int | None:
    """Where a name that begins at ``start`` ends, as far as the words behind it tell; None when it is no name."""
    bad, _, follow, _, _ = tables()
    family = family_end(text, start)
    if family is None:
        return None
    most = min(family + 3, end)
    at = family
    while at < most and text[at] not in bad:
        if at > family and follow.match(text, at, end) and plausible(text[start:at]):
            at += _goes_on(text, at, end) and at == family + 1
            break
        at += 1
    name = text[start:at]
    if not plausible(name):
        return None
    clear = at == end or not _RUN.match(text, at) or follow.match(text, at, end) is not None
    return at if clear else None


def _goes_on(text: str, at: int, end: int) -> bool:
    """柳春和居然…, 夏素真: what may follow a name may also be its last character, before a mark or another such word."""
    rest = text[at + 1 : end]
    if not _RUN.match(rest):
        return text[at] in "和同常真妹开当会能来敢为有"
    return text[at] in "和同常真" and rest[0] not in "他她你我其这那大的" and tables()[2].match(rest) is not None
