"""The panel of experts and the published cases in words, and the sheet that the panel is handed.

>>> from doxdocket.assess.damages.account import PanelViews
>>> panel(PanelViews((), (), (), ())).blocks[0].strip()
'没有登记专家（表 expert、view）'
"""

from collections.abc import Callable

from doxdocket.assess.damages.account import (
    Comparables,
    LikePoint,
    NearCase,
    PanelSheet,
    PanelViews,
    SheetEntry,
    SheetSanction,
)
from doxdocket.assess.damages.chosen_range import award
from doxdocket.assess.damages.panel import in_english
from doxdocket.assess.damages.worksheet_parts import Money
from doxdocket.desk.accounts.cases import METHODS
from doxdocket.desk.accounts.damages_words import HOW, answer, ends, label, money, remarks, sanction, sums_of, yuan
from doxdocket.law.comparables import LIKE, Comparable, Number
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Table
from doxdocket.words import either, named, say, zh_en

MOST_CASES = 5
COUNTS = frozenset({"items", "victims", "views"})
WEIGHTS = {"light": "较轻", "middle": "一般", "grave": "较重"}


def panel(found: PanelViews) -> Part:
    """What each expert holds, and how far they lie apart."""
    if not found.experts:
        return Part([say("panel_said.no_experts_entered_forms_expert")], say("panel_said.panel_of_experts"))
    lines: list[Block | None] = [f"{e.expert} {e.field} {e.asked or ''}".rstrip() for e in found.experts]
    for row in found.views:
        sums = say("marks.semicolon").join(money(end) for end in (row.low, row.high) if end)
        lines.append(
            Paragraph(f"{row.entry} {row.expert} {named(row)} {_weight(row.weight)} {sums} {row.reasons}", "  ")
        )
        lines += remarks(row.told)
    lines.append(Table([s for s in found.spread if s.views], [
        Column(say("panel_said.factor"), named), *(_weighed(w) for w in ("light", "middle", "grave")),
        Column(say("panel_said.no_weight"), lambda s: str(s.no_weight), right=True), Column(say("panel_said.lowest"), lambda s: money(s.lowest)),
        Column(say("panel_said.highest"), lambda s: money(s.highest)), Column(say("panel_said.no_amount"), lambda s: str(s.no_amount), right=True),
    ]))  # fmt: skip
    lines.append(say("panel_said.how_views_lie_apart_no"))
    return Part([*lines, *remarks(found.told)], say("panel_said.panel_of_experts_anonymous"))


def _weighed(code: str) -> Column:
    return Column(_weight(code), lambda s: str(s.weights[code]), right=True)


def _weight(code: str | None) -> str:
    return either(WEIGHTS[code], code) if code else "—"


def near(found: Comparables) -> Part:
    """The published cases that share most points, with how each point stands to ours."""
    lines: list[Block | None] = [Paragraph(named(found.read))]
    amounts = found.amounts
    low, high = (f"{a.name} {money(a.amount)}{how(a.how)}" if a else "—" for a in (amounts.lowest, amounts.highest))
    lines.append(Paragraph(say("panel_said.cases_amount_known_of_lowest", listed=found.listed, known=amounts.known, low=low, high=high)))  # fmt: skip
    for case in found.cases[:MOST_CASES]:
        lines += one_case(case)
    more = len(found.cases) - MOST_CASES
    lines.append(Paragraph(say("panel_said.in_order_of_how_many", bands=named(found.bands), more=max(more, 0), apart=found.listed - len(found.cases))))  # fmt: skip
    return Part(lines, say("panel_said.published_cases_near"))


def how(published: str) -> str:
    """Whether an amount is the least or about."""
    zh, en = HOW[published]
    return either(f"（{zh}）" if zh else "", f" ({en.strip()})" if en else "")


def awarded(case: Comparable, sum_of: Callable[[Money], str] = money) -> str:
    """What a published case awarded; nothing where that was not seen."""
    amount = award(case)
    return f"{sum_of(amount)}{how(case.damages.total.how)}" if amount and case.damages else ""


def one_case(near_: NearCase, sum_of: Callable[[Money], str] = money) -> list[Block | None]:
    """One published case: its amount, how each point stands to ours; ``sum_of``: how an amount is told."""
    case = near_.case
    sum_ = awarded(case, sum_of) or say("panel_said.amount_not_seen")
    year = case.year or "?"
    lines: list[Block | None] = [
        Paragraph(say("panel_said.name_court_year", name=case.name, court=case.court or "—", year=year, sum=sum_), "  ")
    ]
    for so in LIKE:
        of = [p for p in near_.points if p.how == so]
        said = say("marks.comma").join(named(p) + _both(p, case) for p in of)
        lines.append(Paragraph(answer(so) + say("marks.colon") + said, "    ") if of else None)
    lines += [Paragraph(named(row), "    ") for row in (*([case.note] if case.note else []), *case.differences)]
    if case.title_only:
        lines.append(say("panel_said.title_only_seen"))
    return lines


def _both(point: LikePoint, one: Comparable) -> str:
    """The counts of both, ours at its bounds, theirs as published."""
    if point.id == "method" and point.theirs:
        zh, en = METHODS[point.theirs]
        half = zh_en("panel_said.ours_in_one_reading") if "," in point.ours else ("", "")
        return say("panel_said.theirs", said=(zh, en), half=half)
    theirs: Number | None = getattr(one, point.id) if point.id in COUNTS else None
    if theirs is None:
        return ""
    told = f"{theirs.value:,}"
    published = (
        say("panel_said.at_least", told=told)
        if theirs.how == "least"
        else say("panel_said.about") + told
        if theirs.how == "about"
        else told
    )
    mine = ends(*map(int, point.ours.split("–"))) if point.ours else ""
    ours = (
        say("marks.semicolon").join(filter(None, (ratio_of(point), say("panel_said.ours", mine=mine)))) if mine else ""
    )
    return say("panel_said.theirs_2", ours=ours, published=published)


def ratio_of(point: LikePoint) -> str:
    """Ours over theirs, where both are known."""
    if point.ratio is None:
        return ""
    low, high = point.ratio
    if low is None:
        return say("panel_said.at_most", high=high)
    times = ends(low, high)
    return say("panel_said.times", times=times)


def rounded(low: str, high: str | None = "") -> str:
    """A rounded number from its low to its high; of one end alone where there is no other (``""``), at least the low where the high is not determinable."""
    least = either(low, in_english(low))
    if high is None:
        return say("panel_said.no_high", low=least)
    return least if high in ("", low) else say("panel_said.between", low=least, high=either(high, in_english(high)))


def _who(row: SheetEntry | SheetSanction) -> str:
    """A defendant by place on the register."""
    place = row.defendant
    return "" if place is None else say("panel_said.defendant", place=place)


def sheet(found: PanelSheet) -> list[Block | None]:
    """What the panel is handed, in words."""
    parts: list[Block | None] = [Paragraph(say("panel_said.figures_are_rounded_down_and"))]
    for place, one in enumerate(found.factors, 1):
        figures = [
            say("panel_said.figure", label=label(f), told=rounded(f.low, f.high), unit=f.unit)
            for f in one.figures
            if f.low is not None
        ]
        incidents = [
            say(
                "panel_said.figure", label=named(i), told=rounded(*i.times.split("–")), unit=say("panel_said.incidents")
            )
            for i in one.incidents
        ]
        said = [
            *(f"{_who(e)}{e.says} {yuan(e.amount) if e.amount else ''}".rstrip() for e in one.entries),
            *(f"{_who(s)}{sanction(s)} {sums_of(s, yuan)}".rstrip() for s in one.sanctions),
            named(one.note), say("panel_said.question") + named(one.asks),
        ]  # fmt: skip
        lines: list[Block | None] = [
            Items([*figures, *incidents], indent="  "),
            *(Paragraph(text, "  ") for text in said),
        ]
        parts.append(Part(lines, f"{place}. {named(one)}"))
    cases = [line for case in found.comparables[:MOST_CASES] for line in one_case(case, yuan)]
    return [
        Part(parts, say("panel_said.for_panel_of_experts")),
        Part(cases, say("panel_said.published_cases_excerpts_read")),
    ]
