"""Jumping over runs changes no answer."""

import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

sys.path.insert(0, str(Path(__file__).parent))
import invented

from doxdocket.detect import school, workplace
from doxdocket.detect.stretches import matches

PIECES = st.sampled_from(["成都市", "望江", "中学", "第37中", "大学", "附中", "的", "在", "公司", "星河", "有限公司", "(杭州)", "医院", "局", "厂", "4S店",
                          "3", "高一", " ", ",", "\n", "电", "学院", "A", "派出所", "二", "实验小学", "幼儿园", "x"])  # fmt: skip


def same(text: str) -> None:
    for kind in (school, workplace):
        whole = [found.span() for found in kind.WHOLE.finditer(text)]
        jumped = [found.span() for found in matches(kind.WHOLE, kind.RUNS, kind.ENDS, text)]
        assert jumped == whole


@given(st.lists(PIECES, max_size=16).map("".join))
@examples(300)
def test_the_same_schools_and_firms(text: str) -> None:
    same(text)


def test_the_same_in_messages() -> None:
    for message in [*invented.messages("seen.txt", 4, times=1), *invented.hands("seen", 4, times=1, name="own.txt")]:
        same(message["text"])
