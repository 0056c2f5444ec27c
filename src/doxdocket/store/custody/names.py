r"""Names of officers and holders: written so that two that look alike are one name.

A name has no controls, ends of lines or characters that show nothing, none that sets names apart (commas and the like), and reads like no key (``key:``,
sixteen hex digits); two names are alike when they are the same after NFKC, with letters of other scripts that look the same as one (``look_alikes.tsv``), without
spaces and without capitals. Source: Unicode 17 (NFKC; general categories; Default_Ignorable_Code_Point), UTS #39.
Left out: look-alikes within one script, and names that differ by one sign.

>>> (
...     checked(" 张三（警号1234） "),
...     alike("⼄", ["甲", "乙"]),
...     alike("丙", ["甲", "乙"]),
...     alike("王ニ", ["王二"]),
...     alike("Вob", ["bob"]),
... )
('张三（警号1234）', '乙', None, '王二', 'bob')
>>> checked("乙\u200b")
Traceback (most recent call last):
...
doxdocket.errors.WrongCall: a name holds no control characters, ends of lines, commas or characters that show nothing, and does not read like a key: nothing was recorded. Write it anew by hand: 乙\u200b
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from doxdocket.errors import WrongCall

_APART = re.compile("[,、;|/]")
_LIKE_KEY = re.compile(r"^key\W|[0-9a-f]{16}")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
#: Of letters, marks and signs those that show nothing (Default_Ignorable_Code_Point, and the empty Braille cell).
_EMPTY = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")


def checked(name: str, there: Iterable[str] = ()) -> str:
    """The name without spaces around it; refused when it does not read as it is written, or is like another one (of ``there``)."""
    plain = name.strip(" \u3000")
    unseen = _EMPTY.search(plain) or any(unicodedata.category(one) in _UNSEEN for one in plain)
    if unseen or _APART.search(unicodedata.normalize("NFKC", plain)) or _LIKE_KEY.search(folded(plain)):
        raise WrongCall("custody_names.name_holds_no_control_characters", name=with_signs(plain))  # fmt: skip
    if other := alike(plain, [one for one in there if one != plain]):
        raise WrongCall("custody_names.reads_like_nothing_was_recorded", name=plain, other=with_signs(other))  # fmt: skip
    return plain


def every(names: Sequence[str]) -> tuple[str, ...]:
    """Names that come together: each as it is checked, none like another, none twice."""
    found: list[str] = []
    for name in names:
        plain = checked(name, found)
        if not plain or plain in found:
            raise WrongCall("custody_names.each_officer_is_named_once")
        found.append(plain)
    return tuple(found)


def alike(name: str, there: Iterable[str]) -> str | None:
    """The first of these names that reads like this one."""
    plain = folded(name)
    return next((one for one in there if folded(one) == plain), None)


def folded(name: str) -> str:
    """A name as it is compared."""
    plain = unicodedata.normalize("NFKC", _EMPTY.sub("", name).translate(_look_alikes()))
    kept = (one for one in plain if unicodedata.category(one) not in _UNSEEN and not one.isspace())
    return unicodedata.normalize("NFKC", "".join(kept).translate(_look_alikes()).casefold())


@cache
def _look_alikes() -> dict[int, str]:
    text = resources.files("doxdocket.store.custody").joinpath("look_alikes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {ord(one): plain for plain, others in rows for one in others}


def with_signs(name: str) -> str:
    """A name with what shows nothing as signs that do."""
    return "".join(
        one if one == " " or not (_EMPTY.match(one) or unicodedata.category(one) in _UNSEEN) else ascii(one)[1:-1]
        for one in name
    )
