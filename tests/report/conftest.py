"""One invented case on the real store: two captures of three channels, six persons, all tables written by hand."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from doxdocket.account import SCHEMAS
from doxdocket.count.figures import canonical, figures
from doxdocket.count.register_figures import Stated, stated
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.intake import take
from doxdocket.law.kinds import kinds
from doxdocket.law.rules import shipped
from doxdocket.merge import completeness
from doxdocket.seal.digest import Digester
from doxdocket.seal.keys import Identity
from doxdocket.seal.masks import mask
from doxdocket.store.case import Case

PHONE, ID, NAME, MAIL = "10012345678", "110101187003071230", "欧阳试", "someone@example.org"
EXPOSED = (
    ("name", NAME), ("phone_number", PHONE), ("id_number", ID), ("home_address", "某省某市虚构路1号"),
    ("email", MAIL), ("social_account", "qq:1000200030"), ("school", "虚构中学"), ("birth_date", "1870-03-07"),
)  # fmt: skip
CHANNELS = ("telegram:channel:7000001", "telegram:channel:7000002", "telegram:channel:7000003")
TITLES = ("青石茶话会", "<b>海棠街</b> & 广播", f"{NAME} 的频道")
FIRST = datetime(2023, 7, 2, 4, tzinfo=UTC)


def _table(name: str, rows: list[dict]) -> pa.Table:
    schema = SCHEMAS[name]
    return pa.Table.from_pylist([{n: row.get(n) for n in schema.names} for row in rows], schema=schema)


def _rows(key: bytes, sources: list[str]) -> dict[str, list[dict]]:
    digest = Digester(key).digest
    out: dict[str, list[dict]] = {
        name: [] for name in SCHEMAS if not name.endswith("standing")
    }  # no decision is about any row
    items: dict[tuple[str, str], dict] = {}
    for n in range(60):
        channel, source = CHANNELS[n % 3], sources[n % 3 > 1]
        date = None if n == 7 else FIRST + timedelta(days=5 * n)
        place = {"channel_id": channel, "post_id": str(n + 1), "post_no": n + 1}
        out["posts"].append(
            {
                **place,
                "type": "message",
                "date": date,
                "source": source,
                "capture": source[:16],
                "repairs": int(n == 9),
                "text": "…",
                "media": [{"path": None, "name": None, "mime": None, "kind": "photo", "status": "not_included"}]
                if n % 5 == 0
                else [],
            }
        )
        out["merged"].append(
            {
                **place,
                "type": "message",
                "date": date,
                "source": source,
                "capture": source[:16],
                "captures": 1,
                "versions": 1,
            }
        )
        if n >= 48:
            continue
        person, shown = f"V{n % 6 + 1:04d}", EXPOSED[: 2 + n % 7]
        repeat = n % 6 == 5
        out["dossiers"].append({
            **place, "person_no": 0, "date": date, "person": person, "person_best": person, "person_low": person, "role": "target",
            "identifies": "alone" if n % 4 else "unknown", "counts": "low" if n % 4 else "high", "kinds": [k for k, _ in shown], "items": len(shown), "item_set": b"x",
            "repeat_of": f"{channel}/1/0" if repeat else None, "repeat_why": "forward" if repeat else None,
            "repeat_best": f"{channel}/1/0" if repeat else None, "repeat_low": f"{channel}/1/0" if repeat else None,
        })  # fmt: skip
        for kind, value in shown:
            sealed = {"kind": kind, "digest": digest(kind, value), "mask": mask(kind, value), "tag": "#0000"}
            out["findings"].append({**place, **sealed, "source": source, "capture": source[:16], "where": "text", "start": 0, "end": 3,
                                    "verdict": "valid", "reasons": [], "person": 0, "role": "target", "quoted": False})  # fmt: skip
            k = kinds()[kind]
            items[person, kind] = {**sealed, "person": person, "findings": 1, "posts": 1, "verdict": "valid",
                                   "tier_low": k.tier_low, "tier_default": k.tier_default, "tier_high": k.tier_high}  # fmt: skip
    out["items"] = list(items.values())
    for n in range(6):
        own = [i["kind"] for (p, _), i in items.items() if p == f"V{n + 1:04d}"]
        out["persons"].append({
            "person": f"V{n + 1:04d}", "role": "target", "identifies": "combined", "publications": 8, "dossiers": 7,
            "channels": 1, "kinds": own, "items": len(own), "first_date": FIRST, "last_date": FIRST + timedelta(days=200),
            "age_low": (12, 13, 17, 17, 30, None)[n], "age_high": (13, 14, 17, 18, 31, None)[n],
        })  # fmt: skip
    for n, channel in enumerate(CHANNELS):
        out["channels"].append({
            "channel_id": channel, "platform": "telegram", "title": TITLES[n], "source": sources[n > 1], "posts": 20,
            "messages": 20, "unsupported": n, "undated": int(n == 1), "files_missing": 4, "id_gaps": 2 * n,
        })  # fmt: skip
        out["captures"].append({
            "channel_id": channel, "capture": sources[n > 1][:16], "source": sources[n > 1], "form": "tdesktop_json",
            "at": datetime(2024, 4, 2 + (n > 1), tzinfo=UTC) if n != 1 else None, "at_how": "stated" if n != 1 else None,
            "extent": "whole", "first_post": n + 1, "last_post": n + 58, "id_gaps": 38, "posts": 20, "rank": n,
        })  # fmt: skip
    out["warnings"] = [
        {"source": sources[0], "what": "quarantine", "code": "truncated", "channel_id": CHANNELS[0], "byte_start": 10, "byte_end": 722},
        {"source": sources[1], "what": "quarantine", "code": "truncated", "byte_start": 0, "byte_end": 99},
        {"source": sources[0], "what": "notice", "code": "left_chat", "channel_id": CHANNELS[1], "byte_start": 0, "byte_end": 9},
        {"source": sources[0], "what": "repair", "code": "lone_surrogate", "channel_id": CHANNELS[0], "byte_start": 5, "byte_end": 11},
    ]  # fmt: skip
    return out


def places(case: Case) -> pa.Table:
    rows = [{"source": s.sha256, "parent": s.parent, "path": s.path_given} for s in case.sources()]
    return pa.Table.from_pylist(rows, pa.schema([(n, pa.string()) for n in ("source", "parent", "path")]))


def _figures(case: Case, tables: dict[str, pa.Table]) -> dict:
    about = {"id": case.info.id, "display_zone": case.info.display_zone, "rules_edition": "cn"}
    digests = {"software": "doxdocket 0.1.0", "evidence": "e1" * 32, "decisions": "d2" * 32}
    decided = {"id": "D0001", "at": "2024-05-01T00:00:00Z", "officer": "甲", "act": "figure.value", "reason": "逐人核对",
               "target": {"figure": "persons", "value": 6}, "undone_by": None}  # fmt: skip
    stands = tables | {"findings": application.findings(tables["findings"], Standing())}
    counted = figures(stands, Standing((decided,)), case_info=about, digests=digests)
    return stated(counted, Stated(), Standing((decided,)), shipped())


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Callable[..., tuple[Path, Identity]]:
    """The case of that ``title`` and with those ``names`` of its two files, and who may open it; made once."""

    @cache
    def build(title: str, names: tuple[str, str]) -> tuple[Path, Identity]:
        place, who = tmp_path_factory.mktemp("built"), Identity.generate()
        with Case.create(
            place / "CASE", title=title, authority="某检察院", officers=("甲", "乙"), identity=who
        ) as case:
            _fill(case, place, names)
        return place / "CASE", who

    return build


def _fill(case: Case, top: Path, names: tuple[str, str]) -> None:
    """Take two files of those names in, and publish the run."""
    for n, name in enumerate(names):
        place = top / f"in{n}" / name
        place.parent.mkdir()
        place.write_text(f"{{{n}}}")
        take(
            case,
            [place],
            officers=("甲", "乙")[: n + 1],
            origin="移送",
            captured_at=datetime(2024, 4, 2 + n, tzinfo=UTC),
        )
    for source in case.sources():
        case.describe_source(source.sha256, form="tdesktop_json")
    run = case.begin_run("0123456789abcdef")
    rows = _rows(case.key.subkey("digest"), [s.sha256 for s in case.sources()])
    tables = {name: _table(name, of) for name, of in rows.items()}
    tables["completeness"] = completeness.table(tables, places=places(case), refused=["link", "bomb"])
    for name, table in tables.items():
        run.write(name, "all", table)
    data = canonical(_figures(case, tables))
    run.write_figures(data)
    case.publish(run, {}, hashlib.sha256(data).hexdigest())


@pytest.fixture
def make(built, tmp_path: Path) -> Iterator[Callable[..., SimpleNamespace]]:
    """A copy of the case, open; ``title`` and ``names`` of the two files may be chosen."""
    opened = []

    def copied(title: str = "演示案", names: tuple[str, str] = ("result.json", "second.json")) -> SimpleNamespace:
        made, who = built(title, names)
        case = Case.open(shutil.copytree(made, tmp_path / "CASE"), identity=who)
        opened.append(case)
        return SimpleNamespace(case=case, run=case.current_run(), out=case.folder / "out" / "report.html")

    yield copied
    for case in opened:
        case.close()
