"""low ≤ estimate ≤ high of every figure, and no answer of the law that is less at the high than at the low, whatever was counted.

Every number that is made with bounds goes through ``interval.Bounds``; here the ones that were once the wrong way round are made.
"""

from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.count.test_rows import CHANNEL, MORE, OTHER, POSTS, made, post, values
from tests.sizes import examples

from doxdocket.account import DOSSIERS
from doxdocket.count import rows, tiers
from doxdocket.count.catalogue import BOUNDS, catalogue
from doxdocket.count.figures import figure
from doxdocket.count.register_figures import Stated, stated
from doxdocket.decisions.standing import Standing
from doxdocket.errors import RuleFault
from doxdocket.interval import Bounds
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import shipped
from doxdocket.law.tiers import order

APART = sorted({(k.tier_low, k.tier_default, k.tier_high): name for name, k in sorted(kinds().items())}.values())
"""A kind of each range of tiers."""
WORTH = {"not met": 0, "not determinable": 1, "met": 2}
TEN_TIMES = "cn/fashi-2017-10/5-2-3"
NOTHING = Standing.of([])


def ordered(*ends):
    known = [Fraction(end) for end in ends if end is not None]
    return known == sorted(known)


def rightly(published):
    """Whether every figure and every answer of a result has its ends in order."""
    figures = [f["id"] for f in published["figures"] if not ordered(*(f[b] for b in BOUNDS))]
    shares = [a["rule"] for a in published["law"] if not ordered(a["share_low"], a["share_high"])]
    answers = [a["rule"] for a in published["law"] if WORTH[a["answer_low"]] > WORTH[a["answer_high"]]]
    return figures, shares, answers


def test_an_interval_the_wrong_way_round_is_refused():
    assert Bounds(Fraction(1, 3), None, 1) == Bounds(Fraction(1, 3), None, 1)
    for ends in ((2, 1, None), (2, None, 1), (None, 2, 1)):
        with pytest.raises(ValueError, match="low"):
            Bounds(*ends)
    with pytest.raises(RuleFault, match="figure persons"):
        figure("persons", ("人", "persons"), "人", (3, 2, 1), "")


@pytest.mark.parametrize(
    ("gains", "answer", "shares"),
    [
        ((3_200, None), ("not determinable", "not determinable"), (Fraction(3200, 50_000), None)),
        ((60_000, None), ("met", "met"), (Fraction(60_000, 50_000), None)),
        ((3_200, 4_000), ("not determinable", "not determinable"), (Fraction(3200, 50_000), Fraction(4000, 50_000))),
    ],
)
def test_proven_gains_do_not_vanish_where_the_high_is_not_known(gains, answer, shares):
    """assess thresholds once printed 0.064–0.018 times the line: gains were in the low and no longer in the high."""
    _, published = made(POSTS)
    told = stated(published, Stated(gains=gains), NOTHING, shipped())
    for one in (a for a in told["law"] if a["rule"] == TEN_TIMES):
        assert (one["answer_low"], one["answer_high"]) == answer
        assert [one[end] and Fraction(one[end]) for end in ("share_low", "share_high")] == list(shares)


@st.composite
def publications(draw):
    """Publications of a few persons, often the same set: merged more firmly towards the high, and with some kinds that are left out at the low."""
    sets = draw(st.lists(st.sets(st.sampled_from(APART), min_size=1, max_size=3).map(sorted), min_size=1, max_size=2))
    told = []
    for n in range(draw(st.integers(1, 9))):
        held = draw(st.sampled_from(sets))
        who = draw(st.integers(0, 2))
        left = draw(st.one_of(st.none(), st.just([]), st.sets(st.sampled_from(held)).map(sorted)))
        of = held if left is None else left
        told.append({
            "channel_id": CHANNEL, "post_id": str(n), "post_no": n, "person_no": 0, "counts": draw(st.sampled_from(["low", "estimate", "high", "none"])),
            "person": f"V{who}", "person_best": f"V{who // 2 * 2}", "person_low": "V0", "item_set": "|".join(held), "kinds": held,
            "kinds_low": left, "kinds_admitted": draw(st.sets(st.sampled_from(of)).map(sorted)) if of and draw(st.booleans()) else None,
            "repeat_low": draw(st.sampled_from([None, "link"])),
        })  # fmt: skip
    return pa.Table.from_pylist([{n: r.get(n) for n in DOSSIERS.names} for r in told], DOSSIERS)


NO_ITEMS = pa.table(
    {n: pa.array([], pa.string() if n == "kind" else pa.int64()) for n in ("kind", "low", "estimate", "high")}
)


@examples(150)
@given(publications())
def test_a_tier_is_never_more_at_the_low_than_at_the_high(dossiers):
    lines = {"A": 50, "B": 500, "C": 5000}
    for tally in tiers.readings(dossiers, NO_ITEMS).values():
        assert all(ordered(*tally.bounds(tier)) for tier in order())
        # once the lower case of all tiers together had 1,080 in tier C, and tier C alone at most 1,059
        assert all(tally.assigned(0)[tier] <= tally.bounds(tier)[2] for tier in order())
        assert ordered(*(tally.ratio(end, lines) for end in range(3)))


@examples(150)
@given(publications(), st.randoms(use_true_random=False))
def test_tiers_do_not_hang_on_the_order_of_posts_and_their_rows_add_up(dossiers, chance):
    """Once the last of two equal sets decided how far the high reaches, and the rows counted the first."""
    order_ = list(range(dossiers.num_rows))
    chance.shuffle(order_)
    found, other = (tiers.readings(one, NO_ITEMS) for one in (dossiers, dossiers.take(order_)))
    assert other == found
    for one in catalogue().tiers:
        for end, n in zip(BOUNDS, found["U_set"].bounds(one.tier), strict=True):
            behind = rows.behind({"id": one.id, end: n}, end, {"dossiers": dossiers})
            assert rows.recount({"id": one.id}, behind) == n


gains = st.tuples(st.integers(0, 900_000), st.one_of(st.none(), st.integers(0, 900_000))).map(
    lambda two: two if two[1] is None else tuple(sorted(two))
)


@examples(30)
@given(st.lists(st.lists(values, max_size=2), max_size=6), st.one_of(st.just((None, None)), gains), st.integers(1, 400))
def test_figures_and_lines_are_in_order_whatever_was_posted_and_received(people, received, times):
    posts = [post(n, *who, channel=(CHANNEL, OTHER)[n % 2]) for n, who in enumerate(people, 1)]
    _, published = made(posts, **MORE)
    assert rightly(published) == ([], [], [])
    low, high = received
    receipts = {"receipts_proven": (low, low, high), "receipts_claimed": (0, 0, high)} if low is not None else {}
    counted = published["law_counts"]
    more = {
        r: {e: {k: {t: n * times for t, n in c.items()} for k, c in by.items()} for e, by in ends.items()}
        for r, ends in counted["readings"].items()
    }
    told = stated(
        {**published, "law_counts": {**counted, "readings": more}},
        Stated(receipts=receipts, gains=received),
        NOTHING,
        shipped(),
    )
    assert rightly(told) == ([], [], [])


def test_faces_are_not_none_where_files_were_not_handed_in():
    """Once 0 faces with the value 0, beside files that nobody had handed in."""
    for more, ends in ((MORE, [None] * 4), ({}, [0] * 4)):
        _, published = made(POSTS, **more)
        faces = next(f for f in published["figures"] if f["id"] == "face_images")
        assert [faces[end] for end in (*BOUNDS, "value")] == ends


def test_words_that_speak_of_a_face_are_no_picture_of_one():
    """Once three words for a picture were three faces at the low, and one place at the high: nothing could be published."""
    posts = [
        post(n, {"name": f"n{n}", "id_number": f"I{n}", "face_photo": word})
        for n, word in enumerate(("生活照", "自拍", "照片见下"), 1)
    ]
    _, published = made(posts)
    assert rightly(published) == ([], [], [])
    faces = next(f for f in published["figures"] if f["id"] == "face_images")
    assert [faces[end] for end in BOUNDS] == [0, 0, 0]


@pytest.mark.parametrize("kind", ["face_photo", "id_card_image"])
def test_kinds_that_only_pictures_show_answer_as_the_faces_do(kind):
    """Once 0, 0 and 1 beside faces that were not determinable; the other kinds are as they were."""
    posts = [post(1, {"name": "a", "id_number": "A", kind: "print"})]
    for more, known in ((MORE, False), ({}, True)):
        _, published = made(posts, **more)
        by_id = {f["id"]: f for f in published["figures"]}
        assert (by_id[f"kind.{kind}"]["high"] is not None) == known
        assert (by_id[f"kind.{kind}"]["value"] is None) == (not known and not by_id[f"kind.{kind}"]["low"])
        assert "不是零" in by_id[f"kind.{kind}"]["note"]
        assert by_id["kind.id_number"]["high"] == 1
