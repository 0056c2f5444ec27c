"""How many 条 a list of events is, under each reading and paragraph of 法释〔2017〕10号 art. 11.

This is the plain statement of the policies over single events; ``count`` states the same in SQL over all publications,
and a test holds the two together. What it leaves out: which reading is right.

>>> once = [Event(act="acquire", person="p", items=["a"]), Event(act="publish", person="p", items=["a"], channel="x")]
>>> count(once, "U_set")
1
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Literal

from doxdocket.law.shapes import AnyRule, Counting, Paragraph, Strict

Unit = Literal["U_set", "U_person", "U_field"]


class Event(Strict, frozen=True, kw_only=True):
    """One act on the information of one person. ``recipient``: of a private sale or gift, never of a posting."""

    act: Literal["acquire", "publish", "sell", "provide_private"]
    person: str
    items: list[str]
    channel: str | None = None
    recipient: str | None = None


class Bulk(Strict, frozen=True, kw_only=True):
    """What art. 11 ¶3 asks of a bulk."""

    seized: int
    proven_false: int
    proven_repeated: int


def count(events: Iterable[Event], unit: Unit, channels: Literal["union", "each"] = "union") -> int:
    """The number of 条.

    What was acquired and then passed on is once (¶1); each recipient of a private sale or gift counts (¶2); channels
    count once together or each by itself.
    """
    passed: set[tuple[Hashable, ...]] = set()
    acquired: set[Hashable] = set()
    for event in events:
        for what in _records(event, unit):
            if event.act == "acquire":
                acquired.add(what)
            else:
                passed.add((what, event.recipient, event.channel if channels == "each" else None))
    return len(passed) + len(acquired - {what for what, *_ in passed})


def bulk(seized: Bulk) -> int:
    """What was seized less what is proven false less what is proven repeated (¶3)."""
    return seized.seized - seized.proven_false - seized.proven_repeated


ASKS: Mapping[str, tuple[str, ...]] = {
    "once": ("acquired", "provided", "both"),
    "per_recipient": ("recipient_1", "recipient_2"),
    "bulk": ("seized", "proven_false", "proven_repeated"),
}
"""The policies of art. 11 by name, and the numbers each asks for; a further recipient is one number more."""


def by_name(policy: str, numbers: Mapping[str, int], rule: AnyRule) -> int:
    """What one paragraph of art. 11 makes of numbers.

    >>> from doxdocket.law.rules import by_provision
    >>> art_11 = by_provision("cn/fashi-2017-10/11")
    >>> by_name("once", {"acquired": 100, "provided": 80, "both": 60}, art_11)
    120
    >>> (
    ...     by_name("bulk", {"seized": 1000, "proven_false": 10, "proven_repeated": 30}, art_11),
    ...     one_by_one("bulk", "A", art_11),
    ... )
    (960, True)
    """
    _paragraph(policy, rule)
    if policy == "once":
        return numbers["acquired"] + numbers["provided"] - numbers["both"]
    if policy == "per_recipient":
        return sum(numbers.values())
    return bulk(Bulk(**numbers))


def one_by_one(policy: str, tier: str, rule: AnyRule) -> bool:
    """Whether items of that tier are usually found one by one instead, in the drafters' view; a person decides."""
    return tier not in _paragraph(policy, rule).tiers


def _paragraph(policy: str, rule: AnyRule) -> Paragraph:
    if not isinstance(rule, Counting):
        raise TypeError(rule.provision)
    named: dict[str, Paragraph] = {p.id: p for p in rule.paragraphs}
    return named[policy]


def _records(event: Event, unit: Unit) -> list[Hashable]:
    if unit == "U_person":
        return [event.person]
    if unit == "U_set":
        return [(event.person, frozenset(event.items))]
    return [(event.person, item) for item in sorted(set(event.items))]
