"""What stands behind a relative or a teacher, or before a relative, and names that are common words."""

import pytest

from doxdocket.detect.rules import detect

ID, FATHERS = "370102186004123113", "370102186309032060"
PHONE = "17806401357"


def of(text: str, value: str) -> tuple[str, str | None]:
    """Role and relation of whose a value is."""
    return next((hit.role, hit.relation) for hit in detect(text) if hit.value.endswith(value))


def names(text: str) -> list[str]:
    return [hit.value for hit in detect(text) if hit.kind == "name"]


@pytest.mark.parametrize(
    "text",
    [
        f"阮小棠，{PHONE}，班主任姓何。QQ 3391827745",
        f"阮小棠，{PHONE}，辅导员姓崔。QQ 3391827745。",
        f"阮小棠，{PHONE}，父亲阮大勇，在合肥市棠梨中学上班。QQ 3391827745",
    ],
)
def test_behind_the_sentence_of_another_what_follows_is_the_targets(text: str) -> None:
    assert of(text, "3391827745") == ("target", None)


def test_who_is_named_by_his_office_is_mentioned() -> None:
    assert of(f"阮小棠，{PHONE}，班主任姓何。", "何") == ("mentioned", "teacher")


@pytest.mark.parametrize(
    ("text", "value", "relation"),
    [
        (f"阮小棠，妈妈何翠莲，QQ 3391827745，{PHONE}", "3391827745", "mother"),  # one sentence
        (f"阮小棠，妈妈何翠莲。电话{PHONE}", PHONE, "mother"),
        (f"阮小棠 QQ 9990001111，妈妈何翠莲。QQ 3391827745 {PHONE}", "3391827745", "mother"),  # the target has one
    ],
)
def test_what_is_the_relatives_stays_the_relatives(text: str, value: str, relation: str) -> None:
    assert of(text, value) == ("relative", relation)


@pytest.mark.parametrize("lead", ["", "再补", "补一条 "])
def test_what_was_said_before_a_relative_is_not_the_relatives(lead: str) -> None:
    text = f"{lead}{ID}，爸爸阮大勇 {FATHERS}"
    assert of(text, ID) == ("target", None)
    assert of(text, "阮大勇") == of(text, FATHERS) == ("relative", "father")


def test_a_relative_alone_is_who_is_exposed() -> None:
    assert of(f"爸爸阮大勇 {PHONE}", PHONE) == ("target", None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"温暖：{ID}，母亲何翠莲", "温暖"),
        (f"补充成熟：{ID}，母亲何翠莲 在合肥市棠梨中学上班", "成熟"),
        (f"追加康复：{PHONE}，老公阮大勇", "康复"),
    ],
)
def test_a_common_word_before_a_colon_and_a_number_is_a_name(text: str, name: str) -> None:
    assert names(text)[0] == name
    assert of(text, name) == ("target", None)


@pytest.mark.parametrize("word", ["补充车主", "更新资料", "追加户籍", "补充明天", "电话", "补充方式"])
def test_a_word_of_dossiers_before_a_number_is_none(word: str) -> None:
    assert names(f"{word}：{PHONE}，母亲何翠莲") == ["何翠莲"]


@pytest.mark.parametrize(
    "text",
    [
        f"阮大勇 {PHONE}，谢打赏",
        f"阮大勇 {PHONE}，谢各位",
        f"周末 CZ3417 长沙飞昆明，阮大勇 {PHONE}",
        f"后天，阮大勇，{PHONE}",
        f"年满十五岁的阮大勇，{PHONE}",
        f"从前 {PHONE} 阮大勇",
    ],
)
def test_thanks_and_times_are_nobody(text: str) -> None:
    assert names(text) == ["阮大勇"]


@pytest.mark.parametrize("name", ["谢关月", "周一鸣", "明朗", "年有余", "谢支遥"])
def test_names_that_begin_so_are_still_names(name: str) -> None:
    assert names(f"姓名：{name} 电话：{PHONE}") == [name]
