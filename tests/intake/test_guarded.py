"""A fault of ours at one member or one file: it is refused and told, and everything else is taken."""

import json
import zipfile

import pytest

from doxdocket import intake, parse, pipeline
from doxdocket.intake import unpack
from doxdocket.seal.keys import Identity
from doxdocket.store.case import Case


@pytest.fixture
def case(tmp_path):
    with Case.create(tmp_path / "case", title="演练", officers=("甲", "乙"), identity=Identity.generate()) as opened:
        yield opened


def take(case, path):
    return intake.take(case, [path], officers=("甲", "乙"), origin="演练")


def export(chat):
    message = {"id": 1, "type": "message", "date": "2023-11-15T06:13:20", "date_unixtime": "1700000000", "text": "姓名：韩知予 身份证：510107189906152038"}  # fmt: skip
    return json.dumps({"name": "演练", "type": "public_channel", "id": chat, "messages": [message]})


@pytest.mark.parametrize("error", [LookupError("17806401357"), RecursionError()])
def test_a_member_at_which_the_program_fails_is_refused_and_the_rest_is_taken(case, tmp_path, monkeypatch, error):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        for name in ("1.txt", "2.txt", "3.txt"):
            made.writestr(name, name)
    real = unpack.read_member

    def fails(member, *rest):
        if member.name.text == "2.txt":
            raise error
        return real(member, *rest)

    monkeypatch.setattr(unpack, "read_member", fails)
    take(case, tmp_path / "a.zip")
    assert {s.name for s in case.sources()} == {"a.zip", "1.txt", "3.txt"}
    assert [(path.rpartition("!/")[2], code) for _, path, code in case.notices()] == [("2.txt", "failed")]
    assert not list(case.folder.rglob("*.part"))


def test_a_disk_fault_at_a_member_still_ends_the_taking(case, tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("1.txt", "x")

    def full(*_):
        raise OSError(28, "full")

    monkeypatch.setattr(unpack, "read_member", full)
    with pytest.raises(OSError, match="full"):
        take(case, tmp_path / "a.zip")


def test_a_file_at_which_a_parser_fails_is_refused_by_name_and_the_others_are_counted(case, tmp_path, monkeypatch):
    for chat in (4210, 4211):
        (tmp_path / f"{chat}.json").write_text(export(chat), encoding="utf-8")
        take(case, tmp_path / f"{chat}.json")
    bad = next(s.sha256 for s in case.sources() if s.name == "4210.json")
    real = parse.parse

    def fails(stream, sha256, form, stated):
        yield from real(stream, sha256, form, stated)
        if sha256 == bad:
            raise LookupError("17806401357")

    monkeypatch.setattr(parse, "parse", fails)
    result = pipeline.run(case, workers=1)
    [(name, zh, en)] = result.refused
    assert name == "4210.json"
    assert "LookupError test_guarded.py:" in en
    assert "LookupError" not in zh
    assert "178" not in zh + en
    assert {row["channel_id"] for row in pipeline.latest_posts(case).to_pylist()} == {"telegram:channel:4211"}
