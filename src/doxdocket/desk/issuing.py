"""The text that was signed: its digest, taken when the number of a paper is entered, so that a text which has changed since does not pass for it.

The digest is of the Chinese text without envelope and remarks on drafts; of the book of exhibits, whose pictures lie apart, of what it says of each exhibit. Left out: the
signed paper itself, which the office keeps; other languages.

>>> from doxdocket.report.document import Document
>>> digest(Paper("notice", ("公告", "Notice"), Document({}, "一")))[:8]
'51a75f46'
"""

import hashlib
from dataclasses import replace

from doxdocket.report.paper import Paper
from doxdocket.store.canonical import canonical
from doxdocket.words import zh_en


def digest(paper: Paper) -> str:
    """SHA-256 (hex) of the text of a paper that was made in Chinese."""
    told = paper.document.data.get("exhibits") if paper.name == "exhibits" else None
    data = canonical(told) if told is not None else paper.document.text("zh").encode()
    return hashlib.sha256(data).hexdigest()


def final(paper: Paper) -> Paper:
    """A paper that is no draft any more.

    >>> from doxdocket.report.document import Document
    >>> final(Paper("indictment", ("起诉书（草稿）", "Indictment (Draft)"), Document({}))).title
    ('起诉书', 'Indictment')
    """
    zh, en = (title.removesuffix(mark) for title, mark in zip(paper.title, zh_en("documents.draft_mark"), strict=True))
    return replace(paper, title=(zh, en))
