"""``law``: the rules as data: which there are, where each was read, whether their own cases hold, what one answers.

Answers are met, not met or not determinable, and name the fact that was lacking; they are no legal conclusion. A local edition
is a folder beside the shipped rules (``--edition``); taking one into a case is ``law adopt``. Left out: changing a rule,
which is editing its file and its cases.

>>> law.name
'law'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Annotated, Any, Literal, TypedDict, cast

import click

from doxdocket.cli.adopting import adopt
from doxdocket.cli.command import Answer, Group, command, option
from doxdocket.cli.law_asking import EDITION, ON, PROVISION, book_of, day_of, explain, files_of, texts_of
from doxdocket.cli.law_cases import cases
from doxdocket.cli.opening import Build
from doxdocket.cli.said import manner, say
from doxdocket.report.document import Column, Part, Table
from doxdocket.report.text import wrap

law = Group(
    "law",
    short=("规则：条文、案例、在什么时候有效", "Rules: articles, cases, what is in force"),
    about=(
        "规则是带日期和出处的数据，每条规则旁边有自己的案例。这里看规则、核对规则、用数字问规则。",
        "Rules are data with dates and sources, each with its own cases beside it. See them, check them, ask them.",
    ),
    examples=("doxdocket law list", "doxdocket law show cn/fashi-2017-10/5-1-6", "doxdocket law check"),
)

SUBJECTS = {
    "criminal": ("刑事", "criminal"), "administrative": ("行政", "administrative"), "civil": ("民事", "civil"),
    "rights": ("权利与敏感信息", "rights and sensitive information"), "damages": ("赔偿", "damages"), "procedure": ("程序", "procedure"),
    "other": ("其他", "other"),
}  # fmt: skip


class Rule(TypedDict):
    """One text of a rule."""

    provision: str
    article: str
    form: str
    subject: str
    zh: str
    en: str
    status: Literal["verified", "unverified"]
    effective_from: str
    effective_to: str | None
    valid_on: str
    edition: str
    cases: int


class Rules(TypedDict):
    """The rules of an edition."""

    edition: str
    rules: list[Rule]


class Problem(TypedDict):
    """A fault of a file of rules."""

    file: str
    severity: Literal["error", "notice"]
    message_zh: str
    message_en: str


class Checked(TypedDict):
    """Whether the rules hold together."""

    edition: str
    rules: int
    cases: int
    problems: list[Problem]
    errors: int
    notices: int


class Choice(TypedDict):
    """A limit that this edition chose itself."""

    id: str
    group_zh: str
    group_en: str
    zh: str
    en: str
    value: str
    place: str
    moves: list[str]


class Choices(TypedDict):
    """What this edition chose itself."""

    choices: list[Choice]
    build: Build


@command(
    "list",
    short=("有哪些规则", "Which rules there are"),
    about=(
        (
            "列出全部规则：编号、条文、是否核对过条文、何时起施行、案例数、说什么。--on 只列那一天有效的，--status 只列已核对或\n"
            "未核对的，--subject 只列一类，--edition 连同一个本地版本。"
        ),
        (
            "Lists every rule: id, article, whether its text was verified, from when it holds, its cases, what it says. --on lists\n"
            "those in force on that day, --status those verified or not, --subject one subject, --edition a local edition too."
        ),
    ),
    examples=("doxdocket law list", "doxdocket law list --on 2023-12-01 --subject criminal", "doxdocket law list --status unverified"),
)  # fmt: skip
@ON
@option(
    "--status", type=click.Choice(["verified", "unverified"]), about=("已核对或未核对条文的", "those verified, or not")
)
@option("--subject", type=click.Choice(list(SUBJECTS)), about=("哪一类", "which subject"))
@EDITION
def list_(day: str | None, status: str | None, subject: str | None, edition: str | None) -> Answer[Rules]:
    """Read the rules of the edition."""
    from doxdocket.law import told

    on, book = day_of(day), book_of(edition)
    rows: list[Rule] = [
        cast("Rule", row) for row in told.rows(book)
        if (on is None or _holds(row, on)) and status in {None, row["status"]} and subject in {None, row["subject"]}
    ]  # fmt: skip
    marks = {"verified": ("已核对", "verified"), "unverified": ("未核对", "unverified")}
    shown = [
        Column(("编号", "id"), lambda r: r["provision"] + ("" if r["edition"] == "cn" else f" ({r['edition']})")), Column(("条文", "article"), "article"),
        Column(("核对", "text"), lambda r: marks[r["status"]]), Column(("施行", "from"), lambda r: r["effective_from"] + (f" – {r['effective_to']}" if r["effective_to"] else "")),
        Column(("案例", "cases"), "cases", right=True), Column(("说什么", "says"), lambda r: (r["zh"], r["en"])),
    ]  # fmt: skip
    name = f"{book.name}@{book.digest}"
    return Answer(
        {"edition": name, "rules": rows},
        [
            Part(
                [
                    Table(rows, shown, none=None),
                    (f"共 {len(rows)} 条，版本 {name}", f"{len(rows)} rules, edition {name}"),
                ]
            )
        ],
    )


def _holds(row: Mapping[str, Any], on: date) -> bool:
    return bool(row["effective_from"] <= str(on) and (row["effective_to"] is None or str(on) <= row["effective_to"]))


@command(
    "show",
    short=("看一条规则", "Show one rule"),
    about=(
        (
            "一条规则的全部，写成一页：条文原句、出处、查阅日期、何时有效、问什么、取代哪些规则、说明、案例，都用文字。一个编号有几个\n"
            "时期的文本的，全部列出；--on 只看那一天的。"
        ),
        (
            "All of one rule, as a page: the sentence of the article, where and when it was read, when it holds, what it asks, which\n"
            "rules it displaces, notes and cases, all in words. Every text of a provision is shown; --on shows that day's."
        ),
    ),
    examples=("doxdocket law show cn/fashi-2017-10/5-1-3", "doxdocket law show cn/pipl/28 --on 2024-03-01"),
)
@PROVISION
@ON
@EDITION
def show(
    provision: str, day: str | None, edition: str | None
) -> Answer[
    Annotated[
        dict[str, object],
        ("规则文件的全部内容，加 form、edition 和 cases：", "the whole rule file, with form, edition and cases:"),
    ]
]:
    """As a page a lawyer can read."""
    from doxdocket.law import told

    book, on = book_of(edition), day_of(day)
    one = book.loaded(provision, on)
    text = told.page(one, manner().lang, book) if on else told.text(provision, manner().lang, book)
    return Answer(told.data(one), text)


@command(
    "check",
    short=("核对全部规则和它们的案例", "Check every rule and its cases"),
    about=(
        (
            "核对每条规则的形式、案例、相互引用、同一天有无两个回答、上次核对是否太久；一次列出全部问题。--edition 核对一个本地版本。\n"
            "有错误退出 3，提醒不算错误。"
        ),
        (
            "Checks the shape of every rule, its cases, references, two answers on one day and stale readings, and lists every\n"
            "problem. --edition checks a local edition. An error exits 3; a notice is no error."
        ),
    ),
    examples=("doxdocket law check", "doxdocket law check --edition guide-2026"),
)
@EDITION
def check(edition: str | None) -> Answer[Checked]:
    """Ask the law room."""
    from doxdocket.law import editions
    from doxdocket.law.check import check as look

    today = manner_day()
    problems = editions.problems(texts_of(files_of(edition)), today) if edition else look(today=today)
    errors = sum(p.severity == "error" for p in problems)
    book = book_of(None if errors and edition else edition)
    checked = [one for one in book.rules if not edition or one.edition != "cn"]
    rows: list[Problem] = [
        {"file": p.file, "severity": p.severity, "message_zh": p.zh, "message_en": p.en} for p in problems
    ]
    marks = {"error": say("错误", "error"), "notice": say("提醒", "notice")}
    lines = [f"[{marks[p.severity]}] {p.file}{say('：', ': ')}{say(p.zh, p.en)}" for p in problems]
    notices, cases = len(problems) - errors, sum(len(one.cases) for one in checked)
    lines.append(say(
        f"核对了 {len(checked)} 条规则、{cases} 个案例：错误 {errors}，提醒 {notices}。",
        f"Checked {len(checked)} rules and {cases} cases: {errors} errors, {notices} notices.",
    ))  # fmt: skip
    data: Checked = {"edition": f"{book.name}@{book.digest}", "rules": len(checked), "cases": cases, "problems": rows, "errors": errors,
            "notices": notices}  # fmt: skip
    return Answer(data, "\n".join(lines), 3 if errors else 0)


def manner_day() -> date:
    """Today, by which a reading grows stale."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


@command(
    "choices",
    short=("本版自行选择的界限和读法", "What this edition chose itself"),
    about=(
        (
            "列出法律、司法解释和标准都没有写明，本版为能计数而选定的界限、组合和读法：说什么、现值、在哪个文件、所涉数据。\n"
            "值取自程序实际读取的数据文件和代码，照原样列出。报告的附件是同一张表。不需要案卷。"
        ),
        (
            "Lists the limits, combinations and readings that no law, interpretation or standard fixes and this edition chose so that\n"
            "it could count: what is chosen, its value, in which file, and the figures that move with it. Values are taken from\n"
            "the files that the program itself reads, as they stand there. The annex of the report is the same list. Needs no case."
        ),
    ),
    examples=("doxdocket law choices", "doxdocket law choices --json"),
)  # fmt: skip
def choices() -> Answer[Choices]:
    """Each with its value as the program has it."""
    from doxdocket.cli.opening import build_said
    from doxdocket.count import choices as chosen
    from doxdocket.count.explanation import in_words
    from doxdocket.pipeline import inputs

    made = chosen.choices()
    book = book_of(None)
    build = cast("Build", inputs.build() | {"rules": f"{book.name}@{book.digest}"})
    lines = []
    for title, rows in groupby(made, key=lambda one: say(one.group.zh, one.group.en)):
        lines += ["", title]
        for one in rows:
            lines += [
                *wrap(f"{one.id}{say('：', ': ')}{say(one.says.zh, one.says.en)}", 100, "  "),
                *wrap(f"= {in_words(one.value, manner().lang)}", 100, "    "),
                f"      {one.place}",
                *(wrap(say("所涉数据：", "moves: ") + ", ".join(one.moves), 100, "      ") if one.moves else ()),
            ]
    data: list[Choice] = [
        {"id": one.id, "group_zh": one.group.zh, "group_en": one.group.en, "zh": one.says.zh, "en": one.says.en, "value": one.value,
         "place": one.place, "moves": list(one.moves)} for one in made
    ]  # fmt: skip
    return Answer({"choices": data, "build": build}, "\n".join([*lines[1:], "", build_said(build)]))


for _command in (list_, show, check, explain, adopt, cases, choices):
    law.add_command(_command)
