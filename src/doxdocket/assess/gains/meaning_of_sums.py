"""What a labelled sum means for the account: a price asked, a buyer's budget, takings that somebody tells of, the payment of a task.

The machine's label and its span stay as they are. What a sum in it is, is read from the words of its sentence (``meant.yaml``), and none of
it is an act: takings are a receipt that is only *proposed*, for a person to enter or not; a budget is no offer, neither its price nor a
sale; the posts of one paid task, from its call to its payment, are one task and not several. Where a person confirmed the label, that
stands. Left out: what nobody labelled, and who was paid.

>>> (
...     meaning("求查这个手机号，预算200", (10, 13)),
...     meaning("今天出了三单，650到手", (7, 10)),
...     meaning("户籍30一份，卖了三份", (2, 4)),
... )
('budget', 'takings', 'price')
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from doxdocket.assess.gains import settings
from doxdocket.assess.gains.offers import Offer, Post

Meaning = Literal["price", "budget", "takings", "settled"]
Texts = Mapping[tuple[str, str, str], str]
"""The text of a post by channel, post and place in it."""
_END = re.compile("[。！？!?\n；;]")
_FIRST = datetime.min.replace(tzinfo=UTC)
_BEHIND = 20
"""Characters behind a sum that may say what it is for."""
_SHORT = 30
"""Characters of an answer that says no more than that somebody was paid."""


def meaning(text: str, span: tuple[int, int]) -> Meaning:
    """What the sum at that place of a text is.

    >>> meaning("查一次50。昨天做完100条，结了50红包已发", (16, 18)), meaning("日入650不是梦，卖了就知道", (2, 5))
    ('settled', 'price')
    """
    start = max((end.end() for end in _END.finditer(text, 0, span[0])), default=0)
    found = _END.search(text, span[1])
    said = text[start : found.start() if found else len(text)].casefold()
    if _words()["buys"].search(said) and not _words()["sells"].search(said):
        return "budget"
    if _words()["each"].match(text[span[1] : span[1] + _BEHIND].casefold()):
        return "price"
    if _words()["settled"].search(said):
        return "settled"
    if _words()["takings"].search(said) and not _words()["promise"].search(said):
        return "takings"
    return "budget" if _words()["budget"].search(said) and not _words()["sells"].search(said) else "price"


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    told = settings.table("meant.yaml")
    return {
        name: re.compile(one if isinstance(one, str) else "|".join(one))
        for name, one in told.items()
        if name != "within"
    }


def read(offers: Iterable[Offer], texts: Texts) -> list[Offer]:
    """The offers with what each sum means, where its text is at hand; one that a person confirmed is the price that it was confirmed to be."""
    return [
        replace(one, means=meaning(text, one.span))
        if not one.confirmed and (text := texts.get((one.channel, one.post, one.where))) is not None
        else one
        for one in offers
    ]


@dataclass(frozen=True, slots=True)
class Task:
    """One paid task: the post that calls for it and the posts that belong to it, its payment among them."""

    channel: str
    posts: tuple[str, ...]
    settled: tuple[str, ...]
    """The posts among them that tell of its payment."""
    confirmed: bool
    """Whether a person confirmed one of its posts to set a paid task."""
    stretches: tuple[str, ...]
    """The post of each stretch that a person confirmed in it. Each may be a task of its own; whether it calls or pays, and whether two are of one task,
    no words can tell for certain."""
    at: tuple[datetime | None, ...] = ()
    """When each of these was posted, where that is known."""
    again: tuple[bool, ...] = ()
    """Whether an earlier post of the case has the words of each, or its words are not at hand: the same task may be called for once more."""


def least(found: Iterable[Task], sure: Callable[[str, str], bool]) -> int:
    """How many tasks there are at least: confirmed posts that are so many days apart that no payment is of the other's task, and not of one by an answer; ``sure``: which posts may make one.

    What visibly tells of a payment, or is called for again in the same words, makes no second one.
    """
    within = timedelta(days=settings.table("meant.yaml")["within"]["days"])
    some = [
        [(at, again or post in one.settled) for post, at, again in zip(one.stretches, one.at, one.again, strict=True) if sure(one.channel, post)]
        for one in found
    ]  # fmt: skip
    dated = sorted(sorted(at for at, same in one if at and not same) for one in some if one)
    last, count = None, 0
    for days in filter(None, dated):
        if last is None or days[0] - last > within:
            count += 1
        last = max(last or days[-1], days[-1])
    return max(count, int(any(some)))


def tasks(
    conduct: Iterable[Mapping[str, Any]], offers: Iterable[Offer], posts: Mapping[tuple[str, str], Post], texts: Texts,
    answers: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = MappingProxyType({}),
) -> list[Task]:  # fmt: skip
    """The tasks of rows labelled ``paid_task``; ``offers``: what was read of sums, a payment of a task that was labelled a sale among them;
    ``answers``: of such a post those that answer it or come right after it, which may say no more than that it was paid (红包呢 - 发你了).
    """
    sure = Counter[tuple[str, str]]()  # the stretches that a person confirmed
    paid: dict[tuple[str, str], bool] = {}
    for row in conduct:
        key = (row["channel_id"], row["post_id"])
        if row["status"] == "confirmed":
            sure[key] += 1
        paid[key] = paid.get(key, True) and _pays(row, texts)
    for one in offers:
        if one.means == "settled":
            paid.setdefault((one.channel, one.post), True)
    order = sorted(paid, key=lambda key: (posts.get(key, Post(None)).at or _FIRST, key))
    into: dict[tuple[str, str], list[tuple[str, str]]] = {}
    of: dict[tuple[str, str], tuple[str, str]] = {}
    calls: dict[str, tuple[str, str]] = {}  # the latest dated call of each channel
    for key in order:
        first = _call(key, of, calls.get(key[0]), posts, paid=paid[key])
        into.setdefault(first, []).append(key)
        if first == key and posts.get(key, Post(None)).at:
            calls[key[0]] = key
        of[key] = first
    for keys in into.values():
        more = (one for key in keys for one in answers.get(key, ()) if one not in paid and _answered(texts, key, one))
        keys.extend(dict.fromkeys(more))
    first_said: dict[str, tuple[str, str]] = {}
    for key in order:
        if words := "".join(texts.get((*key, "text"), "").split()):
            first_said.setdefault(words, key)
    own = set(first_said.values())
    return [
        Task(
            first[0], tuple(post for _, post in keys), tuple(key[1] for key in keys if paid.get(key, True)),
            any(sure[key] for key in keys), tuple(key[1] for key in each),
            tuple(posts.get(key, Post(None)).at for key in each), tuple(key not in own for key in each),
        )
        for first, keys in into.items()
        for each in [[key for key in keys for _ in range(sure[key])]]
    ]  # fmt: skip


def _answered(texts: Texts, asked: tuple[str, str], answer: tuple[str, str]) -> bool:
    """Whether a short answer says that somebody was paid: of money, or to a post that asks for it."""
    said, before = (texts.get((*one, "text"), "").casefold() for one in (answer, asked))
    pays = len(said) <= _SHORT and _words()["answered"].search(said) and not _words()["other"].search(said)
    return bool(pays and (_words()["money"].search(said) or _words()["asks"].search(before)))


def _pays(row: Mapping[str, Any], texts: Texts) -> bool:
    """Whether all that this stretch says of a task is that it, or a part of it, was paid."""
    text = texts.get((row["channel_id"], row["post_id"], row.get("where") or "text"))
    if text is None:
        return False
    start = max((end.end() for end in _END.finditer(text, 0, row["start"])), default=0)
    words, found = _words(), _END.search(text, row["end"])
    said = text[start : found.start() if found else len(text)].casefold()
    part = words["part_paid"].search(said) and not words["calls"].search(said)
    return bool(words["settled"].search(text[start : row["end"]].casefold()) or part)


def _call(
    key: tuple[str, str], of: Mapping[tuple[str, str], tuple[str, str]], latest: tuple[str, str] | None,
    posts: Mapping[tuple[str, str], Post], *, paid: bool,
) -> tuple[str, str]:  # fmt: skip
    """The task that a post is of: that of the post which it answers; a payment is of the nearest earlier one of its channel, else its own."""
    post = posts.get(key, Post(None))
    answered = (key[0], post.reply_to or "")
    if answered in of:
        return of[answered]
    called = posts[latest].at if paid and latest else None
    within = timedelta(days=settings.table("meant.yaml")["within"]["days"])
    return latest if latest and called and post.at and post.at - called <= within else key
