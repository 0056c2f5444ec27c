"""Contacts that an advert, a seller of look-ups or a channel gives as its own, and those of persons beside such words."""

import pytest

from doxdocket.detect import conduct
from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

PHONE = "17806401357"
ID = "310104189803079999"
DOSSIER = f"韩知予\n{PHONE}\n{ID}"


def claimed(text: str) -> dict[str, list[str]]:
    """What is claimed, by kind."""
    found: dict[str, list[str]] = {}
    for hit in detect(text):
        if hit.verdict is not Verdict.DOUBTFUL:
            found.setdefault(hit.kind, []).append(text[hit.start : hit.end])
    return found


@pytest.mark.parametrize(
    "text",
    [
        f"帮人代抢门票，先付定金，加V tuan_886，其他平台勿扰 {PHONE}",
        f"本店诚招洗碗工，包食宿，月薪4200，陈老板 {PHONE}",
        f"次卧转租，带阳台，联系人：周小姐 {PHONE}",
        f"出租 云杉路9号3栋502室，拎包入住，房东电话 {PHONE}",
        f"专业疏通下水道，24小时上门 电话{PHONE}",
        f"外卖小哥电话 {PHONE} ，谁打过去催一下",
        f"丢了只橘猫，看到的联系我 {PHONE}，酬谢500",
        "陪玩接单，一小时35，扣 812345012",
        "收料有酬 聯絡 @liao_lao_ban",
        "查人单：户籍180 开房600，联系飞机 @cha_ren_888",
        "茶餐廳請樓面，月薪 18000，WhatsApp +852 0000 1899 陳生",
    ],
)
def test_the_contact_of_an_advert_is_shown_and_not_claimed(text: str) -> None:
    hits = detect(text)
    assert claimed(text) == {}
    assert hits
    assert all("decoy.own" in hit.reasons and hit.kind in {"phone_number", "social_account"} for hit in hits)


@pytest.mark.parametrize(
    "text", ["海底捞 020 0765 0000 要等位", "海底撈 020 8765 0000 要等位", "社区居委会联系电话 0571-85550166，办居住证找王主任", "鱼庄 025-85550188 周末要订座"]
)  # fmt: skip
def test_the_telephone_of_an_office_or_a_restaurant_is_nobodys(text: str) -> None:
    assert claimed(text) == {}


@pytest.mark.parametrize(
    "tail",
    [
        "查人查档找 @zhao_dang1", "—————\n接单 +V kaihe_vip1", "想看谁私我 @siwo_kan", "更多料子 加扣 812345012", "投稿/查人 联系客服 @tg_kefu 或 QQ 812345012",
        "全套350 单户籍150 要的滴 @quantao_kf", "～～～\n代查 猎魔 轨迹 找 @liemo_888", "业务介绍：户籍 车档 定位\n联系 @yewu_jieshao", "查档 接单",
        "价格表\n户籍 100\n开房 500\n联系 @jgb_ren", "————\n查询业务请咨询 QQ 812345012 或微信 chaxun_2023", "開戶 查檔 定位 均可 私信 @dingwei_no1",
    ],
)  # fmt: skip
def test_what_a_seller_says_behind_a_dossier_is_not_the_victims(tail: str) -> None:
    assert claimed(f"{DOSSIER}\n\n{tail}") == {"name": ["韩知予"], "phone_number": [PHONE], "id_number": [ID]}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (f"姓名：韩知予\n联系方式：{PHONE}", {PHONE}),
        (f"快递面单\n联系人：韩知予 {PHONE}\n地址：上海市徐汇区云杉路9号3栋502室", {PHONE}),
        (f"韩知予，手机 {PHONE}，微信 hzy_tea88，奶茶店老板，店里招聘都是假的", {PHONE, "hzy_tea88"}),
        (f"家教老师韩知予对学生动手动脚，电话{PHONE} QQ 812345012", {PHONE, "812345012"}),
        (f"她兼职做代练，真名韩知予，QQ 812345012，手机{PHONE}", {PHONE, "812345012"}),
        ("昵称：夜航船\n微信：yhc_4455\n职业：陪玩", {"yhc_4455"}),
        (f"收料换来的 韩知予 {ID} {PHONE}", {ID, PHONE}),
        (f"查档结果\n韩知予\n{ID}\n{PHONE}", {ID, PHONE}),
        (f"出料\n微信 yhc_4455\n手机 {PHONE}", {PHONE, "yhc_4455"}),
        (f"韩知予\n————\n客服工作 手机 {PHONE}\nQQ 812345012", {PHONE, "812345012"}),
        (f"目标：韩知予\n联系：{PHONE}\n私聊骂她就行", {PHONE}),
        (f"骗子{PHONE} 说招聘，骗押金", {PHONE}),
        (
            "出售资料\n" + "\n".join(f"1780640{n}" for n in range(1350, 1356)),
            {f"1780640{n}" for n in range(1350, 1356)},
        ),
    ],
)
def test_the_contact_of_a_person_beside_such_words_stays(text: str, values: set[str]) -> None:
    assert values <= {value for kept in claimed(text).values() for value in kept}


@pytest.mark.parametrize(
    "text",
    [
        "收货信息请填写完整（姓名、电话、地址），否则不发货 客服小3为您服务，工号248677", "下单需备注（收件人、电话、详细地址），谢谢",
        "剧里那个女二叫韩知予吧？演得真假", "小说里的反派叫韩知予，住在云海市长宁路88号", "导航让我走上海市徐汇区云杉路9号那条路，堵死",
        "血型A的人都内向？我老家在山里，手机没信号",
    ],
)  # fmt: skip
def test_forms_parts_roads_and_sayings_tell_of_nobody(text: str) -> None:
    assert claimed(text) == {}


def test_a_staff_number_a_home_and_a_blood_group_in_a_dossier_stay() -> None:
    text = f"姓名：韩知予\n工号：A0029871\n血型：A\n电话：{PHONE}\n住址：上海市徐汇区云杉路9号3栋502室"
    assert {"other_certificate", "health_record", "home_address"} <= set(claimed(text))


LISTS = [
    "专业查档：户籍30一份，开房200，手机定位500。客服飞机 @shuangren_kf 微信 srkf_9990 电话 17806401357 先款后查",
    "查档价目：身份证查人 150 手机号查姓名 80 三代户籍 600，飞机 @liuliwa_kf，收款支付宝 17806401357 户名：X**",
    "接单查档，三代户籍120，全国开房180，实时定位350，需要的飞机 @yuye_cd 微信 yuye_8801",
    "【价目表】机主信息50u\n名下车辆80u\n手机定位600u\n银行流水1200u\n联系 @cangshan_info 电话 17806401357",
    "明码标价 个户15 全户40 户籍轨迹260 快递地址99 微信 lanting_cha 收款支付宝 17806401357",
    "手机号查定位 400一次，身份证查开房 220，微信查手机号 60，加QQ 9990007781，先款后查，户名：*晓",
    "查询业务报价：个人征信 90元，婚姻状况 70元，护照 110元，学籍 30元。客服飞机 @shuanglu_9，备用 17806401357",
    "长期接查：查人50 查车80 查学历60 定位¥500，付款支付宝 lanzhou99@mail.example.com，户名 **强",
    "老牌社工，户籍30，车档50，轨迹150，定位300，猎魔80，全家桶999，需要滴滴 @moyu_cd，电话17806401357",
    "人脸15 大头照20 社保60 医保60 找我 QQ 9990008812 支付宝 tao88@mail.example.com 收款人 陶*",
    "单查：个户10u 机主30u 流水800u，纸飞机 @qiulin_bot 备用号 13999979022",
    "手机三网定位 每次600，落地定位1000，先款，户名 **华 支付宝13999979023",
    "今日特价：实时位置 450 航班信息 120 婚史 100，咨询 @wan_qing_kf / 微信 wanqing_001",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_price_list_tells_of_nobody_and_its_contacts_are_the_sellers(text: str) -> None:
    hits = detect(text)
    assert hits
    assert all("decoy.own" in hit.reasons and hit.verdict is Verdict.DOUBTFUL for hit in hits)
    assert {hit.kind for hit in hits} <= {"phone_number", "social_account", "payment_account", "email"}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            f"霍青崖，{PHONE}，杭州市西湖区碧落路12号3栋402\n查档户籍30 定位500 加 @moyu_cd",
            {"霍青崖", PHONE, "杭州市西湖区碧落路12号3栋402"},
        ),
        (f"姓名：霍青崖 手机：{PHONE} 实时定位：杭州市西湖区碧落路12号", {"霍青崖", PHONE}),
        (f"姓名：霍青崖 手机定位：30.2741,120.1551 电话：{PHONE}", {"30.2741,120.1551", PHONE}),
        (f"霍青崖 身份证{ID} 手机{PHONE} 户名：霍青崖", {"霍青崖", ID, PHONE}),
        (
            f"姓名：霍青崖\n婚姻：未婚\n存款余额：50000\n月薪：8000元\n手机：{PHONE}",
            {"霍青崖", "50000", "8000元", PHONE},
        ),
        (
            f"目标真名叫霍青崖，身份证{ID}，手机号是178 0640 1357。他儿子霍小山，手机号是178 0640 1365",
            {"霍青崖", ID, "178 0640 1357", "178 0640 1365"},
        ),
        (f"想查谁户籍30，霍青崖的免费：手机{PHONE} QQ 9990001111", {PHONE, "9990001111"}),
        (f"姓名：霍青崖 学号：18990321007 现在位置：成都市锦江区青梧酒店 电话 {PHONE}", {"18990321007", PHONE}),
    ],
)
def test_a_dossier_beside_prices_or_with_sums_of_its_own_keeps_its_values(text: str, values: set[str]) -> None:
    assert values <= {value for told in claimed(text).values() for value in told}


def test_the_price_of_a_location_is_a_price() -> None:
    acts = conduct.label([LISTS[0]], [detect(LISTS[0])])[0]
    sums = [one for act in acts if act.label == "sale_offer" for one in (*act.firm, *act.doubtful)]
    assert {value for value, coin in sums if coin == "cny"} == {30, 200, 500}


#: Names that are made of characters which few names hold.
NAMED = ["温岫烟", "郁苍梧", "韩知予"]


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize(
    "text",
    [
        f"NAME电话{PHONE} 想看更多的私聊", f"NAME的手机号是{PHONE}，接单查档", f"NAME {PHONE} 户籍60 机主90", f"NAME\n{PHONE}\n全套料子滴滴我",
        f"谢打赏 NAME {PHONE}", f"感谢关注 NAME {PHONE}", f"NAME手机{PHONE}，欢迎投稿", f"全家桶的私我 NAME手机号 {PHONE}",
    ],
)  # fmt: skip
def test_a_number_that_is_tied_to_a_name_is_hers_whatever_is_advertised(name: str, text: str) -> None:
    told = claimed(text.replace("NAME", name))
    assert (told["name"], told["phone_number"]) == ([name], [PHONE])


def test_the_sellers_account_beside_a_tied_number_stays_the_sellers() -> None:
    for text in (f"温岫烟 {PHONE} 女 19岁 要料子的私我 @liao_kf1", f"要料子的私我 @liao_kf1\n温岫烟 {PHONE} 女 19岁"):
        assert claimed(text) == {"name": ["温岫烟"], "phone_number": [PHONE], "gender": ["女"], "age": ["19岁"]}
    text = f"温岫烟 {PHONE} 扣扣 812345012 要料子的私我"
    assert claimed(text)["social_account"] == ["812345012"]


@pytest.mark.parametrize(
    "text",
    [
        f"查户籍查开房 高效快 {PHONE}", f"收徒 包教会 {PHONE}", f"查档接单 王师傅 {PHONE}", f"查料老店 高精准 {PHONE}", f"客服 温岫烟 {PHONE}", f"商务合作 温岫烟 {PHONE}",
        f"接单代练 温岫烟 {PHONE}", f"诚聘洗碗工 温岫烟 {PHONE}", f"出租 云杉路9号3栋502室，拎包入住，温岫烟 {PHONE}", f"接单查档 电话{PHONE} 温岫烟",
        f"开锁 温岫烟 {PHONE}", f"查档找 温岫烟 {PHONE}", f"投稿 有红包 {PHONE}", f"打赏 水滴筹 {PHONE}",
    ],
)  # fmt: skip
def test_a_word_or_the_adverts_own_name_before_a_number_ties_nobody(text: str) -> None:
    assert "phone_number" not in claimed(text)
    assert [hit.verdict for hit in detect(text) if hit.kind == "phone_number"] == [Verdict.DOUBTFUL]
