"""The corpus of marked messages: counts, faults, scores; ``--check FILE…`` for a hand that is being written.

``--json`` prints all counts; ``--write`` puts the numbers into the data card. Ends with 1 where a hand has faults. ``--agreement`` scores the
second markings, ``--detector`` today's detector on all hands that are not closed (for calibration, or fresh), both with ``doxdocket.score``: by hand, family, form,
length and register (of 100 spans and more), conduct by post, and the right person by message and, where a hand is a channel, over its posts as
a run links them; of the detector also the spread between hands. With ``--calibration WHY`` or ``--fresh WHY`` it is scored on those hands alone,
from a clean tree, with a row in corpus/scorings.tsv. Of a closed hand ``--check`` tells faults alone. ``--id AREA YYYYMMDD m|f`` makes an identity number for a hand.
"""

import argparse
import json
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import corpus, corpus_card, corpus_spread, scorings

from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.detect.check_digits import identity
from doxdocket.score import Tally, hands
from doxdocket.score.measures import LONGER, measures
from doxdocket.text import read

LENGTHS = [*(f"up to {n}" for n in measures().lengths), LONGER]
OFTEN = 100  # spans of a register that is shown


def made(area: str, day: str, sex: str) -> str:
    if int(day[:4]) not in corpus.BIRTHS:
        sys.exit(f"births of invented persons lie in 1850-1899, not in {day[:4]}")
    body = f"{area}{day}{random.randrange(500) * 2 + (sex == 'm'):03d}"
    return body + identity(body)


def open_hands() -> list[hands.Hand]:
    sides = corpus.splits()
    return [hand for hand in corpus.all_hands() if sides[hand.name] not in scorings.CLOSED]


def detector(open_: list[hands.Hand]) -> dict:
    from doxdocket.cli.detecting import many  # noqa: PLC0415 - loads the models, which only this needs
    from doxdocket.detect.reader import gate  # noqa: PLC0415

    tally, stops = Tally(), {"posts with spans": 0, "stopped": 0}
    alone = {hand.name: Tally() for hand in open_}
    for hand in open_:
        read_once = many([(m.id, m.text) for m in hand.messages])
        for message, found in zip(hand.messages, with_replies(hand, read_once), strict=True):
            alone[hand.name].add(hands.labelled(message, hand.name), found)
            stops["posts with spans"] += bool(message.spans)
            stops["stopped"] += bool(message.spans) and not gate.passes(read(message.text))
        tally.join(alone[hand.name])
    told = tally.told() | {"spread": spread(alone)}
    told["persons"]["over_posts"] = linked([hand for hand in open_ if hand.channel])
    return told | {"gate": stops}


def with_replies(hand: hands.Hand, found: list[dict]) -> list[dict]:
    """What was found, replies read again with their threads, and names that other messages tell of, as in a run."""
    from doxdocket.detect import replies  # noqa: PLC0415

    texts = {m.id: m.text for m in hand.messages}
    to = {m.id: m.links["reply"] for m in hand.messages if "reply" in m.links}
    claims = {
        one["id"]: [(f["kind"], f["verdict"], texts[one["id"]][f["start"] : f["end"]]) for f in one["findings"]]
        for one in found
    }
    asked = replies.asked(texts, to, claims)
    again = dict(zip(asked, replies.look([*asked.values()]), strict=True))
    shown = {
        key: [{"start": h.start, "end": h.end, "kind": h.kind, "verdict": h.verdict.value, "person": h.person} for h in own]
        for key, own in again.items()
    }  # fmt: skip
    return with_names(texts, [one | {"findings": shown[one["id"]]} if shown.get(one["id"]) else one for one in found])


def with_names(texts: dict[str, str], found: list[dict]) -> list[dict]:
    """The same with the names that other messages of the hand tell of, as in a run."""
    from doxdocket.detect import known_names  # noqa: PLC0415

    told = {
        one["id"]: [
            known_names.Told(f["start"], f["end"], f["kind"], f["verdict"], f["person"]) for f in one["findings"]
        ]
        for one in found
    }
    names = {texts[key][slice(*span)] for key, own in told.items() for span in known_names.tells(own)}
    known, out = known_names.Known({one for one in names if known_names.whole(one)}), []
    for one in found:
        more = [
            {"start": h.start, "end": h.end, "kind": h.kind, "verdict": h.verdict.value, "person": h.person}
            for h in known.hits(texts[one["id"]], told[one["id"]])
        ]
        left = [
            f
            for f in one["findings"]
            if f["verdict"] != "doubtful" or all(f["end"] <= n["start"] or n["end"] <= f["start"] for n in more)
        ]
        out.append(one | {"findings": sorted([*left, *more], key=lambda f: f["start"])} if more else one)
    return out


def spread(alone: dict[str, Tally]) -> dict:
    """How scores by family spread between hands."""
    ways = {hand: {**tally.families, "all": tally.every} for hand, tally in alone.items()}
    found = {hand: {name: w.found for name, w in of.items()} for hand, of in ways.items()}
    counts = {hand: {name: (c.right, c.missed, c.wrong) for name, c in of.items()} for hand, of in found.items()}
    return corpus_spread.spread(counts, [*measures().families, "all"])


def closed(split: str, why: str) -> dict:
    """The scores of closed hands, written down before they are shown."""

    def result(told: dict) -> str:
        short = brief(told)
        rates = (f"{name} f1 {r['f1'] or 0:.3f} n {r['n']}" for name, r in short["families"].items())
        return "; ".join([*rates, "decoys " + " ".join(f"{k} {v}" for k, v in short["decoys"].items())])

    return scorings.logged(split, why, "the program's detection", detector, result)


def linked(channels: list[hands.Hand]) -> dict:
    """The persons that a run makes of the posts of each channel (its best reading), scored over posts."""
    import pyarrow as pa  # noqa: PLC0415

    from doxdocket.detect.stage import DetectConfig, stage  # noqa: PLC0415
    from doxdocket.records import MERGED, POSTS  # noqa: PLC0415
    from doxdocket.resolve import resolve  # noqa: PLC0415

    tally = Tally()
    for hand in channels:
        number = {m.id: str(n) for n, m in enumerate(hand.messages, 1)}
        rows = [
            {"channel_id": "telegram:channel:1", "post_id": number[m.id], "post_no": n, "row_no": n, "text": m.text, "type": "message",
             "reply_to": number.get(m.links.get("reply", "")), "source": "s", "capture": "s"}
            for n, m in enumerate(hand.messages, 1)
        ]  # fmt: skip
        findings = pa.Table.from_batches([stage(pa.RecordBatch.from_pylist(rows, POSTS), DetectConfig(bytes(32)))])
        posts = [{k: v for k, v in row.items() if k in MERGED.names} | {"captures": 1, "versions": 1} for row in rows]
        sets = resolve(
            application.findings(findings, Standing()), pa.Table.from_pylist(posts, MERGED), Standing(), {}
        ).dossiers.to_pylist()
        owner = {(d["post_id"], d["person_no"]): d["person_best"] for d in sets}
        found = [f | {"over_posts": owner.get((f["post_id"], f["person"]))} for f in findings.to_pylist()]
        for m in hand.messages:
            own = [f for f in found if f["post_id"] == number[m.id] and f["where"] == "text"]
            tally.add(hands.labelled(m, hand.name), {"findings": own})
    return tally.told()["persons"]["over_posts"]


def brief(told: dict) -> dict:
    """The scores that are told by, as rows of few numbers."""
    persons, conduct, groups = told["persons"], told["conduct"], told["groups"]
    right = {"by message": {"pairs": persons["pairs"], "messages": persons["pairs_messages"]}}
    right |= {"over posts": persons["over_posts"]} if persons["over_posts"] else {}
    order = [hand.name for hand in corpus.all_hands()] + measures().forms + LENGTHS
    parts = {
        "hands": groups["hand"],
        "families": told["families"] | {"all": told["micro"]},
        "forms": groups["form"],
        "lengths": groups["length"],
        "registers": {r: c for r, c in groups["register"].items() if c["n"] >= OFTEN},
        "conduct by post": conduct["posts"],
    }
    out = {}
    for name, rows in parts.items():
        keys = sorted(rows, key=order.index) if name in ("hands", "forms", "lengths") else rows
        out[name] = {key: _rates(rows[key], recall=name == "forms") for key in keys}
    out |= {"spread between hands": told["spread"]} if "spread" in told else {}
    return out | {
        "conduct": {"macro-F1 by post": conduct["macro_f1"], "macro-F1 by span": conduct["macro_f1_spans"]},
        "right person": right,
        "decoys": {k: told["decoys"][k] for k in ("messages", "claimed")},
        "misses under a doubtful finding": told["micro"]["doubted"],
    }


def _rates(c: dict, *, recall: bool) -> dict:
    """From the counts, for what is rounded twice may differ in its last place."""
    tp, fp, fn = c["tp"], c["fp"], c["fn"]
    out = {"p": (tp, tp + fp), "r": (tp, tp + fn), "f1": (2 * tp, 2 * tp + fp + fn)}
    told = {name: a / b if b else None for name, (a, b) in out.items() if name == "r" or not recall}
    return told | {"n": c["n"]}


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--check", type=Path, nargs="+", default=[])
    ask.add_argument("--id", nargs=3, metavar=("AREA", "YYYYMMDD", "SEX"))
    for flag in ("agreement", "detector", "write", "json"):
        ask.add_argument(f"--{flag}", action="store_true")
    for split in scorings.CLOSED:
        ask.add_argument(f"--{split}", metavar="WHY")
    ask = ask.parse_args()
    if ask.id:
        print(made(*ask.id))
        return 0
    if ask.write:
        corpus_card.write()
    read = [corpus.read(path) for path in ask.check or corpus.files() + corpus.files(second=True)]
    faults = [fault for hand in read for fault in hand.faults]
    asked = [(split, why) for split in scorings.CLOSED if (why := getattr(ask, split)) is not None]
    if asked and (len(asked) > 1 or not ask.detector or not asked[0][1].strip()):
        sys.exit("--calibration or --fresh goes with --detector, alone, and says why")
    if ask.agreement or ask.detector:
        try:
            told = closed(*asked[0]) if asked else detector(open_hands()) if ask.detector else None
        except scorings.NotNow as no:
            sys.exit(f"not scored: {no}")
        told = told or corpus.agreement(corpus.both_markings()).told()
        shown = brief(told) | {k: told[k] for k in ("gate",) if k in told}
        shown |= {"differences": told["differences"][:20]} if ask.agreement else {}
    else:
        sides, known = corpus.splits(), corpus.all_hands()
        some = [hand for hand in read if not scorings.is_closed(hand, sides, known)] if ask.check else known
        told = corpus.counts(some) if some else {}
        told |= {"short": corpus.short(told)} if some else {}
        shown = told = told | {"faults": faults}
    print(json.dumps(told, ensure_ascii=False, indent=1) if ask.json else text(shown))
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
            rest = " ".join(f"{k} {_cell(v)}" for k, v in row.items()) if isinstance(row, dict) else _cell(row)
            lines.append(f"  {first:26} {rest}".rstrip())
    return "\n".join(lines)


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
