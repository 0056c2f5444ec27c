"""Archives made for tests, honest and dishonest, and what became of them."""

import bz2
import gzip
import hashlib
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import py7zr

from doxdocket.intake import Limits, Taken, take
from doxdocket.store.case import Case

STATED: dict[str, Any] = {"officers": ("甲", "乙"), "origin": "公安移送", "note": "服务器在境外"}
PACK = {"": bytes, "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}


def zipped(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, data in dict(files).items() if isinstance(files, Mapping) else files:
            archive.writestr(zipfile.ZipInfo(name, (2024, 6, 24, 8, 0, 0)), data, method)
    return made.getvalue()


def rawly_zipped(
    files: Sequence[tuple[bytes, bytes]], host: int = 3, flags: int = 0, extra: bytes = b"", **lies: int
) -> bytes:
    """Names as bytes, no flags but those given, and numbers that need not be true."""
    made, directory = b"", b""
    for name, data in files:
        packed = zlib.compressobj(wbits=-15)
        body = packed.compress(data) + packed.flush()
        stated = {
            "crc": zlib.crc32(data),
            "packed": len(body),
            "size": len(data),
            "method": 8,
            "offset": len(made),
            "mode": 0,
        }
        stated |= lies
        numbers = (
            flags,
            stated["method"],
            0,
            0x58D8,
            stated["crc"],
            stated["packed"],
            stated["size"],
            len(name),
            len(extra),
        )
        at = stated["offset"]
        made += struct.pack("<4s5H3L2H", b"PK\3\4", 20, *numbers) + name + extra + body
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", host << 8 | 20, 20, *numbers, 0, 0, 0, stated["mode"] << 16, at
        )
        directory += name + extra
    return (
        made
        + directory
        + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), len(made), 0)
    )


def tarred(
    members: Mapping[str, bytes] | Iterable[tarfile.TarInfo | tuple[str, bytes]], pack: str = "", **how: Any
) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=f"w:{pack}", **how) as archive:
        for one in members.items() if isinstance(members, Mapping) else members:
            if isinstance(one, tarfile.TarInfo):
                archive.addfile(one)
            else:
                info = tarfile.TarInfo(one[0])
                info.size, info.mtime = len(one[1]), 1_719_187_200
                archive.addfile(info, io.BytesIO(one[1]))
    return made.getvalue()


def special(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def sevened(files: Mapping[str, bytes], **how: Any) -> bytes:
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w", **how) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return made.getvalue()


def freely_sevened(files: Mapping[str, bytes]) -> bytes:
    """With names that no tool would write."""
    made = io.BytesIO()
    with py7zr.SevenZipFile(made, "w") as archive:
        archive.set_encoded_header_mode(False)
        stand_ins = [
            chr(0xE325 + n) * (len(name.encode("utf-16-le", "surrogatepass")) // 2) for n, name in enumerate(files)
        ]
        for name, data in zip(stand_ins, files.values(), strict=True):
            archive.writestr(data, name)
    meant, written = (
        b"\0" + b"".join(name.encode("utf-16-le", "surrogatepass") + b"\0\0" for name in names)
        for names in (files, stand_ins)
    )
    data = made.getvalue()
    place = data.rindex(written) if files else 0
    data = data[:place] + data[place:].replace(written, meant, 1)
    place, length = struct.unpack_from("<2Q", data, 12)
    start = data[12:28] + struct.pack("<L", zlib.crc32(data[32 + place : 32 + place + length]))
    return data[:8] + struct.pack("<L", zlib.crc32(start)) + start + data[32:]


def mailed(attachments: Mapping[str, bytes]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "材料"
    mail.set_content("见附件。")
    for name, data in attachments.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def added(case: Case, given: Path, files: Mapping[str, bytes], limits: Limits | None = None) -> list[tuple[str, str]]:
    """What became of these files and all that is in them, as (path, code)."""
    for name, data in files.items():
        (given / name).write_bytes(data)
    taken = take(case, [given / name for name in files], **STATED, **({"limits": limits} if limits else {}))
    agrees(case, taken)
    return [(one.path, one.code) for one in taken]


def agrees(case: Case, taken: Sequence[Taken]) -> None:
    """Every code can be said, what is refused is noted, and what was taken in comes out as its digest says."""
    noted = {(path, code) for _, path, code in case.notices()}
    for one in taken:
        assert one.zh
        assert one.en
        assert (one.status == "refused") == (one.sha256 == "")
        if one.status == "refused":
            assert (one.path, one.code) in noted
        else:
            assert hashlib.sha256(clear(case, one.sha256)).hexdigest() == one.sha256


def clear(case: Case, sha256: str) -> bytes:
    with case.original(sha256) as stream:
        return stream.read()


def inside(case: Case) -> dict[str, bytes]:
    """The members in the case, by path."""
    return {source.path_given: clear(case, source.sha256) for source in case.sources() if source.parent}
