"""What people state about files when they add or describe them: the same options for both, read into one form.

Left out: whether a mapping fits its file (``pipeline.fits``).

>>> given({"place": "某地", "witness": ("丙",), "origin": None, "chats": (), "form": None, "captured_at": None}, "UTC")
{'taking': {'place': '某地', 'witness': ['丙']}}
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from doxdocket.cli.command import option
from doxdocket.errors import RuleFault, WrongCall
from doxdocket.store.taking import FACTS, METHODS

KEPT = "kept"
PLAIN = ("origin", "note", "channel")

OPTIONS = (
    option("--origin", about=("从哪里来：移送单位、采集工具（第九条）", "where it comes from: who handed it over, which tool (art. 9)")),
    option("--captured-at", metavar="TIME", about=("采集时间，不写时区即按案卷时区（第十四条）", "when it was captured; the case's zone unless given (art. 14)")),
    option("--method", type=click.Choice(list(METHODS)), metavar="METHOD",
           about=("取证方式（第十四条）：" + "、".join(f"{name} {zh}" for name, (zh, _) in METHODS.items()),
                  "how it was taken (art. 14): " + ", ".join(METHODS))),
    option("--place", metavar="TEXT", about=("取证地点（第十四条）", "where it was taken (art. 14)")),
    option("--account", metavar="TEXT", about=("账号、频道或网址", "the account, channel or address it shows")),
    option("--holder", metavar="NAME", about=("持有人、提供人（第十四条）", "who held or gave it (art. 14)")),
    option("--witness", multiple=True, metavar="NAME", about=("见证人（第十五条）", "a witness (art. 15)")),
    option("--video", metavar="TEXT", about=("录像编号；无见证人的说明（第十五条）", "the video; why there was no witness (art. 15)")),
    option("--no-seizure", metavar="REASON", about=("不能扣押原始存储介质的原因（第九条）", "why the original medium was not seized (art. 9)")),
    option("--overseas", metavar="REASON", about=("境外数据：提取原因和来源（第九条）", "data from overseas: why it was extracted, and from where (art. 9)")),
    option("--last-resort", metavar="REASON", about=("只能打印、拍照的原因（第十条）", "why it could only be printed or photographed (art. 10)")),
    option("--note", metavar="TEXT", about=("备注", "a note")),
    option("--channel", metavar="ID", about=("这份采集属于哪个频道，文件里没有频道号时用", "the channel shown, where the file does not say")),
    option("--form", metavar="FORM", about=("按这种格式读；几种格式都像时由人指定", "read it as this form; settles it when several claim it")),
    option("--mapping", metavar="FILE.yaml", type=click.Path(), about=("表格各列是什么的对照文件", "what the columns of a table are")),
    option("--chat", "chats", multiple=True, metavar="NAME", about=("整号导出中也读这个私聊", "of a whole-account export, read this private chat too")),
)  # fmt: skip


def stating(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all these options."""
    for one in reversed(OPTIONS):
        function = one(function)
    return function


def given(words: Mapping[str, Any], zone: str) -> dict[str, Any]:
    """What was stated, as ``intake.take`` and ``describe_source`` take it; what was not is left out."""
    from doxdocket.merge.keys import stated_key

    stated: dict[str, Any] = {name: words[name] for name in PLAIN if words.get(name) is not None}
    if words.get("captured_at"):
        stated["captured_at"] = moment(words["captured_at"], zone)
    if words.get("form"):
        stated["form"] = form(words["form"])
    if words.get("channel"):
        stated_key(words["channel"])
    settings: dict[str, Any] = {"mapping": mapping(Path(words["mapping"]))} if words.get("mapping") else {}
    if words.get("chats"):
        settings["chats"] = [name for name in words["chats"] if name]
    taking = {name: words[name] for name in FACTS if words.get(name) not in (None, ())}
    if "witness" in taking:
        taking["witness"] = [name for name in taking["witness"] if name]
    return stated | {name: value for name, value in (("settings", settings), ("taking", taking)) if value}


def moment(text: str, zone: str) -> datetime:
    """A moment in UTC, from a date or a date and time; without a zone it is of the case's display zone.

    >>> moment("2024-03-01T08:00", "Asia/Shanghai").isoformat()
    '2024-03-01T00:00:00+00:00'
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall(
            zh="看不懂这个时间：{text}。写成 2024-03-01 或 2024-03-01T08:00 或带时区的 2024-03-01T08:00+08:00。",
            en="{text} is no time. Write 2024-03-01, or 2024-03-01T08:00, or with a zone 2024-03-01T08:00+08:00.",
            text=text,
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def form(name: str) -> str:
    """The id of a form; ``kept`` is none: the file is kept and not read."""
    from doxdocket.parse import forms

    known = [one.id for one in forms()]
    if name not in (*known, KEPT):
        raise WrongCall(
            zh="没有这种格式：{form}。可用：{known}；kept 表示只保管、不读。",
            en="there is no form {form}. Known: {known}; kept means that it is kept and not read.",
            form=name,
            known=", ".join(known),
        )
    return name


def mapping(path: Path) -> dict[str, Any]:
    """What a mapping file says, as JSON would have it."""
    from doxdocket.law import strict_yaml
    from doxdocket.parse.table.mapping import checked

    try:
        said = strict_yaml.load(path)
    except OSError:
        raise WrongCall(zh="读不出对照文件：{file}", en="the mapping {file} cannot be read", file=path) from None
    except UnicodeDecodeError:
        raise WrongCall(zh="{file} 不是 UTF-8 文本。", en="{file} is no UTF-8 text.", file=path) from None
    except RuleFault as e:
        raise WrongCall(zh=e.zh, en=e.en, **e.facts) from None
    if not isinstance(said, dict) or not said:
        raise WrongCall(
            zh="{file} 不是对照文件：应为“键: 值”。", en="{file} is no mapping: keys and values are wanted.", file=path
        )
    plain: dict[str, Any] = _plain(said)
    checked(plain)
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
