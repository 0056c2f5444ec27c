"""How far two reviewers agree: the share of equal answers and Cohen's kappa.

Source: Cohen, Educational and Psychological Measurement 20 (1960) 37. Kappa is of the sample as drawn, not weighted; it is null where
chance alone would make all answers equal (both always said the same one thing). What it leaves out: who is right.

>>> agreement([("yes", "yes")] * 8 + [("yes", "no"), ("no", "no")])["kappa"]
0.6154
>>> agreement([("yes", "yes")] * 8)["kappa"]
"""

from collections import Counter
from collections.abc import Sequence

from doxdocket.sample.intervals import share


def agreement(pairs: Sequence[tuple[str, str]]) -> dict[str, float | int | None]:
    """Of the questions that both answered: how many, how many alike, the share with its interval, kappa."""
    n = len(pairs)
    if not n:
        return {"n": 0, "same": 0, "share": None, "low": None, "high": None, "kappa": None}
    same = sum(a == b for a, b in pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[word] * second[word] for word in first) / (n * n)
    kappa = None if chance == 1 else round((same / n - chance) / (1 - chance), 4)
    p, low, high = share(same, n, _MANY)
    return {"n": n, "same": same, "share": round(p, 4), "low": round(low, 4), "high": round(high, 4), "kappa": kappa}


_MANY = 10**12
"""Agreement is of the two people, not of these questions alone: no finite population."""
