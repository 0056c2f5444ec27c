"""Attachments (附件): files that belong to a source or to the whole case, such as a translation, a record or a video.

Source: 法发〔2016〕22号, articles 8, 14 and 15 (records, photographs, video); 民诉法 article 73 and 民事证据规定 article 17 (a text in a
foreign language comes with a translation). Each file is a source itself, hashed and sealed like the others; the link between
the two is added and never changed.

>>> KINDS["translation"]
('译文', 'translation')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from doxdocket.store.canonical import canonical, digest, fields
from doxdocket.store.custody.log import Added
from doxdocket.words import coded

KINDS = coded("attachments_kinds")
"""What an attachment may be."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One link: ``attached`` belongs to ``source``, or to the case where that is ``None``; both are SHA-256."""

    id: str
    at: str
    officer: str
    source: str | None
    attached: str
    kind: str
    detail: Mapping[str, str] = field(repr=False)  # translator, language, note

    def sealed(self) -> str:
        """The digest its custody row holds."""
        return digest([self.id, self.at, self.officer, self.source, self.attached, self.kind, dict(self.detail)])


def code(number: int) -> str:
    """``A0001`` for 1."""
    return f"A{number:04d}"


class Attachments(Added):
    """Those of one case."""

    TABLE = "attachments"

    def all(self) -> list[Attachment]:
        """Oldest first."""
        rows = self._database.rows(
            "SELECT id, at, officer, source, attached, kind, detail FROM attachments ORDER BY id"
        )
        return [Attachment(code(r[0]), r[1], r[2], r[3], r[4], r[5], fields(r[6])) for r in rows]

    def add(
        self, attached: str, kind: str, sources: Sequence[str | None], detail: Mapping[str, str], officer: str
    ) -> list[Attachment]:
        """Link a file to each of these sources; a link that is there already is not made again."""
        with self._database.transaction():
            known = {(a.source, a.attached, a.kind, canonical(dict(a.detail))) for a in self.all()}
            wanted = [s for s in sources if (s, attached, kind, canonical(dict(detail))) not in known]
            return [self._link(source, attached, kind, detail, officer) for source in wanted]

    def _link(
        self, source: str | None, attached: str, kind: str, detail: Mapping[str, str], officer: str
    ) -> Attachment:
        number, at, who = self.last() + 1, self._custody.moment(), self._custody.who(officer)
        made = Attachment(code(number), at, who, source, attached, kind, dict(detail))
        self.put(number, at, who, source, attached, kind, canonical(dict(detail)).decode())
        told: dict[str, object] = {"attachment": made.id, "source": source, "attached": attached, "kind": kind}
        self._custody.append("attach", told | {"sha256": made.sealed()}, officer)
        return made
