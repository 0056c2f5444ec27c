"""What the generators of names and places propose, by class of writing. All values are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples
from tools.proposed import proposed

from doxdocket.detect import detect
from doxdocket.detect.reader.candidates import names, places
from doxdocket.law.kinds import kinds
from doxdocket.text import read


def stretches(generator, text, kind):
    """The stretches as captured that candidates of a kind have."""
    reading = read(text)
    return {text[slice(*reading.span(*one.span))] for one in proposed(generator, reading) if one.kind == kind}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("姓名:蒋澄予", "蒋澄予", id="behind a label"),
        pytest.param("昨天看见蒋澄予在楼下", "蒋澄予", id="in running text"),
        pytest.param("司机 蒋澄 到了", "蒋澄", id="two characters"),
        pytest.param("欧阳澄予,电话在下面", "欧阳澄予", id="compound family name"),
        pytest.param("1 蒋林澄予 女", "蒋林澄予", id="two family names"),
        pytest.param("3\t闳澄予\t已付", "闳澄予", id="family name of no list, in a cell"),
        pytest.param("那个人真名叫闳澄予,别信他", "闳澄予", id="family name of no list, behind a lead"),
        pytest.param("閆澄予說", "閆澄予", id="traditional"),
        pytest.param("蒋老师今天请假", "蒋", id="family name before a title"),
        pytest.param("他姓蒋,住楼上", "蒋", id="family name behind 姓"),
        pytest.param("收件人 蒋*予", "蒋*予", id="masked inside"),
        pytest.param("实名 *澄予", "*澄予", id="masked before"),
        pytest.param("被告蒋某某", "蒋某某", id="masked by 某"),
        pytest.param("姓 名 蒋 澄 予", "蒋 澄 予", id="spaced"),
        pytest.param("线长蒋🔋澄🔋予来了", "蒋🔋澄🔋予", id="signs between"),
        pytest.param("姓名\n蒋\n澄\n予\n", "蒋\n澄\n予", id="one character a line"),
        pytest.param("他叫鲜于cheng", "鲜于cheng", id="one part by its sound"),
        pytest.param("自己拼:蒋介的蒋,澄清的澄", "澄清的澄", id="told by a word"),
        pytest.param("叫:楚河之楚，怀古之怀，孤舟之舟", "楚河之楚，怀古之怀，孤舟之舟", id="told by words in a row"),
        pytest.param(
            "瓜主:黎明個黎 沛雨個沛 琪琪個琪", "黎明個黎 沛雨個沛 琪琪個琪", id="told by words in a row, in Cantonese"
        ),
        pytest.param("真名【譚 啟 鏗鏘嘅鏗】", "譚 啟 鏗鏘嘅鏗", id="the last one told by a word"),
        pytest.param("住户:阿依古丽·麦麦提", "阿依古丽·麦麦提", id="minority name with a dot"),
        pytest.param("名单:卓玛央宗 藏族", "卓玛央宗", id="minority name without one"),
        pytest.param("叫阿澄的", "阿澄", id="name for short"),
        pytest.param("Name: Jiang Chengyu", "Jiang Chengyu", id="pinyin"),
        pytest.param("JIANG/CHENGYU MS", "JIANG/CHENGYU", id="pinyin of a ticket"),
        pytest.param("nama TAN WEI LING, umur 30", "TAN WEI LING", id="southern spelling"),
        pytest.param("ask Wei Ling Tan lah", "Wei Ling Tan", id="southern spelling, English order"),
        pytest.param("pemandu Ahmad bin Osman", "Ahmad bin Osman", id="Malay"),
        pytest.param("zhu ren jiao jiang cheng yu", "jiang cheng yu", id="small pinyin"),
        pytest.param("收款人 TAN W** L***", "TAN W** L***", id="masked letters"),
    ],
)
def test_names(text, name):
    assert name in stretches("names", text, "name")


@pytest.mark.parametrize(
    ("text", "name", "more"),
    [
        pytest.param("尹芮的门牌有了", "尹芮", "尹芮的", id="a particle behind it"),
        pytest.param("查得窦洲名下一辆车", "窦洲", "得窦洲", id="the end of a verb before it"),
        pytest.param("秦岚等三人的号码", "秦岚", "秦岚等", id="and others"),
        pytest.param("2班的甄同学收一下", "甄", "甄同", id="half a title"),
        pytest.param("巩先生住望江路", "巩", "巩先生", id="a whole title"),
        pytest.param("罗缇和她妈住望江路", "罗缇", "罗缇和", id="and somebody"),
    ],
)
def test_names_do_not_run_on(text, name, more):
    """One person told as 尹芮 and as 尹芮的 would be two."""
    found = stretches("names", text, "name")
    assert name in found
    assert more not in found


@pytest.mark.parametrize("name", ["王志和", "王德让", "张又又", "柳如是", "了然"])
def test_names_that_end_or_begin_as_words_do_stay_between_marks(name):
    assert name in stretches("names", f"姓名:{name} 电话在下面", "name")


def test_two_names_told_by_parts_are_two():
    assert "弓长张和木子李" not in stretches("names", "弓长张和木子李昨天到", "name")
    assert "耳东陈先生" not in stretches("names", "耳东陈先生来了", "name")


def test_heads_of_lines_are_each_proposed_with_the_whole_value():
    reading = read("蒋边风大\n澄江水冷\n予人玫瑰")
    heads = [
        (one.span.start, one.value)
        for one in proposed("names", reading)
        if one.form == "split" and one.value == "蒋澄予"
    ]
    assert {(0, "蒋澄予"), (5, "蒋澄予"), (10, "蒋澄予")} <= set(heads)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        pytest.param(
            "住址:杭州市西湖区栖云路8号3幢2单元501室", "home_address", "杭州市西湖区栖云路8号3幢2单元501室", id="whole"
        ),
        pytest.param("他住杭州西湖栖云路8号,别说出去", "home_address", "杭州西湖栖云路8号", id="short divisions"),
        pytest.param("宿舍 竹园5栋 218", "home_address", "竹园5栋 218", id="dormitory"),
        pytest.param("敲门找她 8-2-502 就行", "home_address", "8-2-502", id="room"),
        pytest.param("她家在栖云镇桥头村七组", "home_address", "栖云镇桥头村七组", id="village and group"),
        pytest.param("住栖云村老槐树对面第二家,门口有井", "home_address", "栖云村老槐树对面第二家", id="landmark"),
        pytest.param(
            "住栖云村老槐树对面第二家,门口有井",
            "home_address",
            "栖云村老槐树对面第二家,门口有井",
            id="a clause further",
        ),
        pytest.param(
            "住址 湖北省武汉市洪山区栖云街\n3号2单元",
            "home_address",
            "湖北省武汉市洪山区栖云街\n3号2单元",
            id="over two lines",
        ),
        pytest.param("佢住沙田棲雲邨雲樓1402室", "home_address", "沙田棲雲邨雲樓1402室", id="Hong Kong"),
        pytest.param(
            "Alamat: No. 17, Jalan Embun 3/4, Puchong",
            "home_address",
            "No. 17, Jalan Embun 3/4, Puchong",
            id="Malaysia",
        ),
        pytest.param("快递放 栖云文具店 就好", "home_address", "栖云文具店", id="parcel at a shop"),
        pytest.param("籍贯:四川广元", "home_address", "四川广元", id="origin"),
        pytest.param("在栖云理工学院土木2103班念书", "school", "栖云理工学院土木2103班", id="school and class"),
        pytest.param("是栖云二中高二(5)班的", "school", "栖云二中高二(5)班", id="short name"),
        pytest.param("我们物流2304那个", "school", "物流2304", id="class alone"),
        pytest.param("打人的是四(2)班的", "school", "四(2)班", id="form alone"),
        pytest.param("女儿读云附,三年级", "school", "云附", id="nickname behind a lead"),
        pytest.param("studies at Embun College nursing Y3", "school", "Embun College nursing Y3", id="English"),
        pytest.param("单位:栖云精密铸件有限公司", "workplace", "栖云精密铸件有限公司", id="firm"),
        pytest.param("她在城北那家栖云美甲店上班", "workplace", "城北那家栖云美甲店", id="shop"),
        pytest.param("妈在泗水路菜场十八号摊卖鱼", "workplace", "泗水路菜场十八号摊", id="stall"),
        pytest.param("现在在云上先生做前台", "workplace", "云上先生", id="no word of its own"),
        pytest.param("Kerja: Klinik Embun Raya", "workplace", "Klinik Embun Raya", id="letters"),
    ],
)
def test_places(text, kind, place):
    assert place in stretches("places", text, kind)


def test_a_name_told_by_words_in_a_row_has_the_characters_as_its_value():
    assert "黎沛琪" in {one.value for one in proposed("names", read("瓜主:黎明個黎 沛雨個沛 琪琪個琪"))}
    assert "谭启铿" in {one.value for one in proposed("names", read("真名【譚 啟 鏗鏘嘅鏗】"))}


_TEXTS = st.text(
    alphabet=st.sampled_from(
        list('李王欧阳明澄予阿某*·的姓住在读市区路号栋店校班大中门一3A-/ \n,。"()aTanㄐ🌸\u200b\u202e')
    ),
    max_size=60,
)


@examples(100)
@given(_TEXTS)
def test_candidates_lie_in_the_text_and_are_each_told_once(text):
    reading = read(text)
    for generator in ("names", "places"):
        found = proposed(generator, reading)
        assert all(0 <= one.span.start < one.span.end <= len(reading.clean) for one in found)
        assert {one.kind for one in found} <= set(kinds())
        assert all(one.value for one in found)
        assert len({(one.span, one.kind, one.value) for one in found}) == len(found)
        assert found == proposed(generator, read(text))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("云台中学", ["中学"]), ("东汉中学", ["东", "中学"]), ("白云中心", ["白云", "中心"]),
        ("汉中学院", ["汉中", "学院"]), ("汉中中学", ["汉中", "中学"]), ("晋中小区", ["晋中", "小区"]), ("河北大学", ["河北", "大学"]),
    ],
)  # fmt: skip
def test_a_bare_division_gives_way_to_the_word_that_its_last_character_begins(text, told):
    assert [text[hit.start : hit.end] for hit in places.hits(text)] == told


VERSE = "柳絮飞进教务处的窗\n云层压着昨晚的谎\n舒展不开的是谁的脸\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(f"{VERSE}竖着看就是她,晚上见", "柳云舒", id="read down"),
        pytest.param(f"藏头一首:\n{VERSE}", "柳云舒", id="the cue before it"),
        pytest.param(VERSE, "", id="nothing says how it is read"),
        pytest.param("柳絮\n云\n舒\n竖着看", "", id="no lines"),
    ],
)
def test_a_name_that_first_characters_of_lines_tell(text, name):
    assert "".join(text[at] for at in names.down(text)) == name


def test_a_name_that_lines_or_words_tell_stands():
    found = [hit for hit in detect(f"{VERSE}竖着看就是她，电话13900001850，今晚都去问候") if hit.kind == "name"]
    assert [hit.value for hit in found].count("柳云舒") >= 2
    told = "她叫柳树的柳、云朵的云、舒服的舒，电话13900001850"
    assert [told[hit.start : hit.end] for hit in detect(told) if hit.kind == "name"] == ["柳树的柳、云朵的云、舒服的舒"]
