"""Numbers and names written in signs: what a row of them decodes to, and what is none."""

import pytest

from doxdocket.cli.detecting import many
from doxdocket.detect import detect
from doxdocket.detect.conduct import money
from doxdocket.detect.reader.candidates import ciphers, names
from doxdocket.detect.reader.page import page_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("棍子 耳朵 气球 蛋蛋蛋蛋 棍子 棍子 雪人 镰刀", "13900001187"),
        ("氢锂氟，四个鸭蛋，碳氧硼铍", "13900006854"),
        ("I III IX 0000 V IX I VII", "13900005917"),
        ("do re 八 休止休止休止休止 sol fa la re", "12800005462"),
        ("do mi 九 休止休止休止休止 sol fa la re", "13900005462"),
        ("一条九筒八条白板四张六条二万八筒五条", "19800006285"),
        ("一心一意 三生有幸 八面玲珑 零零零零 七上八下 五光十色 九牛一毛 六神无主", "13800007596"),
        ("1700000 -.... ---.. ..--- .----", "17000006821"),
        ("139 0000 后四位是十六进制的1F40", "13900008000"),
        ("头七位 1700000，后四位是她生日1208倒过来", "17000008021"),
        ("幺三八，往后四个大鸭蛋，再往后二四拐八", "13800002478"),
        ("139 0000 GOOD", "13900004663"),
    ],
)
def test_a_row_of_signs_is_the_whole_number_that_it_makes(text, number):
    page = page_of(text)
    found = {value for *_, value, _, _ in ciphers.find(page.text, page.atoms)}
    assert found == ({number} if number[1] > "2" else set())


@pytest.mark.parametrize(
    "text", ["15:06 CMCC LTE", "1937 NANKING", "138XXXXXXXX", "一室两厅三卫四楼五层六栋七号", "I V I V I V",
     "一条三条九条八条白板白板白板四张六条二万八筒五条七万五万",  # a hand of mahjong: more signs than a number has
     "do sol la re mi mi fa fa sol sol la do re mi fa"]
)  # fmt: skip
def test_signs_that_make_no_whole_number_are_none(text):
    page = page_of(text)
    assert not [*ciphers.find(page.text, page.atoms)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("弓长加月生加禾口", "张胜和"),
        ("言午许，长江的长，黄河的河", "许长河"),
        ("古月 听泉，", "胡听泉"),
        ("木木的林，月亮的月", "林月"),
    ],
)
def test_a_name_is_told_by_the_parts_of_its_characters(text, name):
    page = page_of(text)
    assert name in {one[3] for one in names.offers(page)}
    assert names.told(page)


def kinds(text):
    return [(text[hit.start : hit.end], hit.kind, hit.person) for hit in detect(text)]


def test_a_row_of_one_person_stays_one_though_its_number_denies_its_sex():
    row = "韩知予/男/420111189809107107/13900005123/福建省福州市鼓楼区芦花路5号3栋502"
    assert {person for *_, person in kinds(row)} == {0}
    assert ("女", "gender", 1) in kinds(
        "韩知予/13900005123/芦花路5号3栋502\n姜知还/女/110101189903070026/13900005124/云杉路9号"
    )


def test_the_employers_address_is_no_home_and_a_year_behind_one_character_no_school():
    assert ("滨江区云杉路9号2楼", "workplace", 0) in kinds("韩知予 家住云杉路3号 单位地址：滨江区云杉路9号2楼")
    found = kinds("麻初一 (初二4班)，家住芦花路5号3栋502，妈妈电话13900005123")
    assert ("麻初一", "name", 0) in found
    assert "ip_address" not in {kind for _, kind, _ in kinds("韩知予 男 1.7.7.0.0.0.0.1.2.3.4 住芦花路5号3栋502")}


def test_a_price_before_a_look_up_is_one_and_who_asks_for_goods_incites_nobody():
    assert [int(one.value) for one in money.sums("查档 机主30 户籍60 征信400", "sale_offer")] == [30, 60, 400]
    told = many([("1", "谁有网盘会员"), ("2", "谁有他电话")])
    assert [[act["label"] for act in one["conduct"]] for one in told] == [[], ["incitement"]]
