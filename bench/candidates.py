"""What the candidates of the reader reach, on the hands of train and dev: ``./docket bench candidates [--misses KIND] [--json]``.

A span is reached where a candidate of its kind or a near one shares half of each other; its ends are exact where one has the same.
Reach is by kind, by family with form, and of a family behind a label or mark; then candidates of each generator, steps and CPU time for 1,000
characters. ``--misses`` shows texts of the train hands alone; hands of calibration are never read.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus
from tools.proposed import GENERATORS
from tools.proposed import proposed as proposed_by

from doxdocket.bounds import bounded
from doxdocket.detect.reader import lexicon
from doxdocket.law.kinds import kinds
from doxdocket.score.measures import covered, family, measures, near
from doxdocket.text import read

KINDS = tuple(kinds())


def answers(spans, found):
    """For each span, whether a candidate reaches it, and whether one has its ends."""
    for span in spans:
        fits = [
            (start, end)
            for start, end, kind in found
            if start < span.end
            and span.start < end
            and near(span.kind, kind)
            and min(span.end, end) - max(span.start, start) >= covered() * max(span.end - span.start, end - start)
        ]
        yield span, bool(fits), (span.start, span.end) in fits


def labelled(text, span):
    """Whether a span stands right behind a mark of a field or column, or behind a word of the lists that labels its kind."""
    before = text[max(0, span.start - 24) : span.start].rstrip(" \u3000\"'“「")
    marked = before[-1:] in (":", "：", "=", "＝", "|", "｜", "│", "\t", "】", "]") and len(before) > 1
    words = lexicon.mentions(read(before).clean)
    last = max((one.end for one in words), default=0)
    return marked or any(
        one.end == last == len(read(before).clean)
        and one.sort in (lexicon.Sort.LABEL, lexicon.Sort.WEAK)
        and one.kind == span.kind
        for one in words
    )


def measured(side, misses):
    sums = defaultdict(lambda: [0, 0, 0])
    size = steps = 0
    counts = dict.fromkeys(GENERATORS, 0)
    seconds = 0.0
    for hand in corpus.all_hands():
        if corpus.splits()[hand.name] != side:
            continue
        for message in hand.messages:
            began = time.process_time()
            reading = read(message.text)
            with bounded(10**9) as work:
                proposed = {name: proposed_by(name, reading) for name in GENERATORS}
            seconds += time.process_time() - began
            size, steps = size + len(message.text), steps + work.spent
            counts = {name: counts[name] + len(one) for name, one in proposed.items()}
            found = [(*reading.span(*one.span), one.kind) for part in proposed.values() for one in part]
            for span, reached, exact in answers(message.spans, found):
                group = family(span.kind)
                keys = {span.kind, group, f"{group} {span.form}"}
                keys |= {f"{group} behind a label"} if labelled(message.text, span) else set()
                for key in keys:
                    sums[key] = [a + b for a, b in zip(sums[key], (1, reached, exact), strict=True)]
                if misses == span.kind and not reached:
                    print(message.id, span.form, repr(message.text[max(0, span.start - 16) : span.start]),
                          repr(message.text[span.start : span.end]), repr(message.text[span.end : span.end + 8]))  # fmt: skip
    per = 1000 / max(size, 1)
    cost = {
        **{f"candidates of {name}": count * per for name, count in counts.items()},
        "steps": steps * per,
        "CPU ms": seconds * per * 1000,
    }
    return {
        "reach": {key: {"n": n, "reached": hit / n, "exact ends": exact / n} for key, (n, hit, exact) in sums.items()},
        "a thousand characters": cost,
    }


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--misses", help="a kind: its unreached spans in the train hands")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--side", choices=["train", "dev"])
    given = ask.parse_args()
    sides = ["train"] if given.misses else [given.side] if given.side else ["train", "dev"]
    told = {side: measured(side, given.misses) for side in sides}
    if given.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif not given.misses:
        for side, one in told.items():
            print(side)
            order = [*measures().families, *KINDS]
            for key in sorted(one["reach"], key=lambda key: (order.index(key.split()[0]), key)):
                row = one["reach"][key]
                print(f"  {key:34} n {row['n']:4}  reached {row['reached']:.3f}  exact {row['exact ends']:.3f}")
            print(
                "  a thousand characters:",
                ", ".join(f"{name} {value:.2f}" for name, value in one["a thousand characters"].items()),
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
