"""One value in clear, for an officer with a reason: the row in the custody log is written first, and nothing else is opened.

Source: ``store.clear_values``, which is the only way from a mask to what it hides. A finding is named by its id, as everywhere: channel/post/where/start-end/kind.
Left out: how long it is shown (``review``), whole posts and names of files (``cli``).

>>> split("telegram:channel:1/45/link[0]/3-14/phone_number")
('telegram:channel:1', '45', 'link[0]', 3, 14, 'phone_number')
"""

from dataclasses import dataclass, field

import pyarrow.compute as pc

from doxdocket.desk.answers import absent
from doxdocket.errors import WrongCall
from doxdocket.law.kinds import kinds
from doxdocket.pipeline.published import current
from doxdocket.store import clear_values
from doxdocket.store.case import Case

Key = tuple[str, str, str, int, int, str]
"""Channel, post, where, start, end and kind of a finding."""
_NAMES = ("channel_id", "post_id", "where", "start", "end", "kind")


@dataclass(frozen=True, slots=True)
class Covered:
    """A finding of the current run as it is shown to everybody."""

    finding: str
    key: Key
    mask: str
    verdict: str
    digest: bytes | None = field(repr=False)

    @property
    def kind(self) -> tuple[str, str]:
        """What kind of value it is, in both languages."""
        one = kinds()[self.key[5]]
        return one.zh, one.en


@dataclass(frozen=True, slots=True)
class Revealed:
    """What was opened, and the row of the custody log that says so."""

    covered: Covered
    row: int
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two that were opened; ``equal``: whether they were one value when they were sealed, in the form in which their kind is compared."""

    first: Revealed
    second: Revealed
    equal: bool


def split(finding: str) -> Key:
    """The parts of a finding's id; a ``WrongCall`` when it is none."""
    parts = finding.rsplit("/", 4)
    start, _, end = parts[3].partition("-") if len(parts) == 5 else ("", "", "")
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10):
        raise WrongCall("deciding.findings_id_is_channel_post")  # fmt: skip
    return parts[0], parts[1], parts[2], int(start), int(end), parts[4]


def covered(case: Case, finding: str) -> Covered:
    """A finding of the current run, by its id; a ``WrongCall`` when there is none."""
    key = split(finding)
    for batch in current(case).batches("findings", [*_NAMES, "mask", "verdict", "digest"]):
        match = pc.equal(batch.column("post_id"), key[1])
        for name, value in zip(_NAMES, key, strict=True):
            match = pc.and_(match, pc.equal(batch.column(name), value))
        for row in batch.filter(match).to_pylist():
            return Covered(finding, key, row["mask"] or "", row["verdict"], row["digest"])
    raise absent(finding)


def reveal(case: Case, finding: str, *, reason: str, officer: str) -> Revealed:
    """The value. It is logged before this returns; a reason that is none, or that repeats it, opens nothing."""
    found = covered(case, finding)
    channel, post, where, start, end, _ = found.key
    value = clear_values.open_value(case, channel, post, where, start, end, reason=reason, officer=officer)
    return Revealed(found, case.custody.end()[0], value)


def beside(case: Case, first: str, second: str, *, reason: str, officer: str) -> Compared:
    """Two values side by side, for those before whom it must be seen whether they are equal; two rows in the custody log come first.

    A ``WrongCall`` where the two are of different kinds, which nothing compares, or are one finding; then neither is opened.
    """
    one, other = covered(case, first), covered(case, second)
    if one.key[5] != other.key[5] or one.key == other.key:
        raise WrongCall("deciding.beside_wants_two_of_one_kind", first=first, second=second)
    equal = one.digest is not None and one.digest == other.digest
    told = [reveal(case, finding, reason=reason, officer=officer) for finding in (first, second)]
    return Compared(told[0], told[1], equal)
