"""What the custody chain says of each record, beside what the record is now.

The chain is the witness: every source, decision, run and document left a digest in it. A row of the database altered,
added or removed by somebody who holds the key no longer fits; ``verify`` compares the two; a test alters every column of every table. Rows that change officers, key holders or what the case says of
itself hold ``facts``: officers and keys as they then are (names and fingerprints that rows show anyway), and digests of the rest. A case from before
0773 says nothing of these until its next such row.

>>> said([CustodyRow(1, "", "", "decide", {"decision": "D0001", "sha256": "ab"}, "", "")])
{'decision:D0001': 'ab'}
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from doxdocket.seal.database import Database
from doxdocket.store.canonical import digest, fields
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import FACTS
from doxdocket.store.info import CaseInfo
from doxdocket.store.register import Register
from doxdocket.store.runs import SEARCHED, files_digest, searched

if TYPE_CHECKING:
    from doxdocket.store.case import Case

WRAPPED = "wrapped"
_PLACES = {
    "add": (("source:{source}", "sha256"), ("source:{source}/stated", "stated")),
    "describe": (("source:{source}/stated", "stated"), ("statement:{statement}", "sha256")),
    "attach": (("attachment:{attachment}", "sha256"),),
    "digest": (("source:{source}/digests", "sha256"),),
    "hashes": (("hash_list:{hash_list}", "sha256"),),
    "timestamp.request": (("time_stamp:{stamp}", "sha256"),),
    "timestamp.attach": (("time_stamp:{answer}", "sha256"),),
    "decide": (("decision:{decision}", "sha256"),),
    "sample": (("sample:{sample}", "sha256"),),
    "register": (("register:{entry}", "sha256"),),
    "run": (("run:{run}/figures", "figures"), ("run:{run}/files", "files"), ("codes", "codes")),
    SEARCHED: (("run:{run}/searched", "files"),),
    "report": (("{document}", "sha256"),),
    "rules": (("rules/{edition}", "sha256"),),
}
PARTS = ("officers", "info", "holders", WRAPPED)
"""Of ``facts`` what is compared; ``info`` is all that the case says of itself but the officers, ``wrapped`` the files with the wrapped keys."""


def facts(database: Database, info: CaseInfo | None = None) -> dict[str, object]:
    """As a part of the detail of a row; ``info`` where it is written after the row."""
    found = database.rows("SELECT value FROM meta WHERE key = 'info'")
    said: Any = json.loads(json.dumps(asdict(info))) if info else fields(found[0][0] if found else "")
    held = database.rows("SELECT fingerprint, recipient, role, name, added_at FROM keyholders ORDER BY fingerprint")
    files = database.rows("SELECT path, sha256 FROM files WHERE what = 'key' ORDER BY path")
    return {FACTS: {
        "officers": said.pop("officers", []), "keys": [row[0] for row in held], "info": digest(said),
        "holders": digest([list(row) for row in held]), WRAPPED: digest([list(row) for row in files]),
    }}  # fmt: skip


def said(rows: Sequence[CustodyRow]) -> dict[str, object]:
    """The last digest that the chain holds of each record."""
    found: dict[str, object] = {}
    for row in rows:
        if FACTS in row.detail:
            found |= _parts(row.detail)
        for place, field in _PLACES.get(row.act, ()):
            if field in row.detail:  # describe speaks of the case too, which has case.toml
                found[place.format_map(_Fields(row.detail))] = str(row.detail[field])
    return found


def _parts(detail: Mapping[str, object]) -> dict[str, object]:
    told = held if isinstance(held := detail[FACTS], Mapping) else {}
    return {part: told.get(part) for part in PARTS if part in told or part != WRAPPED}


class _Fields(dict[str, object]):
    """The fields of a row; one that was taken out shows as ``?``."""

    def __missing__(self, key: str) -> str:
        return "?"


def there(case: "Case") -> dict[str, object]:
    """The digest of each record as it is now."""
    found: dict[str, object] = _parts(facts(case.database))
    for one in case.sources():
        found[f"source:{one.sha256}"] = one.sealed()
        found[f"source:{one.sha256}/stated"] = one.stated()
    for statement in case.statements():
        found[f"statement:{statement.name}"] = statement.sealed()
    for source, values in case.hash_lists.digests().items():
        found[f"source:{source}/digests"] = digest(values)
    found |= {f"attachment:{one.id}": one.sealed() for one in case.attachments.all()}
    found |= {f"hash_list:{one.id}": one.sealed() for one in case.hash_lists.all()}
    found |= {f"time_stamp:{one.id}": one.sealed() for one in case.stamps.requests()}
    found |= {f"time_stamp:{one.id}": one.sealed() for one in case.stamps.answers()}
    for decision in case.decisions():
        found[f"decision:{decision.id}"] = decision.sealed()
    found |= {f"sample:{one.id}": one.sealed() for one in case.samples.all()}
    found |= {f"register:{one.name}": one.sealed() for one in Register.of(case).all()}
    recorded = case.shelf.recorded()
    for run in case.runs():
        found[f"run:{run.run_id}/figures"] = str(run.figures_sha256)
        found[f"run:{run.run_id}/files"] = files_digest(run.run_id, recorded)
        found["codes"] = digest(case.codes())
    for run in searched(case):
        found[f"run:{run.run_id}/searched"] = files_digest(run.run_id, recorded)
    for edition in {path.split("/")[1] for path, (_, _, what) in recorded.items() if what == "rules"}:
        found[f"rules/{edition}"] = of_rules(edition, {path: sha256 for path, (sha256, *_) in recorded.items()})
    return found | {path: sha256 for path, (sha256, _, what) in recorded.items() if what == "document"}


def of_rules(edition: str, files: Mapping[str, str]) -> str:
    """One digest for the files of an adopted local edition, of which these are all files of the case with their SHA-256."""
    return digest({path: sha256 for path, sha256 in files.items() if path.startswith(f"rules/{edition}/")})


def unlike(case: "Case", rows: Sequence[CustodyRow]) -> list[str]:
    """The places at which the two differ."""
    now, then = there(case), said(rows)
    silent = {place for place in now.keys() - then.keys() if place in PARTS or place.startswith("rules/")}
    records = [place for place in sorted({*now, *then} - silent) if now.get(place) != then.get(place)]
    met = [place for place in _places(case, rows) if place.removesuffix("/places") not in records]
    return [*records, *_order(case, rows), *met, *_notices(case, rows)]


def _order(case: "Case", rows: Sequence[CustodyRow]) -> list[str]:
    """Sources in another order than the one they came in: it makes the numbers of the list of evidence."""
    came = [str(row.detail.get("source")) for row in rows if row.act == "add"]
    now = [one.sha256 for one in case.sources()]
    both = set(came) & set(now)
    return [] if [one for one in came if one in both] == [one for one in now if one in both] else ["sources"]


def _places(case: "Case", rows: Sequence[CustodyRow]) -> Iterator[str]:
    """Places at which bytes were found that no row has, and rows without their place; a row from before 0780 says how many only."""
    again: dict[str, list[str | None]] = defaultdict(list)
    for row in rows:
        if row.act == "add.again":
            again[str(row.detail.get("source"))].append(row.detail.get("place"))  # type: ignore[arg-type]
    now: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for sha256, path, at in case.database.rows("SELECT sha256, path, taken_at FROM places"):
        now[sha256].append((path, at))
    for one in case.sources():
        found, told = now.pop(one.sha256, []), again.pop(one.sha256, [])
        first = (one.path_given, one.taken_at)
        marks = {place_mark(case, *each) for each in found if each != first} if told else set()
        if first not in found or len(found) != len(told) + 1 or not {mark for mark in told if mark} <= marks:
            yield f"source:{one.sha256}/places"
    yield from (f"source:{sha256}/places" for sha256 in now)


def _notices(case: "Case", rows: Sequence[CustodyRow]) -> Iterator[str]:
    """Files met and not taken in, against their rows, one by one."""
    told = [row.detail for row in rows if row.act == "add.refused"]
    now = case.notices()
    if len(now) != len(told) or any(
        one.get("code") != each[2] or one.get("notice", mark) != mark
        for one, each in zip(told, now, strict=True)
        if (mark := notice_mark(case, *each))
    ):
        yield "notices"


def place_mark(case: "Case", path: str, at: str) -> str:
    """A keyed digest of a place, for its row."""
    return case.mac(["place", path, at])


def notice_mark(case: "Case", at: str, path: str, code: str) -> str:
    """The same of a file that was met and not taken in."""
    return case.mac(["notice", at, path, code])
