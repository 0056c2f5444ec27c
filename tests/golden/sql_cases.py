"""Reads golden cases of SQL steps: ``tests/golden/sql/ROOM/STEP.txt`` (docs/how-to/portable-sql.md shows one).

A file holds cases; a case, its tables, values and the rows that answer them, as text with ``|`` between columns::

    == doubtful values name nobody
    -- findings: post_id string | kind string | person int32
    1 | name | 0
    -- $least = 2
    -- answer
    kind string | n int64
    name | 1

Columns of a table stand where it first occurs; in later cases its name is enough, and a table that a case does not name is
empty there. ``null`` is null, ``""`` the empty text, ``'…'`` keeps spaces and bars, ``0x…`` are bytes, ``[a, b]`` is a list.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "doxdocket"
HERE = Path(__file__).parent / "sql"
STEPS = sorted(p for p in SRC.rglob("*.sql") if p.parent.name == "sql")
ANSWER = "-- answer"
_ATOMS = {
    "string": pa.string(), "binary": pa.binary(), "bool": pa.bool_(), "int16": pa.int16(), "int32": pa.int32(), "int64": pa.int64(),
    "double": pa.float64(), "time": pa.timestamp("us", tz="UTC"), "date": pa.date32(), "decimal": pa.decimal128(12, 2),
}  # fmt: skip
_CELL = re.compile(r"\s*('(?:[^']|'')*'|[^|]*?)\s*(?:\||$)")


@dataclass
class Case:
    """One case; ``answer`` is None where none was written yet."""

    name: str
    tables: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    answer: str | None = None


def place(step):
    """Where the cases of a step lie."""
    return HERE / step.parents[1].name / f"{step.stem}.txt"


def text_of(step):
    """What is run: the file, with the conditions of figures.yaml spelled out where a room has them."""
    from doxdocket.count.catalogue import step_of

    text = step.read_text(encoding="utf-8")
    return step_of(text) if step.parents[1].name in {"count", "report"} else text


def type_of(word):
    """``list<string>`` and the like."""
    inner = re.fullmatch(r"list<(\w+)>", word)
    return pa.list_(_ATOMS[inner[1]]) if inner else _ATOMS[word]


def cells(line):
    """The cells of one row, quotes kept."""
    out, at = [], 0
    while at < len(line):
        found = _CELL.match(line, at)
        out.append(found[1])
        at = found.end()
    return [*out, ""] if line.rstrip().endswith("|") else out


def value(cell, type_):
    """One cell as a value of its type."""
    if cell == "null":
        return None
    if pa.types.is_list(type_):
        inner = cell.strip("[]").strip()
        return [value(part.strip(), type_.value_type) for part in inner.split(",")] if inner else []
    if cell.startswith("'"):
        cell = cell[1:-1].replace("''", "'")
    elif cell == '""':
        cell = ""
    if pa.types.is_binary(type_):
        return bytes.fromhex(cell[2:]) if cell.startswith("0x") else cell.encode()
    if pa.types.is_boolean(type_):
        return {"true": True, "false": False}[cell]
    if pa.types.is_integer(type_):
        return int(cell)
    if pa.types.is_floating(type_):
        return float(cell)
    if pa.types.is_decimal(type_):
        return Decimal(cell)
    if pa.types.is_timestamp(type_):
        return datetime.fromisoformat(cell).replace(tzinfo=UTC)
    return date.fromisoformat(cell) if pa.types.is_date(type_) else cell


def schema(text):
    """``post_id string | n int64`` as an Arrow schema."""
    return pa.schema([(c.split()[0], type_of(c.split()[1])) for c in cells(text)])


def cases(path):
    """The cases of one file."""
    shapes, out, rows, here = {}, [], None, None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("== "):
            out.append(Case(line[3:]))
            rows = None
        elif line == ANSWER:
            out[-1].answer, rows = "", None
        elif line.startswith("-- $"):
            name, _, word = line[4:].partition(" = ")
            out[-1].values[name] = _bound(word)
        elif line.startswith("-- "):
            here, _, told = line[3:].partition(":")
            if told.strip():
                shapes[here] = schema(told.strip())
            rows = out[-1].tables.setdefault(here, [])
        elif line.startswith("# "):
            continue
        elif line.strip() and out[-1].answer is not None:
            out[-1].answer += line + "\n"
        elif line.strip():
            row = cells(line)
            assert len(row) == len(shapes[here]), (
                f"{path.name}, {out[-1].name}: {line!r} has {len(row)} cells, {here} {len(shapes[here])} columns"
            )
            rows.append({f.name: value(cell, f.type) for cell, f in zip(row, shapes[here], strict=True)})
    for case in out:
        case.tables = {name: pa.Table.from_pylist(case.tables.get(name, []), shape) for name, shape in shapes.items()}
    return out


def _bound(word):
    days = re.fullmatch(r"(\d+) (hours|days)", word)
    if days:
        return timedelta(**{days[2]: int(days[1])})
    return int(word) if re.fullmatch(r"-?\d+", word) else value(word, pa.string())


def told(table, *, ordered):
    """A result as the text of an answer. Rows without an order of their own are sorted, so that engines can be compared."""
    head = " | ".join(f"{f.name} {_word(f.type)}" for f in table.schema)
    columns = [[_cell(v) for v in column.to_pylist()] for column in table.columns]
    rows = [" | ".join(row) for row in zip(*columns, strict=True)]
    return "\n".join([head, *(rows if ordered else sorted(rows))]) + "\n"


def _word(type_):
    if pa.types.is_list(type_):
        return f"list<{_word(type_.value_type)}>"
    for word, known in _ATOMS.items():
        if type_ == known:
            return word
    return str(type_).replace(" ", "")


def _cell(v):
    if v is None:
        return "null"
    if isinstance(v, list):
        return "[" + ", ".join(_cell(x) for x in v) + "]"
    if isinstance(v, bool):
        return str(v).lower()
    if isinstance(v, bytes):
        text = v.decode("ascii", "replace")
        return text if re.fullmatch(r"[a-z][a-z0-9]*", text) else "0x" + v.hex()
    if isinstance(v, datetime):
        return v.strftime("%Y-%m-%dT%H:%M:%S") + (f".{v.microsecond:06}" if v.microsecond else "")
    text = str(v)
    if text == "":
        return '""'
    if isinstance(v, str) and (text == "null" or re.search(r"^\s|\s$|[|\n]|^['\"\[]|^0x", text)):
        return "'" + text.replace("'", "''") + "'"
    return text


def ordered(sql):
    """Whether a text says the order of its rows: ORDER BY outside all brackets."""
    bare = re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", sql))
    depth, outside = 0, []
    for c in bare:
        depth += {"(": 1, ")": -1}.get(c, 0)
        outside.append(c if depth == 0 else " ")
    return re.search(r"\bORDER\s+BY\b", "".join(outside), re.IGNORECASE) is not None


def write(path, answers):
    """The file anew, each case with its answer."""
    head, *blocks = re.split(r"^(?=== )", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    done = [
        block.split("\n" + ANSWER)[0].rstrip() + f"\n{ANSWER}\n{answer}"
        for block, answer in zip(blocks, answers, strict=True)
    ]
    path.write_text(head + "\n".join(done), encoding="utf-8")
