"""What leaves is in the custody log first: which table, how many rows, the digest of what went out, and why where words are in it."""

import hashlib

import pytest

from doxdocket.cli import leaving
from doxdocket.desk.releasing import ACT
from doxdocket.desk.tables import TABLES
from doxdocket.store import keyring
from doxdocket.store.case import Case

WHY = ("--reason", "核对导出", "--officer", "张三")


def acts(call, case):
    """The rows of what left; asking is one itself, which comes after."""
    return [row for row in call("export", case, "custody").lines if row["act"] == ACT]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_recorded_with_the_digest_of_what_went_out(table, mine, call):
    said = call("export", mine, table, *(WHY if TABLES[table].words else ()))
    assert said.code == 0, said.err
    row = acts(call, mine)[-1]
    told = row["detail"]
    assert (told["table"], told["rows"], told["to"]) == (table, len(said.lines), "stream")
    assert told["sha256"] == sha256(said.out.encode())
    assert told.get("reason") == ("核对导出" if TABLES[table].words else None)


def test_files_sheets_rows_and_copies_are_recorded(mine, call, tmp_path):
    sheet = ("sample", "sheet", mine, "--officer", "张三", "--reason", "双人复核")
    assert call("sample", "draw", mine, "--reason", "核验", "--officer", "张三").code == 0
    asked = {
        "export": ("export", mine, "findings", "--format", "parquet"),
        "sheet": sheet,
        "rows": ("explain", mine, "persons", "--rows"),
        "report": ("report", mine),
    }
    for name, words in asked.items():
        said = call(*words, "-o", tmp_path / name, "--json")
        assert said.code == 0, said.err
        row = acts(call, mine)[-1]
        assert row["detail"]["table"] != "custody"
        assert (row["detail"]["sha256"], row["detail"]["to"]) == (sha256((tmp_path / name).read_bytes()), "file")
        assert str(tmp_path) not in str(row)  # a name of a file may hold a value
    streams = [(*sheet, "--format", "jsonl"), ("explain", mine, "persons", "--rows")]
    for words in streams:
        said = call(*words)
        assert acts(call, mine)[-1]["detail"]["sha256"] == sha256(said.out.encode())


def test_nothing_goes_out_when_the_row_cannot_be_written(mine, call, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("doxdocket.store.custody.log.Custody.append", full)
    for more in ((), ("-o", tmp_path / "x")):
        said = call("export", mine, "persons", *more)
        assert (said.code, said.out) == (3, "")
    assert list(tmp_path.glob("x*")) == []


def test_words_of_posts_need_a_reason_that_holds_no_value_and_somebody_who_takes_them(mine, call, invented, tmp_path):
    assert call("sample", "draw", mine, "--reason", "核验", "--officer", "张三").code == 0
    unnamed = {"DOXDOCKET_HOME": str(tmp_path / "other")}
    recipient = call("key", "new", "--json", **unnamed).json["recipients"][0]
    assert call("key", "add", mine, recipient, "--officer", "张三").code == 0
    for words in (("export", mine, "texts"), ("sample", "sheet", mine)):
        without = call(*words, "--officer", "张三")
        assert (without.code, without.out) == (2, "")
        assert "--reason" in without.err
        told = call(*words, "--officer", "张三", "--reason", f"核对 {invented.phone}")
        assert (told.code, told.out) == (2, "")
        assert (nobody := call(*words, "--reason", "核对", **unnamed)).code == 2
        assert "--officer" in nobody.err
        read = call(*words, "--officer", "张三", "--reason", "-", stdin="核对导出\n")
        assert read.code == 0, read.err
    assert [row["detail"].get("reason") for row in acts(call, mine)[-2:]] == ["核对导出", "核对导出"]


def test_questions_asked_at_the_terminal_are_recorded_before_the_first(mine, call):
    assert call("sample", "draw", mine, "--reason", "核验", "--officer", "张三").code == 0
    assert call("sample", "answer", mine, "--officer", "张三", stdin="q\n").code == 2  # nothing was answered
    row = acts(call, mine)[-1]
    assert (row["detail"]["table"], row["detail"]["to"], row["actor"]) == ("sample sheet", "screen", "张三")


def test_the_row_of_what_leaves_is_in_the_database_itself(call, mine, home, tmp_path):
    """A log that is deleted after a kill takes no row with it."""
    with Case.open(
        mine, identity=keyring.load(home)[0]
    ) as other:  # so that nobody who closes is the last one out, who folds the log anyhow
        other.custody.rows()
        assert call("export", mine, "persons", "-o", tmp_path / "x.jsonl").code == 0
        assert (mine / "case.sqlite-wal").stat().st_size == 0


def test_a_file_goes_through_no_planted_one(call, mine, tmp_path):
    """Neither a link where the file will be, nor one under the name that it bears while it is written."""
    victim, out = tmp_path / "victim", tmp_path / "x.jsonl"
    victim.write_text("kept")
    (tmp_path / "x.jsonl.part").symlink_to(victim)
    assert call("export", mine, "persons", "-o", out).code == 0
    assert (victim.read_text(), out.is_symlink(), out.stat().st_mode & 0o777) == ("kept", False, 0o600)
    (tmp_path / "y.jsonl").symlink_to(tmp_path / "nowhere")
    assert call("export", mine, "persons", "-o", tmp_path / "y.jsonl").code == 2
    assert not (tmp_path / "nowhere").exists()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


@pytest.mark.parametrize("place", ["out", "derived", "linked"])
def test_nothing_is_written_into_the_folder_of_a_case(call, mine, tmp_path, place):
    """Verify takes every file that no act put there for tampering, so each ``-o`` is refused before anything is recorded."""
    (tmp_path / "linked").symlink_to(mine / "out")
    folder = tmp_path / "linked" if place == "linked" else mine / place
    table = tmp_path / "t.csv"
    table.write_text("a,b\n1,2\n")
    secret = tmp_path / "secret"
    secret.write_text("松声竹影 nine lamps\n")
    secret.chmod(0o600)
    before = call("verify", mine, "--json").json
    for words in (
        ("export", mine, "persons"),
        ("export", mine, "texts", "--reason", "质证", "--officer", "张三"),
        ("report", mine),
        ("timestamp", "request", mine, "--by", "张三"),
        ("map", table),
        ("key", "export"),
        ("init", "--officer", "张三"),
    ):
        at = (folder / "x",) if words[0] in {"key", "init"} else ("-o", folder / "x")
        said = call(*words, *at, "--lang", "en", DOXDOCKET_PASSPHRASE_FILE=str(secret))
        assert (said.code, "outside the case" in said.err, (folder / "x").exists()) == (2, True, False), words
    after = call("verify", mine, "--json").json
    assert (after["seq"], after["faults"]) == (before["seq"], before["faults"])


def test_what_appears_while_it_is_made_is_not_replaced(call, mine, tmp_path, monkeypatch):
    """The name was free when it was asked for; the row in the chain stands, the file that came in between stays."""
    out, seen = tmp_path / "x.jsonl", leaving.record
    monkeypatch.setattr(leaving, "record", lambda *told: (seen(*told), out.write_text("another's"))[0])
    said = call("export", mine, "persons", "-o", out, "--lang", "en")
    assert (said.code, out.read_text()) == (2, "another's")
    assert "is not replaced" in said.err
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_requests_of_time_stamps_follow_no_planted_link(call, mine, tmp_path):
    (tmp_path / "a.tsq").symlink_to(tmp_path / "nowhere")
    assert call("timestamp", "request", mine, "-o", tmp_path / "a.tsq", "--by", "张三").code == 2
    assert not (tmp_path / "nowhere").exists()
