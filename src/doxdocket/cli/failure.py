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
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import click

from doxdocket import __version__, at_hand
from doxdocket.bounds import place
from doxdocket.cli import out
from doxdocket.cli.progress import STAGES
from doxdocket.cli.said import Manner, manner
from doxdocket.errors import DoxdocketError
from doxdocket.report import as_json


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
        return Failure(
            snake(type(error).__name__), error.exit_code, error.said("zh"), error.said("en"), {"facts": facts}
        )
    if isinstance(error, click.UsageError):
        return _usage(error)
    if isinstance(error, (KeyboardInterrupt, EOFError, click.exceptions.Abort)):
        return Failure("interrupted", getattr(error, "exit_code", 3),
                       "已中断。已收下的都在；案卷可以照常打开，再次运行同一条命令会从断点继续。",
                       "Interrupted. What was acknowledged is kept and the case opens as before; "
                       "the same command, run again, goes on from there.")  # fmt: skip
    if isinstance(error, OSError):
        return _system(error)
    return _internal(error)


def _internal(error: BaseException) -> Failure:
    kind, where, about = type(error).__name__, place(error), at_hand.told(error)
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
    known = {"ENOSPC": ("磁盘已满", "the disk is full"), "EDQUOT": ("磁盘配额已用完", "the disk quota is used up"),
             "EACCES": ("没有权限", "permission denied"), "EPERM": ("没有权限", "permission denied"),
             "EROFS": ("磁盘只读", "the disk is read-only"), "EIO": ("磁盘读写出错", "the disk failed"),
             "ENOENT": ("文件不见了", "a file is gone")}  # fmt: skip
    zh, en = known.get(name, ("系统拒绝了一次读写", "the system refused a read or write"))
    where = place(error)
    return Failure("system", 3, f"{zh}。已收下的都在；处理后再运行同一条命令。",
                   f"{en[0].upper()}{en[1:]} ({name} at {where}). What was acknowledged is kept; "
                   "put it right and run the same command again.", {"type": name, "place": where})  # fmt: skip


def _kept(more: Mapping[str, Any]) -> str:
    """Keep type and place where support can read them, and say where; nothing where an error has none."""
    if "place" not in more:
        return ""
    from doxdocket.store import keyring  # noqa: PLC0415 - help and wrong calls load no store

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
    return Failure("usage", 2, f"{zh}\n看用法：{path} --help", f"{en}\nSee: {path} --help")


def _wrong(error: click.UsageError) -> tuple[str, str]:
    """What is wrong with a call; what was typed is not repeated unless it is a name of ours."""
    ctx = error.ctx
    if isinstance(error, click.exceptions.MissingParameter) and error.param:
        name = _name(error.param)
        return f"缺少 {name}。", f"{name} is missing."
    if isinstance(error, click.exceptions.NoSuchOption):
        near = error.possibilities or []
        option = error.option_name.split("=")[0]
        return (f"没有 {option} 这个选项。" + (f"是不是：{'、'.join(near)}？" if near else ""),
                f"There is no option {option}." + (f" Did you mean {', '.join(near)}?" if near else ""))  # fmt: skip
    if isinstance(error, click.BadParameter) and error.param:
        name = _name(error.param)
        allowed = list(getattr(error.param.type, "choices", ()))
        return (f"{name} 的值不对。" + (f"可用：{'、'.join(allowed)}。" if allowed else ""),
                f"The value of {name} is not right." + (f" One of: {', '.join(allowed)}." if allowed else ""))  # fmt: skip
    if isinstance(error, click.BadOptionUsage):
        return (
            f"选项 {error.option_name} 用得不对：缺少值，或不该有值。",
            f"Option {error.option_name} lacks its value, or takes none.",
        )
    if ctx and isinstance(ctx.command, click.Group):
        known = ctx.command.list_commands(ctx)
        if isinstance(error, click.exceptions.NoSuchCommand):
            return f"没有这条命令。可用：{'、'.join(known)}。", f"There is no such command. One of: {', '.join(known)}."
        return f"要有一条命令：{'、'.join(known)}。", f"A command is needed, one of: {', '.join(known)}."
    return "多出了不认识的参数。", "There are more arguments than this command takes."


def _name(param: click.Parameter) -> str:
    if isinstance(param, click.Option):
        return max(param.opts, key=len)
    return (param.metavar or param.name or "").upper()
