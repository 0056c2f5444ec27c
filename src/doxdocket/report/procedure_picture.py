"""The procedure as one drawing: states above, a bar a period below, the overrun dashed, the day asked about as a line.

Drawn like the other pictures (``pictures``) and said in its label for who cannot see it. A bar is drawn by the first reading; the numbers stand
beside it. Leaves out what has no day.

>>> from datetime import date
>>> "<svg" in timeline(
...     [("S2", date(2024, 6, 24))],
...     [Bar("公告", date(2024, 6, 24), date(2024, 7, 24), None, "")],
...     date(2024, 8, 1),
...     "x",
... )
True
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from doxdocket.report.pictures import FAINT, INK, RANGE, _line, _n, _rect, _svg, _text

LEFT, WIDTH, RIGHT, ROW = 250, 640, 190, 20
GREY = "#5c5c5c"
MARGIN = timedelta(days=45)
_Scale = Callable[[date], float]


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its name, the day it starts from, its last day, the day it ended, and what is said of it."""

    name: str
    start: date
    last: date
    ended: date | None
    said: str
    late: bool = False
    """The days from the last to the day it ended are an overrun: dashed."""


def timeline(states: Sequence[tuple[str, date]], bars: Sequence[Bar], on: date, label: str) -> Markup:
    """The drawing of a case with at least one state or period."""
    done = [at for _, at in states] + [d for b in bars for d in (b.start, *((b.ended,) if b.ended else ()))]
    first, last = min(done), _edge(done, bars, on)
    span = (last - first).days

    def x(day: date) -> float:
        share: float = (day - first).days / span
        return LEFT + WIDTH * min(max(share, 0.0), 1.0)

    lanes = _lanes([(name, x(at)) for name, at in states])
    head = 18 + 15 * (max(lanes, default=0) + 1)
    foot = head + ROW * len(bars) + 6
    body = _months(first, last, x, head, foot)
    for (name, at), lane in zip(states, lanes, strict=True):
        y = 14 + 15 * lane
        body += [
            _line(x(at), y - 3, x(at), head, FAINT),
            _dot(x(at), head, INK),
            _text(x(at) + 3, y, name, "start", 10),
        ]
    for i, bar in enumerate(bars):
        body += _bar(bar, head + ROW * (i + 1), x, last)
    if first <= on <= last:
        body += [
            _line(x(on), 4, x(on), foot, GREY, 1, "2 3"),
            _text(x(on), foot + 26, on.isoformat(), "middle", 10, GREY),
        ]
    return _svg(LEFT + WIDTH + RIGHT, foot + 32, label, body, "chart")


def _edge(done: Sequence[date], bars: Sequence[Bar], on: date) -> date:
    """Where the drawing ends: past all that happened; a period that runs for years is cut, its last day beside it."""
    month = timedelta(days=30)
    far = max([*done, *(b.last for b in bars)])
    shown = max(far, min(on, far + month))
    return max(min(max(*done, min(on, far)) + MARGIN, shown), min(done) + month)


def _lanes(marks: Sequence[tuple[str, float]]) -> list[int]:
    """Which of the rows above each word stands in, so that none covers another."""
    ends: list[float] = []
    out = []
    for name, at in marks:
        width = _wide(name) + 10
        lane = next((i for i, end in enumerate(ends) if end <= at), len(ends))
        ends[lane : lane + 1] = [at + width]
        out.append(lane)
    return out


def _wide(said: str) -> int:
    """About how wide words of size 10 are drawn."""
    return sum(10 if ord(c) > 255 else 6 for c in said)


def _cut(said: str, room: int) -> str:
    """As much of the words as there is room for."""
    if _wide(said) <= room:
        return said
    kept = said
    while _wide(kept) > room - 10:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _bar(bar: Bar, y: float, x: _Scale, end: date) -> list[Markup]:
    """The period, the days past it dashed, and the day it ended as a dot."""
    name = _cut(bar.name, LEFT - 16)
    out = [
        _text(LEFT - 8, y, name, "end", 10),
        _rect(x(bar.start), y - 9, max(x(bar.last) - x(bar.start), 2), 10, RANGE, INK),
    ]
    edge = bar.last
    if bar.ended is not None:
        if bar.late and bar.ended > bar.last:
            out.append(_line(x(bar.last), y - 4, x(bar.ended), y - 4, INK, 2, "4 3"))
        out.append(_dot(x(bar.ended), y - 4, INK))
        edge = max(edge, bar.ended)
    beyond = f"→ {bar.last} " if bar.last > end else ""
    return [*out, _text(x(edge) + 6, y, beyond + bar.said, "start", 10)]


def _months(first: date, last: date, x: _Scale, head: float, foot: float) -> list[Markup]:
    """Strokes at the beginnings of months, so many that their words have room."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / n <= 12)
    out = [_line(LEFT, head, LEFT + WIDTH, head, "#8c8c8c")]
    for n in range(months + 1):
        year, month = divmod(first.year * 12 + first.month - 1 + n, 12)
        day = date(year, month + 1, 1)
        if n % every == 0 and day >= first:
            out += [_line(x(day), head, x(day), foot, FAINT), _text(x(day), foot + 13, f"{day:%Y-%m}", "middle", 10)]
    return out


def _dot(x: float, y: float, colour: str) -> Markup:
    return Markup('<circle cx="{}" cy="{}" r="3" fill="{}"/>').format(_n(x), _n(y), colour)
