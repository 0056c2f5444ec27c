r"""The end or beginning of a number, announced as such: 身份证后六位070022, 手机尾号8899, 尾号0008的储蓄卡.

The words around decide whose number it is: of a person, a telephone or a card. A tail that nothing claims (尾号 6789 的
用户中奖) is nobody's.

Source: own observation. Left out: tails of plates and accounts.

>>> [(tail.kind, tail.digits) for tail in tails("身份证后六位07002X,手机尾号八八九九,尾号6789的用户中奖")]
[('id_number', '07002X'), ('phone_number', '8899')]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from doxdocket.detect.written import DIGIT

_DIGITS = "0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺"
TAIL = re.compile(
    r"(?:(?:尾号|尾数|末尾|结尾|[后末尾前头][0-9三四五六七八两几]{1,2}位?(?:数字|数|号码|号)?|最后[0-9三四五六七八几]{1,2}位|开头|(?<=[卡机证话])尾|wh|weihao)"
    r"(?:数字|数|号码|号)?[\s:是为=\-（(【\[*.…]{0,5})"
    rf"((?:[{_DIGITS}][ .\-]?){{2,7}}[{_DIGITS}Xx])(?![0-9A-Za-z])"
)
ENDS = re.compile(r"尾|末|[后前头][0-9三四五六七八两几]|开头|w[he]")
"""Each announcement above holds one of these, and most texts hold none."""
_KINDS = (
    ("id_number", re.compile(r"身份证|身份|证件|申份|sfz|(?<![a-z])id(?![a-z])|证号", re.IGNORECASE)),
    (
        "bank_account",
        re.compile(
            r"银行|储蓄|信用卡|卡号|账户|帐户|借记|工资卡|[工农建中招交浦邮光华民兴信]行|卡(?!车)|农信|邮储|yhk|bank",
            re.IGNORECASE,
        ),
    ),
    (
        "phone_number",
        re.compile(
            r"手机|电话|(?<!身份证)(?<!证件)(?<!卡)号码|机主|来电|联系方式|手鸡|移动|联通|电信|sjh?|tel|phone|拨打|接码|机号",
            re.IGNORECASE,
        ),
    ),
)
_AFTER = (
    ("bank_account", re.compile(r"\s?[)）】]?的?[^,。;!?\n]{0,6}(?:卡|账户|储蓄|银行)")),
    ("phone_number", re.compile(r"\s?[)）】]?的?(?:手机|电话|号码|机主)")),
    ("id_number", re.compile(r"\s?[)）】]?的?(?:身份证)")),
)
_NOBODY = re.compile(r"中奖|用户|车牌|订单|快递|运单|取件|单号|抽奖|获奖|幸运|车主|限行")


#: What a bank or a telephone firm tells its customer.
_NOTICE = re.compile(r"余额|话费|支出|消费|入账|套餐|到账|扣款|还款|收入\d")
_NOTICE_TO = re.compile(r"您|【[^】\n]{2,8}】|退订")


@dataclass(frozen=True, slots=True)
class Tail:
    """Some digits of one number of one kind, with their place in the cleaned text."""

    start: int
    end: int
    kind: str
    digits: str = field(repr=False)


def _owner(clean: str, found: re.Match[str]) -> str | None:
    """The kind whose word stands nearest before in the clause, else right behind."""
    before = re.split(r"[\n。;!?]", clean[max(0, found.start() - 18) : found.start()])[-1]
    clause = before + clean[found.start() : found.start(1)]
    nearest = [(match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(clause)]
    behind = clean[found.end() : found.end() + 12]
    after = next((kind for kind, pattern in _AFTER if pattern.match(behind)), None)
    reach, owner = max(nearest, default=(0, None))
    if _NOBODY.search(behind) and "," in clause[reach:]:
        return after
    return after if owner is None or after == "bank_account" else owner


@lru_cache(maxsize=4)
def tails(clean: str) -> tuple[Tail, ...]:
    """Every announced part of a number."""
    return tuple(_tails(clean))


def _tails(clean: str) -> Iterator[Tail]:
    for found in TAIL.finditer(clean) if ENDS.search(clean) else ():
        if _NOTICE.search(clean, found.end(), found.end() + 40) and _NOTICE_TO.search(
            clean, max(0, found.start() - 30), found.end() + 60
        ):
            continue
        kind = _owner(clean, found)
        if kind is not None:
            digits = "".join(DIGIT.get(char, "X") if char in "xX" or char in DIGIT else "" for char in found[1])
            yield Tail(found.start(1), found.end(1), kind, digits)
