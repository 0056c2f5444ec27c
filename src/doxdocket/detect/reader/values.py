"""The plain value of a stretch, so that one thing written twice is the same twice: what is sealed, compared and linked.

Days of birth are YYYY-MM-DD as far as told, ages digits or two of them (36-37), sexes 男 and 女, peoples their full names, addresses in one spelling, accounts
behind their platform. Of the rest spaces go. Left out: masks, digests.

>>> plain("birth_date", "93年4月12日"), plain("age", "十七岁"), plain("name", "韩 知予"), plain("gender", "女生")
('1993-04-12', '17', '韩知予', '女')
>>> (
...     plain("social_account", "123456701", "他扣扣号: "),
...     plain("phone_number", "8613900001850"),
...     plain("school", "北 门 小学"),
... )
('qq:123456701', '13900001850', '北门小学')
"""

import re
from collections.abc import Callable
from functools import cache

from doxdocket.detect import address, birth_date
from doxdocket.detect.check_digits import hong_kong, taiwan
from doxdocket.detect.data import peoples, table
from doxdocket.detect.reader.candidates.glyphs import HAN_DIGIT
from doxdocket.detect.reader.lexicon import Sort, lower, words
from doxdocket.records import Verdict
from doxdocket.text import read

_BEFORE = 18
"""Characters before an account in which its platform may be told."""
_MOBILE = re.compile(r"(?:00)?86(1[3-9][0-9*]{9})")
_ABROAD = re.compile(r"(?:852|853|886|60|65)[0-9]{7,10}")
_WOMAN = re.compile("[女妹姐娘母婆媳♀]|妇|female|perempuan|girl|woman|^f$", re.IGNORECASE)
_MAN = re.compile("[男哥弟爷父汉夫♂]|male|lelaki|boy|^m$", re.IGNORECASE)
_ADDRESSES = frozenset({"home_address", "delivery_address", "native_place", "household_registration", "real_estate"})
_CODES = frozenset(
    {
        *("passport_number", "other_certificate", "driver_licence", "student_id", "exam_certificate"),
        *("social_security_no", "vehicle_file", "device_id"),
    }
)
_NUMBERS = _CODES | {
    *("phone_number", "landline_number", "id_number", "bank_account", "social_account", "payment_account"),
    *("account_password", "financial_credential", "verification_code"),
}
_WRITTEN = re.compile(f"[A-Za-z]{{0,4}}[0-9 ,、.*-]*[{''.join(HAN_DIGIT)}][{''.join(HAN_DIGIT)}0-9 ,、.*-]*")
"""Numbers in Chinese numerals, perhaps behind letters, with what parts them."""
_DIGITS = str.maketrans(HAN_DIGIT | dict.fromkeys(" ,、.-", ""))
_ALIKE = re.compile("(?<=[0-9])(?:[OoIl|]+(?=[0-9])|[Ool]+$)|^[Ol]+(?=[0-9]{3})")
_WORD = re.compile("[A-Za-z]{2}(?<![OoIl]{2})")
_ZERO = re.compile("(?<=[一二三四五六七八九〇零])[Oo○◯]")
_LOOKS = str.maketrans("OoIl|曰", "00111日")


def by_label(kind: str, text: str, before: str, value: str = "") -> str:
    """Which of near kinds it is: the label right ``before`` says it of places, and nowhere goes a parcel in a text that speaks of none; 女 names nobody.

    >>> by_label("home_address", "", "收货地址:"), by_label("delivery_address", "家住芦花路5号,快递没到", "家住")
    ('delivery_address', 'home_address')
    >>> by_label("delivery_address", "韩知予 芦花路5号", "韩知予 "), by_label("home_address", "", "单位地址:")
    ('home_address', 'workplace')
    """
    if kind == "name" and value in ("男", "女"):
        return "gender"
    if kind not in _TWO_PLACES:
        return kind
    if _WORKS_AT.search(before):
        return "workplace"
    if _LIVES_AT.search(before):
        return "home_address"
    if _SENT_TO.search(before):
        return "delivery_address"
    return kind if _SENDS.search(text) else "home_address"


def room(kind: str, value: str, before: str, behind: str) -> str:
    """The kind of what is in doubt as a school or a firm: with the number of a room, no word of a school or a road, and a word of a stay beside it, it is a hotel's.

    >>> room("school", "云栖万豪2207", "刚在", "开的房"), room("school", "云栖万豪2207", "", "，电话")
    ('hotel_room_current', 'school')
    >>> room("school", "云栖中学2207", "", "开的房"), room("home_address", "云栖花园2207", "", "入住")
    ('school', 'home_address')
    """
    if kind not in _ROOMED or not (_STAYS_BEHIND.match(behind) or _STAYS_BEFORE.search(before)):
        return kind
    return "hotel_room_current" if _ROOM.fullmatch(value.strip()) else kind


_ROOMED = frozenset({"school", "workplace"})
_ROOM = re.compile(r"(?:(?![学校班中幼院厂司路街巷弄号栋幢村组镇乡])[一-鿿]){2,12}[0-9]{3,4}(?:号?房间?)?")
_STAYS_BEHIND = re.compile(r"\s?(?:号?房间?)?(?:开的?[了过好着]?房|入住)")
_STAYS_BEFORE = re.compile(r"(?:入住|下榻|开房在?|开的?[了过]?房[:：]?)\s?$")
_TWO_PLACES = frozenset({"home_address", "delivery_address"})
_LINKS = "[\\w一-鿿]{0,4}[\"']?\\s?[:=|,]?\\s?[\"']?[是为到在]?[\\s:]{0,2}$"
_NAMED_FIRST = "(?:[一-鿿]{2,4}[\\s,|:]{1,3})?$"
_SENT_TO = re.compile(
    f"(?:收货|收件|快递|外卖|送餐|送货|配送|派送|寄件|邮寄|recv|receiver|delivery|shipping){_LINKS}"
    f"|(?:收货|收件|快递|外卖|寄件|邮寄|淘宝|京东|拼多多|网购)(?:地址|人|信息)[\\s:是]{{0,3}}{_NAMED_FIRST}",
    re.IGNORECASE,
)
_WORKS_AT = re.compile(r"(?:(?:工作)?单位|公司|上班|办公|工作|店铺|厂)(?:的)?(?:地址|地点|位置)[\s:=|是为在]{0,4}$")
_LIVES_AT = re.compile(f"(?:家庭|居住|住址|住|租){_LINKS}")
_SENDS = re.compile(
    "[送寄收购奶餐饭买货运订]|拼[团小]|单(?![元位])|[快取急]件|点[了的外餐到个]|快递|外卖|骑手|物流|备注|地址[0-9]|包裹|到付|驿站|丰巢|菜鸟|顺丰|[中圆申]通|韵达|极兔|美团|饿了么|淘宝|京东|拼多多|闲鱼|📦"
    r"|(?<![a-z0-9])(?:order|parcel|deliver[a-z]{0,3}|recv|receiver|ship[a-z]{0,4}|rcv|sh|wm)(?![a-z0-9])",
    re.IGNORECASE,
)
"""Words and signs of orders and parcels, wide: without any a place is where somebody lives."""


def plain(kind: str, value: str, before: str = "", behind: str = "") -> str:
    """The value of a kind as it is kept; ``value`` as a candidate tells it, ``before`` and ``behind`` what stands beside it."""
    said = value.strip()
    if kind in _NUMBERS and _WRITTEN.fullmatch(said):
        said = said.translate(_DIGITS)
    if kind in ("name", "former_name_alias"):
        return " ".join(said.lower().split()) if said.isascii() else _close(said)
    if kind == "age":
        return birth_date.said_age(said, before, behind) or _close(said)
    if kind in ("phone_number", "landline_number"):
        return _telephone(said, before)
    if kind == "social_account":
        return f"{platform(before)}:{_close(said).lstrip('@')}"
    if kind in _ADDRESSES:
        return address.normal(_close(said))
    if kind in _CODES and said.isascii():
        return _ALIKE.sub(_looks, "".join(said.split()).replace("-", "")).upper()
    own = _OF.get(kind)
    return (own(said) if own else None) or _close(said)


def forms(kind: str, words: str, before: str) -> set[str]:
    """The plain forms that captured words may have as a value of a kind: as they stand, and with their characters undone; an account on any platform."""
    found = {plain(kind, form, before) for form in (words, read(words).clean)}
    if kind == "social_account":
        codes = {"uid", *(code for _, code in _platforms())}
        found = {f"{code}:{one.partition(':')[2]}" for one in found for code in codes}
    return found


def _looks(letters: re.Match[str]) -> str:
    """Letters between digits as the digits that they look like: 4ll7O82310614."""
    return letters[0].translate(_LOOKS)


def platform(before: str) -> str:
    """The platform whose word stands last in a stretch before an account; ``uid`` where none does.

    >>> platform("微博和qq："), platform("ID ")
    ('qq', 'uid')
    """
    low = lower(before[-_BEFORE:])
    found = max(
        ((low.rfind(word) + len(word), len(word), code) for word, code in _platforms() if word in low), default=None
    )
    return found[2] if found else "uid"


@cache
def _platforms() -> tuple[tuple[str, str], ...]:
    named = table("labels.yaml")["social_account"]["extra"]
    return tuple((lower(str(word)), code) for code, words in named.items() for word in words if len(str(word)) > 1)


def _close(said: str) -> str:
    """Without spaces; words of Latin letters keep one between them."""
    return " ".join(said.split()) if said.isascii() else "".join(said.split())


def _telephone(said: str, before: str) -> str:
    if own := _MOBILE.fullmatch(said):
        return own[1]
    return f"+{said}" if said.isdigit() and (before.endswith("+") or _ABROAD.fullmatch(said)) else said


def _sex(said: str) -> str | None:
    return "女" if _WOMAN.search(said) else "男" if _MAN.search(said) else None


_SCHOOLS = (
    "小学", "国小", "附小", "初级中学", "高级中学", "中学", "初中", "国中", "高中", "附中", "幼儿园", "大学", "学院", "学校", "校区",
    *(f"{number}中" for number in "一二三四五六七八九十"),
)  # fmt: skip
_YEAR = re.compile("年级|[班级届]")


def _school(said: str) -> str | None:
    """The name of a school without the year and class behind it.

    >>> _school("文晖小学三年级2班"), _school("江北大学2019级"), _school("三年级2班")
    ('文晖小学', '江北大学', None)
    """
    said = _close(said)
    year = _YEAR.search(said)
    name = said[: year.start()] if year else ""
    end = max((name.rfind(word) + len(word) for word in _SCHOOLS if word in name), default=0)
    return said[:end] or None


_OF: dict[str, Callable[[str], str | None]] = {
    "birth_date": lambda said: birth_date.plain(
        said if _WORD.search(said) else _ZERO.sub("〇", said).translate(_LOOKS)
    ),
    "gender": _sex,
    "ethnicity": lambda said: peoples().get(said) or peoples().get(f"{said}族"),
    "school": _school,
    "email": lambda said: "".join(said.split()).lower(),
}


def means(kind: str, value: str) -> bool:
    """Whether a plain value has a meaning of its kind: a sex is 男 or 女, a faith or an outcome has a word of it or denies one (教：数学 and 案：装修 tell of a pupil and a dispute).

    Of other kinds any value may stand.

    >>> means("gender", "男"), means("gender", "身份证"), means("name", "韩知予"), means("religion", "数学")
    (True, False, True, False)
    """
    if kind == "gender":
        return "*" in value or value in ("男", "女")
    if (said := _MEANT.get(kind)) is None or said.search(value):
        return True
    return any(one.kind == kind and one.sort in (Sort.RECORD, Sort.TRAIT) for one in words(read(value).clean))


_MEANT = {
    "religion": re.compile(
        r"[*□无没不否信教唱拜堂庙寺佛神仙王祖节節圣聖斋经洗]|nil|none|no\b|[A-Za-z]{5}", re.IGNORECASE
    ),
    "criminal_record": re.compile(
        r"^(?!号)(?:.*(?:[*□无没否年月日监罪违刑罚拘判路蹲案危]|nil|none|no\b))", re.IGNORECASE | re.DOTALL
    ),
}


def verdict(kind: str, value: str) -> Verdict:
    """What a plain value tells of itself: a date without its year or day and a family name alone are parts; a regional number has a check.

    >>> [
    ...     verdict(*one).value
    ...     for one in (
    ...         ("birth_date", "1897-09"),
    ...         ("name", "崔"),
    ...         ("other_certificate", "A123456788"),
    ...         ("name", "韩知予"),
    ...     )
    ... ]
    ['partial', 'partial', 'invalid', 'valid']
    """
    if (kind == "birth_date" and _DAY.fullmatch(value) is None) or (kind == "name" and len(value) == 1):
        return Verdict.PARTIAL
    if kind == "other_certificate":
        checks = (check(value) for form, check in _REGIONAL if form.fullmatch(value))
        return Verdict.VALID if next(checks, True) else Verdict.INVALID
    return Verdict.VALID


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_REGIONAL = ((re.compile(r"[A-Z][1289][0-9]{8}"), taiwan), (re.compile(r"[A-Z]{1,2}[0-9]{6}[0-9A]"), hong_kong))
