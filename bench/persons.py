"""Whether spans go to the right persons, on the hands of train and dev: ``./docket bench persons [--found] [--misses] [--json]``.

Of all pairs of marked spans of a message, which share is rightly given to one person or to two, and the mean of messages (spans as marked, so
this is the assignment alone). Beside it: all spans to one person, and each to the nearest name above. The reader's weights are fitted on the hands of four folds and asked of the fifth; ``shipped`` are those of ``persons.tsv`` on dev.
``--found`` asks instead of what detection found, where it answers a marked span. ``--misses`` shows texts of the train hands alone;
hands of calibration are never read.
"""

import argparse
import json
import sys
import time
from collections import defaultdict
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus, train_persons

from doxdocket.detect import detect
from doxdocket.detect.reader.persons import Item, Post, shipped
from doxdocket.records import Verdict
from doxdocket.score import hands
from doxdocket.score.matching import match
from doxdocket.score.persons import right_pairs


def one_for_all(one):
    return [0] * len(one.items)


def nearest_name(one):
    numbers, known, given = count(), {}, []
    for span in one.message.spans:
        given.append(known.setdefault(span.value, next(numbers)) if span.kind == "name" else given[-1] if given else -1)
    first = next((person for person in given if person >= 0), 0)
    return [person if person >= 0 else first for person in given]


def on_marked(one, model):
    answers = {"all one": one_for_all, "nearest name above": nearest_name}
    told = {name: one.right(answer(one)) for name, answer in answers.items()}
    return {**told, "reader": one.right(one.post().given(model.best))}


def on_found(one, model):
    """Pairs of findings that answer marked spans."""
    hits = [hit for hit in detect(one.message.text) if hit.verdict is not Verdict.DOUBTFUL]
    true = hands.answer(one.message)["findings"]
    found = [{"start": h.start, "end": h.end, "kind": h.kind, "verdict": h.verdict} for h in hits]
    best = match(true, found).best
    if len(best) < 2:
        return {}
    places = [train_persons.cleaned(one.reading, at) for h in hits for at in (h.start, h.end)]
    items = [
        Item(*place, h.kind, h.value) for place, h in zip(zip(*[iter(places)] * 2, strict=True), hits, strict=True)
    ]
    given = Post(items, one.page).given(model.best)

    def share(persons_of):
        right, every = right_pairs([(true[i]["person"], persons_of[j]) for i, j in best.items()])
        return right / every

    return {
        "all one": share([0] * len(hits)),
        "reader": share(given),
    }


def measured(ask, misses):
    """Shares by group of messages and by way."""
    sums = defaultdict(lambda: defaultdict(list))
    spans = seconds = 0
    for texts, model in train_persons.folds(list(train_persons.marked(["train", "dev"]))):
        for one in texts:
            told = ask(one, model)
            groups = (
                "all",
                corpus.splits()[one.hand],
                one.hand,
                "several persons" if len(set(one.truth)) > 1 else "one person",
            )
            for name, share in told.items():
                for group in groups:
                    sums[group][name].append(share)
            if misses and corpus.splits()[one.hand] == "train" and told.get("reader", 1) < 1:
                show(one, told["reader"], one.post().given(model.best))
        began = time.process_time()
        for one in texts:
            one.post().given(model.best)
        seconds, spans = seconds + time.process_time() - began, spans + sum(len(one.items) for one in texts)
    for one in train_persons.marked(["dev"]) if ask is on_marked else ():
        sums["dev"]["shipped"].append(one.right(one.post().given(shipped().best)))
    rows = {
        g: {name: round(sum(s) / len(s), 4) for name, s in by.items()} | {"n": len(by["reader"])}
        for g, by in sums.items()
    }
    return {"pairs by message": rows, "CPU us a span": round(seconds / spans * 1e6, 1)}


def show(one, share, given):
    out, at = [], 0
    for span, number in zip(one.message.spans, given, strict=True):
        out += [
            one.message.text[at : span.start],
            f"⟦{span.person}→{number}|{one.message.text[span.start : span.end]}⟧",
        ]
        at = span.end
    print(f"=== {one.message.id} {share:.2f}\n{''.join(out)}{one.message.text[at:]}")


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--found", action="store_true", help="what detection found instead of what is marked")
    ask.add_argument("--misses", action="store_true", help="texts of the train hands in which a pair is wrong")
    ask.add_argument("--json", action="store_true")
    given = ask.parse_args()
    told = measured(on_found if given.found else on_marked, given.misses)
    if given.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif not given.misses:
        for group, row in sorted(told["pairs by message"].items()):
            print(f"{group:16} n {row.pop('n'):4}  " + "  ".join(f"{name} {share:.3f}" for name, share in row.items()))
        print(f"CPU {told['CPU us a span']} us a span")
    return 0


if __name__ == "__main__":
    sys.exit(main())
