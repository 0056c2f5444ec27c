r"""What speaks for and against each candidate of a number: features, each a sort with its value.

A candidate's own form, the labels and fields around it, what stands at its edges, words of some classes beside it and in the text, and the
readings that compete with it. Nothing is decided here and no feature is a rule; ``evidence.yaml`` names each sort. A candidate asks a bounded
number of words, frames and rivals, so the work grows with the text. Left out: weights (`decide`).

>>> from doxdocket.detect.reader.tagger import tag
>>> from doxdocket.text import read
>>> text = read("手机:13900001850")
>>> told = Evidence.of(text, *tag([text]))
>>> [sorted(told.of_number(one))[:3] for one in told.offers if one[2] == "phone_number"]
[['after=none', 'again=once', 'at=same']]
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, TypeVar

from doxdocket.bounds import spend
from doxdocket.detect.check_digits import vehicle
from doxdocket.detect.data import table
from doxdocket.detect.reader import pictures
from doxdocket.detect.reader.candidate import Form, Generator, Offer
from doxdocket.detect.reader.candidates import kinds, numbers, places
from doxdocket.detect.reader.columns import KINDS
from doxdocket.detect.reader.layout import Frame, Shape
from doxdocket.detect.reader.lexicon import Sort, alone, stands
from doxdocket.detect.reader.page import Page, page_of
from doxdocket.detect.reader.prose import FORMED, Prose, Shares, conduct, of_post
from doxdocket.detect.reader.shape_features import lead, of_value, plan, sign, step
from doxdocket.detect.reader.tagger import Tagged
from doxdocket.records import Verdict
from doxdocket.text import Reading, script

Place = tuple[int, int]
Label = tuple[int, int, frozenset[str]]
Means = tuple[frozenset[str], str]
"""The kinds of a label, and the first of them."""
_NOTHING: Means = frozenset(), "none"


_AT, _LAST, _HINT, _RIVAL = (
    {name: at for at, name in enumerate(names)}
    for names in (
        *((("none", "same", *KINDS),) * 2),
        ("none", "behind", *map(str, (1, 5, 15, 60)), "more"),
        ("none", "no", "yes", "far"),
    )
)
SAID = tuple(
    tuple(f"{sort}={name}" for name in names)
    for sort, names in (("at", _AT), ("last", _LAST), ("hint", _HINT), ("rival", _RIVAL))
)
"""What labels and words before a place may say."""
Said = tuple[int, int, int, int]
_SHOWN = ("same", "unknown", *KINDS)
FRAMES = (
    "frame=none",
    *(f"frame={shape}" for shape in Shape),
    *(f"frame={shape} {means}{whole}" for shape in Shape for means in _SHOWN for whole in ("", " whole")),
)
"""How a frame may hold a stretch."""
_OWN = frozenset(at for at, name in enumerate(FRAMES) if name.endswith(" same whole"))
_PLAINLY = {shape: at for at, shape in enumerate(Shape, 1)}
_FRAMED = {
    (shape, means): 1 + len(Shape) + 2 * (at * len(_SHOWN) + n)
    for at, shape in enumerate(Shape)
    for n, means in enumerate(_SHOWN)
}


@cache
def _words() -> tuple[frozenset[str], dict[str, tuple[str, ...]]]:
    """Words of the classes and units, with their classes; words of Latin letters count alone only."""
    own: dict[str, list[str]] = defaultdict(list)
    for name, listed in (
        *table("evidence.yaml", __package__)["classes"].items(),
        ("unit", table("evidence.yaml", __package__)["units"]),
    ):
        for word in str(listed).split():
            own[word].append(name)
    return frozenset(own), {word: tuple(dict.fromkeys(names)) for word, names in own.items()}


@cache
def near(kind: str) -> frozenset[str]:
    """Kinds of which a careful reader might take one for the other."""
    groups = [frozenset(group.split()) for group in table("evidence.yaml", __package__)["near"]]
    return frozenset().union(*(group for group in groups if kind in group))


def classes() -> tuple[str, ...]:
    """The classes of words, and units."""
    return (*table("evidence.yaml", __package__)["classes"], "unit")


@cache
def _more() -> tuple[dict[str, set[str]], frozenset[str]]:
    """Further labels, with their kinds; and they alone."""
    own: dict[str, set[str]] = defaultdict(set)
    for kind, listed in table("evidence.yaml", __package__)["labels"].items():
        for word in listed.split():
            own[word.replace("_", " ")].add(kind)
    return dict(own), frozenset(own)


@dataclass(slots=True)
class Evidence:
    """A text with its candidates and all that may tell of them; asked for the features of one candidate at a time."""

    clean: str = field(repr=False)
    offers: Sequence[Offer] = field(repr=False)
    labels: Sequence[Label]
    ends: Sequence[int]
    laid: Sequence[Frame]
    begins: Sequence[int]
    lines: Sequence[int]
    hints: dict[str, tuple[list[int], list[int]]]  # of each kind, where its words begin and end
    all_hints: list[int]
    classes: Sequence[tuple[int, int, tuple[str, ...]]]
    spans: dict[Place, dict[str, Verdict]]
    values: Counter[tuple[str, str]]
    rows: Counter[str]
    known: frozenset[tuple[str, str]]
    checked: Counter[str]
    plans: Counter[tuple[str, str]]
    net: Tagged
    hits: Sequence[places.Hit]
    prose: Prose
    script: str
    wholes: dict[
        str, list[tuple[int, int, str]]
    ]  # of each kind, split numbers that show themselves, and what parts them
    _text: tuple[str, ...] = ()
    _before: dict[int, tuple[Means, Means]] = field(default_factory=dict)
    _held: dict[Place, tuple[Frame, ...]] = field(default_factory=dict)
    _values: dict[str, tuple[str, str, tuple[str, ...]]] = field(default_factory=dict)
    _leads: dict[int, str] = field(default_factory=dict)
    _said: dict[tuple[int, str], Said] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: Reading | Page, net: Tagged) -> "Evidence":
        """Everything that one text has to say, of which a net has spoken."""
        page = page_of(reading)
        clean, low, laid = page.clean, page.low, page.frames
        net = pictures.named(clean, net)
        shares = Shares(net.parts)
        prose = Prose.of(page, net, shares)
        more_, listed, hinted = stands(low, _more()[1], _words()[0], kinds.ALL_WORDS)
        labels, classes = _labels(page.words, low, more_), _classes(low, listed)
        every = numbers.offers(page)
        some = (shares.means(every) >= _SOME).tolist() if every else []
        label_ends = [one[1] for one in labels]
        offers = [
            one
            for one, share in zip(every, some, strict=True)
            if share
            or one[4] is Verdict.VALID
            or (one[5] is Form.AROUND and (one[6] is Generator.SAID or one[2] in FORMED))
            or _labelled(clean, one, labels, label_ends)
        ]
        taken = {one[:3] for one in offers}
        more = [one for one in prose.offers if one[:3] not in taken]
        spans: dict[Place, dict[str, Verdict]] = defaultdict(dict)
        for start, end, kind, _, verdict, _, _ in offers:
            spans[start, end].setdefault(kind, verdict)
        hints = _hints(low, labels, hinted)
        return cls(
            clean, [*offers, *more], labels, label_ends, laid, [one.value.start for one in laid],
            [start for start, _ in page.text.lines], hints, sorted({end for _, ends in hints.values() for end in ends}),
            classes, spans,
            Counter((kind, value) for kind, value, _ in {(one[2], one[3], one[0]) for one in offers}),
            Counter(kind for _, kind in {(one[0], one[2]) for one in offers}),
            frozenset((one[2], one[3]) for one in offers if one[4] is Verdict.VALID and one[2] in _CHECKED),
            Counter(kind for kind, _ in {(one[2], one[3]) for one in offers if one[4] is Verdict.VALID}),
            Counter((kind, f"plan={plan(value)}") for kind, value in {(one[2], one[3]) for one in offers}),
            net,
            _apart(page.hits),
            prose,
            script(page.reading.raw),
            _wholes(clean, offers),
        )  # fmt: skip

    def of_text(self) -> tuple[str, ...]:
        """What holds for every candidate of the text."""
        if not self._text:
            told = {kind for start, end, some in self.labels if end - start > 1 for kind in some}
            much = Counter(name for _, _, names in self.classes for name in names)
            self._text = (
                f"labels={step(len(told), (0, 1, 2, 4, 7))}",
                f"script={self.script}",
                f"size={step(len(self.clean), (40, 100, 200, 400))}",
                f"size=lines {step(len(self.lines), (1, 4, 12))}",
                *(f"text={name}" for name in sorted(much)),
                *(f"text=much {name}" for name, many in sorted(much.items()) if many > _MUCH),
                *of_post(self.net),
            )
        return self._text

    def of_post(self) -> tuple[str, ...]:
        """What tells whether the post discloses anybody: what holds for its text and what is done in it."""
        around = {one.replace("more", "text") for one in self.prose.spelled.values()}
        around |= {"text=spelled"} if any(map(self.spelled, self.offers)) else set()
        around |= {"text=field"} if self.is_field() else set()
        return *self.of_text(), *conduct(self.net), *sorted(around)

    def is_field(self) -> bool:
        """Whether the text is one line that begins with a label, a mark and a short value (姓名：…): whoever sends a form line by line sends such."""
        text = self.clean.strip()
        if not text or "\n" in text or len(text) > _FIELD:
            return False
        begin = self.clean.index(text)
        first = begin + len(text) - len(text.lstrip(_MARKS))
        opens = [
            (label[1], kinds) for shape, label, _, kinds in self.laid if shape is Shape.FIELD and label[0] == first
        ]
        end, kinds = max(opens, default=(0, ()))
        return bool(kinds) and end - first > 1 and _VALUE.fullmatch(self.clean, end, begin + len(text)) is not None

    def spelled(self, one: Offer) -> bool:
        """Whether it is a whole telephone or a right citizen number of which half of the digits or more are written as something else."""
        start, end, kind, value, verdict, form, _ = one
        if verdict is not Verdict.VALID or form is not Form.AROUND or kind not in ("phone_number", _IDENTITY):
            return False
        return 2 * sum(char in "0123456789" for char in self.clean[start:end]) <= len(value)

    def firm(self, kind: str) -> list[Place]:
        """Where numbers of a kind stand whose own form is right."""
        return _apart(sorted(place for place, found in self.spans.items() if found.get(kind) is Verdict.VALID))

    def parts(self) -> Iterator[tuple[int, int, int, int]]:
        """The lines: where each begins, where the next one does, and where what is not blank begins and ends between."""
        for first, last in pairwise((0, *self.lines, len(self.clean))):
            whole = self.clean[first:last]
            yield first, last, last - len(whole.lstrip()), first + len(whole.rstrip())

    def of_number(self, one: Offer) -> list[str]:
        """What the form of a candidate of a number and the labels beside it tell."""
        start, end, kind, value, verdict, form, source = one
        spend()
        if value not in self._values:
            self._values[value] = of_value(value)
        length, plan_, alone = self._values[value]
        found = [*_formed(verdict, form, source), *alone]
        if self.clean[start] == "@":
            found.append("shape=at sign")
        if not value.isascii():
            found.append(f"shape=Han&right={sign(self.clean, end)}")
            found.append(f"shape=Han&left={sign(self.clean, start - 1)}")
        found.append(f"spread={step(100 * (end - start) // max(1, len(value)), (100, 130, 200, 400))}")
        told = verdict, length, plan_, source
        found += _spoken(self.said(start, kind), kind, *told, self.lead(start), self.script)
        for first, behind, parted in self.wholes.get(kind, ()):
            if first <= start and end <= behind and end - start < behind - first:
                found.append(f"within={parted}")
                break
        found.append(f"after={self._after(end, kind)}")
        found.append(f"rows=of its plan {step(self.plans[kind, plan_], (1, 2, 4))}")
        found.append(f"rows=checked {step(self.checked[kind], (0, 1, 2, 5))}")
        found.append(f"rows={step(self.rows[kind], (1, 2, 5, 12))}")
        found.append(f"again={step(self.values[kind, value], (1, 2), ('once', 'twice', 'often'))}")
        found += [FRAMES[code] for code in self.framed(start, end, kind)]
        others = self.spans[start, end]
        found += [f"same={other}" for other, known in others.items() if other != kind and known is Verdict.VALID]
        found.append(f"same={step(len(others), (1, 2, 4, 7))}")
        found += {f"known={other}" for other, known in self.known if known != value}
        return found

    def rests(self, one: Offer) -> tuple[str, ...]:
        """What a candidate rests on, of the evidence that ``rules/classes.yaml`` tells apart: check digit, label, form, layout."""
        start, end, kind, value, verdict, _, source = one
        frames = {FRAMES[code] for code in self.framed(start, end, kind)}
        told = {
            "check": verdict is Verdict.VALID and (kind == _IDENTITY or (kind == "vehicle_file" and vehicle(value))),
            "luhn": verdict is Verdict.VALID and kind in ("bank_account", "device_id"),
            "label": SAID[0][self.said(start, kind)[0]] == "at=same" or not frames.isdisjoint(_LABELLED),
            "shape": verdict is not Verdict.DOUBTFUL and source in _OF_FORM,
            "layout": not frames.isdisjoint(_LAID),
        }
        return tuple(name for name, so in told.items() if so)

    def lead(self, start: int) -> str:
        """What stands before a place."""
        if start not in self._leads:
            self._leads[start] = f"lead={lead(self.clean, start)}"
        return self._leads[start]

    def said(self, start: int, kind: str) -> Said:
        """What labels and words before a place say of a kind: right before, last, how near its own word is, whether another's is nearer."""
        if (start, kind) not in self._said:
            before, by_it = self._before.get(start) or self._label(start)
            at = before[1] if kind not in before[0] else "same"
            last = by_it[1] if kind not in by_it[0] else "same"
            n = bisect_right(self.all_hints, start)
            own = self.hints.get(kind, ((), ()))[1]
            m = bisect_right(own, start)
            nearest, mine = self.all_hints[n - 1] if n else -1, own[m - 1] if m else -1
            near = "none" if not own else step(start - mine, (1, 5, 15, 60)) if m else "behind"
            rival = "none" if nearest < 0 else "no" if nearest == mine else "yes" if start - nearest <= _FAR else "far"
            self._said[start, kind] = _AT[at], _LAST[last], _HINT[near], _RIVAL[rival]
        return self._said[start, kind]

    @property
    def sure(self) -> list[tuple[int, int, str]]:
        """What the net's best tags and the checks of numbers show, by place."""
        checked = (one[:3] for one in self.offers if one[4] is Verdict.VALID and one[2] in _CHECKED)
        return sorted({*self.prose.tagged, *checked})

    def shows(self, one: Offer) -> bool:
        """Whether a number shows what it is: a citizen's by its check digit, another by its form behind its own label, though hidden in part or wrong by its check.

        That is enough in a post that otherwise hardly discloses anybody.
        """
        start, end, kind, _, verdict, _, source = one
        if verdict is Verdict.DOUBTFUL or source is Generator.NET:
            return False
        labelled = self.said(start, kind)[0] == _AT["same"] or not _OWN.isdisjoint(self.framed(start, end, kind))
        return labelled or (kind == _IDENTITY and verdict is Verdict.VALID)

    def _label(self, start: int) -> tuple[Means, Means]:
        """What the label right before this place means, and the last one of the line."""
        n = bisect_right(self.ends, start)
        at = last = _NOTHING
        for first, end, means in reversed(self.labels[max(0, n - _LABELS) : n]):
            between = self.clean[end:start]
            if (len(between) > _FAR or "\n" in between) and (len(between) > _LINKED or between.strip(" :=|-") != "\n"):
                break
            linked = len(between) <= _LINKED and _LINK.fullmatch(between) is not None
            if end - first == 1 and not linked:
                continue
            last = means, min(means)
            at = last if linked else _NOTHING
            break
        self._before[start] = at, last
        return at, last

    def _after(self, end: int, kind: str) -> str:
        starts = self.hints.get(kind, ((), ()))[0]
        n = bisect_left(starts, end)
        return f"{step(starts[n] - end, (1, 6, 20))}" if n < len(starts) else "none"

    def framed(self, start: int, end: int, kind: str) -> list[int]:
        """The nearest frame of each shape that holds this stretch."""
        if (start, end) not in self._held:
            held: dict[Shape, Frame] = {}
            n = bisect_right(self.begins, start)
            for frame in [one for one in self.laid[max(0, n - _FRAMES) : n] if one[2][1] >= end][::-1]:
                held.setdefault(frame[0], frame)
            self._held[start, end] = tuple(held.values())
        held_ = self._held[start, end]
        if not held_:
            return [0]
        found = []
        for shape, _, (first, _), told in held_:
            if shape in _PLAIN:
                found.append(_PLAINLY[shape])
                continue
            means = _FRAMED[shape, "same" if kind in told else told[0] if told else "unknown"]
            found.append(means)
            if start - first <= 1:
                found.append(means + 1)
        return found


@lru_cache(maxsize=1 << 10)
def _formed(verdict: Verdict, form: Form, source: Generator) -> tuple[str, ...]:
    """What a candidate of this verdict, form and source tells."""
    check = f"verdict={verdict.value}"
    return "kind=any", check, f"form={form.value}", f"source={source.value}", f"{check}&form={form.value}"


@lru_cache(maxsize=1 << 12)  # the same few come in every text
def _spoken(
    said: Said, kind: str, verdict: Verdict, length: str, plan_: str, source: Generator, before: str, script_: str
) -> tuple[str, ...]:
    """What labels and words before a candidate tell of its kind, with its verdict, its length and the plan that it follows."""
    at, last, near, rival = (names[code] for names, code in zip(SAID, said, strict=True))
    check, label = f"verdict={verdict.value}", at[3:]
    other = "at=near" if any({label, kind} <= group for group in _NEAR) else "at=other"
    return (
        *(at, last, f"{at}&{check}", f"{at}&{length}", f"{at}&source={source.value}"),
        *(f"{plan_}&{at}", f"{plan_}&{last}", f"{plan_}&{before}", f"{plan_}&script={script_}"),
        *(near, f"{near}&{length}", f"{near}&{check}", rival, f"{rival}&{check}"),
        *((other,) if label not in ("same", "none") else ()),
    )


_NEAR = (
    frozenset({"phone_number", "landline_number"}),
    frozenset({"social_account", "payment_account", "email"}),
    frozenset({"account_password", "financial_credential", "verification_code"}),
    frozenset({"id_number", "passport_number", "other_certificate", "driver_licence", "social_security_no"}),
    frozenset({"student_id", "exam_certificate"}),
)
"""Kinds of which a label often stands for the other."""
_IDENTITY = "id_number"
_CHECKED = frozenset({"id_number", "phone_number", "bank_account"})
_OF_FORM = frozenset({Generator.RUN, Generator.CODE, Generator.PLATE, Generator.ACCOUNT, Generator.CIPHER})
_LABELLED = {f"frame={shape} same whole" for shape in (Shape.FIELD, Shape.BEHIND)}
_LAID = {f"frame={shape} same whole" for shape in (Shape.COLUMN, Shape.PAIR, Shape.HEADED)}
_PLAIN = frozenset({Shape.QUOTE, Shape.TURN, Shape.PRICE})
BEFORE, BEHIND = 16, 10  # characters in which a word stands beside a candidate
_FIELD = 48  # characters of a label with its value, alone in a text
_MARKS = "[(【「<*·•-~#>= "  # before a label
_VALUE = re.compile(r"(?:[\])】」>] ?[:=|/]?|[:=|/\t ])[^。!?;,]+")
_LINKED, _FAR = 14, 60  # characters between a label and its value; in which it is the last one
_LABELS, _FRAMES = 3, 24  # that are asked
_MUCH = 3
_WHOLES = 24  # of which a piece may be one
_SOME = 4  # of a net's thousand: below, a row of digits without a right check is nothing
SHARES = (20, 100, 300, 500, 700, 900, 980)  # of a net's thousand
LONGEST = 12  # characters of a word of a class
_LINK = re.compile(
    r"(?:\([^()]{0,6}\))?(?:[\s:=|,>*~.·\"'“”「」『』\[\]【】()_/\\→⇒-]{0,8}|[….·_]{2,12}:? ?)(?:还是|就是|写的是|写着|的是|分别是|号码?|码|搜|加|打|呼|联系|是|为|系|叫|在|有|了|过|改|换|成)?[\s:=|\"'“「『【\[(+@-]{0,5}"
)


_Stretch = TypeVar("_Stretch", bound=tuple[Any, ...])


def _apart(given: Sequence[_Stretch]) -> list[_Stretch]:
    """Of stretches in order those that begin behind the one kept before."""
    found: list[_Stretch] = []
    for one in given:
        if not found or one[0] >= found[-1][1]:
            found.append(one)
    return found


def _wholes(clean: str, offers: Sequence[Offer]) -> dict[str, list[tuple[int, int, str]]]:
    """Numbers in pieces that show themselves, by kind; of each whether blanks and marks part it, or words."""
    found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for start, end, kind, value, verdict, form, _ in offers:
        if form is Form.SPLIT and verdict is Verdict.VALID and len(found[kind]) < _WHOLES:
            words = sum(map(str.isalnum, clean[start:end])) > len(value)
            found[kind].append((start, end, "words" if words else "blanks"))
    return found


def _labels(told: Sequence[Any], low: str, listed: Sequence[Place]) -> list[Label]:
    """Words that may label a value, by place, each with all it means; ``listed``: where further ones stand."""
    groups: dict[Place, set[str]] = defaultdict(set)
    for one in told:
        if one.sort in (Sort.LABEL, Sort.WEAK):
            groups[one.start, one.end].add(one.kind)
    more, _ = _more()
    for start, end in listed:
        if alone(low, start, end):
            groups[start, end] |= more[low[start:end]]
    return sorted(
        ((start, end, frozenset(some)) for (start, end), some in groups.items()), key=lambda one: one[:2][::-1]
    )


def _labelled(clean: str, one: Offer, labels: Sequence[Label], ends: Sequence[int]) -> bool:
    """Whether a label of its kind stands right before a candidate."""
    start, _, kind = one[:3]
    near = labels[bisect_left(ends, start - _LINKED) : bisect_right(ends, start)]
    spend(1 + len(near))
    return any(
        end - first > 1
        and kind in some
        and (end < start or clean[end] == "@")
        and _LINK.fullmatch(clean, end, start) is not None
        for first, end, some in near
    )


def _hints(low: str, labels: Sequence[Label], hinted: Sequence[Place]) -> dict[str, tuple[list[int], list[int]]]:
    places: dict[str, set[Place]] = defaultdict(set)
    for start, end, some in labels:
        for kind in some:
            places[kind].add((start, end))
    for start, end in hinted:
        for kind in kinds.WORDS[low[start:end]]:
            places[kind].add((start, end))
    return {kind: (sorted(a for a, _ in some), sorted(b for _, b in some)) for kind, some in places.items()}


def _classes(low: str, listed: Sequence[Place]) -> list[tuple[int, int, tuple[str, ...]]]:
    _, names = _words()
    return [(start, end, names[low[start:end]]) for start, end in sorted(listed) if alone(low, start, end)]
