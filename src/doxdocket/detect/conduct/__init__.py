"""What posters do beside publishing data: insult, threaten, call to harass, pay for it, sell, promote, tell sources and motives.

Each text is folded and passes one Aho-Corasick pass; only where classes of cues could make a label is the grammar asked. What it
says is evidence for the reader (`reader.conduct`), which sees all texts of a batch at once. Every label is proposed: a person
confirms or rejects it; of a label that may be there (a tenth of the chances) the stretch is doubtful. Source: docs/explanation/conduct.md.
Left out: pictures, and any legal conclusion.

>>> [(act.label, act.start, act.end) for act in label(["一起去打爆她的电话！贱人"], [[]])[0]]
[('incitement', 0, 10), ('insult', 10, 12)]
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from doxdocket.detect import ages
from doxdocket.detect.conduct import fold, grammar, lexicon, slots, tariff
from doxdocket.detect.conduct.slots import PAID, Slot, beside, of_stretch
from doxdocket.detect.hit import Hit
from doxdocket.detect.reader import conduct
from doxdocket.detect.reader.candidate import Span
from doxdocket.detect.reader.conduct import Told
from doxdocket.detect.reader.pictures import SHOWN
from doxdocket.detect.reader.tagger import LABELS, Tagged, tag
from doxdocket.detect.reader.tokens import pieces
from doxdocket.detect.spans import Spans
from doxdocket.records import UNIT_ALONE, Verdict, told_as_money
from doxdocket.text import Reading, read, read_all

__all__ = ["Act", "Slot", "heard", "label"]

Status = Literal["proposed", "doubtful"]
STATUSES: tuple[Status, Status] = ("proposed", "doubtful")


@dataclass(frozen=True, slots=True)
class Act:
    """One stretch of one text that is conduct of one label, as the machine proposes it."""

    start: int  # code points of the text as captured
    end: int
    label: str
    person: int  # which person of the post it is against, as in its findings; -1 where there is none
    reasons: tuple[str, ...]  # codes, each explained in detect/reasons.yaml
    slots: tuple[Slot, ...]
    harms: tuple[str, ...]
    aggravators: tuple[str, ...]
    status: Status = "proposed"

    def moved(self, by: int) -> "Act":
        """The act of a piece at its place in the whole text."""
        held = tuple(replace(slot, start=slot.start + by, end=slot.end + by) for slot in self.slots)
        return replace(self, start=self.start + by, end=self.end + by, slots=held)

    @property
    def firm(self) -> list[tuple[Decimal, str]]:
        """The prices or rewards that are told with a unit of money, each with its currency."""
        return [(value, coin) for value, coin, firm in self._sums() if firm]

    @property
    def doubtful(self) -> list[tuple[Decimal, str]]:
        """The numbers beside them that may be a price or reward and may be none."""
        return [(value, coin) for value, coin, firm in self._sums() if not firm]

    @property
    def maybe_yuan(self) -> list[Decimal]:
        """Those of them without a unit that are taken for a coin, and may be yuan as well."""
        return [
            Decimal(one.value)
            for one, said in zip(self.slots, self.slots[3:], strict=False)
            if said.slot == "maybe_currency"
        ]

    def _sums(self) -> list[tuple[Decimal, str, bool]]:
        threes = zip(self.slots, self.slots[1:], self.slots[2:], strict=False)
        return [
            (Decimal(one.value), coin.value, told_as_money(one.slot, sign.value))
            for one, coin, sign in threes
            if (coin.slot, sign.slot) == ("currency", "sign")
        ]


def label(
    texts: Sequence[str], hits: Sequence[Sequence[Hit]], nets: Mapping[str, Tagged] | None = None
) -> list[list[Act]]:
    """The conduct that the machine proposes of each text, in order; as ``heard``, without what is doubtful."""
    return [[act for act in acts if act.status == "proposed"] for acts in heard(texts, hits, nets)]


def heard(
    texts: Sequence[str], hits: Sequence[Sequence[Hit]], nets: Mapping[str, Tagged] | None = None
) -> list[list[Act]]:
    """The conduct of each text, in order, what is doubtful too; ``hits`` are its findings, ``nets`` what a net has said of pieces already.

    A text's answer does not hang on the others. A long text is read in the pieces in which its findings are.
    """
    cut = [
        (post, start, text[start:end], _inside(found, start, end))
        for post, (text, found) in enumerate(zip(texts, hits, strict=True))
        for start, end in pieces(text)
    ]
    acts: list[list[Act]] = [[] for _ in texts]
    labelled = _label([text for *_, text, _ in cut], [found for *_, found in cut], nets or {})
    for (post, start, *_), found in zip(cut, labelled, strict=True):
        acts[post] += [act.moved(start) for act in found] if start else found
    return acts


def _inside(found: Sequence[Hit], start: int, end: int) -> Sequence[Hit]:
    """The findings that begin in a piece, by their places in it."""
    if not start and all(hit.end <= end for hit in found):
        return found
    return [
        replace(hit, start=hit.start - start, end=min(hit.end, end) - start)
        for hit in found
        if start <= hit.start < end
    ]


def _label(texts: Sequence[str], hits: Sequence[Sequence[Hit]], nets: Mapping[str, Tagged]) -> list[list[Act]]:
    """The same of texts that are read whole: where the rest hears a label, or rules an offer or task, the net is asked, although the gate stopped the text."""
    posts = [_post(*one) for one in zip(read_all(texts), hits, strict=True)]
    marked = [_by_rules(post) for post in posts]
    told = [_told_by(post, marks) for post, marks in zip(posts, marked, strict=True)]
    scored = conduct.scored([(post.reading.clean, of) for post, of in zip(posts, told, strict=True)])
    paid = [any(mark.label in PAID for mark in marks) for marks in marked]
    asked = [at for at, one in enumerate(scored) if texts[at] not in nets and (paid[at] or one.worth_asking())]
    said = dict(zip(asked, tag([posts[at].reading for at in asked]), strict=True))
    answers = [
        conduct.heard(one, nets.get(text, said.get(at)))
        for at, (text, one) in enumerate(zip(texts, scored, strict=True))
    ]
    return [_acts(*one) for one in zip(posts, marked, answers, strict=True)]


def by_rules(texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> list[list[Told]]:
    """What the rules say of each text: the reader takes it as evidence."""
    posts = [_post(*one) for one in zip(read_all(texts), hits, strict=True)]
    return [_told_by(post, _by_rules(post)) for post in posts]


def _told_by(post: "_Post", marks: Sequence[grammar.Mark]) -> list[Told]:
    return [
        Told(Span(post.folded.back(one.start), post.folded.back(one.end - 1) + 1), one.label, one.code)
        for one in marks
        if one.end > one.start
    ]


def _by_rules(post: "_Post") -> list[grammar.Mark]:
    """Only where classes of cues could make a label is the grammar asked."""
    exposed, told = post.exposed, post.told
    seen = lexicon.seen(post.folded.text) | (grammar.FLAGS["dossier"] if exposed else 0)
    listed = tariff.possible(seen)
    if not listed and not grammar.possible(seen):
        return []
    marks = grammar.read_conduct(told, exposed=exposed, facts=post.facts)
    if listed:
        marks += tariff.by_list(told, marks, _taken(post), exposed=exposed)
    return tariff.gone_on(told, marks)


@dataclass(frozen=True, slots=True)
class _Post:
    """A text ready to be read for conduct: folded, and with the facts about persons blanked."""

    reading: Reading
    folded: fold.Folded
    found: Sequence[Hit]
    sure: list[Hit]  # of those found, none that is doubtful
    exposed: int
    facts: list[tuple[int, int]]  # folded ranges of the findings
    told: str


def _post(reading: Reading, found: Sequence[Hit]) -> _Post:
    folded = fold.fold(reading.clean)
    sure = [hit for hit in found if hit.verdict is not Verdict.DOUBTFUL]
    if not sure:
        return _Post(reading, folded, found, sure, 0, [], folded.text)
    facts = [_range(reading, folded, hit) for hit in sure]
    hidden = [span for span, hit in zip(facts, sure, strict=True) if hit.kind not in _SAID_OPENLY]
    return _Post(reading, folded, found, sure, exposure(sure), facts, _told(folded.text, hidden))


_Text = tuple[str, Sequence[tuple[int, int]]]
"""A folded text as slots are read in it, and the ranges of its findings."""


def _acts(post: _Post, ruled: Sequence[grammar.Mark], heard: conduct.Conduct) -> list[Act]:
    """What the reader hears, each label with what it says; a label that is proposed of a text is not doubtful of it too."""
    marks = _ended(post, ruled, heard)
    named = {mark.label for mark in marks}
    doubted = [mark for mark in _learned(post, heard.doubted) if mark.label not in named]
    if not marks and not doubted:
        return []
    folded = post.folded
    oldest = [ages.of("age", hit.value, None)[1] for hit in post.sure if hit.kind == "age"]
    graver = tuple(slots.aggravators(folded.text, [age for age in oldest if age is not None]))
    taken = _taken(post)
    plain = (folded.text, taken)
    paid = any(mark.label in PAID for mark in (*marks, *doubted))
    summed = (fold.with_commas(post.reading, folded), taken) if paid else plain
    acts = [
        _act(post, mark, summed if mark.label in PAID else plain, slots.of_label(mark.label, graver), status)
        for status, some in zip(STATUSES, (marks, doubted), strict=True)
        for mark in some
    ]
    acts = _with_lines(
        post, acts, summed, [(mark.start, mark.end) for mark in (*marks, *doubted) if mark.label in PAID]
    )
    return sorted(acts, key=lambda act: (act.start, act.end, act.label))


def priced(text: str, found: Sequence[Hit], span: tuple[int, int], others: Sequence[tuple[int, int]] = ()) -> Act:
    """What an offer says that a person found at that range of a text, with every line of prices of the text outside of ``others``."""
    post = _post(read(text), found)
    places = (post.reading.within(*one) for one in (span, *others))
    (start, end), *held = [(post.folded.at(first), post.folded.at(last)) for first, last in places]
    summed = (fold.with_commas(post.reading, post.folded), _taken(post))
    act = _act(post, grammar.Mark("sale_offer", start, end, "person", ()), summed, (), "proposed")
    told = [replace(one, value="unit") if (one.slot, one.value) == ("sign", UNIT_ALONE) else one for one in act.slots]
    own = [
        replace(one, slot="price") if (one.slot, sign.slot, sign.value) == ("maybe_price", "sign", "unit") else one
        for one, sign in zip(told, [*told[2:], *told[:2]], strict=True)
    ]  # with a unit of money, in words that a person holds an offer
    [whole] = _with_lines(post, [replace(act, slots=tuple(own))], summed, [(start, end), *held])
    return replace(whole, start=span[0], end=span[1])


def _with_lines(post: _Post, acts: list[Act], text: _Text, held: Sequence[tuple[int, int]]) -> list[Act]:
    """The acts, the first offer with the sums that the text tells outside of every labelled stretch: a list of prices is read whole, whatever of it was labelled."""
    offers = [(STATUSES.index(act.status), n) for n, act in enumerate(acts) if act.label == "sale_offer"]
    at = min(offers)[1] if offers else None
    if at is None:
        return acts
    more = beside(text[0], text[1], Spans(held), exposes=post.exposed > 0)
    told = tuple(Slot(one.slot, one.value, *_raw(post, one.start, one.end)) for one in more)
    return [*acts[:at], replace(acts[at], slots=(*acts[at].slots, *told)), *acts[at + 1 :]] if told else acts


def _learned(post: _Post, acts: Iterable[conduct.Act]) -> list[grammar.Mark]:
    """Stretches that the reader carries, in folded offsets."""
    places = ((post.folded.at(one.span.start), post.folded.at(one.span.end), one.label) for one in acts)
    return [
        grammar.Mark(label, start, end, "learned", ())
        for start, end, label in places
        if start < end and not (label == "incitement" and _WANTED.fullmatch(post.folded.text, start, end))
    ]


_WANTED = re.compile(
    r"\W*(?:谁|哪位|有没有人|有人|求个?|跪求)(?:那?里?有|能分享|分享)?[^\n他她]{0,6}(?:会员|网盘|云盘|资源|链接|课程|网课|课件|教程|安装包|激活码|兑换码|优惠券|门票|账?号出租)[吗么啊呀呢吧的\W]*"
)
"""Who asks for goods (谁有网盘会员) calls nobody to act against anybody."""


def _ended(post: _Post, ruled: Sequence[grammar.Mark], heard: conduct.Conduct) -> list[grammar.Mark]:
    """The acts in folded offsets, with the ends of rules that say the same; a rule's stands too if the reader gives its label a fifth.

    Of offers and tasks a twentieth is enough, since sums of money hang on them; a list of look-ups with prices, in a post that exposes nobody, is an offer.
    """
    learned = _learned(post, heard.acts)
    shares = dict(zip(LABELS, heard.scores, strict=True))
    weak = [
        one
        for one in ruled
        if shares[one.label] < (_TWENTIETH if one.label in PAID else _FIFTH)
        and not any(_same(one, other) for other in learned)
    ]
    if weak and not post.exposed:
        lists = tariff.by_list(post.told, [], _taken(post), exposed=0)
        weak = [one for one in weak if not any(_same(one, other) for other in lists)]
    marks = {(one.start, one.end, one.label): one for one in ruled if one not in weak}
    for other in learned:
        if not any(_same(one, other) for one in ruled):
            marks.setdefault((other.start, other.end, other.label), other)
    return list(marks.values())


def _same(one: grammar.Mark, other: grammar.Mark) -> bool:
    """Whether two stretches of one label overlap."""
    return one.label == other.label and one.start < other.end and other.start < one.end


_FIFTH, _TWENTIETH = 200, 50


def _told(text: str, facts: Sequence[tuple[int, int]]) -> str:
    """The text with facts about persons blanked: 合肥, a school for 职业技术 and a name such as 乐子维 say nothing of conduct."""
    said = list(text)
    for start, end in facts:
        said[start:end] = _BLANK * (end - start)
    return "".join(said)


_BLANK = "□"
_PRIVATE = frozenset({"id_number", "phone_number", "home_address", "bank_account", "passport_number", "vehicle_file"})
_SAID_OPENLY = frozenset({"social_account", "email", "landline_number"})


def exposure(hits: Sequence[Hit]) -> int:
    """How much a post exposes somebody: 0 not, 1 a private fact or two others, 2 a number with a name or an identity number.

    A handle, an e-mail address or an office's telephone stand in adverts and notices too.
    """
    kinds = {hit.kind for hit in hits} - _SAID_OPENLY
    if "id_number" in kinds or {"name", "phone_number"} <= kinds:
        return grammar.SURE
    return int(bool(kinds & _PRIVATE) or len(kinds) > 1)


def _act(post: _Post, mark: grammar.Mark, text: _Text, graver: tuple[str, ...], status: Status) -> Act:
    folded = post.folded
    start, end = _raw(post, mark.start, mark.end)
    said = folded.text[mark.start : mark.end]
    told = of_stretch(mark.label, text[0], (mark.start, mark.end), text[1], exposes=post.exposed > 0)
    held = tuple(Slot(one.slot, one.value, *_raw(post, one.start, one.end)) for one in told)
    harm = tuple(slots.harms(mark.label, said, exposed=bool(post.sure)))
    return Act(
        start,
        end,
        mark.label,
        slots.against(mark.label, said, start, end, post.sure),
        (mark.code,),
        held,
        harm,
        graver,
        status,
    )


def _raw(post: _Post, start: int, end: int) -> tuple[int, int]:
    """The captured range of a folded one."""
    folded = post.folded
    last = folded.back(end - 1) + 1 if end > start else 0
    return post.reading.span(folded.back(start), max(folded.back(start), last))


def _taken(post: _Post) -> list[tuple[int, int]]:
    """Folded ranges of every finding, doubtful ones too: their digits are no sum of money. A cell that nobody can name may be one, and beside
    words that may name a picture (身份证正反60) stands one.
    """
    own = [hit for hit in post.found if hit.kind != "other" and (hit in post.sure or hit.kind not in SHOWN)]
    return [_range(post.reading, post.folded, hit) for hit in own]


def _range(reading: Reading, folded: fold.Folded, hit: Hit) -> tuple[int, int]:
    """The folded range of a finding."""
    start, end = reading.within(hit.start, hit.end)
    return folded.at(start), folded.at(end)
