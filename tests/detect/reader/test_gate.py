"""The reader's gate stops no number in any dress and few posts with marks, and costs no more than the text is long. All values are invented."""

import re
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import corpus, scorings, train_gate

from doxdocket.bounds import bounded
from doxdocket.detect.check_digits import identity
from doxdocket.detect.reader import gate
from doxdocket.detect.reader.tagger import tag
from doxdocket.score import hands
from doxdocket.text import read

CHATTER = "今天的火锅不错，明天还去。"
DRESSES = {
    "plain": "0123456789",
    "wide": "０１２３４５６７８９",
    "circled": "⓪①②③④⑤⑥⑦⑧⑨",
    "numerals": "〇一二三四五六七八九",
    "money": "零壹贰叁肆伍陆柒捌玖",
    "letters": ["O", "l", "Z", "3", "4", "S", "b", "7", "B", "9"],
    "stems": "癸甲乙丙丁戊己庚辛壬",
    "sounds": "玲衣儿伞思舞溜妻巴揪",
    "pinyin": [f"{word} " for word in ["ling", "yi", "er", "san", "si", "wu", "liu", "qi", "ba", "jiu"]],
    "keycaps": [f"{digit}\ufe0f\u20e3" for digit in range(10)],
}
GAPS = ("", " ", "-", " - ", "·", "\n", ",", "、")


@st.composite
def numbers(draw):
    """A mobile, or an identity number with its check digit and a birth of 1850 to 1899."""
    if draw(st.booleans()):
        return f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 999999999)):09d}"
    body = f"110101{draw(st.integers(1850, 1899))}0307{draw(st.integers(0, 999)):03d}"
    return body + identity(body)


@given(numbers(), st.sampled_from(sorted(DRESSES)), st.sampled_from(GAPS), st.sampled_from(("", CHATTER * 4)))
def test_a_number_in_any_dress_passes(number, dress, gap, around):
    written = [DRESSES[dress][int(digit)] if digit.isdigit() else digit for digit in number]
    groups = gap.join("".join(written[at : at + 4]) for at in range(0, len(written), 4))
    assert gate.NUMBER.search(read(f"{around}{groups}{around}").clean)


def test_a_word_between_digits_hides_nothing():
    for word in ("空格", "横杠", "dot", "点"):
        assert gate.NUMBER.search(read(f"139{word}0000{word}1850").clean)


def unheard(text):
    """Whether the gate stops a text, or the net hears nothing in it."""
    reading = read(text)
    return not gate.passes(reading) or gate.silent(reading, tag([reading])[0])


def test_what_says_nothing_of_anybody_is_stopped_or_silent():
    said = "我觉得你说的不对，这种事情很正常，没有必要这么想"
    assert not any(map(gate.passes, map(read, ("", "好", said))))
    assert all(map(unheard, (CHATTER, said, "这个问题其实很复杂，不同的人有不同的看法，不能一概而论")))


def test_prose_that_exposes_somebody_is_heard():
    """The first was stopped when the threshold let 3 of 1,000 posts of hands be stopped: posts of strangers lie lower."""
    told = ("被挂的祝雨亭才14岁啊，海宁三中的小孩", "说了半天就是韩知予嘛，在卫生局上班那个", "不装了，本名祝雨亭")
    assert not any(map(unheard, told))


def test_few_digits_are_enough_to_be_read():
    """A text with five digits or more is never stopped by the net; one with fewer may be."""
    nothing = SimpleNamespace(personal=0, parts=np.zeros((9, 3), np.int16))
    assert gate.silent(read("后四位 185"), nothing)
    assert not gate.silent(read("后五位 18501"), nothing)
    assert not gate.silent(read("玲衣儿伞思舞溜妻巴揪"), nothing)


def test_chatter_before_and_behind_hides_nothing():
    assert gate.passes(read(CHATTER * 40 + "姓名：韩知予，住海棠路3号2栋501" + CHATTER * 40))


def test_steps_grow_with_the_text_and_no_faster():
    spent = []
    for times in (100, 200, 400):
        with bounded(10**6) as work:
            gate.passes(read(CHATTER * times))
        spent.append(work.spent)
    assert spent == [len(CHATTER * times + "x" * 23) // gate.HALF for times in (100, 200, 400)]


ODD = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("姓名电话:1390000１８ \u200b⑩yi张\n")), max_size=90)


@given(st.lists(ODD, max_size=6))
def test_together_texts_pass_as_each_does_alone(texts):
    readings = [read(text) for text in texts]
    assert gate.passing(readings) == [gate.passes(one) for one in readings]


@given(ODD)
def test_no_row_of_digits_is_left_unasked(text):
    reading = read(text)
    assert gate.NUMBER.search(reading.clean) is None or gate.passes(reading)


def test_many_short_texts_cost_one_step_each():
    """So many steps, whatever each of them holds: nothing is asked twice."""
    with bounded(10**6) as work:
        gate.passing([read(CHATTER)] * 300)
    assert work.spent == 300


@pytest.fixture(scope="module")
def open_posts():
    sides = corpus.splits()
    return train_gate.posts(hand for hand in corpus.all_hands() if sides[hand.name] not in scorings.CLOSED)


def test_posts_with_marks_pass(open_posts):
    marked = [post for post in open_posts if post.marks]
    stopped = sum(not gate.passes(post.reading) for post in marked)
    assert stopped <= 0.001 * len(marked)


def test_the_gate_sums_what_was_fitted(open_posts):
    some = open_posts[::40]
    known = train_gate.vocabulary(some, some)
    x = np.random.default_rng(1).integers(-50, 50, len(known) + gate.LENGTHS).astype(float)
    given = gate.tables(train_gate.weights(known, x, 0))
    scores = train_gate.rows(some, known).scores(x)
    sums, firsts = gate.windows([post.reading.clean for post in some], given)
    assert np.maximum.reduceat(sums, firsts).tolist() == scores.astype(int).tolist()


def marked():
    texts = [
        f"=== a-{n} | note | chat\n⟦name:p1|韩知予⟧住在海棠路\n\n=== b-{n} | note | chat\n{CHATTER}\n\n"
        for n in range(30)
    ]
    read_ = [hands.read_text("".join(texts), f"{name}.txt") for name in "abc"]
    assert not any(hand.faults for hand in read_)
    return train_gate.posts(read_)


def test_the_same_texts_give_the_same_weights_and_what_they_show_is_learnt():
    own, others = marked(), [train_gate.Post(read("明天还去吗"))] * train_gate.ITEMS
    known = train_gate.vocabulary(own, others)
    windows, rest = train_gate.rows(own, known), train_gate.rows(others, known)
    x, again = (train_gate.fitted(windows, rest, len(known) + gate.LENGTHS) for _ in range(2))
    assert np.array_equal(again, x)
    scores = windows.scores(x)
    assert scores[::2].min() > 0 > scores[1::2].max()
    given = train_gate.weights(known, x, train_gate.threshold(scores[::2]))
    assert gate.load(train_gate.text(given)) == given


def test_the_file_holds_whole_numbers_and_no_long_gram():
    given = gate.load((train_gate.TARGET).read_text(encoding="utf-8"))
    assert all(len(gram) == 1 for gram in given.ones)
    assert all(len(gram) == 2 and not re.search("[1-9A-Z]", gram) for gram in given.twos)
