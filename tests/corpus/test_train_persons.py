"""Weights of persons are fitted the same way twice, learn what texts show, and never on hands of calibration. All values are invented."""

from tools import corpus, train_persons

from doxdocket.detect.reader.persons import Model
from doxdocket.score import hands

_ROWS = ("韩知予", "13900001850"), ("沈牧之", "13900001868"), ("陆闻舟", "13900001876"), ("白鹿鸣", "13900001884")


def texts(*, name_first):
    """Lists in which a name stands before its number, or behind it."""
    marked = []
    for n in range(2, 5):
        for shift in range(4):
            rows = [_ROWS[(at + shift) % 4] for at in range(n)]
            lines = [
                (f"⟦name:p{p}|{name}⟧", f"⟦phone_number:p{p}|{number}⟧")[:: 1 if name_first else -1]
                for p, (name, number) in enumerate(rows, 1)
            ]
            marked.append(
                f"=== a-{n}{shift} | list | note\n" + " ".join(cell for line in lines for cell in line) + "\n"
            )
    hand = hands.read_text("".join(marked), "a.txt")
    assert not hand.faults
    return [train_persons.of("a", message) for message in hand.messages]


def test_the_same_texts_give_the_same_weights():
    assert train_persons.trained(texts(name_first=True)) == train_persons.trained(texts(name_first=True))


def test_what_the_texts_show_is_learnt():
    for name_first in (True, False):
        model = Model(train_persons.trained(texts(name_first=name_first)))
        for one in texts(name_first=name_first):
            assert one.right(one.post().given(model.best)) == 1


def test_weights_are_written_as_whole_numbers_one_a_line():
    lines = train_persons.written({("before", "gap=none"): 12, ("", "far=0"): -3}).splitlines()
    assert lines[1:] == ["\tfar=0\t-3", "before\tgap=none\t12"]


def test_hands_of_calibration_are_not_asked():
    read = {one.hand for one in train_persons.marked(["train", "dev"])}
    assert read
    assert not read & {hand for hand, side in corpus.splits().items() if side == "calibration"}
