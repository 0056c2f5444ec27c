"""Which spans of a text are one person's: by class of layout, what is never one person, and what it costs. All values are invented."""

import random
import re

import pytest

from doxdocket.bounds import bounded
from doxdocket.detect.check_digits import identity
from doxdocket.detect.reader.page import page_of
from doxdocket.detect.reader.persons import Item, Post, shipped
from doxdocket.text import read

_MARK = re.compile(r"⟦(\d+) (\w+)\|([^⟧]*)⟧")


def spans(marked):
    """The spans of a text in which ``⟦1 name|…⟧`` marks each, the text, and whose each is."""
    out, items, truth, at = [], [], [], 0
    for found in _MARK.finditer(marked):
        out.append(marked[at : found.start()])
        start = sum(map(len, out))
        out.append(found[3])
        items.append(Item(start, start + len(found[3]), found[2], found[3]))
        truth.append(found[1])
        at = found.end()
    text = "".join(out) + marked[at:]
    assert read(text).clean == text
    return items, text, truth


def same(a, b):
    """Whether two labellings part the spans alike."""
    return len(set(zip(a, b, strict=True))) == len(set(a)) == len(set(b))


def assign(spans, page):
    return Post(spans, page).given(shipped().best)


def number(sex, day="0412"):
    digits = f"3301061893{day}{'7231' if sex == 'm' else '7241'}"[:17]
    return digits + identity(digits)


@pytest.mark.parametrize(
    "marked",
    [
        "⟦1 name|韩知予⟧ ⟦1 phone_number|13900001850⟧ ⟦1 home_address|杭州市西湖区竹影路7号⟧",
        "⟦1 name|韩知予⟧ ⟦1 phone_number|13900001850⟧\n⟦2 name|沈牧之⟧ ⟦2 phone_number|13900001868⟧\n⟦3 name|陆闻舟⟧ ⟦3 phone_number|13900001876⟧",
        "姓名:⟦1 name|韩知予⟧\n电话:⟦1 phone_number|13900001850⟧\n妈妈:⟦2 name|沈牧之⟧\n电话:⟦2 phone_number|13900001868⟧",
        "姓名:⟦1 name|韩知予⟧\n电话:⟦1 phone_number|13900001850⟧\n\n姓名:⟦2 name|沈牧之⟧\n电话:⟦2 phone_number|13900001868⟧",
        "⟦1 name|韩知予⟧,在⟦1 workplace|竹影路的青禾印务⟧,老公⟦2 name|沈牧之⟧,⟦2 phone_number|13900001868⟧",
        "1. ⟦1 name|韩知予⟧ ⟦1 school|竹影中学⟧\n2. ⟦2 name|沈牧之⟧ ⟦2 school|青禾中学⟧",
        "就是⟦1 name|韩知予⟧,全名⟦1 name|韩知予⟧,电话⟦1 phone_number|13900001850⟧",
        "⟦1 phone_number|13900001850⟧ ⟦1 name|韩知予⟧\n⟦2 phone_number|13900001868⟧ ⟦2 name|沈牧之⟧\n⟦3 phone_number|13900001876⟧ ⟦3 name|陆闻舟⟧",
        "⟦1 name|韩知予⟧、⟦2 name|沈牧之⟧、⟦3 name|陆闻舟⟧\n⟦1 phone_number|13900001850⟧、⟦2 phone_number|13900001868⟧、⟦3 phone_number|13900001876⟧",
        "姓名|手机|单位\n⟦1 name|韩知予⟧|⟦1 phone_number|13900001850⟧|⟦1 workplace|青禾印务⟧\n⟦2 name|沈牧之⟧|⟦2 phone_number|13900001868⟧|⟦2 workplace|竹影书店⟧",
        '{"name":"⟦1 name|韩知予⟧","tel":"⟦1 phone_number|13900001850⟧"},\n{"name":"⟦2 name|沈牧之⟧","tel":"⟦2 phone_number|13900001868⟧"}',
        "⟦1 workplace|青禾印务⟧的⟦1 name|韩知予⟧住⟦1 home_address|竹影路7号⟧",
        "⟦1 name|Tan Wei Hao⟧ ⟦1 phone_number|0123456789⟧\n⟦2 name|Lim Pei Shan⟧ ⟦2 phone_number|0198765432⟧",
    ],
)  # fmt: skip
def test_whose_each_span_is_in_plain_layouts(marked):
    items, text, truth = spans(marked)
    assert same(truth, assign(items, page_of(text)))


def test_two_whole_identity_numbers_are_never_one_persons():
    one, two = number("m"), number("m", "0413")
    items, text, _ = spans(f"⟦1 name|韩知予⟧ 身份证 ⟦1 id_number|{one}⟧,⟦1 id_number|{two}⟧")
    given = assign(items, page_of(text))
    assert given[1] != given[2]


def test_the_same_identity_number_again_is_the_same_persons():
    one = number("f")
    items, text, truth = spans(f"⟦1 name|韩知予⟧ ⟦1 id_number|{one}⟧\n⟦1 id_number|{one}⟧")
    assert same(truth, assign(items, page_of(text)))


@pytest.mark.parametrize(
    ("kind", "value"),
    [("gender", "女"), ("gender", "Female"), ("birth_date", "1894年4月12日"), ("birth_date", "18940412")],
)
def test_another_sex_or_birth_than_the_numbers_is_another_persons(kind, value):
    items, text, _ = spans(f"⟦1 name|韩知予⟧ ⟦1 id_number|{number('m')}⟧ ⟦2 {kind}|{value}⟧")
    given = assign(items, page_of(text))
    assert given[2] not in given[:2]


def test_a_labelled_sex_that_the_one_number_of_a_form_contradicts_parts_nobody():
    items, text, truth = spans(
        f"姓名:⟦1 name|韩知予⟧\n性别:⟦1 gender|女⟧\n身份证:⟦1 id_number|{number('m')}⟧\n手机:⟦1 phone_number|13900001850⟧"
    )
    assert same(truth, assign(items, page_of(text)))


@pytest.mark.parametrize(
    "marked",
    [
        "小姑娘挺横\n名字 ⟦1 name|桑绮罗⟧\n年龄 ⟦1 age|15⟧\n学校 ⟦1 school|衡州市石鼓第九中学初三(4)班⟧\n家长电话 ⟦2 phone_number|13900001303⟧\nQ ⟦1 social_account|9900330033⟧\n别怪我没提醒你",
        "姓名:⟦1 name|韩知予⟧\n妈妈电话:⟦2 phone_number|13900001303⟧\n微信:⟦1 social_account|zhiyu_1890⟧",
    ],
)
def test_a_field_below_a_parents_telephone_is_the_childs(marked):
    items, text, truth = spans(marked)
    assert same(truth, assign(items, page_of(text)))


def test_the_order_in_which_spans_are_handed_over_changes_nothing():
    items, text, _ = spans(
        "⟦1 name|韩知予⟧ ⟦1 phone_number|13900001850⟧\n妈妈⟦2 name|沈牧之⟧ ⟦2 phone_number|13900001868⟧\n⟦1 school|竹影中学⟧"
    )
    given = assign(items, page_of(text))
    order = list(range(len(items)))
    for seed in range(5):
        random.Random(seed).shuffle(order)
        assert assign([items[at] for at in order], page_of(text)) == [given[at] for at in order]


def test_no_span_and_one_span_are_given_too():
    assert assign([], page_of("没有")) == []
    assert assign([Item(0, 2, "age", "20")], page_of("20岁")) == [0]


_ROWS = {
    "names": "⟦1 name|韩知予⟧ ⟦1 phone_number|13900001850⟧\n",
    "names alone": "⟦1 name|李⟧",
    "one name with many others": "⟦1 name|韩知予⟧、⟦2 name|沈牧之⟧、",
    "numbers": "⟦1 phone_number|13900001850⟧ ",
    "relations": "妈妈爸爸⟦1 phone_number|13900001850⟧",
    "a long gap": "他她你和" * 40 + "⟦1 age|20⟧",
    "turns": "甲:⟦1 age|20⟧\n",
}


@pytest.mark.parametrize("row", _ROWS.values(), ids=_ROWS)
def test_a_row_twice_as_long_costs_at_most_twice_the_steps(row):
    def work(times):
        items, text, _ = spans(row * times)
        page = page_of(text)
        with bounded(10**9) as steps:
            assign(items, page)
        return steps.spent

    assert work(80) <= 2 * work(40) + 500


@pytest.mark.parametrize(
    "marked",
    [
        "⟦1 name|韩知予⟧,男,⟦1 phone_number|13900001850⟧,是⟦2 name|沈牧之⟧的父亲,⟦2 name|沈牧之⟧电话⟦2 phone_number|13900001868⟧",
        "⟦1 name|韩知予⟧是⟦2 name|沈牧之⟧的老婆,电话⟦2 phone_number|13900001850⟧",
        "⟦1 name|韩知予⟧,⟦2 name|沈牧之⟧她妈,⟦2 phone_number|13900001850⟧",
    ],
)
def test_nobody_is_his_own_father(marked):
    """A word of kinship behind a name tells what somebody else is to that person."""
    items, text, truth = spans(marked)
    post, whose = Post(items, page_of(read(text))), dict(enumerate(truth))
    assert not any(post.relations(whose).values())
    assert not post.closely(whose)


def test_whose_relative_a_word_of_kinship_tells_is_the_next_person():
    items, text, truth = spans(
        "⟦1 name|韩知予⟧的女儿⟦2 name|沈牧之⟧,电话⟦2 phone_number|13900001868⟧,⟦2 name|沈牧之⟧她妈⟦3 name|陆闻舟⟧"
    )
    post, whose = Post(items, page_of(read(text))), dict(enumerate(truth))
    assert post.relations(whose) == {"1": "", "2": "daughter", "3": "mother"}
