"""A text without a name about somebody else than the exposed person is never the target's; one about the person is."""

import pytest

from doxdocket.detect import detect_all
from doxdocket.detect.other_persons import of_caption
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


def told(texts: list[str]) -> list[set[tuple[str, str | None]]]:
    """Role and relation of each person of each text."""
    return [{(h.role, h.relation) for h in hits if h.verdict is not Verdict.DOUBTFUL} for hits in detect_all(texts)]


def test_somebody_else_is_mostly_not_the_target() -> None:
    answers = told([text for text, _ in OTHERS])
    right = [
        len(one) == 1 and all(role != "target" and said == relation for role, said in one)
        for one, (_, relation) in zip(answers, OTHERS, strict=True)
    ]
    assert sum(right) >= 0.9 * len(OTHERS), [text for (text, _), so in zip(OTHERS, right, strict=True) if not so]


def test_a_fact_of_the_target_mostly_stays_the_targets() -> None:
    right = [one == {("target", None)} for one in told(TARGET)]
    assert sum(right) >= 0.9 * len(TARGET), [text for text, so in zip(TARGET, right, strict=True) if not so]


@pytest.mark.parametrize(
    ("text", "relation"),
    [("他爸", "father"), ("这是他女朋友", "partner"), ("同伙", "other"), ("他本人", None), ("他的", None), ("草他妈", None),
     ("他妈的", None), ("我前男友", None), ("他爸" + "打" * 20, None)],
)  # fmt: skip
def test_the_words_beside_a_contact(text: str, relation: str | None) -> None:
    assert of_caption(text) == relation


ANOTHER = [
    ("沈牧之的班主任电话{}", "teacher"),
    ("沈牧之的老板电话 {}", "other"),
    ("沈牧之的健身教练微信 {}", "other"),
    ("沈牧之的私教老师小陈的电话{}", "other"),
    ("沈牧之前女友的手机：{}", "former_partner"),
    ("沈牧之公司前台电话 {}", "other"),
    ("沈牧之的粉丝群主电话{}", "other"),
    ("沈牧之，初二(4)班，班主任电话{}", "teacher"),
    ("沈牧之班主任王老师电话{}", "teacher"),
    ("沈牧之家楼下小卖部电话{}", "other"),
    ("沈牧之妈妈电话{}", "mother"),
    ("骂沈牧之的来，打我电话{}", "other"),
    ("我是沈牧之的代理律师，有事打{}", "other"),
    ("收沈牧之的资料，有的联系{}", "other"),
    ("沈牧之老师作文班报名电话{}", "other"),
    ("沈牧之 手机17806401365。投稿加我 {}", "other"),
]
OWN_NUMBERS = [
    "沈牧之老师电话{}", "沈牧之 律师 电话{}", "沈牧之的私人电话{}", "沈牧之本人手机{}", "沈牧之的新手机号{}", "沈牧之 收货人电话{}",
    "沈牧之，在腾讯的经理 电话{}", "我是厂里招工的沈牧之，有活打我{}", "沈牧之 他自己加我，微信{}",
]  # fmt: skip


def whose(text):
    [told] = detect_all([text.format(P)])
    return {hit.value: (hit.role, hit.relation) for hit in told if P in hit.value}


@pytest.mark.parametrize(("text", "relation"), ANOTHER)
def test_a_contact_behind_a_noun_of_a_person_is_not_the_named_ones(text, relation):
    """Once a class teacher's number made the named girl a person of the low."""
    [(role, told)] = whose(text).values()
    assert role in {"mentioned", "relative"}
    assert told == relation


@pytest.mark.parametrize("text", OWN_NUMBERS)
def test_a_title_behind_a_name_and_what_is_ones_own_leave_the_number_to_the_named_one(text):
    assert set(whose(text).values()) == {("target", None)}
