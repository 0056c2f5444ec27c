"""What a later capture proves of each publication of the earlier evidence, and what it does not."""

from datetime import timedelta

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.merge.evidence import CHANNEL, Capture, day, post, tables
from tests.sizes import examples

from doxdocket.account import RECHECK
from doxdocket.errors import WrongCall
from doxdocket.merge import completeness
from doxdocket.merge import recheck as room

GROUP = "telegram:supergroup:5"
X = {"who": "V0001", "name": "x", "phone_number": "1"}
Y = {"who": "V0002", "name": "y", "phone_number": "2"}


def compare(*captures, later=None, warnings=()):
    """The rows by post id."""
    told = tables(*captures, warnings=warnings)
    chosen = room.last_sitting(told["captures"]) if later is None else later
    told.pop("readings")
    found = room.recheck(**told, later=chosen)
    assert found.schema == RECHECK
    assert {row["proves"] for row in found.to_pylist()} <= set(room.PROOFS)
    return {row["post_id"]: row for row in found.to_pylist()}


def said(row):
    return row["status"], row["proves"]


def first(*posts, **more):
    return Capture("a", day(0), posts, **more)


def then(*posts, **more):
    return Capture("b", day(30), posts, **more)


def test_still_there_and_unchanged():
    row = compare(first(post(1, X), post(2)), then(post(1, X), post(2)))["1"]
    assert said(row) == ("there", "still_shown")
    assert (row["person"], row["person_no"], row["items"], row["items_gone"]) == ("V0001", 0, 2, 0)
    assert (row["earlier"], row["earlier_at"], row["later"], row["later_at"]) == (["a"], day(0), ["b"], day(30))
    assert (row["gone_after"], row["gone_before"]) == (None, None)


def test_a_post_inside_the_later_export_that_it_lacks_is_gone_between_the_two():
    rows = compare(first(post(1), post(2, X, Y), post(3)), then(post(1), post(3)))
    assert said(rows["2"]) == ("gone", "gone_whole")
    assert (rows["2"]["gone_after"], rows["2"]["gone_before"]) == (day(0), day(30))
    assert (rows["2"]["later_first"], rows["2"]["later_last"]) == (1, 3)


@pytest.mark.parametrize("missing", [1, 9])
def test_outside_the_range_of_the_later_export_nothing_is_proved(missing):
    """Trap 7: a range of dates set in the dialog is not recorded."""
    rows = compare(first(post(missing, X), post(5)), then(post(4), post(5), post(8)))
    assert said(rows[str(missing)]) == ("not_covered", "outside_range")
    assert rows[str(missing)]["later_at"] is None


def test_trap_7_an_export_of_only_my_messages_proves_no_deletion():
    before = first(post(2, X), channel=GROUP)
    mine = Capture("b", day(30), [post(1, from_id="user9"), post(3, from_id="user9")], channel=GROUP)
    assert said(compare(before, mine)["2"]) == ("not_covered", "one_sender")


def test_a_group_export_with_service_posts_or_several_senders_is_whole():
    before = first(post(2, X), channel=GROUP)
    for whole in (
        [post(1, type="service", from_id="user8"), post(3, from_id="user9")],
        [post(1, from_id="user8"), post(3, from_id="user9")],
        [post(1, from_id="channel5"), post(3, from_id="channel5")],  # all in the group's own name: anonymous admins
    ):
        assert said(compare(before, Capture("b", day(30), whole, channel=GROUP))["2"]) == ("gone", "gone_whole")


def test_trap_7_html_of_only_my_messages_proves_no_deletion():
    for channel in (CHANNEL, "telegram:unkeyed:b"):
        before = first(
            post(1, type="service", from_id=None, from_name=None),
            post(2, X),
            channel=channel,
            form="tdesktop_html",
            title="邻里",
        )
        mine = [post(n, from_id=None, from_name="甲") for n in (1, 3)]
        late = Capture("b", day(30), mine, channel=channel, form="tdesktop_html", title="邻里")
        assert said(compare(before, late)["2"]) == ("not_covered", "one_sender")
        told = missing_signs(before, late)
        assert told == [(channel, "b", "one_sender")]


def missing_signs(*captures):
    told = tables(*captures)
    rows = completeness.table(
        told, places=pa.table({n: pa.array([], pa.string()) for n in ("source", "parent", "path")})
    )
    return [(r["channel_id"], r["capture"], r["code"]) for r in rows.to_pylist() if r["item"] == "restricted"]


def test_a_chat_that_posts_in_its_own_name_is_whole_whatever_the_form_knows():
    own = [post(n, from_id=None, from_name="旧档案") for n in (1, 3)]
    for more in ({"title": "旧档案"}, {"title": "新名", "kind": "public_channel"}):
        late = Capture("b", day(30), own, form="tdesktop_html", **more)
        assert said(compare(first(post(2, X), form="tdesktop_html"), late)["2"]) == ("gone", "gone_whole")
    nameless = Capture("b", day(30), [post(n, from_id=None) for n in (1, 3)], form="tdesktop_html")
    assert said(compare(first(post(2, X), form="tdesktop_html"), nameless)["2"]) == ("gone", "gone_whole")


def test_a_broadcast_channel_posts_in_its_own_name_only():
    assert said(compare(first(post(2, X)), then(post(1), post(3)))["2"]) == ("gone", "gone_whole")


def test_trap_7_a_chat_that_was_left_proves_no_deletion():
    left = {"source": "b", "what": "notice", "code": "left_chat", "channel_id": CHANNEL}
    late = then(post(1), post(3))
    assert said(compare(first(post(2, X)), late, warnings=[left])["2"]) == ("not_covered", "left_chat")
    elsewhere = left | {"channel_id": "telegram:channel:2"}
    assert said(compare(first(post(2, X)), late, warnings=[elsewhere])["2"]) == ("gone", "gone_whole")


def test_bytes_that_could_not_be_read_may_hold_the_post():
    lost = {"source": "b", "what": "quarantine", "code": "not_json", "channel_id": CHANNEL, "post_id": None}
    late = then(post(1), post(3))
    assert said(compare(first(post(2, X)), late, warnings=[lost])["2"]) == ("not_covered", "unread")
    assert said(compare(first(post(2, X)), late, warnings=[lost | {"channel_id": None}])["2"]) == (
        "not_covered",
        "unread",
    )
    assert said(compare(first(post(2, X)), late, warnings=[lost | {"post_id": "2"}])["2"]) == ("not_covered", "unread")
    assert said(compare(first(post(2, X)), late, warnings=[lost | {"post_id": "7"}])["2"]) == ("gone", "gone_whole")
    assert said(compare(first(post(2, X)), late, warnings=[lost | {"what": "repair"}])["2"]) == ("gone", "gone_whole")


def test_a_damaged_record_of_an_archive_hides_no_post_of_other_pages():
    lost = {"source": "b", "what": "quarantine", "code": "not_json", "channel_id": None, "post_id": None}
    page = Capture("b@9", day(30), [post(1), post(3)], "window", form="warc")
    assert said(compare(first(post(2, X)), page, warnings=[lost])["2"]) == ("gone", "gone_window")


def test_a_page_proves_what_lies_between_its_first_and_last_id():
    rows = compare(
        first(*(post(n, X) for n in (1, 21, 40))), then(post(20), post(22), extent="window", form="tme_page")
    )
    assert said(rows["21"]) == ("gone", "gone_window")
    assert said(rows["1"]) == said(rows["40"]) == ("not_covered", "outside_range")


def test_between_two_pages_nothing_is_proved():
    pages = (
        Capture("b@1", day(30), [post(1), post(5)], "window"),
        Capture("b@2", day(30), [post(10), post(15)], "window"),
    )
    rows = compare(first(*(post(n, X) for n in (3, 7, 12))), *pages)
    assert [said(rows[n])[0] for n in ("3", "7", "12")] == ["gone", "not_covered", "gone"]


def test_between_two_pages_that_adjoin_by_what_was_asked_for_nothing_is_left_open():
    """The older page was asked for the posts before 10: 6 to 9 were not there to show."""
    pages = (
        Capture("b@1", day(30), [post(1), post(5)], "window", asked=(None, 9)),
        Capture("b@2", day(30), [post(10), post(15)], "window"),
    )
    rows = compare(first(*(post(n, X) for n in (3, 7, 16))), *pages)
    assert said(rows["7"]) == ("gone", "gone_window")
    assert (rows["7"]["later_first"], rows["7"]["later_last"]) == (1, 9)
    assert said(rows["16"]) == ("not_covered", "outside_range")
    after = Capture("b", day(30), [post(10), post(15)], "window", asked=(7, None))
    assert said(compare(first(post(7, X), post(6, Y)), after)["7"]) == ("gone", "gone_window")
    assert said(compare(first(post(7, X), post(6, Y)), after)["6"]) == ("not_covered", "outside_range")


def test_the_ids_of_an_album_shown_as_one_post_are_there():
    album = post(10, X, also=["11", "12"])
    page = then(post(9), album, post(14), extent="window", form="tme_page")
    rows = compare(first(post(10, X), post(11, {"name": "x"}), post(12), post(13, Y)), page)
    assert said(rows["10"])[0] == "there"
    assert said(rows["11"])[0] == "there"
    assert said(rows["13"]) == ("gone", "gone_window")


def test_an_album_that_lost_its_first_picture_is_still_there():
    late = then(post(9), post(11, {"name": "x"}, also=["12"]), post(14))
    row = compare(first(post(10, X, also=["11", "12"])), late)["10"]
    assert said(row) == ("changed_values_gone", "values_some_gone")
    assert (row["items"], row["items_gone"]) == (2, 1)


def test_a_selection_says_nothing_of_what_it_lacks():
    rows = compare(first(post(1, X), post(2, Y)), then(post(1, X), post(3), extent="selection", form="ufed"))
    assert said(rows["1"]) == ("there", "still_shown")
    assert said(rows["2"]) == ("not_covered", "selection")
    assert said(compare(first(post(2, X)), then(post(1), post(3), extent=None))["2"]) == ("not_covered", "selection")


def test_a_page_without_preview_is_no_evidence_of_removal():
    rows = compare(first(post(1, X)), then(extent="window", form="tme_page"))
    assert said(rows["1"]) == ("not_covered", "nothing_shown")


def test_what_was_never_captured_again_is_not_covered():
    other = [Capture(n, day(d), [post(1)], channel="telegram:channel:2") for n, d in (("c", 0), ("d", 30))]
    assert said(compare(first(post(1, X)), *other)["1"]) == ("not_covered", "no_later_capture")


@pytest.mark.parametrize(
    ("state", "expected"),
    [("deleted", ("gone", "stated_deleted")), ("empty", ("gone", "stated_empty")), ("unknown", ("not_covered", "state_unknown"))],
)  # fmt: skip
def test_what_a_phone_or_a_dump_states(state, expected):
    phone = then(post(1, state=state), extent="selection", form="ufed")
    assert said(compare(first(post(1, X)), phone)["1"]) == expected


def test_an_id_whose_content_was_not_exported_settles_nothing():
    assert said(compare(first(post(1, X)), then(post(1, type="unsupported")))["1"]) == (
        "not_covered",
        "content_unknown",
    )


def test_values_that_were_edited_out_are_counted():
    rows = compare(first(post(1, X), post(2, Y)), then(post(1, {"who": "V0001", "name": "x"}), post(2)))
    assert said(rows["1"]) == ("changed_values_gone", "values_some_gone")
    assert (rows["1"]["items"], rows["1"]["items_gone"], rows["1"]["person"]) == (2, 1, "V0001")
    assert said(rows["2"]) == ("changed_values_gone", "values_all_gone")
    assert (rows["2"]["gone_after"], rows["2"]["gone_before"]) == (day(0), day(30))


def pictures(*names, kind="photo"):
    return [{"path": None, "name": name, "mime": None, "kind": kind, "status": "not_included"} for name in names]


def test_values_that_left_the_text_while_a_picture_came_may_stand_in_it():
    rows = compare(
        first(post(1, X), post(2, X), post(3, X, media=pictures("p")), post(4, X)),
        then(
            post(1, media=pictures("p")), post(2, {"who": "V0001", "name": "x"}, media=pictures("p", "q")),
            post(3, media=pictures("p")), post(4, media=pictures("small", kind="thumbnail")),
        ),
    )  # fmt: skip
    assert said(rows["1"]) == ("changed_values_unclear", "moved_to_picture")
    assert (rows["1"]["items_gone"], rows["1"]["items_unclear"], rows["1"]["gone_after"]) == (0, 2, None)
    assert room.answer(*said(rows["1"])) == "unknown"
    assert said(rows["2"]) == ("changed_values_kept", "moved_to_picture")
    assert room.answer(*said(rows["2"])) == "shown"
    for same in ("3", "4"):  # no more files than before
        assert said(rows[same]) == ("changed_values_gone", "values_all_gone")


def test_an_album_shown_as_one_post_has_no_more_pictures_than_before():
    album = [post(n, *who, media=pictures("p"), album="10") for n, who in ((10, [X]), (11, []), (12, []))]
    page = then(
        post(9), post(10, also=["11", "12"], media=pictures("p", "q", "r")), post(14), extent="window", form="tme_page"
    )
    assert said(compare(first(post(9), *album, post(14)), page)["10"]) == ("changed_values_gone", "values_all_gone")


def test_a_page_that_shows_an_album_under_one_id_says_nothing_of_its_other_ids():
    album = [post(n, X, media=pictures("p"), album="10") for n in (10, 11, 12)]
    early = first(post(9), *album, post(13, X), post(14))
    shown = {"extent": "window", "form": "tme_page"}
    rows = compare(early, then(post(9), post(10, X, media=pictures("p", "q", "r")), post(14), **shown))
    assert said(rows["10"])[0] == "there"
    assert said(rows["11"]) == said(rows["12"]) == ("not_covered", "album_as_one")
    assert said(rows["13"]) == ("gone", "gone_window")
    linked = compare(early, then(post(9), post(10, X, also=["11"], media=pictures("p", "q")), post(14), **shown))
    assert said(linked["11"])[0] == "there"
    assert said(linked["12"]) == ("gone", "gone_window")  # the page says which ids are in it
    left = compare(early, then(post(9), post(10, X, media=pictures("p")), post(14), **shown))
    assert said(left["11"]) == ("gone", "gone_window")  # of an album of one nothing else is left
    export = compare(early, then(post(9), post(10, X, media=pictures("p")), post(14)))
    assert said(export["11"]) == ("gone", "gone_whole")  # an export holds each id
    away = compare(early, then(post(9), post(14), **shown))
    assert said(away["10"]) == said(away["11"]) == ("gone", "gone_window")


def test_two_rows_of_one_id_are_two_persons():
    early = first(post(1, X, row_no=0), post(1, {"name": "z", "email": "e", "phone_number": "3"}, row_no=1), post(2))
    rows = compare(early, then(post(1, X), post(2)))
    assert len(rows) == 1
    assert (rows["1"]["items"], said(rows["1"])) == (3, ("changed_values_gone", "values_all_gone"))


def test_somebody_whom_only_an_earlier_version_exposes_has_no_code_and_is_not_lost():
    row = compare(first(post(1, Y)), then(post(1)))["1"]
    assert (row["person"], row["person_no"], row["items"]) == (None, None, 2)


def test_an_edit_that_keeps_the_values():
    row = compare(first(post(1, X)), then(post(1, X | {"email": "e"})))["1"]
    assert said(row) == ("changed_values_kept", "still_shown_changed")
    assert row["differs"] == "text"


def test_a_mark_of_editing_alone_is_no_change_of_what_was_published():
    """Trap 4: a time of editing is set by reactions too."""
    row = compare(first(post(1, X)), then(post(1, X, differs="author,edited")))["1"]
    assert said(row) == ("there", "still_shown")
    assert row["differs"] == "author,edited"


def test_a_value_outside_the_text_is_unclear_where_the_later_form_may_not_show_it():
    contact = post(1, {"name": "x", "phone_number": "1"}, where="contact")
    page = then(post(1), extent="window", form="tme_page")
    row = compare(first(contact), page)["1"]
    assert said(row) == ("changed_values_unclear", "form_narrower")
    assert (row["items_gone"], row["items_unclear"]) == (0, 2)
    assert room.answer(*said(row)) == "unknown"
    both = post(1, {"phone_number": "1"}, where="contact")
    kept = compare(first(both), then(post(1, {"phone_number": "1"}), extent="window", form="tme_page"))["1"]
    assert room.answer(*said(kept)) == "shown"
    assert said(compare(first(contact), then(post(1)))["1"]) == ("changed_values_gone", "values_all_gone")


def test_a_value_counts_as_there_whoever_it_is_put_to_now():
    row = compare(first(post(1, {"name": "x", "phone_number": "1"})), then(post(1, {"name": "y"}, {"name": "x", "phone_number": ("1", "doubtful")})))["1"]  # fmt: skip
    assert said(row)[0] == "changed_values_kept"


def test_doubtful_findings_are_no_publication():
    assert compare(first(post(1, {"name": ("x", "doubtful")})), then(post(1))) == {}


def test_persons_of_versions_that_number_them_otherwise_are_told_by_their_values():
    late = then(post(1, Y, X))
    found = tables(first(post(1, X, Y)), late)
    found.pop("readings")
    rows = room.recheck(**found, later={(CHANNEL, "b")}).to_pylist()
    assert [(r["person"], r["status"]) for r in rows] == [
        ("V0001", "changed_values_kept"),
        ("V0002", "changed_values_kept"),
    ]


def test_two_who_share_a_value_are_not_taken_for_one():
    home = {"home_address": "h"}
    found = tables(first(post(1, X | home, Y | home)), then(post(1, Y | home)))
    found.pop("readings")
    rows = room.recheck(**found, later={(CHANNEL, "b")}).to_pylist()
    assert sorted((r["person"] or "", r["items_gone"]) for r in rows) == [("", 2), ("V0002", 0)]


def test_the_last_later_capture_that_speaks_of_a_post_settles_it():
    late = [Capture(n, day(d), posts) for n, d, posts in (
        ("b", 30, [post(1, X), post(2), post(3)]), ("c", 30.2, [post(1), post(3)]), ("d", 30.4, [post(3)]),
    )]  # fmt: skip
    row = compare(first(post(1), post(2, X), post(3)), *late)["2"]
    assert said(row) == ("gone", "gone_whole")
    assert (row["gone_after"], row["gone_before"], row["later"]) == (day(30), day(30.2), ["b", "c"])


def test_a_post_that_came_back_is_there():
    late = [Capture("b", day(30), [post(1), post(3)]), Capture("c", day(30.5), [post(2, X)])]
    row = compare(first(post(1), post(2, X), post(3)), *late)["2"]
    assert said(row) == ("there", "still_shown")


def test_captures_of_one_sitting_are_not_set_against_one_another():
    """A JSON and an HTML export of one day: nothing later was captured."""
    both = first(post(1, X)), Capture("b", day(0.5), [post(2)], form="tdesktop_html")
    assert room.last_sitting(tables(*both)["captures"]) == set()
    assert said(compare(*both)["1"]) == ("not_covered", "no_later_capture")


def test_the_last_sitting_is_told_channel_by_channel():
    """One account export shows two channels; it is the last of one and not of the other."""
    twice = [Capture("b", day(30), [post(1, X), post(3)], channel=c) for c in (CHANNEL, "telegram:channel:2")]
    later = Capture("c", day(60), [post(1), post(3)], channel="telegram:channel:2")
    told = tables(first(post(1, X), post(2, Y)), *twice, later)
    chosen = room.last_sitting(told["captures"])
    assert chosen == {(CHANNEL, "b"), ("telegram:channel:2", "c")}
    told.pop("readings")
    rows = room.recheck(**told, later=chosen).to_pylist()
    assert [(r["channel_id"], r["post_id"], r["status"]) for r in rows] == [
        (CHANNEL, "1", "there"), (CHANNEL, "2", "gone"), ("telegram:channel:2", "1", "changed_values_gone"),
    ]  # fmt: skip


def test_since_a_moment():
    told = tables(first(post(1, X)), then(post(1, X)))["captures"]
    assert room.since(told, day(30)) == {(CHANNEL, "b")}
    assert room.since(told, day(31)) == set()


def test_a_capture_without_a_time_is_not_put_in_order():
    undated = Capture("u", None, [post(1), post(3)])
    rows = compare(first(post(2, X)), undated)
    assert said(rows["2"]) == ("not_covered", "no_later_capture")
    rows = compare(Capture("u", None, [post(2, X), post(4, Y)]), first(post(2, X)), then(post(1), post(5)))
    assert said(rows["2"]) == ("gone", "gone_whole")
    assert rows["2"]["earlier"] == ["a"]
    assert said(rows["4"]) == ("not_covered", "order_unknown")
    assert rows["4"]["earlier_at"] is None
    with pytest.raises(WrongCall, match="captured-at"):
        compare(first(post(2, X)), undated, later={(CHANNEL, "u")})


def test_a_later_capture_that_shows_the_post_settles_it_whenever_another_was_made():
    undated = Capture("u", None, [post(1), post(2, X), post(3, X), post(4, X), post(5)], form="tdesktop_html")
    late = then(post(1), post(2, X), post(3, {"who": "V0001", "name": "x"}), post(5))
    rows = compare(undated, late, later={(CHANNEL, "b")})
    assert said(rows["2"]) == ("there", "still_shown")
    assert (rows["2"]["earlier"], rows["2"]["earlier_at"]) == (["u"], None)
    assert (rows["2"]["later"], rows["2"]["later_at"]) == (["b"], day(30))
    for lost in ("3", "4"):  # values or post are not in it: which came first would have to be known
        assert said(rows[lost]) == ("not_covered", "order_unknown")
        assert (rows[lost]["gone_after"], rows[lost]["gone_before"]) == (None, None)


def test_publications_without_a_person_are_counted_beside_the_persons():
    told = tables(first(post(1, X), post(2, X, Y)), then(post(1, X), post(2, X)))
    told.pop("readings")
    rows = room.recheck(**told, later={(CHANNEL, "b")})
    assert room.persons(rows) == {
        "persons": 1,
        "removed": 0,
        "shown": 1,
        "unknown": 0,
        "without": 1,
        "edited_away": 1,
        "of_nobody": 0,
    }


def test_what_a_capture_without_a_time_adds_is_not_held_to_be_gone():
    row = compare(Capture("u", None, [post(1, X | {"email": "e"})]), first(post(1, X)), then(post(1, X)))["1"]
    assert (row["items"], row["items_gone"]) == (2, 0)


def test_an_id_that_is_no_number_lies_in_no_range():
    rows = compare(first(post(None, X, post_id="ABC")), then(post(1), post(9)))
    assert said(rows["ABC"]) == ("not_covered", "no_number")


def test_the_rows_of_two_tables_are_not_one_post():
    tables_ = (
        first(post(None, X, post_id="row5@aa"), extent="selection"),
        then(post(None, Y, post_id="row5@aa"), extent="selection"),
    )
    assert said(compare(*tables_)["row5@aa"]) == ("not_covered", "selection")


def test_totals_and_persons():
    told = tables(
        first(post(1, X), post(2, Y), post(3, X), post(9, {"who": "V0003", "name": "z"})),
        then(post(1, X), post(3, {"who": "V0001", "name": "x"}), post(5)),
    )
    told.pop("readings")
    rows = room.recheck(**told, later={(CHANNEL, "b")})
    assert room.totals(rows) == [{
        "channel_id": CHANNEL, "publications": 4, "there": 1, "changed_values_kept": 0, "changed_values_gone": 1,
        "changed_values_unclear": 0, "gone": 1, "not_covered": 1, "removed": 1, "shown": 2, "unknown": 1,
    }]  # fmt: skip
    assert room.persons(rows) == {
        "persons": 3,
        "removed": 1,
        "shown": 1,
        "unknown": 1,
        "without": 0,
        "edited_away": 0,
        "of_nobody": 0,
    }
    assert room.totals(rows.slice(0, 0)) == []
    gone = next(who for who in ("V0001", "V0002", "V0003") if room.persons(rows, {who: {"shown"}})["removed"] == 0)
    beside = room.persons(rows, {gone: {"unknown"}, "V0009": {"shown"}})
    assert (beside["persons"], beside["removed"], beside["unknown"]) == (3, 0, 2), "added by hand elsewhere: no answer"


def test_nothing_at_all():
    empty = tables()
    empty.pop("readings")
    assert room.recheck(**empty, later=set()).num_rows == 0


people = st.lists(
    st.dictionaries(st.sampled_from(["name", "phone_number", "email"]), st.integers(1, 3), min_size=1), max_size=2
)
some = st.lists(st.tuples(st.integers(1, 6), people), max_size=6, unique_by=lambda p: p[0])


@examples(60)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), some, st.sampled_from(["whole", "window", "selection"])), min_size=1, max_size=4
    )
)
def test_every_publication_has_one_row_and_gone_only_where_a_later_capture_reaches_it(drawn):
    captures = [
        Capture(f"c{n}", day(5 * when + n / 100), [post(no, *who) for no, who in posts], extent)
        for n, (when, posts, extent) in enumerate(drawn)
    ]
    told = tables(*captures)
    told.pop("readings")
    later = room.last_sitting(told["captures"])
    rows = room.recheck(**told, later=later).to_pylist()
    early = [c for c in captures if (CHANNEL, c.name) not in later]
    assert {r["post_id"] for r in rows} == {str(p.no) for c in early for p in c.posts if p.people}
    late = [c for c in captures if (CHANNEL, c.name) in later]
    for r in rows:
        assert 0 <= r["items_gone"] + r["items_unclear"] <= r["items"]
        if r["status"] == "gone":
            assert r["gone_after"] < r["gone_before"]
            assert any(
                c.extent != "selection" and c.posts and min(p.no for p in c.posts) <= int(r["post_id"]) <= max(p.no for p in c.posts)
                and int(r["post_id"]) not in {p.no for p in c.posts} for c in captures if c.at > r["gone_after"]
            )  # fmt: skip
            assert not any(int(r["post_id"]) in {p.no for p in c.posts} for c in captures if c.at > r["gone_after"])
        if r["status"] == "there":
            assert any(int(r["post_id"]) in {p.no for p in c.posts} for c in late)
    keys = [(r["post_id"], r["person_no"]) for r in rows if r["person_no"] is not None]
    assert len(keys) == len(set(keys))


def test_the_sitting_is_a_day():
    edge = [
        Capture(n, day(1) + d, [post(1)])
        for n, d in (("a", timedelta()), ("b", timedelta(hours=24)), ("z", timedelta(hours=-1)))
    ]
    assert room.last_sitting(tables(*edge)["captures"]) == {(CHANNEL, "a"), (CHANNEL, "b")}


def window(name, at, *posts):
    return Capture(name, day(at), posts, "window", form="tme_page")


def test_what_went_between_two_earlier_captures_is_gone_though_the_last_ones_no_longer_reach_it():
    """A page saved every few days shows the newest posts only; the last of them has long left the post behind."""
    rows = compare(
        window("a", 0, post(1), post(2, X), post(3, Y)), window("b", 3, post(1), post(3, Y), post(4)),
        window("c", 5, post(1), post(3), post(4)), window("d", 60, post(90), post(99)),
    )  # fmt: skip
    assert said(rows["2"]) == ("gone", "gone_window")
    assert (rows["2"]["gone_after"], rows["2"]["gone_before"], rows["2"]["later"]) == (day(0), day(3), ["b", "c"])
    assert rows["2"]["later_at"] == day(5)
    assert said(rows["3"]) == ("changed_values_gone", "values_all_gone")
    assert (rows["3"]["gone_after"], rows["3"]["gone_before"], rows["3"]["later"]) == (day(3), day(5), ["c"])


def test_that_a_post_is_still_there_no_earlier_capture_can_say():
    rows = compare(
        window("a", 0, post(1, X), post(3)), window("b", 3, post(1, X), post(3)), window("c", 60, post(90), post(99))
    )
    assert said(rows["1"]) == ("not_covered", "outside_range")
    assert (rows["1"]["later"], rows["1"]["later_at"]) == ([], None)


def test_earlier_captures_of_one_sitting_are_not_set_against_one_another_either():
    rows = compare(
        window("a", 0, post(1), post(2, X), post(3)),
        window("b", 0.5, post(1), post(3)),
        window("c", 60, post(90), post(99)),
    )
    assert said(rows["2"]) == ("not_covered", "outside_range")


def test_what_an_earlier_capture_lacks_and_one_after_it_shows_is_not_gone():
    rows = compare(
        window("a", 0, post(1), post(2, X), post(3)), window("b", 3, post(1), post(3)),
        window("c", 6, post(1), post(2, X), post(3)), window("d", 60, post(90), post(99)),
    )  # fmt: skip
    assert said(rows["2"]) == ("not_covered", "outside_range")


def test_an_export_of_one_sender_with_own_service_posts_is_doubted_too():
    before = first(post(2, X), channel=GROUP)
    mine = [post(1, type="service", from_id="user9"), post(3, from_id="user9")]
    assert said(compare(before, Capture("b", day(30), mine, channel=GROUP))["2"]) == ("not_covered", "one_sender")


def test_an_id_that_a_capture_after_it_has_without_content_was_not_gone():
    """The last page shows the post as one that needs Telegram itself: it is there, whatever an earlier page lacks."""
    rows = compare(
        first(post(1), post(2, X), post(3)), Capture("b", day(4), [post(1), post(3)]),
        Capture("c", day(30), [post(1), post(2, type="unsupported"), post(3)]),
    )  # fmt: skip
    assert said(rows["2"]) == ("not_covered", "content_unknown")
    one_sitting = compare(
        first(post(1), post(2, X), post(3)), Capture("b", day(30), [post(1), post(3)]),
        Capture("c", day(30.1), [post(1), post(2, type="unsupported"), post(3)]),
    )  # fmt: skip
    assert said(one_sitting["2"]) == ("not_covered", "content_unknown")


def test_a_post_that_a_window_lacks_is_gone_though_a_dump_only_states_it_empty():
    late = window("b", 30, post(1), post(3)), Capture("c", day(30.5), [post(2, state="empty")], "selection")
    assert said(compare(first(post(1), post(2, X), post(3)), *late)["2"]) == ("gone", "gone_window")


def test_a_capture_without_a_time_that_was_made_after_a_gap_refutes_it():
    """It has no time but a later post: what it shows was not gone before."""
    rows = compare(
        first(post(1), post(2, X), post(3)), window("b", 5, post(1), post(3)),
        Capture("c", None, [post(1), post(2, X), post(9)], placed=day(20)),
    )  # fmt: skip
    assert said(rows["2"]) == ("not_covered", "order_unknown")
