"""Pages of Telegram Desktop that were changed or made to do harm: only our errors, no post before the damage lost, little memory."""

import io
import runpy
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, outcome, tables
from test_bounds import Made, filler
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.parse import Stated, parse
from doxdocket.parse.tdesktop_html import post as posts
from doxdocket.parse.tdesktop_html.pieces import LIMIT, Cut, cut, pieces

SHAPES = runpy.run_path(str(TESTS / "golden" / "tdesktop_html" / "make.py"))["shapes"]()
FORM = "tdesktop_html"

bytes_in = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [
            b"<",
            b">",
            b'"',
            b"</div>",
            b"<div>",
            b'<div class="message">',
            b"<!--",
            b"&#x",
            b"\x00",
            b"<a>",
            b"</object>",
        ]
    ),
)


@given(st.sampled_from(sorted(SHAPES)), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 6), bytes_in), max_size=4))
@examples(150)
def test_whatever_the_bytes_only_our_errors_leave_and_posts_before_the_damage_stay(shape, changes):
    whole, data = SHAPES[shape], SHAPES[shape]
    for place, dropped, new in changes:
        at = int(place * len(data))
        data = data[:at] + new + data[at + dropped :]
    same = next((i for i, (a, b) in enumerate(zip(whole, data, strict=False)) if a != b), min(len(whole), len(data)))
    before = [row for row in tables(whole, FORM)["posts"] if row["byte_end"] < same]
    try:
        rows = tables(data, FORM)
    except DoxdocketError:
        assert not before
        return
    drop = {"channel_id", "source", "capture"}
    if before and data[: before[0]["byte_start"]] == whole[: before[0]["byte_start"]]:
        mine = [{k: v for k, v in row.items() if k not in drop} for row in rows["posts"][: len(before)]]
        assert mine == [{k: v for k, v in row.items() if k not in drop} for row in before]
    for row in rows["posts"] + rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(data)


@given(st.binary(max_size=300), st.sampled_from([b"", SHAPES["files"][:900], SHAPES["first_of_two"][:3000]]))
@examples(60)
def test_any_bytes_at_all_raise_nothing_but_our_errors(some, before):
    outcome(before + some, form=FORM)


@given(
    st.lists(st.tuples(st.sampled_from(sorted(SHAPES)), st.integers(0, 30), st.integers(0, 400), bytes_in), max_size=6)
)
@examples(100)
def test_messages_read_many_at_once_are_as_read_one_by_one(changes):
    raws = []
    for shape, which, at, new in changes:
        found = [one.raw for piece in list(pieces(io.BytesIO(SHAPES[shape])))[1:] if isinstance(one := cut(piece), Cut)]
        raw = found[which % len(found)] if found else b""
        raws += [*found[:2], raw[:at] + new + raw[at:]]
    raws = [raw.decode("utf-8", "replace").replace("\x00", "").encode() for raw in raws]
    assert list(map(plainly, posts.read_all(raws))) == list(map(plainly, map(posts.read, raws)))


def plainly(post):
    hung = post.hung
    return [getattr(post, name) for name in post.__slots__ if name != "hung"] + [
        hung and [getattr(hung, name) for name in hung.__slots__]
    ]


ONE = b'<div class="message default clearfix" id="message%d"><div class="body"><div class="text">%b</div></div></div>\n'


def read(*chunks):
    """Ids of posts, warnings' codes, and the most memory that Python held meanwhile, in megabytes."""
    tracemalloc.start()
    try:
        ids, found = [], []
        for part in parse(Made(*chunks), "0" * 64, FORM, Stated()):
            if part.table == "posts":
                ids += part.batch["post_no"].to_pylist()
            elif part.table == "warnings":
                found += part.batch["code"].to_pylist()
        return ids, found, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ([filler(b"x", 60)], "too_big"),
        ([filler(b"<", 30)], "too_big"),
        ([filler(b"\n     ", 30)], "too_big"),
        ([b"<p>" * 20_000], "too_deep"),
        ([b"<br>" * 50_000], None),
        ([b"<div>" * 3000, b"</div>" * 3000], "too_deep"),
        ([b"<a " + b" ".join(b"a%d=1" % n for n in range(9000)) + b">"], "too_deep"),
        ([b"<!--", filler(b"-", 20)], "too_big"),
    ],
    ids=["words", "brackets", "white space", "tags", "line ends", "elements", "attributes", "comment"],
)
def test_a_message_without_measure_is_quarantined_and_its_neighbours_are_kept(inside, code):
    before, after = (ONE % (2, b"@")).split(b"@")
    ids, found, most = read(ONE % (1, b"a"), before, *inside, after, ONE % (3, b"c"), b"</html>")
    assert ids == ([1, 3] if code else [1, 2, 3])
    assert code is None or code in found
    assert most < 40


def test_a_page_without_messages_is_passed_through_in_little_memory_and_refused():
    with pytest.raises(Unreadable):
        read(b"<html>", filler(b"<p>text</p>", 40))


def test_many_large_messages_stay_in_bounds():
    large = b"x" * (LIMIT - 2000)
    ids, _, most = read(ONE % (n, large) for n in range(1, 400))
    assert ids == list(range(1, 400))
    assert most < 160


@pytest.mark.whole
def test_many_small_messages_stay_in_bounds():
    ids, _, most = read((ONE % (n, b"x") for n in range(1, 40_000)), b"</html>")
    assert ids == list(range(1, 40_000))
    assert most < 60
