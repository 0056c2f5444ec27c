"""Digests of files: SHA-256 and SM3 in one pass, and the SHA-256 of a whole file at the speed of the disk.

Source: 法发〔2016〕22号 (article 29 names no algorithm, so both the international and the Chinese one are kept).

>>> two = Fixity()
>>> two.update(b"abc")
>>> two.sha256()[:8], two.sm3()[:8]
('ba7816bf', '66c7f0f4')
"""

import hashlib
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SM3, Hash


class Fixity:
    """SHA-256 and SM3 of one stream of bytes."""

    __slots__ = ("_sha256", "_sm3", "size")

    def __init__(self) -> None:
        self._sha256 = hashlib.sha256()
        # OpenSSL builds may leave SM3 out of hashlib; cryptography always brings it, at the same speed.
        self._sm3 = Hash(SM3())
        self.size = 0

    def update(self, data: bytes) -> None:
        """Take in more bytes."""
        self._sha256.update(data)
        self._sm3.update(data)
        self.size += len(data)

    def sha256(self) -> str:
        """Hex SHA-256 of what was taken in."""
        return self._sha256.hexdigest()

    def sm3(self) -> str:
        """Hex SM3 of what was taken in."""
        return self._sm3.copy().finalize().hex()


def file_sha256(path: Path) -> str:
    """Hex SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
