"""Containers come in as they are, and each of their members as a source of its own, whatever kind of container it is."""

import gzip
import hashlib
import io
import struct
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import py7zr
import pytest
from archives import PACK, STATED, added, clear, inside, mailed, rawly_zipped, sevened, special, tarred, zipped
from py7zr.compressor import Deflate64Compressor

from doxdocket.intake import take
from doxdocket.intake.containers import HEAD, kind_of
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case

FILES = {"result.json": b'{"a": 1}', "photos/a.jpg": b"\xff\xd8" * 70_000, "空.txt": b"x"}
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
SEVENS = [
    [{"id": py7zr.FILTER_LZMA2}],
    [{"id": py7zr.FILTER_LZMA}],
    [{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2}],
    [{"id": py7zr.FILTER_DELTA}, {"id": py7zr.FILTER_LZMA2}],
    [{"id": py7zr.FILTER_BZIP2}],
    [{"id": py7zr.FILTER_DEFLATE}],
    [{"id": py7zr.FILTER_ZSTD, "level": 3}],
    [{"id": py7zr.FILTER_BROTLI, "level": 3}],
    [{"id": py7zr.FILTER_COPY}],
]
MADE = {
    **{f"a{method}.zip": zipped(FILES, method) for method in METHODS},
    "a.ufdr": zipped(FILES),
    **{f"a.tar.{pack}": tarred(FILES, pack) for pack in PACK},
    "pax.tar": tarred(FILES, format=tarfile.PAX_FORMAT),
    "gnu.tar": tarred(FILES, format=tarfile.GNU_FORMAT),
    "two.tar": tarred({"result.json": FILES["result.json"]}) + tarred(dict(list(FILES.items())[1:])),
    "two.tar.gz": gzip.compress(tarred(FILES)[:600]) + gzip.compress(tarred(FILES)[600:]),
    **{f"a{n}.7z": sevened(FILES, filters=filters) for n, filters in enumerate(SEVENS)},
    "a.eml": mailed(FILES),
}


@pytest.mark.parametrize("name", MADE)
def test_each_kind_gives_its_members_byte_for_byte(case: Case, given: Path, name: str) -> None:
    assert added(case, given, {name: MADE[name]}) == [(name, "taken"), *((f"{name}!/{one}", "taken") for one in FILES)]
    assert inside(case) == {f"{name}!/{one}": data for one, data in FILES.items()}
    assert clear(case, case.sources()[0].sha256) == MADE[name]
    assert verify.verify(case) == []


def test_a_member_is_a_source_like_any_other_with_its_container_named(case: Case, given: Path) -> None:
    at = datetime(2024, 6, 24, tzinfo=UTC)
    (given / "a.zip").write_bytes(zipped(FILES))
    take(case, [given], captured_at=at, channel="telegram:channel:1", taking={"method": "transfer"}, **STATED)
    container, first = case.sources()[:2]
    assert (container.parent, first.parent) == ("", container.sha256)
    assert (first.path_given, first.name, first.size) == ("a.zip!/result.json", "result.json", 8)
    assert first.sha256 == hashlib.sha256(FILES["result.json"]).hexdigest()
    assert len(first.sm3) == 64
    for one in (container, first):
        assert (one.officers, one.origin, one.note, one.captured_at) == (("甲", "乙"), "公安移送", "服务器在境外", at)
        assert (one.channel, one.taking) == ("telegram:channel:1", {"method": "transfer"})
    done = case.custody.rows()[-1]
    assert (done.act, done.detail) == (
        "unpack",
        {"source": container.sha256, "members": {"taken": 3}, "identity": case.custody.identity},
    )


def test_a_stated_form_is_that_of_the_members_and_not_of_the_archive(case: Case, given: Path) -> None:
    (given / "a.zip").write_bytes(zipped({"a.csv": b"1"}))
    (given / "b.docx").write_bytes(zipped({"[Content_Types].xml": b"x", "_rels/.rels": b"x"}))
    for _ in range(2):
        take(case, [given], form="table", **STATED)
        assert [source.form for source in case.sources()] == [None, "table", "table"]


def test_times_of_members_are_those_that_are_stated_in_utc_and_else_what_a_clock_said(case: Case, given: Path) -> None:
    unix = struct.pack("<2HBl", 0x5455, 5, 1, 1_719_187_200)
    ntfs = struct.pack("<2HL2HQ16s", 0x000A, 32, 0, 1, 24, (1_719_187_200 + 11_644_473_600) * 10_000_000, bytes(16))
    files = {
        "dos.zip": zipped({"a": b"1"}),
        "unix.zip": rawly_zipped([(b"a", b"2")], extra=unix),
        "ntfs.zip": rawly_zipped([(b"a", b"3")], extra=ntfs),
        "a.tar": tarred({"a": b"4"}),
        "a.gz": gzip.compress(b"5", mtime=1_719_187_200),
    }
    added(case, given, files)
    told = {s.path_given: (s.modified_at, dict(s.attributes)) for s in case.sources() if s.parent}
    utc = ("2024-06-24T00:00:00.000000+00:00", {})
    assert told == {
        "dos.zip!/a": ("", {"modified_local": "2024-06-24T08:00:00"}),
        **dict.fromkeys(("unix.zip!/a", "ntfs.zip!/a", "a.tar!/a", "a.gz!/a"), utc),
    }


def test_one_compressed_file_is_a_container_with_one_member(case: Case, given: Path) -> None:
    plain = gzip.compress(b"[1]")
    named = plain[:3] + b"\x0c" + plain[4:10] + b"\2\0xx" + "/srv/真名.json".encode() + b"\0" + plain[10:]
    told = added(case, given, {"a.json.gz": named, "b.json.bz2": PACK["bz2"](b"[2]"), "c.xz": PACK["xz"](b"[3]")})
    assert [path for path, _ in told if "!/" in path] == ["a.json.gz!/真名.json", "b.json.bz2!/b.json", "c.xz!/c"]
    assert set(inside(case).values()) == {b"[1]", b"[2]", b"[3]"}


def test_containers_in_containers_are_opened_too(case: Case, given: Path) -> None:
    deep = zipped({"x.tar.gz": tarred({"y.7z": sevened({"z.json.gz": gzip.compress(b"{}")})}, "gz")})
    told = added(case, given, {"w.zip": deep})
    assert [path for path, _ in told] == [
        "w.zip",
        "w.zip!/x.tar.gz",
        "w.zip!/x.tar.gz!/y.7z",
        "w.zip!/x.tar.gz!/y.7z!/z.json.gz",
        "w.zip!/x.tar.gz!/y.7z!/z.json.gz!/z.json",
    ]
    parents = [source.parent for source in case.sources()]
    assert parents == ["", *(source.sha256 for source in case.sources()[:-1])]


OFFICE = {"[Content_Types].xml": b"x", "_rels/.rels": b"x", "word/document.xml": b"x"}
WHOLE = {
    "a.docx": zipped(OFFICE),
    "cut.docx": zipped(OFFICE)[:-40],
    "a.odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}, zipfile.ZIP_STORED),
    "a.jar": zipped({"META-INF/MANIFEST.MF": b"", "a/B.class": b""}),
    "a.apk": zipped({"AndroidManifest.xml": b"", "classes.dex": b""}),
    "a.warc.gz": gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n"),
    "a.tgs": gzip.compress(b'{"tgs":1,"v":"5.5.2","fr":60}'),
    "page.mhtml": mailed(FILES).replace(b"From: a@example.org", b"From: <Saved by Blink>", 1),
    "newer.mhtml": b"Snapshot-Content-Location: https://t.me/s/x\n" + mailed(FILES),
    "words.txt": b"From: here\nTo: there\n\nno mail\n",
    "log.txt": b"From: here\nTo: there\nthis line is no field\n",
    "zeros": bytes(10_240),
}


@pytest.mark.parametrize("name", WHOLE)
def test_documents_web_archives_and_stickers_stay_whole(case: Case, given: Path, name: str) -> None:
    assert added(case, given, {name: WHOLE[name]}) == [(name, "taken")]


def test_an_archive_that_only_looks_like_a_document_is_opened(case: Case, given: Path) -> None:
    files = {"mimetype": b"text/plain", "[Content_Types].xml": b"x", "META-INF/MANIFEST.MF": b"x", "result.json": b"{}"}
    told = added(case, given, {"a.zip": zipped(files, zipfile.ZIP_STORED)})
    assert ("a.zip!/result.json", "taken") in told


def test_what_a_file_is_is_told_by_its_content_alone(case: Case, given: Path) -> None:
    told = added(case, given, {"a.jpg": zipped({"x": b"1"}), "b.zip": b"\xff\xd8\xff", "c.zip": b"", "d.tar": b"text"})
    assert told == [
        ("a.jpg", "taken"),
        ("a.jpg!/x", "taken"),
        ("b.zip", "taken"),
        ("c.zip", "empty"),
        ("d.tar", "taken"),
    ]
    assert kind_of(zipped({"x": b"1"})[:HEAD], "x") == "zip"


def test_a_mail_gives_its_attachments_and_those_of_attached_mails(case: Case, given: Path) -> None:
    outer = mailed({"附件一.json": b"1"}).decode()
    boundary = outer.partition('boundary="')[2].partition('"')[0]
    inner = mailed({"二.json": b"2"}).decode()
    more = (
        f"--{boundary}\nContent-Type: message/rfc822\n\n{inner}\n"
        f"--{boundary}\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nMw==\n"
        f'--{boundary}\nContent-Type: application/x\nContent-Disposition: attachment; filename="=?GBK?B?zbzGrC5qcGc=?="\n\n4\n'
        f"--{boundary}--"
    )
    added(case, given, {"a.eml": outer.replace(f"--{boundary}--", more).encode()})
    assert inside(case) == {
        "a.eml!/附件一.json": b"1",
        "a.eml!/二.json": b"2",
        "a.eml!/part-5": b"3",
        "a.eml!/图片.jpg": b"4",
    }


def test_a_mail_without_attachments_is_just_taken_in(case: Case, given: Path) -> None:
    assert added(case, given, {"a.eml": mailed({})}) == [("a.eml", "taken")]
    assert case.custody.rows()[-1].act == "add"


def test_known_bytes_are_a_further_place_and_a_known_archive_changes_nothing(case: Case, given: Path) -> None:
    files = {
        "result.json": FILES["result.json"],
        "a.zip": zipped(FILES),
        "b.zip": zipped({"again": b"x", "r.json": b'{"a": 1}'}),
    }
    told = dict(added(case, given, files))
    assert [path for path, code in told.items() if code == "known"] == [
        "a.zip!/result.json",
        "b.zip!/again",
        "b.zip!/r.json",
    ]
    assert case.places(hashlib.sha256(FILES["result.json"]).hexdigest()) == [
        "a.zip!/result.json",
        "b.zip!/r.json",
        "result.json",
    ]
    head = case.custody.head()
    assert {code for _, code in added(case, given, files)} == {"known"}
    assert case.custody.head() == head
    assert verify.verify(case) == []


def test_refusals_are_noted_once_for_one_place_and_again_for_another(case: Case, given: Path) -> None:
    data = tarred([special("l", tarfile.SYMTYPE, "x"), ("x", b"1")])
    for _ in range(2):
        added(case, given, {"a.tar": data})
    added(case, given, {"b.tar": data})
    assert [(path, code) for _, path, code in case.notices()] == [
        ("a.tar!/l", "member_link"),
        ("b.tar!/l", "member_link"),
    ]


def test_adding_an_archive_again_states_what_was_lacking_for_its_members_too(
    tmp_path: Path, given: Path, who: Identity
) -> None:
    (given / "a.zip").write_bytes(zipped(FILES))
    with Case.create(tmp_path / "OTHER", title="演示", identity=who) as case:
        take(case, [given])
        take(case, [given], **STATED)
        assert {(source.officers, source.origin) for source in case.sources()} == {(("甲", "乙"), "公安移送")}


def test_an_archive_that_is_to_stay_whole_is_not_opened(case: Case, given: Path) -> None:
    (given / "a.zip").write_bytes(zipped(FILES))
    assert [one.path for one in take(case, [given], whole=True, **STATED)] == ["a.zip"]


def test_an_archive_twice_in_one_go_is_opened_once(case: Case, given: Path) -> None:
    told = added(
        case, given, {"a.zip": zipped(FILES), "b.zip": zipped(FILES), "c.zip": zipped({"d.zip": zipped(FILES)})}
    )
    assert [path for path, _ in told if "!/" not in path or "c.zip" in path] == [
        "a.zip",
        "b.zip",
        "c.zip",
        "c.zip!/d.zip",
    ]
    assert len(told) == 4 + len(FILES)


def test_a_large_archive_goes_through_groups(case: Case, given: Path) -> None:
    files = {f"{n:03}.bin": bytes([n]) * 100_000 for n in range(150)}
    told = added(case, given, {"a.zip": zipped(files, zipfile.ZIP_STORED), "b.tar.gz": tarred(files, "gz")})
    assert len(told) == 2 + 2 * 150
    assert [one for one, _ in told[:151]] == ["a.zip", *(f"a.zip!/{name}" for name in files)]
    assert {code for _, code in told[152:]} == {"known"}
    assert set(inside(case).values()) == set(files.values())
    assert [row.act for row in case.custody.rows()].count("unpack") == 2
    added(case, given, {"a.zip": zipped(files, zipfile.ZIP_STORED)})
    assert verify.verify(case) == []


def deflate64(data: bytes) -> bytes:
    packer = Deflate64Compressor()
    return packer.compress(data) + packer.flush()


def test_deflate64_as_explorer_writes_it(case: Case, given: Path) -> None:
    data = b"0123456789" * 50_000
    made = bytearray(rawly_zipped([(b"a.txt", data)], method=9, packed=len(deflate64(data))))
    start, end = made.index(b"a.txt") + 5, made.index(b"PK\1\2")
    body = deflate64(data)
    made[start:end] = body
    made[-6:-2] = struct.pack("<L", start + len(body))
    added(case, given, {"a.zip": bytes(made)})
    assert inside(case) == {"a.zip!/a.txt": data}


def test_zip64_as_streams_are_written(case: Case, given: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as stream:
        stream.write(b"abc" * 1000)
    data = made.getvalue()
    entry, end = data.index(b"PK\1\2"), data.index(b"PK\5\6")
    wide = bytearray(data[entry:end])
    wide[20:28], wide[30:32], wide[42:46] = b"\xff" * 8, struct.pack("<H", 28), b"\xff" * 4
    wide += struct.pack("<2H3Q", 1, 24, 3000, 3000, 0)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(wide), entry)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, entry + len(wide), 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    added(case, given, {"a.zip": data[:entry] + bytes(wide) + end64 + locator + last})
    assert inside(case) == {"a.zip!/a.txt": b"abc" * 1000}


def test_holes_of_sparse_members_are_zeros(case: Case, given: Path) -> None:
    """Old GNU sparse: a map in the header says where the data lie."""
    head = bytearray(tarfile.TarInfo("s.bin").tobuf(tarfile.GNU_FORMAT))
    head[156:157], head[124:136] = b"S", b"%011o\0" % 4
    head[386:410], head[483:495] = b"%011o\0%011o\0" % (1000, 4), b"%011o\0" % 5000
    head[148:156] = b"%06o\0 " % tarfile.calc_chksums(bytes(head))[0]  # type: ignore[attr-defined]
    added(case, given, {"a.tar": bytes(head) + b"data".ljust(512, b"\0") + bytes(1024)})
    assert inside(case) == {"a.tar!/s.bin": bytes(1000) + b"data" + bytes(3996)}
