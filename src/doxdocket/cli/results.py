"""``figures`` and ``explain``: the numbers, and why each is what it is.

What is missing comes before the numbers. Left out: choosing a value, which is a decision (``decide figure.value``).

>>> bounds({"low": 3, "estimate": 5, "high": 9}), bounds({"low": 7, "estimate": 7, "high": 7})
('3 – 5 – 9', '7')
>>> bounds({"low": None, "estimate": None, "high": None})
'—'
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

from collections.abc import Mapping
from typing import Any

from doxdocket.cli.command import Answer, argument, case_argument, command
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import manner, say
from doxdocket.cli.width import table, wrap

Figure = Mapping[str, Any]


def both(value: object) -> str:
    """A text that may come in two languages."""
    return str(value.get(manner().lang, "")) if isinstance(value, Mapping) else str(value or "")


def shown(value: object) -> str:
    """A number as a person reads it; nothing known is a dash, never 0."""
    if value is None:
        return "—"
    return f"{value:,}" if isinstance(value, int) else str(value)


def bounds(figure: Figure) -> str:
    """Low, estimate, high; one number when they agree."""
    parts = [shown(figure[name]) for name in ("low", "estimate", "high")]
    return parts[0] if len(set(parts)) == 1 else " – ".join(parts)


STATUS = {"machine": "机器", "reviewed": "已核", "decided": "已认定", "not_determinable": "不能确定"}


def figure_table(figures: list[Figure]) -> str:
    """All figures with their bounds, rules and articles."""
    head = [say("编号", "id"), say("数据", "figure"), say("下限–估计–上限", "low–estimate–high"), say("采用", "value"),
            say("单位", "unit"), say("状态", "status"), say("规则与条文", "rule and article")]  # fmt: skip
    rows = [
        [f["id"], both(f["label"]), bounds(f), shown(f["value"]), both(f["unit"]),
         say(STATUS.get(f["status"], str(f["status"])), str(f["status"])), "  ".join(t for t in (both(f["rule"]), both(f["article"])) if t)]
        for f in figures
    ]  # fmt: skip
    return table(head, rows, right={2, 3})


def figure_page(data: Mapping[str, Any]) -> str:
    """Completeness, the table, then a note on each figure that has one."""
    first = [f for f in data["figures"] if f["id"] == "completeness"]
    others = [f for f in data["figures"] if f["id"] != "completeness"]
    parts = [_completeness(f) for f in first]
    parts.append(figure_table(others))
    notes = [line for f in others if f.get("note") for line in wrap(f"{f['id']}：{both(f['note'])}", 100)]
    if notes:
        parts.append("\n".join([say("说明", "Notes"), *notes]))
    parts.append(
        say(
            "— 为不能确定。看依据：doxdocket explain 案卷 编号", "— is not determinable. Why: doxdocket explain CASE ID"
        )
    )
    return "\n\n".join(parts)


def _completeness(figure: Figure) -> str:
    value = figure["value"] if figure["value"] is not None else figure["estimate"]
    lines = [f"{both(figure['label'])}"]
    if isinstance(value, Mapping):
        lines += [f"  {key}  {shown(part)}" for key, part in value.items()]
    else:
        lines.append("  " + shown(value))
    if figure.get("note"):
        lines += wrap(both(figure["note"]), 100, "  ")
    return "\n".join(lines)


@command(
    "figures",
    short=("看数据", "Show the figures"),
    about=(
        (
            "现行结果的数据：单位、下限、估计、上限、采用值、状态、规则和条文。先列缺失。\n"
            "采用值在有人认定之前取下限；不能确定的写“—”，不写 0。"
        ),
        (
            "The figures of the current result: unit, low, estimate, high, value, status, rule and article; what is missing\n"
            "comes first. Until a person decides, the value is the low bound; not determinable is a dash, never 0."
        ),
    ),
    examples=(
        ("doxdocket figures 案卷", "doxdocket figures case"),
        ("doxdocket figures 案卷 --json > figures.json", "doxdocket figures case --json > figures.json"),
    ),
    shape=(
        (
            '{"case", "software", "rules", "evidence_digest", "decisions_digest", "figures": [{"id", "label", "unit", "low", '
            '"estimate", "high", "value", "status", "rule", "article", "rows", "note"}]}'
        ),
        (
            '{"case", "software", "rules", "evidence_digest", "decisions_digest", "figures": [{"id", "label", "unit", "low", '
            '"estimate", "high", "value", "status", "rule", "article", "rows", "note"}]}'
        ),
    ),
)
@case_argument()
def figures(case: str) -> Answer:
    """Read them and show them."""
    from doxdocket import pipeline

    with open_case(case) as opened:
        data = pipeline.figures(opened)
    return Answer(data, figure_page(data))


@command(
    "explain",
    short=("看一个数、一个人、一条贴文的依据", "Say why: of a figure, a person, a post or a decision"),
    about=(
        (
            "一个编号的依据：规则、条文、输入和逐行来源（掩码）。ID 可以是数据编号（persons）、被害人编号（V0001）、\n"
            "频道/贴文（telegram:channel:1234567/45）或认定编号。"
        ),
        (
            "The grounds of one id: rule, article, inputs and the rows behind it (masked). ID is a figure (persons), a person\n"
            "(V0001), a channel/post (telegram:channel:1234567/45) or a decision."
        ),
    ),
    examples=(
        ("doxdocket explain 案卷 persons", "doxdocket explain case persons"),
        ("doxdocket explain 案卷 V0001", "doxdocket explain case V0001"),
    ),
    shape=('{"id", "what", …}：与文字相同的事实', '{"id", "what", …}: the same facts as the text'),
)
@case_argument()
@argument(
    "id",
    metavar="ID",
    about=("数据、被害人、频道/贴文或认定的编号", "id of a figure, person, channel/post or decision"),
)
def explain(case: str, id: str) -> Answer:  # noqa: A002 - the word on the screen
    """Ask the count room."""
    from doxdocket import pipeline
    from doxdocket.count.explain import explain as why

    with open_case(case) as opened:
        found = why(opened, pipeline.current(opened), id)
    return Answer(found.data(), found.text(manner().lang))
