"""The hands as they lie in ``corpus/``: no faults, enough of each thing, twins on one side, no value that two hands share."""

import re
import unicodedata
from collections import defaultdict

import pytest
from tools import corpus

PLACEHOLDER = re.compile(r"0{6}|^(?:test|hr)@example")  # zeros and mailboxes of no person, in sample forms
VALUES = {
    "phone_number": r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)",
    "email": r"[\w.+-]+@[\w-]+(?:\.\w+)+",
    "bank_account": r"(?<!\d)\d{4}(?:[ -]?\d{4}){2,3}[ -]?\d{1,4}(?!\d)",
}


def test_no_hand_and_no_second_marking_has_a_fault():
    read = [*corpus.all_hands(), *(second for _, second in corpus.both_markings())]
    assert [fault for hand in read for fault in hand.faults] == []


def test_there_is_as_much_as_was_asked():
    told = corpus.counts(corpus.all_hands())
    assert len(told["hands"]) >= 32
    assert sum(hand["messages"] for hand in told["hands"].values()) >= 4200
    assert {kind: n for kind, n in told["kinds"].items() if n < 100 and kind != "other"} == {}
    assert corpus.short(told) == []


def test_the_aims_can_be_missed():
    told = corpus.counts(corpus.all_hands()[:1])
    assert "hands 1 of 32" in corpus.short(told)
    assert any(line.startswith("religion ") for line in corpus.short(told))


def test_each_second_marking_has_the_text_of_the_first():
    pairs = corpus.both_markings()
    once = {
        "h41",
        "h42",
        "h43",
        "h44",
        "h45",
        "h46",
        "h47",
        "h48",
        "h49",
        "h50",
        "h51",
        "h52",
        "h53",
        "h54",
        "h55",
        "h56",
        "h57",
        "h58",
        "h59",
        "h60",
        "h61",
        "h62",
        "h65",
        "h66",
        "h67",
        "h68",
        "h69",
        "h70",
        "h71",
        "h72",
        "h73",
        "h74",
        "h75",
        "h76",
    }  # fresh hands, which one writer marked
    assert {first.name for first, _ in pairs} == {hand.name for hand in corpus.all_hands()} - once
    for first, second in pairs:
        own = {m.id: m.text for m in first.messages}
        assert {m.id: m.text for m in second.messages} == {m.id: own.get(m.id) for m in second.messages}
        assert len(second.messages) >= len(first.messages) // 8


def shared(hands: list[corpus.Hand]) -> dict[tuple[str, str], set[str]]:
    """Numbers, mailboxes and cards, marked or not, that stand in more than one hand."""
    held = defaultdict(set)
    for hand in hands:
        for message in hand.messages:
            text = unicodedata.normalize("NFKC", "\n".join([message.text, *(s.value for s in message.spans)]))
            for kind, shape in VALUES.items():
                for found in re.findall(shape, text, re.ASCII):
                    held[kind, re.sub("[ -]", "", found)].add(hand.name)
    return {key: names for key, names in held.items() if len(names) > 1}


def test_no_number_mailbox_or_card_stands_in_two_hands():
    assert [key for key in shared(list(corpus.all_hands())) if not PLACEHOLDER.search(key[1])] == []


@pytest.mark.parametrize("value", ["15640827739", "１５６ 4082-7739", "bai.an@example.org", "6222 0212 3456 7890 128"])
def test_a_shared_value_is_found_marked_or_not(value):
    texts = [f"=== a-1 | | chat\n{value}\n", f"=== b-1 | | chat\n⟦other:p1:around={value}|见上⟧\n"]
    assert len(shared([corpus.read_text(text, name) for text, name in zip(texts, "ab", strict=True)])) == 1


def test_splits_name_every_hand_once_with_twins_and_edits_together():
    sides = corpus.splits()
    assert sorted(sides) == sorted(hand.name for hand in corpus.all_hands())
    assert len((corpus.ROOT / "splits.tsv").read_text(encoding="utf-8").splitlines()) == len(sides) + 1
    assert [list(sides.values()).count(side) for side in ("dev", "calibration", "fresh")] == [4, 10, 3]
    assert set(sides.values()) == {"train", "dev", "calibration", "fresh"}
    for hand in corpus.all_hands():  # a twin or an edit outside its hand could be parted from it
        words = [word for message in hand.messages for word in corpus.pair_words(message)]
        alone = {word for word in words if words.count(word) == 1}
        assert alone <= {"numbers", "s", "after-sales"}, hand.name  # prose of notes, not pair words


def test_every_hand_has_its_brief():
    assert {p.stem for p in (corpus.ROOT / "briefs").glob("*.md")} == set(corpus.splits())
