"""What may be shown of a value: a prefix that a court document may carry, then stars that do not count its length.

Source: docs/explanation/sealing.md; 法发〔2016〕22号 art. 4; 未成年人保护法 art. 103. The rules, for all masks of one person seen together:

- what a mask shows is always a **beginning** of the value, and one and the same beginning whatever the kind it was
  found as, so that several masks of one value never add up (a tail here and a head there would);
- only a ``valid`` value shows anything. A partial or masked one ("last six digits 012345", "138****1234") would show
  other places of the value than the whole one does; an invalid one may be shifted by a lost digit;
- what follows from other masks is reckoned in: province of an id (2 digits), district of an address (6 digits of the
  id), birth year (4) leave month, day and order number open. Month and day are never shown, ages neither: ages in two
  posts a day apart would give the birthday;
- accounts show their platform only, since a WeChat id may be the phone and a QQ mail the QQ number; an e-mail shows its
  first letter, and its domain when thousands share it;
- stars are as many as the kind says, never as many as were hidden;
- a kind without a rule here shows nothing at all, and so ``never_store_value`` kinds do.

>>> mask("id_number", "330102187001011231"), mask("phone_number", "13800000000")
('33****************', '138********')
>>> mask("home_address", "浙江省杭州市西湖区无名路1号"), mask("birth_date", "1870-01-01"), mask("name", "欧阳某某")
('浙江省杭州市西湖区****', '1870-**-**', '欧阳**')
>>> mask("phone_number", "138****1234", "masked"), mask("gender", "女"), mask("account_password", "abc")
('***********', '*', '********')
"""

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import resources

from doxdocket.seal.district import district

_WORDS = tomllib.loads(resources.files("doxdocket.seal").joinpath("masks.toml").read_text("utf-8"))
_SURNAMES = frozenset(_WORDS["surnames"])
_CALLED = tuple(sorted(_WORDS["called"].split(), key=len, reverse=True))
_COMPOUND, _DOMAINS, _PLATFORMS = (
    frozenset(_WORDS[key].split()) for key in ("compound_surnames", "domains", "platforms")
)


def is_family_name(value: str) -> bool:
    """Whether a name is a family name of two signs alone, which masks of whole names show.

    >>> is_family_name("公孙"), is_family_name("公孙甲")
    (True, False)
    """
    return value in _COMPOUND


def core(name: str) -> str:
    """What somebody is called without words of trade, title or call before and behind it; nothing where there are none, or where under two signs are left.

    >>> core("主播方糖糖"), core("抖音网红小满的号主"), core("程老师"), core("网红小姐姐"), core("方糖糖")
    ('方糖糖', '小满', '', '', '')
    """
    left = name.strip(_AROUND)
    while left.startswith(_CALLED):
        left = left.removeprefix(next(filter(left.startswith, _CALLED))).lstrip(_AROUND)
    while left.endswith(_CALLED):
        left = left.removesuffix(next(filter(left.endswith, _CALLED))).rstrip(_AROUND)
    return left if left != name and len(left) > 1 else ""


_AROUND = " \t的是叫:：,，·-_「」“”\"'【】()（）"


def family_name(name: str) -> str:
    """The family name of a name of two to four Han signs, listed or not; nothing of other words.

    >>> family_name("丁一帆"), family_name("欧阳若尘"), family_name("禤一帆"), family_name("丁")
    ('丁', '欧阳', '禤', '')
    """
    return (_name(name) or name[0]) if _NAMED.fullmatch(name) else ""


_NAMED = re.compile(r"[\u3400-\u9fff]{2,4}")


def given_name(name: str) -> str:
    """The given name of a name of three or four Han signs; nothing where that is one sign, or the form tells none.

    >>> given_name("荀立夏"), given_name("欧阳若尘"), given_name("荀夏"), given_name("Xun Lixia")
    ('立夏', '若尘', '', '')
    """
    return name[-2:] if _WHOLE_NAME.fullmatch(name) else ""


_WHOLE_NAME = re.compile(r"[\u3400-\u9fff]{3,4}")


def _name(value: str) -> str:
    if len(value) > 2 and value[:2] in _COMPOUND:
        return value[:2]
    return value[0] if len(value) > 1 and value[0] in _SURNAMES else ""


def _email(value: str) -> str:
    local, _, domain = value.rpartition("@")
    head = local[0] if len(local) > 3 else ""
    return f"{head}***@{domain if domain.lower() in _DOMAINS else '***'}"


def _account(value: str) -> str:
    platform, colon, _ = value.partition(":")
    return f"{platform}:" if colon and platform in _PLATFORMS else ""


def _head(shape: str, size: int) -> Callable[[str], str]:
    """The first ``size`` characters of a value of exactly this shape."""
    pattern = re.compile(shape)
    return lambda value: value[:size] if pattern.fullmatch(value) else ""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What is shown of a valid value, then these stars; ``whole`` stands alone where nothing may be shown."""

    shown: Callable[[str], str]
    stars: str
    whole: str


_ADDRESS = _Rule(district, "****", "********")
_RULES = {
    "id_number": _Rule(_head(r"[0-9]{17}[0-9X]|[0-9]{15}", 2), "*" * 16, "*" * 18),
    "phone_number": _Rule(_head(r"1[0-9]{10}", 3), "*" * 8, "*" * 11),
    "landline_number": _Rule(_head(r"0[0-9]{2,3}-?[0-9]{7,8}", 3), "*" * 8, "*" * 11),
    "bank_account": _Rule(_head(r"[0-9]{15,19}", 4), "*" * 12, "*" * 16),
    "birth_date": _Rule(_head(r"[0-9]{4}(-[0-9]{2}){0,2}", 4), "-**-**", "****-**-**"),
    "vehicle_file": _Rule(_head(r"[\u4e00-\u9fff][A-Z][0-9A-Z]{4,5}[0-9A-Z挂学警港澳]", 2), "*****", "*******"),
    "name": _Rule(_name, "**", "***"),
    "home_address": _ADDRESS,
    "delivery_address": _ADDRESS,
    "social_account": _Rule(_account, "********", "********"),
    "email": _Rule(_email, "", "****@***"),
    "gender": _Rule(lambda _: "", "", "*"),
    "age": _Rule(lambda _: "", "", "**"),
    "ethnicity": _Rule(lambda _: "", "", "**族"),
}
_NOTHING = _Rule(lambda _: "", "", "********")


def mask(kind: str, value: str, verdict: str = "valid") -> str:
    """What may be shown of ``value``, found as ``kind`` with ``verdict`` (a word of ``records.Verdict``)."""
    rule = _RULES.get(kind, _NOTHING)
    shown = rule.shown(value) if verdict == "valid" and value else ""
    return shown + rule.stars if shown else rule.whole


def in_text(text: str, spans: Iterable[tuple[int, int, str]], between: Callable[[str], str] = str) -> str:
    """The text with each span (start, end, mask) replaced; overlapping spans are one, shown by the longest's mask. ``between``: how what stands between them is shown.

    >>> in_text("甲 13800000000 乙", [(2, 13, "***"), (0, 1, "*"), (5, 13, "+")])
    '* *** 乙'
    """
    out, at = [], 0
    for start, end, mask in merged(spans):
        out += [between(text[at:start]), mask]
        at = end
    return "".join([*out, between(text[at:])])


def merged(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans in order, those that overlap made one."""
    done: list[tuple[int, int, str]] = []
    longest = 0
    for start, end, mask in sorted(spans):
        if done and start < done[-1][1]:
            first, last, shown = done[-1]
            keep = mask if end - start > longest else shown
            done[-1], longest = (first, max(last, end), keep), max(longest, end - start)
        else:
            done.append((start, end, mask))
            longest = end - start
    return done
