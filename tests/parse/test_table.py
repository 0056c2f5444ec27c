"""Tables through a mapping: every shape beside its answer, every wrong mapping by its key, hostile files in bounds."""

import contextlib
import csv
import io
import json
import runpy
import tracemalloc
import zipfile
from datetime import datetime

import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from test_bounds import Made, filler
from test_samples import SAMPLES
from tests.sizes import examples

from doxdocket.errors import DoxdocketError, Unreadable, WrongCall
from doxdocket.parse import HEAD, Stated, parse, recognise, table
from doxdocket.parse.rows import Rows
from doxdocket.parse.table import lines
from doxdocket.parse.table.encodings import Coded
from doxdocket.parse.table.lines import Bad, Row, rows
from doxdocket.parse.table.mapping import EXAMPLE, MEANINGS, checked, is_zone, load
from doxdocket.parse.table.remarks import Remarks
from doxdocket.parse.table.sheets import Sheet, layout
from doxdocket.parse.table.times import Clock, Serial
from doxdocket.parse.table.workbook import Book

HERE = TESTS / "golden" / "table"
SHAPES = sorted(path.parent for path in HERE.glob("*/mapping.yaml"))
MADE = runpy.run_path(str(HERE / "make.py"))
REFUSALS = MADE["refusals"]()
CSV, XLSX = MADE["CSV"], MADE["XLSX"]


def given_file(folder):
    (path,) = folder.glob("posts.*")
    return path.read_bytes()


def stated(folder):
    return load((folder / "mapping.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", SHAPES, ids=lambda folder: folder.name)
def test_golden_shape(folder):
    golden(told(tables(given_file(folder), "table", mapping=stated(folder))), folder / "expected.json")


@pytest.mark.parametrize("folder", SHAPES, ids=lambda folder: folder.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(folder):
    how = {"form": "table", "mapping": stated(folder)}
    assert outcome(given_file(folder), most=61, **how) == outcome(given_file(folder), **how)


def test_golden_refusals():
    said = {name: outcome(data, form="table", mapping=load(text)) for name, (text, data) in REFUSALS.items()}
    assert all("refused" in one for one in said.values())
    golden(said, HERE / "refusals.json")


def test_the_script_makes_exactly_the_inputs_that_are_kept():
    made = MADE["shapes"]()
    kept = {path.name: ((path / "mapping.yaml").read_text(encoding="utf-8"), given_file(path)) for path in SHAPES}
    assert {name: (text, data) for name, (text, _, data) in made.items()} == kept


@pytest.mark.parametrize("folder", [path for path in SHAPES if path.name.startswith("csv")], ids=lambda path: path.name)
def test_every_post_lies_where_its_row_says(folder):
    data, said = given_file(folder), stated(folder)
    for post in tables(data, "table", mapping=said)["posts"]:
        encoding = "utf-16-le" if said["encoding"] == "utf-16" else said["encoding"]
        raw = data[post["byte_start"] : post["byte_end"]].decode(encoding)
        delimiter = "\t" if said["delimiter"] == "tab" else said["delimiter"]
        cells = next(csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter))
        assert all(line in cells for line in [post["text"]] if "csv_every" not in folder.name)


# Mappings.


def test_the_example_is_whole_and_the_page_explains_every_key():
    assert checked(load(EXAMPLE)).encoding == "gb18030"
    for name in ("map-a-table.md", "map-a-table.zh-CN.md"):
        page = (TESTS.parent / "docs" / "how-to" / name).read_text(encoding="utf-8")
        assert [key for key in MEANINGS if f"`{key}`" not in page] == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"table": 2}, "table"),
        ({"tabel": 1}, "tabel"),
        ({"file": "ods"}, "file"),
        ({"encoding": None}, "encoding"),
        ({"encoding": "ansi"}, "encoding"),
        ({"delimiter": '"x"'}, "delimiter"),
        ({"sheet": 1}, "sheet"),
        ({"header": -1}, "header"),
        ({"header": "true"}, "header"),
        ({"header": 0}, "columns"),
        ({"platform": None}, "platform"),
        ({"platform": '"Tele gram"'}, "platform"),
        ({"channel": None}, "channel"),
        ({"channel": '" "'}, "channel"),
        ({"kind": "forum"}, "kind"),
        ({"time": None}, "time"),
        ({"time": "Asia/Shanghai"}, "time"),
        ({"time": "{format: iso}"}, "time.zone"),
        ({"time": '{format: iso, zone: ""}'}, "time.zone"),
        ({"time": "{format: iso, zone: GMT+8}"}, "time.zone"),
        ({"time": "{format: iso, zone: localtime}"}, "time.zone"),
        ({"time": "{format: iso, zone: ../../etc/passwd}"}, "time.zone"),
        ({"time": "{format: unix, zone: Asia/Shanghai}"}, "time.zone"),
        ({"time": "{format: iso, zone: UTC, clock: 24}"}, "time.clock"),
        ({"time": '{format: "%H:%M", zone: UTC}'}, "time.format"),
        ({"time": '{format: "2023", zone: UTC}'}, "time.format"),
        ({"time": "{format: auto, zone: UTC}"}, "time.format"),
        ({"columns": "[id]"}, "columns"),
        ({"columns": "{id: 编号}"}, "columns.text"),
        ({"columns": "{text: 内容}"}, "columns.id"),
        ({"columns": "{id: none, text: 内容, body: 内容}"}, "columns.body"),
        ({"columns": "{id: [a, b], text: 内容}"}, "columns.id"),
        ({"columns": "{id: 0, text: 内容}"}, "columns.id"),
        ({"columns": "{id: 1, text: []}"}, "columns.text"),
        ({"columns": "{id: 1, text: true}"}, "columns.text"),
        ({"columns": "{id: 1, text: 内容, channel: 群}"}, "channel"),
    ],
)
def test_a_wrong_mapping_is_refused_by_the_name_of_its_key(changes, key):
    with pytest.raises(WrongCall) as refusal:
        checked(load(MADE["mapping"](**changes)))
    assert f"mapping, {key}: " in refusal.value.said("en")
    assert key in refusal.value.said("zh")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a",
        "table: 1\ntable: 1",
        "a: &x 1\nb: *x",
        "[" * 1500,
        "a: no",
        "x" * (2 << 20),
        "time: {zone: +10:00}",
        "a: !!x y",
    ],
)
def test_a_file_that_is_no_mapping_is_a_wrong_call(text):
    with pytest.raises(WrongCall, match=r"mapping"):
        load(text)


def test_without_a_mapping_the_refusal_says_what_to_run():
    for name in ("posts.csv", "posts.xlsx"):
        data = MADE["csv"]()
        with pytest.raises(Unreadable, match=r"doxdocket map FILE") as refusal:
            tables(data, "table", name=name)
        assert "doxdocket map" in refusal.value.said("zh")


def test_no_error_holds_what_is_in_a_cell():
    secret = "10012340004"
    for text, data in REFUSALS.values():
        marked = data.replace("第一条".encode(), secret.encode())
        said = outcome(marked, form="table", mapping=load(text))
        assert secret not in json.dumps(said)


# Times: trap 1, a clock without a zone is no moment.


def test_trap_1_a_clock_without_a_zone_is_kept_and_gives_no_moment():
    rows_ = tables(
        MADE["csv"](), "table", mapping=load(MADE["mapping"](time='{format: "%Y-%m-%d %H:%M:%S", zone: unknown}'))
    )
    assert next((post["date"], post["date_local"]) for post in rows_["posts"]) == (None, "2023-11-15 06:13:20")
    assert "zone_unknown" in [warning["code"] for warning in rows_["warnings"]]


@pytest.mark.parametrize(
    ("form", "zone", "cell", "expected"),
    [
        ("%Y-%m-%d %H:%M", "+08:00", "2023-11-15 06:13", "2023-11-14T22:13:00+00:00"),
        ("%Y-%m-%d %H:%M", "-03:30", "2023-11-15 06:13", "2023-11-15T09:43:00+00:00"),
        ("%Y-%m-%d %H:%M", "Asia/Shanghai", "1990-07-01 12:00", "1990-07-01T03:00:00+00:00"),  # summer time of then
        ("%Y-%m-%d", "UTC", "2023-1-5", "2023-01-05T00:00:00+00:00"),
        ("%Y-%m-%d", "UTC", "2023-01-05 06:13", None),
        ("%Y-%m-%d %H:%M", "UTC", "2023-01-05 06:13:20", None),
        ("%Y年%m月%d日 %p%I:%M", "+08:00", "2023年11月15日 下午1:05", "2023-11-15T05:05:00+00:00"),
        ("%Y-%m-%d %H:%M:%S%z", "unknown", "2023-11-15 06:13:20+0800", "2023-11-14T22:13:20+00:00"),
        ("iso", "+08:00", "2023-11-15T06:13:20Z", "2023-11-15T06:13:20+00:00"),
        ("iso", "+08:00", "20231115", None),
        ("iso", "+08:00", "2023-11-15 24:13", None),
        ("unix", "UTC", "1700000000", "2023-11-14T22:13:20+00:00"),
        ("unix", "UTC", "1700000000.5", "2023-11-14T22:13:20.500000+00:00"),
        ("unix", "UTC", "0", None),
        ("unix", "UTC", "-5", None),
        ("unix", "UTC", "9" * 15, None),
        ("unix_ms", "UTC", "1700000000123", "2023-11-14T22:13:20.123000+00:00"),
        ("excel", "+08:00", "45245.25", "2023-11-14T22:00:00+00:00"),
        ("excel", "+08:00", "60", None),
        ("excel", "+08:00", "9999999", None),
        ("excel_1904", "+08:00", "43783.25", "2023-11-14T22:00:00+00:00"),
        ("iso", "+14:00", "0001-01-01 00:00", None),
        ("iso", "America/New_York", "2024-03-10 02:30", None),
    ],
)
def test_a_cell_and_its_moment(form, zone, cell, expected):
    assert is_zone(zone)
    told_ = Clock(form, zone).read(cell)
    assert (told_.date and told_.date.isoformat()) == expected
    assert bool(told_.doubt) == (expected is None)
    assert told_.local in (cell, "?", None)


# Counters: trap 12, rounded ones are bounds.


def test_trap_12_a_rounded_counter_is_a_pair_of_bounds():
    reading = tables(
        (HERE / "csv_counters" / "posts.csv").read_bytes(), "table", mapping=stated(HERE / "csv_counters")
    )["readings"]
    shown = {one["shown"]: (one["low"], one["high"]) for one in reading}
    assert shown["1.2万"] == (11_500, 12_999)
    assert shown["505.9K"] == (505_850, 505_999)
    assert shown["1,234"] == (1234, 1234)


# The rows of delimited text against the standard library.

cell = st.text(alphabet=st.sampled_from("a1b\"\n\r,;\t| 丨中😀' "), max_size=8)
rows_of = st.lists(st.lists(cell, min_size=1, max_size=5), max_size=8)
ENCODINGS = ["utf-8", "gb18030", "utf-16-le", "utf-16-be"]


@given(
    rows_of,
    st.sampled_from(",;\t|"),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([1, 7, 4096]),
)
@examples(300)
def test_rows_are_those_of_the_standard_library_each_with_its_own_bytes(given_rows, delimiter, encoding, end, most):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(given_rows)
    data = out.getvalue().encode(encoding)
    wanted = [row for row in csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=delimiter) if row]
    found = list(rows(Coded(Made([data[i : i + most] for i in range(0, len(data), most)]), encoding), delimiter))
    assert [one.cells for one in found if isinstance(one, Row)] == wanted
    for one in found:
        again = csv.reader(io.StringIO(data[one.start : one.end].decode(encoding), newline=""), delimiter=delimiter)
        assert next(again) == one.cells


@given(rows_of, st.data())
@examples(200)
def test_damage_costs_no_row_before_it_and_every_byte_is_in_a_row_or_told(given_rows, draw):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["x", "y", *row] for row in given_rows] or [["x", "y"]])
    data = out.getvalue().encode()
    at = draw.draw(st.integers(0, len(data)))
    changed = data[:at] + draw.draw(st.binary(max_size=3)) + data[at + draw.draw(st.integers(0, 2)) :]
    try:
        found = list(rows(Coded(io.BytesIO(changed), "utf-8"), ","))
    except Unreadable:
        return
    whole = [one for one in rows(Coded(io.BytesIO(data), "utf-8"), ",") if one.end < at]
    assert found[: len(whole)] == whole
    reached = 3 if changed.startswith(b"\xef\xbb\xbf") else 0
    for one in found:
        assert changed[reached : one.start].strip(b"\r\n") == b""
        reached = one.end
    assert changed[reached:].strip(b"\r\n") == b""


@given(st.sampled_from(list(SHAPES)), st.data())
@examples(250)
def test_changed_bytes_raise_nothing_but_our_errors(folder, draw):
    data = given_file(folder)
    at = draw.draw(st.integers(0, len(data)))
    changed = data[:at] + draw.draw(st.binary(max_size=4)) + data[at + draw.draw(st.integers(0, 4)) :]
    recognise(changed, "posts.csv")
    with contextlib.suppress(DoxdocketError):
        tables(changed, "table", mapping=stated(folder))


@given(st.data())
@examples(150)
def test_changed_parts_of_a_workbook_raise_nothing_but_our_errors(draw):
    parts = unpacked(given_file(HERE / "xlsx_sheet"))
    name = draw.draw(st.sampled_from(sorted(parts)))
    data = parts[name]
    at = draw.draw(st.integers(0, len(data)))
    token = st.sampled_from(
        [b"<c>", b"</row>", b"<row r='9'>", b's="99999"', b"<v>1e999</v>", b"\0", b"<is><t>", b"Target=''"]
    )
    parts[name] = (
        data[:at] + draw.draw(st.one_of(token, st.binary(max_size=4))) + data[at + draw.draw(st.integers(0, 9)) :]
    )
    with contextlib.suppress(DoxdocketError):
        tables(MADE["packed"](parts), "table", mapping=load(XLSX))


def unpacked(data):
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {info.filename: book.read(info) for info in book.infolist()}


# Workbooks against openpyxl.


def cells_of(data):
    """What our reader finds, as openpyxl would say it."""
    book = Book(io.BytesIO(data))
    about = layout(book)
    sheet = Sheet(book, about, next(iter(about.sheets.values())))
    return {
        (row.number, column + 1): value.clock() if isinstance(value, Serial) else value
        for row in sheet.rows()
        for column, value in row.cells.items()
    }


def oracle(data):
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    found = {}
    for row in book.worksheets[0].iter_rows():
        for one in row:
            if one.value is not None and one.value != "":
                value = one.value
                if isinstance(value, bool):
                    value = str(value).upper()
                elif isinstance(value, float) and value.is_integer():
                    value = str(int(value))
                elif isinstance(value, (int, float)):
                    value = format(value, ".15g") if isinstance(value, float) else str(value)
                found[one.row, one.column] = value
    book.close()
    return found


value = st.one_of(
    st.none(),
    st.text(alphabet=st.sampled_from("a中😀 \"<&'1_x"), min_size=1, max_size=12).filter(str.strip),
    st.integers(-(10**12), 10**12),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 4)),
    st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda at: at.replace(microsecond=0)),  # noqa: DTZ001
    st.booleans(),
)


@given(st.lists(st.lists(value, max_size=5), max_size=6))
@examples(60)
def test_cells_of_a_workbook_are_those_that_openpyxl_reads(given_rows):
    book = openpyxl.Workbook()
    for row in given_rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    assert cells_of(out.getvalue()) == oracle(out.getvalue())


def test_serial_numbers_are_those_of_openpyxl():
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, WINDOWS_EPOCH, from_excel

    for number in (61, 45245.259259259256, 45245.999994, 2900000, 36526.5):
        for epoch, mac in ((WINDOWS_EPOCH, False), (CALENDAR_MAC_1904, True)):
            assert abs(Serial(number, mac).clock() - from_excel(number, epoch)).total_seconds() < 0.001


# Hostile files.


def measured(stream, mapping):
    """Post ids, codes of warnings (or the refusal), and the most memory that Python held meanwhile, in megabytes."""
    tracemalloc.start()
    ids, codes = [], []
    try:
        for part in parse(stream, "0" * 64, "table", Stated(mapping=load(mapping))):
            if part.table == "posts":
                ids += part.batch["post_id"].to_pylist()
            elif part.table == "warnings":
                codes += part.batch["code"].to_pylist()
    except DoxdocketError as refusal:
        codes.append(refusal.said("en"))
    finally:
        most = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    return ids, codes, most


HEADER = "编号,时间,内容\n1,,a\n".encode()


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ([(b"x", 100), b"\n"], "too_big"),
        ([b"2,,", (b"x,", 100), b"\n"], "too_big"),
        ([b'2,,"', (b"x", 100), b'"\n'], "too_big"),
        ([b'2,,"open\n', (b"9,," + b"b" * 1020 + b"\n", 40)], "broken_quotes"),
        ([(b"\0", 100), b"\n"], "too_big"),
        ([(b",", 8), b"\n"], "too_many_columns"),
        ([(b"\r\n", 8)], None),
        ([(b"a" * 30 + b"\n", 8)], "ragged_row"),
    ],
    ids=["one line", "one row of cells", "one quoted cell", "a quote that never closes", "zeros", "columns", "blank lines", "ragged"],
)  # fmt: skip
def test_a_line_without_end_is_quarantined_and_its_neighbours_are_kept(inside, code, monkeypatch, whole):
    """An eighth of the bound and of what passes it; with ``--whole`` as in use."""
    share = 1 if whole else 8
    monkeypatch.setattr(lines, "LIMIT", lines.LIMIT // share)
    chunks = [filler(part[0], part[1] // share) if isinstance(part, tuple) else part for part in inside]
    ids, codes, most = measured(Made(HEADER, *chunks, b"3,,c\n"), CSV)
    assert (ids[0], ids[-1]) == ("1", "3")
    assert code is None or code in codes
    assert most < (200 if whole else 50)


def test_heavy_rows_leave_in_small_batches():
    mapping = load(CSV)
    sizes = [
        part.batch.nbytes
        for part in parse(
            Made(HEADER, (b"%d,,%b\n" % (n, b"x" * (1 << 20)) for n in range(2, 102))),
            "0" * 64,
            "table",
            Stated(mapping=mapping),
        )
        if part.table == "posts"
    ]
    assert sum(sizes) >= 100 << 20
    assert max(sizes) < 80 << 20


def test_many_stretches_of_quarantine_are_told_as_one_from_some_number_on():
    waiting = Rows("0" * 64)
    remarks = Remarks(waiting)
    for n in range(100_500):
        remarks.bad(Bad("ragged_row", 2 * n, 10 * n, 10 * n + 5))
    remarks.end(1_005_000)
    told_ = [row for part in waiting.rest() for row in part.batch.to_pylist()]
    assert len(told_) == 100_001
    assert told_[-1]["detail"] == "500 of the rows 200000-200998"
    assert (told_[-1]["byte_start"], told_[-1]["byte_end"]) == (1_000_000, 1_004_995)


def hostile(sheet, compression=zipfile.ZIP_DEFLATED, strings="<sst/>"):
    parts = unpacked(given_file(HERE / "xlsx_sheet"))
    parts |= {"xl/worksheets/sheet2.xml": b"", "xl/sharedStrings.xml": strings.encode()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as made:
        for name, data in parts.items():
            with (
                made.open(zipfile.ZipInfo(name), "w")
                if name != "xl/worksheets/sheet2.xml"
                else made.open(name, "w") as part
            ):
                for piece in [data] if data else sheet:
                    part.write(piece)
    return out.getvalue()


OPENS = b"<worksheet><sheetData>" + MADE["row"](1, "编号", "时间", "内容", "浏览").encode()
CLOSES = b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("inside", "strings", "said"),
    [
        (filler(b"<row/>", 2), "<sst/>", None),
        (filler(b"x", 70), "<sst/>", "zip bomb"),
        ([b'<row r="2"><c t="inlineStr"><is><t>', *filler(b"x", 1), b"</t></is></c></row>"], "<sst/>", "too long"),
        ([b'<row r="2">', *[b'<c t="inlineStr"><is><t>' + b"x" * 60_000 + b"</t></is></c>"] * 400, b"</row>"], "<sst/>", "too long"),
        ([b'<row r="2" x="', *filler(b"x", 10), b'"/>'], "<sst/>", "zip bomb"),
        ([b"<!--", *filler(b"x", 10), b"-->"], "<sst/>", "zip bomb"),
        ([b"<x>" * 100, b"</x>" * 100], "<sst/>", "nested too deep"),
        ([b'<row r="2"><c t="s"><v>0</v></c></row>'], f"<sst><si><t>{'x' * (1 << 17)}</t></si></sst>", "too long"),
        ([b'<row r="99999999999"><c><v>7</v></c><c/><c t="str"><v>a</v></c></row>'], "<sst/>", None),
    ],
    ids=["empty rows", "large and thin", "cell", "row", "attribute", "comment", "depth", "shared text", "row number"],
)  # fmt: skip
def test_a_hostile_workbook_is_refused_or_read_in_bounds(inside, strings, said):
    _, codes, most = measured(io.BytesIO(hostile([OPENS, *inside, CLOSES], strings=strings)), XLSX)
    assert any(said in code for code in codes) if said else not any("spreadsheet was not" in code for code in codes)
    assert most < 60


def test_a_text_that_many_cells_share_does_not_grow_in_memory():
    rows_ = (b'<row r="%d"><c><v>%d</v></c><c/><c t="s"><v>0</v></c></row>' % (n, n) for n in range(2, 4_000))
    data = hostile([OPENS, *rows_, CLOSES], strings=f"<sst><si><t>{'文' * 60_000}</t></si></sst>")
    assert len(data) < 1 << 20
    mapping, total, most = load(XLSX), 0, 0
    for part in parse(io.BytesIO(data), "0" * 64, "table", Stated(mapping=mapping)):
        total += part.batch.nbytes
        most = max(most, part.batch.nbytes)
    assert total > 600 << 20
    assert most < 100 << 20


def test_a_directory_without_end_is_refused_before_it_is_read():
    data = given_file(HERE / "xlsx_sheet")
    end = data.rindex(b"PK\5\6")
    for at, value_ in ((10, b"\xff\xff"), (12, b"\xff\xff\xff\x7f")):
        broken = data[: end + at] + value_ + data[end + at + len(value_) :]
        assert "zip bomb" in outcome(broken, form="table", mapping=load(XLSX))["refused"]


def test_a_workbook_too_large_for_memory_is_refused():
    _, codes, _ = measured(Made(filler(b"PK" * 512, 257)), XLSX)
    assert "larger than 256 MB" in codes[0]


# Bids.


def bids(data, name):
    return [(one.form, one.confidence) for one in recognise(data[:HEAD], name)]


@pytest.mark.parametrize(
    ("data", "name", "bid"),
    [
        ("编号,内容\n1,a\n2,b\n".encode(), "posts.csv", ("table", 35)),
        ("编号\t内容\n1\ta\n2\tb\n".encode("utf-16"), "Unicode.txt", ("table", 35)),
        ("编号;内容\n1;a\n2;b\n".encode("gb18030"), "no name", ("table", 35)),
        (b"id,text\n1,a\n", "short.csv", ("table", 35)),
        (given_file(HERE / "xlsx_sheet"), "posts.bin", ("table", 40)),
    ],
)
def test_a_table_is_bid_for_low(data, name, bid):
    assert bids(data, name) == [bid]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"just a line", "a.csv"),
        (b"id,text\n1,a\n", "short.txt"),
        (b'[{"id": 1, "a": 2},\n{"id": 2, "a": 3},\n{"id": 3, "a": 4}]', "a.csv"),
        (b"<html>\n<a>,</a>\n<b>,</b>\n</html>", "page.csv"),
        (b"Dear all,\nthank you, indeed,\nbye\n", "letter.txt"),
        (b"one, two\nthree, four, five\nsix, seven\n", "prose"),
        (b"12,13\n14,15\n16,17\n", "numbers"),
        (b"a,b\n\0,c\n\0,d\n", "a.csv"),
        (b"\xff\xff,\xff\n" * 5, "a.csv"),
    ],
)
def test_what_is_no_table_to_the_eye_is_not_bid_for(data, name):
    assert table.recognise(data, name) is None


@pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"no samples in {SAMPLES}")
def test_no_sample_of_another_form_is_bid_for():
    for path in sorted(path for path in SAMPLES.rglob("*") if path.is_file()):
        with path.open("rb") as stream:
            assert table.recognise(stream.read(HEAD), path.name) is None, path


def test_a_mapping_survives_being_written_and_read():
    plain = load(EXAMPLE)
    assert load(yaml.safe_dump(plain, allow_unicode=True)) == plain


def test_a_bad_stretch_is_no_row():
    found = list(rows(Coded(io.BytesIO(b'a,b\n"x"y,z\n1,2\n'), "utf-8"), ","))
    assert [type(one) for one in found] == [Row, Bad, Row]


@pytest.mark.parametrize(
    ("columns", "told"),
    [({"link": "url"}, None), ({}, None), ({"media": "file"}, []), ({"link": "url", "media": "file"}, [])],
)
def test_a_table_without_a_column_of_files_says_nothing_of_them(columns, told):
    stated = load(
        json.dumps({
            "table": 1, "file": "csv", "encoding": "utf-8", "delimiter": ",", "platform": "telegram",
            "channel": "@sample_channel", "columns": {"id": "id", "text": "text", **columns},
        })
    )  # fmt: skip
    (post,) = tables(b"id,text,url,file\n5,a,,\n", "table", mapping=stated)["posts"]
    assert post["media"] == told
