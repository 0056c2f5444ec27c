"""Score ``detect`` on labelled messages: JSON Lines with ``text``, ``spans`` (start, end, kind, person) and ``ignore``.

A gold span is found when predictions of its kind cover half of it (relaxed) or one of them has its very ends (exact).
A prediction that touches neither gold nor ``ignore`` of its kind is false. Doubtful findings are no claim. Persons: B³
over the gold spans that were found. ``python tools/score_messages.py FILE [--errors]``; texts are printed only then.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from doxdocket.detect import detect
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict

KINDS = ("id_number", "phone_number", "landline_number", "email", "bank_account", "social_account", "vehicle_file", "name",
         "home_address", "birth_date", "gender", "ethnicity", "school", "workplace")  # fmt: skip


def claims(text: str, *, model: bool = True) -> list[Hit]:
    """What is claimed of a text."""
    return [hit for hit in detect(text, model=model) if hit.verdict is not Verdict.DOUBTFUL]


def _covered(gold: Mapping[str, Any], hits: Iterable[Hit]) -> bool:
    places = {n for hit in hits for n in range(hit.start, hit.end)}
    span = range(gold["start"], gold["end"])
    return 2 * sum(n in places for n in span) >= len(span)


def judge(message: Mapping[str, Any], hits: Sequence[Hit]) -> Iterator[tuple[str, str, int, int]]:
    """(kind, found|missed|false|exact, start, end) for each gold span and each false prediction."""
    for gold in message["spans"]:
        same = [hit for hit in hits if hit.kind == gold["kind"]]
        yield gold["kind"], "found" if _covered(gold, same) else "missed", gold["start"], gold["end"]
        if any((hit.start, hit.end) == (gold["start"], gold["end"]) for hit in same):
            yield gold["kind"], "exact", gold["start"], gold["end"]
    neutral = [*message["spans"], *message.get("ignore", ())]
    for hit in hits:
        touched = [g for g in neutral if g["start"] < hit.end and hit.start < g["end"]]
        if not any(g.get("kind") == hit.kind or g in message.get("ignore", ()) for g in touched):
            yield hit.kind, "false", hit.start, hit.end


def b_cubed(message: Mapping[str, Any], hits: Sequence[Hit]) -> Iterator[tuple[float, float]]:
    """Precision and recall of the person of each found gold span."""
    pairs = []
    for gold in message["spans"]:
        owner = next(
            (h.person for h in hits if h.kind == gold["kind"] and h.start < gold["end"] and gold["start"] < h.end), None
        )
        if owner is not None:
            pairs.append((owner, gold.get("person")))
    for mine, theirs in pairs:
        both = sum(p == (mine, theirs) for p in pairs)
        yield both / sum(a == mine for a, _ in pairs), both / sum(b == theirs for _, b in pairs)


def score(
    messages: Iterable[Mapping[str, Any]], *, model: bool = True
) -> dict[str, tuple[float, float, float, float, int]]:
    """Per kind: precision, recall, F1, exact recall, gold spans; ``persons`` holds B³ precision, recall and F1."""
    counts: Counter[tuple[str, str]] = Counter()
    pairs: list[tuple[float, float]] = []
    for message in messages:
        hits = claims(message["text"], model=model)
        counts.update((kind, what) for kind, what, _, _ in judge(message, hits))
        pairs.extend(b_cubed(message, hits))
    table = {kind: _row(counts, [kind]) for kind in sorted({kind for kind, _ in counts})}
    table["ALL 14"] = _row(counts, KINDS)
    if pairs:
        p, r = (sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1))
        table["persons"] = (p, r, 2 * p * r / (p + r), 0.0, len(pairs))
    return table


def _row(counts: Counter[tuple[str, str]], kinds: Sequence[str]) -> tuple[float, float, float, float, int]:
    found, missed, false, exact = (
        sum(counts[k, what] for k in kinds) for what in ("found", "missed", "false", "exact")
    )
    p, r = found / (found + false or 1), found / (found + missed or 1)
    return p, r, 2 * p * r / (p + r or 1), exact / (found + missed or 1), found + missed


def read(path: Path) -> list[dict[str, Any]]:
    """The messages of one file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main(arguments: Sequence[str]) -> None:
    """Print the table, and with ``--errors`` each miss and false finding."""
    messages = [m for name in arguments if not name.startswith("-") for m in read(Path(name))]
    for message in messages if "--errors" in arguments else ():
        wrong = [
            (k, w, message["text"][a:b])
            for k, w, a, b in judge(message, claims(message["text"]))
            if w in {"missed", "false"}
        ]
        if wrong:
            print(message.get("id"), repr(message["text"]), *wrong, sep="\n    ")
    for kind, (p, r, f, exact, n) in score(messages, model="--no-model" not in arguments).items():
        print(f"{kind:24} P {p:.3f} R {r:.3f} F1 {f:.3f} exact {exact:.3f} n {n}")


if __name__ == "__main__":
    main(sys.argv[1:])
