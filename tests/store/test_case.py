"""A case: made whole or not at all, opened only by who may, and everything that is done leaves a row."""

import json
import os
import stat
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import bagit
import pytest

from doxdocket import intake
from doxdocket.errors import EvidenceFault, KeyFault, StorageFault, WrongCall
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case
from doxdocket.store.info import DATABASE

CLEAR = b'{"phone": "13800000000"}'


def test_a_new_case_holds_what_it_was_told(fresh: Callable[..., Case]) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    with fresh(authority="某院", officers=["甲", "乙"], clock=lambda: at) as case:
        told = tomllib.loads((case.folder / "case.toml").read_text("utf-8"))
        assert told["title"] == case.info.title == "演示"
        assert told["officers"] == ["甲", "乙"] == list(case.info.officers)
        assert (told["display_zone"], told["rules_edition"]) == ("Asia/Shanghai", "cn")
        assert told["holders"] == [holder.fingerprint for holder in case.holders()]
        assert case.info.created_at == "2026-01-02T00:00:00.000000+00:00"
        assert [(row.act, row.actor) for row in case.custody.rows()] == [("init", "甲")]
        assert verify.verify(case) == []
        assert case.current_run() is None


def test_without_an_officer_the_actor_is_the_key(fresh: Callable[..., Case]) -> None:
    with fresh(officers=()) as case:
        assert case.custody.rows()[0].actor == f"key:{case.holders()[0].fingerprint}"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, who: Identity) -> None:
    (tmp_path / "x").write_bytes(b"x")
    with pytest.raises(WrongCall):
        Case.create(tmp_path, title="演示", identity=who)
    with pytest.raises(WrongCall):
        Case.create(tmp_path / "x", title="演示", identity=who)
    assert [p.name for p in (tmp_path).iterdir()] == ["x"]


def test_an_empty_folder_may_become_a_case(tmp_path: Path, who: Identity) -> None:
    (tmp_path / "CASE").mkdir()
    Case.create(tmp_path / "CASE", title="演示", identity=who).close()
    Case.open(tmp_path / "CASE", identity=who).close()
    assert [p.name for p in (tmp_path).iterdir()] == ["CASE"]


def test_init_asks_nothing_and_makes_an_identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "home"))
    Case.create(tmp_path / "CASE", title="演示").close()
    Case.open(tmp_path / "CASE").close()
    assert [p.name for p in (tmp_path / "home").glob("*.txt")] == ["identity.txt"]


def test_what_is_no_case_is_said(tmp_path: Path, who: Identity) -> None:
    with pytest.raises(WrongCall, match="there is no case"):
        Case.open(tmp_path, identity=who)


def test_a_stranger_has_no_key_and_a_holder_added_has(case: Case, folder: Path) -> None:
    other = Identity.generate()
    with pytest.raises(KeyFault, match=other.recipient):
        Case.open(folder, identity=other)
    holder = case.add_holder(other.recipient, name="丙", officer="甲")
    with Case.open(folder, identity=other) as again:
        assert holder in again.holders()
        assert again.custody.rows()[-1].act == "key.add"
    with pytest.raises(WrongCall):
        case.add_holder(other.recipient)
    case.add_holder(Identity.generate().recipient, role="escrow")
    assert case.custody.rows()[-1].act == "key.escrow"
    assert verify.verify(case) == []


def test_with_no_identity_at_all_the_error_says_what_to_do(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "empty"))
    with pytest.raises(KeyFault, match="DOXDOCKET_HOME"):
        Case.open(folder)


def test_a_damaged_case_toml_does_not_keep_a_holder_out(folder: Path, who: Identity) -> None:
    for text in ("x", "holders = 3\nkey = 'ab'"):
        (folder / "case.toml").write_text(text)
        with Case.open(folder, identity=who) as case:
            assert [f.place for f in verify.verify(case)] == ["case.toml"]


def test_no_clear_byte_lies_in_the_folder_and_only_its_owner_reads_it(
    tmp_path: Path, fresh: Callable[..., Case]
) -> None:
    (tmp_path / "13800000000.json").write_bytes(CLEAR)
    with fresh() as case:
        intake.take(case, [tmp_path / "13800000000.json"])
        case.decide("figure.value", {"figure": "persons", "value": 1}, "逐人核对无误", "甲")
        paths = [p for p in case.folder.rglob("*") if p.is_file()]
        for path in paths:
            data = path.read_bytes()
            assert b"13800000000" not in data, path
            assert "逐人核对".encode() not in data, path
            assert b"13800000000" not in os.fsencode(path.relative_to(case.folder))
        assert {stat.S_IMODE(p.stat().st_mode) for p in paths if p.parent.name in ("data", "keys")} == {0o600}


def test_errors_and_reprs_hold_no_name_of_a_source(case: Case) -> None:
    source = case.sources()[0]
    assert source.name not in repr(source)


@pytest.mark.filterwarnings("ignore:'count' is passed:DeprecationWarning")  # of bagit itself
def test_the_bag_is_one_that_others_can_check(case: Case) -> None:
    bag = bagit.Bag(str(case.folder / "originals"))
    assert bag.validate()
    assert len(list(bag.payload_files())) == len(case.sources()) == 2
    assert bag.info["External-Identifier"] == case.info.id


def test_originals_come_back_as_they_were(case: Case) -> None:
    first, second = case.sources()
    with case.original(first.sha256) as stream:
        assert stream.read() == b'{"messages": []}'
    with case.original(second.sha256) as stream:
        assert json.loads(stream.readline(17)) == {"messages": [1]}


def test_an_original_that_is_gone_unknown_or_changed_is_said(case: Case) -> None:
    first, second = case.sources()
    (case.folder / first.payload).unlink()
    (case.folder / second.payload).write_bytes((case.folder / second.payload).read_bytes()[:-1])
    for sha256 in (first.sha256, second.sha256):
        with pytest.raises(EvidenceFault, match="originals/data"), case.original(sha256) as stream:
            stream.read()
    with pytest.raises(WrongCall), case.original("0" * 64) as stream:
        stream.read()


def test_the_case_can_be_described_anew(case: Case) -> None:
    info = case.describe("甲", title="另一个", authority="某院")
    assert case.info == info
    assert (case.info.authority, case.info.officers) == ("某院", ("甲", "乙", "丙"))
    assert tomllib.loads((case.folder / "case.toml").read_text("utf-8"))["title"] == "另一个"
    assert case.custody.rows()[-1].detail["changed"] == ["authority", "title"]
    assert verify.verify(case) == []


def test_a_source_can_be_described_but_not_its_digests(case: Case) -> None:
    first = case.sources()[0]
    at = datetime(2024, 6, 24, 8, tzinfo=UTC)
    case.describe_source(first.sha256, captured_at=at, channel="telegram:channel:1", officer="甲")
    case.set_form(first.sha256, "tdesktop_json")
    now = case.source(first.sha256)
    assert now is not None
    assert (now.captured_at, now.channel, now.form) == (at, "telegram:channel:1", "tdesktop_json")
    assert [row.act for row in case.custody.rows()[-2:]] == ["describe", "describe"]
    with pytest.raises(WrongCall):
        case.describe_source(first.sha256, sm3="0" * 64)
    with pytest.raises(WrongCall):
        case.describe_source("0" * 64, note="x")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a\\b", ".x", "x\n"])
def test_a_document_stays_in_its_folder(case: Case, name: str) -> None:
    with pytest.raises(WrongCall):
        case.release(name, b"x")


def test_a_document_may_be_released_again(case: Case) -> None:
    path = case.release("报告.html", b"another", "甲")
    assert path.read_bytes() == b"another"
    assert case.custody.rows()[-1].act == "report"
    assert verify.verify(case) == []


def test_a_journal_is_not_played_into_the_database(folder: Path, who: Identity) -> None:
    (folder / f"{DATABASE}-journal").write_bytes(b"x")
    with pytest.raises(EvidenceFault, match="journal"):
        Case.open(folder, identity=who)
    assert (folder / f"{DATABASE}-journal").read_bytes() == b"x"


def test_a_folder_that_cannot_be_written_is_a_storage_fault(folder: Path, who: Identity) -> None:
    (folder / "incoming" / ".lock").unlink()
    (folder / "incoming").rmdir()
    (folder / "incoming").write_bytes(b"")
    with pytest.raises(StorageFault):
        Case.open(folder, identity=who)
