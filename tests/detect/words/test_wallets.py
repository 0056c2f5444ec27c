"""Addresses in texts: an Ethereum checksum that is wrong is no claim, and one address has one digest whatever its case."""

from doxdocket.detect.rules import detect
from doxdocket.detect.wallets import wallet
from doxdocket.records import Verdict

MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def found(text):
    return [(h.verdict, h.value) for h in detect(text) if h.kind == "virtual_asset"]


def test_a_mixed_case_is_checked_and_one_case_is_known_by_its_form():
    assert wallet(MIXED) == (Verdict.VALID, ("wallet.check_ok",))
    assert wallet(MIXED[:-1] + "D") == (Verdict.INVALID, ("wallet.check_bad",))
    assert wallet(MIXED.lower()) == (Verdict.VALID, ("wallet.form",))


def test_one_address_in_two_cases_is_one_value():
    said = {
        value for text in (MIXED, MIXED.lower()) for _, value in found(f"姓名：韩知予 手机：17806401357\nETH {text}")
    }
    assert said == {MIXED.lower()}
    behind_a_label = found(f"姓名：韩知予 手机：17806401357\n钱包地址：{MIXED}")
    assert behind_a_label == [(Verdict.VALID, MIXED.lower())]
