"""Prices are numbers with a unit of money inside an offer; a room, a flight, a count or a time is none. Own invented sentences.

The first of each list were written before the rules were changed, the rest after.
"""

from decimal import Decimal

import pytest

from doxdocket.detect import conduct, detect
from doxdocket.detect.conduct import money

OFFERS_BEFORE = {
    "老板们，全套户籍88元一份，微信私聊": ["88"], "开房记录 150块，三个月内的": ["150"],
    "查档报价：手机号反查20元、婚姻登记60元、出入境120元": ["20", "60", "120"], "¥45一条，学籍学历都能查，长期接单": ["45"],
    "定位一次300元，当天出": ["300"], "接单，机主实名8u，名下车15u": ["8", "15"], "户籍底档三十元，酒店入住记录两百元，可走担保": ["30", "200"],
    "代查开房 近半年 900元": ["900"], "航班记录 400元一年，高铁记录 350元一年": ["400", "350"], "全网最低价，户籍信息仅需 25 rmb": ["25"],
}  # fmt: skip
OFFERS_AFTER = {
    "代查：户籍底册 66元，同户人 128元": ["66", "128"], "盒人服务，起步 99块钱": ["99"], "查银行流水￥600，查快递￥40": ["600", "40"],
    "手机归属机主，一单十五元": ["15"], "HK$200 一份出入境记录，可代查": ["200"], "接开盒，30块起，加急另收": ["30"],
    "学籍档案一百二十元，三天内": ["120"], "名下企业查询 RMB 80": ["80"], "查车档，优惠价 55元/辆": ["55"],
    "实名反查 6u 一条，五条起": ["6"], "户籍 30-50元，看地区": ["30", "50"],
}  # fmt: skip
BARE = {
    "查酒店200，查户籍30，支持批量": ["200", "30"],
    "户籍30一份，开房300一次": ["30", "300"],
    "查档现价45": ["45"],
    "户籍底册30，轨迹500": ["30", "500"],
}
"""Numbers that are perhaps prices: no unit of money stands beside them."""
NONE_BEFORE = (
    "他昨晚住星河酒店1107，想堵人的快去，查档私聊", "查开房找我，他住云顶大酒店 1107", "【个户代查】现住：东湖宾馆 808 房",
    "代查轨迹：他坐的航班 1893，明早落地", "查档接单 全季酒店 1107", "查询开房记录，房间 2206，前台在左边", "接单查户籍，今天已出 300 单",
    "出售资料，群里 1500 人，20:30 准时发", "代查业务，18:00后 下单次日出", "她高铁 G1107 次 5 车 12 座，接查轨迹", "开盒查人接单，她住1栋2单元1107",
    "接查档，月销 2000", "查人业务第 1107 号订单已出", "查手机号 30 秒出结果", "代查户籍，3 天内出，排队 45 人",
)  # fmt: skip
NONE_AFTER = (
    "接单查户籍，他订了云海民宿 3021，今晚在", "代查住宿：澄江宾馆1203（两人）", "接单查轨迹，她在锦程公寓 1806 一个人住",
    "航班 CA1893 座位 23A，代查行程", "代查开房 2023-07-14 入住 7 晚", "接查档，已做 5 年", "查全户，成功率 98", "查手机号 尾号 5566",
    "代查户籍 身高 172 体重 60", "接开盒，代查户籍，群人数 3000", "查档平台接单，版本 2024", "查流水找我，名下存款余额 9000元的优先",
    "开盒接单，他住江畔度假村 6012，带三张房卡",
)  # fmt: skip


def sums(text):
    """The firm prices and the doubtful numbers of the offers of a text, without their currencies."""
    acts = [act for act in conduct.label([text], [detect(text)])[0] if act.label == "sale_offer"]
    assert acts
    return [[value for act in acts for value, _ in told(act)] for told in (lambda a: a.firm, lambda a: a.doubtful)]


@pytest.mark.parametrize(("text", "prices"), (OFFERS_BEFORE | OFFERS_AFTER).items())
def test_a_number_with_a_unit_of_money_in_an_offer_is_a_price(text, prices):
    assert sums(text) == [[*map(Decimal, prices)], []]


@pytest.mark.parametrize(("text", "numbers"), BARE.items())
def test_a_number_without_a_unit_of_money_is_only_perhaps_a_price(text, numbers):
    assert sums(text) == [[], [*map(Decimal, numbers)]]


@pytest.mark.parametrize("text", NONE_BEFORE + NONE_AFTER)
def test_a_room_a_flight_a_count_or_a_time_is_no_price(text):
    assert sums(text) == [[], []]


LENGTHS = (
    "定位 450u 一次，误差五十米，号码在网就能出", "接单查轨迹，他家门口前行五十米右转", "代查定位，距离基站 300米", "查户籍，现住三十层，电梯口往东二十米",
    "手机定位精确到 50米以内", "代查人，他身高一米八，跑 100米 13秒", "查档接单，她每晚 20点下班，年满 25",
)  # fmt: skip


@pytest.mark.parametrize("text", LENGTHS)
def test_a_length_a_distance_an_age_a_time_or_a_floor_is_no_price(text):
    firm, doubtful = sums(text)
    assert (firm, doubtful) == ([Decimal(450)] if "450u" in text else [], [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("查户籍、停车记录，一天 200u，一周打包一千", [("200", "usdt", True), ("1000", "usdt", False)]),
        ("接单\n机主 80u\n户籍 150\n开房 200", [("80", "usdt", True), ("150", "usdt", False), ("200", "usdt", False)]),
        ("户籍 80元，机主 30", [("80", "cny", True), ("30", "cny", True)]),
        ("机主 80元，开房 20u，户籍 30", [("80", "cny", True), ("20", "usdt", True), ("30", "usdt", False)]),
        ("查户籍 0.3eth 一次，全套 2", [("0.3", "eth", True), ("2", "eth", False)]),
    ],
)
def test_a_number_without_a_unit_beside_sums_in_a_coin_is_doubtful_and_of_that_coin(text, said):
    assert [
        (str(one.value), one.currency, one.sure) for one in money.sums(text.casefold().replace("，", ","), "sale_offer")
    ] == said


OTHER_GOODS = (
    "流量卡 19元 185g,780 元档可选号,快递到家激活", "telegram premium 代开,三个月 680 元,一年 207 元", "收u 出u 今日价 7.91,量大可议",
    "出售微信老号,实名的50元一个", "收手机卡电话卡,200元一张", "抖音千粉号批发 80元", "身份证代办,假证 300元", "代刷点赞,100个5元", "vpn 机场订阅 一个月15元",
)  # fmt: skip


@pytest.mark.parametrize("text", OTHER_GOODS)
def test_what_other_goods_cost_is_no_price_of_personal_information(text):
    assert [one for one in money.sums(text, "sale_offer") if one.sure] == []


@pytest.mark.parametrize(
    "text",
    [
        "流量卡 19元 一张,点击查看",
        "卖电话卡 20元,更多信息私聊",
        "代刷点赞,100个5元",
        "假证 300元",
        "广告位 300元一个月,长期有效",
        "外卖25元一份,现炒",
        "奶茶 15元一杯",
    ],
)
def test_other_goods_alone_have_no_price_at_all(text):
    assert money.sums(text, "sale_offer") == []


@pytest.mark.parametrize(
    "text",
    [
        "手机卡实名信息查询 50元一次", "对公账户查询 200元", "查对公账户 200元", "出闲鱼号查实名30元", "卖抖音号资料 30元", "物联卡实名 60元",
    ],
)  # fmt: skip
def test_a_look_up_that_names_other_goods_keeps_its_price_in_doubt(text):
    assert len(money.sums(text, "sale_offer")) == 1


@pytest.mark.parametrize(
    "text", ["机主 30元 京东卡付款", "机主信息 30元 白卡也能查", "注册卡查机主 30元", "户籍 30元,礼品卡都可以支付"]
)
def test_a_card_that_is_paid_with_or_looked_up_from_takes_no_price_away(text):
    assert [(int(one.value), one.sure) for one in money.sums(text, "sale_offer")] == [(30, True)]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("流量卡19元一张。查户籍 80元一份", [80]),
        ("出售她的微信号 50元,户籍 30元", [50, 30]),
        ("卖电话卡 20元,也查户籍 80元", []),
        ("户籍 30元,只收u", [30]),
    ],
)
def test_a_sum_is_firm_where_its_sentence_sells_persons_data_alone(text, sure):
    assert [int(one.value) for one in money.sums(text, "sale_offer") if one.sure] == sure


def units(text):
    """Of the offers of a text, what a price is for, and each price with its currency, in order."""
    acts = [act for act in conduct.label([text], [detect(text)])[0] if act.label == "sale_offer"]
    slots = [slot for act in acts for slot in act.slots]
    coins = {(slot.start, slot.end): slot.value for slot in slots if slot.slot == "currency"}
    prices = [(slot.value, coins[slot.start, slot.end]) for slot in slots if slot.slot.endswith("price")]
    return {slot.value for slot in slots if slot.slot == "unit"}, prices


@pytest.mark.parametrize(
    ("text", "unit", "prices"),
    [
        ("7月开始涨价，户籍100", set(), [("100", "cny")]),
        ("下月起户籍60，机主90", set(), [("60", "cny"), ("90", "cny")]),
        ("月底最后一批，开房200", set(), [("200", "cny")]),
        ("上个月查户籍80，现在100", set(), [("80", "cny"), ("100", "cny")]),
        ("3月份新价：户籍50", set(), [("50", "cny")]),
        ("月月更新，户籍50", set(), [("50", "cny")]),
        ("户籍30/月", {"period"}, [("30", "cny")]),
        ("户籍80 每月300不限次", {"period"}, [("80", "cny"), ("300", "cny")]),
        (
            "本月新增：航班60 火车50 住宿260 支持USDT，40u起",
            set(),
            [("60", "cny"), ("50", "cny"), ("260", "cny"), ("40", "usdt")],
        ),
        (
            "价目：户籍50 车档60 航班45 高铁40",
            set(),
            [("50", "cny"), ("60", "cny"), ("45", "cny"), ("40", "cny")],
        ),
        ("户籍80 机主150 支持USDT，40u起", set(), [("80", "cny"), ("150", "cny"), ("40", "usdt")]),
        ("户籍90，可用U付款，20u起充", set(), [("90", "cny"), ("20", "usdt")]),
        ("机主150，开房300，接受usdt，50u以上打折", set(), [("150", "cny"), ("300", "cny"), ("50", "usdt")]),
        ("查户籍 200，支持usdt结算", set(), [("200", "cny")]),
        ("开房300u 户籍40", set(), [("300", "usdt"), ("40", "usdt")]),
        ("支持USDT，户籍40u，机主50", set(), [("40", "usdt"), ("50", "usdt")]),
        ("姓名李四 身高178 体重65 查户籍80 机主150", set(), [("80", "cny"), ("150", "cny")]),
    ],
)
def test_a_month_that_is_a_date_is_no_subscription_and_a_way_of_paying_no_coin_of_other_prices(text, unit, prices):
    """Reading 15: the only price lists of two defendants were read as subscriptions, one of them in a coin."""
    assert units(text) == (unit, prices)
