"""How fast each form goes from a file to encrypted Parquet on one core, beside the plainest reader of its container.

For every form an invented file of some fifty megabytes is made from what its golden inputs are made of (or from what the
other benches make), and read twice in processes of their own, each held to one core: once by the peer, which only parses
(orjson, csv, expat with empty handlers, lexbor, warcio), and once by this program, rows written and encrypted. Figures are
CPU time, so that a busy machine does not change them. Usage:

    python bench/form_speed.py [--mb 50] [--forms ufed,discord]
"""

import argparse
import contextlib
import csv
import io
import json
import multiprocessing
import os
import random
import re
import resource
import runpy
import sys
import tempfile
import time
from pathlib import Path
from xml.parsers import expat

import orjson
from selectolax.lexbor import LexborHTMLParser
from warcio.archiveiterator import ArchiveIterator

import dump_speed
import html_speed
import parse_speed
from doxdocket.account import SCHEMAS
from doxdocket.parse import Stated, forms, parse
from doxdocket.parse.table.mapping import load
from doxdocket.seal.parquet import write as sealed

GOLDEN = Path(__file__).resolve().parent.parent / "tests" / "golden"
WORDS = parse_speed.WORDS
#: Forms that hold no posts, and one whose file is a part of another's.
LEFT_OUT = {"wacz_part", "image", "pdf", "email", "office", "audio", "video", "archive"}


def made(form):
    return runpy.run_path(str(GOLDEN / form / "make.py"))


def words(rng):
    return "".join(rng.choices(WORDS, k=rng.randint(5, 30)))


def repeated(path, size, head, unit, tail=b"", again=None):
    """``head``, then ``unit`` until the file has its size (by ``again``, numbered anew), then ``tail``."""
    with path.open("wb") as out:
        done, number = out.write(head), 0
        while done < size:
            done += out.write(again(unit, number) if again else unit)
            number += 1
        out.write(tail)


def write_discord(path, size):
    make, rng = made("discord"), random.Random(20240624)
    some = [make["post"](n, words(rng), rng.choice([make["A"], make["B"]])) for n in range(1000)]
    some = [dict(make["EVERYTHING"][n // 5 % 11], id=one["id"]) if n % 5 == 0 else one for n, one in enumerate(some)]
    body = json.dumps(some, ensure_ascii=False, indent=2)[1:-2].replace("\n", "\n  ").encode()
    head, tail = make["laid"](make["export"](["@"])).split(b'"@"')
    repeated(path, size, head.rstrip() + body, b"," + body, tail)


def write_ufed(path, size):
    make, rng = made("ufed"), random.Random(20240624)
    some = [make["message"](n % 60, words(rng)) for n in range(2, 60)] + make["TELEGRAMS"]
    whole = make["report"](("Chat", make["chat"](1, make["GROUP"], *some, people=make["PEOPLE"])), files=make["FILES"])
    begin, end = whole.index(b'<model type="InstantMessage"'), whole.rindex(b"</multiModelField>")
    repeated(path, size, whole[:begin], whole[begin:end], whole[end:])


def write_page(path, size):
    make, rng = made("tme_page"), random.Random(20240624)
    some = [make["post"](n, make["text"](words(rng)), make["footer"](n)) for n in range(1000, 1200)]
    whole = make["page"](*some)
    whole = whole if isinstance(whole, bytes) else whole.encode()
    begin = whole.index(b'<div class="tgme_widget_message_wrap')
    end = whole.rindex(b"</div>", 0, whole.rindex(b"</section>"))
    repeated(path, size, whole[:begin], whole[begin:end], whole[end:])


def write_warc(path, size):
    whole = max(
        (one for one in (GOLDEN / "warc").glob("*/archive.warc")), key=lambda one: one.stat().st_size
    ).read_bytes()
    page = (GOLDEN / "tme_page" / "preview_words" / "page.html").read_bytes()
    del whole
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n"
        b"WARC-Target-URI: https://t.me/s/shili?before=%d\r\nWARC-Date: 2024-06-01T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%b%b\r\n\r\n"
    )
    repeated(path, size, b"", page, again=lambda one, n: record % (n, n, len(head) + len(one), head, one))


def write_rows(form, name):
    """A table whose rows are those of a golden input, over and over."""

    def write(path, size):
        whole = (GOLDEN / form / name).read_bytes()
        text = whole.decode("utf-8-sig")
        delimiter = ";" if form == "telepathy" else ","
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=delimiter).writerows(rows[1:])
        first = io.StringIO(newline="")
        csv.writer(first, delimiter=delimiter).writerow(rows[0])
        repeated(path, size, first.getvalue().encode(), out.getvalue().encode())

    return write


def write_table(path, size):
    rng = random.Random(20240624)
    rows = "".join(f'"{words(rng)}","{rng.randrange(9999):,}",{rng.randrange(99)},-\r\n' for _ in range(1000))
    repeated(path, size, "内容,阅读,转发,赞\r\n".encode(), rows.encode())


def write_dump(name):
    return lambda path, size: dump_speed.write(path, size, name)


def read_json(path):
    data = path.read_bytes()
    with contextlib.suppress(orjson.JSONDecodeError):
        return orjson.loads(data) is not None
    return all(orjson.loads(line) is not None for line in data.splitlines())


def read_csv(path):
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines, delimiter=";" if b";" in path.read_bytes()[:20] else ","))


def read_xml(path):
    parser = expat.ParserCreate()
    parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = lambda *_: None
    with path.open("rb") as stream:
        parser.ParseFile(stream)


def read_html(path):
    return LexborHTMLParser(path.read_bytes()).body is not None


def read_warc(path):
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream):
            LexborHTMLParser(record.content_stream().read())


#: How a form's file is made, and its peer.
WAYS = {
    "tdesktop_json": (lambda path, size: parse_speed.write(path, size, "desktop"), read_json),
    "telethon": (write_dump("telethon_array"), read_json),
    "fourcat_ndjson": (write_dump("fourcat_lines"), read_json),
    "pyrogram": (write_dump("pyrogram_indented"), read_json),
    "tdl": (write_dump("tdl"), read_json),
    "snscrape": (write_dump("snscrape_lines"), read_json),
    "tgdataset": (write_dump("tgdataset"), read_json),
    "discord": (write_discord, read_json),
    "ufed": (write_ufed, read_xml),
    "tdesktop_html": (lambda path, size: html_speed.write(path, size, html_speed.invented()), read_html),
    "tme_page": (write_page, read_html),
    "warc": (write_warc, read_warc),
    "fourcat_csv": (write_rows("fourcat_csv", "of_2025/4cat.csv"), read_csv),
    "telepathy": (write_rows("telepathy", "channel/archive.csv"), read_csv),
    "wechat_csv": (write_rows("wechat_csv", "of_0_2_7/messages.csv"), read_csv),
    "table": (write_table, read_csv),
}


def ours(path, form):
    """Posts that were written."""
    mapping = GOLDEN / "table" / "csv_counters" / "mapping.yaml"
    stated = Stated(path.name, (), load(mapping.read_text(encoding="utf-8")) if form == "table" else None)
    posts, others = [0], []

    def rows():
        with path.open("rb") as stream:
            for part in parse(stream, "0" * 64, form, stated):
                if part.table == "posts":
                    posts[0] += part.batch.num_rows
                    yield part.batch
                else:
                    others.append(part)

    sealed(path.with_suffix(".posts"), rows(), SCHEMAS["posts"], bytes(32))
    for table in {part.table for part in others}:
        batches = [part.batch for part in others if part.table == table]
        sealed(path.with_suffix(f".{table}"), batches, SCHEMAS[table], bytes(32))
    return posts[0]


def run(way, arguments, got):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    start = time.process_time()
    answer = way(*arguments)
    spent = time.process_time() - start
    got.put((spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, answer))


def measured(way, *arguments):
    """CPU seconds and peak megabytes of one way in its own process."""
    context = multiprocessing.get_context("spawn")
    got = context.Queue()
    process = context.Process(target=run, args=(way, arguments, got))
    process.start()
    answer = got.get()
    process.join()
    return answer


def main():
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--mb", type=int, default=50)
    ask.add_argument("--forms", default="")
    asked = ask.parse_args()
    every = [form.id for form in forms() if form.id not in LEFT_OUT]
    print(f"{'form':15}{'MB':>6}{'posts':>9}{'MB/CPU s':>10}{'peak MB':>9}   {'peer':10}{'MB/CPU s':>10}{'× peer':>8}")
    for form in asked.forms.split(",") if asked.forms else every:
        if form not in WAYS:
            print(f"{form:15}  no file is made for it here")
            continue
        write, peer = WAYS[form]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / (
                "messages.html" if form == "tdesktop_html" else "file.csv" if peer is read_csv else "file"
            )
            write(path, asked.mb * 10**6)
            size = path.stat().st_size / 1e6
            theirs, _, _ = measured(peer, path)
            spent, peak, posts = measured(ours, path, form)
        name = re.sub(r"^read_", "", peer.__name__)
        print(
            f"{form:15}{size:6.0f}{posts:9}{size / spent:10.1f}{peak:9.0f}   {name:10}{size / theirs:10.1f}{spent / theirs:8.1f}",
            flush=True,
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
