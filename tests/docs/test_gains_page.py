"""Walks through docs/how-to/account-for-gains.md: its own blocks, with the two files that a reader would have been given."""

import json

import pytest

from doxdocket.assess.gains.mapping import COLUMNS, presets

CHAIN = """Txn Hash,Block,Time(UTC),From,To,Token,Token Symbol,Amount/TokenID,Result,Status
a1,1,2023-08-02 08:00:00,TEx26PXSXCJW6CWwEvJDBPfkpEKWkZqwMR,TMh1ZqKo3GKpny38eEPjLxocBcicBnbFBZ,Tether USD,USDT,30.000000,SUCCESS,CONFIRMED
"""
BILL = """微信支付账单明细,,,,,,,,,,
微信昵称：[编造],,,,,,,,,,
----------------------微信支付账单明细列表--------------------,,,,,,,,,,
交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
2023-08-03 10:00:00,转账,风扇,转账备注:微信转账,收入,¥80.00,/,已存入零钱,1000,/,/
2023-08-04 10:00:00,转账,母亲,转账备注:微信转账,收入,¥500.00,/,已存入零钱,1001,/,/
2023-08-05 10:00:00,转账,半糖,转账备注:微信转账,收入,¥66.00,/,已存入零钱,1002,/,/
"""


@pytest.fixture
def page(docs):
    return docs / "how-to" / "account-for-gains.md"


def test_both_pages_have_the_same_blocks_and_name_every_preset_and_column(page, blocks):
    twin = page.with_name("account-for-gains.zh-CN.md")
    for language in ("sh", "yaml"):
        assert blocks(page, language) == blocks(twin, language)
    for one in (page, twin):
        text = one.read_text(encoding="utf-8")
        assert [name for name in (*presets(), *COLUMNS) if f"`{name}`" not in text] == []


def test_the_page_as_it_is_written(desk, page, blocks):
    first, taken, account = blocks(page)
    (entries,) = blocks(page, "yaml")
    (desk.place / "chain.csv").write_text(CHAIN, encoding="utf-8")
    (desk.place / "bill.csv").write_text(BILL, encoding="utf-8")
    desk.follow([first, taken])
    names = {row["name"].rpartition("/")[2]: number for number, row in enumerate(desk.rows("sources"), 1)}
    entries = entries.replace("file:CHAIN", f"file:{names['chain.csv']}").replace(
        "file:BILL", f"file:{names['bill.csv']}"
    )
    (desk.place / "gains.yaml").write_text(entries, encoding="utf-8")
    (said,) = desk.follow([account], "en")
    assert "after refunds and costs" in said
    own = json.loads(desk.type("./docket assess gains lin-an --json").stdout)["sums"][1]
    assert (own["proven_low"], own["proven_high"], own["claimed_high"], own["undecided_high"]) == (
        "296.00",
        "297.80",
        "200.00",
        "66.00",
    )
    assert (own["after_low"], own["after_high"]) == ("284.00", "485.80")
