"""Decisions find again by content what they are about, or say that they do not; they are never put to something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.decisions import placing
from doxdocket.decisions.placing import Found, Post

KINDS = ["name", "phone_number", "home_address", "id_number", "gender"]


def post(*people, at=0, sure=True):
    """Persons as dicts of kind and digest, in the order of the detector; ``at``: how far the text is shifted."""
    rows, place = [], at
    for number, who in enumerate(people):
        for kind, digest in who.items():
            rows.append(Found("text", place, place + 4, kind, digest, number, sure=sure))
            place += 10
    return Post(rows)


WHO = st.dictionaries(st.sampled_from(KINDS), st.sampled_from(["aaaa", "bbbb", "cccc", "dddd"]), min_size=1)


@examples(200)
@given(st.lists(WHO, min_size=1, max_size=4), st.randoms(use_true_random=False), st.booleans())
def test_a_publication_is_found_whatever_the_order_of_persons(people, random, cut):
    """Another detector version finds the persons in another order: the same person is meant, or one equal to it."""
    order = random.sample(range(len(people)), len(people))
    before, after = post(*people), post(*(people[n] for n in order))
    for number, who in enumerate(people):
        mark = placing.mark_of(before, number)
        if cut:  # as an export has it
            mark = mark | {"values": {k: ["#" + v for v in vs] for k, vs in mark["values"].items()}}
        now, _ = placing.publication(after, number, mark)
        assert now is not None
        assert people[order[now]] == who


@examples(200)
@given(st.lists(WHO, min_size=1, max_size=4), st.data())
def test_a_publication_that_is_gone_is_put_to_nobody_who_contradicts_it(people, data):
    number = data.draw(st.integers(0, len(people) - 1))
    mark = placing.mark_of(post(*people), number)
    rest = [who for n, who in enumerate(people) if n != number]
    now, state = placing.publication(post(*rest), number, mark)
    if now is None:
        assert state in {"gone", "several"}
    else:
        who, mine = rest[now], people[number]
        assert not any(k in who and k in mine and who[k] != mine[k] for k in ("name", "id_number", "gender"))
        assert 2 * sum(mine.get(k) == v for k, v in who.items()) >= len(mine)


def test_what_fits_two_is_put_to_neither():
    mark = placing.mark_of(post({"name": "aaaa", "phone_number": "pppp"}), 0)
    assert placing.publication(post({"phone_number": "pppp"}, {"phone_number": "pppp"}), 0, mark) == (None, "several")
    assert placing.publication(post({"name": "bbbb", "phone_number": "pppp"}), 0, mark) == (None, "gone")


def test_an_old_decision_keeps_to_its_key():
    assert placing.publication(post({"name": "aaaa"}), 0, None) == (0, "there")
    assert placing.publication(post({"name": "aaaa"}), 1, None) == (None, "unmarked")
    assert placing.span(post({"name": "aaaa"}).findings, ("text", 0, 4, "name"), None) == ((0, 4), "there")
    assert placing.span(post({"name": "aaaa"}).findings, ("text", 1, 4, "name"), None) == (None, "unmarked")


@examples(200)
@given(st.lists(st.sampled_from(["aaaa", "bbbb"]), min_size=1, max_size=5), st.integers(0, 30), st.data())
def test_a_finding_is_the_same_of_its_equals_when_the_text_shifts(values, shift, data):
    at = data.draw(st.integers(0, len(values) - 1))
    rows = [Found("text", 10 * n, 10 * n + 4, "name", v, 0, sure=True) for n, v in enumerate(values)]
    mark = placing.mark_of_span(rows, ("text", 10 * at, 10 * at + 4, "name"))
    moved = [f._replace(start=f.start + shift, end=f.end + shift) for f in rows]
    now, _ = placing.span(moved, ("text", 10 * at, 10 * at + 4, "name"), mark)
    assert now == (10 * at + shift, 10 * at + 4 + shift)
    others = [f._replace(digest="eeee") for f in moved]
    assert placing.span(others, ("text", 10 * at, 10 * at + 4, "name"), mark) == (None, "gone")


def test_a_finding_of_another_value_at_the_same_place_is_not_meant():
    rows = [Found("text", 0, 4, "phone_number", "aaaa", 0, sure=True)]
    mark = placing.mark_of_span(rows, ("text", 0, 4, "phone_number"))
    assert placing.span([rows[0]._replace(digest="bbbb")], ("text", 0, 4, "phone_number"), mark) == (None, "gone")
    more = [rows[0], rows[0]._replace(start=9, end=13)]
    assert placing.span(more, ("text", 0, 4, "phone_number"), mark) == ((0, 4), "there")
    shifted = [f._replace(start=f.start + 2, end=f.end + 2) for f in more]
    assert placing.span(shifted, ("text", 0, 4, "phone_number"), mark) == (None, "several")


def test_what_may_not_be_kept_is_known_by_its_place_among_its_kind():
    rows = [Found("text", n, n + 3, "account_password", str(n), 0, sure=True) for n in (0, 9)]
    mark = placing.mark_of_span(rows, ("text", 9, 12, "account_password"))
    assert mark == {"nth": 1, "of": 2}


SAYS = "职业：外卖骑手，住云栖里3号，小丑"


def words_in(text, *findings, conduct=()):
    """A post with a text, of which ``findings`` are (words, kind), each once in the text; a digest is kind and words."""
    made = [
        [
            Found("text", SAYS.index(w), SAYS.index(w) + len(w), k, f"{k}:{w}" if of else w, 0, sure=True)
            for w, k in rows
        ]
        for of, rows in ((True, findings), (False, conduct))
    ]
    return Post(*made, text={"text": text}.get, values=lambda kind, text, start, end: [f"{kind}:{text[start:end]}"])


def again(act, words, kind, after):
    name = act.partition(".")[0]
    before = words_in(SAYS, (words, kind)) if name == "finding" else words_in(SAYS, conduct=[(words, kind)])
    (one,) = before.findings + before.conduct
    key = ("text", one.start, one.end, kind)
    mark = placing.mark_of_span([one], key)
    at, state = placing.again(after, name, key, mark, act)
    return at and (after.text("text")[at[0] : at[1]], at[2]), state


@pytest.mark.parametrize(
    ("act", "words", "now", "expected"),
    [
        ("finding.confirm", "外卖骑手，住", "外卖骑手", True),
        ("finding.confirm", "卖骑手", "外卖骑手", True),
        ("finding.confirm", "骑手", "外卖骑手", True),  # all that was seen lies in it
        ("finding.confirm", "骑手，住云栖里", "外卖骑手", False),  # no more than half of it was seen
        ("finding.reject", "卖骑手", "外卖骑手", True),
        ("finding.reject", "外卖骑手，住云栖里", "外卖骑手", False),  # rejecting more says little of so small a part
        ("finding.confirm", "云栖里", "外卖骑手", False),
    ],
)
def test_a_finding_with_other_ends_is_the_one_of_which_most_was_seen(act, words, now, expected):
    at, state = again(act, words, "job_history", words_in(SAYS, (now, "job_history")))
    own = (None, "agreed") if act == "finding.reject" else ((words, "job_history"), "words")
    assert (at, state) == (((now, "job_history"), "other_ends") if expected else own)


def test_of_two_with_other_ends_neither_is_meant():
    after = words_in(SAYS, ("外卖", "job_history"), ("骑手", "job_history"))
    assert again("finding.confirm", "外卖骑手", "job_history", after) == (("外卖骑手", "job_history"), "words")


def test_what_was_said_of_one_kind_is_not_said_of_another():
    after = words_in(SAYS, ("云栖里3号", "household_registration"))
    assert again("finding.confirm", "云栖里3号", "home_address", after) == (("云栖里3号", "home_address"), "words")
    assert again("finding.reject", "云栖里3号", "home_address", after) == (None, "agreed")


def test_whose_words_are_holds_of_whatever_kind_they_are_read_as():
    after = words_in(SAYS, ("云栖里3号", "household_registration"))
    for act in placing.OF_WORDS:
        assert again(act, "云栖里3号", "home_address", after) == (("云栖里3号", "household_registration"), "other_ends")


def test_another_name_or_number_is_somebody_else():
    after = words_in(SAYS, ("外卖骑手", "name"))
    assert again("finding.confirm", "卖骑手", "name", after) == (("卖骑手", "name"), "words")
    assert again("finding.reject", "卖骑手", "name", after) == (None, "agreed")


def test_where_other_words_stand_now_nothing_is_found_again():
    """A later version of the post: whoever rejected the one value said nothing of the other."""
    after = words_in(SAYS.replace("外卖", "网约"), ("外卖骑手", "job_history"))
    for act in ("finding.confirm", "finding.reject"):
        assert again(act, "外卖骑手", "job_history", after) == (None, "gone")


def test_words_that_moved_are_found_and_those_that_stand_twice_are_not():
    moved = words_in("兹公布：" + SAYS)
    assert again("conduct.confirm", "小丑", "insult", moved) == (("小丑", "insult"), "words")
    assert again("conduct.confirm", "小丑", "insult", words_in("小丑！" + SAYS)) == (None, "gone")
    tag = {"value": "#" + "小丑", "nth": 0, "of": 1}
    at = SAYS.index("小丑")
    assert placing.again(moved, "conduct", ("text", at, at + 2, "insult"), tag, "conduct.confirm") == (None, "gone")


def test_conduct_that_a_person_named_stands_on_its_words():
    for act in ("conduct.confirm", "conduct.label"):
        assert again(act, "小丑", "insult", words_in(SAYS)) == (("小丑", "insult"), "words")
        assert again(act, "，小丑", "insult", words_in(SAYS, conduct=[("小丑", "insult")])) == (
            ("小丑", "insult"),
            "other_ends",
        )


def test_what_was_rejected_and_nobody_claims_is_settled():
    assert again("conduct.reject", "小丑", "insult", words_in(SAYS)) == (None, "agreed")
    assert again("conduct.reject", "小丑", "insult", words_in(SAYS, conduct=[("号，小丑", "insult")])) == (None, "gone")
    assert again("finding.reject", "外卖骑手", "job_history", words_in(SAYS)) == (None, "agreed")
    for act in ("finding.confirm", *placing.OF_WORDS):
        assert again(act, "外卖骑手", "job_history", words_in(SAYS)) == (("外卖骑手", "job_history"), "words")


def test_words_whose_value_cannot_be_told_stand_where_nobody_saw_the_post_otherwise():
    after = words_in(SAYS)
    key, mark = ("text", 3, 7, "job_history"), {"value": "another form", "nth": 0, "of": 1}
    assert placing.again(after, "finding", key, mark, "finding.confirm") == (None, "gone")
    after.once = True
    assert placing.again(after, "finding", key, mark, "finding.confirm") == ((3, 7, "job_history"), "words")
    assert placing.again(after, "finding", key, {**mark, "value": "#1234"}, "finding.confirm") == (None, "gone")


def test_a_value_that_stands_at_one_place_is_found_there_though_nobody_saw_the_post_otherwise():
    """Once the decision stood on other words, where captures differ in blanks."""
    after = words_in("。" + SAYS)
    after.once = True
    key, mark = ("text", 3, 7, "job_history"), {"value": "job_history:外卖骑手", "nth": 0, "of": 1}
    assert placing.again(after, "finding", key, mark, "finding.confirm") == ((4, 8, "job_history"), "words")


def test_a_secret_that_was_added_is_known_by_what_stands_around_it():
    mark = placing.mark_around(words_in(SAYS), "text", 9, 14)
    assert placing.words(words_in(SAYS), "text", (9, 14), mark) == ((9, 14), "there")
    assert placing.words(words_in("。" + SAYS), "text", (9, 14), mark) == (None, "gone")
    assert placing.words(words_in("短"), "text", (9, 14), mark) == (None, "gone")


def test_a_secret_stands_where_all_around_it_is_as_it_was():
    before = words_in(SAYS, ("云栖里3号", "account_password"))
    name = f"c/1/text/{before.findings[0].start}-{before.findings[0].end}/account_password"
    mark = placing.mark_of_key("finding", name, {"c/1": before}, {})
    assert mark.keys() == {"nth", "of", "around"}
    at = placing.span_key(name)[1]
    assert placing.again(words_in(SAYS), "finding", at, mark, "finding.confirm") == (at[1:], "words")
    assert placing.again(words_in("。" + SAYS), "finding", at, mark, "finding.confirm") == (None, "gone")


@examples(100)
@given(
    st.text("甲乙丙", max_size=6),
    st.text("甲乙丙", min_size=1, max_size=3),
    st.text("甲乙丙", max_size=6),
    st.text("丁戊", max_size=5),
)
def test_any_stretch_is_found_by_its_words(before, words, after, new):
    text = before + words + after
    known = Post(text={"text": text}.get)
    mark = placing.mark_of_words(known, "text", len(before), len(before) + len(words))
    moved = Post(text={"text": new + text}.get)
    now, _ = placing.words(moved, "text", (len(before), len(before) + len(words)), mark)
    assert now == (len(new) + len(before), len(new) + len(before) + len(words))
    assert placing.words(Post(text={"text": new}.get), "text", (0, 1), mark) == (None, "gone")


def test_what_has_no_mark_is_where_it_was_or_nowhere():
    known = Post(text={"text": "一二三"}.get)
    assert placing.words(known, "text", (0, 2), None) == ((0, 2), "there")
    assert placing.words(known, "text", (0, 9), None) == (None, "unmarked")
    assert placing.words(known, "caption", (0, 2), None) == (None, "unmarked")
    rows = post({"name": "aaaa"}).findings
    assert placing.span(rows, ("text", 0, 4, "name"), None) == ((0, 4), "there")
    assert placing.span(rows, ("text", 1, 4, "name"), None) == (None, "unmarked")


def test_what_is_not_there_has_no_mark():
    assert placing.mark_of_span(post({"name": "aaaa"}).findings, ("text", 5, 9, "name")) is None
    assert placing.mark_of_words(Post(text={"text": "一二"}.get), "text", 1, 9) is None
    assert placing.mark_of_words(Post(), "text", 0, 1) is None


def test_a_key_that_is_none_names_nothing():
    for key in ("name", "c/1/text/0-x/name", "c/1/text/name"):
        assert placing.span_key(key) == ("", ("", 0, 0, ""))
    assert placing.span_key("c/1/text/0-5", bare=True) == ("c/1", ("text", 0, 5, ""))


def test_what_may_not_be_kept_makes_no_person_known():
    rows = [*post({"name": "aaaa"}).findings, Found("text", 20, 24, "account_password", "", 0, sure=True)]
    assert Post(rows).persons() == {0: {"name": {"aaaa"}}}


def test_a_publication_is_known_by_what_a_person_put_another_reading_in_place_of():
    machine, number = Found("text", 0, 3, "name", "aaaa", 0, sure=True), Found("text", 9, 27, "id_number", "bbbb", 0, sure=True)  # fmt: skip
    held = Post([machine, number])
    mark = placing.mark_of(held, 0)
    corrected = Found("text", 0, 4, "name", "cccc", 0, sure=True, said=True)
    held.replace([corrected, number])
    assert placing.publication(held, 0, mark) == (0, "there")
    other = Post([machine, number])
    other.replace([corrected._replace(said=False), number])
    assert placing.publication(other, 0, mark) == (None, "gone")
    apart = Post([machine, number])
    apart.replace([corrected._replace(start=40, end=44), number])
    assert placing.publication(apart, 0, mark) == (None, "gone")
