"""What the tagger alone reaches: ``./docket bench tagger [--weights FILE --hands dev | --folds DIR] [--least 500 …] [--personal 300 …]``.

With ``--folds``, each open hand is asked of the weights (``DIR/fold0/weights.npz`` …) that have not seen it. A span counts from ``--least`` thousandths
on; one of a kind that is not soft also needs the post's score of ``--personal``. Numbers are rows that ``candidates/numbers`` proposes, taken
by their score here; the net's own ends of them are not used. Then characters and posts a second and core. Hands of calibration are never read.
"""

import argparse
import json
import sys
import time
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from tools import corpus, ordinary
from tools.proposed import proposed

from doxdocket.detect.reader import tagger
from doxdocket.records import Verdict
from doxdocket.score import Tally, hands
from doxdocket.score.measures import measures
from doxdocket.text import read

NUMBERS = frozenset({"id_number", "phone_number", "landline_number", "bank_account", "passport_number", "device_id"})
"""Kinds whose ends candidates decide."""


def numbers_of(reading):
    """Rows of digits, as candidates tell them."""
    return [one for one in proposed("numbers", reading) if one.kind in NUMBERS]


def rows(candidates, post, least):
    """The best candidates of numbers, none over another."""
    found = [
        (post.score(*one.span, one.kind), one.verdict is Verdict.VALID, one.span.end - one.span.start, one)
        for one in candidates
    ]
    taken = []
    for score, _, _, one in sorted(found, key=lambda row: (-row[0], -row[1], -row[2], row[3].span, row[3].kind)):
        if score >= least and not any(one.span.start < other.end and other.start < one.span.end for other in taken):
            taken.append(tagger.Find(*one.span, one.kind, score))
    return taken


EVEN = 500  # of a thousand


def runs(there):
    edges = np.flatnonzero(np.diff(there.astype(np.int8), prepend=0, append=0)).tolist()
    return zip(edges[::2], edges[1::2], strict=True)


def answer(reading, candidates, post, least, personal, conduct):
    """The post as ``detect`` would print it."""
    found = [one for one in post.spans if one.kind not in NUMBERS] + rows(candidates, post, least)
    kept = [one for one in found if one.score >= least and (post.personal >= personal or one.kind in measures().soft)]
    spans = [dict(zip(("start", "end"), reading.span(one.start, one.end), strict=True), kind=one.kind) for one in kept]
    acts = [
        dict(zip(("start", "end"), reading.span(start, end), strict=True), label=label)
        for at, label in enumerate(tagger.LABELS)
        if post.conduct[label] >= conduct
        for start, end in runs(post.doing[:, at] > EVEN)
    ]
    for label, score in post.conduct.items():
        if score >= conduct and not any(one["label"] == label for one in acts):
            acts.append({"start": 0, "end": len(reading.raw), "label": label})
    return {"findings": spans, "conduct": acts}


def told(tally):
    whole = tally.told()
    lines = [f"{name:12} F1 {one['f1'] or 0:.3f}  P {one['precision'] or 0:.3f}  R {one['recall'] or 0:.3f}  exact {one['exact']['f1'] or 0:.3f}  n {one['n']}"
             for name, one in whole["families"].items()]  # fmt: skip
    lines.append(
        f"decoys {whole['decoys']['claimed']} of {whole['decoys']['messages']}; conduct by post {whole['conduct']['macro_f1'] or 0:.3f}, by span {whole['conduct']['macro_f1_spans'] or 0:.3f}"
    )
    return lines


def quiet(given, net):
    """Ordinary items in which something is claimed that is not soft."""
    found = ordinary.sources(given.ordinary, None)
    items = ordinary.items((name, found[name]()) for name in ("cold", "uner") if name in found)
    readings = [read(one.text) for one in items if one.side == ordinary.KEPT and one.digest not in ordinary.known()]
    tagged = tagger.tag(readings, net)
    rows_ = [numbers_of(one) for one in readings]
    for least, personal in product(given.least, given.personal):
        claimed = sum(
            any(
                one["kind"] not in measures().soft
                for one in answer(reading, candidates, post, least, personal, 1001)["findings"]
            )
            for reading, candidates, post in zip(readings, rows_, tagged, strict=True)
        )
        share = ordinary.at_most(claimed, len(readings)) * ordinary.PER
        print(
            f"ordinary, from {least}, posts from {personal}: {claimed} of {len(readings):,}, at most {share:.0f} in 100,000"
        )


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--weights", type=Path, help="else those that ship, which have seen all open hands")
    ask.add_argument("--hands", nargs="*", default=["dev"], help="names, or a side")
    ask.add_argument("--folds", type=Path)
    ask.add_argument("--least", type=int, nargs="*", default=[500])
    ask.add_argument("--personal", type=int, nargs="*", default=[300])
    ask.add_argument("--conduct", type=int, default=300)
    ask.add_argument("--by-hand", action="store_true")
    ask.add_argument("--json", action="store_true")
    ask.add_argument(
        "--ordinary", type=Path, help="the folder with cold and uner: claims in ordinary text kept for measuring"
    )
    given = ask.parse_args()
    if given.folds:
        nets = {p.parent.name: tagger.load(p.read_bytes()) for p in sorted(given.folds.glob("fold*/weights.npz"))}
    else:
        nets = {"": tagger.load(given.weights.read_bytes()) if given.weights else None}
    read_ = []
    size = posts = 0
    seconds = 0.0
    for hand in corpus.open_hands():
        name = f"fold{corpus.fold(hand.name)}" if given.folds else ""
        if name not in nets or not (given.folds or {hand.name, corpus.splits()[hand.name]} & set(given.hands)):
            continue
        readings = [read(one.text) for one in hand.messages]
        began = time.process_time()
        tagged = tagger.tag(readings, nets[name])
        seconds += time.process_time() - began
        size, posts = size + sum(len(one.clean) for one in readings), posts + len(readings)
        read_.append((hand, readings, [numbers_of(one) for one in readings], tagged))
    for least, personal in product(given.least, given.personal):
        whole = Tally()
        by_hand = {}
        for hand, readings, rows_, tagged in read_:
            own = by_hand[hand.name] = Tally()
            for message, reading, candidates, post in zip(hand.messages, readings, rows_, tagged, strict=True):
                own.add(
                    hands.labelled(message, hand.name),
                    answer(reading, candidates, post, least, personal, given.conduct),
                )
            whole.join(own)
        named = {
            **(by_hand if given.by_hand else {}),
            f"{len(by_hand)} hands, from {least}, posts from {personal}": whole,
        }
        for name, one in named.items():
            print(json.dumps({name: one.told()}, ensure_ascii=False)) if given.json else print(
                name, *told(one), sep="\n  "
            )
    if given.ordinary:
        quiet(given, next(iter(nets.values())))
    print(f"{size / seconds:,.0f} characters and {posts / seconds:,.0f} posts a second of one core, features included")
    return 0


if __name__ == "__main__":
    sys.exit(main())
