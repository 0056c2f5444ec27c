"""Findings as the program takes them from the reader's answer: roles, relations, stages; texts together or alone."""

import pytest

from doxdocket.detect import detect, detect_all

TEXTS = [
    "姓名：韩知予 电话：17806401357\n爸爸：韩立群 17806401365",
    "",
    "今天的火锅不错，人均138",
    "他室友的电话 17806401357",
    "手機：１３８\u200b①②③④⑤⑥⑦⑧ 姓名:韩知予",
    "文晖小学三年级2班 沈牧之 13900001850",
]


def told(text):
    return {(h.kind, h.value): (h.role, h.relation) for h in detect(text)}


def test_what_is_found_in_a_text_does_not_hang_on_those_given_with_it():
    assert detect_all(TEXTS) == [detect(text) for text in TEXTS]


def test_a_relative_and_the_target():
    said = told(TEXTS[0])
    assert said["phone_number", "17806401357"] == ("target", None)
    assert said["phone_number", "17806401365"] == ("relative", "father")


def test_who_is_told_of_by_a_word_of_company_alone_is_no_target():
    assert told(TEXTS[3]) == {("phone_number", "17806401357"): ("mentioned", "roommate")}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("挂一下她妈妈 电话17806401357", "mother"),
        ("曝光他老婆电话17806401357", "spouse"),
        ("人肉她爸 17806401357", "father"),
    ],
)
def test_a_mother_of_whom_the_post_begins_with_a_call_is_told_of_as_the_mother(text, relation):
    assert told(text)["phone_number", "17806401357"] == ("relative", relation)


def test_a_word_of_company_keeps_its_kind_behind_the_place_where_they_met():
    assert told("他大学同学电话 17806401357")["phone_number", "17806401357"] == ("mentioned", "classmate")


def test_findings_lie_where_they_were_captured():
    text = TEXTS[4]
    [phone] = [h for h in detect(text) if h.kind == "phone_number"]
    assert text[phone.start : phone.end] == "１３８\u200b①②③④⑤⑥⑦⑧"


def test_a_school_tells_its_year():
    [school] = [h for h in detect(TEXTS[5]) if h.kind == "school"]
    assert school.stage == "小学三年级2班"


@pytest.mark.parametrize("size", [1, 3])
def test_a_long_list_is_read_in_pieces_and_its_persons_are_counted_on(size):
    text = "\n".join(f"姓名：韩知予 电话：1780640{n:04}" for n in range(400 * size))
    found = [h for h in detect(text) if h.kind == "phone_number"]
    assert len(found) == 400 * size
    assert all(text[h.start : h.end] == h.value for h in found)
