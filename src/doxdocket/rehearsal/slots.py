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
    "city": lambda r: r.choice(PLACES).short,
    "mou": lambda r: r.choice(w.of("surnames")) + "某" + r.choice(("", "某", "甲")),
    "handle": lambda r: f"{r.choice(w.of('handles'))}_{r.choice(w.of('handles'))}",
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
        lambda r: (
            f"{r.choice(w.of('company_stems'))}{r.choice(w.of('company_middle'))}{r.choice(w.of('company_ends'))}"
        ),
    ),
    "office": ("landline_number", lambda r: f"{r.choice(PLACES).area}-8{r.randint(1, 9)}99{_digits(r, 4)}"),
    "mailbox": (
        "email",
        lambda r: f"{r.choice(('support', 'service', 'hr', 'press'))}@example.{r.choice(('com', 'org'))}",
    ),
    "famous": ("name", lambda r: r.choice(w.of("famous"))),
    "school": ("school", lambda r: f"{r.choice(w.of('school_stems'))}{r.choice(w.of('school_ends'))}"),
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
            pen.say(FILL[key](pen.rng) if key in FILL else pen.rng.choice(w.of(key)))
        at = slot.end()
    pen.say(template[at:])
