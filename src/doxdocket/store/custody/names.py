r"""Names of officers and holders: written so that two that look alike are one name.

A name has no controls, ends of lines or characters that show nothing, and does not begin like a key (``key:``); two names are alike when they
are the same after NFKC, without spaces and without capitals. Source: Unicode 17 (NFKC; general categories; Default_Ignorable_Code_Point).
Left out: letters of other scripts that look the same, and names that differ by one sign.

>>> checked(" 张三（警号1234） "), alike("⼄", ["甲", "乙"]), alike("丙", ["甲", "乙"])
('张三（警号1234）', '乙', None)
>>> checked("乙\u200b")
Traceback (most recent call last):
...
doxdocket.errors.WrongCall: a name holds no control characters, ends of lines or characters that show nothing, and does not begin with key: – nothing was recorded. Write it anew by hand: 乙\u200b
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from doxdocket.errors import WrongCall
from doxdocket.store.custody.officers import KEY

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
#: Of letters, marks and signs those that show nothing (Default_Ignorable_Code_Point, and the empty Braille cell).
_EMPTY = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


def checked(name: str, there: Iterable[str] = ()) -> str:
    """The name without spaces around it; refused when it does not read as it is written, or is like another one (of ``there``)."""
    plain = name.strip(" \u3000")
    unseen = _EMPTY.search(plain) or any(unicodedata.category(one) in _UNSEEN for one in plain)
    if unseen or folded(plain).startswith(KEY):
        raise WrongCall(
            zh="姓名里不能有控制符、换行和看不见的字符，也不能以 key: 开头；没有记录任何东西。请手工重新输入：{name}",
            en="a name holds no control characters, ends of lines or characters that show nothing, and does not begin with key: – nothing was recorded. Write it anew by hand: {name}",
            name=with_signs(plain),
        )  # fmt: skip
    if other := alike(plain, [one for one in there if one != plain]):
        raise WrongCall(
            zh="{name} 与 {other} 看上去是同一个姓名，没有记录任何东西。同一人照原样写；不同的人，姓名后写明警号等以相区别。",
            en="{name} reads like {other}; nothing was recorded. Write the same person as before; for another one add something that tells them apart, as a number of service.",
            name=plain, other=with_signs(other),
        )  # fmt: skip
    return plain


def every(names: Sequence[str]) -> tuple[str, ...]:
    """Names that come together: each as it is checked, none like another, none twice."""
    found: list[str] = []
    for name in names:
        plain = checked(name, found)
        if not plain or plain in found:
            raise WrongCall(
                zh="每名经办人写一次，姓名不能为空；没有记录任何东西。",
                en="each officer is named once, and no name is empty; nothing was recorded.",
            )
        found.append(plain)
    return tuple(found)


def alike(name: str, there: Iterable[str]) -> str | None:
    """The first of these names that reads like this one."""
    plain = folded(name)
    return next((one for one in there if folded(one) == plain), None)


def folded(name: str) -> str:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFKC", _EMPTY.sub("", name))
    kept = (one for one in plain if unicodedata.category(one) not in _UNSEEN and not one.isspace())
    return unicodedata.normalize("NFKC", "".join(kept).casefold())


def with_signs(name: str) -> str:
    """A name with what shows nothing as signs that do."""
    return "".join(
        one if one == " " or not (_EMPTY.match(one) or unicodedata.category(one) in _UNSEEN) else ascii(one)[1:-1]
        for one in name
    )
