"""``verify``: is everything as it was taken in, and is the record whole? Every fault is named, not only the first.

Exit 1 only when the evidence says no; what can be cured, such as a missing officer, is listed and ends with 0.

>>> verify.short[1]
'Check that nothing was changed'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import TYPE_CHECKING

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case, passphrase
from doxdocket.cli.said import say
from doxdocket.errors import EvidenceFault

if TYPE_CHECKING:
    from doxdocket.store.fault import Fault


@command(
    "verify",
    short=("核验有没有被改动", "Check that nothing was changed"),
    about=(
        (
            "核验原件的每个字节、封装、数据库、保管链、认定和派生数据；一次列出全部问题。\n"
            "有致命问题退出 1；可补正的（如缺经办人）只列出，退出 0。链首请与发布过的文书核对：从链尾删去的，链自己看不出来。"
        ),
        (
            "Checks every byte of the originals, the package, the database, the custody chain, decisions and derived data, and\n"
            "lists every fault. A fatal one exits 1; what can be cured (a missing officer) is listed and exits 0. Compare the\n"
            "head of the chain with a released document: what is cut off a chain's end, the chain cannot see."
        ),
    ),
    examples=(
        ("doxdocket verify 案卷", "doxdocket verify case"),
        ("doxdocket verify 案卷 --json", "doxdocket verify case --json"),
    ),
    shape=(
        '{"case", "sound", "head", "faults": [{"severity", "code", "place", "message_zh", "message_en"}]}；severity 为 fatal 或 curable',
        '{"case", "sound", "head", "faults": [{"severity", "code", "place", "message_zh", "message_en"}]}; severity is fatal or curable',
    ),
)
@case_argument()
def verify(case: str) -> Answer:
    """Verify, and say it."""
    faults, head = _look(Path(case))
    rows = [{"severity": f.severity, "code": f.code, "place": f.place, "message_zh": f.zh, "message_en": f.en}
            for f in faults]  # fmt: skip
    fatal = sum(f.severity == "fatal" for f in faults)
    lines = [_line(f) for f in sorted(faults, key=lambda f: f.severity != "fatal")]
    lines.append(say(f"核验完毕：致命 {fatal} 处，可补正 {len(faults) - fatal} 处。" if faults else "核验完毕：没有问题。",
                     f"Verified: {fatal} fatal, {len(faults) - fatal} curable." if faults else "Verified: no fault."))  # fmt: skip
    known = head or say("读不出来", "cannot be read")
    lines.append(say(f"保管链链首：{known}", f"Head of the custody chain: {known}"))
    return Answer({"case": case, "sound": not fatal, "head": head, "faults": rows}, "\n".join(lines), 1 if fatal else 0)


def _line(fault: "Fault") -> str:
    mark = say("致命", "fatal") if fault.severity == "fatal" else say("可补正", "curable")
    return f"[{mark}] {say(fault.zh, fault.en)}"


def _look(folder: Path) -> "tuple[list[Fault], str | None]":
    """All faults, and the head of the chain where the case still opens."""
    from doxdocket.store import bare, holders, keyring
    from doxdocket.store import verify as room
    from doxdocket.store.info import DATABASE

    if (folder / "originals").is_dir() and not (folder / DATABASE).exists():
        key = holders.unlock(folder, keyring.load(ask=passphrase))
        return bare.without_database(folder, key, [say("不在了", "missing")]), None
    faults = room.folder(folder, ask=passphrase)
    try:
        with open_case(str(folder)) as opened:
            return faults, opened.custody.head()
    except EvidenceFault:
        return faults, None
