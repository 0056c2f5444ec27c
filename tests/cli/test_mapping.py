"""``map``: what it shows of a table and never shows, what it proposes and never proposes, and what it writes."""

import json
import os
import pty
import re
import runpy
import select
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from doxdocket.parse import Stated, parse
from doxdocket.parse.table.mapping import checked, load

ROOT = Path(__file__).parents[2]
MADE = runpy.run_path(str(ROOT / "tests" / "golden" / "table" / "make.py"))
ROWS = [
    ["编号", "发送时间", "昵称", "消息内容", "浏览", "备注"],
    ["1", "2023-11-15 06:13", "祝雨亭", "电话 10012340004 在松声路", "1.2万", ""],
    ["2", "2023-11-15 06:14", "柳春生", "邮箱 zhu@mail.example.com", "5", ""],
]
SECRETS = ("祝雨亭", "柳春生", "10012340004", "松声", "zhu@", "mail.example")
WHOLE = ("--accept", "--platform", "qq", "--channel", "100200300", "--zone", "Asia/Shanghai")


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "chat.csv"
    path.write_bytes(MADE["csv"](ROWS))
    return path


def test_it_shows_columns_and_no_value(call, chat):
    for words in (
        (),
        ("--lang", "en"),
        ("--json",),
        WHOLE,
        (*WHOLE, "--json"),
        ("--header", "0"),
        ("--header", "2"),
        ("--encoding", "gb18030"),
    ):
        said = call("map", chat, *words)
        assert not [secret for secret in SECRETS if secret in said.out + said.err], words
    assert "9999-99-99 99:99" in call("map", chat).out
    seen = call("map", chat, "--json").json
    assert [(one["name"], one["type"], one["filled"], one["proposed"]) for one in seen["columns"]] == [
        ("编号", "number", 2, "id"), ("发送时间", "time", 2, "time"), ("昵称", "text", 2, "author"),
        ("消息内容", "text", 2, "text"), ("浏览", "number", 2, "views"), ("备注", "empty", 0, None),
    ]  # fmt: skip
    assert (seen["encoding"], seen["delimiter"], seen["header"], seen["rows"]) == ("utf-8", ",", 1, 2)


def test_proposals_are_not_taken_unless_that_is_said(call, chat):
    words = ("--platform", "qq", "--channel", "1", "--zone", "+08:00", "--json")
    assert call("map", chat, *words).json["lacking"] == ["columns.id", "columns.text"]
    taken = call("map", chat, "--accept", *words).json
    assert taken["lacking"] == []
    assert taken["mapping"]["columns"] == {
        "id": "编号",
        "time": "发送时间",
        "text": "消息内容",
        "author": "昵称",
        "views": "浏览",
    }


def test_a_zone_is_never_proposed(call, chat):
    said = call("map", chat, "--accept", "--platform", "qq", "--channel", "1", "--json")
    assert (said.code, said.json["lacking"], said.json["mapping"]) == (0, ["time.zone"], None)
    assert "zone" not in {one["proposed"] for one in said.json["columns"]}
    assert "时区不会替您猜" in call("map", chat, "--accept").out


def test_what_it_writes_is_read_back_and_fits_the_file(call, chat, tmp_path):
    target = tmp_path / "mapping.yaml"
    said = call("map", chat, *WHOLE, "-o", target, "--json")
    assert said.code == 0, said.err
    assert said.json["tried"] == {"posts": 2, "undated": 0, "quarantined": {}, "notices": ["columns_not_mapped"]}
    stated = load(target.read_text(encoding="utf-8"))
    assert stated == said.json["mapping"]
    with chat.open("rb") as stream:
        posts = [
            part.batch.to_pylist()
            for part in parse(stream, "0" * 64, "table", Stated(mapping=stated))
            if part.table == "posts"
        ]
    assert [(post["post_id"], post["date"].isoformat()) for post in posts[0]] == [
        ("1", "2023-11-14T22:13:00+00:00"), ("2", "2023-11-14T22:14:00+00:00"),
    ]  # fmt: skip


def test_a_mapping_is_printed_when_no_file_is_named(call, chat):
    out = call("map", chat, *WHOLE).out
    printed = out[out.index("table: 1") : out.index("试读")]
    assert checked(load(printed)).zone == "Asia/Shanghai"


def test_nothing_is_written_when_something_is_lacking_or_there(call, chat, tmp_path):
    target = tmp_path / "mapping.yaml"
    said = call("map", chat, "--accept", "-o", target, "--json")
    assert (said.code, said.error["code"]) == (2, "wrong_call")
    assert "platform, channel, time.zone" in said.error["message_en"]
    assert not target.exists()
    target.write_text("kept", encoding="utf-8")
    assert call("map", chat, *WHOLE, "-o", target).code == 2
    planted = tmp_path / "planted.yaml"
    planted.symlink_to(tmp_path / "elsewhere.yaml")
    assert call("map", chat, *WHOLE, "-o", planted).code == 2
    assert not (tmp_path / "elsewhere.yaml").exists()
    assert target.read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("--column", "text"), 2, "OURS=THEIRS"),
        (("--column", "tekst=消息内容", "--column", "id=none", *WHOLE), 2, "columns.tekst"),
        (("--column", "text=不存在", *WHOLE), 1, "columns.text"),
        (("--zone", "GMT+8", "--accept", "--platform", "qq", "--channel", "1"), 2, "time.zone"),
        (("--time-format", "%H", *WHOLE), 2, "time.format"),
        (("--platform", "Q Q", "--accept", "--channel", "1", "--zone", "UTC"), 2, "platform"),
        (("--delimiter", ";", *WHOLE), 0, ""),
        (("--header", "99", *WHOLE), 0, ""),
    ],
)
def test_what_is_wrong_is_said_with_its_name(call, chat, words, code, part):
    said = call("map", chat, *words, "--json")
    assert said.code == code
    assert part in (said.error["message_en"] if code else "")
    if not code:
        assert said.json["mapping"] is None


def test_several_columns_may_be_the_text_and_numbers_may_name_them(call, chat):
    words = (
        "--column",
        "text=昵称",
        "--column",
        "text=4",
        "--column",
        "id=none",
        "--platform",
        "qq",
        "--channel",
        "1",
        "--json",
    )
    said = call("map", chat, *words)
    assert said.json["mapping"]["columns"] == {"text": ["昵称", 4], "id": "none"}
    assert "row_ids" in said.json["tried"]["notices"]


def test_a_first_row_of_values_is_no_header_and_names_nothing(call, tmp_path):
    path = tmp_path / "chat.csv"
    path.write_bytes(MADE["csv"](ROWS[1:]))
    seen = call("map", path, "--json").json
    assert (seen["header"], [one["name"] for one in seen["columns"]]) == (0, [None] * 6)
    said = call("map", path, "--column", "id=1", "--column", "text=4", "--column", "time=2", *WHOLE[1:], "--json")
    assert (said.json["tried"]["posts"], said.json["mapping"]["header"]) == (2, 0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_seen(call, tmp_path, encoding, delimiter):
    path = tmp_path / "chat.txt"
    path.write_bytes(MADE["csv"](ROWS, delimiter).decode().encode(encoding))
    said = call("map", path, *WHOLE, "--json").json
    assert said["mapping"]["encoding"] == {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    assert said["mapping"]["delimiter"] == ("tab" if delimiter == "\t" else delimiter)
    assert said["tried"]["posts"] == 2


def test_times_that_could_be_read_in_two_ways_are_asked_for(call, tmp_path):
    path = tmp_path / "chat.csv"
    path.write_bytes(MADE["csv"]([["id", "date", "text"], ["1", "03/04/2023", "a"], ["2", "05/06/2023", "b"]]))
    said = call("map", path, *WHOLE, "--json").json
    assert said["columns"][1]["formats"] == ["%d/%m/%Y", "%m/%d/%Y"]
    assert said["lacking"] == ["time.format"]


def test_seconds_need_no_zone(call, tmp_path):
    path = tmp_path / "chat.csv"
    path.write_bytes(MADE["csv"]([["id", "date", "text"], ["1", "1700000000", "a"]]))
    said = call("map", path, "--accept", "--platform", "qq", "--channel", "1", "--json").json
    assert said["mapping"]["time"] == {"format": "unix", "zone": "UTC"}


def test_a_spreadsheet_and_its_sheets(call, tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes((ROOT / "tests" / "golden" / "table" / "xlsx_sheet" / "posts.xlsx").read_bytes())
    seen = call("map", path, "--json").json
    assert (seen["form"], seen["sheets"], seen["sheet"]) == ("xlsx", ["其他", "消息"], "其他")
    for sheet in ("消息", "2"):
        said = call("map", path, "--sheet", sheet, *WHOLE, "--json").json
        assert (said["mapping"]["sheet"], said["mapping"]["time"]["format"]) == ("消息", "excel")
        assert said["tried"]["posts"] == 6
    assert call("map", path, "--sheet", "9").code == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x7fELF\0\0\0",
        b"\xff\xff\xff",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99),
        b"one line",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_table_is_said_and_raises_nothing_else(call, tmp_path, data):
    path = tmp_path / "x.csv"
    path.write_bytes(data)
    said = call("map", path, "--json")
    assert said.code in (0, 1, 2)
    if said.code:
        assert said.error["code"] in ("wrong_call", "unreadable")
    else:
        assert said.json["mapping"] is None


def test_a_file_that_is_not_there(call, tmp_path):
    assert call("map", tmp_path / "none.csv").code == 2


def typed(words, answers, home):
    """Run the command at a terminal and type an answer at each prompt; what was on screen, and the exit code."""
    outer, inner = pty.openpty()
    environ = {**os.environ, "LANG": "zh_CN.UTF-8", "DOXDOCKET_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    run = subprocess.Popen(
        [sys.executable, "-m", "doxdocket", *map(str, words)], stdin=inner, stdout=inner, stderr=inner, env=environ
    )
    os.close(inner)
    seen, left, until = b"", list(answers), time.monotonic() + 300
    while time.monotonic() < until and run.poll() is None:
        if select.select([outer], [], [], 0.3)[0]:
            try:
                seen += os.read(outer, 65536)
            except OSError:
                break
        elif left and seen.rstrip(b" ").endswith((b":", b"]:")):
            os.write(outer, left.pop(0).encode() + b"\n")
            seen += b"\n"
    run.wait(300)
    os.close(outer)
    return seen.decode(errors="replace"), run.returncode


def test_at_a_terminal_it_asks_for_what_is_lacking_and_again_for_what_cannot_be_taken(chat, home, tmp_path):
    target = tmp_path / "mapping.yaml"
    answers = ["y", "Q Q", "qq", "100200300", "北京时间", "GMT+8", "Asia/Shanghai"]
    screen, code = typed(["map", chat, "-o", target], answers, home)
    assert code == 0, screen
    assert screen.count("这个回答不能用") == 3
    assert "采用建议" in screen
    assert not [secret for secret in SECRETS if secret in screen]
    assert load(target.read_text(encoding="utf-8"))["time"]["zone"] == "Asia/Shanghai"


@pytest.mark.whole
def test_at_a_terminal_columns_can_be_named_one_by_one(chat, home, tmp_path):
    target = tmp_path / "mapping.yaml"
    answers = ["n", "none", "99", "消息内容", "发送时间"]
    words = ["map", chat, "-o", target, "--platform", "qq", "--channel", "1", "--zone", "unknown"]
    screen, code = typed(words, answers, home)
    assert code == 0, screen
    assert load(target.read_text(encoding="utf-8"))["columns"] == {"id": "none", "text": "消息内容", "time": "发送时间"}


@pytest.mark.parametrize("page", ["map-a-table.md", "map-a-table.zh-CN.md"])
def test_the_page_runs_as_written(call, chat, page, monkeypatch):
    text = (ROOT / "docs" / "how-to" / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    assert blocks == re.findall(
        r"```sh\n(.*?)```", (ROOT / "docs" / "how-to" / "map-a-table.md").read_text(encoding="utf-8"), re.DOTALL
    )
    monkeypatch.chdir(chat.parent)
    for line in "".join(blocks).replace("\\\n", " ").splitlines():
        words = shlex.split(line.replace("FILE", chat.name))
        if words[1] == "map":
            said = call(*words[1:])
            assert said.code == 0, said.err
    (example,) = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert checked(load(example))
    assert (chat.parent / "mapping.yaml").is_file()


def test_the_answer_says_what_its_shape_says(call, chat):
    said = call("map", chat, *WHOLE, "--json").json
    assert set(said) == {
        "file", "form", "encoding", "delimiter", "sheet", "sheets", "header", "rows", "columns", "lacking", "mapping", "tried", "written",
    }  # fmt: skip
    assert set(said["columns"][0]) == {"number", "name", "type", "filled", "shapes", "formats", "proposed", "because"}
    assert json.dumps(said)


@pytest.mark.parametrize(
    ("cells", "form", "moment"),
    [
        (["2024年3月5日 14时05分01秒", "2024年3月15日 9时05分01秒"], "%Y年%m月%d日 %H时%M分%S秒", "2024-03-05T06:05:01"),
        (["2024/3/5 下午 2:05:01", "2024/3/5 上午 11:05:01"], "%Y/%m/%d %p %I:%M:%S", "2024-03-05T06:05:01"),
        (["2024/3/5 下午2:05:01", "2024/3/5 上午11:05:01"], "%Y/%m/%d %p%I:%M:%S", "2024-03-05T06:05:01"),
    ],
)  # fmt: skip
def test_a_report_with_a_title_and_clocks_in_chinese_is_proposed_whole(call, tmp_path, cells, form, moment):
    path, to = tmp_path / "report.csv", tmp_path / "mapping.yaml"
    head = ["消息编号", "发送时间（北京时间）", "消息内容"]
    title, asides = ["某某取证报告", "", ""], ["导出时间：2024-03-10 10:00:00", "", ""]
    path.write_bytes(MADE["csv"]([title, asides, head, ["1", cells[0], "甲"], ["2", cells[1], "乙"]]))
    call("map", path, "-o", to, *WHOLE)
    mapping = load(to.read_text(encoding="utf-8"))
    assert (mapping["header"], mapping["time"]["format"]) == (3, form)
    with path.open("rb") as stream:
        parts = list(parse(stream, "0" * 64, "table", Stated(mapping=mapping)))
    posts = [row for part in parts if part.table == "posts" for row in part.batch.to_pylist()]
    assert [(row["post_id"], row["text"]) for row in posts] == [("1", "甲"), ("2", "乙")]
    assert posts[0]["date"].isoformat().startswith(moment)
