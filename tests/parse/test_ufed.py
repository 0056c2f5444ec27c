"""Cellebrite reports: every shape beside its answer, the fragments as captured, XML's own dangers, damage, bounds."""

import os
import runpy
import time
import tracemalloc
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from test_bounds import Made, filler
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.parse import HEAD, parse, recognise

HERE = TESTS / "golden" / "ufed"
SHAPES = sorted(HERE.glob("*/report.xml"))
SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples")) / "ufed"
MADE = runpy.run_path(str(HERE / "make.py"))
WHOLE = MADE["whole"]()
BOMB = b'<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def read(shape, **how):
    return tables((HERE / shape / "report.xml").read_bytes(), "ufed", **how)


def texts(rows):
    return [row["text"] for row in rows["posts"]]


def codes(rows, what="quarantine"):
    return [row["code"] for row in rows["warnings"] if row["what"] == what]


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_shape(path):
    golden(told(tables(path.read_bytes(), "ufed")), path.with_name("expected.json"))


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    assert MADE["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form="ufed", most=61) == outcome(data, form="ufed")


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_every_shape_is_recognised(path):
    assert [bid.form for bid in recognise(path.read_bytes()[:HEAD], "whatever.bin")] == ["ufed"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no sample reports in {SAMPLES}")
def test_counts_of_the_samples():
    data = (SAMPLES / "iped" / "ufed-model-chat.xml").read_bytes()
    rows = tables(data, "ufed")
    tree = ET.fromstring(data)
    assert len(list(tree.iter("model"))) == 50
    ids = [one.get("id") for one in tree.iter("model") if one.get("type") == "InstantMessage"]
    own = tree.findall("multiModelField[@name='Messages']/model")
    # Fourteen stand in the file: eleven of the chat; two more stand inside others, one of them twice.
    assert (len(ids), len(own), len(rows["posts"])) == (14, 11, 11)
    assert "embedded 2" in next(row["detail"] for row in rows["warnings"] if row["code"] == "phone_parts")
    for row, one in zip(rows["posts"], own, strict=True):
        cut = ET.fromstring(data[row["byte_start"] : row["byte_end"]])
        assert cut.get("id") == one.get("id")
        assert row["text"] == (one.findtext("field[@name='Body']/value") or "")
    (channel,) = rows["channels"]
    assert (channel["channel_id"], channel["extent"]) == ("whatsapp:chat:5511999996666@s.whatsapp.net", "selection")
    assert [row["reply_to"] for row in rows["posts"]][-1] == "1654984910:14433"
    assert codes(rows) == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no sample reports in {SAMPLES}")
def test_a_user_account_is_no_chat_and_a_false_friend_is_not_claimed():
    data = (SAMPLES / "iped" / "ufed-model-useraccount.xml").read_bytes()
    rows = tables(data, "ufed")
    assert (rows["posts"], rows["channels"]) == ([], [])
    assert codes(rows, "notice") == ["phone_models", "no_chat"]
    friend = b'<?xml version="1.0"?>\n<extraction>\n <device><model>Galaxy</model></device>\n</extraction>'
    assert [bid.form for bid in recognise(friend, "report.xml")] == []
    for path in (SAMPLES / "vibhu1212").iterdir():
        assert "ufed" not in [bid.form for bid in recognise(path.read_bytes()[:HEAD], path.name)]


def test_unknown_is_not_deleted():
    states = {row["text"]: row["state"] for row in read("whole")["posts"]}
    assert (states["删掉的"], states["不知道删没删"], states["回答"]) == ("deleted", "unknown", None)


def test_trap_1_a_clock_without_zone_is_kept_as_written():
    rows = {row["text"]: (row["date"], row["date_local"]) for row in read("whole")["posts"]}
    assert rows["哪里都没有时区"] == (None, "01/05/2024 12:13:00")
    assert rows["没有时间"] == (None, None)
    moment, clock = rows["钟上没有时区"]
    assert (moment.isoformat(), clock) == ("2024-05-01T04:12:00+00:00", "2024-05-01T12:12:00.250")


def test_trap_10_names_of_the_address_book_are_said_to_be_such():
    rows = read("whole")
    assert "phone_names" in codes(rows, "notice")
    sent = next(row for row in rows["posts"] if row["text"] == "转来的")
    assert (sent["from_id"], sent["forwarded_from_id"]) == ("channel5005", "user1003")


def test_trap_15_paths_are_text():
    evil = WHOLE.replace(b"files\\Image\\a.jpg", b"..\\..\\etc\\passwd")
    media = [one for row in tables(evil, "ufed")["posts"] for one in row["media"]]
    assert {"path": "../../etc/passwd", "status": "included"}.items() <= media[1].items()


def test_trap_16_words_outside_the_text_are_kept():
    where = {row["post_id"]: {one["where"]: one["text"] for one in row["fields"]} for row in read("whole")["posts"]}
    assert "10012340001" in where["5005:9"]["contact"]
    assert where["5005:10"]["location"] == "无此路 1 号\n1.5, 100.25"
    assert where["5005:8"]["file_name"] == "名单.xlsx\n没导出.mp4"


def test_other_data_is_counted_and_not_taken():
    rows = read("whole")
    assert next(row["detail"] for row in rows["warnings"] if row["code"] == "phone_models") == "Call 3, Contact 1"
    assert "住" not in "".join(row["detail"] or "" for row in rows["warnings"])


@pytest.mark.parametrize(
    "prologue", [BOMB, OUTSIDE, b'<!DOCTYPE p SYSTEM "http://example.org/x.dtd">', b"<!ENTITY y 'z'>"]
)
def test_a_declaration_is_refused_before_anything_is_read(prologue):
    for data in (prologue + WHOLE.partition(b"?>")[2], WHOLE.replace(b"<decodedData>", prologue + b"<decodedData>")):
        with pytest.raises(Unreadable, match="declaration at byte"):
            tables(data, "ufed")
    assert [bid.form for bid in recognise(prologue + WHOLE.partition(b"?>")[2], "a.xml")] in ([], ["ufed"])


def test_a_declaration_inside_a_message_is_refused_and_in_its_text_it_is_text():
    body = "<![CDATA[回答]]>".encode()
    with pytest.raises(Unreadable, match="declaration at byte"):
        tables(WHOLE.replace(body, BOMB + b"&c;"), "ufed")
    assert BOMB.decode() in texts(tables(WHOLE.replace(body, b"<![CDATA[" + BOMB + b"]]>"), "ufed"))


def test_text_that_does_not_close_swallows_no_message():
    at = WHOLE.index(b"Edited]]>") + 6
    rows = tables(WHOLE[:at] + WHOLE[at + 1 :], "ufed")
    assert texts(rows) == [row["text"] for row in ROWS if row["text"] != "只知道是转的"]
    assert codes(rows) == ["broken_structure"]
    body = tables(WHOLE.replace("回答]]>".encode(), "回答]>".encode()), "ufed")
    assert len(body["posts"]) == len(ROWS)
    assert codes(body, "repair") == ["broken_structure"]


def test_what_a_message_says_is_never_read_as_a_message():
    forged = '<model type="InstantMessage" id="x"><field name="Body"><value>假的</value></field></model>'
    said = WHOLE.replace("<![CDATA[回答".encode(), f"<![CDATA[{forged}<![CDATA[{forged}".encode())
    broken = said.replace(b'name="Body"', b"name=Body")
    for data in (
        said,
        broken,
        said.replace(b"</modelField>", b"</modelFeild>"),
        said.replace("机主".encode(), b"\xff"),
    ):
        assert "假的" not in texts(tables(data, "ufed"))
    assert len(tables(said, "ufed")["posts"]) == len(ROWS)


def test_an_entity_that_nobody_declared_costs_its_message():
    rows = read("unknown_entity")
    assert texts(rows) == ["第 1 条", "第 2 条", "第 4 条", "第 5 条"]
    assert codes(rows) == ["not_xml"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030"])
def test_another_encoding_is_refused_with_its_reason(encoding):
    data = WHOLE.decode().replace('encoding="utf-8"', f'encoding="{encoding}"').encode(encoding)
    with pytest.raises(Unreadable, match="not in UTF-8"):
        tables(data, "ufed")


@pytest.mark.parametrize("data", [b"", b"\x00" * 99, b"<extraction><model>x</model></extraction>", b"<a>" * 999, b"{}"])
def test_what_is_no_report_is_refused(data):
    with pytest.raises(Unreadable):
        tables(data, "ufed")


def bounded(*chunks):
    tracemalloc.start()
    try:
        found, said = 0, Counter()
        for part in parse(Made(*chunks), "0" * 64, "ufed"):
            if part.table == "posts":
                found += part.batch.num_rows
            elif part.table == "warnings":
                said.update(part.batch["code"].to_pylist())
        return found, said, tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


PARTS = WHOLE.split("<![CDATA[回答]]>".encode())
OPENED = PARTS[0] + b"<![CDATA["


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ([b"<![CDATA[", filler(b"x", 40), b"]]>"], "too_big"),
        ([b"<!--", filler(b"x", 40), b"-->"], "too_big"),
        ([filler(b"<a>", 40)], "too_big"),
        ([filler(b"<b/>", 7)], "too_big"),
        ([b'<a b="', filler(b"x", 40), b'"/>'], "too_big"),
        ([b'</value></field><modelField name="From">', filler(b'<model type="A">', 4)], "too_deep"),
        ([b"<![CDATA[", filler(b"x", 40)], "too_big"),
    ],
    ids=["text", "comment", "tags that do not close", "many tags", "attribute", "models", "text without end"],
)
def test_a_message_without_end_is_quarantined_in_bounded_memory(inside, code):
    posts, said, most = bounded(PARTS[0], *inside, PARTS[1])
    assert said[code]
    assert posts >= 4
    assert most < 200


def test_what_is_out_of_scope_is_passed_over_whatever_its_size():
    call = b'<modelType type="Call"><model type="Call" id="1"><field name="x"><value><![CDATA['
    end = b"]]></value></field></model></modelType>"
    head, tail = WHOLE.split(b"<decodedData>")
    posts, said, most = bounded(head, b"<decodedData>", call, filler(b"x", 60), end, tail)
    assert (posts, said["phone_models"]) == (19, 1)
    assert most < 40


def test_a_list_of_files_without_end_is_kept_in_mind_only_so_far(monkeypatch):
    monkeypatch.setattr("doxdocket.parse.ufed.files.FILES", 100)
    head, tail = WHOLE.split(b"<taggedFiles>")
    rows = tables(
        head
        + b"<taggedFiles>"
        + "".join(MADE["file"](f"x{i}", "/a", f"files/{i}") for i in range(150)).encode()
        + tail,
        "ufed",
    )
    assert [row["detail"] for row in rows["warnings"] if row["code"] == "phone_files"] == ["152"]


def test_unclosed_messages_cost_time_in_proportion():
    one = b'<model type="InstantMessage"><field name="Body"><value><![CDATA[x]]></value></field>'
    head = b'<modelType type="Chat"><model type="Chat" id="1"><multiModelField name="Messages">'
    took = []
    for megabytes in (1, 3):
        start = time.process_time()
        rows = tables(head + one * (megabytes * (1 << 20) // len(one)), "ufed")
        took.append(time.process_time() - start)
        assert rows["posts"] == []
        assert set(codes(rows)) <= {"too_deep", "truncated"}
    assert took[1] < 6 * took[0]


ROWS = tables(WHOLE, "ufed")["posts"]


@given(
    st.integers(0, len(WHOLE) - 1),
    st.one_of(st.binary(max_size=3), st.sampled_from([b"<", b">", b"/", b'"', b"]", b"!", b"&", b"\0"])),
)
@examples(120)
def test_changed_bytes_cost_few_messages_and_raise_only_what_is_ours(at, new):
    data = WHOLE[:at] + new + WHOLE[at + 1 :]
    try:
        rows = tables(data, "ufed")
    except DoxdocketError:
        return
    kept = {row["text"] for row in rows["posts"]}
    lost = [row for row in ROWS if row["text"] not in kept]
    assert len([row for row in lost if not row["byte_start"] <= at < row["byte_end"]]) <= 1
    ranges = [(row["byte_start"], row["byte_end"]) for row in rows["warnings"] if row["what"] != "notice"]
    for row in lost:  # it is said, or its own words were changed
        touched = row["byte_start"] <= at < row["byte_end"] and len(rows["posts"]) == len(ROWS)
        assert touched or any(start < row["byte_end"] and row["byte_start"] < end + 3 for start, end in ranges)
    assert all(0 <= row["byte_start"] <= row["byte_end"] <= len(data) for row in rows["warnings"])


@given(st.integers(0, len(WHOLE)))
@examples(60)
def test_a_cut_report_keeps_every_message_before_the_cut(at):
    try:
        rows = tables(WHOLE[:at], "ufed")
    except DoxdocketError:
        assert at < ROWS[0]["byte_start"]
        return
    assert texts(rows) == [row["text"] for row in ROWS if row["byte_end"] <= at]
