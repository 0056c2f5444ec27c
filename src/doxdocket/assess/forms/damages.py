"""Forms of the register about harm and damages: incidents, lists of calls and parcels, settlements with victims, experts and their views, the range chosen.

Source: 个人信息保护法 art. 69(2), 民法典 art. 998 and 1182, 法释〔2020〕17号 art. 12, and the factors published in the case of rules.md §7.
Amounts are yuan and entered by persons.

>>> Range(id="1", low=80000, high=120000, reasons="见论证会纪要").low
80000
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from doxdocket.assess.form import FILE, PERSON, PLACE, POST, Form, ref, sealed

Factor = Literal["number", "kinds", "harm", "repair", "ability", "fines"]
FACTORS: tuple[Factor, ...] = ("number", "kinds", "harm", "repair", "ability", "fines")
"""信息数量、种类、社会危害、治理修复成本、侵权人经济能力、刑事罚金, as published."""


class Harm(Form, kw_only=True, frozen=True):
    """One thing that happened to a victim or a relative."""

    kind: Literal[
        "calls", "texts", "parcels", "moved", "home", "hotel", "threat", "relative", "work", "health", "other"
    ]
    person: Annotated[str, PERSON] = ""
    day: date | None = None
    until: date | None = None
    times: Annotated[int, msgspec.Meta(ge=0)] | None = None
    place: Annotated[str, PLACE] = ""
    posts: Annotated[tuple[str, ...], POST] = ()
    says: str = ""


class Contacts(Form, kw_only=True, frozen=True):
    """When calls, texts or parcels reached a victim: the moments themselves, or a table among the evidence files.

    ``since`` and ``until``: the days that the list covers; outside them an empty day says nothing.
    """

    person: Annotated[str, PERSON]
    what: Literal["calls", "texts", "parcels"]
    at: tuple[datetime, ...] = ()
    file: Annotated[str, FILE] = ""
    sheet: str = ""
    column: str = ""
    time_format: str = ""
    zone: str = ""
    since: date | None = None
    until: date | None = None
    known_before: bool | None = None


class Expert(Form, kw_only=True, frozen=True):
    """A member of the panel of experts."""

    name: Annotated[str, sealed("name")]
    field: str
    title: str = ""
    asked: date | None = None


class View(Form, kw_only=True, frozen=True):
    """What one expert holds of one factor, or of the whole; amounts only where the expert gave them."""

    expert: Annotated[str, ref("expert")]
    factor: Factor | Literal["whole"]
    weight: Literal["light", "middle", "grave"] | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    reasons: str


class Determinable(Form, kw_only=True, frozen=True):
    """Whether loss or gain can be determined, as a person finds it. ``partly``: a part can, the whole cannot.

    With a defendant it is of that one alone; without, of all together and of each who has none of his own.
    """

    what: Literal["loss", "gain"]
    answer: Literal["whole", "partly", "not"]
    amount: Decimal | None = None
    defendant: Annotated[str, ref("defendant")] = ""
    reason: str


class Circumstance(Form, kw_only=True, frozen=True):
    """What stands behind a factor beside the figures: cost of repair, means of a defendant, and the like."""

    factor: Factor
    says: str
    amount: Decimal | None = None
    defendant: Annotated[str, ref("defendant")] = ""


class Range(Form, kw_only=True, frozen=True):
    """The range that persons chose, and the sum claimed if they chose one."""

    low: Decimal
    high: Decimal
    claimed: Decimal | None = None
    per: Literal["suit", "defendant", "victim"] | None = None
    reasons: str


class Settlement(Form, kw_only=True, frozen=True):
    """What a defendant agreed with one victim; it binds nobody else, and is no agreement on what the suit claims."""

    person: Annotated[str, PERSON]
    defendant: Annotated[str, ref("defendant")]
    day: date
    amount: Decimal | None = None
    paper: str = ""
    says: str = ""


FORMS: tuple[type[Form], ...] = (Harm, Contacts, Settlement, Expert, View, Determinable, Circumstance, Range)
