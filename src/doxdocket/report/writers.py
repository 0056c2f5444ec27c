"""A paper as a file of Word, PDF or a workbook: which writer makes it.

>>> from doxdocket.report.document import Document
>>> made(Paper("summary", ("摘要", "Summary"), Document({}, [])), ".xlsx", "zh")[:2]
b'PK'
"""

# ruff: noqa: PLC0415 - a writer is loaded where it is asked for: each brings a library of its own

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang


@dataclass(frozen=True, slots=True)
class Own:
    """What an office puts in place of ours: a template of .docx, and folders of faces for PDF."""

    template: Path | None = None
    faces: Sequence[Path] = ()


def made(paper: Paper, suffix: str, lang: Lang, own: Own = Own()) -> bytes:
    """The file that this suffix names; ValueError for another than .docx, .pdf and .xlsx."""
    match suffix:
        case ".docx":
            from doxdocket.report import docx

            return docx.made(paper, lang, own.template)
        case ".pdf":
            from doxdocket.report import pdf

            return pdf.made(paper, lang, own.faces)
        case ".xlsx":
            from doxdocket.report import xlsx

            return xlsx.made(paper, lang)
    raise ValueError(suffix)
