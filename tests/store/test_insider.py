"""Who holds the key and writes rows by hand, with hashes that fit, or puts something into the database: ``verify`` names it from what it reads."""

import hashlib
import json
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from doxdocket import intake
from doxdocket.desk.merging import merge
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.seal.keys import Identity, fingerprint
from doxdocket.store import backup, keyring
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.store.case_files import waiting_name
from doxdocket.store.custody.chain import link
from doxdocket.store.custody.people import remove_officer
from doxdocket.store.register import Register
from doxdocket.store.verify import folder as verified
from doxdocket.store.verify import verify

SWALLOW = (
    "CREATE TRIGGER {name} BEFORE INSERT ON custody WHEN new.act IN ('open', 'export') BEGIN SELECT RAISE(IGNORE); END"
)


def mark(identity):
    return fingerprint(identity.recipient)


def forged(case, actor, act="open", at="", **detail):
    """A row written by hand, with the hash that it must have; its number."""
    seq, head = case.custody.end()
    (row,) = link([(at or case.custody.moment(), actor, act, detail)], seq, head)
    values = (row.seq, row.at, row.actor, row.act, canonical(row.detail).decode(), row.prev, row.hash)
    case.database.execute("INSERT INTO custody VALUES (?, ?, ?, ?, ?, ?, ?)", values)
    return row.seq


def told(case):
    return [(fault.code, fault.place) for fault in verify(case) if fault.severity == "fatal"]


@pytest.fixture
def second():
    return Identity.generate()


@pytest.fixture
def two(fresh, second):
    """Two officers, each with a key."""
    with fresh(officers=["甲", "乙"], one_key=False) as case:
        case.add_holder(second.recipient, name="乙", officer="甲")
    return case.folder


def test_a_row_that_does_not_stay_ends_the_act(fresh):
    with fresh() as case:
        before = case.custody.end()
        case.database.execute(SWALLOW.format(name="x"))
        with pytest.raises(EvidenceFault, match="did not keep the custody row"):
            case.custody.append("open", {}, "甲")
        case.custody.append("report", {}, "甲")
        assert case.custody.end()[0] == before[0] + 1
        assert ("database", "case.sqlite") in told(case)


@pytest.mark.parametrize(
    "sql",
    [
        SWALLOW.format(name="x"),
        "CREATE VIEW x AS SELECT 1",
        "CREATE UNIQUE INDEX x ON decisions (officer)",
        "DROP TRIGGER decisions_kept",
        "CREATE TABLE x (y)",
    ],
)
def test_nobody_acts_where_the_database_holds_what_this_program_did_not_make(fresh, who, sql):
    with fresh() as case:
        assert told(case) == []
        case.database.execute(sql)
    with Case.open(case.folder, identity=who) as again:
        for act in (
            lambda: again.decide("figure.value", {}, "核对", "甲"),
            lambda: again.custody.append("open", {}, "甲"),
        ):
            with pytest.raises(EvidenceFault, match="did not make"):
                act()
        assert told(again) == [("database", "case.sqlite")]


def test_a_trigger_of_the_same_name_that_does_another_thing_is_told(fresh):
    with fresh() as case:
        case.database.execute("DROP TRIGGER custody_kept")
        case.database.execute(SWALLOW.format(name="custody_kept"))
        assert told(case) == [("database", "case.sqlite")]


@pytest.mark.parametrize(
    ("actor", "key", "says"),
    [
        ("甲", None, "does not tell the key"),
        ("key:0123", None, "does not tell the key"),
        ("丁", "maker", "was no officer"),
        ("甲", "0123456789abcdef", "no holder's"),
        ("key:0123456789abcdef", "0123456789abcdef", "no holder's"),
        ("key:0123456789abcdef", "maker", "was no officer"),
    ],
)
def test_a_row_without_key_or_of_a_stranger_is_named(two, who, actor, key, says):
    with Case.open(two, identity=who) as case:
        assert told(case) == []
        seq = forged(case, actor, **({"identity": mark(who) if key == "maker" else key} if key else {}))
        [fault] = verify(case)
        assert (fault.code, fault.place, says in fault.en) == ("officer", f"custody:{seq}", True)


def test_an_act_under_a_removed_name_by_its_old_key_is_named(two, who, second):
    with Case.open(two, identity=who) as case:
        remove_officer(case, "乙", "调离本案", "甲")
        assert told(case) == []
        seq = forged(case, "乙", identity=mark(second))
        assert told(case) == [("officer", f"custody:{seq}")]


def test_a_row_that_ties_itself_is_named(two, who, second):
    with Case.open(two, identity=who) as case:
        seq = forged(case, "乙", "officer.key", identity=mark(who), officer="乙", bound={"乙": [mark(who)]})
        assert told(case)[0] == ("officer", f"custody:{seq}")


def test_an_edition_set_back_is_fatal_and_a_second_migrate_ties_nobody(two, who, second):
    with Case.open(two, identity=who) as case:
        case.database.execute("UPDATE meta SET value = '4' WHERE key = 'edition'")
        assert told(case) == [("database", "case.sqlite")]
    with pytest.raises(EvidenceFault, match="of edition 4, the rows of its chain are of edition 5"):
        Case.open(two, identity=who)
    assert ("database", "case.sqlite") in [(f.code, f.place) for f in verified(two, identity=who)]


def test_an_edition_that_no_row_names_is_no_later_programs(two, who):
    with Case.open(two, identity=who) as case:
        case.database.execute("UPDATE meta SET value = '99' WHERE key = 'edition'")
    with pytest.raises(EvidenceFault, match="of edition 99, the rows of its chain are of edition 5"):
        Case.open(two, identity=who)
    assert "database" in {fault.code for fault in verified(two, identity=who)}


def test_a_second_migrate_written_by_hand_is_named_with_all_that_rests_on_it(two, who):
    keys = {"甲": [mark(who)], "乙": [mark(who)]}
    with Case.open(two, identity=who) as case:
        one = forged(case, "甲", "migrate", identity=mark(who), bound=keys, **{"from": 4, "to": 5})
        other = forged(case, "乙", identity=mark(who))
        assert told(case) == [("officer", f"custody:{one}"), ("officer", f"custody:{other}")]


@pytest.mark.parametrize(
    ("sql", "place"),
    [
        ("UPDATE meta SET value = json_set(value, '$.title', '另一案') WHERE key = 'info'", "info"),
        ("UPDATE meta SET value = json_set(value, '$.authority', '另一院') WHERE key = 'info'", "info"),
        ("UPDATE meta SET value = json_set(value, '$.officers[1]', '丁') WHERE key = 'info'", "officers"),
        ("UPDATE keyholders SET name = '丁' WHERE name = '乙'", "holders"),
        ("UPDATE keyholders SET role = 'escrow' WHERE name = '乙'", "holders"),
    ],
)
def test_what_the_case_says_of_itself_is_told_when_no_row_changed_it(two, who, sql, place):
    with Case.open(two, identity=who) as case:
        case.database.execute(sql)
        assert ("record", place) in told(case)


def test_what_officers_change_by_acts_is_no_fault(two, who, second):
    with Case.open(two, identity=who, alone=True) as case:
        case.describe("甲", title="另一个", authority="某院")
        assert told(case) == []
        case.add_officer("丙", "甲")
        case.add_officer("丁", "甲")
        case.add_holder(Identity.generate().recipient, role="escrow", name="档案室", officer="甲")
        assert told(case) == []
        case.rotate(without=mark(second), reason="遗失", officer="甲")
        remove_officer(case, "甲", "调离本案", "甲")
        assert told(case) == []


def test_a_case_from_before_is_told_from_its_next_row_on(fresh, who, anew):
    with fresh() as case:
        anew(case.database, lambda detail: {k: v for k, v in detail.items() if k != "facts"})
    with Case.open(case.folder, identity=who) as case:
        case.decide("figure.value", {"figure": "persons", "value": 1}, "核对", "丙")
        case.describe("甲", title="另一个")
        assert told(case) == []
        case.database.execute("UPDATE meta SET value = json_set(value, '$.title', '演示') WHERE key = 'info'")
        assert ("record", "info") in told(case)


def test_a_case_of_d3b02e9_stays_clean_through_all_of_it(tmp_path):
    with tarfile.open(Path(__file__).parent / "case-of-d3b02e9.tgz") as packed:
        packed.extractall(tmp_path, filter="data")
    who = keyring.load(tmp_path / "home")[0]
    with Case.open(tmp_path / "case", identity=who) as case:
        first = case.info.officers[0]
        case.add_holder(Identity.generate().recipient, name=first, officer=first)
        case.add_officer("新来", first)
        case.describe(first, title="另一个")
        case.custody.append("open", {}, first)
        assert told(case) == []
        assert json.loads(case.database.rows("SELECT detail FROM custody WHERE act = 'migrate'")[0][0])["facts"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE meta SET value = '{bad' WHERE key = 'info'", "DELETE FROM meta WHERE key = 'info'",
        "UPDATE meta SET value = 'x' WHERE key = 'edition'", "UPDATE stamps SET subject = 'head:x'",
        "UPDATE runs SET run_id = '../../x', head_seq = 1, head = 'x', published_at = 'x'", "DELETE FROM files WHERE path = 'case.toml'",
        "UPDATE sources SET taking = '[', officers = 'x', captured_at = 'x'", "UPDATE files SET size = -3",
    ],
)  # fmt: skip
def test_whatever_is_altered_verify_ends_with_faults_and_not_with_an_error_of_ours(fresh, who, unkept, sql, tmp_path):
    (tmp_path / "a.json").write_bytes(b"{}")
    with fresh() as case:
        intake.take(case, [tmp_path / "a.json"], officers=("甲",))
        case.stamps.ask("head:1", case.custody.rows()[0].hash, "甲")
        case.begin_run("run1")
        with unkept(case.database):
            case.database.execute(sql)
    assert [fault for fault in verified(case.folder, identity=who) if fault.severity == "fatal"]


def test_the_first_act_of_a_name_that_somebody_removed_and_added_again_is_a_tie_that_they_made(two, who, second):
    """So 甲 would act for 乙 with a second key of their own."""
    puppet = Identity.generate()
    with Case.open(two, identity=who) as case:
        before = len(case.custody.reading().lent)
        remove_officer(case, "乙", "休假", "甲")
        row = case.add_officer("乙", "甲") and case.custody.end()[0]
        case.add_holder(puppet.recipient, officer="甲")
    with Case.open(two, identity=puppet) as case:
        case.decide("figure.value", {"figure": "persons", "value": 1}, "核对", "乙")
        [one] = case.custody.reading().lent[before:]
        assert (one.seq, one.by, one.officer, one.keys) == (row, "甲", "乙", (mark(puppet),))
        assert ("乙", mark(puppet)) in case.samples.lent()


# Forks.
class Clock:
    """A minute later at each look."""

    def __init__(self):
        self.at = datetime.now(UTC) + timedelta(hours=1)

    def __call__(self):
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture
def away(fresh, tmp_path, second):
    """A case, its fork, and a second holder whose key answers for nobody; one clock for all."""
    clock, third = Clock(), Identity.generate()
    with fresh(officers=["甲", "乙"], one_key=False, clock=clock) as case:
        case.add_holder(second.recipient)
        case.add_holder(third.recipient)
        fork = backup.fork(case, tmp_path / "FORK", "甲")
    return case.folder, fork, third, clock


def opened(folder, identity, clock, do):
    with Case.open(folder, identity=identity, clock=clock) as case:
        return do(case)


def enter(officer, value):
    """An entry of the register, which wants no run."""
    return lambda case: Register.of(case).enter([("defendant", f"D{value}", {"name": "周某某"})], "", officer)


def brought(folder, fork, who, clock, word=""):
    with Case.open(folder, identity=who, clock=clock) as case, Case.open(fork, identity=who, clock=clock) as theirs:
        merge(case, theirs, "甲", word)
        return [(fault.code, fault.severity) for fault in verify(case)]


def test_a_name_that_acts_with_two_keys_on_two_sides_is_refused_and_taken_with_a_word(away, who, second):
    folder, fork, third, clock = away
    opened(folder, second, clock, enter("乙", 1))
    opened(fork, third, clock, enter("乙", 2))
    with pytest.raises(
        WrongCall, match=r"row \d+ of the fork \(乙\) was done with a key that does not answer.*--nevertheless"
    ):
        brought(folder, fork, who, clock)
    assert brought(folder, fork, who, clock, "本人两台电脑") == [("brought", "curable")]
    opened(folder, second, clock, enter("乙", 3))
    with Case.open(folder, identity=who) as case:
        [fault] = verify(case)
        assert "本人两台电脑" in fault.zh


def test_one_key_for_two_names_on_two_sides_is_refused(away, who, second):
    folder, fork, _, clock = away
    opened(folder, who, clock, lambda case: case.add_officer("丙", "甲"))
    opened(fork, second, clock, enter("乙", 2))
    opened(folder, second, clock, enter("丙", 1))
    with pytest.raises(WrongCall, match=r"row \d+ of the case \(丙\)"):
        brought(folder, fork, who, clock)


def test_who_was_removed_decides_no_more_in_a_fork_and_what_came_before_comes_over(away, who, second):
    folder, fork, _, clock = away
    opened(fork, second, clock, enter("乙", 2))
    opened(folder, who, clock, lambda case: remove_officer(case, "乙", "调离本案", "甲"))
    assert brought(folder, fork, who, clock) == []
    opened(fork, second, clock, enter("乙", 3))
    with pytest.raises(WrongCall, match=r"row \d+ of the fork \(乙\) names an officer who had been removed"):
        brought(folder, fork, who, clock)
    assert brought(folder, fork, who, clock, "移除通知晚到") == [("brought", "curable")]


def test_a_first_act_in_a_fork_ties_from_when_it_is_merged(away, who, second):
    folder, fork, third, clock = away
    opened(fork, second, clock, enter("乙", 2))
    assert brought(folder, fork, who, clock) == []
    with pytest.raises(WrongCall, match="乙 acts with another key"):
        opened(folder, third, clock, enter("乙", 3))
    opened(folder, second, clock, enter("乙", 3))
    with Case.open(folder, identity=who) as case:
        assert verify(case) == []


@pytest.mark.parametrize("how", ["gone", "waiting", "holder", "link", "elsewhere"])
def test_opening_touches_no_file_outside_the_folder_whatever_the_rows_of_files_say(two, who, second, how, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_bytes(b"mine")
    data, elsewhere = b"theirs", f"../{mine.name}"
    sha256 = hashlib.sha256(data).hexdigest()
    rows = {
        "gone": (elsewhere, "", 0, "gone"),
        "waiting": (elsewhere, sha256, len(data), "document"),
        "holder": (f"keys/{mark(second)}.age", "", 0, "gone"),
        "link": (f"out/{mine.name}", sha256, len(data), "document"),
        "elsewhere": (str(mine), sha256, len(data), "info"),
    }
    with Case.open(two, identity=who) as case:
        case.database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows[how])
        if how in {"waiting", "link"}:
            (case.shelf.incoming / waiting_name(sha256, rows[how][0])).write_bytes(data)
        if how == "link":
            (two / "out").rmdir()
            (two / "out").symlink_to(tmp_path)
    key = (two / "keys" / f"{mark(second)}.age").read_bytes()
    with Case.open(two, identity=who) as case:
        assert ("database", "case.sqlite") in told(case)
        for act in (lambda: case.release("a.html", b"x", "甲"), lambda: backup.backup(case, tmp_path / "B", "甲")):
            with pytest.raises(EvidenceFault, match="did not make"):
                act()
    assert (mine.read_bytes(), (two / "keys" / f"{mark(second)}.age").read_bytes()) == (b"mine", key)
