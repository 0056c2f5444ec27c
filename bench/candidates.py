"""What the candidates of the new reader reach, on the hands of train and dev: ``./docket bench candidates [--misses KIND] [--json]``.

A span is reached where a candidate of its kind or a near one shares half of each other; its ends are exact where one has the same.
Reach is by kind and by form; then candidates of each generator, steps and CPU seconds for 1,000 characters. ``--misses`` shows texts of the
train hands alone; hands of calibration are never read.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus

from doxdocket.bounds import bounded
from doxdocket.detect.reader.candidates import names, numbers, places
from doxdocket.score.measures import covered, measures, near
from doxdocket.text import read

STRUCTURED = tuple(measures().families["structured"].kinds)
OTHERS = (
    "payment_account", "driver_licence", "social_security_no", "other_certificate", "student_id", "exam_certificate", "device_id", "ip_address",
    "virtual_asset", "verification_code", "account_password", "financial_credential", "birth_date",
)  # fmt: skip
SAID = (
    "name",
    "former_name_alias",
    "home_address",
    "delivery_address",
    "household_registration",
    "native_place",
    "school",
    "workplace",
)
GENERATORS = {"numbers": numbers.propose, "names": names.propose, "places": places.propose}


def answers(spans, found):
    """For each span, whether a candidate reaches it, and whether one has its ends."""
    for span in spans:
        fits = [
            (start, end)
            for start, end, kind in found
            if near(span.kind, kind)
            and min(span.end, end) - max(span.start, start) >= covered() * max(span.end - span.start, end - start)
        ]
        yield span, bool(fits), (span.start, span.end) in fits


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
                proposed = {name: propose(reading) for name, propose in GENERATORS.items()}
            seconds += time.process_time() - began
            size, steps = size + len(message.text), steps + work.spent
            counts = {name: counts[name] + len(one) for name, one in proposed.items()}
            found = [(*reading.span(*one.span), one.kind) for part in proposed.values() for one in part]
            for span, reached, exact in answers(message.spans, found):
                if span.kind not in (*STRUCTURED, *OTHERS, *SAID):
                    continue
                keys = [span.kind, f"{span.kind} {span.form}"]
                keys += ["structured", f"structured {span.form}"] if span.kind in STRUCTURED else []
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
            order = ["structured", *STRUCTURED, *OTHERS, *SAID]
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
