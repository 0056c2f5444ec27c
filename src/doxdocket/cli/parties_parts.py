"""What each did before and after an age, and in whose care, and what must still be found out: tables of ``assess parties``.

>>> (
...     stretch(date(2023, 7, 1), date(2024, 3, 31)),
...     stretch(date(2023, 7, 1), date(2023, 7, 1)),
...     stretch(None, None) == word("unknown"),
... )
('2023-07-01…2024-03-31', '2023-07-01', True)
"""

from collections.abc import Sequence
from datetime import date  # noqa: F401 - for the example
from typing import TYPE_CHECKING, cast

from doxdocket.cli.parties_words import relation, stretch, whose, word
from doxdocket.cli.said import say
from doxdocket.cli.width import table, wrap

if TYPE_CHECKING:
    from doxdocket.assess.parties.account import AgeDeeds, AnyOpen, Bounds, CareDeeds, Deeds, OpenGuardian, Span

ACTS = ("insult", "threat", "incitement", "paid_task", "sale_offer")
ACTS_HEAD = (("侮辱", "insult"), ("威胁", "threat"), ("煽动", "incitement"), ("任务", "tasks"), ("出售", "offers"))
_HEAD = (
    ("谁的贴文", "posts of"), ("贴文", "posts"), ("发布次", "publications"), ("被害人", "persons"), ("条（项）", "items"), ("种", "kinds"),
    *ACTS_HEAD,
)  # fmt: skip
TO_FIND = {
    "other_parent": (
        "父母另一方（{relation}）是谁：登记为监护人；死亡、丧失监护能力、被撤销资格或者法院认定终止的，也登记并写明（ended、until）；只有一方的，登记事实 parents_both@{defendant} 为 false",
        "who the other parent ({relation}) is: enter a guardian; one who is dead, unable, disqualified or ended by a court too, with ended and until; where there is none, the fact parents_both@{defendant} as false",
    ),
    "guardian": ("监护人是谁（{days} 的行为）", "who the guardian is (acts of {days})"),
    "nobody_then": ("{days} 的行为：登记的监护人都不在其监护期间，当时的监护人是谁", "acts of {days}: in the care of none of those entered; who was the guardian then"),
    "basis": ("{guardian}（{relation}）不是父母：为何是监护人（basis；民法典第二十七条第二款、第二十九至三十二、三十六条、第一千一百一十一条）",
              "{guardian} ({relation}) is no parent: why guardian (basis; 民法典 art. 27(2), 29-32, 36, 1111)"),
    "no_post": ("{account}：采集到的贴文里没有这个账号或署名；核对写法，或者补充采集", "{account}: this account or signature stands in no post of the captures; check how it is written, or capture more"),
    "channel_number": ("{account}：采集到的贴文里没有这个账号，是频道本身的号；以频道名义发的贴文按管理频道的期间归属（登记 role）",
                       "{account}: this account stands in no post of the captures, it is the number of the channel itself; posts in the channel's name are of whoever ran it then (form role)"),
    "fosters": ("{guardian}：继父母是否形成抚养教育关系（fosters；法释〔2024〕12号第九条）", "{guardian}: whether the step-parent brings the child up (fosters; 法释〔2024〕12号 art. 9)"),
    "ended_day": ("{guardian}：何日起不再是监护人（until）", "{guardian}: since which day no longer guardian (until)"),
    "delegate_at_fault": ("{guardian}：受托人有无过错（事实 delegate_at_fault@{defendant}；民法典第一千一百八十九条）",
                          "{guardian}: whether the delegate was at fault (the fact delegate_at_fault@{defendant}; 民法典 art. 1189)"),
}  # fmt: skip


def titled(
    zh: str, en: str, head: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]], right: set[int] | None = None
) -> str:
    """A table under its title; nothing where there are no rows."""
    return f"{say(zh, en)}\n{table([say(*h) for h in head], rows, right=right or set())}" if rows else ""


def bounds(count: "Bounds | Span | int") -> str:
    """A figure in its bounds."""
    if isinstance(count, int):
        return str(count)
    ends = (count.low, getattr(count, "estimate", None), count.high)
    return "–".join(dict.fromkeys(str(end) for end in ends if end is not None))


def _figures(row: "AgeDeeds | CareDeeds") -> list[str]:
    of = row.exposed
    return [
        whose(row), bounds(row.posts), *map(bounds, (of.publications, of.persons, of.items, of.kinds)),
        *(_acts(getattr(row.conduct, name), getattr(row.conduct, f"{name}_proposed")) for name in ACTS),
    ]  # fmt: skip


def _acts(sure: "Span", open_: "Span") -> str:
    """What a person confirmed, in bounds, and what the machine only labels apart from it."""
    more = bounds(open_)
    return bounds(sure) + ("" if more == "0" else say(f"（待认定 {more}）", f" ({more} unconfirmed)"))


def unconfirmed() -> str:
    """What stands in brackets behind a count of conduct."""
    return "\n".join(wrap(say(
        "侮辱、威胁、煽动、任务、出售：只计经人认定的贴文；“待认定”是机器标注、没有人认定的贴文，不是认定的行为（doxdocket decide 案卷 conduct.confirm）。",
        "Insults, threats, incitement, tasks, offers: posts that a person confirmed; unconfirmed ones are labels of the machine and acts of nobody (doxdocket decide CASE conduct.confirm).",
    ), 100))  # fmt: skip


def ages(rows: "Sequence[AgeDeeds]") -> str:
    """What was done before and after the ages that law names."""
    cells = [[r.defendant, _age(r), *_figures(r)] for r in rows]
    lines = sorted({r.age_low for r in rows} | {r.age_high + 1 for r in rows if r.age_high is not None})
    zh, en = (sep.join(str(one) for one in lines if one) for sep in ("、", " and "))
    return titled(
        f"年满 {zh} 周岁前后各做了什么（出生或贴文日期不确定的，只计入上限；被害人和条可能前后都有，不能相加）",
        f"Before and after {en} (where a birth or a post's day is uncertain only the high counts it; persons and items may be in both, not to be added up)",
        [("被告", "defendant"), ("周岁", "age"), *_HEAD], cells, set(range(3, 13)),
    )  # fmt: skip


def _age(row: "AgeDeeds") -> str:
    low, high = row.age_low, row.age_high
    if high is None:
        return say(f"{low} 以上", f"{low} or older")
    return say(f"不满 {high + 1}", f"under {high + 1}") if low == 0 else f"{low}–{high}"


def cares(rows: "Sequence[CareDeeds]", deeds: "Sequence[Deeds]") -> str:
    """What was done in the care of each guardian, where that is not all of it or some was done in nobody's."""
    whole = {(r.defendant, r.how): r.posts for r in deeds}
    parted = {
        r.defendant for r in rows
        if not r.guardian or r.posts.low != r.posts.high or r.posts.high != whole.get((r.defendant, r.how))
    }  # fmt: skip
    cells = [
        [r.defendant, r.guardian or say("（没有登记的监护人）", "(nobody entered)"), *_figures(r)] for r in rows if r.defendant in parted
    ]  # fmt: skip
    return titled(
        "被监护期间的行为，按各监护人的期间（日期不确定的只计入上限；不能相加）",
        "Acts in the time of each guardian (uncertain days in the high only; not to be added up)",
        [("被告", "defendant"), ("监护人", "guardian"), *_HEAD], cells, set(range(3, 13)),
    )  # fmt: skip


def to_find(rows: "Sequence[AnyOpen]") -> str:
    """What must be found out or decided, and which articles turn on it."""
    cells = [(getattr(row, "defendant", "") or getattr(row, "actor", ""), _open(row)) for row in rows]
    if not cells:
        return ""
    lines = [line for who, what in cells for line in wrap(f"{who}{say('：', ': ')}{what}", 100)]
    return "\n".join([say("需要查明或由人决定", "To be found out or decided by a person"), *lines])


def _open(row: "AnyOpen") -> str:
    zh, en = TO_FIND.get(row.open, ("", ""))
    if not zh:
        return word(row.open)
    text = say(zh, en)
    if row.open in {"no_post", "channel_number"}:
        return text.format(account=getattr(row, "account", ""))
    return _open_guardian(cast("OpenGuardian", row), text)


def _open_guardian(row: "OpenGuardian", text: str) -> str:
    text = text.format(
        defendant=row.defendant, guardian=row.guardian, relation=relation(row.relation), days=stretch(row.first, row.last)
    )  # fmt: skip
    articles = say("、", ", ").join(row.articles)
    turns = say(
        f"。决定是否共同承担，离婚、未共同生活也不是抗辩：{articles}",
        f". On it turns whether both answer together, divorced or not living with the child too: {articles}",
    )
    return text + (turns if articles else "")
