"""Kinds that only a label makes: student numbers, exam numbers, passports, diagnoses, incomes and some twenty more.

Source: ``labels.yaml`` for the words, ``labelled.yaml`` for what a value looks like. They widen a dossier's kinds at no
cost; a post is not read for them without a label. Left out: household membership (``persons`` groups relatives).

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("学号：18990321007 婚姻状况：未婚")
>>> [h.kind for h in find(reading, blocks.lay_out(reading, labels.find(reading)))]
['student_id', 'marital_status']
"""

import re
from collections.abc import Iterator
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.blocks import Layout
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

_NOTHING = re.compile(r"(?:无|没有|不详|未知|暂无|保密|-+|/)(?:$|[,;。\s])")
_QUOTES = frozenset("\"'“‘「『《【(")
_TRAIN = re.compile(
    r"(?<![A-Za-z0-9])(?:[GDCZTK]\d{1,4}次|(?:CA|MU|CZ|HU|ZH|MF|SC|3U|9C|FM|HO|KN|8L|GS|JD|EU|TV|NS|KY|PN|QW|BK|DZ|G5|GJ|AQ|CX|KA|BR|CI)\d{3,4}(?=次|飞|航班|[ ,]))"
)


@cache
def _shapes() -> dict[str, tuple[re.Pattern[str], bool]]:
    return {
        kind: (re.compile(entry["value"]), bool(entry.get("marked")))
        for kind, entry in data.table("labelled.yaml").items()
    }


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Every labelled value of one text, and train and flight numbers that say so themselves."""
    shapes, text = _shapes(), reading.clean
    for field in layout.fields:
        shape = shapes.get(field.kind)
        if (
            shape is None
            or (shape[1] and not field.marked and text[field.start - 1] not in _QUOTES)
            or _NOTHING.match(text, field.start, field.end)
        ):
            continue
        found = shape[0].match(text, field.start, field.end)
        if found is not None:
            yield _hit(reading, found, field.kind, "label.value")
    for found in _TRAIN.finditer(text):
        yield _hit(reading, found, "travel_ticket", "travel.number")


def _hit(reading: Reading, found: re.Match[str], kind: str, reason: str) -> Hit:
    start, end = reading.span(*found.span())
    return Hit(start, end, kind, Verdict.VALID, re.sub(r"\s+", "", found[0]), (reason,))
