"""No statement may answer by the luck of threads: what gathers rows says in which order, and who is picked stands in an order;
and every step says what it says in the words that DuckDB and Spark have in common (docs/how-to/portable-sql.md).

``list``, ``string_agg`` and the like take rows as threads hand them on; ``first``, ``any_value``, ``arg_max`` and the like
pick one of several. Each must order its rows, or be another function.
"""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
SQL = sorted(SRC.rglob("*.sql"))
GATHERS = re.compile(
    r"\b(list|array_agg|string_agg|group_concat|listagg|collect_list|collect_set|histogram)\s*\(", re.IGNORECASE
)
PICKS = re.compile(
    r"\b(first|last|any_value|arbitrary|arg_max|arg_min|argmax|argmin|max_by|min_by|mode|random|uuid|first_value|last_value)\s*\(",
    re.IGNORECASE,
)
PLACED = re.compile(r"^\w+, CASE WHEN \w+ IS NOT NULL THEN place END$")  # by the number of the row, which no two share
WINDOWED = {"first_value", "last_value"}
NUMBERED = re.compile(r"\brow_number\s*\(\s*\)\s*OVER\s*", re.IGNORECASE)


def inside(text: str, at: int) -> str:
    """What stands in the brackets that open before ``at``."""
    depth, end = 1, at
    while depth:
        depth += {"(": 1, ")": -1}.get(text[end], 0)
        end += 1
    return text[at : end - 1]


def bare(sql: str) -> str:
    return re.sub(r"'(?:[^']|'')*'", "''", re.sub(r"--[^\n]*", "", sql))


def luck(sql: str) -> list[str]:
    """The functions whose answer hangs on the order in which rows come."""
    text = bare(sql)
    found = [
        m[1] for m in GATHERS.finditer(text) if not re.search(r"\bORDER\s+BY\b", inside(text, m.end()), re.IGNORECASE)
    ]
    found += [
        m[1]
        for m in PICKS.finditer(text)
        if not (m[1].lower() in WINDOWED and " OVER " in text[m.end() :]) and not PLACED.search(inside(text, m.end()))
    ]
    for m in NUMBERED.finditer(text):
        body = text[m.end() :]
        if body.startswith("(") and not re.search(r"\bORDER\s+BY\b", inside(text, m.end() + 1), re.IGNORECASE):
            found.append("row_number")
    if re.search(r"(?<!\$)\bLIMIT\b", text, re.IGNORECASE) and not re.search(
        r"\bORDER\s+BY\b[^;]*\bLIMIT\b", text, re.IGNORECASE
    ):
        found.append("limit")
    return found


def told(paths, faults):
    """The files with such faults, each with what it has."""
    return {
        path.relative_to(SRC).as_posix(): found for path in paths if (found := faults(path.read_text(encoding="utf-8")))
    }


def test_no_answer_hangs_on_the_order_in_which_threads_come():
    assert told(SQL, luck) == {}


def test_statements_in_the_code_are_held_to_it_too():
    odd = {
        path.relative_to(SRC).as_posix(): found
        for path in SRC.rglob("*.py")
        for text in re.findall(r'"(SELECT [^"]*)"', path.read_text(encoding="utf-8"))
        if (found := luck(text))
    }
    assert odd == {}


@pytest.mark.parametrize("sql", [
    "SELECT list(x) FROM t", "SELECT string_agg(x, ',') FROM t", "SELECT first(x) FROM t", "SELECT any_value(x) FROM t",
    "SELECT min_by(x, y) FROM t", "SELECT row_number() OVER () FROM t", "SELECT x FROM t LIMIT 3", "SELECT list(DISTINCT x) FROM t",
])  # fmt: skip
def test_the_check_above_can_fail(sql):
    assert luck(sql)


@pytest.mark.parametrize("sql", [
    "SELECT list(x ORDER BY x) FROM t", "SELECT string_agg(x, ', ' ORDER BY y) FROM t", "-- list(x)\nSELECT max(x) FROM t",
    "SELECT row_number() OVER (PARTITION BY a ORDER BY b) FROM t", "SELECT x FROM t ORDER BY x LIMIT 3", "SELECT 'list(' FROM t",
])  # fmt: skip
def test_an_order_is_enough(sql):
    assert luck(sql) == []


STEPS = [path for path in SQL if path.parent.name == "sql"]
ONE_ENGINE = {
    "AS VARCHAR": r"\bAS\s+(VARCHAR|TEXT)\s*\)", "concat": r"\bconcat\s*\(", "FILTER": r"\bFILTER\s*\(", "QUALIFY": r"\bQUALIFY\b",
    "lists": r"\b(list|list_\w+|array_agg|collect_list|collect_set|unnest|explode|flatten|string_split|split|array_to_string|len)\s*\(|\[",
    "gathered texts": r"\b(string_agg|listagg|group_concat)\s*\(", "IGNORE NULLS": r"\bIGNORE\s+NULLS\b",
    "functions": r"\b(starts_with|startswith|strpos|strftime|date_format|regexp_matches|regexp_replace|rlike|epoch_us|unix_micros|sha256|sha2|"
    r"date_diff|datediff|struct_pack|row|div)\s*\(",
    "shorthands": r"::|//|\bEXCLUDE\b|\bREPLACE\s*\(\w+\s|\bGROUP BY ALL\b|\b(LEFT\s+)?(SEMI|ANTI)\s+JOIN\b|->",
    "count of several": r"\bcount\s*\(\s*DISTINCT\s+[\w.]+\s*,",
}  # fmt: skip


def odd(sql):
    """The words of one engine alone."""
    text = bare(sql)
    found = [name for name, words in ONE_ENGINE.items() if re.search(words, text, re.IGNORECASE)]
    if re.search(r"\\[a-zA-Z]", re.sub(r"--[^\n]*", "", sql)):
        found.append("backslash")
    return found


def test_every_step_is_said_in_words_that_both_engines_have():
    assert len(STEPS) > 100
    assert told(STEPS, odd) == {}


@pytest.mark.parametrize("sql", [
    "SELECT CAST(x AS VARCHAR) FROM t", "SELECT concat(a, b) FROM t", "SELECT count(*) FILTER (WHERE a) FROM t", "SELECT a[1] FROM t",
    "SELECT unnest(a) FROM t", "SELECT x::INT FROM t", "SELECT 7 // 2", "SELECT first_value(x IGNORE NULLS) OVER w FROM t",
    "SELECT regexp_extract(x, '^\\d+$', 0) FROM t", "SELECT count(DISTINCT a, b) FROM t", "SELECT * EXCLUDE (a) FROM t",
])  # fmt: skip
def test_words_of_one_engine_are_seen(sql):
    assert odd(sql)


@pytest.mark.parametrize("sql", [
    "SELECT count(DISTINCT (a, b)) FROM t", "SELECT 'concat(a)' FROM t -- list(x)", "SELECT concat_ws(',', a, b) FROM t",
    "SELECT replace(a, 'b', 'c') FROM t", "SELECT regexp_extract(x, '^[0-9]+$', 0) FROM t",
])  # fmt: skip
def test_words_of_both_engines_pass(sql):
    assert odd(sql) == []
