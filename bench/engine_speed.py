"""The same SQL steps on DuckDB and on Spark, in one run: seconds of each, and their ratio.

Run: ./docket bench engine_speed [findings]. Invented findings of ``link_speed``; every statement that linking and counting ask of
DuckDB is asked of Spark over the same tables, each engine after a first round that warms it. The tables are with both already.
"""

import re
import sys
import time
from typing import Any

import pyarrow as pa

from doxdocket.count.figures import figures
from doxdocket.decisions.standing import Standing
from doxdocket.engine import sql
from doxdocket.engine.spark import Session as Spark
from doxdocket.resolve import resolve
from link_speed import tables


class Recording(sql.Session):
    """A session that keeps what it is asked, and how long each answer took."""

    seen: list[tuple[str, dict[str, pa.Table], dict[str, Any], int, float]] = []  # noqa: RUF012 - one list for all sessions

    def add(self, tables):
        self.known = getattr(self, "known", {}) | dict(tables)
        super().add(tables)

    def run(self, text, parameters=None):
        at = time.perf_counter()
        answer = super().run(text, parameters)
        used = {n: t for n, t in self.known.items() if re.search(rf"\b{n}\b", text)}
        self.seen.append((text, used, dict(parameters or {}), answer.num_rows, time.perf_counter() - at))
        return answer


def main(count: int) -> None:
    """Time both engines and print each step with more than a hundredth of a second, then the sums."""
    given = tables(count)
    plain, sql.Session = sql.Session, Recording
    for _ in range(2):
        Recording.seen.clear()
        made = resolve(given["findings"], given["posts"], Standing(), {})
        beside = {name: getattr(made, name) for name in ("dossiers", "links", "persons", "items")}
        figures(given | beside, Standing(), case_info={"id": "bench"}, digests={})
    sql.Session = plain
    start = time.perf_counter()
    with Spark() as spark:
        started, here, there, known = time.perf_counter() - start, 0.0, 0.0, {}
        for text, used, values, rows, seconds in Recording.seen:
            spark.add({n: t for n, t in used.items() if known.get(n) is not t})
            known |= used
            spark.run(text, values)
            at = time.perf_counter()
            assert spark.run(text, values).num_rows == rows
            took = time.perf_counter() - at
            here, there = here + seconds, there + took
            if took > 0.01:
                name = re.sub(r"\W+", " ", text)[:24].strip()
                print(
                    f"{name:24} {rows:9,} rows  DuckDB {seconds:6.2f} s  Spark {took:6.2f} s  × {took / seconds:5.1f}"
                )
    print(f"{count:,} findings, {len(Recording.seen)} statements: DuckDB {here:.1f} s, Spark {there:.1f} s "
          f"(and {started:.1f} s to start): {there / here:.1f} times as long")  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
