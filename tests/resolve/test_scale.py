"""One value shared by ten thousand posts costs no more than its rows; a hub of as many names is found as such."""

import time

from tests.resolve.made import findings, meta, post

from doxdocket.resolve import resolve

MANY = 10_000


def timed(posts):
    rows, about = findings(posts), meta(posts)
    at = time.process_time()
    r = resolve(rows, about, [], {})
    return r, time.process_time() - at


def test_ten_thousand_posts_of_one_person():
    r, seconds = timed([post(n, {"name": "x", "id_number": "A", "school": n % 50}) for n in range(MANY)])
    assert (r.persons.num_rows, r.links.num_rows) == (1, MANY - 1)
    assert seconds < 20


def test_ten_thousand_names_at_one_number():
    r, seconds = timed([post(n, {"name": f"n{n}", "phone_number": "P"}) for n in range(MANY)])
    assert (r.persons.num_rows, r.links.num_rows) == (MANY, 1)
    assert seconds < 20
