"""The requests for time stamps, each with what its best answer says: the same in ``timestamp list`` and ``export time_stamps``.

Left out: asking for one, and checking what came back (``seal``).
"""

from typing import TYPE_CHECKING, Any, Literal, TypedDict

from doxdocket.store.case import Case
from doxdocket.store.stamps import Answer, Request

if TYPE_CHECKING:
    from collections.abc import Mapping

State = Literal["pending", "unanchored", "anchored"]


class Stamped(TypedDict):
    """A request, and what its best answer says."""

    id: str
    subject: str
    imprint: str
    requested_at: str
    requested_by: str
    status: State
    stamped_at: str | None
    authority: str | None
    serial: str | None
    policy: str | None
    certificate: str | None


def row_of(asked: Request, answers: list[Answer]) -> Stamped:
    """One of them."""
    best = max((a for a in answers if a.stamp == asked.id), key=lambda a: bool(a.detail.get("anchored")), default=None)
    said: Mapping[str, Any] = best.detail if best else {}
    return {
        "id": asked.id, "subject": asked.subject, "imprint": asked.imprint, "requested_at": asked.at,
        "requested_by": asked.officer, "status": asked.status(answers), "stamped_at": said.get("at"),
        "authority": said.get("authority"), "serial": said.get("serial"), "policy": said.get("policy"),
        "certificate": said.get("certificate"),
    }  # fmt: skip


def rows(case: Case) -> list[Stamped]:
    """Every request with what its best answer says; the same in ``timestamp list`` and ``export time_stamps``."""
    answers = case.stamps.answers()
    return [row_of(asked, answers) for asked in case.stamps.requests()]
