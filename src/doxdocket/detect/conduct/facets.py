"""A second reading of a post's conduct: the six harms of the rules on online violence, what makes it graver, and whom it is against.

Source: ``facets.yaml`` with the articles. They say what the text shows. An act is against a person named in it, the relative it names, else the
nearest target before it; offers and adverts against nobody in particular (docs/explanation/conduct.md). Left out: whether a claim is false, whether an
article is met, what only pictures show, whom a pronoun means in a post without findings.

>>> harms("insult", "死肥猪,长得真丑", exposed=True), aggravators("组队去,她才初二", ages=())
(['abuse', 'mockery', 'privacy'], ['minor', 'organised'])
>>> from doxdocket.records import Verdict
>>> one = Hit(0, 3, "name", Verdict.VALID, "韩知予", ("label",), 0)
>>> against("insult", "这种人就是垃圾", 5, 12, [one]), against("sale_offer", "户籍30", 5, 9, [one])
(0, -1)
"""

from collections.abc import Sequence
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.hit import Hit
from doxdocket.records import Role

_ORDER = ("abuse", "defamation", "hatred", "coercion", "mockery", "privacy")
_HARMFUL = frozenset({"insult", "threat", "incitement", "paid_task"})
_ADULT = 18


@cache
def _words(part: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words.split()) for name, words in data.table("conduct/facets.yaml")[part]["words"].items()}


def harms(label: str, text: str, *, exposed: bool) -> list[str]:
    """The harms that a folded stretch of one label shows; ``exposed``: personal information stands in the post."""
    found = set(data.table("conduct/facets.yaml")["harms"]["labels"].get(label, ()))
    if label in _HARMFUL:
        found |= {name for name, words in _words("harms").items() if any(word in text for word in words)}
        if exposed:
            found.add("privacy")
    return [name for name in _ORDER if name in found]


def of_label(label: str, found: Sequence[str]) -> tuple[str, ...]:
    """The circumstances that bear on an act of that label: words of sex in an offer name what is sold (开房), and are no rumour.

    >>> of_label("sale_offer", ["minor", "sexual_rumour"]), of_label("insult", ["sexual_rumour"])
    (('minor',), ('sexual_rumour',))
    """
    return tuple(one for one in found if label not in _OF_TRADE or one != "sexual_rumour")


_OF_TRADE = frozenset({"sale_offer", "promotion", "source_of_data"})


def aggravators(text: str, ages: Sequence[int]) -> list[str]:
    """What of a folded post makes its conduct graver; ``ages``: of its persons, as findings say."""
    found = {name for name, words in _words("aggravators").items() if any(word in text for word in words)}
    if any(age < _ADULT for age in ages):
        found.add("minor")
    return sorted(found)


_NOBODYS = frozenset({"sale_offer", "promotion"})


def against(label: str, said: str, start: int, end: int, hits: Sequence[Hit]) -> int:
    """The person's number among the findings of the post, -1 where there is none."""
    owned = [hit for hit in hits if hit.person >= 0]
    if label in _NOBODYS or not owned:
        return -1
    inside = [hit for hit in owned if hit.kind == "name" and start <= hit.start and hit.end <= end]
    if inside:
        return inside[0].person
    for relation, words in _words("against").items():
        if any(word in said for word in words):
            kin = next((hit.person for hit in owned if hit.relation == relation), None)
            if kin is not None:
                return kin
    targets = [hit for hit in owned if hit.role == Role.TARGET.value] or owned
    before = [hit for hit in targets if hit.end <= start]
    return (before[-1] if before else targets[0]).person
