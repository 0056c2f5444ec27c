"""What a rule answers in a case: its article and sentence, what was put in at both bounds, what is missing, and where each count is from.

Source: the counts that the run published (``law_counts``), and the rules of the case. A rule is asked under each reading of 条 where it
asks for them; one that the run did not ask (of administrative or civil law) is asked here with the same counts. Leaves out: the posts
behind a figure, which ``explain`` adds, and any conclusion.

>>> [figure for _, figure in sorted(FIGURES.items())]
['tier_a', 'tier_b', 'tier_c']
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from doxdocket.count import thresholds
from doxdocket.count.catalogue import catalogue
from doxdocket.count.explanation import Both, Section
from doxdocket.law import told, words
from doxdocket.law.answer import Given
from doxdocket.law.rules import Book
from doxdocket.law.shapes import Answerable, Facts, Multiple

FIGURES: Mapping[str, str] = {f"tier_{t.tier.lower()}": t.id for t in catalogue().tiers}
"""The figure that each count of items is, under the reading by sets."""
_BESIDE = {
    "views": Both("一条贴文的最大浏览读数：doxdocket export 案卷 reach", "the largest reading of one post: doxdocket export CASE reach"),
    "forwards": Both("一条贴文的最大转发读数：doxdocket export 案卷 reach", "the largest count of forwards of one post: doxdocket export CASE reach"),
    "groups": Both("公开过被害人的群组和频道：doxdocket export 案卷 reach_channels", "chats that expose somebody: doxdocket export CASE reach_channels"),
    "members": Both("这些群组（高值：连同频道）的订阅数之和：doxdocket export 案卷 reach_channels", "members of these groups (high: and channels) in sum: doxdocket export CASE reach_channels"),
    "followers": Both("高值：这些频道的订阅数之和；是群组还是社交网络没有定论：doxdocket export 案卷 reach_channels", "high: subscribers of these channels in sum; whether group or network is not settled: doxdocket export CASE reach_channels"),
}  # fmt: skip


def sections(
    provision: str, published: Mapping[str, Any], book: Book, facts: Given | None = None
) -> tuple[Both, list[Section], list[str]]:
    """Title, sections, and the figures whose rows stand behind the answer."""
    counted = published["law_counts"]
    day = date.fromisoformat(counted["on"]) if counted["on"] else None
    rule = book.find(provision, day)
    title = Both(f"{rule.article}：{rule.says.zh}", f"{rule.article}: {rule.says.en}")
    page = Section(
        Both("规则与条文", "rule and article"),
        [Both(told.text(provision, "zh", book), told.text(provision, "en", book))],
    )
    if not isinstance(rule, Answerable):
        return title, [page], []
    rows = thresholds.of(provision, counted, facts, book)
    out = [
        page,
        Section(Both("回答（低值、高值）", "answers (low, high)"), [_told(rule, r) for r in rows], rows),
        _inputs(rule, book, day),
    ]
    inner = (
        rule.of
        if isinstance(rule, Multiple)
        else [n for n in rule.named if "/" in n]
        if isinstance(rule, Facts)
        else []
    )
    if inner:
        parts = [r for p in inner for r in thresholds.of(p, counted, facts, book)]
        out.append(
            Section(
                Both("所依据的其他规则", "the rules it rests on"),
                [_told(book.find(r["rule"], day), r) for r in parts],
                parts,
            )
        )
    named = thresholds.names(rule, book, day)
    return title, out, [FIGURES[n] for n in named if n in FIGURES]


_READINGS = {"U_set": Both("一人一组为一条", "one set of one person"), "U_person": Both("一人为一条", "one person"),
             "U_field": Both("一值为一条", "one value"), "": Both("各种读法", "every reading")}  # fmt: skip


def _told(rule: object, row: Mapping[str, Any]) -> Both:
    """One answer in words."""
    both = []
    for lang, reading in (("zh", _READINGS[row["reading"]].zh), ("en", _READINGS[row["reading"]].en)):
        ends = [words.said("answers", row[f"answer_{end}"], lang) for end in ("low", "high")]
        said = (
            f"{row['article']} [{row['rule']}]（{reading}）"
            if lang == "zh"
            else f"{row['article']} [{row['rule']}] ({reading}) "
        )
        said += " – ".join(dict.fromkeys(ends))
        if row["missing"]:
            lacking = [words.of(rule, n, lang) for n in row["missing"]]
            said += "，还缺：" + "、".join(lacking) if lang == "zh" else "; lacking: " + ", ".join(lacking)
        both.append(said)
    return Both(*both)


def _inputs(rule: Answerable, book: Book, day: date | None) -> Section:
    """Where each count comes from, and how a fact is brought in."""
    lines = []
    for name in thresholds.names(rule, book, day):
        zh, en = words.of(rule, name), words.of(rule, name, "en")
        if name in FIGURES:
            figure = FIGURES[name]
            lines.append(
                Both(f"{zh}：doxdocket explain 案卷 {figure} --rows", f"{en}: doxdocket explain CASE {figure} --rows")
            )
        elif name in _BESIDE:
            lines.append(Both(f"{zh}：{_BESIDE[name].zh}", f"{en}: {_BESIDE[name].en}"))
        else:
            lines.append(
                Both(
                    f"{zh}（{name}）：采集中看不出，由办案人员登记或认定",
                    f"{en} ({name}): no capture tells; the team states or decides it",
                )
            )
    return Section(Both("输入的来源", "where the inputs are from"), lines)
