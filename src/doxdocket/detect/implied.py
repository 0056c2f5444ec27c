"""What a value says in another kind: a QQ mailbox its QQ number, a WeChat id that is a telephone that telephone.

Values are sealed by kind, so equal ones of two kinds do not show afterwards; what one of them entails must be said while
it is clear. Linking uses it to see agreement, to count the same thing once, and to see conflicts; it is never an item.
Sources: the platforms' own forms of account names; GB 11643-1999 (birth date in places 7 to 14, sex in the 17th; the
15-digit form without century and check digit). Births of 15 digits may be of either century, so both are said, and they
contradict only what fits neither. A name that is not in characters says its script, since names in two scripts may be one and never
contradict. Left out: what is merely usual (a nickname with a birth year in it), area of issue.

>>> implied("email", "8123450123@qq.com"), implied("social_account", "wechat:a17806401357")
((('social_account', 'qq:8123450123'),), (('phone_number', '17806401357'),))
>>> implied("id_number", "110101189903070026")
(('birth_date', '1899-03-07'), ('gender', '女'))
>>> implied("id_number", "110101990307002")[0][1], implied("name", "韩知予"), implied("name", "Han Zhiyu")
('110101189903070026', (), (('script', 'LATIN'),))
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from doxdocket.detect.check_digits import FIRST_YEAR, identity, luhn, right
from doxdocket.law.links import SCRIPT

Said = tuple[str, str]
_MOBILE = r"1[3-9]\d{9}"
_WITH_MOBILE = re.compile(rf"(?:[a-z_]{{0,4}}|\+?86)({_MOBILE})", re.IGNORECASE)
_QQ = r"[1-9]\d{4,9}"
_AS_QQ = re.compile(rf"(?:qq_?)?({_QQ})", re.IGNORECASE)
#: Platforms that number their accounts themselves: eleven digits there are no telephone.
_NUMBERING = frozenset({"steam", "bilibili", "uid", "game"})
_OLD = re.compile(r"(\d{6})(\d{6})(\d{3})")


def implied(kind: str, value: str) -> tuple[Said, ...]:
    """Kinds and values that a valid value of this kind says besides itself."""
    asked = _OF.get(kind)
    return tuple(asked(value)) if asked else ()


def _citizen(value: str) -> Iterator[Said]:
    if right(value):
        yield "birth_date", f"{value[6:10]}-{value[10:12]}-{value[12:14]}"
        yield "gender", "男" if int(value[16]) % 2 else "女"
    elif old := _OLD.fullmatch(value):
        for century in ("18", "19"):
            if century == "18" and int(century + old[2][:2]) < FIRST_YEAR:
                continue
            first = old[1] + century + old[2] + old[3]
            whole = first + identity(first)
            if right(whole):
                yield "id_number", whole
                yield from _citizen(whole)


def _holder(value: str) -> Iterator[Said]:
    """Certificates that bear the citizen number as theirs: driving licences, insurance cards, exams."""
    if right(value):
        yield "id_number", value
        yield from _citizen(value)


def _mail(value: str) -> Iterator[Said]:
    name, _, host = value.partition("@")
    if not host or "@" in host:
        return
    if re.fullmatch(_MOBILE, name):
        yield "phone_number", name
    elif host.lower() in {"qq.com", "vip.qq.com"} and re.fullmatch(_QQ, name):
        yield "social_account", f"qq:{name}"


def _account(value: str) -> Iterator[Said]:
    platform, _, name = value.partition(":")
    if platform in _NUMBERING:
        return
    if found := _WITH_MOBILE.fullmatch(name):
        yield "phone_number", found[1]
    elif platform == "wechat" and (found := _AS_QQ.fullmatch(name)):
        yield "social_account", f"qq:{found[1]}"


def _pays(value: str) -> Iterator[Said]:
    if "@" in value:
        yield "email", value.lower()
        yield from _mail(value.lower())
    elif found := re.fullmatch(_MOBILE, value):
        yield "phone_number", found[0]
    elif value.isdecimal() and 16 <= len(value) <= 19 and luhn(value):
        yield "bank_account", value


def _place(value: str) -> Iterator[Said]:
    yield "home_address", value


def _name(value: str) -> Iterator[Said]:
    letters = [unicodedata.name(char, "").partition(" ")[0] for char in value if char.isalpha()]
    if letters and "CJK" not in letters:
        yield SCRIPT, letters[0]


_OF: dict[str, Callable[[str], Iterator[Said]]] = {
    "id_number": _citizen, "driver_licence": _holder, "social_security_no": _holder, "exam_certificate": _holder,
    "student_id": _holder, "household_registration": _holder, "other_certificate": _holder, "email": _mail,
    "social_account": _account, "payment_account": _pays, "delivery_address": _place, "real_estate": _place,
    "name": _name,
}  # fmt: skip
