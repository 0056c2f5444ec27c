"""Text of the evidence becomes no id that everybody sees: columns of values that a mapping calls ids, times, counters or titles; numbers of a phone report."""

import csv
import io
import json

import pyarrow as pa
import pytest

from doxdocket.errors import WrongCall
from doxdocket.parse import Stated, parse
from doxdocket.parse.table.mapping import checked
from doxdocket.pipeline.ids import SEALED, Ids

HEAD = ["序号", "姓名", "电话", "身份证号", "QQ", "住址", "出生日期", "内容"]
ROWS = [
    ["1", "柳春生", "13900001850", "330109188304120012", "845123456", "杭州市听涛区松声路12号3幢402室", "1883-04-12", "甲"],
    ["2", "祝雨亭", "13900001851", "330109187901054327", "845123457", "杭州市听涛区望潮巷8号1幢101室", "1879-01-05", "乙"],
]  # fmt: skip
VALUES = [cell for row in ROWS for cell in row[1:7]]
STATED = {"table": 1, "file": "csv", "encoding": "utf-8", "delimiter": ",", "platform": "qq", "channel": "100200300"}


def table(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def mapped(columns, **more):
    """A mapping of these columns, with the text of the last one."""
    kept = {key: value for key, value in (STATED | more).items() if value is not None}
    return kept | {"header": more.get("header", 1), "columns": {"id": "none", "text": 8} | columns}


CLOCK = {"time": {"format": "%Y-%m-%d", "zone": "Asia/Shanghai"}}
UNIX = {"time": {"format": "unix", "zone": "UTC"}}
HEADED = [
    ({"id": "电话"}, {}), ({"id": "姓名"}, {}), ({"id": 3}, {"header": 2}), ({"id": 3}, {"header": 0}),
    ({"channel": "姓名"}, {"channel": None}), ({"title": "姓名"}, {}), ({"reply_to": "身份证号"}, {}),
    ({"forwarded_from": "住址"}, {}), ({"media": "姓名"}, {}), ({"views": "QQ"}, {}), ({"views": 5}, {"header": 0}),
    ({"time": "出生日期"}, CLOCK), ({"time": "电话"}, UNIX), ({"time": "QQ"}, UNIX), ({"edited": "出生日期"}, CLOCK),
]  # fmt: skip
BARE = [
    ({"id": 2}, {}), ({"id": 3}, {}), ({"id": 4}, {}), ({"id": 6}, {}), ({"channel": 3}, {"channel": None}), ({"reply_to": 4}, {}),
    ({"views": 3}, {}), ({"views": 4}, {}), ({"time": 2}, CLOCK), ({"time": 3}, UNIX), ({"time": 7}, CLOCK), ({"author_id": 2}, {}),
    ({"author_id": 3}, {}), ({"author_id": 3}, {"platform": "telegram"}),
]  # fmt: skip


SENDERS = [({"author": "姓名", "author_id": "QQ"}, {})]
HONEST = [({"id": "序号"}, {})]
MADE = [(HEAD, *one) for one in HEADED + SENDERS + HONEST] + [
    (None, columns, {"header": 0} | more) for columns, more in BARE
]


@pytest.fixture(scope="module")
def ran(call, tmp_path_factory):
    """A case that holds the table once for each mapping, and what its run said."""
    home = tmp_path_factory.mktemp("ids")
    case = home / "case"
    assert call("init", case, "--title", "演练", "--officer", "张三", "--officer", "李四", "--one-key").code == 0
    for number, (head, columns, more) in enumerate(MADE):
        rows = [*([head] if head else ()), *[[*row[:7], f"第{number}份"] for row in ROWS]]
        (home / f"{number:02}.csv").write_bytes(table(rows))
        (home / "m.json").write_text(json.dumps(mapped(columns, **more)), encoding="utf-8")
        said = call(
            "add",
            case,
            home / f"{number:02}.csv",
            "--mapping",
            home / "m.json",
            "--officer",
            "张三",
            "--officer",
            "李四",
        )
        assert said.code == 0, said.err
        assert ("个人信息" in said.out) == (number < len(HEADED)), (number, said.out)
    run = call("run", case)
    assert run.code == 0, run.err
    return case, run.out


def test_no_table_shows_a_column_of_values(call, ran):
    case, seen = ran
    for asked in ("posts", "channels", "captures", "readings", "completeness", "findings", "sources"):
        seen += call("export", case, asked).out
    assert len(seen) > 10_000
    assert [value for value in VALUES if value in seen] == []


def posts(call, case, source):
    (digest,) = [row["sha256"] for row in call("export", case, "sources").lines if row["no"] == source]
    return [row for row in call("export", case, "posts").lines if row["source"] == digest]


def test_a_column_whose_heading_says_what_it_holds_is_text_alone(call, ran):
    case, said = ran
    assert f"拒读 {len(HEADED)} 份" in said
    assert posts(call, case, 1) == []


def test_what_stands_in_an_ids_place_is_never_covered_itself(call, ran):
    """Once one of four was taken for a card or a mobile, and shown as covered."""
    made = Ids(bytes(32))
    sealed = {made.sealed(str(n)) for n in range(300)}
    assert all(SEALED.fullmatch(one) for one in sealed)
    rows = [row for n in range(len(HEADED) + 1, len(MADE) + 1) for row in posts(call, ran[0], n)]
    shown = [row["from_id"] for row in rows if row["from_id"]]
    assert shown
    assert all(SEALED.fullmatch(one.removeprefix("qq:")) for one in shown)  # behind the name of the platform


def test_who_sent_is_told_apart_by_ids_in_the_place_of_accounts(call, ran):
    rows = posts(call, ran[0], len(HEADED) + 1)
    assert len({row["from_id"] for row in rows}) == len({row["from_name"] for row in rows}) == 2
    assert all(row["from_id"].startswith("qq:x") and row["from_name"].startswith("x") for row in rows)


def test_ids_of_an_honest_table_stand_and_the_same_id_is_replaced_by_the_same_one(call, ran):
    case, _ = ran
    assert {row["post_id"] for row in posts(call, case, len(HEADED) + 2)} == {"1", "2"}
    told = [row for row in call("export", case, "completeness").lines if row["code"] == "ids_replaced"]
    assert told


def test_the_text_of_a_post_is_no_name_and_no_title(call, ran, tmp_path):
    """A text is shown for a reason alone, so no column is text and something else, and what is as long as a text is no name."""
    with pytest.raises(WrongCall, match="text or a link already"):
        checked(mapped({"title": 8}))
    long = (
        "今天下午三点在老地方见面，记得把上次说的那份名单带过来，别让其他人知道，来的时候走后门，从左边第二个楼梯上来，到了先发消息给我"
        * 3
    )
    rows = [["序号", "a", "b", "c", "d", "e", "f", "内容", "别的"], *[[str(n), *"bcdefg", "", long] for n in (1, 2)]]
    given = mapped({"channel": "序号", "title": "别的", "author": "别的", "forwarded_from": "别的"}, channel=None)
    parts = parse(io.BytesIO(table(rows)), "0" * 64, "table", Stated(mapping=given, ids=Ids(bytes(32))))
    assert "老地方" not in str([part.batch.to_pylist() for part in parts])


def test_a_mapping_does_not_ask_whether_a_value_is_in_a_table(call, mine, tmp_path):
    (tmp_path / "m.json").write_text(json.dumps(mapped({"media": "柳春生"}, header=7)), encoding="utf-8")
    said = call("describe", mine, "1", "--mapping", tmp_path / "m.json", "--by", "张三")
    assert (said.code, "柳春生" in said.err) == (2, False)
    assert call("export", mine, "custody").lines[-1]["act"] == "repeated"


def test_numbers_of_a_phone_report_are_no_names_of_chats_and_senders():
    """What a program other than a platform's wrote as an id may be a phone number; those of platforms stand."""
    before = {
        "channel_id": ["whatsapp:chat:8613900001850@s.whatsapp.net", "telegram:channel:1234567890", "sms:chat:+8613900001850"],
        "post_id": ["3EB0ABCDEF", "12", "1138001380001380000"],
        "from_id": ["8613900001850@s.whatsapp.net", "user1234567890", "wxid_abc123"],
    }  # fmt: skip
    ids = Ids(bytes(32))
    after = ids.batch(pa.RecordBatch.from_pydict(before)).to_pydict()
    assert after["channel_id"][1:2] + after["from_id"][1:2] == ["telegram:channel:1234567890", "user1234567890"]
    assert after["post_id"] == before["post_id"]
    assert after["channel_id"][0] == "whatsapp:chat:" + after["from_id"][0]
    assert not any(value in str(after) for value in ("13900001850", "wxid_"))
    assert ids.batch(pa.RecordBatch.from_pydict(before)).to_pydict() == after
    assert Ids(bytes([1] * 32)).batch(pa.RecordBatch.from_pydict(before)).to_pydict() != after
