"""What repeats a value of the case, written around in every way that people write around filters; and 200 reasons that do not."""

import random
from pathlib import Path

import pytest

from doxdocket.errors import WrongCall
from doxdocket.store import values_in_text
from doxdocket.store.reason import checked, holds_value

REASONS = Path(__file__).with_name("reasons.txt").read_text(encoding="utf-8").splitlines()
PHONE, ACCOUNT, PLATE, ADDRESS = "13800001850", "wx_abc3zz", "浙A1X345", "浙江省杭州市西湖区竹影路3号2幢"
NAME, CARD = "张三丰", "330102187001011231"


def hits(text, values):
    said = values_in_text.Said.of(text)
    return sorted({kind for kind, value in values if said.repeats(kind, value)})


def number(rng, head, size):
    return head + "".join(rng.choice("0123456789") for _ in range(size))


def invented(seed, each):
    """Values of nobody, as a large case seals them: numbers, addresses, accounts and names."""
    rng = random.Random(seed)
    roads = ["竹影路", "松声街", "望潮巷", "听涛大道", "无名弄"]
    given = ["春生", "雨亭", "思雨", "十四", "无忌", "照人"]
    for _ in range(each):
        yield "phone_number", number(rng, rng.choice(["138", "139", "186"]), 8)
        yield (
            "id_number",
            number(rng, "330102", 0)
            + f"{rng.randint(1850, 1899)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
            + number(rng, "", 4),
        )
        yield "bank_account", number(rng, "6222", 15)
        yield (
            "home_address",
            f"浙江省杭州市西湖区{rng.choice(roads)}{rng.randint(1, 400)}号{rng.randint(1, 30)}幢{rng.randint(101, 2804)}室",
        )
        yield "social_account", "wx_" + "".join(rng.choice("abcdefghijkmnpqrstuvwxyz23456789") for _ in range(7))
        yield "email", "".join(rng.choice("abcdefghijkmnpqrstuvwxyz") for _ in range(9)) + "@mail.example.com"
        yield "name", rng.choice("柳祝欧阳闻") + rng.choice(given)
        yield "vehicle_file", "浙" + rng.choice("ABCD") + number(rng, "", 5)


def test_200_reasons_of_every_day_pass_in_a_case_of_many_values():
    assert len(set(REASONS)) >= 200
    values = list(invented(7, 1500))
    together = values_in_text.Said.all([values_in_text.Said.of(text) for text in REASONS])
    met = [(kind, value) for kind, value in values if together.repeats(kind, value)]
    found = {text: hits(text, met) for text in REASONS}
    assert {text: kinds for text, kinds in found.items() if kinds} == {}
    assert [text for text in REASONS if holds_value(text)] == []
    assert [checked(text) for text in REASONS] == REASONS


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("name", NAME, "核对张三丰本人"),
        ("name", NAME, "核对 张 三 丰 本人"),
        ("name", NAME, "核对張三丰本人"),
        ("name", NAME, "核对姓张、名三丰的本人"),
        ("home_address", ADDRESS, "住浙江省杭州市西湖区竹影路3号2幢"),
        ("home_address", ADDRESS, "住竹影路３号"),
        ("home_address", ADDRESS, "竹-影-路-三-号"),
        ("social_account", ACCOUNT, "wx_abc3zz 微信号"),
        ("social_account", ACCOUNT, "WX abc 3ZZ"),
        ("phone_number", PHONE, "幺三八洞洞洞洞幺八五洞"),
        ("phone_number", PHONE, "么三八 洞洞洞洞 么八五洞"),
        ("phone_number", PHONE, "ⅠⅢⅧ0000ⅰⅷⅴ0"),
        ("phone_number", "13902274992", "幺三勾 洞两两拐 四勾勾两"),
        ("phone_number", "13902274992", "1-3-勾-0-两-2-拐-4-勾-9-2"),
        ("phone_number", "11210122222", "ⅪⅡⅠ0ⅫⅡⅡⅡⅡ"),
        ("phone_number", PHONE, "13800OO1850"),
        ("phone_number", PHONE, "138a0000b1850"),
        ("phone_number", PHONE, "一三八 零零零 零一八五零"),
        ("phone_number", PHONE, "壹叁捌〇〇〇〇壹捌伍〇"),
        ("phone_number", PHONE, "1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣8️⃣5️⃣0️⃣"),
        ("phone_number", PHONE, "１３８·００００·１８５０"),
        ("phone_number", PHONE, "⑴③⑧ 空 0000 空 1850"),
        ("phone_number", PHONE, "138开头，接着0000，最后1850"),
        ("id_number", CARD, "33010218 点 70 点 01011231"),
        ("vehicle_file", PLATE, "浙A·1X345"),
        ("email", "zhuyuting@mail.example.com", "zhu yu ting"),
        ("school", "听涛第一中学", "听涛第1中学"),
    ],
)  # fmt: skip
def test_every_way_to_write_around_repeats_the_value(kind, value, text):
    assert hits(text, [(kind, value)]) == [kind]


@pytest.mark.parametrize(
    ("opened", "text"),
    [
        (PHONE, "尾号是1850"),
        (PHONE, "那个0000一八五零的"),
        (ADDRESS, "竹影路三号"),
        (NAME, "张三丰"),
        (ACCOUNT, "abc3"),
        (CARD, "生于 1870 年末"),
    ],
)
def test_of_the_very_text_that_is_opened_four_signs_are_too_many(opened, text):
    said = values_in_text.Said.of(text)
    assert said.repeats("", opened, opened=True) or opened == CARD  # a year by itself is a date
    assert not values_in_text.Said.of("核对报案人陈述，见2024-01-02笔录第12页，V0001").repeats("", opened, opened=True)


def test_what_the_mask_of_an_address_shows_may_be_said():
    assert hits("移送浙江省杭州市西湖区人民法院", [("home_address", ADDRESS)]) == []


def test_many_texts_as_one_miss_nothing_that_one_of_them_repeats():
    texts = ["核对张三丰", "13800 空 001850", "核对漏检"]
    together = values_in_text.Said.all([values_in_text.Said.of(text) for text in texts])
    for kind, value in (("name", NAME), ("phone_number", PHONE), ("social_account", ACCOUNT)):
        assert together.repeats(kind, value) == any(values_in_text.Said.of(text).repeats(kind, value) for text in texts)


@pytest.mark.parametrize(
    "text",
    ["幺三八洞洞洞", "一三八么洞拐", "勾 洞 两 拐 勾 洞", "1洞3拐8两", "ⅠⅢⅧ0ⅠⅤ", "Ⅻ ⅠⅠ ⅹ", "尾数1850", "尾数是洞洞拐勾", "末尾是1850", "末尾为 1 8 5 0",
     "后四位1850", "后四位是幺八五洞", "末四位：ⅠⅧⅤ0", "尾号是两拐么八"],
)  # fmt: skip
def test_digits_as_spoken_roman_ones_and_the_end_of_a_number_are_a_value(text):
    assert holds_value(text)


@pytest.mark.parametrize(
    ("opened", "text"),
    [
        (PHONE, "幺八五洞的那个"),
        (PHONE, "尾数ⅠⅧⅤ0"),
        ("张三因拐卖儿童被勾选两次", "核对拐卖一节"),
    ],
)
def test_of_what_is_opened_spoken_digits_are_told_and_words_are_not(opened, text):
    assert values_in_text.Said.of(text).repeats("", opened, opened=True) == (opened == PHONE)


def test_words_with_a_spoken_digit_in_them_are_no_digits():
    """Were each such character a digit by itself, a post that says it too would stop the reason."""
    assert not values_in_text.opens("核对拐卖儿童部分，勾选有误", "某某拐卖儿童部分勾选有误", words=True)


def test_a_reason_says_why_in_five_hundred_characters():
    assert checked(" " + "理" * 500 + "\n") == "理" * 500
    with pytest.raises(WrongCall, match="501 characters"):
        checked("理" * 501)
