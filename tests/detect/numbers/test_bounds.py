"""No text may hold the detector up: random mixtures end within the steps of their length, long repeats cost what their length does."""

from tests.costs import lines

from doxdocket.text import read

PARTS = ("姓名：", "电话", "微信:", "QQ", "身份证", "地址:", "妈妈", "姓\u200b名\u200d：", "138", "13812345678", "11010118700101123", "1 3 8 ", "O0l1",
         "四川省成都市", "12栋3单元", "江北大学", "星河公司", "22岁", "2023年1月", "韩知予", "@", "a@", "https://weibo.com/u/", "[", "]", "(", "【", "】",
         "*", "****", "|", "\t", "\n", ",", "。", " ", "\u200b", "🔟", "+852 ", "尾号12", "叫", "的", "x", "一", "6217 0000 ")  # fmt: skip


def test_cleaning_is_linear_in_what_is_removed():
    assert read("姓\u200b\u200b" * 100_000).clean == "姓" * 100_000
    once, twice = (lines(lambda n=times: read("姓\u200b\u200b" * n)) for times in (2_000, 4_000))
    assert twice < 2.2 * once
