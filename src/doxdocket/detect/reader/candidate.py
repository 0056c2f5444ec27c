"""What a generator hands on: one reading of one stretch, with its kind, plain value and form. Nothing is claimed yet.

Spans are offsets in the cleaned text. A verdict says what the value's own form tells: VALID and INVALID where there is a
check digit, date or number plan to ask, MASKED and PARTIAL where characters are hidden or missing, DOUBTFUL where the shape
alone fits. Left out: whether anybody's personal information stands there, and whose.

>>> Candidate(Span(2, 13), "phone_number", "13900001850", Verdict.VALID, Form.VERBATIM, Generator.RUN)
Candidate(span=Span(start=2, end=13), kind='phone_number', verdict=<Verdict.VALID: 'valid'>, form=<Form.VERBATIM: 'verbatim'>, source=<Generator.RUN: 'run'>)
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from doxdocket.records import Verdict

Kind = str
"""An identifier of ``rules/pi_kinds.yaml``."""


class Span(NamedTuple):
    """A stretch of the cleaned text."""

    start: int
    end: int


class Form(StrEnum):
    """How a value is given, as ``corpus/GUIDE.md`` tells forms."""

    VERBATIM = "verbatim"
    MASKED = "masked"
    PARTIAL = "partial"
    AROUND = "around"
    SPLIT = "split"


class Generator(StrEnum):
    """Which generator made a candidate."""

    RUN = "run"  # digits in any dress, with what stands between them
    CODE = "code"  # letters and digits: passports, certificates, devices, addresses of virtual money
    PLATE = "plate"  # plates and vehicle identification numbers
    ACCOUNT = "account"  # mail, names of accounts, passwords
    SAID = "said"  # what words tell: parts, sums, the same as above
    CIPHER = "cipher"  # one sign for one digit, by a table
    DAY = "day"  # days of birth
    NAME = "name"  # names of persons
    PLACE = "place"  # addresses, schools, employers
    FIELD = "field"  # the value of a label, column or heading
    RECORD = "record"  # a stretch around a word of a record
    TRAIT = "trait"  # a word or form that is the value itself
    TALK = "talk"  # quotes and turns of talk
    NET = "net"  # what a net alone proposes


Proposal = tuple[int, int, Kind, str, Verdict, Form]
"""A candidate as a generator's parts hand it on: start, end, kind, value, verdict, form."""

Offer = tuple[int, int, Kind, str, Verdict, Form, Generator]
"""The same with its generator."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one stretch. The value cannot print itself."""

    span: Span
    kind: Kind
    value: str = field(repr=False)
    verdict: Verdict
    form: Form
    source: Generator


def made(one: Offer) -> Candidate:
    """A row as a candidate."""
    return Candidate(Span(one[0], one[1]), *one[2:])
