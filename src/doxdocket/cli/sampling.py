"""``sample``: a stratified sample for double review: how many, and drawing it. Sheets and answers: ``answering``.

Left out: changing a figure, which only decisions do.

>>> sorted(sample.commands)
['answer', 'draw', 'plan', 'results', 'sheet', 'status', 'undo']
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from doxdocket.cli.answering import OFFICER, answer, results, sheet, status, undo
from doxdocket.cli.command import Answer, Group, case_argument, command, option
from doxdocket.cli.deciding import officer_of, reason_of
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import say
from doxdocket.cli.width import table
from doxdocket.errors import WrongCall
from doxdocket.signs import one_line

if TYPE_CHECKING:
    from doxdocket.sample.settings import Aim
    from doxdocket.store.case import Case

sample = Group(
    "sample",
    short=("抽样双人复核：准确率、漏检、一致性", "Double review of a sample: precision, missed items, agreement"),
    about=(
        (
            "分层随机抽样，由两名办案人员各自独立复核，互不看对方的答案；有分歧的交第三人。结果（准确率、漏检、95% 区间、κ）与数据并列，\n"
            "不改变任何数据。抽样方案和答案只增不改，都记入保管链。"
        ),
        (
            "Draws a seeded stratified sample that two officers review on their own, neither seeing the other's answers; a third\n"
            "person settles where they differ. What comes out (precision, missed items, 95 % intervals, kappa) stands beside the\n"
            "figures and changes none. Plans and answers are added, never altered, and in the custody log."
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
AIM = option("--for", "aim", type=click.Choice(["precision", "missed", "all"]), default="all",
             about=("准确率（命中、关联、行为）、漏检（贴文），默认两者", "precision (findings, links, conduct), missed items (posts), or all"))  # fmt: skip
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


def _wanted(aim: str) -> "Aim | None":
    return None if aim == "all" else "precision" if aim == "precision" else "missed"


def _numbers(
    case: "Case", aim: str, size: int | None, within: float | None, expect: float | None, *, each: bool
) -> Any:
    from doxdocket.pipeline import sampled

    if size is not None and within is not None:
        raise WrongCall(zh="--size 和 --within 只能用一个。", en="Give --size or --within, not both.")
    return sampled.numbers(case, _wanted(aim), size=size, within=None if within is None else within / 100,
                           expect=None if expect is None else expect / 100, each=each)  # fmt: skip


@command(
    "plan",
    short=("要抽多少", "How many to draw"),
    about=(
        (
            "算出每一层要抽多少、能得到多窄的区间；什么都不记录。已按有限总体校正：抽完一层，该层就没有误差。\n"
            "数量按层大小的平方根分配，每层至少 5 个（不足则全抽），使少见的层也够用；每层的权重是它的大小。"
        ),
        (
            "How many each stratum needs and how narrow the interval is then expected to be; records nothing. With the finite\n"
            "population correction: a stratum that is drawn whole has no error. Numbers go by the square root of a stratum's size and at\n"
            "least 5 (or all), so that rare strata get enough; each stratum weighs as much as its size."
        ),
    ),
    examples=(
        (
            "doxdocket sample plan 案卷 --for precision --within 5",
            "doxdocket sample plan case --for precision --within 5",
        ),
        ("doxdocket sample plan 案卷 --size 200 --expect 90", "doxdocket sample plan case --size 200 --expect 90"),
    ),
    shape=(
        '{"case", "populations": [{"population", "label", "of", "draw", "expect", "half", "strata": [{"stratum", "of", "draw", "half"}]}]}',
        '{"case", "populations": [{"population", "label", "of", "draw", "expect", "half", "strata": [{"stratum", "of", "draw", "half"}]}]}',
    ),
)
@case_argument()
@AIM
@SIZE
@WITHIN
@EXPECT
@EACH
def plan(case: str, aim: str, size: int | None, within: float | None, expect: float | None, each: bool) -> Answer:
    """Ask how many, and say what they would give."""
    from doxdocket.sample.draw import half
    from doxdocket.sample.settings import settings

    with open_case(case) as opened:
        held, numbers = _numbers(opened, aim, size, within, expect, each=each)
    told, cells = [], []
    for name, given in numbers.items():
        about, of = settings().populations[name], {s: len(held[name][s]) for s in given}
        p = float(about.expect) if expect is None else expect / 100
        strata = [
            {"stratum": s, "of": of[s], "draw": n, "half": round(half({s: of[s]}, {s: n}, p), 4)}
            for s, n in given.items()
        ]
        whole = {"population": name, "label": say(about.zh, about.en), "of": sum(of.values()), "draw": sum(given.values()),
                 "expect": p, "half": round(half(of, given, p), 4)}  # fmt: skip
        told.append(whole | {"strata": strata})
        cells += [_line(str(whole["label"]), whole), *(_line(f"  {s['stratum']}", s) for s in strata)]
    head = [say("对象与层", "population and stratum"), say("总数", "of"), say("抽取", "draw"), "±"]
    note = say("± 是预期占比下 95% 区间的半宽（有限总体校正）。抽取：doxdocket sample draw",
               "± is half the 95 % interval at the expected share, with the finite population correction. To draw: doxdocket sample draw")  # fmt: skip
    return Answer({"case": case, "populations": told}, table(head, cells, right={1, 2, 3}) + "\n" + note)


def _line(label: str, row: Mapping[str, Any]) -> list[str]:
    return [label, f"{row['of']:,}", f"{row['draw']:,}", f"{100 * row['half']:.1f}%"]


@command(
    "draw",
    short=("抽样并记录方案", "Draw a sample and record the plan"),
    about=(
        (
            "抽样并把方案（种子、各层总数与抽取的对象、所依据的运行的校验值）记入案卷，只增不改。不写 --seed 时种子取自证据的校验值，谁也挑不了；\n"
            "同一种子、同一结果抽出的样本相同。对象按内容命名（频道/贴文/位置/起-止/种类），以后的运行不会悄悄换掉它。"
        ),
        (
            "Draws and records the plan for good: seed, size of each stratum, what was drawn, digests of the run it was drawn from.\n"
            "Without --seed the seed comes from the digest of the evidence, so that nobody picks it; the same seed and result give the\n"
            "same sample. Things are named by content (channel/post/where/start-end/kind): a later run does not change it in silence."
        ),
    ),
    examples=(
        (
            "doxdocket sample draw 案卷 --reviewer 张三 --reviewer 李四 --reason 核验机器标注 --officer 王五",
            "doxdocket sample draw case --reviewer Zhang --reviewer Li --reason 'how good the labels are' --officer Wang",
        ),
    ),
    shape=(
        '{"case", "plan", "new", "seed", "reviewers", "questions", "populations": {"findings": 300, …}}',
        '{"case", "plan", "new", "seed", "reviewers", "questions", "populations": {"findings": 300, …}}',
    ),
)
@case_argument()
@AIM
@SIZE
@WITHIN
@EXPECT
@EACH
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
def draw(case: str, aim: str, size: int | None, within: float | None, expect: float | None, each: bool, seed: int | None,
         reviewers: tuple[str, ...], reason: str, officer: str | None) -> Answer:  # fmt: skip
    """Draw, record, and say what comes next."""
    from doxdocket.pipeline import sampled
    from doxdocket.sample.plan import questions

    with open_case(case) as opened:
        two = _two(reviewers or opened.info.officers)
        who, why = officer_of(opened, officer), reason_of(reason, opened)
        held, numbers = _numbers(opened, aim, size, within, expect, each=each)
        made, new = sampled.draw(opened, held, numbers, seed=seed, reviewers=two, reason=why, officer=who)
    counts = {name: sum(given.values()) for name, given in numbers.items()}
    told = {"case": case, "plan": made.id, "new": new, "seed": made.target["seed"], "reviewers": list(two),
            "questions": len(questions(made.target)), "populations": counts}  # fmt: skip
    who_first = one_line(two[0])
    first = say(
        f"已记录 {made.id}" if new else f"与 {made.id} 相同，没有再记",
        f"Recorded {made.id}" if new else f"The same as {made.id}; not recorded again",
    )
    return Answer(told, say(
        f"{first}：{told['questions']} 题，种子 {told['seed']}。下一步，两人各自：doxdocket sample sheet {case} --officer {who_first} --reason … -o {who_first}.csv",
        f"{first}: {told['questions']} questions, seed {told['seed']}. Next, each alone: doxdocket sample sheet {case} --officer {who_first} --reason … -o {who_first}.csv",
    ))  # fmt: skip


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
