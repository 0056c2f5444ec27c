r"""Citizen identity numbers: 18 characters with a check digit, 15 digits as issued until 1999, parts and masks.

Source: GB 11643-1999. Births from 1850 are taken, so that invented evidence is ordinary input; of the division code
only the province is asked, since counties were renumbered all the time. A number whose check digit fails still harms
and is INVALID, never dropped. Left out: Hong Kong, Macau and Taiwan (`regional_id`).

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.reasons) for hit in find(read("32o1o2*18950704*1341"), [])]
[('valid', ('id.check_ok', 'written_around'))]
"""

import re
from collections.abc import Iterator, Sequence

from doxdocket.detect import decoys
from doxdocket.detect.check_digits import PROVINCES, date, identity
from doxdocket.detect.governed import announced, direct, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.tails import tails
from doxdocket.detect.written import Run, hidden, opened, runs
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "id_number"
#: Labels under which a citizen number may also stand: exams, insurance and tickets use it as theirs.
_ALSO = frozenset({"id_number", "exam_certificate", "social_security_no", "driver_licence", "household_registration"})
_X = re.compile(r"[ .\-_*…·、,/|~:]{0,3}[XxХх×✕✗✘╳χΧ](?![A-Za-z0-9])|叉")
_CENTURIES = frozenset({"18", "19", "20"})
_STRAY = re.compile(r"[A-Za-z0-9]")


def _born(digits: str) -> bool:
    """Whether province and birth date of an 18-character number can be."""
    return digits[:2] in PROVINCES and date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))


def _hit(reading: Reading, start: int, end: int, verdict: Verdict, value: str, *reasons: str) -> Hit:
    first, last = reading.span(opened(reading.clean, start, end), end)
    return Hit(first, last, KIND, verdict, value, reasons)


def _ends(run: Run, start: int) -> Iterator[tuple[int, int, str]]:
    """The 18-character readings of a run from here: digits used, end in the text, value."""
    if start + 17 <= len(run.digits):
        first17, last = run.digits[start : start + 17], run.starts[start + 16] + 1
        tail = _X.match(run.text, last)
        if tail:
            yield 17, tail.end(), first17 + "X"
        if start + 18 <= len(run.digits):
            yield 18, run.starts[start + 17] + 1, first17 + run.digits[start + 17]


def _around(run: Run, start: int, used: int) -> tuple[str, ...]:
    """The reason that says a number was written so as not to be found."""
    plain = run.text[run.starts[start] : run.starts[start + used - 1] + 1]
    return () if plain.isascii() and plain.isdigit() else ("written_around",)


def _eighteen(reading: Reading, labels: Sequence[Label], run: Run) -> Iterator[tuple[int, Hit]]:
    """Numbers of 18 characters in a run, with the digit after each."""
    at = 0
    while at + 17 <= len(run.digits):
        if not run.edge(at) and (
            run.digits[at : at + 2] not in PROVINCES or run.digits[at + 6 : at + 8] not in _CENTURIES
        ):
            at += 1  # inside a number only what is right counts
            continue
        found = next(filter(None, (_judge(reading, labels, run, at, *end) for end in _ends(run, at))), None)
        if found is None:
            at += 1
        else:
            at, hit = max(at + 1, found[0]), found[1]
            yield at, hit


def _judge(
    reading: Reading, labels: Sequence[Label], run: Run, at: int, used: int, end: int, value: str
) -> tuple[int, Hit] | None:
    if not run.edge(at) and not _born(value):
        return None
    start, after = run.starts[at], at + used
    if not run.edge(at) and run.inner(at, after):
        return None  # the middle of one number and the beginning of the next
    kinds = {label.kind for label in announced(run.text, labels, start)}
    if "social_security_no" in kinds and KIND not in kinds:
        return None  # the number of the insurance card, which is this one: a kind of its own
    governed = bool(kinds & _ALSO)
    right = _born(value) and identity(value[:17]) == value[17]
    around = _around(run, at, used)
    if decoys.monotone(value[:17]) or decoys.in_word(run.text, start, end):
        return None
    plain = governed or (run.letters(at, after) == 0 and not decoys.serial(run.text, start))
    if right and plain and (stuck := _stuck(run, at, after, end)):
        first, last = stuck
        return last, _hit(
            reading,
            *run.span(first, last),
            Verdict.INVALID,
            run.digits[first:last],
            "id.length",
            "id.check_ok",
            *around,
        )
    if right and run.letters(at, after) <= 10:
        order = not governed and (decoys.serial(run.text, start) or decoys.in_link(run.text, start))
        doubt = decoys.example(run.text) or (order and not dossier(labels))
        verdict = Verdict.DOUBTFUL if doubt else Verdict.VALID
        reasons = ("label",) * governed + ("id.check_ok", *around) + ("decoy.context",) * doubt
        return after, _hit(reading, start, end, verdict, value, *reasons)
    whole = run.edge(at) and (run.edge(after) or used == 17) and run.tidy(at, after)
    alone = run.digits[:at] == "" and after == len(run.digits)
    if not whole or (governed and not (alone or run.inner(at, after) == ())) or decoys.example(run.text):
        return None
    if governed or (_born(value) and not kinds and not decoys.serial(run.text, start) and run.letters(at, after) == 0):
        if not governed and (decoys.amount(run.text, start, end) or decoys.in_link(run.text, start)):
            return None
        reason = "id.check_bad" if _born(value) else "id.date_bad"
        return after, _hit(reading, start, end, Verdict.INVALID, value, *(("label",) * governed), reason, *around)
    return None


def _stuck(run: Run, at: int, after: int, end: int) -> tuple[int, int] | None:
    """A right number with one or two digits glued on before or behind: somebody's, mistyped; with them."""
    if end != run.starts[after - 1] + 1:
        return None  # its last character is an X
    first, last = at, after
    while not run.edge(first):
        first -= 1
    while not run.edge(last):
        last += 1
    return (first, last) if 0 < (at - first) + (last - after) <= _SLIP and not run.inner(first, last) else None


_SLIP = 2
"""Digits that a slip of the hand adds."""


def _others(reading: Reading, labels: Sequence[Label], run: Run, taken: set[int]) -> Iterator[Hit]:
    """Fifteen digits as issued until 1999, and wrong lengths right behind a label."""
    for at in run.edges[:-1]:
        for length in (15, 16, 17, 19, 20):
            after = at + length
            if not run.edge(after) or taken & set(range(at, after)):
                continue
            start, end = run.span(at, after)
            value = run.digits[at:after]
            stray = bool(_STRAY.match(run.text, end)) or run.text[start - 1 : start] in {"*", "x", "X"}
            labelled = [label.kind for label in announced(run.text, labels, start)]
            governed = KIND in labelled and "exam_certificate" not in labelled and _governed(run.text, labels, start)
            if stray or not run.tidy(at, after) or decoys.monotone(value) or decoys.example(run.text):
                continue
            old = (
                length == 15
                and value[:2] in PROVINCES
                and date(1900 + int(value[6:8]), int(value[8:10]), int(value[10:12]))
            )
            if governed:
                verdict, reason = (Verdict.VALID, "id.old_form") if old else (Verdict.INVALID, "id.length")
                taken.update(range(at, after))
                yield _hit(reading, start, end, verdict, value, "label", reason, *_around(run, at, length))
            elif old and not labelled and not decoys.serial(run.text, start) and dossier(labels):
                taken.update(range(at, after))
                yield _hit(reading, start, end, Verdict.DOUBTFUL, value, "id.old_form", *_around(run, at, length))


def _hidden(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Numbers with masked digits."""
    clean = reading.clean

    def score(start: int, _end: int, value: str) -> int:
        shown = len(value) - value.count("*")
        if len(value) in (15, 18) and value[:2] in PROVINCES and shown >= 4:
            return 3
        if 14 <= len(value) <= 20 and value[:6].isdigit() and value[:2] in PROVINCES and value[-1] != "*":
            return 2
        return int(len(value) >= 6 and _governed(clean, labels, start))

    for start, end, value in hidden(clean, score):
        label = ("label",) * _governed(clean, labels, start)
        yield _hit(reading, start, end, Verdict.MASKED, value, *label, "masked")


def _governed(clean: str, labels: Sequence[Label], start: int) -> bool:
    return any(label.kind == KIND and direct(clean, label, start) for label in announced(clean, labels, start))


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every citizen number of a text."""
    for run in runs(reading):
        taken: set[int] = set()
        for after, hit in _eighteen(reading, labels, run):
            taken.update(range(after - 18, after))
            yield hit
        if len(run.digits) >= 15:
            yield from _others(reading, labels, run, taken)
    yield from _hidden(reading, labels)
    for tail in tails(reading.clean):
        if tail.kind == KIND:
            yield _hit(reading, tail.start, tail.end, Verdict.PARTIAL, tail.digits, "label", "partial")
