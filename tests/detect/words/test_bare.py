"""Numbers of records that no word announces: QQ numbers and cards, what stays doubtful, and what is none."""

import pytest

from doxdocket.detect.rules import detect

PHONE, CITIZEN, CARD, QQ = "17806401357", "370102186004123113", "6217000000000000053", "812345012"


def found(text: str) -> dict[str, tuple[str, str]]:
    """Kind and verdict of every finding, by what it covers."""
    return {text[hit.start : hit.end]: (hit.kind, hit.verdict.value) for hit in detect(text)}


RECORDS = [
    f"韩知予|{CITIZEN}|{PHONE}|{QQ}",
    f"韩知予 {CITIZEN} {PHONE} {QQ}",
    f"韩知予/女/{CITIZEN}/{PHONE}/{QQ}",
    f"韩知予\t{PHONE}\t本科\t{QQ}",
    f"韩知予----{CITIZEN}----{PHONE}----{QQ}",
    f"韩知予🔸{PHONE}🔸{CITIZEN}🔸{QQ}",
    f"韩知予+{PHONE}+{QQ}+{CITIZEN}",
    f"韩知予，女，{CITIZEN}，{PHONE}，{QQ}，{CARD}",
    f"【个户】 韩知予 {CITIZEN} {PHONE} {QQ} 已核实",
    f"{QQ} 韩知予 {PHONE} {CITIZEN}",
    f"韩知予\n{CITIZEN}\n{PHONE}\n{QQ}",
    f"这是韩知予\n{PHONE} {CITIZEN} {QQ}\n送给大家",
    f"1. 韩知予 {PHONE} {QQ}\n2. 沈牧之 17806401365 2094718365",
]
DOUBTED = [
    (f"韩知予 {PHONE} 50123", "50123"),  # a sum as well
    (f"韩知予 {PHONE} 310012 {CITIZEN}", "310012"),  # a postcode
    (f"韩知予 {CITIZEN} 88231204", "88231204"),  # a telephone of the town
    (f"韩知予 {CITIZEN} 1780640135", "1780640135"),  # a mobile number that lacks a digit
    (f"韩知予 {PHONE} 2019210345", "2019210345"),  # a number of a school year
    (f"韩知予 {PHONE} 1200345 还没还", "1200345"),
    (f"韩知予 {PHONE} {QQ} 912837465", QQ),  # which of two
]
NOTHING = [
    (f"韩知予 {PHONE} 欠我 1200345 不还", "1200345"),
    (f"韩知予 {PHONE} 20230512", "20230512"),
    (f"韩知予 {PHONE} 四川省成都市武侯区竹影巷777号9栋1单元502 610041", "610041"),
    (f"韩知予 {PHONE} 订单号 {QQ}", QQ),
    (f"韩知予 {PHONE} 4008123123", "4008123123"),
    (f"{PHONE} {QQ}", QQ),  # nobody is named
    (f"韩知予 {QQ}", QQ),  # no other identifier
    (f"韩知予|{PHONE}|4000000000000003", "4000000000000003"),  # no card by its check digit
]


@pytest.mark.parametrize("text", RECORDS)
def test_a_bare_number_of_a_record_is_an_account(text):
    assert found(text)[QQ] == ("social_account", "valid")


@pytest.mark.parametrize(("text", "number"), DOUBTED)
def test_what_may_be_something_else_is_no_claim(text, number):
    assert found(text)[number] == ("social_account", "doubtful")


@pytest.mark.parametrize(("text", "number"), NOTHING)
def test_what_something_else_explains_is_no_account(text, number):
    kind, verdict = found(text).get(number, ("", "doubtful"))
    assert kind not in {"social_account", "bank_account"} or verdict == "doubtful"


def test_a_mailbox_of_the_same_number_leaves_no_doubt():
    text = f"韩知予 {PHONE} 81234 81234@qq.com"
    assert found(text)["81234"] == ("social_account", "valid")


@pytest.mark.parametrize("card", [CARD, "4000000000000002"])
def test_a_bare_card_of_a_record_is_a_bank_account(card):
    assert found(f"韩知予 {PHONE} {card}")[card] == ("bank_account", "valid")


def test_a_head_decides_what_its_columns_are():
    assert found(f"姓名|手机|编号\n韩知予|{PHONE}|{QQ}").get(QQ, ("",))[0] != "social_account"
