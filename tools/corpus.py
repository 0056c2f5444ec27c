"""The corpus of marked messages in ``corpus/``: what may not stand in its hands, what they hold, and two markings of one text compared.

The marks are those of ``corpus/GUIDE.md``, read by ``doxdocket.score.hands``; every score is that of ``doxdocket.score``. Left out:
detection, which never sees a hand from here. The program that goes out to users does not hold the corpus.

>>> read_text("=== a-1 | note | chat\\nbai@mail.cn\\n", "a.txt").faults
('a.txt:2: e-mail at mail.cn, which is no example domain',)
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from doxdocket.detect.check_digits import identity
from doxdocket.law.kinds import kinds
from doxdocket.score import Tally, hands
from doxdocket.score.hands import Hand, Message
from doxdocket.score.measures import family, measures

ROOT = Path(__file__).parent.parent / "corpus"
BIRTHS = range(1850, 1900)
CLOSED = ("calibration", "fresh")
"""Sides of which no text is learned from or read."""
FOLDS = 5
_IDENTITY = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9Xx])")
_MAIL = re.compile(r"[A-Za-z0-9._+-]+@([A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\.[A-Za-z]{2,})")
_SAMPLE_MAIL = re.compile(r"(?:^|\.)example\.(?:com|org|net)$")
_SAYS_WRONG = re.compile(r"校验|check digit")
_PAIR = re.compile(r"pair[=:\- ]\s*([^\s;,；，]+)")


def read(path: Path) -> Hand:
    """A hand from its file."""
    return hands.read(path, _values)


def read_text(text: str, name: str) -> Hand:
    """A hand from its text; ``name`` is told in faults."""
    return hands.read_text(text, name, _values)


def files(*, second: bool = False) -> list[Path]:
    """The files of all hands in order of their names, or of all second markings."""
    found = [p for p in (ROOT / "hands").glob("*.txt") if p.name.endswith(".b.txt") == second]
    return sorted(found, key=lambda p: (p.name[0], int(re.sub(r"\D", "", p.name))))


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
                     for f in measures().families},
        "forms": {f: sum(s.form == f for _, s in spans) for f in measures().forms},
        "labels": {label: sum(a.label == label for _, a in acts) for label in measures().labels},
    }  # fmt: skip


def short(told: dict[str, Any]) -> list[str]:
    """What lacks to the aims: 32 hands, 4,200 messages, a kind 100 spans, a family 400 over 15 hands, a label 250."""
    lacks = [f"hands {n} of 32" for n in [len(told["hands"])] if n < 32]
    lacks += [f"messages {n} of 4200" for n in [sum(h["messages"] for h in told["hands"].values())] if n < 4200]
    lacks += [f"{k} {n} of 100" for k, n in told["kinds"].items() if n < 100 and k != "other"]
    lacks += [f"{f} {n['spans']} of 400" for f, n in told["families"].items() if n["spans"] < 400]
    lacks += [f"{f} in {n['hands']} of 15 hands" for f, n in told["families"].items() if n["hands"] < 15]
    return lacks + [f"{label} {n} of 250" for label, n in told["labels"].items() if n < 250]


def agreement(pairs: Iterable[tuple[Hand, Hand]]) -> Tally:
    """Second markings scored against the first as a detector is."""
    tally = Tally()
    for first, second in pairs:
        own = {m.id: m for m in first.messages}
        for b in second.messages:
            tally.add(hands.labelled(own[b.id], first.name), hands.answer(b))
    return tally


@cache
def all_hands() -> tuple[Hand, ...]:
    """Every hand of the corpus, read once."""
    return tuple(read(path) for path in files())


def both_markings() -> list[tuple[Hand, Hand]]:
    """Each hand beside its second marking, where it has one."""
    first = {hand.name: hand for hand in all_hands()}
    return [(first[second.name], second) for second in (read(path) for path in files(second=True))]


def open_names() -> tuple[str, ...]:
    """The hands that are learned from, of train and dev, in the order of ``splits.tsv``; a new hand stands last, so the others keep their folds."""
    return tuple(name for name, side in splits().items() if side not in CLOSED)


def open_hands() -> list[Hand]:
    """The same, read."""
    own = set(open_names())
    return [hand for hand in all_hands() if hand.name in own]


def fold(hand: str) -> int:
    """The fifth that an open hand belongs to, for all that is fitted: who leaves a fold out has seen nothing of it.

    >>> fold("h16"), fold("t1") == fold("t6")
    (0, True)
    """
    return open_names().index(hand) % FOLDS


@cache
def splits() -> dict[str, str]:
    """The side of each hand (train, dev, calibration), from ``corpus/splits.tsv``."""
    rows = (ROOT / "splits.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: side for name, side, _ in (row.split("\t") for row in rows)}
