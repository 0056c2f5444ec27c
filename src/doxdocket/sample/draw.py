"""How many to draw of each stratum, and which: by the digest of seed, stratum and key, so that order of rows plays no part.

The units of a stratum with the smallest digests are a random sample without replacement; a larger one holds the smaller one.
The same seed and the same units give the same sample on every machine. What it leaves out: what the units are.

>>> allocate({"common": 10_000, "rare": 100, "rarest": 3}, 110, 5)
{'common': 97, 'rare': 9, 'rarest': 3}
>>> drawn(7, "s", ["a", "b", "c"], 2) == drawn(7, "s", ["c", "a", "b"], 2)
True
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from heapq import nsmallest
from math import sqrt

from doxdocket.sample.intervals import faulty, share, weighted
from doxdocket.sample.settings import Rule


def drawn(seed: int, stratum: str, keys: Iterable[str], n: int) -> list[str]:
    """The keys that are drawn, in the order in which they were."""
    salt = hashlib.sha256(f"{seed}\0{stratum}\0".encode())

    def place(key: str) -> bytes:
        one = salt.copy()
        one.update(key.encode("utf-8", "surrogatepass"))
        return one.digest()

    return [key for _, key in nsmallest(n, ((place(key), key) for key in keys))]


def allocate(sizes: Mapping[str, int], size: int, floor: int) -> dict[str, int]:
    """So many of each stratum: the floor, and of what is left by the square root of its size; never more than it has."""
    given = {s: min(n, floor) for s, n in sizes.items()}
    open_ = {s for s, n in sizes.items() if given[s] < n}
    while open_:
        left = size - sum(n for s, n in given.items() if s not in open_)
        roots = sum(sqrt(sizes[s]) for s in open_)
        shares = {s: max(min(floor, sizes[s]), int(left * sqrt(sizes[s]) / roots)) for s in sorted(open_)}
        full = {s for s in open_ if shares[s] >= sizes[s]}
        if not full:
            given |= shares
            break
        given |= {s: sizes[s] for s in full}
        open_ -= full
    return {s: given[s] for s in sizes}


def fitting(sizes: Mapping[str, int], size: int, floor: int) -> int:
    """The floor, or as much less as a sample of ``size`` can give every stratum; at least one, without which nothing would be known of it.

    >>> fitting({"a": 90, "b": 40, "c": 2}, 7, 5), fitting({"a": 90, "b": 40, "c": 2}, 2, 5)
    (2, 1)
    """
    return next((least for least in range(floor, 1, -1) if sum(min(n, least) for n in sizes.values()) <= size), 1)


def half(sizes: Mapping[str, int], given: Mapping[str, int], expect: float) -> float:
    """Half the width of the interval of the weighted share, were the share in each stratum as expected."""
    _, low, high = weighted((expect * given[s], given[s], n) for s, n in sizes.items() if n)
    return (high - low) / 2


def enough(sizes: Mapping[str, int], expect: float, within: float, floor: int) -> dict[str, int]:
    """The smallest allocation whose weighted share is expected to be known to plus or minus ``within``."""
    whole = sum(sizes.values())
    return allocate(sizes, _least(whole, lambda n: half(sizes, allocate(sizes, n, floor), expect) <= within), floor)


def enough_each(sizes: Mapping[str, int], expect: float, within: float) -> dict[str, int]:
    """The smallest number of each stratum from which the share of that stratum alone is expected to be known so well."""
    return {s: _least(of, lambda n, of=of: _half_of(n, of, expect) <= within) for s, of in sizes.items()}  # type: ignore[misc]


def without_fault(sizes: Mapping[str, int], given: Mapping[str, int], rule: Rule) -> int:
    """The most faulty units that there may still be, at the confidence of the rule, when the sample shows none."""
    return faulty(((0, given[s], of) for s, of in sizes.items()), 1 - float(rule["confidence"]))[2]


def can_pass(sizes: Mapping[str, int], given: Mapping[str, int], rule: Rule) -> bool:
    """Whether a sample of this size meets the rule if it shows no fault: else it fails whatever is answered."""
    return without_fault(sizes, given, rule) <= float(rule["tolerate"]) * sum(sizes.values())


def passing(sizes: Mapping[str, int], size: int, floor: int, rule: Rule) -> dict[str, int]:
    """The usual number, or as many more as a sample without a fault needs to meet the rule."""
    needed = _least(sum(sizes.values()), lambda n: can_pass(sizes, allocate(sizes, n, floor), rule))
    return allocate(sizes, max(size, needed), floor)


def _half_of(n: int, of: int, expect: float) -> float:
    _, low, high = share(expect * n, n, of)
    return (high - low) / 2


def _least(most: int, fits: Callable[[int], bool]) -> int:
    """The smallest number from 1 that fits, by halving; ``most`` always does."""
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle, high)
    return high
