"""Contacts that an advert, a seller of look-ups or a channel gives as its own, and those of persons beside such words."""

import pytest

from doxdocket.detect import detect
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
