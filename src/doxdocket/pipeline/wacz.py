r"""A web archive in a zip (WACZ): what its table of contents says of its members, against the members that are in the case.

Source: WACZ 1.1.1, 5.2.1 (``datapackage.json``: resources with path and hash) and 5.2.2 (``datapackage-digest.json``: the hash of that
table). Whoever changes a member and not the table shows here; whoever changes both does not, which only a signature would
tell. A WACZ that was unpacked into a folder is compared too. Leaves out: ``signedData``; sizes, which a hash covers.

>>> read(b'{"wacz_version": "1.1.1", "resources": [{"path": "archive/a.warc.gz", "hash": "sha256:00"}]}')
[('archive/a.warc.gz', 'sha256:00')]
>>> read(b'{"path": "datapackage.json", "hash": "sha256:00"}')
[('datapackage.json', 'sha256:00')]
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from doxdocket.intake.names import of_text
from doxdocket.intake.unpack import INSIDE
from doxdocket.store.case import Case
from doxdocket.store.sources import Source

TABLE, DIGEST = "datapackage.json", "datapackage-digest.json"
_LARGEST = 64 << 20
_OWN = (TABLE, DIGEST)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something about a member that the table of contents says otherwise, or about the table itself."""

    source: str  # SHA-256 of the member, or of the table where the member is not there
    code: str  # wacz_differs, wacz_missing, wacz_unlisted, wacz_undigested, wacz_broken
    path: str = field(repr=False)  # as the files were taken in


def doubts(case: Case, among: Collection[str] | None = None) -> list[Doubt]:
    """All of the case, or those of tables whose containers or digests are ``among``."""
    tables = [
        s for s in case.sources()
        if s.name in (TABLE, DIGEST) and s.form == "wacz_part" and (among is None or {s.sha256, s.parent} & set(among))
    ]  # fmt: skip
    if not tables:
        return []
    every = case.sources()
    places = {path: s.sha256 for s in every for path in case.places(s.sha256)}
    under: dict[str, list[str]] = defaultdict(list)
    for path in places:
        container, mark, _ = path.rpartition(INSIDE)
        if mark:
            under[container + mark].append(path)
    found = (one for s in tables for one in _of(case, s, places, under))
    return sorted(found, key=lambda one: (one.path, one.code))


def _of(case: Case, table: Source, places: Mapping[str, str], under: Mapping[str, list[str]]) -> Iterator[Doubt]:
    """The doubts of one table at every place where it was found."""
    stated = None
    if table.size <= _LARGEST:
        with case.original(table.sha256) as stream:
            stated = read(stream.read())
    for path in case.places(table.sha256):
        if path.rpartition("/")[2] not in (TABLE, DIGEST):
            continue
        if stated is None:
            yield Doubt(table.sha256, "wacz_broken", path)
            continue
        folder = path.rpartition("/")[0] + "/" if "/" in path else ""
        named = {folder + of_text(name).text: value for name, value in stated}
        for member, value in sorted(named.items()):
            if member not in places:
                yield Doubt(table.sha256, "wacz_missing", member)
            elif not value.startswith("sha256:"):
                yield Doubt(places[member], "wacz_undigested", member)
            elif value.removeprefix("sha256:").lower() != places[member]:
                yield Doubt(places[member], "wacz_differs", member)
        if path.endswith("/" + TABLE):
            known = {folder + name for name in _OWN} | named.keys()
            yield from (Doubt(places[one], "wacz_unlisted", one) for one in under.get(folder, ()) if one not in known)


def read(data: bytes) -> list[tuple[str, str]] | None:
    """Paths and hashes as a table states them; none when it cannot be read."""
    try:
        table = json.loads(data)
        rows = table.get("resources", [table])
        return [(str(row["path"]), str(row.get("hash") or "")) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
