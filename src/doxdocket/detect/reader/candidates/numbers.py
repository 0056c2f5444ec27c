r"""Every reading of every number of a text: the rows of `runs` asked for the kinds of `kinds`, and what the helpers read.

Digits that show themselves (a mobile, a right check digit) count however they are parted or glued; all else must be whole
and stand in one line or in lines that follow one another. A window has at most two dozen kinds, an atom at most 21 windows.
Helpers: `codes`, `plates`, `accounts`, `said`, `ciphers`, `days`.

>>> from doxdocket.text import read
>>> found = propose(read("手机壹三⑨ 0000-一八五零，卡尾号1850"))
>>> next((c.span, c.value, c.verdict.value, c.form.value) for c in found if c.kind == "phone_number")
(Span(start=2, end=15), '13900001850', 'valid', 'around')
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.bounds import spend
from doxdocket.detect.check_digits import identity
from doxdocket.detect.reader.candidate import Candidate, Form, Generator, Proposal, Span
from doxdocket.detect.reader.candidates import accounts, ciphers, codes, days, kinds, plates, said
from doxdocket.detect.reader.candidates.runs import Atom, Dress, Level, Window, atoms, glued, regular, windows
from doxdocket.detect.reader.tokens import lay
from doxdocket.records import Verdict
from doxdocket.text import Reading

_X = re.compile(r"[^\w\n]{0,3}[xX×叉ХхΧχ✕✖✗✘╳]")
_EXTENSION = re.compile(r" ?(?:转|分机|[eE]xt\.?) ?([0-9]{1,5})")
_COVERED = frozenset({"phone_number", "landline_number", "verification_code"})  # told in groups with words between
_BACKWARDS = re.compile(r"[倒反逆翻镜颠]|右往左|右到左|后往前|从后|revers|backward", re.IGNORECASE)
_BY_NINE = re.compile(r"[用以]?九(?:去)?减|减(?:去)?九|9减")
_SHIFTED = re.compile(r"每[位个][数字]{0,2}都?([加减])[一1]")
_LEFTWARDS = frozenset("\u202e\u2067\u200f\u202b")
_MOST_INSIDE = 400  # digits of one stretch in which numbers are looked for that are glued together


def propose(reading: Reading) -> list[Candidate]:
    """All candidates of a text, each span, kind and value once."""
    clean = reading.clean
    row, about = atoms(reading), kinds.words(clean)
    text = lay(clean)
    parts: dict[Generator, list[Proposal]] = {
        Generator.RUN: [*_of_windows(row, clean, about, _keys(reading)), *_inside(row)],
        Generator.CODE: [*codes.find(text, row, about)],
        Generator.PLATE: [*plates.find(clean)],
        Generator.ACCOUNT: [*accounts.find(text, about)],
        Generator.CIPHER: [*ciphers.find(text)],
        Generator.DAY: [*days.find(clean)],
    }
    parts[Generator.SAID] = [*said.find(text, row, [one for found in parts.values() for one in found])]
    best: dict[tuple[Span, str, str], Candidate] = {}
    for source, found in parts.items():
        for start, end, kind, value, verdict, form in found:
            key = Span(start, end), kind, value
            if key not in best or (verdict is Verdict.VALID and best[key].verdict is not Verdict.VALID):
                best[key] = Candidate(*key, verdict, form, source)
    return sorted(best.values(), key=lambda one: one.span)


def _keys(reading: Reading) -> list[dict[int, int] | None]:
    """Ways to change digits that a text tells: None reads from the end, a table gives each digit another."""
    told: list[dict[int, int] | None] = [None] if _said_backwards(reading) else []
    if _BY_NINE.search(reading.clean):
        told.append(str.maketrans("0123456789", "9876543210"))
    if shifted := _SHIFTED.search(reading.clean):
        other = "9012345678" if shifted[1] == "加" else "1234567890"
        told += [str.maketrans("0123456789", other), str.maketrans(other, "0123456789")]
    return told


def _said_backwards(reading: Reading) -> bool:
    """Whether a text says, or its bidi marks show, that something is to be read from its end."""
    return not _LEFTWARDS.isdisjoint(reading.raw) or _BACKWARDS.search(reading.clean) is not None


def _of_windows(
    row: Sequence[Atom], clean: str, about: frozenset[str], keys: Sequence[dict[int, int] | None]
) -> Iterator[Proposal]:
    for window in windows(row, clean):
        number, level = window.digits, window.level
        n = len(number)
        plus = clean[window.start - 1 : window.start] == "+"
        if "*" in number:
            if (
                level <= Level.MARKS
                and n > 3
                and n - number.count("*") > 1
                and not glued(window, row)
                and regular(window, row, clean)
            ):
                value = number[:-1] + "X" if n == 18 and clean[window.end - 1] in "xX" else number
                yield from _made(window, row, clean, value, kinds.hidden(number, about, plus=plus), Form.MASKED)
            continue
        readings = kinds.certain(number)
        if n > 2 and level <= Level.LINE and not glued(window, row):
            more = kinds.digits(number, about, plus=plus)
            if not regular(window, row, clean):
                more = [one for one in more if one[1] is Verdict.VALID]
            readings = [*readings, *more]
        if n == 17 and kinds.born(number) and (tail := _X.match(clean, window.end)):
            right = Verdict.VALID if identity(number) == "X" else Verdict.INVALID
            longer = window._replace(end=tail.end())
            tails = [
                (kind, right)
                for kind in ("id_number", "social_security_no", "driver_licence")
                if kind == "id_number" or kind in about
            ]
            yield from _made(longer, row, clean, number + "X", tails, None)
        if level is Level.COVER and n >= 2 * (window.last - window.first + 1) and not glued(window, row):
            wanted = _COVERED if n > 7 else _COVERED - {"phone_number", "landline_number"}
            covered = [one for one in kinds.digits(number, about) if one[0] in wanted]
            readings = [*readings, *covered]
        for key in keys if n in (11, 17, 18) and level <= Level.LINE else ():
            tail = _X.match(clean, window.end) if n == 17 and key else None
            other = number.translate(key) + "X" * bool(tail) if key else number[::-1]
            changed = window._replace(end=tail.end()) if tail else window
            yield from _made(changed, row, clean, other, kinds.certain(other), Form.AROUND)
        yield from _made(window, row, clean, number, readings, None)
        if (extension := _EXTENSION.match(clean, window.end)) and any(
            kind == "landline_number" for kind, _ in readings
        ):
            inner = [("landline_number", Verdict.VALID)]
            yield from _made(window._replace(end=extension.end()), row, clean, f"{number}-{extension[1]}", inner, None)


def _made(
    window: Window, row: Sequence[Atom], clean: str, value: str, readings: Sequence[kinds.Reading], form: Form | None
) -> Iterator[Proposal]:
    if not readings:
        return
    start = window.start
    start -= clean[start - 1 : start] == "+"
    if start and clean[start - 1] in "([【" and any(mark in clean[start : window.end] for mark in ")]】"):
        start -= 1
    form = form or _form(window, row)
    for kind, verdict in readings:
        shown = Form.PARTIAL if verdict is Verdict.PARTIAL else form
        yield start, window.end, kind, value, verdict, shown


def _form(window: Window, row: Sequence[Atom]) -> Form:
    if window.level in (Level.LINE, Level.COVER):
        return Form.SPLIT
    plain = all(row[at].dress is Dress.PLAIN for at in range(window.first, window.last + 1))
    return Form.VERBATIM if plain and all(gap in ("", "-", ".") for gap in window.gaps) else Form.AROUND


def _inside(row: Sequence[Atom]) -> Iterator[Proposal]:
    """Numbers glued to others in one stretch: those with a right check digit anywhere, mobiles at its ends and every eleven digits."""
    for atom in row:
        n = len(atom.digits)
        if n <= 11 or "*" in atom.digits:
            continue
        spend(min(n, _MOST_INSIDE))
        ends = 0  # of the last whole number found
        for at in range(min(n - 10, _MOST_INSIDE)):
            for length in (18, 11):
                number = atom.digits[at : at + length]
                if len(number) < length or (length == 11 and at not in (0, n - 11, ends) and (at % 11)):
                    continue
                for kind, verdict in kinds.certain(number):
                    ends = at + length
                    yield atom.start + at, atom.start + ends, kind, number, verdict, Form.VERBATIM
