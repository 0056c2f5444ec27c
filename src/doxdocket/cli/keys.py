"""``key``: who can open a case, and this person's own key.

A secret is shown once only, by ``key escrow`` without a recipient, for printing; a passphrase is never an argument.

>>> sorted(key.commands)
['add', 'escrow', 'export', 'import', 'list', 'new', 'remove', 'rotate', 'show']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli.command import Answer, Group, argument, case_argument, command, option
from doxdocket.cli.opening import new_passphrase, open_case, passphrase, warn_if_exposed
from doxdocket.cli.said import say
from doxdocket.report.document import Column, Table
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.store.holders import Holder

key = Group(
    "key",
    short=("钥匙：谁能打开案卷", "Keys: who can open a case"),
    about=(
        "案卷只有一把钥匙，为每个人各封一份。自己的钥匙放在案卷之外；丢了又没有备用，案卷就打不开了。",
        (
            "A case has one key, wrapped for each person. A person's own key lies outside the case; who loses it and left no\n"
            "spare cannot open the case any more."
        ),
    ),
    examples=(
        "doxdocket key show",
        ("doxdocket key list 案卷", "doxdocket key list case"),
        ("doxdocket key escrow 案卷 --name 档案室", "doxdocket key escrow case --name archive"),
    ),
)

NAME = option("--name", default="", metavar="NAME", about=("这把钥匙是谁的", "whose key it is"))
OFFICER = option("--officer", default="", metavar="NAME", about=("由谁办理", "who does this"))


class Holders(TypedDict):
    """Who can open the case."""

    case: str
    holders: "list[Holder]"


class Held(TypedDict):
    """A person who can open the case now."""

    case: str
    holder: "Holder"


class Spare(Held):
    """A spare key, left."""

    secret: Annotated[str | None, ("给了公钥时为 null", "null when a public key was given")]


class Rotated(TypedDict):
    """Who opens the case with its new key."""

    case: str
    removed: Annotated[str | None, ("移除了谁的钥匙", "whose key was removed")]
    holders: "list[Holder]"


class Mine(TypedDict):
    """A person's own key."""

    home: Annotated[str, ("钥匙所在", "where it lies")]
    recipients: list[str]
    passphrase: Annotated[bool, ("有没有口令", "whether it has one")]


class Written(TypedDict):
    """A key in a file."""

    file: str


@command(
    "list",
    short=("谁能打开这个案卷", "Who can open this case"),
    about=("列出持有本案钥匙的人和备用钥匙。", "Lists the holders of this case's key, spares included."),
    examples=(("doxdocket key list 案卷", "doxdocket key list case"),),
)
@case_argument()
def list_(case: str) -> Answer[Holders]:
    """Read them out of the case."""
    with open_case(case) as opened:
        rows = opened.holders()
    roles = {"officer": ("经办人", "officer"), "escrow": ("备用", "escrow")}
    shown = [Column(("指纹", "fingerprint"), "fingerprint"), Column(("用途", "role"), lambda r: roles[r.role]),
             Column(("姓名", "name"), lambda r: r.name or "—"), Column(("加入时间", "added"), "added_at")]  # fmt: skip
    return Answer({"case": case, "holders": rows}, [Table(rows, shown)])


@command(
    "show",
    short=("显示自己的公钥", "Show one's own public key"),
    about=(
        "显示自己的公钥（age1…）和它放在哪里。公钥可以交给别人，用来 key add。",
        "Shows one's own public key (age1…) and where it lies. It may be given away, for others to key add.",
    ),
    examples=("doxdocket key show",),
)
def show() -> Answer[Mine]:
    """Load the identity and show its public half."""
    from doxdocket.errors import KeyFault
    from doxdocket.store import keyring

    mine = [one.recipient for one in keyring.load(ask=passphrase)]
    if not mine:
        raise KeyFault(
            zh="还没有自己的钥匙。先运行：doxdocket key new", en="You have no key yet. First run: doxdocket key new"
        )
    return _mine(mine)


def _mine(recipients: list[str]) -> Answer[Mine]:
    from doxdocket.store import keyring

    warn_if_exposed()
    home, locked = keyring.home(), keyring.locked()
    lock = say("有口令", "with a passphrase") if locked else say("没有口令", "no passphrase")
    data: Mine = {"home": str(home), "recipients": recipients, "passphrase": locked}
    return Answer(data, "\n".join([*recipients, say(f"放在 {home}，{lock}。", f"In {home}, {lock}.")]))


@command(
    "new",
    short=("建立自己的钥匙", "Make one's own key"),
    about=(
        (
            "建立自己的钥匙；已经有了就不动。--passphrase 再给它加上口令（在提示处输入，不写在命令里）。\n"
            "init 会自动建立钥匙，一般用不着这条命令。"
        ),
        (
            "Makes one's own key; one that is there is left alone. --passphrase then puts it under a passphrase, typed at a\n"
            "prompt and never in the command. init makes a key by itself, so this is seldom needed."
        ),
    ),
    examples=("doxdocket key new", "doxdocket key new --passphrase"),
)
@option("--passphrase", "locked", is_flag=True, about=("给钥匙加口令", "put the key under a passphrase"))
def new(*, locked: bool) -> Answer[Mine]:
    """Make it where there is none."""
    from doxdocket.store import keyring

    mine = keyring.ensure(ask=passphrase, new=new_passphrase if locked else None)
    if locked and not keyring.locked():
        keyring.protect(new_passphrase())
    return _mine([mine.recipient])


@command(
    "add",
    short=("让另一个人也能打开", "Let another person open the case"),
    about=(
        "为另一个人的公钥再封一份本案的钥匙。对方用 doxdocket key show 得到公钥。记入保管链。",
        "Wraps the case's key for another person's public key, which they get from doxdocket key show. It is logged.",
    ),
    examples=(
        (
            "doxdocket key add 案卷 age1fl0tx8y6ckktwhgskt3gwh0pg7aqxwg9lq6dhpf0exdcyxerzqyqvd9hsw --name 李四 --officer 张三",
            "doxdocket key add case age1fl0tx8y6ckktwhgskt3gwh0pg7aqxwg9lq6dhpf0exdcyxerzqyqvd9hsw --name Li --officer Zhang",
        ),
    ),
)
@case_argument()
@argument("recipient", about=("对方的公钥 age1…", "their public key, age1…"))
@NAME
@OFFICER
def add(case: str, recipient: str, name: str, officer: str) -> Answer[Held]:
    """Wrap it once more."""
    with open_case(case) as opened:
        row = opened.add_holder(recipient, role="officer", name=name, officer=officer)
    shown = one_line(name) or row.fingerprint
    text = say(f"{shown} 现在能打开 {case}。", f"{shown} can now open {case}.")
    return Answer({"case": case, "holder": row}, text)


@command(
    "escrow",
    short=("留一份备用钥匙", "Leave a spare key"),
    about=(
        "为保管人的公钥封一份备用钥匙；不给公钥则新造一把，私钥只显示这一次，请抄录或打印后封存。记入保管链。",
        (
            "Wraps a spare for a keeper's public key. Without one a new key is made and its secret shown this once: print it\n"
            "and lock it away. It is logged."
        ),
    ),
    examples=(
        (
            "doxdocket key escrow 案卷 --name 档案室保险柜 --officer 张三",
            "doxdocket key escrow case --name archive-safe --officer Zhang",
        ),
    ),
)
@case_argument()
@argument("recipient", required=False, about=("保管人的公钥 age1…", "the keeper's public key, age1…"))
@NAME
@OFFICER
def escrow(case: str, recipient: str | None, name: str, officer: str) -> Answer[Spare]:
    """Wrap it for the keeper, or for a new key that is shown once."""
    from doxdocket.seal.keys import Identity

    made = None if recipient else Identity.generate()
    with open_case(case) as opened:
        given = made.recipient if made else str(recipient)
        row = opened.add_holder(given, role="escrow", name=name, officer=officer)
    secret = made.secret if made else None
    lines = [say(f"已为 {case} 留下备用钥匙 {row.fingerprint}。", f"A spare key {row.fingerprint} to {case} is left.")]
    if secret:
        lines += [say("私钥只显示这一次，请打印后封存；把它存成 identity.txt 放进空文件夹，用 DOXDOCKET_HOME 指向那里即可打开：",
                      "Shown this once: print it and lock it away. Saved as identity.txt in a folder that DOXDOCKET_HOME "
                      "names, it opens the case:"), secret]  # fmt: skip
    return Answer({"case": case, "holder": row, "secret": secret}, "\n".join(lines))


REASON = option("--reason", required=True, metavar="TEXT", about=("为什么，不写出内容本身", "why, without any value"))
BY = option("--officer", required=True, metavar="NAME", about=("由谁办理", "who does this"))


@command(
    "remove",
    short=("移除一位持有人，并换钥匙", "Remove a holder, and rotate the key"),
    about=(
        (
            "移除一位持有人的钥匙，同时给案卷换新钥匙：此人从此打不开案卷，也读不到此后写入的内容。记入保管链。\n"
            "收不回的：此人手里的旧副本和备份、看过的内容。指纹见 doxdocket key list。"
        ),
        (
            "Takes a holder's key away and gives the case a new one: from now on that person cannot open the case, nor read\n"
            "what is written from now on. It is logged. What cannot be taken back: old copies and backups, and what was seen.\n"
            "Fingerprints: doxdocket key list."
        ),
    ),
    examples=(
        (
            "doxdocket key remove 案卷 0f1e2d3c4b5a6978 --reason 调离本案 --officer 张三",
            "doxdocket key remove case 0f1e2d3c4b5a6978 --reason 'left the team' --officer Zhang",
        ),
    ),
)
@case_argument()
@argument("fingerprint", about=("要移除的持有人的指纹", "the fingerprint of the holder to remove"))
@REASON
@BY
@option("--myself", is_flag=True, about=("移除的是自己", "it is oneself that is removed"))
def remove(case: str, fingerprint: str, reason: str, officer: str, *, myself: bool) -> Answer[Rotated]:
    """Rotate without that one."""
    return _rotate(case, reason, officer, without=fingerprint, myself=myself)


@command(
    "rotate",
    short=("给案卷换新钥匙", "Give the case a new key"),
    about=(
        (
            "给案卷换新钥匙，为现有持有人各封一份；数据库重新加密，原件和已有的表不重写，编号、标记和认定不变。\n"
            "须没有别的 doxdocket 正在使用本案。中途断电也无妨：要么还是旧钥匙，要么已是新钥匙。记入保管链。"
        ),
        (
            "Gives the case a new key and wraps it for its holders. The database is encrypted anew; originals and tables are\n"
            "not rewritten; codes, tags and decisions stay. No other doxdocket may be using the case. A power cut does no\n"
            "harm: the key is either still the old one or the new one. It is logged."
        ),
    ),
    examples=(
        (
            "doxdocket key rotate 案卷 --reason 一台电脑遗失 --officer 张三",
            "doxdocket key rotate case --reason 'a computer was lost' --officer Zhang",
        ),
    ),
)
@case_argument()
@REASON
@BY
def rotate(case: str, reason: str, officer: str) -> Answer[Rotated]:
    """Rotate for all."""
    return _rotate(case, reason, officer)


def _rotate(case: str, reason: str, officer: str, *, without: str = "", myself: bool = False) -> Answer[Rotated]:
    from doxdocket.errors import WrongCall

    with open_case(case, alone=True) as opened:
        if without == opened.custody.identity and not myself:
            raise WrongCall(
                zh="{mark} 是你自己的钥匙：移除后你就打不开本案了。没有改动；确实要移除自己，请加 --myself。",
                en="{mark} is your own key: without it you cannot open the case any more. Nothing was changed; if you mean it, add --myself.",
                mark=without,
            )
        opened.rotate(without=without, reason=reason, officer=officer)
        rows = opened.holders()
    gone = say(f"{without} 的钥匙已移除。", f"The key of {without} is removed. ") if without else ""
    text = gone + say(
        f"{case} 已换新钥匙，{len(rows)} 位持有人照旧打开。旧备份仍用旧钥匙打开；请重新备份：doxdocket backup {case} 新文件夹",
        f"{case} has a new key; its {len(rows)} holders open it as before. Old backups still open with old keys. Make a new one: "
        f"doxdocket backup {case} NEW-FOLDER",
    )
    return Answer({"case": case, "removed": without or None, "holders": rows}, text)


@command(
    "export",
    short=("把自己的钥匙带到另一台电脑", "Take one's own key to another computer"),
    about=(
        (
            "把自己的钥匙写成一个有口令的文件，带到自己的另一台电脑，在那里运行 doxdocket key import。\n"
            "本来有口令的，口令不变；没有的，要设一个。屏幕上和文件里都不出现明文私钥。别人要打开案卷，请用 key add。"
        ),
        (
            "Writes one's own key to a file under a passphrase, to be taken to another computer of one's own: there run\n"
            "doxdocket key import. A passphrase that it has stays; without one, one is asked for. The secret is neither shown nor\n"
            "written in clear. For somebody else use key add."
        ),
    ),
    examples=(("doxdocket key export /media/usb/钥匙.age", "doxdocket key export /media/usb/key.age"),),
)
@argument("file", about=("新文件", "the new file"), type=click.Path())
def export(file: str) -> Answer[Written]:
    """Write it."""
    from doxdocket.store import keyring

    keyring.export(Path(file), "" if keyring.locked() or keyring.there() is None else new_passphrase())
    return Answer({"file": file}, say(f"已写到 {file}。在另一台电脑上运行：doxdocket key import {file}；之后删除该文件。",
                                      f"Written to {file}. On the other computer run: doxdocket key import {file}; then delete the file."))  # fmt: skip


@command(
    "import",
    short=("在这台电脑上用带来的钥匙", "Use a key that was brought here"),
    about=(
        "把 doxdocket key export 写的文件放到位，口令不变；本机已有钥匙的，不动。",
        "Puts a file that doxdocket key export wrote in its place, under the same passphrase. A key that is there is left alone.",
    ),
    examples=(("doxdocket key import /media/usb/钥匙.age", "doxdocket key import /media/usb/key.age"),),
)
@argument("file", about=("带来的文件", "the file that was brought"), type=click.Path())
def import_(file: str) -> Answer[Mine]:
    """Take it in."""
    from doxdocket.store import keyring

    return _mine([one.recipient for one in keyring.take(Path(file), passphrase())])


for _command in (list_, show, new, add, escrow, remove, rotate, export, import_):
    key.add_command(_command)
