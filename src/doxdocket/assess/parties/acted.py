"""The days of a defendant's acts: of the posts put to him, and a stated day only where no post stands in what was stated.

Posts are those of the group ``joint`` (``deeds``): of accounts and signatures put to him as proven or supported, of channels in the days
that he ran them, of acts entered as done together in theirs. A role or an entry in which none of these posts lies gives its stated days,
each marked with where it is from. What it leaves out: accounts that are only claimed to be his.

>>> day = date(2024, 7, 14)
>>> role = Role(id="R1", actor="A1", channel="c", role="owner", since=date(2024, 5, 1), until=date(2024, 8, 1))
>>> dated("D1", [role], [], {"joint:D1": [day], within("D1", "c"): [day]})
{datetime.date(2024, 7, 14): 'post'}
>>> dated("D1", [role], [], {})
{datetime.date(2024, 5, 1): 'role', datetime.date(2024, 8, 1): 'role'}
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from doxdocket.assess.parties.deeds import JOINT
from doxdocket.assess.parties.forms import Joint, Role

By = Literal["post", "role", "joint"]
"""Where the day of an act is from: a post, or the stated day of a role or of acts together in which no post lies."""
Days = Mapping[str, Sequence[date]]
"""Days of posts by group, and of the group ``joint`` by channel too (``within``)."""


def within(name: str, channel: str) -> str:
    """The key of the days of a defendant's posts in one channel."""
    return f"{JOINT}:{name} {channel}"


def dated(name: str, roles: Iterable[Role], joints: Iterable[Joint], days: Days) -> dict[date, By]:
    """Each known day of an act, in order, with where it is from. ``roles``, ``joints``: his alone."""
    found: dict[date, By] = dict.fromkeys(days.get(f"{JOINT}:{name}", ()), "post")
    for role in roles:
        stated = () if _posted([within(name, role.channel)], role, days) else (role.since, role.until)
        found |= {day: "role" for day in stated if day and day not in found}
    for joint in joints:
        keys = [within(name, channel) for channel in joint.channels] or [f"{JOINT}:{name}"]
        stated = () if _posted(keys, joint, days) else (joint.since, joint.until)
        found |= {day: "joint" for day in stated if day and day not in found}
    return dict(sorted(found.items()))


def _posted(keys: Iterable[str], entry: Role | Joint, days: Days) -> bool:
    """Whether a post of those lies in the days of the entry."""
    first, last = entry.since or date.min, entry.until or date.max
    return any(first <= day <= last for key in keys for day in days.get(key, ()))
