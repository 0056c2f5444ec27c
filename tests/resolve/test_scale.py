"""One value shared by ten thousand posts costs no more than its rows; a hub of as many names is found as such."""

from functools import partial

import pytest
from tests.costs import SQUARE, grown
from tests.resolve.made import findings, meta, post, resolve

MANY = 10_000
POSTS = {
    "one person": lambda n: post(n, {"name": "x", "id_number": "A", "school": n % 50}),
    "names at one number": lambda n: post(n, {"name": f"n{n}", "phone_number": "P"}),
}


@pytest.mark.parametrize(("posts", "persons", "links"), [("one person", 1, MANY - 1), ("names at one number", MANY, 1)])
@pytest.mark.whole(but=5)
def test_ten_thousand_posts_cost_four_times_a_quarter_of_them(posts, persons, links):
    made = [POSTS[posts](n) for n in range(MANY)]
    quarter, whole = (partial(resolve, findings(some), meta(some), [], {}) for some in (made[: MANY // 4], made))
    r = whole()
    assert (r.persons.num_rows, r.links.num_rows) == (persons, links)
    assert grown(quarter, whole) < SQUARE
