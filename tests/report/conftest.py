"""One invented case on the real store: two captures of three channels, six persons, all tables written by hand."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pyarrow as pa
import pytest

from doxdocket.intake import take
from doxdocket.law.kinds import kinds
from doxdocket.records import SCHEMAS
from doxdocket.seal.digest import Digester
from doxdocket.seal.keys import Identity
from doxdocket.seal.masks import mask
from doxdocket.store.canonical import canonical
from doxdocket.store.case import Case

PHONE, ID, NAME, MAIL = "10012345678", "110101187003071230", "欧阳试", "someone@example.org"
EXPOSED = (
    ("name", NAME), ("phone_number", PHONE), ("id_number", ID), ("home_address", "某省某市虚构路1号"),
    ("email", MAIL), ("social_account", "qq:1000200030"), ("school", "虚构中学"), ("birth_date", "1870-03-07"),
)  # fmt: skip
CHANNELS = ("telegram:channel:7000001", "telegram:channel:7000002", "telegram:channel:7000003")
TITLES = ("青石茶话会", "<b>海棠街</b> & 广播", f"{NAME} 的频道")
FIRST = datetime(2023, 7, 2, 4, tzinfo=UTC)

FIGURES = (
    ("channels", "个", 3, 3, 3, "machine"),
    ("posts", "条", 60, 60, 60, "machine"),
    ("posts_with_pi", "条", 44, 46, 48, "machine"),
    ("publications", "条", 44, 46, 48, "machine"),
    ("persons", "人", 5, 6, 6, "reviewed"),
    ("dossiers", "组", 38, 40, 40, "machine"),
    ("items_set", "条", 38, 40, 48, "machine"),
    ("items_person", "条", 5, 6, 6, "machine"),
    ("items_field", "条", 40, 44, 48, "machine"),
    ("tier_a", "条", 49, 50, 51, "machine"),
    ("tier_b", "条", 0, 6, 12, "machine"),
    ("tier_c", "条", 30, 34, 38, "machine"),
    ("ratio", "倍", "1999/2000", "53/50", "297/250", "machine"),
    ("views", "人次", None, None, None, "machine"),
)


def _table(name: str, rows: list[dict]) -> pa.Table:
    schema = SCHEMAS[name]
    return pa.Table.from_pylist([{n: row.get(n) for n in schema.names} for row in rows], schema=schema)


def _rows(key: bytes, sources: list[str]) -> dict[str, list[dict]]:
    digest = Digester(key).digest
    out: dict[str, list[dict]] = {name: [] for name in SCHEMAS}
    items: dict[tuple[str, str], dict] = {}
    for n in range(60):
        channel, source = CHANNELS[n % 3], sources[n % 3 > 1]
        date = None if n == 7 else FIRST + timedelta(days=5 * n)
        place = {"channel_id": channel, "post_id": str(n + 1), "post_no": n + 1}
        out["posts"].append(
            {**place, "type": "message", "date": date, "source": source, "repairs": int(n == 9), "text": "…"}
        )
        if n >= 48:
            continue
        person, shown = f"V{n % 6 + 1:04d}", EXPOSED[: 2 + n % 7]
        repeat = n % 6 == 5
        out["dossiers"].append({
            **place, "person_no": 0, "date": date, "person": person, "person_low": person, "role": "target",
            "identifies": "alone" if n % 4 else "no", "kinds": [k for k, _ in shown], "items": len(shown), "item_set": b"x",
            "repeat_of": f"{channel}/1/0" if repeat else None, "repeat_why": "forward" if repeat else None,
        })  # fmt: skip
        for kind, value in shown:
            sealed = {"kind": kind, "digest": digest(kind, value), "mask": mask(kind, value), "tag": "#0000"}
            out["findings"].append({**place, **sealed, "source": source, "where": "text", "start": 0, "end": 3,
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
    out["warnings"] = [
        {"source": sources[0], "what": "quarantine", "code": "truncated", "channel_id": CHANNELS[0], "byte_start": 10, "byte_end": 722},
        {"source": sources[1], "what": "quarantine", "code": "truncated", "byte_start": 0, "byte_end": 99},
        {"source": sources[0], "what": "repair", "code": "lone_surrogate", "channel_id": CHANNELS[0], "byte_start": 5, "byte_end": 11},
    ]  # fmt: skip
    return out


def _figures(case: Case) -> dict:
    rows = [
        {"id": i, "label": {"zh": f"数据 {i}", "en": f"figure {i}"}, "unit": u, "low": low, "estimate": est, "high": high,
         "value": low, "status": status, "rule": "", "article": "法释〔2017〕10号 第十一条", "rows": [], "note": ""}
        for i, u, low, est, high, status in FIGURES
    ]  # fmt: skip
    return {"case": case.info.id, "software": "doxdocket 0.1.0", "rules": "cn", "evidence_digest": "e1" * 32,
            "decisions_digest": "d2" * 32, "figures": rows}  # fmt: skip


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., SimpleNamespace]]:
    """Builds the case; ``title`` and ``names`` of the two files may be chosen."""
    opened = []

    def build(title: str = "演示案", names: tuple[str, str] = ("result.json", "second.json")) -> SimpleNamespace:
        case = Case.create(
            tmp_path / "CASE", title=title, authority="某检察院", officers=("甲", "乙"), identity=Identity.generate()
        )
        opened.append(case)
        for n, name in enumerate(names):
            place = tmp_path / f"in{n}" / name
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
        for table, rows in _rows(case.key.subkey("digest"), [s.sha256 for s in case.sources()]).items():
            run.write(table, "all", _table(table, rows))
        data = canonical(_figures(case))
        run.write_figures(data)
        return SimpleNamespace(
            case=case,
            run=case.publish(run, {}, hashlib.sha256(data).hexdigest()),
            out=case.folder / "out" / "report.html",
        )

    yield build
    for case in opened:
        case.close()
