"""Whose the findings of a picture are, among the persons of its post."""

from hypothesis import given
from hypothesis import strategies as st

from doxdocket.detect.images.post_rows import Claim, assign

NAME, ID, PHONE, FACE = "name", "id_number", "phone_number", "face_photo"


def test_one_person_in_the_picture_and_one_target_in_the_post_are_one():
    assert assign([Claim(0, NAME, b"a")], [[Claim(0, PHONE, b"p")]]) == [[0]]


def test_another_number_is_another_person():
    assert assign([Claim(0, ID, b"a")], [[Claim(0, ID, b"b"), Claim(0, NAME, b"n")]]) == [[1, 1]]


def test_a_number_that_another_contradicts_is_not_bridged_by_a_name():
    text = [Claim(0, NAME, b"n"), Claim(0, ID, b"a")]
    assert assign(text, [[Claim(0, NAME, b"n"), Claim(0, ID, b"b")]]) == [[1, 1]]


def test_the_person_who_shares_most_is_meant():
    text = [Claim(0, NAME, b"n"), Claim(1, ID, b"a"), Claim(1, NAME, b"m")]
    assert assign(text, [[Claim(0, ID, b"a"), Claim(0, PHONE, b"p")]]) == [[1, 1]]


def test_a_picture_beside_words_about_one_relative_is_the_relatives():
    father, mother = Claim(0, PHONE, b"p", role="relative"), Claim(1, PHONE, b"q", role="relative")
    card = [Claim(0, ID, b"a"), Claim(0, FACE, b"f", whole=True)]
    assert assign([father], [card]) == [[0, 0]]
    assert assign([father, mother], [card]) == [[2, 2]]


def test_two_targets_leave_a_face_with_nobody():
    text = [Claim(0, NAME, b"n"), Claim(1, NAME, b"m")]
    assert assign(text, [[Claim(0, FACE, b"f", whole=True)]]) == [[-1]]
    assert assign(text, [[Claim(-1, FACE, b"f", whole=True)]]) == [[-1]]


def test_a_doubtful_value_ties_nobody():
    assert assign([Claim(0, NAME, b"n")], [[Claim(0, ID, b"x", sure=False)], [Claim(-1, PHONE, b"p")]]) == [[0], [-1]]


def test_front_and_back_of_a_card_without_words_are_one_person():
    front, back = [Claim(0, ID, b"a"), Claim(0, NAME, b"n")], [Claim(0, "id_card_image", b"c", whole=True)]
    assert assign([], [front, back]) == [[0, 0], [0]]


def test_a_list_of_three_makes_three_persons():
    rows = [Claim(n, ID, bytes([n])) for n in range(3)]
    assert assign([], [rows]) == [[0, 1, 2]]
    assert assign([Claim(0, NAME, b"n")], [rows]) == [[1, 2, 3]]


claims = st.lists(
    st.builds(Claim, st.integers(-1, 3), st.sampled_from([NAME, ID, PHONE, FACE]), st.binary(min_size=1, max_size=1), st.booleans()),
    max_size=6,
)  # fmt: skip


@given(claims, st.lists(claims, max_size=3))
def test_every_claim_gets_one_answer_and_no_two_numbers_meet_in_one_person(text, pictures):
    whose = assign(text, pictures)
    assert [len(w) for w in whose] == [len(p) for p in pictures]
    for answers, picture in zip(whose, pictures, strict=True):
        for who in set(answers) - {-1}:
            shown = [c for c, w in zip(picture, answers, strict=True) if w == who and c.sure and c.kind == ID]
            known = {c.digest for c in text if c.person == who and c.sure and c.kind == ID}
            assert not known or not shown or known & {c.digest for c in shown}
