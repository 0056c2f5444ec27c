"""``law``: the rules as data: which there are, where each was read, whether their own cases hold, what one answers.

Answers are met, not met or not determinable, and name the fact that was lacking; they are no legal conclusion. Left out:
changing a rule, which is editing its file and its cases.

>>> given(("tier_a=25", "gains=1/2", "special_position=no"))
{'tier_a': Fraction(25, 1), 'gains': Fraction(1, 2), 'special_position': False}
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import re
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from doxdocket.cli.command import Answer, Group, argument, command, option
from doxdocket.cli.said import manner, say
from doxdocket.cli.width import table
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.law.answer import Answered

law = Group(
    "law",
    short=("规则：条文、案例、在什么时候有效", "Rules: articles, cases, what is in force"),
    about=(
        "规则是带日期和出处的数据，每条规则旁边有自己的案例。这里看规则、核对规则、用数字问规则。",
        "Rules are data with dates and sources, each with its own cases beside it. See them, check them, ask them.",
    ),
    examples=("doxdocket law list", "doxdocket law show cn/fashi-2017-10/5-1-6", "doxdocket law check"),
)

PROVISION = argument("provision", about=("规则编号，见 law list", "the rule's id, see law list"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ON = option("--on", "day", metavar="DATE", about=("在这一天，如 2023-12-01", "on that day, such as 2023-12-01"))


DATES = ("act_date", "filing_date", "hearing_date")


def day_of(text: str | None) -> date | None:
    """A day as written in a call."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongCall(
            zh="看不懂这个日期：{text}。写成 2023-12-01。", en="{text} is no date. Write 2023-12-01.", text=text
        ) from None


@command(
    "list",
    short=("有哪些规则", "Which rules there are"),
    about=(
        "列出全部规则：编号、条文、形式、是否核对过条文、何时起施行。--on 只列那一天有效的。",
        (
            "Lists every rule: id, article, form, whether its text was verified, from when it holds. --on lists those in\n"
            "force on that day."
        ),
    ),
    examples=("doxdocket law list", "doxdocket law list --on 2023-12-01"),
    shape=(
        '{"rules": [{"provision", "article", "form", "zh", "en", "status", "effective_from", "effective_to", "valid_on", "cases"}]}',
        '{"rules": [{"provision", "article", "form", "zh", "en", "status", "effective_from", "effective_to", "valid_on", "cases"}]}',
    ),
)
@ON
def list_(day: str | None) -> Answer:
    """Read the rules of the edition."""
    from doxdocket.law import told
    from doxdocket.law.rules import by_provision

    on = day_of(day)
    rows = [row for row in told.rows() if on is None or by_provision(row["provision"]).in_force(on)]
    status = {"verified": say("已核对", "verified"), "unverified": say("未核对", "unverified")}
    head = [say("编号", "id"), say("条文", "article"), say("核对", "text"), say("施行", "from"), say("案例", "cases"),
            say("说什么", "says")]  # fmt: skip
    cells = [[r["provision"], r["article"], status[r["status"]], r["effective_from"], str(r["cases"]), say(r["zh"], r["en"])]
             for r in rows]  # fmt: skip
    return Answer({"rules": rows}, table(head, cells, right={4}))


@command(
    "show",
    short=("看一条规则", "Show one rule"),
    about=(
        "一条规则的全部：条文原句、出处、查阅日期、施行日期、标准、说明、案例。",
        (
            "All of one rule: the sentence of the article, where and when it was read, from when it holds, its lines, notes\n"
            "and cases."
        ),
    ),
    examples=("doxdocket law show cn/fashi-2017-10/5-1-3",),
    shape=('规则文件的全部内容，加 "form" 和 "cases"', 'the whole rule file, with "form" and "cases"'),
)
@PROVISION
def show(provision: str) -> Answer:
    """As a page a lawyer can read."""
    from doxdocket.law import told

    return Answer(told.data(provision), told.text(provision, manner().lang))


@command(
    "check",
    short=("核对全部规则和它们的案例", "Check every rule and its cases"),
    about=(
        "核对每条规则的形式、案例、相互引用、有无矛盾、上次核对是否太久；一次列出全部问题。有错误退出 3，提醒不算错误。",
        (
            "Checks the shape of every rule, its cases, references, contradictions and stale readings, and lists every problem.\n"
            "An error exits 3; a notice is no error."
        ),
    ),
    examples=("doxdocket law check",),
    shape=(
        '{"problems": [{"file", "severity", "message_zh", "message_en"}], "errors", "notices"}；severity 为 error 或 notice',
        '{"problems": [{"file", "severity", "message_zh", "message_en"}], "errors", "notices"}; severity is error or notice',
    ),
)
def check() -> Answer:
    """Ask the law room."""
    from doxdocket.law.check import check as look

    problems = look()
    rows = [{"file": p.file, "severity": p.severity, "message_zh": p.zh, "message_en": p.en} for p in problems]
    errors = sum(p.severity == "error" for p in problems)
    marks = {"error": say("错误", "error"), "notice": say("提醒", "notice")}
    lines = [f"[{marks[p.severity]}] {p.file}{say('：', ': ')}{say(p.zh, p.en)}" for p in problems]
    notices = len(problems) - errors
    lines.append(
        say(f"规则核对完毕：错误 {errors}，提醒 {notices}。", f"Rules checked: {errors} errors, {notices} notices.")
    )
    return Answer({"problems": rows, "errors": errors, "notices": notices}, "\n".join(lines), 3 if errors else 0)


def given(facts: Sequence[str]) -> dict[str, Fraction | bool | date | None]:
    """Counts, days and facts as ``name=value``; yes and no are facts, ``?`` is not known."""
    words: Mapping[str, bool | None] = {"yes": True, "是": True, "no": False, "否": False, "?": None}
    found: dict[str, Fraction | bool | date | None] = {}
    for fact in facts:
        name, _, value = fact.partition("=")
        try:
            found[name] = (
                words[value] if value in words else day_of(value) if _DAY.fullmatch(value) else Fraction(value)
            )
        except (ValueError, ZeroDivisionError):
            raise WrongCall(
                zh="{name} 要写成 名称=数、日期、yes、no 或 ?。",
                en="Write {name} as name=number, day, yes, no or ?.",
                name=name,
            ) from None
    return found


@command(
    "explain",
    short=("用数字问一条规则", "Ask a rule with numbers"),
    about=(
        (
            "对给定的数和事实，一条规则在某一天的回答：met 达到、not met 未达到、not determinable 不能确定，并写明缺什么。\n"
            "这是对照，不是法律结论。不给数则列出这条规则要什么。"
        ),
        (
            "What a rule answers on a day for the counts and facts given: met, not met or not determinable, and what was\n"
            "lacking. A comparison, not a legal conclusion. Without any it says what the rule asks for."
        ),
    ),
    examples=("doxdocket law explain cn/fashi-2017-10/5-1-6 tier_a=25 tier_b=249 tier_c=9 --on 2023-12-01",),
    shape=(
        '{"provision", "article", "answer", "on", "inputs", "missing", "share"}；share 为分数 p/q 或 null',
        '{"provision", "article", "answer", "on", "inputs", "missing", "share"}; share is a fraction p/q or null',
    ),
)
@PROVISION
@argument(
    "facts", nargs=-1, metavar="FACT", about=("名称=数或日期，或 yes、no、?", "name=number or day, or yes, no, ?")
)
@ON
def explain(provision: str, facts: tuple[str, ...], day: str | None) -> Answer:
    """Weigh them."""
    from doxdocket.law.answer import answer
    from doxdocket.law.rules import by_provision
    from doxdocket.law.shapes import Answerable

    if not isinstance(by_provision(provision), Answerable):
        raise WrongCall(zh="{provision} 不是可以问的规则；用 law show 看。", en="{provision} is no rule that can be asked; see law show.", provision=provision)  # fmt: skip
    return _answered(answer(provision, given(facts), day_of(day)), day)


def _answered(said: "Answered", day: str | None) -> Answer:
    share = f"{said.share.numerator}/{said.share.denominator}" if said.share is not None else None
    data: dict[str, Any] = {"provision": said.provision, "article": said.article, "answer": said.answer, "on": day,
                            "inputs": said.inputs, "missing": list(said.missing), "share": share}  # fmt: skip
    words = {"met": "达到", "not met": "未达到", "not determinable": "不能确定"}
    lines = [f"{said.article}  [{said.provision}]", say(words[said.answer], said.answer)]
    lines += [f"  {name} = {value}" for name, value in said.inputs.items()]
    if share:
        lines.append(say(f"合计占标准的 {share}", f"{share} of the line in sum"))
    if said.missing:
        names = [f"{name} (--on)" if name in DATES else name for name in said.missing]
        lines.append(say("还缺：" + "、".join(names), "lacking: " + ", ".join(names)))
    return Answer(data, "\n".join(lines))


for _command in (list_, show, check, explain):
    law.add_command(_command)
