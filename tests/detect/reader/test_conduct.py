"""Conduct of the new reader: scores in whole numbers, spans that lie in the text, and what a net says counts."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples
from tools.train_conduct_reader import features

from doxdocket.detect.reader import conduct
from doxdocket.detect.reader.lexicon import lower
from doxdocket.detect.reader.tagger import tag
from doxdocket.text import read as clean

DOSSIER = "田小麦,手机13900001850\n住梅市白塔区柳条路7号\n"


def heard(text):
    one = clean(text)
    return conduct.read(one.clean, *tag([one]))


_TEXTS = st.text(
    st.sampled_from(list("大家打她电话领红包因为再不删你等着户籍30一份频道贱货0123456789,。!?;… \n[]AB@ǅİ😀"))
)


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("大家轮流打爆她的电话", "incitement"),
        ("打通录音的一条红包20元", "paid_task"),
        ("户籍30一份,机主15,要的私聊", "sale_offer"),
        ("再不道歉明天把你全家资料都放出来", "threat"),
    ],
)
def test_plain_conduct_beside_a_dossier_is_heard(said, label):
    assert label in heard(DOSSIER + said).passed


def added(of, marks):
    """What the features of one clause or post weigh, name by name."""
    out, known = np.zeros(len(conduct.LABELS), np.int64), {name: at for at, name in enumerate(of.names)}
    for group in marks:
        rows = [known[name] for name in group if name in known]
        total = of.values[rows].sum(axis=0, dtype=np.int64)
        out += total if group is marks.classes else total * math.isqrt((1 << 32) // max(1, len(rows))) >> 16
    return out


@examples(100, deadline=None)
@given(st.lists(_TEXTS, min_size=1, max_size=5))
def test_sums_for_many_texts_are_those_of_their_features_one_by_one(texts):
    of = conduct.weights()
    rules = [conduct.Told(conduct.Span(0, 4), "threat", "threat.harm")]
    told = conduct.scored([(clean(text).clean, rules) for text in texts])
    for one, text in zip(told, texts, strict=True):
        parts, marks, post = features(lower(clean(text).clean), rules)
        base = added(of, post) + of.bias[0]
        assert one.parts == parts
        assert np.array_equal(one.rows, np.array([added(of, mark) for mark in marks]) + base)
        assert np.array_equal(one.whole, conduct.pooled(one.rows) + of.bias[1])


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", ",", "今天降温,多穿点衣服", "警方通报:男子因在群内辱骂他人被行政拘留五日"]
)
def test_nothing_is_heard_where_nothing_is_said(text):
    assert heard(text).acts == ()


@examples(200, deadline=None)
@given(_TEXTS)
def test_acts_lie_in_the_text(text):
    told = heard(text)
    assert {act.label for act in told.acts} == set(told.passed)
    assert all(0 <= score <= conduct.THOUSAND for score in told.scores)
    for act in told.acts:
        assert 0 <= act.span.start < act.span.end <= len(clean(text).clean)


@examples(200, deadline=None)
@given(_TEXTS)
def test_clauses_stand_in_order_and_hold_all_that_is_said(text):
    low = lower(clean(text).clean)
    parts = conduct.clauses(low)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    held = {at for part in parts for at in range(*part)}
    assert all(low[at] in ",。!?;；… \t\n" for at in range(len(low)) if at not in held)


@given(st.lists(st.integers(-20_000, 20_000), min_size=1, max_size=conduct.STRETCH))
def test_the_soft_maximum_is_that_of_the_textbook(scores):
    rows = np.array([[score] * len(conduct.LABELS) for score in scores])
    exact = max(scores) + conduct.STEP * math.log(sum(math.exp((s - max(scores)) / conduct.STEP) for s in scores))
    assert abs(conduct.pooled(rows)[0] - exact) <= len(scores) + conduct.STEP * len(scores) * math.exp(-8)


def test_shares_never_fall_as_scores_rise():
    of = conduct.weights()
    low, high = int(of.knots.min()) - 100, int(of.knots.max()) + 100
    told = [conduct.shares(of, np.full(len(conduct.LABELS), score)) for score in range(low, high, 50)]
    assert all(a <= b for one, two in pairwise(told) for a, b in zip(one, two, strict=True))
    assert told[0] != told[-1]


def test_clauses_far_below_the_best_are_no_part_of_the_act_but_for_one_between_two():
    low = "甲,乙,丙,丁,戊,己"
    found = list(conduct.carried(low, conduct.clauses(low), np.array([500, -5000, -5000, 100, -5000, 900]), 1000))
    assert found == [(0, 1), (6, 11)]


def test_what_the_net_says_counts_as_much_as_was_fitted():
    one = clean("大家轮流打爆她的电话")
    (post,) = tag([one])
    parts = conduct.clauses(one.clean)
    rows, whole = np.zeros((len(parts), len(conduct.LABELS)), np.int64), np.zeros(len(conduct.LABELS), np.int64)
    counts = np.full(len(conduct.LABELS), 50)
    clauses, told = conduct.listened(counts, rows, whole, parts, post)
    assert told.tolist() == (conduct.odds(np.array([*post.conduct.values()])) * 50 // 100).tolist()
    assert clauses.shape == rows.shape
    assert np.array_equal(conduct.listened(0 * counts, rows, whole, parts, post)[1], whole)


def test_a_page_of_plain_clauses_makes_no_act():
    one = clean("\n".join(f"第{n}段,雾灯巷里的事" for n in range(300)))
    (net,) = tag([one])
    found = conduct.read(one.clean, net)
    assert (found.passed, found.doubted) == ((), ())
