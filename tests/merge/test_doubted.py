"""One forged page changes what stands; the table of what is missing says which posts and counts rest on one file."""

from datetime import timedelta

from tests.merge.evidence import CHANNEL, Capture, day, post, tables
from tests.merge.test_completeness import NO_PLACES

from doxdocket.merge import completeness
from doxdocket.records import CHANNELS, MERGED

X, Y = {"name": "x"}, {"name": "y"}


def doubted(*captures, views=(), posted=None):
    """(item, code) → (count, ids) of the two items, of the one channel. ``views``: (capture, post, low, high)."""
    at = {c.name: c.at for c in captures}
    readings = [
        {"channel_id": CHANNEL, "post_id": str(no), "what": "views", "low": low, "value": low, "high": high,
         "granularity": 1, "at": at[name], "capture": name, "source": name.partition("@")[0]}
        for name, no, low, high in views
    ]  # fmt: skip
    told = tables(*captures, readings=readings)
    told["channels"] = CHANNELS.empty_table()
    if posted is not None:
        told["merged"] = told["merged"].from_pylist([r | {"date": posted} for r in told["merged"].to_pylist()], MERGED)
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    found = [r for r in rows if r["item"] in ("single_source", "readings_doubted")]
    assert all(r["capture"] is None and r["source"] is None for r in found)
    return {(r["item"], r["code"]): (r["count"], r["detail"]) for r in found}


# Texts


def test_a_text_that_one_later_page_alone_shows_is_named():
    export = Capture("a", day(0), [post(1, X), post(2, X), post(3, Y)])
    page = Capture("b", day(9), [post(1, X), post(2), post(3)], "window", form="tme_page")
    assert doubted(export, page) == {("single_source", None): (2, "2, 3")}


def test_another_file_of_the_same_or_a_later_time_bears_it_out():
    first, page = Capture("a", day(0), [post(2, X)]), Capture("b", day(9), [post(2, Y)], form="tme_page")
    for when in (9, 30):
        assert doubted(first, page, Capture("c", day(when), [post(2, Y)])) == {}


def test_an_earlier_file_bears_nothing_out_that_another_contradicts_between_them():
    again = [Capture(name, day(n), [post(2, who)]) for n, (name, who) in enumerate((("a", X), ("b", Y), ("c", X)))]
    assert doubted(*again) == {("single_source", None): (1, "2")}


def test_two_pages_of_one_archive_are_one_file():
    first = Capture("a", day(0), [post(2, X)])
    pages = [Capture(f"w@{n}", day(n), [post(2, Y)], "window", form="warc") for n in (8, 9)]
    assert doubted(first, *pages) == {("single_source", None): (1, "2")}


def test_a_row_without_content_bears_nothing_out():
    first, page = Capture("a", day(0), [post(2, X)]), Capture("b", day(9), [post(2, Y)], form="tme_page")
    blank = Capture("c", day(30), [post(2, Y, type="unsupported", differs="")])
    assert doubted(first, page, blank) == {("single_source", None): (1, "2")}


def test_a_difference_that_leaves_the_words_is_not_named():
    first = Capture("a", day(0), [post(2, X)])
    assert doubted(first, Capture("b", day(9), [post(2, X, differs="author,media")])) == {}
    assert doubted(first, Capture("b", day(9), [post(2, X, differs="fields")])) == {("single_source", None): (1, "2")}


# Readings


def two(later=9.0, extent="window"):
    return Capture("a", day(0), [post(1), post(2)]), Capture("b", day(later), [post(1), post(2)], extent)


def test_a_counter_that_falls_is_named():
    views = [("a", 1, 500, 500), ("b", 1, 501, 501), ("a", 2, 500, 500), ("b", 2, 90, 90)]
    assert doubted(*two(), views=views) == {("readings_doubted", "falls"): (1, "2")}


def test_rounding_is_no_fall():
    assert doubted(*two(), views=[("a", 1, 505_920, 505_920), ("b", 1, 505_850, 505_999)]) == {}


def test_of_two_files_of_one_moment_either_may_be_the_odd_one():
    assert doubted(*two(0), views=[("a", 1, 500, 500), ("b", 1, 90, 90)])["readings_doubted", "falls"] == (1, "1")


def test_a_count_that_another_file_of_the_day_bears_out_rests_on_two():
    views = [("a", 1, 500, 500), ("b", 1, 90, 90), ("c", 1, 95, 95)]
    assert doubted(*two(), Capture("c", day(9.5), [post(1)]), views=views) == {}
    far = doubted(*two(), Capture("c", day(29), [post(1)]), views=views)
    assert far == {("readings_doubted", "falls"): (1, "1")}


def test_a_count_ten_times_that_of_a_week_old_post_is_named():
    views = [("a", 1, 500, 500), ("b", 1, 5_001, 5_001), ("a", 2, 500, 500), ("b", 2, 5_000, 5_000)]
    old, young = day(0) - timedelta(days=7), day(0) - timedelta(days=6)
    assert doubted(*two(), views=views, posted=old) == {("readings_doubted", "jumps"): (1, "1")}
    assert doubted(*two(), views=views, posted=young) == {}
    few = [("a", 1, 5, 5), ("b", 1, 600, 600)]
    assert doubted(*two(), views=few, posted=old) == {}


def test_a_count_far_beyond_all_posts_of_other_files_of_that_time_is_named():
    export = Capture("a", day(0), [post(n) for n in range(1, 11)])
    views = [("a", n, 400 + n, 400 + n) for n in range(1, 11)]
    for when, much, named in ((9, 4_101, True), (9, 4_100, False), (31, 4_101, False)):
        page = Capture("b", day(when), [post(50), post(51)], "window")
        found = doubted(export, page, views=[*views, ("b", 50, much, much), ("b", 51, 300, 300)])
        assert found == ({("readings_doubted", "jumps"): (1, "50")} if named else {})
    page = Capture("b", day(9), [post(50)], "window")
    assert doubted(export, page, views=[*views[1:], ("b", 50, 4_101, 4_101)]) == {}  # nine are too few to say


def test_a_count_without_a_time_or_of_one_file_is_held_against_none():
    assert (
        doubted(Capture("a", None, [post(1)]), Capture("b", day(9), [post(1)]), views=[("a", 1, 9, 9), ("b", 1, 1, 1)])
        == {}
    )
    pages = [Capture(f"w@{n}", day(n), [post(1)], "window") for n in (8, 9)]
    assert doubted(*pages, views=[("w@8", 1, 9, 9), ("w@9", 1, 1, 1)]) == {}
