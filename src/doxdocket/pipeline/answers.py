"""What a person may answer, and what is said when it cannot be: values within the bounds, labels there are, contradictions.

Leaves out: recording, which ``deciding`` does.

>>> absent("V0009").said("en")
'The current result has no V0009.'
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from doxdocket.decisions import acts
from doxdocket.errors import DoxdocketError, WrongCall
from doxdocket.store.decisions import Decision


def picked(figure: Mapping[str, Any], text: str) -> int | str:
    """The value that a person picks for a figure: a whole number or a fraction, within the bounds where there are any.

    >>> picked({"id": "persons", "low": 790, "high": 830}, "812"), picked({"id": "ratio", "low": None}, "3/5")
    (812, '3/5')
    """
    try:
        value, ends = Fraction(text), [Fraction(figure[end]) for end in ("low", "high") if figure.get(end) is not None]
    except (ValueError, ZeroDivisionError):
        raise WrongCall(
            zh="{figure} 的值要写成整数或分数 p/q。",
            en="The value of {figure} is a whole number or a fraction p/q.",
            figure=figure["id"],
        ) from None
    if ends and not ends[0] <= value <= ends[-1]:
        raise WrongCall(
            zh="{figure} 的值要在下限 {low} 和上限 {high} 之间。若上下限本身不对，请先认定命中或人。",
            en="The value of {figure} lies between {low} and {high}. If the bounds are wrong, decide on findings or persons first.",
            figure=figure["id"], low=figure["low"], high=figure["high"],
        )  # fmt: skip
    return int(value) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def known_label(label: str) -> None:
    """A label of conduct that there is."""
    if label not in LABELS:
        raise WrongCall(
            zh="没有这种行为标注：{label}。可用：{all}", en="there is no label {label}; there are: {all}",
            label=label, all="、".join(LABELS),
        )  # fmt: skip


LABELS = ("insult", "threat", "incitement", "paid_task", "sale_offer", "promotion", "source_of_data", "motive")


def absent(name: str) -> WrongCall:
    """What is named is not in the current run."""
    return WrongCall(zh="现行结果里没有 {name}。", en="The current result has no {name}.", name=name)


def contradiction(act: str, stands: Sequence[Decision]) -> WrongCall:
    """What stands against a decision, and what to do."""
    rows = [f"{d.id} {d.act} {_about(d)}（{d.officer}：{d.reason}）" for d in stands]
    return WrongCall(
        zh="与有效的认定矛盾，没有记录：{act} 与 {stands}。要改变，先撤销其中一项（decide 案卷 undo {one}），或加 --overrule {one} 一并撤销。",
        en="This contradicts what stands, so it was not recorded: {act} against {stands}. To change it, undo one of them first "
        "(decide CASE undo {one}), or add --overrule {one}, which undoes it together with this.",
        act=act,
        stands="；".join(rows),
        one=stands[-1].id if stands else "",
    )


def _about(decision: Decision) -> str:
    return " ".join(str(part) for name in decision.target for part in acts.listed(decision.target, name))


def together(faults: Sequence[tuple[int | None, DoxdocketError]]) -> DoxdocketError:
    """One error of the faults of a file's lines (the first twenty); of one decision given by itself, its own."""
    if faults[0][0] is None:
        return faults[0][1]
    zh, en = ("\n".join(_line(n, fault.said(lang), lang) for n, fault in faults[:20]) for lang in ("zh", "en"))
    return WrongCall(
        zh="文件中有 {n} 行不能记录，什么都没有记录：\n{lines_zh}",
        en="{n} line(s) of the file cannot be recorded; nothing was recorded:\n{lines_en}",
        n=len(faults),
        lines_zh=zh,
        lines_en=en,
    )


def one_at_a_time(line: int | None, fault: DoxdocketError) -> DoxdocketError:
    """The error of the first of a file's lines that repeat a value: to name them all would search the case for a list."""
    if line is None:
        return fault
    return WrongCall(
        zh="文件中有重复封存内容的行，什么都没有记录；每次只指出一行：\n{line_zh}",
        en="lines of the file repeat values of the case; nothing was recorded. One is named at a time:\n{line_en}",
        line_zh=_line(line, fault.said("zh"), "zh"),
        line_en=_line(line, fault.said("en"), "en"),
    )


def _line(number: int | None, text: str, lang: str) -> str:
    return f"  第 {number} 行：{text}" if lang == "zh" else f"  line {number}: {text}"
