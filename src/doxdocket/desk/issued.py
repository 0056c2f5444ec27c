"""Papers entered as issued: each with the digest of the text that was signed (``issuing``)."""

from collections.abc import Sequence

import msgspec

from doxdocket.assess.form import Form
from doxdocket.assess.forms.procedure import Issued
from doxdocket.desk.issuing import digest
from doxdocket.pipeline import registered
from doxdocket.store.case import Case
from doxdocket.words import speaking


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
