"""WeChat tables as third-party code reads them: chats named by file, the owner by none, and clocks beside seconds."""

import runpy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from test_samples import SAMPLES
from tests.sizes import examples

from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD, recognise
from doxdocket.parse.wechat_csv import FORM

HERE = TESTS / "golden" / "wechat_csv"
MADE = runpy.run_path(str(HERE / "make.py"))
SHAPES = sorted(HERE.glob("*/*.csv"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_shape(path):
    golden(told(tables(path.read_bytes(), "wechat_csv")), path.with_name("expected.json"))


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form="wechat_csv", most=61) == outcome(data, form="wechat_csv")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_it_is_recognised_by_its_columns_and_by_nothing_else(path):
    head = path.read_bytes()[:HEAD]
    assert [(bid.form, bid.confidence) for bid in recognise(head, "any name")] == [("wechat_csv", 95)]


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
        rows = tables(changed, "wechat_csv")
    except DoxdocketError:
        return
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"] <= len(changed)


def rows_of(name):
    return tables((HERE / name / "messages.csv").read_bytes(), "wechat_csv")


def test_a_chat_that_only_its_database_numbers_is_named_by_its_file():
    data = (HERE / "of_0_2_7" / "messages.csv").read_bytes()
    first, second = (
        {row["channel_id"] for row in tables(some, "wechat_csv")["posts"]} for some in (data, data + b"\n")
    )
    assert first & second == {"wechat:chat:12345@chatroom"}


def test_the_owner_is_an_account_of_this_file_and_no_name():
    own = [row for row in rows_of("of_0_2_7")["posts"] if (row["from_id"] or "").startswith("self@")]
    assert [(row["text"], row["from_name"]) for row in own] == [("在", None)]


def test_two_messages_of_one_number_are_two_posts():
    posts = [row["post_id"] for row in rows_of("of_0_2_7")["posts"] if row["post_id"].startswith("1-")]
    assert len(set(posts)) == 2


def test_trap_1_the_later_exports_have_a_clock_and_no_moment():
    rows = rows_of("later")
    assert {row["date"] for row in rows["posts"]} == {None}
    assert rows["posts"][0]["date_local"] == "2024-02-01 10:00:00"
    assert "zone_unknown" in [row["code"] for row in rows["warnings"]]


def test_trap_2_clock_and_seconds_are_held_against_each_other():
    told_ = {row["code"]: row["detail"] for row in rows_of("of_0_2_7")["warnings"]}
    assert (told_["clock_offsets"], told_["times_disagree"]) == ("+08:00 × 7", "1")


def test_a_cell_more_than_the_header_is_what_one_version_wrote_and_two_are_damage():
    rows = rows_of("of_0_2_6")
    assert [row["post_id"] for row in rows["posts"]] == ["12245-1528935478"]
    assert [row["code"] for row in rows["warnings"] if row["what"] == "quarantine"] == ["ragged_row"]


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_of_words_nothing_is_said_of_pictures_which_are_messages_of_their_own(path):
    told = [row["media"] for row in tables(path.read_bytes(), "wechat_csv")["posts"]]
    assert None in told
    assert [] not in told
