"""What a detector finds in the hands: precision, recall and F1 by hand and family, recall by form and length, the gate's stops.

A finding answers a span as one marking answers another (``corpus.matched``). A wrong one touches neither a span of its kind or a near one nor an
``ignore``. The detector and the gate are given, so that this knows neither.

>>> told = scored(
...     [corpus.read_text("=== a-1 | | chat\\n叫⟦name:p1|柏安⟧\\n", "a.txt")],
...     lambda _: [corpus.Span(1, 3, "name", "", "", "")],
...     bool,
... )
>>> told["hands"]["a"]["f1"], told["gate"]
(1.0, {'posts with spans': 1, 'stopped': 0})
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from tools import corpus

SOFT = frozenset({
    "age", "gender", "ethnicity", "other", "family_members", "marital_status", "job_history", "native_place", "education_level",
    "communication_content", "contacts_list", "special_identity", "religion",
})  # fmt: skip
LENGTHS = (20, 60, 150, 400)  # code points of a message: up to each, and longer


def scored(
    hands: Iterable[corpus.Hand], find: Callable[[str], list[corpus.Span]], passes: Callable[[str], bool]
) -> dict[str, Any]:
    """All numbers of one detector over these hands; a decoy is claimed where a kind that is not soft is found outside ``ignore``."""
    by_hand, by_family, by_form, by_length = (defaultdict[str, list[int]](lambda: [0, 0, 0]) for _ in range(4))
    decoys, gate = {"decoys": 0, "claimed": 0}, {"posts with spans": 0, "stopped": 0}
    for hand in hands:
        for message in hand.messages:
            found = find(message.text)
            best = corpus.matched(message.spans, found)
            length = _length(message.text)
            for i, span in enumerate(message.spans):
                for sums in (by_hand[hand.name], by_family[corpus.family(span.kind)], by_family["all"], by_form[span.form],
                             by_length[length]):  # fmt: skip
                    sums[0 if i in best else 1] += 1
            for j, finding in enumerate(found):
                if j not in best.values() and not _spared(message, finding):
                    for sums in (by_hand[hand.name], by_family[corpus.family(finding.kind)], by_family["all"]):
                        sums[2] += 1
            if message.spans:
                gate["posts with spans"] += 1
                gate["stopped"] += not passes(message.text)
            else:
                decoys["decoys"] += 1
                decoys["claimed"] += any(f.kind not in SOFT and not _spared(message, f) for f in found)
    return {
        "hands": {name: _rates(*sums) for name, sums in by_hand.items()},
        "families": {name: _rates(*by_family[name]) for name in (*corpus.FAMILIES, "others", "all")},
        "forms": {name: _recall(*by_form[name]) for name in corpus.FORMS},
        "lengths": {name: _recall(*by_length[name]) for name in (*(f"up to {n}" for n in LENGTHS), "longer")},
        "decoys": decoys,
        "gate": gate,
    }


def _length(text: str) -> str:
    return next((f"up to {n}" for n in LENGTHS if len(text) <= n), "longer")


def _spared(message: corpus.Message, finding: corpus.Span) -> bool:
    kept = any(finding.start < end and start < finding.end for start, end in message.ignored)
    return kept or any(
        finding.start < s.end and s.start < finding.end and corpus.near(s.kind, finding.kind) for s in message.spans
    )


def _rates(found: int, missed: int, wrong: int) -> dict[str, Any]:
    p, r = (found / n if n else None for n in (found + wrong, found + missed))
    total = 2 * found + missed + wrong
    return {"p": p, "r": r, "f1": 2 * found / total if total else None, "n": found + missed}


def _recall(found: int, missed: int, _: int) -> dict[str, Any]:
    return {"r": found / (found + missed) if found + missed else None, "n": found + missed}
