"""What a team states about gains: receipts, costs, wallets, files of transactions, rates. Entries of the register.

Stages are kept apart: ``offered`` a price, ``agreed`` between two, ``paid`` as somebody says, ``proven`` by a row of a statement or by
named evidence, ``refunded`` to the payer; ``unrelated`` is a transfer that was looked at and has nothing to do with the case. Source:
law/rules R2.7. Who a payer is, addresses and account numbers are sealed. Left out: fines and confiscation, which are sanctions
(``parties.forms``); currencies other than yuan to reckon in.

>>> Receipt(id="G1", defendant="D1", stage="paid", amount=Decimal("80")).coin
'CNY'
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from doxdocket.assess.form import CHANNEL, FILE, FREE, POST, SEALED, Form, ref, sealed
from doxdocket.assess.forms.parties import Share

Stage = Literal["offered", "agreed", "paid", "proven", "refunded", "unrelated"]
Kind = Literal["transfer", "red_packet", "coin", "other"]
Whose = Annotated[str, ref("defendant")]
Rows = Annotated[tuple[str, ...], FREE]
"""Rows of statements: ENTRY#ROW."""


class Receipt(Form, kw_only=True, frozen=True):
    """One sum that was asked, promised, said to be paid, proven, or given back."""

    stage: Stage
    amount: Decimal
    coin: str = "CNY"
    defendant: Whose = ""
    joint: Annotated[tuple[str, ...], ref("defendant")] = ()
    """Defendants who received it together, where it is not one's own."""
    shares: dict[str, Share] = msgspec.field(default_factory=dict)
    """Of a joint one: each defendant's fraction, such as 1/3; all of them, or it is listed as joint, undivided."""
    actor: Annotated[str, ref("actor")] = ""
    payer: Annotated[str, sealed("name")] = ""
    at: datetime | None = None
    day: date | None = None
    kind: Kind | None = None
    offer: Annotated[str, POST] = ""
    """The post that asked the price: post:CHANNEL/POST."""
    channel: Annotated[str, CHANNEL] = ""
    gives_back: Annotated[str, ref("receipt")] = ""
    """Of one given back: the receipt that it gives back."""
    transactions: Rows = ()


class Cost(Form, kw_only=True, frozen=True):
    """What was laid out for the acts, such as a look-up bought elsewhere; whether it is deducted is contested."""

    amount: Decimal
    what: str
    coin: str = "CNY"
    defendant: Whose = ""
    day: date | None = None
    transactions: Rows = ()


class Wallet(Form, kw_only=True, frozen=True):
    """An address or account, and why it is somebody's. The link is the team's, never the program's."""

    address: Annotated[str, SEALED]
    chain: Literal["", "tron", "ethereum", "bitcoin", "litecoin"] = ""
    defendant: Whose = ""
    actor: Annotated[str, ref("actor")] = ""
    grounds: str = ""


class Statement(Form, kw_only=True, frozen=True):
    """A file of transactions that was taken in, what its columns are, and whose account it is."""

    file: Annotated[str, FILE]
    sheet: str = ""
    header: int | None = None
    kind: Literal["block_explorer", "exchange", "payment", "bank"]
    defendant: Whose = ""
    of: Literal["defendant", "payer"] = "defendant"
    preset: str = ""
    mapping: dict[str, str] = msgspec.field(default_factory=dict)
    own: Annotated[tuple[str, ...], SEALED] = ()
    """The account's own addresses or numbers, beside the wallets registered."""
    zone: str = ""
    time_format: str = ""
    coin: str = ""
    chain: str = ""
    raw: int = 0
    """Decimal places, where the file writes whole numbers of the smallest unit (6 for TRC20 USDT)."""
    signed: bool = False
    """Whether the sign of the amount tells received from paid."""
    received: tuple[str, ...] = ()
    """Words of the column direction, and of the column status."""
    paid: tuple[str, ...] = ()
    neither: tuple[str, ...] = ()
    ok: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


class Rate(Form, kw_only=True, frozen=True):
    """Yuan for one of a coin on a day, or from a day to a day, with the source that says so."""

    coin: str
    rate: Decimal
    day: date | None = None
    first: date | None = None
    last: date | None = None
    source: Annotated[str, FREE]
    source_day: date | None = None


FORMS: tuple[type[Form], ...] = (Receipt, Cost, Wallet, Statement, Rate)
