"""Against which person of a post an act is: one named in it, the relative it names, else the nearest target before it.

Source: how such posts are written (docs/explanation/conduct.md). Offers and adverts are against nobody in particular. Left
out: persons over posts (``resolve``), and whom a pronoun means in a post without findings.

>>> from doxdocket.records import Verdict
>>> one = Hit(0, 3, "name", Verdict.VALID, "韩知予", ("label",), 0)
>>> of("insult", "这种人就是垃圾", 5, 12, [one]), of("sale_offer", "户籍30", 5, 9, [one])
(0, -1)
"""

from collections.abc import Sequence

from doxdocket.detect.hit import Hit
from doxdocket.records import Role

_NOBODYS = frozenset({"sale_offer", "promotion"})
_KIN = (
    ("mother", ("妈", "娘", "母亲")), ("father", ("爸", "爹", "父亲", "老汉")), ("child", ("孩子", "小孩", "娃")), ("son", ("儿子",)),
    ("daughter", ("女儿", "闺女")), ("spouse", ("老婆", "老公", "媳妇")), ("brother", ("弟", "哥")), ("sister", ("妹", "姐")),
)  # fmt: skip


def of(label: str, said: str, start: int, end: int, hits: Sequence[Hit]) -> int:
    """The person's number among the findings of the post, -1 where there is none."""
    owned = [hit for hit in hits if hit.person >= 0]
    if label in _NOBODYS or not owned:
        return -1
    inside = [hit for hit in owned if hit.kind == "name" and start <= hit.start and hit.end <= end]
    if inside:
        return inside[0].person
    for relation, words in _KIN:
        if any(word in said for word in words):
            kin = next((hit.person for hit in owned if hit.relation == relation), None)
            if kin is not None:
                return kin
    targets = [hit for hit in owned if hit.role == Role.TARGET.value] or owned
    before = [hit for hit in targets if hit.end <= start]
    return (before[-1] if before else targets[0]).person
