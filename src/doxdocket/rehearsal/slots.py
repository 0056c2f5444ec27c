"""Fills the slots of ordinary posts with things that look like personal information and are not.

Order numbers, parcels, amounts, scores, codes, hotlines, public names: each value is drawn anew. A name of somebody in
the news, or the number of an office, is written as an ``ignore`` span: neither right nor wrong to find, never a dossier.

>>> from random import Random
>>> pen = Pen(Random(4), "open")
>>> fill(pen, "订单{order}已发货，运费{nn}元")
>>> pen.spans, pen.text.startswith("订单")
([], True)
"""

import re
from collections.abc import Callable
from random import Random

from doxdocket.rehearsal import words as w
from doxdocket.rehearsal.pen import Pen
from doxdocket.rehearsal.people import check_digit, full_name
from doxdocket.rehearsal.places import PLACES

_SLOT = re.compile(r"\{(\w+)\}")

FOODS = [
    "红烧肉",
    "酸菜鱼",
    "螺蛳粉",
    "小笼包",
    "烤冷面",
    "麻辣烫",
    "羊肉泡馍",
    "肠粉",
    "煎饼果子",
    "冰粉",
    "葱油拌面",
    "锅包肉",
    "臭豆腐",
    "生煎",
    "凉皮",
]
GAMES = ["星穹旅人", "王牌车手", "像素农场", "迷雾求生", "三国牌局", "山海卡牌", "深空舰队"]
NICKS = ["阿豆", "大毛", "老K", "柚子", "团子", "橙子", "小熊", "可乐", "糯米", "山竹", "饼饼", "十三", "木木", "拾光"]
WEATHER = ["下雨", "降温", "刮大风", "大太阳", "下冰雹", "起雾", "回南天"]
PLACES_NEAR = ["公司楼下", "学校后门", "地铁口", "菜市场", "体育馆", "图书馆", "河边", "天桥下面"]


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choices("0123456789", k=count))


def _order_like_id(rng: Random) -> str:
    """Eighteen digits that begin like an identity number and fail its check."""
    body = (
        rng.choice(PLACES).code
        + f"{rng.randint(2019, 2024)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        + _digits(rng, 3)
    )
    return body + str((int(check_digit(body).replace("X", "0")) + rng.randint(1, 8)) % 10)


FILL: dict[str, Callable[[Random], str]] = {
    "n": lambda r: str(r.randint(2, 9)),
    "nn": lambda r: str(r.randint(10, 99)),
    "nnn": lambda r: str(r.randint(100, 999)),
    "big": lambda r: str(r.randint(1000, 999999)),
    "price": lambda r: r.choice(
        (f"{r.randint(9, 999)}.{r.randint(0, 9)}0", str(r.randint(5, 9999)), f"{r.randint(1, 9)}99")
    ),
    "date": lambda r: r.choice(
        (
            f"2023-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}",
            f"{r.randint(1, 12)}月{r.randint(1, 28)}日",
            f"2024年{r.randint(1, 3)}月{r.randint(1, 28)}日",
        )
    ),
    "time": lambda r: f"{r.randint(0, 23):02d}:{r.choice((0, 15, 30, 45)):02d}",
    "order": lambda r: r.choice((_order_like_id(r), "2023" + _digits(r, 15), _digits(r, 19), "E" + _digits(r, 18))),
    "courier": lambda r: r.choice(("SF1", "YT8", "JDX0", "78", "43")) + _digits(r, 12),
    "hot": lambda r: r.choice(
        (
            "12315",
            "95588",
            "10086",
            "110",
            "12345",
            f"400-{_digits(r, 3)}-{_digits(r, 4)}",
            f"400{_digits(r, 7)}",
            f"800-{_digits(r, 3)}-{_digits(r, 4)}",
        )
    ),
    "stock": lambda r: r.choice(("600", "000", "300", "688")) + _digits(r, 3),
    "hash": lambda r: "".join(r.choices("0123456789abcdef", k=r.choice((7, 32, 40)))),
    "ver": lambda r: f"v{r.randint(1, 12)}.{r.randint(0, 20)}.{r.randint(0, 9)}",
    "isbn": lambda r: "9787" + _digits(r, 9),
    "coord": lambda r: f"{r.randint(20, 45)}.{_digits(r, 4)}, {r.randint(90, 125)}.{_digits(r, 4)}",
    "balls": lambda r: " ".join(f"{x:02d}" for x in sorted(r.sample(range(1, 34), 6))) + f" + {r.randint(1, 16):02d}",
    "score": lambda r: f"{r.randint(0, 30)}-{r.randint(0, 12)}-{r.randint(0, 20)}",
    "food": lambda r: r.choice(FOODS),
    "game": lambda r: r.choice(GAMES),
    "nick": lambda r: r.choice(NICKS),
    "weather": lambda r: r.choice(WEATHER),
    "near": lambda r: r.choice(PLACES_NEAR),
    "city": lambda r: r.choice(PLACES).short,
    "goods": lambda r: r.choice(w.GOODS),
    "mou": lambda r: r.choice(w.SURNAMES) + "某" + r.choice(("", "某", "甲")),
    "handle": lambda r: f"{r.choice(w.HANDLES)}_{r.choice(w.HANDLES)}",
    "code6": lambda r: _digits(r, 6),
    "group9": lambda r: _digits(r, 9),
    "flight": lambda r: f"{r.choice(('CA', 'MU', 'CZ', 'HU'))}0{_digits(r, 3)}",
    "train": lambda r: f"{r.choice('GDK')}0{_digits(r, 3)}",
    "wei": lambda r: f"{r.randint(1, 98)}.{r.randint(1, 9)}万",
}

MENTION: dict[str, tuple[str, Callable[[Random], str]]] = {
    "person": ("name", full_name),
    "shop": ("home_address", lambda r: f"{r.choice(PLACES).full}{r.choice(w.ROADS)}{r.randint(1, 99)}号"),
    "firm": (
        "workplace",
        lambda r: f"{r.choice(w.COMPANY_STEMS)}{r.choice(w.COMPANY_MIDDLE)}{r.choice(w.COMPANY_ENDS)}",
    ),
    "office": ("landline_number", lambda r: f"{r.choice(PLACES).area}-8{r.randint(1, 9)}99{_digits(r, 4)}"),
    "mailbox": (
        "email",
        lambda r: f"{r.choice(('support', 'service', 'hr', 'press'))}@example.{r.choice(('com', 'org'))}",
    ),
    "famous": (
        "name",
        lambda r: r.choice(
            ("鲁迅", "孙中山", "李白", "苏轼", "居里夫人", "牛顿", "曹操", "诸葛亮", "林黛玉", "孙悟空")
        ),
    ),
    "school": ("school", lambda r: f"{r.choice(w.SCHOOL_STEMS)}{r.choice(w.SCHOOL_ENDS)}"),
}


def fill(pen: Pen, template: str) -> None:
    """Write a template with its slots filled."""
    at = 0
    for slot in _SLOT.finditer(template):
        pen.say(template[at : slot.start()])
        key = slot[1]
        if key in MENTION:
            kind, draw = MENTION[key]
            pen.skip(draw(pen.rng), kind)
        else:
            pen.say(FILL[key](pen.rng))
        at = slot.end()
    pen.say(template[at:])
