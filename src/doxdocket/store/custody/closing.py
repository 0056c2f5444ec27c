"""Whether a case is closed, on which terms, and until when it is to be kept: read off the rows of the chain, which say all of it.

Source: docs/how-to/close-a-case.md; what the rows may say, ``officers``. Left out: asking and confirming (``desk.closing``). Nothing is deleted when the day has passed.

>>> kept = CustodyRow(7, "", "甲", "close.ask", {"until": "2063-05-01"}, "", "")
>>> [State(kept, None, kept, date(2063, 5, day)).due for day in (1, 2)]
[False, True]
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import CLOSE, CLOSE_ASKED, REOPEN_ASKED

if TYPE_CHECKING:
    from doxdocket.store.case import Case

Named = Literal["open", "closing", "closed", "reopening"]


@dataclass(frozen=True, slots=True)
class State:
    """How a case stands. ``asked``: what waits for a second officer; ``terms``: the row that says on which terms it is closed, or is to be."""

    closed: CustodyRow | None
    asked: CustodyRow | None
    terms: CustodyRow | None
    today: date

    @property
    def named(self) -> Named:
        """Open, closed, or which of the two waits for a second officer."""
        return ("reopening" if self.asked else "closed") if self.closed else "closing" if self.asked else "open"

    @property
    def until(self) -> date | None:
        """The last day on which it must be kept; none where it is kept for good, and where nobody asked."""
        with suppress(ValueError):
            return date.fromisoformat(str(self.terms.detail.get("until"))) if self.terms else None
        return None

    @property
    def due(self) -> bool:
        """Whether that day has passed."""
        return self.closed is not None and self.until is not None and self.today > self.until


def state(case: "Case") -> State:
    """How it stands now."""
    told = case.custody.reading().standing
    rows = {row.seq: row for act in (CLOSE_ASKED, CLOSE, REOPEN_ASKED) for row in case.custody.rows(act)}
    closed = rows.get(told.closed) if isinstance(told.closed, int) else None
    asked = rows.get(told.asked.row) if told.asked and isinstance(told.asked.row, int) else None
    by = closed.detail.get("asked") if closed else None
    terms = asked if closed is None else rows.get(by) if isinstance(by, int) else None
    return State(closed, asked, terms, today(case))


def today(case: "Case") -> date:
    """The day, by the clock of the office."""
    return datetime.fromisoformat(case.custody.moment()).astimezone(case.zone).date()
