"""``sample``: a stratified sample for double review: how many, and drawing it. Sheets and answers: ``answering``.

Left out: changing a figure, which only decisions do.

>>> sorted(sample.commands)
['answer', 'draw', 'plan', 'results', 'sheet', 'status', 'undo']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, TypedDict, cast

import click

from doxdocket.cli.answering import OFFICER, answer, results, sheet, status, undo
from doxdocket.cli.command import Answer, Group, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.errors import WrongCall
from doxdocket.report.text import table
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.sample.settings import Rule
    from doxdocket.store.case import Case

sample = Group(
    "sample",
    short=(
        "抽样双人复核：准确率、漏检、验收、一致性",
        "Double review of a sample: precision, what was missed, acceptance, agreement",
    ),
    about=(
        (
            "分层随机抽样，由两名办案人员各自独立复核，互不看对方的答案；有分歧的交第三人。结果（准确率、错漏总数、95% 区间、κ）与数据并列，\n"
            "不改变任何数据。验收规则（容许的错漏占比、置信度）抽样前定下，抽样后不能改；没有通过或没有做完的，写在有关数据旁边。\n"
            "抽样方案和答案只增不改，都记入保管链。"
        ),
        (
            "Draws a seeded stratified sample that two officers review on their own, neither seeing the other's answers; a third\n"
            "person settles where they differ. What comes out (precision, faults in all, 95 % intervals, kappa) stands beside the\n"
            "figures and changes none. The rule of acceptance (share of faults tolerated, confidence) is set before the draw and\n"
            "cannot be changed after; a sample that fails or is unfinished is said beside the figures it concerns. Plans and\n"
            "answers are added, never altered, and in the custody log."
        ),
    ),
    examples=(
        (
            "doxdocket sample plan 案卷 --for precision --within 5",
            "doxdocket sample plan case --for precision --within 5",
        ),
        (
            "doxdocket sample draw 案卷 --reviewer 张三 --reviewer 李四 --reason 核验机器标注 --officer 王五",
            "doxdocket sample draw case --reviewer Zhang --reviewer Li --reason 'how good the labels are' --officer Wang",
        ),
        (
            "doxdocket sample sheet 案卷 --officer 张三 --reason 双人复核 -o 张三.csv",
            "doxdocket sample sheet case --officer Zhang --reason 'double review' -o zhang.csv",
        ),
        (
            "doxdocket sample answer 案卷 张三.csv --officer 张三",
            "doxdocket sample answer case zhang.csv --officer Zhang",
        ),
        ("doxdocket sample results 案卷", "doxdocket sample results case"),
    ),
)
AIM = option("--for", "aim", multiple=True, metavar="WHAT",
             about=("对象，可写几次：precision（机器说的对不对）、missed（漏了什么）、all，或某一对象的名称（见 sample plan）；默认 all",
                    "what, several times if need be: precision (is the machine right), missed (what it missed), all, or the name of a population (see sample plan); all unless given"))  # fmt: skip
TOLERATE = option("--tolerate", multiple=True, metavar="[WHAT=]PERCENT",
                  about=("验收规则：容许的错漏单位占比上限，可按对象写（conduct=5）；默认见 plan.yaml",
                         "rule of acceptance: the largest share of faulty units tolerated, of one population if named (conduct=5); see plan.yaml"))  # fmt: skip
CONFIDENCE = option("--confidence", type=click.FloatRange(50, 99.9), metavar="PERCENT",
                    about=("验收规则的置信度（单侧），默认 95", "confidence of that rule, one-sided; 95 unless given"))  # fmt: skip
SIZE = option("--size", type=click.IntRange(1), about=("每类对象抽多少", "how many of each population"))
WITHIN = option("--within", type=click.FloatRange(0.1, 50), metavar="PERCENT",
                about=("按精度定数量：± 多少个百分点", "draw as many as a precision needs: plus or minus so many points"))  # fmt: skip
EXPECT = option("--expect", type=click.FloatRange(0, 100), metavar="PERCENT",
                about=("设想的占比，默认见 plan.yaml", "the share to expect; see plan.yaml"))  # fmt: skip
EACH = option(
    "--each",
    is_flag=True,
    about=("每一层都要达到这个精度，而不只是加权总体", "that precision for each stratum, not the weighted whole alone"),
)


def _wanted(aims: Sequence[str]) -> list[str]:
    """The populations meant: every one unless told otherwise."""
    from doxdocket.sample.settings import settings

    every = settings().populations
    unknown = [aim for aim in aims if aim not in {*every, "all", "precision", "missed"}]
    if unknown:
        raise WrongCall(zh="没有这个对象：{what}。可写：precision、missed、all、{names}", en="there is no population {what}; it takes precision, missed, all, {names}",
                        what=", ".join(unknown), names=", ".join(every))  # fmt: skip
    return [name for name, about in every.items() if not aims or {name, about.aim, "all"} & set(aims)]


def _rules(wanted: Sequence[str], tolerate: Sequence[str], confidence: float | None) -> "dict[str, Rule]":
    """The rule of acceptance of each population, as told or as usual."""
    from doxdocket.sample.plan import rules
    from doxdocket.sample.settings import settings

    said: dict[str | None, str] = {}
    for one in tolerate:
        name, _, share = one.rpartition("=")
        try:
            fits = 0 <= float(share) < 100 and (not name or settings().populations[name].tolerate is not None)
        except (ValueError, KeyError):
            fits = False
        if not fits:
            raise WrongCall(
                zh="--tolerate {what} 不能用：写百分数（0 至 100 以下），或 对象=百分数；doubtful 不主张任何东西，没有验收规则。没有记录任何东西。",
                en="--tolerate {what} cannot be taken: give a percentage from 0 to below 100, or population=percentage; doubtful claims nothing and has no rule. Nothing was recorded.",
                what=one,
            )  # fmt: skip
        said[name or None] = f"{float(share) / 100:.6g}"
    return rules(wanted, said, None if confidence is None else f"{confidence / 100:.6g}")


def _numbers(case: "Case", wanted: Sequence[str], accept: "Mapping[str, Rule]", size: int | None, within: float | None, expect: float | None, *, each: bool) -> Any:  # fmt: skip
    from doxdocket.pipeline import sampled

    if size is not None and within is not None:
        raise WrongCall(zh="--size 和 --within 只能用一个。", en="Give --size or --within, not both.")
    return sampled.numbers(case, wanted, accept, size=size, within=None if within is None else within / 100,
                           expect=None if expect is None else expect / 100, each=each)  # fmt: skip


class Stratum(TypedDict):
    """How many of one stratum."""

    stratum: str
    of: int
    draw: int
    half: float
    possible: int | None


class Population(TypedDict):
    """How many of one population, and what they would give."""

    population: str
    label: str
    unit: str
    frame: str
    asks: str
    accept: "Rule | None"
    tolerated: int | None
    possible: int | None
    can_pass: bool | None
    of: int
    draw: int
    expect: float
    half: float
    strata: list[Stratum]


class Planned(TypedDict):
    """How many to draw."""

    case: str
    populations: list[Population]


Name = Annotated[str, ("对象", "POPULATION")]


class Drawn(TypedDict):
    """A sample, drawn."""

    case: str
    plan: str
    new: bool
    seed: int
    reviewers: list[str]
    questions: int
    populations: dict[Name, int]
    accept: "dict[Name, Rule]"
    too_few: list[str]


@command(
    "plan",
    short=("要抽多少", "How many to draw"),
    about=(
        (
            "算出每一层要抽多少、能得到多窄的区间；什么都不记录。已按有限总体校正：抽完一层，该层就没有误差。\n"
            "数量按层大小的平方根分配，每层至少 5 个（不足则全抽），使少见的层也够用；每层的权重是它的大小。\n"
            "“零错漏仍可有”：抽到的全都没有错漏时，总数里按所定的置信度仍可能有多少个单位有错漏；超过“容许”的，怎样回答都不能通过。\n"
            "各对象的单位、范围（全部列出它们的规则）、问题，见表下和 --json。"
        ),
        (
            "How many each stratum needs and how narrow the interval is then expected to be; records nothing. With the finite\n"
            "population correction: a stratum that is drawn whole has no error. Numbers go by the square root of a stratum's size and at\n"
            "least 5 (or all), so that rare strata get enough; each stratum weighs as much as its size. 'none seen, may be': how many\n"
            "units of all may still be faulty, at the confidence set, when the sample shows no fault; where that is more than\n"
            "'tolerated' no answer can pass. Unit, frame (the rule that lists them all) and question stand below and in --json."
        ),
    ),
    examples=(
        (
            "doxdocket sample plan 案卷 --for precision --within 5",
            "doxdocket sample plan case --for precision --within 5",
        ),
        ("doxdocket sample plan 案卷 --size 200 --expect 90", "doxdocket sample plan case --size 200 --expect 90"),
    ),
)
@case_argument()
@AIM
@SIZE
@WITHIN
@EXPECT
@EACH
@TOLERATE
@CONFIDENCE
def plan(case: str, aim: tuple[str, ...], size: int | None, within: float | None, expect: float | None, each: bool,
         tolerate: tuple[str, ...], confidence: float | None) -> Answer[Planned]:  # fmt: skip
    """Ask how many, and say what they would give."""
    from doxdocket.sample.draw import can_pass, half, without_fault
    from doxdocket.sample.settings import settings

    wanted = _wanted(aim)
    accept = _rules(wanted, tolerate, confidence)
    with open_case(case) as opened:
        held, numbers = _numbers(opened, wanted, accept, size, within, expect, each=each)
    told: list[Population] = []
    cells, frames = [], []
    for name, given in numbers.items():
        about, of, rule = settings().populations[name], {s: len(held[name][s]) for s in given}, accept.get(name)
        p, whole = float(about.expect) if expect is None else expect / 100, sum(of.values())
        strata: list[Stratum] = [
            {"stratum": s, "of": of[s], "draw": n, "half": round(half({s: of[s]}, {s: n}, p), 4), "possible": None if rule is None else without_fault({s: of[s]}, {s: n}, rule)}
            for s, n in given.items()
        ]  # fmt: skip
        row: Population = {"population": name, "label": say(about.zh, about.en), "unit": say(about.unit.zh, about.unit.en),
               "frame": say(about.frame.zh, about.frame.en), "asks": say(about.asks_zh, about.asks_en), "accept": rule,
               "tolerated": None if rule is None else int(float(rule["tolerate"]) * whole + 1e-9), "possible": None if rule is None else without_fault(of, given, rule),
               "can_pass": None if rule is None else can_pass(of, given, rule), "of": whole, "draw": sum(given.values()),
               "expect": p, "half": round(half(of, given, p), 4), "strata": strata}  # fmt: skip
        told.append(row)
        cells += [_line(f"{row['label']} ({name})", row), *(_line(f"  {s['stratum']}", s) for s in strata)]
        frames.append(
            f"{name}{say('：', ': ')}{row['unit']}{say('；', '; ')}{row['frame']}{say('。', '. ')}{row['asks']}"
        )
    head = [say("对象与层", "population and stratum"), say("总数", "of"), say("抽取", "draw"), "±",
            say("零错漏仍可有", "none seen, may be"), say("容许", "tolerated")]  # fmt: skip
    note = say("± 是预期占比下 95% 区间的半宽（有限总体校正）。抽取：doxdocket sample draw",
               "± is half the 95 % interval at the expected share, with the finite population correction. To draw: doxdocket sample draw")  # fmt: skip
    parts = [table(head, cells, right={1, 2, 3, 4, 5}), "\n".join(frames), note, _too_few([str(r["population"]) for r in told if r["can_pass"] is False])]  # fmt: skip
    return Answer({"case": case, "populations": told}, "\n\n".join(part for part in parts if part))


def _line(label: str, row: Mapping[str, Any]) -> list[str]:
    many = [f"{row[name]:,}" if row.get(name) is not None else "" for name in ("possible", "tolerated")]
    return [label, f"{row['of']:,}", f"{row['draw']:,}", f"{100 * row['half']:.1f}%", *many]


def _too_few(names: Sequence[str]) -> str:
    """Which samples fail whatever is answered."""
    if not names:
        return ""
    told = ", ".join(names)
    return say(f"抽得太少，就算没有一个错漏也不能通过验收：{told}。抽多一些（不写 --size 即够），或在抽样前另定 --tolerate。",
               f"Too few to pass even without a fault: {told}. Draw more (without --size it is enough), or set another --tolerate before the draw.")  # fmt: skip


@command(
    "draw",
    short=("抽样并记录方案", "Draw a sample and record the plan"),
    about=(
        (
            "抽样并把方案（种子、各层总数与抽取的对象、所依据的运行的校验值）记入案卷，只增不改。不写 --seed 时种子取自证据的校验值，谁也挑不了；\n"
            "同一种子、同一结果抽出的样本相同。对象按内容命名（频道/贴文/位置/起-止/种类），以后的运行不会悄悄换掉它。\n"
            "验收规则（--tolerate、--confidence，或默认值）与方案一同记下，此后不能改：方案未撤销时，同一对象另定规则会被拒绝。"
        ),
        (
            "Draws and records the plan for good: seed, size of each stratum, what was drawn, digests of the run it was drawn from.\n"
            "Without --seed the seed comes from the digest of the evidence, so that nobody picks it; the same seed and result give the\n"
            "same sample. Things are named by content (channel/post/where/start-end/kind): a later run does not change it in silence.\n"
            "The rule of acceptance (--tolerate, --confidence, or the usual) is recorded with it and cannot be changed after: while the\n"
            "plan stands, another rule for the same population is refused."
        ),
    ),
    examples=(
        (
            "doxdocket sample draw 案卷 --reviewer 张三 --reviewer 李四 --reason 核验机器标注 --officer 王五",
            "doxdocket sample draw case --reviewer Zhang --reviewer Li --reason 'how good the labels are' --officer Wang",
        ),
    ),
)
@case_argument()
@AIM
@SIZE
@WITHIN
@EXPECT
@EACH
@TOLERATE
@CONFIDENCE
@option(
    "--seed",
    type=click.IntRange(0),
    about=("种子；默认取自证据的校验值", "the seed; from the digest of the evidence unless given"),
)
@option(
    "--reviewer",
    "reviewers",
    multiple=True,
    metavar="NAME",
    about=("两名复核人；默认案卷的两名经办人", "the two reviewers; the case's two officers unless given"),
)
@option("--reason", required=True, about=("为什么抽样", "why it is drawn"))
@OFFICER
def draw(case: str, aim: tuple[str, ...], size: int | None, within: float | None, expect: float | None, each: bool, tolerate: tuple[str, ...],
         confidence: float | None, seed: int | None, reviewers: tuple[str, ...], reason: str, officer: str | None) -> Answer[Drawn]:  # fmt: skip
    """Draw, record, and say what comes next."""
    from doxdocket.pipeline import sampled
    from doxdocket.sample.draw import can_pass
    from doxdocket.sample.plan import questions

    wanted = _wanted(aim)
    accept = _rules(wanted, tolerate, confidence)
    with open_case(case) as opened:
        two = _two(reviewers or opened.info.officers)
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        held, numbers = _numbers(opened, wanted, accept, size, within, expect, each=each)
        made, new = sampled.draw(opened, held, numbers, accept, seed=seed, reviewers=two, reason=why, officer=who)
    counts = {name: sum(given.values()) for name, given in numbers.items()}
    ruled = {name: accept[name] for name in numbers if name in accept}
    few = [
        name
        for name, rule in ruled.items()
        if not can_pass({s: len(held[name][s]) for s in numbers[name]}, numbers[name], rule)
    ]
    told: Drawn = {"case": case, "plan": made.id, "new": new, "seed": cast("int", made.target["seed"]), "reviewers": list(two),
            "questions": len(questions(made.target)), "populations": counts, "accept": ruled, "too_few": few}  # fmt: skip
    who_first = one_line(two[0])
    first = say(
        f"已记录 {made.id}" if new else f"与 {made.id} 相同，没有再记",
        f"Recorded {made.id}" if new else f"The same as {made.id}; not recorded again",
    )
    notes = [line for line in (_said_rules(ruled), _too_few(few)) if line]
    return Answer(told, "\n".join([*notes, say(
        f"{first}：{told['questions']} 题，种子 {told['seed']}。下一步，两人各自：doxdocket sample sheet {case} --officer {who_first} --reason … -o {who_first}.csv",
        f"{first}: {told['questions']} questions, seed {told['seed']}. Next, each alone: doxdocket sample sheet {case} --officer {who_first} --reason … -o {who_first}.csv",
    )]))  # fmt: skip


def _said_rules(ruled: "Mapping[str, Rule]") -> str:
    """The rules that the plan holds, in a line."""
    told = [f"{name} {100 * float(rule['tolerate']):g}% @ {100 * float(rule['confidence']):g}%" for name, rule in ruled.items()]  # fmt: skip
    return (
        say(f"验收规则（此后不能改）：{'；'.join(told)}", f"Rules of acceptance, fixed from now on: {'; '.join(told)}")
        if told
        else ""
    )


def _two(names: Sequence[str]) -> tuple[str, str]:
    found = [name.strip() for name in names if name.strip()]
    if len(found) != 2 or found[0] == found[1]:
        raise WrongCall(
            zh="要有两名不同的复核人：--reviewer 甲 --reviewer 乙。",
            en="Two different reviewers are needed: --reviewer A --reviewer B.",
        )
    return found[0], found[1]


for _command in (plan, draw, sheet, answer, results, status, undo):
    sample.add_command(_command)
