r"""Which files hold other files, told by their content alone, and how each kind is opened.

A compressed web archive (.warc.gz) is left whole, since its parser reads it record by record; so are Telegram's animated stickers,
which are compressed drawings. A piece of an archive in several pieces is told by its name, since only the first has a mark.
Archives that this program does not open are named, so that a person unpacks them.

>>> import gzip
>>> kind_of(b"PK\3\4", "a.pdf"), kind_of(gzip.compress(b"{}"), "a"), kind_of(gzip.compress(b"WARC/1.0"), "a.warc.gz")
('zip', 'gzip', '')
>>> kind_of(b"Rar!\x1a\7\1\0", "a.rar"), kind_of(b"7z\xbc\xaf\x27\x1c", "a.7z.001"), kind_of(b"\xff\xd8\xff", "a.zip")
('rar', 'volume', '')
"""

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from doxdocket.intake import mail, mbox, mhtml, tars, zips
from doxdocket.intake.member import Limits, Member, Opened, Readable, Refused, at, remark
from doxdocket.intake.names import Name, named, of_text
from doxdocket.intake.streams import KINDS, PIECE, Ahead, Unpacked

#: How many first bytes tell.
HEAD = 36 << 10
NOT_OPENED = ("unopened", "rar", "outlook", "volume")

_ZIP = (b"PK\3\4", b"PK\5\6", b"PK\7\x08PK\3\4", b"PK00PK\3\4")
_SEVEN = b"7z\xbc\xaf\x27\x1c"
_RAR = (b"Rar!\x1a\7", b"RE~^")
_UNOPENED = {  # where, what: cab, lz4, lzip, ar, cpio (two), disc image, forensic images (two), ace
    b"MSCF\0\0\0\0": 0, b"\x04\x22\x4d\x18": 0, b"LZIP\1": 0, b"!<arch>\n": 0, b"070701": 0, b"070707": 0,
    b"CD001": 0x8001, b"EVF\t\r\n\xff\0": 0, b"ADSEGMENTEDFILE\0": 0, b"**ACE**": 7,
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OF_OUTLOOK = "__properties_version1.0".encode("utf-16-le") + b"\0\0"
_LHA = re.compile(rb"..-l[hz][0-9ds]-", re.DOTALL)
_PIECE_NAME = re.compile(
    r"\.(?:z\d\d|(?:7z|zip|rar|t?gz|t?bz2?|t?xz|t?zstd?|tar)\.\d{2,3}|part\d+\.rar)$", re.IGNORECASE
)
_PIECE_MARK = re.compile(r"\.\d{3}$")
_PACKED_NAME = re.compile(r"(?i)\.(gz|bz2|xz|zstd?|tgz|tbz2?|txz|tzst)$")


def kind_of(head: bytes, name: str) -> str:
    """What kind of container begins with ``head`` (up to ``HEAD`` bytes) and is called ``name``; '' when it is none."""
    kind = _marked(head, name)
    if _PIECE_NAME.search(name) or (kind and _PIECE_MARK.search(name)):
        return "volume"
    return "" if kind == "gzip" and _left_whole(head) else kind


def _marked(head: bytes, name: str) -> str:
    if head.startswith(_ZIP):
        return "zip"
    if head.startswith(_RAR):
        return "rar"
    if head.startswith(_SEVEN):
        return "7z"
    for kind, (_, beginnings) in KINDS.items():
        if head.startswith(beginnings) and (kind != "bzip2" or head[4:10] in {b"1AY&SY", b"\x17rE8P\x90"}):
            return kind
    if any(head.startswith(mark, place) for mark, place in _UNOPENED.items()) or _LHA.match(head):
        return "unopened"
    if head.startswith(_OLE) and (_OF_OUTLOOK in head or name.lower().endswith(".msg")):
        return "outlook"
    if tars.is_header(head):
        return "tar"
    return next((kind for kind, fits in _HEADED.items() if fits(head)), "")


_HEADED = {"mhtml": mhtml.is_page, "mbox": mbox.is_mailbox, "mail": mail.is_mail}


def _left_whole(head: bytes) -> bool:
    try:
        plain = Unpacked(io.BytesIO(head), "gzip", Limits()).read(256)
    except Refused:
        return False
    return plain.startswith(b"WARC/") or (plain.startswith(b"{") and b'"tgs":' in plain)


def opened(kind: str, stream: BinaryIO, size: int, name: str, limits: Limits) -> Opened:
    """The members of a container of this kind; ``Refused`` when it cannot be opened."""
    if kind in NOT_OPENED:
        raise Refused(kind)
    stream.seek(0)
    if kind == "zip":
        return zips.opened(stream, size, limits)
    if kind == "7z":
        from doxdocket.intake import seven  # noqa: PLC0415 - its decompressors load slowly, and few cases hold one

        return seven.opened(stream, size, limits)
    if kind == "mail":
        return mail.opened(stream, size, limits)
    if kind in {"mhtml", "mbox"}:
        return mhtml.opened(stream, limits) if kind == "mhtml" else mbox.opened(stream)
    return tars.opened(stream, limits, size) if kind == "tar" else _unpacked(kind, stream, name, limits)


def _unpacked(kind: str, stream: BinaryIO, name: str, limits: Limits) -> Opened:
    """One file compressed, or a tar."""
    inside, modified = _inside(kind, stream, name)
    stream.seek(0)
    plain = Unpacked(stream, kind, limits)
    begin = Ahead(plain)
    if tars.is_header(begin.head(tars.BLOCK)):
        return Opened(_with_rest(tars.opened(begin, limits).members, plain))
    return Opened(_with_rest(iter([Member(inside, "", partial(_itself, begin), modified)]), plain))


def _itself(stream: Readable) -> Readable:
    return stream


def _with_rest(members: Iterator[Member], plain: Unpacked) -> Iterator[Member]:
    yield from members
    if plain.trailing:
        yield remark("unlisted")


def _inside(kind: str, stream: BinaryIO, name: str) -> tuple[Name, str]:
    """What the one file inside is called, and when it was changed: as gzip's header says, else the container's name cut short."""
    head = stream.read(PIECE) if kind == "gzip" else b""
    modified = at(int.from_bytes(head[4:8], "little")) if head[4:8].strip(b"\0") else ""
    if head[3:4] and head[3] & 8:
        place = 12 + int.from_bytes(head[10:12], "little") if head[3] & 4 else 10
        given = head[place:].split(b"\0", 1)[0].replace(b"\\", b"/").rpartition(b"/")[2]
        if given:
            return named(given), modified
    return of_text(_PACKED_NAME.sub("", name.rpartition("/")[2])), modified
