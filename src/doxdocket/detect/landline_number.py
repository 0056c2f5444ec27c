"""Landlines: an area code and seven or eight digits, with an extension; without the code only behind a label.

Sources: ``area_codes.yaml``; 电信网编号计划 (a subscriber number begins with 2–8). Left out: 400 and 800 numbers and short
codes, which are firms' and everybody's; landlines that a firm or an office advertises are DOUBTFUL.

>>> from doxdocket.text import read
>>> [(hit.verdict.value, hit.start, hit.end) for hit in find(read("她家电话(0591)83001850转6，客服400-810-1850"), [])]
[('valid', 4, 18)]
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources

import yaml

from doxdocket.detect import decoys
from doxdocket.detect.governed import announced, dossier
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.written import Run, runs
from doxdocket.records import Verdict
from doxdocket.text import Reading

KIND = "landline_number"
_OWN = frozenset({"landline_number", "phone_number"})
#: Labels of other persons' fields that do not speak against a landline right behind them.
_NEUTRAL = frozenset({"name", "workplace", "school", "home_address", "native_place", "delivery_address"})
_SUBSCRIBER = re.compile(r"[2-8]")
_OPENING = re.compile(r"(?:\+?86[ \-]{0,2})?\(?$")


@cache
def area_codes() -> frozenset[str]:
    """Every area code with its trunk zero.

    >>> {"010", "0591", "0571"} <= area_codes(), "0400" in area_codes()
    (True, False)
    """
    lines = yaml.safe_load(resources.files(__package__).joinpath("area_codes.yaml").read_text(encoding="utf-8"))
    found: set[str] = set()
    for part in " ".join(lines).split():
        first, _, last = part.partition("-")
        found.update(f"{code:0{len(first)}}" for code in range(int(first), int(last or first) + 1))
    return frozenset(found)


def _code(digits: str) -> str | None:
    """The area code with which these digits begin."""
    return next((digits[:size] for size in (3, 4) if digits[:size] in area_codes()), None)


def _shaped(run: Run, start: int, end: int, code: str, *, governed: bool) -> bool:
    """Whether the writing itself says landline: a gap after the area code, and few others."""
    groups, inner = run.groups(start, end), run.inner(start, end)
    if not inner:
        return True
    usual = groups[0] == len(code) and groups[1:] in {(8,), (7,), (4, 4), (3, 4)}
    return usual or (max(groups) == 1 and run.tidy(start, end)) or (governed and len(groups) <= 4)


def _with_code(reading: Reading, labels: Sequence[Label], run: Run) -> Iterator[tuple[int, int, Hit]]:
    used = 0
    for at in run.edges[:-1]:
        abroad = run.digits.startswith("86", at) and run.text[run.starts[at] - 1 : run.starts[at]] == "+"
        if at < used or (run.digits[at] != "0" and not abroad):
            continue
        found = next(filter(None, (_judge(reading, labels, run, at, at + size) for size in (13, 12, 11, 10))), None)
        if found:
            used = found[0]
            yield at, *found


def _judge(reading: Reading, labels: Sequence[Label], run: Run, start: int, end: int) -> tuple[int, Hit] | None:
    if end > len(run.digits) or not run.edge(end):
        return None
    abroad = run.digits[start] != "0"  # +86 571 …: the trunk zero is left out
    value = "0" + run.digits[start + 2 : end] if abroad else run.digits[start:end]
    code = _code(value)
    if code is None or len(value) - len(code) not in (7, 8) or (len(code) == 3 and len(value) == 10):
        return None
    first, last = run.span(start, end)
    first -= abroad
    kinds = [label.kind for label in announced(run.text, labels, first)]
    governed = bool(_OWN & set(kinds))
    if not governed and (
        (kinds and kinds[0] not in _NEUTRAL)
        or decoys.serial(run.text, first)
        or decoys.amount(run.text, first, last)
        or decoys.in_link(run.text, first)
    ):
        return None
    if (
        not (abroad or _shaped(run, start, end, code, governed=governed))
        or decoys.in_word(run.text, first, last)
        or decoys.clock(run.text, first, last)
    ):
        return None
    right = _SUBSCRIBER.match(value[len(code) :]) is not None
    if not right and not governed and not run.inner(start, end):
        return None
    opening = _OPENING.search(run.text, max(0, first - 6), first)
    first = opening.start() if opening and (run.text[opening.start()] == "(" and ")" in run.text[first:last]) else first
    bare = not governed and not run.inner(start, end) and not dossier(labels)
    doubt = next(
        (
            reason
            for reason, holds in (
                ("decoy.advert", decoys.advert(run.text, first)),
                ("decoy.example", decoys.example(run.text)),
                ("landline.bare", bare),
            )
            if holds
        ),
        None,
    )
    verdict = Verdict.DOUBTFUL if doubt else Verdict.VALID if right else Verdict.INVALID
    reasons = (
        *(("label",) * governed),
        "landline.area_code",
        *(() if right else ("landline.subscriber",)),
        *((doubt,) if doubt else ()),
    )
    return end, Hit(*reading.span(first, last), KIND, verdict, value, reasons)


_OF_A_THING = re.compile(r"(?![他她它的是有话机系])[\u4e00-\u9fff](?:号|号码)$")


def of_a_thing(clean: str, label: Label) -> bool:
    """Whether a bare 号 ends a longer word, the number of a thing: 料号, 货号.

    >>> of_a_thing("料号:80636083", Label(1, 2, "phone_number", None, True, 3))
    True
    """
    return label.start > 0 and _OF_A_THING.fullmatch(clean, label.start - 1, label.end) is not None


def _local(reading: Reading, labels: Sequence[Label], run: Run, taken: set[int]) -> Iterator[Hit]:
    """Seven or eight digits right behind a label that says landline or telephone."""
    for start in run.edges[:-1]:
        if not _SUBSCRIBER.match(run.digits[start]):
            continue
        first = run.starts[start]
        label = next(iter(announced(run.text, labels, first)), None)
        if label is None or label.kind not in _OWN or not label.marked or of_a_thing(run.text, label):
            continue
        if run.text[first - 1] == "+" or (
            start and run.starts[start - 1] >= label.end
        ):  # the end of a longer number, not a number of its own
            continue
        for end in (start + 8, start + 7):
            if not run.edge(end) or taken & set(range(start, end)):
                continue
            value, last = run.digits[start:end], run.span(start, end)[1]
            if (
                decoys.hotline(value)
                or decoys.amount(run.text, first, last)
                or decoys.clock(run.text, first, last)
                or len(run.groups(start, end)) > 2
            ):
                continue
            if (
                decoys.advert(run.text, first)
                or decoys.example(run.text)
                or decoys.monotone(value)
                or run.letters(start, end)
            ):
                continue
            taken.update(range(start, end))
            yield Hit(*reading.span(first, last), KIND, Verdict.VALID, value, ("label", "landline.local"))
            break


_TAIWAN = re.compile(r"\(0[2-8]\d?\) ?\d{3,4}[- ]?\d{4}(?!\d)|0(?<!\d.)[2-8]-\d{3,4}-\d{4}(?!\d)")


def _taiwan(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """(02)2345-6789 behind a label: no area code of the mainland has two digits."""
    for found in _TAIWAN.finditer(reading.clean):
        if any(label.kind in _OWN for label in announced(reading.clean, labels, found.start())) and not (
            decoys.advert(reading.clean, found.start()) or decoys.example(reading.clean)
        ):
            value = re.sub(r"\D", "", found[0])
            yield Hit(*reading.span(*found.span()), KIND, Verdict.VALID, value, ("label", "landline.area_code"))


def find(reading: Reading, labels: Sequence[Label]) -> Iterator[Hit]:
    """Every landline of a text that may be a person's."""
    for run in runs(reading):
        taken: set[int] = set()
        for start, end, hit in _with_code(reading, labels, run):
            taken.update(range(start, end))
            yield hit
        if labels and len(run.digits) >= 7:
            yield from _local(reading, labels, run, taken)
    if labels:
        yield from _taiwan(reading, labels)
