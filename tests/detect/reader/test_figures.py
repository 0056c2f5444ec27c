"""Figures of speech tell nobody's health, belief or name; a diagnosis that is told does. All values are invented."""

import pytest

from doxdocket.detect import detect_all
from doxdocket.detect.reader.figures import figures
from doxdocket.records import Verdict
from doxdocket.text import read

CARRIERS = (
    "姓名：韩知予 电话17806401357 这人{}",
    "韩知予 / 17806401357 / 店长 / 嘉记补习社\n> {}",
    "大家看看 韩知予 {}，打爆她 电话17806401357",
)


def kinds(said: str) -> set[str]:
    """The kinds of what is found in these words in any carrier, doubtful or not."""
    texts = [carrier.format(said) for carrier in CARRIERS]
    found = zip(texts, detect_all(texts), strict=True)
    return {
        hit.kind for text, hits in found for hit in hits
        if hit.start < text.index(said) + len(said) and text.index(said) < hit.end
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    ["食人血馒头", "食人血饅頭", "吃人血馒头的东西", "社会毒瘤", "直男癌", "红眼病", "精神病院跑出来的", "气得高血压", "菩萨心肠", "水性杨花",
     "戳脊梁骨", "生儿子没屁眼"],
)  # fmt: skip
def test_a_figure_of_speech_is_nobodys_data(said: str) -> None:
    assert not kinds(said) - {"communication_content"}


def test_abuse_with_what_stands_behind_it_is_at_most_in_doubt() -> None:
    texts = [carrier.format("神经病") for carrier in CARRIERS]
    found = zip(texts, detect_all(texts), strict=True)
    assert not [
        1
        for text, hits in found
        for hit in hits
        if "神经病" in text[hit.start : hit.end] and hit.verdict is not Verdict.DOUBTFUL
    ]


@pytest.mark.parametrize("said", ["确诊精神病", "得过脑瘫", "确诊肺癌", "有抑郁症", "病史：精神病", "2019年脑溢血"])
def test_a_diagnosis_that_is_told_is_kept(said: str) -> None:
    assert kinds(said) == {"health_record"}


def test_abuse_is_told_by_what_stands_around_it() -> None:
    thrown = ["这人神经病", "你就是个智障", "跟精神病一样", "这女的脑残"]
    told = ["儿子脑瘫", "她有精神病", "鉴定为智障", "病史：神经病", "就是精神病，复发过", "查出来就是精神病"]
    assert [bool(figures(read(text).clean)) for text in thrown + told] == [True] * 4 + [False] * 6


@pytest.mark.parametrize(
    "told",
    ["健康状况：狂犬病", "疾病：狂犬病，红眼病", "确诊狂犬病，在医院住院", "曝光韩知予 全家都患艾滋病", "她弟弟是个脑瘫，靠低保过", "她儿子是个智障", "病史：软骨病", "诊断为失心疯",
     "得了红眼病", "健康状况：有大病", "希望他白血病早日康复", "听说她得了癌症吧", "患拖延症"],
)  # fmt: skip
def test_an_illness_that_is_told_is_no_figure(told: str) -> None:
    assert not figures(read(told).clean)


@pytest.mark.parametrize(
    "said",
    [
        "祝你全家都得癌症",
        "希望全家都患癌症",
        "咒韩知予全家得艾滋病",
        "得癌症去死",
        "得艾滋病吧",
        "这人红眼病",
        "跟得了狂犬病一样",
        "你妈是个神经病",
        "健康状况：良好。这人神经病",
        "就是个失心疯",
    ],
)
def test_what_is_wished_or_thrown_at_somebody_is_a_figure(said: str) -> None:
    assert figures(read(said).clean)


@pytest.mark.parametrize(
    ("text", "illness"),
    [("姓名：韩知予 电话17806401357 健康状况：狂犬病", "狂犬病"), ("姓名：韩知予 疾病：狂犬病，红眼病 电话17806401357", "红眼病"),
     ("韩知予 电话17806401357 确诊狂犬病，在医院住院", "狂犬病")],
)  # fmt: skip
def test_it_is_found(text: str, illness: str) -> None:
    found = [text[hit.start : hit.end] for hit in detect_all([text])[0] if hit.kind == "health_record"]
    assert any(illness in one for one in found), found
