"""Rows of statements as they come: bills with lines above the heading, explorers, banks; every row is a transaction or is told."""

from decimal import Decimal

import pytest

from doxdocket.assess.gains.mapping import mapping
from doxdocket.assess.gains.transactions import Book, account, read
from doxdocket.seal.addresses import base58check, eip55

OWN, THEIRS, OTHER = (base58check(0x41, bytes([n]) * 20) for n in (1, 2, 3))
USDT = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
TRON = ["Txn Hash", "Block", "Time(UTC)", "From", "To", "Token", "Token Symbol", "Amount/TokenID", "Result", "Status"]


def lines(text, cut=","):
    """A table as the house hands it on: the first line names the columns."""
    table = [line.split(cut) for line in text.strip().split("\n")]
    width = max(map(len, table))
    table = [row + [""] * (width - len(row)) for row in table]
    names = [name or f"_{at}" for at, name in enumerate(table[0])]
    return [dict(zip(names, row, strict=True)) for row in table[1:]]


def states(found):
    return [(one.ref, one.direction, one.state) for one in found.transactions]


def tron(*rows, more=(), extra=()):
    return [dict(zip([*TRON, *more], [*row, *extra], strict=True)) for row in rows]


def row(hash_, sender, receiver, amount, result="SUCCESS", status="CONFIRMED", coin="USDT", time="2023-08-01 12:00:00"):
    return [hash_, "1", time, sender, receiver, "Tether USD", coin, amount, result, status]


ALIPAY = """
------------------------------------------------------------------------------------
导出信息：
姓名：某某
支付宝账户：nobody@example.com
起始时间：[2023-08-01 00:00:00]    终止时间：[2023-08-31 23:59:59]
------------------------支付宝（中国）网络技术有限公司  电子客户回单------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2023-08-02 10:00:00,转账红包,甲,a@example.com,转账,收入,80.00,余额,交易成功,20230802001	,,,
2023-08-02 11:00:00,日用百货,店,b@example.com,纸,支出,12.00,余额,交易成功,20230802002	,,,
2023-08-02 12:00:00,转账红包,乙,c@example.com,转账,收入,50.00,余额,交易关闭,20230802003	,,,
2023-08-02 13:00:00,账户存取,丙,,余额宝,不计收支,99.00,余额,交易成功,20230802004	,,,
2023-08-02 14:00:00,转账红包,丁,d@example.com,转账,收入,五十,余额,交易成功,20230802005	,,,
2023-08-02 15:00:00,转账红包,戊,e@example.com,转账,收入,60.00,余额,处理中,20230802006	,,,
2023-08-02 16:00:00,转账红包,己,f@example.com,转账,也许,61.00,余额,交易成功,20230802007	,,,
------------------------------------------------------------------------------------
"""


def test_an_alipay_bill_with_lines_above_its_heading():
    found = read(Book("S1", "D1", mapping("alipay_app")), lines(ALIPAY), {})
    assert states(found) == [
        ("S1#8", "in", "counted"),
        ("S1#9", "out", "counted"),
        ("S1#10", "in", "failed"),
        ("S1#11", "", "neutral"),
        ("S1#13", "in", "unclear"),
        ("S1#14", "", "unclear"),
    ]
    assert [(t.where, t.code) for t in found.told] == [
        ("S1#12", "amount_unread"),
        ("S1#13", "status_unread"),
        ("S1#14", "direction_unread"),
        ("S1", "lines_passed"),
    ]
    assert found.told[-1].detail == ("1 行", "1 lines")
    assert "example" not in repr(found)


def test_an_account_among_the_defendants_stays_inside():
    whose = {account("a@example.com"): "D1", account("B@example.com"): "D2"}
    found = read(Book("S1", "D1", mapping("alipay_app")), lines(ALIPAY), whose)
    assert [one.state for one in found.transactions][:2] == ["internal", "between"]


def test_a_payers_bill_is_read_from_the_other_side():
    found = read(Book("S1", "", mapping("alipay_app"), payers=True), lines(ALIPAY), {account("b@example.com"): "D2"})
    assert [(one.direction, one.state, one.defendant) for one in found.transactions][:2] == [
        ("out", "counted", ""),
        ("in", "counted", "D2"),
    ]


def test_tron_transfers():
    whose = {account(OWN): "D1", account(OTHER): "D2"}
    rows = tron(
        row("a1", THEIRS, OWN, "15.000000"),
        row("a2", OWN, THEIRS, "3"),
        row("a3", THEIRS, OWN, "9", result="FAILED"),
        row("a4", THEIRS, OWN, "9", status="UNCONFIRMED"),
        row("a5", THEIRS, OWN, "0"),
        row("a6", OWN, OTHER, "4"),
        row("a7", OWN, OWN, "4"),
        row("a8", THEIRS, base58check(0x41, b"x" * 20), "4"),
        row("a9", THEIRS, OWN, "4", coin="DOGE"),
        row("b1", THEIRS, OWN, "4", time="yesterday"),
        row("b2", THEIRS[:-1] + ("1" if THEIRS[-1] != "1" else "2"), OWN, "4"),
        row("b3", THEIRS, OWN, "-4"),
        [""] * len(TRON),
    )
    found = read(Book("S1", "D1", mapping("tronscan_trc20")), rows, whose)
    assert [(one.direction, one.state) for one in found.transactions] == [
        ("in", "counted"), ("out", "counted"), ("in", "failed"), ("in", "unclear"), ("in", "zero"), ("out", "between"),
        ("out", "internal"), ("", "foreign"), ("in", "counted"), ("", "unclear"),
    ]  # fmt: skip
    assert [(t.where, t.code) for t in found.told] == [
        ("S1#10", "coin_unread"), ("S1#11", "time_unread"), ("S1#5", "status_unread"), ("S1#12", "address_wrong"),
        ("S1#13", "reversal"), ("S1#13", "direction_unread"), ("S1", "contract_not_shown"),
    ]  # fmt: skip
    assert THEIRS not in repr(found)


@pytest.mark.parametrize(
    ("words", "states", "told"),
    [
        ({}, ["unclear"] * 4, [("S1", "status_unsaid")]),
        ({"failed": ["FAILED"]}, ["unclear", "failed", "unclear", "unclear"], [("S1", "status_unsaid")]),
        (
            {"ok": ["SUCCESS"], "failed": ["FAILED"]},
            ["counted", "failed", "unclear", "unclear"],
            [("S1#4", "status_unread"), ("S1#5", "status_unread")],
        ),
    ],
)
def test_a_status_counts_only_by_a_word_that_was_stated_for_done(words, states, told):
    columns = {"time": "Time", "amount": "Amount", "status": "Status"}
    taken = mapping(columns=columns, zone="UTC", coin="CNY", signed=True, **words)
    rows = [
        {"Time": f"2023-11-25 10:0{n}:00", "Amount": "1", "Status": status}
        for n, status in enumerate(["SUCCESS", "FAILED", "失败", ""])
    ]
    read_ = read(Book("S1", "D1", taken), rows, {})
    found = [one for one in read_.told if one.code.startswith("status")]
    assert [one.state for one in read_.transactions] == states
    assert [(one.where, one.code) for one in found] == told


def test_a_token_that_only_calls_itself_usdt():
    whose = {account(OWN): "D1"}
    kinds = {}
    for contract in (USDT, OTHER):
        rows = tron(row("a1", THEIRS, OWN, "15"), more=["Contract Address"], extra=[contract])
        found = read(Book("S1", "D1", mapping("tronscan_trc20")), rows, whose)
        kinds[contract] = found.transactions[0].state
        assert found.told == ()
    assert kinds == {USDT: "counted", OTHER: "other_token"}


def test_without_own_addresses_an_explorer_tells_nobodys_side():
    found = read(Book("S1", "D1", mapping("tronscan_trc20")), tron(row("a1", THEIRS, OWN, "15")), {})
    assert [one.state for one in found.transactions] == ["unclear"]
    assert "own_missing" in {t.code for t in found.told}


def test_ether_in_two_columns_and_a_status_only_when_it_failed():
    mine, theirs = ("0x" + eip55(digit * 40) for digit in "ab")
    heads = "Transaction Hash,Blockno,UnixTimestamp,DateTime (UTC),From,To,ContractAddress,Value_IN(ETH),Value_OUT(ETH),TxnFee(ETH),Status,ErrCode"
    rows = lines(f"""{heads}
0x1,1,1690891200,x,{theirs},{mine},,0.5,0,0.001,,
0x2,1,1690891200,x,{mine.lower()},{theirs},,0,0.25,0.001,,
0x3,1,1690891200,x,{theirs},{mine},,0.5,0,0.001,Error(0),Reverted
0x4,1,1690891200,x,{theirs},{mine},,0.5,0.5,0.001,,
0x5,1,1690891200,x,{theirs},{mine},,x,0,0.001,,
0x6,1,1690891200,x,{theirs},{mine},,0,0,0.001,,""")
    found = read(Book("S1", "D1", mapping("etherscan_eth")), rows, {account(mine): "D1"})
    assert [(one.direction, one.amount, one.state) for one in found.transactions] == [
        ("in", Decimal("0.5"), "counted"),
        ("out", Decimal("0.25"), "counted"),
        ("in", Decimal("0.5"), "failed"),
        ("in", Decimal(0), "zero"),
    ]
    assert found.transactions[0].fee == Decimal("0.001")
    assert [t.code for t in found.told] == ["several_amounts", "amount_unread"]


def test_a_direction_that_contradicts_the_addresses_is_unclear():
    rows = lines(f"time,amount,from,to,way\n2023-08-01,5,{THEIRS},{OWN},付")
    taken = mapping(columns={"time": "time", "amount": "amount", "from": "from", "to": "to", "direction": "way"}, zone="UTC",
                    coin="TRX", **{"in": ["收"], "out": ["付"]})  # fmt: skip
    assert [one.state for one in read(Book("S1", "D1", taken), rows, {account(OWN): "D1"}).transactions] == ["unclear"]
    rows[0]["way"] = "收"
    assert [one.state for one in read(Book("S1", "D1", taken), rows, {account(OWN): "D1"}).transactions] == ["counted"]


def test_a_banks_list_and_a_signed_column():
    bank = lines(
        "交易日期,对方户名,贷方发生额,借方发生额,摘要\n2023-08-01,甲,80.00,,转账\n2023-08-02,乙,,30.00,转账\n合计,,80.00,30.00,"
    )
    found = read(Book("S1", "D1", mapping("bank")), bank, {})
    assert states(found) == [("S1#2", "in", "counted"), ("S1#3", "out", "counted")]
    assert {(t.where, t.code) for t in found.told} == {("S1", "preset_unverified"), ("S1#4", "several_amounts")}
    taken = mapping(columns={"time": "day", "amount": "sum"}, zone="UTC", coin="CNY", signed=True)
    found = read(Book("S2", "D1", taken), lines("day,sum\n2023-08-01,+80\n2023-08-02,-3"), {})
    assert [(one.direction, one.amount) for one in found.transactions] == [("in", Decimal(80)), ("out", Decimal(3))]


def test_raw_units_are_those_that_were_stated():
    taken = mapping(columns={"time": "t", "amount": "quant"}, time="unix_ms", coin="TRX", raw=6, signed=True)
    found = read(Book("S1", "D1", taken), [{"t": "1690891200000", "quant": "1500000"}], {})
    assert found.transactions[0].amount == Decimal("1.5")


@pytest.mark.parametrize(
    ("rows", "code"), [([], "no_rows"), ([{"a": "1"}], "columns_missing"), ([dict.fromkeys(TRON, "")], "no_rows")]
)
def test_a_file_that_holds_no_transactions_says_so(rows, code):
    found = read(Book("S1", "D1", mapping("tronscan_trc20")), rows, {})
    assert found.transactions == ()
    assert [t.code for t in found.told] == [code]


def test_a_negative_amount_is_a_reversal_or_only_a_sign():
    bank = lines("交易日期,对方户名,收入金额,支出金额\n2023-08-03,甲,-500.00,\n2023-08-04,甲,,-30.00")
    found = read(Book("S1", "D1", mapping("bank")), bank, {})
    assert [(one.direction, one.amount, one.state, one.dated) for one in found.transactions] == [
        ("out", Decimal(500), "counted", True),
        ("", Decimal(-30), "unclear", True),
    ]
    assert [t.code for t in found.told] == ["preset_unverified", "reversal", "reversal", "direction_unread"]
    taken = mapping(
        columns={"time": "t", "amount": "a", "direction": "d"}, zone="UTC", coin="CNY", **{"in": ["收"], "out": ["付"]}
    )
    found = read(Book("S1", "D1", taken), lines("t,a,d\n2023-08-03 10:00,-5,付\n2023-08-03 10:00,-6,收"), {})
    assert [(one.direction, one.amount, one.told) for one in found.transactions] == [
        ("out", Decimal(5), ()),
        ("out", Decimal(6), ("reversal",)),
    ]


def test_no_row_with_an_amount_is_passed_over():
    odd = lines("说明,交易日期,收入金额,支出金额\n----,2023-08-03,80.00,\n,,81.00,\n页脚,,,\n,合计如下,,")
    found = read(Book("S1", "D1", mapping("bank")), odd, {})
    assert [one.amount for one in found.transactions] == [Decimal(80)]
    assert [(t.where, t.code) for t in found.told] == [
        ("S1", "preset_unverified"),
        ("S1#3", "time_unread"),
        ("S1", "lines_passed"),
    ]


def test_numbers_of_transactions_are_one_with_and_without_their_prefix():
    found = read(
        Book("S1", "D1", mapping("wechat_pay")),
        [
            {
                "交易时间": "2023-08-02",
                "交易对方": "甲",
                "收/支": "收入",
                "金额(元)": "1",
                "当前状态": "已收钱",
                "交易单号": "0xAB",
            }
        ],
        {},
    )
    assert found.transactions[0].hash == "ab"


def test_rows_carry_the_number_that_they_have_in_the_file():
    rows = [{"交易日期": "2023-08-02", "收入金额": "5", "支出金额": "", "#row": "17"}]
    assert read(Book("S1", "D1", mapping("bank")), rows, {}).transactions[0].ref == "S1#17"


def test_a_word_of_refund_is_no_receipt():
    bill = [
        {
            "交易时间": "2023-08-02 10:00:00",
            "交易对方": "甲",
            "收/支": "收入",
            "金额(元)": "80",
            "当前状态": "已全额退款",
            "交易单号": "1",
        }
    ]
    assert [one.state for one in read(Book("S1", "D1", mapping("wechat_pay")), bill, {}).transactions] == ["refunded"]


WEB = """支付宝交易记录明细查询
账号:[nobody@example.com]
---------------------------------交易记录明细列表------------------------------------
交易号                  ,交易创建时间              ,付款时间                ,交易对方            ,金额（元）   ,收/支     ,交易状态    ,成功退款（元）  ,
1\t ,2023-08-03 10:00:00 ,2023-08-03 10:00:05 ,某甲 ,80.00   ,收入      ,交易成功    ,0.00     ,
2\t ,2023-08-04 10:00:00 , ,某乙 ,90.00   ,收入      ,交易成功    ,90.00     ,
3\t ,2023-08-04 11:00:00 , ,某乙 ,90.00   ,收入      ,交易成功    ,30.00     ,
4\t ,2023-08-04 12:00:00 , ,某乙 ,90.00   ,收入      ,交易成功    ,100.00     ,
5\t ,2023-08-04 13:00:00 , ,某乙 ,90.00   ,收入      ,交易成功    ,全部     ,
------------------------------------------------------------------------------------
已收入:5笔,440.00元
"""


def test_the_web_bill_says_how_much_went_back():
    found = read(Book("S1", "D1", mapping("alipay_web")), lines(WEB), {})
    assert [(one.amount, one.state) for one in found.transactions] == [
        (Decimal("80.00"), "counted"), (Decimal("0.00"), "refunded"), (Decimal("60.00"), "counted"), (Decimal("90.00"), "unclear"), (Decimal("90.00"), "unclear"),
    ]  # fmt: skip
    assert {t.code for t in found.told} == {"amount_unread", "lines_passed"}


PARTLY = """交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号
2024-01-05 11:00:00,转账,甲,/,收入,¥100.00,/,{},1004
"""


@pytest.mark.parametrize(
    ("status", "left", "state"),
    [
        ("已退款(¥40.00)", "60.00", "counted"),
        ("已退款(￥40.00)", "60.00", "counted"),
        ("已退款（￥40.00）", "60.00", "counted"),
        ("已退款 (40元)", "60.00", "counted"),
        ("部分退款(¥99.99)", "0.01", "counted"),
        ("已退款(¥100.00)", "0.00", "refunded"),
        ("已全额退款", "100.00", "refunded"),
        ("全额退款", "100.00", "refunded"),
        ("已退款(¥100.01)", "100.00", "unclear"),
        ("已退款(一些)", "100.00", "unclear"),
        ("部分退款", "100.00", "unclear"),
        ("已退款了", "100.00", "unclear"),
    ],
)
def test_a_status_that_says_how_much_went_back(status, left, state):
    for preset in ("wechat_pay", "alipay_web"):
        bill = PARTLY.format(status)
        if preset == "alipay_web":
            bill = bill.replace("交易时间", "付款时间").replace("当前状态", "交易状态").replace("交易单号", "交易号")
        (one,) = read(Book("S1", "D1", mapping(preset)), lines(bill), {}).transactions
        assert (one.amount, one.state) == (Decimal(left), state)
        assert bool(one.told) == (state == "unclear")


def test_a_row_whose_amount_is_written_in_another_coin_than_its_own_is_not_read():
    """800 HKD in a file of yuan are no 800 yuan."""
    taken = mapping(columns={"time": "日期", "amount": "金额"}, zone="Asia/Shanghai", coin="CNY", signed=True)
    rows = lines("日期,金额\n2023-08-01,80\n2023-08-01,80元\n2023-08-01,800 HKD\n2023-08-01,80 港币\n2023-08-01,3 USDT")
    found = read(Book("S1", "D1", taken), rows, {})
    assert [(one.ref, one.amount, one.coin) for one in found.transactions] == [
        ("S1#2", Decimal(80), "CNY"),
        ("S1#3", Decimal(80), "CNY"),
    ]
    assert {t.where for t in found.told if t.code == "coin_unread"} == {"S1#4", "S1#5", "S1#6"}
