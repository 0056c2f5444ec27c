"""A case made before sources had parents, settings and a way of taking: it opens, verifies clean and takes new files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from doxdocket import intake
from doxdocket.errors import EvidenceFault
from doxdocket.seal.database import Database
from doxdocket.seal.keys import Identity
from doxdocket.store import edition, verify
from doxdocket.store.canonical import digest
from doxdocket.store.case import Case
from doxdocket.store.custody.witness import facts
from doxdocket.store.info import DATABASE

SCHEMA = Path(__file__).with_name("schema-1.sql")
NEW = ("parent", "attributes", "settings", "taking")


def digests_of_edition_1(row: dict) -> tuple[str, str]:
    """What that version wrote into the custody rows of a source: sealed and stated."""
    fixed = ("sha256", "sm3", "size", "name", "path_given", "modified_at", "taken_at", "payload")
    told = ("form", "channel", "origin", "captured_at", "officers", "note", "status")
    plain = row | {"officers": json.loads(row["officers"])}
    return digest([row[name] for name in fixed]), digest([plain[name] for name in told])


@pytest.fixture
def old(tmp_path: Path, who: Identity, monkeypatch: pytest.MonkeyPatch, early: Callable[..., None]) -> Path:
    """The folder of such a case: made without the new columns, its database of the old schema, row by row."""
    (tmp_path / "a.json").write_bytes(b"{}")
    (tmp_path / "b.json").write_bytes(b"[]")
    monkeypatch.setattr("doxdocket.intake.read.times", lambda _: {})
    with Case.create(tmp_path / "OLD", title="演示", officers=["甲", "乙"], identity=who) as case:
        intake.take(case, [tmp_path / "a.json"], origin="公安移送", note="服务器在境外")
        case.decide("figure.value", {"figure": "persons", "value": 3}, "逐人核对", "甲")
        key = case.key.subkey("database")
    with Database(tmp_path / "OLD" / DATABASE, key) as now, Database(tmp_path / "old.sqlite", key) as then:
        then.script(SCHEMA.read_text("utf-8"))
        for (table,) in then.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
            names = [row[1] for row in then.rows(f"PRAGMA table_info({table})")]
            rows = now.rows(f"SELECT {', '.join(names)} FROM {table} ORDER BY rowid")
            if table == "meta":
                rows = [row for row in rows if row[0] != "edition"]
            then.many(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", rows)
        names = [row[1] for row in then.rows("PRAGMA table_info(sources)")]
        for row in then.rows("SELECT * FROM sources"):
            sealed, stated = digests_of_edition_1(dict(zip(names, row, strict=True)))
            ((detail,),) = then.rows("SELECT detail FROM custody WHERE act = 'add'")
            assert (json.loads(detail)["sha256"], json.loads(detail)["stated"]) == (sealed, stated)
        early(then)
    for companion in ("-wal", "-shm"):
        (tmp_path / f"OLD/{DATABASE}{companion}").unlink(missing_ok=True)
    shutil.move(tmp_path / "old.sqlite", tmp_path / "OLD" / DATABASE)
    return tmp_path / "OLD"


def begin(case: Case) -> None:
    """What any act does first."""
    with case.database.transaction():
        pass


def test_two_processes_bring_it_up_once(old: Path, who: Identity) -> None:
    with Case.open(old, identity=who) as one, Case.open(old, identity=who) as two:
        for case in (one, two):
            case.decide("figure.value", {"figure": "persons", "value": 4}, "逐人核对", "甲")
        assert [row.act for row in two.custody.rows()] == ["init", "add", "decide", "migrate", "decide", "decide"]
        assert verify.verify(two) == []


def test_an_old_case_opens_verifies_clean_and_takes_new_files(old: Path, who: Identity, tmp_path: Path) -> None:
    then = (old / DATABASE).read_bytes()
    with Case.open(old, identity=who) as case:
        assert verify.verify(case) == []
        [source] = case.sources()
        assert (source.parent, source.attributes, source.settings, source.taking) == ("", {}, {}, {})
    assert (old / DATABASE).read_bytes() == then  # who only looks at it changes nothing
    with Case.open(old, identity=who) as case:
        begin(case)
        last = case.custody.rows()[-1]
        assert (last.act, last.detail) == (
            "migrate",
            {**facts(case.database), "from": 1, "to": edition.EDITION, "identity": case.custody.identity,
             "bound": {name: [case.custody.identity] for name in ("甲", "乙")}},
        )  # fmt: skip
        assert verify.verify(case) == []
        [source] = case.sources()
        assert (source.parent, source.attributes, source.settings, source.taking) == ("", {}, {}, {})
        intake.take(case, [tmp_path / "b.json"], origin="公安移送", note="x", taking={"method": "online"})
        case.describe_source(source.sha256, officer="甲", settings={"chats": ["一群"]})
        assert verify.verify(case) == []
    with Case.open(old, identity=who) as again:
        assert [row.act for row in again.custody.rows()].count("migrate") == 1
        assert [s.settings for s in again.sources()] == [{"chats": ["一群"]}, {}]
        assert verify.verify(again) == []


def test_a_case_brought_up_has_the_tables_and_columns_of_a_new_one(
    old: Path, who: Identity, fresh: Callable[..., Case]
) -> None:
    shape = 'SELECT m.type, m.name, c.name, c.type, c."notnull", c.dflt_value FROM sqlite_master m LEFT JOIN pragma_table_info(m.name) c ORDER BY 1, 2, 3'
    with Case.open(old, identity=who) as brought, fresh() as new:
        begin(brought)
        assert brought.database.rows(shape) == new.database.rows(shape)
        assert edition.edition(new.database) == edition.EDITION


def test_bringing_up_happens_whole_or_not_at_all(old: Path, who: Identity, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(edition, "write_down", lambda _: (_ for _ in ()).throw(RuntimeError))
        with Case.open(old, identity=who) as case:
            for _ in range(2):
                with pytest.raises(RuntimeError):
                    begin(case)
            assert case.sources()[0].taking == {}
            assert [row.act for row in case.custody.rows()] == ["init", "add", "decide"]
    with Case.open(old, identity=who) as case:
        begin(case)
        assert verify.verify(case) == []
        assert [row.act for row in case.custody.rows()] == ["init", "add", "decide", "migrate"]


def test_a_case_that_says_another_edition_than_its_first_row_is_left_alone(folder: Path, who: Identity) -> None:
    with Case.open(folder, identity=who) as case:
        case.database.execute("UPDATE meta SET value = '99' WHERE key = 'edition'")
    with pytest.raises(EvidenceFault, match="edition 99"):
        Case.open(folder, identity=who)


def test_what_was_stated_before_stays_readable(case: Case) -> None:
    first = case.sources()[0]
    case.describe_source(first.sha256, officer="甲", origin="另一来源", taking={"method": "online", "place": "某地"})
    case.describe_source(first.sha256, officer="乙", taking={"place": "", "holder": "己"})
    now = case.source(first.sha256)
    assert now is not None
    assert (now.origin, now.taking) == ("另一来源", {"method": "online", "holder": "己"})
    one, two = case.statements()
    assert (one.officer, one.was, one.now["origin"]) == ("甲", {"origin": "公安移送", "taking": {}}, "另一来源")
    assert (two.officer, two.was["taking"], two.now["taking"]) == ("乙", one.now["taking"], now.taking)
    assert [row.detail["statement"] for row in case.custody.rows() if row.act == "describe"] == ["S0001", "S0002"]
    assert "己" not in json.dumps([row.detail for row in case.custody.rows()], ensure_ascii=False)
    assert verify.verify(case) == []


def test_what_was_said_already_is_logged_but_is_no_new_statement(case: Case) -> None:
    first = case.sources()[0]
    case.describe_source(first.sha256, officer="甲", origin=first.origin)
    assert case.statements() == []
    assert verify.verify(case) == []


@pytest.mark.parametrize("name", NEW)
def test_the_new_facts_cannot_be_altered_in_silence(case: Case, name: str) -> None:
    first = case.sources()[0]
    case.database.execute(f"UPDATE sources SET {name} = '{{\"x\":1}}' WHERE sha256 = ?", (first.sha256,))
    assert f"source:{first.sha256}" in [fault.place.removesuffix("/stated") for fault in verify.verify(case)]


@pytest.mark.parametrize("how", ["UPDATE statements SET was = '{}'", "DELETE FROM statements"])
def test_a_statement_altered_by_a_holder_of_the_key_is_named(case: Case, how: str, unkept: Callable[..., Any]) -> None:
    first = case.sources()[0]
    case.describe_source(first.sha256, officer="甲", origin="另一来源")
    with unkept(case.database):
        case.database.execute(how)
    assert [fault.place for fault in verify.verify(case)] == ["statement:S0001"]


def test_a_known_file_added_again_says_which_statements_are_new(case: Case, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b'{"messages": []}')
    more = {
        "origin": "别处",
        "taking": {"method": "online", "holder": "己"},
        "settings": {"chats": ["x"]},
        "form": "tdl",
    }
    [one] = intake.take(case, [tmp_path / "a.json"], officers=["丁", "戊", "己", "庚"], **more)
    assert (one.status, one.stated) == ("known", ("chats", "form", "holder", "method", "officers"))
    source = case.source(one.sha256)
    assert source is not None
    assert (source.origin, source.officers, source.form) == ("公安移送", ("丁", "戊", "己", "庚"), "tdl")
    [again] = intake.take(case, [tmp_path / "a.json"], **more)
    assert again.stated == ()
    assert verify.verify(case) == []


def test_the_times_of_a_file_are_kept_with_it(case: Case) -> None:
    first = case.sources()[0]
    assert {"accessed", "changed"} <= set(first.attributes)
    assert all(str(at).endswith("+00:00") for at in first.attributes.values())
