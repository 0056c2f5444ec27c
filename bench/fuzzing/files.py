"""Mutated files for ``bench/fuzz.py``: exports of every form, archives and mails, pictures. Same seed, same bytes.

Origins are the golden and broken inputs of the tests, the public samples up to 64 KB, and archives, mails and pictures
made here. Left out: large files (``hostile_memory``).
"""

import functools
import gzip
import io
import lzma
import random
import re
import tarfile
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import py7zr
from PIL import Image, ImageDraw

from doxdocket.parse import HEAD, recognise
from fuzzing.texts import ROOT, SAMPLES

LARGEST = 64 << 10
_NO_INPUT = {"expected.json", "make.py", "mapping.yaml", "conftest.py"}


class File(NamedTuple):
    """One file, which door reads it, and the form it had before it was changed."""

    door: str  # parse, container, picture
    form: str
    name: str
    data: bytes
    mapping: Path | None = None


def files(count: int, seed: int, skip: int = 0) -> Iterator[File]:
    """So many changed files in a fixed order; the first ``skip`` are left out."""
    doors = {"parse": exports(), "container": archives(), "picture": pictures()}
    every = [one.data for some in doors.values() for one in some]
    forms = sorted({one.form for one in doors["parse"]})
    by_form = {form: [one for one in doors["parse"] if one.form == form] for form in forms}
    for at in range(skip, count):
        rng = random.Random(f"file {seed} {at}")
        door = rng.choices(["parse", "container", "picture"], [84, 15, 1])[0]
        one = rng.choice(by_form[rng.choice(forms)] if door == "parse" else doors[door])
        yield one._replace(data=changed(rng, one.data, every, text=door != "picture" or rng.random() < 0.1))


@functools.cache
def exports() -> tuple[File, ...]:
    """Every input that a form claims."""
    found = []
    for top in (ROOT / "tests" / "golden", ROOT / "tests" / "broken", SAMPLES):
        for path in sorted(top.rglob("*")) if top.is_dir() else ():
            if not path.is_file() or path.name in _NO_INPUT or path.stat().st_size > LARGEST:
                continue
            data = path.read_bytes()
            mapping = path.with_name("mapping.yaml")
            found += [
                File("parse", bid.form, path.name, data, mapping if mapping.exists() else None)
                for bid in recognise(data[:HEAD], path.name)
            ]
    return tuple(found)


@functools.cache
def archives() -> tuple[File, ...]:
    """Archives and mails of every kind that is opened, small, some in one another."""
    some = {
        "result.json": b'{"name": "x", "type": "public_channel", "id": 1, "messages": []}',
        "图/a.txt": "姓名：周砚青\n".encode() * 50,
        "b.bin": random.Random(1).randbytes(900),
    }
    made = {
        "a.zip": _zip(some),
        "s.zip": _zip(some, zipfile.ZIP_STORED),
        "b.zip": _zip(some, zipfile.ZIP_BZIP2),
        "l.zip": _zip(some, zipfile.ZIP_LZMA),
    }
    for kind in ("w", "w:gz", "w:bz2", "w:xz"):
        for how in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
            made[f"{how}.{kind.replace(':', '.')}.tar"] = _tar(some, kind, how)
    made |= {
        "a.gz": gzip.compress(some["图/a.txt"], mtime=0),
        "a.xz": lzma.compress(some["b.bin"]),
        "a.7z": _seven(some),
    }
    made |= {
        "mail.eml": _mail(some),
        "box.mbox": b"From a@b.example Mon Jan  1 00:00:00 2024\n"
        + _mail(some).replace(b"\nFrom ", b"\n>From ")
        + b"\n"
        + b"From a@b.example Mon Jan  1 00:00:00 2024\n"
        + _mail({}),
    }
    made["page.mhtml"] = _mail({"index.html": b"<html><body>x</body></html>"}, related=True)
    made["nested.zip"] = _zip({"in.tar.gz": made["1.w.gz.tar"], "in.eml": made["mail.eml"], "in.7z": made["a.7z"]})
    return tuple(File("container", name.rpartition(".")[2], name, data) for name, data in made.items())


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 6, 24, 8, 0, 0)), data, method)
    return out.getvalue()


def _tar(files: dict[str, bytes], kind: str, how: int) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=kind, format=how) as archive:
        for name, data in {**files, "长" * 60: b"x"}.items():
            head = tarfile.TarInfo(name)
            head.size = len(data)
            archive.addfile(head, io.BytesIO(data))
    return out.getvalue()


def _seven(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def _mail(files: dict[str, bytes], *, related: bool = False) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "c@d.example", "截图"
    if related:
        mail["Snapshot-Content-Location"] = "https://x.example/"
    mail.set_content("请查收 see attached\n")
    for name, data in files.items():
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    data = mail.as_bytes()
    return re.sub(rb"=====+\d+==", b"=====boundary==", data)


@functools.cache
def pictures() -> tuple[File, ...]:
    """Small pictures of every kind that is decoded, with a line of text, still and moving."""
    slip = ROOT / "tests" / "detect" / "images" / "slip.heic"
    made = [File("picture", "heic", slip.name, slip.read_bytes())] if slip.exists() else []
    for size in ((48, 32), (160, 60)):
        first, *rest = (_drawn(size, at) for at in range(6))
        still = {form: _saved(form, first) for form in ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF", "AVIF")}
        moving = {
            f"moving {form}": _saved(form, first, save_all=True, append_images=rest)
            for form in ("GIF", "WEBP", "PNG", "TIFF")
        }
        made += [
            File("picture", form.lower(), f"a.{form[-4:].lower()}", data) for form, data in (still | moving).items()
        ]
    return tuple(made)


def _drawn(size: tuple[int, int], at: int) -> Image.Image:
    image = Image.new("RGB", size, (255, 255, 255 - at))
    ImageDraw.Draw(image).text((2, size[1] // 3), f"13800001850 {at}", fill=(0, 0, 0))
    return image


def _saved(form: str, image: Image.Image, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


PIECES = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8", b"\\ud83d", b"\\u0000", b"\\x1b", b'"', b"'", b"\\", b"{", b"}", b"[", b"]",
    b"<", b">", b"</", b"<!--", b"<![CDATA[", b"]]>", b"<?xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&#x1F;", b"&#99999999999;", b"&", b"%s{0}", b",", b";", b"\t", b"\r", b"\n", b"\r\n\r\n",
    b"-0", b"1e999", b"1E400", b"NaN", b"Infinity", b"null", b"true", b"[]", b"{}", b'""', b"9" * 19, b"9" * 400, b"9" * 5000, b"-9223372036854775809", b"18446744073709551616",
    b"9999-12-31T23:59:59.999999+14:00", b"0000-00-00", b"+25:00", b"0001-01-01", b"1970-01-01T00:00:00", b"253402300800", b"-62135596801", "٣".encode(), "²".encode(), "字".encode() * 9,
    b"../" * 9, b"WARC/1.1\r\n", b"Content-Length: -1\r\n", b"Content-Length: 99999999999999\r\n", b"Transfer-Encoding: chunked\r\n", b"=?utf-8?b?//8=?=", b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7",
]  # fmt: skip
_NUMBER = re.compile(rb"\d+")
_EXTREMES = [
    b"0",
    b"-1",
    b"2147483648",
    b"4294967296",
    b"9223372036854775808",
    b"253402300800",
    b"-62135596801",
    b"1e308",
    b"9" * 400,
    b"1.5",
    b'"7"',
]


def changed(rng: random.Random, data: bytes, others: list[bytes], *, text: bool) -> bytes:
    """The same with some of it flipped, cut, put in, taken out, doubled, spliced, nested, or in another encoding."""
    out = bytearray(data)
    for _ in range(rng.choice([1, 1, 1, 2, 3, 6])):
        at = rng.randrange(len(out) + 1) if rng.random() < 0.8 else min(len(out), rng.choice([0, 1, 8, 30]))
        end = min(len(out), at + rng.choice([1, 2, 8, 60, 500]))
        match rng.randrange(13 if text else 8):
            case 0:
                out[at:end] = bytes(byte ^ 1 << rng.randrange(8) for byte in out[at : min(end, at + 4)])
            case 1:
                out[at:at] = rng.choice(PIECES)
            case 2:
                del out[at:end]
            case 3:
                out[at:at] = out[at:end] * rng.choice([1, 2, 30])
            case 4:
                out[at:end] = rng.randbytes(end - at)
            case 5:
                del out[at:]
            case 6:
                other = rng.choice(others)
                out[at:] = other[rng.randrange(len(other) + 1) :]
            case 7:
                out[at : at + 4] = rng.choice(
                    [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0", b"\0\0\0\1"]
                )
            case 8:
                out[at:at] = rng.choice(PIECES) * rng.choice([2, 40, 400])
            case 9:
                numbers = list(_NUMBER.finditer(out))
                if numbers:
                    one = rng.choice(numbers)
                    out[one.start() : one.end()] = rng.choice(_EXTREMES)
            case 10:
                opens, closes = rng.choice(
                    [
                        (b"[", b"]"),
                        (b'{"a":', b"}"),
                        (b"<div>", b"</div>"),
                        (b'<model type="Chat">', b"</model>"),
                        (b'{"messages":[', b"]}"),
                        (b'"', b'"'),
                    ]
                )
                depth = rng.choice([2, 60, 1500])
                out[at:end] = opens * depth + bytes(out[at:end]) + closes * rng.choice([depth, 0, depth - 1])
            case 11:
                out = bytearray(_encoded(rng, bytes(out)))
            case 12:
                out[at:end] = rng.choice(PIECES)
    return bytes(out[: 4 * LARGEST])


def _encoded(rng: random.Random, data: bytes) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(
        rng.choice(["utf-16", "utf-16-le", "utf-32", "gb18030", "big5", "latin-1", "utf-7", "cp1252"]), "replace"
    )
