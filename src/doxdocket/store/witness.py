"""What the custody chain says of each record, beside what the record is now.

The chain is the witness: every source, decision, run and document left a digest in it. A row of the database altered,
added or removed by somebody who holds the key no longer fits; ``verify`` compares the two.

>>> said([CustodyRow(1, "", "", "decide", {"decision": "D0001", "sha256": "ab"}, "", "")])
{'decision:D0001': 'ab'}
"""

from collections.abc import Sequence

from doxdocket.store.canonical import digest
from doxdocket.store.case import Case
from doxdocket.store.custody import CustodyRow
from doxdocket.store.register import Register

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
    "report": (("{document}", "sha256"),),
}


def said(rows: Sequence[CustodyRow]) -> dict[str, str]:
    """The last digest that the chain holds of each record."""
    found: dict[str, str] = {}
    for row in rows:
        for place, field in _PLACES.get(row.act, ()):
            if field in row.detail:  # describe speaks of the case too, which has case.toml
                found[place.format_map(_Fields(row.detail))] = str(row.detail[field])
    return found


class _Fields(dict[str, object]):
    """The fields of a row; one that was taken out shows as ``?``."""

    def __missing__(self, key: str) -> str:
        return "?"


def there(case: Case) -> dict[str, str]:
    """The digest of each record as it is now."""
    found: dict[str, str] = {}
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
        found[f"run:{run.run_id}/files"] = case.files_digest(run.run_id, recorded)
        found["codes"] = digest(case.codes())
    return found | {path: sha256 for path, (sha256, _, what) in recorded.items() if what == "document"}
