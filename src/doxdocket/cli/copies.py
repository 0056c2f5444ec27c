"""``backup``, ``restore``, ``fork``, ``merge``: copies of a case whose chains say what they are, so that none is taken for tampering.

>>> [one.short[1] for one in (backup, restore, fork)]
['Make a consistent copy', 'Put a backup in the place of a case that was lost', 'Make a copy to work on']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import cast

import click

from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.opening import Row, at_row, open_case, row_said
from doxdocket.cli.said import say

TO = argument("to", about=("新文件夹", "the new folder"), type=click.Path())
OFFICER = option("--officer", default="", metavar="NAME", about=("由谁办理", "who does this"))


class Copy(Row):
    """A copy of a case: of which row it is one, and where its own chain ends."""

    case: str
    to: str
    of: Row


class Merged(Row):
    """What a fork brought back."""

    case: str
    fork: str
    rows: int
    recorded: int
    already: int
    adrift: int
    entries: int
    fork_seq: int
    fork_head: str


@command(
    "backup",
    short=("复制一份一致的案卷", "Make a consistent copy"),
    about=(
        (
            "把案卷完整、一致地复制到一个新文件夹，运行中也可以做。副本同样加密，用同样的钥匙打开；它的保管链写明是第几行的副本。\n"
            "备份里只能查看和核验，不办理。案卷丢失或被改动时：doxdocket restore 副本 新文件夹；要另带一份去办理：doxdocket fork。"
        ),
        (
            "Copies the whole case, consistently, to a new folder, also while it is in use. The copy is encrypted alike and\n"
            "opens with the same keys; its custody chain says of which row it is a copy. A backup is to be read and verified: nobody acts\n"
            "in it. When the case is lost or was tampered with: doxdocket restore COPY NEW-FOLDER; for a copy to work in: doxdocket fork."
        ),
    ),
    examples=(("doxdocket backup 案卷 /media/usb/案卷-备份", "doxdocket backup case /media/usb/case-copy"),),
)
@case_argument()
@TO
@OFFICER
def backup(case: str, to: str, officer: str) -> Answer[Copy]:
    """Copy it."""
    from doxdocket.store import backup as room

    with open_case(case) as opened:
        room.backup(opened, Path(to), officer)
    return _answer(
        case, to, say(f"已备份到 {to}。核验：doxdocket verify {to}", f"Copied to {to}. Check it: doxdocket verify {to}")
    )


@command(
    "restore",
    short=("用备份代替丢失的案卷", "Put a backup in the place of a case that was lost"),
    about=(
        (
            "把备份复制到一个新文件夹，从此在那里继续办理。新案卷的保管链写明由谁恢复、从哪一行恢复、代替本机所记的哪一行；\n"
            "那一行之后、备份里没有的，要重新办理。原来的文件夹先移到别处，原样保存。"
        ),
        (
            "Copies a backup to a new folder, to go on from there. The chain of the new case has who restored it, from which row, and\n"
            "which remembered row it replaces; what came after the backup must be done again. Move the old folder away first, and\n"
            "keep it as it is."
        ),
    ),
    examples=(("doxdocket restore 案卷-备份 案卷 --officer 张三", "doxdocket restore case-copy case --officer Zhang"),),
)
@argument("backup", about=("备份文件夹", "the folder of the backup"), type=click.Path())
@TO
@OFFICER
def restore(backup: str, to: str, officer: str) -> Answer[Copy]:
    """Copy it to its place."""
    from doxdocket.store import backup as room

    with open_case(backup) as opened:
        room.restore(opened, Path(to), officer)
    return _answer(
        backup,
        to,
        say(f"已恢复到 {to}。下一步：doxdocket verify {to}", f"Restored to {to}. Next: doxdocket verify {to}"),
    )


@command(
    "fork",
    short=("复制一份去办理", "Make a copy to work on"),
    about=(
        "复制一份可以分别办理的案卷；两边的保管链都写明在哪一行分开，链尾各记各的。",
        "Makes a copy that is worked in apart; both chains hold at which row they parted, and the end of each is remembered apart.",
    ),
    examples=(("doxdocket fork 案卷 案卷-出差 --officer 张三", "doxdocket fork case case-travel --officer Zhang"),),
)
@case_argument()
@TO
@OFFICER
def fork(case: str, to: str, officer: str) -> Answer[Copy]:
    """Copy it."""
    from doxdocket.store import backup as room

    with open_case(case) as opened:
        room.fork(opened, Path(to), officer)
    return _answer(case, to, say(f"已分出 {to}，可以分别办理。", f"Forked to {to}, to be worked in apart."))


@command(
    "merge",
    short=("把分出去的案卷合并回来", "Bring a fork back"),
    about=(
        (
            "把 fork 分出的案卷里的认定和登记按内容合并回来（全部或全不），其保管链各行整份保存，两边的链尾都写明。再次合并只取新增的。\n"
            "在那边收取的证据、改动的钥匙和经办人不能合并：逐项说明，什么都不改动，请在本案里办理。\n"
            "与本案经办人和钥匙对不上的（此人已移除，或用了另一把钥匙），逐行列出，写明理由（--nevertheless）才合并。"
        ),
        (
            "Brings back the decisions and register entries of a copy made with fork, by content, all or none; the rows of its custody\n"
            "chain are kept whole, with both heads. A second time it takes what came since. Evidence taken in there, keys and officers\n"
            "changed there cannot be merged: they are named and nothing is changed; do these in the case itself. Acts that do not fit the\n"
            "officers and keys of the case (somebody removed, another key) are named and merged only with a reason (--nevertheless)."
        ),
    ),
    examples=(("doxdocket merge 案卷 案卷-出差 --officer 张三", "doxdocket merge case case-travel --officer Zhang"),),
)
@case_argument()
@argument("fork", about=("分出的案卷文件夹", "the folder of the fork"), type=click.Path())
@OFFICER
@option(
    "--nevertheless",
    default="",
    metavar="TEXT",
    about=(
        "理由：与本案经办人和钥匙对不上的办理仍合并，核验一直列出",
        "the reason to merge acts that do not fit the officers and keys of the case; verify names them for good",
    ),
)
def merge(case: str, fork: str, officer: str, nevertheless: str) -> Answer[Merged]:
    """Bring it back."""
    from doxdocket.pipeline.merging import merge as bring

    with open_case(case) as opened, open_case(fork) as theirs:
        done = bring(opened, theirs, officer, nevertheless)
        end = at_row(opened)
    new = sum(not one.already for one in done.decisions)
    data: Merged = {
        "case": case, "fork": fork, "rows": done.rows, "recorded": new, "already": len(done.decisions) - new,
        "adrift": sum(one.adrift for one in done.decisions), "entries": done.entries, "fork_seq": done.seq, "fork_head": done.head, **end,
    }  # fmt: skip
    text = say(f"已合并：认定 {new} 项，登记 {done.entries} 项，保管链 {done.rows} 行（止于第 {done.seq} 行 {done.head}）。",
               f"Merged: {new} decisions, {done.entries} entries, {done.rows} custody rows (up to row {done.seq}, {done.head}).")  # fmt: skip
    return Answer(
        data, f"{text}\n{row_said(end)}\n" + say(f"下一步：doxdocket run {case}", f"Next: doxdocket run {case}")
    )


def _answer(case: str, to: str, text: str) -> Answer[Copy]:
    """What came of it, with the row at which the chain of the copy is."""
    from doxdocket.store.custody.memory import BRANCHES

    with open_case(to) as made:
        began = next(row for row in reversed(made.custody.rows()) if row.act in BRANCHES)
        end = at_row(made)  # a copy of an earlier edition was brought up behind it
    return Answer({"case": case, "to": to, "of": cast("Row", began.detail["of"]), **end}, text)
