"""Forms of the register about the procedure: events, extensions, time not counted, claims, items of the judgment, the second instance, performance, papers issued.

An event is a state of the table (``S7``) or a step within one (``S7`` with step ``reported``). Who received or acted is told by the id
of a defendant or by an office, never by a name. Whether an event was lawful nothing here says.

>>> Event(id="e7", state="S7", step="reported", at=date(2025, 4, 14)).key
'S7:reported'
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from doxdocket.assess.form import FREE, Form, ref
from doxdocket.law.periods import Ground

StateId = Literal[
    "S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "S12", "S13", "SR", "S14", "S15", "SX", "SC",
]  # fmt: skip
Paper = Annotated[str, FREE]
"""A document by name and number."""
Number = Annotated[
    str, msgspec.Meta(pattern=r"^[\u4e00-\u9fff]{1,24}〔[12][0-9]{3}〕[1-9][0-9]{0,5}号$", examples=["某检民公〔2024〕1号"], extra={"free": True})
]  # fmt: skip
"""The number of a paper: who issues it, the year in full in 〔〕, its place without 第 and zeros in front (GB/T 9704-2012, 7.2.5)."""
DocumentName = Literal[
    "summary", "statistics", "core", "parties", "conduct", "gains", "damages", "evidence", "exhibits", "investigation", "indictment", "objections", "harm", "change",
    "experts", "minutes", "preliminary", "opening_form", "opening", "inventory", "extraction", "examination", "notice", "plan", "apology", "performance",
    "closed", "grades", "public", "deadlines", "key",
]  # fmt: skip
"""The documents of a case by name, as ``documents`` writes them; the last is of the sealed grade."""
Many = Annotated[tuple[str, ...], ref("defendant", "guardian")]
"""Those against whom something is asked or ordered, and who did it: defendants, and guardians who answer for them (法释〔2024〕12号 art. 4 to 6)."""
Medium = Literal["", "national", "provincial", "city", "other"]
Outcome = Literal["affirmed", "changed", "remanded", "withdrawn", "mediated", "suit_withdrawn"]
Count = Annotated[int, msgspec.Meta(ge=0)]


class Event(Form, kw_only=True, frozen=True):
    """Something that happened in the procedure."""

    state: StateId
    step: str = ""
    at: date
    posted: date | None = None
    document: Paper = ""
    receiver: str = ""
    answers: Annotated[str, ref("event")] = ""

    def __post_init__(self) -> None:
        if self.state == "SC" and not self.step:
            raise ValueError(
                "state SC, the criminal case, needs a step, such as judgment_served; law show cn/procedure/table names them / 状态 SC（刑事案件）须写步骤，如 judgment_served；各步骤见 law show cn/procedure/table"
            )

    @property
    def key(self) -> str:
        """The event as periods name it."""
        return f"{self.state}:{self.step}" if self.step else self.state

    @property
    def done(self) -> date:
        """The day on which papers were handed in: what was posted in time is in time (what is served, see ``course.in_time``)."""
        return min(self.at, self.posted) if self.posted else self.at


def last(events: Iterable[Event], state: str) -> date | None:
    """The day of the last event of a state, its steps left out."""
    return max((one.at for one in events if one.key == state), default=None)


class Extension(Form, kw_only=True, frozen=True):
    """A period lengthened."""

    deadline: str
    event: Annotated[str, ref("event")] = ""
    months: Count = 0
    days: Count = 0
    by: str
    granted: date | None = None
    document: Paper = ""

    def __post_init__(self) -> None:
        if not self.months and not self.days:
            raise ValueError("months or days are needed / 要写月数或者日数")


class Exclusion(Form, kw_only=True, frozen=True):
    """Time that a period does not count; without deadlines, that of all whose article leaves out this ground."""

    ground: Ground
    since: date
    until: date | None = None
    deadlines: tuple[str, ...] = ()
    document: Paper = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("until is before since / 止日早于起日")


class Holiday(Form, kw_only=True, frozen=True):
    """The whole table of one year's days of rest and make-up working days, as the State Council announced it."""

    year: Annotated[int, msgspec.Meta(ge=1949, le=2200)]
    holidays: tuple[date, ...]
    workdays: tuple[date, ...] = ()
    source: Paper

    def __post_init__(self) -> None:
        near = (date(self.year - 1, 12, 1), date(self.year, 12, 31))
        if not all(near[0] <= day <= near[1] for day in (*self.holidays, *self.workdays)):
            raise ValueError("a day is not of that year / 有日期不属于这一年")
        if set(self.holidays) & set(self.workdays) or not self.holidays:
            raise ValueError("a day is of rest and worked, or none is of rest / 休假日与上班日重复或者没有休假日")


class Claim(Form, kw_only=True, frozen=True):
    """What the suit asks for, as first stated."""

    text: str
    kind: Literal["stop", "delete", "apologise", "damages", "account", "costs", "other"]
    amount: Decimal | None = None
    against: Many = ()
    stated: date


class ClaimChange(Form, kw_only=True, frozen=True):
    """What became of a claim; the counts are those of a recheck at that time."""

    claim: Annotated[str, ref("claim")]
    how: Literal["added", "changed", "withdrawn", "achieved"]
    at: date
    text: str = ""
    amount: Decimal | None = None
    grounds: str
    publications: Count | None = None
    removed: Count | None = None
    shown: Count | None = None
    unknown: Count | None = None


class JudgmentItem(Form, kw_only=True, frozen=True):
    """One thing that a judgment or a mediation paper orders."""

    claim: Annotated[str, ref("claim")] = ""
    kind: Literal["payment", "apology", "deletion", "other"]
    text: str
    amount: Decimal | None = None
    against: Many = ()
    ordered: date
    due: date | None = None
    medium: Medium = ""


class SecondInstance(Form, kw_only=True, frozen=True):
    """What the second instance decided, of the civil case or of the criminal one: on all appeals made by then, or on some, for all or some defendants."""

    case: Literal["civil", "criminal"]
    appealed: Literal["judgment", "ruling"] = "judgment"
    outcome: Outcome
    at: date
    document: Paper = ""
    appeals: Annotated[tuple[str, ...], ref("event")] = ()
    defendants: Many = ()
    text: str = ""

    def __post_init__(self) -> None:
        if self.appealed == "ruling" and self.outcome not in {"affirmed", "changed", "withdrawn"}:
            raise ValueError(
                "of a ruling the outcome is affirmed, changed or withdrawn (民事诉讼法 arts 177, 178; 刑事诉讼法 art. 240); a ruling that is annulled is changed / 对裁定的上诉，结果写 affirmed、changed 或者 withdrawn（民事诉讼法第一百七十七条、第一百七十八条，刑事诉讼法第二百四十条）；撤销裁定的写 changed"
            )


class JudgmentChange(Form, kw_only=True, frozen=True):
    """What the second instance made of one item of the judgment: as it reads now, or annulled; what is left out stays as it was."""

    item: Annotated[str, ref("judgment_item")]
    decision: Annotated[str, ref("second_instance")]
    how: Literal["changed", "annulled"]
    text: str = ""
    amount: Decimal | None = None
    against: Many = ()
    due: date | None = None
    medium: Medium = ""

    def __post_init__(self) -> None:
        new = (self.text, self.amount, self.against, self.due, self.medium)
        if (self.how == "annulled") == any(x not in ("", None, ()) for x in new):
            raise ValueError(
                "changed needs what the item says now, such as amount or due; annulled has none of it / changed 要写明变更后的内容，如 amount、due；annulled 不写"
            )


class Performance(Form, kw_only=True, frozen=True):
    """Something done on an item of the judgment, or on a claim before there was one."""

    item: Annotated[str, ref("judgment_item", "claim")]
    kind: Literal["payment", "apology", "deletion", "other"]
    at: date
    amount: Decimal | None = None
    by: Many = ()
    where: Paper = ""
    medium: Medium = ""


class Issued(Form, kw_only=True, frozen=True):
    """A document of the case that the office issued: its number, its day, who signed it; ``authority``: where it is not the office in charge.

    ``text``: SHA-256 (hex, or its first sixteen digits) of the text that was signed, taken when the entry is made.
    """

    document: DocumentName
    number: Number = ""
    at: date
    authority: str = ""
    signed_by: str = ""
    text: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{16}|[0-9a-f]{64})?$", extra={"free": True})] = ""


FORMS: tuple[type[Form], ...] = (
    Event, Extension, Exclusion, Holiday, Claim, ClaimChange, JudgmentItem, SecondInstance, JudgmentChange, Performance, Issued,
)  # fmt: skip
