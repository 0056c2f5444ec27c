"""A text without a name about somebody else than the exposed person is never the target's; one about the person is."""

import pytest

from doxdocket.detect.others import of_caption
from doxdocket.detect.rules import detect
from doxdocket.records import Verdict

P, Q = "17806401357", "17806401365"

OTHERS = [
    (f"爸爸：{P}", "father"),
    (f"他爸电话{P}", "father"),
    (f"补充：父亲电话 {P}", "father"),
    (f"她妈妈的手机号是{P}", "mother"),
    (f"他妈微信：{P}", "mother"),
    (f"忘了 他妈电话{P}", "mother"),
    (f"妈：{P}", "mother"),
    (f"爹的号{P}", "father"),
    (f"他爸妈的电话 {P} {Q}", "parent"),
    (f"家长电话：{P}", "parent"),
    (f"他女朋友电话 {P}", "partner"),
    (f"他对象电话：{P}", "partner"),
    (f"佢女朋友嘅電話 {P}", "partner"),
    (f"漏咗佢老母電話：{P}", "mother"),
    (f"她前男友 {P} QQ8123456701", "former_partner"),
    (f"他小舅子电话：{P}", "sibling_in_law"),
    (f"他姥姥家电话 {P}", "maternal_grandmother"),
    (f"他家里人电话 {P}", "family"),
    (f"再来一个他亲戚的 {P}", "family"),
    (f"his mom {P}", "mother"),
    (f"骚扰他妈 {P}", "mother"),
    (f"畜生的妈 电话{P}", "mother"),
    (f"{P} 他爸电话", "father"),
    (f"{P}（他妈）", "mother"),
    (f"他室友的电话 {P}", "roommate"),
    (f"tA室友 {P}", "roommate"),
    (f"{P} 是他室友的", "roommate"),
    (f"这是他同学的号 {P}", "classmate"),
    (f"他同事的电话{P}", "colleague"),
    ("他闺蜜QQ：8123456701", "friend"),
    (f"他班主任手机号：{P}", "teacher"),
    (f"同伙手机 {P}", "other"),
    (f"还有一个参与者 {P}", "other"),
    (f"他老板的手机：{P}", "other"),
    (f"他经纪人电话：{P}", "other"),
    ("他队友 QQ8123456701", "other"),
    (f"他的狐朋狗友之一 {P}", "other"),
    (f"那个女的电话：{P}", "other"),
    (f"另外那个男的 {P}", "other"),
    (f"跟他一起的那个男的 {P}", "other"),
    (f"另一个人的电话 {P}", "other"),
]
TARGET = [
    f"电话 {P}",
    f"他电话 {P}",
    f"补充：电话 {P}",
    f"本人号码 {P}",
    f"她的手机号是{P}",
    f"刚查到他的新号 {P}",
    "这是他的QQ：8123456701",
    f"佢電話：{P}",
    f"TA的电话{P}",
    f"目标手机 {P}",
    f"他自己的号 {P}",
    f"他另一个号 {P}",
    f"另一个手机 {P}",
    f"这狗东西的电话 {P}",
    f"骗子电话：{P}",
    f"去骚扰他 {P}",
    f"他家电话 {P}",
    f"微信同号 {P}",
    f"妈的忘了 电话{P}",
    f"卧槽他妈的 他手机{P}",
    f"这位同学的电话 {P}",
    f"同学手机 {P} 学校成都市望江中学",
    f"这个女的电话{P}",
    f"这个老师的电话 {P}",
    f"这个小三电话{P}",
    f"小姐姐电话 {P}",
    f"挂个前男友 电话{P}",
    f"我前男友的电话 {P}",
    f"我室友 手机{P}",
    f"我同学给的 他手机{P}",
    f"兄弟们 电话{P}",
    f"朋友们打他 {P}",
    f"他老婆跑了 电话{P}",
    f"爸爸是老师 他电话{P}",
    f"{P} 他爸给办的卡",
    f"{P} 他女朋友也在用",
    f"{P}（他本人）",
]


def told(text: str) -> set[tuple[str, str | None]]:
    """Role and relation of each person."""
    return {(hit.role, hit.relation) for hit in detect(text) if hit.verdict is not Verdict.DOUBTFUL}


@pytest.mark.parametrize(("text", "relation"), OTHERS)
def test_somebody_else_is_not_the_target(text: str, relation: str) -> None:
    [(role, said)] = told(text)
    assert (role != "target", said) == (True, relation)


@pytest.mark.parametrize("text", TARGET)
def test_a_fact_of_the_target_stays_the_targets(text: str) -> None:
    assert told(text) == {("target", None)}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        (f"电话{P} 他爸{Q}", {"target": [P], "relative": [Q]}),
        (f"他爸电话{Q} 他电话{P}", {"target": [P], "relative": [Q]}),
        (f"学生电话 {P} 家长电话 {Q}", {"target": [P], "relative": [Q]}),
        (f"电话：{P}\n他经纪人电话：{Q}", {"target": [P], "mentioned": [Q]}),
        (f"父亲{P}\n母亲{Q}", {"relative": [P, Q]}),
    ],
)
def test_two_people_of_a_text_that_names_nobody(text: str, groups: dict[str, list[str]]) -> None:
    made: dict[str, list[str]] = {}
    for hit in detect(text):
        made.setdefault(hit.role, []).append(hit.value)
    assert made == groups


@pytest.mark.parametrize(
    "text", [f"他经纪人韩知予 {P}", f"那个女的叫韩知予 {P}", f"爸爸：韩立群 {P}", f"室友：米朵 电话：{P}"]
)
def test_who_is_named_is_told_as_before(text: str) -> None:
    assert told(text) == {("target", None)}


@pytest.mark.parametrize(
    ("text", "relation"),
    [("他爸", "father"), ("这是他女朋友", "partner"), ("同伙", "other"), ("他本人", None), ("他的", None), ("草他妈", None),
     ("他妈的", None), ("我前男友", None), ("他爸" + "打" * 20, None)],
)  # fmt: skip
def test_the_words_beside_a_contact(text: str, relation: str | None) -> None:
    assert of_caption(text) == relation
