"""Beginnings of loose files, one a kind, in folders beside this script: ``python tests/golden/documents/make.py``.

Written by hand from the formats' descriptions, as short as they may be; nothing in them was taken from a real file. A
second run gives the same bytes (a test looks).
"""

import struct
from pathlib import Path

HERE = Path(__file__).parent
MAIL = (
    "Received: from a.example.org by b.example.org; Wed, 15 Nov 2023 06:13:20 +0800\r\n"
    "From: =?utf-8?B?5byg5LiJ?= <zhangsan@example.org>\r\nTo: li@example.org\r\nSubject: x\r\n"
    "Date: Wed, 15 Nov 2023 06:13:20 +0800\r\n\r\nhello\r\n"
)


def box(kind, *brands):
    inside = b"".join(brands[:1]) + bytes(4) + b"".join(brands[1:])
    return struct.pack(">I", len(inside) + 8) + kind + inside + bytes(64)


def ole(stream):
    """A compound file whose directory is its second sector."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + (stream.encode("utf-16-le") + bytes(64))[:64] + bytes(448)


def mp3():
    """Two frames of MPEG 1 layer 3, 128 kbit/s, 44.1 kHz."""
    return (b"\xff\xfb\x90\x00" + bytes(413)) * 2


def shapes():
    """(name, bytes) by folder; names are wrong on purpose where the bytes must tell."""
    bitmap = (
        b"BM"
        + struct.pack("<IHHI", 70, 0, 0, 54)
        + struct.pack("<IiiHHIIiiII", 40, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0)
        + bytes(4)
    )
    return {
        "jpeg_called_txt": ("photo.txt", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(32)),
        "png": ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(32)),
        "webp": ("a.webp", b"RIFF" + struct.pack("<I", 40) + b"WEBPVP8 " + bytes(32)),
        "heic_called_jpg": ("IMG_1.jpg", box(b"ftyp", b"heic", b"mif1", b"heic")),
        "heif_general_brand": ("a.heic", box(b"ftyp", b"mif1", b"mif1", b"heic")),
        "avif": ("a.avif", box(b"ftyp", b"avif", b"mif1")),
        "gif": ("a.gif", b"GIF89a" + bytes(32)),
        "bmp": ("a.bmp", bitmap),
        "tiff": ("a.tif", b"II*\x00\x08\x00\x00\x00" + bytes(32)),
        "pdf": ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"),
        "eml": ("a.eml", MAIL.encode()),
        "eml_called_nothing": ("message", MAIL.replace("\r\n", "\n").encode()),
        "mbox": ("inbox", b"From zhangsan@example.org Wed Nov 15 06:13:20 2023\n" + MAIL.replace("\r\n", "\n").encode()),
        "outlook_message": ("a.msg", ole("__properties_version1.0")),
        "word_97": ("a.doc", ole("WordDocument")),
        "excel_97_called_msg": ("a.msg", ole("Workbook")),
        "office_under_password": ("a.xlsx", ole("EncryptedPackage")),
        "rtf": ("a.doc", b"{\\rtf1\\ansi hello}"),
        "mp3_without_tag": ("a.mp3", mp3()),
        "mp3": ("a.mp3", b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(64)),
        "m4a": ("a.m4a", box(b"ftyp", b"M4A ", b"M4A ", b"mp42")),
        "wav": ("a.wav", b"RIFF" + struct.pack("<I", 40) + b"WAVEfmt " + bytes(32)),
        "amr": ("a.amr", b"#!AMR\n" + bytes(32)),
        "silk_of_wechat": ("msg_1.amr", b"\x02#!SILK_V3" + bytes(32)),
        "opus": ("voice.ogg", b"OggS\x00\x02" + bytes(22) + b"OpusHead" + bytes(32)),
        "mp4": ("a.mp4", box(b"ftyp", b"isom", b"isom", b"mp41")),
        "quicktime": ("a.mov", box(b"ftyp", b"qt  ", b"qt  ")),
        "webm": ("a.webm", b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(40) + b"\x86\x85V_VP9" + bytes(8)),
        "matroska_sound": ("a.mka", b"\x1a\x45\xdf\xa3\xa3\x42\x82\x88matroska" + bytes(40) + b"\x86\x86A_OPUS" + bytes(8)),
        "avi": ("a.avi", b"RIFF" + struct.pack("<I", 40) + b"AVI LIST" + bytes(32)),
        "transport_stream": ("a.ts", (b"G" + bytes(187)) * 6),
        "rar": ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(32)),
        "sevenzip": ("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(32)),
    }  # fmt: skip


if __name__ == "__main__":
    for folder, (name, data) in shapes().items():
        (HERE / folder).mkdir(exist_ok=True)
        (HERE / folder / name).write_bytes(data)
