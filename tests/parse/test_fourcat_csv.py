"""4CAT tables: what of them is the channel's, whose clock they show, and reactions that are counted by repetition."""

import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from test_samples import SAMPLES
from tests.sizes import examples

from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD, recognise
from doxdocket.parse.fourcat_csv import FORM

HERE = TESTS / "golden" / "fourcat_csv"
MADE = runpy.run_path(str(HERE / "make.py"))
SHAPES = sorted(HERE.glob("*/*.csv"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_shape(path):
    golden(told(tables(path.read_bytes(), "fourcat_csv")), path.with_name("expected.json"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form="fourcat_csv", most=61) == outcome(data, form="fourcat_csv")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_it_is_recognised_by_its_columns_and_by_nothing_else(path):
    head = path.read_bytes()[:HEAD]
    assert [(bid.form, bid.confidence) for bid in recognise(head, "any name")] == [("fourcat_csv", 95)]


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert {path.parent.name: path.read_bytes() for path in SHAPES} == MADE["shapes"]()


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}")
def test_no_sample_of_another_form_is_bid_for():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            assert FORM.recognise(stream.read(HEAD), path.name) is None, path


@given(st.sampled_from(SHAPES), st.data())
@examples(150)
def test_changed_bytes_raise_nothing_but_our_errors(path, draw):
    data = path.read_bytes()
    at = draw.draw(st.integers(0, len(data)))
    changed = data[:at] + draw.draw(st.binary(max_size=4)) + data[at + draw.draw(st.integers(0, 4)) :]
    FORM.recognise(changed, "")
    try:
        rows = tables(changed, "fourcat_csv")
    except DoxdocketError:
        return
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(changed)


def posts_of(name="of_2025"):
    rows = tables((HERE / name / "4cat.csv").read_bytes(), "fourcat_csv")
    return {(row["channel_id"], row["post_id"]): row for row in rows["posts"]}, rows


CHANNEL = "telegram:name:sample_channel"


def test_trap_1_moments_are_the_unix_column_and_never_the_servers_clock():
    posts, rows = posts_of()
    assert posts[CHANNEL, "1"]["date"].isoformat() == "2023-11-14T22:14:20+00:00"
    assert posts[CHANNEL, "1"]["date_local"] == "2023-11-14 23:14:20"
    assert posts[CHANNEL, "12"]["date"] is None
    assert [row["detail"] for row in rows["warnings"] if row["code"] == "clock_offsets"] == ["+01:00 × 15"]


def test_trap_2_a_clock_that_is_off_by_no_zone_is_told():
    _, rows = posts_of()
    assert [row["detail"] for row in rows["warnings"] if row["code"] == "times_disagree"] == ["1"]


def test_trap_10_a_sender_is_a_person_only_where_the_table_gives_a_persons_name():
    posts, _ = posts_of()
    group = "telegram:name:example_group"
    senders = {post_id: posts[group, post_id]["from_id"] for post_id in ("3", "4", "5")}
    assert senders == {"3": "user100200300", "4": None, "5": "@somebody_1"}
    assert posts[CHANNEL, "1"]["from_id"] == "channel1234567890"


def test_trap_16_contact_and_poll_are_words_published_outside_the_text():
    posts, _ = posts_of()
    assert posts[CHANNEL, "6"]["fields"] == [{"where": "contact", "text": "张三丰\n10012340004"}]
    assert posts[CHANNEL, "7"]["fields"] == [{"where": "poll", "text": "下一个开谁\n甲\n乙某"}]


def test_reactions_are_counted_by_repetition_however_many_characters_an_emoji_has():
    _, rows = posts_of()
    counted = {row["label"]: row["value"] for row in rows["readings"] if row["what"] == "reactions"}
    assert counted == {
        "👍": 2, "❤️": 3, "👍🏽": 1, "🇨🇳": 1, "👨‍👩‍👧": 1, "1️⃣": 1, "custom:5445284980978621387": 12, "🔥": 1,
    }  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(
            [
                "👍",
                "👎",
                "❤️",
                "🔥",
                "🥰",
                "👏🏿",
                "🇺🇦",
                "🏴\u200d☠️",
                "👨\u200d💻",
                "🤷\u200d♀️",
                "1️⃣",
                "☃️",
                "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
            ]
        ),
        st.integers(1, 30),
        max_size=8,
    )
)
def test_what_was_repeated_is_counted(counts):
    from doxdocket.parse.fourcat_csv import emoji

    assert emoji("".join(one * times for one, times in counts.items())) == counts


def test_an_id_stands_without_the_channel_it_was_joined_with():
    assert {key[1] for key in posts_of("of_2022")[0]} == {"40", "41", "45"}
    assert ("telegram:channel:9876543210", "20") in posts_of()[0]
