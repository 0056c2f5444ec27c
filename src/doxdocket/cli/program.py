"""The word ``doxdocket`` itself: its commands in the order of the work, and the one place where a call ends.

>>> [w for w in ("run", "figures", "verify") if w in root.commands]
['run', 'figures', 'verify']
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from doxdocket import __version__
from doxdocket.cli import (
    adding,
    assessing,
    attaching,
    cases,
    closing,
    clues,
    copies,
    deciding,
    demo,
    describing,
    detecting,
    doctor,
    documents,
    evaluating,
    exporting,
    finding,
    handing_over,
    hashing,
    keys,
    kit,
    language,
    laws,
    mapping,
    officers,
    opening,
    out,
    queueing,
    registering,
    releasing,
    results,
    reviewing,
    running,
    sampling,
    scanning,
    screen,
    stamping,
    termination,
    verifying,
)
from doxdocket.cli.answer import Answer
from doxdocket.cli.command import Group, Option
from doxdocket.cli.failure import failure
from doxdocket.report import text
from doxdocket.words import Sentence


class Root(Group):
    """The group that answers for the whole process."""

    def main(self, args: Sequence[str] | None = None, **_: Any) -> NoReturn:  # type: ignore[override]
        """Run one call and end with its exit code; nothing but our own words reaches the user."""
        words = list(sys.argv[1:] if args is None else args)
        how = language.Manner.of(words, os.environ)
        screen.guard()
        if language.VARIABLE in os.environ:
            sys.exit(self._complete(how))
        with (
            language.speaking(how, self.commands),
            text.within(screen.columns(how, os.environ)),
            termination.asked() as behind,
        ):
            try:
                code = self._call(words)
            except BrokenPipeError:  # the reader has what it wanted
                sys.exit(_reader_left(0))
            except BaseException as error:  # noqa: BLE001 - the last place: it is told, and the process ends
                sys.exit(_tell(behind(error), how))
            sys.exit(code)

    def _complete(self, how: language.Manner) -> int:
        """Tell a shell what may stand next."""
        from doxdocket.cli.completing import answer

        with language.speaking(how, self.commands):
            told = answer(self, how.name, os.environ)
        if told is not None:
            sys.stdout.buffer.write(told.encode() + b"\n")
            sys.stdout.flush()
        return 0 if told is not None else 1

    def _call(self, words: list[str]) -> int:
        try:
            with self.make_context(language.manner().name, words) as ctx:
                answer = self.invoke(ctx)
        except click.exceptions.Exit as end:
            sys.stdout.flush()
            return end.exit_code
        if not isinstance(answer, Answer):
            sys.stdout.flush()
            return 0
        answer = opening.signed(answer, ctx.meta)
        try:
            out.give(answer)
        except BrokenPipeError:
            return _reader_left(answer.exit_code)
        return answer.exit_code

    def invoke(self, ctx: click.Context) -> Any:
        """Close this process against core dumps and the like before anything is read."""
        from doxdocket.seal.process import harden

        harden()
        return super().invoke(ctx)


def _tell(error: BaseException, how: language.Manner) -> int:
    """Say what went wrong, and give the exit code."""
    told = failure(error)
    try:
        sys.stdout.flush()
        told.tell(how)
    except BrokenPipeError:
        _reader_left(told.exit_code)
    return told.exit_code


def _reader_left(code: int) -> int:
    """Let nothing more be flushed into a pipe that nobody reads."""
    with suppress(OSError, ValueError):  # a stream without a descriptor has nothing to flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _completion(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    if value and not ctx.resilient_parsing:
        from doxdocket.cli.completing import script

        told = script(value, os.environ.get(language.CALLED_AS) or language.NAME)
        out.give(Answer({"shell": value, "script": told}, told, verbatim=True))
        ctx.exit()


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from doxdocket.law.rules import shipped
        from doxdocket.pipeline import inputs

        build = inputs.build() | {"rules": f"{shipped().name}@{shipped().mark}"}
        out.give(Answer(build, "\n".join([f"doxdocket {__version__}", opening.build_said(build)])))
        ctx.exit()


root = Root(
    "root.doxdocket",
    examples=(
        "doxdocket demo",
        Sentence("root.doxdocket_example"),
        Sentence("root.doxdocket_example_2"),
        Sentence("root.doxdocket_example_3"),
        Sentence("root.doxdocket_example_4"),
    ),
)
root.params.insert(
    -1,
    Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, common=True,
           about=Sentence("root.version_option")),
)  # fmt: skip
root.params.insert(
    -1,
    Option(["--completion"], type=click.Choice(["bash", "zsh", "fish"]), is_eager=True, expose_value=False, callback=_completion, common=True,
           about=Sentence("root.completion_option")),
)  # fmt: skip

for _command in (
    demo.demo, clues.clue, cases.init, mapping.map_, adding.add, describing.describe, attaching.attach, hashing.hashes,
    running.run, results.figures, results.explain, results.recheck, running.report, documents.documents, exporting.export, handing_over.handover, releasing.release, finding.find,
    verifying.verify, stamping.timestamp, reviewing.review, queueing.queue, deciding.decide, deciding.open_, registering.register, assessing.assess, sampling.sample, detecting.detect, scanning.scan, kit.kit, evaluating.eval_, keys.key, officers.officer, laws.law, copies.backup, copies.restore, copies.fork, copies.merge, closing.close, closing.reopen, doctor.doctor,
):  # fmt: skip
    root.add_command(_command)
