"""The pen that writes a post: text grows by pieces, and every piece that matters leaves its exact span behind.

Source: Telegram Desktop's export_output_json.cpp for the entity types. Spans are code points of the joined text, so they are true by construction.
Leaves out all judgement of what to write; that is the styles' part.

>>> from random import Random
>>> pen = Pen(Random(1), "open")
>>> pen.say("手机 ").put(Fact("phone_number", "13899901234", "13899901234"), "138 9990 1234").text
'手机 138 9990 1234'
>>> pen.spans[0]["start"], pen.spans[0]["end"], pen.spans[0]["value"]
(3, 16, '13899901234')
"""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from doxdocket.rehearsal.people import Card, Fact

Span = dict[str, Any]


class Pen:
    """Text, spans of facts, spans of conduct, Telegram entities."""

    def __init__(self, rng: Random, part: str) -> None:
        self.rng, self.part = rng, part
        self._parts: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.conduct: list[Span] = []
        self.ignore: list[Span] = []
        self.entities: list[Span] = []
        self.card: Card | None = None

    @property
    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)

    def say(self, words: str, entity: str = "", **more: str) -> "Pen":
        """Append words that are no fact; ``entity`` makes them bold, a link and so on."""
        if entity and words:
            self.entities.append({"start": self.length, "end": self.length + len(words), "type": entity, **more})
        self._parts.append(words)
        self.length += len(words)
        return self

    def put(self, fact: Fact, surface: str = "", entity: str = "") -> "Pen":
        """Append a fact as the writer shows it, and keep its span."""
        surface = surface or fact.plain
        self.spans.append(
            {
                "start": self.length,
                "end": self.length + len(surface),
                "kind": fact.kind,
                "value": fact.value,
                "verdict": fact.verdict,
                "surface": surface,
                "person": self.card.person.id if self.card else None,
            }
        )
        return self.say(surface, entity)

    def skip(self, words: str, kind: str) -> "Pen":
        """Append a mention that is nobody's disclosure: neither right nor wrong to find."""
        self.ignore.append({"start": self.length, "end": self.length + len(words), "kind": kind})
        return self.say(words)

    @contextmanager
    def doing(self, label: str, card: Card | None = None) -> Iterator["Pen"]:
        """What is written inside is conduct of this label, against this card's person."""
        start = self.length
        yield self
        target = card or self.card
        self.conduct.append(
            {"start": start, "end": self.length, "label": label, "person": target.person.id if target else None}
        )

    def one(self, *choices: str) -> str:
        """One of these."""
        return self.rng.choice(choices)

    def maybe(self, share: float) -> bool:
        """True in this share of cases."""
        return self.rng.random() < share
