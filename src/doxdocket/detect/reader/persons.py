r"""Which spans of one text belong to the same person: one assignment, by fitted weights within hard constraints.

Names first, from left to right: each is an earlier person's (the same, a part of it, masked, in another script) or somebody's who is new. Then
all other spans from left to right: each is offered to the persons around it (of the span before, of the last, next and first name, of the same
relation, place in a list or value) or to somebody new. For each there are features, ``sort=value``: those that all persons share count by what
the person is to the span (``before gap=line``), others by themselves; whole-number weights lie in ``persons.tsv``, names of sorts in
``persons.yaml``. Never one person: two whole identity numbers, two births, two sexes. Each span asks a bounded number of persons and words, so the work grows
with the text. Left out: persons over posts, roles, whether a span is anybody's at all.

>>> from doxdocket.text import read
>>> text = read("韩知予 13900001850 妈妈沈牧之 13900001868").clean
>>> spans = [
...     Item(0, 3, "name", "韩知予"),
...     Item(4, 15, "phone_number", "13900001850"),
...     Item(18, 21, "name", "沈牧之"),
...     Item(22, 33, "phone_number", "13900001868"),
... ]
>>> assign(spans, *laid(text))
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
from typing import Any, Generic, NamedTuple, TypeVar

import ahocorasick_rs

from doxdocket.bounds import spend
from doxdocket.detect.reader.layout import Frame, Shape, frames, joints
from doxdocket.detect.reader.lexicon import Mention, lower, mentions, table
from doxdocket.detect.reader.lexicon import Sort as Class
from doxdocket.detect.reader.tokens import HAN, Text, lay

__all__ = ["Because", "Choice", "Item", "Model", "Option", "Post", "assign", "explained", "laid", "shipped"]


class Item(NamedTuple):
    """A span whose person is asked: its place in the cleaned text, its kind and plain value."""

    start: int
    end: int
    kind: str
    value: str


P = TypeVar("P")


class Option(NamedTuple, Generic[P]):
    """A person that a span may belong to (None: somebody new), what the person is to it, and the features of the two."""

    person: P | None
    roles: tuple[str, ...]
    own: list[str]


class Choice(NamedTuple, Generic[P]):
    """A span (or a person of a post) with the features that all its options share, and its options, of which the last is somebody new."""

    at: int
    shared: list[str]
    options: list[Option[P]]
    post: int = 0


class Because(NamedTuple):
    """A feature that carried an assignment: what the person is to the span (or nothing), the feature, its weight."""

    role: str
    feature: str
    weight: int


_NEAR = 30
"""Characters before a span in which words of the classes are asked."""
_GAP = 40
_PEOPLE = 12
"""Persons back that are asked for a relation or a value."""
_PIECES = 6
"""Beginnings and ends of a name by which it is known again."""
_COMBINED = 64
"""Sets of roles whose weights are kept added up."""
_FAR = 3
"""Lines, spans and persons are counted so far."""
_WHOLE = 18  # characters of an identity number
_PRONOUNS = "他她你我其的俺佢伊这个是和跟"
_LEADS = "叫是在的也名姓住电"
_MARK = re.compile(
    r"[ \t>#*【\[(]*(?:[0-9]{1,3}(?![0-9年月日/:.-]*[0-9])(?!年|月|日|岁|号楼|栋)|[一二三四五六七八九十]{1,3}[、.,:)]|[A-Z甲乙丙丁][组、.:)]|[-•·●◆■□▌▶☆★►▪○◇*—])"
)
_CLAUSE, _SENTENCE, _CELL, _PART = (frozenset(marks) for marks in (",。;!?", "。!?;…", "|│┃\t", ",、:(/)"))
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORD_BEFORE = re.compile(rf"([{HAN}A-Za-z]{{2,4}})[^\w]*$")
_IS_HAN = re.compile(f"[{HAN}]")
_HIDDEN = frozenset("*某x×X")
_DIGITS = re.compile("[0-9]+")


def laid(clean: str) -> tuple[Text, list[Mention], list[Frame]]:
    """What an assignment needs of a cleaned text; the reader has it already."""
    text = lay(clean)
    words = mentions(clean)
    return text, words, frames(text, words, joints(text))


def assign(spans: Sequence[Item], text: Text, words: Sequence[Mention], told: Sequence[Frame]) -> list[int]:
    """The person of each span, counted from 0 in the order in which they were met."""
    return Post(spans, text, words, told).given(shipped().best)


def explained(
    spans: Sequence[Item], text: Text, words: Sequence[Mention], told: Sequence[Frame]
) -> list[tuple[Because, ...]]:
    """Of each span the features for the person it was given to, largest first; nothing where there was no choice."""
    model, post = shipped(), Post(spans, text, words, told)
    because: dict[int, tuple[Because, ...]] = {}

    def choose(choice: Choice[Person]) -> int:
        best = model.best(choice)
        found = [one for one in model.weights(choice, choice.options[best]) if one.weight]
        because[choice.at] = tuple(sorted(found, key=lambda one: (-abs(one.weight), one)))
        return best

    post.given(choose)
    return [because.get(post.place[number], ()) for number in range(len(spans))]


class Model:
    """Weights of features: for each role of those that all options share, and of a person's own (no role)."""

    def __init__(self, weights: Mapping[tuple[str, str], int]) -> None:
        self.by_role: dict[str, dict[str, int]] = {role: {} for role in ("", *_words()["roles"])}
        for (role, name), weight in weights.items():
            self.by_role[role][name] = weight
        self._together = lru_cache(maxsize=_COMBINED)(self._joined)

    def best(self, choice: Choice[Any]) -> int:
        """The option with the highest score; of equal ones the first."""
        own = self.by_role[""].get
        scores = []
        for option in choice.options:
            shared = self._together(option.roles).get
            scores.append(sum(map(shared, choice.shared, repeat(0))) + sum(map(own, option.own, repeat(0))))
        return scores.index(max(scores))

    def _joined(self, roles: tuple[str, ...]) -> Mapping[str, int]:
        """Weights of several roles, added up."""
        if len(roles) == 1:
            return self.by_role[roles[0]]
        joined: Counter[str] = Counter()
        for role in roles:
            joined.update(self.by_role[role])
        return dict(joined)

    def weights(self, choice: Choice[Any], option: Option[Any]) -> Iterator[Because]:
        """Each feature of an option with its weight."""
        for role, names in (*((role, choice.shared) for role in option.roles), ("", option.own)):
            yield from (Because(role, name, self.by_role[role].get(name, 0)) for name in names)


@cache
def shipped() -> Model:
    """The weights that were fitted on the train hands: ``python -m tools.train_persons --write``."""
    return weights_of("persons.tsv")


def weights_of(name: str) -> Model:
    """The weights of a file beside this."""
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return Model({(role, feature): int(weight) for role, feature, weight in rows})


@cache
def _words() -> dict[str, dict[str, str]]:
    """The tables of ``persons.yaml``, each word with its class."""
    own = table(__package__, "persons.yaml")
    turned = {
        name: {word: code for code, words in own[name].items() for word in words.split()}
        for name in ("classes", "kin", "kinds")
    }
    sexes = {word: sex for name, sex in (("men", "m"), ("women", "f")) for word in own[name].split()}
    titles = {word: sex for sex, words in own["titles"].items() for word in words.split()}
    return {**turned, "sexes": sexes, "titles": titles, "roles": own["roles"], "sorts": own["sorts"]}


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, str], ...]]:
    words = _words()["classes"]
    return ahocorasick_rs.AhoCorasick(list(words)), tuple(words.items())


class Turn(NamedTuple):
    """A word that tells whose the next span is: its class or group of kinship, the relation, and itself without its pronoun."""

    start: int
    end: int
    group: str
    relation: str
    word: str


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


class Before(NamedTuple):
    """What stands before a span, behind the span before it."""

    text: str
    gap: str
    words: dict[str, str]  # class, how near
    turn: Turn | None  # the last relation or other person
    whose: str
    said: frozenset[str]
    pronoun: str


class Post:
    """The spans of one text in their order, and what stands around each."""

    def __init__(self, spans: Sequence[Item], text: Text, words: Sequence[Mention], told: Sequence[Frame]) -> None:
        self.clean = text.clean
        order = sorted(range(len(spans)), key=lambda at: (spans[at][:2], at))
        self.spans = [spans[at] for at in order]
        self.place = {number: at for at, number in enumerate(order)}
        begins = [start for start, _ in text.lines]
        self.line = [bisect_right(begins, one.start) - 1 for one in self.spans]
        self.group = [_words()["kinds"].get(one.kind, "X") for one in self.spans]
        self.first = [not at or self.line[at] != self.line[at - 1] for at in range(len(order))]
        self.marked = {line: bool(_MARK.match(text.clean, begins[line])) for line in set(self.line) if line >= 0}
        turns = self._turns(words)
        starts = [one.start for one in turns]
        self.before = [self._before(at, turns, starts) for at in range(len(order))]
        self.behind = [self._behind(at, turns, starts) for at in range(len(order))]
        self._framed(told, begins)
        self.names = [at for at, one in enumerate(self.spans) if one.kind == "name"]
        self.in_line = Counter(self.line[at] for at in self.names)
        self.order = self._order()
        self.run, self.mate = self._runs()
        self.people: list[Person] = []
        self.owner: list[Person | None] = [None] * len(order)
        self.known: dict[tuple[str, str], list[Person]] = defaultdict(list)  # way and piece of a name
        spend(len(order) + len(turns))

    # -- what stands around ----------------------------------------------------------------------------------------
    def _turns(self, words: Sequence[Mention]) -> list[Turn]:
        """Words of relation and of the classes outside all spans."""
        ends, clean, own = [one.end for one in self.spans], self.clean, _words()
        starts = {one.start for one in self.spans}
        found = []
        for one in words:
            if one.sort is Class.RELATION and self._free(ends, one.start, one.end) and self._stands(one, starts):
                group = own["kin"].get(one.kind, "soc")
                word = clean[one.start : one.end].lstrip("他她你佢其")
                found.append(Turn(one.start, one.end, group, one.kind, word))
        automaton, classes = _automaton()
        low = lower(clean)
        for at, start, end in automaton.find_matches_as_indexes(low, overlapping=True):
            word, code = classes[at]
            around = low[start - 1 : start] + low[end : end + 1] if word[0].isascii() else ""
            if self._free(ends, start, end) and not (around.isascii() and around.isalnum()):
                found.append(Turn(start, end, code, code, word))
        return sorted(found)

    def _free(self, ends: Sequence[int], start: int, end: int) -> bool:
        at = bisect_right(ends, start)
        return at == len(ends) or self.spans[at].start >= end

    def _stands(self, one: Mention, starts: set[int]) -> bool:
        """Whether a relation of one character is a word and not part of one."""
        if one.end - one.start > 1:
            return True
        left, right = self.clean[one.start - 1 : one.start], self.clean[one.end : one.end + 1]
        return (not _IS_HAN.match(left) or left in _PRONOUNS) and (
            not _IS_HAN.match(right) or right in _LEADS or one.end in starts
        )

    def _before(self, at: int, turns: Sequence[Turn], starts: Sequence[int]) -> Before:
        start, clean = self.spans[at].start, self.clean
        behind = self.spans[at - 1].end if at else 0
        low = max(behind, start - _NEAR)
        found = [one for one in turns[bisect_left(starts, low) : bisect_left(starts, start)] if one.end <= start]
        spend(len(found) + 1)
        words, turn = {}, None
        for one in found:
            between = clean[one.end : start]
            near = "0" if len(between) < 2 else "1" if len(between) < 5 else "2"
            cut = "n" if "\n" in between else "" if _CLAUSE.isdisjoint(between) else "c"
            words[one.group] = near + cut
            if one.group not in _FAINT:
                turn = one
        kin = [one for one in found if one.relation != one.group]
        text = clean[max(behind, start - _GAP) : start]
        she, he = text.rfind("她"), max(text.rfind("他"), text.rfind("爷"))
        said = {one.word for one in found if one.group not in _FAINT}
        word = _WORD_BEFORE.search(text[-12:])
        return Before(
            text,
            self._gap(at, behind, start),
            words,
            turn,
            self._whose(kin[-1]) if kin else "",
            frozenset(said | ({word[1][-2:]} if word else set())),
            "" if she == he else "f" if she > he else "m",
        )

    def _whose(self, kin: Turn) -> str:
        """Whose relation it is, by the character before: 我, 你, 他."""
        at = kin.start if self.clean[kin.start] in "他她你佢其" else kin.start - 1
        if self.clean[max(at, 0)] in "家的":
            at -= 1
        one = self.clean[max(at, 0)]
        return next((name for name, those in _WHOSE if one in those), "none")

    def _gap(self, at: int, start: int, end: int) -> str:
        """What parts a span from the one before, by the strongest of the marks between."""
        text = self.clean[start:end]
        if not at:
            return "start"
        if "\n" in text:
            if _BLANK_LINE.search(text):
                return "blank line"
            return "marked line" if self.marked.get(self.line[at]) else "line"
        if not text:
            return "none"
        if not _SENTENCE.isdisjoint(text):
            return "sentence"
        if not _CELL.isdisjoint(text) or "  " in text:
            return "cell"
        if len(text) > _NEAR // 2:
            return "words"
        if not _PART.isdisjoint(text):
            return "mark"
        return "blank" if text.isspace() else "near" if len(text) < 4 else "word"

    def _behind(self, at: int, turns: Sequence[Turn], starts: Sequence[int]) -> tuple[Turn, str] | None:
        """A relation right behind a span, and what parts the two."""
        end = self.spans[at].end
        last = min(end + 6, self.spans[at + 1].start if at + 1 < len(self.spans) else len(self.clean))
        for one in turns[bisect_left(starts, end) : bisect_left(starts, last)]:
            between = self.clean[end : one.start]
            if one.end <= last + 2 and "\n" not in between and one.group not in _FAINT - {"self"}:
                return one, between.strip()[:1] or "none"
        return None

    def _framed(self, told: Sequence[Frame], begins: Sequence[int]) -> None:
        """The label of each span, and who speaks in its line."""
        labels: dict[int, tuple[str, str]] = {}
        turns: dict[int, str] = {}
        asked = {one.start - before for one in self.spans for before in range(3)}
        for shape, label, value, _ in told:
            if value[0] in asked and shape in _LABELS:
                labels.setdefault(value[0], (shape.value, self.clean[slice(*label)].strip().lower()))
            elif shape is Shape.TURN:
                turns.setdefault(bisect_right(begins, value[0]) - 1, self.clean[slice(*label)])
        spend(len(told))
        nothing = ("", "")
        self.label = [
            next((labels[one.start - d] for d in range(3) if one.start - d in labels), nothing) for one in self.spans
        ]
        self.speaker = [turns.get(line, "") for line in self.line]
        self.talk = len(turns) > 1

    def _order(self) -> str:
        """Whether names begin the lines that have one, or end them."""
        begin = end = 0
        for line, one in groupby(range(len(self.spans)), key=self.line.__getitem__):
            inside = list(one)
            if len(inside) > 1 and self.in_line[line] == 1:
                begin += self.group[inside[0]] == "N"
                end += self.group[inside[0]] != "N" and self.group[inside[-1]] == "N"
        return "first" if begin > end else "last" if end > begin else "none"

    def _runs(self) -> tuple[list[int], dict[int, int]]:
        """How many of a kind stand in a row at each span; and of a row as long as the last row of names, the name of the same place."""
        run: list[int] = []
        mate: dict[int, int] = {}
        names: tuple[int, int] | None = None
        for kind, row in groupby(self.spans, key=lambda one: one.kind):
            start, size = len(run), len(list(row))
            run += [size] * size
            if kind == "name":
                names = start, size
            elif names and size > 1 and names[1] == size:
                mate.update((start + n, names[0] + n) for n in range(size))
        return run, mate

    # -- persons ---------------------------------------------------------------------------------------------------
    def given(self, choose: Callable[[Choice[Person]], int]) -> list[int]:
        """The person of each span as it was given, where ``choose`` takes one option of each choice."""
        for at in self.names:
            self._give(at, self._named(at), choose)
        for at, one in enumerate(self.spans):
            if one.kind != "name":
                self._give(at, self._offered(at), choose)
        owners = (self.owner[self.place[number]] for number in range(len(self.spans)))
        return [owner.number for owner in owners if owner is not None]

    def relations(self, whose: Mapping[int, Hashable]) -> dict[Hashable, str]:
        """Of each person, by the number of a span and whose it is, the relation that stands before its first span or name."""
        out: dict[Hashable, str] = {}
        for number in sorted(whose, key=self.place.__getitem__):
            turn = self.before[self.place[number]].turn
            out[whose[number]] = out.get(whose[number], "") or (turn.relation if turn else "")
        return out

    def _give(self, at: int, choice: Choice[Person], choose: Callable[[Choice[Person]], int]) -> None:
        spend(len(choice.options))
        person = choice.options[choose(choice)].person
        one, before = self.spans[at], self.before[at]
        if person is None:
            behind = self.behind[at]
            turn = before.turn or (behind[0] if behind else None)
            person = Person(len(self.people), at)
            if turn:
                person.relation, person.group = turn.relation, turn.group
                person.guess = _words()["sexes"].get(turn.relation, "")
            self.people.append(person)
        self.owner[at] = person
        person.values[one.kind].add(one.value)
        person.last, person.count = max(person.last, at), person.count + 1
        person.labels.add(self.label[at][1])
        if one.kind in _FIXED:
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
        titles = _words()["titles"]
        return titles.get(behind[:2]) or titles.get(behind[:1], "")

    def _named(self, at: int) -> Choice[Person]:
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
                    known[owner.number] = owner, _way(folded(self.spans[earlier].value), name)
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

    def _offered(self, at: int) -> Choice[Person]:
        """Any other span: the persons around it, and somebody new."""
        one, before = self.spans[at], self.before[at]
        last = self.owner[at - 1] if at else None
        roles: dict[int, list[str]] = defaultdict(list)
        for role, person in self._around(at, last):
            roles[person.number].append(role)
        options = []
        for number, those in roles.items():
            person = self.people[number]
            if one.kind not in _FIXED or _fits(one, person):
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
        if called := self._called(at, person, before.text):
            out.append(f"called={called}")
        if one.kind in _FIXED:
            out += ["sex=same"] if person.sex and sex(one) else []
            out += ["birth=same"] if person.birth and birth(one) else []
        if self.speaker[at] and person.last < at:
            out.append(f"turn={'same' if self.speaker[person.last] == self.speaker[at] else 'other'} person")
        return out

    def _called(self, at: int, person: Person, text: str) -> str:
        """How the words before a span name a person who was named before it."""
        for name in person.names[:2] if text else ():
            value = self.spans[name].value
            if len(value) > 1 and name < at and value in text:
                return "full"
            if len(value) == _FAR and value[1:] in text:
                return "given"
            if len(value) > 1 and any(call in text for call in (value[0] + "家", "老" + value[0], value[0] + "某")):
                return "family"
        return ""


_LABELS = frozenset({Shape.FIELD, Shape.PAIR, Shape.COLUMN})
_FIXED = frozenset({"id_number", "gender", "birth_date"})
_FAINT = frozenset({"he", "i", "all", "your", "next", "self"})
_WHOSE = (("mine", "我俺咱𠊎"), ("yours", "你您"), ("his", "他她佢其伊渠"))


def _shown(text: str) -> str:
    """Characters as a feature names them, in one line."""
    return text.replace("\n", "↵").replace("\t", "→")


def _same(a: str, b: str) -> str:
    return "none" if not a else "same" if a == b else "other"


def _fits(one: Item, person: Person) -> bool:
    """Whether nothing forbids it: another whole identity number, birth or sex."""
    asked = ((identity(one), person.identity), (birth(one), person.birth), (sex(one), person.sex))
    return all(not new or not old or new == old for new, old in asked)


def identity(one: Item) -> str:
    """A whole identity number."""
    whole = one.kind == "id_number" and len(one.value) == _WHOLE and one.value[:-1].isdigit()
    return one.value.upper() if whole else ""


def sex(one: Item) -> str:
    """What a span says of sex: by number or word."""
    if number := identity(one):
        return "fm"[int(number[16]) % 2]
    if one.kind != "gender":
        return ""
    return "m" if one.value.lower() in _MALE else "f" if one.value.lower() in _FEMALE else ""


_MALE = frozenset({"男", "男性", "男的", "男生", "m", "male", "lelaki"})
_FEMALE = frozenset({"女", "女性", "女的", "女生", "f", "female", "perempuan"})


def birth(one: Item) -> str:
    """Day of birth without its century, where all of it is told."""
    if number := identity(one):
        return number[8:14]
    if one.kind != "birth_date":
        return ""
    parts: list[str] = _DIGITS.findall(one.value)
    if len(parts) == _FAR and len(parts[0]) == 4:
        return parts[0][2:] + parts[1].zfill(2) + parts[2].zfill(2)
    return parts[0][2:] if len(parts) == 1 and len(parts[0]) == 8 else ""


def folded(name: str) -> str:
    """As names are compared; Latin ones keep their blanks."""
    name = lower(name[:_GAP])
    return name.replace(" ", "") if _IS_HAN.search(name) else " ".join(name.replace(",", " ").split())


def pieces(name: str) -> Iterator[tuple[str, str]]:
    """A name, its beginnings and its ends, at most so many of each."""
    yield "full", name
    cuts = range(1, len(name)) if _IS_HAN.search(name) else [n for n, c in enumerate(name) if c == " "]
    for cut in list(cuts)[:_PIECES]:
        yield "begins", name[:cut].strip()
        yield "ends", name[cut:].strip()


def sought(name: str) -> Iterator[tuple[str, str, str]]:
    """Where earlier names are looked for: way, piece, and what the new name then is to the earlier one."""
    yield "full", name, "same"
    yield "ends", name, "given"
    yield "begins", name, "surname" if len(name) < _FAR else "prefix"
    for way, piece in pieces(name):
        if way != "full":
            yield "full", piece, "longer" if way == "begins" else "fuller"


def _way(a: str, b: str) -> str:
    """What a name is to an earlier one that has no piece in common with it."""
    if bool(_IS_HAN.search(a)) != bool(_IS_HAN.search(b)):
        return "script"
    if len(a) == len(b) and any(c in _HIDDEN for c in a + b):
        return (
            "masked" if all(x == y or x in _HIDDEN or y in _HIDDEN for x, y in zip(a, b, strict=True)) else "different"
        )
    return "family" if a[:1] == b[:1] else "different"
