"""``verify``: is everything as it was taken in, and is the record whole? Every fault is named, not only the first.

Two answers that are never one: integrity (nothing was changed) and formal gaps (what the law wants stated of the sources and
nobody stated). Exit 1 only when the integrity of the evidence is in doubt; a gap can be cured and ends with 0.

>>> verify.short[1], spans([1, 2, 3, 7, 9, 10])
('Check that nothing was changed', '1–3、7、9–10')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, passphrase
from doxdocket.cli.said import say
from doxdocket.errors import EvidenceFault
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.store.fault import Fault
    from doxdocket.store.verify import Gap

SHAPE = (
    '{"case", "sound", "head", "faults": [{"severity", "code", "place", "message_zh", "message_en"}], '
    '"gaps": [{"code", "article", "option", "sources"}]}'
)


@command(
    "verify",
    short=("核验有没有被改动", "Check that nothing was changed"),
    about=(
        (
            "核验原件的每个字节、封装、数据库、保管链、认定和派生数据；一次列出全部问题。\n"
            "完整性（有没有被改动）和形式上的缺口（取证手续缺什么，法发〔2016〕22号）分别回答：致命问题退出 1；缺口均可补正，退出 0。\n"
            "链首请与发布过的文书核对：从链尾删去的，链自己看不出来。"
        ),
        (
            "Checks every byte of the originals, the package, the database, the custody chain, decisions and derived data, and\n"
            "lists every fault. Integrity (was anything changed) and formal gaps (what the record of the taking lacks,\n"
            "the provisions of 2016 on electronic data) are two answers: a fatal fault exits 1; gaps can be cured and exit 0. Compare the head of the chain\n"
            "with a released document: what is cut off a chain's end, the chain cannot see."
        ),
    ),
    examples=(
        ("doxdocket verify 案卷", "doxdocket verify case"),
        ("doxdocket verify 案卷 --json", "doxdocket verify case --json"),
    ),
    shape=(
        SHAPE + "；severity 为 fatal 或 curable；sources 为证据的清单编号，打不开的案卷 gaps 为 null",
        SHAPE + "; severity is fatal or curable; sources are numbers of the list of evidence; gaps is null of a case that does not open",
    ),
)  # fmt: skip
@case_argument()
def verify(case: str) -> Answer:
    """Verify, and say it."""
    faults, head, gaps = _look(Path(case))
    rows = [{"severity": f.severity, "code": f.code, "place": f.place, "message_zh": f.zh, "message_en": f.en}
            for f in faults]  # fmt: skip
    fatal = sum(f.severity == "fatal" for f in faults)
    lines = [_line(f) for f in sorted(faults, key=lambda f: f.severity != "fatal")]
    lines.append(_integrity(fatal, len(faults) - fatal))
    lines += _formal(case, gaps)
    known = head or say("读不出来", "cannot be read")
    lines.append(say(f"保管链链首：{known}", f"Head of the custody chain: {known}"))
    data = {
        "case": case,
        "sound": not fatal,
        "head": head,
        "faults": rows,
        "gaps": None if gaps is None else [
            {"code": g.lack.code, "article": g.lack.article, "option": g.lack.option, "sources": list(g.numbers)} for g in gaps
        ],
    }  # fmt: skip
    return Answer(data, "\n".join(lines), 1 if fatal else 0)


def _line(fault: "Fault") -> str:
    mark = say("致命", "fatal") if fault.severity == "fatal" else say("可补正", "curable")
    return f"[{mark}] {one_line(say(fault.zh, fault.en))}"


def _integrity(fatal: int, curable: int) -> str:
    if not fatal + curable:
        return say("完整性：没有发现改动。", "Integrity: nothing was changed.")
    return say(
        f"完整性：致命 {fatal} 处，可补正 {curable} 处。", f"Integrity: {fatal} fatal, {curable} that can be cured."
    )


def _formal(case: str, gaps: "Sequence[Gap] | None") -> list[str]:
    """What the record of the taking lacks, of which sources, and how it is stated."""
    title = say("形式上的缺口（法发〔2016〕22号）：", "Formal gaps (法发〔2016〕22号): ")
    if gaps is None:
        return [title + say("案卷打不开，无从核对。", "the case does not open; they cannot be looked for.")]
    if not gaps:
        return [title + say("没有。", "none.")]
    files = len({number for gap in gaps for number in gap.numbers})
    return [
        title + say(f"{files} 份证据，{len(gaps)} 项，均可补正（第27条）。",
                    f"{files} sources, {len(gaps)} kinds, all of which can be cured (art. 27)."),
        *(
            say(f"  {gap.lack.zh}（第{gap.lack.article}条，{gap.lack.option}）：{len(gap.numbers)} 份，清单编号 {spans(gap.numbers)}",
                f"  {gap.lack.en} (art. {gap.lack.article}, {gap.lack.option}): {len(gap.numbers)}, numbers {spans(gap.numbers)}")
            for gap in gaps
        ),
        say(f"补正：doxdocket describe {case} 清单编号 {gaps[0].lack.option} …",
            f"To cure: doxdocket describe {case} NUMBER {gaps[0].lack.option} …"),
    ]  # fmt: skip


def spans(numbers: Sequence[int]) -> str:
    """Ascending numbers, those that follow one another as a span."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return say("、", ", ").join("–".join(map(str, run)) for run in runs)


def _look(folder: Path) -> "tuple[list[Fault], str | None, list[Gap] | None]":
    """All faults, and of a case that still opens the head of its chain and the gaps."""
    from doxdocket.store import bare, holders, keyring
    from doxdocket.store import verify as room
    from doxdocket.store.info import DATABASE

    if (folder / "originals").is_dir() and not (folder / DATABASE).exists():
        (key, _), *_ = holders.unlock(folder, keyring.load(ask=passphrase))
        return bare.without_database(folder, key, [say("不在了", "missing")]), None, None
    faults = room.folder(folder, ask=passphrase)
    try:
        with open_case(str(folder)) as opened:
            return faults, opened.custody.head(), None if opened.database.damage() else room.gaps(opened)
    except EvidenceFault:
        return faults, None, None
