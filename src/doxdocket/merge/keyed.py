"""Which channel a file shows that does not hold its number: stated by a person, else told by its username or its posts.

Desktop's HTML holds only a title, some dumps only a username. Such a channel gets a provisional id (``unkeyed``,
``name``) and here the key of a capture that shows the same channel with its number. What is weighed, in this order:
what a person stated; the kind that an export names for a number that others call a plain channel; one username; at
last ids and times of posts, which two channels cannot share by chance. Titles alone never join two files whose posts
contradict one another. Leaves out: judging whether two numbered channels are run by the same people.

>>> stated_key("-1001234567890"), stated_key("@Some_Name"), stated_key("telegram:supergroup:5")
('telegram:channel:1234567890', 'telegram:name:some_name', 'telegram:supergroup:5')
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from doxdocket.errors import WrongCall
from doxdocket.records import KEYS

Posts = dict[int, tuple[datetime | None, str | None]]
"""Ids of posts with their moments and local clock times."""
Shown = dict[str, dict[str, Posts]]
"""The same by channel id and capture."""

_STATED = re.compile(
    r"(?P<key>\w+:\w+:\S+)|(?:-100)?(?P<id>\d{1,20})|(?:https://t\.me/(?:s/)?)?@?(?P<name>[A-Za-z]\w{2,})"
)
_LOOSE = frozenset({"unkeyed", "name"})
_ENOUGH = 3  # shared posts, ids and times equal to the second, that two channels do not have by chance
_QUARTER, _WIDEST = 900, 14 * 3600  # clocks stand off UTC by quarters of an hour, fourteen hours at most
_HOUR = 3600.0  # of summer time


def stated_key(text: str) -> str:
    """A channel as a person names it, as a channel id; ``WrongCall`` when it is none."""
    match = _STATED.fullmatch(text.strip())
    if match is None:
        raise WrongCall("merge_keys.what_channel_says_names_no")
    if match["key"]:
        return match["key"]
    return f"telegram:channel:{match['id']}" if match["id"] else f"telegram:name:{match['name'].lower()}"


@dataclass
class _Group:
    """Provisional channels that are held to be one, and what their posts say."""

    ids: list[str]
    title: str | None
    posts: Posts = field(default_factory=dict)


@dataclass
class _Keys:
    """What was decided so far."""

    found: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, channel_id: str, key: str, how: str) -> None:
        if channel_id != key:
            self.found.setdefault(channel_id, (key, how))

    def of(self, channel_id: str) -> str:
        return self.found.get(channel_id, (channel_id, ""))[0]


def keys(
    channels: Sequence[Mapping[str, Any]], stated: Mapping[str, str], posts_of: Callable[[set[str]], Iterable[pa.RecordBatch]]
) -> pa.Table:  # fmt: skip
    """A row for each channel id that stands for another.

    ``channels``: rows of CHANNELS; ``stated``: the channel a person stated for a source; ``posts_of``: rows
    (channel_id, capture, post_no, date, date_local) of some channels, asked for only when ids and times must tell.
    """
    made = _Keys()
    _kinds(made, channels)
    for row in channels:
        if row["source"] in stated and row["chat_kind"] in _LOOSE:
            made.take(row["channel_id"], made.of(stated_key(stated[row["source"]])), "stated")
    if any(r["chat_kind"] in _LOOSE and r["channel_id"] not in made.found for r in channels):
        shown = _shown(posts_of({r["channel_id"] for r in channels if r["platform"] == "telegram"}))
        _usernames(made, channels, shown)
        loose = [r for r in channels if r["chat_kind"] == "unkeyed" and r["channel_id"] not in made.found]
        _by_posts(made, loose, channels, shown)
    rows = [{"channel_id": one, "key": made.of(key), "how": how} for one, (key, how) in sorted(made.found.items())]
    return pa.Table.from_pylist(rows, KEYS)


def _kinds(made: _Keys, channels: Iterable[Mapping[str, Any]]) -> None:
    """Channels and supergroups share one sequence of numbers: a form that cannot tell them says channel."""
    groups = {r["bare_id"]: r["channel_id"] for r in channels if r["platform"] == "telegram" and r["chat_kind"] == "supergroup"}  # fmt: skip
    for row in channels:
        if row["platform"] == "telegram" and row["chat_kind"] == "channel" and row["bare_id"] in groups:
            made.take(row["channel_id"], groups[row["bare_id"]], "kind")


def _shown(batches: Iterable[pa.RecordBatch]) -> Shown:
    """The times of posts, of each channel as each capture has them: one capture may hold them to the minute only."""
    shown: Shown = defaultdict(lambda: defaultdict(dict))
    for batch in batches:
        for row in batch.to_pylist():
            if row["post_no"] is not None:
                shown[row["channel_id"]][row["capture"]][row["post_no"]] = (row["date"], row["date_local"])
    return shown


def _usernames(made: _Keys, channels: Iterable[Mapping[str, Any]], shown: Shown) -> None:
    """A username that a numbered channel bore. Names change hands: posts that contradict it, or two bearers, outweigh it."""
    bearers: dict[str, set[str]] = defaultdict(set)
    of: dict[str, list[Posts]] = defaultdict(list)
    for row in channels:
        if row["chat_kind"] not in _LOOSE:
            of[made.of(row["channel_id"])] += shown.get(row["channel_id"], {}).values()
            if row["username"]:
                bearers[row["username"].lower()].add(made.of(row["channel_id"]))
    for row in channels:
        if row["chat_kind"] != "name":
            continue
        mine = list(shown.get(row["channel_id"], {}).values())
        found = sorted(bearers.get(row["bare_id"].lower(), set()))
        if len(found) > 1:
            found = [key for key in found if any(_compared(a, b)[0] >= _ENOUGH for a in mine for b in of[key])]
        if len(found) == 1 and not any(_days_apart(a, b) for a in mine for b in of[found[0]]):
            made.take(row["channel_id"], found[0], "username")


def _days_apart(mine: Posts, theirs: Posts) -> bool:
    """Whether most of the shared posts differ in time by more than any zone can explain: another channel's posts."""
    between = [b for no in mine.keys() & theirs.keys() if (b := _between(mine[no], theirs[no])) is not None]
    return sum(abs(b) > _WIDEST + 3600 for b in between) * 2 > len(between)


def _by_posts(
    made: _Keys, loose: Sequence[Mapping[str, Any]], channels: Sequence[Mapping[str, Any]], shown: Shown
) -> None:
    """Match files without a number by their posts: to one another, then to a numbered channel."""
    loosely = {row["channel_id"] for row in loose}
    captures: dict[str, list[Posts]] = defaultdict(list)
    for channel_id, each in shown.items():
        if channel_id not in loosely:
            captures[made.of(channel_id)] += each.values()
    posts = {row["channel_id"]: next(iter(shown.get(row["channel_id"], {}).values()), {}) for row in loose}
    groups: list[_Group] = []
    for row in sorted(loose, key=lambda one: (min(posts[one["channel_id"]], default=0), one["channel_id"])):
        mine = posts[row["channel_id"]]
        for group in groups:
            if group.title == row["title"] and _one_story(group.posts, mine):
                group.ids.append(row["channel_id"])
                group.posts |= mine
                break
        else:
            groups.append(_Group([row["channel_id"]], row["title"], mine))
    titles: dict[str, set[str]] = defaultdict(set)
    for row in channels:
        if row["title"]:
            titles[made.of(row["channel_id"])].add(row["title"])
    for group in groups:
        # One capture that agrees is enough: another may hold its times to the minute only.
        fits = [key for key, of in captures.items() if any(_same(group, one, titles[key]) for one in of)]
        named = [key for key in fits if group.title in titles[key]]
        fits = fits if len(fits) == 1 else named
        key, how = (fits[0], "posts") if len(fits) == 1 else (min(group.ids), "title")
        for one in group.ids:
            made.take(one, key, how)


def _same(group: _Group, theirs: Posts, titles: set[str]) -> bool:
    """Whether a capture shows the group's channel. Without a moment, clocks alone tell under the same title only."""
    agree, disagree = _compared(group.posts, theirs)
    named = group.title in titles
    if not named and not any(mine[0] for mine in group.posts.values()):
        return False
    return agree >= (1 if named else _ENOUGH) and disagree * 100 <= agree


def _one_story(mine: Posts, theirs: Posts) -> bool:
    """Whether two files of one title go on from one another: shared posts agree, or all of one come after all of the other."""
    agree, disagree = _compared(mine, theirs)
    if agree or disagree:
        return disagree * 100 <= agree
    first, second = sorted((mine, theirs), key=lambda posts: min(posts, default=0))
    if not first or not second or max(first) >= min(second):
        return False
    clocks = [clock for posts in (first, second) for no in sorted(posts) if no > 0 and (clock := _clock(*posts[no]))]
    return clocks == sorted(clocks)


def _compared(mine: Posts, theirs: Posts) -> tuple[int, int]:
    """How many shared posts have the same time, and how many have not.

    Moments must be the same, or an hour off (Desktop's pages print the zone's standard offset in summer too). Clocks
    may stand off by one difference of zones, and by an hour more or less in one part of the year.
    """
    moments: Counter[float] = Counter()
    clocks: Counter[float] = Counter()
    for no in mine.keys() & theirs.keys():
        between = _between(mine[no], theirs[no])
        if between is not None:
            (moments if mine[no][0] and theirs[no][0] else clocks)[between] += 1
    likely = [d for d in clocks if d % _QUARTER == 0 and abs(d) <= _WIDEST]
    agree = max((clocks[d] + clocks[d + _HOUR] for d in {*likely, *(d - _HOUR for d in likely)}), default=0)
    agree += moments[0.0] + max(moments[_HOUR], moments[-_HOUR])
    return agree, sum(moments.values()) + sum(clocks.values()) - agree


def _between(mine: tuple[datetime | None, str | None], theirs: tuple[datetime | None, str | None]) -> float | None:
    """Seconds between the times of one post in two files: of moments where both have one, else of clocks."""
    if mine[0] and theirs[0]:
        return (mine[0] - theirs[0]).total_seconds() or 0.0
    one, other = (_clock(*mine), _clock(*theirs))
    return None if one is None or other is None else (one - other).total_seconds()


def _clock(moment: datetime | None, local: str | None) -> datetime | None:
    if local:
        try:
            return datetime.fromisoformat(local).replace(tzinfo=None)
        except ValueError:
            return None
    return moment.replace(tzinfo=None) if moment else None
