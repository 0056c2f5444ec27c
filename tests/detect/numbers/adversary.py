"""A seeded writer of numbers who does not want them found, and of chatter that looks like numbers.

Invented values only (births 1850–1899, example.*, subscriber parts of zeros and years). ``posts(seed, count)`` gives
texts with the truth: (start, end, kind, value). It is our own adversary for measuring, no sample of anybody's style.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from doxdocket.detect.check_digits import identity, luhn

Truth = tuple[int, int, str, str]
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
BLACK = str.maketrans("0123456789", "⓿❶❷❸❹❺❻❼❽❾")
HAN = str.maketrans("0123456789", "零一二三四五六七八九")
HAN_O = str.maketrans("0123456789", "〇一二三四五六七八九")
SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")
MONEY = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
MONEY_TRAD = str.maketrans("0123456789", "零壹貳叄肆伍陸柒捌玖")
BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _keycaps(digits: str) -> str:
    return "".join(f"{d}\ufe0f\u20e3" if d.isdigit() else d for d in digits)


def _letters(digits: str, rng: random.Random) -> str:
    return "".join(rng.choice({"0": "oO", "1": "lI"}.get(d, d)) if rng.random() < 0.5 else d for d in digits)


def _joined(digits: str, rng: random.Random, joints: str, sizes: tuple[int, ...]) -> str:
    joint, parts, at = rng.choice(joints.split("¦")), [], 0
    for size in sizes:
        parts.append(digits[at : at + size])
        at += size
    if at < len(digits):
        parts.append(digits[at:])
    return joint.join(part for part in parts if part)


def _mixed(digits: str, rng: random.Random) -> str:
    tables = [FULL, CIRCLED, HAN, HAN_O, MONEY]
    return "".join(d.translate(rng.choice(tables)) if rng.random() < 0.35 else d for d in digits)


def _hidden(digits: str, rng: random.Random) -> str:
    return rng.choice(["\u200b", "\u200c", "\u2060", "\ufeff", "\u200d"]).join(digits)


Write = Callable[[str, random.Random, tuple[int, ...]], str]
WRITINGS: dict[str, Write] = {
    "plain": lambda d, *_: d,
    "full": lambda d, *_: d.translate(FULL),
    "circled": lambda d, *_: d.translate(CIRCLED),
    "black": lambda d, *_: d.translate(BLACK),
    "han": lambda d, r, _: d.translate(r.choice([HAN, HAN_O, SPOKEN])),
    "money": lambda d, r, _: d.translate(r.choice([MONEY, MONEY_TRAD])),
    "bold": lambda d, r, _: d.translate(r.choice([BOLD, SUPER])),
    "keycap": lambda d, *_: _keycaps(d),
    "letters": lambda d, r, _: _letters(d, r),
    "grouped": lambda d, r, s: _joined(d, r, "-¦ ¦.¦·¦_¦/¦*¦—¦  ¦~¦ - ", s),
    "spaced": lambda d, r, _: _joined(d, r, " ¦-¦.¦·¦,¦、¦*¦/¦😂¦🔥", (1,) * len(d)),
    "spaced_full": lambda d, r, _: _joined(d.translate(FULL), r, " ¦　¦－", (1,) * len(d)),
    "spaced_han": lambda d, r, _: _joined(d.translate(HAN), r, " ¦-¦、¦·", (1,) * len(d)),
    "filler": lambda d, r, s: _joined(d, r, "空格¦(空格)¦【空】¦点¦杠¦ 横 ¦[dot]", s),
    "mixed": lambda d, r, _: _mixed(d, r),
    "hidden": lambda d, r, _: _hidden(d, r),
    "struck": lambda d, *_: "".join(c + "\u0336" if c.isdigit() else c for c in d),
    "bracketed": lambda d, _, s: f"({d[: s[0]]}){d[s[0] :]}",
}


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def citizen(rng: random.Random) -> str:
    province = rng.choice(
        [
            "110101",
            "310104",
            "330106",
            "440305",
            "510107",
            "610113",
            "420106",
            "350203",
            "650102",
            "460106",
            "150102",
            "230103",
        ]
    )
    first = f"{province}{rng.randint(1850, 1899)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}{_digits(rng, 3)}"
    return first + identity(first)


def card(rng: random.Random) -> str:
    body = rng.choice(["621700", "622848", "622202", "621226", "625912"]) + _digits(rng, rng.choice([9, 12]))
    return next(body + str(d) for d in range(10) if luhn(body + str(d)))


def mobile(rng: random.Random) -> str:
    return "1" + rng.choice("3456789") + _digits(rng, 9)


def plate(rng: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
    serial = rng.choice([_digits(rng, 5), rng.choice(letters) + _digits(rng, 4), "D" + _digits(rng, 5), _digits(rng, 3) + rng.choice(letters) + rng.choice("0123456789")])  # fmt: skip
    return rng.choice("京沪粤苏浙鲁川渝湘鄂") + rng.choice("ABCDEFG") + serial


def handle(rng: random.Random) -> str:
    return (
        rng.choice(["nan", "zhizhi", "moon", "qiu", "Lin", "aoyu"])
        + rng.choice(["_", "-", ""])
        + _digits(rng, rng.choice([3, 4, 6]))
    )


LABELS = {
    "id_number": [
        "身份证",
        "身份证号",
        "身份证号码",
        "证件号",
        "SFZ",
        "sfz",
        "申份证",
        "身份證",
        "ID",
        "id",
        "公民身份号码",
        "",
    ],
    "phone_number": [
        "手机",
        "手机号",
        "电话",
        "联系方式",
        "SJH",
        "手鸡",
        "電話",
        "tel",
        "phone",
        "联系电话",
        "手機號",
        "号码",
        "",
    ],
    "landline_number": ["座机", "固话", "家里电话", "电话", "家庭电话"],
    "bank_account": ["卡号", "银行卡", "银行卡号", "收款账号", "储蓄卡", "銀行卡號", "工资卡"],
    "qq": ["QQ", "扣扣", "qq号", "Q", "企鹅", "QQ小号"],
    "wechat": ["微信", "威信", "微信号", "VX", "wx", "微信號"],
    "weibo": ["微博UID", "微博uid", "微博ID"],
    "douyin": ["抖音号", "抖音", "dy"],
    "telegram": ["tg", "电报", "Telegram"],
    "email": ["邮箱", "email", "电子邮箱", "mail", ""],
    "vehicle_file": ["车牌", "车牌号", "车", ""],
}
SEPS = ["：", ":", "： ", " ", "=", "：\n", "是", " - ", "→"]
SIZES = {"phone_number": [(3, 4, 4), (3, 4, 4), (3, 3, 5), (3, 8), (4, 4, 3)], "id_number": [(6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4)],
         "bank_account": [(4, 4, 4, 4, 3)], "landline_number": [(4, 8)], "qq": [(3, 3, 4), (4, 3)]}  # fmt: skip
NAMES = ["林晚舟", "韩知予", "沈牧之", "贺听澜", "唐听雨", "乔暮雪", "简疏桐", "尹如是", "温如故", "季云帆"]
INSULTS = [
    "，大家去问候一下",
    " 已核实",
    "，谁有照片发我",
    "。打爆他电话",
    " 骗子一个",
    "",
    "",
    "\n地址稍后放出",
    "（实锤）",
    "，女，1899年生",
]


@dataclass
class Post:
    text: str = ""
    truth: list[Truth] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.text += text

    def put(self, surface: str, kind: str, value: str, tag: str) -> None:
        self.truth.append((len(self.text), len(self.text) + len(surface), kind, value))
        self.tags.append(tag)
        self.text += surface


def _field(post: Post, rng: random.Random) -> None:
    kind = rng.choices(list(LABELS), [6, 7, 2, 3, 4, 3, 1, 1, 1, 2, 2])[0]
    label = rng.choice(LABELS[kind])
    sep = rng.choice(SEPS) if label else ""
    brackets = label and rng.random() < 0.1
    post.add(f"【{label}】" if brackets else label + sep)
    writing = rng.choice(list(WRITINGS))
    if kind == "id_number":
        value = citizen(rng)
        if rng.random() < 0.12:
            hidden = rng.choice(
                [value[:6] + "*" * 8 + value[14:], value[:10] + "xxxx" + value[14:], value[:3] + "*" * 11 + value[-4:]]
            )
            return post.put(hidden, kind, hidden.replace("x", "*"), "masked")
        surface = (
            WRITINGS[writing](value[:17], rng, rng.choice(SIZES[kind])) + value[17]
            if value[17] == "X"
            else WRITINGS[writing](value, rng, rng.choice(SIZES[kind]))
        )
        return post.put(surface, kind, value, writing)
    if kind == "phone_number":
        value = mobile(rng)
        if rng.random() < 0.12:
            hidden = value[:3] + rng.choice(["****", "xxxx", "XXXX", "＊＊＊＊", "●●●●", "某某某某"]) + value[7:]
            return post.put(hidden, kind, value[:3] + "****" + value[7:], "masked")
        if rng.random() < 0.1:
            prefix = rng.choice(["+86 ", "+86", "0086", "86-", "(+86)"])
            surface = prefix + value
            return post.put(surface, kind, value, "prefixed")
        return post.put(WRITINGS[writing](value, rng, rng.choice(SIZES[kind])), kind, value, writing)
    if kind == "landline_number":
        value = rng.choice(["0591", "0571", "0755", "0371"]) + rng.choice("2345678") + _digits(rng, 7)
        joint = rng.choice(["-", " ", "", "—", "－"])
        return post.put(value[:4] + joint + value[4:], kind, value, "landline")
    if kind == "bank_account":
        value = card(rng)
        return post.put(WRITINGS[writing](value, rng, SIZES[kind][0]), kind, value, writing)
    if kind == "qq":
        value = rng.choice("123456789") + _digits(rng, rng.choice([8, 9]))
        writing = rng.choice(
            ["plain", "plain", "full", "circled", "han", "spaced", "keycap", "hidden", "money", "grouped"]
        )
        return post.put(
            WRITINGS[writing](value, rng, rng.choice(SIZES["qq"])), "social_account", f"qq:{value}", writing
        )
    if kind == "email":
        name = handle(rng).lower()
        host = rng.choice(["example.com", "example.org", "example.net"])
        forms = [
            "{n}@{h}",
            "{n}＠{h}",
            "{n}@{a}点{b}",
            "{n} at {a} dot {b}",
            "{n}艾特{a}点{b}",
            "{n}(at){h}",
            "{n}[at]{a}[dot]{b}",
            "{n} @ {h}",
        ]
        form = rng.choice(forms)
        a, b = host.split(".")
        return post.put(form.format(n=name, h=host, a=a, b=b), kind, f"{name}@{host}", form)
    if kind == "vehicle_file":
        value = plate(rng)
        form = rng.choice(
            [
                value,
                value[:2] + "·" + value[2:],
                value[:2] + " " + value[2:],
                value.lower(),
                value.translate(FULL),
                " ".join(value),
                value[:2] + "-" + value[2:],
            ]
        )
        return post.put(form, kind, value, "plate")
    if kind == "weibo":
        value = rng.choice("1567") + _digits(rng, 9)
        return post.put(value, "social_account", f"weibo:{value}", "uid")
    value = handle(rng)
    if kind == "wechat" and rng.random() < 0.3:
        value = "wxid_" + "".join(rng.choice("abcdefgh0123456789") for _ in range(14))
    surface = "@" + value.replace("-", "_") if kind == "telegram" else value
    return post.put(surface, "social_account", f"{kind}:{surface.lstrip('@').lower()}", "handle")


def post(rng: random.Random) -> Post:
    """One dossier post with one to five numbers."""
    made = Post()
    made.add(rng.choice(["", "姓名：", "本名", "机主", "挂一个人 ", "今日出道 "]))
    made.add(rng.choice(NAMES))
    for _ in range(rng.randint(1, 5)):
        made.add(rng.choice(["\n", "\n", "，", " ", " | ", "；", "\t"]))
        _field(made, rng)
    made.add(rng.choice(INSULTS))
    return made


def posts(seed: int, count: int) -> list[Post]:
    rng = random.Random(seed)
    return [post(rng) for _ in range(count)]


def _amount(rng: random.Random) -> str:
    return f"{rng.randint(1, 99999)}{rng.choice(['元', '块', '万', '亿元', '.5%', '人', '票'])}"


CHATTER: list[Callable[[random.Random], str]] = [
    lambda r: f"订单号{_digits(r, r.choice([12, 16, 18, 19, 20]))}已发货",
    lambda r: f"快递单号：SF{_digits(r, 13)}，记得取件",
    lambda r: f"流水号 {_digits(r, r.choice([18, 22, 28]))} 支付成功",
    lambda r: (
        f"活动时间：20{r.randint(10, 26)}年{r.randint(1, 12)}月{r.randint(1, 28)}日-{r.randint(1, 12)}月{r.randint(1, 28)}日 {r.randint(8, 12)}:30-{r.randint(13, 21)}:45"
    ),
    lambda r: (
        f"{r.randint(2010, 2026)}-{r.randint(1, 12):02}-{r.randint(1, 28):02} {r.randint(0, 23):02}:{r.randint(0, 59):02}:{r.randint(0, 59):02} 更新 v{r.randint(1, 9)}.{r.randint(0, 20)}.{r.randint(0, 99)}"
    ),
    lambda r: f"今天成交{_amount(r)}，昨天{_amount(r)}，涨了{r.randint(1, 99)}.{_digits(r, 2)}%",
    lambda r: f"股票{r.choice(['600', '000', '300', '688'])}{_digits(r, 3)}收盘{r.randint(1, 300)}.{_digits(r, 2)}",
    lambda r: (
        f"客服热线400-{_digits(r, 3)}-{_digits(r, 4)}，报警110，投诉12315，银行{r.choice(['95588', '95533', '95566'])}"
    ),
    lambda r: f"QQ群：{_digits(r, 9)}，频道 @{handle(r).replace('-', '_')}x 投稿找 @tougao_bot",
    lambda r: f"开奖号码 {' '.join(f'{r.randint(1, 33):02}' for _ in range(6))} + {r.randint(1, 16):02}",
    lambda r: f"坐标{r.randint(20, 40)}.{_digits(r, 6)},{r.randint(100, 125)}.{_digits(r, 6)}",
    lambda r: f"md5 {''.join(r.choice('0123456789abcdef') for _ in range(32))}",
    lambda r: f"sha256: {''.join(r.choice('0123456789abcdef') for _ in range(64))}",
    lambda r: f"这把{r.randint(0, 30)}-{r.randint(0, 15)}-{r.randint(0, 30)}，打了{_digits(r, 5)}伤害",
    lambda r: f"ISBN 978{_digits(r, 10)}，定价{r.randint(20, 90)}.00元",
    lambda r: f"https://example.com/item/{_digits(r, r.choice([11, 18, 19]))}?id={_digits(r, 11)}",
    lambda r: f"统计：{_digits(r, 3)} {_digits(r, 4)} {_digits(r, 2)} {_digits(r, 3)}，比上次少",
    lambda r: (
        f"一二三四五六七八九十，{r.choice(['三三两两', '七七八八', '九九八十一', '五五开'])}，第{r.choice('一二三四五')}章第{r.choice('一二三四五')}节"
    ),
    lambda r: f"消息ID {_digits(r, r.choice([9, 10, 12, 14]))} 浏览 {r.randint(1, 99)}.{r.randint(1, 9)}万",
    lambda r: f"期号 {r.randint(2020, 2026)}{_digits(r, 3)}，序列号 {_digits(r, 16)}",
    lambda r: (
        f"火车G{_digits(r, 4)} {r.randint(1, 16):02}车{r.randint(1, 20):02}F，{r.randint(6, 23)}:{r.randint(10, 59)}开"
    ),
    lambda r: (
        f"比分{r.randint(0, 5)}:{r.randint(0, 5)}，上座{_digits(r, 5)}人，{r.randint(19, 20)}点{r.randint(10, 59)}分结束"
    ),
    lambda r: f"投稿邮箱 {handle(r)}@example.com，商务合作微信 {handle(r)}",
    lambda r: f"尾号{_digits(r, 4)}的用户中奖，奖金{_amount(r)}",
    lambda r: f"GDP达到{r.randint(1, 130)}{_digits(r, 4)}.{_digits(r, 1)}亿元，人口14{_digits(r, 4)}万",
    lambda r: f"公司电话0{r.choice(['571', '755', '10'])}-{r.randint(2, 8)}{_digits(r, 7)}，欢迎咨询",
    lambda r: (
        f"时间戳 17{_digits(r, 8)}，耗时 {r.randint(1, 999)}ms，端口 {r.randint(1000, 65535)}，IP 192.168.{r.randint(0, 255)}.{r.randint(1, 254)}"
    ),
]


def chatter(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    return [rng.choice(CHATTER)(rng) for _ in range(count)]
