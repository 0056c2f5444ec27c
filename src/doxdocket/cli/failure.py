"""From whatever went wrong to two sentences and an exit code; never a traceback, an argument or a value.

Exit codes: 1 the evidence says no, 2 a wrong call, 3 disk, interruption or an error of ours, 143 (129) asked to end by SIGTERM (SIGHUP). Of an exception that is
not ours only its type and its place are told, since its words may hold what was being read: in English and in JSON as they are; in
Chinese text they are no words for an officer and go to ``last-error.json`` in the officer's own folder (``key list`` says where).

>>> f = failure(ValueError("a secret"))
>>> f.code, f.exit_code, "secret" in f.zh + f.en
('internal', 3, False)
"""

import errno
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from doxdocket import __version__, error_context
from doxdocket.bounds import place
from doxdocket.cli import out
from doxdocket.cli.language import Manner, manner
from doxdocket.cli.progress import STAGES
from doxdocket.errors import DoxdocketError
from doxdocket.guess import nearest
from doxdocket.report import as_json
from doxdocket.words import listed, zh_en


@dataclass(frozen=True, slots=True)
class Failure:
    """What is told about an exception."""

    code: str
    exit_code: int
    zh: str
    en: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def tell(self, how: Manner) -> None:
        """To standard error, as this call asked for it."""
        if how.json:
            error = {"code": self.code, "exit_code": self.exit_code, "message_zh": self.zh, "message_en": self.en}
            print(out.told({"error": error | dict(self.more)}), file=sys.stderr)
        elif how.lang == "en":
            out.note(self.en)
        else:
            out.note(self.zh + _kept(self.more))


def snake(name: str) -> str:
    """An error's class as the code in JSON: WrongCall is wrong_call."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).removeprefix("_")


def failure(error: BaseException) -> Failure:
    """What is told about this exception."""
    if isinstance(error, DoxdocketError):
        facts = {name: str(value) for name, value in error.facts.items()}
        more = {"facts": facts} | ({"did_you_mean": error.guess} if error.guess else {})
        return Failure(snake(type(error).__name__), error.exit_code, error.said("zh"), error.said("en"), more)
    if isinstance(error, click.UsageError):
        return _usage(error)
    if isinstance(error, (KeyboardInterrupt, EOFError, click.exceptions.Abort)):
        return Failure("interrupted", getattr(error, "exit_code", 3),
                       *zh_en("failure.interrupted_what_was_acknowledged_is"))  # fmt: skip
    if isinstance(error, OSError):
        return _system(error)
    return _internal(error)


def _internal(error: BaseException) -> Failure:
    kind, where, about = type(error).__name__, place(error), error_context.told(error)
    stage = STAGES.get(about.get("stage", ""), ("", ""))
    zh = "".join(
        [
            f"，在“{stage[0]}”这一步" if stage[0] else "",
            *(f"，{_WHOSE[one]} {about[one]}" for one in _WHOSE if one in about),
        ]
    )
    en = "".join(
        [f", while {stage[1]}" if stage[1] else "", *(f", {one} {about[one]}" for one in _WHOSE if one in about)]
    )
    return Failure("internal", 3,
                   f"程序内部错误{zh}。案卷没有被改坏；请先运行 doxdocket verify，再报告给我们。",
                   f"An error of ours: {kind} at {where}{en}. The case is as it was; run doxdocket verify, "
                   "then report this line.", {"type": kind, "place": where} | about)  # fmt: skip


_WHOSE = {"channel": "频道", "post": "贴文", "person": "人"}


def _system(error: OSError) -> Failure:
    name = errno.errorcode.get(error.errno or 0, type(error).__name__)
    known = {"ENOSPC": zh_en("failure.disk_is_full"), "EDQUOT": zh_en("failure.disk_quota_is_used_up"),
             "EACCES": zh_en("failure.permission_denied"), "EPERM": zh_en("failure.permission_denied"),
             "EROFS": zh_en("failure.disk_is_read_only"), "EIO": zh_en("failure.disk_failed"),
             "ENOENT": zh_en("failure.file_is_gone")}  # fmt: skip
    zh, en = known.get(name, zh_en("failure.system_refused_read_or_write"))
    where = place(error)
    return Failure("system", 3, f"{zh}。已收下的都在；处理后再运行同一条命令。",
                   f"{en[0].upper()}{en[1:]} ({name} at {where}). What was acknowledged is kept; "
                   "put it right and run the same command again.", {"type": name, "place": where})  # fmt: skip


def _kept(more: Mapping[str, Any]) -> str:
    """Keep type and place where support can read them, and say where; nothing where an error has none."""
    if "place" not in more:
        return ""
    from doxdocket.store import keyring  # help and wrong calls load no store

    path = keyring.home() / "last-error.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_json.line({"version": __version__} | dict(more)) + "\n", encoding="utf-8")
    except OSError:
        return "\n错误的类型和位置：再运行同一条命令，加上 --json。"
    return f"\n错误的类型和位置记在 {path}，报告时请附上。"


def _usage(error: click.UsageError) -> Failure:
    zh, en = _wrong(error)
    path = error.ctx.command_path if error.ctx else manner().name
    return Failure("usage", 2, *zh_en("failure.see_help", path=path, said=(zh, en)))


def _wrong(error: click.UsageError) -> tuple[str, str]:
    """What is wrong with a call; what was typed is not repeated unless it is a name of ours."""
    ctx = error.ctx
    if isinstance(error, click.exceptions.MissingParameter) and error.param:
        name = _name(error.param)
        return zh_en("failure.is_missing", name=name)
    if isinstance(error, click.exceptions.NoSuchOption):
        option = error.option_name.split("=")[0]
        every = [one for param in (ctx.command.params if ctx else ()) for one in (*param.opts, *param.secondary_opts)]
        return zh_en(
            "failure.there_is_no_option",
            option=option,
            what=_meant(option, {one: one for one in every if one.startswith("-")}),
        )
    if isinstance(error, click.BadParameter) and error.param:
        name = _name(error.param)
        allowed = list(getattr(error.param.type, "choices", ()))
        asked = next((one for one in getattr(error, "typed", ()) if one not in allowed), None)
        what = zh_en("failure.one_of", allowed=listed("marks.comma", allowed)) if allowed else ("", "")
        guess = _meant(asked, {one: one for one in allowed}) if asked is not None else ("", "")
        return zh_en("failure.value_of_is_not_right", name=name, what=(guess[0] + what[0], guess[1] + what[1]))
    if isinstance(error, click.BadOptionUsage):
        return zh_en("failure.option_lacks_its_value_or", option_name=error.option_name)
    if ctx and isinstance(ctx.command, click.Group):
        known = ctx.command.list_commands(ctx)
        if isinstance(error, click.exceptions.NoSuchCommand):
            guess = _meant(error.command_name, _commands(ctx.command))
            return zh_en("failure.there_is_no_such_command", near=guess, known=listed("marks.comma", known))
        return zh_en("failure.command_is_needed_one_of", known=listed("marks.comma", known))
    return zh_en("failure.there_are_more_arguments_than")


def _commands(group: click.Group) -> dict[str, str]:
    """The commands of a group by their words, and those below it by a word that one of them alone has: how each is called."""
    below = [
        (word, f"{name} {call}")
        for name, one in group.commands.items()
        if isinstance(one, click.Group)
        for word, call in _commands(one).items()
    ]
    often = Counter(word for word, _ in below)
    return {word: call for word, call in below if often[word] == 1} | {name: name for name in group.commands}


def _meant(word: str, known: Mapping[str, str]) -> tuple[str, str]:
    near = nearest(word, (), known)
    return zh_en("failure.did_you_mean", near=near) if near else ("", "")


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.metavar or param.name or "").upper()
