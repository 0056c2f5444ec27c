"""Intervals of shares and totals from a stratified sample without replacement.

A share of one stratum: Wilson, Journal of the American Statistical Association 22 (1927) 209, with the finite population
correction as an effective size n(N-1)/(N-n) (Cochran, Sampling Techniques, 3rd ed. 1977, 2.6); all drawn is no sample and gives a
point. A share weighted over strata: Wilson on the effective size p(1-p)/V (Korn & Graubard, Survey Methodology 24 (1998)
193), V the stratified variance, but never less than that of one common share, since small strata without an error have no
variance of their own. A total of counts: gamma interval of a weighted sum of Poisson counts (Fay & Feuer, Statistics in Medicine 16
(1997) 791), each post with k missed items being one event of weight k. How many units of one stratum have a fault: exact, by every
total under which the sample is not too unlikely (hypergeometric; Buonaccorsi, The American Statistician 41 (1987) 215); of several
strata: that gamma interval, never below what was seen nor above what is left. What it leaves out: answers and strata, and any t or
normal interval: near 0 and 1 those fall short of what they claim.

>>> [round(x, 3) for x in share(10, 10, 1000)], share(7, 7, 7)
([1.0, 0.724, 1.0], (1.0, 1.0, 1.0))
>>> faulty([(0, 60, 814)], 0.025), faulty([(0, 60, 814)], 0.05)  # none in 60 of 814 is not none in 814
((0, 0, 46), (0, 0, 38))
>>> [round(x, 1) for x in total([(100, 50, [])])]
[0.0, 0.0, 7.4]
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from math import ceil, exp, floor, inf, lgamma, log, sqrt

from doxdocket.sample.settings import settings

Interval = tuple[float, float, float]
"""Estimate, low end, high end."""


def wilson(p: float, n: float, z: float) -> tuple[float, float]:
    """Both ends for a share p of n independent cases; a point where n is infinite."""
    if n == inf:
        return p, p
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (0.0 if p <= 0 else max(0.0, middle - half)), (1.0 if p >= 1 else min(1.0, middle + half))


def _z() -> float:
    return float(settings().z)


def effective(n: int, of: int) -> float:
    """How many independent cases n drawn of so many are worth."""
    return inf if n >= of else n * (of - 1) / (of - n)


def share(part: float, n: int, of: int) -> Interval:
    """The share of one stratum with its interval."""
    p = part / n
    return (p, *wilson(p, effective(n, of), _z()))


def weighted(strata: Iterable[tuple[float, int, int]]) -> Interval:
    """The share over all strata, each (part, n drawn, size) with n at least 1, weighted by size."""
    rows = list(strata)
    whole = sum(of for _, _, of in rows)
    p = min(1.0, sum(of / whole * part / n for part, n, of in rows))
    common = own = 0.0
    for part, n, of in rows:
        left = (of / whole) ** 2 * (of - n) / max(of - 1, 1)
        q = part / n
        common += left / n
        own += left * q * (1 - q) / max(n - 1, 1)
    spread = p * (1 - p)
    worth = max(common, own / spread) if spread > 1e-12 else common
    return (p, *wilson(p, 1 / worth if worth else inf, _z()))


def total(strata: Iterable[tuple[int, int, Sequence[int]]], tail: float | None = None) -> Interval:
    """The total over strata (size, n drawn, the counts above 0); a stratum that was drawn whole is known. ``tail``: what each side leaves out."""
    known = y = v = top = 0.0
    for of, n, counts in strata:
        if n >= of:
            known += sum(counts)
            continue
        weight = of / n
        y += weight * sum(counts)
        v += sum((weight * k) ** 2 for k in counts)
        top = max(top, weight * max(counts, default=1))
    if not top:
        return known, known, known
    tail = usual_tail() if tail is None else tail
    low = v / y * gamma_quantile(round(y * y / v, 9), tail) if y else 0.0
    y2, v2 = y + top, v + top * top
    return known + y, known + low, known + v2 / y2 * gamma_quantile(round(y2 * y2 / v2, 9), 1 - tail)


@cache
def usual_tail() -> float:
    """What each side leaves out at the level that z stands for, which is P(1/2, z²/2)."""
    return (1 - gamma_below(0.5, _z() ** 2 / 2)) / 2


Faults = tuple[int, int, int]
"""Of one stratum: units with a fault in the sample, units drawn, units in all."""


def faulty(strata: Iterable[Faults], tail: float) -> tuple[int | None, int, int]:
    """How many units have a fault in all: estimate, low, high; no estimate while a stratum has no answer, and all of it may be faulty."""
    rows = [row for row in strata if row[2]]
    seen = [row for row in rows if row[1]]
    untold = sum(of for _, n, of in rows if not n)
    if not seen:
        return None, 0, untold
    if len(seen) == 1:
        low, high = exact(*seen[0], tail)
    else:
        _, least, most = total([(of, n, [1] * x) for x, n, of in seen], tail)
        low = max(floor(least + 1e-9), sum(x for x, _, _ in seen))
        high = min(ceil(most - 1e-9), sum(of - n + x for x, n, of in seen))
    value = None if untold else min(high, max(low, round(sum(of * x / n for x, n, of in seen))))
    return value, low, high + untold


def exact(x: int, n: int, of: int, tail: float) -> tuple[int, int]:
    """The least and the most faulty units of one stratum under which the sample is not less likely than ``tail`` on its side."""
    least, most = x, of - (n - x)
    low = least if x == 0 else _first(least, most, lambda k: at_most(n - x, n, of, of - k) > tail)
    return low, most if x == n else _first(least, most, lambda k: at_most(x, n, of, k + 1) <= tail)


def at_most(x: int, n: int, of: int, k: int) -> float:
    """The chance of at most x faulty units among n drawn of so many, k of which are faulty."""
    if x >= min(n, k):
        return 1.0
    whole = _ways(of, n)
    return sum(exp(_ways(k, i) + _ways(of - k, n - i) - whole) for i in range(max(0, n - (of - k)), x + 1))


def _ways(of: int, n: int) -> float:
    """The logarithm of the number of samples."""
    return lgamma(of + 1) - lgamma(n + 1) - lgamma(of - n + 1)


def _first(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """The first number of the span that fits, by halving; the last one does in any case."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return low


def gamma_below(a: float, x: float) -> float:
    """The regularised incomplete gamma function P(a, x): series, or continued fraction (Abramowitz & Stegun 6.5.29, 6.5.31)."""
    if x <= 0:
        return 0.0
    lead = exp(-x + a * log(x) - lgamma(a))
    if x < a + 1:
        term = whole = 1 / a
        k = a
        while term > whole * 1e-15:
            k += 1
            term *= x / k
            whole += term
        return whole * lead
    b, c, h = x + 1 - a, inf, 1 / (x + 1 - a)
    d, i, step = h, 0, 0.0
    while abs(step - 1) > 1e-15 and i < 100_000:
        i += 1
        an = -i * (i - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        step = c * d
        h *= step
    return 1 - lead * h


@cache
def gamma_quantile(a: float, p: float) -> float:
    """Where P(a, x) is p, by halving."""
    low, high = 0.0, a + 10.0
    while gamma_below(a, high) < p:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if gamma_below(a, middle) < p else (low, middle)
        if middle in (low, high) and high - low < 1e-300:
            break
    return (low + high) / 2
