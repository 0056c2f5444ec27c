"""A second reading of a post's conduct: the six harms of the rules on online violence, and what makes it graver.

Source: ``facets.yaml`` with the articles. They say what the text shows. Left out: whether a claim is false, whether an
article is met, what only pictures show.

>>> harms("insult", "死肥猪,长得真丑", exposed=True), aggravators("组队去,她才初二", ages=())
(['abuse', 'mockery', 'privacy'], ['minor', 'organised'])
"""

from collections.abc import Sequence
from functools import cache

from doxdocket.detect.conduct import lists

HARMS = ("abuse", "defamation", "hatred", "coercion", "privacy", "mockery")
_ORDER = ("abuse", "defamation", "hatred", "coercion", "mockery", "privacy")
_HARMFUL = frozenset({"insult", "threat", "incitement", "paid_task"})
_ADULT = 18


@cache
def _words(part: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words.split()) for name, words in lists.table("facets.yaml")[part]["words"].items()}


def harms(label: str, text: str, *, exposed: bool) -> list[str]:
    """The harms that a folded stretch of one label shows; ``exposed``: personal information stands in the post."""
    found = set(lists.table("facets.yaml")["harms"]["labels"].get(label, ()))
    if label in _HARMFUL:
        found |= {name for name, words in _words("harms").items() if any(word in text for word in words)}
        if exposed:
            found.add("privacy")
    return [name for name in _ORDER if name in found]


def aggravators(text: str, ages: Sequence[int]) -> list[str]:
    """What of a folded post makes its conduct graver; ``ages``: of its persons, as findings say."""
    found = {name for name, words in _words("aggravators").items() if any(word in text for word in words)}
    if any(age < _ADULT for age in ages):
        found.add("minor")
    return sorted(found)
