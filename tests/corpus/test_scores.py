"""Scores of a detector on hands: what counts as found, wrong, spared and claimed."""

from tools import corpus, corpus_scores

TEXT = """=== a-1 | | chat
叫⟦name:p1|柏安⟧，住⟦home_address:p1:prose|桥头第三家⟧，⟦ignore|12345⟧
=== a-2 | | chat
今天下雨
"""


def told(found: dict[str, list[tuple[int, int, str]]], passes=lambda _: True) -> dict:
    def find(text: str) -> list[corpus.Span]:
        return [corpus.Span(a, b, kind, "", "", "") for a, b, kind in found.get(text[0], [])]

    return corpus_scores.scored([corpus.read_text(TEXT, "a.txt")], find, passes)


def test_half_and_near_kinds_are_found_the_rest_is_missed():
    got = told({"叫": [(1, 3, "former_name_alias"), (5, 7, "home_address")]})
    assert got["hands"]["a"] == {"p": 1, "r": 0.5, "f1": 2 / 3, "n": 2}
    assert got["forms"]["prose"] == {"r": 0, "n": 1}
    assert got["lengths"]["up to 20"] == {"r": 0.5, "n": 2}


def test_what_touches_nothing_is_wrong_and_ignored_text_is_spared():
    got = told({"叫": [(11, 16, "phone_number"), (0, 1, "name"), (1, 3, "phone_number")]})
    assert (got["families"]["names"]["p"], got["families"]["structured"]["p"]) == (0, 0)
    assert got["families"]["all"] == {"p": 0, "r": 0, "f1": 0, "n": 2}
    assert told({"叫": [(11, 16, "phone_number")]})["families"]["all"]["p"] is None


def test_a_decoy_is_claimed_by_a_hard_kind_alone():
    assert told({"今": [(0, 2, "age")]})["decoys"] == {"decoys": 1, "claimed": 0}
    assert told({"今": [(0, 2, "name")]})["decoys"] == {"decoys": 1, "claimed": 1}


def test_the_gate_is_asked_of_posts_with_spans():
    assert told({}, lambda text: text[0] != "叫")["gate"] == {"posts with spans": 1, "stopped": 1}
    assert told({}, lambda text: text[0] == "叫")["gate"] == {"posts with spans": 1, "stopped": 0}
