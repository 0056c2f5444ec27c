"""Addresses in texts: an Ethereum checksum that is wrong is no claim, and one address has one digest whatever its case."""

from doxdocket.detect.wallets import wallet
from doxdocket.records import Verdict

MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def test_a_mixed_case_is_checked_and_one_case_is_known_by_its_form():
    assert wallet(MIXED) == (Verdict.VALID, ("wallet.check_ok",))
    assert wallet(MIXED[:-1] + "D") == (Verdict.INVALID, ("wallet.check_bad",))
    assert wallet(MIXED.lower()) == (Verdict.VALID, ("wallet.form",))
