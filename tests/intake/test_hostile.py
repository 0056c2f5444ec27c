"""Archives made to harm, and archives that came to harm: each is named, the rest comes in, the case stays whole."""

import gzip
import io
import os
import random
import stat
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Any

import py7zr
import pytest
from archives import (
    PACK,
    STATED,
    added,
    agrees,
    freely_sevened,
    inside,
    mailed,
    rawly_zipped,
    sevened,
    special,
    tarred,
    zipped,
)
from quine import quine

from doxdocket.errors import StorageFault
from doxdocket.intake import Limits, take
from doxdocket.parse import recognise
from doxdocket.seal.keys import Identity
from doxdocket.store import verify
from doxdocket.store.case import Case

NOISE = random.Random(7).randbytes(30_000)
THREE = {"a.bin": NOISE, "b.bin": NOISE[::-1], "c.bin": NOISE[1:]}
SMALL = Limits(floor=1 << 20, total=1 << 21)


@pytest.fixture(autouse=True)
def whole(case: Case) -> Any:
    """Something is in the case before, and nothing of it is changed after."""
    before = case.custody.rows()
    yield
    assert case.custody.rows()[: len(before)] == before
    assert verify.verify(case) == []
    assert [path.name for path in (case.folder / "incoming").iterdir()] == [".lock"]


# Places.
def test_traversal_absolute_drives_and_control_characters_reach_nothing(
    case: Case, given: Path, tmp_path: Path
) -> None:
    names = ["../../evil", "/etc/evil", "C:\\evil", "\\\\srv\\share\\evil", "a\nb", "x/../../evil"]
    before = sorted(tmp_path.iterdir())
    for make in (zipped, tarred, freely_sevened):
        told = added(case, given, {f"{make.__name__}.x": make({n: f"{make.__name__}{n}".encode() for n in names})})
        assert {code for path, code in told[1:]} == {"renamed"}
        assert all(".." not in path.split("/") and "!//" not in path for path, _ in told)
    assert sorted(tmp_path.iterdir()) == before
    assert len(inside(case)) == 18


def test_names_that_are_no_utf8_are_read_as_chinese_and_their_bytes_kept(case: Case, given: Path) -> None:
    raw = "图片/开盒截图.jpg".encode("gb18030")
    odd = b"\xff\xff\xff.bin"
    zip_, tar = rawly_zipped([(raw, b"1"), (odd, b"2")]), tarred([(os.fsdecode(raw), b"3")], errors="surrogateescape")
    told = added(case, given, {"a.zip": zip_, "b.tar": tar})
    assert told == [
        ("a.zip", "taken"), ("a.zip!/图片/开盒截图.jpg", "gb18030"), ("a.zip!/\\xff\\xff\\xff.bin", "taken"),
        ("b.tar", "taken"), ("b.tar!/图片/开盒截图.jpg", "gb18030"),
    ]  # fmt: skip
    kept = [source.attributes.get("name_bytes") for source in case.sources() if "图片" in source.path_given]
    assert kept == [raw.decode("ascii", "backslashreplace")] * 2


def test_a_unicode_name_beside_the_old_one_is_the_name_while_it_belongs_to_it(case: Case, given: Path) -> None:
    told = "图.jpg".encode()
    true, false = (struct.pack("<2HBL", 0x7075, 5 + len(told), 1, crc) + told for crc in (zlib.crc32(b"old"), 1))
    added(
        case,
        given,
        {"a.zip": rawly_zipped([(b"old", b"1")], extra=true), "b.zip": rawly_zipped([(b"old", b"2")], extra=false)},
    )
    assert set(inside(case)) == {"a.zip!/图.jpg", "b.zip!/old"}


def test_links_devices_and_pipes_in_archives_are_named_and_never_followed(case: Case, given: Path) -> None:
    kinds = [
        special("sym", tarfile.SYMTYPE, "/etc/passwd"), special("hard", tarfile.LNKTYPE, "../../etc/passwd"),
        special("chr", tarfile.CHRTYPE), special("blk", tarfile.BLKTYPE), special("fifo", tarfile.FIFOTYPE),
        special("folder", tarfile.DIRTYPE), special("rest", b"M"), special("label", b"V"), special("odd", b"Q"), ("x", b"1"),
    ]  # fmt: skip
    linked = {n: rawly_zipped([(b"link", b"/etc/passwd")], mode=mode | 0o777) for n, mode in
              (("l.zip", stat.S_IFLNK), ("f.zip", stat.S_IFIFO))}  # fmt: skip
    told = added(case, given, {"a.tar": tarred(kinds), **linked})
    assert told == [
        ("a.tar", "taken"), ("a.tar!/sym", "member_link"), ("a.tar!/hard", "hard_link"), ("a.tar!/chr", "member_special"),
        ("a.tar!/blk", "member_special"), ("a.tar!/fifo", "member_special"), ("a.tar!/rest", "volume"),
        ("a.tar!/odd", "member_special"), ("a.tar!/x", "taken"),
        ("l.zip", "taken"), ("l.zip!/link", "member_link"), ("f.zip", "taken"), ("f.zip!/link", "member_special"),
    ]  # fmt: skip


def test_links_in_a_7z_are_named(case: Case, given: Path, tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "real").write_bytes(b"1")
    (tmp_path / "src" / "link").symlink_to("real")
    with py7zr.SevenZipFile(given / "a.7z", "w") as archive:
        archive.writeall(tmp_path / "src", "src")
    assert added(case, given, {"a.7z": (given / "a.7z").read_bytes()}) == [
        ("a.7z", "taken"), ("a.7z!/src/link", "member_link"), ("a.7z!/src/real", "taken"),
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_several_members_of_one_name_are_all_kept(case: Case, given: Path) -> None:
    twice = [("a", b"1"), ("./a", b"2"), ("a", b"1"), ("b", b"3")]
    for name, data in (("a.zip", zipped(twice)), ("a.tar", tarred([(n, d + b"t") for n, d in twice]))):
        told = added(case, given, {name: data})
        assert told == [
            (name, "taken"), (f"{name}!/a", "taken"), (f"{name}!/a#2", "twice"), (f"{name}!/a#3", "known"), (f"{name}!/b", "taken"),
        ]  # fmt: skip


def test_a_case_folder_in_an_archive_is_said_once(case: Case, given: Path) -> None:
    files = {"old/case.sqlite": b"1", "old/originals/data/x.age": b"2", "old/case.toml": b"3", "x/case.toml": b"4"}
    told = added(case, given, {"a.zip": zipped(files)})
    assert [one for one in told if one[1] != "taken"] == [("a.zip!/old", "case_folder")]
    assert len(told) == 6


def test_a_folder_that_is_another_case_is_not_taken_in(case: Case, given: Path, who: Identity) -> None:
    Case.create(given / "other", title="别案", identity=who).close()
    (given / "x").write_bytes(b"x")
    taken = take(case, [given], **STATED)
    assert [(one.path, one.code) for one in taken] == [("other", "case_folder"), ("x", "taken")]


# Passwords, pieces, foreign kinds.
def test_what_needs_a_password_is_named_and_the_rest_comes_in(case: Case, given: Path) -> None:
    mixed = bytearray(rawly_zipped([(b"a", b"1"), (b"b", b"2")]))
    for mark, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        mixed[mixed.index(mark) + place] |= 1
    aes = rawly_zipped([(b"a", b"3")], method=99, extra=struct.pack("<2H7x", 0x9901, 7))
    files = {
        "mixed.zip": bytes(mixed), "aes.zip": aes,
        "content.7z": sevened({"x": b"4"}, password="geheim"),
        "header.7z": sevened({"x": b"5"}, password="geheim", header_encryption=True),
    }  # fmt: skip
    told = [one for one in added(case, given, files) if "!/" in one[0]]
    assert told == [
        ("mixed.zip!/a", "password"), ("mixed.zip!/b", "taken"), ("aes.zip!/a", "password"), ("content.7z!/x", "password"),
        ("header.7z!/", "password"),
    ]  # fmt: skip


def test_pieces_of_archives_are_named(case: Case, given: Path) -> None:
    spanned = bytearray(zipped({"x": b"1"}))
    spanned[-18:-14] = struct.pack("<2H", 1, 1)
    elsewhere = bytearray(zipped({"x": b"2"}))
    elsewhere[elsewhere.index(b"PK\1\2") + 34] = 1
    seven = sevened(THREE)
    files = {
        "a.z01": NOISE, "a.zip": bytes(spanned), "b.zip": bytes(elsewhere), "c.7z.001": seven[:9000], "c.7z.002": seven[9000:],
        "d.001": zipped({"x": b"3"}), "e.part1.rar": b"Rar!\x1a\7\1\0", "f.001": b"no archive at all",
    }  # fmt: skip
    told = [one for one in added(case, given, files) if one[1] != "taken"]
    assert told == [(f"{name}!/", "volume") for name in files if name != "f.001"]


def test_archives_of_other_kinds_are_named(case: Case, given: Path) -> None:
    image = bytearray(36 << 10)
    image[0x8001:0x8006] = b"CD001"
    marks = {
        "rar": b"Rar!\x1a\7\0",
        "cab": b"MSCF\0\0\0\0",
        "lz4": b"\x04\x22\x4d\x18",
        "lzh": b"##-lh5-x",
        "iso": bytes(image),
        "msg": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504),
    }
    told = added(case, given, {f"a.{kind}": mark for kind, mark in marks.items()})
    assert [one for one in told if one[1] != "taken"] == [
        (f"a.{kind}!/", {"rar": "rar", "msg": "outlook"}.get(kind, "unopened")) for kind in marks
    ]
    assert {bids[0].form for name, head in marks.items() if (bids := recognise(head, f"a.{name}"))} == {
        "archive",
        "email",
    }
    assert all(recognise(head, f"a.{name}") for name, head in marks.items() if name != "iso")


def test_rare_methods_are_named(case: Case, given: Path) -> None:
    ppmd = sevened({"a": b"2"}, filters=[{"id": py7zr.FILTER_PPMD, "order": 6, "mem": 16}])
    old = sevened({"a": b"3"}, filters=[{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA}])
    told = added(case, given, {"a.zip": rawly_zipped([(b"a", b"1")], method=98), "b.7z": ppmd, "c.7z": old})
    assert [one for one in told if one[1] != "taken"] == [
        ("a.zip!/a", "method"),
        ("b.7z!/a", "method"),
        ("c.7z!/a", "method"),
    ]


# Damage.
def cut(data: bytes, share: float = 0.55) -> bytes:
    return data[: int(len(data) * share)]


@pytest.mark.parametrize("pack", PACK)
def test_a_cut_tar_gives_what_lies_before_the_cut(case: Case, given: Path, pack: str) -> None:
    told = added(case, given, {"a.tar": cut(tarred(THREE, pack))})
    assert told[0] == ("a.tar", "taken")
    assert told[-1] == ("a.tar!/", "truncated")
    known = {f"a.tar!/{name}": data for name, data in THREE.items()}
    assert inside(case).items() <= known.items()
    if pack in {"", "gz"}:
        assert told[1:-1] == [("a.tar!/a.bin", "taken"), ("a.tar!/b.bin", "truncated")]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_cut_zip_is_read_from_its_front(case: Case, given: Path, method: int) -> None:
    told = added(case, given, {"a.zip": cut(zipped(THREE, method)), "b.zip": zipped(THREE, method)[:-10]})
    assert told == [
        ("a.zip", "taken"), ("a.zip!/", "no_directory"), ("a.zip!/a.bin", "taken"), ("a.zip!/b.bin", "truncated"),
        ("b.zip", "taken"), ("b.zip!/", "no_directory"), ("b.zip!/a.bin", "known"), ("b.zip!/b.bin", "taken"),
        ("b.zip!/c.bin", "taken"),
    ]  # fmt: skip


def test_a_cut_zip_whose_sizes_stand_behind_its_members_is_read_too(case: Case, given: Path) -> None:
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.data = b""

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.data += bytes(data)
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in THREE.items():
            archive.writestr(name, data)
    bad = bytearray(pipe.data)
    bad[bad.index(b"PK\7\x08") + 5] ^= 1  # the first check sum
    told = added(case, given, {"a.zip": cut(pipe.data, 0.7), "b.zip": pipe.data[:-30], "c.zip": bytes(bad)[:-30]})
    assert [one for one in told if "!/" in one[0] and one[1] != "no_directory"] == [
        ("a.zip!/a.bin", "taken"), ("a.zip!/b.bin", "taken"), ("a.zip!/c.bin", "truncated"),
        ("b.zip!/a.bin", "known"), ("b.zip!/b.bin", "known"), ("b.zip!/c.bin", "taken"),
        ("c.zip!/a.bin", "damaged"), ("c.zip!/b.bin", "known"), ("c.zip!/c.bin", "known"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["7z", "gz", "bz2", "xz"])
def test_what_is_cut_and_cannot_be_read_without_its_end_is_named(case: Case, given: Path, kind: str) -> None:
    data = sevened(THREE) if kind == "7z" else PACK[kind](NOISE)
    told = added(case, given, {f"a.{kind}": cut(data)})
    assert told[1:] in ([(f"a.{kind}!/", "truncated")], [(f"a.{kind}!/a", "truncated")])


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def test_a_member_whose_check_sum_is_wrong_is_refused_and_the_others_come_in(case: Case, given: Path) -> None:
    stored, solid = zipped(THREE, zipfile.ZIP_STORED), sevened(THREE, filters=[{"id": py7zr.FILTER_COPY}])
    where = len(NOISE) + 5000
    told = added(case, given, {"a.zip": flipped(stored, where), "b.7z": flipped(solid, where)})
    assert told == [
        ("a.zip", "taken"), ("a.zip!/a.bin", "taken"), ("a.zip!/b.bin", "damaged"), ("a.zip!/c.bin", "taken"),
        ("b.7z", "taken"), ("b.7z!/a.bin", "known"), ("b.7z!/b.bin", "damaged"), ("b.7z!/c.bin", "known"),
    ]  # fmt: skip


def test_a_damaged_header_in_a_tar_costs_only_its_member(case: Case, given: Path) -> None:
    data = tarred(THREE)
    second = 512 + -(-len(NOISE) // 512) * 512
    bad = flipped(data, second + 5)
    for name, one in (("a.tar", bad), ("b.tar.gz", gzip.compress(bad))):
        told = added(case, given, {name: one})
        assert [path for path, _ in told] == [name, f"{name}!/a.bin", f"{name}!/", f"{name}!/c.bin"]
        assert told[2][1] == "damaged"


def test_a_gzip_whose_check_sum_is_wrong_is_named(case: Case, given: Path) -> None:
    told = added(case, given, {"a.gz": flipped(gzip.compress(NOISE), -6), "b.tgz": flipped(tarred(THREE, "gz"), -6)})
    assert told[:2] == [("a.gz", "taken"), ("a.gz!/a", "damaged")]
    assert told[-1] == ("b.tgz!/", "damaged")


def test_bytes_behind_the_end_or_before_the_first_member_are_told(case: Case, given: Path) -> None:
    files = {
        "a.tar": tarred({"x": b"1"}) + b"junk" * 200, "b.gz": gzip.compress(b"2") + b"junk",
        "c.zip": zipped({"hidden": b"3"}) + zipped({"shown": b"4"}),
    }  # fmt: skip
    told = [one for one in added(case, given, files) if "!/" in one[0]]
    assert sorted(told) == [
        ("a.tar!/", "unlisted"), ("a.tar!/x", "taken"), ("b.gz!/", "unlisted"), ("b.gz!/b", "taken"), ("c.zip!/", "unlisted"),
        ("c.zip!/shown", "taken"),
    ]  # fmt: skip


def test_the_directory_that_reaches_the_end_is_believed_and_not_one_in_its_comment(case: Case, given: Path) -> None:
    fake = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0, 0, 0, 0, 0)
    data = zipped({"x": b"1"})
    told = added(case, given, {"a.zip": data[:-2] + struct.pack("<H", 30) + fake + b"tail    "})
    assert told == [("a.zip", "taken"), ("a.zip!/x", "taken")]


@pytest.mark.parametrize(
    "lie",
    [{"size": 5}, {"size": 50_000}, {"crc": 1}, {"packed": 10}, {"packed": 1 << 30}, {"offset": 7}, {"method": 0}],
)
def test_numbers_that_lie_are_found_out(case: Case, given: Path, lie: dict[str, int]) -> None:
    told = added(case, given, {"a.zip": rawly_zipped([(b"x", NOISE)], **lie)})
    assert [one for one in told[1:] if one[1] != "unlisted"] == [("a.zip!/x", "damaged")]


def test_sizes_and_places_beyond_any_file_end_at_once(case: Case, given: Path) -> None:
    endless = bytearray(tarred({"x": b"1"}))
    endless[124:136] = b"\x80" + b"\xff" * 11
    endless[148:156] = b"%06o\0 " % tarfile.calc_chksums(bytes(endless[:512]))[0]  # type: ignore[attr-defined]
    far = struct.pack("<2H3Q", 1, 24, 3, 1 << 63, 1 << 63)
    zip64 = rawly_zipped([(b"x", b"abc")], extra=far, size=0xFFFFFFFF, packed=0xFFFFFFFF, offset=0xFFFFFFFF)
    told = added(case, given, {"a.tar": bytes(endless), "b.zip": zip64, "c.zip": zip64[:-22]})
    assert [one for one in told if "!/" in one[0]] == [
        ("a.tar!/x", "truncated"), ("a.tar!/", "damaged"), ("b.zip!/", "unlisted"), ("b.zip!/x", "damaged"),
        ("c.zip!/", "no_directory"), ("c.zip!/x", "taken"), ("c.zip!/", "damaged"),
    ]  # fmt: skip


# Bombs.
def test_a_member_that_swells_beyond_reason_is_refused(case: Case, given: Path) -> None:
    zeros = bytes(3 << 20)
    files = {
        "a.zip": zipped({"bomb": zeros, "x": b"1"}), "b.tar.gz": tarred({"x": b"2", "bomb": zeros}, "gz"), "c.gz": gzip.compress(zeros),
        "d.bz2": PACK["bz2"](zeros), "e.xz": PACK["xz"](zeros), "f.7z": sevened({"bomb": zeros, "x": b"3"}),
        "g.zip": rawly_zipped([(b"bomb", zeros)], size=1000),
    }  # fmt: skip
    told = [one for one in added(case, given, files, SMALL) if "!/" in one[0]]
    assert told == [
        ("a.zip!/bomb", "bomb"), ("a.zip!/x", "taken"), ("b.tar.gz!/x", "taken"), ("b.tar.gz!/bomb", "bomb"), ("b.tar.gz!/", "bomb"),
        ("c.gz!/c", "bomb"), ("d.bz2!/d", "bomb"), ("e.xz!/e", "bomb"), ("f.7z!/bomb", "bomb"), ("f.7z!/x", "bomb"),
        ("g.zip!/bomb", "damaged"),
    ]  # fmt: skip


def test_many_that_swell_a_little_are_a_bomb_together(case: Case, given: Path) -> None:
    """Each of the inner archives is harmless; the outermost answers for all of them."""
    inner = {f"{n}.zip": zipped({f"{n}{m}": bytes([n, m]) * 100_000 for m in range(4)}) for n in range(9)}
    told = added(case, given, {"a.zip": zipped(inner), "z.zip": zipped({"x": b"1"})}, SMALL)
    assert told[-3:] == [("a.zip!/", "bomb"), ("z.zip", "taken"), ("z.zip!/x", "taken")]
    assert told[-4][1] == "bomb"
    assert sum(len(data) for data in inside(case).values()) <= SMALL.total


def test_members_that_share_their_bytes_are_told(case: Case, given: Path) -> None:
    """As Fifield's bomb does: many entries, one kernel."""
    made = zipped({"kernel": NOISE, "alone": b"1"})
    entry, end = made.index(b"PK\1\2"), made.rindex(b"PK\5\6")
    first = made[entry : made.index(b"PK\1\2", entry + 1)]
    directory = first * 50 + made[made.index(b"PK\1\2", entry + 1) : end]
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 51, 51, len(directory), entry, 0)
    told = added(case, given, {"a.zip": made[:entry] + directory + last})
    assert told == [("a.zip", "taken"), ("a.zip!/", "overlap"), ("a.zip!/alone", "taken")]


def test_too_many_members_are_too_many(case: Case, given: Path) -> None:
    files = {str(n): str(n).encode() for n in range(12)}
    nested = {"x": b"1", "a.zip": zipped(files)}
    told = added(
        case,
        given,
        {"a.zip": zipped(files), "b.tar": tarred(files), "c.7z": sevened(files), "d.zip": zipped(nested)},
        Limits(members=9),
    )
    assert [path for path, code in told if code == "too_many"] == ["a.zip!/", "b.tar!/", "c.7z!/", "d.zip!/a.zip!/"]
    assert sum(path.startswith("b.tar!/") for path, _ in told) == 10


def test_depth_is_bounded(case: Case, given: Path) -> None:
    data = b"bottom"
    for n in range(7):
        data = zipped({f"{n}": data})
    told = added(case, given, {"a.zip": data})
    assert [code for _, code in told] == ["taken"] * 5 + ["nested"]
    assert told[-1][0] == "a.zip!/6!/5!/4!/3!/"


def test_archives_that_hold_themselves_end(case: Case, given: Path) -> None:
    assert added(case, given, {"a.gz": quine()}) == [("a.gz", "taken"), ("a.gz!/a", "known"), ("a.gz!/a!/", "loop")]


def test_the_same_archives_over_and_over_are_opened_once_each(case: Case, given: Path) -> None:
    """As 42.zip does: sixteen of the same in each, five deep; a million files at the bottom were all opened."""
    data = b"bottom"
    for depth in range(4):
        data = zipped({f"lib {n}.zip" if depth else "0.dll": data for n in range(16)})
    told = added(case, given, {"42.zip": data})
    assert len(told) == 1 + 16 + 16 + 16 + 1
    assert len(case.sources()) == 5


def test_a_header_that_never_ends_is_given_up(case: Case, given: Path) -> None:
    pax = special("x", tarfile.XHDTYPE)
    pax.size = 1 << 24
    many = b"".join(special(f"{n}", tarfile.XHDTYPE).tobuf() for n in range(3000))
    chain = b"".join(
        (one := special("x", b"g"), setattr(one, "size", 10))[0].tobuf()
        + f"6 k{n:04}=v\n".encode()[:10].ljust(512, b"\0")
        for n in range(900)
    )
    files = {"a.tar": pax.tobuf() + bytes(1 << 20) * 17, "b.tar": many, "c.tar": chain + tarred({"x": b"1"})}
    told = [one for one in added(case, given, files) if one[1] != "taken"]
    assert {path for path, _ in told} == {"a.tar!/", "b.tar!/", "c.tar!/"}
    assert {code for _, code in told} <= {"damaged", "truncated"}


def test_a_mail_that_is_too_much_work_is_named(case: Case, given: Path) -> None:
    head = mailed({"a": b"1"})
    nested = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(1200))
    files = {
        "large.eml": head + b"x" * 3000, "lines.eml": head + b"\n" * 3_000_000,
        "deep.eml": b"From: a@example.org\nTo: b@example.org\nMIME-Version: 1.0\n" + nested,
    }  # fmt: skip
    told = added(case, given, {"large.eml": files.pop("large.eml")}, Limits(mail=2000))
    told += added(case, given, files)
    assert [one for one in told if "!/" in one[0]] == [
        ("large.eml!/", "too_large"), ("lines.eml!/", "too_large"), ("deep.eml!/", "damaged"),
    ]  # fmt: skip


def test_a_cut_or_broken_mail_gives_what_is_whole(case: Case, given: Path) -> None:
    data = mailed({"a.bin": NOISE, "b.bin": NOISE})
    bad = data.replace(b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: base64\n", 1)
    at = bad.index(b"\n\n", bad.index(b"a.bin")) + 2
    bad = bad[:at] + b"\xe4\xb8*" + bad[at + 3 :]
    told = added(case, given, {"cut.eml": cut(data, 0.8), "bad.eml": bad})
    assert told == [
        ("cut.eml", "taken"), ("cut.eml!/a.bin", "taken"), ("cut.eml!/b.bin", "truncated"), ("cut.eml!/", "truncated"),
        ("bad.eml", "taken"), ("bad.eml!/a.bin", "damaged"), ("bad.eml!/b.bin", "known"),
    ]  # fmt: skip


# Files and folders of the disk.
def test_a_tree_a_thousand_deep_and_names_of_255_bytes(case: Case, given: Path) -> None:
    for depth in range(1000):
        (given / ("d/" * (depth + 1))).mkdir()
    (given / ("d/" * 1000) / "x").write_bytes(b"deep")
    (given / ("长" * 85)).write_bytes(b"long")
    taken = take(case, [given], **STATED)
    agrees(case, taken)
    assert sorted(one.path for one in taken) == ["d/" * 1000 + "x", "长" * 85]


def test_a_path_too_long_for_the_system_is_named(case: Case, given: Path) -> None:
    deep, fd = "d" * 250, os.open(given, os.O_RDONLY)
    for _ in range(20):
        os.mkdir(deep, dir_fd=fd)
        inner = os.open(deep, os.O_RDONLY, dir_fd=fd)
        os.close(fd)
        fd = inner
    os.close(fd)
    [one] = take(case, [given], **STATED)
    assert one.code == "unreadable"
    agrees(case, [one])


def test_hard_links_and_sparse_files_are_files(case: Case, given: Path) -> None:
    (given / "a").write_bytes(b"1")
    (given / "b").hardlink_to(given / "a")
    with (given / "sparse").open("wb") as stream:
        stream.truncate(3 << 20)
        stream.write(b"x")
    taken = take(case, [given], **STATED)
    agrees(case, taken)
    assert [(one.path, one.code, one.size) for one in taken] == [
        ("a", "taken", 1),
        ("b", "known", 1),
        ("sparse", "taken", 3 << 20),
    ]


def test_a_file_larger_than_the_disk_is_refused_before_anything_is_written(case: Case, given: Path) -> None:
    (given / "a").write_bytes(b"a")
    with (given / "huge").open("wb") as stream:
        stream.truncate(1 << 43)
    with pytest.raises(StorageFault, match="not enough space"):
        take(case, [given], **STATED)
    assert [source.name for source in case.sources()] == ["a"]
