"""Prices: what a reader sees is found, and what only looks like a price is none; ``prices.yaml`` was written before the rules."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.detect import conduct, detect
from doxdocket.detect.conduct import fold, money
from doxdocket.detect.han import number
from doxdocket.detect.stage import DetectConfig, search
from doxdocket.law import strict_yaml
from doxdocket.records import POSTS

MESSAGES = strict_yaml.load(Path(__file__).with_name("prices.yaml"))
LATEST = ("fifth_none", "sixth_none")
NAMES = ("price", "maybe_price", "reward", "maybe_reward")
ROWS = [(part, row) for part, rows in MESSAGES.items() for row in rows]


def told(value):
    number_, *coin = str(value).split()
    return Decimal(number_), *(coin or ["cny"])


def found(text, label="sale_offer", hits=None):
    """The sums of a text as slots: sure ones and doubtful ones."""
    acts = conduct.label([text], [detect(text) if hits is None else hits])[0]
    slots = [slot for act in acts if act.label == label for slot in act.slots]
    sums = [(slot.slot, (Decimal(slot.value), beside.value)) for slot, beside in pairwise(slots) if slot.slot in NAMES]
    return tuple([value for name, value in sums if name.startswith("maybe_") is doubtful] for doubtful in (False, True))


@pytest.fixture(scope="module")
def scored():
    """Of each part: prices there are, found for sure, found at all, and wrong ones for sure and doubtful."""
    sums = {part: Counter() for part in MESSAGES}
    for part, row in ROWS:
        true, either = Counter(map(told, row.get("prices", ()))), set(map(told, row.get("either", ())))
        sure, maybe = map(Counter, found(row["text"], row.get("as", "paid_task" if part == "tasks" else "sale_offer")))
        sums[part] += Counter(
            true=true.total(), sure=(sure & true).total(), any=((sure + maybe) & true).total(),
            wrong=sum(n for value, n in (sure - true).items() if value not in either),
            doubted=sum(n for value, n in (maybe - (true - sure)).items() if value not in either),
        )  # fmt: skip
    return sums


def test_no_number_of_another_kind_is_a_price(scored):
    assert {part: one["wrong"] for part, one in scored.items()} == dict.fromkeys(MESSAGES, 0)
    assert scored["none"] + scored["later_none"] + scored["fourth_none"] == Counter()
    assert sum(one["doubted"] for part, one in scored.items() if part not in LATEST) <= 1
    assert sum(scored[part]["doubted"] for part in LATEST) <= 3


def test_what_only_looks_like_an_offer_or_a_task_is_mostly_none_and_calls_are_told():
    wrong = {}
    for part in LATEST:
        for row in MESSAGES[part]:
            told = {act.label for act in conduct.label([row["text"]], [detect(row["text"])])[0]}
            if not set(row.get("is", ())) <= told or not told.isdisjoint(row.get("not", ())):
                wrong[row["text"]] = part
    assert Counter(wrong.values()) <= Counter(fifth_none=4, sixth_none=5), wrong


@pytest.mark.parametrize(
    ("part", "sure", "any_"),
    [
        ("offers", 0.88, 0.94),
        ("mixed", 0.9, 0.95),
        ("tasks", 0.8, 0.8),
        ("later", 0.65, 0.75),
        ("third", 0.83, 0.93),
        ("fourth", 0.81, 0.81),
        ("fifth", 0.88, 0.9),
        ("sixth", 0.87, 0.87),
    ],
)
def test_most_of_the_prices_that_a_reader_sees_are_found(scored, part, sure, any_):
    one = scored[part]
    assert one["sure"] / one["true"] >= sure
    assert one["any"] / one["true"] >= any_


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("户籍30,机主一百五", "sale_offer", ["30 goods", "150 goods"]),
        ("1.5k包月任查", "sale_offer", ["1500 word"]), ("活人定位2w", "sale_offer", ["20000 goods ?"]), ("户籍1,200元", "sale_offer", ["1200 unit"]),
        ("户籍¥1,500", "sale_offer", ["1500 unit"]), ("户籍rmb300", "sale_offer", ["300 unit"]), ("查档:9块9一条", "sale_offer", ["9.9 unit"]),
        ("查档:两块五一条", "sale_offer", ["2.5 unit"]), ("查档:三毛一条", "sale_offer", ["0.3 unit"]), ("两三百查一次户籍", "sale_offer", ["200 per", "300 per"]),
        ("户籍30到50", "sale_offer", ["30 goods", "50 goods"]), ("户籍30 至 50元", "sale_offer", ["30 goods", "50 unit"]),
        ("户籍20到30分钟出", "sale_offer", []), ("户籍20 30分钟出", "sale_offer", ["20 goods"]), ("20到30元一次", "sale_offer", ["20 unit_alone ?", "30 unit_alone ?"]),
        ("查户籍 200|全家桶 1200。usdt 结算", "sale_offer", ["200 goods usdt ?", "1200 goods usdt ?"]),
        ("查户籍 200,不接受u结算", "sale_offer", ["200 goods"]), ("查户籍 200,人民币或u结算", "sale_offer", ["200 goods"]), ("查户籍 200,menu报价", "sale_offer", ["200 goods"]),
        ("户籍50-300", "sale_offer", ["50 goods", "300 goods"]), ("户籍300-50", "sale_offer", []), ("户籍50r-80r", "sale_offer", ["50 unit", "80 unit"]),
        ("户籍50u-80r", "sale_offer", []), ("查档:50/条,30 / 次", "sale_offer", ["50 per", "30 per"]), ("户籍30,50一次", "sale_offer", ["30 goods", "50 per"]),
        ("一万二一个月", "sale_offer", ["12000 per ?"]), ("打包价60000", "sale_offer", []), ("查档:打包价60000元", "sale_offer", ["60000 unit"]),
        ("打包价900000元", "sale_offer", []), ("定位2023", "sale_offer", []), ("交易记录 4821,户籍 30元", "sale_offer", ["30 unit"]), ("开房记录36024", "sale_offer", []), ("开房记录1200,户籍1888", "sale_offer", ["1200 goods", "1888 goods"]), ("户籍0元", "sale_offer", []), ("户籍030", "sale_offer", []),
        ("户籍1780 664 0035", "sale_offer", []), ("1.查户籍,2.查车档", "sale_offer", []), ("2、户籍", "sale_offer", []), ("ip 10.2.33.4", "sale_offer", []),
        ("版本v12.8.4,定位12:30", "sale_offer", []), ("a_50,@user50,#50", "sale_offer", []), ("查档:每晚8点,500点一次", "sale_offer", ["500 per"]),
        ("户籍50米", "sale_offer", ["50 weak_unit ?"]), ("查档:一晚300", "sale_offer", ["300 per"]), ("二十张户籍", "sale_offer", []), ("五条户籍", "sale_offer", []),
        ("月薪才8000元,以前只要15,欠我36块", "sale_offer", ["15 was ?"]), ("原价200现价150,户籍", "sale_offer", ["150 word"]), ("加急50,户籍30", "sale_offer", ["50 part ?", "30 goods"]),
        ("五十块的东西", "sale_offer", ["50 worth ?"]), ("300买的,89块进的", "sale_offer", []), ("查房间号50,房间号50", "sale_offer", ["50 goods"]),
        ("查学历,30", "sale_offer", ["30 alone ?"]), ("查学历,3", "sale_offer", []), ("白天三百晚上五百,查定位", "sale_offer", ["300 list ?", "500 list ?"]),
        ("户籍30,机主40,难的150", "sale_offer", ["30 goods", "40 goods", "150 list"]), ("户籍30,难的150", "sale_offer", ["30 goods", "150 list ?"]),
        ("悬赏500,骂一条20,69105", "paid_task", ["500 word", "20 per"]), ("悬赏500元,酬谢60元", "sale_offer", []), ("查学历,30", "paid_task", []),
        ("港币800一份户籍,机主hk$1,200,开房 ntd 900", "sale_offer", ["800 unit hkd", "1200 unit hkd", "900 unit twd"]),
        ("户籍800元港币,机主五百块台币,原价¥200,户籍€50,开房60欧元", "sale_offer", ["800 unit hkd", "500 unit twd"]),
        ("业主数据3分一条,两分/条,户籍考了90分", "sale_offer", ["0.03 unit", "0.02 unit"]),
        ("户籍50→hk$80,机主由30涨到45元", "sale_offer", ["80 unit hkd", "45 unit"]), ("户籍近3个月800,户籍近3个月800人", "sale_offer", ["800 goods"]),
        ("户籍,充值10元=15积分,充值1u得10积分", "sale_offer", ["10 unit", "1 unit usdt"]), ("户籍科打12345,96110,定位31.22,121.47", "sale_offer", []),
        ("查档:20trx一条,0.1eth,300港币,80台币,10刀,5u", "sale_offer", ["20 unit trx", "0.1 unit eth", "300 unit hkd", "80 unit twd", "10 unit usd", "5 unit usdt"]),
    ],
)  # fmt: skip
def test_what_a_number_is_taken_for(text, label, expected):
    said = [
        " ".join([format(one.value.normalize(), "f"), one.sign, *([] if one.currency in ("cny", "points") else [one.currency]), *([] if one.sure else ["?"])])
        for one in money.sums(text, label)
    ]  # fmt: skip
    assert said == expected


@pytest.mark.parametrize(
    ("text", "sure", "doubtful"),
    [
        ("户籍30，500元打包", [30, 500], []), ("户籍单查30，200元全套", [30, 200], []), ("户籍50，100元打包", [50, 100], []),
        ("户籍30,500元打包", [], [30500]), ("户籍¥30,500", [], [30500]), ("户籍30元，500元打包", [30, 500], []), ("户籍1,200,000元", [], []), ("户籍12,300,50一次", [50], [12300]),
        ("户籍三十-五十元一份", [30, 50], []), ("户籍五十~八十块", [50, 80], []), ("定位五百—八百元", [500, 800], []), ("户籍三～五十元", [30, 50], []),
        ("户籍八十-五十元", [], []), ("户籍五六-七八元", [], []), ("代查户籍一三八-二二五五-六六", [], []), ("户籍三十-五十一份，机主四十", [30, 50, 40], []),
        ("户籍一八八元", [188], []), ("查户籍六六六元", [666], []), ("户籍一五〇元一份", [150], []), ("户籍八八元", [88], []), ("户籍八八一份", [], []), ("代查户籍一八八", [], [188]),
        ("户籍五六块一条", [5, 6], []), ("户籍一百五六一份", [], [150, 160]), ("户籍一百五八元", [], []), ("户籍五六百", [500, 600], []), ("户籍九三百", [], []), ("户籍〇五元", [], []),
        ("户籍1万2一次", [], [12000]), ("户籍1千2百元", [1200], []), ("户籍2千5一份", [2500], []), ("户籍3万5元", [35000], []), ("户籍两千5一份", [2500], []), ("户籍3万5千元", [35000], []),
        ("户籍1千2百5元", [1250], []), ("户籍1千2千元", [1000, 2000], []), ("定位1w2一次", [], [12000]), ("手机定位1万2-1万5元", [15000], [12000]), ("定位1万2条", [], []), ("户籍1k5u", ["1500 usdt"], []),
        ("户籍几百块一条", [], []), ("户籍数百元", [], []), ("户籍好几千块", [], []), ("户籍几十块", [], []), ("户籍百元一查", [100], []),
        ("兄弟们一块查户籍", [], []), ("户籍一块一条", [1], []), ("户籍一块钱", [1], []), ("户籍一块五一条", ["1.5"], []), ("户籍，一块", [1], []),
        ("一分钱一分货，户籍50", [50], []), ("三角恋查户籍", [], []), ("户籍不要998,只要98", [98], []), ("查档满500元送定位", [], []),
        ("10.1起涨价，查户籍", [], []), ("户籍8.15起涨到50元", [50], []), ("10.1起，户籍50元", [50], ["10.1"]), ("10.1开始户籍50元", [50], []), ("户籍9.9起，量大优惠", ["9.9"], []), ("户籍，活动价9.9起查", ["9.9"], []),
    ],
)  # fmt: skip
def test_how_numbers_are_written(text, sure, doubtful):
    acts = conduct.label([text], [[]])[0]
    assert "sale_offer" in {act.label for act in acts}
    assert found(text, hits=[]) == ([*map(told, sure)], [*map(told, doubtful)])


def test_a_price_stands_where_it_was_written_and_marks_between_words_still_join():
    text = "户·籍三十-五十元，查·档40元"
    slots = [slot for act in conduct.label([text], [[]])[0] for slot in act.slots if slot.slot == "price"]
    assert [(slot.value, text[slot.start : slot.end]) for slot in slots] == [
        ("30", "三十"),
        ("50", "五十元"),
        ("40", "40元"),
    ]
    assert fold.fold("二-百-五，三十-五十").text == "二百五，三十-五十"


def test_goods_alone_are_doubtful_in_a_post_that_exposes_somebody_and_an_offer_of_nothing_named_is_too():
    (one,) = money.sums("流水8000", "sale_offer", exposes=True)
    assert not one.sure
    assert all(one.sure for one in money.sums("流水800,户籍50", "sale_offer", exposes=True))
    assert [one.sure for one in money.sums("50一条,十条起批", "sale_offer")] == [False]
    assert [one.sure for one in money.sums("户籍50一条", "sale_offer")] == [True]


@pytest.mark.parametrize("text", [
    "查机主80，座机 0701-89961234", "姓名：卓暮云 QQ：2890011 手机：17806401357 接单户籍40一份", "机主50一次 17806401357", "目标：男，22岁，住3号楼1204室，工号00317。想查全套的私我，88一份", "学籍25块 姓名：卓暮云 学号：2021310456 手机：17806401357",
])  # fmt: skip
def test_digits_of_a_finding_are_no_price(text):
    hits = detect(text)
    assert hits
    spans = [
        (s.start, s.end)
        for a in conduct.label([text], [hits])[0]
        for s in a.slots
        if s.slot in ("price", "maybe_price")
    ]
    assert spans
    assert not any(hit.start < end and start < hit.end for hit in hits for start, end in spans)


def test_digits_of_a_finding_are_no_price_even_with_a_unit_behind_them():
    text = "户籍40一份，28900元"
    at = text.index("28900")
    assert [str(one.value) for one in money.sums(text, "sale_offer")] == ["40", "28900"]
    for taken in ((at, at + 5), (at, at + 1), (at + 4, at + 6), (0, len(text))):
        left = [] if taken[0] == 0 else ["40"]
        assert [str(one.value) for one in money.sums(text, "sale_offer", taken=[taken])] == left


def test_a_cell_that_nobody_can_name_may_be_a_price():
    text = "样本：陆*棠 女 330106********242* 手机 159****0417 —— 全的 80 拿走，要的私聊"
    assert found(text) == ([(Decimal(80), "cny")], [])


def rows(text, fields=()):
    post = {"channel_id": "c", "post_id": "1", "text": text, "fields": [{"where": w, "text": t} for w, t in fields]}
    return search(pa.RecordBatch.from_pylist([post], POSTS), DetectConfig(bytes(32))).conduct.to_pylist()


def test_a_row_says_what_is_sure_and_what_is_not():
    (row,) = rows("户籍30元一份，机主40块，婚姻20，加急150")
    assert (row["priced"], row["maybe_priced"]) == (True, True)
    assert [row[f"yuan_{end}"] for end in ("least", "low", "high", "most")] == [*map(Decimal, (20, 30, 40, 150))]
    (bare,) = rows("户籍30一份，机主40，加急150")
    assert (bare["priced"], bare["maybe_priced"], bare["yuan_low"]) == (False, True, None)
    assert [bare[f"yuan_{end}"] for end in ("least", "most")] == [Decimal(30), Decimal(150)]


@pytest.mark.parametrize(
    "text",
    [
        "查户籍30,机主50,定位100\n联系客服\n充值最低10u起",
        "查户籍30,机主50,定位100\nusdt提现手续费2u",
        "查户籍30,机主50,定位100\n支持微信支付宝,usdt付款满20u减2u",
        "查户籍30,机主50,定位100。群里闲聊。我昨天赚了80u",
    ],
)
def test_a_number_without_a_unit_is_of_no_coin_that_another_sentence_or_a_payment_names(text):
    act = next(act for act in conduct.heard([text], [detect(text)])[0] if act.label == "sale_offer")
    assert [said for said in act.doubtful if said[0] in (30, 50, 100)] == [(Decimal(n), "cny") for n in (30, 50, 100)]


def test_a_number_without_a_unit_beside_a_coin_stays_inside_the_outer_bounds_in_yuan():
    (row,) = rows("查户籍、停车记录，一天 200u，一周打包一千")
    assert [row[f"yuan_{end}"] for end in ("low", "high", "least", "most")] == [None, None, 1000, 1000]
    assert [(s["slot"], s["value"]) for s in row["slots"] if "currency" in s["slot"]] == [
        ("currency", "usdt"), ("currency", "usdt"), ("maybe_currency", "cny"),
    ]  # fmt: skip


def test_a_price_of_parts_of_a_cent_is_kept_and_its_bounds_are_whole_cents():
    (row,) = rows("业主数据 0.15毛一条，全国户籍")
    assert next(s["value"] for s in row["slots"] if s["slot"] == "price") == "0.015"
    assert (row["yuan_low"], row["yuan_high"], row["yuan_most"]) == (Decimal("0.01"), Decimal("0.02"), Decimal("0.02"))


def test_findings_beside_the_text_are_no_prices_either():
    fields = [("button[0]", "查机主80一次 座机 0701-89961234")]
    (row,) = rows("", fields)
    assert [s["value"] for s in row["slots"] if s["slot"].endswith("price")] == ["80"]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("一八八", 188),
        ("一五〇", 150),
        ("十", 10),
        ("两千五", 2500),
        ("三百零五", 305),
        ("一万零五百", 10500),
        ("万", 10000),
        ("三万五千", 35000),
    ],
)
def test_numbers_in_characters(word, value):
    assert number(word) == value


@pytest.mark.parametrize(("text", "prices"), [
    ("出户籍100，轰炸她的奖50元", [100]),
    ("提供线索奖励500元 查开房查户籍", []),
    ("查户籍80元一次，打通她电话的领取30元", [80]),
    ("出户籍60元，骂她的报酬20元", [60]),
    ("查户籍300元一次，有奖励", [300]),
    ("求查户籍，有偿300元", []),  # a budget of who buys
])  # fmt: skip
def test_what_is_promised_to_others_is_no_price_of_a_look_up(text, prices):
    sure, doubtful = found(text)
    assert ([value for value, _ in sure], doubtful) == (prices, [])


PIECES = ("户籍", "30", "1万2", "一八八", "三十-", "，", "一份", "5", "-", "~", "/", "元", "百", "十", "一", "两三", "u", ",", " ", "\n", "k", "万", "。", "¥", ".", "块", "原价", "9", "0", "、", "次")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@examples(300)
def test_sums_lie_in_their_text_in_order_and_apart(text):
    for label in ("sale_offer", "paid_task"):
        some = money.sums(text, label)
        places = [(one.start, one.end) for one in some]
        assert all(0 <= a < b <= len(text) for a, b in places)
        assert all(b <= c for (_, b), (c, _) in pairwise(places))
        assert all(0 < one.value <= 500_000 for one in some)


TWINS = {
    "西门驿站代收，小件两元，报货架号": "查驿站收件人，两元一条，报单号",
    "频道置顶广告一周 600，文案自备": "查车主 80 一次，查到再付",
    "吉他课一小时 150，试听免费": "查家长电话一个 150，先看后付",
    "话剧票两张 380 一张，连座可验票": "实名购票人名单 380 一份，可验",
    "空调清洗 80 一台，装好再付": "机主 20，户籍 60，要的私",
    "接送孩子放学，一个月 900，身份证可看": "代查婚史 900，身份证号发来",
    "群收款：春游 45 一人，周四前": "全家户口 45 打包",
    "出一箱苹果 45，自提": "开房记录 50 一条，量大从优",
    "演唱会拼车 50 一位": "手机定位 68 一次",
    "相机 ccd 成色好，420 带走": "名下房产 1200，代查",
}
"""What is sold at a price and is no offer, and beside each a look-up or data at one; none of them was learned from."""


@pytest.mark.parametrize(("other", "offer"), TWINS.items())
def test_a_price_without_a_look_up_is_no_offer(other, offer):
    of = [{act.label for act in acts} for acts in conduct.label([other, offer], [detect(other), detect(offer)])]
    assert "sale_offer" not in of[0]
    assert "sale_offer" in of[1]
