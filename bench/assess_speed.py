"""Assessing: a ledger of gains from a statement of many rows, the register, and the rules; each beside what its input costs to read.

Usage: ``./docket bench assess_speed [ROWS]`` (default 20,000 rows of a statement and 5,000 entries). CPU seconds of one process; the peer
of the ledger is ``csv.DictReader`` over the same text, of the register ``msgspec`` decoding the same entries as JSON, of the rules one
call of the answer each against reading their files. Invented values. What it leaves out: the run and the report.
"""

import csv
import io
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from doxdocket.assess import forms
from doxdocket.assess import read as written
from doxdocket.assess.forms.gains import Receipt, Statement
from doxdocket.assess.gains.gains_account import Given, account
from doxdocket.law import answer, rules
from doxdocket.law.shapes import Answerable
from doxdocket.parse.table.rows_by_name import plain
from doxdocket.pipeline import registered
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case

T = TypeVar("T")
HEAD = "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds and what came of it."""
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def statement(rows: int) -> str:
    """A bill of a payment program."""
    start = datetime(2023, 7, 1, tzinfo=UTC)
    lines = [
        f"{start + timedelta(minutes=3 * n):%Y-%m-%d %H:%M:%S},转账,某{n % 997},转账备注:微信转账,收入,¥{20 + n % 480}.00,/,已存入零钱,{10**18 + n},/,/"
        for n in range(rows)
    ]
    return "\n".join([HEAD, *lines]) + "\n"


def ledger(rows: int) -> None:
    """A statement with a receipt for every hundredth row."""
    text = statement(rows)
    peer, _ = timed(lambda: list(csv.DictReader(io.StringIO(text))))
    read, table = timed(lambda: plain(io.BytesIO(text.encode()), "a.csv"))
    one = Statement(id="S1", file="file:1", kind="payment", defendant="D1", preset="wechat_pay")
    receipts = [
        Receipt(
            id=f"G{n}", stage="proven", defendant="D1", amount=20 + n * 100 % 480, transactions=(f"S1#{2 + n * 100}",)
        )
        for n in range(rows // 100)
    ]
    spent, done = timed(lambda: account(Given(receipts=receipts, statements=[one], rows={"S1": table})))
    print(
        f"{rows} rows of a statement: csv {peer:.2f} s, read {read:.2f} s, ledger {spent:.2f} s = {spent / peer:.1f} x csv; {len(done.ledger.parts)} parts"
    )


def register(entries: int) -> None:
    """Entries read from YAML, kept in a case, and read back."""
    text = "".join(
        f"- {{form: harm, id: H{n}, kind: calls, day: {date(2023, 7, 1) + timedelta(days=n % 240)}, times: {n % 50}, says: 夜间来电}}\n"
        for n in range(entries)
    )
    read, found = timed(lambda: written.yaml(text))
    plain_ = msgspec.json.encode([forms.body(one) for one in found])
    peer, _ = timed(lambda: msgspec.json.decode(plain_))
    with (
        tempfile.TemporaryDirectory() as home,
        Case.create(Path(home) / "case", title="x", officers=["甲"], identity=Identity.generate()) as case,
    ):
        kept, _ = timed(lambda: registered.enter(case, found, "", "甲"))
        back, _ = timed(lambda: registered.entries(case))
    print(
        f"{entries} entries: JSON {peer:.3f} s, YAML {read:.2f} s, kept {kept:.2f} s, read back {back:.2f} s = {back / peer:.0f} x JSON"
    )


def law() -> None:
    """All rules loaded, and each that can be asked, asked of nothing."""
    load, found = timed(lambda: rules.load("cn"))
    day = date(2025, 8, 28)
    able = [one.rule for one in found if isinstance(one.rule, Answerable)]
    spent, _ = timed(lambda: [answer.weigh(rule, {}, day) for rule in able])
    print(f"{len(found)} rules loaded in {load:.2f} s; {len(able)} asked in {spent * 1000:.1f} ms")


if __name__ == "__main__":
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    ledger(rows)
    register(max(1, rows // 4))
    law()
