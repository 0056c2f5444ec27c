"""Invented web archives with pages of t.me, one a shape: ``python tests/golden/warc/make.py``.

Pages come from the script of the pages' own golden files. Packing is without compression, written here, so that every
machine gives the same bytes. A second run gives the same bytes (a test looks).
"""

import base64
import hashlib
import json
import runpy
import struct
import zlib
from pathlib import Path

HERE = Path(__file__).parent
PAGES = runpy.run_path(str(HERE.parent / "tme_page" / "make.py"))
page, post, text, seen, SERVED = (PAGES[name] for name in ("page", "post", "text", "seen", "SERVED"))
URL = "https://t.me/s/Sample_Channel"
CRAWLED = "2023-11-16T02:00:03Z"  # three seconds after the server made the page


def stored(data):
    """A gzip member whose content is not compressed."""
    parts = [data[i : i + 65535] for i in range(0, len(data), 65535)] or [b""]
    blocks = b"".join(
        struct.pack("<BHH", i == len(parts) - 1, len(part), len(part) ^ 0xFFFF) + part for i, part in enumerate(parts)
    )
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + blocks + struct.pack("<II", zlib.crc32(data), len(data))


def deflated(data):
    """A zlib stream whose content is not compressed."""
    return b"\x78\x01" + stored(data)[10:-8] + struct.pack(">I", zlib.adler32(data))


def digest(data, algorithm="sha1", coding="base32"):
    raw = hashlib.new(algorithm, data).digest()
    value = {"base32": base64.b32encode(raw).decode(), "hex": raw.hex(), "base64": base64.b64encode(raw).decode()}[
        coding
    ]
    return f"{algorithm}:{value}"


def record(
    kind,
    block,
    *,
    uri=URL,
    date=CRAWLED,
    content="application/http; msgtype=response",
    payload=None,
    length=None,
    digests=True,
    **more,
):
    """A record; ``payload``: the bytes its payload digest is made of."""
    head = {
        "WARC-Type": kind,
        "WARC-Target-URI": uri,
        "WARC-Date": date,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
    }
    if digests:
        head["WARC-Block-Digest"] = digest(block)
        head["WARC-Payload-Digest"] = digest(block.split(b"\r\n\r\n", 1)[-1] if payload is None else payload)
    head |= {name.replace("_", "-"): value for name, value in more.items()}
    head |= {"Content-Type": content, "Content-Length": str(len(block) if length is None else length)}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items() if value)
    return f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body, *, status="200 OK", **fields):
    head = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in fields.items()
    }
    return (
        f"HTTP/1.1 {status}\r\n{''.join(f'{name}: {value}' + chr(13) + chr(10) for name, value in head.items())}\r\n".encode()
        + body
    )


def chunked(body, size=1000):
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(f"{len(part):x};x=y\r\n".encode() + part + b"\r\n" for part in parts) + b"0\r\n\r\n"


def at(seconds):
    """A page as it was so many seconds later."""
    return lambda number: seen(number, at=SERVED + seconds)


FIRST = page(*(post(400 + i, text(f"第 {i} 条")) for i in range(3)))
LATER = page(post(400, text("第 0 条"), view=at(86400)(400)), post(402, text("第 2 条，改过"), view=at(86400)(402)))
INFO = record("warcinfo", b"software: invented\r\n", uri="", content="application/warc-fields", digests=False)
ASKED = record(
    "request", b"GET /s/Sample_Channel HTTP/1.1\r\nHost: t.me\r\n\r\n", content="application/http; msgtype=request"
)
ONE = record("response", answer(FIRST))
TWO = record("response", answer(LATER), date="2023-11-17T02:00:05Z")
IMAGE = record("response", answer(b"\x89PNG", Content_Type="image/png"), uri="https://cdn.example/file/a.png")
OTHER = record("response", answer(b"<html><body>x</body></html>"), uri="https://other.example/")


def shapes():
    """Name of each shape and the bytes of its file."""
    part = (
        json.dumps("".join(post(390 + i, text(f"早 {i}")) for i in range(2)), ensure_ascii=False)
        .replace("/", "\\/")
        .encode()
    )
    wrong = record("response", answer(FIRST), WARC_Payload_Digest=digest(b"other"))
    half = answer(FIRST)[: answer(FIRST).index("第 2 条".encode())]
    long, short = (record("response", answer(FIRST), length=len(answer(FIRST)) + by) for by in (40, -40))
    whole = INFO + ASKED + ONE + TWO
    return {
        "two_fetches": INFO + ASKED + ONE + ASKED + TWO + IMAGE + OTHER,
        "packed_by_record": stored(INFO) + stored(ASKED) + stored(ONE) + stored(TWO),
        "packed_whole": stored(whole),
        "packed_unevenly": stored(INFO) + stored(ONE + TWO) + stored(ASKED),
        "resource": record("resource", FIRST, content="text/html", payload=FIRST),
        "chunked": record("response", answer(chunked(FIRST), Transfer_Encoding="chunked")),
        "chunked_digest_of_body": record("response", answer(chunked(FIRST), Transfer_Encoding="chunked"), payload=FIRST),
        "said_chunked": record("response", answer(FIRST, Transfer_Encoding="chunked")),
        "chunk_damaged": record("response", answer(chunked(FIRST).replace(b"\r\n3e8;", b"\r\nzz;", 1), Transfer_Encoding="chunked")),
        "gzipped": record("response", answer(stored(FIRST), Content_Encoding="gzip")),
        "gzipped_and_chunked": record("response", answer(chunked(stored(FIRST)), Content_Encoding="gzip", Transfer_Encoding="chunked"), payload=FIRST),
        "deflated": record("response", answer(deflated(FIRST), Content_Encoding="deflate")),
        "deflated_bare": record("response", answer(deflated(FIRST)[2:-4], Content_Encoding="deflate")),
        "said_gzipped": record("response", answer(FIRST, Content_Encoding="gzip")),
        "gzip_damaged": record("response", answer(stored(FIRST)[:-20], Content_Encoding="gzip")),
        "unknown_coding": record("response", answer(b"\x28\xb5\x2f\xfd", Content_Encoding="zstd")),
        "scrolled_part": record("response", answer(part, Content_Type="application/json"), uri=URL + "?before=400") + ONE,
        "scrolled_part_damaged": record("response", answer(part[:-9], Content_Type="application/json"), uri=URL + "?before=400"),
        "search": record("response", answer(FIRST), uri=URL + "?q=%E7%94%B2"),
        "digests_hex": record("response", answer(FIRST), WARC_Block_Digest=digest(answer(FIRST), "sha256", "hex"), WARC_Payload_Digest=digest(FIRST, "md5", "hex")),
        "digests_base64": record("response", answer(FIRST), WARC_Block_Digest=digest(answer(FIRST), "sha256", "base64"), WARC_Payload_Digest=digest(FIRST, "sha512")),
        "digest_unknown": record("response", answer(FIRST), WARC_Block_Digest="b3:00", WARC_Payload_Digest=""),
        "no_digest": record("response", answer(FIRST), digests=False),
        "payload_changed": wrong + TWO,
        "block_changed": ONE.replace("第 1 条".encode(), "第 9 条".encode()) + TWO,
        "image_changed": IMAGE.replace(b"\x89PNG", b"\x89GNP") + ONE,
        "revisit": ONE + record("revisit", answer(b""), payload=FIRST, date="2023-11-16T03:00:00Z", WARC_Profile="http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"),
        "revisit_with_body": record("revisit", answer(LATER), payload=b"", date="2023-11-17T02:00:05Z"),
        "not_answered": record("response", answer(b"", status="302 Found", Location="/Sample_Channel")) + record("response", answer(b"x", status="404 Not Found")),
        "cut_by_crawler": record("response", half, WARC_Truncated="length"),
        "mirror": record("response", answer(FIRST), uri="https://mirror.example/s/Sample_Channel"),
        "subdomain": record("response", answer(PAGES["shapes"]()["front_channel"]), uri="<https://sample-channel.t.me/>"),
        "contact": record("response", answer(PAGES["shapes"]()["front_contact"]), uri="https://t.me/nobody_here"),
        "start_page": record("response", answer(b"<html><title>Telegram Messenger</title></html>"), uri="https://t.me/"),
        "clocks_apart": record("response", answer(FIRST), date="2023-11-16T10:00:03Z"),
        "no_times": record("response", answer(page(post(400, text("x"), view=None))), date="someday"),
        "crawler_time": record("response", answer(page(post(400, text("x"), view=None)))),
        "length_too_large": long + TWO,
        "length_too_small": short + TWO,
        "length_swallows_the_rest": record("response", answer(FIRST), length=10**9, digests=False) + TWO,
        "no_length": ONE.replace(b"Content-Length", b"Content-Langth") + TWO,
        "junk_between": ONE + b"<<<<<<< HEAD\r\n" + TWO,
        "cut_file": ONE + TWO[: TWO.index("第 2 条".encode())],
        "cut_head": ONE + TWO[:60],
        "packed_member_damaged": stored(ONE)[:-8] + b"\1\2\3\4" + stored(ONE)[-4:] + stored(TWO),
        "packed_member_cut": stored(ONE) + stored(TWO)[:-100],
        "packed_hole": stored(ONE)[:3000] + stored(ONE)[3400:] + stored(TWO),
        "packed_then_junk": stored(ONE) + b"junk",
        "packed_with_padding": stored(ONE) + bytes(1000) + stored(TWO) + bytes(9),
        "no_http_head": record("response", b"HTTP/1.1 200 OK\r\nContent-Type: text/html", payload=b""),
        "only_requests": INFO + ASKED,
        "nothing": b"WARC/1.1\r\nnot a header\r\n",
    }  # fmt: skip


if __name__ == "__main__":
    for name, data in shapes().items():
        (HERE / name).mkdir(exist_ok=True)
        (HERE / name / "archive.warc").write_bytes(data)
