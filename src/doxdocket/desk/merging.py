"""A fork comes back: its decisions and entries of the register by content, its custody rows whole, with both heads.

What was decided or entered in the fork since it parted is recorded in the case as an import is (``deciding.record``): all of it or nothing.
Each custody row of the fork stands in a row ``merged``, behind a row ``merge`` that holds where the two parted and both heads, so that
``verify`` can follow the fork's chain from one to the other. What a fork of a part of the evidence found comes over as it was recorded there. What a fork took in, described, or changed of keys and officers does not
come over: it is named, and nothing is changed until it was done in the case itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from doxdocket.desk import deciding, repeats
from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.pipeline import inputs
from doxdocket.store import values_in_text
from doxdocket.store.case import Case
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.forks import Unfit, merges, weigh
from doxdocket.store.custody.memory import BRANCHES
from doxdocket.store.custody.officers import SIGNS
from doxdocket.store.reason import checked
from doxdocket.store.register import ENTER, Register
from doxdocket.store.run import Run
from doxdocket.store.runs import SEARCHED
from doxdocket.store.verify import unfit_said, verify

LOGGED = (
    "open", "ask", "repeated", "register.show", "export", "run", SIGNS, "report", "backup", "restore", "fork", "decide.import", "merge", "merged", "migrate",
    SEARCHED, *BRANCHES,
)  # fmt: skip
"""Acts of a fork that change nothing that would have to come over: their rows are kept, and that is all there is to do."""
BROUGHT = ("decide", "register")


@dataclass(frozen=True, slots=True)
class Merged:
    """What came over."""

    rows: int
    decisions: tuple[deciding.Done, ...]
    entries: int
    seq: int
    head: str
    """The end of the fork's chain."""
    searched: int
    """Parts of tables that a fork of a part of the evidence brought."""


def merge(case: Case, fork: Case, officer: str = "", nevertheless: str = "") -> Merged:
    """Bring the fork back, all of it or nothing; a second time only what came since.

    Acts that do not fit the officers and keys of the case are refused by name, or taken with a reason (``nevertheless``) that stays with them.
    """
    case.custody.guard()
    fork.custody.guard()
    who = case.custody.who(officer, "merge")
    if faults := [fault for fault in verify(fork) if fault.severity == "fatal"]:
        raise EvidenceFault("merging.is_not_what_its_record", fork=fork.folder, first_zh=faults[0].zh, first_en=faults[0].en)  # fmt: skip
    parted, rows = _since(case, fork)
    other = Counter(row.act for row in rows if row.act not in {*LOGGED, *BROUGHT} and not _there(case, fork, row))
    if other:
        raise WrongCall("merging.fork_holds_acts_that_cannot", acts=", ".join(f"{act} × {count}" for act, count in sorted(other.items())), case=case.folder)  # fmt: skip
    if not rows:
        raise WrongCall("merging.there_is_nothing_in_that", fork=fork.folder)  # fmt: skip
    found = _searched(case, fork)
    asked = _asked(fork, rows)
    repeated = repeats.of_asked(case, asked)  # before the transaction, since it may be a row
    end, word = rows[-1], _word(case, fork, weigh(case.custody.rows(), rows, str(parted["head"])), nevertheless)
    with case.together():
        seq, head = case.custody.end()
        case.custody.append(
            "merge",
            {"fork": {"seq": end.seq, "head": end.hash}, "case": {"seq": seq, "head": head}, "from": parted, "rows": len(rows)} | word,
            who,
        )  # fmt: skip
        for row in rows:
            case.custody.append("merged", {"row": asdict(row)}, who)
        entries = _entries(case, fork, rows, who)
        done = deciding.record(case, asked, by=who, repeated=repeated)
        for run, files in found:
            case.record_searched(run, files, who)
    return Merged(len(rows), tuple(done), entries, end.seq, end.hash, sum(len(files) for _, files in found))


def _searched(case: Case, fork: Case) -> list[tuple[Run, dict[str, Path]]]:
    """What the fork found in its part of the evidence and the case does not have, by the paths of the files; ``verify`` has held them against the record."""
    known, told = {run.run_id for run in case.searched()}, fork.shelf.recorded()
    made = []
    for run in fork.searched():
        if run.run_id in known:
            continue
        paths = [path for path in told if path.startswith(f"derived/{run.run_id}/")]
        if any(not inputs.made_now(Path(path).stem) for path in paths if path.split("/")[2] == "findings"):
            raise WrongCall("merging.part_was_searched_by_another", fork=fork.folder)
        made.append((Run(case.folder / "derived" / run.run_id, run.keys), {path: fork.folder / path for path in paths}))
    return made


def _word(case: Case, fork: Case, odd: Sequence[Unfit], nevertheless: str) -> dict[str, object]:
    """The reason for taking what does not fit, for the row; an error that names it when none was given."""
    if not odd:
        return {}
    if nevertheless:
        said = checked(nevertheless)
        values_in_text.refuse(case, said)
        return {"nevertheless": said}
    zh, en = unfit_said(odd)
    raise WrongCall("merging.acts_in_do_not_fit", fork=fork.folder, odd_zh=zh, odd_en=en)  # fmt: skip


def _there(case: Case, fork: Case, row: CustodyRow) -> bool:
    """Whether what the fork took in was taken in by the case too, and the same is stated of it, or of the case itself."""
    if row.act not in {"add", "add.again", "describe"}:
        return False
    if "case" in row.detail:
        fields = row.detail.get("changed")
        return isinstance(fields, list) and all(
            getattr(case.info, str(name), 0) == getattr(fork.info, str(name), 1) for name in fields
        )
    ours, theirs = (one.source(str(row.detail.get("source"))) for one in (case, fork))
    return ours is not None and theirs is not None and ours.stated() == theirs.stated()


def _since(case: Case, fork: Case) -> tuple[dict[str, object], list[CustodyRow]]:
    """From which row of the fork on it was not merged, and the rows since."""
    theirs, ours = fork.custody.rows(), case.custody.rows()
    hashes, known = {row.hash for row in ours}, {row.hash: row.seq for row in theirs}
    shared = max((row.seq for row in theirs if row.hash in hashes), default=0)
    begins = next((row for row in theirs if row.seq == shared + 1), None)
    if not shared or begins is None or begins.act not in BRANCHES or fork.info.id != case.info.id:
        raise WrongCall("merging.was_not_made_from_with", fork=fork.folder, case=case.folder)  # fmt: skip
    own = known.keys() - hashes  # rows that are of the fork alone
    before = merges(ours)
    last = shared
    for one in before:
        common = [known[mark] for mark in (one.parted, *(row.hash for row in one.rows)) if mark in own]
        last = max([last, *common])
        if not common or one.end in known:
            continue
        beyond = next((row for row in one.rows if row.hash not in known), None)
        if beyond is not None and beyond.act in BRANCHES:
            continue  # a fork of this fork was merged first: what it had of this one came over with it
        raise EvidenceFault("merging.is_older_than_when_it", fork=fork.folder)
    return {"seq": last, "head": theirs[last - 1].hash}, theirs[last:]


def _asked(fork: Case, rows: Sequence[CustodyRow]) -> list[deciding.Asked]:
    wanted = {str(row.detail["decision"]) for row in rows if row.act == "decide"}
    return [
        deciding.Asked(one.act, one.target, one.reason, one.officer, at=one.at, name=one.id, marks=deciding.shown(fork, one))
        for one in fork.decisions()
        if one.id in wanted
    ]  # fmt: skip


def _entries(case: Case, fork: Case, rows: Sequence[CustodyRow], by: str) -> int:
    wanted, register, count = {str(row.detail["entry"]) for row in rows if row.act == "register"}, Register.of(case), 0
    for one in Register.of(fork).all():
        if one.name not in wanted:
            continue
        if one.act == ENTER:
            count += len(register.enter([(one.form, one.key, one.body)], one.reason, one.officer, by))
        else:
            count += len(register.withdraw(one.form, [one.key], one.reason, one.officer, by))
    return count
