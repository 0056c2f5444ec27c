"""Ordinary text, about 200,000 items of it: how often the program claims personal information where there is none.

    ./docket bench ordinary [--data FOLDER] [--samples FOLDER] [--sources cold,uner] [--list] [--texts open|kept|both] [--draw N] [--json]

Sources (tools/ordinary.py): comments of COLD, sentences of UNER, posts of the public samples, and documentation that is installed. DOXDOCKET_DATA
and DOXDOCKET_SAMPLES name the folders of the first three, which are not part of the project; what is absent is not measured, and said. A claim is
a finding that is not doubtful. Items of corpus/ordinary.tsv do disclose somebody: they are counted apart and claim nothing wrongly. ``--list``
tells each item with a claim by its digest, and ``--draw`` so many without one; ``--texts`` shows their text, for whoever judges: items that
are kept are not to be read by those who write rules. A run of all takes two minutes of one processor, so it need not be resumed.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import ordinary

from doxdocket.score.measures import measures


class Told:
    """What became of the items, by source."""

    def __init__(self) -> None:
        self.sums: dict[tuple[str, str], Counter] = defaultdict(Counter)
        self.kinds: Counter = Counter()
        self.claimed: list[tuple[ordinary.Item, list[str]]] = []
        self.quiet: list[ordinary.Item] = []

    def add(self, one: ordinary.Item, kinds: list[str] | None, *, passed: bool, seconds: float, known: bool) -> None:
        """Count one; without kinds it was stopped."""
        hard = [kind for kind in kinds or () if kind not in measures().soft]
        for key in ((one.source, one.side), (one.source, "both"), ("all", one.side), ("all", "both")):
            sums = self.sums[key]
            sums["items"] += 1
            sums["passed"] += passed
            sums["stopped"] += kinds is None
            sums["seconds"] += seconds
            if known:
                sums["disclose"] += 1
                sums["disclose, claimed"] += bool(kinds)
            else:
                sums["claims, all kinds"] += bool(kinds)
                sums["claims"] += bool(hard)
        if kinds:
            self.kinds.update(() if known else set(kinds))
            self.claimed.append((one, kinds))
        elif not known:
            self.quiet.append(one)

    def rows(self) -> dict[str, dict]:
        """Sums and shares, by source and side."""
        done: dict[str, dict] = {}
        order = [*ordinary.NAMES, "all"]
        for source, side in sorted(self.sums, key=lambda key: (order.index(key[0]) if key[0] in order else 0, key[1])):
            sums = self.sums[source, side]
            row = {name: sums[name] for name in ("items", "passed", "stopped", "disclose", "disclose, claimed")}
            of = sums["items"] - sums["disclose"]
            for name in ("claims", "claims, all kinds"):
                row[name] = sums[name]
                row[f"{name}, per 100,000"] = round(sums[name] / of * ordinary.PER, 1) if of else None
                row[f"{name}, at most"] = round(ordinary.at_most(sums[name], of) * ordinary.PER, 1) if of else None
            done.setdefault(source, {})[side] = row | {"ms an item": round(sums["seconds"] / sums["items"] * 1000, 3)}
        return done


def measured(
    items: Iterable[ordinary.Item],
    find: Callable[[str], list[str] | None],
    passes: Callable[[str], bool],
    known: Iterable[str],
) -> Told:
    """All items through a detector, which gives the kinds it claims, or None where it was stopped."""
    told, known = Told(), set(known)
    for one in items:
        begun = time.process_time()
        kinds = find(one.text)
        seconds = time.process_time() - begun
        told.add(one, kinds, passed=passes(one.text), seconds=seconds, known=one.digest in known)
    return told


def program() -> tuple[Callable[[str], list[str] | None], Callable[[str], bool]]:
    """The program's own detection, within the bounds that a run sets it, and its gate."""
    from doxdocket.bounds import TEXT, Lost, guard  # noqa: PLC0415 - loads the models, which only this needs
    from doxdocket.detect import detect  # noqa: PLC0415
    from doxdocket.detect.reader import gate  # noqa: PLC0415
    from doxdocket.records import Verdict  # noqa: PLC0415
    from doxdocket.text import read  # noqa: PLC0415

    def find(text: str) -> list[str] | None:
        hits = guard(lambda: detect(text), TEXT.of(len(text)))
        if isinstance(hits, Lost):
            return None
        return sorted({hit.kind for hit in hits if hit.verdict != Verdict.DOUBTFUL})

    return find, lambda text: gate.passes(read(text))


def drawn(items: list[ordinary.Item], count: int) -> list[ordinary.Item]:
    """So many items by chance, the same each time: in the order of the ends of their digests."""
    return sorted(items, key=lambda one: one.digest[::-1])[:count]


def line(one: ordinary.Item, kinds: list[str], sides: str | None) -> str:
    """One item as a line: digest, source, side, kinds, and its text where it is asked for."""
    cells = [one.digest, one.source, one.side, " ".join(kinds) or "-"]
    return "\t".join([*cells, repr(one.text)] if sides in {one.side, "both"} else cells)


def table(rows: dict[str, dict]) -> str:
    """A line for each source and side."""
    heads = [name for name in rows["all"]["both"] if not name.startswith("claims, all kinds,")]
    lines = [" ".join([f"{'':19}", *heads])]
    for source, sides in rows.items():
        lines += [
            " ".join([f"{source:13} {side:5}", *(f"{row[name]!s:>{len(name)}}" for name in heads)])
            for side, row in sides.items()
        ]
    return "\n".join(lines)


def main(words: list[str]) -> int:
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--data", type=Path, default=os.environ.get("DOXDOCKET_DATA") or None)
    ask.add_argument("--samples", type=Path, default=os.environ.get("DOXDOCKET_SAMPLES") or None)
    ask.add_argument("--sources", default=",".join(ordinary.NAMES), help="of " + ", ".join(ordinary.NAMES))
    ask.add_argument("--texts", choices=[ordinary.OPEN, ordinary.KEPT, "both"])
    ask.add_argument("--draw", type=int, default=0)
    ask.add_argument("--list", action="store_true")
    ask.add_argument("--json", action="store_true")
    given = ask.parse_args(words)
    wanted = given.sources.split(",")
    if unknown := set(wanted) - set(ordinary.NAMES):
        ask.error(f"no such source: {', '.join(sorted(unknown))}")
    here = ordinary.sources(given.data, given.samples)
    for name in wanted:
        if name not in here:
            print(f"not measured: {name} is not on this machine, or its folder was not named", file=sys.stderr)
    every = ordinary.items((name, here[name]()) for name in wanted if name in here)
    told = measured(every, *program(), known=ordinary.known())
    if not told.sums:
        return 1
    rows = told.rows()
    if given.list or given.draw:
        shown = told.claimed if given.list else []
        shown = shown + [(one, []) for one in drawn(told.quiet, given.draw)]
        print("\n".join(line(one, kinds, given.texts) for one, kinds in shown))
    elif given.json:
        print(json.dumps({"sources": rows, "kinds": dict(told.kinds.most_common())}, ensure_ascii=False, indent=1))
    else:
        print(table(rows))
        print("claims by kind: " + ", ".join(f"{kind} {n}" for kind, n in told.kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
