"""What the rules find in one text: numbers, names, addresses and the rest, each with its place, verdict, reasons and person.

A text that the gate stops has none. Else it is cleaned (with the way back to the captured offsets), its labels, fields
and tables are read, each kind looks for itself, overlaps are settled, what nothing else in the text supports becomes
doubtful, and findings are grouped into persons. Sources: the kinds' own modules. Left out: images, conduct.

>>> [(h.kind, h.verdict.value, h.person) for h in detect("性名：韩知予 手鸡：178 0640 1357")]
[('name', 'valid', 0), ('phone_number', 'valid', 0)]
"""

from collections.abc import Iterable, Sequence

from doxdocket.bounds import spend
from doxdocket.detect import (
    additions,
    adverts,
    bare,
    birth_date,
    by_value,
    call_record,
    certificates,
    class_lists,
    composite,
    context,
    credentials,
    delivery,
    gate,
    home_address,
    journeys,
    keys,
    kin_labels,
    labelled,
    labels,
    markers,
    name,
    names_in_post,
    network,
    numbers,
    persons,
    pupils,
    quoted,
    real_estate,
    school,
    small_facts,
    stays,
    suspects,
    told,
    unknown_labels,
    wallets,
    workplace,
)
from doxdocket.detect.blocks import Layout, lay_out
from doxdocket.detect.hit import Hit, apart, moved, real
from doxdocket.detect.pieces import pieces
from doxdocket.records import Verdict
from doxdocket.text import Reading, read

_WORDS = (home_address, school, workplace, birth_date, small_facts, labelled, credentials)
#: Modules that need no fields: what they find says itself what it is.
_SAID = (stays, journeys, certificates, network, wallets, told, call_record, class_lists, pupils)
#: Labels that may bring a name into a post in which nothing else was found.
_NAMING = frozenset({"name", "relation", "self", "head"})
#: When two findings overlap the one with the lower rank stays; kinds not named stand between numbers and addresses.
_ORDER: tuple[tuple[str, ...], ...] = (
    ("id_number",),
    ("student_id", "exam_certificate", "passport_number", "driver_licence", "bank_account", "financial_credential"),
    ("account_password", "verification_code", "call_record"),
    ("phone_number", "email", "vehicle_file"),
    ("social_account", "landline_number"),
    ("",),
    ("home_address",),
    ("workplace", "school", "job_history"),
    ("name",),
    ("birth_date", "age"),
    ("gender", "ethnicity"),
    (
        "movement_trace",
        "vehicle_trace",
        "family_members",
        "communication_content",
        "contacts_list",
        "browsing_history",
    ),
)
#: Of the last rank, these take the places in them along when a label announces them.
_TRACES = frozenset({"movement_trace", "vehicle_trace"})
_RANK = {kind: rank for rank, kinds in enumerate(_ORDER) for kind in kinds}


def detect(text: str) -> list[Hit]:
    """Everything found in one text, in order."""
    found: list[Hit] = []
    people = 0
    for start, end in pieces(text):
        part = of(read(text[start:end]))
        found += moved(part, start, people)
        people += 1 + max((hit.person for hit in part), default=-1)
    return found


def of(reading: Reading) -> list[Hit]:
    """What the rules find in one text that is read whole."""
    spend(len(reading.clean))
    if not gate.passes(reading):
        return []
    known = keys.add(reading.clean, labels.find(reading))
    found = markers.turned(reading.clean, unknown_labels.add(reading.clean, known))
    layout = lay_out(reading, kin_labels.kin_labels(reading.clean, found))
    hits = stays.joined(reading, settle(_search(reading, layout)))
    if not hits and not any(label.kind in _NAMING for label in layout.labels) and not context.hostile(reading.clean):
        return []
    back = _Back(reading)
    placed = [(hit, *back.range(hit)) for hit in hits]
    own = adverts.find(reading.clean, layout.labels, placed)
    hits = adverts.recast(own, placed)
    hits, weight = _with_names(reading, layout, hits, back, own)
    hits = quoted.recast(reading.clean, hits, back.range)
    hits += bare.find(reading, layout.labels, hits, back.range)
    said = by_value.find(reading, layout, hits, back.range)
    hits += [hit for hit in said if not own.whole and not own.holds(back.range(hit)[0])]
    judged = context.judge(hits, weight, reading.clean)
    claimed = additions.claimed(reading.clean, hits, judged, back.range)
    unread = suspects.find(reading, layout, [*hits, *claimed], back.range) if weight.enough and not own.whole else []
    hits = [*claimed, *(hit for hit in unread if not own.holds(back.range(hit)[0]))]
    more = [*markers.same(reading, hits, back.range), *composite.find(reading, hits)]
    hits = sorted(real([*hits, *more]), key=lambda hit: (hit.start, hit.end))
    return persons.group(reading, layout, layout.labels, hits, [back.range(hit) for hit in hits])


def _search(reading: Reading, layout: Layout) -> list[Hit]:
    hits = numbers.find(reading, layout.labels)
    for words in _WORDS:
        hits.extend(words.find(reading, layout))
    for said in _SAID:
        hits.extend(said.find(reading))
    hits = _without_impossible(real_estate.recast(reading, delivery.recast(reading, hits)))
    bodies = [(h.start, h.end) for h in hits if h.kind in {"school", "workplace"}]
    return [h for h in hits if not _inside(h, bodies)]


_OWN_NUMBER = frozenset({"exam_certificate", "other_certificate", "student_id"})


def _without_impossible(hits: list[Hit]) -> list[Hit]:
    """Without citizen numbers that cannot be and stand behind the label of another certificate: they are its number."""
    own = [hit for hit in hits if hit.kind in _OWN_NUMBER and "label.value" in hit.reasons]
    return [
        hit
        for hit in hits
        if hit.kind != "id_number"
        or hit.verdict is not Verdict.INVALID
        or not any(o.start <= hit.start and hit.end <= o.end for o in own)
    ]


def _inside(hit: Hit, bodies: Sequence[tuple[int, int]]) -> bool:
    """An address that is only the first part of a school's or firm's name."""
    loose = hit.kind == "home_address" and "address.label" not in hit.reasons
    return loose and any(start <= hit.start and hit.end <= end for start, end in bodies)


def settle(hits: Iterable[Hit]) -> list[Hit]:
    """Of findings that overlap, the better: sure before doubtful, then by kind, then the longer."""
    return apart(sorted(hits, key=_order))


def _rank(hit: Hit) -> int:
    if hit.kind in _TRACES and "label.value" in hit.reasons:
        return _RANK[""]
    return len(_ORDER) if "workplace.place" in hit.reasons else _RANK.get(hit.kind, _RANK[""])


def _order(hit: Hit) -> tuple[bool, int, bool, bool, int, int]:
    return (
        hit.verdict is Verdict.DOUBTFUL,
        _rank(hit),
        "told.words" in hit.reasons,
        hit.verdict is not Verdict.VALID,
        hit.start - hit.end,
        hit.start,
    )


def _with_names(
    reading: Reading, layout: Layout, hits: list[Hit], back: "_Back", own: adverts.Adverts
) -> tuple[list[Hit], context.Weight]:
    """The hits with the names of the post, and the weight of all together."""
    known = names_in_post.Known(reading.clean, layout, layout.labels, [(h.kind, *back.range(h)) for h in hits])
    weight = context.weigh(hits, layout.labels, reading.clean)
    if own.whole:
        return hits, weight
    found = names_in_post.announced(known)
    found = [one for one in found if not own.holds(one.start)]
    named = [*hits, *(name.hit(reading, one) for one in found)]
    weight = context.weigh(named, layout.labels, reading.clean) if found else weight
    hostile = context.hostile(reading.clean)
    if hostile or (weight.ask_names and not weight.notice and not (weight.talk and not gate.has_cell(reading.clean))):
        more, terse = names_in_post.loose(known, weight, found, hostile=hostile)
        named += [name.hit(reading, one) for one in more if not own.holds(one.start)]
        weight = context.weigh(named, layout.labels, reading.clean, terse=terse) if more or terse else weight
    return settle(named), weight


class _Back:
    """From captured offsets to cleaned ones."""

    def __init__(self, reading: Reading) -> None:
        self.same = isinstance(reading.back, range)
        self.of = {} if self.same else dict(zip(reversed(reading.back), range(len(reading.clean), -1, -1), strict=True))
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
