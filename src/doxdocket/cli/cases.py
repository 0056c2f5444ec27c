"""``init``: a case comes into being. Left out: changing what ``case.toml`` says.

>>> init.short[1]
'Make a case'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path

import click

from doxdocket.cli.command import Answer, argument, command, option
from doxdocket.cli.opening import passphrase
from doxdocket.cli.said import say
from doxdocket.signs import one_line


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
    shown = one_line(info.title)
    text = say(f"已建案卷 {case}（{shown}）。\n下一步：doxdocket add {case} 文件…",
               f"Made the case {case} ({shown}).\nNext: doxdocket add {case} FILE…")  # fmt: skip
    if len(officers) < 2:
        text += say("\n提示：经办人少于两人；之后收取证据时请写明两名经办人。",
                    "\nNote: fewer than two officers; name two when taking evidence in.")  # fmt: skip
    return Answer(data, text)
