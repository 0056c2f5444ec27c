"""Person codes: V0001 and on, in canonical post order, kept from run to run, never used twice.

A code belongs to the publication for which it was first allotted and stays in the mapping for good. A person takes the
smallest code that belongs to any of its publications: so a merge keeps the smaller, a later split gives the old code to
the part with its publication, and undoing a split gives the same code again. What it leaves out: who is whom.

>>> allot(["a", "b", "c"], [0, 1, 0], {})
(['V0001', 'V0002', 'V0001'], {'a': 'V0001', 'b': 'V0002'})
>>> allot(["a", "b"], [None, 1], {})
([None, 'V0001'], {'b': 'V0001'})
>>> allot(["a", "b", "c"], [0, 0, 0], {"a": "V0001", "b": "V0002"})[0]
['V0001', 'V0001', 'V0001']
"""

from collections.abc import Mapping, Sequence


def number(code: str) -> int:
    """The number in a code."""
    return int(code[1:])


Codes = list[str | None]


def allot(keys: Sequence[str], person: Sequence[int | None], codes: Mapping[str, str]) -> tuple[Codes, dict[str, str]]:
    """The code of each publication, and the mapping with what was newly allotted; none for what is nobody's."""
    kept = dict(codes)
    best: dict[int, str] = {}
    for key, who in zip(keys, person, strict=True):
        if who is not None and key in kept and (who not in best or number(kept[key]) < number(best[who])):
            best[who] = kept[key]
    last = max(map(number, kept.values()), default=0)
    for key, who in zip(keys, person, strict=True):
        if who is not None and who not in best:
            last += 1
            best[who] = kept[key] = f"V{last:04d}"
    return [None if who is None else best[who] for who in person], kept


def merged(codes: Sequence[str | None], person: Sequence[int]) -> Codes:
    """The smallest code of each coarser person."""
    best: dict[int, str] = {}
    for code, who in zip(codes, person, strict=True):
        if code is not None:
            best[who] = min(best.get(who, code), code, key=number)
    return [code and best[who] for code, who in zip(codes, person, strict=True)]
