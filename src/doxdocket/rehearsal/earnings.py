"""What the six of the rehearsal case earned: invented files of explorers, an exchange and payment programs, and the entries for them.

Source: ``earnings.yaml`` and a seed; forms as in ``assess/gains/presets.yaml``. Addresses carry right checks and belong to nobody. Leaves
out the taking in: the files are evidence like any other, and ``entries`` needs the numbers that they got.

>>> sorted(files())[:2], [one["defendant"] for one in truth()]
(['alipay-d1.csv', 'alipay-d4.csv'], ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'])
"""

import json
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from doxdocket.law import strict_yaml
from doxdocket.rehearsal.maker import END, START
from doxdocket.rehearsal.post import BY_KEY
from doxdocket.seal.addresses import base58check

SEED = 20240624
_PLACE = ZoneInfo("Asia/Shanghai")
_TRON = 0x41
_USDT = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
_ENCODINGS = {"alipay": "gb18030", "wechat": "utf-8-sig"}


@dataclass(slots=True)
class Line:
    """One transfer as a file tells it."""

    at: int
    amount: int
    way: str = "in"
    other: str = ""
    number: str = ""
    ok: bool = True
    stage: str = "proven"
    entry: str = ""
    row: int = 0


@dataclass(slots=True)
class Book:
    """One file."""

    id: str
    defendant: str
    form: str
    name: str
    channel: str = ""
    own: str = ""
    lines: list[Line] = field(default_factory=list)

    @property
    def coin(self) -> str:
        """What its amounts are in."""
        return "CNY" if self.form in ("alipay", "wechat") else "USDT"


@cache
def _told() -> Any:
    with resources.as_file(resources.files(__package__).joinpath("earnings.yaml")) as path:
        return strict_yaml.load(Path(path))


class _Plan:
    """Every file with its lines in order of time and the number of each row."""

    def __init__(self, seed: int) -> None:
        self.rng, self.told = Random(seed), _told()
        self.books = {one["id"]: self._book(one) for one in self.told["books"]}
        self._more()
        number = 0
        for book in self.books.values():
            book.lines.sort(key=lambda line: line.at)
            for row, line in enumerate(book.lines, len(self.told["heads"][book.form]) + 1):
                line.row = row
                if line.stage == "proven" and line.way == "in" and line.ok:
                    number += 1
                    line.entry = f"G{number:03d}"
        self.books["S3"] = self._exchange()

    def _book(self, one: Mapping[str, Any]) -> Book:
        book = Book(one["id"], one["defendant"], one["form"], one["name"], one["channel"])
        book.own = self._address() if book.form == "tron" else ""
        moments = sorted(self.rng.sample(range(START + 600_000, END - 600_000), len(one["amounts"])))
        book.lines = [self._line(book, at, amount) for at, amount in zip(moments, one["amounts"], strict=True)]
        return book

    def _address(self) -> str:
        return base58check(_TRON, self.rng.randbytes(20))

    def _line(self, book: Book, at: int, amount: int, **more: Any) -> Line:
        other: Any = self._address() if book.form == "tron" else self.rng.choice(self.told["names"])
        number = self.rng.randbytes(32).hex() if book.form == "tron" else f"1000{self.rng.randrange(10**20):020d}"
        return Line(at, amount, **({"other": other, "number": number} | more))

    def _more(self) -> None:
        """What is no receipt: costs, a refund, a failure, poisoning, money among the six and from home."""
        told, books = self.told, self.books
        first, payer, fake = books["S1"].lines[0], *(base58check(_TRON, bytes.fromhex(one)) for one in told["alike"])
        first.other = payer
        books["S1"].lines.append(self._line(books["S1"], first.at + 900, 0, other=fake, stage="none"))
        for of, stage, way in (
            ("failed", "none", "in"),
            ("refund", "refunded", "out"),
            ("unrelated", "unrelated", "in"),
            ("undecided", "none", "in"),
        ):
            one = told[of]
            line = self._line(
                books[one["book"]],
                self.rng.randrange(START + 600_000, END - 600_000),
                one["amount"],
                stage=stage,
                way=way,
            )
            line.ok, line.entry = of != "failed", one.get("id", "")
            books[one["book"]].lines.append(line)
        for one in told["costs"]:
            if "book" in one:
                line = self._line(
                    books[one["book"]],
                    self.rng.randrange(START + 600_000, END - 600_000),
                    one["amount"],
                    stage="cost",
                    way="out",
                )
                line.entry = one["id"]
                books[one["book"]].lines.append(line)
        giver, taker = books[told["between"]["of"]], books[told["between"]["to"]]
        sent = self._line(giver, START + 9_000_000, told["between"]["amount"], stage="none", way="out", other=taker.own)
        giver.lines.append(sent)
        taker.lines.append(Line(sent.at, sent.amount, "in", giver.own, sent.number, stage="none"))

    def _exchange(self) -> Book:
        """The first receipts of the wallet once more."""
        told = self.told["exchange"]
        some = [line for line in self.books["S1"].lines if line.stage == "proven"][: told["tells"]]
        lines = [
            Line(one.at + 1_200, one.amount, number=one.number, stage="none", row=row)
            for row, one in enumerate(some, 2)
        ]
        return Book(told["id"], "D1", "exchange", told["name"], lines=lines)


def files(seed: int = SEED) -> dict[str, bytes]:
    """Every file by its name; the same seed gives the same bytes."""
    return {
        book.name: (
            "\n".join([*_told()["heads"][book.form], *(_written(book, line) for line in book.lines)]) + "\n"
        ).encode(_ENCODINGS.get(book.form, "utf-8"))
        for book in _Plan(seed).books.values()
    }


def write(folder: Path, seed: int = SEED) -> list[Path]:
    """Write the files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files(seed).items():
        (folder / name).write_bytes(content)
        paths.append(folder / name)
    return paths


def _written(book: Book, line: Line) -> str:
    at = datetime.fromtimestamp(line.at, UTC)
    here = at.astimezone(_PLACE).strftime("%Y-%m-%d %H:%M:%S")
    word = "收入" if line.way == "in" else "支出"
    if book.form == "tron":
        pair = (line.other, book.own) if line.way == "in" else (book.own, line.other)
        result = "SUCCESS" if line.ok else "OUT_OF_ENERGY"
        return f"{line.number},{50_000_000 + line.at % 10_000_000},{at:%Y-%m-%d %H:%M:%S},{pair[0]},{pair[1]},Tether USD,{_USDT},USDT,{line.amount}.000000,{result},CONFIRMED"
    if book.form == "alipay":
        return f"{here},转账红包,{line.other},,转账,{word},{line.amount}.00,余额,交易成功,{line.number},,,"
    if book.form == "wechat":
        status = "已存入零钱" if line.way == "in" else "对方已收钱"
        return f"{here},转账,{line.other},转账备注:微信转账,{word},¥{line.amount}.00,/,{status},{line.number},/,/"
    return f"{at:%Y-%m-%d %H:%M:%S},USDT,{line.amount},Deposit,{line.number},Completed"


def entries(numbers: Mapping[str, int], seed: int = SEED) -> str:
    """The entries of the register as YAML; ``numbers`` are those of the evidence files, by name."""
    return "".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in _entries(_Plan(seed), numbers))


def _entries(plan: _Plan, numbers: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for number, (source, months) in enumerate(plan.told["rates"].items()):
        for month, rate in months.items():
            year, of_year = map(int, month.split("-"))
            days = {"first": f"{month}-01", "last": f"{month}-{monthrange(year, of_year)[1]:02d}"}
            yield {
                "form": "rate",
                "id": f"P{number}-{month}",
                "coin": "USDT",
                "rate": rate,
                **days,
                "source": source,
                "source_day": "2024-07-01",
            }
    for book in sorted(plan.books.values(), key=lambda one: one.id):
        if book.own:
            yield {
                "form": "wallet",
                "id": f"W-{book.id}",
                "address": book.own,
                "chain": "tron",
                "defendant": book.defendant,
                "grounds": "手机内的钱包",
            }
        yield {
            "form": "statement",
            "id": book.id,
            "file": f"file:{numbers[book.name]}",
            "defendant": book.defendant,
            **plan.told["statements"][book.form],
        }
    for book in plan.books.values():
        yield from (_entry(plan, book, line) for line in book.lines if line.entry)
    for cost in plan.told["costs"]:
        if "book" not in cost:
            yield {"form": "cost", **cost, "amount": str(cost["amount"])}
    for one in (*plan.told["joint"], *plan.told["told"]):
        yield {
            "form": "receipt",
            "stage": "proven",
            **one,
            "amount": str(one["amount"]),
            "day": str(one["day"]),
            "channel": BY_KEY[one["channel"]].channel_id,
        }


def _entry(plan: _Plan, book: Book, line: Line) -> dict[str, Any]:
    common = {
        "id": line.entry,
        "amount": str(line.amount),
        "coin": book.coin,
        "defendant": book.defendant,
        "transactions": [f"{book.id}#{line.row}"],
    }
    if line.stage == "cost":
        return {
            "form": "cost",
            **common,
            "what": next(one["what"] for one in plan.told["costs"] if one["id"] == line.entry),
        }
    note = (
        {"note": plan.told["unrelated"]["note"]}
        if line.stage == "unrelated"
        else {"channel": BY_KEY[book.channel].channel_id}
    )
    kind = {"kind": "coin" if book.coin == "USDT" else "transfer"}
    return {"form": "receipt", "stage": line.stage, **common, **kind, **note}


def truth(seed: int = SEED) -> list[dict[str, Any]]:
    """What each of the six is proven to have received, in yuan: whole shares of joint ones; those without shares stand apart."""
    plan = _Plan(seed)
    sums = {f"D{n}": {"low": Fraction(0), "high": Fraction(0), "joint": Fraction(0)} for n in range(1, 7)}
    for book in plan.books.values():
        for line in book.lines:
            if line.entry and line.stage == "proven":
                for end, rate in zip(("low", "high"), _rates(plan, book, line), strict=True):
                    sums[book.defendant][end] += line.amount * rate
    for one in plan.told["joint"]:
        for name in one["joint"]:
            share = Fraction(one["shares"][name]) if "shares" in one else Fraction(0)
            sums[name]["low"] += one["amount"] * share
            sums[name]["high"] += one["amount"] * share
            sums[name]["joint"] += 0 if share else one["amount"]
    return [
        {"defendant": name, "proven_low": _yuan(some["low"]), "proven_high": _yuan(some["high"] + some["joint"])}
        for name, some in sums.items()
    ]


def _rates(plan: _Plan, book: Book, line: Line) -> tuple[Fraction, Fraction]:
    """The lower and the higher rate of its month."""
    if book.coin == "CNY":
        return Fraction(1), Fraction(1)
    day: date = datetime.fromtimestamp(line.at, _PLACE).date()
    both = sorted(Fraction(months[f"{day:%Y-%m}"]) for months in plan.told["rates"].values())
    return both[0], both[1]


def _yuan(amount: Fraction) -> str:
    return format(Decimal(amount.numerator) / Decimal(amount.denominator), ".2f")
