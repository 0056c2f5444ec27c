"""Ages that are of somebody else than who is exposed, and those that are the exposed person's own."""

import pytest

from doxdocket.detect import detect
from doxdocket.detect.hit import Hit


def said_of_target(text: str) -> list[str]:
    """The ages that are told of who is exposed."""
    return [hit.value for hit in detect(text) if hit.kind == "age" and hit.role == "target"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名：阮未眠\n电话：13999972013\n微信：ruanwm_77\n人渣一个，欺负13岁小女孩，大家打爆他",
        "姓名：阮未眠\n电话：13999972013\n单位：杭州市听松小学\n这老师打了我家10岁的孩子，孩子才10岁啊，大家去举报他",
        "姓名：邰远\n手机：13999975003\n有个5岁的女儿在成都市锦棠幼儿园上学，小心点",
        "姓名：邰远\n手机：13999975003\n微信：taiyuan_99\n未满18岁勿进本频道，转发给满16岁的朋友",
        "姓名：邰远\n手机：13999975003\n微信：taiyuan_99\n骗了一个15岁的初中生，图在下面",
        "姓名：卓暮云\n电话：13999972031\n禽兽，猥亵12岁女童，都来骂",
        "姓名：卓暮云\n电话：13999972031\n他把我11岁的儿子推下楼梯",
        "姓名：卓暮云 手机：13999972031 微信：zhuomy_11 家里有一个8岁的儿子在合肥市棠梨小学念书",
        "姓名：卓暮云\n手机：13999972031\n专骗十六岁的高中女生，大家传开",
        "姓名：卓暮云 手机：13999972031\n本群禁止未满16岁者加入",
        "姓名：卓暮云\n手机：13999972031\n欺负我妹妹，我妹妹才9岁",
        "姓名：卓暮云\n手机：13999972031\n跟14岁的小男生聊骚，恶心",
        "姓名：卓暮云\n手机：13999972031\n不满18周岁请退出，年满18岁再看",
        "姓名：卓暮云\n手机：13999972031\n她打过一个七岁的孩子，那孩子才7岁",
        "姓名：卓暮云\n手机：13999972031\n单位：杭州市听松小学\n学生们都只有10岁，她也下得去手",
        "姓名：卓暮云\n手机：13999972031\n对一个6岁小孩下手，畜生",
        "姓名：卓暮云\n手机：13999972031\n家中有老母亲70岁，还有一个3岁的儿子",
        "姓名：卓暮云\n手机：13999972031\n本频道仅限18岁以上成年人",
        "姓名：卓暮云\n手机：13999972031\n被他侵害的女孩只有11岁",
        "姓名：卓暮云\n手机：13999972031\n我妹15岁被他骗",
        "姓名：卓暮云\n手机：13999972031\n女儿：卓小荷，8岁，成都市锦棠小学",
        "姓名：卓暮云\n手机：13999972031\n他8岁的女儿卓小荷在成都市锦棠小学读书",
    ],
)
def test_the_age_of_a_child_a_victim_or_the_readers_is_not_the_targets(text: str) -> None:
    assert said_of_target(text) == []
    assert any(hit.role == "target" and hit.kind == "phone_number" for hit in detect(text))


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("姓名：卓暮云 年龄：13 手机：13999972031", "13"),
        ("姓名：卓暮云，15岁，手机：13999972031", "15"),
        ("姓名：卓暮云\n手机：13999972031\n今年才14岁就出来骗人", "14"),
        ("卓暮云 女 12岁 手机13999972031 QQ9990001111", "12"),
        ("姓名：卓暮云 手机：13999972031\n13岁的小女孩就这么恶毒", "13"),
        ("挂一个15岁的初中生：卓暮云，手机13999972031，QQ9990001111", "15"),
        ("姓名：卓暮云 手机：13999972031 他未满16岁，别怕他", "16"),
        ("卓暮云，今年刚满17岁，手机13999972031", "17"),
        ("14岁初中生卓暮云，手机13999972031 ，骂人", "14"),
        ("姓名：卓暮云 手机：13999972031\n这小孩才11岁，嘴巴很臭", "11"),
        ("姓名：卓暮云 手机：13999972031\n这个15岁的高中生天天骂人", "15"),
        ("姓名：卓暮云 手机：13999972031\n她是个14岁的女学生", "14"),
        ("姓名：卓暮云\n手机：13999972031\n性别：男 16岁高二学生", "16"),
        ("姓名：卓暮云\n手机：13999972031\n今年初三，15岁，成都市锦棠中学", "15"),
    ],
)
def test_the_age_of_who_is_exposed_is_kept(text: str, age: str) -> None:
    assert said_of_target(text) == [age]


def test_the_school_of_a_child_told_by_age_is_the_childs() -> None:
    hits = detect("姓名：邰远\n手机：13999975003\n有个5岁的女儿在成都市锦棠幼儿园上学，小心点")
    child = [hit for hit in hits if hit.relation == "daughter"]
    assert {hit.kind for hit in child} == {"age", "school"}
    assert _kinds([hit for hit in hits if hit not in child]) == {"name", "phone_number"}


def _kinds(hits: list[Hit]) -> set[str]:
    return {hit.kind for hit in hits}
