"""Each fault of a hand is told with file, line and what is wrong; offsets are code points; markings are compared as the card says."""

import pytest
from tools import corpus

from doxdocket.detect.check_digits import identity
from doxdocket.score.hands import Act, Span

HEAD = "=== a-1 | note | chat\n"


def number(birth: str) -> str:
    return f"330106{birth}041" + identity(f"330106{birth}041")


def faults(text: str) -> tuple[str, ...]:
    return corpus.read_text(text, "a.txt").faults


WRONG = number("18930412")[:17] + ("0" if number("18930412")[17] != "0" else "1")
CASES = {
    "⟦title:p1|柏安⟧": "a.txt:3: unknown kind title",
    "⟦name:p1:hidden|柏安⟧": "a.txt:3: unknown form hidden",
    "⟪slander:p1|蠢⟫": "a.txt:3: unknown label slander",
    "⟦name|柏安⟧": "a.txt:3: name without a numbered person",
    "⟦name:her|柏安⟧": "a.txt:3: name without a numbered person",
    "⟪insult|蠢⟫": "a.txt:3: insult without a numbered person or -",
    "⟪insult:-|甲⟪threat:-|乙⟫⟫": "a.txt:3: ⟪ inside ⟪",
    "⟦name:p1|甲⟦name:p2|乙⟧⟧": "a.txt:3: ⟦ inside ⟦",
    "⟦name:p1|柏安": "a.txt:3: ⟦name:p1| is never closed",
    "柏安⟧": "a.txt:3: ⟧ closes nothing",
    "⟦name:p1⟧": "a.txt:3: ⟦ without the head that ends in |",
    "⟦name:p1|⟧": "a.txt:3: ⟦name:p1| marks nothing",
    f"⟦id_number:p1|{WRONG}⟧": "a.txt:3: identity number with a wrong check digit, and the note does not say that it is meant",
    f"⟦id_number:p1|{WRONG[:6]}1930{WRONG[10:]}⟧": "a.txt:3: identity number with a birth in 1930, outside 1850-1899",
    number("19000101"): "a.txt:3: identity number with a birth in 1900, outside 1850-1899",
    "".join(chr(ord(c) - 48 + 0xFF10) for c in number("20010101") if c.isdigit()).ljust(18, "Ｘ"): (
        "a.txt:3: identity number with a birth in 2001, outside 1850-1899"
    ),
    f"⟦id_number:p1:around={number('19300101')}|见上⟧": "a.txt:3: identity number with a birth in 1930, outside 1850-1899",
    "写信到 bai.an@mail.cn": "a.txt:3: e-mail at mail.cn, which is no example domain",
    "⟦email:p1|b@myexample.org⟧": "a.txt:3: e-mail at myexample.org, which is no example domain",
}


@pytest.mark.parametrize("body", CASES)
def test_each_fault_is_told_with_file_line_and_what(body):
    assert CASES[body] in faults(f"{HEAD}第一行\n{body}\n")


def test_doubled_ids_unknown_links_and_links_to_nothing_are_told():
    text = "=== a-1 | | chat\n甲\n\n=== a-1 | | chat\n乙\n=== a-2 | | chat | reply=a-9 thanks=a-1\n丙\n"
    assert faults(text) == (
        "a.txt:4: id a-1 is given to an earlier message too",
        "a.txt:6: reply=a-9: no message of this hand has that id",
        "a.txt:6: unknown link thanks",
    )
    assert faults("=== a-1 | | chat | forward=external\n甲\n=== a-2 | | chat | edit=a-1\n乙\n") == ()


def test_what_is_meant_is_no_fault():
    said = f"=== a-1 | 断错校验位 | chat\n⟦id_number:p1|{WRONG}⟧\n"
    assert faults(said) == ()
    picture = f"{HEAD}⟦email:p1:picture=b@example.org|b@examp1e.org⟧ ⟦id_number:p1|{number('18930412')}⟧ 快递 {WRONG}\n"
    assert faults(picture) == ()


def test_offsets_are_code_points_of_the_text_without_marks():
    raw = "\n⟪threat:p2|🙂等着 ⟦name:p2:split=柏安|柏🙂安⟧⟫|尾\n\n⟦ignore|12345⟧\n\n"
    one = corpus.read_text(f"=== a-1 | n | r | reply=a-1\n{raw}", "a.txt").messages[0]
    assert one.text == "🙂等着 柏🙂安|尾\n\n12345"
    assert one.spans == (Span(4, 7, "name", "p2", "split", "柏安"),)
    assert one.acts == (Act(0, 7, "threat", "p2"),)
    assert [one.text[a:b] for a, b in one.ignored] == ["12345"]
    assert (one.note, one.register, one.links) == ("n", "r", {"reply": "a-1"})


def compared(first: str, second: str) -> dict:
    pair = [corpus.read_text(HEAD + text + "\n", "a.txt") for text in (first, second)]
    assert pair[0].messages[0].text == pair[1].messages[0].text
    return corpus.agreement([(pair[0], pair[1])]).told()


def test_half_of_each_and_a_near_kind_agree():
    same = compared("⟦home_address:p1|海棠公馆三栋⟧", "海棠⟦native_place:p1|公馆三栋⟧")
    assert same["families"]["addresses"]["f1"] == 1
    assert same["differences"] == [{"true": "home_address", "found": "native_place", "n": 1}]


@pytest.mark.parametrize(
    ("second", "told", "alone"),
    [
        ("海棠公馆⟦home_address:p1|三栋⟧", "other ends", 0),
        ("海棠公馆三栋", "unmarked", 0),
        ("⟦ignore|海棠公馆三栋⟧", "ignore", 0),
        ("⟦school:p1|海棠公馆三栋⟧", "school", 1),
    ],
)
def test_less_than_half_another_kind_or_nothing_do_not(second, told, alone):
    got = compared("⟦home_address:p1|海棠公馆三栋⟧", second)
    assert got["differences"] == [{"true": "home_address", "found": told, "n": 1}]
    assert got["families"]["addresses"]["fn"] == 1
    assert got["micro"]["fp"] == alone


def test_what_the_second_adds_counts_unless_the_first_ignores_it():
    got = compared("柏安⟦name:p1|卢及⟧", "⟦name:p1|柏安⟧⟦name:p2|卢及⟧")
    assert got["families"]["names"]["f1"] == round(2 / 3, 4)
    assert compared("⟦ignore|柏安⟧", "⟦name:p1|柏安⟧")["micro"]["fp"] == 0


def test_conduct_is_compared_by_message_and_persons_by_pairs():
    got = compared(
        "⟪insult:-|蠢⟫⟪threat:-|等着⟫ ⟦name:p1|柏安⟧⟦age:p1|26⟧", "⟪insult:-|蠢等着⟫ ⟦name:p1|柏安⟧⟦age:p2|26⟧"
    )
    assert (got["conduct"]["posts"]["insult"]["f1"], got["conduct"]["posts"]["threat"]["f1"]) == (1, 0)
    assert (got["persons"]["pairs"], got["persons"]["pairs_messages"]) == (0, 1)
