r"""A document as a file: Word, PDF and a workbook by the writers, beside them a page, plain text and JSON of the same blocks.

An office's own template of Word lies as ``templates/NAME.docx``, or ``templates/paper.docx`` for all documents, in the case or in the home of this program; own faces
for PDF in ``templates/faces`` there. Left out: whether a file may leave (``releasing``).

>>> from doxdocket.report.document import Document
>>> told = Paper("summary", ("摘要", "Summary"), Document({"n": 1}, [("一", "one")]))
>>> content(told, "txt", "en").decode(), len(content(told, "json", "en").decode().splitlines()) > 1
('Summary\n\none\n', True)
"""

import re
from collections.abc import Sequence
from pathlib import Path

from doxdocket.desk.documents import DOCUMENTS, SEALED
from doxdocket.desk.documents.draft import TITLES
from doxdocket.report import layout
from doxdocket.report.as_json import keys, line
from doxdocket.report.html import page
from doxdocket.report.marks import Blank, plain
from doxdocket.report.paper import Paper
from doxdocket.report.text import Lang, chosen
from doxdocket.report.writers import Own, made


def lacking(paper: Paper, lang: Lang) -> list[Blank]:
    """What nobody entered yet, each once, with where to enter it; number, day and office of its envelope are among it."""
    return layout.missing(layout.sheet(paper, lang))


def called(name: str, lang: Lang) -> str:
    """What the file of a document is called, without its ending: its number in the order in which an office needs them, and its title.

    >>> called("summary", "zh"), called("evidence", "en"), called("indictment", "zh"), called("key", "zh")
    ('01-案件摘要', '08-List-of-evidence', '11-民事公益诉讼起诉书', '31-密封对照表')
    """
    title = re.split("[（(]", chosen(TITLES[name], lang), maxsplit=1)[0]
    words = "-".join(re.findall(r"\w+", title))
    return f"{[*DOCUMENTS, *SEALED].index(name) + 1:02d}-{words}"


def own(places: Sequence[Path], name: str) -> Own:
    """What an office put in place of ours, in the first of these folders that has it."""
    folders = [place / "templates" for place in places]
    found = (folder / f"{one}.docx" for folder in folders for one in (name, "paper"))
    return Own(
        next(filter(Path.is_file, found), None), [faces for folder in folders if (faces := folder / "faces").is_dir()]
    )


def content(paper: Paper, form: str, lang: Lang, mine: Own = Own()) -> bytes:  # noqa: B008 - frozen
    """The file; the same paper gives the same bytes. ValueError for a form that there is none of."""
    match form:
        case "txt":
            return _text(paper, lang).encode()
        case "html":
            return page(paper, lang).encode()
        case "json":
            return (line(_data(paper, lang), indent=1) + "\n").encode()
    return made(paper, f".{form}", lang, mine)


def _head(paper: Paper, lang: Lang) -> list[str]:
    return [
        plain(text)
        for said in (paper.authority, paper.title, paper.number, paper.date)
        if said and (text := chosen(said, lang))
    ]


def _text(paper: Paper, lang: Lang) -> str:
    parts = [
        "\n".join(_head(paper, lang)),
        paper.document.text(lang),
        "\n".join(chosen(one, lang) for one in paper.signatures),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _data(paper: Paper, lang: Lang) -> dict[str, object]:
    blanks = [{"label": one.label, "where": one.where} for one in lacking(paper, lang)]
    return {
        "name": paper.name,
        "title": chosen(paper.title, lang),
        "grade": paper.grade,
        "lacking": blanks,
        **keys(paper.document.data),
    }
