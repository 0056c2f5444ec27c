"""What a rule answers in a case: its article and sentence, of whom it was asked and when, what was put in, where that is from, what is missing.

The answers are given to it, as the accounts of ``assess`` made them (``pipeline.asked``): nothing is asked here. Leaves out: the posts
behind a figure, which ``explain`` adds, and any conclusion.

>>> [figure for _, figure in sorted(FIGURES.items())]
['tier_a', 'tier_b', 'tier_c']
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from doxdocket.count import thresholds
from doxdocket.count.catalogue import catalogue
from doxdocket.count.explanation import Both, Section
from doxdocket.law import told, words
from doxdocket.law.rules import Book
from doxdocket.law.shapes import AnyRule, Facts, Multiple

Rows = Sequence[Mapping[str, Any]]
FIGURES: Mapping[str, str] = {f"tier_{t.tier.lower()}": t.id for t in catalogue().tiers}
"""The figure that each count of items is, under the reading by sets."""
_BESIDE = {
    "views": Both("一条贴文的最大浏览读数：doxdocket export 案卷 reach", "the largest reading of one post: doxdocket export CASE reach"),
    "forwards": Both("一条贴文的最大转发读数：doxdocket export 案卷 reach", "the largest count of forwards of one post: doxdocket export CASE reach"),
    "groups": Both("公开过被害人的群组和频道：doxdocket export 案卷 reach_channels", "chats that expose somebody: doxdocket export CASE reach_channels"),
    "members": Both("这些群组（高值：连同频道）的订阅数之和：doxdocket export 案卷 reach_channels", "members of these groups (high: and channels) in sum: doxdocket export CASE reach_channels"),
    "followers": Both("高值：这些频道的订阅数之和；是群组还是社交网络没有定论：doxdocket export 案卷 reach_channels", "high: subscribers of these channels in sum; whether group or network is not settled: doxdocket export CASE reach_channels"),
    "gains": Both("登记的收款和流水：doxdocket assess gains 案卷；doxdocket explain 案卷 receipts_proven", "receipts and statements on the register: doxdocket assess gains CASE; doxdocket explain CASE receipts_proven"),
    "damages": Both("登记的区间：doxdocket register list 案卷 range", "the range on the register: doxdocket register list CASE range"),
    **dict.fromkeys(("age", "born", "minor", "minor_at_act", "lacks_capacity", "actor_lacks_capacity", "adult_when_sued"), Both(
        "由被告登记的出生日期和行为日、被诉之日算出：doxdocket explain 案卷 被告编号",
        "from the birth entered of the defendant and the days of acts and of the suit: doxdocket explain CASE DEFENDANT")),
    **dict.fromkeys(("parent", "step_parent", "fosters", "parents_both"), Both(
        "监护人的登记：doxdocket register list 案卷 guardian", "the entries of guardians: doxdocket register list CASE guardian")),
    **dict.fromkeys(("two_or_more", "instigated_or_helped"), Both(
        "共同行为的登记：doxdocket register list 案卷 joint", "the entries of acts done together: doxdocket register list CASE joint")),
    **dict.fromkeys(("loss_determinable", "gain_determinable"), Both(
        "登记的能否确定：doxdocket register list 案卷 determinable", "what was entered as determinable: doxdocket register list CASE determinable")),
    **dict.fromkeys(("start", "ended", "over", "last"), Both(
        "程序事项的登记和期限的算法：doxdocket assess procedure 案卷", "events on the register and how the period counts: doxdocket assess procedure CASE")),
}  # fmt: skip
"""Where an input is from that is no fact stated by itself."""
_READINGS = {
    "before": Both("不扣退款、成本", "before refunds and costs"), "after": Both("扣除退款、成本", "after refunds and costs"),
    "first_act": Both("首次行为", "first act"), "last_act": Both("末次行为", "last act"), "sued": Both("被诉", "sued"),
}  # fmt: skip


def sections(
    provision: str, published: Mapping[str, Any], book: Book, asked: Callable[[str], Rows], stated: Callable[[str], Rows]
) -> tuple[Both, list[Section], list[str]]:  # fmt: skip
    """Title, sections, and the figures whose rows stand behind the answer. ``asked``: the answers of a rule; ``stated``: entries of a fact."""
    rows, acts = asked(provision), published["law_counts"]["on"]
    day = next((date.fromisoformat(on) for on in (*(r["on"] for r in rows), acts) if on), None)
    rule = book.find(provision, day)
    title = Both(f"{rule.article}：{rule.says.zh}", f"{rule.article}: {rule.says.en}")
    page = Section(
        Both("规则与条文", "rule and article"),
        [Both(told.text(provision, "zh", book), told.text(provision, "en", book))],
    )
    inner = (
        rule.of
        if isinstance(rule, Multiple)
        else [n for n in rule.named if "/" in n]
        if isinstance(rule, Facts)
        else []
    )
    parts = [row for p in inner for row in asked(p)]
    named = [
        *thresholds.names(rule, book, day),
        *(n for r in rows for end in r["inputs"].values() for n in end if "/" not in n),
    ]
    sections = [
        page, _answers(Both("回答", "answers"), rows, book), _answers(Both("所依据的其他规则", "the rules it rests on"), parts, book),
        _inputs(rule, dict.fromkeys(named), stated),
    ]  # fmt: skip
    return title, [s for s in sections if s.lines], [FIGURES[n] for n in named if n in FIGURES]


def _answers(title: Both, rows: Rows, book: Book) -> Section:
    return Section(title, [Both(*(_told(book, row, lang) for lang in ("zh", "en"))) for row in rows], rows, said=True)


def _told(book: Book, row: Mapping[str, Any], lang: str) -> str:
    """One answer in words."""
    rule, zh = book.find(row["rule"], row["on"] and date.fromisoformat(row["on"])), lang == "zh"
    ends = [words.answered(rule, row[f"answer_{end}"], lang) for end in ("low", "high")]
    answer = row["said"][lang] if "said" in row else " – ".join(dict.fromkeys(ends))
    about = [row["by"], row["about"], *_reading(row["reading"], lang), row["on"] or ""]
    put = list(dict.fromkeys(_put(rule, row["inputs"][end], lang) for end in ("low", "high")))
    missing = ("、" if zh else ", ").join(words.of(rule, name, lang) for name in row["missing"])
    more = [
        (" – ").join(one for one in put if one),
        _undecided(rule, row.get("with_undecided"), lang),
        missing and f"{'还缺' if zh else 'lacking'}{'：' if zh else ': '}{missing}",
        row["entries"] and f"{'登记' if zh else 'entries'} {', '.join(row['entries'])}",
    ]
    head = " · ".join(part for part in about if part)
    said = f"{row['article']} [{row['rule']}]{'：' if zh else ': '}{answer}"
    return ("；" if zh else "; ").join([f"[{head}] {said}", *(part for part in more if part)])


def _undecided(rule: AnyRule, found: Mapping[str, Any] | None, lang: str) -> str:
    """The answer at the high with every undecided transfer, where it is another."""
    if found is None:
        return ""
    told = words.answered(rule, found["answer"], lang)
    return (
        f"未认定的收款全算（{found['gains']:,} 元）：{told}"
        if lang == "zh"
        else f"with all undecided receipts ({found['gains']:,} yuan): {told}"
    )


def _reading(reading: object, lang: str) -> list[str]:
    if isinstance(reading, Mapping):
        return [str(reading[lang])]
    known = _READINGS.get(str(reading))
    return [known.of(lang) if known else words.said("readings", str(reading), lang)]


def _put(rule: object, inputs: Mapping[str, str], lang: str) -> str:
    """What was put in, a name each; of a rule asked within, its answer."""
    so = {"True": ("是", "yes"), "False": ("否", "no"), "?": ("不明", "not known")}
    sign, between = ("=", "，") if lang == "zh" else ("=", ", ")
    return between.join(
        f"{words.of(rule, name, lang)}{sign}{words.said('answers', so[value][lang != 'zh'] if value in so else value, lang)}"
        for name, value in inputs.items()
    )


def _inputs(rule: object, named: Iterable[str], stated: Callable[[str], Rows]) -> Section:
    """Where each input comes from: a figure, an entry of the register, or nowhere yet."""
    lines, rows = [], []
    for name in named:
        zh, en = words.of(rule, name), words.of(rule, name, "en")
        if name in FIGURES:
            figure = FIGURES[name]
            lines.append(
                Both(f"{zh}：doxdocket explain 案卷 {figure} --rows", f"{en}: doxdocket explain CASE {figure} --rows")
            )
            continue
        own = [{"fact": name, **row} for row in stated(name)]
        if name in _BESIDE:
            lines.append(Both(f"{zh}：{_BESIDE[name].zh}", f"{en}: {_BESIDE[name].en}"))
        elif not own:
            lines.append(Both(f"{zh}（{name}）：采集中看不出，还没有登记；登记：doxdocket register form fact",
                              f"{en} ({name}): no capture tells, and nobody entered it; to enter it: doxdocket register form fact"))  # fmt: skip
        else:
            lines.append(Both(f"{zh}（{name}）：见下列登记", f"{en} ({name}): the entries below"))
        rows += own
    return Section(Both("输入的来源", "where the inputs are from"), lines, rows)
