"""``export``: a table of the case as JSON Lines, CSV or Parquet, relations of channels as GEXF; masks and tags, never digests or values.

CSV is UTF-8 with a mark at its start, which spreadsheet programs need to read Chinese; a cell that a spreadsheet would
run as a formula gets an apostrophe. Left out: XLSX, which needs a library that nothing else here needs.

>>> cell("=1+1"), cell("-5"), cell(-5), cell(["a", "b"]), cell(None)
("'=1+1", "'-5", '-5', '["a", "b"]', '')
"""

# ruff: noqa: PLC0415 - a command imports the rooms it needs when it runs, so that help starts at once

import csv
import io
import json
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import IO, Annotated, Any, NotRequired, TypedDict, cast

import click

from doxdocket.cli import evidence, out
from doxdocket.cli.command import Answer, argument, case_argument, command, option
from doxdocket.cli.leaving import fresh, leave, why
from doxdocket.cli.masking import Hidden
from doxdocket.cli.opening import open_case
from doxdocket.cli.said import manner, say
from doxdocket.cli.shapes import Lines
from doxdocket.cli.tables import TABLES, Row, Table
from doxdocket.errors import WrongCall
from doxdocket.report import as_json

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Exported(TypedDict):
    """A table, written to a file."""

    case: str
    table: str
    format: str
    file: str
    rows: int
    sha256: str
    unchecked: Annotated[NotRequired[dict[str, object]], ("只在 texts", "of texts alone")]


@command(
    "export",
    short=("导出一张表", "Export one table"),
    about=(
        (
            "导出一张表。默认逐行 JSON 输出到标准输出；-o 写到文件（已有的文件不覆盖）。值只有掩码和标签，没有摘要和明文；\n"
            "只有 texts 会有明文：机器漏掉的任何内容（不只是姓名、地址）都没有遮盖，只供办案人员内部使用，须写明理由和何人导出。\n"
            "texts 的 checked 列写明该贴是否有人核对过漏检；核对人发现有漏检的贴文不写出文字。没有人核对过的贴数另在标准错误输出写明。\n"
            "每次导出先记入保管链（表、行数、SHA-256），再写出。\n"
            "findings 的 person 和 repeat_of 是最佳估计，person_certain 只用确定关联；其他表的 person 只用确定关联。\n"
            f"表：{'、'.join(TABLES)}。"
        ),
        (
            "Exports one table, as JSON Lines to standard output unless told otherwise; -o writes a file and never replaces\n"
            "one. Values are masks and tags, no digests and no clear text; but in texts any value that the machine missed\n"
            "stands in clear: it is for the team alone, and needs a reason and who takes it; its column checked says\n"
            "whether a reviewer looked for what was missed (where he found some, the words are left out), and how many posts nobody\n"
            "has checked is told on standard error. Every export is in the custody log (table, rows, SHA-256) before it goes out. In findings person and repeat_of are the best estimate and\n"
            "person_certain is under certain links alone, as person is in the other tables.\n"
            f"Tables: {', '.join(TABLES)}."
        ),
    ),
    examples=(
        ("doxdocket export 案卷 findings > findings.jsonl", "doxdocket export case findings > findings.jsonl"),
        (
            "doxdocket export 案卷 persons --format csv -o 被害人.csv",
            "doxdocket export case persons --format csv -o persons.csv",
        ),
        (
            "doxdocket export 案卷 network --format gexf -o 频道关系.gexf",
            "doxdocket export case network --format gexf -o network.gexf",
        ),
        (
            "doxdocket export 案卷 texts --reason 交检察官助理通读 --officer 张三 -o 文字.jsonl",
            "doxdocket export case texts --reason 'to be read through by the assistant' --officer Zhang -o texts.jsonl",
        ),
    ),
)
@case_argument()
@argument("table", type=click.Choice(list(TABLES)), about=("哪张表", "which table"))
@option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv", "parquet", "gexf"]),
    default="jsonl",
    about=("格式", "format"),
)
@option(
    "--labels",
    is_flag=True,
    about=(
        "CSV 的列名和代码写成中文（--lang en 为英文），如打印 sources 作电子数据清单",
        "CSV with columns and codes in words, such as sources printed as the list of evidence",
    ),
)
@option("-o", "--output", metavar="FILE", type=click.Path(), about=("写到文件", "write to a file"))
@option(
    "--reason",
    about=(
        "理由，导出 texts 时必须写；- 即从标准输入读",
        "why, needed for texts; - reads it from standard input",
    ),
)
@option("--officer", metavar="NAME", about=("由谁导出", "who takes it"))
def export(
    case: str, table: str, form: str, labels: bool, output: str | None, reason: str | None, officer: str | None
) -> Answer[Exported] | Lines[Row] | None:
    """Write the table where it was asked for."""
    if labels and form != "csv":
        raise WrongCall(
            zh="--labels 只用于 CSV：加 --format csv，或去掉 --labels。",
            en="--labels is for CSV: add --format csv or leave --labels out.",
        )
    if labels and not TABLES[table].labels:
        worded = [name for name, one in TABLES.items() if one.labels]
        raise WrongCall(
            zh=f"{table} 没有文字列名：去掉 --labels。有文字列名的表：{'、'.join(worded)}。",
            en=f"{table} has no words for its columns: leave --labels out. Tables that have them: {', '.join(worded)}.",
        )
    if output is None and form == "parquet" and sys.stdout.isatty():
        raise WrongCall(
            zh="Parquet 不能显示在屏幕上：加 -o 文件。", en="Parquet cannot be shown on a screen: add -o FILE."
        )
    if form == "gexf" and table != "network":
        raise WrongCall(
            zh="GEXF 只用于频道关系：doxdocket export 案卷 network --format gexf",
            en="GEXF is for the network of channels: doxdocket export CASE network --format gexf",
        )
    chosen = TABLES[table]
    if output is not None:
        fresh(Path(output))
    with open_case(case) as opened:
        because = why(opened, reason, officer, words=chosen.words)
        hidden = Hidden(opened)
        rows: Iterable[Row] = map(hidden.row, chosen.rows(opened))
        if labels:
            chosen, rows = labelled(chosen, rows)
        if form == "gexf":
            channels = list(map(hidden.row, TABLES["channel_ranking"].rows(opened)))
            rows = [{"edges": list(rows), "channels": channels, "case": opened.info.id}]
        kept, more = chosen, {"unchecked": evidence.unchecked(opened)} if chosen.words else {}
        what: dict[str, object] = {"table": table, "format": form, **more}
        count, digest = leave(opened, what, lambda stream: WRITERS[form](kept, rows, stream), output, because)
    if more:
        evidence.told_unchecked(more["unchecked"])
    if output is None:
        return None
    told = {"case": case, "table": table, "format": form, "file": output, "rows": count, "sha256": digest, **more}
    return Answer(cast("Exported", told),
                  say(f"已写入 {count} 行：{output}", f"{count} rows written: {output}"))  # fmt: skip


def labelled(table: Table, rows: Iterable[Row]) -> tuple[Table, Iterable[Row]]:
    """The same table as people read it, in the language of the call."""
    from doxdocket.cli.evidence import read_by_people

    lang = 0 if manner().lang == "zh" else 1
    names = {name: table.labels[name][lang] if name in table.labels else name for name in table.columns}
    told = ({label: read_by_people(name, row.get(name), lang) for name, label in names.items()} for row in rows)
    return Table(tuple(names.values()), table.rows), told


def _jsonl(_table: Table, rows: Iterable[Row], stream: IO[bytes]) -> int:
    return out.write_lines(rows, stream)


def cell(value: Any) -> str:
    """One cell of a CSV: plain text that no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, (bool, int, float)):
        return str(value)
    text = _text(value) or ""
    return "'" + text if text.startswith(FORMULA) else text


def _csv(table: Table, rows: Iterable[Row], stream: IO[bytes]) -> int:
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    count = 0
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in table.columns])
        count += 1
    text.detach()
    return count


def _parquet(table: Table, rows: Iterable[Row], stream: IO[bytes]) -> int:
    """In batches; what has no column type of its own is text, written as in CSV but never guarded."""
    import pyarrow as pa
    from pyarrow import parquet

    schema, given, count = table.schema(), iter(rows), 0
    texts = [f.name for f in schema if pa.types.is_string(f.type)]
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while chunk := list(islice(given, 8192)):
            plain = [row | {name: _text(row.get(name)) for name in texts} for row in chunk]
            writer.write_table(pa.Table.from_pylist(plain, schema))
            count += len(chunk)
    return count


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=as_json.plain).strip('"')


def _gexf(_table: Table, rows: Iterable[Row], stream: IO[bytes]) -> int:
    from doxdocket.cli import gexf

    [both] = rows
    return gexf.write(both["edges"], both["channels"], both["case"], stream)


WRITERS = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet, "gexf": _gexf}
