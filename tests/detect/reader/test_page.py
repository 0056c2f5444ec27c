"""A page gives what its parts give alone, and whoever shares one spends less."""

import pytest

from doxdocket.bounds import bounded
from doxdocket.detect import detect
from doxdocket.detect.reader import decide, features, lexicon, persons, tagger
from doxdocket.detect.reader.answer import of
from doxdocket.detect.reader.candidates import names, places, runs
from doxdocket.detect.reader.evidence import Evidence
from doxdocket.detect.reader.gate import passes
from doxdocket.detect.reader.layout import frames, joints
from doxdocket.detect.reader.page import Page, page_of
from doxdocket.detect.reader.persons import Item
from doxdocket.detect.reader.tokens import lay
from doxdocket.text import read

TEXTS = [
    "业主韩知予，住海棠路3号2栋501，电话13900001850\n妈妈沈牧之 13900001868",
    "姓名|电话\n樊九|13900001851\n贺十|139 0000 1852",
    "她妈在城西中学教书，微信 tanweiling_88，QQ：10000185",
    "今天下雨",
    "",
]


def answer(given):
    """Everything that the reader says of a text as read or as laid out."""
    tagged = tagger.tag([given])[0]
    told = decide.decide(Evidence.of(given, tagged))
    items = [Item(*one.candidate.span, one.candidate.kind, one.candidate.value) for one in told]
    row = [part.tolist() for part in features.of([given])[1:]]
    return row, tagged.spans, told, persons.Post(items, page_of(given)).given(persons.shipped().best)


@pytest.mark.parametrize("text", TEXTS)
def test_a_page_says_what_a_reading_says_for_fewer_steps(text):
    with bounded(10**9) as alone:
        want = answer(read(text))
    with bounded(10**9) as shared:
        assert answer(page_of(text)) == want
    assert shared.spent < alone.spent or not text


@pytest.mark.parametrize("text", TEXTS)
def test_its_parts_are_those_of_the_text(text):
    reading = read(text)
    page, clean = Page(reading), reading.clean
    laid = lay(clean)
    assert (page.text, page.joints, page.low) == (laid, joints(laid), clean.lower())
    assert page.words == lexicon.words(clean)
    assert page.frames == frames(laid, lexicon.words(clean), joints(laid))
    assert page.atoms == runs.atoms(reading)
    assert page.hits == places.hits(clean)
    assert page.frames is page.frames
    assert page.once(names.marks) == names.marks(clean)
    assert page.once(names.marks) is page.once(names.marks)


@pytest.mark.parametrize("text", TEXTS[:3])
def test_detection_lays_a_text_out_once(text):
    """What it costs is no more than the gate and one page cost who shares it."""
    with bounded(10**9) as whole:
        detect(text)
    with bounded(10**9) as gated:
        reading = read(text)
        passes(reading)
    with bounded(10**9) as shared:
        page = Page(reading)
        of(page, tagger.tag([page])[0])
    assert whole.spent <= gated.spent + shared.spent + len(text)
