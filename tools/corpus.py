"""The corpus of marked messages in ``corpus/``: reads hands, tells their faults, counts them, and compares two markings of one text.

The marks are those of ``corpus/GUIDE.md``; offsets are code points of the text without marks. Left out: detection, which never sees a hand
from here. The program that goes out to users does not hold the corpus.

>>> one = read_text("=== a-1 | note | chat\\n叫⟦name:p1|柏安⟧，⟪insult:p1|蠢货⟫\\n", "a.txt").messages[0]
>>> one.text, one.spans[0], one.acts[0].label
('叫柏安，蠢货', Span(start=1, end=3, kind='name', person='p1', form='verbatim', value='柏安'), 'insult')
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from doxdocket.detect.check_digits import identity
from doxdocket.detect.conduct.learned import LABELS
from doxdocket.law.kinds import kinds

ROOT = Path(__file__).parent.parent / "corpus"
FORMS = ("verbatim", "masked", "partial", "around", "split", "prose", "picture")
LINKS = ("reply", "forward", "edit", "album")
OUTSIDE = "external"  # what was forwarded from a place that is not in the hand
FAMILIES = {
    "structured": ("id_number", "phone_number", "landline_number", "bank_account", "email", "vehicle_file", "social_account",
                   "passport_number"),
    "names": ("name",), "addresses": ("home_address", "delivery_address"), "schools": ("school",), "workplaces": ("workplace",),
}  # fmt: skip
NEAR = (
    {"home_address", "delivery_address", "native_place", "household_registration", "realtime_location", "movement_trace", "real_estate"},
    {"phone_number", "landline_number"},
    {"social_account", "payment_account", "email", "account_password"},
    {"name", "former_name_alias", "family_members"},
    {"school", "education_level", "student_id", "exam_certificate"},
    {"workplace", "job_history", "income_tax"},
    {"lodging_record", "hotel_room_current", "travel_ticket", "movement_trace"},
    {"vehicle_file", "vehicle_trace"},
    {"loan_debt", "credit_report", "deposit_balance", "transaction_record"},
    {"passport_number", "other_certificate", "driver_licence"},
)  # fmt: skip
BIRTHS = range(1850, 1900)
_MARK = re.compile(r"[⟦⟪⟧⟫]")
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9Xx])")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@([A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\.[A-Za-z]{2,})")
_SAMPLE_MAIL = re.compile(r"(?:^|\.)example\.(?:com|org|net)$")
_SAYS_WRONG = re.compile(r"校验|check digit")
_PAIR = re.compile(r"pair[=:\- ]\s*([^\s;,；，]+)")


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


@dataclass(slots=True)
class _Marks:
    text: str = ""
    spans: list[Span] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    ignored: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)  # place in the marked text, what is wrong


def family(kind: str) -> str:
    """The family that a kind is judged with; ``others`` when it has none of its own."""
    return next((name for name, members in FAMILIES.items() if kind in members), "others")


def near(one: str, other: str) -> bool:
    """Whether two kinds count as one when a span of the one answers a span of the other."""
    return one == other or any(one in group and other in group for group in NEAR)


def read(path: Path) -> Hand:
    """A hand from its file."""
    return read_text(path.read_text(encoding="utf-8"), path.name)


def hands(*, second: bool = False) -> list[Path]:
    """The files of all hands in order of their names, or of all second markings."""
    found = [p for p in (ROOT / "hands").glob("*.txt") if p.name.endswith(".b.txt") == second]
    return sorted(found, key=lambda p: (p.name[0], int(re.sub(r"\D", "", p.name))))


def read_text(text: str, name: str) -> Hand:
    """A hand from its text; ``name`` is told in faults."""
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
        faults += [(first + one.text.count("\n", 0, place), what) for place, what in _values(one)]
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
        if label not in LABELS:
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
    if form not in FORMS:
        tell(f"unknown form {form}")
    if not re.fullmatch(r"[pP][1-9]\d*", person):
        tell(f"{kind} without a numbered person")
    done.spans.append(Span(start, end, kind, person, form, value if given else text[start:end]))


def _plain(text: str) -> str:
    """Full-width, circled and styled characters as plain ones; what becomes longer stays, so that places hold."""
    folded = (unicodedata.normalize("NFKC", c) for c in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


def _values(one: Message) -> Iterator[tuple[int, str]]:
    """What must not stand in any text, marked or not: a birth that a living person could have, an address that may be used."""
    plain = _plain(one.text)
    excused = bool(_SAYS_WRONG.search(one.note + one.register))
    places = [(m.start(), m.group()) for m in _IDENTITY.finditer(plain)]
    given = [(s.start, re.sub(r"[^0-9A-Za-z]", "", _plain(s.value))) for s in one.spans if s.kind == "id_number"]
    for place, digits in {*places, *((p, v) for p, v in given if re.fullmatch(r"\d{17}[0-9Xx]", v))}:
        right = identity(digits[:17]) == digits[17].upper()
        marked = (place, digits) in given
        if (right or marked) and int(digits[6:10]) not in BIRTHS:
            yield place, f"identity number with a birth in {digits[6:10]}, outside 1850-1899"
        elif marked and not right and not excused and one.text[place : place + 18] == digits:
            yield place, "identity number with a wrong check digit, and the note does not say that it is meant"
    own = [(s.start, s.end) for s in one.spans if s.kind == "email"]
    mails = [(m.start(), m.group(1)) for m in _MAIL.finditer(plain) if not any(a <= m.start() < b for a, b in own)]
    mails += [(s.start, m.group(1)) for s in one.spans for m in _MAIL.finditer(_plain(s.value)) if s.kind == "email"]
    yield from (
        (p, f"e-mail at {d}, which is no example domain") for p, d in mails if not _SAMPLE_MAIL.search(d.lower())
    )


def pair_words(one: Message) -> set[str]:
    """The words that tie a message to its near-twins of the same hand."""
    return set(_PAIR.findall(one.note))


def counts(all_: Sequence[Hand]) -> dict[str, Any]:
    """Messages, decoys (without personal information), spans and acts by hand, kind, family, form and label."""
    spans = [(hand.name, s) for hand in all_ for m in hand.messages for s in m.spans]
    acts = [(hand.name, a) for hand in all_ for m in hand.messages for a in m.acts]
    by_hand = {}
    for hand in all_:
        by_hand[hand.name] = {
            "messages": len(hand.messages),
            "decoys": sum(not m.spans for m in hand.messages),
            "spans": sum(len(m.spans) for m in hand.messages),
            "acts": sum(len(m.acts) for m in hand.messages),
        }
    families = defaultdict(set)
    for name, span in spans:
        families[family(span.kind)].add(name)
    return {
        "hands": by_hand,
        "kinds": {k: n for k in kinds() if (n := sum(s.kind == k for _, s in spans)) or k != "other"},
        "families": {f: {"spans": sum(family(s.kind) == f for _, s in spans), "hands": len(families[f])}
                     for f in (*FAMILIES, "others")},
        "forms": {f: sum(s.form == f for _, s in spans) for f in FORMS},
        "labels": {label: sum(a.label == label for _, a in acts) for label in LABELS},
    }  # fmt: skip


def short(told: dict[str, Any]) -> list[str]:
    """What lacks to the aims: 32 hands, 4,200 messages, a kind 100 spans, a family 400 over 15 hands, a label 250."""
    lacks = [f"hands {n} of 32" for n in [len(told["hands"])] if n < 32]
    lacks += [f"messages {n} of 4200" for n in [sum(h["messages"] for h in told["hands"].values())] if n < 4200]
    lacks += [f"{k} {n} of 100" for k, n in told["kinds"].items() if n < 100 and k != "other"]
    lacks += [f"{f} {n['spans']} of 400" for f, n in told["families"].items() if n["spans"] < 400]
    lacks += [f"{f} in {n['hands']} of 15 hands" for f, n in told["families"].items() if n["hands"] < 15]
    return lacks + [f"{label} {n} of 250" for label, n in told["labels"].items() if n < 250]


def matched(true: Sequence[Span], found: Sequence[Span]) -> dict[int, int]:
    """Which span of a second marking answers which of the first: half of each is shared, the kinds are equal or near."""
    best: dict[int, int] = {}
    for i, t in enumerate(true):
        for j, f in enumerate(found):
            shared = min(t.end, f.end) - max(t.start, f.start)
            fits = near(t.kind, f.kind) and 2 * shared >= max(t.end - t.start, f.end - f.start)
            if fits and j not in best.values():
                best[i] = j
                break
    return best


@dataclass(slots=True)
class _Tally:
    both: int = 0
    first: int = 0  # of the first marking alone
    second: int = 0

    def told(self) -> dict[str, Any]:
        total = 2 * self.both + self.first + self.second
        f1 = 2 * self.both / total if total else None
        return {"f1": f1, "n": self.both + self.first, "both": self.both, "first": self.first, "second": self.second}


def agreement(pairs: Iterable[tuple[Hand, Hand]]) -> dict[str, Any]:
    """F1 of second markings against the first, by family, kind and label (by message); whose it is; what they differ in."""
    by_kind: dict[str, _Tally] = defaultdict(_Tally)
    by_label: dict[str, _Tally] = defaultdict(_Tally)
    differ: Counter[tuple[str, str]] = Counter()
    persons: list[float] = []
    messages = 0
    for first, second in pairs:
        own = {m.id: m for m in first.messages}
        for b in second.messages:
            a = own[b.id]
            messages += 1
            best = matched(a.spans, b.spans)
            _tally_spans(a, b, best, by_kind, differ)
            for label in LABELS:
                said = [any(x.label == label for x in m.acts) for m in (a, b)]
                by_label[label].both += all(said)
                by_label[label].first += said == [True, False]
                by_label[label].second += said == [False, True]
            same = [(a.spans[i].person == a.spans[k].person) == (b.spans[j].person == b.spans[m].person)
                    for (i, j), (k, m) in combinations(sorted(best.items()), 2)]  # fmt: skip
            persons += [sum(same) / len(same)] if same else []
    by_family: dict[str, _Tally] = defaultdict(_Tally)
    for kind, n in by_kind.items():
        for sums in (by_family[family(kind)], by_family["all"]):
            sums.both, sums.first, sums.second = sums.both + n.both, sums.first + n.first, sums.second + n.second
    return {
        "messages": messages,
        "families": {f: by_family[f].told() for f in (*FAMILIES, "others", "all")},
        "kinds": {k: by_kind[k].told() for k in kinds() if by_kind[k].both + by_kind[k].first >= 20},
        "labels": {label: by_label[label].told() for label in LABELS},
        "persons": {"share": sum(persons) / len(persons), "messages": len(persons)} if persons else None,
        "differences": [{"first": a, "second": b, "times": n} for (a, b), n in sorted(differ.items(), key=lambda d: (-d[1], d[0]))],
    }  # fmt: skip


def _tally_spans(
    a: Message, b: Message, best: dict[int, int], by_kind: dict[str, _Tally], differ: Counter[tuple[str, str]]
) -> None:
    for i, t in enumerate(a.spans):
        if i in best:
            by_kind[t.kind].both += 1
            answer = b.spans[best[i]].kind
        else:
            by_kind[t.kind].first += 1
            touched = sorted((f for f in b.spans if _touch(t, f)), key=lambda f: _shared(t, f))
            answer = touched[-1].kind if touched else "unmarked"
            answer = "other ends" if touched and near(answer, t.kind) else answer
            if not touched and any(_shared(t, Act(*g, "", "")) > 0 for g in b.ignored):
                answer = "ignore"
        if answer != t.kind:
            differ[t.kind, answer] += 1
    for j, f in enumerate(b.spans):
        if j in best.values():
            continue
        touched = [t for t in a.spans if _touch(t, f)]
        ignored = any(_shared(f, Act(*g, "", "")) > 0 for g in a.ignored)
        if not ignored and not any(near(t.kind, f.kind) for t in touched):
            by_kind[f.kind].second += 1
        if not touched:
            differ["ignore" if ignored else "unmarked", f.kind] += 1


def _shared(a: Span | Act, b: Span | Act) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _touch(a: Span, b: Span) -> bool:
    return _shared(a, b) > 0


@cache
def all_hands() -> tuple[Hand, ...]:
    """Every hand of the corpus, read once."""
    return tuple(read(path) for path in hands())


def both_markings() -> list[tuple[Hand, Hand]]:
    """Each hand beside its second marking, where it has one."""
    first = {hand.name: hand for hand in all_hands()}
    return [(first[second.name], second) for second in (read(path) for path in hands(second=True))]


@cache
def splits() -> dict[str, str]:
    """The side of each hand (train, dev, calibration), from ``corpus/splits.tsv``."""
    rows = (ROOT / "splits.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: side for name, side, _ in (row.split("\t") for row in rows)}
