"""``sample sheet``, ``answer``, ``results``, ``status``, ``undo``: what goes out to reviewers, what comes back, what it says.

Left out: drawing (``sampling``).

>>> _open("S0001", [])
[]
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, cast

import click

from doxdocket.cli import evidence, reviewed
from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.opening import OfRun, open_case, warn_if_stale
from doxdocket.cli.said import say
from doxdocket.cli.shapes import Lines
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Table
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from doxdocket.sample.answers import Weighed
    from doxdocket.sample.plan import Question
    from doxdocket.sample.settings import Said
    from doxdocket.store.case import Case
    from doxdocket.store.samples import Sample

OFFICER = option(
    "--officer",
    metavar="NAME",
    about=(
        "由谁作出；只有一名经办人可用这把钥匙时可不写",
        "who does this; the only officer who can act with this key unless given",
    ),
)
PLAN = option("--plan", metavar="ID", about=("哪一次抽样；只有一次时可不写", "which plan; the only one unless given"))


def _own(case: "Case", made: "Sample", who: str, *, every: bool) -> "list[Question]":
    """The questions of this person: a reviewer's all, a third person's those that are open."""
    from doxdocket.pipeline import sampled
    from doxdocket.sample.answers import latest
    from doxdocket.sample.plan import shuffled

    weighed, target = sampled.weighed(case, made), made.target
    said = latest(sampled.answers_of(case, made.id))
    reviewers = target["reviewers"]
    mine = isinstance(reviewers, list) and who in reviewers
    asked = [w.question for w in weighed if mine or w.open]
    return [q for q in shuffled(asked, target, who) if every or who not in said.get(q.number, {})]


class Sheet(TypedDict):
    """A sheet, written."""

    case: str
    plan: str
    officer: str
    rows: int
    file: str
    sha256: str


class Answered(TypedDict):
    """Answers, taken in."""

    case: str
    sample: str
    plan: str
    officer: str
    answers: int
    left: int


class Open(TypedDict):
    """A question on which the two reviewers differ."""

    plan: str
    question: str
    population: str
    unit: str
    first: object
    second: object


class Sampling(TypedDict):
    """The plans that stand and those that were undone, as among the figures."""

    plans: list[dict[str, object]]
    undone: list[dict[str, object]]
    note: str
    note_en: str


class Reviewed(TypedDict):
    """What the review says."""

    case: str
    sampling: Sampling
    open: list[Open]


class Act(TypedDict):
    """A plan, answers or an undoing."""

    id: str
    at: str
    officer: str
    act: Literal["plan", "answers", "undo"]
    of: str | None
    count: int | None
    undone_by: str | None


class Left(TypedDict):
    """How much a reviewer has not answered."""

    plan: str
    officer: str
    questions: int
    left: int


class Status(OfRun):
    """The record of plans and answers."""

    case: str
    acts: list[Act]
    left: list[Left]


class Undone(TypedDict):
    """What was taken back."""

    case: str
    sample: str
    undone: str


@command(
    "sheet",
    short=("写出一名复核人的答题表", "Write one reviewer's sheet"),
    about=(
        (
            "写出一个人的答题表：一题一行，文字单元格，已遮盖，没有对方的答案，题序由种子和姓名决定。复核人得到尚未答的题；\n"
            "第三人得到两名复核人有分歧或都不能确定的题。需要看明文时，用 doxdocket open 逐个打开，写明理由。\n"
            "表里有贴文的文字，机器漏掉的没有遮盖：要写理由，先记入保管链再写出。"
        ),
        (
            "Writes one person's sheet: a row a question, text cells, masked, nobody's answers, in an order that seed and name give.\n"
            "A reviewer gets what he has not answered; a third person what the two differ on or cannot tell. To see a value in\n"
            "clear use doxdocket open, one by one and with a reason. Words of posts are in a sheet, and what the machine missed is\n"
            "not masked in them: it needs a reason, and is in the custody log before it goes out."
        ),
    ),
    examples=(
        (
            "doxdocket sample sheet 案卷 --officer 张三 --reason 双人复核 -o 张三.csv",
            "doxdocket sample sheet case --officer Zhang --reason 'double review' -o zhang.csv",
        ),
    ),
)
@case_argument()
@PLAN
@OFFICER
@option("--all", "every", is_flag=True, about=("已答的题也写出", "answered questions too"))
@option(
    "--format",
    "form",
    type=click.Choice(["csv", "jsonl"]),
    default="csv",
    about=("格式，默认 csv", "format; csv unless given"),
)
@option("-o", "--output", metavar="FILE", type=click.Path(), about=("写到文件", "write to a file"))
@option("--reason", about=("理由；- 即从标准输入读", "why; - reads it from standard input"))
def sheet(
    case: str, plan: str | None, officer: str | None, every: bool, form: str, output: str | None, reason: str | None
) -> Answer[Sheet] | Lines[dict[str, object]] | None:
    """Write the rows where they were asked for."""
    from doxdocket.cli.exporting import WRITERS
    from doxdocket.cli.leaving import leave
    from doxdocket.cli.leaving import why as reasoned
    from doxdocket.cli.sheets import post_of, rows
    from doxdocket.cli.tables import Table
    from doxdocket.pipeline import sampled
    from doxdocket.sample.sheet import COLUMNS

    with open_case(case) as opened:
        made, who = sampled.plan_of(opened, plan), officer_of(opened, officer)
        found = rows(opened, made, _own(opened, made, who, every=every), who)
        because, kept = reasoned(opened, reason, who, words=True), Table(COLUMNS, lambda _case: found)
        posts = {key for row in found for key in post_of(row["unit"], row["population"])}
        left = evidence.unchecked(opened, posts)
        what: dict[str, object] = {"table": "sample sheet", "plan": made.id, "format": form, "unchecked": left}
        count, digest = leave(opened, what, lambda stream: WRITERS[form](kept, found, stream), output, because)
    evidence.told_unchecked(left)
    if output is None:
        return None
    return Answer({"case": case, "plan": made.id, "officer": who, "rows": count, "file": output, "sha256": digest}, say(
        f"{count} 题已写入 {output}。填好 answer 一列后：doxdocket sample answer {case} {output} --officer {one_line(who)}",
        f"{count} questions written to {output}. Fill the column answer, then: doxdocket sample answer {case} {output} --officer {one_line(who)}",
    ))  # fmt: skip


@command(
    "answer",
    short=("收回答案", "Take answers in"),
    about=(
        (
            "收回一名复核人的答案：一个填好的表，或（不写文件时）在终端逐题回答。逐行核对，有一行不对就指明行号，什么都不记录；\n"
            "全部无误才作为一次行为记入案卷，写明何人何时，可用 sample undo 撤销。再答一次以后一次为准，不重复计数。"
        ),
        (
            "Takes one person's answers: a filled sheet, or one by one at the terminal when no file is given. Every line is checked;\n"
            "one fault names its line and nothing is recorded. Answers are one act with who and when, and sample undo takes it\n"
            "back. To answer again replaces the earlier answer and does not count twice."
        ),
    ),
    examples=(
        (
            "doxdocket sample answer 案卷 张三.csv --officer 张三",
            "doxdocket sample answer case zhang.csv --officer Zhang",
        ),
        ("doxdocket sample answer 案卷 --officer 张三", "doxdocket sample answer case --officer Zhang"),
    ),
)
@case_argument()
@argument(
    "file",
    required=False,
    type=click.Path(exists=False),
    about=("填好的答题表；不写则逐题回答", "a filled sheet; one by one without it"),
)
@PLAN
@OFFICER
@option("--reason", default="", about=("说明；默认“抽样双人复核”", "a remark; 'double review' unless given"))
def answer(case: str, file: str | None, plan: str | None, officer: str | None, reason: str) -> Answer[Answered]:
    """Check every line, then record all of them at once."""
    from doxdocket.pipeline import sampled

    with open_case(case) as opened:
        made, who = sampled.plan_of(opened, plan), officer_of(opened, officer)
        why = reason_of(reason, opened) if reason else say("抽样双人复核", "double review of a sample")
        said, notes = _from_file(opened, made, who, Path(file)) if file else _asked(opened, made, who, why)
        if not said:
            raise WrongCall(
                zh="没有一题有答案。没有记录任何东西。", en="No question has an answer. Nothing was recorded."
            )
        done = sampled.answer(opened, made, said, notes, reason=why, officer=who)
        left = len(_own(opened, made, who, every=False))
    told: Answered = {
        "case": case,
        "sample": done.id,
        "plan": made.id,
        "officer": who,
        "answers": len(said),
        "left": left,
    }
    return Answer(told, say(f"已记录 {done.id}：{len(said)} 题，还有 {left} 题未答。全部答完后：doxdocket sample results {case}；doxdocket run {case}",
                            f"Recorded {done.id}: {len(said)} answers, {left} questions left. When all are answered: doxdocket sample results {case}; doxdocket run {case}"))  # fmt: skip


Given = tuple[dict[str, "Said"], dict[str, str]]


def _from_file(case: "Case", made: "Sample", who: str, path: Path) -> Given:
    from doxdocket.cli.sheets import lines
    from doxdocket.sample.plan import questions
    from doxdocket.sample.sheet import NEEDED, Sheet, read

    if not path.is_file():
        raise WrongCall(zh="没有这个文件：{file}", en="there is no file {file}", file=path)
    every = {q.number: q for q in questions(made.target)}
    rows = list(lines(path.read_bytes()))
    lacks = [name for name in NEEDED if rows and name not in rows[0][1]]
    if lacks:
        raise WrongCall(zh="表里没有这些列：{columns}。没有记录任何答案。", en="the sheet lacks the columns {columns}. No answer was recorded.",
                        columns=", ".join(lacks))  # fmt: skip
    others = {
        name for _, row in rows if (name := str(row.get("officer") or "").strip().removeprefix("'")) not in {"", who}
    }
    if others:
        raise WrongCall(
            zh="{file} 是 {others} 的答题表，不能由 {who} 交回：双人复核由两人各自作答。没有记录任何答案。交回者是 {others} 的，写 --officer {others}；要由 {who} 作答的，另写一表：doxdocket sample sheet CASE --officer {who}",
            en="{file} is the sheet of {others}; {who} cannot hand it in: in a double review two persons answer, each for himself. No answer was recorded. Where {others} hands it in, say --officer {others}; for {who} write another one: doxdocket sample sheet CASE --officer {who}",
            file=path, others=say("、", ", ").join(sorted(others)), who=who,
        )  # fmt: skip
    said, notes, faults = read(Sheet(made.id, every, {q.number for q in _own(case, made, who, every=True)}), rows)
    if faults:
        raise WrongCall(
            zh="{n} 行有误，没有记录任何答案：\n{lines}", en="{n} lines are wrong; no answer was recorded:\n{lines}", n=len(faults),
            lines="\n".join(f.zh if say("zh", "en") == "zh" else f.en for f in faults),
        )  # fmt: skip
    return said, notes


def _asked(case: "Case", made: "Sample", who: str, reason: str) -> Given:
    """One question after the other; what was answered when the person stops is kept, an interrupt keeps nothing.

    What is shown leaves the case as a sheet does, so it is recorded before the first question.
    """
    from doxdocket.cli.leaving import Why, record
    from doxdocket.cli.sheets import rows
    from doxdocket.report.as_json import line
    from doxdocket.sample.settings import told

    said: dict[str, Said] = {}
    asked = _own(case, made, who, every=False)
    shown = rows(case, made, asked, who)
    digest = hashlib.sha256("\n".join(map(line, shown)).encode()).hexdigest()
    what: dict[str, object] = {"table": "sample sheet", "plan": made.id, "rows": len(shown), "to": "screen"}
    record(case, what, digest, Why(reason, who))
    for at, (q, row) in enumerate(zip(asked, shown, strict=True), 1):
        click.echo(f"\n[{at}/{len(asked)}] {q.number}  {q.unit}\n{row['shown']}\n{row['text']}")
        while True:
            word: str = click.prompt(say(f"{row['asks']} q 结束", f"{row['asks']} q to stop"), type=str).strip()
            if word.lower() == "q":
                return said, {}
            answer_ = told(word, q.population)
            if answer_ is not None:
                said[q.number] = answer_
                break
            click.echo(say("这个回答不能用，请再写一次。", "That cannot be taken; please answer again."))
    return said, {}


@command(
    "results",
    short=("复核结果", "What the review says"),
    about=(
        (
            "各层和加权总体的占比与 95% 区间、漏检总数、两人的一致性（κ）、未答的题；两人有分歧的题逐一列出，交第三人。\n"
            "这里随时按现有答案算；figures 和报告里的，是最近一次 run 时的。不改变任何数据。"
        ),
        (
            "Shares by stratum and weighted with 95 % intervals, items missed in all, agreement of the two (kappa), what is unanswered;\n"
            "and each question on which they differ, for a third person. Computed from the answers there are now; figures and\n"
            "report have those of the last run. It changes no figure."
        ),
    ),
    examples=(("doxdocket sample results 案卷", "doxdocket sample results case"),),
)
@case_argument()
def results(case: str) -> Answer[Reviewed]:
    """Compute them from what there is now."""
    from doxdocket.pipeline import sampled
    from doxdocket.sample.beside import block
    from doxdocket.store.samples import PLAN as PLANS

    with open_case(case) as opened:
        told = block(sampled.said(opened), sampled.undone(opened))
        open_ = [row for one in opened.samples.standing(PLANS) for row in _open(one.id, sampled.weighed(opened, one))]
    return Answer(
        {"case": case, "sampling": cast("Sampling", told), "open": open_},
        [reviewed.page(told, strata=True), reviewed.differ(open_)],
    )


def _open(plan_: str, weighed: "Iterable[Weighed]") -> list[Open]:
    return [
        {"plan": plan_, "question": w.question.number, "population": w.question.population, "unit": w.question.unit,
         "first": w.both[0], "second": w.both[1]}
        for w in weighed if w.open
    ]  # fmt: skip


@command(
    "status",
    short=("抽样和答案的记录", "The record of plans and answers"),
    about=(
        "每一次抽样、收回的答案和撤销：何人、何时；谁还有多少题未答。",
        "Every plan, taking of answers and undoing: who and when; and how much each reviewer has left.",
    ),
    examples=(("doxdocket sample status 案卷", "doxdocket sample status case"),),
)
@case_argument()
def status(case: str) -> Answer[Status]:
    """List the acts; never what was answered."""
    from doxdocket.sample.plan import questions
    from doxdocket.store.samples import PLAN as PLANS

    with open_case(case) as opened:
        warn_if_stale(opened, case)
        acts = [_act(one) for one in opened.samples.all()]
        left: list[Left] = [
            {"plan": one.id, "officer": who, "questions": len(questions(one.target)), "left": len(_own(opened, one, who, every=False))}
            for one in opened.samples.standing(PLANS) for who in _names(one)
        ]  # fmt: skip
    names = {"plan": ("抽样", "plan"), "answers": ("答案", "answers"), "undo": ("撤销", "undo")}
    first = [Column("", "id"), Column(("时间", "at"), lambda a: a["at"][:19] + "Z"), Column(("何人", "who"), "officer"), Column(("行为", "act"), lambda a: names[a["act"]]),
             Column(("对象", "of"), lambda a: a["of"] or ""), Column(("题数", "questions"), lambda a: str(a["count"] or "")), Column(("已撤销", "undone by"), lambda a: a["undone_by"] or "")]  # fmt: skip
    rest = [Column(("抽样", "plan"), "plan"), Column(("复核人", "reviewer"), "officer"), Column(("题数", "questions"), lambda r: str(r["questions"])),
            Column(("未答", "left"), lambda r: str(r["left"]))]  # fmt: skip
    return Answer({"case": case, "acts": acts, "left": left}, [Table(acts, first, none=None), Table(left, rest)])


def _names(one: "Sample") -> list[str]:
    names = one.target["reviewers"]
    return [str(name) for name in names] if isinstance(names, list) else []


def _act(one: "Sample") -> Act:
    from doxdocket.sample.plan import questions

    target: Mapping[str, Any] = one.target
    count = len(questions(target)) if one.act == "plan" else len(target.get("answers", ())) or None
    return {"id": one.id, "at": one.at, "officer": one.officer, "act": cast('Literal["plan", "answers", "undo"]', one.act), "of": target.get("plan") or target.get("sample"),
            "count": count, "undone_by": one.undone_by}  # fmt: skip


@command(
    "undo",
    short=("撤销一次抽样或一次答案", "Take back a plan or answers"),
    about=(
        "撤销一次抽样（连同对它的答案）或一次收回的答案；撤销本身也可以撤销。什么都不删除。",
        "Takes back a plan (and with it its answers) or one taking of answers; an undoing can be undone. Nothing is deleted.",
    ),
    examples=(
        (
            "doxdocket sample undo 案卷 S0002 --reason 看错了列 --officer 张三",
            "doxdocket sample undo case S0002 --reason 'wrong column' --officer Zhang",
        ),
    ),
)
@case_argument()
@argument("name", metavar="ID", about=("编号，见 sample status", "its id, see sample status"))
@option("--reason", required=True, about=("为什么", "why"))
@OFFICER
def undo(case: str, name: str, reason: str, officer: str | None) -> Answer[Undone]:
    """Record the undoing."""
    from doxdocket.pipeline import sampled

    with open_case(case) as opened:
        done = sampled.undo(opened, name, reason=reason_of(reason, opened), officer=officer_of(opened, officer))
    return Answer(
        {"case": case, "sample": done.id, "undone": name},
        say(f"{done.id}：已撤销 {name}", f"{done.id}: {name} is undone"),
    )
