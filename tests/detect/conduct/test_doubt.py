"""What the machine doubts beside what it proposes: of other labels, and only where it has a tenth of the chances."""

import pytest
from tools import corpus

from doxdocket.detect import conduct, detect_all
from doxdocket.detect.reader import conduct as reader
from doxdocket.detect.reader.tagger import LABELS, tag
from doxdocket.text import read as clean


@pytest.fixture(scope="module")
def read():
    texts = [one.text for hand in corpus.open_hands()[:3] for one in hand.messages]
    hits = detect_all(texts)
    return texts, hits, conduct.heard(texts, hits)


def test_what_is_doubted_is_of_labels_that_are_not_proposed_of_the_text(read):
    _, _, heard = read
    doubted = [(acts, act) for acts in heard for act in acts if act.status == "doubtful"]
    assert doubted
    for acts, act in doubted:
        assert act.label not in {one.label for one in acts if one.status == "proposed"}


def test_what_is_proposed_is_what_label_gives(read):
    texts, hits, heard = read
    assert conduct.label(texts, hits) == [[one for one in acts if one.status == "proposed"] for acts in heard]


def test_every_label_with_a_tenth_is_passed_or_doubted(read):
    readings = [clean(text) for text in read[0]]
    scored = reader.scored([(one.clean, []) for one in readings])
    told = [reader.heard(one, net) for one, net in zip(scored, tag(readings), strict=True)]
    assert any(one.doubted for one in told)
    for one in told:
        likely = {label for label, share in zip(LABELS, one.scores, strict=True) if share >= reader.TENTH}
        assert {act.label for act in one.doubted} == likely - set(one.passed)
