"""What is left of an address that was read in part is covered; what is said beside it is not."""

import pytest

from doxdocket.store.remains import beyond

READ = (
    (
        "住址：",
        "住址：江苏省苏州市吴江区{锦北街道办}事处竹林居民委员会{车站巷262号望湖花苑2幢}1单元902室，电话13900000000",
        "，电话13900000000",
    ),
    ("地址 ", "地址 广东省{佛山市顺德区环北西路130号}供销社家属院(原粮食局宿舍) 大家去送花圈", " 大家去送花圈"),
    ("老家：", "老家：安徽省{黄山市屯溪区云水乡老车站巷6号（一楼}是水果店，二楼住人）\n这人天天骂人", "\n这人天天骂人"),
    ("现居：", "现居：{成都市金牛区竹影路19号}【后门进，电梯右转】，大家去骂", "，大家去骂"),
    ("家庭住址：", "家庭住址：{金牛区胜利南街342号12幢1203室}，楼下有快递柜，旁边是幼儿园，谁去骂他", "，谁去骂他"),
    ("家庭住址：", "家庭住址：{金牛区胜利南街342号12幢1203室，楼下}有快递柜，谁去骂他", "，谁去骂他"),
    ("", "住江苏省苏州市吴江区{锦北街道大塘村5组}", ""),
)
"""What stays readable before, a text with what was read of its address in braces, and what stays readable behind it."""
OTHERS = (
    "钱叔夏住{竹影路3号402室}，电话13900000000，天天去敲他的门",
    "他家就在{竹影路3号}！谁顺路去问候一下",
    "{竹影路3号}的这个人骗了我三千块",
    "{竹影路3号}\n望湖花苑业主群今天停水",
)


def _cut(text):
    spans, plain = [], ""
    for part in text.split("{"):
        inside, closed, rest = part.partition("}")
        if closed:
            spans.append((len(plain), len(plain) + len(inside), "home_address"))
        plain += inside + rest
    return plain, spans


def _shown(text):
    plain, spans = _cut(text)
    covered = [(start, end) for start, end, _ in (*spans, *beyond(plain, spans))]
    return "".join(sign for at, sign in enumerate(plain) if not any(a <= at < b for a, b in covered))


@pytest.mark.parametrize(("before", "text", "left"), READ)
def test_what_is_left_of_an_address_is_covered_and_what_is_said_behind_it_is_not(before, text, left):
    assert _shown(text) == before + left


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_said_beside_a_whole_address_stays(text):
    plain, spans = _cut(text)
    assert beyond(plain, spans) == []


def test_what_else_was_found_ends_it():
    text = "住竹影路3号望湖花苑张三1单元"
    assert beyond(text, [(1, 6, "home_address"), (10, 12, "name")]) == [(6, 10, "home_address")]
