"""``figures`` and ``explain``: the numbers, and why each is what it is.

What is missing comes before the numbers. Left out: choosing a value, which is a decision (``decide figure.value``).

>>> bounds({"low": 3, "estimate": 5, "high": 9}), bounds({"low": 7, "estimate": 7, "high": 7})
('3 – 5 – 9', '7')
>>> bounds({"low": None, "estimate": None, "high": None})
'—'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, TypedDict, cast

import click

from doxdocket.cli import reviewed
from doxdocket.cli.answering import Sampling
from doxdocket.cli.behind import ENDS, Behind, rows_behind
from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.opening import OfRun, open_case, warn_if_stale
from doxdocket.cli.said import manner, say
from doxdocket.cli.shapes import Lines
from doxdocket.errors import WrongCall
from doxdocket.interval import determinable
from doxdocket.report.document import Block, Column, Items, Paragraph, Part, Said, Table, written

if TYPE_CHECKING:
    from doxdocket.count.catalogue import Bound
    from doxdocket.law.rules import Book

Figure = Mapping[str, Any]


def text_of(row: Figure, name: str) -> str:
    """A text of a figure in the language of this call."""
    return str(row.get(f"{name}_en" if manner().lang == "en" else name) or row.get(name) or "")


def shown(value: object) -> str:
    """A number as a person reads it; nothing known is a dash, never 0."""
    if value is None:
        return "—"
    return f"{value:,}" if isinstance(value, int) else str(value)


def bounds(figure: Figure) -> str:
    """Low, estimate, high; one number when they agree."""
    parts = [shown(figure[name]) for name in ("low", "estimate", "high")]
    return parts[0] if len(set(parts)) == 1 else " – ".join(parts)


STATUS = {"machine": "机器", "reviewed": "已核", "outdated": "已核，但已不在界内"}
MISSING = {
    "id_gaps": ("缺的编号", "ids missing"),
    "id_gaps_unknown": ("缺号不能确定：编号不自成一列的聊天", "missing ids cannot be told: chats whose ids are not their own"),
    "id_gaps_kind_unknown": ("缺号不能确定：种类不明的频道", "missing ids cannot be told: channels of unknown kind"),
    "id_gaps_selections": ("缺号不能确定：只有挑选贴文的频道", "missing ids cannot be told: channels known by selections only"),
    "doubtful": ("待核的存疑命中", "doubtful findings to review"), "unsupported": ("不支持的贴文", "unsupported posts"),
    "undated": ("无日期的贴文", "posts without a date"), "files_missing": ("未随附的文件", "files not included"),
    "files_absent": ("写明随附而未入卷的文件", "files said to be included, not in the case"),
    "empty": ("服务器已无内容的贴文", "posts empty on the server"),
    "local_clock": ("只有当地钟点的贴文", "posts with a local clock only"),
    "times_disagree": ("两种时间不一致", "times that disagree"),
    "no_reading": ("无浏览读数（人次）的贴文", "posts without a view reading (times seen)"),
    "versions": ("有多个版本的贴文", "posts in several versions"),
    "single_source": ("最后文字只有一份文件支持的贴文", "posts whose last words one file alone shows"),
    "readings_doubted": ("浏览读数（人次）与他份矛盾的贴文", "posts whose view reading (times seen) another file contradicts"),
    "later_lacks": ("后来的采集中没有的贴文", "posts that a later capture lacks"),
    "restricted": ("可能只含部分消息的导出", "exports that may hold a part only"),
    "cut_short": ("中止或被截断的导出", "exports stopped or cut short"),
    "stated_posts": ("与自称数量不符的采集", "captures that hold another number than they state"),
    "no_time": ("没有采集时间的采集", "captures without a time"),
    "matched": ("无频道号、另行归入频道的文件", "files put to a channel by statement or inference"),
    "unkeyed": ("无从归入频道的文件", "files whose channel is not known"),
    "unread": ("未读取内容的图片和文档", "pictures and documents not read"),
    "unsearched": ("没有识别完、须由人阅读的文字和图片", "texts and pictures not searched to the end, for a person to read"),
    "unshown": ("没有贴文展示的图片", "pictures that no post shows"),
    "unknown_form": ("格式不明的文件", "files of no known form"), "undecided": ("格式待定的文件", "files whose form is undecided"),
    "not_taken": ("遇到而未收的文件", "files met and not taken in"),
    "repairs": ("修复", "repairs"), "quarantined": ("隔离", "quarantined stretches"),
    "services": ("服务消息", "service posts"), "notices": ("提示", "notices"),
}  # fmt: skip
ANSWERS = {"met": "达到", "not met": "未达到", "not determinable": "不能确定"}
READINGS = {"U_set": "items_set", "U_person": "items_person", "U_field": "items_field"}


def figure_page(data: Mapping[str, Any], book: "Book") -> list[Block | None]:
    """Completeness, the figures, the lines of the law, what cannot be told, and notes; ``book``: the rules of the case."""
    every: list[Figure] = data["figures"]
    known = [f for f in every if determinable(f)]
    return [
        _completeness(every), beside_core(data), figure_table(known), estimates(known), _missed(data.get("missed", ())), law_lines(data["law"], book),
        _unknown([f for f in every if not determinable(f) and f["id"] != "completeness"]), reviewed.page(data["sampling"]) if "sampling" in data else None,
        _notes([f for f in known if text_of(f, "note")]), ("看依据：doxdocket explain 案卷 编号", "Why: doxdocket explain CASE ID"),
    ]  # fmt: skip


def beside_core(data: Mapping[str, Any]) -> Part | None:
    """The headline figures of the core channels beside those of all captures; nothing where no core is known."""
    from doxdocket.count.scope import headline, unread_outside

    found = headline(data)
    if found is None:
        return None
    core, pairs = found
    columns = [
        Column(("主要数据（下限–估计–上限）", "headline figures (low–estimate–high)"), lambda pair: text_of(pair[1], "label")),
        Column(text_of(core, "label"), lambda pair: _with_value(pair[0]), right=True),
        Column(("全部采集", "all captures"), lambda pair: _with_value(pair[1]), right=True), Column(("单位", "unit"), lambda pair: pair[1]["unit"]),
    ]  # fmt: skip
    note = ("同一人、同一组在各范围内各计一次，各范围的数不能相加。其他范围：doxdocket figures 案卷 --scope 频道、defendant:D1、2023-07..2024-03",
            "One person, one set is counted once in each scope: scopes do not add up. Other scopes: doxdocket figures CASE --scope CHANNEL, defendant:D1, 2023-07..2024-03")  # fmt: skip
    if unread_outside(data):
        note = (note[0] + "。核心频道以外没有一条贴文有浏览读数：两栏的浏览量相同，是因为别处没有读数，不是没有人看",
                note[1] + ". No post outside the core channels has a reading of views: both columns say the same because nothing was read elsewhere, not because nobody looked")  # fmt: skip
    return Part([Table(pairs, columns), Paragraph(note), Items(core["channels"], indent="  ")])


def _with_value(figure: Figure) -> str:
    """The bounds, and the value that a person picked."""
    picked = say(f"（采用 {shown(figure['value'])}）", f" (value {shown(figure['value'])})")
    return bounds(figure) + (picked if figure["status"] != "machine" and figure["value"] is not None else "")


def scope_page(data: Mapping[str, Any], book: "Book") -> list[Block | None]:
    """The figures and lines of one scope."""
    head = say(f"范围：{data['label']}", f"scope: {data['label_en']}") + (
        "" if data["scope"] == "core" else say(f"（{BASIS[data['basis']]}）", f" ({data['basis']})")
    )
    return [
        Items(data["channels"], title=head, indent="  "), _completeness(data["figures"]), figure_table([f for f in data["figures"] if determinable(f)]),
        ("对照标准只看这个范围的数；缺失按范围内各频道的全部采集；抽样就全部采集而言，见 doxdocket figures。",
         "The lines are asked with the figures of this scope alone; what is missing is of all that was captured of its channels; samples speak of all captures: doxdocket figures."),
        law_lines(data["law"], book), _missed(data.get("missed", ())),
    ]  # fmt: skip


BASIS = {"captured": "按采集", "decided": "经认定", "partly": "部分认定", "proposed": "机器建议", "register": "按登记"}
"""Who says what is in a scope."""


def figure_table(figures: list[Figure]) -> Table:
    """All figures with their bounds, rules and articles."""
    from doxdocket.count.cites import of

    return Table(figures, [
        Column(("编号", "id"), "id"), Column(("数据", "figure"), lambda f: text_of(f, "label")), Column(("下限–估计–上限", "low–estimate–high"), bounds, right=True),
        Column(("采用", "value"), "value", right=True), Column(("单位", "unit"), "unit"), Column(("状态", "status"), lambda f: _status(f["status"]) + _sampled(f)),
        Column(("规则与条文", "rule and article"), lambda f: "  ".join(one for one in (f["rule"], of(f, manner().lang)) if one)),
    ], none=None)  # fmt: skip


def _sampled(figure: Figure) -> str:
    """That a sample about the figure failed or is unfinished."""
    from doxdocket.sample.beside import STATES

    state = (figure.get("estimated") or {}).get("state")
    return say(f"；{STATES[state].zh}", f"; {STATES[state].en}") if state in {"failed", "unfinished"} else ""


def estimates(figures: list[Figure]) -> Table:
    """What samples say, beside the bounds and apart from them: another interval, which is of how much was got wrong or missed."""
    from doxdocket.sample.beside import FAULTS, STATES, ends
    from doxdocket.sample.settings import settings

    def what(part: Mapping[str, Any]) -> str:
        if "population" not in part:
            return say("抽样估计共", "estimated in all")
        about, fault = settings().populations[part["population"]], FAULTS[part["fault"]]
        old = "" if part["current"] else say("（不是现行结果）", " (not of the current result)")
        return say(f"{about.zh}：{fault.zh}", f"{about.en}: {fault.en}") + old

    def state(part: Mapping[str, Any]) -> str:
        return (
            say(STATES[part["verdict"]["state"]].zh, STATES[part["verdict"]["state"]].en) if "verdict" in part else ""
        )

    told = [(f, f.get("estimated") or {"total": None, "parts": ()}) for f in figures]
    rows = [(f, part) for f, both in told for part in (both["total"], *both["parts"]) if part]
    return Table(rows, [
        Column(("编号", "id"), lambda row: row[0]["id"]), Column(("下限–估计–上限", "low–estimate–high"), lambda row: bounds(row[0]), right=True),
        Column(("抽样", "sample"), lambda row: row[1]["plan"]), Column(("估计什么", "what is estimated"), lambda row: what(row[1])),
        Column(("总数", "of"), lambda row: row[1].get("of", "") if "verdict" in row[1] else "", right=True),
        Column(("抽样区间（不是下限、上限）", "interval of the sample (no bound)"), lambda row: ends(row[1]), right=True), Column(("验收", "rule"), lambda row: state(row[1])),
    ])  # fmt: skip


def _missed(rows: Sequence[Mapping[str, Any]]) -> Part | None:
    """The expected miss beside the bounds, which hold none of it: by family of kinds and by form."""
    from doxdocket.law import classes

    heads = (
        ("预期漏检（不在各限之内）", "expected miss (in no bound)"),
        ("漏", "missed"),
        ("按写法（漏/有）", "by form (missed/there)"),
    )
    said = classes.words_of_missed().says
    told = [[(one.zh, one.en) for one in row] for row in classes.told_missed(rows)]
    return (
        Part(
            [Table(told, [Column(head, itemgetter(n)) for n, head in enumerate(heads)]), Paragraph((said.zh, said.en))]
        )
        if told
        else None
    )


def _status(status: str) -> str:
    return say(STATUS.get(status, status), status)


def _completeness(figures: Sequence[Figure]) -> Part:
    """What is missing, which comes before any number; of what was looked for and not found, only how much."""
    figure = next(f for f in figures if f["id"] == "completeness")
    parts: Mapping[str, int | None] = figure["value"]
    names = [name for name in MISSING if name in parts] + [name for name in parts if name not in MISSING]
    found: list[tuple[Said, object]] = [
        (MISSING.get(name, (name, name)), parts[name]) for name in names if parts[name] != 0
    ]
    found.append((say(f"其余 {len(names) - len(found)} 项", f"the other {len(names) - len(found)}"), 0))
    lines = written(Table(found, [Column("", itemgetter(0)), Column("", itemgetter(1), right=True)]), manner().lang)
    return Part([text_of(figure, "label"), Items(lines[1:], indent="  ")])


def law_lines(law: Sequence[Mapping[str, Any]], book: "Book") -> Part | None:
    """A row a rule, at both bounds, under each reading of what one 条 is; once for a rule that hangs on no reading."""
    from doxdocket.law import words

    found = {(a["rule"], a["reading"]): a for a in law}
    named = words.apart({str(a["rule"]): str(a["article"]) for a in law}, book, manner().lang)
    heads: Mapping[str, Said] = {"": ("与条的读法无关", "by no reading")} | {
        key: f"{say('按', 'by')} {name}" for key, name in READINGS.items()
    }
    by_reading = [Column(head, partial(_under, found, key)) for key, head in heads.items()]
    columns = [Column(("门槛（下限/上限）", "lines (low/high)"), named.__getitem__), *by_reading]
    return (
        Part(
            [
                Table(list(named), columns),
                ("以上是对照标准，不是法律结论。", "A comparison with the lines, not a legal conclusion."),
            ]
        )
        if named
        else None
    )


def _under(found: Mapping[tuple[str, str], Mapping[str, Any]], reading: str, rule: str) -> str:
    return _answer(found[rule, reading]) if (rule, reading) in found else ""


def _answer(answer: Mapping[str, Any]) -> str:
    low, high = (say(ANSWERS[answer[end]], answer[end]) for end in ("answer_low", "answer_high"))
    return low if low == high else f"{low}/{high}"


def _unknown(figures: list[Figure]) -> Table:
    """Figures that these captures cannot tell, with the reason; never 0."""
    return Table(figures, [Column(("不能确定", "not determinable"), "id"), Column("", lambda f: text_of(f, "label")), Column("", lambda _: None),
                           Column(("原因", "why"), lambda f: text_of(f, "note"))])  # fmt: skip


def _notes(figures: list[Figure]) -> Part | None:
    told = [Paragraph(f"{f['id']}{say('：', ': ')}{text_of(f, 'note')}") for f in figures]
    return Part([("说明", "Notes"), *told]) if told else None


class Mark(TypedDict):
    """What is to be known of a rule that is cited, such as that its text is not checked."""

    zh: str
    en: str


class Cite(TypedDict):
    """A rule that a figure serves."""

    rule: str
    article: str
    subject: str
    marks: list[Mark]


class FigureTold(TypedDict):
    """A figure; low, estimate and high are null where it has no bounds, all of them and ``value`` where it cannot be told."""

    id: str
    label: str
    label_en: str
    unit: str
    low: int | str | None
    estimate: int | str | None
    high: int | str | None
    value: object
    status: str
    rule: str
    article: str
    cites: list[Cite]
    rows: dict[str, object] | None
    note: str
    note_en: str
    scope: str
    sampled: NotRequired[dict[str, object] | None]
    estimated: NotRequired[dict[str, object] | None]


Met = Literal["met", "not met", "not determinable"]


class Line(TypedDict):
    """What a rule answers at both bounds."""

    rule: str
    article: str
    reading: str
    outcome: str
    answer_low: Met
    answer_high: Met
    inputs: dict[str, dict[str, str]]
    missing: list[str]
    share_low: str | None
    share_high: str | None
    on: str | None


class LawCounts(TypedDict):
    """What the rules were asked with."""

    since: str | None
    on: str | None
    readings: dict[str, object]
    beside: dict[str, object]


class Scope(TypedDict):
    """The figures and lines of one scope."""

    scope: str
    label: str
    label_en: str
    basis: Literal["captured", "decided", "partly", "proposed", "register"]
    channels: list[str]
    figures: list[FigureTold]
    law: list[Line]
    law_counts: LawCounts


class Missed(TypedDict):
    """The expected miss of a family of kinds in a form."""

    family: str
    form: str
    missed: int
    of: int


class Asked(Scope, OfRun):
    """One scope, asked for."""

    sampling: NotRequired[Sampling]
    missed: NotRequired[list[Missed]]


class Figures(OfRun):
    """The figures of the current result."""

    case: str
    software: str
    code: str
    detector: str
    weights: str
    lists: str
    rules: str
    evidence_digest: str
    decisions_digest: str
    register_digest: NotRequired[str]
    figures: list[FigureTold]
    law: list[Line]
    law_counts: LawCounts
    scopes: NotRequired[list[Scope]]
    missed: NotRequired[list[Missed]]
    sampling: NotRequired[Sampling]


class Words(TypedDict):
    """One text in both languages."""

    zh: str
    en: str


class Section(TypedDict):
    """A part of an explanation."""

    title: Words
    lines: list[Words]
    rows: list[dict[str, object]]
    total: int


class Explained(OfRun):
    """Why something is what it is."""

    id: str
    what: str
    title: Words
    sections: list[Section]


@command(
    "figures",
    short=("看数据", "Show the figures"),
    about=(
        (
            "现行结果的数据：单位、下限、估计、上限、采用值、状态、规则和条文。先列缺失。\n"
            "采用值在有人认定之前取下限；不能确定的写“—”，不写 0。\n"
            "核心频道（已认定的，否则为建议的）与全部采集并列。--scope 只看一个范围：core、频道编号、defendant:D1（本人发布的）、\n"
            "joint:D1（本人和共同所为）、parties（归于各民事被告的）、起止日；给出几个时取其共同部分。关联依全部证据，其余在范围内重新计算。"
        ),
        (
            "The figures of the current result: unit, low, estimate, high, value, status, rule and article; what is missing\n"
            "comes first. Until a person decides, the value is the low bound; not determinable is a dash, never 0.\n"
            "The core channels (as decided, else as proposed) stand beside all captures. --scope asks for one scope: core, the id of a\n"
            "channel, defendant:D1 (own posts), joint:D1 (alone and together), parties (put to all civil defendants), first..last day;\n"
            "several: what they have in common. Links rest on all evidence, everything else is counted anew within the scope."
        ),
    ),
    examples=(
        ("doxdocket figures 案卷", "doxdocket figures case"),
        ("doxdocket figures 案卷 --json > figures.json", "doxdocket figures case --json > figures.json"),
        ("doxdocket figures 案卷 --scope core", "doxdocket figures case --scope core"),
        (
            "doxdocket figures 案卷 --scope joint:D1 --scope 2023-07..2024-03",
            "doxdocket figures case --scope joint:D1 --scope 2023-07..2024-03",
        ),
    ),
)
@case_argument()
@option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    about=("只看这个范围；可重复，取共同部分", "this scope alone; again: what they have in common"),
)
def figures(
    case: str, scopes: tuple[str, ...]
) -> Answer[Figures] | Answer[Annotated[Asked, ("--scope 为", "of --scope")]]:
    """Read them and show them."""
    from doxdocket import pipeline

    with open_case(case) as opened:
        if scopes:
            from doxdocket.pipeline import scoped

            found, book = scoped.asked(opened, scopes).told, pipeline.rules(opened)
            warn_if_stale(opened, case)
            return Answer(cast("Asked", found), scope_page(found, book))
        data, book = pipeline.figures(opened), pipeline.rules(opened)
        warn_if_stale(opened, case)
    return Answer(cast("Figures", data), figure_page(data, book))


@command(
    "explain",
    short=(
        "看一个数、一个人、一条规则、一项登记、一条贴文的依据",
        "Say why: of a figure, a person, a rule, an entry, a post or a decision",
    ),
    about=(
        (
            "一个编号的依据：规则、条文、输入和逐行来源（掩码）。ID 可以是数据编号（persons）、被害人编号（V0001）、\n"
            "规则编号（cn/fashi-2017-10/5-1-4）、频道（telegram:channel:1234567）、频道/贴文（telegram:channel:1234567/45）、认定编号，\n"
            "或登记簿的登记号（R0012）、登记的编号（D1；几种表同号时写 defendant/D1）、流水行（S1#9）。规则的回答与各 assess 命令相同：\n"
            "逐人、逐读法、逐日列出，写明输入出自哪项登记或哪个数据，还缺什么。登记的各栏、依据、经过、被谁引用、影响哪些回答和数据；\n"
            "被告另列年龄、监护人、连带责任、账号、单独和共同所为、收款。被告加 --rows：逐条写出其贴文。\n"
            "数据加 --rows：写出它在一个界上的全部来源行；adds 列的合计就是这个数，不相符时一行也不写。"
        ),
        (
            "The grounds of one id: rule, article, inputs and the rows behind it (masked). ID is a figure (persons), a person\n"
            "(V0001), a rule (cn/fashi-2017-10/5-1-4), a channel (telegram:channel:1234567), a channel/post (telegram:channel:1234567/45), a decision,\n"
            "or of the register an entry's number (R0012), its id (D1; defendant/D1 where several forms have that id), a row of a statement\n"
            "(S1#9). A rule answers as the assess commands do: of each person, in each reading, on each day, with the entry or figure\n"
            "that each input is from, and what is missing. An entry tells its fields, what it rests on, its history, what names it, and\n"
            "which answers and figures rest on it; a defendant also ages, guardians, liability, accounts, deeds and gains. With --rows,\n"
            "of a defendant: every post.\n"
            "With --rows, of a figure: every row behind it at one bound. The column adds sums to the figure; when it does not, no row\n"
            "is written."
        ),
    ),
    examples=(
        ("doxdocket explain 案卷 persons", "doxdocket explain case persons"),
        ("doxdocket explain 案卷 V0001", "doxdocket explain case V0001"),
        ("doxdocket explain 案卷 cn/fashi-2017-10/5-1-4", "doxdocket explain case cn/fashi-2017-10/5-1-4"),
        ("doxdocket explain 案卷 D1", "doxdocket explain case D1"),
        (
            "doxdocket explain 案卷 persons --rows --bound low --format csv -o 被害人-下限.csv",
            "doxdocket explain case persons --rows --bound low --format csv -o persons-low.csv",
        ),
    ),
)
@case_argument()
@argument(
    "id",
    metavar="ID",
    about=(
        "数据、被害人、规则、登记、频道、频道/贴文或认定的编号",
        "id of a figure, person, rule, entry, channel, channel/post or decision",
    ),
)
@option(
    "--rows",
    is_flag=True,
    about=("数据的全部来源行；被告的全部贴文", "all rows behind a figure; all posts of a defendant"),
)
@option(
    "--bound", type=click.Choice(list(ENDS)), default="low", about=("哪个界，默认 low", "which bound; low unless given")
)
@option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    default="jsonl",
    about=("来源行的格式", "format of the rows"),
)
@option(
    "--labels",
    is_flag=True,
    about=(
        "CSV 的列名和代码写成中文，供在表格软件里看；不写则为各版本不变的列名",
        "CSV with columns and codes as the page has them, to be read in a spreadsheet; else names that stay the same",
    ),
)
@option("-o", "--output", metavar="FILE", type=click.Path(), about=("来源行写到文件", "write the rows to a file"))
@option(
    "--scope",
    "scopes",
    multiple=True,
    metavar="SCOPE",
    about=("某个范围里的数据，同 figures --scope", "a figure of a scope, as with figures --scope"),
)
def explain(
    case: str,
    id: str,  # noqa: A002 - the word on the screen
    rows: bool,
    bound: "Bound",
    form: str,
    labels: bool,
    output: str | None,
    scopes: tuple[str, ...],
) -> (
    Answer[Explained]
    | Answer[Annotated[Behind, ("--rows 加 -o 为", "of --rows with -o")]]
    | Annotated[Lines[dict[str, object]], ("--rows 为", "of --rows")]
) | None:
    """Ask the count room."""
    from doxdocket.cli.masking import file_names, masked
    from doxdocket.pipeline.explain import explain as why
    from doxdocket.pipeline.prices import section

    if output and not rows:
        raise WrongCall(zh="-o 只与 --rows 同用。", en="-o goes with --rows only.")
    if labels and not (rows and form == "csv"):
        raise WrongCall(
            zh="--labels 只用于 CSV：加 --rows --format csv，或去掉 --labels。",
            en="--labels is for CSV: add --rows --format csv or leave --labels out.",
        )
    with open_case(case) as opened:
        if opened.current_run() is not None:
            warn_if_stale(opened, case)
        if rows:
            return rows_behind(opened, id, bound, form, output, scopes, labels=labels)
        found = why(opened, id, case, file_names(opened), scopes)
        prices = section(opened, id, masked) if found.what in ("figure", "post") else None
    found = replace(found, sections=[*found.sections, prices]) if prices else found
    return Answer(cast("Explained", found.data()), found.text(manner().lang))
