"""A set that differs from an earlier one only by what the machine weighed up alone is a repeat in the low, and none in other readings."""

from doxdocket.resolve.record import Publication, repeats


def publication(number, values):
    return Publication(f"c/{number}/0", "c", ("c", str(number)), "target", None, quoted=False, origin=None, home="c", values=values, item_set=repr(sorted(values)).encode())  # fmt: skip


PUBS = [
    publication(1, {1: "name", 2: "phone_number"}),
    publication(2, {1: "name", 2: "phone_number", 3: "job_history"}),
]


def test_what_was_weighed_up_alone_makes_no_new_set_in_the_low():
    assert repeats(PUBS, [0, 0], parts=True) == [None, None]
    assert repeats(PUBS, [0, 0], parts=True, sure={1: {1: "name", 2: "phone_number"}}) == [None, (0, "same_items")]
    assert repeats(PUBS, [0, 0]) == [None, None]


def test_a_set_of_which_nothing_is_sure_is_asked_by_all_that_it_holds():
    assert repeats(PUBS, [0, 0], parts=True, sure={1: {}}) == [None, None]
    assert repeats(PUBS[::-1], [0, 0], parts=True, sure={1: {}}) == [None, (0, "same_items")]
