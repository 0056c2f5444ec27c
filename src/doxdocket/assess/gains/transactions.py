"""Rows of a statement to transactions: every row becomes one, with its state, or is told with its number. None is dropped.

Source: files that the team took in, read by a mapping (``mapping``). Direction comes from the file's own word or columns, from
the sign where the mapping says so, and from which side is a registered account. An address, an account and a transaction's
number cannot print themselves; a transaction is referred to as ``ENTRY#ROW``. Left out: anything that the file does not say
(no block chain is asked), and which transfer is a gain (``ledger``, by people's decisions).

>>> from doxdocket.assess.gains.mapping import mapping
>>> rows = [
...     {
...         "交易时间": "2023-08-01 12:00:00",
...         "交易对方": "甲",
...         "收/支": "收入",
...         "金额(元)": "¥80.00",
...         "当前状态": "已存入零钱",
...         "交易单号": "1",
...     }
... ]
>>> one = read(Book("S1", "D1", mapping("wechat_pay")), rows, {}).transactions[0]
>>> one.ref, one.direction, one.amount, one.coin, one.state
('S1#2', 'in', Decimal('80.00'), 'CNY', 'counted')
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from doxdocket.assess.gains import cells, settings
from doxdocket.assess.gains.mapping import Taken
from doxdocket.seal import addresses
from doxdocket.words import zh_en

Row = Mapping[str, str]
"""The cells of a row by the names of their columns, and its number in the file."""
_NUMBER = "#row"
STATUS_UNREAD = "status_unread"
"""Told of a row whose status is a word that nobody stated: whether it moved anything is not determinable."""
_AND = "+"  # no number of an entry holds it


@dataclass(frozen=True, slots=True)
class Book:
    """One file as an entry of the register describes it."""

    id: str
    defendant: str
    mapping: Taken
    file: str = ""
    payers: bool = False
    """The account is a payer's: what it paid, the defendant received. Only rows that an entry names count."""


@dataclass(frozen=True, slots=True)
class Transaction:
    """One row of one statement, as far as it could be read."""

    ref: str
    statement: str
    defendant: str
    at: datetime | None
    direction: str  # in, out or "" where it is not determinable
    amount: Decimal
    coin: str
    state: str  # a code of settings.yaml, states; only "counted" rows have moved something
    told: tuple[str, ...] = ()
    same_as: str = ""
    """The reference of the row that tells the same transfer and stands for it."""
    maybe_same_as: str = ""
    paid_by: str = ""
    """Of money that moved between defendants: whose it was, and who received it."""
    paid_to: str = ""
    payers: bool = False
    dated: bool = False
    """The file writes the day alone."""
    fee: Decimal | None = None
    chain: str = ""
    hash: str = field(default="", repr=False)
    sender: str = field(default="", repr=False)
    receiver: str = field(default="", repr=False)
    counterparty: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was not as it should be, with its place."""

    where: str
    code: str
    detail: tuple[str, str] = ("", "")
    """What more there is to say, in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file."""

    transactions: tuple[Transaction, ...]
    told: tuple[Told, ...]


def read(statement: Book, rows: Sequence[Row], own: Mapping[str, str]) -> Read:
    """The transactions of one file; ``own`` is whose each registered account is."""
    numbers, rows = _headed(statement.mapping, rows)
    columns, missing = _columns(statement.mapping, rows)
    if missing or not rows:
        return Read((), (Told(statement.id, "columns_missing" if rows and missing else "no_rows"),))
    told = [] if statement.mapping.verified else [Told(statement.id, "preset_unverified")]
    reader = _Reader(statement, columns, own)
    made = [
        reader.one(number, row)
        for number, row in zip(numbers, rows, strict=True)
        if any(cell.strip() for cell in row.values())
    ]
    transactions = tuple(one for one in made if isinstance(one, Transaction))
    told += [one for one in made if isinstance(one, Told)]
    wordless = "status" in columns and not statement.mapping.ok
    told += [Told(statement.id, "status_unsaid")] if wordless else []
    told += [
        Told(one.ref, code) for one in transactions for code in one.told if not (wordless and code == STATUS_UNREAD)
    ]
    passed = sum(one is None for one in made)
    told += [Told(statement.id, "lines_passed", zh_en("transactions.lines", passed=passed))] if passed else []
    if "contract" not in columns and any(settings.contracts(one.coin) and one.chain for one in transactions):
        told.append(Told(statement.id, "contract_not_shown"))
    if statement.mapping.kind == "block_explorer" and not own:
        told.append(Told(statement.id, "own_missing"))
    return Read(transactions, tuple(told) if passed < len(made) else (Told(statement.id, "no_rows"),))


def account(text: str) -> str:
    """One spelling of an account or address, to compare by."""
    words = unicodedata.normalize("NFKC", text).strip()
    address = addresses.read(words)
    return re.sub(r"[\s\-]", "", words).casefold() if address is None else address.normal


def holders(whose: str) -> tuple[str, ...]:
    """The defendants of a row or account: several where it is shared, and which of them received is not determinable.

    >>> holders(shared("D2", "D1")), holders(shared("D1", "")), holders("")
    (('D1', 'D2'), ('D1',), ())
    """
    return tuple(whose.split(_AND)) if whose else ()


def apart(whose: Collection[str], whoses: Collection[str]) -> bool:
    """Whether both are known to be of somebody, and of nobody together."""
    return bool(whose and whoses) and not {*whose} & {*whoses}


def shared(*whose: str) -> str:
    """All of them together, as ``holders`` reads it."""
    return _AND.join(sorted({name for one in whose for name in holders(one)}))


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _columns(taken: Taken, rows: Sequence[Row]) -> tuple[dict[str, list[str]], list[str]]:
    """The file's own names of each column, and what it lacks. A status may stand in several columns at once."""
    there = {_bare(name): name for row in rows[:1] for name in row}
    found: dict[str, list[str]] = {}
    for key, names in taken.columns.items():
        has = [there[_bare(name)] for name in names if _bare(name) in there]
        if has:
            found[key] = has
    return found, [key for key in taken.columns if key not in found and key not in taken.optional]


def _headed(taken: Taken, rows: Sequence[Row]) -> tuple[Sequence[int], Sequence[Row]]:
    """The rows under the heading with their numbers in the file: bills say a few lines of their own above it.

    Where the names of the rows name the columns, nothing is moved. Else the first row whose cells name them is the heading.
    """
    numbers = [int(row.get(_NUMBER) or at) for at, row in enumerate(rows, 2)]
    cells = [{name: cell for name, cell in row.items() if name != _NUMBER} for row in rows]
    if not _columns(taken, cells)[1]:
        return numbers, cells
    for at, row in enumerate(cells, 1):
        if not _columns(taken, [dict.fromkeys(row.values(), "")])[1]:
            return numbers[at:], [{name: later.get(key, "") for key, name in row.items()} for later in cells[at:]]
    return numbers, cells


class _Reader:
    """Reads the rows of one file."""

    def __init__(self, statement: Book, columns: Mapping[str, list[str]], own: Mapping[str, str]) -> None:
        self.statement, self.columns, self.own = statement, columns, own
        self.taken = statement.mapping

    def cell(self, row: Row, key: str) -> str:
        """The first of a column's names under which something stands."""
        return next((cell for name in self.columns.get(key, ()) if (cell := (row.get(name) or "").strip())), "")

    def one(self, number: int, row: Row) -> Transaction | Told | None:
        """One row: a transaction, what cannot be read of it, or nothing where it has no amount and no time, or is one cell alone."""
        ref = f"{self.statement.id}#{number}"
        bare = not any(self.cell(row, key) for key in ("amount", "received", "paid"))
        if bare and (not self.cell(row, "time") or sum(bool(cell.strip()) for cell in row.values()) == 1):
            return None
        amount, way, fault = self._amount(row)
        if amount is None:
            return Told(ref, fault)
        written = self.cell(row, "time")
        at = cells.moment(written, self.taken.time, self.taken.zone or "UTC")
        if at is None:
            return Told(ref, "time_unread")
        coin = settings.coin(self.cell(row, "coin")) if "coin" in self.columns else settings.entered(self.taken.coin)
        units = {cells.unit(self.cell(row, key)) for key in ("amount", "received", "paid")}
        if coin is None or not units <= {"", coin}:
            return Told(ref, "coin_unread")
        made = Transaction(
            ref, self.statement.id, self.statement.defendant, at, way, amount, coin, "counted",
            payers=self.statement.payers, chain=self.taken.chain, fee=cells.amount(self.cell(row, "fee")),
            dated=self.taken.time == "auto" and ":" not in written, hash=self.cell(row, "hash").casefold().removeprefix("0x"), sender=account(self.cell(row, "from")),
            receiver=account(self.cell(row, "to")), counterparty=account(self.cell(row, "counterparty")),
        )  # fmt: skip
        return self._judged(self._directed(made, self.cell(row, "direction")), row)

    def _amount(self, row: Row) -> tuple[Decimal | None, str, str]:
        """Amount without its sign, direction as the columns tell it, and what is wrong."""
        if "amount" in self.columns:
            amount = cells.amount(self.cell(row, "amount"), self.taken.raw)
            if amount is None:
                return None, "", "amount_unread"
            if self.taken.signed:
                return abs(amount), "out" if amount < 0 else "in", ""
            return amount, "", ""
        both = {"in": "received", "out": "paid"}
        told = {way: self.cell(row, key) for way, key in both.items()}
        read = {way: cells.amount(cell or "0", self.taken.raw) for way, cell in told.items()}
        if None in read.values():
            return None, "", "amount_unread"
        some = [way for way, amount in read.items() if amount]
        if len(some) > 1:
            return None, "", "several_amounts"
        way = some[0] if some else ""
        return (read[way] if way else Decimal(0)), way, ""

    def _signed(self, one: Transaction, way: str) -> tuple[Transaction, str]:
        """With a positive amount: what was received and taken back is paid; a minus before what is paid means nothing more."""
        if one.amount >= 0 or (way == "out" and "paid" not in self.columns):
            return replace(one, amount=abs(one.amount)), way
        told = (*one.told, "reversal")
        back = "out" if way == "in" else ""
        return replace(one, amount=abs(one.amount) if back else one.amount, told=told), back

    def _directed(self, one: Transaction, word: str) -> Transaction:
        """With the direction as the defendant has it, whose it is, and whether it stayed among the defendants."""
        way, known = self._word(word) if "direction" in self.columns else (one.direction, True)
        one, way = self._signed(one, way)
        if not known or one.amount < 0:
            return replace(one, direction="", state="unclear", told=(*one.told, "direction_unread"))
        if "direction" in self.columns and not way:
            return replace(one, direction="", state="neutral")
        if self.statement.payers:
            way = {"in": "out", "out": "in"}.get(way, "")
        payer, payee = self.own.get(one.sender), self.own.get(one.receiver)
        if one.sender and one.receiver and self.own and payer is None and payee is None:
            return replace(one, direction=way, state="foreign")
        other = self.own.get(one.counterparty)
        if other is not None and not self.statement.payers:
            payer, payee = (other, one.defendant) if way == "in" else (one.defendant, other)
        elif other is not None:
            payer, payee = (other, None) if way == "out" else (None, other)
        if payer is not None and payee is not None:
            inside = replace(one, direction=way or "out", state="internal", defendant=payer)
            return inside if payer == payee else replace(inside, state="between", paid_by=payer, paid_to=payee)
        seen = "in" if payee is not None else "out" if payer is not None else way
        if not seen or (way and way != seen):
            return replace(one, direction="", state="unclear", told=(*one.told, "direction_unread"))
        whose = payee if seen == "in" else payer
        return replace(one, direction=seen, defendant=one.defendant if whose is None else whose)

    def _word(self, word: str) -> tuple[str, bool]:
        bare = _bare(word)
        for way, words in (("in", self.taken.inward), ("out", self.taken.outward), ("", self.taken.neither)):
            if bare in map(_bare, words):
                return way, True
        return "", False

    def _judged(self, one: Transaction, row: Row) -> Transaction:
        """With what its status, its contract and its addresses say."""
        told = list(one.told)
        read = [addresses.read(self.cell(row, key)) for key in ("from", "to")]
        told += ["address_wrong" for address in read if address is not None and address.check == "wrong"]
        words = [(row.get(name) or "").strip() for name in self.columns.get("status", [])]
        state = self._status(words)
        unread = state == "unclear"
        told += [STATUS_UNREAD] if unread else []
        if state in {"counted", "unclear"}:
            state = one.state
        column = cells.amount(self.cell(row, "returned") or "0")
        returned = column if column != 0 else self._returned(words)
        if returned is None or (returned and not 0 < returned <= one.amount):
            why = "amount_unread" if column != 0 else "returned_unread"
            return replace(one, state="unclear", told=(*told, why))
        one = replace(one, amount=one.amount - returned)
        if state == "counted" and returned and not one.amount:
            state = "refunded"
        contract = self.cell(row, "contract")
        if (
            state == "counted"
            and contract
            and settings.contracts(one.coin)
            and account(contract) not in settings.contracts(one.coin)
        ):
            state = "other_token"
        if state == "counted" and one.amount == 0:
            state = "zero"
        if unread and state in {"counted", "between"}:
            state = "unclear"
        return replace(one, state=state, told=tuple(told))

    def _status(self, words: Iterable[str]) -> str:
        """The worst of what the columns of status say; a word that nobody stated says nothing."""
        for word in words:
            bare = _bare(word)
            if bare in map(_bare, self.taken.failed):
                return "failed"
            if bare in map(_bare, self.taken.refunded):
                return "refunded"
            if self._returning(bare)[0]:
                continue
            if bare not in map(_bare, self.taken.ok):
                return "unclear"
        return "counted"

    def _returning(self, bare: str) -> tuple[str, str]:
        """The word of a status that says something went back, and the amount in brackets after it."""
        word = next((word for word in map(_bare, self.taken.returning) if bare.startswith(word)), "")
        amount = bare.removeprefix(word)
        bracketed = word and amount.startswith("(") and amount.endswith(")")
        return (word, amount[1:-1]) if bracketed else (word, "") if word == bare else ("", "")

    def _returned(self, words: Iterable[str]) -> Decimal | None:
        """How much the status says went back; None where it says that some did and not how much."""
        told = [amount for word, amount in map(self._returning, map(_bare, words)) if word]
        read = [cells.amount(amount) for amount in told]
        return max((one for one in read if one is not None), default=Decimal(0)) if None not in read else None
