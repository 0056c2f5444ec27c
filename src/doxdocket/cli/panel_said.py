"""The panel of experts and the published cases in words, and the sheet that the panel is handed.

>>> from doxdocket.assess.damages.account import PanelViews
>>> panel(PanelViews((), (), (), ())).splitlines()[1].strip()
'没有登记专家（表 expert、view）'
"""

from typing import TYPE_CHECKING

from doxdocket.cli.damages_words import HOW, answer, block, ends, flow, label, money, remarks, sanction, sums_of
from doxdocket.cli.said import manner, name, say
from doxdocket.cli.width import table

MOST_CASES = 5
METHODS = {
    "gains": ("按获利", "by gains"), "statutory_discretion_500k": ("五十万元以下酌定", "at discretion within 500,000"), "none": ("没有请求赔偿", "no damages asked"),
}  # fmt: skip
COUNTS = frozenset({"items", "victims", "views"})
WEIGHTS = {"light": "较轻", "middle": "一般", "grave": "较重"}

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import (
        Comparables,
        LikePoint,
        NearCase,
        PanelSheet,
        PanelViews,
        PublishedAmount,
        PublishedCase,
        PublishedDamages,
        PublishedNumber,
        SheetEntry,
        SheetSanction,
    )


def panel(found: "PanelViews") -> str:
    """What each expert holds, and how far they lie apart."""
    if not found.experts:
        return block(
            say("专家论证", "panel of experts"),
            [say("  没有登记专家（表 expert、view）", "  no experts entered (forms expert, view)")],
        )
    lines = [f"{e.expert} {e.field} {e.asked or ''}".rstrip() for e in found.experts]
    for row in found.views:
        sums = say("；", "; ").join(money(end) for end in (row.low, row.high) if end)
        lines += flow(f"{row.entry} {row.expert} {name(row)} {_weight(row.weight)} {sums} {row.reasons}", "  ")
        lines += remarks(row.told)
    rows = [[
        name(s), *(str(n) for n in s.weights.values()), str(s.no_weight),
        money(s.lowest), money(s.highest), str(s.no_amount),
    ] for s in found.spread if s.views]  # fmt: skip
    head = [say("因素", "factor"), *(_weight(w) for w in ("light", "middle", "grave")), say("未表轻重", "no weight"),
            say("最低金额", "lowest"), say("最高金额", "highest"), say("未提金额", "no amount")]  # fmt: skip
    lines += table(head, rows, right={1, 2, 3, 4, 7}).splitlines() if rows else []
    lines.append(say("只列分布，不取平均。", "How views lie apart; no average is taken."))
    return block(say("专家论证（匿名）", "panel of experts (anonymous)"), [*lines, *remarks(found.told)])


def _weight(code: str | None) -> str:
    return say(WEIGHTS[code], code) if code else "—"


def near(found: "Comparables") -> str:
    """The published cases that share most points, with how each point stands to ours."""
    lines = flow(name(found.read))
    amounts = found.amounts
    low, high = (f"{a.name} {money(a.amount)}{how(a)}" if a else "—" for a in (amounts.lowest, amounts.highest))
    lines += flow(say(f"共 {found.listed} 件，其中已知金额 {amounts.known} 件；大于零的最低：{low}；最高：{high}",
                       f"{found.listed} cases, amount known of {amounts.known}; lowest above zero: {low}; highest: {high}"))  # fmt: skip
    for case in found.cases[:MOST_CASES]:
        lines += one_case(case)
    more = len(found.cases) - MOST_CASES
    lines += flow(say(f"按相同点的个数排列，只是便于查看，不是相近程度。{name(found.bands)}另有 {max(more, 0)} 件见 --json；筛选：doxdocket law cases",
                       f"In the order of how many points are the same, to look by; no measure of nearness. {name(found.bands)} {max(more, 0)} more in --json; to filter: doxdocket law cases"))  # fmt: skip
    return block(say("相近的公开案例", "published cases near"), lines)


def how(one: "PublishedAmount | PublishedDamages") -> str:
    """Whether an amount is the least or about."""
    zh, en = HOW[one.how]
    return say(f"（{zh}）" if zh else "", f" ({en.strip()})" if en else "")


def one_case(near_: "NearCase") -> list[str]:
    """One published case: its amount, how each point stands to ours."""
    from doxdocket.law.comparables import LIKE  # noqa: PLC0415 - help starts without the rules

    case = near_.case
    damages = case.damages
    sum_ = f"{money(damages.amount)}{how(damages)}" if damages else say("金额未见", "amount not seen")
    year = case.year or "?"
    lines = flow(
        f"{case.name}（{case.court or '—'}，{year}）{sum_}"
        if manner().lang == "zh"
        else f"{case.name} ({case.court or '—'}, {year}) {sum_}",
        "  ",
    )
    for so in LIKE:
        of = [p for p in near_.points if p.how == so]
        said = say("、", ", ").join(name(p) + _both(p, case) for p in of)
        lines += flow(answer(so) + say("：", ": ") + said, "    ") if of else []
    for row in (*([case.note] if case.note else []), *case.differences):
        lines += flow(name(row), "    ")
    if case.title_only:
        lines.append(say("    只见到标题。", "    title only seen."))
    return lines


def _both(point: "LikePoint", one: "PublishedCase") -> str:
    """The counts of both, ours at its bounds, theirs as published."""
    if point.id == "method" and point.theirs:
        zh, en = METHODS[point.theirs]
        half = ("，本案在一种读法下", ", ours in one reading") if "," in point.ours else ("", "")
        return say(f"（该案{zh}{half[0]}）", f" (theirs {en}{half[1]})")
    theirs: PublishedNumber | None = getattr(one, point.id) if point.id in COUNTS else None
    if theirs is None:
        return ""
    told = f"{theirs.value:,}"
    published = (
        say(told + "余", f"at least {told}")
        if theirs.how == "least"
        else say("约", "about ") + told
        if theirs.how == "about"
        else told
    )
    mine = ends(*map(int, point.ours.split("–"))) if point.ours else ""
    ours = say(f"{_ratio(point)}本案 {mine}，", f"{_ratio(point)}ours {mine}, ") if mine else ""
    return say(f"（{ours}该案 {published}）", f" ({ours}theirs {published})")


def _ratio(point: "LikePoint") -> str:
    """Ours over theirs, where both are known."""
    if point.ratio is None:
        return ""
    low, high = point.ratio
    if low is None:
        return say(f"至多 {high} 倍；", f"at most ×{high}; ")
    times = ends(low, high)
    return say(f"{times} 倍；", f"×{times}; ")


def _who(row: "SheetEntry | SheetSanction") -> str:
    """A defendant by place on the register."""
    place = row.defendant
    return "" if place is None else say(f"被告{place}：", f"defendant {place}: ")


def sheet(found: "PanelSheet") -> str:
    """What the panel is handed, in words."""
    parts = [block(say("供专家论证的材料", "for the panel of experts"), flow(say(
        "数据取约数，不满十的不写；不含被告姓名和被害人编号。请就每一项写明轻重和理由；是否提出金额由您决定。交出以前请通读：登记的文字由办案人员写成。",
        "Figures are rounded down and those below ten left out; no names of defendants, no codes of victims. Please give for each factor how grave it is and why; whether you name an amount is up to you. Read it before handing it out: what was entered was written by the team.",
    )))]  # fmt: skip
    for place, one in enumerate(found.factors, 1):
        lines = [
            f"  {label(f)}{say('：', ': ')}{f.low}" + ("" if f.low == f.high else say(f"（上限 {f.high}）", f" (high {f.high})")) + f" {f.unit}"
            for f in one.figures if f.low is not None
        ]  # fmt: skip
        lines += [f"  {name(i)}{say('：', ': ')}{i.times} {say('起', 'incidents')}" for i in one.incidents]
        for e in one.entries:
            lines += flow(f"{_who(e)}{e.says} {money(e.amount) if e.amount else ''}".rstrip(), "  ")
        for s in one.sanctions:
            lines += flow(f"{_who(s)}{sanction(s)} {sums_of(s)}".rstrip(), "  ")
        lines += flow(name(one.note), "  ") + flow(say("问：", "Question: ") + name(one.asks), "  ")
        parts.append(block(f"{place}. {name(one)}", lines))
    cases = [line for case in found.comparables[:MOST_CASES] for line in one_case(case)]
    return "\n\n".join([*parts, block(say("公开案例（只读到节选）", "published cases (excerpts read)"), cases)])
