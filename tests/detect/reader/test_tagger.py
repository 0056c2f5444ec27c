"""The tagger says the same alone, in any batch and order, and in any order of its sums; its best rows of tags are the best."""

import dataclasses
import hashlib
import itertools
import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from doxdocket.bounds import bounded
from doxdocket.detect.reader import features, tagger
from doxdocket.detect.reader.paths import best
from doxdocket.detect.reader.products import Graph
from doxdocket.detect.reader.tagger import LABELS, LAYERS, MOST, TAGS, Layer, Matrix, Weights, logits, tag
from doxdocket.detect.reader.tokens import pieces
from doxdocket.law.kinds import kinds
from doxdocket.score.measures import measures
from doxdocket.text import read

TEXTS = [
    "业主韩知予，住海棠路3号2栋501，电话13900001850",
    "今天下雨",
    "",
    "姓名\t电话\n樊九\t13900001851\n贺十\t13900001852",
    "Name: Wei Ling, 住址 in Jalan Batu 3",
    "\U0001f4de 1 3 9 0000 1853 \0 㐀",
    "他说：“明天去她学校门口等”\n" * 3,
]


def invented(seed=3, wide=24):
    """Weights by chance, of the form of those that ship."""
    chance = np.random.default_rng(seed)
    known = features.characters()

    def whole(*shape, most=MOST):
        return chance.integers(-most, most + 1, shape).astype(np.float32)

    def table(rows, most):
        made = whole(rows, wide, most=most)
        made[0] = 0
        return made

    def matrix(columns):
        return Matrix(
            whole(wide, columns), (chance.random(columns) * 0.02).astype(np.float32), whole(columns, most=40) / 7
        )

    exps = np.array([round(65536 * np.exp(-n / tagger.STEP)) for n in range(190)], np.int32)
    layers = tuple(Layer(*whole(3, wide, wide), (chance.random(wide) * 0.004).astype(np.float32)) for _ in LAYERS)
    return Weights(
        table(len(known.plain), 60), table(features.GRAMS, 60), table(features.WORDS, 60), whole(len(features.SAYINGS), wide, most=60),
        layers, (chance.random((len(LAYERS) + 1, wide)) * 0.4).astype(np.float32), whole(len(LAYERS) + 1, wide, most=40),
        matrix(wide), matrix(len(TAGS) + len(LABELS)), matrix(len(LABELS) + 1), exps,
    )  # fmt: skip


WEIGHTS = invented()


def same(one, other):
    return (
        (one.spans, one.conduct, one.personal) == (other.spans, other.conduct, other.personal)
        and np.array_equal(one.parts, other.parts)
    )  # fmt: skip


def test_a_text_alone_is_as_in_every_batch():
    readings = [read(text) for text in TEXTS]
    alone = [tag([one], WEIGHTS)[0] for one in readings]
    for order in (range(7), (6, 5, 4, 3, 2, 1, 0), (3, 0, 3, 1, 6)):
        together = tag([readings[at] for at in order], WEIGHTS)
        assert all(same(alone[at], one) for at, one in zip(order, together, strict=True))


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=40), max_size=5))
def test_any_texts(texts):
    readings = [read(text) for text in texts]
    for reading, one in zip(readings, tag(readings, WEIGHTS), strict=True):
        assert same(one, tag([reading], WEIGHTS)[0])
        assert len(one.parts) == len(reading.clean)
        assert all(0 <= span.start < span.end <= len(reading.clean) and 0 <= span.score <= 1000 for span in one.spans)
        assert all(0 <= score <= 1000 for score in (*one.conduct.values(), one.personal))


def test_sums_are_whole_in_any_order():
    row = features.of(TEXTS)
    want = logits(row, WEIGHTS)
    order = np.random.default_rng(5).permutation(24)
    moved = [Matrix(one.weights[order], one.times, one.plus) for one in (WEIGHTS.pool, WEIGHTS.tags, WEIGHTS.post)]
    pool = Matrix(moved[0].weights[:, order], moved[0].times[order], moved[0].plus[order])
    layers = [
        Layer(*(part[order][:, order] for part in one[:3]), one[3][order]) for one in WEIGHTS.layers
    ]  # fmt: skip
    tables = [one[:, order] for one in (WEIGHTS.chars, WEIGHTS.grams, WEIGHTS.words, WEIGHTS.says)]
    got = logits(
        row,
        Weights(
            *tables,
            tuple(layers),
            WEIGHTS.times[:, order],
            WEIGHTS.plus[:, order],
            pool,
            moved[1],
            moved[2],
            WEIGHTS.exps,
        ),
    )
    assert all(np.array_equal(a, b) for a, b in zip(want, got, strict=True))


def test_nets_beside_one_another_say_the_mean_of_their_logits():
    other = invented(seed=4, wide=16)
    pair = replace(WEIGHTS, beside=(other,))
    row = features.of(TEXTS)
    for one, two, both in zip(logits(row, WEIGHTS), logits(row, other), logits(row, pair), strict=True):
        assert np.abs(both - (one + two) / 2).max() <= 1  # each rounds once
        assert not np.array_equal(one, both)
    readings = [read(text) for text in TEXTS]
    assert all(same(tag([one], pair)[0], whole) for one, whole in zip(readings, tag(readings, pair), strict=True))


_ASK = """
import hashlib
from doxdocket.detect.reader import features, tagger
told = tagger.logits(features.of(["业主韩知予，住海棠路3号2栋501，电话13900001850", "她妈在城西中学教书" * 40]), tagger.shipped())
print(hashlib.sha256(b"".join(one.tobytes() for one in told)).hexdigest())
"""


def test_other_processors_give_the_same_bits():
    """OpenBLAS and numpy take other code for other processors; both can be told to."""
    others = [
        {},
        {"OPENBLAS_CORETYPE": "Haswell", "NPY_DISABLE_CPU_FEATURES": "AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL"},
        {"OPENBLAS_CORETYPE": "Nehalem", "OPENBLAS_NUM_THREADS": "4"},
    ]
    told = set()
    for other in others:
        command = [sys.executable, "-W", "ignore", "-c", _ASK]
        told.add(subprocess.run(command, check=True, capture_output=True, env={**os.environ, **other}).stdout)
    assert len(told) == 1


def test_no_sum_leaves_what_a_float_holds_exactly():
    weights = tagger.shipped()
    wide = weights.chars.shape[1]
    assert 3 * wide * MOST * MOST < 1 << 24
    for part in (
        *(p for layer in weights.layers for p in layer[:3]),
        weights.pool.weights,
        weights.tags.weights,
        weights.post.weights,
    ):
        assert np.array_equal(part, np.rint(part))
        assert np.abs(part).max() <= MOST


@pytest.mark.parametrize("rows", [0, 1, 7, 300])
def test_products_are_whole_at_their_largest(rows):
    chance = np.random.default_rng(rows)
    for shape in ((3, 2), (288, 96), (96, 135)):
        weights = chance.integers(-MOST, MOST + 1, shape)
        weights[:, 0], weights[:, 1] = MOST, -MOST
        times = chance.random(shape[1]).astype(np.float32)
        seen = chance.integers(0, MOST + 1, (rows, shape[0])).astype(np.uint8)
        seen[: rows // 2] = MOST
        graph = Graph(rows=np.uint8)
        graph.put("MatMulIntegerToFloat", "rows", weights.astype(np.int8), np.float32(1), times, to="sums", own=True)
        (got,) = graph.made(sums=np.float32)(rows=seen)
        assert np.array_equal(got, (seen.astype(np.int64) @ weights).astype(np.float32) * times)


@pytest.mark.parametrize("times", [1, 42, 43, 90, 300])
def test_what_is_told_often_counts_as_often(times):
    """Said three times is as said once with three times the weight, however often."""
    row = features.of(["住", "她妈在城西"])
    places = np.full(times, row.pieces[1].at + 1, np.int32)
    weights = dataclasses.replace(WEIGHTS, says=WEIGHTS.says // 3)
    weights.says[2] = 3 * weights.says[1]

    def told(what, often):
        starts = np.repeat(places, often)
        return logits(row._replace(starts=starts, ends=starts + 2, says=np.full_like(starts, what)), weights)

    assert all(np.array_equal(one, other) for one, other in zip(told(1, 3), told(2, 1), strict=True))


def test_ends_summed_up_are_as_characters_counted(monkeypatch):
    row = features.of(["家庭地址：" + "家庭地址：广西" * 40 + "身份证 11010118990307002X"])
    found = []
    for wide in (0, 1 << 30):
        monkeypatch.setattr(tagger, "WIDE", wide)
        found.append(logits(row, WEIGHTS))
    assert all(np.array_equal(one, other) for one, other in zip(*found, strict=True))


def rows():
    return st.integers(1, 7).flatmap(
        lambda n: st.lists(st.lists(st.integers(-40, 40), min_size=7, max_size=7), min_size=n, max_size=n)
    )


@given(rows())
@pytest.mark.whole
def test_the_best_row_of_tags(given_rows):
    """Against every row that is allowed, of three kinds."""
    tags = np.full((len(given_rows), len(TAGS)), -1000, np.int32)
    tags[:, :7] = given_rows
    allowed = [row for row in itertools.product(range(7), repeat=len(tags))
               if all(t == 0 or t % 2 or before in (t, t - 1) for before, t in zip((0, *row), row, strict=False))]  # fmt: skip
    top = max(sum(int(tags[at, t]) for at, t in enumerate(row)) for row in allowed)
    path = [0] * len(tags)
    for start, end, kind in best(tags):
        path[start:end] = [TAGS.index(f"B-{kind}")] + [TAGS.index(f"I-{kind}")] * (end - start - 1)
    assert sum(int(tags[at, t]) for at, t in enumerate(path)) == top


def test_where_the_outside_is_sure_no_kind_has_a_thousandth():
    tags = np.random.default_rng(1).integers(-300, 60, (400, len(TAGS))).astype(np.int32)
    tags[:, 0] = np.arange(400) - 150
    below = np.minimum(tags.max(axis=1, keepdims=True) - tags, len(WEIGHTS.exps) - 1)
    mass = WEIGHTS.exps[below].astype(np.int64)
    want = (mass[:, 1::2] + mass[:, 2::2]) * 1000 // mass.sum(axis=1, keepdims=True)
    shares, begun = tagger.thousandths(tags, WEIGHTS)
    assert np.array_equal(shares, want)
    assert np.array_equal(begun, mass[:, 1::2] * 1000 // mass.sum(axis=1, keepdims=True))


def test_long_texts_are_cut_at_lines_and_cost_no_more_a_character():
    line = "姓名:韩知予 电话13900001850\n"
    steps = []
    for times in (200, 400, 800):
        with bounded(10**9) as work:
            one = tag([read(line * times)], WEIGHTS)[0]
        steps.append(work.spent)
        assert len(one.parts) == len(line) * times
    assert steps[2] - steps[1] <= 2.1 * (steps[1] - steps[0])
    parts = [*pieces(line * 200, features.LONGEST, "\n")]
    assert all(end - start <= features.LONGEST for start, end in parts)
    assert all((line * 200)[end - 1] == "\n" for _, end in parts)
    assert [*pieces("字" * 2500, features.LONGEST, "\n")] == [(0, 1024), (1024, 2048), (2048, 2500)]


def test_the_words_are_those_of_the_score():
    assert tuple(measures().labels) == LABELS
    assert len(TAGS) == 2 * len(kinds()) + 1


@pytest.mark.parametrize("name", ["tagger_weights.npz", "tagger_card.json"])
def test_weights_and_card_ship(name):
    assert resources.files("doxdocket.detect.reader").joinpath(name).is_file()


def test_the_card_names_the_weights():
    folder = resources.files("doxdocket.detect.reader")
    weights = folder.joinpath("tagger_weights.npz").read_bytes()
    card = json.loads(folder.joinpath("tagger_card.json").read_text(encoding="utf-8"))
    assert card["weights"] == hashlib.sha256(weights).hexdigest()
    assert card["bytes"] == len(weights) <= 10 << 20
    assert len(card["nets"]) == 1 + len(tagger.shipped().beside)


def test_words_of_latin_letters_have_one_bucket():
    row = features.of(["ab cd AB xab"])
    at = row.pieces[0].at
    own = row.words[at : at + 12].tolist()
    assert own[0] == own[1] == own[6] == own[7]
    assert own[2] == 0
    assert len({own[0], own[3], own[9]}) == 3


def test_what_is_told_lies_in_one_piece():
    row = features.of(["电话:" + "1" * 3000])
    for start, end in zip(row.starts, row.ends, strict=True):
        assert any(piece.at <= start < end <= piece.at + piece.end - piece.start for piece in row.pieces)
