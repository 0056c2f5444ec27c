"""A document for the court: what is told (``Document``) in its envelope, from title and number to signatures and annexes.

Who builds one says facts alone; how it looks is each writer's affair: ``docx``, ``xlsx``, ``pdf``, HTML, text, JSON. A number, an authority, a
date or a signature that nobody entered is empty and is written as a visible blank, as is every fact that ``blank`` marks inside a text.

>>> paper = Paper("summary", ("摘要", "Summary"), Document({}, [("被告 1 名。", "One defendant.")]))
>>> paper.grade, paper.document.text("en")
('working', 'One defendant.')
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from doxdocket.report.document import Both, Document, Said
from doxdocket.report.marks import Blank as Blank  # noqa: PLC0414 - who makes a paper needs these and no other module
from doxdocket.report.marks import blank as blank  # noqa: PLC0414

Grade = Literal["working", "public", "sealed", "own"]
FORMATS = ("docx", "pdf", "xlsx", "html", "txt", "json")
"""What a paper is written as: the first three by ``writers``, the others of the same blocks."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One document: ``name`` is that of its file (``statistics``); ``number`` as registers have it (〔2024〕…); annexes are papers of their own.

    Of a paper that bears no number, no date or no authority (a list beside others, a person's own letter) these are ``None``: nothing stands there, no blank either.
    """

    name: str
    title: Both
    document: Document
    number: Said | None = ""
    authority: Said | None = ""
    date: Said | None = ""
    grade: Grade = "working"
    confidential: Said = ""
    signatures: Sequence[Said] = ()
    annexes: "Sequence[Paper]" = ()
