"""What must hold for every text."""

import re
from itertools import permutations, product

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.detect import data, detect, detect_all
from doxdocket.detect.hit import Hit

FIELDS = [
    "姓名：韩知予",
    "电话：17806401357",
    "身份证：370102186004123113",
    "住址：四川省成都市武侯区竹影巷777号9栋",
    "学校：成都市望江中学",
]
PIECES = st.sampled_from(["韩知予", "沈牧之", "17806401357", "370102186004123113", "姓名：", "电话", "住址：", "成都市武侯区竹影巷7号", "爸爸", "配偶：", "本人", "，",
                          "\n", " ", "|", "\t", "1897年9月生", "女", "江北二中", "①", "\u200b", "１３８", "*", "·", "户主", "是个骗子", "他叫", "手機", "😀", "\r\n", "某某公司"])  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
@examples(150)
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    hits = detect(text)
    ends = 0
    for hit in hits:
        assert ends <= hit.start < hit.end <= len(text)
        assert hit.person >= 0
        assert hit.reasons
        ends = hit.end
    assert [h.start for h in hits] == sorted(h.start for h in hits)


@given(st.text(max_size=60))
@examples(100)
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= hit.start < hit.end <= len(text) for hit in detect(text))


def values(hits: list[Hit]) -> set[tuple[str, str, int]]:
    return {(hit.kind, hit.value, hit.person) for hit in hits}


def test_the_order_of_fields_does_not_matter() -> None:
    seen = {frozenset(values(detect("\n".join(order)))) for order in permutations(FIELDS)}
    assert len(seen) == 1


MORE = ["大家去看看", "已核实", "下一位敬请期待", "QQ：2384512792", "转发请注明", "姓名：沈牧之 电话：17806401365"]


def test_more_lines_take_nothing_away() -> None:
    """Asked of all 259 ways to add up to three lines."""
    added = [lines for many in range(4) for lines in product(MORE, repeat=many)]
    before = {(h.kind, h.value) for h in detect("\n".join(FIELDS))}
    found = detect_all(["\n".join([*FIELDS, *lines]) for lines in added])
    assert not [
        (lines, before - after)
        for lines, hits in zip(added, found, strict=True)
        if not before <= (after := {(h.kind, h.value) for h in hits})
    ]


def test_nothing_prints_a_value() -> None:
    shown = repr(detect("\n".join(FIELDS)))
    assert not re.search("韩知予|17806401357|竹影巷", shown)


def test_word_lists_are_simplified_and_unique() -> None:
    lists = data.table("surnames.yaml")
    singles = lists["common"] + lists["rare"]
    assert len(singles) == len(set(singles))
    assert len(singles) + len(lists["compound"]) >= 500
    assert len(data.table("ethnicities.yaml")["names"]) == 56
