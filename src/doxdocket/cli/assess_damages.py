"""``assess damages``: the worksheet for damages: ladder, factors, harm, contacts before and after, panel, published cases, range.

Left out: an amount. The sheet for the panel of experts (``--panel``) holds rounded figures and no names or codes.

>>> damages.name
'damages'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import click

from doxdocket.assess.marks import FLAT, TOLD
from doxdocket.cli.assessing import Build
from doxdocket.cli.command import Answer, case_argument, command, option
from doxdocket.cli.law_asking import day_of
from doxdocket.cli.opening import open_case, warn_if_stale
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import PanelSheet, Worksheet

TYPES = ("civil_pil", "criminal_incidental_civil_pil", "consumer_civil_pil")


@dataclass(frozen=True, slots=True)
class OfDamages:
    """What ``assess damages`` prints; ``picture``: the file that it wrote."""

    sheet: "Worksheet" = field(metadata=FLAT)
    picture: str | None
    build: Build | None = field(default=None, metadata=TOLD)


@dataclass(frozen=True, slots=True)
class OfPanel:
    """What ``assess damages --panel`` prints."""

    case: str
    sheet: "PanelSheet" = field(metadata=FLAT)
    build: Build | None = field(default=None, metadata=TOLD)


@command(
    "damages",
    short=("赔偿金确定说明", "The damages worksheet"),
    about=(
        (
            "从数据和登记列出：损失、获利可否确定和适用哪一步（含条文），全案一并、逐名被告、连带责任人各问一次；六项因素各自的数据（上下限、来源命令）和登记；损害后果；\n"
            "来电、短信、快递在每条贴文前后的次数；专家意见的分布；相近的公开案例及相近在哪里；选定区间的提示；上下限会改变什么；\n"
            "有争议之处。不计算金额。--panel 只打印交给专家的材料（数据取约数，不含姓名和编号）；--picture 写来电时间线图。"
        ),
        (
            "From figures and register: whether loss and gain can be determined and which step applies, with its article, of the whole\n"
            "case, of each defendant and of those jointly liable; each of six factors with its figures (bounds, and the command for their rows) and entries; what happened to victims; calls, texts and\n"
            "parcels before and after each post; how far experts lie apart; published cases near, and why; warnings on the range\n"
            "chosen; what bounds would change; what is open. No amount is computed. --panel prints what experts are handed\n"
            "(rounded, without names or codes); --picture draws the time line of contacts."
        ),
    ),
    examples=(
        ("doxdocket assess damages 案卷", "doxdocket assess damages case"),
        ("doxdocket assess damages 案卷 --panel > 专家材料.txt", "doxdocket assess damages case --panel > panel.txt"),
        ("doxdocket assess damages 案卷 --picture 来电.svg", "doxdocket assess damages case --picture contacts.svg"),
    ),
)  # fmt: skip
@case_argument()
@option(
    "--on",
    "at",
    metavar="DATE",
    about=("开庭之日；不写则按登记，再不然为今天", "day of the hearing; as entered, or today, unless given"),
)
@option(
    "--window",
    type=click.IntRange(1, 60),
    metavar="DAYS",
    about=("每条贴文前后比几天，默认 7", "days compared before and after each post; 7 unless given"),
)
@option(
    "--type",
    "suit",
    type=click.Choice(TYPES),
    default="civil_pil",
    about=("案件类型，用于找相近案例", "type of suit, to find cases near it"),
)
@option("--panel", is_flag=True, about=("只打印交给专家的材料", "print what the panel is handed"))
@option(
    "--picture",
    type=click.Path(),
    metavar="FILE",
    about=("写来电、短信、快递的时间线图（SVG）", "write the time line of contacts (SVG)"),
)
def damages(
    case: str, at: str | None, window: int | None, suit: str, panel: bool, picture: str | None
) -> Answer[OfDamages] | Answer[Annotated[OfPanel, ("加 --panel 为", "with --panel")]]:
    """Ask the worksheet, write what was asked for."""
    from doxdocket.assess.damages.worksheet import panel_sheet, worksheet
    from doxdocket.assess.plain import plain
    from doxdocket.cli import damages_said, panel_said
    from doxdocket.pipeline import damages as gathered

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        given = gathered.given(opened, case, hearing=day_of(at), window=window, suit=suit)
    found = worksheet(given)
    if panel:
        sheet = panel_sheet(given, found)
        return Answer(plain(OfPanel(case, sheet)), panel_said.sheet(sheet))
    lines = [damages_said.text(found)]
    if picture:
        _write(Path(picture), _picture(found))
        lines.append(say(f"已写入：{picture}", f"written: {picture}"))
    return Answer(plain(OfDamages(found, picture)), "\n\n".join(lines))


def _picture(found: "Worksheet") -> bytes:
    from doxdocket.cli.harm_said import lane_of, picture_label
    from doxdocket.report.contacts_picture import timeline

    drawing = timeline([lane_of(row) for row in found.contacts.rows], picture_label(found))
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' + str(drawing) + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise WrongCall(zh="{file} 已存在，没有写入；请换一个文件名。", en="{file} is there already and was not replaced; name another file.", file=path) from None  # fmt: skip
    except OSError:
        raise WrongCall(zh="不能写入 {file}", en="{file} cannot be written", file=path) from None
