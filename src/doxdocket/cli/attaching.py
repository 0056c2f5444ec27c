"""``attach``: a file that belongs to sources or to the whole case, such as a translation, a record or a video.

The file is taken in like any other and is kept, not read for posts. Left out: taking an attachment away; a wrong one is
explained by a note.

>>> attach.short[1]
'Attach a translation, record, video and the like'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.deciding import officer_of
from doxdocket.cli.describing import named
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall
from doxdocket.store.attachments import KINDS

if TYPE_CHECKING:
    from doxdocket.store.case import Case

WHOLE = "case"
FORM = "attachment"  # of a file that is kept beside the captures and not read


class Link(TypedDict):
    """To what the file belongs; null is the whole case."""

    id: str
    source: str | None


class Attached(TypedDict):
    """A file that belongs to sources or to the case."""

    case: str
    file: str
    sha256: str
    kind: str
    attachments: Annotated[list[Link], ("已附过的不重复，为空", "empty when it was attached before")]


@command(
    "attach",
    short=("附上译文、笔录、录像等", "Attach a translation, record, video and the like"),
    about=(
        (
            "把一个文件附在一份证据（或全案，写 case）上：照样收进、算校验值、封存，并记入保管链。译文要写明译者和原文语言\n"
            "（民诉法第73条、民事证据规定第17条）；笔录、照片、录像见法发〔2016〕22号第8、14、15条。附件不当作采集内容来读。"
        ),
        (
            "Attaches a file to a source, or to the whole case (write: case): taken in, hashed and sealed like the others, and\n"
            "logged in custody. A translation names its translator and the language of the original; records, photographs and\n"
            "videos are those of articles 8, 14 and 15. An attachment is kept and not read for posts."
        ),
    ),
    examples=(
        (
            "doxdocket attach 案卷 3 译文.pdf --as translation --translator 赵六 --language en --by 张三",
            "doxdocket attach case 3 translation.pdf --as translation --translator Zhao --language en --by Zhang",
        ),
        (
            "doxdocket attach 案卷 case 提取笔录.pdf --as record --by 张三",
            "doxdocket attach case case record.pdf --as record --by Zhang",
        ),
    ),
)
@case_argument()
@argument(
    "source", about=("证据：编号、SHA-256 开头，或 case（全案）", "a source: number, beginning of its SHA-256, or case")
)
@argument("file", type=click.Path(), about=("要附上的文件", "the file to attach"))
@option("--as", "kind", type=click.Choice(list(KINDS)), metavar="KIND", required=True,
        about=("、".join(f"{name} {zh}" for name, (zh, _) in KINDS.items()), ", ".join(KINDS)))  # fmt: skip
@option("--by", required=True, metavar="NAME", about=("由谁附上", "who attaches it"))
@option("--translator", default="", metavar="NAME", about=("译者", "the translator"))
@option(
    "--language",
    default="",
    metavar="CODE",
    about=("原文语言，如 en、ru", "the language translated from, such as en, ru"),
)
@option("--note", default="", metavar="TEXT", about=("备注", "a note"))
def attach(
    case: str, source: str, file: str, kind: str, by: str, translator: str, language: str, note: str
) -> Answer[Attached]:
    """Take it in and link it."""
    from doxdocket.store import spoken

    if kind == "translation" and not (translator and language):
        raise WrongCall(
            zh="译文要写明译者和原文语言：--translator 姓名 --language 语言。没有附上。",
            en="A translation names its translator and language: --translator NAME --language CODE. Nothing was attached.",
        )
    told = {"translator": translator, "language": language, "note": note}
    with open_case(case) as opened:
        by = officer_of(opened, by)
        to = None if source == WHOLE else named(opened, [source])[0].sha256
        spoken.refuse(opened, note)
        sha256 = taken_in(opened, Path(file), by)
        if sha256 == to:
            raise WrongCall(
                zh="文件就是这份证据本身，没有附上。", en="The file is that source itself; nothing was attached."
            )
        made = opened.attachments.add(sha256, kind, [to], {k: v for k, v in told.items() if v}, by)
    data: Attached = {"case": case, "file": file, "sha256": sha256, "kind": kind,
            "attachments": [{"id": one.id, "source": one.source} for one in made]}  # fmt: skip
    where = say("全案", "the case") if to is None else to[:16]
    text = (say(f"已附上 {made[0].id}：{KINDS[kind][0]}，属于 {where}。", f"Attached {made[0].id}: {KINDS[kind][1]} of {where}.")
            if made else say("以前已经附过，没有重复。", "It was attached before; nothing was added."))  # fmt: skip
    return Answer(data, text)


def taken_in(case: "Case", path: Path, by: str) -> str:
    """The SHA-256 of one file, taken in as a source that no parser reads."""
    from doxdocket import intake

    if not path.is_file() or path.is_symlink():
        raise WrongCall(
            zh="不是普通文件：{file}。没有收进。", en="{file} is no regular file; it was not taken in.", file=path
        )
    one = intake.take(case, [path], officers=(by,) if by else (), whole=True)[0]
    if one.status == "refused":
        raise WrongCall(zh="{file}：" + one.zh, en="{file}: " + one.en, file=path)
    if one.status != "known":
        case.set_form(one.sha256, FORM)
    return one.sha256
