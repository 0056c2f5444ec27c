"""The plot of the rehearsal case: what happens in which channel and when, from a seed.

Mirrors published facts only (see NOTICE): July 2023 to March 2024, three channels run by six people, 800+ persons,
1,200+ dossiers, four million views, forwards and copies among rivals and reposters, and a later capture with deletions
and edits. Leaves out how posts look in a file.

>>> posts = Plot(3, 0.02).posts
>>> posts == sorted(posts, key=lambda p: p.at) and any(p.cards for p in posts)
True
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from doxdocket.rehearsal import scenes, world
from doxdocket.rehearsal.maker import CORE, END, FIRST_CAPTURE, SECOND_CAPTURE, START, Maker
from doxdocket.rehearsal.post import BY_KEY, CHANNELS, Channel

if TYPE_CHECKING:
    from doxdocket.rehearsal.people import Person

ORDINARY = 20_600  # ordinary posts at scale 1
VIEWS = 4_360_000  # of the core channels at scale 1
REPOSTERS = ("banyun", "guatian", "jiangbian", "houyuan", "heixiang", "moyu", "ershou", "jiuwen")
DEEDS = {
    "sale_offer": 64,
    "paid_task": 30,
    "promotion": 56,
    "motive": 16,
    "source_of_data": 14,
    "threat": 14,
    "insult": 20,
}
SCENES = ((scenes.correction, 14), (scenes.contact, 10), (scenes.located, 6), (scenes.poll, 6), (scenes.button, 6))


class Plot(Maker):
    """Plans everything, lets it happen in the order of time, then what came between the captures."""

    def __init__(self, seed: int, scale: float) -> None:
        super().__init__(seed, scale)
        self.events: list[tuple[int, int, Callable[..., object], tuple[Any, ...]]] = []
        for step in (self._openings, self._exposures, self._repeats, self._scenes, self._ordinary, self._later):
            step()
        for at, _, act, given in sorted(self.events, key=lambda e: e[:2]):
            act(at, *given)
        self._between_captures()
        self._count_views()

    def count(self, full: float) -> int:
        """A number of the full case, at this scale."""
        return max(1, round(full * self.scale))

    def when(self, low: int = START, high: int = END) -> int:
        """A moment in the window."""
        return self.rng.randint(low, max(low, high))

    def plan(self, at: int, act: Callable[..., object], *given: Any) -> None:
        """Put an event on the list."""
        self.events.append((at, len(self.events), act, given))

    def core(self) -> Channel:
        """One of the three, the first a little busier."""
        return self.rng.choices(CORE, (5, 4, 4))[0]

    def rival(self, core: float = 0.0) -> Channel:
        """One of the two rivals, or with this chance a core channel."""
        return self.core() if self.rng.random() < core else BY_KEY[self.rng.choice(("heixiang", "baizhou"))]

    def _openings(self) -> None:
        for c in CHANNELS:
            begin = START - self.rng.randint(3_600, 86_400)
            self.plan(
                begin,
                self.service,
                c,
                {"action": "create_channel" if c.broadcast else "create_group", "title": c.title},
            )
            self.plan(begin + 60, self.service, c, {"action": "edit_group_photo", "photo": scenes.NOT_INCLUDED})
            if c.key == "yexiao":
                self.plan(self.when(), self.service, c, {"action": "edit_group_title", "title": c.title})
            for _ in range(2):
                self.plan(self.when(), self.service, c, {"action": "pin_message", "message_id": self.rng.randint(3, 9)})
                self.plan(self.when(), self.unsupported, c)

    def _exposures(self) -> None:
        rng, w = self.rng, self.world
        seen: list[tuple[Person, int]] = [(one, self.when()) for one in w.singles]
        for one, at in seen:
            self.plan(at, self.single, self.core(), one)
        listed = list(w.listed)
        while listed:
            group, at = [listed.pop() for _ in range(min(len(listed), rng.randint(4, 8)))], self.when()
            self.plan(at, self.listed, self.core(), group)
            seen += [(one, at) for one in group]
        for home in w.families:
            at = self.when()
            target = home[0] if rng.random() < 0.5 else rng.choice([p for p in home if p.minor_age is None])
            self.plan(
                at, self.family, self.core(), target, [(p, world.relation(target, p)) for p in home if p is not target]
            )
            seen.append((target, at))
        for target, friend in w.company:
            self.plan(self.when(), self.company, self.core(), target, friend)
        for one, at in rng.choices(seen, k=self.count(365)):
            self.plan(self.when(at + 60), self.again, self.core(), one)
        for one in w.outsiders:
            self.plan(self.when(), self.single, self.rival(), one)
        for one, at in rng.choices(seen, k=self.count(60)):
            self.plan(self.when(at + 60), self.again, self.rival(), one)

    def _repeats(self) -> None:
        late = START + (END - START) // 8
        for _ in range(self.count(115)):
            self.plan(self.when(late), self.forward, BY_KEY[self.rng.choice(REPOSTERS)])
        for _ in range(self.count(65)):
            self.plan(self.when(late), self.forward, self.core())
        for _ in range(self.count(32)):
            self.plan(self.when(late), self.quote, self.core())
        for _ in range(self.count(75)):
            self.plan(self.when(late), self.copy, self.rival(core=0.6))

    def _scenes(self) -> None:
        late = START + (END - START) // 6
        for make, full in SCENES:
            for _ in range(self.count(full)):
                self.plan(self.when(late), self.scene, self.core(), make)
        for _ in range(self.count(16)):
            self.plan(self.when(late), self.reply, self.core())
            self.plan(self.when(late), self.outside_forward, self.core())
        for label, full in DEEDS.items():
            for _ in range(self.count(full)):
                self.plan(self.when(), self.deed, self.rival(core=0.8), label)

    def _ordinary(self) -> None:
        for c in CHANNELS:
            for _ in range(self.count(ORDINARY * c.share)):
                self.plan(self.when(), self.chat, c)

    def _later(self) -> None:
        """What the core channels posted after the first capture."""
        for one in self.rng.sample(self.world.singles, self.count(12)):
            self.plan(self.when(FIRST_CAPTURE + 60, SECOND_CAPTURE - 86_400), self.again, self.core(), one)
        for _ in range(self.count(20)):
            self.plan(self.when(FIRST_CAPTURE + 60, SECOND_CAPTURE - 86_400), self.deed, self.core(), "promotion")

    def _between_captures(self) -> None:
        """Some posts vanish before the second capture, some are edited: a remark more, or an insult less."""
        old = [p for p in self.posts if p.channel.core and p.first and p.kind == "message" and p.writing.text]
        for i, post in enumerate(self.rng.sample(old, min(len(old), self.count(48)))):
            if i % 2 == 0:
                post.second = False
            else:
                post.before, post.edited = post.writing, self.when(FIRST_CAPTURE + 3_600, SECOND_CAPTURE - 3_600)
                post.writing = scenes.touched(self.rng, post)

    def _count_views(self) -> None:
        """Views of the core channels: log-normal, more where somebody is exposed."""
        core = [p for p in self.posts if p.channel.core and p.kind == "message"]
        raw = [self.rng.lognormvariate(0, 0.8) * (1.6 if p.cards else 1.0) for p in core]
        factor = VIEWS * self.scale / sum(raw)
        for post, value in zip(core, raw, strict=True):
            post.views = max(3, round(value * factor))
