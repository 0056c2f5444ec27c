"""The head of an age file: who may open it, and the key of what follows. What the age library does not offer is read here.

Source: https://age-encryption.org/v1 (read 2026-11-24). Left out: how a stanza gives the file key (``seeking``, ``passphrase``).

>>> encoded(b"abcd"), decoded(b"YWJjZA")
(b'YWJjZA', b'abcd')
"""

import base64
import binascii
import hmac
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"age-encryption.org/v1\n"
NONCE = 16
_LINES, _LINE = 200, 200  # a header is a handful of short lines

Stanza = tuple[list[bytes], bytes]
"""Its words, its body."""


@dataclass(frozen=True, slots=True)
class Header:
    """The bytes that its digest covers, its stanzas, and that digest."""

    bytes_: bytes
    stanzas: list[Stanza]
    mac: bytes

    def payload_key(self, file_key: bytes, sealed: BinaryIO) -> bytes:
        """The key of the payload; ``sealed`` then stands at its first piece. ``ValueError`` where the header is not this file key's."""
        if not hmac.compare_digest(digest(file_key, self.bytes_), self.mac):
            raise ValueError
        return derived(file_key, sealed.read(NONCE), b"payload")


def header(sealed: BinaryIO) -> Header:
    """The header of a file that stands at its start; ``ValueError`` where there is none."""
    lines = [sealed.readline(_LINE)]
    while not lines[-1].startswith(b"---") and len(lines) < _LINES:
        lines.append(sealed.readline(_LINE))
    if lines[0] != VERSION:
        raise ValueError
    head = b"".join(lines)[: len(b"---") - len(lines[-1])]
    stanzas: list[Stanza] = []
    for line in lines[1:-1]:
        if line.startswith(b"-> "):
            stanzas.append((line[3:].split(), b""))
        elif stanzas:
            stanzas[-1] = (stanzas[-1][0], stanzas[-1][1] + line.strip())
    if not lines[-1].startswith(b"--- ") or not lines[-1].endswith(b"\n"):
        raise ValueError
    return Header(head, stanzas, decoded(lines[-1][4:-1]))


def digest(file_key: bytes, head: bytes) -> bytes:
    """The digest of a header."""
    return hmac.digest(derived(file_key, b"", b"header"), head, "sha256")


def derived(key: bytes, salt: bytes, purpose: bytes) -> bytes:
    """32 bytes of a key for one purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=purpose).derive(key)


def encoded(data: bytes) -> bytes:
    """Base64 without padding."""
    return base64.b64encode(data).rstrip(b"=")


def decoded(text: bytes) -> bytes:
    """The bytes that a base64 without padding writes, in its one canonical way: the last character has bits to spare."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise ValueError from None
    if encoded(data) != text:
        raise ValueError
    return data
