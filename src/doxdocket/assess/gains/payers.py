"""Whether the payer whom an entry states is a defendant: certain by the code alone; else perhaps, where the text can mean one.

Perhaps: a text that holds a code, a name, an account or a signature of a defendant, or a word for one. A code that is written
in another case, width or with blanks is the code. Left out: what follows of it (``ledger``). Source: own rules.

>>> known = Payers({"D2": "柏青檀"}, ["user18500022"])
>>> [known.code(text) for text in ("D2", " ｄ２", "D2（柏青檀）", "D02", "D20")]
['D2', 'D2', '', '', '']
>>> [bool(known.meant(text)) for text in ("D2（柏青檀）", "柏 青檀", "D02", "user18500022", "被告二", "D20", "路人")]
[True, True, True, True, True, False, False]
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from doxdocket.assess.gains import settings

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_SHORT = 3
"""An account or signature of no more characters is meant only where it is the whole text."""


class Payers:
    """The defendants as a payer may be written: code and name, and what else each is known by; ``not_sued``: codes of those who are not sued here, who may be outsiders."""

    def __init__(
        self, defendants: Mapping[str, str], aliases: Iterable[str] = (), not_sued: Collection[str] = ()
    ) -> None:
        self._codes: dict[str, list[str]] = {}
        for code in defendants:
            self._codes.setdefault(bare(code), []).append(code)
        self._not_sued = frozenset(not_sued)
        others = {one for text in aliases for one in _spellings(text)}
        held = [(one, code) for code, name in defendants.items() for text in (code, name) for one in _spellings(text)]
        held += [(one, "") for text in settings.settings()["of_defendants"] for one in _spellings(text)]
        self._held = [*held, *((one, "") for one in others if len(one) > _SHORT)]
        self._whole = frozenset(one for one in others if len(one) <= _SHORT)
        self._meant: dict[str, frozenset[str]] = {}

    def code(self, text: str) -> str:
        """The code of the sued defendant whom a text surely means, or nothing."""
        found = self._codes.get(bare(text), ())
        return found[0] if len(found) == 1 and found[0] not in self._not_sued else ""

    def meant(self, text: str) -> frozenset[str]:
        """The defendants whom a text means or may mean, by their codes; an empty one is for somebody of them, and none at all for an outsider."""
        if text not in self._meant:
            written = _spellings(text)
            found = {code for part, code in self._held if any(_holds(one, part) for one in written)}
            self._meant[text] = frozenset(found | ({""} if written & self._whole else set()))
        return self._meant[text]


def bare(text: str) -> str:
    """A text without width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _spellings(text: str) -> frozenset[str]:
    """A text as it may have been written elsewhere: without blanks, without signs, without leading zeros."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    forms = (plain, bare(text), "".join(one for one in plain if one.isalnum()))
    return frozenset(_ZEROS.sub("", one) for one in forms) - {""}


def _holds(text: str, part: str) -> bool:
    """Whether a part stands in a text and is no piece of a longer run of letters and digits."""
    at = text.find(part)
    while at >= 0:
        end = at + len(part)
        if not _joined(text[at - 1 : at] if at else "", part[0]) and not _joined(text[end : end + 1], part[-1]):
            return True
        at = text.find(part, at + 1)
    return False


def _joined(beside: str, edge: str) -> bool:
    return (beside + edge).isascii() and beside.isalnum() and edge.isalnum()
