"""The invented views lie inside the bounds, whatever the seed, though pages show them rounded and some posts are forwards."""

import pytest
from tests.count.seen import Seen, read, seen

from doxdocket.parse.table.counts import count
from doxdocket.rehearsal.plot import Plot
from doxdocket.rehearsal.preview import shown


@pytest.mark.parametrize("seed", [3, 11, 29])
def test_the_invented_views_lie_inside_the_bounds(seed):
    core = [p for p in Plot(seed, 0.05).posts if p.channel.core and p.kind == "message" and p.second]
    posts, readings = [], []
    for p in core:
        low, value, high, *_ = count(shown(p.views))
        place = p.channel.channel_id
        posts.append(Seen(p.id, place, of=p.forward[1] or None, name=p.forward[0] or None))
        readings.append(read(p.id, low, high, value=value, at=place))
    low, estimate, high = seen(posts, readings)
    truth = sum(p.views for p in core)  # every channel's counter: what the high counts
    assert low <= estimate <= high
    assert low <= truth <= high
    rounding = sum(r["high"] - r["low"] for r in readings)  # how pages round is not known; the rest are forwards
    assert high - low <= rounding + sum(r["high"] for r, p in zip(readings, core, strict=True) if any(p.forward))
