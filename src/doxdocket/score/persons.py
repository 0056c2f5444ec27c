"""Whether findings went to the right persons, whatever the persons are called on either side.

Within one text: of two found spans, are they rightly of one person or of two? Over posts: B-cubed (Bagga & Baldwin, LREC 1998, 563) of
the persons of all found spans. Only spans that were found are asked; a span that is nobody's is like no other. Left out: roles, kinship.

>>> right_pairs([("甲", 1), ("甲", 1), ("乙", 0), ("乙", 1)])
(3, 6)
>>> over_posts([("P1", "V1"), ("P1", "V2"), ("P2", "V2")])["f1"]
0.6667
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

NOBODY = None
Pair = tuple[Hashable, Hashable]
"""The person of one span in truth and answer."""


def person(given: object) -> str | None:
    """A person as labels and findings name one: null, -1 and ``-`` are nobody."""
    return NOBODY if given in (None, -1, "-") else str(given)


def named_for_all(given: object) -> bool:
    """Whether a name of a person (P1) holds over all messages of its hand, and not within one message (p1).

    >>> named_for_all("P1"), named_for_all("p1"), named_for_all(None)
    (True, False, False)
    """
    return str(given).startswith("P")


def right_pairs(spans: Sequence[Pair]) -> tuple[int, int]:
    """Of all pairs of spans those that both sides give to one person or both to two, and how many pairs there are."""
    both = _twos(pair for pair in spans if NOBODY not in pair)
    true, found = (_twos(pair[side] for pair in spans if pair[side] is not NOBODY) for side in (0, 1))
    every = len(spans) * (len(spans) - 1) // 2
    return every - true - found + 2 * both, every


def _twos(given: Any) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(given).values())


def mates(spans: Sequence[Pair]) -> dict[Hashable, Hashable]:
    """Which found person stands for which true one: those that share most spans first, each once."""
    out: dict[Hashable, Hashable] = {}
    for (true, found), _ in Counter(pair for pair in spans if NOBODY not in pair).most_common():
        if true not in out and found not in out.values():
            out[true] = found
    return out


def over_posts(spans: Sequence[Pair]) -> dict[str, float]:
    """B-cubed of found spans; each that is found as nobody's stands alone."""
    return b_cubed(
        {n: true for n, (true, _) in enumerate(spans)},
        {n: (n,) if found is NOBODY else found for n, (_, found) in enumerate(spans)},
    )


def b_cubed(true: Mapping[Any, Any], found: Mapping[Any, Any]) -> dict[str, float]:
    """B-cubed of two labellings: what is only found costs precision, what is only true costs recall."""
    size_t, size_f = Counter(true.values()), Counter(found.values())
    common = [k for k in true if k in found]
    both = Counter((true[k], found[k]) for k in common)
    p = sum(both[true[k], found[k]] / size_f[found[k]] for k in common) / len(found) if found else 1.0
    r = sum(both[true[k], found[k]] / size_t[true[k]] for k in common) / len(true) if true else 1.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0, "n": len(true)}
