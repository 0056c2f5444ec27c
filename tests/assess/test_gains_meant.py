"""What a labelled sum means: a price, a buyer's budget, takings, the payment of a task; and one task from its call to its payment."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.assess.gains import gains_account
from doxdocket.assess.gains.gains_account import Given, account
from doxdocket.assess.gains.meaning_of_sums import meaning, tasks
from doxdocket.assess.gains.offers import Post
from doxdocket.assess.plain_records import plain
from doxdocket.desk.accounts.gains import tasks_told

AT = datetime(2023, 8, 1, tzinfo=UTC)
SAID = [
    ("price", "户籍底册30一份，车档50，先款", "30"),
    ("price", "接单：全户200，求查的私聊下单", "200"),
    ("price", "昨天卖了五份，今天继续，查档30一份", "30"),
    ("price", "日入650不是梦，想赚的加入", "650"),
    ("price", "查一个手机号88元", "88"),
    ("budget", "谁能查这个人的户籍？我出200", "200"),
    ("budget", "求购开房记录，预算500", "500"),
    ("budget", "有没有人能定位，可以给300元", "300"),
    ("budget", "很多人问怎么投稿：带证据找机器人，有赏，猛料200", "200"),
    ("budget", "有偿征集爆料，一般50元", "50元"),
    ("price", "接单查档，户籍30，介绍人有赏金", "30"),
    ("budget", "收料，猛料 200 一条", "200"),
    ("budget", "本频道长期收一手资料，每份100", "100"),
    ("budget", "求瓜，保真的300一个", "300"),
    ("budget", "征稿，采用一条50", "50"),
    ("price", "查档收资料费200元", "200元"),
    ("price", "代查收信息费100元一次", "100元"),
    ("price", "户籍资料30一份，不收订金", "30"),
    ("price", "代收信息5块一条，明码标价", "5"),
    ("price", "出售档案，收料的别来，60一份", "60"),
    ("takings", "户籍便宜啊，上个月一共收了800多", "800"),
    ("takings", "今天出了三单，650", "650"),
    ("takings", "昨天开房记录卖了五份，一共进账1200元", "1200"),
    ("takings", "三单全卖了，到手650", "650"),
    ("takings", "这个月查档收入8000多", "8000"),
    ("settled", "骂够100条的红包已发，每人50元", "50元"),
    ("settled", "昨晚的任务结清了，30条结了90", "90"),
    ("settled", "奖金88发完了，没领的找我", "88"),
]


@pytest.mark.parametrize(("means", "text", "sum_"), SAID)
def test_a_sum_means_what_its_sentence_says(means, text, sum_):
    start = text.rindex(sum_)
    assert meaning(text, (start, start + len(sum_.rstrip("元")))) == means


def said(post, text, sum_, label="sale_offer", status="proposed"):
    start = text.rindex(sum_)
    span = {"start": start, "end": start + len(sum_)}
    slot = "price" if label == "sale_offer" else "reward"
    slots = [{"slot": slot, "value": sum_, **span}, {"slot": "sign", "value": "unit", **span}]
    return {"channel_id": "c", "post_id": post, "where": "text", "start": 0, "end": len(text), "label": label, "status": status,
            "quoted": False, "slots": slots}, (("c", post, "text"), text)  # fmt: skip


def told(*rows, reply=None, days=1):
    return {
        "texts": dict(text for _, text in rows),
        "posts": {
            (row["channel_id"], row["post_id"]): Post(
                AT + timedelta(days=days * n), reply_to=(reply or {}).get(row["post_id"])
            )
            for n, (row, _) in enumerate(rows)
        },
        "conduct": [row for row, _ in rows if row["label"] == "sale_offer"],
        "tasks": [row for row, _ in rows if row["label"] == "paid_task"],
    }


def test_a_budget_is_neither_a_price_nor_a_sale_and_takings_are_for_a_person_to_decide_on():
    rows = [
        said("1", "查一个手机号88元", "88"),
        said("2", "求购开房记录，预算500元", "500"),
        said("3", "今天出了三单，650元到手", "650"),
    ]
    found = plain(gains_account.told(account(Given(**told(*rows)))))
    assert [row["price"] for row in found["asked"]] == ["88"]
    assert [(row["low"], row["high"], row["posts"]) for row in found["offers"]] == [("88", "88", 1)]
    assert [(row["post_id"], row["price"], row["means"]) for row in found["not_asked"]] == [
        ("2", "500", "budget"),
        ("3", "650", "takings"),
    ]
    assert found["receipts"] == []  # proposed, and entered by nobody
    assert (found["sums"][0]["claimed_high"], found["totals"]["receipts_claimed"]) == (None, None)


def test_what_a_person_confirmed_as_an_offer_stays_its_price():
    found = plain(
        gains_account.told(account(Given(**told(said("2", "求购开房记录，预算500元", "500", status="confirmed")))))
    )
    assert ([row["price"] for row in found["asked"]], found["not_asked"]) == (["500"], [])
    assert found["offers"][0]["low_confirmed"] == "500"


def test_to_confirm_a_label_confirms_no_doubtful_number_in_it():
    row, text = said("2", "户籍30元，一周打包一千", "30", status="confirmed")
    span = {"start": 9, "end": 11}
    row["slots"] += [{"slot": "maybe_price", "value": "1000", **span}, {"slot": "sign", "value": "word", **span}]
    found = plain(gains_account.told(account(Given(**told((row, text))))))
    (month,) = found["offers"]
    assert (month["low_confirmed"], month["high_confirmed"], month["high"], month["confirmed"]) == (
        "30",
        "30",
        "1000",
        1,
    )
    assert {one["price"]: one["confirmed"] for one in found["asked"]} == {"30": True, "1000": False}


def test_a_price_that_nobody_confirmed_is_no_confirmed_price():
    (row,) = plain(gains_account.told(account(Given(**told(said("1", "查一个手机号88元", "88"))))))["offers"]
    assert (row["low_confirmed"], row["high_confirmed"], row["confirmed"]) == (None, None, 0)


CALL, PAID = "去骂她，够100条的发50红包", "骂够100条的红包已发，每人50"


def test_a_task_is_one_from_its_call_to_its_payment():
    rows = [said("1", CALL, "50", "paid_task"), said("2", PAID, "50", "paid_task"), said("3", PAID, "50")]
    (one,) = plain(gains_account.told(account(Given(**told(*rows)))))["tasks"]
    assert (one["posts"], one["settled"], one["confirmed"]) == (["1", "2", "3"], ["2", "3"], False)
    (sure,) = plain(
        gains_account.told(account(Given(**told(*rows[1:], said("1", CALL, "50", "paid_task", "confirmed")))))
    )["tasks"][1:]
    assert sure["confirmed"]


def test_a_short_answer_settles_the_task_that_it_answers():
    """红包来 - 2块，发了; the announcement and 任务结算 a day later are one task; a number that was sent settles nothing."""
    row, text = said("1", "打给他了，录音有，红包来，2块", "2", "paid_task")
    called, paid = (
        said("5", "任务：寄到一件领红包20元", "20", "paid_task"),
        said("6", "任务结算：九件，已发180。继续", "180", "paid_task"),
    )
    paid[0]["start"] = paid[1][1].index("九件")
    given = told((row, text), called, paid)
    texts = given["texts"] | {
        ("c", n, "text"): t
        for n, t in (("2", "2块，发了"), ("3", "发你了"), ("4", "号码发了，是他爸的电话，自己打，别说是我"))
    }
    answers = {("c", "1"): [("c", n) for n in ("2", "3", "4")]}
    found = tasks(given["tasks"], (), given["posts"], texts, answers)
    assert [(one.posts, one.settled) for one in found] == [(("1", "2", "3"), ("2", "3")), (("5", "6"), ("6",))]
    unasked = texts | {("c", "1", "text"): "去骂他，够100条的有奖"}
    assert tasks(given["tasks"], (), given["posts"], unasked, answers)[0].settled == ("2",)


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("贴纸条那单定金100已付。", True), ("尾款100已付，结清", True), ("红包10块，领走", True), ("余款付了", True),
        ("举牌那单100元已付", True), ("那单已经付了", True), ("上次那条50元已转，谢了", True),
        ("那单100元没付", False), ("那单100元已付的先排", False), ("那单100元已付定金，谁来", False), ("那单100元已付吗", False), ("100元已付才做", False),
        ("定金已付的优先", False), ("谁去骂她，定金已付", False), ("定金付了再骂", False), ("骂一条红包10块，领走", False), ("尾款没付", False), ("尾款付了吗", False),
    ],
)  # fmt: skip
def test_a_part_that_was_paid_is_a_payment_and_a_promise_of_it_is_none(text, paid):
    given = told(sure("1", text))
    (one,) = tasks(given["tasks"], (), given["posts"], given["texts"])
    assert bool(one.settled) is paid
    assert between(sure("1", text)) == "1", "no bound moves"


def test_a_payment_long_after_or_that_answers_another_post_is_of_that_one():
    first, second, paid = (said(n, t, "50", "paid_task") for n, t in (("1", CALL), ("2", CALL), ("3", PAID)))
    near = plain(gains_account.told(account(Given(**told(first, second, paid)))))["tasks"]
    assert [row["posts"] for row in near] == [["1"], ["2", "3"]]
    answered = plain(gains_account.told(account(Given(**told(first, second, paid, reply={"3": "1"})))))["tasks"]
    assert [row["posts"] for row in answered] == [["1", "3"], ["2"]]
    late = plain(gains_account.told(account(Given(**told(first, second, paid, days=40)))))["tasks"]
    assert [row["posts"] for row in late] == [["1"], ["2"], ["3"]]


@examples(40)
@drawn(kinds=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_every_post_of_a_task_is_of_one_and_never_more_tasks_than_posts(kinds):
    rows = [
        said(str(n), PAID if paid else CALL, "50", "paid_task", "confirmed" if sure else "proposed")
        for n, (paid, sure) in enumerate(kinds)
    ]
    given = told(*rows)
    found = tasks(given["tasks"], (), given["posts"], given["texts"])
    assert sorted(post for one in found for post in one.posts) == sorted(str(n) for n in range(len(kinds)))
    confirmed = sum(sure for _, sure in kinds)
    assert sum(one.confirmed for one in found) <= sum(len(one.stretches) for one in found) == confirmed
    assert Decimal(len(found)) <= len(kinds)


def between(*rows, **more):
    given = told(*rows, **more)
    said_ = str(tasks_told(tasks(given["tasks"], (), given["posts"], given["texts"])).blocks[0].said)
    return said_.partition("属于 ")[2].partition(" 件")[0]


def sure(post, text, channel="c"):
    row, (_, said_) = said(post, text, text[:2], "paid_task", "confirmed")
    return row | {"channel_id": channel}, ((channel, post, "text"), said_)


@pytest.mark.parametrize(
    "paid", ["红包发了，三个人领到了。", "每人二十元已支付。", "三位都打了", "提醒：还有三个名额", "转账截图"]
)
@pytest.mark.parametrize("channel", ["c", "other"])
def test_no_list_of_words_makes_a_second_task_in_the_low(paid, channel):
    """A person confirmed all; the words of a payment, or of a call said again, are not all known: 每人二十元已支付 was a task of its own."""
    assert between(sure("1", CALL), sure("2", paid, channel)) == "1 – 2"
    assert between(sure("2", paid, channel)) == "1"
    assert between(sure("1", CALL), sure("2", paid, channel), sure("3", "骂通三次的来领红包，一人十块。")) == "1 – 3"


def test_the_words_tell_the_confirmed_posts_and_both_bounds():
    given = told(sure("1", CALL), sure("2", PAID, "other"))
    found = tasks(given["tasks"], (), given["posts"], given["texts"])
    assert "经人工确认的贴文 2 条，属于 1 – 2 件任务" in str(tasks_told(found).blocks[0].said)
    one = next(post for row in found for post in row.stretches)
    of_one = tasks_told(found, held=lambda _, post: post == one)
    assert "经人工确认的贴文 1 – 2 条，属于 1 – 2 件任务" in str(of_one.blocks[0].said), (
        "another's is not of the scope for sure"
    )
    assert "属于 0 – 2 件" in str(tasks_told(found, lambda *_: False).blocks[0].said)
    assert tasks_told(()) is None


def test_what_is_too_late_for_a_payment_and_no_answer_is_a_task_more_in_the_low():
    """Reading 15: two calls in two channels, seventy-one days apart, were told as one or two, and are two."""
    assert between(sure("1", CALL), sure("2", "堵到她拍一张，奶茶两杯", "other"), days=71) == "2"
    assert between(sure("1", CALL), sure("2", "堵到她拍一张，奶茶两杯", "other"), days=29) == "1 – 2"
    assert between(sure("1", CALL), sure("2", PAID, "other"), days=71) == "1 – 2"
    rows = [sure(str(n), f"{CALL}第{n}次") for n in range(3)]
    assert between(*rows, days=20) == "1 – 3"
    assert between(*rows, days=31) == "3"


def test_a_call_that_is_posted_again_word_for_word_is_no_second_task_in_the_low():
    rows = [sure(str(n), CALL) for n in range(3)]
    assert between(*rows, days=40) == "1 – 3"
    given = told(*rows, days=40)
    found = tasks(given["tasks"], (), given["posts"], given["texts"])
    assert [one.again for one in found] == [(False,), (True,), (True,)]
    assert all(None not in one.at for one in found), "each has its day: once that was taken from those posted again"


@pytest.mark.parametrize(
    ("text", "paid"),
    [
        ("钱给了，敲门那位兄弟自己看钱包", True),
        ("奶茶已请，照片不发了怕封", True),
        ("饭请了", True),
        ("钱没给了", False),
        ("照片发了，钱呢", False),
    ],
)
def test_a_short_answer_that_says_that_it_was_given_or_treated_settles_the_task(text, paid):
    given = told(sure("1", CALL))
    texts = {**given["texts"], ("c", "2", "text"): text}
    (found,) = tasks(given["tasks"], (), given["posts"], texts, {("c", "1"): [("c", "2")]})
    assert (found.settled == ("2",)) == paid
