"""电子数据清单: every file with category, form, size, source and days, and its digests, for those who took it and those who gave it to sign.

Source: 法发〔2016〕22号, article 14, and what was stated when a file was taken in (``desk.accounts.evidence``). Left out: what a file proves (``evidence``).
"""

from itertools import groupby
from typing import Any

from doxdocket.desk.accounts.damages_words import ends
from doxdocket.desk.accounts.evidence import LABELS, read_by_people
from doxdocket.desk.documents.draft import Draft, missing
from doxdocket.desk.documents.material import Material
from doxdocket.desk.documents.stated import apart
from doxdocket.report.document import Block, Column, Paragraph, Part, Table
from doxdocket.report.paper import Paper
from doxdocket.store.acquisition import BY_OTHERS
from doxdocket.words import Sentence, say, zh_en

Row = dict[str, Any]


def _by(row: Row) -> str:
    """Who took a file; of one that others extracted, who received it."""
    names = apart(row["officers"] or ())
    return say("documents_inventory.received", names=names) if names and row["method"] in BY_OTHERS else names


def paper(of: Material) -> Paper:
    """The list."""
    side = int(of.lang != "zh")
    taking = Sentence("documents.by_taking")
    files = Table(of.sources, [
        Column(zh_en("documents_evidence.no"), "no", right=True), Column(LABELS["name"], "name"), Column(LABELS["category"], lambda r: read_by_people("category", r["category"], side)),
        Column(LABELS["format"], lambda r: r["format"] or None), Column(LABELS["size"], "size", right=True),
        Column(LABELS["origin"], lambda r: apart([of.clean(r["origin"] or ""), of.clean(r["account"] or "")]) or missing(Sentence("documents_inventory.source"), taking)),
        Column(zh_en("documents_inventory.captured"), lambda r: of.captured(r["sha256"], r["captured_at"]) or missing(Sentence("documents_inventory.captured"), taking)),
        Column(LABELS["officers"], lambda r: _by(r) or missing(Sentence("documents_inventory.officers"), taking)),
    ], none=missing(Sentence("documents_evidence.files"), taking))  # fmt: skip
    digests = Table(of.sources, [
        Column(zh_en("documents_evidence.no"), "no", right=True), Column("SHA-256", "sha256"), Column("SM3", lambda r: r["sm3"] or None),
    ])  # fmt: skip
    noted = groupby(of.sources, key=lambda r: of.team(r["note"]) if r["note"] else "")
    notes = [(ends(some[0]["no"], some[-1]["no"]), note) for note, rows in noted if note and (some := list(rows))]
    body: list[Block | None] = [
        Paragraph(say("documents_inventory.said")),
        Part([files], say("documents_inventory.part_files")),
        Part([digests, Paragraph(say("documents_inventory.digests_said"))], say("documents_inventory.part_digests")),
        Part([Table(notes, [Column(zh_en("documents_evidence.no"), lambda r: r[0]), Column(LABELS["note"], lambda r: r[1])])], say("documents_inventory.part_notes")) if notes else None,
    ]  # fmt: skip
    signatures = [zh_en("documents_inventory.taken_by"), zh_en("documents_inventory.held_by"), zh_en("documents_inventory.witnessed_by")]  # fmt: skip
    return Draft(of, "inventory").paper(body, signatures=signatures, data={"files": len(of.sources)})  # fmt: skip
