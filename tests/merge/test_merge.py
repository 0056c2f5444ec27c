"""One post of many captures: which row stands for it, what its versions are, what an album is."""

from datetime import UTC, datetime

import pyarrow as pa
import pytest
from tests.merge.made import CHANNEL, capture, day, merged, post

from doxdocket.merge import latest_findings
from doxdocket.records import FINDINGS, MERGED

PHOTO = [{"path": "photos/1.jpg", "name": None, "mime": "image/jpeg", "kind": "photo", "status": "included"}]


def test_a_post_in_one_capture_is_itself():
    one, versions, captures = merged(capture("a", [post(1), post(2)]))
    assert [(r["capture"], r["captures"], r["versions"]) for r in one.values()] == [("a", 1, 1)] * 2
    assert versions == {}
    assert [(c["capture"], c["rank"], c["at"]) for c in captures] == [("a", 1, None)]


def test_of_two_texts_the_later_capture_stands_and_a_post_it_lacks_stays():
    one, versions, _ = merged(
        capture("late", [post(1, "乙")], at=day(9)), capture("early", [post(1), post(2)], at=day(3))
    )
    assert (one["1"]["capture"], one["1"]["captures"], one["1"]["versions"]) == ("late", 2, 2)
    assert (one["2"]["capture"], one["2"]["captures"]) == ("early", 1)
    assert versions == {("1", "early"): (1, ""), ("1", "late"): (2, "text")}


def test_of_two_captures_that_agree_the_fuller_form_stands():
    page = capture("page", [post(1, "甲 \n\u3000\u2028乙\xa0\u200b")], form="tme_page", at=day(9))
    one, versions, _ = merged(page, capture("json", [post(1, "甲\n乙", author="署名")], at=day(3)))
    assert (one["1"]["capture"], one["1"]["versions"]) == ("json", 1)
    assert versions["1", "page"] == (1, "")


def test_an_edit_back_to_the_first_text_is_a_third_version():
    texts = ("甲", "乙", "甲")
    one, versions, _ = merged(*(capture(f"c{n}", [post(1, text)], at=day(n + 2)) for n, text in enumerate(texts)))
    assert [versions["1", f"c{n}"][0] for n in range(3)] == [1, 2, 3]
    assert one["1"]["capture"] == "c2"


@pytest.mark.parametrize(("change", "said", "version"), [
    ({"fields": [{"where": "contact", "text": "丙"}]}, "fields", 2),
    ({"media": PHOTO}, "media", 2),
    ({"forwarded_from": "某频道"}, "forwarded_from", 2),
    ({"author": "署名"}, "author", 2),
    ({"edited": day(8)}, "edited", 1),   # a hidden edit sets it too: trap 4
    ({"type": "service"}, "type", 2),
])  # fmt: skip
def test_what_differs_within_one_form_is_named(change, said, version):
    _, versions, _ = merged(capture("a", [post(1)], at=day(3)), capture("b", [post(1, **change)], at=day(9)))
    assert versions["1", "b"] == (version, said)


def test_a_capture_that_does_not_tell_of_files_differs_in_none():
    for first, then in (([], None), (PHOTO, None), (None, []), (None, PHOTO)):
        one, versions, _ = merged(
            capture("a", [post(1, media=first)], at=day(3)), capture("b", [post(1, media=then)], at=day(9))
        )
        assert (one["1"]["versions"], versions["1", "b"]) == (1, (1, ""))


def test_what_another_form_lacks_is_no_difference():
    full = post(1, author="署名", fields=[{"where": "contact", "text": "丙"}], media=PHOTO, forwarded_from="某")
    _, versions, _ = merged(capture("a", [full], at=day(3)), capture("b", [post(1)], form="tme_page", at=day(9)))
    assert versions["1", "b"] == (1, "")


def test_a_row_that_holds_nothing_is_no_version_and_never_stands():
    blank = post(1, "", type="unsupported", date=None)
    one, versions, _ = merged(capture("a", [post(1)], at=day(3)), capture("b", [blank], at=day(9)))
    assert (one["1"]["capture"], one["1"]["type"], one["1"]["captures"], one["1"]["versions"]) == ("a", "message", 2, 1)
    assert versions["1", "b"] == (1, "")


def test_what_the_standing_row_lacks_is_filled_in_from_others():
    html = capture("html", [post(1, date=None, date_local="2024-01-01T08:00:00")], form="tdesktop_html")
    page = capture(
        "page",
        [post(1, forwarded_from="某", forwarded_from_id="@mou", forwarded_post="7", forwarded_date=day(2))],
        form="tme_page",
    )
    one, _, _ = merged(html, page)
    assert one["1"]["capture"] == "html"
    assert (one["1"]["date"], one["1"]["forwarded_from_id"], one["1"]["forwarded_post"]) == (day(1, 1), "@mou", "7")
    assert one["1"]["forwarded_date"] == day(2)


def test_captures_are_ordered_by_the_files_time_then_the_stated_one_then_their_last_post():
    first = capture("a", [post(1)], stated=day(5))
    second = capture("b", [post(1, at=day(7))])
    third = capture("c", [post(1)], at=day(9), stated=day(2))
    _, _, captures = merged(third, second, first)
    assert [(c["capture"], c["at"], c["at_how"]) for c in captures] == [
        ("a", day(5), "stated"), ("b", None, None), ("c", day(9), "server"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said", [day(1), datetime(2103, 1, 1, tzinfo=UTC)], ids=["before its last post", "after it was taken in"]
)
def test_a_time_that_cannot_be_counts_as_unsaid(said):
    odd = capture("odd", [post(1, at=day(7))], at=said)
    _, _, captures = merged(capture("a", [post(1)], at=day(9)), odd)
    assert [(c["capture"], c["at"], c["at_how"]) for c in captures] == [("odd", None, None), ("a", day(9), "server")]


def test_a_capture_was_made_after_the_last_edit_that_it_shows():
    edited = capture("a", [post(1, edited=day(20))], stated=day(10))
    bare = capture("b", [post(1, edited=day(15))])
    _, _, captures = merged(edited, bare, capture("c", [post(1)], at=day(17)))
    assert [(c["capture"], c["at"]) for c in captures] == [("b", None), ("c", day(17)), ("a", None)]


def test_the_order_of_taking_in_decides_nothing():
    one, other = capture("b", [post(1)]), capture("c", [post(1, "乙")])
    assert merged(one, other) == merged(other, one)


def test_a_post_that_stands_twice_in_one_file_is_one_post_of_one_capture():
    one, versions, _ = merged(capture("a", [post(1), post(1, "乙", byte_start=99)]))
    assert (len(one), one["1"]["captures"], one["1"]["versions"]) == (1, 1, 1)
    assert set(versions) == {("1", "a")}


def value(capture, row_no, *values, post_id="1", **more):
    return [
        {"post_id": post_id, "capture": capture, "row_no": row_no, "kind": "phone_number", "digest": v} | more for v in values
    ]  # fmt: skip


def test_white_space_between_digits_hides_nothing():
    """Texts that differ in white space are one version; of its rows that stands which exposes most, whatever comes later."""
    first, spread = (
        capture("a", [post(1, "电话13800000001")], at=day(3)),
        capture("b", [post(1, "电话138 0000 0001")], at=day(9)),
    )
    for given in ((first, spread), (spread, first)):
        one, versions, _ = merged(*given, findings=value("a", 0, b"x"))
        assert (one["1"]["capture"], one["1"]["versions"], versions["1", "b"]) == ("a", 1, (1, ""))
    equal = [*value("a", 0, b"x"), *value("b", 0, b"x")]
    assert merged(first, spread, findings=equal)[0]["1"]["capture"] == "b"
    doubtful = [
        *value("b", 0, b"x"),
        *value("a", 0, b"y", b"z", verdict="doubtful"),
        *value("a", 0, b"u", b"v", person=-1),
    ]
    assert merged(first, spread, findings=doubtful)[0]["1"]["capture"] == "b"
    edited = capture("c", [post(1, "改")], at=day(10))
    assert (
        merged(first, edited, findings=value("a", 0, b"x"))[0]["1"]["capture"] == "c"
    )  # another version counts though it exposes less


def test_of_two_rows_of_one_id_in_one_file_the_one_that_exposes_most_stands():
    rows = capture("a", [post(1), post(1, "乙"), post(1, "丙")])
    assert merged(rows)[0]["1"]["row_no"] == 0
    found = [*value("a", 0, b"x"), *value("a", 1, b"x", b"y"), *value("a", 2, b"u", b"v")]
    assert merged(rows, findings=found)[0]["1"]["row_no"] == 1


def test_what_one_row_of_an_id_exposes_is_never_put_to_the_other():
    found = [*value("a", 0, b"x"), *value("a", 1, b"x", b"y"), *value("a", 0, b"z", post_id="2")]
    table = pa.Table.from_pylist([{"channel_id": CHANNEL, "where": "text"} | f for f in found], FINDINGS)
    keep = pa.Table.from_pylist([{"channel_id": CHANNEL, "post_id": "1", "capture": "a", "row_no": 1}], MERGED)
    kept = latest_findings(table, keep).to_pylist()
    assert [(r["post_id"], r["row_no"], r["digest"]) for r in kept] == [("1", 1, b"x"), ("1", 1, b"y")]


def versions_of(*captures):
    one, versions, _ = merged(*captures)
    return one["1"]["versions"], [versions["1", c["name"]][0] for c in captures]


def test_without_an_order_each_content_counts_once():
    texts = [("a", "甲", day(3)), ("b", "乙", None), ("c", "甲", day(9))]
    a, b, c = (capture(name, [post(1, text, at=day(4) if at is None else None)], at=at) for name, text, at in texts)
    assert versions_of(a, b, c) == (2, [1, 2, 1])
    assert merged(a, b, c)[0]["1"]["capture"] == "c"  # the last in time stands all the same
    known = capture("b", [post(1, "乙")], at=day(5))
    assert versions_of(a, known, c) == (3, [1, 2, 3])


def test_contents_of_one_moment_that_differ_have_no_order():
    a, b, c = (
        capture(n, [post(1, text)], at=day(d)) for n, text, d in (("a", "甲", 3), ("b", "乙", 9), ("c", "甲", 9))
    )
    assert versions_of(a, b, c)[0] == 2
    same = capture("b", [post(1, "甲")], at=day(9))
    assert versions_of(a, same, c)[0] == 1


def test_contents_without_an_order_are_told_apart_within_one_form():
    card = [{"where": "contact", "text": "丙"}]
    a, b = capture("a", [post(1)]), capture("b", [post(1, fields=card)])
    page = capture("p", [post(1)], form="tme_page")
    assert versions_of(a, b, page)[0] == 2
    blank = capture("z", [post(1, "", type="unsupported")])
    assert versions_of(a, page, blank)[0] == 1


# Albums (trap 13)


def albums(*captures):
    return {k: (r["album"], r["album_how"]) for k, r in merged(*captures)[0].items()}


def test_trap_13_a_stated_group_is_one_album_keyed_by_its_lowest_id():
    posts = [post(n, album="99", media=PHOTO) for n in (7, 8, 9)] + [post(10)]
    found = albums(capture("a", posts))
    assert found == {"7": ("7", "stated"), "8": ("7", "stated"), "9": ("7", "stated"), "10": (None, None)}


def test_trap_13_a_page_that_shows_several_ids_as_one_states_the_album_for_other_forms_too():
    page = capture("page", [post(7, also=["8", "9"])], form="tme_page", at=day(3))
    found = albums(page, capture("json", [post(n, at=day(2)) for n in (7, 8, 9)]))
    assert found == {"7": ("7", "stated"), "8": ("7", "stated"), "9": ("7", "stated")}


def test_trap_13_without_a_group_files_of_one_second_and_next_ids_are_inferred():
    at = day(2, 5)
    posts = [
        post(7, "", at=at, media=PHOTO),
        post(8, "说明", at=at, media=PHOTO),
        post(9, "别的", at=day(2, 6), media=PHOTO),
    ]
    assert albums(capture("a", posts)) == {"7": ("7", "inferred"), "8": ("7", "inferred"), "9": (None, None)}


@pytest.mark.parametrize("second", [
    post(8, "", at=day(2, 5)),                                  # no file
    post(8, "乙", at=day(2, 5), media=PHOTO),                    # a second caption
    post(8, "", at=day(2, 5), media=PHOTO, from_id="user2"),    # another sender
    post(9, "", at=day(2, 5), media=PHOTO),                     # not the next id
    post(8, "", at=day(2, 6), media=PHOTO),                     # another time
])  # fmt: skip
def test_trap_13_neighbours_that_are_no_album(second):
    first = post(7, "甲", at=day(2, 5), media=PHOTO)
    assert set(albums(capture("a", [first, second])).values()) == {(None, None)}


def test_channels_do_not_mix():
    other = post(1, "乙", channel_id="telegram:channel:2")
    one, versions, _ = merged(capture("a", [post(1)]), capture("b", [other]))
    assert versions == {}
    assert one["1"]["captures"] == 1
    assert CHANNEL == "telegram:channel:1"
