"""What the parts of the damages worksheet share: counts, amounts with what they were taken from, remarks.

>>> ends(1200, None), ends(3, 5)
('1,200–不明', '3–5')
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields

from doxdocket.assess.damages.account import (
    FactorEntry,
    Figure,
    RoundedFigure,
    Sanctioned,
    SheetSanction,
    WeighedRange,
)
from doxdocket.assess.damages.frame import frame
from doxdocket.assess.damages.worksheet_parts import Money, Told
from doxdocket.desk.accounts.parties_words import word
from doxdocket.interval import amount, told
from doxdocket.law import words
from doxdocket.law.words import answer_of
from doxdocket.report.document import Block, Paragraph
from doxdocket.words import coded, either, lang, named, say, zh_en

COLUMNS, MOST = 110, 8
ANSWERS = {
    "met": "达到", "not met": "未达到", "not determinable": "不能确定",
    "same": "相同", "different": "不同", "larger": "更大", "smaller": "更小", "partly": "部分被告", "undecided": "不能确定", "unknown": "不明",
}  # fmt: skip
ABOUT = {
    "times": "次数",
    "rows": "行",
    "file": "文件",
    "others": "登记",
    "expert": "专家",
    "factor": "因素",
    "about": "关于",
    "each": "各被告",
    "who": "被告",
    "open": "是否成立还不能确定",
}
NAMED = {
    "loss": "损失", "gain": "获利", "number": "信息数量", "kinds": "信息种类", "harm": "社会危害", "repair": "治理修复成本", "ability": "侵权人经济能力",
    "fines": "刑事罚金", "whole": "整体",
}  # fmt: skip
HOW = {"exact": ("", ""), "least": zh_en("damages_words.at_least"), "about": zh_en("damages_words.about")}
WHAT = coded("damages_what")


def answer(code: str, provision: str = "") -> str:
    """An answer in words; of a rule in those of its form: a line is reached (达到), a condition fits (符合)."""
    if provision and code in {"met", "not met"}:
        return answer_of(provision, code, lang())
    return either(ANSWERS.get(code, code), code)


def determinable(code: str) -> str:
    """Whether loss or gain can be determined, in words."""
    return named(frame().held[code])


def number(value: object) -> str:
    """A count as printed."""
    return (
        say("assess_gains.not_known") if value is None else told(value) if isinstance(value, int | str) else str(value)
    )


def ends(low: object, high: object) -> str:
    """Low and high, once where they are one."""
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def conduct(sure: int, labelled: int) -> str:
    """Acts of a person: what was confirmed, and apart from it what the machine only labels.

    >>> conduct(0, 0), "6" in conduct(2, 8)
    ('0', True)
    """
    open_ = labelled - sure
    return number(sure) + (say("damages_words.unconfirmed", number=number(open_)) if open_ else "")


def money(one: Money | None) -> str:
    """An amount with what it was taken from."""
    return "—" if one is None else f"{yuan(one)} [{one.source}]"


def yuan(one: Money) -> str:
    """The same without it."""
    return say("damages_words.yuan", said=amount(one.yuan))


def label(row: Figure | RoundedFigure) -> str:
    """What a figure is called."""
    return row.label if lang() == "zh" else row.label_en or row.label


def confirmed(row: Figure) -> str:
    """What a figure of acts is called beside what persons confirmed of it alone."""
    return label(row).replace(say("panel.labelled"), say("panel.confirmed"))


def remarks(rows: Sequence[Told], before: str = "") -> list[Block]:
    """Remarks with what they are about; ``before``: the entry that they are on."""
    return [Paragraph(f"{before}! {named(row)}{about(row)}", "  ") for row in rows]


def about(row: Told) -> str:
    """What a remark is about, in brackets."""
    held = {one.name: getattr(row, one.name) for one in fields(row) if one.name not in {"code", "zh", "en"}}
    more = {key: value for key, value in held.items() if value is not None}
    if row.code == "facts_apart" and row.about:
        more["about"] = [words.of(None, one, lang()) for one in row.about]
    said = say("marks.semicolon").join(
        f"{either(ABOUT.get(key, key), key)} {_value(value)}" for key, value in more.items()
    )
    return say("marks.in_brackets", text=said) if said else ""


def _value(value: object) -> str:
    """What a remark is about, a list by its first few."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {determinable(n) if isinstance(n, str) else n}" for key, n in value.items())
    if isinstance(value, str) and value in NAMED:
        return either(NAMED[value], value)
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value[:MOST])) + (" …" if len(value) > MOST else "")
    return str(value)


def evidence(row: FactorEntry | Sanctioned | WeighedRange) -> str:
    """What an entry rests on."""
    return f"〔{'；'.join(row.evidence)}〕" if row.evidence else say("damages_words.no_evidence_named")


ENDED = frozenset(("not_prosecuted", "not_liable", "ended"))
"""Stages of a case that ended and imposed nothing."""


def sanction(row: Sanctioned | SheetSanction) -> str:
    """The kind and stage of a sanction, and whether it was imposed."""
    kind = say("damages_words.criminal") if row.criminal else say("damages_words.administrative_no_criminal_fine")
    if row.imposed:
        return f"{kind} {word(row.stage)}"
    left = say("damages_words.ended_without") if row.stage in ENDED else say("damages_words.not_imposed")
    return f"{kind} {word(row.stage)}{left}"


def sums_of(row: Sanctioned | SheetSanction, of: Callable[[Money], str] = money) -> str:
    """The sums of a sanction in words; ``of``: how an amount is told."""
    words = (
        (row.fine, *zh_en("assess_gains.fine")),
        (row.confiscated, *zh_en("damages_words.confiscated")),
        (row.returned, *zh_en("assess_gains.returned")),
    )
    return say("marks.semicolon").join(f"{either(zh, en)} {of(one)}" for one, zh, en in words if one)
