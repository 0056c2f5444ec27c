"""Whose channel a file without a number shows: stated, told by a username, told by its posts, or left open."""

from datetime import UTC, datetime, timedelta

import pyarrow as pa
import pytest

from doxdocket.errors import WrongCall
from doxdocket.merge.keyed import keys, stated_key
from doxdocket.records import POSTS

START = datetime(2024, 1, 1, tzinfo=UTC)


def channel(channel_id, source, title=None, username=None):
    platform, kind, bare = channel_id.split(":")
    return {"channel_id": channel_id, "platform": platform, "chat_kind": kind, "bare_id": bare, "title": title,
            "username": username, "source": source}  # fmt: skip


def posts(channel_id, numbers, *, off=0, local=None, step=1, capture="c"):
    """Posts an hour apart; ``local``: only a clock that many seconds off UTC."""
    rows = []
    for no in numbers:
        at = START + timedelta(hours=no * step, seconds=off)
        clock = (at + timedelta(seconds=local)).replace(tzinfo=None).isoformat() if local is not None else None
        rows.append(
            {
                "channel_id": channel_id,
                "capture": capture,
                "post_no": no,
                "date": None if clock else at,
                "date_local": clock,
            }
        )
    return rows


def told(channels, *rows, stated=None):
    schema = pa.schema([POSTS.field(n) for n in ("channel_id", "capture", "post_no", "date", "date_local")])
    table = pa.Table.from_pylist([r for some in rows for r in some], schema)

    def posts_of(wanted):
        return [b.filter(pa.array([c.as_py() in wanted for c in b["channel_id"]])) for b in table.to_batches()]

    return {r["channel_id"]: (r["key"], r["how"]) for r in keys(channels, stated or {}, posts_of).to_pylist()}


KEYED = "telegram:channel:77"
LOOSE, OTHER = "telegram:unkeyed:aa", "telegram:unkeyed:bb"


def test_what_a_person_states_counts_for_a_file_without_a_number_and_never_against_one_with():
    channels = [channel(LOOSE, "h"), channel(KEYED, "j")]
    assert told(channels, stated={"h": "-10055", "j": "66"}) == {LOOSE: ("telegram:channel:55", "stated")}


def test_a_channel_that_an_export_calls_a_supergroup_is_one_for_all_forms():
    channels = [channel(KEYED, "page"), channel("telegram:supergroup:77", "json")]
    assert told(channels) == {KEYED: ("telegram:supergroup:77", "kind")}


def test_a_username_that_one_channel_bore_leads_to_it_and_of_two_bearers_to_none():
    name, page = channel("telegram:name:some_one", "csv"), channel(KEYED, "page", username="Some_One")
    assert told([name, page]) == {"telegram:name:some_one": (KEYED, "username")}
    assert told([name, page, channel("telegram:channel:88", "later", username="some_one")]) == {}


@pytest.mark.parametrize("local", [None, 28800, -12600])
def test_ids_and_times_of_posts_lead_to_the_channel_even_under_another_title(local):
    # A clock without a zone tells under one title only: two bots may post at the same minute of every day.
    title = "新名" if local is not None else "旧名"
    channels = [channel(LOOSE, "h", title), channel(KEYED, "j", "新名"), channel("telegram:channel:88", "k", "别的")]
    mine, theirs = posts(LOOSE, range(1, 9), local=local), posts(KEYED, range(3, 20))
    assert told(channels, mine, theirs, posts("telegram:channel:88", range(1, 20), off=37)) == {LOOSE: (KEYED, "posts")}


def test_two_shared_posts_are_enough_under_one_title_only():
    shared = (posts(LOOSE, [1, 2]), posts(KEYED, [2]))
    assert told([channel(LOOSE, "h", "同名"), channel(KEYED, "j", "同名")], *shared) == {LOOSE: (KEYED, "posts")}
    assert told([channel(LOOSE, "h", "甲"), channel(KEYED, "j", "乙")], *shared) == {}


def test_a_capture_with_times_to_the_minute_does_not_undo_what_another_tells():
    channels = [channel(LOOSE, "h", "同名"), channel(KEYED, "j", "同名"), channel(KEYED, "t", "同名")]
    table = [row | {"date": row["date"].replace(second=0)} for row in posts(KEYED, range(1, 9), off=47, capture="t")]
    whole = posts(KEYED, range(1, 9), off=47, capture="j")
    assert told(channels, posts(LOOSE, range(1, 9), off=47), whole, table) == {LOOSE: (KEYED, "posts")}


def test_one_title_does_not_join_what_the_posts_contradict():
    channels = [channel(LOOSE, "h", "开盒"), channel(OTHER, "i", "开盒")]
    assert told(channels, posts(LOOSE, range(1, 9)), posts(OTHER, range(1, 9), step=3)) == {}


def test_pages_of_one_export_are_one_channel_and_go_to_the_number_together():
    channels = [channel(LOOSE, "h", "同名"), channel(OTHER, "i", "同名"), channel(KEYED, "j", "同名")]
    pages = (posts(LOOSE, range(1, 9), local=0), posts(OTHER, range(9, 20), local=0))
    assert told(channels[:2], *pages) == {OTHER: (LOOSE, "title")}
    both = {LOOSE: (KEYED, "posts"), OTHER: (KEYED, "posts")}
    assert told(channels, *pages, posts(KEYED, range(1, 5))) == both


@pytest.mark.parametrize("title", ["同名", "别的"])
def test_two_bots_that_post_half_a_day_apart_are_two_channels(title):
    channels = [channel(LOOSE, "h", title), channel(KEYED, "j", "同名")]
    days = [posts(one, range(1, 9), step=24, off=off) for one, off in ((LOOSE, 12 * 3600), (KEYED, 0))]
    assert told(channels, *days) == {}
    assert told(channels, posts(LOOSE, range(1, 9), step=24, local=0), days[1]) == (
        {LOOSE: (KEYED, "posts")} if title == "同名" else {}
    )


def test_summer_time_does_not_part_a_page_from_its_channel():
    channels = [channel(LOOSE, "h", "同名"), channel(KEYED, "j", "同名")]
    winter, summer = posts(LOOSE, range(1, 9), local=3600), posts(LOOSE, range(9, 15), local=7200)
    assert told(channels, winter + summer, posts(KEYED, range(1, 15))) == {LOOSE: (KEYED, "posts")}


def test_ids_that_interleave_and_never_meet_are_two_channels():
    channels = [channel(LOOSE, "h", "开盒"), channel(OTHER, "i", "开盒")]
    assert told(channels, posts(LOOSE, range(1, 9, 2)), posts(OTHER, range(2, 9, 2))) == {}


def test_a_username_that_another_channel_took_over_leads_nowhere():
    name, page = channel("telegram:name:some_one", "csv"), channel(KEYED, "page", username="some_one")
    theirs = posts(KEYED, range(1, 9))
    assert told([name, page], posts("telegram:name:some_one", range(1, 9)), theirs) == {
        name["channel_id"]: (KEYED, "username")
    }
    assert told([name, page], posts("telegram:name:some_one", range(1, 9), off=150 * 86400), theirs) == {}


def test_of_two_bearers_of_a_username_the_posts_tell_which():
    name, page = channel("telegram:name:some_one", "csv"), channel(KEYED, "page", username="some_one")
    forged = channel("telegram:channel:999", "forged", username="some_one")
    mine, theirs = posts("telegram:name:some_one", range(1, 9)), posts(KEYED, range(1, 9))
    other = posts("telegram:channel:999", range(1, 9), off=86400 * 9)
    assert told([name, page, forged], mine, theirs, other) == {name["channel_id"]: (KEYED, "username")}


def test_disjoint_ids_whose_times_do_not_go_on_are_two_channels():
    channels = [channel(LOOSE, "h", "开盒"), channel(OTHER, "i", "开盒")]
    later, earlier = posts(LOOSE, range(1, 9), local=0, off=10**7), posts(OTHER, range(9, 20), local=0)
    assert told(channels, later, earlier) == {}


def test_two_channels_that_fit_alike_are_left_to_a_person():
    channels = [channel(LOOSE, "h", "甲"), channel(KEYED, "j", "乙"), channel("telegram:channel:88", "k", "丙")]
    rows = [posts(one, range(1, 9)) for one in (LOOSE, KEYED, "telegram:channel:88")]
    assert told(channels, *rows) == {}
    channels[0]["title"] = "丙"
    assert told(channels, *rows) == {LOOSE: ("telegram:channel:88", "posts")}


def test_words_that_name_no_channel_are_a_wrong_call():
    with pytest.raises(WrongCall):
        stated_key("某个 频道")


@pytest.mark.parametrize("order", [(0, 1, 2), (0, 2, 1), (2, 0, 1), (1, 2, 0)])
def test_parts_of_one_chat_are_put_together_from_the_first_id_on_whatever_their_digests(order):
    names = ["telegram:unkeyed:aa", "telegram:unkeyed:bb", "telegram:unkeyed:cc"]
    parts = [posts(names[place], range(10 * n + 1, 10 * n + 9), local=28800) for n, place in enumerate(order)]
    found = told([channel(one, one, title="邻里") for one in names], *parts)
    assert {found.get(one, (one,))[0] for one in names} == {"telegram:unkeyed:aa"}
