"""Scores ``detect`` on labelled messages: ``python bench/score_detect.py open|held|FILE.jsonl [-n 2000] [--seed 1] [--misses KIND]``.

``open`` and ``held`` are the rehearsal's own writers; a file holds one labelled message a line (id, text, spans, ignore).
``--misses`` shows what was missed and wrongly found; it is refused for ``held``, which nobody who writes rules may read.
"""

import argparse
import json
import sys
import time
from pathlib import Path

from doxdocket.detect import detect
from doxdocket.rehearsal import messages, score
from score_case import table


def run(truth: list[dict]) -> tuple[list[dict], float]:
    """The detector's answers and the seconds they took."""
    detect("姓名：张三 手机 13899901234")  # models load here, not in the time
    begin = time.perf_counter()
    out = []
    for m in truth:
        found = [
            {
                "start": h.start,
                "end": h.end,
                "kind": h.kind,
                "verdict": str(h.verdict),
                "person": h.person,
                "value": h.value,
            }
            for h in detect(m["text"])
        ]
        out.append({"id": m["id"], "findings": found})
    return out, time.perf_counter() - begin


def misses(truth: list[dict], output: list[dict], kind: str) -> None:
    for m, o in zip(truth, output, strict=True):
        claims = score.claims(o["findings"])
        matched = score.pairs(m["spans"], claims)
        lost = [
            s["surface"] for i, s in enumerate(m["spans"]) if s["kind"] == kind and i not in {a for a, _ in matched}
        ]
        extra = [
            m["text"][f["start"] : f["end"]]
            for j, f in enumerate(claims)
            if f["kind"] == kind and j not in {b for _, b in matched}
        ]
        if lost or extra:
            print(f"--- {m['id']} {m.get('style', '')} missed {lost} wrong {extra}\n{m['text'][:400]}")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what")
    ask.add_argument("-n", type=int, default=2000)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--first-kinds", action="store_true")
    ask.add_argument("--misses", metavar="KIND")
    ask.add_argument("--by-style", action="store_true")
    given = ask.parse_args()
    own = given.what in {"open", "held"}
    if given.misses and given.what == "held":
        print("the held part is not shown to anybody who writes rules", file=sys.stderr)
        return 2
    truth = (
        messages(given.seed, given.what, given.n)
        if own
        else [json.loads(x) for x in Path(given.what).read_text().splitlines()]
    )
    output, seconds = run(truth)
    scope = score.FIRST_KINDS if given.first_kinds else None
    result = score.labelled(truth, output, scope=scope)
    for how in ("relaxed", "exact"):
        print(f"\n{given.what}, {how}\n{table(result[how])}")
    print(f"\nordinary: {result['ordinary']}\nright person: {result['right_person']}")
    print(f"{len(truth)} messages in {seconds:.2f} s, {len(truth) / seconds:.0f} a second")
    if given.by_style:
        for style in sorted({m.get("style", "") for m in truth}):
            some = [i for i, m in enumerate(truth) if m.get("style", "") == style]
            one = score.labelled([truth[i] for i in some], [output[i] for i in some], scope=scope)
            print(
                f"  {style:20} F1 {one['relaxed']['all']['f1']:.3f} exact {one['exact']['all']['f1']:.3f} persons {one['right_person']['f1']:.3f}"
            )
    if given.misses:
        misses(truth, output, given.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
