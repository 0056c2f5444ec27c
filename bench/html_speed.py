"""How fast a page of a Telegram Desktop HTML export is read, as multiples of a bare read and of the HTML parser alone.

Makes an invented page in a temporary folder (removed afterwards), or repeats the messages of a page that is given, and
reads it once each way in a process of its own, so that each peak is that way's own. Usage:

    python bench/html_speed.py [--mb 50] [--page messages.html]
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from doxdocket.parse import parse
from parse_speed import bare, message

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "golden" / "tdesktop_html"))

from desktop_pages import Page

FIRST = b'<div class="message service" id="message-1">'


def invented():
    """A page of a thousand messages like those of ``parse_speed``."""
    rng = random.Random(20240624)
    some = [message(rng, number) for number in range(1, 1001)]
    for one in some:
        one["photo_file_size"] = 100_000
        if "forwarded_from" in one:
            one["_forwarded_date"] = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    return (
        Page({"name": "示例频道", "type": "public_channel", "messages": some}, 28800).files()["messages.html"].encode()
    )


def write(path, size, page):
    """A page of about ``size`` bytes: one page's messages over and over."""
    begin = page.index(FIRST)
    end = page.rindex(b"</div>", 0, page.rindex(b"</div>", 0, page.rindex(b"</div>")))
    with path.open("wb") as out:
        done = out.write(page[:begin])
        while done < size:
            done += out.write(page[begin:end])
        out.write(page[end:])


def lexbor(path):
    return LexborHTMLParser(path.read_bytes()).body is not None


def ours(path):
    with path.open("rb") as stream:
        return sum(part.batch.num_rows for part in parse(stream, "0" * 64, "tdesktop_html") if part.table == "posts")


def measured(way, path):
    """Seconds, seconds of one core, and peak megabytes, of one way in its own process."""
    spawn = multiprocessing.get_context("spawn")
    got = spawn.Queue()
    process = spawn.Process(target=run, args=(way, path, got))
    process.start()
    answer = got.get()
    process.join()
    return answer


def run(way, path, got):
    start, core = time.perf_counter(), time.process_time()
    rows = way(path)
    took, used = time.perf_counter() - start, time.process_time() - core
    got.put((took, used, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, rows))


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--mb", type=int, default=50)
    ask.add_argument("--page", type=Path)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "messages.html"
        write(path, asked.mb * 10**6, asked.page.read_bytes() if asked.page else invented())
        size = path.stat().st_size / 1e6
        bare(path)
        rows = {way.__name__: measured(way, path) for way in (bare, lexbor, ours)}
    print(f"{size:.0f} MB, {rows['ours'][3]} posts")
    for name, (took, used, peak, _) in rows.items():
        print(
            f"{name:6} {took:7.2f} s  {size / took:8.1f} MB/s  of one core {size / max(used, 1e-9):8.1f}  peak {peak:5.0f} MB"
        )
    took = rows["ours"][1]
    print(
        f"ours = {took / rows['lexbor'][1]:.1f} × lexbor alone (all in memory) = {rows['ours'][0] / rows['bare'][0]:.1f} × a bare read"
    )


if __name__ == "__main__":
    main()
