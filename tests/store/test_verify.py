"""Tamper with any byte of any file of a case: ``verify`` names the file, and names everything else that is wrong too."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from doxdocket.errors import DoxdocketError, KeyFault, WrongCall
from doxdocket.seal.keys import CaseKey, Identity
from doxdocket.store import verify
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import link
from doxdocket.store.info import DATABASE

LOCK = "incoming/.lock"


def names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name != ".lock")


def places(folder: Path, who: Identity) -> list[str]:
    return [fault.place for fault in verify.folder(folder, identity=who)]


def test_an_untouched_case_has_no_fault(folder: Path, who: Identity) -> None:
    assert verify.folder(folder, identity=who) == []
    with Case.open(folder, identity=who) as case:
        assert verify.verify(case) == []
        assert verify.verify(case) == []


def flip(data: bytes, draw: random.Random) -> bytes:
    at = draw.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << draw.randrange(8))]) + data[at + 1 :]


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped": flip,
    "cut": lambda data, draw: data[: draw.randrange(len(data))],
    "lengthened": lambda data, draw: data + draw.randbytes(draw.randrange(1, 9)),
    "a byte taken out": lambda data, draw: data[: (at := draw.randrange(len(data)))] + data[at + 1 :],
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_every_file_is_named_when_it_is_changed(folder: Path, who: Identity, change: str) -> None:
    draw = random.Random(change)
    for name in names(folder):
        whole = (folder / name).read_bytes()
        for _ in range(3 if change == "flipped" else 1):
            (folder / name).write_bytes(CHANGES[change](whole, draw))
            assert name in places(folder, who), name
        restore(folder, name, whole)
    assert places(folder, who) == []


def restore(folder: Path, name: str, whole: bytes) -> None:
    for companion in (f"{DATABASE}-wal", f"{DATABASE}-shm"):
        (folder / companion).unlink(missing_ok=True)
    (folder / name).write_bytes(whole)


def test_every_file_is_named_when_it_is_gone(folder: Path, who: Identity) -> None:
    for name in names(folder):
        whole = (folder / name).read_bytes()
        (folder / name).unlink()
        assert name in places(folder, who), name
        (folder / name).write_bytes(whole)
    assert places(folder, who) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("derived/run1/posts/0001.parquet", "derived/run1/posts/0002.parquet"),
        ("derived/run1/posts/0002.parquet", "derived/run2/posts/0002.parquet"),
    ],
)
def test_two_valid_parts_swapped_are_both_named(folder: Path, who: Identity, one: str, other: str) -> None:
    swap(folder / one, folder / other)
    assert places(folder, who) == sorted([one, other])


def swap(one: Path, other: Path) -> None:
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def test_originals_and_keys_swapped_are_both_named(folder: Path, who: Identity) -> None:
    for kind in ("originals/data", "keys"):
        one, other = sorted((folder / kind).iterdir())
        swap(one, other)
        found = places(folder, who)
        assert {p.relative_to(folder).as_posix() for p in (one, other)} <= set(found)
        swap(one, other)
    assert places(folder, who) == []


@pytest.mark.parametrize(
    "name",
    ["x", "out/x.html", "keys/0000000000000000.age", "originals/x", "originals/data/x.age", "derived/run1/posts/0003.parquet",
     "derived/run3/posts/0001.parquet", "derived/x", "incoming/x", "case.sqlite-journal"],
)  # fmt: skip
def test_an_added_file_is_named(folder: Path, who: Identity, name: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"x")
    assert places(folder, who) == [name]


def test_a_link_in_place_of_a_file_is_named(folder: Path, who: Identity, tmp_path: Path) -> None:
    part = folder / "derived/run1/posts/0001.parquet"
    shutil.move(part, tmp_path / "elsewhere")
    part.symlink_to(tmp_path / "elsewhere")
    (folder / "out/dir").symlink_to(tmp_path)
    assert places(folder, who) == ["derived/run1/posts/0001.parquet", "out/dir"]


def test_all_faults_are_told_at_once(folder: Path, who: Identity) -> None:
    for name in ("case.toml", "originals/bagit.txt", "out/报告.html"):
        (folder / name).write_bytes(b"x")
    (folder / "x").write_bytes(b"x")
    (folder / "derived/run1/head.json").unlink()
    found = places(folder, who)
    assert found == ["case.toml", "derived/run1/head.json", "originals/bagit.txt", "out/报告.html", "x"]


def test_a_damaged_database_is_one_fault_and_the_rest_is_still_checked(folder: Path, who: Identity) -> None:
    whole = (folder / DATABASE).read_bytes()
    payload = sorted((folder / "originals/data").iterdir())
    payload[0].write_bytes(payload[0].read_bytes()[:-1])
    payload[1].unlink()
    (folder / "originals/data/x.age").write_bytes(b"x")
    part = folder / "derived/run2/posts/0002.parquet"
    part.write_bytes(flip(part.read_bytes(), random.Random(9)))
    expected = sorted(p.relative_to(folder).as_posix() for p in [*payload, folder / "originals/data/x.age", part])
    for at in (0, 5000, len(whole) - 10):  # the first does not open at all
        (folder / DATABASE).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found = places(folder, who)
        assert found[0] == DATABASE
        assert found.count(DATABASE) == 1
        assert sorted(found[1:]) == expected


def test_without_a_database_the_bags_own_files_check_one_another(folder: Path, who: Identity) -> None:
    (folder / DATABASE).write_bytes(b"x" * 4096)
    for name in ("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"):
        path = folder / "originals" / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-30] + b"x" * 30)
        assert f"originals/{name}" in places(folder, who)
        path.write_bytes(whole)
    shutil.rmtree(folder / "originals")
    assert "originals/bagit.txt" in places(folder, who)
    (folder / "case.toml").unlink()
    assert places(folder, who)[0] == DATABASE


def test_a_folder_that_cannot_be_read_is_named(folder: Path, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: Path) -> object:
        if path == folder / "keys":
            raise PermissionError
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = [f.place for f in verify.verify(case)]
    assert "keys" in found
    assert len([p for p in found if p.startswith("keys/")]) == 2


def test_a_stranger_is_told_that_he_has_no_key(folder: Path) -> None:
    with pytest.raises(KeyFault, match="doxdocket key add"):
        verify.folder(folder, identity=Identity.generate())


def test_the_only_key_damaged_is_named_with_what_else_is_wrong(folder: Path, who: Identity) -> None:
    key = next(p for p in (folder / "keys").iterdir() if opens(p, who))
    key.write_bytes(flip(key.read_bytes(), random.Random(3)))
    (folder / "originals/bagit.txt").write_bytes(b"x")
    assert places(folder, who) == [f"keys/{key.name}", "originals/bagit.txt"]


def opens(path: Path, who: Identity) -> bool:
    try:
        CaseKey.unwrap(path.read_bytes(), who)
    except KeyFault:
        return False
    return True


def test_another_cases_key_in_place_of_ours_is_named(folder: Path, who: Identity) -> None:
    key = next(p for p in (folder / "keys").iterdir() if opens(p, who))
    key.write_bytes(CaseKey.generate().wrap(who.recipient))
    assert f"keys/{key.name}" in places(folder, who)


# What somebody who holds the key may do to the rows.
ROWS = {
    "custody altered": ("UPDATE custody SET actor = '丙' WHERE seq = 3", "custody:3"),
    "custody re-dated": ("UPDATE custody SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 2", "custody:2"),
    "custody row removed": ("DELETE FROM custody WHERE seq = 4", "custody:5"),
    "custody tail removed": ("DELETE FROM custody WHERE seq > 3", "run:run1"),
    "custody emptied": ("DELETE FROM custody", "custody:0"),
    "decision altered": ("UPDATE decisions SET reason = '另一个' WHERE id = 1", "decision:D0001"),
    "decision removed": ("DELETE FROM decisions", "decision:D0001"),
    "decision added": ("INSERT INTO decisions VALUES (2, '2026', '甲', 'x', '{}', '某')", "decision:D0002"),
    "decision made unreadable": ("UPDATE decisions SET target = '[1]'", "decision:D0001"),
    "custody made unreadable": ("UPDATE custody SET detail = 'x' WHERE seq = 2", "custody:2"),
    "undo of nothing": ("INSERT INTO decisions VALUES (2, '2026', '甲', 'undo', '{}', '某')", "decision:D0002"),
    "custody row that names nothing": (
        "INSERT INTO custody VALUES (99, '2026', '甲', 'decide', '{\"sha256\": \"ab\"}', '', '')",
        "decision:?",
    ),
    "codes altered": ("UPDATE codes SET code = 'V0009'", "codes"),
    "time zone altered": (
        "UPDATE meta SET value = replace(value, 'Asia/Shanghai', 'UTC') WHERE key = 'info'",
        "case.toml",
    ),
    "statement made unreadable": ("UPDATE meta SET value = '[]' WHERE key = 'info'", "case.toml"),
    "holder added": ("INSERT INTO keyholders VALUES ('ab', 'age1', 'officer', '', '2026')", "case.toml"),
    "run's figures altered": ("UPDATE runs SET figures_sha256 = 'ab' WHERE run_id = 'run2'", "run:run2/figures"),
    "run's file altered": ("UPDATE files SET sha256 = 'ab' WHERE path = 'derived/run2/figures.json'", "run:run2/files"),
    "document altered": ("UPDATE files SET sha256 = 'ab' WHERE path LIKE 'out/%'", "out/报告.html"),
    "document forgotten": ("DELETE FROM files WHERE path LIKE 'out/%'", "out/报告.html"),
    "head altered": ("UPDATE runs SET head = 'ab' WHERE run_id = 'run1'", "run:run1"),
}


@pytest.mark.parametrize("how", sorted(ROWS))
def test_rows_altered_by_a_holder_of_the_key_are_named(case: Case, how: str) -> None:
    sql, place = ROWS[how]
    for trigger in ("custody_kept", "custody_whole", "decisions_kept", "decisions_whole"):
        case.database.execute(f"DROP TRIGGER {trigger}")
    case.database.execute(sql)
    assert place in [fault.place for fault in verify.verify(case)]


@pytest.mark.parametrize(
    "change", ["origin = '别处'", "officers = 'x'", "officers = '3'", "captured_at = 'x'", "form = 'x'", "note = 'x'"]
)
def test_what_is_stated_of_a_source_cannot_be_altered_in_silence(case: Case, change: str) -> None:
    first = case.sources()[0]
    case.describe_source(first.sha256, captured_at=first.captured_at, note="另一原因", officer="甲")
    assert verify.verify(case) == []
    case.database.execute(f"UPDATE sources SET {change} WHERE sha256 = ?", (first.sha256,))
    assert f"source:{first.sha256}/stated" in [fault.place for fault in verify.verify(case)]


def test_a_source_altered_by_a_holder_of_the_key_is_named(case: Case) -> None:
    first = case.sources()[0]
    case.database.execute("UPDATE sources SET taken_at = '2020' WHERE sha256 = ?", (first.sha256,))
    assert [fault.place for fault in verify.verify(case)] == [f"source:{first.sha256}"]


def test_rows_cannot_be_altered_in_passing(case: Case) -> None:
    for sql in (
        "UPDATE custody SET actor = 'x'",
        "DELETE FROM custody",
        "UPDATE decisions SET act = 'x'",
        "DELETE FROM decisions",
    ):
        with pytest.raises(DoxdocketError, match="append-only"):
            case.database.execute(sql)


def test_an_older_database_put_back_is_named_by_the_heads_that_left_it(folder: Path, who: Identity) -> None:
    older = (folder / DATABASE).read_bytes()
    with Case.open(folder, identity=who) as case:
        run = case.begin_run("run3")
        run.write_figures(b"{}\n")
        case.publish(run, {}, "ab")
    (folder / DATABASE).write_bytes(older)
    assert "run:run3" in places(folder, who)


def test_a_whole_chain_written_anew_is_named_by_the_heads_that_left_it(case: Case) -> None:
    rows = case.custody.rows()
    anew = link((row.at, row.actor if row.seq != 2 else "丙", row.act, row.detail) for row in rows)
    case.database.execute("DROP TRIGGER custody_kept")
    for row in anew:
        case.database.execute(
            "UPDATE custody SET actor = ?, prev = ?, hash = ? WHERE seq = ?", (row.actor, row.prev, row.hash, row.seq)
        )
    found = {fault.place for fault in verify.verify(case)}
    assert {"run:run1", "run:run2"} <= found


def test_a_report_that_prints_another_head_than_its_run_has_is_named(case: Case) -> None:
    one, two = case.runs()
    for run, head in ((one, one.head), (two, one.head)):
        case.release(f"report-{run.run_id}.zh.html", f"<p>链首 {head}</p>".encode(), "甲")
    assert [(f.code, f.place) for f in verify.verify(case)] == [("head", f"out/report-{two.run_id}.zh.html")]


def test_a_head_written_by_somebody_without_the_key_says_nothing(folder: Path, who: Identity) -> None:
    for text in ("[]", "{", '{"run": "run1", "seq": 9, "head": "ab", "mac": "cd"}', '{"run": "run1"}'):
        (folder / "derived/run1/head.json").write_text(text)
        assert places(folder, who) == ["derived/run1/head.json"]


def test_what_the_law_wants_stated_is_a_gap_of_form_and_no_fault(fresh: Callable[..., Case], tmp_path: Path) -> None:
    from doxdocket import intake

    (tmp_path / "a.json").write_bytes(b"{}")
    with fresh(officers=["甲"]) as case:
        [one] = intake.take(case, [tmp_path / "a.json"])
        assert verify.verify(case) == []  # nothing was changed: that is another question
        every = ["officers", "origin", "captured_at", "method", "place", "reason", "witness", "holder"]
        assert [(gap.lack.code, gap.numbers) for gap in verify.gaps(case)] == [(code, (1,)) for code in every]
        case.describe_source(one.sha256, officers=["甲", "乙"], origin="公安移送", note="服务器在境外", officer="甲")
        assert [gap.lack.code for gap in verify.gaps(case)] == ["captured_at", "method", "place", "witness", "holder"]
        case.describe_source(one.sha256, officers=["甲", "甲"], officer="甲")
        assert verify.gaps(case)[0].lack.code == "officers"


def test_a_run_that_is_going_on_is_no_fault(case: Case) -> None:
    run = case.begin_run("run3")
    run.write_figures(b"{}")
    assert verify.verify(case) == []
    (run.folder / "link").symlink_to("/")
    assert [f.place for f in verify.verify(case)] == ["derived/run3/link"]


def test_what_another_computer_left_in_a_run_that_was_not_published_is_told(case: Case, monkeypatch, tmp_path) -> None:
    run = case.begin_run("run3")
    run.write_figures(b"{}")
    monkeypatch.setenv("DOXDOCKET_HOME", str(tmp_path / "another"))
    assert [(f.code, f.place, f.severity) for f in verify.verify(case)] == [("unpublished", "derived/run3/", "curable")]


@pytest.mark.parametrize("name", ["case.sqlite-wal", "case.sqlite-shm", "case.sqlite-journal"])
def test_a_link_in_place_of_a_log_of_the_database_is_named_and_not_opened(
    folder: Path, who: Identity, tmp_path: Path, name: str
) -> None:
    (folder / name).symlink_to(tmp_path / "elsewhere")
    assert [(f.code, f.place, f.severity) for f in verify.folder(folder, identity=who)] == [("closed", name, "fatal")]
    assert not (tmp_path / "elsewhere").exists()


def test_while_another_process_adds_its_files_are_no_tampering(folder: Path, case: Case, who: Identity) -> None:
    with Case.open(folder, identity=who) as other, other.shelf.lock.held():
        (folder / "incoming" / ("taking-" + "0" * 32)).write_bytes(b"x")
        assert [(f.code, f.severity) for f in verify.verify(case)] == [("busy", "curable")]


def test_a_bytes_in_the_lock_file_are_named(folder: Path, who: Identity) -> None:
    (folder / LOCK).write_bytes(b"x")
    assert places(folder, who) == [LOCK]


def test_no_folder_at_all_is_a_wrong_call(tmp_path: Path, who: Identity) -> None:
    with pytest.raises(WrongCall):
        verify.folder(tmp_path / "none", identity=who)


def test_what_a_file_manager_left_is_told_and_is_no_tampering(case: Case) -> None:
    for path in (".DS_Store", "out/Thumbs.db", "originals/data/desktop.ini"):
        (case.folder / path).write_bytes(b"x")
    (case.folder / "keys" / ".DS_Store").symlink_to(case.folder / "case.toml")
    told = {fault.place: fault.severity for fault in verify.verify(case)}
    assert told.pop("keys/.DS_Store") == "fatal"
    assert set(told.values()) == {"curable"}
    assert len(told) == 3
