"""Labels spaced or cut, wherever they stand: the gate and the labels know the same spellings."""

from itertools import combinations

import pytest

from doxdocket.detect import gate, labels
from doxdocket.detect.rules import detect
from doxdocket.text import read

NAME, PHONE, ID = "韩知予", "17806401357", "370102186004123113"


@pytest.mark.parametrize("gap", [" ", "  ", "/", "."])
@pytest.mark.parametrize("before", ["", "\n", "。", "2. "])
def test_a_label_spaced_or_cut_is_one_at_the_very_start_too(gap, before):
    text = before + "\n".join(
        f"{gap.join(word)}：{value}" for word, value in (("姓名", NAME), ("手机号", PHONE), ("身份证", ID))
    )
    reading = read(text)
    found = [(one.kind, reading.clean[one.start : one.end]) for one in labels.find(reading)]
    assert found == [
        (kind, gap.join(word)) for kind, word in (("name", "姓名"), ("phone_number", "手机号"), ("id_number", "身份证"))
    ]
    assert {(hit.kind, hit.value) for hit in detect(text)} == {
        ("name", NAME),
        ("phone_number", PHONE),
        ("id_number", ID),
    }


def test_two_words_one_behind_the_other_are_no_label():
    assert labels.find(read("曹爱东/家/长城")) == labels.find(read("曹爱东 家 长城"))[:0]


def test_every_spelling_of_a_label_of_numbers_passes_the_gate():
    said = [word for word, kind, _, _ in labels.spellings() if kind == "phone_number"]
    assert len(said) > 400
    told = [word for word in said if labels.find(read(f"{word}：{PHONE[:7]}"))]
    assert [word for word in told if not gate.passes(f"{word}：{PHONE[:7]}")] == []


def test_no_two_signs_of_the_gate_share_a_bit():
    assert all(not one & other for one, other in combinations(gate.Sign, 2))


def test_digits_behind_a_label_are_no_threat():
    """They shared a bit with threats, which ask only for a name beside them."""
    assert not gate.passes(f"电话 O，{NAME}，")


def test_labels_that_are_pictures_are_read_as_texts_are_cleaned():
    """A variation sign behind a picture is gone from the text; of a letter in a box a letter is left, which is no label."""
    assert [(one.kind, one.extra) for one in labels.find(read("微❤️：invented_name9"))] == [("social_account", "wechat")]
    assert [one.kind for one in labels.find(read("☎️：17806401357"))] == ["phone_number"]
    assert "vehicle_trace" not in {one.kind for one in labels.find(read("sed '/x/{x;p};h' config"))}
