"""Every column of every table, altered without a row by somebody who holds the key: verify tells it. What it does not tell is named here, with why."""

import hashlib
import re
import shutil
from importlib import resources
from pathlib import Path

import pytest

from doxdocket.store import local_rules
from doxdocket.store.attachments import Attachments
from doxdocket.store.case import Case
from doxdocket.store.hash_lists import File
from doxdocket.store.listed import Entry, Listed
from doxdocket.store.register import Register
from doxdocket.store.stamps import Answer
from doxdocket.store.verify import verify

NOBODYS = {
    "runs.begun_at": "when a run began that may never end: no figure and no page has it",
    "notices.id": "only the order counts",
    "hash_entries, more": "a line of a list that there is not",
}
TABLES = re.compile(r"CREATE TABLE (\w+) \((.*?)\) STRICT;", re.DOTALL)


def columns():
    for name in ("schema.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql"):
        text = re.sub(r"--[^\n]*", "", resources.files("doxdocket.store").joinpath(name).read_text("utf-8"))
        for table, body in TABLES.findall(text):
            for column in re.findall(r"(?:^|,)\s*([a-z_0-9]+)\s+(TEXT|INTEGER|BLOB)", body):
                if table not in {"custody", "meta"}:  # the chain is told by its hashes (test_verify); meta below
                    yield table, *column


@pytest.fixture(scope="module")
def full(whole_case, who, tmp_path_factory):
    """The small case with a row in every table."""
    folder = Path(shutil.copytree(whole_case, tmp_path_factory.mktemp("full") / "CASE"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOXDOCKET_HOME", str(folder.parent / "officer"))
        with Case.open(folder, identity=who) as case:
            a, b = case.sources()
            case.describe_source(a.sha256, officer="甲", note="补正")
            Attachments(case.database, case.custody).add(b.sha256, "other", [a.sha256], {"note": "n"}, "甲")
            case.hash_lists.add_digests(a.sha256, {"md5": "ab" * 16}, "甲")
            listed = Listed("lines", (Entry(1, "a.json", "md5", "ab" * 16),), 0)
            case.hash_lists.add(b.sha256, listed, [File(a.sha256, ("a.json",), {"md5": "ab" * 16})], "甲")
            case.stamps.ask("bag", "cd" * 32, "甲", b"text")
            answer = Answer("T0001/1", "T0001", "2026-01-01", "甲", b"r", "", {"anchored": False})
            values = (1, 1, answer.at, answer.officer, answer.response, answer.roots, '{"anchored":false}')
            case.database.execute("INSERT INTO stamp_answers VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            case.custody.append("timestamp.attach", {"answer": answer.id, "sha256": answer.sealed()}, "甲")
            case.samples.add("plan", {"seed": 1}, "核验", "甲")
            Register.of(case).enter([("defendant", "D1", {"name": "周某某"})], "登记", "甲")
            case.add_place(a, "again/a.json", "甲")
            case.notice("pipe", "unreadable", "甲")
            local_rules.adopt(case, "cn+guide", {"edition.yaml": b"edition: guide\n"}, "试用", "甲")
            assert verify(case) == []
    return folder


@pytest.fixture
def altered(full, who, tmp_path, unkept):
    """What verify says of the case after this SQL."""
    folder = Path(shutil.copytree(full, tmp_path / "CASE"))

    def do(*sql):
        with Case.open(folder, identity=who) as case:
            case.database.execute("PRAGMA foreign_keys = OFF")
            with unkept(case.database):
                for one in sql:
                    case.database.execute(one)
            return [fault.place for fault in verify(case) if fault.severity == "fatal"]

    return do


@pytest.mark.parametrize(("table", "column", "sort"), [*columns()], ids=lambda one: one)
def test_a_column_altered_without_a_row_is_told(altered, table, column, sort):
    value = f"coalesce({column}, 0) + 7" if sort == "INTEGER" else f"CAST(coalesce({column}, '') || 'x' AS {sort})"
    told = altered(f"UPDATE {table} SET {column} = {value} WHERE rowid = (SELECT max(rowid) FROM {table})")
    assert bool(told) != (f"{table}.{column}" in NOBODYS)


@pytest.mark.parametrize("table", sorted({table for table, *_ in columns()}))
@pytest.mark.parametrize("how", ["less", "more"])
def test_a_row_less_or_more_is_told(altered, table, how):
    names = [column for one, column, _ in columns() if one == table]
    key = {
        name: f"'{name}'" if sort == "TEXT" else "99" if sort == "INTEGER" else "x'00'"
        for one, name, sort in columns()
        if one == table
    }
    more = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(key.values())})"
    told = altered(more if how == "more" else f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    assert bool(told) != (f"{table}, {how}" in NOBODYS)


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        (["UPDATE runs SET head_seq = 10000 - head_seq"], "run:run1"),
        (["UPDATE sources SET rowid = 9 WHERE rowid = 1"], "sources"),
        (["UPDATE runs SET (head_seq, head, published_at) = (SELECT head_seq, head, published_at FROM runs r WHERE r.run_id = 'run1') WHERE run_id = 'run2'"], "run:run2"),
        (["UPDATE meta SET value = json_set(value, '$.display_zone', 'Asia/Urumqi') WHERE key = 'info'"], "info"),
    ],
)  # fmt: skip
def test_what_gives_another_result_or_order_is_told(altered, sql, place):
    assert place in altered(*sql)


def test_files_of_an_adopted_edition_or_a_wrapped_key_that_were_altered_with_their_rows_are_told(full, who, tmp_path):
    folder = Path(shutil.copytree(full, tmp_path / "CASE"))
    with Case.open(folder, identity=who) as case:
        [other] = [one for one in case.shelf.recorded() if one.startswith("keys/") and case.custody.identity not in one]
        [rules] = [one for one in case.shelf.recorded() if one.startswith("rules/")]
        for path in (other, rules):
            data = b"edition: another\n"
            (folder / path).write_bytes(data)
            case.database.execute(
                "UPDATE files SET sha256 = ?, size = ? WHERE path = ?",
                (hashlib.sha256(data).hexdigest(), len(data), path),
            )
        told = {fault.place for fault in verify(case) if fault.severity == "fatal"}
        assert told == {"wrapped", rules.rpartition("/")[0]}
