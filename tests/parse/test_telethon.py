"""Telethon dumps and 4CAT's NDJSON: every shape beside its answer, samples, traps that concern them, damage."""

import json
from collections import Counter, defaultdict

import pytest
from dumps import (
    SAMPLES,
    answer,
    arrives_alike,
    changed_at_random,
    claims,
    cut,
    made,
    neighbours_are_kept,
    shapes,
    within,
)
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import golden, tables
from tests.sizes import examples

from doxdocket.errors import Unreadable

BOTH = [(form, path) for form in ("telethon", "fourcat_ndjson") for path in shapes(form)]
FOLDER = SAMPLES / "telethon"
sampled = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no samples in {FOLDER}")
each = pytest.mark.parametrize(("form", "path"), BOTH, ids=[f"{form}-{path.parent.name}" for form, path in BOTH])


def read(shape, form="telethon", **how):
    (path,) = [path for path in shapes(form) if path.parent.name == shape]
    return tables(path.read_bytes(), form, **how)


def by_id(rows):
    return {row["post_id"]: row for row in rows["posts"]}


@each
def test_golden_shape(form, path):
    golden(answer(path.read_bytes(), form), path.with_name("expected.json"))


@pytest.mark.parametrize("form", ["telethon", "fourcat_ndjson"])
def test_the_script_makes_exactly_the_inputs_that_are_kept(form):
    assert made(form)["shapes"]() == {path.parent.name: path.read_bytes() for path in shapes(form)}


@each
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(form, path):
    arrives_alike(path.read_bytes(), form)


@each
def test_every_shape_is_claimed_by_its_form_and_no_other(form, path):
    assert claims(path.read_bytes()) == ([] if path.parent.name == "nothing" else [form])


@each
def test_the_bytes_of_every_post_are_its_record(form, path):
    data = path.read_bytes()
    if "refused" not in answer(data, form):
        rows = tables(data, form)
        within(data, rows)
        for row in rows["posts"]:
            if not row["repairs"]:
                record = cut(data, row)
                assert record["id"] == int(row["post_id"])
                assert record.get("message") or "rich_message" in record or not row["text"]
                assert (record.get("message") or row["text"]) == row["text"]


@sampled
@pytest.mark.parametrize(
    ("name", "posts"), [("bulatvakhitov/channel_messages.json", 100), ("bda-kts/bloomberg.jsonl.txt", 3)]
)
def test_counts_of_a_sample_and_every_value_by_an_independent_reading(name, posts):
    data = (FOLDER / name).read_bytes()
    rows = tables(data, "telethon")
    wanted = json.loads(data) if data.startswith(b"[") else [json.loads(line) for line in data.splitlines()]
    assert len(rows["posts"]) == len(wanted) == posts
    assert [row["channel_id"] for row in rows["channels"]] == [f"telegram:channel:{wanted[0]['peer_id']['channel_id']}"]
    assert {row["what"] for row in rows["warnings"]} <= {"notice"}
    read_at = defaultdict(list)
    for row in rows["readings"]:
        assert row["low"] == row["value"] == row["high"]
        assert row["granularity"] == 1
        assert row["at"] is None
        read_at[row["post_id"]].append((row["what"], row["label"], row["value"]))
    for row, one in zip(rows["posts"], wanted, strict=True):
        assert cut(data, row) == one
        assert row["date"].isoformat(sep=" ")[:19] == one["date"][:19].replace("T", " ")
        assert row["album"] == (str(one["grouped_id"]) if one["grouped_id"] else None)
        assert row["edit_shown"] == (one["edit_date"] is not None and not one["edit_hide"])
        counts = [("views", None, one["views"]), ("forwards", None, one["forwards"])]
        counts += [
            ("reactions", r["reaction"]["emoticon"], r["count"])
            for r in (one["reactions"] or {"results": []})["results"]
        ]
        assert sorted(read_at[row["post_id"]], key=str) == sorted(counts, key=str)


@sampled
def test_trap_18_a_dump_that_a_merge_damaged_is_refused_with_its_place():
    data = (FOLDER / "codingbylegs" / "channel_messages.json").read_bytes()
    with pytest.raises(Unreadable, match=rf"<<<<<<<\) at byte {data.index(b'<<<<<<< ')}:"):
        tables(data, "telethon")
    assert claims(data) == ["telethon"]


def test_trap_1_a_time_without_a_zone_is_utc_because_telethon_has_no_other_and_that_is_said():
    rows = read("encoders")
    first = by_id(rows)["1"]
    assert (first["date"].isoformat(), first["date_local"]) == (
        "2024-06-24T08:00:00+00:00",
        "2024-06-24 08:00:00.000000",
    )
    assert {by_id(rows)[n]["date"].isoformat() for n in "2345"} == {"2024-06-24T08:00:00+00:00"}
    assert [by_id(rows)[n]["date"] for n in "67"] == [None, None]
    assert [(row["code"], row["detail"]) for row in rows["warnings"]] == [("utc_by_library", "1")]


def test_trap_4_an_edit_that_readers_did_not_see_is_told_from_one_they_saw():
    posts = by_id(read("everything"))
    assert posts["4"]["edited"] == posts["5"]["edited"]
    assert [posts[n]["edit_shown"] for n in "245"] == [False, True, False]


def test_trap_8_a_gap_is_counted_and_claims_no_cause():
    (channel,) = read("everything")["channels"]
    assert channel["id_gaps"] == 1
    assert channel["extent"] == "selection"


def test_trap_9_who_made_the_channel_shows_only_in_what_the_dumping_account_sent():
    rows = read("everything")
    created = by_id(rows)["1"]
    assert (created["action"], created["from_id"], created["from_name"]) == ("create_channel", None, None)
    said = {row["code"]: row for row in rows["warnings"]}
    assert (said["own_posts"]["detail"], said["made_by_dumper"]["post_id"]) == ("2", "1")


def test_trap_11_a_forward_keeps_its_own_counter_beside_where_it_came_from():
    rows = read("everything")
    post = by_id(rows)["6"]
    assert (post["forwarded_from_id"], post["forwarded_post"]) == ("channel1111111111", "6734")
    assert [row["value"] for row in rows["readings"] if row["post_id"] == "6" and row["what"] == "views"] == [1006]


def test_trap_13_an_album_is_the_stated_group_and_each_item_keeps_its_counter():
    rows = read("everything")
    album = [row for row in rows["posts"] if row["album"]]
    assert {row["album"] for row in album} == {"13374242"}
    assert [row["text"] for row in sorted(album, key=lambda row: row["post_no"])] == ["相册说明", "", ""]
    ids = {row["post_id"] for row in album}
    assert {row["value"] for row in rows["readings"] if row["post_id"] in ids and row["what"] == "views"} == {
        332830,
        332804,
        332801,
    }


def test_trap_16_what_is_published_outside_the_text_is_kept():
    fields = {
        (row["post_id"], one["where"]): one["text"] for row in read("everything")["posts"] for one in row["fields"]
    }
    assert "+1001234567" in fields["13", "contact"]
    assert "zhang@example.org" in fields["13", "contact"]
    assert "无此路 1 号" in fields["14", "location"]
    assert fields["16", "poll"] == "查谁？\n张三丰\n李四"
    assert fields["18", "button[1]"] == "查询\nqq:10001"
    assert fields["19", "file_name"] == "张三丰 资料.pdf"
    assert fields["3", "link[1]"] == "tg://user?id=100002"
    assert not [key for key in fields if key[0] == "29"]  # a preview is another site's


@pytest.mark.parametrize(
    ("form", "shape", "post_id"), [("telethon", "everything", "3"), ("fourcat_ndjson", "everything", "1")]
)
def test_trap_17_offsets_in_utf_16_units_become_code_points(form, shape, post_id):
    post = by_id(read(shape, form))[post_id]
    if form == "telethon":
        (quote,) = post["quotes"]
        assert post["text"][quote["start"] : quote["end"]] == "😀😀甲说：\n这是引用"
        assert [one["text"] for one in post["fields"]] == ["https://example.org/hidden", "tg://user?id=100002"]
    else:
        assert [one["text"] for one in post["fields"]] == ["tel:+1001234567"]


def test_trap_20_the_quoted_words_of_a_reply_are_not_the_posts_text():
    posts = by_id(read("everything"))
    assert (posts["8"]["text"], posts["8"]["reply_to"]) == ("回复", "2")
    assert posts["9"]["reply_to"] == "channel1111111111/77"


def test_trap_22_an_empty_message_is_unsupported_and_belongs_to_the_files_only_chat():
    posts = by_id(read("everything"))
    assert {(posts[n]["type"], posts[n]["state"], posts[n]["date"], posts[n]["channel_id"]) for n in ("33", "34")} == {
        ("unsupported", "empty", None, "telegram:channel:1234567890")
    }
    (lost,) = [row for row in read("several_chats")["posts"] if row["type"] == "unsupported"]
    assert lost["channel_id"].startswith("telegram:unkeyed:")


def test_a_chat_object_tells_supergroups_from_channels_and_states_its_members():
    rows = read("answers")
    (channel,) = rows["channels"]
    assert (channel["channel_id"], channel["title"], channel["username"]) == (
        "telegram:supergroup:1234567890",
        "示例群",
        "Shili",
    )
    assert [(row["what"], row["value"]) for row in rows["readings"] if row["post_id"] is None] == [("subscribers", 321)]


def test_of_several_chats_only_those_named_are_taken_and_the_rest_is_counted():
    rows = read("several_chats", named=["-1001111111111"])
    assert [(row["channel_id"], row["post_id"]) for row in rows["posts"]] == [("telegram:channel:1111111111", "1")]
    assert Counter(row["code"] for row in rows["warnings"])["chat_out_of_scope"] == 2
    assert [row["channel_id"] for row in rows["channels"]] == ["telegram:channel:1111111111"]
    rows = read("everything", "fourcat_ndjson", named=["示例群"])
    assert [row["post_id"] for row in rows["posts"]] == ["4"]


def test_4cat_and_telethon_say_the_same_of_one_message():
    telethon, fourcat = made("telethon"), made("fourcat_ndjson")
    one = telethon["post"](7, "同一条", edit_date=telethon["clock"](9), forwards=2)
    two = fourcat["post"](7, "同一条", edit_date=1719216000.0 + 540, views=one["views"])
    left = tables(telethon["array"]([one]), "telethon")
    right = tables(fourcat["lines"]([two]), "fourcat_ndjson")
    ignored = {"source", "capture", "byte_start", "byte_end", "from_name"}
    assert [{k: v for k, v in row.items() if k not in ignored} for row in left["posts"]] == [
        {k: v for k, v in row.items() if k not in ignored} for row in right["posts"]
    ]


def test_no_broken_record_costs_another_in_any_layout():
    make = made("telethon")
    few = [make["post"](number, f"第 {number} 条", media=make["photo"]()) for number in range(1, 9)]
    for data in (make["array"](few), make["array"](few, indent=4), make["lines"](few), make["lines"](few, "\r\n")):
        places = [(row["byte_start"], row["byte_end"]) for row in tables(data, "telethon")["posts"]]
        assert len(places) == 8
        neighbours_are_kept("telethon", data, places)


words = st.text(
    alphabet=st.one_of(st.sampled_from('"\\{}[],:\n\r\t\u2028 _😀汉\x00'), st.characters(codec="utf-8")), max_size=12
)
pieces = st.sampled_from(['}, {"_": "Message", ', '"}\n{"_": "Message"', "}]", '\\"'])
texts = st.lists(st.one_of(words, pieces), max_size=3).map("".join)
layouts = st.tuples(
    st.sampled_from([None, 0, 1, 4, "\t"]), st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]), st.booleans(),
    st.booleans(),
)  # fmt: skip


@given(st.lists(texts, min_size=1, max_size=8), layouts, st.sampled_from([None, 37, 1024]))
@examples(80)
def test_any_layout_gives_the_same_posts_each_with_its_own_bytes(said, layout, most):
    make = made("telethon")
    indent, separators, ascii_only, array = layout
    how = {"separators": separators, "ensure_ascii": ascii_only}
    messages = [make["post"](number, text) for number, text in enumerate(said, 1)]
    if array:
        data = json.dumps(messages, indent=indent, **how).encode()
    else:
        data = "\n".join(json.dumps(one, indent=indent, **how) for one in messages).encode()
    rows = tables(data, "telethon", most=most)
    assert [(row["post_id"], row["text"]) for row in rows["posts"]] == [
        (str(one["id"]), one["message"]) for one in messages
    ]
    assert [cut(data, row) for row in rows["posts"]] == messages
    assert rows["warnings"] == []


test_bytes_changed_at_random_end_in_rows_or_in_a_refusal = changed_at_random("telethon")
test_bytes_of_4cat_changed_at_random_end_in_rows_or_in_a_refusal = changed_at_random("fourcat_ndjson", 30)


@pytest.mark.parametrize(("form", "shape"), [("telethon", "everything"), ("pyrogram", "everything"), ("tdl", "raw")])
def test_a_dump_that_a_shell_wrote_in_utf_16_is_of_its_form_and_refused_with_the_reason(form, shape):
    (path,) = [path for path in shapes(form) if path.parent.name == shape]
    data = path.read_text(encoding="utf-8").encode("utf-16")
    assert claims(data)[:1] == [form]
    with pytest.raises(Unreadable, match="UTF-16"):
        tables(data, form)
