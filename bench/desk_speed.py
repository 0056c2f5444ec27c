"""A desk over a million posts: building the index, the first page, the next post, searches, and the memory of who reads it.

Run: python -m bench.desk_speed [POSTS [FOLDER]] (1,000,000 posts, a tenth with findings; a folder keeps the case for another time). The run of the case is not
counted from a capture, which ``scale.py`` measures: its tables are written as detection would, from texts of the rehearsal that were
detected once and whose numbers are then changed.
"""

import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parent.parent))

from tools import long_export

from doxdocket import merge
from doxdocket.count.figures import canonical
from doxdocket.desk import index, masked_posts, queues, search
from doxdocket.detect import detect_all
from doxdocket.pipeline import inputs, running
from doxdocket.pipeline.gaps import lacking
from doxdocket.records import CHANNELS, CONDUCT, FINDINGS, MERGED, POSTS
from doxdocket.seal.digest import Digester
from doxdocket.seal.masks import mask
from doxdocket.store.case import Case

FINDINGS_OF_ALL = 100_000
LIMIT_PAGE, LIMIT_NEXT, LIMIT_NEXT_P95, LIMIT_SEARCH, LIMIT_MIB = 300, 100, 250, 100, 500
_CHANNELS = 5
_PART = 100_000
_START = datetime(2023, 7, 1, tzinfo=UTC)
_MADE = ("id_number", "phone_number")


def main(posts: int = 1_000_000, folder: str = "") -> None:
    """Make the case and the index, each in a process of its own, and measure a third one that reads it."""
    with tempfile.TemporaryDirectory() as other:
        top = Path(folder or other)
        os.environ["DOXDOCKET_HOME"] = str(top / "home")
        for step in ("made", "built", "asked", "served"):
            subprocess.run([sys.executable, "-m", "bench.desk_speed", step, str(posts), str(top)], check=True)


def made(posts: int, top: Path) -> None:
    """A case with a run of so many posts, in a few channels: what detection would find is written, what follows from it is made as a run makes it."""
    if (top / "case").exists():
        return
    begun, rng = time.perf_counter(), Random(1)
    told, plain = long_export.samples(1, 300)
    hits = dict(zip(told, detect_all(told), strict=True))
    told = [text for text in told if hits[text]]
    each = sum(len(hits[text]) for text in told) / len(told)
    with Case.create(top / "case", title="量尺", officers=["甲"]) as case:
        digester = Digester(case.key.subkey("digest"))
        run = case.begin_run(inputs.run_id(case))
        for part, first in enumerate(range(0, posts, _PART)):
            tables: dict[str, list[dict[str, Any]]] = {"posts": [], "merged": [], "findings": [], "conduct": []}
            for number in range(first, min(first + _PART, posts)):
                channel, no = f"telegram:channel:199900{number % _CHANNELS:04d}", number // _CHANNELS + 1
                capture, source = f"{number % _CHANNELS:016x}", f"{number % _CHANNELS:064x}"
                base = rng.choice(told) if rng.random() < FINDINGS_OF_ALL / posts / each else ""
                text = long_export.fresh(rng, base) if base else f"{rng.choice(plain)}{rng.choice(plain)[:20]}"
                row = {
                    "channel_id": channel,
                    "post_id": str(no),
                    "post_no": no,
                    "source": source,
                    "capture": capture,
                    "row_no": no - 1,
                }
                at = {"date": _START + timedelta(seconds=17 * number)}
                tables["posts"].append({**row, **at, "type": "message", "from_name": "量尺", "text": text})
                tables["merged"].append({**row, **at, "type": "message", "captures": 1, "versions": 1})
                for hit in hits[base] if base else ():
                    value = text[hit.start : hit.end] if hit.kind in _MADE else hit.value or text[hit.start : hit.end]
                    verdict = str(hit.verdict)
                    tables["findings"].append({
                        **row, "where": "text", "start": hit.start, "end": hit.end, "kind": hit.kind, "verdict": verdict, "quoted": False,
                        "digest": digester.digest(hit.kind, value), "mask": mask(hit.kind, value, verdict), "tag": "#0000", "reasons": [], "person": hit.person,
                    })  # fmt: skip
                if base and rng.random() < 0.3:
                    tables["conduct"].append({**row, "where": "text", "start": 0, "end": 2, "label": rng.choice(["insult", "threat", "sale_offer"]), "status": "proposed", "person": 0, "reasons": []})  # fmt: skip
            for name, shape in (("posts", POSTS), ("merged", MERGED), ("findings", FINDINGS), ("conduct", CONDUCT)):
                known = set(shape.names)
                rows = [{k: v for k, v in row.items() if k in known} for row in tables[name]]
                run.write(name, f"{part:04d}", pa.Table.from_pylist(rows, shape))
        named = [{"channel_id": f"telegram:channel:199900{n:04d}", "platform": "telegram", "title": f"量尺{n}", "source": f"{n:064x}", "capture": f"{n:016x}", "extent": "whole"} for n in range(_CHANNELS)]  # fmt: skip
        run.write("channels", "all", pa.Table.from_pylist(named, CHANNELS))
        latest, missing = run.read("merged"), lacking(run, case)
        run.write("completeness", "all", missing)
        read = (
            latest,
            merge.latest_findings(run.read("findings"), latest),
            merge.latest_conduct(run.read("conduct"), latest),
            missing,
        )
        figures, codes = running.decided(case, run, read, lambda *_: None)
        run.write_figures(canonical(figures))
        case.publish(run, codes, hashlib.sha256(canonical(figures)).hexdigest())
        print(f"case made: {posts} posts, {read[1].num_rows} findings, {time.perf_counter() - begun:.0f} s", flush=True)


def built(posts: int, top: Path) -> None:
    """The index, from nothing."""
    with Case.open(top / "case") as case:
        begun, burnt = time.perf_counter(), time.process_time()
        one = index.ready(case)
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = time.process_time() - burnt + children.ru_utime + children.ru_stime
        print(
            f"index built: {time.perf_counter() - begun:.0f} s, CPU {cpu:.0f} s, {one.size / 1e6:.0f} MB, {one.size / one.count:.0f} bytes a post, peak {_peak()} MiB"
        )
    assert one.count == posts


def asked(posts: int, top: Path) -> None:
    """What a desk asks of it."""
    with Case.open(top / "case") as case:
        begun = time.perf_counter()
        one = index.ready(case)
        print(f"index opened: {_ms(begun):.0f} ms")
        begun = time.perf_counter()
        first = search.find(case, search.Query())
        masked_posts.posts(case, [row.key for row in first.rows])
        print(f"first page: {_ms(begun):.0f} ms (limit {LIMIT_PAGE} to paint)")
        rng, near = Random(2), []
        for _ in range(300):
            n = rng.randrange(1, posts)
            key = one.some([n])[0][1]
            begun = time.perf_counter()
            masked_posts.around(case, key)
            near.append(_ms(begun))
        print(
            f"next post with its neighbours: median {statistics.median(near):.1f} ms, p95 {_p95(near):.1f} ms (limits {LIMIT_NEXT}, {LIMIT_NEXT_P95})"
        )
        for query in (
            search.Query(("今天",)), search.Query(("的",)), search.Query(("电话", "住址")), search.Query(("开盒",)), search.Query(("没有这样的话",)), search.Query(kinds=("phone_number",)),
            search.Query(("不",), kinds=("id_number",), without=("我",)), search.Query(("人",), order="views"), search.Query(statuses=("open",), page=20),
        ):  # fmt: skip
            times = []
            for _ in range(5):
                begun = time.perf_counter()
                found = search.find(case, query)
                times.append(_ms(begun))
            print(
                f"search {query.told()}: {found.total} posts, first {times[0]:.0f} ms, median {statistics.median(times):.0f} ms (limit {LIMIT_SEARCH})"
            )
        print(f"memory of the reader: peak {_peak()} MiB (limit {LIMIT_MIB})")


def served(_posts: int, top: Path) -> None:
    """The real server, as its command starts it: every queue, its next item and what is alike, posts and a search; its memory after all."""
    command = [sys.executable, "-m", "doxdocket", "--lang", "zh", "review", str(top / "case"), "--no-browser", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            link = urlsplit(json.loads(server.stdout.readline())["link"])
            visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            visitor.addheaders = [("Sec-Fetch-Site", "same-origin")]
            home, once = f"http://127.0.0.1:{link.port}", f"{link.path}?{link.query}"
            for path in (once, "/", "/queues", *(f"/queue/{kind}" for kind in queues.ABOUT), "/posts", "/figures"):
                for turn in ("first", "again"):
                    if (path, turn) == (once, "again"):
                        continue
                    begun = time.perf_counter()
                    size = len(visitor.open(home + path, timeout=900).read())
                    said = Path(f"/proc/{server.pid}/status").read_text(encoding="ascii")
                    peak = int(said.partition("VmHWM:")[2].split()[0]) // 1024
                    where = link.path if path == once else path
                    print(
                        f"{where}, {turn}: {_ms(begun):.0f} ms, {size} bytes, peak until then {peak} MiB (limit {LIMIT_MIB})",
                        flush=True,
                    )
        finally:
            server.terminate()


def _ms(begun: float) -> float:
    return 1000 * (time.perf_counter() - begun)


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * len(times))]


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    words = sys.argv[1:]
    if words and words[0] in {"made", "built", "asked", "served"}:
        {"made": made, "built": built, "asked": asked, "served": served}[words[0]](int(words[1]), Path(words[2]))
    else:
        main(*map(int, words[:1]), *words[1:2])
