"""``law explain``: one rule asked with counts, days and facts; and what the other commands of ``law`` share.

Left out: asking all rules with the counts of a case, which a run does (``explain CASE PROVISION``).

>>> asked = given(("tier_a=25", "gains=1/2", "duty_acquired=no", "kinds=name,face_photo", "punished_on=2022-03-01"))
>>> asked["tier_a"], asked["duty_acquired"], asked["kinds"], str(asked["punished_on"])
(Fraction(25, 1), False, ['name', 'face_photo'], '2022-03-01')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NotRequired, TypedDict

import click

from doxdocket.cli.command import Answer, argument, command, option
from doxdocket.cli.said import manner, say
from doxdocket.errors import WrongCall

if TYPE_CHECKING:
    from doxdocket.law.answer import Answered, Value
    from doxdocket.law.rules import Book
    from doxdocket.law.shapes import AnyRule

PROVISION = argument("provision", about=("规则编号，见 law list", "the rule's id, see law list"))
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ON = option("--on", "day", metavar="DATE", about=("在这一天，如 2023-12-01", "on that day, such as 2023-12-01"))
EDITION = option(
    "--edition", "edition", metavar="FOLDER", type=click.Path(),
    about=("连同这个本地版本的规则", "together with the rules of this local edition"),
)  # fmt: skip


def files_of(folder: str) -> dict[str, bytes]:
    """The files of a local edition, by name."""
    top = Path(folder)
    if not top.is_dir():
        raise WrongCall(zh="没有这个文件夹：{folder}", en="there is no folder {folder}", folder=folder)
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in sorted(top.rglob("*.yaml")) if p.is_file()}


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The same as text; what is not UTF-8 is named."""
    out = {}
    for name, data in files.items():
        try:
            out[name] = data.decode("utf-8")
        except UnicodeDecodeError:
            raise WrongCall(zh="{file} 不是 UTF-8 文本。", en="{file} is no text in UTF-8.", file=name) from None
    return out


def book_of(folder: str | None) -> "Book":
    """The shipped rules, or those with a local edition laid over them."""
    from doxdocket.law import editions
    from doxdocket.law.rules import shipped

    return editions.of(texts_of(files_of(folder))) if folder else shipped()


def day_of(text: str | None) -> date | None:
    """A day as written in a call."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise WrongCall(
            zh="看不懂这个日期：{text}。写成 2023-12-01。", en="{text} is no date. Write 2023-12-01.", text=text
        ) from None


_LISTS = ("kinds", "conduct")
_WORDS: Mapping[str, bool | None] = {"yes": True, "是": True, "no": False, "否": False, "?": None}


def given(facts: Sequence[str]) -> "dict[str, Value]":
    """Counts, days and facts as ``name=value``; yes and no are facts, ``?`` is not known, lists are divided by commas."""
    found: dict[str, Value] = {}
    for fact in facts:
        name, _, value = fact.partition("=")
        try:
            found[name] = [v for v in value.split(",") if v] if name in _LISTS else _value(value)
        except (ValueError, ZeroDivisionError):
            raise WrongCall(
                zh="{name} 要写成 名称=数、日期、yes、no 或 ?。",
                en="Write {name} as name=number, day, yes, no or ?.",
                name=name,
            ) from None
    return found


def _value(text: str) -> "Value":
    if text in _WORDS:
        return _WORDS[text]
    return date.fromisoformat(text) if _DAY.fullmatch(text) else Fraction(text)


class Weighed(TypedDict):
    """What a rule answers on a day."""

    provision: str
    article: str
    answer: str | dict[str, str]
    on: str | None
    inputs: dict[str, str]
    missing: NotRequired[list[str]]
    share: Annotated[NotRequired[str | None], ("分数 p/q", "a fraction p/q")]
    displaced_by: NotRequired[list[str]]


class Wanted(TypedDict):
    """What a rule asks for."""

    provision: str
    article: str
    asks: dict[str, str]


@command(
    "explain",
    short=("用数字和事实问一条规则", "Ask a rule with numbers and facts"),
    about=(
        (
            "对给定的数、日期和事实，一条规则在某一天的回答：met 达到、not met 未达到、not determinable 不能确定，并写明缺什么。\n"
            "这是对照，不是法律结论。什么都不给，就列出这条规则要什么。种类和行为写成 kinds=name,face_photo conduct=insult；\n"
            "第十一条写 policy=once、per_recipient 或 bulk。"
        ),
        (
            "What a rule answers on a day for the counts, days and facts given: met, not met or not determinable, and what was\n"
            "lacking. A comparison, not a legal conclusion. Without any it lists what the rule asks for. Kinds and conduct are\n"
            "written kinds=name,face_photo conduct=insult; for art. 11 write policy=once, per_recipient or bulk."
        ),
    ),
    examples=(
        "doxdocket law explain cn/fashi-2017-10/5-1-6 tier_a=25 tier_b=249 tier_c=9 --on 2023-12-01",
        "doxdocket law explain cn/minfadian/1019 kinds=face_photo --on 2023-12-01",
        "doxdocket law explain cn/fashi-2017-10/11 policy=bulk seized=1000 proven_false=10 proven_repeated=30 tier=C",
    ),
)
@PROVISION
@argument(
    "facts", nargs=-1, metavar="FACT", about=("名称=数或日期，或 yes、no、?", "name=number or day, or yes, no, ?")
)
@ON
@EDITION
def explain(
    provision: str, facts: tuple[str, ...], day: str | None, edition: str | None
) -> Answer[Weighed] | Answer[Annotated[Wanted, ("什么都不给为", "with no facts")]]:
    """Weigh them."""
    from doxdocket.law.answer import answer
    from doxdocket.law.shapes import Answerable, Counting

    book, on = book_of(edition), day_of(day)
    rule = book.find(provision, on)
    if isinstance(rule, Answerable):
        return (
            _wanted(rule, book) if not facts else _answered(answer(provision, given(facts), on, book), rule, day, book)
        )
    inputs = dict(f.split("=", 1) for f in facts if "=" in f)
    said = _counted(rule, inputs) if isinstance(rule, Counting) else _of_kinds(rule, given(facts))
    data: Weighed = {"provision": provision, "article": rule.article, "on": day, "inputs": inputs, "answer": said}
    text = (
        f"{rule.article}  [{provision}]\n"
        + say("、".join(said.values()), ", ".join(said.values()))
        + "\n"
        + _not_a_conclusion()
    )
    return Answer(data, text)


def _counted(rule: "AnyRule", numbers: Mapping[str, str]) -> dict[str, str]:
    """A policy of art. 11, asked by name."""
    from doxdocket.law import counting

    policy = numbers.get("policy", "")
    try:
        found = counting.by_name(
            policy,
            {k: int(v) for k, v in numbers.items() if k not in {"policy", "tier"}},
            rule,
        )
    except (KeyError, ValueError, TypeError):
        asks = "；".join(f"policy={p} {' '.join(names)}" for p, names in counting.ASKS.items())
        raise WrongCall(zh="写成：{asks}", en="Write: {asks}", asks=asks) from None
    said, tier = {policy: f"{policy} {found}"}, numbers.get("tier", "C")
    if counting.one_by_one(policy, tier, rule):
        zh = {"A": "甲类", "B": "乙类"}.get(tier, tier)
        said["review"] = say(
            f"据起草人意见，{zh}一般逐条认定；由人判断",
            f"in the drafters' view items of tier {tier} are usually found one by one; a person decides",
        )
    return said


def _of_kinds(rule: "AnyRule", facts: "Mapping[str, Value]") -> dict[str, str]:
    """Whom a set identifies, or in which tier it is."""
    from doxdocket.law import identification, tiers, words
    from doxdocket.law.kinds import kinds
    from doxdocket.law.shapes import Identification

    held = facts.get("kinds")
    if not isinstance(held, list) or any(k.removeprefix("weak:") not in kinds() for k in held):
        raise WrongCall(
            zh="写成 kinds=种类,种类；种类见 docs/reference/kinds。",
            en="Write kinds=KIND,KIND; see docs/reference/kinds.",
        )
    if isinstance(rule, Identification):
        said = identification.answer_of(rule, frozenset(held), kin=facts.get("kin") is True)
        return {"identifies": words.said("answers", said, manner().lang)}
    return {end: f"{end} {tier}" for end, tier in tiers.tiers(held).items()}


def _wanted(rule: "AnyRule", book: "Book") -> Answer[Wanted]:
    """What the rule asks for, by name."""
    from doxdocket.count.thresholds import names
    from doxdocket.law import words

    lang = manner().lang
    wanted = {n: words.of(rule, n, lang) for n in names(rule, book)} or {n: words.of(rule, n, lang) for n in _LISTS}
    lines = [
        f"{rule.article}  [{rule.provision}]",
        say("这条规则要：", "This rule asks for:"),
        *(f"  {n}：{w}" for n, w in wanted.items()),
    ]
    return Answer({"provision": rule.provision, "article": rule.article, "asks": wanted}, "\n".join(lines))


def _answered(said: "Answered", rule: "AnyRule", day: str | None, book: "Book") -> Answer[Weighed]:
    from doxdocket.law import told, words

    lang = manner().lang
    share = (
        f"{said.share.numerator}/{said.share.denominator}"
        if said.share is not None and "age" not in said.inputs
        else None
    )
    data: Weighed = {"provision": said.provision, "article": said.article, "answer": said.answer, "on": day, "inputs": dict(said.inputs),
                            "missing": list(said.missing), "share": share, "displaced_by": list(said.displaced_by)}  # fmt: skip
    lines = [f"{said.article}  [{said.provision}]", words.answered(rule, said.answer, lang)]
    lines += told.outcome(rule, lang)
    lines += [f"  {_input(rule, name, value, book, day_of(day))}" for name, value in said.inputs.items()]
    if share:
        lines.append(say(f"合计占标准的 {share}", f"{share} of the line in sum"))
    if said.displaced_by:
        lines.append(say("由特别规定取代：", "a special rule stands in its place: ") + ", ".join(said.displaced_by))
    elif said.missing:
        missing = [f"{words.of(rule, n, lang)} ({'--on' if n in words.DATES else n})" for n in said.missing]
        lines.append(say("还缺：" + "、".join(missing), "lacking: " + ", ".join(missing)))
    if "rule_in_force" in said.missing:
        lines.append(
            say(
                "本程序所收的规则没有及于该日的，因此不作回答；这不是“未达到”。",
                'No rule of this program reaches that day, so there is no answer; that is not "not met".',
            )
        )
    elif reached := told.reached(asked_by(rule, book, day_of(day)), day_of(day), lang):
        lines.append(reached)
    lines.append(_not_a_conclusion())
    return Answer(data, "\n".join(lines))


def asked_by(rule: "AnyRule", book: "Book", on: date | None) -> "Iterator[AnyRule]":
    """The rule and every rule that it asks on that day."""
    from doxdocket.law.shapes import Facts, Multiple

    yield rule
    inner = rule.of if isinstance(rule, Multiple) else rule.named if isinstance(rule, Facts) else []
    for provision in inner:
        if "/" in provision:
            yield from asked_by(book.find(provision, on), book, on)


def _not_a_conclusion() -> str:
    return say("这是对照，不是法律结论。", "A comparison, not a legal conclusion.")


def _input(rule: "AnyRule", name: str, value: str, book: "Book", on: date | None) -> str:
    """What was put in, or what a rule answered that was asked, in words."""
    from doxdocket.law import words

    lang = manner().lang
    if "/" in name:
        asked = book.find(name, on)
        said = say("由特别规定取代", "a special rule stands in its place") if value == "displaced" else ""
        return f"{asked.article} ({name}) = {said or words.answered(asked, value, lang)}"
    return f"{words.of(rule, name, lang)} ({name}) = {say(*_VALUES.get(value, (value, value)))}"


_VALUES = {"True": ("是", "yes"), "False": ("否", "no"), "?": ("不知", "not known")}
