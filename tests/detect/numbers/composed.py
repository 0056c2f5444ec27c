"""Obfuscations composed at random over layouts, and decoys of the same shape: a second, harsher adversary.

``posts(seed, count)`` dresses each digit, joins the digits in some way, puts noise between them and sets the field into
one of many layouts; each truth carries the names of what was done, so that recall can be told by obfuscation.
``decoys(seed, count)`` gives ordinary posts whose numbers have the shapes of persons' numbers. Invented values only
(births 1850-1899, example.*). It is a measure, no sample of anybody's style.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from doxdocket.detect.check_digits import identity, luhn, vehicle

Random = random.Random


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


# dresses: one digit in another writing ---------------------------------------------------------------------------

_ROWS = {
    "full": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "black": "⓿❶❷❸❹❺❻❼❽❾",
    "sans": "🄋➀➁➂➃➄➅➆➇➈",
    "double": "⓪⓵⓶⓷⓸⓹⓺⓻⓼⓽",
    "paren": "0⑴⑵⑶⑷⑸⑹⑺⑻⑼",
    "stop": "0⒈⒉⒊⒋⒌⒍⒎⒏⒐",
    "super": "⁰¹²³⁴⁵⁶⁷⁸⁹",
    "sub": "₀₁₂₃₄₅₆₇₈₉",
    "bold": "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "mono": "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿",
    "struck2": "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡",
    "arabic": "٠١٢٣٤٥٦٧٨٩",
    "han": "零一二三四五六七八九",
    "han_o": "〇一二三四五六七八九",
    "ring": "○一二三四五六七八九",
    "money": "零壹贰叁肆伍陆柒捌玖",
    "money_trad": "零壹貳參肆伍陸柒捌玖",
    "spoken": "零幺二三四五六七八九",
    "radio": "洞幺两三四五六拐八勾",
    "round_han": "〇㊀㊁㊂㊃㊄㊅㊆㊇㊈",
    "bracket_han": "〇㈠㈡㈢㈣㈤㈥㈦㈧㈨",
    "suzhou": "〇〡〢〣〤〥〦〧〨〩",
    "segment": "🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹",
    "homophone": "零医儿伞似舞溜妻扒酒",
}
_LETTERED = {"0": "oO", "1": "lI|", "5": "sS", "8": "B", "2": "Zz"}
Dress = Callable[[str, Random], str]


def _row(row: str) -> Dress:
    return lambda digit, _rng: row[int(digit)] if digit.isdigit() else digit


def _keycap(digit: str, _rng: Random) -> str:
    return f"{digit}\ufe0f\u20e3" if digit.isdigit() else digit


def _lettered(digit: str, rng: Random) -> str:
    return rng.choice(_LETTERED[digit]) if digit in "01" and rng.random() < 0.6 else digit


def _mixed(digit: str, rng: Random) -> str:
    kinds = ["full", "circled", "han", "han_o", "money", "bold", "super", "paren", "black"]
    return _ROWS[rng.choice(kinds)][int(digit)] if digit.isdigit() and rng.random() < 0.4 else digit


DRESSES: dict[str, Dress] = {
    "plain": lambda digit, _rng: digit,
    "keycap": _keycap,
    "letters": _lettered,
    "mixed": _mixed,
    "struck": lambda digit, _rng: digit + "\u0336",
    **{name: _row(row) for name, row in _ROWS.items() if name != "homophone"},
}

# joins: what stands between the digits ---------------------------------------------------------------------------

_SEPARATORS = ["-", " ", ".", "·", "_", "/", "*", "—", "  ", "~", " - ", "+", "、", ",", "|", "…", "\u3000", "－", "=", "^", "'", "：", "\\", "★", "❤", "😂", "🔥"]  # fmt: skip
_NOISE = ["加", "删", "空格", "(删)", "[和谐]", "【防删】", "（去掉）", "点", "杠", "我", "啊", "哈哈", "(空格)", "[dot]", "去字", "~删~", "❌", "🈲️", "{空}", "（）", "爱国", "中", "and", "x删x"]  # fmt: skip


def _groups(digits: Sequence[str], sizes: Sequence[int]) -> list[list[str]]:
    parts, at = [], 0
    for size in sizes:
        parts.append(list(digits[at : at + size]))
        at += size
    parts.append(list(digits[at:]))
    return [part for part in parts if part]


Join = Callable[[Sequence[str], Sequence[int], Random], str]


def _grouped(digits: Sequence[str], sizes: Sequence[int], rng: Random) -> str:
    mark = rng.choice(_SEPARATORS)
    return mark.join("".join(part) for part in _groups(digits, sizes))


def _uneven(digits: Sequence[str], sizes: Sequence[int], rng: Random) -> str:
    """A different mark at each place."""
    parts = ["".join(part) for part in _groups(digits, sizes)]
    return parts[0] + "".join(rng.choice(_SEPARATORS[:10]) + part for part in parts[1:])


def _each(digits: Sequence[str], _sizes: Sequence[int], rng: Random) -> str:
    return rng.choice(_SEPARATORS).join(digits)


def _noise(digits: Sequence[str], sizes: Sequence[int], rng: Random) -> str:
    """The same word between the groups."""
    word = rng.choice(_NOISE)
    return word.join("".join(part) for part in _groups(digits, sizes))


def _noises(digits: Sequence[str], sizes: Sequence[int], rng: Random) -> str:
    """Another word between each two groups."""
    parts = ["".join(part) for part in _groups(digits, sizes)]
    return parts[0] + "".join(rng.choice(_NOISE) + part for part in parts[1:])


def _once(digits: Sequence[str], _sizes: Sequence[int], rng: Random) -> str:
    """One mark or word somewhere."""
    at = rng.randint(2, len(digits) - 2)
    return "".join(digits[:at]) + rng.choice([*_NOISE, *_SEPARATORS]) + "".join(digits[at:])


def _lines(digits: Sequence[str], sizes: Sequence[int], rng: Random) -> str:
    mark = rng.choice(["\n", "\n", " \n", "-\n"])
    return mark.join("".join(part) for part in _groups(digits, sizes))


def _zero_width(digits: Sequence[str], _sizes: Sequence[int], rng: Random) -> str:
    return rng.choice(["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u2063"]).join(digits)


JOINS: dict[str, Join] = {
    "together": lambda digits, _sizes, _rng: "".join(digits),
    "grouped": _grouped,
    "uneven": _uneven,
    "each": _each,
    "noise": _noise,
    "noises": _noises,
    "once": _once,
    "lines": _lines,
    "zero_width": _zero_width,
}

# values -----------------------------------------------------------------------------------------------------------

_AREAS = ["110101", "310104", "330106", "440305", "510107", "610113", "420106", "350203", "650102", "460106", "150102"]


def citizen(rng: Random) -> str:
    first = (
        f"{rng.choice(_AREAS)}{rng.randint(1850, 1899)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{_digits(rng, 3)}"
    )
    return first + identity(first)


def mobile(rng: Random) -> str:
    return "1" + rng.choice("3456789") + _digits(rng, 9)


def card(rng: Random) -> str:
    body = rng.choice(["621700", "622848", "622202", "621226", "625912"]) + _digits(rng, rng.choice([9, 12]))
    return next(body + str(d) for d in range(10) if luhn(body + str(d)))


def plate(rng: Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    serial = rng.choice([
        _digits(rng, 5), rng.choice(letters) + _digits(rng, 4), _digits(rng, 3) + rng.choice(letters) + _digits(rng, 1),
        "D" + _digits(rng, 5), "F" + rng.choice(letters) + _digits(rng, 4), _digits(rng, 5) + "D",
    ])  # fmt: skip
    return rng.choice("京沪粤苏浙鲁川渝湘鄂闽桂") + rng.choice("ABCDEFG") + serial


def vin(rng: Random) -> str:
    alphabet = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    while True:
        body = "L" + "".join(rng.choice(alphabet) for _ in range(10)) + _digits(rng, 6)
        for check in "0123456789X":
            code = body[:8] + check + body[9:]
            if vehicle(code) and sum(c.isdigit() for c in code) >= 7:
                return code


def handle(rng: Random) -> str:
    return rng.choice(["nan", "zhizhi", "moon", "qiu", "lin", "aoyu"]) + rng.choice(["_", "-", ""]) + _digits(rng, 4)


_HKID_VALUES = {chr(65 + n): 10 + n for n in range(26)} | {str(n): n for n in range(10)}


def hong_kong(rng: Random) -> str:
    body = rng.choice("ABCDEFGHKPZ") + _digits(rng, 6)
    total = 36 * 9 + sum(_HKID_VALUES[c] * w for c, w in zip(body, range(8, 1, -1), strict=True))
    return body + "0123456789A"[-total % 11]


def taiwan(rng: Random) -> str:
    order = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    body = rng.choice("ABCDEFGHJKLMNPQRSTUV") + rng.choice("12") + _digits(rng, 7)
    code = 10 + order.index(body[0])
    total = code // 10 + code % 10 * 9 + sum(int(c) * w for c, w in zip(body[1:], range(8, 0, -1), strict=True))
    return body + str(-total % 10)


# fields -----------------------------------------------------------------------------------------------------------


@dataclass
class Post:
    text: str = ""
    truth: list[tuple[int, int, str, str]] = field(default_factory=list)
    tags: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, text: str) -> "Post":
        self.text += text
        return self


@dataclass(frozen=True)
class Field:
    """One label and one value as it is to be written."""

    label: str
    surface: str
    kind: str
    value: str
    tags: tuple[str, ...]


LABELS = {
    "id_number": ["身份证", "身份证号", "证件号", "SFZ", "sfz号", "申份证", "身份證", "ID", "id", "公民身份号码", "深份证", "SFZH", "身份证号码"],
    "phone_number": ["手机", "手机号", "电话", "联系方式", "SJH", "手鸡", "電話", "tel", "phone", "联系电话", "手機號", "号码", "电话号码", "mobile", "绑定手机"],
    "landline_number": ["座机", "固话", "家里电话", "家庭电话", "宅电"],
    "bank_account": ["卡号", "银行卡", "银行卡号", "收款账号", "储蓄卡", "銀行卡號", "工资卡", "YHK"],
    "email": ["邮箱", "email", "电子邮箱", "mail", "郵箱", "E-mail"],
    "vehicle_file": ["车牌", "车牌号", "車牌", "车牌号码"],
    "vin": ["车架号", "VIN", "车辆识别代号"],
    "qq": ["QQ", "扣扣", "qq号", "Q", "企鹅", "QQ小号", "企鹅号"],
    "wechat": ["微信", "威信", "微信号", "VX", "wx", "微信號", "薇❤", "v信", "绿泡泡"],
    "weibo": ["微博UID", "微博uid", "微博ID", "weibo"],
    "douyin": ["抖音号", "抖音", "dy"],
    "kuaishou": ["快手", "快手号", "ks"],
    "xiaohongshu": ["小红书", "小红书号", "xhs"],
    "bilibili": ["B站UID", "B站", "bilibili"],
    "telegram": ["tg", "电报", "Telegram", "飞机"],
    "steam": ["steam", "steamid"],
}  # fmt: skip
_SIZES = {"phone_number": [(3, 4), (3, 4), (3, 3), (4, 4), (3, 4, 2), (2, 3, 3), (7,)], "id_number": [(6, 8), (6, 4, 4), (6, 4, 2, 2), (3, 3, 4, 4), (6, 6)],
          "bank_account": [(4, 4, 4, 4), (6, 4, 4), (8, 8)], "qq": [(3, 3), (4, 3), (5,)]}  # fmt: skip


def _written(rng: Random, kind: str, digits: str, *, plain: float = 0.25) -> tuple[str, tuple[str, ...]]:
    """Digits dressed and joined, and what was done."""
    if rng.random() < plain:
        return digits, ("plain",)
    join = rng.choice(list(JOINS))
    dress = rng.choice([*DRESSES, "plain", "plain", "plain", "plain", "plain", "plain", "plain", "plain"])
    if dress == "letters" and join not in {"together", "grouped"}:
        dress = "plain"
    if dress in {"radio", "bracket_han", "suzhou", "segment"} and join in {"noise", "noises", "once"}:
        join = "together"
    last = digits[-1] if digits[-1] == "X" else ""
    body = digits[: len(digits) - len(last)]
    pieces = [DRESSES[dress](digit, rng) for digit in body]
    sizes = rng.choice(_SIZES[kind])
    return JOINS[join](pieces, sizes, rng) + last, tuple(tag for tag in (dress, join) if tag not in {"plain", "together"}) or ("plain",)  # fmt: skip


def _masked(rng: Random, value: str, low: int, high: int) -> tuple[str, str]:
    mark = rng.choice(["*", "x", "X", "＊", "●", "×", "■", "#", "?"])
    hidden = value[:low] + mark * (high - low) + value[high:]
    return hidden, value[:low] + "*" * (high - low) + value[high:]


def _fields(rng: Random) -> Field:
    kind = rng.choices([*LABELS, "hkid", "twid", "hk_phone", "tw_phone"], [14, 16, 4, 6, 5, 5, 1, 8, 5, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1])[0]  # fmt: skip
    made = {"id_number": _id_field, "phone_number": _phone_field, "email": _email_field, "vehicle_file": _plate_field, "landline_number": _landline_field,
            "bank_account": _card_field, "qq": _qq_field, "vin": _vin_field}.get(kind)  # fmt: skip
    if made:
        return made(rng)
    if kind in {"hkid", "twid"}:
        value = hong_kong(rng) if kind == "hkid" else taiwan(rng)
        surface = f"{value[:-1]}({value[-1]})" if kind == "hkid" and rng.random() < 0.8 else value
        label = rng.choice(
            ["香港身份证", "身份证", "HKID"] if kind == "hkid" else ["台湾身份证", "身分证字号", "身份证"]
        )
        return Field(label, surface, "other_certificate", value, (kind,))
    if kind == "hk_phone":
        value = rng.choice("569") + _digits(rng, 7)
        return Field(rng.choice(["电话", "手机", "香港电话"]), f"+852{rng.choice([' ', '-', ''])}{value[:4]}{rng.choice([' ', '-', ''])}{value[4:]}", "phone_number", "+852" + value, (kind,))  # fmt: skip
    if kind == "tw_phone":
        value = "9" + _digits(rng, 8)
        return Field(rng.choice(["电话", "手机"]), rng.choice([f"+886 {value}", f"+886-{value[:3]}-{value[3:6]}-{value[6:]}", f"0{value[:3]}-{value[3:]}"]), "phone_number", "+886" + value, (kind,))  # fmt: skip
    return _account_field(rng, kind)


def _id_field(rng: Random) -> Field:
    value, label = citizen(rng), rng.choice(LABELS["id_number"])
    roll = rng.random()
    if roll < 0.1:
        surface, masked = _masked(rng, value, *rng.choice([(6, 14), (4, 14), (10, 14), (3, 14), (1, 17), (14, 18)]))
        return Field(label, surface, "id_number", masked, ("masked",))
    if roll < 0.14:
        tail = value[-rng.choice([4, 6]) :]
        said = rng.choice(["后{}位", "尾号", "末{}位"]).format(len(tail)) + ("：" if rng.random() < 0.5 else "")
        return Field(label + said, tail, "id_number", tail, ("partial",))
    if roll < 0.2:
        wrong = value[:17] + rng.choice([c for c in "0123456789" if c != value[17]])
        return Field(label, wrong, "id_number", wrong, ("invalid",))
    surface, tags = _written(rng, "id_number", value)
    return Field(label, surface, "id_number", value, tags)


def _phone_field(rng: Random) -> Field:
    value, label = mobile(rng), rng.choice(LABELS["phone_number"])
    roll = rng.random()
    if roll < 0.1:
        surface, masked = _masked(rng, value, *rng.choice([(3, 7), (3, 7), (7, 11), (4, 8), (3, 8), (5, 9)]))
        return Field(label, surface, "phone_number", masked, ("masked",))
    if roll < 0.15:
        tail = value[-4:]
        return Field(
            label + rng.choice(["尾号", "后四位", "尾号是", "后4位："]), tail, "phone_number", tail, ("partial",)
        )
    if roll < 0.2:
        return Field(
            label,
            rng.choice(["+86 ", "+86", "0086", "86-", "(+86)", "86 "]) + value,
            "phone_number",
            value,
            ("prefix",),
        )
    if roll < 0.24:
        return Field(
            label + rng.choice(["倒过来", "(倒着写)", "反过来念"]), value[::-1], "phone_number", value, ("reversed",)
        )
    surface, tags = _written(rng, "phone_number", value)
    return Field(label, surface, "phone_number", value, tags)


def _email_field(rng: Random) -> Field:
    name, host = handle(rng), rng.choice(["example.com", "example.org", "example.net"])
    a, b = host.split(".")
    form = rng.choice(["{n}@{h}", "{n}@{h}", "{n}＠{h}", "{n}@{a}点{b}", "{n} at {a} dot {b}", "{n}艾特{a}点{b}", "{n}(at){h}", "{n}[at]{a}[dot]{b}", "{n} @ {h}",
                       "{n}#{h}(#换@)", "{n}@{a} . {b}", "{n}【@】{h}", "{n} 艾特 {a} 点 {b}", "{n}@{a}。{b}", "{n}（艾特）{h}", "{n}At{a}Dot{b}"])  # fmt: skip
    surface = form.format(n=name, h=host, a=a, b=b)
    return Field(rng.choice(LABELS["email"]), surface.removesuffix("(#换@)"), "email", f"{name}@{host}", (form,))


def _plate_field(rng: Random) -> Field:
    value = plate(rng)
    forms = {"plain": value, "dot": value[:2] + "·" + value[2:], "space": value[:2] + " " + value[2:], "lower": value[0] + value[1:].lower(), "full": "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in value),
             "each": rng.choice(" -.").join(value), "dash": value[:2] + "-" + value[2:], "masked": value[:3] + "***" + value[-1], "zero_width": "\u200b".join(value), "emoji": value[:2] + "🔥" + value[2:]}  # fmt: skip
    name = rng.choice(list(forms))
    return Field(rng.choice(LABELS["vehicle_file"]), forms[name], "vehicle_file", value if name != "masked" else value[:3] + "***" + value[-1], ("plate_" + name,))  # fmt: skip


def _vin_field(rng: Random) -> Field:
    value = vin(rng)
    name = rng.choice(["plain", "lower", "spaced"])
    surface = {"plain": value, "lower": value.lower(), "spaced": value[:8] + " " + value[8:]}[name]
    return Field(rng.choice(LABELS["vin"]), surface, "vehicle_file", value, ("vin_" + name,))


def _landline_field(rng: Random) -> Field:
    code = rng.choice(["0591", "0571", "0755", "0371", "010", "021", "028"])
    value = code + rng.choice("2345678") + _digits(rng, 7)
    joint = rng.choice(["-", " ", "", "—", "－", "·", ") ", "）"])
    surface = ("(" if joint == ") " else "（" if joint == "）" else "") + code + joint + value[len(code) :]
    if rng.random() < 0.2:
        surface = surface.translate({48 + n: c for n, c in enumerate(_ROWS[rng.choice(["full", "circled", "han"])])})
    return Field(rng.choice(LABELS["landline_number"]), surface, "landline_number", value, ("landline",))


def _card_field(rng: Random) -> Field:
    value, label = card(rng), rng.choice(LABELS["bank_account"])
    roll = rng.random()
    if roll < 0.1:
        surface, masked = _masked(rng, value, 6, len(value) - 4)
        return Field(label, surface, "bank_account", masked, ("masked",))
    if roll < 0.16:
        return Field(
            label + rng.choice(["尾号", "尾号是", "后四位"]), value[-4:], "bank_account", value[-4:], ("partial",)
        )
    surface, tags = _written(rng, "bank_account", value)
    return Field(label, surface, "bank_account", value, tags)


def _qq_field(rng: Random) -> Field:
    value = rng.choice("123456789") + _digits(rng, rng.choice([8, 9]))
    surface, tags = _written(rng, "qq", value, plain=0.5)
    if set(tags) & {"lines", "letters", "radio"}:
        surface, tags = value, ("plain",)
    return Field(rng.choice(LABELS["qq"]), surface, "social_account", f"qq:{value}", tags)


_LINKED = {"weibo": "https://weibo.com/u/{}", "bilibili": "https://space.bilibili.com/{}", "telegram": "https://t.me/{}", "steam": "https://steamcommunity.com/profiles/{}"}  # fmt: skip


def _account_field(rng: Random, kind: str) -> Field:
    number = {"weibo": 10, "bilibili": 9, "kuaishou": 9, "xiaohongshu": 10, "douyin": 11}.get(kind)
    if kind == "steam":
        value = "7656119" + _digits(rng, 10)
    elif kind == "wechat" and rng.random() < 0.3:
        value = "wxid_" + "".join(rng.choice("abcdefgh0123456789") for _ in range(14))
    elif number and (kind in {"weibo", "bilibili"} or rng.random() < 0.6):
        value = rng.choice("23456789") + _digits(rng, number - 1)
    else:
        value = handle(rng)
    if kind == "telegram":
        value = value.replace("-", "_")
    link = _LINKED.get(kind) if rng.random() < 0.3 else None
    if link:
        return Field(rng.choice(LABELS[kind]), value, "social_account", f"{kind}:{value}", ("link", link))
    surface = ("@" if kind == "telegram" and rng.random() < 0.6 else "") + value
    return Field(rng.choice(LABELS[kind]), surface, "social_account", f"{kind}:{value}", ("account",))


# layouts ----------------------------------------------------------------------------------------------------------

NAMES = ["林晚舟", "韩知予", "沈牧之", "贺听澜", "唐听雨", "乔暮雪", "简疏桐", "尹如是", "温如故", "季云帆"]
_SEPS = ["：", ":", "： ", " ", "=", " - ", "→", "是", "为", "｜", "~", "——", ":\t", "➡️", " : "]


def _put(post: Post, one: Field) -> None:
    before, after = "", ""
    if len(one.tags) > 1 and one.tags[0] == "link":
        before = one.tags[1].split("{")[0]
    post.text += before
    post.truth.append((len(post.text), len(post.text) + len(one.surface), one.kind, one.value))
    post.tags.append(one.tags[:1] if one.tags[0] == "link" else one.tags)
    post.text += one.surface + after


def _pairs(post: Post, rng: Random, fields: list[Field], between: str, open_: str = "", close: str = "") -> None:
    sep = rng.choice(_SEPS)
    for one in fields:
        joint = sep
        if "倒" in one.label or "反" in one.label:
            joint = "："
        if one.tags == ("partial",):
            joint = ""
        post.add(f"{between}{open_}{one.label}{close}{'' if close and rng.random() < 0.5 else joint}")
        _put(post, one)


def _row_layout(mark: str) -> Callable[[Post, Random, list[Field]], None]:
    def write(post: Post, _rng: Random, fields: list[Field]) -> None:
        post.add("\n" * (post.text[-1:] == "！"))
        post.add(mark.join(["姓名", *(one.label for one in fields)]) + "\n" + post_name(_rng))
        for one in fields:
            post.add(mark)
            _put(post, one)

    return write


def post_name(rng: Random) -> str:
    return rng.choice(NAMES)


def _lines_layout(post: Post, rng: Random, fields: list[Field]) -> None:
    post.add(rng.choice(["姓名：", "", "本名 "]) + post_name(rng))
    _pairs(post, rng, fields, "\n")


def _bullets(post: Post, rng: Random, fields: list[Field]) -> None:
    style = rng.choice(["①②③④⑤⑥⑦", "123456", "🔸🔸🔸🔸🔸🔸", "------", "❶❷❸❹❺❻"])
    post.add(f"{style[0]}{'.' if style[0].isdigit() and style[0].isascii() else ' '}姓名：{post_name(rng)}")
    for number, one in enumerate(fields, 1):
        post.add("\n" + style[number] + (". " if style[0] == "1" else "") + one.label + "：")
        _put(post, one)


def _inline(post: Post, rng: Random, fields: list[Field]) -> None:
    post.add(post_name(rng))
    _pairs(post, rng, fields, rng.choice(["，", " ", "；", " | ", "/", "、", " ， "]))


def _boxed(post: Post, rng: Random, fields: list[Field]) -> None:
    open_, close = rng.choice(["【】", "[]", "「」", "『』", "〔〕", "<>"])
    post.add(f"{open_}姓名{close}{post_name(rng)}")
    _pairs(post, rng, fields, rng.choice(["\n", " ", ""]), open_, close)


def _own_line(post: Post, rng: Random, fields: list[Field]) -> None:
    post.add("姓名\n" + post_name(rng))
    for one in fields:
        post.add(f"\n{rng.choice(['', '', chr(10)])}{one.label}{rng.choice(['', '', '：'])}\n")
        _put(post, one)


def _prose(post: Post, rng: Random, fields: list[Field]) -> None:
    post.add(rng.choice(["这人叫", "本名", "他真名", "此人"]) + post_name(rng))
    for one in fields:
        post.add(
            rng.choice(["，", "。", "，他的", "，然后", "，还有"])
            + one.label
            + rng.choice(["是", "：", "就是", "为", " "])
        )
        _put(post, one)
    post.add(rng.choice(["，大家冲", "，都记好了", "。自己看着办", "，骗子一个"]))


def _json(post: Post, rng: Random, fields: list[Field]) -> None:
    post.add('{"name": "' + post_name(rng) + '"')
    for one in fields:
        post.add(f', "{one.label}": "')
        _put(post, one)
        post.add('"')
    post.add("}")


LAYOUTS = {
    "lines": _lines_layout, "bullets": _bullets, "inline": _inline, "boxed": _boxed, "own_line": _own_line, "prose": _prose, "json": _json,
    "table_pipe": _row_layout("|"), "table_comma": _row_layout(","), "table_tab": _row_layout("\t"), "table_dashes": _row_layout("----"),
}  # fmt: skip


def _fit(layout: str, one: Field) -> bool:
    """Whether a value of this writing can stand in this layout without being another one."""
    if "lines" in one.tags:
        return layout in {"lines", "own_line", "bullets", "inline", "prose", "boxed"}
    if one.tags in {("partial",), ("reversed",)}:
        return layout in {"lines", "inline"}
    if layout.startswith("table"):
        return not any(mark in one.surface for mark in ("|", ",", "、", "\t", "-", "—", "…", "\u3000", "～", "~"))
    if layout in {"inline", "prose"}:
        return not any(mark in one.surface for mark in ("，", "、", "|", "/", ",", "；"))
    return True


def post(rng: Random) -> Post:
    """One dossier post."""
    layout, made = rng.choice(list(LAYOUTS)), Post()
    made.add(rng.choice(["", "", "", "今日出道\n", "挂人！"]))
    fields: list[Field] = []
    while len(fields) < rng.randint(1, 4):
        one = _fields(rng)
        if _fit(layout, one):
            fields.append(one)
    LAYOUTS[layout](made, rng, fields)
    made.tags = [(*tags, "@" + layout) for tags in made.tags]
    return made.add(rng.choice(["", "", "\n大家去问候一下", " 已核实"]) if layout != "json" else "")


def posts(seed: int, count: int) -> list[Post]:
    rng = Random(seed)
    return [post(rng) for _ in range(count)]


# decoys -----------------------------------------------------------------------------------------------------------


def _like_phone(rng: Random) -> str:
    value = mobile(rng)
    return rng.choice([value, value, f"{value[:3]} {value[3:7]} {value[7:]}", f"{value[:3]}-{value[3:7]}-{value[7:]}"])


def _like_id(rng: Random) -> str:
    return citizen(rng)[:17] + rng.choice("0123456789")


def _serial(rng: Random) -> str:
    return rng.choice([_like_phone, _like_id, card, lambda r: _digits(r, r.choice([12, 15, 16, 18, 19, 20]))])(rng)


DECOYS: dict[str, Callable[[Random], str]] = {
    "order": lambda r: f"{r.choice(['订单号', '订单编号：', '订单', '单号', 'order no. ', 'Order #', '订单号码 '])}{_serial(r)}{r.choice(['已发货', ' 待付款', '，请查收', ''])}",
    "courier": lambda r: f"{r.choice(['运单号', '快递单号：', '顺丰SF', '中通', '圆通快递 YT', '物流单号 ', '韵达', '极兔JT', 'EMS'])}{_digits(r, r.choice([12, 13, 14, 15]))}，{r.choice(['到了', '派送中', '在驿站', '取件码' + _digits(r, 4)])}",
    "pickup": lambda r: f"取件码{r.randint(1, 20)}-{r.randint(1, 9)}-{_digits(r, 4)}，菜鸟驿站，电联{r.choice(['快递员', '站点'])}",
    "amount": lambda r: f"{r.choice(['共计', '营收', '卖了', '￥', '贷款', '欠了', '中了'])}{_digits(r, r.choice([6, 8, 11]))}{r.choice(['元', '块', '.00', '万', '円', '韩元'])}",
    "date": lambda r: f"{r.randint(2005, 2026)}{r.choice('-/.年')}{r.randint(1, 12):02}{r.choice('-/.月')}{r.randint(1, 28):02} {r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02}.{_digits(r, 3)} 记录",
    "stamp": lambda r: f"{r.choice(['ts=', 'timestamp ', '时间戳', 't='])}{r.choice([str(r.randint(1300000000, 1799999999)), str(r.randint(1300000000000, 1799999999999))])}",
    "version": lambda r: f"v{r.randint(1, 15)}.{r.randint(0, 40)}.{r.randint(0, 9999)}.{_digits(r, 5)} 更新，build {_digits(r, 8)}",
    "stock": lambda r: f"{r.choice(['600', '000', '300', '688', '002'])}{_digits(r, 3)} {r.choice(['涨停', '跌了', '收' + str(r.randint(2, 99))])}，成交{_digits(r, 9)}股",
    "hotline": lambda r: f"{r.choice(['客服', '热线', '投诉请打', '咨询电话', '挂失'])}{r.choice(['400-' + _digits(r, 3) + '-' + _digits(r, 4), '12345', '95588', '96110', '12315', '800' + _digits(r, 7), '10086'])}",
    "group_ad": lambda r: f"{r.choice(['加群', 'QQ群：', '群号', '交流群 ', '粉丝群', 'q群', '企鹅群', '福利群'])}{_digits(r, r.choice([8, 9, 10]))}{r.choice(['，进群领资料', '，人满换群', ''])}",
    "channel_ad": lambda r: f"{r.choice(['频道', '订阅', '关注', '主频', '备用频道', '投稿'])}{r.choice(['：', ' ', ''])}{r.choice(['@', 'https://t.me/', 't.me/'])}{r.choice(['daily', 'world', 'black', 'hotnews'])}{r.choice(['_cn', 'channel', '888', 'zh'])}",
    "coordinates": lambda r: f"{r.choice(['坐标', '定位', '位置', '经纬度'])}{r.randint(20, 45)}.{_digits(r, 6)}, {r.randint(80, 130)}.{_digits(r, 6)}",
    "hash": lambda r: f"{r.choice(['md5', 'sha1', 'commit', 'hash', '磁力 magnet:?xt=urn:btih:'])} {''.join(r.choice('0123456789abcdef') for _ in range(r.choice([32, 40, 64])))}",
    "isbn": lambda r: f"ISBN {r.choice(['978', '979'])}-{r.randint(0, 9)}-{_digits(r, 3)}-{_digits(r, 5)}-{r.randint(0, 9)}",
    "product": lambda r: f"{r.choice(['型号', '货号', '料号', 'SKU', '商品编码', '条形码', '批次'])}{r.choice(['：', ' ', ''])}{r.choice(['', 'GB', 'X'])}{_digits(r, r.choice([8, 11, 13]))}",
    "licence": lambda r: "-".join("".join(r.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(5)) for _ in range(5)) + " 激活码自取",
    "url": lambda r: f"https://item.example.com/{r.choice(['p', 'item', 'detail'])}/{_serial(r).replace(' ', '')}.html?spm={_digits(r, 11)}&uid={_digits(r, 10)}",
    "lottery": lambda r: f"{r.choice(['双色球', '大乐透', '开奖号码', '彩票'])}{r.randint(2015, 2026)}{_digits(r, 3)}期 {' '.join(f'{r.randint(1, 35):02}' for _ in range(7))}",
    "score": lambda r: f"{r.randint(60, 140)}:{r.randint(60, 140)}，{r.randint(20, 40)}分{r.randint(3, 15)}板{r.randint(1, 12)}助，命中率{_digits(r, 2)}.{_digits(r, 1)}%",
    "credit_code": lambda r: f"统一社会信用代码：{r.choice(['91', '92', '52'])}{_digits(r, 6)}MA{_digits(r, 8)}",
    "account_game": lambda r: f"{r.choice(['伤害', '战力', '金币', '积分', '经验', '播放量'])}{_digits(r, r.choice([9, 11, 12]))}，{r.choice(['破纪录了', '还差一点', '6666666'])}",
    "firm_phone": lambda r: f"{r.choice(['公司', '门店', '前台', '售后', '酒店预订', '客服'])}{r.choice(['电话', '热线', '：'])}{r.choice(['010', '021', '0571', '0755'])}-{r.randint(2, 8)}{_digits(r, 7)}",
    "advert": lambda r: f"{r.choice(['招聘', '低价出售', '房屋出租', '专业开锁', '办证', '代写论文', '高价回收手机', '贷款秒批'])}，{r.choice(['联系', '电话', '微信', '加微信', '详询'])}{mobile(r)}",
    "laughter": lambda r: f"{r.choice(['23333333333', '66666666666', '1111111111111', '哈哈哈哈88888888', '0.0.0.0.0', '555555555555'])}{r.choice(['笑死', '太强了', ''])}",
    "numerals": lambda r: f"{r.choice(['一生二二生三三生万物', '九九八十一难', '五六七八个人', '三五成群一二三四五六七八九十', '零零散散两三个', '一一二二三三四四五五'])}{r.choice(['啊', '，懂？', ''])}",
    "train": lambda r: f"{r.choice('GDCZTK')}{_digits(r, 4)} {r.randint(0, 23):02}:{_digits(r, 1)}5 {r.randint(1, 16)}车{r.randint(1, 20)}F 订单E{_digits(r, 9)}",
    "flight": lambda r: f"{r.choice(['CA', 'MU', 'CZ'])}{_digits(r, 4)} 票号 {r.choice(['999', '781', '784'])}-{_digits(r, 10)}",
    "post_id": lambda r: f"{r.choice(['消息ID', '帖子id', 'av', 'BV1', 'tid=', '回复', 'pid '])}{_digits(r, r.choice([8, 9, 10, 11]))}",
    "mention": lambda r: f"@{r.choice(['小太阳', '官方微博', '人民日报', 'xiaoming', 'NASA', 'elonmusk'])} {r.choice(['看看这个', '说得好', '转发', ''])}",
    "email_ad": lambda r: f"{r.choice(['投稿邮箱', '简历请发', '商务合作', '客服邮箱', '联系我们'])}{r.choice(['：', ' '])}{handle(r)}@example.com",
    "plate_like": lambda r: f"{r.choice(['京A股', '沪B股大跌', '川A座', '粤C位出道', '浙A类招生'])}{_digits(r, 5)}{r.choice(['点', '人', '元'])}",
    "card_like": lambda r: f"{r.choice(['会员卡号', '加油卡', '礼品卡', '门票号', '保单号', '购物卡'])}{r.choice(['：', ' ', ''])}{_digits(r, r.choice([16, 19]))}",
    "ip": lambda r: f"IP {r.randint(1, 223)}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}:{r.randint(1000, 65535)}",
    "phone_model": lambda r: f"{r.choice(['华为Mate', '小米', 'iPhone ', '三星S', 'OPPO Reno'])}{r.randint(8, 24)} Pro {r.choice(['256', '512'])}G {r.randint(2999, 12999)}元 跑分{_digits(r, 7)}",
}  # fmt: skip
_AROUND = ["", "", "", "今天", "求助：", "转发 ", "笑死，", "早上好 "]
_AFTER = ["", "", "", "，谁懂啊", " 哈哈", "。", " #日常"]


def decoys(seed: int, count: int) -> list[tuple[str, str]]:
    """Ordinary posts with numbers: what kind of decoy, and the text."""
    rng = Random(seed)
    out = []
    for _ in range(count):
        name = rng.choice(list(DECOYS))
        out.append((name, rng.choice(_AROUND) + DECOYS[name](rng) + rng.choice(_AFTER)))
    return out


# measuring --------------------------------------------------------------------------------------------------------


def recall(
    find: Callable[[str], Iterable[tuple[int, int, str, str]]], seed: int, count: int
) -> dict[str, Counter[str]]:
    """By obfuscation and layout: how many values were found with exact place, kind and value, and how many not."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for one in posts(seed, count):
        found = set(find(one.text))
        for truth, tags in zip(one.truth, one.tags, strict=True):
            for tag in (*tags, "kind " + truth[2], "all"):
                table[tag]["found" if truth in found else "missed"] += 1
        for extra in found - set(one.truth):
            table["kind " + extra[2]]["wrong"] += 1
            table["all"]["wrong"] += 1
    return table
