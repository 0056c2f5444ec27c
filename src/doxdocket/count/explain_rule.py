"""By which rule and article a figure is counted, and how: the statement of each bound, or words where no single one gives it.

Source: ``figures.yaml`` and the rule files. What it leaves out: the rows, which ``explain CASE FIGURE --rows`` writes.

>>> [s.title.en for s in sections({"id": "views", "rule": "captured", "low": 1, "estimate": 1, "high": 2})]
['rule and article', 'how it is counted']
"""

from collections.abc import Mapping
from typing import Any

from doxdocket.count.catalogue import BOUNDS, catalogue, counts_of, statement, way_of
from doxdocket.count.cites import cited
from doxdocket.count.cites import told as told_of
from doxdocket.count.explanation import Section
from doxdocket.law import rule_pages
from doxdocket.law.rules import Book
from doxdocket.words import Both, zh_en


def sections(figure: Mapping[str, Any], book: Book | None = None) -> list[Section]:
    """Both parts; every figure has them, one that is not determinable too."""
    return [
        Section(zh_en("explain_rule.rule_and_article"), _rules(figure, book)),
        Section(zh_en("explain_rule.how_it_is_counted"), _how(figure), _statements(figure["id"])),
    ]


def _rules(figure: Mapping[str, Any], book: Book | None) -> list[Both]:
    """The articles by what they are, then the rule, then each that the figure cites beside it."""
    rule = figure["rule"] or _would_be(figure["id"])
    rows = figure.get("cites") or cited(figure["id"], rule, book)
    said = [Both(told_of(rows, "zh"), told_of(rows, "en"))] if rows else []
    return [*said, *(_rule(name, book) for name in dict.fromkeys((rule, *(row["rule"] for row in rows))))]


def _rule(rule: str, book: Book | None) -> Both:
    if "/" in rule:
        return Both(rule_pages.text(rule, "zh", book), rule_pages.text(rule, "en", book))
    ground = catalogue().grounds[rule]
    head = f"{ground.article}  [{rule}]".strip()
    return Both(f"{head}\n{ground.zh}", f"{head}\n{ground.en}")


def _would_be(asked: str) -> str:
    """The rule of a figure that these captures cannot tell."""
    names = catalogue()
    rules = {v.id: v.rule for v in names.views} | {p.id: p.rule for p in (*names.prices, names.core)}
    return (rules | {u.id: u.rule for u in names.unknown})[asked]


def _how(figure: Mapping[str, Any]) -> list[Both]:
    asked, ways = figure["id"], catalogue().ways
    known = asked == "completeness" or any(figure[b] is not None for b in BOUNDS)
    said = [] if counts_of(asked) else [way_of(asked)]
    if not known:
        said = [ways["none"], *(s for s in said if s != ways["none"])]
    out = [Both(s.zh, s.en) for s in said]
    if known:
        out.append(zh_en("explain_rule.every_row_behind_it_adds", asked=asked))  # fmt: skip
    return out


def _statements(asked: str) -> list[Mapping[str, str]]:
    """The statement of each bound, which anyone can run over an export."""
    found = counts_of(asked)
    return [{"bound": b, "sql": statement(found[0], c)} for b, c in zip(BOUNDS, found[1], strict=True)] if found else []
