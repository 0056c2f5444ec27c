"""What a bundle holds, made whole in memory before any of it goes out.

Tables are those of ``export``, in JSON Lines with what is sealed hidden; the file of figures is the one of which the custody chain holds the digest. The chain ends with
the last act that changed what the bundle tells: later openings and exports, the hand-over itself among them, are told on the cover alone.
Left out: whether it may leave (``desk.releasing``), who signs it (``seal.signatures``), what the cover says (``sheet``).

>>> [row["kind"] for row in kinds()][:2], kinds()[0]["tier_low"] in "ABC"
(['name', 'former_name_alias'], True)
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from doxdocket import pipeline
from doxdocket.count.figures import canonical
from doxdocket.desk import tables as exported
from doxdocket.desk.accounts import procedure
from doxdocket.desk.documents.leaving import Ready
from doxdocket.desk.documents.material import Material
from doxdocket.desk.handover import cited, ways
from doxdocket.desk.handover.index import Named, index
from doxdocket.desk.handover.withheld import Withheld
from doxdocket.desk.masking import Hidden
from doxdocket.desk.merging import LOGGED
from doxdocket.desk.posters import Posters
from doxdocket.law import kinds as of_kinds
from doxdocket.law import rules
from doxdocket.law.shapes import Touches
from doxdocket.pipeline import inputs, scoped
from doxdocket.report import case_uco, gexf
from doxdocket.report.as_json import line
from doxdocket.store import bag, local_rules
from doxdocket.store.custody.chain import CustodyRow
from doxdocket.store.custody.officers import SIGNS
from doxdocket.words import say

if TYPE_CHECKING:
    from doxdocket.store.case import Case

Row = dict[str, Any]
HANDED = (
    "sources", "statements", "attachments", "hash_lists", "time_stamps", "channels", "captures", "posts", "findings", "conduct", "publications",
    "exposures", "ages", "items", "hubs", "links", "persons", "victims", "modifiers", "hints", "reach", "receipts", "decided", "samples", "channel_ranking",
    "channel_pairs", "channel_weights", "network", "completeness", "unsearched",
)  # fmt: skip
"""The tables of ``export`` that are handed over; posts without their words."""
_DECIDED = (*(name for name in exported.DECISIONS if name != "marks"), "tagged")
OWN = {
    "counted": ways.COLUMNS,
    "kinds": ("kind", "zh", "en", "tier_low", "tier_default", "tier_high", "sensitive"),
    "decisions": _DECIDED,
    "custody": tuple(one.name for one in fields(CustodyRow)),
    "channel_codes": cited.CODES,
    "exhibits": cited.EXHIBITS,
    "cited": cited.CITED,
}
"""Columns of the tables that are the bundle's own."""
SENSITIVE = "cn/pipl/28"
_SHIPPED = frozenset({"data/tables/columns.tsv", "verify.py"})
_RULES = "data/versions/rules.json"


def asked(path: str, data: bytes) -> bytes:
    """What of a file of a bundle may hold values of the case: what this program ships is the same in every bundle, so that none of its words is of a case."""
    if path == _RULES:
        return canonical(json.loads(data)["local"])
    return b"" if path in _SHIPPED else data


_COLUMNS = ("scope", "id", "label", "label_en", "unit", "low", "estimate", "high", "value", "adopts", "status", "rule", "article", "note", "note_en")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bag by path. ``day``: as of which it tells where the case stands; ``end``: the last custody row in it."""

    files: Mapping[str, bytes] = field(repr=False)
    day: date
    end: CustodyRow

    @property
    def verifier(self) -> str:
        """SHA-256 (hex) of the verifier that goes with it."""
        return hashlib.sha256(self.files["verify.py"]).hexdigest()

    @property
    def manifest(self) -> bytes:
        """What is signed: it holds the digest of every manifest, and so of every file."""
        return self.files["tagmanifest-sha256.txt"]

    @property
    def digest(self) -> str:
        """SHA-256 (hex) of what is signed: the digest of the bundle."""
        return hashlib.sha256(self.manifest).hexdigest()


def made(of: Material, documents: Sequence[Ready], day: date) -> Bundle:
    """The bundle of a case with these documents, which were looked through already."""
    case, scope = of.case, of.scope.id
    figures = pipeline.current(case).figures()
    told = json.loads(figures)
    rows = chain(case.custody.rows())
    data = {f"documents/{one.file}": one.data for one in documents}
    data |= {"figures/figures.json": figures, "figures/figures.csv": _csv(told)}
    data |= {f"tables/{name}.jsonl": _lines(table) for name, table in tables(case, told, rows)}
    posts = _rows(data["tables/posts.jsonl"])
    named = dict(cited.tables(of, documents, posts))
    data |= {f"tables/{name}.jsonl": _lines(table) for name, table in named.items()}
    data["tables/columns.tsv"] = _beside("columns.tsv")
    data |= {f"versions/{name}.json": canonical(value) for name, value in versions(case, told).items()}
    data |= {f"graphs/{name}": content for name, content in _graphs(case, day, rows) if content}
    data["bundle.json"] = canonical({
        "case": case.info.id, "day": str(day), "scope": scope, "run": pipeline.current(case).run_id, "custody_rows": len(rows), "custody_head": rows[-1].hash,
        "documents": [{"document": one.document, "grade": one.grade, "file": one.file, "sha256": one.sha256, "lacking": len(one.lacking), "figures": one.figures} for one in documents],
        "quoted": cited.quoted(of),
    })  # fmt: skip
    files = [(one["no"], one["name"], one["sha256"]) for one in _rows(data["tables/sources.jsonl"])]
    beside = {"verify.py": _beside("verify.py"), **index(case.info.id, day, data, documents, Named(named, files), rows[-1].seq)}  # fmt: skip
    return Bundle(bag.bag(case.info.id, data, str(day), beside), day, rows[-1])


def _rows(table: bytes) -> list[Row]:
    return [json.loads(one) for one in table.split(b"\n") if one]


def _beside(name: str) -> bytes:
    """A file of this room as it ships."""
    return files("doxdocket.desk.handover").joinpath(name).read_bytes()


def chain(rows: Sequence[CustodyRow]) -> Sequence[CustodyRow]:
    """The rows up to the last act that changed what a bundle tells, or recorded who signs."""
    kept = {*LOGGED} - {"run", SIGNS}
    return rows[: max((n for n, row in enumerate(rows, 1) if row.act not in kept), default=0)]


def tables(case: "Case", told: Row, rows: Sequence[CustodyRow]) -> Iterator[tuple[str, Iterable[Row]]]:
    """Every table by name, each row as it may leave."""
    hidden, posters, withheld = Hidden(case), Posters.of(case), Withheld()
    for name in HANDED:
        rows_of = exported.TABLES[name].rows(case)
        rows_of = map(posters, rows_of) if name == "posts" else rows_of
        yield name, [withheld(name, hidden.row(row)) for row in rows_of]
    for scope in told.get("scopes", ()):
        found = scoped.asked(case, [scope["scope"]]).scoped.tables
        held = exported.publications(case, found["dossiers"])
        yield f"{scope['scope']}/publications", [withheld("publications", row) for row in held]
        yield f"{scope['scope']}/exposures", exported.exposures(case, found["exposures"])
    yield "counted", ways.rows(one["id"] for one in told["figures"])
    yield "kinds", kinds()
    decisions = [*_decisions(case, hidden)]
    yield "decisions", decisions
    unread = {row["id"] for row in decisions if "covered" in row}
    yield "custody", (undigested(covered(asdict(row), hidden), unread) for row in rows)


def undigested(row: Row, unread: AbstractSet[str]) -> Row:
    """A row of the chain without the digest of a decision of which words are covered: against it they could be guessed."""
    if row["act"] != "decide" or row["detail"].get("decision") not in unread:
        return row
    return row | {
        "detail": row["detail"] | {"sha256": say("masking.masked")},
        "covered": sorted({*row.get("covered", ()), "detail/sha256"}),
    }


def _decisions(case: "Case", hidden: Hidden) -> Iterator[Row]:
    """As ``export`` has them, with the tags of which the file of figures holds a digest."""
    tags = {one.id: one.tags for one in case.decisions()}
    for row in exported.TABLES["decisions"].rows(case):
        plain = {name: row[name] for name in exported.DECISIONS if name != "marks"} | {"tagged": tags[row["id"]]}
        yield covered(plain, hidden)


def covered(row: Row, hidden: Hidden) -> Row:
    """The row as it may leave; where something in it had to be hidden it says in which cells (``detail/reason``), since its digest cannot be computed again."""
    told = hidden.row(row)
    return told if told == row else told | {"covered": sorted(_apart(row, told))}


def _apart(one: Mapping[str, Any], other: Mapping[str, Any], at: str = "") -> Iterator[str]:
    """Where two rows of one shape differ."""
    for name, value in one.items():
        if isinstance(value, Mapping):
            yield from _apart(value, other[name], f"{at}{name}/")
        elif value != other[name]:
            yield f"{at}{name}"


def kinds() -> list[Row]:
    """Every kind of personal information: the ends of its tier, and whether the law on sensitive information names it (``surely``, ``perhaps``, ``no``)."""
    rule = rules.by_provision(SENSITIVE)
    if not isinstance(rule, Touches):
        raise TypeError(SENSITIVE)
    return [
        {
            "kind": one.id, "zh": one.zh, "en": one.en, "tier_low": one.tier_low, "tier_default": one.tier_default, "tier_high": one.tier_high,
            "sensitive": rule.how(one),
        }
        for one in of_kinds.kinds().values()
    ]  # fmt: skip


def versions(case: "Case", told: Row) -> dict[str, object]:
    """Which program, evidence and rules made the figures: what digests in the file of figures are of."""
    return {
        "build": pipeline.made_by(told),
        "evidence": inputs.evidence(case.sources()),
        "rules": {
            "name": pipeline.rules(case).name,
            "shipped": {name: text.decode() for name, text in rules.shipped_files(rules.shipped().name).items()},
            "local": dict(local_rules.files(case)),
        },
    }


def _graphs(case: "Case", day: date, rows: Sequence[CustodyRow]) -> Iterator[tuple[str, bytes]]:
    hidden, out = Hidden(case), io.BytesIO()
    network, ranking = (
        [hidden.row(row) for row in exported.TABLES[name].rows(case)] for name in ("network", "channel_ranking")
    )
    gexf.write(network, ranking, case.info.id, out)
    yield "network.gexf", out.getvalue()
    sources = map(hidden.row, exported.TABLES["sources"].rows(case))
    yield "case-uco.jsonld", canonical(case_uco.document(case.info.id, sources, (covered(asdict(row), hidden) for row in rows)))  # fmt: skip
    yield "procedure.ics", procedure.calendar(case, procedure.account(case, day))


def _csv(told: Row) -> bytes:
    """Every figure in one table for people, of all captures first."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, _COLUMNS, extrasaction="ignore")
    writer.writeheader()
    for part in (told, *told.get("scopes", ())):
        writer.writerows(
            row | {"value": line(row["value"])} if isinstance(row["value"], dict) else row for row in part["figures"]
        )
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _lines(rows: Iterable[Row]) -> bytes:
    return "".join(f"{line(row)}\n" for row in rows).encode()
