"""A doubtful value of no kind is one more item of the high, and of nothing else."""

from tests.count.test_figures import bounds, by_id, made
from tests.resolve.made import Who, post

KNOWN = {"name": "n", "id_number": "i", "phone_number": "p"}


def test_a_field_that_nobody_could_name_is_in_the_high_of_fields_only():
    without = by_id(made([post(n, Who(dict(KNOWN))) for n in range(3)])[1])
    f = by_id(made([post(n, Who({**KNOWN, "other": ("x", "doubtful")})) for n in range(3)])[1])
    low, best, high = bounds(without["items_field"])
    assert bounds(f["items_field"]) == (low, best, high + 1)
    assert bounds(f["kind.other"]) == (0, 0, 1)
    for figure in (
        "kinds",
        "persons",
        "dossiers",
        "publications",
        "items_set",
        "items_person",
        "posts_with_pi",
        "tier_c",
    ):
        assert bounds(f[figure]) == bounds(without[figure]), figure


def test_a_field_that_a_person_named_other_counts_as_a_kind():
    named = by_id(made([post(1, Who({**KNOWN, "other": "x"}))])[1])
    assert bounds(named["kinds"])[2] == len(KNOWN) + 1
