"""``init``, ``add`` and ``backup``: a case comes into being, takes files in, and is copied.

Times may be given without a zone: they are then of the case's display zone. Left out: changing what ``case.toml`` says.

>>> moment("2024-03-01T08:00", "Asia/Shanghai").isoformat()
'2024-03-01T00:00:00+00:00'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import itertools
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.opening import open_case, passphrase
from doxdocket.cli.progress import Progress
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.intake import Taken


def moment(text: str, zone: str) -> datetime:
    """A moment in UTC, from a date or a date and time."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise WrongCall(
            zh="看不懂这个时间：{text}。写成 2024-03-01 或 2024-03-01T08:00 或带时区的 2024-03-01T08:00+08:00。",
            en="{text} is no time. Write 2024-03-01, or 2024-03-01T08:00, or with a zone 2024-03-01T08:00+08:00.",
            text=text,
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


@command(
    "init",
    short=("新建案卷", "Make a case"),
    about=(
        ("新建案卷文件夹和它的钥匙；什么都不问。钥匙放在案卷之外（doxdocket key list 可看）。\n"
        "没有钥匙就打不开案卷：请随后用 doxdocket key escrow 留一份备用。"),
        ("Makes the case folder and its key; asks nothing. The key lies outside the folder (see doxdocket key list).\n"
        "Without a key the case cannot be opened: leave a spare with doxdocket key escrow."),
    ),
    examples=(("doxdocket init 案卷 --title 某某频道案 --authority 某市检察院 --officer 张三 --officer 李四", "doxdocket init case --title Channels --authority Procuratorate --officer Zhang --officer Li"),),
    shape=(
        '{"case", "id", "title", "authority", "officers"}', '{"case", "id", "title", "authority", "officers"}',
    ),
)  # fmt: skip
@argument("case", about=("要新建的文件夹", "the folder to make"), type=click.Path())
@option("--title", about=("案由或案名，默认取文件夹名", "name of the matter; the folder's name unless given"))
@option("--authority", default="", about=("办案单位", "the authority that handles it"))
@option("--officer", "officers", multiple=True, metavar="NAME", about=("经办人", "an officer of the case"))
def init(case: str, title: str | None, authority: str, officers: tuple[str, ...]) -> Answer:
    """Make the case."""
    from doxdocket.store import keyring
    from doxdocket.store.case import Case

    folder, who = Path(case), keyring.ensure(ask=passphrase)
    name = title or folder.resolve().name
    with Case.create(folder, title=name, authority=authority, officers=officers, identity=who) as made:
        info = made.info
    data = {
        "case": case,
        "id": info.id,
        "title": info.title,
        "authority": info.authority,
        "officers": list(info.officers),
    }
    text = say(f"已建案卷 {case}（{info.title}）。\n下一步：doxdocket add {case} 文件…",
               f"Made the case {case} ({info.title}).\nNext: doxdocket add {case} FILE…")  # fmt: skip
    if len(officers) < 2:
        text += say("\n提示：经办人少于两人；之后收取证据时请写明两名经办人。",
                    "\nNote: fewer than two officers; name two when taking evidence in.")  # fmt: skip
    return Answer(data, text)


@command(
    "add",
    short=("收进采集到的文件", "Take captured files in"),
    about=(
        (
            "把文件或文件夹原样收进案卷：边读边算 SHA-256 和 SM3、边加密，原件不动；读的过程中变了的文件拒收。\n"
            "已经收过的会说明，不重复收。"
            "缺的手续（经办人、来源、采集时间）会列出，不阻止收取。--officer 不写则为案卷的经办人。"
        ),
        (
            "Takes files or folders in as they are: hashed (SHA-256, SM3) and encrypted in one pass, the originals untouched;\n"
            "a file that changes while it is read is refused. What is there already is said and not taken twice. What the\n"
            "record lacks (officers, origin, time of capture) is listed and stops nothing."
        ),
    ),
    examples=(
        (
            "doxdocket add 案卷 ChatExport/ --officer 张三 --officer 李四 --origin 公安机关移送",
            "doxdocket add case ChatExport/ --officer Zhang --officer Li --origin police",
        ),
        (
            "doxdocket add 案卷 result.json --captured-at 2024-03-01T08:00 --note 第二次采集",
            "doxdocket add case result.json --captured-at 2024-03-01T08:00 --note second-capture",
        ),
    ),
    shape=(
        '{"case", "files": [{"path", "status", "code", "sha256", "sm3", "size"}], "new", "known", "refused", "lacking"}',
        '{"case", "files": [{"path", "status", "code", "sha256", "sm3", "size"}], "new", "known", "refused", "lacking"}',
    ),
)
@case_argument()
@argument(
    "paths", nargs=-1, required=True, metavar="PATH", type=click.Path(), about=("文件或文件夹", "files or folders")
)
@option(
    "--officer",
    "officers",
    multiple=True,
    metavar="NAME",
    about=("收取的经办人，应有两名", "who takes it in; two are wanted"),
)
@option(
    "--origin",
    default="",
    about=("从哪里来：移送单位、采集工具", "where it comes from: who handed it over, which tool"),
)
@option(
    "--captured-at",
    metavar="TIME",
    about=("采集时间，不写时区即按案卷时区", "when it was captured; the case's zone unless given"),
)
@option("--note", default="", about=("备注", "a note"))
@option(
    "--channel",
    metavar="ID",
    about=("这份采集属于哪个频道，文件里没有频道号时用", "the channel shown, where the file does not say"),
)
def add(case: str, paths: tuple[str, ...], officers: tuple[str, ...], origin: str, captured_at: str | None, note: str,
        channel: str | None) -> Answer:  # fmt: skip
    """Take them in."""
    from doxdocket import intake

    count = itertools.count(1)
    with open_case(case) as opened, Progress() as progress:
        at = moment(captured_at, opened.info.display_zone) if captured_at else None
        taken = intake.take(opened, [Path(p) for p in paths], officers=officers, origin=origin, captured_at=at,
                            note=note, channel=channel, progress=lambda _: progress("take", next(count), 0))  # fmt: skip
        who = officers or opened.info.officers
    rows = [{name: getattr(t, name) for name in TAKEN} for t in taken]
    lacking = [
        name for name, given in (("officers", len(who) >= 2), ("origin", origin), ("captured_at", at)) if not given
    ]
    counts = {status: sum(t.status == status for t in taken) for status in ("taken", "empty", "known", "refused")}
    data = {"case": case, "files": rows, "new": counts["taken"] + counts["empty"], "known": counts["known"],
            "refused": counts["refused"], "lacking": lacking}  # fmt: skip
    return Answer(data, _told(data, taken), 2 if counts["refused"] == len(taken) else 0)


TAKEN = ("path", "status", "code", "sha256", "sm3", "size")
LACKING = {
    "officers": ("两名经办人", "two officers"), "origin": ("来源（--origin）", "the origin (--origin)"),
    "captured_at": ("采集时间（--captured-at）", "the time of capture (--captured-at)"),
}  # fmt: skip
SHOWN = 20  # files named one by one; an export with media has thousands


def _told(data: Mapping[str, Any], taken: "Sequence[Taken]") -> str:
    lines = [f"{t.sha256[:16]}  {t.path}" + ("" if t.code == "taken" else f"  {say(t.zh, t.en)}")
             for t in taken if t.status != "refused"]  # fmt: skip
    if len(lines) > SHOWN:
        lines[SHOWN:] = [say(f"… 另有 {len(lines) - SHOWN} 个", f"… and {len(lines) - SHOWN} more")]
    lines += [f"! {t.path}  {say(t.zh, t.en)}" for t in taken if t.status == "refused"]
    lines.append(say(f"收进 {data['new']} 个，原已在案 {data['known']} 个，未收 {data['refused']} 个。",
                     f"{data['new']} taken in, {data['known']} known before, {data['refused']} not taken."))  # fmt: skip
    if data["lacking"]:
        names = [LACKING[name] for name in data["lacking"]]
        lines.append(say("还缺：" + "、".join(n[0] for n in names), "Still lacking: " + ", ".join(n[1] for n in names)))
    return "\n".join([*lines, say(f"下一步：doxdocket run {data['case']}", f"Next: doxdocket run {data['case']}")])


@command(
    "backup",
    short=("复制一份一致的案卷", "Make a consistent copy"),
    about=(
        "把案卷完整、一致地复制到一个新文件夹，运行中也可以做。副本同样加密，用同样的钥匙打开。",
        (
            "Copies the whole case, consistently, to a new folder, also while it is in use. The copy is encrypted alike and\n"
            "opens with the same keys."
        ),
    ),
    examples=(("doxdocket backup 案卷 /media/usb/案卷-备份", "doxdocket backup case /media/usb/case-copy"),),
    shape=('{"case", "to"}', '{"case", "to"}'),
)
@case_argument()
@argument("to", about=("新文件夹", "the new folder"), type=click.Path())
def backup(case: str, to: str) -> Answer:
    """Copy it."""
    from doxdocket.store.backup import backup as copy

    with open_case(case) as opened:
        copy(opened, Path(to))
    return Answer({"case": case, "to": to}, say(f"已备份到 {to}。核验：doxdocket verify {to}",
                                                f"Copied to {to}. Check it: doxdocket verify {to}"))  # fmt: skip
