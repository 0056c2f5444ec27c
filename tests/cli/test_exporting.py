"""``export``: every table in every format, nothing in it that could be searched by, nothing a spreadsheet would run."""

import csv
import hashlib
import io
import json

import pytest
from pyarrow import parquet
from tests.cli.conftest import export, id_number

from doxdocket.cli.exporting import cell
from doxdocket.desk.tables import TABLES


def why(table):
    """What a table with words of posts needs."""
    return ("--reason", "核对导出", "--officer", "张三") if TABLES[table].words else ()


def test_what_many_people_share_is_exported_with_all_its_columns(call, tmp_path):
    births = ("18830412", "18790105", "18850630", "18900221", "18760917")
    texts = [f"姓名：{name}\n身份证：{id_number(f'330109{born}001')}\n电话：13900001850" for name, born in zip(("柳春生", "祝雨亭", "韩知予", "罗闻笙", "祁晚舟"), births, strict=True)]  # fmt: skip
    case, evidence = tmp_path / "case", export(tmp_path / "ChatExport", texts)
    assert call("init", case, "--title", "演练", "--authority", "某检察院", "--officer", "张三", "--one-key").code == 0
    assert (
        call("add", case, evidence, "--officer", "张三", "--origin", "移送", "--captured-at", "2024-03-01T08:00").code
        == 0
    )
    assert call("run", case).code == 0
    [hub] = call("export", case, "hubs").lines
    assert list(hub) == list(TABLES["hubs"].columns)
    assert (hub["kind"], hub["publications"]) == ("phone_number", 5)


AT_LEAST = {
    "findings": {"channel_id", "post_id", "where", "start", "end", "kind", "verdict", "person", "mask", "repeat_of"},
    "posts": {"channel_id", "post_id", "type", "date"},
    "texts": {"channel_id", "post_id", "text"},
}


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_the_columns_of_their_table_and_no_value_and_no_digest_leaves(table, done, call, invented):
    said = call("export", done, table, *why(table))
    assert said.code == 0, said.err
    for value in (invented.one, invented.two, invented.phone, invented.one[6:14], "松声路12号", "zhuyuting"):
        assert value not in said.out
    assert not {"digest", "item_set", "implies", "near"} & set(TABLES[table].columns)
    assert all(list(row) == list(TABLES[table].columns) for row in said.lines)
    assert AT_LEAST.get(table, set()) <= set(TABLES[table].columns)
    assert said.lines or table in (
        "unsearched",
        "links",
        "hubs",
        "hints",
        "receipts",
        "queue",
        "decided",
        "modifiers",
        "samples",
        "channel_pairs",
        "network",
        "decisions",
        "statements",
        "attachments",
        "hash_lists",
        "time_stamps",
        "readings",
        "versions",
        "images",
        "conduct",
        "repeats",
    )


def test_no_column_goes_out_that_nobody_looked_at(golden):
    """Columns follow from the records: a new one of a record, or one of another type, leaves the case only once somebody has seen it here."""
    told = {name: [f"{column.name}: {column.type}" for column in one.schema()] for name, one in TABLES.items()}
    golden("columns.txt", "".join(f"{name}: {json.dumps(columns)}\n" for name, columns in told.items()))


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_hold_what_jsonl_holds(table, done, call, tmp_path):
    for form in ("csv", "parquet"):
        if form == "csv" or table == "custody":  # which every export makes a row longer
            rows = call("export", done, table, *why(table)).lines
        path = tmp_path / f"x.{form}"
        said = call("export", done, table, "--format", form, "-o", path, "--json", *why(table))
        assert said.code == 0, said.err
        rows += [{"act": "export"}] if table == "custody" else []  # which the first of the two is
        unchecked = {"unchecked": sum(not row["checked"] for row in rows)} if table == "texts" else {}
        assert said.json == unchecked | {
            "case": str(done), "table": table, "format": form, "file": str(path), "rows": len(rows),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }  # fmt: skip
    read = list(csv.reader(io.StringIO((tmp_path / "x.csv").read_text(encoding="utf-8-sig"))))
    assert read[0] == list(TABLES[table].columns)
    assert len(read) - 1 == len(rows) - (2 if table == "custody" else 0)
    kept = parquet.read_table(tmp_path / "x.parquet")
    assert kept.column_names == list(TABLES[table].columns)
    assert kept.num_rows == len(rows)
    for name in ("channel_id", "post_id", "mask", "kind"):
        if name in kept.column_names:
            assert kept.column(name).to_pylist() == [row[name] for row in rows]


def test_every_post_is_there_and_what_it_says_is_another_table(done, call, invented):
    posts, texts = (call("export", done, table, *why(table)).lines for table in ("posts", "texts"))
    assert [p["post_id"] for p in posts] == [str(n) for n in range(1, len(invented.texts) + 1)]
    assert all(isinstance(p["post_id"], str) for p in posts)
    assert not {"text", "fields", "quotes"} & set(posts[0])
    assert [t["post_id"] for t in texts] == [p["post_id"] for p in posts]
    assert texts[2]["text"] == invented.texts[2]
    assert "柳春生" not in texts[0]["text"]
    assert "138****" not in texts[0]["text"]
    assert "90817" not in texts[4]["text"]


def test_findings_name_spans_persons_and_repeats(done, call, invented):
    rows = call("export", done, "findings").lines
    ids = [r for r in rows if r["kind"] == "id_number"]
    assert {invented.texts[int(r["post_id"]) - 1][r["start"] : r["end"]] for r in ids} == {invented.one, invented.two}
    first, again = (next(r for r in ids if r["post_id"] == post) for post in ("1", "4"))
    assert first["person"] == again["person"]
    assert first["repeat_of"] is None
    assert first["tag"] == again["tag"]
    assert all(
        r["finding"] == f"{r['channel_id']}/{r['post_id']}/{r['where']}/{r['start']}-{r['end']}/{r['kind']}"
        for r in rows
    )


def test_a_dossier_is_a_publication_that_repeats_none(done, call):
    publications = call("export", done, "publications").lines
    dossiers = call("export", done, "dossiers").lines
    assert dossiers == [p for p in publications if p["repeat_of"] is None]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-5", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert cell(text) == "'" + text


def test_numbers_are_not_text():
    assert [cell(v) for v in (-5, 0, None, True, "x", ["=1"])] == ["-5", "0", "", "True", "x", '["=1"]']


def test_a_file_is_never_replaced_and_never_half_there(done, call, tmp_path):
    (tmp_path / "x.jsonl").write_text("mine", encoding="utf-8")
    assert call("export", done, "persons", "-o", tmp_path / "x.jsonl").code == 2
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == "mine"
    assert call("export", done, "persons", "-o", tmp_path / "no" / "x.jsonl").code == 2
    assert [p.name for p in tmp_path.iterdir()] == ["x.jsonl"]


def test_a_case_that_was_not_run_says_so(call, tmp_path):
    assert call("init", tmp_path / "c").code == 0
    said = call("export", tmp_path / "c", "findings")
    assert said.code == 2
    assert "doxdocket run" in said.err
    assert call("export", tmp_path / "c", "sources").out == ""
    assert json.loads(call("export", tmp_path / "c", "custody").out.splitlines()[0])["act"] == "init"


def test_a_name_that_the_case_has_sealed_is_masked_in_the_name_of_a_file_too(call, invented, tmp_path):
    export = invented.export(tmp_path / "ChatExport")
    result = export / "result.json"
    told = json.loads(result.read_text(encoding="utf-8"))
    told["messages"][3] |= {
        "text": "",
        "text_entities": [],
        "file": "(File not included.)",
        "file_name": "柳春生_全套.zip",
    }
    result.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    case = tmp_path / "case"
    for words in (("init", case, "--officer", "张三", "--officer", "李四"), ("add", case, export), ("run", case)):
        assert call(*words).code == 0
    (field,) = call("export", case, "texts", *why("texts")).lines[3]["fields"]
    assert field["where"] == "file_name"
    assert "柳春生" not in field["text"]
    assert field["text"].endswith("_全套.zip")
