"""Posts as a screen shows them: pieces tile the captured text, and no value of the case stands in one."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.conftest import PHONE, TEXTS, export
from tests.sizes import examples

from doxdocket.desk import masked_posts, masking, search, sight
from doxdocket.desk.deciding import Asked, record
from doxdocket.desk.masking import BLANK
from doxdocket.law.kinds import kinds
from doxdocket.store.case import Case

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6)


@given(st.text(max_size=40), SPANS, SPANS)
@examples(200)
def test_pieces_tile_the_captured_text_and_plain_ones_show_it_sign_for_sign(text, found, elsewhere):
    size = len(text)
    rows = [sight.Found(f"f{n}", "text", a, a + more, "name", "valid", "某**") for n, (a, more) in enumerate(found)]
    hits = [(a, min(size, a + more), "phone_number") for a, more in elsewhere if a < size]
    made = sight.pieces(text, rows, hits)
    assert [p.start for p in made] == [0, *(p.end for p in made)][: len(made)]
    assert (made[-1].end if made else 0) == size
    covered = {
        i for a, b in [*((r.start, r.end) for r in rows), *(h[:2] for h in hits)] for i in range(a, min(b, size))
    }
    for piece in made:
        inside = set(range(piece.start, piece.end))
        if piece.kind:
            assert inside <= covered
        else:
            assert not inside & covered
            assert len(piece.shown) == len(inside)
            assert all(c in (raw, BLANK) for c, raw in zip(piece.shown, text[piece.start : piece.end], strict=True))


def test_of_findings_that_overlap_the_longest_speaks_and_what_is_sealed_elsewhere_yields():
    rows = [
        sight.Found("a", "text", 2, 6, "name", "valid", "A"),
        sight.Found("b", "text", 4, 12, "home_address", "doubtful", "B", "rejected"),
    ]
    (_, piece, _) = sight.pieces("0一二三四五六七八九甲乙丙丁", rows, [(1, 13, "phone_number")])
    assert (piece.start, piece.end, piece.shown, piece.finding, piece.status) == (1, 13, "B", "b", "rejected")


def test_hostile_text_stays_text():
    text = "<script>alert(1)</script>\u202e{{ x }}"
    assert "".join(p.shown for p in sight.pieces(text, ())) == text


@pytest.fixture(scope="module")
def demo(rehearsal_case):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(rehearsal_case.home))
        with Case.open(rehearsal_case.case) as case:
            yield case


@pytest.fixture(scope="module")
def every(demo):
    rows = demo.current_run().read("merged", ["channel_id", "post_id"]).to_pylist()
    return masked_posts.posts(demo, {(row["channel_id"], row["post_id"]) for row in rows})


def _raw(case):
    """Clear texts by place, of each row of posts and of each picture."""
    run, out = case.current_run(), {}
    for row in run.read("posts", ["channel_id", "post_id", "capture", "row_no", "text", "fields"]).to_pylist():
        key = tuple(row[name] for name in ("channel_id", "post_id", "capture", "row_no"))
        out[key] = {"text": row["text"] or "", **{f["where"]: f["text"] or "" for f in row["fields"] or ()}}
    for row in run.read("images", ["source", "text", "codes"]).to_pylist():
        where = f"image:{row['source']}"
        out[where] = row["text"] or ""
        out |= {f"{where}:code[{n}]": code for n, code in enumerate(row["codes"] or ())}
    return out


def test_no_value_of_the_case_stands_in_a_plain_piece(demo, every):
    raw, values = _raw(demo), defaultdict(set)
    for f in demo.current_run().read("findings").to_pylist():
        row = (f["channel_id"], f["post_id"], f["capture"], f["row_no"])
        text = raw[f["where"]] if f["where"].startswith("image:") else raw[row][f["where"]]
        value = text[f["start"] : f["end"]]
        number = 2 * sum(map(str.isdigit, value)) > len(value)
        told = f["verdict"] == "valid" or (
            kinds()[f["kind"]].strength in {"primary", "secondary"} and len(value) > 12 and number
        )
        least = 2 if f["kind"] == "name" else 4
        if told and f["verdict"] != "masked" and len(value) >= least and kinds()[f["kind"]].strength != "none":
            values[value].add(f["kind"])
    plain = "\n".join(p.shown for post in every.values() for t in post.texts for p in t.pieces if not p.kind)
    plain += "\n".join(text for post in every.values() for text in (post.author, post.forwarded))
    assert len(values) > 500
    assert {value: held for value, held in values.items() if value in plain} == {}


def test_every_finding_of_a_post_lies_in_a_piece_that_hides_it(demo, every):
    run = demo.current_run()
    rows = {(r["channel_id"], r["post_id"]): (r["capture"], r["row_no"]) for r in run.read("merged").to_pylist()}
    seen = 0
    for f in run.read("findings").to_pylist():
        key = (f["channel_id"], f["post_id"])
        if rows[key] == (f["capture"], f["row_no"]) and f["start"] < f["end"]:
            text = next(t for t in every[key].texts if t.where == f["where"])
            inside = [p for p in text.pieces if p.start < f["end"] and f["start"] < p.end]
            assert [p.kind != "" for p in inside] == [True], f
            seen += 1
    assert seen > 1000


def test_neighbours_stand_in_the_order_of_their_times(demo, every):
    channel = max({key[0] for key in every}, key=lambda one: sum(key[0] == one for key in every))
    order = sorted((p for key, p in every.items() if key[0] == channel and p.at), key=lambda p: (p.at, int(p.post)))
    middle = order[len(order) // 2]
    near = masked_posts.around(demo, middle.key, 2, 3)
    assert len(near) == 6
    assert near[2] == middle
    assert [p.at for p in near] == sorted(p.at for p in near)
    assert masked_posts.around(demo, (channel, "nothing")) == []


def test_earlier_versions_show_what_other_captures_held(demo, every):
    changed = [p for p in every.values() if p.versions > 1]
    assert changed
    for post in changed[:20]:
        earlier = masked_posts.versions(demo, post.key)
        assert earlier
        assert all(one.key == post.key for one in earlier)
        assert post.capture not in {one.capture for one in earlier}


def test_pictures_of_a_post_stand_with_it_and_what_was_read_in_them_is_masked(every):
    told = [(post, m.picture) for post in every.values() for m in post.media if m.picture]
    assert told
    assert any(t.where == f"image:{name}" and any(p.kind for p in t.pieces) for post, name in told for t in post.texts)


# Decisions


@pytest.fixture
def own(home, call, tmp_path, monkeypatch):
    """A small case of one's own, run: the fourth post is said again of what the first one tells, the last one says a name that nothing covers."""
    monkeypatch.setenv("DOXDOCKET_HOME", str(home))
    case, texts = tmp_path / "case", (*TEXTS, f"今天松声路又堵车了，听说{PHONE}也去", "竹影 明天来")
    for words in (("init", case, "--officer", "张三"), ("add", case, export(tmp_path / "Chat", texts)), ("run", case)):
        assert (said := call(*words)).code == 0, said.err
    with Case.open(case) as opened:
        yield opened


def _one(case, number):
    key = ("telegram:channel:1850001", str(number))
    return masked_posts.posts(case, {key})[key]


def test_what_is_sealed_elsewhere_is_hidden_where_no_finding_covers_it(own):
    text = _one(own, 6).texts[0]
    assert "松声路" not in text.shown
    assert PHONE not in text.shown
    assert [p.kind for p in text.pieces if p.status == sight.ELSEWHERE or p.finding] == [
        "home_address",
        "phone_number",
    ]


def test_a_decision_shows_at_once_and_what_was_added_is_hidden(own):
    first = next(f for f in _one(own, 2).findings if f.kind == "email")
    channel = "telegram:channel:1850001"
    record(own, [Asked("finding.reject", {"finding": first.finding}, "核对原图", "张三")])
    record(own, [Asked("finding.add", {"span": f"{channel}/7/text/0-2", "kind": "name"}, "核对原图", "张三")])
    now = next(f for f in _one(own, 2).findings if f.kind == "email")
    assert (now.status, now.by, now.decision) == ("rejected", "张三", "D0001")
    piece = _one(own, 7).texts[0].pieces[0]
    assert (piece.start, piece.end, piece.kind, piece.status) == (0, 2, "name", "added")
    assert "竹影" not in _one(own, 7).texts[0].shown


def test_words_of_a_rejected_finding_are_shown_where_their_value_is_nobodys(own, call):
    """A threat stayed covered by what a person had rejected, while the gate let the same words out."""
    names = {n: next(f.finding for f in _one(own, n).findings if f.kind == "name") for n in (4, 1)}
    for n, one in names.items():
        record(own, [Asked("finding.reject", {"finding": one}, f"不是姓名{n}", "张三")])
        assert call("run", own.folder).code == 0
        assert bool(masking.nobodys(own)) == (n == 1)
        assert ("柳春生" in _one(own, 4).texts[0].shown) == (n == 1)
    post = _one(own, 4)
    text = post.texts[0]
    assert text.shown.startswith("再发一次 柳春生 ")
    assert [p.kind for p in text.pieces] == ["", "id_number"]
    assert next(f.status for f in post.findings if f.kind == "name") == "rejected"
    assert post in search.find(own, search.Query(kinds=("id_number",))).rows
    assert not masking.known(own).kinds(text.shown)
    undone = masked_posts.said(own).by_key[names[4]].decision
    record(own, [Asked("undo", {"decision": undone}, "看错", "张三")])
    assert "柳春生" not in _one(own, 4).texts[0].shown


def test_a_rejected_number_or_address_stays_covered_where_nobody_said_whose_it_is(own, call):
    for kind in ("phone_number", "home_address"):
        found = [f for n in range(1, 8) for f in _one(own, n).findings if f.kind == kind]
        for one in found:
            more = {"whose": "nobody"} if kind == "home_address" else {}
            record(own, [Asked("finding.reject", {"finding": one.finding} | more, "核对原图", "张三")])
    assert call("run", own.folder).code == 0
    assert masking.nobodys(own) == {}


def test_a_post_that_was_not_searched_to_its_end_shows_nothing(own, monkeypatch):
    monkeypatch.setattr(sight, "unread_posts", lambda _: {("telegram:channel:1850001", "3")})
    post = _one(own, 3)
    assert post.unread
    assert set(post.texts[0].shown) == {BLANK}
    assert len(post.texts[0].shown) == len(TEXTS[2])
