"""An address in its parts, and one spelling for the spellings of one address; two homes never become one."""

import pytest

from doxdocket.detect.address import Parts, normal, parts

SAME = [
    ["四川省成都市武侯区竹影巷777号9栋1单元502室", "四川成都武侯区竹影巷777号9栋1单元502", "成都市武侯区竹影巷777号9幢一单元502房",
     "成都武侯竹影巷777号9号楼1单元五零二", "武侯区竹影巷777号 9栋 1单元 502号", "四川省，成都市，武侯区竹影巷777号9栋1单元502"],
    ["上海市徐汇区云杉路9弄17号602室", "上海徐汇云杉路9弄17号602", "徐汇区云杉路9弄17号602室", "上海市上海市徐汇区云杉路9弄17号602室",
     "上海市市辖区徐汇区云杉路9弄17号602室"],
    ["贵州省黔东南苗族侗族自治州凯里市银匠街6号", "贵州黔东南凯里市银匠街6号", "凯里市银匠街6号"],
    ["河北省邯郸市临漳县柳园镇前槐树村第5组27号", "临漳县柳园镇前槐树村五组27号"],
    ["安徽省合肥市庐阳区云栖苑3幢1单元402室", "合肥庐阳区云栖苑3-1-402"],
    ["浙江省杭州市西湖区翠苑二期5幢301", "杭州西湖区翠苑2期5栋301室"],
]  # fmt: skip
APART = [
    "北京市朝阳区云杉路9号",
    "长春市朝阳区云杉路9号",
    "朝阳区云杉路9号",  # of whose two none is sure
    "四川省成都市武侯区竹影巷777号9栋1单元502室",
    "四川省成都市武侯区竹影巷777号9栋2单元502室",
    "四川省成都市武侯区竹影巷777号9栋1单元52室",
    "四川省成都市武侯区竹影巷777号9栋",
    "四川省成都市青羊区竹影巷777号9栋1单元502室",
    "四川省成都市武侯区竹影路777号9栋1单元502室",
    "重庆市渝北区星河里小区7栋2-15-3",
    "重庆市渝北区星河里小区7栋2-1-53",
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda s: s[0])
def test_spellings_of_one_address(spellings: list[str]) -> None:
    assert {normal(one) for one in spellings} == {normal(spellings[0])}


def test_different_homes_stay_apart() -> None:
    assert len({normal(one) for one in APART}) == len(APART)


def test_what_is_spelt_once_is_spelt_so_again() -> None:
    for one in (*APART, *(s for spellings in SAME for s in spellings)):
        assert normal(normal(one)) == normal(one)


def test_parts() -> None:
    assert parts("广东省佛山市南海区桂澜街道听涛路18号金色花园B座2梯1803房") == Parts(
        province="广东省", city="佛山市", county="南海区", town="桂澜街道", road="听涛路", number="18号",
        estate="金色花园", building="B", unit="2", room="1803",
    )  # fmt: skip
    assert parts("内蒙古锡林郭勒盟正蓝旗那日图苏木乌兰嘎查12号") == Parts(
        province="内蒙古自治区",
        city="锡林郭勒盟",
        county="正蓝旗",
        town="那日图苏木",
        village="乌兰嘎查",
        number="12号",
    )
    assert parts("新疆生产建设兵团第八师121团18连5栋4号").group == "8师121团18连"
