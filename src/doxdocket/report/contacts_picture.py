"""Calls, texts and parcels of each list by day, with a stroke for every post that exposed the person: before and after, and no cause.

Drawn like the other pictures (``pictures``) and said in its label for who cannot see it. All lists stand on one scale of days; heights
are of each list. Days that a list is said to cover are underlined. The numbers stand in the table beside it. Leaves out lists without
a moment and without a post.

>>> from datetime import date
>>> one = Lane("V0001", {date(2023, 8, 9): 1, date(2023, 8, 11): 5}, (date(2023, 8, 10),))
>>> str(timeline([one], "x")).count("<rect"), "<svg" in timeline([], "x")
(2, True)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from doxdocket.report.pictures import FAINT, INK, RANGE, _line, _rect, _svg, _text

LEFT, WIDTH, RIGHT, TALL, HEAD = 180, 640, 20, 84, 22
_DAY = timedelta(days=1)
_Scale = Callable[[date], float]


@dataclass(frozen=True, slots=True)
class Lane:
    """One list: its name, how many contacts a day, the days of the posts, the days it is said to cover."""

    name: str
    days: Mapping[date, int]
    posts: tuple[date, ...]
    since: date | None = None
    until: date | None = None
    beside: str = ""


def timeline(lanes: Sequence[Lane], label: str) -> Markup:
    """The drawing of every list."""
    every = [day for lane in lanes for day in (*lane.days, *lane.posts)]
    if not every:
        return _svg(LEFT + WIDTH + RIGHT, HEAD + 18, label, [_text(8, HEAD, label)], "chart")
    first, last = min(every) - 3 * _DAY, max(every) + 4 * _DAY
    step = WIDTH / (last - first).days

    def x(day: date) -> float:
        return LEFT + step * (min(max(day, first), last) - first).days

    foot = HEAD + TALL * len(lanes)
    body = _months(first, last, x, foot)
    for place, lane in enumerate(lanes):
        body += _lane(lane, HEAD + TALL * (place + 1), step, x)
    return _svg(LEFT + WIDTH + RIGHT, foot + 18, label, body, "chart")


def _months(first: date, last: date, x: _Scale, foot: float) -> list[Markup]:
    """A faint line and the month at each first of a month; every other month where they are narrow."""
    day = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    firsts = []
    while day <= last:
        firsts.append(day)
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    every = max(1, -(-len(firsts) // 10))
    body = [_line(x(day), HEAD - 6, x(day), foot, FAINT) for day in firsts]
    return body + [_text(x(day), foot + 13, f"{day:%Y-%m}", "middle", 10) for day in firsts[::every]]


def _lane(lane: Lane, foot: float, step: float, x: _Scale) -> list[Markup]:
    top = max(lane.days.values(), default=0)
    tall = TALL - 36
    body = [_text(LEFT - 8, foot - 22, lane.name, "end"), _text(LEFT - 8, foot - 8, lane.beside, "end", 10, "#5c5c5c")]
    body.append(_line(LEFT, foot, LEFT + WIDTH, foot, "#8c8c8c"))
    if lane.since or lane.until:
        body.append(
            _line(x(lane.since or date.min), foot + 3, x((lane.until or date.max - _DAY) + _DAY), foot + 3, RANGE, 2)
        )
    said = False
    for day, n in sorted(lane.days.items()):
        height = tall * n / top
        body.append(_rect(x(day), foot - height, max(step - 0.6, 1), height, RANGE))
        if n == top and not said:
            said = True
            body.append(_text(x(day) + step / 2, foot - height - 3, str(n), "middle", 10))
    for place, day in enumerate(sorted(lane.posts)):
        at = x(day)
        body.append(_line(at, foot - tall - 24, at, foot, INK, 1.6 if place == 0 else 0.9, "" if place == 0 else "3 2"))
        if place == 0:
            body.append(_text(at + 3, foot - tall - 16, f"{day:%m-%d}", "start", 10, INK))
    return body
