"""The reader's one answer to a text: what stands there, and whose each thing is.

Candidates of numbers, the net's stretches of all other kinds and what rules find enter one decision (`decide`); what stands is given to persons
(`persons`). Texts are given together, since the net is quicker so; which ones changes no answer. Spans are offsets of the cleaned text. Left
out: sealing, roles, conduct.

>>> from doxdocket.text import read
>>> (told,) = answer([read("姓名韩知予 手机:13900001850")])
>>> [(one.candidate.kind, one.candidate.value) for one in told.found], told.persons
([('name', '韩知予'), ('phone_number', '13900001850')], (0, 0))
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader import decide, tagger, values
from doxdocket.detect.reader.candidate import Candidate, Form, Generator, Span
from doxdocket.detect.reader.columns import Scale
from doxdocket.detect.reader.decide import Judged
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.page import Page, page_of
from doxdocket.detect.reader.persons import Item, Model, Post, shipped
from doxdocket.detect.reader.tagger import Tagged
from doxdocket.records import Verdict
from doxdocket.text import Reading


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one text: what stands, in order; the person of each; of persons the relation that was told; whether it discloses anybody."""

    found: tuple[Judged, ...]
    persons: tuple[int, ...]
    relations: Mapping[int, str]
    personal: int


class Models(NamedTuple):
    """What decides, if not what ships: weights of the decision and of persons."""

    decision: Scale | None = None
    persons: Model | None = None


def answer(
    readings: Sequence[Reading], rules: Sequence[Sequence[Hit]] | None = None, weights: tagger.Weights | None = None
) -> list[Answer]:
    """The answer to each text, in their order; ``rules``: what the rules find in each."""
    pages = [page_of(reading) for reading in readings]
    ruled: Sequence[Sequence[Hit]] = [()] * len(pages) if rules is None else rules
    return together(pages, tagger.tag(pages, weights), ruled)


def of(given: Reading | Page, post: Tagged, rules: Sequence[Hit] = (), models: Models | None = None) -> Answer:
    """The answer to one text of which a net has spoken, and rules."""
    return together([given], [post], [rules], models)[0]


def together(
    given: Sequence[Reading | Page],
    posts: Sequence[Tagged],
    rules: Sequence[Sequence[Hit]],
    models: Models | None = None,
) -> list[Answer]:
    """The answers to some texts, which is quicker together."""
    pages, models = [page_of(one) for one in given], models or Models()
    spend(sum(len(page.clean) for page in pages))
    texts = [Evidence.of(*one) for one in zip(pages, posts, rules, strict=True)]
    judged = decide.decide_all(texts, models.decision)
    return [_answered(*one, models.persons or shipped()) for one in zip(pages, posts, texts, judged, strict=True)]


def _answered(page: Page, post: Tagged, told: Evidence, judged: Sequence[Judged], model: Model) -> Answer:
    found = [_named(page.reading, one) for one in judged]
    if not told.ruled.firm:  # there a likely claim is one, an unlikely one is none
        found = [one for one in found if one.rule or one.candidate.verdict is not Verdict.DOUBTFUL]
    found = _announced(told, found)
    found = sorted([*found, *_left(told, found)], key=lambda one: one.candidate.span)
    people, relations = whose(page, found, model)
    return Answer(tuple(found), people, relations, post.personal)


def _announced(told: Evidence, found: list[Judged]) -> list[Judged]:
    """With what the rules are sure of, as they read it, where anything stands in the post.

    Names that a label announces (姓名：金杰 身份证…), and identity numbers with their right check digit, whatever paper they stand on (证号 of a licence).
    """
    if all(one.candidate.verdict is Verdict.DOUBTFUL for one in found):
        return found
    kept = {(*one.candidate.span, one.candidate.kind) for one in found if one.rule is not None}
    sure = sorted(place for place in told.ruled.places if place not in kept and _is_sure(told, place))
    found = [one for one in found if not _meets(sure, one.candidate.span)]
    for start, end, kind in sure:
        rule = told.ruled.at[start, end, kind]
        own = Candidate(Span(start, end), kind, rule.value, rule.verdict, Form.VERBATIM, Generator.RULE)
        found.append(Judged(own, 0, (), 0, rule))
    return found


def _meets(places: Sequence[tuple[int, int, str]], span: Span) -> bool:
    """Whether one of some places, in order and apart, has a character in common with a stretch."""
    before = bisect_left(places, (span.end,))
    return before > 0 and places[before - 1][1] > span.start


def _is_sure(told: Evidence, place: tuple[int, int, str]) -> bool:
    rule = told.ruled.at[place]
    labelled = rule.reasons[0] == _LABELLED and told.ruled.is_firm(*place)
    return labelled or (place[2] == _IDENTITY and rule.verdict is Verdict.VALID)


_IDENTITY = "id_number"
_LABELLED, _DECOY = "name.label", "decoy."


def _left(told: Evidence, found: Sequence[Judged]) -> list[Judged]:
    """What rules find and the decision does not take: doubtful, for a person to see."""
    taken = sorted(one.candidate.span for one in found)
    left = []
    for start, end, kind, value, _, form, source in told.ruled.offers:
        n = bisect_left(taken, (end,))
        if not n or taken[n - 1].end <= start:
            own = Candidate(Span(start, end), kind, value, Verdict.DOUBTFUL, form, source)
            left.append(Judged(own, 0, (), 0, told.ruled.at[start, end, kind]))
    return left


def whose(page: Page, found: Sequence[Judged], model: Model) -> tuple[tuple[int, ...], dict[int, str]]:
    """The person of each finding, and the relation that is told of each person (his mother), where there is one."""
    if not found:
        return (), {}
    items = [Item(*one.candidate.span, one.candidate.kind, one.candidate.value) for one in found]
    post = Post(items, page.text, page.words, page.frames)
    people = post.given(model.best)
    told = post.relations(dict(enumerate(people)))
    return tuple(people), {int(str(person)): relation for person, relation in told.items() if relation}


_SURE = 500
"""Of a thousand: a claim of less chance is a doubtful one, if nothing of it is hidden, missing or wrong by its own check."""


def _named(reading: Reading, one: Judged) -> Judged:
    """With the value and the firm verdict of a rule that says the same; else its value in the normal form, and a verdict by its chance."""
    own, rule = one.candidate, one.rule
    if rule is not None and rule.verdict is not Verdict.DOUBTFUL:
        return replace(one, candidate=replace(own, value=rule.value, verdict=rule.verdict))
    verdict = own.verdict
    if rule is not None and any(code.startswith(_DECOY) for code in rule.reasons):
        verdict = Verdict.DOUBTFUL  # a rule knows it for the contact of an advert, a sample, a serial number
    elif verdict in (Verdict.VALID, Verdict.DOUBTFUL):
        verdict = Verdict.VALID if one.chance >= _SURE else Verdict.DOUBTFUL
    before = reading.clean[max(0, own.span.start - 24) : own.span.start]
    value = values.plain(own.kind, own.value, before) if rule is None else rule.value
    return replace(one, candidate=replace(own, value=value, verdict=verdict))
