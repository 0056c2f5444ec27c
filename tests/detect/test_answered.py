"""Findings as the program takes them from the reader's answer: roles, relations, stages; texts together or alone."""

import pytest

from doxdocket.detect import answered, detect, detect_all
from doxdocket.law import classes
from doxdocket.text import read

TEXTS = [
    "姓名：韩知予 电话：17806401357\n爸爸：韩立群 17806401365",
    "",
    "今天的火锅不错，人均138",
    "他室友的电话 17806401357",
    "手機：１３８\u200b①②③④⑤⑥⑦⑧ 姓名:韩知予",
    "文晖小学三年级2班 沈牧之 13900001850",
]


def told(text):
    return {(h.kind, h.value): (h.role, h.relation) for h in detect(text)}


def test_what_is_found_in_a_text_does_not_hang_on_those_given_with_it():
    assert detect_all(TEXTS) == [detect(text) for text in TEXTS]


def test_a_stated_sex_that_the_identity_number_contradicts_is_asked_about_and_parts_nobody():
    hits = detect("姓名：韩知予\n性别：男\n身份证：330106189104121029\n手机：13900001101\nQQ：9900110011")
    assert {hit.person for hit in hits} == {0}
    (sex,) = [hit for hit in hits if hit.kind == "gender"]
    assert (sex.verdict.value, sex.reasons[0]) == ("doubtful", "sex.number")
    (right,) = [
        h for h in detect("姓名：韩知予\n性别：女\n身份证：330106189104121029\n手机：13900001101") if h.kind == "gender"
    ]
    assert right.verdict.value == "valid"


def test_a_relative_and_the_target():
    said = told(TEXTS[0])
    assert said["phone_number", "17806401357"] == ("target", None)
    assert said["phone_number", "17806401365"] == ("relative", "father")


def test_who_is_told_of_by_a_word_of_company_alone_is_no_target():
    assert told(TEXTS[3]) == {("phone_number", "17806401357"): ("mentioned", "roommate")}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("挂一下她妈妈 电话17806401357", "mother"),
        ("曝光他老婆电话17806401357", "spouse"),
        ("人肉她爸 17806401357", "father"),
        ("她妈 沈映梅 17806401357 在青禾超市", "mother"),
        ("母亲：沈映梅\n电话：17806401357\n住址：成都市武侯区竹影巷777号9栋", "mother"),
        ("他儿子韩立群 17806401357 住成都市武侯区竹影巷777号9栋", "son"),
        ("补家里人\n甲母 沈映梅 17806401357", "mother"),
    ],
)
def test_whose_number_alone_stands_behind_a_word_of_kinship_is_a_relative_and_no_target(text, relation):
    assert told(text)["phone_number", "17806401357"] == ("relative", relation)


def test_a_word_of_company_keeps_its_kind_behind_the_place_where_they_met():
    assert told("他大学同学电话 17806401357")["phone_number", "17806401357"] == ("mentioned", "classmate")


def test_findings_lie_where_they_were_captured():
    text = TEXTS[4]
    [phone] = [h for h in detect(text) if h.kind == "phone_number"]
    assert text[phone.start : phone.end] == "１３８\u200b①②③④⑤⑥⑦⑧"


def test_a_school_tells_its_year():
    [school] = [h for h in detect(TEXTS[5]) if h.kind == "school"]
    assert school.stage == "小学三年级2班"


@pytest.mark.parametrize("size", [1, 3])
def test_a_long_list_is_read_in_pieces_and_its_persons_are_counted_on(size):
    text = "\n".join(f"姓名：韩知予 电话：1780640{n:04}" for n in range(400 * size))
    found = [h for h in detect(text) if h.kind == "phone_number"]
    assert len(found) == 400 * size
    assert all(text[h.start : h.end] == h.value for h in found)


def people(text):
    """Value, role and relation of each finding, by the person that it is given to."""
    found = {}
    for hit in detect(text):
        found.setdefault(hit.person, []).append((hit.value, hit.role, hit.relation))
    return list(found.values())


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        ("姓名 | 年龄 | 家长手机", ["韩知予 | 14 | 17806401357", "沈牧之 | 14 | 17806401365"]),
        ("姓名\t年龄\t监护人电话", ["韩知予\t14\t17806401357", "沈牧之\t14\t17806401365"]),
    ],
)
def test_a_number_in_a_column_of_parents_is_the_parents(head, rows):
    told = people("\n".join(["江北中学初二(5)班 花名册", head, *rows]))
    parents = [[value for value, *_ in own] for own in told if own[0][1:] == ("relative", "parent")]
    assert parents == [["17806401357"], ["17806401365"]]
    children = [own for own in told if own[0][1] == "target"]
    assert [{"韩知予", "14"} <= {value for value, *_ in own} or own[0][0] == "沈牧之" for own in children] == [True] * 2


def test_the_head_of_a_column_tells_of_its_own_cells_alone():
    told = people(
        "姓名\t手机\t父亲电话\t母亲电话\n韩知予\t17806401357\t17806401365\t17806401373\n沈牧之\t17806401381\t17806401399\t17806401402"
    )
    assert [("韩知予", "target", None), ("17806401357", "target", None)] in told
    assert [own for own in told if own[0][0] in ("17806401365", "17806401373")] == [
        [("17806401365", "relative", "father")],
        [("17806401373", "relative", "mother")],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "挂一下我前夫 韩立群 17806401357 打女人的东西",
        "有姐妹说韩立群在青禾健身房上班 电话17806401357",
        "3栋的熊孩子韩立群，8岁，往车上扔石子 电话17806401357",
    ],
)
def test_who_is_no_relative_of_anybody_told_of_stays_the_target(text):
    assert told(text)["name", "韩立群"] == ("target", None)


def test_kinship_in_brackets_behind_a_number_tells_whose_it_is():
    found = told("姓名：韩知予 新增联系人：韩立群（父）17806401357 对方 17806401365（母）")
    assert found["name", "韩立群"] == ("relative", "father")
    assert found["phone_number", "17806401365"] == ("relative", "mother")
    assert found["name", "韩知予"] == ("target", None)


def test_what_stands_before_the_real_name_at_the_beginning_of_a_line_is_a_screen_name():
    hits = {hit.kind: hit.value for hit in detect("半糖去冰 真名 杭漱石，佛山顺德大良街道凤翔路紫藤苑2座1505")}
    assert (hits["former_name_alias"], hits["name"]) == ("半糖去冰", "杭漱石")


def test_a_number_that_its_text_calls_a_new_one_says_so():
    reasons = {hit.kind: hit.reasons for hit in detect("闫霁舟 换号了，新号13900001102，邮箱 yanjz_old@example.com")}
    assert "value.new" in reasons["phone_number"]
    assert "value.new" not in reasons["email"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名：蔺知还 身份证：440305188909082130 电话：13900002414 北京通州区梨园镇半壁街榆荫胡同9号",
        "转一个群里的：小作文写手，名字 蔺知还，住北京通州区梨园镇半壁街榆荫胡同9号，手机13900002414",
    ],
)
def test_a_name_that_fills_its_field_is_read_to_the_end_of_it(text):
    assert [hit.value for hit in detect(text) if hit.kind == "name"] == ["蔺知还"]
    assert [hit.value for hit in detect("姓名：韩知予 男 电话：17806401357") if hit.kind == "name"] == ["韩知予"]


FORM = "姓名：韩知予\n身份证：330106189104121029\n手机：13900001101\n"


@pytest.mark.parametrize(
    "rest",
    [
        "儿子\n性别：男\n学校：文晖小学三年级2班",
        "丈夫 性别：男 电话：13900001102",
        "\n第二个\n性别：男\n手机：13900001102",
    ],
)
def test_a_sex_behind_a_relation_an_empty_line_or_a_field_that_comes_again_is_another_persons(rest):
    found = detect(FORM + rest)
    [sex] = [hit for hit in found if hit.kind == "gender"]
    assert sex.person != found[0].person


@pytest.mark.parametrize("word", ["这个人", "此人", "她的", "求扒", "手机号机主", "网红博主"])
def test_a_word_for_a_person_before_the_real_name_is_no_screen_name(word):
    assert not [hit for hit in detect(f"{word} 真名 韩知予 电话13900001101") if hit.kind == "former_name_alias"]


def test_a_screen_name_before_the_real_name_is_in_doubt():
    [alias] = [hit for hit in detect("半糖去冰 真名 韩知予 电话13900001101") if hit.kind == "former_name_alias"]
    assert (alias.value, alias.verdict.value) == ("半糖去冰", "doubtful")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("外卖小哥住芦花路5号2栋301 韩知予 13900001101", "home_address"),
        ("韩知予 芦花路5号2栋301 微信 hanshu88", "home_address"),
        ("淘宝地址 韩知予，杭州市竹影巷777号9栋 13900001101", "delivery_address"),
        ("收货地址：杭州市竹影巷777号9栋 韩知予 13900001101", "delivery_address"),
    ],
)
def test_where_somebody_lives_is_no_parcels_place(text, kind):
    assert [hit.kind for hit in detect(text) if hit.kind.endswith("address")] == [kind]


@pytest.mark.parametrize(("text", "new"), [("换号了 韩知予 13900001101", True), ("没换号 韩知予 13900001101", False)])
def test_a_number_that_did_not_change_is_none_called_new(text, new):
    [hit] = [hit for hit in detect(text) if hit.kind == "phone_number"]
    assert ("value.new" in hit.reasons) == new


def test_a_particle_is_no_end_of_a_name():
    assert [hit.value for hit in detect("姓名：王芳吗 电话13900001101") if hit.kind == "name"] == ["王芳"]


@pytest.mark.parametrize("text", [
    "李娜 13900001101 同名，不是之前那个",
    "此李娜非彼李娜，这个是三中的",
    "李娜 名字碰巧一样，不是同一位",
    "跟前天发的那位没关系，同名而已，李娜",
    "李娜，和第三期的不是同一个人",
    "李娜，与之前挂的那个是两个人",
    "李娜 別跟昨天那個搞混",
    "李娜，撞名了，另有其人",
    "李娜 13900001101（和之前的李娜同名不同人）",
    "李娜 女 1990年 备注：与上期同名者并非同一人",
    "两个李娜，不是一个人，这个住青岚",
    "同名，非上次那位，李娜",
    "名字一样但人不一样，李娜是一中的",
    "此李娜与前文李娜并非一人",
    "李娜 另一个，不是之前曝光的那个",
    "补一个陈浩（重名，非前几天发的陈浩）",
    "陈浩 男 46岁 说明：跟第12期那位不是同一个人，别对错号",
    "撞名而已，不是上条那人，陈浩 在银行上班",
    "又来一个陈浩，跟前面的没关系，纯属重名",
    "名字相同，不同人，陈浩",
    "注意此陈浩不是上一个陈浩",
    "别张冠李戴，这陈浩不是昨晚那个",
])  # fmt: skip
def test_words_that_somebody_is_another_of_the_name_are_read(text):
    assert _said_another(text)


@pytest.mark.parametrize("text", [
    "李娜 微信同名，不是机器人",
    "李娜 抖音同名 13900001101",
    "不是重名，就是上次那个李娜",
    "李娜，是不是之前那个？",
    "李娜，跟上次那个不是一个人吧？",
    "可能重名，李娜 二中",
    "李娜，号码不是之前那个了，换了",
    "李娜不是一个人住",
    "李娜这事不是一个人干的",
    "没有重名，全校就一个李娜",
    "李娜，不是上次那个号",
    "李娜，跟上次那个不是同一个号码",
    "如果重名，不是他就算了 李娜",
    "李娜 重名的太多不好查",
    "李娜就是之前那个，不是别人",
    "李娜 不是同名，是本人",
    "和昨天发的是一个人，李娜",
    "李娜，还是上次那个人",
    "李娜不是好人",
    "别以为是同名，李娜就是上次那个",
    "李娜，地址不是之前那个小区",
    "李娜和前男友不是一个学校的",
    "李娜，抖音名字和微信名字一样，不是本人勿加",
    "李娜 QQ昵称同名 两个人合照",
    "李娜的男友不是之前那个",
    "李娜现在的老公不是上次那个李强",
    "李娜这个料不是昨天发的那条",
    "李娜不是前几天才被骂吗",
    "有个同名的网红，李娜不是她",
    "李娜，她不是上次那个打人的",
    "李娜说她不是前面那个骗子的女友",
    "同名小说里的李娜不是这样",
    "李娜，号主改名了，和之前的名字不一样",
    "跟之前那个群主不是一个人，李娜是新来的",
    "李娜和她妹不是一个人发的",
    "李娜 别和之前的号码搞混",
    "公司和李娜同名，法人不是她",
    "陈浩 微博同名 不是营销号",
    "陈浩不是第一次骗人了",
    "陈浩跟之前一样不是个东西",
    "陈浩换了公司，不是之前那个",
    "和陈浩重名的人不少，不过就是他",
    "陈浩和他前女友不是一个城市的",
    "不管是不是重名，先挂陈浩",
    "陈浩 小红书也叫 haohao 不是本人",
    "这次的陈浩和上次那个是同一个人，不是重名",
    "陈浩另一个号 13900001102",
    "陈浩 还有另一个名字，也叫陈昊",
    "之前那个地址不是陈浩家",
    "陈浩的车不是昨天那辆",
    "陈浩两个手机都打不通，不是空号就是关机",
    "转给上次那个不是群友的，陈浩",
])  # fmt: skip
def test_denials_questions_guesses_and_talk_of_accounts_say_nothing_of_another(text):
    assert not _said_another(text)


def _said_another(text):
    clean = read(text).clean
    name = "李娜" if "李娜" in clean else "陈浩"
    return answered.namesakes(clean, [(clean.find(name), clean.find(name) + 2)])


def test_the_name_nearest_to_the_words_has_the_reason():
    found = detect("姓名：韩知予 电话：13900001101\n姓名：闫霁舟（同名，不是之前那个） 电话：13900001102")
    assert [hit.value for hit in found if classes.NAMESAKE in hit.reasons] == ["闫霁舟"]


def unsure(text):
    """The values of which it is not sure whose they are."""
    return [hit.value for hit in detect(text) if classes.WHOSE in hit.reasons]


def test_a_value_that_may_be_of_either_of_two_says_so_and_supports_no_low():
    text = "韩知予和沈牧之住在一起,电话17806401357,另一个17806401365"
    assert unsure(text) == ["17806401357", "17806401365"]
    assert not any(classes.admits(hit.reasons) for hit in detect(text) if hit.kind == "phone_number")
    assert unsure("姓名：韩知予 电话：17806401357\n爸爸：韩立群 17806401365") == []
    assert unsure("韩知予 17806401357") == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("她妈的号也奉上 17806401357，韩立群，同住", "mother"),
        ("他爸的手机 17806401357，韩立群", "father"),
        ("她姐电话17806401357 韩立群", "elder_sister"),
        ("他妈的，韩立群，17806401357", None),
        ("这他妈的贱人韩立群 17806401357", None),
    ],
)
def test_who_is_told_behind_the_number_of_somebodys_kin_may_be_that_kin(text, relation):
    """Reading 15: 她妈的号也奉上 …，姓名: whether the mother or her child is named, the words leave open."""
    assert told(text)["name", "韩立群"] == ("target", relation)
