"""Evidence classes on hands: ``./docket bench classes [--calibration WHY [--write]]``: right and claimed of each class, missed by family and form.

Without ``--calibration`` the open hands are asked, which the weights have seen: too good, and never written. With it the calibration hands are, from a
clean tree, with a row in corpus/scorings.tsv; ``--write`` puts the counts into ``rules/classes.tsv``, from which the program says which class may enter a
low bound (``doxdocket.law.classes``), with the digest of the weights that they hold for. To be run again when weights or the tree change. Right: the answer to a true span
(``doxdocket.score``) of the very same kind; a claim that touches an ``ignore`` counts neither way, a doubtful finding claims nothing. Texts are never shown.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import class_stamp, corpus, scorings

from doxdocket.cli.detecting import many
from doxdocket.law import classes
from doxdocket.law.kinds import RULES
from doxdocket.score import hands
from doxdocket.score.matching import doubtful, match, overlap
from doxdocket.score.measures import family

Counts = Counter[tuple[str, ...]]


def counted(some: list[hands.Hand]) -> Counts:
    """How often each class was right and claimed, and each family and form missed and there."""
    sums: Counts = Counter()
    for hand in some:
        for message, told in zip(hand.messages, many([(m.id, m.text) for m in hand.messages]), strict=True):
            truth, found = hands.labelled(message, hand.name), told["findings"]
            result = match(truth.spans, found, truth.ignore)
            right = {j for i, j in result.best.items() if truth.spans[i]["kind"] == found[j]["kind"]}
            for j, one in enumerate(found):
                if doubtful(one) or (j not in right and any(overlap(one, spared) for spared in truth.ignore)):
                    continue
                name = classes.class_of(one["reasons"])
                sums["claimed", name, ""] += 1
                sums["right", name, ""] += j in right
            for i, span in enumerate(truth.spans):
                key = family(span["kind"]), span["form"]
                sums["true", *key] += 1
                sums["missed", *key] += i in result.missed
    return sums


def table(sums: Counts) -> str:
    """The rows of ``classes.tsv``."""
    order = [f"{one.id}.{name}" for name in classes.tree().bands for one in classes.tree().evidence]
    rows = [("right", name, "", sums["right", name, ""], n) for name in order if (n := sums["claimed", name, ""])]
    rows += [("missed", *key, sums["missed", *key], n) for (what, *key), n in sorted(sums.items()) if what == "true"]
    head = f"# {class_stamp.stamp()} calibration hands; written by ./docket bench classes --calibration WHY --write"
    return "\n".join([head, *("\t".join(map(str, row)) for row in rows)]) + "\n"


def lines(text: str) -> list[str]:
    """Each class with what it is pooled into, and each family and form."""
    given = classes.read(text)
    nodes = dict.fromkeys(one for name in given.right for one in classes.above(name))
    out = []
    for name in nodes:
        own = given.right.get(name)
        said = f"{own.part}/{own.whole}" if own else ""
        if own:
            by = classes.standing(name, given)
            said += (
                f"  by {by.by} {by.share.part}/{by.share.whole} low {by.low:.4f} {'admitted' if by.admitted else 'no'}"
            )
        out.append(f"{name:24} {said}")
    return out + [f"missed {' '.join(key):28} {n}/{of}" for key, (n, of) in given.missed.items()]


def brief(sums: Counts) -> str:
    """What the row of a scoring says."""
    given = classes.read(table(sums))
    told = {by.by: by for name in given.right for by in [classes.standing(name, given)]}
    rates = [f"{name} {by.share.part}/{by.share.whole} low {by.low:.3f}" for name, by in sorted(told.items())]
    missed = sum(one.part for one in given.missed.values()), sum(one.whole for one in given.missed.values())
    return "; ".join([*rates, f"missed {missed[0]}/{missed[1]}"])


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--calibration", metavar="WHY")
    ask.add_argument("--write", action="store_true")
    given = ask.parse_args()
    if given.calibration is None:
        if given.write:
            ask.error("--write goes with --calibration WHY")
        sums = counted(corpus.open_hands())
    else:
        try:
            sums = scorings.logged("calibration", given.calibration, "evidence classes", counted, brief, "classes")
        except scorings.NotNow as no:
            sys.exit(f"not scored: {no}")
    if given.write:
        (RULES / "classes.tsv").write_text(table(sums), encoding="utf-8")
    print("\n".join(lines(table(sums))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
