r"""What kind of file this is, by its first bytes: pictures, PDF, office documents, sound, film, archives.

Source: the formats' own specifications (named beside what is not plain), as files begin in fact; a name decides only
between what the bytes leave open. Leaves out: e-mail, which has no first bytes of its own, and SVG.

OLE compound files all begin alike; the names of the streams in the directory tell them apart. The directory lies in some sector that
the header names, often within the first 64 KiB; when it lies behind, the file's name decides between message and
document. Source: [MS-CFB] 2.2 and 2.6, [MS-OXMSG] 2.2.1 (``__properties_version1.0``). Leaves out: what is in it.

>>> kind(b"\xff\xd8\xff\xe0..JFIF"), kind(b"GIF89a.."), kind(b"%PDF-1.7")
(Kind(form='image', mime='image/jpeg'), Kind(form='image', mime='image/gif'), Kind(form='pdf', mime='application/pdf'))
>>> kind(b"\0\0\0\x20ftypheic" + bytes(8)).mime, kind(b"BM, he said"), kind(b"")
('image/heic', None, None)
>>> ole_kind(MAGIC + bytes(504), "a.msg"), ole_kind(MAGIC + bytes(504), "a.doc"), ole_kind(b"plain", "a.msg")
('application/vnd.ms-outlook', 'application/x-ole-storage', None)
"""

import re
from typing import Final, NamedTuple

from doxdocket.parse.documents.zips import office_kind

MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS: Final = {
    "__properties_version1.0": "application/vnd.ms-outlook", "__nameid_version1.0": "application/vnd.ms-outlook",
    "EncryptedPackage": "application/x-ole-storage", "WordDocument": "application/msword",
    "Workbook": "application/vnd.ms-excel", "PowerPoint Document": "application/vnd.ms-powerpoint",
    "VisioDocument": "application/vnd.visio",
}  # fmt: skip


def ole_kind(head: bytes, name: str) -> str | None:
    """The media type of a compound file; none for what is none."""
    if not head.startswith(MAGIC):
        return None
    for stream, mime in _STREAMS.items():
        if stream.encode("utf-16-le") + b"\0\0" in head[512:]:
            return mime
    return "application/vnd.ms-outlook" if name.lower().endswith(".msg") else "application/x-ole-storage"


class Kind(NamedTuple):
    """The form that takes a file, and its media type."""

    form: str
    mime: str


#: Beginnings that say it all.
_BEGINNINGS: Final = {
    b"\xff\xd8\xff": Kind("image", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": Kind("image", "image/png"),
    b"GIF87a": Kind("image", "image/gif"),
    b"GIF89a": Kind("image", "image/gif"),
    b"II*\0": Kind("image", "image/tiff"),
    b"MM\0*": Kind("image", "image/tiff"),
    b"%PDF-": Kind("pdf", "application/pdf"),
    b"{\\rtf": Kind("office", "application/rtf"),
    b"fLaC\0": Kind("audio", "audio/flac"),
    b"#!AMR\n": Kind("audio", "audio/amr"),
    b"#!AMR-WB\n": Kind("audio", "audio/amr-wb"),
    b"#!SILK_V3": Kind("audio", "audio/silk"),
    b"\x02#!SILK_V3": Kind("audio", "audio/silk"),  # as WeChat writes voice messages
    b"ID3\2": Kind("audio", "audio/mpeg"),
    b"ID3\3": Kind("audio", "audio/mpeg"),
    b"ID3\4": Kind("audio", "audio/mpeg"),
    b"caff\0\1": Kind("audio", "audio/x-caf"),
    b"FLV\x01": Kind("video", "video/x-flv"),
    b"\0\0\x01\xba": Kind("video", "video/mpeg"),
    b"\0\0\x01\xb3": Kind("video", "video/mpeg"),
    b"7z\xbc\xaf\x27\x1c": Kind("archive", "application/x-7z-compressed"),
    b"Rar!\x1a\x07": Kind("archive", "application/vnd.rar"),
    b"\x1f\x8b\x08": Kind("archive", "application/gzip"),
    b"\xfd7zXZ\0": Kind("archive", "application/x-xz"),
    b"\x28\xb5\x2f\xfd": Kind("archive", "application/zstd"),
    b"MSCF\0\0\0\0": Kind("archive", "application/vnd.ms-cab-compressed"),
    b"RE~^": Kind("archive", "application/vnd.rar"),
    b"\x04\x22\x4d\x18": Kind("archive", "application/x-lz4"),
    b"LZIP\1": Kind("archive", "application/lzip"),
    b"!<arch>\n": Kind("archive", "application/x-archive"),
    b"070701": Kind("archive", "application/x-cpio"),
    b"070707": Kind("archive", "application/x-cpio"),
    b"EVF\t\r\n\xff\0": Kind("archive", "application/x-ewf"),
    b"ADSEGMENTEDFILE\0": Kind("archive", "application/x-ad1"),
}
_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_OFFICE: Final = {
    "docx": _OOXML + "wordprocessingml.document", "pptx": _OOXML + "presentationml.presentation",
    "vsdx": "application/vnd.ms-visio.drawing", "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.12",
}  # fmt: skip
_LHA: Final = re.compile(rb"..-l[hz][0-9ds]-", re.DOTALL)
#: Brands of ISO/IEC 14496-12 files that are pictures or sound; every other one is film.
_BRANDS: Final = {
    "heic": "image/heic", "heix": "image/heic", "heim": "image/heic", "heis": "image/heic", "hevc": "image/heic",
    "hevx": "image/heic", "mif1": "image/heif", "msf1": "image/heif", "avif": "image/avif", "avis": "image/avif",
    "crx ": "image/x-canon-cr3", "M4A ": "audio/mp4", "M4B ": "audio/mp4", "M4P ": "audio/mp4",
}  # fmt: skip
_RIFF: Final = {
    b"WEBP": Kind("image", "image/webp"), b"WAVE": Kind("audio", "audio/wav"), b"AVI ": Kind("video", "video/x-msvideo"),
}  # fmt: skip
_ATOMS: Final = frozenset({b"moov", b"mdat", b"wide", b"pnot"})
_BITMAPS: Final = frozenset({12, 40, 52, 56, 64, 108, 124})  # sizes of a BMP's second header
_ASF: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_VIDEO: Final = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
_RATES: Final = (  # bits a second of MPEG sound, by version and layer: ISO/IEC 11172-3, 13818-3
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_SAMPLES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def kind(head: bytes, name: str = "") -> Kind | None:
    """The kind of a file that begins so; none when its bytes say nothing."""
    for beginning, found in _BEGINNINGS.items():
        if head.startswith(beginning):
            return found
    for look in (_zip, _riff, _iso, _bitmap, _ogg, _matroska, _asf, _aiff, _tar, _bzip2, _mpeg_sound, _transport):
        if found := look(head):  # type: ignore[assignment]  # it may be none here
            return found
    if (ole := ole_kind(head, name)) is not None:
        return Kind("email" if ole == "application/vnd.ms-outlook" else "office", ole)
    if name.lower().endswith(".pdf") and b"\n%PDF-" in head[:1024]:
        return Kind("pdf", "application/pdf")
    return None


def _zip(head: bytes) -> Kind | None:
    found = office_kind(head)
    if found is None or found == "xlsx":  # which is a table
        return None
    if found == "zip":
        return Kind("archive", "application/zip")
    return Kind("office", _OFFICE.get(found, found))


def _riff(head: bytes) -> Kind | None:
    return _RIFF.get(head[8:12]) if head[:4] == b"RIFF" else None


def _iso(head: bytes) -> Kind | None:
    """ISO base media: the major brand, else the first compatible one that is known, says what it is."""
    if head[4:8] in _ATOMS and head[0] < 0x20:
        return Kind("video", "video/quicktime")
    size = int.from_bytes(head[:4], "big")
    if head[4:8] != b"ftyp" or not 12 <= size <= 4096:
        return None
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, min(size, len(head)), 4))]
    major = brands[0].decode("latin-1")
    if major in ("mif1", "msf1"):  # the general picture brands: a compatible one is exacter
        major = next((one.decode("latin-1") for one in brands[1:] if one in (b"heic", b"avif")), major)
    mime = _BRANDS.get(major) or ("video/quicktime" if major == "qt  " else "video/mp4")
    return Kind(mime.partition("/")[0], mime)


def _bitmap(head: bytes) -> Kind | None:
    if head[:2] == b"BM" and head[6:10] == bytes(4) and int.from_bytes(head[14:18], "little") in _BITMAPS:
        return Kind("image", "image/bmp")
    return None


def _ogg(head: bytes) -> Kind | None:
    if head[:4] != b"OggS":
        return None
    return Kind("video", "video/ogg") if b"\x80theora" in head[:512] else Kind("audio", "audio/ogg")


def _matroska(head: bytes) -> Kind | None:
    """A track of film says V_…; without one in the beginning, sound says A_… alone."""
    if head[:4] != b"\x1a\x45\xdf\xa3":
        return None
    mime = "webm" if b"webm" in head[:64] else "x-matroska"
    film = re.search(rb"V_[A-Z]", head) or not re.search(rb"A_[A-Z]", head)
    return Kind("video", f"video/{mime}") if film else Kind("audio", f"audio/{mime}")


def _asf(head: bytes) -> Kind | None:
    if not head.startswith(_ASF):
        return None
    return Kind("video", "video/x-ms-wmv") if _ASF_VIDEO in head else Kind("audio", "audio/x-ms-wma")


def _aiff(head: bytes) -> Kind | None:
    return Kind("audio", "audio/aiff") if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC") else None


def _tar(head: bytes) -> Kind | None:
    if head[0x8001:0x8006] == b"CD001":
        return Kind("archive", "application/x-iso9660-image")
    if head[7:14] == b"**ACE**" or _LHA.match(head):
        return Kind("archive", "application/x-ace" if head[7:14] == b"**ACE**" else "application/x-lha")
    return Kind("archive", "application/x-tar") if head[257:262] == b"ustar" else None


def _bzip2(head: bytes) -> Kind | None:
    return Kind("archive", "application/x-bzip2") if re.match(rb"BZh[1-9]1AY&SY", head) else None


def _mpeg_sound(head: bytes) -> Kind | None:
    """MP3 or AAC frames without a tag: the second frame must begin where the first one says that it ends."""
    if len(head) < 8 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:  # ADTS: ISO/IEC 13818-7
        size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
        return Kind("audio", "audio/aac") if size > 7 and head[size : size + 2] == head[:2] else None
    version, layer, rate, sample = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    if layer != 1 or version == 1 or not 0 < rate < 15 or sample == 3:
        return None
    bits = _RATES[version != 3][rate] * 1000
    size = (144 if version == 3 else 72) * bits // _SAMPLES[version][sample] + (head[2] >> 1 & 1)
    return Kind("audio", "audio/mpeg") if head[size : size + 2] == head[:2] else None


def _transport(head: bytes) -> Kind | None:
    """MPEG transport streams: 0x47 every 188 bytes."""
    if len(head) > 188 * 4 and all(head[188 * i] == 0x47 for i in range(5)):
        return Kind("video", "video/mp2t")
    return None
