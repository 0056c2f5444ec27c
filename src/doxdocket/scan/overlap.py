"""How many persons of a case a scanned channel shows: values that identify somebody, under the case's own key, equal or not; never which person.

The question is on the case's record before it is answered, with who asked and why. Small counts are told as below ``FLOOR``. What is matched is in memory
alone: a scan that compares starts anew and keeps no state. Left out: persons without such a value, and what only a picture shows.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from doxdocket.pipeline.published import current, latest_findings
from doxdocket.records import Verdict
from doxdocket.scan.channel_counts import identifiers
from doxdocket.store.case import Case

FLOOR = 10


@dataclass(slots=True)
class Compared:
    """The persons of a case by the digests of their values, and those seen in each channel so far."""

    key: bytes = field(repr=False)
    of: Mapping[bytes, Collection[str]] = field(repr=False)
    seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set), repr=False)

    def add(self, channel: str, digests: Collection[bytes]) -> None:
        """What a batch showed."""
        for one in digests:
            self.seen[channel].update(self.of.get(one, ()))

    def told(self, channel: str) -> str:
        """The count as it may be told; of none too it is told that they are fewer."""
        n = len(self.seen.get(channel, ()))
        return str(n) if n >= FLOOR else f"<{FLOOR}"


def asked(case: Case, reason: str, officer: str) -> Compared:
    """Record the question, then gather what it is compared with."""
    run = current(case)
    case.custody.append("scan", {"reason": reason, "run": run.run_id}, officer)
    case.database.fold()
    found = latest_findings(case)
    found = found.filter(pc.and_(pc.is_in(found["kind"], pa.array(sorted(identifiers()))), pc.equal(found["verdict"], Verdict.VALID.value)))  # fmt: skip
    persons = {(d["channel_id"], d["post_id"], d["person_no"]): d["person"] for d in run.read("dossiers", ["channel_id", "post_id", "person_no", "person"]).to_pylist()}  # fmt: skip
    of: dict[bytes, set[str]] = defaultdict(set)
    for row in found.select(["channel_id", "post_id", "person", "digest"]).to_pylist():
        if person := persons.get((row["channel_id"], row["post_id"], row["person"])):
            of[row["digest"]].add(person)
    return Compared(case.key.subkey("digest"), of)
