"""Why a figure, rule, entry, person, post, channel, decision or state is what it is, as a document.

Left out: finding the facts, which ``desk.explain`` does, and the rows behind a figure, which are given as tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict, cast

from doxdocket.count.explanation import Explanation, shown
from doxdocket.count.explanation import Section as Told
from doxdocket.desk.accounts import OfRun
from doxdocket.desk.explain import explain
from doxdocket.desk.masking import file_names, masked
from doxdocket.pipeline.prices import section
from doxdocket.report.document import Block, Document, Heading, Items, Part, Records
from doxdocket.store.case import Case
from doxdocket.words import Both, lang, zh_en

SHOWN = 40
"""Rows that a page of text shows; the data carry more, ``export`` all."""


class Section(TypedDict):
    """A part of an explanation."""

    title: Both
    lines: list[Both]
    rows: list[dict[str, object]]
    total: int


class Explained(OfRun):
    """Why something is what it is."""

    id: str
    what: str
    title: Both
    sections: list[Section]


def document(case: Case, id_: str, name: str, scopes: Sequence[str] = ()) -> Document[Explained]:
    """Of what has that id; ``name``: how commands name the case, ``scopes``: of a figure."""
    found = explain(case, id_, name, file_names(case), scopes)
    if prices := section(case, id_, masked) if found.what in ("figure", "post") else None:
        found = replace(found, sections=[*found.sections, prices])
    return Document(cast("Explained", found.data()), page(found))


def page(found: Explanation) -> list[Block]:
    """The title, and a part for each section."""
    return [Heading(f"{found.title.of(lang())}  [{found.id}]"), *map(_section, found.sections)]


def _section(of: Told) -> Part:
    lines = Items([part for line in of.lines for part in line.of(lang()).split("\n")], indent="  ")
    rows = Records([shown(row, lang()) for row in of.rows], SHOWN, zh_en("explanation.more_rows"), total=of.total)
    return Part([Heading(of.title.of(lang())), lines, None if of.said else rows])
