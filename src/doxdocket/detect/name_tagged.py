"""Names that only the tagger sees in running text, as far as they are made like names.

Source: ``name_model`` for the stretches, ``name_shape`` for what a name is made of. The tagger takes dialect words and nicknames
for persons and leaves off last characters; both are mended here. Left out: names that rules find.

>>> [found.reason for found in by_model("妈妈何翠莲开小卖部", 0, 9)]
['name.model']
"""

import re
from collections.abc import Iterator

from doxdocket.detect import data, name_model
from doxdocket.detect.labels import meaning
from doxdocket.detect.name import Found
from doxdocket.detect.name_shape import HAN, family_end, likely, plausible, tables
from doxdocket.records import Verdict

_RUN = re.compile(f"[{HAN}]+")
_NUMERALS = frozenset("零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟")
_BEHIND = frozenset("的是")
_MODEL_WORTH = re.compile(f"[{HAN}]{{3,}}")


def by_model(text: str, start: int, end: int) -> Iterator[Found]:
    """Names that the tagger sees in a stretch of running text."""
    stretch = text[start:end]
    if not _MODEL_WORTH.search(stretch):
        return
    for a, seen in name_model.persons(stretch):
        b = a + max(2, len(stretch[a:seen].rstrip("".join(tables()[0]))))
        b += _one_more(stretch, a, b)
        name = stretch[a:b]
        if (
            b - a >= 2
            and _RUN.fullmatch(name)
            and name[1:2] not in "的了是在我你他她它"
            and _as_given(name)
            and name not in tables()[1]
            and meaning(name) is None
            and not _NUMERALS.issuperset(name)
        ):
            yield Found(start + a, start + b, Verdict.VALID, "name.model", 1)


def _as_given(name: str) -> bool:
    """Whether what the tagger takes for a person has a family name and a character that names have."""
    end = family_end(name, 0)
    usual, sometimes = data.given()
    if end is None:
        return len(name) > 2 and usual.issuperset(name)
    return len(name) - end <= 2 and any(char in usual or char in sometimes for char in name[end:])


def _one_more(stretch: str, a: int, b: int) -> bool:
    """Whether the tagger left off the last character of a name: one that no sentence adds, before a mark or 的, 是."""
    family = family_end(stretch, a)
    rest = _RUN.match(stretch, b)
    if rest is None or family is None or b - family != 1 or tables()[2].match(stretch, b):
        return False
    if rest.end() == b + 1:
        return plausible(stretch[a : b + 1])
    return stretch[b + 1] in _BEHIND and likely(stretch[a : b + 1])
