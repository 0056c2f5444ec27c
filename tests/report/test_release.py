"""The release check: whatever dress a sealed value wears, the document is refused, and the refusal holds no value."""

from collections import Counter

import pytest

from doxdocket.errors import EvidenceFault
from doxdocket.report.release import Guard, blocks
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
@pytest.mark.parametrize(
    "layer", ["<p>{}</p>", '<p title="{}">a</p>', "<!-- {} -->", "<title>{}</title>", "<style>{}</style>"]
)
def test_a_sealed_value_is_refused_in_every_dress_and_layer(kind: str, dress: str, layer: str) -> None:
    with pytest.raises(EvidenceFault) as fault:
        GUARD.check(f'<html><body id="top">{layer.format(dress)}</body></html>')
    assert kind in str(fault.value)
    assert fault.value.exit_code == 1
    for lang in ("zh", "en"):
        assert dress not in fault.value.said(lang)
        assert SEALED[kind] not in fault.value.said(lang)


def test_a_value_spread_over_cells_and_tags_is_refused() -> None:
    for html in ("<tr><td>100</td><td>1234</td><td>5678</td></tr>", "<p>100<b>1234</b><i>5678</i></p>"):
        with pytest.raises(EvidenceFault, match="phone_number"):
            GUARD.check(html)


def test_the_place_is_named() -> None:
    with pytest.raises(EvidenceFault, match="phone_number @ #persons p"):
        GUARD.check('<h2 id="persons">x</h2><p>10012345678</p>')


def test_other_numbers_pass() -> None:
    GUARD.check("<p>10012345679 110101187003071231 1,234,567 2023-07-02</p><p>another@example.org 欧阳试</p>")


def test_texts_of_our_own_making_are_not_looked_into() -> None:
    GUARD.check("<td>10012345678</td>", ours=["10012345678"])


def test_names_and_values_in_texts_of_others_are_masked() -> None:
    assert GUARD.masked("给欧阳试的 １００ 1234-5678 等", "[x]") == "给[x]的 [x] 等"
    assert GUARD.masked("result.json", "[x]") == "result.json"


def test_every_layer_of_a_document_is_read() -> None:
    seen = Counter(
        t for _, texts in blocks('<p title="a">b</p><!--c--><svg aria-label="d"><text>e</text></svg>f') for t in texts
    )
    assert {"a", "b", "c", "d", "e", "f"} <= set(seen)


def test_an_account_named_like_a_word_of_the_page_refuses_nothing() -> None:
    guard = Guard(digest, {"social_account": frozenset([digest("social_account", "telegram:figures")])})
    guard.check("<p>doxdocket figures CASE</p>")
    with pytest.raises(EvidenceFault):
        Guard(digest, {"social_account": frozenset([digest("social_account", "telegram:wangwu")])}).check(
            "<p>@wangwu</p>"
        )


def test_pieces_of_addresses_are_masked_and_what_overlaps_is_hidden_whole() -> None:
    """A stretch that overlaps a longer one left its own end in clear."""
    guard = Guard(digest, GUARD.sealed, lambda raw: [(at, at + 3)] if (at := raw.find("松声路")) >= 0 else [])
    assert guard.masked("群 松声路 10012345678", "[x]") == "群 [x] [x]"
    assert guard.masked("甲乙松声路丙", "[x]", [(0, 4, "school")]) == "[x]丙"
    assert guard.without_pieces("松声路检察院 欧阳试", "[x]") == "[x]检察院 欧阳试"
