"""What ``add`` says first, and that no name of a file shows a person."""

import json
import zipfile

import pytest

TABLE = "编号,内容\n1,甲\n2,乙\n"


@pytest.fixture
def folder(tmp_path, invented):
    """Thirty exports with pictures, and five files that a person has to look at."""
    made = invented.export(tmp_path / "来件" / "ChatExport_2024-01-02")
    for n in range(30):
        (made / f"photo_{n}@05-04-2024_12-33-10.jpg").write_bytes(b"\xff\xd8\xff%d" % n)
    (tmp_path / "来件" / f"柳春生{invented.phone}").mkdir()
    (tmp_path / "来件" / f"柳春生{invented.phone}" / f"{invented.one}.jpg").write_bytes(b"\xff\xd8\xffx")
    (tmp_path / "来件" / "说明.xyz").write_bytes(b"MZ")
    (tmp_path / "来件" / "telegram-4cat.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "来件" / "a.rar").write_bytes(b"Rar!\x1a\7\0")
    (tmp_path / "来件" / "z.zip").write_bytes(b"PK\3\4" + bytes(40))
    return tmp_path / "来件"


def test_counts_by_form_come_first_then_what_a_person_has_to_look_at(call, tmp_path, folder):
    call("init", tmp_path / "case")
    lines = call("add", tmp_path / "case", folder).out.splitlines()
    heads = [n for n, line in enumerate(lines) if line.startswith(("没有收进", "损坏", "表格要先", "格式不明"))]
    assert lines[0].split()[:2] == ["31", "image"]
    assert {line.split()[1] for line in lines[: heads[0]]} >= {"image", "tdesktop_json", "table", "archive", "file"}
    assert len(heads) >= 3
    assert any("a.rar!/" in line and "unrar x" in line for line in lines)
    assert "telegram-4cat.csv" in lines[heads[-2] + 1]
    assert any("说明.xyz" in line for line in lines[heads[-1] : heads[-1] + 4])
    assert any("--json" in line and "另有" in line for line in lines)


def test_no_name_of_a_file_shows_a_person_and_the_door_does(call, tmp_path, folder, invented):
    case = tmp_path / "case"
    call("init", case, "--officer", "张三")
    added, told = call("add", case, folder, "--json"), call("add", case, folder)
    listed = call("export", case, "sources")
    printed = call("export", case, "sources", "--format", "csv", "--labels")
    for said in (added, told, listed, printed):
        assert said.code == 0, said.err
        assert not any(value in said.out for value in (invented.one, invented.phone, "柳春生"))
    kept = {"result.json", "telegram-4cat.csv", "说明.xyz", "photo_3@05-04-2024_12-33-10.jpg"}
    assert kept <= {row["name"] for row in listed.lines}
    [row] = [row for row in listed.lines if row["name"].endswith("〕.jpg")]
    assert row["no"] == next(f["no"] for f in added.json["files"] if f["sha256"] == row["sha256"])
    opened = call("open", case, f"file:{row['no']}", "--reason", "核对移送清单")
    assert opened.out.strip() == f"柳春生{invented.phone}/{invented.one}.jpg"
    [log] = [r for r in call("export", case, "custody").lines if r["act"] == "open"]
    assert row["sha256"] in json.dumps(log)
    assert invented.phone not in json.dumps(log)


def test_a_sealed_name_alone_is_masked_after_the_run(call, mine, tmp_path):
    (tmp_path / "柳春生.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "柳春生" not in call("add", mine, tmp_path / "柳春生.png").out


def test_a_wacz_that_was_changed_is_said(call, tmp_path):
    call("init", tmp_path / "case")
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/data.warc", b"WARC/1.1\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
        stated = {"path": "archive/data.warc", "hash": "sha256:" + "0" * 64}
        archive.writestr("datapackage.json", json.dumps({"wacz_version": "1.1.1", "resources": [stated]}))
    said = call("add", tmp_path / "case", tmp_path / "a.wacz")
    assert "! a.wacz!/archive/data.warc" in said.out
    assert "sha256" in said.out
    again = call("add", tmp_path / "case", tmp_path / "a.wacz", "--json")
    assert again.json["doubts"] == [{"path": "a.wacz!/archive/data.warc", "code": "wacz_differs"}]


TABLE = "编号,时间,内容\n1,2024-03-05 14:05,一\n2,2024-03-05 14:06,二\n2,2024-03-06 09:00,三\n"
MAPPING = """table: 1
platform: qq
channel: "100200300"
file: csv
encoding: utf-8
delimiter: ","
header: 1
columns: {id: 编号, time: 时间, text: 内容}
time: {format: "%Y-%m-%d %H:%M", zone: Asia/Shanghai}
"""


def _mapped(call, tmp_path, table=TABLE, mapping=MAPPING):
    (tmp_path / "a.csv").write_text(table, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(mapping, encoding="utf-8")
    call("init", tmp_path / "case")
    return call("add", tmp_path / "case", tmp_path / "a.csv", "--mapping", tmp_path / "a.yaml", "--json")


def test_a_mapping_that_fits_says_nothing(call, tmp_path):
    assert _mapped(call, tmp_path, TABLE.replace("\n2,2024-03-06", "\n3,2024-03-06")).json["misfits"] == []


def test_ids_that_stand_twice_and_times_that_cannot_be_read_are_said_when_the_file_is_taken_in(call, tmp_path):
    (doubled,) = _mapped(call, tmp_path).json["misfits"]
    assert (doubled["no"], "1 行的编号" in doubled["zh"]) == (1, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("%Y-%m-%d %H:%M", "%d/%m/%Y", "3 行的时间读不出"), ("time: 时间", "time: 日期", "没有列“日期”")],
    ids=["format", "column"],
)
def test_a_mapping_that_does_not_fit_is_said_and_can_be_stated_anew(call, tmp_path, old, new, said):
    table = TABLE.replace("\n2,2024-03-06", "\n3,2024-03-06")
    (misfit,) = _mapped(call, tmp_path, table, MAPPING.replace(old, new)).json["misfits"]
    assert said in misfit["zh"]
    (tmp_path / "b.yaml").write_text(MAPPING, encoding="utf-8")
    again = call("add", tmp_path / "case", tmp_path / "a.csv", "--mapping", tmp_path / "b.yaml", "--json")
    assert again.json["misfits"] == []
    call("run", tmp_path / "case")
    assert len(call("export", tmp_path / "case", "posts").out.splitlines()) == 3


def test_a_channel_that_is_none_is_refused_before_anything_is_taken_in(call, tmp_path):
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    call("init", tmp_path / "case")
    refused = call("add", tmp_path / "case", tmp_path / "a.csv", "--channel", "不像 频道")
    assert (refused.code, "不像" in refused.err) == (2, False)
    assert call("export", tmp_path / "case", "sources").out == ""


def test_run_masks_the_names_of_files_that_it_does_not_read(call, tmp_path, invented):
    invented.export(tmp_path / "x")
    (tmp_path / "x" / "13999970111.bin").write_bytes(b"\0nothing")
    call("init", tmp_path / "case")
    call("add", tmp_path / "case", tmp_path / "x")
    said = call("run", tmp_path / "case")
    assert "13999970111" not in said.out
    assert "未读取 1 份" in said.out
    assert "13999970111" not in call("run", tmp_path / "case", "--json").out
