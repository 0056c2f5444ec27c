r"""What a record's block holds: an HTTP answer, its body as it was before transfer, and whether the digests agree.

Source: WARC 1.1 (ISO 28500:2017), 5.8 and 5.9, RFC 9112 (chunks), RFC 9110 (codings), and what crawlers write: digests in
base32, hexadecimal or base64; payload digests over the body as sent, without its chunks, or unpacked; bodies that are no
longer chunked or packed though their header says so. Unpacking is bounded, so a small record cannot become a large page.
Leaves out: zstd.

>>> block = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
>>> answer = http(block)
>>> answer.status, answer.start, body(block, answer)
(200, 47, (b'abc', []))
>>> agrees("sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", [block, b"abc"]), agrees("md5:00", [b"abc"]), agrees("b3:00", [b""])
(True, False, None)
"""

import base64
import binascii
import hashlib
import re
import zlib
from dataclasses import dataclass
from typing import Any

try:
    import brotli  # type: ignore[import-untyped]  # it ships no types
except ImportError:  # without it a body packed this way is quarantined
    brotli = None

#: Bytes a body may unpack to: what one page may have.
LIMIT = 64 << 20
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b[^\n]{0,1024}\n")
_ENDS = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1024})?\r?\n")
_ALGORITHMS = {"sha1": 20, "sha256": 32, "sha512": 64, "md5": 16, "sha-1": 20, "sha-256": 32, "sha-512": 64}


class Unpackable(Exception):
    """A body that cannot be unpacked; ``code`` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Http:
    """An answer's status, its header fields (lower case), and where its body begins in the block."""

    status: int
    fields: dict[str, str]
    start: int

    @property
    def coded(self) -> bool:
        """Whether the body was changed for its transfer."""
        return bool(self.fields.get("transfer-encoding") or self.fields.get("content-encoding"))

    def without(self, name: str) -> "Http":
        """The same without one field."""
        return Http(self.status, {key: value for key, value in self.fields.items() if key != name}, self.start)


def fields(raw: bytes) -> dict[str, str]:
    """Header lines by lower-case name; the first, where a name stands twice; folded lines are joined."""
    found: dict[str, str] = {}
    last = ""
    for line in raw.splitlines():
        if line[:1] in (b" ", b"\t") and last:
            found[last] += " " + line.strip().decode("utf-8", "replace")
            continue
        name, colon, value = line.partition(b":")
        if colon:
            key = name.strip().decode("latin-1").lower()
            last = "" if key in found else key
            found.setdefault(key, value.strip().decode("utf-8", "replace"))
    return found


def http(block: bytes) -> Http | None:
    """The head of an HTTP answer, when the block is one whose head is all there."""
    status = _STATUS.match(block)
    if not status:
        return None
    ends = _ENDS.search(block, status.end() - 2)
    if not ends:
        return None
    return Http(int(status[1]), fields(block[status.end() : ends.start()]), ends.end())


def body(block: bytes, answer: Http) -> tuple[bytes, list[str]]:
    """The body before transfer, and codes of what its header says and it is not."""
    raw, said = block[answer.start :], []
    if "chunked" in answer.fields.get("transfer-encoding", "").lower():
        whole = unchunked(raw)
        if whole is None:
            said.append("not_chunked")
        else:
            raw = whole
    codings = [one.strip() for one in answer.fields.get("content-encoding", "").lower().split(",")]
    for coding in [one for one in reversed(codings) if one and one != "identity"][:4]:
        unpacked = _unpacked(raw, coding)
        if unpacked is None:
            said.append("not_packed")
        else:
            raw = unpacked
    if len(raw) > LIMIT:
        raise Unpackable("too_big")
    return raw, said


def unchunked(raw: bytes) -> bytes | None:
    """A body without its chunks; none where it has none. ``Unpackable`` where a later chunk is damaged."""
    parts: list[bytes] = []
    at = 0
    while True:
        size = _CHUNK.match(raw, at)
        if not size:
            if not parts:
                return None
            raise Unpackable("bad_coding")
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        end = size.end() + length
        if end > len(raw):
            raise Unpackable("bad_coding")
        parts.append(raw[size.end() : end])
        at = end + (2 if raw.startswith(b"\r\n", end) else 1)


def _unpacked(raw: bytes, coding: str) -> bytes | None:
    """One coding undone; none where the bytes are plain although the header names one."""
    plain = raw.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"<", b'"', b"{")
    if plain or not raw:
        return None
    if coding in ("gzip", "x-gzip"):
        return _inflated(raw, 31)
    if coding == "deflate":
        try:
            return _inflated(raw, 15)
        except Unpackable as fault:
            if fault.code == "too_big":
                raise
            return _inflated(raw, -15)
    if coding == "br" and brotli is not None:
        return _unbrotlied(raw)
    raise Unpackable("unknown_coding")


def _inflated(raw: bytes, wbits: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=wbits)
    try:
        out = unpacker.decompress(raw, LIMIT + 1)
    except zlib.error:
        raise Unpackable("bad_coding") from None
    if len(out) > LIMIT:
        raise Unpackable("too_big")
    if not unpacker.eof:
        raise Unpackable("bad_coding")
    return out


def _unbrotlied(raw: bytes) -> bytes:
    unpacker: Any = brotli.Decompressor()
    out, size = [], 0
    try:
        step = unpacker.process(raw, output_buffer_limit=1 << 20)
        while step:
            out.append(step)
            size += len(step)
            if size > LIMIT:
                raise Unpackable("too_big")
            step = unpacker.process(b"", output_buffer_limit=1 << 20)
    except brotli.error:
        raise Unpackable("bad_coding") from None
    if not unpacker.is_finished():
        raise Unpackable("bad_coding")
    return b"".join(out)


def digest(stated: str) -> tuple[str, bytes] | None:
    """Algorithm and value of a stated digest, however it is written; none for an algorithm that is not known.

    >>> digest("sha1:a54fe86cc15cbb3c66f29596f26395bb2f7b5cc6")[1] == digest("sha1:UVH6Q3GBLS5TYZXSSWLPEY4VXMXXWXGG")[1]
    True
    """
    name, colon, value = stated.strip().partition(":")
    name = name.strip().lower()
    if not colon or name not in _ALGORITHMS:
        return None
    size, value = _ALGORITHMS[name], value.strip().rstrip("=")
    try:
        if len(value) == size * 2:
            raw = bytes.fromhex(value)
        elif len(value) == (size * 8 + 4) // 5:
            raw = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
        else:
            raw = base64.b64decode(value.translate({45: "+", 95: "/"}) + "=" * (-len(value) % 4), validate=True)
    except (binascii.Error, ValueError):
        raw = b""  # a value that no bytes have
    return name.replace("-", ""), raw


def agrees(stated: str, candidates: list[bytes]) -> bool | None:
    """Whether a stated digest is one of these bytes'; none where its algorithm is not known."""
    known = digest(stated)
    if known is None:
        return None
    return any(hashlib.new(known[0], one, usedforsecurity=False).digest() == known[1] for one in candidates)
