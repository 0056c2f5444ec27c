"""The new reader as far as it stands: what its decision finds in the hands of dev, or in five folds by hand. ``./docket bench reader [--fold] [--json]``.

Scored by ``doxdocket.score`` as today's detector is: families and kinds of numbers, forms of these kinds, decoys claimed. With the weights as shipped
(fitted on train) the hands of dev; with ``--fold`` the hands of train and dev, each scored by weights fitted on the other folds, with ``--net`` asking a net too. ``--misses
KIND`` shows what is missed or wrong in hands of train, in the folds where they were not fitted on. Hands of calibration are never read.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus, train_decide

from doxdocket.detect.reader import decide
from doxdocket.detect.reader.evidence import Evidence, Seat
from doxdocket.score import Tally, hands
from doxdocket.score.matching import match
from doxdocket.score.measures import family, measures
from doxdocket.text import read

FOLDS = 5


def sides() -> dict[str, list[hands.Hand]]:
    split, found = corpus.splits(), {"train": [], "dev": []}
    for hand in corpus.all_hands():
        if split[hand.name] in found:
            found[split[hand.name]].append(hand)
    return found


def answered(message: hands.Message, table: decide.Scale, net: Seat | None) -> list[dict]:
    reading = read(message.text)
    rows = []
    for one in decide.decide(Evidence.of(reading, net), given=table):
        start, end = reading.span(*one.candidate.span)
        rows.append({"start": start, "end": end, "kind": one.candidate.kind, "verdict": "valid", "score": one.score})
    return rows


def folds(all_: list[hands.Hand], nets: Path | None) -> Iterator[tuple[list[hands.Hand], decide.Scale]]:
    """Each fifth of the hands with weights that were fitted on the others."""
    made = {hand.name: train_decide.cases([hand], nets) for hand in all_}
    for n in range(FOLDS):
        out = all_[n::FOLDS]
        names = {hand.name for hand in out}
        fitted = train_decide.fitted([one for name, cases in made.items() if name not in names for one in cases])
        yield out, decide.scale(fitted)


def told(tally: Tally) -> dict:
    """Families, forms, and the kinds of which anything was claimed; decoys."""
    all_ = tally.told()
    kinds = {kind: row for kind, row in all_["kinds"].items() if row["tp"] + row["fp"]}
    forms = all_["groups"]["form"]
    keep = ("n", "tp", "fp", "fn", "precision", "recall", "f1")
    short = lambda row: {key: row[key] for key in keep if key in row}  # noqa: E731
    return {
        "structured": short(all_["families"]["structured"]),
        "kinds": {kind: short(row) for kind, row in kinds.items()},
        "forms of structured kinds": {form: {"n": row["n"], "recall": row["recall"]} for form, row in forms.items()},
        "decoys": all_["decoys"],
    }


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--fold", action="store_true")
    ask.add_argument("--misses", metavar="KIND")
    ask.add_argument("--json", action="store_true")
    ask.add_argument("--net", type=Path, help="a folder of a net's out-of-fold scores, for --fold")
    given = ask.parse_args()
    by_side = sides()
    train = {hand.name for hand in by_side["train"]}
    parts = (
        folds([*by_side["train"], *by_side["dev"]], given.net)
        if given.fold or given.misses
        else [(by_side["dev"], decide.scale(decide.weights()))]
    )
    tally, structured = Tally(), Tally(scope=measures().families["structured"].kinds)
    for some, table in parts:
        for hand in some:
            said = train_decide.seats(given.net, hand.name) if given.net else {}
            for message in hand.messages:
                found, truth = answered(message, table, said.get(message.id)), hands.labelled(message, hand.name)
                tally.add(truth, {"findings": found})
                structured.add(truth, {"findings": found})
                if given.misses and hand.name in train:
                    show(truth, found, given.misses)
    if not given.misses:
        one = told(tally) | {"forms of structured kinds": told(structured)["forms of structured kinds"]}
        print(json.dumps(one, ensure_ascii=False, indent=1) if given.json else text(one))
    return 0


def show(truth, found: list[dict], kind: str) -> None:
    """What is wrong with a kind or family in one message."""
    result = match(truth.spans, found, truth.ignore)
    asked = lambda span: kind in (span["kind"], family(span["kind"]))  # noqa: E731
    wrong = [("missed", truth.spans[i]) for i in result.missed] + [("wrong", found[j]) for j in result.wrong]
    for what, span in wrong:
        if asked(span):
            start, end = span["start"], span["end"]
            around = truth.text[max(0, start - 24) : start], truth.text[start:end], truth.text[end : end + 12]
            print(
                what,
                truth.id,
                span["kind"],
                span.get("form", "" if truth.spans else "decoy"),
                span.get("score", ""),
                *map(repr, around),
            )


def text(rows: dict) -> str:
    lines = []
    for name, row in rows.items():
        many = name not in ("structured", "decoys")
        lines.append(name if many else f"{name:24} {_cells(row)}")
        lines += [f"  {key:22} {_cells(one)}" for key, one in row.items()] if many else []
    return "\n".join(lines)


def _cells(row: dict) -> str:
    return "  ".join(f"{key} {value}" for key, value in row.items())


if __name__ == "__main__":
    sys.exit(main())
