"""Findings in one text: numbers, names, addresses and the rest, each with its place, verdict, reasons and person.

A text that the gate stops has none. Else it is cleaned (with the way back to the captured offsets), its labels, fields
and tables are read, each kind looks for itself, overlaps are settled, what nothing else in the text supports becomes
doubtful, and findings are grouped into persons. Sources: the kinds' own modules. Left out: images, conduct.

>>> [(h.kind, h.verdict.value, h.person) for h in detect("性名：韩知予 手鸡：178 0640 1357")]
[('name', 'valid', 0), ('phone_number', 'valid', 0)]
"""

from collections.abc import Iterable, Sequence

from doxdocket.detect import (
    bank_account,
    birth_date,
    context,
    email,
    gate,
    home_address,
    id_number,
    labelled,
    labels,
    landline_number,
    name,
    names_in_post,
    persons,
    phone_number,
    school,
    small_facts,
    social_account,
    vehicle_file,
    workplace,
)
from doxdocket.detect.blocks import Layout, lay_out
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading, read

_NUMBERS = (id_number, phone_number, landline_number, email, bank_account, social_account, vehicle_file)
_WORDS = (home_address, school, workplace, birth_date, small_facts, labelled)
#: Labels that may bring a name into a post in which nothing else was found.
_NAMING = frozenset({"name", "relation", "self", "head"})
#: When two findings overlap the one with the lower rank stays; kinds not named stand between numbers and addresses.
_ORDER: tuple[tuple[str, ...], ...] = (
    ("id_number",),
    ("student_id", "exam_certificate", "passport_number", "driver_licence", "bank_account"),
    ("phone_number", "email", "vehicle_file"),
    ("social_account", "landline_number"),
    ("",),
    ("home_address",),
    ("workplace", "school"),
    ("name",),
    ("birth_date", "age"),
    ("gender", "ethnicity"),
)
_RANK = {kind: rank for rank, kinds in enumerate(_ORDER) for kind in kinds}


def detect(text: str, *, model: bool = True) -> list[Hit]:
    """Everything found in one text, in order; ``model=False`` leaves the tagger out."""
    reading = read(text)
    if not gate.passes(reading):
        return []
    layout = lay_out(reading, names_in_post.kin_labels(reading.clean, labels.find(reading)))
    hits = settle(_search(reading, layout))
    if not hits and not any(label.kind in _NAMING for label in layout.labels):
        return []
    hits, weight = _with_names(reading, layout, hits, model=model)
    hits = context.judge(hits, weight, reading.clean)
    return _grouped(reading, layout, hits)


def _search(reading: Reading, layout: Layout) -> list[Hit]:
    hits: list[Hit] = []
    for kind in _NUMBERS:
        hits.extend(kind.find(reading, layout.labels))
    for words in _WORDS:
        hits.extend(words.find(reading, layout))
    bodies = [(h.start, h.end) for h in hits if h.kind in {"school", "workplace"}]
    return [h for h in hits if not _inside(h, bodies)]


def _inside(hit: Hit, bodies: Sequence[tuple[int, int]]) -> bool:
    """An address that is only the first part of a school's or firm's name."""
    loose = hit.kind == "home_address" and "address.label" not in hit.reasons
    return loose and any(start <= hit.start and hit.end <= end for start, end in bodies)


def settle(hits: Iterable[Hit]) -> list[Hit]:
    """Of findings that overlap, the better: sure before doubtful, then by kind, then the longer."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=_order):
        if not any(other.start < hit.end and hit.start < other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: (hit.start, hit.end))


def _order(hit: Hit) -> tuple[bool, int, bool, int, int]:
    return (
        hit.verdict is Verdict.DOUBTFUL,
        _RANK.get(hit.kind, _RANK[""]),
        hit.verdict is not Verdict.VALID,
        hit.start - hit.end,
        hit.start,
    )


def _with_names(reading: Reading, layout: Layout, hits: list[Hit], *, model: bool) -> tuple[list[Hit], context.Weight]:
    """The hits with the names of the post, and the weight of all together."""
    back = _Back(reading)
    known = names_in_post.Known(reading.clean, layout, layout.labels, [(h.kind, *back.range(h)) for h in hits])
    weight = context.weigh(hits, layout.labels, reading.clean)
    found = names_in_post.announced(known, model=model and weight.ask_model)
    named = [*hits, *(name.hit(reading, one) for one in found)]
    weight = context.weigh(named, layout.labels, reading.clean)
    if weight.ask_names:
        more, terse = names_in_post.loose(known, weight, found, model=model)
        named += [name.hit(reading, one) for one in more]
        weight = context.weigh(named, layout.labels, reading.clean, terse=terse)
    return settle(named), weight


class _Back:
    """From captured offsets to cleaned ones."""

    def __init__(self, reading: Reading) -> None:
        self.same = isinstance(reading.back, range)
        self.of = {} if self.same else {raw: clean for clean, raw in reversed(list(enumerate(reading.back)))}
        self.last = len(reading.clean)

    def range(self, hit: Hit) -> tuple[int, int]:
        """The cleaned range of a hit."""
        if self.same:
            return hit.start, hit.end
        start, end = hit.start, hit.end
        while start not in self.of and start < hit.end:
            start += 1
        while end not in self.of and end > hit.start:
            end -= 1
        first = self.of.get(start, self.last)
        return first, max(first, self.of.get(end, self.last))


def _grouped(reading: Reading, layout: Layout, hits: Sequence[Hit]) -> list[Hit]:
    back = _Back(reading)
    return persons.group(reading, layout, layout.labels, hits, [back.range(hit) for hit in hits])
