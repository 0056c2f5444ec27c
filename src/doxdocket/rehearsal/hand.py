"""What several writers share: choosing a label, ordering facts, dates in several shapes, words for kin.

Source: invented. Leaves out the styles themselves: a style owns its labels, its marks and its disguises.

>>> date("1889-03-04", "cn"), date("1889-03-04", "dots"), date("1889-03-04", "run")
('1889年3月4日', '1889.03.04', '18890304')
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from doxdocket.rehearsal import words as w
from doxdocket.rehearsal.conduct import act
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card, Fact
from doxdocket.rehearsal.words import Labels

Writer = Callable[[Pen, Sequence[Card]], None]
Show = Callable[[Pen, Fact], str]

DIGIT_KINDS = {"id_number", "phone_number", "bank_account"}


@dataclass(frozen=True, slots=True)
class Style:
    """One way of writing: its part (open or held), the shapes of content it can carry, and its writer."""

    name: str
    part: str
    shapes: frozenset[str]
    write: Writer


def register(into: dict[str, Style], part: str, *shapes: str) -> Callable[[Writer], Writer]:
    """Decorator that puts a writer into a register under its own name."""

    def keep(writer: Writer) -> Writer:
        name = writer.__name__
        into[name] = Style(name, part, frozenset(shapes), writer)
        return writer

    return keep


def label(pen: Pen, labels: Labels, fact: Fact) -> str:
    """The writer's word for this kind, by platform where the fact has one."""
    found = labels.get(f"{fact.kind}.{fact.hint}") or labels.get(fact.kind) or fact.kind
    return found if isinstance(found, str) else pen.rng.choice(found)


def ordered(card: Card, order: Sequence[str] = w.of("kinds_in_order")) -> list[Fact]:
    """The card's facts in this order; kinds that the order lacks come last."""
    place = {kind: i for i, kind in enumerate(order)}
    return sorted(card.facts, key=lambda f: place.get(f.kind, 99))


def date(iso: str, shape: str) -> str:
    """A birth date as one writer would put it."""
    year, month, day = (int(x) for x in iso.split("-"))
    if shape == "cn":
        return f"{year}年{month}月{day}日"
    if shape == "dots":
        return f"{year}.{month:02d}.{day:02d}"
    if shape == "slash":
        return f"{year}/{month}/{day}"
    return f"{year}{month:02d}{day:02d}" if shape == "run" else iso


def phrased(pen: Pen, phrases: Labels, facts: Iterable[Fact], show: Show, joint: str) -> None:
    """Facts as clauses: each phrase has ``{v}`` where the value goes."""
    for i, fact in enumerate(facts):
        before, _, after = label(pen, phrases, fact).partition("{v}")
        pen.say((joint if i else "") + before).put(fact, show(pen, fact)).say(after)


def rows(
    pen: Pen,
    labels: Labels,
    card: Card,
    show: Show,
    *,
    sep: str = "：",
    insult: float = 0.0,
) -> None:
    """Label, separator, value, line end; now and then an insult between two lines."""
    pen.card = card
    facts = ordered(card)
    for i, fact in enumerate(facts):
        pen.say(label(pen, labels, fact) + sep).put(fact, show(pen, fact))
        if i < len(facts) - 1:
            pen.say("\n")
            if insult and pen.maybe(insult):
                act(pen, "insult", card)
                pen.say("\n")


def kin(card: Card, words: Mapping[str, Any] = MappingProxyType({})) -> str:
    """The word for a relative: of these words, else the plain one."""
    plain = w.told()["kin"]
    return str(words.get(card.relation) or words.get("") or plain.get(card.relation, plain[""]))
