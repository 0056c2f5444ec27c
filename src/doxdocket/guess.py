"""What was meant by a word that is none: the one name like it, or nothing where several are or none is.

Names of ours alone are held against it (commands, acts, ids of figures, rules, persons, decisions, channels, names of files the officer gives): never a value.
Two words are one where they differ in case, width, what parts them, or zeros before a number. Else the likest is meant (``difflib``, the share of letters in common)
if it is alone the likest; but of a code such as V0012 no other number is ever meant, since every number beside it is as like.

>>> (
...     nearest("fiugres", ["figures", "explain"]),
...     nearest("items set", ["items_set", "items_person"]),
...     nearest("v12", ["V0012", "V0121"]),
... )
('figures', 'items_set', 'V0012')
>>> (
...     nearest("V0019", ["V0012", "V0018"]),
...     nearest("人", ["persons"], {"被公开的自然人": "persons"}),
...     nearest("x", []),
... )
(None, None, None)
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from doxdocket.errors import DoxdocketError

LEAST, LEAST_OF_SHORT, SHORT = 0.72, 0.65, 3
"""The share of letters that a word has in common with what is meant, and of one of so few letters."""
MOST = 5000
"""Names that are looked at."""
_CODE = re.compile(r"[A-Za-z]{1,2}[0-9]+")
_E = TypeVar("_E", bound=DoxdocketError)


def nearest(word: str, known: Iterable[str], called: Mapping[str, str] = MappingProxyType({})) -> str | None:
    """The name that is meant, among the first ``MOST`` of those ``known``; ``called``: what else names are called, and the name of each."""
    names = {**called, **{one: one for one in islice(known, MOST)}}
    folded = {one: _folded(one) for one in names}
    wanted = _folded(word)
    same = {names[one] for one, text in folded.items() if text == wanted}
    if same or not wanted:
        return same.pop() if len(same) == 1 else None
    from difflib import SequenceMatcher  # noqa: PLC0415 - loaded where something was mistyped

    like = SequenceMatcher(b=wanted, autojunk=False)
    best, found = LEAST if len(wanted) > SHORT else LEAST_OF_SHORT, set[str]()
    for one, text in folded.items():
        if _CODE.fullmatch(one):
            continue
        like.set_seq1(text)
        if like.real_quick_ratio() >= best and like.quick_ratio() >= best and (share := like.ratio()) >= best:
            found = {names[one]} | (found if share == best else set())
            best = share
    return found.pop() if len(found) == 1 else None


def _folded(word: str) -> str:
    plain = re.sub(r"[\s._·-]", "", unicodedata.normalize("NFKC", word).casefold())
    return re.sub(r"0+(?=[0-9])", "", plain) if _CODE.fullmatch(plain) else plain


def meant(error: _E, word: str, known: Iterable[str]) -> _E:
    """The error, with a guess at what was meant."""
    error.guess = nearest(word, known)
    return error


def meant_path(error: _E, path: Path | str) -> _E:
    """The same of a path that is none: another name in its folder, or a folder beside it that has a name like the one it asks for.

    For files that officers write; names of captures may hold what is sealed and are not told.
    """
    there = Path(path)
    for place in (there, *there.parents):
        if place.parent.is_dir() and not place.exists():
            with suppress(OSError):
                near = nearest(place.name, (one.name for one in place.parent.iterdir()))
                error.guess = str(place.parent / near / there.relative_to(place)) if near else None
            break
    return error
