"""The plot of the rehearsal case: every post of every channel, in the order of its time.

Mirrors published facts only (rules.md §7): July 2023 to March 2024, three channels run by six people, 800+ persons,
1,200+ dossiers, forwards and copies among rivals and reposters, and a later capture with deletions and edits.
Leaves out how posts look in a file. What repeats what is decided here, while the posts are made, so it is true.

>>> posts = Plot(3, 0.02).posts
>>> posts == sorted(posts, key=lambda p: p.at) and any(p.cards for p in posts)
True
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from doxdocket.rehearsal import choose, scenes, world
from doxdocket.rehearsal.hand import Style
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import Card, Fact, Person
from doxdocket.rehearsal.post import ACTORS, BY_KEY, CHANNELS, Channel, Post, Writing
from doxdocket.rehearsal.styles_held import HELD_STYLES
from doxdocket.rehearsal.styles_open import OPEN_STYLES

START, END = 1_688_342_400, 1_711_584_000  # 2023-07-03, 2024-03-28 (UTC)
FIRST_CAPTURE, SECOND_CAPTURE = 1_712_563_200, 1_716_192_000  # 2024-04-08, 2024-05-20
ORDINARY = 20_600  # ordinary posts at scale 1

ALL_STYLES: dict[str, Style] = {**OPEN_STYLES, **HELD_STYLES}
#: Which hands write where; every channel has some that carry families and some that carry lists.
HANDS = {
    "wudeng": "colon_block bracket_label gossip comma_people household numbered_wide official_prose dumped_record",
    "yexiao": "official_prose dumped_record traditional slang_homophone dialogue markdown_sheet colon_block tab_table",
    "kaizhewan": "emoji_bullets slash_line english gossip tab_table comma_people household slang_homophone dialogue",
    "heixiang": "traditional dialogue markdown_sheet slang_homophone official_prose",
    "baizhou": "bracket_label english comma_people household emoji_bullets numbered_wide",
}
CORE = tuple(c for c in CHANNELS if c.core)
_Event = tuple[int, int, Callable[[int], None]]


class Plot:
    """Makes the posts; ``posts`` holds them by time."""

    def __init__(self, seed: int, scale: float) -> None:
        self.rng, self.scale = Random(seed), scale
        self.world = world.make(self.rng, scale)
        self.posts: list[Post] = []
        self.last_id = {c.key: 0 for c in CHANNELS}
        self.posted: dict[str, set[tuple[str, str]]] = {}
        self.sets: dict[tuple[str, frozenset[tuple[str, str]]], str] = {}
        self.events: list[_Event] = []
        self._openings()
        self._exposures()
        self._repeats()
        self._small_scenes()
        self._ordinary()
        self._later()
        for at, _, act in sorted(self.events, key=lambda e: e[:2]):
            act(at)
        self._between_captures()
        self._views()

    # planning ---------------------------------------------------------------------------------------------------

    def count(self, full: float) -> int:
        """A number of the full case, at this scale."""
        return max(1, round(full * self.scale))

    def when(self, low: int = START, high: int = END) -> int:
        """A moment in the window."""
        return self.rng.randint(low, high)

    def plan(self, at: int, act: Callable[[int], None]) -> None:
        """Put an event on the list."""
        self.events.append((at, len(self.events), act))

    def _openings(self) -> None:
        for c in CHANNELS:
            begin = START - self.rng.randint(3_600, 86_400)
            self.plan(
                begin,
                lambda at, c=c: self._service(
                    c, at, {"action": "create_channel" if c.broadcast else "create_group", "title": c.title}
                ),
            )  # type: ignore[misc]
            self.plan(
                begin + 60,
                lambda at, c=c: self._service(c, at, {"action": "edit_group_photo", "photo": scenes.NOT_INCLUDED}),
            )  # type: ignore[misc]
            for _ in range(2):
                self.plan(
                    self.when(),
                    lambda at, c=c: self._service(
                        c, at, {"action": "pin_message", "message_id": max(1, self.last_id[c.key] - 3)}
                    ),
                )  # type: ignore[misc]
                self.plan(self.when(), lambda at, c=c: self._add(c, at, Writing(""), kind="unsupported"))  # type: ignore[misc]

    def _exposures(self) -> None:
        rng, w = self.rng, self.world
        seen: list[tuple[Person, int]] = []
        for one in w.singles:
            at = self.when()
            seen.append((one, at))
            self.plan(at, lambda t, one=one: self._single(self._core(), t, choose.first(rng, one)))  # type: ignore[misc]
        listed = list(w.listed)
        while listed:
            group, at = [listed.pop() for _ in range(min(len(listed), rng.randint(4, 8)))], self.when()
            seen += [(p, at) for p in group]
            self.plan(at, lambda t, g=group: self._dossier(self._core(), t, choose.columns(rng, g), "list"))  # type: ignore[misc]
        for home in w.families:
            at = self.when()
            target = home[0] if rng.random() < 0.5 else rng.choice([p for p in home if p.minor_age is None])
            kin = [(p, world.relation(target, p)) for p in home if p is not target]
            seen.append((target, at))
            self.plan(
                at, lambda t, a=target, k=kin: self._dossier(self._core(), t, choose.kinsfolk(rng, a, k), "family")
            )  # type: ignore[misc]
        for one, at in rng.choices(seen, k=self.count(365)):
            self.plan(self.when(at + 60, END + 90), lambda t, one=one: self._again(self._core(), t, one))  # type: ignore[misc]
        for one in w.outsiders:
            self.plan(self.when(), lambda t, one=one: self._single(self._rival(), t, choose.first(rng, one)))  # type: ignore[misc]
        for one, at in rng.choices(seen, k=self.count(60)):
            self.plan(self.when(at + 60, END + 90), lambda t, one=one: self._again(self._rival(), t, one))  # type: ignore[misc]

    def _repeats(self) -> None:
        late = START + (END - START) // 8
        reposters = [
            BY_KEY[k] for k in ("banyun", "guatian", "jiangbian", "houyuan", "heixiang", "moyu", "ershou", "jiuwen")
        ]
        for _ in range(self.count(115)):
            self.plan(self.when(late), lambda t: self._forward(self.rng.choice(reposters), t))
        for _ in range(self.count(65)):
            self.plan(self.when(late), lambda t: self._forward(self._core(), t))
        for _ in range(self.count(32)):
            self.plan(self.when(late), lambda t: self._quote(self._core(), t))
        for _ in range(self.count(75)):
            self.plan(
                self.when(late), lambda t: self._copy(self._core() if self.rng.random() < 0.6 else self._rival(), t)
            )

    def _small_scenes(self) -> None:
        late = START + (END - START) // 6
        for full, act in (
            (16, self._reply), (14, self._correction), (10, self._contact), (6, self._located), (6, self._poll), (6, self._button),
            (16, self._outside_forward),
        ):  # fmt: skip
            for _ in range(self.count(full)):
                self.plan(self.when(late), lambda t, act=act: act(self._core(), t))  # type: ignore[misc]
        for label, full in {
            "sale_offer": 64,
            "paid_task": 30,
            "promotion": 56,
            "motive": 16,
            "source_of_data": 14,
            "threat": 14,
            "insult": 20,
        }.items():
            for _ in range(self.count(full)):
                self.plan(
                    self.when(),
                    lambda t, label=label: self._deed(
                        self._core() if self.rng.random() < 0.8 else self._rival(), t, label
                    ),
                )  # type: ignore[misc]

    def _ordinary(self) -> None:
        for c in CHANNELS:
            for _ in range(self.count(ORDINARY * c.share)):
                self.plan(self.when(), lambda t, c=c: self._chat(c, t))  # type: ignore[misc]

    def _later(self) -> None:
        """What the core channels posted after the first capture."""
        fresh = [self.world.singles[i % len(self.world.singles)] for i in range(0, self.count(12) * 7, 7)]
        for one in fresh:
            self.plan(
                self.when(FIRST_CAPTURE + 60, SECOND_CAPTURE - 86_400),
                lambda t, one=one: self._again(self._core(), t, one),
            )  # type: ignore[misc]
        for _ in range(self.count(20)):
            self.plan(
                self.when(FIRST_CAPTURE + 60, SECOND_CAPTURE - 86_400),
                lambda t: self._deed(self._core(), t, "promotion"),
            )

    # making -----------------------------------------------------------------------------------------------------

    def _core(self) -> Channel:
        return self.rng.choices(CORE, (5, 4, 4))[0]

    def _rival(self) -> Channel:
        return BY_KEY[self.rng.choice(("heixiang", "baizhou"))]

    def _add(self, c: Channel, at: int, writing: Writing, **more: object) -> Post:
        self.last_id[c.key] += 1 if self.rng.random() < 0.97 else self.rng.randint(2, 4)
        if c.shape == "crlf":
            writing = writing.with_crlf()
        elif c.shape == "control" and writing.text and self.rng.random() < 0.15:
            writing = replace(writing, text=writing.text + "\x07")
        post = Post(c, self.last_id[c.key], at, writing, first=at < FIRST_CAPTURE)
        for name, value in more.items():
            setattr(post, name, value)
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
            post.extra["reactions"] = scenes.reactions(self.rng, self.rng.random() < 0.3)

    def _remember(self, post: Post) -> None:
        """Keep what was posted of whom, and what that repeats."""
        for card in post.cards:
            who, items = card.person.id, frozenset((f.kind, f.value) for f in card.facts)
            origin = self.sets.get((who, items))
            if origin and who not in post.repeat:
                post.repeat[who] = (origin, "same_items")
            if not origin:
                self.sets[who, items] = post.repeat[who][0] if who in post.repeat else post.key
            self.posted.setdefault(who, set()).update(items)

    def _service(self, c: Channel, at: int, keys: dict[str, object]) -> None:
        self._add(c, at, Writing(""), kind="service", extra=keys)

    def _style(self, c: Channel, shape: str, without: str = "") -> Style:
        fitting = [
            ALL_STYLES[n]
            for n in HANDS.get(c.key, HANDS["baizhou"]).split()
            if shape in ALL_STYLES[n].shapes and n != without
        ]
        return self.rng.choice(fitting or [s for s in ALL_STYLES.values() if shape in s.shapes])

    def _write(self, style: Style, cards: Sequence[Card]) -> Writing:
        pen = Pen(self.rng, style.part)
        style.write(pen, cards)
        return Writing.of(pen)

    def _dossier(self, c: Channel, at: int, cards: Sequence[Card], shape: str, without: str = "") -> Post:
        style = self._style(c, shape, without)
        post = self._add(c, at, self._write(style, cards), style=style.name, part=style.part, cards=tuple(cards))
        scenes.picture(self.rng, post, 0.085 if shape == "single" else 0.0)
        return post

    def _single(self, c: Channel, at: int, card: Card) -> None:
        self._dossier(c, at, [choose.slip(self.rng, card) if self.rng.random() < 0.05 else card], "single")

    def _again(self, c: Channel, at: int, one: Person) -> None:
        card = choose.again(self.rng, one, self.posted.get(one.id, set()))
        if card:
            self._dossier(c, at, [card], "single")

    def _earlier(self, c: Channel | None = None) -> Post | None:
        """A post with persons that stands already, now and then of this channel's rivals."""
        found = [p for p in self.posts if p.cards and p.channel is not c and p.style in ALL_STYLES]
        return self.rng.choice(found) if found else None

    def _forward(self, c: Channel, at: int) -> None:
        source = self._earlier(c)
        if source is None:
            return
        ident = f"channel{source.channel.bare_id}" if self.rng.random() < 0.35 else ""
        origin = {card.person.id: (self._origin(source, card), "forward") for card in source.cards}
        self._add(
            c, at, source.writing, style=source.style, part=source.part, cards=source.cards, repeat=origin, forward=(source.channel.title, ident)
        )  # fmt: skip

    def _origin(self, source: Post, card: Card) -> str:
        return self.sets[card.person.id, frozenset((f.kind, f.value) for f in card.facts)]

    def _quote(self, c: Channel, at: int) -> None:
        source = self._earlier()
        if source is None:
            return
        origin = {card.person.id: (self._origin(source, card), "quote") for card in source.cards}
        self._add(
            c, at, scenes.quoted(self.rng, source), style="quote", part=source.part, cards=source.cards, repeat=origin
        )

    def _copy(self, c: Channel, at: int) -> None:
        source = self._earlier(c)
        if source is None:
            return
        if self.rng.random() < 0.4:
            self._add(c, at, source.writing, style=source.style, part=source.part, cards=source.cards)
            return
        shape = next(
            s
            for s in ("list", "family", "single")
            if s in ALL_STYLES[source.style].shapes and (s != "single" or len(source.cards) == 1)
        )
        self._dossier(c, at, source.cards, "single" if len(source.cards) == 1 else shape, source.style)

    def _known(self) -> Person | None:
        """A grown person whose identity number stands already."""
        found = [
            p
            for p in self.world.singles
            if ("id_number", p.facts["id_number"][0].value if "id_number" in p.facts else "")
            in self.posted.get(p.id, set())
        ]
        return self.rng.choice(found) if found else None

    def _scene(self, c: Channel, at: int, make: Callable[[Random, Person, Fact], scenes.Scene], name: str) -> None:
        one = self._known()
        if one is None:
            return
        phone = Fact("phone_number", number := scenes.new_phone(self.rng), number)
        one.facts["phone_number"].append(phone)
        scene = make(self.rng, one, phone)
        self._add(
            c,
            at,
            scene.writing,
            style=name,
            part=scene.part,
            cards=(scene.card,),
            extra=scene.extra,
            fields=scene.fields,
        )

    def _correction(self, c: Channel, at: int) -> None:
        self._scene(c, at, scenes.correction, "correction")

    def _contact(self, c: Channel, at: int) -> None:
        self._scene(c, at, scenes.contact, "contact")

    def _located(self, c: Channel, at: int) -> None:
        self._scene(c, at, scenes.located, "located")

    def _poll(self, c: Channel, at: int) -> None:
        self._scene(c, at, scenes.poll, "poll")

    def _button(self, c: Channel, at: int) -> None:
        self._scene(c, at, scenes.button, "button")

    def _reply(self, c: Channel, at: int) -> None:
        """A reply that adds one field to an earlier dossier of the same channel."""
        found = [
            p for p in self.posts if p.channel is c and len(p.cards) == 1 and p.style in ALL_STYLES and not p.repeat
        ]
        if not found:
            return
        source = self.rng.choice(found)
        one = source.cards[0].person
        fact = Fact("phone_number", number := scenes.new_phone(self.rng), number)
        one.facts["phone_number"].append(fact)
        card = Card(one, (fact,))
        self._add(c, at, scenes.reply(self.rng, card), style="reply", cards=(card,), reply_to=source.id)

    def _outside_forward(self, c: Channel, at: int) -> None:
        """Forwarded from a channel that nobody captured: a first publication all the same."""
        one = self._known()
        card = one and choose.again(self.rng, one, self.posted[one.id])
        if card:
            post = self._dossier(c, at, [card], "single")
            post.forward = (self.rng.choice(("深海档案馆", "匿名树洞", "无名氏")), "")

    def _deed(self, c: Channel, at: int, label: str) -> None:
        self._add(c, at, scenes.deed(self.rng, label, c.part), style="conduct", part=c.part)

    def _chat(self, c: Channel, at: int) -> None:
        post = self._add(c, at, scenes.ordinary(self.rng, c), style="ordinary", part=c.part)
        scenes.trimmings(self.rng, post, self.last_id[c.key])

    # afterwards -------------------------------------------------------------------------------------------------

    def _between_captures(self) -> None:
        """Some posts vanish before the second capture, some are edited."""
        old = [p for p in self.posts if p.channel.core and p.first and p.kind == "message"]
        marked = self.rng.sample(old, min(len(old), self.count(48)))
        for i, post in enumerate(marked):
            if i % 2 == 0:
                post.second = False
            elif not any(p.forward[0] and p.writing is post.writing for p in self.posts):
                post.before, post.edited = post.writing, self.when(FIRST_CAPTURE + 3_600, SECOND_CAPTURE - 3_600)
                post.writing = scenes.touched(self.rng, post)

    def _views(self) -> None:
        """Views of the core channels: log-normal, four million and more in all."""
        core = [p for p in self.posts if p.channel.core and p.kind == "message"]
        raw = [self.rng.lognormvariate(0, 0.8) * (1.6 if p.cards else 1.0) for p in core]
        factor = 4_360_000 * min(1.0, max(self.scale, 0.001)) / sum(raw)
        for post, value in zip(core, raw, strict=True):
            post.views = max(3, round(value * factor))
