"""The same findings with hyperscan or without, in one batch or many, in any order, for texts as written and as mutated."""

import random

import pyarrow as pa
import pytest

from doxdocket.detect import gate, shapes
from doxdocket.detect.rules import detect
from doxdocket.detect.stage import DetectConfig, stage
from doxdocket.records import POSTS
from doxdocket.rehearsal import messages

_NOISE = "０①⓪一壹O l|-_.*:：，\n\t \u200b🔥()【】+@#xX号手机QQ"


def mutated(rng, text):
    """A text with a few characters lost, doubled, swapped or put in."""
    chars = list(text)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(chars) + 1)
        match rng.randrange(4):
            case 0 if chars:
                chars.pop(at % len(chars))
            case 1:
                chars.insert(at, rng.choice(_NOISE))
            case 2 if chars:
                chars.insert(at, chars[at % len(chars)])
            case _:
                chars[at:] = chars[at + 1 :] + chars[at : at + 1]
    return "".join(chars)


@pytest.fixture(scope="module")
def texts(adversary, composed):
    rng = random.Random(31)
    some = [one.text for one in composed.posts(31, 250)] + [text for _, text in composed.decoys(31, 250)]
    some += [one.text for one in adversary.posts(31, 150)] + adversary.chatter(31, 250)
    some += [one["text"] for one in messages(31, "open", 200)]
    return some + [mutated(rng, text) for text in some]


@pytest.mark.skipif(shapes.hyperscan is None, reason="hyperscan has no wheel for this machine")
def test_findings_are_the_same_with_hyperscan_and_without(texts, monkeypatch):
    monkeypatch.setattr(gate, "pure", shapes.pure)
    monkeypatch.setattr(gate, "fast", shapes.pure)
    without = [detect(text) for text in texts]
    monkeypatch.setattr(gate, "pure", shapes.fast)
    monkeypatch.setattr(gate, "fast", shapes.fast)
    assert [detect(text) for text in texts] == without


def test_findings_do_not_depend_on_what_was_read_before(texts):
    forwards = [detect(text) for text in texts]
    backwards = [detect(text) for text in reversed(texts)]
    assert forwards == backwards[::-1]


def test_rows_do_not_depend_on_how_posts_are_dealt_out(texts):
    config = DetectConfig(bytes(32))
    rows = [{"channel_id": "c", "post_id": str(at), "row_no": at, "text": text} for at, text in enumerate(texts[::3])]
    batch = pa.RecordBatch.from_pylist(rows, POSTS)
    whole = stage(batch, config).to_pylist()
    dealt = [row for at in range(0, len(rows), 17) for row in stage(batch.slice(at, 17), config).to_pylist()]
    assert dealt == whole
