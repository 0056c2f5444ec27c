"""Labels that no lexicon knows: told by the mark that they share, never taken for names, and no relatives."""

import pytest

from doxdocket.detect import labels, unknown_labels
from doxdocket.detect.rules import detect
from doxdocket.text import read


def _unknown(text: str) -> list[str]:
    clean = read(text).clean
    found = unknown_labels.add(clean, labels.find(read(text)))
    return [clean[one.start : one.end] for one in found if one.kind == unknown_labels.UNKNOWN]


FORM = "姓名👉韩知予\n电话👉17806401357\n性别👉女\n祖上👉云南省\n宗派👉无\n心头好👉养鸟"


def test_what_shares_the_mark_of_known_labels_is_a_label() -> None:
    assert _unknown(FORM) == ["宗派", "心头好"]
    assert [h.start for h in detect(FORM) if h.kind == "name"] == [FORM.index("韩知予")]


def test_many_lines_of_one_mark_are_a_form_even_if_no_word_is_known() -> None:
    text = "咋喊~萧悦\n窝在~云南省昆明市五华区云锦路619号枕水府11号楼1502\n搬砖处~云台网络科技有限公司\n口头禅~无\n耍号~17806401357"
    assert {"搬砖处", "口头禅"} <= set(_unknown(text))
    assert [text[h.start : h.end] for h in detect(text) if h.kind == "name"] == ["萧悦"]


@pytest.mark.parametrize(
    "text",
    [
        "韩知予~17806401357\n沈牧之~17806401365\n陆行舟~17806401373\n谢临川~17806401381",
        "姓名：韩知予\n电话：17806401357\n性别：女\n沈牧之：一起骗人的",
    ],
    ids=["a list of persons", "a name before a colon"],
)
def test_names_stay_names(text: str) -> None:
    names = {text[h.start : h.end] for h in detect(text) if h.kind == "name"}
    assert {"韩知予", "沈牧之"} <= names


def test_a_kinship_character_inside_a_label_makes_no_relative() -> None:
    text = "姓名～欧阳建露\n公母～女\n岁数～10岁\n手机～17806401357\n住址～湖南省邵阳市双清区橡树新村4栋1单元203"
    found = detect(text)
    assert {h.person for h in found} == {0}
    assert {h.relation for h in found} == {None}


def test_relatives_with_the_mark_stay_relatives() -> None:
    text = "姓名～韩知予\n手机～17806401357\n他妈～何翠莲\n她爸～韩立群 17806401365"
    relations = {text[h.start : h.end]: h.relation for h in detect(text) if h.kind == "name"}
    assert relations == {"韩知予": None, "何翠莲": "mother", "韩立群": "father"}


def test_a_number_behind_an_unknown_label_is_not_that_of_an_earlier_one() -> None:
    text = "姓名👉韩知予\n微信👉17806401357\n坐机👉0435-69955544"
    kinds = [h.kind for h in detect(text)]
    assert kinds == ["name", "social_account", "landline_number"]


@pytest.mark.parametrize("word", ["那户就是", "那货不要脸"])
def test_that_is_no_family_name_in_running_text(word: str) -> None:
    text = f"有个玩意儿叫秦婷源。陕西省延安市宝塔区云锦路619号枕水府11号楼1502{word}。铃声响在15799988662。"
    assert [text[h.start : h.end] for h in detect(text) if h.kind == "name"] == ["秦婷源"]


def test_a_name_that_begins_like_that_is_found_behind_its_label() -> None:
    text = "姓名：那知予 电话：17806401357"
    assert [text[h.start : h.end] for h in detect(text) if h.kind == "name"] == ["那知予"]


def test_numerals_are_no_name() -> None:
    text = "姓名 ｜ 姚先\n性別 ｜ 女\n銀行帳號 ｜ 陸貳貳貳零貳零零零參壹伍貳捌貳陸肆肆陸"
    assert [text[h.start : h.end] for h in detect(text) if h.kind == "name"] == ["姚先"]
