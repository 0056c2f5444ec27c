"""Makes the single posts of the case and keeps what was posted of whom, so that repeats are known while they happen.

Source: choose, scenes, the styles. Leaves out when and how often: ``plot`` plans that.

>>> maker = Maker(3, 0.02)
>>> maker.single(START, CORE[0], maker.world.singles[0])
>>> maker.posts[0].cards[0].person is maker.world.singles[0], maker.posts[0].repeat
(True, {})
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from doxdocket.rehearsal import choose, scenes, world
from doxdocket.rehearsal.hand import Style
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card, Fact, Person, phone_number
from doxdocket.rehearsal.post import ACTORS, CHANNELS, Channel, Post, Writing
from doxdocket.rehearsal.styles_held import HELD_STYLES
from doxdocket.rehearsal.styles_open import OPEN_STYLES
from doxdocket.rehearsal.words import told

START, END = 1_688_342_400, 1_711_584_000  # 2023-07-03, 2024-03-28 (UTC)
FIRST_CAPTURE, SECOND_CAPTURE = 1_712_563_200, 1_716_192_000  # 2024-04-08, 2024-05-20

ALL_STYLES: dict[str, Style] = {**OPEN_STYLES, **HELD_STYLES}
CORE = tuple(c for c in CHANNELS if c.core)


class Maker:
    """Posts by order of their making, the last id of every channel, and every item set posted so far."""

    def __init__(self, seed: int, scale: float) -> None:
        self.rng, self.scale = Random(seed), scale
        self.world = world.make(self.rng, scale)
        self.posts: list[Post] = []
        self.last_id = {c.key: 0 for c in CHANNELS}
        self.posted: dict[str, set[tuple[str, str]]] = {}
        self.sets: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}

    # the act of posting -----------------------------------------------------------------------------------------

    def add(self, at: int, c: Channel, writing: Writing, **more: Any) -> Post:
        """Put a post into a channel; ``more`` are fields of ``Post``."""
        self.last_id[c.key] += 1 if self.rng.random() < 0.97 else self.rng.randint(2, 4)
        if c.shape == "crlf":
            writing = writing.with_crlf()
        elif c.shape == "control" and writing.text and self.rng.random() < 0.15:
            writing = replace(writing, text=writing.text + "\x07")
        post = Post(c, self.last_id[c.key], at, writing, first=at < FIRST_CAPTURE, **more)
        if post.kind == "message":
            self._sign(post)
        self._remember(post)
        self.posts.append(post)
        return post

    def _sign(self, post: Post) -> None:
        c = post.channel
        if c.core:
            post.author = self.rng.choice([a for a in ACTORS if c.key in a.channels]).signature
        elif not c.broadcast:
            post.sender = scenes.member(self.rng, c.bare_id)
        if self.rng.random() < 0.12:
            post.extra["reactions"] = scenes.reactions(self.rng, named=not c.broadcast and self.rng.random() < 0.3)

    def _remember(self, post: Post) -> None:
        """Keep what was posted of whom, and what that repeats."""
        for card in post.cards:
            who, items = card.person.id, choose.items(card)
            origin = self.sets.get((who, items))
            if origin and who not in post.repeat:
                post.repeat[who] = (origin, "same_items")
            if not origin:
                self.sets[who, items] = post.repeat[who][0] if who in post.repeat else post.key
            self.posted.setdefault(who, set()).update(items)

    def origins(self, source: Post, why: str) -> dict[str, tuple[str, str]]:
        """For each person of a post, the true first publication and why this one repeats it."""
        return {card.person.id: (self.sets[card.person.id, choose.items(card)], why) for card in source.cards}

    # dossiers ---------------------------------------------------------------------------------------------------

    def dossier(self, at: int, c: Channel, cards: Sequence[Card], shape: str, without: str = "") -> Post:
        """A dossier in one of the channel's hands."""
        hands = told()["hands"]
        names = hands.get(c.key, hands["baizhou"]).split()
        fitting = [ALL_STYLES[n] for n in names if shape in ALL_STYLES[n].shapes and n != without]
        style = self.rng.choice(fitting or [s for s in ALL_STYLES.values() if shape in s.shapes])
        pen = Pen(self.rng, style.part)
        style.write(pen, cards)
        post = self.add(at, c, Writing.of(pen), style=style.name, part=style.part, cards=tuple(cards))
        scenes.picture(self.rng, post, 0.085 if shape == "single" else 0.0)
        if post.images and self.rng.random() < 0.15:  # an album: same moment, next id, no text
            self.add(
                at,
                c,
                Writing(""),
                style="album",
                extra={"photo": scenes.NOT_INCLUDED, "width": 960, "height": 1280},
                part=style.part,
            )
        return post

    def single(self, at: int, c: Channel, one: Person) -> None:
        """One person for the first time."""
        card = choose.first(self.rng, one)
        self.dossier(at, c, [choose.slip(self.rng, card) if self.rng.random() < 0.05 else card], "single")

    def listed(self, at: int, c: Channel, group: Sequence[Person]) -> None:
        """Several persons, a line each."""
        self.dossier(at, c, choose.columns(self.rng, list(group)), "list")

    def family(self, at: int, c: Channel, target: Person, kin: list[tuple[Person, str]]) -> None:
        """A target with relatives."""
        self.dossier(at, c, choose.kinsfolk(self.rng, target, kin), "family")

    def company(self, at: int, c: Channel, target: Person, friend: Person) -> None:
        """A target and somebody mentioned beside."""
        self.dossier(at, c, choose.company(self.rng, target, friend), "family")

    def again(self, at: int, c: Channel, one: Person) -> Post | None:
        """Somebody posted before, with something new."""
        card = choose.again(self.rng, one, self.posted.get(one.id, set()))
        return self.dossier(at, c, [card], "single") if card else None

    # repeats ----------------------------------------------------------------------------------------------------

    def _earlier(self, c: Channel | None = None) -> Post | None:
        found = [
            p
            for p in self.posts
            if p.cards and p.channel is not c and p.style in ALL_STYLES and p.channel.shape == "new"
        ]
        return self.rng.choice(found) if found else None

    def forward(self, at: int, c: Channel) -> None:
        """A forward from another captured channel; some forms show the origin's id."""
        source = self._earlier(c)
        if source:
            shown = (source.channel.title, f"channel{source.channel.bare_id}" if self.rng.random() < 0.35 else "")
            more = {"style": source.style, "part": source.part, "cards": source.cards, "forward": shown}
            self.add(at, c, source.writing, repeat=self.origins(source, "forward"), **more)

    def quote(self, at: int, c: Channel) -> None:
        """An earlier post as a block quote with a comment."""
        source = self._earlier()
        if source:
            writing = scenes.quoted(self.rng, source)
            more = {"style": "quote", "part": source.part, "cards": source.cards}
            self.add(at, c, writing, repeat=self.origins(source, "quote"), **more)

    def copy(self, at: int, c: Channel) -> None:
        """Copied by hand: the same words without a forward mark, or the same facts in another style."""
        source = self._earlier(c)
        if source is None:
            return
        if self.rng.random() < 0.4:
            self.add(at, c, source.writing, style=source.style, part=source.part, cards=source.cards)
            return
        shapes = ALL_STYLES[source.style].shapes
        shape = "single" if len(source.cards) == 1 else "list" if "list" in shapes else "family"
        self.dossier(at, c, source.cards, shape, source.style)

    def outside_forward(self, at: int, c: Channel) -> None:
        """Forwarded from a channel that nobody captured: a first publication all the same."""
        one = self._known()
        post = self.again(at, c, one) if one else None
        if post:
            post.forward = (self.rng.choice(("深海档案馆", "匿名树洞", "无名氏")), "")

    # scenes -----------------------------------------------------------------------------------------------------

    def _known(self) -> Person | None:
        """A grown person whose identity number stands already."""
        found = [
            p
            for p in self.world.singles
            if (f := p.one("id_number")) and (f.kind, f.value) in self.posted.get(p.id, ())
        ]
        return self.rng.choice(found) if found else None

    def scene(self, at: int, c: Channel, make: Callable[[Random, Person, Fact], scenes.Scene]) -> None:
        """One of the small scenes about somebody known, with a phone number that is new."""
        one = self._known()
        if one is None:
            return
        made = make(self.rng, one, self._new_phone(one))
        more = {"cards": (made.card,), "extra": made.extra, "fields": made.fields, "part": made.part}
        self.add(at, c, made.writing, style=make.__name__, **more)

    def _new_phone(self, one: Person) -> Fact:
        number = phone_number(self.rng)
        fact = Fact("phone_number", number, number)
        one.facts["phone_number"].append(fact)
        return fact

    def reply(self, at: int, c: Channel) -> None:
        """A reply that adds one field to an earlier dossier of the same channel."""
        found = [
            p for p in self.posts if p.channel is c and len(p.cards) == 1 and p.style in ALL_STYLES and not p.repeat
        ]
        if found:
            source = self.rng.choice(found)
            card = Card(source.cards[0].person, (self._new_phone(source.cards[0].person),))
            self.add(at, c, scenes.reply(self.rng, card), style="reply", cards=(card,), reply_to=source.id)

    def deed(self, at: int, c: Channel, label: str) -> None:
        """An offer, a task, an advert, a motive, standing alone."""
        self.add(at, c, scenes.deed(self.rng, label, c.part), style="conduct", part=c.part)

    def chat(self, at: int, c: Channel) -> None:
        """An ordinary post."""
        post = self.add(at, c, scenes.ordinary(self.rng, c), style="ordinary", part=c.part)
        scenes.trimmings(self.rng, post, self.last_id[c.key])

    def service(self, at: int, c: Channel, keys: dict[str, Any]) -> None:
        """A service post: ``keys`` of the Desktop form."""
        self.add(at, c, Writing(""), kind="service", extra=dict(keys))

    def unsupported(self, at: int, c: Channel) -> None:
        """A post that the exporting client could not show."""
        self.add(at, c, Writing(""), kind="unsupported")
