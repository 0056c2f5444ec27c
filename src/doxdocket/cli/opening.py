r"""Opening a case, and the passphrase of an identity that has one: from a file named by the environment, or a prompt.

A passphrase is never an argument. Left out: agents and keyrings of the system.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = (pathlib.Path(folder) / "p").write_text("open it\n")
...     (pathlib.Path(folder) / "p").chmod(0o600)
...     passphrase({"DOXDOCKET_PASSPHRASE_FILE": folder + "/p"})
'open it'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import getpass
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.command import Answer
from doxdocket.cli.said import manner, say
from doxdocket.errors import KeyFault, WrongCall
from doxdocket.report import as_json
from doxdocket.report.text import wrap

if TYPE_CHECKING:
    from doxdocket.store.case import Case

_KEPT, _BUILD = "doxdocket.passphrase", "doxdocket.build"


def open_case(folder: str, *, alone: bool = False) -> "Case":
    """The case in this folder, opened with this person's identity; ``alone``: while no other process has it open."""
    from doxdocket.store.case import Case

    warn_if_exposed()
    case = Case.open(Path(folder), ask=passphrase, alone=alone)
    case.custody.warn = lambda zh, en: out.note(say(zh, en))
    if (known := case.remembered) and known.relation.bad:
        zh, en = known.relation.said()
        out.note(say(f"警告：保管链{zh}。以下只供查看。",
                     f"WARNING: of the custody chain, {en}. What follows is for reading only."))  # fmt: skip
    elif known and known.relation.kind == "foreign":
        zh, en = known.relation.said()
        out.note(
            say(
                f"警告：{zh}。请核对案卷编号 {case.info.id}。",
                f"WARNING: {en}. Compare the id of the case, {case.info.id}.",
            )
        )
    return case


class Build(TypedDict):
    """The program and the rules that made a result."""

    software: str
    commit: str | None
    code: str | None
    detector: str | None
    weights: str | None
    lists: str | None
    rules: str | None


class OfRun(TypedDict):
    """What every answer has that shows a result (``warn_if_stale``)."""

    build: NotRequired[Build]


class Row(TypedDict):
    """Where a custody chain ends."""

    seq: int
    head: str


def at_row(case: "Case") -> Row:
    """Where the custody chain of this case ends now: number and hash of its last row, for a note on paper."""
    seq, head = case.custody.end()
    return {"seq": seq, "head": head}


def row_said(end: Row) -> str:
    """The same for people; ``verify --head`` takes what is printed."""
    return say(f"保管链第 {end['seq']} 行：{end['head']}", f"Row {end['seq']} of the custody chain: {end['head']}")


def can_ask(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a passphrase to be had: a file, or somebody at a terminal."""
    return bool(environ.get("DOXDOCKET_PASSPHRASE_FILE")) or sys.stdin.isatty()


def warn_if_exposed() -> None:
    """Say on standard error that others may read this person's identity."""
    from doxdocket.store import keyring

    if loose := keyring.exposed():
        out.note(say(f"注意：别人能读你的身份文件，因而能打开你的案卷。请运行：chmod 600 {loose}",
                     f"Note: others can read your identity, and so open your cases. Run: chmod 600 {loose}"))  # fmt: skip


def warn_if_stale(case: "Case", folder: str) -> None:
    """Say on standard error that the current result is of other evidence, statements or decisions than there are now; what is shown names its build."""
    from doxdocket import pipeline

    if command := click.get_current_context(silent=True):
        command.meta[_BUILD] = pipeline.made_by(pipeline.figures(case))
    if pipeline.stale(case):
        text = say(f"注意：上次运行之后，证据、陈述、认定或程序有变化，以下仍是旧结果。先运行：doxdocket run {folder}",
                   f"Note: evidence, statements, decisions or the program changed since the last run; this is still the "
                   f"old result. First run: doxdocket run {folder}")  # fmt: skip
        out.note(text)
        note_if_other_detection(case, folder)


def signed(answer: Answer, kept: Mapping[str, Any]) -> Answer:
    """The answer with the build that made the result which it shows, if it shows one; ``kept``: what this call noted."""
    told = kept.get(_BUILD)
    if told is None:
        return answer
    return replace(
        answer,
        data={**as_json.keys(answer.data), "build": told},
        body=f"{answer.text(manner().lang)}\n\n{build_said(told)}",
    )


def build_said(told: Mapping[str, object]) -> str:
    """The identity of a build, set to the page; what is not known is a dash."""
    names = {"commit": ("提交", "commit"), "code": ("程序", "code"), "detector": ("识别", "detector"), "weights": ("权重", "weights"),
             "lists": ("词表", "word lists"), "rules": ("规则", "rules")}  # fmt: skip
    parts = [f"{say(*both)} {told[name] or '—'}" for name, both in names.items() if name in told]
    return "\n".join(wrap(say("版本：", "Build: ") + "  ".join([str(told["software"]), *parts]), 100))


def note_if_other_detection(case: "Case", folder: str) -> None:
    """Say on standard error that the current result was made with another detector or other weights, and how to see what a run would change."""
    from doxdocket import pipeline

    if pipeline.other_detection(case):
        out.note(say(f"注意：现行结果由另一版本的识别程序或权重算出。先看会有什么变化，不改动案卷：doxdocket run {folder} --what-would-change",
                     f"Note: the current result was made with another detector or other weights. To see first what would change, "
                     f"changing nothing: doxdocket run {folder} --what-would-change"))  # fmt: skip


def passphrase(environ: Mapping[str, str] = os.environ) -> str:
    """The passphrase of this person's identity, asked once a command: it is kept in memory until the command ends."""
    command = click.get_current_context(silent=True)
    kept = command.meta if command else {}
    if _KEPT not in kept:
        kept[_KEPT] = asked(environ, say("口令：", "Passphrase: "))
    return str(kept[_KEPT])


def asked(environ: Mapping[str, str], prompt: str) -> str:
    """What the file holds that the environment names, or what is typed at the prompt."""
    if named := environ.get("DOXDOCKET_PASSPHRASE_FILE"):
        if not Path(named).is_file():
            raise KeyFault(zh="没有口令文件：{file}", en="there is no passphrase file {file}", file=named)
        from doxdocket.store import keyring

        if keyring.loose(Path(named)):
            out.note(say(f"注意：别人能读口令文件，再有你的身份文件就能打开你的案卷。请运行：chmod 600 {named}",
                         f"Note: others can read the passphrase, and with your identity open your cases. Run: chmod 600 {named}"))  # fmt: skip
        return Path(named).read_text(encoding="utf-8").rstrip("\r\n")
    if not sys.stdin.isatty():
        raise KeyFault(
            zh="钥匙有口令。请在终端里运行，或让 DOXDOCKET_PASSPHRASE_FILE 指向口令文件。",
            en="The key has a passphrase. Run in a terminal, or let DOXDOCKET_PASSPHRASE_FILE name a file that holds it.",
        )
    return getpass.getpass(prompt)


def new_passphrase() -> str:
    """A new one, typed twice the same, or read from the file that the environment names; a weak one is refused."""
    from doxdocket.store import keyring

    first = keyring.strong(asked(os.environ, say("新口令：", "New passphrase: ")))
    if "DOXDOCKET_PASSPHRASE_FILE" not in os.environ and getpass.getpass(say("再输一次：", "Again: ")) != first:
        raise WrongCall(zh="两次输入不同，没有改动。", en="The two differ; nothing was changed.")
    return first
