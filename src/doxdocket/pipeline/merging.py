"""A fork comes back: its decisions and entries of the register by content, its custody rows whole, with both heads.

What was decided or entered in the fork since it parted is recorded in the case as an import is (``deciding.record``): all of it or nothing.
Each custody row of the fork stands in a row ``merged``, behind a row ``merge`` that holds where the two parted and both heads, so that
``verify`` can follow the fork's chain from one to the other. What a fork took in, described, or changed of keys and officers does not
come over: it is named, and nothing is changed until it was done in the case itself.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from doxdocket.errors import EvidenceFault, WrongCall
from doxdocket.pipeline import deciding
from doxdocket.store.case import Case
from doxdocket.store.custody import CustodyRow, broken
from doxdocket.store.heads import BRANCHES
from doxdocket.store.register import ENTER, Register

LOGGED = (
    "open", "register.show", "export", "run", "report", "backup", "fork", "decide.import", "merge", "merged", *BRANCHES,
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


def merge(case: Case, fork: Case, officer: str = "") -> Merged:
    """Bring the fork back, all of it or nothing; a second time only what came since."""
    case.custody.guard()
    fork.custody.guard()
    who = case.custody.who(officer)
    parted, rows = _since(case, fork)
    other = Counter(row.act for row in rows if row.act not in {*LOGGED, *BROUGHT})
    if other:
        raise WrongCall(
            zh="分出的案卷里有不能合并的办理：{acts}。没有改动任何东西；请先在 {case} 里办理这些，再合并其余的。",
            en="The fork holds acts that cannot be merged: {acts}. Nothing was changed; do these in {case} itself, and go on from there.",
            acts=", ".join(f"{act} × {count}" for act, count in sorted(other.items())), case=case.folder,
        )  # fmt: skip
    if not rows:
        raise WrongCall(
            zh="{fork} 里没有尚未合并的，没有记录任何东西。", en="there is nothing in {fork} that was not merged; nothing was recorded.", fork=fork.folder,
        )  # fmt: skip
    end = rows[-1]
    with case.together():
        seq, head = case.custody.end()
        case.custody.append(
            "merge",
            {"fork": {"seq": end.seq, "head": end.hash}, "case": {"seq": seq, "head": head}, "from": parted, "rows": len(rows)},
            who,
        )  # fmt: skip
        for row in rows:
            case.custody.append("merged", {"row": asdict(row)}, who)
        entries = _entries(case, fork, rows)
        done = deciding.record(case, _asked(fork, rows))
    return Merged(len(rows), tuple(done), entries, end.seq, end.hash)


def _since(case: Case, fork: Case) -> tuple[dict[str, object], list[CustodyRow]]:
    """From which row of the fork on it was not merged, and the rows since."""
    theirs, ours = fork.custody.rows(), case.custody.rows()
    if broken(theirs):
        raise EvidenceFault(
            zh="{fork} 的保管链断裂，没有合并。先运行：doxdocket verify {fork}",
            en="the custody chain of {fork} is broken; nothing was merged. First run: doxdocket verify {fork}",
            fork=fork.folder,
        )
    hashes, known = {row.hash for row in ours}, {row.hash: row.seq for row in theirs}
    shared = max((row.seq for row in theirs if row.hash in hashes), default=0)
    begins = next((row for row in theirs if row.seq == shared + 1), None)
    if not shared or begins is None or begins.act not in BRANCHES or fork.info.id != case.info.id:
        raise WrongCall(
            zh="{fork} 不是用 doxdocket fork 从 {case} 分出的，没有合并。",
            en="{fork} was not made from {case} with doxdocket fork; nothing was merged.",
            fork=fork.folder, case=case.folder,
        )  # fmt: skip
    before = [row.detail.get("fork") for row in ours if row.act == "merge"]
    seqs = [known[str(one["head"])] for one in before if isinstance(one, dict) and str(one["head"]) in known]
    last = max([shared, *seqs])
    return {"seq": last, "head": theirs[last - 1].hash}, theirs[last:]


def _asked(fork: Case, rows: Sequence[CustodyRow]) -> list[deciding.Asked]:
    wanted = {str(row.detail["decision"]) for row in rows if row.act == "decide"}
    return [
        deciding.Asked(one.act, one.target, one.reason, one.officer, at=one.at, name=one.id, marks=deciding.shown(fork, one))
        for one in fork.decisions()
        if one.id in wanted
    ]  # fmt: skip


def _entries(case: Case, fork: Case, rows: Sequence[CustodyRow]) -> int:
    wanted, register, count = {str(row.detail["entry"]) for row in rows if row.act == "register"}, Register.of(case), 0
    for one in Register.of(fork).all():
        if one.name not in wanted:
            continue
        if one.act == ENTER:
            count += len(register.enter([(one.form, one.key, one.body)], one.reason, one.officer))
        else:
            count += len(register.withdraw(one.form, [one.key], one.reason, one.officer))
    return count
