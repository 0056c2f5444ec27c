"""Where a value ends and whose it is: list marks behind numbers, demonstratives, relations, picture lines, rows of dashes."""

import pytest

from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

PHONE = "17806401357"


def found(text: str, kind: str) -> list[str]:
    return [text[h.start : h.end] for h in detect(text) if h.kind == kind and h.verdict is not Verdict.DOUBTFUL]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (f"1）姓名：韩知予；2）手机：{PHONE}；3）QQ：8123456701；4）学历：本科", "8123456701"),
        ("企鹅：812345012；6、婚姻：未婚；7、姓名：韩知予", "812345012"),
        ("韩知予，QQ：812-345-012、七夕生日", "812-345-012"),
        ("韩知予 扣扣8123 4567，两个都能加", "8123 4567"),
        ("韩知予 扣扣8123 4567 两个都能加", "8123 4567"),
        ("韩知予 QQ八一二三四五零一二，两条都是真的", "八一二三四五零一二"),
        ("韩知予 QQ：812，345，012", "812，345，012"),
        ("韩知予 QQ：8一2三4五0一2", "8一2三4五0一2"),
    ],
)
def test_a_number_ends_before_the_next_item(text: str, number: str) -> None:
    assert found(text, "social_account") == [number]


@pytest.mark.parametrize(
    "words",
    ["前天在群里骂人的那位", "那个天天带节奏的喷子", "这个杠精", "刚才踢掉的内鬼", "上次被挂的骗子", "评论区嘴最臭的那个女的", "博主", "不少人打听的"],
)  # fmt: skip
def test_a_description_is_no_alias(words: str) -> None:
    text = f"{words}真名叫沈牧之，电话{PHONE}"
    assert found(text, "former_name_alias") == []
    assert found(text, "name") == ["沈牧之"]


@pytest.mark.parametrize("words", ["星河不眠", "主播星河不眠", "画手“星河不眠”", "那个博主星河不眠", "网名星河不眠，"])
def test_a_nickname_is_one(words: str) -> None:
    assert found(f"{words}真名叫沈牧之，电话{PHONE}", "former_name_alias") == ["星河不眠"]


@pytest.mark.parametrize("text", ["花名星河不眠 QQ812345012，有冇人識", f"外号星河不眠，电话{PHONE}，上次跑了"])
def test_a_nickname_beside_an_account_is_claimed_although_nobody_is_named(text: str) -> None:
    assert found(text, "former_name_alias") == ["星河不眠"]


@pytest.mark.parametrize("list_", ["花名册", "网名录如下", "绰号大全", "昵称列表"])
def test_a_list_is_no_alias(list_: str) -> None:
    assert found(f"高一七班{list_}\n沈牧之 {PHONE}\n华思蔓 17806401365", "former_name_alias") == []


@pytest.mark.parametrize(
    ("word", "relation"),
    [("家姐", "elder_sister"), ("細佬", "younger_brother"), ("阿媽", "mother"), ("老豆", "father"), ("大佬", "elder_brother"), ("佢大佬", "elder_brother"), ("家公", "father_in_law"), ("家嫂", "sibling_in_law"), ("老公", "spouse")],
)  # fmt: skip
def test_a_relation_is_no_name(word: str, relation: str) -> None:
    hits = detect(f"韩知予 {PHONE}\n{word} 何翠莲 17806401365")
    assert [(h.value, h.person, h.relation) for h in hits if h.kind == "name"] == [
        ("韩知予", 0, None),
        ("何翠莲", 1, relation),
    ]
    assert [h.person for h in hits if h.kind == "phone_number"] == [0, 1]


def test_a_picture_and_its_word_are_no_head_of_a_table() -> None:
    text = "👤 韩知予\n📱 178 0640 1357\n💬 微信 wxid_a8f3k29d0s1q\n🚗 车牌 川A12B34\n💼 护士\n🐧 QQ 8123456701\n💳 6217000000000000053\n🖕"
    hits = detect(text)
    assert {h.kind for h in hits} == {
        "name",
        "phone_number",
        "social_account",
        "vehicle_file",
        "job_history",
        "bank_account",
    }
    assert len(hits) == 7
    assert {h.person for h in hits} == {0}


def test_cells_between_dashes() -> None:
    text = f"韩知予----{PHONE}----护士----未婚----成都市望江中学"
    assert found(text, "job_history") == ["护士"]
    assert found(text, "marital_status") == ["未婚"]
    assert found(f"沈牧之---{PHONE}---司机---离异---370102186004123113", "name") == ["沈牧之"]


@pytest.mark.parametrize(
    "text", ["许倩\nq 8123 45012\nwx xq_1899", "廉凯（男）\n· 手机为17806401357", "出料\n沈牧之\nq 812345012"]
)
def test_a_name_on_the_line_before(text: str) -> None:
    assert len(found(text, "name")) == 1


def test_a_name_that_ends_like_a_place_heads_its_numbers() -> None:
    text = f"#起底\n任金水\n扣扣 812345012\n微信 rjs_1899\n手机 {PHONE}"
    assert found(text, "name") == ["任金水"]
    assert found(f"任你行\n扣扣 812345012\n微信 rjs_1899\n手机 {PHONE}", "name") == []


def test_what_stands_behind_a_value_is_none_of_it() -> None:
    assert found(f"姓名：韩知予\n手机：{PHONE}\n职业：护士以上信息属实", "job_history") == ["护士"]
    text = f"网名叫做冷月无声的韩知予，{PHONE}"
    assert (found(text, "former_name_alias"), found(text, "name")) == (["冷月无声"], ["韩知予"])


def test_words_of_the_south() -> None:
    text = f"佢叫韩知予，1897年3月5日出世，讀緊成都市望江中學，V hzyx1899 綁嘅手機 {PHONE}"
    assert found(text, "school") == ["成都市望江中學"]
    assert found(text, "birth_date") == ["1897年3月5日"]
    assert found("V xyz_1899 綁嘅手機 17806401357", "social_account") == ["xyz_1899"]


def test_an_address_ends_before_a_glued_label() -> None:
    home = "四川省成都市武侯区竹影巷777号9栋1单元502室"
    text = f"姓名韩知予电话{PHONE}住址{home}学校成都市望江中学"
    assert (found(text, "home_address"), found(text, "school")) == ([home], ["成都市望江中学"])
    assert found(text.replace("成都市望江中学", "青岛云栖理工学院"), "school") == ["青岛云栖理工学院"]
    text = f"姓名韩知予住址{home}单位星河文化传媒有限公司手机{PHONE}"
    assert (found(text, "home_address"), found(text, "workplace")) == ([home], ["星河文化传媒有限公司"])
    assert found(f"住址竹影巷77号学校旁边 韩知予 {PHONE}", "school") == []


def test_letters_and_digits_in_a_row_of_words_are_no_sure_password() -> None:
    row = f"韩知予----{PHONE}----护士----成都市望江中学----hzyxwkd1899"
    assert [h.verdict for h in detect(row) if h.kind == "account_password"] == [Verdict.DOUBTFUL]
    assert found(f"撞库\n{row}", "account_password") == ["hzyxwkd1899"]
    assert found(f"韩知予----{PHONE}----hzyxwkd1899", "account_password") == ["hzyxwkd1899"]


ROSTERS = [
    "成都市望江中学初一(5)班\n2020114501 沈牧之 男 17806401357\n2020114502 华思蔓 女 17806401365",
    "2022级护理2班名单\n1. 沈牧之\t2022310401\t17806401357\n2. 华思蔓\t2022310402\t17806401365",
    "成都市望江中学初一(5)班 花名册\n2019281587 沈牧之 男 17806401357\n2023257482 华思蔓 女 17806401365",
    "江北二中高二九班，全班的\n沈牧之 20210901 17806401357\n华思蔓 20210902 17806401365",
]
NO_ROSTERS = [
    "高一七班QQ\n沈牧之 812345012 17806401357\n华思蔓 934512077 17806401365",  # accounts do not go on
    "一班值班\n20230501 沈牧之 17806401357\n20230502 华思蔓 17806401365",  # duties
    "订单\n2020114501 沈牧之 17806401357\n2020114502 华思蔓 17806401365",  # no class
    "2022级护理2班\n2022310401 沈牧之 17806401357",  # one row
]


@pytest.mark.parametrize("text", ROSTERS)
def test_rows_under_a_class_hold_student_numbers(text: str) -> None:
    hits = detect(text)
    assert [h.person for h in hits if h.kind == "student_id"] == [0, 1]
    assert not [h for h in hits if h.kind == "social_account"]


@pytest.mark.parametrize("text", NO_ROSTERS)
def test_rows_that_hold_none(text: str) -> None:
    assert found(text, "student_id") == []


def test_a_home_before_the_count_of_what_is_owned_stays_a_home() -> None:
    home, other = "湘潭市雨湖区莲子巷77号1-904", "湘潭市雨湖区莲子巷79号1-905"
    assert found(f"韩知予｜{PHONE}｜{home}｜名下 1 套房", "home_address") == [home]
    text = f"韩知予 {PHONE} 住{home} 名下2套：{other}"
    assert (found(text, "home_address"), found(text, "real_estate")) == ([home], [other])
    for owned in (f"韩知予 {PHONE} {home}（名下房产）", f"韩知予 {PHONE}\n房产信息\n{home}"):
        assert (found(owned, "home_address"), found(owned, "real_estate")) == ([], [home])


@pytest.mark.parametrize(
    "stay",
    ["青梧宾馆 1206 开房，2022-05-03 入住 05-04 退房", "青梧酒店 808，2022-05-03 入住 05-04 退房"],
)
def test_the_days_of_a_stay_are_no_stay_of_their_own(stay: str) -> None:
    assert found(f"韩知予 {PHONE} 开房记录：{stay}", "lodging_record") == [stay]
    two = f"韩知予 {PHONE}\n前年在青梧宾馆 1206 开房\n入住：05-03 退房"
    assert len(found(two, "lodging_record")) == 2
