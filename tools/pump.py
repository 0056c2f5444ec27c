"""Texts that make a pattern work hardest, built from its parse tree, and what it costs on them as they grow.

For each repeat: a sample of what leads to it, then its body over and over (every alternative, a character of every class that
meets it), then an end that fails. Cost is a ratio: of one text to another four times as long, measured only where the pattern
costs far more than a control that reads the text once. Source: how backtracking engines work (own reading of ``re._parser``).
Left out: what look-arounds ask for; attacks that need two repeats of different bodies.

>>> pump(re.compile("(?<!a)a*b")), pump(re.compile("a*b"), "match"), pump(re.compile("a*b"))
(None, None, "search of '' + 'a' * n + '\\\\x00'")
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from doxdocket.bounds import Exceeded, bounded

_GENERIC = "aZq0_ \n\t.,:;-/*#@=()!\"'&|~+%<>[]{}\\^$一市十的是人🈶\x00é"
_TAILS = ("\x00", "\n", "", "\x00\n")
_REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
_CLASSES = {op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY}
_SAMPLES = 6
MOST = 60
"""Attacks of one pattern: the big ones are lists of words."""
_SHORT, _LONG = 1_000, 4_000
_FAR = 12.0
"""So many times the control is far more than one reading."""
_GROWS = 8.5
"""Four times the text costs a linear pattern 4 times as much, a quadratic one 16 times."""


class _Tree:
    """The parse tree of one pattern: its repeats with what leads to them, and characters for its classes."""

    def __init__(self, pattern: re.Pattern[Any]) -> None:
        self.bytes = isinstance(pattern.pattern, bytes)
        self.flags = pattern.flags & (re.IGNORECASE | re.ASCII | re.DOTALL)
        self.top = list(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))
        self.alphabet = self._alphabet()

    def _alphabet(self) -> list[str]:
        seen = dict.fromkeys(c for node in self.nodes(self.top) for c in _characters(node))
        every = [*islice(seen, 400), *_GENERIC]
        every = [c for c in every if not self.bytes or ord(c) < 256]
        classes = [node for node in self.nodes(self.top) if node[0] in _CLASSES and node[0] is not op.LITERAL]
        by: dict[tuple[bool, ...], str] = {}
        for char in every:
            by.setdefault(tuple(self.holds(node, char) for node in classes[:60]), char)
        return [*by.values(), *islice(seen, 12)]

    def holds(self, node: Any, char: str) -> bool:
        """Whether a node of one character takes this one."""
        kind, value = node
        point = ord(char)
        if kind is op.LITERAL:
            return bool(point == value)
        if kind is op.NOT_LITERAL:
            return bool(point != value)
        if kind is op.ANY:
            return char != "\n" or bool(self.flags & re.DOTALL)
        negated = value[0][0] is op.NEGATE
        return negated != any(_takes(one, point, char) for one in value)

    def nodes(self, among: Iterable[Any]) -> Iterator[Any]:
        for node in among:
            yield node
            for inner in _inner(node):
                yield from self.nodes(inner)

    def samples(self, nodes: Iterable[Any], most: int = _SAMPLES) -> list[str]:
        """A few strings that these nodes take, the shortest of each alternative."""
        found = [""]
        for node in nodes:
            ones = self._of_node(node, most)
            found = (
                [a + ones[n % len(ones)] for n in range(max(len(ones), len(found))) for a in [found[n % len(found)]]]
                if ones
                else found
            )
            found = list(dict.fromkeys(found))[: 4 * most]
        return found

    def _of_node(self, node: Any, most: int) -> list[str]:
        kind, value = node
        if kind is op.LITERAL:
            return [chr(value)]
        if kind in _CLASSES:
            return [c for c in self.alphabet if self.holds(node, c)][:most]
        if kind is op.BRANCH:
            return [one for nodes in value[1] for one in self.samples(nodes, 2)[:2]][: 4 * most]
        if kind is op.SUBPATTERN:
            return self.samples(value[3], most)
        if kind is op.ATOMIC_GROUP:
            return self.samples(value, most)
        if kind in _REPEATS:
            least, _, body = value
            return [""] if least == 0 else [one * min(least, 20) for one in self.samples(body, most)]
        return []

    def repeats(self) -> Iterator[tuple[str, list[Any], list[Any]]]:
        """Of each repeat that may go on: a string that leads to it, its body, and what follows it."""
        yield from self._repeats(self.top, "")

    def _repeats(self, nodes: Iterable[Any], before: str) -> Iterator[tuple[str, list[Any], list[Any]]]:
        nodes = list(nodes)
        for at, node in enumerate(nodes):
            lead = before + self.samples(nodes[:at], 1)[0]
            kind, value = node
            if kind in _REPEATS:
                if value[1] > 3:
                    yield lead, list(value[2]), nodes[at + 1 :]
                yield from self._repeats(value[2], lead)
            elif kind is not op.ASSERT_NOT:
                for inner in _inner(node):
                    yield from self._repeats(inner, lead)


def _inner(node: Any) -> list[Iterable[Any]]:
    kind, value = node
    if kind is op.BRANCH:
        return list(value[1])
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind is op.ATOMIC_GROUP:
        return [value]
    if kind in _REPEATS:
        return [value[2]]
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    if kind is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


def _characters(node: Any) -> Iterator[str]:
    kind, value = node
    if kind in {op.LITERAL, op.NOT_LITERAL}:
        yield chr(value)
    elif kind is op.IN:
        for name, one in value:
            if name is op.LITERAL:
                yield chr(one)
            elif name is op.RANGE:
                yield chr(one[0])
                yield chr(one[1])


def _takes(one: Any, point: int, char: str) -> bool:
    name, value = one
    if name is op.LITERAL:
        return bool(point == value)
    if name is op.RANGE:
        return bool(value[0] <= point <= value[1])
    if name is op.CATEGORY:
        asked = {"DIGIT": char.isdecimal(), "SPACE": char.isspace(), "WORD": char.isalnum() or char == "_"}
        return next(said != ("NOT" in str(value)) for word, said in asked.items() if str(value).endswith(word))
    return False


def attacks(pattern: re.Pattern[Any]) -> list[tuple[str, str, str]]:
    """What leads, what is repeated and what ends, of each text that may cost much."""
    tree = _Tree(pattern)
    found: dict[tuple[str, str, str], None] = {}
    for lead, body, after in tree.repeats():
        bodies = [one for one in tree.samples(body) if one]
        shared = [c for c in tree.alphabet if any(n[0] in _CLASSES and tree.holds(n, c) for n in tree.nodes(body))]
        bodies = list(dict.fromkeys([*shared, *bodies]))[: 3 * _SAMPLES]
        rest = tree.samples(after, 1)[0]
        units = [
            *bodies,
            *(lead + one for one in bodies[:_SAMPLES]),
            *((lead,) if lead else ()),
            lead + (bodies[0] if bodies else "") + rest[:-1],
        ]
        units += [one + other for one in bodies[:3] for other in bodies[:3] if one != other]
        for unit in filter(None, units):
            for tail in _TAILS:
                found.setdefault((lead, unit, tail))
    whole = tree.samples(tree.top, 3)
    for one in [*whole, *(sample[:-1] for sample in whole), *(c for c in tree.alphabet[:24])]:
        if one:
            found.setdefault(("", one, "\x00"))
    return list(found)


def pump(pattern: re.Pattern[Any], *uses: str, most: int = MOST) -> str | None:
    """Of one pattern, the use and the text on which its cost grows faster than the text; None where there is none.

    Uses are ``search``, ``match`` and ``fullmatch`` of whole texts, and ``window``: a search of a few characters.
    """
    for use in uses or ("search",):
        does, at = _DOES[use](pattern), ("", "", "")
        try:
            tried = attacks(pattern)
            for at in tried[:: max(1, len(tried) // most)]:
                with bounded(1, cpu_seconds=3):
                    if (_bursts if use == "window" else _grows)(does, pattern, *at):
                        return f"{use} of {at[0]!r} + {at[1]!r} * n + {at[2]!r}"
        except Exceeded:
            return f"{use} of {at[0]!r} + {at[1]!r} * n + {at[2]!r} does not end"
    return None


def _text(pattern: re.Pattern[Any], length: int, lead: str, unit: str, tail: str) -> Any:
    said = lead + unit * max(1, (length - len(lead) - len(tail)) // len(unit)) + tail
    return said.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else said


def _grows(does: Callable[[Any], Any], pattern: re.Pattern[Any], *attack: str) -> bool:
    short = _text(pattern, _SHORT, *attack)
    control = _CONTROL[isinstance(pattern.pattern, bytes)].match
    if _cost(does, short, 1) < _FAR * _cost(control, short, 1):
        return False
    long = _text(pattern, _LONG, *attack)
    return all(_cost(does, long, 2) > _GROWS * _cost(does, short, 3) for _ in range(3))


def _bursts(does: Callable[[Any], Any], pattern: re.Pattern[Any], *attack: str) -> bool:
    """Whether a few characters more cost many times as much."""
    short, long = _text(pattern, 24, *attack), _text(pattern, 36, *attack)
    if _cost(does, long, 1) < 50 * _cost(_CONTROL[isinstance(pattern.pattern, bytes)].match, long, 3):
        return False
    return all(_cost(does, long, 2) > _GROWS * _cost(does, short, 3) for _ in range(3))


def steps(pattern: re.Pattern[Any], text: str) -> int:
    """How many characters are asked for by a match of a pattern at the start of a text, as a backtracking engine reads it.

    Left out: places (``$``), looks behind, cases of letters and back references, which ask for nothing here.

    >>> steps(re.compile("a{0,3}b"), "aaaa"), steps(re.compile("(?:a{1,2}){1,2}b"), "aaaa")
    (7, 12)
    """
    reader = _Reader(_Tree(pattern), text)
    next(reader.ends(reader.tree.top, 0), None)
    return reader.asked


class _Reader:
    """A reading of a parse tree: every end that its nodes can have, the preferred first."""

    def __init__(self, tree: _Tree, text: str) -> None:
        self.tree, self.text, self.asked = tree, text, 0

    def ends(self, nodes: Sequence[Any], at: int) -> Iterator[int]:
        if not nodes:
            yield at
            return
        for end in self._of(nodes[0], at):
            yield from self.ends(nodes[1:], end)

    def _of(self, node: Any, at: int) -> Iterator[int]:
        kind, value = node
        if kind in _CLASSES:
            self.asked += 1
            if at < len(self.text) and self.tree.holds(node, self.text[at]):
                yield at + 1
        elif kind is op.BRANCH:
            for one in value[1]:
                yield from self.ends(list(one), at)
        elif kind is op.SUBPATTERN:
            yield from self.ends(list(value[3]), at)
        elif kind in {op.ATOMIC_GROUP, op.POSSESSIVE_REPEAT}:
            ways = self.ends(list(value), at) if kind is op.ATOMIC_GROUP else self._again(value, at, 0)
            yield from islice(ways, 1)
        elif kind in _REPEATS:
            yield from self._again(value, at, 0, lazy=kind is op.MIN_REPEAT)
        elif kind in {op.ASSERT, op.ASSERT_NOT} and value[0] > 0:
            if (next(self.ends(list(value[1]), at), None) is None) == (kind is op.ASSERT_NOT):
                yield at
        else:
            yield at

    def _again(self, value: Any, at: int, times: int, *, lazy: bool = False) -> Iterator[int]:
        least, most, body = value
        if lazy and times >= least:
            yield at
        for end in self.ends(list(body), at) if times < most else ():
            if end > at or times < least:
                yield from self._again(value, end, times + 1, lazy=lazy)
        if not lazy and times >= least:
            yield at


_DOES: dict[str, Callable[[re.Pattern[Any]], Callable[[Any], Any]]] = {
    "search": lambda pattern: lambda text: [None for _ in pattern.finditer(text)],
    "match": lambda pattern: pattern.match,
    "fullmatch": lambda pattern: pattern.fullmatch,
    "window": lambda pattern: pattern.search,
}
_CONTROL = (re.compile(r"(?:\w|\W)*+\x00\x01"), re.compile(rb"(?:\w|\W)*+\x00\x01"))


def _cost(does: Callable[[Any], Any], text: Any, times: int) -> float:
    """The least CPU time of some tries: a figure for ratios only."""
    found = []
    for _ in range(times):
        begun = time.thread_time_ns()
        does(text)
        found.append(time.thread_time_ns() - begun)
    return max(1, min(found))
