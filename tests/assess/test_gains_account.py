"""The whole account: what was stated, given and captured put together, with no clear address in anything that leaves."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from doxdocket.assess.forms.gains import Cost, Rate, Receipt, Statement, Wallet
from doxdocket.assess.gains import gains_account
from doxdocket.assess.gains.gains_account import Given, account
from doxdocket.assess.gains.offers import SIGNS, Offer, Post, asked, months, offers
from doxdocket.assess.gains.suggest import REASONS, posted, suggestions
from doxdocket.assess.gains.transactions import Transaction
from doxdocket.assess.gains.valuing import Quoted
from doxdocket.assess.plain_records import plain
from doxdocket.decisions import application
from doxdocket.records import CONDUCT
from doxdocket.seal.addresses import base58check

OWN, THEIRS, OTHER = (base58check(0x41, bytes([n]) * 20) for n in (1, 2, 3))
AUGUST = datetime(2023, 8, 1, tzinfo=UTC)
DAY = date(2023, 8, 1)
ZONE = "Asia/Shanghai"
BILL = [
    {
        "交易时间": "2023-08-02 10:00:00",
        "交易对方": "甲",
        "收/支": "收入",
        "金额(元)": "¥80.00",
        "当前状态": "已存入零钱",
        "交易单号": "W1",
    }
]


def digest(value):
    return hashlib.sha256(value.encode()).digest()


def said(post, price, currency="cny", channel="c", **more):
    spans = {"start": 2, "end": 4}
    slots = [{"slot": "what", "value": "household", "start": 0, "end": 2}, {"slot": "price", "value": price, **spans},
             {"slot": "currency", "value": currency, **spans}, {"slot": "sign", "value": "unit", **spans}, {"slot": "unit", "value": "item", **spans}]  # fmt: skip
    return {
        "channel_id": channel,
        "post_id": post,
        "label": "sale_offer",
        "status": "proposed",
        "quoted": False,
        "slots": slots,
    } | more


def tron(hash_, sender, receiver, amount):
    return {"Txn Hash": hash_, "Time(UTC)": "2023-08-01 12:00:00", "From": sender, "To": receiver, "Token Symbol": "USDT",
            "Amount/TokenID": amount, "Result": "SUCCESS", "Status": "CONFIRMED"}  # fmt: skip


def test_prices_by_channel_month_and_currency():
    posts = {
        ("c", "7"): Post(AUGUST),
        ("c", "10"): Post(AUGUST),
        ("c", "8"): Post(AUGUST, forwarded=True),
        ("d", "1"): Post(datetime(2023, 8, 31, 17, tzinfo=UTC)),
    }
    conduct = [said("7", "80"), said("10", "30", status="confirmed"), said("10", "200"), said("8", "5"), said("7", "9", quoted=True),
               said("7", "15", "usdt"), said("7", "2", "points"), said("1", "60", channel="d"), said("x", "1", channel="e", slots=None),
               said("x", "1", channel="e"), said("7", "1", label="paid_task")]  # fmt: skip
    rows = {
        (r["channel_id"], r["month"], r["coin"], r["of_others"]): r for r in plain(months(offers(conduct, posts), ZONE))
    }
    assert rows.keys() == {("c", "2023-08", "CNY", False), ("c", "2023-08", "CNY", True), ("c", "2023-08", "USDT", False),
                           ("c", "2023-08", "points", False), ("d", "2023-09", "CNY", False), ("e", "", "CNY", False)}  # fmt: skip
    mine = rows["c", "2023-08", "CNY", False]
    assert (mine["low"], mine["high"], mine["posts"], mine["confirmed"], mine["post_ids"]) == (
        "30",
        "200",
        2,
        1,
        ["7", "10"],
    )
    assert rows["c", "2023-08", "CNY", True]["post_ids"] == ["7", "8"]


def test_a_doubtful_price_is_in_the_high_alone_and_each_price_says_what_it_was_read_from():
    at = {"start": 2, "end": 4}
    doubtful = [
        {"slot": "maybe_price", "value": "500", **at},
        {"slot": "currency", "value": "cny", **at},
        {"slot": "sign", "value": "alone", **at},
    ]
    beside = [{"slot": "what", "value": "household", "start": 0, "end": 2}, *doubtful]
    conduct = [said("7", "80"), said("7", "500", slots=doubtful), said("9", "500", channel="d", slots=beside)]
    found = offers(conduct, {("c", "7"): Post(AUGUST)})
    mine, priced, theirs = plain(months(found, ZONE))
    ends = ("low", "low_sure", "high_sure", "high", "doubtful")
    assert [tuple(row[end] for end in ends) for row in (mine, priced, theirs)] == [
        ("500", None, None, "500", 1), ("80", "80", "80", "80", 0), ("500", None, None, "500", 1),
    ]  # fmt: skip
    (cheaper,) = plain(months([*found[:1], replace(found[1], unit="item", price=Decimal(30))], ZONE))
    assert [cheaper[end] for end in ends] == ["30", "80", "80", "80", 1]
    both = plain(months([*found[:1], replace(found[1], unit="item")], ZONE))
    assert [(row["low"], row["high"], row["high_sure"], row["doubtful"]) for row in both] == [("80", "500", "80", 1)]
    first, second, third = plain(asked(found, ZONE, {("c", "7", "text", 2, 4): "户籍【80】一份"}))
    assert (first["stretch"], first["price"], first["doubtful"], first["at"]) == (
        "户籍【80】一份",
        "80",
        False,
        "2023-08-01T08:00:00+08:00",
    )
    assert (second["stretch"], second["doubtful"], second["sign"], third["at"]) == (
        "户籍【80】一份",
        True,
        "alone",
        None,
    )
    assert third["stretch"] is None


def test_a_line_that_a_person_confirmed_makes_no_number_without_a_unit_a_price():
    """1 块一条 in a confirmed line is a price asked though it names nothing looked up; 户籍 40, an ordinal, what was asked before and a sum beside the line are not."""

    def told(n, value, sign, slot="price", status="confirmed"):
        at = {"start": n, "end": n + 2}
        slots = [
            {"slot": slot, "value": value, **at},
            {"slot": "currency", "value": "cny", **at},
            {"slot": "sign", "value": sign, **at},
        ]
        return said("7", value, slots=slots, status=status) | {"start": 0, "end": 9}

    told_ = [
        told(2, "40", "unit_alone", "maybe_price"),
        told(2, "41", "goods"),
        told(2, "1", "list", "maybe_price"),
        told(2, "99", "was"),
        told(20, "7", "unit_alone", "maybe_price"),
        told(2, "8", "unit_alone", "maybe_price", status="proposed"),
    ]
    assert [one.price for one in offers(told_, {}) if one.confirmed] == [Decimal(40)]
    rows = [
        dict.fromkeys(CONDUCT.names) | row | {"yuan_least": Decimal(5), "yuan_most": Decimal(99), "priced": False}
        for row in told_
    ]
    made = application.priced(pa.Table.from_pylist(rows, CONDUCT)).to_pylist()
    assert [(row["yuan_low"], row["yuan_high"], row["priced"]) for row in made] == [
        (40, 40, True),
        *[(None, None, False)] * 5,
    ]


def test_the_offer_that_an_entry_names_is_first_and_the_nearest_that_the_receiver_posted_is_the_supported_one():
    paid = [
        Transaction(ref, "S1", "D1", AUGUST + timedelta(hours=hours), "in", Decimal(60), "CNY", "counted")
        for ref, hours in (("S1#6", 1), ("S1#9", 70))
    ]
    asked_ = [
        Offer(channel, post, AUGUST + timedelta(hours=hours), Decimal(price), "CNY", "household", "item", False, False)
        for channel, post, hours, price in (("c", "1", 0, 60), ("g", "2", 69, 30), ("g", "3", 10, 30))
    ]
    entry = Receipt(
        id="G1", stage="proven", amount=Decimal(60), defendant="D1", transactions=("S1#6",), offer="post:g/9"
    )
    rows = suggestions(paid, asked_, (), ZONE, {}, {"D1": ["c"]}, [entry], {("g", "2"): ["D1"]})
    assert [(row.row, row.channel, row.post, row.supported, row.reasons) for row in rows] == [
        ("S1#6", "g", "9", True, ("entered",)),
        (
            "S1#9",
            "c",
            "1",
            False,
            ("amount_equal", "channel_of_defendant", "nearer_offer", "several_offers", "several_payments"),
        ),
        ("S1#9", "g", "2", True, ("amount_times", "offer_of_defendant", "several_offers", "several_payments")),
    ]


def test_every_sign_of_a_price_has_words():
    kinds = {"unit", "per", "word", "goods", "list", "alone", "part", "was", "worth", "weak_unit", "unit_alone"}
    assert kinds == SIGNS.keys()


def test_a_doubtful_price_answers_no_payment_and_makes_no_address_one_that_is_paid_to():
    slots = [{**slot, "slot": "maybe_price"} if slot["slot"] == "price" else slot for slot in said("7", "80")["slots"]]
    wallet = Wallet(id="W1", address=OWN, chain="tron", defendant="D1", grounds="甲")
    for conduct, asks in ((said("7", "80"), True), (said("7", "80", slots=slots), False)):
        done = account(
            Given(
                wallets=[wallet], statements=[Statement(id="S1", file="file:1", kind="payment", preset="wechat_pay", defendant="D1")],
                rows={"S1": BILL}, conduct=[conduct], posts={("c", "7"): Post(AUGUST)}, findings=[finding(OWN)], digest=digest,
            )
        )  # fmt: skip
        assert [one["asks"] for one in plain(gains_account.told(done))["posted"]] == [asks]
        assert bool(done.suggestions) is asks


def offer(post="7", price="80", coin="CNY", channel="c", at=AUGUST, **more):
    return Offer(
        channel, post, at, Decimal(price), coin, "household", "item", labelled=False, others=more.get("others", False)
    )


def paid(ref="S1#2", amount="80", coin="CNY", at=datetime(2023, 8, 2, tzinfo=UTC), **more):
    facts = {"direction": "in", "state": "counted", "defendant": "D1"} | more
    return Transaction(ref, "S1", at=at, amount=Decimal(amount), coin=coin, **facts)


def test_an_equal_amount_alone_is_told_and_not_supported():
    (one,) = suggestions([paid()], [offer()], (), ZONE, {}, {})
    assert (one.post, one.supported, one.reasons, one.hours) == ("7", False, ("amount_equal",), 24)


def test_the_nearest_earlier_offer_of_each_channel_within_the_days():
    late, early = datetime(2023, 8, 3, tzinfo=UTC), datetime(2023, 7, 2, tzinfo=UTC)
    found = [offer("1", at=early), offer("2", at=datetime(2023, 7, 3, tzinfo=UTC)), offer("3"), offer("2b", at=datetime(2023, 7, 4, tzinfo=UTC)),
             offer("4", at=late), offer("5", at=None), offer("6", price="81"), offer("8", others=True), offer("9", channel="d")]  # fmt: skip
    made = suggestions(
        [paid(), paid("S1#3", state="failed"), paid("S1#4", direction="out"), paid("S1#5", at=None)],
        found,
        (),
        ZONE,
        {},
        {},
    )
    assert [(one.channel, one.post, one.reasons) for one in made] == [
        ("c", "3", ("amount_equal", "several_offers")),
        ("d", "9", ("amount_equal", "several_offers")),
    ]
    assert suggestions([paid()], [offer("1", at=early)], (), ZONE, {}, {}) == []


def test_by_a_rate_of_the_day_within_the_share_that_settings_say():
    rates = [Quoted("R1", "USDT", Decimal("7.2"), date(2023, 8, 2), date(2023, 8, 2))]
    for price, fits in (("72", True), ("73.4", True), ("73.5", False), ("70.5", False), ("70.6", True)):
        made = suggestions([paid(amount="10", coin="USDT")], [offer(price=price)], rates, ZONE, {}, {})
        assert [one.reasons for one in made] == ([("amount_by_rate",)] if fits else [])
    assert suggestions([paid(amount="10", coin="USDT")], [offer(price="72")], (), ZONE, {}, {}) == []
    assert suggestions([paid()], [offer(coin="points")], rates, ZONE, {}, {}) == []


def test_what_supports_a_suggestion_and_what_speaks_against_it():
    one, other = suggestions([paid(receiver="A"), paid("S1#3")], [offer()], (), ZONE, {"A": ["c"]}, {"D2": ["c"]})
    assert (one.supported, one.reasons) == (True, ("amount_equal", "address_posted", "several_payments"))
    assert (other.supported, other.reasons) == (False, ("amount_equal", "several_payments"))
    assert suggestions([paid()], [offer()], (), ZONE, {}, {"D1": ["c"]})[0].supported
    assert {reason for s in (one, other) for reason in s.reasons} <= REASONS.keys()


def finding(address, post="7", reasons=(), kind="virtual_asset", verdict="doubtful"):
    return {
        "channel_id": "c",
        "post_id": post,
        "kind": kind,
        "digest": digest(address),
        "tag": "#ab12",
        "verdict": verdict,
        "reasons": list(reasons),
    }


def test_an_address_that_a_channel_posted_is_known_by_its_digest():
    rows = [paid(sender=THEIRS, receiver=OWN)]
    findings = [
        finding(OWN, reasons=["decoy.advert"]),
        finding(THEIRS, "8"),
        finding(OTHER, "9"),
        finding(OWN, "10", kind="name"),
        finding(OWN, "11"),
    ]
    found, channels = posted({OWN: ("tron", "D1")}, rows, findings, {("c", "11")}, digest)
    assert [(p.post, p.defendant, p.asks, p.rows) for p in found] == [
        ("7", "D1", True, ("S1#2",)), ("8", "", False, ("S1#2",)), ("11", "D1", True, ("S1#2",)),
    ]  # fmt: skip
    assert channels == {OWN: ["c", "c"]}
    assert THEIRS not in repr(found)


def given(**more):
    facts = {
        "receipts": [Receipt(id="G1", stage="proven", amount=Decimal(80), defendant="D1", payer="甲", transactions=["S1#2"]),
                     Receipt(id="G2", stage="proven", amount=Decimal(15), coin="USDT", defendant="D1", transactions=["S2#2"])],
        "costs": [Cost(id="C1", amount=Decimal(20), what="查档", defendant="D1", evidence=["file:9"])],
        "wallets": [Wallet(id="W1", address=OWN, chain="tron", defendant="D1", grounds="手机内助记词")],
        "statements": [Statement(id="S1", file="file:1", kind="payment", preset="wechat_pay", defendant="D1"),
                       Statement(id="S2", file="file:2", kind="block_explorer", preset="tronscan_trc20", defendant="D1")],
        "rates": [Rate(id="R1", coin="U", rate=Decimal("7.2"), day=DAY, source="某所收盘价", source_day=DAY)],
        "rows": {"S1": BILL, "S2": [tron("h1", THEIRS, OWN, "15"), tron("h2", THEIRS, OWN, "2")]},
        "conduct": [said("7", "15", "usdt")], "posts": {("c", "7"): Post(AUGUST)},
        "findings": [finding(OWN, reasons=["decoy.advert"])], "digest": digest,
    } | more  # fmt: skip
    return Given(**facts)


def test_from_files_to_answers():
    done = plain(gains_account.told(account(given())))
    assert done["totals"] == {"receipts_proven": ["188.00"] * 3, "receipts_claimed": None}  # nobody said anything
    whole, own = done["sums"]
    assert (whole["defendant"], own["defendant"]) == ("", "D1")
    assert (own["before_low"], own["after_low"], own["undecided_high"], own["widest"]) == (
        "188.00",
        "168.00",
        "14.40",
        "202.40",
    )
    assert [(r["entry"], r["stage"], r["yuan_low"], r["valued_by"]) for r in done["receipts"]] == [
        ("G1", "proven", "80.00", "yuan"), ("G2", "proven", "108.00", "same_day"), ("C1", "cost", "20.00", "yuan"),
        ("S2#3", "undecided", "14.40", "same_day"),
    ]  # fmt: skip
    assert [(r["row"], r["state"], r["entries"]) for r in done["transactions"]] == [
        ("S1#2", "counted", ["G1"]), ("S2#2", "counted", ["G2"]), ("S2#3", "counted", []),
    ]  # fmt: skip
    assert [(s["row"], s["post_id"], s["supported"]) for s in done["suggestions"]] == [("S2#2", "7", True)]
    assert {(a["who"], a["answer"]) for a in done["answers"]} == {("", "not met"), ("D1", "not met")}
    assert done["told"] == [
        {"where": "S2", "code": "contract_not_shown", "zh": done["told"][0]["zh"], "en": done["told"][0]["en"]}
    ]


def test_no_address_payer_or_number_of_a_transaction_leaves():
    done = account(given())
    shown = json.dumps(plain(gains_account.told(done)), ensure_ascii=False)
    for value in (OWN, THEIRS, "甲", '"h1"', '"W1"'):
        assert value not in shown


def test_what_does_not_hold_is_told_and_the_rest_goes_on():
    statements = [
        Statement(id="S1", file="file:1", kind="payment", preset="wechat_pay", defendant="D1", own=["13800000000"]),
        Statement(id="S2", file="file:1", kind="payment", preset="wechat_pay", defendant="D2"),
        Statement(id="S3", file="file:3", kind="bank", mapping={"time": "日期"}),
        Statement(id="S4", file="file:4", kind="bank", preset="bank", own=["6222"], of="payer"),
    ]
    wallets = [
        Wallet(id="W1", address=OWN[:-1] + ("1" if OWN[-1] != "1" else "2"), chain="tron", defendant="D1"),
        Wallet(id="W2", address="13800000000", defendant="D2"),
        Wallet(id="W3", address="nonsense", chain="tron", defendant="D2"),
    ]
    rates = [
        Rate(id="R1", coin="USDT", rate=Decimal(7), source="x"),
        Rate(id="R2", coin="狗狗币", rate=Decimal(7), day=DAY, source="x", source_day=DAY),
        Rate(id="R3", coin="USDT", rate=Decimal(0), day=DAY, source="x", source_day=DAY),
        Rate(id="R4", coin="USDT", rate=Decimal(7), first=DAY, last=date(2023, 7, 1), source="x", source_day=DAY),
        Rate(id="R5", coin="USDT", rate=Decimal(7), first=DAY, last=date(2023, 8, 31), source="x", source_day=DAY),
    ]
    done = account(given(statements=statements, wallets=wallets, rates=rates, receipts=[]))
    told = {(t.where, t.code) for t in done.told}
    assert {("S2", "file_twice"), ("S3", "mapping_wrong"), ("S4", "file_unread"), ("W1", "address_wrong"), ("W3", "address_unknown"),
            ("S1", "account_of_two"), ("W2", "account_of_two"), ("R1", "rate_undated"), ("R1", "rate_unsourced"), ("R2", "coin_unread"), ("R3", "rate_undated"),
            ("R4", "rate_undated")} == told  # fmt: skip
    (words,) = [row for row in plain(gains_account.told(done))["told"] if row["code"] == "mapping_wrong"]
    assert "mapping.amount" in words["zh"]
    assert "mapping.amount" in words["en"]
    assert [(p.entry, p.stage, p.receivers) for p in done.ledger.parts] == [
        ("C1", "cost", ("D1",)),
        ("S1#2", "undecided", ("D1", "D2")),
    ]


@pytest.mark.parametrize(
    "wrong", [{"mapping": {"time": "交易时间"}}, {"mapping": {"time": "no", "amount": "no"}, "coin": "CNY"}]
)
def test_an_entry_of_which_nothing_was_read_keeps_no_other_from_the_file(wrong):
    entries = [
        Statement(id="S7", file="file:4", kind="bank", defendant="D7", **wrong),
        Statement(id="S9", file="file:4", kind="payment", preset="wechat_pay", defendant="D7"),
        Statement(id="S10", file="file:4", kind="payment", preset="wechat_pay", defendant="D7"),
    ]
    done = account(Given(statements=entries, rows={one.id: BILL for one in entries}))
    assert [(part.entry, part.high) for part in done.ledger.parts] == [("S9#2", Decimal(80))]
    assert [one.where for one in done.told if one.code == "file_twice"] == ["S10"]


def test_the_order_of_entries_changes_nothing():
    forward, back = given(), given()
    turned = {name: list(reversed(getattr(back, name))) for name in ("receipts", "costs", "wallets", "rates")}
    assert (
        plain(gains_account.told(account(given(**turned))))["sums"]
        == plain(gains_account.told(account(forward)))["sums"]
    )


SHARED = "wx_shared_account"


@pytest.mark.parametrize("wallets", [("D2", "D1"), ("D1", "D2"), ("D1", "D2", "D3"), ("D2",), ()])
@pytest.mark.parametrize("files", [("D1", "D2"), ("D2", "D1")])
def test_a_shared_account_is_in_each_ones_high_and_in_nobodys_low(wallets, files):
    """Registered for several, or told by the files of several: who received is not determinable, whichever was entered first."""
    own = [SHARED] if wallets else []
    done = account(
        Given(
            wallets=[Wallet(id=f"W{n}", address=SHARED, defendant=who) for n, who in enumerate(wallets, 1)],
            statements=[Statement(id=f"S{n}", file=f"file:{n}", kind="payment", preset="wechat_pay", defendant=who, own=own)
                        for n, who in enumerate(files, 1)],
            rows={"S1": BILL, "S2": BILL},
        )
    )  # fmt: skip
    rows = {
        row["defendant"]: (row["undecided_low"], row["undecided_high"], row["joint"])
        for row in plain(gains_account.told(done))["sums"]
    }
    assert rows == {"": ("80.00", "80.00", 1)} | dict.fromkeys({*files, *wallets}, ("0.00", "80.00", 1))
    told = {(one["where"], one["code"]) for one in plain(gains_account.told(done))["told"]}
    assert told >= {("S1#2", "files_of_two"), *((f"W{n}", "account_of_two") for n in range(1, len(wallets) + 1))}


def test_one_file_registered_for_two_defendants_is_nobodys_alone():
    both = [
        Statement(id=f"S{n}", file="file:1", kind="payment", preset="wechat_pay", defendant=f"D{n}") for n in (1, 2)
    ]
    for statements in (both, both[::-1]):
        done = account(Given(statements=statements, rows={"S1": BILL, "S2": BILL}))
        assert [part.receivers for part in done.ledger.parts] == [("D1", "D2")]
        assert {one.code for one in done.told} == {"file_twice", "account_of_two"}


def test_an_address_of_two_defendants_on_a_chain():
    wallets = [Wallet(id=f"W{n}", address=OWN, chain="tron", defendant=f"D{n}") for n in (1, 2)]
    wallets.append(Wallet(id="W3", address=OTHER, chain="tron", defendant="D1"))
    rows = [tron("h1", THEIRS, OWN, "15"), tron("h2", OTHER, OWN, "2"), tron("h3", THEIRS, OTHER, "7")]
    statement = Statement(id="S1", file="file:1", kind="block_explorer", preset="tronscan_trc20", defendant="D1")
    done = account(
        Given(wallets=wallets, statements=[statement], rows={"S1": rows}, findings=[finding(OWN)], digest=digest)
    )
    assert [(one["state"], one["defendant"]) for one in plain(gains_account.told(done))["transactions"]] == [
        ("counted", "D1+D2"), ("between", "D1"), ("counted", "D1"),
    ]  # fmt: skip
    assert [part.receivers for part in done.ledger.parts] == [("D1", "D2"), ("D1",)]
    assert done.posted[0].defendant == "D1+D2"
    one, two = (
        suggestions([paid(defendant=who)], [offer()], (), ZONE, {}, {"D2": ["c"]})[0] for who in ("D1+D2", "D1")
    )
    assert (one.supported, two.supported) == (True, False)
