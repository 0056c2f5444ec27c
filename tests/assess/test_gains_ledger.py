"""The ledger: stages apart, one transfer once, nothing proven that no row or evidence shows, both readings of every contested point."""

import itertools
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.assess.forms.gains import Cost, Rate, Receipt, Statement, Wallet
from doxdocket.assess.forms.parties import Sanction
from doxdocket.assess.gains import answers, fined, gains_account, merged_transactions, sums
from doxdocket.assess.gains import ledger as books
from doxdocket.assess.gains.gains_account import Given, account
from doxdocket.assess.gains.ledger import ledger
from doxdocket.assess.gains.payers import Payers
from doxdocket.assess.gains.transactions import Transaction, holders
from doxdocket.assess.gains.valuing import Quoted, Worth, worth
from doxdocket.assess.plain_records import plain

ZONE = "Asia/Shanghai"
NOON = datetime(2023, 8, 1, 4, tzinfo=UTC)
DAY = date(2023, 8, 1)
RATES = (Quoted("R1", "USDT", Decimal("7.20"), DAY, DAY), Quoted("R2", "USDT", Decimal("7.30"), DAY, DAY))


def moved(ref, amount="80", coin="CNY", **more):
    facts = {"defendant": "D1", "at": NOON, "direction": "in", "state": "counted"} | more
    return Transaction(ref, ref.partition("#")[0], amount=Decimal(amount), coin=coin, **facts)


def got(id_, stage="proven", amount="80", **more):
    facts = {} if "joint" in more else {"defendant": "D1"}
    return Receipt(id=id_, stage=stage, amount=Decimal(amount), **(facts | more))


NAMED = {"D1": "周某某", "D2": "郑某某", "D6": "冯某某"}


def kept(receipts=(), rows=(), costs=(), rates=RATES, not_sued=False):
    transactions, _ = merged_transactions.gather(rows)
    return ledger(
        receipts, costs, transactions, rates, ZONE, Payers(NAMED, ["user18500022"], ["D6"] if not_sued else ())
    )


def brief(made):
    return [(p.entry, p.stage, str(p.low), str(p.high)) for p in made.parts]


def asked_of(made, *more, **named):
    """The answers of the line of 法释〔2017〕10号 alone."""
    return [one for one in answers.asked(made, *more, **named) if one.provision == "cn/fashi-2017-10/5-1-7"]


def codes(made):
    return {(one.where, one.code) for one in made.told}


def test_stages_stand_apart_and_are_never_added():
    made = kept(
        [
            got("G1", "offered"),
            got("G2", "agreed"),
            got("G3", "paid", evidence=["file:1"], day=DAY),
            got("G4", evidence=["file:2"], day=DAY + timedelta(days=1)),
        ]
    )
    found = sums.of(made, "D1")
    assert (found.proven, found.claimed, found.agreed) == (sums.Pair(Decimal(80), Decimal(80)),) * 3
    assert found.before == sums.Pair(Decimal(80), Decimal(160))
    assert sums.totals(made) == dict.fromkeys(
        ["receipts_proven", "receipts_claimed"], sums.Pair(Decimal(80), Decimal(80))
    )
    assert len(made.of("offered", "agreed")) == 2


@pytest.mark.parametrize(
    ("receipt", "rows", "expected", "told"),
    [
        (got("G1", transactions=["S1#2"]), [moved("S1#2")], [("G1", "proven", "80", "80")], set()),
        (got("G1", evidence=["卷一"]), [], [("G1", "proven", "80", "80")], set()),
        (got("G1"), [], [("G1", "paid", "0", "80")], {("G1", "not_backed")}),
        (got("G1", transactions=["S1#9"]), [], [("G1", "paid", "0", "80")], {("G1", "row_missing")}),
        (got("G1", transactions=["S1#2"], evidence=["卷一"]), [moved("S1#2", state="failed")], [("G1", "paid", "80", "80")],
         {("G1", "row_not_received")}),
        (got("G1", transactions=["S1#2"]), [moved("S1#2", direction="out")], [("G1", "paid", "0", "80")], {("G1", "row_not_received")}),
        (got("G1", transactions=["S1#2"]), [moved("S1#2", defendant="D2")],
         [("G1", "paid", "0", "80"), ("S1#2", "undecided", "80", "80")], {("G1", "row_of_other")}),
        (got("G1", transactions=["S1#2"]), [moved("S1#2", coin="USDT")],
         [("G1", "paid", "0", "80"), ("S1#2", "undecided", "80", "80")], {("G1", "coin_differs")}),
        (got("G1", amount="100", transactions=["S1#2"]), [moved("S1#2")],
         [("G1", "proven", "80", "80"), ("G1", "paid", "0", "20")], {("G1", "more_than_row")}),
        (got("G1", amount="50", transactions=["S1#2"]), [moved("S1#2")],
         [("G1", "proven", "50", "50"), ("S1#2", "undecided", "30", "30")], set()),
        (got("G1", "unrelated", transactions=["S1#2"]), [moved("S1#2")], [], set()),
        (got("G1", "unrelated"), [], [], set()),
        (got("G1", amount="-5"), [], [], {("G1", "negative")}),
        (got("G1", "paid"), [], [("G1", "paid", "0", "80")], {("G1", "no_evidence")}),
        (got("G1", "paid", evidence=["post:c/7"]), [], [("G1", "paid", "80", "80")], set()),
        (got("G1", "refunded", transactions=["S1#3"]), [moved("S1#3", direction="out")], [("G1", "refunded", "80", "80")], set()),
        (got("G1", "paid", transactions=["S1#2"]), [moved("S1#2")], [("G1", "paid", "80", "80")], set()),
    ],
)  # fmt: skip
def test_a_receipt_is_proven_only_as_far_as_something_shows_it(receipt, rows, expected, told):
    made = kept([receipt], rows)
    assert brief(made) == expected
    assert told <= codes(made)
    assert bool(told) == bool([one for one in made.told if one.where == "G1"])


def test_one_row_proves_once_whoever_names_it():
    made = kept([got("G1", transactions=["S1#2"]), got("G2", transactions=["S1#2"])], [moved("S1#2")])
    assert brief(made) == [("G1", "proven", "80", "80")]
    assert ("G2", "row_used_twice") in codes(made)
    shared = kept(
        [got("G1", amount="50", transactions=["S1#2"]), got("G2", amount="50", transactions=["S1#2"])], [moved("S1#2")]
    )
    assert brief(shared) == [("G1", "proven", "50", "50"), ("G2", "proven", "30", "30"), ("G2", "paid", "0", "20")]


def test_one_receipt_over_two_rows_has_the_day_of_each():
    later = moved("S1#3", at=NOON + timedelta(days=40))
    made = kept([got("G1", amount="160", transactions=["S1#2", "S1#3"])], [moved("S1#2"), later])
    assert [(p.row, p.month) for p in made.parts] == [("S1#2", "2023-08"), ("S1#3", "2023-09")]
    assert [row["low"] for row in plain(sums.each(made, "month", sums.ByMonth))] == ["80.00", "80.00"]


def test_one_transfer_in_two_files_counts_once():
    explorer = moved("S1#2", "15", "USDT", hash="a1", chain="tron", sender="T1", receiver="T2")
    exchange = moved("S2#9", "15", "USDT", hash="a1")
    made = kept([got("G1", amount="15", coin="USDT", transactions=["S1#2"]), got("G2", amount="15", coin="USDT", transactions=["S2#9"])],
                [explorer, exchange])  # fmt: skip
    assert brief(made) == [("G1", "proven", "15", "15")]
    assert [(t.state, t.same_as) for t in made.transactions] == [("counted", ""), ("duplicate", "S1#2")]


def test_an_exchange_that_books_less_the_fee_tells_the_same_transfer():
    rows = [moved("S1#2", "15", "USDT", hash="a1", fee=Decimal(1)), moved("S2#9", "14", "USDT", hash="a1")]
    found, told = merged_transactions.gather(rows)
    assert (found[0].amount, found[1].state) == (Decimal(14), "duplicate")
    assert {one.code for one in told} == {"amounts_differ"}
    far, _ = merged_transactions.gather([rows[0], moved("S2#9", "9", "USDT", hash="a1")])
    assert [(one.state, one.maybe_same_as) for one in far] == [("counted", ""), ("counted", "S1#2")]


def test_payments_of_one_batch_are_not_one():
    batch = [moved("S1#2", hash="a1", sender="T1", receiver=who) for who in ("T2", "T3")]
    batch += [moved("S1#4", "81", hash="a1", sender="T1", receiver="T2")]
    assert [one.state for one in merged_transactions.gather(batch)[0]] == ["counted"] * 3
    again = [*batch, moved("S1#5", hash="a1", sender="T1", receiver="T2")]
    assert [one.state for one in merged_transactions.gather(again)[0]] == ["counted"] * 3 + ["duplicate"]


def test_what_one_file_pays_and_the_other_receives_stayed_inside():
    out, back = moved("S1#2", "15", "USDT", hash="a1", direction="out"), moved("S2#9", "15", "USDT", hash="a1")
    assert [one.state for one in merged_transactions.gather([out, back])[0]] == ["internal", "duplicate"]
    assert [
        one.state
        for one in merged_transactions.gather([out, moved("S2#9", "15", "USDT", hash="a1", defendant="D2")])[0]
    ] == [
        "between",
        "duplicate",
    ]


def test_a_payers_row_and_the_receivers_are_one_receipt():
    rows = [moved("P1#2", hash="n1", payers=True), moved("S1#2", hash="n1")]
    found, _ = merged_transactions.gather(rows)
    assert [(one.state, one.payers) for one in found] == [("counted", False), ("duplicate", False)]
    alone = kept([], [moved("P1#2", hash="n1", payers=True)])
    assert brief(alone) == []
    assert brief(kept([got("G1", transactions=["P1#2"])], rows[:1])) == [("G1", "proven", "80", "80")]


def test_without_a_common_number_it_may_be_the_same_and_both_bounds_say_so():
    rows = [moved("S1#2"), moved("S2#5", at=NOON + timedelta(minutes=40))]
    made = kept([], rows)
    assert brief(made) == [("S1#2", "undecided", "80", "80"), ("S2#5", "undecided", "0", "80")]
    assert [one.told for one in made.transactions] == [(), ("told_twice",)]
    for first, second in (("S1#2", "S2#5"), ("S2#5", "S1#2")):
        both = kept([got("G1", transactions=[first]), got("G2", transactions=[second])], rows)
        assert [(p.row, str(p.low)) for p in sorted(both.parts, key=lambda p: p.row)] == [("S1#2", "80"), ("S2#5", "0")]
        one = kept([got("G1", transactions=[first])], rows)
        assert brief(one) == [("G1", "proven", "80", "80"), (second, "undecided", "0", "80")]


@pytest.mark.parametrize(
    "other",
    [
        moved("S1#5", at=NOON + timedelta(minutes=5)),  # the same file
        moved("S2#5", at=NOON + timedelta(minutes=61)),
        moved("S2#5", at=None),
        moved("S2#5", "80.01"),
        moved("S2#5", defendant="D2"),
        moved("S2#5", at=NOON + timedelta(hours=26), dated=True),
        moved("S2#5", at=NOON - timedelta(hours=26)),
        moved("S2#5", state="failed"),
    ],
)
def test_what_differs_is_another_transfer(other):
    assert {one.maybe_same_as for one in merged_transactions.gather([moved("S1#2"), other])[0]} == {""}


def test_two_numbers_of_one_chain_are_two_transfers():
    rows = [moved("S1#2", hash="a", chain="tron"), moved("S2#5", hash="b", chain="tron")]
    assert {one.maybe_same_as for one in merged_transactions.gather(rows)[0]} == {""}


def test_a_file_that_writes_the_day_alone_has_the_day_for_its_window():
    late = moved("S2#5", at=NOON + timedelta(hours=20), dated=True)
    assert merged_transactions.gather([moved("S1#2"), late])[0][1].told == ("told_twice",)
    assert merged_transactions.gather([replace(late, direction="", state="neutral"), moved("S1#2")])[0][1].told == (
        "maybe_internal",
    )


def test_a_payers_file_that_names_nobody_may_tell_the_same():
    rows = [moved("P1#2", payers=True, defendant=""), moved("S1#2", at=NOON + timedelta(minutes=1))]
    made = kept([got("G1", transactions=["P1#2"]), got("G2", transactions=["S1#2"])], rows)
    assert brief(made) == [("G1", "proven", "80", "80"), ("G2", "proven", "0", "80")]


def test_one_number_with_amounts_too_far_apart_is_told_and_not_joined():
    out, back = moved("S1#2", "100", "USDT", hash="a", direction="out"), moved("S2#2", "99", "USDT", hash="a")
    found, _ = merged_transactions.gather([out, back])
    assert [(one.state, one.maybe_same_as) for one in found] == [("counted", ""), ("counted", "S1#2")]
    assert found[1].told == ("maybe_internal",)
    both_out = [out, replace(back, direction="out")]
    assert {one.maybe_same_as for one in merged_transactions.gather(both_out)[0]} == {""}


def test_many_equal_amounts_are_paired_in_order():
    rows = [moved(f"S{book}#{n}", at=NOON + timedelta(minutes=n)) for book in (1, 2) for n in range(2, 300)]
    found, _ = merged_transactions.gather(rows)
    assert [one.maybe_same_as for one in found[298:]] == [f"S1#{n}" for n in range(2, 300)]


def test_each_row_doubts_one_other():
    rows = [moved("S1#2"), moved("S2#5"), moved("S2#6")]
    assert [one.maybe_same_as for one in merged_transactions.gather(rows)[0]] == ["", "S1#2", ""]


def test_money_moved_to_an_own_account_may_be_no_receipt():
    cashed = moved("S2#5", direction="", state="neutral", at=NOON - timedelta(minutes=3))
    made = kept([], [moved("S1#2"), cashed])
    assert brief(made) == [("S1#2", "undecided", "0", "80")]
    assert made.transactions[0].told == ("maybe_internal",)
    paid = moved("S2#5", direction="out", payers=True)
    assert merged_transactions.gather([moved("S1#2"), paid])[0][0].told == ()


def test_poisoning_and_a_second_look_at_addresses_alike():
    real, fake = "TAbcDEFGHIJKLMNPQRSTUVWXYZabcd4567", "TAbcZZZZZZZZZZZZZZZZZZZZZZZZZZ4567"
    rows = [
        moved("S1#2", "15", "USDT", chain="tron", sender=real, receiver="T9"),
        moved("S1#3", "0", "USDT", chain="tron", sender=fake, receiver="T9", state="zero"),
        moved("S1#4", "0.000001", "USDT", chain="tron", sender=fake, receiver="T9"),
        moved("S1#5", "0.000001", "USDT", chain="tron", sender="TQQQ" + fake[4:], receiver="T9"),
        moved("S1#6", "0", "USDT", chain="tron", sender="TQQQ" + fake[4:], receiver="T9", state="zero"),
        moved("S1#7", "0", "USDT", chain="tron", direction="out", sender="T9", receiver=fake, state="zero"),
        moved("S1#8", "0", "USDT", chain="tron", sender=fake[:-1] + "8", receiver="T9", state="failed"),
    ]
    found, _ = merged_transactions.gather(rows)
    assert [one.state for one in found] == [
        "counted",
        "poisoning",
        "poisoning",
        "counted",
        "zero",
        "poisoning",
        "failed",
    ]
    large = [rows[0], moved("S1#3", "9", "USDT", chain="tron", sender=fake, receiver="T9")]
    found, told = merged_transactions.gather(large)
    assert [one.state for one in found] == ["counted", "counted"]
    assert {(one.where, one.code) for one in told} == {("S1#2", "alike_counterparty"), ("S1#3", "alike_counterparty")}
    assert merged_transactions.look_alike("0xabc1234", "0xabc1234") is False
    own = "TAbcDEFGHIJKLMNPQRSTUVWXYZzzzz4567"
    assert (
        merged_transactions.gather(
            [moved("S1#3", "0", "USDT", chain="tron", sender=fake, receiver=own, state="zero")], [own]
        )[0][0].state
        == "poisoning"
    )


def test_the_same_told_twice_without_a_row_is_low_once_and_high_twice():
    made = kept(
        [
            got("G1", evidence=["卷一"], day=DAY, payer="甲"),
            got("G2", evidence=["卷二"], at=NOON),
            got("G3", evidence=["卷三"]),
        ]
    )
    assert brief(made) == [("G1", "proven", "80", "80"), ("G2", "proven", "0", "80"), ("G3", "proven", "0", "80")]
    assert {("G2", "maybe_same_entry"), ("G3", "maybe_same_entry")} <= codes(made)


@pytest.mark.parametrize(
    "other",
    [
        {"day": DAY + timedelta(days=1)},
        {"payer": "乙"},
        {"channel": "c2"},
        {"actor": "A2"},
        {"defendant": "D2"},
        {"amount": "81"},
        {"coin": "USDT"},
    ],
)
def test_what_tells_two_sums_apart(other):
    first = {"day": DAY, "payer": "甲", "channel": "c1", "actor": "A1", "evidence": ["卷一"]}
    made = kept([got("G1", **first), got("G2", **(first | other))])
    assert [part.low > 0 for part in made.parts] == [True, True]


def test_a_testimony_about_a_payment_that_a_row_shows_adds_nothing_to_the_low():
    both = kept([got("G1", transactions=["S1#2"]), got("G2", evidence=["卷一"], day=DAY)], [moved("S1#2")])
    assert brief(both) == [("G1", "proven", "80", "80"), ("G2", "proven", "0", "80")]
    alone = kept([got("G2", evidence=["卷一"], day=DAY)], [moved("S1#2")])
    assert brief(alone) == [("G2", "proven", "80", "80"), ("S1#2", "undecided", "0", "80")]
    claimed = kept([got("G1", evidence=["卷一"], day=DAY), got("G2", "paid", evidence=["卷二"], day=DAY)])
    assert brief(claimed) == [("G1", "proven", "80", "80"), ("G2", "paid", "0", "80")]
    back = kept([got("G1", evidence=["卷一"], day=DAY), got("G2", "refunded", evidence=["卷二"], day=DAY)])
    assert brief(back)[1] == ("G2", "refunded", "80", "80")


def test_posts_prove_no_payment():
    made = kept([got("G1", evidence=["post:c/7"]), got("G2", evidence=["post:c/7", "卷一"], amount="81")])
    assert brief(made) == [("G1", "paid", "80", "80"), ("G2", "proven", "81", "81")]
    assert ("G1", "only_posts") in codes(made)
    cost = kept([], [], [Cost(id="C1", amount=Decimal(9), what="查档", defendant="D1", evidence=["post:c/7"])])
    assert brief(cost) == [("C1", "cost", "0", "9")]


def test_a_reversal_takes_the_receipt_before_it_out_of_the_low():
    rows = [moved("S1#2", counterparty="a"), moved("S1#3", counterparty="a"), moved("S1#4", direction="out", counterparty="a", told=("reversal",)),
            moved("S1#5", "7", direction="out", told=("reversal",))]  # fmt: skip
    made = kept([got("G1", transactions=["S1#3"])], rows)
    assert brief(made) == [("G1", "proven", "0", "80"), ("S1#2", "undecided", "80", "80")]
    assert ("G1", "reversed") in codes(made)
    assert merged_transactions.gather([*rows, moved("S2#9")])[0][1].maybe_same_as == "S1#4"


def test_coins_are_valued_by_the_rates_of_the_day_and_by_nothing_else():
    made = kept([got("G1", amount="10", coin="U", evidence=["卷一"], at=NOON)])
    (part,) = made.parts
    assert (part.worth.low, part.worth.high, part.worth.rule, part.worth.rates) == (
        Decimal(72),
        Decimal(73),
        "same_day",
        ("R1", "R2"),
    )
    other = kept(
        [
            got("G1", amount="10", coin="USDT", evidence=["卷一"], day=DAY + timedelta(days=1)),
            got("G2", evidence=["卷二"]),
        ]
    )
    found = sums.of(other, "D1")
    assert (found.proven.low, found.proven.high, found.lacking) == (Decimal(80), None, ("G1",))
    assert ("G1", "no_rate") in codes(other)
    assert sums.totals(other)["receipts_proven"] == sums.Pair(Decimal(80), None)
    assert found.widest is None
    for coin, lacking in (("狗狗币", "coin_unknown"), ("USDT", "no_day")):
        assert kept([got("G1", coin=coin, evidence=["卷一"])]).parts[0].worth.lacking == lacking


@pytest.mark.parametrize(
    "coin", ["HKD", "港币", "hkd", "MOP", "TWD", "USD", "MYR", "SGD", "JPY", "EUR", "GBP", "KRW", "AUD", "DOGE"]
)
def test_a_foreign_currency_is_valued_by_its_rate(coin):
    code = {"港币": "HKD"}.get(coin, coin.upper())
    rate = Rate(id="X2", coin=code, rate=Decimal("0.92"), day=DAY, source="某银行中间价", source_day=DAY)
    paid = got("P7", stage="paid", amount="200", coin=coin, day=DAY, evidence=["卷六"])
    done = account(Given(receipts=[paid], rates=[rate], defendants={"D1": "周某某"}))
    assert {part.worth for part in done.ledger.parts} == {
        Worth(Decimal("184.00"), Decimal("184.00"), "same_day", ("X2",))
    }
    assert not {one.code for one in done.told} & {"coin_unread", "coin_unknown", "no_rate"}


def test_a_rate_of_the_day_goes_before_one_of_a_period():
    month = Quoted("R9", "USDT", Decimal(6), date(2023, 8, 1), date(2023, 8, 31))
    assert worth(Decimal(1), "USDT", DAY, [month, RATES[0]]).rates == ("R1",)
    later = worth(Decimal(1), "USDT", date(2023, 8, 31), [month, RATES[0]])
    assert (later.rule, later.low) == ("period", Decimal(6))
    assert worth(Decimal(1), "USDT", date(2023, 9, 1), [month]).lacking == "no_rate"


def test_joint_receipts_by_share_or_as_joint():
    shared = kept(
        [
            got(
                "G1",
                amount="100",
                joint=["D1", "D2", "D3"],
                shares={"D1": "1/3", "D2": "1/3", "D3": "1/3"},
                evidence=["卷一"],
            )
        ]
    )
    assert sums.of(shared, "D1").proven == sums.Pair(Decimal("33.33"), Decimal("33.34"))
    assert sums.of(shared).proven == sums.Pair(Decimal(100), Decimal(100))
    assert shared.parts[0].shares["D1"] == Fraction(1, 3)
    joint = kept([got("G1", amount="100", joint=["D1", "D2"], evidence=["卷一"])])
    assert sums.of(joint, "D1").proven == sums.Pair(Decimal(0), Decimal(100))
    assert (sums.of(joint).proven, sums.of(joint, "D1").joint) == (sums.Pair(Decimal(100), Decimal(100)), 1)
    assert sums.receivers(joint) == ["D1", "D2"]


@pytest.mark.parametrize(
    "shares",
    [
        {"D1": "1/2"},
        {"D1": "1/2", "D2": "1/3"},
        {"D1": "x", "D2": "1"},
        {"D1": "1/0", "D2": "1"},
        {"D1": "2", "D2": "-1"},
    ],
)
def test_shares_that_do_not_hold_are_told_and_not_used(shares):
    made = kept([got("G1", joint=["D1", "D2"], shares=shares, evidence=["卷一"])])
    assert made.parts[0].joint
    assert ("G1", "shares_wrong") in codes(made)


def test_what_nobody_is_named_for_counts_for_all_and_for_no_one():
    made = kept([got("G1", defendant="", evidence=["卷一"])], [moved("S1#2", defendant="")])
    assert {("G1", "nobody"), ("S1#2", "nobody")} <= codes(made)
    assert (sums.receivers(made), sums.of(made).proven.low) == ([], Decimal(80))
    by_row = kept([got("G1", defendant="", transactions=["S1#2"])], [moved("S1#2", defendant="D2")])
    assert by_row.parts[0].receivers == ("D2",)


def test_costs_and_refunds_make_a_second_reading_and_change_nothing_of_the_first():
    costs = [Cost(id="C1", amount=Decimal(30), what="查档", defendant="D1", evidence=["卷一"]), Cost(id="C2", amount=Decimal(5), what="广告", defendant="D1"),
             Cost(id="C3", amount=Decimal(0), what="无", defendant="D1")]  # fmt: skip
    made = kept([got("G1", evidence=["卷一"]), got("G2", "refunded", "10", evidence=["卷二"])], [], costs)
    found = sums.of(made, "D1")
    assert found.before == sums.Pair(Decimal(80), Decimal(80))
    assert found.after == sums.Pair(Decimal(35), Decimal(40))
    assert {("C2", "no_evidence"), ("C3", "negative")} <= codes(made)


def test_a_cost_by_a_row_that_was_paid():
    row = moved("S1#2", "30", direction="out")
    made = kept([], [row], [Cost(id="C1", amount=Decimal(50), what="查档", defendant="D1", transactions=["S1#2"])])
    assert brief(made) == [("C1", "cost", "30", "30"), ("C1", "cost", "0", "20")]
    twice = kept(
        [],
        [row],
        [
            Cost(id=name, amount=Decimal(30), what="查档", defendant="D1", transactions=["S1#2"])
            for name in ("C1", "C2")
        ],
    )
    assert brief(twice) == [("C1", "cost", "30", "30")]
    assert ("C2", "row_used_twice") in codes(twice)


def test_a_loss_is_told_as_such():
    made = kept(
        [got("G1", evidence=["卷一"])],
        [],
        [Cost(id="C1", amount=Decimal(100), what="查档", defendant="D1", evidence=["卷一"])],
    )
    assert sums.of(made, "D1").after == sums.Pair(Decimal(-20), Decimal(-20)) == sums.of(made).after
    assert {one.answer for one in asked_of(made) if one.reading == "after"} == {"not determinable"}  # no day of the act


def test_channel_and_month_of_an_entry():
    made = kept([got("G1", evidence=["卷一"], offer="post:telegram:channel:1/7", at=datetime(2023, 8, 31, 17, tzinfo=UTC)),
                 got("G2", evidence=["卷一"], channel="telegram:channel:2")])  # fmt: skip
    assert [(p.channel, p.month) for p in made.parts] == [("telegram:channel:1", "2023-09"), ("telegram:channel:2", "")]
    assert [
        (row["channel"], row["stage"], row["low"]) for row in plain(sums.each(made, "channel", sums.ByChannel))
    ] == [
        ("telegram:channel:1", "proven", "80.00"),
        ("telegram:channel:2", "proven", "80.00"),
    ]


@pytest.mark.parametrize(
    ("amount", "day", "answer"),
    [
        ("4999.99", DAY, "not met"),
        ("5000", DAY, "met"),
        ("5000", date(2015, 10, 31), "not determinable"),
        ("5000", date(2015, 11, 1), "met"),
        ("5000", date(2017, 5, 31), "met"),
        ("5000", date(2017, 6, 1), "met"),
        ("5000", None, "not determinable"),
    ],
)
def test_the_line_of_article_5(amount, day, answer):
    made = kept([got("G1", amount=amount, evidence=["卷一"], day=day)])
    found = {(one.who, one.reading): one.answer for one in asked_of(made)}
    assert found == {(who, reading): answer for who in ("", "D1") for reading in ("before", "after")}


def test_where_the_ends_differ_the_answer_is_open():
    made = kept([got("G1", amount="4000", evidence=["卷一"], day=DAY), got("G2", "paid", "2000", evidence=["卷二"], day=DAY)],
                [moved("S1#2", "9000")], [Cost(id="C1", amount=Decimal(1500), what="查档", defendant="D1", evidence=["卷一"])])  # fmt: skip
    first, second = [one for one in asked_of(made) if one.who == "D1"]
    assert (first.at_low, first.at_high, first.answer, first.with_undecided) == (
        "not met",
        "met",
        "not determinable",
        "met",
    )
    assert (second.reading, plain(second.high), second.answer, second.with_undecided) == (
        "after",
        "4500.00",
        "not met",
        "met",
    )
    assert first.missing == ()


def test_without_any_money_there_is_no_answer():
    made = kept([got("G1", "agreed")])
    assert {one.answer for one in asked_of(made)} == {"not determinable"}
    assert asked_of(made)[0].missing == ("act_date",)


def sanction(id_, kind="criminal", stage="convicted", defendant="D1", **more):
    amounts = {name: Decimal(more.pop(name)) for name in ("fine", "confiscated", "returned") if name in more}
    return Sanction(id=id_, defendant=defendant, kind=kind, stage=stage, **amounts, **more)


def spans(rows, *names):
    return [(row["defendant"], row["kind"], *((row[f"{n}_low"], row[f"{n}_high"]) for n in names)) for row in rows]


def test_fines_and_confiscation_stand_beside_and_take_nothing_off():
    made = kept([got("G1", evidence=["卷一"])])
    rows = plain(fined.beside(made, [sanction("X1", fine=2000, confiscated=60), sanction("X3", defendant="D2")]))
    assert spans(rows, "proven", "fine", "confiscated") == [
        ("D1", "criminal", ("80.00", "80.00"), ("2000.00", "2000.00"), ("60.00", "60.00")),
        ("D2", "criminal", (None, None), (None, None), (None, None)),
    ]
    assert [row["overlap"] for row in rows] == ["open", "none"]
    assert spans(plain(fined.beside(made, [])), "fine") == [("D1", "", (None, None))]


def test_only_what_was_imposed_stands_beside_and_each_kind_by_itself():
    tried = [
        sanction("s1", stage="prosecuted", fine=9000, confiscated=3000),
        sanction("s2", fine=5000, confiscated=3000, returned=700),
        sanction("s3", "administrative", "punished", fine=500),
    ]
    administrative, criminal = plain(fined.beside(kept([got("G1", amount="5200", evidence=["卷一"])]), tried))
    assert spans([criminal, administrative], "fine", "confiscated", "returned") == [
        ("D1", "criminal", ("5000.00", "5000.00"), ("3000.00", "3000.00"), ("700.00", "700.00")),
        ("D1", "administrative", ("500.00", "500.00"), (None, None), (None, None)),
    ]
    assert (criminal["sanctions"], criminal["not_imposed"]) == (["s2"], ["s1"])
    (young,) = plain(fined.beside(kept([]), [sanction("s4", "administrative", "not_liable")]))
    assert (young["not_imposed"], young["stages"], young["sanctions"], criminal["stages"]) == (
        ["s4"],
        ["not_liable"],
        [],
        ["prosecuted"],
    )
    assert [(one.where, one.code) for one in fined.stages(tried)] == [("s1, s2", "sanctions_of_one_case")]


@pytest.mark.parametrize(
    ("entries", "fine", "told"),
    [
        ([("a", "(1)", 1, 5000), ("b", "(1)", 2, 3000)], ("3000.00", "3000.00"), True),  # one docket: the later counts
        ([("a", "(1)", 2, 5000), ("b", "(1)", 1, 3000)], ("5000.00", "5000.00"), True),
        ([("a", "(1)", 1, 5000), ("b", "(2)", 2, 3000)], ("8000.00", "8000.00"), False),
        ([("a", "", 1, 5000), ("b", "", 2, 3000)], ("3000.00", "8000.00"), True),
        ([("a", "(1)", 1, 5000), ("b", "", 2, 3000)], ("3000.00", "8000.00"), True),
        ([("a", "(1)", 1, 5000), ("b", "(2)", 1, 10), ("c", "", 2, 8000)], ("5010.00", "13010.00"), True),
    ],
)
def test_entries_that_may_be_stages_of_one_case(entries, fine, told):
    tried = [sanction(name, docket=number, day=date(2024, 1, day), fine=sum_) for name, number, day, sum_ in entries]
    (row,) = plain(fined.beside(kept(), tried))
    assert (row["fine_low"], row["fine_high"]) == fine
    assert bool(fined.stages(tried)) == told


def test_what_was_given_back_counts_before_a_verdict_and_once():
    before = sanction("s1", stage="prosecuted", returned=200)
    assert spans(plain(fined.beside(kept(), [before])), "returned") == [("D1", "criminal", ("200.00", "200.00"))]
    after = plain(fined.beside(kept(), [before, sanction("s2", returned=300)]))
    assert spans(after, "returned") == [("D1", "criminal", ("300.00", "300.00"))]
    assert [row["overlap"] for row in after] == ["open"]
    nothing = kept([got("G1", evidence=["卷一"]), got("G2", "refunded", "10", evidence=["卷二"])])
    (row,) = plain(fined.beside(nothing, []))
    assert (row["proven_low"], row["proven_after_low"], row["proven_after_high"]) == ("80.00", "70.00", "70.00")


def test_proven_gains_beside_fines_leave_out_what_is_said_to_be_paid_before_and_after():
    made = kept([got("G1", evidence=["卷一"]), got("G2", "paid", "500", evidence=["卷二"])],
                [], [Cost(id="C1", amount=Decimal(5), what="查档", defendant="D1")])  # fmt: skip
    (row,) = plain(fined.beside(made, [sanction("s1", fine=1)]))
    assert spans([row], "proven", "proven_after") == [("D1", "criminal", ("80.00", "80.00"), ("75.00", "80.00"))]


def test_what_nobody_stated_is_not_nothing():
    """A case without receipts, and a defendant without any in a case that has some."""
    assert {(row["low"], row["high"]) for row in plain(answers.compared(kept(), {}))} == {(None, None)}
    assert spans(plain(fined.beside(kept(), [sanction("s1", confiscated=5)])), "proven", "proven_after") == [
        ("D1", "criminal", (None, None), (None, None))
    ]
    made = kept([got("G1", evidence=["卷一"], day=DAY), got("G2", "agreed", defendant="D2")])
    assert {one.who: (plain(one.low), one.answer) for one in asked_of(made) if one.reading == "after"} == {
        "": ("80.00", "not met"), "D1": ("80.00", "not met"), "D2": (None, "not determinable"),
    }  # fmt: skip


def test_the_day_of_the_act_is_that_of_the_posts_and_of_receipts_only_without_posts():
    undated = kept([got("G1", amount="5200", evidence=["卷一"])])
    assert {(one.answer, one.on) for one in asked_of(undated)} == {("not determinable", None)}
    assert {(one.answer, one.on) for one in asked_of(undated, None, date(2024, 1, 5))} == {("met", date(2024, 1, 5))}
    dated = kept([got("G1", amount="5200", evidence=["卷一"], day=DAY)])
    assert {one.on for one in asked_of(dated)} == {DAY}
    assert {one.on for one in asked_of(dated, None, date(2024, 1, 5))} == {date(2024, 1, 5)}


def test_gains_beside_what_was_done_is_a_table_without_a_word():
    made = kept([got("G1", evidence=["卷一"])])
    rows = plain(answers.compared(made, {"persons": {"unit": "人", "low": 800, "high": 820}, "other": {}}))
    assert [(r["id"], r["low"], r["high"]) for r in rows] == [
        ("gains_proven", "80.00", "80.00"), ("gains_before", "80.00", "80.00"), ("gains_after", "80.00", "80.00"), ("persons", 800, 820),
    ]  # fmt: skip


def entered(*told):
    """Receipts of 1000 yuan on one day, each with evidence: number, defendant, payer."""
    return [got(id_, amount="1000", defendant=who, payer=payer, evidence=["卷一"], day=DAY) for id_, who, payer in told]


@pytest.mark.parametrize("last", ["G10", "H10"])
def test_an_entry_of_nobody_takes_no_proven_receipt_from_anybody(last):
    """Its payer is another one than that of G9, so both are two payments, whatever G8 is."""
    some = entered(("G8", "D2", ""), ("G9", "D2", "甲"), (last, "", "乙"))
    for receipts in itertools.permutations(some):
        made = kept(receipts)
        assert sums.of(made).proven == sums.Pair(Decimal(2000), Decimal(3000))
        assert sums.of(made, "D2").proven == sums.Pair(Decimal(1000), Decimal(2000))


@pytest.mark.parametrize(
    ("told", "whole", "own"),
    [
        ([("D1", ""), ("", "甲"), ("", "乙")], 2000, 1000),  # one of the two may be D1's, the other is not
        ([("D1", ""), ("", "")], 1000, 1000),
        ([("D1", "甲"), ("D1", "乙"), ("D1", "")], 2000, 2000),
        ([("D1", "甲"), ("D2", "甲"), ("", "甲")], 2000, 1000),
        ([("", "甲"), ("", "乙"), ("", "")], 2000, 0),
    ],
)
def test_the_least_number_of_payments_that_entries_can_be(told, whole, own):
    made = kept(entered(*((f"G{n}", *one) for n, one in enumerate(told))))
    assert (sums.of(made).proven.low, sums.of(made, "D1").proven.low) == (whole, own)


def test_an_entry_without_evidence_takes_nothing_from_one_with_it():
    made = kept([got("G1", day=DAY), got("G2", evidence=["卷一"], day=DAY)])
    assert {p.entry: str(p.low) for p in made.parts} == {"G1": "0", "G2": "80"}
    assert ("G1", "maybe_same_entry") in codes(made)


def test_a_transfer_of_nobody_shown_by_a_row_may_be_what_is_proven_of_one():
    made = kept(
        [got("G1", defendant="", transactions=["S1#2"]), got("G2", evidence=["卷一"], day=DAY)],
        [moved("S1#2", defendant="")],
    )
    assert (sums.of(made).proven, sums.of(made, "D1").proven) == (
        sums.Pair(Decimal(80), Decimal(160)),
        sums.Pair(Decimal(80), Decimal(80)),
    )
    assert ("G1", "maybe_same_entry") in codes(made)


@pytest.mark.parametrize("size", [3, 20])
def test_many_entangled_entries_have_a_low_that_holds(size):
    """So many payers without a day and as many days without a payer: each payer may have paid on any day. More than thirty are not tried one by one."""
    some = [got(f"P{n}", payer=f"某{n}", evidence=["卷一"]) for n in range(size)]
    some += [got(f"D{n}", day=DAY + timedelta(days=n), evidence=["卷一"]) for n in range(size)]
    for receipts in (some, some[::-1]):
        assert sums.of(kept(receipts), "D1").proven == sums.Pair(Decimal(80 * size), Decimal(160 * size))


def test_a_row_of_another_defendant_that_is_counted_is_not_claimed_again():
    rows = [moved("S1#2", "3000")]
    one, two = (
        got("G1", amount="3000", transactions=["S1#2"]),
        got("G2", amount="3000", defendant="D2", transactions=["S1#2"]),
    )
    for made in (kept([one, two], rows), kept([replace_id(two, "A"), one], rows)):
        assert sums.of(made).before == sums.Pair(Decimal(3000), Decimal(3000))
        assert sums.of(made, "D1").proven.low == 3000
        assert "row_counted" in {code for _, code in codes(made)}
        assert sums.receivers(made) == ["D1"]
    part = kept([got("G1", amount="1000", transactions=["S1#2"]), two], rows)
    assert brief(part) == [
        ("G1", "proven", "1000", "1000"),
        ("G2", "paid", "0", "2000"),
        ("S1#2", "undecided", "2000", "2000"),
    ]
    coin = kept([one, got("G2", coin="USDT", transactions=["S1#2"])], rows)
    assert brief(coin) == [("G1", "proven", "3000", "3000")]
    open_ = kept([got("G1", amount="1000", transactions=["S1#2"]), got("G2", coin="USDT", transactions=["S1#2"])], rows)
    assert brief(open_)[1] == ("G2", "paid", "0", "80")
    assert ("G2", "coin_differs") in codes(open_)


def replace_id(entry, id_):
    return msgspec.structs.replace(entry, id=id_)


def test_a_row_that_entries_of_two_defendants_name_is_theirs_together():
    rows = [moved("S1#2", defendant="")]
    for names in (("D1", "D2"), ("D2", "D1")):
        some = [got(f"G{n}", defendant=who, amount="50", transactions=["S1#2"]) for n, who in enumerate(names)]
        made = kept(some, rows)
        assert sums.of(made).proven == sums.Pair(Decimal(80), Decimal(80))
        assert {who: (sums.of(made, who).before.low, sums.of(made, who).before.high) for who in names} == dict.fromkeys(
            names, (0, 100)
        )
        assert ("G0", "row_of_several") in codes(made)
    enough = kept([got(f"G{n}", defendant=f"D{n}", amount="40", transactions=["S1#2"]) for n in (1, 2)], rows)
    assert [p.receivers for p in enough.parts] == [("D1",), ("D2",)]


def spent(id_, what="买查询", amount="150", **more):
    facts = {"defendant": "D1", "evidence": ["卷二第9页"], "day": DAY} | more
    return Cost(id=id_, amount=Decimal(amount), what=what, **facts)


@pytest.mark.parametrize(
    ("other", "after"),
    [
        ({}, (4900, 5050)),
        ({"day": None}, (4900, 5050)),
        ({"evidence": ["卷三"]}, (4900, 5050)),
        ({"what": "服务器"}, (4900, 4900)),
        ({"day": DAY + timedelta(days=1)}, (4900, 4900)),
        ({"amount": "151"}, (4899, 4899)),
        ({"evidence": []}, (4900, 5050)),
    ],
)
def test_a_cost_that_is_stated_twice_is_off_the_low_twice_and_off_the_high_once(other, after):
    for costs in ([spent("C1"), spent("C2", **other)], [spent("C1", **other), spent("C2")]):
        made = kept([got("G1", amount="5200", evidence=["卷一"], day=DAY)], [], costs)
        assert sums.of(made).after == sums.Pair(*map(Decimal, after))
        assert ("maybe_same_entry" in {code for _, code in codes(made)}) == (after == (4900, 5050))
        found = [one.answer for one in asked_of(made) if one.reading == "after"]
        assert found == ["not determinable" if after[1] >= 5000 else "not met"] * 2


WHO = st.sampled_from(["", "D1", "D2"])
ENTRIES = st.lists(
    st.tuples(WHO, st.sampled_from(["", "甲", "乙", "D1", "D6"]), st.sampled_from([None, DAY, DAY + timedelta(days=1)]),
              st.sampled_from(["proven", "proven", "paid", "refunded"]), st.sampled_from(["", "c1", "c2"]),
              st.sampled_from([(), ("卷一",), ("post:c/1",)]), st.sampled_from([(), (), ("S1#2",), ("S2#2",), ("S3#2", "S1#2")]),
              st.sampled_from([(), (), ("D1", "D2")])),
    max_size=8,
)  # fmt: skip


@examples(120)
@given(ENTRIES, st.tuples(WHO, WHO, WHO), st.randoms(use_true_random=False))
def test_no_sum_depends_on_numbers_or_order_of_entries(told, whose, rng):
    rows = [moved(f"S{n}#2", defendant=who, hash="" if n > 2 else "h") for n, who in enumerate(whose, 1)]

    def made(numbers):
        receipts = [
            got(f"G{n}", stage, defendant="" if joint else who, joint=joint, payer=payer, day=day, channel=channel, evidence=evidence, transactions=named)
            for n, (who, payer, day, stage, channel, evidence, named, joint) in zip(numbers, told, strict=True)
        ]  # fmt: skip
        costs = [
            spent(f"C{n}", defendant=who, day=day, evidence=evidence)
            for n, (who, _, day, _, _, evidence, _, _) in zip(numbers, told, strict=True)
        ]
        turned = sorted(zip(numbers, receipts, costs, strict=True), key=lambda one: one[0])
        return kept([one for _, one, _ in turned], rows, [one for _, _, one in turned])

    numbers = list(range(8, 8 + len(told)))
    first = made(numbers)
    for _ in range(3):
        rng.shuffle(numbers)
        other = made(numbers)
        assert [sums.of(other, who) for who in ("", "D1", "D2")] == [sums.of(first, who) for who in ("", "D1", "D2")]
        assert [sums.each(other, by, sums.Each) for by in ("channel", "month", "coin")] == [
            sums.each(first, by, sums.Each) for by in ("channel", "month", "coin")
        ]
    for who in ("D1", "D2") if not any(one.maybe_inside for one in first.parts) else ():
        assert sums.of(first, who).proven.low <= sums.of(first).proven.low


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.whole(but=4)
def test_whatever_is_stated_no_row_proves_more_than_itself_and_order_changes_nothing(seed):
    rng = random.Random(seed)
    rows = [
        moved(f"S{rng.randint(1, 3)}#{n}", str(rng.choice((20, 20, 50, 80))), rng.choice(("CNY", "USDT")), hash=rng.choice(("", "", f"h{n % 4}")),
              defendant=rng.choice(("D1", "D2", "")), direction=rng.choice(("in", "in", "out")), at=NOON + timedelta(minutes=rng.randint(0, 200)),
              payers=rng.random() < 0.2, state=rng.choice(("counted", "counted", "failed", "neutral")))
        for n in range(2, 14)
    ]  # fmt: skip
    receipts = [
        got(f"G{n}", rng.choice(("proven", "proven", "paid", "refunded", "unrelated")), str(rng.choice((20, 50, 80, 100))), coin=rng.choice(("CNY", "USDT")),
            evidence=rng.choice(((), ("卷一",), ("post:c/1",))), transactions=rng.sample([one.ref for one in rows], rng.randint(0, 2)),
            day=rng.choice((None, DAY)), **({"joint": ["D1", "D2"]} if rng.random() < 0.2 else {}))
        for n in range(10)
    ]  # fmt: skip
    made = kept(receipts, rows)
    shown = {}
    for part in made.parts:
        assert Decimal(0) <= part.low <= part.high
        if part.row:
            side = part.row, part.stage in ("refunded", "cost", "between_paid")
            shown[side] = shown.get(side, Decimal(0)) + part.high
    amounts = {one.ref: one for one in made.transactions}
    assert all(
        total <= amounts[row].amount and amounts[row].state in ("counted", "between")
        for (row, _), total in shown.items()
    )
    for who in ("", *sums.receivers(made)):
        found = sums.of(made, who)
        assert found.before.high is None or found.before.low <= found.before.high <= (found.widest or found.before.high)
    assert sums.of(kept(receipts[::-1], rows)) == sums.of(made)


PLAIN = {"evidence": ["第3页"]}


def lows(receipts, rows=()):
    made = kept(receipts, rows)
    return tuple(sums.of(made, who).proven.low for who in ("D1", "D2", ""))


def test_an_entry_of_nobody_adds_nothing_to_the_low_of_a_defendant():
    """G1 may be either of the two others, which are two."""
    own = [got("G1", day=DAY, channel="c1", **PLAIN), got("G2", payer="乙某", **PLAIN)]
    nobody = got("G3", defendant="", payer="甲某", **PLAIN)
    assert lows(own) == (80, 0, 80)
    for receipts in itertools.permutations([*own, nobody]):
        assert lows(receipts) == (80, 0, 160)


def test_what_is_only_claimed_adds_nothing_to_what_is_proven():
    """Both proven may be one; the two claimed are two, whichever they are."""
    proven = [got("G1", day=DAY, **PLAIN), got("G2", defendant="", channel="c1", **PLAIN)]
    claimed = [got("G3", "paid", day=DAY, payer="甲", channel="c2", **PLAIN), got("G4", "paid", payer="乙", **PLAIN)]
    assert lows(proven)[2] == lows([*proven, *claimed])[2] == 80


HALF = {"joint": ["D1", "D2"], "shares": {"D1": "1/2", "D2": "1/2"}}


def test_shares_count_only_where_the_entry_can_be_none_of_one_defendants_alone():
    shared = got("S", day=DAY, **HALF, **PLAIN)
    alone = [got("A", **PLAIN), got("B", defendant="D2", **PLAIN)]
    assert lows([shared]) == (40, 40, 80)
    for receipts in itertools.permutations([shared, *alone]):
        assert lows(receipts) == (80, 80, 160)
    other_day = [got("A", day=DAY + timedelta(days=1), **PLAIN), replace_id(shared, "T")]
    assert lows([shared, *other_day]) == (120, 40, 160)
    by_row = got("S", transactions=["S1#2"], **HALF)
    assert lows([by_row, got("A", **PLAIN)], [moved("S1#2", defendant="")]) == (40, 40, 80)


KNOWN = st.tuples(
    st.sampled_from(["D1", "D1", "D2", "", "joint", "half", "third"]), st.sampled_from(["", "甲", "乙", "D2", "D6"]),
    st.sampled_from([None, DAY, DAY + timedelta(days=1)]), st.sampled_from(["", "c1", "c2"]), st.sampled_from(["proven", "proven", "paid"]),
)  # fmt: skip
OF = {
    "joint": {"joint": ["D1", "D2"]},
    "half": HALF,
    "third": {"joint": ["D2", "D3"], "shares": {"D2": "1/3", "D3": "2/3"}},
}


@examples(400)
@given(st.lists(KNOWN, max_size=7), KNOWN.filter(lambda one: one[0] not in ("D1", "half")), st.integers(0, 7))
def test_what_is_not_a_defendants_never_adds_to_the_low_of_that_defendant(told, more, place):
    def found(entries):
        receipts = [
            got(f"G{n}", stage, payer=payer, day=day, channel=channel, **OF.get(who, {"defendant": who}), **PLAIN)
            for n, (who, payer, day, channel, stage) in enumerate(entries)
        ]
        made = kept(receipts)
        return sums.of(made, "D1"), None if any(one.maybe_inside for one in made.parts) else sums.of(made)

    (before, _), (after, whole) = found(told), found([*told[:place], more, *told[place:]])
    assert after.proven.low <= before.proven.low
    assert after.claimed.low <= before.claimed.low
    assert whole is None or after.proven.low <= whole.proven.low


def test_what_goes_beyond_a_row_that_is_used_up_stays_in_the_high():
    rows = [moved("S1#2"), moved("S1#3", "100", at=NOON + timedelta(days=1))]
    made = kept([got("G1", transactions=["S1#2"]), got("G2", "paid", "500", transactions=["S1#2"])], rows[:1])
    assert brief(made) == [("G1", "proven", "80", "80"), ("G2", "paid", "0", "420")]
    assert ("G2", "row_used_twice") in codes(made)
    both = kept([got("G1", transactions=["S1#2"]), got("G2", "paid", "500", transactions=["S1#2", "S1#3"])], rows)
    assert brief(both)[1:] == [("G2", "paid", "100", "100"), ("G2", "paid", "0", "320")]


@pytest.mark.parametrize(
    ("entries", "fine"),
    [
        ([("(1)", 1, 5000), ("(2)", 2, 1000), ("", 3, 300)], ("1300.00", "6300.00")),  # the loose one may be the appeal of (1)
        ([("(1)", 1, 5000), ("", 2, 300), ("(2)", 3, 1000)], ("1300.00", "6300.00")),
        ([("(1)", 1, 5000), ("(2)", 2, 1000), ("", 3, 300), ("", 4, 200)], ("500.00", "6500.00")),
        ([("", 1, 50), ("(1)", 2, 1000), ("(2)", 3, 5000), ("(1)", 4, 2000)], ("7000.00", "7050.00")),
        ([("", 0, 9000), ("", 0, 100)], ("100.00", "9100.00")),
        ([("(1)", 0, 9000), ("(1)", 0, 100)], ("100.00", "9000.00")),
        ([("(1)", 0, 9000), ("(1)", 2, 100)], ("100.00", "9000.00")),
        ([("(1)", 2, 9000), ("(1)", 2, 100), ("(1)", 1, 1)], ("100.00", "9000.00")),
        ([("(1)", 2, 5000), ("", 0, 100)], ("100.00", "5100.00")),
    ],
)  # fmt: skip
def test_fines_lie_between_what_days_and_dockets_leave_open_whatever_the_numbers(entries, fine):
    for names in itertools.permutations("abcd"[: len(entries)]):
        tried = [
            sanction(name, docket=docket, day=date(2024, 1, day) if day else None, fine=amount)
            for name, (docket, day, amount) in zip(names, entries, strict=True)
        ]
        (row,) = plain(fined.beside(kept(), tried))
        assert (row["fine_low"], row["fine_high"]) == fine


def test_a_claim_is_shown_as_claimed_and_adopted_only_with_evidence():
    bare = kept([got("G1", "paid", amount="200.50")])
    assert sums.totals(bare) == {"receipts_claimed": sums.Pair(Decimal("0.00"), Decimal("200.50"))}
    assert sums.adopted(bare)["receipts_claimed"] is None
    assert sums.of(bare).before == sums.Pair(Decimal(0), Decimal("200.50"))
    both = kept([got("G1", "paid", amount="200.50"), got("G2", "paid", amount="30", evidence=["卷一"])])
    told = sums.totals(both)["receipts_claimed"]
    assert (told.low, sums.adopted(both)["receipts_claimed"], told.high) == (30, 30, Decimal("230.50"))


def test_beside_fines_nothing_proven_is_as_unknown_as_in_the_sums():
    """Once the sums said not known of one of whom only claims were entered, and the table of fines 0.00."""
    made = kept([got("G1", "paid", evidence=["卷一"]), got("G2", "refunded", evidence=["卷二"])])
    (row,) = fined.beside(made, [sanction("a", fine=100)])
    assert (row.proven, row.proven_after) == (sums.UNKNOWN, sums.UNKNOWN)
    assert plain(gains_account.received(sums.of(made, row.defendant)))["proven_low"] is None


def test_what_has_no_worth_in_yuan_is_not_known_and_never_zero():
    made = kept([got("G1", "paid", coin="USDT", day=DAY + timedelta(days=1))])
    assert sums.totals(made) == {"receipts_claimed": sums.UNKNOWN}
    assert (sums.of(made).claimed, sums.of(made).before, sums.of(made).after) == (sums.UNKNOWN,) * 3


def test_sums_of_very_large_amounts_are_exact():
    made = kept([got("G1", amount="1E+27", evidence=["卷一"]), got("G2", amount="0.01", evidence=["卷一"])])
    assert tuple(map(plain, sums.ends(sums.of(made).proven))) == ("1000000000000000000000000000.01",) * 2
    assert plain(sums.totals(made)["receipts_proven"]) == dict.fromkeys(["low", "high"], f"{10**27}.01")
    third = {"joint": ["D1", "D2"], "shares": {"D1": "1/3", "D2": "2/3"}, **PLAIN}
    assert (
        tuple(map(plain, sums.ends(sums.of(kept([got("G1", amount="3E+40", **third)]), "D1").proven)))
        == (f"1{'0' * 40}.00",) * 2
    )


@pytest.mark.whole
def test_thousands_of_receipts_of_one_amount_each_by_a_row_are_counted():
    """Four thousand of them in one sum."""
    size = 4000
    rows = [moved(f"S1#{n}", at=NOON + timedelta(hours=n)) for n in range(size)]
    receipts = [got(f"G{n}", transactions=[f"S1#{n}"]) for n in range(size)]
    made = kept([*receipts, got("T", defendant="", evidence=["卷一"], day=DAY)], rows)
    assert sums.of(made).proven == sums.Pair(Decimal(80 * size), Decimal(80 * size + 80))


def test_the_line_of_gains_is_asked_with_one_pair_that_every_page_tells():
    def proven(id_, amount, who="D1"):
        return replace_defendant(got(id_, amount=amount, evidence=["file:1"], day=DAY), who)

    def replace_defendant(one, who):
        return msgspec.structs.replace(one, defendant=who)

    made = kept(
        [proven("G1", "3600"), proven("G2", "2540", "D2"), got("G3", "paid", "100", day=DAY)],
        costs=[Cost(id="K1", what="x", defendant="D1", amount=Decimal(300), day=DAY, evidence=["file:2"])],
    )
    found = sums.line(made)
    assert (found.low, found.who, found.high) == (Decimal(3300), "D1", Decimal(6240))
    told = plain(found.in_cents())
    assert (told["before_low"], told["beyond"]) == ("6140.00", "2840.00")  # 2540 of D2 and 300 of costs
    assert sums.line(kept()) is None


def laid_out(id_, defendant, amount):
    return Cost(id=id_, amount=Decimal(amount), what="买查询", defendant=defendant, evidence=["file:9"])


def test_what_refunds_and_costs_leave_is_the_plain_difference_of_one_as_of_all():
    made = kept(
        [
            got("G1", amount="180", evidence=["file:1"]),
            got("G2", amount="220", defendant="D2", evidence=["file:3"]),
        ],
        costs=[laid_out("C1", "D1", "300")],
    )
    nets = {who: sums.ends(sums.of(made, who).after) for who in ("", "D1", "D2")}
    assert nets == {who: (Decimal(left), Decimal(left)) for who, left in (("", 100), ("D1", -120), ("D2", 220))}
    [own] = [a for a in asked_of(made, last_act=DAY) if a.who == "D1" and a.reading == "after"]
    assert (own.low, own.high, own.answer, own.with_undecided) == (Decimal(-120), Decimal(-120), "not met", "not met")
    back = kept([got("G1", amount="15100", evidence=["file:1"]), got("G2", "refunded", "20200", evidence=["file:2"])])
    assert sums.of(back).after == sums.of(back, "D1").after == sums.NOTHING
    assert [(one.where, one.code) for one in sums.beyond(back)] == [("G2", "refunds_beyond")]
    assert "D1 20200.00 > 15100.00" in sums.beyond(back)[0].detail[0]


def test_a_refund_beyond_what_one_received_brings_nothing_below_zero_and_takes_nothing_from_others():
    """The reminder said so, and the table had -60.00 for him, and 60 less for all."""
    claim, proven = got("P1", "paid", "120", evidence=["post:c/1"], day=DAY), got("P4", amount="60", evidence=["卷三"])
    other = got("P5", amount="500", defendant="D2", evidence=["卷三"])

    def kept_with(**more):
        return kept(
            [claim, proven, other, got("P2", "refunded", "120", day=DAY, **({"evidence": ["卷三第2页"]} | more))]
        )

    def after(made):
        return [sums.ends(sums.of(made, who).after) for who in ("D1", "D2", "")]

    made = kept_with()
    assert after(made) == [(0, 60), (500, 500), (500, 560)]
    assert sums.ends(sums.of(made).proven_after) == (500, 500), "of what is proven too: off nobody else's"
    assert [one.code for one in (*sums.beyond(made), *sums.unnamed(made))] == ["refunds_beyond", "refund_unnamed"]
    assert sums.unnamed(made)[0].detail == ("P1", "P1"), "of just that sum"
    assert sums.line(made, "D1").low == Decimal(0)
    named = kept_with(gives_back="P1")
    assert after(named) == [(60, 60), (500, 500), (560, 560)], "the pair leaves both"
    assert (sums.beyond(named), sums.unnamed(named)) == ([], [])
    (row,) = [one for one in fined.beside(named, [sanction("a", fine=100)]) if one.defendant == "D1"]
    assert row.proven_after == whole(60)
    assert after(kept_with(gives_back="P4"))[0] == (0, 60), "of what is proven: off it"
    assert after(kept_with(gives_back="P5"))[0] == (0, 60), "another's receipt"
    assert after(kept_with(gives_back="P1", evidence=()))[0] == (60, 180), (
        "without evidence the claim stays in the high"
    )
    asked = {(a.who, a.reading): (a.low, a.high) for a in asked_of(made, last_act=DAY)}
    assert (asked["D1", "after"], asked["", "after"]) == ((0, 60), (500, 560))


BTC = [Quoted(f"B{day}{yuan}", "BTC", Decimal(yuan), date(2024, 1, day), date(2024, 1, day)) for day, yuan in ((1, 1000), (2, 1900), (3, 1000), (3, 1200))]  # fmt: skip
DAYS = {day: date(2024, 1, day) for day in (1, 2, 3, 4)}


def coin_and_back(stage, came, went, amount="1", back="1", gave=None, **more):
    """What is left of 800 proven and of a coin that came and went back: of D1 before, of D1 after, and of all together after."""
    both = {"coin": "BTC", "evidence": ["卷二"]}
    made = kept([
        got("G0", amount="800", evidence=["卷一"]), got("G1", stage, amount, day=DAYS[came], **both | more),
        got("G2", "refunded", back, day=DAYS[went], gives_back="G1", **both | more | (gave or {})),
    ], rates=BTC)  # fmt: skip
    found, every = sums.of(made, "D1"), sums.of(made)
    return [tuple(map(int, sums.ends(pair))) for pair in (found.before, found.after, every.after, found.proven_after)]


@pytest.mark.parametrize(("came", "went"), [(1, 2), (2, 1), (3, 1), (3, 2), (1, 3), (1, 4)])
def test_a_coin_that_goes_back_takes_off_what_its_receipt_stands_with_whatever_the_rates_of_the_days(came, went):
    """At its own day's rate the refund wiped out what is proven, or left what had all gone back in the high."""
    assert coin_and_back("paid", came, went)[1:] == [(800, 800)] * 3
    assert coin_and_back("proven", came, went)[1:] == [(800, 800)] * 3
    if went != 4:
        kept_high = coin_and_back("paid", came, went, gave={"evidence": ()})
        assert kept_high[1] == (800, kept_high[0][1]), "of the word alone nothing leaves the high"


def test_a_part_of_the_coins_that_goes_back_takes_the_same_share():
    assert coin_and_back("paid", 1, 2, "4") == [(800, 4800), (800, 3800), (800, 3800), (800, 800)]
    assert coin_and_back("proven", 3, 2, "4") == [(4800, 5600), (3800, 4400), (3800, 4400), (3800, 4400)]
    assert coin_and_back("proven", 3, 2, "4", gave={"evidence": ()})[1] == (3800, 5600)
    assert coin_and_back("paid", 1, 3, "1", "1.5")[1] == (200, 300), "what goes back beyond it is worth what it is"


def test_a_coin_received_together_that_goes_back_leaves_each_and_all():
    whose = {"joint": ["D1", "D2"]}
    for stage in ("paid", "proven"):
        assert coin_and_back(stage, 1, 2, **whose)[1:] == [(800, 800)] * 3
        assert coin_and_back(stage, 1, 2, **whose, shares={"D1": "1/3", "D2": "2/3"})[1:] == [(800, 800)] * 3


def test_a_refund_of_nobody_known_or_of_those_who_received_together_is_taken_off_the_low_of_whom_it_may_be_of():
    def after(*more):
        return sums.ends(sums.of(kept([got("G1", amount="100", evidence=["卷一"]), got("G2", amount="50", defendant="D2", evidence=["卷一"]), *more])).after)  # fmt: skip

    def back(amount, **whose):
        return got("G9", "refunded", amount, evidence=["卷二"], **whose)

    assert after(back("80", defendant="D2")) == (100, 100)
    assert after(back("80", defendant="")) == (70, 150)  # of somebody else's, it takes nothing off what these received
    assert after(back("80", defendant="", joint=["D1", "D2"])) == (70, 150)
    assert after(back("80", defendant="", joint=["D2", "D3"])) == (100, 150)
    assert after(back("80", defendant="D3")) == (150, 150)


def test_before_any_receipt_the_line_of_gains_has_no_end():
    made = kept(rows=[moved("S1#2", "9000")])
    line = sums.line(made)
    assert (line.low, line.high, line.before, line.after) == (None, None, sums.UNKNOWN, sums.UNKNOWN)
    [first, *_] = asked_of(made, last_act=DAY)
    assert (first.low, first.high, first.answer) == (None, None, "not determinable")


@given(st.lists(st.tuples(st.sampled_from(["proven", "paid", "refunded", "cost"]), st.sampled_from(["D1", "D2", "", "both", "half"]), st.integers(1, 900)), max_size=8))  # fmt: skip
@examples(60)
def test_nets_lie_below_what_was_received_and_those_of_each_add_up(rows):
    entries, costs = [], []
    for n, (stage, who, amount) in enumerate(rows):
        if stage == "cost":
            costs.append(laid_out(f"C{n}", who if who in {"D1", "D2"} else "", str(amount)))
            continue
        whose = {"joint": ["D1", "D2"]} if who in {"both", "half"} else {"defendant": who}
        shares = {"shares": {"D1": "1/2", "D2": "1/2"}} if who == "half" else {}
        entries.append(
            got(f"G{n}", stage, str(amount), evidence=[f"file:{n}"], day=DAY + timedelta(days=n), **whose, **shares)
        )
    made = kept(entries, costs=costs)
    every = {who: sums.of(made, who) for who in ("", *sums.receivers(made))}
    for one in every.values():
        if one.before.low is not None:
            plain_ = one.before.less(one.off)
            assert plain_.low <= one.after.low <= one.before.low
            assert max(plain_.high, one.after.low) <= one.after.high <= one.before.high
            assert one.after.low >= -one.costs.high, "a cost may be a loss, a refund is none"
            if one.refunded.high <= one.before.low and not one.groups:
                assert one.after == plain_
    if not any(who in {"both", "half", ""} for _, who, _ in rows) and every[""].after.low is not None:
        assert every[""].after.low == sum(one.after.low for who, one in every.items() if who)


def test_an_unknown_high_is_no_less_than_the_high_of_each_and_a_sum_without_a_worth_lowers_none():
    entries = [
        got("G1", amount="1000", evidence=["file:1"], day=DAY),
        got("G2", "paid", "4500", day=DAY, payer="X"),
        got("G3", "paid", "200", defendant="D2", day=DAY),
        got("G4", "refunded", "100", evidence=["file:2"], day=DAY),
    ]
    odd = got("G5", "paid", "50", coin="TRX", defendant="D3", day=DAY)
    known, open_ = sums.line(kept(entries)), sums.line(kept([*entries, odd]))
    assert (known.high, known.at_least) == (Decimal("5700.00"), None)
    assert (open_.high, open_.at_least) == (None, Decimal("5700.00"))
    assert open_.in_cents().at_least == Decimal("5700.00")
    made = kept([*entries, odd])
    assert max(sums.of(made, who).before.high or 0 for who in ("D1", "D2", "D3")) == Decimal("5500.00")
    asked = {(a.who, a.reading): (a.at_low, a.at_high, a.with_undecided) for a in asked_of(made, last_act=DAY)}
    assert asked["", "before"] == asked["", "after"] == ("not met", "met", "not determinable")
    assert asked["D3", "before"] == ("not determinable",) * 3


def test_a_row_found_unrelated_names_the_entry_that_says_so_and_is_in_no_sum():
    """Once it stood among the rows without any entry, as if nobody had looked at it."""
    books = kept([got("G1", "unrelated", transactions=["S1#2"])], [moved("S1#2")])
    (row,) = gains_account.statement_rows(books)
    assert (row.entries, books.parts) == (["G1"], ())


def paid_by_d1(ref="S1#10", **more):
    return moved(ref, direction="out", **more)


def d6(id_, stage="proven", **more):
    return got(id_, stage, **({"defendant": "D6", "day": DAY} | more))


def test_what_one_defendant_pays_another_is_no_second_time_what_came_from_outside():
    """As a payment of the one, whom his own statement shows, and as a receipt of the other: his alone, and nothing of all together."""
    took = got("G1", transactions=["S1#2"])
    for stage, kind in (("proven", sums.Pair(Decimal(80), Decimal(80))), ("paid", sums.Pair(Decimal(80), Decimal(80)))):
        made = kept([took, d6("G8", stage, transactions=["S1#10"])], [moved("S1#2"), paid_by_d1()])
        assert brief(made)[1:] == [("G8", "between", "80", "80")]
        assert sums.of(made, "D6").between == kind == sums.of(made, "D6").before == sums.of(made).before
        assert sums.of(made, "D1").before == sums.Pair(
            Decimal(80), Decimal(80)
        )  # in the low he may have kept none of it
        assert sums.of(made, "D1").after == sums.Pair(Decimal(0), Decimal(80))
        assert sums.of(made).after == sums.Pair(Decimal(80), Decimal(80))
        assert {one.ref: (one.state, one.paid_by, one.paid_to) for one in made.transactions}["S1#10"] == (
            "between",
            "D1",
            "D6",
        )
        line = sums.line(made)
        assert (line.low, line.who, line.high) == (sums.of(made, "D1").after.low, "D1", Decimal(80))
        assert sums.line(made, "D6").high == Decimal(80)
    alone = kept([d6("G8", transactions=["S1#10"])], [paid_by_d1()])
    assert (sums.known(alone), sums.totals(alone), sums.line(alone)) == (False, {}, None)


def whole(low, high=None):
    return sums.Pair(Decimal(low), Decimal(low if high is None else high))


def test_what_papers_show_that_one_defendant_paid_another_is_no_gain_of_all():
    """Pages that show fifty yuan from one defendant to another were proven gain of all together; nothing could be entered that said so."""
    from_outside, handed_on = got("G1", amount="300", evidence=["卷二第8页"]), d6("G5", amount="50", evidence=["卷二第13页"])  # fmt: skip
    assert sums.of(kept([from_outside, handed_on])).proven == whole(350), "nobody entered who paid"
    for entries in itertools.permutations([from_outside, replace_(handed_on, payer="D1")]):
        made = kept(entries)
        assert brief(made) == [("G1", "proven", "300", "300"), ("G5", "between", "50", "50")]
        assert sums.of(made).proven == sums.of(made).before == sums.of(made).after == whole(300)
        assert sums.of(made, "D6").between == sums.of(made, "D6").before == whole(50)
        assert sums.of(made, "D1").after == whole(250, 300), "he may have passed on a share"
        assert [(part.entry, part.paid_by) for part in made.parts] == [("G1", ""), ("G5", "D1")]
        assert gains_account.receipts(made)[1].paid_by == "D1"
    coins = d6("G5", amount="15", coin="USDT", evidence=["卷二第13页"], payer="D1", day=DAY)
    made = kept([coins])
    assert (sums.of(made).proven, sums.known(made)) == (whole(0), False)
    assert sums.of(made, "D6").between == whole("108.00", "109.50")
    both = got("G5", amount="50", joint=["D1", "D2"], evidence=["卷二第13页"], payer="D6")
    assert sums.of(kept([both])).before.high in (None, 0)
    assert sums.of(kept([both]), "D2").before == whole(0, 50)


@pytest.mark.parametrize(
    ("entry", "low", "high"),
    [
        (d6("G5", amount="50", payer="D1", transactions=["S6#4"]), 0, 50),  # a row shows that it came, and nothing who paid
        (d6("G5", amount="50", payer="D1", transactions=["S6#4"], evidence=["post:c/7"]), 0, 50),
        (d6("G5", amount="50", payer="D1", transactions=["S6#4"], evidence=["卷二第13页"]), 0, 0),
        (d6("G5", amount="50", payer="D9", evidence=["卷二第13页"]), 50, 50),  # nobody of that code is a defendant
        (d6("G5", amount="50", payer="周某某", evidence=["卷二第13页"]), 0, 50),  # somebody else may be called so
        (d6("G5", amount="50", payer="D6", evidence=["卷二第13页"]), 0, 50),
        (got("G5", amount="50", defendant="", payer="D1", evidence=["卷二第13页"]), 0, 50),
        (got("G5", amount="50", joint=["D1", "D6"], payer="D1", evidence=["卷二第13页"]), 0, 50),
    ],
)  # fmt: skip
def test_a_payer_who_is_a_defendant_leaves_the_high_of_all_only_where_that_is_certain(entry, low, high):
    made = kept([entry], [moved("S6#4", "50", defendant="D6")] if entry.transactions else [])
    assert sums.of(made).proven == whole(low, high)
    assert (("G5", "payer_unsure") in codes(made)) == ((low, high) == (0, 50))


@pytest.mark.parametrize("payer", ["d1", " Ｄ１", "D 1", "ｄ 1"])
def test_the_code_of_a_defendant_is_certain_in_any_case_width_and_spacing(payer):
    entry = d6("G5", amount="50", payer=payer, evidence=["卷二第13页"])
    made = kept([entry])
    assert (sums.of(made).proven, [part.paid_by for part in made.parts]) == (whole(0), ["D1"])
    assert gains_account.receipts(made)[0].paid_by == "D1"
    twice = kept([entry, replace_id(replace_(entry, payer="D1"), "G6")])
    assert sums.of(twice, "D6").between == whole(50, 100), "the same payer, written in two ways"


@pytest.mark.parametrize(
    "payer",
    ["D1（周某某）", "D1 周某某", "周某某（D1）", "被告D1", "D01", "周 某某", "周某某、路人", "user18500022", "微信 user18500022", "被告一", "D1/D2"],
)  # fmt: skip
def test_a_payer_whose_text_may_mean_a_defendant_is_in_no_low_of_all(payer):
    made = kept([d6("G5", amount="50", payer=payer, evidence=["卷二第13页"])])
    assert sums.of(made).proven == whole(0, 50)
    assert sums.of(made, "D6").before == whole(50)
    assert ("G5", "payer_unsure") in codes(made)


@pytest.mark.parametrize("payer", ["D10", "AD1", "路人", "周某", "user185000221", "乙某（D9）", ""])
def test_a_payer_who_means_no_defendant_stays_in_the_low_of_all(payer):
    made = kept([d6("G5", amount="50", payer=payer, evidence=["卷二第13页"])])
    assert (sums.of(made).proven, ("G5", "payer_unsure") in codes(made)) == (whole(50), False)


def test_accounts_of_defendants_are_known_as_theirs():
    wallet = Wallet(id="W1", address="zfb-0000-0001", defendant="D1")
    statement = Statement(id="S1", file="file:1", kind="bank", defendant="D1", own=("0000 1111 0000",))
    for payer, low in (("ZFB-0000-0001", 0), ("尾号账户000011110000", 0), ("船夫", 0), ("zfb-0000-0002", 50)):
        entry = d6("G5", amount="50", payer=payer, evidence=["卷二第13页"])
        given = Given(receipts=[entry], wallets=[wallet], statements=[statement], defendants=NAMED, accounts=["船夫"])
        assert sums.of(account(given).ledger).proven == whole(low, 50)


def test_of_a_payer_who_is_not_sued_it_is_not_certain_that_he_is_no_outsider():
    entry = got("G5", amount="50", payer="D6", evidence=["卷二第13页"])
    assert sums.of(kept([entry])).proven == whole(0)
    made = kept([entry], not_sued=True)
    assert sums.of(made).proven == whole(0, 50)
    assert ("G5", "payer_unsure") in codes(made)


def test_what_a_defendant_is_only_said_to_have_paid_is_in_no_low_of_all():
    """One fact, one answer: a row or a paper makes it money between defendants, and so a word does perhaps."""
    said = d6("G5", "paid", amount="50", payer="D1", evidence=["卷二第13页"])
    made = kept([said])
    assert (sums.of(made).claimed, sums.of(made, "D6").claimed) == (whole(0, 50), whole(50))
    assert {("G5", "payer_said")} == codes(made)
    outsider = kept([replace_(said, payer="乙某")])
    assert sums.of(outsider).claimed == whole(50)
    loose = [d6(f"G{n}", "paid", amount="50", day=DAY + timedelta(days=n), evidence=["卷一"]) for n in range(2)]
    for entries in itertools.permutations([said, *loose]):
        made = kept(entries)
        assert (sums.of(made).claimed, sums.of(made, "D6").claimed) == (whole(50, 150), whole(100, 150))


@pytest.mark.parametrize(
    "word",
    [
        {"stage": "paid", "evidence": ["卷二第13页"]},
        {"stage": "paid"},
        {"evidence": ["post:c/7"]},
        {"evidence": []},
        {"stage": "agreed"},
    ],
)
def test_a_word_that_a_defendant_paid_changes_no_sum_of_all(word):
    """What is admitted, said or only posted takes nothing proven out of the sums of all together, and no receipt that may be the same with it."""
    proven = d6("G1", amount="50", evidence=["卷二第8页"])
    said = d6("G5", **({"amount": "50"} | word))
    for entries in itertools.permutations([proven, replace_(said, payer="D1")]):
        made, without = sums.of(kept(entries)), sums.of(kept([proven, said]))
        assert made == without
        assert made.proven == whole(50)


def test_an_entry_that_may_be_the_one_which_a_defendant_paid_is_in_no_low_of_all():
    """A receipt without a payer may be the one that D1 paid: of all together nothing is certain then; of the one who received it the sum is what it was."""
    inside, loose = d6("G5", amount="50", payer="D1", evidence=["卷一"]), d6("G1", amount="50", evidence=["卷二"])
    for numbers in (("G1", "G5"), ("G5", "G1")):
        for rows in ([], [moved("S6#4", "50", defendant="D6")]):
            named = replace_(loose, transactions=["S6#4"]) if rows else loose
            made = kept([replace_id(inside, numbers[0]), replace_id(named, numbers[1])], rows)
            assert (sums.of(made).proven.low, sums.of(made).proven.high) == (0, 50)
            assert sums.of(made, "D6").before == whole(50, 100)
    days = [replace_(replace_id(loose, f"G{n}"), day=DAY + timedelta(days=n)) for n in range(3)]
    made = kept([inside, *days])
    assert sums.of(made).proven == whole(100, 150), "one payment takes one away"
    assert sums.of(made, "D6").before == whole(150, 200)


def test_two_entries_of_one_row_that_differ_on_who_paid_settle_nothing():
    row = moved("S6#4", "50", defendant="D6")
    inside, other = (
        d6("G5", amount="50", payer=payer, transactions=["S6#4"], evidence=["卷一"]) for payer in ("D1", "乙某")
    )
    for entries in itertools.permutations([inside, replace_id(other, "G6")]):
        assert sums.of(kept(entries, [row])).proven == whole(0, 50)
    said = msgspec.structs.replace(other, id="G6", stage="paid", payer="D1", evidence=())
    assert sums.of(kept([other, said], [row])).proven == whole(50), "a word takes nothing from what is proven"


def test_what_is_given_back_to_a_defendant_is_off_no_high_of_all():
    entries = [
        got("G1", amount="300", evidence=["卷二第8页"]),
        d6("G5", amount="50", payer="D1", evidence=["卷二第13页"]),
        d6("G6", "refunded", amount="50", payer="D1", evidence=["卷二第14页"]),
    ]
    made = kept(entries)
    assert sums.of(made).after == whole(300)
    assert sums.of(made, "D6").after == whole(0)
    unsure = kept([*entries[:2], msgspec.structs.replace(entries[2], payer="周某某")])
    assert sums.of(unsure).after == whole(250, 300)


PAID = st.lists(st.tuples(st.sampled_from(["D1", "D2"]), st.sampled_from(["甲", "乙", "D1", "D2"]), st.integers(0, 2), st.booleans(), st.sampled_from(["CNY", "CNY", "USDT"])), max_size=5)  # fmt: skip
"""Payments as they were: who received, who paid, the day, whether a row shows it, the coin."""
TELLING = st.tuples(st.integers(0, 4), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["proven", "proven", "paid"]), st.sampled_from([(), ("卷一",), ("post:c/1",)]))  # fmt: skip
"""One more entry of one of them: whether it tells receiver, payer, day and row, and with what evidence."""


@examples(400)
@given(
    PAID,
    st.lists(TELLING, max_size=5),
    st.lists(st.booleans(), min_size=5, max_size=5),
    st.randoms(use_true_random=False),
)
def test_all_together_received_from_outside_no_less_than_the_low_and_no_more_than_the_high(paid, more, dated, rng):
    """Each payment is told once in full, as far as somebody wrote it down, and any number of times in part, with all amounts alike."""
    paid = [one for one in paid if one[0] != one[1]]
    rates = [
        Quoted(f"R{n}", "USDT", Decimal(7 + n), DAY + timedelta(days=n), DAY + timedelta(days=n)) for n in range(3)
    ]
    rows = [moved(f"S{n}#1", defendant=who, coin=coin, at=NOON + timedelta(days=day, hours=2 * n)) for n, (who, _, day, row, coin) in enumerate(paid) if row]  # fmt: skip
    told = [(n, True, payer in NAMED or dated[n - 1], dated[n], n % 2 == 0, "proven", ("卷二",)) for n, (_, payer, *_) in enumerate(paid)]  # fmt: skip
    entries = []
    for n, receiver, payer, day, row, stage, evidence in [*told, *(one for one in more if one[0] < len(paid))]:
        who, by, on, shown, coin = paid[n]
        entries.append(got("", stage, defendant=who if receiver else "", payer=by if payer else "", coin=coin, evidence=evidence,
                           day=DAY + timedelta(days=on) if day else None, transactions=[f"S{n}#1"] if row and shown else []))  # fmt: skip
    outside = sum(80 * (Decimal(7 + day) if coin == "USDT" else 1) for _, by, day, _, coin in paid if by not in NAMED)
    found = []
    for _ in range(2):
        rng.shuffle(entries)
        one = sums.of(kept([replace_id(entry, f"G{n}") for n, entry in enumerate(entries)], rows, rates=rates))
        found.append(one)
        assert (one.proven.low or 0) <= outside
        assert one.before.high is None or outside <= one.before.high
    assert found[0].before == found[1].before


def test_a_transfer_that_two_files_tell_between_defendants_is_between_whoever_names_it():
    rows = [paid_by_d1(hash="n1"), moved("S3#6", hash="n1", defendant="D3")]
    for files in (rows, rows[::-1]):
        made = kept([got("G9", defendant="D3", transactions=["S3#6"], evidence=["卷三第7页"])], files)
        assert brief(made) == [("G9", "between", "80", "80")]
        assert made.parts[0].receivers == ("D3",)
        assert sums.of(made).before == sums.Pair(Decimal(0), Decimal(0))
        nobody = kept([got("G9", defendant="", transactions=["S3#6"])], files)
        assert nobody.parts[0].receivers == ("D3",)
        other = kept([d6("G9", transactions=["S3#6"])], files)
        assert brief(other) == [("G9", "between", "0", "80")]
        assert ("G9", "row_of_other") in codes(other)


def test_what_a_defendant_gives_back_to_another_is_no_receipt_of_him_and_comes_off_the_first():
    rows = [paid_by_d1(), moved("S1#13", "30", at=NOON + timedelta(days=2))]
    back = d6("G11", "refunded", amount="30", transactions=["S1#13"], day=None)
    made = kept([d6("G10", transactions=["S1#10"]), back], rows)
    assert brief(made) == [("G10", "between", "80", "80"), ("G11", "between_paid", "30", "30")]
    assert sums.of(made, "D6").after == sums.Pair(Decimal(50), Decimal(50))
    assert (sums.of(made).after, sums.of(made, "D1").undecided) == (sums.Pair(Decimal(0), Decimal(0)),) * 2
    part = kept([replace_(back, amount=Decimal(20))], rows[1:])
    assert brief(part) == [("G11", "between_paid", "20", "20"), ("S1#13", "undecided", "10", "10")]


def replace_(entry, **more):
    return msgspec.structs.replace(entry, **more)


def test_a_payment_to_another_defendant_is_a_cost_of_the_one_alone():
    cost = Cost(id="C1", amount=Decimal(80), what="分成", defendant="D1", transactions=["S1#10"])
    took = got("G1", amount="500", transactions=["S1#2"])
    made = kept([took, d6("G8", transactions=["S1#10"])], [moved("S1#2", "500"), paid_by_d1()], [cost])
    assert sums.of(made, "D1").after == sums.Pair(Decimal(420), Decimal(420))
    assert sums.of(made).after == sums.Pair(Decimal(500), Decimal(500))


def test_a_receipt_by_evidence_alone_may_be_what_a_row_of_another_defendant_pays():
    """The adopted headline leaves it out; the reminder names the row, and naming it takes it out of the high."""
    claim = d6("G8", evidence=["卷二第21页"])
    made = kept([claim], [paid_by_d1()])
    assert brief(made) == [("G8", "proven", "0", "80")]
    assert [(one.where, one.detail) for one in made.told if one.code == "maybe_between"] == [("G8", ("S1#10", "S1#10"))]
    assert sums.adopted(made)["receipts_proven"] == 0
    assert sums.of(kept([replace_(claim, transactions=("S1#10",))], [paid_by_d1()])).before.high == 0
    between = [paid_by_d1(hash="n1"), moved("S6#6", hash="n1", defendant="D6")]
    assert brief(kept([claim], between)) == [("G8", "proven", "0", "80")]


@pytest.mark.parametrize(
    "row",
    [
        paid_by_d1(at=NOON + timedelta(days=2)),
        paid_by_d1(amount="81"),
        paid_by_d1(coin="USDT"),
        paid_by_d1(defendant="D6"),
        paid_by_d1(defendant=""),
        paid_by_d1(payers=True),
        moved("S1#10"),
        paid_by_d1(state="failed"),
        paid_by_d1(state="between", paid_by="D1", paid_to="D3"),
    ],
)
def test_what_is_no_payment_to_him_leaves_his_receipt_as_it_is(row):
    assert brief(kept([d6("G8", evidence=["卷二第21页"])], [row]))[0] == ("G8", "proven", "80", "80")


def test_a_row_that_an_entry_explains_doubts_nobody_elses_receipt():
    refund = got("G6", "refunded", transactions=["S1#10"])
    made = kept([refund, d6("G8", evidence=["卷二第21页"])], [paid_by_d1()])
    assert ("G8", "proven", "80", "80") in brief(made)


def test_a_refund_by_evidence_alone_may_be_what_another_defendants_row_received():
    made = kept([d6("G11", "refunded", evidence=["卷三第14页"])], [moved("S1#13")])
    assert brief(made) == [("G11", "refunded", "0", "80"), ("S1#13", "undecided", "0", "80")]
    assert {("G11", "maybe_between"), ("S1#13", "maybe_between")} <= codes(made)


def test_files_of_two_defendants_without_a_common_number_may_tell_money_between_them():
    out, came = paid_by_d1(), moved("S3#6", defendant="D3", at=NOON + timedelta(minutes=1))
    rows, _ = merged_transactions.gather([out, came])
    assert [(one.told, one.maybe_same_as) for one in rows] == [((), ""), (("maybe_between",), "S1#10")]
    claim = got("G9", defendant="D3", transactions=["S3#6"])
    assert brief(kept([claim], [out, came])) == [("G9", "proven", "0", "80")]
    explained = got("G6", "refunded", transactions=["S1#10"])
    assert ("G9", "proven", "80", "80") in brief(kept([claim, explained], [out, came]))
    for other in ({"payers": True}, {"sender": "T1", "receiver": "T2"}):
        away = moved("S3#6", defendant="D3", **({"sender": "T3", "receiver": "T4"} if "sender" in other else {}))
        assert merged_transactions.gather([paid_by_d1(**other), away])[0][1].told == ()
    own = moved("S5#2", direction="out", defendant="D3", at=NOON + timedelta(minutes=30))
    assert merged_transactions.gather([out, came, own])[0][1].told == ("maybe_internal",)


@pytest.mark.parametrize(
    ("more", "rows", "expected"),
    [
        ({"transactions": ["S1#9"]}, [], [("G1", "proven", "80", "80")]),
        ({"transactions": ["S1#2"]}, [moved("S1#2", direction="", state="unclear")], [("G1", "proven", "80", "80")]),
        ({"transactions": ["S1#2"], "amount": "100"}, [moved("S1#2")],
         [("G1", "proven", "80", "80"), ("G1", "proven", "20", "20")]),
        ({"transactions": ["S1#2"], "evidence": ["post:c/7"], "amount": "100"}, [moved("S1#2")],
         [("G1", "proven", "80", "80"), ("G1", "paid", "20", "20")]),
        ({"transactions": ["S1#2"]}, [moved("S1#2", defendant="D2")], [("G1", "paid", "80", "80"), ("S1#2", "undecided", "80", "80")]),
        ({"transactions": ["S1#2"]}, [moved("S1#2", direction="out")], [("G1", "paid", "80", "80")]),
    ],
)  # fmt: skip
def test_evidence_beside_a_row_documents_what_the_row_does_not_deny(more, rows, expected):
    assert brief(kept([got("G1", **({"evidence": ["卷一第2页"]} | more))], rows)) == expected
    cost = Cost(id="C1", amount=Decimal(100), what="查档", defendant="D1", evidence=["卷一"], transactions=["S1#2"])
    assert brief(kept([], [moved("S1#2", direction="out")], [cost])) == [
        ("C1", "cost", "80", "80"),
        ("C1", "cost", "20", "20"),
    ]


def test_of_what_was_only_said_to_be_paid_no_low_is_known():
    made = kept([got("G12", "paid", amount="2000"), d6("G8", evidence=["卷二第21页"])])
    rows = {
        row["defendant"]: row for row in plain([gains_account.received(sums.of(made, who)) for who in ("D1", "D6")])
    }
    assert (rows["D1"]["before_low"], rows["D1"]["before_high"], rows["D1"]["after_low"]) == (None, "2000.00", None)
    assert rows["D6"]["before_low"] == "80.00"
    asked = {(one.who, one.reading): one for one in asked_of(made, last_act=DAY)}
    told = asked["D1", "before"]  # the high holds what was only said too: what it does not reach, no low does
    assert (told.low, told.high, told.at_low, told.answer, told.missing) == (None, 2000, "not met", "not met", ())
    over = asked_of(kept([got("G12", "paid", amount="6000")]), last_act=DAY)
    assert {one.answer for one in over if one.who == "D1" and one.reading == "before"} == {"not determinable"}


def halves(**more):
    """What the file of D1 pays and, with a note of its own, that of D6 receives."""
    return [paid_by_d1(), moved("S6#6", defendant="D6", at=NOON + timedelta(minutes=3), **more)]


@pytest.mark.parametrize("named", [["S1#10"], ["S6#6", "S1#10"], ["S1#10", "S6#6"]])
def test_naming_one_or_both_halves_of_a_transfer_between_defendants_settles_both(named):
    rows = halves()
    assert {code for _, code in codes(kept([], rows))} == set()
    assert sums.of(kept([], rows)).undecided == sums.Pair(Decimal(0), Decimal(80))
    made = kept([d6("G8", transactions=named)], rows)
    assert brief(made) == [("G8", "between", "80", "80")]
    assert sums.of(made).widest in (None, 0)
    assert {one.ref: (one.state, one.same_as) for one in made.transactions} == {
        "S1#10": ("between", ""), "S6#6": ("duplicate", "S1#10"),
    }  # fmt: skip
    assert not any("maybe_between" in one.told for one in made.transactions)


def test_a_refund_that_names_both_halves_is_one_transfer_too():
    made = kept([got("G6", "refunded", transactions=["S1#10", "S6#6"])], halves())
    assert brief(made) == [("G6", "between_paid", "80", "80")]


def test_an_entry_of_as_much_as_both_rows_states_two_payments():
    made = kept([d6("G8", amount="160", transactions=["S1#10", "S6#6"])], halves(amount="80"))
    assert sum(part.high for part in made.parts) == 160


def test_a_row_whose_status_nobody_gave_words_for_is_in_the_high_alone_and_proves_nothing():
    row = moved("S1#2", state="unclear", told=("status_unread",))
    assert brief(kept([], [row])) == [("S1#2", "undecided", "0", "80")]
    made = kept([got("G1", transactions=["S1#2"])], [row])
    assert brief(made) == [("G1", "paid", "0", "80")]
    assert ("G1", "row_not_received") in codes(made)
    for other in ({"direction": "out"}, {"paid_to": "D2", "paid_by": "D1"}, {"told": ("direction_unread",)}):
        assert brief(kept([], [replace(row, **other)])) == []


def unread(ref, **more):
    return moved(ref, state="unclear", told=("status_unread",), hash="aa", **more)


def test_one_transfer_of_unread_status_in_two_files_is_in_the_high_once():
    for rows in ([unread("S1#2"), unread("S2#2")], [unread("S1#2"), moved("S2#2", hash="aa")]):
        for ordered in (rows, rows[::-1]):
            made = kept([], ordered)
            assert len(made.parts) == 1
            assert sum(part.high for part in made.parts) == 80
            assert made.parts[0].low == (80 if any(row.state == "counted" for row in rows) else 0)
            assert sorted(one.state for one in made.transactions)[1:] in (["duplicate"], ["unclear"])


@pytest.mark.parametrize("read_", [(), ("S1#2",), ("S6#2",)])
@pytest.mark.parametrize("whose", ["D1", "D6"])
def test_a_transfer_of_unread_status_within_the_defendants_is_received_from_nobody(read_, whose):
    rows = [unread("S1#2", direction="out"), unread("S6#2", defendant=whose)]
    rows = [replace(row, state="counted", told=()) if row.ref in read_ else row for row in rows]
    for ordered in (rows, rows[::-1]):
        made = kept([], ordered)
        assert made.parts == ()
        [first] = [row for row in made.transactions if row.state != "duplicate"]
        between = "between" if read_ else "unclear"
        assert first.state == ("internal" if whose == "D1" else between)
        assert (first.paid_by, first.paid_to) == (("", "") if whose == "D1" else ("D1", "D6"))


def test_what_a_file_with_read_accounts_says_stayed_inside_did_so_though_its_status_is_unread():
    inside = unread("S1#2", direction="out", paid_by="D1", paid_to="D6")
    for ordered in ([inside, moved("S6#2", defendant="D6", hash="aa")], [unread("S6#2", defendant="D6"), inside]):
        assert kept([], ordered).parts == ()


def test_what_may_have_been_paid_by_another_defendant_is_in_no_low():
    out = replace(unread("S1#2", direction="out"), hash="")
    assert brief(kept([], [out, moved("S6#2", defendant="D6")])) == [("S6#2", "undecided", "0", "80")]


def test_what_entries_leave_of_a_row_of_unread_status_stays_in_the_high():
    row = unread("S1#2", amount="1000")
    said = [got("G1", amount="100", transactions=["S1#2"]), got("G2", amount="200", day=DAY, transactions=["S1#2"])]
    assert brief(kept(said[:1], [row])) == [("G1", "paid", "0", "100"), ("S1#2", "undecided", "0", "900")]
    assert brief(kept(said, [row]))[-1] == ("S1#2", "undecided", "0", "700")
    assert brief(kept([got("G1", amount="1000", transactions=["S1#2"])], [row])) == [("G1", "paid", "0", "1000")]
    assert brief(kept([got("G1", "agreed", amount="100", transactions=["S1#2"])], [row]))[-1][-1] == "1000"
    both = [row, moved("S1#3", amount="100")]
    assert brief(kept([got("G1", amount="100", transactions=["S1#2", "S1#3"])], both)) == [
        ("G1", "proven", "100", "100"), ("S1#2", "undecided", "0", "1000"),
    ]  # fmt: skip


def test_an_entry_of_many_rows_meets_their_halves_without_trying_all_pairs(monkeypatch):
    rows = [moved(f"S6#{n}", amount=str(n), defendant="D6") for n in range(1, 400)]
    rows += [moved(f"S1#{n}", amount=str(n), direction="out") for n in range(1, 400)]
    asked = []
    monkeypatch.setattr(books, "holders", lambda whose: asked.append(whose) or holders(whose))
    made = ledger(
        [d6("G8", amount=str(sum(range(1, 400))), transactions=[row.ref for row in rows])], [], rows, (), ZONE
    )
    assert sum(part.high for part in made.parts) == sum(range(1, 400))
    assert {row.state for row in made.transactions} == {"between", "duplicate"}
    assert len(asked) < 20 * len(rows)


def test_what_was_given_back_to_an_outsider_is_taken_off_what_came_from_outside():
    """576 from outside, 288 of it given back, 300 from D1: the line of gains said 576, as if the refund came off the 300."""
    received = [d6("G2", amount="576", evidence=["卷二第1页"]), d6("G3", amount="288", stage="refunded", evidence=["卷二第2页"])]  # fmt: skip
    inside = d6("G5", amount="300", payer="D1", evidence=["卷二第13页"])
    assert sums.line(kept(received)).low == sums.line(kept([*received, inside])).low == Decimal(288)
    assert sums.line(kept([*received, inside]), "D6").low == Decimal(576 + 300 - 288)


def bought(amount="800", **more):
    return Cost(id="CO1", amount=Decimal(amount), what="向他人购买查询", defendant="D1", evidence=["卷三第3页"], **more)


def handed_over(**more):
    return got("P5", amount="800", defendant="D2", payer="D1", evidence=["卷三第3页"], **more)


@pytest.mark.parametrize(
    ("cost", "receipt", "high"),
    [
        (bought(), handed_over(), "1200"),  # one payment, entered on both sides: it never left the defendants
        (bought(day=DAY), handed_over(day=DAY), "1200"),
        (bought(day=DAY), handed_over(day=DAY + timedelta(days=1)), "400"),
        (bought("700"), handed_over(), "500"),
    ],
)
def test_a_cost_that_another_defendant_received_is_taken_off_no_high_of_all(cost, receipt, high):
    own = got("P1", amount="1200", evidence=["卷三第1页"])
    made = kept([own, receipt], costs=[cost])
    left = sums.of(made).after
    assert (left.low, left.high) == (Decimal(1200) - cost.amount, Decimal(high))
    assert any(one.code == "cost_passed_on" for one in made.told) == (high == "1200")
    assert sums.of(made, "D1").after.high == Decimal(1200) - cost.amount  # taken off once


def test_one_payment_stands_for_one_cost():
    own = got("P1", amount="2400", evidence=["卷三第1页"])
    made = kept(
        [own, handed_over()],
        costs=[
            bought(day=DAY - timedelta(days=9)),
            msgspec.structs.replace(bought(), id="CO2", day=DAY, evidence=["卷四"]),
        ],
    )
    assert sums.of(made).after == sums.Pair(Decimal(800), Decimal(1600))
