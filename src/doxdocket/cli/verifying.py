"""``verify``: is everything as it was taken in, and is the record whole? Every fault is named, not only the first.

Exit 1 only when the evidence says no; what can be cured, such as a missing officer, is listed and ends with 0.

>>> verify.short[1]
'Check that nothing was changed'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from doxdocket.cli.command import Answer, case_argument, command
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say


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
    examples=("doxdocket verify 案卷", "doxdocket verify 案卷 --json"),
    shape=(
        '{"case", "sound", "head", "faults": [{"severity", "place", "message_zh", "message_en"}]}；severity 为 fatal 或 curable',
        '{"case", "sound", "head", "faults": [{"severity", "place", "message_zh", "message_en"}]}; severity is fatal or curable',
    ),
)
@case_argument()
def verify(case: str) -> Answer:
    """Verify, and say it."""
    from doxdocket.store.verify import verify as look

    with open_case(case) as opened:
        faults = look(opened)
        head = opened.custody.head()
    rows = [{"severity": f.severity, "place": f.place, "message_zh": f.zh, "message_en": f.en} for f in faults]
    fatal = sum(f.severity == "fatal" for f in faults)
    marks = {"fatal": say("致命", "fatal"), "curable": say("可补正", "curable")}
    lines = [
        f"[{marks[f.severity]}] {f.place}：{f.zh}" if say("zh", "") else f"[{marks[f.severity]}] {f.place}: {f.en}"
        for f in faults
    ]
    lines.append(say(f"核验完毕：致命 {fatal} 处，可补正 {len(faults) - fatal} 处。" if faults else "核验完毕：没有问题。",
                     f"Verified: {fatal} fatal, {len(faults) - fatal} curable." if faults else "Verified: no fault."))  # fmt: skip
    lines.append(say(f"保管链链首：{head}", f"Head of the custody chain: {head}"))
    return Answer({"case": case, "sound": not fatal, "head": head, "faults": rows}, "\n".join(lines), 1 if fatal else 0)
