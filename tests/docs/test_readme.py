"""The README shows a case in a minute as the program really prints it; ``./docket golden`` writes it anew.

Lines are the program's own, with some of its rows and columns; tags are left out, since each case has its own.
"""

import json
import os
import re
from pathlib import Path

import pytest

from doxdocket.report.text import table

ROOT = Path(__file__).parents[2]
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
MARKS = re.compile(r"(?<=<!-- demo:begin -->\n)(.*?)(?=<!-- demo:end -->)", re.DOTALL)
WIDTH = 120
SHOWN = ("persons", "dossiers", "publications", "items_set", "kinds", "ratio")


def completeness(lines):
    """The first block of ``figures``, on one line."""
    block = lines[: lines.index("")]
    colon, comma = (": ", ", ") if block[0].isascii() else ("：", "，")
    return block[0] + colon + comma.join(re.sub(r"\s{2,}", " ", line.strip()) for line in block[1:])


def headline(lines):
    """The rows shown, without the columns of label and status."""
    rows = {(cells := re.split(r"\s{2,}", line))[0]: cells for line in lines if re.match(r"\S+\s{2,}\S", line)}
    head = next(cells for name, cells in rows.items() if name in {"id", "编号"})
    chosen = [head, *(rows[name] for name in SHOWN)]
    picked = [[cells[0], *cells[2:5], "  ".join(cells[6:])] for cells in chosen]
    return table(picked[0], picked[1:], right={1, 2}).splitlines()


def person(rehearsal_case):
    """The first target posted more than once and linked by a number of its own."""
    rows = [json.loads(line) for line in rehearsal_case.ask("export", "CASE", "publications").splitlines()]
    links = [json.loads(line) for line in rehearsal_case.ask("export", "CASE", "links").splitlines()]
    sure = {link["a"] for link in links if link["rule"] == "one_primary" and link["blocked_by"] is None}
    key = "{channel_id}/{post_id}/{person_no}"
    several = [r["person"] for r in rows if r["role"] == "target" and key.format(**r) in sure]
    return next(p for p in several if sum(r["person"] == p for r in rows) == 3)


def explained(text, code):
    """Who it is, where published, and why the posts are of one person."""
    lines = text.splitlines()
    links = next(n for n, line in enumerate(lines) if line in {"certain links", "确定关联"})
    posts = next(n for n, line in enumerate(lines) if line in {"publications", "发布"})
    until = lines.index("", posts)
    kept = [
        lines[0],
        lines[3],
        "",
        *lines[posts : min(until, posts + 4)],
        "",
        *lines[links : lines.index("", links)][:5],
    ]
    assert code in kept[0]
    plain = [re.sub(r" #[0-9a-f]{4}\b", "", re.sub(r"  tags?=[#0-9a-f,]+", "", line)) for line in kept]
    return [line if len(line) <= WIDTH else line[: line.rindex(" ", 0, WIDTH)] + " …" for line in plain]


def minute(rehearsal_case, lang):
    figures = rehearsal_case.ask("figures", "CASE", "--all", lang=lang).splitlines()
    code = person(rehearsal_case)
    lines = [
        "$ ./docket demo", "$ ./docket figures doxdocket-demo/case --all", completeness(figures), "", *headline(figures), "",
        f"$ ./docket explain doxdocket-demo/case {code}", *explained(rehearsal_case.ask("explain", "CASE", code, lang=lang), code),
    ]  # fmt: skip
    return "```text\n" + "\n".join(lines) + "\n```\n"


@pytest.mark.parametrize("name", sorted(READMES))
@pytest.mark.whole
def test_the_case_in_a_minute_is_golden(name, rehearsal_case):
    page, made = ROOT / name, minute(rehearsal_case, READMES[name])
    text = page.read_text(encoding="utf-8")
    if os.environ.get("DOXDOCKET_GOLDEN") == "write":
        text = MARKS.sub(lambda _: made, text)
        page.write_text(text, encoding="utf-8")
    (shown,) = MARKS.findall(text)
    assert shown == made


def shape(text):
    """The same without what hangs on the size of the case: numbers, how wide a column is, which posts and which links."""
    lines = re.split(r"\n(?:certain links|确定关联)\n", text)[0].splitlines()
    plain = [re.sub(r"[\d,.%]+", "0", re.sub(r"\s{2,}", " ", line)).strip()[:12] for line in lines if line]
    return [line for line in plain if not line.startswith(("dossier=", "组="))]


@pytest.mark.parametrize("name", sorted(READMES))
def test_the_case_in_a_minute_has_the_words_of_the_program(name, rehearsal_case):
    """At whatever size the case was made; its numbers are compared under --whole."""
    (shown,) = MARKS.findall((ROOT / name).read_text(encoding="utf-8"))
    assert shape(shown) == shape(minute(rehearsal_case, READMES[name]))


def test_both_readmes_show_the_same_numbers():
    english, chinese = (MARKS.findall((ROOT / name).read_text(encoding="utf-8"))[0] for name in sorted(READMES))
    numbers = re.compile(r"^(?:" + "|".join(SHOWN) + r") {2,}(\S+(?: – \S+)*)", re.MULTILINE)
    assert numbers.findall(english) == numbers.findall(chinese)
    assert len(numbers.findall(english)) == len(SHOWN)
