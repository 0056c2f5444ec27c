"""How much memory each form takes for a file without end: one line of 2 GB, white space, brackets, tags, many records.

For every registered form the beginning of one of its golden inputs is taken up to the inside of a text, and what follows
is made as it is read, so nothing but the reader can hold it. Each case runs in a process forked for it; what is shown
is the growth of that process beyond what the program itself needs. Usage:

    python bench/hostile_memory.py [--mb 2048] [--forms ufed,discord] [--kinds text,lines] [--limit 1024] [--seconds 600]

Exit 1 when a case grows past the limit (in MiB), raises something that is not ours, or takes longer than allowed.
"""

import argparse
import hashlib
import os
import re
import resource
import signal
import sys
import time
import warnings
import zlib
from pathlib import Path
from typing import NamedTuple

from doxdocket.errors import DoxdocketError
from doxdocket.parse import HEAD, Stated, forms, parse, recognise
from doxdocket.parse.table.mapping import load

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
CHUNK = 1 << 20
#: What follows the beginning of the file.
KINDS = {
    "text": b"x", "nul": b"\0", "spaces": b" ", "lines": b"\n", "quotes": b'"', "commas": b",", "brackets": b"[", "objects": b'{"a":',
    "tags": b"<a>", "entities": b"&#x1F;", "wide": "字".encode(), "invalid": b"\xff", "records": b"", "packed": b"",
}  # fmt: skip
#: The inside of a text, in each of the forms.
_TEXT = re.compile(
    rb'"(?:text|message|content|body|caption)"\s*:\s*"|<div class="text">|js-message_text"[^>]*>|<value type="String"><!\[CDATA\['
)


class Case(NamedTuple):
    """One form and what is to follow the beginning of its file."""

    form: str
    kind: str


class Stream:
    """A stream whose bytes are made as they are read; nobody keeps them."""

    def __init__(self, chunks):
        self._chunks, self._left = iter(chunks), b""

    def read(self, size=-1):
        while len(self._left) < size or size < 0:
            block = next(self._chunks, None)
            if block is None:
                break
            self._left += block
        out, self._left = (self._left, b"") if size < 0 else (self._left[:size], self._left[size:])
        return out

    def readable(self):
        return True

    def seekable(self):
        return False


def inputs():
    """Golden inputs by the form that claims them, with the mapping that lies beside them."""
    found = {form.id: [] for form in forms()}
    for path in sorted(GOLDEN.rglob("*")):
        if not path.is_file() or path.name in ("expected.json", "make.py", "mapping.yaml"):
            continue
        data = path.read_bytes()
        beside = path.with_name("mapping.yaml")
        for bid in recognise(data[:HEAD], path.name):
            found[bid.form].append((path, data, load(beside.read_text(encoding="utf-8")) if beside.exists() else None))
    return found


def opened(some):
    """The beginning of the largest plain input, to the inside of a text; and the input whole, its mapping and name."""
    plain = [one for one in some if b"\0" not in one[1][:HEAD] and not one[1].startswith(b"PK")] or some
    path, data, mapping = max(plain, key=lambda one: len(one[1]))
    texts = [found.end() for found in _TEXT.finditer(data)]
    at = texts[len(texts) // 2] if texts else len(data) * 2 // 3
    return path.name, data[:at], data, mapping


def chunks(case, size, beginning, whole):
    """The file, piece by piece."""
    if case.kind == "packed":
        yield from packed(beginning, size)
        return
    if case.kind == "records":
        many = whole * max(1, CHUNK // len(whole))
        for _ in range(max(1, size // len(many))):
            yield many
        return
    unit = KINDS[case.kind]
    yield beginning
    filler = unit * (CHUNK // len(unit))
    for _ in range(size // CHUNK):
        yield filler


def packed(beginning, size):
    """The same text, packed: some thousandth of it in bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(beginning)
    filler = b"x" * CHUNK
    for _ in range(size // CHUNK):
        yield packer.compress(filler)
    yield packer.flush()


def rss():
    """Present and highest resident memory, in MiB."""
    said = Path("/proc/self/status").read_text(encoding="ascii")
    return [int(re.search(rf"{name}:\s+(\d+)", said).group(1)) / 1024 for name in ("VmRSS", "VmHWM")]


def run(case, size, given):
    """What became of one case: posts, and the refusal if it was refused."""
    name, beginning, whole, mapping = given
    stream = Stream(chunks(case, size, beginning, whole))
    posts = warned = 0
    try:
        for part in parse(stream, hashlib.sha256(case.form.encode()).hexdigest(), case.form, Stated(name, (), mapping)):
            posts += part.batch.num_rows * (part.table == "posts")
            warned += part.batch.num_rows * (part.table == "warnings")
    except DoxdocketError as refusal:
        return f"refused: {refusal.said('en')[:70]}"
    return f"{posts} posts, {warned} warnings"


def forked(case, size, given, seconds, limit):
    """MiB of growth, seconds, and what became of it, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="utf-8") as out:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds)
            before, start = rss()[0], time.perf_counter()
            room = (int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) << 12) + (limit + 2048 << 20)
            resource.setrlimit(resource.RLIMIT_AS, (room, room))
            try:
                said = run(case, size, given)
            except BaseException as fault:  # noqa: BLE001 - whatever it is, it is shown and counted
                said = f"RAISED {type(fault).__name__}: {str(fault)[:60]!r}"
            print(f"{rss()[1] - before:.0f}\t{time.perf_counter() - start:.2f}\t{said}", file=out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as back:
        said = back.read().strip()
    os.waitpid(child, 0)
    if not said:
        return None, seconds, "SLOW: it took longer than allowed"
    grown, took, words = said.split("\t", 2)
    return int(grown), float(took), words


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--mb", type=int, default=2048)
    ask.add_argument("--forms", default="")
    ask.add_argument("--kinds", default="")
    ask.add_argument("--limit", type=int, default=1024)
    ask.add_argument("--seconds", type=int, default=600)
    asked = ask.parse_args()
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)  # numpy's, and idle
    some = inputs()
    wanted = asked.forms.split(",") if asked.forms else [form.id for form in forms()]
    kinds = asked.kinds.split(",") if asked.kinds else list(KINDS)
    bad = 0
    print(f"{'form':15} {'kind':9} {'MiB':>6} {'s':>7} {'MB/s':>7}  what became of it")
    for case in [Case(form, kind) for form in wanted for kind in kinds]:
        if not some.get(case.form) or (case.kind == "packed" and case.form != "warc"):
            continue
        grown, took, words = forked(case, asked.mb << 20, opened(some[case.form]), asked.seconds, asked.limit)
        over = grown is None or grown > asked.limit or words.startswith(("RAISED", "SLOW"))
        bad += over
        speed = asked.mb * 1.048576 / max(took, 0.01)
        print(
            f"{case.form:15} {case.kind:9} {grown if grown is not None else '-':>6} {took:7.1f} {speed:7.0f}  {'!! ' if over else ''}{words}",
            flush=True,
        )
    print("all within bounds" if not bad else f"{bad} cases out of bounds")
    return 1 if bad else 0


if __name__ == "__main__":
    # no install of a user has pandas (it comes with the tests of Spark), and pyarrow would load it: 40 MiB
    sys.modules["pandas"] = None
    sys.exit(main())
