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
from doxdocket.count.catalogue import BOUNDS, KIND, catalogue
from doxdocket.count.explanation import Both, Section
from doxdocket.count.known import FACTS
from doxdocket.law import told, words
from doxdocket.law.kinds import kinds
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
_ALL = Both(
    "取自采集到的全部频道，不限于任何被告的频道；没有识别出的不等于没有",
    "of all captured channels, no defendant's; what was not found is not none",
)
"""Whose the counts are, and what their absence says."""
_COUNTED = {
    "kinds": Both(
        "各种类的条数（kind.…）：doxdocket explain 案卷 kinds --rows",
        "the items of each kind (kind.…): doxdocket explain CASE kinds --rows",
    ),
    "conduct": Both(
        "各标注的贴文，下限只计经人认定的：doxdocket explain 案卷 insult 等",
        "posts by label, the low those that a person confirmed: doxdocket explain CASE insult and so on",
    ),
    **{
        name: Both(f"doxdocket explain 案卷 {figure} --rows", f"doxdocket explain CASE {figure} --rows")
        for name, figure in FACTS.items()
    },
}
"""Inputs that the figures of the run tell."""
_FIND = {
    "many_persons": Both("人数见 persons、core_channels", "how many: persons, core_channels"),
    "pi_rights_infringed": Both("公开的人、信息和发布次见 persons、items_field、publications、sensitive_persons", "who and what was published: persons, items_field, publications, sensitive_persons"),
    "civil_rights_infringed": Both("触及哪些权利见民法典第一千零一十九条、第一千零二十四条、第一千零三十三条、第一千零三十四条各条的回答", "which rights are touched: the answers of Civil Code 1019, 1024, 1033, 1034"),
    "by_network": Both("发布的贴文见 publications", "the posts: publications"),
    **dict.fromkeys(("damage", "damage_done"), Both(
        "登记的损害、骚扰记录：doxdocket register list 案卷 harm、contacts；损害与行为的因果关系也由人认定",
        "harm and contacts on the register: doxdocket register list CASE harm, contacts; a person finds causation too")),
    **dict.fromkeys(("fault", "no_fault_proved"), Both(
        "各被告的陈述和动机：doxdocket assess motives 案卷", "what defendants said, and why: doxdocket assess motives CASE")),
    **dict.fromkeys(("decides_purpose", "decides_means"), Both(
        "谁设立、管理、发布：doxdocket assess parties 案卷", "who set up, ran and posted: doxdocket assess parties CASE")),
    **dict.fromkeys(("processed_in_breach", "published_unlawfully", "provided_unlawfully", "provided_without_consent"), Both(
        "公开的贴文见 publications；有没有合法基础（第十三条、第二十七条）另行核对", "the posts: publications; whether there was a lawful basis (arts 13, 27) is checked apart")),
    "traded_unlawfully": Both("出售查询、要价和收款见 sale_offer、offers、receipts_proven", "offers, prices, receipts: sale_offer, offers, receipts_proven"),
    "harassed": Both("登记的骚扰：doxdocket register list 案卷 contacts", "contacts on the register: doxdocket register list CASE contacts"),
    **dict.fromkeys(("defamed", "fabricated_spread", "altered_spread"), Both(
        "内容是不是捏造的，逐条由人认定；真实的信息不构成诽谤", "whether the content is fabricated, a person finds of each; what is true is no defamation")),
    **dict.fromkeys(("provider_knew", "reach_told", "reach_stated"), Both("浏览量见 views、views_pi", "views: views, views_pi")),
    "deceased": Both("经认定去世的见 deceased", "those decided to have died: deceased"),
}  # fmt: skip
"""What a person who finds a fact has in the case to find it from."""
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
        *(n for r in rows for end in r["inputs"].values() for n in end if "/" not in n and n not in _TOLD),
    ]
    sections = [
        page, _answers(Both("回答", "answers"), rows, book), _answers(Both("所依据的其他规则", "the rules it rests on"), parts, book),
        _inputs(rule, dict.fromkeys(named), stated), _figures(provision, published["figures"]),
    ]  # fmt: skip
    return title, [s for s in sections if s.lines], [FIGURES[n] for n in named if n in FIGURES]


def _figures(provision: str, figures: Rows) -> Section:
    """The figures that are counted by this rule or cite it, those of single kinds left out."""
    by = [f for f in figures if provision in {f["rule"], *(c["rule"] for c in f.get("cites", ()))}]
    rows = [{n: f[n] for n in ("id", "low", "estimate", "high", "unit")} for f in by if not f["id"].startswith(KIND)]
    names = {f["id"]: (f["label"], f["label_en"]) for f in by}
    lines = [
        Both(
            *(
                f"{r['id']} {names[r['id']][side]}{colon}{_bounds(r)} {r['unit']}"
                for side, colon in ((0, "："), (1, ": "))
            )
        )
        for r in rows
    ]
    return Section(
        Both("依本条或者引用本条的数据", "figures by this article or citing it"),
        [_ALL, *lines] if rows else [],
        rows,
        said=True,
    )


def _bounds(row: Mapping[str, Any]) -> str:
    return " – ".join(
        "—" if row[b] is None else f"{row[b]:,}" if isinstance(row[b], int) else str(row[b]) for b in BOUNDS
    )


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
        f"{words.of(rule, name, lang)}{sign}{_value(name, so[value][lang != 'zh'] if value in so else value, lang)}"
        for name, value in inputs.items()
    )


_TOLD = frozenset({"touched_by", "perhaps_by"})
"""What is no input: what of the input touches a right."""
_NAMES = frozenset({"kinds", "conduct"}) | _TOLD
"""Inputs that are lists of kinds and labels."""


def _value(name: str, value: str, lang: str) -> str:
    if name not in _NAMES:
        return words.said("answers", value, lang)
    side, comma = (0, "、") if lang == "zh" else (1, ", ")
    return comma.join(_called(one, side, lang) for one in value.split(", "))


def _called(name: str, side: int, lang: str) -> str:
    """A kind, label or fact in words."""
    if name in kinds():
        return (kinds()[name].zh, kinds()[name].en)[side]
    return words.LABELS[name][side] if name in words.LABELS else words.of(None, name, lang)


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
        if name in _COUNTED and not own:
            lines.append(Both(f"{zh}：{_COUNTED[name].zh}（{_ALL.zh}）", f"{en}: {_COUNTED[name].en} ({_ALL.en})"))
            continue
        if name in _BESIDE:
            lines.append(Both(f"{zh}：{_BESIDE[name].zh}", f"{en}: {_BESIDE[name].en}"))
        elif not own and name in _FIND:
            lines.append(Both(f"{zh}（{name}）：须由人认定，还没有登记。{_FIND[name].zh}。登记：doxdocket register form fact",
                              f"{en} ({name}): a person must find it, nobody entered it yet. {_FIND[name].en}. To enter it: doxdocket register form fact"))  # fmt: skip
        elif not own:
            lines.append(Both(f"{zh}（{name}）：采集中看不出，还没有登记；登记：doxdocket register form fact",
                              f"{en} ({name}): no capture tells, and nobody entered it; to enter it: doxdocket register form fact"))  # fmt: skip
        else:
            lines.append(Both(f"{zh}（{name}）：见下列登记", f"{en} ({name}): the entries below"))
        rows += own
    return Section(Both("输入的来源", "where the inputs are from"), lines, rows)
