"""Forms of the register about parties: accounts, who is behind them, defendants, guardians, sanctions, acts done together.

Source: 法发〔2016〕22号 art. 25 (from a network identity to a person), 民法典 art. 27 to 39, 178, 1111, 1168 to 1172, 1188, 1189, 法释〔2024〕12号. A link from
an account to a defendant is what a person entered, with its grade; nothing here makes one.

>>> Defendant(id="D1", name="甲", born="2003-08").born
'2003-08'
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from doxdocket.assess.form import CHANNEL, FREE, PERSON, PLACE, Form, ref, sealed

Born = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", extra={"sealed": "birth_date"})]
"""A day, or a month or year where the day is not known."""
Share = Annotated[str, msgspec.Meta(pattern=r"^[0-9]+/[1-9][0-9]*$")]
Name = Annotated[str, sealed("name")]
Motive = Literal["money", "fun", "showing_off", "justice", "revenge", "other"]
Grade = Literal["proven", "supported", "claimed", "denied"]
Ground = Literal[
    "ip", "activity", "device", "registration", "payment", "signature", "admission", "testimony", "other"
]  # fmt: skip
Basis = Literal["1168", "1169-1", "1169-2", "1170", "1171", "1172"]


class Signed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A name under posts of one channel."""

    channel: str
    text: str


class Actor(Form, kw_only=True, frozen=True):
    """An account or signature that posts, as captured."""

    accounts: Annotated[tuple[str, ...], FREE] = ()
    signatures: tuple[Signed, ...] = ()


class Defendant(Form, kw_only=True, frozen=True):
    """A person answerable, or one who may be. ``victim``: whom of those exposed he is, too."""

    name: Name
    born: Born = ""
    own_labour: bool | None = None
    sued: date | None = None
    place: Annotated[str, PLACE] = ""
    called: Literal["civil", "not_civil"] | None = None
    victim: Annotated[str, PERSON] = ""


class Guardian(Form, kw_only=True, frozen=True):
    """Who has or had the care of a defendant. ``basis``: why one who is no parent is guardian; ``ended``: why it ended on ``until``."""

    ward: Annotated[str, ref("defendant")]
    name: Name
    relation: Literal["father", "mother", "adopter", "step_parent", "grandparent", "sibling", "delegate", "other"]
    basis: Literal["parents_dead", "parents_unable", "will", "agreement", "designated", "court", "adoption"] | None = (
        None
    )
    ended: Literal["dead", "unable", "disqualified", "adopted", "court"] | None = None
    fosters: bool | None = None
    lives_with: bool | None = None
    since: date | None = None
    until: date | None = None


class Role(Form, kw_only=True, frozen=True):
    """Who ran a channel, as what, and when."""

    actor: Annotated[str, ref("actor")]
    channel: Annotated[str, CHANNEL]
    role: Literal["creator", "owner", "admin", "poster", "sponsor", "other"]
    since: date | None = None
    until: date | None = None


class Device(Form, kw_only=True, frozen=True):
    """A device and the accounts that were used on it."""

    holder: Annotated[str, ref("defendant")]
    device: Annotated[str, sealed("")]
    used_by: Annotated[tuple[str, ...], ref("actor")] = ()
    seized: date | None = None


class Testimony(Form, kw_only=True, frozen=True):
    """What somebody said: a defendant, a victim or a witness. ``quote`` with values masked."""

    defendant: Annotated[str, ref("defendant")] = ""
    person: Annotated[str, PERSON] = ""
    witness: Name = ""
    day: date | None = None
    about: Annotated[tuple[str, ...], ref("actor", "defendant")] = ()
    quote: str = ""
    motive: Motive | None = None


class Attribution(Form, kw_only=True, frozen=True):
    """A person's finding that an account is a defendant's, how firm it is, and from when to when (left out: from the first, to the last)."""

    actor: Annotated[str, ref("actor")]
    defendant: Annotated[str, ref("defendant")]
    grade: Grade
    grounds: tuple[Ground, ...]
    devices: Annotated[tuple[str, ...], ref("device")] = ()
    testimonies: Annotated[tuple[str, ...], ref("testimony")] = ()
    since: date | None = None
    until: date | None = None
    reason: str


class Sanction(Form, kw_only=True, frozen=True):
    """A criminal or administrative case against a defendant."""

    defendant: Annotated[str, ref("defendant")]
    kind: Literal["criminal", "administrative"]
    stage: Literal["investigated", "prosecuted", "convicted", "punished", "not_prosecuted", "not_liable", "ended"]
    offence: str = ""
    sentence: str = ""
    fine: Decimal | None = None
    confiscated: Decimal | None = None
    returned: Decimal | None = None
    day: date | None = None
    docket: Annotated[str, FREE] = ""

    @property
    def imposed(self) -> bool:
        """Whether it was decided; what is only asked for or under way is not."""
        return self.stage in ("convicted", "punished")


class Joint(Form, kw_only=True, frozen=True):
    """Acts done together, on which article, with the facts that article asks for as the team finds them. ``actors``: the accounts whose posts alone they are; none where all of the channels is meant."""

    basis: Basis
    members: Annotated[tuple[str, ...], ref("defendant")]
    instigators: Annotated[tuple[str, ...], ref("defendant")] = ()
    actors: Annotated[tuple[str, ...], ref("actor")] = ()
    channels: Annotated[tuple[str, ...], CHANNEL] = ()
    since: date | None = None
    until: date | None = None
    facts: dict[str, bool | None] = msgspec.field(default_factory=dict)
    reason: str

    @property
    def names_posts(self) -> bool:
        """Whether it says which posts they are: those of accounts, or of channels."""
        return bool(self.actors or self.channels)


class InnerShare(Form, kw_only=True, frozen=True):
    """A share among those jointly liable, decided by a person (民法典 art. 178)."""

    defendant: Annotated[str, ref("defendant")]
    share: Share
    reason: str


class Fact(Form, kw_only=True, frozen=True):
    """A fact that a rule asks for and no capture tells; ``id`` is its name in the rule, or that with ``@`` and a defendant."""

    value: bool | int | date | None
    """True or false; a day or a count where the rule asks for one; none: nobody knows."""
    reason: str
    defendant: Annotated[str, ref("defendant")] = ""


FORMS: tuple[type[Form], ...] = (
    Actor, Role, Defendant, Guardian, Device, Testimony, Attribution, Sanction, Joint, InnerShare, Fact,
)  # fmt: skip
