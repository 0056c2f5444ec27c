"""``export``: a table of the case as JSON Lines, CSV or Parquet, relations of channels as GEXF; masks and tags, never digests or values.

CSV is UTF-8 with a mark at its start, which spreadsheet programs need to read Chinese; a cell that a spreadsheet would
run as a formula gets an apostrophe. Left out: XLSX, which needs a library that nothing else here needs.

>>> cell("=1+1"), cell("-5"), cell(-5), cell(["a", "b"]), cell(None)
("'=1+1", "'-5", '-5', '["a", "b"]', '')
"""

import csv
import io
import json
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import IO, Annotated, Any, NotRequired, cast

import click

from doxdocket.cli import out
from doxdocket.cli.answer import Answer, Lines, OfCase
from doxdocket.cli.command import argument, case_argument, command, option
from doxdocket.cli.language import manner
from doxdocket.cli.leaving import fresh, leave, told_unchecked, why
from doxdocket.cli.opening import open_case
from doxdocket.desk import evidence
from doxdocket.desk.masking import Hidden
from doxdocket.desk.tables import TABLES, Row, Table
from doxdocket.errors import WrongCall
from doxdocket.report import as_json
from doxdocket.words import listed, say, zh_en

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Exported(OfCase):
    """A table, written to a file."""

    table: str
    format: str
    file: str
    rows: int
    sha256: str
    unchecked: Annotated[NotRequired[dict[str, object]], zh_en("exporting.of_texts_alone")]


@command("exporting.export", about=zh_en("exporting.export_about", TABLES=listed("marks.comma", TABLES)))
@case_argument()
@argument("table", type=click.Choice(list(TABLES)))
@option("--format", "form", type=click.Choice(["jsonl", "csv", "parquet", "gexf"]), default="jsonl")
@option("--labels", is_flag=True)
@option("-o", "--output", metavar="FILE", type=click.Path())
@option("--reason")
@option("--officer", metavar="NAME")
def export(
    case: str, table: str, form: str, labels: bool, output: str | None, reason: str | None, officer: str | None
) -> Answer[Exported] | Lines[Row] | None:
    """Write the table where it was asked for."""
    if labels and form != "csv":
        raise WrongCall("exporting.labels_is_for_csv_add")
    if labels and not TABLES[table].labels:
        worded = [name for name, one in TABLES.items() if one.labels]
        raise WrongCall(zh_en("exporting.has_no_words_for_its", table=table, worded=listed("marks.comma", worded)))
    if output is None and form == "parquet" and sys.stdout.isatty():
        raise WrongCall("exporting.parquet_cannot_be_shown_on")
    if form == "gexf" and table != "network":
        raise WrongCall("exporting.gexf_is_for_network_of")
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
        told_unchecked(more["unchecked"])
    if output is None:
        return None
    told = {"case": case, "table": table, "format": form, "file": output, "rows": count, "sha256": digest, **more}
    return Answer(cast("Exported", told),
                  say("exporting.rows_written", count=count, output=output))  # fmt: skip


def labelled(table: Table, rows: Iterable[Row]) -> tuple[Table, Iterable[Row]]:
    """The same table as people read it, in the language of the call."""
    from doxdocket.desk.accounts.evidence import read_by_people

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
    writer, columns, count = csv.writer(text), table.columns, 0
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cell(row.get(name)) for name in columns])
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
    from doxdocket.report import gexf

    [both] = rows
    return gexf.write(both["edges"], both["channels"], both["case"], stream)


WRITERS = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet, "gexf": _gexf}
