"""``law adopt``: a local edition of the rules is taken into a case, or given up again; a copy stays in the case.

Left out: writing one (docs/how-to/add-a-local-rule), and computing, which is the next run's.

>>> adopt.name
'adopt'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING, TypedDict

import click

from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.law_asking import files_of, texts_of
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.law.check import Problem


class Adopted(TypedDict):
    """Which edition of the rules a case has now."""

    case: str
    before: str
    edition: str
    files: list[str]
    notices: int


@command(
    "adopt",
    short=("案卷采用本地规则版本，或改回", "Take a local edition into a case, or leave it"),
    about=(
        (
            "先核对本地版本（有错误就不采用），再把它的文件复制进案卷，记入保管链，写明理由和经办人；下一次计算起用它的规则，数据写明\n"
            "版本名和摘要。--shipped 改回程序自带的规则；以前采用的副本仍在案卷里。"
        ),
        (
            "Checks the local edition (one with errors is not adopted), copies its files into the case, and logs it with reason and\n"
            "officer; the next run uses its rules and its figures name the edition. --shipped goes back to the rules that come with\n"
            "the program; copies adopted before stay in the case."
        ),
    ),
    examples=(
        ("doxdocket law adopt 案卷 guide-2026 --reason 本院办案指引 --officer 张三",
         "doxdocket law adopt case guide-2026 --reason 'guide of this office' --officer Zhang"),
        ("doxdocket law adopt 案卷 --shipped --reason 改用自带规则 --officer 张三",
         "doxdocket law adopt case --shipped --reason 'shipped rules' --officer Zhang"),
    ),
)  # fmt: skip
@case_argument()
@argument(
    "folder",
    required=False,
    metavar="FOLDER",
    type=click.Path(),
    about=("本地版本的文件夹", "the folder of the local edition"),
)
@option("--shipped", is_flag=True, about=("改回程序自带的规则", "go back to the shipped rules"))
@option("--reason", required=True, about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
@option(
    "--officer",
    metavar="NAME",
    about=("由谁作出；案卷只有一名经办人时可不写", "who does this; the case's only officer unless given"),
)
def adopt(case: str, folder: str | None, shipped: bool, reason: str, officer: str | None) -> Answer[Adopted]:
    """Check it, copy it, log it."""
    from doxdocket.law import editions
    from doxdocket.store import local_rules

    if (folder is None) is not shipped:
        raise WrongCall(
            zh="写一个本地版本的文件夹，或者写 --shipped。", en="Give the folder of a local edition, or --shipped."
        )
    files, notices = files_of(folder) if folder else {}, []
    if folder:
        notices = _sound(folder, texts_of(files))
    with open_case(case) as opened:
        before, who, why = opened.info.rules_edition, officer_of(opened, officer), reason_of(reason, opened)
        if folder:
            name = editions.of(texts_of(files)).name
            edition = local_rules.adopt(opened, name, files, why, who)
        else:
            edition = local_rules.leave(opened, why, who)
    text = say(
        f"规则版本：{before} → {edition}。下一步：doxdocket run {case}",
        f"Rules: {before} → {edition}. Next: doxdocket run {case}",
    )
    text = "\n".join([*(say(f"[提醒] {p.file}：{p.zh}", f"[notice] {p.file}: {p.en}") for p in notices), text])
    return Answer(
        {"case": case, "before": before, "edition": edition, "files": sorted(files), "notices": len(notices)}, text
    )


def _sound(folder: str, texts: dict[str, str]) -> "list[Problem]":
    """Refuse a local edition that has an error; its notices."""
    from datetime import UTC, datetime

    from doxdocket.law import editions

    found = editions.problems(texts, datetime.now(UTC).date())
    errors = [p for p in found if p.severity == "error"]
    if errors:
        raise WrongCall(
            zh="{folder} 有 {n} 处错误，没有采用。第一处：{file}：{said_zh}。全部：doxdocket law check --edition {folder}",
            en="{folder} has {n} errors and was not adopted. The first: {file}: {said_en}. All: doxdocket law check --edition {folder}",
            folder=folder, n=len(errors), file=errors[0].file, said_zh=errors[0].zh, said_en=errors[0].en,
        )  # fmt: skip
    return [p for p in found if p.severity == "notice"]
