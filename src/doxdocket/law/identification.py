"""Whether a set of kinds identifies one specific natural person: 法释〔2017〕10号 art. 1.

Source: ``art-1.yaml``, which quotes the article and lists the combinations. The statute names no list of
combinations, so what is not plainly enough is "unknown", and counts only in the high figure. What it leaves out:
"reflecting a person's activity" (a trace), which comes with kinds that this edition does not detect in text.

>>> identifies(frozenset({"name", "phone_number"})), identifies(frozenset({"name"}))
('combined', 'no')
>>> counts("unknown", named=False), counts("unknown", named=True), counts("no", named=True)
('high', 'estimate', 'none')
"""

from collections.abc import Iterable
from functools import cache
from itertools import permutations

from doxdocket.law.kinds import kinds
from doxdocket.law.links import WEAK
from doxdocket.law.rules import by_provision
from doxdocket.law.shapes import ANSWERS, Answer, Counts, Identification

__all__ = ["ANSWERS", "CIVIL", "PROVISION", "Answer", "Counts", "counts", "identifies", "names_alone", "rule"]

PROVISION = "cn/fashi-2017-10/1"
CIVIL = "cn/minfadian/1034-identifies"
"""The civil test, which is narrower: identity alone, not what only shows a person's activity."""


def rule(provision: str = PROVISION) -> Identification:
    """The rule of this edition: of criminal law, or the civil one."""
    found = by_provision(provision)
    if isinstance(found, Identification):
        return found
    raise TypeError(provision)


@cache
def identifies(held: frozenset[str], kin: bool = False, by: str = PROVISION) -> Answer:
    """The answer for the kinds that a publication holds; masked, partial and invalid ones carry ``weak:``."""
    return answer_of(rule(by), held, kin=kin)


@cache
def counts(
    answer: Answer, *, named: bool, certain: bool = False, likely: bool = False, kin: bool = False, bare: bool = False,
    by: str = PROVISION,
) -> Counts:  # fmt: skip
    """The first bound that holds a set with this answer: ``none`` when it is nobody's.

    ``named``: a full name is in it; ``certain``, ``likely``: such a link leads to a set that identifies somebody; ``kin``: it is of a
    relative of an identified person of the same post; ``bare``: it repeats a name and tells nothing else (``names_alone``).
    """
    given = {
        "": True,
        "certain link, name repeated": certain and bare,
        "certain link": certain,
        "likely link": likely or certain,
        "named": named,
        "kin": kin,
    }
    fitting = (row.counts for row in rule(by).counted if answer in row.answers and given[row.if_also])
    return next(fitting, "none")


def names_alone(kinds: Iterable[str]) -> bool:
    """Whether kinds only say whom a set is of: a name or another name, with sex and age or without.

    >>> names_alone({"name", "age"}), names_alone({"weak:name"}), names_alone({"age"}), names_alone({"name", "school"})
    (True, True, False, False)
    """
    told = {kind.removeprefix(WEAK) for kind in kinds}
    return bool(told & _NAMES) and told <= _NAMES | _BESIDE_NAMES


_NAMES, _BESIDE_NAMES = frozenset({"name", "former_name_alias"}), frozenset({"gender", "age"})


def answer_of(by: Identification, held: frozenset[str], *, kin: bool = False) -> Answer:
    """``identifies`` by a rule at hand."""
    elements = held | ({"kin"} if kin else frozenset())
    for row in by.answers:
        if any(_met(combination, elements) for combination in row.any_of):
            return row.answer
    return by.otherwise


@cache
def members(element: str) -> frozenset[str]:
    """The kinds that meet an element of a combination."""
    weak, name = (WEAK, element.removeprefix(WEAK)) if element.startswith(WEAK) else ("", element)
    return frozenset(weak + k.id for k in kinds().values() if name in {k.id, k.strength}) | (
        frozenset({"kin"}) if element == "kin" else frozenset()
    )


def _met(combination: Iterable[str], held: frozenset[str]) -> bool:
    """Whether each element is met by a kind of its own."""
    needs = [members(element) for element in combination]
    useful = sorted(k for k in held if any(k in need for need in needs))
    return any(
        all(k in need for k, need in zip(chosen, needs, strict=True)) for chosen in permutations(useful, len(needs))
    )
