"""Web archives: every shape beside its whole answer, real containers by their records and digests, hostile bytes.

warcio is the second opinion: it writes an archive that is read here, and its verdicts on digests are ours.
"""

import gzip
import io
import json
import os
import runpy
import tracemalloc
import zlib
from collections import Counter
from functools import partial
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_exports import TESTS, golden, outcome, tables, told
from tests.costs import SQUARE, grown
from tests.sizes import examples
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from doxdocket.errors import DoxdocketError, Unreadable
from doxdocket.parse import HEAD, recognise
from doxdocket.parse.elements import Lost
from doxdocket.parse.warc import ours
from doxdocket.parse.warc.payload import LIMIT, Unpackable, body, http
from doxdocket.parse.warc.records import Records

FORM = "warc"
HERE = TESTS / "golden" / FORM
SHAPES = sorted(HERE.glob("*/archive.warc"))
MADE = runpy.run_path(str(HERE / "make.py"))
record, answer, page, post, text = (MADE[name] for name in ("record", "answer", "page", "post", "text"))
SAMPLES = Path(os.environ.get("DOXDOCKET_SAMPLES", TESTS.parent.parent / "shared" / "samples"))
with_samples = pytest.mark.skipif(not (SAMPLES / "warc").is_dir(), reason=f"no sample archives in {SAMPLES}")


def read(data, **how):
    return tables(data, FORM, **how)


def codes(rows, what="notice"):
    return [row["code"] for row in rows["warnings"] if row["what"] == what]


def shape(name):
    return (HERE / name / "archive.warc").read_bytes()


# golden pairs


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_archive(path):
    data = path.read_bytes()
    try:
        rows = read(data)
    except DoxdocketError as refusal:
        golden({"refused": refusal.said("en")}, path.with_name("expected.json"))
        return
    captures = {table: [row["capture"].partition("@")[2] for row in rows[table]] for table in ("posts", "channels")}
    golden(told(rows) | {"captures": captures}, path.with_name("expected.json"))


def test_the_script_makes_exactly_the_archives_that_are_kept():
    assert MADE["shapes"]() == {path.parent.name: path.read_bytes() for path in SHAPES}


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_golden_answers_do_not_depend_on_how_the_bytes_arrive(path):
    data = path.read_bytes()
    assert outcome(data, form=FORM, most=61) == outcome(data, form=FORM)


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.parent.name)
def test_every_archive_is_recognised_and_by_nothing_else(path):
    assert [bid.form for bid in recognise(path.read_bytes()[:HEAD], "archive.warc")] == [FORM]


# real containers

#: file: records, those whose digests agree, those whose digests do not, stretches passed over
EXPECTED = {
    "iipc/20130729-heritrix-original.warc.gz": (1, 1, 0, 0),
    "iipc/20130729-heritrix-revisit-with-http-headers.warc.gz": (1, 0, 0, 0),
    "iipc/20141124-heritrix-server-not-modified.warc.gz": (1, 0, 0, 0),
    "iipc/hello-world.warc": (6, 6, 0, 0),
    "iipc/hello-world.warc.gz": (6, 6, 0, 0),
    "warcio/example-bad-non-chunked.warc.gz": (6, 1, 1, 0),
    "warcio/example-digest.warc": (4, 3, 1, 0),
    "warcio/example-iana.org-chunked.warc": (3, 2, 0, 0),
    "warcio/example-resource.warc.gz": (3, 1, 0, 0),
    "warcio/example-trunc.warc": (3, 0, 0, 1),
    "warcio/example.warc": (6, 2, 0, 0),
}


def walked(data):
    return list(Records(io.BytesIO(data), lambda *_: True))


@with_samples
def test_every_sample_archive_is_in_the_table():
    assert {str(path.relative_to(SAMPLES / "warc")) for path in (SAMPLES / "warc").glob("*/*")} == set(EXPECTED)


@with_samples
@pytest.mark.parametrize("name", EXPECTED)
def test_records_and_digests_of_a_real_container(name):
    found = walked((SAMPLES / "warc" / name).read_bytes())
    records = [one for one in found if not isinstance(one, Lost)]
    verdicts = Counter(one.agrees for one in records)
    assert (len(records), verdicts[True], verdicts[False], len(found) - len(records)) == EXPECTED[name]


@with_samples
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_container_reads_without_a_post_and_says_so(name):
    rows = read((SAMPLES / "warc" / name).read_bytes())
    assert rows["posts"] == rows["channels"] == []
    assert codes(rows)[-1] == "no_page"


@with_samples
@pytest.mark.parametrize(
    "name", sorted(set(EXPECTED) - {"warcio/example-bad-non-chunked.warc.gz", "warcio/example-trunc.warc"})
)
def test_the_second_opinion_sees_the_same_records_and_verdicts(name):
    """Where the other reader checks: it skips revisits' payloads as we do, and knows no bare hexadecimal."""
    data = (SAMPLES / "warc" / name).read_bytes()
    ours_, theirs = walked(data), []
    for one in ArchiveIterator(io.BytesIO(data), check_digests=True):
        one.content_stream().read()
        theirs.append((one.rec_type, one.digest_checker.passed))
    assert [one.type for one in ours_] == [kind for kind, _ in theirs]
    assert all(
        mine.agrees == other for mine, (_, other) in zip(ours_, theirs, strict=True) if None not in (mine.agrees, other)
    )


# archives of pages of t.me


@with_samples
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves its spool files open
@pytest.mark.parametrize("packed", [False, True])
def test_the_real_page_in_an_archive_that_another_program_wrote(packed):
    data = (SAMPLES / "tme-preview" / "gnupinguin" / "nexta.html").read_bytes()
    alone = tables(data, "tme_page")
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "invented"}))
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    for date in ("2021-02-23T09:54:25Z", "2021-02-23T11:00:00Z"):
        one = writer.create_warc_record(
            "https://t.me/s/nexta_live",
            "response",
            payload=io.BytesIO(data),
            http_headers=head,
            warc_headers_dict={"WARC-Date": date},
        )
        writer.write_record(one)
    rows = read(out.getvalue())
    assert [row["text"] for row in rows["posts"]] == [row["text"] for row in alone["posts"]] * 2
    assert len({row["capture"] for row in rows["channels"]}) == 2
    assert {row["captured_how"] for row in rows["channels"]} == {"server"}
    assert [row["detail"] for row in rows["warnings"] if row["code"] == "crawl_time"] == ["+3936 s"]
    assert not codes(rows, "quarantine")


def test_two_fetches_of_one_address_are_two_captures_that_show_an_edit_and_a_deletion():
    rows = read(shape("two_fetches"))
    by_capture = {}
    for row in rows["posts"]:
        by_capture.setdefault(row["capture"], {})[row["post_id"]] = row["text"]
    first, later = by_capture.values()
    assert set(first) - set(later) == {"401"}
    assert first["402"] != later["402"]
    assert [row["extent"] for row in rows["channels"]] == ["window", "window"]
    assert {row["capture"] for row in rows["readings"]} == set(by_capture)


@pytest.mark.parametrize("name", ["two_fetches", "packed_by_record", "packed_with_padding", "junk_between"])
def test_a_posts_bytes_are_its_record(name):
    data = shape(name)
    for row in read(data)["posts"]:
        raw = data[row["byte_start"] : row["byte_end"]]
        raw = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
        assert raw.startswith(b"WARC/1.1\r\n")
        assert row["text"].encode() in raw


def test_places_in_an_archive_packed_as_a_whole_are_those_of_the_unpacked_bytes():
    data = gzip.decompress(shape("packed_whole"))
    rows = read(shape("packed_whole"))
    assert "unpacked_places" in codes(rows)
    for row in rows["posts"]:
        assert data[row["byte_start"] : row["byte_end"]].startswith(b"WARC/1.1\r\n")


@pytest.mark.parametrize("name", ["packed_by_record", "packed_whole", "packed_unevenly"])
def test_packing_changes_no_post(name):
    plain = read(MADE["INFO"] + MADE["ONE"] + MADE["TWO"])
    packed = read(shape(name))
    assert [row["text"] for row in packed["posts"]] == [row["text"] for row in plain["posts"]]
    assert len({row["capture"] for row in packed["posts"]}) == 2


@pytest.mark.parametrize("name", ["payload_changed", "block_changed"])
def test_a_page_whose_digest_disagrees_is_quarantined_with_its_place(name):
    data = shape(name)
    rows = read(data)
    [lost] = [row for row in rows["warnings"] if row["what"] == "quarantine"]
    assert (lost["code"], lost["byte_start"]) == ("digest_mismatch", 0)
    assert data[lost["byte_end"] :].startswith(b"\r\n\r\nWARC/1.1\r\n")
    assert [row["post_id"] for row in rows["posts"]] == ["400", "402"]


def test_any_flipped_byte_of_a_block_is_noticed():
    one = record("response", answer(page(post(400, text("x")))))
    start = one.index(b"\r\n\r\n") + 4
    for at in range(start, len(one) - 4, 13):
        changed = one[:at] + bytes([one[at] ^ 1]) + one[at + 1 :]
        assert read(changed)["posts"] == []


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha512", "md5"])
@pytest.mark.parametrize("coding", ["base32", "hex", "base64"])
def test_digests_are_known_however_they_are_written(algorithm, coding):
    block = answer(MADE["FIRST"])
    for right in (True, False):
        stated = MADE["digest"](block if right else b"", algorithm, coding)
        rows = read(record("response", block, WARC_Block_Digest=stated, WARC_Payload_Digest=""))
        assert bool(rows["posts"]) == right


@pytest.mark.parametrize(
    "pack",
    [brotli.compress, lambda data: gzip.compress(data, mtime=0), zlib.compress, lambda data: zlib.compress(data)[2:-4]],
)
def test_a_packed_body_is_unpacked(pack):
    coding = {brotli.compress: "br"}.get(pack, "gzip" if pack(b"")[:2] == b"\x1f\x8b" else "deflate")
    rows = read(record("response", answer(pack(MADE["FIRST"]), Content_Encoding=coding)))
    assert [row["post_id"] for row in rows["posts"]] == ["400", "401", "402"]
    assert not codes(rows, "quarantine") + codes(rows, "repair")


@pytest.mark.parametrize("pack", [brotli.compress, gzip.compress, zlib.compress])
@pytest.mark.whole(but=5)
def test_a_body_that_unpacks_to_more_than_a_page_is_refused_in_bounded_memory(pack):
    small = pack(b"<" + bytes(LIMIT + (16 << 20)))
    coding = {brotli.compress: "br", gzip.compress: "gzip", zlib.compress: "deflate"}[pack]
    block = answer(small, Content_Encoding=coding)
    tracemalloc.start()
    try:
        with pytest.raises(Unpackable, match="too_big"):
            body(block, http(block))
        assert tracemalloc.get_traced_memory()[1] < 3 * LIMIT
    finally:
        tracemalloc.stop()
    rows = read(record("response", block))
    assert codes(rows, "quarantine") == ["too_big"]


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("https://t.me/s/x", True),
        ("http://telegram.me/x?embed=1", True),
        ("https://telegram.dog/x", True),
        ("https://name.t.me/", True),
        ("<https://t.me/x>", True),
        ("https://T.ME:443/x", True),
        ("https://t.me.evil.example/x", False),
        ("https://evil.example/t.me/", False),
        ("https://evilt.me/x", False),
        ("https://user@evil.example/#https://t.me/", False),
        ("ftp://t.me/x", False),
        ("", False),
    ],
)
def test_only_t_me_is_t_me(address, is_ours):
    assert ours(address) == is_ours


def test_a_page_of_another_site_is_taken_and_said():
    rows = read(shape("mirror"))
    assert len(rows["posts"]) == 3
    assert codes(rows) == ["other_host"]


def test_what_a_scrolling_browser_was_sent_is_a_window_of_posts():
    rows = read(shape("scrolled_part"))
    assert [row["extent"] for row in rows["channels"]] == ["window", "window"]
    assert [row["post_id"] for row in rows["posts"]][:2] == ["390", "391"]


def test_the_crawlers_time_stands_where_the_server_wrote_none():
    [channel] = read(shape("crawler_time"))["channels"]
    assert (channel["captured_at"].isoformat(), channel["captured_how"]) == ("2023-11-16T02:00:03+00:00", "crawler")


def test_an_archive_without_any_record_is_refused():
    with pytest.raises(Unreadable, match="no readable WARC record"):
        read(shape("nothing"))


# damage and hostile bytes


def test_every_cut_keeps_the_whole_records_before_it():
    data = MADE["ONE"] + MADE["TWO"]
    for at in range(len(MADE["ONE"]), len(data), 101):
        rows = read(data[:at])
        assert [row["post_id"] for row in rows["posts"]][:3] == ["400", "401", "402"]


def test_one_changed_byte_costs_at_most_the_record_it_is_in(whole):
    data = MADE["ONE"] + MADE["TWO"] + MADE["ONE"]
    first, second = len(MADE["ONE"]), len(MADE["ONE"] + MADE["TWO"])
    near, far = (1, 97) if whole else (7, 389)
    for at in [*range(first, first + 700, near), *range(first + 700, second, far)]:
        for new in (b"\n", b"9", b":"):
            rows = read(data[:at] + new + data[at + 1 :])
            kept = Counter(row["capture"] for row in rows["posts"])
            assert [count for count in kept.values() if count == 3][:2] == [3, 3], (at, new)


@pytest.mark.parametrize("packed", [False, True])
def test_an_archive_streams_in_bounded_memory(packed):
    other = record("response", answer(b"\0" * (1 << 20), Content_Type="video/mp4"), uri="https://cdn.example/v")
    wide = record("response", answer(b"\0" * (80 << 20)), uri="https://t.me/s/x")
    pack = (lambda data: gzip.compress(data, 1)) if packed else bytes
    parts = [pack(MADE["ONE"]), *[pack(other)] * 150, pack(wide), pack(MADE["TWO"])]
    tracemalloc.start()
    try:
        from doxdocket.parse import parse

        found = Counter()
        for part in parse(Parts(parts), "0" * 64, FORM):
            found[part.table] += part.batch.num_rows
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (found["posts"], found["channels"]) == (5, 2)
    assert most < 60e6 + len(b"".join(parts[-2:]))


class Parts:
    """A stream of parts that are not joined in memory."""

    def __init__(self, parts):
        self.parts, self.at, self.inside = parts, 0, 0

    def read(self, size):
        while self.at < len(self.parts):
            piece = self.parts[self.at][self.inside : self.inside + size]
            if piece:
                self.inside += len(piece)
                return piece
            self.at, self.inside = self.at + 1, 0
        return b""


def test_many_captures_are_handed_on_as_they_are_read():
    small = record(
        "resource",
        post(1, text("x")).encode(),
        content="text/html",
        uri="https://t.me/ab/1?embed=1",
        payload=post(1, text("x")).encode(),
    )
    rows = read(small * 1200)
    assert len({row["capture"] for row in rows["channels"]}) == 1200
    assert len(rows["posts"]) == 1200


BOMBS = [
    lambda n: b"WARC/1.1\r\n" * (100 * n),
    lambda n: b"WARC/1.1\r\na:\r\n" * (100 * n),
    lambda n: b"WARC/1.1\r\n" + b"a:" * (500 * n),
    lambda n: b"WARC/1.1\r\nContent-Length: 0\r\n\r\n" * (20 * n),
    lambda n: b"WARC/1.1\r\nContent-Length: 999999999999999\r\n\r\n" + b"\n\nWARC/1.1\r\n" * (50 * n),
    lambda n: b"WARC/1.1\r\nContent-Length: 5\r\n\r\n" + b"\n" * (1000 * n),
    lambda n: gzip.compress(b"WARC/1.1\r\n" + bytes(n << 16), 9),
    lambda n: gzip.compress(b"WARC/1.1\r\n", 9) + b"\x1f\x8b\x08\x00" * (50 * n),
    lambda n: (
        b"WARC/1.1\r\nContent-Type: application/http\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\n"
        % (1000 * n)
        + b"a: b\r\n" * (200 * n)
    ),
]


@pytest.mark.parametrize("size", [200, pytest.param(1000, marks=pytest.mark.whole)])
@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_hostile_archive_costs_time_and_memory_in_proportion_to_its_size(bomb, size):
    data = bomb(size)
    tracemalloc.start()
    try:
        outcome(data, form=FORM)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 80e6 * size / 1000 + 20e6
    assert grown(partial(outcome, bomb(size // 4), form=FORM), partial(outcome, data, form=FORM)) < SQUARE


SEEDS = [
    shape(name) for name in ("two_fetches", "packed_by_record", "packed_whole", "gzipped_and_chunked", "scrolled_part")
]


@given(st.data())
@examples(150)
def test_changed_bytes_raise_nothing_but_our_errors(data):
    whole = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(whole) - 1))
        size = data.draw(st.sampled_from([0, 1, 1, 3, 900]))
        whole[at : at + size] = data.draw(
            st.one_of(
                st.binary(max_size=4), st.sampled_from([b"\r\n\r\n", b"WARC/1.1\r\n", b"\x1f\x8b\x08\x00", b"99999"])
            )
        )
    try:
        rows = read(bytes(whole))
    except DoxdocketError:
        return
    for row in rows["warnings"]:
        assert 0 <= row["byte_start"] <= row["byte_end"]


@given(st.binary(max_size=300), st.sampled_from([b"", b"WARC/1.1\r\n", b"\x1f\x8b\x08\x00"]))
@examples(150)
def test_garbage_is_refused_with_our_errors(garbage, start):
    with pytest.raises(Unreadable):
        read(start + garbage)


# the other files of a WACZ

PARTS = {
    "datapackage.json": json.dumps(
        {
            "profile": "data-package",
            "resources": [{"name": "x.warc.gz", "path": "archive/x.warc.gz"}],
            "wacz_version": "1.1.1",
        }
    ),
    "datapackage-digest.json": '{"path": "datapackage.json", "hash": "sha256:00", "signedData": {}}',
    "pages.jsonl": '{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}\n{"id": "1", "url": "https://t.me/s/x"}\n',
    "index.cdxj": 'me,t)/s/x 20231116020003 {"url": "https://t.me/s/x", "mime": "text/html", "status": "200"}\n',
    "index.idx": "!meta 0 {}\nme,t)/s/x 20231116020003\tindex.cdx.gz\t0\t100\t1\n",
    "index.cdx": " CDX N b a m s k r M S V g\nme,t)/s/x 20231116020003 https://t.me/s/x text/html 200 AAA - - 5 0 x.warc.gz\n",
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", PARTS)
def test_a_wacz_beside_its_archives_holds_no_posts(name, packed):
    data = gzip.compress(PARTS[name].encode()) if packed else PARTS[name].encode()
    assert [bid.form for bid in recognise(data[:HEAD], name)] == ["wacz_part"]
    rows = tables(data, "wacz_part")
    assert [(row["code"], row["byte_end"]) for row in rows["warnings"]] == [("archive_part", len(data))]


@pytest.mark.parametrize(
    "other",
    [
        '{"profile": "data-package", "resources": []}',
        '{"path": "x.json", "hash": "y"}',
        '{"id": 1}\n',
        "a b c\n",
        "",
        " CDX",
        "x) 2023 {}",
    ],
)
def test_what_only_looks_like_a_part_of_a_wacz_is_none(other):
    assert "wacz_part" not in [bid.form for bid in recognise(other.encode(), "x")]
