"""What says itself what it is in a dossier: labels by their parts, sound and keys, cells by their value; and what nobody can name."""

import pytest

from doxdocket.detect.rules import detect

WHO = "姓名：韩知予\n电话：17806401357\n"


def claimed(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for hit in detect(text):
        if hit.verdict.value != "doubtful":
            found.setdefault(hit.kind, []).append(text[hit.start : hit.end])
    return found


def doubtful(text: str) -> list[tuple[str, str]]:
    return [(hit.kind, text[hit.start : hit.end]) for hit in detect(text) if hit.verdict.value == "doubtful"]


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("祖宗在哪：湖南湘潭", "native_place", "湖南湘潭"),
        ("祭惯：湖南湘潭", "native_place", "湖南湘潭"),
        ("籍贯省市县（区）：湖南省湘潭市", "native_place", "湖南省湘潭市"),
        ("根在哪儿：湖南湘潭", "native_place", "湖南湘潭"),
        ("讨生活靠：月嫂", "job_history", "月嫂"),
        ("工作：仓库管理员", "job_history", "仓库管理员"),
        ("家里的事：离异", "marital_status", "离异"),
        ("书念了多少：职高", "education_level", "职高"),
        ("文化程度：初级中学教育", "education_level", "初级中学教育"),
        ("下单IP：203.0.113.9", "ip_address", "203.0.113.9"),
        ("出生：11 March 1892", "birth_date", "11 March 1892"),
    ],
)
def test_labels_that_no_lexicon_holds(line: str, kind: str, value: str) -> None:
    assert claimed(WHO + line)[kind] == [value]


def test_keys_of_several_words() -> None:
    text = '{"realName":"韩知予","phone":"17806401357","birthPlace":"湖南湘潭","marriageStatus":"未婚","lastLoginIp":"203.0.113.9","avatarUrl":"x/y"}'
    found = claimed(text)
    assert found["native_place"] == ["湖南湘潭"]
    assert found["marital_status"] == ["未婚"]
    assert found["ip_address"] == ["203.0.113.9"]


def test_cells_without_any_word() -> None:
    found = claimed("韩知予/女/苗族/1893-06-18/贵州兴义/未婚/本科/小学语文老师/17806401357")
    assert (found["native_place"], found["marital_status"]) == (["贵州兴义"], ["未婚"])
    assert (found["education_level"], found["job_history"]) == (["本科"], ["小学语文老师"])


def test_lines_of_values_with_their_words_behind() -> None:
    found = claimed("韩知予（姓名）\n广东茂名（籍贯）\n荔枝种植户（职业）\n17806401357（手机）")
    assert (found["name"], found["native_place"], found["job_history"]) == (["韩知予"], ["广东茂名"], ["荔枝种植户"])


def test_a_place_alone_beside_a_number_may_be_where_that_is_registered() -> None:
    assert doubtful("韩知予----17806401357----安徽亳州") == [("native_place", "安徽亳州")]


def test_a_province_before_a_mark_ends_no_label() -> None:
    text = "姓名：韩知予 / 电话：17806401357 / 籍贯吉林省通化市 / 通化星槎电子商务集团"
    assert claimed(text)["workplace"] == ["通化星槎电子商务集团"]


def test_a_post_in_service_is_no_seller() -> None:
    assert claimed("👤韩知予\n📱17806401357\n💼客服主管")["job_history"] == ["客服主管"]


@pytest.mark.parametrize("line", ["全款拿下", "王老师知道", "联系客服", "会员", "家长", "还学人家当网红"])
def test_words_that_are_no_trade(line: str) -> None:
    assert "job_history" not in claimed(f"{WHO}{line}")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{WHO}心头好：喂流浪猫", [("other", "喂流浪猫")]),
        (f"{WHO}学历：上过私塾", [("education_level", "上过私塾")]),
        ("韩知予|17806401357|三国迷", [("other", "三国迷")]),
        ("韩知予 / 17806401357 / 苗族 / 三国迷", [("other", "三国迷")]),
        ("韩知予\n17806401357\n三国迷\n苗族", [("other", "三国迷")]),
    ],
    ids=["an unknown label", "a known label", "a cell", "a word between marks", "a line between findings"],
)
def test_a_field_that_nobody_can_name_is_doubtful(text: str, found: list[tuple[str, str]]) -> None:
    assert doubtful(text) == found


@pytest.mark.parametrize(
    "text",
    [
        f"{WHO}心头好：无",
        f"{WHO}备注：喂流浪猫",
        "韩知予 / 17806401357 / 苗族 / 她就是条疯狗",
        "心头好：喂流浪猫\n口头禅：没事\n想去：海边\n最怕：虫子",
        "韩知予\n17806401357\n【配偶】\n何翠莲\n17806401365",
    ],
    ids=["nothing", "a remark", "a sentence", "nobody named", "a heading"],
)
def test_what_tells_nothing_is_no_field(text: str) -> None:
    assert not [one for one in doubtful(text) if one[0] == "other"]
