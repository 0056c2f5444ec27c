"""Which rights and classes the kinds of an item and the labels of its post touch: surely, perhaps, or not.

Sources: every rule of the form ``touches`` (民法典 1019, 1024, 1033, 1034; 个人信息保护法 28; GB/T 35273 and 45574; the six contents of
网络暴力信息治理规定), each with its article. Perhaps is for a person. What it leaves out: harm, which the register holds (``facts``).

>>> [
...     t.what.zh
...     for t in touched(["face_photo"], ["insult"], date(2024, 3, 1))
...     if t.answer == "met" and "minfadian" in t.provision
... ]
['肖像权', '名誉权', '个人信息权益']
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from doxdocket.law.answer import Given, weigh
from doxdocket.law.rules import Book, shipped
from doxdocket.law.shapes import Both, Met, Touches


@dataclass(frozen=True, slots=True)
class Touched:
    """One right or class: by which article, and whether it is touched; ``perhaps``: a person must look."""

    provision: str
    article: str
    what: Both
    answer: Met
    perhaps: bool


def touched(
    kinds: Collection[str], conduct: Collection[str], on: date, facts: Given | None = None, book: Book | None = None
) -> list[Touched]:
    """Every right and class in force on the day of the act, in the order of the files."""
    asked, out = book or shipped(), []
    for provision in asked.provisions():
        rule = asked.find(provision, on)
        if isinstance(rule, Touches) and rule.in_force(on):
            said = weigh(rule, {**(facts or {}), "kinds": kinds, "conduct": conduct}, on, book=asked)
            out.append(Touched(provision, rule.article, rule.what, said.answer, "person_looks" in said.missing))
    return out
