"""The text that was signed: its digest, taken when the number of a paper is entered, so that a text which has changed since does not pass for it.

The digest is of the Chinese text without envelope and remarks on drafts; of the book of exhibits, whose pictures lie apart, of what it says of each exhibit. Left out: the
signed paper itself, which the office keeps; other languages.

>>> from doxdocket.report.document import Document
>>> digest(Paper("notice", ("公告", "Notice"), Document({}, "一")))[:8]
'51a75f46'
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from doxdocket.assess.form import Form
from doxdocket.assess.forms.procedure import Issued
from doxdocket.pipeline import registered
from doxdocket.report.paper import Paper
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case
from doxdocket.words import speaking, zh_en


def digest(paper: Paper) -> str:
    """SHA-256 (hex) of the text of a paper that was made in Chinese."""
    told = paper.document.data.get("exhibits") if paper.name == "exhibits" else None
    data = canonical(told) if told is not None else paper.document.text("zh").encode()
    return hashlib.sha256(data).hexdigest()


def told(case: Case, entries: Sequence[Form]) -> list[Form]:
    """The entries, each new paper with the digest of its text as it stands. What is entered again word for word keeps what it had; of the sealed grade, and without a result, there is none."""
    kept = registered.entries(case).of(Issued)
    entries = [_kept(one, kept.get(one.id)) for one in entries]
    wanted = [one for one in entries if isinstance(one, Issued) and not one.text and kept.get(one.id) != one]
    if not wanted or case.current_run() is None:
        return entries
    from doxdocket.desk.documents import DOCUMENTS  # noqa: PLC0415 - nearly no entry is of a paper
    from doxdocket.desk.documents.material import Material  # noqa: PLC0415

    with speaking("zh"):
        of = Material(case, "")
        of.bare = True
        found = {one.document: digest(DOCUMENTS[one.document](of)) for one in wanted if one.document in DOCUMENTS}
    return [
        msgspec.structs.replace(one, text=found.get(one.document, ""))
        if isinstance(one, Issued) and one in wanted
        else one
        for one in entries
    ]


def _kept(one: Form, there: Form | None) -> Form:
    if not isinstance(one, Issued) or not isinstance(there, Issued):
        return one
    same = msgspec.structs.replace(one, text=there.text)
    return same if not one.text and same == there else one


def final(paper: Paper) -> Paper:
    """A paper that is no draft any more.

    >>> from doxdocket.report.document import Document
    >>> final(Paper("indictment", ("起诉书（草稿）", "Indictment (Draft)"), Document({}))).title
    ('起诉书', 'Indictment')
    """
    zh, en = (title.removesuffix(mark) for title, mark in zip(paper.title, zh_en("documents.draft_mark"), strict=True))
    return replace(paper, title=(zh, en))
