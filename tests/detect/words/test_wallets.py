"""Addresses in texts: an Ethereum checksum that is wrong is no claim, and one address has one digest whatever its case."""

from doxdocket.detect.wallets import find
from doxdocket.text import read

MIXED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def test_a_mixed_case_is_checked_and_one_case_is_known_by_its_form():
    told = [(hit.value, hit.reasons) for one in (MIXED, MIXED.lower()) for hit in find(read(f"地址 {one}"))]
    assert told == [(MIXED.lower(), ("wallet.check_ok",)), (MIXED.lower(), ("wallet.form",))]
    assert not [*find(read(f"地址 {MIXED[:-1]}D"))]
