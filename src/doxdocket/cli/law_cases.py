"""``law cases``: the published cases beside which a team sets its own, filtered; each with what was read and where.

Left out: nearness to a case at hand, which ``assess damages`` tells with its reasons.

>>> span("1000-5000"), span("3000-"), span("-10")
((1000, 5000), (3000, 1000000000000), (0, 10))
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from typing import TYPE_CHECKING, Annotated, TypedDict

import click

from doxdocket.cli.command import Answer, command, option
from doxdocket.cli.panel_said import METHODS
from doxdocket.errors import WrongCall
from doxdocket.report.document import Column, Part, Table

if TYPE_CHECKING:
    from doxdocket.assess.damages.account import PublishedDamages, PublishedNumber

KINDS = {
    "civil_pil": ("民事公益诉讼", "civil public interest suit"),
    "criminal_incidental_civil_pil": ("刑事附带民事公益诉讼", "criminal case with civil public interest suit"),
    "criminal_plus_pil": ("刑事案件，另有公益诉讼", "criminal case, and a public interest suit"),
    "consumer_civil_pil": ("消费民事公益诉讼", "consumer public interest suit"),
    "pil_typical_case": ("公益诉讼典型案例", "typical case of public interest"),
    "administrative_pil": ("行政公益诉讼", "administrative public interest suit"),
    "criminal_plus_procuratorial_suggestion": (
        "刑事案件，另有检察建议",
        "criminal case, and a procuratorial suggestion",
    ),
    "criminal": ("刑事案件", "criminal case"),
}
"""Types of cases in words."""
TYPES = tuple(KINDS)
_END = 10**12


def span(text: str | None) -> tuple[int, int] | None:
    """A range of whole numbers as written in a call; either end may be left out."""
    if text is None:
        return None
    low, dash, high = text.partition("-")
    if not all(part.isdigit() or not part for part in (low, high)) or not (low or high):
        raise WrongCall(zh="范围要写成 1000-5000、1000- 或 -5000：{text}", en="A range is written 1000-5000, 1000- or -5000: {text}", text=text[:40])  # fmt: skip
    return int(low or 0), int(high) if high else (_END if dash else int(low))


class Comparables(TypedDict):
    """Published cases; of each at least ``id``, ``name``, ``type``, ``court``, ``year``, ``items``, ``victims``, ``damages``, ``method`` and ``sources``."""

    compiled: str
    read: dict[str, str]
    cases: Annotated[
        list[dict[str, object]],
        (
            "每件有 id、name、type、court、year、items、victims、damages、method、sources 等",
            "each has id, name, type, court, year, items, victims, damages, method, sources and more",
        ),
    ]


@command(
    "cases",
    short=("公开案例，可以筛选", "Published cases, filtered"),
    about=(
        (
            "列出规则附带的公开案例：类型、法院、年份、数量、金额、确定方法、出处。只读到公开网页的节选，不是判决书。\n"
            "各项筛选同时满足；没有见到的数不在任何范围之内。只供比照，不是公式。"
        ),
        (
            "Lists the published cases that ship with the rules: type, court, year, counts, amount, method, sources. Excerpts of public\n"
            "pages were read, not judgments. Every filter must fit; a number that was not seen is in no range. Context, no formula."
        ),
    ),
    examples=(
        "doxdocket law cases",
        "doxdocket law cases --type civil_pil --amount known",
        "doxdocket law cases --doxxing --victims 100-",
    ),
)  # fmt: skip
@option(
    "--type",
    "types",
    type=click.Choice(TYPES),
    multiple=True,
    metavar="TYPE",
    about=("案件类型，如 civil_pil、criminal", "type of case, such as civil_pil, criminal"),
)
@option("--method", type=click.Choice(list(METHODS)), default=None, about=("确定方法", "how damages were fixed"))
@option("--year", "years", metavar="RANGE", about=("年份，如 2021-2023", "years, such as 2021-2023"))
@option(
    "--amount",
    type=click.Choice(["known", "unknown"]),
    default=None,
    about=("金额是否见到", "whether the amount was seen"),
)
@option("--court", default="", metavar="TEXT", about=("法院名称中的字", "words of the court's name"))
@option("--kind", "kinds", multiple=True, metavar="TEXT", about=("信息种类中的字", "words of a kind of information"))
@option("--items", metavar="RANGE", about=("条数", "number of items"))
@option("--victims", metavar="RANGE", about=("被害人数", "number of victims"))
@option("--doxxing", is_flag=True, about=("只列开盒案件", "doxxing cases only"))
def cases(
    types: tuple[str, ...], method: str | None, years: str | None, amount: str | None, court: str, kinds: tuple[str, ...],
    items: str | None, victims: str | None, doxxing: bool,
) -> Answer[Comparables]:  # fmt: skip
    """Filter the list."""
    from doxdocket.assess.damages.likes import published
    from doxdocket.assess.plain import plain
    from doxdocket.law.comparables import chosen, file

    kept = file()
    found = chosen(
        types=types, method=method or "", years=span(years), amount_known=None if amount is None else amount == "known", court=court,
        kinds=kinds, items=span(items), victims=span(victims), doxxing=True if doxxing else None,
    )  # fmt: skip
    rows = [published(case) for case in found]
    shown = [
        Column(("编号", "id"), lambda r: r.id), Column(("年份", "year"), lambda r: str(r.year or "")), Column(("类型", "type"), lambda r: KINDS[r.type]),
        Column(("条数", "items"), lambda r: _number(r.items), right=True), Column(("人数", "victims"), lambda r: _number(r.victims), right=True),
        Column(("赔偿（元）", "damages (yuan)"), lambda r: _sum(r.damages), right=True),
        Column(("方法", "method"), lambda r: METHODS[r.method] if r.method else ("未见", "not seen")), Column(("案件", "case"), lambda r: r.name),
    ]  # fmt: skip
    end = (f"{len(rows)} 件（共 {len(kept.cases)} 件，{kept.compiled} 编）。{kept.read.zh}", f"{len(rows)} of {len(kept.cases)} cases, compiled {kept.compiled}. {kept.read.en}")  # fmt: skip
    return Answer(
        {"compiled": plain(kept.compiled), "read": plain(kept.read), "cases": plain(rows)},
        [Part([Table(rows, shown, none=None), end])],
    )


def _number(one: "PublishedNumber | None") -> str:
    return "" if one is None else f"{one.value:,}" + ("+" if one.how == "least" else "")


def _sum(damages: "PublishedDamages | None") -> str:
    return "" if damages is None else f"{int(damages.amount.yuan):,}" + ("+" if damages.how == "least" else "")
