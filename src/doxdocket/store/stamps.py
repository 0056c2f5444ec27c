"""Time stamps (可信时间戳) of a case: requests that went out and answers that came back, carried by hand.

Source: RFC 3161; 法释〔2018〕16号, article 11; 在线诉讼规则, articles 16 to 19 (a stamp proves nothing about the time before it). What
is stamped: the head of the custody chain (it covers every source and decision until then), one source, or the bag's tag
manifest (it covers the encrypted originals, and others can check it without our key).

>>> Request("T0001", "", "", "head:3", "ab", b"", b"").status([])
'pending'
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from doxdocket.errors import EvidenceFault
from doxdocket.store.canonical import canonical, digest, fields, moment
from doxdocket.store.custody.log import Added

_ANSWERS = "stamp_answers"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, verified when it came."""

    id: str  # T0001/1
    stamp: str
    at: str
    officer: str
    response: bytes = field(repr=False)
    roots: str = field(repr=False)  # PEM, as they were given
    detail: Mapping[str, object]  # what it says: at, serial, policy, authority, certificate, anchored

    def sealed(self) -> str:
        """The digest its custody row holds."""
        text = hashlib.sha256(self.response).hexdigest()
        return digest([self.id, self.stamp, self.at, self.officer, text, self.roots, dict(self.detail)])


@dataclass(frozen=True, slots=True)
class Request:
    """One request."""

    id: str
    at: str
    officer: str
    subject: str  # head:SEQ, source:SHA256, bag
    imprint: str
    request: bytes = field(repr=False)
    data: bytes = field(repr=False)

    def sealed(self) -> str:
        """The digest its custody row holds."""
        texts = [hashlib.sha256(data).hexdigest() for data in (self.request, self.data)]
        return digest([self.id, self.at, self.officer, self.subject, self.imprint, *texts])

    def status(self, answers: Sequence[Answer]) -> Literal["pending", "unanchored", "anchored"]:
        """Pending until an answer came; then anchored, or unanchored while no root was given."""
        mine = [a for a in answers if a.stamp == self.id]
        if not mine:
            return "pending"
        return "anchored" if any(a.detail.get("anchored") for a in mine) else "unanchored"


def code(number: int) -> str:
    """``T0001`` for 1."""
    return f"T{number:04d}"


class Stamps(Added):
    """Those of one case."""

    TABLE = "stamps"

    def requests(self) -> list[Request]:
        """Oldest first."""
        rows = self._database.rows("SELECT id, at, officer, subject, imprint, request, data FROM stamps ORDER BY id")
        return [Request(code(r[0]), *r[1:]) for r in rows]

    def answers(self) -> list[Answer]:
        """Oldest first."""
        rows = self._database.rows(
            "SELECT id, stamp, at, officer, response, roots, detail FROM stamp_answers ORDER BY id"
        )
        return [Answer(f"{code(r[1])}/{r[0]}", code(r[1]), r[2], r[3], r[4], r[5], fields(r[6])) for r in rows]

    def ask(self, subject: str, imprint: str, officer: str, data: bytes = b"") -> Request:
        """A new request over a SHA-256 digest. Logged."""
        from doxdocket.seal import timestamps  # noqa: PLC0415 - loads slowly, and few commands ask it

        with self._database.transaction():
            number, at, who = self.last() + 1, self._custody.moment(), self._custody.who(officer)
            made = Request(code(number), at, who, subject, imprint, timestamps.request(bytes.fromhex(imprint)), data)
            self.put(number, at, who, subject, imprint, made.request, data)
            told: dict[str, object] = {"stamp": made.id, "subject": subject, "imprint": imprint}
            self._custody.append("timestamp.request", told | {"sha256": made.sealed()}, officer)
        return made

    def take(self, response: bytes, roots: Sequence[bytes], officer: str) -> Answer:
        """An answer, verified and recorded with the request it answers. Logged; one that is there is not taken twice."""
        from doxdocket.seal import timestamps  # noqa: PLC0415 - loads slowly, and few commands ask it

        asked = next((r for r in self.requests() if timestamps.answers(response, r.request)), None)
        if asked is None:
            raise EvidenceFault("stamps.this_answers_no_request_of")
        said = timestamps.checked(response, asked.request, roots)
        detail: dict[str, object] = {
            "at": moment(said.at), "serial": said.serial, "policy": said.policy, "authority": said.authority,
            "certificate": said.certificate, "anchored": said.anchored,
        }  # fmt: skip
        kept = timestamps.pem(roots)
        with self._database.transaction():
            same = [a for a in self.answers() if (a.response, a.roots) == (response, kept)]
            return same[0] if same else self._record(asked, response, kept, detail, officer)

    def _record(
        self, asked: Request, response: bytes, roots: str, detail: Mapping[str, object], officer: str
    ) -> Answer:
        number, at, who = self.last(_ANSWERS) + 1, self._custody.moment(), self._custody.who(officer)
        made = Answer(f"{asked.id}/{number}", asked.id, at, who, response, roots, detail)
        self.put(number, int(asked.id[1:]), at, who, response, roots, canonical(dict(detail)).decode(), table=_ANSWERS)
        told: dict[str, object] = {"stamp": asked.id, "answer": made.id, "anchored": detail["anchored"]}
        self._custody.append("timestamp.attach", told | {"sha256": made.sealed()}, officer)
        return made
