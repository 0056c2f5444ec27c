"""The reader's one answer to a text: what stands there, and whose each thing is.

Candidates of numbers and the net's stretches of all other kinds enter one decision (`decide`); what stands is given to persons
(`persons`). Texts are given together, since the net is quicker so; which ones changes no answer. Spans are offsets of the cleaned text. Left
out: sealing, roles, conduct.

>>> from doxdocket.text import read
>>> (told,) = answer([read("姓名韩知予 手机:13900001850")])
>>> [(one.candidate.kind, one.candidate.value) for one in told.found], told.persons
([('name', '韩知予'), ('phone_number', '13900001850')], (0, 0))
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.reader import decide, tagger, values
from doxdocket.detect.reader.candidate import Candidate, Form, Generator, Span
from doxdocket.detect.reader.columns import Scale
from doxdocket.detect.reader.decide import Judged
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.identity import Item
from doxdocket.detect.reader.page import Page, page_of
from doxdocket.detect.reader.persons import Choice, Model, Post, shipped
from doxdocket.detect.reader.tagger import Tagged
from doxdocket.records import Verdict
from doxdocket.text import Reading


@dataclass(frozen=True, slots=True)
class Answer:
    """Of one text: what stands, in order; the person of each; of persons the relation that was told, whose name it leads, and of whom it may tell; of which findings it is not sure whose they are; whether it discloses anybody."""

    found: tuple[Judged, ...]
    persons: tuple[int, ...]
    relations: Mapping[int, str]
    closely: frozenset[int]
    led: frozenset[int]
    unsure: frozenset[int]
    personal: int


class Models(NamedTuple):
    """What decides, if not what ships: weights of the decision and of persons."""

    decision: Scale | None = None
    persons: Model | None = None


def answer(readings: Sequence[Reading], weights: tagger.Weights | None = None) -> list[Answer]:
    """The answer to each text, in their order."""
    pages = [page_of(reading) for reading in readings]
    return together(pages, tagger.tag(pages, weights))


def of(given: Reading | Page, post: Tagged, models: Models | None = None) -> Answer:
    """The answer to one text of which a net has spoken."""
    return together([given], [post], models)[0]


def together(
    given: Sequence[Reading | Page],
    posts: Sequence[Tagged],
    models: Models | None = None,
) -> list[Answer]:
    """The answers to some texts, which is quicker together."""
    pages, models = [page_of(one) for one in given], models or Models()
    spend(sum(len(page.clean) for page in pages))
    texts = [Evidence.of(*one) for one in zip(pages, posts, strict=True)]
    judged = decide.decide_all(texts, models.decision)
    return [_answered(*one, models.persons or shipped()) for one in zip(pages, posts, judged, strict=True)]


def _answered(page: Page, post: Tagged, judged: Sequence[Judged], model: Model) -> Answer:
    named = (_named(page.reading, one) for one in _whole_names(page.reading.clean, judged))
    found = [one for one in named if values.means(one.candidate.kind, one.candidate.value)]
    if all(one.candidate.verdict is Verdict.DOUBTFUL and not one.may for one in found):
        found = []  # a post in which nothing stands or may has nothing doubtful either
    found = _with_aliases(page.reading.clean, found)
    return Answer(tuple(found), *whose(page, found, model), post.personal)


def _whole_names(clean: str, judged: Sequence[Judged]) -> list[Judged]:
    """With names that fill a field behind their label read to its end (姓名：蔺知还，), where nothing else is claimed in it."""
    taken = [one.candidate.span for one in judged]
    out = list[Judged]()
    for one in judged:
        start, end = one.candidate.span
        told = (
            _FILLS.match(clean, start)
            if one.candidate.kind == "name" and _NAMED.search(clean[max(0, start - _BEFORE) : start])
            else None
        )
        if (
            told
            and end < told.end()
            and not told[0].endswith(_NO_END)
            and all(last <= end or first >= told.end() for first, last in taken)
        ):
            whole = replace(one.candidate, span=Span(start, told.end()), value=told[0])
            out.append(replace(one, candidate=whole))
        else:
            out.append(one)
    return out


_BEFORE = 8  # characters before a name in which its label may stand
_NAMED = re.compile(r"(?:姓名|名字|真名|本名)[ \t]?[:=]?[ \t]?$")
_FILLS = re.compile(r"[一-鿿]{1,2}(?![男女])[一-鿿](?=[\s,。;|/、]|$)")
_NO_END = (*"吗呢吧啊的了呀哦哈嘛", "先生", "女士", "老师", "小姐", "同学")
"""Of two or three characters behind a label and before a sign all are the name (of two to four: in 167 of 169 such fields of the open hands that hold one)."""


def _with_aliases(clean: str, found: Sequence[Judged]) -> list[Judged]:
    """With what stands before 真名 or 本名 at the beginning of a line, where nothing else is claimed and a name follows: a screen name, in doubt.

    No word for a person or for what one asks (这个人, 机主, 求扒) is one.
    """
    more = list(found)
    for one in found:
        start = one.candidate.span.start
        begin = clean.rfind("\n", max(0, start - _LINE), start) + 1 or max(0, start - _LINE)
        told = _KNOWN_AS.fullmatch(clean, begin, start) if one.candidate.kind == "name" else None
        if told is None or told[1].endswith(_PERSONS):
            continue
        own = Span(*told.span(1))
        if all(end <= own.start or start >= own.end for start, end in (other.candidate.span for other in found)):
            alias = Candidate(
                own, _ALIAS, values.plain(_ALIAS, told[1]), Verdict.DOUBTFUL, Form.VERBATIM, Generator.FIELD
            )
            more.append(Judged(alias, one.score, one.because, one.chance, ("label",), one.may))
    return sorted(more, key=lambda one: one.candidate.span)


_LINE = 40  # characters of a line before a name
_ALIAS = "former_name_alias"
_PERSONS = (*"人主的号她他你我谁扒查女男播友学", "老师", "目标", "对象", "当事", "同志", "家长", "网红", "up")
_KNOWN_AS = re.compile(r"\s*[\"“「]?([^\s\"“”「」:=|,。!?/]{2,12})[\"”」]?[ \t]+的?(?:真名|本名)[\s:=是叫为]{0,3}")


def whose(
    page: Page, found: Sequence[Judged], model: Model
) -> tuple[tuple[int, ...], dict[int, str], frozenset[int], frozenset[int], frozenset[int]]:
    """The person of each finding, the relation that is told of each person (his mother), where there is one, whose name such a word leads, of whom it may tell, and the numbers of the findings that may well be another's."""
    if not found:
        return (), {}, frozenset(), frozenset(), frozenset()
    items = [Item(*one.candidate.span, one.candidate.kind, one.candidate.value) for one in found]
    post, unsure = Post(items, page), set[int]()

    def choose(choice: Choice) -> int:
        best, sure = model.led(choice)
        if not sure:
            unsure.add(choice.at)
        return best

    people = post.given(choose)
    given = dict(enumerate(people))
    told = {int(str(person)): relation for person, relation in post.relations(given).items() if relation}
    closely, led = (frozenset(int(str(person)) for person in some(given)) for some in (post.closely, post.led))
    return tuple(people), told, closely, led, frozenset(at for at, place in enumerate(post.place) if place in unsure)


_BEHIND = 8
"""Characters behind a value that may go on with it."""
_SURE = 500
"""Of a thousand: a claim of less chance is a doubtful one, if nothing of it is hidden, missing or wrong by its own check."""


def _named(reading: Reading, one: Judged) -> Judged:
    """With the kind that its own label tells, its value in the normal form, and a verdict by its chance unless its own form tells one."""
    own = one.candidate
    before = reading.clean[max(0, own.span.start - 24) : own.span.start]
    kind = values.by_label(own.kind, reading.clean, before, own.value)
    behind = reading.clean[own.span.end : own.span.end + _BEHIND]
    if one.may or one.chance < _SURE:
        kind = values.room(kind, own.value, before, behind)
    value = values.plain(kind, own.value, before, behind)
    verdict = Verdict.DOUBTFUL if one.may else own.verdict
    if not one.may and verdict in (Verdict.VALID, Verdict.DOUBTFUL):
        verdict = values.verdict(kind, value) if one.chance >= _SURE else Verdict.DOUBTFUL
    plain = Candidate(own.span, kind, value, verdict, own.form, own.source)
    return Judged(plain, one.score, one.because, one.chance, one.rests, one.may)
