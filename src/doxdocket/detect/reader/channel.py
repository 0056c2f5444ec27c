r"""Which earlier person of a channel a post's person is again: by name, value, reply, or because nobody is named. Likely at most, never certain.

Posts of one channel in their order, each with its persons. A person is offered to those of the posts that it answers, edits or belongs to, those
who share a name or a telling value, those whom the text calls by name, and the first persons of the last posts with any; or to
somebody new. Whole-number weights lie in ``channel.tsv``, names of sorts in ``persons.yaml``. Never one person: two identity numbers, births or sexes, nor two whose names have nothing in common and no value either. Each person asks a bounded number of others. Left out: links by values alone, which ``rules/links.yaml`` has; other channels.

>>> posts = [
...     Shown("1", (), "韩知予 13900001850", (Told(("韩知予",), {"phone_number": frozenset({"13900001850"})}),)),
...     Shown("2", ("1",), "补充:在青禾印务", (Told((), {"workplace": frozenset({"青禾印务"})}),)),
... ]
>>> threads(posts)
[[0], [0]]
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from doxdocket.bounds import spend
from doxdocket.detect.data import table
from doxdocket.detect.reader.choices import Because, Choice, Model, Option, weights_of
from doxdocket.detect.reader.same import Item, birth, folded, identity, pieces, sex, sought


class Told(NamedTuple):
    """A person as one post tells it; the first of a post is whom it is about."""

    names: tuple[str, ...]
    values: Mapping[str, frozenset[str]]
    relation: str = ""


class Shown(NamedTuple):
    """A post: its id, the posts it answers, edits or belongs to, its cleaned text, its persons in their order."""

    id: str
    to: tuple[str, ...]
    clean: str
    people: tuple[Told, ...]


@dataclass(slots=True)
class Thread:
    """One person over posts, as far as they were read."""

    number: int
    told: list[tuple[int, int]] = field(default_factory=list)  # number of the post, of the person in it
    names: dict[str, None] = field(default_factory=dict, repr=False)
    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set), repr=False)
    fixed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set), repr=False)
    relation: str = ""


_SAME = frozenset({"value", "same", "surname", "prefix", "given", "longer", "fuller"})
_BACK = 3
"""Posts with persons whose first persons are asked."""
_CALLED = 30
"""Threads whose names are looked for in a text."""
_SHORT = 60
_WHOLE = 2  # characters of a name with a given name


@cache
def shipped() -> Model:
    """The weights that were fitted on the channels of the train hands: ``python -m tools.train_persons --write``."""
    return weights_of("channel.tsv")


def threads(posts: Sequence[Shown]) -> list[list[int]]:
    """Of each person of each post the number of the person over posts."""
    return Channel(posts).given(shipped().best)


class Link(NamedTuple):
    """A person of a post (number of the post, of the person) who is likely one of an earlier post, and what carried that."""

    person: tuple[int, int]
    earlier: tuple[int, int]
    because: tuple[Because, ...]


def links(posts: Sequence[Shown]) -> list[Link]:
    """Whom each person of each post likely is of the last post that told of him, with the features, largest first."""
    model, read, out = shipped(), Channel(posts), list[Link]()

    def choose(choice: Choice[Thread]) -> int:
        best = model.best(choice)
        option = choice.options[best]
        if option.person is not None:
            found = [one for one in model.weights(choice, option) if one.weight]
            because = tuple(sorted(found, key=lambda one: (-abs(one.weight), one)))
            out.append(Link((choice.post, choice.at), option.person.told[-1], because))
        return best

    read.given(choose)
    return out


class Channel:
    """The posts of a channel, read once in their order."""

    def __init__(self, posts: Sequence[Shown]) -> None:
        self.posts = posts
        self.threads: list[Thread] = []
        self.of_post: dict[str, list[Thread]] = {}
        self.heads: list[Thread] = []  # the first person of each post with any
        self.known: dict[tuple[str, str], Thread] = {}  # way and piece of a name
        self.valued: dict[tuple[str, str], Thread] = {}

    def given(self, choose: Callable[[Choice[Thread]], int]) -> list[list[int]]:
        """Of each person of each post the number of the person over posts, where ``choose`` takes an option of each choice."""
        out = []
        for number, post in enumerate(self.posts):
            here: list[Thread] = []
            for at, told in enumerate(post.people):
                choice = self._choice(number, at, told, here)
                thread = choice.options[choose(choice)].person
                if thread is None:
                    thread = Thread(len(self.threads), relation=told.relation)
                    self.threads.append(thread)
                here.append(thread)
            for at, (told, thread) in enumerate(zip(post.people, here, strict=True)):
                thread.told.append((number, at))
                self._take(told, thread)
            if here:
                self.of_post[post.id] = here
                self.heads.append(here[0])
            out.append([thread.number for thread in here])
        return out

    def _take(self, told: Told, thread: Thread) -> None:
        for name in told.names:
            thread.names[folded(name)] = None
            for key in pieces(folded(name)):
                self.known[key] = thread
        for kind, values in told.values.items():
            thread.values[kind] |= values
            self.valued.update({(kind, value): thread for value in values})
        for fixed, value in _fixed(told):
            thread.fixed[fixed].add(value)

    def _around(self, post: Shown, told: Told) -> Iterator[tuple[str, Thread]]:
        """Threads that a person may be, by what they are to it."""
        for name in told.names:
            for way, piece, role in sought(folded(name)):
                if (way, piece) in self.known:
                    yield role, self.known[way, piece]
        for kind, values in told.values.items():
            for value in sorted(values):
                if (kind, value) in self.valued:
                    yield "value", self.valued[kind, value]
        for to in post.to:
            for at, thread in enumerate(self.of_post.get(to, ())[:_BACK]):
                yield "answered" if not at else "beside", thread
        for back, thread in enumerate(reversed(self.heads[-_BACK:])):
            yield f"recent{back}", thread
        for thread in self.threads[-_CALLED:]:
            spend(1 + len(post.clean) // _SHORT)
            if any(len(name) >= _WHOLE and name in post.clean for name in [*thread.names][:_BACK]):
                yield "called", thread

    def _choice(self, number: int, at: int, told: Told, here: Sequence[Thread]) -> Choice[Thread]:
        post = self.posts[number]
        roles: dict[int, list[str]] = defaultdict(list)
        for role, thread in self._around(post, told):
            if role not in roles[thread.number]:
                roles[thread.number].append(role)
        spend(len(roles) + 1)
        options = []
        for other, those in roles.items():
            thread = self.threads[other]
            otherwise = told.names and thread.names and _SAME.isdisjoint(those)
            if thread not in here and not otherwise and _fits(told, thread):
                options.append(Option(thread, tuple(those), self._own(number, told, thread, those)))
        named = "named" if told.names else "unnamed"
        own = [f"people={min(len(options), 4)}", f"people={named}{min(len(options), 4)}"]
        return Choice(at, self._shared(post, at, told), [*options, Option(None, ("new",), own)], number)

    def _shared(self, post: Shown, at: int, told: Told) -> list[str]:
        named = "named" if told.names else "unnamed"
        place = "first" if not at else "later"
        out = ["kind=any", f"named={named}", f"named={named}&first={place}", f"first={place}"]
        out.append(f"answers={bool(post.to):d}{named}")
        out.append(f"held={min(sum(map(len, told.values.values())), 4)}")
        out += [f"kin={told.relation}", "kin=any"] if told.relation else []
        for word, code in _opening().items():
            if word in post.clean[:_SHORT]:
                out += [f"word={code}", f"word={code}{named}"]
        return out

    def _own(self, number: int, told: Told, thread: Thread, roles: Sequence[str]) -> list[str]:
        back = min(number - thread.told[-1][0], 9)
        far = str(back if back <= _BACK else 9)
        out = ["roles=" + "+".join(roles), f"far={far}", f"spans={min(len(thread.told), 4)}"]
        out += [f"has={'same' if not values.isdisjoint(thread.values.get(kind, ())) else 'other'}" for kind, values in told.values.items() if kind in thread.values]  # fmt: skip
        if told.relation or thread.relation:
            out.append(f"relation={'same' if told.relation == thread.relation else 'other'}")
        if not thread.names:
            out.append("unnamed=any")

        return out


def _fixed(told: Told) -> Iterator[tuple[str, str]]:
    """What a person has once: identity number, birth, sex, whole name."""
    for kind, values in told.values.items():
        for value in values:
            item = Item(0, 0, kind, value)
            yield from (
                (what, one) for what, one in (("id", identity(item)), ("birth", birth(item)), ("sex", sex(item))) if one
            )


def _fits(told: Told, thread: Thread) -> bool:
    return all(value in thread.fixed[what] or not thread.fixed[what] for what, value in _fixed(told))


@cache
def _opening() -> dict[str, str]:
    own = table("persons.yaml", __package__)["opening"]
    return {word: code for code, words in own.items() for word in words.split()}
