"""The trainer of the reader's conduct: closed hands are shut to it, folds are by hand, and the same hands give the same bytes."""

from pathlib import Path

import numpy as np
import pytest
from tools import corpus
from tools import train_conduct_reader as trainer
from tools.train import oof

from doxdocket.detect import detect
from doxdocket.detect.conduct import by_rules
from doxdocket.detect.reader import conduct, decide, tagger
from doxdocket.text import read

_SAID = [
    "⟪incitement:-|大家都去打爆她电话⟫,她住柳条路",
    "今天降温,多穿点",
    "⟪sale_offer:-|户籍30一份⟫ 私聊",
    "门禁坏了,物业来修",
]


def passed(text, of):
    (ruled,) = by_rules([text], [detect(text)])
    return conduct.read(text, *tagger.tag([read(text)]), ruled, of).passed


@pytest.fixture
def few_hands(tmp_path, monkeypatch):
    """Ten small hands of train and one that is closed, which no file backs."""
    (tmp_path / "hands").mkdir()
    rows = [*(f"t{n}\ttrain\tx" for n in range(1, 11)), "h1\tcalibration\tx"]
    (tmp_path / "splits.tsv").write_text("\n".join(["hand\tsplit\twhy", *rows]) + "\n", encoding="utf-8")
    for n in range(1, 11):
        text = "".join(f"=== t{n}-{m} | note | chat\n{said}\n" for m, said in enumerate(_SAID))
        (tmp_path / "hands" / f"t{n}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "conduct").mkdir()
    (tmp_path / "conduct" / "posts_z.tsv").write_text(
        "threat\t⟦threat|等着瞧⟧\\n明天见\nnone\t下雨了\n", encoding="utf-8"
    )
    monkeypatch.setattr(trainer, "WRITTEN", tmp_path / "conduct")
    monkeypatch.setattr(corpus, "ROOT", tmp_path)
    corpus.splits.cache_clear()
    corpus.all_hands.cache_clear()
    yield
    corpus.splits.cache_clear()
    corpus.all_hands.cache_clear()


@pytest.fixture
def nets(few_hands, tmp_path):
    """What the shipped net says of these hands."""
    for hand in corpus.open_hands():
        oof.write(tmp_path / "oof" / f"{hand.name}.npz", oof.of(hand, tagger.shipped()))
    return tmp_path / "oof"


def trained(held):
    every = np.ones(len(held.posts), np.bool_)
    return trainer.trained(held, trainer.out_of_fold(held)[0], every, trainer.fit(held, every))


def test_closed_hands_are_not_read(few_hands, nets):
    assert "h1" not in {post.hand for post in trainer.book(nets).posts}


def test_posts_of_other_writers_are_learned_from_and_never_judged_by(few_hands, nets):
    held = trainer.book(nets)
    more = [post for post in held.posts if post.hand == "posts_z"]
    assert [[post.reading.raw[act.start : act.end] for act in post.acts] for post in more] == [["等着瞧"], []]
    said, _ = trainer.out_of_fold(held)
    assert len(said) == len(held.posts) - len(more)
    assert trainer.folds(held, said).told()["decoys"]["messages"] == 20


def test_the_same_hands_give_the_same_bytes_and_say_what_they_were_told(nets, tmp_path):
    for name in ("a.npz", "b.npz"):
        trainer.write(trained(trainer.book(nets)), tmp_path / name)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with np.load(tmp_path / "a.npz") as held:
        of = conduct.loaded(dict(held))
    assert passed("大家都去打爆她电话,她住柳条路", of) == ("incitement",)
    assert passed("今天降温,多穿点", of) == ()


def test_findings_are_those_of_weights_that_have_not_seen_the_hand(nets, tmp_path):
    """With the shipped table as that of every fold they are as without folds; with one that finds nothing, none."""
    shipped = Path(decide.__file__).with_name("decide.tsv").read_text(encoding="utf-8")
    hand = corpus.read_text("=== t1-1 | note | chat\n姓名：韩知予 手机：13900001850\n", "t1.txt")
    net = {"t1-1": tagger.tag([read(hand.messages[0].text)])[0]}
    for n in range(corpus.FOLDS):
        (tmp_path / f"fold{n}.tsv").write_text(shipped, encoding="utf-8")
    plain = trainer.found(hand, net, None)
    assert [hit.kind for hit in plain["t1-1"]] == ["name", "phone_number"]
    assert trainer.found(hand, net, tmp_path) == plain
    (tmp_path / f"fold{corpus.fold('t1')}.tsv").write_text(
        "*\tprose=any\t-99999\n*\tkind=any\t-99999\n", encoding="utf-8"
    )
    assert trainer.found(hand, net, tmp_path) == {"t1-1": []}


def test_scores_of_the_trainer_are_those_of_the_reader(nets):
    held = trainer.book(nets)
    of, every = trained(held), np.ones(len(held.posts), np.bool_)
    said = trainer.scored(held, every, trainer.fit(held, every))
    for post, (_, whole) in zip(held.posts, said, strict=True):
        (ruled,) = by_rules([post.reading.raw], [detect(post.reading.raw)])
        (told,) = conduct.scored([(post.reading.clean, ruled)], of)
        assert np.abs(told.whole - whole).max() <= conduct.STEP // 20


def test_the_parts_of_the_folds_share_no_hand(nets):
    held = trainer.book(nets)
    by_part = [{p.hand for p, h in zip(held.posts, trainer.parts(held), strict=True) if h == k} for k in range(5)]
    assert sum(map(len, by_part)) == len(set.union(*by_part)) == 10


def test_a_line_parts_the_posts_that_have_the_label_from_those_that_have_not():
    scores, has = np.array([*range(1000, 900, -1), *range(100)]), np.array([True] * 100 + [False] * 100)
    assert 85 <= trainer.line(scores, has) <= 915
