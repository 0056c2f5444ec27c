"""Health of the pages: whatever the code names has its entry, in both languages, and every link leads somewhere."""

import ast
import json
import re
import sys
from pathlib import Path

import pytest

from doxdocket import account, errors
from doxdocket.cli import root
from doxdocket.count.catalogue import catalogue
from doxdocket.desk.tables import TABLES
from doxdocket.detect import data
from doxdocket.law.kinds import kinds
from doxdocket.law.links import links
from doxdocket.law.rules import shipped
from doxdocket.parse.codes import CODES
from doxdocket.store.acquisition import LACKS

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "changes").glob("*.md")])
SUFFIXES = (".md", ".zh-CN.md")

sys.path.append(str(ROOT))
from tools import kind_pages, reference  # noqa: E402 - the tools are no installed package


def entries(name, suffix):
    """What stands in code marks or as a heading on a page."""
    text = (REFERENCE / f"{name}{suffix}").read_text(encoding="utf-8")
    return set(re.findall(r"`([^`\n]+)`", text)) | set(re.findall(r"^#+ (.+)$", text, re.MULTILINE))


def figures():
    names = catalogue()
    every = [*names.figures, *names.tiers, names.ratio, *names.views, names.core, *names.unknown]
    return {f.id for f in every} | {"completeness"}


NAMED = {
    "kinds": lambda: set(kinds()),
    "rules": lambda: set(shipped().provisions()),
    "links": lambda: {r.id for r in links().rules} | set(links().file.special) | set(links().file.groups),
    "figures": figures,
    "codes": lambda: set(data.table("reasons.yaml")) | set(CODES),
    "tables": lambda: set(account.SCHEMAS) | set(TABLES) | {f.name for s in account.SCHEMAS.values() for f in s},
    "settings": lambda: set(reference.settings()),
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", sorted(NAMED))
def test_whatever_the_code_names_has_an_entry(name, suffix):
    lacking = NAMED[name]() - entries(name, suffix)
    assert not lacking, f"{name}{suffix} lacks {sorted(lacking)}: run ./docket docs"


def test_the_generated_pages_are_all_held_to_this():
    assert set(NAMED) == set(reference.PAGES)


def test_every_case_of_a_rule_stands_on_its_page():
    text = (REFERENCE / "rules.md").read_text(encoding="utf-8")
    assert [c.name for p in shipped().provisions() for c in shipped().loaded(p).cases if c.name not in text] == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_error_has_an_entry(suffix):
    classes = {n for n, c in vars(errors).items() if isinstance(c, type) and issubclass(c, errors.DoxdocketError)}
    text = (REFERENCE / f"errors{suffix}").read_text(encoding="utf-8")
    assert {n for n in classes - {"DoxdocketError"} if f"| {n} |" not in text} == set()


def test_every_remark_of_a_column_has_its_chinese():
    assert set(reference.remarks().values()) == set(reference.WORDS.remarks)


def test_what_is_found_is_said_to_be_found(rehearsal_case):
    counted = {f["id"].removeprefix("kind.") for f in _figures(rehearsal_case) if f["id"].startswith("kind.")}
    seen = {kind for kind, said in kind_pages.about().items() if said.seen == "image"}
    assert counted <= kind_pages.found_in_text() | seen
    assert len(counted) > 20


def _figures(rehearsed):
    return json.loads(rehearsed.ask("--json", "figures", "CASE"))["figures"]


def test_every_code_of_verify_has_advice():
    made = set()
    for path in (ROOT / "src" / "doxdocket" / "store").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"fatal", "curable"}:
                made |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    for name in ("when-verify-finds-faults.md", "when-verify-finds-faults.zh-CN.md"):
        advised = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8")))
        assert made - advised == set()
        assert set(LACKS) <= advised


def told(faults, pages=PAGES):
    """The pages with such faults, each with what it has."""
    return {page.relative_to(ROOT).as_posix(): found for page in pages if (found := faults(page))}


def test_every_link_leads_somewhere():
    def dead(page):
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        aims = [a for a in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text) if "://" not in a]
        return [a for a in aims if not (page.parent / a).exists()]

    assert told(dead) == {}


def test_every_page_has_its_chinese():
    alone = {"glossary.md", "measured.md", "scale.md", "CHANGELOG.md"}  # both in one, or for developers
    both = {"docs/README.md", *(f"docs/explanation/{n}" for n in alone)}
    due = [
        page
        for page in PAGES
        if not page.name.endswith(".zh-CN.md")
        and page.name not in alone
        and page.parent.name not in {"changes", "decisions"}
        and page.relative_to(ROOT).as_posix() not in both
    ]
    assert len(due) > 20
    assert told(lambda page: not page.with_name(page.stem + ".zh-CN.md").exists(), due) == {}


def test_every_command_named_exists():
    known = {"test", "check", "golden", "docs", "bench", "train"} | set(root.commands)

    def unknown(page):
        return set(re.findall(r"(?:\./docket|doxdocket) ([a-z]+)(?= |`|\n)", "\n".join(_code(page)))) - known

    assert told(unknown) == {}


def _code(page):
    """What stands in blocks of commands and in code marks."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|text)?\n(.*?)```", text, re.DOTALL)
    return [
        *blocks,
        *re.findall(r"`((?:\./docket|doxdocket) [^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL)),
    ]


def test_every_page_is_on_the_map():
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    every = [p for p in (ROOT / "docs").rglob("*.md") if p.name != "README.md"]
    pages = [p.relative_to(ROOT / "docs").as_posix() for p in every if p.parent.name != "kinds"]
    assert [p for p in pages if f"({p})" not in text] == []
    listed = "".join((REFERENCE / f"kinds{suffix}").read_text(encoding="utf-8") for suffix in SUFFIXES)
    assert [p.name for p in every if p.parent.name == "kinds" and f"(../kinds/{p.name})" not in listed] == []
