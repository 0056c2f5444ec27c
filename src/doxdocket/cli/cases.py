"""``init``: a case comes into being. Left out: changing what ``case.toml`` says.

>>> init.short[1]
'Make a case'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import Annotated, TypedDict

import click

from doxdocket.cli.command import Answer, argument, command, option
from doxdocket.cli.opening import can_ask, new_passphrase, passphrase, warn_if_exposed
from doxdocket.cli.said import say
from doxdocket.signs import one_line


class Made(TypedDict):
    """A new case."""

    case: str
    id: str
    title: str
    authority: str
    officers: list[str]
    home: Annotated[str, ("钥匙所在", "where the key lies")]
    passphrase: Annotated[bool, ("钥匙有没有口令", "whether the key has one")]


@command(
    "init",
    short=("新建案卷", "Make a case"),
    about=(
        ("新建案卷文件夹。还没有自己的钥匙时一并建立，放在案卷之外（doxdocket key show 可看），在终端里问一次口令；\n"
        "脚本用 DOXDOCKET_PASSPHRASE_FILE 指明口令文件。丢了钥匙或忘了口令，案卷就打不开：请随后用 doxdocket key escrow 留一份备用。\n"
         "钥匙归第一名经办人名下，其余的各用自己的（doxdocket key add）；几人合用这一把的，要写明：--one-key。"),
        ("Makes the case folder. Who has no key of their own yet gets one, outside the folder (see doxdocket key show), under a\n"
        "passphrase that is asked for once at a terminal; scripts name a file by DOXDOCKET_PASSPHRASE_FILE.\n"
        "Who loses the key or forgets its passphrase loses the case: leave a spare with doxdocket key escrow. The key answers for\n"
         "the first officer; the others act with their own (doxdocket key add), unless all share this one and --one-key says so."),
    ),
    examples=(("doxdocket init 案卷 --title 某某频道案 --authority 某市检察院 --officer 张三 --officer 李四", "doxdocket init case --title Channels --authority Procuratorate --officer Zhang --officer Li"),),
)  # fmt: skip
@argument("case", about=("要新建的文件夹", "the folder to make"), type=click.Path())
@option("--title", about=("案由或案名，默认取文件夹名", "name of the matter; the folder's name unless given"))
@option("--authority", default="", about=("办案单位", "the authority that handles it"))
@option("--officer", "officers", multiple=True, metavar="NAME", about=("经办人", "an officer of the case"))
@option(
    "--one-key",
    "one_key",
    is_flag=True,
    about=("各经办人合用这一把钥匙（一台电脑）", "these officers share this key (one computer)"),
)
@option("--no-passphrase", "bare", is_flag=True,
        about=("新建的钥匙不加口令（演练和测试用）", "a new key without a passphrase, for rehearsals and tests"))  # fmt: skip
def init(
    case: str, title: str | None, authority: str, officers: tuple[str, ...], *, one_key: bool, bare: bool
) -> Answer[Made]:
    """Make the case."""
    from doxdocket.store import keyring
    from doxdocket.store.case import Case

    warn_if_exposed()
    folder, who = Path(case), keyring.ensure(ask=passphrase, new=new_passphrase if can_ask() and not bare else None)
    name = title or folder.resolve().name
    with Case.create(folder, title=name, authority=authority, officers=officers, one_key=one_key, identity=who) as made:
        info = made.info
    data: Made = {"case": case, "id": info.id, "title": info.title, "authority": info.authority, "officers": list(info.officers),
                  "home": str(keyring.home()), "passphrase": keyring.locked()}  # fmt: skip
    shown = one_line(info.title)
    text = say(f"已建案卷 {case}（{shown}）。\n下一步：doxdocket add {case} 文件…",
               f"Made the case {case} ({shown}).\nNext: doxdocket add {case} FILE…")  # fmt: skip
    text += say(f"\n你的钥匙在 {keyring.home()}。丢了它或忘了口令，本案就打不开：请留一份备用：doxdocket key escrow {case}",
                f"\nYour key lies in {keyring.home()}. Who loses it, or forgets its passphrase, loses this case. Leave a spare: "
                f"doxdocket key escrow {case}")  # fmt: skip
    if not keyring.locked():
        text += say("\n这把钥匙没有口令，谁拿到它都能打开本案。加口令：doxdocket key new --passphrase",
                    "\nThis key has no passphrase: whoever gets it opens the case. To add one: doxdocket key new --passphrase")  # fmt: skip
    if len(officers) > 1 and not one_key:
        rest, own = one_line("、".join(officers[1:])), one_line(officers[0])
        text += say(f"\n这把钥匙归 {own} 名下；{rest} 各用自己的：doxdocket key add {case} 公钥 --name 姓名。合用这一把的，要记明："
                    f"doxdocket officer key {case} 姓名 --one-key",
                    f"\nThis key answers for {own}; {rest} each act with their own: doxdocket key add {case} RECIPIENT --name NAME. "
                    f"Who shares this one must say so: doxdocket officer key {case} NAME --one-key")  # fmt: skip
    if len(officers) < 2:
        text += say("\n提示：经办人少于两人；之后收取证据时请写明两名经办人。",
                    "\nNote: fewer than two officers; name two when taking evidence in.")  # fmt: skip
    return Answer(data, text)
