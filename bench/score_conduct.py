"""Scores conduct labels: ``python bench/score_conduct.py FILE.jsonl [--json]``; a line is {"id", "text", "conduct": [{"start", "end", "label"}]}.

By post (has it this label?) and by span (each holds half of the other), each with Wilson intervals; decoys are posts without conduct.
The same sums as ``doxdocket eval``, without the rest of it. ``--cold TABLE.csv`` scores insults on COLD's columns TEXT, label.
"""

import argparse
import csv
import json
from pathlib import Path

from doxdocket.detect import conduct, detect
from doxdocket.score.conduct import Conduct
from doxdocket.score.rates import share


def acts(texts: list[str]) -> list[list[dict]]:
    hits = [detect(text) for text in texts]
    return [[{"start": a.start, "end": a.end, "label": a.label} for a in one] for one in conduct.label(texts, hits)]


def told(rows: list[dict]) -> dict:
    sums = Conduct()
    for row, found in zip(rows, acts([row["text"] for row in rows]), strict=True):
        true = [{k: c[k] for k in ("start", "end", "label")} for c in row["conduct"]]
        sums.add(true, found)
    return sums.told()


def cold(path: Path) -> None:
    rows = list(csv.DictReader(path.open(encoding="utf-8-sig", newline="")))
    said = [any(a["label"] == "insult" for a in one) for one in acts([row["TEXT"] for row in rows])]
    right = sum(yes == (row["label"] == "1") for yes, row in zip(said, rows, strict=True))
    one = share(right, len(rows))
    print(f"insults of {path.name}: accuracy {one.value:.4f} [{one.low:.4f}, {one.high:.4f}] of {len(rows)}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("file", type=Path, nargs="?")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--cold", type=Path)
    given = ask.parse_args()
    if given.cold:
        cold(given.cold)
    if given.file is None:
        return
    result = told([json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines() if line.strip()])
    if given.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for what in ("posts", "spans"):
        print(f"by {what[:-1]}: macro-F1 {result['macro_f1' if what == 'posts' else 'macro_f1_spans']}")
        for label, row in result[what].items():
            print(f"  {label:16}{row}")
    print(f"decoys: {result['decoys']}")


if __name__ == "__main__":
    main()
