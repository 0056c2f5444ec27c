"""The reader's whole answer, in five folds by hand: ``./docket bench reader --net DIR --folds DIR [--ordinary DATA --nets DIR] [--old] [--by-hand] [--json]``.

``--net`` holds a tagger's scores of hands that it had not seen, ``--folds`` the weights of the decision and of conduct that were fitted on
the other folds (``python -m tools.train_decide --net DIR --folds OUT``, ``python -m tools.train_conduct_reader`` likewise); persons are fitted here. Scored by
``doxdocket.score``: families, forms, decoys, pairs by message of found spans, conduct by post and span, as the net and the grammar together hear it; recall of what is written around; claims of any chance count, and
beside them only those that are not doubtful. The gate is not asked, replies are not weighed again, and what is paid for or offered (``detect.conduct``) is not added. Intervals: 95 %, 2,000 draws of whole hands. ``--ordinary``: items of ordinary text with a claim that is not soft (``--nets``: the
tagger's weights by fold). ``--old`` asks detection as it ships, which has seen them, of the same messages. ``--misses KIND`` shows what is missed or
wrong in hands of train. Hands of calibration are never read.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus, ordinary, train_persons
from tools.corpus_spread import spread
from tools.train import oof

from doxdocket.detect.answered import hits
from doxdocket.detect.conduct import by_rules
from doxdocket.detect.reader import answer, columns, conduct, decide, tagger
from doxdocket.records import Verdict
from doxdocket.score import Tally, hands
from doxdocket.score.matching import match
from doxdocket.score.measures import family, measures
from doxdocket.text import read

WRITTEN = ("around", "split")


class Fold(NamedTuple):
    """What was fitted on the other folds."""

    models: answer.Models
    acts: conduct.Weights


def models(folder: Path) -> dict[int, Fold]:
    """By fold."""
    persons = {
        corpus.fold(texts[0].hand): model
        for texts, model in train_persons.folds(list(train_persons.marked(["train", "dev"])))
    }
    found = {}
    for n in range(corpus.FOLDS):
        with np.load(folder / f"conduct{n}.npz") as held:
            acts = conduct.loaded({name: held[name] for name in held.files})
        scale = decide.scale(columns.read((folder / f"fold{n}.tsv").read_text(encoding="utf-8")))
        found[n] = Fold(answer.Models(scale, persons[n]), acts)
    return found


def printed(reading, said, fold: Fold):
    """An answer as ``detect`` prints one, with every claim."""
    one = answer.of(reading, said, fold.models)
    [heard] = by_rules([reading.raw], [hits(reading, one)])
    spans = [
        {**dict(zip(("start", "end"), reading.span(*f.candidate.span), strict=True)), "kind": f.candidate.kind,
         "verdict": "valid", "sure": f.candidate.verdict is not Verdict.DOUBTFUL, "person": person, "score": f.chance}
        for f, person in zip(one.found, one.persons, strict=True)
    ]  # fmt: skip
    acts = [
        {**dict(zip(("start", "end"), reading.span(*act.span), strict=True)), "label": act.label}
        for act in conduct.read(reading.clean, said, heard, fold.acts).acts
    ]
    return {"findings": spans, "conduct": acts}


def told(alone: dict[str, Tally]) -> dict:
    """Everything, from the sums of each hand."""
    whole = Tally()
    for one in alone.values():
        whole.join(one)
    all_ = whole.told()
    found = {
        hand: {name: w.found for name, w in {**one.families, "all": one.every}.items()} for hand, one in alone.items()
    }
    counts = {hand: {name: (c.right, c.missed, c.wrong) for name, c in of.items()} for hand, of in found.items()}
    between = spread(counts, [*measures().families, "all"])
    forms = {form: {"n": row["n"], "recall": row["recall"]} for form, row in all_["groups"]["form"].items()}
    written = [forms[form] for form in WRITTEN if form in forms]
    around = sum(row["n"] * row["recall"] for row in written) / max(1, sum(row["n"] for row in written))
    short = lambda row: {key: row[key] for key in ("n", "precision", "recall", "f1")} | {"exact": row["exact"]["f1"]}  # noqa: E731
    return {
        "families": {
            name: short(row) | {"low": round(between[name]["low"], 3), "high": round(between[name]["high"], 3)}
            for name, row in {**all_["families"], "all": all_["micro"]}.items()
        },
        "kinds": {kind: short(row) for kind, row in all_["kinds"].items()},
        "forms": forms | {"written around or split": {"recall": round(around, 4)}},
        "decoys": all_["decoys"],
        "pairs": all_["persons"]["pairs"],
        "conduct": {key: all_["conduct"][key] for key in ("macro_f1", "macro_f1_spans")}
        | {label: {"post": row["f1"], "span": all_["conduct"]["spans"][label]["f1"]} for label, row in all_["conduct"]["posts"].items()},
    }  # fmt: skip


def quiet(data: Path, nets: Path, by_fold: dict[int, Fold]) -> dict:
    """Ordinary items, kept for measuring, in which something is claimed that is not soft; asked of the net and weights of fold 0."""
    found = ordinary.sources(data, None)
    items = ordinary.items((name, found[name]()) for name in ("cold", "uner") if name in found)
    kept = [one for one in items if one.side == ordinary.KEPT and one.digest not in ordinary.known()]
    net = tagger.load((nets / "fold0" / "weights.npz").read_bytes())
    readings = [read(one.text) for one in kept]
    claimed = sure = 0
    for at in range(0, len(readings), 512):
        some = readings[at : at + 512]
        for reading, post in zip(some, tagger.tag(some, net), strict=True):
            one = answer.of(reading, post, by_fold[0].models)
            hard = [f for f in one.found if f.candidate.kind not in measures().soft]
            claimed += bool(hard)
            sure += any(f.candidate.verdict is not Verdict.DOUBTFUL for f in hard)
    at_most = round(ordinary.at_most(claimed, len(kept)) * ordinary.PER)
    return {"items": len(kept), "claimed": claimed, "not doubtful": sure, "at most in 100,000": at_most}


def old(all_: list[hands.Hand]) -> dict[str, Tally]:
    """Detection as it ships on the same messages."""
    from doxdocket.cli.detecting import many  # noqa: PLC0415 - loads its models

    out = {}
    for hand in all_:
        out[hand.name] = Tally()
        for message, found in zip(hand.messages, many([(m.id, m.text) for m in hand.messages]), strict=True):
            out[hand.name].add(hands.labelled(message, hand.name), found)
    return out


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--net", type=Path, required=True)
    ask.add_argument("--folds", type=Path, required=True)
    ask.add_argument("--ordinary", type=Path, metavar="DATA")
    ask.add_argument("--nets", type=Path)
    ask.add_argument("--old", action="store_true")
    ask.add_argument("--by-hand", action="store_true")
    ask.add_argument("--misses", metavar="KIND")
    ask.add_argument("--json", action="store_true")
    given = ask.parse_args()
    if given.ordinary and not given.nets:
        ask.error("--ordinary needs --nets")
    by_fold, all_ = models(given.folds), corpus.open_hands()
    every, sure = {}, {}
    for hand in all_:
        said = oof.tagged(given.net / f"{hand.name}.npz")
        every[hand.name], sure[hand.name] = Tally(), Tally()
        for message in hand.messages:
            reading, truth = read(message.text), hands.labelled(message, hand.name)
            found = printed(reading, said[message.id], by_fold[corpus.fold(hand.name)])
            every[hand.name].add(truth, found)
            sure[hand.name].add(truth, found | {"findings": [f for f in found["findings"] if f["sure"]]})
            if given.misses and corpus.splits()[hand.name] == "train":
                show(truth, found["findings"], given.misses)
    if given.misses:
        return 0
    rows = {"five folds": told(every), "without what is doubtful": told(sure)}
    rows |= {name: told({name: one}) for name, one in every.items() if given.by_hand}
    rows |= {"as it ships": told(old(all_))} if given.old else {}
    rows |= {"ordinary text": quiet(given.ordinary, given.nets, by_fold)} if given.ordinary else {}
    print(json.dumps(rows, ensure_ascii=False, indent=1) if given.json else "\n".join(text(rows)))
    return 0


def show(truth, found: list[dict], kind: str) -> None:
    """What is wrong with a kind or family in one message."""
    result = match(truth.spans, found, truth.ignore)
    wrong = [("missed", truth.spans[i]) for i in result.missed] + [("wrong", found[j]) for j in result.wrong]
    for what, span in wrong:
        if kind in (span["kind"], family(span["kind"])):
            start, end = span["start"], span["end"]
            around = truth.text[max(0, start - 24) : start], truth.text[start:end], truth.text[end : end + 12]
            form = span.get("form", "" if truth.spans else "decoy")
            print(what, truth.id, span["kind"], form, span.get("score", ""), *map(repr, around))


def text(rows: dict) -> list[str]:
    lines = []
    for name, row in rows.items():
        lines.append(name)
        for key, value in row.items():
            if isinstance(value, dict) and any(isinstance(one, dict) for one in value.values()):
                lines.append(f" {key}")
                lines += [f"  {k:24} {_cells(one)}" for k, one in value.items()]
            else:
                lines.append(f" {key:25} {_cells(value)}")
    return lines


def _cells(row) -> str:
    return "  ".join(f"{key} {value}" for key, value in row.items()) if isinstance(row, dict) else str(row)


if __name__ == "__main__":
    sys.exit(main())
