"""Chinese text holds no English code: what is no id to be typed, no name, unit or sign of this list, is told in words.

The whole small case is asked, with a register that takes codes; what a reader must type (options, commands, ids of figures, rules, forms and
facts) and what is no word of ours (evidence, names of products, units) is left out by where it comes from, not word by word.
"""

import re
import typing
from pathlib import Path

import pytest
from tests.cli.test_assess_parties import ENTRIES

import doxdocket
from doxdocket.account import SCHEMAS
from doxdocket.assess import forms
from doxdocket.cli import root
from doxdocket.count.catalogue import catalogue
from doxdocket.count.explanation import cell
from doxdocket.count.scope import CORE
from doxdocket.decisions.acts import acts
from doxdocket.desk.tables import TABLES
from doxdocket.law import strict_yaml
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import shipped
from doxdocket.law.shapes import Answerable
from doxdocket.law.words import asked
from doxdocket.merge.completeness import ITEMS

MORE = """
- {form: harm, id: h1, kind: calls, person: V0001, day: 2024-02-01, times: 4, says: 来电}
- {form: determinable, id: g1, what: loss, answer: not, reason: 未能核算}
- {form: circumstance, id: c1, factor: repair, says: 删除报价, amount: 12000}
- {form: claim, id: k1, text: 停止侵害, kind: stop, stated: 2024-04-11}
- {form: sanction, id: S2, defendant: D3, kind: criminal, stage: not_liable}
- {form: receipt, id: r1, stage: proven, amount: 80, coin: CNY, defendant: D1, evidence: [卷四]}
"""
NAMES = {
    "Telegram",
    "Desktop",
    "JSON",
    "CNY",
    "USDT",
    "SHA",
    "SELECT",
    "QQ",
    "IP",
    "GB",
    "UTC",
    "true",
    "false",
    "CASE",
    "OPTIONS",
    "MB",
    "doxdocket",
}
"""Products, units, coins and the word of the program."""
CALLS = (
    ["figures"], ["verify"], ["register", "list"], ["recheck"], ["assess", "thresholds"], ["assess", "parties"], ["assess", "gains"], ["assess", "damages"],
    ["assess", "motives"], ["assess", "points"], ["explain", "persons"], ["explain", "views"], ["explain", "V0001"], ["explain", "telegram:channel:1850001/1"],
    ["explain", "D1"], ["explain", "tier_a"],
)  # fmt: skip


def known(call, case):
    """What a reader types, and what stands for a thing by its id."""
    book = shipped()
    facts = {name for one in book.rules if isinstance(one.rule, Answerable) for name in asked(one.rule)}
    commands = {*root.commands, *(name for group in root.commands.values() for name in getattr(group, "commands", ()))}
    figures = call("figures", case, "--json").json["figures"]
    ids = {str(figure[name]) for figure in figures for name in ("id", "rule")}
    fields = {field for form in forms.FORMS.values() for field in typing.get_type_hints(form)}
    cases = {row["id"] for row in call("law", "cases", "--json").json["cases"]}
    typed = typing.get_args(
        typing.get_args(typing.get_type_hints(forms.FORMS["defendant"])["called"])[0]
    )  # a field as it was entered
    return {
        CORE,
        book.name,
        *typed,
        *ids,
        *acts(),
        *TABLES,
        *fields,
        *cases,
        *kinds(),
        *forms.FORMS,
        *facts,
        *commands,
        *NAMES,
    }


_ID = re.compile(
    r"https?://\S+|flk\.npc\.gov\.cn|/\S+|--?[a-z][a-z-]*|telegram:\S+|file:\d+|cn/[\w/.-]+|#[0-9a-f]{4}|\b[0-9a-f]{8,}\b|kind\.\w+|doxdocket \w+(?: \w+)?|[\w/*]+\.sql|\w+：\w+ <> \S+|（adds）|--bound low"
)
_WORD = re.compile(r"(?<![\w.])[A-Za-z]+(?:[_.][A-Za-z0-9]+)*(?![\w])")


PUBLISHED = {"item_set_no", "alone", "together", "covered", "absent", "outside", "files_absent", "files_missing"}
"""A column that tables have where they are given out, keys of the counts by tier and of the parts of ``completeness``, codes of its items, columns of sql/views_sums.sql."""


def without_ways(text):
    """The page without how its figure is counted, which names columns and codes of the tables, as a statement of SQL does; it has a test of its own."""
    for way in catalogue().ways.values():
        text = re.sub(r"\s*".join(map(re.escape, "".join(way.zh.split()))), " ", text)
    return text


def test_how_a_figure_is_counted_names_nothing_but_tables_columns_and_their_codes():
    """Who counts again must find them in the tables by these names."""
    columns = {name for schema in SCHEMAS.values() for name in schema.names}
    words = strict_yaml.load(Path(doxdocket.__file__).parent / "count" / "explain_words.yaml")
    codes = {str(code) for some in (words["codes"], *words["codes_of"].values()) for code in some}
    figures = {*catalogue().headline}
    odd = {}
    for name, way in catalogue().ways.items():
        said = {w for w in _WORD.findall(_ID.sub(" ", way.zh)) if len(w) > 1 and w.islower()}
        if rest := said - columns - codes - figures - {*SCHEMAS, *ITEMS, *PUBLISHED}:
            odd[name] = sorted(rest)
    assert odd == {}


def literals(hint):
    if typing.get_origin(hint) is typing.Literal:
        return list(typing.get_args(hint))
    return [one for inner in typing.get_args(hint) for one in literals(inner)]


def test_every_code_that_a_form_takes_has_a_word():
    chains = {"tron", "ethereum", "bitcoin", "litecoin"}  # names of their own
    codes = [
        (name, field, one)
        for name, form in forms.FORMS.items()
        for field, hint in typing.get_type_hints(form).items()
        for one in literals(hint)
        if isinstance(one, str) and one[:1].isalpha() and one not in chains
    ]
    assert len(codes) > 100
    assert [c for c in codes if not forms.code(*c) and cell(c[1], c[2], "zh") == c[2]] == []


@pytest.fixture
def entered(call, mine, tmp_path):
    path = tmp_path / "entries.yaml"
    path.write_text(ENTRIES + MORE, encoding="utf-8")
    said = call("register", "add", mine, path, "--officer", "张三")
    assert said.code == 0, said.err
    assert call("run", mine).code == 0
    return mine


def test_a_page_in_chinese_has_no_english_code(call, entered):
    allowed, found = known(call, entered), {}
    for first, *rest in CALLS:
        words = (
            [first, entered, *rest] if first in {"explain", "figures", "verify", "recheck"} else [first, *rest, entered]
        )
        said = call(*words)
        assert said.code == 0, said.err
        text = _ID.sub(" ", without_ways(said.out.split("SELECT")[0]))
        odd = {w for w in _WORD.findall(text) if len(w) > 1 and w.islower() and w not in allowed}
        if odd:
            found[" ".join(map(str, (first, *rest)))] = sorted(odd)
    assert found == {}
