r"""Who each finding belongs to: the target of a post, a relative, a second target, one named in passing.

Source: how dossiers are laid out (a row, a line, a block under a name; 爸爸…, 配偶…; 本人 for the target again). A name
starts a person; the same name again is the same person; what stands in a row or line belongs to its name. In the clause
of a relative an identity number or a home is the relative's; behind it an address goes to the head of the household, who
lacks one. Left out: persons over posts (``resolve``).

>>> from doxdocket.detect.rules import detect
>>> [(h.kind, h.person, h.role, h.relation) for h in detect("姓名：韩知予 电话：17806401357\n爸爸：韩立群 17806401365")]
[('name', 0, 'target', None), ('phone_number', 0, 'target', None), ('name', 1, 'relative', 'father'), ('phone_number', 1, 'relative', 'father')]
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from doxdocket.detect import others
from doxdocket.detect.blocks import Layout
from doxdocket.detect.context import PRIVATE
from doxdocket.detect.hit import Hit
from doxdocket.detect.labels import Label
from doxdocket.detect.whose_word import Item, Words
from doxdocket.records import Role, Verdict
from doxdocket.text import Reading

_AT_HOME = frozenset({"home_address", "household_registration"})
_PARENTS = frozenset({"father", "mother", "parent"})
_ELDERS = _PARENTS | {
    "paternal_grandfather", "paternal_grandmother", "maternal_grandfather", "maternal_grandmother", "uncle", "aunt", "spouse",
    "step_parent", "teacher",
}  # fmt: skip
_CHILDREN = frozenset({"child", "son", "daughter"})
_BELONGS_LATE = _AT_HOME | {
    "school",
    "workplace",
    "birth_date",
    "id_number",
    "social_account",
    "email",
    "bank_account",
    "vehicle_file",
}
_IN_PASSING = frozenset({"name.lead", "name.tail", "name.title", "name.surname_only", "name.dotted"})
_CLAUSE_END = re.compile(r"[;。!?\n]")


@dataclass(slots=True)
class _Person:
    """One person while the post is read."""

    number: int
    relation: str | None = None
    target: bool = False
    line: int = -1
    kinds: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    inline: bool = False  # facts stood in the line of the name
    passing: bool = True  # named only in running text, by no label, list or row
    surname: str = ""  # all that is known of the name

    def take(self, hit: Hit) -> None:
        self.kinds.add(hit.kind)
        self.passing = self.passing and hit.kind == "name" and hit.reasons[0] in _IN_PASSING
        if hit.kind == "id_number":
            self.ids.add(hit.value)


class _Post:
    """Reads the items of one post in order and says whose each is."""

    def __init__(self, text: str, *, unnamed: bool) -> None:
        self.text, self.unnamed = text, unnamed
        self.people: list[_Person] = []
        self.by_name: dict[str, _Person] = {}
        self.owner: dict[int, _Person] = {}
        self.pending: list[Item] = []
        self.current: _Person | None = None
        self.since = 0  # where the text turned to the current person

    # -- persons -------------------------------------------------------------------------------------------------
    def person(self, relation: str | None, line: int) -> _Person:
        made = _Person(len(self.people), relation, target=relation is None, line=line)
        self.people.append(made)
        return made

    def of_name(self, item: Item, line: int) -> _Person:
        """The person whom a name starts, or the known one it names again."""
        known = self.by_name.get(item.hit.value)
        if known is not None:
            return known
        if item.alias and self.current is not None and line - self.current.line <= 2 and not item.relation:
            self.by_name[item.hit.value] = self.current
            return self.current
        nameless = next(
            (p for p in self.people if p.relation == item.relation and item.relation and "name" not in p.kinds), None
        )
        whole = item.hit.verdict is Verdict.VALID
        part = next((p for p in self.people if whole and p.surname and item.hit.value.startswith(p.surname)), None)
        made = nameless or part or self.person(item.relation, line)
        made.line = line
        made.surname = item.hit.value[0] if item.hit.verdict is Verdict.PARTIAL else ""
        if item.me or item.head:
            made.relation, made.target = None, True
        self.by_name[item.hit.value] = made
        return made

    def give(self, item: Item, person: _Person) -> None:
        self.owner[item.index] = person
        person.take(item.hit)

    def flush(self, person: _Person) -> None:
        """What stood before the first name is the first person's."""
        for item in self.pending:
            self.give(item, person)
        self.pending = []

    def target(self) -> _Person | None:
        return next((p for p in self.people if p.target), None)

    def nameless(self, item: Item, line: int) -> _Person | None:
        """Whose a finding is that stands in a line without a name; None while nobody is known."""
        if item.relation is not None:
            if self.unnamed and self.pending and not self.people:
                self.flush(self.person(None, line))
            same = next((p for p in self.people if p.relation == item.relation), None)
            self.current, self.since = same or self.person(item.relation, line), item.start
            return self.current
        if item.me:
            self.current = self.target() or (self.current and self.person(None, line))
        if pupil := self._pupil(item):
            return pupil
        current, target = self.current, self.target()
        if target is not None and self._over(item):
            return target
        if current is None or self._in_clause(item):
            return current
        if item.hit.kind == "id_number" and current.ids and item.hit.value not in current.ids:
            if target is not None and target is not current and not target.ids:
                return target
            self.current = self.person(None, line)
            return self.current
        if target is None and item.hit.kind in _AT_HOME and current.relation in _PARENTS:
            return next((p for p in self.people if p.relation in _CHILDREN and not p.kinds & _AT_HOME), current)
        if target is None or target is current:
            return current
        if item.hit.kind in _AT_HOME and item.hit.kind not in target.kinds:
            return target
        if current.inline and item.hit.kind not in target.kinds and item.hit.kind in _BELONGS_LATE:
            return target
        return current

    # -- lines ---------------------------------------------------------------------------------------------------
    def row(self, items: list[Item], line: int) -> None:
        """A line of a table: one person, or one and the relatives of their own columns."""
        names = [item for item in items if item.hit.kind == "name"]
        self.current = owner = main = self.of_name(names[0], line) if names else self.person(None, line)
        for item in items:
            if item in names[1:]:
                owner = self.of_name(item, line)
            self.give(item, owner if item.hit.kind not in _AT_HOME else main)

    def line(self, items: list[Item], line: int) -> None:
        names = [item for item in items if item.hit.kind == "name" and item.hit.verdict is not Verdict.DOUBTFUL]
        if not names:
            for item in items:
                owner = self.nameless(item, line)
                if owner is None:
                    self.pending.append(item)
                else:
                    self.give(item, owner)
            return
        before = self.current
        self._named_line(items, names, line)
        if before is not None and all(item.hit.reasons[0] == "name.title" for item in names):
            self.current = before  # 主治：李医生 is mentioned, and the next line is the target's again

    def _named_line(self, items: list[Item], names: list[Item], line: int) -> None:
        if len(names) > 1 and self._names_follow(items, names):
            self._following(items, line)
            return
        for item in items:
            self._in_named_line(item, items, names, line)

    def _names_follow(self, items: list[Item], names: list[Item]) -> bool:
        """Facts first, then the name they are of, over and over: 138… 韩知予 139… 沈牧之."""
        return items[0] not in names and items[-1] in names and items[0].hit.kind in {"phone_number", "id_number"}

    def _following(self, items: list[Item], line: int) -> None:
        waiting: list[Item] = []
        for item in items:
            waiting.append(item)
            if item.hit.kind == "name":
                self.current = self.of_name(item, line)
                for earlier in waiting:
                    self.give(earlier, self.current)
                waiting = []

    def _pupil(self, item: Item) -> _Person | None:
        """Whose a school year is that stands behind an elder of the target's: 妈妈闵惠，三年级2班 tells of the child."""
        elder = self.current is not None and self.current.relation in _ELDERS and item.relation is None
        return self.target() if elder and item.hit.stage else None

    def _in_named_line(self, item: Item, items: list[Item], names: list[Item], line: int) -> None:
        if item in names:
            self.current, self.since = self.of_name(item, line), item.start
            self.current.inline = self.current.inline or len(items) > len(names)
            if self.pending and not item.relation:
                self.flush(self.current)
            self.give(item, self.current)
            return
        if pupil := self._pupil(item):
            self.give(item, pupil)
            return
        first = names[0]
        if item.start < first.start and item.relation is None and (self.current is None or first.relation is None):
            if first.relation is not None:
                self.pending.append(item)
                return
            owner = self.by_name.get(first.hit.value)
            if owner is None:
                owner = self.current = self.of_name(first, line)
            self.give(item, owner)
            return
        if (
            item.start > first.end
            and self.current is not None
            and not self._over(item)
            and (not self._turns(item) or self._own(item) or self._in_clause(item))
        ):
            self.give(item, self.current)
            return
        whose = self.nameless(item, line)
        if whose is None:
            self.pending.append(item)
        else:
            self.give(item, whose)

    def _in_clause(self, item: Item) -> bool:
        """Whether a home or an identity number stands in the clause of another than the target, who has none yet: 他妈李某,住…"""
        current = self.current
        return (
            current is not None
            and current is not self.target()
            and item.relation is None
            and not item.me
            and (item.hit.kind in _AT_HOME or item.hit.kind == "id_number")
            and item.hit.kind not in current.kinds
            and _CLAUSE_END.search(self.text, self.since, item.start) is None
        )

    def _over(self, item: Item) -> bool:
        """Whether the sentence ended that told of another than the target, and what follows may be the target's again."""
        current, target = self.current, self.target()
        if target is None or current is None or current is target or item.relation is not None or item.me:
            return False
        told = current.relation is not None and item.hit.kind in _BELONGS_LATE and item.hit.kind not in target.kinds
        passed = current.surname != "" or (
            current.relation is not None and others.role(current.relation) is Role.MENTIONED
        )
        return (told or passed) and _CLAUSE_END.search(self.text, self.since, item.start) is not None

    def _own(self, item: Item) -> bool:
        """Whether a home behind a name in its line is that person's: a relative's may be the head's."""
        return (
            item.hit.kind in _AT_HOME
            and item.relation is None
            and not item.me
            and self.current is not None
            and self.current.relation is None
        )

    def _turns(self, item: Item) -> bool:
        """Whether something after a name in its line may be another person's: 爸爸电话, 本人, the home of all."""
        return item.relation is not None or item.me or item.hit.kind in _AT_HOME or item.hit.kind == "id_number"

    def settle(self) -> None:
        """No target: the first who is named. Who is told of by kinship alone is never the target: 他爸电话 139…."""
        if self.pending:
            known = self.target() or next((p for p in self.people if p.relation is None), None)
            self.flush(known or self.person(None, 0))  # of a relative alone nothing is that was said before him
        if self.people and self.target() is None and not self.unnamed:
            self.people[0].relation, self.people[0].target = None, True
        main = next((p for p in self.people if p.target and not p.kinds.isdisjoint(PRIVATE)), None)
        for person in self.people:
            person.target = person.target and (main is None or not person.passing)


def _by_lines(items: Sequence[Item], layout: Layout) -> Iterator[tuple[int, tuple[int, int], list[Item]]]:
    """Each line with its items."""
    at = 0
    for number, (start, end) in enumerate(layout.lines):
        inside = []
        while at < len(items) and items[at].start < end:
            inside.append(items[at])
            at += 1
        yield number, (start, end), inside


_RECORD = 2  # kinds of a record; so many lines of the same kinds are records


def _nameless_rows(
    lined: Sequence[tuple[int, tuple[int, int], list[Item]]], labels: Sequence[Label]
) -> set[tuple[int, int]]:
    """Lines of one leak that names nobody: one behind another, without labels, of the same kinds in the same order."""
    if any(item.hit.kind == "name" for _, _, inside in lined for item in inside):
        return set()
    found: set[tuple[int, int]] = set()
    for kinds, same in groupby(lined, key=lambda one: tuple(item.hit.kind for item in one[2])):
        spans = [span for _, span, _ in same]
        labelled = any(start <= label.start < end for label in labels for start, end in spans)
        if len(kinds) >= _RECORD and len(spans) >= _RECORD and not labelled and not PRIVATE.isdisjoint(kinds):
            found.update(spans)
    return found


def group(
    reading: Reading, layout: Layout, labels: Sequence[Label], hits: Sequence[Hit], clean: Sequence[tuple[int, int]]
) -> list[Hit]:
    """The hits with person, role and relation. ``clean`` are their ranges in the cleaned text."""
    unnamed = not any(hit.kind == "name" and hit.verdict is not Verdict.DOUBTFUL for hit in hits)
    post, words = _Post(reading.clean, unnamed=unnamed), Words(reading.clean, layout, labels, unnamed=unnamed)
    items = [Item(hit, index, *span) for index, (hit, span) in enumerate(zip(hits, clean, strict=True))]
    lined = list(_by_lines(items, layout))
    rows = set(layout.rows) | _nameless_rows(lined, labels)
    for number, (start, end), inside in lined:
        if not inside:
            continue
        named = [item for item in inside if item.hit.kind == "name"]
        for item in inside:
            words.mark(item, named)
        (post.row if (start, end) in rows else post.line)(inside, number)
    post.settle()
    return [_said(hit, post.owner[index]) for index, hit in enumerate(hits)]


def _said(hit: Hit, person: _Person) -> Hit:
    beside = Role.MENTIONED if person.relation is None else others.role(person.relation)
    role = Role.TARGET if person.target else beside
    return replace(hit, person=person.number, role=role.value, relation=person.relation)
