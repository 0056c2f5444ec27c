"""Sealed values in texts that others wrote: found in whatever dress, and hidden."""

import pytest

from doxdocket.report.release import Guard
from doxdocket.seal.digest import Digester

digest = Digester(bytes(32)).digest
SEALED = {
    "phone_number": "10012345678",
    "id_number": "11010118700307123X",
    "bank_account": "6200000000000000009",
    "landline_number": "01000001234",
    "email": "someone@example.org",
    "social_account": "qq:1000200030",
    "vehicle_file": "京A12345",
    "name": "欧阳试",
}
GUARD = Guard(digest, {k: frozenset([digest(k, v)]) for k, v in SEALED.items()})


@pytest.mark.parametrize(
    ("kind", "dress"),
    [
        ("phone_number", "10012345678"),
        ("phone_number", "100 1234 5678"),
        ("phone_number", "100-1234-5678"),
        ("phone_number", "１００１２３４５６７８"),
        ("phone_number", "①⓪⓪①②③④⑤⑥⑦⑧"),
        ("phone_number", "1\u200b0\u200b0\u200b12345678"),
        ("phone_number", "一〇〇一二三四五六七八"),
        ("phone_number", "+86 100 1234 5678"),
        ("phone_number", "x10012345678x99"),
        ("id_number", "110101 18700307 123x"),
        ("id_number", "１１０１０１１８７００３０７１２３Ｘ"),
        ("bank_account", "6200 0000 0000 0000 009"),
        ("landline_number", "010-0000-1234"),
        ("email", "SOMEONE @ example . org"),
        ("email", "ｓｏｍｅｏｎｅ＠example.org"),
        ("social_account", "QQ 1000200030"),
        ("social_account", "1000 200 030"),
        ("vehicle_file", "京A·12345"),
        ("vehicle_file", "京 a 12345"),
    ],
)
def test_a_sealed_value_is_found_in_every_dress(kind: str, dress: str) -> None:
    assert kind in {of for *_, of in GUARD.found(f"甲，{dress}，乙")}
    assert dress not in GUARD.masked(f"甲，{dress}，乙", "[x]")


def test_other_numbers_pass() -> None:
    assert GUARD.found("10012345679 110101187003071231 1,234,567 2023-07-02 another@example.org 欧阳试") == []


def test_names_and_values_in_texts_of_others_are_masked() -> None:
    assert GUARD.masked("给欧阳试的 １００ 1234-5678 等", "[x]") == "给[x]的 [x] 等"
    assert GUARD.masked("result.json", "[x]") == "result.json"


def test_an_account_named_like_a_word_of_ours_is_not_found() -> None:
    guard = Guard(digest, {"social_account": frozenset([digest("social_account", "telegram:figures")])})
    assert guard.found("doxdocket figures CASE") == []
    guard = Guard(digest, {"social_account": frozenset([digest("social_account", "telegram:wangwu")])})
    assert [kind for *_, kind in guard.found("@wangwu")] == ["social_account"]


def test_pieces_of_addresses_are_masked_and_what_overlaps_is_hidden_whole() -> None:
    """A stretch that overlaps a longer one left its own end in clear."""
    guard = Guard(digest, GUARD.sealed, lambda raw: [(at, at + 3)] if (at := raw.find("松声路")) >= 0 else [])
    assert guard.masked("群 松声路 10012345678", "[x]") == "群 [x] [x]"
    assert guard.masked("甲乙松声路丙", "[x]", [(0, 4, "school")]) == "[x]丙"
    assert guard.without_pieces("松声路检察院 欧阳试", "[x]") == "[x]检察院 欧阳试"
