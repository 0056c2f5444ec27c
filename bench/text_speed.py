"""Detection and conduct over invented posts of which a tenth carries personal information: CPU seconds a million, by part.

Read as a run reads them, in parts of 8,192 posts, of which equal texts are read once, and short ones that say nothing once for all parts: this
export repeats some two thousand ordinary posts, so each is also measured once (*distinct*). A sample is measured (50,000 posts unless told otherwise) and
scaled to a million; it says so. Beside it, in the same run:
``orjson.loads`` of the same posts, a line each, and a bare count of their characters. Usage:

    python bench/text_speed.py [POSTS] [SHARE] [--workers 2]

CPU seconds are of all processes together; on a busy machine trust them and not the wall. The posts are the rehearsal's
(``tools.long_export``), read once. Left out: parsing, sealing, storing (see ``million``), other programs (see ``peers``).
"""

import argparse
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parent.parent))
from tools import long_export

from doxdocket.detect.reader import gate
from doxdocket.detect.stage import look
from doxdocket.parse.rows import ROWS
from doxdocket.text import read_all

MILLION = 1_000_000
LIMIT_WALL = 70.0  # seconds for a million posts on two cores
WARM = 500  # texts after which all that is built once is built


def cpu() -> float:
    """CPU seconds of this process and of its finished children."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def posts(count: int, share: float) -> list[str]:
    """The texts of an invented export."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        long_export.big(path, posts=count, pi_share=share, seed=1)
        return [one["text"] for one in orjson.loads(path.read_bytes())["messages"]]


def timed(work) -> tuple[float, float]:
    """CPU and wall seconds of some work."""
    begin, start = cpu(), time.perf_counter()
    work()
    return cpu() - begin, time.perf_counter() - start


def _chunk(given: list[str]) -> int:
    parts, quiet = (given[at : at + ROWS] for at in range(0, len(given), ROWS)), {}
    return sum(len(look([("text", text) for text in part], quiet=quiet)) for part in parts)


def line(name: str, seconds: float, of: int, count: int) -> str:
    return (
        f"  {name:34} {seconds * MILLION / count:9.1f} s a million   {seconds / max(of, 1) * 1e3:9.4f} ms each of {of}"
    )


def main() -> int:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("posts", type=int, nargs="?", default=50_000)
    ask.add_argument("share", type=float, nargs="?", default=0.1)
    ask.add_argument("--workers", type=int, default=2)
    asked = ask.parse_args()
    texts = posts(asked.posts, asked.share)
    count, size = len(texts), sum(len(text.encode()) for text in texts)
    lines = [orjson.dumps({"text": text}) for text in texts]
    _chunk(texts[:WARM])
    loads, _ = timed(lambda: [orjson.loads(one) for one in lines])
    bare, _ = timed(lambda: sum(map(len, lines)))
    passed = gate.passing(read_all(texts))
    through = [text for text, through in zip(texts, passed, strict=True) if through]
    stopped = [text for text, through in zip(texts, passed, strict=True) if not through]
    gates, _ = timed(lambda: gate.passing(read_all(stopped)))
    once = [list(dict.fromkeys(some)) for some in (stopped, through)]
    apart = [timed(partial(_chunk, some))[0] for some in once]
    whole, _ = timed(lambda: _chunk(texts))
    parts = [texts[at :: asked.workers] for at in range(asked.workers)]
    with ProcessPoolExecutor(asked.workers) as pool:  # forked: what was prepared above is shared
        wall = timed(lambda: sum(pool.map(_chunk, parts)))[1]
    print(
        f"{count} invented posts ({size / 1e6:.1f} MB), {asked.share:.0%} with personal information; scaled to a million"
    )
    print(line("cleaned and stopped at the gate", gates, len(stopped), count))
    for name, some, seconds in zip(("stopped", "read whole"), once, apart, strict=True):
        print(f"  {name + ', distinct':34} {len(some):6} texts, {seconds / max(len(some), 1) * 1e3:.4f} ms each")
    print(line("all, CPU", whole, count, count))
    print(line("orjson.loads of the same, CPU", loads, count, count))
    print(line("a bare count, CPU", bare, count, count))
    scaled, halved = wall * MILLION / count, whole * MILLION / count / asked.workers
    print(
        f"  {asked.workers} workers: wall {scaled:.0f} s a million as measured, {halved:.0f} s by CPU on idle cores; limit {LIMIT_WALL:.0f} s ({halved / LIMIT_WALL:.2f})"
    )
    print(f"  all = {whole / loads:.0f} x orjson.loads of the same posts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
