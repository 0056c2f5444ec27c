"""The reader's answer: what stands, whose it is, in any batch the same; values in their normal forms."""

from itertools import pairwise

import pytest

from doxdocket.detect.reader import answer, values
from doxdocket.records import Verdict
from doxdocket.text import read

TEXTS = [
    "姓名韩知予 手机:13900001850\n妈妈沈牧之 手机:13900001868",
    "",
    "今天下雨，快递单号 7312 0918 4456 已到驿站",
    "业主韩知予，住海棠路3号2栋501，电话１３９0000１８５０",
]


def test_an_answer_is_the_same_alone_and_in_any_batch():
    readings = [read(text) for text in TEXTS]
    together = answer.answer(readings)
    assert together == [one for reading in readings for one in answer.answer([reading])]
    assert together == answer.answer(readings[::-1])[::-1]


def test_everything_that_stands_has_a_person_and_nothing_overlaps():
    for reading, one in zip(map(read, TEXTS), answer.answer([read(text) for text in TEXTS]), strict=True):
        spans = [judged.candidate.span for judged in one.found]
        assert len(spans) == len(one.persons)
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert all(0 <= span.start < span.end <= len(reading.clean) for span in spans)


def test_two_persons_of_a_post_and_the_relation_of_the_second():
    (told,) = answer.answer([read(TEXTS[0])])
    whose = dict(zip([one.candidate.value for one in told.found], told.persons, strict=True))
    assert whose["13900001850"] == 0
    assert whose["13900001868"] == 1
    assert told.relations == {1: "mother"}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("home_address", "武侯区竹影巷7号9幢一单元五零二", "四川省成都市武侯区竹影巷7号 9栋1单元502室"),
        ("birth_date", "1893年4月12日", "1893-04-12"),
        ("birth_date", "八月十五", "8月15"),
        ("age", "17岁", "十七"),
        ("gender", "男", "male"),
        ("ethnicity", "彝", "彝族"),
        ("name", "韩 知予", "韩知予"),
        ("name", "Han  Zhiyu", "han zhiyu"),
        ("phone_number", "8613900001850", "13900001850"),
        ("passport_number", "e0000 1745", "E00001745"),
        ("email", "Han@Example.com", "han@example.com"),
        ("workplace", "北门 诊所", "北门诊所"),
        ("age", "三十整", "30"),
        ("birth_date", "l893年4月l2曰", "1893-04-12"),
        ("birth_date", "一八九O年四月", "1890-04"),
        ("birth_date", "12 Oct 1893", "1893-10-12"),
        ("social_security_no", "H四幺幺三二七零五五八九三", "H411327055893"),
        ("verification_code", "九零四,幺七", "90417"),
        ("social_account", "八零四一七二三六", "80417236"),
        ("student_id", "4ll7O82310614", "4117082310614"),
        ("other_certificate", "J44l826-2O22-OO618", "J441826-2022-00618"),
    ],
)
def test_one_value_written_twice_is_the_same_twice(kind, one, other):
    assert values.plain(kind, one) == values.plain(kind, other) != ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("嘴还硬？补一条 收货地址是南京市建邺区江东中路鹿鸣花园3幢1102，快递柜都写她名字", "delivery_address"),
        ("男 佘怀瑾 350203188506111070 13900001707 厦门思明区莲前西路听潮公寓5号楼803\n女 柏弄影 13900001808 同住", "home_address"),
        ("姓名----身份证----手机----地址\n连芷汀----500112188405275290----13900002616----重庆市南岸区南坪东路雾都新居4-12-3", "home_address"),
    ],
)  # fmt: skip
def test_of_two_places_the_label_tells_which_and_no_parcel_goes_where_none_is_told_of(text, kind):
    (told,) = answer.answer([read(text)])
    assert [one.candidate.kind for one in told.found if one.candidate.kind.endswith("_address")] == [kind]


def test_a_value_that_no_form_reads_stays_as_it_stands():
    assert values.plain("birth_date", "春天那会儿") == "春天那会儿"
    assert values.plain("age", "00后") == "00后"
    assert values.plain("special_identity", "党员") == "党员"
    assert values.plain("social_account", "北巷三") == "uid:北巷三"
    assert values.plain("other_certificate", "S88**622I") == "S88**622I"


@pytest.mark.parametrize("leader", ["………………", "______", "......", "……"])
def test_leaders_part_a_label_from_its_value_and_hide_no_digits(leader):
    text = "\n".join(f"{label}{leader}{value}" for label, value in (("姓名", "韩知予"), ("手机号", "13900001850"), ("固话", "025-66516550")))  # fmt: skip
    (told,) = answer.answer([read(text)])
    found = {one.candidate.kind: text[slice(*one.candidate.span)] for one in told.found}
    assert found == {"name": "韩知予", "phone_number": "13900001850", "landline_number": "025-66516550"}


def test_signs_that_hide_digits_of_a_number_still_hide_them():
    (told,) = answer.answer([read("姓名：韩知予\n手机号：138____1850")])
    assert {one.candidate.kind: one.candidate.verdict for one in told.found}["phone_number"] is Verdict.MASKED


@pytest.mark.parametrize("number", ["17（删）399（删）934756", "13（删）900（删）001850", "139你0000好1850"])
def test_of_a_number_in_pieces_no_piece_is_left_in_clear(number):
    text = f"芳名➤虞亦海\n手鸡➤{number}\n围脖➤9922220394"
    (told,) = answer.answer([read(text)])
    left = [sign for at, sign in enumerate(read(text).clean) if sign.isdigit() and not any(one.candidate.span.start <= at < one.candidate.span.end for one in told.found)]  # fmt: skip
    assert left == []


@pytest.mark.parametrize(
    ("kind", "told", "not_told"),
    [
        ("religion", ("信佛", "天主教", "不信教", "无", "Methodist"), ("数学", "高一语文", "体育的")),
        ("criminal_record", ("判过缓刑", "拘十五天", "无", "前科 未检出"), ("装修纠纷", "号:(2023)云01民初12号")),
    ],
)
def test_a_label_of_one_sign_makes_no_faith_and_no_outcome_of_what_has_no_word_of_it(kind, told, not_told):
    assert all(values.means(kind, one) for one in told)
    assert not any(values.means(kind, one) for one in not_told)


def test_a_room_of_a_stay_in_doubt_is_no_school():
    (told,) = answer.answer([read("主播方糖糖真名方芷兰，身份证500101189812127448，刚在渝城万豪酒店2207开的房")])
    kinds = {one.candidate.value: one.candidate.kind for one in told.found}
    assert kinds.get("渝城万豪酒店2207") == "hotel_room_current"


@pytest.mark.parametrize(
    ("kind", "told", "value"),
    [
        ("age", "她今年三十一", "三十一"),
        ("age", "他才十七，还在上学", "十七"),
        ("native_place", "她老家麻阳，苗族", "麻阳"),
        ("native_place", "他妈老家兴国", "兴国"),
    ],
)
def test_what_is_said_of_a_subject_in_plain_words_is_read(kind, told, value):
    text = f"柳春生 电话13900001850 住听涛苑3幢602 {told}"
    (one,) = answer.answer([read(text)])
    assert value in {text[slice(*each.candidate.span)] for each in one.found if each.candidate.kind == kind}


@pytest.mark.parametrize("text", ["才十几个人来", "今年二十个名额", "她今年十月结婚", "他家老二三十块钱一天"])
def test_a_count_is_no_age(text):
    (one,) = answer.answer([read(f"柳春生 电话13900001850 住听涛苑3幢602 {text}")])
    assert "age" not in {each.candidate.kind for each in one.found}
