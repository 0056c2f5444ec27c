"""Shapes that could cost more than their rows, at half and at whole size: linked, channels weighed, counted; time must not grow faster.

Usage: ``./docket bench link_shapes [POSTS]`` (default 10,000 rows a shape). A shape whose CPU seconds grow more than ``LIMIT``
times from half to whole is told as ``GROWS`` and ends in exit 1. Invented values, digests of numbers. What it leaves out: detection.
"""

import hashlib
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pyarrow as pa

from doxdocket.count import channels
from doxdocket.count.channels.signals import MENTIONS, SIGNS, TEXTS, Told
from doxdocket.count.figures import canonical, figures
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.records import CHANNELS, CONDUCT, FINDINGS, MERGED, WARNINGS
from doxdocket.resolve import resolve

LIMIT = 3.0  # twice the rows; what sorts needs a little more than twice
Row = tuple[int, int, int, dict[str, object]]
"""Channel, post, person of the post, and the values by kind."""

SHAPES: dict[str, Callable[[int], Iterable[Row]]] = {
    "one value, as many channels": lambda n: ((i, i, 0, {"phone_number": 0, "name": 0}) for i in range(n)),
    "persons of fifty channels each": lambda n: ((i // 3 % 200, i, 0, {"id_number": i % 97, "name": i % 97}) for i in range(n)),
    "one value, as many posts": lambda n: ((1, i, 0, {"phone_number": 0, "name": 0}) for i in range(10 * n)),
    "one value, as many names": lambda n: ((1, i, 0, {"phone_number": 0, "name": i}) for i in range(n)),
    "one person, a value more each time": lambda n: (
        (1, i, 0, {"id_number": 0, "name": 0, "school": i, "email": i % 97, "workplace": i % 89}) for i in range(2 * n)
    ),
    "one post of many persons": lambda n: ((1, 1, i, {"id_number": i, "name": i % 50}) for i in range(n // 5)),
    "a chain of likely links": lambda n: ((1, i, 0, {"phone_number": i // 2, "email": -((i + 1) // 2)}) for i in range(n // 2)),
}  # fmt: skip


def tables(rows: Iterable[Row]) -> dict[str, pa.Table]:
    """Findings and posts of a shape."""
    found, posts = [], {}
    for channel, post, person, values in rows:
        at = {"channel_id": f"telegram:channel:{channel}", "post_id": str(post), "post_no": post}
        when = datetime(2023, 7, 1, tzinfo=UTC) + timedelta(minutes=post)
        posts[channel, post] = {**at, "date": when, "type": "message", "source": "s"}
        for n, (kind, value) in enumerate(values.items()):
            digest = hashlib.sha256(f"{kind} {value}".encode()).digest()
            told = {
                "where": "text",
                "start": n * 20,
                "end": n * 20 + 10,
                "verdict": "valid",
                "tag": "#" + digest[:2].hex(),
            }
            found.append(
                {**at, **told, "kind": kind, "digest": digest, "person": person, "mask": "*", "role": "target", "reasons": [], "quoted": False}
            )  # fmt: skip
    return {
        "findings": application.findings(pa.Table.from_pylist(found, FINDINGS), Standing()),
        "posts": pa.Table.from_pylist(list(posts.values()), MERGED),
    }


_UNSAID = Told(MENTIONS.empty_table(), TEXTS.empty_table(), SIGNS.empty_table())


def cost(rows: Iterable[Row]) -> tuple[int, int, list[float]]:
    """Findings, links, and the CPU seconds of linking, weighing and counting."""
    made, at = tables(rows), [time.process_time()]
    resolved = resolve(made["findings"], made["posts"], Standing(), {})
    at.append(time.process_time())
    made |= {n: getattr(resolved, n) for n in ("dossiers", "links", "persons", "items")}
    made |= {"channels": CHANNELS.empty_table(), "conduct": CONDUCT.empty_table(), "warnings": WARNINGS.empty_table()}
    channels.weigh(made, _UNSAID, Standing())
    at.append(time.process_time())
    canonical(figures(made, Standing(), case_info={"id": "bench"}, digests={}))
    at.append(time.process_time())
    return made["findings"].num_rows, resolved.links.num_rows, [b - a for a, b in pairwise(at)]


def main(posts: int = 10_000) -> int:
    """A line a shape."""
    cost(SHAPES["one value, as many names"](100))  # so that no shape pays for what is loaded once
    bad = 0
    for name, shape in SHAPES.items():
        *_, half = cost(shape(posts // 2))
        found, links, whole = cost(shape(posts))
        times = sum(whole) / sum(half)
        bad += times > LIMIT
        told = "  ".join(f"{what} {s:5.2f} s" for what, s in zip(("link", "weigh", "count"), whole, strict=True))
        print(f"{name:34} {found:7} findings {links:7} links  {told}  {times:4.1f} x half{'  GROWS' * (times > LIMIT)}")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
