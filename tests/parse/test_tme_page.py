"""Pages of t.me: every shape beside its whole answer, real pages by their counts, the traps, damage and hostile bytes."""

import base64
import gc
import os
import runpy
import tracemalloc
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from tests.costs import SQUARE, grown
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.parse import HEAD, recognise, tme_page
from doxdocket.parse.tme_page.counters import counter
from doxdocket.parse.tme_page.post import saved
from doxdocket.parse.tme_page.words import hidden

FORM = "tme_page"
HERE = TESTS / "golden" / FORM
SHAPES = sorted(HERE.glob("*/page.html"))
MADE = runpy.run_path(str(HERE / "make.py"))
page, post, text, footer, seen = (MADE[name] for name in ("page", "post", "text", "footer", "seen"))
SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples")) / "tme-preview"
with_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no sample pages in {SAMPLES}")


def read(data, **how):
    return tables(data, FORM, **how)


def codes(rows, what="notice"):
    return [row["code"] for row in rows["warnings"] if row["what"] == what]


def one(inside, foot=None, **how):
    """The only post of a page with one."""
    [row] = read(page(post(300, inside, foot, **how)))["posts"]
    return row


# golden pairs


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_page(path):
    data = path.read_bytes()
    try:
        answer = told(read(data))
    except DoxdocketError as refusal:
        answer = {"refused": refusal.said("en")}
    golden(answer, path.with_name("expected.json"))


def test_the_script_makes_exactly_the_pages_that_are_kept():
    assert MADE["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form=FORM, most=61) == outcome(data, form=FORM)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_every_page_is_recognised_and_by_nothing_else(path):
    bids = recognise(path.read_bytes()[:HEAD], "page.html")
    assert [bid.form for bid in bids] == ([] if path.parent.name == "nothing" else [FORM])


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_a_posts_bytes_are_its_own_element(path):
    data = path.read_bytes()
    try:
        rows = read(data)
    except Unreadable:
        return
    for row in rows["posts"]:
        raw = data[row["byte_start"] : row["byte_end"]]
        assert raw[:4].lower() == b"<div"
        assert raw.lower().count(b"data-post=") <= 1
        assert row["post_id"].encode() in raw


# real pages

#: file: posts, ids with those of albums, readings of views, channel id
EXPECTED = {
    "gnupinguin/nexta.html": (18, 20, 18, "telegram:channel:1413275904"),
    "gnupinguin/channel.html": (0, 0, 0, "telegram:name:nexta_live"),
    "gnupinguin/invalid_channel.html": (0, 0, 0, None),
    "synthetic-fixtures/amir9473.html": (3, 3, 3, "telegram:name:test_channel"),
    "synthetic-fixtures/jerzy99_air_alert.html": (3, 3, 0, "telegram:name:air_alert_ua"),
    "synthetic-fixtures/lexwalker_newsmaker.html": (3, 3, 0, "telegram:name:autonews"),
    "synthetic-fixtures/slavafufel.html": (3, 3, 0, "telegram:name:testchan"),
}


@with_samples
@pytest.mark.parametrize("name", EXPECTED)
def test_counts_of_a_real_page(name):
    rows = read((SAMPLES / name).read_bytes())
    posts, ids, views, channel = EXPECTED[name]
    assert len(rows["posts"]) == posts
    assert len({number for row in rows["posts"] for number in (row["post_id"], *row["also"])}) == ids
    assert Counter(row["what"] for row in rows["readings"])["views"] == views
    assert [row["channel_id"] for row in rows["channels"]] == ([channel] if channel else [])
    assert not codes(rows, "quarantine") + codes(rows, "repair")


@with_samples
def test_the_real_preview_says_when_it_was_made_and_what_it_shows():
    rows = read((SAMPLES / "gnupinguin/nexta.html").read_bytes())
    [channel] = rows["channels"]
    assert (channel["username"], channel["extent"], channel["id_gaps"]) == ("nexta_live", "window", 0)
    assert (channel["captured_at"].isoformat(), channel["captured_how"]) == ("2021-02-23T09:54:24+00:00", "server")
    posts = {row["post_id"]: row for row in rows["posts"]}
    assert posts["13373"]["also"] == ["13374", "13375"]
    assert (posts["13365"]["forwarded_from_id"], posts["13365"]["forwarded_post"]) == ("@luxta_tv", "2320")
    assert [number for number, row in posts.items() if row["edit_shown"]] == ["13361", "13367"]
    subscribers = next(row for row in rows["readings"] if row["what"] == "subscribers")
    assert (subscribers["low"], subscribers["high"], subscribers["shown"]) == (1_475_000, 1_489_999, "1.48M")


@with_samples
def test_a_page_of_a_free_name_is_no_evidence_and_says_so():
    rows = read((SAMPLES / "gnupinguin/invalid_channel.html").read_bytes())
    assert codes(rows) == ["contact_page"]


# traps of captured pages


def test_trap_11_a_forward_keeps_its_own_views_and_names_its_origin():
    origin = '<div class="tgme_widget_message_forwarded_from"><a class="tgme_widget_message_forwarded_from_name" href="https://t.me/origin/7">源</a></div>'
    rows = read(page(post(300, origin + text("x"), footer(300, "1.2K"))))
    assert (rows["posts"][0]["forwarded_from_id"], rows["posts"][0]["forwarded_post"]) == ("@origin", "7")
    assert [row["post_id"] for row in rows["readings"] if row["what"] == "views"] == ["300"]


@pytest.mark.parametrize(
    ("shown", "low", "value", "high", "grain"),
    [
        ("44", 44, 44, 44, 1),
        ("505.9K", 505_850, 505_900, 505_999, 100),
        ("4.2K", 4_150, 4_200, 4_299, 100),
        ("422.0K", 421_950, 422_000, 422_099, 100),
        ("1.48M", 1_475_000, 1_480_000, 1_489_999, 10_000),
        ("10.5M", 10_450_000, 10_500_000, 10_599_999, 100_000),
        ("7K", 6_500, 7_000, 7_999, 1_000),
        ("2B", 1_500_000_000, 2_000_000_000, 2_999_999_999, 1_000_000_000),
        ("1,2К", 1_150, 1_200, 1_299, 100),
        ("3М", 2_500_000, 3_000_000, 3_999_999, 1_000_000),
        ("1 474 933", 1_474_933, 1_474_933, 1_474_933, 1),
        ("1\u202f234", 1_234, 1_234, 1_234, 1),
        ("1\u00a0234,5K", 1_234_450, 1_234_500, 1_234_599, 100),
        ("1,234,567", 1_234_567, 1_234_567, 1_234_567, 1),
        ("1.234", 1_234, 1_234, 1_234, 1),
        ("0", 0, 0, 0, 1),
    ],
)
def test_trap_12_a_rounded_counter_is_an_interval_and_keeps_its_string(shown, low, value, high, grain):
    assert counter(shown) == (low, value, high, shown, grain)


@pytest.mark.parametrize(
    "shown", ["", "K", "many", "1.5", "1.2.3", "1,234K", "1 23", "5Kx", "-5", "²", "9" * 40, "1.2345K"]
)
def test_trap_12_what_could_be_two_numbers_is_no_counter(shown):
    assert counter(shown) is None


@given(st.text(alphabet="0123456789.,' \u00a0\u202fKkMКмB", max_size=12))
@examples(300)
def test_trap_12_a_counters_value_lies_in_its_interval(shown):
    if found := counter(shown):
        low, value, high, string, grain = found
        assert 0 <= low <= value <= high < 1 << 62
        assert grain >= 1
        assert string in shown


def test_trap_13_an_album_is_one_post_that_names_its_others():
    rows = read((HERE / "preview_files" / "page.html").read_bytes())
    album = next(row for row in rows["posts"] if row["also"])
    assert (album["post_id"], album["also"], len(album["media"])) == ("201", ["202", "203"], 3)


def test_trap_13_a_link_in_the_text_makes_no_album():
    row = one(text('<a href="https://t.me/Sample_Channel/301?single">看</a>'))
    assert row["also"] == []
    assert [tuple(field.values()) for field in row["fields"]] == [("link[0]", "https://t.me/Sample_Channel/301?single")]


def test_trap_16_what_is_published_outside_the_text_is_there():
    found = {
        field["where"]
        for row in read((HERE / "preview_files" / "page.html").read_bytes())["posts"]
        for field in row["fields"]
    }
    assert found == {"contact", "location", "button[0]", "button[1]", "poll", "file_name"}


def test_trap_20_the_words_of_a_quoted_post_are_not_the_posts():
    row = one(MADE["reply"]("https://t.me/Sample_Channel/101", "电话：10012340001") + text("收到"))
    assert (row["text"], row["reply_to"]) == ("收到", "101")


def test_trap_20_a_block_quote_is_marked_as_a_quote():
    row = one(text("上<blockquote>引</blockquote>下"))
    assert row["text"] == "上\n引\n下"
    assert [row["text"][quote["start"] : quote["end"]] for quote in row["quotes"]] == ["引"]


# what a page proves and what it does not


def test_a_browser_takes_data_view_off_what_was_on_screen_and_the_rest_tells_the_channel():
    rows = read((HERE / "saved_by_browser" / "page.html").read_bytes())
    assert {row["channel_id"] for row in rows["posts"]} == {"telegram:channel:1234567890"}
    assert rows["channels"][0]["extent"] == "window"


@pytest.mark.parametrize(
    "shape", ["search", "scrolled_with_gap", "two_channels", "embed", "cut_in_text", "turned_order", "no_number"]
)
def test_a_page_that_does_not_show_every_post_is_a_selection(shape):
    rows = read((HERE / shape / "page.html").read_bytes())
    assert {row["extent"] for row in rows["channels"]} == {"selection"}


def test_a_post_at_the_seam_of_a_hole_is_quarantined_not_mixed():
    rows = read((HERE / "hole_over_two_posts" / "page.html").read_bytes())
    assert [row["post_id"] for row in rows["posts"]] == ["300"]
    assert codes(rows, "quarantine")


def test_an_address_cannot_pass_for_a_class():
    row = one(
        text(
            '<a href="https://x.example/?class=tgme_widget_message_views">9M</a><b title=\'class="tgme_widget_message_text"\'>b</b>'
        )
    )
    assert row["text"] == "9Mb"


def test_words_in_a_script_or_a_comment_are_no_posts():
    fake = post(999, text("假"))
    rows = read(page(post(300, text("真")), f"<!-- {fake} --><script>{fake}</script><style>{fake}</style>"))
    assert [row["post_id"] for row in rows["posts"]] == ["300"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "%%%",
        "e30",
        "bnVsbA",
        base64.b64encode(b'{"c":5,"p":1,"t":-1}').decode(),
        base64.b64encode(b'{"c":-1' + b"0" * 40 + b"}").decode(),
        base64.b64encode(b"[" * 900).decode(),
        "é",
    ],
)
def test_a_data_view_that_is_none_leaves_the_username(value):
    rows = read(page(post(300, text("x"), view=value or "e30")))
    assert rows["posts"][0]["channel_id"] == "telegram:name:sample_channel"
    assert "no_channel_id" in codes(rows)
    assert rows["channels"][0]["captured_at"] is None


def test_the_server_writes_the_bare_id_whatever_digits_it_begins_with():
    rows = read(page(post(300, view=seen(300, channel=1006503122))))
    assert rows["posts"][0]["channel_id"] == "telegram:channel:1006503122"


@pytest.mark.parametrize(
    ("href", "shown", "kept"),
    [
        ("https://x.example/", "x.example", False),
        ("https://x.example/a", "x.example/b", True),
        ("https://t.me/some", "@some", False),
        ("https://t.me/other", "@some", True),
        ("tg://user?id=77", "某人", True),
        ("https://evil.example/?q=%23", "#标签", True),
        ("?q=%23a", "#a", False),
        ("", "x", False),
    ],
)
def test_an_address_is_kept_when_the_words_hide_it(href, shown, kept):
    assert hidden(href, shown) == (href if kept else None)


@pytest.mark.parametrize(
    "address",
    [
        "https://a/b",
        "//a/b",
        "/a",
        "../a",
        "a/../../b",
        "a/%2e%2e/b",
        "data:x",
        "C:/x",
        "a\0b",
        "",
        "?x",
        "#x",
        "a//b",
        "\\\\a\\b",
        "./",
    ],
)
def test_a_path_that_is_not_beside_the_page_is_no_file(address):
    assert saved(address) is None


# damage and hostile bytes


@pytest.mark.whole
def test_every_cut_keeps_the_whole_posts_before_it():
    data = (HERE / "preview_words" / "page.html").read_bytes()
    rows = read(data)["posts"]
    last = rows[4]["byte_end"]
    for at in range(rows[1]["byte_start"] + 1, last, 7):
        kept = [row for row in read(data[:at])["posts"] if row["byte_end"] < at]
        whole = [row for row in rows if row["byte_end"] < at]
        assert [row["text"] for row in kept][: len(whole)] == [row["text"] for row in whole]


def test_no_cut_post_is_given_with_half_its_text():
    data = page(post(300, text("甲乙丙丁戊己庚辛")))
    start = data.index("甲".encode())
    for at in range(start, start + 24):
        rows = read(data[:at])
        assert rows["posts"] == []
        assert codes(rows, "quarantine") == ["truncated"]


def test_a_page_larger_than_a_browser_shows_is_refused():
    data = page(post(300, text("x"))) + b" " * tme_page.LIMIT
    with pytest.raises(Unreadable, match="larger than"):
        read(data)


@pytest.mark.parametrize(
    "bomb",
    [
        b'<div class="tgme_widget_message" data-post="a/1">' + b"<b>" * 30000,
        b'<div class="tgme_widget_message" data-post="a/1">' + b"<b></b>" * 30000,
        b'<div class="tgme_widget_message" data-post="a/1"><p>'
        + b"".join(b"<b id=%d>" % i for i in range(3000))
        + b"</p>"
        + b"<p>x</p>" * 3000,
        b'<div class="tgme_widget_message" data-post="a/1" style="' + b"background:" * 20000,
        b'<div class="tgme_widget_message_photo_wrap tgme_page" style="' + b"background:" * 20000 + b'">',
        b'<a class="tgme_page' * 10000,
        b"<a '" * 30000,
        b'<a x="' + b"<b " * 30000,
        b"<!--" * 30000,
        b"<svg>" * 20000,
        b"<script>" * 20000,
        b'<div class="tgme_widget_message" data-post="a/1"></div>' * 2000,
        b"".join(b'<div class="tgme_widget_message" data-post="a%d/1"></div>' % i for i in range(2000)),
        b'<div class="tgme_widget_message" data-post="a/1"><div class="tgme_widget_message_text">'
        + b'<a href="x">y</a>' * 6000,
        b'<div class="tgme_widget_message" data-post="a/1"><div class="tgme_widget_message_text">'
        + b"&amp" * 30000
        + b"</div></div>",
        b'<div class="tgme_widget_message" data-post="a/1" data-view="' + b"A" * 2_000_000 + b'"></div>',
    ],
    ids=range(16),
)
@pytest.mark.whole(but=5)
def test_a_hostile_page_costs_time_and_memory_in_proportion_to_its_size(bomb):
    gc.collect()
    tracemalloc.start()
    try:
        outcome(bomb, form=FORM)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 60e6
    assert grown(*(partial(outcome, bomb[: len(bomb) // by], form=FORM) for by in (4, 1))) < SQUARE


SEED = (HERE / "preview_words" / "page.html").read_bytes() + (HERE / "preview_files" / "page.html").read_bytes()
SMALL = page(post(300, MADE["WORDS"][3] + text("x")), post(301, text("y")))


@given(st.data())
@examples(150)
def test_changed_bytes_raise_nothing_but_our_errors(data):
    whole = bytearray(data.draw(st.sampled_from([SMALL, SEED])))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        size = data.draw(st.sampled_from([0, 1, 1, 1, 3, 400]))
        whole[at : at + size] = data.draw(
            st.one_of(st.binary(max_size=4), st.sampled_from([b"<", b">", b'"', b"</div>", b"<div>", b"&#", b"\0"]))
        )
    try:
        rows = read(bytes(whole))
    except DoxdocketError:
        return
    for row in rows["posts"]:
        assert 0 <= row["byte_start"] < row["byte_end"] <= len(whole)
        assert all(0 <= quote["start"] < quote["end"] <= len(row["text"]) for quote in row["quotes"])
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(whole)


def test_a_page_saved_anew_in_another_encoding_is_refused_and_a_few_bad_bytes_are_not():
    text = "".join(
        f'<div class="tgme_widget_message" data-post="invented/{n}"><div class="tgme_widget_message_text">住在云锦路六百一十九号</div></div>'
        for n in (1, 2)
    )
    page = f"<!DOCTYPE html><html><body>{text}</body></html>"
    with pytest.raises(Unreadable, match="UTF-8"):
        tables(page.encode("gb18030"), "tme_page")
    hurt = page.encode().replace("云".encode(), b"\xff", 1)
    assert [row["text"] for row in tables(hurt, "tme_page")["posts"]] == [
        "住在\ufffd锦路六百一十九号",
        "住在云锦路六百一十九号",
    ]


def test_where_the_address_and_the_page_differ_the_nearer_reach_counts():
    from doxdocket.parse.tme_page import reach

    own = b'<link rel="canonical" href="/s/some_name?before=120">'
    assert reach("https://t.me/s/some_name?before=500", own, "some_name", (100, 117)) == (None, 119)
    assert reach("https://t.me/s/some_name?after=5", own, "some_name", (100, 117)) == (None, None)
