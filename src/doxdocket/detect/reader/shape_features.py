"""What a candidate shows by itself and at its edges: its length, the plan it follows, its shape, the signs and the stretch beside it.

Every answer is a word or two for a feature of `evidence`; none says what is right.

>>> plan("13900001850"), sign("电话:139", 2), lead("电话 139", 3), list(shapes("7777", 4))
('mobile', 'colon', 'Han 3', ['shape=one digit', 'shape=two digits', 'shape=head 7'])
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from doxdocket.detect.check_digits import PROVINCES
from doxdocket.detect.reader.tokens import HAN, HANS

_LENGTHS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19)
_LONG = 14
_GAPS = {
    " ": "blank",
    "-": "hyphen",
    ".": "dot",
    "\n": "line",
    "/": "slash",
    ",": "comma",
    "、": "comma other",
    ":": "colon",
}
GAPS = ("blank", "hyphen", "dot", "line", "slash", "comma", "Han", "colon", "other")
"""What may stand in a stretch between its digits."""
_SIGNS = {
    **dict.fromkeys(" \t", "blank"), **dict.fromkeys(":=", "colon"), **dict.fromkeys(",、;。!?…", "clause"), **dict.fromkeys("([【「『《“<{", "open"),
    **dict.fromkeys(")]】」』》”>}", "close"), **dict.fromkeys("-~–—", "hyphen"), **dict.fromkeys("¥$€£", "money"), "\n": "line", "/": "slash", ".": "dot", "@": "at",
    "#": "hash", "+": "plus", "|": "cell", "│": "cell", "_": "low", "%": "percent", "*": "star", '"': "quote", "'": "quote",
}  # fmt: skip
SIGNS = tuple(dict.fromkeys(("edge", *_SIGNS.values(), "digit", "letter", "other", "counting", "Han")))
"""All that `sign` may say."""
_COUNTING = frozenset("第共约近满超达值价每仅破前后过付减满送")


def sign(clean: str, at: int) -> str:
    """The sort of one character, and of the words of counting beside a number."""
    if not 0 <= at < len(clean):
        return "edge"
    char = clean[at]
    if char in _SIGNS:
        return _SIGNS[char]
    if char.isdigit():
        return "digit"
    if char.isascii():
        return "letter" if char.isalpha() else "other"
    return "counting" if char in _COUNTING else "Han" if char.isalpha() else "other"


def gap(char: str) -> str:
    """The sorts of gap that one character is."""
    if char in _GAPS:
        return _GAPS[char]
    return "Han" if HANS.match(char) else "" if char.isspace() or char == "_" or char.isalnum() else "other"


def step(number: int, steps: Sequence[int], names: Sequence[str] = ()) -> str:
    """The first of these steps that a number does not pass."""
    at = bisect_left(steps, number)
    return names[at] if names else str(steps[at]) if at < len(steps) else "more"


_LEAD = re.compile(rf"(?:(?P<Han>[{HAN}]+)|(?P<letters>[A-Za-z]+)|(?P<digits>[0-9*]+)|(?P<line>^|\n))[^\w\n]{{0,3}}$")


LEADS = ("other", "letters", "digits", "line", *(f"Han {step}" for step in (1, 3, 5, "more")))


def lead(clean: str, start: int) -> str:
    """What stands before a place, over at most three marks: so many Han characters, letters, digits, or nothing."""
    found = _LEAD.search(clean, max(0, start - 12), start)
    if found is None or found.lastgroup is None:
        return "other"
    if found.lastgroup != "Han":
        return found.lastgroup
    return f"Han {step(len(found['Han']), (1, 3, 5))}"


_PLANS = ("mobile", "09", "01", "area", "area short", "eight 5689", "eight", "seven", "abroad")
_PLANNED = re.compile(
    "((?:86)?1[3-9][0-9]{9})|(09[0-9]{8})|(01[0-9]{8,9})|(0[0-9]{9,11})|(0[0-9]{8,9})"
    "|([5689][0-9]{7})|([2-47][0-9]{7})|([2-8][0-9]{6})|((?:85[23]|886|6[05]|44)[0-9]{7,11})"
)


def plan(value: str) -> str:
    """The plan of numbers that a row of digits follows."""
    found = _PLANNED.fullmatch(value)
    return _PLANS[(found.lastindex or 1) - 1] if found else "none"


_OWN_NETS = ("192.168.", "10.", "127.", "172.16.", "0.0.")
_NAMELIKE = re.compile(r"[A-Za-z]{2,20}[._-]?[A-Za-z]{0,20}[0-9]{1,8}")
_GRAMMAR = frozenset("的了我你她他它这那不就在有是没吗呢吧着过把被给也都别")


def of_value(value: str) -> tuple[str, str, tuple[str, ...]]:
    """The length and the plan of a value, and all features that it has alone."""
    digits = sum(char in "0123456789*" for char in value)
    letters = sum(char.isalpha() for char in value)
    length, follows = f"digits={step(digits, _LENGTHS)}", f"plan={plan(value)}"
    return length, follows, (length, follows, f"letters={step(letters, (0, 1, 2, 5, 9))}", *shapes(value, digits))


def shapes(value: str, digits: int) -> Iterator[str]:
    """What a value of so many digits looks like."""
    plain = value.isdigit()
    if digits >= _LONG and value[:2].isdigit():
        if value[:2] == "62" or value[0] in "45":
            yield "shape=card's head"
        if value[:2] in PROVINCES:
            yield "shape=province's head"
        if value[6:8] in ("18", "19", "20"):
            yield "shape=year inside"
        elif "*" in value[6:8]:
            yield "shape=year hidden"
    if plain and digits > 3:
        steps = {int(b) - int(a) for a, b in pairwise(value)}
        if len(steps) == 1:
            yield "shape=row" if steps != {0} else "shape=one digit"
        if len(set(value)) < 3:
            yield "shape=two digits"
        if value.endswith("000"):
            yield "shape=round"
        yield f"shape=head {value[:1]}"
        if value[:2] in ("18", "19", "20") and digits in (4, 6, 8):
            yield "shape=year"
        if value[:3] in ("400", "800") and digits == 10:
            yield "shape=service"
        if value[:2] in ("95", "96", "12", "10") and digits in (5, 6, 8):
            yield "shape=service"
    if not plain:
        low = value.lower()
        if low.endswith("bot") or "_bot" in low:
            yield "shape=bot"
        if value.startswith(_OWN_NETS):
            yield "shape=own net"
        if "_" in value:
            yield "shape=low line"
        if _NAMELIKE.fullmatch(value):
            yield "shape=letters, then digits"
        if not _GRAMMAR.isdisjoint(value):
            yield "shape=words of grammar"
        yield f"shape={'letters' if value.isalpha() else 'letters and digits' if value.isalnum() else 'signs too'}"
        if value.isascii() and value[:1].isupper() and digits:
            yield "shape=capitals" if value.isupper() else "shape=one capital"
        if not value.isascii():
            yield "shape=Han"
