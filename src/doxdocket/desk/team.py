"""Who works on a case: each officer's role, keys, and what they decided today (by the zone of the case)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from doxdocket.desk import roles, signing
from doxdocket.store.canonical import moment
from doxdocket.store.case import Case


@dataclass(frozen=True, slots=True)
class Member:
    """One officer. ``keys``: fingerprints of those that answer for them; ``shared``: others for whom one of these answers too; ``today``: decisions by act."""

    name: str
    role: str
    keys: tuple[str, ...]
    shared: tuple[str, ...]
    today: Mapping[str, int]

    @property
    def decided(self) -> int:
        """How many decisions today."""
        return sum(self.today.values())


def told(case: Case) -> list[Member]:
    """The officers of the case, in the order in which they came."""
    zone = ZoneInfo(case.info.display_zone)
    begin = datetime.combine(case.clock().astimezone(zone).date(), datetime.min.time(), zone)
    tally, standing = case.decided_since(moment(begin)), case.custody.reading().standing
    found = []
    for name in case.custody.officers():
        keys = tuple(one.fingerprint for one in signing.keys_of(case, name))
        shared = tuple(
            sorted({other for key in keys for other in standing.others(name, key)} & set(case.custody.officers()))
        )
        today = {act: n for (officer, act), n in tally.items() if officer == name}
        found.append(Member(name, roles.role(case, name) or roles.LEAD, keys, shared, today))
    return found
