"""Archives of random names and bytes, and archives with random damage: bytes come back as they were, or are named.

Only errors of ours leave: members are ``Refused`` one by one, and ``take`` raises nothing but ``DoxdocketError``.
"""

import contextlib
import gzip
import hashlib
import io
import random
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import py7zr
import pytest
from archives import PACK, STATED, agrees, freely_sevened, mailed, rawly_zipped, sevened, tarred, zipped
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from tests.sizes import examples

from doxdocket.errors import DoxdocketError
from doxdocket.intake import Limits, take
from doxdocket.intake.containers import HEAD, kind_of, opened
from doxdocket.intake.member import Account, Refused
from doxdocket.store import verify
from doxdocket.store.case import Case

NAMES = st.one_of(
    st.sampled_from(
        ["a", "a/b", "../x", "/abs", "C:\\x", "图片/一.jpg", "a\nb", "x" * 300, "a!/b", ".", "con", "é", "👩‍👧"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12),
)
BYTES = st.one_of(st.binary(max_size=200), st.integers(0, 300_000).map(lambda n: random.Random(n).randbytes(n)))
FILES = st.lists(st.tuples(NAMES.map(lambda name: name + "x" * name.endswith("/")), BYTES), max_size=6)


def as_zip(files: list[tuple[str, bytes]]) -> bytes:
    return zipped([(name, data) for name, data in files], zipfile.ZIP_LZMA if len(files) % 2 else zipfile.ZIP_DEFLATED)


def as_raw_zip(files: list[tuple[str, bytes]]) -> bytes:
    return rawly_zipped([(name.encode("gb18030", "replace"), data) for name, data in files], host=len(files) % 4)


def as_tar(files: list[tuple[str, bytes]]) -> bytes:
    return tarred(
        files, ("", "gz", "bz2", "xz")[len(files) % 4], format=(tarfile.PAX_FORMAT, tarfile.GNU_FORMAT)[len(files) % 2]
    )


def as_7z(files: list[tuple[str, bytes]]) -> bytes:
    return freely_sevened(dict(files))


def printable(name: str) -> str:
    return "".join(c if c.isprintable() else "_" for c in name)


def as_mail(files: list[tuple[str, bytes]]) -> bytes:
    return mailed(dict(files))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", [as_zip, as_raw_zip, as_tar, as_7z, as_mail])
@examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=FILES)
def test_every_member_comes_back_byte_for_byte(
    case: Case, given: Path, make: Callable[[list[tuple[str, bytes]]], bytes], files: list[tuple[str, bytes]]
) -> None:
    """None of these is refused: whatever it is called, it is taken in, under a path of its own."""
    if make in {as_7z, as_mail}:
        files = list({printable(name) if make is as_mail else name: data for name, data in files}.items())
    (given / "a.bin").write_bytes(make(files))
    taken = take(case, [given / "a.bin"], **STATED)
    agrees(case, taken)
    parts = [(one, one.path.split("!/")) for one in taken]
    members = [one for one, path in parts if len(path) == 2 and path[1]]
    assert [one.sha256 for one in members] == [hashlib.sha256(data).hexdigest() for _, data in files]
    assert len({one.path for one in members}) == len(members)


def test_bytes_under_the_name_of_a_folder_are_not_lost(case: Case, given: Path) -> None:
    (given / "a.zip").write_bytes(zipped([("a/", b"bytes of a folder"), ("b/", b"")]))
    taken = take(case, [given / "a.zip"], **STATED)
    assert [one.path for one in taken] == ["a.zip", "a.zip!/a"]


TEXT = b"abcdefgh " * 2000
SOME = {"a.txt": TEXT, "b/c.bin": random.Random(1).randbytes(3000), "empty": b"", "图.txt": TEXT[5:]}
FILTERS = [
    py7zr.FILTER_LZMA2,
    py7zr.FILTER_LZMA,
    py7zr.FILTER_BZIP2,
    py7zr.FILTER_DEFLATE,
    py7zr.FILTER_ZSTD,
    py7zr.FILTER_BROTLI,
]
WHOLE = {
    **{f"zip{method}": zipped(SOME, method) for method in (0, 8, 12, 14)},
    "cut zip": zipped(SOME)[:-60],
    **{f"tar{pack}": tarred(SOME, pack) for pack in PACK},
    "pax": tarred(SOME | {"长" * 90: b"x"}, format=tarfile.PAX_FORMAT),
    "gnu": tarred(SOME | {"长" * 90: b"x"}, format=tarfile.GNU_FORMAT),
    "gz": gzip.compress(TEXT),
    **{
        f"7z{n}": sevened(SOME, filters=[{"id": id_, **({"level": 3} if n > 3 else {})}])
        for n, id_ in enumerate(FILTERS)
    },
    "7z bcj": sevened(SOME, filters=[{"id": py7zr.FILTER_X86}, {"id": py7zr.FILTER_LZMA2}]),
    "7z plain header": freely_sevened(SOME),
    "mail": mailed(SOME),
}
LIMITS = Limits(floor=1 << 20, total=4 << 20)


def walked(data: bytes) -> Iterator[tuple[str, str]]:
    """Everything that is in there, as ``take`` reads it, without a case."""
    kind = kind_of(data[:HEAD], "x")
    if not kind:
        return
    account = Account(len(data), LIMITS)
    try:
        for member in opened(kind, io.BytesIO(data), len(data), "x", LIMITS).members:
            account.member()
            code = member.refusal
            if member.stream is not None:
                try:
                    stream = account.counted(member.stream())
                    while stream.read(1 << 20):
                        pass
                except Refused as e:
                    code = e.code
            yield member.name.text, code
    except Refused as e:
        yield "", e.code


@st.composite
def damage(draw: st.DrawFn) -> list[tuple[str, float, int]]:
    """What to do, where (as a share of the length; half of the time near an end), with which byte or count."""
    where = st.one_of(st.floats(0, 1), st.floats(0, 0.02), st.floats(0.9, 1))
    kinds = st.sampled_from(["set", "set", "set", "flip", "cut", "drop", "double", "ones", "zeros"])
    return draw(st.lists(st.tuples(kinds, where, st.integers(0, 255)), min_size=1, max_size=4))


def damaged(data: bytes, what: list[tuple[str, float, int]]) -> bytes:
    for kind, share, value in what:
        at = min(int(share * len(data)), max(len(data) - 1, 0))
        before, after, some = data[:at], data[at:], value % 40 + 1
        data = {
            "set": before + bytes([value]) + after[1:],
            "flip": before + bytes([byte ^ 1 << value % 8 for byte in after[:1]]) + after[1:],
            "cut": before,
            "drop": before + after[some:],
            "double": before + after[:some] + after,
            "ones": before + b"\xff" * some + after[some:],
            "zeros": before + bytes(some) + after[some:],
        }[kind]
    return data


@pytest.mark.parametrize("name", WHOLE)
@examples(60)
@given(what=damage())
def test_damage_raises_nothing_and_what_comes_out_whole_is_what_went_in(
    name: str, what: list[tuple[str, float, int]]
) -> None:
    data = damaged(WHOLE[name], what)
    told = list(walked(data))
    assert all(isinstance(code, str) for _, code in told)


@examples(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(WHOLE)), what=damage())
def test_only_our_errors_leave_take_and_the_case_stays_whole(
    case: Case, given: Path, name: str, what: list[tuple[str, float, int]]
) -> None:
    (given / "a").write_bytes(damaged(WHOLE[name], what))
    with contextlib.suppress(DoxdocketError):
        agrees(case, take(case, [given / "a"], limits=LIMITS, **STATED))
    assert verify.verify(case) == []


def resealed(data: bytes) -> bytes:
    """With the check sums of a 7z's table, or of a tar's headers, made right again."""
    if data.startswith(b"7z"):
        place, length = struct.unpack_from("<2Q", data, 12)
        start = data[12:28] + struct.pack("<L", zlib.crc32(data[32 + place : 32 + place + length]))
        return data[:8] + struct.pack("<L", zlib.crc32(start)) + start + data[32:]
    blocks = [data[at : at + 512] for at in range(0, len(data), 512)]
    return b"".join(
        one[:148] + b"%06o\0 " % tarfile.calc_chksums(one)[0] + one[156:] if one[257:262] == b"ustar" else one
        for one in blocks
    )


FORGED = {
    "7z": freely_sevened(SOME),
    "pax": tarred({"长" * 90: b"x", **SOME}, format=tarfile.PAX_FORMAT),
    "gnu": tarred({"长" * 90: b"x", **SOME}, format=tarfile.GNU_FORMAT),
}
SPOTS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 7, 0x37, 0x4B, 0x4C, 0x53, 0x67, 0x78, 0x80, 0xC0, 0xFF])),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("name", FORGED)
@examples(150)
@given(spots=SPOTS)
def test_forged_headers_raise_nothing(name: str, spots: list[tuple[float, int]]) -> None:
    data = bytearray(FORGED[name])
    start = 32 + struct.unpack_from("<Q", data, 12)[0] if name == "7z" else 0
    heads = [0] if name == "7z" else [at for at in range(0, len(data), 512) if data[at + 257 : at + 262] == b"ustar"]
    for share, value in spots:
        length = len(data) - start if name == "7z" else 512
        head = heads[int(share * 7919) % len(heads)]
        data[start + head + min(int(share * length), length - 1)] = value
    assert all(isinstance(code, str) for _, code in walked(resealed(bytes(data))))
