"""The table of what is missing: each item where it must stand, and nothing where nothing is missing."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.merge.evidence import CHANNEL, Capture, day, post, tables
from tests.sizes import examples

from doxdocket.account import COMPLETENESS
from doxdocket.merge import attached, completeness
from doxdocket.merge.completeness import ITEMS, item_of
from doxdocket.parse.codes import CODES
from doxdocket.records import CHANNELS

GROUP = "telegram:group:7"
NO_PLACES = pa.table({name: pa.array([], pa.string()) for name in ("source", "parent", "path")})


def places(*rows):
    return pa.Table.from_pylist(
        [dict(zip(("source", "parent", "path"), r, strict=True)) for r in rows], NO_PLACES.schema
    )


def missing(*captures, warnings=(), readings=(), stated=None, at=NO_PLACES, refused=()):
    """Rows as (capture, item, code) → (count, detail), of the one channel unless a row is of a file."""
    told = tables(*captures, warnings=warnings, readings=readings)
    rows = [
        dict.fromkeys(CHANNELS.names) | {n: c[n] for n in ("channel_id", "capture", "source", "posts")} | (stated or {})
        for c in told["captures"].to_pylist()
    ]
    told["channels"] = pa.Table.from_pylist(rows, CHANNELS)
    found = completeness.table(told, places=at, refused=refused)
    assert found.schema == COMPLETENESS
    out = {(r["capture"], r["item"], r["code"]): (r["count"], r["detail"]) for r in found.to_pylist()}
    assert len(out) == found.num_rows
    return out


def read(capture, *numbers):
    return [{"channel_id": CHANNEL, "post_id": str(n), "what": "views", "capture": capture} for n in numbers]


def test_where_nothing_is_missing_only_the_gaps_are_said_to_be_none():
    assert missing(Capture("a", day(0), [post(1), post(2)]), readings=read("a", 1, 2)) == {
        (None, "id_gaps", None): (0, None)
    }


def test_trap_8_gaps_are_counted_and_listed_and_claim_no_cause():
    """1048 as the highest id, 924 present, 124 missing: counted alike here."""
    found = missing(Capture("a", day(0), [post(n) for n in (1, 2, 5, 7, 10)]), readings=read("a", 1, 2, 5, 7, 10))
    assert found["a", "id_gaps", None] == found[None, "id_gaps", None] == (5, "3–4, 6, 8–9")


def test_ids_of_an_album_are_there():
    found = missing(Capture("a", day(0), [post(1, also=["2", "3"]), post(5)], "window"), readings=read("a", 1, 5))
    assert found["a", "id_gaps", None] == (1, "4")


def test_a_long_list_of_ranges_is_cut_and_says_so():
    found = missing(Capture("a", day(0), [post(2 * n) for n in range(1, 31)]))
    count, detail = found[None, "id_gaps", None]
    assert (detail.count(","), detail[-7:]) == (19, " … (+9)")
    assert count == 29
    assert detail.startswith("3, 5, 7")


def test_captures_together_have_fewer_gaps_and_a_selection_has_none_of_its_own():
    found = missing(
        Capture("a", day(0), [post(1), post(4)]), Capture("b", day(30), [post(2), post(9)], "selection"),
    )  # fmt: skip
    assert found["a", "id_gaps", None] == (2, "2–3")
    assert ("b", "id_gaps", None) not in found
    assert found[None, "id_gaps", None] == (5, "3, 5–8")


def test_where_ids_are_not_the_chats_own_no_gap_is_told():
    told = tables(Capture("a", day(0), [post(3), post(3_000_000)], channel=GROUP))
    told["captures"] = told["captures"].set_column(9, "id_gaps", pa.nulls(1, pa.int64()))
    told["channels"] = CHANNELS.empty_table()
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    assert [(r["code"], r["count"]) for r in rows if r["item"] == "id_gaps"] == [("ids_shared", None)]


def gaps(*captures, silent=()):
    """Rows of id gaps, where these captures are of forms that could not know the kind of the chat."""
    told = tables(*captures)
    at = told["captures"].column_names.index("id_gaps")
    names, stated = told["captures"]["capture"].to_pylist(), told["captures"]["id_gaps"].to_pylist()
    said = [None if name in silent else n for name, n in zip(names, stated, strict=True)]
    told["captures"] = told["captures"].set_column(at, "id_gaps", pa.array(said, pa.int64()))
    told["channels"] = CHANNELS.empty_table()
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    return {(r["capture"], r["code"]): (r["count"], r["detail"]) for r in rows if r["item"] == "id_gaps"}


def test_a_form_that_could_not_know_the_kind_hides_no_gap_of_a_channel():
    twin = [post(n) for n in (1, 2, 3, 4, 6)]
    for channel in (CHANNEL, "telegram:supergroup:5"):
        two = (
            Capture("a", day(0), twin, channel=channel),
            Capture("b", None, twin, channel=channel, form="tdesktop_html"),
        )
        assert gaps(*two, silent="b") == dict.fromkeys([("a", None), ("b", None), (None, None)], (1, "5"))
    alone = Capture("b", day(0), [post(3), *twin[4:]], form="tdesktop_html")
    assert gaps(alone, silent="b")[None, None] == (2, "4–5")
    assert missing_before(alone, silent="b") == 2


def missing_before(capture, silent):
    told = tables(capture)
    at = told["captures"].column_names.index("id_gaps")
    told["captures"] = told["captures"].set_column(at, "id_gaps", pa.nulls(1, pa.int64()))
    told["channels"] = CHANNELS.empty_table()
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    return next(r["count"] for r in rows if r["item"] == "ids_before" and r["capture"] == silent)


@pytest.mark.parametrize(
    ("channel", "why"),
    [(GROUP, "ids_shared"), ("telegram:user:7", "ids_shared"), ("discord:channel:7", "ids_shared"),
     ("telegram:unkeyed:aa", "kind_unknown"), ("telegram:name:some", "kind_unknown")],
)  # fmt: skip
def test_where_gaps_cannot_be_told_the_true_reason_stands(channel, why):
    assert gaps(Capture("a", day(0), [post(1), post(9)], channel=channel), silent="a") == {(None, why): (None, None)}


def test_a_selection_of_a_channel_tells_no_gaps_and_a_capture_that_states_them_does():
    chosen = Capture("a", day(0), [post(1), post(3)], "selection", form="fourcat_ndjson")
    assert gaps(chosen, silent="a") == {(None, "only_selections"): (None, None)}
    named = [Capture(n, day(0), [post(1), post(3)], channel="telegram:name:some") for n in "ab"]
    assert gaps(*named, silent="a") == {("b", None): (1, "2"), (None, None): (1, "2")}
    assert gaps(Capture("a", day(0), []), silent="a") == {(None, None): (0, None)}


def test_trap_5_ids_of_migrated_history_are_no_gap():
    found = missing(Capture("a", day(0), [post(-999_999_990), post(1), post(2)], reach=(1, 2)))
    assert found[None, "id_gaps", None] == (0, None)


def test_ids_before_the_first_of_an_export():
    found = missing(Capture("a", day(0), [post(11), post(12)]), Capture("p", day(1), [post(40)], "window"))
    assert found["a", "ids_before", None] == (10, None)
    assert ("p", "ids_before", None) not in found


def test_posts_that_hold_no_content_or_no_time():
    clock = {"date": None, "date_local": "2024-03-01T08:00:00"}
    posts = [
        post(1, type="unsupported", date=None), post(2, **clock), post(3, **clock), post(4, type="unsupported", state="empty"),
        post(5, state="deleted"), post(6, state="unknown"),
    ]  # fmt: skip
    found = missing(Capture("a", day(0), posts))
    expected = {("unsupported", None): 2, ("undated", None): 1, ("local_clock", None): 2, ("empty", None): 1,
                ("state", "deleted"): 1, ("state", "unknown"): 1}  # fmt: skip
    assert {k: found["a", *k][0] for k in expected} == expected
    assert found[None, "local_clock", None] == (2, None)


def test_trap_1_a_time_that_another_capture_gives_is_not_missing_of_the_whole():
    told = tables(
        Capture("a", day(0), [post(1, date=None, date_local="2024-03-01T08:00:00")]), Capture("b", day(1), [post(1)]),
    )  # fmt: skip
    told["channels"] = CHANNELS.empty_table()
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    assert [(r["capture"], r["count"]) for r in rows if r["item"] == "local_clock"] == [("a", 1)]


def test_posts_without_a_reading():
    captures = (
        Capture("a", day(0), [post(1), post(2), post(3, type="service")]), Capture("b", day(30), [post(1), post(2)], form="tme_page"),
    )  # fmt: skip
    found = missing(*captures, readings=read("b", 2))
    assert [found[c, "no_reading", None][0] for c in ("a", "b", None)] == [2, 1, 1]


def test_a_reading_of_an_album_is_one_of_all_its_posts():
    told = tables(Capture("a", day(0), [post(1), post(2), post(3)]), readings=read("a", 1))
    album = pa.array(["1", "1", None], pa.string())
    told["merged"] = told["merged"].set_column(told["merged"].column_names.index("album"), "album", album)
    told["channels"] = CHANNELS.empty_table()
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    assert [(r["capture"], r["count"]) for r in rows if r["item"] == "no_reading"] == [("a", 2), (None, 1)]


def file(path=None, status="included", kind="photo"):
    return {"path": path, "name": None, "mime": None, "kind": kind, "status": status}


def test_files_that_did_not_come():
    posts = [
        post(1, media=[file(status="not_included"), file(status="exceeds")]), post(2, media=[file("photos/1.jpg")]),
        post(3, media=[file("photos/2.jpg"), file(status="not_included", kind="thumbnail")]), post(4, media=[file(None)]),
    ]  # fmt: skip
    at = places(("a", "", "export/result.json"), ("p", "", "export/photos/1.jpg"), ("q", "", "elsewhere/photos/2.jpg"))
    found = missing(Capture("a", day(0), posts), at=at)
    assert {code: found["a", "files", code][0] for _, item, code in found if item == "files"} == {
        "not_included": 1, "exceeds": 1, "absent": 1,
    }  # fmt: skip
    assert found[None, "files", "absent"] == (1, None)


def test_a_file_that_one_capture_holds_is_not_missing_of_the_whole():
    lacking = Capture("a", day(0), [post(1, media=[file(status="not_included")])])
    nothing = Capture("n", day(1), [post(1)], form="snscrape")  # names no files at all
    having = Capture("b", day(2), [post(1, media=[file("x.jpg")])])
    at = places(("b", "", "result.json"), ("x", "", "x.jpg"))
    assert found_files(missing(lacking, nothing, at=at)) == {("a", "not_included"): 1, (None, "not_included"): 1}
    assert found_files(missing(lacking, nothing, having, at=at)) == {("a", "not_included"): 1}


def found_files(found):
    return {(capture, code): n for (capture, item, code), (n, _) in found.items() if item == "files"}


def test_files_of_another_container_are_not_this_ones():
    posts = [post(1, media=[file("x.jpg")])]
    at = places(("a", "zip1", "result.json"), ("x", "zip2", "x.jpg"))
    assert found_files(missing(Capture("a", day(0), posts), at=at))["a", "absent"] == 1
    for parent in (
        "zip1",
        None,
    ):  # the same bytes may lie in several places: of all but the first the container is not known
        at = places(("a", "zip1", "result.json"), ("x", parent, "x.jpg"))
        assert found_files(missing(Capture("a", day(0), posts), at=at)) == {}
    at = places(("a", None, "result.json"), ("x", "zip1", "x.jpg"))
    assert found_files(missing(Capture("a", day(0), posts), at=at)) == {}


@pytest.mark.parametrize("path", ["../x.jpg", "a/../../x.jpg", "/x.jpg", "C:\\x.jpg", "..\\x.jpg", "x\0.jpg", "..", ""])
def test_trap_15_a_path_that_leads_out_of_the_folder_is_not_looked_for(path):
    at = places(("a", "", "export/result.json"), ("x", "", "x.jpg"), ("y", "", "export/x.jpg"))
    assert found_files(missing(Capture("a", day(0), [post(1, media=[file(path)])]), at=at))["a", "outside"] == 1


def test_trap_14_an_excuse_is_never_a_path():
    at = places(("a", "", "result.json"), ("x", "", "(File not included. Change data exporting settings to download.)"))
    posts = [post(1, media=[file(None, "not_included")])]
    assert found_files(missing(Capture("a", day(0), posts), at=at))["a", "not_included"] == 1


def test_names_that_computers_write_in_two_ways_are_one():
    at = places(("a", "", "result.json"), ("x", "", "cafe\u0301.jpg"))
    assert found_files(missing(Capture("a", day(0), [post(1, media=[file("caf\u00e9.jpg")])]), at=at)) == {}


@given(st.text(alphabet="ab./\\:\0", max_size=12))
def test_no_path_leaves_the_folder(path):
    within = attached.inside(path)
    assert within is None or (not within.startswith("/") and ".." not in within.split("/") and "\0" not in within)


def notice(code, **more):
    return {"source": "a", "what": "notice", "code": code, "channel_id": CHANNEL, "byte_start": 0, "byte_end": 9} | more


def test_what_parsers_met_stands_under_its_item():
    warnings = [
        notice("left_chat"), notice("file_left_open"), notice("times_disagree", detail="7"), notice("repeated_id", detail="5"),
        notice("channel_by_title"), notice("channel_unkeyed"), notice("clock_offsets", detail="+08:00 × 3"),
        notice("image_unread", channel_id=None, source="i"), notice("unknown_form", channel_id=None, source="u"),
        notice("form_undecided", channel_id=None, source="t"), notice("missing_comma", what="repair"),
        notice("missing_comma", what="repair"), notice("truncated", what="quarantine", byte_end=50),
    ]  # fmt: skip
    found = missing(
        Capture("a", day(0), [post(1)]), warnings=warnings, readings=read("a", 1), refused=["link", "link", "special"]
    )
    told = {(item, code): n for (_, item, code), (n, _) in found.items() if item != "id_gaps"}
    assert told == {
        ("restricted", "left_chat"): 1, ("cut_short", "file_left_open"): 1, ("times_disagree", "times_disagree"): 7,
        ("notice", "repeated_id"): 1, ("matched", "channel_by_title"): 1, ("unkeyed", "channel_unkeyed"): 1,
        ("unread", "image_unread"): 1, ("unknown_form", "unknown_form"): 1, ("undecided", "form_undecided"): 1,
        ("repairs", "missing_comma"): 2, ("quarantined", "truncated"): 1, ("not_taken", "link"): 2, ("not_taken", "special"): 1,
    }  # fmt: skip
    assert ("a", "quarantined", "truncated") in found


def test_every_code_of_a_parser_has_its_place():
    for code in CODES:
        assert item_of("notice", code) in {None, *ITEMS}


def test_trap_7_an_export_of_one_persons_posts_is_marked_before_anybody_compares():
    mine = [post(1, from_id="user9"), post(8, from_id="user9")]
    assert missing(Capture("a", day(0), mine, channel="telegram:supergroup:5"))["a", "restricted", "one_sender"][0] == 1


def test_what_a_file_claims_against_what_it_holds():
    stated = {
        "stated_posts": 5,
        "stated_first": day(0),
        "stated_last": day(9),
        "first_date": day(-1),
        "last_date": day(8),
    }
    found = missing(Capture("a", day(0), [post(1), post(2)]), stated=stated)
    assert found["a", "stated_posts", None] == (3, "5 / 2")
    count, detail = found["a", "stated_range", None]
    assert (count, detail) == (1, "2024-03-01 00:00 – 2024-03-10 00:00 / 2024-02-29 00:00 – 2024-03-09 00:00 UTC")
    inside = missing(Capture("a", day(0), [post(1)]), stated=stated | {"stated_posts": 1, "first_date": day(1)})
    assert ("a", "stated_posts", None) not in inside
    assert inside["a", "stated_range", None][0] == 0


def test_captures_without_a_time_and_posts_of_several_versions():
    found = missing(Capture("a", None, [post(1)]), Capture("b", day(1), [post(1)]))
    assert found["a", "no_time", None] == (1, None)
    told = tables(Capture("a", day(0), [post(1, {"name": "x"})]), Capture("b", day(30), [post(1)]))
    told["merged"] = told["merged"].set_column(
        told["merged"].column_names.index("versions"), "versions", pa.array([2], pa.int32())
    )
    told["channels"] = CHANNELS.empty_table()
    rows = completeness.table(told, places=NO_PLACES).to_pylist()
    assert [(r["capture"], r["count"], r["detail"]) for r in rows if r["item"] == "versions"] == [(None, 1, "1")]


def test_ids_that_a_later_capture_lacks():
    early = Capture("a", day(0), [post(n) for n in range(1, 7)])
    late = Capture("b", day(30), [post(1), post(4), post(6)])
    found = missing(early, late)
    assert found["b", "later_lacks", None] == found[None, "later_lacks", None] == (3, "2, 3, 5")
    page = Capture("c", day(60), [post(2), post(3)], "window", form="tme_page")  # two of them came back
    found = missing(early, late, page)
    assert found["b", "later_lacks", None][0] == 3
    assert found[None, "later_lacks", None] == (1, "5")
    assert ("b", "later_lacks", None) not in missing(early, Capture("b", None, [post(1), post(6)]))
    for name in ("b", "0"):  # of one stated time: neither is later, as `recheck` has it
        assert not [key for key in missing(early, Capture(name, day(0), late.posts)) if key[1] == "later_lacks"]


def test_an_id_that_stands_twice_or_in_a_capture_without_time_hides_nothing():
    early, late = Capture("a", day(0), [post(1), post(2), post(2), post(3)]), Capture("b", day(30), [post(1), post(3)])
    assert missing(early, late)["b", "later_lacks", None] == (1, "2")
    undated = Capture("u", None, [post(2)], "selection")
    assert missing(early, undated, late)["b", "later_lacks", None] == (1, "2")


def test_a_post_that_the_server_no_longer_had_is_lacking_later():
    found = missing(Capture("a", day(0), [post(1), post(2)]), Capture("b", day(30), [post(1), post(2, state="empty")]))
    assert found["b", "later_lacks", None] == (1, "2")


def test_nothing_at_all():
    told = tables()
    told["channels"] = CHANNELS.empty_table()
    assert completeness.table(told, places=NO_PLACES).num_rows == 0


@examples(40)
@given(st.sets(st.integers(1, 60), min_size=1), st.sets(st.integers(1, 60)))
def test_ids_there_and_ids_missing_make_up_the_range(one, other):
    captures = [Capture("a", day(0), [post(n) for n in sorted(one)])]
    captures += [Capture("b", day(30), [post(n) for n in sorted(other)])] if other else []
    found = missing(*captures)
    every = one | other
    assert found[None, "id_gaps", None][0] + len(every) == max(every) - min(every) + 1
    lacking = [n for n in one - other if other and min(other) < n < max(other)]
    assert found.get(("b", "later_lacks", None), (0,))[0] == len(lacking)
