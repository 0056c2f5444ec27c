"""The corpus of marked messages: counts, faults, agreement of two markings; ``--check FILE…`` for a hand that is being written.

``--json`` prints all counts, or with ``--agreement`` all of the agreement; ``--write`` puts the numbers into the data card. Ends with 1
where a hand has faults. ``--detector`` scores today's detector on all hands but those of calibration. ``--id AREA YYYYMMDD m|f`` makes an identity number for a hand.
"""

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus, corpus_card, corpus_scores

from doxdocket.detect.check_digits import identity
from doxdocket.records import Verdict


def made(area: str, day: str, sex: str) -> str:
    if int(day[:4]) not in corpus.BIRTHS:
        sys.exit(f"births of invented persons lie in 1850-1899, not in {day[:4]}")
    body = f"{area}{day}{random.randrange(500) * 2 + (sex == 'm'):03d}"
    return body + identity(body)


def detector() -> dict:
    from doxdocket.detect import detect, gate  # noqa: PLC0415 - loads the models, which only this needs

    def find(text: str) -> list[corpus.Span]:
        hits = [h for h in detect(text) if h.verdict != Verdict.DOUBTFUL]  # a doubtful finding is no claim
        return [corpus.Span(h.start, h.end, h.kind, "", "", "") for h in hits]

    sides = corpus.splits()
    open_ = [hand for hand in corpus.all_hands() if sides[hand.name] != "calibration"]
    return corpus_scores.scored(open_, find, gate.passes)


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--check", type=Path, nargs="+", default=[])
    ask.add_argument("--id", nargs=3, metavar=("AREA", "YYYYMMDD", "SEX"))
    for flag in ("agreement", "detector", "write", "json"):
        ask.add_argument(f"--{flag}", action="store_true")
    ask = ask.parse_args()
    if ask.id:
        print(made(*ask.id))
        return 0
    if ask.write:
        corpus_card.write()
    read = [corpus.read(path) for path in ask.check or corpus.hands() + corpus.hands(second=True)]
    faults = [fault for hand in read for fault in hand.faults]
    told = corpus.agreement(corpus.both_markings()) if ask.agreement else None
    if ask.detector:
        told = detector()
    if told is None:
        told = corpus.counts(read if ask.check else corpus.all_hands())
        told = {**told, "short": corpus.short(told), "faults": faults}
    print(json.dumps(told, ensure_ascii=False, indent=1) if ask.json else text(told))
    return 1 if faults else 0


def text(told: dict) -> str:
    lines = []
    for part, rows in told.items():
        lines.append(part if isinstance(rows, (dict, list)) else f"{part} {rows}")
        pairs = (
            rows.items() if isinstance(rows, dict) else [(row, "") for row in rows] if isinstance(rows, list) else []
        )
        for name, row in pairs:
            first = " ".join(str(x) for x in name.values()) if isinstance(name, dict) else name
            rest = (
                " ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items())
                if isinstance(row, dict)
                else row
            )
            lines.append(f"  {first:26} {rest}".rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
