"""The reader's one answer to a text: what stands there, whose each thing is, and what conduct the post shows.

Candidates of numbers and the net's stretches of all other kinds enter one decision (`decide`); what stands is given to persons (`persons`);
conduct is told of the same text (`conduct`). Texts are given together, since the net is quicker so; which ones changes no answer.
Spans are offsets of the cleaned text. Left out: sealing, roles, what detection in use finds beside it.

>>> from doxdocket.text import read
>>> (told,) = answer([read("姓名韩知予 手机:13900001850")])
>>> [(one.candidate.kind, one.candidate.value) for one in told.found], told.persons
([('name', '韩知予'), ('phone_number', '13900001850')], (0, 0))
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from doxdocket.bounds import spend
from doxdocket.detect.reader import conduct, decide, tagger, values
from doxdocket.detect.reader.decide import Judged
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.page import Page, page_of
from doxdocket.detect.reader.persons import Item, Post, shipped
from doxdocket.detect.reader.tagger import Find, Tagged
from doxdocket.records import Verdict
from doxdocket.text import Reading


@dataclass(frozen=True, slots=True)
class Act:
    """A stretch that looks like conduct of one label, its chance of a thousand, and what spoke for it."""

    start: int
    end: int
    label: str
    score: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one text: what stands, in order; the person of each; of persons the relation that was told; conduct; whether it discloses anybody."""

    found: tuple[Judged, ...]
    persons: tuple[int, ...]
    relations: Mapping[int, str]
    acts: tuple[Act, ...]
    personal: int


def answer(readings: Sequence[Reading], weights: tagger.Weights | None = None) -> list[Answer]:
    """The answer to each text, in their order."""
    pages = [page_of(reading) for reading in readings]
    return [of(page, post) for page, post in zip(pages, tagger.tag(pages, weights), strict=True)]


def of(given: Reading | Page, post: Tagged) -> Answer:
    """The answer to one text of which a net has spoken."""
    page = page_of(given)
    reading = page.reading
    spend(len(reading.clean))
    standing = decide.decide(Evidence.of(page, post.score), _prose(post, reading))
    found = tuple(_named(reading, one) for one in standing)
    people, relations = whose(page, found)
    return Answer(found, people, relations, tuple(_acts(reading)), post.personal)


def whose(page: Page, found: Sequence[Judged]) -> tuple[tuple[int, ...], dict[int, str]]:
    """The person of each finding, and the relation that is told of each person (his mother), where there is one."""
    if not found:
        return (), {}
    items = [Item(*one.candidate.span, one.candidate.kind, one.candidate.value) for one in found]
    post = Post(items, page.text, page.words, page.frames)
    people = post.given(shipped().best)
    told = post.relations(dict(enumerate(people)))
    return tuple(people), {int(str(person)): relation for person, relation in told.items() if relation}


_LEAST = 500
_POST = 300


def _prose(post: Tagged, reading: Reading) -> list[Judged]:
    """Stretches of the net of kinds of which no form tells."""
    if post.personal < _POST:
        return []
    return [_of_net(reading, one) for one in post.spans if one.kind not in _FORMED and one.score >= _LEAST]


def _of_net(reading: Reading, one: Find) -> Judged:
    return decide.of_net(one.start, one.end, one.kind, reading.clean[one.start : one.end], one.score)


_FORMED = frozenset({"id_number", "phone_number", "landline_number", "bank_account", "passport_number", "device_id"})
_SURE = 750


def _named(reading: Reading, one: Judged) -> Judged:
    """With its value in the normal form of its kind, and a verdict by its score where the form alone decides nothing."""
    own = one.candidate
    before = reading.clean[max(0, own.span.start - 24) : own.span.start]
    verdict = own.verdict
    if verdict is Verdict.DOUBTFUL and decide.chance(one.score) >= _SURE:
        verdict = Verdict.VALID
    return replace(one, candidate=replace(own, value=values.plain(own.kind, own.value, before), verdict=verdict))


def _acts(reading: Reading) -> list[Act]:
    told = conduct.read(reading.clean)
    return [Act(*act.span, act.label, told.scores[conduct.LABELS.index(act.label)], act.because) for act in told.acts]
