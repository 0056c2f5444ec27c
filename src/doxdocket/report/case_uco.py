"""Evidence files and custody as CASE/UCO (JSON-LD), which other forensic programs read.

Source: CASE 1.4, UCO 1.4 (https://ontology.caseontology.org). One object an evidence file, with its digests, size and number on the list of evidence (its provenance
record); one action a custody row, with its time and officer, and of a taking the file that it took. Ids are made from what they name, so that the same
case gives the same bytes. Left out: whatever posts say; findings, which CASE has no words for.

>>> told = document("case-1", [], [])
>>> [one["@type"] for one in told["@graph"]]
['case-investigation:Investigation', 'uco-tool:Tool']
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from doxdocket import __version__

_SPACE = UUID("6f1c1f0e-6a0b-5b0e-9a53-0c1de5a1b0aa")
"""Under which ids are made from names."""
_CONTEXT = {
    "kb": "https://doxdocket.example/kb/",
    **{f"uco-{name}": f"https://ontology.unifiedcyberontology.org/uco/{name}/" for name in ("action", "core", "identity", "observable", "tool", "types")},
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}  # fmt: skip
_DIGESTS = {"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256", "sha512": "SHA512"}
Row = Mapping[str, Any]


def document(case: str, sources: Iterable[Row], custody: Iterable[Row]) -> dict[str, object]:
    """The whole. ``case``: its id; ``sources``: rows of the list of evidence as they leave; ``custody``: rows of the chain as they leave."""
    files, rows = list(sources), list(custody)
    whose = list(dict.fromkeys(str(row["actor"]) for row in rows))
    graph = [
        {
            **_node("case-investigation:Investigation", case), "uco-core:name": case,
            **_refers("uco-core:object", [*(_id("uco-observable:File", one["sha256"]) for one in files), *(_id(_ACTION, row["hash"]) for row in rows)]),
        },
        {**_node("uco-tool:Tool", "doxdocket"), "uco-core:name": "doxdocket", "uco-tool:version": __version__},
        *({**_node("uco-identity:Identity", name), "uco-core:name": name} for name in whose),
        *(part for one in files for part in _file(one)),
        *(_action(row, {one["sha256"] for one in files}) for row in rows),
    ]  # fmt: skip
    return {"@context": _CONTEXT, "@graph": graph}


_ACTION = "case-investigation:InvestigativeAction"


def _id(kind: str, name: object) -> str:
    return f"kb:{kind.rpartition(':')[2]}-{uuid5(_SPACE, f'{kind}/{name}')}"


def _node(kind: str, name: object) -> dict[str, object]:
    return {"@id": _id(kind, name), "@type": kind}


def _refers(what: str, ids: list[str]) -> dict[str, object]:
    return {what: [{"@id": one} for one in ids]} if ids else {}


def _file(row: Row) -> Iterator[dict[str, object]]:
    name = row["sha256"]
    hashes = [
        {
            **_node("uco-types:Hash", f"{name}/{method}"), "uco-types:hashMethod": method,
            "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": str(row[column]).upper()},
        }
        for column, method in _DIGESTS.items() if row.get(column)
    ]  # fmt: skip
    yield {
        **_node("uco-observable:File", name),
        "uco-core:hasFacet": [
            {**_node("uco-observable:FileFacet", name), "uco-observable:sizeInBytes": {"@type": "xsd:integer", "@value": str(row["size"])}},
            {**_node("uco-observable:ContentDataFacet", name), "uco-observable:hash": hashes},
        ],
    }  # fmt: skip
    yield {
        **_node("case-investigation:ProvenanceRecord", name), "case-investigation:exhibitNumber": str(row["no"]),
        **_refers("uco-core:object", [_id("uco-observable:File", name)]),
    }  # fmt: skip


def _action(row: Row, known: set[str]) -> dict[str, object]:
    """A row of the chain; ``known``: the digests of the evidence files."""
    source = str((row.get("detail") or {}).get("source"))
    taken = [_id("uco-observable:File", source)] if source in known else []
    record = [_id("case-investigation:ProvenanceRecord", source)] if row["act"] == "add" and taken else []
    return {
        **_node(_ACTION, row["hash"]), "uco-core:name": row["act"], "uco-core:description": f"custody row {row['seq']}, {row['hash']}",
        "uco-action:startTime": {"@type": "xsd:dateTime", "@value": row["at"]}, "uco-action:performer": {"@id": _id("uco-identity:Identity", row["actor"])},
        **_refers("uco-action:instrument", [_id("uco-tool:Tool", "doxdocket")]), **_refers("uco-action:object", taken), **_refers("uco-action:result", record),
    }  # fmt: skip
