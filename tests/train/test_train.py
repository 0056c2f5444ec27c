"""What the tagger learns from keeps its marks, stays in its fold, and gives the same weights twice."""

import json
import subprocess
import sys
from importlib import resources
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import pytest
from tools import corpus
from tools.train import data, oof, together
from tools.train.marked import Marked

from doxdocket.detect.reader import features, tagger
from doxdocket.text import read

ROOT = Path(__file__).parent.parent.parent


def marked(one):
    """The text with its spans in brackets."""
    out, at = "", 0
    for start, end, kind in one.runs():
        out += f"{one.text[at:start]}[{kind}|{one.text[start:end]}]"
        at = end
    return out + one.text[at:]


ONE = Marked.of("姓名：韩知予\n电话 139 0000 1850\n韩知予住海棠路", [(3, 6, "name"), (10, 23, "phone_number"), (24, 27, "name")],
                [(24, 31, "source_of_data")], [(28, 31)])  # fmt: skip


def test_surfaces_are_swapped_and_the_same_stays_the_same():
    other = ONE.swapped({"name": ["樊九"]}, Random(1), 1.0)
    assert marked(other) == "姓名：[name|樊九]\n电话 [phone_number|139 0000 1850]\n[name|樊九]住海棠路"
    assert other.skip.tolist() == [0] * (len(other.text) - 3) + [1] * 3
    assert (other.act > 0).sum() == 6


def test_marks_between_label_and_value_change_and_spans_do_not():
    for seed in range(20):
        other = ONE.relabelled(Random(seed), 1.0)
        assert [(kind, other.text[a:b]) for a, b, kind in other.runs()] == [
            ("name", "韩知予"), ("phone_number", "139 0000 1850"), ("name", "韩知予")]  # fmt: skip
        assert len(other.text) == len(other.span) == len(other.act) == len(other.skip)


def test_lines_go_whole():
    for seed in range(40):
        other = ONE.relined(Random(seed))
        assert {other.text[a:b] for a, b, _ in other.runs()} <= {"韩知予", "139 0000 1850"}
        assert len(other.text) == len(other.span) == len(other.act) == len(other.skip)


def test_tags_lie_on_the_cleaned_text():
    text = "叫韩\u200b知予①②"
    one = Marked.of(text, [(1, 5, "name"), (5, 7, "social_account")])
    tags, _, _ = one.on(read(text))
    assert [tagger.TAGS[at] for at in tags] == [
        "O",
        "B-name",
        "I-name",
        "I-name",
        "B-social_account",
        "I-social_account",
    ]


def test_no_hand_of_calibration_is_read_and_every_open_hand_has_a_fold():
    sides = corpus.splits()
    names = [hand.name for hand in corpus.open_hands()]
    assert sorted(names) == sorted(name for name, side in sides.items() if side not in {"calibration", "fresh"})
    assert {corpus.fold(name) for name in names} == set(range(corpus.FOLDS))


def test_a_new_hand_moves_no_other_to_another_fold(monkeypatch):
    before, sides = {name: corpus.fold(name) for name in corpus.open_names()}, corpus.splits()
    monkeypatch.setattr(corpus, "splits", lambda: sides | {"h99": "train"})
    assert {name: corpus.fold(name) for name in before} == before
    assert corpus.fold("h99") == len(before) % corpus.FOLDS


@pytest.mark.parametrize("side", ["calibration", "fresh"])
def test_no_closed_hand_is_trained_on(monkeypatch, side):
    sides = corpus.splits()
    monkeypatch.setattr(corpus, "splits", lambda: sides | {"t1": side})
    assert "t1" not in corpus.open_names()
    assert "t1" not in {hand.name for hand in corpus.open_hands()}
    assert (
        len(corpus.open_hands())
        == len(corpus.open_names())
        == sum(one in {"train", "dev"} for one in sides.values()) - 1
    )


def test_versions_take_nothing_from_another_fold_or_side():
    hands = [hand for hand in corpus.open_hands() if hand.name in {"t1", "t2", "t4", "t6", "h16"}]
    surfaces = {
        hand.name: {(s.kind, m.text[s.start : s.end]) for m in hand.messages for s in m.spans} for hand in hands
    }  # fmt: skip
    made = {hand.name: data.made([*data.versions_of(hand, {}, 0)]) for hand in hands}
    assert all((one.version == 0).all() for one in made.values())
    told = {}
    found = data.lenders(hands)
    for (fold, side), by_kind in found.items():
        own = set().union(
            *(surfaces[h.name] for h in hands if (corpus.fold(h.name), corpus.splits()[h.name]) == (fold, side))
        )
        assert {(kind, one) for kind, lent in by_kind.items() for one in lent} <= own
        told[fold, side] = own
    assert told


def test_features_in_training_are_those_of_the_run_time():
    texts = ["姓名:韩知予", "电话13900001850"]
    made = data.made([(Marked.of(text), at, 0, 1) for at, text in enumerate(texts)])
    for at, text in enumerate(texts):
        row = features.of([text])
        own = slice(row.pieces[0].at, row.pieces[0].at + len(text))
        assert np.array_equal(made.chars[made.at[at] : made.at[at + 1]], row.chars[own])
        assert np.array_equal(made.starts[made.told[at] : made.told[at + 1]], row.starts - row.pieces[0].at)
        assert np.array_equal(made.says[made.told[at] : made.told[at + 1]], row.says)


def test_nets_put_together_are_read_as_they_were(tmp_path, monkeypatch):
    folder = resources.files("doxdocket.detect.reader")
    ships = BytesIO(folder.joinpath("tagger_weights.npz").read_bytes())
    with np.load(ships) as file:
        alone = {name: file[name] for name in file.files if "/" not in name}
    net = BytesIO()
    np.savez(net, **alone)
    every = [name for name in corpus.open_names() if name != "t1"]
    for name, hands in (("one", every), ("two", ["h16"])):
        (tmp_path / name).mkdir()
        (tmp_path / name / "weights.npz").write_bytes(net.getvalue())
        (tmp_path / name / "card.json").write_text(json.dumps({"hands": hands}), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["together", *(str(tmp_path / name) for name in ("both", "one", "two"))])
    assert together.main() == 0
    both = tagger.load((tmp_path / "both" / "weights.npz").read_bytes())
    row = features.of(["业主韩知予，电话13900001850"])
    one = tagger.load(net.getvalue())
    assert len(both.beside) == 1
    assert all(np.array_equal(a, b) for a, b in zip(tagger.logits(row, one), tagger.logits(row, both), strict=True))
    assert [card["hands"] for card in json.loads((tmp_path / "both" / "card.json").read_text())["nets"]] == [
        every,
        ["h16"],
    ]
    assert [path.name for path in (tmp_path / "both" / "oof").iterdir()] == ["t1.npz"]


def test_a_tiny_training_gives_the_same_bytes_twice(tmp_path):
    pytest.importorskip("jax", reason="the extra train is not installed: requirements-train.lock")
    pytest.importorskip("optax")
    words = ["--dev", "--hands", "t2", "t4", "--versions", "1", "--steps", "3", "--size", "2048", "--channels", "16"]
    for name in ("one", "two"):
        command = [sys.executable, "-m", "tools.train", *words, "--out", str(tmp_path / name)]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
    one, two = ((tmp_path / name / "weights.npz").read_bytes() for name in ("one", "two"))
    assert one == two
    assert json.loads((tmp_path / "one" / "card.json").read_text(encoding="utf-8"))["left_out"] == ["t4"]
    scores = oof.read(tmp_path / "one" / "oof" / "t4.npz")
    assert len(scores) == 150
    assert all(len(told.tags) == len(told.acts) for told in scores.values())


def test_what_a_net_of_floats_says_is_laid_by_message_and_version():
    pytest.importorskip("jax", reason="the extra train is not installed: requirements-train.lock")
    from tools.train import teach

    hand = next(one for one in corpus.open_hands() if one.name == "t4")
    given = [(Marked.message(hand.messages[number]), number, version, 0) for number in (3, 0, 5) for version in (0, 2)]

    def says(texts):
        return [np.full((len(text), 2), len(text), np.float16) for text in texts]

    texts = data.made(given, says)
    assert texts.beside.shape == (len(texts.chars), 2)
    assert set(np.diff(texts.at)) == set(texts.beside[:, 0].astype(int))
    batches = data.Batches([texts, data.made([], says)], 1, 2048, 0.0)

    def ask(row):
        tags = np.zeros((2048, len(tagger.TAGS)), np.float32)
        tags[np.arange(2048), row["tags"]] = 9
        acts = np.where(row["beside"][:, :1] > 0, 9.0, -9.0).repeat(len(tagger.LABELS), 1)
        return tags, acts, np.full((len(row["post"]), len(tagger.LABELS) + 1), -9.0)

    said = teach.taught(hand, texts, batches, ask)
    assert set(said) == {hand.messages[n].id + v for n in (3, 0, 5) for v in ("", "@2")}
    for number in (3, 0, 5):
        tags, _, _ = Marked.message(hand.messages[number]).on(read(hand.messages[number].text))
        assert np.array_equal(said[hand.messages[number].id].tags.argmax(axis=1), tags)


def test_what_is_trained_is_what_runs():
    jax = pytest.importorskip("jax", reason="the extra train is not installed: requirements-train.lock")
    pytest.importorskip("optax")
    from tools.train import net

    params = net.start(net.Settings(channels=16))
    texts = ["姓名:韩知予", "电话13900001850", "今天下雨\n明天也是"]
    made = data.made([(Marked.of(text), at, 0, 1) for at, text in enumerate(texts)])
    row = data.Batches([made, data.made([])], 1, 256, 0.0).draw()
    tags, acts, posts, norms = net.forward(params, {k: jax.numpy.asarray(v) for k, v in row.items()}, None, 0.0)
    weights = tagger.load(net.written(params, norms))
    by_length = {len(text): text for text in texts}
    for number in range(int(row["piece"][row["piece"] < len(row["post"])].max()) + 1):
        there = np.flatnonzero(row["piece"] == number)
        text = by_length[len(there)]
        run = features.of([text])
        want = tagger.logits(run, weights)
        own = slice(run.pieces[0].at, run.pieces[0].at + len(text))
        for got, asked in ((tags[there], want[0][own]), (acts[there], want[1][own]), (posts[number], want[2][0])):
            assert np.abs(np.asarray(got) * tagger.STEP - asked).max() <= 2
