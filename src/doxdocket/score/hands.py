r"""Hands: invented messages with their marks in the text (``corpus/GUIDE.md``), read with every fault told.

Offsets are code points of the text without marks. Left out: whether a value may stand there at all, which ``tools/corpus.py`` asks of the
hands in ``corpus/``.

>>> one = read_text("=== a-1 | note | chat\n叫⟦name:p1|柏安⟧，⟪insult:p1|蠢货⟫\n", "a.txt").messages[0]
>>> one.text, one.spans[0], one.acts[0].label
('叫柏安，蠢货', Span(start=1, end=3, kind='name', person='p1', form='verbatim', value='柏安'), 'insult')
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.score.measures import measures
from doxdocket.score.persons import named_for_all
from doxdocket.score.read import Labelled

LINKS = ("reply", "forward", "edit", "album")
OUTSIDE = "external"  # what was forwarded from a place that is not in the hand
_MARK = re.compile(r"[⟦⟪⟧⟫]")


@dataclass(frozen=True, slots=True)
class Span:
    """Personal information of one kind: where it stands, whose it is, how it is given, and its plain value."""

    start: int
    end: int
    kind: str
    person: str
    form: str
    value: str


@dataclass(frozen=True, slots=True)
class Act:
    """Conduct of one label: where it stands and whom it hits (``-``: nobody in particular)."""

    start: int
    end: int
    label: str
    person: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a hand; ``ignored`` are true mentions that disclose nobody, ``links`` name messages of the same hand."""

    id: str
    line: int
    note: str
    register: str
    links: dict[str, str]
    text: str
    spans: tuple[Span, ...]
    acts: tuple[Act, ...]
    ignored: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """One file: its messages and every fault in it, each told with file, line and what is wrong."""

    name: str
    messages: tuple[Message, ...]
    faults: tuple[str, ...]

    @property
    def channel(self) -> bool:
        """Whether it names persons for the whole file."""
        return any(named_for_all(span.person) for message in self.messages for span in message.spans)


@dataclass(slots=True)
class _Marks:
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    ignored: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)  # place in the marked text, what is wrong


Asked = Callable[[Message], Iterable[tuple[int, str]]]


def read(path: Path, also: Asked = lambda _: ()) -> Hand:
    """A hand from its file."""
    return read_text(path.read_text(encoding="utf-8"), path.name, also)


def read_text(text: str, name: str, also: Asked = lambda _: ()) -> Hand:
    """A hand from its text; ``name`` is told in faults, and ``also`` tells more faults of a message, by their place in its text."""
    messages: list[Message] = []
    faults: list[tuple[int, str]] = []
    seen: set[str] = set()
    for line, head, raw in _split(text):
        cells = [cell.strip() for cell in head.split("|")] + ["", ""]
        links, wrong = _links(cells[3:])
        faults += [(line, one) for one in wrong]
        if cells[0] in seen:
            faults.append((line, f"id {cells[0]} is given to an earlier message too"))
        seen.add(cells[0])
        body = raw.strip("\n")
        first = line + 1 + len(raw) - len(raw.lstrip("\n"))
        marks = _marks(body)
        faults += [(first + body.count("\n", 0, place), what) for place, what in marks.faults]
        spans, acts = tuple(sorted(marks.spans, key=lambda s: s.start)), tuple(marks.acts)
        one = Message(cells[0], line, cells[1], cells[2], links, marks.text, spans, acts, tuple(marks.ignored))
        messages.append(one)
        faults += [(first + one.text.count("\n", 0, place), what) for place, what in also(one)]
    for one in messages:
        for link, target in one.links.items():
            if target not in seen and not (link == "forward" and target == OUTSIDE):
                faults.append((one.line, f"{link}={target}: no message of this hand has that id"))
    return Hand(
        name.split(".", maxsplit=1)[0],
        tuple(messages),
        tuple(f"{name}:{line}: {what}" for line, what in sorted(faults)),
    )


def _split(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, head, marked text) of each message; lines count from 1."""
    line, head, body = 0, None, list[str]()
    for n, row in enumerate(text.split("\n"), 1):
        if row.startswith("=== "):
            if head is not None:
                yield line, head, "\n".join(body)
            line, head, body = n, row[4:], []
        else:
            body.append(row)
    if head is not None:
        yield line, head, "\n".join(body)


def _links(cells: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    words = " ".join(cells).split()
    pairs = [word.partition("=") for word in words]
    return {k: v for k, _, v in pairs if k in LINKS}, [f"unknown link {k}" for k, _, v in pairs if k not in LINKS]


def _marks(raw: str) -> _Marks:
    """The text without its marks, what they mark, and what is wrong with them."""
    done = _Marks()
    open_: list[tuple[str, str, int, int]] = []  # mark, its head, where it starts in the text, where in the marked text
    out: list[str] = []
    length = at = 0
    while found := _MARK.search(raw, at):
        out.append(raw[at : found.start()])
        length += found.start() - at
        mark, at = found.group(), found.end()
        if mark in "⟦⟪":
            if any(kept[0] == mark for kept in open_):
                done.faults.append((found.start(), f"{mark} inside {mark}"))
            head, bar, _ = raw[at:].partition("|")
            if not bar or _MARK.search(head) or "\n" in head:
                done.faults.append((found.start(), f"{mark} without the head that ends in |"))
                continue
            open_.append((mark, head, length, found.start()))
            at += len(head) + 1
        elif not open_ or (open_[-1][0], mark) not in {("⟦", "⟧"), ("⟪", "⟫")}:
            done.faults.append((found.start(), f"{mark} closes nothing"))
        else:
            _close(done, open_.pop(), length, "".join(out))
    done.faults += [(place, f"{mark}{head}| is never closed") for mark, head, _, place in open_]
    done.text = "".join([*out, raw[at:]])
    return done


def _close(done: _Marks, opened: tuple[str, str, int, int], end: int, text: str) -> None:
    mark, head, start, place = opened
    tell: Callable[[str], None] = lambda what: done.faults.append((place, what))  # noqa: E731
    if start == end:
        tell(f"{mark}{head}| marks nothing")
    if mark == "⟪":
        label, _, person = head.partition(":")
        if label not in measures().labels:
            tell(f"unknown label {label}")
        if not re.fullmatch(r"-|[pP][1-9]\d*", person):
            tell(f"{label} without a numbered person or -")
        done.acts.append(Act(start, end, label, person))
        return
    if head == "ignore":
        done.ignored.append((start, end))
        return
    head, given, value = head.partition("=")
    kind, person, form = ([*head.split(":"), "", ""])[:3]
    form = form or "verbatim"
    if kind not in kinds():
        tell(f"unknown kind {kind}")
    if form not in measures().forms:
        tell(f"unknown form {form}")
    if not re.fullmatch(r"[pP][1-9]\d*", person):
        tell(f"{kind} without a numbered person")
    done.spans.append(Span(start, end, kind, person, form, value if given else text[start:end]))


def labelled(one: Message, hand: str) -> Labelled:
    """A message as the truth that a detector is scored against."""
    told = {name: tuple(rows) for name, rows in answer(one).items()}
    groups = {"hand": (hand,), "register": (one.register,)}
    return Labelled(one.line, one.id, one.text, told["findings"], told["ignore"], told["conduct"], groups)


def answer(one: Message) -> dict[str, Any]:
    """A message as what somebody found in it: so a second marking is scored as a detector is. Persons named for all are those over posts."""
    spans = [asdict(s) | ({"over_posts": s.person} if named_for_all(s.person) else {}) for s in one.spans]
    ignore = [{"start": start, "end": end} for start, end in one.ignored]
    return {"findings": spans, "ignore": ignore, "conduct": [asdict(act) for act in one.acts]}


def messages(given: bytes, name: str) -> Iterator[Labelled]:
    """The messages of a hand as they are scored. A fault ends it, told by its line and never by what stands there."""
    try:
        hand = read_text(given.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        raise WrongCall("hands.this_marked_text_is_not") from error
    for fault in hand.faults:
        raise WrongCall("hands.line_its_marks_are_not", line=int(fault.removeprefix(f"{name}:").split(":")[0]))  # fmt: skip
    return (labelled(one, hand.name) for one in hand.messages)
