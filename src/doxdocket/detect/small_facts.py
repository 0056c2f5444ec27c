"""Gender and people (民族): one or a few characters that mean something only in a cell or behind a label.

Source: 性别 is 男 or 女 in every form; the 56 peoples are a list. Left out: what a sentence merely implies (她).

>>> from doxdocket.detect import blocks, labels
>>> from doxdocket.text import read
>>> reading = read("韩知予,男,苗族")
>>> [h.value for h in find(reading, blocks.lay_out(reading, labels.find(reading)))]
['男', '苗族']
"""

import re
from collections.abc import Iterator
from functools import cache

from doxdocket.detect import data
from doxdocket.detect.blocks import Layout
from doxdocket.detect.hit import Hit
from doxdocket.records import Verdict
from doxdocket.text import Reading

#: Behind a label; the longer first.
_GENDER = re.compile(
    r"男性|女性|男生|女生|男孩子?|女孩子?|男的|女的|男娃|女娃|男士|女士|男|女|♂|♀|雄|雌|公|母|小姐姐|小哥哥|妹[子纸]|姑娘|美女|👩|👧|🚺|👨|👦|🚹|[12](?!\d)|汉子|小伙子?|帅哥|[男女][滴娃]|[蓝楠铝钕](?![一-鿿])|"
    r"(?:female|male|woman|man|girl|boy|nan|n[vüǚu]|[MF])(?![A-Za-z])",
    re.IGNORECASE,
)
_EDGE = r"\s,;\"'`*|/、。()\[\]【】·—:<>+&~\-"
CELL = re.compile(
    rf"(?:(?<=[{_EDGE}])|^)(男性|女性|男生|女生|男的|女的|男孩|女孩|男娃|女娃|妹子|小姐姐|男|女|♂|♀)(?!:)(?=[{_EDGE}]|$|\d)"
)
#: Every word for a gender above holds one of these.
GENDERED = re.compile("[男女妹姐♂♀]")
_SIGN = re.compile(r"([♂♀])")
_GLUED = re.compile(r"(?<=[一-鿿])(男|女)(?=\d{1,2}岁|[一-鿿]{1,3}族|,?\d{4}年)")
#: Behind a label any short word with such a character says the gender: 软妹, 纯爷们, and 铝 or 蓝 by their sound.
_TOLD = re.compile(
    rf"[一-鿿]{{0,2}}?[女妹姐姑娘妞囡嫂婆母雌铝钕吕男哥弟爷汉公雄叔伙帅郎蓝楠南难][一-鿿]{{0,2}}(?=[{_EDGE}]|$)|(?:MM|GG)(?![A-Za-z])"
)
_WOMEN = re.compile(
    r"女|♀|👩|👧|🚺|2|雌|母|铝|钕|妹纸|小姐姐|妹子|姑娘|美女|👩|👧|🚺|👨|👦|🚹|[12](?!\d)|f|w|girl|n[vüǚu]",
    re.IGNORECASE,
)


@cache
def _peoples() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = data.peoples()
    long = "|".join(sorted((n for n in names if n.endswith(("族", "人"))), key=len, reverse=True))
    short = "|".join(sorted({n.removesuffix("族") for n in names}, key=len, reverse=True))
    return re.compile(rf"(?:{long})(?![自乡镇县州]|服|语|文|舞|歌|菜|人(?![,;。!?、\s/|]|$))"), re.compile(
        rf"(?:{long}|{short})"
    )


def find(reading: Reading, layout: Layout) -> Iterator[Hit]:
    """Both kinds, labelled ones first."""
    text = reading.clean
    anywhere, labelled = _peoples()
    for field in layout.fields:
        if field.kind == "gender" and (
            found := _TOLD.match(text, field.start, field.end) or _GENDER.match(text, field.start, field.end)
        ):
            yield _gender(reading, found.start(), found.end(), "gender.label")
        elif field.kind == "ethnicity" and (found := labelled.match(text, field.start, field.end)):
            yield _people(reading, found, "ethnicity.label")
    for pattern in (CELL, _GLUED, _SIGN) if GENDERED.search(text) else ():
        for found in pattern.finditer(text):
            yield _gender(reading, found.start(1), found.end(1), "gender.cell")
    for found in anywhere.finditer(text) if "族" in text or "人" in text else ():
        yield _people(reading, found, "ethnicity.named")


def _gender(reading: Reading, start: int, end: int, reason: str) -> Hit:
    end -= reading.clean[start + 1 : end] == "的"
    value = "女" if _WOMEN.match(reading.clean, start, end) else "男"
    first, last = reading.span(start, end)
    return Hit(first, last, "gender", Verdict.VALID, value, (reason,))


def _people(reading: Reading, found: re.Match[str], reason: str) -> Hit:
    names = data.peoples()
    name = names.get(found[0]) or names.get(found[0] + "族") or found[0]
    start, end = reading.span(*found.span())
    return Hit(start, end, "ethnicity", Verdict.VALID, name, (reason,))
