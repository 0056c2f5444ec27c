r"""Which spans of one text belong to the same person: one assignment, by fitted weights within hard constraints.

Names first, from left to right: each is an earlier person's (the same, a part of it, masked, in another script) or somebody's who is new. Then
all other spans from left to right: each is offered to the persons around it (of the span before, of the last, next and first name, of the same
relation, place in a list or value) or to somebody new. For each there are features, ``sort=value``: those that all persons share count by what
the person is to the span (``before gap=line``), others by themselves; whole-number weights lie in ``persons.tsv``. Never one person: two whole identity numbers, two births, two sexes (but where a form gives one name, number and sex). Each span asks a bounded number of persons and words, so the work grows
with the text. Left out: persons over posts, roles, whether a span is anybody's at all.

>>> from doxdocket.detect.reader.page import page_of
>>> page = page_of("韩知予 13900001850 妈妈沈牧之 13900001868")
>>> spans = [
...     Item(0, 3, "name", "韩知予"),
...     Item(4, 15, "phone_number", "13900001850"),
...     Item(18, 21, "name", "沈牧之"),
...     Item(22, 33, "phone_number", "13900001868"),
... ]
>>> Post(spans, page).given(shipped().best)
[0, 0, 1, 1]
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby, repeat
from typing import Any, NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect import other_persons
from doxdocket.detect.reader.around import Around, Before, Turn, tables
from doxdocket.detect.reader.columns import Weights, read
from doxdocket.detect.reader.identity import FIXED, Item, birth, folded, identity, pieces, sex, sought, way_of
from doxdocket.detect.reader.page import Page

_PEOPLE = 12
"""Persons back that are asked for a relation or a value."""
_KINSHIP = frozenset({"up", "mate", "ex", "down", "sib", "kin"})
_PRONOUNS = tuple("他她你佢其")
_CONTACTS = frozenset({"phone_number", "landline_number", "social_account", "email", "payment_account"})
_FAR_BEFORE = 40
"""Characters before a contact whose words may tell whose it is."""
_LABELS = frozenset(" \t:=|")
_ROW = frozenset({"mark", "cell"})
"""Behind a word of company that is a label (同事 米家峰)."""
_RIGHT_BEHIND = re.compile(r"[\s:=|·,-]{0,3}(?:的?名字)?(?:就?是|叫)?[\s:\"“「]{0,2}")
_BROUGHT = re.compile(
    rf"(?:{_RIGHT_BEHIND.pattern})|(?=[^:]{{0,12}}(?:[也补附奉]|顺便|一[起并]))(?![^:]{{0,12}}[求投托让说骂爆举发供])[^\n。.!?;:,]{{1,12}}:\s?(?:老太太|老爷子)?"
)
"""The same behind somebody else's kin (楼上这位的老婆也给大家补上：柏映雪): a clause up to a colon too."""
_SHOWN_THERE = re.compile(
    r"(?:(?:楼上|上面|前面|上一?[条个]|刚才|[这那])(?:的?[这那])?(?:[个位货人厮]|哥们|家伙)?)(?:的|他|她|家)$"
)
"""Whose kin stands behind, told as whom the post before shows."""
_FAR_SHOWN = 8  # characters
_ITS = re.compile(r"\s?(?:的|之|家的?)?[他她你佢其]?")
"""Between a name and a word of relation that tells whose relative somebody is (覃晓禾的父亲, 覃晓禾她妈)."""
_THEIRS = re.compile(r"的(?:号|电话|手机|联系|身份|证件|微信|QQ|信息|资料|名字|姓名|地址|住址|户籍|单位|卡|[账帐]号)")
"""What is somebody's behind such a word: 她妈的 before anything else is mostly an oath."""
_FAR = 3
"""Lines, spans and persons are counted so far."""


class Option(NamedTuple):
    """A person that a span may belong to (None: somebody new), what the person is to it, and the features of the two."""

    person: Any
    roles: tuple[str, ...]
    own: list[str]


class Choice(NamedTuple):
    """A span with the features that all its options share, and its options, of which the last is somebody new."""

    at: int
    shared: list[str]
    options: list[Option]


_LEAD = 110
"""Between two options this much is odds of nine to one, a nat being 50 (``tools/train_persons.py``; how often such choices are right: docs/explanation/measured.md)."""
_COMBINED = 64
"""Sets of roles whose weights are kept added up."""


class Model:
    """Weights of features: for each role of those that all options share, and of a person's own (no role)."""

    def __init__(self, weights: Weights) -> None:
        self.by_role: dict[str, dict[str, int]] = defaultdict(dict)
        for (role, name), weight in weights.items():
            self.by_role[role][name] = weight
        self._together = lru_cache(maxsize=_COMBINED)(self._joined)

    def best(self, choice: Choice) -> int:
        """The option with the highest score; of equal ones the first."""
        return self.led(choice)[0]

    def led(self, choice: Choice) -> tuple[int, bool]:
        """The same, and whether it leads the next one by so much that in ten such choices nine or more are right."""
        own = self.by_role[""].get
        scores = []
        for option in choice.options:
            shared = self._together(option.roles).get
            scores.append(sum(map(shared, choice.shared, repeat(0))) + sum(map(own, option.own, repeat(0))))
        first, *rest = sorted(scores, reverse=True)
        return scores.index(first), not rest or first - rest[0] >= _LEAD

    def _joined(self, roles: tuple[str, ...]) -> Mapping[str, int]:
        """Weights of several roles, added up."""
        if len(roles) == 1:
            return self.by_role[roles[0]]
        joined: Counter[str] = Counter()
        for role in roles:
            joined.update(self.by_role[role])
        return dict(joined)


@cache
def shipped() -> Model:
    """The weights that were fitted on the train hands: ``python -m tools.train_persons --write``."""
    return Model(read(resources.files(__package__).joinpath("persons.tsv").read_text(encoding="utf-8")))


@dataclass(slots=True)
class Person:
    """One person while the text is read."""

    number: int
    first: int
    last: int = -1
    relation: str = ""
    group: str = ""
    sex: str = ""  # by number, gender
    guess: str = ""  # by title, relation, pronoun
    birth: str = ""
    identity: str = ""
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set), repr=False)
    labels: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    names: list[int] = field(default_factory=list)
    count: int = 0


class Post(Around):
    """The spans of one text and the persons to whom they are given."""

    def __init__(self, spans: Sequence[Item], page: Page) -> None:
        super().__init__(spans, page)
        self.people: list[Person] = []
        self.owner: list[Person | None] = [None] * len(self.spans)
        self.known: dict[tuple[str, str], list[Person]] = defaultdict(list)  # way and piece of a name
        self.borne = self._borne()
        self.one = self._one_form()
        self.rows = {
            line for line, one in groupby(range(len(self.spans)), key=self.line.__getitem__) if self._row([*one])
        }

    def _row(self, own: Sequence[int]) -> bool:
        """Whether the spans of a line are a row of one person: one name, sex and number, with marks alone between (名/男/证号/电话)."""
        sexes, holders = (
            sum(map(bool, told))
            for told in zip(*((self.spans[at].kind == "gender", identity(self.spans[at])) for at in own), strict=True)
        )
        between = (self.before[at] for at in own[1:])
        return sexes == holders == self.in_line[self.line[own[0]]] == 1 and all(
            one.turn is None and one.gap in _ROW for one in between
        )

    def _one_form(self) -> bool:
        """Whether a form gives one sex beside one name or number: a sex which the number contradicts is then an error of either.

        Two names, numbers or sexes may be two persons, as may be what a word of relation or an empty line parts, or fields that come again.
        """
        sexes = [at for at, one in enumerate(self.spans) if one.kind == "gender"]
        holders = [at for at, one in enumerate(self.spans) if identity(one)]
        if len(sexes) != 1 or len(holders) > 1 or len(self.names) > 1 or not self.label[sexes[0]][1]:
            return False
        near = [*self.names, *holders, *sexes]
        if len(near) < 2 or any(
            self.before[at].turn is not None or self.before[at].gap == "blank line"
            for at in range(min(near) + 1, max(near) + 1)
        ):
            return False
        labels = [label for _, label in self.label]
        return not {*labels[: sexes[0]]} & {*labels[sexes[0] :]} - {""}

    def given(self, choose: Callable[[Choice], int]) -> list[int]:
        """The person of each span, counted from 0 in the order in which they were met, where ``choose`` takes one option of each choice."""
        for at in self.names:
            self._give(at, self._named(at), choose)
        for at, one in enumerate(self.spans):
            if one.kind != "name":
                self._give(at, self._offered(at), choose)
        owners = (self.owner[self.place[number]] for number in range(len(self.spans)))
        return [owner.number for owner in owners if owner is not None]

    def _borne(self) -> dict[int, str]:
        """Of each contact that words before it tell to be another's than who is named before it (覃晓禾的班主任电话), and of the job between, the relation."""
        found: dict[int, str] = {}
        own = any(other_persons.introduces(self.clean, *self.spans[name][:2]) for name in self.names)
        contacts = [at for at, one in enumerate(self.spans) if one.kind in _CONTACTS and self.names]
        spans, names = ([self.spans[at][:2] for at in those] for those in (contacts, self.names))
        for at, denied in zip(contacts, other_persons.denied(self.clean, spans, names), strict=True):
            one = self.spans[at]
            if denied:
                found[at] = "other"
            if self.names[0] >= at:
                continue
            low = next(n for n in range(at - 1, -1, -1) if self.spans[n].kind != "job_history" or n == self.names[0])
            start = max(self.spans[low].end, one.start - _FAR_BEFORE)
            job = max(self.spans[low + 1].start - start, 0) if low + 1 < at else None
            named = self.spans[low].kind == "name"
            if told := other_persons.bearer(self.clean[start : one.start], of_name=named, of_writer=own, job=job):
                found |= dict.fromkeys(range(low + 1, at + 1), told)
        return found

    def relations(self, whose: Mapping[int, Hashable]) -> dict[Hashable, str]:
        """Of each person, by the number of a span and whose it is, the relation that stands before its first span or name, or in brackets behind it (覃建平(父)); never a word for whose kin somebody else is (覃建平是覃晓禾的父亲, 覃晓禾…)."""
        out: dict[Hashable, str] = {}
        people = {self.place[number]: person for number, person in whose.items()}
        for number in sorted(whose, key=self.place.__getitem__):
            at = self.place[number]
            turn = self._bracketed(at) or self.before[at].turn
            turn = None if turn and self._of_own(at, turn, people) else turn
            told = self.borne.get(at, "other")
            told = told if told != "other" else self._relation(turn) if turn else told * (at in self.borne)
            out[whose[number]] = out.get(whose[number], "") or told
        return out

    def _relation(self, turn: Turn) -> str:
        """The relation that a word tells; one of company behind a pronoun that of kin (他对象)."""
        his = self.clean[turn.start - 1 : turn.start] in _PRONOUNS
        return tables()["relations"].get(turn.word, turn.relation) if his else turn.relation

    def _of_own(self, at: int, turn: Turn, people: Mapping[int, Hashable]) -> bool:
        """Whether a word of relation tells whose relative somebody is of the very person of a span: whose name stands right before it."""
        if not at or self.spans[at - 1].kind != "name" or people.get(at - 1) != people[at]:
            return False
        return _ITS.fullmatch(self.clean, self.spans[at - 1].end, max(turn.start, self.spans[at - 1].end)) is not None

    def closely(self, whose: Mapping[int, Hashable]) -> set[Hashable]:
        """Those whose name stands right behind a word of kinship (她妈 沈牧之); not the writer's own kin, a mere child and company, who are exposed as often (我前夫, 熊孩子, 她同桌)."""
        found: set[Hashable] = set()
        people = {self.place[number]: person for number, person in whose.items()}
        for number, person in whose.items():
            at = self.place[number]
            turn, of = self.before[at].turn, self.before[at].whose
            if self.spans[at].kind != "name" or turn is None or turn.relation == turn.group or of == "mine":
                continue
            if self._of_own(at, turn, people):
                continue
            between = self.clean[turn.end : self.spans[at].start]
            if turn.group in _KINSHIP:
                tells = of != "none" or turn.relation != "child"
            else:
                tells = of == "none" and between[:1] in _LABELS
            shown = of == "his" or _SHOWN_THERE.search(self.clean, max(0, turn.start - _FAR_SHOWN), turn.start)
            pattern = _BROUGHT if shown and turn.group in _KINSHIP else _RIGHT_BEHIND
            if at in self.under or (tells and pattern.fullmatch(between)):
                found.add(person)
        return found

    def led(self, whose: Mapping[int, Hashable]) -> set[Hashable]:
        """Those whose first span stands behind a word of somebody's kinship (她妈的号 13900001868，沈牧之): it may tell of them, or of whose kin they are."""
        firsts: dict[Hashable, int] = {}
        for at, person in sorted((self.place[number], person) for number, person in whose.items()):
            firsts.setdefault(person, at)
        return {person for person, at in firsts.items() if self._behind_kin(at)}

    def _behind_kin(self, at: int) -> bool:
        turn = self.before[at].turn
        if turn is None or turn.group not in _KINSHIP or self.before[at].whose != "his":
            return False
        return self.clean[turn.end : turn.end + 1] != "的" or _THEIRS.match(self.clean, turn.end) is not None

    def _bracketed(self, at: int) -> Turn | None:
        """The word of kinship that stands alone in brackets behind a span."""
        behind = self.behind[at]
        if behind and behind[1] == "(" and behind[0].relation != behind[0].group:
            return behind[0] if self.clean[behind[0].end : behind[0].end + 1] == ")" else None
        return None

    def _give(self, at: int, choice: Choice, choose: Callable[[Choice], int]) -> None:
        spend(len(choice.options))
        person = choice.options[choose(choice)].person
        one, before = self.spans[at], self.before[at]
        if person is None:
            behind = self.behind[at]
            turn = before.turn or (behind[0] if behind else None)
            person = Person(len(self.people), at)
            if turn:
                person.relation, person.group = turn.relation, turn.group
                person.guess = tables()["sexes"].get(turn.relation, "")
            self.people.append(person)
        self.owner[at] = person
        person.values[one.kind].add(one.value)
        person.last, person.count = max(person.last, at), person.count + 1
        person.labels.add(self.label[at][1])
        if one.kind in FIXED:
            person.identity = person.identity or identity(one)
            person.sex, person.birth = person.sex or sex(one), person.birth or birth(one)
        if one.kind == "name" or person.first == at:
            person.words |= before.said
        if one.kind == "name":
            person.names.append(at)
            person.guess = person.guess or self._titled(one.end)
            for way, piece in pieces(folded(one.value)):
                if not self.known[way, piece] or self.known[way, piece][-1] is not person:
                    self.known[way, piece].append(person)
        person.guess = person.guess or before.pronoun

    def _titled(self, end: int) -> str:
        behind = self.clean[end : end + 3].lstrip(" )")
        titles = tables()["titles"]
        return titles.get(behind[:2]) or titles.get(behind[:1], "")

    def _named(self, at: int) -> Choice:
        """A name: persons whose name it may be again, and the last three."""
        name, before = folded(self.spans[at].value), self.before[at]
        known: dict[int, tuple[Person, str]] = {}
        several: Counter[str] = Counter()
        for kept, piece, way in sought(name):
            for person in self.known.get((kept, piece), ())[-1:]:
                if person.number not in known:
                    known[person.number] = person, way
                    several[way] += len(self.known[kept, piece])
        near = self.names[max(0, bisect_left(self.names, at) - _FAR) : bisect_left(self.names, at)]
        if not any(way == "same" for _, way in known.values()):
            for earlier in reversed(near):
                owner = self.owner[earlier]
                if owner is not None and owner.number not in known:
                    known[owner.number] = owner, way_of(folded(self.spans[earlier].value), name)
        else:
            known = {number: one for number, one in known.items() if one[1] == "same"}
        shared = [
            "size=any",
            f"gap={before.gap}",
            f"after={self.group[at - 1] if at else 'start'}",
            f"size={min(len(name), 4)}",
            *(f"word={code}" for code in before.words),
            *(f"word={code}{how}" for code, how in before.words.items()),
        ]
        shared += ["kin=any"] if before.turn else []
        shared += ["behind=any"] if self.behind[at] else []
        label, options = self.label[at][1], []
        for person, way in known.values():
            own = self._between(at, person, way)
            own += [f"has={way}:several"] if several[way] > 1 else []
            if before.turn:
                own.append(f"relation={way}:{_same(person.group, before.turn.group)}")
            if label:
                own.append(f"told={way}:{'same' if label in person.labels else 'other'}")
            options.append(Option(person, (way,), own))
        people = ["people=" + "+".join(sorted(way for _, way in known.values()))]
        return Choice(
            at, shared, [*options, Option(None, ("stranger",), [*people, *(["told=stranger"] if label else [])])]
        )

    def _between(self, at: int, person: Person, way: str) -> list[str]:
        """How a name stands to the last name of a person."""
        earlier = person.names[-1]
        if earlier != at - 1:
            return [f"far={way}:{min(self.line[at] - self.line[earlier], _FAR)}"]
        between = _shown(self.clean[self.spans[earlier].end : self.spans[at].start][:2])
        right = _shown(self.clean[self.spans[at].end : self.spans[at].end + 1])
        return [
            f"between={way}:{self.before[at].gap}",
            f"between={way}:{between}",
            f"between={way}:{between[:1]}{right}",
        ]

    def _offered(self, at: int) -> Choice:
        """Any other span: the persons around it, and somebody new."""
        one, before = self.spans[at], self.before[at]
        last = self.owner[at - 1] if at else None
        roles: dict[int, list[str]] = defaultdict(list)
        for role, person in self._around(at, last):
            roles[person.number].append(role)
        options = []
        for number, those in roles.items():
            person = self.people[number]
            if at in self.borne and any(self.before[name].turn is None for name in person.names):
                continue
            if self._left(at, person):
                continue
            if one.kind not in FIXED or _fits(
                one,
                person,
                of_form=self.one or (self.line[at] in self.rows and self.line[person.first] == self.line[at]),
            ):
                options.append(Option(person, tuple(those), self._own(at, person, those)))
        many = str(min(len(self.people), _FAR))
        own = [f"people={many}", f"people={many}&first={self.first[at]:d}"]
        if at not in self.mate and self.run[at] > 1:
            own.append(f"run={min(self.run[at], _FAR)}&named={bool(self.names):d}")
        if last is not None:
            values = last.values.get(one.kind)
            own.append(f"held={'none' if not values else 'same' if one.value in values else 'other' + self.group[at]}")
        every = all(option.person is not None and one.kind in option.person.values for option in options)
        own.append(f"all={every:d}{self.group[at]}")
        return Choice(at, self._shared(at, last, before), [*options, Option(None, ("new",), own)])

    def _left(self, at: int, person: Person) -> bool:
        """Whether a field of a form with a label of its own is none of a nameless relative whom the label of a field above names (家长电话 139…, then QQ …)."""
        last = person.last
        if person.names or not self.names or self.before[at].turn or at in self.mate or last > at:
            return False
        turn = self.before[last].turn
        own = turn is not None and "\n" not in self.clean[turn.end : self.spans[last].start]
        return own and self.line[last] < self.line[at] and bool(self.label[at][1] and self.label[last][1])

    def _around(self, at: int, last: Person | None) -> Iterator[tuple[str, Person]]:
        """The persons around a span, by what they are to it."""
        ahead = bisect_right(self.names, at)
        found: list[tuple[str, Person | None]] = [("before", last)]
        if ahead < len(self.names) and (not ahead or self.line[self.names[ahead]] <= self.line[at] + 2):
            found.append(("next", self.owner[self.names[ahead]]))
        if ahead:
            found.append(("last", self.owner[self.names[ahead - 1]]))
        if self.people:
            found.append(("head", self.owner[self.names[0]] if self.names else self.people[0]))
        back = (self.owner[n] for n in range(at - 2, max(-1, at - _PEOPLE), -1)) if last else ()
        found.append(("past", next((one for one in back if one is not None and one is not last), None)))
        behind, recent = self.behind[at], self.people[: -_PEOPLE - 1 : -1]
        turn = self.before[at].turn or (behind[0] if behind else None)
        if turn:
            found.append(("kin", next((one for one in recent if one.relation == turn.relation), None)))
        if at in self.mate:
            found.append(("mate", self.owner[self.mate[at]]))
        kind, value = self.spans[at].kind, self.spans[at].value
        found.append(("value", next((one for one in reversed(recent) if value in one.values.get(kind, ())), None)))
        spend(_PEOPLE)
        return ((role, one) for role, one in found if one is not None)

    def _shared(self, at: int, last: Person | None, before: Before) -> list[str]:
        """Features that all options of a span share."""
        kind, gap, first = self.group[at], before.gap, f"{self.first[at]:d}"
        earlier = self.group[at - 1] if at else "start"
        ahead = self._ahead(at)
        out = [
            "kind=any",
            f"kind={kind}",
            f"gap={gap}",
            f"kind={kind}&gap={gap}",
            f"order={self.order}",
            f"first={first}",
            f"after={earlier}{kind}",
            f"after={earlier}&gap={gap}",
            f"ahead={ahead}",
            f"ahead={ahead}&order={self.order}",
            f"names={min(self.in_line[self.line[at]], 2)}&first={first}",
            f"named={min(len(self.names), 4)}",
        ]
        for code, how in before.words.items():
            out += [f"word={code}", f"word={code}{how}", f"word={code}&kind={kind}"]
        if before.turn:
            out += ["kin=any", f"kin=any&kind={kind}", f"kin={before.whose or 'none'}"]
            out += [
                f"kin={before.words[before.turn.group]}",
                f"kin={before.whose or 'none'}{before.words[before.turn.group]}",
            ]
        if behind := self.behind[at]:
            out += ["behind=any", f"behind={behind[1]}"]
        if self.label[at][1]:
            out.append(f"label={self.label[at][0]}")
        if self.talk:
            out.append(f"turn={'same' if at and self.speaker[at] == self.speaker[at - 1] else 'other'}")
        if before.text:
            text = _shown(before.text)
            out += [f"lead={text[-2:]}", f"lead={text[-1:]}", f"trail={text[:2]}"]
        if last is not None:
            out += [f"from={last.group}", f"from={last.group}&gap={gap}", f"held={min(last.count, _FAR)}"]
        return out

    def _ahead(self, at: int) -> str:
        """The next name: whether it comes at once, how many lines on, behind what."""
        place = bisect_right(self.names, at)
        if place == len(self.names):
            return "none"
        name = self.names[place]
        lines = min(self.line[name] - self.line[at], _FAR)
        return f"at once {lines} {self.before[name].gap}" if name == at + 1 else f"later {lines}"

    def _own(self, at: int, person: Person, roles: Sequence[str]) -> list[str]:
        """Features of a span and a person."""
        one, kind, before = self.spans[at], self.group[at], self.before[at]
        gap, first = before.gap, f"{self.first[at]:d}"
        far = "behind" if person.last > at else str(min(self.line[at] - self.line[person.last], 4))
        out = ["roles=" + "+".join(roles), f"far={far}", f"far={far}&gap={gap}", f"spans={min(person.count, 4)}"]
        values = person.values.get(one.kind)
        if not values:
            out += ["has=none", f"has=none{kind}"]
        elif one.value in values:
            out += ["has=same", f"has=same{kind}"]
        else:
            out += ["has=other", f"has=other {one.kind}", f"has=other{kind}&gap={gap}"]
            if person.first < at and self.spans[person.first].kind == one.kind:
                out += [f"again={first}", f"again={first}{kind}"]
        if label := self.label[at][1]:
            out.append(f"told={'same' if label in person.labels else 'other'} {self.label[at][0]}")
        if before.turn:
            out.append(f"relation={_same(person.relation, before.turn.relation)} {before.turn.group}")
        if behind := self.behind[at]:
            out.append(f"relation=behind {_same(person.relation, behind[0].relation)}")
        if person.group:
            out += ["related=any", f"related={person.group}{kind}", f"related=any&gap={gap}"]
        if not person.names:
            out += ["unnamed=any", f"unnamed={kind}"]
        if (known := person.sex or person.guess) and before.pronoun:
            fits = "same" if known == before.pronoun else "other"
            out += [f"pronoun={fits}", f"pronoun={fits}&roles=" + "+".join(roles)]
        if person.first != at and not before.said.isdisjoint(person.words):
            out += ["intro=any", f"intro={kind}"]
        if self.speaker[at] and person.last < at:
            out.append(f"turn={'same' if self.speaker[person.last] == self.speaker[at] else 'other'} person")
        return out


def _shown(text: str) -> str:
    """Characters as a feature names them, in one line."""
    return text.replace("\n", "↵").replace("\t", "→")


def _same(a: str, b: str) -> str:
    return "none" if not a else "same" if a == b else "other"


def _fits(one: Item, person: Person, *, of_form: bool) -> bool:
    """Whether nothing forbids it: another whole identity number, birth or sex (``of_form``: sex is not asked)."""
    asked = [(identity(one), person.identity), (birth(one), person.birth)]
    asked += [] if of_form else [(sex(one), person.sex)]
    return all(not new or not old or new == old for new, old in asked)
