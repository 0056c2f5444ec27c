"""A case is closed by two officers, each with a key of their own, and takes nothing more until two open it again; nothing is ever deleted."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.review.conftest import NAME, PHONE, Made, export, running

import doxdocket
from doxdocket.cli import root
from doxdocket.desk import closing
from doxdocket.desk.documents.files import called
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case
from doxdocket.store.custody import officers
from doxdocket.store.custody.closing import state

TERMS = ("--until", "2063-05-01", "--ground", "本院诉讼档案保管期限", "--reason", "判决已执行完毕")


@dataclass(frozen=True)
class Office:
    """A case and the homes of two officers."""

    top: Path

    @property
    def case(self):
        return self.top / "case"

    def call(self, who, *words, code=0):
        done = CliRunner(env={"DOXDOCKET_HOME": str(self.top / who)}).invoke(root, ["--lang", "en", *map(str, words)])
        assert done.exit_code == code, (done.stdout, done.stderr)
        return done.stdout if code == 0 else done.stdout + done.stderr

    def told(self, who, *words):
        return json.loads(self.call(who, *words, "--json"))

    def opened(self, patch, who="a", clock=None):
        patch.setenv("DOXDOCKET_HOME", str(self.top / who))
        return Case.open(self.case, **({"clock": clock} if clock else {}))

    def ask(self, who="a", officer="甲"):
        return self.told(who, "close", self.case, *TERMS, "--officer", officer)

    def close(self):
        self.ask()
        return self.told("b", "close", self.case, "--confirm", "--officer", "乙")


@pytest.fixture(scope="session")
def _office(made_once):
    def make(top):
        it = Office(top)
        it.call("a", "init", it.case, "--title", "演练", "--authority", "某检察院", "--officer", "甲")
        it.call("a", "add", it.case, export(top / "ChatExport"), "--officer", "甲", "--origin", "移送")
        it.call("b", "key", "new")
        it.call("a", "officer", "add", it.case, "乙", "--officer", "甲")
        it.call("a", "key", "add", it.case, it.told("b", "key", "show")["recipients"][0], "--name", "乙", "--officer", "甲")  # fmt: skip
        it.call("a", "key", "escrow", it.case, Identity.generate().recipient, "--name", "档案室", "--officer", "甲")
        it.call("a", "run", it.case)

    return made_once("closing", make)


@pytest.fixture
def office(_office, tmp_path):
    return Office(shutil.copytree(_office, tmp_path / "office"))


def keeper(office):
    return next(one["fingerprint"] for one in office.told("a", "key", "list", office.case)["holders"] if one["role"] == "escrow")  # fmt: skip


def test_two_officers_close_it_and_the_report_that_both_saw_is_there(office):
    asked = office.ask()
    assert (asked["state"], asked["asked"]["officer"], asked["keeper_name"]) == ("closing", "甲", "档案室")
    report = (office.case / asked["document"]).read_bytes()
    assert hashlib.sha256(report).hexdigest() == asked["sha256"]
    assert re.search(r"<h1>(方法验证说明|Validation report)</h1>", report.decode())
    assert not any(value in report.decode() for value in (NAME, PHONE))
    closed = office.told("b", "close", office.case, "--confirm", "--officer", "乙")
    assert (closed["state"], closed["closed"]["officer"], closed["until"], closed["due"]) == ("closed", "乙", "2063-05-01", False)  # fmt: skip
    assert closed["keeper"] == keeper(office)
    told = office.told("a", "verify", office.case)
    assert (told["sound"], told["faults"]) == (True, [])
    assert told["closing"]["closed"] == closed["closed"]
    rows = [json.loads(line) for line in office.call("a", "export", office.case, "custody").splitlines()]
    (ask,), (close,) = ([row for row in rows if row["act"] == act] for act in ("close.ask", "close"))
    assert (ask["actor"], close["actor"]) == ("甲", "乙")
    assert ask["detail"]["identity"] != close["detail"]["identity"]
    assert (close["detail"]["asked"], close["detail"]["hash"]) == (ask["seq"], ask["hash"])


def test_nothing_is_added_to_a_closed_case_and_everything_else_goes_on(office, tmp_path, monkeypatch):
    office.close()
    more = export(tmp_path / "More", ("又一条",), "另一频道", 1850002)
    (tmp_path / "fact.yaml").write_text("- form: defendant\n  id: D1\n  name: 某甲\n", encoding="utf-8")
    before = office.told("a", "verify", office.case)["seq"]
    for words in (
        ("add", office.case, more, "--officer", "甲"),
        ("run", office.case),
        ("decide", office.case, "figure.value", "persons", "2", "--reason", "逐人核对", "--officer", "甲"),
        ("register", "add", office.case, tmp_path / "fact.yaml", "--officer", "甲"),
        ("describe", office.case, "1", "--note", "补记", "--officer", "甲"),
        ("fork", office.case, tmp_path / "fork", "--officer", "甲"),
        ("close", office.case, *TERMS, "--officer", "甲"),
        ("key", "remove", office.case, keeper(office), "--reason", "调离", "--officer", "甲"),
    ):
        said = office.call("a", *words, code=2)
        assert "closed" in said, words
        assert "reopen" in said, words
    with office.opened(monkeypatch) as case:
        assert case.custody.end()[0] == before
        assert [fault for fault in verify.verify(case) if fault.severity == "fatal"] == []
    (tmp_path / "papers").mkdir()
    for words in (
        ("figures", office.case),
        ("explain", office.case, "persons"),
        ("documents", office.case, "statistics", "--to", tmp_path / "papers", "--format", "txt"),
        ("report", office.case),
        ("release", office.case, tmp_path / "papers" / (called("statistics", "en") + ".txt")),
        ("find", office.case, "天气"),
        ("export", office.case, "persons"),
        (
            "open",
            office.case,
            json.loads(office.call("a", "export", office.case, "findings").splitlines()[0])["finding"],
            "--reason",
            "核对",
            "--officer",
            "甲",
        ),
        ("backup", office.case, tmp_path / "backup", "--officer", "甲"),
        ("officer", "add", office.case, "丙", "--officer", "甲"),
        ("verify", office.case),
    ):
        office.call("a", *words)
    assert office.told("a", "close", office.case)["state"] == "closed"
    office.call("a", "restore", tmp_path / "backup", tmp_path / "again", "--officer", "甲")
    assert office.told("a", "close", tmp_path / "again")["state"] == "closed"


def test_every_act_of_the_program_is_said_to_last_or_to_add():
    """A new act is refused in a closed case until somebody says that it adds nothing."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in Path(doxdocket.__file__).parent.rglob("*.py"))
    acts = set(re.findall(r'custody\.append\(\s*"([a-z.]+)"', text))
    adds = {"init", "add", "add.again", "add.refused", "attach", "decide", "decide.import", "describe", "digest", "hashes", "merge", "merged", "register", "rules", "run", "sample", "unpack", "fork"}  # fmt: skip
    assert acts - officers.LASTING <= adds
    assert not officers.LASTING & adds


def test_one_officer_or_one_key_closes_nothing(office, tmp_path):
    assert "nobody asked" in office.call("b", "close", office.case, "--confirm", "--officer", "乙", code=2)
    office.ask()
    assert "another officer with another key" in office.call("a", "close", office.case, "--confirm", "--officer", "甲", code=2)  # fmt: skip
    assert "another key" in office.call("a", "close", office.case, "--confirm", "--officer", "乙", code=2)
    # a third officer at the key of the first
    office.call("a", "officer", "add", office.case, "丙", "--one-key", "--officer", "甲")
    assert "key of their own" in office.call("a", "close", office.case, "--confirm", "--officer", "丙", code=2)
    assert office.told("a", "close", office.case)["state"] == "closing"
    assert office.told("a", "verify", office.case)["sound"]


def test_what_comes_between_asking_and_confirming_ends_the_question(office):
    office.ask()
    office.call("a", "decide", office.case, "figure.value", "persons", "2", "--reason", "逐人核对", "--officer", "甲")
    assert office.told("a", "close", office.case)["state"] == "open"
    assert "nobody asked" in office.call("b", "close", office.case, "--confirm", "--officer", "乙", code=2)
    assert "since the last run" in office.call("a", "close", office.case, *TERMS, "--officer", "甲", code=2)
    office.call("a", "run", office.case)
    assert office.close()["state"] == "closed"


def test_terms_that_are_none(office):
    def said(*words):
        return office.call("a", "close", office.case, *words, "--officer", "甲", code=2)

    rest = ("--ground", "保管期限", "--reason", "已执行")
    assert "is no day" in said("--until", "someday", *rest)
    assert "not after today" in said("--until", "2020-01-01", *rest)
    assert "--ground" in said("--until", "2063-05-01", "--reason", "已执行")
    assert "repeats a value" in said("--until", "2063-05-01", "--ground", "保管期限", "--reason", f"{NAME}案已执行")
    assert "which escrow key" in said("--until", "2063-05-01", *rest, "--keeper", "乙")
    office.call("a", "key", "remove", office.case, keeper(office), "--reason", "换人", "--officer", "甲")
    assert "key escrow" in said("--until", "2063-05-01", *rest)
    office.call("a", "key", "escrow", office.case, "--officer", "甲")
    assert "who keeps it" in said("--until", "2063-05-01", *rest)
    assert office.told("a", "close", office.case)["state"] == "open"


def test_a_case_that_is_not_as_recorded_is_not_closed(office):
    office.ask()
    file = next((office.case / "originals" / "data").iterdir())
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    assert "fatal" in office.call("b", "close", office.case, "--confirm", "--officer", "乙", code=1)
    assert office.told("a", "close", office.case)["state"] == "closing"


def test_two_officers_open_it_again(office):
    office.close()
    assert office.told("b", "reopen", office.case, "--reason", "发现新证据", "--officer", "乙")["state"] == "reopening"
    assert "another officer" in office.call("b", "reopen", office.case, "--confirm", "--officer", "乙", code=2)
    assert "closed" in office.call("a", "run", office.case, code=2)
    assert office.told("a", "reopen", office.case, "--confirm", "--officer", "甲")["state"] == "open"
    office.call("a", "decide", office.case, "figure.value", "persons", "2", "--reason", "逐人核对", "--officer", "甲")
    assert "not closed" in office.call("a", "reopen", office.case, "--reason", "再开", "--officer", "甲", code=2)
    assert office.told("a", "verify", office.case)["sound"]


def test_who_comes_when_it_is_closed_does_not_open_it_again(office, monkeypatch):
    """One person who brings a name and a key of their own in a closed case stays one person."""
    office.close()
    office.call("c", "key", "new")
    theirs = office.told("c", "key", "show")["recipients"][0]
    office.call("a", "officer", "add", office.case, "丙", "--officer", "甲")
    office.call("a", "key", "add", office.case, theirs, "--name", "丙", "--officer", "甲")
    asked = ("reopen", office.case, "--reason", "发现新证据", "--officer")
    said = office.call("c", *asked, "丙", code=2)
    assert "had a key of their own when it was closed" in said
    assert "乙, 甲" in said
    office.call("a", *asked, "甲")
    assert "had a key of their own" in office.call("c", "reopen", office.case, "--confirm", "--officer", "丙", code=2)
    # a key that 甲 puts under the name of 乙 is none of 乙's
    office.call("d", "key", "new")
    fourth = office.told("d", "key", "show")["recipients"][0]
    office.call("a", "key", "add", office.case, fourth, "--name", "乙", "--officer", "甲")
    assert "had a key of their own" in office.call("d", "reopen", office.case, "--confirm", "--officer", "乙", code=2)
    assert office.told("a", "close", office.case)["state"] == "reopening"
    with office.opened(monkeypatch, "c") as case:  # past the door
        monkeypatch.setattr("doxdocket.store.custody.log.permission.whose", lambda _act, name, *_: name)
        asks = case.custody.append("reopen.ask", {"reason": "再开"}, "丙").seq
        opens = case.custody.append("reopen", {"asked": asks, "hash": ""}, "丙").seq
        found = {fault.place for fault in verify.verify(case) if fault.severity == "fatal"}
    assert found == {f"custody:{asks}", f"custody:{opens}"}


def test_an_officer_who_changes_keys_opens_it_again_with_the_new_one(office):
    office.close()
    office.call("e", "key", "new")
    office.call("b", "key", "add", office.case, office.told("e", "key", "show")["recipients"][0], "--name", "乙", "--officer", "乙")  # fmt: skip
    office.call("a", "reopen", office.case, "--reason", "发现新证据", "--officer", "甲")
    assert "opened again" in office.call("e", "reopen", office.case, "--confirm", "--officer", "乙")
    assert office.told("a", "verify", office.case)["sound"]


def test_reopen_says_what_was_done_and_how_it_stands(office):
    assert "The case is open" in office.call("a", "reopen", office.case)
    office.close()
    assert office.told("a", "reopen", office.case) == office.told("a", "close", office.case)
    office.call("a", "reopen", office.case, "--reason", "发现新证据", "--officer", "甲")
    said = office.call("b", "reopen", office.case, "--confirm", "--officer", "乙")
    row = office.told("a", "verify", office.case)["seq"]
    assert f"opened again: custody row {row}, confirmed by 乙" in said
    assert "doxdocket close" not in said


def test_a_result_that_is_behind_is_not_closed_by_asking_or_confirming(office, monkeypatch):
    """Of another program, and of another register."""
    with monkeypatch.context() as patch:
        patch.setattr("doxdocket.pipeline.inputs.room_stamp", lambda *_: "another")
        assert "the register or the program changed" in office.call("a", "close", office.case, *TERMS, "--officer", "甲", code=2)  # fmt: skip
    office.ask()
    with monkeypatch.context() as patch:
        patch.setattr("doxdocket.pipeline.inputs.room_stamp", lambda *_: "another")
        said = office.call("b", "close", office.case, "--confirm", "--officer", "乙", code=2)
    assert "the register or the program changed" in said
    fact = office.top / "fact.yaml"
    fact.write_text(
        "- {form: fact, id: damage, value: true, reason: 被害人陈述, evidence: [卷五第1页]}\n", encoding="utf-8"
    )
    office.call("a", "register", "add", office.case, fact, "--officer", "甲")
    assert "the register or the program changed" in office.call("a", "close", office.case, *TERMS, "--officer", "甲", code=2)  # fmt: skip


def test_a_case_that_was_restored_and_is_what_the_result_is_of_is_closed(office, tmp_path):
    """A run of the same would be none, so nobody could make good what is asked for."""
    office.call("a", "backup", office.case, tmp_path / "backup", "--officer", "甲")
    office.call("a", "restore", tmp_path / "backup", tmp_path / "again", "--officer", "甲")
    assert office.told("a", "close", tmp_path / "again", *TERMS, "--officer", "甲")["state"] == "closing"


def test_a_closed_case_is_never_told_to_run(office, monkeypatch):
    office.close()
    monkeypatch.setattr("doxdocket.pipeline.inputs.room_stamp", lambda *_: "another")
    done = CliRunner(env={"DOXDOCKET_HOME": str(office.top / "a")}).invoke(root, ["--lang", "en", "figures", str(office.case)])  # fmt: skip
    assert done.exit_code == 0
    assert "this case is closed" in done.stderr
    assert "doxdocket run" not in done.stderr
    with running(Made(office.case, office.top / "a")) as desk:
        page = desk.tab("甲").get("/").text
    assert "本案已归档关闭" in page
    assert "关闭的案卷不再运行" in page
    assert "doxdocket run" not in page


def test_officers_of_one_key_do_as_the_error_says_and_close(office):
    office.call("a", "officer", "add", office.case, "丙", "--one-key", "--officer", "甲")
    said = office.call("a", "close", office.case, *TERMS, "--officer", "甲", code=2)
    assert all(one in said for one in ("Both need it", "DOXDOCKET_HOME", "doxdocket key new", "doxdocket key show", f"key add {office.case} age1… --name 甲 --officer 甲"))  # fmt: skip
    for home, name in (("own", "甲"), ("third", "丙")):
        office.call(home, "key", "new")
        office.call("a", "key", "add", office.case, office.told(home, "key", "show")["recipients"][0], "--name", name, "--officer", name)  # fmt: skip
    office.told("own", "close", office.case, *TERMS, "--officer", "甲")
    assert office.told("third", "close", office.case, "--confirm", "--officer", "丙")["state"] == "closed"


def test_when_the_day_has_passed_it_says_what_is_due_and_deletes_nothing(office, monkeypatch):
    office.close()
    files = sorted(path for path in office.case.rglob("*") if path.is_file())
    for late, due in ((datetime(2063, 5, 1, 12, tzinfo=UTC), False), (datetime(2063, 5, 2, 12, tzinfo=UTC), True)):
        with office.opened(monkeypatch, clock=lambda late=late: late) as case:
            assert state(case).due == due
    monkeypatch.setattr("doxdocket.store.custody.closing.today", lambda _case: datetime(2063, 5, 2, tzinfo=UTC).date())
    assert "has passed (2063-05-01)" in office.call("a", "verify", office.case)
    assert office.told("a", "verify", office.case)["closing"]["due"]
    assert sorted(path for path in office.case.rglob("*") if path.is_file()) == files


def test_kept_for_good_is_never_due(office, monkeypatch):
    office.told("a", "close", office.case, "--until", "permanent", *TERMS[2:], "--officer", "甲")
    office.told("b", "close", office.case, "--confirm", "--officer", "乙")
    with office.opened(monkeypatch, clock=lambda: datetime.now(UTC) + timedelta(days=365 * 900)) as case:
        assert not state(case).due


def test_rows_that_this_program_would_not_write_are_told(office, monkeypatch):
    """A closing by one officer, and an act in a closed case, written past the door."""
    with office.opened(monkeypatch) as case:
        closing.ask_to_close(case, "2063-05-01", "保管期限", "已执行", "甲")
        monkeypatch.setattr("doxdocket.store.custody.permission.still", lambda *_: None)
        case.custody.append("close", {"asked": case.custody.end()[0], "hash": "", "sha256": ""}, "甲")
        case.decide("figure.value", {"figure": "persons", "value": 2}, "逐人核对", "甲")
        found = [(fault.code, fault.place) for fault in verify.verify(case) if fault.severity == "fatal"]
        seq = case.custody.end()[0]
    assert found == [("officer", f"custody:{seq - 1}"), ("officer", f"custody:{seq}")]


KILLED = """
import os, shutil, sys
from pathlib import Path
from doxdocket.desk import closing
from doxdocket.seal.database import Database
from doxdocket.store import case_files
from doxdocket.store.case import Case

import pandas, pyarrow.compute
import doxdocket.detect.guarded
from doxdocket.desk import validation
from doxdocket.pipeline import inputs
from doxdocket.report.known_values import Known

# once, not in each child
Known([("name", "程岚舟")]).found("程岚舟"), inputs.build(), validation.questions(), validation.of_measurement()

top, act, left = Path(sys.argv[1]), sys.argv[2], 0

def step(real):
    def counted(*args, **more):
        global left
        left -= not (len(args) > 1 and str(args[1]).split()[0] in ("PRAGMA", "SAVEPOINT", "RELEASE", "BEGIN", "DELETE"))
        if left < 0:
            os._exit(9)
        return real(*args, **more)
    return counted

def work(place, most):
    global left
    os.environ["DOXDOCKET_HOME"] = str(place / ("a" if act == "ask" else "b"))
    with Case.open(place / "case") as case:
        left = most
        Database.execute, Database.fold, case_files.move = step(Database.execute), step(Database.fold), step(case_files.move)
        if act == "ask":
            closing.ask_to_close(case, "2063-05-01", "保管期限", "已执行", "甲")
        else:
            closing.close(case, "乙")

for most in range(20):
    place = shutil.copytree(top / "office", top / f"killed{most:02}")
    if not (child := os.fork()):
        work(place, most)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code)
    if code != 9:
        break
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no fork")
@pytest.mark.parametrize(("act", "before", "behind"), [("ask", "open", "closing"), ("close", "closing", "closed")])
@pytest.mark.whole(but=5)
def test_killed_between_steps_it_is_one_or_the_other(office, tmp_path, monkeypatch, act, before, behind):
    """At each statement of the database, each renaming and each folding."""
    if act == "close":
        office.ask()
    words = [sys.executable, "-W", "ignore", "-c", KILLED, str(tmp_path), act]
    done = subprocess.run(words, capture_output=True, check=True, text=True)
    codes = [int(line) for line in done.stdout.split()]
    assert (codes[-1], set(codes[:-1])) == (0, {9}), done.stderr
    found = []
    for place in sorted(tmp_path.glob("killed*")):
        it = Office(place)
        with it.opened(monkeypatch, "a" if act == "ask" else "b") as case:
            now = state(case)
            faults = [(one.code, one.place) for one in verify.verify(case) if one.severity == "fatal"]
            word = "closed" if now.closed else "closing" if now.asked else "open"
            documents = list((it.case / "out").glob("validation-*"))
        assert (faults, len(documents)) == ([], 0 if word == "open" else 1)
        found.append(word)
    assert len(found) == len(codes) > 4
    assert set(found) == {before, behind}
    assert found == sorted(found, key=(before, behind).index)
