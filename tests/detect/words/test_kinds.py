"""What each kind of the words half finds, with its exact ends, and what it leaves alone."""

import pytest

from doxdocket.detect.rules import detect
from doxdocket.records import Verdict


def found(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in detect(text) if hit.verdict is not Verdict.DOUBTFUL]


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("性名：温如故\n手鸡：17806401357", "name", "温如故"),
        ("【姓名】欧阳知远【电话】17806401357", "name", "欧阳知远"),
        ("姓名：阿依努尔·买合木提 电话：17806401357", "name", "阿依努尔·买合木提"),
        ("name: Lin Xiaoman\nphone: 17806401357", "name", "Lin Xiaoman"),
        ("机主：林*舟 手机 17806401357", "name", "林*舟"),
        ("手机 17806401357 姓崔", "name", "崔"),
        ("17806401357，他叫成墨。", "name", "成墨"),
        ("骗子苏小寒滚出来，手机17806401357", "name", "苏小寒"),
        ("姓名：韓知予 電話：17806401357", "name", "韓知予"),
        (
            "韩知予 住址 四川省成都市武侯区竹影巷777号9栋1单元502 电话 17806401357",
            "home_address",
            "四川省成都市武侯区竹影巷777号9栋1单元502",
        ),
        ("韩知予 17806401357 住锦绣花园12栋3单元701附近", "home_address", "锦绣花园12栋3单元701"),
        ("姓名：韩知予\n宿舍：东区11栋407", "home_address", "东区11栋407"),
        (
            "姓名：韩知予\n户籍：贵州省黔东南苗族侗族自治州凯里市银匠街66666号",
            "home_address",
            "贵州省黔东南苗族侗族自治州凯里市银匠街66666号",
        ),
        (
            "韩知予 17806401357 安徽省合肥市蜀山区望湖路⑨⑨⑨⑨号7栋二单元1203",
            "home_address",
            "安徽省合肥市蜀山区望湖路⑨⑨⑨⑨号7栋二单元1203",
        ),
        ("易水寒，女，22岁，合肥人", "home_address", "合肥"),
        ("韩知予，女，1897年9月生，17806401357", "birth_date", "1897年9月"),
        ("姓名：韩知予 生日：96.02.28", "birth_date", "96.02.28"),
        ("韩知予，生日3月7日，17806401357", "birth_date", "3月7日"),
        ("韩知予 17806401357 今年十七岁", "age", "十七岁"),
        ("韩知予/女/17806401357", "gender", "女"),
        ("姓名：韩知予 民族：维族", "ethnicity", "维族"),
        ("姓名 韩知予\n学校 成都市望江中学高二（3）班", "school", "成都市望江中学"),
        ("骗子在江北二中读书，叫韩知予，17806401357", "school", "江北二中"),
        ("韩知予 17806401357 她爸韩立群是清河县第三中学的老师", "workplace", "清河县第三中学"),
        ("韩知予现在在星河文化传媒有限公司当运营，17806401357", "workplace", "星河文化传媒有限公司"),
        ("姓名：韩知予\n学号：18990321007", "student_id", "18990321007"),
        ("姓名：韩知予\n婚姻状况：未婚", "marital_status", "未婚"),
        ("姓名：韩知予\n血型：AB", "health_record", "AB"),
        ("韩知予 17806401357 老家贵州省毕节市", "native_place", "贵州省毕节市"),
        ("韩知予 17806401357 💼 小学老师", "job_history", "小学老师"),
        ("姓名：韩知予 小名：阿予 手机：17806401357", "former_name_alias", "阿予"),
        ("韩知予 17806401357 竹影巷12号3栋804  XH:18814975514", "student_id", "18814975514"),
        ("姓名：韩知予\n支付宝 bcl@example.net", "payment_account", "bcl@example.net"),
        ("韩知予 17806401357 510107🔥18970302🔥1231", "id_number", "510107🔥18970302🔥1231"),
        ("韩知予 17806401357 G0362 延安-广州 15车3D", "travel_ticket", "G0362 延安-广州 15车3D"),
        ("韩知予 17806401357 2023-02-28 荆州青梧酒店 1203房", "lodging_record", "2023-02-28 荆州青梧酒店 1203房"),
        ("韩知予 17806401357 今晚住荆州青梧酒店1203房", "hotel_room_current", "荆州青梧酒店1203房"),
        ("韩知予 17806401357 2023-07-13 二手相机 703元", "transaction_record", "2023-07-13 二手相机 703元"),
    ],
)
def test_finds_with_exact_ends(text: str, kind: str, surface: str) -> None:
    assert (kind, surface) in found(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("韩知予 17806401357 去某某小学堵他，附近的中学都知道", "school"),
        ("韩知予 17806401357 职业小学老师 银行卡", "workplace"),
        ("姓名：韩知予\n手机：17806401357\n临风第九中学 / 长成这样还敢直播", "workplace"),
        ("韩知予 17806401357 2023-07-13 二手相机 703元", "birth_date"),
        ("韩知予 17806401357 2023-06-23 连衣裙M码 351元", "birth_date"),
    ],
)
def test_what_only_looks_like_a_kind_is_none(text: str, kind: str) -> None:
    assert kind not in [one for one, _ in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "孙中山1866年11月12日出生于广东省香山县翠亨村，鲁迅1881年9月25日出生于浙江绍兴。",
        "推荐成都市锦江区春熙路那家火锅，人均138，老板姓王，周末要排队",
        "华为技术有限公司发布2025年年报，销售收入8809亿元，同比增长2.1%。",
        "求姓名、身份证、手机号、住址，一条龙多少钱",
        "价格表：个户 150 全户 380 开房 600 车档 200 轨迹 900 机主 300，先款后货，不议价",
        "今天和张老师去了人民医院，排队三个小时，医生态度不错",
        "高考成绩出来了，我考上了浙江大学，感谢老师和爸妈",
        "《红楼梦》里贾宝玉和林黛玉的故事发生在大观园。",
        "我今年22岁，女，汉族，单身，想找个对象",
        "刚从北京大学第一医院出来，排队排了一上午",
    ],
)
def test_ordinary_posts_disclose_nobody(text: str) -> None:
    assert found(text) == []


def test_a_lone_name_is_doubtful_not_dropped() -> None:
    hits = detect("姓名：韩知予")
    assert [(hit.kind, hit.verdict) for hit in hits] == [("name", Verdict.DOUBTFUL)]
    assert "context.alone" in hits[0].reasons


def test_example_names_are_doubtful() -> None:
    hits = [hit for hit in detect("姓名：张三 电话：17806401357") if hit.kind == "name"]
    assert [hit.verdict for hit in hits] == [Verdict.DOUBTFUL]


def test_a_public_figure_in_a_dossier_is_a_finding() -> None:
    assert ("name", "周杰伦") in found("姓名：周杰伦 手机：17806401357")


def test_without_the_tagger_labels_still_hold() -> None:
    text = "姓名：韩知予 住址：四川省成都市武侯区竹影巷777号"
    assert [hit.kind for hit in detect(text)] == ["name", "home_address"]
