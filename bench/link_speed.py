"""How long it takes to link and count a million findings, and what memory it needs.

Run: python -m bench.link_speed [findings]. Invented findings: about seven values a publication, two and a half
publications a person, fields dropped at random, a phone shared by ten thousand posts, hotlines, households.
"""

import hashlib
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from random import Random

import pyarrow as pa

from doxdocket.count.figures import canonical, figures
from doxdocket.decisions import application
from doxdocket.decisions.standing import Standing
from doxdocket.records import CHANNELS, FINDINGS, MERGED, WARNINGS
from doxdocket.resolve import resolve

_KINDS = (
    ("name", 0.95), ("id_number", 0.6), ("phone_number", 0.8), ("home_address", 0.6), ("birth_date", 0.4),
    ("gender", 0.7), ("ethnicity", 0.5), ("school", 0.5), ("workplace", 0.3), ("social_account", 0.5), ("email", 0.3),
    ("bank_account", 0.2), ("vehicle_file", 0.2), ("landline_number", 0.2),
)  # fmt: skip


def _digest(kind: str, value: object) -> bytes:
    return hashlib.sha256(f"{kind}\0{value}".encode()).digest()


def _value(kind: str, person: int, rng: Random) -> object:
    if kind == "name":
        return person % 20_000
    if kind in {"gender", "ethnicity"}:
        return person % 2
    if kind in {"school", "workplace"}:
        return person % 997
    if kind in {"home_address", "landline_number"}:
        return person // 3
    if kind == "phone_number" and rng.random() < 0.08:
        return f"hot{rng.randrange(3)}"
    return person


def _beside(kind: str, digest: bytes, rng: Random) -> dict[str, object]:
    """What values say and are near to, in the numbers that the detector gives; one in fifty is masked."""
    said = {"id_number": ("birth_date", "gender"), "email": ("social_account",)}.get(kind, ())
    near = {"id_number": 5, "phone_number": 3, "home_address": 2}.get(kind, 0)
    implies = [{"kind": k, "digest": _digest(k, digest)} for k in said]
    spellings = [bytes([n]) + digest[:5] for n in range(near)]
    hidden = near > 0 and rng.random() < 0.02
    more = {"verdict": "masked", "digest": _digest("hidden", digest)} if hidden else {}
    return {"implies": implies or None, "near": spellings[:1] if hidden else spellings or None, **more}


def tables(count: int) -> dict[str, pa.Table]:
    """Findings and posts, the same for every call."""
    rng = Random(7)
    rows: dict[str, list[object]] = {f.name: [] for f in FINDINGS}
    posts: dict[str, list[object]] = {"channel_id": [], "post_id": [], "post_no": [], "date": []}
    start, no, people = datetime(2023, 7, 1, tzinfo=UTC), 0, count // 17
    while len(rows["kind"]) < count:
        no += 1
        channel = f"telegram:channel:{rng.randrange(1, 400)}"
        posts["channel_id"].append(channel)
        posts["post_id"].append(str(no))
        posts["post_no"].append(no)
        posts["date"].append(start + timedelta(minutes=no))
        person = rng.randrange(people)
        chosen = [k for k, p in _KINDS if rng.random() < p] or ["name"]
        for at, kind in enumerate(chosen):
            digest = _digest(kind, _value(kind, person, rng))
            row = (channel, str(no), no, "s", "s", "text", at * 20, at * 20 + 10, kind, "valid", digest, "*",
                   "#" + digest[:2].hex(), [], 0, "target", None, False, None, None)  # fmt: skip
            told = dict(zip(rows, row, strict=False)) | _beside(kind, digest, rng)
            for name, cells in rows.items():
                cells.append(told.get(name))
    size = len(posts["post_id"])
    posts |= {"type": ["message"] * size, "source": ["s"] * size}
    whole = {name: posts.get(name, [None] * size) for name in MERGED.names}
    found = application.findings(pa.table(rows, schema=FINDINGS), Standing())
    return {"findings": found, "posts": pa.table(whole, schema=MERGED)}


def main(count: int) -> None:
    made = tables(count)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    at, busy = time.perf_counter(), time.process_time()
    resolved = resolve(made["findings"], made["posts"], Standing(), {})
    linked = time.perf_counter()
    rest = {n: getattr(resolved, n) for n in ("dossiers", "links", "persons", "items")}
    empty = {"channels": CHANNELS.empty_table(), "warnings": WARNINGS.empty_table()}
    result = figures(made | rest | empty, Standing(), case_info={"id": "bench"}, digests={})
    size, done, busy = len(canonical(result)), time.perf_counter(), time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{count} findings, {resolved.dossiers.num_rows} publications, {resolved.persons.num_rows} persons, {size} bytes"
    )
    print(
        f"link {linked - at:.1f} s, count {done - linked:.1f} s, processor {busy:.1f} s,"
        f" peak {peak / 2**20:.2f} GiB (before: {base / 2**20:.2f})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
