r"""Opening a case, and the passphrase of an identity that has one: from a file named by the environment, or a prompt.

A passphrase is never an argument. Left out: agents and keyrings of the system.

>>> import pathlib, tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = (pathlib.Path(folder) / "p").write_text("open it\n")
...     (pathlib.Path(folder) / "p").chmod(0o600)
...     passphrase({"DOXDOCKET_PASSPHRASE_FILE": folder + "/p"})
'open it'
"""

import getpass
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from doxdocket.cli import out
from doxdocket.cli.answer import Answer
from doxdocket.cli.language import manner
from doxdocket.errors import KeyFault, WrongCall
from doxdocket.report import as_json
from doxdocket.report.text import wrap
from doxdocket.words import either, say, zh_en

if TYPE_CHECKING:
    from doxdocket.store.case import Case

_KEPT, _BUILD = "doxdocket.passphrase", "doxdocket.build"


def open_case(folder: str, *, alone: bool = False) -> "Case":
    """The case in this folder, opened with this person's identity; ``alone``: while no other process has it open."""
    from doxdocket.store.case import Case

    warn_if_exposed()
    case = Case.open(Path(folder), ask=passphrase, alone=alone)
    case.custody.warn = lambda zh, en: out.note(either(zh, en))
    if (known := case.remembered) and known.relation.bad:
        zh, en = known.relation.said()
        out.note(say("opening.warning_of_custody_chain_what", said=(zh, en)))  # fmt: skip
    elif known and known.relation.kind == "foreign":
        zh, en = known.relation.said()
        out.note(say("opening.warning_compare_id_of_case", id=case.info.id, said=(zh, en)))
    return case


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
    return say("opening.row_of_custody_chain", seq=end["seq"], head=end["head"])


def can_ask() -> bool:
    """Whether there is a passphrase to be had: a file, or somebody at a terminal."""
    return bool(os.environ.get("DOXDOCKET_PASSPHRASE_FILE")) or sys.stdin.isatty()


def warn_if_exposed() -> None:
    """Say on standard error that others may read this person's identity."""
    from doxdocket.store import keyring

    if loose := keyring.exposed():
        out.note(say("opening.note_others_can_read_your", loose=loose))  # fmt: skip


def warn_if_stale(case: "Case", folder: str) -> None:
    """Say on standard error that the current result is of other evidence, statements or decisions than there are now; what is shown names its build."""
    from doxdocket import pipeline

    if command := click.get_current_context(silent=True):
        command.meta[_BUILD] = pipeline.made_by(pipeline.figures(case))
    if pipeline.stale(case):
        if case.custody.reading().standing.closed is not None:
            out.note(say("opening.note_closed_case_is_of", folder=folder))
            return
        text = say("opening.note_evidence_statements_decisions_or", folder=folder)  # fmt: skip
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
    names = {"commit": zh_en("opening.commit"), "code": zh_en("opening.code"), "detector": zh_en("opening.detector"), "weights": zh_en("foreseeing.weights"),
             "lists": zh_en("opening.word_lists"), "rules": zh_en("doctor.rules")}  # fmt: skip
    parts = [f"{either(*both)} {told[name] or '—'}" for name, both in names.items() if name in told]
    return "\n".join(wrap(say("opening.build") + "  ".join([str(told["software"]), *parts]), 80))


def note_if_other_detection(case: "Case", folder: str) -> None:
    """Say on standard error that the current result was made with another detector or other weights, and how to see what a run would change."""
    from doxdocket import pipeline

    if pipeline.other_detection(case):
        out.note(say("opening.note_current_result_was_made", folder=folder))  # fmt: skip


def passphrase(environ: Mapping[str, str] = os.environ) -> str:
    """The passphrase of this person's identity, asked once a command: it is kept in memory until the command ends."""
    command = click.get_current_context(silent=True)
    kept = command.meta if command else {}
    if _KEPT not in kept:
        kept[_KEPT] = asked(environ, say("opening.passphrase"))
    return str(kept[_KEPT])


def asked(environ: Mapping[str, str], prompt: str) -> str:
    """What the file holds that the environment names, or what is typed at the prompt."""
    if named := environ.get("DOXDOCKET_PASSPHRASE_FILE"):
        if not Path(named).is_file():
            raise KeyFault("opening.there_is_no_passphrase_file", file=named)
        from doxdocket.store import keyring

        if keyring.loose(Path(named)):
            out.note(say("opening.note_others_can_read_passphrase", named=named))  # fmt: skip
        return Path(named).read_text(encoding="utf-8").rstrip("\r\n")
    if not sys.stdin.isatty():
        raise KeyFault("opening.key_has_passphrase_run_in")
    return getpass.getpass(prompt)


def new_passphrase() -> str:
    """A new one, typed twice the same, or read from the file that the environment names; a weak one is refused."""
    from doxdocket.store import keyring

    first = keyring.strong(asked(os.environ, say("opening.new_passphrase")))
    if "DOXDOCKET_PASSPHRASE_FILE" not in os.environ and getpass.getpass(say("opening.again")) != first:
        raise WrongCall("opening.two_differ_nothing_was_changed")
    return first
